//! The short way: the values that most articles have, read without the parser.
//!
//! A test holds it to the parser wherever it answers.

use crate::base::span::Span;

use super::{Kind, Node, Style, means_nothing};

/// Reads the values that most articles have without the parser: one line that holds a scalar in quotes, a plain
/// scalar without signs that YAML gives a meaning, or a flat list of such in brackets.
///
/// `text` begins at byte `offset` of its file. None means "ask [`parse_piece`]", never "wrong".
pub fn scalar_or_flow(text: &str, offset: usize) -> Option<Node> {
    let trimmed = text.trim_matches(' ');
    let start = text.len() - text.trim_start_matches(' ').len();
    let span = Span::new(start, start + trimmed.len()).moved(offset);
    match trimmed.as_bytes().first() {
        None => Some(Node::new(Span::at(offset), Kind::Null)),
        Some(b'[') => flat_list(trimmed, span),
        Some(b'"' | b'\'') => {
            let (text, length) = quoted(trimmed)?;
            (length == trimmed.len()).then(|| Node::new(span, Kind::Scalar { text, style: Style::Quoted }))
        }
        Some(_) => plain(trimmed, span),
    }
}

fn plain(text: &str, span: Span) -> Option<Node> {
    if !is_plain(text) {
        return None;
    }
    if means_nothing(text) {
        return Some(Node::new(span, Kind::Null));
    }
    Some(Node::new(span, Kind::Scalar { text: text.to_owned(), style: Style::Plain }))
}

/// Whether a text of one line, without spaces at its ends, is a plain scalar by any reading.
fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    let starts_well = bytes.first().is_some_and(|it| it.is_ascii_alphanumeric() || *it >= 0xC2);
    let is_quiet = |at: usize| match bytes[at] {
        b':' => bytes.get(at + 1).is_some_and(u8::is_ascii_digit),
        b'-' | b' ' | b'.' | b'/' | b'_' | b'(' | b')' | b'+' | b'%' | b';' | b'!' | b'?' => true,
        it => it.is_ascii_alphanumeric() || it >= 0x80,
    };
    starts_well && (0..bytes.len()).all(is_quiet) && !has_odd_sign(text)
}

/// Signs that the parser treats apart: a byte-order mark, line ends of Unicode, controls.
fn has_odd_sign(text: &str) -> bool {
    // Their UTF-8 begins with C2 (U+0080 to U+00BF), E2 (U+2028, U+2029) or EF (U+FEFF); «№» and «—» do too,
    // hence the second look.
    text.bytes().any(|it| matches!(it, 0xC2 | 0xE2 | 0xEF))
        && text
            .chars()
            .any(|it| matches!(it, '\u{80}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fff0}'..))
}

/// The inside of the quoted scalar that `text` begins with, and its length with quotes.
fn quoted(text: &str) -> Option<(String, usize)> {
    let quote = text.as_bytes()[0];
    let inside = &text[1..];
    let mut out: Option<String> = None;
    let (mut from, mut at) = (0, 0);
    let bytes = inside.as_bytes();
    loop {
        match *bytes.get(at)? {
            it if it == quote && quote == b'\'' && bytes.get(at + 1) == Some(&b'\'') => return None,
            it if it == quote => break,
            b'\\' if quote == b'"' => {
                if !matches!(bytes.get(at + 1)?, b'"' | b'\\' | b'/') {
                    return None;
                }
                out.get_or_insert_default().push_str(&inside[from..at]);
                from = at + 1;
                at += 2;
            }
            b'\t' | b'\n' | b'\r' | 0..=0x1f | 0x7f => return None,
            _ => at += 1,
        }
    }
    let tail = &inside[from..at];
    if has_odd_sign(&inside[..at]) {
        return None;
    }
    let value = match out {
        Some(mut out) => {
            out.push_str(tail);
            out
        }
        None => tail.to_owned(),
    };
    Some((value, at + 2))
}

fn flat_list(text: &str, span: Span) -> Option<Node> {
    let inside = text.strip_prefix('[')?.strip_suffix(']')?;
    let mut items = Vec::new();
    let mut at = 1;
    let mut rest = inside;
    if inside.bytes().all(|it| it == b' ') {
        return Some(Node::new(span, Kind::Seq(items)));
    }
    loop {
        let skipped = rest.len() - rest.trim_start_matches(' ').len();
        (at, rest) = (at + skipped, &rest[skipped..]);
        let (kind, length) = flat_item(rest)?;
        let place = Span::new(at, at + length).moved(span.start as usize);
        items.push(Node::new(place, kind));
        (at, rest) = (at + length, &rest[length..]);
        let skipped = rest.len() - rest.trim_start_matches(' ').len();
        (at, rest) = (at + skipped, &rest[skipped..]);
        match rest.as_bytes().first() {
            None => return Some(Node::new(span, Kind::Seq(items))),
            Some(b',') => (at, rest) = (at + 1, &rest[1..]),
            Some(_) => return None,
        }
    }
}

fn flat_item(rest: &str) -> Option<(Kind, usize)> {
    if matches!(rest.as_bytes().first()?, b'"' | b'\'') {
        let (text, length) = quoted(rest)?;
        return Some((Kind::Scalar { text, style: Style::Quoted }, length));
    }
    let text = rest[..rest.find(',').unwrap_or(rest.len())].trim_end_matches(' ');
    if text.contains(':') || !is_plain(text) {
        return None;
    }
    let kind = match means_nothing(text) {
        true => Kind::Null,
        false => Kind::Scalar { text: text.to_owned(), style: Style::Plain },
    };
    Some((kind, text.len()))
}
