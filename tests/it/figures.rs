//! Every number that the demo shows has its day and its source beside it: counters, results, tables of figures.
//!
//! Here the built pages are read, as a visitor reads them; what numbers the texts may hold is tried by
//! `demo::every_figure_comes_from_a_record_with_date_and_source`.

use std::collections::BTreeMap;

use crate::corpus::{Place, put};
use crate::docs::{demo, sources, text};

/// Pages of the demo but for its documentation, whose samples are of nobody's figures: address and main part.
fn pages() -> BTreeMap<String, &'static str> {
    let html = demo().iter().filter(|it| it.0.ends_with(".html") && !it.0.starts_with("docs/"));
    let main = |page: &'static [u8]| {
        let page = std::str::from_utf8(page).expect("UTF-8");
        page.split_once("<main").and_then(|it| it.1.split_once("</main>")).map_or("", |it| it.0)
    };
    html.map(|(path, page)| (format!("/{path}"), main(page))).collect()
}

/// The parts of a page that begin with `start`, each up to `end`.
fn parts<'p>(page: &'p str, start: &str, end: &'p str) -> impl Iterator<Item = &'p str> {
    page.split(start).skip(1).map(move |it| it.split(end).next().unwrap_or_default())
}

fn has_digit(it: &str) -> bool {
    it.contains(|it: char| it.is_ascii_digit())
}

/// Whether a text says of which day or year it is, or that nobody knows.
fn has_day(it: &str) -> bool {
    ["по данным", "дата не указана", "действует с "].iter().any(|word| it.contains(word))
}

/// «Источник: …» at the foot of an article, with a day.
fn source_of(page: &str) -> Option<String> {
    let foot = parts(page, "<p class=\"colophon\">", "</p>").map(text).find(|it| it.contains("Источник: "))?;
    let year = foot.split(' ').any(|it| it.len() == 4 && it.bytes().all(|it| it.is_ascii_digit()));
    year.then_some(foot)
}

#[test]
fn every_counter_shows_its_day_and_source() {
    let (mut wrong, mut seen) = (Vec::new(), 0);
    for (path, page) in pages() {
        for list in parts(page, "<dl class=\"counters\">", "</dl>") {
            for counter in parts(list, "<div>", "</div>") {
                seen += 1;
                let note = counter.split_once("<p class=\"note\">").map_or("", |it| it.1);
                let (day, source) = note.split_once("<br>").unwrap_or((note, ""));
                let is_summed = note.contains("сумма по");
                if !has_digit(counter) || !has_day(day) {
                    wrong.push(format!("{path}: of which day is «{}»?", text(counter)));
                }
                if text(source).is_empty() && source_of(page).is_none() && !is_summed {
                    wrong.push(format!("{path}: where does «{}» come from?", text(counter)));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    assert!(seen >= 12, "{seen} counters");
}

#[test]
fn every_result_shows_its_day_and_source() {
    let (mut wrong, mut seen) = (Vec::new(), 0);
    for (path, page) in pages().into_iter().filter(|it| it.0.starts_with("/practices/")) {
        let Some(table) = parts(page, "<caption class=\"visually-hidden\">Результаты</caption>", "</table>").next()
        else {
            continue;
        };
        let columns: Vec<String> = parts(table, "<th scope=\"col\">", "</th>").map(text).collect();
        let at = |name: &str| columns.iter().position(|it| it == name);
        for row in parts(table.split("<tbody>").nth(1).unwrap_or_default(), "<tr>", "</tr>") {
            let cells: Vec<String> =
                row.split("</t").map(|it| text(it.split_once('>').map_or("", |it| it.1))).collect();
            let cell = |name: &str| at(name).and_then(|it| cells.get(it)).map_or("", String::as_str);
            let number = ["Результат", "Стало", "Было"].map(cell).concat();
            if !has_digit(&number) {
                continue;
            }
            seen += 1;
            if !has_digit(cell("Дата")) && !cell("Дата").contains("не указана") {
                wrong.push(format!("{path}: of which day is «{number}»?"));
            }
            if cell("Источник").is_empty() && source_of(page).is_none() {
                wrong.push(format!("{path}: where does «{number}» come from?"));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    assert!(seen >= 6, "{seen} results in numbers");
}

/// A table of numbers, in a text or under a picture, stands on a page that says where they are from.
#[test]
fn every_table_of_figures_has_its_source() {
    let (mut wrong, mut seen) = (Vec::new(), 0);
    for (path, page) in pages() {
        let is_of_figures = |it: &&str| it.contains("class=\"num\"");
        for table in parts(page, "<table>", "</table>").filter(is_of_figures) {
            seen += 1;
            if source_of(page).is_none() {
                wrong.push(format!("{path}: where does this come from? {}", text(table)));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    assert!(seen >= 4, "{seen} tables");
}

#[test]
fn every_practice_says_where_it_is_known_from() {
    let articles = sources().into_keys().filter_map(|it| {
        let it = it.strip_prefix("content/practices/")?.strip_suffix(".md")?.to_owned();
        Some(it.trim_end_matches("/index").to_owned()).filter(|it| it != "_index")
    });
    let pages = pages();
    let lacks = |slug: &String| source_of(pages[&format!("/practices/{slug}/index.html")]).is_none();
    let articles: Vec<String> = articles.collect();
    assert!(articles.len() >= 16, "{}", articles.len());
    assert_eq!(articles.into_iter().filter(lacks).collect::<Vec<_>>(), Vec::<String>::new());
}

/// What would make these tests fail is told to who wrote it, before any test.
#[test]
fn a_figure_of_nobody_is_told_of() {
    let file = "content/data/obsluzhivaemye.yaml";
    let bytes = sources()[file].clone();
    let data = String::from_utf8(bytes).expect("UTF-8");
    let source = "  source: Сайт Министерства труда и социального развития Омской области\n";
    for (gone, word) in [(source, "источника"), ("  date: не указана\n", "даты")] {
        let place = Place::fast();
        sources().iter().for_each(|(path, bytes)| put(&place.root().join(path), bytes));
        place.put(file, data.replacen(gone, "", 1));
        let said = place.run(&["build", "--strict", "--lang", "ru"]);
        assert!(said.code == Some(1) && said.err.contains(file) && said.err.contains(word), "{}", said.err);
        assert_eq!(said.err.matches("предупреждение:").count(), 1, "{}", said.err);
    }
}
