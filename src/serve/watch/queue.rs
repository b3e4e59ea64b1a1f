//! What may have changed and was not looked at yet, with the moment from which looking makes sense.
//!
//! Bounded: past [`MOST`] places only «everything» is remembered. Nothing here touches the disk.
//!
//! Begin with [`Queue::take`].

use std::collections::BTreeMap;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::events::{Hint, Refusal};
use super::scope::Spot;

/// More places than these are everything.
pub const MOST: usize = 2000;
/// A file that is being written is looked at when it is closed, or after so long.
const OPEN: Duration = Duration::from_millis(100);
/// What is gone may be put back by the editor that saves it.
const GONE: Duration = Duration::from_millis(20);
/// What a scan suspects is looked at when the clock of the file system has ticked since: then the stamp that is taken
/// differs from that of any later change.
const SETTLED: Duration = Duration::from_millis(20);
/// More places at once than these are no save of an editor but a checkout or an unpacked archive: worth a wait for
/// their end, that is for so long a silence, but no longer than so.
const BURST: usize = 20;
const SILENCE: Duration = Duration::from_millis(10);
const LONGEST_BURST: Duration = Duration::from_millis(300);

/// See the module.
#[derive(Default)]
pub struct Queue {
    state: Mutex<State>,
    bell: Condvar,
}

#[derive(Default)]
struct State {
    waiting: BTreeMap<Spot, Waiting>,
    is_everything: bool,
    refusal: Option<Refusal>,
    is_woken: bool,
    last: Option<Instant>,
}

#[derive(Clone, Copy)]
struct Waiting {
    /// When the first word of it came.
    first: Instant,
    /// From when looking makes sense.
    ripe: Instant,
    /// Whether the system told of it; else it is only suspected.
    is_told: bool,
}

/// What [`Queue::take`] found.
#[derive(Debug, PartialEq, Eq)]
pub enum Taken {
    /// Places to look at, and whether an event told of each.
    Spots(Vec<(Spot, bool)>),
    /// All places.
    Everything,
    /// No more events will come.
    Refusal(Refusal),
    /// Somebody woke us.
    Woken,
    /// The time is over.
    Nothing,
}

impl Queue {
    fn open(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn change(&self, change: impl FnOnce(&mut State)) {
        let mut state = self.open();
        change(&mut state);
        state.last = Some(Instant::now());
        drop(state);
        self.bell.notify_all();
    }

    /// An event.
    pub fn hear(&self, spot: Spot, hint: Hint) {
        self.change(|it| it.add(spot, Instant::now(), Some(hint)));
    }

    /// A scan found that something differs here.
    pub fn suspect(&self, spots: Vec<Spot>) {
        let now = Instant::now();
        self.change(|it| spots.into_iter().for_each(|spot| it.add(spot, now, None)));
    }

    /// Anything may have changed.
    pub fn everything(&self) {
        self.change(State::everything);
    }

    /// There will be no events.
    pub fn refuse(&self, why: Refusal) {
        self.change(|it| it.refusal = Some(why));
    }

    /// Ends the present or the next [`Queue::take`].
    pub fn wake(&self) {
        self.change(|it| it.is_woken = true);
    }

    /// Waits for something to look at, at most until `until`; takes all that is ripe.
    pub fn take(&self, until: Option<Instant>) -> Taken {
        let mut state = self.open();
        loop {
            if let Some(why) = state.refusal.take() {
                return Taken::Refusal(why);
            }
            let now = Instant::now();
            if state.is_everything || state.ripe(now) > 0 {
                return self.gather(state);
            }
            if std::mem::take(&mut state.is_woken) {
                return Taken::Woken;
            }
            if until.is_some_and(|it| it <= now) {
                return Taken::Nothing;
            }
            let next = state.waiting.values().map(|it| it.ripe).chain(until).min();
            state = match next {
                Some(it) => self.wait(state, it.saturating_duration_since(now)),
                None => self.bell.wait(state).unwrap_or_else(PoisonError::into_inner),
            };
        }
    }

    fn wait<'a>(&self, state: MutexGuard<'a, State>, time: Duration) -> MutexGuard<'a, State> {
        self.bell.wait_timeout(state, time).unwrap_or_else(PoisonError::into_inner).0
    }

    /// What is ripe; of a burst, when it is over.
    fn gather(&self, mut state: MutexGuard<State>) -> Taken {
        let begun = Instant::now();
        while (state.is_everything || state.ripe(Instant::now()) > BURST) && begun.elapsed() < LONGEST_BURST {
            let silence = state.last.map_or(SILENCE, |it| it.elapsed());
            if silence >= SILENCE {
                break;
            }
            state = self.wait(state, SILENCE - silence);
        }
        if std::mem::take(&mut state.is_everything) {
            state.waiting.clear();
            return Taken::Everything;
        }
        let now = Instant::now();
        let mut spots = Vec::new();
        state.waiting.retain(|spot, it| {
            if it.ripe <= now {
                spots.push((spot.clone(), it.is_told));
            }
            it.ripe > now
        });
        Taken::Spots(spots)
    }
}

impl State {
    fn ripe(&self, now: Instant) -> usize {
        self.waiting.values().filter(|it| it.ripe <= now).count()
    }

    fn everything(&mut self) {
        self.is_everything = true;
        self.waiting.clear();
    }

    fn add(&mut self, spot: Spot, now: Instant, hint: Option<Hint>) {
        if self.is_everything {
            return;
        }
        if spot == Spot::Root || self.waiting.len() >= MOST && !self.waiting.contains_key(&spot) {
            return self.everything();
        }
        let old = self.waiting.get(&spot).copied();
        let first = old.map_or(now, |it| it.first);
        let latest = first + OPEN;
        let ripe = match (hint, old) {
            (None, Some(it)) => it.ripe,
            (None, None) => now + SETTLED,
            (Some(Hint::Whole), _) => now,
            (Some(Hint::Open), _) => latest,
            (Some(Hint::Gone), _) => (now + GONE).min(latest),
        };
        let is_told = hint.is_some() || old.is_some_and(|it| it.is_told);
        self.waiting.insert(spot, Waiting { first, ripe, is_told });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spot(at: &str) -> Spot {
        Spot::At(at.to_owned())
    }

    fn soon() -> Option<Instant> {
        Some(Instant::now() + Duration::from_secs(5))
    }

    #[test]
    fn a_file_that_is_being_written_waits_for_its_close() {
        let queue = Queue::default();
        queue.hear(spot("content/a.md"), Hint::Open);
        assert_eq!(queue.take(Some(Instant::now())), Taken::Nothing);
        queue.hear(spot("content/a.md"), Hint::Whole);
        assert_eq!(queue.take(Some(Instant::now())), Taken::Spots(vec![(spot("content/a.md"), true)]));
        queue.hear(spot("content/a.md"), Hint::Open);
        let begun = Instant::now();
        assert_eq!(queue.take(soon()), Taken::Spots(vec![(spot("content/a.md"), true)]), "it is never closed");
        assert!(begun.elapsed() >= Duration::from_millis(90));
    }

    #[test]
    fn a_save_by_rename_is_one_change() {
        let queue = Queue::default();
        queue.hear(spot("content/a.md"), Hint::Gone);
        assert_eq!(queue.take(Some(Instant::now())), Taken::Nothing);
        queue.hear(spot("content/a.md"), Hint::Whole);
        assert_eq!(queue.take(soon()), Taken::Spots(vec![(spot("content/a.md"), true)]));
        assert_eq!(queue.take(Some(Instant::now() + GONE)), Taken::Nothing);
    }

    #[test]
    fn too_many_places_are_everything() {
        let queue = Queue::default();
        for at in 0..MOST {
            queue.hear(spot(&format!("content/{at}.md")), Hint::Whole);
        }
        let Taken::Spots(spots) = queue.take(soon()) else { panic!("they still can be named") };
        assert_eq!(spots.len(), MOST);
        for at in 0..=MOST {
            queue.suspect(vec![spot(&format!("content/{at}.md"))]);
        }
        assert_eq!(queue.take(soon()), Taken::Everything);
        assert_eq!(queue.take(Some(Instant::now())), Taken::Nothing);
        queue.hear(Spot::Root, Hint::Gone);
        assert_eq!(queue.take(soon()), Taken::Everything);
    }

    #[test]
    fn who_waits_can_be_woken() {
        let queue = Queue::default();
        std::thread::scope(|scope| {
            let waiter = scope.spawn(|| queue.take(None));
            std::thread::sleep(Duration::from_millis(5));
            queue.wake();
            assert_eq!(waiter.join().unwrap(), Taken::Woken);
        });
        queue.refuse(Refusal::Missing);
        assert_eq!(queue.take(None), Taken::Refusal(Refusal::Missing));
    }
}
