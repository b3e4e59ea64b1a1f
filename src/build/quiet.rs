//! A build after edits of texts alone: only their own pages are made, whatever the size of the site.
//!
//! Nothing but its own page shows an article's body (`render::Texts` is the one way to it), so where every other fact
//! of every source is as the last build read it, every other output is as that build made it. The model is made anew
//! all the same: the pages need it. Whatever is not surely so sends the build the long way.
//!
//! Begin with [`build`].

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

use super::again;
use super::cache::Cache;
use super::command::{Built, Options, Stage};
use super::fault::Fault;
use super::load::Loaded;
use super::memory::Memory;
use super::search::{self, Basis, Past};
use super::write::{Job, Known, write};
use super::{Clock, Published, Ready, site};
use crate::base::problem::{Diagnostic, Found, Severity};
use crate::model::{DocId, Site};
use crate::plan::fill;
use crate::plan::{Output, Plan, path_of};
use crate::render::template::Templates;
use crate::render::theme::Theme;
use crate::render::{Cards, IndexFiles, Kit, Patch, Patches, ViewWords, World};
use crate::search::wire::is_index_path;

/// Where the build stands when this is tried.
pub struct Step<'a> {
    pub options: &'a Options<'a>,
    pub loaded: &'a Loaded,
    pub theme: &'a Theme,
    pub compiled: &'a Templates,
    pub site: &'a Site,
    pub words: &'a ViewWords<'a>,
    pub memory: &'a Memory<'a>,
    pub clock: &'a Clock<'a>,
}

/// Builds, if texts are all that has changed; `problems` are those of the sources.
///
/// # Errors
/// What stops it from outside.
pub fn build(step: &Step, problems: &[Diagnostic]) -> Result<Option<Built>, Fault> {
    let Some(cache) = step.memory.outputs().filter(|it| is_possible(step, it)) else { return Ok(None) };
    step.clock.begin(Stage::Plan);
    let plan = site::outline(step.site, step.theme);
    let compiled = Found::good(step.compiled.clone());
    let templates = site::templates((step.site, &plan), step.words, (step.theme, compiled), &mut Vec::new());
    let is_same_face = cache.summary.outcome.as_ref().is_some_and(|it| it.face == templates.face);
    let (Some(edits), true) = (Edits::new(step, &plan, problems), is_same_face) else { return Ok(None) };
    let index = &cache.index;
    let paths: Vec<&str> = (0..index.n_outputs()).map(|it| index.output_path(it)).collect();
    let Some(mut pages) = edits.pages((step.site, &plan), cache) else { return Ok(None) };
    step.clock.begin(Stage::Search);
    let basis = Basis::new(step.site, step.words, &step.loaded.bodies);
    let past = Past::new(step.memory, step.options, step.loaded);
    let index = search::Files::after(basis, past.as_ref());
    let Some(files) = index_files(index.as_ref(), &paths) else { return Ok(None) };
    pages.extend(files);
    let looked = step.memory.looked();
    let are_others_in_place = looked.is_some_and(|it| it.touched.iter().all(|it| pages.contains_key(it)));
    if step.memory.manifest(&paths).is_none() || !are_others_in_place {
        return Ok(None);
    }
    let ready = Ready {
        options: step.options,
        loaded: step.loaded,
        theme: step.theme,
        site: step.site,
        plan: &plan,
        paths,
        bodies: &step.loaded.bodies,
        words: step.words,
        templates: &templates,
        index: index.as_ref(),
    };
    step.clock.begin(Stage::Write);
    let faults = Mutex::new(Vec::new());
    let published = publish(&ready, step.memory, (&edits, &pages), &faults)?;
    let mut told = edits.told(step, cache);
    site::tell_once(faults.into_inner().unwrap_or_default(), &mut told);
    Ok(Some(ready.finished(published, told, step.clock, Some(step.memory))))
}

/// Whether the last build was good, was asked for the same, of the same time, and had the same sources but for texts.
fn is_possible(step: &Step, cache: &Cache) -> bool {
    let Some(outcome) = &cache.summary.outcome else { return false };
    let news = &step.loaded.news;
    !news.is_more
        && !news.texts.is_empty()
        && Some(outcome.asked) == again::asked(step.options)
        && again::is_same_time(outcome, step.site.moment.now)
        && (outcome.has_advice || !step.options.advice)
        && site::may_publish(&outcome.problems, step.options.strict)
}

/// What the edits change.
struct Edits {
    patches: Patches,
    /// What was wrong with the older texts.
    old: Vec<Diagnostic>,
    /// What is wrong with the newer ones.
    new: Vec<Diagnostic>,
}

impl Edits {
    /// None where an edit brought an error or changes which files are published.
    fn new(step: &Step, plan: &Plan, problems: &[Diagnostic]) -> Option<Self> {
        let mut edits = Self { patches: Patches::new(), old: Vec::new(), new: Vec::new() };
        let mut files = BTreeSet::new();
        for (id, old) in &step.loaded.news.texts {
            let document = &step.site.input.documents[*id as usize];
            let (before, now) =
                (fill::one(step.site, plan, (*id, &old.document)), fill::one(step.site, plan, (*id, document)));
            if !before.has_same_files(&now) {
                return None;
            }
            edits.old.extend(old.problems.iter().cloned().chain(before.problems));
            edits.new.extend(now.problems);
            edits.patches.insert(*id, Patch { document: document.clone(), fills: now.holes.into() });
            files.insert(document.file.clone());
        }
        edits.new.extend(problems.iter().filter(|it| files.contains(&it.at.file)).cloned());
        for found in [&mut edits.old, &mut edits.new] {
            site::weigh(step.options, (step.loaded, step.site), found);
        }
        site::may_publish(&edits.new, step.options.strict).then_some(edits)
    }

    /// The pages of the edited documents among the outputs; None where one of them has no page of its own.
    fn pages(&self, (site, plan): (&Site, &Plan), cache: &Cache) -> Option<BTreeMap<usize, Output>> {
        let shown = self.patches.keys().filter(|it| site.is_visible(**it));
        let page = |id: &DocId| {
            let url = &site.urls[*id as usize];
            let output = match plan.at(url) {
                // Its text stands on a page that every site has.
                Some(it @ Output::Special(..)) => it.clone(),
                _ => Output::Article(*id),
            };
            Some((cache.index.find_output(&path_of(url))?, output))
        };
        shown.map(page).collect()
    }

    /// Everything that is wrong now.
    fn told(&self, step: &Step, cache: &Cache) -> Vec<Diagnostic> {
        let before = cache.summary.outcome.iter().flat_map(|it| &it.problems);
        let is_gone = |it: &&Diagnostic| !self.old.contains(it);
        let is_wanted = |it: &&Diagnostic| step.options.advice || it.severity != Severity::Advice;
        before.filter(is_wanted).filter(is_gone).chain(&self.new).cloned().collect()
    }
}

/// The files of the index among the outputs; None where they are others than those that are there.
fn index_files(index: Option<&search::Files>, paths: &[&str]) -> Option<BTreeMap<usize, Output>> {
    let Some(index) = index else { return Some(BTreeMap::new()) };
    let names = index.names();
    let known = paths.iter().enumerate().filter(|it| is_index_path(it.1));
    let known: Vec<(usize, &str)> = known.map(|(at, it)| (at, *it)).collect();
    if known.len() != names.len() || known.iter().zip(names).any(|(known, name)| known.1 != name) {
        return None;
    }
    Some(known.into_iter().enumerate().map(|(file, it)| (it.0, Output::SearchFile(file as u32))).collect())
}

/// Makes the pages and writes them.
fn publish(
    ready: &Ready,
    memory: &Memory,
    (edits, pages): (&Edits, &BTreeMap<usize, Output>),
    faults: &super::Faults,
) -> Result<Option<Published>, Fault> {
    let Some(cache) = memory.outputs() else { return Ok(None) };
    let cards = Cards::new(ready.site.input.documents.len());
    let kit = Kit {
        words: ready.words,
        templates: ready.templates,
        theme: ready.theme,
        texts: ready.bodies,
        cards: &cards,
        patches: &edits.patches,
        index: ready.index.map(|it| it as &dyn IndexFiles),
    };
    let world = World::new(ready.site, ready.plan, kit);
    let view = |at: usize| world.view(ready.paths[at], &pages[&at]);
    let keep = |at: usize| {
        let row = cache.index.output(at);
        let is_same = match pages.get(&at) {
            None => true,
            // Of the index most files stay.
            Some(Output::SearchFile(_)) => {
                memory.in_place(&ready.paths, at).is_some() && world.key(&view(at)) == Some(row.key)
            }
            Some(_) => false,
        };
        is_same.then_some((row.hash, row.stamp))
    };
    let make = |at: usize| ready.made(world.make(&view(at)), ready.paths[at], faults);
    let is_good = || faults.lock().is_ok_and(|it| it.is_empty()) && !ready.bodies.are_damaged();
    let known = Known { keep: &keep, is_looked_at: true, manifest: memory.manifest(&ready.paths) };
    let (output, forbidden) = (ready.options.output(), ready.forbidden());
    let job = Job { output: &output, adopt: ready.options.adopt, forbidden: &forbidden, known };
    let written = write(&job, &ready.paths, &make, &is_good)?;
    let key = |at: usize| match pages.contains_key(&at) {
        true => world.key(&view(at)),
        false => Some(cache.index.output(at).key),
    };
    let keys = (0..ready.paths.len()).map(key).collect();
    Ok(written.map(|written| Published { written, keys }))
}
