//! Floor 5: the first floor that touches the disk.
//!
//! Read in this order: [`command`] (what is asked and told), [`scan`] (finds and reads the sources, the walkdir
//! door), [`load`] (all sources become one input), [`site`] (the pipeline), `echo` (what only
//! follows from a file that could not be read is not told), [`mod@write`] (changes the output), [`lock`]
//! (one writer at a time). [`cache`] and `memory` are what a build leaves for the next; `last` makes the last build
//! again from them, for `why` and [`verify`]. Below them all [`os`] (what one system does otherwise than another) and
//! [`fault`] (what stops a build from outside).

mod again;
pub mod cache;
pub mod command;
pub mod echo;
pub mod fault;
mod last;
pub mod load;
pub mod lock;
mod memory;
pub mod os;
mod quiet;
pub mod scan;
pub mod search;
pub mod site;
mod stand_in;
pub mod verify;
mod why;
pub mod write;

use std::io::Read;
use std::ops::Deref;
use std::sync::{Arc, Mutex, OnceLock};
use std::time::{Duration, Instant};

use crate::base::date::DateTime;
use crate::base::hash::Hash128;
use crate::base::parallel;
use crate::base::problem::{Diagnostic, Found, Problem};
use crate::content::picture::without_metadata;
use crate::model::state::Visibility;
use crate::model::{Moment, Site};
use crate::plan::Plan;
use crate::render::template::Templates;
use crate::render::theme::Theme;
use crate::render::{Cards, IndexFiles, Kit, Made, Patches, View, ViewWords, World};

use cache::{Cache, Missing};
use command::{Built, Item, Nearest, Options, Remembered, Stage, State, Withheld};
use fault::Fault;
use load::{Bodies, Loaded};
use lock::{Lock, PATIENCE};
use memory::Memory;
use search::{Basis, Past};
use write::{Content, Job, Known, Written, write};

/// Builds the site; what the last build did and is surely the same is not done again.
///
/// # Errors
/// What stops it from outside: a full disk, a refused output, another build that holds the lock.
pub fn build(options: &Options) -> Result<Built, Fault> {
    let lock = Lock::take(&options.root, &options.started, PATIENCE)?;
    let opened = Cache::open(&options.root, true);
    let mut built = build_after(options, &opened, lock.moment())?;
    if let Some(address) = options.why.as_ref().filter(|_| built.is_written) {
        let left = Cache::open(&options.root, false);
        let of_output = |it: &&Cache| it.summary.output == options.output();
        let [old, new] = [&opened, &left].map(|it| it.as_ref().ok().filter(of_output));
        built.why = Some(why::why(&options.root, address, (old, new)));
    }
    Ok(built)
}

/// Builds the site after the build that `opened` tells of; `since` is when that began by the file system's clock.
fn build_after(options: &Options, opened: &Result<Cache, Missing>, since: i64) -> Result<Built, Fault> {
    let owner = opened.as_ref().ok().map(|it| it.summary.output.clone());
    let anew = || run(options, Aim::Publish(Memory::new(options, (None, owner.as_deref()), since)));
    let is_damaged = |built: Built| match built.remembered {
        Remembered::Well => Built { remembered: Remembered::Damaged, ..built },
        _ => built,
    };
    let cache = match opened {
        _ if options.fresh => return anew(),
        Ok(it) => it,
        Err(Missing::Never) => return anew(),
        Err(Missing::Damaged) => return anew().map(is_damaged),
    };
    let looked = Held::new(again::Looked::new(options, cache), options);
    if let Some(built) = again::unchanged(options, cache, &looked) {
        return Ok(built);
    }
    let memory = Memory::new(options, (Some(cache), owner.as_deref()), since).with(&looked);
    let built = run(options, Aim::Publish(memory))?;
    match built.remembered {
        // A record was not what the index says: nothing of the cache is to be trusted.
        Remembered::Damaged => anew().map(is_damaged),
        _ => Ok(built),
    }
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
    let loaded = site::read(options, load::Memory::default(), &mut problems);
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
enum Aim<'a> {
    Publish(Memory<'a>),
    Check,
}

impl Aim<'_> {
    /// What reading the sources may lean on.
    fn of_sources(&self) -> load::Memory<'_> {
        match self {
            Aim::Publish(it) => it.of_sources(),
            Aim::Check => load::Memory::default(),
        }
    }

    /// The search index. Only who publishes needs it: nothing can be wrong with it.
    fn index(&self, options: &Options, loaded: &Loaded, basis: Basis) -> Option<search::Files> {
        let Aim::Publish(memory) = self else { return None };
        search::Files::after(basis, Past::new(memory, options, loaded).as_ref())
    }
}

/// Reads, models, plans, renders; publishes what is good.
fn run(options: &Options, aim: Aim) -> Result<Built, Fault> {
    let clock = &Clock::new(options);
    let mut problems = Vec::new();
    clock.begin(Stage::Scan);
    let loaded = Held::new(site::read(options, aim.of_sources(), &mut problems), options);
    let theme = &site::dress(&loaded, &mut problems);
    let moment = site::moment(options, &loaded);
    clock.begin(Stage::Model);
    let (model, compiled) = site::modelled(&loaded, theme, moment);
    let site = Held::new(model.value, options);
    let words = &site::words(&loaded, theme);
    if let Aim::Publish(memory) = &aim {
        let (loaded, site, compiled) = (&*loaded, &*site, &compiled.value);
        let step = quiet::Step { options, loaded, theme, compiled, site, words, memory, clock };
        if let Some(built) = quiet::build(&step, &problems)? {
            return Ok(built);
        }
    }
    problems.extend(model.problems);
    clock.begin(Stage::Plan);
    let mut plan = site::plan(&site, theme, None).take(&mut problems);
    let templates = site::templates((&site, &plan), words, (theme, compiled), &mut problems);
    echo::silence(&loaded, &mut problems);
    site::weigh(options, (&loaded, &site), &mut problems);
    let is_whole = site::may_publish(&problems, options.strict);
    clock.begin(Stage::Search);
    let basis = Basis::new(&site, words, &loaded.bodies);
    let index = is_whole.then(|| aim.index(options, &loaded, basis)).flatten();
    index.iter().for_each(|it| it.add_to(&mut plan));
    let index = Held::new(index, options);
    let plan = Held::new(plan, options);
    let ready = Ready {
        options,
        loaded: &loaded,
        theme,
        site: &site,
        plan: &plan,
        paths: paths(&plan),
        bodies: &loaded.bodies,
        words,
        templates: &templates,
        index: (*index).as_ref(),
    };
    let memory = match aim {
        Aim::Publish(memory) if is_whole || options.keep_going => memory,
        Aim::Publish(memory) => {
            ready.pages(clock, &mut problems, None)?;
            return Ok(ready.finished(None, problems, clock, Some(&memory)));
        }
        Aim::Check => {
            ready.pages(clock, &mut problems, None)?;
            return Ok(ready.finished(None, problems, clock, None));
        }
    };
    if is_whole {
        let made = ready.pages(clock, &mut problems, Some(&memory))?;
        return Ok(ready.finished(made, problems, clock, Some(&memory)));
    }
    publish_rest(&ready, (problems, moment), &memory, clock)
}

/// Publishes the rest without the broken files, or with their last good versions; what their absence breaks is told
/// already or follows from them.
fn publish_rest(
    ready: &Ready,
    (mut problems, moment): (Vec<Diagnostic>, Moment),
    memory: &Memory,
    clock: &Clock,
) -> Result<Built, Fault> {
    let (loaded, theme, words) = (ready.loaded, ready.theme, ready.words);
    let (rest, bodies) = stand_in::rest(loaded, ready.site, &problems, memory);
    let mut known = Vec::new();
    let site = crate::model::site(&rest, &loaded.tables, moment).take(&mut known);
    let mut plan = site::plan(&site, theme, None).take(&mut known);
    let index = search::Files::new(Basis::new(&site, words, &bodies));
    index.iter().for_each(|it| it.add_to(&mut plan));
    let compiled = Templates::compiled(theme);
    let templates = site::templates((&site, &plan), words, (theme, compiled), &mut known);
    let ready = Ready {
        options: ready.options,
        loaded,
        theme,
        site: &site,
        plan: &plan,
        paths: paths(&plan),
        bodies: &bodies,
        words,
        templates: &templates,
        index: index.as_ref(),
    };
    let made = ready.pages(clock, &mut problems, Some(memory))?;
    Ok(ready.finished(made, problems, clock, Some(memory)))
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

fn paths(plan: &Plan) -> Vec<&str> {
    plan.outputs.iter().map(|it| it.0.as_str()).collect()
}

/// Everything that pages are made from.
struct Ready<'a> {
    options: &'a Options<'a>,
    loaded: &'a Loaded,
    theme: &'a Theme,
    site: &'a Site,
    plan: &'a Plan,
    /// Of the outputs.
    paths: Vec<&'a str>,
    bodies: &'a Bodies,
    words: &'a ViewWords<'a>,
    templates: &'a Templates,
    index: Option<&'a search::Files>,
}

/// What was published.
struct Published {
    written: Written,
    /// Fingerprint of what each output was made of; none for what may have changed unseen.
    keys: Vec<Option<Hash128>>,
}

impl Ready<'_> {
    /// Renders every page; publishes them where that is wanted and no template failed.
    fn pages(
        &self,
        clock: &Clock,
        problems: &mut Vec<Diagnostic>,
        memory: Option<&Memory>,
    ) -> Result<Option<Published>, Fault> {
        clock.begin(Stage::Render);
        // Given back before the cache is put together, which needs as much room.
        let n = self.site.input.documents.len();
        let cards = if memory.is_some_and(|it| it.looked().is_some()) { Cards::new(n) } else { Cards::all(n) };
        let kit = Kit {
            words: self.words,
            templates: self.templates,
            theme: self.theme,
            texts: self.bodies,
            cards: &cards,
            patches: &Patches::new(),
            index: self.index.map(|it| it as &dyn IndexFiles),
        };
        let world = World::new(self.site, self.plan, kit);
        let faults = Mutex::new(Vec::new());
        let outputs = &self.plan.outputs;
        let published = match memory {
            Some(memory) => {
                clock.begin(Stage::Write);
                self.publish(&world, memory, &faults)?
            }
            None => {
                parallel::map(outputs.len(), |at| drop(self.content(&world, at, &faults)));
                None
            }
        };
        site::tell_once(faults.into_inner().unwrap_or_default(), problems);
        Ok(published)
    }

    fn publish(&self, world: &World, memory: &Memory, faults: &Faults) -> Result<Option<Published>, Fault> {
        let outputs = &self.plan.outputs;
        let paths = &self.paths;
        let keys: Vec<OnceLock<Option<Hash128>>> = outputs.iter().map(|_| OnceLock::new()).collect();
        let key = |at: usize, view: &View| {
            *keys[at].get_or_init(|| match view {
                View::File(file) => memory.key_of_file(self.loaded, file),
                view => world.key(view),
            })
        };
        let keep = |at: usize| {
            let row = memory.in_place(paths, at)?;
            let (path, output) = &outputs[at];
            (key(at, &world.view(path, output)) == Some(row.key)).then_some((row.hash, row.stamp))
        };
        let make = |at: usize| {
            let (path, output) = &outputs[at];
            let view = world.view(path, output);
            key(at, &view);
            self.made(world.make(&view), path, faults)
        };
        let is_good = || faults.lock().is_ok_and(|it| it.is_empty()) && !self.bodies.are_damaged();
        let (output, forbidden) = (self.options.output(), self.forbidden());
        let known = Known { keep: &keep, is_looked_at: true, manifest: memory.manifest(paths) };
        let job = Job { output: &output, adopt: self.options.adopt, forbidden: &forbidden, known };
        let written = write(&job, paths, &make, &is_good)?;
        let keys = keys.into_iter().map(|it| it.into_inner().flatten()).collect();
        Ok(written.map(|written| Published { written, keys }))
    }

    /// The sources, which no output may touch.
    fn forbidden(&self) -> [std::path::PathBuf; 4] {
        ["content", "static", "themes", "svod.yaml"].map(|it| self.options.root.join(it))
    }

    /// The content of an output; a fault of its template is noted, and nothing will be published.
    fn content(&self, world: &World, at: usize, faults: &Faults) -> Content {
        let (path, output) = &self.plan.outputs[at];
        self.made(world.make(&world.view(path, output)), path, faults)
    }

    fn made(&self, made: Result<Made, Box<Diagnostic>>, path: &str, faults: &Faults) -> Content {
        match made {
            Ok(Made::Bytes(bytes)) => Content::Bytes(bytes),
            Ok(Made::File(file)) => self.copy(&file, faults),
            Err(fault) => {
                if let Ok(mut faults) = faults.lock() {
                    faults.push((path.to_owned(), *fault));
                }
                Content::Bytes(Vec::new())
            }
        }
    }

    /// A file of the site: pictures beside content lose their metadata, everything else stays as it is.
    fn copy(&self, file: &str, faults: &Faults) -> Content {
        let disk = self.loaded.disk.get(file).cloned().unwrap_or_else(|| self.options.root.join(file));
        if !self.loaded.loses_metadata(file) {
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

    /// Tells what was done, and remembers it.
    fn finished(
        &self,
        published: Option<Published>,
        problems: Vec<Diagnostic>,
        clock: &Clock,
        memory: Option<&Memory>,
    ) -> Built {
        let pages = self.paths.iter().filter(|it| it.ends_with(".html")).count();
        let done = published.as_ref().map(|it| it.written.report).unwrap_or_default();
        let mut built = Built {
            problems,
            is_written: published.is_some(),
            pages,
            files: self.paths.len() - pages,
            written: done.written,
            unchanged: done.unchanged,
            deleted: done.deleted,
            nearest: self.nearest(),
            withheld: self.withheld(),
            due: crate::model::state::next_change(self.site).and_then(|it| self.words.instant(it)),
            remembered: Remembered::Well,
            why: None,
            timings: Vec::new(),
        };
        if self.bodies.are_damaged() {
            built.remembered = Remembered::Damaged;
        } else if let Some(memory) = memory {
            built.remembered = memory.save(self, published, &built);
        }
        built.timings = clock.timings();
        built
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

/// Faults found while pages are made, with the page.
type Faults = Mutex<Vec<(String, Diagnostic)>>;

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
