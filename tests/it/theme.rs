//! The default theme: every page of it from sample views, and every fault that a template can have.

use std::sync::Arc;

use serde::Serialize;
use svod::base::lang::Lang;
use svod::base::problem::{Diagnostic, Found};
use svod::base::span::position;
use svod::content::config::Allow;
use svod::render::template::Templates;
use svod::render::theme::{Theme, ThemeSource};
use svod::render::view::Chrome;

use super::sample_views as sample;

fn theme(lang: Lang, files: &[(&str, &str)]) -> Found<Theme> {
    let files: Vec<(Arc<str>, Vec<u8>)> =
        files.iter().map(|it| (format!("themes/svod/{}", it.0).into(), it.1.as_bytes().to_vec())).collect();
    let (config, allow) = ("svod.yaml".into(), Allow::default());
    Theme::new(ThemeSource {
        name: "svod",
        name_at: None,
        lang,
        files: &files,
        config: &config,
        settings: None,
        strings: &[],
        allow: &allow,
        directives: &[],
    })
}

fn chrome(lang: Lang, theme: &Theme) -> Chrome {
    sample::chrome(lang.code(), theme.styles().map(|it| format!("/{it}")).collect())
}

fn templates(lang: Lang, files: &[(&str, &str)]) -> Found<Templates> {
    let found = theme(lang, files);
    let mut made = Templates::new(&found.value, &chrome(lang, &found.value));
    made.problems.splice(0..0, found.problems);
    made
}

fn page(templates: &Templates, name: &str, view: &impl Serialize) -> String {
    let mut out = Vec::new();
    templates.render(name, view, &mut out).unwrap_or_else(|problem| panic!("{name}: {problem:?}"));
    String::from_utf8(out).expect("pages are UTF-8")
}

fn cards(templates: &Templates, count: usize) -> String {
    (0..count).map(|it| page(templates, "card.html", &sample::card(it))).collect()
}

/// Every page of the theme, by file name.
fn pages(lang: Lang) -> Vec<(&'static str, String)> {
    let made = templates(lang, &[]);
    assert!(made.problems.is_empty(), "{:#?}", made.problems);
    let it = &made.value;
    let cards = |count| cards(it, count);
    let cut = svod::render::view::SectionView {
        list: svod::render::view::ListView {
            newer: Some(sample::link("Новее", "/news/page/4/")),
            own: Some(sample::link("Все новости", "/news/")),
            total: None,
            page: Some(3),
            ..sample::list(&cards(3))
        },
        plain: None,
        ..sample::section("")
    };
    vec![
        ("article", page(it, "article.html", &sample::article(&cards(3)))),
        ("news", page(it, "article.html", &sample::news())),
        ("home", page(it, "home.html", &sample::home(&cards(6)))),
        ("section", page(it, "section.html", &sample::section(&cards(20)))),
        ("cut", page(it, "section.html", &cut)),
        ("terms", page(it, "terms.html", &sample::terms())),
        ("term", page(it, "term.html", &sample::term(&cards(3)))),
        ("pair", page(it, "pair.html", &sample::pair(&cards(3)))),
        ("passport", page(it, "passport.html", &sample::passport())),
        ("year", page(it, "year.html", &sample::year())),
        ("month", page(it, "month.html", &sample::month(&cards(2)))),
        ("events", page(it, "events.html", &sample::events(&cards(3)))),
        ("table", page(it, "table.html", &sample::table())),
        ("matrix", page(it, "matrix.html", &sample::matrix())),
        ("map", page(it, "map.html", &sample::map())),
        ("index-az", page(it, "index-az.html", &sample::letters())),
        ("contacts", page(it, "contacts.html", &sample::contacts())),
        ("subscribe", page(it, "subscribe.html", &sample::subscribe())),
        ("accessibility", page(it, "accessibility.html", &sample::accessibility())),
        ("privacy", page(it, "privacy.html", &sample::privacy())),
        ("sitemap", page(it, "sitemap.html", &sample::site_map())),
        ("404", page(it, "404.html", &sample::not_found())),
        ("withdrawn", page(it, "withdrawn.html", &sample::withdrawn())),
        ("redirect", page(it, "redirect.html", &sample::redirect())),
    ]
}

#[test]
fn every_page_is_made_in_both_languages() {
    for lang in [Lang::Ru, Lang::En] {
        for (name, html) in pages(lang) {
            assert!(html.starts_with("<!DOCTYPE html>\n<html lang="), "{name}");
            assert_eq!(html.matches("<h1").count(), 1, "{name}: one heading of the page");
            assert!(!html.contains("\n\n\n"), "{name}: empty lines\n{html}");
        }
    }
}

/// Writes the pages for eyes and validators: look into `tmp/theme` of the target folder.
#[test]
fn pages_for_eyes() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("theme");
    let write = |name: &str, bytes: &[u8]| {
        let path = folder.join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, bytes).expect("a file");
    };
    for (name, html) in pages(Lang::Ru) {
        write(&format!("{name}.html"), html.replace("href=\"/css/", "href=\"css/").as_bytes());
    }
    theme(Lang::Ru, &[]).value.assets.iter().for_each(|it| write(&it.path, &it.bytes));
}

// ---- Faults (F28, F29)

/// `file:line:column code`, the form of the command line.
fn told(problems: &[Diagnostic], files: &[(&str, &str)]) -> Vec<String> {
    let place = |it: &Diagnostic| {
        let file = it.at.file.strip_prefix("themes/svod/").unwrap_or(&it.at.file);
        let text = files.iter().find(|one| one.0 == file).map_or("", |one| one.1);
        let at = it.at.span.map(|span| position(text, span.start as usize));
        let at = at.map_or(String::new(), |it| format!(":{}:{}", it.line, it.column));
        format!("{file}{at} {}", it.problem.code())
    };
    let mut told: Vec<String> = problems.iter().map(place).collect();
    told.sort();
    told
}

#[track_caller]
fn check(files: &[(&str, &str)], expected: &[&str]) {
    assert_eq!(told(&templates(Lang::Ru, files).problems, files), expected);
}

#[test]
fn unknown_names_are_told_at_their_places() {
    check(&[("templates/404.html", "<p>\n  {{ page.frame.title | uper }}</p>")], &["templates/404.html:2:25 T003"]);
    check(&[("templates/404.html", "{% if page.frame is oddd %}{% endif %}")], &["templates/404.html:1:21 T004"]);
    check(&[("templates/404.html", "я {{ sya(key=\"menu\") }}")], &["templates/404.html:1:6 T005"]);
    check(&[("templates/404.html", "{{ <pager_ list={page.frame} /> }}")], &["templates/404.html:1:5 T006"]);
    check(&[("templates/404.html", "\n{% include \"partials/lst.html\" %}")], &["templates/404.html:2:13 T007"]);
    check(&[("templates/404.html", "{% extends \"bse.html\" %}")], &["templates/404.html:1:13 T007"]);
    check(
        &[("templates/404.html", "{% extends \"base.html\" %}{% block mian %}{% endblock mian %}")],
        &["templates/404.html:1:35 T010"],
    );
    check(
        &[("templates/own.html", "{% component picture(x) %}{{ x }}{% endcomponent picture %}")],
        &["templates/own.html:1:14 T009"],
    );
    check(
        &[("templates/404.html", "{{ pag.frame.title }}{{ page.frame.tilte }}{{ t.mneu }}{{ say(key=\"mneu\") }}")],
        &[
            "templates/404.html:1:36 T012",
            "templates/404.html:1:4 T011",
            "templates/404.html:1:49 T040",
            "templates/404.html:1:68 T040",
        ],
    );
    check(&[("templates/404.html", "{% if page.secitons %}{% endif %}")], &["templates/404.html:1:12 T012"]);
}

#[test]
fn all_broken_templates_are_told_in_one_run() {
    let files = [
        ("templates/404.html", "{% if page.frame %}"),
        ("templates/base.html", "{{ page.frame.title | }}"),
        ("templates/card.html", "{{ card.title | uper }} {{ card.url | loewr }}"),
        ("templates/year.html", "{% include \"no.html\" %}"),
        ("css/own.css", "@import url(https://x.example/a.css);"),
    ];
    let found = templates(Lang::Ru, &files);
    let codes: Vec<String> =
        told(&found.problems, &files).iter().map(|it| it.rsplit(' ').next().unwrap().to_owned()).collect();
    assert_eq!(codes, ["T020", "T002", "T002", "T003", "T003", "T007"]);
    // The embedded templates stand in for all of them.
    let html = page(&found.value, "404.html", &sample::not_found());
    assert!(html.contains("<h1>Страница не найдена</h1>"));
    assert!(page(&found.value, "card.html", &sample::card(0)).contains("card__title"));
}

#[test]
fn nothing_is_endless() {
    check(
        &[("templates/a.html", "{% include \"b.html\" %}"), ("templates/b.html", "{% include \"a.html\" %}")],
        &["templates/b.html:1:13 T008"],
    );
    check(&[("templates/base.html", "{% extends \"404.html\" %}")], &["templates/base.html:1:13 T008"]);
    check(
        &[("templates/404.html", "{% set x = \"a\" %}{% set_global x = x ~ x %}")],
        &["templates/404.html:1:32 T018"],
    );
    let fails = |text: &str, expected: &str| {
        let files = [("templates/404.html", text)];
        let found = templates(Lang::Ru, &files);
        assert!(found.problems.is_empty(), "{text}: {:?}", found.problems);
        let problem = found.value.render("404.html", &sample::not_found(), &mut Vec::new()).expect_err(text);
        assert_eq!(told(&[*problem], &files), [expected], "{text}");
    };
    fails("{% for i in range(end=9000000000) %}x{% endfor %}", "templates/404.html:1:13 T016");
    fails(
        "{% for i in range(end=99) %}{% for j in range(end=9999) %}x{% endfor %}{% endfor %}",
        "templates/404.html:1:41 T016",
    );
    fails(
        "{% component own(x) %}\n{{ <own x={x} /> }}{% endcomponent own %}{{ <own x=\"1\" /> }}",
        "templates/404.html:2:5 T015",
    );
    let long = format!("{{% for i in range(end=9999) %}}{}{{% endfor %}}", "слово ".repeat(1000));
    fails(&long, "templates/404.html:1:1 T017");
}

#[test]
fn what_fails_on_a_page_is_told_at_its_place() {
    let fails = |text: &str, expected: &str| {
        let files = [("templates/article.html", text)];
        let found = templates(Lang::Ru, &files);
        assert!(found.problems.is_empty(), "{text}: {:?}", found.problems);
        let problem = found.value.render("article.html", &sample::news(), &mut Vec::new()).expect_err(text);
        assert_eq!(told(&[*problem], &files), [expected], "{text}");
    };
    fails("\n{{ page.cover.image }}", "templates/article.html:2:15 T013");
    fails("{{ page.date.text | num }}", "templates/article.html:1:21 T014");
    fails("{% for it in page.frame.title.x %}{% endfor %}", "templates/article.html:1:14 T014");
    fails("{{ throw(message=\"нет\") }}", "templates/article.html:1:4 T014");
}

#[test]
fn what_the_policy_refuses_is_told() {
    check(
        &[("templates/404.html", "<p style=\"x\">\n<script>a</script>")],
        &["templates/404.html:1:4 T022", "templates/404.html:2:1 T021"],
    );
    check(
        &[("templates/404.html", "<img src=\"https://x.example/a.png\" alt=\"\">")],
        &["templates/404.html:1:6 T020"],
    );
}

/// Every word is used, and both languages have it.
#[test]
fn words_are_the_same_in_both_languages() {
    let (ru, en) = (theme(Lang::Ru, &[]).value.strings, theme(Lang::En, &[]).value.strings);
    assert_eq!(ru.keys().collect::<Vec<_>>(), en.keys().collect::<Vec<_>>());
    for key in ru.keys() {
        assert_eq!(ru.places(key), en.places(key), "{key}: places to fill differ");
    }
}

#[test]
fn filters_of_our_own() {
    let show = |text: &str| {
        let found = templates(Lang::Ru, &[("templates/404.html", text)]);
        assert!(found.problems.is_empty(), "{:?}", found.problems);
        page(&found.value, "404.html", &sample::not_found())
    };
    assert_eq!(show("{{ 24834 | num }} {{ \"1234,5\" | num }}"), "24\u{a0}834 1\u{a0}234,5");
    assert_eq!(show("{{ \"а\u{a0}б\" | plain }} {{ \"ель\" | first_upper }}"), "а б Ель");
    assert_eq!(show("{{ \"1 < 2\n\nдва\" | paragraphs }}"), "<p>1 &lt; 2</p><p>два</p>");
    assert_eq!(show("{{ \"<b>\" }}{{ \"<b>\" | safe }}"), "&lt;b&gt;<b>");
    assert_eq!(show("{{ say(key=\"count_items\", n=22) }} {{ t.menu }}"), "22 материала Меню");
}

/// A key that svod itself says is there: `strings.say("key", …)` and `strings.count("key", …)` of all sources.
#[test]
fn words_that_svod_says_exist() {
    fn visit(folder: &std::path::Path, words: &svod::render::strings::Strings) {
        for entry in std::fs::read_dir(folder).expect("sources") {
            let path = entry.expect("a file").path();
            if path.is_dir() {
                visit(&path, words);
            } else if path.file_name().is_none_or(|it| it != "strings.rs") {
                let text = std::fs::read_to_string(&path).unwrap_or_default();
                let text = text.split("#[cfg(test)]").next().unwrap_or_default();
                for start in ["strings.say(\"", "strings.count(\""] {
                    for key in text.split(start).skip(1).filter_map(|it| it.split('"').next()) {
                        assert!(words.has(key), "{}: no words under “{key}”", path.display());
                    }
                }
            }
        }
    }
    visit(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &theme(Lang::Ru, &[]).value.strings);
}
