//! Phrases: whether words stand side by side, as the pages themselves say.

use super::super::analysis;
use super::super::files::Broken;
use super::{Chunk, Search, Word};

/// Pages that are looked into, at most.
const MOST: usize = 40;

impl Search<'_> {
    /// Leaves the hits that hold every phrase; false where none does.
    pub(super) fn verify(&self, words: &[Word], chunks: &[Chunk], hits: &mut Vec<(u32, f64)>) -> Result<bool, Broken> {
        let phrases = phrases(chunks);
        if phrases.is_empty() || hits.is_empty() {
            return Ok(true);
        }
        let required: Vec<&Word> = words.iter().filter(|it| it.phrase.is_some()).collect();
        let holds = |word: &&Word, number: u32| {
            word.variants.iter().any(|it| it.list.posts.binary_search_by_key(&number, |it| it.0).is_ok())
        };
        hits.retain(|it| required.iter().all(|word| holds(word, it.0)));
        hits.truncate(MOST);
        let mut held = Vec::new();
        for hit in hits.iter() {
            let url = self.files.card(hit.0)?.url;
            let page = self.files.page(&url).ok_or(Broken(url))?;
            let text = keys(&body(&String::from_utf8_lossy(&page)));
            if phrases.iter().all(|it| text.windows(it.len()).any(|window| window == it)) {
                held.push(*hit);
            }
        }
        *hits = held;
        Ok(!hits.is_empty())
    }
}

/// Keys of each phrase, of those that have any.
fn phrases(chunks: &[Chunk]) -> Vec<Vec<String>> {
    let n = chunks.iter().filter_map(|it| it.phrase).max().map_or(0, |it| it + 1);
    let of = |phrase: usize| {
        let texts = chunks.iter().filter(|it| it.phrase == Some(phrase)).map(|it| it.text.as_str());
        keys(&texts.collect::<Vec<_>>().join(" "))
    };
    (0..n).map(of).filter(|it| !it.is_empty()).collect()
}

/// Keys of all words in their order, stop words too.
fn keys(text: &str) -> Vec<String> {
    analysis::words(text).into_iter().flatten().map(|it| analysis::stem(&it)).collect()
}

/// The text of an article's page: tags are spaces, references the characters they stand for.
fn body(page: &str) -> String {
    let start = page.find("<article").unwrap_or_default();
    let end = page.rfind("</article>").filter(|it| *it > start).unwrap_or(page.len());
    let mut out = String::with_capacity(end - start);
    let mut rest = &page[start..end];
    while let Some(at) = rest.find(['<', '&']) {
        out.push_str(&rest[..at]);
        out.push(' ');
        let close = if rest[at..].starts_with('<') { '>' } else { ';' };
        rest = rest[at..].find(close).map_or("", |it| &rest[at + it + 1..]);
    }
    out.push_str(rest);
    out
}
