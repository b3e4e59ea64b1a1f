//! All documents together: keys with their lists, and the files that are made of them.
//!
//! Begin with [`encoded`]. The layout is told in [`super::wire`]; [`super::patch`] does the same for a few documents.

use std::ops::Range;
use std::sync::Mutex;

use crate::base::hash::Hash128;
use crate::base::parallel;
use crate::content::document::Document;
use crate::model::DocId;

use super::cards;
use super::ground::{Ground, Sizes};
use super::order::Bounds;
use super::state::{State, sum};
use super::wire::{self, COLUMNS, List, TOP};
use super::words::{self, Memo, NAMES, WHOLE};

/// Documents with their HTML.
pub trait Bodies: Sync {
    /// Hands over a document and the HTML of its body.
    fn read(&self, id: DocId, read: &mut dyn FnMut(&Document, &str));
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
    Shard(Range<u32>),
    /// Keys.
    Rests(Vec<u32>),
    /// Keys.
    Lexicon(Vec<u32>),
    /// Places.
    Cards(Vec<u32>),
    /// Places.
    Columns(Vec<u32>),
}

/// What one thread read at a time: for each document its keys with their impacts.
#[derive(Default)]
struct Chunk {
    /// Whose numbers of keys these are.
    reader: usize,
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
pub fn encoded(ground: &Ground, bodies: &dyn Bodies) -> Encoded {
    let order = &ground.order;
    let n_chunks = order.len().div_ceil(CHUNK);
    let pool = Pool::default();
    let chunks = parallel::map(n_chunks, |at| {
        let mut reader = pool.take();
        let chunk = reader.chunk(at * CHUNK..order.len().min((at + 1) * CHUNK), ground, bodies);
        pool.put(reader);
        chunk
    });
    let sums = chunks.iter().flat_map(|it| it.sums.iter().copied()).collect();
    let (keys, places, impacts) = joined(&chunks, pool.all());
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
            while self.keys.get(at as usize).is_some_and(|it| wire::shard_of(&it.text, n_shards) == shard) {
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
        let mut keys: Vec<(&str, u32)> = self.keys.iter().map(|it| &*it.text).zip(0..).collect();
        parallel::sort_unstable(&mut keys);
        for (_, at) in keys {
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
    let is_settled = |it: &(u32, u8)| bounds.is_settled(it.0);
    if posts.len() <= TOP || posts.iter().filter(|it| is_settled(it)).count() <= TOP {
        return (List { whole: None, posts }, List::default());
    }
    let mut settled: Vec<(u32, u8)> = posts.iter().copied().filter(is_settled).collect();
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
    number: usize,
    memo: Memo,
    found: Vec<(u32, u16)>,
    /// Weight of each key in the document that is read.
    weights: Vec<u32>,
    touched: Vec<u32>,
    /// Of each key.
    hashes: Vec<u32>,
    /// Documents that have the key, and settled ones among them.
    counts: Vec<(u32, u32)>,
}

/// Readers that rest, and how many there are in all.
#[derive(Default)]
struct Pool {
    resting: Mutex<(Vec<Reader>, usize)>,
}

impl Pool {
    fn take(&self) -> Reader {
        let Ok(mut it) = self.resting.lock() else { return Reader::default() };
        if let Some(reader) = it.0.pop() {
            return reader;
        }
        it.1 += 1;
        Reader { number: it.1 - 1, ..Reader::default() }
    }

    fn put(&self, reader: Reader) {
        if let Ok(mut it) = self.resting.lock() {
            it.0.push(reader);
        }
    }

    /// All of them, in the order of their numbers.
    fn all(self) -> Vec<Reader> {
        let mut all = self.resting.into_inner().map_or_else(|_| Vec::new(), |it| it.0);
        all.sort_by_key(|it| it.number);
        all
    }
}

impl Reader {
    fn chunk(&mut self, places: Range<usize>, ground: &Ground, bodies: &dyn Bodies) -> Chunk {
        let (site, order) = (ground.site, &ground.order);
        let mut chunk = Chunk { reader: self.number, ..Chunk::default() };
        for place in places {
            let id = order.ids[place];
            bodies.read(id, &mut |document, html| {
                let kind = site.tables.types.get(document.kind);
                self.memo.read(document, kind, (html, &mut self.found));
            });
            let mut names = Vec::new();
            ground.names.of(id, |it| names.push(self.memo.number(it)));
            self.grow();
            for (key, weight) in std::mem::take(&mut self.found) {
                self.add(key, u32::from(weight));
            }
            let weight = name_weight(names.len());
            names.into_iter().for_each(|it| self.add(it, weight));
            self.put(u32::from(order.is_settled(place as u32)), &mut chunk);
        }
        chunk
    }

    /// Room for keys that are new.
    fn grow(&mut self) {
        let keys = self.memo.keys();
        self.hashes.extend(keys[self.hashes.len()..].iter().map(|it| wire::hash(it)));
        self.weights.resize(keys.len(), 0);
        self.counts.resize(keys.len(), (0, 0));
    }

    fn add(&mut self, key: u32, weight: u32) {
        let sum = &mut self.weights[key as usize];
        if *sum == 0 {
            self.touched.push(key);
        }
        // A weight may be rounded to nothing, and the key still stands there.
        *sum += weight.max(1);
    }

    /// The document that was read; `settled` is 1 for one that stays out of the way of new ones.
    fn put(&mut self, settled: u32, chunk: &mut Chunk) {
        let mut all = 0;
        for key in self.touched.drain(..) {
            let impact = impact(std::mem::take(&mut self.weights[key as usize]));
            chunk.ids.push(key);
            chunk.impacts.push(impact);
            all = sum(all, self.hashes[key as usize], impact);
            let count = &mut self.counts[key as usize];
            *count = (count.0 + 1, count.1 + settled);
        }
        chunk.sums.push(all);
        chunk.ends.push(chunk.ids.len() as u32);
    }
}

/// Keys of all chunks, by shard and text, with their lists.
fn joined(chunks: &[Chunk], readers: Vec<Reader>) -> (Vec<Key>, Vec<u32>, Vec<u8>) {
    let n_postings: usize = chunks.iter().map(|it| it.ids.len()).sum();
    let n_shards = Sizes { n_postings: n_postings as u32, ..Sizes::default() }.shards();
    let mut rows: Vec<(u32, &str, u32, u32)> = Vec::new();
    for (at, reader) in readers.iter().enumerate() {
        // Others are stop words, and those of no document that is read.
        let used = (0..reader.counts.len()).filter(|it| reader.counts[*it].0 > 0);
        rows.extend(
            used.map(|it| (&*reader.memo.keys()[it], at as u32, it as u32))
                .map(|(key, at, it)| (wire::shard_of(key, n_shards), key, at, it)),
        );
    }
    parallel::sort_unstable(&mut rows);
    let mut numbers: Vec<Vec<u32>> = readers.iter().map(|it| vec![0; it.counts.len()]).collect();
    let mut keys: Vec<Key> = Vec::with_capacity(rows.len());
    for (_, text, reader, id) in rows {
        let (n, n_settled) = readers[reader as usize].counts[id as usize];
        match keys.last_mut().filter(|it| *it.text == *text) {
            Some(key) => (key.end, key.n_settled) = (key.end + n, key.n_settled + n_settled),
            None => {
                let start = keys.last().map_or(0, |it| it.end);
                keys.push(Key { text: text.into(), start, end: start + n, n_settled });
            }
        }
        numbers[reader as usize][id as usize] = keys.len() as u32 - 1;
    }
    let mut cursors: Vec<u32> = keys.iter().map(|it| it.start).collect();
    let (mut places, mut impacts) = (vec![0_u32; n_postings], vec![0_u8; n_postings]);
    let mut place = 0;
    for chunk in chunks {
        let numbers = &numbers[chunk.reader];
        let mut from = 0;
        for end in &chunk.ends {
            for at in from as usize..*end as usize {
                let cursor = &mut cursors[numbers[chunk.ids[at] as usize] as usize];
                places[*cursor as usize] = place;
                impacts[*cursor as usize] = chunk.impacts[at];
                *cursor += 1;
            }
            (from, place) = (*end, place + 1);
        }
    }
    (keys, places, impacts)
}
