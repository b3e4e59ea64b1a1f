//! The query: what is found for a text, in which order, and what is said of it. The client does the same step by step.
//!
//! All numbers are whole or are made by + − × ÷ on 64-bit floats in the order written here, so that both give equal
//! lists. `stem(word)` and the other words in `code` are functions of [`super::analysis`]; files are those of [`super::wire`].
//!
//! # 1. Words
//!
//! Text in quotes (`"…"`, `«…»`, `„…“`, `“…”`; a quote that is not closed counts as none) is a phrase. The text, quotes
//! taken out, is split at white space into *chunks*; a chunk gives its words by `words(chunk)`. A word of one part is
//! *required*; of a hyphenated one the parts are required, and the whole, written together, is one more, *optional*
//! word. Stop words are dropped unless no other required word is there. Of words with equal keys (`stem(word)`) the first
//! stays; at most 12 words are kept. A word is *known* if its key is in the index. It is looked for by its *variants*:
//! keys with a weight of 16; at first its own key with weight 16.
//!
//! # 2. What was meant
//!
//! Left out when the query is taken as typed. `find` is the look-up of section 3.
//!
//! 1. *Layout.* The *other* of a chunk is the first of `other_layout(chunk)` and `other_layout(chunk without .,;:!? at its
//!    end)` that can be said, has no more words than the chunk and whose words (one at least) are all known or stop words. A
//!    text *can be said* if each of its words has at most 4 letters, or at most 5 consonants in a row and a vowel among
//!    seven letters. Chunks of one alphabet (both or neither hold a Cyrillic letter) were typed in the wrong layout if one of
//!    them that cannot be said has an other, or, where none has, one that holds an unknown word. Then the others take the
//!    places of all of them that have one.
//! 2. *Transliteration.* An unknown required word of letters a…z only: if `from_latin(word)` is known, it takes its place.
//!    To a known one (optional ones, too) the key of `from_latin(word)`, if known, is added with weight 12.
//! 3. *Lexicon.* For each required word that is still unknown, its *forms*: the word; `other_layout(word)` if that is one
//!    word of one part (before the word itself, where a chunk of the same alphabet was replaced); `from_latin(word)` for a word of
//!    a…z; those that cannot be said are left out, unless all are such. The first form for which `find` gives anything gives the variants of the word, instead of its own. Where
//!    none does and the word begins with one of `CLIPPED`, what stands behind it does, if known, with weight 12. Optional words that are
//!    unknown are dropped.
//! 4. *Going on.* The last word (see *beginning* in section 3), if it is known and its key begins with the same letters as far as
//!    shards go, gets the keys of its shard that begin with it, letter for letter, and are longer: the 8 of the greatest class, weight 4.
//! 5. *Synonyms.* For each row of `meta.synonyms`: at the first place where required words side by side have the keys of
//!    `from`, each known key of `to` becomes a variant of the first of these words, with the weight of the row.
//! 6. If then no document holds all required words (section 4), and there are two or more, the two that are known and
//!    no guesses of 2 or 3 with the fewest documents (then the earlier) get what `find` gives for the word from its own
//!    shard only, weights halved (whole division; of a word of fewer than 6 letters only beginnings), as additional variants; if that adds any, everything is scored again.
//!
//! # 3. `find(form)`
//!
//! `w` is the form as `fold(form)`, n its letters, s = `stem(w)`; nothing is found for n < 2 or digits only, nor for n < 4
//! but for the last word. Entries come from those of the shard of w that begin like it as far as shards go, if w
//! is not shorter; where they give nothing of weight 11 or more, from
//! the file of `l/` of w, then, if n ≥ 4, from the file of `b/` by the last two letters of s (the other way round if s has 6
//! letters or more), then from `new.txt`, until something weighs 8 or more. So a page seldom fetches a file for a slip
//! after the fourth letter. Entry e ≠ s, of m letters, gives the greatest that holds:
//!
//! * *beginning* (last required word of a text that ends in a letter or digit, in its last chunk and in no phrase): e begins with w, n ≥ 3 or m ≤ 4: weight 15;
//! * *cut ending* (n ≥ 5): w begins with e, m ≥ 4, n − m ≤ 3: weight 11;
//! * *slip* (n ≥ 4, m ≥ 4, or both m = 3 and n = 4): the least d = D(i) ≤ limit (1, from n = 8 on 2) of: the optimal string alignment distance (insert, delete,
//!   replace, swap of neighbours: 1 each) between e and s, if s has 4 letters or more; or between e and the first i letters of w, n − 4 ≤ i ≤ n, if
//!   `stem(e + the rest of w)` = e: weight 16 − 4 × d;
//! * *relative* (n ≥ 4): e and w share their first p letters, p ≥ 4, p ≥ n − 4 and p ≥ m − 3: weight 6.
//!
//! Of all, those that weigh at least the greatest weight less 3 are kept, and of these the 5 best, or the 2 best where
//! another file than the shard was asked: greater weight, then greater class (number of documents), then code points. From
//! `b/`, only *slip* counts.
//!
//! # 4. Scores
//!
//! `idf(df)` = ⌊256 × log2((2N + 2) / (2·df + 1))⌋ by the steps of [`idf`], N documents in all. A word's df is the sum of
//! those of its variants, at most N; of an unknown word 0. For a document, a word's *part* is the greatest weight × (impact + 1) among its
//! variants in whose lists the document is, times idf, and 0 if there is none. With S = the sum of the parts in the order of words,
//! M = the sum of idf of required words that the document holds, W = that of all required words:
//!
//! score = S × M × M ÷ (W × W) × (64 + b) ÷ 64; b = max(0, 8 − ⌊age / 6⌋) with age in months between the document's month and the
//! newest one of `months`; 4 for undated documents.
//!
//! What the reader is told was searched for: chunks as they were replaced; of a word of the lexicon the form that the
//! best hit has in its title or summary, else the next two, for the variant that the best hit has most of; where they have
//! none, the key and `…`.
//!
//! Hits are the documents with 2M at least the greatest M of all. Order: score, greater first; dated before undated;
//! dated by number, the freshest first, undated by number, smallest first. By date: the same hits, without the score.
//!
//! # 5. Rests of long lists
//!
//! `t/` gives the top of a long list. Rests (`r/`) of all words are read when there is a filter, the order is by date,
//! or the word is of a phrase. Else of required words with a rest, if there are two or more required words: while fewer than 10 documents hold
//! all required words, that of the word with the smallest df (then the earliest) among those with 5 × idf ≥ W is read.
//! Scores are made with what was read; `total` may then be too small, and [`Answer::is_more`] says so.
//!
//! # 6. Phrases
//!
//! Hits must hold every required word of every phrase. The best 40 (in the order asked for) are verified: `text(page)` of the page
//! itself, between `<article` and the last `</article>`, tags as spaces; a phrase holds if `words` of it stand there side
//! by side with equal first keys (of a stop word `normal`). Only verified hits are left; if there is none, the query counts
//! as one without quotes, and that is said.
//!
//! # 7. Filters
//!
//! Values of one facet are alternatives, facets must all hold; a value holds for those below it; `evidence` whose id is a
//! number holds for the greater ones too; a year by `months`. Without any word every document is a hit with score 0, by date.

use super::analysis;
use super::files::{Broken, Card, Files};
use super::wire::List;
use crate::base::map::Map;

mod filter;
mod find;
mod meant;
mod phrase;

/// Most words of a query.
const MOST_WORDS: usize = 12;
/// Weight of a word as it was typed.
pub const FULL: u32 = 16;
/// Documents that hold all words, of which as many are enough not to read rests of long lists.
const ENOUGH: usize = 10;
/// Best hits, whose cards are read in any case, in which the form of a key is looked for.
const SHOWN: usize = 3;

/// What is asked.
#[derive(Debug, Clone, Default)]
pub struct Query {
    /// As it was typed.
    pub text: String,
    /// Facets with their values; `year` is one of them.
    pub filters: Vec<(String, Vec<String>)>,
    /// Whether the freshest come first.
    pub by_date: bool,
    /// Whether the words are taken as they were typed.
    pub as_typed: bool,
    /// Hits that are left out at the beginning.
    pub skip: usize,
    /// Hits that are wanted.
    pub most: usize,
}

/// What was found.
#[derive(Debug, Clone, Default)]
pub struct Answer {
    /// What was searched for instead of what was typed.
    pub shown_for: Option<String>,
    /// How many documents were found.
    pub total: usize,
    /// Whether there may be more of them.
    pub is_more: bool,
    /// Whether a phrase stands nowhere as it was written.
    pub is_phrase_missing: bool,
    /// The wanted ones, the best first.
    pub hits: Vec<Hit>,
    /// The words and what became of them.
    pub words: Vec<Word>,
    /// Filters that the site does not know: facet, value.
    pub filters_unknown: Vec<(String, String)>,
}

/// One document.
#[derive(Debug, Clone)]
pub struct Hit {
    /// Its number.
    pub number: u32,
    /// The greater, the better.
    pub score: f64,
    /// What it shows.
    pub card: Card,
}

/// A word of the query.
#[derive(Debug, Clone)]
pub struct Word {
    /// Folded; after a correction the new one.
    pub text: String,
    /// Its key.
    pub key: String,
    /// The piece between spaces that it stands in.
    pub chunk: usize,
    /// Whether a document without it is less of a hit.
    pub is_required: bool,
    /// The phrase it belongs to.
    pub phrase: Option<usize>,
    /// Whether it may be typed on.
    pub is_last: bool,
    /// What it is looked for by.
    pub variants: Vec<Variant>,
    /// Documents of all variants together.
    pub df: u32,
    /// How much it tells documents apart.
    pub idf: u32,
    /// Whether its variants come from the lexicon.
    pub is_guess: bool,
}

/// A key that a word is looked for by.
#[derive(Debug, Clone)]
pub struct Variant {
    /// The key.
    pub key: String,
    /// Of [`FULL`].
    pub weight: u32,
    /// Its documents, as far as they were read.
    pub list: List,
}

impl Variant {
    /// Documents of the whole list.
    pub fn df(&self) -> u32 {
        self.list.whole.unwrap_or(self.list.posts.len() as u32)
    }
}

/// A piece of the query between spaces.
#[derive(Debug, Clone)]
struct Chunk {
    text: String,
    phrase: Option<usize>,
    /// Whether it was replaced.
    is_other: bool,
}

/// A document that holds some of the words.
#[derive(Debug, Clone)]
struct Row {
    number: u32,
    /// Of each word.
    parts: Vec<u32>,
}

/// Answers a query.
///
/// # Errors
/// A file that is missing or damaged.
pub fn answer(files: &Files, query: &Query) -> Result<Answer, Broken> {
    let found = Search { files, query }.run(true)?;
    if found.is_phrase_missing {
        let found = Search { files, query }.run(false)?;
        return Ok(Answer { is_phrase_missing: true, ..found });
    }
    Ok(found)
}

/// ⌊256 × log2((2N + 2) / (2·df + 1))⌋, by squaring.
pub fn idf(n_documents: u32, df: u32) -> u32 {
    let mut x = (2.0 * f64::from(n_documents) + 2.0) / (2.0 * f64::from(df) + 1.0);
    let mut log = 0;
    while x >= 2.0 {
        x /= 2.0;
        log += 1;
    }
    for _ in 0..8 {
        x *= x;
        log <<= 1;
        if x >= 2.0 {
            x /= 2.0;
            log += 1;
        }
    }
    log
}

struct Search<'a> {
    files: &'a Files<'a>,
    query: &'a Query,
}

impl Search<'_> {
    fn run(&self, has_phrases: bool) -> Result<Answer, Broken> {
        let (mut chunks, ends_in_word) = chunks(&self.query.text);
        if !has_phrases {
            chunks.iter_mut().for_each(|it| it.phrase = None);
        }
        let mut words = self.meant(&mut chunks, ends_in_word)?;
        let filter = self.filter()?;
        let mut rows = self.scored(&mut words, filter.is_some())?;
        if !self.query.as_typed && self.widen(&mut words, &rows)? {
            rows = self.scored(&mut words, filter.is_some())?;
        }
        let mut hits = self.hits(&words, rows);
        if words.is_empty() && chunks.is_empty() {
            hits = self.files.numbers().map(|it| (it, 0.0)).collect();
        }
        if let Some(filter) = &filter {
            hits.retain(|it| filter.takes(it.0));
        }
        self.sort(&mut hits, words.is_empty());
        let is_phrase_missing = !self.verify(&words, &chunks, &mut hits)?;
        let total = hits.len();
        let is_more = words.iter().any(|it| it.variants.iter().any(|it| it.list.whole.is_some()));
        let shown_for = self.shown_for(&chunks, &words, &hits)?;
        let wanted = hits.into_iter().skip(self.query.skip).take(self.query.most);
        let hit = |(number, score)| Ok(Hit { number, score, card: self.files.card(number)? });
        let hits = wanted.map(hit).collect::<Result<_, Broken>>()?;
        let filters_unknown = filter.map(|it| it.unknown).unwrap_or_default();
        Ok(Answer { shown_for, total, is_more, is_phrase_missing, hits, words, filters_unknown })
    }

    /// Documents that hold some word; rests of long lists are read as far as they matter.
    fn scored(&self, words: &mut [Word], is_whole: bool) -> Result<Vec<Row>, Broken> {
        let n = self.files.n_documents();
        for word in words.iter_mut() {
            word.df = word.variants.iter().map(Variant::df).sum::<u32>().min(n);
            word.idf = idf(n, word.df);
        }
        for word in words.iter_mut().filter(|it| is_whole || self.query.by_date || it.phrase.is_some()) {
            self.read_rest(word)?;
        }
        let whole: u32 = words.iter().filter(|it| it.is_required).map(|it| it.idf).sum();
        let n_required = words.iter().filter(|it| it.is_required).count();
        loop {
            let rows = rows(words);
            if n_required < 2 || rows.iter().filter(|it| holds_all(words, it)).count() >= ENOUGH {
                return Ok(rows);
            }
            let has_rest = |it: &Word| it.variants.iter().any(|it| it.list.whole.is_some());
            let may = |it: &&mut Word| it.is_required && has_rest(it) && 5 * it.idf >= whole;
            let Some(next) = words.iter_mut().filter(may).min_by_key(|it| it.df) else { return Ok(rows) };
            self.read_rest(next)?;
        }
    }

    fn read_rest(&self, word: &mut Word) -> Result<(), Broken> {
        for variant in word.variants.iter_mut().filter(|it| it.list.whole.is_some()) {
            let rest = self.files.rest(&variant.key)?;
            variant.list.posts.extend(rest.posts);
            variant.list.posts.sort_unstable();
            variant.list.whole = None;
        }
        Ok(())
    }

    /// Numbers with their scores; those that hold too little are left out.
    fn hits(&self, words: &[Word], rows: Vec<Row>) -> Vec<(u32, f64)> {
        let whole: u32 = words.iter().filter(|it| it.is_required).map(|it| it.idf).sum();
        let held = |row: &Row| -> u32 {
            let parts = words.iter().zip(&row.parts);
            parts.filter(|(word, part)| word.is_required && **part > 0).map(|(word, _)| word.idf).sum()
        };
        let most = rows.iter().map(held).max().unwrap_or_default();
        let score = |row: Row| {
            let held = held(&row);
            if held == 0 || 2 * held < most {
                return None;
            }
            let sum: u32 = row.parts.iter().sum();
            let (sum, held, whole) = (f64::from(sum), f64::from(held), f64::from(whole));
            let score = sum * held * held / (whole * whole) * f64::from(64 + self.bonus(row.number)) / 64.0;
            Some((row.number, score))
        };
        rows.into_iter().filter_map(score).collect()
    }

    /// What freshness adds, of 64.
    fn bonus(&self, number: u32) -> u32 {
        let months = &self.files.meta.months;
        let Some(month) = self.month(number) else { return 4 };
        let newest = months.chunks_exact(2).next_back().map_or(month, |it| it[0]);
        8_u32.saturating_sub((newest - month) / 6)
    }

    /// The month of a dated document.
    fn month(&self, number: u32) -> Option<u32> {
        if number >= self.files.meta.dated {
            return None;
        }
        let months: Vec<&[u32]> = self.files.meta.months.chunks_exact(2).collect();
        let after = months.partition_point(|it| it[1] <= number);
        Some(months[after.checked_sub(1)?][0])
    }

    fn sort(&self, hits: &mut [(u32, f64)], has_no_words: bool) {
        let dated = self.files.meta.dated;
        let by_date = self.query.by_date || has_no_words;
        let freshness = |number: u32| if number < dated { (0, u32::MAX - number) } else { (1, number) };
        hits.sort_unstable_by(|a, b| {
            let by_score = if by_date { std::cmp::Ordering::Equal } else { b.1.total_cmp(&a.1) };
            by_score.then(freshness(a.0).cmp(&freshness(b.0)))
        });
    }

    /// A form of a key as the best hits have it.
    fn surface(&self, hits: &[(u32, f64)], key: &str) -> Result<Option<String>, Broken> {
        for (number, _) in hits.iter().take(SHOWN) {
            let card = self.files.card(*number)?;
            let words = [&card.title, &card.summary].into_iter().flat_map(|it| analysis::words(it)).flatten();
            if let Some(form) = words.into_iter().find(|it| analysis::stem(it) == key) {
                return Ok(Some(form));
            }
        }
        Ok(None)
    }

    /// What was searched for in place of what was typed.
    fn shown_for(&self, chunks: &[Chunk], words: &[Word], hits: &[(u32, f64)]) -> Result<Option<String>, Broken> {
        let is_other = |at: usize| chunks[at].is_other || words.iter().any(|it| it.chunk == at && it.is_guess);
        if !(0..chunks.len()).any(is_other) || hits.is_empty() {
            return Ok(None);
        }
        let mut shown: Vec<String> = chunks.iter().map(|it| it.text.clone()).collect();
        for word in words.iter().filter(|it| it.is_guess) {
            let best = word.variants.iter().rev().max_by_key(|it| contribution(it, hits[0].0));
            let Some(best) = best.filter(|it| contribution(it, hits[0].0) > 0) else { continue };
            let text = self.surface(hits, &best.key)?.unwrap_or_else(|| format!("{}…", best.key));
            let chunk = &mut shown[word.chunk];
            let folded = analysis::fold(chunk);
            *chunk = if folded.contains(&word.text) { folded.replacen(&word.text, &text, 1) } else { text };
        }
        let (shown, typed) = (shown.join(" "), chunks_text(&self.query.text));
        Ok((analysis::fold(&shown) != analysis::fold(&typed)).then_some(shown))
    }
}

/// What a variant gives to a document.
fn contribution(variant: &Variant, number: u32) -> u32 {
    let at = variant.list.posts.binary_search_by_key(&number, |it| it.0);
    at.map_or(0, |at| variant.weight * (u32::from(variant.list.posts[at].1) + 1))
}

/// The query without its quotes.
fn chunks_text(text: &str) -> String {
    chunks(text).0.into_iter().map(|it| it.text).collect::<Vec<_>>().join(" ")
}

/// Documents with the parts of their words.
fn rows(words: &[Word]) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let mut by_number: Map<u32, usize> = Map::new();
    for (at, word) in words.iter().enumerate() {
        for variant in &word.variants {
            for (number, impact) in &variant.list.posts {
                let place = *by_number.entry(*number).or_insert_with(|| {
                    rows.push(Row { number: *number, parts: vec![0; words.len()] });
                    rows.len() - 1
                });
                let part = &mut rows[place].parts[at];
                *part = (*part).max(variant.weight * (u32::from(*impact) + 1) * word.idf);
            }
        }
    }
    rows
}

fn holds_all(words: &[Word], row: &Row) -> bool {
    words.iter().zip(&row.parts).all(|(word, part)| !word.is_required || *part > 0)
}

/// The pieces of a text between spaces, and whether it ends in a word.
fn chunks(text: &str) -> (Vec<Chunk>, bool) {
    const PAIRS: [(char, char); 4] = [('"', '"'), ('«', '»'), ('„', '“'), ('“', '”')];
    let (mut out, mut rest, mut n_phrases) = (Vec::new(), text, 0);
    let mut add = |text: &str, phrase: Option<usize>| {
        let pieces = text.split_whitespace();
        out.extend(pieces.map(|it| Chunk { text: it.to_owned(), phrase, is_other: false }));
    };
    while let Some((at, open)) = rest.char_indices().find(|it| PAIRS.iter().any(|pair| pair.0 == it.1)) {
        let (before, after) = (&rest[..at], &rest[at + open.len_utf8()..]);
        add(before, None);
        let ends = PAIRS.iter().filter(|it| it.0 == open).filter_map(|it| after.find(it.1).map(|at| (at, it.1)));
        rest = match ends.min() {
            Some((end, close)) => {
                add(&after[..end], Some(n_phrases));
                n_phrases += 1;
                &after[end + close.len_utf8()..]
            }
            None => after,
        };
    }
    add(rest, None);
    let ends_in_word = text.chars().next_back().is_some_and(|it| !analysis::words(&it.to_string()).is_empty());
    (out, ends_in_word)
}
