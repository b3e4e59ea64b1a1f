//! Watching without the system's events: refused from the first, or from some folder on.

use std::fs;
use std::sync::mpsc::{Receiver, channel};

use super::*;

/// Events that are refused after so many folders.
struct Refusing(usize);

impl Events for Refusing {
    fn watch(&mut self, _: &Path, _: Reach) -> Result<(), Refusal> {
        match self.0.checked_sub(1) {
            Some(left) => {
                self.0 = left;
                Ok(())
            }
            None => Err(limit()),
        }
    }
}

fn limit() -> Refusal {
    Refusal::Final(Problem::WatchLimit { setting: "fs.inotify.max_user_watches".to_owned() })
}

fn site() -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    fs::create_dir_all(root.path().join("content/news")).unwrap();
    fs::write(root.path().join("content/news/a.md"), "a").unwrap();
    fs::write(root.path().join("svod.yaml"), "title: x\n").unwrap();
    root
}

fn watched(root: &Path, made: Made) -> (Watcher, Receiver<Problem>) {
    let (tell, told) = channel();
    let watch = Watch { root: root.to_owned(), config: None, poll: None };
    (begin(&watch, |_, _| made, Box::new(move |it| tell.send(it).unwrap())), told)
}

#[track_caller]
fn assert_next(watcher: &mut Watcher, paths: &[&str]) {
    let begun = Instant::now();
    let change = watcher.next(Some(begun + Duration::from_secs(5)));
    assert_eq!(change, Some(Change::Paths(paths.iter().map(|it| Arc::from(*it)).collect())));
    assert!(begun.elapsed() < Duration::from_secs(2), "{:?}", begun.elapsed());
}

#[test]
fn a_limit_is_told_once_and_every_change_is_seen() {
    let boxed = |it| Some(Ok(Box::new(Refusing(it)) as Box<dyn Events>));
    for made in [Some(Err(limit())), boxed(0), boxed(1)] {
        let root = site();
        let (mut watcher, told) = watched(root.path(), made);
        assert_eq!(told.try_iter().count(), 1);
        fs::write(root.path().join("content/news/a.md"), "bc").unwrap();
        assert_next(&mut watcher, &["content/news/a.md"]);
        fs::write(root.path().join("svod.yaml"), "title: y\n").unwrap();
        assert_next(&mut watcher, &["svod.yaml"]);
        fs::rename(root.path().join("content/news"), root.path().join("content/events")).unwrap();
        assert_next(&mut watcher, &["content/events/a.md", "content/news/a.md"]);
        assert_eq!(watcher.next(Some(Instant::now() + Duration::from_millis(700))), None);
        assert_eq!(told.try_iter().count(), 0);
    }
}

#[test]
fn a_limit_that_is_reached_later_ends_the_events() {
    let root = site();
    let folders = Scope::new(&Watch { root: root.path().to_owned(), config: None, poll: None }).folders().len();
    let made: Made = Some(Ok(Box::new(Refusing(folders))));
    let (mut watcher, told) = watched(root.path(), made);
    assert_eq!(told.try_iter().count(), 0);
    // Nothing tells of this but the scan beside the events; asking for events of the new folder is refused.
    fs::create_dir(root.path().join("content/new")).unwrap();
    fs::write(root.path().join("content/new/b.md"), "b").unwrap();
    watcher.shared.queue.hear(Spot::At("content/new".to_owned()), events::Hint::Whole);
    assert_next(&mut watcher, &["content/new/b.md"]);
    assert_eq!(told.try_iter().count(), 1);
    fs::write(root.path().join("content/new/b.md"), "c").unwrap();
    assert_next(&mut watcher, &["content/new/b.md"]);
    watcher.shared.queue.refuse(limit());
    assert_eq!(watcher.next(Some(Instant::now())), None);
    assert_eq!(told.try_iter().count(), 0, "it is told once");
}

#[test]
fn lost_events_are_found_by_the_scan_and_told_once() {
    let root = site();
    let made: Made = Some(Ok(Box::new(Refusing(usize::MAX))));
    let (mut watcher, _told) = watched(root.path(), made);
    fs::write(root.path().join("content/news/a.md"), "longer").unwrap();
    let begun = Instant::now();
    let change = watcher.next(Some(begun + Duration::from_secs(5)));
    assert_eq!(change, Some(Change::Paths([Arc::from("content/news/a.md")].into())));
    assert!(begun.elapsed() < Duration::from_millis(2500), "{:?}", begun.elapsed());
    assert_eq!(watcher.next(Some(Instant::now() + Duration::from_millis(2000))), None);
}

#[test]
fn two_writes_between_two_ticks_are_two_changes() {
    let root = site();
    let made: Made = Some(Ok(Box::new(Refusing(usize::MAX))));
    let (mut watcher, _told) = watched(root.path(), made);
    let spot = || Spot::At("content/news/a.md".to_owned());
    fs::write(root.path().join("content/news/a.md"), "longer").unwrap();
    watcher.shared.queue.hear(spot(), events::Hint::Whole);
    assert_next(&mut watcher, &["content/news/a.md"]);
    // As if the file had the same stamp after a second write.
    watcher.shared.queue.hear(spot(), events::Hint::Whole);
    assert_next(&mut watcher, &["content/news/a.md"]);
    std::thread::sleep(Duration::from_millis(30));
    watcher.shared.queue.hear(spot(), events::Hint::Whole);
    assert_eq!(watcher.next(Some(Instant::now() + Duration::from_millis(50))), None, "nobody wrote");
}

#[test]
fn what_came_and_went_is_told() {
    let root = site();
    let made: Made = Some(Ok(Box::new(Refusing(usize::MAX))));
    let (mut watcher, _told) = watched(root.path(), made);
    let heard = |watcher: &Watcher, path: &str| {
        watcher.shared.queue.hear(Spot::At(path.to_owned()), events::Hint::Whole);
    };
    // Whoever read the folders while it was there has it still, and nobody else will say that it is gone.
    heard(&watcher, "content/news/b.md");
    assert_next(&mut watcher, &["content/news/b.md"]);
    // A folder without a file is none of this.
    fs::create_dir(root.path().join("content/new")).unwrap();
    heard(&watcher, "content/new");
    assert_eq!(watcher.next(Some(Instant::now() + Duration::from_millis(50))), None);
}
