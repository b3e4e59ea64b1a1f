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
    Theme::new(ThemeSource { name: "svod", lang, files: &files, config: &config, settings: None, strings: &[], allow: &allow })
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
        ("year", page(it, "year.html", &sample::year())),
        ("month", page(it, "month.html", &sample::month(&cards(2)))),
        ("404", page(it, "404.html", &sample::not_found())),
        ("withdrawn", page(it, "withdrawn.html", &sample::withdrawn())),
        ("redirect", page(it, "redirect.html", &sample::redirect())),
    ]
}

/// Writes the pages to the folder in `SVOD_SAMPLE`, for eyes and validators.
#[test]
fn every_page_is_made_in_both_languages() {
    for lang in [Lang::Ru, Lang::En] {
        for (name, html) in pages(lang) {
            assert!(html.starts_with("<!DOCTYPE html>\n<html lang="), "{name}");
            assert_eq!(html.matches("<h1").count(), 1, "{name}: one heading of the page");
            assert!(!html.contains("\n\n\n"), "{name}: empty lines");
            if let (Lang::Ru, Some(folder)) = (lang, std::env::var_os("SVOD_SAMPLE")) {
                std::fs::write(std::path::Path::new(&folder).join(format!("{name}.html")), html).expect("a folder");
            }
        }
    }
    if let Some(folder) = std::env::var_os("SVOD_SAMPLE") {
        for asset in &theme(Lang::Ru, &[]).value.assets {
            let path = std::path::Path::new(&folder).join(&asset.path);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            std::fs::write(path, &asset.bytes).expect("a folder");
        }
    }
}
