//! Tera's tags, read only as far as places and names go.
//!
//! Tera tells neither where a missing parent was named nor which fields a template reads. This reader finds tags,
//! the words in them and their places; what a template *means* is Tera's affair alone. Text outside tags is ignored.
//!
//! Begin with [`tags`].

use crate::base::span::Span;

/// A tag: `{{ … }}` or `{% … %}`; comments and raw text are skipped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag<'a> {
    /// With its braces.
    pub span: Span,
    /// What stands in it.
    pub tokens: Vec<Token<'a>>,
}

/// A word, text or sign of a tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token<'a> {
    /// What it is.
    pub kind: TokenKind,
    /// As written; a text without its quotes.
    pub text: &'a str,
    /// Where.
    pub span: Span,
}

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// A name or number.
    Word,
    /// A text in quotes.
    Text,
    /// One sign.
    Sign,
}

impl<'a> Tag<'a> {
    /// The words at the beginning: `["include"]`, `["for", "x", "in", …]`.
    pub fn keyword(&self) -> Option<&'a str> {
        self.tokens.first().filter(|it| it.kind == TokenKind::Word).map(|it| it.text)
    }

    /// The token at `index`, where it is a sign.
    fn sign(&self, index: usize) -> Option<&'a str> {
        self.tokens.get(index).filter(|it| it.kind == TokenKind::Sign).map(|it| it.text)
    }

    /// The token at `index`, where it is a word.
    fn word(&self, index: usize) -> Option<Token<'a>> {
        self.tokens.get(index).copied().filter(|it| it.kind == TokenKind::Word)
    }

    /// The file that `include` or `extends` names.
    pub fn target(&self) -> Option<Token<'a>> {
        let is_link = matches!(self.keyword(), Some("include" | "extends"));
        self.tokens.get(1).copied().filter(|it| is_link && it.kind == TokenKind::Text)
    }

    /// The component that is defined here.
    pub fn definition(&self) -> Option<Token<'a>> {
        (self.keyword() == Some("component")).then(|| self.word(1)).flatten()
    }

    /// The components that are called here.
    pub fn calls(&self) -> Vec<Token<'a>> {
        let opens =
            |at: usize| self.sign(at) == Some("<") && (at == 0 || self.sign(at - 1).is_some_and(|it| it == "="));
        (0..self.tokens.len()).filter(|at| opens(*at)).filter_map(|at| self.word(at + 1)).collect()
    }

    /// The names that are given a value here: loops, `set`, parameters of a component.
    pub fn bound(&self) -> Vec<&'a str> {
        let words = |from: usize, end: usize| -> Vec<&'a str> {
            (from..end).filter_map(|at| self.word(at)).map(|it| it.text).collect()
        };
        let mut names = match self.keyword() {
            Some("set" | "set_global") => words(1, 2),
            Some("component") => words(2, self.tokens.len()),
            _ => Vec::new(),
        };
        // Both `{% for x in … %}` and `[x for x in …]`.
        for at in (0..self.tokens.len()).filter(|at| self.word(*at).is_some_and(|it| it.text == "for")) {
            let end = (at..self.tokens.len()).find(|it| self.word(*it).is_some_and(|it| it.text == "in"));
            names.extend(words(at + 1, end.unwrap_or(self.tokens.len())));
        }
        names
    }

    /// The paths that are read here: `page.frame.title`, one token a step.
    pub fn paths(&self) -> Vec<Vec<Token<'a>>> {
        let mut paths = Vec::new();
        let mut at = 0;
        while at < self.tokens.len() {
            let end = self.path_end(at);
            if self.is_read(at, end) {
                paths.push((at..end).step_by(2).filter_map(|it| self.word(it)).collect());
            }
            at = end.max(at + 1);
        }
        paths
    }

    /// One past the path that begins at `at`: words parted by dots; `?.` ends it, for what follows may be missing.
    fn path_end(&self, at: usize) -> usize {
        let mut end = at + 1;
        while self.sign(end) == Some(".") && self.word(end + 1).is_some() {
            end += 2;
        }
        end
    }

    /// Whether the words from `at` to `end` are a value, not a keyword, filter, test, function, argument or component.
    fn is_read(&self, at: usize, end: usize) -> bool {
        let Some(first) = self.word(at) else { return false };
        let before = at.checked_sub(1);
        let after_word =
            |words: &[&str]| before.and_then(|it| self.word(it)).is_some_and(|it| words.contains(&it.text));
        let after_sign = |signs: &[&str]| before.and_then(|it| self.sign(it)).is_some_and(|it| signs.contains(&it));
        let is_keyword = KEYWORDS.contains(&first.text) || first.text.starts_with(|it: char| it.is_ascii_digit());
        let is_statement = at == 0 && STATEMENTS.contains(&first.text);
        let is_test = after_word(&["is"])
            || (after_word(&["not"]) && self.word(at.wrapping_sub(2)).is_some_and(|it| it.text == "is"));
        let is_name = after_sign(&["|", ".", "@", "<"])
            || after_word(&["block", "endblock", "component", "endcomponent", "filter"]);
        let is_closing = after_sign(&["/"]) && at >= 2 && self.sign(at - 2) == Some("<");
        let is_call = self.sign(end) == Some("(") && end == at + 1;
        let is_argument = self.sign(end) == Some("=") && self.sign(end + 1) != Some("=");
        let is_bound = after_word(&["set", "set_global", "for"]) || self.is_second_name(at);
        !(is_keyword || is_statement || is_test || is_name || is_closing || is_call || is_argument || is_bound)
            && self.definition().is_none()
    }

    /// Whether this is `b` of `{% for a, b in … %}`.
    fn is_second_name(&self, at: usize) -> bool {
        self.keyword() == Some("for") && at == 3 && self.sign(2) == Some(",")
    }
}

const KEYWORDS: &[&str] = &[
    "and", "or", "not", "in", "is", "if", "else", "for", "true", "false", "True", "False", "none", "None", "null",
    "loop",
];
const STATEMENTS: &[&str] = &[
    "elif",
    "endif",
    "endfor",
    "set",
    "set_global",
    "endset",
    "include",
    "extends",
    "block",
    "endblock",
    "component",
    "endcomponent",
    "filter",
    "endfilter",
    "break",
    "continue",
    "raw",
    "endraw",
];

/// The tags of `text`, in order. What is not closed ends with the text: Tera tells of it.
pub fn tags(text: &str) -> Vec<Tag<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find('{').map(|it| it + at) {
        let end = match text.as_bytes().get(start + 1) {
            Some(b'#') => text[start..].find("#}").map_or(text.len(), |it| start + it + 2),
            Some(b'{') => tag(text, start, "}}", &mut found),
            Some(b'%') => tag(text, start, "%}", &mut found),
            _ => start + 1,
        };
        at = if found.last().is_some_and(|it| it.span.start as usize == start && it.keyword() == Some("raw")) {
            text[end..].find("endraw").map_or(text.len(), |it| end + it)
        } else {
            end
        };
    }
    found
}

/// Reads one tag that begins at `start`; gives where it ends.
fn tag<'a>(text: &'a str, start: usize, close: &str, found: &mut Vec<Tag<'a>>) -> usize {
    let mut tokens = Vec::new();
    let mut at = start + 2;
    while at < text.len() && !text[at..].starts_with(close) {
        let rest = &text[at..];
        let sign = rest.chars().next().map_or(1, char::len_utf8);
        let (kind, length) = match rest.as_bytes()[0] {
            b'"' | b'\'' | b'`' => (TokenKind::Text, rest[1..].find(&rest[..1]).map_or(rest.len(), |it| it + 2)),
            it if it.is_ascii_alphanumeric() || it == b'_' => (TokenKind::Word, word(rest)),
            _ => (TokenKind::Sign, sign),
        };
        let written = &rest[..length];
        let is_space = written.trim().is_empty();
        // `{%-` and `-%}` trim spaces; a minus within is a sign that no reader of tags asks for.
        if !is_space && written != "-" {
            let quote = usize::from(kind == TokenKind::Text);
            let inner = written.get(quote..length.saturating_sub(quote).max(quote)).unwrap_or_default();
            tokens.push(Token { kind, text: inner, span: Span::new(at + quote, at + quote + inner.len()) });
        }
        at += length;
    }
    let end = (at + close.len()).min(text.len());
    found.push(Tag { span: Span::new(start, end), tokens });
    end
}

fn word(text: &str) -> usize {
    text.find(|it: char| !it.is_ascii_alphanumeric() && it != '_').unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let paths: Vec<String> = tags(text)
            .iter()
            .flat_map(Tag::paths)
            .map(|path| path.iter().map(|it| it.text).collect::<Vec<_>>().join("."))
            .collect();
        assert_eq!(paths, expected, "{text}");
    }

    #[test]
    fn values_are_told_from_names() {
        check("{{ page.frame.title | default(value=site.title) }}", &["page.frame.title", "site.title"]);
        check("{% for a, b in page.pairs %}{% if a is not defined and b is odd %}", &["page.pairs", "a", "b"]);
        check("{{ <menu_link item={item} here={page.frame.url} /> }}", &["item", "page.frame.url"]);
        check("{% set x = [it.url for it in site.menu if it.url != \"a.b\"] %}", &["it.url", "site.menu", "it.url"]);
        check("{# page.no #}{% raw %}{{ page.no }}{% endraw %}{{ say(key=\"x\", n=page.n) }}", &["page.n"]);
        check("{% component a(page, @t, b=\"x\") %}{% endcomponent a %}{% include \"a.html\" %}", &[]);
        check("{% if page.a == \"1\" %}{% elif page.b %}{% endif %}", &["page.a", "page.b"]);
        check("{% <card title=\"x\"> %}{% </card> %}", &[]);
    }

    #[test]
    fn targets_and_components() {
        let found = tags("{%- extends 'base.html' -%}{% component when(when) %}{{ <time when={when} /> }}");
        assert_eq!(found[0].target().map(|it| it.text), Some("base.html"));
        assert_eq!(found[1].definition().map(|it| it.text), Some("when"));
        assert_eq!(found[2].calls().iter().map(|it| it.text).collect::<Vec<_>>(), ["time"]);
    }

    #[test]
    fn an_open_tag_ends_with_the_text() {
        for text in ["{{", "{% if \"", "{#", "{{ 'я", "{% raw %}"] {
            tags(text);
        }
    }
}
