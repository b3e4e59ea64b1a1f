//! The fuzzer's seeds, read by the same checks as under the fuzzer: `./tests/run` needs none.
//!
//! What the fuzzer finds goes to `fuzz/seeds/<target>/` and stays there; see `fuzz/README.md`.

use std::fs;
use std::path::Path;

#[path = "../../fuzz/checks.rs"]
mod checks;

/// Reads every seed of a target; the name of the one that is read is shown where it fails.
fn all(target: &str, check: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds").join(target);
    let entries = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<_> = entries.map(|it| it.expect("a folder that can be listed").path()).collect();
    paths.sort();
    assert!(paths.len() > 3, "{}: the seeds were found", folder.display());
    for path in paths {
        let bytes = fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        if std::panic::catch_unwind(|| check(&bytes)).is_err() {
            panic!("{}: see above", path.display());
        }
    }
}

#[test]
fn front() {
    all("front", checks::front);
}

#[test]
fn markdown() {
    all("markdown", checks::markdown);
}

#[test]
fn config() {
    all("config", checks::config);
}

#[test]
fn vocabulary() {
    all("vocabulary", checks::vocabulary);
}

#[test]
fn yaml() {
    all("yaml", checks::yaml);
}

#[test]
fn picture() {
    all("picture", checks::picture);
}

#[test]
fn table() {
    all("table", checks::table);
}

#[test]
fn russian() {
    all("russian", checks::russian);
}

/// Rows of one sign: what is not linear in them takes minutes here, where seconds are enough.
#[test]
fn long_rows_end() {
    let article = |inside: &str| format!("---\n{inside}\n---\nx\n");
    let row = |unit: &str| unit.repeat(30_000 / unit.len());
    for unit in ["я", "[", "{a: ", "a: ", "''", "# ", "a # ", "\\", "&a ", "*a ", "- ", "? ", "|", "%"] {
        checks::front(article(&format!("title: {}", row(unit))).as_bytes());
        checks::front(article(&format!("{}: a", row(unit))).as_bytes());
        checks::yaml(row(unit).as_bytes());
        checks::config(format!("title: {}", row(unit)).as_bytes());
    }
    for line in ["a: b\n", "- a\n", "\t- a\n", "текст без ключа\n", "\n", "a:\n", "---\n", "- {id: a}\n"] {
        checks::front(article(&row(line)).as_bytes());
        checks::vocabulary(row(line).as_bytes());
    }
    for unit in ["\"а ", "и ", "\"", "«", "a.b", "1-2", ". ", "А. ", "№", "a@b ", "- "] {
        checks::russian(row(unit).as_bytes());
        checks::markdown(row(unit).as_bytes());
    }
    for unit in ["a;", "a;b\n", "\"", "\n", "1;"] {
        checks::table(row(unit).as_bytes());
    }
}
