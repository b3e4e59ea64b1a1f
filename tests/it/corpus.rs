//! Sites made in a folder of their own, and what became of them: written file by file, built by the real program.
//!
//! Begin with [`Place`]; [`catalogue`] fills one with hundreds of articles that are the same for the same seed.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The moment of all builds here, unless a test gives another.
pub const NOW: &str = "2026-11-24 12:00";

/// The files of a folder by their paths.
pub type Tree = BTreeMap<String, Vec<u8>>;

/// A folder that goes away with the value; the site's root is in it.
pub struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a folder for the test") }
    }

    /// The same in memory, where the system has a place for that.
    pub fn fast() -> Self {
        let folder = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir());
        Self { folder: folder.expect("a folder for the test") }
    }

    /// A path in the folder; the site itself is `site`.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn root(&self) -> PathBuf {
        self.path("site")
    }

    /// Writes a file of the site.
    pub fn put(&self, file: &str, bytes: impl AsRef<[u8]>) {
        put(&self.root().join(file), bytes);
    }

    pub fn remove(&self, file: &str) {
        fs::remove_file(self.root().join(file)).expect("the file is there");
    }

    /// The program, asked to do something with this site.
    pub fn command(&self, words: &[&str]) -> Command {
        self.command_at(NOW, words)
    }

    /// The same at another moment.
    pub fn command_at(&self, now: &str, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_svod"));
        command.args(words).args(["--now", now, "--root"]).arg(self.root()).current_dir(self.folder.path());
        command.env_clear();
        command
    }

    /// The same, ready to be interrupted: tests may run where interrupts are ignored, as behind `nohup` or `&`, and
    /// svod leaves them ignored then.
    pub fn interruptible(&self, words: &[&str]) -> Command {
        let plain = self.command(words);
        let mut command = Command::new("env");
        command.arg("--default-signal=INT").arg(plain.get_program()).args(plain.get_args());
        command.current_dir(self.folder.path()).env_clear();
        command
    }

    pub fn run(&self, words: &[&str]) -> Said {
        said(self.command(words).output().expect("svod starts"))
    }

    /// Builds into `public`, which has to succeed.
    pub fn build(&self) -> Tree {
        self.build_with(&[])
    }

    pub fn build_with(&self, words: &[&str]) -> Tree {
        good(self.run(&[&["build"], words].concat()));
        tree(&self.root().join("public"))
    }

    /// What a build makes of the same sources in a new folder, where nothing is known of them.
    pub fn clean_build(&self, words: &[&str]) -> Tree {
        let twin = Self::fast();
        let mut sources = tree(&self.root());
        sources.retain(|path, _| !path.starts_with("public/") && !path.starts_with(".svod/"));
        sources.iter().for_each(|(path, bytes)| twin.put(path, bytes));
        twin.build_with(words)
    }

    /// What a build does, as it tells programs.
    pub fn counts(&self, words: &[&str]) -> serde_json::Value {
        let it = good(self.run(&[&["build", "--format", "json"], words].concat()));
        serde_json::from_str(&it.out).expect("JSON")
    }
}

pub fn put(path: &Path, bytes: impl AsRef<[u8]>) {
    fs::create_dir_all(path.parent().expect("files lie in folders")).expect("a new folder");
    fs::write(path, bytes).expect("a new file");
}

/// How a command ended.
#[derive(Debug)]
pub struct Said {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

pub fn said(output: Output) -> Said {
    let text = |it: Vec<u8>| String::from_utf8(it).expect("svod speaks UTF-8");
    Said { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

pub fn good(it: Said) -> Said {
    assert_eq!(it.code, Some(0), "{}{}", it.err, it.out);
    it
}

/// All files below a folder, dotfiles too.
pub fn tree(folder: &Path) -> Tree {
    let mut files = Tree::new();
    gather(folder, "", &mut files);
    files
}

fn gather(folder: &Path, below: &str, into: &mut Tree) {
    for entry in fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
        let entry = entry.expect("a folder that can be listed");
        let path = format!("{below}{}", entry.file_name().to_string_lossy());
        match entry.file_type().expect("a kind") {
            it if it.is_dir() => gather(&entry.path(), &format!("{path}/"), into),
            it if it.is_file() => drop(into.insert(path, fs::read(entry.path()).expect("a file"))),
            _ => drop(into.insert(path, b"(no file)".to_vec())),
        }
    }
}

/// Paths that two trees do not share with equal bytes.
pub fn differing<'t>(one: &'t Tree, other: &'t Tree) -> Vec<&'t str> {
    let mut paths: Vec<&str> =
        one.iter().filter(|(path, it)| other.get(*path) != Some(*it)).map(|it| &**it.0).collect();
    paths.extend(other.keys().filter(|it| !one.contains_key(*it)).map(String::as_str));
    paths.sort_unstable();
    paths
}

#[track_caller]
pub fn assert_same(one: &Tree, other: &Tree, what: &str) {
    let paths = differing(one, other);
    let Some(first) = paths.iter().find(|it| !it.starts_with(".svod")).or(paths.first()) else { return };
    let text = |it: &Tree| it.get(*first).map_or("(nothing)".into(), |it| String::from_utf8_lossy(it).into_owned());
    let (a, b) = (text(one), text(other));
    let at = a.lines().zip(b.lines()).position(|(a, b)| a != b).unwrap_or(0);
    let line = |it: &str| it.lines().skip(at).take(3).collect::<Vec<_>>().join("\n");
    panic!(
        "{what}: {} files differ: {:?}\n{first}:\n{}\n---\n{}",
        paths.len(),
        &paths[..paths.len().min(30)],
        line(&a),
        line(&b)
    );
}

/// Numbers that are the same for the same seed.
pub struct Random(pub u64);

impl Random {
    /// A number below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut it = self.0;
        it = (it ^ (it >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        it = (it ^ (it >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((it ^ (it >> 31)) % n as u64) as usize
    }

    /// Whether one of `n` cases has come.
    pub fn one_of(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    pub fn pick<'t, T>(&mut self, from: &'t [T]) -> &'t T {
        &from[self.below(from.len())]
    }
}

/// One article, as its file says it.
#[derive(Debug, Clone, Default)]
pub struct Article {
    /// From the site's root.
    pub file: String,
    pub title: String,
    /// `2024-05-17`.
    pub date: Option<String>,
    pub regions: Vec<String>,
    pub groups: Vec<String>,
    pub organisations: Vec<String>,
    /// Other lines of the front matter.
    pub more: Vec<String>,
    pub body: Vec<String>,
}

impl Article {
    pub fn text(&self) -> String {
        let mut lines = vec!["---".to_owned(), format!("title: {}", self.title)];
        lines.extend(self.date.iter().map(|it| format!("date: {it}")));
        for (key, ids) in [("regions", &self.regions), ("target_groups", &self.groups)] {
            lines.extend((!ids.is_empty()).then(|| format!("{key}: [{}]", ids.join(", "))));
        }
        match self.section() {
            "practices" => lines.extend(self.organisations.first().map(|it| format!("organisation: {it}"))),
            _ if self.organisations.is_empty() => {}
            _ => lines.push(format!("organisations: [{}]", self.organisations.join(", "))),
        }
        lines.extend(self.more.iter().cloned());
        lines.extend(["---".to_owned(), self.body.join("\n\n"), String::new()]);
        lines.join("\n")
    }

    pub fn section(&self) -> &str {
        self.file.split('/').nth(1).expect("content/<section>/…")
    }

    /// File name without its date and ending.
    pub fn slug(&self) -> &str {
        let name = self.file.trim_end_matches(".md").trim_end_matches("/index").rsplit('/').next().unwrap_or_default();
        let is_dated = name.len() > 11 && name.as_bytes()[0].is_ascii_digit() && name.as_bytes()[10] == b'-';
        if is_dated { &name[11..] } else { name }
    }

    /// The file of its page in the output.
    pub fn page(&self) -> String {
        format!("{}/{}/index.html", self.section(), self.slug())
    }
}

/// Regions of a catalogue: a country, `REGIONS` regions, `TOWNS` towns in each.
pub const REGIONS: usize = 8;
pub const TOWNS: usize = 4;
pub const GROUPS: usize = 9;
pub const ORGANISATIONS: usize = 12;

/// A site of `n` articles of several types, in regions of three levels.
pub fn catalogue(seed: u64, n: usize) -> (Place, Vec<Article>) {
    let place = Place::new();
    place.put("svod.yaml", "title: Свод для проверки\nbase_url: https://example.org\n");
    place.put("content/regions.yaml", regions());
    place.put("content/target_groups.yaml", groups(""));
    let mut random = Random(seed);
    let mut articles: Vec<Article> = (0..ORGANISATIONS).map(organisation).collect();
    articles.extend((0..n).map(|at| article(at, n, &mut random)));
    for it in &articles {
        place.put(&it.file, it.text());
    }
    (place, articles)
}

pub fn region(at: usize) -> String {
    format!("oblast-{at}")
}

pub fn town(region: usize, at: usize) -> String {
    format!("gorod-{region}-{at}")
}

pub fn group(at: usize) -> String {
    format!("gruppa-{at}")
}

fn regions() -> String {
    let mut text = "- {id: strana, title: Страна, genitive: Страны, level: country}\n".to_owned();
    for at in 0..REGIONS {
        let id = region(at);
        text +=
            &format!("- {{id: {id}, title: Область {at}, genitive: Области {at}, parent: strana, level: region}}\n");
        for town_at in 0..TOWNS {
            let town = town(at, town_at);
            text += &format!("- {{id: {town}, title: Город {at}.{town_at}, parent: {id}, level: municipality}}\n");
        }
    }
    text
}

/// The vocabulary of groups; `mark` stands in the title of the first.
pub fn groups(mark: &str) -> String {
    let of = |at: usize| if at == 0 { mark } else { "" };
    (0..GROUPS).map(|at| format!("- {{id: {}, title: \"Группа {at}{}\"}}\n", group(at), of(at))).collect()
}

fn organisation(at: usize) -> Article {
    Article {
        file: format!("content/organisations/org-{at}.md"),
        title: format!("Организация {at}"),
        more: vec!["phones: \"+7 (831) 000-00-01\"".to_owned(), "kind: НКО".to_owned()],
        regions: vec![region(at % REGIONS)],
        body: vec![format!("Работает с семьями с {} года.", 1990 + at)],
        ..Article::default()
    }
}

/// Article `at` of `n`: half of them news; the older, the lower its number.
fn article(at: usize, n: usize, random: &mut Random) -> Article {
    let section = ["news", "news", "practices", "news", "documents", "events", "news", "services"][at % 8];
    let day = at * 2000 / n;
    let date = format!("{}-{:02}-{:02}", 2020 + day / 366, day % 366 / 31 + 1, day % 31 % 28 + 1);
    let mut it = Article {
        file: format!("content/{section}/{section}-{at}.md"),
        title: format!("Материал номер {at}"),
        date: Some(date.clone()),
        regions: vec![match random.below(8) {
            0 => region(random.below(REGIONS)),
            _ => town(random.below(REGIONS), random.below(TOWNS)),
        }],
        groups: vec![group(random.below(GROUPS))],
        organisations: vec![format!("org-{}", random.below(ORGANISATIONS))],
        more: Vec::new(),
        body: vec![format!("Первый абзац материала {at}."), format!("Второй абзац: подробности дела {at}.")],
    };
    match section {
        "practices" => {
            it.more.push(format!("status: {}", random.pick(&["план", "пилот", "действует", "завершена"])));
            it.date = it.date.filter(|_| random.one_of(2));
        }
        "services" => {
            it.more.push("status: действует".to_owned());
            it.date = None;
        }
        "events" => it.more.push(format!("event: {{start: {date} 10:00}}")),
        "documents" => it.more.push("kind: приказ".to_owned()),
        _ if random.one_of(3) => it.groups.push(group(GROUPS - 1)),
        _ => {}
    }
    it.groups.dedup();
    it
}

/// Whether the help of a command (of svod itself for none) speaks of this: what comes later is tested when it is there.
pub fn offers(command: &[&str], what: &str) -> bool {
    let help = Command::new(env!("CARGO_BIN_EXE_svod")).args(command).args(["--help", "--lang", "en"]).output();
    let it = said(help.expect("svod starts"));
    let mut lines = it.out.lines().chain(it.err.lines());
    it.code == Some(0) && lines.any(|it| it.split([' ', ',', '[', '=']).any(|word| word == what))
}

/// A number that the tests are asked for through the environment.
#[allow(clippy::disallowed_methods, reason = "tests are asked through the environment")]
pub fn asked(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

/// Whether the slow tests are wanted too.
#[allow(clippy::disallowed_methods, reason = "tests are asked through the environment")]
pub fn is_slow_wanted() -> bool {
    std::env::var("SVOD_SLOW").is_ok_and(|it| it == "1")
}
