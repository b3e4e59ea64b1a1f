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
//! | `dated`, `undated` | how many documents of each |
//! | `base`, `settled` | see above |
//! | `shards`, `rests`, `lexicons` | how many files of each |
//! | `months` | `[month, first number, month, first number, …]`, month = year × 12 + (1…12) − 1; months with documents only, from the oldest |
//! | `types` | `[[id, label of one item], …]`; cards name them by index |
//! | `facets` | ids of the facet columns in their order: `type`, the taxonomies, `organisation`, `status`, `evidence`, … |
//! | `synonyms` | `[[from …], [to …], weight]`: keys that stand together → keys that may stand instead; weight of 16 |
//!
//! # `t/N.bin`: term shards, N = hash(key) & (shards − 1)
//!
//! varint number of keys; varint bytes of text; front-coded text of the keys (nothing between count and rest of the
//! entry); then for each key in that order a list:
//!
//! * varint `n × 2 + has_rest`;
//! * if `has_rest`: varint number of documents of the whole list (else it is n);
//! * n varints: the first number, then differences (at least 1);
//! * ⌈n / 2⌉ bytes: impacts 0…15 of the postings, the first one in the low half. An impact counts as itself + 1.
//!
//! There are so many shards that one has at most 4 096 postings on average: 2^max(0, ⌈log2 of all postings⌉ − 12).
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
//! `lexicons` = 2^max(0, ⌈log2 of settled keys⌉ − 11); every file is there, perhaps empty.
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
