//! The bytes of one output, from memory or from a file: compared with what is there, or written, never both at once.
//!
//! Large files pass through in pieces; the fingerprint is of the very bytes that were compared or written.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read, Seek, Write};
use std::path::{Path, PathBuf};

use super::Content;
use crate::base::hash::{Hash128, Pieces};
use crate::build::fault::Fault;
use crate::build::os::{self, Stamp};

const PIECE: usize = 32 * 1024;

/// An output ready to be compared or written.
pub enum Body {
    Bytes(Vec<u8>),
    File { file: File, length: u64, path: PathBuf },
}

impl Body {
    /// Opens what is copied.
    pub fn open(content: Content) -> Result<Body, Fault> {
        let path = match content {
            Content::Bytes(bytes) => return Ok(Body::Bytes(bytes)),
            Content::Copy(path) => path,
        };
        let opened = os::open_file(&path).and_then(|file| Ok((file.metadata()?, file)));
        match opened {
            Ok((meta, file)) if meta.is_file() => Ok(Body::File { file, length: meta.len(), path }),
            Ok(_) => Err(Fault::io(&path, &ErrorKind::InvalidInput.into())),
            Err(error) => Err(Fault::io(&path, &error)),
        }
    }

    /// The fingerprint, if `there` holds the same bytes. It is read only if the lengths are equal.
    pub fn same_as(&mut self, there: &mut File, length: u64) -> Result<Option<Hash128>, Fault> {
        match self {
            Body::Bytes(bytes) => {
                let is_same = bytes.len() as u64 == length && is_rest(there, bytes);
                Ok(is_same.then(|| Hash128::of_bytes(bytes)))
            }
            Body::File { length: wanted, .. } if *wanted != length => Ok(None),
            Body::File { file, path, .. } => {
                let mut is_same = true;
                let hash = pieces(file, |piece| {
                    is_same = is_same && is_next(there, piece);
                    Ok(is_same)
                });
                let hash = hash.map_err(|error| Fault::io(&*path, &error))?;
                Ok(is_same.then_some(hash))
            }
        }
    }

    /// Writes a new file at its place, whose folder is made when it is missing; faults name `target`. Gives the
    /// fingerprint of its bytes and its stamp.
    pub fn write(self, place: &Place, target: &Path) -> Result<(Hash128, Stamp), Fault> {
        let refused = |error: io::Error| Fault::io(target, &error);
        let mut out = create(place).map_err(refused)?;
        let hash = match self {
            Body::Bytes(bytes) => {
                out.write_all(&bytes).map_err(refused)?;
                Hash128::of_bytes(&bytes)
            }
            Body::File { mut file, path, .. } => {
                file.rewind().map_err(|error| Fault::io(&path, &error))?;
                let mut full = None;
                let hash = pieces(&mut file, |piece| {
                    full = out.write_all(piece).err();
                    Ok(full.is_none())
                });
                match full {
                    Some(error) => return Err(refused(error)),
                    None => hash.map_err(|error| Fault::io(&path, &error))?,
                }
            }
        };
        Ok((hash, os::stamp(&out.metadata().map_err(refused)?)))
    }
}

/// Where a file is written.
pub struct Place<'a> {
    /// Its path on the disk.
    pub disk: &'a Path,
    /// Whether its folder is likely to be missing: trying in vain costs a call for every page.
    pub is_first_of_folder: bool,
}

/// Creates a file, and its folder when that is missing: asking first would cost a call for every file.
fn create(place: &Place) -> io::Result<File> {
    let folder = place.disk.parent().unwrap_or(place.disk);
    if place.is_first_of_folder {
        // Whatever hinders this hinders the next step too, and is told there.
        let _ = fs::create_dir(folder);
    }
    match File::create_new(place.disk) {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            fs::create_dir_all(folder)?;
            File::create_new(place.disk)
        }
        done => done,
    }
}

/// Hands the file to `each` in pieces until that says no; gives the fingerprint of what was handed.
fn pieces(file: &mut File, mut each: impl FnMut(&[u8]) -> io::Result<bool>) -> io::Result<Hash128> {
    let mut hash = Pieces::default();
    let mut piece = [0; PIECE];
    loop {
        match file.read(&mut piece) {
            Ok(0) => break,
            Ok(n) => {
                hash.add(&piece[..n]);
                if !each(&piece[..n])? {
                    break;
                }
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(hash.finish())
}

/// Whether the file goes on with `wanted` and ends. One that cannot be read is not the same: it is replaced.
fn is_rest(file: &mut File, wanted: &[u8]) -> bool {
    wanted.chunks(PIECE).all(|piece| is_next(file, piece))
}

/// Whether the file goes on with `wanted`.
fn is_next(file: &mut File, wanted: &[u8]) -> bool {
    let mut piece = [0; PIECE];
    let piece = &mut piece[..wanted.len()];
    file.read_exact(piece).is_ok() && piece == wanted
}
