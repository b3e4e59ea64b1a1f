//! How svod.yaml is read: names of keys, defaults, complaints.
//!
//! Begin with [`config`].

use std::collections::HashMap;
use std::sync::Arc;

use crate::base::fold::{fold, fold_key, nearest};
use crate::base::problem::{Diagnostic, Found, Problem};
use crate::base::zone::Zone;

use super::super::contact::contacts;
use super::super::lines::document;
use super::super::read::{Entry, Fields, NUMBER, Reader, Shape};
use super::super::yaml::{Kind, Style};
use super::*;

/// Types that every site has.
pub const BUILT_IN: [&str; 8] = ["news", "practice", "organisation", "service", "event", "document", "gallery", "page"];

/// Built-in sections: folder and type, title in both languages.
const SECTIONS: [(&str, &str, &str, &str); 8] = [
    ("news", "news", "Новости", "News"),
    ("practices", "practice", "Практики", "Practices"),
    ("organisations", "organisation", "Организации", "Organisations"),
    ("services", "service", "Услуги", "Services"),
    ("events", "event", "События", "Events"),
    ("documents", "document", "Документы", "Documents"),
    ("galleries", "gallery", "Галереи", "Galleries"),
    ("pages", "page", "Страницы", "Pages"),
];

/// The folder whose pages stand at the root of the site.
const ROOT_FOLDER: &str = "pages";

/// Predeclared taxonomies: name, titles, keys in front matter.
const TAXONOMIES: [(&str, &str, &str, &[&str]); 3] = [
    ("regions", "Регионы", "Regions", &["регионы", "территории"]),
    ("target_groups", "Для кого", "Target groups", &["для_кого", "целевые_группы", "категории"]),
    ("themes", "Темы", "Themes", &["темы", "тема"]),
];

/// The evidence scale of a site that has none of its own.
const EVIDENCE: [(&str, &str, &str); 7] = [
    ("0", "описана", "described"),
    ("1", "есть данные об охвате", "data on reach"),
    ("2", "есть данные о результатах (до и после)", "data on results (before and after)"),
    ("3", "есть сравнение с контрольной группой", "compared with a control group"),
    ("4", "подтверждена независимо и повторена", "confirmed independently and repeated"),
    ("not-assessed", "не оценивалась", "not assessed"),
    ("no-effect", "эффект не подтверждён", "no effect found"),
];

/// Blocks of the home page in their default order.
const HOME: [(HomeBlock, &[&str]); 9] = [
    (HomeBlock::Intro, &["intro", "о сайте"]),
    (HomeBlock::Groups, &["groups", "для кого"]),
    (HomeBlock::News, &["news", "новости"]),
    (HomeBlock::Featured, &["featured", "избранное"]),
    (HomeBlock::Regions, &["regions", "регионы"]),
    (HomeBlock::Counters, &["counters", "показатели"]),
    (HomeBlock::Events, &["events", "события"]),
    (HomeBlock::Subscribe, &["subscribe", "подписка"]),
    (HomeBlock::Search, &["search", "поиск"]),
];

const SVOD: Shape =
    Shape { ru: "ключи и значения", en: "keys and values", example: "Свод практик" };
const SECTION: Shape = Shape { ru: "раздел", en: "a section", example: "{type: news, title: Анонсы}" };
const TAXONOMY: Shape =
    Shape {
        ru: "словарь", en: "a taxonomy", example: "{title: {ru: Льготы, en: Benefits}, aliases: [льготы]}"
    };
const PAIRS: Shape =
    Shape { ru: "пары словарей", en: "pairs of taxonomies", example: "[[regions, target_groups]]" };
const TYPES: Shape =
    Shape { ru: "типы и их поля", en: "types and their fields", example: "{practice: {fields: […]}}" };
const MENU: Shape =
    Shape { ru: "строки меню", en: "lines of a menu", example: "[{title: Новости, to: /news/}]" };
const FOOTER: Shape =
    Shape { ru: "подвал страницы", en: "the foot of a page", example: "{since: 2006, text: …}" };
const YEAR: Shape = Shape { ru: "год", en: "a year", example: "2006" };
const BADGES: Shape = Shape {
    ru: "картинки со ссылками",
    en: "pictures with links",
    example: "[{image: /images/a.png, alt: Портал, to: \"https://example.org\"}]",
};
const IMAGE: Shape =
    Shape {
        ru: "картинка сайта", en: "the site's picture", example: "{file: /images/site.png, alt: Знак сайта}"
    };
const RECORD: Shape = Shape { ru: "запись", en: "a record", example: "{level: WCAG 2.1 AA, date: 2024-05-17}" };
const LEVELS: Shape = Shape {
    ru: "уровни доказательности",
    en: "levels of evidence",
    example: "[{id: \"0\", ru: описана, en: described}]",
};
const PER_PAGE: Shape =
    Shape { ru: "целое число не меньше 5", en: "a whole number, 5 or more", example: "20" };
const AGES: Shape =
    Shape { ru: "сроки по типам", en: "ages by type", example: "{news: 36 месяцев}" };
const DURATION: Shape = Shape { ru: "срок", en: "a length of time", example: "24 месяца" };
const FEEDS: Shape =
    Shape { ru: "настройки лент", en: "settings of feeds", example: "{items: 30, full_text: да}" };
const LINES: Shape = Shape { ru: "строки", en: "lines", example: "[\"Disallow: /drafts/\"]" };
const HEADERS: Shape =
    Shape { ru: "заголовки ответа", en: "headers", example: "{X-Frame-Options: DENY}" };
const HOST: Shape = Shape { ru: "имя сайта", en: "the name of a site", example: "[img.example.org]" };
const ALLOW: Shape =
    Shape { ru: "разрешённые адреса", en: "allowed hosts", example: "{img: [img.example.org]}" };
const SEVERITY: Shape =
    Shape { ru: "строгость по кодам", en: "severities by code", example: "{M003: off}" };
const STRINGS: Shape =
    Shape { ru: "слова интерфейса", en: "interface words", example: "{read_more: Подробнее}" };
const BASE_URL: Shape =
    Shape { ru: "адрес сайта", en: "the site's address", example: "https://example.org/" };

/// Reads svod.yaml. Never fails: what cannot be read is told of and takes its default.
pub fn config(file: &Arc<str>, text: &str) -> Found<Config> {
    let mut problems = Vec::new();
    let node = document(file, text).take(&mut problems);
    let mut reader = Reader { file, problems };
    let mut fields = match node.kind {
        Kind::Null => Fields::new(Vec::new(), node.span),
        _ => reader.node_record("title", node, SVOD).unwrap_or(Fields::new(Vec::new(), Span::at(0))),
    };
    let lang = language(&mut fields, &mut reader);
    let mut config = Config::new(lang);
    config.texts(&mut fields, &mut reader);
    config.types(&mut fields, &mut reader);
    config.sections(&mut fields, &mut reader);
    config.taxonomies(&mut fields, &mut reader);
    config.pairs(&mut fields, &mut reader);
    config.page_parts(&mut fields, &mut reader);
    config.statements(&mut fields, &mut reader);
    config.numbers(&mut fields, &mut reader);
    config.switches(&mut fields, &mut reader);
    config.machine_lines(&mut fields, &mut reader);
    config.overrides(&mut fields, &mut reader);
    fields.finish(&mut reader);
    config.paths_differ(&mut reader);
    Found { value: config, problems: reader.problems }
}

fn language(fields: &mut Fields<'_>, reader: &mut Reader<'_>) -> Lang {
    let Some(entry) = fields.take(keys::LANGUAGE, reader) else { return Lang::Ru };
    let choices = [(Lang::Ru, &["ru", "русский"] as &[_]), (Lang::En, &["en", "английский", "english"])];
    reader.choice(&entry, &choices).unwrap_or_default()
}

impl Config {
    /// The settings of a site that says nothing.
    pub fn new(language: Lang) -> Self {
        let both = |ru: &str, en: &str| Both { ru: ru.to_owned(), en: en.to_owned() };
        let section = |(folder, kind, ru, en): (&str, &str, &str, &str)| Section {
            folder: folder.to_owned(),
            kind: kind.to_owned(),
            path: if folder == ROOT_FOLDER { String::new() } else { folder.to_owned() },
            title: both(ru, en),
            span: None,
        };
        let taxonomy = |(name, ru, en, aliases): (&str, &str, &str, &[&str])| TaxonomyConfig {
            name: name.to_owned(),
            title: both(ru, en),
            aliases: aliases.iter().map(|it| (*it).to_owned()).collect(),
            path: name.replace('_', "-"),
            on: Vec::new(),
            span: None,
        };
        let level = |(id, ru, en): (&str, &str, &str)| EvidenceLevel { id: id.to_owned(), label: both(ru, en) };
        Self {
            title: String::new(),
            title_short: None,
            title_genitive: None,
            owner: None,
            description: None,
            base_url: None,
            language,
            time_zone: if language == Lang::Ru { "Europe/Moscow" } else { "UTC" }.to_owned(),
            theme: "svod".to_owned(),
            theme_at: None,
            theme_settings: None,
            sections: SECTIONS.map(section).into(),
            taxonomies: TAXONOMIES.map(taxonomy).into(),
            pairs: vec![Pair { first: 0, second: 1 }],
            types: Vec::new(),
            menu: None,
            footer: Footer::default(),
            contacts: Contacts::default(),
            home: HOME.map(|(it, _)| it).into(),
            accessibility: Accessibility::default(),
            data: OpenData::default(),
            image: None,
            address_form: AddressForm::default(),
            evidence: EVIDENCE.map(level).into(),
            directives: Vec::new(),
            per_page: 20,
            archive_after: Vec::new(),
            review_after: Duration { months: 24, days: 0 },
            typography: true,
            feeds: Feeds { items: 30, full_text: true, yandex: false },
            search: true,
            exports: true,
            archive: true,
            machines: true,
            robots: Vec::new(),
            headers: Vec::new(),
            allow: Allow::default(),
            severity: Vec::new(),
            strings: Vec::new(),
        }
    }

    fn texts(&mut self, fields: &mut Fields<'_>, reader: &mut Reader<'_>) {
        if let Some(title) = fields.need(keys::TITLE, "title: Свод практик", reader) {
            self.title = reader.text(title).unwrap_or_default();
        }
        self.title_short = reader.optional_text(fields, keys::TITLE_SHORT);
        self.title_genitive = reader.optional_text(fields, keys::TITLE_GENITIVE);
        self.owner = reader.optional_text(fields, keys::OWNER);
        self.description = reader.optional_text(fields, keys::DESCRIPTION);
        if let Some(entry) = fields.take(keys::BASE_URL, reader) {
            self.base_url = entry.value.as_text().and_then(BaseUrl::parse);
            if self.base_url.is_none() {
                reader.wrong(&entry, BASE_URL);
            }
        }
        if let Some(entry) = fields.take(keys::TIME_ZONE, reader) {
            self.time_zone = zone(entry, reader).unwrap_or_else(|| self.time_zone.clone());
        }
        if let Some(theme) = fields.take(keys::THEME, reader).and_then(|it| reader.spanned_text(it)) {
            (self.theme, self.theme_at) = (theme.value, Some(theme.span));
        }
        self.theme_settings = fields.take(keys::THEME_SETTINGS, reader).map(|it| it.value);
    }

    fn types(&mut self, fields: &mut Fields<'_>, reader: &mut Reader<'_>) {
        let free = |it: Vec<Entry>| it.into_iter().map(|it| (it.key, it.value)).collect();
        self.types = free(free_record(fields, keys::TYPES, TYPES, reader));
        self.directives = free(free_record(fields, keys::DIRECTIVES, TYPES, reader));
    }

    /// Tells of a type that neither svod nor this file knows.
    fn check_type(&self, kind: &Spanned<String>, reader: &mut Reader<'_>) {
        let own = self.types.iter().map(|(it, _)| it.value.as_str());
        let known = || SECTIONS.iter().map(|it| it.1).chain(own.clone());
        if known().all(|it| it != kind.value) {
            let nearest = nearest(&kind.value, known());
            reader.tell(kind.span, Problem::UnknownType { name: kind.value.clone(), nearest });
        }
    }

    fn sections(&mut self, fields: &mut Fields<'_>, reader: &mut Reader<'_>) {
        for entry in free_record(fields, keys::SECTIONS, SECTION, reader) {
            let folder = entry.key.clone();
            let known = self.sections.iter().position(|it| it.folder == folder.value);
            if !is_name(&folder.value) {
                reader.tell(folder.span, Problem::BadName { name: folder.value.clone() });
                continue;
            }
            let key = folder.value.clone();
            let Some(mut own) = reader.short_record(&key, entry.value, "type", SECTION) else { continue };
            let at = known.unwrap_or_else(|| {
                self.sections.push(Section {
                    kind: String::new(),
                    path: folder.value.replace('_', "-"),
                    title: Both { ru: folder.value.clone(), en: folder.value.clone() },
                    folder: folder.value.clone(),
                    span: None,
                });
                self.sections.len() - 1
            });
            self.sections[at].span = Some(folder.span);
            self.section(at, &mut own, reader);
            own.finish(reader);
        }
        // A folder whose type cannot be read is no section; that has been told.
        self.sections.retain(|it| !it.kind.is_empty());
    }

    /// What items of a type of the site's own are called together: the title of a section that has none.
    fn plural(&self, kind: &str) -> Option<Both> {
        let (_, table) = self.types.iter().find(|(it, _)| it.value == kind)?;
        let words = table.get("plural").or_else(|| table.get("title"))?;
        let text = |key: &str| words.get(key).and_then(Node::as_text);
        match (words.as_text(), text("ru").or(text("en")), text("en").or(text("ru"))) {
            (Some(one), ..) => Some(Both::same(one)),
            (None, Some(ru), Some(en)) => Some(Both::new(ru, en)),
            _ => None,
        }
    }

    fn section(&mut self, at: usize, own: &mut Fields<'_>, reader: &mut Reader<'_>) {
        let is_new = self.sections[at].kind.is_empty();
        let kind = match is_new {
            true => own.need(keys::SECTION_TYPE, "type: news", reader),
            false => own.take(keys::SECTION_TYPE, reader),
        };
        if let Some(kind) = kind.and_then(|it| reader.spanned_text(it)) {
            self.check_type(&kind, reader);
            if let (true, Some(plural)) = (is_new, self.plural(&kind.value)) {
                self.sections[at].title = plural;
            }
            self.sections[at].kind = kind.value;
        }
        if let Some(path) = own.take(keys::SECTION_PATH, reader).and_then(|it| path(it, reader)) {
            self.sections[at].path = path;
        }
        if let Some(title) = own.take(keys::SECTION_TITLE, reader).and_then(|it| reader.both(it)) {
            self.sections[at].title = title;
        }
    }

    fn taxonomies(&mut self, fields: &mut Fields<'_>, reader: &mut Reader<'_>) {
        for entry in free_record(fields, keys::TAXONOMIES, TAXONOMY, reader) {
            let name = entry.name.clone();
            let (key, span) = (entry.key.value.clone(), entry.key.span);
            if !is_name(&name) {
                reader.tell(span, Problem::BadName { name: key });
                continue;
            }
            let known = self.taxonomies.iter().position(|it| it.name == name);
            let mut own = match entry.value.kind {
                Kind::Null => Fields::new(Vec::new(), entry.value.span),
                _ => match reader.node_record(&key, entry.value, TAXONOMY) {
                    Some(own) => own,
                    None => continue,
                },
            };
            let at = known.unwrap_or_else(|| {
                let title = Both { ru: key.clone(), en: key.clone() };
                let (aliases, on) = (Vec::new(), Vec::new());
                let path = name.replace('_', "-");
                self.taxonomies.push(TaxonomyConfig { name: name.clone(), title, aliases, path, on, span: None });
                self.taxonomies.len() - 1
            });
            self.taxonomies[at].span = Some(span);
            self.taxonomy(at, &mut own, reader);
            own.finish(reader);
        }
    }

    fn taxonomy(&mut self, at: usize, own: &mut Fields<'_>, reader: &mut Reader<'_>) {
        if let Some(title) = own.take(keys::TAXONOMY_TITLE, reader).and_then(|it| reader.both(it)) {
            self.taxonomies[at].title = title;
        }
        if let Some(path) = own.take(keys::TAXONOMY_PATH, reader).and_then(|it| path(it, reader)) {
            self.taxonomies[at].path = path;
        }
        // Keys of a predeclared one go on working beside the site's own.
        let mut aliases: Vec<String> =
            reader.optional_texts(own, keys::TAXONOMY_ALIASES).into_iter().map(|it| it.value).collect();
        aliases.append(&mut self.taxonomies[at].aliases);
        self.taxonomies[at].aliases = aliases;
        let on = reader.optional_texts(own, keys::TAXONOMY_ON);
        on.iter().for_each(|it| self.check_type(it, reader));
        self.taxonomies[at].on = on;
    }

    fn pairs(&mut self, fields: &mut Fields<'_>, reader: &mut Reader<'_>) {
        let Some(entry) = fields.take(keys::PAIRS, reader) else { return };
        let key = entry.key.value.clone();
        let Kind::Seq(items) = entry.value.kind else { return reader.wrong(&entry, PAIRS) };
        self.pairs.clear();
        for item in items {
            let span = item.span;
            let names: Vec<_> = match &item.kind {
                Kind::Seq(names) => names.iter().filter_map(|it| Some((it.as_text()?, it.span))).collect(),
                _ => Vec::new(),
            };
            if names.len() != 2 || names[0].0 == names[1].0 {
                reader.wrong_at(&key, &item, PAIRS);
                continue;
            }
            let found: Vec<_> =
                names.iter().filter_map(|(name, span)| self.known_taxonomy(name, *span, reader)).collect();
            let [first, second] = found[..] else { continue };
            let pair = Pair { first, second };
            if self.pairs.contains(&pair) {
                reader.tell(span, Problem::DuplicateKey { key: format!("[{}, {}]", names[0].0, names[1].0) });
                continue;
            }
            self.pairs.push(pair);
        }
    }

    fn known_taxonomy(&self, name: &str, span: Span, reader: &mut Reader<'_>) -> Option<u16> {
        let folded = fold_key(name);
        let found = self.taxonomies.iter().position(|it| it.name == folded);
        if found.is_none() {
            let nearest = nearest(name, self.taxonomies.iter().map(|it| it.name.as_str()));
            reader.tell(span, Problem::UnknownTaxonomy { name: name.to_owned(), nearest });
        }
        found.map(|it| it as u16)
    }

    fn page_parts(&mut self, fields: &mut Fields<'_>, reader: &mut Reader<'_>) {
        if let Some(entry) = fields.take(keys::MENU, reader) {
            self.menu = Some(menu(entry, reader));
        }
        if let Some(mut own) = record(fields, keys::FOOTER, FOOTER, reader) {
            self.footer = footer(&mut own, reader);
            own.finish(reader);
        }
        if let Some(entry) = fields.take(keys::CONTACTS, reader) {
            self.contacts = contacts(entry, reader);
        }
        if let Some(entry) = fields.take(keys::HOME, reader) {
            let key = entry.key.value.clone();
            let items = reader.items(entry);
            self.home = items.iter().filter_map(|it| reader.choice_at(&key, it, &HOME)).collect();
        }
        if let Some(entry) = fields.take(keys::IMAGE, reader) {
            self.image = image(entry, reader);
        }
        if let Some(entry) = fields.take(keys::ADDRESS_FORM, reader) {
            self.address_form = match entry.value.as_text().map(str::trim) {
                Some("Вы") => AddressForm::Capital,
                Some("вы") => AddressForm::Small,
                _ => {
                    reader.wrong(&entry, Shape { ru: "«Вы» или «вы»", en: "“Вы” or “вы”", example: "Вы" });
                    AddressForm::default()
                }
            };
        }
    }

    fn statements(&mut self, fields: &mut Fields<'_>, reader: &mut Reader<'_>) {
        if let Some(mut own) = record(fields, keys::ACCESSIBILITY, RECORD, reader) {
            self.accessibility = Accessibility {
                level: reader.optional_text(&mut own, keys::ACCESSIBILITY_LEVEL),
                gaps: reader
                    .optional_texts(&mut own, keys::ACCESSIBILITY_GAPS)
                    .into_iter()
                    .map(|it| it.value)
                    .collect(),
                date: own.take(keys::ACCESSIBILITY_DATE, reader).and_then(|it| reader.spanned_text(it)),
                contact: reader.optional_text(&mut own, keys::ACCESSIBILITY_CONTACT),
            };
            own.finish(reader);
        }
        if let Some(mut own) = record(fields, keys::DATA, RECORD, reader) {
            self.data = OpenData {
                licence: reader.optional_text(&mut own, keys::DATA_LICENCE),
                update: reader.optional_text(&mut own, keys::DATA_UPDATE),
            };
            own.finish(reader);
        }
        if let Some(entry) = fields.take(keys::EVIDENCE, reader) {
            let levels = evidence(entry, reader);
            if !levels.is_empty() {
                self.evidence = levels;
            }
        }
    }

    fn numbers(&mut self, fields: &mut Fields<'_>, reader: &mut Reader<'_>) {
        if let Some(entry) = fields.take(keys::PER_PAGE, reader) {
            let value = reader.number(&entry, 5..=1000, PER_PAGE);
            self.per_page = value.map_or(self.per_page, |it| it as u32);
        }
        for entry in free_record(fields, keys::ARCHIVE_AFTER, AGES, reader) {
            let kind = entry.key.clone();
            self.check_type(&kind, reader);
            if let Some(age) = duration(&entry, reader) {
                self.archive_after.push((kind, age));
            }
        }
        if let Some(entry) = fields.take(keys::REVIEW_AFTER, reader) {
            self.review_after = duration(&entry, reader).unwrap_or(self.review_after);
        }
        if let Some(mut own) = record(fields, keys::FEEDS, FEEDS, reader) {
            if let Some(entry) = own.take(keys::FEEDS_ITEMS, reader) {
                let value = reader.number(&entry, 1..=1000, NUMBER);
                self.feeds.items = value.map_or(self.feeds.items, |it| it as u32);
            }
            self.feeds.full_text = reader.flag(&mut own, keys::FEEDS_FULL_TEXT, true);
            self.feeds.yandex = reader.flag(&mut own, keys::FEEDS_YANDEX, false);
            own.finish(reader);
        }
    }

    fn switches(&mut self, fields: &mut Fields<'_>, reader: &mut Reader<'_>) {
        self.typography = reader.flag(fields, keys::TYPOGRAPHY, true);
        self.search = reader.flag(fields, keys::SEARCH, true);
        self.exports = reader.flag(fields, keys::EXPORTS, true);
        self.archive = reader.flag(fields, keys::ARCHIVE, true);
        self.machines = reader.flag(fields, keys::MACHINES, true);
    }

    fn machine_lines(&mut self, fields: &mut Fields<'_>, reader: &mut Reader<'_>) {
        if let Some(entry) = fields.take(keys::ROBOTS, reader) {
            let lines = header_lines(entry, LINES, reader);
            self.robots = lines.into_iter().map(|(name, value)| format!("{name}: {value}")).collect();
        }
        if let Some(entry) = fields.take(keys::HEADERS, reader) {
            self.headers = header_lines(entry, HEADERS, reader);
        }
        if let Some(mut own) = record(fields, keys::ALLOW, ALLOW, reader) {
            let mut hosts = |names: &'static [&'static str]| -> Vec<String> {
                let Some(entry) = own.take(names, reader) else { return Vec::new() };
                let (key, mut hosts) = (entry.key.value.clone(), Vec::new());
                for node in reader.items(entry) {
                    match node.as_text().map(str::trim).filter(|it| is_host(it)) {
                        Some(host) => hosts.push(host.to_owned()),
                        None => reader.wrong_at(&key, &node, HOST),
                    }
                }
                hosts
            };
            self.allow = Allow {
                img: hosts(keys::ALLOW_IMG),
                script: hosts(keys::ALLOW_SCRIPT),
                frame: hosts(keys::ALLOW_FRAME),
                connect: hosts(keys::ALLOW_CONNECT),
            };
            own.finish(reader);
        }
    }

    fn overrides(&mut self, fields: &mut Fields<'_>, reader: &mut Reader<'_>) {
        let choices: [(Option<Severity>, &[&str]); 4] = [
            (Some(Severity::Error), &["error", "ошибка"]),
            (Some(Severity::Warning), &["warning", "предупреждение"]),
            (Some(Severity::Advice), &["advice", "совет"]),
            (None, &["off", "выкл", "нет", "no"]),
        ];
        for entry in free_record(fields, keys::SEVERITY, SEVERITY, reader) {
            let code = entry.key.value.to_uppercase();
            match Problem::severity_of(&code) {
                None => {
                    let nearest = nearest(&code, Problem::CODES.iter().copied());
                    reader.tell(entry.key.span, Problem::UnknownCode { code, nearest });
                }
                Some(Severity::Error) => reader.tell(entry.key.span, Problem::FixedSeverity { code }),
                Some(_) => {
                    let severity = reader.choice(&entry, &choices);
                    self.severity.extend(severity.map(|it| (code, it)));
                }
            }
        }
        if let Some(entry) = fields.take(keys::STRINGS, reader) {
            let key = entry.key.value.clone();
            words(&key, "", entry.value, &mut self.strings, reader);
        }
    }

    /// Tells of two sections or taxonomies that would stand at one address.
    fn paths_differ(&self, reader: &mut Reader<'_>) {
        let sections = self.sections.iter().map(|it| (&it.folder, &it.path, it.span));
        let taxonomies = self.taxonomies.iter().map(|it| (&it.name, &it.path, it.span));
        let mut owners: HashMap<&str, (&String, Option<Span>)> = HashMap::new();
        for (name, path, span) in sections.chain(taxonomies) {
            let Some((first, earlier)) = owners.get(path.as_str()).copied() else {
                owners.insert(path, (name, span));
                continue;
            };
            let problem = Problem::SamePath { path: format!("/{path}/"), first: first.clone(), second: name.clone() };
            let at = span.or(earlier);
            let mut fault = Diagnostic::new(reader.file, at, problem);
            if let (Some(_), Some(earlier)) = (span, earlier) {
                fault = fault.with(reader.file, earlier);
            }
            reader.problems.push(fault);
        }
    }
}

impl BaseUrl {
    /// An address of a site: scheme, host and perhaps a path, nothing else.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
        let is_odd = |it: char| it.is_whitespace() || it.is_control() || "?#\"<>\\".contains(it);
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        if host.is_empty() || text.contains(is_odd) || path.split('/').any(|it| it == "..") {
            return None;
        }
        let origin = text[..text.len() - rest.len() + host.len()].to_owned();
        let path = path.trim_matches('/');
        let path = if path.is_empty() { "/".to_owned() } else { format!("/{path}/") };
        Some(Self { origin, path })
    }
}

impl Duration {
    /// «36 months», «2 года», «10 дней».
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().to_lowercase();
        let digits = text.len() - text.trim_start_matches(|it: char| it.is_ascii_digit()).len();
        let n: u16 = text[..digits].parse().ok()?;
        let (months, days) = match text[digits..].trim().trim_end_matches('.') {
            "month" | "months" | "месяц" | "месяца" | "месяцев" | "мес" => (n, 0),
            "year" | "years" | "год" | "года" | "лет" => (n.checked_mul(12)?, 0),
            "day" | "days" | "день" | "дня" | "дней" => (0, n),
            "week" | "weeks" | "неделя" | "недели" | "недель" => (0, n.checked_mul(7)?),
            _ => return None,
        };
        Some(Self { months, days })
    }
}

fn duration(entry: &Entry, reader: &mut Reader<'_>) -> Option<Duration> {
    let found = entry.value.as_text().and_then(Duration::parse);
    if found.is_none() {
        reader.wrong(entry, DURATION);
    }
    found
}

/// The IANA name of a zone; shared with terms, which have zones of their own.
pub(in crate::content) fn zone(entry: Entry, reader: &mut Reader<'_>) -> Option<String> {
    let name = reader.spanned_text(entry)?;
    if Zone::get(&name.value).is_some() {
        return Some(name.value);
    }
    // People write the city alone.
    let is_city = |it: &&str| it.rsplit_once('/').is_some_and(|(_, city)| fold(city) == fold(&name.value));
    let names = || Zone::names().iter().map(String::as_str);
    let city = names().find(is_city).map(str::to_owned);
    let nearest = city.or_else(|| nearest(&name.value, names()));
    reader.tell(name.span, Problem::UnknownZone { zone: name.value, nearest });
    None
}

/// Whether a text may name a folder, a taxonomy or one part of an address.
pub(in crate::content) fn is_name(text: &str) -> bool {
    let is_good = |it: u8| it.is_ascii_lowercase() || it.is_ascii_digit() || matches!(it, b'-' | b'_');
    !text.is_empty() && text.len() <= 100 && text.bytes().all(is_good) && !text.starts_with(['-', '_'])
}

/// An address without slashes at its ends.
fn path(entry: Entry, reader: &mut Reader<'_>) -> Option<String> {
    let text = reader.spanned_text(entry)?;
    let path = text.value.trim_matches('/').to_owned();
    if path.split('/').all(is_name) {
        return Some(path);
    }
    reader.tell(text.span, Problem::BadName { name: text.value });
    None
}

/// Takes a record with known keys.
fn record<'n>(
    fields: &mut Fields<'n>,
    names: &'n [&'n str],
    shape: Shape,
    reader: &mut Reader<'_>,
) -> Option<Fields<'n>> {
    let entry = fields.take(names, reader)?;
    reader.record(entry, shape)
}

/// Takes a record whose keys are free, each told of when it is written twice.
fn free_record<'n>(fields: &mut Fields<'n>, names: &'n [&'n str], shape: Shape, reader: &mut Reader<'_>) -> Vec<Entry> {
    record(fields, names, shape, reader).map(|it| it.unique(reader)).unwrap_or_default()
}

fn menu(entry: Entry, reader: &mut Reader<'_>) -> Vec<MenuItem> {
    let key = entry.key.value.clone();
    let items = reader.items(entry);
    items.into_iter().filter_map(|it| menu_item(&key, it, reader)).collect()
}

/// Whether a text names one host, as it stands in an address between `://` and the next `/`. It becomes a part of the
/// site's security policy: nothing else may slip into that.
fn is_host(text: &str) -> bool {
    let (name, port) = text.split_once(':').unwrap_or((text, "443"));
    let is_label = |it: &str| !it.is_empty() && it.chars().all(|it| it.is_alphanumeric() || it == '-');
    name.contains('.') && name.split('.').all(is_label) && port.parse::<u16>().is_ok()
}

fn menu_item(key: &str, node: Node, reader: &mut Reader<'_>) -> Option<MenuItem> {
    let span = node.span;
    let is_address = |it: &str| it.starts_with('/') || it.contains("://") || it.ends_with(".md");
    let first = if node.as_text().is_some_and(is_address) { "to" } else { "title" };
    let mut own = reader.short_record(key, node, first, MENU)?;
    let title = reader.optional_text(&mut own, keys::MENU_TITLE);
    let to = own.take(keys::MENU_TO, reader).and_then(|it| reader.spanned_text(it));
    let items = own.take(keys::MENU_ITEMS, reader).map(|it| menu(it, reader)).unwrap_or_default();
    if to.is_none() && items.is_empty() {
        let (key, example) = ("to".to_owned(), "{title: Новости, to: /news/}".to_owned());
        reader.tell(span, Problem::MissingKey { key, example });
    }
    own.finish(reader);
    Some(MenuItem { title, to, items, span })
}

fn footer(own: &mut Fields<'_>, reader: &mut Reader<'_>) -> Footer {
    let since = own.take(keys::FOOTER_SINCE, reader).and_then(|it| reader.number(&it, 1900..=2200, YEAR));
    let text = reader.optional_text(own, keys::FOOTER_TEXT);
    let links = own.take(keys::FOOTER_LINKS, reader).map(|it| menu(it, reader)).unwrap_or_default();
    let mut badges = Vec::new();
    if let Some(entry) = own.take(keys::FOOTER_BADGES, reader) {
        let key = entry.key.value.clone();
        for item in reader.items(entry) {
            badges.extend(badge(&key, item, reader));
        }
    }
    Footer { since: since.map(|it| it as u16), text, links, badges }
}

fn badge(key: &str, node: Node, reader: &mut Reader<'_>) -> Option<Badge> {
    let mut own = reader.node_record(key, node, BADGES)?;
    let image = own.need(keys::BADGE_IMAGE, "image: /images/portal.png", reader);
    let alt = own.need(keys::BADGE_ALT, "alt: Портал услуг", reader);
    let to = own.take(keys::BADGE_TO, reader).and_then(|it| reader.spanned_text(it));
    own.finish(reader);
    Some(Badge { image: reader.spanned_text(image?)?, alt: reader.text(alt?)?, to })
}

fn image(entry: Entry, reader: &mut Reader<'_>) -> Option<SiteImage> {
    let key = entry.key.value.clone();
    let mut own = reader.short_record(&key, entry.value, "file", IMAGE)?;
    let file = own.need(keys::IMAGE_FILE, "file: /images/site.png", reader).and_then(|it| reader.spanned_text(it));
    let alt = reader.optional_text(&mut own, keys::IMAGE_ALT);
    own.finish(reader);
    Some(SiteImage { file: file?, alt })
}

fn evidence(entry: Entry, reader: &mut Reader<'_>) -> Vec<EvidenceLevel> {
    let key = entry.key.value.clone();
    let mut levels: Vec<EvidenceLevel> = Vec::new();
    for item in reader.items(entry) {
        let Some(mut own) = reader.node_record(&key, item, LEVELS) else { continue };
        let id = own.need(keys::EVIDENCE_ID, "id: \"0\"", reader).and_then(|it| reader.spanned_text(it));
        let ru = reader.optional_text(&mut own, keys::EVIDENCE_RU);
        let en = reader.optional_text(&mut own, keys::EVIDENCE_EN);
        let span = own.span();
        own.finish(reader);
        let (Some(id), Some(ru)) = (id, ru.clone().or(en.clone())) else { continue };
        if levels.iter().any(|it| it.id == id.value) {
            reader.tell(span, Problem::DuplicateKey { key: id.value });
            continue;
        }
        let en = en.unwrap_or_else(|| ru.clone());
        levels.push(EvidenceLevel { id: id.value, label: Both { ru, en } });
    }
    levels
}

/// Lines `Name: value`: as a record, as a list of such, as a text of several lines.
fn header_lines(entry: Entry, shape: Shape, reader: &mut Reader<'_>) -> Vec<(String, String)> {
    let key = entry.key.value.clone();
    let mut lines = Vec::new();
    for item in reader.items(entry) {
        match item.kind {
            Kind::Map(pairs) => {
                for (name, value) in pairs {
                    let value = if value.is_null() { None } else { reader.node_text(&key, value, shape) };
                    lines.push((name.value, value.map(|it| it.value).unwrap_or_default()));
                }
            }
            Kind::Scalar { ref text, style } => {
                let parts: Vec<&str> = if style == Style::Block { text.lines().collect() } else { vec![text] };
                for line in parts.into_iter().filter(|it| !it.trim().is_empty()) {
                    match line.split_once(':') {
                        Some((name, value)) => lines.push((name.trim().to_owned(), value.trim().to_owned())),
                        None => reader.wrong_at(&key, &item, shape),
                    }
                }
            }
            _ => reader.wrong_at(&key, &item, shape),
        }
    }
    lines
}

/// Interface words, records within records joined by dots.
fn words(key: &str, prefix: &str, node: Node, into: &mut Vec<(String, Spanned<String>)>, reader: &mut Reader<'_>) {
    let Some(fields) = reader.node_record(key, node, STRINGS) else { return };
    for entry in fields.unique(reader) {
        let name = format!("{prefix}{}", entry.key.value);
        match entry.value.kind {
            Kind::Map(_) => words(key, &format!("{name}."), entry.value, into, reader),
            _ => into.extend(reader.node_text(&name, entry.value, STRINGS).map(|it| (name, it))),
        }
    }
}
