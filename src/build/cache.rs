//! What a build remembers for the next one, below `.svod/`: what was read of each source, and what each output was
//! made of.
//!
//! A cache can only spare work, never change the outcome: whatever is not surely the same is done again. It is the
//! file `cache` (an index of fixed records) and two logs beside it that only grow: facts of the sources, and the HTML
//! of bodies. The index is put in place last and whole; what a killed build left in the logs is written over.
//! Damaged, cut or written by another svod: told in one line, and everything is built anew.
//!
//! Begin with [`Cache::open`] (what was), [`Notes`] (what is read now), [`save`].

pub mod index;
pub mod log;

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::os::{self, Stamp};
use crate::base::date::DateTime;
use crate::base::hash::Hash128;
use crate::base::problem::{Diagnostic, Severity};
use crate::content::document::Document;
use crate::model::FileInfo;
use crate::search::state::State;
use index::{Index, OutputRow, Parts, Rows, SourceRow};
use log::{Extent, Log};

/// Fingerprint of svod's own code: equal input gives equal bytes only to equal code.
const BUILD: &str = env!("SVOD_BUILD");

/// Wasted bytes of the logs from which they are written anew, and that only if they are most of it.
const MOST_WASTE: u64 = 16 << 20;

/// What was read of a source.
#[derive(Debug, Deserialize)]
pub enum Facts {
    /// An article without the HTML of its body.
    Document(Box<Document>),
    /// What is known of another file.
    File(Box<FileInfo>),
    /// The bytes of a file that is small and read as a whole: vocabularies, texts of pages, files of the theme.
    Bytes(Vec<u8>),
}

/// The same, to be written.
#[derive(Debug, Serialize)]
pub enum FactsOf<'a> {
    /// An article without the HTML of its body.
    Document(&'a Document),
    /// What is known of another file.
    File(&'a FileInfo),
    /// The bytes of a file that is small.
    Bytes(&'a [u8]),
}

/// What is remembered of the build as a whole.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Summary {
    /// Names the logs that belong to it.
    pub id: u64,
    /// Known bytes of the log of facts, then of texts.
    pub lengths: [u64; 2],
    /// Bytes of them that some source still needs.
    pub used: u64,
    /// Fingerprint of settings, types and vocabularies that the sources were read with.
    pub tables: Hash128,
    /// The file system's time before the sources were looked at, nanoseconds.
    pub looked_at: i64,
    /// The file system's time after the outputs were written, nanoseconds.
    pub written_at: i64,
    /// The output folder.
    pub output: PathBuf,
    /// What the sources were read and looked at with.
    pub conditions: Conditions,
    /// What the last build that was published told.
    pub outcome: Option<Outcome>,
    /// Fingerprint of what is remembered of the search index that is published.
    pub search: Option<Hash128>,
}

/// What a build was made under, beside its sources.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Conditions {
    /// What svod.yaml is called.
    pub config: String,
    /// Its text.
    pub settings: String,
    /// In place of its `base_url`.
    pub base_url: Option<String>,
    /// What the site's clocks showed.
    pub now: DateTime,
    /// Whether withheld items were shown.
    pub has_drafts: bool,
}

/// What a build told, and under which conditions it would tell the same again.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Outcome {
    /// Fingerprint of what was asked for, and of svod.yaml.
    pub asked: Hash128,
    /// Name of the site's zone.
    pub time_zone: String,
    /// The moment that they were made for.
    pub from: DateTime,
    /// When something appears or goes next.
    pub until: Option<DateTime>,
    /// The manifest as it was left.
    pub manifest: Stamp,
    /// Everything that was found.
    pub problems: Vec<Diagnostic>,
    /// Whether advice is among it.
    pub has_advice: bool,
    /// Pages of HTML.
    pub pages: usize,
    /// Items kept back: file, and until when.
    pub withheld: Vec<(String, Option<String>)>,
    /// The item that appears next, and when.
    pub nearest: Option<(String, String)>,
    /// Fingerprint of what is the same on every page.
    pub face: Hash128,
}

/// What the last build left.
#[derive(Debug)]
pub struct Cache {
    /// Sources and outputs.
    pub index: Index,
    /// The rest.
    pub summary: Summary,
    facts: Log,
    texts: Arc<Log>,
}

/// Why there is no cache.
#[derive(Debug, PartialEq, Eq)]
pub enum Missing {
    /// There was none.
    Never,
    /// It cannot be used, and that is worth a word.
    Damaged,
}

fn path(root: &Path) -> PathBuf {
    root.join(".svod/cache")
}

fn search_path(root: &Path) -> PathBuf {
    root.join(".svod/search")
}

fn log_path(root: &Path, name: &str, id: u64) -> PathBuf {
    root.join(format!(".svod/{name}.{id:016x}"))
}

impl Cache {
    /// Whether a build at `root` left anything.
    pub fn is_there(root: &Path) -> bool {
        path(root).exists()
    }

    /// What the last build at `root` left; `may_grow` when this one may save.
    pub fn open(root: &Path, may_grow: bool) -> Result<Cache, Missing> {
        let bytes = match os::open_file(&path(root)).and_then(read_whole) {
            Ok(it) => it,
            Err(error) if error.kind() == ErrorKind::NotFound => return Err(Missing::Never),
            Err(_) => return Err(Missing::Damaged),
        };
        let index = Index::parse(bytes, build()).ok_or(Missing::Damaged)?;
        let summary: Summary = postcard::from_bytes(index.summary()).map_err(|_| Missing::Damaged)?;
        let open = |name, at: usize| {
            Log::open(&log_path(root, name, summary.id), summary.lengths[at], may_grow).map_err(|_| Missing::Damaged)
        };
        let (facts, texts) = (open("facts", 0)?, open("texts", 1)?);
        Ok(Cache { index, summary, facts, texts: Arc::new(texts) })
    }

    /// The facts of a source with what it was complained of, if they are whole. Advice, which is most of it and which
    /// few ask for, only if it is wanted.
    pub fn facts(&self, row: &SourceRow, advice: bool) -> Option<(Facts, Vec<Diagnostic>)> {
        let bytes = self.facts.read(row.facts?).ok()?;
        if sum(&bytes) != row.facts_hash {
            return None;
        }
        let ((facts, mut problems), rest) = postcard::take_from_bytes::<(Facts, Vec<Diagnostic>)>(&bytes).ok()?;
        if advice {
            problems.extend(postcard::from_bytes::<Vec<Diagnostic>>(rest).ok()?);
        }
        Some((facts, problems))
    }

    /// Whether the record of a source is that of these facts; None where it is not whole.
    pub fn holds(&self, row: &SourceRow, facts: &FactsOf, problems: &[Diagnostic], html: Option<&str>) -> Option<bool> {
        let known = self.facts.read(row.facts?).ok().filter(|it| sum(it) == row.facts_hash)?;
        let text = match row.text {
            Some(extent) => Some(self.texts.read(extent).ok()?),
            None => None,
        };
        let is_same = record(facts, problems).ok()? == known;
        // A text has its fingerprint in the facts: where those are right, another text is a damaged one.
        let is_same_text = text.as_deref() == html.map(str::as_bytes);
        (is_same_text || !is_same).then_some(is_same)
    }

    /// What is remembered of the published search index.
    pub fn search_state(&self, root: &Path) -> Option<State> {
        let bytes = os::open_file(&search_path(root)).and_then(read_whole).ok()?;
        let is_it = self.summary.search == Some(Hash128::of_bytes(&bytes));
        is_it.then(|| postcard::from_bytes(&bytes).ok()).flatten()
    }

    /// The log of bodies.
    pub fn texts(&self) -> &Arc<Log> {
        &self.texts
    }

    /// The stamp of a source if it means that the file has not changed since it was read.
    pub fn is_known(&self, row: &SourceRow, stamp: &Stamp) -> bool {
        row.stamp == *stamp && stamp.is_old(self.summary.looked_at)
    }

    /// Whether an output that is there surely holds the bytes that were written.
    pub fn is_in_place(&self, row: &OutputRow, stamp: &Stamp) -> bool {
        row.stamp == *stamp && stamp.is_old(self.summary.written_at)
    }
}

/// What is read now, on its way into the logs.
#[derive(Debug)]
pub struct Notes {
    id: u64,
    facts: Log,
    texts: Arc<Log>,
    is_new: bool,
}

impl Notes {
    /// Grows the logs of a cache; without one, or when too much of them is waste, new ones.
    pub fn new(root: &Path, cache: Option<&Cache>, since: i64) -> io::Result<Self> {
        if let Some(cache) = cache.filter(|it| !it.summary.is_wasteful()) {
            let open = |name, at: usize| {
                let path = log_path(root, name, cache.summary.id);
                Log::open(&path, cache.summary.lengths[at], true)
            };
            let (facts, texts) = (open("facts", 0)?, Arc::new(open("texts", 1)?));
            return Ok(Self { id: cache.summary.id, facts, texts, is_new: false });
        }
        // Two builds never share a moment: each holds the site's lock.
        let id = since as u64;
        let facts = Log::create(&log_path(root, "facts", id))?;
        Ok(Self { id, facts, texts: Arc::new(Log::create(&log_path(root, "texts", id))?), is_new: true })
    }

    /// Whether records of the old cache stay where they are.
    pub fn keeps(&self, cache: &Cache) -> bool {
        self.id == cache.summary.id
    }

    /// Adds what was read of a source.
    pub fn note(
        &self,
        facts: &FactsOf,
        problems: &[Diagnostic],
        html: Option<&str>,
    ) -> io::Result<(Extent, u64, Option<Extent>)> {
        let bytes = record(facts, problems)?;
        let text = html.map(|it| self.texts.append(it.as_bytes())).transpose()?;
        Ok((self.facts.append(&bytes)?, sum(&bytes), text))
    }

    /// Copies a record of another cache; None where it is not whole.
    pub fn copy(&self, cache: &Cache, row: &SourceRow) -> Option<SourceRow> {
        if self.keeps(cache) {
            return Some(*row);
        }
        let facts = match row.facts {
            Some(extent) => Some(self.facts.append(&cache.facts.read(extent).ok()?).ok()?),
            None => None,
        };
        let text = match row.text {
            Some(extent) => Some(self.texts.append(&cache.texts.read(extent).ok()?).ok()?),
            None => None,
        };
        Some(SourceRow { facts, text, ..*row })
    }

    /// Writes everything that was noted so far, so that it can be read.
    pub fn settle(&self) -> io::Result<()> {
        self.facts.finish()?;
        self.texts.finish().map(drop)
    }

    /// The log of bodies.
    pub fn texts(&self) -> &Arc<Log> {
        &self.texts
    }
}

impl Summary {
    fn is_wasteful(&self) -> bool {
        let waste = self.lengths.iter().sum::<u64>().saturating_sub(self.used);
        waste > MOST_WASTE && waste > self.used
    }
}

/// Everything that is saved.
pub struct Saved<'a> {
    /// The site's root.
    pub root: &'a Path,
    /// The logs.
    pub notes: &'a Notes,
    /// All but what saving itself finds out.
    pub summary: Summary,
    /// Sources by path.
    pub sources: Rows<'a, SourceRow>,
    /// Outputs by path.
    pub outputs: Rows<'a, OutputRow>,
    /// Of the search index that is published now.
    pub search: Option<&'a State>,
}

/// Puts a new cache in the place of the old one.
pub fn save(saved: Saved<'_>) -> io::Result<()> {
    let Saved { root, notes, mut summary, sources, outputs, search } = saved;
    summary.search = search.and_then(|it| save_search(root, it));
    let (path, new) = (path(root), root.join(".svod/cache.new"));
    let mut file = File::create(&new)?;
    summary.id = notes.id;
    summary.lengths = [notes.facts.finish()?, notes.texts.finish()?];
    summary.used = sources.iter().flat_map(|it| [it.1.facts, it.1.text]).flatten().map(|it| u64::from(it.length)).sum();
    // A file is touched when it is written to: what is older than this is older than the cache.
    file.write_all(&[0])?;
    summary.written_at = os::stamp(&file.metadata()?).mtime_ns;
    let bytes = postcard::to_stdvec(&summary).map_err(io::Error::other)?;
    index::write(&Parts { build: build(), summary: &bytes, sources, outputs }, &mut file)?;
    drop(file);
    match fs::symlink_metadata(&path) {
        Ok(meta) if meta.is_file() => os::replace(&new, &path)?,
        _ => fs::rename(&new, &path)?,
    }
    if notes.is_new {
        sweep(root, notes);
    }
    Ok(())
}

/// Puts what is remembered of the search index beside the cache; gives its fingerprint, by which the cache knows it.
/// What cannot be written costs the next build time, nothing else.
fn save_search(root: &Path, state: &State) -> Option<Hash128> {
    let (path, new) = (search_path(root), root.join(".svod/search.new"));
    let bytes = postcard::to_stdvec(state).ok()?;
    fs::write(&new, &bytes).ok()?;
    fs::rename(&new, &path).ok()?;
    Some(Hash128::of_bytes(&bytes))
}

/// Forgets everything; what cannot be deleted is of no use to anybody either.
pub fn forget(root: &Path) {
    let _ = fs::remove_file(path(root));
    let _ = fs::remove_file(search_path(root));
    sweep_but(root, |_| false);
}

/// Deletes logs of other caches.
fn sweep(root: &Path, notes: &Notes) {
    let ours = [notes.facts.path(), notes.texts.path()].map(|it| it.file_name().map(ToOwned::to_owned));
    sweep_but(root, |name| ours.iter().flatten().any(|it| it == name));
}

fn sweep_but(root: &Path, stays: impl Fn(&std::ffi::OsStr) -> bool) {
    let Ok(entries) = fs::read_dir(root.join(".svod")) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let is_log = name.to_str().is_some_and(|it| it.starts_with("facts.") || it.starts_with("texts."));
        if is_log && !stays(&name) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// The bytes of a record. Advice, which is most of what is complained of and which few ask for, stands at the end.
fn record(facts: &FactsOf, problems: &[Diagnostic]) -> io::Result<Vec<u8>> {
    let (advice, problems): (Vec<_>, Vec<_>) = problems.iter().partition(|it| it.severity == Severity::Advice);
    let bytes = postcard::to_stdvec(&(facts, problems)).map_err(io::Error::other)?;
    postcard::to_extend(&advice, bytes).map_err(io::Error::other)
}

fn read_whole(mut file: File) -> io::Result<Vec<u8>> {
    let length = file.metadata()?.len();
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or_default() + 1);
    io::Read::read_to_end(&mut file, &mut bytes)?;
    Ok(bytes)
}

fn build() -> u64 {
    u64::from_str_radix(BUILD, 16).unwrap_or_default()
}

fn sum(bytes: &[u8]) -> u64 {
    Hash128::of_bytes(bytes).0 as u64
}
