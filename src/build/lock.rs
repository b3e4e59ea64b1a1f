//! One writer at a time: `.svod/lock` in the site's root.
//!
//! The system's own lock on that file is what counts, not that the file exists: the system opens it when its owner
//! ends, however it ends, so there is no stale lock to judge by process numbers (which are used again, in containers
//! at once) and no moment in which two waiters both take over the same dead lock. The text in the file only tells
//! who waits for whom. The file stays when the lock is given back: deleting it would let two owners hold two files
//! of one name.

use std::fs::{self, File, TryLockError};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::fault::Fault;
use super::os;
use crate::base::problem::Problem;

/// How long a second writer waits.
pub const PATIENCE: Duration = Duration::from_secs(10);

/// A held lock; dropped, it is given back.
#[derive(Debug)]
pub struct Lock {
    file: File,
}

impl Lock {
    /// Waits up to `patience` ([`PATIENCE`]) for the site at `root`; `since` is what others are told of our beginning.
    pub fn take(root: &Path, since: &str, patience: Duration) -> Result<Lock, Fault> {
        let path = folder(root)?.join("lock");
        let refused = |error: io::Error| Fault::io(&path, &error);
        let file = File::options().read(true).write(true).create(true).truncate(false).open(&path).map_err(refused)?;
        let begun = Instant::now();
        loop {
            match file.try_lock() {
                Ok(()) => break,
                Err(TryLockError::Error(error)) => return Err(refused(error)),
                Err(TryLockError::WouldBlock) if begun.elapsed() >= patience => return Err(locked(&path)),
                Err(TryLockError::WouldBlock) => std::thread::sleep(Duration::from_millis(50)),
            }
        }
        let mut lock = Lock { file };
        match lock.sign(since) {
            // It is held all the same: others only do not hear by whom.
            Err(error) if error.kind() == io::ErrorKind::StorageFull => Ok(lock),
            signed => signed.map_err(refused).map(|()| lock),
        }
    }

    /// When it was signed by the clock of its file system, in nanoseconds: what was touched before is older.
    pub fn moment(&self) -> i64 {
        self.file.metadata().map_or(0, |it| os::stamp(&it).mtime_ns)
    }

    /// Tells in the file who we are.
    fn sign(&mut self, since: &str) -> io::Result<()> {
        self.file.set_len(0)?;
        self.file.write_all(format!("{}\n{}\n{since}\n", std::process::id(), os::host()).as_bytes())
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Nothing hangs on these two: closing the file opens the lock anyway.
        let _ = self.file.set_len(0);
        let _ = self.file.unlock();
    }
}

/// Makes `.svod/`, which git is told to leave alone.
fn folder(root: &Path) -> Result<PathBuf, Fault> {
    let folder = root.join(".svod");
    fs::create_dir_all(&folder).map_err(|error| Fault::io(&folder, &error))?;
    let ignore = folder.join(".gitignore");
    match File::create_new(&ignore).and_then(|mut file| file.write_all(b"*\n")) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(Fault::io(&ignore, &error)),
        _ => Ok(folder),
    }
}

/// Who holds it, as far as its file tells.
fn locked(path: &Path) -> Fault {
    let mut text = String::new();
    // Where a locked file cannot be read (Windows), the owner stays unknown.
    let _ = File::open(path).and_then(|file| file.take(1000).read_to_string(&mut text));
    let mut lines = text.lines().chain(std::iter::repeat("?")).map(str::to_owned);
    let mut next = || lines.next().unwrap_or_default();
    let (pid, host, since) = (next(), next(), next());
    Problem::Locked { lock: path.display().to_string(), pid, host, since }.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHORT: Duration = Duration::from_millis(60);

    #[test]
    fn a_second_writer_is_told_who_writes() {
        let site = tempfile::tempdir().unwrap();
        let first = Lock::take(site.path(), "2026-01-11 10:30", SHORT).unwrap();
        let fault = Lock::take(site.path(), "2026-01-11 10:31", SHORT).unwrap_err();
        let Problem::Locked { pid, since, .. } = fault.problem() else { panic!("{fault:?}") };
        assert_eq!((pid.as_str(), since.as_str()), (&*std::process::id().to_string(), "2026-01-11 10:30"));
        drop(first);
        Lock::take(site.path(), "2026-01-11 10:32", SHORT).unwrap();
        assert_eq!(fs::read_to_string(site.path().join(".svod/.gitignore")).unwrap(), "*\n");
    }

    #[test]
    fn the_lock_of_a_dead_process_is_taken_over() {
        let site = tempfile::tempdir().unwrap();
        fs::create_dir(site.path().join(".svod")).unwrap();
        fs::write(site.path().join(".svod/lock"), "999999999\nhost\n2026-01-11 10:30\n").unwrap();
        Lock::take(site.path(), "2026-01-11 10:31", SHORT).unwrap();
    }

    #[test]
    fn a_waiter_gets_the_lock_when_it_is_given_back() {
        let site = tempfile::tempdir().unwrap();
        let first = Lock::take(site.path(), "", SHORT).unwrap();
        std::thread::scope(|scope| {
            let waiter = scope.spawn(|| Lock::take(site.path(), "", PATIENCE).map(drop));
            std::thread::sleep(SHORT);
            drop(first);
            waiter.join().unwrap().unwrap();
        });
    }

    #[test]
    fn a_file_in_the_place_of_the_folder_is_named() {
        let site = tempfile::tempdir().unwrap();
        fs::write(site.path().join(".svod"), "").unwrap();
        let fault = Lock::take(site.path(), "", SHORT).unwrap_err();
        assert!(matches!(fault.problem(), Problem::FileRefused { .. }));
    }
}
