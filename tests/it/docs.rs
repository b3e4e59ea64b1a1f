//! The documentation cannot lie: it is a section of the demo site, and what it says is tried here.
//!
//! `reference` makes the pages that are tables of the program; `samples` runs every command, setting and article of
//! every page and of the README; `whereabouts` looks for each promised fact on the page that is said to show it.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

mod reference;
mod samples;
mod whereabouts;

pub use whereabouts::text;

/// A path in this repository.
fn at(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn read(path: &str) -> String {
    fs::read_to_string(at(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Every page of the documentation, from the root of the repository.
fn pages() -> Vec<String> {
    let folder = fs::read_dir(at("content/docs")).expect("the documentation is there");
    let name =
        |it: Result<fs::DirEntry, _>| it.ok().map(|it: fs::DirEntry| it.file_name().to_string_lossy().into_owned());
    let mut pages: Vec<String> = folder.filter_map(name).map(|it| format!("content/docs/{it}")).collect();
    pages.sort();
    pages
}

/// The demo site, built once for all tests that only look at it.
pub fn demo() -> &'static crate::corpus::Tree {
    static BUILT: OnceLock<crate::corpus::Tree> = OnceLock::new();
    BUILT.get_or_init(|| {
        let place = crate::corpus::Place::fast();
        copy_demo(&place.root());
        place.build_with(&["--strict"])
    })
}

/// The sources of the demo site, in another folder.
fn copy_demo(to: &Path) {
    for (path, bytes) in sources() {
        crate::corpus::put(&to.join(path), bytes);
    }
}

/// Every file that the demo site is made of, by its path from the root of the repository.
pub fn sources() -> crate::corpus::Tree {
    let mut files = crate::corpus::Tree::new();
    for folder in ["content", "static"] {
        let below = crate::corpus::tree(&at(folder));
        files.extend(below.into_iter().map(|(path, bytes)| (format!("{folder}/{path}"), bytes)));
    }
    files.insert("svod.yaml".to_owned(), read("svod.yaml").into_bytes());
    files
}
