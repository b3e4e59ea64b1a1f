//! The house stays in order: floors, doors, module docs, short functions, no forbidden words, one place that prints.

use std::fs;
use std::path::{Path, PathBuf};

/// The floors: a module names only modules of lower floors, or its own.
const FLOORS: &[(&str, u8)] = &[
    ("base", 0),
    ("content", 1),
    ("model", 2),
    ("plan", 3),
    ("render", 4),
    ("search", 4),
    ("build", 5),
    ("tools", 6),
    ("serve", 6),
    ("cli", 7),
];

/// Floors whose modules never import each other.
const SIBLINGS: &[&str] = &["tools"];

/// The doors: each external crate and the one file that names it. `serde` is everywhere: it only derives.
const DOORS: &[(&str, &str)] = &[
    ("ahash", "base/map.rs"),
    ("clap", "cli/args.rs"),
    ("clap_complete", "cli/args.rs"),
    ("csv", "content/table.rs"),
    ("ctrlc", "cli/interrupt.rs"),
    ("flate2", "serve/gzip.rs"),
    ("hyper", "serve/door.rs"),
    ("hyper_util", "serve/door.rs"),
    ("include_dir", "render/theme.rs"),
    ("indicatif", "cli/progress.rs"),
    ("jiff", "base/zone.rs"),
    ("mimalloc", "main.rs"),
    ("notify", "serve/watch/events.rs"),
    ("postcard", "build/cache.rs"),
    ("pulldown_cmark", "content/markdown/door.rs"),
    ("rayon", "base/parallel.rs"),
    ("rustix", "build/os.rs"),
    ("serde_json", "base/json.rs"),
    ("serde_yaml", "content/yaml.rs"),
    ("simdutf8", "base/utf8.rs"),
    ("strsim", "base/fold.rs"),
    ("tera", "render/template.rs"),
    ("terminal_size", "cli/say.rs"),
    ("tokio", "serve/door.rs"),
    ("unicode_normalization", "base/nfc.rs"),
    ("walkdir", "build/scan.rs"),
    ("xxhash_rust", "base/hash.rs"),
];

/// What only the command line does.
const PRINTING: &[&str] = &["println!", "eprintln!", "print!", "eprint!", "io::stdout", "io::stderr"];

/// The longest function, in lines from `fn` to its closing brace.
const LONGEST: usize = 60;
/// Above a function that is one flat table and may be longer.
const TABLE: &str = "// long: a table";

struct File {
    /// Path from `src/`, or from the root for tests.
    path: String,
    text: String,
}

impl File {
    fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text.lines().enumerate().map(|(at, it)| (at + 1, it))
    }

    /// The lines that are no comments.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        self.lines().filter(|(_, it)| !it.trim_start().starts_with("//"))
    }

    /// The text with its comments left out, line by line.
    fn blanked(&self) -> String {
        let code = |it: &str| if it.trim_start().starts_with("//") { String::new() } else { it.to_owned() };
        self.text.lines().map(code).collect::<Vec<_>>().join("\n")
    }

    /// The lines before the unit tests.
    fn without_tests(&self) -> impl Iterator<Item = (usize, &str)> {
        let end = self.text.lines().position(|it| it.trim() == "#[cfg(test)]").unwrap_or(usize::MAX);
        self.code().take_while(move |(line, _)| *line <= end)
    }

    /// The floor's name: `base` of `base/span.rs` and of `base.rs`.
    fn module(&self) -> &str {
        self.path.split(['/', '.']).next().unwrap_or_default()
    }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn files_of(folder: &Path, below: &Path, into: &mut Vec<File>) {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    for entry in entries {
        let path = entry.expect("a folder that can be listed").path();
        if path.is_dir() {
            files_of(&path, below, into);
        } else if path.extension().is_some_and(|it| it == "rs") {
            let text = fs::read_to_string(&path).expect("sources are UTF-8");
            let path = path.strip_prefix(below).expect("below").to_string_lossy().replace('\\', "/");
            into.push(File { path, text });
        }
    }
}

fn sources() -> Vec<File> {
    let mut files = Vec::new();
    files_of(&root().join("src"), &root().join("src"), &mut files);
    files.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(files.len() > 10, "the sources were found");
    files
}

fn none(complaints: Vec<String>) {
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}

fn floor(module: &str) -> Option<u8> {
    FLOORS.iter().find(|it| it.0 == module).map(|it| it.1)
}

/// Whether `text` at byte `at` is not the middle of a longer name.
fn begins_word(text: &str, at: usize) -> bool {
    !text[..at].ends_with(|it: char| it.is_alphanumeric() || it == '_')
}

/// Line and path after each `crate::` of the code: `base::span` of `use crate::base::span::Span`, and each of
/// `crate::{a::b, c::{d, e}}`, also over several lines.
fn crate_paths(file: &File) -> Vec<(usize, String)> {
    let text = &file.blanked();
    let mut paths = Vec::new();
    for (at, found) in
        text.match_indices("crate::").filter(|(at, _)| begins_word(text, *at) && !text[..*at].ends_with('$'))
    {
        let line = text[..at].matches('\n').count() + 1;
        let rest = &text[at + found.len()..];
        let parts = if rest.starts_with('{') { group(rest) } else { vec![rest.chars().take(200).collect()] };
        paths.extend(parts.into_iter().map(|it| (line, it.trim().to_owned())));
    }
    paths
}

/// What stands between the commas of `{a::b, c::{d, e}}…`.
fn group(text: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut depth = 0;
    for it in text.chars() {
        match it {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 1 => parts.push(String::new()),
            it => parts.last_mut().expect("never empty").push(it),
        }
        if depth == 0 {
            break;
        }
    }
    parts
}

fn name(text: &str) -> &str {
    text.split(|it: char| !it.is_alphanumeric() && it != '_').next().unwrap_or_default()
}

#[test]
fn modules_name_lower_floors_only() {
    let mut complaints = Vec::new();
    for file in sources().iter().filter(|it| it.path != "lib.rs" && it.path != "main.rs") {
        let Some(own) = floor(file.module()) else {
            complaints.push(format!("{}: this module has no floor in tests/it/tidy.rs", file.path));
            continue;
        };
        for (line, path) in crate_paths(file) {
            let other = name(&path);
            let is_good = other == file.module() || floor(other).is_none_or(|it| it < own);
            if !is_good {
                complaints.push(format!("{}:{line}: floor {own} names {other}", file.path));
            }
        }
    }
    none(complaints);
}

#[test]
fn siblings_never_import_each_other() {
    let mut complaints = Vec::new();
    for file in sources().iter().filter(|it| SIBLINGS.contains(&it.module()) && !it.path.ends_with("/mod.rs")) {
        let own = file.path.split('/').nth(1).unwrap_or_default().trim_end_matches(".rs");
        let is_other = |it: &str| it != own && is_sibling(file.module(), it);
        let floor = format!("{}::", file.module());
        for (line, path) in crate_paths(file) {
            let sibling = path.strip_prefix(&floor).map(|it| it.trim_start_matches('{')).map(name);
            if sibling.is_some_and(is_other) {
                complaints.push(format!("{}:{line}: names a sibling", file.path));
            }
        }
        for (line, text) in file.code() {
            let mut supers = text.match_indices("super::").map(|(at, it)| name(&text[at + it.len()..]));
            if supers.any(is_other) {
                complaints.push(format!("{}:{line}: names a sibling", file.path));
            }
        }
    }
    none(complaints);
}

fn is_sibling(module: &str, name: &str) -> bool {
    if name.is_empty() {
        return false;
    }
    let folder = root().join("src").join(module);
    folder.join(format!("{name}.rs")).exists() || folder.join(name).is_dir()
}

#[test]
fn every_crate_is_named_in_its_door() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).expect("Cargo.toml");
    let mut complaints = Vec::new();
    for name in dependencies(&manifest) {
        if name != "serde" && !DOORS.iter().any(|it| it.0 == name) {
            complaints.push(format!("Cargo.toml: {name} has no door in tests/it/tidy.rs"));
        }
    }
    for file in sources() {
        for (line, text) in file.code() {
            for (crate_name, door) in DOORS {
                let path = format!("{crate_name}::");
                let is_named =
                    text.match_indices(&path).any(|(at, _)| begins_word(text, at) && !text[..at].ends_with("::"));
                if is_named && file.path != *door {
                    complaints.push(format!("{}:{line}: {crate_name} is named in {door} only", file.path));
                }
            }
        }
    }
    none(complaints);
}

/// Names of crates under `[dependencies]` of any target, as Rust writes them.
fn dependencies(manifest: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut is_inside = false;
    for line in manifest.lines() {
        if line.starts_with('[') {
            is_inside = line == "[dependencies]" || line.starts_with("[target.") && line.ends_with(".dependencies]");
        } else if let Some((name, _)) = line.split_once('=').filter(|_| is_inside) {
            names.push(name.trim().replace('-', "_"));
        }
    }
    assert!(names.len() > 5, "the dependencies were found");
    names
}

#[test]
fn every_module_says_what_it_is() {
    let files = sources();
    let begun = |it: &File| it.text.lines().next().is_none_or(|it| it.contains("(begun)"));
    let silent = files.iter().filter(|it| !it.path.ends_with("/tests.rs"));
    let silent = silent.filter(|it| !it.text.starts_with("//! ") || begun(it));
    none(silent.map(|it| format!("src/{}: no module docs", it.path)).collect());
}

#[test]
fn functions_fit_on_a_screen() {
    let mut complaints = Vec::new();
    for file in sources() {
        let lines: Vec<&str> = file.text.lines().collect();
        for (at, line) in lines.iter().enumerate().filter(|(_, it)| is_function(it)) {
            let indent = line.len() - line.trim_start().len();
            let close = format!("{}}}", &line[..indent]);
            let length = lines[at..].iter().position(|it| *it == close).map_or(0, |it| it + 1);
            // Signature without a body, or a body that closes on its own line.
            let is_short = line.trim_end().ends_with([';', '}']);
            let is_table = lines[at.saturating_sub(8)..at].iter().any(|it| it.trim() == TABLE);
            if length > LONGEST && !is_short && !is_table {
                complaints.push(format!("src/{}:{}: {length} lines", file.path, at + 1));
            }
        }
    }
    none(complaints);
}

fn is_function(line: &str) -> bool {
    let words = line.trim_start();
    let words = words.strip_prefix("pub ").or_else(|| words.strip_prefix("pub(crate) ")).unwrap_or(words);
    let words = words.strip_prefix("pub(super) ").unwrap_or(words);
    let words = words.strip_prefix("const ").unwrap_or(words);
    words.strip_prefix("fn ").is_some_and(|it| it.starts_with(|it: char| it.is_alphabetic() || it == '_'))
}

#[test]
fn no_word_of_unfinished_work() {
    // Written in pieces, or this file would complain of itself.
    let words: Vec<String> = [
        ("to", "do!"),
        ("unimple", "mented!"),
        ("db", "g!"),
        ("FIX", "ME"),
        ("XX", "X"),
        ("#[ign", "ore"),
        ("/wo", "rk/"),
        ("/ro", "ot/"),
        ("/tmp/ba", "sh"),
    ]
    .map(|(a, b)| [a, b].concat())
    .to_vec();
    let mut files = sources();
    files_of(&root().join("tests"), &root(), &mut files);
    let mut complaints = Vec::new();
    for file in files {
        for (line, text) in file.lines() {
            let found = words.iter().filter(|it| text.contains(it.as_str()));
            complaints.extend(found.map(|it| format!("{}:{line}: {it}", file.path)));
        }
    }
    none(complaints);
}

#[test]
fn only_the_command_line_prints() {
    let mut complaints = Vec::new();
    for file in sources().iter().filter(|it| it.module() != "cli" && !it.path.ends_with("/tests.rs")) {
        for (line, text) in file.without_tests() {
            let mut found = PRINTING.iter().filter(|it| text.match_indices(**it).any(|(at, _)| begins_word(text, at)));
            complaints.extend(found.next().map(|it| format!("src/{}:{line}: {it}", file.path)));
        }
    }
    none(complaints);
}
