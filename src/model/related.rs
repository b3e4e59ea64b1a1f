//! Related items: same type, shared terms, organisations and practices, rarest first (spec: pages.md §2).
//!
//! Constant work an item: candidates are the up to 64 items just before it in each order that it shares, so an old
//! page never changes because something newer appeared. Practices also look a little ahead.

use crate::base::map::Map;
use crate::base::parallel;
use crate::content::tables::Tables;
use crate::content::types::TypeId;
use crate::content::vocabulary::TermId;

use super::lists::Lists;
use super::refer::{Relations, Target};
use super::{DocId, Input};

/// Items looked at before each one in an order.
const BEFORE: usize = 64;
/// Items looked at after a practice in an order. Few: each may find the newcomer among its own five, and a dated
/// append has to stay within its budget of outputs.
const AFTER: usize = 4;
/// Related items shown.
const SHOWN: usize = 5;
/// Orders looked at, rarest first.
const ORDERS: usize = 8;

/// Up to five related items of each document, best first.
pub fn related(
    input: &Input,
    lists: &Lists,
    terms: &[Box<[TermId]>],
    relations: &Relations,
    tables: &Tables,
) -> Vec<Box<[DocId]>> {
    let mut keys: Map<(TypeId, u64), u32> = Map::new();
    let mut orders: Vec<Vec<DocId>> = Vec::new();
    let mut places: Vec<Vec<(u32, u32)>> = vec![Vec::new(); input.documents.len()];
    let mut undated = lists.undated.clone();
    undated.sort_unstable();
    for id in undated.iter().chain(&lists.dated) {
        let kind = input.documents[*id as usize].kind;
        for key in shared_keys(*id, terms, relations) {
            let order = *keys.entry((kind, key)).or_insert_with(|| {
                orders.push(Vec::new());
                (orders.len() - 1) as u32
            });
            let items = &mut orders[order as usize];
            places[*id as usize].push((order, items.len() as u32));
            items.push(*id);
        }
    }
    let looks_ahead = |id: usize| tables.types.get(input.documents[id].kind).looks_ahead;
    parallel::map(input.documents.len(), |id| best(&places[id], &orders, looks_ahead(id)))
}

/// Terms, organisations and practices of an item, each once, as numbers.
fn shared_keys(id: DocId, terms: &[Box<[TermId]>], relations: &Relations) -> Vec<u64> {
    let mut keys: Vec<u64> = terms[id as usize].iter().map(|it| u64::from(it.0)).collect();
    for target in &relations.targets[id as usize] {
        if let Target::Item(other) = target {
            let key = (1 << 32) | u64::from(*other);
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
    }
    keys
}

/// The best of the candidates: most weight, then most shared, then nearest in order, then path.
fn best(places: &[(u32, u32)], orders: &[Vec<DocId>], looks_ahead: bool) -> Box<[DocId]> {
    let mut places = places.to_vec();
    places.sort_unstable_by_key(|(order, at)| (*at, *order));
    let mut scores = Scores::new(places.len().min(ORDERS) * (BEFORE + AFTER));
    for (order, at) in places.iter().take(ORDERS) {
        let (items, at) = (&orders[*order as usize], *at as usize);
        // How rare: the number of items before it, which never changes afterwards.
        let weight = 1_000_000 / (at as u64 + 1);
        let before = &items[at.saturating_sub(BEFORE)..at];
        let after = if looks_ahead { &items[at + 1..(at + 1 + AFTER).min(items.len())] } else { &[] };
        for (distance, id) in before.iter().rev().chain(after).enumerate() {
            scores.vote(*id, weight, distance as u32);
        }
    }
    first(scores.found.iter().map(rank)).into_iter().map(|it| it as DocId).collect()
}

/// A candidate as one number, less for a better one: weight, then number of shared orders, both turned round, then
/// distance, then document.
fn rank((weight, shared, distance, id): &(u64, u32, u32, DocId)) -> u128 {
    let shared = u16::MAX - (*shared).min(u16::MAX.into()) as u16;
    let distance = (*distance).min(u16::MAX.into()) as u16;
    u128::from(!weight) << 64 | u128::from(shared) << 48 | u128::from(distance) << 32 | u128::from(*id)
}

/// The least few, in order. Most candidates are worse than all of them, and are told so by one comparison.
fn first(ranks: impl Iterator<Item = u128>) -> Vec<u128> {
    let mut best = [u128::MAX; SHOWN];
    for rank in ranks {
        if rank < best[SHOWN - 1] {
            let at = best.partition_point(|it| *it < rank);
            best.copy_within(at..SHOWN - 1, at + 1);
            best[at] = rank;
        }
    }
    best.into_iter().filter(|it| *it != u128::MAX).collect()
}

/// Sums of votes by document: a table of open addresses, for a few hundred votes and one use.
struct Scores {
    /// One more than a place in `found`; 0 is free. Its length is a power of two.
    slots: Vec<u16>,
    /// Weight, number of shared orders, least distance, document.
    found: Vec<(u64, u32, u32, DocId)>,
}

impl Scores {
    /// Room for `n` votes.
    fn new(n: usize) -> Self {
        Self { slots: vec![0; (n * 2).next_power_of_two().max(2)], found: Vec::with_capacity(n) }
    }

    fn vote(&mut self, id: DocId, weight: u64, distance: u32) {
        let mask = self.slots.len() - 1;
        // Fibonacci hashing: spreads neighbours, which most candidates are.
        let mut at = (id.wrapping_mul(0x9e37_79b9) >> 16) as usize & mask;
        while self.slots[at] != 0 {
            let known = &mut self.found[self.slots[at] as usize - 1];
            if known.3 == id {
                *known = (known.0 + weight, known.1 + 1, known.2.min(distance), id);
                return;
            }
            at = (at + 1) & mask;
        }
        self.found.push((weight, 1, distance, id));
        self.slots[at] = self.found.len() as u16;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn votes_add_up() {
        let mut scores = Scores::new(600);
        for round in 0..3 {
            (0..200).for_each(|id| scores.vote(id * 7, u64::from(id), round));
        }
        assert_eq!(scores.found.len(), 200);
        assert!(scores.found.iter().all(|it| it.0 == u64::from(it.3 / 7) * 3 && it.1 == 3 && it.2 == 0));
    }

    #[test]
    fn the_best_come_first() {
        let found: Vec<(u64, u32, u32, DocId)> =
            (0..200u32).map(|it| (u64::from(it * 7 % 11), it * 5 % 3, it * 3 % 7, it)).collect();
        let mut sorted = found.clone();
        sorted.sort_by_key(|it| (std::cmp::Reverse(it.0), std::cmp::Reverse(it.1), it.2, it.3));
        for n in [0, 1, 4, 5, 6, 200] {
            let best = first(found[..n].iter().map(rank));
            let mut known = sorted.clone();
            known.retain(|it| (it.3 as usize) < n);
            known.truncate(SHOWN);
            assert_eq!(best, known.iter().map(rank).collect::<Vec<_>>(), "{n}");
        }
    }

    #[test]
    fn rare_company_counts_more() {
        // Item 9 shares an old, long order with 7 and 8, and a rare one with 5.
        let orders = vec![(0..10).collect::<Vec<DocId>>(), vec![5, 9]];
        let places = [(0, 9), (1, 1)];
        assert_eq!(*best(&places, &orders, false), [5, 8, 7, 6, 4]);
    }
}
