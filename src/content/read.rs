//! Fields of a record: from keys and YAML values to texts, numbers, choices and lists.
//!
//! A reader never guesses: a value of another type is told of with an example of the right form, and is then as
//! good as absent. An empty value is as good as absent without a word. A [`Kind::Broken`] one has been told of.
//!
//! Begin with [`Fields`]: take each known key, then [`Fields::finish`] tells of those that are left.

use std::sync::Arc;

use crate::base::fold::{fold_key, nearest};
use crate::base::lang::Both;
use crate::base::map::Map;
use crate::base::problem::{Diagnostic, Problem};
use crate::base::span::{Span, Spanned};

use super::yaml::{Kind, Node};

/// One key and its value.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Entry {
    /// As written.
    pub key: Spanned<String>,
    /// The key folded, for comparison.
    pub name: String,
    /// Its value.
    pub value: Node,
}

impl Entry {
    /// A key as written, and its value.
    pub fn new(key: Spanned<String>, value: Node) -> Self {
        let name = folded_key(&key.value);
        Self { key, name, value }
    }

    /// The key and the value together.
    pub fn span(&self) -> Span {
        Span { start: self.key.span.start, end: self.key.span.end.max(self.value.span.end) }
    }
}

/// As [`fold_key`], without work where the key is folded already, as most are.
fn folded_key(key: &str) -> String {
    let is_folded = |it: char| it.is_ascii_lowercase() || it.is_ascii_digit() || it == '_' || ('а'..='я').contains(&it);
    if key.chars().all(is_folded) {
        return key.to_owned();
    }
    fold_key(key)
}

/// What a field takes, said with an example: `число`, `20`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    /// «число» and the like, in Russian.
    pub ru: &'static str,
    /// The same in English.
    pub en: &'static str,
    /// An example of the value, without its key.
    pub example: &'static str,
}

/// A text.
pub const TEXT: Shape = Shape { ru: "текст", en: "a text", example: "Омская область" };
/// A list of texts.
pub const TEXTS: Shape = Shape { ru: "список", en: "a list", example: "[один, другой]" };
/// Yes or no.
pub const BOOLEAN: Shape = Shape { ru: "«да» или «нет»", en: "“yes” or “no”", example: "да" };
/// A whole number.
pub const NUMBER: Shape = Shape { ru: "целое число", en: "a whole number", example: "20" };
/// A text in both languages, or one for both.
pub const BOTH: Shape =
    Shape {
        ru: "текст на двух языках", en: "a text in two languages", example: "{ru: Льготы, en: Benefits}"
    };

/// Where the problems of one file go.
#[derive(Debug)]
pub struct Reader<'a> {
    /// Path from the site's root.
    pub file: &'a Arc<str>,
    /// What was found.
    pub problems: Vec<Diagnostic>,
}

impl<'a> Reader<'a> {
    /// A reader of `file`.
    pub fn new(file: &'a Arc<str>) -> Self {
        Self { file, problems: Vec::new() }
    }

    /// Tells of `problem` at `span`.
    pub fn tell(&mut self, span: Span, problem: Problem) {
        self.problems.push(Diagnostic::new(self.file, span, problem));
    }

    /// Tells that `entry` takes `shape`; silent where the value has been told of.
    pub fn wrong(&mut self, entry: &Entry, shape: Shape) {
        self.wrong_at(&entry.key.value, &entry.value, shape);
    }

    /// Tells that `node`, somewhere in the value of `key`, should be of `shape`.
    pub fn wrong_at(&mut self, key: &str, node: &Node, shape: Shape) {
        if node.is_broken() {
            return;
        }
        let expected = Both { ru: shape.ru.to_owned(), en: shape.en.to_owned() };
        // Items of a list have no key.
        let example = if key == "-" { format!("- {}", shape.example) } else { format!("{key}: {}", shape.example) };
        self.tell(node.span, Problem::WrongType { key: key.to_owned(), expected, example });
    }

    /// A scalar as text, without spaces at its ends.
    pub fn text(&mut self, entry: Entry) -> Option<String> {
        self.spanned_text(entry).map(|it| it.value)
    }

    /// A scalar as text, with its place.
    pub fn spanned_text(&mut self, entry: Entry) -> Option<Spanned<String>> {
        let Entry { key, value, .. } = entry;
        self.node_text(&key.value, value, TEXT)
    }

    /// The text of `node`, somewhere in the value of `key`.
    pub fn node_text(&mut self, key: &str, node: Node, shape: Shape) -> Option<Spanned<String>> {
        match node.kind {
            Kind::Scalar { text, .. } => Some(Spanned::new(trimmed(text), node.span)),
            _ => {
                self.wrong_at(key, &node, shape);
                None
            }
        }
    }

    /// A list of texts; a scalar is a list of one.
    pub fn texts(&mut self, entry: Entry) -> Vec<Spanned<String>> {
        let key = entry.key.value.clone();
        let items = self.items(entry);
        items.into_iter().filter_map(|it| self.node_text(&key, it, TEXTS)).collect()
    }

    /// The items of a list; anything else is a list of one, nothing an empty one.
    pub fn items(&mut self, entry: Entry) -> Vec<Node> {
        match entry.value.kind {
            Kind::Seq(items) => items.into_iter().filter(|it| !it.is_null()).collect(),
            Kind::Null | Kind::Broken => Vec::new(),
            _ => vec![entry.value],
        }
    }

    /// да/нет, yes/no, true/false.
    pub fn boolean(&mut self, entry: &Entry) -> Option<bool> {
        let word = entry.value.as_text().map(str::trim).map(str::to_lowercase);
        let value = match word.as_deref() {
            Some("да" | "yes" | "true") => Some(true),
            Some("нет" | "no" | "false") => Some(false),
            _ => None,
        };
        if value.is_none() {
            self.wrong(entry, BOOLEAN);
        }
        value
    }

    /// A whole number within `range`; `shape` says which.
    pub fn number(&mut self, entry: &Entry, range: std::ops::RangeInclusive<i64>, shape: Shape) -> Option<i64> {
        let digits = entry.value.as_text().map(|it| it.trim().replace([' ', '\u{a0}'], ""));
        let value = digits.and_then(|it| it.parse().ok()).filter(|it| range.contains(it));
        if value.is_none() {
            self.wrong(entry, shape);
        }
        value
    }

    /// One of `choices`, each with all its names; the first names are shown.
    pub fn choice<T: Copy>(&mut self, entry: &Entry, choices: &[(T, &[&'static str])]) -> Option<T> {
        self.choice_at(&entry.key.value, &entry.value, choices)
    }

    /// The same for a node somewhere in the value of `key`.
    pub fn choice_at<T: Copy>(&mut self, key: &str, node: &Node, choices: &[(T, &[&'static str])]) -> Option<T> {
        let Some(text) = node.as_text() else {
            let expected = Shape { example: choices.first().map_or("", |(_, names)| names[0]), ..TEXT };
            self.wrong_at(key, node, expected);
            return None;
        };
        let wanted = fold_key(text);
        let found = choices.iter().find(|(_, names)| names.iter().any(|it| fold_key(it) == wanted));
        if let Some((value, _)) = found {
            return Some(*value);
        }
        let choices = choices.iter().map(|(_, names)| names[0].to_owned()).collect();
        let (key, value) = (key.to_owned(), text.to_owned());
        self.tell(node.span, Problem::UnknownChoice { key, value, choices });
        None
    }

    /// A text for both languages, or `{ru, en}`; one language alone serves for both.
    pub fn both(&mut self, entry: Entry) -> Option<Both> {
        if let Kind::Scalar { text, .. } = entry.value.kind {
            let text = trimmed(text);
            return Some(Both { ru: text.clone(), en: text });
        }
        let mut fields = self.record(entry, BOTH)?;
        let ru = self.optional_text(&mut fields, &["ru", "русский"]);
        let en = self.optional_text(&mut fields, &["en", "английский"]);
        fields.finish(self);
        let (ru, en) = (ru.clone().or(en.clone())?, en.or(ru)?);
        Some(Both { ru, en })
    }

    /// The fields of a record; anything else is told of with `shape`.
    pub fn record<'n>(&mut self, entry: Entry, shape: Shape) -> Option<Fields<'n>> {
        let Entry { key, value, .. } = entry;
        self.node_record(&key.value, value, shape)
    }

    /// The same for a node somewhere in the value of `key`.
    pub fn node_record<'n>(&mut self, key: &str, node: Node, shape: Shape) -> Option<Fields<'n>> {
        match node.kind {
            Kind::Map(pairs) => Some(Fields::of_pairs(pairs, node.span)),
            _ => {
                self.wrong_at(key, &node, shape);
                None
            }
        }
    }

    /// A record, or a scalar that stands for the record's first key.
    pub fn short_record<'n>(&mut self, key: &str, node: Node, first: &str, shape: Shape) -> Option<Fields<'n>> {
        if let Kind::Scalar { .. } = node.kind {
            let span = node.span;
            let entry = Entry::new(Spanned::new(first.to_owned(), span), node);
            return Some(Fields::new(vec![entry], span));
        }
        self.node_record(key, node, shape)
    }

    /// Takes a text, where it is there.
    pub fn optional_text<'n>(&mut self, fields: &mut Fields<'n>, names: &'n [&'n str]) -> Option<String> {
        let entry = fields.take(names, self)?;
        self.text(entry).filter(|it| !it.is_empty())
    }

    /// Takes a list of texts, empty where it is not there.
    pub fn optional_texts<'n>(&mut self, fields: &mut Fields<'n>, names: &'n [&'n str]) -> Vec<Spanned<String>> {
        fields.take(names, self).map(|it| self.texts(it)).unwrap_or_default()
    }

    /// Takes yes or no, `default` where it is not there.
    pub fn flag<'n>(&mut self, fields: &mut Fields<'n>, names: &'n [&'n str], default: bool) -> bool {
        fields.take(names, self).and_then(|it| self.boolean(&it)).unwrap_or(default)
    }
}

/// The text without spaces at its ends, without a copy where there are none.
fn trimmed(text: String) -> String {
    match text.trim() {
        it if it.len() == text.len() => text,
        it => it.to_owned(),
    }
}

/// The keys of one record that nobody has taken yet. `'n` is the life of the names asked for.
#[derive(Debug)]
pub struct Fields<'n> {
    entries: Vec<Entry>,
    asked: Vec<&'n str>,
    /// Keys that had to be there and were not, each with all its names.
    missed: Vec<Vec<&'n str>>,
    span: Span,
}

impl<'n> Fields<'n> {
    /// The fields of a record that stands at `span`.
    pub fn new(entries: Vec<Entry>, span: Span) -> Self {
        Self { entries, asked: Vec::new(), missed: Vec::new(), span }
    }

    /// The fields of a YAML record.
    pub fn of_pairs(pairs: Vec<(Spanned<String>, Node)>, span: Span) -> Self {
        Self::new(pairs.into_iter().map(|(key, value)| Entry::new(key, value)).collect(), span)
    }

    /// The whole record.
    pub fn span(&self) -> Span {
        self.span
    }

    /// What nobody has taken, in the order of writing.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Takes the value of a field by any of its names, which are folded as [`fold_key`] does.
    ///
    /// None where it is not there or empty. A field written twice is told of at the later place; the first counts.
    pub fn take<N: AsRef<str>>(&mut self, names: &'n [N], reader: &mut Reader<'_>) -> Option<Entry> {
        self.asked.extend(names.iter().map(|it| it.as_ref()));
        let is_it = |it: &Entry| names.iter().any(|name| name.as_ref() == it.name);
        let at = self.entries.iter().position(is_it)?;
        let first = self.entries.remove(at);
        if self.entries[at..].iter().any(is_it) {
            self.entries.iter().filter(|it| is_it(it)).for_each(|it| tell_twice(&first, it, reader));
            self.entries.retain(|it| !is_it(it));
        }
        (!first.value.is_null()).then_some(first)
    }

    /// Takes a field that has to be there; `example` is a whole line.
    pub fn need<N: AsRef<str>>(&mut self, names: &'n [N], example: &str, reader: &mut Reader<'_>) -> Option<Entry> {
        let found = self.take(names, reader);
        if found.is_none() {
            let key = names.first().map(|it| it.as_ref().to_owned()).unwrap_or_default();
            self.missed.push(names.iter().map(AsRef::as_ref).collect());
            reader.tell(head(self.span), Problem::MissingKey { key, example: example.to_owned() });
        }
        found
    }

    /// What nobody has taken, without keys written twice, which are told of: for records whose keys are free.
    pub fn unique(self, reader: &mut Reader<'_>) -> Vec<Entry> {
        let mut known: Map<String, usize> = Map::with_capacity(self.entries.len());
        let mut out: Vec<Entry> = Vec::with_capacity(self.entries.len());
        for entry in self.entries {
            match known.get(&entry.name) {
                Some(first) => tell_twice(&out[*first], &entry, reader),
                None => {
                    known.insert(entry.name.clone(), out.len());
                    out.push(entry);
                }
            }
        }
        out
    }

    /// Tells of every key that nobody has asked for, with the nearest one that somebody has.
    pub fn finish(self, reader: &mut Reader<'_>) {
        // A record with more slips than this is not a record of this kind: proposals would only cost time.
        const PROPOSALS: usize = 20;
        for (n, entry) in self.entries.iter().enumerate() {
            let asked = self.asked.iter().copied().filter(|_| n < PROPOSALS);
            let nearest = nearest(&entry.key.value, asked);
            self.forgive(nearest.as_deref(), reader);
            reader.tell(entry.key.span, Problem::UnknownKey { key: entry.key.value.clone(), nearest });
        }
    }

    /// A misspelt key stands for one that is missed: one slip, one message.
    fn forgive(&self, nearest: Option<&str>, reader: &mut Reader<'_>) {
        let meant = |it: &&Vec<&str>| nearest.is_some_and(|one| it.contains(&one));
        let Some(names) = self.missed.iter().find(meant) else { return };
        let at = Some(head(self.span));
        let is_it = |it: &Diagnostic| {
            it.at.span == at && matches!(&it.problem, Problem::MissingKey { key, .. } if names.contains(&key.as_str()))
        };
        reader.problems.retain(|it| !is_it(it));
    }
}

/// The first byte of a record: where something that is missing in it is told of.
fn head(span: Span) -> Span {
    Span { start: span.start, end: span.start }
}

/// Tells of one field that is written twice, at the later place.
pub fn tell_twice(first: &Entry, second: &Entry, reader: &mut Reader<'_>) {
    let problem = if first.name == second.name {
        Problem::DuplicateKey { key: second.key.value.clone() }
    } else {
        Problem::TwoNames { first: first.key.value.clone(), second: second.key.value.clone() }
    };
    let diagnostic = Diagnostic::new(reader.file, second.key.span, problem).with(reader.file, first.key.span);
    reader.problems.push(diagnostic);
}

#[cfg(test)]
mod tests {
    use super::super::yaml;
    use super::*;

    /// Reads a record with `read` and shows the codes told.
    fn check<T>(text: &str, read: impl FnOnce(&mut Fields<'static>, &mut Reader<'_>) -> T) -> (T, Vec<&'static str>) {
        let file: Arc<str> = "x.yaml".into();
        let node = yaml::parse(&file, text, 0).value;
        let mut reader = Reader::new(&file);
        let mut fields = reader.node_record("x", node, TEXT).expect("the test writes a record");
        let value = read(&mut fields, &mut reader);
        fields.finish(&mut reader);
        (value, reader.problems.iter().map(|it| it.problem.code()).collect())
    }

    #[test]
    fn keys_match_blind() {
        let read = |fields: &mut Fields<'static>, reader: &mut Reader<'_>| {
            reader.optional_text(fields, &["target_groups", "для_кого"])
        };
        assert_eq!(check("Для кого: семьи", read), (Some("семьи".into()), vec![]));
        assert_eq!(check("Target-Groups: семьи", read), (Some("семьи".into()), vec![]));
        assert_eq!(check("для\u{a0}кого: семьи", read), (Some("семьи".into()), vec![]));
    }

    #[test]
    fn one_field_under_two_names() {
        let read =
            |fields: &mut Fields<'static>, reader: &mut Reader<'_>| reader.optional_text(fields, &["date", "дата"]);
        assert_eq!(check("date: a\nдата: b", read), (Some("a".into()), vec!["Y041"]));
        assert_eq!(check("date: a\nDate: b", read), (Some("a".into()), vec!["Y022"]));
    }

    #[test]
    fn unknown_keys_are_told_with_the_nearest() {
        let file: Arc<str> = "x.yaml".into();
        let node = yaml::parse(&file, "regoins: a", 0).value;
        let mut reader = Reader::new(&file);
        let mut fields = reader.node_record("x", node, TEXT).expect("a record");
        assert!(fields.take(&["regions", "регионы"], &mut reader).is_none());
        fields.finish(&mut reader);
        let expected = Problem::UnknownKey { key: "regoins".into(), nearest: Some("regions".into()) };
        assert_eq!(reader.problems[0].problem, expected);
    }

    #[test]
    fn wrong_types_are_told_with_an_example() {
        let read =
            |fields: &mut Fields<'static>, reader: &mut Reader<'_>| reader.flag(fields, &["draft", "черновик"], false);
        assert_eq!(check("черновик: да", read), (true, vec![]));
        assert_eq!(check("черновик: No", read), (false, vec![]));
        assert_eq!(check("черновик: может быть", read), (false, vec!["Y042"]));
        assert_eq!(check("черновик:", read), (false, vec![]));
    }
}
