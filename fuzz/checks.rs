//! What has to hold for any bytes, target by target: shared by the fuzzer and by `tests/it/seeds.rs`.
//!
//! Each function reads one input as the build would and panics where a promise is broken: a place outside the
//! file or inside a character, a problem without words, HTML that does not nest, output that outgrows its input,
//! typography that changes its own work.
//!
//! Begin with [`front`], [`markdown`], [`config`] and [`vocabulary`].

use std::sync::{Arc, OnceLock};

use svod::base::fold::{fold, fold_key};
use svod::base::hash::Hash128;
use svod::base::lang::Lang;
use svod::base::number::Decimal;
use svod::base::problem::{Diagnostic, Problem};
use svod::base::slug::slug;
use svod::base::span::{Span, position};
use svod::base::{collate, date, typography};
use svod::cli::excerpt::Source;
use svod::content::body::{Body, TableOptions};
use svod::content::config::Config;
use svod::content::document::{document, light, part};
use svod::content::encoding::decode;
use svod::content::layout::Article;
use svod::content::markdown::{self as md, Glossary};
use svod::content::tables::Tables;
use svod::content::vocabulary::{VocabularyFile, vocabularies};
use svod::content::{glossary as words, lines, picture as pictures, quantity, table as tables_of_data, types};

#[path = "../src/content/markdown/nests.rs"]
mod nests;

/// Bytes of output for one byte of input, at most, and what even an empty input may cost.
const GROWTH: usize = 64;
const FLOOR: usize = 64 * 1024;
/// Characters of a message or a cure, at most: nobody reads more, and a line may hold megabytes.
const LONGEST_TEXT: usize = 4_000;

/// The vocabulary that articles of the targets refer to, beside the embedded regions.
const GROUPS: &str = "- id: families\n  title: Семьи с детьми\n  names: [семьи]\n- id: sirota\n  title: Дети-сироты\n";

/// The tables of a small Russian site, read once.
fn site() -> &'static Tables {
    static SITE: OnceLock<Tables> = OnceLock::new();
    SITE.get_or_init(|| {
        let (file, config) = (file("content/target_groups.yaml"), Config::new(Lang::Ru));
        let groups = VocabularyFile { name: "target_groups", file: &file, text: GROUPS };
        let vocabularies = vocabularies(&config, &[groups]).value;
        let types = types::types(&file, &[], &vocabularies).value;
        let glossary = Glossary::new([("ПМ".to_owned(), "прожиточный минимум".to_owned())]);
        let directives = svod::content::directive::Directives::new(&vocabularies, Vec::new());
        Tables { config, types, vocabularies, directives, glossary, hash: Hash128(0) }
    })
}

fn file(path: &str) -> Arc<str> {
    Arc::from(path)
}

/// The text of a file as the build reads it; none where its encoding is refused.
fn text(file: &Arc<str>, bytes: &[u8]) -> Option<String> {
    let found = decode(file, bytes.to_vec());
    let raw = String::from_utf8_lossy(bytes);
    for it in &found.problems {
        told_anywhere(it, raw.len().max(bytes.len()));
    }
    found.value
}

/// A whole article, read as each type in turn: which one depends on the length, so that a seed is a plain file.
pub fn front(bytes: &[u8]) {
    let path = file("content/news/2022-01-11-a.md");
    let Some(text) = text(&path, bytes) else { return };
    let tables = site();
    let section = (text.len() % tables.config.sections.len()) as u16;
    let (date, name) = svod::content::layout::dated("2022-01-11-a");
    let place = Article { section, stem: "2022-01-11-a".into(), date, name: name.into(), folders: Vec::new() };
    let found = document(&path, &text, &place, tables);
    told(&path, &text, &found.problems);
    well_made(&found.value.body, &text);
    let told_of_part = part(&path, &text, tables);
    told(&path, &text, &told_of_part.problems);
    let front = svod::content::front::front(&path, &text).value;
    inside(&text, front.body);
    for entry in &front.entries {
        inside(&text, entry.key.span);
        inside(&text, entry.value.span);
    }
    bounded(format!("{:?}", found.value.fields).len(), text.len());
}

/// A body, a field of Markdown and a line of Markdown, in Russian and English.
pub fn markdown(bytes: &[u8]) {
    let path = file("content/news/a.md");
    let Some(text) = text(&path, bytes) else { return };
    for lang in [Lang::Ru, Lang::En] {
        let allow = ["img.example.org".to_owned()];
        let glossary = &site().glossary;
        let typography = lang == Lang::Ru;
        let rules = md::Rules {
            lang,
            typography,
            glossary,
            allow_img: &allow,
            title: "Итоги",
            reserved: &["results"],
            site: None,
        };
        for read in [md::body, md::fragment, md::inline] {
            let found = read(&path, &text, 0, &rules);
            told(&path, &text, &found.problems);
            well_made(&found.value, &text);
        }
    }
}

/// svod.yaml, with the types it declares.
pub fn config(bytes: &[u8]) {
    let path = file("svod.yaml");
    let Some(text) = text(&path, bytes) else { return };
    let found = svod::content::config::config(&path, &text);
    told(&path, &text, &found.problems);
    // The built-in tables alone are the same every time.
    if !found.value.types.is_empty() {
        told(&path, &text, &types::types(&path, &found.value.types, &site().vocabularies).problems);
    }
    bounded(format!("{:?}", found.value).len(), text.len());
}

/// A vocabulary, once as regions and once as a free taxonomy; as light records, a glossary and synonyms too.
pub fn vocabulary(bytes: &[u8]) {
    let path = file("content/regions.yaml");
    let Some(text) = text(&path, bytes) else { return };
    for name in ["regions", "themes"] {
        let files = [VocabularyFile { name, file: &path, text: &text }];
        let found = vocabularies(&site().config, &files);
        told(&path, &text, &found.problems);
        for at in 0..found.value.taxonomies.len() as u16 {
            for term in found.value.terms_of(at).iter().take(100) {
                found.value.lookup(at, &term.title);
            }
        }
        for (at, _) in found.value.terms.iter().enumerate() {
            let above = found.value.ancestors(svod::content::vocabulary::TermId(at as u32));
            assert!(above.take(found.value.terms.len() + 1).count() <= found.value.terms.len(), "a term above itself");
        }
    }
    let section = (text.len() % site().config.sections.len()) as u16;
    told(&path, &text, &light(&path, &text, section, site()).problems);
    told(&path, &text, &words::glossary(&path, &text).problems);
    told(&path, &text, &words::synonyms(&path, &text).problems);
}

/// YAML alone.
pub fn yaml(bytes: &[u8]) {
    let path = file("a.yaml");
    let Some(text) = text(&path, bytes) else { return };
    let found = lines::document(&path, &text);
    told(&path, &text, &found.problems);
    inside(&text, found.value.span);
    let found = svod::content::yaml::parse(&path, &text, 0);
    told(&path, &text, &found.problems);
    svod::content::yaml::weight(&found.value);
}

/// A picture: measured, and with its metadata dropped, which must not change what is seen.
pub fn picture(bytes: &[u8]) {
    let before = pictures::measure(bytes);
    let bare = pictures::without_metadata(bytes.to_vec());
    bounded(bare.len(), bytes.len());
    if let Ok(before) = before {
        let after = pictures::measure(&bare).expect("a picture without metadata is still one");
        assert_eq!((before.format, before.size, before.orientation), (after.format, after.size, after.orientation));
        if !before.is_damaged {
            assert_eq!(pictures::without_metadata(bare.clone()), bare, "dropping metadata twice changes more");
        }
    }
}

/// A data file, and the table that is made of it.
pub fn table(bytes: &[u8]) {
    let parsed = tables_of_data::parse(bytes);
    for (span, problem) in &parsed.problems {
        has_words(problem);
        if let Some(it) = span {
            assert!(it.start <= it.end && it.end as usize <= bytes.len(), "{it:?} of {}", bytes.len());
        }
    }
    let label = ("Таблица", "Итого", "из-за округления");
    let words = tables_of_data::Words { lang: Lang::Ru, label: label.0, total: label.1, rounding: label.2 };
    let total = svod::base::span::Spanned::new("100".to_owned(), Span::at(0));
    let options = TableOptions {
        caption: Some("Итоги".to_owned()),
        totals: vec![(None, total)],
        share: Some(Span::at(0)),
        has_typography: true,
    };
    let html = tables_of_data::html(&parsed.table, &options, &words);
    nests::nests(&html).expect("a table nests");
    bounded(html.len(), bytes.len());
    tables_of_data::totals(&file("a.csv"), &parsed.table, &options).iter().for_each(|it| has_words(&it.problem));
}

/// The rules of the Russian language and the readers of single values.
pub fn russian(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let set = typography::text(text).into_owned();
    assert_eq!(typography::text(&set), set, "typography changes its own work");
    bounded(set.len(), text.len());
    assert_eq!(slug(&slug(text)), slug(text));
    assert_eq!(fold(&fold(text)), fold(text));
    assert_eq!(fold_key(&fold_key(text)), fold_key(text));
    for lang in [Lang::Ru, Lang::En] {
        bounded(collate::key(lang, text).len(), text.len());
        collate::letter(lang, text).label();
    }
    let cut = svod::content::document::cut_at_sentence(text, 100);
    assert!(cut.chars().count() <= 101);
    let read = (date::parse_date_time(text), date::parse_partial(text), Decimal::parse(text));
    let values = (quantity::quantity(text), quantity::money(text), quantity::age(text), quantity::period(text));
    bounded(format!("{read:?} {values:?}").len(), text.len());
    quantity::is_inn(text);
    quantity::is_ogrn(text);
    svod::content::address::unsafe_part(text);
    svod::content::address::unsafe_alias(text);
    svod::content::layout::role(&format!("content/{text}"), &site().config);
}

/// Every problem has words in both languages and a place that can be shown.
fn told(path: &Arc<str>, text: &str, problems: &[Diagnostic]) {
    let source = Source::new(text.to_owned());
    for it in problems {
        let places = std::iter::once(&it.at).chain(&it.also);
        for span in places.filter(|it| it.file == *path).filter_map(|it| it.span) {
            inside(text, span);
            let shown = source.excerpt(span, 100);
            assert!(shown.text.chars().count() <= 310 && shown.before <= 300 && shown.width <= 300, "{shown:?}");
            let place = source.position(span.start);
            if text.len() < 5_000 {
                assert_eq!(place, position(text, span.start as usize));
            }
        }
        has_words(&it.problem);
    }
}

/// A problem of a file that is no text.
fn told_anywhere(it: &Diagnostic, length: usize) {
    has_words(&it.problem);
    assert!(it.at.span.is_none_or(|it| it.start <= it.end && it.end as usize <= length), "{it:?}");
}

fn has_words(problem: &Problem) {
    for lang in [Lang::Ru, Lang::En] {
        let text = problem.text(lang);
        assert!(!text.message.is_empty(), "{problem:?}");
        let length = text.message.chars().count().max(text.help.chars().count());
        assert!(length <= LONGEST_TEXT, "{}: {length} characters", problem.code());
    }
}

/// A span lies in its file and cuts no character.
#[track_caller]
fn inside(text: &str, span: Span) {
    let is_good = span.start <= span.end && text.get(span.range()).is_some();
    assert!(is_good, "{span:?} of {} bytes", text.len());
}

/// The HTML nests, its holes are in order, its anchors differ, its size is in proportion.
fn well_made(body: &Body, text: &str) {
    if let Err(why) = nests::nests(&body.html) {
        panic!("{why} in {}", body.html);
    }
    assert!(body.holes.is_sorted_by_key(|it| it.at));
    for hole in &body.holes {
        assert!(body.html.is_char_boundary(hole.at as usize));
        inside(text, hole.span);
    }
    let mut ids: Vec<&str> = body.anchors.iter().map(|it| it.value.as_str()).collect();
    ids.sort_unstable();
    assert!(ids.windows(2).all(|it| it[0] != it[1]), "an id twice");
    body.anchors.iter().for_each(|it| inside(text, it.span));
    bounded(body.html.len(), text.len());
    bounded(format!("{:?}", (&body.holes, &body.headings, &body.first_paragraph)).len(), text.len());
}

#[track_caller]
fn bounded(output: usize, input: usize) {
    assert!(output <= input * GROWTH + FLOOR, "{output} bytes of {input}");
}
