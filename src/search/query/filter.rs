//! Filters: which documents have certain values of facets.

use std::collections::BTreeMap;

use super::super::analysis::fold;
use super::super::files::{Broken, Facet};
use super::Search;

/// A filter that is ready.
pub(super) struct Filter {
    /// Per facet: its place and the values that hold; a year has its numbers instead.
    parts: Vec<Part>,
    columns: BTreeMap<u32, Vec<Vec<u32>>>,
    /// Values that there are none of.
    pub unknown: Vec<(String, String)>,
}

enum Part {
    Values(usize, Vec<u32>),
    Numbers(Vec<std::ops::Range<u32>>),
}

impl Filter {
    /// Whether a document passes.
    pub fn takes(&self, number: u32) -> bool {
        self.parts.iter().all(|it| match it {
            Part::Numbers(ranges) => ranges.iter().any(|it| it.contains(&number)),
            Part::Values(facet, values) => {
                let own = self.columns.get(&number).and_then(|it| it.get(*facet));
                own.is_some_and(|it| it.iter().any(|it| values.contains(it)))
            }
        })
    }
}

impl Search<'_> {
    /// The filter that was asked for; None for none.
    pub(super) fn filter(&self) -> Result<Option<Filter>, Broken> {
        if self.query.filters.is_empty() {
            return Ok(None);
        }
        let facets = self.files.facets()?;
        let mut filter = Filter { parts: Vec::new(), columns: self.files.columns()?, unknown: Vec::new() };
        for (name, wanted) in &self.query.filters {
            if name == "year" {
                filter.parts.push(Part::Numbers(wanted.iter().filter_map(|it| self.year(it)).collect()));
                continue;
            }
            let at = facets.iter().position(|it| it.id == *name);
            let mut values = Vec::new();
            for value in wanted {
                match at.map(|it| with_below(&facets[it], value)) {
                    Some(found) if !found.is_empty() => values.extend(found),
                    _ => filter.unknown.push((name.clone(), value.clone())),
                }
            }
            filter.parts.push(Part::Values(at.unwrap_or(usize::MAX), values));
        }
        Ok(Some(filter))
    }

    /// The numbers of a year.
    fn year(&self, year: &str) -> Option<std::ops::Range<u32>> {
        let year: u32 = year.parse().ok()?;
        let meta = &self.files.meta;
        let months: Vec<&[u32]> = meta.months.chunks_exact(2).collect();
        let first_of = |year: u32| {
            let at = months.partition_point(|it| it[0] < year * 12);
            months.get(at).map_or(meta.dated, |it| it[1])
        };
        Some(first_of(year)..first_of(year + 1))
    }
}

/// A value, named by its id or its title, and those below it; of the scale of evidence those above.
fn with_below(facet: &Facet, wanted: &str) -> Vec<u32> {
    let folded = fold(wanted);
    let by_id = facet.values.iter().position(|it| it.0 == wanted);
    let by_title = || facet.values.iter().position(|it| fold(&it.1) == folded);
    let Some(at) = by_id.or_else(by_title) else { return Vec::new() };
    // Levels of evidence are ranks where their ids are numbers.
    let is_rank = |it: usize| facet.values[it].0.bytes().all(|it| it.is_ascii_digit());
    if facet.id == "evidence" && is_rank(at) {
        return (at..facet.values.len()).filter(|it| is_rank(*it)).map(|it| it as u32).collect();
    }
    let is_below = |mut it: usize| {
        for _ in 0..facet.values.len() {
            if it == at {
                return true;
            }
            match facet.values[it].2 {
                parent if parent < 0 => return false,
                parent => it = parent as usize,
            }
        }
        false
    };
    (0..facet.values.len()).filter(|it| is_below(*it)).map(|it| it as u32).collect()
}
