//! What was meant: words in the other keyboard layout, in Latin letters, with slips, cut off, and their synonyms.

use super::super::analysis;
use super::super::files::Broken;
use super::super::wire;
use super::{Chunk, FULL, MOST_WORDS, Row, Search, Variant, Word, holds_all};

/// What a word weighs that may have been meant, too.
const ALSO: u32 = 12;
/// Vowels of both alphabets.
const SAID: &str = "аеиоуыэюяaeiouy";

impl Search<'_> {
    /// The words that are looked for; chunks that were replaced are marked.
    pub(super) fn meant(&self, chunks: &mut [Chunk], ends_in_word: bool) -> Result<Vec<Word>, Broken> {
        let is_corrected = !self.query.as_typed;
        if is_corrected {
            self.other_layouts(chunks)?;
        }
        let mut words = words(chunks, ends_in_word);
        for word in &mut words {
            self.own_variant(word)?;
            let is_unknown = word.is_required && word.variants.is_empty();
            if is_corrected && is_unknown {
                self.read_latin(word)?;
            } else if is_corrected && !word.variants.is_empty() {
                self.also_latin(word)?;
            }
            if is_corrected && word.is_required && word.variants.is_empty() {
                let is_other = chunks.iter().any(|it| it.is_other) && !chunks[word.chunk].is_other;
                self.guess(word, is_other)?;
            }
        }
        words.retain(|it| it.is_required || !it.variants.is_empty());
        if is_corrected {
            self.go_on(&mut words)?;
            self.synonyms(&mut words)?;
        }
        Ok(words)
    }

    fn variant(&self, key: &str, weight: u32) -> Result<Option<Variant>, Broken> {
        let list = self.files.list(key)?;
        Ok(list.map(|list| Variant { key: key.to_owned(), weight, list }))
    }

    fn own_variant(&self, word: &mut Word) -> Result<(), Broken> {
        word.variants = self.variant(&word.key, FULL)?.into_iter().collect();
        Ok(())
    }

    /// Whether a text has words, each of which is in some document or a stop word.
    fn is_known(&self, text: &str) -> Result<bool, Broken> {
        let words: Vec<String> = analysis::words(text).into_iter().flatten().collect();
        for word in &words {
            if self.files.list(&analysis::stem(word))?.is_none() && !analysis::is_stop(word) {
                return Ok(false);
            }
        }
        Ok(!words.is_empty())
    }

    /// The text of a chunk in the other layout, if all its words are known.
    fn other_layout(&self, chunk: &str) -> Result<Option<String>, Broken> {
        let n_words = analysis::words(chunk).len();
        let bare = chunk.trim_end_matches(['.', ',', ';', ':', '!', '?']);
        for text in [chunk, bare].map(analysis::other_layout) {
            if is_sayable(&text) && analysis::words(&text).len() <= n_words && self.is_known(&text)? {
                return Ok(Some(text));
            }
        }
        Ok(None)
    }

    /// Puts chunks into the other layout where one of their alphabet shows that it was off.
    fn other_layouts(&self, chunks: &mut [Chunk]) -> Result<(), Broken> {
        for is_russian in [true, false] {
            let is_own = |it: &Chunk| {
                let has_words = !analysis::words(&it.text).is_empty();
                has_words && it.text.chars().any(analysis::is_cyrillic) == is_russian
            };
            let own: Vec<usize> = (0..chunks.len()).filter(|it| is_own(&chunks[*it])).collect();
            if !self.is_off(own.iter().map(|it| chunks[*it].text.as_str()))? {
                continue;
            }
            for at in own {
                if let Some(text) = self.other_layout(&chunks[at].text)? {
                    (chunks[at].text, chunks[at].is_other) = (text, true);
                }
            }
        }
        Ok(())
    }

    /// Whether texts of one alphabet were typed in the other layout: what cannot be said is not even looked for.
    fn is_off<'t>(&self, texts: impl Iterator<Item = &'t str>) -> Result<bool, Broken> {
        let (said, odd): (Vec<&str>, Vec<&str>) = texts.partition(|it| is_sayable(it));
        for text in odd {
            if self.other_layout(text)?.is_some() {
                return Ok(true);
            }
        }
        for text in said {
            if !self.is_known(text)? && self.other_layout(text)?.is_some() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// A known word of Latin letters may have been meant as a Russian one, too.
    fn also_latin(&self, word: &mut Word) -> Result<(), Broken> {
        let Some(text) = latin(&word.text) else { return Ok(()) };
        self.add(word, vec![(analysis::stem(&text), ALSO)], 1)
    }

    fn read_latin(&self, word: &mut Word) -> Result<(), Broken> {
        let Some(text) = latin(&word.text) else { return Ok(()) };
        if let Some(variant) = self.variant(&analysis::stem(&text), FULL)? {
            (word.is_guess, word.variants) = (true, vec![variant]);
        }
        Ok(())
    }

    /// Gives an unknown word the variants that the lexicon has for it.
    fn guess(&self, word: &mut Word, is_other_first: bool) -> Result<(), Broken> {
        let mut forms = vec![word.text.clone()];
        if let [parts] = &analysis::words(&analysis::other_layout(&word.text))[..]
            && let [part] = &parts[..]
        {
            forms.insert(usize::from(!is_other_first), part.clone());
        }
        forms.extend(latin(&word.text));
        if forms.iter().any(|it| is_sayable(it)) {
            forms.retain(|it| is_sayable(it));
        }
        for form in forms {
            let found = self.find(&form, word.is_last)?;
            if !found.is_empty() {
                word.is_guess = true;
                return self.add(word, found, 1);
            }
        }
        let Some(rest) = analysis::clipped(&word.text) else { return Ok(()) };
        let found = vec![(analysis::stem(rest), ALSO)];
        self.add(word, found, 1)?;
        word.is_guess = !word.variants.is_empty();
        Ok(())
    }

    fn add(&self, word: &mut Word, found: Vec<(String, u32)>, part: u32) -> Result<(), Broken> {
        for (key, weight) in found {
            if word.variants.iter().all(|it| it.key != key) {
                word.variants.extend(self.variant(&key, weight / part)?);
            }
        }
        Ok(())
    }

    /// The last word may not be typed to its end, though it is known as it is.
    fn go_on(&self, words: &mut [Word]) -> Result<(), Broken> {
        let is_it = |it: &&mut Word| it.is_last && !it.is_guess && !it.variants.is_empty();
        let Some(last) = words.iter_mut().find(is_it) else { return Ok(()) };
        // Elsewhere the page would have to fetch it.
        let n = wire::beginning(self.files.meta.shards);
        if !last.text.chars().take(n).eq(last.key.chars().take(n)) {
            return Ok(());
        }
        let found = self.longer(&last.text)?;
        self.add(last, found, 1)
    }

    fn synonyms(&self, words: &mut [Word]) -> Result<(), Broken> {
        for (from, to, weight) in &self.files.meta.synonyms {
            let n = from.len();
            let is_here = |it: &[Word]| it.iter().zip(from).all(|(word, key)| word.is_required && word.key == *key);
            let Some(at) = words.windows(n.max(1)).position(is_here) else { continue };
            for key in to {
                let variant = self.variant(key, *weight)?;
                let known = &words[at].variants;
                if let Some(variant) = variant.filter(|new| known.iter().all(|it| it.key != new.key)) {
                    words[at].variants.push(variant);
                }
            }
        }
        Ok(())
    }

    /// Where no document holds all words, the rarest may have been meant otherwise; says whether anything was added.
    pub(super) fn widen(&self, words: &mut [Word], rows: &[Row]) -> Result<bool, Broken> {
        let n_required = words.iter().filter(|it| it.is_required).count();
        if n_required < 2 || rows.iter().any(|it| holds_all(words, it)) {
            return Ok(false);
        }
        let is_one = |it: &usize| words[*it].is_required && !words[*it].is_guess && !words[*it].variants.is_empty();
        let mut places: Vec<usize> = (0..words.len()).filter(is_one).collect();
        places.sort_by_key(|it| words[*it].df);
        let mut is_wider = false;
        for at in places.into_iter().take(2) {
            let found = self.find_beside(&words[at].text, words[at].is_last)?;
            let before = words[at].variants.len();
            self.add(&mut words[at], found, 2)?;
            is_wider |= words[at].variants.len() > before;
        }
        Ok(is_wider)
    }
}

/// Whether each word could be said: not too many consonants in a row, and a vowel among seven letters. What cannot be
/// was typed in the other layout, or comes of reading what was not.
fn is_sayable(text: &str) -> bool {
    analysis::words(text).iter().flatten().all(|word| {
        let (mut n_letters, mut n_vowels, mut run, mut longest) = (0, 0, 0, 0);
        for it in word.chars() {
            let is_letter = it > '9';
            run = if is_letter && !SAID.contains(it) { run + 1 } else { 0 };
            longest = longest.max(run);
            n_letters += usize::from(is_letter);
            n_vowels += usize::from(SAID.contains(it));
        }
        n_letters <= 4 || longest <= 5 && 7 * n_vowels >= n_letters
    })
}

/// A word of a to z, read as Russian.
fn latin(word: &str) -> Option<String> {
    word.bytes().all(|it| it.is_ascii_lowercase()).then(|| analysis::from_latin(word))
}

/// The words of the chunks, without variants.
fn words(chunks: &[Chunk], ends_in_word: bool) -> Vec<Word> {
    let mut out: Vec<Word> = Vec::new();
    let mut add = |at: usize, text: String, is_required: bool| {
        let key = analysis::stem(&text);
        if out.iter().all(|it| it.key != key) {
            out.push(Word {
                text,
                key,
                chunk: at,
                is_required,
                phrase: chunks[at].phrase.filter(|_| is_required),
                is_last: false,
                variants: Vec::new(),
                df: 0,
                idf: 0,
                is_guess: false,
            });
        }
    };
    for (at, chunk) in chunks.iter().enumerate() {
        for parts in analysis::words(&chunk.text) {
            let whole = analysis::whole(&parts);
            parts.into_iter().for_each(|it| add(at, it, true));
            whole.into_iter().for_each(|it| add(at, it, false));
        }
    }
    if let Some(last) = out.iter_mut().rev().find(|it| it.is_required) {
        last.is_last = ends_in_word && last.chunk + 1 == chunks.len() && last.phrase.is_none();
    }
    if out.iter().any(|it| it.is_required && !analysis::is_stop(&it.text)) {
        out.retain(|it| !analysis::is_stop(&it.text));
    }
    out.truncate(MOST_WORDS);
    out
}
