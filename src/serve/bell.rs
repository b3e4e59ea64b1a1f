//! How the site tells its open tabs that something changed: the one who swaps sites rings, from any thread.
//!
//! Begin with [`Bell`].

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::door::watch;

/// Wakes the tabs. Clones are the same bell.
#[derive(Debug, Clone, Default)]
pub struct Bell(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    rings: watch::Sender<u64>,
    listeners: Mutex<Listeners>,
}

#[derive(Debug, Default)]
struct Listeners {
    /// Tabs in the order of their coming; the last one was looked at last.
    tabs: Vec<u64>,
    next_tab: u64,
    /// How many times a page was to be gone to.
    n_follows: u64,
    /// The page to go to, until a tab has gone there.
    follow: Option<String>,
}

impl Default for Inner {
    fn default() -> Self {
        Self { rings: watch::Sender::new(0), listeners: Mutex::default() }
    }
}

impl Bell {
    /// A bell that nobody hears yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Something changed: every tab compares what it shows with [`super::shown::Shown::tab`].
    pub fn ring(&self) {
        self.0.rings.send_modify(|it| *it += 1);
    }

    /// `--follow`: the tab that was looked at last goes to `path`, a path as [`super::shown::Shown::answer`] takes it.
    /// If no tab is in sight now, the first that comes back into sight goes there.
    pub fn follow(&self, path: &str) {
        let mut listeners = self.listeners();
        listeners.n_follows += 1;
        listeners.follow = Some(path.to_owned());
        drop(listeners);
        self.ring();
    }

    fn listeners(&self) -> MutexGuard<'_, Listeners> {
        self.0.listeners.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A tab begins to listen. `heard` is the number of follows that it knows of; none if it is freshly loaded.
    pub(super) fn listen(&self, heard: Option<u64>) -> Listener {
        let mut listeners = self.listeners();
        let id = listeners.next_tab;
        listeners.next_tab += 1;
        listeners.tabs.push(id);
        // A number from before a restart may be greater than ours.
        let heard = heard.unwrap_or(listeners.n_follows).min(listeners.n_follows);
        drop(listeners);
        Listener { bell: self.clone(), rings: self.0.rings.subscribe(), id, heard }
    }
}

/// One tab's ear.
#[derive(Debug)]
pub(super) struct Listener {
    bell: Bell,
    rings: watch::Receiver<u64>,
    id: u64,
    heard: u64,
}

impl Listener {
    /// Waits for the next ring.
    pub(super) async fn ring(&mut self) {
        if self.rings.changed().await.is_err() {
            // The bell is held by this listener, so it cannot be gone; if it were, there would be no more rings.
            std::future::pending::<()>().await;
        }
    }

    /// The page to go to, if this tab is the one that should.
    pub(super) fn follow(&mut self) -> Option<String> {
        let mut listeners = self.bell.listeners();
        if listeners.tabs.last() != Some(&self.id) {
            return None;
        }
        let is_new = listeners.n_follows > self.heard;
        self.heard = listeners.n_follows;
        listeners.follow.take().filter(|_| is_new)
    }

    /// How many follows this tab knows of.
    pub(super) fn heard(&self) -> u64 {
        self.heard
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.bell.listeners().tabs.retain(|it| *it != self.id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tab_seen_last_follows() {
        let bell = Bell::new();
        let mut first = bell.listen(None);
        let mut second = bell.listen(None);
        bell.follow("/news/a/");
        assert_eq!((first.follow(), second.follow()), (None, Some("/news/a/".to_owned())));
        assert_eq!(second.follow(), None, "once");
        drop(second);
        bell.follow("/news/b/");
        assert_eq!(first.follow().as_deref(), Some("/news/b/"));
    }

    #[test]
    fn a_tab_that_comes_back_follows_and_a_fresh_one_does_not() {
        let bell = Bell::new();
        bell.follow("/news/a/");
        assert_eq!(bell.listen(None).follow(), None);
        bell.follow("/news/b/");
        assert_eq!(bell.listen(Some(1)).follow().as_deref(), Some("/news/b/"));
        assert_eq!(bell.listen(Some(99)).follow(), None, "a number from before a restart");
    }
}
