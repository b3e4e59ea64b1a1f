//! The site in memory: one immutable world at a time, pages made when they are asked for, swapped in whole when a
//! file changes.
//!
//! It starts and goes on with anything broken: the last good version of a file stands in for it, and what is wrong is
//! told at its page. Nothing here writes a file, takes a lock or ends the process; no network here either.
//!
//! Begin with [`Live::new`] and [`Live::refresh`]; then `sources` (files, read once and kept), `world` (what is made
//! of them), `page` (one answer).

mod page;
mod sources;
mod world;

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use super::shown::{Answer, Shown, Tab};
use crate::base::hash::Hash128;
use crate::base::problem::Diagnostic;
use crate::build::command::{Now, Options};
use page::Pages;
use sources::{Changed, Sources};
use world::World;

/// What the site is looked at with.
pub struct Asked {
    /// Root, settings and flags of the site; nothing is written, whatever they say.
    pub options: Options<'static>,
    /// What tells the time; none where the site is looked at as of the moment in the options.
    pub clock: Option<fn() -> Now>,
    /// Problems in the words of the command line.
    pub words: Words,
}

/// Makes the text that people read of problems.
pub type Words = Box<dyn Fn(&[Diagnostic]) -> String + Send + Sync>;

/// What changed on the disk.
pub enum Touched<'a> {
    /// These files, by their paths from the root.
    Files(&'a BTreeSet<Arc<str>>),
    /// More than can be named, or only the time.
    Everything,
}

/// The site in memory.
pub struct Live {
    asked: Asked,
    sources: Mutex<Sources>,
    world: RwLock<Arc<World>>,
    pages: Pages,
    generation: AtomicU64,
}

impl Live {
    /// Reads the site.
    pub fn new(asked: Asked) -> Self {
        let (sources, world) = Sources::new(&asked);
        let (sources, world) = (Mutex::new(sources), RwLock::new(Arc::new(world)));
        Self { asked, sources, world, pages: Pages::default(), generation: AtomicU64::new(0) }
    }

    /// Looks at what changed; returns when the new world is there.
    pub fn refresh(&self, touched: &Touched) {
        let mut sources = lock(&self.sources);
        let old = self.world();
        let new = match sources.look(touched, &self.asked, &old) {
            Changed::Nothing => return,
            Changed::World(new) => new,
        };
        *self.world.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(*new);
        self.generation.fetch_add(1, Ordering::SeqCst);
        // The old world may be large; who waits for the new one does not wait for its end.
        drop(sources);
    }

    /// What is wrong now, sorted.
    pub fn problems(&self) -> Vec<Diagnostic> {
        self.world().problems.clone()
    }

    /// How many pages there are.
    pub fn n_pages(&self) -> usize {
        self.world().n_pages()
    }

    /// Seconds since 1970 when the site will look different without any edit; None with a fixed now.
    pub fn next_change(&self) -> Option<i64> {
        self.asked.clock.and_then(|_| self.world().next_change())
    }

    /// Address of the page of a source file, from the site's root, where one is shown or would be if it were not broken.
    pub fn page_of(&self, file: &str) -> Option<String> {
        let world = self.world();
        world.page_of(file).filter(|it| world.output(it).is_some() || world.is_broken_at(it))
    }

    fn world(&self) -> Arc<World> {
        self.world.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Shown for Live {
    fn answer(&self, path: &str) -> Answer {
        self.pages.answer(&self.world(), path, &self.asked)
    }

    fn tab(&self, path: &str) -> Tab {
        self.pages.tab(&self.world(), path, &self.asked)
    }

    fn base(&self) -> Arc<str> {
        self.world().base.clone()
    }

    fn generation(&self) -> u64 {
        self.generation.load(Ordering::SeqCst)
    }
}

/// A lock that a failed thread has left is as good as any: nothing half-made is ever under it.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The fingerprint of a text.
fn hash(text: &str) -> Hash128 {
    Hash128::of_bytes(text.as_bytes())
}
