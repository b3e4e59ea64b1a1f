//! Words of `svod search`.

use super::{HIT, count};
use crate::base::lang::Lang;
use crate::search::query::{Answer, Word};

/// What is missed where nothing was asked.
pub fn search_query(lang: Lang) -> &'static str {
    match lang {
        Lang::Ru => "запроса, --queries или отбора",
        Lang::En => "a query, --queries or a filter",
    }
}

/// What was found, hit after hit.
pub fn found(query: &str, it: &Answer, lang: Lang) -> String {
    let mut lines = Vec::new();
    if it.is_phrase_missing {
        lines.push(match lang {
            Lang::Ru => "Такой фразы целиком нигде нет; показано найденное по её словам.".to_owned(),
            Lang::En => "The phrase stands nowhere as it is; this was found by its words.".to_owned(),
        });
    }
    if let Some(shown) = &it.shown_for {
        lines.push(match lang {
            Lang::Ru => format!("Показано по запросу «{shown}». Искать «{query}» как набрано: --as-typed"),
            Lang::En => format!("Shown for “{shown}”. To look for “{query}” as typed: --as-typed"),
        });
    }
    let total = count(it.total, HIT, lang);
    lines.push(match (lang, it.total, it.is_more) {
        (Lang::Ru, 0, _) => "Ничего не найдено.".to_owned(),
        (Lang::En, 0, _) => "Nothing was found.".to_owned(),
        (Lang::Ru, _, false) => format!("Найдено: {total}."),
        (Lang::En, _, false) => format!("Found: {total}."),
        (Lang::Ru, _, true) => format!("Найдено: не меньше {}.", it.total),
        (Lang::En, _, true) => format!("Found: at least {total}."),
    });
    for (at, hit) in it.hits.iter().enumerate() {
        let date = if hit.card.date.is_empty() { String::new() } else { format!(" ({})", hit.card.date) };
        lines.push(format!("{}. {}{date}\n   {}", at + 1, hit.card.title, hit.card.url));
    }
    lines.join("\n")
}

/// What became of a word.
pub fn explained(it: &Word, shard: impl Fn(&str) -> String, lang: Lang) -> String {
    let idf = f64::from(it.idf) / 256.0;
    let head = match lang {
        Lang::Ru => format!("«{}»: основа «{}», документов {}, вес {idf:.2}", it.text, it.key, it.df),
        Lang::En => format!("“{}”: stem “{}”, {} documents, weight {idf:.2}", it.text, it.key, it.df),
    };
    let mut lines = vec![head];
    for variant in &it.variants {
        let (key, n, weight, shard) = (&variant.key, variant.df(), variant.weight, shard(&variant.key));
        lines.push(match lang {
            Lang::Ru => format!("   «{key}» × {weight}/16, документов {n}, файл {shard}"),
            Lang::En => format!("   “{key}” × {weight}/16, {n} documents, file {shard}"),
        });
    }
    lines.join("\n")
}
