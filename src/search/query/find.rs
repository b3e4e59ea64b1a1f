//! The lexicon: which keys an unknown word may stand for.

use super::super::analysis;
use super::super::files::Broken;
use super::super::wire;
use super::Search;

/// Most keys that a word may stand for, of those that stand beside it.
const NEARBY: usize = 5;
/// The same of others: each may lie in a file of its own, which the page must fetch.
const AWAY: usize = 2;
/// Most keys that go on where a word ends, and what they weigh.
const LONGER: usize = 8;
const UNFINISHED: u32 = 4;
/// How much less likely than the best one may be.
const NEAR: u32 = 3;
/// A weight from which an entry is likely, and no other file is asked.
const LIKELY: u32 = 8;
/// The same for what stands beside the word: one slip, or an ending too much.
const SURE: u32 = 11;
/// The weight of a key that begins with what was typed.
const BEGINNING: u32 = 15;
/// Letters from which a key's end is told apart better than its beginning.
const LONG: usize = 6;

/// A word that is looked for, its letters at hand.
struct Form {
    word: Vec<char>,
    stem: Vec<char>,
    is_last: bool,
}

/// What may have been meant, as it is found.
#[derive(Default)]
struct Finds(Vec<(String, u32, u8)>);

impl Finds {
    fn add(&mut self, keys: &[(String, u8)], weight: impl Fn(&[char]) -> u32) {
        for (key, class) in keys {
            let weight = weight(&key.chars().collect::<Vec<_>>());
            if weight > 0 && self.0.iter().all(|it| it.0 != *key) {
                self.0.push((key.clone(), weight, *class));
            }
        }
    }

    fn has(&self, weight: u32) -> bool {
        self.0.iter().any(|it| it.1 >= weight)
    }

    /// The best ones with their weights.
    fn best(self, most: usize) -> Vec<(String, u32)> {
        let mut found = self.0;
        found.sort_by(|a, b| (b.1, b.2, &a.0).cmp(&(a.1, a.2, &b.0)));
        let best = found.first().map_or(0, |it| it.1);
        found.retain(|it| it.1 + NEAR >= best);
        found.truncate(most);
        found.into_iter().map(|it| (it.0, it.1)).collect()
    }
}

impl Search<'_> {
    /// Keys for a form of a word but its own, with weights, the best first.
    pub(super) fn find(&self, form: &str, is_last: bool) -> Result<Vec<(String, u32)>, Broken> {
        let word = analysis::fold(form);
        let n = word.chars().count();
        if !wire::is_in_lexicon(&word) || n < 4 && !is_last {
            return Ok(Vec::new());
        }
        let form = Form::new(&word, is_last);
        let mut found = self.beside(&word, &form)?;
        if found.has(SURE) {
            return Ok(found.best(NEARBY));
        }
        // The one more likely to tell the key first.
        let is_tail_first = form.stem.len() >= LONG;
        for is_tail in [is_tail_first, !is_tail_first].into_iter().filter(|it| !it || n >= 4) {
            let stem: String = form.stem.iter().collect();
            let keys = if is_tail { self.files.tails(&stem)? } else { self.files.heads(&word)? };
            let weight = |it: &[char]| if is_tail { form.slip(it) } else { form.weight(it) };
            found.add(&keys.unwrap_or_default(), weight);
            if found.has(LIKELY) {
                return Ok(found.best(AWAY));
            }
        }
        found.add(&self.files.new_keys()?, |it| form.weight(it));
        Ok(found.best(AWAY))
    }

    /// The same of those that stand beside the word; nothing that is a mere slip away from a short one.
    pub(super) fn find_beside(&self, form: &str, is_last: bool) -> Result<Vec<(String, u32)>, Broken> {
        let word = analysis::fold(form);
        let form = Form::new(&word, is_last);
        let mut found = self.beside(&word, &form)?.best(NEARBY);
        found.retain(|it| form.word.len() >= LONG || it.1 == BEGINNING);
        Ok(found)
    }

    fn beside(&self, word: &str, form: &Form) -> Result<Finds, Broken> {
        let mut found = Finds::default();
        found.add(&self.files.beside(word)?, |it| form.weight(it));
        Ok(found)
    }

    /// Keys that go on where a word ends, for one who has not typed all of it.
    pub(super) fn longer(&self, word: &str) -> Result<Vec<(String, u32)>, Broken> {
        let keys = self.files.beside(word)?;
        let longer = keys.iter().filter(|it| it.0.len() > word.len() && it.0.starts_with(word));
        let mut longer: Vec<(String, u8)> = longer.cloned().collect();
        longer.sort_by(|a, b| (b.1, &a.0).cmp(&(a.1, &b.0)));
        longer.truncate(LONGER);
        Ok(longer.into_iter().map(|it| (it.0, UNFINISHED)).collect())
    }
}

impl Form {
    fn new(word: &str, is_last: bool) -> Self {
        Self { word: word.chars().collect(), stem: analysis::stem(word).chars().collect(), is_last }
    }

    /// How likely a key was meant; 0 for not at all.
    fn weight(&self, key: &[char]) -> u32 {
        let (n, m) = (self.word.len(), key.len());
        if key == self.stem {
            return 0;
        }
        if self.is_last && key.starts_with(&self.word) && (n >= 3 || m <= 4) {
            return BEGINNING;
        }
        let slip = self.slip(key);
        if slip >= 12 {
            return slip;
        }
        if n >= 5 && m >= 4 && n - m.min(n) <= 3 && self.word.starts_with(key) {
            return 11;
        }
        if slip > 0 {
            return slip;
        }
        let shared = self.word.iter().zip(key).take_while(|(a, b)| a == b).count();
        if n >= 4 && shared >= 4 && shared + 4 >= n && shared + 3 >= m { 6 } else { 0 }
    }

    /// The weight of a key that is a slip away.
    fn slip(&self, key: &[char]) -> u32 {
        let (n, m) = (self.word.len(), key.len());
        let limit = if n >= 8 { 2 } else { 1 };
        if n < 4 || m < 3 || m < 4 && n > 4 || key == self.stem || m > n + limit || m + 4 + limit < n {
            return 0;
        }
        let mut least = limit + 1;
        if self.stem.len() >= 4
            && let Some(distance) = distances(key, &self.stem).last()
        {
            least = least.min(*distance);
        }
        for (at, distance) in distances(key, &self.word).into_iter().enumerate().skip(n.saturating_sub(4)) {
            if distance < least {
                let whole: String = key.iter().chain(&self.word[at..]).collect();
                if analysis::stem(&whole).chars().eq(key.iter().copied()) {
                    least = distance;
                }
            }
        }
        if least > limit { 0 } else { 16 - 4 * least as u32 }
    }
}

/// Distances between a key and the first 0, 1, 2 … letters of a word: letters put in, left out, replaced, swapped.
fn distances(key: &[char], word: &[char]) -> Vec<usize> {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=word.len()).collect();
    for (i, letter) in key.iter().enumerate() {
        let mut row = Vec::with_capacity(last.len());
        row.push(i + 1);
        for (j, other) in word.iter().enumerate() {
            let replaced = last[j] + usize::from(letter != other);
            let mut least = replaced.min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *letter == word[j - 1] && key[i - 1] == *other {
                least = least.min(before[j - 1] + 1);
            }
            row.push(least);
        }
        before = std::mem::replace(&mut last, row);
    }
    last
}

#[cfg(test)]
mod tests {
    use super::distances;

    #[test]
    fn distances_are_counted() {
        let of = |a: &str, b: &str| {
            let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
            *distances(&a, &b).last().unwrap()
        };
        assert_eq!([of("практик", "пркатик"), of("дом", "дым"), of("кот", "коты"), of("", "аб")], [1, 1, 1, 2]);
        assert_eq!(of("практик", "пртаки"), 3);
    }
}
