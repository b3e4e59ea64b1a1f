//! What one operating system does otherwise than another. The only file that names `rustix` or a system.
//!
//! Each function has a fallback that works everywhere; callers never ask which system they are on.

use std::fs::{File, Metadata};
use std::io;
use std::path::Path;

/// What the system tells of a file without opening it: equal stamps mean equal bytes (but see DESIGN.md §3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, serde::Serialize, serde::Deserialize)]
pub struct Stamp {
    /// Bytes.
    pub size: u64,
    /// When the bytes changed, nanoseconds from 1970.
    pub mtime_ns: i64,
    /// When anything changed; 0 where the system has no such time.
    pub ctime_ns: i64,
    /// Which file it is; 0 where the system does not say.
    pub inode: u64,
}

impl Stamp {
    /// Whether equal stamps of this file mean equal bytes: it was last touched before `moment`, in nanoseconds by the
    /// same file system's clock. A file changed in the very tick of its reading may change again without a trace, and
    /// where the system knows no time of change every file is read again.
    pub fn is_old(&self, moment: i64) -> bool {
        self.ctime_ns != 0 && self.mtime_ns < moment && self.ctime_ns < moment
    }
}

/// The stamp of a file.
#[cfg(unix)]
pub fn stamp(meta: &Metadata) -> Stamp {
    use std::os::unix::fs::MetadataExt;
    let nanos = |seconds: i64, rest: i64| seconds.saturating_mul(1_000_000_000).saturating_add(rest);
    Stamp {
        size: meta.size(),
        mtime_ns: nanos(meta.mtime(), meta.mtime_nsec()),
        ctime_ns: nanos(meta.ctime(), meta.ctime_nsec()),
        inode: meta.ino(),
    }
}

/// The stamp of a file.
#[cfg(not(unix))]
pub fn stamp(meta: &Metadata) -> Stamp {
    let since = |it: std::time::SystemTime| it.duration_since(std::time::UNIX_EPOCH).ok();
    let mtime = meta.modified().ok().and_then(since).map_or(0, |it| it.as_nanos() as i64);
    Stamp { size: meta.len(), mtime_ns: mtime, ctime_ns: 0, inode: 0 }
}

/// The stamp of the ordinary file at `path`; None for anything else.
pub fn stamp_of(path: &Path) -> Option<Stamp> {
    std::fs::symlink_metadata(path).ok().filter(Metadata::is_file).map(|it| stamp(&it))
}

/// Opens an ordinary file for reading. A link is not followed and a pipe does not wait for its other end:
/// what stands at `path` may have changed since somebody looked.
#[cfg(unix)]
pub fn open_file(path: &Path) -> io::Result<File> {
    use rustix::fs::OFlags;
    use std::os::unix::fs::OpenOptionsExt;
    let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK;
    File::options().read(true).custom_flags(flags.bits() as i32).open(path)
}

/// Opens an ordinary file for reading; a link or anything else is refused.
#[cfg(not(unix))]
pub fn open_file(path: &Path) -> io::Result<File> {
    match std::fs::symlink_metadata(path)?.is_file() {
        true => File::open(path),
        false => Err(io::ErrorKind::InvalidInput.into()),
    }
}

/// Puts the file `new` in the place of the existing file `old`; what is then at `new` may be deleted.
///
/// On Linux the two change places: a plain rename over an existing file makes ext4 flush the new bytes first,
/// which costs twice to three times as much. File systems that cannot exchange get the plain rename.
#[cfg(target_os = "linux")]
pub fn replace(new: &Path, old: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    match renameat_with(CWD, new, CWD, old, RenameFlags::EXCHANGE) {
        Ok(()) => std::fs::remove_file(new),
        Err(_) => std::fs::rename(new, old),
    }
}

/// Puts the file `new` in the place of the existing file `old`.
#[cfg(not(target_os = "linux"))]
pub fn replace(new: &Path, old: &Path) -> io::Result<()> {
    std::fs::rename(new, old)
}

/// Fills `bytes` from a place of a file; the file's own position stays.
#[cfg(unix)]
pub fn read_at(file: &File, bytes: &mut [u8], offset: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, bytes, offset)
}

/// Fills `bytes` from a place of a file.
#[cfg(windows)]
pub fn read_at(file: &File, bytes: &mut [u8], offset: u64) -> io::Result<()> {
    let mut from = 0;
    while from < bytes.len() {
        match std::os::windows::fs::FileExt::seek_read(file, &mut bytes[from..], offset + from as u64)? {
            0 => return Err(io::ErrorKind::UnexpectedEof.into()),
            n => from += n,
        }
    }
    Ok(())
}

/// Writes `bytes` at a place of a file.
#[cfg(unix)]
pub fn write_at(file: &File, bytes: &[u8], offset: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::write_all_at(file, bytes, offset)
}

/// Writes `bytes` at a place of a file.
#[cfg(windows)]
pub fn write_at(file: &File, bytes: &[u8], offset: u64) -> io::Result<()> {
    let mut from = 0;
    while from < bytes.len() {
        from += std::os::windows::fs::FileExt::seek_write(file, &bytes[from..], offset + from as u64)?;
    }
    Ok(())
}

/// The name of this computer, for the person who waits for its lock.
#[cfg(unix)]
pub fn host() -> String {
    rustix::system::uname().nodename().to_string_lossy().into_owned()
}

/// The name of this computer, where it is told without reading the environment: nowhere.
#[cfg(not(unix))]
pub fn host() -> String {
    String::new()
}

/// Asks the system for memory in small pages. In large ones two megabytes are cleared for the first byte that is
/// touched in them, and most of a build's time alone is spent on that; it also needs a quarter less memory without.
#[cfg(target_os = "linux")]
pub fn take_small_pages() {
    // A system that knows no large pages has none to refuse.
    let _ = rustix::thread::disable_transparent_huge_pages(true);
}

/// Asks the system for memory in small pages.
#[cfg(not(target_os = "linux"))]
pub fn take_small_pages() {}
