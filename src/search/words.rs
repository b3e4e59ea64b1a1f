//! What one document says by itself: each key with its weight, from title, summary, headings and text.
//!
//! The record depends on the document alone, so that the cache can keep it; names of terms and organisations, which
//! other files hold, are added by the index. Begin with [`Memo::record`].

use crate::base::map::Map;
use crate::content::document::Document;
use crate::content::types::{Field, FieldKind, Type};
use crate::content::value::Value;

use super::analysis::{self, Markup};

/// Parts of a whole weight: weights are counted in sixteenths.
pub const WHOLE: f32 = 16.0;

/// A field of the index: its weight, how much its length counts, and the length that counts as usual. Constants: an
/// average over the site would change every impact with every article.
#[derive(Debug, Clone, Copy)]
pub struct Measure {
    weight: f32,
    b: f32,
    usual: f32,
}

/// Title.
const TITLE: Measure = Measure { weight: 6.0, b: 0.4, usual: 8.0 };
/// Summary, where it was written and is not the beginning of the text.
const SUMMARY: Measure = Measure { weight: 2.0, b: 0.5, usual: 20.0 };
/// Headings.
const HEADINGS: Measure = Measure { weight: 2.0, b: 0.5, usual: 12.0 };
/// Text and fields.
const BODY: Measure = Measure { weight: 1.0, b: 0.75, usual: 200.0 };
/// Names of terms and organisations.
pub const NAMES: Measure = Measure { weight: 2.0, b: 0.5, usual: 8.0 };

const FIELDS: [Measure; 4] = [TITLE, SUMMARY, HEADINGS, BODY];

impl Measure {
    /// What `count` occurrences of a key among `length` words weigh.
    pub fn of(self, count: u32, length: u32) -> f32 {
        let norm = 1.0 - self.b + self.b * length as f32 / self.usual;
        self.weight * count as f32 / norm
    }
}

/// Fields of every document that say nothing to who searches, and those that are counted by themselves.
const LEFT_OUT: &[&str] = &["title", "short_title", "summary", "aliases", "slug", "typography", "id"];

/// Keys of raw words, worked out once for all documents that one thread reads.
#[derive(Debug, Default)]
pub struct Memo {
    by_word: Map<Box<str>, Known>,
    ids: Vec<u32>,
    by_key: Map<Box<str>, u32>,
    keys: Vec<Box<str>>,
    counts: Vec<[u16; FIELDS.len()]>,
    touched: Vec<u32>,
}

/// The keys of a raw word, as a stretch of [`Memo::ids`].
#[derive(Debug, Clone, Copy)]
struct Known {
    start: u32,
    n: u8,
    is_stop: bool,
}

impl Memo {
    /// The record of a document whose body has that HTML.
    pub fn record(&mut self, document: &Document, kind: &Type, html: &str) -> Vec<u8> {
        let mut found = Vec::new();
        self.read(document, kind, (html, &mut found));
        let mut out = Vec::with_capacity(found.len() * 16);
        for (id, weight) in found {
            let key = self.keys[id as usize].as_bytes();
            out.extend(weight.to_le_bytes());
            out.push(key.len() as u8);
            out.extend_from_slice(key);
        }
        out
    }

    /// The same, key after key by its number with its weight.
    pub fn read(&mut self, document: &Document, kind: &Type, (html, found): (&str, &mut Vec<(u32, u16)>)) {
        let mut lengths = [0; FIELDS.len()];
        lengths[0] += self.count(&document.title, Markup::Plain, 0);
        if let Some(summary) = document.summary.as_ref().filter(|_| document.has_lead) {
            lengths[1] += self.count(summary, Markup::Plain, 1);
        }
        for heading in &document.body.headings {
            lengths[2] += self.count(&heading.text, Markup::Plain, 2);
        }
        lengths[3] += self.count(html, Markup::Html, 3);
        for (at, value) in &document.fields {
            let field = &kind.fields[*at as usize];
            if !field.marks.private && !field.marks.state && !LEFT_OUT.contains(&&*field.key) {
                lengths[3] += self.value(value, field);
            }
        }
        self.weighed(lengths, found);
    }

    /// All keys so far, by number.
    pub fn keys(&self) -> &[Box<str>] {
        &self.keys
    }

    /// The number of a key.
    pub fn number(&mut self, key: &str) -> u32 {
        if let Some(it) = self.by_key.get(key) {
            return *it;
        }
        let id = self.keys.len() as u32;
        self.by_key.insert(key.into(), id);
        self.keys.push(key.into());
        self.counts.push([0; FIELDS.len()]);
        id
    }

    fn value(&mut self, value: &Value, field: &Field) -> u32 {
        match value {
            Value::Text(text) if field.kind == FieldKind::Text => self.count(text, Markup::Plain, 3),
            Value::Rich(body) => self.count(&body.html, Markup::Html, 3),
            Value::List(items) => items.iter().map(|it| self.value(it, field)).sum(),
            Value::Record(values) => {
                let shown = values.iter().filter(|(at, _)| !field.fields[*at as usize].marks.private);
                shown.map(|(at, it)| self.value(it, &field.fields[*at as usize])).sum()
            }
            _ => 0,
        }
    }

    /// Counts the words of a text; gives their number.
    fn count(&mut self, text: &str, markup: Markup, field: usize) -> u32 {
        let mut length = 0;
        analysis::each_word(text, markup, |word| {
            let known = self.known(word);
            // Stop words are found where they are the title.
            if known.is_stop && field != 0 {
                return;
            }
            length += 1;
            for at in known.start..known.start + u32::from(known.n) {
                let id = self.ids[at as usize];
                let counts = &mut self.counts[id as usize];
                if *counts == [0; FIELDS.len()] {
                    self.touched.push(id);
                }
                counts[field] = counts[field].saturating_add(1);
            }
        });
        length
    }

    fn known(&mut self, word: &str) -> Known {
        if let Some(it) = self.by_word.get(word) {
            return *it;
        }
        let start = self.ids.len() as u32;
        let words = analysis::words(word);
        let mut keys: Vec<String> = words.iter().flat_map(|it| analysis::keys(it)).collect();
        let is_stop = keys.is_empty();
        if is_stop {
            keys.extend(words.iter().flatten().map(|it| analysis::stem(it)));
        }
        for key in keys {
            let id = self.number(&key);
            self.ids.push(id);
        }
        let known = Known { start, n: (self.ids.len() as u32 - start).min(255) as u8, is_stop };
        self.by_word.insert(word.into(), known);
        known
    }

    /// Takes what was counted.
    fn weighed(&mut self, lengths: [u32; FIELDS.len()], found: &mut Vec<(u32, u16)>) {
        for id in self.touched.drain(..) {
            let counts = std::mem::take(&mut self.counts[id as usize]);
            let parts = FIELDS.iter().zip(counts).zip(lengths).filter(|it| it.0.1 > 0);
            let weight: f32 = parts.map(|((it, n), length)| it.of(u32::from(n), length)).sum();
            found.push((id, (weight * WHOLE) as u16));
        }
    }
}

/// Key and weight (two bytes, low first; then length and text of the key) after each other of a record; what is cut off is left out.
pub fn rows(mut record: &[u8]) -> impl Iterator<Item = (&str, u32)> {
    std::iter::from_fn(move || {
        let (head, rest) = record.split_first_chunk::<3>()?;
        let (key, rest) = rest.split_at_checked(head[2] as usize)?;
        record = rest;
        Some((std::str::from_utf8(key).ok()?, u32::from(u16::from_le_bytes([head[0], head[1]]))))
    })
}
