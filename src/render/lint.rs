//! What a theme must not hold: other sites' files, and scripts or styles that the security policy will not run (F28, P11).
//!
//! Reads the text of templates as HTML just far enough to see tags and their attributes; Tera's tags within are blanks.
//! What a template makes of a page's own content is not judged here: that content is judged where it is read.
//!
//! Begin with [`template`], [`style`] and [`script`].

use std::sync::Arc;

use crate::base::lang::Both;
use crate::base::problem::{Diagnostic, Problem};
use crate::base::span::Span;
use crate::content::config::Allow;

use super::tags::tags;

/// An element's tag in the text of a template.
struct Element<'a> {
    name: &'a str,
    attributes: Vec<Attribute<'a>>,
    span: Span,
}

/// An attribute and the place of its value.
struct Attribute<'a> {
    name: &'a str,
    value: &'a str,
    span: Span,
}

impl Element<'_> {
    fn get(&self, name: &str) -> Option<&Attribute<'_>> {
        self.attributes.iter().find(|it| it.name.eq_ignore_ascii_case(name))
    }
}

/// The faults of a template's own text.
pub fn template(file: &Arc<str>, text: &str, allow: &Allow) -> Vec<Diagnostic> {
    let blank = without_tags(text);
    let mut problems = Vec::new();
    for element in elements(&blank) {
        let mut tell = |span: Span, problem: Problem| problems.push(Diagnostic::new(file, span, problem));
        let name = element.name.to_ascii_lowercase();
        let is_data = element.get("type").is_some_and(|it| it.value.eq_ignore_ascii_case("application/ld+json"));
        if name == "script" && element.get("src").is_none() && !is_data {
            tell(element.span, Problem::InlineScript {});
        }
        if name == "style" {
            tell(element.span, Problem::InlineStyle {});
        }
        for it in &element.attributes {
            if let Some(problem) = attribute_fault(&element, &name, it, allow) {
                tell(it.span, problem);
            }
        }
    }
    problems
}

fn attribute_fault(element: &Element<'_>, name: &str, it: &Attribute<'_>, allow: &Allow) -> Option<Problem> {
    let attribute = it.name.to_ascii_lowercase();
    if attribute == "style" {
        return Some(Problem::InlineStyle {});
    }
    if attribute.starts_with("on") && attribute.len() > 2 {
        return Some(Problem::EventAttribute { name: attribute });
    }
    if it.value.trim_start().to_ascii_lowercase().starts_with("javascript:") {
        return Some(Problem::EventAttribute { name: "javascript:".to_owned() });
    }
    let (what, allowed): (Both, &[String]) = match (name, attribute.as_str()) {
        ("script", "src") => (both("скрипт", "a script"), &allow.script),
        ("iframe" | "frame" | "embed", "src") | ("object", "data") => (both("окно", "a frame"), &allow.frame),
        ("img" | "source" | "input" | "video" | "audio" | "track", "src" | "srcset" | "poster")
        | ("image" | "use", "href") => (both("картинка", "a picture"), &allow.img),
        ("link", "href") if loads(element) => (both("оформление", "a style sheet"), &[]),
        _ => return None,
    };
    let host = host(it.value)?;
    (!allowed.iter().any(|it| it == host)).then(|| Problem::ThirdParty { what, host: host.to_owned() })
}

/// Whether a `<link>` makes the browser ask for its address.
fn loads(element: &Element<'_>) -> bool {
    let asks = ["stylesheet", "preload", "modulepreload", "prefetch", "preconnect", "dns-prefetch", "icon", "manifest"];
    let rel = element.get("rel").map_or("", |it| it.value).to_ascii_lowercase();
    rel.split_ascii_whitespace().any(|it| asks.contains(&it) || it.ends_with("-icon"))
}

/// The faults of a style sheet.
pub fn style(file: &Arc<str>, text: &str) -> Vec<Diagnostic> {
    let blank = blanked(text, "/*", "*/");
    let mut problems = Vec::new();
    for start in ["url(", "@import", "image-set("] {
        for (at, _) in blank.match_indices(start) {
            let from = at + start.len();
            let value = blank[from..].trim_start_matches(|it: char| it.is_whitespace() || "\"'".contains(it));
            if let Some(host) = host(value) {
                let begin = blank.len() - value.len();
                let problem = Problem::ThirdParty { what: both("файл", "a file"), host: host.to_owned() };
                problems.push(Diagnostic::new(file, Span::new(begin, begin + host.len()), problem));
            }
        }
    }
    problems
}

/// The faults of a script: modules of other sites.
pub fn script(file: &Arc<str>, text: &str, allow: &Allow) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for start in ["from \"", "from '", "import \"", "import '", "import(\"", "import('"] {
        for (at, _) in text.match_indices(start) {
            let from = at + start.len();
            let Some(host) = host(&text[from..]).filter(|it| !allow.script.iter().any(|one| one == it)) else {
                continue;
            };
            let problem = Problem::ThirdParty { what: both("скрипт", "a script"), host: host.to_owned() };
            problems.push(Diagnostic::new(file, Span::new(from, from + host.len()), problem));
        }
    }
    problems
}

fn both(ru: &str, en: &str) -> Both {
    Both { ru: ru.to_owned(), en: en.to_owned() }
}

/// The host of an address of another site.
fn host(address: &str) -> Option<&str> {
    let address = address.trim_start();
    let scheme = ["https://", "http://", "//"]
        .into_iter()
        .find(|it| address.get(..it.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(it)))?;
    let rest = &address[scheme.len()..];
    let end = rest.find(|it: char| !(it.is_alphanumeric() || ".-:".contains(it))).unwrap_or(rest.len());
    (end > 0).then(|| &rest[..end])
}

/// The text with Tera's tags, comments of both languages and raw marks as spaces: places stay.
fn without_tags(text: &str) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for tag in tags(text) {
        bytes[tag.span.range()].fill(b' ');
    }
    let text = String::from_utf8(bytes).expect("whole tags were replaced");
    blanked(&blanked(&text, "{#", "#}"), "<!--", "-->")
}

/// The text with everything from `open` to `close` as spaces.
fn blanked(text: &str, open: &str, close: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(open) {
        let end = rest[start..].find(close).map_or(rest.len(), |it| start + it + close.len());
        out.push_str(&rest[..start]);
        out.extend(std::iter::repeat_n(' ', end - start));
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

/// The beginning tags of a text, in order.
fn elements(text: &str) -> Vec<Element<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find('<').map(|it| it + at) {
        let name = word(&text[start + 1..]);
        at = start + 1 + name.len();
        if name.is_empty() {
            continue;
        }
        let (attributes, end) = attributes(text, at);
        found.push(Element { name, attributes, span: Span::new(start, start + 1 + name.len()) });
        at = end;
    }
    found
}

fn word(text: &str) -> &str {
    let end = text.find(|it: char| !(it.is_ascii_alphanumeric() || it == '-')).unwrap_or(text.len());
    if text.starts_with(|it: char| it.is_ascii_alphabetic()) { &text[..end] } else { "" }
}

/// The attributes from `at` up to `>`, and where they end.
fn attributes(text: &str, mut at: usize) -> (Vec<Attribute<'_>>, usize) {
    let mut found = Vec::new();
    loop {
        let rest = text[at..].trim_start_matches(|it: char| it.is_whitespace() || it == '/');
        at = text.len() - rest.len();
        if rest.is_empty() || rest.starts_with('>') || rest.starts_with('<') {
            return (found, at);
        }
        let end = rest.find(|it: char| it.is_whitespace() || "=></".contains(it)).unwrap_or(rest.len()).max(1);
        let end = (end..=rest.len()).find(|it| rest.is_char_boundary(*it)).unwrap_or(rest.len());
        let name = &rest[..end];
        let start = at;
        at += end;
        let value = value(text, &mut at);
        found.push(Attribute { name, value, span: Span::new(start, at) });
    }
}

/// The value after `=`, where there is one; moves `at` past it.
fn value<'a>(text: &'a str, at: &mut usize) -> &'a str {
    let Some(rest) = text[*at..].trim_start().strip_prefix('=') else { return "" };
    let rest = rest.trim_start();
    let begin = text.len() - rest.len();
    let (start, end) = match rest.chars().next() {
        Some(quote @ ('"' | '\'')) => (1, rest[1..].find(quote).map_or(rest.len(), |it| it + 1)),
        _ => (0, rest.find(|it: char| it.is_whitespace() || it == '>').unwrap_or(rest.len())),
    };
    *at = (begin + end + start).min(text.len());
    &rest[start..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let told = template(&"a.html".into(), text, &Allow { img: vec!["ok.example".into()], ..Allow::default() });
        let told: Vec<String> = told
            .iter()
            .map(|it| format!("{} {}", it.problem.code(), &text[it.at.span.expect("a span").range()]))
            .collect();
        assert_eq!(told, expected, "{text}");
    }

    #[test]
    fn what_other_sites_send_is_refused() {
        check("<script src=\"https://x.example/a.js\"></script>", &["T020 src=\"https://x.example/a.js\""]);
        check(
            "<link rel=stylesheet href=//x.example/a.css><a href=\"https://x.example/\">x</a>",
            &["T020 href=//x.example/a.css"],
        );
        check(
            "<img src=\"https://ok.example/a.png\" alt=\"\"><img alt='' src='HTTP://no.example/'>",
            &["T020 src='HTTP://no.example/'"],
        );
        check("<link rel=\"canonical\" href=\"https://x.example/\">{# <img src=\"//x\"> #}<!-- <script> -->", &[]);
    }

    #[test]
    fn what_the_policy_refuses() {
        check("<script type=\"application/ld+json\">{}</script><script>x</script>", &["T021 <script"]);
        check("<p style=\"x\" class=\"y\" onclick=z>", &["T022 style=\"x\"", "T023 onclick=z"]);
        check("<a href=\"javascript:x\">", &["T023 href=\"javascript:x\""]);
        check("<p{% if a < b %} class=\"{{ x }}\"{% endif %}>{{ <style/> }}", &[]);
        check("<style>", &["T022 <style"]);
    }

    #[test]
    fn style_sheets_ask_nobody() {
        let file: Arc<str> = "a.css".into();
        let text = "/* url(//no) */ a { b: url(\"https://x.example/f.woff2\") } @import '//y.example/a.css'; c { d: url(x.svg) }";
        let told = style(&file, text);
        let told: Vec<&str> = told.iter().map(|it| &text[it.at.span.expect("a span").range()]).collect();
        assert_eq!(told.len(), 2);
        assert_eq!(script(&file, "import {a} from \"https://x.example/a.js\"", &Allow::default()).len(), 1);
    }

    #[test]
    fn broken_html_ends() {
        for text in ["<", "<a", "<a b", "<a b=", "<a b='", "<a =>", "<a я=я>", "<!--", "<a b=\"<c", "{{"] {
            template(&"a.html".into(), text, &Allow::default());
        }
    }
}
