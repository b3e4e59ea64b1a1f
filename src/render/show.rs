//! Values of fields as a template shows them: choices in words, references as links, numbers grouped.

use crate::content::document::Document;
use crate::content::types::{Field, FieldKind, Type};
use crate::content::value::{File, Picture, Reference, Value};
use crate::content::vocabulary::TermId;
use crate::model::Site;
use crate::model::refer::Target;
use crate::plan::fill::{FilePlace, Fill};

use super::html::Html;
use super::view::{CountLink, FieldView, Figure, FileLink, Link, RoleLink, Shown, TableView};
use super::words::Words;

/// Shows values: of one document, or of one directive.
pub struct Show<'a> {
    /// The site.
    pub site: &'a Site,
    /// Words.
    pub words: &'a Words<'a>,
    /// What the values refer to, as written.
    pub references: &'a [Reference],
    /// And what that is.
    pub targets: &'a [Target],
    /// Holes of Markdown fields not yet used, in order.
    pub fills: &'a [Fill],
    /// Where the files stand that its fields name.
    pub files: &'a [Option<FilePlace>],
}

impl<'a> Show<'a> {
    /// A field with its label.
    pub fn field(&mut self, field: &Field, value: &Value) -> Option<FieldView> {
        let value = self.shown(field, value)?;
        Some(FieldView {
            key: field.key.to_string(),
            id: field.key.replace('_', "-"),
            label: field.label.get(self.words.lang).to_owned(),
            is_passport: field.marks.passport,
            value,
        })
    }

    // long: a table
    fn shown(&mut self, field: &Field, value: &Value) -> Option<Shown> {
        let words = self.words;
        Some(match value {
            Value::Text(text) if field.kind == FieldKind::Url => self.web(text),
            Value::Text(text) if field.kind == FieldKind::Email => {
                Shown::Link(Link { title: text.clone(), url: format!("mailto:{text}") })
            }
            Value::Text(text) => Shown::Text(text.clone()),
            Value::Rich(body) => {
                let (own, rest) = self.fills.split_at(body.holes.len().min(self.fills.len()));
                self.fills = rest;
                Shown::Html(Html { site: self.site, words }.field(body, own))
            }
            Value::Flag(it) => Shown::Text(words.strings.say(if *it { "yes" } else { "no" }, &[])),
            Value::Moment(it) => Shown::Date(words.when(*it)),
            Value::Partial(it) if &*field.key == "until" && it.last() < self.site.moment.today() => {
                Shown::Text(words.strings.say("until_expired", &[("date", &it.long(words.lang))]))
            }
            Value::Partial(it) => Shown::Date(words.partial(*it)),
            Value::Unknown => Shown::Text(words.strings.say("date_unknown", &[])),
            Value::Number(it) => Shown::Text(words.decimal(it)),
            Value::Quantity(it) => Shown::Text(words.quantity(it)),
            Value::Money(it) => Shown::Text(words.money(it)),
            Value::Age(it) => Shown::Text(words.age(*it)),
            Value::Period(it) => Shown::Text(words.period(*it)),
            Value::Choice(at) => Shown::Text(field.choices[*at as usize].label.get(words.lang).to_owned()),
            Value::Evidence(at) => {
                Shown::Text(self.site.tables.config.evidence[*at as usize].label.get(words.lang).to_owned())
            }
            Value::Term(term) => named(self.term(*term)),
            Value::Ref(at) => {
                let it = self.reference(*at)?;
                named(CountLink { title: it.title, url: it.url, ..CountLink::default() })
            }
            Value::Picture(it) => Shown::Figure(self.figure(it)?),
            Value::File(it) => Shown::File(self.file(it)?),
            Value::Phone(it) => Shown::Phone(words.phone(it)),
            Value::Record(values) => Shown::Record(self.record(field, values)),
            Value::List(items) => self.list(field, items)?,
        })
    }

    fn web(&self, text: &str) -> Shown {
        let title = text.trim_start_matches("https://").trim_start_matches("http://").trim_end_matches('/');
        let url = if text.starts_with('/') { self.words.url(text) } else { text.to_owned() };
        Shown::Link(Link { title: title.to_owned(), url })
    }

    fn record(&mut self, field: &Field, values: &[(u16, Value)]) -> Vec<FieldView> {
        let fields = field.fields.clone();
        let shown = values.iter().filter(|(at, _)| !fields[*at as usize].marks.private);
        shown.filter_map(|(at, value)| self.field(&fields[*at as usize], value)).collect()
    }

    /// Records of several fields are a table; other values a list; one value stands alone.
    fn list(&mut self, field: &Field, items: &[Value]) -> Option<Shown> {
        let is_table = field.kind == FieldKind::Record && items.len() > 1;
        if is_table && items.iter().all(|it| matches!(it, Value::Record(_))) {
            return Some(Shown::Table(self.table(field, items)));
        }
        let mut shown: Vec<Shown> = items.iter().filter_map(|it| self.shown(field, it)).collect();
        match shown.len() {
            0 => None,
            1 => shown.pop(),
            _ => Some(Shown::List(shown)),
        }
    }

    fn table(&mut self, field: &Field, items: &[Value]) -> TableView {
        let fields = field.fields.clone();
        let records: Vec<&Vec<(u16, Value)>> = items
            .iter()
            .filter_map(|it| match it {
                Value::Record(values) => Some(values),
                _ => None,
            })
            .collect();
        let used = |at: usize| records.iter().any(|it| it.iter().any(|(index, _)| *index as usize == at));
        let columns: Vec<usize> = (0..fields.len()).filter(|it| !fields[*it].marks.private && used(*it)).collect();
        let mut rows = Vec::with_capacity(records.len());
        for record in records {
            let mut row = Vec::with_capacity(columns.len());
            for column in &columns {
                let value = record.iter().find(|(at, _)| *at as usize == *column);
                row.push(value.and_then(|(at, it)| self.shown(&fields[*at as usize], it)));
            }
            rows.push(row);
        }
        let label = |it: &usize| fields[*it].label.get(self.words.lang).to_owned();
        TableView {
            columns: columns.iter().map(label).collect(),
            keys: columns.iter().map(|it| fields[*it].key.to_string()).collect(),
            rows,
        }
    }

    /// A term: with its address where it has a page.
    pub fn term(&self, term: TermId) -> CountLink {
        term_link(self.site, self.words, term)
    }

    /// What a reference of this document leads to. A withheld item is not even named: what was written of it is its
    /// slug or title.
    pub fn reference(&self, at: u16) -> Option<RoleLink> {
        let reference = &self.references[at as usize];
        let role = reference.role.as_deref().map(|it| role_label(self.words, it));
        match self.targets[at as usize] {
            Target::Item(other) => {
                let title = self.site.document(other).title.clone();
                Some(RoleLink { role, title, url: Some(self.words.url(&self.site.urls[other as usize])) })
            }
            Target::Withheld(_) => None,
            Target::Text => Some(RoleLink { role, title: reference.text.clone(), url: None }),
        }
    }

    /// A picture with its words.
    pub fn figure(&self, it: &Picture) -> Option<Figure> {
        let place = self.files.get(it.file as usize)?.as_ref()?;
        let image = Html { site: self.site, words: self.words }.img(place, &it.alt);
        Some(Figure { image, caption: it.caption.clone(), author: it.author.clone(), note: None })
    }

    /// A file with size and format.
    pub fn file(&self, it: &File) -> Option<FileLink> {
        let place = it.file.and_then(|at| self.files.get(at as usize)?.as_ref());
        if it.file.is_some() && place.is_none() {
            return None;
        }
        let name = place.map(|it| it.file.rsplit('/').next().unwrap_or_default().to_owned());
        let size = place.and_then(|it| self.site.input.files.get(&it.file)).map_or(0, |it| it.size);
        let url = place.map(|it| self.words.url(&it.url)).or_else(|| it.url.clone());
        Some(FileLink {
            title: it.title.clone().or(name.clone()).or_else(|| it.url.clone()).unwrap_or_default(),
            url,
            note: name.map(|it| self.words.file_note(&it, size)),
            kind: it.kind.clone(),
            details: it.notes.clone(),
        })
    }
}

/// A value as plain text, for templates that put it into a sentence.
pub fn plain_text(value: &Shown) -> String {
    let joined = |items: &[Shown]| items.iter().map(plain_text).collect::<Vec<_>>().join(", ");
    match value {
        Shown::Text(it) => it.clone(),
        Shown::Date(it) => it.text.clone(),
        Shown::Link(it) => it.title.clone(),
        Shown::File(it) => it.title.clone(),
        Shown::Phone(it) => it.number.clone(),
        Shown::List(items) => joined(items),
        Shown::Record(fields) => fields.iter().map(|it| plain_text(&it.value)).collect::<Vec<_>>().join(", "),
        Shown::Figure(it) => it.image.alt.clone(),
        Shown::Html(_) | Shown::Table(_) => String::new(),
    }
}

/// A role in words.
pub fn role_label(words: &Words, id: &str) -> String {
    words.strings.say(&format!("role_{}", id.replace('-', "_")), &[])
}

/// A term: with its address where it has a page.
pub fn term_link(site: &Site, words: &Words, term: TermId) -> CountLink {
    let it = &site.tables.vocabularies.terms[term.0 as usize];
    let url = site.has_page(term).then(|| words.url(&site.term_url(term)));
    CountLink { title: it.title.clone(), url, depth: it.depth, ..CountLink::default() }
}

fn named(it: CountLink) -> Shown {
    match it.url {
        Some(url) => Shown::Link(Link { title: it.title, url }),
        None => Shown::Text(it.title),
    }
}

/// The word for an item: its kind if it has one, else its type.
pub fn kind_label(document: &Document, kind: &Type, words: &Words) -> String {
    let choice = kind.key("kind").and_then(|field| match document.field(field) {
        Some(Value::Choice(at)) => Some(kind.fields[field as usize].choices[*at as usize].label.get(words.lang)),
        _ => None,
    });
    let label = choice.unwrap_or_else(|| kind.title.get(words.lang));
    let mut letters = label.chars();
    letters.next().map(|it| it.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// The choice of a field in words.
pub fn choice_label(document: &Document, kind: &Type, key: &str, words: &Words) -> Option<String> {
    let field = kind.key(key)?;
    match document.field(field)? {
        Value::Choice(at) => Some(kind.fields[field as usize].choices[*at as usize].label.get(words.lang).to_owned()),
        _ => None,
    }
}
