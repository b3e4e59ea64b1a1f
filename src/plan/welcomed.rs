//! What came to a term from elsewhere: events that it hosts and practices that it adopted (spec: pages.md §2).
//!
//! Its page shows twenty of each; where there are more, the full list stands below it. These items are not about the
//! term and count for nothing there.

use crate::content::vocabulary::TermId;
use crate::model::lists::List;
use crate::model::{DocId, Site};

/// What came from elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Welcomed {
    /// Events that take place there without being about it.
    Hosted,
    /// Practices of others that it adopted.
    Adopted,
}

impl Welcomed {
    /// Both, in the order of the page.
    pub const ALL: [Self; 2] = [Self::Hosted, Self::Adopted];

    /// The last part of its address, and its anchor on the page of the term.
    pub fn name(self) -> &'static str {
        match self {
            Self::Hosted => "hosted",
            Self::Adopted => "adopted",
        }
    }

    /// Key of its heading among the interface words.
    pub fn word(self) -> &'static str {
        match self {
            Self::Hosted => "hosted_here",
            Self::Adopted => "adopted_here",
        }
    }

    /// Address of the full list, where there is one.
    pub fn url(self, site: &Site, term: TermId) -> String {
        format!("{}{}/", site.term_url(term), self.name())
    }

    /// The items, newest first.
    pub fn ids(self, site: &Site, term: TermId) -> &[DocId] {
        let all = match self {
            Self::Hosted => &site.lists.hosted,
            Self::Adopted => &site.lists.adopted,
        };
        all.get(&term).map(Vec::as_slice).unwrap_or_default()
    }

    /// The items as a list that pages are cut from.
    pub fn list(self, site: &Site, term: TermId) -> List {
        let (mut dated, undated): (Vec<DocId>, Vec<DocId>) =
            self.ids(site, term).iter().partition(|it| site.when[**it as usize].is_some());
        dated.reverse();
        List { dated, undated }
    }
}
