//! The pipeline: a site on the disk becomes a plan with everything to render it.
//!
//! Small steps, each called once by the build: read, dress, plan, templates, judge.

use std::sync::Arc;

use crate::base::date::Date;
use crate::base::parallel;
use crate::base::problem::{Diagnostic, Found, Problem, Severity};
use crate::base::zone::Zone;
use crate::content::config::Config;
use crate::model::{Moment, Site};
use crate::plan::{Known, Plan};
use crate::render::template::Templates;
use crate::render::theme::{Theme, ThemeSource};
use crate::render::{ViewWords, chrome};

use super::again::civil;
use super::command::{Now, Options};
use super::load::{Loaded, Memory, Place, load};

/// Reads the site that a command is about.
pub fn read(options: &Options, memory: Memory, problems: &mut Vec<Diagnostic>) -> Loaded {
    load(&place(options), memory).take(problems)
}

/// Where that site is.
pub fn place<'a>(options: &'a Options) -> Place<'a> {
    Place {
        root: &options.root,
        config: options.config.as_deref(),
        base_url: options.base_url.as_deref(),
        advice: options.advice,
    }
}

/// The site's zone; that of svod.yaml has been checked.
pub fn zone(loaded: &Loaded) -> Zone {
    Zone::get(&loaded.tables.config.time_zone).unwrap_or_else(Zone::utc)
}

/// The day that the site's calendar shows.
pub fn day(now: Now, config: &Config) -> Date {
    civil(now, &Zone::get(&config.time_zone).unwrap_or_else(Zone::utc)).date
}

/// What the site's clocks show.
pub fn moment(options: &Options, loaded: &Loaded) -> Moment {
    moment_at(options.now, options.drafts, loaded)
}

/// What the site's clocks show at a moment.
pub fn moment_at(now: Now, has_drafts: bool, loaded: &Loaded) -> Moment {
    Moment { now: civil(now, &zone(loaded)), has_drafts }
}

/// Loads the theme.
pub fn dress(loaded: &Loaded, problems: &mut Vec<Diagnostic>) -> Theme {
    let config = &loaded.tables.config;
    let source = ThemeSource {
        name: &config.theme,
        name_at: config.theme_at,
        lang: config.language,
        files: &loaded.overrides,
        config: &Arc::from("svod.yaml"),
        settings: config.theme_settings.as_ref(),
        strings: &config.strings,
        allow: &config.allow,
        directives: &loaded.tables.directives.own,
    };
    Theme::new(source).take(problems)
}

/// Words of the views.
pub fn words<'a>(loaded: &Loaded, theme: &'a Theme) -> ViewWords<'a> {
    let config = &loaded.tables.config;
    ViewWords {
        lang: config.language,
        strings: &theme.strings,
        zone: zone(loaded),
        base: config.base_url.as_ref().map_or_else(|| "/".to_owned(), |it| it.path.clone()),
        origin: config.base_url.as_ref().map(|it| it.origin.clone()),
    }
}

/// The model, and the templates, which need nothing of it.
pub fn modelled(loaded: &Loaded, theme: &Theme, moment: Moment) -> (Found<Site>, Found<Templates>) {
    let model = || crate::model::site(&loaded.input, &loaded.tables, moment);
    parallel::both(model, || Templates::compiled(theme))
}

/// The plan, with the theme's files in it.
pub fn plan(site: &Site, theme: &Theme, known: Option<Known>) -> Found<Plan> {
    let assets: Vec<String> = theme.assets.iter().map(|it| it.path.clone()).collect();
    crate::plan::plan(site, &assets, known)
}

/// The plan without what texts name.
pub fn outline(site: &Site, theme: &Theme) -> Plan {
    let assets: Vec<String> = theme.assets.iter().map(|it| it.path.clone()).collect();
    crate::plan::outline(site, &assets).value
}

/// Templates with the chrome in them; `compiled` are those of this theme.
pub fn templates(
    (site, plan): (&Site, &Plan),
    words: &ViewWords,
    (theme, compiled): (&Theme, Found<Templates>),
    problems: &mut Vec<Diagnostic>,
) -> Templates {
    let chrome = chrome(site, plan, words, theme).take(problems);
    compiled.take(problems).dressed(theme, &chrome).take(problems)
}

/// Applies `severity:` of svod.yaml; `off` takes a problem out.
pub fn judge(loaded: &Loaded, problems: &mut Vec<Diagnostic>) {
    let changed = &loaded.tables.config.severity;
    if changed.is_empty() {
        return;
    }
    problems.retain_mut(|it| match changed.iter().find(|(code, _)| code == it.problem.code()) {
        Some((_, None)) => false,
        Some((_, Some(severity))) => {
            it.severity = *severity;
            true
        }
        None => true,
    });
}

/// Gives problems the weight that they have on this site, and takes out the advice that nobody asked for.
pub fn weigh(options: &Options, (loaded, site): (&Loaded, &Site), problems: &mut Vec<Diagnostic>) {
    judge(loaded, problems);
    crate::model::state::soften(site, problems);
    problems.retain(|it| options.advice || it.severity != Severity::Advice);
}

/// Whether nothing stops publication: no error and, under `--strict`, no warning.
pub fn may_publish(problems: &[Diagnostic], is_strict: bool) -> bool {
    let worst = if is_strict { Severity::Warning } else { Severity::Error };
    problems.iter().all(|it| it.severity > worst)
}

/// Tells of a template's fault on many pages once: at its place, with the first page and their number.
pub fn tell_once(mut faults: Vec<(String, Diagnostic)>, problems: &mut Vec<Diagnostic>) {
    faults.sort_by(|a, b| (&a.1, &a.0).cmp(&(&b.1, &b.0)));
    for same in faults.chunk_by(|a, b| a.1 == b.1) {
        let Some((page, fault)) = same.first() else { continue };
        let pages = Some((page.clone(), same.len() as u64));
        tell_fault(Diagnostic { pages, ..fault.clone() }, problems);
    }
}

/// Tells of a template's fault. A name that was missed before any page was made is not told again as «nothing to
/// show»: it gets the pages instead.
fn tell_fault(fault: Diagnostic, problems: &mut Vec<Diagnostic>) {
    let is_known = |it: &&mut Diagnostic| {
        let is_name = matches!(it.problem, Problem::UnknownVariable { .. } | Problem::UnknownTemplateField { .. });
        is_name && it.at == fault.at && matches!(fault.problem, Problem::NothingToShow { .. })
    };
    match problems.iter_mut().find(is_known) {
        Some(known) => known.pages = fault.pages,
        None => problems.push(fault),
    }
}
