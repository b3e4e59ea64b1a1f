//! A build of what was built already: when nothing has changed, nothing is read, made or written.
//!
//! Every source and every output is looked at; one that is not surely the same sends everything the long way.
//! Nothing here decides what a change means.

use std::path::Path;

use super::cache::index::{OutputRow, SourceRow};
use super::cache::{Cache, Outcome};
use super::command::{Built, Nearest, Now, Options, Withheld};
use super::load::PLACES;
use super::os::{self, Stamp};
use super::scan::{Source, read, scan};
use super::write::manifest;
use crate::base::date::{Date, DateTime, Time};
use crate::base::hash::Hash128;
use crate::base::parallel;
use crate::base::problem::{Diagnostic, Severity};
use crate::base::zone::Zone;

/// Fingerprint of all that a build is asked for, svod.yaml among it; None where that cannot be read.
pub fn asked(options: &Options) -> Option<Hash128> {
    let config = options.config.clone().unwrap_or_else(|| options.root.join("svod.yaml"));
    let bytes = std::fs::read(&config).ok()?;
    let flags = (options.drafts, options.strict, options.keep_going, options.adopt);
    Some(Hash128::of(&(bytes, config, options.output(), &options.base_url, flags)))
}

/// What the site's clocks show.
pub fn civil(now: Now, zone: &Zone) -> DateTime {
    let now = match now {
        Now::Unix(seconds) => zone.civil(seconds).map(|it| (it.year, it.month, it.day, it.hour, it.minute)),
        Now::Local { date, time } => Some((date.0, date.1 as u8, date.2 as u8, time.0 as u8, time.1 as u8)),
    };
    let (year, month, day, hour, minute) = now.unwrap_or((1970, 1, 1, 0, 0));
    let date = Date::new(u16::try_from(year).unwrap_or(1970), month, day);
    let date = date.or_else(|| Date::new(1970, 1, 1)).expect("the first day of 1970 exists");
    DateTime { date, time: Time::new(hour, minute) }
}

/// What the last build did, if this one would do the same and everything is still there.
pub fn unchanged(options: &Options, cache: &Cache, asked: Hash128) -> Option<Built> {
    let outcome = cache.summary.outcome.as_ref()?;
    let output = options.output();
    let zone = Zone::get(&outcome.time_zone)?;
    let now = civil(options.now, &zone);
    let is_same = outcome.asked == asked
        && (outcome.has_advice || !options.advice)
        && cache.summary.output == output
        && is_same_time(outcome, now)
        && os::stamp_of(&output.join(manifest::NAME)) == Some(outcome.manifest)
        && !output.join(manifest::WORK).exists();
    if !is_same {
        return None;
    }
    // Finding the sources is the work of one thread.
    let are_same = || are_sources_same(&options.root, cache);
    if parallel::both(are_same, || are_outputs_same(&output, cache)) != (true, true) {
        return None;
    }
    let n_outputs = cache.index.n_outputs();
    let is_wanted = |it: &&Diagnostic| options.advice || it.severity != Severity::Advice;
    let withheld = outcome.withheld.iter().cloned().map(|(file, until)| Withheld { file, until }).collect();
    Some(Built {
        problems: outcome.problems.iter().filter(is_wanted).cloned().collect(),
        is_written: true,
        pages: outcome.pages,
        files: n_outputs - outcome.pages,
        unchanged: n_outputs,
        withheld,
        due: outcome.until.and_then(|it| zone.instant(it)),
        nearest: outcome.nearest.clone().map(|(file, time)| Nearest { file, time }),
        ..Built::default()
    })
}

/// Whether nothing appears, goes or grows old between the two moments.
pub fn is_same_time(outcome: &Outcome, now: DateTime) -> bool {
    outcome.today == now.date && now >= outcome.from && outcome.until.is_none_or(|it| now < it)
}

fn are_sources_same(root: &Path, cache: &Cache) -> bool {
    let sources = scan(root, PLACES);
    if !sources.problems.is_empty() || sources.value.len() != cache.index.n_sources() {
        return false;
    }
    let is_same = |at: usize| {
        let source = &sources.value[at];
        cache.index.source_path(at) == &*source.path && is_source_same(cache, &cache.index.source(at), source)
    };
    parallel::all(sources.value.len(), is_same)
}

fn is_source_same(cache: &Cache, row: &SourceRow, source: &Source) -> bool {
    let by_bytes = || row.hash != Hash128::default() && read(source).is_ok_and(|it| Hash128::of_bytes(&it) == row.hash);
    !row.is_broken && (cache.is_known(row, &source.stamp) || row.stamp.size == source.stamp.size && by_bytes())
}

fn are_outputs_same(output: &Path, cache: &Cache) -> bool {
    parallel::all(cache.index.n_outputs(), |at| {
        let row = cache.index.output(at);
        let disk = output.join(cache.index.output_path(at));
        os::stamp_of(&disk).is_some_and(|it| is_output_same(cache, &row, &it, &disk))
    })
}

fn is_output_same(cache: &Cache, row: &OutputRow, stamp: &Stamp, disk: &Path) -> bool {
    if row.stamp != *stamp || row.key == Hash128::default() {
        return false;
    }
    // One that was written in the very tick of the cache may have changed in it too.
    cache.is_in_place(row, stamp) || std::fs::read(disk).is_ok_and(|it| Hash128::of_bytes(&it) == row.hash)
}
