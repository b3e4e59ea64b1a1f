//! Addresses out of words: one table, no context but «ый», the same for е and ё.
//!
//! An address must not depend on how a writer spells ё or on the system that stored the file's name.

use super::nfc::{bare, is_mark, nfc};

/// The address of `text`: `Нижегородская область` → `nizhegorodskaya-oblast`.
/// Empty if nothing in `text` has a sound.
pub fn slug(text: &str) -> String {
    let is_done = |it: u8| it.is_ascii_lowercase() || it.is_ascii_digit();
    if text.bytes().all(is_done) {
        return text.to_owned();
    }
    let text = nfc(text);
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars().flat_map(char::to_lowercase).peekable();
    while let Some(it) = letters.next() {
        if it == 'ы' {
            letters.next_if_eq(&'й');
        }
        match latin(it) {
            Some(sound) => out.push_str(sound),
            None => push_other(&mut out, it),
        }
    }
    if out.ends_with('-') {
        out.pop();
    }
    out
}

fn push_other(out: &mut String, it: char) {
    let letter = if it.is_ascii() { it } else { bare(it).0 };
    match letter {
        ascii if ascii.is_ascii_alphanumeric() => out.push(ascii),
        // A stress, a soft hyphen and the like are not seen, so they part nothing.
        _ if is_mark(it) || matches!(it, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{feff}') => {}
        _ if out.is_empty() || out.ends_with('-') => {}
        _ => out.push('-'),
    }
}

/// The Latin letters of a small Cyrillic one.
fn latin(letter: char) -> Option<&'static str> {
    Some(match letter {
        'а' => "a",
        'б' => "b",
        'в' => "v",
        'г' => "g",
        'д' => "d",
        'е' | 'ё' | 'э' => "e",
        'ж' => "zh",
        'з' => "z",
        'и' => "i",
        'й' | 'ы' => "y",
        'к' => "k",
        'л' => "l",
        'м' => "m",
        'н' => "n",
        'о' => "o",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'у' => "u",
        'ф' => "f",
        'х' => "kh",
        'ц' => "ts",
        'ч' => "ch",
        'ш' => "sh",
        'щ' => "shch",
        'ъ' | 'ь' => "",
        'ю' => "yu",
        'я' => "ya",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(slug(text), expected, "of {text:?}");
        assert_eq!(slug(expected), expected, "an address is its own address");
    }

    #[test]
    fn examples_of_the_specification() {
        check("Профилактика социального сиротства", "profilaktika-sotsialnogo-sirotstva");
        check("Щёлковский", "shchelkovskiy");
        check("Щелковский", "shchelkovskiy");
        check("Объединённая", "obedinennaya");
        check("Новый Уренгой", "novy-urengoy");
        check("Нижегородская область", "nizhegorodskaya-oblast");
        check("Омская область", "omskaya-oblast");
        check("Ёлкино", "elkino");
        check("Елкино", "elkino");
    }

    #[test]
    fn every_letter() {
        check("абвгдеёжзийклмнопрстуфхцчшщъыьэюя", "abvgdeezhziyklmnoprstufkhtschshshchyeyuya");
        check("АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ", "abvgdeezhziyklmnoprstufkhtschshshchyeyuya");
    }

    #[test]
    fn other_characters() {
        check("Hello World 2", "hello-world-2");
        check("  «Няня в помощь маме» — 2024!  ", "nyanya-v-pomoshch-mame-2024");
        check("a_b.c", "a-b-c");
        check("Café за́мок", "cafe-zamok");
        check("и\u{306} е\u{308}лка", "y-elka");
        check("№ 5", "5");
        check("«—»", "");
    }
}
