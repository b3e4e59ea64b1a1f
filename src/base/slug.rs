//! Stand-in until slugs arrive.

/// The slug of a text.
pub fn slug(text: &str) -> String {
    const TABLE: [&str; 32] = [
        "a", "b", "v", "g", "d", "e", "zh", "z", "i", "y", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u", "f", "kh",
        "ts", "ch", "sh", "shch", "", "y", "", "e", "yu", "ya",
    ];
    let mut out = String::new();
    for it in text.to_lowercase().replace('ё', "е").replace("ый", "ы").chars() {
        match it {
            'а'..='я' => out.push_str(TABLE[it as usize - 'а' as usize]),
            'a'..='z' | '0'..='9' => out.push(it),
            _ if !out.ends_with('-') && !out.is_empty() => out.push('-'),
            _ => {}
        }
    }
    out.trim_end_matches('-').to_owned()
}
