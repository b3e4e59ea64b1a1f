//! What stops a build from outside the content: exit code 3.
//!
//! A [`Fault`] holds one problem of section E; it has no place in a file of the site.

use std::io;
use std::path::Path;

use crate::base::lang::Both;
use crate::base::problem::Problem;

/// What stopped the build.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault(Box<Problem>);

impl Fault {
    /// What to say.
    pub fn problem(&self) -> &Problem {
        &self.0
    }

    /// The system refused `path`.
    pub fn io(path: impl AsRef<Path>, error: &io::Error) -> Self {
        let path = path.as_ref().display().to_string();
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Problem::DiskFull { path }.into(),
            _ => Problem::FileRefused { path, reason: reason(error) }.into(),
        }
    }
}

impl From<Problem> for Fault {
    fn from(problem: Problem) -> Self {
        Self(Box::new(problem))
    }
}

/// Why the system refused, in words where it is one of the usual reasons.
pub fn reason(error: &io::Error) -> Both {
    let (ru, en) = match error.kind() {
        io::ErrorKind::PermissionDenied => ("нет прав доступа", "permission denied"),
        io::ErrorKind::ReadOnlyFilesystem => ("диск открыт только для чтения", "the disk is read-only"),
        io::ErrorKind::NotFound => ("такого файла или папки нет", "there is no such file or folder"),
        io::ErrorKind::NotADirectory => ("на месте папки лежит файл", "a file stands in the place of a folder"),
        io::ErrorKind::AlreadyExists => ("на этом месте уже лежит файл", "a file stands there already"),
        io::ErrorKind::IsADirectory => ("на месте файла лежит папка", "a folder stands in the place of a file"),
        io::ErrorKind::InvalidFilename => ("слишком длинное имя", "the name is too long"),
        _ => return Both { ru: error.to_string(), en: error.to_string() },
    };
    Both { ru: ru.to_owned(), en: en.to_owned() }
}
