//! The search index in a build: made from all documents, or from the last index where few of them have changed.
//!
//! Begin with [`Files::new`].

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use super::cache::{Cache, Facts};
use super::command::Options;
use super::load::{Loaded, News};
use super::memory::Memory;
use crate::base::hash::Hash128;
use crate::base::problem::{Diagnostic, Problem};
use crate::content::document::Document;
use crate::model::{DocId, Site};
use crate::plan::{Output, Plan};
use crate::render::{IndexFiles, Patches, Texts, ViewWords};
use crate::search::files::Source;
use crate::search::ground::{Earlier, Frame, Ground, text_keys};
use crate::search::index::{Bodies, Encoded, encoded, keys_of};
use crate::search::patch::{Change, Old, patch};
use crate::search::state::{State, keys_now};
use crate::search::wire::is_index_path;
use crate::search::words::Memo;

/// Most documents whose words are put into the last index; with more it is made anew.
const MOST: usize = 200;

/// The files of the index among the outputs.
#[derive(Debug)]
pub struct Files {
    encoded: Encoded,
    outputs: Vec<Output>,
    /// Where those lie that are as they were.
    folder: PathBuf,
}

/// What an index is made from.
#[derive(Clone, Copy)]
pub struct Basis<'a> {
    /// The site.
    pub site: &'a Site,
    /// Words of the views: addresses.
    pub words: &'a ViewWords<'a>,
    /// HTML of the bodies.
    pub texts: &'a dyn Texts,
    /// Documents whose bodies alone are newer than the site.
    pub patches: Option<&'a Patches>,
}

impl<'a> Basis<'a> {
    /// A site with its bodies.
    pub fn new(site: &'a Site, words: &'a ViewWords<'a>, texts: &'a dyn Texts) -> Self {
        Self { site, words, texts, patches: None }
    }
}

impl Files {
    /// The index of a site; None where none is wanted.
    pub fn new(basis: Basis) -> Option<Self> {
        Self::after(basis, None)
    }

    /// The same, from the last index where that can be.
    pub(super) fn after(basis: Basis, past: Option<&Past>) -> Option<Self> {
        let site = basis.site;
        if !site.tables.config.search {
            return None;
        }
        let url = |it: &str| basis.words.url(it);
        let ground = Ground::new(site, Frame { url: &url, synonyms: &site.tables.synonyms });
        let fresh = Fresh { basis, memos: Mutex::new(Vec::new()) };
        let patched = past.and_then(|it| it.patched(&ground, &fresh));
        let encoded = patched.unwrap_or_else(|| encoded(&ground, &fresh));
        let outputs = (0..encoded.names.len() as u32).map(Output::SearchFile).collect();
        Some(Self { encoded, outputs, folder: past.map(|it| it.folder.clone()).unwrap_or_default() })
    }

    /// Paths from the site's root, sorted.
    pub fn names(&self) -> &[String] {
        &self.encoded.names
    }

    /// Adds the files to a plan.
    pub fn add_to(&self, plan: &mut Plan) {
        plan.add_search(self.names());
    }

    /// What stands at a path.
    pub fn find(&self, path: &str) -> Option<(&str, &Output)> {
        let at = self.encoded.find(path)?;
        Some((&self.encoded.names[at], &self.outputs[at]))
    }

    /// What the next build can make its index from.
    pub fn state(&self) -> &State {
        &self.encoded.state
    }
}

impl IndexFiles for Files {
    fn hash(&self, at: u32) -> Hash128 {
        self.encoded.hashes.get(at as usize).copied().unwrap_or_default()
    }

    fn bytes(&self, at: u32) -> Result<Vec<u8>, Box<Diagnostic>> {
        if let Some(Some(bytes)) = self.encoded.files.get(at as usize) {
            return Ok(bytes.clone());
        }
        let name = self.encoded.names.get(at as usize).map_or("", String::as_str);
        let read = std::fs::read(self.folder.join(name)).ok();
        read.filter(|it| Hash128::of_bytes(it) == self.hash(at))
            .ok_or_else(|| Box::new(Diagnostic::new(&Arc::from(name), None, Problem::ChangedWhileRead {})))
    }
}

/// Records of documents, made when they are asked for.
struct Fresh<'a> {
    basis: Basis<'a>,
    memos: Mutex<Vec<Memo>>,
}

impl Fresh<'_> {
    fn record(&self, id: DocId) -> Vec<u8> {
        let mut record = Vec::new();
        self.read(id, &mut |document, html| record = self.made(document, html));
        record
    }

    fn made(&self, document: &Document, html: &str) -> Vec<u8> {
        let mut memo = self.memos.lock().ok().and_then(|mut it| it.pop()).unwrap_or_default();
        let kind = self.basis.site.tables.types.get(document.kind);
        let record = memo.record(document, kind, html);
        if let Ok(mut memos) = self.memos.lock() {
            memos.push(memo);
        }
        record
    }
}

impl Bodies for Fresh<'_> {
    fn read(&self, id: DocId, read: &mut dyn FnMut(&Document, &str)) {
        let Basis { site, texts, patches, .. } = self.basis;
        let patch = patches.and_then(|it| it.get(&id));
        let document = patch.map_or_else(|| site.document(id), |it| &it.document);
        // A text that cannot be read any more stops the build where its page is made.
        read(document, &texts.html(id).unwrap_or_default());
    }
}

/// The last build, as far as an index can be made from it.
pub(super) struct Past<'a> {
    cache: &'a Cache,
    news: &'a News,
    state: State,
    folder: PathBuf,
    files: Vec<(&'a str, Hash128)>,
}

impl Source for Past<'_> {
    fn read(&self, path: &str) -> Option<Vec<u8>> {
        std::fs::read(self.folder.join(path)).ok()
    }
}

impl<'a> Past<'a> {
    /// What the last build left in the same folder; None where something of it is missing.
    pub(super) fn new(memory: &'a Memory, options: &Options, loaded: &'a Loaded) -> Option<Self> {
        let (cache, looked, news) = (memory.outputs()?, memory.looked()?, &loaded.news);
        // Numbers of terms and types mean something only with the tables that they were read with.
        let is_other = cache.summary.tables != loaded.tables.hash;
        if is_other || news.has_records || news.texts.len() + news.others.len() > MOST {
            return None;
        }
        let places = (0..cache.index.n_outputs()).filter(|it| is_index_path(cache.index.output_path(*it)));
        let mut files = Vec::new();
        for at in places {
            if !looked.is_in_place(at) {
                return None;
            }
            files.push((cache.index.output_path(at), cache.index.output(at).hash));
        }
        let (state, folder) = (cache.search_state(&options.root)?, options.output());
        Some(Self { cache, news, state, folder, files })
    }

    fn patched(&self, ground: &Ground, fresh: &Fresh) -> Option<Encoded> {
        let old = Old { state: &self.state, source: self, files: &self.files };
        patch(ground, &old, &self.changes(ground, fresh)?)
    }

    /// The documents that say something else than before.
    fn changes(&self, ground: &Ground, fresh: &Fresh) -> Option<Vec<Change>> {
        let site = ground.site;
        let mut own: BTreeMap<DocId, Option<(Box<Document>, String)>> = BTreeMap::new();
        for id in self.news.texts.iter().map(|it| it.0).chain(self.news.others.iter().copied()) {
            own.insert(id, self.before(&site.document(id).file));
        }
        let new = self.state.n_dated..ground.order.n_dated;
        let mut earlier = Earlier::new();
        for place in new.clone() {
            earlier.insert(ground.order.ids[place as usize], None);
        }
        for (id, old) in &own {
            let renamed = old.as_ref().filter(|it| it.0.title != site.document(*id).title);
            if let Some((old, _)) = renamed {
                earlier.entry(*id).or_insert_with(|| Some(text_keys(&old.title)));
            }
        }
        let naming = earlier.keys().flat_map(|it| &site.relations.backlinks[*it as usize]).map(|it| it.from);
        let ids: BTreeSet<DocId> = own.keys().copied().chain(naming).chain(earlier.keys().copied()).collect();
        if ids.len() > MOST {
            return None;
        }
        let places = ground.order.ids.iter().enumerate().filter(|it| ids.contains(it.1));
        places
            .map(|(place, id)| {
                let keys = keys_now(ground, *id, &fresh.record(*id));
                let old = match (new.contains(&(place as u32)), own.get(id)) {
                    (true, _) => None,
                    (false, Some(old)) => Some(self.keys_before(ground, (*id, old.as_ref()?), (fresh, &earlier))?),
                    (false, None) => {
                        let names = ground.names.before((*id, site.document(*id)), &earlier);
                        Some(keys_of(&fresh.record(*id), &names))
                    }
                };
                Some(Change { place: place as u32, old, new: keys })
            })
            .collect()
    }

    fn keys_before(
        &self,
        ground: &Ground,
        (id, (old, html)): (DocId, &(Box<Document>, String)),
        (fresh, earlier): (&Fresh, &Earlier),
    ) -> Option<Vec<(String, u8)>> {
        let new = ground.site.document(id);
        let named = |it: &Document| -> Vec<(String, Arc<str>)> {
            it.uses.references.iter().map(|it| (it.text.clone(), it.of.clone())).collect()
        };
        // What other references led to, nobody knows any more.
        if named(old) != named(new) {
            return None;
        }
        Some(keys_of(&fresh.made(old, html), &ground.names.before((id, old), earlier)))
    }

    /// A document as the last build read it, with its HTML.
    fn before(&self, file: &str) -> Option<(Box<Document>, String)> {
        let row = self.cache.index.source(self.cache.index.find_source(file)?);
        let (Facts::Document(document), _) = self.cache.facts(&row, false)? else { return None };
        let html = self.cache.texts().read(row.text?).ok().filter(|it| Hash128::of_bytes(it) == document.html)?;
        Some((document, String::from_utf8(html).ok()?))
    }
}
