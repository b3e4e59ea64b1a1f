//! `kill -9` at any moment of a build: every published file is a whole old or a whole new one, and the next build
//! equals a clean one (spec: faults.md §3, V03).
//!
//! Builds of everything and of a few edits take turns, with what svod keeps and without. Begin with [`Versions`].

#![cfg(unix)]

use std::collections::BTreeMap;
use std::fs;
use std::time::{Duration, Instant};

use crate::corpus::*;
use crate::crash::{assert_mended, assert_whole, begin, killed, wait_for_work};

/// A site that goes through four versions: an edit of a few articles, one of all pages, and both.
struct Versions {
    place: Place,
    articles: Vec<Article>,
    /// The version that the sources are of: whether articles are edited, whether all pages are.
    at: (bool, bool),
    trees: BTreeMap<(bool, bool), Tree>,
    times: BTreeMap<bool, Duration>,
}

impl Versions {
    fn new() -> Self {
        let (place, articles) = catalogue(7, 100);
        let mut it = Self { place, articles, at: (true, true), trees: BTreeMap::new(), times: BTreeMap::new() };
        for version in [(true, true), (true, false), (false, true), (false, false)] {
            it.go(version);
            it.trees.insert(version, it.place.clean_build(&[]));
        }
        let full = it.timed();
        it.go((true, false));
        let few = it.timed();
        it.times = BTreeMap::from([(true, full), (false, few)]);
        it
    }

    fn timed(&self) -> Duration {
        let begun = Instant::now();
        self.place.build();
        begun.elapsed()
    }

    /// Makes the sources those of a version.
    fn go(&mut self, version: (bool, bool)) {
        let (is_edited, is_other) = version;
        let title =
            if is_other { "title: Другое название\nper_page: 7\n" } else { "title: Название\n" };
        self.place.put("svod.yaml", format!("{title}base_url: https://example.org\n"));
        // Bodies and titles change, the last ones come and go.
        let (rest, last) = self.articles.split_last_chunk::<5>().expect("many articles");
        for it in rest.iter().rev().take(10) {
            let text = it.text();
            self.place.put(&it.file, if is_edited { text.replace("Материал", "Правка") } else { text });
        }
        for it in last {
            match is_edited {
                true => drop(fs::remove_file(self.place.root().join(&it.file))),
                false => self.place.put(&it.file, it.text()),
            }
        }
        self.at = version;
    }

    /// What else may stand in the tree or beside it when a build begins.
    fn prepare(&self, round: usize) -> Tree {
        let public = self.place.root().join("public");
        match round % 6 {
            // Into nothing, once with what is kept of a tree that is gone.
            0 => fs::remove_dir_all(&public).expect("a tree goes"),
            3 => {
                fs::remove_dir_all(&public).expect("a tree goes");
                fs::remove_dir_all(self.place.root().join(".svod")).expect("a folder goes");
            }
            // The tree stays and nothing is known of it.
            4 => fs::remove_dir_all(self.place.root().join(".svod")).expect("a folder goes"),
            _ => {}
        }
        if public.exists() { tree(&public) } else { Tree::new() }
    }

    /// Kills a build of the sources as they are at a random moment; whether it was at work.
    fn kill(&self, is_full: bool, random: &mut Random) -> bool {
        let mut child = begin(&self.place, &["build"]);
        let whole = self.times[&is_full];
        // Half of them while it writes, the others at any moment.
        let span = if random.one_of(2) {
            wait_for_work(&self.place, &mut child);
            whole / 2
        } else {
            whole
        };
        killed(child, span.mul_f64(random.below(1000) as f64 / 1000.0))
    }
}

#[test]
fn a_killed_build_leaves_whole_files_and_the_next_mends_it() {
    let rounds = asked("SVOD_KILLS").map_or(if is_slow_wanted() { 200 } else { 20 }, |it| it as usize);
    let mut random = Random(7);
    let mut site = Versions::new();
    let mut hits = 0;
    for round in 0..rounds {
        let (is_edited, is_other) = site.at;
        let is_full = round % 2 == 0;
        let old = site.prepare(round);
        site.go(if is_full { (is_edited, !is_other) } else { (!is_edited, is_other) });
        let new = site.trees[&site.at].clone();
        for _ in 0..1 + random.below(2) {
            hits += usize::from(site.kill(is_full, &mut random));
            let public = site.place.root().join("public");
            let now = if public.exists() { tree(&public) } else { Tree::new() };
            assert_whole(&now, &old, &new);
        }
        // The next build may be one of other sources.
        if random.one_of(4) {
            site.go((!site.at.0, site.at.1));
        }
        assert_mended(&site.place, &site.trees[&site.at]);
    }
    assert!(hits * 3 >= rounds, "{hits} of {rounds} builds were at work when they were killed");
}
