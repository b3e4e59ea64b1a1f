//! Markdown becomes [`Body`]: HTML with holes, every fault of it at its place in the file.
//!
//! One pass: [`door`] gives events, [`writer`] turns blocks into HTML, [`run`] keeps inline content back until its
//! block ends (typography sees a whole paragraph), [`link`] reads addresses, [`html`] reads raw HTML strictly,
//! [`blocks`] writes directives, [`inserts`] those that show other parts of the site, [`paste`] finds what a pasted text brings along.
//! Whatever the input: no panic, time linear in its length, and the HTML is well-formed.
//! Nothing here knows a second file: links, pictures and data are holes.
//!
//! Begin with [`body`].

mod blocks;
mod door;
mod footnotes;
mod glossary;
mod html;
mod ids;
mod inserts;
mod limits;
mod link;
mod output;
mod paste;
mod run;
mod tables;
mod tag;
mod writer;

#[cfg(test)]
mod nests;
#[cfg(test)]
mod tests;

use std::sync::Arc;

pub use self::glossary::Glossary;
pub use self::output::percent_decoded;
use self::writer::{Mode, Writer};
use super::body::Body;
use super::directive::{self, Directives};
use super::tables::Tables;
use crate::base::lang::Lang;
use crate::base::problem::{Diagnostic, Found};

/// Keys of the interface words that bodies ask for by [`HoleKind::Word`](super::body::HoleKind::Word).
pub const WORDS: &[&str] = &[
    "table",
    "table_total",
    "table_rounding",
    "photo_by",
    "video_text",
    "footnotes",
    "footnote",
    "footnote_back",
    "note_note",
    "note_info",
    "note_important",
    "note_example",
    "note_tip",
    "note_warning",
    "note_caution",
];

/// What the site says about its texts.
#[derive(Debug, Clone, Copy)]
pub struct Rules<'a> {
    /// The language of the site.
    pub lang: Lang,
    /// Whether Russian typography is applied (never to other languages).
    pub typography: bool,
    /// Abbreviations that are explained at their first use.
    pub glossary: &'a Glossary,
    /// Other sites whose pictures may be shown (`allow.img` of svod.yaml).
    pub allow_img: &'a [String],
    /// The article's title, which the first paragraph should not repeat.
    pub title: &'a str,
    /// Ids that the page uses itself (anchors of the passport); headings give way to them.
    pub reserved: &'a [&'a str],
    /// What the values of directives are checked with; None: there is no site around, and the text holds none that
    /// ask for more than the text itself.
    pub site: Option<&'a Tables>,
}

impl<'a> Rules<'a> {
    fn directives(&self) -> &'a Directives {
        self.site.map_or(Directives::built_in(), |it| &it.directives)
    }
}

/// The body of an article: `text` begins at byte `offset` of `file`.
pub fn body(file: &Arc<str>, text: &str, offset: usize, rules: &Rules<'_>) -> Found<Body> {
    convert(file, text, offset, rules, Mode::Body)
}

/// Markdown in a field of front matter: paragraphs, lists, tables; no footnotes, and headings have no ids.
pub fn fragment(file: &Arc<str>, text: &str, offset: usize, rules: &Rules<'_>) -> Found<Body> {
    convert(file, text, offset, rules, Mode::Fragment)
}

/// One line of Markdown: emphasis and links, no blocks, no `<p>` around it.
pub fn inline(file: &Arc<str>, text: &str, offset: usize, rules: &Rules<'_>) -> Found<Body> {
    convert(file, text, offset, rules, Mode::Inline)
}

fn convert(file: &Arc<str>, text: &str, offset: usize, rules: &Rules<'_>, mode: Mode) -> Found<Body> {
    let mut problems: Vec<Diagnostic> = Vec::new();
    if let Some((span, problem)) = limits::refusal(text) {
        problems.push(Diagnostic::new(file, span.moved(offset), problem));
        return Found { value: Body::default(), problems };
    }
    let cut = match mode {
        Mode::Inline => directive::whole(text, offset),
        _ => directive::cut(file, (text, offset), rules.directives(), &mut problems),
    };
    let mut broken = Vec::new();
    let mut hear = |label: &str, range: std::ops::Range<usize>| broken.push((label.to_owned(), range));
    let mut writer = Writer::new(file, &cut, rules, mode, problems);
    for (event, range) in door::events(&cut.text, mode == Mode::Body, &mut hear) {
        writer.event(event, range);
        if writer.is_refused {
            return Found { value: Body::default(), problems: writer.problems };
        }
    }
    writer.finish(broken)
}
