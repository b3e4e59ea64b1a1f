//! `<output>/.svod-manifest`: what is ours, in text that people and other tools can read.
//!
//! One line a file: fingerprint, two spaces, path; sorted by path; no times, so equal trees have equal manifests.
//! Only lines that are whole and sound count: a cut path must never name a file of somebody else.

use crate::base::hash::Hash128;

/// Its name in the output.
pub const NAME: &str = ".svod-manifest";
/// Temporary files, in the output because renames must not cross disks.
pub const WORK: &str = ".svod-work";

const HEADER: &str = "svod-manifest 1\n";

/// One file of ours.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// From the output folder, with `/`.
    pub path: String,
    /// Of the bytes that were written last.
    pub hash: Hash128,
}

/// Reads a manifest; of an unknown version or none, nothing is ours.
pub fn parse(bytes: &[u8]) -> Vec<Entry> {
    let Some(lines) = bytes.strip_prefix(HEADER.as_bytes()) else { return Vec::new() };
    let whole = lines.split_inclusive(|it| *it == b'\n').filter_map(|it| it.strip_suffix(b"\n"));
    let mut entries: Vec<Entry> = whole.filter_map(entry).collect();
    entries.sort_unstable();
    entries.dedup_by(|later, first| later.path == first.path);
    entries
}

fn entry(line: &[u8]) -> Option<Entry> {
    let (hash, path) = std::str::from_utf8(line).ok()?.split_once("  ")?;
    is_safe(path).then_some(Entry { path: path.to_owned(), hash: Hash128::from_hex(hash)? })
}

/// The text of a manifest; `entries` are sorted by path.
pub fn text<'a>(entries: impl Iterator<Item = (&'a str, Hash128)>) -> Vec<u8> {
    let mut out = HEADER.to_owned();
    for (path, hash) in entries {
        hash.write_hex(&mut out);
        out.push_str("  ");
        out.push_str(path);
        out.push('\n');
    }
    out.into_bytes()
}

/// Where in the text of a manifest the given fingerprints stand, and they; entries in its order.
pub fn patches<'a>(entries: impl Iterator<Item = (&'a str, Option<Hash128>)>) -> Vec<(u64, Hash128)> {
    let mut at = HEADER.len() as u64;
    let mut out = Vec::new();
    for (path, hash) in entries {
        out.extend(hash.map(|it| (at, it)));
        at += 32 + 2 + path.len() as u64 + 1;
    }
    out
}

/// Whether a path stays inside the output on every system, and out of what is ours there alone.
pub fn is_safe(path: &str) -> bool {
    // Most paths are plain: their bytes tell, eight times as fast.
    let is_plain = path.bytes().all(|it| it.is_ascii() && !it.is_ascii_control() && it != b'\\');
    let is_sound = |it: &str| is_plain || !it.chars().any(|it| it.is_control() || it == '\\');
    let is_name = |it: &str| !matches!(it, "" | "." | "..") && is_sound(it);
    let is_own = path.get(..6).is_some_and(|it| it.eq_ignore_ascii_case(".svod-"));
    let has_drive = cfg!(windows) && path.contains(':');
    path.split('/').all(is_name) && !is_own && !has_drive
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(text: &str) -> Vec<String> {
        parse(text.as_bytes()).into_iter().map(|it| it.path).collect()
    }

    #[test]
    fn what_is_written_is_read() {
        let hash = Hash128(7);
        let text = text([("a", hash), ("b/c  d", hash)].into_iter());
        assert_eq!(paths(std::str::from_utf8(&text).unwrap()), ["a", "b/c  d"]);
        assert_eq!(parse(&text)[0].hash, hash);
    }

    #[test]
    fn a_patch_is_where_its_line_is() {
        let (one, two) = (Hash128(7), Hash128(8));
        let mut patched = text([("a", one), ("б", one), ("c", one)].into_iter());
        for (at, hash) in patches([("a", None), ("б", Some(two)), ("c", Some(two))].into_iter()) {
            patched[at as usize..at as usize + 32].copy_from_slice(hash.hex().as_bytes());
        }
        assert_eq!(patched, text([("a", one), ("б", two), ("c", two)].into_iter()));
    }

    #[test]
    fn a_damaged_manifest_owns_only_what_is_whole() {
        let line = format!("{}  ", Hash128(7).hex());
        assert_eq!(paths(&format!("{HEADER}{line}a\n{line}../x\n{line}/y\nzz  b\n{line}news/cut")), ["a"]);
        assert_eq!(paths(&format!("svod-manifest 2\n{line}a\n")), [""; 0]);
    }

    #[test]
    fn paths_stay_inside() {
        for path in ["", "/a", "a/", "a//b", "../a", "a/../b", "./a", "a\nb", "a\\b", ".svod-work/a", ".SVOD-manifest"]
        {
            assert!(!is_safe(path), "{path:?}");
        }
        assert!(is_safe("a..b/.well-known/я"));
    }
}
