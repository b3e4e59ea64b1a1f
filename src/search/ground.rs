//! What the files of the index say of documents beside their words, and the order in which all is numbered.
//!
//! Begin with [`Ground::new`]; [`Names`] are the words that a document shows and other files hold.

use std::sync::OnceLock;

use crate::base::hash::Hash128;
use crate::base::json;
use crate::base::parallel;
use crate::content::document::Document;
use crate::content::vocabulary::TermId;
use crate::model::refer::Target;
use crate::model::{DocId, Site, own_terms};

use super::analysis::{self, Markup};
use super::cards;
use super::facets::Facets;
use super::order::Order;
use super::wire;

/// What the files say beside what documents do.
#[derive(Clone, Copy)]
pub struct Frame<'a> {
    /// An address from the site's root as pages write it.
    pub url: &'a (dyn Fn(&str) -> String + Sync),
    /// Groups of words that may stand for each other.
    pub synonyms: &'a [Vec<String>],
}

/// How many files keep how much.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub struct Sizes {
    /// Postings.
    pub n_postings: u32,
    /// Keys of settled documents.
    pub n_settled: u32,
}

/// Postings of a shard on average, at most.
const SHARD: u32 = 2048;
/// Keys of a file of the lexicon on average, at most.
const LEXICON: u32 = 512;

impl Sizes {
    /// Files of terms.
    pub fn shards(self) -> u32 {
        wire::n_files(self.n_postings as usize, SHARD)
    }

    /// Files of rests.
    pub fn rests(self) -> u32 {
        self.shards() * 4
    }

    /// Files of the lexicon by beginnings, and by ends.
    pub fn lexicons(self) -> u32 {
        wire::n_files(self.n_settled as usize, LEXICON)
    }
}

/// The documents of an index without their words.
pub struct Ground<'a> {
    /// The site.
    pub site: &'a Site,
    /// Numbers of the documents.
    pub order: Order,
    /// What hits can be filtered by.
    pub facets: Facets<'a>,
    /// Words that documents show and other files hold.
    pub names: Names<'a>,
    frame: Frame<'a>,
}

impl<'a> Ground<'a> {
    /// Of all visible documents.
    pub fn new(site: &'a Site, frame: Frame<'a>) -> Self {
        let rest = || (Facets::new(site), Names::new(site));
        let (order, (facets, names)) = parallel::both(|| Order::new(site), rest);
        Self { site, order, facets, names, frame }
    }

    /// A block of cards.
    pub fn cards(&self, places: &[u32]) -> Vec<u8> {
        cards::block(self.site, &self.order, places, self.frame.url)
    }

    /// The facet columns of the documents at some places.
    pub fn columns(&self, places: &[u32]) -> Vec<u8> {
        let rows: Vec<Vec<Vec<u32>>> = places.iter().map(|it| self.facets.of(self.order.ids[*it as usize])).collect();
        let mut out = Vec::new();
        for facet in 0..self.facets.all.len() {
            let mut column = Vec::with_capacity(rows.len());
            for values in rows.iter().map(|it| &it[facet]) {
                for (at, value) in values.iter().enumerate() {
                    wire::put(&mut column, (value + 1) << 1 | u32::from(at + 1 < values.len()));
                }
                if values.is_empty() {
                    column.push(0);
                }
            }
            wire::put(&mut out, column.len() as u32);
            out.extend(column);
        }
        out
    }

    /// `facets.json`
    pub fn facets_file(&self) -> Vec<u8> {
        let mut out = "[\n".to_owned();
        for (at, facet) in self.facets.all.iter().enumerate() {
            let value = |it: &super::facets::FacetValue| {
                let parent = it.parent.map_or(-1, i64::from);
                (it.id.clone(), it.title.clone(), parent, u8::from(it.has_page))
            };
            let values: Vec<_> = facet.values.iter().map(value).collect();
            let path = if facet.path.is_empty() { String::new() } else { (self.frame.url)(&facet.path) };
            let line = json::line(&FacetLine { id: &facet.id, title: &facet.title, path, values });
            out.push_str(&line);
            out.push_str(if at + 1 < self.facets.all.len() { ",\n" } else { "\n" });
        }
        out.push_str("]\n");
        out.into_bytes()
    }

    /// `meta.json`; `hashes` are those of all other files in the order of their names.
    pub fn meta(&self, sizes: Sizes, hashes: &[Hash128]) -> Vec<u8> {
        let meta = Meta {
            format: wire::FORMAT,
            version: Hash128::of(hashes).hex()[..12].to_owned(),
            language: self.site.tables.config.language.code(),
            root: (self.frame.url)("/"),
            dated: self.order.n_dated,
            undated: self.order.len() as u32 - self.order.n_dated,
            base: self.order.base,
            settled: self.order.settled,
            shards: sizes.shards(),
            rests: sizes.rests(),
            lexicons: sizes.lexicons(),
            months: self.months(),
            types: self.types(),
            facets: self.facets.all.iter().map(|it| it.id.as_str()).collect(),
            synonyms: synonyms(self.frame.synonyms),
        };
        format!("{}\n", json::line(&meta)).into_bytes()
    }

    /// Months that have documents, each with the number of its first.
    fn months(&self) -> Vec<u32> {
        let mut months: Vec<u32> = Vec::new();
        for (number, id) in self.order.ids[..self.order.n_dated as usize].iter().enumerate() {
            let Some(date) = self.site.document(*id).date.map(|it| it.date) else { continue };
            let month = u32::from(date.year()) * 12 + u32::from(date.month()) - 1;
            if months.len() < 2 || months[months.len() - 2] != month {
                months.extend([month, number as u32]);
            }
        }
        months
    }

    fn types(&self) -> Vec<(&str, &str)> {
        let lang = self.site.tables.config.language;
        self.site.tables.types.all.iter().map(|it| (it.id.as_str(), it.title.get(lang))).collect()
    }
}

#[derive(serde::Serialize)]
struct Meta<'a> {
    format: u32,
    version: String,
    language: &'static str,
    root: String,
    dated: u32,
    undated: u32,
    base: u32,
    settled: u32,
    shards: u32,
    rests: u32,
    lexicons: u32,
    months: Vec<u32>,
    types: Vec<(&'a str, &'a str)>,
    facets: Vec<&'a str>,
    synonyms: Vec<Synonym>,
}

#[derive(serde::Serialize)]
struct FacetLine<'a> {
    id: &'a str,
    title: &'a str,
    path: String,
    values: Vec<(String, String, i64, u8)>,
}

/// Keys side by side, keys that may stand for them, and how much the latter weigh, of 16.
type Synonym = (Vec<String>, Vec<String>, u32);

/// What a word that stands for another weighs, of 16.
const SYNONYM: u32 = 12;

/// Each word of a group may stand for each other one.
fn synonyms(groups: &[Vec<String>]) -> Vec<Synonym> {
    let mut out = Vec::new();
    for group in groups {
        let group: Vec<Vec<String>> = group.iter().map(|it| keys_of(it)).filter(|it| !it.is_empty()).collect();
        for (at, from) in group.iter().enumerate() {
            let others = group.iter().enumerate().filter(|it| it.0 != at && it.1 != from);
            out.extend(others.map(|(_, to)| (from.clone(), to.clone(), SYNONYM)));
        }
    }
    out
}

/// The keys of a text, side by side.
fn keys_of(text: &str) -> Vec<String> {
    let parts = analysis::words(text).into_iter().flatten();
    parts.filter(|it| !analysis::is_stop(it)).map(|it| analysis::stem(&it)).collect()
}

/// Names of terms, types and items, as keys.
pub struct Names<'a> {
    site: &'a Site,
    terms: Vec<Vec<String>>,
    types: Vec<Vec<String>>,
    /// Of documents, worked out when another one names them.
    items: Vec<OnceLock<Vec<String>>>,
}

impl<'a> Names<'a> {
    fn new(site: &'a Site) -> Self {
        let terms = site.tables.vocabularies.terms.iter().map(|it| text_keys(&it.title)).collect();
        let lang = site.tables.config.language;
        let types = site.tables.types.all.iter().map(|it| text_keys(it.title.get(lang))).collect();
        let items = site.input.documents.iter().map(|_| OnceLock::new()).collect();
        Self { site, terms, types, items }
    }

    /// Keys of the names that a document shows: its terms with those above, its organisations, its type.
    pub fn of(&self, id: DocId, mut add: impl FnMut(&str)) {
        self.with((id, self.site.document(id), &self.site.terms[id as usize]), &|it| Some(self.item(it)), &mut add);
    }

    /// The same as they were, for a document as it was, whose references led to the same items.
    pub fn before(&self, (id, document): (DocId, &Document), earlier: &Earlier) -> Vec<String> {
        let mut keys = Vec::new();
        let item = |item: DocId| match earlier.get(&item) {
            Some(it) => it.as_deref(),
            None => Some(self.item(item)),
        };
        let terms = own_terms(document, &self.site.tables);
        self.with((id, document, &terms), &item, &mut |it| keys.push(it.to_owned()));
        keys
    }

    /// Keys of an item's title.
    fn item(&self, id: DocId) -> &[String] {
        self.items[id as usize].get_or_init(|| text_keys(&self.site.document(id).title))
    }

    fn with<'t>(
        &self,
        (id, document, own): (DocId, &Document, &[TermId]),
        item: &dyn Fn(DocId) -> Option<&'t [String]>,
        add: &mut dyn FnMut(&str),
    ) {
        let site = self.site;
        let mut terms: Vec<TermId> = Vec::new();
        for term in own {
            terms.push(*term);
            terms.extend(site.ancestors(*term));
        }
        terms.sort_unstable();
        terms.dedup();
        let own = terms.iter().map(|it| &self.terms[it.0 as usize]);
        own.chain([&self.types[document.kind.0 as usize]]).flatten().for_each(|it| add(it));
        for (reference, target) in document.uses.references.iter().zip(&*site.relations.targets[id as usize]) {
            match target {
                Target::Item(id) => item(*id).into_iter().flatten().for_each(|it| add(it)),
                Target::Text => text_keys(&reference.text).iter().for_each(|it| add(it)),
                Target::Withheld(_) => {}
            }
        }
    }
}

/// Titles of items as keys, as they were: none for those that were not shown.
pub type Earlier = std::collections::BTreeMap<DocId, Option<Vec<String>>>;

/// Keys of a title.
pub fn text_keys(text: &str) -> Vec<String> {
    let mut keys = Vec::new();
    analysis::each_word(text, Markup::Plain, |word| {
        keys.extend(analysis::words(word).iter().flat_map(|it| analysis::keys(it)));
    });
    keys
}
