//! Raw HTML, read strictly: a short list of tags and attributes, each token at its place.
//!
//! Nothing here writes; [`super::html`] does.

use std::ops::Range;

/// A token of HTML.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Token<'h> {
    /// Text with its entities.
    Text(&'h str),
    /// `<name …>`.
    Open(Tag<'h>),
    /// `</name>`.
    Close(&'h str),
    /// A comment.
    Comment,
    /// What has no end or is no HTML for people: `<?…`, `<!…`.
    Broken,
}

/// An opening tag.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Tag<'h> {
    pub name: &'h str,
    /// As written; no value where there was no `=`.
    pub attributes: Vec<(&'h str, Option<&'h str>)>,
}

/// The tags that may be written; their own spelling, so that a name is compared once.
const INLINE: [&str; 11] = ["b", "strong", "i", "em", "u", "s", "sub", "sup", "small", "abbr", "kbd"];
const BLOCK: [&str; 3] = ["p", "details", "summary"];

/// What an allowed tag is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Allowed {
    Inline(&'static str),
    Block(&'static str),
    Break,
}

/// The tag by its name, blind to case.
pub(super) fn allowed(name: &str) -> Option<Allowed> {
    let find = |list: &'static [&'static str]| list.iter().copied().find(|it| it.eq_ignore_ascii_case(name));
    if name.eq_ignore_ascii_case("br") {
        return Some(Allowed::Break);
    }
    find(&INLINE).map(Allowed::Inline).or_else(|| find(&BLOCK).map(Allowed::Block))
}

/// Elements whose content is no text of the page.
pub(super) fn is_hidden(name: &str) -> bool {
    ["script", "style", "iframe", "template", "noscript", "textarea", "title", "object", "svg"]
        .iter()
        .any(|it| it.eq_ignore_ascii_case(name))
}

/// Cuts HTML into tokens with their bytes.
pub(super) struct Tokens<'h> {
    html: &'h str,
    at: usize,
}

impl<'h> Tokens<'h> {
    pub fn new(html: &'h str) -> Self {
        Self { html, at: 0 }
    }

    /// Goes behind `</name>`, or to the end.
    pub fn skip_past_end_of(&mut self, name: &str) {
        while self.at < self.html.len() {
            match self.next() {
                Some((Token::Close(it), _)) if it.eq_ignore_ascii_case(name) => return,
                None => return,
                _ => {}
            }
        }
    }

    fn token(&self, rest: &'h str) -> (Token<'h>, usize) {
        if !rest.starts_with('<') {
            let length = rest.find('<').unwrap_or(rest.len());
            return (Token::Text(&rest[..length]), length);
        }
        if let Some(body) = rest.strip_prefix("<!--") {
            // `<!-->` and `<!--->` are whole comments too.
            let short = if body.starts_with('>') { 1 } else { 2 * usize::from(body.starts_with("->")) };
            return match (short, body.find("-->")) {
                (1.., _) => (Token::Comment, 4 + short),
                (0, Some(end)) => (Token::Comment, 4 + end + 3),
                (0, None) => (Token::Broken, rest.len()),
            };
        }
        if let Some(body) = rest.strip_prefix("</") {
            let length = name_length(body);
            let after = body[length..].trim_start();
            if length > 0 && after.starts_with('>') {
                return (Token::Close(&body[..length]), rest.len() - after.len() + 1);
            }
            return broken(rest);
        }
        opening(rest).unwrap_or_else(|| match rest.as_bytes().get(1) {
            Some(b'a'..=b'z' | b'A'..=b'Z' | b'!' | b'?' | b'/') => broken(rest),
            // A sign «less than», as in «<5 лет».
            _ => (Token::Text(&rest[..1]), 1),
        })
    }
}

impl<'h> Iterator for Tokens<'h> {
    type Item = (Token<'h>, Range<usize>);

    fn next(&mut self) -> Option<Self::Item> {
        let rest = &self.html[self.at..];
        if rest.is_empty() {
            return None;
        }
        let (token, length) = self.token(rest);
        let range = self.at..self.at + length;
        self.at = range.end;
        Some((token, range))
    }
}

fn broken(rest: &str) -> (Token<'_>, usize) {
    (Token::Broken, rest.find('>').map_or(rest.len(), |it| it + 1))
}

fn name_length(text: &str) -> usize {
    if !text.starts_with(|it: char| it.is_ascii_alphabetic()) {
        return 0;
    }
    text.find(|it: char| !(it.is_ascii_alphanumeric() || it == '-')).unwrap_or(text.len())
}

fn opening(rest: &str) -> Option<(Token<'_>, usize)> {
    let length = name_length(&rest[1..]);
    if length == 0 {
        return None;
    }
    let mut attributes = Vec::new();
    let mut at = 1 + length;
    loop {
        let blank = rest[at..].len() - rest[at..].trim_start().len();
        let here = &rest[at + blank..];
        if here.starts_with('>') || here.starts_with("/>") {
            let end = at + blank + 1 + usize::from(here.starts_with('/'));
            return Some((Token::Open(Tag { name: &rest[1..1 + length], attributes }), end));
        }
        if blank == 0 {
            return None;
        }
        let (attribute, used) = attribute(here)?;
        attributes.push(attribute);
        at += blank + used;
    }
}

fn attribute(here: &str) -> Option<((&str, Option<&str>), usize)> {
    let length = here.find(|it: char| it.is_whitespace() || "=>/\"'<".contains(it))?;
    if length == 0 {
        return None;
    }
    let after = here[length..].trim_start();
    let Some(value) = after.strip_prefix('=') else {
        return Some(((&here[..length], None), length));
    };
    let value = value.trim_start();
    let before = here.len() - value.len();
    if let Some(quote) = value.chars().next().filter(|it| matches!(it, '"' | '\'')) {
        let end = value[1..].find(quote)?;
        return Some(((&here[..length], Some(&value[1..=end])), before + end + 2));
    }
    let end = value.find(|it: char| it.is_whitespace() || "\"'=<>`".contains(it))?;
    (end > 0).then(|| ((&here[..length], Some(&value[..end])), before + end))
}

/// Undoes the entities that people write; what is none of them stays.
pub(super) fn decoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        // No entity that we know is longer.
        let window = &rest.as_bytes()[..rest.len().min(12)];
        let end = window.iter().position(|it| *it == b';');
        match end.and_then(|end| Some((entity(&rest[1..end])?, end))) {
            Some((it, end)) => {
                out.push(it);
                rest = &rest[end + 1..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

fn entity(name: &str) -> Option<char> {
    const NAMES: [(&str, char); 24] = [
        ("amp", '&'),
        ("lt", '<'),
        ("gt", '>'),
        ("quot", '"'),
        ("apos", '\''),
        ("nbsp", '\u{a0}'),
        ("laquo", '«'),
        ("raquo", '»'),
        ("bdquo", '„'),
        ("ldquo", '“'),
        ("rdquo", '”'),
        ("lsquo", '‘'),
        ("rsquo", '’'),
        ("mdash", '—'),
        ("ndash", '–'),
        ("hellip", '…'),
        ("shy", '\u{ad}'),
        ("thinsp", '\u{2009}'),
        ("copy", '©'),
        ("times", '×'),
        ("plusmn", '±'),
        ("deg", '°'),
        ("sect", '§'),
        ("rarr", '→'),
    ];
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code).filter(|it| !it.is_control());
    }
    NAMES.iter().find(|it| it.0 == name).map(|it| it.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(html: &str, expected: &str) {
        let shown: Vec<String> = Tokens::new(html)
            .map(|(it, range)| match it {
                Token::Text(it) => format!("{it:?}"),
                Token::Open(it) => format!("{}{:?}", it.name, it.attributes),
                Token::Close(it) => format!("/{it}"),
                Token::Comment => "comment".to_owned(),
                Token::Broken => format!("broken {range:?}"),
            })
            .collect();
        assert_eq!(shown.join(" "), expected);
    }

    #[test]
    fn tokens() {
        check("<b>a</b >", "b[] \"a\" /b");
        check(
            "<p class='x' open title=\"a>b\"/>",
            r#"p[("class", Some("x")), ("open", None), ("title", Some("a>b"))]"#,
        );
        check("<!-- a -- > --><!-->x", "comment comment \"x\"");
        check("<5 лет", "\"<\" \"5 лет\"");
        check("<b a=>x", "broken 0..6 \"x\"");
        check("<!-- a", "broken 0..6");
        check("<b", "broken 0..2");
        check("<?a?><!DOCTYPE x>", "broken 0..5 broken 5..17");
    }

    #[test]
    fn entities() {
        assert_eq!(decoded("a&nbsp;&laquo;b&raquo; &foo; & &#x410;&#1041; &я;"), "a\u{a0}«b» &foo; & АБ &я;");
    }
}
