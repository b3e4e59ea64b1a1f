//! Directives: `:::name key=value` … `:::`, found before Markdown is parsed.
//!
//! [`cut`] replaces each of their lines with a thematic break, which closes every list, quote and paragraph,
//! so that what a directive holds stays part of the one text (its footnotes and link labels included).
//! What there is to write is the table [`SHAPES`] and what a site or its theme declares: [`Directives`].
//! Nothing here makes HTML.

use std::borrow::Cow;
use std::sync::{Arc, LazyLock};

use crate::base::fold::{fold, fold_key, nearest};
use crate::base::lang::Both;
use crate::base::problem::{Diagnostic, Problem};
use crate::base::span::{Span, Spanned};

use super::own::OwnDirective;
use super::types::Required;
use super::vocabulary::Vocabularies;

/// What a directive is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A picture with a caption.
    Figure,
    /// Several pictures.
    Gallery,
    /// A table with a caption and a checked total.
    Table,
    /// A note beside the text.
    Note,
    /// Somebody's words.
    Quote,
    /// A film.
    Video,
    /// A way in steps.
    Steps,
    /// Questions and answers.
    Faq,
    /// Items of the site and the way to all of them.
    List,
    /// Figures of a data file.
    Counters,
    /// Whom to call.
    Contacts,
    /// One that the site or its theme declares: its place in [`Directives::own`].
    Own(u16),
}

/// What stands between the lines of a directive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Inside {
    /// Nothing.
    Nothing,
    /// Markdown, and it must be there.
    Markdown,
    /// Markdown or nothing.
    Optional,
}

/// One attribute of a directive.
#[derive(Debug, Clone)]
pub struct Attribute {
    /// As it is written before `=`.
    pub name: String,
    /// Its other names.
    pub others: Vec<String>,
    /// How it may be written.
    pub rule: Rule,
}

impl Attribute {
    fn is(&self, key: &str) -> bool {
        self.name == key || self.others.iter().any(|it| fold_key(it) == key)
    }

    /// All its names.
    fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&*self.name).chain(self.others.iter().map(String::as_str))
    }
}

/// How an attribute may be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// Any text.
    Text,
    /// Any text, and it must be there.
    Required,
    /// A text, also as `name.column`.
    PerColumn,
    /// Its name alone, or `да`.
    Flag,
    /// One of these, by any of its spellings; the first is kept.
    Choice(&'static [&'static [&'static str]]),
}

/// A directive that exists: its name, its attributes, what it holds.
#[derive(Debug, Clone)]
pub struct Shape {
    /// After `:::`.
    pub name: String,
    /// Its other names.
    pub others: Vec<String>,
    /// What it is.
    pub kind: Kind,
    /// What may be written after the name.
    pub attributes: Vec<Attribute>,
    /// What may be written below.
    pub inside: Inside,
    /// A line to learn from.
    pub example: String,
}

impl Shape {
    fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&*self.name).chain(self.others.iter().map(String::as_str))
    }
}

/// Spellings of `kind` of a note; the first is its class.
const NOTE_KINDS: &[&[&str]] = &[&["important", "важно"], &["info", "справка", "note"], &["example", "пример"]];
const YES: [&str; 4] = ["", "да", "yes", "true"];

/// A directive that svod knows by itself.
#[derive(Debug)]
pub struct BuiltIn {
    /// After `:::`.
    pub name: &'static str,
    kind: Kind,
    /// Attributes and their rules.
    pub attributes: &'static [(&'static str, Rule)],
    inside: Inside,
    /// A line to learn from.
    pub example: &'static str,
}

impl BuiltIn {
    fn shape(&self) -> Shape {
        let attribute = |it: &(&str, Rule)| Attribute { name: it.0.to_owned(), others: Vec::new(), rule: it.1 };
        Shape {
            name: self.name.to_owned(),
            others: Vec::new(),
            kind: self.kind,
            attributes: self.attributes.iter().map(attribute).collect(),
            inside: self.inside,
            example: self.example.to_owned(),
        }
    }
}

/// Every directive that svod knows by itself. A list takes any taxonomy besides: `regions="Омская область"`.
pub static SHAPES: &[BuiltIn] = &[
    BuiltIn {
        name: "figure",
        kind: Kind::Figure,
        attributes: &[("src", Rule::Required), ("alt", Rule::Text), ("caption", Rule::Text), ("author", Rule::Text)],
        inside: Inside::Nothing,
        example: ":::figure src=photo.jpg alt=\"Что на снимке\" caption=\"Подпись\"",
    },
    BuiltIn { name: "gallery", kind: Kind::Gallery, attributes: &[], inside: Inside::Markdown, example: ":::gallery" },
    BuiltIn {
        name: "table",
        kind: Kind::Table,
        attributes: &[("data", Rule::Text), ("caption", Rule::Text), ("total", Rule::PerColumn), ("share", Rule::Flag)],
        inside: Inside::Optional,
        example: ":::table data=chisla.csv caption=\"Подпись\" total=2168",
    },
    BuiltIn {
        name: "note",
        kind: Kind::Note,
        attributes: &[("title", Rule::Text), ("kind", Rule::Choice(NOTE_KINDS))],
        inside: Inside::Markdown,
        example: ":::note kind=важно",
    },
    BuiltIn {
        name: "quote",
        kind: Kind::Quote,
        attributes: &[("role", Rule::Text), ("organisation", Rule::Text), ("name", Rule::Text)],
        inside: Inside::Markdown,
        example: ":::quote role=\"директор\" organisation=\"Фонд\"",
    },
    BuiltIn {
        name: "video",
        kind: Kind::Video,
        attributes: &[("src", Rule::Required), ("poster", Rule::Text), ("title", Rule::Text), ("captions", Rule::Text)],
        inside: Inside::Optional,
        example: ":::video src=film.mp4 title=\"О чём ролик\" captions=film.vtt",
    },
    BuiltIn { name: "steps", kind: Kind::Steps, attributes: &[], inside: Inside::Markdown, example: ":::steps" },
    BuiltIn { name: "faq", kind: Kind::Faq, attributes: &[], inside: Inside::Markdown, example: ":::faq" },
    BuiltIn {
        name: "list",
        kind: Kind::List,
        attributes: &[
            ("type", Rule::Text),
            ("section", Rule::Text),
            ("status", Rule::Text),
            ("limit", Rule::Text),
            ("order", Rule::Choice(ORDERS)),
        ],
        inside: Inside::Nothing,
        example: ":::list type=news limit=3",
    },
    BuiltIn {
        name: "counters",
        kind: Kind::Counters,
        attributes: &[("data", Rule::Required), ("only", Rule::Text)],
        inside: Inside::Nothing,
        example: ":::counters data=counters.yaml",
    },
    BuiltIn {
        name: "contacts",
        kind: Kind::Contacts,
        attributes: &[("organisation", Rule::Text)],
        inside: Inside::Nothing,
        example: ":::contacts organisation=\"ОМК-Участие\"",
    },
];

/// Orders of a list; the first spelling is kept.
const ORDERS: &[&[&str]] =
    &[&["date", "новые"], &["oldest", "старые"], &["title", "название", "по названию"], &["coming", "ближайшие"]];

/// The directives of a site that declares none.
static BUILT_IN: LazyLock<Directives> =
    LazyLock::new(|| Directives { shapes: SHAPES.iter().map(BuiltIn::shape).collect(), own: Vec::new() });

/// Every directive that an article of a site may hold.
#[derive(Debug, Clone)]
pub struct Directives {
    shapes: Vec<Shape>,
    /// Those that the site and its theme declare.
    pub own: Vec<OwnDirective>,
}

impl Directives {
    /// What svod knows by itself, and no more.
    pub fn built_in() -> &'static Self {
        &BUILT_IN
    }

    /// With the site's taxonomies, and with what it declares.
    pub fn new(vocabularies: &Vocabularies, own: Vec<OwnDirective>) -> Self {
        let mut shapes: Vec<Shape> = SHAPES.iter().map(BuiltIn::shape).collect();
        if let Some(list) = shapes.iter_mut().find(|it| it.kind == Kind::List) {
            list.attributes.extend(vocabularies.taxonomies.iter().map(|it| Attribute {
                name: it.name.clone(),
                others: it.aliases.clone(),
                rule: Rule::Text,
            }));
        }
        shapes.extend(own.iter().enumerate().map(|(at, it)| it.shape(Kind::Own(at as u16))));
        Self { shapes, own }
    }

    fn find(&self, name: &str) -> Option<&Shape> {
        let folded = fold(name);
        self.shapes.iter().find(|it| it.names().any(|one| fold(one) == folded))
    }
}

impl OwnDirective {
    fn shape(&self, kind: Kind) -> Shape {
        let attribute = |it: &super::types::Field| Attribute {
            name: it.key.to_string(),
            others: it.aliases.clone(),
            rule: if it.required == Required::Always { Rule::Required } else { Rule::Text },
        };
        Shape {
            name: self.name.clone(),
            others: self.aliases.clone(),
            kind,
            attributes: self.fields.iter().map(attribute).collect(),
            inside: self.inside,
            example: self.example(),
        }
    }
}

/// A directive as it was written.
#[derive(Debug)]
pub struct Directive<'a> {
    /// What it is.
    pub shape: &'a Shape,
    /// Its opening line.
    pub span: Span,
    /// What was written after the name.
    pub values: Vec<Value>,
    /// Whether there is anything between its lines.
    pub has_body: bool,
}

/// A value of an attribute.
#[derive(Debug)]
pub struct Value {
    /// Which attribute of the shape.
    pub attribute: usize,
    /// The column of `total.column`.
    pub column: Option<String>,
    /// The text and its place.
    pub text: Spanned<String>,
}

impl Directive<'_> {
    /// Every value of an attribute, also an empty one.
    pub fn all(&self, name: &str) -> impl Iterator<Item = &Value> {
        self.values.iter().filter(move |it| self.shape.attributes[it.attribute].name == name)
    }

    /// The text of an attribute, unless empty.
    pub fn get(&self, name: &str) -> Option<&Spanned<String>> {
        self.all(name).next().map(|it| &it.text).filter(|it| !it.value.is_empty())
    }

    /// The same as a plain text.
    pub fn text(&self, name: &str) -> Option<String> {
        self.get(name).map(|it| it.value.clone())
    }
}

/// Whether a mark opens or closes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The opening line.
    Open,
    /// The closing line.
    Close,
}

/// A thematic break that stands for a line of a directive.
#[derive(Debug)]
pub struct Mark {
    /// Byte of [`Cut::text`] where it begins.
    pub at: usize,
    /// Index of [`Cut::directives`].
    pub directive: usize,
    /// Which line.
    pub side: Side,
}

/// A text whose directives are marks.
#[derive(Debug)]
pub struct Cut<'a> {
    /// Markdown with a thematic break for each mark.
    pub text: Cow<'a, str>,
    /// In order.
    pub marks: Vec<Mark>,
    /// In order.
    pub directives: Vec<Directive<'a>>,
    /// From a byte of `text` on: the byte of the file there. Empty: the text is as in the file, from `offset`.
    moved: Vec<(usize, usize)>,
    offset: usize,
    /// Where the text ends in the file.
    end: usize,
}

impl Cut<'_> {
    /// The byte of the file that stands at `at` of the text.
    pub fn place(&self, at: usize) -> usize {
        let next = self.moved.partition_point(|it| it.0 <= at);
        // A thematic break is longer than nothing, so what stands behind it is the limit.
        let limit = self.moved.get(next).map_or(self.end, |it| it.1);
        let place = match next.checked_sub(1) {
            None => self.offset + at,
            Some(it) => self.moved[it].1 + (at - self.moved[it].0),
        };
        place.min(limit)
    }

    /// A range of the text as bytes of the file.
    pub fn span(&self, range: std::ops::Range<usize>) -> Span {
        // The end is taken from the last byte inside: what follows may be a directive that was cut.
        let last = range.end.max(range.start + 1) - 1;
        let end = (self.place(last) + 1).min(self.end);
        Span::new(self.place(range.start), if range.is_empty() { 0 } else { end })
    }
}

/// A line that begins with `:::`.
struct Line<'a> {
    start: usize,
    /// Past its line break.
    next: usize,
    text: &'a str,
}

impl<'a> Line<'a> {
    fn rest(&self) -> &'a str {
        self.text[3..].trim_end()
    }
    fn is_end(&self) -> bool {
        self.rest().is_empty()
    }
    fn name(&self) -> &'a str {
        let rest = self.rest();
        &rest[..rest.find(|it: char| !(it.is_alphanumeric() || it == '_' || it == '-')).unwrap_or(rest.len())]
    }
    /// Whether more than colons stands in the line.
    fn has_words(&self) -> bool {
        !self.text.trim_matches([':', ' ', '\t', '\r', '\n']).is_empty()
    }
    fn is_opening(&self) -> bool {
        let name = self.name();
        !name.is_empty()
            && !name.starts_with('-')
            && self.rest()[name.len()..].chars().next().is_none_or(char::is_whitespace)
    }
}

/// A text in which directives have no place, from byte `offset` of its file.
pub fn whole(text: &str, offset: usize) -> Cut<'_> {
    let (marks, directives, moved) = (Vec::new(), Vec::new(), Vec::new());
    Cut { text: Cow::Borrowed(text), marks, directives, moved, offset, end: offset + text.len() }
}

/// Finds the directives of `text`, which begins at byte `offset` of `file`.
pub fn cut<'a>(
    file: &Arc<str>,
    (text, offset): (&'a str, usize),
    known: &'a Directives,
    problems: &mut Vec<Diagnostic>,
) -> Cut<'a> {
    let cut = whole(text, offset);
    if !text.starts_with(":::") && !text.contains("\n:::") {
        return cut;
    }
    let out = String::with_capacity(text.len() + 64);
    let mut cutter = Cutter { file, text, known, cut, out, done: 0, problems };
    cutter.run(&lines(text));
    cutter.cut
}

/// Lines that begin with `:::`, outside fences and comments.
fn lines(text: &str) -> Vec<Line<'_>> {
    let mut found = Vec::new();
    let mut fence: Option<(char, usize)> = None;
    let mut is_comment = false;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let next = start + line.len();
        let bare = line.trim_start_matches(' ');
        let is_flush = line.len() - bare.len() <= 3;
        if is_comment {
            is_comment = !line.contains("-->");
        } else if let Some((sign, length)) = fence {
            let run = bare.chars().take_while(|it| *it == sign).count();
            if is_flush && run >= length && bare[run..].trim().is_empty() {
                fence = None;
            }
        } else if is_flush && (bare.starts_with("```") || bare.starts_with("~~~")) {
            let sign = if bare.starts_with('`') { '`' } else { '~' };
            let run = bare.chars().take_while(|it| *it == sign).count();
            if sign == '~' || !bare[run..].contains('`') {
                fence = Some((sign, run));
            }
        } else if is_flush && bare.starts_with("<!--") {
            is_comment = !bare[4..].contains("-->");
        } else if line.starts_with(":::") {
            found.push(Line { start, next, text: line });
        }
        start = next;
    }
    found
}

struct Cutter<'c, 'a> {
    file: &'c Arc<str>,
    text: &'a str,
    known: &'a Directives,
    cut: Cut<'a>,
    out: String,
    /// Up to where `text` has been copied or dropped.
    done: usize,
    problems: &'c mut Vec<Diagnostic>,
}

/// A directive whose closing line has not come.
struct Open<'l, 'a> {
    line: &'l Line<'a>,
    /// None when it is unknown.
    index: Option<usize>,
}

impl<'a> Cutter<'_, 'a> {
    fn run(&mut self, lines: &[Line<'a>]) {
        let mut open: Option<Open<'_, 'a>> = None;
        let mut nested = 0usize;
        for (at, line) in lines.iter().enumerate() {
            self.copy(line.start);
            self.done = line.next;
            if line.is_end() && nested > 0 {
                nested -= 1;
            } else if line.is_end() {
                match open.take() {
                    Some(it) => self.close(&it, line.start),
                    None => self.tell(line, Problem::StrayDirectiveEnd {}),
                }
            } else if !line.is_opening() {
                // `::: note` is closed some lines below: one slip, one message.
                nested += usize::from(open.is_none() && line.has_words());
                self.tell(line, Problem::BadDirectiveLine { line: line.text.trim_end().to_owned() });
            } else if open.is_some() && has_two_ends(&lines[at + 1..]) {
                nested += 1;
                self.tell(line, Problem::NestedDirective { name: line.name().to_owned() });
            } else {
                match open.take() {
                    Some(it) => {
                        self.tell(it.line, Problem::UnclosedDirective { name: it.line.name().to_owned() });
                        self.close(&it, line.start);
                    }
                    None => nested = 0,
                }
                open = Some(self.open(line));
            }
        }
        self.copy(self.text.len());
        if let Some(it) = open {
            self.tell(it.line, Problem::UnclosedDirective { name: it.line.name().to_owned() });
            self.close(&it, self.text.len());
        }
        self.cut.text = Cow::Owned(std::mem::take(&mut self.out));
    }

    fn tell(&mut self, line: &Line<'_>, problem: Problem) {
        let length = line.text.trim_end().len();
        self.problems.push(Diagnostic::new(self.file, self.span(line.start, line.start + length), problem));
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.cut.offset + start, self.cut.offset + end)
    }

    fn copy(&mut self, to: usize) {
        if self.done < to {
            self.cut.moved.push((self.out.len(), self.cut.offset + self.done));
            self.out.push_str(&self.text[self.done..to]);
        }
        self.done = self.done.max(to);
    }

    fn mark(&mut self, directive: usize, side: Side, place: usize) {
        // The empty line before ends a block of HTML, which a thematic break would not.
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
        self.out.push('\n');
        self.cut.moved.push((self.out.len(), self.cut.offset + place));
        self.cut.marks.push(Mark { at: self.out.len(), directive, side });
        self.out.push_str("***\n");
    }

    fn open<'l>(&mut self, line: &'l Line<'a>) -> Open<'l, 'a> {
        let name = line.name();
        let directives = self.known;
        let Some(shape) = directives.find(name) else {
            let known: Vec<String> = directives.shapes.iter().map(|it| it.name.to_string()).collect();
            let nearest = nearest(name, directives.shapes.iter().flat_map(Shape::names));
            self.tell(line, Problem::UnknownDirective { name: name.to_owned(), nearest, known });
            return Open { line, index: None };
        };
        let values = self.values(shape, line);
        self.check_required(shape, line, &values);
        let index = self.cut.directives.len();
        let span = self.span(line.start, line.start + line.text.trim_end().len());
        self.cut.directives.push(Directive { shape, span, values, has_body: false });
        self.mark(index, Side::Open, line.start);
        Open { line, index: Some(index) }
    }

    fn close(&mut self, open: &Open<'_, 'a>, end: usize) {
        let Some(index) = open.index else { return };
        let body = self.text.get(open.line.next..end).unwrap_or_default();
        let shape = self.cut.directives[index].shape;
        let has_body = !body.trim().is_empty();
        self.cut.directives[index].has_body = has_body;
        if has_body && shape.inside == Inside::Nothing {
            self.tell(open.line, Problem::UnexpectedDirectiveBody { directive: shape.name.to_string() });
        }
        if !has_body && shape.inside == Inside::Markdown {
            let wanted = Both {
                ru: "текст между строками вставки".to_owned(),
                en: "text between its lines".to_owned(),
            };
            self.tell(open.line, Problem::WrongDirectiveBody { directive: shape.name.to_string(), wanted });
        }
        self.mark(index, Side::Close, end);
    }

    fn check_required(&mut self, shape: &Shape, line: &Line<'_>, values: &[Value]) {
        for (at, it) in shape.attributes.iter().enumerate().filter(|(_, it)| it.rule == Rule::Required) {
            if values.iter().any(|value| value.attribute == at && !value.text.value.is_empty()) {
                continue;
            }
            let problem = Problem::MissingDirectiveAttribute {
                directive: shape.name.to_string(),
                attribute: it.name.to_string(),
                example: shape.example.to_string(),
            };
            self.tell(line, problem);
        }
    }

    fn values(&mut self, shape: &Shape, line: &Line<'_>) -> Vec<Value> {
        let mut values: Vec<Value> = Vec::new();
        let end = line.text.trim_end().len();
        let mut at = 3 + line.name().len();
        while let Some(raw) = raw_value(&line.text[..end], &mut at) {
            let span = self.span(line.start + raw.start, line.start + at);
            let mut tell = |problem| self.problems.push(Diagnostic::new(self.file, span, problem));
            let raw = match raw.text {
                Some(text) => (raw.key, text),
                None => {
                    tell(Problem::UnclosedDirectiveQuote {});
                    break;
                }
            };
            match value(shape, raw) {
                Err(problem) => tell(problem),
                Ok(it) if values.iter().any(|other| other.attribute == it.attribute && other.column == it.column) => {
                    tell(Problem::RepeatedDirectiveAttribute { attribute: raw_key(&it, shape) });
                }
                Ok(mut it) => {
                    it.text.span = span;
                    values.push(it);
                }
            }
        }
        values
    }
}

/// Whether two closing lines come before the next opening one: the directive before them stands inside another.
fn has_two_ends(lines: &[Line<'_>]) -> bool {
    lines.iter().take(2).filter(|it| it.is_end()).count() == 2
}

/// `key=value` as written; no text when its quote is not closed.
struct Raw<'a> {
    start: usize,
    key: &'a str,
    text: Option<String>,
}

/// The next `key=value`, `key="…"` or `key` of `line` from byte `at` on, which moves behind it.
fn raw_value<'a>(line: &'a str, at: &mut usize) -> Option<Raw<'a>> {
    let start = *at + line[*at..].find(|it: char| !it.is_whitespace())?;
    let rest = &line[start..];
    let length = rest.find(|it: char| it == '=' || it.is_whitespace()).unwrap_or(rest.len());
    let key = &rest[..length];
    *at = start + length;
    let Some(written) = rest[length..].strip_prefix('=') else {
        return Some(Raw { start, key, text: Some(String::new()) });
    };
    *at += 1;
    let close = match written.chars().next() {
        Some('"') => '"',
        Some('«') => '»',
        Some('“') => '”',
        Some('„') => '“',
        _ => {
            let length = written.find(char::is_whitespace).unwrap_or(written.len());
            *at += length;
            return Some(Raw { start, key, text: Some(written[..length].to_owned()) });
        }
    };
    let mut text = String::new();
    let mut chars = written.char_indices().skip(1).peekable();
    while let Some((index, it)) = chars.next() {
        if it == close {
            *at += index + it.len_utf8();
            return Some(Raw { start, key, text: Some(text) });
        }
        let is_escape = it == '\\' && chars.peek().is_some_and(|next| next.1 == close || next.1 == '\\');
        text.push(if is_escape { chars.next().map_or(it, |next| next.1) } else { it });
    }
    *at = line.len();
    Some(Raw { start, key, text: None })
}

fn raw_key(it: &Value, shape: &Shape) -> String {
    shape.attributes[it.attribute].name.to_string()
}

fn value(shape: &Shape, (key, text): (&str, String)) -> Result<Value, Problem> {
    let folded = fold_key(key);
    let (base, column) = match key.split_once('.') {
        Some((base, column)) => (fold_key(base), Some(column.to_owned())),
        None => (folded, None),
    };
    let fits = |it: &Attribute| it.is(&base) && (column.is_none() || it.rule == Rule::PerColumn);
    let Some(at) = shape.attributes.iter().position(fits) else {
        return Err(Problem::UnknownDirectiveAttribute {
            directive: shape.name.to_string(),
            attribute: key.to_owned(),
            nearest: nearest(key, shape.attributes.iter().flat_map(Attribute::names)),
            known: shape.attributes.iter().map(|it| it.name.to_string()).collect(),
        });
    };
    let attribute = &shape.attributes[at];
    let wrong = |choices: Vec<String>| Problem::BadDirectiveValue {
        attribute: attribute.name.to_string(),
        value: text.clone(),
        choices,
    };
    let kept = match attribute.rule {
        Rule::Flag if YES.contains(&fold(&text).as_str()) => String::new(),
        Rule::Flag => return Err(wrong(vec!["да".to_owned()])),
        Rule::Choice(choices) => match choices.iter().find(|it| it.iter().any(|one| fold(one) == fold(&text))) {
            Some(it) => it[0].to_owned(),
            None => return Err(wrong(choices.iter().map(|it| it[1].to_owned()).collect())),
        },
        _ => text,
    };
    Ok(Value { attribute: at, column, text: Spanned::new(kept, Span::default()) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(text: &str) -> Vec<(&'static str, u32)> {
        let mut problems = Vec::new();
        cut(&"a.md".into(), (text, 100), Directives::built_in(), &mut problems);
        problems.iter().map(|it| (it.problem.code(), it.at.span.expect("a place").start - 100)).collect()
    }

    #[test]
    fn a_text_without_directives_is_borrowed() {
        let mut problems = Vec::new();
        let cut = cut(&"a.md".into(), ("текст ::: тут", 0), Directives::built_in(), &mut problems);
        assert!(matches!(cut.text, Cow::Borrowed(_)));
    }

    #[test]
    fn values_are_read() {
        let mut problems = Vec::new();
        let text = "a\n:::note kind=Важно title=\"Кому \\\"это\\\"\"\nтекст\n:::\nб";
        let cut = cut(&"a.md".into(), (text, 10), Directives::built_in(), &mut problems);
        assert!(problems.is_empty(), "{problems:?}");
        assert_eq!(cut.text, "a\n\n***\nтекст\n\n***\nб");
        assert_eq!(cut.directives[0].text("kind").as_deref(), Some("important"));
        assert_eq!(cut.directives[0].text("title").as_deref(), Some("Кому \"это\""));
        let at = cut.text.find("текст").expect("there");
        assert_eq!(cut.place(at), 10 + text.find("текст").expect("there"));
        assert_eq!(cut.place(cut.text.len()), 10 + text.len());
    }

    #[test]
    fn faults_are_told_at_their_lines() {
        assert_eq!(codes(":::noet\nx\n:::\n"), [("D001", 0)]);
        assert_eq!(codes("a\n::: note\n"), [("D002", 2)]);
        assert_eq!(codes("a\n::::\n"), [("D002", 2)]);
        assert_eq!(codes("a\n:::note\nx\n"), [("D003", 2)]);
        assert_eq!(codes(":::note\nx\n:::note\ny\n:::\n"), [("D003", 0)]);
        assert_eq!(codes(":::note\n:::note\ny\n:::\n:::\n"), [("D005", 8)]);
        assert_eq!(codes("a\n:::\n"), [("D004", 2)]);
        assert_eq!(codes(":::note tilte=1\nx\n:::\n"), [("D006", 8)]);
        assert_eq!(codes(":::figure alt=1\n:::\n"), [("D007", 0)]);
        assert_eq!(codes(":::note title=1 title=2\nx\n:::\n"), [("D008", 16)]);
        assert_eq!(codes(":::note kind=ура\nx\n:::\n"), [("D009", 8)]);
        assert_eq!(codes(":::note title=\"x\ny\n:::\n"), [("D010", 8)]);
        assert_eq!(codes(":::figure src=a.png\nx\n:::\n"), [("D011", 0)]);
        assert_eq!(codes(":::note\n\n:::\n"), [("D012", 0)]);
        assert_eq!(codes(":::list typ=news\n:::\n"), [("D006", 8)]);
    }

    #[test]
    fn fences_and_comments_hide_directives() {
        assert!(codes("```\n:::что\n```\n<!--\n:::что\n-->\n").is_empty());
        assert_eq!(codes("```\n```\n:::что\n:::\n").len(), 1);
    }
}
