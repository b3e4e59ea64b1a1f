//! What `--why` tells of one output, in words.

use crate::base::lang::Lang;
use crate::build::command::{Change, Fate, Why};

/// Changes that are told to people; all of them stand in JSON.
const CHANGES: usize = 30;

/// What became of the output that was asked for, one line for each thing that has changed.
pub fn why(it: &Why, lang: Lang) -> Vec<String> {
    let is_page = it.address.ends_with('/') || it.address.ends_with(".html");
    let mut lines = vec![format!("{}: {}", it.address, fate(&it.fate, is_page, lang))];
    lines.extend(it.changes.iter().take(CHANGES).map(|it| format!("    {}", change(it, lang))));
    match (it.changes.len().saturating_sub(CHANGES), lang) {
        (0, _) => {}
        (n, Lang::Ru) => lines.push(format!("    … и ещё {n}; все подряд: --format json")),
        (n, Lang::En) => lines.push(format!("    … and {n} more; all of them: --format json")),
    }
    lines
}

fn fate(it: &Fate, is_page: bool, lang: Lang) -> String {
    let text = match (it, lang, is_page) {
        (Fate::New, Lang::Ru, true) => "новая страница",
        (Fate::New, Lang::Ru, false) => "новый файл",
        (Fate::New, Lang::En, true) => "a new page",
        (Fate::New, Lang::En, false) => "a new file",
        (Fate::Gone, Lang::Ru, true) => "страницы больше нет",
        (Fate::Gone, Lang::Ru, false) => "файла больше нет",
        (Fate::Gone, Lang::En, true) => "the page is gone",
        (Fate::Gone, Lang::En, false) => "the file is gone",
        (Fate::Unknown { nearest: Some(it) }, Lang::Ru, _) => {
            return format!("такого адреса на сайте нет; возможно, вы имели в виду {it}");
        }
        (Fate::Unknown { nearest: Some(it) }, Lang::En, _) => {
            return format!("there is no such address on the site; did you mean {it}?");
        }
        (Fate::Unknown { .. }, Lang::Ru, _) => "такого адреса на сайте нет",
        (Fate::Unknown { .. }, Lang::En, _) => "there is no such address on the site",
        (Fate::Untouched, Lang::Ru, _) => "ничего не изменилось: файл не тронут",
        (Fate::Untouched, Lang::En, _) => "nothing has changed: the file is untouched",
        (Fate::SameBytes, Lang::Ru, _) => "сделано заново и вышло то же самое: файл не тронут; изменилось",
        (Fate::SameBytes, Lang::En, _) => "made anew and came out the same: the file is untouched; what has changed",
        (Fate::Restored, Lang::Ru, _) => "на сайте ничего не изменилось, но файл был другим: записан снова",
        (Fate::Restored, Lang::En, _) => "nothing has changed on the site, but the file was another: written again",
        (Fate::Rewritten, Lang::Ru, _) => "сделано заново и записано; изменилось",
        (Fate::Rewritten, Lang::En, _) => "made anew and written; what has changed",
        (Fate::NoCache, Lang::Ru, _) => "сравнить не с чем: кэша прошлой сборки в эту папку нет",
        (Fate::NoCache, Lang::En, _) => "nothing to compare with: there is no cache of a last build into this folder",
    };
    text.to_owned()
}

fn change(it: &Change, lang: Lang) -> String {
    match (it, lang) {
        (Change::Field { name, old, new }, _) => format!("{name}: {}", sides(old.as_deref(), new.as_deref(), lang)),
        (Change::Text { name }, Lang::Ru) => format!("{name}: текст"),
        (Change::Text { name }, Lang::En) => format!("{name}: the text"),
        (Change::Template { old, new }, Lang::Ru) => format!("теперь это другая страница: {old} → {new}"),
        (Change::Template { old, new }, Lang::En) => format!("it is another kind of page now: {old} → {new}"),
        (Change::Theme { name }, Lang::Ru) => format!("тема: {name}"),
        (Change::Theme { name }, Lang::En) => format!("the theme: {name}"),
        (Change::Words { key, old, new }, _) => {
            let of = if lang == Lang::Ru { "слова" } else { "words" };
            format!("{of} {key}: {}", sides(old.as_deref(), new.as_deref(), lang))
        }
        (Change::Settings { files }, Lang::Ru) => format!("настройки и словари: {}", files.join(", ")),
        (Change::Settings { files }, Lang::En) => format!("settings and vocabularies: {}", files.join(", ")),
        (Change::Source { file }, Lang::Ru) => format!("сам файл: {file}"),
        (Change::Source { file }, Lang::En) => format!("the file itself: {file}"),
        (Change::Unsure, Lang::Ru) => "известно не всё: в прошлой или в этой сборке были ошибки".to_owned(),
        (Change::Unsure, Lang::En) => "not all is known: the last build or this one had errors".to_owned(),
    }
}

/// «Старое» → «Новое».
fn sides(old: Option<&str>, new: Option<&str>, lang: Lang) -> String {
    let quoted = |it: &str| if lang == Lang::Ru { format!("«{it}»") } else { format!("“{it}”") };
    match (old, new, lang) {
        (Some(old), Some(new), _) => format!("{} → {}", quoted(old), quoted(new)),
        (None, new, Lang::Ru) => format!("добавлено {}", quoted(new.unwrap_or_default())),
        (None, new, Lang::En) => format!("{} is added", quoted(new.unwrap_or_default())),
        (Some(old), None, Lang::Ru) => format!("убрано {}", quoted(old)),
        (Some(old), None, Lang::En) => format!("{} is gone", quoted(old)),
    }
}
