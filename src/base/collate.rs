//! The order of words in lists, and their letter in an index.
//!
//! Letters decide first, blind to case, ё and accents; numbers count by value; spaces, quotes, dashes, № and other
//! punctuation do not count. Equal words: е before ё, then small before capital.
//! The same as ICU's `ru` with `numeric` and `ignorePunctuation`, but for № (ICU puts it before digits).
//!
//! Begin with [`key`]. Keys of different languages do not compare.

use super::lang::Lang;
use super::nfc::{bare, is_mark, nfc};

/// First bytes of weights. 0 ends a level, so that a shorter word goes first.
mod weight {
    pub const DIGITS: u8 = 0x10;
    pub const OWN: u8 = 0x20;
    pub const FOREIGN: u8 = 0x60;
    pub const OTHER: u8 = 0xf0;
}

/// A small letter, a letter without mark.
const PLAIN: u8 = 1;
/// A capital, a letter with a mark.
const MARKED: u8 = 2;

/// The sort key of `text`: compare keys as bytes. On an English site Latin letters go first, else Cyrillic ones.
pub fn key(lang: Lang, text: &str) -> Vec<u8> {
    let text = nfc(text);
    let mut key = Vec::with_capacity(text.len() + 4);
    let mut marks = Level::default();
    let mut cases = Level::default();
    let mut digits = String::new();
    for it in text.chars() {
        if it.is_ascii_digit() {
            digits.push(it);
            continue;
        }
        if !digits.is_empty() {
            push_number(&mut key, &digits);
            marks.push(PLAIN);
            cases.push(PLAIN);
            digits.clear();
        }
        if is_mark(it) {
            marks.mark();
        } else if let Some(letter) = Simple::of(it) {
            push_letter(&mut key, lang, letter.base);
            marks.push(if letter.is_marked { MARKED } else { PLAIN });
            cases.push(if letter.is_capital { MARKED } else { PLAIN });
        }
    }
    if !digits.is_empty() {
        push_number(&mut key, &digits);
    }
    key.push(0);
    key.extend_from_slice(&marks.bytes);
    key.push(0);
    key.extend_from_slice(&cases.bytes);
    key
}

/// A level below the first: a byte a letter, without those at the end that say nothing.
#[derive(Default)]
struct Level {
    bytes: Vec<u8>,
    plain: usize,
}

impl Level {
    fn push(&mut self, it: u8) {
        if it == PLAIN {
            self.plain += 1;
            return;
        }
        self.bytes.extend(std::iter::repeat_n(PLAIN, self.plain));
        self.plain = 0;
        self.bytes.push(it);
    }

    /// The letter before has a mark after all.
    fn mark(&mut self) {
        if self.plain > 0 {
            self.plain -= 1;
            self.push(MARKED);
        }
    }
}

/// A letter by levels.
struct Simple {
    /// Small and without marks: what counts first.
    base: char,
    is_marked: bool,
    is_capital: bool,
}

impl Simple {
    /// None of what does not count.
    fn of(it: char) -> Option<Simple> {
        let simple = |base, is_marked, is_capital| Some(Simple { base, is_marked, is_capital });
        match it {
            // The first rows only save the look into the tables of Unicode.
            'а'..='я' | 'a'..='z' => simple(it, false, false),
            'А'..='Я' => simple(char::from_u32(it as u32 + 0x20)?, false, true),
            'A'..='Z' => simple(it.to_ascii_lowercase(), false, true),
            'ё' => simple('е', true, false),
            'Ё' => simple('е', true, true),
            _ if it.is_ascii() || !it.is_alphabetic() => None,
            _ => {
                let small = it.to_lowercase().next().unwrap_or(it);
                let (base, is_marked) = bare(small);
                simple(base, is_marked, small != it)
            }
        }
    }
}

/// By length, then by digits: a longer number is a greater one.
fn push_number(key: &mut Vec<u8>, digits: &str) {
    let digits = match digits.trim_start_matches('0') {
        "" => "0",
        it => it,
    };
    key.push(weight::DIGITS);
    key.push(digits.len().min(255) as u8);
    key.extend_from_slice(digits.as_bytes());
}

fn push_letter(key: &mut Vec<u8>, lang: Lang, letter: char) {
    let (cyrillic, latin) = match lang {
        Lang::Ru => (weight::OWN, weight::FOREIGN),
        Lang::En => (weight::FOREIGN, weight::OWN),
    };
    match letter {
        'а'..='я' => key.push(cyrillic + (letter as u32 - 'а' as u32) as u8),
        'a'..='z' => key.push(latin + (letter as u32 - 'a' as u32) as u8),
        _ => {
            key.push(weight::OTHER);
            key.extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes());
        }
    }
}

/// A heading of a letter index, in the order of the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Letter {
    /// A capital letter of the site's language. Ё goes under Е; Й is its own.
    Own(char),
    /// «0–9».
    Digits,
    /// «A–Z» of a Russian site.
    Latin,
    /// «А–Я» of an English site.
    Cyrillic,
    /// «#»: another script, or no letter at all.
    Other,
}

impl Letter {
    /// The heading as shown.
    pub fn label(self) -> String {
        match self {
            Letter::Own(it) => it.to_string(),
            Letter::Digits => "0–9".to_owned(),
            Letter::Latin => "A–Z".to_owned(),
            Letter::Cyrillic => "А–Я".to_owned(),
            Letter::Other => "#".to_owned(),
        }
    }
}

/// Under which heading of the letter index `text` goes.
pub fn letter(lang: Lang, text: &str) -> Letter {
    let text = nfc(text);
    let Some(first) = text.chars().find(|it| it.is_alphanumeric()) else { return Letter::Other };
    if first.is_ascii_digit() {
        return Letter::Digits;
    }
    let letter = Simple::of(first).map_or(first, |it| it.base);
    let capital = letter.to_uppercase().next().unwrap_or(letter);
    match (lang, letter) {
        (Lang::Ru, 'а'..='я') | (Lang::En, 'a'..='z') => Letter::Own(capital),
        (Lang::Ru, 'a'..='z') => Letter::Latin,
        (Lang::En, 'а'..='я') => Letter::Cyrillic,
        _ => Letter::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(lang: Lang, expected: &[&str]) {
        let mut sorted = expected.to_vec();
        sorted.reverse();
        sorted.sort_by_cached_key(|it| key(lang, it));
        assert_eq!(sorted, expected);
    }

    #[test]
    fn reference_order() {
        check(
            Lang::Ru,
            &[
                "№ 5",
                "9 лет",
                "10 лет",
                "Абакан",
                "абзац",
                "Выкса",
                "е",
                "ё",
                "еж",
                "ёж",
                "ежа",
                "Ежи",
                "Елец",
                "ёлка",
                "Ёлкино",
                "Ельня",
                "жук",
                "Жуковский",
                "Ижевск",
                "Йошкар-Ола",
                "«Няня»",
                "омск",
                "Омск",
                "ящик",
                "Zebra",
            ],
        );
    }

    #[test]
    fn levels() {
        check(Lang::Ru, &["все", "Все", "всё", "Всё", "всё-таки"]);
        check(Lang::Ru, &["ежё", "ёже", "ёжё"]);
        check(Lang::Ru, &["Школа № 2", "Школа №02а", "Школа 10", "Школа № 100"]);
        check(Lang::Ru, &["Иваново", "Йод", "Казань"]);
        check(Lang::Ru, &["cafe", "café", "cafes"]);
        check(Lang::En, &["7", "Omsk", "zebra", "Абакан"]);
        assert_eq!(key(Lang::Ru, "и\u{306}ог"), key(Lang::Ru, "йог"));
    }

    #[test]
    fn letters() {
        for (text, label) in [
            ("Ёлка", "Е"),
            ("йога", "Й"),
            ("«Няня»", "Н"),
            ("№ 5", "0–9"),
            ("Zebra", "A–Z"),
            ("—", "#"),
            ("и\u{306}од", "Й"),
        ] {
            assert_eq!(letter(Lang::Ru, text).label(), label, "of {text:?}");
        }
        assert_eq!(letter(Lang::En, "école").label(), "E");
        assert_eq!(letter(Lang::En, "Омск").label(), "А–Я");
        assert!(Letter::Own('Я') < Letter::Digits && Letter::Digits < Letter::Latin);
    }
}
