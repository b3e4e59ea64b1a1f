//! Fingerprints the sources of svod itself, so that a cache of other code is never taken for its own.

use std::hash::{Hash, Hasher};
use std::path::Path;

fn main() {
    let mut hash = std::hash::DefaultHasher::new();
    for place in ["src", "themes", "Cargo.lock"] {
        println!("cargo::rerun-if-changed={place}");
        add(Path::new(place), &mut hash);
    }
    println!("cargo::rustc-env=SVOD_BUILD={:016x}", hash.finish());
}

/// Hashes a file, or all files of a folder in the order of their names.
fn add(path: &Path, hash: &mut impl Hasher) {
    if path.is_dir() {
        let entries = std::fs::read_dir(path).expect("the sources are readable");
        let mut inner: Vec<_> = entries.map(|it| it.expect("the sources are readable").path()).collect();
        inner.sort();
        inner.iter().for_each(|it| add(it, hash));
    } else if let Ok(bytes) = std::fs::read(path) {
        path.to_string_lossy().replace('\\', "/").hash(hash);
        bytes.hash(hash);
    }
}
