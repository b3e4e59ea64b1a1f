//! Nothing stale is published, whatever clocks and sync tools do, and however what svod keeps for the next build is
//! damaged: one line is said, and all is built anew (spec: faults.md §3, V06, V07).
//!
//! These are the named cases; `edits` tries such things in any order. Begin with [`Kept::agrees`].

#![cfg(unix)]

use std::fs;
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use crate::corpus::*;
use crate::crash::begin;

/// A site that was built, with a picture, a style, a template and a table of its own.
struct Kept {
    place: Place,
    articles: Vec<Article>,
}

/// Files of every kind, each with digits that can be changed without changing its length.
const FILES: [(&str, &str); 6] = [
    ("svod.yaml", "title: Свод 1000\nbase_url: https://example.org\n"),
    ("content/target_groups.yaml", ""),
    ("content/data/tablitsa.csv", "Что;Сколько\nОдно;1000\n"),
    (
        "content/news/tablitsa.md",
        "---\ntitle: Таблица\ndate: 2024-01-01\n---\n:::table data=tablitsa.csv\n:::\n\nТекст 1000.\n",
    ),
    ("static/fayl.txt", "1000\n"),
    ("themes/svod/templates/card.html", "<li class=\"card\">1000 {{ card.title }}</li>\n"),
];

impl Kept {
    fn new() -> Self {
        let (place, articles) = catalogue(31, 30);
        for (file, text) in FILES {
            place.put(file, if text.is_empty() { groups(" 1000") } else { text.to_owned() });
        }
        place.build();
        Self { place, articles }
    }

    fn at(&self, file: &str) -> PathBuf {
        self.place.root().join(file)
    }

    /// The build that goes on equals a clean one.
    #[track_caller]
    fn agrees(&self, what: &str) {
        assert_same(&self.place.build(), &self.place.clean_build(&[]), what);
    }
}

fn modified(path: &PathBuf) -> SystemTime {
    fs::metadata(path).and_then(|it| it.modified()).expect("a file that is there")
}

fn set_time(path: &PathBuf, time: SystemTime) {
    let file = fs::File::options().append(true).open(path).expect("a file that is there");
    file.set_modified(time).expect("a time");
}

/// The same text with other digits.
fn other(text: &str, n: usize) -> String {
    let at = text.find("1000").or_else(|| text.find("2000")).expect("digits");
    let digits = if n.is_multiple_of(2) { "2000" } else { "1000" };
    format!("{}{digits}{}", &text[..at], &text[at + 4..])
}

#[test]
fn an_edit_of_the_same_length_with_its_time_restored_is_seen() {
    let site = Kept::new();
    for (file, _) in FILES {
        let path = site.at(file);
        let (time, old) = (modified(&path), fs::read_to_string(&path).expect("a text"));
        fs::write(&path, other(&old, 0)).expect("a new text");
        set_time(&path, time);
        let before = tree(&site.place.root().join("public"));
        site.agrees(file);
        let after = tree(&site.place.root().join("public"));
        assert!(differing(&before, &after).len() > 1, "{file} reaches no page");
    }
}

#[test]
fn a_file_of_the_same_length_and_time_moved_in_its_place_is_seen() {
    let site = Kept::new();
    for (file, _) in FILES {
        let (path, beside) = (site.at(file), site.place.path("beside"));
        fs::write(&beside, other(&fs::read_to_string(&path).expect("a text"), 0)).expect("a new text");
        set_time(&beside, modified(&path));
        fs::rename(&beside, &path).expect("a file moves");
        site.agrees(file);
    }
    // Two articles change places, which no look at either of them alone would tell.
    let (one, two) = (site.at(&site.articles[20].file), site.at(&site.articles[24].file));
    fs::write(&one, site.articles[20].text()).expect("a text");
    fs::write(&two, site.articles[20].text().replace("Первый", "Второй")).expect("a text");
    set_time(&two, modified(&one));
    site.agrees("two articles");
    let third = site.place.path("third");
    for (from, to) in [(&one, &third), (&two, &one), (&third, &two)] {
        fs::rename(from, to).expect("a file moves");
    }
    site.agrees("two articles that changed places");
}

#[test]
fn files_dated_in_the_future_are_seen_when_they_change() {
    let site = Kept::new();
    let future = SystemTime::UNIX_EPOCH + Duration::from_secs(4_000_000_000);
    for (file, _) in FILES {
        set_time(&site.at(file), future);
    }
    let page = site.at("public/index.html");
    set_time(&page, future);
    site.agrees("dated in the future");
    for n in 0..3 {
        for (file, _) in FILES {
            let path = site.at(file);
            fs::write(&path, other(&fs::read_to_string(&path).expect("a text"), n)).expect("a text");
            set_time(&path, future);
        }
        fs::write(&page, "чужое").expect("a text");
        set_time(&page, future);
        site.agrees("edited and dated in the future");
    }
}

#[test]
fn a_clock_set_back_shows_the_site_as_of_then() {
    let site = Kept::new();
    let mut counts = Vec::new();
    for now in [NOW, "2023-01-01 00:00", "2021-06-01 12:00", "2024-06-01 12:00", NOW] {
        let kept = |place: &Place| {
            good(said(place.command_at(now, &["build"]).output().expect("svod starts")));
            tree(&place.root().join("public"))
        };
        let twin = Place::fast();
        let mut sources = tree(&site.place.root());
        sources.retain(|path, _| !path.starts_with("public/") && !path.starts_with(".svod/"));
        sources.iter().for_each(|(path, bytes)| twin.put(path, bytes));
        let tree = kept(&site.place);
        assert_same(&tree, &kept(&twin), now);
        counts.push(tree.len());
    }
    assert!(counts[2] < counts[1] && counts[1] < counts[3] && counts[0] == counts[4], "{counts:?}");
}

/// A file that changes after it was read and before the build has ended is read again by the next.
#[test]
fn an_edit_in_the_middle_of_a_build_is_seen_by_the_next() {
    let site = Kept::new();
    let mut random = Random(5);
    for n in 0..if is_slow_wanted() { 100 } else { 8 } {
        let (file, _) = *random.pick(&FILES);
        site.place.put(FILES[0].0, other(FILES[0].1, n));
        let path = site.at(file);
        let (time, old) = (modified(&path), fs::read_to_string(&path).expect("a text"));
        let child = begin(&site.place, &["build"]);
        std::thread::sleep(Duration::from_millis(random.below(150) as u64));
        fs::write(&path, other(&old, n)).expect("a new text");
        set_time(&path, time);
        // It may have read half of the text.
        child.wait_with_output().expect("a child");
        site.agrees(file);
    }
}

#[test]
fn an_output_that_others_changed_is_mended() {
    let site = Kept::new();
    for (n, file) in ["index.html", "static/fayl.txt", "news/index.html", "404.html"].iter().enumerate() {
        let path = site.at("public").join(file.trim_start_matches("static/"));
        let (time, mut bytes) = (modified(&path), fs::read(&path).expect("an output"));
        bytes[n] ^= 1;
        fs::write(&path, bytes).expect("a file");
        set_time(&path, time);
        site.agrees(file);
        fs::remove_file(&path).expect("a file");
        site.agrees(file);
    }
}

/// Lines that speak of what is kept.
fn lines(it: &Said) -> Vec<String> {
    it.err.lines().filter(|it| it.contains(".svod/cache")).map(str::to_owned).collect()
}

/// Ways to damage a file, by the numbers of the test.
fn damaged(bytes: &[u8], n: usize, random: &mut Random) -> Vec<u8> {
    let mut other = bytes.to_vec();
    let at = random.below(bytes.len().max(1));
    match n % 5 {
        0 => other.truncate(at),
        1 => other.clear(),
        2 => other.iter_mut().skip(at).take(1).for_each(|it| *it ^= 1 << (at % 8)),
        3 => other = (0..at + 100).map(|at| (at * 37) as u8).collect(),
        _ => other.iter_mut().take(16).for_each(|it| *it = it.wrapping_add(1)),
    }
    other
}

#[test]
fn a_damaged_cache_is_told_in_one_line_and_built_anew() {
    if !offers(&["build"], "--fresh") {
        return;
    }
    let site = Kept::new();
    let mut random = Random(6);
    let files = |site: &Kept| {
        let mut files = tree(&site.at(".svod"));
        files.retain(|path, _| path != "lock" && path != ".gitignore");
        files
    };
    assert!(files(&site).contains_key("cache"), "{:?}", files(&site).keys());
    let mut told = 0;
    for n in 0..if is_slow_wanted() { 200 } else { 12 } {
        let kept = files(&site);
        let paths: Vec<&String> = kept.keys().collect();
        let path = if n < 5 { "cache" } else { *random.pick(&paths) };
        put(&site.at(".svod").join(path), damaged(&kept[path], n, &mut random));
        // What is damaged may be needed, or not.
        let article = random.pick(&site.articles);
        site.place.put(&article.file, article.text().replace("Первый", &format!("{n}-й")));
        let lang = ["ru", "en"][n % 2];
        let it = good(site.place.run(&["build", "--lang", lang]));
        assert_same(&tree(&site.at("public")), &site.place.clean_build(&[]), &format!("{path}, damage {n}"));
        let lines = lines(&it);
        assert!(lines.len() <= 1 && it.err.lines().count() <= 3 + lines.len(), "{}", it.err);
        assert!(n >= 5 || n % 5 == 2 || lines.len() == 1, "damage {n} of the cache is not told: {}", it.err);
        assert!(lines.iter().all(|it| it.contains("Кэш") == (lang == "ru")), "{lines:?}");
        told += lines.len();
        let it = good(site.place.run(&["build", "--lang", lang]));
        assert!(self::lines(&it).is_empty(), "told again: {}", it.err);
    }
    assert!(told >= 4, "{told}");
}

#[test]
fn a_cache_that_cannot_be_read_or_written_spoils_no_build() {
    if !offers(&["build"], "--fresh") {
        return;
    }
    let site = Kept::new();
    let (cache, target) = (site.at(".svod/cache"), site.place.path("target"));
    fs::remove_file(&cache).expect("a file");
    fs::create_dir(&cache).expect("a folder in its place");
    put(&cache.join("inside"), "чужое");
    let article = &site.articles[20];
    site.place.put(&article.file, article.text().replace("Первый", "Иной"));
    let it = good(site.place.run(&["build", "--lang", "ru"]));
    assert_eq!(lines(&it).len(), 1, "{}", it.err);
    assert_same(&tree(&site.at("public")), &site.place.clean_build(&[]), "a folder in place of the cache");
    fs::remove_dir_all(&cache).expect("a folder");
    // A link is replaced, and what it leads to is left alone.
    put(&target, "чужое");
    std::os::unix::fs::symlink(&target, &cache).expect("a link");
    let it = good(site.place.run(&["build", "--lang", "ru"]));
    assert!(lines(&it).len() <= 1, "{}", it.err);
    assert_eq!(fs::read_to_string(&target).expect("a file"), "чужое");
    site.agrees("a link in place of the cache");
}

#[test]
fn what_a_killed_build_moved_in_stands_in_the_manifest() {
    let kept = Kept::new();
    let article = &kept.articles[ORGANISATIONS + 3];
    kept.place.put(&article.file, article.text().replace("Первый", "Другой"));
    let new = kept.place.clean_build(&[]);
    let old = tree(&kept.at("public"));
    let page = new.iter().find(|(path, bytes)| path.ends_with(".html") && old.get(*path) != Some(*bytes));
    let (path, bytes) = page.expect("the article's page has changed");
    // As if the build had been killed between the move and the manifest.
    fs::write(kept.at("public/new"), bytes).expect("a file");
    fs::rename(kept.at("public/new"), kept.at("public").join(path)).expect("moved in");
    kept.agrees("after a build that was killed late");
}
