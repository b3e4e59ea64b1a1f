//! `svod search`: what was asked becomes a query, what was found becomes lines or JSON.

use serde::Serialize;

use super::args::{Format, Search};
use super::run::{CONTENT, GOOD, Session, stdout_fault};
use super::words;
use crate::base::json;
use crate::base::problem::Problem;
use crate::build::fault::Fault;
use crate::search::query::{Answer, Query, Word};
use crate::tools::search::{Asker, Tree};

/// An answer as JSON.
#[derive(Serialize)]
struct JsonAnswer<'a> {
    query: &'a str,
    shown_for: Option<&'a str>,
    total: usize,
    hits: Vec<JsonHit<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    words: Option<Vec<JsonWord<'a>>>,
}

#[derive(Serialize)]
struct JsonHit<'a> {
    url: &'a str,
    title: &'a str,
    score: u64,
}

#[derive(Serialize)]
struct JsonWord<'a> {
    word: &'a str,
    stem: &'a str,
    documents: u32,
    idf: f64,
    variants: Vec<JsonVariant<'a>>,
}

#[derive(Serialize)]
struct JsonVariant<'a> {
    stem: &'a str,
    weight: f64,
    documents: u32,
    shard: String,
}

impl Session {
    /// `svod search`.
    pub(super) fn search(&self, asked: Search) -> Result<u8, Fault> {
        let folder = match &asked.output {
            Some(it) => it.clone(),
            None => self.root()?.join("public"),
        };
        if asked.query.is_none() && asked.queries.is_none() && filters(&asked).is_empty() {
            let argument = words::search_query(self.say.lang).to_owned();
            return Err(Problem::ArgumentMissing { argument, command: "svod search".to_owned() }.into());
        }
        Tree::new(folder)?.with(|asker| match &asked.queries {
            Some(file) => {
                let text = std::fs::read_to_string(file).map_err(|it| Fault::io(file, &it))?;
                for line in text.lines().filter(|it| !it.trim().is_empty()) {
                    self.answer(asker, &asked, line, true)?;
                }
                Ok(GOOD)
            }
            None => {
                let text = asked.query.clone().unwrap_or_default();
                self.answer(asker, &asked, &text, self.say.format == Format::Json)
            }
        })
    }

    fn answer(&self, asker: &Asker, asked: &Search, text: &str, is_json: bool) -> Result<u8, Fault> {
        let query = Query {
            text: text.to_owned(),
            filters: filters(asked),
            by_date: asked.by_date,
            as_typed: asked.as_typed,
            skip: 0,
            most: asked.limit,
        };
        let found = asker.ask(&query)?;
        let code = if found.hits.is_empty() { CONTENT } else { GOOD };
        if is_json {
            let told = json::line(&json_answer(asker, text, &found, asked.explain));
            self.say.data(&told).map_err(stdout_fault)?;
            return Ok(code);
        }
        self.data(&words::found(text, &found, self.say.lang))?;
        if asked.explain {
            let lines =
                found.words.iter().map(|it| words::explained(it, |key| asker.files.shard_path(key), self.say.lang));
            self.data(&lines.collect::<Vec<_>>().join("\n"))?;
        }
        Ok(code)
    }
}

fn json_answer<'a>(asker: &Asker, query: &'a str, found: &'a Answer, is_explained: bool) -> JsonAnswer<'a> {
    let hit = |it: &'a crate::search::query::Hit| JsonHit {
        url: &it.card.url,
        title: &it.card.title,
        score: it.score as u64,
    };
    let word = |it: &'a Word| JsonWord {
        word: &it.text,
        stem: &it.key,
        documents: it.df,
        idf: f64::from(it.idf) / 256.0,
        variants: it
            .variants
            .iter()
            .map(|it| JsonVariant {
                stem: &it.key,
                weight: f64::from(it.weight) / 16.0,
                documents: it.df(),
                shard: asker.files.shard_path(&it.key),
            })
            .collect(),
    };
    JsonAnswer {
        query,
        shown_for: found.shown_for.as_deref(),
        total: found.total,
        hits: found.hits.iter().map(hit).collect(),
        words: is_explained.then(|| found.words.iter().map(word).collect()),
    }
}

/// What was asked to be left of the hits.
fn filters(asked: &Search) -> Vec<(String, Vec<String>)> {
    let evidence: Vec<String> = asked.evidence.iter().cloned().collect();
    let named = [
        ("type", &asked.kind),
        ("regions", &asked.region),
        ("target_groups", &asked.group),
        ("themes", &asked.theme),
        ("year", &asked.year),
        ("organisation", &asked.organisation),
        ("status", &asked.status),
        ("evidence", &evidence),
    ];
    let named =
        named.into_iter().filter(|it| !it.1.is_empty()).map(|(facet, values)| (facet.to_owned(), values.clone()));
    let mut filters: Vec<(String, Vec<String>)> = named.collect();
    for (facet, value) in &asked.filters {
        match filters.iter_mut().find(|it| it.0 == *facet) {
            Some(known) => known.1.push(value.clone()),
            None => filters.push((facet.clone(), vec![value.clone()])),
        }
    }
    filters
}
