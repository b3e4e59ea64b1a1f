//! Views as a real site would have them, for tests and benches of the theme.
//!
//! Included by path: both a test and a bench are crates of their own.
#![allow(dead_code)]

use svod::render::view::*;

pub fn text(it: &str) -> String {
    it.to_owned()
}

pub fn some(it: &str) -> Option<String> {
    Some(it.to_owned())
}

pub fn link(title: &str, url: &str) -> Link {
    Link { title: text(title), url: text(url) }
}

pub fn when(iso: &str, words: &str) -> When {
    When { iso: text(iso), text: text(words) }
}

pub fn count_link(title: &str, url: &str, count: u64, words: &str) -> CountLink {
    let url = (!url.is_empty()).then(|| text(url));
    CountLink { title: text(title), url, count, count_text: text(words), depth: 0, plain: None }
}

fn menu_link(title: &str, url: &str) -> MenuLink {
    MenuLink { title: text(title), url: some(url), ..MenuLink::default() }
}

pub fn contact() -> ContactView {
    ContactView {
        role: some("Пресс-служба министерства"),
        whose: Some(link("Министерство труда и социального развития Омской области", "/organisations/mintrud-omsk/")),
        phones: vec![
            PhoneView {
                label: some("Приёмная"),
                number: text("+7 (3812) 00-00-00"),
                tel: text("tel:+73812000000"),
                extension: some("104"),
                hours: some("пн–пт, 9:00–18:00"),
                is_free: false,
            },
            PhoneView {
                label: some("Горячая линия"),
                number: text("8 800 000-00-00"),
                tel: text("tel:88000000000"),
                is_free: true,
                ..PhoneView::default()
            },
        ],
        email: some("press@example.org"),
        address: some("644000, г. Омск, ул. Примерная, д. 1"),
        schedule: vec![text("понедельник — четверг: 9:00–18:00, перерыв 13:00–14:00"), text("пятница: 9:00–16:45")],
    }
}

/// `styles` as a test or page finds them.
pub fn chrome(lang: &str, styles: Vec<String>) -> Chrome {
    let groups = MenuLink {
        title: text("Для кого"),
        url: some("/target-groups/"),
        items: vec![menu_link("Все категории", "/target-groups/"), menu_link("Право на льготу", "/benefits/")],
        ..MenuLink::default()
    };
    let about = MenuLink {
        title: text("О своде"),
        url: some("/about/"),
        items: vec![
            menu_link("Как предложить практику", "/kak-predlozhit-praktiku/"),
            menu_link("Вопросы и ответы", "/voprosy-i-otvety/"),
            MenuLink {
                is_external: true, ..menu_link("Портал открытых данных", "https://example.org/")
            },
        ],
        ..MenuLink::default()
    };
    let mut menu =
        vec![menu_link("Новости", "/news/"), menu_link("Практики", "/practices/"), menu_link("Услуги", "/services/")];
    menu.extend([groups, menu_link("Регионы", "/regions/"), menu_link("События", "/events/")]);
    menu.extend([menu_link("Документы", "/documents/"), menu_link("Организации", "/organisations/"), about]);
    Chrome {
        api: API,
        title: text("Свод социальных практик"),
        title_short: text("Свод практик"),
        owner: some("Редакция свода социальных практик"),
        description: some("Что помогает семьям в регионах России: программы, проекты и услуги простыми словами."),
        lang: text(lang),
        base: text("/"),
        menu,
        taxonomies: vec![link("Регионы", "/regions/"), link("Для кого", "/target-groups/")],
        years: text("2006–2026"),
        footer_text: some("Демонстрационный сайт. Адреса и телефоны вымышлены."),
        footer_links: vec![menu_link("О своде", "/about/"), menu_link("Обращения граждан", "/obrashcheniya/")],
        badges: Vec::new(),
        contact: Some(ContactView { role: None, whose: None, ..contact() }),
        site_links: vec![link("Алфавитный указатель", "/index-az/"), link("Карта сайта", "/sitemap/")],
        search: some("/search/"),
        open_search: some("/opensearch.xml"),
        styles,
        scripts: Vec::new(),
        search_script: None,
    }
}

pub fn frame(heading: &str, url: &str, active: &str) -> Frame {
    Frame {
        title: text(heading),
        heading: text(heading),
        description: some("Описание страницы для поисковых систем, одно предложение без неразрывных пробелов."),
        url: text(url),
        canonical: Some(format!("https://example.org{url}")),
        crumbs: vec![link("Главная", "/"), link("Практики", "/practices/")],
        is_noindex: false,
        active: text(active),
    }
}

fn term_names(name: &str, title: &str, names: &[&str]) -> TermNames {
    TermNames { name: text(name), title: text(title), names: names.iter().map(|it| text(it)).collect() }
}

pub const TITLES: [&str; 6] = [
    "В Омской области открылась третья «Гончарная мастерская» для подростков из приёмных семей",
    "Социальное такси",
    "Межведомственное взаимодействие при сопровождении многодетных малообеспеченных семей: опыт Нижегородской области",
    "«Серебряные добровольцы» помогли 2 168 семьям",
    "Комната для малышей в МФЦ Выксы",
    "Профессиональное самоопределение выпускников интернатов",
];

pub fn card(index: usize) -> Card {
    let has_image = index % 3 != 1;
    let image = Img {
        src: text(["/images/a.png", "/images/b.png", "/images/c.png"][index % 3]),
        alt: text("Подростки за гончарным кругом"),
        width: Some(640),
        height: Some(427),
    };
    Card {
        url: format!("/news/item-{index}/"),
        title: text(TITLES[index % TITLES.len()]),
        kind: text(if index.is_multiple_of(2) { "news" } else { "practice" }),
        kind_label: text(if index.is_multiple_of(2) { "Новость" } else { "Практика" }),
        date: index.is_multiple_of(2).then(|| when("2022-01-11", "11 января 2022 г.")),
        summary: some(
            "Мастерская работает при центре помощи семье: занятия бесплатные, записаться можно по телефону, занимаются дети от 7 до 17 лет и их родители.",
        ),
        terms: vec![
            term_names("regions", "Регионы", &["Омская область"]),
            term_names("target_groups", "Для кого", &["Семьи с детьми", "Подростки"]),
        ],
        status: (index % 2 == 1).then(|| text("действует")),
        image: has_image.then_some(image),
        mark: (index == 3).then(|| text("Черновик")),
    }
}

fn field(key: &str, label: &str, is_passport: bool, value: Shown) -> FieldView {
    FieldView { key: text(key), id: key.replace('_', "-"), label: text(label), is_passport, value }
}

fn results() -> Shown {
    let cell = |it: &str| (!it.is_empty()).then(|| Shown::Text(text(it)));
    let row = |cells: [&str; 5]| cells.iter().map(|it| cell(it)).collect();
    Shown::Table(TableView {
        columns: ["Показатель", "Было", "Стало", "Цель", "Источник"].iter().map(|it| text(it)).collect(),
        keys: ["indicator", "before", "after", "target", "source"].iter().map(|it| text(it)).collect(),
        rows: vec![
            row(["Семьи, которые вышли из трудной жизненной ситуации", "1 204", "2 168", "2 500", "отчёт за 2021 год"]),
            row(["Доля детей, занятых во второй половине дня", "36,4 %", "62,6 %", "70 %", "опрос"]),
            row(["Обращения на горячую линию", "", "24 834", "", "уточняется"]),
        ],
    })
}

fn fields() -> Vec<FieldView> {
    let partner = Shown::Record(vec![
        field("name", "Кто", false, Shown::Link(link("Фонд «Дети Омска»", "/organisations/deti/"))),
        field("role", "Роль", false, Shown::Text(text("оборудование и материалы"))),
    ]);
    vec![
        field(
            "problem",
            "Задача",
            true,
            Shown::Text(text(
                "Подросткам из приёмных семей негде заниматься после школы.\nБлижайший кружок — в соседнем районе.",
            )),
        ),
        field("start", "Начало", true, Shown::Date(when("2019-09-01", "1 сентября 2019 г."))),
        field("cost", "Стоимость", true, Shown::Text(text("около 350 тыс. руб. на одну мастерскую"))),
        field("partners", "Партнёры", true, Shown::List(vec![partner])),
        field("results", "Результаты", true, results()),
        field(
            "steps",
            "Как повторить",
            false,
            Shown::List(
                (1..5)
                    .map(|it| Shown::Text(format!("Шаг {it}: договориться с управляющей компанией о помещении")))
                    .collect(),
            ),
        ),
        field(
            "difficulties",
            "Трудности",
            false,
            Shown::Html(text(
                "<p>Не хватало мастеров: <strong>двое</strong> приезжали из области.</p><p>Печь для обжига ждали полгода.</p>",
            )),
        ),
        field("hotline", "Телефон", false, Shown::Phone(contact().phones.remove(1))),
    ]
}

pub fn body(paragraphs: usize) -> String {
    let one = "<p>Мастерская открылась на&nbsp;базе комплексного центра социального обслуживания населения. За&nbsp;год в&nbsp;ней занимались 312&nbsp;детей и&nbsp;их родителей; каждую субботу приходят семьи, которые <a href=\"/practices/serebryanye-dobrovoltsy/\">«серебряные добровольцы»</a> сопровождают дома. Руководитель программы говорит, что дело не&nbsp;в&nbsp;глине: подростку важно, что его ждут.</p>\n";
    let mut out = String::new();
    for index in 0..paragraphs {
        if index % 3 == 1 {
            out.push_str(&format!("<h2 id=\"chast-{index}\">Что изменилось за год</h2>\n"));
        }
        out.push_str(one);
    }
    out.push_str("<blockquote><p>Мы думали, что придут десять человек. Пришли сорок.</p></blockquote>\n");
    out.push_str(
        "<ul><li>занятия бесплатные;</li><li>запись по телефону;</li><li>группы до десяти человек.</li></ul>\n",
    );
    out
}

fn figure(src: &str) -> Figure {
    let image = Img {
        src: text(src), alt: text("Подростки лепят из глины"), width: Some(960), height: Some(640)
    };
    Figure {
        image,
        caption: some("Занятие в мастерской: субботняя группа"),
        author: some("пресс-служба"),
        note: some("JPEG, 340 КБ"),
    }
}

pub fn block(id: &str, title: &str, cards: &str) -> Block<'static> {
    let groups = vec![CardGroup { title: None, cards_html: text(cards).into() }];
    Block {
        id: text(id),
        title: text(title),
        groups,
        all: Some(link("Все новости Омской области (57)", "/regions/omskaya-oblast/news/")),
    }
}

pub fn article(cards: &str) -> ArticleView<'static> {
    ArticleView {
        frame: frame(
            "«Гончарная мастерская»: профилактика социального неблагополучия подростков",
            "/practices/goncharnaya-masterskaya/",
            "/practices/",
        ),
        kind: text("practice"),
        kind_label: text("Практика"),
        date: Some(when("2021-03-04", "4 марта 2021 г.")),
        updated: Some(when("2022-01-11", "11 января 2022 г.")),
        notices: vec![text("Сведения давно не проверялись: в последний раз — 11 января 2022 г.")],
        plain: some(
            "Подростки из приёмных семей бесплатно учатся гончарному делу рядом с домом и находят там взрослых, которым можно доверять.",
        ),
        status: some("действует"),
        evidence: some("есть данные о результатах (до и после)"),
        cover: Some(figure("/images/a.png")),
        body_html: body(4).into(),
        outline: (1..4)
            .map(|it| OutlineItem {
                id: format!("chast-{it}"), title: text("Что изменилось за год"), level: 2
            })
            .collect(),
        fields: fields(),
        period: some("с 2019 года, бессрочно"),
        gallery: vec![figure("/images/b.png"), figure("/images/c.png")],
        data: None,
        files: vec![FileLink {
            title: text("Методика занятий"),
            url: some("/practices/goncharnaya-masterskaya/metodika.pdf"),
            note: some("PDF, 1,2 МБ"),
            kind: some("методика"),
            details: vec![text("CC BY 4.0")],
        }],
        organisations: vec![RoleLink {
            role: some("организатор"),
            title: text("Комплексный центр социального обслуживания населения «Родник»"),
            url: some("/organisations/rodnik/"),
        }],
        references: vec![ReferenceBlock {
            title: text("На что опирается"),
            items: vec![RoleLink {
                role: None,
                title: text("Стратегия развития 2030"),
                url: some("/documents/strategiya/"),
            }],
        }],
        terms: vec![
            TermLinks {
                name: text("regions"),
                title: text("Регионы"),
                links: vec![count_link("Омская область", "/regions/omskaya-oblast/", 57, "")],
            },
            TermLinks {
                name: text("target_groups"),
                title: text("Для кого"),
                links: vec![
                    count_link("Подростки", "/target-groups/podrostki/", 5, ""),
                    count_link("Приёмные семьи", "", 0, ""),
                ],
            },
        ],
        contact: Some(contact()),
        source: Some(SourceView {
            title: text("Сайт министерства"),
            url: some("https://example.org/"),
            date: some("11 января 2022 г."),
        }),
        corrections: vec![CorrectionView {
            date: Some(when("2022-01-12", "12 января 2022 г.")),
            text: text("исправлено число семей"),
        }],
        author: some("пресс-служба министерства"),
        parts: vec![
            PartLink {
                title: text("Мастерская в Таре"), url: text("/practices/tara/"), ..PartLink::default()
            },
            PartLink { title: text("Печь"), url: text("/practices/pech/"), depth: 1, status: some("план") },
        ],
        backlinks: vec![block("news", "Новости о практике", cards)],
        newer: Some(link("Социальное такси", "/practices/taxi/")),
        older: Some(link("Комната для малышей в МФЦ Выксы", "/practices/komnata/")),
        related: vec![
            link("Серебряные добровольцы", "/practices/serebryanye/"),
            link("Школа приёмных родителей", "/practices/shkola/"),
        ],
        ..ArticleView::default()
    }
}

pub fn news() -> ArticleView<'static> {
    ArticleView {
        frame: frame(TITLES[0], "/news/item/", "/news/"),
        kind: text("news"),
        kind_label: text("Новость"),
        date: Some(when("2022-01-11T10:30+06:00", "11 января 2022 г.")),
        lead: some("Третья мастерская работает в Центральном округе; на открытие пришли сорок семей."),
        body_html: body(6).into(),
        terms: article("").terms,
        newer: Some(link(TITLES[1], "/news/a/")),
        older: Some(link(TITLES[2], "/news/b/")),
        ..ArticleView::default()
    }
}

pub fn list(cards: &str) -> ListView<'static> {
    ListView {
        cards_html: text(cards).into(),
        older: Some(link("Раньше", "/news/page/3/")),
        years: (2018..2023).rev().map(|it| link(&it.to_string(), &format!("/news/{it}/"))).collect(),
        total: some("57 новостей"),
        name: text("Новости"),
        ..ListView::default()
    }
}

pub fn section(cards: &str) -> SectionView<'static> {
    SectionView {
        frame: Frame { crumbs: vec![link("Главная", "/")], ..frame("Новости", "/news/", "/news/") },
        kind: text("news"),
        plain: some("Что происходит в регионах: открытия, итоги, приглашения."),
        body_html: String::new().into(),
        ways: vec![WaysView { id: text("by-kind"), title: text("По виду"), links: counted() }],
        list: list(cards),
    }
}

fn counted() -> Vec<CountLink> {
    vec![
        count_link("Семьи с детьми", "/target-groups/semi/", 24, "24 материала"),
        count_link(
            "Дети-сироты и дети, оставшиеся без попечения родителей",
            "/target-groups/siroty/",
            8,
            "8 материалов",
        ),
        count_link("Граждане пожилого возраста", "/target-groups/pozhilye/", 11, "11 материалов"),
        count_link("Семьи участников специальной военной операции", "/target-groups/svo/", 3, "3 материала"),
        count_link("Ветераны", "", 0, "0 материалов"),
    ]
}

pub fn home(cards: &str) -> HomeView<'static> {
    HomeView {
        frame: Frame {
            title: String::new(),
            heading: text("Свод социальных практик"),
            crumbs: Vec::new(),
            ..frame("", "/", "/")
        },
        order: ["intro", "groups", "featured", "news", "events", "regions"].iter().map(|it| text(it)).collect(),
        description: some(
            "Что помогает семьям в регионах России: программы, проекты и услуги простыми словами, с числами, источниками и контактами.",
        ),
        body_html: String::new().into(),
        groups: counted(),
        groups_all: Some(link("Все категории", "/target-groups/")),
        news: Some(block("news", "Новости", cards)),
        featured: Some(block("featured", "Практики, которые стоит повторить", cards)),
        regions: vec![
            count_link("Омская область", "/regions/omskaya-oblast/", 57, "57 материалов"),
            count_link("Нижегородская область", "/regions/nn/", 12, "12 материалов"),
        ],
        regions_all: Some(link("Все регионы", "/regions/")),
        ..HomeView::default()
    }
}

pub fn term(cards: &str) -> TermView<'static> {
    let parted = Block {
        groups: vec![
            CardGroup { title: some("Действует"), cards_html: text(cards).into() },
            CardGroup { title: some("Готовится"), cards_html: text(cards).into() },
        ],
        ..block("practices", "Практики Омской области", "")
    };
    TermView {
        frame: frame("Омская область", "/regions/omskaya-oblast/", "/regions/"),
        name: text("regions"),
        title: text("Омская область"),
        genitive: some("Омской области"),
        prepositional: some("в Омской области"),
        plain: some("Практики, услуги и новости Омской области и её районов."),
        body_html: body(1).into(),
        notice: some("Завершено"),
        contact: Some(contact()),
        children: counted(),
        blocks: vec![parted, block("news", "Новости Омской области", cards)],
        whole: vec![block("whole", "Действует по всей стране", cards)],
        hosted: Some(block("hosted", "События в Омской области", cards)),
        adopted: Some(block("adopted", "Практики, перенятые у других", cards)),
        partners: vec![TermLinks { name: text("target_groups"), title: text("Для кого"), links: counted() }],
        list: list(cards),
        services: Some(block("services", "Услуги", cards)),
        helplines: vec![contact()],
        further: vec![contact()],
        reach: vec![counter()],
    }
}

pub fn pair(cards: &str) -> PairView<'static> {
    let mut parents = counted();
    parents.truncate(2);
    parents[0].plain = some("Семьи, в которых есть дети до 18 лет.");
    PairView {
        frame: frame("Семьи с детьми: Омская область", "/regions/omskaya-oblast/semi/", "/regions/"),
        parents,
        blocks: vec![block("practices", "Практики", cards)],
        contact: Some(contact()),
        list: list(cards),
        services: Some(block("services", "Услуги", cards)),
        helplines: Vec::new(),
        further: Vec::new(),
        whole: vec![block("whole", "Действует по всей стране", cards)],
    }
}

fn counter() -> CounterView {
    CounterView {
        label: text("дети в лагерях"),
        value: text("около 900 за год"),
        date: some("дата не указана"),
        ..CounterView::default()
    }
}

pub fn passport() -> PassportView {
    PassportView {
        frame: frame(TITLES[2], "/practices/item/passport/", "/practices/"),
        kind_label: text("Программа"),
        organisation: some("Министерство труда и социального развития Омской области"),
        status: some("действует"),
        rows: vec![PassportRow {
            key: text("goal"), label: text("Цель"), text: text("Собрать службы вместе.")
        }],
        contact: Some(contact()),
        page: link(TITLES[2], "/practices/item/"),
        address: text("https://example.org/practices/item/"),
        ..PassportView::default()
    }
}

pub fn terms() -> TermsView {
    let depths = [0, 1, 2, 2, 1, 0, 1];
    let terms = (counted().into_iter().cycle().zip(depths)).map(|(it, depth)| CountLink { depth, ..it }).collect();
    let ways = vec![link("Карта практик", "/map/")];
    TermsView { frame: frame("Регионы", "/regions/", "/regions/"), name: text("regions"), ways, terms }
}

pub fn year() -> YearView {
    let months = vec![
        count_link("Январь", "/news/2022/01/", 4, "4 новости"),
        count_link("Март", "/news/2022/03/", 1, "1 новость"),
    ];
    YearView {
        frame: frame("Новости за 2022 год", "/news/2022/", "/news/"),
        months,
        years: vec![link("2021", "/news/2021/")],
    }
}

pub fn month(cards: &str) -> MonthView<'static> {
    MonthView {
        frame: frame("Новости за январь 2022 года", "/news/2022/01/", "/news/"),
        days: vec![CardGroup { title: some("11 января"), cards_html: text(cards).into() }],
        older: Some(link("Декабрь 2021 года", "/news/2021/12/")),
        newer: None,
    }
}

pub fn not_found() -> NotFoundView {
    NotFoundView {
        frame: Frame { is_noindex: true, ..frame("Страница не найдена", "/404.html", "") },
        sections: vec![link("Новости", "/news/")],
    }
}

pub fn search() -> SearchView {
    SearchView {
        frame: frame("Поиск", "/search/", ""),
        index: text("/search/meta.json"),
        sections: vec![link("Новости", "/news/")],
        groups: vec![LinkGroup {
            all: link("Регионы", "/regions/"),
            links: vec![link("Омская область", "/regions/RU-OMS/")],
        }],
    }
}

pub fn withdrawn() -> WithdrawnView {
    let date = Some(when("2022-01-11", "11 января 2022 г."));
    WithdrawnView {
        frame: frame("Материал снят с публикации", "/news/x/", "/news/"),
        date,
        reason: some("по просьбе семьи"),
        sections: vec![link("Новости", "/news/")],
    }
}

pub fn redirect() -> RedirectView {
    RedirectView { frame: frame("Страница переехала", "/old/", ""), to: text("/news/item/") }
}

pub fn events(cards: &str) -> EventsView<'static> {
    EventsView {
        frame: frame("События", "/events/", "/events/"),
        coming_html: text(cards).into(),
        total: some("Впереди 3 события"),
        past: Some(block("past", "Прошедшие события", cards)),
        ..EventsView::default()
    }
}

pub fn table() -> CatalogueView {
    let row = |title: &str| CatalogueRow {
        title: text(title),
        url: text("/practices/x/"),
        cells: vec![vec![text("действует")], Vec::new(), vec![text("охват: 30"), text("доход: 75 %")]],
    };
    CatalogueView {
        frame: frame("Практики: таблица", "/practices/table/", "/practices/"),
        columns: vec![text("Статус"), text("Возраст"), text("Результаты")],
        rows: vec![row("Передышка"), row("Няня в помощь маме")],
        list: ListView { years: Vec::new(), ..list("") },
    }
}

pub fn matrix() -> MatrixView<'static> {
    let cell = |count: u64| MatrixCell {
        count,
        url: (count > 0).then(|| text("/regions/omsk/semi/")),
        label: format!("Семьи с детьми: Омская область, {count} практики"),
    };
    let row = MatrixRow { term: counted().remove(0), cells: (0..5).map(cell).collect() };
    MatrixView {
        frame: frame("Матрица практик", "/matrix/", "/matrix/"),
        rows_title: text("Регионы"),
        columns_title: text("Для кого"),
        columns: counted(),
        groups: vec![MatrixGroup { title: counted().pop(), rows: vec![row.clone(), row] }],
        others: vec![link("Матрица практик: регионы, льготы", "/matrix/regions-benefits/")],
        ..MatrixView::default()
    }
}

pub fn map() -> MapView<'static> {
    let tile = |at: u32| TileView {
        x: at * 44,
        y: 0,
        label: text("Омск"),
        title: text("Омская область"),
        url: (at > 0).then(|| text("/regions/omsk/")),
        own: u64::from(at),
        adopted: u64::from(at / 2),
        step: at as u8,
    };
    let line = MapLine {
        title: text("Омская область"),
        url: some("/regions/omsk/"),
        own: text("8 практик"),
        adopted: some("1 перенятая"),
    };
    MapView {
        frame: frame("Карта практик", "/map/", "/map/"),
        tiles: (0..5).map(tile).collect(),
        width: 216,
        height: 40,
        groups: vec![MapGroup { id: text("in-sibir"), title: counted().pop(), regions: vec![line] }],
        ..MapView::default()
    }
}

pub fn letters() -> LettersView<'static> {
    let item =
        LetterItem { title: text("Передышка"), url: text("/practices/x/"), kind: text("практика") };
    LettersView {
        frame: frame("Алфавитный указатель", "/index-az/", "/index-az/"),
        letters: vec![count_link("П", "#letter-p", 0, "")],
        groups: vec![LetterGroup { id: text("letter-p"), title: text("П"), items: vec![item] }],
        ..LettersView::default()
    }
}

pub fn contacts() -> ContactsView<'static> {
    let line = HoursView { days: text("понедельник"), hours: some("9:00–18:00"), ..HoursView::default() };
    ContactsView {
        frame: frame("Контакты", "/contacts/", "/contacts/"),
        contact: Some(contact()),
        schedule: vec![line],
        other: Some(link("График приёма", "/reception/")),
        ..ContactsView::default()
    }
}

pub fn subscribe() -> SubscribeView<'static> {
    SubscribeView {
        frame: frame("Как следить за новым", "/subscribe/", "/subscribe/"),
        sections: vec![link("Новости", "/news/")],
        taxonomies: vec![link("Регионы", "/regions/")],
        email: some("svod@example.org"),
        phones: contact().phones,
        ..SubscribeView::default()
    }
}

pub fn accessibility() -> AccessibilityView<'static> {
    AccessibilityView {
        frame: frame("Доступность сайта", "/accessibility/", "/accessibility/"),
        level: some("WCAG 2.1 AA"),
        gaps: vec![text("У роликов 2019 года нет субтитров.")],
        date: some("ноябрь 2026 г."),
        contact: some("svod@example.org"),
        contact_url: some("mailto:svod@example.org"),
        ..AccessibilityView::default()
    }
}

pub fn privacy() -> PrivacyView<'static> {
    let hosts = vec![HostsView { title: text("Изображения"), hosts: vec![text("img.example.org")] }];
    PrivacyView {
        frame: frame("Что сайт знает о посетителях", "/privacy/", "/privacy/"),
        hosts,
        ..PrivacyView::default()
    }
}

pub fn site_map() -> SiteMapView<'static> {
    let links = terms().terms;
    SiteMapView {
        frame: frame("Карта сайта", "/sitemap/", "/sitemap/"),
        has_menu: true,
        groups: vec![SiteMapGroup { id: text("regions"), title: text("Регионы"), links }],
        ..SiteMapView::default()
    }
}
