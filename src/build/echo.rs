//! What only follows from a file that could not be read is not told: a good file is never named for it.
//!
//! A misspelt name is told all the same: an echo is only what the unreadable file speaks of.
//! Begin with [`silence`].

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::fold::fold;
use crate::base::problem::{Diagnostic, Problem, Severity};
use crate::base::slug::slug;
use crate::content::layout::dated;
use crate::content::path::joined;

use super::load::Loaded;

/// Files of which something was lost, with their folded text; None where no word of them is known.
type Lost = BTreeMap<Arc<str>, Option<String>>;

/// Takes out the echoes of what could not be read.
pub fn silence(loaded: &Loaded, problems: &mut Vec<Diagnostic>) {
    let mut lost = Lost::new();
    for it in problems.iter().filter(|it| it.severity == Severity::Error && hides(&it.problem)) {
        let file = &it.at.file;
        if matches!(it.problem, Problem::UnknownTable { .. }) {
            lost.insert(file.clone(), None);
        } else if !lost.contains_key(file) {
            lost.insert(file.clone(), text(loaded, file));
        }
    }
    if !lost.is_empty() {
        problems.retain(|it| !is_echo(it, &lost));
    }
}

/// The text of a file, folded for comparison. What is no ordinary file (a pipe) is never opened.
fn text(loaded: &Loaded, file: &str) -> Option<String> {
    const MOST: u64 = 1_000_000;
    let disk = loaded.root.join(file);
    std::fs::symlink_metadata(&disk).ok().filter(|it| it.is_file() && it.len() <= MOST)?;
    std::fs::read_to_string(disk).ok().map(|it| fold(&it))
}

/// Whether something of the file stays unknown because of the problem.
fn hides(problem: &Problem) -> bool {
    let code = problem.code();
    ("Y001".."Y040").contains(&code) || ("P006".."P013").contains(&code) || matches!(code, "V006" | "F022")
}

fn is_echo(it: &Diagnostic, lost: &Lost) -> bool {
    let file = &*it.at.file;
    let speaks = |of: &str, word: &str| {
        let text = lost.get(of);
        text.is_some_and(|it| it.as_ref().is_none_or(|it| it.contains(&fold(word))))
    };
    let settings = |word: &str| file != "svod.yaml" && speaks("svod.yaml", word);
    match &it.problem {
        Problem::UnknownKey { key, .. } => settings(key),
        Problem::UndeclaredFolder { folder, .. } => settings(folder),
        Problem::UnknownDirective { name, .. } => settings(name),
        Problem::ForeignPicture { host } | Problem::ThirdParty { host, .. } => settings(host),
        Problem::UnknownTerm { value, name, .. } => speaks(&format!("content/{name}.yaml"), value),
        Problem::TextOfUnknownTerm { id, .. } => {
            let folder = file.trim_start_matches("content/").split('/').next().unwrap_or_default();
            speaks(&format!("content/{folder}.yaml"), id)
        }
        Problem::UnknownReference { value, folder, .. } => {
            let list = format!("content/{folder}.yaml");
            let inside = format!("content/{folder}/");
            let of_kind = lost.keys().filter(|it| ***it == *list || it.starts_with(&inside));
            of_kind.into_iter().any(|it| speaks(it, value) || is_named(it, value))
        }
        Problem::BrokenLink { target, .. } => lost.keys().any(|it| leads(file, target, it)),
        Problem::MissingFile { path } => joined(file, path).is_some_and(|it| lost.contains_key(&*it)),
        Problem::MissingKey { .. } => lost.get(&it.at.file).is_some_and(Option::is_none),
        _ => false,
    }
}

/// The name of an article's file, or of its folder, without its date.
fn name(file: &str) -> &str {
    let stem = file.strip_suffix("/index.md").unwrap_or(file).trim_end_matches(".md");
    dated(stem.rsplit('/').next().unwrap_or(stem)).1
}

fn is_named(file: &str, value: &str) -> bool {
    slug(name(file)) == slug(value) || value.ends_with(file.rsplit('/').next().unwrap_or(file))
}

/// Whether a link from `from` is meant for the file.
fn leads(from: &str, target: &str, file: &str) -> bool {
    let path = target.split(['#', '?']).next().unwrap_or(target);
    match path.starts_with('/') {
        true => path.trim_end_matches('/').rsplit('/').next() == Some(&slug(name(file))),
        false => joined(from, path).is_some_and(|it| it == file) || format!("content/{path}") == file,
    }
}
