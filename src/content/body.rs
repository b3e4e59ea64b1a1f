//! A body after Markdown: HTML with holes, like object code with relocations.
//!
//! What depends on other files (addresses of links, sizes of pictures, rows of data files) is a typed [`Hole`];
//! the model fills it. So an address can change without parsing again who refers to it, and HTML is never searched.

use std::borrow::Cow;

use crate::base::span::{Span, Spanned};

use super::types::TypeId;
use super::value::{Uses, Value};
use super::vocabulary::TermId;

/// The body of one article.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, serde::Serialize, serde::Deserialize)]
pub struct Body {
    /// HTML without the text of the holes.
    pub html: String,
    /// Holes in the order of their places in `html`.
    pub holes: Vec<Hole>,
    /// Headings in order, for the outline.
    pub headings: Vec<Heading>,
    /// Other `id`s that a link can lead to (`{#id}`, raw HTML, footnotes), with the place of their making; until
    /// [`Body::shrink`] those of headings too.
    pub anchors: Vec<Spanned<String>>,
    /// The first paragraph as plain text with typography (no-break spaces kept), without footnote marks;
    /// captions, quotes, lists, tables and one that repeats the title do not count. None when there is none.
    pub first_paragraph: Option<String>,
}

impl Body {
    /// Whether a link can lead to that `id`.
    pub fn has_anchor(&self, id: &str) -> bool {
        self.ids().any(|it| it == id)
    }

    /// Every `id` that a link can lead to.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.headings.iter().map(|it| it.id.as_str()).chain(self.anchors.iter().map(|it| it.value.as_str()))
    }

    /// Gives back the room for growth, and what is said twice: bodies are held until the site is written.
    pub fn shrink(&mut self) {
        let mut headings = self.headings.iter().map(|it| it.id.as_str()).peekable();
        // Both stand in the order of the text.
        self.anchors.retain(|it| headings.next_if_eq(&it.value.as_str()).is_none());
        self.html.shrink_to_fit();
        self.holes.shrink_to_fit();
        self.headings.shrink_to_fit();
        self.anchors.shrink_to_fit();
    }
}

/// A place in [`Body::html`] that only the whole site can fill.
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct Hole {
    /// Byte of `html` before which the text goes.
    pub at: u32,
    /// Where it was written in the file.
    pub span: Span,
    /// What goes there.
    pub kind: HoleKind,
}

/// What fills a hole.
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum HoleKind {
    /// `<a href="…">` of a link inside the site (relative, from `/`, or `#anchor`), as written, percent-decoded.
    /// A link to a withheld page fills as nothing, and so does its [`HoleKind::LinkClose`].
    LinkOpen {
        /// Path before `#`; empty for `#anchor` alone.
        path: Box<str>,
        /// After `#`, without it.
        fragment: Option<Box<str>>,
        /// The title attribute.
        title: Option<Box<str>>,
    },
    /// `</a>` of the nearest open link.
    LinkClose,
    /// `<img …>` of a picture of the site.
    Image {
        /// As written, percent-decoded; never a foreign address.
        path: Box<str>,
        /// Alternative text, empty when decorative.
        alt: Box<str>,
        /// True for `"decorative"`.
        is_decorative: bool,
    },
    /// A whole table (`content::table::html`) of a data file beside the article or under `content/data/`.
    Table {
        /// As written.
        path: Box<str>,
        /// How to make it.
        options: Box<TableOptions>,
    },
    /// A whole `<video>`: sources are files of the site.
    Video {
        /// The film, as written.
        src: Box<str>,
        /// Picture before it plays.
        poster: Option<Box<str>>,
        /// WebVTT file.
        captions: Option<Box<str>>,
        /// Accessible name.
        title: Option<Box<str>>,
    },
    /// Items of the site and the way to all of them.
    List(Box<ListQuery>),
    /// Whom to call: an organisation as written; None for the site's own office.
    Contacts {
        /// As written.
        organisation: Option<Box<str>>,
    },
    /// Figures of a data file under `content/data/`.
    Counters {
        /// As written.
        path: Box<str>,
        /// Ids of those wanted, in the order wanted; empty for all.
        only: Box<[Spanned<String>]>,
    },
    /// A directive of the site's own; what stands up to [`HoleKind::OwnClose`] is its text.
    OwnOpen(Box<OwnInsert>),
    /// Its end.
    OwnClose,
    /// A word of the interface (`strings/*.yaml`), by its key; it may stand in an attribute: escape its quotes too.
    Word(Cow<'static, str>),
}

impl HoleKind {
    /// Whether what fills it depends on the names of other items.
    pub fn is_live(&self) -> bool {
        matches!(self, HoleKind::Contacts { .. } | HoleKind::OwnOpen(_))
    }
}

/// Which items a list shows.
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct ListQuery {
    /// Of one section.
    pub section: Option<u16>,
    /// Of one type.
    pub kind: Option<TypeId>,
    /// Of some term of each of these.
    pub terms: Box<[Box<[TermId]>]>,
    /// With this choice of the type's `status`.
    pub status: Option<u16>,
    /// At most so many.
    pub limit: u16,
    /// In which order.
    pub order: ListOrder,
}

/// The order of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum ListOrder {
    /// Newest first, then undated ones by title.
    Newest,
    /// Oldest first, then undated ones by title.
    Oldest,
    /// By title.
    Title,
    /// Events that are not over, soonest first.
    Coming,
}

/// A directive of the site's own as it was written.
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct OwnInsert {
    /// Its place in `Directives::own`.
    pub directive: u16,
    /// What was written, by index of its fields.
    pub values: Vec<(u16, Value)>,
    /// What the values refer to.
    pub uses: Uses,
}

/// How a table is shown and what is checked of it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, serde::Serialize, serde::Deserialize)]
pub struct TableOptions {
    /// Caption, plain text.
    pub caption: Option<String>,
    /// Expected sum as written: column name (None: the last numeric column) and value.
    pub totals: Vec<(Option<String>, Spanned<String>)>,
    /// Where `share` was written: a note «из-за округления» is wanted where shares do not make 100.
    pub share: Option<Span>,
    /// Whether its texts are set by the rules of Russian typography.
    pub has_typography: bool,
}

/// One heading of a body.
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct Heading {
    /// 2 to 6.
    pub level: u8,
    /// Its `id`.
    pub id: String,
    /// Plain text with typography.
    pub text: String,
}
