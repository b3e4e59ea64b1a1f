//! A record line by line: the top-level keys and their places are found before YAML is read, so one bad value
//! never hides the next.
//!
//! [`entries`] serves front matter; [`document`] reads svod.yaml, vocabularies and data, which are read whole
//! first (anchors may cross keys there) and line by line only when that fails.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use crate::base::problem::{Diagnostic, Found, Problem};
use crate::base::span::{Span, Spanned};

use super::mend;
use super::read::Entry;
use super::yaml::{self, Kind, Limits, Node, Piece};

/// Reads a whole YAML file. Every key or list item of its first level is read alone where the file as a whole
/// cannot be, so all its faults are told.
pub fn document(file: &Arc<str>, text: &str) -> Found<Node> {
    let (bom, plain) = (bom(text), plain(text));
    let piece = Piece { file, text: &plain[bom..], offset: bom };
    let whole = yaml::parse_piece(piece, Limits::FILE);
    let is_hopeless = |it: &Diagnostic| matches!(it.problem, Problem::TooManyValues { .. } | Problem::TooDeep { .. });
    if !whole.value.is_broken() || whole.problems.iter().any(is_hopeless) {
        return whole;
    }
    let rest = after_fence(piece);
    let first = rest.text.lines().find(|it| !it.trim().is_empty() && !it.starts_with('#')).unwrap_or_default();
    let apart = if first.starts_with('-') { items(rest) } else { pairs(rest) };
    // Only a fault between keys is invisible to them one by one.
    if apart.problems.is_empty() { whole } else { apart }
}

/// Bytes of the marks at the beginning of a text that say it is UTF-8; joining files leaves several.
pub(super) fn bom(text: &str) -> usize {
    text.len() - text.trim_start_matches('\u{feff}').len()
}

/// The text with blanks in place of the invisible signs that YAML does not take: that they are there is told once, by
/// who decodes the file. No byte moves.
pub(super) fn plain(text: &str) -> Cow<'_, str> {
    let is_odd = |it: char| it.is_control() && !matches!(it, '\t' | '\n' | '\r');
    if !text.contains(is_odd) {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    for it in text.chars() {
        if is_odd(it) {
            plain.extend(std::iter::repeat_n(' ', it.len_utf8()));
        } else {
            plain.push(it);
        }
    }
    Cow::Owned(plain)
}

/// What follows a first line `---`.
fn after_fence(piece: Piece<'_>) -> Piece<'_> {
    let mut at = 0;
    for line in piece.text.split_inclusive('\n') {
        at += line.len();
        match line.trim_end() {
            "---" => return piece.part(at..piece.text.len()),
            it if it.is_empty() || it.starts_with('#') => {}
            _ => break,
        }
    }
    piece
}

/// The pairs of a record as one node.
fn pairs(piece: Piece<'_>) -> Found<Node> {
    let found = entries(piece, Limits::FILE);
    let pairs = found.value.into_iter().map(|it| (it.key, it.value)).collect();
    let span = Span::new(0, piece.text.trim_end().len()).moved(piece.offset);
    Found { value: Node::new(span, Kind::Map(pairs)), problems: found.problems }
}

/// The items of a list as one node, each read alone.
fn items(piece: Piece<'_>) -> Found<Node> {
    let mut starts: Vec<usize> = Vec::new();
    let mut at = 0;
    for line in piece.text.split_inclusive('\n') {
        if line.starts_with('-') {
            starts.push(at);
        }
        at += line.len();
    }
    let (mut nodes, mut problems) = (Vec::new(), Vec::new());
    let mut limits = Limits::FILE;
    let ends = starts.iter().skip(1).copied().chain([piece.text.len()]);
    for (start, end) in starts.iter().copied().zip(ends) {
        let read = yaml::parse_piece(piece.part(start..end), limits).take(&mut problems);
        limits.used += yaml::weight(&read);
        match read.kind {
            Kind::Seq(items) => nodes.extend(items),
            kind => nodes.push(Node::new(read.span, kind)),
        }
    }
    let span = Span::new(0, piece.text.trim_end().len()).moved(piece.offset);
    Found { value: Node::new(span, Kind::Seq(nodes)), problems }
}

/// Reads the keys of a record one by one, each within what is left of `limits`.
pub fn entries(piece: Piece<'_>, limits: Limits) -> Found<Vec<Entry>> {
    let mut scan = Scan { piece, limits, open: None, entries: Vec::with_capacity(8), problems: Vec::new() };
    let mut at = 0;
    for line in piece.text.split_inclusive('\n') {
        scan.line(at, line.trim_end_matches(['\n', '\r']));
        at += line.len();
        if scan.is_full() {
            break;
        }
    }
    scan.close();
    Found { value: scan.entries, problems: scan.problems }
}

/// A key and the lines that belong to it.
struct Block {
    /// Bytes of the piece: from the key to the end of its last line that holds something.
    whole: Range<usize>,
    key: Key,
    /// Value on the line of the key.
    value: Range<usize>,
    n_lines: usize,
}

struct Scan<'a> {
    piece: Piece<'a>,
    limits: Limits,
    open: Option<Block>,
    entries: Vec<Entry>,
    problems: Vec<Diagnostic>,
}

impl Scan<'_> {
    fn line(&mut self, at: usize, line: &str) {
        if line.trim_matches([' ', '\t']).is_empty() || line.starts_with('#') {
            return;
        }
        if self.belongs_to_open(line) {
            if let Some(block) = &mut self.open {
                block.whole.end = at + line.len();
                block.n_lines += 1;
            }
            return;
        }
        let indent = line.len() - line.trim_start().len();
        let Some(key) = key(&line[indent..]) else {
            let range = at + indent..at + line.trim_end().len();
            // Counted as a value, so that a file of prose does not make a problem of each of a million lines.
            self.limits.used += 1;
            self.problems.push(self.piece.fault(range, stray(line)));
            return;
        };
        self.close();
        if let Some(tab) = line[..indent].find('\t') {
            self.problems.push(self.piece.fault(at + tab..at + tab + 1, Problem::Tab {}));
        } else if line.starts_with(' ') {
            self.problems.push(self.piece.fault(at..at + indent, Problem::BadIndent {}));
        }
        self.start(at + indent, &line[indent..], key);
    }

    /// Whether a line continues the open key.
    fn belongs_to_open(&self, line: &str) -> bool {
        let Some(block) = &self.open else { return false };
        let value = &self.piece.text[block.value.clone()];
        match line.chars().next() {
            Some(' ' | '\t') => true,
            // A list may stand right below its key, without indentation.
            Some('-') => value.is_empty() || value.starts_with('#'),
            Some('[' | '{') if value.is_empty() => true,
            Some(']' | '}') => value.starts_with(['[', '{']),
            Some(it) if it.is_whitespace() && value.is_empty() => true,
            // A quote or bracket that is still open goes on, unless the next key tells that it was forgotten.
            Some(_) => is_open(value) && key(line).is_none(),
            None => false,
        }
    }

    fn start(&mut self, at: usize, line: &str, key: Key) {
        let text = &line[key.value..];
        let inside = text.trim_matches([' ', '\u{a0}']);
        let value = at + key.value + (text.len() - text.trim_start_matches([' ', '\u{a0}']).len());
        let fault = match key.sign {
            Sign::Colon => None,
            Sign::NoSpace => Some(Problem::ColonWithoutSpace { corrected: key.corrected(line) }),
            Sign::Strange(sign) => {
                Some(Problem::StrangeColon { sign: sign.to_string(), corrected: key.corrected(line) })
            }
        };
        if let Some(problem) = fault {
            self.problems.push(self.piece.fault(at + key.text.end..at + key.value, problem));
        }
        let whole = at..at + line.trim_end().len();
        self.open = Some(Block { whole, value: value..value + inside.len(), n_lines: 1, key });
    }

    /// Whether there are more values than allowed; what follows is not read.
    fn is_full(&self) -> bool {
        self.limits.used > self.limits.nodes
    }

    /// Reads the value of the open key.
    fn close(&mut self) {
        let Some(block) = self.open.take().filter(|_| !self.is_full()) else { return };
        let key_range = block.whole.start + block.key.text.start..block.whole.start + block.key.text.end;
        let key_text = self.piece.text[key_range.clone()].to_owned();
        let key = Spanned::new(key_text, Span::new(key_range.start, key_range.end).moved(self.piece.offset));
        let value = self.value(&block);
        self.limits.used += yaml::weight(&value);
        if self.is_full() {
            let limit = self.limits.nodes as u64;
            self.problems.push(self.piece.fault(key_range, Problem::TooManyValues { limit }));
        }
        self.entries.push(Entry::new(key, value));
    }

    fn value(&mut self, block: &Block) -> Node {
        let text = &self.piece.text[block.value.clone()];
        if block.n_lines == 1
            && let Some(node) = yaml::scalar_or_flow(text, self.piece.offset + block.value.start)
        {
            return node;
        }
        let after_colon = self.piece.text[block.whole.start + block.key.text.end..].chars().nth(1);
        let is_usual = block.key.sign == Sign::Colon && after_colon.is_none_or(|it| it != '\u{a0}');
        if !is_usual {
            let range = block.value.start..block.whole.end.max(block.value.start);
            return yaml::parse_piece(self.piece.part(range), self.limits).take(&mut self.problems);
        }
        let read = yaml::parse_piece(self.piece.part(block.whole.clone()), self.limits).take(&mut self.problems);
        let span = Span::new(block.value.start, block.whole.end).moved(self.piece.offset);
        match read.kind {
            Kind::Map(pairs) if pairs.len() == 1 => pairs.into_iter().map(|(_, it)| it).next(),
            _ => None,
        }
        .unwrap_or(Node::new(span, Kind::Broken))
    }
}

/// Whether a value on the line of its key opens a quote or bracket that this line does not close.
fn is_open(value: &str) -> bool {
    let close = match value.chars().next() {
        Some('"') => '"',
        Some('\'') => '\'',
        Some('[') => ']',
        Some('{') => '}',
        _ => return false,
    };
    value.len() == 1 || !value.ends_with(close)
}

/// What a line without a key is.
fn stray(line: &str) -> Problem {
    if line.starts_with(char::is_whitespace) && !line.starts_with(' ') {
        return Problem::NoBreakIndent {};
    }
    Problem::StrayLine { line: mend::short(line) }
}

/// The key of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Key {
    /// Bytes of the line, without quotes.
    text: Range<usize>,
    /// First byte after the colon.
    value: usize,
    sign: Sign,
}

/// What ends a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    /// A colon and a space, or the end of the line.
    Colon,
    /// A colon without a space.
    NoSpace,
    /// A sign that only looks like a colon.
    Strange(char),
}

impl Key {
    /// The line as it should be.
    fn corrected(&self, line: &str) -> String {
        mend::short(&format!("{}: {}", &line[self.text.clone()], line[self.value..].trim()))
    }
}

/// Signs that people and programs put for a colon: full-width, small, ratio, raised, Armenian, Hebrew.
const COLONS: [char; 6] = ['：', '﹕', '∶', '˸', '։', '׃'];

/// The key that `line` begins with, if it does.
fn key(line: &str) -> Option<Key> {
    if let Some(quote) = line.chars().next().filter(|it| matches!(it, '"' | '\'')) {
        let end = 1 + line[1..].find(quote)?;
        let colon = end + 1 + line[end + 1..].find(':').filter(|it| line[end + 1..end + 1 + it].trim().is_empty())?;
        return Some(Key { text: 1..end, value: colon + 1, sign: Sign::Colon });
    }
    let usual = || mend::colon(line).map(|at| (at, 1, Sign::Colon));
    let strange = || {
        let at = line.find(COLONS)?;
        let sign = line[at..].chars().next()?;
        Some((at, sign.len_utf8(), Sign::Strange(sign)))
    };
    let tight = || line.find(':').filter(|at| !line[*at..].starts_with("://")).map(|at| (at, 1, Sign::NoSpace));
    let is_key = |(at, _, _): &(usize, usize, Sign)| is_plausible(line[..*at].trim_end());
    let (at, length, sign) =
        usual().filter(is_key).or_else(|| strange().filter(is_key)).or_else(|| tight().filter(is_key))?;
    Some(Key { text: 0..line[..at].trim_end().len(), value: at + length, sign })
}

/// Whether a text may be a key: a few words without punctuation.
pub(super) fn is_plausible(key: &str) -> bool {
    const LONGEST: usize = 40;
    const WORDS: usize = 4;
    const SIGNS: &[char] =
        &['.', ',', ';', ':', '!', '?', '"', '«', '»', '(', ')', '[', ']', '{', '}', '*', '&', '|', '#', '…', '—'];
    !key.is_empty()
        && !key.starts_with('-')
        && !key.contains(SIGNS)
        && !key.contains(COLONS)
        && key.chars().count() <= LONGEST
        && key.split_whitespace().count() <= WORDS
}

/// Whether a line begins as a key of front matter does.
pub(super) fn has_key(line: &str) -> bool {
    key(line).is_some()
}

#[cfg(test)]
mod tests;
