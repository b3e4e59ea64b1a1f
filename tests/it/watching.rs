//! Every change of the sources is seen, whatever editor makes it, and `svod build --watch` publishes it
//! (spec: faults.md §3, V08).
//!
//! Saves of editors are replayed as the system calls that those editors were seen to make.

#![cfg(unix)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use svod::base::lang::Lang;
use svod::serve::watch::{Change, Watch, Watcher, start};

use crate::corpus::*;

/// Until what changed has to arrive.
const SOON: Duration = Duration::from_secs(1);
/// After which nothing more is on its way: longer than any wait for a file's close.
const QUIET: Duration = Duration::from_millis(250);

/// A watched site.
struct Seen {
    folder: tempfile::TempDir,
    watcher: Watcher,
}

impl Seen {
    fn new(files: &[&str]) -> Self {
        Self::with(files, None)
    }

    fn with(files: &[&str], poll: Option<Duration>) -> Self {
        let folder = tempfile::tempdir().expect("a folder for the test");
        put(&folder.path().join("svod.yaml"), "title: x\n");
        for file in files {
            put(&folder.path().join(file), "old");
        }
        let watch = Watch { root: folder.path().to_owned(), config: None, poll };
        let watcher = start(&watch, |it| panic!("{}", it.text(Lang::En).message));
        Self { folder, watcher }
    }

    fn at(&self, file: &str) -> PathBuf {
        self.folder.path().join(file)
    }

    /// What changes until nothing has changed for a while, and in how many parts it was told.
    fn changes(&mut self, first: Duration, then: Duration) -> (BTreeSet<Arc<str>>, usize) {
        let (mut all, mut parts, mut until) = (BTreeSet::new(), 0, Instant::now() + first);
        while let Some(change) = self.watcher.next(Some(until)) {
            let Change::Paths(paths) = change else { panic!("everything changed") };
            all.extend(paths);
            parts += 1;
            until = Instant::now() + then;
        }
        (all, parts)
    }

    /// These files change soon, and nothing else does.
    #[track_caller]
    fn expect(&mut self, files: &[&str]) -> usize {
        let (changed, parts) = self.changes(SOON, QUIET);
        let expected: BTreeSet<Arc<str>> = files.iter().map(|it| Arc::from(*it)).collect();
        assert_eq!(changed, expected);
        parts
    }
}

fn write(path: &Path, text: &str) {
    let mut file = File::options().write(true).truncate(true).create(true).open(path).expect("a file");
    file.write_all(text.as_bytes()).expect("written");
}

fn rename(from: &Path, to: &Path) {
    fs::rename(from, to).expect("renamed");
}

/// `backupcopy=auto`, `writebackup`: a probe, the old file moved aside, a new one, the backup deleted.
fn vim(it: &Path) {
    let folder = it.parent().expect("a folder");
    write(&folder.join(".a.md.swp"), "b0VIM");
    let probe = folder.join("4913");
    drop(File::create_new(&probe).expect("a probe"));
    fs::remove_file(probe).expect("the probe");
    let backup = it.with_extension("md~");
    rename(it, &backup);
    write(it, "new");
    fs::set_permissions(it, fs::metadata(&backup).expect("a backup").permissions()).expect("a mode");
    fs::remove_file(backup).expect("the backup");
    fs::remove_file(folder.join(".a.md.swp")).expect("the swap file");
}

/// Truncates and writes; the two are some milliseconds apart in a large file.
fn vs_code(it: &Path) {
    let mut file = File::options().write(true).truncate(true).open(it).expect("a file");
    std::thread::sleep(Duration::from_millis(15));
    file.write_all(b"new ").expect("written");
    std::thread::sleep(Duration::from_millis(15));
    file.write_all(b"text").expect("written");
    file.sync_all().expect("synced");
}

/// «Safe write»: a temporary file, the old one moved aside, the new one in its place.
fn jetbrains(it: &Path) {
    let (new, old) = (it.with_extension("md___jb_tmp___"), it.with_extension("md___jb_old___"));
    write(&new, "new");
    rename(it, &old);
    rename(&new, it);
    fs::remove_file(old).expect("the old file");
}

/// Word and its like: an owner file, a temporary one written, the old one renamed, the new one renamed, the old deleted.
fn word(it: &Path) {
    let folder = it.parent().expect("a folder");
    let (owner, new, old) = (folder.join("~$a.md"), folder.join("~WRD0002.tmp"), folder.join("~WRL0003.tmp"));
    write(&owner, "editor");
    write(&new, "new");
    rename(it, &old);
    rename(&new, it);
    fs::remove_file(old).expect("the old file");
    fs::remove_file(owner).expect("the owner file");
}

/// GNOME and LibreOffice: a hidden file renamed over.
fn gnome(it: &Path) {
    let new = it.with_file_name(".goutputstream-A1B2C3");
    write(&new, "new");
    rename(&new, it);
}

/// Emacs: an auto-save file and a lock that is a broken link; the old file is copied, then written.
fn emacs(it: &Path) {
    let folder = it.parent().expect("a folder");
    std::os::unix::fs::symlink("editor@office.4242", folder.join(".#a.md")).expect("a lock");
    write(&folder.join("#a.md#"), "new");
    fs::copy(it, folder.join("a.md~")).expect("a backup");
    write(it, "new");
    fs::remove_file(folder.join("#a.md#")).expect("the auto-save file");
    fs::remove_file(folder.join(".#a.md")).expect("the lock");
}

#[test]
fn every_editor_saves_one_file() {
    type Save = fn(&Path);
    let editors: &[(&str, Save)] = &[
        ("vim", vim),
        ("VS Code", vs_code),
        ("JetBrains", jetbrains),
        ("Word", word),
        ("GNOME", gnome),
        ("Emacs", emacs),
    ];
    let mut seen = Seen::new(&["content/news/a.md", "content/news/b.md"]);
    for (name, save) in editors {
        let file = seen.at("content/news/a.md");
        std::thread::scope(|scope| {
            scope.spawn(|| save(&file));
            let (changed, parts) = seen.changes(SOON, QUIET);
            assert_eq!(changed, [Arc::from("content/news/a.md")].into(), "{name}");
            // One, unless the machine is so busy that the editor is kept waiting in the middle of its save.
            assert!(parts <= 2, "{name}: {parts} changes");
        });
    }
}

#[test]
fn what_is_told_can_be_read_at_once() {
    let mut seen = Seen::new(&["content/a.md"]);
    let file = seen.at("content/a.md");
    for round in 0..40 {
        let text = format!("text {:03}", round);
        match round % 4 {
            0 => write(&file, &text),
            1 => {
                write(&seen.at("content/.tmp"), &text);
                rename(&seen.at("content/.tmp"), &file);
            }
            2 => {
                fs::remove_file(&file).expect("it is there");
                write(&file, &text);
            }
            _ => fs::write(&file, &text).expect("written"),
        }
        let until = Instant::now() + SOON;
        loop {
            let change = seen.watcher.next(Some(until));
            assert_eq!(change, Some(Change::Paths([Arc::from("content/a.md")].into())), "round {round}");
            if fs::read_to_string(&file).is_ok_and(|it| it == text) {
                break;
            }
        }
    }
}

#[test]
fn a_change_is_told_within_milliseconds() {
    let mut seen = Seen::new(&["content/a.md"]);
    let mut times = Vec::new();
    for round in 0..20 {
        let text = "x".repeat(round + 1);
        let begun = Instant::now();
        write(&seen.at("content/a.md"), &text);
        assert!(seen.watcher.next(Some(begun + SOON)).is_some());
        times.push(begun.elapsed());
    }
    times.sort_unstable();
    assert!(times[10] < Duration::from_millis(50), "half of the changes took longer than {:?}", times[10]);
}

#[test]
fn folders_come_go_and_move() {
    let mut seen = Seen::new(&["content/news/2024/a.md", "content/news/2024/b/c.md", "content/news/2024.md"]);
    rename(&seen.at("content/news/2024"), &seen.at("content/news/2025"));
    let files = ["2024/a.md", "2024/b/c.md", "2025/a.md", "2025/b/c.md"].map(|it| format!("content/news/{it}"));
    seen.expect(&files.each_ref().map(String::as_str));
    // The folder is known by its new name.
    write(&seen.at("content/news/2025/b/c.md"), "newer");
    seen.expect(&["content/news/2025/b/c.md"]);
    put(&seen.at("content/x/y/z/deep.md"), "new");
    seen.expect(&["content/x/y/z/deep.md"]);
    write(&seen.at("content/x/y/z/deep.md"), "newer");
    seen.expect(&["content/x/y/z/deep.md"]);
    // Out of the site and back.
    rename(&seen.at("content/x"), &seen.at("away"));
    seen.expect(&["content/x/y/z/deep.md"]);
    write(&seen.at("away/y/z/deep.md"), "newest");
    seen.expect(&[]);
    rename(&seen.at("away"), &seen.at("content/x"));
    seen.expect(&["content/x/y/z/deep.md"]);
    fs::remove_dir_all(seen.at("content/news")).expect("removed");
    seen.expect(&["content/news/2024.md", "content/news/2025/a.md", "content/news/2025/b/c.md"]);
}

#[test]
fn whole_places_come_go_and_come_again() {
    let mut seen = Seen::new(&["content/a.md"]);
    for place in ["static", "themes"] {
        let file = format!("{place}/x/y.css");
        put(&seen.at(&file), "new");
        seen.expect(&[&file]);
        write(&seen.at(&file), "newer");
        seen.expect(&[&file]);
    }
    fs::remove_dir_all(seen.at("content")).expect("removed");
    seen.expect(&["content/a.md"]);
    put(&seen.at("content/a.md"), "again");
    seen.expect(&["content/a.md"]);
    write(&seen.at("content/a.md"), "and again");
    seen.expect(&["content/a.md"]);
}

#[test]
fn only_sources_count() {
    let mut seen = Seen::new(&["content/a.md", "static/.well-known/security.txt"]);
    for file in ["public/index.html", ".git/index", "README.md", "content/.git/x", "content/.DS_Store", "static/a.swp"]
    {
        put(&seen.at(file), "new");
    }
    // Reading is no change.
    assert_eq!(fs::read_to_string(seen.at("content/a.md")).expect("read"), "old");
    assert_eq!(fs::read_dir(seen.at("content")).expect("listed").count(), 3);
    seen.expect(&[]);
    write(&seen.at("static/.well-known/security.txt"), "new");
    write(&seen.at("svod.yaml"), "title: y\n");
    seen.expect(&["static/.well-known/security.txt", "svod.yaml"]);
    fs::remove_file(seen.at("svod.yaml")).expect("removed");
    seen.expect(&["svod.yaml"]);
    put(&seen.at("content/Краи\u{306}.md"), "a name as a Mac writes it");
    seen.expect(&["content/Край.md"]);
    fs::remove_file(seen.at("content/Краи\u{306}.md")).expect("removed");
    seen.expect(&["content/Край.md"]);
}

#[test]
fn what_is_no_file_is_told_too() {
    use std::os::unix::ffi::OsStrExt;
    let mut seen = Seen::new(&["content/a.md"]);
    let link = seen.at("content/link.md");
    std::os::unix::fs::symlink("a.md", &link).expect("a link");
    seen.expect(&["content/link.md"]);
    fs::remove_file(&link).expect("removed");
    seen.expect(&["content/link.md"]);
    let name = seen.at("content").join(std::ffi::OsStr::from_bytes(b"\xec\xe8\xf0.md"));
    fs::write(&name, "x").expect("written");
    seen.expect(&["content/\u{fffd}\u{fffd}\u{fffd}.md"]);
    fs::remove_file(&name).expect("removed");
    seen.expect(&["content/\u{fffd}\u{fffd}\u{fffd}.md"]);
}

#[test]
fn same_length_and_time_do_not_hide_an_edit() {
    for poll in [None, Some(Duration::from_millis(50))] {
        let mut seen = Seen::with(&["content/a.md"], poll);
        let file = seen.at("content/a.md");
        let before = fs::metadata(&file).expect("facts").modified().expect("a time");
        std::thread::sleep(Duration::from_millis(30));
        write(&file, "new");
        File::options().write(true).open(&file).expect("a file").set_modified(before).expect("a time");
        seen.expect(&["content/a.md"]);
        assert_eq!(fs::metadata(&file).expect("facts").modified().expect("a time"), before);
    }
}

#[test]
fn scanning_alone_sees_everything_once() {
    let mut seen = Seen::with(&["content/news/a.md", "content/news/b.md"], Some(Duration::from_millis(100)));
    for save in [vim as fn(&Path), jetbrains, word] {
        save(&seen.at("content/news/a.md"));
        assert!(seen.expect(&["content/news/a.md"]) <= 2);
    }
    rename(&seen.at("content/news"), &seen.at("content/events"));
    let files = ["content/events/a.md", "content/events/b.md", "content/news/a.md", "content/news/b.md"];
    seen.expect(&files);
    put(&seen.at("content/x/y/z/deep.md"), "new");
    write(&seen.at("svod.yaml"), "title: longer\n");
    seen.expect(&["content/x/y/z/deep.md", "svod.yaml"]);
    seen.expect(&[]);
}

/// What a receiver would know: the stamps of files that it was told of, or of all.
fn sizes(root: &Path) -> BTreeMap<String, u64> {
    let folders = fs::read_dir(root).expect("a folder").map(|it| it.expect("a folder").path());
    let files = folders.flat_map(|it| fs::read_dir(it).expect("a folder")).map(|it| it.expect("a file").path());
    // What goes away meanwhile is told of again.
    let sizes = files.filter_map(|it| fs::metadata(&it).ok().map(|meta| (it, meta.len())));
    let name = |it: &Path| it.strip_prefix(root).expect("inside").to_string_lossy().into_owned();
    sizes.map(|(path, size)| (name(&path), size)).collect()
}

#[test]
fn a_checkout_of_thousands_of_files_is_few_changes() {
    const FILES: usize = 5000;
    let mut seen = Seen::new(&["content/news/a.md"]);
    let content = seen.at("content");
    for (round, text) in ["one", "two!"].iter().enumerate() {
        let files: Vec<PathBuf> = (0..FILES).map(|at| content.join(format!("d{}/{at}.md", at % 50))).collect();
        let (mut known, mut changes) = (sizes(&content), 0);
        std::thread::scope(|scope| {
            let writer = scope.spawn(|| {
                for file in &files {
                    // As git does: the old file is deleted, a new one made.
                    let _ = fs::remove_file(file);
                    put(file, text);
                }
            });
            while let Some(change) = seen.watcher.next(Some(Instant::now() + 2 * SOON)) {
                changes += 1;
                // Who is told has to read and to show what changed.
                std::thread::sleep(Duration::from_millis(10));
                match change {
                    Change::Everything => known = sizes(&content),
                    Change::Paths(paths) => {
                        for path in paths {
                            let name = path.strip_prefix("content/").expect("a source").to_owned();
                            match fs::metadata(content.join(&name)) {
                                Ok(it) => known.insert(name, it.len()),
                                Err(_) => known.remove(&name),
                            };
                        }
                    }
                }
            }
            writer.join().expect("written");
        });
        let now = sizes(&content);
        assert!(known == now && now.len() == FILES + 1, "round {round}: something was lost");
        assert!(changes <= 30, "{changes} changes");
    }
    write(&seen.at("content/d7/7.md"), "and one more");
    seen.expect(&["content/d7/7.md"]);
}

#[test]
fn settings_in_another_folder_are_watched() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let (root, config) = (folder.path().join("site"), folder.path().join("settings/site.yaml"));
    put(&root.join("content/a.md"), "old");
    put(&config, "title: x\n");
    let watch = Watch { root: root.clone(), config: Some(config.clone()), poll: None };
    let mut seen = Seen { folder, watcher: start(&watch, |_| ()) };
    write(&config, "title: longer\n");
    let name = config.to_str().expect("letters").to_owned();
    seen.expect(&[&name]);
    put(&root.join("svod.yaml"), "nobody reads it");
    put(&config.with_file_name("other.yaml"), "nor that");
    seen.expect(&[]);
}

#[test]
fn who_waits_can_be_woken() {
    let mut seen = Seen::new(&["content/a.md"]);
    let waker = seen.watcher.waker();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            std::thread::sleep(Duration::from_millis(20));
            waker.wake();
        });
        assert_eq!(seen.watcher.next(None), None);
    });
}

/// `svod build --watch` at work.
struct Building {
    place: Place,
    child: Child,
    lines: Receiver<String>,
}

impl Building {
    fn new(place: Place, words: &[&str]) -> Self {
        let command = place.interruptible(&[&["build", "--watch", "--lang", "en"], words].concat());
        Self::begin(place, command)
    }

    fn begin(place: Place, mut command: Command) -> Self {
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("svod starts");
        let (say, lines) = channel();
        let stderr = BufReader::new(child.stderr.take().expect("piped"));
        std::thread::spawn(move || stderr.lines().map_while(Result::ok).try_for_each(|it| say.send(it)));
        Self { place, child, lines }
    }

    /// Waits for a line with `part`; gives all that was said before it.
    #[track_caller]
    fn hear(&self, part: &str) -> String {
        let (mut said, until) = (String::new(), Instant::now() + Duration::from_secs(100));
        while let Ok(line) = self.lines.recv_timeout(until.saturating_duration_since(Instant::now())) {
            said += &format!("{line}\n");
            if line.contains(part) {
                return said;
            }
        }
        panic!("«{part}» was not said, but:\n{said}");
    }

    fn page(&self, path: &str) -> String {
        fs::read_to_string(self.place.root().join("public").join(path)).unwrap_or_default()
    }

    fn interrupt(mut self) -> Option<i32> {
        Command::new("kill").args(["-INT", &self.child.id().to_string()]).status().expect("kill");
        self.child.wait().expect("a child").code()
    }
}

impl Drop for Building {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_watched_build_follows_the_editor() {
    let (place, articles) = catalogue(31, 24);
    let it = articles.iter().find(|it| it.section() == "news").expect("news").clone();
    let building = Building::new(place, &[]);
    building.hear("Waiting for changes");
    assert!(building.page(&it.page()).contains(&it.title));

    let edited = Article { title: "Другой заголовок".to_owned(), ..it.clone() };
    building.place.put(&it.file, edited.text());
    let said = building.hear("Built in");
    assert!(said.contains(&format!("Changed: {}", it.file)), "{said}");
    building.hear("written");
    assert!(building.page(&it.page()).contains("Другой заголовок"));

    building.place.put(&it.file, edited.text().replace("date: ", "date: not "));
    let said = building.hear("was not built");
    assert!(said.contains(&it.file), "{said}");
    assert!(building.page(&it.page()).contains("Другой заголовок"), "the good page stays");

    building.place.put(&it.file, edited.text().replace("Другой", "Третий"));
    building.hear("written");
    assert!(building.page(&it.page()).contains("Третий заголовок"));

    building.place.put("svod.yaml", "title: [\n");
    building.hear("was not built");
    building.place.remove("svod.yaml");
    building.hear("svod.yaml");
    building.place.put("svod.yaml", "title: Новое имя\nbase_url: https://example.org\n");
    building.hear("written");
    assert!(building.page("index.html").contains("Новое имя"));

    building.place.remove(&it.file);
    building.hear("written");
    assert_eq!(building.page(&it.page()), "");

    let public = building.place.root().join("public");
    let kept = tree(&public);
    assert_same(&building.place.clean_build(&[]), &kept, "a build that was kept up");
    assert_eq!(building.interrupt(), Some(130));
}

#[test]
fn a_watched_build_outlives_what_stands_in_its_way() {
    let (place, articles) = catalogue(32, 8);
    let (file, text) = (articles[14].file.clone(), articles[14].text());
    // A file where the output should be: the build is refused, and goes well when that is gone.
    put(&place.root().join("public"), "in the way");
    let building = Building::new(place, &["--poll=50"]);
    building.hear("public");
    building.hear("Waiting for changes");
    building.place.remove("public");
    building.place.put(&file, text + "\nЕщё абзац.\n");
    building.hear("written");
    assert!(building.page("index.html").contains("</html>"));
    assert_eq!(building.interrupt(), Some(130));
}

/// Whether in a world of its own, where everybody may lower its limits, `limit` can be lowered.
fn may_lower(limit: &str) -> bool {
    let probe = Command::new("unshare").args(["-U", "-r", "sh", "-c", &lower(limit), "sh", "true"]).output();
    probe.is_ok_and(|it| it.status.success())
}

fn lower(limit: &str) -> String {
    format!("echo {limit} && exec \"$@\"")
}

#[test]
fn a_limit_of_the_system_is_told_and_changes_are_seen() {
    let limits = [
        ("2 > /proc/sys/user/max_inotify_watches", "fs.inotify.max_user_watches"),
        ("0 > /proc/sys/user/max_inotify_instances", "fs.inotify.max_user_instances"),
    ];
    for (limit, setting) in limits.into_iter().filter(|it| may_lower(it.0)) {
        let (place, articles) = catalogue(33, 8);
        let svod = place.interruptible(&["build", "--watch", "--lang", "en"]);
        let mut command = Command::new("unshare");
        command.args(["-U", "-r", "sh", "-c", &lower(limit), "sh"]).arg(svod.get_program()).args(svod.get_args());
        command.current_dir(place.root());
        let building = Building::begin(place, command);
        let said = building.hear("Waiting for changes");
        assert_eq!(said.matches(setting).count(), 2, "once in the message, once in its cure: {said}");
        let it = Article { title: "Другой заголовок".to_owned(), ..articles[14].clone() };
        building.place.put(&it.file, it.text());
        let said = building.hear("written");
        assert!(!said.contains("fs.inotify"), "{said}");
        assert!(building.page(&it.page()).contains("Другой заголовок"));
        assert_eq!(building.interrupt(), Some(130));
    }
}

#[test]
fn a_watched_build_wakes_when_an_item_is_due() {
    if !is_slow_wanted() {
        return;
    }
    let (place, articles) = catalogue(34, 8);
    place.put("svod.yaml", "title: Свод\nbase_url: https://example.org\ntime_zone: UTC\n");
    let clock = Command::new("date").args(["-u", "-d", "+1 minute", "+%Y-%m-%d %H:%M"]).output().expect("date");
    let due = String::from_utf8(clock.stdout).expect("letters");
    let it = articles.iter().find(|it| it.section() == "news").expect("news").clone();
    let more = vec![format!("publish: {}", due.trim())];
    place.put(&it.file, Article { more, ..it.clone() }.text());
    let plain = place.interruptible(&["build", "--watch", "--lang", "en"]);
    let mut command = Command::new(plain.get_program());
    // By the clock, not as of a moment.
    command.args(plain.get_args().filter(|it| *it != "--now" && *it != NOW)).env_clear().current_dir(place.root());
    let building = Building::begin(place, command);
    building.hear("Waiting for changes");
    assert_eq!(building.page(&it.page()), "");
    building.hear("The time has come");
    building.hear("written");
    assert!(building.page(&it.page()).contains(&it.title));
}
