//! Files that only grow: what was read of each source, one record after another.
//!
//! A record is never changed; the index says where it lies. What a killed build added is behind the length that the
//! index knows, and is written over. Nothing here knows what a record means, and no record is trusted unchecked: who
//! reads one compares its fingerprint.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use crate::build::os;

/// Bytes that are gathered before they are written.
const GATHERED: usize = 1 << 20;

/// Where a record lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Extent {
    /// First byte.
    pub offset: u64,
    /// Bytes.
    pub length: u32,
}

/// A file that only grows.
#[derive(Debug)]
pub struct Log {
    file: File,
    path: PathBuf,
    end: Mutex<End>,
}

/// The end of the file and what is not written yet.
#[derive(Debug)]
struct End {
    written: u64,
    gathered: Vec<u8>,
}

impl Log {
    /// A new, empty one.
    pub fn create(path: &Path) -> io::Result<Self> {
        let file = File::options().read(true).write(true).create(true).truncate(true).open(path)?;
        Ok(Self::at(file, path, 0))
    }

    /// The log at `path`, of which the first `length` bytes are known; to be read only, or to grow.
    pub fn open(path: &Path, length: u64, may_grow: bool) -> io::Result<Self> {
        let file = File::options().read(true).write(may_grow).open(path)?;
        if file.metadata()?.len() < length {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        Ok(Self::at(file, path, length))
    }

    fn at(file: File, path: &Path, written: u64) -> Self {
        let end = Mutex::new(End { written, gathered: Vec::new() });
        Self { file, path: path.to_owned(), end }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Adds a record.
    pub fn append(&self, record: &[u8]) -> io::Result<Extent> {
        let mut end = self.end.lock().map_err(|_| io::Error::other("a thread failed"))?;
        let extent = Extent { offset: end.written + end.gathered.len() as u64, length: record.len() as u32 };
        end.gathered.extend_from_slice(record);
        if end.gathered.len() >= GATHERED {
            self.flush(&mut end)?;
        }
        Ok(extent)
    }

    /// Writes what is gathered; gives the length.
    pub fn finish(&self) -> io::Result<u64> {
        let mut end = self.end.lock().map_err(|_| io::Error::other("a thread failed"))?;
        self.flush(&mut end)?;
        Ok(end.written)
    }

    fn flush(&self, end: &mut End) -> io::Result<()> {
        os::write_at(&self.file, &end.gathered, end.written)?;
        end.written += end.gathered.len() as u64;
        end.gathered.clear();
        Ok(())
    }

    /// The bytes of a record that was there when the log was opened, or that is written since.
    pub fn read(&self, extent: Extent) -> io::Result<Vec<u8>> {
        let mut bytes = vec![0; extent.length as usize];
        os::read_at(&self.file, &mut bytes, extent.offset)?;
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_read_where_they_were_written() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("log");
        let log = Log::create(&path).unwrap();
        let (one, two) = (log.append(b"one").unwrap(), log.append(b"").unwrap());
        let length = log.finish().unwrap();
        let three = log.append(b"lost with its build").unwrap();
        log.finish().unwrap();
        let log = Log::open(&path, length, true).unwrap();
        assert_eq!(log.append(b"new").unwrap().offset, three.offset);
        log.finish().unwrap();
        assert_eq!(log.read(one).unwrap(), b"one");
        assert_eq!(log.read(two).unwrap(), b"");
        assert_eq!(log.read(Extent { offset: 3, length: 3 }).unwrap(), b"new");
        assert!(log.read(Extent { offset: 1 << 40, length: 1 }).is_err());
        assert!(Log::open(&path, 1000, false).is_err());
    }
}
