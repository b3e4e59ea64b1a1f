//! What is refused before it is parsed, because no reader could use it and parsing it would be slow.

use crate::base::problem::Problem;
use crate::base::span::Span;

/// Levels of quotes, lists, brackets or emphasis within one another.
pub(super) const DEPTH: usize = 100;
/// Columns and cells of one table.
pub(super) const COLUMNS: usize = 200;
pub(super) const CELLS: usize = 20_000;
/// Links and pictures of one text.
pub(super) const LINKS: usize = 20_000;
/// Signs of markup and line ends: the parser keeps up to two hundred bytes for each.
const SIGNS: usize = 1_000_000;
const MEGABYTES: usize = 10;

/// The first reason not to parse `text`, and its place in it.
pub(super) fn refusal(text: &str) -> Option<(Span, Problem)> {
    if text.len() > MEGABYTES * 1_000_000 {
        return Some((Span::at(0), Problem::TextTooLong { limit: MEGABYTES as u64 }));
    }
    if signs(text) > SIGNS {
        return Some((Span::at(0), Problem::TooMuchMarkup { limit: SIGNS as u64 }));
    }
    deep_line(text).or_else(|| deep_brackets(text)).map(|at| (Span::new(at, at + 1), too_deep()))
}

/// Signs of markup and line ends of a text that is long enough to have too many.
fn signs(text: &str) -> usize {
    if text.len() <= SIGNS {
        return 0;
    }
    let is_sign = |it: u8| {
        matches!(it, b'*' | b'_' | b'[' | b']' | b'<' | b'!' | b'`' | b'~' | b'&' | b'|' | b'\\' | b':' | b'\n' | b'\r')
    };
    text.bytes().filter(|it| is_sign(*it)).count()
}

pub(super) fn too_deep() -> Problem {
    Problem::NestingTooDeep { limit: DEPTH as u64 }
}

/// A line that opens more than [`DEPTH`] quotes and lists.
fn deep_line(text: &str) -> Option<usize> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if line.len() > DEPTH && matches!(line.as_bytes()[0], b'>' | b'-' | b'+' | b'*' | b' ' | b'0'..=b'9') {
            let markers = line
                .bytes()
                .take_while(|it| matches!(it, b'>' | b'-' | b'+' | b'*' | b' ' | b'\t' | b'.' | b')' | b'0'..=b'9'))
                .filter(|it| matches!(it, b'>' | b'.' | b')' | b'-' | b'+' | b'*'));
            if markers.count() > DEPTH && !is_rule(line) {
                return Some(start);
            }
        }
        start += line.len();
    }
    None
}

/// `-----` and `*****` of any length are lines, not lists.
fn is_rule(line: &str) -> bool {
    let mut signs = line.trim().bytes().filter(|it| *it != b' ');
    let first = signs.next();
    matches!(first, Some(b'-' | b'*')) && signs.all(|it| Some(it) == first)
}

/// A paragraph with more than [`DEPTH`] brackets open.
fn deep_brackets(text: &str) -> Option<usize> {
    // Counted in small chunks, which the compiler turns into vector instructions.
    let in_chunk = |it: &[u8]| usize::from(it.iter().map(|it| u8::from(*it == b'[')).sum::<u8>());
    if text.as_bytes().chunks(128).map(in_chunk).sum::<usize>() <= DEPTH {
        return None;
    }
    let mut depth = 0usize;
    let mut is_line_empty = true;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'[' => depth += 1,
            b']' => depth = depth.saturating_sub(1),
            b'\n' if is_line_empty => depth = 0,
            _ => {}
        }
        if depth > DEPTH {
            return Some(at);
        }
        is_line_empty = byte == b'\n' || (is_line_empty && byte.is_ascii_whitespace());
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn depth_is_limited() {
        assert!(refusal(&">".repeat(101)).is_some());
        assert!(refusal(&"- ".repeat(101)).is_none(), "a thematic break");
        assert!(refusal(&format!("{}x", "- ".repeat(101))).is_some());
        assert!(refusal(&"[".repeat(101)).is_some());
        assert!(refusal(&"[a]\n".repeat(1000)).is_none());
        assert!(refusal(&"-".repeat(1000)).is_none());
    }
}
