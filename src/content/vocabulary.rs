//! Vocabularies: the terms of every taxonomy, as trees, and the way from what people write to a term.
//!
//! Terms of all taxonomies stand in one list and are named by their place in it ([`TermId`]); the terms of one
//! taxonomy are neighbours. Ids of terms never reach the output: they change when a term is added.
//!
//! Begin with [`Vocabularies`].

use std::ops::Range;
use std::sync::Arc;

use crate::base::fold::{fold, fold_key, nearest};
use crate::base::lang::{Both, Lang};
use crate::base::map::Map;
use crate::base::problem::{Diagnostic, Found, Problem};
use crate::base::span::{Span, Spanned};

use self::draft::{Draft, drafts, embedded};
use self::tree::tree;
use super::config::{Config, TaxonomyConfig};
use super::contact::Phone;

mod draft;
mod tree;

/// Place of a term in [`Vocabularies::terms`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct TermId(pub u32);

/// A taxonomy and where its terms stand.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Taxonomy {
    /// Key in svod.yaml and front matter, name of its file: `target_groups`.
    pub name: String,
    /// Title in both languages.
    pub title: Both,
    /// Other keys in front matter.
    pub aliases: Vec<String>,
    /// Address without slashes at its ends: `target-groups`.
    pub path: String,
    /// Types that may carry it; empty for all.
    pub on: Vec<String>,
    /// Its terms in [`Vocabularies::terms`], in the order of writing.
    pub terms: Range<u32>,
}

/// What kind of territory a term is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// The whole country.
    Country,
    /// A federal district.
    District,
    /// A region.
    Region,
    /// A municipality or below.
    Municipality,
}

/// One term.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Term {
    /// Index of [`Vocabularies::taxonomies`].
    pub taxonomy: u16,
    /// Its address part.
    pub id: String,
    /// Its name.
    pub title: String,
    /// What it is, in plain words.
    pub plain: Option<String>,
    /// The term above, of the same taxonomy.
    pub parent: Option<TermId>,
    /// Written, or told by its depth.
    pub level: Level,
    /// Steps from its root, which has 0.
    pub depth: u8,
    /// `iso` → `RU-OMS`, as written.
    pub codes: Vec<(String, String)>,
    /// «Омской области».
    pub genitive: Option<String>,
    /// «в Омской области».
    pub prepositional: Option<String>,
    /// Synonyms: matched, never addresses.
    pub names: Vec<String>,
    /// Former ids: redirects.
    pub aliases: Vec<Spanned<String>>,
    /// IANA name, its own or that of the nearest term above.
    pub time_zone: Option<String>,
    /// Whom to call there.
    pub phones: Vec<Phone>,
    /// Place among its neighbours; lesser first, those without one after, by title.
    pub order: Option<i32>,
    /// When it is in force, as written, for who reads dates.
    pub period: Option<TermPeriod>,
    /// Column and row of the tile map, from 0.
    pub tile: Option<(u8, u8)>,
    /// Short label of its tile.
    pub label: Option<String>,
    /// Where it is declared.
    pub place: TermPlace,
}

/// When a term is in force: dates as written, with their places.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct TermPeriod {
    /// First day.
    pub from: Option<Spanned<String>>,
    /// Last day.
    pub to: Option<Spanned<String>>,
}

/// Where a term is declared.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum TermPlace {
    /// In the embedded table.
    Embedded,
    /// In a file of the site.
    File {
        /// Path from the site's root.
        file: Arc<str>,
        /// The whole record.
        span: Span,
    },
}

/// All taxonomies of a site and their terms.
#[derive(Debug, Clone, Default)]
pub struct Vocabularies {
    /// In the order of svod.yaml.
    pub taxonomies: Vec<Taxonomy>,
    /// Terms of all taxonomies, those of one together.
    pub terms: Vec<Term>,
    children: Vec<Vec<TermId>>,
    /// One for each taxonomy.
    index: Vec<Index>,
}

/// From texts to the terms of one taxonomy.
#[derive(Debug, Clone, Default)]
struct Index {
    /// Exactly as written: most texts are ids, and are found without folding.
    ids: Map<String, TermId>,
    /// Folded titles and ids.
    titles: Map<String, Vec<TermId>>,
    /// Folded codes, synonyms and case forms.
    forms: Map<String, Vec<TermId>>,
}

/// One vocabulary file.
#[derive(Debug, Clone, Copy)]
pub struct VocabularyFile<'a> {
    /// Name of its taxonomy.
    pub name: &'a str,
    /// Path from the site's root.
    pub file: &'a Arc<str>,
    /// The whole text.
    pub text: &'a str,
}

/// What a text names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lookup {
    /// One term.
    One(TermId),
    /// Several: a person has to choose.
    Several(Vec<TermId>),
    /// None; the title of the nearest one.
    None {
        /// A title.
        nearest: Option<String>,
    },
}

impl Vocabularies {
    /// What `text` names in a taxonomy (its place in [`Vocabularies::taxonomies`]), blind to case, ё/е, quotes and
    /// kinds of spaces: an id, else a title, else a code, a synonym or a case form.
    pub fn lookup(&self, taxonomy: u16, text: &str) -> Lookup {
        let Some(index) = self.index.get(taxonomy as usize) else { return Lookup::None { nearest: None } };
        if let Some(id) = index.ids.get(text) {
            return Lookup::One(*id);
        }
        let folded = fold(text);
        match index.titles.get(&folded).or_else(|| index.forms.get(&folded)).map(Vec::as_slice) {
            Some([one]) => Lookup::One(*one),
            Some(several) => Lookup::Several(several.to_vec()),
            None => Lookup::None { nearest: self.nearest(taxonomy, text) },
        }
    }

    /// The title of the term whose title, id or synonym is nearest to `text`.
    fn nearest(&self, taxonomy: u16, text: &str) -> Option<String> {
        let terms = self.terms_of(taxonomy);
        let mut words: Vec<(&str, &Term)> = Vec::with_capacity(terms.len() * 3);
        for term in terms {
            let of_term = [&term.title, &term.id].into_iter().chain(&term.names);
            words.extend(of_term.map(|it| (it.as_str(), term)));
        }
        let found = nearest(text, words.iter().map(|it| it.0))?;
        words.iter().find(|it| it.0 == found).map(|it| it.1.title.clone())
    }

    /// The terms of a taxonomy in the order of writing.
    pub fn terms_of(&self, taxonomy: u16) -> &[Term] {
        let Some(taxonomy) = self.taxonomies.get(taxonomy as usize) else { return &[] };
        &self.terms[taxonomy.terms.start as usize..taxonomy.terms.end as usize]
    }

    /// A term.
    pub fn term(&self, id: TermId) -> &Term {
        &self.terms[id.0 as usize]
    }

    /// The terms above a term, the nearest first.
    pub fn ancestors(&self, id: TermId) -> impl Iterator<Item = TermId> + '_ {
        std::iter::successors(self.term(id).parent, |it| self.term(*it).parent)
    }

    /// The terms right below a term, by `order`, else as written.
    pub fn children(&self, id: TermId) -> &[TermId] {
        &self.children[id.0 as usize]
    }
}

/// The taxonomy that has the embedded table by default on a Russian site, and whose terms need cases.
const REGIONS: &str = "regions";

/// Reads the vocabularies of all taxonomies of `config`. Never fails; a taxonomy without a file is empty, but for
/// the regions of a Russian site.
pub fn vocabularies(config: &Config, files: &[VocabularyFile<'_>]) -> Found<Vocabularies> {
    let mut all = Vocabularies::default();
    let mut problems = Vec::new();
    let reserved: Vec<&str> = config.sections.iter().filter_map(|it| it.path.rsplit('/').next()).collect();
    for taxonomy in &config.taxonomies {
        let file = files.iter().find(|it| fold_key(it.name) == taxonomy.name);
        let drafts = match file {
            Some(file) => drafts(*file, &reserved).take(&mut problems),
            None if taxonomy.name == REGIONS && config.language == Lang::Ru => embedded(),
            None => Vec::new(),
        };
        all.add(taxonomy, drafts, &mut problems);
        if config.language == Lang::Ru && taxonomy.name == REGIONS {
            tell_missing_cases(all.terms_of(all.taxonomies.len() as u16 - 1), &mut problems);
        }
    }
    Found { value: all, problems }
}

/// Advice where Russian titles will need a colon.
fn tell_missing_cases(terms: &[Term], problems: &mut Vec<Diagnostic>) {
    for term in terms.iter().filter(|it| it.genitive.is_none() || it.prepositional.is_none()) {
        let TermPlace::File { file, span } = &term.place else { continue };
        let problem = Problem::NoCases { title: term.title.clone(), id: term.id.clone() };
        problems.push(Diagnostic::new(file, *span, problem));
    }
}

impl Vocabularies {
    /// Adds a taxonomy with its terms.
    fn add(&mut self, taxonomy: &TaxonomyConfig, drafts: Vec<Draft>, problems: &mut Vec<Diagnostic>) {
        let start = self.terms.len();
        let number = self.taxonomies.len() as u16;
        let tree = tree(&drafts, problems);
        let id = |at: usize| TermId((start + at) as u32);
        let zones = tree.zones.into_iter().enumerate();
        self.terms.extend(drafts.into_iter().zip(zones).map(|(it, (at, time_zone))| Term {
            taxonomy: number,
            id: it.id.value,
            title: it.title.unwrap_or_default(),
            plain: it.plain,
            parent: tree.parents[at].map(id),
            level: tree.levels[at],
            depth: tree.depths[at],
            codes: it.codes,
            genitive: it.genitive,
            prepositional: it.prepositional,
            names: it.names,
            aliases: it.aliases,
            time_zone,
            phones: it.phones,
            order: it.order,
            period: it.period,
            tile: it.tile,
            label: it.label,
            place: it.place,
        }));
        self.children.resize(self.terms.len(), Vec::new());
        for (at, parent) in tree.parents.iter().enumerate() {
            parent.iter().for_each(|it| self.children[start + it].push(id(at)));
        }
        let terms = &self.terms;
        let order = |it: &TermId| terms[it.0 as usize].order.map_or((1, 0), |it| (0, it));
        self.children[start..].iter_mut().for_each(|it| it.sort_by_key(order));
        self.taxonomies.push(Taxonomy {
            name: taxonomy.name.clone(),
            title: taxonomy.title.clone(),
            aliases: taxonomy.aliases.clone(),
            path: taxonomy.path.clone(),
            on: taxonomy.on.iter().map(|it| it.value.clone()).collect(),
            terms: start as u32..self.terms.len() as u32,
        });
        self.index.push(Index::new(&self.terms[start..], start));
    }
}

impl Index {
    /// The index of terms of which the first stands at `start`.
    fn new(terms: &[Term], start: usize) -> Self {
        let mut index = Self::default();
        let add = |into: &mut Map<String, Vec<TermId>>, text: &str, id: TermId| {
            let ids = into.entry(fold(text)).or_default();
            if !ids.contains(&id) {
                ids.push(id);
            }
        };
        for (at, term) in terms.iter().enumerate() {
            let id = TermId((start + at) as u32);
            index.ids.insert(term.id.clone(), id);
            add(&mut index.titles, &term.title, id);
            add(&mut index.titles, &term.id, id);
            let forms = term.genitive.iter().chain(&term.prepositional).chain(&term.names);
            for form in forms.chain(term.codes.iter().map(|(_, it)| it)) {
                add(&mut index.forms, form, id);
            }
        }
        index
    }
}

#[cfg(test)]
mod tests;
