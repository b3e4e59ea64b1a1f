//! One immutable world: everything that pages are made of at one moment.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use super::Asked;
use crate::base::date::DateTime;
use crate::base::hash::Hash128;
use crate::base::problem::{self, Diagnostic, Problem, Severity};
use crate::build::load::{Loaded, Text};
use crate::build::search::{self, Files};
use crate::build::{echo, site};
use crate::content::document::Document;
use crate::model::state::next_change;
use crate::model::{DocId, Moment, Site};
use crate::plan::fill;
use crate::plan::{Known, Output, Plan, path_of, section_url};
use crate::render::template::Templates;
use crate::render::theme::{self, Theme};
use crate::render::view::Chrome;
use crate::render::{Cards, IndexFiles, Kit, Patch, Patches, Texts, ViewWords};
use crate::search::wire::is_index_path;

/// What a world is made of.
pub struct Basis<'a> {
    /// The sources, broken ones by what stands in for them.
    pub loaded: Loaded,
    /// What is wrong with them.
    pub problems: Vec<Diagnostic>,
    /// How the site is looked at.
    pub asked: &'a Asked,
    /// Whether nothing but documents differs from the old world, and in these neither anchors nor which fields they
    /// have: so nothing that a link to them depends on.
    pub is_quiet: bool,
}

/// What all worlds share between two that differ in more than bodies.
struct Base {
    loaded: Loaded,
    theme: Theme,
    site: Site,
    plan: Plan,
    templates: Arc<Templates>,
    chrome: Chrome,
    /// Fingerprint of theme and chrome.
    dressed: Hash128,
    /// The site's own files of the theme as they were good last.
    good: BTreeMap<Arc<str>, Vec<u8>>,
    cards: Cards,
    /// What model, plan and templates found.
    problems: Vec<Diagnostic>,
    /// Of these, what the templates found when they were compiled.
    template_problems: Vec<Diagnostic>,
}

/// Everything that pages are made of at one moment.
pub struct World {
    shared: Arc<Base>,
    /// The path of the site's address.
    pub base: Arc<str>,
    patches: Patches,
    texts: BTreeMap<DocId, Text>,
    /// All that is wrong, sorted.
    pub problems: Vec<Diagnostic>,
    /// Files that have errors.
    broken: BTreeSet<Arc<str>>,
    index: OnceLock<Option<Files>>,
}

impl World {
    /// Makes a world; what of the old one is the same is used again.
    pub fn new(basis: Basis, old: Option<&World>) -> Self {
        let Basis { mut loaded, problems, asked, is_quiet } = basis;
        let mut found = stand_in(&mut loaded, old);
        let stood_in = found.len();
        let theme = site::dress(&loaded, &mut found);
        let moment = moment(asked, &loaded);
        let model = crate::model::site(&loaded.input, &loaded.tables, moment).take(&mut found);
        let known = old.filter(|_| is_quiet).map(|it| Known { site: &it.shared.site, plan: &it.shared.plan });
        let plan = site::plan(&model, &theme, known).take(&mut found);
        let words = site::words(&loaded, &theme);
        let chrome = crate::render::chrome(&model, &plan, &words, &theme).take(&mut found);
        let dressed = Hash128::of(&(theme.hash, &chrome));
        let (templates, template_problems) = templates(&theme, &chrome, dressed, old);
        found.extend(template_problems.iter().cloned());
        drop(words);
        let good = good_files(&loaded, &found[stood_in..]);
        let cards = Cards::new(model.input.documents.len());
        let base = Base {
            loaded,
            theme,
            site: model,
            plan,
            templates,
            chrome,
            dressed,
            good,
            cards,
            problems: found,
            template_problems,
        };
        Self::over(Arc::new(base), Patches::new(), BTreeMap::new(), problems)
    }

    fn over(shared: Arc<Base>, patches: Patches, texts: BTreeMap<DocId, Text>, mut problems: Vec<Diagnostic>) -> Self {
        problems.extend(shared.problems.iter().cloned());
        for (id, patch) in &patches {
            // What was told of the older body is told of no more.
            let old = shared.site.document(*id);
            let before = fill::one(&shared.site, &shared.plan, (*id, old)).problems;
            problems.retain(|it| it.at.file != old.file || !before.contains(it));
            problems.extend(fill::one(&shared.site, &shared.plan, (*id, &patch.document)).problems);
        }
        echo::silence(&shared.loaded, &mut problems);
        site::judge(&shared.loaded, &mut problems);
        crate::model::state::soften(&shared.site, &mut problems);
        problems.retain(|it| it.severity != Severity::Advice);
        problem::sort(&mut problems);
        let errors = problems.iter().filter(|it| it.severity == Severity::Error);
        let broken = errors.map(|it| it.at.file.clone()).collect();
        let base = site::words(&shared.loaded, &shared.theme).base.into();
        Self { shared, base, patches, texts, problems, broken, index: OnceLock::new() }
    }

    /// What has to be laid over this world for newer bodies; None where more than their own pages changes.
    pub fn patches_of(&self, bodies: &[(Arc<Document>, Arc<String>)]) -> Option<Vec<(DocId, Patch, Text)>> {
        let (site, plan) = (&self.shared.site, &self.shared.plan);
        let patch = |(document, text): &(Arc<Document>, Arc<String>)| {
            let id = *site.by_file.get(&document.file)?;
            let old = self.patches.get(&id).map_or_else(|| site.document(id), |it| &it.document);
            let (before, now) = (fill::one(site, plan, (id, old)), fill::one(site, plan, (id, document)));
            // A file that a page names is published with it, or is not any more.
            if !before.has_same_files(&now) {
                return None;
            }
            let patch = Patch { document: document.clone(), fills: now.holes.into() };
            Some((id, patch, Text::Here(text.clone())))
        };
        bodies.iter().map(patch).collect()
    }

    /// This world with newer bodies; `problems` are those of all files.
    pub fn patched(&self, bodies: Vec<(DocId, Patch, Text)>, problems: Vec<Diagnostic>) -> Self {
        let (mut patches, mut texts) = (self.patches.clone(), self.texts.clone());
        for (id, patch, text) in bodies {
            patches.insert(id, patch);
            texts.insert(id, text);
        }
        Self::over(self.shared.clone(), patches, texts, problems)
    }

    /// Lets `work` see the world as pages do.
    pub fn with<T>(&self, work: impl FnOnce(&crate::render::World) -> T) -> T {
        let base = &*self.shared;
        let words: ViewWords = site::words(&base.loaded, &base.theme);
        let kit = Kit {
            words: &words,
            templates: &base.templates,
            theme: &base.theme,
            texts: self,
            cards: &base.cards,
            patches: &self.patches,
            index: self.index.get().and_then(|it| it.as_ref()).map(|it| it as &dyn IndexFiles),
        };
        work(&crate::render::World::new(&base.site, &base.plan, kit))
    }

    /// The search index, made when it is asked for first.
    fn index(&self) -> Option<&Files> {
        let made = || {
            let base = &*self.shared;
            let words = site::words(&base.loaded, &base.theme);
            let basis = search::Basis { site: &base.site, words: &words, texts: self, patches: Some(&self.patches) };
            Files::new(basis)
        };
        self.index.get_or_init(made).as_ref()
    }

    /// What stands at a path from the site's root, with its path in the output.
    pub fn output(&self, path: &str) -> Option<(&str, &Output)> {
        let path = path_of(path);
        let outputs = &self.shared.plan.outputs;
        match outputs.binary_search_by(|it| it.0.as_str().cmp(&path)) {
            Ok(at) => Some((&outputs[at].0, &outputs[at].1)),
            Err(_) if is_index_path(&path) => self.index()?.find(&path),
            Err(_) => None,
        }
    }

    /// Whether a broken article, shown or not, would have its page at a path.
    pub fn is_broken_at(&self, path: &str) -> bool {
        let by_file = &self.shared.site.by_file;
        self.broken.iter().any(|it| by_file.contains_key(it) && self.page_of(it).as_deref() == Some(path))
    }

    /// What is wrong with the page at a path: errors of its own source, of what wants to stand there, and of what all
    /// pages are made of.
    pub fn errors(&self, path: &str, output: Option<&Output>) -> Vec<Diagnostic> {
        let own = output.and_then(|it| self.source_of(it));
        // A file without a page of its own is told of everywhere: settings, vocabularies, themes, data, what has no
        // address or one that no browser can ask for.
        let is_here = |file: &Arc<str>| Some(file) == own || self.page_of(file).is_none_or(|it| it == path);
        let errors = self.problems.iter().filter(|it| it.severity == Severity::Error);
        errors.filter(|it| is_here(&it.at.file)).cloned().collect()
    }

    fn source_of(&self, output: &Output) -> Option<&Arc<str>> {
        let site = &self.shared.site;
        match output {
            Output::Article(id) | Output::Withdrawn(id) | Output::Special(_, Some(id)) => {
                Some(&site.document(*id).file)
            }
            Output::Home => site.input.home.as_ref().map(|it| &it.file),
            Output::Section(at, _) => site.input.sections.get(at).map(|it| &it.file),
            Output::Term(term, _) => site.input.terms.get(term).map(|it| &it.file),
            _ => None,
        }
    }

    /// Path on the disk of a file of the site, and whether it is a picture whose metadata must go.
    pub fn file(&self, file: &str) -> (std::path::PathBuf, bool) {
        let loaded = &self.shared.loaded;
        let disk = loaded.disk.get(file).cloned().unwrap_or_else(|| loaded.root.join(file));
        (disk, loaded.loses_metadata(file))
    }

    /// Addresses of the style sheets.
    pub fn styles(&self) -> &[String] {
        &self.shared.chrome.styles
    }

    /// Fingerprint of what all pages share, style sheets aside.
    pub fn calm_face(&self) -> Hash128 {
        self.shared.templates.calm_face
    }

    /// Pages there are.
    pub fn n_pages(&self) -> usize {
        self.shared.plan.outputs.iter().filter(|it| it.0.ends_with(".html")).count()
    }

    /// Address of the page of a source file, whether it is shown or not; None where it has none that can be asked for.
    pub fn page_of(&self, file: &str) -> Option<String> {
        let site = &self.shared.site;
        if let Some(id) = site.by_file.get(file) {
            let url = &site.urls[*id as usize];
            return is_askable(url).then(|| url.clone());
        }
        let input = &site.input;
        if input.home.as_ref().is_some_and(|it| &*it.file == file) {
            return Some("/".to_owned());
        }
        let section = input.sections.iter().find(|it| &*it.1.file == file).map(|it| section_url(site, *it.0));
        let term = || input.terms.iter().find(|it| &*it.1.file == file).map(|it| site.term_url(*it.0));
        section.or_else(term).filter(|it| self.shared.plan.at(it).is_some())
    }

    /// Whether the world was made for a moment that differs from now in what is shown.
    pub fn is_outdated(&self, asked: &Asked) -> bool {
        let (then, now) = (self.shared.site.moment, moment(asked, &self.shared.loaded));
        then.now.date != now.now.date || now.now < then.now || self.changes_at().is_some_and(|it| it <= now.now)
    }

    fn changes_at(&self) -> Option<DateTime> {
        next_change(&self.shared.site)
    }

    /// Seconds since 1970 when something appears or goes next, at midnight at the latest.
    pub fn next_change(&self) -> Option<i64> {
        site::words(&self.shared.loaded, &self.shared.theme).instant(self.changes_at()?)
    }
}

impl Texts for World {
    fn html(&self, id: DocId) -> Result<std::borrow::Cow<'_, str>, Box<Diagnostic>> {
        match self.texts.get(&id) {
            Some(Text::Here(text)) => Ok(std::borrow::Cow::Borrowed(text.as_str())),
            Some(Text::Stored(..)) => {
                // Nothing of a preview lies in the cache.
                Err(Box::new(Diagnostic::new(&Arc::from(".svod/cache"), None, Problem::ChangedWhileRead {})))
            }
            None => self.shared.loaded.bodies.html(id),
        }
    }
}

/// Puts the last good version of a theme's file where a broken one is, or takes a template away that never was good, so
/// that the embedded one shows; tells what is wrong with them.
fn stand_in(loaded: &mut Loaded, old: Option<&World>) -> Vec<Diagnostic> {
    if loaded.overrides.is_empty() || old.is_some_and(|it| loaded.overrides == it.shared.loaded.overrides) {
        return Vec::new();
    }
    let good = |file: &Arc<str>| old.and_then(|it| it.shared.good.get(file));
    let mut problems = Vec::new();
    let theme = site::dress(loaded, &mut problems);
    problems.extend(match old {
        Some(old) => Templates::new(&theme, &old.shared.chrome).problems,
        None => Templates::compiled(&theme).problems,
    });
    site::judge(loaded, &mut problems);
    let has_other = |file: &Arc<str>| good(file).is_some() || theme::is_embedded_template(file);
    problems.retain(|it| it.severity == Severity::Error && has_other(&it.at.file));
    let broken: BTreeSet<&Arc<str>> = problems.iter().map(|it| &it.at.file).collect();
    loaded.overrides.retain(|it| !broken.contains(&it.0) || good(&it.0).is_some());
    for (file, bytes) in loaded.overrides.iter_mut().filter(|it| broken.contains(&it.0)) {
        if let Some(good) = good(file) {
            bytes.clone_from(good);
        }
    }
    problems
}

/// The site's own files of the theme that have no error.
fn good_files(loaded: &Loaded, problems: &[Diagnostic]) -> BTreeMap<Arc<str>, Vec<u8>> {
    let has_error = |file: &Arc<str>| problems.iter().any(|it| it.severity == Severity::Error && it.at.file == *file);
    loaded.overrides.iter().filter(|it| !has_error(&it.0)).cloned().collect()
}

/// Whether a server can be asked for an address: a broken one may hold anything.
fn is_askable(url: &str) -> bool {
    let is_odd = |it: &str| matches!(it, "" | "." | "..") || it.contains(|it: char| it.is_control() || it == '\\');
    let steps = url.strip_prefix('/').map(|it| it.strip_suffix('/').unwrap_or(it));
    steps.is_some_and(|it| !it.split('/').any(is_odd))
}

/// Compiled templates; those of the old world where nothing in them has changed.
fn templates(theme: &Theme, chrome: &Chrome, hash: Hash128, old: Option<&World>) -> (Arc<Templates>, Vec<Diagnostic>) {
    if let Some(old) = old.filter(|it| it.shared.dressed == hash) {
        return (old.shared.templates.clone(), old.shared.template_problems.clone());
    }
    let found = Templates::new(theme, chrome);
    (Arc::new(found.value), found.problems)
}

/// How the site is looked at: now, unless another moment was asked for.
fn moment(asked: &Asked, loaded: &Loaded) -> Moment {
    let now = asked.clock.map_or(asked.options.now, |clock| clock());
    site::moment_at(now, asked.options.drafts, loaded)
}
