//! One spelling of equal texts: Unicode's form C. The only file that names `unicode-normalization`.
//!
//! macOS and some archives write «й» as «и» with a breve; such names and texts must meet their twins.

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// `text` in form C; borrowed where it already is.
pub fn nfc(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || is_nfc_quick(text.chars()) == IsNormalized::Yes {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.nfc().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_in_two_pieces_become_one() {
        assert_eq!(nfc("Край.md").chars().count(), 7);
        assert_eq!(nfc("Краи\u{306}.md"), "Край.md");
        assert!(matches!(nfc("Омск"), Cow::Borrowed(_)));
    }
}
