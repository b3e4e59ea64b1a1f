//! Terms as they are written: in the files of the site and in the embedded table of Russian regions.
//!
//! Parents are names here; the tree is made elsewhere.

use std::collections::HashMap;
use std::sync::Arc;

use crate::base::fold::nearest;
use crate::base::problem::{Diagnostic, Found, Problem};
use crate::base::slug::slug;
use crate::base::span::{Span, Spanned};

use super::super::config::{is_name, zone};
use super::super::contact::{Phone, phones};
use super::super::lines::document;
use super::super::read::{Entry, Fields, Reader, Shape};
use super::super::yaml::{Kind, Node};
use super::{Level, TermPeriod, TermPlace, VocabularyFile};

/// The embedded table of Russian regions.
const RU_REGIONS: &str = include_str!("ru-regions.tsv");
/// Its name in `extends:`.
const RU_REGIONS_NAME: &str = "ru-regions";
/// Federal districts: name in the table, genitive, prepositional of the adjective.
const DISTRICTS: [(&str, &str, &str); 8] = [
    ("Центральный", "Центрального", "в Центральном"),
    ("Северо-Западный", "Северо-Западного", "в Северо-Западном"),
    ("Южный", "Южного", "в Южном"),
    ("Северо-Кавказский", "Северо-Кавказского", "в Северо-Кавказском"),
    ("Приволжский", "Приволжского", "в Приволжском"),
    ("Уральский", "Уральского", "в Уральском"),
    ("Сибирский", "Сибирского", "в Сибирском"),
    ("Дальневосточный", "Дальневосточного", "в Дальневосточном"),
];

const TERMS: Shape =
    Shape {
        ru: "список терминов", en: "a list of terms", example: "[{id: omskaya-oblast, title: Омская область}]"
    };
const TERM: Shape =
    Shape { ru: "термин", en: "a term", example: "{id: omskaya-oblast, title: Омская область}" };
const CODES: Shape = Shape { ru: "коды", en: "codes", example: "{iso: RU-OMS, oktmo: \"52000000\"}" };
const PERIOD: Shape = Shape { ru: "срок", en: "a period", example: "{from: 2024-01-01, to: 2024-12-31}" };
const TILE: Shape =
    Shape { ru: "столбец и строка карты", en: "column and row of the map", example: "[12, 3]" };
const ORDER: Shape = Shape { ru: "целое число", en: "a whole number", example: "10" };

/// A term before its place in the tree is known.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub(super) id: Spanned<String>,
    pub(super) title: Option<String>,
    pub(super) plain: Option<String>,
    pub(super) parent: Option<Spanned<String>>,
    pub(super) level: Option<Level>,
    pub(super) codes: Vec<(String, String)>,
    pub(super) genitive: Option<String>,
    pub(super) prepositional: Option<String>,
    pub(super) names: Vec<String>,
    pub(super) aliases: Vec<Spanned<String>>,
    pub(super) time_zone: Option<String>,
    pub(super) phones: Vec<Phone>,
    pub(super) order: Option<i32>,
    pub(super) period: Option<TermPeriod>,
    pub(super) tile: Option<(u8, u8)>,
    pub(super) label: Option<String>,
    pub(super) place: TermPlace,
}

impl Draft {
    fn new(id: Spanned<String>, place: TermPlace) -> Self {
        let (title, plain, parent, level) = (None, None, None, None);
        let (codes, names, aliases, phones) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let (genitive, prepositional, time_zone, order) = (None, None, None, None);
        let (period, tile, label) = (None, None, None);
        Self {
            id,
            title,
            plain,
            parent,
            level,
            codes,
            genitive,
            prepositional,
            names,
            aliases,
            time_zone,
            phones,
            order,
            period,
            tile,
            label,
            place,
        }
    }

    /// Takes over what the site's own record says of an embedded term; synonyms and codes are added.
    fn merge(&mut self, own: Draft) {
        let own_codes = own.codes;
        self.codes.retain(|(name, _)| own_codes.iter().all(|(it, _)| it != name));
        self.codes.extend(own_codes);
        self.names.extend(own.names);
        self.aliases.extend(own.aliases);
        if !own.phones.is_empty() {
            self.phones = own.phones;
        }
        self.id.span = own.id.span;
        self.place = own.place;
        self.title = own.title.or(self.title.take());
        self.plain = own.plain.or(self.plain.take());
        self.parent = own.parent.or(self.parent.take());
        self.level = own.level.or(self.level.take());
        self.genitive = own.genitive.or(self.genitive.take());
        self.prepositional = own.prepositional.or(self.prepositional.take());
        self.time_zone = own.time_zone.or(self.time_zone.take());
        self.order = own.order.or(self.order.take());
        self.period = own.period.or(self.period.take());
        self.tile = own.tile.or(self.tile.take());
        self.label = own.label.or(self.label.take());
    }

    /// Where to complain of it.
    pub(super) fn file(&self) -> Arc<str> {
        match &self.place {
            TermPlace::File { file, .. } => file.clone(),
            TermPlace::Embedded => Arc::from(RU_REGIONS_NAME),
        }
    }
}

// ---- the embedded table

/// Russia, its federal districts and its regions.
pub(super) fn embedded() -> Vec<Draft> {
    let term = |title: &str, id: String| {
        let mut draft = Draft::new(Spanned::new(id, Span::default()), TermPlace::Embedded);
        draft.title = Some(title.to_owned());
        draft
    };
    let parent = |id: String| Some(Spanned::new(id, Span::default()));
    let mut root = term("Россия", "rossiya".to_owned());
    root.level = Some(Level::Country);
    root.genitive = Some("России".to_owned());
    root.prepositional = Some("в России".to_owned());
    root.names = ["Российская Федерация", "РФ", "вся страна"].map(str::to_owned).into();
    root.codes = vec![("iso".to_owned(), "RU".to_owned())];
    let mut all = vec![root];
    for (name, genitive, prepositional) in DISTRICTS {
        let mut draft = term(&format!("{name} федеральный округ"), district_id(name));
        draft.parent = parent("rossiya".to_owned());
        draft.level = Some(Level::District);
        draft.genitive = Some(format!("{genitive} федерального округа"));
        draft.prepositional = Some(format!("{prepositional} федеральном округе"));
        draft.names = vec![format!("{name} ФО")];
        all.push(draft);
    }
    for line in RU_REGIONS.lines().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [code, title, district, x, y, label, genitive, prepositional, zone, names] = cells[..] else { continue };
        let mut draft = term(title, slug(title));
        draft.parent = parent(district_id(district));
        draft.level = Some(Level::Region);
        draft.codes = vec![("iso".to_owned(), code.to_owned())];
        draft.genitive = Some(genitive.to_owned());
        draft.prepositional = Some(prepositional.to_owned());
        draft.names = names.split("; ").filter(|it| !it.is_empty()).map(str::to_owned).collect();
        draft.time_zone = Some(zone.to_owned());
        draft.tile = x.parse().ok().zip(y.parse().ok());
        draft.label = Some(label.to_owned());
        all.push(draft);
    }
    all
}

/// `sibirskiy-fo`.
fn district_id(name: &str) -> String {
    format!("{}-fo", slug(name))
}

// ---- the site's files

/// The terms of one file.
pub(super) fn drafts(file: VocabularyFile<'_>, reserved: &[&str]) -> Found<Vec<Draft>> {
    let mut problems = Vec::new();
    let node = document(file.file, file.text).take(&mut problems);
    let mut reader = Reader { file: file.file, problems };
    let (mut all, items) = match node.kind {
        Kind::Map(_) => extended(node, &mut reader),
        Kind::Seq(items) => (Vec::new(), items),
        Kind::Null => (Vec::new(), Vec::new()),
        _ => {
            reader.wrong_at("terms", &node, TERMS);
            (Vec::new(), Vec::new())
        }
    };
    let mut places: HashMap<String, usize> = all.iter().enumerate().map(|(at, it)| (it.id.value.clone(), at)).collect();
    for item in items {
        let Some(draft) = draft(item, &mut reader) else { continue };
        check_id(&draft.id, reserved, &mut reader);
        match places.get(&draft.id.value).copied() {
            None => {
                places.insert(draft.id.value.clone(), all.len());
                all.push(draft);
            }
            Some(at) if all[at].place == TermPlace::Embedded => all[at].merge(draft),
            Some(at) => {
                let problem = Problem::DuplicateTerm { id: draft.id.value };
                let fault = Diagnostic::new(file.file, draft.id.span, problem).with(file.file, all[at].id.span);
                reader.problems.push(fault);
            }
        }
    }
    drop_untitled(&mut all, &mut reader);
    Found { value: all, problems: reader.problems }
}

/// `{extends: ru-regions, terms: […]}`: the embedded terms and the site's own records.
fn extended(node: Node, reader: &mut Reader<'_>) -> (Vec<Draft>, Vec<Node>) {
    let Some(mut fields) = reader.node_record("terms", node, TERMS) else { return (Vec::new(), Vec::new()) };
    let mut all = Vec::new();
    if let Some(table) = fields.take(&["extends", "дополняет"], reader).and_then(|it| reader.spanned_text(it))
    {
        match table.value == RU_REGIONS_NAME {
            true => all = embedded(),
            false => reader.tell(table.span, Problem::UnknownTable { name: table.value }),
        }
    }
    let terms = fields.take(&["terms", "термины"], reader).map(|it| reader.items(it)).unwrap_or_default();
    fields.finish(reader);
    (all, terms)
}

fn draft(node: Node, reader: &mut Reader<'_>) -> Option<Draft> {
    let span = node.span;
    let mut own = reader.short_record("terms", node, "title", TERM)?;
    let id = own.take(&["id", "ид"], reader).and_then(|it| reader.spanned_text(it));
    let written = own.take(&["title", "название"], reader);
    let is_written = written.is_some();
    let title = written.and_then(|it| reader.spanned_text(it));
    let is_told = is_written && title.is_none();
    let title = title.filter(|it| !it.value.is_empty());
    let id = id.or_else(|| title.as_ref().map(|it| Spanned::new(slug(&it.value), it.span)));
    let place = TermPlace::File { file: reader.file.clone(), span };
    let has_id = id.is_some();
    if !has_id && !is_told {
        let (key, example) = ("title".to_owned(), "title: Омская область".to_owned());
        reader.tell(Span::at(span.start as usize), Problem::MissingKey { key, example });
    }
    let mut draft = Draft::new(id.unwrap_or_default(), place);
    draft.title = title.map(|it| it.value);
    texts(&mut draft, &mut own, reader);
    numbers(&mut draft, &mut own, reader);
    own.finish(reader);
    has_id.then_some(draft)
}

fn texts(draft: &mut Draft, own: &mut Fields<'_>, reader: &mut Reader<'_>) {
    draft.plain = reader.optional_text(own, &["plain", "простыми_словами"]);
    draft.parent = own.take(&["parent", "выше", "родитель"], reader).and_then(|it| reader.spanned_text(it));
    draft.genitive = reader.optional_text(own, &["genitive", "родительный"]);
    draft.prepositional = reader.optional_text(own, &["prepositional", "предложный"]);
    draft.names =
        reader.optional_texts(own, &["names", "синонимы", "псевдонимы"]).into_iter().map(|it| it.value).collect();
    draft.label = reader.optional_text(own, &["label", "метка"]);
    draft.aliases = reader.optional_texts(own, &["aliases", "прежние_адреса"]);
    for alias in draft.aliases.iter().filter(|it| !is_name(&it.value)) {
        reader.tell(alias.span, Problem::BadName { name: alias.value.clone() });
    }
    draft.aliases.retain(|it| is_name(&it.value));
    draft.time_zone = own.take(&["time_zone", "часовой_пояс"], reader).and_then(|it| zone(it, reader));
    draft.phones =
        own.take(&["phones", "телефоны", "телефон"], reader).map(|it| phones(it, reader)).unwrap_or_default();
    if let Some(codes) = own.take(&["codes", "коды"], reader).and_then(|it| reader.record(it, CODES)) {
        for code in codes.unique(reader) {
            let name = code.key.value.clone();
            draft.codes.extend(reader.text(code).map(|it| (name, it)));
        }
    }
}

fn numbers(draft: &mut Draft, own: &mut Fields<'_>, reader: &mut Reader<'_>) {
    const LEVELS: [(Level, &[&str]); 4] = [
        (Level::Country, &["country", "страна"]),
        (Level::District, &["district", "округ"]),
        (Level::Region, &["region", "регион"]),
        (Level::Municipality, &["municipality", "муниципалитет"]),
    ];
    draft.level = own.take(&["level", "уровень"], reader).and_then(|it| reader.choice(&it, &LEVELS));
    if let Some(entry) = own.take(&["order", "порядок"], reader) {
        let value = reader.number(&entry, i64::from(i32::MIN)..=i64::from(i32::MAX), ORDER);
        draft.order = value.and_then(|it| i32::try_from(it).ok());
    }
    draft.tile = own.take(&["tile", "плитка"], reader).and_then(|it| tile(&it, reader));
    if let Some(mut period) = own.take(&["period", "период"], reader).and_then(|it| reader.record(it, PERIOD)) {
        draft.period = Some(TermPeriod {
            from: period.take(&["from", "с"], reader).and_then(|it| reader.spanned_text(it)),
            to: period.take(&["to", "по"], reader).and_then(|it| reader.spanned_text(it)),
        });
        period.finish(reader);
    }
}

fn tile(entry: &Entry, reader: &mut Reader<'_>) -> Option<(u8, u8)> {
    let number = |it: &Node| it.as_text()?.parse::<u8>().ok().filter(|it| *it < 100);
    let found = match entry.value.as_seq() {
        Some([x, y]) => number(x).zip(number(y)),
        _ => None,
    };
    if found.is_none() {
        reader.wrong(entry, TILE);
    }
    found
}

/// Ids stand in addresses: only letters that may, none that the site needs for itself.
fn check_id(id: &Spanned<String>, reserved: &[&str], reader: &mut Reader<'_>) {
    let text = id.value.as_str();
    if !is_name(text) {
        reader.tell(id.span, Problem::BadName { name: id.value.clone() });
    } else if text == "page"
        || (text.len() == 4 && text.bytes().all(|it| it.is_ascii_digit()))
        || reserved.contains(&text)
    {
        reader.tell(id.span, Problem::ReservedId { id: id.value.clone() });
    }
}

/// Tells of records that neither have a title nor change an embedded term.
fn drop_untitled(all: &mut Vec<Draft>, reader: &mut Reader<'_>) {
    const PROPOSALS: usize = 20;
    let untitled: Vec<Spanned<String>> = all.iter().filter(|it| it.title.is_none()).map(|it| it.id.clone()).collect();
    for (n, id) in untitled.into_iter().enumerate() {
        let known = all.iter().filter(|it| n < PROPOSALS && it.title.is_some()).map(|it| it.id.value.as_str());
        let nearest = nearest(&id.value, known);
        reader.tell(id.span, Problem::TermWithoutTitle { id: id.value, nearest });
    }
    all.retain(|it| it.title.is_some());
}
