//! The search index in a build: records of the documents, and the files of the index among the outputs.
//!
//! Begin with [`index`].

use std::borrow::Cow;
use std::sync::Mutex;

use crate::base::parallel;
use crate::model::{DocId, Site};
use crate::plan::{Output, Plan};
use crate::render::{IndexFiles, Patches, Texts, ViewWords};
use crate::search::Index;
use crate::search::index::{Frame, Records};
use crate::search::words::Memo;

/// The index of a site; None where none is wanted.
pub fn index<'a>(site: &'a Site, url: &'a (dyn Fn(&str) -> String + Sync), records: &dyn Records) -> Option<Index<'a>> {
    let frame = Frame { url, synonyms: &site.tables.synonyms };
    site.tables.config.search.then(|| Index::new(site, frame, records))
}

/// Adds the files of an index to a plan.
pub fn add(plan: &mut Plan, index: Option<&Index>) {
    if let Some(index) = index {
        plan.add_search(index.names());
    }
}

impl IndexFiles for Index<'_> {
    fn file(&self, at: u32) -> Vec<u8> {
        Index::file(self, at as usize)
    }
}

/// All files of an index, for who holds them longer than the site.
#[derive(Debug, Default)]
pub struct Encoded {
    /// Paths, sorted.
    pub names: Vec<String>,
    /// What stands there.
    pub outputs: Vec<Output>,
    files: Vec<Vec<u8>>,
}

impl Encoded {
    /// The files of an index.
    pub fn new(index: &Index) -> Self {
        let names = index.names().to_vec();
        let files = parallel::map(names.len(), |at| index.file(at));
        Self { outputs: (0..names.len() as u32).map(Output::SearchFile).collect(), names, files }
    }

    /// The file at a path.
    pub fn find(&self, path: &str) -> Option<(&str, &Output)> {
        let at = self.names.binary_search_by(|it| it.as_str().cmp(path)).ok()?;
        Some((&self.names[at], &self.outputs[at]))
    }
}

impl IndexFiles for Encoded {
    fn file(&self, at: u32) -> Vec<u8> {
        self.files.get(at as usize).cloned().unwrap_or_default()
    }
}

/// Records of documents, made when they are asked for.
pub struct Fresh<'a> {
    site: &'a Site,
    texts: &'a dyn Texts,
    patches: Option<&'a Patches>,
    memos: Mutex<Vec<Memo>>,
}

impl<'a> Fresh<'a> {
    /// Of a site with these texts.
    pub fn new(site: &'a Site, texts: &'a dyn Texts) -> Self {
        Self { site, texts, patches: None, memos: Mutex::new(Vec::new()) }
    }

    /// The same with newer versions of some documents.
    pub fn with(self, patches: &'a Patches) -> Self {
        Self { patches: Some(patches), ..self }
    }

    fn made(&self, id: DocId) -> Vec<u8> {
        let mut memo = self.memos.lock().ok().and_then(|mut it| it.pop()).unwrap_or_default();
        // A text that cannot be read any more stops the build where its page is made.
        let html = self.texts.html(id).unwrap_or_default();
        let patch = self.patches.and_then(|it| it.get(&id));
        let document = patch.map_or_else(|| self.site.document(id), |it| &it.document);
        let record = memo.record(document, self.site.kind(id), &html);
        if let Ok(mut memos) = self.memos.lock() {
            memos.push(memo);
        }
        record
    }
}

impl Records for Fresh<'_> {
    fn record(&self, id: DocId) -> Cow<'_, [u8]> {
        Cow::Owned(self.made(id))
    }
}

/// Addresses as pages write them.
pub fn url<'a>(words: &'a ViewWords) -> impl Fn(&str) -> String + Sync + 'a {
    |it: &str| words.url(it)
}
