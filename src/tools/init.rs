//! `svod init`: a small site to begin with, in Russian or English, that builds without a warning.
//!
//! Its files are written anew into a folder that is new or empty; nothing is ever replaced.

use std::fs;
use std::io::{ErrorKind, Write};
use std::path::Path;

use crate::base::lang::Lang;
use crate::base::problem::Problem;
use crate::build::fault::Fault;

/// Path and text of each file, in one language.
type Files = &'static [(&'static str, &'static str)];

macro_rules! site {
    ($lang:literal: $($path:literal),* $(,)?) => {
        &[ $( ($path, include_str!(concat!("init/", $lang, "/", $path))) ),* ]
    };
}

const RU: Files = site!("ru": "svod.yaml", "README.md", "content/index.md", "content/news/2026-01-15-otkryli-sajt.md",
    "content/practices/peredyshka.md", "content/organisations.yaml", "content/target_groups.yaml");
const EN: Files = site!("en": "svod.yaml", "README.md", "content/index.md", "content/news/2026-01-15-new-site.md",
    "content/practices/respite.md", "content/organisations.yaml", "content/target_groups.yaml", "content/regions.yaml");

/// Makes a site in `folder`, which must be new or empty; its own hidden files, as `.git`, may stand there.
pub fn init(folder: &Path, lang: Lang) -> Result<(), Fault> {
    if let Some(entry) = occupant(folder)? {
        return Err(Problem::FolderNotEmpty { folder: folder.display().to_string(), entry }.into());
    }
    for (path, text) in files(lang) {
        write(&folder.join(path), text)?;
    }
    Ok(())
}

fn files(lang: Lang) -> Files {
    match lang {
        Lang::Ru => RU,
        Lang::En => EN,
    }
}

/// The first visible entry of `folder` by name.
fn occupant(folder: &Path) -> Result<Option<String>, Fault> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        other => other.map_err(|it| Fault::io(folder, &it))?,
    };
    let names = entries.filter_map(|it| Some(it.ok()?.file_name().to_string_lossy().into_owned()));
    Ok(names.filter(|it| !it.starts_with('.')).min())
}

fn write(path: &Path, text: &str) -> Result<(), Fault> {
    let fault = |it| Fault::io(path, &it);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(fault)?;
    }
    // Someone may have put a file there since we looked: it stays theirs.
    let mut file = fs::File::create_new(path).map_err(fault)?;
    file.write_all(text.as_bytes()).map_err(fault)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_is_made_once() {
        for lang in [Lang::Ru, Lang::En] {
            let folder = tempfile::tempdir().expect("a folder for the test");
            let site = folder.path().join("site");
            init(&site, lang).expect("a new folder");
            for (path, text) in files(lang) {
                assert_eq!(fs::read_to_string(site.join(path)).expect(path), *text);
            }
            let again = init(&site, lang).expect_err("it is not empty now");
            assert!(matches!(again.problem(), Problem::FolderNotEmpty { entry, .. } if entry == "README.md"));
        }
    }
}
