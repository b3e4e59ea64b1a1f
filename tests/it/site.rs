//! A site in a folder of its own, for every test that runs svod as people do.
//!
//! Begin with [`Site::base`]: a small good site. Files are put into it, svod is run in it, the output is read back.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The moment of every build.
pub const NOW: &str = "2026-11-24";

/// The files of [`Site::base`]; `<svod>` must have nothing to say of them, not even a warning.
const BASE: &[(&str, &str)] = &[
    ("svod.yaml", "title: Свод практик\nbase_url: https://example.org\n"),
    ("content/news/2024-05-17-forum.md", "---\ntitle: Форум в Омске\ndate: 2024-05-17\n---\n\nФорум прошёл.\n"),
    (
        "content/practices/peredyshka.md",
        "---\ntitle: Передышка\nstatus: действует\nregions: Омская область\ntarget_groups: Дети\norganisation: omk\n---\n\n\
         Няня приходит домой.\n\n## Итоги {#results}\n\nСто семей.\n",
    ),
    ("content/organisations/omk.md", "---\ntitle: ОМК-Участие\nkind: нко\nphones: +7 (3812) 00-00-00\n---\n\nФонд.\n"),
    ("content/target_groups.yaml", "- {id: deti, title: Дети}\n- {id: pozhilye, title: Пожилые люди}\n"),
];

/// A site on the disk, gone when the test ends.
pub struct Site {
    folder: tempfile::TempDir,
}

/// What svod said and how it ended.
#[derive(Debug)]
pub struct Said {
    /// Exit code.
    pub code: i32,
    /// Data.
    pub out: String,
    /// Talk.
    pub err: String,
}

impl Site {
    /// An empty folder.
    pub fn empty() -> Self {
        Self { folder: tempfile::tempdir().expect("a folder for the test") }
    }

    /// A small good site.
    pub fn base() -> Self {
        let site = Self::empty();
        BASE.iter().for_each(|(path, text)| site.put(path, text));
        site
    }

    /// Where it lies.
    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    /// A path in it.
    pub fn path(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    /// Writes a file, and the folders that it needs.
    pub fn put(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let disk = self.path(path);
        fs::create_dir_all(disk.parent().expect("below the root")).expect("a folder");
        fs::write(disk, bytes).expect("a file");
    }

    /// Makes a broken site good: what is not of [`Site::base`] goes, what is comes back.
    pub fn mend(&self) {
        sweep(self.root(), "");
        let broken =
            BASE.iter().filter(|(path, text)| fs::read(self.path(path)).ok().as_deref() != Some(text.as_bytes()));
        broken.for_each(|(path, text)| self.put(path, text));
    }

    /// Takes a file away.
    pub fn remove(&self, path: &str) {
        fs::remove_file(self.path(path)).expect("it was there");
    }

    /// Runs `svod words…` in it; the clock and the language are the test's own.
    pub fn svod(&self, words: &[&str]) -> Said {
        let output = Command::new(env!("CARGO_BIN_EXE_svod"))
            .args(words)
            .args(["--now", NOW])
            .current_dir(self.root())
            .env_clear()
            .env("LANG", "ru_RU.UTF-8")
            .output()
            .expect("svod starts");
        let text = |it: Vec<u8>| String::from_utf8(it).expect("svod speaks UTF-8");
        Said {
            code: output.status.code().expect("no signal ended it"),
            out: text(output.stdout),
            err: text(output.stderr),
        }
    }

    /// Whether anything was published.
    pub fn is_published(&self) -> bool {
        self.path("public/index.html").exists()
    }

    /// A page of the output, or an empty text.
    pub fn page(&self, path: &str) -> String {
        fs::read_to_string(self.path("public").join(path)).unwrap_or_default()
    }

    /// All published files with their bytes, by path.
    pub fn output(&self) -> BTreeMap<String, Vec<u8>> {
        let mut files = BTreeMap::new();
        gather(&self.path("public"), "", &mut files);
        files
    }
}

/// Removes what a base site has not, links and pipes too, and what svod keeps there last of all.
fn sweep(folder: &Path, name: &str) {
    for entry in fs::read_dir(folder).expect("it can be listed") {
        let entry = entry.expect("it can be listed");
        let name = format!("{name}{}", entry.file_name().to_string_lossy());
        let is_folder = entry.file_type().expect("it has a type").is_dir();
        let is_ours = BASE.iter().any(|it| it.0 == name || it.0.starts_with(&format!("{name}/")));
        match (is_ours || name == ".svod" || name == "public", is_folder) {
            (true, true) if is_ours => sweep(&entry.path(), &format!("{name}/")),
            (true, _) => {}
            (false, true) => fs::remove_dir_all(entry.path()).expect("a folder goes"),
            (false, false) => fs::remove_file(entry.path()).expect("a file goes"),
        }
    }
}

fn gather(folder: &Path, name: &str, files: &mut BTreeMap<String, Vec<u8>>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries {
        let entry = entry.expect("it can be listed");
        let name = format!("{name}{}", entry.file_name().to_string_lossy());
        match entry.file_type().expect("it has a type").is_dir() {
            true => gather(&entry.path(), &format!("{name}/"), files),
            false => drop(files.insert(name, fs::read(entry.path()).expect("it can be read"))),
        }
    }
}
