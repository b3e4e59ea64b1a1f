//! Vocabularies: the terms of every taxonomy, as trees, and the way from what people write to a term.
//!
//! Terms of all taxonomies stand in one list and are named by their place in it ([`TermId`]); the terms of one
//! taxonomy are neighbours. Ids of terms never reach the output: they change when a term is added.
//!
//! Begin with [`Vocabularies`].

use std::ops::Range;
use std::sync::Arc;

use crate::base::lang::Both;
use crate::base::span::{Span, Spanned};

use super::contact::Phone;

/// Place of a term in [`Vocabularies::terms`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
