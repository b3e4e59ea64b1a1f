//! Floor 5: the first floor that touches the disk.
//!
//! Read in this order: [`command`] (what is asked and told), [`scan`] (finds and reads the sources, the walkdir
//! door), [`load`] (all sources become one input), [`site`] (the pipeline), `echo` (what only
//! follows from a file that could not be read is not told), [`mod@write`] (changes the output), [`lock`]
//! (one writer at a time); below them [`os`] (what one system does otherwise than another) and [`fault`] (what stops
//! a build from outside).

pub mod command;
mod echo;
pub mod fault;
pub mod load;
pub mod lock;
pub mod os;
pub mod scan;
pub mod site;
pub mod write;

use std::io::Read;
use std::ops::Deref;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use crate::base::date::DateTime;
use crate::base::parallel;
use crate::base::problem::{Diagnostic, Found, Problem};
use crate::content::picture::without_metadata;
use crate::model::Site;
use crate::model::state::Visibility;
use crate::plan::Plan;
use crate::render::template::Templates;
use crate::render::theme::Theme;
use crate::render::{Made, ViewWords, World};

use command::{Built, Item, Nearest, Options, Stage, State, Withheld};
use fault::Fault;
use load::Loaded;
use lock::{Lock, PATIENCE};
use write::{Content, Job, Report, write};

/// Builds the site.
///
/// # Errors
/// What stops it from outside: a full disk, a refused output, another build that holds the lock.
pub fn build(options: &Options) -> Result<Built, Fault> {
    let _lock = Lock::take(&options.root, &options.started, PATIENCE)?;
    run(options, Aim::Publish)
}

/// Finds all that `build` would complain of, and advice; writes nothing.
///
/// # Errors
/// What stops it from outside.
pub fn check(options: &Options) -> Result<Built, Fault> {
    run(options, Aim::Check)
}

/// All items with their states, by file; what cannot be read is told beside them.
pub fn survey(options: &Options) -> Found<Vec<Item>> {
    let mut problems = Vec::new();
    let loaded = site::read(options, &mut problems);
    let moment = site::moment(options, &loaded);
    let model = crate::model::site(&loaded.input, &loaded.tables, moment).take(&mut problems);
    let items = (0..loaded.input.documents.len() as u32).map(|id| item(&model, id)).collect();
    Found { value: items, problems }
}

fn item(site: &Site, id: u32) -> Item {
    let document = site.document(id);
    let lang = site.tables.config.language;
    let long = |it: DateTime| it.long(lang);
    let (state, time) = match site.visibility[id as usize] {
        Visibility::Draft | Visibility::Unreadable => (State::Draft, None),
        Visibility::Scheduled(due) => (State::Scheduled, Some(long(due))),
        Visibility::Withdrawn => {
            let since = document.state.withdrawn.as_ref().and_then(|it| it.0).map(DateTime::from);
            (State::Withdrawn, since.or(document.state.expires).map(long))
        }
        Visibility::Visible => match crate::model::state::stale_since(site, id) {
            Some(since) => (State::Stale, Some(long(since.into()))),
            None => (State::Published, document.date.map(long)),
        },
    };
    Item { file: document.file.to_string(), title: document.title.clone(), state, time }
}

/// What a run is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Aim {
    Publish,
    Check,
}

/// Reads, models, plans, renders; publishes what is good.
fn run(options: &Options, aim: Aim) -> Result<Built, Fault> {
    let clock = Clock::new(options);
    let mut problems = Vec::new();
    clock.begin(Stage::Scan);
    let loaded = Held::new(site::read(options, &mut problems), options);
    let theme = site::dress(&loaded, &mut problems);
    let moment = site::moment(options, &loaded);
    clock.begin(Stage::Model);
    let site = Held::new(crate::model::site(&loaded.input, &loaded.tables, moment).take(&mut problems), options);
    clock.begin(Stage::Plan);
    let plan = Held::new(site::plan(&site, &theme).take(&mut problems), options);
    let words = site::words(&loaded, &theme);
    let templates = site::templates((&site, &plan), &words, &theme, &mut problems);
    echo::silence(&loaded, &mut problems);
    site::judge(&loaded, &mut problems);
    crate::model::state::soften(&site, &mut problems);
    let root = &options.root;
    let mut ready = Ready {
        options,
        loaded: &loaded,
        theme: &theme,
        site: &site,
        plan: &plan,
        words: &words,
        templates: &templates,
        output: options.output.clone().unwrap_or_else(|| root.join("public")),
        forbidden: ["content", "static", "themes", "svod.yaml"].iter().map(|it| root.join(it)).collect(),
    };
    let is_whole = site::may_publish(&problems, options.strict);
    if aim == Aim::Check || !is_whole && !options.keep_going {
        let built = ready.pages(&clock, &mut problems, false)?;
        return Ok(ready.built(built, problems, &clock));
    }
    if is_whole {
        let built = ready.pages(&clock, &mut problems, true)?;
        return Ok(ready.built(built, problems, &clock));
    }
    // The rest without the broken files; what their absence breaks is told already or follows from them.
    let rest = site::without_broken(&loaded.input, &problems);
    let mut known = Vec::new();
    let site = crate::model::site(&rest, &loaded.tables, moment).take(&mut known);
    let plan = site::plan(&site, &theme).take(&mut known);
    let templates = site::templates((&site, &plan), &words, &theme, &mut known);
    (ready.site, ready.plan, ready.templates) = (&site, &plan, &templates);
    let built = ready.pages(&clock, &mut problems, true)?;
    Ok(ready.built(built, problems, &clock))
}

/// A large value that is given back only where the program goes on: at its end, dropping a hundred thousand articles
/// piece by piece would only take time.
struct Held<T> {
    /// Empty only while it is dropped.
    value: Option<T>,
    is_last: bool,
}

impl<T> Held<T> {
    fn new(value: T, options: &Options) -> Self {
        Self { value: Some(value), is_last: options.is_last }
    }
}

impl<T> Deref for Held<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.value.as_ref().expect("the value is taken only when it is dropped")
    }
}

impl<T> Drop for Held<T> {
    fn drop(&mut self) {
        if self.is_last {
            std::mem::forget(self.value.take());
        }
    }
}

/// Everything that pages are made from.
struct Ready<'a> {
    options: &'a Options<'a>,
    loaded: &'a Loaded,
    theme: &'a Theme,
    site: &'a Site<'a>,
    plan: &'a Plan,
    words: &'a ViewWords<'a>,
    templates: &'a Templates,
    output: PathBuf,
    forbidden: Vec<PathBuf>,
}

impl Ready<'_> {
    /// Renders every page; publishes them where that is wanted and no template failed.
    fn pages(&self, clock: &Clock, problems: &mut Vec<Diagnostic>, publish: bool) -> Result<Option<Report>, Fault> {
        clock.begin(Stage::Render);
        let world = match World::new(self.site, self.plan, self.words, (self.templates, self.theme)) {
            Ok(it) => it,
            Err(fault) => {
                site::tell_fault(*fault, problems);
                return Ok(None);
            }
        };
        let faults = Mutex::new(Vec::new());
        let make = |at: usize| self.content(&world, at, &faults);
        let outputs = &self.plan.outputs;
        let report = if publish {
            clock.begin(Stage::Write);
            let paths: Vec<&str> = outputs.iter().map(|it| it.0.as_str()).collect();
            write(&self.job(), &paths, &make, &|| faults.lock().is_ok_and(|it| it.is_empty()))?
        } else {
            parallel::map(outputs.len(), |at| drop(make(at)));
            None
        };
        site::tell_once(faults.into_inner().unwrap_or_default(), problems);
        Ok(report)
    }

    fn job(&self) -> Job<'_> {
        Job { output: &self.output, adopt: self.options.adopt, forbidden: &self.forbidden }
    }

    /// The content of an output; a fault of its template is noted, and nothing will be published.
    fn content(&self, world: &World, at: usize, faults: &Mutex<Vec<(String, Diagnostic)>>) -> Content {
        let (path, output) = &self.plan.outputs[at];
        match world.bytes(path, output) {
            Ok(Made::Bytes(bytes)) => Content::Bytes(bytes),
            Ok(Made::File(file)) => self.copy(&file, faults),
            Err(fault) => {
                if let Ok(mut faults) = faults.lock() {
                    faults.push((path.clone(), *fault));
                }
                Content::Bytes(Vec::new())
            }
        }
    }

    /// A file of the site: pictures beside content lose their metadata, everything else stays as it is.
    fn copy(&self, file: &str, faults: &Mutex<Vec<(String, Diagnostic)>>) -> Content {
        let disk = self.loaded.disk.get(file).cloned().unwrap_or_else(|| self.options.root.join(file));
        let is_picture = self.loaded.input.files.get(file).is_some_and(|it| it.picture.is_some());
        if !is_picture || file.starts_with("static/") {
            return Content::Copy(disk);
        }
        let mut bytes = Vec::new();
        match os::open_file(&disk).and_then(|mut it| it.read_to_end(&mut bytes)) {
            Ok(_) => Content::Bytes(without_metadata(bytes)),
            Err(_) => {
                // Never as it is: the metadata would leak.
                if let Ok(mut faults) = faults.lock() {
                    let problem = Problem::ChangedWhileRead {};
                    faults.push((file.to_owned(), Diagnostic::new(&Arc::from(file), None, problem)));
                }
                Content::Bytes(Vec::new())
            }
        }
    }

    fn built(&self, report: Option<Report>, problems: Vec<Diagnostic>, clock: &Clock) -> Built {
        let pages = self.plan.outputs.iter().filter(|it| it.0.ends_with(".html")).count();
        let withheld = self.withheld();
        let done = report.unwrap_or_default();
        Built {
            problems,
            is_written: report.is_some(),
            pages,
            files: self.plan.outputs.len() - pages,
            written: done.written,
            unchanged: done.unchanged,
            deleted: done.deleted,
            nearest: self.nearest(),
            due: crate::model::state::next_change(self.site).and_then(|it| self.words.instant(it)),
            withheld,
            timings: clock.timings(),
        }
    }

    fn withheld(&self) -> Vec<Withheld> {
        let site = self.site;
        let hidden = (0..site.input.documents.len()).filter(|it| !site.visibility[*it].is_visible());
        let told = |id: usize| {
            let until = match site.visibility[id] {
                Visibility::Scheduled(due) => Some(self.words.when(due).iso),
                _ => None,
            };
            Withheld { file: site.input.documents[id].file.to_string(), until }
        };
        hidden.map(told).collect()
    }

    /// The item that appears next.
    fn nearest(&self) -> Option<Nearest> {
        let site = self.site;
        let due = |id: usize| match site.visibility[id] {
            Visibility::Scheduled(due) => Some((due, id)),
            _ => None,
        };
        let (due, id) = (0..site.input.documents.len()).filter_map(due).min()?;
        let file = site.input.documents[id].file.to_string();
        Some(Nearest { file, time: due.long(self.words.lang) })
    }
}

/// How long each stage takes.
struct Clock<'a> {
    on_stage: &'a (dyn Fn(Stage) + Sync),
    begun: Mutex<Vec<(Stage, Instant)>>,
}

impl<'a> Clock<'a> {
    fn new(options: &Options<'a>) -> Self {
        Self { on_stage: options.on_stage, begun: Mutex::new(Vec::new()) }
    }

    fn begin(&self, stage: Stage) {
        (self.on_stage)(stage);
        if let Ok(mut begun) = self.begun.lock() {
            begun.push((stage, Instant::now()));
        }
    }

    fn timings(&self) -> Vec<(Stage, Duration)> {
        let Ok(begun) = self.begun.lock() else { return Vec::new() };
        let ends = begun.iter().skip(1).map(|it| it.1).chain([Instant::now()]);
        begun.iter().zip(ends).map(|((stage, start), end)| (*stage, end - *start)).collect()
    }
}
