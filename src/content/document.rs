//! One article as a value: its fields, its state, its body with holes.
//!
//! [`document`] reads one file and nothing else; what it refers to is resolved by the model.
//! It never fails: what is wrong is told beside what could be read, so one bad value hides nothing.

use std::sync::Arc;

use crate::base::date::{Date, DateTime};
use crate::base::fold::{fold, fold_key, is_same, nearest};
use crate::base::hash::Hash128;
use crate::base::lang::Lang;
use crate::base::problem::{Diagnostic, Found, Problem, Severity};
use crate::base::slug::slug;
use crate::base::span::{Span, Spanned};

use super::body::Body;
use super::front::front;
use super::layout::Article;
use super::markdown::Rules;
use super::read::Entry;
use super::tables::Tables;
use super::types::{Field, FieldKind, Required, Type, TypeId};
use super::value::{Reader, Uses, Value, value_of};
use super::yaml::{Kind, Node};

/// One item of the site.
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct Document {
    /// Path from the root.
    pub file: Arc<str>,
    /// Its type.
    pub kind: TypeId,
    /// Its section.
    pub section: u16,
    /// Whether it is a record of a list, and its file not its own.
    pub is_record: bool,
    /// Address below the section's: one part, for pages with their folders.
    pub slug: String,
    /// Title with typography.
    pub title: String,
    /// For cards and menus.
    pub short_title: Option<String>,
    /// What lists and descriptions say: written, or cut from the first paragraph.
    pub summary: Option<String>,
    /// Whether the page shows the summary above the body: it was written and is not the body's beginning.
    pub has_lead: bool,
    /// When it was, or will be, published.
    pub date: Option<DateTime>,
    /// Whether it happens: see [`Type::is_event`].
    pub is_event: bool,
    /// Whether, and when, it may be seen.
    pub state: State,
    /// Everything written, by index of the type's fields.
    pub fields: Vec<(u16, Value)>,
    /// What the fields refer to.
    pub uses: Uses,
    /// The text; its HTML is held apart once it is taken out ([`Document::take_html`]).
    pub body: Body,
    /// Fingerprint of the body's HTML.
    pub html: Hash128,
    /// Place of the title, for faults of the whole item.
    pub at: Span,
    /// Where the values stand that faults of all files together are told at.
    pub places: Box<[(u16, Span)]>,
}

/// What the front matter says of publication; what it means depends on the time.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, serde::Serialize, serde::Deserialize)]
pub struct State {
    /// A draft.
    pub is_draft: bool,
    /// One of the fields that decide could not be read: withheld, whatever else is written.
    pub is_unreadable: bool,
    /// Not before.
    pub publish: Option<DateTime>,
    /// Not from then on.
    pub expires: Option<DateTime>,
    /// Withdrawn, with date and reason.
    pub withdrawn: Option<(Option<Date>, Option<String>)>,
    /// After this day with an archive notice.
    pub actual_until: Option<Date>,
}

/// The text of a home page, a section or a term.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct PartText {
    /// Path from the root.
    pub file: Arc<str>,
    /// Title, where one is written.
    pub title: Option<String>,
    /// One sentence.
    pub summary: Option<String>,
    /// In plain words.
    pub plain: Option<String>,
    /// The text.
    pub body: Body,
}

impl Document {
    /// Takes the HTML of the body out: only the item's own page shows it, and it is most of what an item holds.
    pub fn take_html(&mut self) -> String {
        std::mem::take(&mut self.body.html)
    }

    /// Whether a newer version of the same file differs in its text only: in nothing that another page or the model
    /// sees.
    pub fn has_only_new_text(&self, newer: &Document) -> bool {
        let with_body = Document { body: self.body.clone(), html: self.html, ..newer.clone() };
        with_body == *self && self.body.ids().eq(newer.body.ids())
    }

    /// What stands at an English key.
    pub fn get(&self, kind: &Type, key: &str) -> Option<&Value> {
        let field = kind.key(key)?;
        self.field(field)
    }

    /// What stands at a field.
    pub fn field(&self, field: u16) -> Option<&Value> {
        self.fields.iter().find(|(at, _)| *at == field).map(|(_, it)| it)
    }

    /// Where the value of an English key stands, else the title.
    pub fn place(&self, kind: &Type, key: &str) -> Span {
        let field = kind.key(key);
        self.places.iter().find(|(at, _)| Some(*at) == field).map_or(self.at, |(_, it)| *it)
    }

    /// The text at an English key.
    pub fn text(&self, kind: &Type, key: &str) -> Option<&str> {
        match self.get(kind, key) {
            Some(Value::Text(it)) => Some(it),
            _ => None,
        }
    }

    /// File name without extension, or a bundle's folder.
    pub fn stem(&self) -> &str {
        let path = self.file.strip_suffix(".md").unwrap_or(&self.file);
        let path = path.strip_suffix("/index").unwrap_or(path);
        path.rsplit('/').next().unwrap_or(path)
    }

    /// The stem without its date.
    pub fn name(&self) -> &str {
        super::layout::dated(self.stem()).1
    }
}

/// Reads one article file.
pub fn document(file: &Arc<str>, text: &str, place: &Article, tables: &Tables) -> Found<Document> {
    let mut problems = Vec::new();
    let front = front(file, text).take(&mut problems);
    let body = &text[front.body.range()];
    let mut draft = Draft::new(file, place, tables);
    draft.problems = problems;
    draft.has_front = front.has_fences;
    draft.entries(&front.entries);
    draft.finish(body, front.body)
}

/// Reads the text of the home page, a section or a term: the same keys as a page, none required.
pub fn part(file: &Arc<str>, text: &str, tables: &Tables) -> Found<PartText> {
    let mut problems = Vec::new();
    let front = front(file, text).take(&mut problems);
    // Such a text may be nothing but text.
    problems.retain(|it| it.problem != Problem::NoFront {});
    let place = Article { section: 0, stem: String::new(), date: None, name: String::new(), folders: Vec::new() };
    let mut draft = Draft::new(file, &place, tables);
    draft.kind = tables.types.find("page").expect("pages are built in");
    draft.problems = problems;
    draft.entries(&front.entries);
    draft.refuse_states();
    let (title, summary, plain) = (draft.take_text("title"), draft.take_text("summary"), draft.take_text("plain"));
    let rules = tables.markdown_rules(draft.has_typography(), title.as_deref().unwrap_or_default());
    let found = super::markdown::body(file, &text[front.body.range()], front.body.start as usize, &rules);
    let mut problems = draft.problems;
    let body = found.take(&mut problems);
    Found { value: PartText { file: file.clone(), title, summary, plain, body }, problems }
}

/// Reads a list of light records, as `organisations.yaml`.
pub fn light(file: &Arc<str>, text: &str, section: u16, tables: &Tables) -> Found<Vec<Document>> {
    let mut problems = Vec::new();
    let node = super::lines::document(file, text).take(&mut problems);
    let mut documents = Vec::new();
    let Some(records) = node.as_seq() else {
        if !text.trim().is_empty() {
            problems.push(Diagnostic::new(file, node.span, Problem::RecordListExpected {}));
        }
        return Found { value: documents, problems };
    };
    for record in records {
        let entries: Vec<Entry> = match (record.as_map(), record.as_text()) {
            (Some(map), _) => map.iter().map(|(key, value)| Entry::new(key.clone(), value.clone())).collect(),
            (None, Some(_)) => {
                vec![Entry::new(Spanned::new("title".to_owned(), record.span), record.clone())]
            }
            _ => {
                problems.push(Diagnostic::new(file, record.span, Problem::RecordListExpected {}));
                continue;
            }
        };
        let place = Article { section, stem: String::new(), date: None, name: String::new(), folders: Vec::new() };
        let mut draft = Draft::new(file, &place, tables);
        draft.entries(&entries);
        let end = Span::at(record.span.end as usize);
        documents.push(draft.finish("", end).take(&mut problems));
    }
    Found { value: documents, problems }
}

/// An article while it is read: the only place where a document is not yet whole.
struct Draft<'a> {
    file: &'a Arc<str>,
    place: &'a Article,
    tables: &'a Tables,
    kind: TypeId,
    fields: Vec<(u16, Value)>,
    /// Field of each entry, and where its value stands; entries without a value aside.
    written: Vec<(u16, Span)>,
    /// Fields that are written without a value, and where.
    empty: Vec<(u16, Span)>,
    /// Fields that a misspelt key stands for: they are not missed besides.
    meant: Vec<u16>,
    /// Where the first key stands.
    start: Span,
    /// Whether there is front matter at all; that there is none has been told, and nothing is missed besides.
    has_front: bool,
    uses: Uses,
    is_unreadable: bool,
    problems: Vec<Diagnostic>,
}

impl<'a> Draft<'a> {
    fn new(file: &'a Arc<str>, place: &'a Article, tables: &'a Tables) -> Self {
        let section = &tables.config.sections[place.section as usize];
        let kind = tables.types.find(&section.kind).unwrap_or(TypeId(0));
        Self {
            file,
            place,
            tables,
            kind,
            fields: Vec::new(),
            written: Vec::new(),
            empty: Vec::new(),
            meant: Vec::new(),
            start: Span::default(),
            has_front: true,
            uses: Uses::default(),
            is_unreadable: false,
            problems: Vec::new(),
        }
    }

    fn kind(&self) -> &'a Type {
        self.tables.types.get(self.kind)
    }

    fn entries(&mut self, entries: &[Entry]) {
        let kind = self.kind();
        let mut keys: Vec<(u16, usize)> = Vec::with_capacity(entries.len());
        for (at, entry) in entries.iter().enumerate() {
            match kind.field(&entry.name) {
                Some(field) => match keys.iter().find(|(it, _)| *it == field) {
                    Some((_, earlier)) => self.second_name(&kind.fields[field as usize], entry, &entries[*earlier]),
                    None => keys.push((field, at)),
                },
                None => self.unknown_key(kind, entry),
            }
        }
        self.start = entries.first().map_or(Span::default(), |it| Span::at(it.key.span.start as usize));
        for (field, at) in &keys {
            let entry = &entries[*at];
            match is_empty(&entry.value) {
                true => self.empty.push((*field, entry.key.span)),
                false => self.written.push((*field, entry.value.span)),
            }
        }
        let has_typography = self.typography_of(entries, &keys);
        let mut reader = Reader {
            file: self.file,
            tables: self.tables,
            has_typography,
            kind: &kind.id,
            uses: Uses::default(),
            problems: Vec::new(),
            field: 0,
        };
        let mut fields = Vec::with_capacity(keys.len());
        for (index, at) in keys {
            let (field, node) = (&kind.fields[index as usize], &entries[at].value);
            reader.field = index;
            let before = reader.problems.len();
            let value = reader.read(field, node);
            if field.marks.state && value.is_none() && reader.problems.len() == before && !node.is_broken() {
                // Whoever begins to write «черновик:» means that the item should not be seen yet.
                reader.lacks_value(field, entries[at].key.span);
            }
            fields.extend(value.map(|value| (index, value)));
            if field.marks.state || &*field.key == "date" {
                let is_wrong = reader.problems[before..].iter().any(|it| it.severity == Severity::Error);
                self.is_unreadable |= is_wrong || node.is_broken();
            }
        }
        fields.sort_by_key(|(index, _)| *index);
        self.fields = fields;
        self.uses = reader.uses;
        self.problems.extend(reader.problems);
    }

    fn typography_of(&self, entries: &[Entry], keys: &[(u16, usize)]) -> bool {
        let config = &self.tables.config;
        let key = self.kind().key("typography");
        let written =
            keys.iter().find(|(field, _)| Some(*field) == key).and_then(|(_, at)| entries[*at].value.as_text());
        let is_off = written.is_some_and(|it| matches!(fold(it).as_str(), "нет" | "no" | "false"));
        config.typography && config.language == Lang::Ru && !is_off
    }

    fn has_typography(&self) -> bool {
        let config = &self.tables.config;
        let key = self.kind().key("typography");
        let is_off = self.fields.iter().any(|(at, it)| Some(*at) == key && *it == Value::Flag(false));
        config.typography && config.language == Lang::Ru && !is_off
    }

    fn second_name(&mut self, field: &Field, entry: &Entry, earlier: &Entry) {
        if fold_key(&entry.key.value) == fold_key(&earlier.key.value) {
            return; // Told by the reader of front matter.
        }
        let first = earlier.key.value.clone();
        let problem = Problem::TwoNames { first, second: entry.key.value.clone() };
        self.problems.push(Diagnostic::new(self.file, entry.key.span, problem).with(self.file, earlier.key.span));
        if field.marks.state || &*field.key == "date" {
            self.is_unreadable = true;
        }
    }

    fn unknown_key(&mut self, kind: &Type, entry: &Entry) {
        let key = &entry.key;
        let folded = fold_key(&key.value);
        if folded == "адрес" {
            self.problems.push(Diagnostic::new(self.file, key.span, Problem::WhichAddress {}));
            return;
        }
        let lang = self.tables.config.language;
        let nearest = nearest(&key.value, kind.keys());
        let meant = nearest.as_deref().and_then(|it| kind.field(it)).map(|it| &kind.fields[it as usize]);
        self.is_unreadable |= meant.is_some_and(|it| it.marks.state || &*it.key == "date");
        self.meant.extend(nearest.as_deref().and_then(|it| kind.field(it)));
        let nearest = match (nearest, meant) {
            (Some(it), Some(field)) if it == *field.key && lang == Lang::Ru && key.value.chars().any(is_cyrillic) => {
                Some(field.shown(lang).to_owned())
            }
            (it, _) => it,
        };
        let problem = Problem::UnknownKey { key: key.value.clone(), nearest };
        self.problems.push(Diagnostic::new(self.file, key.span, problem));
    }

    fn value(&self, key: &str) -> Option<&Value> {
        let at = self.kind().key(key)?;
        self.fields.iter().find(|(it, _)| *it == at).map(|(_, it)| it)
    }

    fn take_text(&mut self, key: &str) -> Option<String> {
        let at = self.kind().key(key)?;
        let index = self.fields.iter().position(|(it, _)| *it == at)?;
        match &self.fields[index].1 {
            Value::Text(_) => match self.fields.remove(index).1 {
                Value::Text(it) => Some(it),
                _ => None,
            },
            _ => None,
        }
    }

    fn moment(&self, key: &str) -> Option<DateTime> {
        match self.value(key) {
            Some(Value::Moment(it)) => Some(*it),
            _ => None,
        }
    }

    fn tell(&mut self, span: impl Into<Option<Span>>, problem: Problem) {
        self.problems.push(Diagnostic::new(self.file, span, problem));
    }

    /// Place of a key's value where one is written, else the beginning of the front matter.
    fn key_span(&self, key: &str) -> Span {
        let at = self.kind().key(key);
        self.written.iter().find(|(field, _)| Some(*field) == at).map_or(self.start, |it| it.1)
    }

    /// Anchors of the filled fields that the type itself has: headings of the text give way to them.
    fn anchors(&self) -> Vec<String> {
        let fields = &self.kind().fields;
        let own = self.fields.iter().map(|(at, _)| &fields[*at as usize]);
        own.filter(|it| !it.marks.common && !it.marks.private).map(|it| it.key.replace('_', "-")).collect()
    }

    fn finish(mut self, body: &str, at: Span) -> Found<Document> {
        let date = self.date();
        self.required();
        self.practice_rules();
        self.order_rules();
        let title_at = self.key_span("title");
        let slug = self.slug();
        let title = self.take_text("title").unwrap_or_default();
        self.title_rules(&title, title_at);
        let short_title = self.take_text("short_title");
        let summary = self.take_text("summary");
        let has_typography = self.has_typography();
        let anchors = self.anchors();
        let reserved: Vec<&str> = anchors.iter().map(String::as_str).collect();
        let rules = Rules { reserved: &reserved, ..self.tables.markdown_rules(has_typography, &title) };
        let found = super::markdown::body(self.file, body, at.start as usize, &rules);
        let mut body_html = found.take(&mut self.problems);
        body_html.shrink();
        if self.has_front && self.kind().needs_body && body.trim().is_empty() {
            self.tell(Span::at(at.start as usize), Problem::EmptyBody { kind: self.kind().title.clone() });
        }
        let beginning = body_html.first_paragraph.take();
        let beginning = beginning.as_deref();
        let has_lead = summary.as_deref().is_some_and(|it| beginning.is_none_or(|one| !is_same(it, one)));
        let summary = summary.or_else(|| beginning.map(|it| cut_at_sentence(it, 300)));
        let state = self.state();
        let places = self.places();
        let value = Document {
            file: self.file.clone(),
            kind: self.kind,
            section: self.place.section,
            is_record: self.place.stem.is_empty(),
            slug,
            title,
            short_title,
            summary,
            has_lead,
            date,
            is_event: self.kind().is_event,
            state,
            fields: self.fields,
            uses: self.uses.shrunk(),
            html: Hash128::of_bytes(body_html.html.as_bytes()),
            body: body_html,
            at: title_at,
            places,
        };
        Found { value, problems: self.problems }
    }

    fn date(&mut self) -> Option<DateTime> {
        let written = self.moment("date");
        let named = self.place.date;
        if let (Some(written), Some(named)) = (written, named)
            && written.date != named
        {
            let lang = self.tables.config.language;
            let (written, named) = (written.date.short(lang), named.short(lang));
            self.tell(self.key_span("date"), Problem::DateDiffers { written, named });
        }
        if self.is_unreadable {
            return written;
        }
        let date = written.or(named.map(|date| DateTime { date, time: None }));
        if date.is_none() && self.kind().needs_date && self.has_front {
            let key = self.shown("date");
            self.tell(self.key_span("date"), Problem::NoDate { key });
        }
        date
    }

    fn shown(&self, key: &str) -> String {
        let kind = self.kind();
        kind.key(key)
            .map_or_else(|| key.to_owned(), |it| kind.fields[it as usize].shown(self.tables.config.language).to_owned())
    }

    fn required(&mut self) {
        let kind = self.kind();
        if !self.has_front {
            return;
        }
        for (at, field) in kind.fields.iter().enumerate() {
            let may_miss = field.required == Required::Never && field.required_if.is_none();
            let at = at as u16;
            if may_miss || self.written.iter().any(|it| it.0 == at) || self.meant.contains(&at) {
                continue;
            }
            let name = field.shown(self.tables.config.language).to_owned();
            let start = self.empty.iter().find(|it| it.0 == at).map_or(self.start, |it| it.1);
            let is_wanted = field.required_if.as_ref().is_some_and(|(key, choice)| self.has_choice(key, choice));
            match field.required {
                Required::Always => self.tell(start, Problem::MissingField { key: name }),
                Required::Recommended => self.tell(start, Problem::MissingRecommended { key: name }),
                Required::Never if is_wanted => self.tell(start, Problem::MissingField { key: name }),
                Required::Never => {}
            }
        }
    }

    fn has_choice(&self, key: &str, choice: &str) -> bool {
        let Some(at) = self.kind().key(key) else { return false };
        let choices = &self.kind().fields[at as usize].choices;
        match self.value(key) {
            Some(Value::Choice(it)) => choices[*it as usize].id == choice,
            _ => false,
        }
    }

    /// Evidence asks for its grounds: from level 2 a note, from level 3 who judged (spec: content.md §5).
    fn practice_rules(&mut self) {
        let Some(Value::Evidence(at)) = self.value("evidence") else { return };
        let level = self.tables.config.evidence[*at as usize].id.parse::<u8>().unwrap_or(0);
        let span = self.key_span("evidence");
        if level >= 2 && self.value("evidence_note").is_none() {
            let key = self.shown("evidence_note");
            self.tell(span, Problem::EvidenceWithoutNote { level: u64::from(level), key });
        }
        if level >= 3 && self.value("evaluated_by").is_none() {
            let key = self.shown("evaluated_by");
            self.tell(span, Problem::EvidenceWithoutNote { level: u64::from(level), key });
        }
    }

    /// The text of a page that is always there cannot be withheld: who asks for that is told, and nothing leaks.
    fn refuse_states(&mut self) {
        for field in self.kind().fields.iter().filter(|it| it.marks.state) {
            if self.value(&field.key).is_some_and(|it| *it != Value::Flag(false)) {
                let key = field.shown(self.tables.config.language).to_owned();
                self.tell(self.key_span(&field.key), Problem::StateOfText { key });
            }
        }
    }

    /// What ends does so after it begins.
    fn order_rules(&mut self) {
        let kind = self.kind();
        let is_turned = |(at, value): &&(u16, Value)| {
            let fields = &kind.fields[*at as usize].fields;
            let moment = |values: &[(u16, Value)], key: &str| match value_of(fields, values, key) {
                Some(Value::Moment(it)) => Some(*it),
                _ => None,
            };
            match value {
                Value::Period(it) => it.from.zip(it.to).is_some_and(|(from, to)| to.last() < from.first()),
                Value::Record(values) => {
                    let ends = moment(values, "start").zip(moment(values, "end"));
                    ends.is_some_and(|(start, end)| {
                        end.date < start.date || end.date == start.date && end.time.is_some() && end.time < start.time
                    })
                }
                _ => false,
            }
        };
        let turned: Vec<u16> = self.fields.iter().filter(is_turned).map(|it| it.0).collect();
        for at in turned {
            let field = &kind.fields[at as usize];
            let name = field.shown(self.tables.config.language).to_owned();
            self.tell(self.key_span(&field.key), Problem::EndBeforeStart { field: name });
        }
    }

    fn title_rules(&mut self, title: &str, at: Span) {
        if title.ends_with('.') && !title.ends_with("..") && !title.ends_with("г.") {
            self.tell(at, Problem::TitleEndsWithStop {});
        }
    }

    fn slug(&mut self) -> String {
        let span = self.key_span("slug");
        let written = self.take_text("slug");
        let last = match &written {
            Some(text) => {
                if self.is_unsafe(text, Some(span)) {
                    return String::new();
                }
                slug(text)
            }
            None if self.place.stem.is_empty() => match self.value("title") {
                Some(Value::Text(title)) => slug(title),
                _ => String::new(),
            },
            None => slug(&self.place.name),
        };
        if last.is_empty() && (written.is_some() || !self.place.stem.is_empty()) {
            let name = written.clone().unwrap_or_else(|| self.place.stem.clone());
            self.tell(written.is_some().then_some(span), Problem::EmptySlug { name });
        }
        if last.len() > 200 {
            self.tell(written.is_some().then_some(span), Problem::LongSlug { limit: 200 });
        }
        if written.is_none() {
            // A file called aux.md would make an address that Windows cannot hold.
            self.is_unsafe(&last, None);
        }
        if self.kind().is_root && !self.place.folders.is_empty() {
            let above: Vec<String> = self.place.folders.iter().map(|it| slug(it)).collect();
            return format!("{}/{last}", above.join("/"));
        }
        last
    }

    /// Whether a text cannot be a part of an address, which is told.
    fn is_unsafe(&mut self, text: &str, span: Option<Span>) -> bool {
        let Some(reason) = super::address::unsafe_part(text) else { return false };
        self.tell(span, Problem::UnsafeAddress { value: text.to_owned(), reason });
        true
    }

    fn places(&self) -> Box<[(u16, Span)]> {
        let kind = self.kind();
        let is_told_at = |at: u16| matches!(&*kind.fields[at as usize].key, "date" | "slug" | "aliases" | "reviewed");
        self.written.iter().filter(|(at, _)| is_told_at(*at)).copied().collect()
    }

    fn state(&self) -> State {
        let flag = |key: &str| matches!(self.value(key), Some(Value::Flag(true)));
        let withdrawn = match self.value("withdrawn") {
            Some(Value::Record(values)) => {
                let date = values.iter().find_map(|(_, it)| match it {
                    Value::Moment(it) => Some(it.date),
                    _ => None,
                });
                let reason = values.iter().find_map(|(_, it)| match it {
                    Value::Text(it) => Some(it.clone()),
                    _ => None,
                });
                Some((date, reason))
            }
            _ => None,
        };
        State {
            is_draft: flag("draft"),
            is_unreadable: self.is_unreadable,
            publish: self.moment("publish"),
            expires: self.moment("expires"),
            withdrawn,
            actual_until: self.moment("actual_until").map(|it| it.date),
        }
    }
}

/// Whether nothing is written: no value, a text without a sign that can be seen, a list of nothing.
fn is_empty(node: &Node) -> bool {
    match &node.kind {
        Kind::Null => true,
        Kind::Scalar { text, .. } => text.trim().is_empty(),
        Kind::Seq(items) => items.iter().all(is_empty),
        Kind::Map(_) | Kind::Broken => false,
    }
}

fn is_cyrillic(it: char) -> bool {
    ('а'..='я').contains(&it.to_lowercase().next().unwrap_or(it)) || matches!(it, 'ё' | 'Ё')
}

/// The beginning of a text, up to the last end of a sentence within `limit` characters, or up to a word and «…».
pub fn cut_at_sentence(text: &str, limit: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(limit) else { return text.to_owned() };
    let head = &text[..end];
    let mut ends = head.match_indices(['.', '!', '?', '…']).filter(|(at, mark)| {
        let rest = &text[at + mark.len()..];
        let before = &head[..*at];
        let word = before.rsplit([' ', '\u{a0}']).next().unwrap_or("");
        // «г. Омск», «им. Пушкина», «А. С. Пушкин» do not end a sentence.
        let is_short = word.chars().filter(|it| it.is_alphabetic()).count() <= 3 && *mark == ".";
        rest.starts_with(' ')
            && !is_short
            && rest.trim_start().starts_with(|it: char| it.is_uppercase() || "«—–".contains(it))
    });
    if let Some((at, mark)) = ends.next_back() {
        return head[..at + mark.len()].to_owned();
    }
    let word = head.rfind([' ', '\u{a0}']).unwrap_or(end);
    format!("{}…", head[..word].trim_end_matches([',', ';', ':', '—', '–', ' ', '\u{a0}']))
}

/// Whether a field of that kind names a host region or the like: terms inside records do not sort the item.
pub fn sorts(field: &Field) -> bool {
    matches!(field.kind, FieldKind::Terms(_))
}
