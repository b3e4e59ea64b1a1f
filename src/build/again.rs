//! A build of what was built already: when nothing has changed, nothing is read, made or written.
//!
//! Every source and every output is looked at; one that is not surely the same sends everything the long way.
//! Nothing here decides what a change means.

use std::path::Path;

use super::cache::index::SourceRow;
use super::cache::{Cache, Missing, Outcome};
use super::command::{Built, Nearest, Now, Options, Withheld};
use super::load::PLACES;
use super::os;
use super::scan::{Source, read, scan};
use super::write::manifest;
use crate::base::date::{Date, DateTime, Time};
use crate::base::hash::Hash128;
use crate::base::parallel;
use crate::base::problem::{Diagnostic, Found, Severity};
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

/// What is on the disk, beside what the last build left.
pub struct Looked {
    /// The sources.
    pub sources: Found<Vec<Source>>,
    /// Whether they are surely those that were read.
    is_same: bool,
    /// Outputs that do not surely hold what was written, by their places in the index, in order.
    pub touched: Vec<usize>,
}

/// Opens the cache of the last build and looks at every source and every output of it, unless a fresh build is asked
/// for.
pub fn look(options: &Options) -> (Result<Cache, Missing>, Option<Looked>) {
    let open = || Cache::open(&options.root, true);
    if options.fresh || !Cache::is_there(&options.root) {
        return (open(), None);
    }
    let opened = || {
        let opened = open();
        let touched = opened.as_ref().ok().map(|cache| touched(options, cache));
        (opened, touched)
    };
    // Finding the sources is the work of one thread.
    let (sources, (opened, touched)) = parallel::both(|| scan(&options.root, PLACES), opened);
    let looked = opened.as_ref().ok().zip(touched).map(|(cache, touched)| {
        let is_same = are_sources_same(&sources, cache);
        Looked { sources, is_same, touched }
    });
    (opened, looked)
}

/// Outputs that do not surely hold what was written.
fn touched(options: &Options, cache: &Cache) -> Vec<usize> {
    let output = options.output();
    let n = if cache.summary.output == output { cache.index.n_outputs() } else { 0 };
    let are_same = parallel::map(n, |at| is_output_same(&output, cache, at));
    are_same.iter().enumerate().filter(|it| !it.1).map(|it| it.0).collect()
}

impl Looked {
    /// Whether an output surely holds what was written.
    pub fn is_in_place(&self, at: usize) -> bool {
        self.touched.binary_search(&at).is_err()
    }
}

/// What the last build did, if this one would do the same and everything is still there.
pub fn unchanged(options: &Options, cache: &Cache, looked: &Looked) -> Option<Built> {
    let outcome = cache.summary.outcome.as_ref()?;
    let output = options.output();
    let zone = Zone::get(&outcome.time_zone)?;
    let now = civil(options.now, &zone);
    let is_same = looked.is_same
        && looked.touched.is_empty()
        && Some(outcome.asked) == asked(options)
        && (outcome.has_advice || !options.advice)
        && cache.summary.output == output
        && is_same_time(outcome, now)
        && os::stamp_of(&output.join(manifest::NAME)) == Some(outcome.manifest)
        && !output.join(manifest::WORK).exists();
    if !is_same {
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
    outcome.from.date == now.date && now >= outcome.from && outcome.until.is_none_or(|it| now < it)
}

fn are_sources_same(sources: &Found<Vec<Source>>, cache: &Cache) -> bool {
    if !sources.problems.is_empty() || sources.value.len() != cache.index.n_sources() {
        return false;
    }
    let is_same = |at: usize| {
        let source = &sources.value[at];
        cache.index.source_path(at) == &*source.path && is_source_same(cache, &cache.index.source(at), source)
    };
    parallel::all(sources.value.len(), is_same)
}

/// Whether a source is surely the one that was read: by its stamp, else by its bytes.
pub fn is_source_same(cache: &Cache, row: &SourceRow, source: &Source) -> bool {
    let by_bytes = || row.hash != Hash128::default() && read(source).is_ok_and(|it| Hash128::of_bytes(&it) == row.hash);
    !row.is_broken && (cache.is_known(row, &source.stamp) || row.stamp.size == source.stamp.size && by_bytes())
}

fn is_output_same(output: &Path, cache: &Cache, at: usize) -> bool {
    let row = cache.index.output(at);
    let disk = output.join(cache.index.output_path(at));
    if row.key == Hash128::default() || os::stamp_of(&disk) != Some(row.stamp) {
        return false;
    }
    // One that was written in the very tick of the cache may have changed in it too.
    let holds = || std::fs::read(&disk).is_ok_and(|it| Hash128::of_bytes(&it) == row.hash);
    cache.is_in_place(&row, &row.stamp) || holds()
}
