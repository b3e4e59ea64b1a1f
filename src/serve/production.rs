//! A built tree as a web server would show it: `svod serve --production`.
//!
//! Never given out: what begins with a dot (`.well-known` aside), so neither our manifest nor `.git`; what a link leads
//! to outside the tree; what is no ordinary file. Every request looks at the disk anew: a build may be going on.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::bell::Bell;
use super::http::{Manner, Server};
use super::listen::Listen;
use super::shown::{Answer, Shown, Tab, media};
use crate::base::lang::Lang;
use crate::base::problem::Problem;
use crate::build::fault::Fault;

/// What was asked for.
#[derive(Debug)]
pub struct Production<'a> {
    /// Where to listen.
    pub listen: &'a Listen,
    /// The built tree.
    pub folder: &'a Path,
    /// The path that the tree was built for: of `base_url`, with `/` at both ends.
    pub base: String,
    /// Of what a person reads in the browser.
    pub lang: Lang,
}

/// Serves the tree. `on_open` hears the address when there is one, before the first request is answered.
///
/// # Errors
/// There is no such tree, or the port is not to be had.
pub fn production(asked: &Production, on_open: &mut dyn FnMut(&str)) -> Result<(), Fault> {
    if !asked.folder.is_dir() {
        return Err(Problem::NothingBuilt { folder: asked.folder.display().to_string() }.into());
    }
    let tree = Tree::new(asked.folder, &asked.base).map_err(|it| Fault::io(asked.folder, &it))?;
    let bound = asked.listen.bind()?;
    on_open(&bound.url(&asked.base));
    let shown = Arc::new(tree);
    bound.serve(Server { shown, bell: Bell::new(), manner: Manner::Production, lang: asked.lang })
}

/// A built tree.
struct Tree {
    /// Without links.
    root: PathBuf,
    base: Arc<str>,
}

impl Tree {
    fn new(folder: &Path, base: &str) -> io::Result<Self> {
        fs::read_dir(folder)?;
        Ok(Self { root: fs::canonicalize(folder)?, base: base.into() })
    }

    /// The file or folder at `path`, if it may be shown.
    fn find(&self, path: &str) -> Option<PathBuf> {
        let steps = path.strip_prefix('/')?.strip_suffix('/').unwrap_or(&path[1..]);
        if !steps.is_empty() && !steps.split('/').all(is_shown) {
            return None;
        }
        let found = fs::canonicalize(self.root.join(steps)).ok()?;
        // A link may lead to what is not shown, too.
        let inside = found.strip_prefix(&self.root).ok()?;
        inside.components().all(|it| it.as_os_str().to_str().is_some_and(is_shown)).then_some(found)
    }

    fn missing(&self) -> Answer {
        let page = self.find("/404.html").filter(|it| it.is_file()).and_then(|it| fs::read(it).ok());
        Answer::Missing { bytes: Arc::new(page.unwrap_or_default()) }
    }
}

fn is_shown(step: &str) -> bool {
    let has_drive = cfg!(windows) && step.contains(':');
    !step.is_empty() && (!step.starts_with('.') || step == ".well-known") && !has_drive
}

impl Shown for Tree {
    fn answer(&self, path: &str) -> Answer {
        let Some(found) = self.find(path) else { return self.missing() };
        let is_folder = path.ends_with('/');
        if found.is_dir() && !is_folder && found.join("index.html").is_file() {
            return Answer::Moved(format!("{path}/"));
        }
        let file = if is_folder { format!("{path}index.html") } else { path.to_owned() };
        match self.find(&file).filter(|it| it.is_file()) {
            Some(disk) => Answer::File { disk, media: media(&file) },
            None => self.missing(),
        }
    }

    fn tab(&self, _: &str) -> Tab {
        Tab::default()
    }

    fn base(&self) -> Arc<str> {
        self.base.clone()
    }

    fn generation(&self) -> u64 {
        0
    }
}
