//! What is told of the cache: `--why` names what has changed on a page, `check --cache` finds every lie, `--fresh` and
//! `clean` do without it. That no damage of it spoils a build is tried in `stale` and `edits`.
//!
//! Begin with [`Kept::why`].

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use serde_json::Value;
use svod::build::cache::index::{Rows, SourceRow};
use svod::build::cache::{self, Cache, Facts, FactsOf, Notes, Saved};

use crate::corpus::*;

/// A small site that was built once.
struct Kept {
    place: Place,
}

const SETTINGS: &str = "title: Свод\nbase_url: https://example.org/put/\nmenu:\n  - {title: Новости, to: /news/}\n  \
                        - {title: О сайте, to: /o-sayte/}\n";

impl Kept {
    fn new() -> Self {
        let place = Place::fast();
        place.put("svod.yaml", SETTINGS);
        place.put("content/regions.yaml", "- {id: sever, title: Север}\n- {id: yug, title: Юг}\n");
        for (at, title) in ["Первая", "Вторая", "Третья"].iter().enumerate() {
            place.put(&news(at + 1), text(title, at + 1, "Текст."));
        }
        place.put("content/pages/o-sayte.md", "---\ntitle: О сайте\n---\nТекст.\n");
        place.put("content/news/_index.md", "---\ntitle: Новости\n---\nВсе новости.\n");
        place.put("static/plan.txt", "План\n");
        place.build();
        Self { place }
    }

    fn edit(&self, file: &str, old: &str, new: &str) {
        let path = self.place.root().join(file);
        let text = fs::read_to_string(&path).expect("prepared by the test");
        assert!(text.contains(old), "{file}: no {old}");
        fs::write(path, text.replace(old, new)).expect("written");
    }

    /// What `--why` tells programs, after a build.
    fn report(&self, address: &str) -> Value {
        self.place.counts(&["--why", address])["why"].take()
    }

    /// What became of an output, and the names of all that changed.
    fn why(&self, address: &str) -> (String, Vec<String>) {
        let it = self.report(address);
        let told = |it: &Value| {
            let name = ["name", "key", "file", "files", "new"].iter().find_map(|key| it.get(*key));
            let name = name.map(Value::to_string).unwrap_or_default();
            format!("{} {name}", it["what"]).replace('"', "")
        };
        let changes = it["changes"].as_array().expect("a list").iter().map(told).collect();
        (it["fate"].as_str().expect("a word").to_owned(), changes)
    }

    #[track_caller]
    fn check(&self, address: &str, fate: &str, changes: &[&str]) {
        let (was, told) = self.why(address);
        assert_eq!((was.as_str(), told), (fate, changes.iter().map(|it| (*it).to_owned()).collect()), "{address}");
    }

    /// What people are told by a build.
    fn told(&self, words: &[&str]) -> String {
        good(self.place.run(&[&["build"], words].concat())).err
    }

    fn check_cache(&self) -> Said {
        self.place.run(&["check", "--cache"])
    }

    /// The log of facts or texts.
    fn log(&self, name: &str) -> PathBuf {
        let entries = fs::read_dir(self.place.root().join(".svod")).expect("a folder").flatten();
        let is_it = |path: &PathBuf| path.file_name().is_some_and(|it| it.to_string_lossy().starts_with(name));
        entries.map(|it| it.path()).find(is_it).expect("a log")
    }
}

fn news(at: usize) -> String {
    format!("content/news/novost-{at}.md")
}

fn text(title: &str, day: usize, body: &str) -> String {
    format!("---\ntitle: {title}\ndate: 2026-01-0{day}\nregions: [sever]\n---\n{body}\n")
}

#[test]
fn why_names_the_field_that_changed() {
    let it = Kept::new();
    it.check("/put/news/novost-1/", "untouched", &[]);
    it.edit(&news(1), "Текст.", "Другой текст.");
    it.check(
        "https://example.org/put/news/novost-1/?a#b",
        "rewritten",
        &["text page.body_html", "field page.frame.description"],
    );
    it.edit(&news(2), "Вторая", "Новая");
    it.check("news/novost-1", "rewritten", &["field page.newer.title"]);
    it.edit(&news(2), "Новая", "Вторая");
    let told = it.told(&["--why", "/news/"]);
    assert!(
        told.contains(
            "/put/news/: сделано заново и записано; изменилось\n    \
             page.list.cards_html[1].title: «Новая» → «Вторая»\n"
        ),
        "{told}"
    );
    it.edit("content/news/_index.md", "Все новости", "Наши новости");
    it.check("/news/index.html", "rewritten", &["text page.body_html"]);
    it.place.put("static/plan.txt", "План Б\n");
    // What is written in the tick of its reading is looked at again by the next build.
    std::thread::sleep(std::time::Duration::from_millis(30));
    it.check("plan.txt", "rewritten", &["source static/plan.txt"]);
    it.check("/plan.txt", "untouched", &[]);
}

#[test]
fn why_names_what_every_page_depends_on() {
    let it = Kept::new();
    it.edit("svod.yaml", "О сайте, to", "О нас, to");
    it.check("/news/novost-3/", "rewritten", &["field site.menu[1].title", "settings [svod.yaml]"]);
    let template = include_str!("../../themes/svod/templates/card.html");
    it.place.put("themes/svod/templates/card.html", format!("{template}<!-- -->"));
    it.check("/news/", "rewritten", &["theme templates/card.html"]);
    it.check("/news/", "untouched", &[]);
    it.edit("themes/svod/templates/card.html", "<!-- -->", "<!--- -->");
    it.check("/404.html", "same_bytes", &["theme templates/card.html"]);
    it.place.put("themes/svod/strings/ru.yaml", "skip: К тексту\n");
    it.check("/", "rewritten", &["words skip"]);
    let told = it.report("/")["changes"].take();
    assert_eq!(told.as_array().map(Vec::len), Some(0));
    it.edit("content/regions.yaml", "Север", "Северная область");
    let (fate, changes) = it.why("/news/novost-2/");
    assert_eq!(fate, "rewritten");
    assert!(changes.contains(&"field page.terms[0].links[0].title".to_owned()), "{changes:?}");
    assert!(changes.contains(&"settings [content/regions.yaml]".to_owned()), "{changes:?}");
}

#[test]
fn why_knows_what_comes_and_goes() {
    let it = Kept::new();
    it.place.put(&news(4), text("Четвёртая", 4, "Текст."));
    it.check("/news/novost-4/", "new", &[]);
    it.place.put(&news(5), text("Пятая", 5, "Текст."));
    it.check("/news/", "rewritten", &["field page.list.cards_html[0]", "field page.list.total"]);
    it.edit(&news(5), "title: ", "withdrawn: {date: 2026-02-01}\ntitle: ");
    it.check("/news/novost-5/", "rewritten", &["template withdrawn.html"]);
    it.place.remove(&news(4));
    it.check("/news/novost-4/", "gone", &[]);
    it.check("/news/novost-4/", "unknown", &[]);
    assert!(it.told(&["--why", "/news/novst-3/"]).contains("возможно, вы имели в виду /news/novost-3/"));
    let page = it.place.root().join("public/news/novost-3/index.html");
    fs::write(&page, "чужое").expect("written");
    it.check("/news/novost-3/", "restored", &[]);
    fs::remove_file(it.place.root().join(".svod/cache")).expect("there");
    it.check("/news/novost-3/", "no_cache", &[]);
    let told = good(it.place.run(&["build", "--why", "/", "-o", "drugaya", "--lang", "en"])).err;
    assert!(told.contains("nothing to compare with"), "{told}");
}

#[test]
fn why_says_where_it_cannot_be_sure() {
    let it = Kept::new();
    it.edit(&news(1), "Текст.", "Другой текст.");
    it.place.put(&news(2), "---\ntitle: Вторая\ndate: вчера\n---\nТекст.\n");
    assert_eq!(it.place.run(&["build", "--why", "/news/novost-1/"]).code, Some(1));
    it.place.put(&news(2), text("Вторая", 2, "Текст."));
    it.check("/news/novost-1/", "rewritten", &["unsure "]);
}

#[test]
fn asking_why_changes_nothing() {
    let it = Kept::new();
    let twin = Kept::new();
    for (at, edit) in ["Раз.", "Два."].iter().enumerate() {
        it.edit(&news(at + 1), "Текст.", edit);
        twin.edit(&news(at + 1), "Текст.", edit);
        it.told(&["--why", "/news/"]);
        twin.told(&[]);
    }
    let public = |kept: &Kept| tree(&kept.place.root().join("public"));
    assert_same(&public(&it), &public(&twin), "asked and not asked");
}

#[test]
fn a_good_cache_is_called_good() {
    let it = Kept::new();
    let said = good(it.check_cache());
    assert!(said.err.starts_with("Кэш проверен: 6 файлов, "), "{}", said.err);
    assert!(said.err.ends_with(" — расхождений нет\n"), "{}", said.err);
    let before = tree(&it.place.root());
    let it = Kept { place: it.place };
    good(it.check_cache());
    assert_same(&before, &tree(&it.place.root()), "a check of the cache");
    // What was edited since is no lie.
    it.edit(&news(1), "Текст.", "Другой текст.");
    it.edit("svod.yaml", "Свод", "Другой");
    good(it.check_cache());
    fs::remove_file(it.place.root().join(".svod/cache")).expect("there");
    assert_eq!(good(it.check_cache()).err, "Кэша нет: следующая сборка будет полной\n");
    fs::write(it.place.root().join(".svod/cache"), "?").expect("written");
    let said = good(it.place.run(&["check", "--cache", "--lang", "en"]));
    assert!(said.err.starts_with("The cache (.svod/cache) is damaged or of another svod"), "{}", said.err);
}

#[track_caller]
fn is_told(said: &Said, code: &str, what: &str) {
    assert_eq!(said.code, Some(3), "{}", said.err);
    let report: Value = serde_json::from_str(&said.out).expect("JSON");
    let problems = report["problems"].as_array().expect("a list");
    let is_it = |it: &&Value| it["code"] == code && it["message"].as_str().is_some_and(|it| it.contains(what));
    assert!(problems.iter().any(|it| is_it(&it)), "{}", said.out);
}

#[test]
fn a_flipped_bit_is_found() {
    for name in ["facts.", "texts."] {
        let it = Kept::new();
        let log = it.log(name);
        let bytes = fs::read(&log).expect("there");
        for at in [0, bytes.len() / 2, bytes.len() - 1] {
            let mut other = bytes.clone();
            other[at] ^= 1;
            fs::write(&log, other).expect("written");
            let said = it.place.run(&["check", "--cache", "--format", "json"]);
            is_told(&said, "E041", "не читается");
            // What is made of all texts is another without one of them, which is no lie of the cache.
            assert!(!said.out.contains("E040"), "{}", said.out);
        }
        fs::write(&log, bytes).expect("written");
        good(it.check_cache());
    }
}

#[test]
fn an_output_that_somebody_changed_is_found() {
    let it = Kept::new();
    for page in ["public/news/novost-1/index.html", "public/plan.txt"] {
        let path = it.place.root().join(page);
        let (bytes, time) = (fs::read(&path).expect("there"), path.metadata().expect("there").modified());
        let mut other = bytes.clone();
        other[0] ^= 1;
        fs::write(&path, other).expect("written");
        File::options().write(true).open(&path).expect("there").set_modified(time.expect("a time")).expect("set");
        is_told(&it.place.run(&["check", "--cache", "--format", "json"]), "E042", page.rsplit('/').next().expect("x"));
        it.place.build();
        good(it.check_cache());
        assert_eq!(fs::read(&path).expect("there"), bytes);
        fs::remove_file(&path).expect("there");
        is_told(&it.place.run(&["check", "--cache", "--format", "json"]), "E042", page.rsplit('/').next().expect("x"));
        it.place.build();
    }
}

/// Writes into the cache that an article is called otherwise.
fn plant(root: &Path, file: &str, title: &str) {
    let old = Cache::open(root, true).expect("a cache");
    let notes = Notes::new(root, Some(&old), 0).expect("logs that grow");
    let rows = (0..old.index.n_sources()).map(|at| (old.index.source_path(at).to_owned(), old.index.source(at)));
    let mut rows: Vec<(String, SourceRow)> = rows.collect();
    let row = &mut rows.iter_mut().find(|it| it.0 == file).expect("it was read").1;
    let (Facts::Document(mut document), problems) = old.facts(row, true).expect("whole") else {
        panic!("an article");
    };
    document.title = title.to_owned();
    let html = old.texts().read(row.text.expect("a text")).expect("whole");
    let html = String::from_utf8(html).expect("text");
    let (facts, hash, text) = notes.note(&FactsOf::Document(&document), &problems, Some(&html)).expect("noted");
    (row.facts, row.facts_hash, row.text) = (Some(facts), hash, text);
    let source = |at: usize| (rows[at].0.as_str(), rows[at].1);
    let output = |at: usize| (old.index.output_path(at), old.index.output(at));
    let (sources, outputs) = (Rows { n: rows.len(), at: &source }, Rows { n: old.index.n_outputs(), at: &output });
    let summary = old.summary.clone();
    cache::save(Saved { root, notes: &notes, summary, sources, outputs, search: None }).expect("saved");
}

#[test]
fn a_lie_is_found_and_a_fresh_build_does_not_believe_it() {
    let it = Kept::new();
    plant(&it.place.root(), &news(2), "Ложь");
    is_told(&it.place.run(&["check", "--cache", "--format", "json"]), "E040", &news(2));
    // That it would be believed, or this test would show nothing.
    it.edit(&news(1), "Первая", "Начальная");
    let list = |it: &Tree| String::from_utf8_lossy(&it["news/index.html"]).into_owned();
    assert!(list(&it.place.build()).contains("Ложь"));
    let fresh = it.place.build_with(&["--fresh"]);
    assert!(!list(&fresh).contains("Ложь"));
    assert_same(&fresh, &it.place.clean_build(&[]), "--fresh");
    good(it.check_cache());
}

#[test]
fn a_cache_of_another_svod_is_told_once_in_both_languages() {
    let it = Kept::new();
    let path = it.place.root().join(".svod/cache");
    for (lang, words) in [("ru", "другой версией svod"), ("en", "of another svod")] {
        let mut bytes = fs::read(&path).expect("there");
        // The fingerprint of the program that wrote it.
        bytes[16] ^= 1;
        fs::write(&path, bytes).expect("written");
        let told = it.told(&["--lang", lang]);
        assert_eq!(told.matches(words).count(), 1, "{told}");
        let again = it.told(&["--lang", lang]);
        assert!(!again.contains(words), "{again}");
    }
    fs::create_dir_all(it.place.root().join(".svod/cache.new")).expect("made");
    it.edit(&news(1), "Текст.", "Другой текст.");
    for (lang, words) in [("ru", "не сохранён"), ("en", "is not saved")] {
        let told = it.told(&["--lang", lang]);
        assert_eq!(told.matches(words).count(), 1, "{told}");
    }
}

#[test]
fn clean_takes_the_cache_away() {
    let it = Kept::new();
    good(it.place.run(&["clean"]));
    let left = tree(&it.place.root().join(".svod"));
    let left: Vec<&str> = left.keys().map(String::as_str).filter(|it| *it != "lock" && *it != ".gitignore").collect();
    assert_eq!(left, [""; 0]);
    assert!(good(it.check_cache()).err.starts_with("Кэша нет"));
}
