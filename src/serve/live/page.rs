//! One answer: a page made when it is asked for, or what is known to be good where it cannot be made.

use std::collections::BTreeMap;
use std::io::Read;
use std::sync::{Arc, Mutex};

use super::world::World;
use super::{Asked, hash, lock};
use crate::base::hash::Hash128;
use crate::base::problem::Diagnostic;
use crate::build::os;
use crate::content::picture::without_metadata;
use crate::plan::Output;
use crate::render::{Made, View};
use crate::serve::shown::{Answer, Tab, media};

/// Pages that are kept in case their templates break.
const MOST_KEPT: usize = 64;

/// The page that says that there is none.
const NOTHING: &str = "404.html";

/// Pages as they were served last.
#[derive(Default)]
pub struct Pages {
    good: Mutex<BTreeMap<String, Arc<Vec<u8>>>>,
    /// Faults that only making a page showed.
    faults: Mutex<BTreeMap<String, Diagnostic>>,
}

impl Pages {
    /// What stands at a path.
    pub fn answer(&self, world: &World, path: &str, asked: &Asked) -> Answer {
        let Some((file, output)) = world.output(path) else { return self.nothing(world, path, asked) };
        match world.with(|it| it.make(&it.view(file, output))) {
            Ok(Made::Bytes(bytes)) => self.good(file, bytes),
            Ok(Made::File(source)) => copied(world, &source),
            Err(fault) => {
                let text = (asked.words)(std::slice::from_ref(&*fault));
                match self.last_good(file, *fault) {
                    Some(bytes) => page(file, bytes),
                    None => Answer::Broken { bytes: Arc::new(error_page(world, path, &text)) },
                }
            }
        }
    }

    /// What stands in for a page that cannot be made now.
    fn last_good(&self, file: &str, fault: Diagnostic) -> Option<Arc<Vec<u8>>> {
        lock(&self.faults).insert(file.to_owned(), fault);
        lock(&self.good).get(file).cloned()
    }

    fn good(&self, file: &str, bytes: Vec<u8>) -> Answer {
        page(file, self.keep(file, bytes))
    }

    fn keep(&self, file: &str, bytes: Vec<u8>) -> Arc<Vec<u8>> {
        let bytes = Arc::new(bytes);
        if file.ends_with(".html") {
            lock(&self.faults).remove(file);
            let mut good = lock(&self.good);
            if good.len() >= MOST_KEPT && !good.contains_key(file) {
                good.pop_first();
            }
            good.insert(file.to_owned(), bytes.clone());
        }
        bytes
    }

    fn nothing(&self, world: &World, path: &str, asked: &Asked) -> Answer {
        let folder = format!("{path}/");
        if !path.ends_with('/') && (world.output(&folder).is_some() || world.is_broken_at(&folder)) {
            return Answer::Moved(folder);
        }
        if world.is_broken_at(path) {
            let text = (asked.words)(&world.errors(path, None));
            return Answer::Broken { bytes: Arc::new(error_page(world, path, &text)) };
        }
        let bytes = match world.with(|it| it.make(&it.view(NOTHING, &Output::NotFound))) {
            Ok(Made::Bytes(bytes)) => self.keep(NOTHING, bytes),
            Ok(Made::File(_)) => Arc::default(),
            Err(fault) => {
                let text = (asked.words)(std::slice::from_ref(&*fault));
                self.last_good(NOTHING, *fault).unwrap_or_else(|| Arc::new(error_page(world, path, &text)))
            }
        };
        Answer::Missing { bytes }
    }

    /// What a tab has to know.
    pub fn tab(&self, world: &World, path: &str, asked: &Asked) -> Tab {
        let output = world.output(path);
        let mut errors = world.errors(path, output.map(|it| it.1));
        let content = match output {
            Some((file, output)) => {
                errors.extend(lock(&self.faults).get(file).cloned());
                world.with(|it| Hash128::of(&(world.calm_face(), key(it.view(file, output)))))
            }
            None => {
                let is_broken = world.is_broken_at(path);
                if !is_broken {
                    errors.extend(lock(&self.faults).get(NOTHING).cloned());
                }
                Hash128::of(&(world.calm_face(), is_broken))
            }
        };
        let problem = (!errors.is_empty()).then(|| (asked.words)(&errors));
        let content = match (&problem, output) {
            // A page that shows nothing but what is wrong.
            (Some(text), None) => Hash128::of(&(content, hash(text))),
            _ => content,
        };
        Tab { content, styles: world.styles().to_vec(), problem }
    }
}

fn key(view: View) -> Hash128 {
    Hash128::of(&view)
}

fn page(file: &str, bytes: Arc<Vec<u8>>) -> Answer {
    let hash = Hash128::of_bytes(&bytes);
    Answer::Bytes { bytes, media: media(file), hash, is_page: file.ends_with(".html") }
}

/// A file as the build would copy it.
fn copied(world: &World, source: &str) -> Answer {
    let (disk, has_metadata) = world.file(source);
    if !has_metadata {
        return Answer::File { disk, media: media(source) };
    }
    let mut bytes = Vec::new();
    match os::open_file(&disk).and_then(|mut it| it.read_to_end(&mut bytes)) {
        Ok(_) => {
            let bytes = Arc::new(without_metadata(bytes));
            let hash = Hash128::of_bytes(&bytes);
            Answer::Bytes { bytes, media: media(source), hash, is_page: false }
        }
        Err(_) => Answer::Missing { bytes: Arc::default() },
    }
}

/// The error and the menu; without the menu where even that cannot be made.
fn error_page(world: &World, path: &str, text: &str) -> Vec<u8> {
    match world.with(|it| it.fault_page(path, text)) {
        Ok(bytes) => bytes,
        Err(_) => crate::render::bare_fault_page(text),
    }
}
