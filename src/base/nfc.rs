//! One spelling for letters with marks: macOS stores й and ё of file names as two characters.
//!
//! The door to `unicode-normalization`.

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// The decomposed form (NFD), as some systems write names of files.
pub fn nfd(text: &str) -> String {
    text.nfd().collect()
}

/// The composed form (NFC). Borrowed if the text already has it, as nearly every text does.
pub fn nfc(text: &str) -> Cow<'_, str> {
    // Marks begin with 0xcc or 0xcd; Latin and Cyrillic letters without them are composed.
    if text.bytes().all(|it| it < 0xcc || matches!(it, 0xd0 | 0xd1)) {
        return Cow::Borrowed(text);
    }
    match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => Cow::Borrowed(text),
        _ => Cow::Owned(text.nfc().collect()),
    }
}

/// A letter without its marks, and whether it had any: é → e.
pub fn bare(letter: char) -> (char, bool) {
    let mut parts = std::iter::once(letter).nfd();
    (parts.next().unwrap_or(letter), parts.next().is_some())
}

/// True for an accent or another mark over or under the letter before it.
pub fn is_mark(it: char) -> bool {
    matches!(it, '\u{300}'..='\u{36f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn composes_and_bares() {
        assert_eq!(nfc("и\u{306}е\u{308}"), "йё");
        assert_eq!(nfd("йё"), "и\u{306}е\u{308}");
        assert!(matches!(nfc("«Йод» — №"), Cow::Borrowed(_)));
        assert_eq!(bare('é'), ('e', true));
        assert_eq!(bare('я'), ('я', false));
    }
}
