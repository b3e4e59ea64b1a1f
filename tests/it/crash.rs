//! The published tree is whole at every moment: builds at once, an interrupt, a reader that goes away, sources that
//! change meanwhile, rights that lack (spec: faults.md §3, V02, V04, V05, V10).
//!
//! Builds that are killed are in `kills`, full disks in `full_disk`. Begin with [`assert_whole`].

#![cfg(unix)]

use std::collections::BTreeSet;
use std::fs;
use std::io::Read;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::ExitStatusExt;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use crate::corpus::*;

pub fn begin(place: &Place, words: &[&str]) -> Child {
    place.command(words).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("svod starts")
}

/// Ends a build the hard way after a while; tells whether it was still at work.
pub fn killed(mut child: Child, after: Duration) -> bool {
    std::thread::sleep(after);
    let was_at_work = child.try_wait().expect("a child").is_none();
    // It may have ended by itself meanwhile.
    let _ = child.kill();
    child.wait().expect("a child");
    was_at_work
}

/// Waits until a build has begun to write.
pub fn wait_for_work(place: &Place, child: &mut Child) {
    let work = place.root().join("public/.svod-work");
    while !work.exists() && child.try_wait().expect("a child").is_none() {
        std::thread::sleep(Duration::from_micros(300));
    }
}

/// Every file is a whole old or a whole new one; temporary ones lie in the work folder only.
pub fn assert_whole(now: &Tree, old: &Tree, new: &Tree) {
    for (path, bytes) in now.iter().filter(|(path, _)| !path.starts_with(".svod-work/") && *path != ".svod-manifest") {
        let is_whole = old.get(path) == Some(bytes) || new.get(path) == Some(bytes);
        assert!(is_whole, "{path} is neither old nor new: {} bytes", bytes.len());
    }
}

pub fn assert_mended(place: &Place, new: &Tree) {
    let mended = place.build();
    assert_same(new, &mended, "a build after a killed one");
    assert!(!place.root().join("public/.svod-work").exists(), "litter is left");
    let mut here = fs::read_dir(place.root())
        .expect("prepared by the test")
        .map(|it| it.expect("prepared by the test").file_name().into_string().expect("prepared by the test"));
    assert!(here.all(|it| [".svod", "content", "public", "svod.yaml"].contains(&&*it)), "litter beside the output");
}

#[test]
fn of_builds_at_once_one_works_and_the_others_wait() {
    let (place, articles) = catalogue(8, 60);
    // Into nothing, then after edits of what was built.
    for round in 0..3 {
        for it in articles.iter().skip(ORGANISATIONS + round * 5).take(round * 5) {
            place.put(&it.file, it.text().replace("Первый", "Другой"));
        }
        let expected = place.clean_build(&[]);
        let children: Vec<Child> = (0..3).map(|_| begin(&place, &["build"])).collect();
        for child in children {
            good(said(child.wait_with_output().unwrap()));
        }
        assert_same(&expected, &tree(&place.root().join("public")), "builds at once");
        assert_eq!(place.counts(&[])["built"]["written"], 0, "what builds at once leave");
    }
}

#[test]
fn a_build_waits_for_a_lock_that_is_given_back() {
    let (place, _) = catalogue(8, 10);
    let expected = place.clean_build(&[]);
    let Some(mut holder) = lock_holder(&place) else { return };
    let mut child = begin(&place, &["build"]);
    std::thread::sleep(Duration::from_millis(700));
    assert!(child.try_wait().unwrap().is_none(), "a build does not wait");
    assert!(!place.root().join("public/index.html").exists());
    // The one who holds the file ends with its input.
    drop(holder.stdin.take());
    holder.wait().unwrap();
    good(said(child.wait_with_output().unwrap()));
    assert_same(&expected, &tree(&place.root().join("public")), "a build that waited");
}

/// A process that holds the lock of a site until its input ends.
fn lock_holder(place: &Place) -> Option<Child> {
    fs::create_dir_all(place.root().join(".svod")).expect("prepared by the test");
    let lock = place.root().join(".svod/lock");
    fs::write(&lock, "4242\nredaktsiya\n2026-11-24 09:00 UTC\n").expect("prepared by the test");
    let mut command = Command::new("flock");
    let mut child = command.arg(&lock).args(["sh", "-c", "echo held; cat"]);
    child = child.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = child.spawn().ok()?;
    let mut word = [0; 5];
    child.stdout.as_mut()?.read_exact(&mut word).ok()?;
    Some(child)
}

#[test]
fn a_lock_that_is_held_is_told_and_that_of_a_dead_process_taken_over() {
    let (place, _) = catalogue(8, 10);
    let Some(mut holder) = lock_holder(&place) else { return };
    let begun = Instant::now();
    let it = place.run(&["build"]);
    assert_eq!(it.code, Some(3), "{}", it.err);
    assert!((9..20).contains(&begun.elapsed().as_secs()), "waited {:?}", begun.elapsed());
    assert!(it.err.contains("4242") && it.err.contains("redaktsiya"), "{}", it.err);
    assert!(!place.root().join("public").exists());
    for words in [&["check"][..], &["list", "all"]] {
        good(place.run(words));
    }
    holder.kill().unwrap();
    holder.wait().unwrap();
    // `flock` handed the file to its own child, which ends with its input.
    place.build();
}

#[test]
fn an_interrupt_ends_with_130_and_a_whole_tree() {
    let (place, _) = catalogue(9, 150);
    let old = place.build();
    place.put("svod.yaml", "title: Другое название\nbase_url: https://example.org\n");
    let new = place.clean_build(&[]);
    let mut codes = BTreeSet::new();
    for round in 0..4 {
        let mut command = place.interruptible(&["build"]);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("svod starts");
        if round > 0 {
            wait_for_work(&place, &mut child);
        }
        std::thread::sleep(Duration::from_millis(30 * round));
        let pid = child.id().to_string();
        Command::new("kill").args(["-INT", &pid]).status().expect("kill");
        let it = child.wait_with_output().unwrap();
        // A shell tells of both as 130: a program that ends with it, and one that the signal ends.
        let is_interrupted = it.status.signal() == Some(2) || it.status.code() == Some(130);
        assert!(is_interrupted || it.status.success(), "{:?} {}", it.status, String::from_utf8_lossy(&it.stderr));
        codes.insert(is_interrupted);
        assert_whole(&tree(&place.root().join("public")), &old, &new);
    }
    assert!(codes.contains(&true), "{codes:?}");
    assert_mended(&place, &new);
}

#[test]
fn a_reader_that_goes_away_is_no_fault_of_the_build() {
    let (place, _) = catalogue(9, 40);
    let expected = place.clean_build(&[]);
    for words in [&["build", "--format", "json"][..], &["build"], &["list", "all"], &["theme", "views"]] {
        let mut child = begin(&place, words);
        drop((child.stdout.take(), child.stderr.take()));
        let code = child.wait().unwrap().code();
        assert_eq!(code, Some(0), "{words:?}");
    }
    assert_same(&expected, &tree(&place.root().join("public")), "a build that nobody listened to");
}

/// Sources that change, go away and move while they are read: a page is of one version, never of two.
#[test]
fn sources_that_change_give_no_mixed_page() {
    let (place, _) = catalogue(21, 60);
    let text = |sign: &str| {
        let body = format!("{}.\n\n", sign.repeat(3)).repeat(8_000);
        format!("---\ntitle: Знак {sign}\ndate: 2025-01-01\n---\n{body}")
    };
    let versions = [text("раз"), text("два")];
    place.put("content/news/menyaetsya.md", &versions[0]);
    let is_over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let (news, away) = (place.root().join("content/news"), place.root().join("content/practices/away"));
            for at in 0.. {
                if is_over.load(Ordering::Relaxed) {
                    return;
                }
                put(&place.path("next"), &versions[at % 2]);
                fs::rename(place.path("next"), news.join("menyaetsya.md")).unwrap();
                if at % 5 == 0 {
                    fs::rename(news.join("news-1.md"), &away).unwrap();
                    fs::rename(&away, news.join("news-1.md")).unwrap();
                }
                std::thread::sleep(Duration::from_millis(2));
            }
        });
        let outcome = std::panic::catch_unwind(|| {
            for _ in 0..6 {
                let it = place.run(&["build"]);
                assert!(matches!(it.code, Some(0 | 1)) && !it.err.contains("panicked"), "{it:?}");
                let Ok(page) = fs::read_to_string(place.root().join("public/news/menyaetsya/index.html")) else {
                    continue;
                };
                let count = |sign: &str| page.matches(&sign.repeat(3)).count();
                let of_both = [count("раз"), count("два")];
                assert!(of_both.contains(&0) && of_both.iter().sum::<usize>() >= 8_000, "{of_both:?}");
            }
        });
        is_over.store(true, Ordering::Relaxed);
        if let Err(panic) = outcome {
            std::panic::resume_unwind(panic);
        }
    });
    assert_same(&place.build(), &place.clean_build(&[]), "a build after the changes");
}

/// Runs a command that may not do everything: root hands the folder to nobody and becomes nobody.
struct Humble {
    place: Place,
    is_root: bool,
}

impl Humble {
    fn new(place: Place) -> Self {
        fs::copy(env!("CARGO_BIN_EXE_svod"), place.path("svod")).expect("the program, where nobody may read it");
        let id = Command::new("id").arg("-u").output().expect("id");
        let is_root = id.stdout.starts_with(b"0\n");
        let humble = Self { place, is_root };
        humble.own(&humble.place.path("."), "65534");
        humble
    }

    fn own(&self, path: &std::path::Path, who: &str) {
        let is_done =
            !self.is_root || Command::new("chown").args(["-R", who]).arg(path).status().expect("chown").success();
        assert!(is_done, "{} cannot be given away", path.display());
    }

    /// Takes away the right to read, write or enter.
    fn lock(&self, path: &std::path::Path, mode: u32) {
        self.own(path, "0");
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("a new mode");
    }

    fn build(&self) -> Said {
        let mut command = Command::new(if self.is_root { "setpriv".into() } else { self.place.path("svod") });
        if self.is_root {
            command.args(["--reuid=65534", "--clear-groups"]).arg(self.place.path("svod"));
        }
        command.args(["build", "--lang", "ru", "--now", NOW, "--root"]).arg(self.place.root());
        said(command.output().expect("setpriv, which every Debian has"))
    }
}

#[test]
fn what_may_not_be_read_or_written_is_named() {
    let humble = Humble::new(catalogue(22, 10).0);
    let (root, public) = (humble.place.root(), humble.place.root().join("public"));
    let secret = root.join("content/news/news-0.md");
    humble.lock(&secret, 0o000);
    let it = humble.build();
    assert_eq!(it.code, Some(1), "{}", it.err);
    assert!(it.err.contains("content/news/news-0.md") && it.err.contains("нет прав"), "{}", it.err);
    assert!(!public.join("index.html").exists());
    humble.lock(&secret, 0o644);
    fs::create_dir_all(&public).unwrap();
    humble.lock(&public, 0o555);
    let it = humble.build();
    assert_eq!(it.code, Some(3), "{}", it.err);
    assert!(it.err.contains("public") && it.err.contains("нет прав"), "{}", it.err);
    assert!(tree(&public).is_empty());
    fs::set_permissions(&public, fs::Permissions::from_mode(0o755)).unwrap();
    humble.own(&public, "65534");
    good(humble.build());
}

#[test]
fn a_file_in_the_place_of_the_output_is_named() {
    let (place, _) = catalogue(10, 8);
    let output = place.path("file");
    fs::write(&output, "a file in the place of a folder").unwrap();
    let it = said(place.command(&["build"]).arg("-o").arg(&output).output().unwrap());
    assert_eq!(it.code, Some(3), "{}", it.err);
    assert!(it.err.contains("file"), "{}", it.err);
    assert_eq!(fs::read_to_string(&output).unwrap(), "a file in the place of a folder");
}
