//! Links and pictures: which addresses are allowed, which are holes.

use std::ops::Range;

use super::door::{CowStr, Event, LinkType};
use super::limits;
use super::output::{escape_address, escape_attribute, percent_decoded};
use super::run::Picture;
use super::writer::Writer;
use crate::base::lang::Both;
use crate::base::problem::Problem;
use crate::base::typography;
use crate::content::body::HoleKind;

/// A link whose end has not come.
#[derive(Debug)]
pub(super) struct OpenLink {
    kind: Kind,
    /// What was to be seen before it.
    content: usize,
    start: usize,
    /// An address that stands as its own text.
    pub is_auto: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Inside,
    Foreign,
    Refused,
}

/// A picture whose end has not come: all inside it is its description.
#[derive(Debug)]
pub(super) struct OpenPicture {
    address: String,
    title: String,
    alt: String,
    depth: usize,
    range: Range<usize>,
}

/// What an address leads to.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Address<'t> {
    /// Nothing, or `#` alone.
    Empty,
    /// `javascript:` and all others that no reader expects.
    Forbidden(&'t str),
    /// Another site, a mail or a phone; its host where it has one.
    Foreign(Option<String>),
    /// The site itself.
    Inside,
}

/// Reads an address as a browser would, which ignores control characters in it.
pub(super) fn address(text: &str) -> Address<'_> {
    let text = text.trim();
    if text.is_empty() || text == "#" {
        return Address::Empty;
    }
    if let Some(rest) = text.strip_prefix("//") {
        return Address::Foreign(Some(host(rest)));
    }
    let scheme_end = text.find([':', '/', '?', '#']).filter(|it| text[*it..].starts_with(':'));
    let Some(end) = scheme_end else { return Address::Inside };
    let scheme = &text[..end];
    let is_scheme = scheme.chars().all(|it| it.is_ascii_alphanumeric() || "+-.".contains(it) || it.is_control());
    if !is_scheme || !scheme.starts_with(|it: char| it.is_ascii_alphabetic() || it.is_control()) {
        return Address::Inside;
    }
    let rest = &text[end + 1..];
    match scheme.to_ascii_lowercase().as_str() {
        "http" | "https" if rest.trim_start_matches('/').is_empty() => Address::Empty,
        "http" | "https" => Address::Foreign(Some(host(rest.trim_start_matches('/')))),
        "mailto" | "tel" if rest.is_empty() => Address::Empty,
        "mailto" | "tel" => Address::Foreign(None),
        _ => Address::Forbidden(scheme),
    }
}

fn host(rest: &str) -> String {
    let end = rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len());
    let host = rest[..end].rsplit('@').next().unwrap_or_default();
    host.split(':').next().unwrap_or_default().to_lowercase()
}

impl<'a> Writer<'a> {
    pub fn start_link(&mut self, kind: LinkType, dest: &str, title: &str, range: Range<usize>) {
        self.run.depth += 1;
        self.count_link(&range);
        let is_mail = kind == LinkType::Email;
        let content = self.run.content;
        let mut link = OpenLink { kind: Kind::Refused, content, start: range.start, is_auto: false };
        link.is_auto = is_mail || kind == LinkType::Autolink;
        let found = if is_mail { Address::Foreign(None) } else { address(dest) };
        match found {
            Address::Empty => self.tell(range, Problem::EmptyLink {}),
            Address::Forbidden(scheme) => {
                let scheme = scheme.chars().filter(|it| !it.is_control()).collect();
                self.tell(range, Problem::ForbiddenScheme { scheme });
            }
            Address::Foreign(_) => {
                link.kind = Kind::Foreign;
                self.run.markup_with(|out| {
                    out.push_str(if is_mail { "<a href=\"mailto:" } else { "<a href=\"" });
                    escape_address(out, dest.trim());
                    if !title.is_empty() {
                        out.push_str("\" title=\"");
                        escape_attribute(out, title);
                    }
                    out.push_str("\">");
                });
            }
            Address::Inside => {
                link.kind = Kind::Inside;
                let (path, fragment) = match dest.trim().split_once('#') {
                    Some((path, fragment)) => (path, Some(fragment)),
                    None => (dest.trim(), None),
                };
                let kind = HoleKind::LinkOpen {
                    path: percent_decoded(path).into(),
                    fragment: fragment.map(percent_decoded).filter(|it| !it.is_empty()).map(String::into_boxed_str),
                    title: Some(title).filter(|it| !it.is_empty()).map(Box::from),
                };
                self.run.hole(self.cut.span(range), kind);
            }
        }
        self.link = Some(link);
    }

    pub fn end_link(&mut self, range: Range<usize>) {
        self.close_tags(self.run.depth);
        self.run.depth = self.run.depth.saturating_sub(1);
        let Some(link) = self.link.take() else { return };
        match link.kind {
            Kind::Inside => self.run.hole(self.cut.span(range.clone()), HoleKind::LinkClose),
            Kind::Foreign => self.run.markup("</a>"),
            Kind::Refused => return,
        }
        if self.run.content == link.content {
            self.tell(link.start..range.end, Problem::LinkWithoutText {});
        }
    }

    pub fn start_picture(&mut self, address: CowStr<'a>, title: CowStr<'a>, range: Range<usize>) {
        self.count_link(&range);
        let (address, title) = (address.into_string(), title.into_string());
        self.picture = Some(OpenPicture { address, title, alt: String::new(), depth: 1, range });
    }

    fn count_link(&mut self, range: &Range<usize>) {
        self.n_links += 1;
        if self.n_links > limits::LINKS && !self.is_refused {
            self.is_refused = true;
            self.tell(range.clone(), Problem::TooManyLinks { limit: limits::LINKS as u64 });
        }
    }

    /// Gathers the description; true when the event was part of the picture.
    pub fn picture_event(&mut self, event: &Event<'a>, range: &Range<usize>) -> bool {
        let Some(picture) = &mut self.picture else { return false };
        match event {
            Event::Text(text) | Event::Code(text) => picture.alt.push_str(text),
            Event::SoftBreak | Event::HardBreak => picture.alt.push(' '),
            Event::Start(_) => picture.depth += 1,
            Event::End(_) => picture.depth -= 1,
            _ => {}
        }
        if picture.depth == 0 {
            let at = range.start;
            if let Some(it) = self.picture.take() {
                self.finish_picture(it, at);
            }
        }
        true
    }

    fn finish_picture(&mut self, picture: OpenPicture, at: usize) {
        let OpenPicture { address: written, title, alt, range, .. } = picture;
        let span = self.cut.span(range.clone());
        let is_decorative = title == "decorative";
        let caption = if is_decorative { String::new() } else { title };
        let alt = if is_decorative { String::new() } else { self.typographed(alt.trim()) };
        let has_alt = !alt.is_empty();
        if !has_alt && !is_decorative && address(&written) != Address::Empty {
            let record = Both::new(format!("![что на снимке]({written})"), format!("![what it shows]({written})"));
            let decorative = Both::same(&format!("![]({written} \"decorative\")"));
            self.tell(range.clone(), Problem::PictureWithoutAlt { record, decorative });
        }
        let mut made = Picture { span, hole: None, markup: String::new(), caption };
        match address(&written) {
            Address::Empty => return self.tell(range, Problem::EmptyPicture {}),
            Address::Forbidden(scheme) => {
                return self.tell(range, Problem::ForbiddenScheme { scheme: scheme.to_owned() });
            }
            Address::Foreign(host) => {
                let host = host.unwrap_or_default();
                if !self.rules.allow_img.iter().any(|it| it.eq_ignore_ascii_case(&host)) {
                    return self.tell(range, Problem::ForeignPicture { host });
                }
                made.markup.push_str("<img src=\"");
                escape_address(&mut made.markup, written.trim());
                made.markup.push_str("\" alt=\"");
                escape_attribute(&mut made.markup, &alt);
                made.markup.push_str("\" loading=\"lazy\">");
            }
            Address::Inside => {
                made.hole = Some(HoleKind::Image {
                    path: percent_decoded(written.trim()).into(),
                    alt: alt.into(),
                    is_decorative,
                });
            }
        }
        self.run.picture(made, at, has_alt);
    }

    /// A text of an attribute or caption by the rules of the language.
    pub fn typographed(&self, text: &str) -> String {
        if self.has_typography() { typography::text(text).into_owned() } else { text.to_owned() }
    }

    /// A picture alone in its paragraph.
    pub fn write_figure(&mut self) {
        let Some(mut picture) = self.run.pictures.pop() else { return };
        self.run.clear();
        let caption = self.typographed(&std::mem::take(&mut picture.caption));
        self.out.raw("<figure>\n");
        picture.write(&mut self.out);
        if !caption.is_empty() {
            self.out.raw("\n<figcaption>");
            self.out.text(&caption);
            self.out.raw("</figcaption>");
        }
        self.out.raw("\n</figure>\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        assert_eq!(address(" # "), Address::Empty);
        assert_eq!(address("https://"), Address::Empty);
        assert_eq!(address("JavaScript:alert(1)"), Address::Forbidden("JavaScript"));
        assert!(matches!(address("java\tscript:alert(1)"), Address::Forbidden(_)));
        assert!(matches!(address("\u{1}javascript:alert(1)"), Address::Forbidden(_)));
        assert_eq!(address("data:text/html,x"), Address::Forbidden("data"));
        assert_eq!(address("//А.рф:80/x"), Address::Foreign(Some("а.рф".to_owned())));
        assert_eq!(address("https://a@b.c/x"), Address::Foreign(Some("b.c".to_owned())));
        assert_eq!(address("tel:112"), Address::Foreign(None));
        assert_eq!(address("../a.md#b:c"), Address::Inside);
        assert_eq!(address("итоги: год.md"), Address::Inside);
    }
}
