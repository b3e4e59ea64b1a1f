//! F24: inputs that would eat time or memory. Each ends in a problem that names the limit, in seconds.

use std::time::{Duration, Instant};

use super::{A, news, problems, short};
use crate::site::Site;

/// Most that one build of a bomb may take, unoptimised.
const PATIENCE: Duration = Duration::from_secs(5);

fn check(path: &str, text: &str, expected: &str) {
    let site = Site::base();
    site.put(path, text);
    let begun = Instant::now();
    let said = site.svod(&["build", "--format", "json"]);
    let time = begun.elapsed();
    let found: Vec<String> = problems(&said).iter().map(short).filter(|it| !it.starts_with("A ")).collect();
    match expected.is_empty() {
        true => assert_eq!((said.code, found), (0, vec![])),
        false => {
            assert_eq!(said.code, 1, "{found:?}");
            assert!(found.iter().all(|it| it.starts_with(expected)), "{expected}: {found:?}");
            assert!(!found.is_empty() && found.len() <= 3, "{}", found.len());
        }
    }
    assert!(time < PATIENCE, "{expected}: {time:?}");
    assert!(said.out.len() < 20_000, "an answer of {} bytes", said.out.len());
    let human = site.svod(&["build"]);
    assert!(human.err.len() < 20_000, "{expected}: {} bytes are told", human.err.len());
}

fn body(text: &str, expected: &str) {
    check(A, &news("", text), expected);
}

#[test]
fn long_files() {
    body(&"Семья. ".repeat(1_000_000), "E P011 content/news/a.md");
    body(&"слово ".repeat(800_000), "");
}

#[test]
fn deep_texts() {
    body(&format!("{}текст", "> ".repeat(10_000)), "E M001 content/news/a.md");
    body(&format!("{}текст{}", "[".repeat(10_000), "](a)".repeat(10_000)), "E M001 content/news/a.md");
    body(&format!("{}текст", "![".repeat(10_000)), "E M001 content/news/a.md");
    body(&format!("{}текст{}", "*a **b ".repeat(5_000), "x** x*".repeat(5_000)), "E M001 content/news/a.md");
    let lists: String = (0..2_000).map(|level| format!("{}- пункт\n", "  ".repeat(level))).collect();
    body(&lists, "E M001 content/news/a.md");
    body(&format!("{}текст", "- ".repeat(10_000)), "E M001 content/news/a.md");
}

#[test]
fn wide_tables() {
    let row = |cell: &str| format!("|{}\n", format!("{cell}|").repeat(50_000));
    body(&[row("а"), row("-"), row("1")].concat(), "E M021 content/news/a.md");
}

#[test]
fn many_tags() {
    let tags: Vec<String> = (0..10_000).map(|it| format!("тег {it}")).collect();
    check(A, &news(&format!("themes: [{}]", tags.join(", ")), "Текст."), "E ");
    check(A, &news(&format!("regions: [{}]", vec!["Омская область"; 10_000].join(", ")), "Текст."), "E ");
}

#[test]
fn bombs_of_yaml() {
    let mut bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for (from, to) in ('a'..'k').zip('b'..='k') {
        bomb.push_str(&format!("{to}: &{to} [{}]\n", vec![format!("*{from}"); 9].join(", ")));
    }
    let begun = Instant::now();
    let site = Site::base();
    site.put(A, news(&bomb, "Текст."));
    site.put(
        "content/target_groups.yaml",
        format!("- title: Дети\n  names: &a [x]\n- {}\n", bomb.replace('\n', "\n  ")),
    );
    let said = site.svod(&["build", "--format", "json"]);
    assert!(said.code == 1 && begun.elapsed() < PATIENCE, "{:?}", begun.elapsed());
    check(A, &news(&format!("source: {}{}", "[".repeat(10_000), "]".repeat(10_000)), "Текст."), "E Y");
    check(A, &news(&format!("source: {}", "{a: ".repeat(10_000)), "Текст."), "E Y");
    check(
        "svod.yaml",
        &format!("title: Свод\nbase_url: https://example.org\nmenu: {}{}", "[".repeat(10_000), "]".repeat(10_000)),
        "E Y",
    );
}
