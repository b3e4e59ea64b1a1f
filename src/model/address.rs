//! Addresses of documents, and what may not stand at one (spec: pages.md §1).
//!
//! Addresses here begin at the site's root, without the path of `base_url`: that is put before them when a page is
//! rendered.

use crate::content::tables::Tables;
use crate::content::types::Type;

use super::Input;

/// The address of every document; empty where its slug is empty.
pub fn urls(input: &Input, tables: &Tables) -> Vec<String> {
    let url = |it: &crate::content::document::Document| {
        let section = &tables.config.sections[it.section as usize];
        match (it.slug.is_empty(), section.path.is_empty()) {
            (true, _) => String::new(),
            (false, true) => format!("/{}/", it.slug),
            (false, false) => format!("/{}/{}/", section.path, it.slug),
        }
    };
    input.documents.iter().map(|it| url(it)).collect()
}

/// Words that are pages of every section or term: an item may not take them (spec: pages.md §1).
pub fn is_reserved(slug: &str, kind: &Type) -> bool {
    let is_year = slug.len() == 4 && slug.bytes().all(|it| it.is_ascii_digit());
    slug == "page"
        || is_year && !kind.is_root
        || slug == "table" && kind.columns().next().is_some()
        || slug == "past" && kind.is_event
        || slug == "passport" && kind.id == "practice"
        || kind.lists.iter().any(|it| choice_path(kind, *it) == slug)
}

/// The part of an address that stands for a field whose choices have lists.
pub fn choice_path(kind: &Type, field: u16) -> String {
    kind.fields[field as usize].key.replace('_', "-")
}
