//! Abbreviations explained at their first use on a page.

use super::run::Run;
use crate::base::fold::fold;
use crate::base::typography::Kind;

/// How far back an explanation is looked for, in bytes.
const WINDOW: usize = 20_000;

/// Abbreviations and what they mean (`glossary.yaml`).
#[derive(Debug, Clone, Default)]
pub struct Glossary {
    terms: Vec<Term>,
    /// Which bytes an abbreviation may have at its second place (in UTF-8 the first one tells little).
    seconds: Vec<u8>,
}

#[derive(Debug, Clone)]
struct Term {
    abbreviation: String,
    meaning: String,
    /// Beginnings of the meaning's words, which all its case forms share.
    stems: Vec<String>,
}

impl Glossary {
    /// A glossary of pairs: abbreviation and meaning.
    pub fn new(pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut terms: Vec<Term> = pairs
            .into_iter()
            .filter(|it| it.0.len() > 1)
            .map(|(abbreviation, meaning)| {
                let stems = fold(&meaning).split(' ').map(stem).collect();
                Term { abbreviation, meaning, stems }
            })
            .collect();
        // The longest first: «ПМ» never hides «ПМПК».
        terms.sort_by(|a, b| b.abbreviation.len().cmp(&a.abbreviation.len()).then(a.abbreviation.cmp(&b.abbreviation)));
        let mut seconds: Vec<u8> = terms.iter().map(|it| it.abbreviation.as_bytes()[1]).collect();
        seconds.sort_unstable();
        seconds.dedup();
        Self { terms, seconds }
    }

    /// Whether there is nothing to explain.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// The term that `rest` begins with, as a whole word.
    fn find(&self, rest: &str) -> Option<usize> {
        let second = rest.as_bytes().get(1)?;
        self.seconds.binary_search(second).ok()?;
        self.terms
            .iter()
            .position(|it| rest.strip_prefix(it.abbreviation.as_str()).is_some_and(|after| !after.starts_with(is_word)))
    }
}

fn is_word(it: char) -> bool {
    it.is_alphanumeric() || it == '-' || it == '_'
}

/// The part of a word that its case forms share.
fn stem(word: &str) -> String {
    let length = word.chars().count();
    word.chars().take(if length > 6 { length - 3 } else { length.min(4) }).collect()
}

/// Which terms of a page were met.
#[derive(Debug, Default)]
pub(super) struct Seen(Vec<bool>);

impl Seen {
    /// Puts meanings behind first uses in `run`, a run of `text`.
    pub fn explain(&mut self, glossary: &Glossary, text: &str, run: &mut Run<'_>) {
        self.0.resize(glossary.terms.len(), false);
        for (segment, (source, is_prose)) in run.segments.iter_mut().zip(&run.sources) {
            if !is_prose || segment.kind != Kind::Text {
                continue;
            }
            // Only a segment that stands in the text byte by byte has places there.
            if text.get(*source..source + segment.text.len()) != Some(&segment.text) {
                continue;
            }
            let mut out = String::new();
            let mut done = 0;
            for (at, term) in self.first_uses(glossary, text, *source, &segment.text) {
                let end = at + term.abbreviation.len();
                out.push_str(&segment.text[done..end]);
                out.extend([" (", &term.meaning, ")"]);
                done = end;
            }
            if done > 0 {
                out.push_str(&segment.text[done..]);
                segment.text = out.into();
            }
        }
    }

    fn first_uses<'g>(
        &mut self,
        glossary: &'g Glossary,
        text: &str,
        source: usize,
        segment: &str,
    ) -> Vec<(usize, &'g Term)> {
        let mut found = Vec::new();
        let mut before = text[..source].chars().next_back();
        for (at, it) in segment.char_indices() {
            let is_start = !before.is_some_and(is_word);
            before = Some(it);
            if !is_start || !it.is_alphanumeric() {
                continue;
            }
            // The whole text is looked at, for a word may go on behind the segment.
            let place = source + at;
            let Some(index) = glossary.find(&text[place..]) else { continue };
            let term = &glossary.terms[index];
            if self.0[index] || at + term.abbreviation.len() > segment.len() {
                continue;
            }
            self.0[index] = true;
            if !is_explained(text, place, term) {
                found.push((at, term));
            }
        }
        found
    }
}

/// Whether the text itself says what the term at byte `at` means: in brackets around or behind it, or earlier.
fn is_explained(text: &str, at: usize, term: &Term) -> bool {
    let after = text[at + term.abbreviation.len()..].trim_start();
    if after.starts_with('(') || (after.starts_with([')', '»']) && text[..at].ends_with(['(', '«'])) {
        return true;
    }
    let mut start = at.saturating_sub(WINDOW);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    let folded = fold(&text[start..at]);
    let words: Vec<&str> = folded.split(|it: char| !it.is_alphanumeric()).filter(|it| !it.is_empty()).collect();
    let stems = &term.stems;
    words.windows(stems.len()).any(|it| it.iter().zip(stems).all(|(word, stem)| word.starts_with(stem.as_str())))
}
