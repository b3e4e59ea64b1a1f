//! Which file makes an output: for faults that name both at one address.

use std::sync::Arc;

use crate::base::span::Span;
use crate::content::vocabulary::{TermId, TermPlace};
use crate::model::Site;

use super::Output;

/// The file and the place in it that make an output.
pub fn owner(site: &Site, output: &Output) -> (Arc<str>, Option<Span>) {
    let settings = || (Arc::from("svod.yaml"), None);
    let document = |id: u32| (site.document(id).file.clone(), Some(site.document(id).at));
    match output {
        Output::Article(id) | Output::Withdrawn(id) | Output::Relation(id, ..) => document(*id),
        Output::Term(term, _) | Output::TermSection(term, ..) => term_file(site, *term),
        Output::Pair(pair, _) => term_file(site, site.lists.pairs[*pair as usize].first),
        Output::Copy(file) | Output::Redirect(_, file) => (file.clone(), None),
        Output::Home => (site.input.home.as_ref().map_or_else(|| Arc::from("svod.yaml"), |it| it.file.clone()), None),
        Output::Section(at, _) => {
            (site.input.sections.get(at).map_or_else(|| Arc::from("svod.yaml"), |it| it.file.clone()), None)
        }
        Output::Terms(_) | Output::Year(..) | Output::Month(..) | Output::NotFound | Output::ThemeAsset(_) => {
            settings()
        }
    }
}

/// Where a term is declared.
pub fn term_file(site: &Site, term: TermId) -> (Arc<str>, Option<Span>) {
    match &site.tables.vocabularies.terms[term.0 as usize].place {
        TermPlace::File { file, span } => (file.clone(), Some(*span)),
        TermPlace::Embedded => (Arc::from("svod.yaml"), None),
    }
}
