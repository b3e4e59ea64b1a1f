//! «Что где показано»: the page that says where each fact and each function of the demo is seen is believed only
//! after a look at the built site.
//!
//! `tests/data/whereabouts.tsv` holds, by row, an address and what its page has to hold: words as they are read, or
//! marks of HTML where they have `<` or `="`. A new row begins there and in `content/docs/chto-gde.md`.

use std::collections::BTreeSet;

use super::demo;
use crate::corpus::Tree;

const PAGE: &str = "docs/chto-gde/index.html";
/// Rows of functions that this site can show by itself; feeds, calendars and what needs a script are not among them.
const FUNCTIONS: &[u8] = &[8, 9, 10, 12, 13, 14, 17, 18, 20, 21, 22, 23, 24, 25, 26, 28, 29, 30, 32, 27];

fn page<'t>(site: &'t Tree, address: &str) -> Option<&'t str> {
    let path = format!("{}index.html", address.split('#').next()?.trim_start_matches('/'));
    site.get(&path).map(|it| std::str::from_utf8(it).expect("pages are UTF-8"))
}

/// The text of a page as it is read: no tags, and every space is one space.
pub fn text(page: &str) -> String {
    let mut out = String::new();
    for (at, part) in page.split('<').enumerate() {
        let shown = if at == 0 { part } else { part.split_once('>').map_or("", |it| it.1) };
        out.push(' ');
        out.push_str(shown);
    }
    let out = out.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    let out = out.replace("&#39;", "'").replace("&#x27;", "'").replace('\u{2011}', "-").replace('\u{2060}', "");
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Rows of the page: the row's name, its text, its addresses.
fn rows(page: &str) -> Vec<(String, String, Vec<String>)> {
    let row = |it: &str| {
        let cells: Vec<&str> = it.split("<td").skip(1).collect();
        let links = it.split("href=\"").skip(1).map(|it| it.split('"').next().unwrap_or_default().to_owned());
        (text(&format!("<td{}", cells[0])), text(it), links.collect())
    };
    let bodies = page.split("<tr>").filter(|it| it.contains("<td"));
    bodies.map(|it| row(it.split("</tr>").next().unwrap_or_default())).collect()
}

#[test]
fn every_row_is_seen_where_it_is_said_to_be() {
    let site = demo();
    let shown = rows(page(site, "/docs/chto-gde/").expect(PAGE));
    let mut wrong = Vec::new();
    let mut tried = BTreeSet::new();
    for line in super::read("tests/data/whereabouts.tsv").lines() {
        let cells: Vec<&str> = line.split('\t').collect();
        let [row, address, wanted @ ..] = &cells[..] else { panic!("tests/data/whereabouts.tsv: {line}") };
        assert!(!wanted.is_empty(), "{row}: nothing is looked for");
        let is_said = |it: &(String, String, Vec<String>)| {
            it.0 == *row && it.2.iter().any(|link| link.split('#').next() == Some(*address))
        };
        if !shown.iter().any(is_said) {
            wrong.push(format!("{row}: content/docs/chto-gde.md does not lead to {address}"));
        }
        tried.insert((row.to_string(), address.to_string()));
        let Some(html) = page(site, address) else {
            wrong.push(format!("{row}: {address} is not built"));
            continue;
        };
        let text = text(html);
        for it in wanted {
            let is_mark = it.contains('<') || it.contains("=\"");
            if !(if is_mark { html.contains(it) } else { text.contains(it) }) {
                wrong.push(format!("{row}: {address} does not hold «{it}»"));
            }
        }
    }
    for (row, _, links) in &shown {
        let untried = links
            .iter()
            .filter(|it| !tried.contains(&(row.clone(), it.split('#').next().unwrap_or_default().to_owned())));
        wrong.extend(untried.map(|it| format!("{row}: nothing of {it} is tried")));
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// Numbers of a text as they are read: «2 168», «16», «36,4».
fn numbers(text: &str) -> BTreeSet<String> {
    let signs: Vec<char> = text.chars().collect();
    let is_digit = |at: usize| signs.get(at).is_some_and(char::is_ascii_digit);
    let is_group = |at: usize| signs[at] == ' ' && (1..4).all(|it| is_digit(at + it)) && !is_digit(at + 4);
    let is_point = |at: usize| signs[at] == ',' && is_digit(at + 1);
    let mut found = BTreeSet::new();
    let mut at = 0;
    while at < signs.len() {
        let start = at;
        while at < signs.len() && (is_digit(at) || at > start && (is_group(at) || is_point(at))) {
            at += 1;
        }
        if at > start {
            found.insert(signs[start..at].iter().collect());
        }
        at += 1;
    }
    found
}

#[test]
fn the_numbers_of_a_row_stand_on_its_pages() {
    let site = demo();
    let mut wrong = Vec::new();
    for (row, said, links) in rows(page(site, "/docs/chto-gde/").expect(PAGE)) {
        let seen: String = links.iter().filter_map(|it| page(site, it)).map(text).collect::<Vec<_>>().join(" ");
        let said = said.trim_start_matches(&row).to_owned();
        let missing = numbers(&said).into_iter().filter(|it| !numbers(&seen).contains(it));
        wrong.extend(missing.map(|it| format!("{row}: «{it}» stands on none of its pages")));
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn no_row_is_left_out() {
    let page = super::read("content/docs/chto-gde.md");
    let wanted = (1..=43).map(|it| format!("C{it:02}")).chain(FUNCTIONS.iter().map(|it| format!("F{it:02}")));
    let missing: Vec<String> = wanted.filter(|it| !page.contains(&format!("\n| {it} | "))).collect();
    assert!(missing.is_empty(), "content/docs/chto-gde.md says nothing of {missing:?}");
}
