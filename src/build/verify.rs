//! `check --cache`: whether the cache tells the truth. A sample of the sources is read again and a sample of the
//! outputs made again, of every kind at least one, and both compared with what the cache says of them.
//!
//! Nothing is written and no lock is taken. What has changed since the last build is no lie and passed over.
//!
//! Begin with [`verify`].

use std::collections::BTreeSet;
use std::mem::discriminant;
use std::path::Path;
use std::sync::Arc;

use super::cache::index::OutputRow;
use super::cache::{Cache, Missing};
use super::command::{CacheState, Verified};
use super::last::Last;
use super::load::{Agreement, PLACES, agreement};
use super::os;
use super::scan::{Source, read, scan};
use crate::base::hash::Hash128;
use crate::base::parallel;
use crate::base::problem::{Diagnostic, Problem, Severity};
use crate::content::picture::without_metadata;
use crate::render::{Made, World};

/// Most sources that are read again, and most outputs that are made again beside the first of each kind.
const MOST: usize = 500;
/// Where the search index lies, from the root of the site.
const SEARCH_FOLDER: &str = "/search/";
/// How often it is begun anew because another svod has built meanwhile.
const ATTEMPTS: usize = 3;

/// Looks whether the cache of the site at `root` tells the truth.
pub fn verify(root: &Path) -> Verified {
    let mut found = Verified::default();
    for _ in 0..ATTEMPTS {
        let cache = match Cache::open(root, false) {
            Ok(it) => it,
            Err(Missing::Never) => return Verified { state: CacheState::Never, ..Verified::default() },
            Err(Missing::Damaged) => return Verified { state: CacheState::Damaged, ..Verified::default() },
        };
        found = Verifier::new(&cache, root).verify();
        let is_other = |it: Cache| it.summary.written_at != cache.summary.written_at;
        if found.problems.is_empty() || !Cache::open(root, false).is_ok_and(is_other) {
            break;
        }
    }
    found
}

/// What became of one look.
enum Seen {
    /// It is as the cache says.
    True,
    /// It has changed since, or nobody knows.
    PassedOver,
    /// It is not.
    Lie(Problem),
}

struct Verifier<'a> {
    cache: &'a Cache,
    sources: Vec<Source>,
    last: Option<Last>,
    /// Whether the last build was published whole, so that all of its outputs can be made again.
    is_whole: bool,
}

impl<'a> Verifier<'a> {
    fn new(cache: &'a Cache, root: &Path) -> Self {
        let last = Last::of(cache, root);
        let is_good = |it: &Diagnostic| it.severity != Severity::Error;
        let was_published = cache.summary.outcome.as_ref().is_some_and(|it| it.problems.iter().all(is_good));
        Self { cache, sources: scan(root, PLACES).value, last, is_whole: was_published }
    }

    fn verify(&self) -> Verified {
        let mut found = Verified { state: CacheState::There, ..Verified::default() };
        for seen in self.sources() {
            tell(seen, &mut found.sources, &mut found.problems);
        }
        let outputs = match &self.last {
            Some(last) => last.look(|world| self.outputs(world)),
            None if self.is_whole => vec![Seen::Lie(Problem::CacheDamaged { path: ".svod/cache".to_owned() })],
            None => Vec::new(),
        };
        for seen in outputs {
            tell(seen, &mut found.outputs, &mut found.problems);
        }
        if found.problems.iter().any(|it| matches!(it.problem, Problem::CacheDamaged { .. })) {
            // The search index is made of all texts: without one that cannot be read it is another, which is no lie.
            let is_echo = |it: &Problem| matches!(it, Problem::CacheLies { path } if path.starts_with(SEARCH_FOLDER));
            found.problems.retain(|it| !is_echo(&it.problem));
        }
        found
    }

    fn sources(&self) -> Vec<Seen> {
        let n = self.cache.index.n_sources();
        let step = n.div_ceil(MOST).max(1);
        parallel::map(n.div_ceil(step), |at| self.source(at * step))
    }

    fn source(&self, at: usize) -> Seen {
        let (path, row) = (self.cache.index.source_path(at), self.cache.index.source(at));
        let (Some(source), Some(last)) = (self.find(path), &self.last) else { return Seen::PassedOver };
        let path = path.to_owned();
        match agreement(source, (self.cache, &row), &last.loaded.tables) {
            Agreement::Same => Seen::True,
            Agreement::Unknown => Seen::PassedOver,
            Agreement::Other => Seen::Lie(Problem::CacheLies { path }),
            Agreement::Damaged => Seen::Lie(Problem::CacheDamaged { path }),
        }
    }

    fn find(&self, path: &str) -> Option<&Source> {
        self.sources.binary_search_by(|it| (*it.path).cmp(path)).ok().map(|it| &self.sources[it])
    }

    fn outputs(&self, world: &World) -> Vec<Seen> {
        let index = &self.cache.index;
        let step = index.n_outputs().div_ceil(MOST).max(1);
        let mut sample: BTreeSet<usize> = (0..index.n_outputs()).step_by(step).collect();
        let mut kinds = Vec::new();
        for (path, output) in &world.plan.outputs {
            if !kinds.contains(&discriminant(output)) {
                kinds.push(discriminant(output));
                sample.extend(index.find_output(path));
            }
        }
        let sample: Vec<usize> = sample.into_iter().collect();
        parallel::map(sample.len(), |at| self.output(world, sample[at]))
    }

    fn output(&self, world: &World, at: usize) -> Seen {
        let (path, row) = (self.cache.index.output_path(at), self.cache.index.output(at));
        let made = self.made(world, path, &row);
        if let Seen::Lie(_) = made {
            return made;
        }
        let disk = self.cache.summary.output.join(path);
        match std::fs::read(&disk).is_ok_and(|it| Hash128::of_bytes(&it) == row.hash) {
            true => made,
            false => Seen::Lie(Problem::OutputChanged { path: disk.display().to_string() }),
        }
    }

    /// Whether an output is made as the cache says.
    fn made(&self, world: &World, path: &str, row: &OutputRow) -> Seen {
        let lie = || Seen::Lie(Problem::CacheLies { path: format!("/{path}") });
        let Ok(at) = world.plan.outputs.binary_search_by(|it| it.0.as_str().cmp(path)) else {
            return if self.can_remake() { lie() } else { Seen::PassedOver };
        };
        let (path, output) = &world.plan.outputs[at];
        let view = world.view(path, output);
        match world.key(&view) {
            Some(key) if key != row.key => return if self.can_remake() { lie() } else { Seen::PassedOver },
            _ => {}
        }
        let bytes = match world.make(&view) {
            Ok(Made::Bytes(bytes)) => bytes,
            Ok(Made::File(file)) => match self.copy(&file, row) {
                Some(bytes) => bytes,
                None => return Seen::PassedOver,
            },
            Err(_) => return Seen::Lie(Problem::CacheDamaged { path: format!("/{path}") }),
        };
        if Hash128::of_bytes(&bytes) == row.hash { Seen::True } else { lie() }
    }

    /// Whether the last build can be done again to the last byte.
    fn can_remake(&self) -> bool {
        self.is_whole && self.last.as_ref().is_some_and(|it| it.is_whole)
    }

    /// What is published of a file that has not changed since.
    fn copy(&self, file: &Arc<str>, row: &OutputRow) -> Option<Vec<u8>> {
        let (source, last) = (self.find(file)?, self.last.as_ref()?);
        let is_same = |it: &Source| os::stamp_of(&it.disk) == Some(it.stamp) && Hash128::of(&it.stamp) == row.key;
        let bytes = read(source).ok().filter(|_| is_same(source))?;
        Some(if last.loaded.loses_metadata(file) { without_metadata(bytes) } else { bytes })
    }
}

fn tell(seen: Seen, count: &mut usize, problems: &mut Vec<Diagnostic>) {
    match seen {
        Seen::True => *count += 1,
        Seen::PassedOver => {}
        Seen::Lie(problem) => problems.push(Diagnostic::new(&Arc::from(""), None, problem)),
    }
}
