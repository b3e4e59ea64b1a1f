//! Sees every change of a site's sources: by the system's events at once, by a scan of the folders a little later
//! where no event comes (network folders, lost events, the system's limits).
//!
//! An event never *is* a change here: it says where to look, and what differs from what was told before is the change
//! (`known`). So reading wakes nobody, a save in five steps is one change, and what a scan finds after an event told
//! of it is not told twice. What is told has been looked at *before* it is told: a change after that comes again.
//!
//! Litter of editors is passed over by the rules of [`crate::build::scan`]. Nothing here reads a file or writes one.
//!
//! Begin with [`start`] and [`Watcher::next`]; then `scope` (which places), `events` (the system's word), `queue`
//! (what to look at and when), `known` (what differs).

mod events;
mod known;
mod queue;
mod scope;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::base::problem::Problem;
use events::{Events, Reach, Refusal};
use known::Known;
use queue::{MOST, Queue, Taken};
use scope::{Scope, Spot};

/// Between two scans while events come: they are believed, but not blindly.
const SAFETY: Duration = Duration::from_millis(1500);
/// Between two scans where no events come, unless it is asked for otherwise.
pub const POLL: Duration = Duration::from_millis(500);
/// A scan beside events rests for so many times as long as it takes.
const REST: u32 = 10;

/// What to watch.
#[derive(Debug, Clone)]
pub struct Watch {
    /// The folder of the site.
    pub root: PathBuf,
    /// In place of svod.yaml.
    pub config: Option<PathBuf>,
    /// Scan in this interval and ask the system for no events.
    pub poll: Option<Duration>,
}

/// What changed since the last call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// These files, from the root, as svod names them (letters composed, `/`): each is new, other or gone.
    Paths(BTreeSet<Arc<str>>),
    /// More than can be named.
    Everything,
}

/// Watches until it is dropped.
pub struct Watcher {
    shared: Arc<Shared>,
    events: Option<Box<dyn Events>>,
    tell: Box<dyn FnMut(Problem) + Send>,
}

/// Wakes who waits in [`Watcher::next`], from any thread.
#[derive(Clone)]
pub struct Waker(Arc<Queue>);

impl Waker {
    /// [`Watcher::next`] returns nothing, now or when it is called next.
    pub fn wake(&self) {
        self.0.wake();
    }
}

/// What the watcher and its scanning thread both use.
struct Shared {
    scope: Arc<Scope>,
    queue: Arc<Queue>,
    known: Mutex<Known>,
    pulse: Mutex<Pulse>,
    bell: Condvar,
}

/// How the scanning thread goes.
struct Pulse {
    way: Way,
    is_over: bool,
    /// The folders that were asked for events; nothing where none are.
    asked: Option<Vec<(PathBuf, u64)>>,
}

/// Why there are scans.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    /// For what events do not tell.
    BesideEvents,
    /// There are no events; the least pause.
    Alone(Duration),
}

/// Begins to watch. What differs from *now* is a change: read the sources afterwards.
///
/// `tell` hears, once, why there are no events; all changes are seen nevertheless.
pub fn start(watch: &Watch, tell: impl FnMut(Problem) + Send + 'static) -> Watcher {
    match watch.poll {
        Some(_) => begin(watch, |_, _| None, Box::new(tell)),
        None => begin(watch, |queue, scope| Some(events::native(queue, scope)), Box::new(tell)),
    }
}

type Made = Option<Result<Box<dyn Events>, Refusal>>;

fn begin(
    watch: &Watch,
    make: impl FnOnce(Arc<Queue>, Arc<Scope>) -> Made,
    tell: Box<dyn FnMut(Problem) + Send>,
) -> Watcher {
    let (scope, queue) = (Arc::new(Scope::new(watch)), Arc::new(Queue::default()));
    let made = make(queue.clone(), scope.clone());
    let way = if made.is_some() { Way::BesideEvents } else { Way::Alone(watch.poll.unwrap_or(POLL)) };
    let pulse = Pulse { way, is_over: false, asked: None };
    let known = Mutex::new(Known::default());
    let shared = Arc::new(Shared { scope, queue, known, pulse: Mutex::new(pulse), bell: Condvar::new() });
    let mut watcher = Watcher { shared: shared.clone(), events: None, tell };
    match made {
        Some(Ok(events)) => watcher.events = Some(events),
        Some(Err(why)) => watcher.give_up(why),
        None => {}
    }
    watcher.ask_everywhere();
    *open(&shared.known) = Known::new(shared.scope.look(false));
    // Where no thread can be had the events still come, and there is nobody else to scan.
    let _ = std::thread::Builder::new().name("scan".to_owned()).spawn(move || shared.scan());
    watcher
}

fn open<T>(it: &Mutex<T>) -> MutexGuard<'_, T> {
    it.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Watcher {
    /// Waits for the next change, at most until `until`; everything queued is drained before it returns.
    /// Nothing where the time is over or a [`Waker`] was used.
    pub fn next(&mut self, until: Option<Instant>) -> Option<Change> {
        loop {
            let changed = match self.shared.queue.take(until) {
                Taken::Nothing | Taken::Woken => return None,
                Taken::Refusal(why) => {
                    self.give_up(why);
                    continue;
                }
                Taken::Everything => {
                    self.ask_everywhere();
                    let look = self.shared.scope.look(false);
                    open(&self.shared.known).renew(look)
                }
                Taken::Spots(spots) => {
                    self.ask_new_folders(&spots);
                    let look = self.shared.scope.look_at(spots.iter().map(|it| &it.0));
                    open(&self.shared.known).update(&self.shared.scope, &spots, look)
                }
            };
            if changed.len() > MOST {
                return Some(Change::Everything);
            }
            if !changed.is_empty() {
                return Some(Change::Paths(changed));
            }
        }
    }

    /// A handle that wakes [`Watcher::next`].
    pub fn waker(&self) -> Waker {
        Waker(self.shared.queue.clone())
    }

    /// Asks for events of all folders: at the beginning, and when some were lost.
    fn ask_everywhere(&mut self) {
        let identity = self.shared.scope.identity();
        for (folder, reach) in self.shared.scope.folders() {
            self.ask(&folder, reach);
        }
        open(&self.shared.pulse).asked = self.events.is_some().then_some(identity);
    }

    /// Asks for events of folders that are new. Before they are looked into: what is written later tells of itself.
    fn ask_new_folders(&mut self, spots: &[(Spot, bool)]) {
        if self.events.is_none() {
            return;
        }
        let folders: Vec<PathBuf> = spots.iter().filter_map(|it| self.shared.scope.folder(&it.0)).collect();
        for folder in folders {
            self.ask(&folder, Reach::Below);
        }
    }

    fn ask(&mut self, folder: &Path, reach: Reach) {
        // A folder inside may go away meanwhile, which ends the walk too early.
        for _ in 0..3 {
            let Some(events) = &mut self.events else { return };
            match events.watch(folder, reach) {
                Ok(()) => return,
                Err(Refusal::Missing) => {}
                Err(why) => return self.give_up(why),
            }
        }
    }

    /// Goes on without events.
    fn give_up(&mut self, why: Refusal) {
        let Refusal::Final(problem) = why else { return };
        let is_news = open(&self.shared.pulse).scan_only();
        self.shared.bell.notify_all();
        // Half of the folders watched would hide that the others are not.
        self.events = None;
        if is_news {
            (self.tell)(problem);
        }
    }
}

impl Drop for Watcher {
    fn drop(&mut self) {
        open(&self.shared.pulse).is_over = true;
        self.shared.bell.notify_all();
    }
}

impl Pulse {
    /// From here on there are only scans; whether that is news.
    fn scan_only(&mut self) -> bool {
        let is_news = self.way == Way::BesideEvents;
        if is_news {
            (self.way, self.asked) = (Way::Alone(POLL), None);
        }
        is_news
    }

    /// How long to rest after a scan that took so long.
    fn pause(&self, took: Duration) -> Duration {
        match self.way {
            Way::BesideEvents => SAFETY.max(took * REST),
            Way::Alone(least) => least.max(took),
        }
    }
}

impl Shared {
    /// Scans again and again, quietly, and gives what differs to the queue.
    fn scan(&self) {
        let mut took = Duration::ZERO;
        while self.rest(took) {
            let begun = Instant::now();
            let asked = open(&self.pulse).asked.clone();
            if asked.is_some_and(|it| it != self.scope.identity()) {
                self.queue.everything();
            }
            let look = self.scope.look(true);
            let differing = open(&self.known).differing(&look);
            let spots: Vec<Spot> = differing.iter().filter_map(|it| self.scope.suspected(&look, it)).collect();
            if !spots.is_empty() {
                self.queue.suspect(spots);
            }
            took = begun.elapsed();
        }
    }

    /// Waits for the time of the next scan; false when watching is over.
    fn rest(&self, took: Duration) -> bool {
        let begun = Instant::now();
        let mut pulse = open(&self.pulse);
        loop {
            if pulse.is_over {
                return false;
            }
            let Some(left) = pulse.pause(took).checked_sub(begun.elapsed()).filter(|it| !it.is_zero()) else {
                return true;
            };
            pulse = self.bell.wait_timeout(pulse, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }
}
