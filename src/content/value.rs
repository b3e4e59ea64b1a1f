//! Values of front matter: what a press officer wrote becomes what a field of its type holds.
//!
//! A [`Value`] holds no address and no other file: references, pictures and files are numbers into the lists of
//! [`Uses`], which the model resolves. Nothing is guessed: what cannot be read is told with an example.
//!
//! Begin with [`Reader::read`].

use std::sync::Arc;

use crate::base::date::{self, DateFault, DateTime, Partial};
use crate::base::fold::{fold, fold_key, nearest};
use crate::base::lang::{Both, Lang};
use crate::base::number::Decimal;
use crate::base::problem::{Diagnostic, Problem};
use crate::base::span::{Span, Spanned};
use crate::base::typography;

use super::body::Body;
use super::contact::Phone;
use super::quantity::{self, Age, Money, Period, Quantity};
use super::tables::Tables;
use super::types::{Field, FieldKind};
use super::vocabulary::{Lookup, TermId};
use super::yaml::{Kind, Node, Style};

/// Most terms or references that one field takes (spec: faults.md F24).
const MANY: usize = 200;

/// What a field holds.
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum Value {
    /// Text of one or several paragraphs, with typography.
    Text(String),
    /// Markdown; its holes are filled like those of the body.
    Rich(Box<Body>),
    /// да / нет.
    Flag(bool),
    /// A day, perhaps with a time.
    Moment(DateTime),
    /// A day, a month or a year.
    Partial(Partial),
    /// «не указана».
    Unknown,
    /// A number.
    Number(Decimal),
    /// A number with words around it.
    Quantity(Box<Quantity>),
    /// An amount of money.
    Money(Box<Money>),
    /// A span of ages.
    Age(Age),
    /// A span of time.
    Period(Period),
    /// Index of the field's choices.
    Choice(u16),
    /// Index of the evidence scale of svod.yaml.
    Evidence(u16),
    /// A term.
    Term(TermId),
    /// Index of [`Uses::references`].
    Ref(u16),
    /// A picture.
    Picture(Box<Picture>),
    /// A file or an address.
    File(Box<File>),
    /// A telephone.
    Phone(Box<Phone>),
    /// Index of the record's fields, and what stands there.
    Record(Vec<(u16, Value)>),
    /// Several.
    List(Vec<Value>),
}

/// A picture as a record.
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct Picture {
    /// Index of [`Uses::files`].
    pub file: u16,
    /// Alternative text, empty when decorative.
    pub alt: String,
    /// Caption.
    pub caption: Option<String>,
    /// Who made it.
    pub author: Option<String>,
}

/// A file as a record.
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct File {
    /// Index of [`Uses::files`], for a file of the site.
    pub file: Option<u16>,
    /// Address elsewhere.
    pub url: Option<String>,
    /// What it is called; the file's own name where nothing is written.
    pub title: Option<String>,
    /// Index of the field's choices, or words.
    pub kind: Option<String>,
    /// Licence, version, date, as written.
    pub notes: Vec<String>,
}

/// What the fields of one document refer to.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, serde::Serialize, serde::Deserialize)]
pub struct Uses {
    /// Other items, as written.
    pub references: Vec<Reference>,
    /// Files, as written: beside the article or, from `/`, in `static/`.
    pub files: Vec<FileUse>,
}

impl Uses {
    /// Without the room for growth.
    pub fn shrunk(mut self) -> Self {
        self.references.shrink_to_fit();
        self.files.shrink_to_fit();
        self
    }
}

/// A file that a field names.
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct FileUse {
    /// As written.
    pub path: String,
    /// Where.
    pub span: Span,
    /// Whether it has to be a picture.
    pub is_picture: bool,
}

/// A reference to another item, as written.
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct Reference {
    /// As written.
    pub text: String,
    /// Where.
    pub span: Span,
    /// Type of the item referred to.
    pub of: Arc<str>,
    /// Top field of the type that holds it.
    pub field: u16,
    /// Role, by the id of common.yaml, where one is written or implied.
    pub role: Option<Arc<str>>,
    /// Whether a text that names nothing stays a text.
    pub may_be_text: bool,
}

/// Reads the values of one document.
pub struct Reader<'a> {
    /// The document's file.
    pub file: &'a Arc<str>,
    /// Types, vocabularies, settings.
    pub tables: &'a Tables,
    /// Whether texts get Russian typography.
    pub has_typography: bool,
    /// Name of the type read.
    pub kind: &'a str,
    /// Collected references and files.
    pub uses: Uses,
    /// Collected faults.
    pub problems: Vec<Diagnostic>,
    /// Top field that is being read.
    pub field: u16,
}

/// Whether a text holds several choices, as «a, b» holds several terms.
fn is_choices(field: &Field, text: &str) -> bool {
    field.kind == FieldKind::Choice && text.contains(',') && field.choice(text.trim()).is_none()
}

/// A field in words of a message: its name and where the value stands.
#[derive(Clone, Copy)]
struct At<'a> {
    field: &'a Field,
    span: Span,
}

impl<'a> Reader<'a> {
    /// Reads what stands at a field of the type; None where nothing is written or it cannot be read.
    pub fn read(&mut self, field: &Field, node: &Node) -> Option<Value> {
        if matches!(node.kind, Kind::Null | Kind::Broken) {
            return None;
        }
        if let FieldKind::Terms(_) = field.kind {
            return self.terms(field, node);
        }
        match (&node.kind, field.is_list) {
            (Kind::Seq(items), true) => self.list(field, node, items),
            (Kind::Seq(_), false) => self.wrong(At { field, span: node.span }),
            (Kind::Scalar { text, .. }, true) if is_choices(field, text) => {
                let at = At { field, span: node.span };
                let words = text.split(',').map(str::trim).filter(|it| !it.is_empty());
                let values: Vec<Value> = words.filter_map(|it| self.choice(at, it)).collect();
                (!values.is_empty()).then_some(Value::List(values))
            }
            (_, true) => self.one(field, node).map(|it| Value::List(vec![it])),
            (_, false) => self.one(field, node),
        }
    }

    fn list(&mut self, field: &Field, node: &Node, items: &[Node]) -> Option<Value> {
        if items.len() > MANY {
            self.tell(node.span, Problem::TooMany { field: self.name(field), limit: MANY as u64 });
            return None;
        }
        let values: Vec<Value> = items.iter().filter_map(|it| self.one(field, it)).collect();
        if values.is_empty() { None } else { Some(Value::List(values)) }
    }

    // long: a table
    fn one(&mut self, field: &Field, node: &Node) -> Option<Value> {
        let at = At { field, span: node.span };
        if let Kind::Map(entries) = &node.kind {
            return self.record(at, entries);
        }
        if node.is_null() || node.is_broken() {
            return None;
        }
        let Kind::Scalar { text, style } = &node.kind else { return self.wrong(at) };
        let written = text.trim();
        if written.is_empty() && !matches!(field.kind, FieldKind::Text) {
            return None;
        }
        match &field.kind {
            FieldKind::Text => self.text(at, text, *style),
            FieldKind::Markdown => self.markdown(node, text, *style),
            FieldKind::Date | FieldKind::Moment => self.moment(at, written),
            FieldKind::Partial => self.partial(at, written),
            FieldKind::Boolean => self.boolean(at, written),
            FieldKind::Number => Decimal::parse(written).map(Value::Number).or_else(|| self.wrong(at)),
            FieldKind::Quantity => {
                quantity::quantity(written).map(|it| Value::Quantity(Box::new(it))).or_else(|| self.wrong(at))
            }
            FieldKind::Money => {
                quantity::money(written).map(|it| Value::Money(Box::new(it))).or_else(|| self.wrong(at))
            }
            FieldKind::Age => quantity::age(written).map(Value::Age).or_else(|| self.wrong(at)),
            FieldKind::Period => match quantity::period(written) {
                Ok(it) => Some(Value::Period(it)),
                Err(fault) => self.bad_date(at, written, fault),
            },
            FieldKind::Choice => self.choice(at, written),
            FieldKind::Evidence => self.evidence(at, written),
            FieldKind::Terms(taxonomy) => self.term(at, *taxonomy, written).map(Value::Term),
            FieldKind::Ref(of) => Some(self.reference(field, of, Spanned::new(written, node.span), None)),
            FieldKind::Image => self.bare_picture(at, written),
            FieldKind::File => Some(self.bare_file(at, written)),
            FieldKind::Phone if !written.bytes().any(|it| it.is_ascii_digit()) => self.wrong(at),
            FieldKind::Phone => Some(Value::Phone(Box::new(Phone { number: written.to_owned(), ..Phone::default() }))),
            FieldKind::Url => self.url(at, written),
            FieldKind::Email => self.email(at, written),
            FieldKind::Address => Some(Value::Text(written.to_owned())),
            FieldKind::Record => self.short_record(at, node),
        }
    }

    fn text(&mut self, at: At, text: &str, style: Style) -> Option<Value> {
        let text = text.trim();
        if text.is_empty() {
            return None;
        }
        if let Some(max) = at.field.max
            && text.chars().count() > max
        {
            self.tell(at.span, Problem::LongText { field: self.name(at.field), limit: max as u64 });
        }
        if let Some(check) = &at.field.check {
            self.checksum(at, check, text);
        }
        let text = if style == Style::Block { text.to_owned() } else { one_line(text) };
        Some(Value::Text(self.typeset(&text)))
    }

    /// The text with typography, unless it is off; addresses and numbers stay.
    pub fn typeset(&self, text: &str) -> String {
        if self.has_typography { typography::text(text).into_owned() } else { text.to_owned() }
    }

    fn markdown(&mut self, node: &Node, text: &str, style: Style) -> Option<Value> {
        let offset = match style {
            Style::Plain => node.span.start as usize,
            Style::Quoted => node.span.start as usize + 1,
            Style::Block => node.span.start as usize + 2,
        };
        let rules = self.tables.markdown_rules(self.has_typography, "");
        let found = super::markdown::fragment(self.file, text, offset, &rules);
        // A block of YAML is indented: its bytes are not those of the file, so faults are told at the whole value.
        self.problems.extend(found.problems.into_iter().map(|mut it| {
            it.at.span = Some(node.span);
            it
        }));
        Some(Value::Rich(Box::new(found.value)))
    }

    fn moment(&mut self, at: At, text: &str) -> Option<Value> {
        match date::parse_date_time(text) {
            Ok(it) if it.time.is_some() && at.field.kind == FieldKind::Date => self.wrong(at),
            Ok(it) => Some(Value::Moment(it)),
            Err(fault) => self.bad_date(at, text, fault),
        }
    }

    fn partial(&mut self, at: At, text: &str) -> Option<Value> {
        if at.field.marks.unknown && matches!(fold(text).as_str(), "не указана" | "не указано" | "unknown")
        {
            return Some(Value::Unknown);
        }
        match date::parse_partial(text) {
            Ok(it) => Some(Value::Partial(it)),
            Err(_) if at.field.marks.text => Some(Value::Text(self.typeset(text))),
            Err(fault) => self.bad_date(at, text, fault),
        }
    }

    fn bad_date(&mut self, at: At, text: &str, fault: DateFault) -> Option<Value> {
        let value = text.to_owned();
        let problem = match fault {
            DateFault::TwoDigitYear => Problem::TwoDigitYear { value },
            DateFault::Impossible => Problem::ImpossibleDate { value },
            DateFault::NotADate => return self.wrong(at),
        };
        self.tell(at.span, problem);
        None
    }

    fn boolean(&mut self, at: At, text: &str) -> Option<Value> {
        match fold(text).as_str() {
            "да" | "true" | "yes" => Some(Value::Flag(true)),
            "нет" | "false" | "no" => Some(Value::Flag(false)),
            _ => self.wrong(at),
        }
    }

    fn choice(&mut self, at: At, text: &str) -> Option<Value> {
        if let Some(choice) = at.field.choice(text) {
            return Some(Value::Choice(choice));
        }
        let lang = self.lang();
        let labels: Vec<&str> = at.field.choices.iter().map(|it| it.label.get(lang)).collect();
        let problem = Problem::UnknownChoice {
            key: self.name(at.field),
            value: text.to_owned(),
            choices: labels.iter().map(|it| (*it).to_owned()).collect(),
        };
        self.tell(at.span, problem);
        None
    }

    fn evidence(&mut self, at: At, text: &str) -> Option<Value> {
        let levels = &self.tables.config.evidence;
        let wanted = fold(text);
        let is_it = |it: &super::config::EvidenceLevel| {
            it.id == text || fold(&it.label.ru) == wanted || fold(&it.label.en) == wanted
        };
        if let Some(level) = levels.iter().position(is_it) {
            return Some(Value::Evidence(level as u16));
        }
        let lang = self.lang();
        let choices = levels.iter().map(|it| format!("{} — {}", it.id, it.label.get(lang))).collect();
        let problem = Problem::UnknownChoice { key: self.name(at.field), value: text.to_owned(), choices };
        self.tell(at.span, problem);
        None
    }

    fn terms(&mut self, field: &Field, node: &Node) -> Option<Value> {
        let FieldKind::Terms(taxonomy) = field.kind else { return None };
        let mut terms = Vec::new();
        match &node.kind {
            Kind::Seq(items) if items.len() > MANY => {
                self.tell(node.span, Problem::TooMany { field: self.name(field), limit: MANY as u64 });
                return None;
            }
            Kind::Seq(items) => {
                for item in items.iter().filter(|it| !it.is_null() && !it.is_broken()) {
                    let at = At { field, span: item.span };
                    match item.as_text() {
                        Some(text) => terms.extend(self.term(at, taxonomy, text.trim())),
                        None => drop(self.wrong(at)),
                    }
                }
            }
            Kind::Scalar { text, .. } => terms = self.written_terms(At { field, span: node.span }, taxonomy, text),
            _ => return self.wrong(At { field, span: node.span }),
        }
        let mut seen = Vec::with_capacity(terms.len());
        for term in terms {
            if !seen.contains(&Value::Term(term)) {
                seen.push(Value::Term(term));
            }
        }
        match (seen.is_empty(), field.is_list) {
            (true, _) => None,
            (false, true) => Some(Value::List(seen)),
            (false, false) if seen.len() > 1 => self.wrong(At { field, span: node.span }),
            (false, false) => seen.pop(),
        }
    }

    /// «a, b» in one text: first as one term, for names with a comma, then cut at commas.
    fn written_terms(&mut self, at: At, taxonomy: u16, text: &str) -> Vec<TermId> {
        let is_one = matches!(self.tables.vocabularies.lookup(taxonomy, text.trim()), Lookup::One(_));
        if is_one || !text.contains(',') {
            return self.term(at, taxonomy, text.trim()).into_iter().collect();
        }
        if text.matches(',').count() >= MANY {
            self.tell(at.span, Problem::TooMany { field: self.name(at.field), limit: MANY as u64 });
            return Vec::new();
        }
        let mut terms = Vec::new();
        let mut start = 0;
        for piece in text.split(',') {
            let name = piece.trim();
            let from = at.span.start as usize + start + (piece.len() - piece.trim_start().len());
            // A quoted or folded value has other bytes than its text: told at the whole of it.
            let is_plain = at.span.end as usize - at.span.start as usize == text.len();
            let span = if is_plain { Span::new(from, from + name.len()) } else { at.span };
            if !name.is_empty() {
                terms.extend(self.term(At { span, ..at }, taxonomy, name));
            }
            start += piece.len() + 1;
        }
        terms
    }

    fn term(&mut self, at: At, taxonomy: u16, text: &str) -> Option<TermId> {
        let vocabularies = &self.tables.vocabularies;
        let known = vocabularies.taxonomies.get(taxonomy as usize)?;
        let problem = match vocabularies.lookup(taxonomy, text) {
            Lookup::One(term) => return Some(term),
            Lookup::Several(terms) => Problem::AmbiguousTerm {
                value: text.to_owned(),
                ids: terms.iter().map(|it| vocabularies.terms[it.0 as usize].id.clone()).collect(),
            },
            Lookup::None { nearest } => {
                let name = known.name.clone();
                Problem::UnknownTerm { field: self.name(at.field), value: text.to_owned(), nearest, name }
            }
        };
        self.tell(at.span, problem);
        None
    }

    /// Notes a reference and gives the value that stands for it.
    fn reference(&mut self, field: &Field, of: &Arc<str>, text: Spanned<&str>, role: Option<Arc<str>>) -> Value {
        let reference = Reference {
            text: text.value.to_owned(),
            span: text.span,
            of: of.clone(),
            field: self.field,
            role: role.or_else(|| field.role.clone()),
            may_be_text: field.marks.text,
        };
        self.uses.references.push(reference);
        Value::Ref((self.uses.references.len() - 1) as u16)
    }

    fn bare_picture(&mut self, at: At, text: &str) -> Option<Value> {
        // In a list the key stands before the bracket: only the record is pasted.
        let start = if at.field.is_list { String::new() } else { format!("{}: ", self.name(at.field)) };
        self.no_alt(at.span, &start, text);
        self.use_file(text, at.span, true);
        None
    }

    /// Tells that a picture lacks its alternative text, with the record to paste after `start`.
    fn no_alt(&mut self, span: Span, start: &str, path: &str) {
        let (file, alt) = (self.word("файл", "file"), self.word("описание", "alt"));
        let record = Both::new(
            format!("{start}{{{file}: {path}, {alt}: \"что на снимке\"}}"),
            format!("{start}{{{file}: {path}, {alt}: \"what it shows\"}}"),
        );
        let (key, yes) = (self.word("украшение", "decorative"), self.word("да", "true"));
        let decorative = Both::same(&format!("{start}{{{file}: {path}, {key}: {yes}}}"));
        self.tell(span, Problem::PictureWithoutAlt { record, decorative });
    }

    /// A file, an address, or, where neither, a title alone («материалы: [Памятка]»).
    fn bare_file(&mut self, at: At, text: &str) -> Value {
        let mut file = File { file: None, url: None, title: None, kind: None, notes: Vec::new() };
        if text.starts_with("http://") || text.starts_with("https://") {
            file.url = Some(text.to_owned());
        } else if looks_like_file(text) || !at.field.marks.text {
            file.file = Some(self.use_file(text, at.span, false));
        } else {
            file.title = Some(self.typeset(text));
        }
        Value::File(Box::new(file))
    }

    fn use_file(&mut self, path: &str, span: Span, is_picture: bool) -> u16 {
        self.uses.files.push(FileUse { path: path.to_owned(), span, is_picture });
        (self.uses.files.len() - 1) as u16
    }

    fn url(&mut self, at: At, text: &str) -> Option<Value> {
        let is_good = ["http://", "https://"].iter().any(|it| text.starts_with(it) && text.len() > it.len())
            && !text.contains(char::is_whitespace);
        let is_inner = text.starts_with('/') && !text.starts_with("//");
        if is_good || is_inner {
            return Some(Value::Text(text.to_owned()));
        }
        if !text.contains(char::is_whitespace) && text.contains('.') && !text.contains(':') {
            return Some(Value::Text(format!("https://{text}")));
        }
        self.wrong(at)
    }

    fn email(&mut self, at: At, text: &str) -> Option<Value> {
        let is_good = text.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
        if is_good && !text.contains(char::is_whitespace) { Some(Value::Text(text.to_owned())) } else { self.wrong(at) }
    }

    fn checksum(&mut self, at: At, check: &str, text: &str) {
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        let is_good = match check {
            "inn" => quantity::is_inn(&digits),
            _ => quantity::is_ogrn(&digits),
        };
        if !is_good {
            self.tell(at.span, Problem::BadChecksum { field: self.name(at.field), value: text.to_owned() });
        }
    }

    /// A record whose first key is written as a scalar.
    fn short_record(&mut self, at: At, node: &Node) -> Option<Value> {
        let Some(first) = at.field.fields.first() else { return self.wrong(at) };
        let mut value = self.one(first, node)?;
        if first.is_list {
            value = Value::List(vec![value]);
        }
        let role = at.field.role.clone();
        self.give_role(&value, role);
        Some(Value::Record(vec![(0, value)]))
    }

    fn record(&mut self, at: At, entries: &[(Spanned<String>, Node)]) -> Option<Value> {
        if at.field.fields.is_empty() {
            return self.wrong(at);
        }
        let fields = at.field.fields.clone();
        let mut values: Vec<(u16, Value)> = Vec::with_capacity(entries.len());
        let mut keys: Vec<(usize, &Spanned<String>)> = Vec::with_capacity(entries.len());
        let mut meant: Vec<String> = Vec::new();
        for (key, node) in entries {
            let Some(index) = fields.iter().position(|it| it.names().any(|one| fold_key(one) == fold_key(&key.value)))
            else {
                let nearest = nearest(&key.value, fields.iter().flat_map(Field::names));
                meant.extend(nearest.clone());
                self.tell(key.span, Problem::UnknownKey { key: key.value.clone(), nearest });
                continue;
            };
            if let Some((_, first)) = keys.iter().find(|(it, _)| *it == index) {
                self.twice(first, key);
                continue;
            }
            keys.push((index, key));
            if let Some(value) = self.read(&fields[index], node) {
                values.push((index as u16, value));
            }
        }
        for (index, field) in fields.iter().enumerate() {
            let is_absent = !keys.iter().any(|(it, _)| *it == index);
            if field.required == super::types::Required::Always && is_absent {
                // A misspelt key stands for it: one slip, one message.
                if !field.names().any(|it| meant.iter().any(|one| one == it)) {
                    let (key, example) = (self.name(&fields[index]), self.example(&fields[index]));
                    self.tell(at.span, Problem::MissingKey { key, example });
                }
                return None;
            }
        }
        values.sort_by_key(|(index, _)| *index);
        self.finished(at, &fields, values)
    }

    /// One key of a record twice, or under two names.
    fn twice(&mut self, first: &Spanned<String>, second: &Spanned<String>) {
        let key = second.value.clone();
        let problem = match fold_key(&first.value) == fold_key(&key) {
            true => Problem::DuplicateKey { key },
            false => Problem::TwoNames { first: first.value.clone(), second: key },
        };
        self.problems.push(Diagnostic::new(self.file, second.span, problem).with(self.file, first.span));
    }

    /// A record of a kind that is more than its fields: a picture, a file, a telephone, a sum, a period.
    fn finished(&mut self, at: At, fields: &[Field], values: Vec<(u16, Value)>) -> Option<Value> {
        if values.is_empty() {
            return None;
        }
        match at.field.kind {
            FieldKind::Image => self.picture(at, fields, values),
            FieldKind::File => self.file_record(at, fields, values),
            FieldKind::Phone => Some(phone(fields, &values)),
            FieldKind::Money => Some(Value::Money(Box::new(quantity::money_record(fields, &values)))),
            FieldKind::Period => Some(Value::Period(quantity::period_record(&values))),
            FieldKind::Age => Some(Value::Age(quantity::age_record(&values))),
            FieldKind::Record => {
                let role = fields.iter().position(|it| &*it.key == "role").and_then(|index| {
                    let value = &values.iter().find(|(at, _)| *at as usize == index)?.1;
                    match value {
                        Value::Choice(choice) => Some(Arc::from(fields[index].choices[*choice as usize].id.as_str())),
                        _ => None,
                    }
                });
                let role = role.or_else(|| at.field.role.clone());
                for (_, value) in &values {
                    self.give_role(value, role.clone());
                }
                Some(Value::Record(values))
            }
            _ => self.wrong(at),
        }
    }

    /// The role that a record gives to the item it refers to.
    fn give_role(&mut self, value: &Value, role: Option<Arc<str>>) {
        if let (Value::Ref(at), Some(role)) = (value, role) {
            self.uses.references[*at as usize].role = Some(role);
        }
    }

    fn picture(&mut self, at: At, fields: &[Field], values: Vec<(u16, Value)>) -> Option<Value> {
        let written = |key: &str| text_of(fields, &values, key);
        let is_decorative = matches!(value_of(fields, &values, "decorative"), Some(Value::Flag(true)));
        let path = written("file")?;
        let alt = written("alt").filter(|_| !is_decorative);
        let file = self.use_file(&path, at.span, true);
        if alt.is_none() && !is_decorative {
            self.no_alt(at.span, "", &path);
            return None;
        }
        let (caption, author) = (written("caption"), written("author"));
        Some(Value::Picture(Box::new(Picture { file, alt: alt.unwrap_or_default(), caption, author })))
    }

    fn file_record(&mut self, at: At, fields: &[Field], values: Vec<(u16, Value)>) -> Option<Value> {
        let written = |key: &str| text_of(fields, &values, key);
        let enough: &[&str] = if at.field.marks.text { &["file", "url", "title"] } else { &["file", "url"] };
        if enough.iter().all(|it| written(it).is_none()) {
            return self.wrong(at);
        }
        let file = written("file").map(|it| self.use_file(&it, at.span, false));
        let kind = written("kind").map(|it| {
            let choice = at.field.choice(&it);
            choice.map_or(it, |choice| at.field.choices[choice as usize].label.get(self.lang()).to_owned())
        });
        let date = value_of(fields, &values, "date").and_then(|it| match it {
            Value::Partial(it) => Some(it.long(self.lang())),
            _ => None,
        });
        let notes = [written("licence"), written("version"), date].into_iter().flatten().collect();
        Some(Value::File(Box::new(File { file, url: written("url"), title: written("title"), kind, notes })))
    }

    fn wrong(&mut self, at: At) -> Option<Value> {
        let problem = Problem::WrongType {
            key: self.name(at.field),
            expected: expected(&at.field.kind, at.field.is_list),
            example: self.example(at.field),
        };
        self.tell(at.span, problem);
        None
    }

    /// Tells that a field which may not stay empty is empty, at its key.
    pub fn lacks_value(&mut self, field: &Field, key: Span) {
        self.wrong(At { field, span: key });
    }

    fn tell(&mut self, span: Span, problem: Problem) {
        self.problems.push(Diagnostic::new(self.file, span, problem));
    }

    fn lang(&self) -> Lang {
        self.tables.config.language
    }

    fn word(&self, ru: &'static str, en: &'static str) -> &'static str {
        if self.lang() == Lang::Ru { ru } else { en }
    }

    fn name(&self, field: &Field) -> String {
        field.shown(self.lang()).to_owned()
    }

    /// A line that would be right.
    fn example(&self, field: &Field) -> String {
        let value = example(&field.kind, self.lang(), field);
        let value = if field.is_list { format!("[{value}]") } else { value };
        format!("{}: {value}", self.name(field))
    }
}

/// Line breaks of a folded value are spaces.
fn one_line(text: &str) -> String {
    if text.contains('\n') { text.split_whitespace().collect::<Vec<_>>().join(" ") } else { text.to_owned() }
}

fn looks_like_file(text: &str) -> bool {
    let name = text.rsplit('/').next().unwrap_or(text);
    name.rsplit_once('.').is_some_and(|(stem, extension)| {
        !stem.is_empty() && (1..=5).contains(&extension.len()) && extension.bytes().all(|it| it.is_ascii_alphanumeric())
    })
}

/// What stands at a key of a record.
pub fn value_of<'v>(fields: &[Field], values: &'v [(u16, Value)], key: &str) -> Option<&'v Value> {
    let index = fields.iter().position(|it| &*it.key == key)?;
    values.iter().find(|(at, _)| *at as usize == index).map(|(_, it)| it)
}

fn text_of(fields: &[Field], values: &[(u16, Value)], key: &str) -> Option<String> {
    match value_of(fields, values, key) {
        Some(Value::Text(text)) => Some(text.clone()),
        _ => None,
    }
}

fn phone(fields: &[Field], values: &[(u16, Value)]) -> Value {
    let written = |key: &str| text_of(fields, values, key);
    let free = matches!(value_of(fields, values, "free"), Some(Value::Flag(true)));
    let number = written("number").unwrap_or_default();
    let (label, extension, hours) = (written("label"), written("extension"), written("hours"));
    Value::Phone(Box::new(Phone { label, number, extension, hours, free }))
}

// long: a table
fn expected(kind: &FieldKind, is_list: bool) -> Both {
    let (ru, en) = match kind {
        _ if is_list => ("список", "a list"),
        FieldKind::Text | FieldKind::Markdown | FieldKind::Address => ("текст", "a text"),
        FieldKind::Date => ("дата", "a date"),
        FieldKind::Moment => ("дата или дата со временем", "a date or a date with a time"),
        FieldKind::Partial => ("дата, месяц или год", "a date, a month or a year"),
        FieldKind::Boolean => ("«да» или «нет»", "“yes” or “no”"),
        FieldKind::Number => ("число", "a number"),
        FieldKind::Quantity => ("число, можно со словом «около» и единицей", "a number, perhaps with a unit"),
        FieldKind::Money => ("сумма", "an amount of money"),
        FieldKind::Age => ("возраст в годах", "an age in years"),
        FieldKind::Period => ("годы или даты, начало раньше конца", "years or dates, the beginning before the end"),
        FieldKind::Choice | FieldKind::Evidence => ("одно из значений", "one of the choices"),
        FieldKind::Terms(_) => ("термин словаря", "a term of the vocabulary"),
        FieldKind::Ref(_) => ("название или имя файла материала", "the title or file name of an item"),
        FieldKind::Image => ("картинка с описанием", "a picture with its alternative text"),
        FieldKind::File => ("файл", "a file"),
        FieldKind::Phone => ("телефон", "a telephone"),
        FieldKind::Url => ("адрес сайта", "a web address"),
        FieldKind::Email => ("адрес электронной почты", "an e-mail address"),
        FieldKind::Record => ("запись с ключами", "a record with keys"),
    };
    Both { ru: ru.to_owned(), en: en.to_owned() }
}

/// A value that a field of that kind takes, as it is written.
// long: a table
pub fn example(kind: &FieldKind, lang: Lang, field: &Field) -> String {
    let ru = lang == Lang::Ru;
    let pick = |a: &str, b: &str| if ru { a.to_owned() } else { b.to_owned() };
    match kind {
        _ if !field.example.ru.is_empty() => field.example.get(lang).to_owned(),
        FieldKind::Text | FieldKind::Markdown => pick("\"Помощь семьям рядом с домом\"", "\"Help for families\""),
        FieldKind::Address => "peredyshka".to_owned(),
        FieldKind::Date => pick("11.01.2022", "2022-01-11"),
        FieldKind::Moment => pick("11.01.2022 10:30", "2022-01-11 10:30"),
        FieldKind::Partial => pick("ноябрь 2020", "2020-11"),
        FieldKind::Boolean => pick("да", "yes"),
        FieldKind::Number => "1301".to_owned(),
        FieldKind::Quantity => pick("около 900", "900"),
        FieldKind::Money => pick("около 16 млн руб. в год", "{amount: 16000000, per: year}"),
        FieldKind::Age => "0–5".to_owned(),
        FieldKind::Period => "2020–2024".to_owned(),
        FieldKind::Choice => field.choices.first().map(|it| it.label.get(lang).to_owned()).unwrap_or_default(),
        FieldKind::Evidence => "1".to_owned(),
        FieldKind::Terms(_) => pick("Омская область", "omskaya-oblast"),
        FieldKind::Ref(_) => pick("\"ОМК-Участие\"", "omk-uchastie"),
        FieldKind::Image => {
            pick("{файл: foto.jpg, описание: \"Занятие в группе\"}", "{file: photo.jpg, alt: \"A lesson\"}")
        }
        FieldKind::File => pick("{файл: otchet.pdf, название: \"Отчёт\"}", "{file: report.pdf, title: \"Report\"}"),
        FieldKind::Phone => "\"+7 (3812) 00-00-00\"".to_owned(),
        FieldKind::Url => "https://example.org/".to_owned(),
        FieldKind::Email => "press@example.org".to_owned(),
        FieldKind::Record => {
            let keys =
                field.fields.iter().take(2).map(|it| format!("{}: {}", it.shown(lang), example(&it.kind, lang, it)));
            format!("{{{}}}", keys.collect::<Vec<_>>().join(", "))
        }
    }
}
