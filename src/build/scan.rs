//! Finds and reads the sources. The only file that names walkdir.
//!
//! Links are not followed and pipes, devices and sockets are never opened: each is a problem that names it.
//! Litter of editors and systems is passed over in silence. Nothing here knows what a file means.
//!
//! Begin with [`scan`]; then [`read`], which may be called for many sources at once.

use std::borrow::Cow;
use std::fs::FileType;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::{Arc, mpsc};
use std::time::Duration;

use walkdir::{DirEntry, WalkDir};

use super::fault::reason;
use super::os::{self, Stamp};
use crate::base::nfc::nfc;
use crate::base::parallel;
use crate::base::problem::{Diagnostic, Found, Problem};

/// One file of the site, not read yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// From the root, with `/`, letters composed (NFC): the name that everything else uses.
    pub path: Arc<str>,
    /// As the disk has it, for opening.
    pub disk: PathBuf,
    /// What the disk told of it.
    pub stamp: Stamp,
}

/// Most bytes of a text file.
pub const TEXT_LIMIT: u64 = 10_000_000;
/// Most bytes of a picture that is looked into.
pub const PICTURE_LIMIT: u64 = 200_000_000;

/// Files of the web that begin with a dot and are meant to be published from `static/`.
const PUBLISHED_DOTFILES: &[&str] = &[".well-known", ".htaccess", ".nojekyll"];

/// All files below `places` (folders or files from `root`, with `/`), sorted by path. A missing place has no files.
pub fn scan(root: &Path, places: &[&str]) -> Found<Vec<Source>> {
    scan_by(root, places, Pace::Quick)
}

/// The same, without taking the other cores from who needs them.
pub fn scan_quietly(root: &Path, places: &[&str]) -> Found<Vec<Source>> {
    scan_by(root, places, Pace::Quiet)
}

/// Whether a file or folder at `path` (from the root, with `/`) is litter, or lies in litter: no scan finds it.
pub fn is_passed_over(path: &str) -> bool {
    let is_static = path.starts_with("static/");
    path.split('/').skip(1).any(|it| is_litter(it, is_static))
}

/// On how many cores to ask the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pace {
    Quick,
    Quiet,
}

fn scan_by(root: &Path, places: &[&str], pace: Pace) -> Found<Vec<Source>> {
    let first = look(root, places, pace);
    // Somebody renamed or deleted under our hands: the second look sees the outcome, whole.
    let has_moved = first.problems.iter().any(|it| it.problem == Problem::ChangedWhileRead {});
    if has_moved { look(root, places, pace) } else { first }
}

/// One look at the disk.
fn look(root: &Path, places: &[&str], pace: Pace) -> Found<Vec<Source>> {
    let (sender, receiver) = mpsc::channel();
    let walk_all = || {
        let mut found = Walked { pieces: sender, piece: Vec::new(), problems: Vec::new() };
        places.iter().for_each(|it| walk(root, it, &mut found));
        found.send();
        found.problems
    };
    // While one thread finds names, another asks what is behind them; neither takes what the other has to do.
    let stamp_all = || receiver.into_iter().flatten().map(stamped).collect::<Vec<_>>();
    let (problems, stamped) = match pace {
        Pace::Quick => parallel::both(walk_all, stamp_all),
        Pace::Quiet => (walk_all(), stamp_all()),
    };
    let mut found = Found { value: Vec::with_capacity(stamped.len()), problems };
    for one in stamped {
        match one {
            Ok(source) => found.value.push(source),
            Err(problem) => found.problems.push(problem),
        }
    }
    let order = |a: &Source, b: &Source| a.path.cmp(&b.path).then_with(|| a.disk.cmp(&b.disk));
    match pace {
        Pace::Quick => parallel::sort_unstable_by(&mut found.value, order),
        Pace::Quiet => found.value.sort_unstable_by(order),
    }
    found.value.dedup_by(|later, first| later.disk == first.disk);
    tell_twins(&mut found);
    found
}

/// A file whose name was found, with what the disk tells of it.
fn stamped((path, entry): (Arc<str>, DirEntry)) -> Result<Source, Diagnostic> {
    match entry.metadata() {
        Ok(meta) => Ok(Source { path, disk: entry.into_path(), stamp: os::stamp(&meta) }),
        Err(error) => Err(unreadable(&path, error.into())),
    }
}

/// Names handed over at once.
const PIECE: usize = 256;

/// What a walk finds, on its way to whoever looks behind the names.
struct Walked {
    pieces: mpsc::Sender<Vec<(Arc<str>, DirEntry)>>,
    piece: Vec<(Arc<str>, DirEntry)>,
    problems: Vec<Diagnostic>,
}

impl Walked {
    fn add(&mut self, path: Arc<str>, entry: DirEntry) {
        self.piece.push((path, entry));
        if self.piece.len() == PIECE {
            self.send();
        }
    }

    fn send(&mut self) {
        // The other end is there until all is sent.
        let _ = self.pieces.send(std::mem::take(&mut self.piece));
    }
}

/// Adds the ordinary files of one place.
fn walk(root: &Path, place: &str, found: &mut Walked) {
    let is_static = place == "static" || place.starts_with("static/");
    let wanted = |entry: &DirEntry| entry.depth() == 0 || !is_litter(&entry.file_name().to_string_lossy(), is_static);
    let walker = WalkDir::new(root.join(place)).follow_links(false).follow_root_links(false);
    let mut walker = walker.into_iter().filter_entry(wanted);
    while let Some(step) = walker.next() {
        let entry = match step {
            Ok(entry) => entry,
            Err(error) if error.depth() == 0 && is_missing(&error) => return,
            Err(error) => {
                let path = error.path().map_or_else(|| place.into(), |at| name(root, at).0);
                found.problems.push(unreadable(&path, error.into()));
                continue;
            }
        };
        let (path, is_text) = name(root, entry.path());
        if !is_text && entry.depth() > 0 {
            found.problems.push(Diagnostic::new(&path, None, Problem::BadFileName {}));
            if entry.file_type().is_dir() {
                walker.skip_current_dir();
            }
        } else if entry.file_type().is_file() {
            found.add(path, entry);
        } else if let Some(problem) = oddity(entry.file_type()) {
            found.problems.push(Diagnostic::new(&path, None, problem));
        }
    }
}

/// What is wrong with an entry that is no file; a folder is right.
fn oddity(kind: FileType) -> Option<Problem> {
    match kind {
        it if it.is_dir() => None,
        it if it.is_symlink() => Some(Problem::LinkInSources {}),
        _ => Some(Problem::SpecialFile {}),
    }
}

fn is_missing(error: &walkdir::Error) -> bool {
    error.io_error().is_some_and(|it| it.kind() == io::ErrorKind::NotFound)
}

/// A path of the disk as svod calls it, and whether its last name is a readable text.
fn name(root: &Path, disk: &Path) -> (Arc<str>, bool) {
    // The walk puts the root in front of every name as it is; comparing parts of paths takes as long as the walk.
    let whole = disk.to_str().zip(root.to_str());
    let cut = whole.and_then(|(disk, root)| disk.strip_prefix(root)?.strip_prefix(std::path::MAIN_SEPARATOR));
    let inside = cut.map_or_else(|| disk.strip_prefix(root).unwrap_or(disk), Path::new);
    let last = match cut {
        Some(it) => it.rsplit(std::path::MAIN_SEPARATOR).next(),
        None => inside.file_name().and_then(|it| it.to_str()),
    };
    let is_text = last.is_some_and(|it| !it.bytes().any(|byte| byte < b' ' || byte == 0x7f));
    let text = match inside.to_str() {
        Some(text) if std::path::MAIN_SEPARATOR == '/' => Cow::Borrowed(text),
        Some(text) => Cow::Owned(text.replace(std::path::MAIN_SEPARATOR, "/")),
        None => inside.to_string_lossy(),
    };
    (nfc(&text).into(), is_text)
}

/// Tells of files whose paths are the same text in other bytes.
fn tell_twins(found: &mut Found<Vec<Source>>) {
    for pair in found.value.windows(2) {
        if pair[0].path == pair[1].path {
            let twin = Diagnostic::new(&pair[1].path, None, Problem::SameName {}).with(&pair[0].path, None);
            found.problems.push(twin);
        }
    }
    found.value.dedup_by(|later, first| later.path == first.path);
}

/// What editors and systems leave beside the work of people.
fn is_litter(name: &str, is_static: bool) -> bool {
    if name.starts_with('.') {
        return !(is_static && PUBLISHED_DOTFILES.contains(&name));
    }
    let is_backup = name.ends_with('~') || name.starts_with("~$") || name.starts_with('#') && name.ends_with('#');
    let is_word_temporary = name.starts_with("~WR") && name.ends_with(".tmp");
    let is_jetbrains = name.ends_with("___jb_tmp___") || name.ends_with("___jb_old___");
    let is_vim = name == "4913" || [".swp", ".swo", ".swx"].iter().any(|end| name.ends_with(end));
    let is_system = ["desktop.ini", "thumbs.db"].iter().any(|it| name.eq_ignore_ascii_case(it));
    is_backup || is_word_temporary || is_jetbrains || is_vim || is_system
}

/// The problem of a file or folder that could not be read.
fn unreadable(path: &Arc<str>, error: io::Error) -> Diagnostic {
    let problem = match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Problem::ChangedWhileRead {},
        _ => Problem::UnreadableFile { reason: reason(&error) },
    };
    Diagnostic::new(path, None, problem)
}

/// Reads one source, whole: never a mixture of two versions. A file that goes away or changes meanwhile is read
/// once more after a moment (an editor that saves by rename leaves a short gap).
pub fn read(source: &Source) -> Result<Vec<u8>, Diagnostic> {
    let tell = |problem| Diagnostic::new(&source.path, None, problem);
    let limit = limit(&source.path);
    for pause in [20, 0] {
        match read_once(&source.disk, limit) {
            Ok(Once::Whole(bytes)) => return Ok(bytes),
            Ok(Once::TooLong(bytes)) => {
                let megabytes = |it: u64| it.div_ceil(1_000_000);
                return Err(tell(Problem::FileTooLong { megabytes: megabytes(bytes), limit: megabytes(limit) }));
            }
            Ok(Once::Special) => return Err(tell(Problem::SpecialFile {})),
            Ok(Once::Changing) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(unreadable(&source.path, error)),
        }
        std::thread::sleep(Duration::from_millis(pause));
    }
    Err(tell(Problem::ChangedWhileRead {}))
}

/// Most bytes that [`read`] takes in.
fn limit(path: &str) -> u64 {
    let extension = path.rsplit_once('.').map_or("", |(_, it)| it);
    let is_picture = ["jpg", "jpeg", "png", "webp", "gif"].iter().any(|it| extension.eq_ignore_ascii_case(it));
    if is_picture { PICTURE_LIMIT } else { TEXT_LIMIT }
}

/// What one reading gave.
enum Once {
    Whole(Vec<u8>),
    TooLong(u64),
    Special,
    Changing,
}

/// Reads a file and looks whether it stood still meanwhile.
fn read_once(disk: &Path, limit: u64) -> io::Result<Once> {
    let mut file = os::open_file(disk)?;
    let before = file.metadata()?;
    if !before.is_file() {
        return Ok(Once::Special);
    }
    if before.len() > limit {
        return Ok(Once::TooLong(before.len()));
    }
    // One byte more than it should have: a file that grows is noticed without reading on for ever.
    let mut bytes = Vec::with_capacity(before.len() as usize + 1);
    (&mut file).take(before.len() + 1).read_to_end(&mut bytes)?;
    let is_still = bytes.len() as u64 == before.len() && os::stamp(&file.metadata()?) == os::stamp(&before);
    Ok(if is_still { Once::Whole(bytes) } else { Once::Changing })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    const PLACES: &[&str] = &["content", "static", "themes/svod", "svod.yaml"];

    fn site(files: &[&str]) -> tempfile::TempDir {
        let root = tempfile::tempdir().unwrap();
        for file in files {
            let disk = root.path().join(file);
            fs::create_dir_all(disk.parent().unwrap()).unwrap();
            fs::write(disk, file).unwrap();
        }
        root
    }

    fn paths(found: &Found<Vec<Source>>) -> Vec<&str> {
        found.value.iter().map(|it| &*it.path).collect()
    }

    fn codes(found: &Found<Vec<Source>>) -> Vec<(&str, &str)> {
        let mut codes: Vec<_> = found.problems.iter().map(|it| (it.problem.code(), &*it.at.file)).collect();
        codes.sort_unstable();
        codes
    }

    #[test]
    fn files_are_sorted_by_path_and_read() {
        let root = site(&["content/b.md", "content/a/x.md", "content/a.md", "static/x.txt", "svod.yaml", "other/x"]);
        let found = scan(root.path(), PLACES);
        assert_eq!(paths(&found), ["content/a.md", "content/a/x.md", "content/b.md", "static/x.txt", "svod.yaml"]);
        assert_eq!(codes(&found), []);
        assert_eq!(read(&found.value[1]).unwrap(), b"content/a/x.md");
        assert_eq!(found.value[4].stamp.size, 9);
    }

    #[test]
    fn litter_is_passed_over() {
        let litter = [
            "content/.a.md.swp",
            "content/a.md~",
            "content/~$a.docx",
            "content/4913",
            "content/desktop.ini",
            "content/Thumbs.db",
            "content/.DS_Store",
            "content/a.swp",
            "content/~WRD0001.tmp",
            "content/a.md___jb_tmp___",
            "content/a.md___jb_old___",
            "content/.git/config",
            "content/#a.md#",
            "content/.well-known/x",
            "static/.git/config",
        ];
        let root = site(&litter);
        fs::create_dir_all(root.path().join("static/.well-known")).unwrap();
        fs::write(root.path().join("static/.well-known/security.txt"), "x").unwrap();
        assert_eq!(paths(&scan(root.path(), PLACES)), ["static/.well-known/security.txt"]);
        assert_eq!(paths(&scan_quietly(root.path(), PLACES)), ["static/.well-known/security.txt"]);
        assert!(litter.iter().all(|it| is_passed_over(it)));
        assert!(!is_passed_over("static/.well-known/security.txt") && !is_passed_over("content/a.md"));
    }

    #[test]
    fn names_of_two_encodings_meet() {
        let root = site(&["content/Краи\u{306}.md", "content/Край.md", "content/и\u{306}.md"]);
        let found = scan(root.path(), PLACES);
        assert_eq!(paths(&found), ["content/Край.md", "content/й.md"]);
        assert_eq!(codes(&found), [("P010", "content/Край.md")]);
        assert_eq!(read(&found.value[1]).unwrap(), "content/и\u{306}.md".as_bytes());
    }

    #[test]
    fn a_long_text_is_not_read() {
        let root = site(&["content/a.md", "content/b.png"]);
        for name in ["a.md", "b.png"] {
            fs::File::create(root.path().join("content").join(name)).unwrap().set_len(TEXT_LIMIT + 1).unwrap();
        }
        let found = scan(root.path(), PLACES);
        let problem = read(&found.value[0]).unwrap_err().problem;
        assert_eq!(problem, Problem::FileTooLong { megabytes: 11, limit: 10 });
        assert!(read(&found.value[1]).is_ok());
    }

    #[test]
    fn a_file_that_went_away_is_a_problem() {
        let root = site(&["content/a.md"]);
        let found = scan(root.path(), PLACES);
        fs::remove_file(root.path().join("content/a.md")).unwrap();
        assert_eq!(read(&found.value[0]).unwrap_err().problem, Problem::ChangedWhileRead {});
    }

    #[cfg(unix)]
    #[test]
    fn links_and_special_files_are_named_and_never_opened() {
        use std::os::unix::{ffi::OsStrExt, fs::symlink, net::UnixListener};
        let root = site(&["content/a.md", "content/bad\nname.md"]);
        let at = |name: &str| root.path().join("content").join(name);
        symlink("..", at("loop")).unwrap();
        symlink("/etc/passwd", at("out.md")).unwrap();
        symlink("content", root.path().join("static")).unwrap();
        let _socket = UnixListener::bind(at("socket.md")).unwrap();
        fs::write(root.path().join("content").join(std::ffi::OsStr::from_bytes(b"\xec\xe8\xf0.md")), "x").unwrap();
        let found = scan(root.path(), PLACES);
        assert_eq!(paths(&found), ["content/a.md"]);
        let named = [
            ("P006", "content/loop"),
            ("P006", "content/out.md"),
            ("P006", "static"),
            ("P007", "content/socket.md"),
            ("P012", "content/bad\nname.md"),
            ("P012", "content/\u{fffd}\u{fffd}\u{fffd}.md"),
        ];
        assert_eq!(codes(&found), named);
        fs::remove_file(at("a.md")).unwrap();
        symlink("/etc/passwd", at("a.md")).unwrap();
        assert_eq!(read(&found.value[0]).unwrap_err().problem.code(), "P008");
        fs::remove_file(at("a.md")).unwrap();
        let _socket = UnixListener::bind(at("a.md")).unwrap();
        assert!(read(&found.value[0]).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn a_pipe_does_not_hang() {
        let root = site(&["content/a.md"]);
        let pipe = root.path().join("content/pipe.md");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status();
        if !made.is_ok_and(|it| it.success()) {
            return;
        }
        let found = scan(root.path(), PLACES);
        assert_eq!(codes(&found), [("P007", "content/pipe.md")]);
        let source = Source { path: "content/pipe.md".into(), disk: pipe, stamp: Stamp::default() };
        assert_eq!(read(&source).unwrap_err().problem, Problem::SpecialFile {});
    }
}
