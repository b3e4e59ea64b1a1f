//! Whether HTML is well-formed: for the tests and for the fuzzer, which reads this very file.

/// Whether HTML nests: every element is closed in its place, and no block stands in a paragraph.
pub fn nests(html: &str) -> Result<(), String> {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        if rest[..at].contains('>') {
            return Err(format!("a bare > in {:?}", &rest[..at]));
        }
        rest = &rest[at + 1..];
        // Values have their `>` escaped.
        let end = rest.find('>').ok_or("a tag without end")?;
        let tag = &rest[..end];
        rest = &rest[end + 1..];
        let name = tag.trim_start_matches('/').split(' ').next().unwrap_or_default();
        if tag.matches('"').count() % 2 == 1 || tag.contains('<') || name.is_empty() {
            return Err(format!("a broken tag <{tag}>"));
        }
        if let Some(name) = tag.strip_prefix('/') {
            match open.pop() {
                Some(it) if it == name => {}
                other => return Err(format!("</{name}> closes {other:?}")),
            }
            continue;
        }
        let is_block = matches!(
            name,
            "p" | "ul"
                | "ol"
                | "li"
                | "div"
                | "table"
                | "figure"
                | "blockquote"
                | "details"
                | "pre"
                | "aside"
                | "section"
                | "hr"
                | "h2"
        );
        if is_block && open.iter().any(|it| matches!(*it, "p" | "summary" | "h2" | "a" | "b" | "em" | "label")) {
            return Err(format!("<{name}> inside {open:?}"));
        }
        if !matches!(name, "br" | "hr" | "img" | "input") {
            open.push(name);
        }
    }
    if open.is_empty() { Ok(()) } else { Err(format!("open at the end: {open:?}")) }
}
