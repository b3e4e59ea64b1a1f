//! HTML that svod itself writes into views: bodies with their holes filled. Nothing here is searched or parsed.

use crate::content::body::{Body, Hole, HoleKind, TableOptions};
use crate::content::table;
use crate::model::Site;
use crate::plan::fill::{FilePlace, Fill};

use super::view::Img;
use super::words::Words;

/// What bodies are filled with.
pub struct Html<'a> {
    /// The site.
    pub site: &'a Site,
    /// Words and addresses.
    pub words: &'a Words<'a>,
}

impl Html<'_> {
    /// A Markdown field with `fills` in its holes, one each.
    pub fn field(&self, body: &Body, fills: &[Fill]) -> String {
        let mut out = String::with_capacity(body.html.len() + 64 * body.holes.len());
        let (mut from, mut is_open) = (0, false);
        for (hole, fill) in body.holes.iter().zip(fills) {
            out.push_str(&body.html[from..hole.at as usize]);
            out.push_str(&self.piece(hole, fill, &mut is_open));
            from = hole.at as usize;
        }
        out.push_str(&body.html[from..]);
        out
    }

    /// What goes into a hole, but for those that show other parts of the site; `is_open` tells whether a link is.
    pub fn piece(&self, hole: &Hole, fill: &Fill, is_open: &mut bool) -> String {
        let mut out = String::new();
        match (&hole.kind, fill) {
            (HoleKind::LinkOpen { title, .. }, Fill::Link(url)) => {
                *is_open = true;
                self.link(url, title.as_deref(), &mut out);
            }
            (HoleKind::LinkOpen { .. }, _) => *is_open = false,
            (HoleKind::LinkClose, _) if *is_open => {
                *is_open = false;
                out.push_str("</a>");
            }
            (HoleKind::Image { alt, .. }, Fill::File(place)) => self.image(place, alt, &mut out),
            (HoleKind::Table { options, .. }, Fill::File(place)) => {
                let table = self.site.input.files.get(&place.file).and_then(|it| it.table.as_ref()).map(|it| &it.table);
                table.into_iter().for_each(|it| out.push_str(&self.table(it, options)));
            }
            (HoleKind::Video { title, .. }, Fill::Video(places)) => self.video(title.as_deref(), places, &mut out),
            (HoleKind::Word(key), _) => escape(&self.words.strings.say(key, &[]), &mut out),
            _ => {}
        }
        out
    }

    fn link(&self, url: &str, title: Option<&str>, out: &mut String) {
        out.push_str("<a href=\"");
        if url.starts_with('#') {
            let mut encoded = String::new();
            super::words::percent_encode(url, &mut encoded);
            escape(&encoded, out);
        } else {
            escape(&self.words.url(url), out);
        }
        if let Some(title) = title {
            out.push_str("\" title=\"");
            escape(title, out);
        }
        out.push_str("\">");
    }

    fn image(&self, place: &FilePlace, alt: &str, out: &mut String) {
        let image = self.img(place, alt);
        out.push_str("<img src=\"");
        escape(&image.src, out);
        out.push_str("\" alt=\"");
        escape(alt, out);
        out.push('"');
        if let (Some(width), Some(height)) = (image.width, image.height) {
            out.push_str(&format!(" width=\"{width}\" height=\"{height}\""));
        }
        out.push_str(" loading=\"lazy\">");
    }

    /// A picture for a view.
    pub fn img(&self, place: &FilePlace, alt: &str) -> Img {
        let picture = self.site.input.files.get(&place.file).and_then(|it| it.picture.as_ref()?.as_ref().ok());
        let size = picture.and_then(|it| it.size);
        Img {
            src: self.words.url(&place.url),
            alt: alt.to_owned(),
            width: size.map(|it| it.width),
            height: size.map(|it| it.height),
        }
    }

    /// A table of figures, in a region that can be scrolled.
    pub fn table(&self, it: &table::Table, options: &TableOptions) -> String {
        let say = |key: &str| self.words.strings.say(key, &[]);
        let (label, total, rounding) = (say("table"), say("table_total"), say("table_rounding"));
        let words = table::Words { lang: self.words.lang, label: &label, total: &total, rounding: &rounding };
        table::html(it, options, &words)
    }

    fn video(&self, title: Option<&str>, places: &[Option<FilePlace>], out: &mut String) {
        let at = |index: usize| places.get(index).and_then(Option::as_ref).map(|it| self.words.url(&it.url));
        out.push_str("<video controls preload=\"none\" src=\"");
        at(0).iter().for_each(|it| escape(it, out));
        if let Some(poster) = at(1) {
            out.push_str("\" poster=\"");
            escape(&poster, out);
        }
        if let Some(title) = title {
            out.push_str("\" aria-label=\"");
            escape(title, out);
        }
        out.push_str("\">");
        if let Some(captions) = at(2) {
            out.push_str("<track kind=\"captions\" default srclang=\"");
            out.push_str(self.words.lang.code());
            out.push_str("\" label=\"");
            escape(&self.words.strings.say("captions", &[]), out);
            out.push_str("\" src=\"");
            escape(&captions, out);
            out.push_str("\">");
        }
        out.push_str("</video>");
    }
}

/// Text for HTML, in content and in attributes.
pub fn escape(text: &str, out: &mut String) {
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        let entity = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => continue,
        };
        out.push_str(&text[from..at]);
        out.push_str(entity);
        from = at + 1;
    }
    out.push_str(&text[from..]);
}
