//! `--keep-going`: what stands in for files that are broken.
//!
//! The last good version that the cache knows, but only where the broken file itself says readably that it is not
//! withheld: nothing is published because of a mistake. Otherwise the item is left out.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::cache::index::SourceRow;
use super::cache::{Cache, Facts};
use super::load::{Bodies, Loaded};
use super::memory::Memory;
use crate::base::hash::Hash128;
use crate::base::problem::{Diagnostic, Severity};
use crate::content::document::Document;
use crate::model::{Input, Site};

/// The input without what is broken in it, and its bodies.
pub fn rest(loaded: &Loaded, site: &Site, problems: &[Diagnostic], memory: &Memory) -> (Arc<Input>, Bodies) {
    let errors = problems.iter().filter(|it| it.severity == Severity::Error);
    let broken: BTreeSet<&str> = errors.map(|it| &*it.at.file).collect();
    let mut bodies = loaded.bodies.shared();
    let mut documents = loaded.input.documents.clone();
    for (id, document) in documents.iter_mut().enumerate().filter(|(_, it)| broken.contains(&*it.file)) {
        let is_shown = site.visibility[id].is_visible() && !document.is_record;
        match is_shown.then(|| good(document, (memory, loaded.tables.hash))).flatten() {
            Some((good, cache, row)) => {
                bodies.put(id, (cache, row), good.html);
                *document = Arc::from(good);
            }
            // Withheld, not gone: one that is gone would be a word in the pages that name it, with its slug to read.
            None => Arc::make_mut(document).state.is_unreadable = true,
        }
    }
    let input = Input {
        documents,
        home: loaded.input.home.clone().filter(|it| !broken.contains(&*it.file)),
        sections: loaded.input.sections.clone().into_iter().filter(|it| !broken.contains(&*it.1.file)).collect(),
        terms: loaded.input.terms.clone().into_iter().filter(|it| !broken.contains(&*it.1.file)).collect(),
        files: loaded.input.files.clone(),
    };
    (Arc::new(input), bodies)
}

/// The last good version of a document and what the cache knows of it.
fn good<'a>(
    document: &Document,
    (memory, tables): (&'a Memory, Hash128),
) -> Option<(Box<Document>, &'a Cache, SourceRow)> {
    // Numbers of terms and types mean something only with the tables that they were read with.
    let cache = memory.cache.filter(|it| it.summary.tables == tables)?;
    let row = cache.index.source(cache.index.find_source(&document.file)?);
    match cache.facts(&row, false)? {
        (Facts::Document(it), _) => Some((it, cache, row)),
        (Facts::File(_) | Facts::Bytes(_), _) => None,
    }
}
