//! The query: what is found for a text, in which order, and what is said of it. The client does the same step by step.
//!
//! All numbers are whole or are made by + − × ÷ on 64-bit floats in the order written here, so that both give equal
//! lists. `keys(word)` and the other words in `code` are functions of [`super::analysis`]; files are those of [`super::wire`].
//!
//! # 1. Words
//!
//! Text in quotes (`"…"`, `«…»`, `„…“`, `“…”`; a quote that is not closed counts as none) is a phrase. The text, quotes
//! taken out, is split at white space into *chunks*; a chunk gives its words by `words(chunk)`; of a hyphenated one the
//! parts are words, and the whole is one more, *optional* word. Stop words are dropped unless nothing else is there.
//! Of equal words (same keys) the first stays; at most 12 words are kept. A word is looked for by `keys(word)`: pairs
//! of key and weight (of 16), its *variants*. A word is *known* if a variant is in the index.
//!
//! # 2. What was meant
//!
//! Left out when the query is taken as typed. `find` is the lexicon look-up of section 3.
//!
//! 1. *Layout.* A chunk with an unknown required word is typed anew in the other layout, `layout(chunk)`; if all words
//!    that gives are known or stop words, they take its place. Once a chunk was replaced, so are others of the same
//!    alphabet (`is_latin` of their first letter) whose new words are known or stop words, unless the old ones are
//!    known too and occur in more documents (numbers of documents added up).
//! 2. *Transliteration.* An unknown required word of Latin letters: the first of `cyrillic(word)` that is known takes its place.
//! 3. *Lexicon.* For each required word that is still unknown, its *forms*: the word; where it is the only word of its
//!    chunk, that of `layout(chunk)`; `cyrillic(word)`. The first form for which `find` gives anything gives the
//!    variants of the word. Optional words that are unknown are dropped.
//! 4. If then every required word is known, there are two or more, and no document holds all of them (section 4),
//!    the two rarest (smaller number of documents, then the earlier) get what `find` gives for the word, weights
//!    halved (whole division), as additional variants, and everything is scored again.
//!
//! # 3. `find(form)`
//!
//! `w` is the form as `normal(form)`, n its UTF-16 units; nothing is found for n < 2 or digits only. Entries come from
//! `new.txt` and the file of `l/` of w; where they give nothing, also from the files of `b/` by the last two units of w and of
//! its first key. Entry e gives, each the first rule that holds:
//!
//! * *beginning* (last word of a text that ends in it, n ≥ 3; n = 2 if e is at most 4 units): e begins with w: weight 15;
//! * *slip* (n ≥ 4): let D(i) be the optimal string alignment distance (insert, delete, replace, swap of neighbours: 1 each)
//!   between e and the first i units of w. The least D(i) ≤ limit (1, from n = 8 on 2) with `keys(e + rest)[0]` = e,
//!   rest = the units of w from i on, i ≥ n − 4, greatest i first: weight 16 − 4 × D(i); the text of the variant is e + rest;
//! * *relative* (n ≥ 4): e and w share their first p units, p ≥ 4, p ≥ n − 4 and p ≥ (units of e) − 3: weight 6.
//!
//! Of all, the 24 best are kept: greater weight, then greater class (number of documents), then code points.
//! A *slip* beats the other rules where an entry is reached from `b/` only.
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
//! Values of one facet are alternatives, facets must all hold; a value holds for those below it; `evidence` holds from the
//! value on; a year by `months`. Without any word every document is a hit with score 0, by date.
