//! The files of the search index, byte by byte. Whoever reads them needs this page and nothing else.
//!
//! Everything lies under `/search/`. Pages know one name, `search/meta.json`; all others follow from it. The index
//! is a pure function of the visible documents: no times, no random numbers, no order of threads.
//!
//! # Documents and their numbers
//!
//! A document is a visible item with a page of its own. Those with a publication date are numbered 0, 1, 2 … from
//! the oldest (ties by path); the others `base`, `base + 1` … by path. So a new dated article takes the next number
//! and moves nobody. `base` = 2^c, the smallest power of two from 256 on that is not below either count.
//!
//! Documents below `settled` (the number of dated ones, rounded down to a multiple of max(64, base / 64)) and all
//! undated ones are *settled*: what is sorted by rank or told by number of documents is made of settled ones only, so
//! that a new article does not disturb it.
//!
//! # Numbers in bytes
//!
//! *varint*: seven bits a byte, lowest first, the high bit says that more follow. `hash(text)`: FNV-1a of the UTF-8
//! bytes (h = 0x811c9dc5; h = (h xor byte) × 0x01000193 mod 2^32), then h ^= h >>> 16; h = h × 0x85ebca6b;
//! h ^= h >>> 13; h = h × 0xc2b2ae35; h ^= h >>> 16. All counts of files are powers of two: file = hash & (count − 1).
//! *Front-coded text*: UTF-8, sorted by code points, one entry a line, each ended by `\n`: first a character with the
//! code 48 + the number of UTF-16 units shared with the entry before (at most 60, never half a pair), then what
//! stands in the table below, then the rest of the entry.
//!
//! # `meta.json`
//!
//! | field | what |
//! |---|---|
//! | `format` | 1; another number: this client is too old or too new |
//! | `version` | changes with any file of the index; append `?v=` to all other names |
//! | `language` | `ru`, `en` |
//! | `root` | path of the site's address, with `/` at both ends; addresses of cards begin with it |
//! | `dated`, `undated` | how many documents of each |
//! | `base`, `settled` | see above |
//! | `shards`, `rests`, `lexicons` | how many files of each |
//! | `months` | `[month, first number, month, first number, …]`, month = year × 12 + (1…12) − 1; months with documents only, from the oldest |
//! | `types` | `[[id, label of one item], …]`; cards name them by index |
//! | `facets` | ids of the facet columns in their order: `type`, the taxonomies, `organisation`, `status`, `evidence`, … |
//! | `synonyms` | `[[from …], [to …], weight]`: keys that stand together → keys that may stand instead; weight of 16 |
//!
//! # `t/N.bin`: term shards, N = hash(beginning of the key) & (shards − 1)
//!
//! The beginning has four UTF-16 units, from 4 096 shards on five (so that no shard grows too big); or it is the key.
//! Keys that begin alike stand together: what a word that is cut short or slipped further on may stand for lies where
//! the word itself was looked for.
//!
//! varint number of keys; varint bytes of text; front-coded text of the keys (nothing between count and rest of the
//! entry); then for each key in that order a list:
//!
//! * varint `n × 2 + has_rest`;
//! * if `has_rest`: varint number of documents of the whole list (else it is n);
//! * n varints: the first number, then differences (at least 1);
//! * ⌈n / 2⌉ bytes: impacts 0…15 of the postings, the first one in the low half. An impact counts as itself + 1.
//!
//! There are so many shards that one has at most 2 048 postings on average: 2^max(0, ⌈log2 of all postings⌉ − 11).
//!
//! # `r/N.bin`: rests of long lists, N = hash(key) & (rests − 1)
//!
//! A list of more than 1 024 settled documents keeps those of the greatest impact (ties: the fresher, undated ones
//! last and by number) and everything unsettled; the rest stands here, in the same layout, `has_rest` 0.
//! `rests` = 4 × `shards`; a file that would hold nothing is not there at all, and a list in `t/` tells whether it is.
//!
//! # `l/N.txt`, `b/N.txt`, `new.txt`: the lexicon, for words that are no key
//!
//! Front-coded; after the shared count a character with the code 48 + ⌊log2 of the number of settled documents⌋,
//! then the rest of the key. A key of settled documents stands in `l/` by hash(its first two UTF-16 units) and in `b/`
//! by hash(its last two), each & (lexicons − 1); one of unsettled documents only stands in `new.txt` (with 48 + ⌊log2
//! of the number of documents⌋). Keys of fewer than 2 units, and those of digits only, stand in none.
//! `lexicons` = 2^max(0, ⌈log2 of settled keys⌉ − 9); every file is there, perhaps empty.
//!
//! # `c/N.json`: cards, N = number >> 3
//!
//! `{"<number>": [url, title, summary, date, type, region], …}` for the documents of the block. `url` with the path of
//! the site's address; `summary` up to 180 characters, perhaps empty; `date` `2026-05-17` or empty; `type` index of
//! `types`; `region`: title of the first region, perhaps empty. All texts plain, with plain spaces.
//!
//! # `f/N.bin`: facet columns, N = number >> 14
//!
//! For every facet of `meta.facets`: varint bytes of the column, then the column: for each document of the block in
//! the order of numbers its values one after another as varint `(value + 1) × 2 + more`; 0 for none. A value is an
//! index into `facets.json`. A year is no column: it follows from `months`.
//!
//! # `facets.json`
//!
//! `[{"id", "title", "path", "values": [[id, title, parent, has_page], …]}, …]` in the order of `meta.facets`: `path` of
//! the taxonomy's pages (`/regions/`, with the path of the site's address; page of a value: path + id + `/` where
//! `has_page` is 1), empty where there are none; `parent`: index of the value above, −1 for none. A filter by a value holds
//! for those below it too. Values of `evidence` stand from the weakest to the strongest.

use crate::base::utf8;

/// Number of this layout.
pub const FORMAT: u32 = 1;
/// Documents of a block of cards.
pub const CARDS: u32 = 8;
/// Documents of a block of facet columns.
pub const COLUMNS: u32 = 1 << 14;
/// Settled documents from which a list is parted.
pub const TOP: usize = 1024;
/// Letters by which keys share a shard, of few shards and of many.
const BEGINNING: [usize; 2] = [4, 5];
/// Shards that are many.
const MANY: u32 = 4096;
/// Number that stands for nothing shared in front-coded text.
const ZERO: u8 = 48;
/// Most units that are told to be shared.
const MOST_SHARED: usize = 60;

/// Whether a path is one of the index's.
pub fn is_index_path(path: &str) -> bool {
    let Some(name) = path.strip_prefix("search/") else { return false };
    match name.split_once('/') {
        None => matches!(name, "meta.json" | "facets.json" | "new.txt"),
        Some((folder, file)) => {
            let number = file.split_once('.').map_or("", |it| it.0);
            let is_number = !number.is_empty() && number.bytes().all(|it| it.is_ascii_digit());
            is_number && matches!(folder, "t" | "r" | "l" | "b" | "c" | "f")
        }
    }
}

/// The hash that parts keys among files.
pub fn hash(text: &str) -> u32 {
    let mut h = text.bytes().fold(0x811c_9dc5_u32, |h, it| (h ^ u32::from(it)).wrapping_mul(0x0100_0193));
    h ^= h >> 16;
    h = h.wrapping_mul(0x85eb_ca6b);
    h ^= h >> 13;
    h = h.wrapping_mul(0xc2b2_ae35);
    h ^ (h >> 16)
}

/// The file, of a power of two of them, in which a text stands.
pub fn file_of(text: &str, n_files: u32) -> u32 {
    hash(text) & (n_files - 1)
}

/// How many files keep `count` things, `each` a power of two, on average.
pub fn n_files(count: usize, each: u32) -> u32 {
    (count.next_power_of_two() as u32 / each).max(1)
}

/// The shard, of so many, in which a key stands.
pub fn shard_of(key: &str, n_shards: u32) -> u32 {
    let end = key.char_indices().nth(beginning(n_shards)).map_or(key.len(), |it| it.0);
    hash(&key[..end]) & (n_shards - 1)
}

/// Letters by which keys share one of so many shards.
pub fn beginning(n_shards: u32) -> usize {
    BEGINNING[usize::from(n_shards >= MANY)]
}

/// The first two letters of a key; None for a shorter one.
pub fn head(key: &str) -> Option<&str> {
    let (at, it) = key.char_indices().nth(1)?;
    Some(&key[..at + it.len_utf8()])
}

/// The last two letters of a key.
pub fn tail(key: &str) -> Option<&str> {
    key.char_indices().rev().nth(1).map(|(at, _)| &key[at..])
}

/// Whether the lexicon has such a key: not single letters and numbers.
pub fn is_in_lexicon(key: &str) -> bool {
    key.bytes().any(|it| !it.is_ascii_digit()) && key.chars().nth(1).is_some()
}

/// Appends a number.
pub fn put(out: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// Appends sorted keys, each with its class where the file has them.
pub fn put_keys<'a>(out: &mut Vec<u8>, keys: impl Iterator<Item = (&'a str, Option<u8>)>) {
    let mut last = "";
    for (key, class) in keys {
        // Keys hold letters and digits below U+10000 only: a unit is a character.
        let same = last.chars().zip(key.chars()).take_while(|(a, b)| a == b).take(MOST_SHARED);
        let (n, bytes) = same.fold((0, 0), |(n, bytes), (it, _)| (n + 1, bytes + it.len_utf8()));
        out.push(ZERO + n);
        out.extend(class.map(|it| ZERO + it));
        out.extend_from_slice(&key.as_bytes()[bytes..]);
        out.push(b'\n');
        last = key;
    }
}

/// The keys of a front-coded text, with their classes where it has them.
pub fn read_keys(text: &[u8], has_classes: bool) -> Option<Vec<(String, u8)>> {
    let text = utf8::text(text.to_vec()).ok()?;
    let mut found: Vec<(String, u8)> = Vec::new();
    for line in text.lines() {
        let shared = line.as_bytes().first()?;
        let rest = line.get(1 + usize::from(has_classes)..)?;
        let class = if has_classes { line.as_bytes().get(1)?.checked_sub(ZERO)? } else { 0 };
        let last = found.last().map_or("", |it| it.0.as_str());
        let mut key: String = last.chars().take(shared.checked_sub(ZERO)? as usize).collect();
        key.push_str(rest);
        found.push((key, class));
    }
    Some(found)
}

/// A list as it stands in a file: documents of the whole list where a rest is elsewhere, numbers, impacts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct List {
    /// Of the whole list, where this is only its top.
    pub whole: Option<u32>,
    /// Numbers from the smallest, and impacts.
    pub posts: Vec<(u32, u8)>,
}

/// Appends a list.
pub fn put_list(out: &mut Vec<u8>, list: &List) {
    put(out, (list.posts.len() as u32) << 1 | u32::from(list.whole.is_some()));
    if let Some(whole) = list.whole {
        put(out, whole);
    }
    let mut last = 0;
    for (number, _) in &list.posts {
        put(out, number - last);
        last = *number;
    }
    out.extend(list.posts.chunks(2).map(|it| it[0].1 | it.get(1).map_or(0, |it| it.1) << 4));
}

/// A shard or a file of rests.
pub fn put_shard(keys: &[&str], lists: impl Iterator<Item = List>) -> Vec<u8> {
    let (mut text, mut out) = (Vec::new(), Vec::new());
    put_keys(&mut text, keys.iter().map(|it| (*it, None)));
    put(&mut out, keys.len() as u32);
    put(&mut out, text.len() as u32);
    out.extend(text);
    lists.for_each(|it| put_list(&mut out, &it));
    out
}

/// Bytes that are read from their beginning; None where they end too early.
#[derive(Debug)]
pub struct Bytes<'a>(pub &'a [u8]);

impl<'a> Bytes<'a> {
    /// The next number.
    pub fn number(&mut self) -> Option<u32> {
        let (mut number, mut shift) = (0_u32, 0);
        loop {
            let byte = *self.take(1)?.first()?;
            number |= u32::from(byte & 0x7f).checked_shl(shift)?;
            if byte < 0x80 {
                return Some(number);
            }
            shift += 7;
        }
    }

    /// The next bytes.
    pub fn take(&mut self, n: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(n)?;
        self.0 = rest;
        Some(taken)
    }

    /// The next list.
    fn list(&mut self) -> Option<List> {
        let head = self.number()?;
        let whole = if head & 1 == 1 { Some(self.number()?) } else { None };
        let n = (head >> 1) as usize;
        let (mut posts, mut last) = (Vec::with_capacity(n.min(self.0.len())), 0_u32);
        for _ in 0..n {
            last = last.checked_add(self.number()?)?;
            posts.push((last, 0));
        }
        let impacts = self.take(n.div_ceil(2))?;
        for (at, post) in posts.iter_mut().enumerate() {
            post.1 = impacts[at / 2] >> (at % 2 * 4) & 15;
        }
        Some(List { whole, posts })
    }
}

/// The keys and lists of a shard; None where it is damaged.
pub fn read_shard(bytes: &[u8]) -> Option<Vec<(String, List)>> {
    let mut bytes = Bytes(bytes);
    let (n, length) = (bytes.number()? as usize, bytes.number()? as usize);
    let keys = read_keys(bytes.take(length)?, false)?;
    if keys.len() != n {
        return None;
    }
    keys.into_iter().map(|(key, _)| Some((key, bytes.list()?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let keys = ["семь", "семьсот", "я"];
        let lists = [
            List { whole: None, posts: vec![(0, 15)] },
            List { whole: Some(5000), posts: vec![(3, 1), (300, 2), (70_000, 9)] },
            List::default(),
        ];
        let bytes = put_shard(&keys, lists.iter().cloned());
        let read = read_shard(&bytes).unwrap();
        assert_eq!(read.iter().map(|it| it.0.as_str()).collect::<Vec<_>>(), keys);
        assert!(read.iter().map(|it| &it.1).eq(&lists));
        assert!((0..bytes.len()).all(|it| read_shard(&bytes[..it]).is_none()), "cut files are told");
        let mut text = Vec::new();
        put_keys(&mut text, [("а-б", Some(3)), ("аб", Some(0))].into_iter());
        assert_eq!(text, "03а-б\n10б\n".as_bytes());
        assert_eq!(read_keys(&text, true).unwrap(), [("а-б".to_owned(), 3), ("аб".to_owned(), 0)]);
    }

    #[test]
    fn the_hash_is_that_of_the_page() {
        assert_eq!(
            [hash(""), hash("a"), hash("семья")].map(|it| it % 1024),
            [hash("") % 1024, hash("a") % 1024, hash("семья") % 1024]
        );
        assert_eq!((n_files(0, 4096), n_files(4097, 4096), n_files(20_000, 4096)), (1, 2, 8));
        assert_eq!((head("ясли"), tail("ясли"), head("я"), tail("я")), (Some("яс"), Some("ли"), None, None));
    }
}
