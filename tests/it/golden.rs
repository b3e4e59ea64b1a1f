//! Golden sites: `tests/sites/<name>/` in, `tests/golden/<name>/` out. A golden file that is built no more fails too.
//!
//! `SVOD_BLESS=1` writes them anew; read the difference before it is kept. What is the same on every page (the head
//! and the foot of the site) stands on the home page only, and names of the theme's files are without their hashes,
//! so that a change of the theme shows once.

use std::fs;
use std::path::{Path, PathBuf};

use crate::corpus::{Place, Tree, put, tree};

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(name)
}

#[allow(clippy::disallowed_methods, reason = "tests are asked through the environment")]
/// Whether golden files are written anew.
pub fn is_blessing() -> bool {
    std::env::var("SVOD_BLESS").is_ok_and(|it| it == "1")
}

/// The text between two marks, replaced.
fn cut(page: &str, from: &str, to: &str) -> String {
    let Some(start) = page.find(from) else { return page.to_owned() };
    let Some(end) = page[start..].find(to).map(|it| start + it + to.len()) else { return page.to_owned() };
    format!("{}{from} … {to}{}", &page[..start], &page[end..])
}

/// `css/main.0a1b2c3d4e5f6071.css` → `css/main.css`.
fn without_hashes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(dot) = rest.find('.') {
        let (before, after) = rest.split_at(dot + 1);
        let is_hash = after.len() > 16
            && after.as_bytes()[16] == b'.'
            && after.bytes().take(16).all(|it| it.is_ascii_digit() || (b'a'..=b'f').contains(&it));
        out.push_str(before);
        rest = if is_hash { &after[17..] } else { after };
    }
    out + rest
}

/// An output as it is kept.
fn kept(tree: Tree) -> Tree {
    let mut out = Tree::new();
    for (path, bytes) in tree {
        let is_theme = path.starts_with("css/") || path.starts_with("js/") || path.starts_with("icons/");
        if is_theme || path.starts_with(".svod") {
            continue;
        }
        let bytes = match path.ends_with(".html") {
            true => {
                let mut page = without_hashes(std::str::from_utf8(&bytes).expect("pages are UTF-8"));
                if path != "index.html" {
                    page = cut(&page, "<header class=\"site-head\"", "</header>");
                    page = cut(&page, "<footer class=\"site-foot\"", "</footer>");
                }
                page.into_bytes()
            }
            false => bytes,
        };
        out.insert(path, bytes);
    }
    out
}

/// What tells most about a difference: the first line that is not the same.
fn first_line(kept: Option<&Vec<u8>>, built: Option<&Vec<u8>>) -> String {
    let (Some(kept), Some(built)) = (kept, built) else {
        return if kept.is_none() { "no golden file".to_owned() } else { "not built any more".to_owned() };
    };
    let (kept, built) = (String::from_utf8_lossy(kept), String::from_utf8_lossy(built));
    let mut lines = kept.lines().zip(built.lines());
    lines.find(|(a, b)| a != b).map_or("of another length".to_owned(), |(a, b)| format!("\n  - {a}\n  + {b}"))
}

fn check(name: &str) {
    let place = Place::new();
    for (path, bytes) in tree(&folder("sites").join(name)) {
        place.put(&path, bytes);
    }
    let built = kept(place.build_with(&["--strict"]));
    let golden = folder("golden").join(name);
    if is_blessing() {
        let _ = fs::remove_dir_all(&golden);
        for (path, bytes) in &built {
            put(&golden.join(path), bytes);
        }
        return;
    }
    let known = tree(&golden);
    let paths = crate::corpus::differing(&known, &built);
    let told: Vec<String> =
        paths.iter().take(12).map(|it| format!("{it}: {}", first_line(known.get(*it), built.get(*it)))).collect();
    let n = paths.len();
    assert!(told.is_empty(), "{n} golden files differ (SVOD_BLESS=1 writes them anew):\n{}", told.join("\n"));
}

#[test]
fn small() {
    check("small");
}

#[test]
fn hashes_are_left_out_of_names() {
    assert_eq!(without_hashes("a/main.0a1b2c3d4e5f6071.css, 1.5"), "a/main.css, 1.5");
    assert_eq!(cut("a<h>b</h>c", "<h", "</h>"), "a<h … </h>c");
}
