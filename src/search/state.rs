//! What is remembered of an index so that the next one can be made from it: which documents it holds in which order,
//! and a sum over the words of each, by which it is seen whether they are as they were.

use crate::base::hash::Hash128;
use crate::base::parallel;
use crate::model::{DocId, Site};

use super::ground::{Ground, Sizes};
use super::index::keys_of;
use super::wire;

/// An index as it was left.
#[derive(Debug, Clone, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct State {
    /// How many documents have a date.
    pub n_dated: u32,
    /// Number of the first undated one.
    pub base: u32,
    /// Dated ones below this number are settled.
    pub settled: u32,
    /// How much there is.
    pub sizes: Sizes,
    /// The organisations that columns name by their numbers.
    pub organisations: u64,
    /// Items that are shown without a page of their own, and named on others.
    pub nameless: u64,
    /// Each document in the order of numbers: what it is, and the sum of its words.
    pub rows: Vec<(u64, u64)>,
}

/// The sum of a document's words with one more.
pub fn sum(sum: u64, key: u32, impact: u8) -> u64 {
    let mixed = (u64::from(key) << 8 | u64::from(impact)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    sum.wrapping_add((mixed ^ mixed >> 29).wrapping_mul(0xbf58_476d_1ce4_e5b9))
}

/// The sum of all words of a document.
pub fn sum_of(keys: &[(String, u8)]) -> u64 {
    keys.iter().fold(0, |all, (key, impact)| sum(all, wire::hash(key), *impact))
}

impl State {
    /// Of an index that was made.
    pub fn new(ground: &Ground, sizes: Sizes, sums: Vec<u64>) -> Self {
        let order = &ground.order;
        let identities = parallel::map(order.ids.len(), |at| identity(ground.site, order.ids[at]));
        let rows = identities.into_iter().zip(sums).collect();
        Self {
            n_dated: order.n_dated,
            base: order.base,
            settled: order.settled,
            sizes,
            organisations: ground.facets.organisations_hash(),
            nameless: nameless(ground),
            rows,
        }
    }
}

/// What a document is, whatever it says.
pub fn identity(site: &Site, id: DocId) -> u64 {
    let document = site.document(id);
    let (file, slug) = (document.file.as_bytes(), document.slug.as_bytes());
    short(Hash128::of_bytes(file)) ^ short(Hash128::of_bytes(slug)).rotate_left(1)
}

/// Half of a fingerprint.
pub fn short(hash: Hash128) -> u64 {
    hash.0 as u64
}

/// Items that are shown without a page of their own.
pub fn nameless(ground: &Ground) -> u64 {
    let site = ground.site;
    let shown = site.visible().filter(|it| site.urls[*it as usize].is_empty());
    let named: Vec<(u64, &str)> = shown.map(|it| (identity(site, it), site.document(it).title.as_str())).collect();
    short(Hash128::of(&named))
}

/// The keys of a document as it is now.
pub fn keys_now(ground: &Ground, id: DocId, record: &[u8]) -> Vec<(String, u8)> {
    let mut names = Vec::new();
    ground.names.of(id, |it| names.push(it.to_owned()));
    keys_of(record, &names)
}
