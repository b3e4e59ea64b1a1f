//! What a person probably meant: corrected lines to show beside a complaint.
//!
//! Pure text functions; nothing here decides whether a line is wrong.

/// `value` in the quotes that need the least escaping: `"Фонд: итоги"`, `'"Фонд" помог'`.
pub fn quoted(value: &str) -> String {
    if value.contains(['"', '\\']) {
        return format!("'{}'", value.replace('\'', "''"));
    }
    format!("\"{value}\"")
}

/// The line with its value in quotes: `заголовок: Фонд: итоги` becomes `заголовок: "Фонд: итоги"`.
pub fn with_quotes(line: &str) -> String {
    let (before, value) = split_value(line);
    let value = value.trim();
    let inner = strip_quotes(value).unwrap_or(value);
    format!("{before}{}", quoted(inner))
}

/// The line up to its value (dashes and key, indentation dropped), and the value.
pub fn split_value(line: &str) -> (String, &str) {
    let mut before = String::new();
    let mut rest = line.trim();
    while let Some(after) = rest.strip_prefix("- ") {
        before.push_str("- ");
        rest = after.trim_start();
    }
    if let Some(at) = colon(rest) {
        before.push_str(rest[..at].trim_end());
        before.push_str(": ");
        rest = rest[at + 1..].trim();
    }
    (before, rest)
}

/// The byte of the first colon that YAML takes for the end of a key.
pub fn colon(line: &str) -> Option<usize> {
    let ends_key = |at: usize| line[at + 1..].chars().next().is_none_or(char::is_whitespace);
    line.match_indices(':').map(|(at, _)| at).find(|at| ends_key(*at))
}

/// The inside of a value that is in quotes as a whole; an apostrophe within a word is no quote.
fn strip_quotes(value: &str) -> Option<&str> {
    ['"', '\''].iter().find_map(|quote| {
        let inner = value.strip_prefix(*quote)?.strip_suffix(*quote)?;
        let is_within_word = |at: usize| {
            let before = inner[..at].chars().next_back().is_some_and(char::is_alphanumeric);
            *quote == '\'' && before && inner[at + 1..].starts_with(char::is_alphanumeric)
        };
        inner.match_indices(*quote).all(|(at, _)| is_within_word(at)).then_some(inner)
    })
}

/// The line with a space after the dashes it begins with: `-Омск` becomes `- Омск`.
pub fn with_space_after_dash(line: &str) -> String {
    let line = line.trim();
    line.strip_prefix('-').map_or_else(|| line.to_owned(), |it| format!("- {it}"))
}

/// A line cut to a length that a message can hold.
pub fn short(line: &str) -> String {
    const LONGEST: usize = 60;
    let line = line.trim();
    match line.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", line[..at].trim_end()),
        None => line.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expected: &str) {
        assert_eq!(with_quotes(line), expected);
    }

    #[test]
    fn values_get_the_quotes_they_need() {
        check("заголовок: Фонд: итоги", "заголовок: \"Фонд: итоги\"");
        check("title: \"Семья\" помогла", "title: '\"Семья\" помогла'");
        check("  - text: a: b", "- text: \"a: b\"");
        check("title: 'it's'", "title: \"it's\"");
        check("- @home", "- \"@home\"");
    }

    #[test]
    fn dashes_get_a_space() {
        assert_eq!(with_space_after_dash("  -Омск"), "- Омск");
    }

    #[test]
    fn long_lines_are_cut_between_characters() {
        assert_eq!(short(&"ж".repeat(70)).chars().count(), 61);
    }
}
