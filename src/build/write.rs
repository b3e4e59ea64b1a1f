//! Changes the output: only bytes that differ, only files that are ours, whole at every moment.
//!
//! First everything that changed is written into `<output>/.svod-work/`, then it is moved into place; a full disk
//! or a kill in the first half leaves the old tree, in the second whole old and whole new files. The manifest says
//! what is ours: before the first move it lists old and new paths, after the last the new ones, so a killed build
//! is mended by the next. Foreign files are never changed or deleted, and links in the output are never followed.
//! An output that holds nothing yet is built as a whole tree in the work folder and moved out by its top entries.
//!
//! The caller holds the site's lock. Begin with [`write()`]; then `Tree::stage` (first half), `Tree::settle` (second).

use std::fs::{self, File, Metadata};
use std::io::{self, ErrorKind, Write};
use std::path::{Component, Path, PathBuf};

use super::fault::Fault;
use super::os::{self, Stamp};
use crate::base::hash::Hash128;
use crate::base::map::{Map, Set};
use crate::base::parallel;
use crate::base::problem::Problem;
use body::{Body, Place};
use manifest::Entry;

mod body;
pub mod manifest;

/// Where and how to write.
#[derive(Clone, Copy)]
pub struct Job<'a> {
    /// The output folder; made when it is missing.
    pub output: &'a Path,
    /// Whether foreign files at our addresses may be replaced.
    pub adopt: bool,
    /// Sources: the output must not be, hold or lie in any of them.
    pub forbidden: &'a [PathBuf],
    /// What the last build left.
    pub known: Known<'a>,
}

/// Gives the fingerprint and the stamp of an output that was written before.
type Row<'a> = dyn Fn(usize) -> Option<(Hash128, Stamp)> + Sync + 'a;

/// What is known of the tree since the last build.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    /// Of an output that was written before: the fingerprint of its bytes, and the stamp of its file.
    pub row: &'a Row<'a>,
    /// Whether the bytes of such an output need not be made if the file in its place has that stamp.
    pub keep: &'a (dyn Fn(usize) -> bool + Sync),
    /// Whether the files in their places have been looked at already.
    pub is_looked_at: bool,
    /// The stamp of a manifest that lists exactly the paths that are written now, if that is so.
    pub manifest: Option<Stamp>,
}

impl Known<'_> {
    /// Nothing is known.
    pub const NOTHING: Known<'static> = Known { row: &|_| None, keep: &|_| false, is_looked_at: false, manifest: None };
}

/// What has been written, for the next build.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// What was done.
    pub report: Report,
    /// Fingerprint of each output's bytes, and the stamp of its file.
    pub files: Vec<(Hash128, Stamp)>,
    /// The manifest as it is now.
    pub manifest: Stamp,
}

/// What one output is made of.
#[derive(Debug)]
pub enum Content {
    /// These bytes.
    Bytes(Vec<u8>),
    /// The bytes of this file, as they are.
    Copy(PathBuf),
}

/// What was done.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Report {
    /// New and changed files.
    pub written: usize,
    /// Files that had the right bytes already.
    pub unchanged: usize,
    /// Files of ours that are planned no more.
    pub deleted: usize,
    /// Foreign files that are ours from now on: equal ones, and with `adopt` those that were replaced.
    pub adopted: usize,
}

/// Makes the output hold `paths` (sorted, unique, relative, with `/`): `make(i)` gives the content of `paths[i]`.
///
/// `make` is called once for each path, from many threads, in any order; what it gives is written at once, so that
/// never more than a few outputs are held in memory. When all is made, `is_good` is asked whether it may be
/// published: a fault found while rendering leaves the old tree as it was, and None is given.
pub fn write(
    job: &Job,
    paths: &[&str],
    make: &(dyn Fn(usize) -> Content + Sync),
    is_good: &dyn Fn() -> bool,
) -> Result<Option<Written>, Fault> {
    let root = allowed(job)?;
    let manifest = job.known.manifest.filter(|it| os::stamp_of(&root.join(manifest::NAME)) == Some(*it));
    if manifest.is_none() {
        check(paths)?;
    }
    let kept = parallel::map(paths.len(), |i| {
        let is_there = |stamp| job.known.is_looked_at || os::stamp_of(&root.join(paths[i])) == Some(stamp);
        (job.known.row)(i).is_some_and(|(_, stamp)| (job.known.keep)(i) && is_there(stamp))
    });
    let new = paths.iter().zip(&kept).filter(|it| !it.1).map(|it| *it.0);
    let folders = folders(new);
    let tree = Tree::open(root, (paths, &folders), job.adopt, manifest.is_some())?;
    let made = tree.stage((&kept, job.known.row), make)?;
    if !is_good() {
        return Ok(None);
    }
    tree.refuse_foreign(&made)?;
    tree.settle(made).map(Some)
}

/// Refuses paths that could leave the output or stand in each other's way.
fn check(paths: &[&str]) -> Result<(), Fault> {
    let bad = |path: &str| Fault::from(Problem::BadOutputPath { path: path.to_owned() });
    if let Some(path) = paths.iter().find(|it| !manifest::is_safe(it)) {
        return Err(bad(path));
    }
    if let Some(pair) = paths.windows(2).find(|it| it[0] >= it[1]) {
        return Err(bad(pair[1]));
    }
    let folders = folders(paths.iter().copied());
    let clash = folders.iter().find(|it| paths.binary_search(it).is_ok());
    clash.map_or(Ok(()), |path| Err(bad(path)))
}

/// All folders that hold `paths`, sorted: a folder comes before those in it.
fn folders<'a>(paths: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut known = Set::new();
    let mut folders = Vec::new();
    for path in paths {
        let mut inner = path;
        while let Some((folder, _)) = inner.rsplit_once('/') {
            if !known.insert(folder) {
                break;
            }
            folders.push(folder);
            inner = folder;
        }
    }
    folders.sort_unstable();
    folders
}

/// The output's true path, unless it would touch a source.
fn allowed(job: &Job) -> Result<PathBuf, Fault> {
    let output = resolved(job.output).map_err(|error| Fault::io(job.output, &error))?;
    for source in job.forbidden {
        let source = resolved(source).map_err(|error| Fault::io(source, &error))?;
        if source.starts_with(&output) || output.starts_with(&source) {
            let (output, source) = (output.display().to_string(), source.display().to_string());
            return Err(Problem::OutputRefused { output, source }.into());
        }
    }
    Ok(output)
}

/// A path without links and `..`, also where its last folders do not exist yet.
fn resolved(path: &Path) -> io::Result<PathBuf> {
    let mut out = PathBuf::new();
    for component in std::path::absolute(path)?.components() {
        match component {
            Component::ParentDir => drop(out.pop()),
            it => out.push(it),
        }
        match fs::canonicalize(&out) {
            Ok(true_path) => out = true_path,
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(out)
}

/// What stands where a folder of ours must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    Missing,
    Folder,
    /// A file of ours that is planned no more.
    OurFile,
    Foreign,
}

/// What stands at the place of an output.
enum There {
    Nothing,
    /// The right bytes, in a file with that stamp.
    Same(Hash128, Stamp),
    /// A file with other bytes.
    Other,
    Folder,
    /// A link, or no file at all.
    Odd,
}

/// What has to be done for one output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    /// The right bytes are there.
    Keep,
    /// Nothing is there.
    Add,
    /// A folder is there that holds only files of ours which are planned no more.
    AddForFolder,
    /// Other bytes are there.
    Replace,
    /// A foreign file is there.
    Foreign,
    /// A foreign folder, link or special file is there.
    Obstacle,
}

/// One output after the first half.
struct Made {
    hash: Hash128,
    /// Of the file that is there, or of a new one where it lies now.
    stamp: Stamp,
    step: Step,
    is_adopted: bool,
    /// Whether the last build wrote these bytes, and its manifest tells of them.
    is_known: bool,
}

/// An output folder that is being written.
struct Tree<'a> {
    root: PathBuf,
    /// Removed at the end, also when the build fails: it may be what filled the disk.
    work: Work,
    paths: &'a [&'a str],
    folders: &'a [&'a str],
    standing: Map<&'a str, Standing>,
    /// The manifest as it was found, read and raw.
    old: Vec<Entry>,
    old_text: Vec<u8>,
    adopt: bool,
    /// Whether nothing is there yet, so that the tree is moved out as a whole.
    is_fresh: bool,
    /// Whether the manifest surely lists exactly `paths`; then it is not read.
    is_same: bool,
}

/// The folder of temporary files.
struct Work(PathBuf);

impl Drop for Work {
    fn drop(&mut self) {
        // What cannot be removed now is removed by the next build.
        let _ = fs::remove_dir_all(&self.0);
    }
}

impl<'a> Tree<'a> {
    /// Looks at what is there; changes nothing but the work folder.
    fn open(
        root: PathBuf,
        (paths, folders): (&'a [&'a str], &'a [&'a str]),
        adopt: bool,
        is_same: bool,
    ) -> Result<Self, Fault> {
        fs::create_dir_all(&root).map_err(|error| Fault::io(&root, &error))?;
        let work = root.join(manifest::WORK);
        if meta(&work)?.is_some_and(|it| !it.is_dir()) {
            return Err(obstacles(vec![manifest::WORK.to_owned()]));
        }
        match fs::remove_dir_all(&work) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(Fault::io(&work, &error)),
            _ => {}
        }
        let old_text = if is_same { Vec::new() } else { read_manifest(&root)? };
        let old = manifest::parse(&old_text);
        let is_fresh = !is_same && is_fresh(&root, paths, &old)?;
        let (work, standing) = (Work(work), Map::new());
        let mut tree = Tree { root, work, paths, folders, standing, old, old_text, adopt, is_fresh, is_same };
        if !is_fresh {
            tree.standing = tree.look_at_folders()?;
        }
        Ok(tree)
    }

    fn look_at_folders(&self) -> Result<Map<&'a str, Standing>, Fault> {
        let standings = parallel::try_map(self.folders.len(), |i| self.look_at_folder(self.folders[i]))?;
        let foreign = self.folders.iter().zip(&standings).filter(|(_, it)| **it == Standing::Foreign);
        let foreign: Vec<String> = foreign.map(|(folder, _)| (*folder).to_owned()).collect();
        if !foreign.is_empty() {
            return Err(obstacles(foreign));
        }
        Ok(self.folders.iter().copied().zip(standings).collect())
    }

    fn look_at_folder(&self, folder: &str) -> Result<Standing, Fault> {
        Ok(match meta(&self.root.join(folder))? {
            None => Standing::Missing,
            Some(meta) if meta.is_dir() => Standing::Folder,
            Some(meta) if meta.is_file() && self.is_listed(folder) => Standing::OurFile,
            Some(_) => Standing::Foreign,
        })
    }

    fn is_listed(&self, path: &str) -> bool {
        match self.is_same {
            true => self.paths.binary_search(&path).is_ok(),
            false => self.old.binary_search_by(|it| it.path.as_str().cmp(path)).is_ok(),
        }
    }

    /// The first half: renders, compares, and writes what differs into the work folder.
    fn stage(
        &self,
        (kept, row): (&[bool], &Row),
        make: &(dyn Fn(usize) -> Content + Sync),
    ) -> Result<Vec<Made>, Fault> {
        parallel::try_map(self.paths.len(), |i| {
            let path = self.paths[i];
            if let Some((hash, stamp)) = row(i).filter(|_| kept[i]) {
                return Ok(Made { hash, stamp, step: Step::Keep, is_adopted: !self.is_listed(path), is_known: true });
            }
            let mut body = Body::open(make(i))?;
            let made = |(hash, stamp), step, is_adopted| Made { hash, stamp, step, is_adopted, is_known: false };
            let refused = |step| Ok(made((Hash128::default(), Stamp::default()), step, false));
            let (step, is_adopted) = match self.look(path, &mut body)? {
                There::Nothing => (Step::Add, false),
                There::Same(hash, stamp) => {
                    return Ok(made((hash, stamp), Step::Keep, !self.is_listed(path)));
                }
                There::Other if self.is_listed(path) => (Step::Replace, false),
                There::Other if self.adopt => (Step::Replace, true),
                There::Other => return refused(Step::Foreign),
                There::Folder if self.holds_only_ours(path)? => (Step::AddForFolder, false),
                There::Folder | There::Odd => return refused(Step::Obstacle),
            };
            let place = Place { disk: &self.staged(i), is_first_of_folder: self.is_first_of_folder(i) };
            Ok(made(body.write(&place, &self.root.join(path))?, step, is_adopted))
        })
    }

    /// What stands at `path`, compared with what should.
    fn look(&self, path: &str, body: &mut Body) -> Result<There, Fault> {
        let is_empty_place = match path.rsplit_once('/') {
            Some((folder, _)) => self.standing.get(folder).is_none_or(|it| *it != Standing::Folder),
            None => false,
        };
        if self.is_fresh || is_empty_place {
            return Ok(There::Nothing);
        }
        let target = self.root.join(path);
        let opened = os::open_file(&target).and_then(|file| Ok((file.metadata()?, file)));
        match opened {
            Ok((meta, mut file)) if meta.is_file() => {
                let same = body.same_as(&mut file, meta.len())?;
                Ok(same.map_or(There::Other, |hash| There::Same(hash, os::stamp(&meta))))
            }
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(There::Nothing),
            // A folder, a link, or a file that may not be read: only its name can tell.
            _ => Ok(match meta(&target)? {
                None => There::Nothing,
                Some(meta) if meta.is_dir() => There::Folder,
                Some(meta) if meta.is_file() => There::Other,
                Some(_) => There::Odd,
            }),
        }
    }

    /// Where output `i` waits for the second half: at its own place in a tree that moves as a whole, else in
    /// folders of a thousand, so that threads seldom wait for each other in one.
    fn staged(&self, i: usize) -> PathBuf {
        match self.is_fresh {
            true => self.work.0.join("tree").join(self.paths[i]),
            false => self.work.0.join((i / 1000).to_string()).join(i.to_string()),
        }
    }

    /// Whether no output before it stands in the folder of `i` in a tree that moves as a whole.
    fn is_first_of_folder(&self, i: usize) -> bool {
        let Some((folder, _)) = self.paths[i].rsplit_once('/').filter(|_| self.is_fresh) else { return false };
        let before = i.checked_sub(1).and_then(|it| self.paths[it].strip_prefix(folder));
        !before.is_some_and(|it| it.starts_with('/'))
    }

    /// Whether all files in a folder are of ours. None of them is planned: their folder is a file now.
    fn holds_only_ours(&self, folder: &str) -> Result<bool, Fault> {
        for (name, meta) in entries(&self.root.join(folder))? {
            let path = format!("{folder}/{name}");
            let is_ours = match meta {
                it if it.is_dir() => self.holds_only_ours(&path)?,
                it => it.is_file() && self.is_listed(&path),
            };
            if !is_ours {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Ends here, before anything is changed, if something foreign is in the way.
    fn refuse_foreign(&self, made: &[Made]) -> Result<(), Fault> {
        let named = |step| {
            let wrong = self.paths.iter().zip(made).filter(move |(_, it)| it.step == step);
            wrong.map(|(path, _)| (*path).to_owned()).collect::<Vec<_>>()
        };
        let (odd, foreign) = (named(Step::Obstacle), named(Step::Foreign));
        if !odd.is_empty() {
            return Err(obstacles(odd));
        }
        if !foreign.is_empty() {
            return Err(Problem::ForeignFiles { paths: foreign }.into());
        }
        Ok(())
    }

    /// The second half: from here on the published tree changes.
    fn settle(mut self, mut made: Vec<Made>) -> Result<Written, Fault> {
        if self.is_same {
            self.clear_places(&made)?;
            self.make_folders()?;
            self.move_in(&made)?;
            self.patch_manifest(&made)?;
            return Ok(self.written(made, 0));
        }
        let dead = self.dead();
        let paths = self.paths;
        let planned = |made: &[Made]| manifest::text(paths.iter().copied().zip(made.iter().map(|it| it.hash)));
        if !dead.is_empty() {
            let mut union: Vec<_> = paths.iter().copied().zip(made.iter().map(|it| it.hash)).collect();
            union.extend(dead.iter().map(|it| (it.path.as_str(), it.hash)));
            union.sort_unstable();
            self.put_manifest(manifest::text(union.into_iter()))?;
        } else {
            self.put_manifest(planned(&made))?;
        }
        if self.is_fresh {
            self.move_out()?;
        } else {
            self.clear_places(&made)?;
            self.make_folders()?;
            self.move_in(&made)?;
        }
        let deleted = self.delete(&dead);
        if !dead.is_empty() {
            self.put_manifest(planned(&made))?;
        }
        made.shrink_to_fit();
        Ok(self.written(made, deleted))
    }

    /// What is there now, with the stamps of what was moved.
    fn written(&self, made: Vec<Made>, deleted: usize) -> Written {
        let count = |wanted: fn(&Made) -> bool| made.iter().filter(|it| wanted(it)).count();
        let report = Report {
            written: count(|it| it.step != Step::Keep),
            unchanged: count(|it| it.step == Step::Keep),
            deleted,
            adopted: count(|it| it.is_adopted),
        };
        let files = parallel::map(made.len(), |i| {
            let it = &made[i];
            // A rename is a change of the file it moves, not of those inside a folder that it moves.
            let has_moved = it.step != Step::Keep && !(self.is_fresh && self.paths[i].contains('/'));
            let stamp =
                if has_moved { os::stamp_of(&self.root.join(self.paths[i])).unwrap_or_default() } else { it.stamp };
            (it.hash, stamp)
        });
        Written { report, files, manifest: os::stamp_of(&self.root.join(manifest::NAME)).unwrap_or_default() }
    }

    /// Corrects the fingerprints of what has changed, in place: whose the paths are stays as it was, and a
    /// fingerprint of an older version harms nobody. What a killed build moved in is there, but not told of yet.
    fn patch_manifest(&self, made: &[Made]) -> Result<(), Fault> {
        if made.iter().all(|it| it.is_known) {
            return Ok(());
        }
        let target = self.root.join(manifest::NAME);
        let refused = |error: io::Error| Fault::io(&target, &error);
        let file = File::options().write(true).open(&target).map_err(refused)?;
        let changed = made.iter().map(|it| (!it.is_known).then_some(it.hash));
        for (at, hash) in manifest::patches(self.paths.iter().copied().zip(changed)) {
            os::write_at(&file, hash.hex().as_bytes(), at).map_err(refused)?;
        }
        Ok(())
    }

    /// What is listed and planned no more. A fresh tree has none: nothing of ours is there.
    fn dead(&self) -> Vec<Entry> {
        let is_planned = |it: &Entry| self.paths.binary_search(&it.path.as_str()).is_ok();
        let is_fresh = self.is_fresh;
        self.old.iter().filter(|it| !is_fresh && !is_planned(it)).cloned().collect()
    }

    /// Puts a manifest in place, whole, unless it is there.
    ///
    /// It is the one file that is flushed, a few milliseconds: pages that a power cut spoils are mended by the next
    /// build only as long as it knows that they are ours.
    fn put_manifest(&mut self, text: Vec<u8>) -> Result<(), Fault> {
        if text == self.old_text {
            return Ok(());
        }
        let (staged, target) = (self.work.0.join("manifest"), self.root.join(manifest::NAME));
        let put = fs::create_dir_all(&self.work.0)
            .and_then(|()| File::create(&staged))
            .and_then(|mut file| file.write_all(&text).and_then(|()| file.sync_data()))
            .and_then(|()| fs::rename(&staged, &target));
        put.map_err(|error| Fault::io(&target, &error))?;
        self.old_text = text;
        Ok(())
    }

    /// Moves the top entries of a fresh tree to their places: few renames, whatever the size of the site.
    fn move_out(&self) -> Result<(), Fault> {
        let mut before = None;
        for top in self.paths.iter().map(|it| top(it)) {
            if before.replace(top) == Some(top) {
                continue;
            }
            let target = self.root.join(top);
            fs::rename(self.work.0.join("tree").join(top), &target).map_err(|error| Fault::io(&target, &error))?;
        }
        Ok(())
    }

    /// Takes away files of ours where folders must be, and folders of ours where files must be.
    fn clear_places(&self, made: &[Made]) -> Result<(), Fault> {
        let files = self.folders.iter().filter(|it| self.standing.get(**it) == Some(&Standing::OurFile));
        for file in files.map(|it| self.root.join(it)) {
            fs::remove_file(&file).map_err(|error| Fault::io(&file, &error))?;
        }
        let folders = self.paths.iter().zip(made).filter(|(_, it)| it.step == Step::AddForFolder);
        for (folder, _) in folders {
            self.clear_folder(folder)?;
        }
        Ok(())
    }

    /// Removes a folder with the files of ours in it; whatever came into it meanwhile stops this.
    fn clear_folder(&self, folder: &str) -> Result<(), Fault> {
        let disk = self.root.join(folder);
        for (name, meta) in entries(&disk)? {
            let path = format!("{folder}/{name}");
            if meta.is_dir() {
                self.clear_folder(&path)?;
            } else if self.is_listed(&path) {
                let file = self.root.join(&path);
                fs::remove_file(&file).map_err(|error| Fault::io(&file, &error))?;
            }
        }
        fs::remove_dir(&disk).map_err(|error| Fault::io(&disk, &error))
    }

    fn make_folders(&self) -> Result<(), Fault> {
        for folder in self.folders.iter().filter(|it| self.standing.get(**it) != Some(&Standing::Folder)) {
            let disk = self.root.join(folder);
            match fs::create_dir(&disk) {
                Err(error) if error.kind() != ErrorKind::AlreadyExists => return Err(Fault::io(&disk, &error)),
                _ => {}
            }
        }
        Ok(())
    }

    /// Moves what was staged into its place.
    fn move_in(&self, made: &[Made]) -> Result<(), Fault> {
        let moved = parallel::try_map(made.len(), |i| {
            let target = self.root.join(self.paths[i]);
            let moved = match made[i].step {
                Step::Add | Step::AddForFolder => fs::rename(self.staged(i), &target),
                Step::Replace => os::replace(&self.staged(i), &target),
                Step::Keep | Step::Foreign | Step::Obstacle => Ok(()),
            };
            moved.map_err(|error| Fault::io(&target, &error))
        });
        moved.map(drop)
    }

    /// Deletes what is planned no more, and folders that are empty then; gives the number of files.
    ///
    /// What cannot be deleted is left: the site is whole without it, and the next build does not own it.
    fn delete(&self, dead: &[Entry]) -> usize {
        let deleted = parallel::map(dead.len(), |i| {
            let file = self.root.join(&dead[i].path);
            is_really(&file)
                && meta(&file).is_ok_and(|it| it.is_some_and(|it| it.is_file()))
                && fs::remove_file(&file).is_ok()
        });
        for folder in folders(dead.iter().map(|it| it.path.as_str())).into_iter().rev() {
            let disk = self.root.join(folder);
            if self.folders.binary_search(&folder).is_err() && is_really(&disk) {
                // A folder that still holds something refuses.
                let _ = fs::remove_dir(&disk);
            }
        }
        deleted.into_iter().filter(|it| *it).count()
    }
}

/// Whether a path has no link in it and is spelt as the disk has it: where capital letters do not count,
/// a file whose name changed its case is the new file too, and must not be deleted as the old one.
fn is_really(path: &Path) -> bool {
    fs::canonicalize(path).is_ok_and(|it| it == path)
}

fn obstacles(paths: Vec<String>) -> Fault {
    Problem::ForeignObstacles { paths }.into()
}

/// What the disk tells of `path` itself, not of what a link there leads to.
fn meta(path: &Path) -> Result<Option<Metadata>, Fault> {
    match fs::symlink_metadata(path) {
        Ok(meta) => Ok(Some(meta)),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(None),
        Err(error) => Err(Fault::io(path, &error)),
    }
}

/// Names and kinds of what is in a folder. A name that is no text is never ours, and is shown with marks.
fn entries(folder: &Path) -> Result<Vec<(String, Metadata)>, Fault> {
    let read = fs::read_dir(folder).and_then(|entries| {
        let named = |it: io::Result<fs::DirEntry>| {
            let it = it?;
            Ok((it.file_name().to_string_lossy().into_owned(), it.metadata()?))
        };
        entries.map(named).collect()
    });
    read.map_err(|error| Fault::io(folder, &error))
}

/// The manifest's text; empty when there is none.
fn read_manifest(root: &Path) -> Result<Vec<u8>, Fault> {
    let path = root.join(manifest::NAME);
    match meta(&path)? {
        None => Ok(Vec::new()),
        Some(meta) if meta.is_file() => fs::read(&path).map_err(|error| Fault::io(&path, &error)),
        Some(_) => Err(obstacles(vec![manifest::NAME.to_owned()])),
    }
}

/// Whether the output holds nothing but dotfiles, none of which has to do with us.
fn is_fresh(root: &Path, paths: &[&str], old: &[Entry]) -> Result<bool, Fault> {
    let ours: Set<&str> = paths.iter().map(|it| top(it)).chain(old.iter().map(|it| top(&it.path))).collect();
    let is_no_matter = |name: &str| name.starts_with('.') && !ours.contains(name);
    Ok(entries(root)?.iter().all(|(name, _)| is_no_matter(name)))
}

/// The first name of a path.
fn top(path: &str) -> &str {
    path.split_once('/').map_or(path, |(top, _)| top)
}

#[cfg(test)]
mod tests;
