//! Floor 2: all files together. Who may be seen, in which order, in which lists, and who refers to whom.
//!
//! Everything here is computed from scratch each time, from small numbers and no texts: it cannot be stale.
//! Read in this order: [`Input`] (what was read), [`state`] (who may be seen), [`refer`] (references become items),
//! [`lists`] (lists and terms), [`related`], then [`Site`], which holds it all.
//!
//! Withheld items are in no list, no count and no relation; nothing after this floor can leak them.

pub mod address;
pub mod chain;
pub mod lists;
pub mod refer;
pub mod related;
pub mod state;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::date::{Date, DateTime};
use crate::base::map::Map;
use crate::base::parallel;
use crate::base::problem::Found;
use crate::content::document::{Document, PartText};
use crate::content::figures::Figure;
use crate::content::picture::{Picture, PictureFault};
use crate::content::table::Parsed;
use crate::content::tables::Tables;
use crate::content::types::Type;
use crate::content::value::Value;
use crate::content::vocabulary::TermId;

use lists::Lists;
use refer::Relations;
use state::Visibility;

/// Place of a document in [`Input::documents`].
pub type DocId = u32;

/// Everything that was read, file by file.
#[derive(Debug, Clone, Default)]
pub struct Input {
    /// Articles and light records, by path, records in the order of writing.
    pub documents: Vec<Arc<Document>>,
    /// The home page's own text.
    pub home: Option<PartText>,
    /// Texts of sections, by index of the section.
    pub sections: BTreeMap<u16, PartText>,
    /// Texts of terms.
    pub terms: BTreeMap<TermId, PartText>,
    /// Files beside articles, under `content/data/` and in `static/`, by path from the root.
    pub files: BTreeMap<Arc<str>, FileInfo>,
}

/// What is known of a file that is no article.
#[derive(Debug, Clone, Default, serde::Serialize, serde::Deserialize)]
pub struct FileInfo {
    /// Bytes.
    pub size: u64,
    /// For pictures: what was measured, or why it could not be.
    pub picture: Option<Result<Picture, PictureFault>>,
    /// For CSV files.
    pub table: Option<Parsed>,
    /// For YAML files under `content/data/`.
    pub figures: Option<Vec<Figure>>,
}

/// How the site is looked at.
#[derive(Debug, Clone, Copy)]
pub struct Moment {
    /// Now, in the site's zone.
    pub now: DateTime,
    /// Whether drafts and embargoed items are shown.
    pub has_drafts: bool,
}

impl Moment {
    /// The day.
    pub fn today(&self) -> Date {
        self.now.date
    }
}

/// The site: ids only, no texts.
#[derive(Debug)]
pub struct Site {
    /// What was read.
    pub input: Arc<Input>,
    /// What it was read with.
    pub tables: Arc<Tables>,
    /// How it is looked at.
    pub moment: Moment,
    /// Whether each document may be seen.
    pub visibility: Vec<Visibility>,
    /// Address of each document from the site's root: `/news/x/`; empty for those that have none.
    pub urls: Vec<String>,
    /// When each document counts as: its date, or an event's beginning.
    pub when: Vec<Option<DateTime>>,
    /// Own terms of each document, without those above.
    pub terms: Vec<Box<[TermId]>>,
    /// References, back-links, trees.
    pub relations: Relations,
    /// Lists of visible documents.
    pub lists: Lists,
    /// Up to five related documents of each.
    pub related: Vec<Box<[DocId]>>,
    /// Documents by their file.
    pub by_file: Map<Arc<str>, DocId>,
    /// Documents by what people call them, for directives in texts.
    pub lookup: refer::Lookup,
}

/// The whole model.
pub fn site(input: &Arc<Input>, tables: &Arc<Tables>, moment: Moment) -> Found<Site> {
    let mut problems = Vec::new();
    let visibility: Vec<Visibility> = input.documents.iter().map(|it| state::visibility(it, &moment)).collect();
    let n = input.documents.len();
    let own = || {
        let when: Vec<Option<DateTime>> = input.documents.iter().map(|it| state::when(it, tables)).collect();
        let terms: Vec<Box<[TermId]>> = parallel::map(n, |it| own_terms(&input.documents[it], tables));
        (when, terms, address::urls(input, tables), by_file(input))
    };
    let (relations, (when, terms, urls, by_file)) =
        parallel::both(|| refer::relations(input, tables, &visibility), own);
    let relations = relations.take(&mut problems);
    let lists = lists::lists(&lists::Basis {
        input,
        tables,
        visibility: &visibility,
        when: &when,
        terms: &terms,
        relations: &relations,
        today: moment.today(),
    });
    let related = related::related(input, &lists, &terms, &relations, tables);
    let (input, tables) = (input.clone(), tables.clone());
    let lookup = refer::Lookup::default();
    let site =
        Site { input, tables, moment, visibility, urls, when, terms, relations, lists, related, by_file, lookup };
    state::judge(&site, &mut problems);
    chain::judge(&site, &mut problems);
    Found { value: site, problems }
}

/// Documents by their file; records of a list have none of their own.
fn by_file(input: &Input) -> Map<Arc<str>, DocId> {
    let articles = input.documents.iter().enumerate().filter(|(_, it)| !it.is_record);
    articles.map(|(at, it)| (it.file.clone(), at as DocId)).collect()
}

/// Terms of all taxonomies that sort an item: its top fields, not those inside records.
fn own_terms(document: &Document, tables: &Tables) -> Box<[TermId]> {
    let kind = tables.types.get(document.kind);
    let mut terms = Vec::new();
    for (at, value) in &document.fields {
        if !crate::content::document::sorts(&kind.fields[*at as usize]) {
            continue;
        }
        match value {
            Value::Term(term) => terms.push(*term),
            Value::List(items) => terms.extend(items.iter().filter_map(|it| match it {
                Value::Term(term) => Some(*term),
                _ => None,
            })),
            _ => {}
        }
    }
    terms.into()
}

impl Site {
    /// The document.
    pub fn document(&self, id: DocId) -> &Document {
        &self.input.documents[id as usize]
    }

    /// Its type.
    pub fn kind(&self, id: DocId) -> &Type {
        self.tables.types.get(self.document(id).kind)
    }

    /// Whether it may be seen.
    pub fn is_visible(&self, id: DocId) -> bool {
        self.visibility[id as usize].is_visible()
    }

    /// All visible documents.
    pub fn visible(&self) -> impl Iterator<Item = DocId> + '_ {
        (0..self.input.documents.len() as DocId).filter(|it| self.is_visible(*it))
    }

    /// The term's ancestors, nearest first.
    pub fn ancestors(&self, term: TermId) -> impl Iterator<Item = TermId> + '_ {
        std::iter::successors(self.tables.vocabularies.terms[term.0 as usize].parent, |it| {
            self.tables.vocabularies.terms[it.0 as usize].parent
        })
    }

    /// Address of a term's page from the site's root.
    pub fn term_url(&self, term: TermId) -> String {
        let it = &self.tables.vocabularies.terms[term.0 as usize];
        let taxonomy = &self.tables.vocabularies.taxonomies[it.taxonomy as usize];
        format!("/{}/{}/", taxonomy.path, it.id)
    }

    /// Whether a term has a page: it, one below, or coverage from above gives it an item, or it has text or phones
    /// (spec: pages.md §2).
    pub fn has_page(&self, term: TermId) -> bool {
        self.lists.has_page[term.0 as usize]
    }
}
