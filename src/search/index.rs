//! All documents together: keys with their lists, and the files that are made of them.
//!
//! Begin with [`encoded`]. The layout is told in [`super::wire`]; [`super::patch`] does the same for a few documents.

use std::borrow::Cow;
use std::sync::Mutex;

use crate::base::hash::Hash128;
use crate::base::map::Map;
use crate::base::parallel;
use crate::model::DocId;

use super::cards;
use super::ground::{Ground, Names, Sizes};
use super::order::{Bounds, Order};
use super::state::{State, sum};
use super::wire::{self, COLUMNS, List, TOP};
use super::words::{self, NAMES, WHOLE};

/// What the index is made of, beside the site.
pub trait Records: Sync {
    /// The record of a document, as [`words::Memo::record`] makes it.
    fn record(&self, id: DocId) -> Cow<'_, [u8]>;
}

/// All files of an index.
#[derive(Debug, Default)]
pub struct Encoded {
    /// Paths from the site's root, sorted.
    pub names: Vec<String>,
    /// Fingerprint of each.
    pub hashes: Vec<Hash128>,
    /// Bytes of each; none for those that are as they were.
    pub files: Vec<Option<Vec<u8>>>,
    /// What the next index can be made from.
    pub state: State,
}

impl Encoded {
    /// The place of a file.
    pub fn find(&self, path: &str) -> Option<usize> {
        self.names.binary_search_by(|it| it.as_str().cmp(path)).ok()
    }
}

/// Documents that one thread reads at a time.
const CHUNK: usize = 1024;

/// The words of all documents.
struct Index<'g, 'a> {
    ground: &'g Ground<'a>,
    /// By shard, then by key.
    keys: Vec<Key>,
    /// Places of documents, list after list.
    places: Vec<u32>,
    impacts: Vec<u8>,
    sizes: Sizes,
}

/// A key and where its list lies.
struct Key {
    text: Box<str>,
    start: u32,
    end: u32,
    n_settled: u32,
}

/// What a file holds.
enum File {
    Meta,
    Facets,
    /// Keys.
    Shard(std::ops::Range<u32>),
    /// Keys.
    Rests(Vec<u32>),
    /// Keys.
    Lexicon(Vec<u32>),
    /// Places.
    Cards(Vec<u32>),
    /// Places.
    Columns(Vec<u32>),
}

/// What one thread read: keys, and for each document which of them with which impact.
#[derive(Default)]
struct Chunk {
    keys: Vec<Box<str>>,
    ids: Vec<u32>,
    impacts: Vec<u8>,
    ends: Vec<u32>,
    /// Of each document.
    sums: Vec<u64>,
}

/// The impact of a weight: how near it comes to the most that any weight can do.
pub fn impact(weight: u32) -> u8 {
    // k1 = 1.2, in parts of a weight, ten times all.
    let k = (12.0 * WHOLE) as u32;
    (16 * 10 * weight / (10 * weight + k)).min(15) as u8
}

/// The index of all visible documents.
pub fn encoded(ground: &Ground, records: &dyn Records) -> Encoded {
    let order = &ground.order;
    let n_chunks = order.len().div_ceil(CHUNK);
    let pool = Mutex::new(Vec::new());
    let chunks = parallel::map(n_chunks, |at| {
        let mut reader: Reader = pool.lock().ok().and_then(|mut it| it.pop()).unwrap_or_default();
        let ids = &order.ids[at * CHUNK..order.len().min((at + 1) * CHUNK)];
        let chunk = reader.chunk(ids, &ground.names, records);
        if let Ok(mut pool) = pool.lock() {
            pool.push(reader);
        }
        chunk
    });
    let sums = chunks.iter().flat_map(|it| it.sums.iter().copied()).collect();
    let (keys, places, impacts) = joined(chunks, order);
    let n_settled = keys.iter().filter(|it| it.n_settled > 0).count() as u32;
    let sizes = Sizes { n_postings: places.len() as u32, n_settled };
    let index = Index { ground, keys, places, impacts, sizes };
    let (names, files): (Vec<String>, Vec<File>) = index.lay_out().into_iter().unzip();
    let mut bytes = parallel::map(files.len(), |at| index.file(&files[at]));
    let mut hashes: Vec<Hash128> = bytes.iter().map(|it| Hash128::of_bytes(it)).collect();
    if let Some(at) = files.iter().position(|it| matches!(it, File::Meta)) {
        let mut others = hashes.clone();
        others.remove(at);
        bytes[at] = ground.meta(sizes, &others);
        hashes[at] = Hash128::of_bytes(&bytes[at]);
    }
    let state = State::new(ground, sizes, sums);
    Encoded { names, hashes, files: bytes.into_iter().map(Some).collect(), state }
}

impl Index<'_, '_> {
    fn file(&self, file: &File) -> Vec<u8> {
        match file {
            // It tells the version of the others, so it is made last.
            File::Meta => Vec::new(),
            File::Facets => self.ground.facets_file(),
            File::Shard(keys) => {
                let texts: Vec<&str> = keys.clone().map(|it| &*self.keys[it as usize].text).collect();
                wire::put_shard(&texts, keys.clone().map(|it| self.list(it).0))
            }
            File::Rests(keys) => {
                let texts: Vec<&str> = keys.iter().map(|it| &*self.keys[*it as usize].text).collect();
                wire::put_shard(&texts, keys.iter().map(|it| self.list(*it).1))
            }
            File::Lexicon(keys) => self.lexicon(keys),
            File::Cards(places) => self.ground.cards(places),
            File::Columns(places) => self.ground.columns(places),
        }
    }

    fn is_long(&self, key: &Key) -> bool {
        key.n_settled as usize > TOP
    }

    /// Every file with its path, sorted.
    fn lay_out(&self) -> Vec<(String, File)> {
        let n_shards = self.sizes.shards();
        let mut files: Vec<(String, File)> = vec![("meta.json".to_owned(), File::Meta)];
        files.push(("facets.json".to_owned(), File::Facets));
        let mut at = 0;
        for shard in 0..n_shards {
            let start = at;
            while self.keys.get(at as usize).is_some_and(|it| wire::file_of(&it.text, n_shards) == shard) {
                at += 1;
            }
            files.push((format!("t/{shard}.bin"), File::Shard(start..at)));
        }
        self.rests(&mut files);
        self.lexicons(&mut files);
        let order = &self.ground.order;
        files.extend(cards::blocks(order).into_iter().map(|(at, it)| (format!("c/{at}.json"), File::Cards(it))));
        let blocks = order.blocks(COLUMNS).into_iter();
        files.extend(blocks.map(|(at, it)| (format!("f/{at}.bin"), File::Columns(it))));
        files.iter_mut().for_each(|it| it.0.insert_str(0, "search/"));
        files.sort_by(|a, b| a.0.cmp(&b.0));
        files
    }

    fn rests(&self, files: &mut Vec<(String, File)>) {
        let mut rests: Vec<Vec<u32>> = vec![Vec::new(); self.sizes.rests() as usize];
        for (at, key) in self.keys.iter().enumerate().filter(|it| self.is_long(it.1)) {
            rests[wire::file_of(&key.text, self.sizes.rests()) as usize].push(at as u32);
        }
        for (at, mut keys) in rests.into_iter().enumerate().filter(|it| !it.1.is_empty()) {
            keys.sort_by(|a, b| self.keys[*a as usize].text.cmp(&self.keys[*b as usize].text));
            files.push((format!("r/{at}.bin"), File::Rests(keys)));
        }
    }

    fn lexicons(&self, files: &mut Vec<(String, File)>) {
        let n = self.sizes.lexicons() as usize;
        let (mut heads, mut tails, mut new) = (vec![Vec::new(); n], vec![Vec::new(); n], Vec::new());
        let mut keys: Vec<u32> = (0..self.keys.len() as u32).collect();
        keys.sort_by(|a, b| self.keys[*a as usize].text.cmp(&self.keys[*b as usize].text));
        for at in keys {
            let key = &self.keys[at as usize];
            let (true, Some(head), Some(tail)) =
                (wire::is_in_lexicon(&key.text), wire::head(&key.text), wire::tail(&key.text))
            else {
                continue;
            };
            if key.n_settled == 0 {
                new.push(at);
                continue;
            }
            heads[wire::file_of(head, n as u32) as usize].push(at);
            tails[wire::file_of(tail, n as u32) as usize].push(at);
        }
        files.extend(heads.into_iter().enumerate().map(|(at, it)| (format!("l/{at}.txt"), File::Lexicon(it))));
        files.extend(tails.into_iter().enumerate().map(|(at, it)| (format!("b/{at}.txt"), File::Lexicon(it))));
        files.push(("new.txt".to_owned(), File::Lexicon(new)));
    }

    fn lexicon(&self, keys: &[u32]) -> Vec<u8> {
        let mut out = Vec::new();
        let keys = keys.iter().map(|it| &self.keys[*it as usize]);
        wire::put_keys(&mut out, keys.map(|it| (&*it.text, Some(class(it.end - it.start, it.n_settled)))));
        out
    }

    /// The list of a key, and its rest.
    fn list(&self, key: u32) -> (List, List) {
        let key = &self.keys[key as usize];
        let range = key.start as usize..key.end as usize;
        let order = &self.ground.order;
        let numbers = self.places[range.clone()].iter().map(|it| order.number(*it));
        parted(numbers.zip(self.impacts[range].iter().copied()).collect(), order.bounds())
    }
}

/// How the lexicon tells the number of a key's documents: of the settled ones, if there are any.
pub fn class(n: u32, n_settled: u32) -> u8 {
    (if n_settled == 0 { n } else { n_settled }).ilog2() as u8
}

/// The top of a list with all its postings, and its rest where it is long.
pub fn parted(posts: Vec<(u32, u8)>, bounds: Bounds) -> (List, List) {
    let mut settled: Vec<(u32, u8)> = posts.iter().copied().filter(|it| bounds.is_settled(it.0)).collect();
    if settled.len() <= TOP {
        return (List { whole: None, posts }, List::default());
    }
    // The fresher first; those without a date last.
    let freshness = |number: u32| if number < bounds.base { (0, u32::MAX - number) } else { (1, number) };
    settled.sort_unstable_by_key(|(number, impact)| (u8::MAX - impact, freshness(*number)));
    let mut top: Vec<u32> = settled[..TOP].iter().map(|it| it.0).collect();
    top.sort_unstable();
    let whole = Some(posts.len() as u32);
    let is_top = |it: &(u32, u8)| !bounds.is_settled(it.0) || top.binary_search(&it.0).is_ok();
    let (top, rest) = posts.into_iter().partition(is_top);
    (List { whole, posts: top }, List { whole: None, posts: rest })
}

/// The keys of one document with their impacts.
pub fn keys_of(record: &[u8], names: &[String]) -> Vec<(String, u8)> {
    let mut weights: std::collections::BTreeMap<&str, u32> = std::collections::BTreeMap::new();
    for (key, weight) in words::rows(record) {
        *weights.entry(key).or_default() += weight.max(1);
    }
    let weight = name_weight(names.len());
    for key in names {
        *weights.entry(key).or_default() += weight;
    }
    weights.into_iter().map(|(key, weight)| (key.to_owned(), impact(weight))).collect()
}

/// What a name weighs among so many.
fn name_weight(n: usize) -> u32 {
    ((NAMES.of(1, n as u32) * WHOLE) as u32).max(1)
}

/// What one thread reads documents with.
#[derive(Default)]
struct Reader {
    by_key: Map<Box<str>, u32>,
    keys: Vec<Box<str>>,
    /// Weight of each key in the document that is read.
    weights: Vec<u32>,
    touched: Vec<u32>,
    /// Of each key.
    hashes: Vec<u32>,
}

impl Reader {
    fn chunk(&mut self, ids: &[DocId], names: &Names, records: &dyn Records) -> Chunk {
        let mut chunk = Chunk::default();
        for id in ids {
            let record = records.record(*id);
            for (key, weight) in words::rows(&record) {
                self.add(key, weight);
            }
            let mut own = Vec::new();
            names.of(*id, |it| own.push(it.to_owned()));
            let weight = name_weight(own.len());
            own.iter().for_each(|it| self.add(it, weight));
            self.touched.sort_unstable();
            let mut all = 0;
            for key in self.touched.drain(..) {
                let weight = std::mem::take(&mut self.weights[key as usize]);
                chunk.ids.push(key);
                chunk.impacts.push(impact(weight));
                all = sum(all, self.hashes[key as usize], impact(weight));
            }
            chunk.sums.push(all);
            chunk.ends.push(chunk.ids.len() as u32);
        }
        // The numbers of keys are this chunk's own.
        chunk.keys = std::mem::take(&mut self.keys);
        self.by_key.clear();
        self.weights.clear();
        self.hashes.clear();
        chunk
    }

    fn add(&mut self, key: &str, weight: u32) {
        let id = match self.by_key.get(key) {
            Some(it) => *it,
            None => {
                let id = self.keys.len() as u32;
                self.keys.push(key.into());
                self.by_key.insert(key.into(), id);
                self.weights.push(0);
                self.hashes.push(wire::hash(key));
                id
            }
        };
        let sum = &mut self.weights[id as usize];
        if *sum == 0 {
            self.touched.push(id);
        }
        // A weight may be rounded to nothing, and the key still stands there.
        *sum += weight.max(1);
    }
}

/// Keys of all chunks, by shard and text, with their lists.
fn joined(chunks: Vec<Chunk>, order: &Order) -> (Vec<Key>, Vec<u32>, Vec<u8>) {
    let (mut by_key, mut keys, mut local) = (Map::new(), Vec::new(), Vec::with_capacity(chunks.len()));
    let mut counts: Vec<(u32, u32)> = Vec::new();
    let mut start = 0;
    for chunk in &chunks {
        let mut global = |key: &str| {
            *by_key.entry(Box::<str>::from(key)).or_insert_with(|| {
                keys.push(Box::<str>::from(key));
                counts.push((0, 0));
                keys.len() as u32 - 1
            })
        };
        let ids: Vec<u32> = chunk.keys.iter().map(|it| global(it)).collect();
        let mut from = 0;
        for end in &chunk.ends {
            let settled = u32::from(order.is_settled(start));
            for id in &chunk.ids[from as usize..*end as usize] {
                let count = &mut counts[ids[*id as usize] as usize];
                *count = (count.0 + 1, count.1 + settled);
            }
            (from, start) = (*end, start + 1);
        }
        local.push(ids);
    }
    drop(by_key);
    let n_postings: usize = chunks.iter().map(|it| it.ids.len()).sum();
    let n_shards = Sizes { n_postings: n_postings as u32, ..Sizes::default() }.shards();
    let mut sorted: Vec<u32> = (0..keys.len() as u32).collect();
    sorted.sort_by_cached_key(|it| (wire::file_of(&keys[*it as usize], n_shards), keys[*it as usize].clone()));
    let mut at = 0;
    let mut cursors = vec![0; keys.len()];
    let of_key = |id: &u32| {
        let (n, n_settled) = counts[*id as usize];
        cursors[*id as usize] = at;
        let key = Key { text: keys[*id as usize].clone(), start: at, end: at + n, n_settled };
        at += n;
        key
    };
    let sorted: Vec<Key> = sorted.iter().map(of_key).collect();
    let (mut places, mut impacts) = (vec![0_u32; n_postings], vec![0_u8; n_postings]);
    let mut place = 0;
    for (chunk, ids) in chunks.into_iter().zip(local) {
        let mut from = 0;
        for end in &chunk.ends {
            for at in from as usize..*end as usize {
                let cursor = &mut cursors[ids[chunk.ids[at] as usize] as usize];
                places[*cursor as usize] = place;
                impacts[*cursor as usize] = chunk.impacts[at];
                *cursor += 1;
            }
            (from, place) = (*end, place + 1);
        }
    }
    (sorted, places, impacts)
}
