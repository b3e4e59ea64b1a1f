//! One immutable world: everything that pages are made of at one moment.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Asked;
use crate::base::date::DateTime;
use crate::base::hash::Hash128;
use crate::base::problem::{self, Diagnostic, Problem, Severity};
use crate::build::load::{Loaded, Text};
use crate::build::{echo, site};
use crate::content::document::Document;
use crate::model::state::next_change;
use crate::model::{DocId, Moment, Site};
use crate::plan::fill::{self, Filled};
use crate::plan::{Known, Output, Plan, path_of};
use crate::render::template::Templates;
use crate::render::theme::Theme;
use crate::render::view::Chrome;
use crate::render::{Cards, Kit, Patch, Patches, Texts, ViewWords};

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
    chrome: Hash128,
    styles: Vec<String>,
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
}

impl World {
    /// Makes a world; what of the old one is the same is used again.
    pub fn new(basis: Basis, old: Option<&World>) -> Self {
        let Basis { loaded, problems, asked, is_quiet } = basis;
        let mut found = Vec::new();
        let theme = site::dress(&loaded, &mut found);
        let moment = moment(asked, &loaded);
        let model = crate::model::site(&loaded.input, &loaded.tables, moment).take(&mut found);
        let known = old.filter(|_| is_quiet).map(|it| Known { site: &it.shared.site, plan: &it.shared.plan });
        let plan = site::plan(&model, &theme, known).take(&mut found);
        let words = site::words(&loaded, &theme);
        let chrome = crate::render::chrome(&model, &plan, &words, &theme).take(&mut found);
        let styles = chrome.styles.clone();
        let chrome_hash = Hash128::of(&(theme.hash, &chrome));
        let (templates, template_problems) = templates(&theme, &chrome, chrome_hash, old);
        found.extend(template_problems.iter().cloned());
        drop(words);
        let cards = Cards::new(model.input.documents.len());
        let base = Base {
            loaded,
            theme,
            site: model,
            plan,
            templates,
            chrome: chrome_hash,
            styles,
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
        Self { shared, base, patches, texts, problems, broken }
    }

    /// What has to be laid over this world for newer bodies; None where more than their own pages changes.
    pub fn patches_of(&self, bodies: &[(Arc<Document>, Arc<String>)]) -> Option<Vec<(DocId, Patch, Text)>> {
        let (site, plan) = (&self.shared.site, &self.shared.plan);
        let patch = |(document, text): &(Arc<Document>, Arc<String>)| {
            let id = *site.by_file.get(&document.file)?;
            let old = self.patches.get(&id).map_or_else(|| site.document(id), |it| &it.document);
            let files = |it: &Filled| it.attachments.iter().cloned().collect::<BTreeSet<_>>();
            let (before, now) = (fill::one(site, plan, (id, old)), fill::one(site, plan, (id, document)));
            // A file that a page names is published with it, or is not any more.
            if files(&before) != files(&now) {
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
        };
        work(&crate::render::World::new(&base.site, &base.plan, kit))
    }

    /// What stands at a path from the site's root, with its path in the output.
    pub fn output(&self, path: &str) -> Option<(&str, &Output)> {
        let path = path_of(path);
        let outputs = &self.shared.plan.outputs;
        let at = outputs.binary_search_by(|it| it.0.as_str().cmp(&path)).ok()?;
        Some((&outputs[at].0, &outputs[at].1))
    }

    /// The article, shown or not, whose page would stand at a path; not that of a good withheld one.
    pub fn broken_at(&self, path: &str) -> Option<&Arc<str>> {
        if self.broken.is_empty() {
            return None;
        }
        let site = &self.shared.site;
        let mut ids = site.urls.iter().enumerate().filter(|it| it.1 == path).map(|it| it.0 as DocId);
        ids.find(|it| self.broken.contains(&site.document(*it).file)).map(|it| &site.document(it).file)
    }

    /// What is wrong with the page of an output: errors of its own source, and of what all pages are made of.
    pub fn errors(&self, output: Option<&Output>, own: Option<&Arc<str>>) -> Vec<Diagnostic> {
        let site = &self.shared.site;
        let file = output.and_then(|it| match it {
            Output::Article(id) | Output::Withdrawn(id) => Some(&site.document(*id).file),
            Output::Home => site.input.home.as_ref().map(|it| &it.file),
            Output::Section(at, _) => site.input.sections.get(at).map(|it| &it.file),
            Output::Term(term, _) => site.input.terms.get(term).map(|it| &it.file),
            _ => None,
        });
        let is_own = |it: &Arc<str>| Some(it) == file || Some(it) == own;
        let is_wanted =
            |it: &&Diagnostic| it.severity == Severity::Error && (is_own(&it.at.file) || self.is_of_all(&it.at.file));
        self.problems.iter().filter(is_wanted).cloned().collect()
    }

    /// Whether a file belongs to no page of its own: settings, vocabularies, themes, data, what has no address.
    fn is_of_all(&self, file: &Arc<str>) -> bool {
        let url = self.shared.site.by_file.get(file).map(|it| &self.shared.site.urls[*it as usize]);
        if url.is_some_and(|it| it.is_empty() || it.contains("//")) {
            return true;
        }
        let input = &self.shared.site.input;
        let mut parts = input.sections.values().chain(input.terms.values()).chain(&input.home);
        !self.shared.site.by_file.contains_key(file) && !parts.any(|it| it.file == *file)
    }

    /// Path on the disk of a file of the site, and whether it is a picture whose metadata must go.
    pub fn file(&self, file: &str) -> (std::path::PathBuf, bool) {
        let loaded = &self.shared.loaded;
        let disk = loaded.disk.get(file).cloned().unwrap_or_else(|| loaded.root.join(file));
        let is_picture = loaded.input.files.get(file).is_some_and(|it| it.picture.is_some());
        (disk, is_picture && !file.starts_with("static/"))
    }

    /// Addresses of the style sheets.
    pub fn styles(&self) -> &[String] {
        &self.shared.styles
    }

    /// Fingerprint of what all pages share, style sheets aside.
    pub fn calm_face(&self) -> Hash128 {
        self.shared.templates.calm_face
    }

    /// Pages there are.
    pub fn n_pages(&self) -> usize {
        self.shared.plan.outputs.iter().filter(|it| it.0.ends_with(".html")).count()
    }

    /// Address of the page of a source file.
    pub fn page_of(&self, file: &str) -> Option<String> {
        let site = &self.shared.site;
        let id = site.by_file.get(file)?;
        let url = &site.urls[*id as usize];
        (!url.is_empty()).then(|| url.clone())
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

/// Compiled templates; those of the old world where nothing in them has changed.
fn templates(theme: &Theme, chrome: &Chrome, hash: Hash128, old: Option<&World>) -> (Arc<Templates>, Vec<Diagnostic>) {
    if let Some(old) = old.filter(|it| it.shared.chrome == hash) {
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
