//! The head of an article: what stands between its two `---` lines, and where its body begins.
//!
//! Keys are not judged here: what a key means is decided by the tables of types.
//!
//! Begin with [`front`].

use std::sync::Arc;

use crate::base::map::Map;
use crate::base::problem::{Diagnostic, Found, Problem};
use crate::base::span::Span;

use super::lines;
use super::mend;
use super::read::Fields;
use super::yaml::{Limits, Piece};

pub use super::read::Entry;

/// The front matter of one file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Front {
    /// Keys and values as written; a key written twice is told of and the first kept.
    pub entries: Vec<Entry>,
    /// From the first to the last of them.
    pub span: Span,
    /// Bytes of the file after the front matter.
    pub body: Span,
    /// Whether there is front matter at all. Where not, that has been told, and no key should be missed besides.
    pub has_fences: bool,
}

impl Front {
    /// The entries as fields to be taken.
    pub fn fields<'n>(self) -> Fields<'n> {
        Fields::new(self.entries, self.span)
    }
}

/// Finds and reads the front matter of `text`, the whole of `file`.
pub fn front(file: &Arc<str>, text: &str) -> Found<Front> {
    let piece = Piece { file, text, offset: 0 };
    let mut problems = Vec::new();
    let frame = match frame(piece, &mut problems) {
        Some(frame) => frame,
        None => {
            let body = Span::new(lines::bom(text), text.len());
            return Found { value: Front { body, ..Front::default() }, problems };
        }
    };
    let inside = piece.part(frame.inside.clone());
    let plain = lines::plain(inside.text);
    let mut entries = lines::entries(Piece { text: &plain, ..inside }, Limits::FRONT).take(&mut problems);
    drop_duplicates(file, &mut entries, &mut problems);
    let span = Span::new(frame.inside.start, frame.inside.end);
    let body = Span::new(frame.body, text.len());
    Found { value: Front { entries, span, body, has_fences: true }, problems }
}

/// Where the front matter stands.
struct Frame {
    inside: std::ops::Range<usize>,
    body: usize,
}

/// A line of a file.
struct Line<'a> {
    at: usize,
    next: usize,
    text: &'a str,
}

fn lines_from(text: &str, from: usize) -> impl Iterator<Item = Line<'_>> + Clone {
    let mut next = from;
    text[from..].split_inclusive('\n').map(move |it| {
        let at = next;
        next += it.len();
        Line { at, next, text: it.trim_end() }
    })
}

fn frame(piece: Piece<'_>, problems: &mut Vec<Diagnostic>) -> Option<Frame> {
    let text = piece.text;
    let Some(first) = lines_from(text, lines::bom(text)).find(|it| !it.text.trim().is_empty()) else {
        problems.push(piece.fault(0..0, Problem::EmptyFile {}));
        return None;
    };
    let place = first.at..first.at + first.text.len();
    if fence(first.text) != Fence::None && text[first.next..].trim().is_empty() {
        problems.push(piece.fault(0..0, Problem::EmptyFile {}));
        return None;
    }
    match fence(first.text) {
        Fence::True => {}
        Fence::Strange => {
            let line = first.text.to_owned();
            problems.push(piece.fault(place, Problem::StrangeFence { line }));
        }
        Fence::None => {
            problems.push(piece.fault(place, Problem::NoFront {}));
            return None;
        }
    }
    Some(end_of_frame(piece, first.next, problems))
}

/// Finds the second `---`, or the line before which it was forgotten.
fn end_of_frame(piece: Piece<'_>, start: usize, problems: &mut Vec<Diagnostic>) -> Frame {
    let mut lines = lines_from(piece.text, start);
    let mut guess: Option<usize> = None;
    let (mut is_after_blank, mut has_keys) = (false, false);
    while let Some(line) = lines.next() {
        match closing(line.text) {
            Fence::True => return Frame { inside: start..line.at, body: line.next },
            Fence::Strange => {
                let place = line.at..line.at + line.text.len();
                let problem = Problem::StrangeFence { line: mend::short(line.text) };
                problems.push(piece.fault(place, problem));
                return Frame { inside: start..line.at, body: line.next };
            }
            Fence::None => {}
        }
        let is_prose = has_keys && is_prose(line.text);
        let next_is_key = || lines.clone().next().is_some_and(|it| lines::has_key(it.text));
        if is_prose && is_after_blank && !next_is_key() {
            return unclosed(piece, start, guess.unwrap_or(line.at), problems);
        }
        if has_keys && guess.is_none() && (is_prose || (is_after_blank && line.text.starts_with('#'))) {
            guess = Some(line.at);
        }
        is_after_blank = line.text.is_empty();
        has_keys |= !line.text.is_empty();
    }
    unclosed(piece, start, guess.unwrap_or(piece.text.len()), problems)
}

/// Tells that the front matter ends at byte `end` without a line that says so.
fn unclosed(piece: Piece<'_>, start: usize, end: usize, problems: &mut Vec<Diagnostic>) -> Frame {
    let line = piece.text[end..].lines().next().unwrap_or_default();
    problems.push(piece.fault(end..end + line.trim_end().len(), Problem::FrontNotClosed {}));
    Frame { inside: start..end, body: end }
}

/// Whether a line can only belong to a body.
fn is_prose(line: &str) -> bool {
    !line.is_empty()
        && !line.starts_with(|it: char| it.is_whitespace() || "-#]}[{".contains(it))
        && !lines::has_key(line)
}

/// What a line is as a boundary of front matter.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fence {
    True,
    Strange,
    None,
}

fn fence(line: &str) -> Fence {
    if line == "---" {
        return Fence::True;
    }
    let dashes = line.trim();
    let is_dash = |it: char| matches!(it, '-' | '–' | '—' | '−' | '‐' | '‑' | '―');
    let is_long = dashes.chars().count() >= 2 || dashes.starts_with(['—', '―']);
    match !dashes.is_empty() && is_long && dashes.chars().all(is_dash) && dashes != "--" {
        true => Fence::Strange,
        false => Fence::None,
    }
}

/// The same for the second line: some programs close the front matter with three dots.
fn closing(line: &str) -> Fence {
    if matches!(line, "..." | "…") { Fence::Strange } else { fence(line) }
}

/// Tells of keys that are written twice in one spelling, and keeps the first.
///
/// Two names of one field are told of by who knows the fields.
fn drop_duplicates(file: &Arc<str>, entries: &mut Vec<Entry>, problems: &mut Vec<Diagnostic>) {
    let mut first: Map<&str, Span> = Map::with_capacity(entries.len());
    let mut twice = Vec::new();
    for (at, entry) in entries.iter().enumerate() {
        if let Some(span) = first.get(entry.name.as_str()) {
            let problem = Problem::DuplicateKey { key: entry.key.value.clone() };
            problems.push(Diagnostic::new(file, entry.key.span, problem).with(file, *span));
            twice.push(at);
        } else {
            first.insert(&entry.name, entry.key.span);
        }
    }
    if twice.is_empty() {
        return;
    }
    let mut at = 0;
    entries.retain(|_| {
        at += 1;
        twice.binary_search(&(at - 1)).is_err()
    });
}

#[cfg(test)]
mod tests;
