//! Which places are watched, and what stands there now.
//!
//! Begin with [`Scope::look`].

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use crate::base::nfc::nfc;
use crate::base::problem::Problem;
use crate::build::load::PLACES;
use crate::build::os::{self, Stamp};
use crate::build::scan::{Source, is_passed_over, scan, scan_quietly};

use super::Watch;
use super::events::Reach;

/// A place to look at.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Spot {
    /// The site's own folder: it was moved or deleted.
    Root,
    /// svod.yaml, or the file in its place.
    Settings,
    /// A file or a folder with all below it, from the root with `/`, letters as the disk has them.
    At(String),
}

/// What stands at a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// A file.
    File(Stamp),
    /// Something that is a problem, with its code: a link, a pipe, a folder that may not be read.
    Odd(&'static str),
}

/// What stands at all paths that were looked at.
#[derive(Default)]
pub struct Look {
    /// By the names that svod uses.
    pub marks: BTreeMap<Arc<str>, Mark>,
    /// Places where nothing stands.
    pub empty: BTreeSet<Arc<str>>,
    sources: Vec<Source>,
}

/// The places of one site.
pub struct Scope {
    /// Absolute and free of links, as the system tells it in events.
    root: PathBuf,
    settings: PathBuf,
    /// As problems call it.
    pub settings_name: Arc<str>,
}

impl Scope {
    /// The places that `watch` is about.
    pub fn new(watch: &Watch) -> Self {
        let root = real(&watch.root);
        let (settings, name) = match &watch.config {
            Some(it) => (beside(it), it.to_string_lossy().replace('\\', "/")),
            None => (root.join("svod.yaml"), "svod.yaml".to_owned()),
        };
        Self { root, settings, settings_name: name.into() }
    }

    /// Where to look after an event at `disk`; nothing where no source can be.
    pub fn spot(&self, disk: &Path) -> Option<Spot> {
        if disk == self.settings {
            return Some(Spot::Settings);
        }
        let inside = disk.strip_prefix(&self.root).ok()?;
        if inside.as_os_str().is_empty() {
            return Some(Spot::Root);
        }
        let mut place = String::new();
        for part in inside.components() {
            // Of a name that is no text only its folder can tell what is wrong.
            let Some(name) = readable(part) else { break };
            if !place.is_empty() {
                place.push('/');
            }
            place.push_str(name);
        }
        let first = place.split('/').next().unwrap_or_default();
        (PLACES.contains(&first) && !is_passed_over(&place)).then_some(Spot::At(place))
    }

    /// Where to look at what a scan found otherwise at `path`.
    pub fn suspected(&self, look: &Look, path: &Arc<str>) -> Option<Spot> {
        if *path == self.settings_name {
            return Some(Spot::Settings);
        }
        if let Ok(at) = look.sources.binary_search_by(|it| it.path.cmp(path)) {
            return self.spot(&look.sources[at].disk);
        }
        let is_odd = matches!(look.marks.get(path), Some(Mark::Odd(_)));
        let place = match path.rsplit_once('/') {
            Some((folder, _)) if is_odd => folder,
            _ => path,
        };
        Some(Spot::At(place.to_owned()))
    }

    /// The folders to have events from, and how deep.
    pub fn folders(&self) -> Vec<(PathBuf, Reach)> {
        let mut folders = vec![(self.root.clone(), Reach::Here)];
        let beside = self.settings.parent().filter(|it| *it != self.root);
        folders.extend(beside.map(|it| (it.to_owned(), Reach::Here)));
        folders.extend(PLACES.iter().map(|it| (self.root.join(it), Reach::Below)));
        folders.retain(|it| is_folder(&it.0));
        folders
    }

    /// Which folders stand at those places: others of the same name have to be asked for events anew.
    pub fn identity(&self) -> Vec<(PathBuf, u64)> {
        let number = |it: &Path| fs::symlink_metadata(it).map_or(0, |it| os::stamp(&it).inode);
        self.folders().into_iter().map(|(folder, _)| (folder.clone(), number(&folder))).collect()
    }

    /// A folder at `spot`, if there is one.
    pub fn folder(&self, spot: &Spot) -> Option<PathBuf> {
        let Spot::At(place) = spot else { return None };
        Some(self.root.join(place)).filter(|it| is_folder(it))
    }

    /// Looks at everything, quickly (who waits for it has nothing else to do) or quietly.
    pub fn look(&self, is_quiet: bool) -> Look {
        let found = if is_quiet { scan_quietly(&self.root, PLACES) } else { scan(&self.root, PLACES) };
        let mut look = Look::default();
        for it in found.problems {
            look.note(&it.at.file, &it.problem);
        }
        look.add(found.value);
        self.look_at_settings(&mut look);
        look
    }

    /// Looks at some places.
    pub fn look_at<'a>(&self, spots: impl Iterator<Item = &'a Spot>) -> Look {
        let mut look = Look::default();
        let mut places: Vec<&str> = Vec::new();
        for spot in spots {
            match spot {
                Spot::At(place) => places.push(place),
                Spot::Settings => self.look_at_settings(&mut look),
                Spot::Root => {}
            }
        }
        let found = scan_quietly(&self.root, &places);
        for it in found.problems {
            look.note(&it.at.file, &it.problem);
        }
        look.add(found.value);
        for place in places {
            let seen = fs::symlink_metadata(self.root.join(place));
            if seen.is_err_and(|it| it.kind() == ErrorKind::NotFound) {
                look.empty.insert(nfc(place).into());
            }
        }
        look
    }

    /// The settings may be a link, which the build follows too.
    fn look_at_settings(&self, look: &mut Look) {
        if let Ok(meta) = fs::metadata(&self.settings) {
            look.marks.insert(self.settings_name.clone(), Mark::File(os::stamp(&meta)));
        }
    }
}

impl Look {
    fn note(&mut self, path: &Arc<str>, problem: &Problem) {
        // What went away while we looked is absent.
        if *problem != (Problem::ChangedWhileRead {}) {
            self.marks.insert(path.clone(), Mark::Odd(problem.code()));
        }
    }

    fn add(&mut self, sources: Vec<Source>) {
        self.marks.extend(sources.iter().map(|it| (it.path.clone(), Mark::File(it.stamp))));
        self.sources = sources;
    }
}

fn readable(part: Component<'_>) -> Option<&str> {
    let Component::Normal(name) = part else { return None };
    name.to_str().filter(|it| !it.bytes().any(|byte| byte < b' ' || byte == 0x7f))
}

fn real(path: &Path) -> PathBuf {
    path.canonicalize().or_else(|_| std::path::absolute(path)).unwrap_or_else(|_| path.to_owned())
}

/// The real folder of a file, with the file's own name: a link stays one.
fn beside(file: &Path) -> PathBuf {
    let file = std::path::absolute(file).unwrap_or_else(|_| file.to_owned());
    match (file.parent(), file.file_name()) {
        (Some(folder), Some(name)) => real(folder).join(name),
        _ => file,
    }
}

/// Links are not followed: what lies behind them is no part of the site.
fn is_folder(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|it| it.is_dir())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_sources_have_a_spot() {
        let root = tempfile::tempdir().unwrap();
        let scope = Scope::new(&Watch { root: root.path().to_owned(), config: None, poll: None });
        let at = |path: &str| scope.spot(&scope.root.join(path));
        assert_eq!(at("svod.yaml"), Some(Spot::Settings));
        assert_eq!(at("content"), Some(Spot::At("content".into())));
        assert_eq!(at("content/news/а.md"), Some(Spot::At("content/news/а.md".into())));
        assert_eq!(at("content/news/a\nb.md"), Some(Spot::At("content/news".into())));
        assert_eq!(scope.spot(&scope.root), Some(Spot::Root));
        for path in ["public/index.html", ".git/index", "README.md", "content/.a.md.swp", "content/.git/x/y"] {
            assert_eq!(at(path), None, "{path}");
        }
        assert_eq!(scope.spot(Path::new("elsewhere/content/a.md")), None);
    }

    #[test]
    fn settings_elsewhere_stand_in_for_svod_yaml() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("site");
        fs::create_dir(&root).unwrap();
        let config = folder.path().join("other.yaml");
        fs::write(&config, "title: x\n").unwrap();
        let scope = Scope::new(&Watch { root, config: Some(config.clone()), poll: None });
        assert_eq!(scope.spot(&real(folder.path()).join("other.yaml")), Some(Spot::Settings));
        assert_eq!(scope.spot(&scope.root.join("svod.yaml")), None);
        assert_eq!(scope.folders().len(), 2);
        let look = scope.look(false);
        assert_eq!(look.marks.keys().map(|it| &**it).collect::<Vec<_>>(), [config.to_string_lossy()]);
    }
}
