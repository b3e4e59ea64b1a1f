//! The keys of svod.yaml: their names, what they mean, how they are written. One table for the reader of the file
//! and for the reference that is made of it.
//!
//! A key that is read has its row here, for the reader takes its names from no other place; a row that nobody reads
//! is a warning of the compiler. To add a key, begin with a row of [`KEYS`].

use crate::base::lang::Both;

/// One key.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// The record that it stands in: empty for the whole file, `footer.badges` for the pictures of the footer; `*` is
    /// a name of the site's own.
    pub within: &'static str,
    /// English first, then the others; blind to case, ё/е and separators.
    pub names: &'static [&'static str],
    /// A value as it is written after the key, in whole; empty where the record above shows it.
    pub example: &'static str,
    help: (&'static str, &'static str),
}

impl Key {
    /// What it means and what holds without it.
    pub fn help(&self) -> Both {
        Both { ru: self.help.0.to_owned(), en: self.help.1.to_owned() }
    }
}

macro_rules! keys {
    ($( $id:ident $within:literal [$($name:literal),+] $example:literal $ru:literal $en:literal; )*) => {
        $( pub(in crate::content) const $id: &[&str] = &[$($name),+]; )*

        /// Every key, in the order of the reference.
        pub static KEYS: &[Key] = &[ $(
            Key { within: $within, names: &[$($name),+], example: $example, help: ($ru, $en) }
        ),* ];
    };
}

keys! {
    TITLE "" ["title", "название", "заголовок"] "Свод практик"
        "Название сайта. Единственный обязательный ключ."
        "Name of the site. The only key that must be there.";
    TITLE_SHORT "" ["title_short", "короткое_название"] "Свод"
        "Короткое название: для вкладки браузера и узких мест. Без него — `title`."
        "A short name: for the browser tab and narrow places. Without it, `title`.";
    TITLE_GENITIVE "" ["title_genitive", "название_в_родительном"] "Свода практик"
        "Название в родительном падеже: «Новости Свода практик»."
        "The name in the genitive, for Russian headings.";
    OWNER "" ["owner", "владелец", "издатель"] "Центр поддержки семей"
        "Кто издаёт сайт: стоит внизу каждой страницы."
        "Who publishes: stands at the foot of every page.";
    DESCRIPTION "" ["description", "описание"] "Что помогает семьям в регионах"
        "Сайт в одном предложении: на главной и для поисковых машин."
        "The site in one sentence: on the home page and for machines.";
    BASE_URL "" ["base_url", "адрес_сайта"] "https://example.org/svod/"
        "Адрес, по которому сайт откроют читатели; может кончаться путём, тогда путь стоит в каждой ссылке."
        "Where readers will open the site; it may have a path, which every link then carries.";
    LANGUAGE "" ["language", "язык"] "ru"
        "Язык слов оформления и сообщений: `ru` или `en`. Без него — `ru`."
        "Language of interface words and messages: `ru` or `en`. Without it, `ru`.";
    TIME_ZONE "" ["time_zone", "часовой_пояс"] "Asia/Omsk"
        "Часовой пояс дат: имя IANA. Без него — `Europe/Moscow`, на английском сайте `UTC`; пояс машины не важен никогда."
        "Zone of the dates: an IANA name. Without it `Europe/Moscow`, on an English site `UTC`; the machine's never counts.";
    THEME "" ["theme", "тема_оформления"] "svod"
        "Имя темы оформления: папка в `themes/`. Без него — встроенная `svod`."
        "Name of the theme: a folder of `themes/`. Without it, the embedded `svod`.";
    THEME_SETTINGS "" ["theme_settings", "настройки_темы"] "{accent: \"#7a2e0a\"}"
        "Настройки, которые объявила тема в своём `theme.yaml`."
        "Settings that the theme declares in its `theme.yaml`.";
    SECTIONS "" ["sections", "разделы"] "{docs: {type: page, title: Документация}}"
        "Свои разделы: папка в `content/` и её тип. Встроенные разделы объявлять не нужно, но можно переназвать."
        "Sections of your own: a folder of `content/` and its type. Built-in ones need no line but may be changed.";
    SECTION_TYPE "sections.*" ["type", "тип"] ""
        "Тип материалов папки: встроенный или свой, из `types`."
        "Type of the folder's items: a built-in one or one of `types`.";
    SECTION_PATH "sections.*" ["path", "путь"] ""
        "Часть адреса. Без него — имя папки."
        "Part of the address. Without it, the folder's name.";
    SECTION_TITLE "sections.*" ["title", "название"] ""
        "Название раздела: текст или `{ru: …, en: …}`."
        "The section's title: a text or `{ru: …, en: …}`.";
    TAXONOMIES "" ["taxonomies", "словари", "классификаторы"]
        "{benefits: {title: {ru: Льготы, en: Benefits}, aliases: [льготы], on: [news, service]}}"
        "Словари: чем помечают материалы. `regions`, `target_groups` и `themes` есть всегда, каждый можно изменить."
        "Taxonomies: what items are tagged with. `regions`, `target_groups` and `themes` are always there; each may be changed.";
    TAXONOMY_TITLE "taxonomies.*" ["title", "название"] ""
        "Название словаря: текст или `{ru: …, en: …}`."
        "The taxonomy's title: a text or `{ru: …, en: …}`.";
    TAXONOMY_ALIASES "taxonomies.*" ["aliases", "ключи"] ""
        "Другие имена ключа в шапке материала; первое показывают в сообщениях."
        "Other names of the key in front matter; messages show the first.";
    TAXONOMY_PATH "taxonomies.*" ["path", "путь"] ""
        "Часть адреса. Без него — имя словаря."
        "Part of the address. Without it, the taxonomy's name.";
    TAXONOMY_ON "taxonomies.*" ["on", "где"] ""
        "Типы, которым разрешена пометка. Без него — все."
        "Types that may carry it. Without it, all.";
    PAIRS "" ["pairs", "пары"] "[[regions, target_groups]]"
        "Пары словарей, для которых строят общие страницы: «Омская область — семьи с детьми». `[]` — ни одной."
        "Pairs of taxonomies that have pages together. `[]` for none.";
    TYPES "" ["types", "типы"] "{practice: {fields: [{key: budget, label: {ru: Бюджет, en: Budget}, type: money}]}}"
        "Новое поле встроенного типа или целый свой тип. Как их описывают, сказано в руководстве администратора."
        "A field added to a built-in type, or a whole type of your own.";
    DIRECTIVES "" ["directives", "директивы"] "{hotline: {title: {ru: Горячая линия, en: Hotline}, fields: [{key: number, label: {ru: Номер, en: Number}, type: phone, required: always}]}}"
        "Свои директивы: поля и шаблон. Как их описывают, сказано в руководстве автора темы."
        "Directives of your own: fields and a template.";
    MENU "" ["menu", "меню"] "[{title: Новости, to: /news/}, {title: О нас, to: /about/, items: [{title: Контакты, to: /kontakty/}]}]"
        "Меню. Без него — разделы, в которых есть материалы, и словари."
        "The menu. Without it, the sections that hold items, then the taxonomies.";
    MENU_TITLE "menu" ["title", "название"] ""
        "Что написано. Без него — заголовок страницы, на которую ведёт строка."
        "What it says. Without it, the title of the page that it leads to.";
    MENU_TO "menu" ["to", "куда"] ""
        "Куда ведёт: адрес от корня сайта, файл статьи или чужой адрес."
        "Where it leads: an address from the site's root, an article's file, or a foreign address.";
    MENU_ITEMS "menu" ["items", "пункты"] ""
        "Строки второго уровня."
        "Lines below it.";
    FOOTER "" ["footer", "подвал"]
        "{since: 2006, text: Сведения из открытых источников., links: [{title: О нас, to: /about/}], badges: [{image: /images/znak.png, alt: Портал услуг, to: https://example.org/}]}"
        "Низ каждой страницы."
        "The foot of every page.";
    FOOTER_SINCE "footer" ["since", "с_года"] ""
        "Первый год строки авторского права: «© 2006–2026». Второй год считает программа."
        "First year of the copyright line; the last one is computed.";
    FOOTER_TEXT "footer" ["text", "текст"] ""
        "Предложение под ссылками."
        "A sentence.";
    FOOTER_LINKS "footer" ["links", "ссылки"] ""
        "Ссылки: пишут как строки меню."
        "Links, written as lines of the menu.";
    FOOTER_BADGES "footer" ["badges", "значки"] ""
        "Картинки со ссылками: знаки объединений и порталов."
        "Pictures that lead somewhere.";
    BADGE_IMAGE "footer.badges" ["image", "картинка"] ""
        "Файл картинки. Обязателен."
        "The picture's file. Must be there.";
    BADGE_ALT "footer.badges" ["alt", "подпись"] ""
        "Что услышит тот, кто картинки не видит. Обязательно."
        "What it says to who cannot see it. Must be there.";
    BADGE_TO "footer.badges" ["to", "куда"] ""
        "Куда ведёт."
        "Where it leads.";
    CONTACTS "" ["contacts", "контакты"]
        "{organisation: Редакция, address: \"644000, г. Омск, ул. Примерная, д. 1\", phones: [{label: Приёмная, number: \"+7 (3812) 00-00-00\"}], email: svod@example.org, schedule: [{days: понедельник — четверг, from: \"9:00\", to: \"18:00\", break: 13:00–14:00}]}"
        "Кому звонить и куда писать: низ страниц и страница контактов."
        "Whom to call and where to write: the foot of pages and the page of contacts.";
    CONTACTS_ORGANISATION "contacts" ["organisation", "организация"] ""
        "Название редакции или учреждения."
        "Name of the office.";
    CONTACTS_ADDRESS "contacts" ["address", "адрес"] ""
        "Почтовый адрес."
        "Postal address.";
    CONTACTS_PHONES "contacts" ["phones", "телефоны", "телефон"] ""
        "Телефоны: список; просто номер — тоже телефон."
        "Telephones: a list; a plain number is one.";
    PHONE_LABEL "contacts.phones" ["label", "подпись"] ""
        "Чей это телефон: «Приёмная»."
        "Whose it is.";
    PHONE_NUMBER "contacts.phones" ["number", "номер"] ""
        "Номер. Обязателен."
        "The number. Must be there.";
    PHONE_EXTENSION "contacts.phones" ["extension", "добавочный"] ""
        "Добавочный номер."
        "Extension.";
    PHONE_HOURS "contacts.phones" ["hours", "часы"] ""
        "Когда отвечают: «пн–пт 9:00–18:00»."
        "When it is answered.";
    PHONE_FREE "contacts.phones" ["free", "бесплатный", "бесплатно"] ""
        "Звонок бесплатный: да или нет."
        "Whether calling costs nothing: yes or no.";
    CONTACTS_EMAIL "contacts" ["email", "почта"] ""
        "Электронная почта."
        "Mailbox.";
    CONTACTS_SCHEDULE "contacts" ["schedule", "график"] ""
        "График работы по строкам."
        "Opening hours, line by line.";
    HOURS_DAYS "contacts.schedule" ["days", "дни"] ""
        "Дни: «понедельник — четверг». Обязательны."
        "Days. Must be there.";
    HOURS_FROM "contacts.schedule" ["from", "с"] ""
        "Начало: «9:00», в кавычках."
        "Opening: “9:00”, in quotes.";
    HOURS_TO "contacts.schedule" ["to", "до", "по"] ""
        "Конец: «18:00», в кавычках."
        "Closing: “18:00”, in quotes.";
    HOURS_BREAK "contacts.schedule" ["break", "перерыв"] ""
        "Перерыв: «13:00–14:00»."
        "Break.";
    HOURS_NOTE "contacts.schedule" ["note", "примечание"] ""
        "Примечание: «в предпраздничный день — на час меньше»."
        "A note.";
    HOME "" ["home", "главная"] "[intro, groups, news, regions]"
        "Блоки главной страницы в нужном порядке: `intro`, `groups`, `news`, `featured`, `regions`, `counters`, `events`, `subscribe`, `search`. Пустой блок не показывается."
        "Blocks of the home page in the order wanted; an empty block is not shown.";
    IMAGE "" ["image", "картинка"] "{file: /images/svod.png, alt: Знак сайта}"
        "Картинка сайта: для ссылок в сетях и мессенджерах. Можно одним путём к файлу."
        "The site's picture for links. A plain path will do.";
    IMAGE_FILE "image" ["file", "файл"] ""
        "Файл картинки; путь от `/` — файл из `static/`. Обязателен."
        "The file; a path from `/` is a file of `static/`. Must be there.";
    IMAGE_ALT "image" ["alt", "описание"] ""
        "Что на картинке."
        "What it shows.";
    ADDRESS_FORM "" ["address_form", "обращение"] "Вы"
        "Как обращаться к читателю: «Вы» или «вы»."
        "How readers are addressed in Russian.";
    ACCESSIBILITY "" ["accessibility", "доступность"]
        "{level: ГОСТ Р 52872-2019, gaps: [Старые документы не распознаны.], date: 2026-11-20, contact: svod@example.org}"
        "Что сказано на странице о доступности."
        "What the page on accessibility says.";
    ACCESSIBILITY_LEVEL "accessibility" ["level", "уровень"] ""
        "Чему сайт соответствует."
        "What the site conforms to.";
    ACCESSIBILITY_GAPS "accessibility" ["gaps", "недочеты"] ""
        "Известные недочёты."
        "Known gaps.";
    ACCESSIBILITY_DATE "accessibility" ["date", "дата"] ""
        "Когда это проверено."
        "When it was judged.";
    ACCESSIBILITY_CONTACT "accessibility" ["contact", "контакт"] ""
        "Кому сообщить о трудности."
        "Whom to tell.";
    DATA "" ["data", "данные"] "{licence: CC BY 4.0, update: ежемесячно}"
        "Условия открытых данных."
        "Terms of the open data.";
    DATA_LICENCE "data" ["licence", "лицензия"] ""
        "Лицензия."
        "Licence.";
    DATA_UPDATE "data" ["update", "обновление"] ""
        "Как часто обновляют."
        "How often they are renewed.";
    EVIDENCE "" ["evidence", "доказательность"] "[{id: \"0\", ru: описана, en: described}, {id: \"1\", ru: измерена, en: measured}]"
        "Своя шкала доказательности, от слабого уровня к сильному; ступени — номера, прочие имена вне ступеней. Без неё — встроенная."
        "An evidence scale of your own, weakest first; numbers are ranks. Without it, the built-in one.";
    EVIDENCE_ID "evidence" ["id", "ид"] ""
        "Номер или имя уровня. Обязательно."
        "Number or name of the level. Must be there.";
    EVIDENCE_RU "evidence" ["ru", "русский"] ""
        "Слова по-русски."
        "Words in Russian.";
    EVIDENCE_EN "evidence" ["en", "английский"] ""
        "Слова по-английски."
        "Words in English.";
    PER_PAGE "" ["per_page", "на_странице"] "20"
        "Сколько материалов на странице списка, не меньше 5. Без него — 20."
        "Items on a page of a list, at least 5. Without it, 20.";
    ARCHIVE_AFTER "" ["archive_after", "в_архив_через"] "{news: 36 месяцев}"
        "Через сколько материал типа получает пометку «архив» и уходит из списков текущего."
        "Age at which items of a type get an archive notice and leave the current lists.";
    REVIEW_AFTER "" ["review_after", "проверять_через"] "24 месяца"
        "Через сколько после «проверено» практика считается давно не проверенной. Без него — 24 месяца."
        "Age of `reviewed` at which a practice is told to be long unchecked. Without it, 24 months.";
    TYPOGRAPHY "" ["typography", "типографика"] "да"
        "Расставлять ли кавычки-«ёлочки», тире и неразрывные пробелы. Без него — да."
        "Whether texts get Russian typography. Without it, yes.";
    FEEDS "" ["feeds", "ленты"] "{items: 30, full_text: да, yandex: нет}"
        "Ленты новостей."
        "Feeds.";
    FEEDS_ITEMS "feeds" ["items", "записей"] ""
        "Сколько новых записей в ленте. Без него — 30."
        "Newest items in a feed. Without it, 30.";
    FEEDS_FULL_TEXT "feeds" ["full_text", "полный_текст"] ""
        "Полные тексты в лентах сайта и разделов. Без него — да."
        "Whole texts in the feeds of site and sections. Without it, yes.";
    FEEDS_YANDEX "feeds" ["yandex", "яндекс"] ""
        "Добавлять ли элементы Яндекса. Без него — нет."
        "The elements of Yandex. Without it, no.";
    SEARCH "" ["search", "поиск"] "да"
        "Строить ли поиск. Без него — да."
        "Whether a search is built. Without it, yes.";
    EXPORTS "" ["exports", "выгрузки"] "да"
        "Строить ли выгрузки открытых данных. Без него — да."
        "Whether open data are built. Without it, yes.";
    ARCHIVE "" ["archive", "архив"] "да"
        "Строить ли архив по годам и месяцам. Без него — да."
        "Whether archives by year and month are built. Without it, yes.";
    MACHINES "" ["machines", "для_машин"] "да"
        "Строить ли то, что читают машины: ленты, карту сайта, календари, разметку. Без него — да."
        "Whether feeds, metadata, calendars and the sitemap are built. Without it, yes.";
    ROBOTS "" ["robots"] "[\"Disallow: /chernovik/\"]"
        "Строки, которые добавят в `robots.txt`."
        "Lines added to `robots.txt`.";
    HEADERS "" ["headers"] "{X-Frame-Options: DENY}"
        "Заголовки, которые добавят в настройки веб-сервера."
        "Headers added for the web server.";
    ALLOW "" ["allow", "разрешено"] "{img: [img.example.org]}"
        "Чужие адреса, к которым страницам можно обращаться. Без него — ни к каким."
        "Hosts that pages may ask. Without it, none.";
    ALLOW_IMG "allow" ["img", "картинки"] ""
        "За картинками."
        "For pictures.";
    ALLOW_SCRIPT "allow" ["script", "скрипты"] ""
        "За скриптами."
        "For scripts.";
    ALLOW_FRAME "allow" ["frame", "рамки"] ""
        "За страницами внутри рамок."
        "For frames.";
    ALLOW_CONNECT "allow" ["connect", "запросы"] ""
        "Запросы скриптов."
        "Requests of scripts.";
    SEVERITY "" ["severity", "строгость"] "{M003: совет}"
        "Другая строгость для сообщений по их кодам: `ошибка`, `предупреждение`, `совет`, `выкл`. Ошибку нельзя ослабить."
        "Other severities by code: `error`, `warning`, `advice`, `off`. An error cannot be made less.";
    STRINGS "" ["strings", "слова"] "{home: На главную}"
        "Свои слова оформления вместо встроенных, по ключам темы."
        "Interface words replaced, by the keys of the theme.";
}
