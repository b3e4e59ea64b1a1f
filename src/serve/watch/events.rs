//! The system's own word that something changed: the door of `notify`.
//!
//! Nothing here looks at a file: an event only says where to look, and how soon that makes sense. Events of reading
//! are thrown away at once, or every build would wake the next one.
//!
//! `notify` (since 2016, kept up, used by cargo-watch, rust-analyzer, Zed) because the standard library has no such
//! events and our own would need unsafe code for each system.

use std::path::Path;
use std::sync::Arc;

use notify::event::{AccessKind, AccessMode, CreateKind, ModifyKind, RenameMode};
use notify::{ErrorKind, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::queue::Queue;
use super::scope::Scope;
use crate::base::problem::Problem;

/// How soon a look makes sense.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hint {
    /// Something is whole: closed after writing, moved here.
    Whole,
    /// Something is being written; its close should follow.
    Open,
    /// Something is gone; an editor that saves by rename puts it back in a moment.
    Gone,
}

/// How far below a folder events are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// What lies in the folder itself.
    Here,
    /// All folders below it too.
    Below,
}

/// Why there are no events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The folder went away meanwhile: no reason to give up.
    Missing,
    /// All else.
    Final(Problem),
}

/// What gives events.
pub trait Events: Send {
    /// Asks for events of `folder` into the queue; when it returns they come.
    fn watch(&mut self, folder: &Path, reach: Reach) -> Result<(), Refusal>;
}

/// The events of this system.
pub fn native(queue: Arc<Queue>, scope: Arc<Scope>) -> Result<Box<dyn Events>, Refusal> {
    let hear = move |event: notify::Result<notify::Event>| match event {
        Ok(it) if it.need_rescan() => queue.everything(),
        Ok(it) => {
            let Some(hint) = hint(&it.kind) else { return };
            it.paths.iter().filter_map(|path| scope.spot(path)).for_each(|spot| queue.hear(spot, hint));
        }
        Err(error) => queue.refuse(refusal(&error)),
    };
    let config = notify::Config::default().with_follow_symlinks(false);
    let watcher = RecommendedWatcher::new(hear, config).map_err(|it| refusal(&it))?;
    Ok(Box::new(Native(watcher)))
}

struct Native(RecommendedWatcher);

impl Events for Native {
    fn watch(&mut self, folder: &Path, reach: Reach) -> Result<(), Refusal> {
        let mode = match reach {
            Reach::Here => RecursiveMode::NonRecursive,
            Reach::Below => RecursiveMode::Recursive,
        };
        self.0.watch(folder, mode).map_err(|it| refusal(&it))
    }
}

/// What an event says; nothing where it only tells of reading, or says again what others said.
fn hint(kind: &EventKind) -> Option<Hint> {
    match kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) | EventKind::Create(CreateKind::Folder) => {
            Some(Hint::Whole)
        }
        EventKind::Access(_) | EventKind::Modify(ModifyKind::Name(RenameMode::Both)) => None,
        EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(RenameMode::From)) => Some(Hint::Gone),
        EventKind::Modify(ModifyKind::Name(_)) => Some(Hint::Whole),
        _ => Some(Hint::Open),
    }
}

/// `ENOSPC` of a watch and `EMFILE` of all watches together, as every Unix numbers them.
const NO_ROOM: i32 = 28;
const TOO_MANY: i32 = 24;

fn refusal(error: &notify::Error) -> Refusal {
    let limit = |setting: &str| Refusal::Final(Problem::WatchLimit { setting: setting.to_owned() });
    match &error.kind {
        ErrorKind::PathNotFound | ErrorKind::WatchNotFound => Refusal::Missing,
        ErrorKind::MaxFilesWatch => limit("fs.inotify.max_user_watches"),
        ErrorKind::Io(it) if it.kind() == std::io::ErrorKind::NotFound => Refusal::Missing,
        ErrorKind::Io(it) if it.raw_os_error() == Some(NO_ROOM) => limit("fs.inotify.max_user_watches"),
        ErrorKind::Io(it) if it.raw_os_error() == Some(TOO_MANY) => limit("fs.inotify.max_user_instances"),
        ErrorKind::Io(it) => Refusal::Final(Problem::WatchRefused { reason: crate::build::fault::reason(it) }),
        _ => {
            let reason = error.to_string();
            Refusal::Final(Problem::WatchRefused { reason: crate::base::lang::Both { ru: reason.clone(), en: reason } })
        }
    }
}

#[cfg(test)]
mod tests {
    use notify::event::{DataChange, Event, Flag, MetadataKind, RemoveKind};

    use super::*;

    #[test]
    fn reading_is_no_event() {
        let check = |kind: EventKind, expected| assert_eq!(hint(&kind), expected, "{kind:?}");
        check(EventKind::Access(AccessKind::Open(AccessMode::Any)), None);
        check(EventKind::Access(AccessKind::Close(AccessMode::Read)), None);
        check(EventKind::Access(AccessKind::Close(AccessMode::Write)), Some(Hint::Whole));
        check(EventKind::Modify(ModifyKind::Data(DataChange::Any)), Some(Hint::Open));
        check(EventKind::Modify(ModifyKind::Metadata(MetadataKind::Any)), Some(Hint::Open));
        check(EventKind::Modify(ModifyKind::Name(RenameMode::To)), Some(Hint::Whole));
        check(EventKind::Modify(ModifyKind::Name(RenameMode::From)), Some(Hint::Gone));
        check(EventKind::Remove(RemoveKind::Folder), Some(Hint::Gone));
        check(EventKind::Any, Some(Hint::Open));
        assert!(Event::new(EventKind::Other).set_flag(Flag::Rescan).need_rescan());
    }

    #[test]
    fn limits_are_told_apart_from_folders_that_went_away() {
        let io = |code| notify::Error::io(std::io::Error::from_raw_os_error(code));
        let setting = |it: &notify::Error| match refusal(it) {
            Refusal::Final(Problem::WatchLimit { setting }) => setting,
            other => panic!("{other:?}"),
        };
        assert_eq!(setting(&notify::Error::new(ErrorKind::MaxFilesWatch)), "fs.inotify.max_user_watches");
        assert_eq!(setting(&io(NO_ROOM)), "fs.inotify.max_user_watches");
        assert_eq!(setting(&io(TOO_MANY)), "fs.inotify.max_user_instances");
        assert_eq!(refusal(&io(2)), Refusal::Missing);
        assert!(matches!(refusal(&io(13)), Refusal::Final(Problem::WatchRefused { .. })));
    }
}
