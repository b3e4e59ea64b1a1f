//! From bytes to text: UTF-8 with or without BOM, nothing else; what else it looks like is said by name.
//!
//! The text keeps every byte of the file (BOM and CR too), so that places in it are places in the file.

use std::sync::Arc;

use crate::base::problem::{Diagnostic, Found, Problem};
use crate::base::span::Span;
use crate::base::utf8;

/// The text of a file, or None where it is not UTF-8.
pub fn decode(file: &Arc<str>, bytes: Vec<u8>) -> Found<Option<String>> {
    if looks_utf16(&bytes) {
        return Found { value: None, problems: vec![Diagnostic::new(file, None, Problem::Utf16 {})] };
    }
    match utf8::text(bytes) {
        Ok(text) => {
            let problems = control(&text).map(|(span, problem)| Diagnostic::new(file, span, problem));
            Found { value: Some(text), problems: problems.into_iter().collect() }
        }
        Err((bytes, at)) => {
            let problem = match looks_windows1251(&bytes) {
                true => Diagnostic::new(file, None, Problem::Windows1251 {}),
                false => {
                    let byte = format!("{:02X}", bytes[at]);
                    Diagnostic::new(file, Span::new(at, at + 1), Problem::BrokenByte { byte })
                }
            };
            Found { value: None, problems: vec![problem] }
        }
    }
}

/// A BOM of UTF-16, or bytes that are mostly pairs with 00 or 04 (Latin, Cyrillic) at one side.
fn looks_utf16(bytes: &[u8]) -> bool {
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return true;
    }
    let head = &bytes[..bytes.len().min(1024)];
    if !head.contains(&0) && !head.contains(&4) {
        return false;
    }
    let n_high = |side: usize| head.chunks_exact(2).filter(|it| matches!(it[side], 0 | 4)).count();
    let n_pairs = head.len() / 2;
    n_pairs >= 4 && (n_high(0) * 10 > n_pairs * 9 || n_high(1) * 10 > n_pairs * 9)
}

/// Whether what is not ASCII is mostly Russian letters of Windows-1251, and hardly ever whole characters of UTF-8.
fn looks_windows1251(bytes: &[u8]) -> bool {
    let is_letter = |it: &u8| matches!(it, 0xC0..=0xFF | 0xA8 | 0xB8);
    let n_high = bytes.iter().filter(|it| **it >= 0x80).count();
    let n_letters = bytes.iter().filter(|it| is_letter(it)).count();
    let n_utf8: usize = bytes.utf8_chunks().map(|it| it.valid().bytes().filter(|it| *it >= 0x80).count()).sum();
    n_letters * 10 >= n_high * 7 && n_utf8 * 2 < n_high
}

/// The first control character that is neither a tab nor a line end.
fn control(text: &str) -> Option<(Span, Problem)> {
    low_control(text).or_else(|| high_control(text))
}

/// One of U+0080 to U+009F, which letters of Windows-1251 become when a program takes them for Latin ones.
fn high_control(text: &str) -> Option<(Span, Problem)> {
    let bytes = text.as_bytes();
    let pairs = bytes.iter().zip(bytes.iter().skip(1));
    // Without stopping inside, as below.
    if !pairs.fold(false, |odd, (one, next)| odd | ((*one == 0xC2) & (*next < 0xA0))) {
        return None;
    }
    let (at, sign) = text.char_indices().find(|(_, it)| ('\u{80}'..'\u{a0}').contains(it))?;
    let code = format!("U+{:04X}", u32::from(sign));
    Some((Span::new(at, at + sign.len_utf8()), Problem::ControlCharacter { code }))
}

fn low_control(text: &str) -> Option<(Span, Problem)> {
    let is_odd = |it: u8| it < 0x20 && !matches!(it, b'\t' | b'\n' | b'\r') || it == 0x7F;
    // Whole chunks at once, without stopping inside one: the compiler looks at many bytes together.
    let chunk = text.as_bytes().chunks(256).position(|it| it.iter().fold(false, |odd, it| odd | is_odd(*it)))?;
    let at = chunk * 256 + text.bytes().skip(chunk * 256).position(is_odd)?;
    let code = format!("U+{:04X}", text.as_bytes()[at]);
    Some((Span::new(at, at + 1), Problem::ControlCharacter { code }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], code: Option<&str>, at: Option<u32>) {
        let found = decode(&"x.md".into(), bytes.to_vec());
        let problem = found.problems.first();
        assert_eq!(problem.map(|it| it.problem.code()), code);
        assert_eq!(problem.and_then(|it| it.at.span).map(|it| it.start), at);
    }

    #[test]
    fn encodings_are_told_apart() {
        check("\u{feff}---\r\nтитул".as_bytes(), None, None);
        // «заголовок: Фонд помог» in Windows-1251.
        check(b"\xe7\xe0\xe3\xee\xeb\xee\xe2\xee\xea: \xd4\xee\xed\xe4 \xef\xee\xec\xee\xe3", Some("Y001"), None);
        check(b"\xff\xfe-\0-\0-\0", Some("Y002"), None);
        check(&"титул: текст".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>(), Some("Y002"), None);
        check(&"титул: текст".encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<_>>(), Some("Y002"), None);
        check(b"\xd0\xa4\xd0\xbe\xd0 \xd0\xa4\xd0\xbe\xd0\xbd\xd0\xb4", Some("Y003"), Some(4));
        check("Фонд\u{b}помог".as_bytes(), Some("Y004"), Some(8));
        check(b"", None, None);
    }
}
