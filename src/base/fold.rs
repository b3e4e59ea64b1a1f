//! Blind comparison: two spellings that a person would call the same fold to one text.
//!
//! Never for display and never for addresses.

/// Folds a term, a title or a reference: case, ё/е, quotes, runs of spaces and no-break spaces do not count.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for it in text.chars().flat_map(char::to_lowercase) {
        match it {
            'ё' => out.push('е'),
            '«' | '»' | '„' | '“' | '”' | '"' | '‟' | '\u{301}' | '\u{ad}' | '\u{feff}' => {}
            it if it.is_whitespace() || it == '\u{200b}' => {
                if !out.is_empty() && !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            it => out.push(it),
        }
    }
    if out.ends_with(' ') {
        out.pop();
    }
    out
}

/// Whether two texts fold to one, told at the first difference and without making either.
pub fn is_same(one: &str, other: &str) -> bool {
    one == other || letters(one).eq(letters(other))
}

/// The letters that [`fold`] keeps, without its spaces: enough to tell texts apart, and cheaper.
fn letters(text: &str) -> impl Iterator<Item = char> {
    let is_kept = |it: &char| {
        !it.is_whitespace()
            && !matches!(it, '«' | '»' | '„' | '“' | '”' | '"' | '‟' | '\u{301}' | '\u{ad}' | '\u{feff}' | '\u{200b}')
    };
    text.chars().flat_map(char::to_lowercase).filter(is_kept).map(|it| if it == 'ё' { 'е' } else { it })
}

/// Folds a key of front matter: as [`fold`], and space, underscore and hyphen are one.
pub fn fold_key(text: &str) -> String {
    if text.bytes().all(|it| it.is_ascii_lowercase() || it == b'_') {
        return text.to_owned();
    }
    fold(text).chars().map(|it| if matches!(it, ' ' | '-') { '_' } else { it }).collect()
}

/// The nearest of `candidates` to `text`, as a person mistypes: at most `max(2, length / 4)` edits
/// (insertions, deletions, substitutions, swaps) between folded texts, or a beginning of four letters and more.
///
/// Nothing is near to a text of more than [`LONGEST`] characters: comparing costs the product of both lengths.
pub fn nearest<'a>(text: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<String> {
    // A character may fold to nothing, and takes at most four bytes.
    if text.len() > 8 * LONGEST {
        return None;
    }
    let wanted = fold_key(text);
    let length = wanted.chars().count();
    if length > LONGEST {
        return None;
    }
    let limit = (length / 4).max(2).min(length.saturating_sub(1).max(1));
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates.into_iter().filter(|it| it.len() <= 8 * LONGEST) {
        let folded = fold_key(candidate);
        // Texts whose lengths differ by more than the limit cannot be within it.
        let is_comparable = folded.chars().count().abs_diff(length) <= limit;
        let distance = match is_comparable.then(|| strsim::damerau_levenshtein(&wanted, &folded)) {
            Some(it) if it <= limit => it,
            _ if length >= 4 && folded.starts_with(&wanted) => limit + 1,
            _ => continue,
        };
        if best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, it)| it.to_owned())
}

/// Characters of a text that is looked for among others, at most.
const LONGEST: usize = 200;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_what_people_do_not_see() {
        assert_eq!(fold(" Фонд\u{a0} «ОМК-Участие» "), "фонд омк-участие");
        assert_eq!(fold("Ребёнок"), fold("ребенок"));
        assert_eq!(fold_key("Для кого"), fold_key("для_кого"));
        assert_eq!(fold_key("целевые-группы"), fold_key("Целевые группы"));
    }

    #[test]
    fn nearest_allows_typing_slips() {
        assert_eq!(nearest("regoins", ["date", "regions"]).as_deref(), Some("regions"));
        assert_eq!(nearest("чернавик", ["черновик", "дата"]).as_deref(), Some("черновик"));
        assert_eq!(nearest("xyz", ["regions"]), None);
        let long = "о".repeat(1_000_000);
        assert_eq!(nearest(&long, [long.as_str(), "regions"]), None);
        assert_eq!(nearest("regoins", [long.as_str(), "regions"]).as_deref(), Some("regions"));
        assert_eq!(nearest("Нижегородская", ["Нижегородская область"]).as_deref(), Some("Нижегородская область"));
    }
}
