//! The sources as they were read last, file by file, each with its last good version.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::ErrorKind;
use std::path::PathBuf;
use std::sync::Arc;

use super::world::{Basis, World};
use super::{Asked, Touched};
use crate::base::nfc::nfd;
use crate::base::parallel;
use crate::base::problem::{Diagnostic, Found, Severity};
use crate::build::load::{self, PLACES, Parts, Read, Text};
use crate::build::os::{self, Stamp};
use crate::build::scan::{Source, scan};
use crate::build::site;
use crate::content::config::Config;
use crate::content::document::Document;
use crate::content::tables::Tables;
use crate::model::DocId;
use crate::render::Patch;

/// What became of a look at the disk.
pub enum Changed {
    /// Nothing.
    Nothing,
    /// A new world.
    World(Box<World>),
}

/// One source.
struct Entry {
    stamp: Stamp,
    disk: PathBuf,
    found: Found<Read>,
    /// The last version without an error, where this one has some.
    good: Option<Read>,
}

/// All of them.
pub struct Sources {
    entries: BTreeMap<Arc<str>, Entry>,
    /// What was wrong with the folders.
    scanned: Vec<Diagnostic>,
    /// What is in use: the last ones without an error.
    tables: Arc<Tables>,
    /// What is wrong with settings and vocabularies.
    tables_problems: Vec<Diagnostic>,
    /// Bytes of svod.yaml as they were read last.
    settings: Stamp,
}

impl Entry {
    fn new(source: &Source, tables: &Tables) -> Self {
        let (stamp, disk) = (source.stamp, source.disk.clone());
        Self { stamp, disk, found: load::file_again(source, tables), good: None }
    }

    /// A newer version of the same file.
    fn renewed(&self, mut new: Entry) -> Entry {
        if has_error(&new.found.problems) {
            new.good =
                self.good.clone().or_else(|| (!has_error(&self.found.problems)).then(|| self.found.value.clone()));
        }
        new
    }

    /// What is shown of it.
    fn shown(&self) -> Read {
        match (&self.good, &self.found.value) {
            (Some(good), _) => good.clone(),
            // It never was good, and nobody knows whether it is meant to be seen.
            (None, Read::Document(it, text)) if has_error(&self.found.problems) => {
                let mut document: Document = (**it).clone();
                document.state.is_unreadable = true;
                Read::Document(Arc::new(document), text.clone())
            }
            (None, read) => read.clone(),
        }
    }
}

fn has_error(problems: &[Diagnostic]) -> bool {
    problems.iter().any(|it| it.severity == Severity::Error)
}

impl Sources {
    /// Reads everything.
    pub fn new(asked: &Asked) -> (Self, World) {
        let found = scan(&asked.options.root, PLACES);
        let (tables, tables_problems) = read_tables(asked, &found.value);
        let made = parallel::map(found.value.len(), |at| Entry::new(&found.value[at], &tables));
        let entries = found.value.iter().map(|it| it.path.clone()).zip(made).collect();
        let settings = settings_stamp(asked);
        let sources = Self { entries, scanned: found.problems, tables, tables_problems, settings };
        let world = sources.world(asked, None, false);
        (sources, world)
    }

    /// Looks at what may have changed.
    pub fn look(&mut self, touched: &Touched, asked: &Asked, old: &World) -> Changed {
        let changed = match touched {
            Touched::Files(files) => self.known(files, asked),
            Touched::Everything => None,
        };
        let is_all = changed.is_none();
        let scanned = self.scanned.clone();
        let (changed, gone) = match changed {
            Some(changed) => (changed, Vec::new()),
            None => self.rescan(asked),
        };
        let settings = settings_stamp(asked);
        let has_tables =
            settings != self.settings || changed.iter().map(|it| &it.path).chain(&gone).any(|it| self.is_table(it));
        self.settings = settings;
        let is_other_time = is_all && old.is_outdated(asked);
        // What stands there and is no file is told of, and is no change of a file.
        let is_same = changed.is_empty() && gone.is_empty() && scanned == self.scanned;
        if is_same && !has_tables && !is_other_time {
            return Changed::Nothing;
        }
        let mut is_quiet = false;
        if has_tables {
            self.reread(asked, changed, &gone);
        } else {
            let new = parallel::map(changed.len(), |at| Entry::new(&changed[at], &self.tables));
            let patches = (gone.is_empty() && !is_other_time).then(|| self.patches(&changed, &new, old)).flatten();
            is_quiet = gone.is_empty() && changed.iter().zip(&new).all(|(source, new)| self.is_quiet(source, new));
            self.put(changed, new, &gone);
            if let Some(patches) = patches {
                return Changed::World(Box::new(old.patched(patches, self.problems())));
            }
        }
        Changed::World(Box::new(self.world(asked, Some(old), is_quiet)))
    }

    /// The files as they are now, if all are known ordinary ones.
    fn known(&self, files: &BTreeSet<Arc<str>>, asked: &Asked) -> Option<Vec<Source>> {
        let mut changed = Vec::new();
        for path in files {
            if is_settings(path, asked) {
                continue;
            }
            let Some(entry) = self.entries.get(path) else {
                if self.was_never_here(path, asked) {
                    continue;
                }
                return None;
            };
            let stamp = os::stamp_of(&entry.disk)?;
            // What is wrong with the name itself only a look at the folders tells.
            if self.scanned.iter().any(|it| it.at.file == *path) || has_twin(path, asked) {
                return None;
            }
            if stamp != entry.stamp {
                changed.push(Source { path: path.clone(), disk: entry.disk.clone(), stamp });
            }
        }
        Some(changed)
    }

    /// Whether nothing was found at or below a path, and nothing is there: it came and went.
    fn was_never_here(&self, path: &Arc<str>, asked: &Asked) -> bool {
        let below: Arc<str> = Arc::from(format!("{path}/"));
        let is_here = |file: &Arc<str>| file == path || file.starts_with(&*below);
        let is_read = self.entries.range(below.clone()..).next().is_some_and(|it| is_here(it.0))
            || self.scanned.iter().any(|it| is_here(&it.at.file));
        let names = [nfd(path), path.to_string()];
        let is_nothing = |it: &String| {
            let seen = fs::symlink_metadata(asked.options.root.join(it));
            seen.is_err_and(|error| error.kind() == ErrorKind::NotFound)
        };
        !is_read && names.iter().all(is_nothing)
    }

    /// Looks at all folders: what is new or other, and what is gone.
    fn rescan(&mut self, asked: &Asked) -> (Vec<Source>, Vec<Arc<str>>) {
        let found = scan(&asked.options.root, PLACES);
        self.scanned = found.problems;
        let here: BTreeSet<&Arc<str>> = found.value.iter().map(|it| &it.path).collect();
        let gone = self.entries.keys().filter(|it| !here.contains(it)).cloned().collect();
        let is_new =
            |it: &Source| self.entries.get(&it.path).is_none_or(|old| old.stamp != it.stamp || old.disk != it.disk);
        (found.value.into_iter().filter(is_new).collect(), gone)
    }

    fn put(&mut self, changed: Vec<Source>, new: Vec<Entry>, gone: &[Arc<str>]) {
        for path in gone {
            self.entries.remove(path);
        }
        for (source, entry) in changed.into_iter().zip(new) {
            let entry = match self.entries.get(&source.path) {
                Some(old) => old.renewed(entry),
                None => entry,
            };
            self.entries.insert(source.path, entry);
        }
    }

    fn is_table(&self, path: &str) -> bool {
        load::is_of_tables(path, &self.tables.config)
    }

    /// Reads settings and vocabularies again and, where they have changed, everything with them. Broken ones change
    /// nothing: the last good ones stay in use.
    fn reread(&mut self, asked: &Asked, changed: Vec<Source>, gone: &[Arc<str>]) {
        let new = parallel::map(changed.len(), |at| Entry::new(&changed[at], &self.tables));
        self.put(changed, new, gone);
        let sources: Vec<Source> = self.entries.iter().map(|(path, it)| source(path, it)).collect();
        let (tables, problems) = read_tables(asked, &sources);
        let was_good = !has_error(&self.tables_problems);
        let is_good = !has_error(&problems);
        self.tables_problems = problems;
        if tables.hash == self.tables.hash || !is_good && was_good {
            return;
        }
        self.tables = tables;
        let made = parallel::map(sources.len(), |at| Entry::new(&sources[at], &self.tables));
        // A good version that was read with other tables may mean something else now.
        self.entries = sources.into_iter().map(|it| it.path).zip(made).collect();
    }

    fn problems(&self) -> Vec<Diagnostic> {
        let read = self.entries.values().flat_map(|it| &it.found.problems);
        self.scanned.iter().chain(&self.tables_problems).chain(read).cloned().collect()
    }

    fn world(&self, asked: &Asked, old: Option<&World>, is_quiet: bool) -> World {
        let mut parts = Parts::new(self.entries.len());
        for (path, entry) in &self.entries {
            parts.add(path.clone(), &entry.disk, entry.shown());
        }
        let loaded = parts.whole(self.tables.clone(), &asked.options.root);
        World::new(Basis { loaded, problems: self.problems(), asked, is_quiet }, old)
    }

    /// Whether a change is of a document, and nothing that a link to it depends on.
    fn is_quiet(&self, source: &Source, new: &Entry) -> bool {
        let Some(entry) = self.entries.get(&source.path) else { return false };
        let is_good = !has_error(&new.found.problems) && entry.good.is_none() && !has_error(&entry.found.problems);
        match (&entry.found.value, &new.found.value) {
            (Read::Document(before, _), Read::Document(now, _)) => {
                let keys = |it: &Document| it.fields.iter().map(|it| it.0).collect::<Vec<_>>();
                is_good && before.body.ids().eq(now.body.ids()) && keys(before) == keys(now)
            }
            _ => false,
        }
    }

    /// What has to be laid over the old world, where a few bodies are all that has changed in what is shown.
    fn patches(&self, changed: &[Source], new: &[Entry], old: &World) -> Option<Vec<(DocId, Patch, Text)>> {
        let mut bodies = Vec::new();
        for (source, new) in changed.iter().zip(new) {
            let entry = self.entries.get(&source.path)?;
            let before = match (&entry.good, has_error(&entry.found.problems)) {
                (Some(good), _) => good,
                (None, false) => &entry.found.value,
                (None, true) => return None,
            };
            let Read::Document(before, _) = before else { return None };
            if has_error(&new.found.problems) {
                // The last good version goes on standing in.
                continue;
            }
            let Read::Document(now, Text::Here(text)) = &new.found.value else { return None };
            if !before.has_only_new_text(now) {
                return None;
            }
            bodies.push((now.clone(), text.clone()));
        }
        old.patches_of(&bodies)
    }
}

fn source(path: &Arc<str>, entry: &Entry) -> Source {
    Source { path: path.clone(), disk: entry.disk.clone(), stamp: entry.stamp }
}

/// Whether the disk has two files of this name, one with its letters composed and one without.
fn has_twin(path: &str, asked: &Asked) -> bool {
    let stamp = |path: &str| os::stamp_of(&asked.options.root.join(path));
    let decomposed = nfd(path);
    *decomposed != *path && stamp(&decomposed).is_some_and(|it| stamp(path).is_some_and(|other| other != it))
}

fn settings_path(asked: &Asked) -> PathBuf {
    asked.options.config.clone().unwrap_or_else(|| asked.options.root.join("svod.yaml"))
}

fn settings_stamp(asked: &Asked) -> Stamp {
    os::stamp_of(&settings_path(asked)).unwrap_or_default()
}

/// Whether a path that was touched is that of the settings.
fn is_settings(path: &str, asked: &Asked) -> bool {
    path == "svod.yaml" || asked.options.config.as_ref().is_some_and(|it| it.ends_with(path))
}

fn read_tables(asked: &Asked, sources: &[Source]) -> (Arc<Tables>, Vec<Diagnostic>) {
    let mut problems = Vec::new();
    let settings: Config = load::settings(&site::place(&asked.options)).take(&mut problems);
    let tables = load::tables(settings, sources).take(&mut problems);
    (Arc::new(tables), problems)
}
