use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::*;

/// A site's folder with `public/` in it.
struct Site(tempfile::TempDir);

impl Site {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn at(&self, path: &str) -> PathBuf {
        self.0.path().join("public").join(path)
    }

    /// Puts a foreign file.
    fn put(&self, path: &str, text: &str) {
        fs::create_dir_all(self.at(path).parent().unwrap()).unwrap();
        fs::write(self.at(path), text).unwrap();
    }

    fn try_write(&self, files: &[(&str, &str)], adopt: bool) -> Result<Report, Fault> {
        let output = self.at("");
        let job = Job { output: &output, adopt, forbidden: &[self.0.path().join("content")], known: Known::NOTHING };
        let paths: Vec<&str> = files.iter().map(|(path, _)| *path).collect();
        write(&job, &paths, &|i| Content::Bytes(files[i].1.as_bytes().to_vec()), &|| true)
            .map(|it| it.expect("good").report)
    }

    /// Builds, and looks whether the output holds just what it should.
    fn write(&self, files: &[(&str, &str)]) -> Report {
        let report = self.try_write(files, false).unwrap();
        let has = self.tree();
        for (path, text) in files {
            assert_eq!(has.get(*path).map(String::as_str), Some(*text), "{path}");
        }
        let listed = manifest::parse(&fs::read(self.at(manifest::NAME)).unwrap());
        assert_eq!(
            listed.iter().map(|it| it.path.as_str()).collect::<Vec<_>>(),
            files.iter().map(|it| it.0).collect::<Vec<_>>()
        );
        assert!(listed.iter().zip(files).all(|(it, file)| it.hash == Hash128::of_bytes(file.1.as_bytes())));
        assert!(!self.at(manifest::WORK).exists());
        report
    }

    /// All files but the manifest, and empty folders with `/` at the end.
    fn tree(&self) -> BTreeMap<String, String> {
        let mut files = BTreeMap::new();
        collect(&self.at(""), "", &mut files);
        files.remove(manifest::NAME);
        files
    }

    fn names(&self) -> Vec<String> {
        self.tree().into_keys().collect()
    }
}

fn collect(disk: &Path, inside: &str, files: &mut BTreeMap<String, String>) {
    let entries = entries(disk).unwrap();
    if entries.is_empty() {
        files.insert(inside.to_owned(), String::new());
    }
    for (name, meta) in entries {
        let path = format!("{inside}{name}");
        match meta.is_dir() {
            true => collect(&disk.join(&name), &format!("{path}/"), files),
            false => drop(files.insert(path, fs::read_to_string(disk.join(name)).unwrap_or_default())),
        }
    }
}

fn report(written: usize, unchanged: usize, deleted: usize, adopted: usize) -> Report {
    Report { written, unchanged, deleted, adopted }
}

#[test]
fn only_what_differs_is_written() {
    let site = Site::new();
    assert_eq!(site.write(&[("a.html", "a"), ("n/b.html", "b"), ("n/m/c.html", "c")][..2]), report(2, 0, 0, 0));
    let stamp = |path| os::stamp(&fs::metadata(site.at(path)).unwrap());
    let before = (stamp("a.html"), stamp(manifest::NAME));
    assert_eq!(site.write(&[("a.html", "a"), ("n/b.html", "b")]), report(0, 2, 0, 0));
    assert_eq!(before, (stamp("a.html"), stamp(manifest::NAME)));
    assert_eq!(site.write(&[("a.html", "a"), ("n/b.html", "B"), ("n/m/c.html", "c")]), report(2, 1, 0, 0));
    assert_eq!(site.write(&[("a.html", "longer"), ("n/b.html", "B")]), report(1, 1, 1, 0));
    assert_eq!(site.names(), ["a.html", "n/b.html"]);
}

#[test]
fn foreign_files_stay() {
    let site = Site::new();
    site.put(".gitkeep", "");
    site.put(".git/config", "mine");
    site.write(&[("a/b.html", "b"), ("c.html", "c")]);
    site.put("a/mine.txt", "mine");
    site.put("CNAME", "mine");
    assert_eq!(site.write(&[("c.html", "c")]), report(0, 1, 1, 0));
    assert_eq!(site.names(), [".git/config", ".gitkeep", "CNAME", "a/mine.txt", "c.html"]);
    site.write(&[]);
    assert_eq!(site.names(), [".git/config", ".gitkeep", "CNAME", "a/mine.txt"]);
}

#[test]
fn foreign_files_at_our_addresses_are_all_named_and_nothing_changes() {
    let site = Site::new();
    site.write(&[("a.html", "a")]);
    site.put("b.html", "mine");
    site.put("c/d.html", "mine");
    let files = [("a.html", "new"), ("b.html", "b"), ("c/d.html", "d")];
    let fault = site.try_write(&files, false).unwrap_err();
    assert_eq!(*fault.problem(), Problem::ForeignFiles { paths: vec!["b.html".into(), "c/d.html".into()] });
    assert_eq!(site.tree()["a.html"], "a");
    assert!(!site.at(manifest::WORK).exists());
    assert_eq!(site.try_write(&files, true).unwrap(), report(3, 0, 0, 2));
    assert_eq!(site.write(&files), report(0, 3, 0, 0));
}

#[test]
fn an_equal_foreign_file_is_adopted() {
    let site = Site::new();
    site.put("a.html", "a");
    assert_eq!(site.write(&[("a.html", "a"), ("b.html", "b")]), report(1, 1, 0, 1));
    assert_eq!(site.write(&[("b.html", "b")]), report(0, 1, 1, 0));
}

#[test]
fn a_dotfile_of_ours_is_no_fresh_tree() {
    let site = Site::new();
    site.write(&[(".well-known/a", "a")]);
    assert_eq!(site.write(&[(".well-known/b", "b")]), report(1, 0, 1, 0));
    assert_eq!(site.write(&[("x", "x")]), report(1, 0, 1, 0));
    assert_eq!(site.names(), ["x"]);
}

#[test]
fn files_become_folders_and_back() {
    let site = Site::new();
    site.write(&[("a", "file"), ("z", "z")]);
    assert_eq!(site.write(&[("a/b/c", "deep"), ("a/d", "d"), ("z", "z")]), report(2, 1, 0, 0));
    assert_eq!(site.write(&[("a", "file"), ("z", "z")]), report(1, 1, 0, 0));
    assert_eq!(site.names(), ["a", "z"]);
}

#[test]
fn a_foreign_file_in_the_place_of_a_folder_is_refused() {
    let site = Site::new();
    site.write(&[("z", "z")]);
    site.put("a", "mine");
    let fault = site.try_write(&[("a/b", "b"), ("z", "z")], true).unwrap_err();
    assert_eq!(*fault.problem(), Problem::ForeignObstacles { paths: vec!["a".into()] });
    assert_eq!(site.names(), ["a", "z"]);
}

#[test]
fn a_folder_with_foreign_files_in_the_place_of_a_file_is_refused() {
    let site = Site::new();
    site.write(&[("a/b", "b")]);
    site.put("a/x/mine", "mine");
    let fault = site.try_write(&[("a", "file")], true).unwrap_err();
    assert_eq!(*fault.problem(), Problem::ForeignObstacles { paths: vec!["a".into()] });
    assert_eq!(site.names(), ["a/b", "a/x/mine"]);
}

#[cfg(unix)]
#[test]
fn links_in_the_output_are_never_followed() {
    use std::os::unix::fs::symlink;
    let site = Site::new();
    let other = tempfile::tempdir().unwrap();
    fs::write(other.path().join("b"), "mine").unwrap();
    site.write(&[("a/b", "b"), ("c", "c"), ("z", "z")]);
    fs::remove_dir_all(site.at("a")).unwrap();
    fs::remove_file(site.at("c")).unwrap();
    symlink(other.path(), site.at("a")).unwrap();
    symlink(other.path().join("b"), site.at("c")).unwrap();
    for (path, files) in [("a", [("a/b", "b"), ("z", "z")]), ("c", [("c", "mine"), ("z", "z")])] {
        let fault = site.try_write(&files, true).unwrap_err();
        assert_eq!(*fault.problem(), Problem::ForeignObstacles { paths: vec![path.into()] });
    }
    assert_eq!(site.write(&[("z", "z")]), report(0, 1, 0, 0));
    assert_eq!(fs::read(other.path().join("b")).unwrap(), b"mine");
    assert!(site.at("a").is_symlink() && site.at("c").is_symlink());
    fs::remove_file(site.at(manifest::NAME)).unwrap();
    symlink(other.path().join("b"), site.at(manifest::NAME)).unwrap();
    assert!(site.try_write(&[("z", "z")], true).is_err());
}

#[test]
fn an_output_that_touches_the_sources_is_refused() {
    let site = Site::new();
    let root = site.0.path();
    fs::create_dir_all(root.join("content/deep")).unwrap();
    for output in ["", "content", "content/deep", "content/new/deeper", "public/../content", "nowhere/../content/x"] {
        let output = root.join(output);
        let job = Job {
            output: &output,
            adopt: true,
            forbidden: &[root.join("content"), root.join("svod.yaml")],
            known: Known::NOTHING,
        };
        let fault = write(&job, &[], &|_| Content::Bytes(Vec::new()), &|| true).unwrap_err();
        assert!(matches!(fault.problem(), Problem::OutputRefused { .. }), "{output:?}");
    }
    let left: Vec<_> = entries(root).unwrap().into_iter().map(|it| it.0).collect();
    assert_eq!(left, ["content"]);
    let job = Job {
        output: &root.join("new/../new/public"),
        adopt: false,
        forbidden: &[root.join("content")],
        known: Known::NOTHING,
    };
    write(&job, &["a"], &|_| Content::Bytes(Vec::new()), &|| true).unwrap();
    assert!(root.join("new/public/a").exists());
}

#[test]
fn paths_that_cannot_be_are_refused() {
    let site = Site::new();
    for files in [&["../a"][..], &["b", "a"], &["a", "a"], &["a", "a.b", "a/b"], &[".svod-work/x"]] {
        let files: Vec<_> = files.iter().map(|it| (*it, "")).collect();
        let fault = site.try_write(&files, true).unwrap_err();
        assert!(matches!(fault.problem(), Problem::BadOutputPath { .. }), "{files:?}");
    }
    assert!(!site.at("").exists());
}

#[test]
fn a_file_in_the_place_of_the_output_is_named() {
    let site = Site::new();
    fs::write(site.at(""), "mine").unwrap_err();
    fs::write(site.0.path().join("public"), "mine").unwrap();
    let fault = site.try_write(&[("a", "a")], true).unwrap_err();
    assert!(matches!(fault.problem(), Problem::FileRefused { .. }), "{fault:?}");
}

#[test]
fn files_are_copied_and_compared() {
    let site = Site::new();
    let film = site.0.path().join("film.mp4");
    let job = |paths: &[&str]| {
        let output = site.at("");
        let job = Job { output: &output, adopt: false, forbidden: &[], known: Known::NOTHING };
        write(&job, paths, &|_| Content::Copy(film.clone()), &|| true).map(|it| it.expect("good").report)
    };
    let mut bytes = vec![7; 100_000];
    fs::write(&film, &bytes).unwrap();
    assert_eq!(job(&["a.mp4", "b/c.mp4"]).unwrap(), report(2, 0, 0, 0));
    assert_eq!(job(&["a.mp4", "b/c.mp4"]).unwrap(), report(0, 2, 0, 0));
    bytes[99_999] = 8;
    fs::write(&film, &bytes).unwrap();
    assert_eq!(job(&["a.mp4", "b/c.mp4"]).unwrap(), report(2, 0, 0, 0));
    assert_eq!(fs::read(site.at("b/c.mp4")).unwrap(), bytes);
    let listed = manifest::parse(&fs::read(site.at(manifest::NAME)).unwrap());
    assert_eq!(listed[1].hash, Hash128::of_bytes(&bytes));
    fs::remove_file(&film).unwrap();
    assert!(matches!(job(&["a.mp4"]).unwrap_err().problem(), Problem::FileRefused { .. }));
    assert_eq!(fs::read(site.at("a.mp4")).unwrap(), bytes);
}

#[test]
fn a_killed_build_is_mended_by_the_next() {
    let site = Site::new();
    site.write(&[("a", "a"), ("b", "b"), ("n/c", "c")]);
    // Killed between the two manifests: both old and new paths are listed, files are half old, half new.
    let hash = Hash128::of_bytes(b"whatever");
    let union = ["a", "b", "n/c", "n/new"].map(|it| (it, hash));
    fs::write(site.at(manifest::NAME), manifest::text(union.into_iter())).unwrap();
    site.put("b", "new");
    site.put("n/new", "cut of");
    site.put(".svod-work/3/3001", "litter");
    assert_eq!(site.write(&[("a", "a"), ("b", "b"), ("n/new", "whole")]), report(2, 1, 1, 0));
    assert_eq!(site.names(), ["a", "b", "n/new"]);
}

#[test]
fn a_fault_while_rendering_leaves_the_old_tree() {
    let site = Site::new();
    let output = site.at("");
    let job = Job { output: &output, adopt: false, forbidden: &[], known: Known::NOTHING };
    let bad = |path: &str| write(&job, &[path], &|_| Content::Bytes(Vec::new()), &|| false).unwrap();
    assert_eq!(bad("a"), None);
    assert_eq!(fs::read_dir(&output).unwrap().count(), 0);
    site.write(&[("a", "a"), ("b", "b")]);
    assert_eq!(bad("a"), None);
    site.write(&[("a", "a"), ("b", "b")]);
}

#[test]
fn each_output_is_made_once() {
    let site = Site::new();
    let output = site.at("");
    let paths: Vec<String> = (0..3000).map(|it| format!("{}/{it:05}/index.html", it / 500)).collect();
    let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
    let n_made = AtomicUsize::new(0);
    let make = |i: usize| {
        n_made.fetch_add(1, Ordering::Relaxed);
        Content::Bytes(paths[i].as_bytes().to_vec())
    };
    let job = Job { output: &output, adopt: false, forbidden: &[], known: Known::NOTHING };
    assert_eq!(write(&job, &paths, &make, &|| true).unwrap().map(|it| it.report), Some(report(3000, 0, 0, 0)));
    assert_eq!(n_made.load(Ordering::Relaxed), 3000);
    assert_eq!(
        write(&job, &paths[1000..], &|i| make(i + 1000), &|| true).unwrap().map(|it| it.report),
        Some(report(0, 2000, 1000, 0))
    );
    assert_eq!(site.names().len(), 2000);
}
