//! `svod clean`: deletes what svod wrote, by the manifest in the output, and nothing else.
//!
//! What the builds remember goes too. Foreign files and the folders that hold them stay; an output without a manifest is not ours and stays as it is.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::build::cache;
use crate::build::fault::Fault;
use crate::build::lock::{Lock, PATIENCE};
use crate::build::write::{Job, Known, manifest, write};

/// What to delete, and from where.
pub struct Clean<'a> {
    /// The folder that holds svod.yaml.
    pub root: &'a Path,
    /// The folder that was built.
    pub output: &'a Path,
    /// When we began, for who waits meanwhile.
    pub since: &'a str,
}

/// Deletes the files of the output; gives their number.
pub fn clean(it: &Clean) -> Result<usize, Fault> {
    let manifest = it.output.join(manifest::NAME);
    if !manifest.is_file() {
        return Ok(0);
    }
    let _lock = Lock::take(it.root, it.since, PATIENCE)?;
    let forbidden: Vec<PathBuf> = ["content", "static", "themes"].iter().map(|name| it.root.join(name)).collect();
    let job = Job { output: it.output, adopt: false, forbidden: &forbidden, known: Known::NOTHING };
    let written =
        write(&job, &[], &|_| unreachable!("no path is planned, so none is made"), &|| true)?.unwrap_or_default();
    cache::forget(it.root);
    match fs::remove_file(&manifest) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(Fault::io(&manifest, &error)),
        _ => Ok(written.report.deleted),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::build::write::Content;

    #[test]
    fn ours_goes_and_foreign_stays() {
        let site = tempfile::tempdir().expect("a folder for the test");
        let output = site.path().join("public");
        fs::create_dir_all(output.join("news")).expect("made");
        fs::write(output.join(".gitkeep"), "").expect("written");
        let paths = ["about/index.html", "index.html", "news/index.html"];
        let job = Job { output: &output, adopt: false, forbidden: &[], known: Known::NOTHING };
        write(&job, &paths, &|_| Content::Bytes(b"x".to_vec()), &|| true).expect("built");
        fs::write(output.join("news/foreign.txt"), "").expect("written");

        let asked = Clean { root: site.path(), output: &output, since: "" };
        assert_eq!(clean(&asked), Ok(3));
        let mut left: Vec<_> = fs::read_dir(&output).expect("there").map(|it| it.expect("read").file_name()).collect();
        left.sort();
        assert_eq!(left, [".gitkeep", "news"]);
        assert!(output.join("news/foreign.txt").is_file());
        assert_eq!(clean(&asked), Ok(0));
    }
}
