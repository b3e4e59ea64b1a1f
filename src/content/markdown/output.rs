//! HTML that grows, with its holes. Every byte of text goes through one of these escapes.

use crate::base::span::Span;
use crate::content::body::{Hole, HoleKind};

/// HTML and the holes in it.
#[derive(Debug, Default)]
pub(super) struct Output {
    pub html: String,
    pub holes: Vec<Hole>,
    /// Where the `</p>` of the last paragraph begins, for a link back from a footnote.
    pub paragraph_end: usize,
}

impl Output {
    /// Markup as it is.
    pub fn raw(&mut self, markup: &str) {
        self.html.push_str(markup);
    }

    /// Text of a page.
    pub fn text(&mut self, text: &str) {
        escape_text(&mut self.html, text);
    }

    /// Text inside a quoted attribute.
    pub fn attribute(&mut self, text: &str) {
        escape_attribute(&mut self.html, text);
    }

    /// A place for the model.
    pub fn hole(&mut self, span: Span, kind: HoleKind) {
        self.holes.push(Hole { at: offset(self.html.len()), span, kind });
    }

    /// A word of the interface.
    pub fn word(&mut self, span: Span, key: &'static str) {
        self.hole(span, HoleKind::Word(key.into()));
    }

    /// Puts `other` behind.
    pub fn append(&mut self, other: Output) {
        let by = offset(self.html.len());
        self.html.push_str(&other.html);
        self.holes.extend(other.holes.into_iter().map(|it| Hole { at: it.at + by, ..it }));
    }

    /// Puts a new line where there is none.
    pub fn line(&mut self) {
        if !self.html.is_empty() && !self.html.ends_with('\n') {
            self.html.push('\n');
        }
    }
}

/// A place in HTML. Text is limited to 10 MB and escapes make at most a few bytes of one.
pub(super) fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// Escapes text for the inside of an element; control characters, which HTML forbids, are dropped.
pub(super) fn escape_text(out: &mut String, text: &str) {
    escape(out, text, false);
}

/// Escapes text for the inside of a quoted attribute.
pub(super) fn escape_attribute(out: &mut String, text: &str) {
    escape(out, text, true);
}

fn escape(out: &mut String, text: &str, is_attribute: bool) {
    // `|`, not `||`: see `find_byte`.
    let is_suspect = |it: u8| (it < b' ') | (it == b'<') | (it == b'>') | (it == b'&') | (it == b'"') | (it == 0x7f);
    let (mut at, mut done) = (0, 0);
    while let Some(found) = find_byte(&text.as_bytes()[at..], is_suspect) {
        let index = at + found;
        at = index + 1;
        let put = match text.as_bytes()[index] {
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'&' => "&amp;",
            b'"' if is_attribute => "&quot;",
            b'\n' if is_attribute => " ",
            b'"' | b'\n' | b'\t' => continue,
            _ => "",
        };
        out.push_str(&text[done..index]);
        out.push_str(put);
        done = at;
    }
    out.push_str(&text[done..]);
}

/// The first byte that `is_wanted`. Whole chunks are judged at once: most hold none, and where `is_wanted` has
/// no branch the compiler makes vector instructions of it.
pub(super) fn find_byte(bytes: &[u8], is_wanted: impl Fn(u8) -> bool) -> Option<usize> {
    const CHUNK: usize = 16;
    let mut at = 0;
    for chunk in bytes.chunks_exact(CHUNK) {
        if chunk.iter().fold(0, |found, it| found | u8::from(is_wanted(*it))) > 0 {
            break;
        }
        at += CHUNK;
    }
    bytes[at..].iter().position(|it| is_wanted(*it)).map(|it| at + it)
}

/// An address for `href`: Cyrillic, spaces and what HTML reserves become `%XX`; what is written so stays.
pub(super) fn escape_address(out: &mut String, address: &str) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for byte in address.bytes() {
        match byte {
            b'&' => out.push_str("&amp;"),
            b'"' | b'<' | b'>' | b'`' | b'\\' | b'{' | b'}' | b'|' | b'^' | b' ' | 0x7f.. => {
                out.push('%');
                out.push(char::from(HEX[usize::from(byte >> 4)]));
                out.push(char::from(HEX[usize::from(byte & 15)]));
            }
            0..b' ' => {}
            _ => out.push(char::from(byte)),
        }
    }
}

/// Undoes `%XX`; what would not be UTF-8 stays as it was written.
pub fn percent_decoded(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).and_then(|it| char::from(*it).to_digit(16));
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        match (bytes[at], digit(at + 1), digit(at + 2)) {
            (b'%', Some(high), Some(low)) => {
                out.push((high * 16 + low) as u8);
                at += 3;
            }
            (byte, _, _) => {
                out.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_encoded_and_decoded() {
        let mut out = String::new();
        escape_address(&mut out, "https://a.b/я?x=1&y=\"2\"%20");
        assert_eq!(out, "https://a.b/%D1%8F?x=1&amp;y=%222%22%20");
        assert_eq!(percent_decoded("%D1%8F%2"), "я%2");
        assert_eq!(percent_decoded("%FF"), "%FF");
    }

    #[test]
    fn controls_are_dropped() {
        let mut out = String::new();
        escape_text(&mut out, "a\u{0}<b>\n&\u{7f}");
        assert_eq!(out, "a&lt;b&gt;\n&amp;");
    }
}
