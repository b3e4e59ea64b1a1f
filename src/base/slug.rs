//! Addresses from titles and file names: one table, no context (spec: russian.md §4.2).

/// Small Latin letters, digits and hyphens; empty where `text` has neither letters nor digits.
pub fn slug(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars().flat_map(char::to_lowercase).peekable();
    while let Some(it) = letters.next() {
        match it {
            'ы' if letters.peek() == Some(&'й') => {
                letters.next();
                out.push('y');
            }
            it if it.is_ascii_alphanumeric() => out.push(it),
            it => match latin(it) {
                Some(latin) => out.push_str(latin),
                None if !out.is_empty() && !out.ends_with('-') => out.push('-'),
                None => {}
            },
        }
    }
    out.truncate(out.trim_end_matches('-').len());
    out
}

fn latin(letter: char) -> Option<&'static str> {
    const TABLE: [&str; 32] = [
        "a", "b", "v", "g", "d", "e", "zh", "z", "i", "y", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u", "f", "kh",
        "ts", "ch", "sh", "shch", "", "y", "", "e", "yu", "ya",
    ];
    match letter {
        'ё' => Some("e"),
        'а'..='я' => TABLE.get(letter as usize - 'а' as usize).copied(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn names_become_addresses() {
        assert_eq!(slug("Республика Саха (Якутия)"), "respublika-sakha-yakutiya");
        assert_eq!(slug("Новый Уренгой"), "novy-urengoy");
        assert_eq!(slug("Щёлковский"), "shchelkovskiy");
        assert_eq!(slug("Объединённая"), "obedinennaya");
        assert_eq!(slug("— —"), "");
    }
}
