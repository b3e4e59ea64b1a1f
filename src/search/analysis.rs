//! From text to the keys of the index, letter for letter the same as `themes/svod/js/analysis.js`.
//!
//! The tables are lines of `words.js` and `boards.js` there, which both read. Only simple rules on characters below U+10000,
//! no tables of Unicode but the composed form: programs differ in their versions of it.
//!
//! Begin with [`words`], [`keys`] and [`stem`]; [`each_word`] is the fast way over whole texts.

use std::iter::Peekable;
use std::str::Chars;
use std::sync::LazyLock;

use crate::base::map::{Map, Set};
use crate::base::nfc::nfc;

const TABLES: [&str; 2] =
    [include_str!("../../themes/svod/js/words.js"), include_str!("../../themes/svod/js/boards.js")];

/// Most letters of a word that count.
const LONGEST: usize = 48;
const VOWELS: &str = "аеиоуыэюя";

/// The line `export const NAME = "…";` of the tables.
fn table(name: &str) -> &'static str {
    let head = format!("export const {name} = \"");
    let mut lines = TABLES.iter().flat_map(|it| it.lines());
    let line = lines.find_map(|it| it.strip_prefix(&head)).expect("words.js and boards.js have every table");
    line.trim_end_matches("\";")
}

struct Tables {
    stops: Set<&'static str>,
    /// Ending → letters that must stay, whether it follows a vowel.
    endings: Map<&'static str, (usize, bool)>,
    same: Map<&'static str, &'static str>,
    alike: [Vec<char>; 2],
    boards: [Vec<char>; 2],
    latin: Vec<(&'static str, &'static str)>,
    clipped: Vec<&'static str>,
}

static IT: LazyLock<Tables> = LazyLock::new(|| {
    let mut endings = Map::new();
    let lists = [
        ("NOUN", 2, false),
        ("ADJECTIVE", 2, false),
        ("VOWELLED", 5, true),
        ("GERUND", 6, true),
        ("PERSON", 4, false),
        ("PERSON_I", 3, false),
    ];
    for (name, least, is_after_vowel) in lists {
        for ending in table(name).split(' ') {
            endings.entry(ending).or_insert((least, is_after_vowel));
        }
    }
    let mut same: Map<&str, &str> = table("WHOLE").split(' ').map(|it| (it, it)).collect();
    for (key, forms) in table("SAME").split(' ').filter_map(|it| it.split_once(':')) {
        same.extend(forms.split(',').map(|it| (it, key)));
    }
    let letters = |name: &str| table(name).chars().collect();
    Tables {
        stops: table("STOP").split(' ').collect(),
        endings,
        same,
        alike: [letters("ALIKE_EN"), letters("ALIKE_RU")],
        boards: [letters("KEYS_EN"), letters("KEYS_RU")],
        clipped: table("CLIPPED").split(' ').collect(),
        latin: table("LATIN").split(' ').filter_map(|it| it.split_once(':')).collect(),
    }
});

/// Letters and digits; whatever is not one of these parts words.
fn is_letter(it: char) -> bool {
    matches!(it as u32, 0x30..=0x39 | 0x61..=0x7a | 0xdf..=0xf6 | 0xf8..=0x1fff | 0x3040..=0xd7ff)
}

/// The lower-case letter, or the first one where there are two; one beyond U+FFFF stays.
fn lower(it: char) -> char {
    if it > '\u{ffff}' {
        return it;
    }
    it.to_lowercase().next().unwrap_or(it)
}

/// Whether a letter is Cyrillic.
pub fn is_cyrillic(it: char) -> bool {
    matches!(it as u32, 0x400..=0x52f)
}

/// Whether a lower-case letter is Latin.
pub fn is_latin(it: char) -> bool {
    matches!(it as u32, 0x61..=0x7a | 0xdf..=0x24f)
}

fn is_vowel(it: char) -> bool {
    VOWELS.contains(it)
}

/// Lower case, ё as е, without stresses and soft hyphens (the breve of й is part of a letter in the composed form).
pub fn fold(text: &str) -> String {
    let is_kept = |it: &char| !matches!(*it as u32, 0x300..=0x36f | 0xad);
    // Some letters count as others: those with a stress or two dots, and the two kinds of sigma.
    let letter = |it: char| match lower(it) {
        'ё' | 'ѐ' => 'е',
        'ѝ' => 'и',
        'ς' => 'σ',
        it => it,
    };
    nfc(text).chars().filter(is_kept).map(letter).collect()
}

/// Puts the letter of `to` for each that stands in `from`.
fn swapped(word: &str, from: &[char], to: &[char]) -> String {
    let letter = |it: char| from.iter().position(|one| *one == it).map_or(it, |at| to[at]);
    word.chars().map(letter).collect()
}

/// A word of both scripts: letters of the one that look like the other's were meant to be the other's.
fn one_script(word: String) -> String {
    if !word.chars().any(is_cyrillic) || !word.chars().any(is_latin) {
        return word;
    }
    let [latin, cyrillic] = &IT.alike;
    if word.chars().all(|it| !is_latin(it) || latin.contains(&it)) {
        return swapped(&word, latin, cyrillic);
    }
    if word.chars().all(|it| !is_cyrillic(it) || cyrillic.contains(&it)) {
        return swapped(&word, cyrillic, latin);
    }
    word
}

/// Words of a text in its order: folded, of one script, each as the list of its parts, of which a hyphenated one has
/// more than one.
pub fn words(text: &str) -> Vec<Vec<String>> {
    let (mut found, mut parts, mut part) = (Vec::new(), Vec::new(), String::new());
    let folded = fold(text);
    let mut letters = folded.chars().peekable();
    while let Some(it) = letters.next() {
        if is_letter(it) {
            part.push(it);
            if letters.peek().is_some() {
                continue;
            }
        }
        let is_hyphen = matches!(it, '-' | '\u{2010}' | '\u{2011}');
        let is_after_part = !part.is_empty();
        if is_after_part {
            parts.push(one_script(std::mem::take(&mut part).chars().take(LONGEST).collect()));
        }
        let is_next = |letters: &Peekable<Chars>| {
            if is_hyphen {
                return letters.clone().next().is_some_and(is_letter);
            }
            SPACES.contains(&it) && is_thousands(&parts, &letters.clone().take(4).collect::<String>())
        };
        let is_joined = is_after_part && is_next(&letters);
        if !is_joined && !parts.is_empty() {
            found.push(std::mem::take(&mut parts));
        }
    }
    found
}

/// Spaces between the thousands of a number.
const SPACES: [char; 4] = [' ', '\u{a0}', '\u{2009}', '\u{202f}'];

/// Whether what follows are thousands of the number that these parts are: 2 168.
fn is_thousands(parts: &[String], next: &str) -> bool {
    let are_digits = |it: &str| it.bytes().all(|it| it.is_ascii_digit());
    let is_group = |it: &str| it.len() == 3 && are_digits(it);
    let (group, after) = next.split_at_checked(3).unwrap_or_default();
    let is_first = |it: &String| (1..=3).contains(&it.len()) && are_digits(it);
    is_group(group)
        && !after.chars().next().is_some_and(is_letter)
        && parts.first().is_none_or(is_first)
        && parts.iter().skip(1).all(|it| is_group(it))
}

/// Whether nobody looks for that word.
pub fn is_stop(word: &str) -> bool {
    IT.stops.contains(word)
}

/// The keys of a word: its parts that are no stop words, and the whole, written together.
pub fn keys(parts: &[String]) -> Vec<String> {
    let mut out: Vec<String> = parts.iter().filter(|it| !is_stop(it)).map(|it| stem(it)).collect();
    out.extend(whole(parts).map(|it| stem(&it)));
    out
}

/// A hyphenated word written together; of numbers only those with spaces between their thousands.
pub fn whole(parts: &[String]) -> Option<String> {
    if parts.len() < 2 {
        return None;
    }
    let whole: String = parts.iter().flat_map(|it| it.chars()).take(LONGEST).collect();
    let is_word = whole.chars().any(|it| it > '9');
    (is_word || parts.last().is_some_and(|it| is_thousands(parts, it))).then_some(whole)
}

/// The key under which all forms of a word meet.
pub fn stem(word: &str) -> String {
    match word.chars().next() {
        Some(it) if is_cyrillic(it) => russian(word),
        Some('a'..='z') => english(word),
        _ => word.to_owned(),
    }
}

/// The part before the last `n` letters, and these; None where there are not so many.
fn cut(word: &str, n: usize) -> Option<(&str, &str)> {
    let (at, _) = word.char_indices().rev().nth(n.checked_sub(1)?)?;
    Some(word.split_at(at))
}

/// The letter `n` from the end, 1 for the last.
fn from_end(word: &str, n: usize) -> Option<char> {
    word.chars().rev().nth(n - 1)
}

fn length(word: &str) -> usize {
    word.chars().count()
}

fn has_vowel(word: &str) -> bool {
    word.chars().any(is_vowel)
}

/// Endings are taken off again and again, so that a form without an ending («систем») meets the others («системой»).
fn russian(word: &str) -> String {
    let n = length(word);
    if n < 3 {
        return word.to_owned();
    }
    let is_hissing = |at: usize| from_end(word, at).is_some_and(|it| "щш".contains(it));
    let is_reflexive = match word.strip_suffix("ся") {
        Some(rest) => !from_end(rest, 1).is_some_and(is_vowel) || is_hissing(5) || is_hissing(6),
        None => ["лась", "лось", "лись", "юсь", "тесь", "вшись"].iter().any(|it| word.ends_with(it)),
    };
    let mut s = match cut(word, 2) {
        Some((rest, _)) if n > 5 && is_reflexive => rest,
        _ => word,
    };
    loop {
        if let Some(key) = IT.same.get(s) {
            return (*key).to_owned();
        }
        match shorter(s) {
            Some(rest) => s = rest,
            None => break,
        }
    }
    let s = level(s);
    IT.same.get(s.as_str()).map_or(s, |it| (*it).to_owned())
}

/// Without the longest ending that may go.
fn shorter(s: &str) -> Option<&str> {
    for n in (1..=4.min(length(s) - 1)).rev() {
        let (rest, ending) = cut(s, n)?;
        let Some((least, is_after_vowel)) = IT.endings.get(ending) else { continue };
        if length(rest) < *least || !(has_vowel(rest) || IT.same.contains_key(rest)) {
            continue;
        }
        if !is_after_vowel {
            return Some(rest);
        }
        // «Материал» and «писатели» are no verbs.
        let is_noun = ending.starts_with('л') && (rest.ends_with("иа") || length(rest) > 4 && rest.ends_with("те"));
        if from_end(rest, 1).is_some_and(is_vowel) && !is_noun {
            return Some(rest);
        }
    }
    None
}

/// One letter for two, no soft sign before a consonant, «граждан» for «гражданин», no fleeting vowel.
fn level(word: &str) -> String {
    let is_double = from_end(word, 1) == from_end(word, 2);
    let letters: Vec<char> = word.chars().collect();
    let letters = if is_double { &letters[..letters.len() - 1] } else { &letters[..] };
    let is_mute = |at: usize| {
        let is_vowel_at = |it: usize| is_vowel(letters[it]);
        letters[at] == 'ь' && at > 0 && !is_vowel_at(at - 1) && at + 1 < letters.len() && !is_vowel_at(at + 1)
    };
    let mut s: Vec<char> = (0..letters.len()).filter(|it| !is_mute(*it)).map(|it| letters[it]).collect();
    let is_citizen = |s: &[char]| s.ends_with(&['а', 'н', 'и', 'н']) || s.ends_with(&['я', 'н', 'и', 'н']);
    if s.len() > 6 && is_citizen(&s) {
        s.truncate(s.len() - 2);
    }
    if s.len() < 4 {
        return s.into_iter().collect();
    }
    let (last, before) = (s[s.len() - 1], s[s.len() - 2]);
    let is_fleeting = match before {
        'о' => last == 'к',
        'е' | 'ь' => "кцнлрб".contains(last),
        _ => false,
    };
    if is_fleeting && s[..s.len() - 2].iter().any(|it| is_vowel(*it)) {
        s.remove(s.len() - 2);
    }
    if s.len() > 1 && s[s.len() - 2] == 'й' && "кц".contains(last) {
        s.remove(s.len() - 2);
    }
    s.into_iter().collect()
}

/// Plurals, -ed, -ing, -ly and a mute e.
fn english(word: &str) -> String {
    let is_latin_vowel = |it: char| "aeiouy".contains(it);
    let mut s = word.to_owned();
    if length(&s) < 4 {
        return s;
    }
    if s.ends_with("ies") {
        s.truncate(s.len() - 3);
        s.push('y');
    } else if s.ends_with("sses") {
        s.truncate(s.len() - 2);
    } else if s.ends_with('s') && !from_end(&s, 2).is_some_and(|it| "sui".contains(it)) {
        s.truncate(s.len() - 1);
    }
    for ending in ["ing", "ed", "ly"] {
        let Some(rest) = s.strip_suffix(ending).filter(|it| length(it) > 2 && it.contains(is_latin_vowel)) else {
            continue;
        };
        let last = from_end(rest, 1);
        let is_double = last == from_end(rest, 2) && !last.is_some_and(|it| "lsz".contains(it));
        s = if is_double { cut(rest, 1).map_or("", |it| it.0) } else { rest }.to_owned();
        break;
    }
    if length(&s) > 3 && s.ends_with('e') {
        s.pop();
    }
    if length(&s) > 2 && s.ends_with('y') {
        s.pop();
        s.push('i');
    }
    s
}

/// The text as it would be had the other keyboard layout been on; keys of punctuation are letters, so before [`words`].
pub fn other_layout(text: &str) -> String {
    let low: String = nfc(text).chars().map(lower).collect();
    let [english, russian] = &IT.boards;
    if low.chars().any(is_cyrillic) { swapped(&low, russian, english) } else { swapped(&low, english, russian) }
}

/// A word in Latin letters read as Russian: praktika → практика.
pub fn from_latin(word: &str) -> String {
    let (mut out, mut rest) = (String::new(), word);
    while let Some(first) = rest.chars().next() {
        let known = IT.latin.iter().find(|it| rest.starts_with(it.0));
        let from = known.map_or(&rest[..first.len_utf8()], |it| it.0);
        let is_start = rest.len() == word.len();
        rest = &rest[from.len()..];
        // After a vowel y is й, and so it is at the end: novy.
        let is_short = from == "y" && (is_start || out.chars().next_back().is_some_and(is_vowel));
        out.push_str(if is_short { "й" } else { known.map_or(from, |it| it.1) });
        if from == "y" && !is_short && rest.is_empty() {
            out.push('й');
        }
    }
    out
}

/// What stands behind the clipped word with which a word begins: соцработник → работник.
pub fn clipped(word: &str) -> Option<&str> {
    let rest = |clip: &&str| word.strip_prefix(*clip).filter(|it| it.chars().count() >= 3);
    IT.clipped.iter().find_map(rest)
}

/// What a text is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Markup {
    /// Text.
    Plain,
    /// HTML: tags and character references part words.
    Html,
}

/// Gives the text piece by piece, cut only where words end for certain: [`words`] of the pieces are those of the text.
pub fn each_word(text: &str, markup: Markup, mut each: impl FnMut(&str)) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        at = match bytes[at] {
            b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | 0xd0 | 0xd1 => {
                let end = word_end(text, at);
                each(&text[at..end]);
                end
            }
            b'<' if markup == Markup::Html => after(bytes, at, b'>', usize::MAX),
            b'&' if markup == Markup::Html => after(bytes, at, b';', 12),
            0..0x80 => at + 1,
            _ => match part_or_not(text, at) {
                (true, _) => {
                    let end = word_end(text, at);
                    each(&text[at..end]);
                    end
                }
                (false, next) => next,
            },
        };
    }
}

/// The end of the piece that begins at `at`.
fn word_end(text: &str, mut at: usize) -> usize {
    let bytes = text.as_bytes();
    loop {
        at = match bytes.get(at) {
            // Most words are Cyrillic: a letter is two bytes.
            Some(0xd0 | 0xd1) => at + 2,
            Some(b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | b'-') => at + 1,
            None => return at,
            Some(b' ') if is_in_number(bytes, at, at + 1) => at + 1,
            Some(0..0x80) => return at,
            Some(_) => match part_or_not(text, at) {
                (true, next) => next,
                (false, next) if is_in_number(bytes, at, next) => next,
                (false, _) => return at,
            },
        };
    }
}

/// Whether what lies between two digits may part the thousands of a number.
fn is_in_number(bytes: &[u8], from: usize, to: usize) -> bool {
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    is_digit(from - 1) && is_digit(to)
}

/// The place after the next `end`, if it is near; else after `at`.
fn after(bytes: &[u8], at: usize, end: u8, most: usize) -> usize {
    let rest = &bytes[at..];
    rest.iter().take(most).position(|it| *it == end).map_or(at + 1, |it| at + it + 1)
}

/// Whether a character beyond ASCII may be part of a word, and the place after it.
fn part_or_not(text: &str, at: usize) -> (bool, usize) {
    let it = text[at..].chars().next().unwrap_or_default();
    let is_punctuation = match it as u32 {
        0x2010 | 0x2011 => false,
        c => matches!(c, 0x80..=0xac | 0xae..=0xbf | 0x2000..=0x206f | 0x2100..=0x2bff | 0x3000..=0x3040),
    };
    // Kelvin's K and Ångström's Å are letters in the composed form.
    (!is_punctuation || matches!(it as u32, 0x212a | 0x212b | 0x2126), at + it.len_utf8())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::json;

    /// Text, words, keys, the text in the other layout, the first word read from Latin letters.
    type Row = (String, Vec<Vec<String>>, Vec<String>, String, String);

    #[test]
    fn the_page_reads_texts_alike() {
        let rows = include_str!("../../tests/data/search/analysis.jsonl");
        for line in rows.lines() {
            let (text, own, found, layout, latin): Row = json::parse(line.as_bytes()).unwrap();
            assert_eq!(words(&text), own, "{text:?}");
            assert_eq!(own.iter().flat_map(|it| keys(it)).collect::<Vec<_>>(), found, "{text:?}");
            assert_eq!(other_layout(&text), layout, "{text:?}");
            let first = own.iter().flatten().next().map_or("", String::as_str);
            assert_eq!(from_latin(first), latin, "{text:?}");
        }
        assert!(rows.lines().count() > 1000);
    }

    #[test]
    fn pieces_of_a_text_hold_its_words() {
        for line in include_str!("../../tests/data/search/analysis.jsonl").lines() {
            let (text, own, ..): Row = json::parse(line.as_bytes()).unwrap();
            let mut pieces = Vec::new();
            each_word(&text, Markup::Plain, |it| pieces.extend(words(it)));
            assert_eq!(pieces, own, "{text:?}");
        }
    }

    #[test]
    fn forms_of_a_word_meet() {
        let alike = [
            "ветеран ветеранов",
            "татарстан татарстане",
            "кредит кредита",
            "поддержка поддержек",
            "подросток подростка",
            "дети детей ребенок",
            "гражданин граждан",
            "опыт опыта",
            "защита защите",
            "система систем системой",
            "порядок порядка",
            "оценка оценок",
            "мать матери",
            "день дня дней",
            "беженец беженцы",
            "отец отца",
            "человек людей людям",
            "год лет годами",
            "семья семьи семей",
            "россия россии российю",
            "работать работает работал",
            "протестовать протестует",
            "красивый красивого красивыми",
        ];
        for forms in alike {
            let mut found: Vec<String> = forms.split(' ').map(stem).collect();
            found.dedup();
            assert_eq!(found.len(), 1, "{forms}: {found:?}");
        }
        for (one, other) in
            [("семья", "семь"), ("материал", "матери"), ("австралия", "австрия"), ("правовой", "правый")]
        {
            assert_ne!(stem(one), stem(other), "{one} is not {other}");
        }
    }
}
