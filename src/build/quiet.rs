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
use super::write::{Job, Known, write};
use super::{Clock, Published, Ready, site};
use crate::base::problem::{Diagnostic, Severity};
use crate::model::{DocId, Site};
use crate::plan::fill;
use crate::plan::{Output, Plan, path_of};
use crate::render::theme::Theme;
use crate::render::{Cards, Kit, Patch, Patches, ViewWords, World};

/// Where the build stands when this is tried.
pub struct Step<'a> {
    pub options: &'a Options<'a>,
    pub loaded: &'a Loaded,
    pub theme: &'a Theme,
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
    let templates = site::templates((step.site, &plan), step.words, step.theme, &mut Vec::new());
    let is_same_face = cache.summary.outcome.as_ref().is_some_and(|it| it.face == templates.face);
    let (Some(edits), true) = (Edits::new(step, &plan, problems), is_same_face) else { return Ok(None) };
    let index = &cache.index;
    let paths: Vec<&str> = (0..index.n_outputs()).map(|it| index.output_path(it)).collect();
    let Some(pages) = edits.pages(step.site, cache) else { return Ok(None) };
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
    fn pages(&self, site: &Site, cache: &Cache) -> Option<BTreeMap<usize, DocId>> {
        let shown = self.patches.keys().filter(|it| site.is_visible(**it));
        shown.map(|id| Some((cache.index.find_output(&path_of(&site.urls[*id as usize]))?, *id))).collect()
    }

    /// Everything that is wrong now.
    fn told(&self, step: &Step, cache: &Cache) -> Vec<Diagnostic> {
        let before = cache.summary.outcome.iter().flat_map(|it| &it.problems);
        let is_gone = |it: &&Diagnostic| !self.old.contains(it);
        let is_wanted = |it: &&Diagnostic| step.options.advice || it.severity != Severity::Advice;
        before.filter(is_wanted).filter(is_gone).chain(&self.new).cloned().collect()
    }
}

/// Makes the pages and writes them.
fn publish(
    ready: &Ready,
    memory: &Memory,
    (edits, pages): (&Edits, &BTreeMap<usize, DocId>),
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
    };
    let world = World::new(ready.site, ready.plan, kit);
    let view = |at: usize| {
        let planned = ready.plan.outputs.binary_search_by(|it| it.0.as_str().cmp(ready.paths[at]));
        match planned.map(|it| &ready.plan.outputs[it].1) {
            Ok(it @ Output::Special(..)) => world.view(ready.paths[at], it),
            _ => world.view(ready.paths[at], &Output::Article(pages[&at])),
        }
    };
    let keep = |at: usize| {
        let row = cache.index.output(at);
        (!pages.contains_key(&at)).then_some((row.hash, row.stamp))
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
