//! Every sample of the documentation and of the README is tried: a page is a story, told in order in a new folder.
//!
//! What a fence says after its language is what becomes of it:
//!
//! | fence | what is done |
//! |---|---|
//! | `console` | each `$ …` line is run; the lines below are what it says, a lone `…` standing for any number of them |
//! | `yaml FILE`, `markdown FILE`, `csv FILE`, `html FILE`, `css FILE` | the file is written; `+FILE` adds to its end |
//! | `yaml key` | the line of svod.yaml is read |
//! | `diff FILE` | the lines are replaced; after the next `console` they are as before |
//! | `text` | nothing: it must hold no command |
//!
//! A story begins in the site that `svod init` makes, unless it makes one itself. A command has to succeed, unless
//! what it says holds an error. In the end the site has to be without a warning.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use svod::content::config::config;

use super::{pages, read};
use crate::corpus::{NOW, Place, Said, put, said};
use crate::http::Server;

/// Files that a fence may write.
const WRITTEN: &[&str] = &["yaml", "markdown", "csv", "html", "css", "svg"];

/// A piece of code in a page.
pub struct Fence {
    /// Of the line that opens it.
    pub line: usize,
    pub lang: String,
    /// What is said after the language.
    pub rest: String,
    pub text: String,
}

/// The fences of a page, in order.
pub fn fences(page: &str) -> Vec<Fence> {
    let mut found: Vec<Fence> = Vec::new();
    let mut open: Option<String> = None;
    for (at, line) in page.lines().enumerate() {
        match &open {
            Some(mark) if line.trim_end() == mark => open = None,
            Some(_) => {
                let text = &mut found.last_mut().expect("one is open").text;
                text.push_str(line);
                text.push('\n');
            }
            None if line.starts_with("```") => {
                let (lang, rest) =
                    line.trim_start_matches('`').split_once(' ').unwrap_or((line.trim_start_matches('`'), ""));
                let (lang, rest) = (lang.to_owned(), rest.trim().to_owned());
                found.push(Fence { line: at + 1, lang, rest, text: String::new() });
                open = Some(line.chars().take_while(|it| *it == '`').collect());
            }
            None => {}
        }
    }
    assert!(open.is_none(), "a fence is not closed");
    found
}

/// svod, run in a folder.
pub fn svod(folder: &Path, words: &[&str]) -> Said {
    let mut command = Command::new(env!("CARGO_BIN_EXE_svod"));
    command.args(words).args(["--now", NOW]).current_dir(folder).env_clear().env("LANG", "ru_RU.UTF-8");
    said(command.output().expect("svod starts"))
}

/// The words of a command line; quotes hold a word together.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quote = None;
    for it in line.chars() {
        match (quote, it) {
            (Some(open), it) if it == open => quote = None,
            (None, '"' | '\'') => quote = Some(it),
            (None, ' ') => words.push(String::new()),
            (_, it) => words.last_mut().expect("never empty").push(it),
        }
    }
    words.retain(|it| !it.is_empty());
    words
}

/// A line as it is compared: no-break spaces are spaces.
fn spaced(line: &str) -> String {
    line.replace(['\u{a0}', '\u{202f}'], " ").trim_end().to_owned()
}

/// Whether `line` is what was promised, `…` standing for any text.
fn is_like(promised: &str, line: &str) -> bool {
    let mut rest = line;
    let parts: Vec<&str> = promised.split('…').collect();
    for (at, part) in parts.iter().enumerate() {
        let Some(found) = rest.find(part).filter(|it| at > 0 || *it == 0) else { return false };
        rest = &rest[found + part.len()..];
    }
    rest.is_empty() || promised.ends_with('…')
}

/// The first promised line that was not said.
fn unsaid<'p>(promised: &[&'p str], lines: &[String]) -> Option<&'p str> {
    let mut rest = lines;
    let mut skips = false;
    for it in promised {
        if *it == "…" {
            skips = true;
            continue;
        }
        let found = rest.iter().position(|line| is_like(&spaced(it), line));
        match found {
            Some(at) if at == 0 || skips => rest = &rest[at + 1..],
            _ => return Some(it),
        }
        skips = false;
    }
    if skips || rest.is_empty() { None } else { Some("(nothing more)") }
}

/// A page that is being tried.
struct Story {
    place: Place,
    /// Where its commands are run.
    folder: PathBuf,
    /// The page and the line, for complaints.
    at: String,
    /// Files as they were before a `diff`.
    undo: Vec<(PathBuf, Vec<u8>)>,
}

impl Story {
    fn begin(page: &str, fences: &[Fence]) -> Self {
        let place = Place::fast();
        let folder = place.root();
        fs::create_dir_all(&folder).expect("a new folder");
        let first =
            fences.iter().find(|it| it.lang == "console").map_or("", |it| it.text.lines().next().unwrap_or_default());
        let mut story = Self { place, folder, at: page.to_owned(), undo: Vec::new() };
        if page == "README.md" {
            super::copy_demo(&story.folder);
        } else if !first.starts_with("$ svod init") {
            story.run("svod init .", &["…"]);
        }
        story
    }

    fn tell(&mut self, page: &str, fence: &Fence) {
        self.at = format!("{page}:{}", fence.line);
        match (&*fence.lang, &*fence.rest) {
            ("console", "") => self.talk(&fence.text),
            ("yaml", "key") => self.setting(&fence.text),
            ("diff", file) => self.change(file, &fence.text),
            ("text", "") => assert!(!fence.text.contains("$ "), "{}: a command that nobody runs", self.at),
            (lang, file) if WRITTEN.contains(&lang) && !file.is_empty() => self.write(file, &fence.text),
            (lang, rest) => panic!("{}: what is to be done with ```{lang} {rest}", self.at),
        }
    }

    fn write(&self, file: &str, text: &str) {
        match file.strip_prefix('+') {
            Some(file) => {
                let path = self.folder.join(file);
                let known = fs::read_to_string(&path).unwrap_or_default();
                put(&path, format!("{known}{text}"));
            }
            None => put(&self.folder.join(file), text),
        }
    }

    fn setting(&self, text: &str) {
        let title = if text.starts_with("title:") { "" } else { "title: Свод\n" };
        let found = config(&"svod.yaml".into(), &format!("{title}{text}"));
        assert!(found.problems.is_empty(), "{}: {:#?}", self.at, found.problems);
    }

    fn change(&mut self, file: &str, diff: &str) {
        let path = self.folder.join(file);
        let old = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {file}: {error}", self.at));
        let side = |out: char, kept: char| -> String {
            let lines = diff.lines().filter(|it| !it.starts_with(out));
            lines.map(|it| format!("{}\n", it.strip_prefix([kept, ' ']).unwrap_or(it))).collect()
        };
        let (before, after) = (side('+', '-'), side('-', '+'));
        assert_eq!(old.matches(&before).count(), 1, "{}: {file} does not hold once:\n{before}", self.at);
        self.undo.push((path.clone(), old.clone().into_bytes()));
        put(&path, old.replacen(&before, &after, 1));
    }

    /// Runs the commands of a console.
    fn talk(&mut self, text: &str) {
        assert!(text.starts_with("$ "), "{}: a console begins with a command", self.at);
        let mut commands: Vec<(&str, Vec<&str>)> = Vec::new();
        for line in text.lines() {
            match line.strip_prefix("$ ") {
                Some(command) => commands.push((command, Vec::new())),
                None if line.is_empty() => {}
                None => commands.last_mut().expect("it begins with one").1.push(line),
            }
        }
        commands.iter().for_each(|(command, promised)| self.run(command, promised));
        for (path, bytes) in self.undo.drain(..).rev() {
            put(&path, bytes);
        }
    }

    fn run(&mut self, command: &str, promised: &[&str]) {
        let command = command.replace("cargo run --release -- ", "svod ");
        let words = words(&command);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        match &words[..] {
            ["cd", folder] => self.folder.push(folder),
            ["svod", "serve", rest @ ..] => self.serve(rest),
            ["svod", rest @ .., ">", file] => {
                let it = svod(&self.folder, rest);
                assert_eq!(it.code, Some(0), "{}: {command}: {}", self.at, it.err);
                put(&self.folder.join(file), it.out);
            }
            ["svod", rest @ ..] if rest.contains(&"--watch") => self.watch(rest),
            ["svod", rest @ ..] => self.ask(&command, rest, promised),
            _ => assert!(is_run_elsewhere(&words), "{}: who runs «{command}»?", self.at),
        }
    }

    fn ask(&self, command: &str, words: &[&str], promised: &[&str]) {
        let it = svod(&self.folder, words);
        let fails = promised.iter().any(|it| it.contains("ошибка:") || it.contains("не собран"));
        let lines: Vec<String> =
            format!("{}{}", it.out, it.err).lines().map(spaced).filter(|it| !it.is_empty()).collect();
        assert_eq!(it.code, Some(i32::from(fails)), "{}: {command}:\n{}", self.at, lines.join("\n"));
        if promised.is_empty() {
            return;
        }
        let missing = unsaid(promised, &lines);
        assert!(missing.is_none(), "{}: {command}: not said: {}\n{}", self.at, missing.unwrap_or(""), lines.join("\n"));
    }

    /// It starts, and the home page is there.
    fn serve(&self, words: &[&str]) {
        let root = words.iter().position(|it| *it == "--root").map(|it| words[it + 1]);
        let skips = |at: usize| root.is_some() && (words[at] == "--root" || at > 0 && words[at - 1] == "--root");
        let rest: Vec<&str> = (0..words.len()).filter(|it| !skips(*it)).map(|it| words[it]).collect();
        let root = root.map_or(self.folder.clone(), |it| self.folder.join(it));
        let server = Server::start(&root, NOW, &rest).expect("svod has serve");
        assert_eq!(server.get("/").status, 200, "{}: svod serve", self.at);
    }

    /// It builds once and goes on watching; then it is ended.
    fn watch(&self, words: &[&str]) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_svod"));
        command.args(words).args(["--now", NOW]).current_dir(&self.folder).env_clear();
        let mut child = command.stderr(std::process::Stdio::null()).spawn().expect("svod starts");
        let begun = std::time::Instant::now();
        while !self.folder.join("public/index.html").exists() {
            assert!(begun.elapsed().as_secs() < 20, "{}: svod build --watch builds nothing", self.at);
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        child.kill().and_then(|()| child.wait()).expect("it goes on until it is ended");
    }

    /// What the story leaves is good.
    fn end(self) {
        let root = if self.folder.join("svod.yaml").exists() { &self.folder } else { &self.place.root() };
        if root.join("svod.yaml").exists() {
            let it = svod(root, &["check", "--strict"]);
            assert_eq!(it.code, Some(0), "{}: what is left is not good:\n{}{}", self.at, it.out, it.err);
        }
    }
}

/// Commands that this crate cannot run: the script that runs all tests, and what that script does.
fn is_run_elsewhere(words: &[&str]) -> bool {
    let script = read("tests/run");
    match words {
        ["./tests/run"] => true,
        ["./tests/run", option] => {
            script.contains(&format!("'' | {option}")) || script.contains(&format!("| {option}"))
        }
        ["cargo", "install", ..] => script.contains("cargo install"),
        _ => false,
    }
}

fn try_page(page: &str) -> usize {
    let fences = fences(&read(page));
    let mut story = Story::begin(page, &fences);
    fences.iter().for_each(|it| story.tell(page, it));
    story.end();
    fences.len()
}

#[test]
fn of_the_documentation() {
    let tried: usize = pages().iter().map(|it| try_page(it)).sum();
    assert!(tried > 60, "only {tried} samples");
}

/// The samples of all settings make one site together: what they name is there, and nothing is said of them.
#[test]
fn settings_of_the_reference_work() {
    let mut story = Story::begin("content/docs/spravochnik-nastroek.md", &[]);
    let fences = fences(&read("content/docs/spravochnik-nastroek.md"));
    let settings: String = fences.iter().filter(|it| it.rest == "key").map(|it| it.text.as_str()).collect();
    story.write("svod.yaml", &settings);
    for name in ["about", "kontakty"] {
        story.write(&format!("content/pages/{name}.md"), "---\ntitle: Страница\n---\nТекст.\n");
    }
    for name in ["znak", "svod"] {
        put(&story.folder.join(format!("static/images/{name}.png")), crate::promises::POINT);
    }
    story.run("svod build --strict", &["…"]);
    assert!(settings.lines().count() > 30, "{settings}");
    story.end();
}

#[test]
fn of_the_readme() {
    assert!(try_page("README.md") > 8);
}

/// Rows of the README's table of claims: the command and the value.
fn claims(page: &str) -> Vec<(String, String)> {
    let table = page.split("| claim | command").nth(1).expect("the table is there").lines().skip(2);
    let rows =
        table.take_while(|it| it.starts_with('|')).map(|it| it.split(" | ").map(str::to_owned).collect::<Vec<_>>());
    rows.map(|it| (it[1].trim_matches('`').to_owned(), it[2].clone())).collect()
}

#[test]
fn claims_have_commands_that_prove_them() {
    let page = read("README.md");
    let story = Story::begin("README.md", &[]);
    let tests: String = all_tests();
    for (command, value) in claims(&page) {
        let words: Vec<&str> = command.split(' ').collect();
        match &words[..] {
            ["svod", rest @ ..] => {
                let it = svod(&story.folder, rest);
                assert_eq!(it.code, Some(0), "{command}: {}", it.err);
                let said = spaced(&format!("{}{}", it.out, it.err));
                assert!(said.contains(&value), "{command} does not say «{value}»: {said}");
            }
            ["cargo", "test", "--test", "it", name] => {
                let last = name.trim_end_matches("::").rsplit("::").next().unwrap_or_default();
                let is_there = tests.contains(&format!("fn {last}")) || tests.contains(&format!("mod {last};"));
                assert!(is_there, "{command}: there is no such test");
            }
            words => assert!(is_run_elsewhere(words), "who runs «{command}»?"),
        }
    }
}

#[test]
fn the_readme_shows_two_small_pictures() {
    let page = read("README.md");
    let pictures: Vec<&str> = page.split("](docs/").skip(1).filter_map(|it| it.split(')').next()).collect();
    let bytes: Vec<Vec<u8>> =
        pictures.iter().map(|it| fs::read(super::at("docs").join(it)).expect("a picture")).collect();
    assert_eq!(pictures.len(), 2);
    assert_ne!(bytes[0], bytes[1]);
    assert!(bytes.iter().all(|it| it.starts_with(b"\x89PNG") && it.len() <= 200 * 1024));
}

/// The sources of the tests.
fn all_tests() -> String {
    let files = crate::corpus::tree(&super::at("tests/it"));
    files.values().map(|it| String::from_utf8_lossy(it).into_owned()).collect()
}

/// Commands that stand within a line, as `svod list drafts`: each word of them is known to svod.
#[test]
fn commands_within_the_text_exist() {
    let mut seen = 0;
    for page in pages().iter().map(String::as_str).chain(["README.md"]) {
        let text = read(page);
        for code in text.split("`svod ").skip(1).filter_map(|it| it.split('`').next()) {
            let given: Vec<&str> = code.split_whitespace().filter(|it| *it != "COMMAND" && *it != "--help").collect();
            let commands: Vec<&str> = given.iter().take_while(|it| !it.starts_with('-')).copied().collect();
            let of = commands.len().min(if commands.first() == Some(&"theme") { 2 } else { 1 });
            let help = svod(&super::at("content"), &[&commands[..of], &["--help", "--lang", "ru"]].concat());
            assert_eq!(help.code, Some(0), "{page}: svod {code}: {}", help.err);
            for option in given.iter().filter(|it| it.starts_with('-')) {
                let is_there = help.out.split([' ', ',', '=', '[', '\n']).any(|it| it == *option);
                assert!(is_there, "{page}: svod {code}: there is no {option}");
            }
            seen += 1;
        }
    }
    assert!(seen > 20, "only {seen} commands");
}

/// Options that a page tells of in a table are those of some command.
#[test]
fn options_within_the_text_exist() {
    let commands = ["init", "new", "build", "serve", "check", "list", "search", "clean", "theme", "completions"];
    let helps = commands.map(|it| svod(&super::at("content"), &[it, "--help", "--lang", "ru"]).out).concat();
    let words: std::collections::BTreeSet<&str> = helps.split([' ', ',', '=', '[', '\n']).collect();
    for page in pages().iter().map(String::as_str).filter(|it| !it.contains("spravochnik")) {
        for code in read(page).split('`').skip(1).step_by(2) {
            let options = code.split([' ', '=']).filter(|it| it.starts_with("--") && it.len() > 3);
            let unknown: Vec<&str> = options.filter(|it| !words.contains(it)).collect();
            let is_fence = code.contains('\n') || code.contains("cargo") || code.contains("tests/run");
            assert!(is_fence || unknown.is_empty(), "{page}: {code}: no command has {unknown:?}");
        }
    }
}

#[test]
fn no_sample_hides_in_the_text() {
    for page in pages().iter().map(String::as_str).chain(["README.md"]) {
        for (at, line) in read(page).lines().enumerate() {
            let is_hidden = line.starts_with("    $ ") || line.starts_with("~~~") || line.starts_with(" ```");
            assert!(!is_hidden, "{page}:{}: a sample that is not tried", at + 1);
        }
    }
}

#[test]
fn promises_are_compared_line_by_line() {
    let lines: Vec<String> = ["a 1", "b", "c"].map(str::to_owned).into();
    assert_eq!(unsaid(&["a …", "b", "c"], &lines), None);
    assert_eq!(unsaid(&["a …", "…"], &lines), None);
    assert_eq!(unsaid(&["…", "c"], &lines), None);
    assert_eq!(unsaid(&["a 1", "c"], &lines), Some("c"));
    assert_eq!(unsaid(&["a 1"], &lines), Some("(nothing more)"));
    assert_eq!(unsaid(&["b", "…"], &lines), Some("b"));
    assert_eq!(words("svod search \"два слова\" --root 'a b'"), ["svod", "search", "два слова", "--root", "a b"]);
}
