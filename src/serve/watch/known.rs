//! What was told of each file: only what differs from it is a change. Nothing here touches the disk.
//!
//! Two things are kept apart: a *stamp* tells that a file is the same, and an *event* tells that somebody wrote.
//! Where the clock of the file system has not ticked between two writes their stamps can be equal; an event that
//! comes so soon after the last word of its file is believed without a stamp.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::queue::MOST;
use super::scope::{Look, Mark, Scope, Spot};
use crate::base::nfc::nfc;

/// Longer than a tick of any file system's clock.
const TICK: Duration = Duration::from_millis(20);

/// See the module.
#[derive(Default)]
pub struct Known {
    marks: BTreeMap<Arc<str>, Mark>,
    /// When something was told of a path, as long as that matters.
    told: BTreeMap<Arc<str>, Instant>,
}

impl Known {
    /// What stands there when watching begins.
    pub fn new(look: Look) -> Self {
        Self { marks: look.marks, told: BTreeMap::new() }
    }

    /// What differs from `look`, which saw everything.
    pub fn differing(&self, look: &Look) -> Vec<Arc<str>> {
        let (mut old, mut new) = (self.marks.iter().peekable(), look.marks.iter().peekable());
        let mut differing = Vec::new();
        loop {
            let order = match (old.peek(), new.peek()) {
                (None, None) => return differing,
                (Some(_), None) => std::cmp::Ordering::Less,
                (None, Some(_)) => std::cmp::Ordering::Greater,
                (Some(old), Some(new)) => old.0.cmp(new.0),
            };
            let before = if order.is_le() { old.next() } else { None };
            let after = if order.is_ge() { new.next() } else { None };
            if before.map(|it| it.1) != after.map(|it| it.1) {
                differing.extend(before.or(after).map(|it| it.0.clone()));
            }
        }
    }

    /// Takes in `look`, which saw everything; gives what differs.
    pub fn renew(&mut self, look: Look) -> BTreeSet<Arc<str>> {
        let mut changed: BTreeSet<_> = self.differing(&look).into_iter().collect();
        self.forget_told();
        changed.extend(std::mem::take(&mut self.told).into_keys().filter(|it| look.marks.contains_key(it)));
        self.marks = look.marks;
        self.tell(&changed);
        changed
    }

    /// Takes in `look`, which saw `spots` (and whether an event told of each); gives what differs.
    pub fn update(&mut self, scope: &Scope, spots: &[(Spot, bool)], look: Look) -> BTreeSet<Arc<str>> {
        let mut changed = BTreeSet::new();
        self.forget_told();
        for (spot, is_told) in spots {
            let path: Arc<str> = match spot {
                Spot::Root => continue,
                Spot::Settings => scope.settings_name.clone(),
                Spot::At(place) => nfc(place).into(),
            };
            let below = self.below(&path);
            let is_file = path.rsplit('/').next().is_some_and(|it| it.contains('.'));
            if *is_told && is_file && below.is_empty() && look.empty.contains(&path) {
                // It came and went: who read the folders in between has it still.
                changed.insert(path.clone());
            }
            for gone in below.into_iter().filter(|it| !look.marks.contains_key(it)) {
                self.marks.remove(&gone);
                changed.insert(gone);
            }
            if *is_told && self.told.contains_key(&path) && look.marks.contains_key(&path) {
                changed.insert(path);
            }
        }
        for (path, mark) in look.marks {
            if self.marks.get(&path) != Some(&mark) {
                changed.insert(path.clone());
                self.marks.insert(path, mark);
            }
        }
        self.tell(&changed);
        changed
    }

    /// What is known at `path` and below.
    fn below(&self, path: &Arc<str>) -> Vec<Arc<str>> {
        let own = self.marks.get_key_value(path).map(|it| it.0);
        // «0» is the letter after «/».
        let (first, last) = (Arc::from(format!("{path}/")), Arc::from(format!("{path}0")));
        let inside = self.marks.range::<Arc<str>, _>(&first..&last).map(|it| it.0);
        own.into_iter().chain(inside).cloned().collect()
    }

    fn forget_told(&mut self) {
        self.told.retain(|_, it| it.elapsed() < TICK);
    }

    fn tell(&mut self, changed: &BTreeSet<Arc<str>>) {
        let now = Instant::now();
        if changed.len() <= MOST {
            self.told.extend(changed.iter().map(|it| (it.clone(), now)));
        }
    }
}
