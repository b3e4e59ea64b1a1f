//! The files of an index as they are read for a query: each once, and only when it is needed.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use serde::Deserialize;

use crate::base::json;

use super::wire::{self, Bytes, COLUMNS, List};

/// Where files come from.
pub trait Source {
    /// The bytes at a path from the site's root; None where there is nothing.
    fn read(&self, path: &str) -> Option<Vec<u8>>;
}

/// `search/meta.json`.
#[derive(Debug, Clone, Deserialize)]
pub struct Meta {
    /// Of the layout.
    pub format: u32,
    /// Path of the site's address, with `/` at both ends.
    pub root: String,
    /// How many documents have a date.
    pub dated: u32,
    /// How many have none.
    pub undated: u32,
    /// Number of the first of those.
    pub base: u32,
    /// How many files of each kind.
    pub shards: u32,
    /// Likewise.
    pub rests: u32,
    /// Likewise.
    pub lexicons: u32,
    /// Months and first numbers.
    pub months: Vec<u32>,
    /// Id and label of each type.
    pub types: Vec<(String, String)>,
    /// Ids of the columns.
    pub facets: Vec<String>,
    /// Keys, keys that may stand for them, weight.
    pub synonyms: Vec<(Vec<String>, Vec<String>, u32)>,
}

/// What a hit shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// Address with the path of the site's.
    pub url: String,
    /// Title.
    pub title: String,
    /// Beginning of the summary.
    pub summary: String,
    /// `2026-05-17`, or empty.
    pub date: String,
    /// Index of the types.
    pub kind: u32,
    /// First region, or empty.
    pub region: String,
}

/// `search/facets.json`: one facet.
#[derive(Debug, Clone, Deserialize)]
pub struct Facet {
    /// In addresses.
    pub id: String,
    /// For people.
    pub title: String,
    /// Id, title, value above, whether it has a page.
    pub values: Vec<(String, String, i64, u8)>,
}

/// A file that is missing or damaged, by its path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken(pub String);

type Shard = Rc<Vec<(String, List)>>;
type Keys = Rc<Vec<(String, u8)>>;

/// The files of one index.
pub struct Files<'a> {
    source: &'a dyn Source,
    /// What the index is.
    pub meta: Meta,
    shards: RefCell<BTreeMap<String, Shard>>,
    lexicons: RefCell<BTreeMap<String, Keys>>,
}

impl<'a> Files<'a> {
    /// Of the site that `source` reads.
    ///
    /// # Errors
    /// Where there is no index, or one of another layout.
    pub fn open(source: &'a dyn Source) -> Result<Self, Broken> {
        let path = "search/meta.json";
        let broken = || Broken(path.to_owned());
        let bytes = source.read(path).ok_or_else(broken)?;
        let meta: Meta = json::parse(&bytes).ok_or_else(broken)?;
        let is_power = |it: u32| it.is_power_of_two();
        if meta.format != wire::FORMAT || ![meta.shards, meta.rests, meta.lexicons].into_iter().all(is_power) {
            return Err(broken());
        }
        Ok(Self { source, meta, shards: RefCell::default(), lexicons: RefCell::default() })
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, Broken> {
        self.source.read(path).ok_or_else(|| Broken(path.to_owned()))
    }

    /// The text of a page, by its address.
    pub fn page(&self, url: &str) -> Option<Vec<u8>> {
        self.source.read(url.strip_prefix(self.meta.root.as_str())?)
    }

    /// How many documents there are.
    pub fn n_documents(&self) -> u32 {
        self.meta.dated + self.meta.undated
    }

    /// Every number, from the smallest.
    pub fn numbers(&self) -> impl Iterator<Item = u32> {
        (0..self.meta.dated).chain(self.meta.base..self.meta.base + self.meta.undated)
    }

    /// Path of the shard of a key.
    pub fn shard_path(&self, key: &str) -> String {
        format!("search/t/{}.bin", wire::shard_of(key, self.meta.shards))
    }

    /// The top of a list; None where the key is unknown.
    pub fn list(&self, key: &str) -> Result<Option<List>, Broken> {
        self.of_shard(self.shard_path(key), key)
    }

    /// The rest of a list.
    pub fn rest(&self, key: &str) -> Result<List, Broken> {
        let path = format!("search/r/{}.bin", wire::file_of(key, self.meta.rests));
        Ok(self.of_shard(path, key)?.unwrap_or_default())
    }

    fn of_shard(&self, path: String, key: &str) -> Result<Option<List>, Broken> {
        let shard = self.shard(path)?;
        let found = shard.binary_search_by(|it| it.0.as_str().cmp(key)).ok();
        Ok(found.map(|at| shard[at].1.clone()))
    }

    fn shard(&self, path: String) -> Result<Shard, Broken> {
        if let Some(known) = self.shards.borrow().get(&path) {
            return Ok(known.clone());
        }
        let shard = wire::read_shard(&self.read(&path)?).ok_or_else(|| Broken(path.clone()))?;
        let shard = Rc::new(shard);
        self.shards.borrow_mut().insert(path, shard.clone());
        Ok(shard)
    }

    /// Keys that begin as a word does, as far as shards go, as the lexicon tells keys; none where it is too short.
    pub fn beside(&self, word: &str) -> Result<Keys, Broken> {
        let n = wire::beginning(self.meta.shards);
        let beginning: String = word.chars().take(n).collect();
        if beginning.chars().count() < n {
            return Ok(Keys::default());
        }
        let shard = self.shard(self.shard_path(word))?;
        let keys = shard.iter().filter(|it| it.0.starts_with(&beginning) && wire::is_in_lexicon(&it.0));
        let class = |it: &List| it.whole.unwrap_or(it.posts.len() as u32).max(1).ilog2() as u8;
        Ok(Rc::new(keys.map(|(key, list)| (key.clone(), class(list))).collect()))
    }

    /// Keys that begin as a word does.
    pub fn heads(&self, word: &str) -> Result<Option<Keys>, Broken> {
        let Some(head) = wire::head(word) else { return Ok(None) };
        self.lexicon(format!("search/l/{}.txt", wire::file_of(head, self.meta.lexicons))).map(Some)
    }

    /// Keys that end as a word does.
    pub fn tails(&self, word: &str) -> Result<Option<Keys>, Broken> {
        let Some(tail) = wire::tail(word) else { return Ok(None) };
        self.lexicon(format!("search/b/{}.txt", wire::file_of(tail, self.meta.lexicons))).map(Some)
    }

    /// Keys of new documents only.
    pub fn new_keys(&self) -> Result<Keys, Broken> {
        self.lexicon("search/new.txt".to_owned())
    }

    fn lexicon(&self, path: String) -> Result<Keys, Broken> {
        if let Some(known) = self.lexicons.borrow().get(&path) {
            return Ok(known.clone());
        }
        let keys = wire::read_keys(&self.read(&path)?, true).ok_or_else(|| Broken(path.clone()))?;
        let keys = Rc::new(keys);
        self.lexicons.borrow_mut().insert(path, keys.clone());
        Ok(keys)
    }

    /// The card of a document.
    pub fn card(&self, number: u32) -> Result<Card, Broken> {
        let path = format!("search/c/{}.json", number / wire::CARDS);
        let broken = || Broken(path.clone());
        type Row = (String, String, String, String, u32, String);
        let block: BTreeMap<String, Row> = json::parse(&self.read(&path)?).ok_or_else(broken)?;
        let (url, title, summary, date, kind, region) = block.get(&number.to_string()).cloned().ok_or_else(broken)?;
        Ok(Card { url, title, summary, date, kind, region })
    }

    /// All facets with their values.
    pub fn facets(&self) -> Result<Vec<Facet>, Broken> {
        let path = "search/facets.json";
        json::parse(&self.read(path)?).ok_or_else(|| Broken(path.to_owned()))
    }

    /// The values of every document, by facet.
    pub fn columns(&self) -> Result<BTreeMap<u32, Vec<Vec<u32>>>, Broken> {
        let mut rows: BTreeMap<u32, Vec<Vec<u32>>> = BTreeMap::new();
        let numbers: Vec<u32> = self.numbers().collect();
        for block in numbers.chunk_by(|a, b| a / COLUMNS == b / COLUMNS) {
            let path = format!("search/f/{}.bin", block[0] / COLUMNS);
            let bytes = self.read(&path)?;
            self.block(&bytes, block, &mut rows).ok_or(Broken(path))?;
        }
        Ok(rows)
    }

    fn block(&self, bytes: &[u8], block: &[u32], rows: &mut BTreeMap<u32, Vec<Vec<u32>>>) -> Option<()> {
        let mut bytes = Bytes(bytes);
        for _ in &self.meta.facets {
            let length = bytes.number()? as usize;
            let mut column = Bytes(bytes.take(length)?);
            for number in block {
                let mut values = Vec::new();
                loop {
                    let value = column.number()?;
                    values.extend((value >> 1).checked_sub(1));
                    if value & 1 == 0 {
                        break;
                    }
                }
                rows.entry(*number).or_default().push(values);
            }
        }
        Some(())
    }
}
