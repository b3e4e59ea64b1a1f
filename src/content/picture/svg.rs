//! SVG: the attributes of the root element; nothing else of it is read.

/// The root element.
pub struct Root<'a> {
    width: Option<&'a str>,
    height: Option<&'a str>,
    view_box: Option<&'a str>,
    /// Whether the file ends with the end of the root.
    pub is_closed: bool,
}

/// The root element, if the text is an SVG.
pub fn root(bytes: &[u8]) -> Option<Root<'_>> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if bytes.iter().find(|it| !it.is_ascii_whitespace()) != Some(&b'<') {
        return None;
    }
    let text = std::str::from_utf8(bytes).ok()?;
    let after = after_prologue(text)?;
    let inside = after.strip_prefix("<svg").or_else(|| after.strip_prefix("<svg:svg"))?;
    let mut root = Root { width: None, height: None, view_box: None, is_closed: false };
    let rest = attributes(inside, |name, value| match name {
        "width" => root.width = Some(value),
        "height" => root.height = Some(value),
        "viewBox" => root.view_box = Some(value),
        _ => {}
    })?;
    let end = text.trim_end();
    root.is_closed = rest.starts_with("/>") || end.ends_with("</svg>") || end.ends_with("</svg:svg>");
    Some(root)
}

/// The text from the first element on: after declaration, remarks and document type.
fn after_prologue(text: &str) -> Option<&str> {
    let mut rest = text.trim_start();
    loop {
        let end = match rest {
            _ if rest.starts_with("<?") => "?>",
            _ if rest.starts_with("<!--") => "-->",
            // Inkscape and Illustrator may declare entities inside: `<!DOCTYPE svg [ … ]>`.
            _ if rest.starts_with("<!") => match (rest.find('['), rest.find('>')) {
                (Some(open), Some(close)) if open < close => "]>",
                _ => ">",
            },
            _ => return Some(rest),
        };
        rest = rest[rest.find(end)? + end.len()..].trim_start();
    }
}

/// Hands each attribute to `take`; gives the text from the end of the tag on, if the tag ends.
fn attributes<'a>(mut rest: &'a str, mut take: impl FnMut(&'a str, &'a str)) -> Option<&'a str> {
    if !rest.starts_with(|it: char| it.is_whitespace() || it == '>' || it == '/') {
        return None;
    }
    loop {
        rest = rest.trim_start();
        if rest.starts_with('>') || rest.starts_with("/>") {
            return Some(rest);
        }
        let (name, value) = rest.split_once('=')?;
        let value = value.trim_start();
        let quote = value.chars().next().filter(|it| matches!(it, '"' | '\''))?;
        let (value, after) = value[1..].split_once(quote)?;
        take(name.trim_end(), value);
        rest = after;
    }
}

impl Root<'_> {
    /// Width and height in pixels, where both are stated so, or the sides of the view box.
    pub fn size(&self) -> Option<(u32, u32)> {
        let sides = self.view_box.and_then(sides);
        match (self.width.and_then(pixels), self.height.and_then(pixels), sides) {
            (Some(width), Some(height), _) => Some((whole(width)?, whole(height)?)),
            (Some(width), None, Some((w, h))) => Some((whole(width)?, whole(width * h / w)?)),
            (None, Some(height), Some((w, h))) => Some((whole(height * w / h)?, whole(height)?)),
            (None, None, Some((w, h))) => Some((whole(w)?, whole(h)?)),
            _ => None,
        }
    }
}

/// `24`, `24.5`, `24px`; other units depend on where the picture is shown.
fn pixels(text: &str) -> Option<f64> {
    let text = text.trim();
    let number: f64 = text.strip_suffix("px").unwrap_or(text).trim_end().parse().ok()?;
    (number.is_finite() && number > 0.0).then_some(number)
}

/// The sides of `viewBox="x y width height"`.
fn sides(text: &str) -> Option<(f64, f64)> {
    let mut parts = text.split(|it: char| it == ',' || it.is_whitespace()).filter(|it| !it.is_empty()).skip(2);
    Some((pixels(parts.next()?)?, pixels(parts.next()?)?))
}

/// At least one pixel, at most a million.
fn whole(number: f64) -> Option<u32> {
    (number.is_finite() && number <= 1e6).then(|| number.round().max(1.0) as u32)
}
