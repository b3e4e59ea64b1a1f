//! Which documents are searched, and their numbers: the dated ones from the oldest, then the others by path.

use crate::base::date::DateTime;
use crate::model::address::is_reserved;
use crate::model::{DocId, Site};

/// The first documents without a date are numbered from here at least.
const LEAST_BASE: u32 = 256;

/// The documents in the order of their numbers.
#[derive(Debug)]
pub struct Order {
    /// Dated ones, then undated ones.
    pub ids: Vec<DocId>,
    /// How many are dated.
    pub n_dated: u32,
    /// Number of the first undated one.
    pub base: u32,
    /// Dated ones below this number are settled.
    pub settled: u32,
}

impl Order {
    /// Of all visible documents that have a page of their own.
    pub fn new(site: &Site) -> Self {
        let (mut dated, mut undated): (Vec<(DateTime, DocId)>, Vec<DocId>) = (Vec::new(), Vec::new());
        for id in site.visible().filter(|it| has_page(site, *it)) {
            match site.document(id).date {
                Some(date) => dated.push((date, id)),
                None => undated.push(id),
            }
        }
        // Documents stand by path: ids break ties as paths do.
        dated.sort_unstable();
        let n_dated = dated.len() as u32;
        let base = LEAST_BASE.max(n_dated).max(undated.len() as u32).next_power_of_two();
        let step = (base / 64).max(64);
        let ids = dated.into_iter().map(|it| it.1).chain(undated).collect();
        Self { ids, n_dated, base, settled: n_dated / step * step }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// The number of the document at a place in [`Order::ids`].
    pub fn number(&self, at: u32) -> u32 {
        if at < self.n_dated { at } else { self.base + at - self.n_dated }
    }

    /// Whether the document at a place stays out of the way of new ones.
    pub fn is_settled(&self, at: u32) -> bool {
        at < self.settled || at >= self.n_dated
    }

    /// Where settled documents end and undated ones begin.
    pub fn bounds(&self) -> Bounds {
        Bounds { settled: self.settled, base: self.base }
    }

    /// The places of the documents of a block of `size` numbers.
    pub fn block(&self, block: u32, size: u32) -> Vec<u32> {
        let (start, end) = (block * size, (block + 1) * size);
        let n_undated = self.len() as u32 - self.n_dated;
        let dated = start.min(self.n_dated)..end.min(self.n_dated);
        let undated = start.clamp(self.base, self.base + n_undated)..end.clamp(self.base, self.base + n_undated);
        dated.chain(undated.map(|it| it - self.base + self.n_dated)).collect()
    }

    /// Places by blocks of numbers, `size` a power of two: number of the block, places in it.
    pub fn blocks(&self, size: u32) -> Vec<(u32, Vec<u32>)> {
        let mut blocks: Vec<(u32, Vec<u32>)> = Vec::new();
        for at in 0..self.ids.len() as u32 {
            let block = self.number(at) / size;
            match blocks.last_mut() {
                Some((last, places)) if *last == block => places.push(at),
                _ => blocks.push((block, vec![at])),
            }
        }
        blocks
    }
}

fn has_page(site: &Site, id: DocId) -> bool {
    !site.urls[id as usize].is_empty() && !is_reserved(&site.document(id).slug, site.kind(id))
}

/// Where settled documents end and undated ones begin.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    /// Dated ones below this number are settled.
    pub settled: u32,
    /// Number of the first undated one.
    pub base: u32,
}

impl Bounds {
    /// Whether the document of a number stays out of the way of new ones.
    pub fn is_settled(self, number: u32) -> bool {
        number < self.settled || number >= self.base
    }
}
