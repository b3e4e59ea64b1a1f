//! Lists of visible items: of a section, a term, a pair of terms, a month (spec: pages.md §2).
//!
//! Lists run from the oldest to the newest, ties by path, and their pages are cut from the oldest, so that publishing
//! one item touches the newest page only. A list never knows how many pages it has.
//! Mixed lists and months hold dated items only; undated ones stand by title in their section and under each term.
//!
//! Begin with [`lists`]; pages are cut by [`List::cut`].

use std::collections::BTreeMap;

use crate::base::collate;
use crate::base::date::{Date, DateTime};
use crate::base::map::Map;
use crate::base::parallel;
use crate::content::tables::Tables;
use crate::content::types::Type;
use crate::content::value::Value;
use crate::content::vocabulary::{Level, TermId};

use super::refer::Relations;
use super::state::{self, Visibility};
use super::{DocId, Input};

/// Items in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct List {
    /// Dated items, oldest first.
    pub dated: Vec<DocId>,
    /// Undated items, by title.
    pub undated: Vec<DocId>,
}

impl List {
    /// How many items.
    pub fn len(&self) -> usize {
        self.dated.len() + self.undated.len()
    }

    /// Whether nothing is in it.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many pages are cut off, of `per` items each: max(0, ⌊n / per⌋ − 1). The rest, `per` to `2 per − 1` of the
    /// newest, stands on the list's own address.
    pub fn cut(&self, per: usize) -> usize {
        (self.dated.len() / per).saturating_sub(1)
    }

    /// The dated items of a cut page, from 1, oldest first.
    pub fn page(&self, number: usize, per: usize) -> &[DocId] {
        &self.dated[(number - 1) * per..number * per]
    }

    /// The dated items of the list's own address, oldest first.
    pub fn rest(&self, per: usize) -> &[DocId] {
        &self.dated[self.cut(per) * per..]
    }

    /// Newest first, then undated.
    pub fn newest(&self) -> impl Iterator<Item = DocId> + '_ {
        self.dated.iter().rev().chain(&self.undated).copied()
    }
}

/// A pair of terms and its items.
#[derive(Debug, Clone)]
pub struct PairList {
    /// Index of the pair in svod.yaml.
    pub pair: u16,
    /// Term of the first taxonomy.
    pub first: TermId,
    /// Term of the second taxonomy.
    pub second: TermId,
    /// Its items.
    pub list: List,
}

/// All lists of a site.
#[derive(Debug, Default)]
pub struct Lists {
    /// All dated items, oldest first.
    pub dated: Vec<DocId>,
    /// All undated items, by title.
    pub undated: Vec<DocId>,
    /// By section.
    pub sections: Vec<List>,
    /// By term, with the items of the terms below.
    pub terms: Vec<List>,
    term_sections: Vec<List>,
    n_sections: usize,
    /// Pairs that have items, by pair and terms.
    pub pairs: Vec<PairList>,
    pair_index: Map<(u16, TermId, TermId), u32>,
    positions: Vec<u32>,
    /// Months of sections that have an archive: section, year, month.
    pub months: BTreeMap<(u16, u16, u8), Vec<DocId>>,
    /// Items of a section that have the same choice in a field: section, field, choice.
    pub choices: BTreeMap<(u16, u16, u16), List>,
    /// Events of a section that are not over, soonest first.
    pub coming: BTreeMap<u16, Vec<DocId>>,
    /// Events of a section that are over.
    pub past: BTreeMap<u16, List>,
    /// Items marked `featured`, newest first.
    pub featured: Vec<DocId>,
    /// Items that cover the whole of a term, by that term.
    pub whole: BTreeMap<TermId, Vec<DocId>>,
    /// Of those, by a term of another taxonomy too: what a whole region offers one group.
    pub whole_for: BTreeMap<(TermId, TermId), Vec<DocId>>,
    /// Events that a term hosts without being their subject.
    pub hosted: BTreeMap<TermId, Vec<DocId>>,
    /// Practices that a term adopted from elsewhere.
    pub adopted: BTreeMap<TermId, Vec<DocId>>,
    /// Whether a term has a page.
    pub has_page: Vec<bool>,
}

/// What lists are made of.
pub struct Basis<'a> {
    /// What was read.
    pub input: &'a Input,
    /// Settings and vocabularies.
    pub tables: &'a Tables,
    /// Who may be seen.
    pub visibility: &'a [Visibility],
    /// When each counts as.
    pub when: &'a [Option<DateTime>],
    /// Own terms.
    pub terms: &'a [Box<[TermId]>],
    /// Who refers to whom.
    pub relations: &'a Relations,
    /// The day of the build in the site's zone.
    pub today: Date,
}

/// Makes all lists.
pub fn lists(basis: &Basis) -> Lists {
    let n_sections = basis.tables.config.sections.len();
    let n_terms = basis.tables.vocabularies.terms.len();
    let mut lists = Lists {
        sections: vec![List::default(); n_sections],
        terms: vec![List::default(); n_terms],
        term_sections: vec![List::default(); n_terms * n_sections],
        n_sections,
        ..Lists::default()
    };
    order(basis, &mut lists);
    let (dated, undated) = (std::mem::take(&mut lists.dated), std::mem::take(&mut lists.undated));
    let enter = || {
        let (mut pairs, mut rolled) = (Map::new(), Vec::new());
        for (items, is_dated) in [(&dated, true), (&undated, false)] {
            for id in items {
                rolled_up(basis, *id, &mut rolled);
                lists.enter(basis, (*id, is_dated), &rolled, &mut pairs);
            }
        }
        lists.keep_pairs(pairs);
        lists.keep_positions(basis.input.documents.len());
    };
    let newest = dated.iter().rev().chain(&undated).copied();
    let ((), special) = parallel::both(enter, || Special::of(basis, newest));
    (lists.whole, lists.whole_for) = (special.whole, special.whole_for);
    (lists.hosted, lists.adopted) = (special.hosted, special.adopted);
    lists.featured.reverse();
    (lists.dated, lists.undated) = (dated, undated);
    lists.has_page = (0..n_terms).map(|it| lists.gives_page(basis, TermId(it as u32))).collect();
    lists
}

/// Visible items in order; pages of the root are in no list.
fn order(basis: &Basis, lists: &mut Lists) {
    let is_listed = |id: &DocId| {
        let document = &basis.input.documents[*id as usize];
        basis.visibility[*id as usize].is_visible() && !basis.tables.types.get(document.kind).is_root
    };
    let ids = (0..basis.input.documents.len() as DocId).filter(is_listed);
    let (mut dated, mut undated): (Vec<DocId>, Vec<DocId>) = ids.partition(|it| basis.when[*it as usize].is_some());
    // Documents are numbered by path, so the number breaks ties.
    dated.sort_unstable_by_key(|it| (basis.when[*it as usize], *it));
    undated.sort_by_cached_key(|it| {
        (collate::key(basis.tables.config.language, &basis.input.documents[*it as usize].title), *it)
    });
    (lists.dated, lists.undated) = (dated, undated);
}

/// An item's terms and all terms above them, each once.
fn rolled_up(basis: &Basis, id: DocId, rolled: &mut Vec<TermId>) {
    rolled.clear();
    for term in &basis.terms[id as usize] {
        let mut at = Some(*term);
        while let Some(term) = at {
            if rolled.contains(&term) {
                break;
            }
            rolled.push(term);
            at = basis.tables.vocabularies.terms[term.0 as usize].parent;
        }
    }
}

type PairKey = (u16, TermId, TermId);

impl Lists {
    /// Items of a term that belong to a section.
    pub fn of_term(&self, term: TermId, section: u16) -> &List {
        &self.term_sections[term.0 as usize * self.n_sections + section as usize]
    }

    /// Place in [`Lists::pairs`] of two terms, if they have items together.
    pub fn pair_at(&self, pair: u16, first: TermId, second: TermId) -> Option<u32> {
        self.pair_index.get(&(pair, first, second)).copied()
    }

    /// Place of a dated item in its section's list.
    pub fn position(&self, id: DocId) -> Option<usize> {
        self.positions.get(id as usize).filter(|it| **it != u32::MAX).map(|it| *it as usize)
    }

    fn enter(
        &mut self,
        basis: &Basis,
        (id, is_dated): (DocId, bool),
        rolled: &[TermId],
        pairs: &mut Map<PairKey, List>,
    ) {
        let document = &basis.input.documents[id as usize];
        let add = |list: &mut List| if is_dated { list.dated.push(id) } else { list.undated.push(id) };
        add(&mut self.sections[document.section as usize]);
        for term in rolled {
            add(&mut self.terms[term.0 as usize]);
            add(&mut self.term_sections[term.0 as usize * self.n_sections + document.section as usize]);
        }
        let terms = &basis.tables.vocabularies.terms;
        for (at, pair) in basis.tables.config.pairs.iter().enumerate() {
            for first in rolled.iter().filter(|it| terms[it.0 as usize].taxonomy == pair.first) {
                if terms[first.0 as usize].level < Level::Region {
                    continue;
                }
                for second in rolled.iter().filter(|it| terms[it.0 as usize].taxonomy == pair.second) {
                    add(pairs.entry((at as u16, *first, *second)).or_default());
                }
            }
        }
        let kind = basis.tables.types.get(document.kind);
        let is_ahead = is_ahead(basis, id);
        for field in &kind.lists {
            if let Some(Value::Choice(choice)) = document.field(*field) {
                add(self.choices.entry((document.section, *field, *choice)).or_default());
            }
        }
        match (kind.is_event, is_ahead) {
            (true, true) => self.coming.entry(document.section).or_default().push(id),
            (true, false) => add(self.past.entry(document.section).or_default()),
            (false, _) => {}
        }
        let is_archived = is_dated && kind.has_archive && !is_ahead;
        if let (true, Some(when)) = (is_archived, basis.when[id as usize]) {
            let key = (document.section, when.date.year(), when.date.month());
            self.months.entry(key).or_default().push(id);
        }
        if document.get(kind, "featured") == Some(&Value::Flag(true)) {
            self.featured.push(id);
        }
    }

    fn keep_pairs(&mut self, pairs: Map<PairKey, List>) {
        let mut pairs: Vec<(PairKey, List)> = pairs.into_iter().collect();
        pairs.sort_unstable_by_key(|(key, _)| *key);
        self.pair_index = pairs.iter().enumerate().map(|(at, (key, _))| (*key, at as u32)).collect();
        let made = |((pair, first, second), list)| PairList { pair, first, second, list };
        self.pairs = pairs.into_iter().map(made).collect();
    }

    fn keep_positions(&mut self, n: usize) {
        self.positions = vec![u32::MAX; n];
        for section in &self.sections {
            for (at, id) in section.dated.iter().enumerate() {
                self.positions[*id as usize] = at as u32;
            }
        }
    }

    fn gives_page(&self, basis: &Basis, term: TermId) -> bool {
        let it = &basis.tables.vocabularies.terms[term.0 as usize];
        let has_own = !self.terms[term.0 as usize].is_empty()
            || self.hosted.contains_key(&term)
            || self.adopted.contains_key(&term)
            || !it.phones.is_empty()
            || basis.input.terms.contains_key(&term);
        let mut above = it.parent;
        while let Some(parent) = above {
            if self.whole.contains_key(&parent) {
                return true;
            }
            above = basis.tables.vocabularies.terms[parent.0 as usize].parent;
        }
        has_own
    }
}

/// Coverage, host regions and adoption: told apart from what an item is about.
#[derive(Default)]
struct Special {
    whole: BTreeMap<TermId, Vec<DocId>>,
    whole_for: BTreeMap<(TermId, TermId), Vec<DocId>>,
    hosted: BTreeMap<TermId, Vec<DocId>>,
    adopted: BTreeMap<TermId, Vec<DocId>>,
}

impl Special {
    /// Of all listed items, newest first.
    fn of(basis: &Basis, newest: impl Iterator<Item = DocId>) -> Self {
        let mut special = Self::default();
        let mut rolled = Vec::new();
        let can = |kind: &Type| ["coverage", "event", "adopted"].iter().any(|it| kind.key(it).is_some());
        let can: Vec<bool> = basis.tables.types.all.iter().map(can).collect();
        for id in newest {
            let document = &basis.input.documents[id as usize];
            if !can[document.kind.0 as usize] {
                continue;
            }
            let kind = basis.tables.types.get(document.kind);
            rolled_up(basis, id, &mut rolled);
            if is_whole(document, kind) && is_running(document, kind) {
                // Coverage is of territories: a group below another one is no part of it.
                let taxonomies = &basis.tables.vocabularies.taxonomies;
                let terms = &basis.tables.vocabularies.terms;
                let is_place = |it: &&TermId| taxonomies[terms[it.0 as usize].taxonomy as usize].name == "regions";
                for term in basis.terms[id as usize].iter().filter(is_place) {
                    special.whole.entry(*term).or_default().push(id);
                    for other in rolled.iter().filter(|it| !is_place(it)) {
                        special.whole_for.entry((*term, *other)).or_default().push(id);
                    }
                }
            }
            for (key, inner) in [("event", "region"), ("adopted", "region")] {
                let places = places(document, kind, key, inner);
                if places.is_empty() {
                    continue;
                }
                let mut seen: Vec<TermId> = rolled.clone();
                for place in places {
                    let mut at = Some(place);
                    while let Some(term) = at.filter(|it| !seen.contains(it)) {
                        let lists = if key == "event" { &mut special.hosted } else { &mut special.adopted };
                        lists.entry(term).or_default().push(id);
                        seen.push(term);
                        at = basis.tables.vocabularies.terms[term.0 as usize].parent;
                    }
                }
            }
        }
        special
    }
}

/// Whether an item is an event that is not over: the archive holds past ones only (spec: pages.md §1).
fn is_ahead(basis: &Basis, id: DocId) -> bool {
    let document = &basis.input.documents[id as usize];
    let end = || state::event_time(document, basis.tables, "end").or(basis.when[id as usize]);
    document.is_event && end().is_some_and(|it| it.date >= basis.today)
}

/// Whether an item covers the whole of its territory.
fn is_whole(document: &crate::content::document::Document, kind: &Type) -> bool {
    let Some(field) = kind.key("coverage") else { return false };
    match document.field(field) {
        Some(Value::Choice(choice)) => kind.fields[field as usize].choices[*choice as usize].id == "whole",
        _ => false,
    }
}

/// Whether an item of a type that is parted by status is in the first part; one without a status runs.
fn is_running(document: &crate::content::document::Document, kind: &Type) -> bool {
    let Some(groups) = &kind.groups else { return true };
    match document.field(groups.field) {
        Some(Value::Choice(choice)) => groups.parts.first().is_none_or(|(_, running)| running.contains(choice)),
        _ => true,
    }
}

/// Terms of an inner field of a record or of a list of records.
fn places(document: &crate::content::document::Document, kind: &Type, key: &str, inner: &str) -> Vec<TermId> {
    let Some(field) = kind.key(key) else { return Vec::new() };
    let Some(at) = kind.fields[field as usize].fields.iter().position(|it| &*it.key == inner) else {
        return Vec::new();
    };
    let of_record = |value: &Value| match value {
        Value::Record(values) => values.iter().find_map(|(index, it)| match it {
            Value::Term(term) if *index as usize == at => Some(*term),
            _ => None,
        }),
        _ => None,
    };
    match document.field(field) {
        Some(Value::List(items)) => items.iter().filter_map(of_record).collect(),
        Some(it) => of_record(it).into_iter().collect(),
        None => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(n: u32) -> List {
        List { dated: (0..n).collect(), undated: Vec::new() }
    }

    #[test]
    fn pages_are_cut_from_the_oldest() {
        for n in [0, 1, 19, 20, 39, 40, 41, 59, 60, 100] {
            let list = list(n);
            let cut = list.cut(20);
            assert_eq!(cut, (n as usize / 20).saturating_sub(1), "{n}");
            let shown: usize = (1..=cut).map(|it| list.page(it, 20).len()).sum::<usize>() + list.rest(20).len();
            assert_eq!(shown, n as usize);
        }
        assert_eq!(list(60).page(1, 20), (0..20).collect::<Vec<_>>());
        assert_eq!(list(59).rest(20).len(), 39);
        assert_eq!(list(60).rest(20).len(), 20);
    }
}
