//! All documents together: keys with their lists, and the files that are made of them.
//!
//! Begin with [`Index::new`], then [`Index::names`] and [`Index::file`]. The layout is told in [`super::wire`].

use std::borrow::Cow;
use std::sync::{Mutex, OnceLock};

use crate::base::hash::Hash128;
use crate::base::json;
use crate::base::map::Map;
use crate::base::parallel;
use crate::content::vocabulary::TermId;
use crate::model::refer::Target;
use crate::model::{DocId, Site};

use super::analysis::{self, Markup};
use super::cards;
use super::facets::Facets;
use super::order::Order;
use super::wire::{self, COLUMNS, List, TOP};
use super::words::{self, NAMES, WHOLE};

/// What the index is made of, beside the site.
pub trait Records: Sync {
    /// The record of a document, as [`words::Memo::record`] makes it.
    fn record(&self, id: DocId) -> Cow<'_, [u8]>;
}

/// What the files say beside what documents do.
pub struct Frame<'a> {
    /// An address from the site's root as pages write it.
    pub url: &'a (dyn Fn(&str) -> String + Sync),
    /// Groups of words that may stand for each other.
    pub synonyms: &'a [Vec<String>],
}

/// Documents that one thread reads at a time.
const CHUNK: usize = 1024;
/// Postings of a shard on average, at most.
const SHARD: u32 = 4096;
/// Keys of a file of the lexicon on average, at most.
const LEXICON: u32 = 2048;

/// The index of a site.
pub struct Index<'a> {
    site: &'a Site,
    frame: Frame<'a>,
    order: Order,
    facets: Facets<'a>,
    /// By shard, then by key.
    keys: Vec<Key>,
    /// Places of documents, list after list.
    places: Vec<u32>,
    impacts: Vec<u8>,
    shards: Vec<std::ops::Range<u32>>,
    n_lexicons: u32,
    files: Vec<File>,
    names: Vec<String>,
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
    Shard(u32),
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
}

/// The impact of a weight: how near it comes to the most that any weight can do.
fn impact(weight: u32) -> u8 {
    // k1 = 1.2, in parts of a weight, ten times all.
    let k = (12.0 * WHOLE) as u32;
    (16 * 10 * weight / (10 * weight + k)).min(15) as u8
}

impl<'a> Index<'a> {
    /// Of all visible documents.
    pub fn new(site: &'a Site, frame: Frame<'a>, records: &dyn Records) -> Self {
        let order = Order::new(site);
        let names = Names::new(site);
        let n_chunks = order.len().div_ceil(CHUNK);
        let pool = Mutex::new(Vec::new());
        let chunks = parallel::map(n_chunks, |at| {
            let mut reader: Reader = pool.lock().ok().and_then(|mut it| it.pop()).unwrap_or_default();
            let ids = &order.ids[at * CHUNK..order.len().min((at + 1) * CHUNK)];
            let chunk = reader.chunk(ids, &names, records);
            if let Ok(mut pool) = pool.lock() {
                pool.push(reader);
            }
            chunk
        });
        let facets = Facets::new(site);
        let (keys, places, impacts) = joined(chunks, &order);
        let mut index = Self {
            site,
            frame,
            order,
            facets,
            keys,
            places,
            impacts,
            shards: Vec::new(),
            n_lexicons: 1,
            files: Vec::new(),
            names: Vec::new(),
        };
        index.lay_out();
        index
    }

    /// Paths of all files from the site's root, sorted.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The bytes of a file, by its place in [`Index::names`].
    pub fn file(&self, at: usize) -> Vec<u8> {
        match &self.files[at] {
            File::Meta => self.meta(),
            File::Facets => self.facets(),
            File::Shard(shard) => self.shard(*shard),
            File::Rests(keys) => {
                let texts: Vec<&str> = keys.iter().map(|it| &*self.keys[*it as usize].text).collect();
                wire::put_shard(&texts, keys.iter().map(|it| self.list(*it).1))
            }
            File::Lexicon(keys) => self.lexicon(keys),
            File::Cards(places) => cards::block(self.site, &self.order, places, self.frame.url),
            File::Columns(places) => self.columns(places),
        }
    }

    /// How many postings there are.
    pub fn n_postings(&self) -> usize {
        self.places.len()
    }

    fn n_shards(&self) -> u32 {
        self.shards.len() as u32
    }

    fn is_long(&self, key: &Key) -> bool {
        key.n_settled as usize > TOP
    }

    /// Parts keys among files.
    fn lay_out(&mut self) {
        let n_shards = wire::n_files(self.places.len(), SHARD);
        let mut at = 0;
        for shard in 0..n_shards {
            let start = at;
            while self.keys.get(at as usize).is_some_and(|it| wire::file_of(&it.text, n_shards) == shard) {
                at += 1;
            }
            self.shards.push(start..at);
        }
        self.n_lexicons = wire::n_files(self.keys.iter().filter(|it| it.n_settled > 0).count(), LEXICON);
        let mut files: Vec<(String, File)> = vec![("meta.json".to_owned(), File::Meta)];
        files.push(("facets.json".to_owned(), File::Facets));
        files.extend((0..n_shards).map(|it| (format!("t/{it}.bin"), File::Shard(it))));
        self.rests(&mut files);
        self.lexicons(&mut files);
        files.extend(cards::blocks(&self.order).into_iter().map(|(at, it)| (format!("c/{at}.json"), File::Cards(it))));
        let blocks = self.order.blocks(COLUMNS).into_iter();
        files.extend(blocks.map(|(at, it)| (format!("f/{at}.bin"), File::Columns(it))));
        files.sort_by(|a, b| a.0.cmp(&b.0));
        (self.names, self.files) = files.into_iter().map(|(name, it)| (format!("search/{name}"), it)).unzip();
    }

    fn rests(&self, files: &mut Vec<(String, File)>) {
        let mut rests: Vec<Vec<u32>> = vec![Vec::new(); self.n_shards() as usize * 4];
        for (at, key) in self.keys.iter().enumerate().filter(|it| self.is_long(it.1)) {
            rests[wire::file_of(&key.text, self.n_shards() * 4) as usize].push(at as u32);
        }
        for (at, mut keys) in rests.into_iter().enumerate().filter(|it| !it.1.is_empty()) {
            keys.sort_by(|a, b| self.keys[*a as usize].text.cmp(&self.keys[*b as usize].text));
            files.push((format!("r/{at}.bin"), File::Rests(keys)));
        }
    }

    fn lexicons(&self, files: &mut Vec<(String, File)>) {
        let n = self.n_lexicons as usize;
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
            heads[wire::file_of(head, self.n_lexicons) as usize].push(at);
            tails[wire::file_of(tail, self.n_lexicons) as usize].push(at);
        }
        files.extend(heads.into_iter().enumerate().map(|(at, it)| (format!("l/{at}.txt"), File::Lexicon(it))));
        files.extend(tails.into_iter().enumerate().map(|(at, it)| (format!("b/{at}.txt"), File::Lexicon(it))));
        files.push(("new.txt".to_owned(), File::Lexicon(new)));
    }

    fn lexicon(&self, keys: &[u32]) -> Vec<u8> {
        let class = |key: &Key| {
            let n = if key.n_settled == 0 { key.end - key.start } else { key.n_settled };
            n.ilog2() as u8
        };
        let mut out = Vec::new();
        let keys = keys.iter().map(|it| &self.keys[*it as usize]);
        wire::put_keys(&mut out, keys.map(|it| (&*it.text, Some(class(it)))));
        out
    }

    fn shard(&self, shard: u32) -> Vec<u8> {
        let keys = self.shards[shard as usize].clone();
        let texts: Vec<&str> = keys.clone().map(|it| &*self.keys[it as usize].text).collect();
        wire::put_shard(&texts, keys.map(|it| self.list(it).0))
    }

    /// The list of a key, and its rest.
    fn list(&self, key: u32) -> (List, List) {
        let key = &self.keys[key as usize];
        let range = key.start as usize..key.end as usize;
        let posts = self.places[range.clone()].iter().copied().zip(self.impacts[range].iter().copied());
        let numbered = |(place, impact): (u32, u8)| (self.order.number(place), impact);
        if !self.is_long(key) {
            return (List { whole: None, posts: posts.map(numbered).collect() }, List::default());
        }
        let mut settled: Vec<(u32, u8)> = posts.clone().filter(|it| self.order.is_settled(it.0)).collect();
        // The fresher first; those without a date last.
        let freshness = |place: u32| match place < self.order.n_dated {
            true => (0, u32::MAX - place),
            false => (1, place),
        };
        settled.sort_unstable_by_key(|(place, impact)| (u8::MAX - impact, freshness(*place)));
        let top: Vec<u32> = {
            let mut top: Vec<u32> = settled[..TOP].iter().map(|it| it.0).collect();
            top.sort_unstable();
            top
        };
        let is_top = |it: &(u32, u8)| !self.order.is_settled(it.0) || top.binary_search(&it.0).is_ok();
        let (top, rest): (Vec<(u32, u8)>, Vec<(u32, u8)>) = posts.partition(is_top);
        let of = |it: Vec<(u32, u8)>| it.into_iter().map(numbered).collect();
        (List { whole: Some(key.end - key.start), posts: of(top) }, List { whole: None, posts: of(rest) })
    }

    fn columns(&self, places: &[u32]) -> Vec<u8> {
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

    fn facets(&self) -> Vec<u8> {
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

    fn meta(&self) -> Vec<u8> {
        let is_meta = |it: &File| matches!(it, File::Meta);
        let others = (0..self.files.len()).filter(|it| !is_meta(&self.files[*it]));
        let others: Vec<usize> = others.collect();
        let hashes = parallel::map(others.len(), |at| Hash128::of_bytes(&self.file(others[at])));
        let meta = Meta {
            format: wire::FORMAT,
            version: Hash128::of(&hashes).hex()[..12].to_owned(),
            language: self.site.tables.config.language.code(),
            root: (self.frame.url)("/"),
            dated: self.order.n_dated,
            undated: self.order.len() as u32 - self.order.n_dated,
            base: self.order.base,
            settled: self.order.settled,
            shards: self.n_shards(),
            rests: self.n_shards() * 4,
            lexicons: self.n_lexicons,
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

/// Names of terms and of types, as keys.
struct Names<'a> {
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
    fn of(&self, id: DocId, mut add: impl FnMut(&str)) {
        let site = self.site;
        let mut terms: Vec<TermId> = Vec::new();
        for term in &site.terms[id as usize] {
            terms.push(*term);
            terms.extend(site.ancestors(*term));
        }
        terms.sort_unstable();
        terms.dedup();
        let own = terms.iter().map(|it| &self.terms[it.0 as usize]);
        own.chain([&self.types[site.document(id).kind.0 as usize]]).flatten().for_each(|it| add(it));
        for (reference, target) in site.document(id).uses.references.iter().zip(&*site.relations.targets[id as usize]) {
            match target {
                Target::Item(item) => {
                    let keys = self.items[*item as usize].get_or_init(|| text_keys(&site.document(*item).title));
                    keys.iter().for_each(|it| add(it));
                }
                Target::Text => text_keys(&reference.text).iter().for_each(|it| add(it)),
                Target::Withheld(_) => {}
            }
        }
    }
}

fn text_keys(text: &str) -> Vec<String> {
    let mut keys = Vec::new();
    analysis::each_word(text, Markup::Plain, |word| {
        keys.extend(analysis::words(word).iter().flat_map(|it| analysis::keys(it)));
    });
    keys
}

/// What one thread reads documents with.
#[derive(Default)]
struct Reader {
    by_key: Map<Box<str>, u32>,
    keys: Vec<Box<str>>,
    /// Weight of each key in the document that is read.
    weights: Vec<u32>,
    touched: Vec<u32>,
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
            let weight = (NAMES.of(1, own.len() as u32) * WHOLE) as u32;
            own.iter().for_each(|it| self.add(it, weight));
            self.touched.sort_unstable();
            for key in self.touched.drain(..) {
                let weight = std::mem::take(&mut self.weights[key as usize]);
                chunk.ids.push(key);
                chunk.impacts.push(impact(weight));
            }
            chunk.ends.push(chunk.ids.len() as u32);
        }
        // The numbers of keys are this chunk's own.
        chunk.keys = std::mem::take(&mut self.keys);
        self.by_key.clear();
        self.weights.clear();
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
        let global = |key: &Box<str>| {
            *by_key.entry(key.clone()).or_insert_with(|| {
                keys.push(key.clone());
                counts.push((0, 0));
                keys.len() as u32 - 1
            })
        };
        let ids: Vec<u32> = chunk.keys.iter().map(global).collect();
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
    let n_shards = wire::n_files(n_postings, SHARD);
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
