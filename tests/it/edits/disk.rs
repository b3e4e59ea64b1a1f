//! How a world comes to the disk, and what happens to the disk behind svod's back.
//!
//! Begin with [`Disk::hold`].

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::edit::How;
use crate::corpus::{Place, Random, Tree, put, tree};

/// The sources of a site on the disk.
pub struct Disk {
    pub place: Place,
    /// What lies there.
    files: Tree,
    /// Files of others in the output.
    pub foreign: Tree,
    /// The state of svod as it was some time ago.
    old_state: Option<Tree>,
}

/// What may be done to a file that keeps a state.
const DAMAGES: [&str; 6] = ["cut", "a bit turned", "deleted", "garbage", "emptied", "longer"];

impl Disk {
    pub fn new(place: Place) -> Self {
        Self { place, files: Tree::new(), foreign: Tree::new(), old_state: None }
    }

    fn at(&self, path: &str) -> PathBuf {
        self.place.root().join(path)
    }

    pub fn public(&self) -> PathBuf {
        self.at("public")
    }

    /// The published tree without what others put there, which has to be untouched.
    pub fn published(&self) -> Result<Tree, String> {
        let mut files = if self.public().exists() { tree(&self.public()) } else { Tree::new() };
        for (path, bytes) in &self.foreign {
            if files.remove(path).as_ref() != Some(bytes) {
                return Err(format!("a file of others was touched: {path}"));
            }
        }
        Ok(files)
    }

    /// Makes the sources what they should be: renames what moved, writes what changed, removes what is gone.
    pub fn hold(&mut self, files: Tree, how: &How, random: &mut Random) {
        if let How::FolderMoved(from, to) = how
            && self.at(from).exists()
            && !self.at(to).exists()
        {
            fs::rename(self.at(from), self.at(to)).expect("a folder moves");
            let (from, to) = (format!("{from}/"), format!("{to}/"));
            let moved = |path: String| path.strip_prefix(&from).map(|it| format!("{to}{it}")).unwrap_or(path);
            self.files = std::mem::take(&mut self.files).into_iter().map(|(path, it)| (moved(path), it)).collect();
        }
        if random.below(3) > 0 {
            self.move_files(&files);
        }
        for (path, bytes) in &files {
            if self.files.get(path) != Some(bytes) {
                self.save(path, bytes, how, random);
            }
        }
        for path in self.files.keys().filter(|it| !files.contains_key(*it)) {
            fs::remove_file(self.at(path)).expect("a file that is there");
            if random.one_of(2) {
                // Only if nothing is left in it.
                let _ = fs::remove_dir(self.at(path).parent().expect("in a folder"));
            }
        }
        self.files = files;
    }

    /// Files whose bytes are wanted under another name get it, through a third place: they may change places.
    fn move_files(&mut self, files: &Tree) {
        let mut moves: Vec<(String, String)> = Vec::new();
        for (to, bytes) in files.iter().filter(|(path, bytes)| self.files.get(*path) != Some(*bytes)) {
            let is_free = |from: &str| files.get(from) != Some(bytes) && moves.iter().all(|it| it.0 != from);
            if let Some((from, _)) = self.files.iter().find(|(from, it)| *it == bytes && is_free(from)) {
                moves.push((from.clone(), to.clone()));
            }
        }
        for (at, (from, _)) in moves.iter().enumerate() {
            fs::rename(self.at(from), self.place.path(&format!("moved-{at}"))).expect("a file moves");
            self.files.remove(from);
        }
        for (at, (_, to)) in moves.iter().enumerate() {
            fs::create_dir_all(self.at(to).parent().expect("in a folder")).expect("a folder");
            fs::rename(self.place.path(&format!("moved-{at}")), self.at(to)).expect("a file moves");
            self.files.insert(to.clone(), files[to].clone());
        }
    }

    /// Writes as programs do: in place, through a file beside it, anew; with the time of before or of long ago.
    fn save(&self, path: &str, bytes: &[u8], how: &How, random: &mut Random) {
        let disk = self.at(path);
        let old = fs::metadata(&disk).and_then(|it| it.modified()).ok();
        let way = random.below(4);
        if way == 1 {
            let beside = disk.with_file_name(".saving.tmp");
            put(&beside, bytes);
            fs::rename(&beside, &disk).expect("a file moves");
        } else {
            if way == 2 {
                let _ = fs::remove_file(&disk);
            }
            put(&disk, bytes);
        }
        let time = match (how, old, way) {
            (How::TimeKept, Some(old), _) => old,
            (_, _, 3) => long_ago(random),
            _ => return,
        };
        set_time(&disk, time);
    }

    /// A file gets another time, or is saved again as it was.
    pub fn touch(&self, random: &mut Random) -> String {
        let paths: Vec<&String> = self.files.keys().collect();
        let path = *random.pick(&paths);
        match random.below(3) {
            0 => set_time(&self.at(path), long_ago(random)),
            1 => set_time(&self.at(path), long_ago(random) + Duration::from_secs(3_000_000_000)),
            _ => self.save(path, &self.files[path], &How::Any, random),
        }
        format!("{path} touched")
    }

    /// Files in which svod keeps its state, but for the lock.
    fn state(&self) -> Tree {
        let folder = self.at(".svod");
        let mut files = if folder.exists() { tree(&folder) } else { Tree::new() };
        files.remove("lock");
        files
    }

    fn put_state(&self, state: &Tree) {
        for path in self.state().keys().filter(|it| !state.contains_key(*it)) {
            fs::remove_file(self.at(".svod").join(path)).expect("a file that is there");
        }
        state.iter().for_each(|(path, bytes)| put(&self.at(".svod").join(path), bytes));
    }

    /// Damages the cache, or puts another in its place: an older one, that of the same site in another folder.
    pub fn damage_state(&mut self, twin: Option<&Tree>, random: &mut Random) -> String {
        let state = self.state();
        match (random.below(10), self.old_state.take(), twin) {
            (0, Some(old), _) => {
                self.put_state(&old);
                return "the state of long ago is back".to_owned();
            }
            (1, old, Some(twin)) => {
                self.old_state = old;
                self.put_state(twin);
                return "the state of a copy is here".to_owned();
            }
            (_, old, _) => self.old_state = old,
        }
        if self.old_state.is_none() || random.one_of(8) {
            self.old_state = Some(state.clone());
        }
        let paths: Vec<&String> = state.keys().collect();
        if paths.is_empty() {
            return "no state".to_owned();
        }
        let path = *random.pick(&paths);
        format!(".svod/{path} {}", damage(&self.at(".svod").join(path), &state[path], random))
    }

    /// Damages an output, or deletes it.
    pub fn damage_output(&self, random: &mut Random) -> Result<String, String> {
        let mut files = self.published()?;
        files.remove(".svod-manifest");
        let paths: Vec<&String> = files.keys().filter(|it| !files[*it].is_empty()).collect();
        if paths.is_empty() {
            return Ok("no output".to_owned());
        }
        let path = *random.pick(&paths);
        let (disk, bytes) = (self.public().join(path), &files[path]);
        if random.one_of(2) {
            return Ok(format!("public/{path} {}", damage(&disk, bytes, random)));
        }
        let time = fs::metadata(&disk).and_then(|it| it.modified()).expect("an output");
        let mut other = bytes.clone();
        let at = random.below(other.len());
        other[at] ^= 1;
        put(&disk, other);
        set_time(&disk, time);
        Ok(format!("public/{path} changed at {at}, time kept"))
    }

    /// Puts a file of others among the outputs.
    pub fn add_foreign(&mut self, random: &mut Random) -> String {
        let path = format!("{}chuzhoe-{}.txt", random.pick(&["", "news/", "chuzhaya/papka/"]), random.below(9));
        put(&self.public().join(&path), "чужое");
        let told = format!("public/{path} of others");
        self.foreign.insert(path, "чужое".as_bytes().to_vec());
        told
    }

    pub fn forget_manifest(&self) -> String {
        let _ = fs::remove_file(self.public().join(".svod-manifest"));
        "public/.svod-manifest deleted".to_owned()
    }
}

fn long_ago(random: &mut Random) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000 + random.below(1 << 20) as u64)
}

fn damage(path: &Path, bytes: &[u8], random: &mut Random) -> String {
    let kind = random.below(DAMAGES.len());
    let at = random.below(bytes.len().max(1));
    let mut other = bytes.to_vec();
    match DAMAGES[kind] {
        "cut" => other.truncate(at),
        "a bit turned" => other.iter_mut().skip(at).take(1).for_each(|it| *it ^= 1 << (at % 8)),
        "deleted" => {
            fs::remove_file(path).expect("a file that is there");
            return "deleted".to_owned();
        }
        "garbage" => other = (0..at + 10).map(|at| (at * 37) as u8).collect(),
        "emptied" => other.clear(),
        _ => other.extend(b"longer"),
    }
    let time = fs::metadata(path).and_then(|it| it.modified()).expect("a file that is there");
    put(path, other);
    if random.one_of(2) {
        set_time(path, time);
    }
    format!("{} at {at} of {}", DAMAGES[kind], bytes.len())
}

pub fn set_time(path: &Path, time: SystemTime) {
    let file = File::options().append(true).open(path).expect("a file that is there");
    file.set_modified(time).expect("a time");
}
