//! A disk that is full in the middle of a build: exit code 3, a whole tree, and the next build succeeds; where only
//! what svod keeps for itself does not fit, the build does not suffer (spec: faults.md §3, V01).
//!
//! The disk is a tmpfs of a random size. Who may not mount one tries in a namespace of his own; where that is not
//! permitted either, nothing is tried, and `tests/run` says so. Begin with [`Disk`].

#![cfg(unix)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::corpus::*;
use crate::crash::assert_whole;

/// A disk of its own; it goes away with the value.
struct Disk(PathBuf);

impl Disk {
    /// Mounts it; None where that is not permitted.
    fn mount(at: PathBuf, options: &str) -> Option<Self> {
        fs::create_dir_all(&at).expect("prepared by the test");
        let it = Command::new("mount").args(["-t", "tmpfs", "-o", options, "tmpfs"]).arg(&at).output();
        it.ok().filter(|it| it.status.success()).map(|_| Self(at))
    }

    /// Makes it as large as this, which is more than what lies there.
    fn resize(&self, bytes: usize, files: usize) {
        let options = format!("remount,size={},nr_inodes={files}", bytes.max(4096));
        let it = Command::new("mount").args(["-o", &options]).arg(&self.0).status();
        assert!(it.expect("mount").success(), "{options}");
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.0).status();
    }
}

/// Runs a test again where it may mount: in a namespace of its own. Whether it could be run there.
#[allow(clippy::disallowed_methods, reason = "a test that runs itself")]
fn again(name: &str) -> bool {
    const INSIDE: &str = "SVOD_INSIDE";
    if std::env::var_os(INSIDE).is_some() {
        return false;
    }
    let this = std::env::current_exe().expect("this program");
    let mut command = Command::new("unshare");
    let can = command.args(["-rm", "true"]).status().is_ok_and(|it| it.success());
    if can {
        let it = Command::new("unshare").arg("-rm").arg(this).args([name, "--exact"]).env(INSIDE, "1").output();
        let it = it.expect("unshare");
        assert!(it.status.success(), "{}", String::from_utf8_lossy(&it.stdout));
    }
    can
}

/// What a tmpfs needs for files: whole pages.
fn pages(tree: &Tree) -> usize {
    tree.values().map(|it| it.len().div_ceil(4096) * 4096).sum()
}

fn used(at: &Path) -> (usize, usize) {
    let tree = tree(at);
    let folders: std::collections::BTreeSet<&str> =
        tree.keys().filter_map(|it| it.rsplit_once('/')).map(|it| it.0).collect();
    (pages(&tree), tree.len() + folders.len() * 2 + 10)
}

const PLENTY: usize = 64 << 20;
const MANY: usize = 100_000;

fn rounds() -> usize {
    if is_slow_wanted() { 50 } else { 6 }
}

#[test]
fn a_full_disk_leaves_whole_files_and_the_next_build_mends_them() {
    let (place, _) = catalogue(10, 60);
    let Some(disk) = Disk::mount(place.path("disk"), "size=64m") else {
        again("full_disk::a_full_disk_leaves_whole_files_and_the_next_build_mends_them");
        return;
    };
    let output = disk.0.join("public");
    let run = || said(place.command(&["build", "--lang", "ru"]).arg("-o").arg(&output).output().expect("svod starts"));
    let titles = ["title: Одно название\n", "title: Другое название\nper_page: 7\n"];
    let versions = titles.map(|it| {
        place.put("svod.yaml", format!("{it}base_url: https://example.org\n"));
        place.clean_build(&[])
    });
    good(run());
    let mut random = Random(10);
    let (mut at, mut full) = (1, 0);
    for round in 0..rounds() {
        let old = at;
        at = 1 - at;
        place.put("svod.yaml", format!("{}base_url: https://example.org\n", titles[at]));
        let (size, files) = used(&output);
        // Some have room for all of it, some for nothing, some for every byte and not for every file.
        let room = random.below(pages(&versions[at]) * 5 / 4);
        match random.one_of(5) {
            true => disk.resize(PLENTY, files + random.below(versions[at].len())),
            false => disk.resize(size + room, MANY),
        }
        let it = run();
        let now = tree(&output);
        match it.code {
            Some(0) => assert_same(&versions[at], &now, "a build that found room"),
            Some(3) => {
                assert!(it.err.contains("места") && !it.err.contains("panicked"), "{}", it.err);
                assert_whole(&now, &versions[old], &versions[at]);
                full += 1;
            }
            _ => panic!("round {round}: {it:?}"),
        }
        disk.resize(PLENTY, MANY);
        good(run());
        assert_same(&versions[at], &tree(&output), "a build after a full disk");
        assert!(!output.join(".svod-work").exists(), "litter is left");
    }
    assert!(full * 3 >= rounds(), "{full} of {} disks were full", rounds());
}

/// What svod keeps for the next build is no part of what is published.
#[test]
fn a_full_disk_for_what_is_kept_spoils_no_build() {
    let (place, articles) = catalogue(10, 60);
    let Some(disk) = Disk::mount(place.root().join(".svod"), "size=64m") else {
        again("full_disk::a_full_disk_for_what_is_kept_spoils_no_build");
        return;
    };
    let mut random = Random(11);
    let (mut usual, mut quiet) = (None, 0);
    for round in 0..rounds() {
        let it = random.pick(&articles);
        place.put(&it.file, it.text().replace("Первый", &format!("{round}-й")));
        // Only the lock, which is empty while nobody builds, and little more; or as much as there was and a little more.
        let kept = used(&disk.0).0;
        disk.resize(
            if random.one_of(2) { kept.max(4096) + 4096 + random.below(8) * 4096 } else { kept + 65_536 },
            MANY,
        );
        let it = good(place.run(&["build", "--lang", "ru"]));
        assert_same(&place.clean_build(&[]), &tree(&place.root().join("public")), "what is kept did not fit");
        let lines = it.err.lines().count();
        let usual = *usual.get_or_insert(lines);
        assert!(lines <= usual + 1, "more than one line is said:\n{}", it.err);
        quiet += usize::from(lines == usual);
        disk.resize(PLENTY, MANY);
        if random.one_of(2) {
            good(place.run(&["build"]));
        }
    }
    assert!(quiet > 0, "no build is quiet");
    good(place.run(&["build", "--lang", "ru"]));
    assert_same(&place.clean_build(&[]), &tree(&place.root().join("public")), "a build with room again");
}
