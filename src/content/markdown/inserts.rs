//! Directives that show other parts of the site: lists, contacts, figures, and those that a site declares itself.
//!
//! What is written in their line is checked here; what it leads to is a hole that the model fills.

use super::writer::{Mode, Writer};
use crate::base::fold::{fold, nearest};
use crate::base::problem::Problem;
use crate::base::span::Spanned;
use crate::content::body::{HoleKind, ListOrder, ListQuery, OwnInsert};
use crate::content::directive::{Directive, Kind};
use crate::content::tables::Tables;
use crate::content::types::{Field, FieldKind, Required, Type, TypeId, taxonomy_field};
use crate::content::value::{Reader, Uses, Value};
use crate::content::vocabulary::TermId;
use crate::content::yaml::{Kind as NodeKind, Node, Style};

/// Items of a list that does not say how many.
const USUAL: u16 = 6;
/// Items of a list, at most.
const MOST: u16 = 100;

impl Writer<'_> {
    /// The opening line of a directive that shows other parts of the site.
    pub fn open_insert(&mut self, it: &Directive<'_>) {
        if self.mode != Mode::Body {
            return self.tell_at(it.span, Problem::DirectiveInField { name: it.shape.name.to_string() });
        }
        let Some(tables) = self.rules.site else { return };
        match it.shape.kind {
            Kind::List => {
                if let Some(query) = self.query(tables, it) {
                    self.out.hole(it.span, HoleKind::List(Box::new(query)));
                }
            }
            Kind::Contacts => {
                let place = it.get("organisation").map_or(it.span, |it| it.span);
                let organisation = it.text("organisation").map(String::into_boxed_str);
                self.out.hole(place, HoleKind::Contacts { organisation });
            }
            Kind::Counters => self.counters(it),
            Kind::Own(at) => {
                let fields = &tables.directives.own[at as usize].fields;
                let (values, uses) = self.values(tables, it, fields);
                let is_there = |at: usize| values.iter().any(|it| it.0 as usize == at);
                if fields.iter().enumerate().any(|(at, it)| it.required == Required::Always && !is_there(at)) {
                    return; // That has been told, and its template counts on it.
                }
                self.out.hole(it.span, HoleKind::OwnOpen(Box::new(OwnInsert { directive: at, values, uses })));
            }
            _ => {}
        }
    }

    /// Its closing line.
    pub fn close_insert(&mut self, it: &Directive<'_>) {
        if self.mode == Mode::Body && self.rules.site.is_some() && matches!(it.shape.kind, Kind::Own(_)) {
            self.out.hole(it.span, HoleKind::OwnClose);
        }
        self.out.line();
    }

    fn counters(&mut self, it: &Directive<'_>) {
        let Some(data) = it.get("data") else { return };
        if !self.is_file(&data.value, data.span) {
            return;
        }
        let only = it.get("only").map(|it| {
            let ids = it.value.split(',').map(str::trim).filter(|it| !it.is_empty());
            ids.map(|id| Spanned::new(id.to_owned(), it.span)).collect()
        });
        let (path, only) = (data.value.as_str().into(), only.unwrap_or_default());
        self.out.hole(data.span, HoleKind::Counters { path, only });
    }

    /// Which items a list shows; None where that cannot be known.
    fn query(&mut self, tables: &Tables, it: &Directive<'_>) -> Option<ListQuery> {
        let n_before = self.problems.len();
        let section = it.get("section").and_then(|it| self.section(tables, it));
        let kind = it.get("type").and_then(|it| self.kind(tables, it));
        let terms = self.terms(tables, it);
        let sections = &tables.config.sections;
        let of_section = section.and_then(|at| tables.types.find(&sections[at as usize].kind));
        if let (Some(kind), Some(other), Some(written)) = (kind, of_section, it.get("section"))
            && kind != other
        {
            let id = &tables.types.get(kind).id;
            let fits = sections.iter().filter(|it| it.kind == *id).map(|it| it.folder.clone()).collect();
            let (attribute, value) = ("section".to_owned(), written.value.clone());
            self.tell_at(written.span, Problem::BadDirectiveValue { attribute, value, choices: fits });
        }
        let is_told = self.problems.len() > n_before;
        let status = it.get("status").and_then(|it| self.status(tables, (kind.or(of_section), is_told), it));
        let limit = it.get("limit").map_or(Some(USUAL), |it| self.most(it));
        let order = match it.get("order").map(|it| it.value.as_str()) {
            Some("oldest") => ListOrder::Oldest,
            Some("title") => ListOrder::Title,
            Some("coming") => ListOrder::Coming,
            _ => ListOrder::Newest,
        };
        let is_of_something = section.is_some() || kind.is_some() || !terms.is_empty();
        if !is_of_something && self.problems.len() == n_before {
            let (directive, attribute) = (it.shape.name.to_string(), "type".to_owned());
            let example = it.shape.example.to_string();
            self.tell_at(it.span, Problem::MissingDirectiveAttribute { directive, attribute, example });
        }
        (self.problems.len() == n_before).then(|| ListQuery {
            section,
            kind,
            terms,
            status,
            limit: limit.unwrap_or(USUAL),
            order,
        })
    }

    /// A folder, an address or a title of a section.
    fn section(&mut self, tables: &Tables, it: &Spanned<String>) -> Option<u16> {
        let wanted = fold(&it.value);
        let sections = &tables.config.sections;
        let found = sections.iter().position(|one| {
            [&one.folder, &one.path, &one.title.ru, &one.title.en].iter().any(|name| fold(name) == wanted)
        });
        if found.is_none() {
            let known = sections.iter().flat_map(|it| [it.folder.as_str(), it.title.get(self.rules.lang)]);
            self.unknown("section", it, known, sections.iter().map(|it| it.folder.clone()).collect());
        }
        found.map(|it| it as u16)
    }

    /// An id, a title or the plural of a type.
    fn kind(&mut self, tables: &Tables, it: &Spanned<String>) -> Option<TypeId> {
        let wanted = fold(&it.value);
        let names = |it: &Type| {
            [it.id.clone(), it.title.ru.clone(), it.title.en.clone(), it.plural.ru.clone(), it.plural.en.clone()]
        };
        let all = &tables.types.all;
        let found = all.iter().position(|one| names(one).iter().any(|name| fold(name) == wanted));
        if found.is_none() {
            let known: Vec<String> = all.iter().flat_map(names).collect();
            self.unknown("type", it, known.iter().map(String::as_str), all.iter().map(|it| it.id.clone()).collect());
        }
        found.map(|it| TypeId(it as u16))
    }

    /// A status of the type, which must have one.
    fn status(
        &mut self,
        tables: &Tables,
        (kind, is_told): (Option<TypeId>, bool),
        it: &Spanned<String>,
    ) -> Option<u16> {
        let Some(kind) = kind else {
            // Where the type was written and is not known, that has been told.
            if !is_told {
                let (directive, attribute) = ("list".to_owned(), "type".to_owned());
                let example = ":::list type=practice status=действует".to_owned();
                self.tell_at(it.span, Problem::MissingDirectiveAttribute { directive, attribute, example });
            }
            return None;
        };
        let kind = tables.types.get(kind);
        let field = kind.key("status").map(|it| &kind.fields[it as usize]).filter(|it| it.kind == FieldKind::Choice);
        let found = field.and_then(|field| field.choice(&it.value));
        if found.is_none() {
            let labels =
                field.iter().flat_map(|it| it.choices.iter()).map(|it| it.label.get(self.rules.lang).to_owned());
            let labels: Vec<String> = labels.collect();
            self.unknown("status", it, labels.iter().map(String::as_str), labels.clone());
        }
        found
    }

    fn most(&mut self, it: &Spanned<String>) -> Option<u16> {
        let found = it.value.trim().parse().ok().filter(|it| (1..=MOST).contains(it));
        if found.is_none() {
            let (attribute, value) = ("limit".to_owned(), it.value.clone());
            self.tell_at(it.span, Problem::BadDirectiveValue { attribute, value, choices: vec![format!("1–{MOST}")] });
        }
        found
    }

    /// For each taxonomy that is named, its terms.
    fn terms(&mut self, tables: &Tables, it: &Directive<'_>) -> Box<[Box<[TermId]>]> {
        let mut all = Vec::new();
        for (at, taxonomy) in tables.vocabularies.taxonomies.iter().enumerate() {
            let Some(written) = it.get(&taxonomy.name) else { continue };
            let field = taxonomy_field(at as u16, taxonomy);
            let read = self.read(tables, std::iter::once((0, &field, written)), &mut Uses::default());
            let terms: Vec<TermId> = match read.into_iter().next() {
                Some((_, Value::List(items))) => items.iter().filter_map(term).collect(),
                Some((_, one)) => term(&one).into_iter().collect(),
                None => continue,
            };
            all.push(terms.into());
        }
        all.into()
    }

    /// The values of a directive of the site's own.
    fn values(&mut self, tables: &Tables, it: &Directive<'_>, fields: &[Field]) -> (Vec<(u16, Value)>, Uses) {
        let mut uses = Uses::default();
        let written = it.values.iter().map(|it| (it.attribute as u16, &fields[it.attribute], &it.text));
        let values = self.read(tables, written, &mut uses);
        (values, uses)
    }

    /// Values as their fields read them.
    fn read<'v>(
        &mut self,
        tables: &Tables,
        written: impl Iterator<Item = (u16, &'v Field, &'v Spanned<String>)>,
        uses: &mut Uses,
    ) -> Vec<(u16, Value)> {
        let mut reader = Reader {
            file: self.file,
            tables,
            has_typography: self.rules.typography,
            kind: "",
            uses: std::mem::take(uses),
            problems: Vec::new(),
            field: 0,
        };
        let mut values = Vec::new();
        for (at, field, text) in written {
            let value = reader.read(field, &node(field, text));
            values.extend(value.map(|it| (at, it)));
        }
        *uses = reader.uses;
        self.problems.extend(reader.problems);
        values.sort_by_key(|(at, _)| *at);
        values
    }

    fn unknown<'k>(
        &mut self,
        attribute: &str,
        it: &Spanned<String>,
        names: impl Iterator<Item = &'k str>,
        known: Vec<String>,
    ) {
        let nearest = nearest(&it.value, names);
        let (attribute, value) = (attribute.to_owned(), it.value.clone());
        self.tell_at(it.span, Problem::UnknownListWord { attribute, value, nearest, known });
    }
}

fn term(value: &Value) -> Option<TermId> {
    match value {
        Value::Term(it) => Some(*it),
        _ => None,
    }
}

/// What is written after `=`, as front matter would hold it; a bare name is yes.
fn node(field: &Field, it: &Spanned<String>) -> Node {
    let is_bare = it.value.is_empty() && field.kind == FieldKind::Boolean;
    let text = if is_bare { "да".to_owned() } else { it.value.clone() };
    Node::new(it.span, NodeKind::Scalar { text, style: Style::Quoted })
}
