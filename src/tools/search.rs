//! `svod search`: the reference of the search, over the files of a built tree and nothing else.

use std::fs;
use std::path::PathBuf;

use crate::base::fold::nearest;
use crate::base::problem::Problem;
use crate::build::fault::Fault;
use crate::content::markdown::percent_decoded;
use crate::search::files::{Broken, Files, Source};
use crate::search::query::{Answer, Query, answer};

/// A built tree.
pub struct Tree {
    folder: PathBuf,
}

impl Source for Tree {
    fn read(&self, path: &str) -> Option<Vec<u8>> {
        let inner = percent_decoded(path);
        let is_safe = inner.split('/').all(|it| !matches!(it, "." | "..")) && !inner.starts_with('/');
        let page = if inner.is_empty() || inner.ends_with('/') { format!("{inner}index.html") } else { inner };
        is_safe.then(|| fs::read(self.folder.join(page)).ok()).flatten()
    }
}

impl Tree {
    /// The tree in a folder.
    ///
    /// # Errors
    /// Where there is no index in it.
    pub fn new(folder: PathBuf) -> Result<Self, Fault> {
        if folder.join("search/meta.json").is_file() {
            return Ok(Self { folder });
        }
        Err(Problem::NoSearchIndex { folder: folder.display().to_string() }.into())
    }

    /// Lets `work` ask.
    ///
    /// # Errors
    /// What `work` meets.
    pub fn with<T>(&self, work: impl FnOnce(&Asker) -> Result<T, Fault>) -> Result<T, Fault> {
        let files = Files::open(self).map_err(|it| self.broken(it))?;
        work(&Asker { tree: self, files })
    }

    fn broken(&self, it: Broken) -> Fault {
        Problem::SearchIndexBroken { path: self.folder.join(it.0).display().to_string() }.into()
    }
}

/// A tree whose index is open.
pub struct Asker<'a> {
    tree: &'a Tree,
    /// Its files.
    pub files: Files<'a>,
}

impl Asker<'_> {
    /// Answers a query.
    ///
    /// # Errors
    /// A file that is missing or damaged; a filter by what the site does not have.
    pub fn ask(&self, query: &Query) -> Result<Answer, Fault> {
        let found = answer(&self.files, query).map_err(|it| self.tree.broken(it))?;
        let Some((facet, value)) = found.filters_unknown.first() else { return Ok(found) };
        let facets = self.files.facets().map_err(|it| self.tree.broken(it))?;
        let values = facets.iter().filter(|it| it.id == *facet).flat_map(|it| &it.values);
        let nearest = nearest(value, values.flat_map(|it| [it.0.as_str(), it.1.as_str()]));
        Err(Problem::UnknownFacetValue { facet: facet.clone(), value: value.clone(), nearest }.into())
    }
}
