//! Ids of one page: each once.

use crate::base::map::Map;
use crate::base::slug::slug;
use crate::base::span::{Span, Spanned};

/// Ids of the parts that a theme puts around a text: a heading of the same words is numbered. One that a person writes
/// is theirs.
const OF_THE_PAGE: [&str; 21] = [
    "anyway",
    "children",
    "contact",
    "corrections",
    "documents",
    "events",
    "files",
    "galleries",
    "gallery",
    "list",
    "main",
    "menu",
    "news",
    "organisations",
    "outline",
    "parts",
    "passport",
    "practices",
    "related",
    "services",
    "successors",
];

/// The ids in use, and the anchors they make.
#[derive(Debug, Default)]
pub(super) struct Ids {
    /// Id and the last number given to its namesakes.
    used: Map<String, u32>,
    pub anchors: Vec<Spanned<String>>,
}

impl Ids {
    pub fn reserve(&mut self, ids: &[&str]) {
        for it in ids {
            self.used.insert((*it).to_owned(), 1);
        }
    }

    /// An id for a heading: the slug of its words, numbered from the second on.
    pub fn heading(&mut self, text: &str, span: Span) -> String {
        let base = slug(text);
        let base = if base.is_empty() { "section".to_owned() } else { base };
        let mut id = base.clone();
        while self.used.contains_key(&id) || OF_THE_PAGE.contains(&id.as_str()) {
            let number = self.used.entry(base.clone()).or_insert(1);
            *number += 1;
            id = format!("{base}-{number}");
        }
        self.take(&id, span);
        id
    }

    /// Takes an id that was written; false when the page has it already.
    pub fn written(&mut self, id: &str, span: Span) -> bool {
        !self.used.contains_key(id) && {
            self.take(id, span);
            true
        }
    }

    /// An anchor that svod names itself, in a way no one else can.
    pub fn anchor(&mut self, id: String, span: Span) {
        self.anchors.push(Spanned::new(id, span));
    }

    fn take(&mut self, id: &str, span: Span) {
        self.used.insert(id.to_owned(), 1);
        self.anchor(id.to_owned(), span);
    }
}

/// Whether a person may use `id`: no spaces, and not what footnotes use.
pub(super) fn is_valid(id: &str) -> bool {
    let is_ours = id.starts_with("fn_") || id.starts_with("fnref_");
    !id.is_empty() && !is_ours && !id.contains(|it: char| it.is_whitespace() || it.is_control())
}
