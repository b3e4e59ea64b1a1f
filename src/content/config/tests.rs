use super::*;
use crate::base::problem::{Diagnostic, Found};

fn read(text: &str) -> Found<Config> {
    config(&"svod.yaml".into(), text)
}

fn codes(problems: &[Diagnostic]) -> Vec<&'static str> {
    problems.iter().map(|it| it.problem.code()).collect()
}

/// A site that says this beside its title, and the codes it is told.
fn check(text: &str, expected: &[&str]) -> Config {
    let found = read(&format!("title: Свод\n{text}\n"));
    assert_eq!(codes(&found.problems), expected, "{text}: {:#?}", found.problems);
    found.value
}

#[test]
fn a_title_is_enough() {
    let config = check("", &[]);
    assert_eq!((config.title.as_str(), config.time_zone.as_str(), config.per_page), ("Свод", "Europe/Moscow", 20));
    assert_eq!(config.sections.len(), 8);
    assert_eq!(config.sections[7].path, "");
    assert_eq!(config.pairs, [Pair { first: 0, second: 1 }]);
    assert_eq!(config.review_after, Duration { months: 24, days: 0 });
    assert_eq!(check("language: en", &[]).time_zone, "UTC");
    assert_eq!(codes(&read("").problems), ["Y043"]);
    assert_eq!(codes(&read("description: x").problems), ["Y043"]);
}

#[test]
fn addresses_may_have_a_path() {
    let url = |text: &str| check(&format!("base_url: {text}"), &[]).base_url.map(|it| (it.origin, it.path));
    let expected = |origin: &str, path: &str| Some((origin.to_owned(), path.to_owned()));
    assert_eq!(url("https://example.org"), expected("https://example.org", "/"));
    assert_eq!(url("https://example.org/a/b"), expected("https://example.org", "/a/b/"));
    assert_eq!(url("http://localhost:8080/"), expected("http://localhost:8080", "/"));
    check("base_url: example.org", &["Y042"]);
    check("base_url: https://example.org/?a=b", &["Y042"]);
}

#[test]
fn keys_and_values_have_russian_names() {
    let config = check(
        "язык: русский\nчасовой_пояс: Asia/Omsk\nтипографика: нет\nна странице: 50\nглавная: [новости, поиск]",
        &[],
    );
    assert_eq!((config.time_zone.as_str(), config.typography, config.per_page), ("Asia/Omsk", false, 50));
    assert_eq!(config.home, [HomeBlock::News, HomeBlock::Search]);
}

#[test]
fn sections_are_added_and_changed() {
    let config = check(
        "sections: {news: {path: novosti, title: {ru: Лента, en: Feed}}, blog: news, my_docs: {type: document}}",
        &[],
    );
    assert_eq!((config.sections[0].path.as_str(), config.sections[0].title.ru.as_str()), ("novosti", "Лента"));
    assert_eq!(config.sections[0].kind, "news");
    assert_eq!((config.sections[8].folder.as_str(), config.sections[8].kind.as_str()), ("blog", "news"));
    assert_eq!(config.sections[9].path, "my-docs");
    check("sections: {blog: {}}", &["Y043"]);
    check("sections: {blog: {type: newz}}", &["C004"]);
    check("sections: {Блог: {type: news}}", &["C005"]);
    check("sections: {blog: {type: news, path: news}}", &["C002"]);
    check("sections: {blog: {type: news, path: regions}}", &["C002"]);
    check("sections: [news]", &["Y042"]);
}

#[test]
fn taxonomies_are_added_and_changed() {
    let config = check(
        "taxonomies: {benefits: {title: {ru: Льготы, en: Benefits}, aliases: [льготы], on: [news]}, regions: {aliases: [где]}, free: }\npairs: [[regions, benefits]]",
        &[],
    );
    assert_eq!(config.taxonomies[3].path, "benefits");
    assert_eq!(config.taxonomies[0].aliases, ["где", "регионы", "территории"]);
    assert_eq!(config.pairs, [Pair { first: 0, second: 3 }]);
    assert_eq!(check("pairs: []", &[]).pairs, []);
    check("pairs: [[regions, benefit]]", &["C003"]);
    check("pairs: [[regions, regions], [regions]]", &["Y042", "Y042"]);
    check("taxonomies: {benefits: {on: [nws]}}", &["C004"]);
}

#[test]
fn lengths_of_time_are_words() {
    let config = check("archive_after: {news: 36 months, event: 2 года}\nreview_after: 10 дней", &[]);
    assert_eq!(config.archive_after.iter().map(|it| it.1.months).collect::<Vec<_>>(), [36, 24]);
    assert_eq!(config.review_after, Duration { months: 0, days: 10 });
    check("review_after: долго", &["Y042"]);
    check("archive_after: {newz: 1 год}", &["C004"]);
}

#[test]
fn menus_nest() {
    let menu =
        check("menu:\n  - {title: О своде, to: /about/, items: [{title: Темы, to: /themes/}]}\n  - /news/", &[]).menu;
    let menu = menu.expect("it is written");
    assert_eq!(menu[0].items[0].title.as_deref(), Some("Темы"));
    assert_eq!(menu[1].to.as_ref().map(|it| it.value.as_str()), Some("/news/"));
    check("menu: [{titel: Новости}]", &["Y043", "Y040"]);
}

#[test]
fn severities_of_errors_are_fixed() {
    assert_eq!(check("severity: {y004: off}", &[]).severity, [("Y004".to_owned(), None)]);
    check("severity: {Y001: off}", &["C007"]);
    check("severity: {Y9: off}", &["C006"]);
    check("severity: {Y004: иногда}", &["Y044"]);
}

#[test]
fn lines_for_servers() {
    let config = check("robots: [\"Disallow: /a/\", {Allow: /b/}]\nheaders: {X-Frame-Options: DENY}", &[]);
    assert_eq!(config.robots, ["Disallow: /a/", "Allow: /b/"]);
    assert_eq!(config.headers, [("X-Frame-Options".to_owned(), "DENY".to_owned())]);
    assert_eq!(check("robots: |\n  Disallow: /a/\n  Allow: /b/", &[]).robots.len(), 2);
}

#[test]
fn words_may_nest() {
    let strings = check("strings: {more: Дальше, pager: {older: Старее}}", &[]).strings;
    assert_eq!(strings.iter().map(|it| it.0.as_str()).collect::<Vec<_>>(), ["more", "pager.older"]);
}

#[test]
fn wrong_values_take_their_default() {
    let text = "per_page: 3\ntypography: может быть\ntime_zone: Europe/Moskow\naddress_form: ты\nhome: [nws]\nlanguage: de\nevidence: [{id: a}]\nfeeds: 5\ncontacts: нет\nfooter: {since: давно}";
    let found = read(&format!("title: Свод\n{text}"));
    let mut told = codes(&found.problems);
    told.sort_unstable();
    assert_eq!(told, ["C001", "Y042", "Y042", "Y042", "Y042", "Y042", "Y042", "Y044", "Y044"]);
    assert_eq!((found.value.per_page, found.value.typography, found.value.evidence.len()), (20, true, 7));
}

#[test]
fn every_fault_of_a_file_is_told() {
    let found = read("title: Фонд: итоги\nthem: svod\nowner: \"Редакция\nper_page: мало\n");
    assert_eq!(codes(&found.problems), ["Y011", "Y014", "Y042", "Y040"]);
}

proptest::proptest! {
    #[test]
    fn nothing_panics(text in r#"((title|sections|taxonomies|pairs|menu|home|severity|robots|regions|on|\{|\}|\[|\]|:|,| |\n|"|'|- |a|ж|5)){0,40}"#) {
        read(&text);
        let config = Config::new(Lang::Ru);
        let file = "content/regions.yaml".into();
        let files = [super::super::vocabulary::VocabularyFile { name: "regions", file: &file, text: &text }];
        super::super::vocabulary::vocabularies(&config, &files);
    }
}

#[test]
fn every_key_reads_its_own_example_by_every_name() {
    for key in KEYS.iter().filter(|it| it.within.is_empty()) {
        assert!(!key.example.is_empty(), "{}: no example", key.names[0]);
        for name in key.names {
            let line = format!("{name}: {}\n", key.example);
            let title = if key.names[0] == "title" { "" } else { "title: Свод\n" };
            let found = read(&format!("{title}{line}"));
            assert_eq!(codes(&found.problems), [""; 0], "{line}: {:#?}", found.problems);
        }
    }
}

#[test]
fn nested_keys_stand_in_records_that_there_are() {
    for (at, key) in KEYS.iter().enumerate().filter(|(_, it)| !it.within.is_empty()) {
        let above = key.within.trim_end_matches(".*");
        let (within, name) = above.rsplit_once('.').unwrap_or(("", above));
        let parent = KEYS[..at].iter().find(|it| it.within == within && it.names[0] == name);
        assert!(parent.is_some(), "{}.{} stands below no key", key.within, key.names[0]);
        assert!(key.example.is_empty(), "{}.{}: its parent shows it", key.within, key.names[0]);
    }
}

#[test]
fn no_name_is_written_twice_in_one_record() {
    for (at, key) in KEYS.iter().enumerate() {
        for other in KEYS[..at].iter().filter(|it| it.within == key.within) {
            let shared: Vec<_> = key.names.iter().filter(|it| other.names.contains(it)).collect();
            assert!(shared.is_empty(), "{}: {shared:?}", key.within);
        }
    }
}

#[test]
fn the_reader_takes_its_names_from_the_table() {
    for text in [include_str!("reading.rs"), include_str!("../contact.rs")] {
        let own: Vec<&str> = text.lines().filter(|it| it.contains("&[\"") && it.contains("reader")).collect();
        assert_eq!(own, [""; 0]);
    }
}
