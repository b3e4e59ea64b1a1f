//! Russian typography: quotes, dashes, ranges and no-break spaces, in one pass over the text of a paragraph.
//!
//! What must never happen: a letter or a digit that changes (but for `(c)` → `©` and `2x3` → `2×3`),
//! a touched address or piece of code, a second pass that changes what the first one wrote.
//! Cutting a paragraph into segments (inline markup) never changes the outcome: the pass reads them as one text.
//!
//! Begin with [`apply`] for a paragraph and [`text`] for a title or a cell. Inside: `pass` walks and decides,
//! `edits` keeps the decisions and looks after long glued runs, `words` holds the classes of bytes and the lists.

mod edits;
mod pass;
mod words;

use std::borrow::Cow;

use edits::Edit;

/// What a segment of a paragraph is to the pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Russian text, to be set.
    Text,
    /// Inline code, a raw address, foreign words, a hole, an escaped quote: never changed, a neighbour like a word.
    Opaque,
    /// A hard line break: never changed; a dash behind it opens direct speech.
    Break,
}

/// A piece of a paragraph between two marks of inline markup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment<'a> {
    /// The text, replaced by [`apply`] if it has to change.
    pub text: Cow<'a, str>,
    /// Whether the pass may change it.
    pub kind: Kind,
}

/// Stands for an opaque segment in the text that the pass reads.
const OPAQUE: char = '\u{fffc}';
/// Stands for a hard line break there.
const BREAK: char = '\u{2028}';
/// As many glued characters may stay on one line: more would not fit 320 px at 400 %.
const LONGEST_RUN: usize = 24;

/// Sets the segments of one paragraph. State (open quotes, the word before a space) crosses their borders.
pub fn apply(segments: &mut [Segment<'_>]) {
    if let [only] = segments {
        if only.kind == Kind::Text
            && let Cow::Owned(set) = text(&only.text)
        {
            only.text = Cow::Owned(set);
        }
        return;
    }
    let flat = flatten(segments);
    let edits = pass::edits(&flat);
    let (mut at, mut first) = (0, 0);
    for segment in segments {
        let end = at + flat_len(segment);
        if segment.kind == Kind::Text {
            while edits.get(first).is_some_and(|it| it.start < at && it.end <= at) {
                first += 1;
            }
            if let Some(set) = rewrite(&flat, at..end, &edits[first..]) {
                segment.text = Cow::Owned(set);
            }
        }
        at = end;
    }
}

/// Sets one plain text: a title, a summary, a cell of a table. Borrowed if it was already right.
pub fn text(input: &str) -> Cow<'_, str> {
    match rewrite(input, 0..input.len(), &pass::edits(input)) {
        Some(set) => Cow::Owned(set),
        None => Cow::Borrowed(input),
    }
}

/// No-break spaces become plain ones: for `<title>`, JSON, CSV, calendars and the search index.
pub fn plain_spaces(text: &str) -> Cow<'_, str> {
    let hard = ['\u{a0}', '\u{202f}'];
    // Both begin with one of two bytes; looking for bytes is several times faster than for characters.
    if text.bytes().any(|it| matches!(it, 0xc2 | 0xe2)) && text.contains(hard) {
        return Cow::Owned(text.replace(hard, " "));
    }
    Cow::Borrowed(text)
}

fn flatten(segments: &[Segment<'_>]) -> String {
    let mut flat = String::with_capacity(segments.iter().map(flat_len).sum());
    for it in segments {
        match it.kind {
            Kind::Text => flat.push_str(&it.text),
            Kind::Opaque => flat.extend(std::iter::repeat_n(OPAQUE, seen_width(&it.text))),
            Kind::Break => flat.push(BREAK),
        }
    }
    flat
}

fn flat_len(segment: &Segment<'_>) -> usize {
    match segment.kind {
        Kind::Text => segment.text.len(),
        Kind::Opaque => OPAQUE.len_utf8() * seen_width(&segment.text),
        Kind::Break => BREAK.len_utf8(),
    }
}

/// How much of an opaque text counts in a glued run: up to where a line may break, and no more than matters.
fn seen_width(text: &str) -> usize {
    text.chars().take(LONGEST_RUN + 1).take_while(|it| !it.is_whitespace()).count().max(1)
}

/// The part of `flat` in `range` after `edits`, or None if nothing changes there. `edits` may reach over both ends.
fn rewrite(flat: &str, range: std::ops::Range<usize>, edits: &[Edit]) -> Option<String> {
    let mut out: Option<String> = None;
    let mut copied = range.start;
    for edit in edits.iter().take_while(|it| it.start < range.end) {
        if edit.changes_nothing(flat) {
            continue;
        }
        let out = out.get_or_insert_with(|| String::with_capacity(range.len() + range.len() / 16 + 8));
        let start = edit.start.max(copied);
        out.push_str(&flat[copied..start]);
        // An edit across a border is written where it begins.
        if edit.start >= range.start {
            out.push_str(edit.put);
        }
        copied = edit.end.clamp(start, range.end);
    }
    if let Some(out) = &mut out {
        out.push_str(&flat[copied..range.end]);
    }
    out
}

#[cfg(test)]
mod tests;
