//! The demo site: it holds what it promises, every page of it can be reached, every figure has its date and source,
//! and a fault planted into it is told of.
//!
//! Where each fact stands is tried by `docs::whereabouts`.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::corpus::{Place, Tree, put};
use crate::docs::{demo, sources, text};

fn place() -> Place {
    let place = Place::fast();
    sources().iter().for_each(|(path, bytes)| put(&place.root().join(path), bytes));
    place
}

/// Markdown files of a folder of `content/`, with their text; sections' own texts aside.
fn articles(folder: &str) -> BTreeMap<String, String> {
    let is_article =
        |it: &str| it.starts_with(&format!("content/{folder}")) && it.ends_with(".md") && !it.ends_with("_index.md");
    let files = sources().into_iter().filter(|(path, _)| is_article(path));
    files.map(|(path, bytes)| (path, String::from_utf8(bytes).expect("articles are UTF-8"))).collect()
}

#[test]
fn it_is_as_large_as_promised() {
    let light = String::from_utf8(sources()["content/organisations.yaml"].clone()).expect("UTF-8");
    let light = light.lines().filter(|it| it.starts_with("- ")).count();
    assert!(light >= 10, "{light} light organisations");
    let least =
        [("practices/", 16), ("news/", 14), ("events/", 6), ("services/", 6), ("documents/", 6), ("galleries/", 2)];
    for (folder, n) in least {
        let found = articles(folder).len();
        assert!(found >= n, "{found} {folder}");
    }
    assert!(articles("organisations/").len() + light >= 24);
    let one = |folder: &str, what: &[&str]| {
        let found = articles(folder).values().any(|it| what.iter().any(|what| it.contains(what)));
        assert!(found, "{folder}: none says {what:?}");
    };
    one("events/", &["online: true", "онлайн: да"]);
    one("events/", &["в_рамках:", "parent:"]);
    one("services/", &["regions: [rossiya]", "регионы: [rossiya]"]);
    one("services/", &["coverage: вся территория", "охват_территории: вся территория"]);
    one("documents/", &["kind: стратегия", "вид: стратегия"]);
    one("documents/", &["kind: план", "вид: план"]);
    one("documents/", &["срок: до 31.12.2024"]);
    one("galleries/", &["вид: инфографика"]);
    for file in ["content/glossary.yaml", "content/synonyms.yaml", "content/data/obsluzhivaemye.yaml"] {
        assert!(sources().contains_key(file), "{file}");
    }
}

/// The address of a page of the output.
fn address(path: &str) -> Option<String> {
    Some(format!("/{}", path.strip_suffix("index.html")?))
}

/// Addresses on this site that a page leads to.
fn links(page: &str) -> Vec<String> {
    let links = page.split("href=\"/").skip(1).filter_map(|it| it.split(['"', '#', '?']).next());
    links.map(|it| format!("/{it}")).collect()
}

fn html<'t>(site: &'t Tree, address: &str) -> Option<&'t str> {
    let bytes = site.get(&format!("{}index.html", address.trim_start_matches('/')))?;
    Some(std::str::from_utf8(bytes).expect("pages are UTF-8"))
}

#[test]
fn every_page_is_within_five_links_of_home() {
    let site = demo();
    let mut far: BTreeMap<String, usize> = BTreeMap::from([("/".to_owned(), 0)]);
    let mut next = VecDeque::from(["/".to_owned()]);
    while let Some(at) = next.pop_front() {
        let steps = far[&at] + 1;
        for link in html(site, &at).map(links).unwrap_or_default() {
            if html(site, &link).is_some() && !far.contains_key(&link) {
                far.insert(link.clone(), steps);
                next.push_back(link);
            }
        }
    }
    let pages: Vec<String> = site.keys().filter_map(|it| address(it)).collect();
    assert!(pages.len() > 300, "{} pages", pages.len());
    let lost: Vec<&String> = pages.iter().filter(|it| far.get(*it).is_none_or(|it| *it > 5)).collect();
    assert!(lost.is_empty(), "further than five links from home, or nowhere: {lost:?}");
}

/// What stands between the tags of `main`.
fn main_of(page: &str) -> &str {
    let start = page.find("<main").expect("every page has its main part");
    &page[start..page.find("</main>").expect("it ends")]
}

/// Whether a page tells whom to call, or leads to something that can be used now.
fn helps(site: &Tree, page: &str) -> bool {
    let main = main_of(page);
    let is_live = |it: &String| {
        (it.starts_with("/services/") || it.starts_with("/practices/"))
            && html(site, it).is_some_and(|it| text(it).contains("Статус действует"))
    };
    main.contains("href=\"tel:") || links(main).iter().any(is_live)
}

#[test]
fn whoever_asks_finds_help_in_one_link() {
    let site = demo();
    let ids = |below: &str| -> BTreeSet<String> {
        let mut words = site.keys().filter_map(|it| it.strip_prefix(below)?.strip_suffix("/index.html"));
        words.by_ref().filter(|it| !it.contains('/')).map(str::to_owned).collect()
    };
    let (regions, groups) = (ids("regions/"), ids("target-groups/"));
    assert!(regions.len() >= 10 && groups.len() >= 18, "{} regions, {} groups", regions.len(), groups.len());
    let mut helpless = Vec::new();
    for region in &regions {
        for group in &groups {
            let pair = format!("/regions/{region}/{group}/");
            let own = format!("/regions/{region}/");
            let page = html(site, &pair).or_else(|| html(site, &own)).expect("the region has its page");
            if !helps(site, page) {
                helpless.push(pair);
            }
        }
    }
    assert!(helpless.is_empty(), "nobody is helped at {helpless:?}");
}

/// The lines between the two `---`, and the rest.
fn parted(article: &str) -> (&str, &str) {
    article.strip_prefix("---\n").and_then(|it| it.split_once("\n---\n")).expect("an article has its front matter")
}

const MONTHS: &[&str] = &[
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
];

/// Numbers of a text that are no dates, years, addresses or items of a list, without the spaces in them.
fn figures(body: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for line in body.lines().filter(|it| !it.starts_with(":::") && !it.starts_with('|') && !it.starts_with("![")) {
        let mut line = line.to_owned();
        while let Some(start) = line.find("](") {
            let end = line[start..].find(')').map_or(line.len(), |it| start + it + 1);
            line.replace_range(start..end, "] ");
        }
        let line = line.trim_start_matches(|it: char| it.is_ascii_digit());
        let signs: Vec<char> = line.chars().collect();
        let mut at = 0;
        while at < signs.len() {
            let start = at;
            let is_group = |at: usize| {
                signs[at] == ' ' && signs[at + 1..].iter().take(3).filter(|it| it.is_ascii_digit()).count() == 3
            };
            while at < signs.len() && (signs[at].is_ascii_digit() || at > start && at + 3 < signs.len() && is_group(at))
            {
                at += 1;
            }
            if at > start {
                let number: String = signs[start..at].iter().filter(|it| it.is_ascii_digit()).collect();
                let rest: String = signs[at..].iter().take(12).collect();
                let is_date = MONTHS.iter().any(|it| rest.trim_start().starts_with(it));
                let is_year = number.len() == 4 && (number.starts_with("19") || number.starts_with("20"));
                if !is_date && !is_year && !rest.starts_with("-ФЗ") && !rest.starts_with('–') {
                    found.insert(number);
                }
            }
            at += 1;
        }
    }
    found
}

/// Runs of digits of a record, without the spaces in them.
fn written(record: &str) -> BTreeSet<String> {
    let joined = record.replace('\u{a0}', " ");
    let mut out = BTreeSet::new();
    for part in joined.split(|it: char| !it.is_ascii_digit() && it != ' ') {
        let digits: String = part.chars().filter(char::is_ascii_digit).collect();
        out.insert(digits);
        out.extend(part.split(' ').map(str::to_owned));
    }
    out
}

#[test]
fn every_figure_comes_from_a_record_with_date_and_source() {
    let mut known = BTreeSet::new();
    for (path, bytes) in sources().iter().filter(|(path, _)| path.starts_with("content/data/")) {
        let text = String::from_utf8_lossy(bytes);
        if path.ends_with(".yaml") {
            let has = |key: &str| text.matches(key).count() >= text.matches("- id:").count();
            assert!(has("source:") && (has("date:") || has("from:")), "{path}: a figure without date or source");
        }
        known.extend(written(&text));
    }
    let articles = articles("");
    let sourced =
        articles.values().map(|it| parted(it).0).filter(|it| it.contains("\nsource:") || it.contains("\nисточник:"));
    sourced.for_each(|it| known.extend(written(it)));
    let mut wrong = Vec::new();
    let shown = |it: &&String| !it.starts_with("content/docs/");
    for path in articles.keys().filter(shown) {
        let (front, body) = parted(&articles[path]);
        let strange = figures(body).into_iter().filter(|it| !known.contains(it));
        wrong.extend(strange.map(|it| format!("{path}: where does {it} come from?")));
        for record in front.split("\n  - ").skip(1).filter(|it| it.contains("value: ") || it.contains("значение: "))
        {
            let record = record.split("\n  - ").next().unwrap_or_default();
            if !record.contains("date: ") && !record.contains("дата: ") {
                wrong.push(format!("{path}: a figure without a date: {record}"));
            }
            if !front.contains("\nsource:") && !front.contains("\nисточник:") {
                wrong.push(format!("{path}: a figure without a source: {record}"));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// Changes one article of the demo; what is told then has to be this code, in this file and nowhere else.
#[track_caller]
fn check_planted(file: &str, change: (&str, &str), code: &str) {
    let place = place();
    let path = place.root().join(file);
    let old = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{file}: {error}"));
    assert_eq!(old.matches(change.0).count(), 1, "{file} does not hold once: {}", change.0);
    put(&path, old.replacen(change.0, change.1, 1));
    let said = place.run(&["build", "--strict", "--format", "json"]);
    assert_eq!(said.code, Some(1), "{code}: {}{}", said.out, said.err);
    let told: serde_json::Value = serde_json::from_str(&said.out).expect("JSON");
    let problems = told["problems"].as_array().expect("problems");
    let serious: Vec<_> = problems.iter().filter(|it| it["severity"] != "advice").collect();
    let is_planted = |it: &&serde_json::Value| it["code"] == code && it["file"] == file;
    assert!(!serious.is_empty() && serious.iter().all(is_planted), "{code} in {file}: {serious:#?}");
    assert!(!place.root().join("public/index.html").exists(), "{code}: nothing is published");
}

#[test]
fn a_planted_fault_is_told_of() {
    let news = "content/news/2024-08-12-skolko-sotsialnykh-kontraktov.md";
    check_planted(news, ("total.Контрактов=2168", "total.Контрактов=2169"), "D023");
    check_planted(news, ("\n\n:::table", "\n\nПодробно — в [таблице](#).\n\n:::table"), "M008");
    let cover = "  описание: Рисунок — пожилые люди плетут маскировочную сеть, рядом лежит клубок пряжи\n";
    check_planted("content/practices/epokha-serebra-pomoshch-rukami.md", (cover, ""), "M012");
    let peredyshka = "content/practices/peredyshka/index.md";
    check_planted(peredyshka, ("каждый день.\n\n## Зачем", "каждый день.\nПроект ждут.\n\n## Зачем"), "M030");
    let nanny = "content/news/2024-09-12-nyanya-v-pomoshch-mame.md";
    let title = "В сельском районе за малышами присмотрит «Няня в помощь маме»";
    check_planted(nanny, ("---\nВ районном", &format!("---\n{title}\n\nВ районном")), "M034");
}
