//! The line of a file with its caret, safe to show: nothing in it can move the cursor or hide itself.
//!
//! Pure text. Columns count characters; what a terminal would draw otherwise than it is written (control, bidi,
//! combining and invisible characters) is shown as `\u{…}`. A line wider than the terminal is cut around the caret.
//!
//! Begin with [`Source::excerpt`].

use crate::base::span::{Position, Span};

/// The text of a file, with the places where its lines begin.
pub struct Source {
    text: String,
    starts: Vec<usize>,
    /// Characters before each [`CHUNK`] of bytes: a line may be megabytes long and have a thousand problems.
    counts: Vec<usize>,
}

/// A line as it is shown, and where the caret goes.
#[derive(Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// Its number.
    pub line: u32,
    /// What is seen of it.
    pub text: String,
    /// Cells before the caret.
    pub before: usize,
    /// Cells of the caret, at least one.
    pub width: usize,
}

impl Source {
    /// Finds the lines of `text`.
    pub fn new(text: String) -> Self {
        let breaks = text.bytes().enumerate().filter(|(_, it)| *it == b'\n').map(|(at, _)| at + 1);
        let starts = std::iter::once(0).chain(breaks).collect();
        let mut counts = vec![0];
        let chunks = text.as_bytes().chunks_exact(CHUNK).map(|it| it.iter().filter(|it| begins(**it)).count());
        counts.extend(chunks.scan(0, |sum, it| {
            *sum += it;
            Some(*sum)
        }));
        Self { text, starts, counts }
    }

    /// Characters before byte `at`.
    fn count(&self, at: usize) -> usize {
        let chunk = at / CHUNK;
        self.counts[chunk] + self.text.as_bytes()[chunk * CHUNK..at].iter().filter(|it| begins(**it)).count()
    }

    /// The nearest beginning of a character at or before byte `at`, at most the end.
    fn floor(&self, at: u32) -> usize {
        let mut at = (at as usize).min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        at
    }

    /// Line and column of byte `at`: [`crate::base::span::position`] without walking the file.
    pub fn position(&self, at: u32) -> Position {
        let at = self.floor(at);
        let line = self.starts.partition_point(|it| *it <= at);
        let start = self.starts[line - 1];
        // The mark of the beginning takes no column.
        let marks = usize::from(start == 0 && at > 0 && self.text.starts_with('\u{feff}'));
        let column = self.count(at) - self.count(start) - marks + 1;
        Position { line: line as u32, column: column as u32 }
    }

    /// The first line of `span` in at most `room` cells.
    pub fn excerpt(&self, span: Span, room: usize) -> Excerpt {
        let from = self.floor(span.start);
        let line = self.starts.partition_point(|it| *it <= from);
        let start = self.starts[line - 1];
        let end = self.starts.get(line).map_or(self.text.len(), |it| *it);
        let whole = self.text[start..end].trim_end_matches(['\n', '\r']);
        let from = (from - start).min(whole.len());
        let to = self.floor(span.end).saturating_sub(start).clamp(from, whole.len());
        let cells = Cells::new(whole, from, to);
        cells.cut(line as u32, room.clamp(20, 300))
    }
}

/// Bytes whose characters are counted once.
const CHUNK: usize = 1024;

/// Whether a byte is the first of its character.
fn begins(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

/// A line as pieces of known width, and the pieces that the caret marks.
struct Cells {
    pieces: Vec<(char, usize)>,
    from: usize,
    to: usize,
}

impl Cells {
    fn new(line: &str, from: usize, to: usize) -> Self {
        // A line may be megabytes long; what is far from the caret is never shown.
        let first = line[..from].char_indices().rev().nth(MOST).map_or(0, |(at, _)| at);
        let last = line[from..].char_indices().nth(MOST).map_or(line.len(), |(at, _)| from + at);
        let (mut cells, to) = (Self { pieces: Vec::new(), from: 0, to: 0 }, to.min(last));
        let mut shown = String::new();
        for (at, it) in line[first..last].char_indices().filter(|(_, it)| *it != '\u{feff}') {
            shown.clear();
            cells.from += usize::from(first + at < from);
            cells.to += usize::from(first + at < to);
            cells.pieces.push((it, show(it, &mut shown)));
        }
        cells
    }

    fn width(&self, range: std::ops::Range<usize>) -> usize {
        self.pieces[range].iter().map(|it| it.1).sum()
    }

    /// The window of `room` cells that shows the caret and what stands before it.
    fn cut(&self, line: u32, room: usize) -> Excerpt {
        let whole = self.width(0..self.pieces.len());
        let (mut first, mut last) = (0, self.pieces.len());
        if whole > room {
            while first < self.from && self.width(first..self.from) > room / 3 {
                first += 1;
            }
            // Near the end the window moves back: as much as fits before the caret is shown.
            while first > 0 && self.width(first - 1..last) <= room - 2 {
                first -= 1;
            }
            while self.width(first..last) > room - 2 {
                last -= 1;
            }
        }
        let mark = |is_cut: bool| if is_cut { "…" } else { "" };
        let mut shown = String::new();
        for (it, _) in &self.pieces[first..last] {
            show(*it, &mut shown);
        }
        let text = [mark(first > 0), &shown, mark(last < self.pieces.len())].concat();
        let before = self.width(first..self.from) + usize::from(first > 0);
        Excerpt {
            line,
            text,
            before,
            width: self.width(self.from..self.to.clamp(self.from, last.max(self.from))).max(1),
        }
    }
}

/// Characters on each side of the caret that are looked at.
const MOST: usize = 400;

/// Appends `it` as it may be shown and gives its width in cells.
fn show(it: char, out: &mut String) -> usize {
    if it == '\t' {
        out.push('→');
        return 1;
    }
    if is_hidden(it) {
        let escape = it.escape_unicode().to_string();
        out.push_str(&escape);
        return escape.len();
    }
    out.push(it);
    1 + usize::from(is_wide(it))
}

/// `text` with everything escaped that could fool a terminal; a new line becomes a space.
pub fn safe(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for it in text.chars() {
        match it {
            '\n' => out.push(' '),
            _ => {
                show(it, &mut out);
            }
        }
    }
    out
}

/// Whether a terminal would not show `it` as one character of its own.
fn is_hidden(it: char) -> bool {
    it.is_control()
        || matches!(it,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{3164}' | '\u{ffa0}'
            | '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5bd}' | '\u{610}'..='\u{61a}'
            | '\u{64b}'..='\u{65f}' | '\u{e31}' | '\u{e34}'..='\u{e3a}' | '\u{e47}'..='\u{e4e}'
            | '\u{180b}'..='\u{180f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{20d0}'..='\u{20ff}' | '\u{fe00}'..='\u{fe0f}'
            | '\u{fe20}'..='\u{fe2f}' | '\u{feff}' | '\u{fff0}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

/// Whether `it` takes two cells (East Asian wide, emoji).
fn is_wide(it: char) -> bool {
    matches!(it,
        '\u{1100}'..='\u{115e}' | '\u{231a}' | '\u{231b}' | '\u{23e9}'..='\u{23ec}' | '\u{2705}' | '\u{2728}' | '\u{274c}'
        | '\u{2753}'..='\u{2755}' | '\u{2757}' | '\u{2b50}' | '\u{2e80}'..='\u{303e}' | '\u{3041}'..='\u{a4cf}'
        | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff60}'
        | '\u{ffe0}'..='\u{ffe6}' | '\u{1f300}'..='\u{1f64f}' | '\u{1f680}'..='\u{1f6ff}' | '\u{1f900}'..='\u{1faff}'
        | '\u{20000}'..='\u{3fffd}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::span::position;

    fn drawn(text: &str, marked: &str, room: usize) -> String {
        let at = text.find(marked).expect("the marked text is there");
        let it = Source::new(text.to_owned()).excerpt(Span::new(at, at + marked.len()), room);
        format!("{}|{}\n{}{}", it.line, it.text, " ".repeat(it.before), "^".repeat(it.width))
    }

    #[test]
    fn the_caret_stands_under_what_is_meant() {
        assert_eq!(drawn("a\nрегион: Омск\n", "Омск", 80), "2|регион: Омск\n        ^^^^");
        assert_eq!(drawn("\u{feff}дата: 1\r\n", "1", 80), "1|дата: 1\n      ^");
        assert_eq!(drawn("a:\tb", "b", 80), "1|a:→b\n   ^");
        assert_eq!(drawn("📌 важно", "важно", 80), "1|📌 важно\n   ^^^^^");
        assert_eq!(drawn("a\nb\nc", "a\nb", 80), "1|a\n^");
    }

    #[test]
    fn what_hides_is_escaped() {
        assert_eq!(drawn("за\u{301}мок", "мок", 80), "1|за\\u{301}мок\n         ^^^");
        assert_eq!(safe("a\u{1b}[2Jb\u{202e}c\nd"), "a\\u{1b}[2Jb\\u{202e}c d");
    }

    #[test]
    fn long_lines_are_cut_around_the_caret() {
        let line = format!("{}ЗДЕСЬ{}", "а".repeat(5_000), "б".repeat(5_000));
        let cut = drawn(&line, "ЗДЕСЬ", 30);
        assert_eq!(cut, format!("1|…{}ЗДЕСЬ{}…\n{}^^^^^", "а".repeat(10), "б".repeat(13), " ".repeat(11)));
        let end = drawn(&format!("{}ЗДЕСЬ", "а".repeat(100)), "ЗДЕСЬ", 30);
        assert_eq!(end, format!("1|…{}ЗДЕСЬ\n{}^^^^^", "а".repeat(23), " ".repeat(24)));
        let long = drawn(&"я".repeat(5_000), &"я".repeat(5_000), 30);
        assert_eq!(long, format!("1|{}…\n{}", "я".repeat(28), "^".repeat(28)));
    }

    #[test]
    fn positions_agree_with_the_slow_way() {
        let text = "\u{feff}а\r\nбв\n\nг";
        let source = Source::new(text.to_owned());
        for at in 0..text.len() + 3 {
            assert_eq!(source.position(at as u32), position(text, at), "{at}");
        }
        let long = format!("{text}{}\n{}", "жa".repeat(900), "№".repeat(900));
        let slow = Source::new(long.clone());
        for at in (0..long.len()).step_by(7) {
            assert_eq!(slow.position(at as u32), position(&long, at), "{at}");
        }
        let end = source.excerpt(Span::at(text.len()), 80);
        assert_eq!((end.line, end.before, end.width), (4, 1, 1));
    }
}
