//! The cache in use: which part of the last build this one may lean on, and what it leaves for the next.
//!
//! A cache belongs to one output folder. A build into another one reads the sources from it and leaves it alone.
//! What cannot be saved costs speed, nothing else.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::io;
use std::path::Path;
use std::sync::Arc;

use super::again::{self, Looked};
use super::cache::index::{OutputRow, Rows, SourceRow};
use super::cache::{self, Cache, Conditions, Notes, Outcome, Saved, Summary};
use super::command::{Built, Options, Remembered};
use super::fault::reason;
use super::load::{self, Loaded};
use super::os::Stamp;
use super::{Published, Ready, search, site};
use crate::base::hash::Hash128;
use crate::base::problem::Severity;
use crate::model::state::next_change;

/// What a build that publishes remembers.
pub struct Memory<'a> {
    /// The last build.
    pub cache: Option<&'a Cache>,
    /// Whether its outputs are those of this build.
    is_ours: bool,
    notes: Option<Notes>,
    not_noted: Option<io::Error>,
    since: i64,
    looked: Option<&'a Looked>,
}

impl<'a> Memory<'a> {
    /// For a build that began at `since`, by the file system's clock.
    /// `owner` is the output folder of the cache that is there, used or not.
    pub fn new(options: &Options, (cache, owner): (Option<&'a Cache>, Option<&Path>), since: i64) -> Self {
        let output = options.output();
        let is_ours = owner == Some(output.as_path());
        // Of several output folders the cache stays with the default one, or with the first.
        let is_owner = is_ours || options.output.is_none() || owner.is_none_or(|it| !it.exists());
        let notes = is_owner.then(|| Notes::new(&options.root, cache, since)).transpose();
        let (notes, not_noted) = match notes {
            Ok(notes) => (notes, None),
            Err(error) => (None, Some(error)),
        };
        Self { cache, is_ours, notes, not_noted, since, looked: None }
    }

    /// The same, with what was seen on the disk.
    pub fn with(self, looked: &'a Looked) -> Self {
        Self { looked: Some(looked), ..self }
    }

    /// What was seen on the disk.
    pub fn looked(&self) -> Option<&'a Looked> {
        self.looked
    }

    /// What reading the sources needs.
    pub fn of_sources(&self) -> load::Memory<'_> {
        load::Memory { cache: self.cache, notes: self.notes.as_ref(), sources: self.looked.map(|it| &it.sources) }
    }

    /// The last build, if it was into the same folder.
    pub fn outputs(&self) -> Option<&Cache> {
        self.cache.filter(|_| self.is_ours)
    }

    /// What is known of output `at`, if its bytes are surely those that were written.
    pub fn in_place(&self, paths: &[&str], at: usize) -> Option<OutputRow> {
        let cache = self.outputs()?;
        // Most of the time both lists are the same.
        let is_here = at < cache.index.n_outputs() && cache.index.output_path(at) == paths[at];
        let found = if is_here { at } else { cache.index.find_output(paths[at])? };
        let row = cache.index.output(found);
        self.looked?.is_in_place(found).then_some(row)
    }

    /// The stamp of the manifest, if it lists just these paths.
    pub fn manifest(&self, paths: &[&str]) -> Option<Stamp> {
        let cache = self.outputs()?;
        let is_same = cache.index.n_outputs() == paths.len()
            && paths.iter().enumerate().all(|(at, path)| cache.index.output_path(at) == *path);
        let stamp = cache.summary.outcome.as_ref()?.manifest;
        (is_same && stamp.is_old(cache.summary.written_at)).then_some(stamp)
    }

    /// The fingerprint of a file that is copied: its stamp, where that tells of every change.
    pub fn key_of_file(&self, loaded: &Loaded, file: &str) -> Option<Hash128> {
        let at = loaded.rows.binary_search_by(|it| (*it.0).cmp(file)).ok()?;
        let stamp = &loaded.rows[at].1.stamp;
        stamp.is_old(self.since).then(|| Hash128::of(stamp))
    }

    /// Leaves everything for the next build.
    pub fn save(&self, ready: &Ready, published: Option<Published>, built: &Built) -> Remembered {
        let error = match (&self.notes, &self.not_noted) {
            (Some(notes), _) => self.try_save(notes, ready, published, built).err(),
            (None, Some(error)) => return Remembered::NotSaved(reason(error)),
            (None, None) => None,
        };
        error.map_or(Remembered::Well, |it| Remembered::NotSaved(reason(&it)))
    }

    fn try_save(&self, notes: &Notes, ready: &Ready, published: Option<Published>, built: &Built) -> io::Result<()> {
        let sources = self.sources(notes, ready.loaded, built);
        let source = |at: usize| -> (&str, SourceRow) { (&sources[at].0, sources[at].1) };
        let new = |it: &'_ Published, at: usize| {
            let (hash, stamp) = it.written.files[at];
            OutputRow { key: it.keys[at].unwrap_or_default(), hash, stamp }
        };
        let (n, output): (usize, &dyn Fn(usize) -> (_, _)) = match (&published, self.outputs()) {
            (Some(it), _) => (ready.paths.len(), &|at| (ready.paths[at], new(it, at))),
            // Nothing was published: what is there is what was.
            (None, Some(old)) => (old.index.n_outputs(), &|at| (old.index.output_path(at), old.index.output(at))),
            (None, None) => (0, &|_| ("", OutputRow::default())),
        };
        let outcome = published.as_ref().and_then(|it| outcome(ready, it, built));
        let summary = Summary {
            id: 0,
            lengths: [0; 2],
            used: 0,
            tables: ready.loaded.tables.hash,
            looked_at: self.since,
            written_at: 0,
            output: ready.options.output(),
            conditions: conditions(ready),
            outcome,
            search: None,
        };
        // Nothing was published: the index that is there is that of older sources.
        let search = published.as_ref().and(ready.index).map(search::Files::state);
        let (sources, outputs) = (Rows { n: sources.len(), at: &source }, Rows { n, at: output });
        cache::save(Saved { root: &ready.options.root, notes, summary, sources, outputs, search })
    }

    /// What is known of the sources; of one that is broken, its last good version.
    fn sources<'b>(&self, notes: &Notes, loaded: &'b Loaded, built: &Built) -> Cow<'b, [(Arc<str>, SourceRow)]> {
        let errors = built.problems.iter().filter(|it| it.severity == Severity::Error);
        let broken: BTreeSet<&str> = errors.map(|it| &*it.at.file).collect();
        if broken.is_empty() {
            return Cow::Borrowed(&loaded.rows);
        }
        let mut rows = loaded.rows.clone();
        for (path, row) in rows.iter_mut().filter(|(path, row)| broken.contains(&**path) && !row.is_broken) {
            let good = self.cache.and_then(|it| Some((it, it.index.source(it.index.find_source(path)?))));
            let is_good = |cache: &Cache, old: &SourceRow| {
                old.facts.is_some() && old.facts_hash != row.facts_hash && cache.summary.tables == loaded.tables.hash
            };
            let good = good.filter(|(cache, old)| is_good(cache, old));
            if let Some(copied) = good.and_then(|(cache, old)| notes.copy(cache, &old)) {
                *row = SourceRow { is_broken: true, hash: Hash128::default(), ..copied };
            } else {
                // No good version is known, and a broken one must never stand in for one.
                *row = SourceRow { stamp: Stamp::default(), ..SourceRow::default() };
            }
        }
        Cow::Owned(rows)
    }
}

/// What this build was made under.
fn conditions(ready: &Ready) -> Conditions {
    let options = ready.options;
    let (config, settings) = load::settings_text(&site::place(options), &mut Vec::new());
    let (now, has_drafts) = (ready.site.moment.now, options.drafts);
    Conditions { config: config.to_string(), settings, base_url: options.base_url.clone(), now, has_drafts }
}

/// What this build told, and under which conditions that holds.
fn outcome(ready: &Ready, published: &Published, built: &Built) -> Option<Outcome> {
    let now = ready.site.moment.now;
    Some(Outcome {
        asked: again::asked(ready.options)?,
        time_zone: ready.loaded.tables.config.time_zone.clone(),
        from: now,
        until: next_change(ready.site),
        manifest: published.written.manifest,
        problems: built.problems.clone(),
        has_advice: ready.options.advice,
        pages: built.pages,
        withheld: built.withheld.iter().map(|it| (it.file.clone(), it.until.clone())).collect(),
        nearest: built.nearest.as_ref().map(|it| (it.file.clone(), it.time.clone())),
        face: ready.templates.face,
    })
}
