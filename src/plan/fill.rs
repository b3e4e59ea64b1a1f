//! Fills the holes of texts: every link, picture and file of an article becomes an address or a fault.
//!
//! A link to another article is its file (`../practices/peredyshka.md#results`) or its address from the site's root;
//! both are checked, anchors too. A link to a withheld item, or to a generated page that is empty now, becomes text
//! without a link and advice; an error is only what exists in no source (spec: content.md §3, §7).
//!
//! A file beside content is published only when a published page refers to it, under that page's address.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use crate::base::lang::Both;
use crate::base::map::{Map, Set};
use crate::base::parallel;
use crate::base::problem::{self, Diagnostic, Found, Problem};
use crate::base::span::{Span, Spanned};
use crate::content::body::{Body, Hole, HoleKind};
use crate::content::document::{Document, PartText};
use crate::content::path::joined;
use crate::content::picture::{Picture, PictureFault};
use crate::content::value::{Reference, Value};
use crate::content::vocabulary::TermId;
use crate::model::refer::{self, Target};
use crate::model::{DocId, Site, chain};

use super::{Output, Plan};

/// What fills a hole.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Fill {
    /// Nothing: a link that cannot be followed now, a picture that is missing.
    Nothing,
    /// An address from the site's root, with its fragment.
    Link(String),
    /// A file of the site.
    File(FilePlace),
    /// Addresses of a film, its poster and its captions.
    Video(Vec<Option<FilePlace>>),
    /// An item.
    Item(DocId),
    /// What a directive of the site's own refers to.
    Own(Box<OwnFill>),
}

/// What the values of a directive of the site's own refer to.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct OwnFill {
    /// Other items.
    pub targets: Vec<Target>,
    /// Files.
    pub files: Vec<Option<FilePlace>>,
}

/// Where a file stands in the output.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct FilePlace {
    /// Address from the site's root.
    pub url: String,
    /// Path from the root of the source.
    pub file: Arc<str>,
}

/// Everything filled.
#[derive(Debug, Default)]
pub struct Fills {
    /// For each document: holes of its body, then those of its Markdown fields in order.
    pub bodies: Vec<Arc<[Fill]>>,
    /// For each document: the files that its fields name.
    pub files: Vec<Arc<[Option<FilePlace>]>>,
    /// Of documents that have any: files published with their pages, and what is wrong with their links.
    rest: BTreeMap<DocId, Rest>,
    /// Holes of the home page's text.
    pub home: Box<[Fill]>,
    /// Holes of sections' texts.
    pub sections: BTreeMap<u16, Box<[Fill]>>,
    /// Holes of terms' texts.
    pub terms: BTreeMap<TermId, Box<[Fill]>>,
    /// Files beside content that a published page refers to: address, path of the source.
    pub attachments: Vec<(String, Arc<str>)>,
}

/// What few documents have.
#[derive(Debug, Clone, Default)]
struct Rest {
    attachments: Vec<(String, Arc<str>)>,
    problems: Vec<Diagnostic>,
    /// Whether its text names other items by their names, which may change.
    is_live: bool,
}

/// A site with the same addresses, files and anchors, whose texts have been filled.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    /// The site.
    pub site: &'a Site,
    /// Its fills.
    pub fills: &'a Fills,
}

impl Known<'_> {
    /// Whether a document is the same one, so that what fills it is the same too.
    fn has(&self, site: &Site, id: usize) -> bool {
        let is_same = Arc::ptr_eq(&site.input.documents[id], &self.site.input.documents[id]);
        is_same && self.fills.rest.get(&(id as DocId)).is_none_or(|it| !it.is_live)
    }
}

/// Fills all texts of published pages; texts of withheld ones are checked, but give no attachment.
pub fn fill(site: &Site, plan: &Plan, known: Option<Known>) -> Found<Fills> {
    let mut problems = Vec::new();
    let mut fills = Fills::default();
    documents(site, plan, known, &mut fills);
    let mut used: HashSet<Arc<str>> = HashSet::new();
    for (id, rest) in &fills.rest {
        problems.extend(rest.problems.iter().cloned());
        used.extend(rest.attachments.iter().map(|it| it.1.clone()));
        if site.is_visible(*id) {
            fills.attachments.extend(rest.attachments.iter().cloned());
        }
    }
    let mut part = |part: &PartText, url: &str| -> Box<[Fill]> {
        let mut filler = Filler::new(site, plan, &part.file, url);
        filler.body(&part.body, &part.body);
        problems.extend(filler.problems);
        fills.attachments.extend(filler.attachments);
        filler.holes.into()
    };
    if let Some(home) = &site.input.home {
        fills.home = part(home, "/");
    }
    for (section, text) in &site.input.sections {
        let filled = part(text, &super::section_url(site, *section));
        fills.sections.insert(*section, filled);
    }
    for (term, text) in &site.input.terms {
        let filled = part(text, &site.term_url(*term));
        fills.terms.insert(*term, filled);
    }
    used.extend(fills.attachments.iter().map(|it| it.1.clone()));
    problems.extend(unused_texts(site, &used));
    problems.extend(unused_lists(site, &used));
    problems.extend(site_picture(site));
    Found { value: fills, problems }
}

/// Fills the texts of all documents that are not known.
fn documents(site: &Site, plan: &Plan, known: Option<Known>, fills: &mut Fills) {
    let filled: Vec<Option<Filler>> = parallel::map(site.input.documents.len(), |id| {
        if known.is_some_and(|it| it.has(site, id)) {
            return None;
        }
        let document = site.document(id as DocId);
        let mut filler = Filler::new(site, plan, &document.file, &site.urls[id]);
        filler.document(document);
        problem::cap(&mut filler.problems);
        Some(filler)
    });
    for (id, filler) in filled.into_iter().enumerate() {
        let rest = match (filler, known) {
            (Some(filler), _) => {
                fills.bodies.push(filler.holes.into());
                fills.files.push(filler.files.into());
                let is_live = site.input.documents[id].body.holes.iter().any(|it| it.kind.is_live());
                Rest { attachments: filler.attachments, problems: filler.problems, is_live }
            }
            (None, Some(known)) => {
                fills.bodies.push(known.fills.bodies[id].clone());
                fills.files.push(known.fills.files[id].clone());
                known.fills.rest.get(&(id as DocId)).cloned().unwrap_or_default()
            }
            (None, None) => Rest::default(),
        };
        if !rest.attachments.is_empty() || !rest.problems.is_empty() || rest.is_live {
            fills.rest.insert(id as DocId, rest);
        }
    }
}

/// One document, filled.
#[derive(Debug)]
pub struct Filled {
    /// Holes of its body, then those of its Markdown fields in order.
    pub holes: Vec<Fill>,
    /// The files that its fields name.
    pub files: Vec<Option<FilePlace>>,
    /// Files that are published with its page: address, path of the source.
    pub attachments: Vec<(String, Arc<str>)>,
    /// What is wrong with its links and files.
    pub problems: Vec<Diagnostic>,
}

impl Filled {
    /// Whether the same files are published with the page.
    pub fn has_same_files(&self, other: &Filled) -> bool {
        let files = |it: &Filled| it.attachments.iter().cloned().collect::<HashSet<_>>();
        files(self) == files(other)
    }
}

/// Fills the texts of one document, perhaps of a newer version than the site's.
pub fn one(site: &Site, plan: &Plan, (id, document): (DocId, &Document)) -> Filled {
    let mut filler = Filler::new(site, plan, &document.file, &site.urls[id as usize]);
    filler.document(document);
    problem::cap(&mut filler.problems);
    Filled { holes: filler.holes, files: filler.files, attachments: filler.attachments, problems: filler.problems }
}

/// Text documents beside articles that nobody refers to: most likely news that somebody forgot to save as `.md`.
fn unused_texts<'s>(site: &'s Site, used: &'s HashSet<Arc<str>>) -> impl Iterator<Item = Diagnostic> + 's {
    let is_text = |file: &str| {
        let end = file.rsplit_once('.').map(|it| it.1.to_ascii_lowercase()).unwrap_or_default();
        matches!(end.as_str(), "md" | "txt" | "doc" | "docx" | "odt" | "rtf" | "pages" | "markdown" | "htm" | "html")
    };
    let is_content = |file: &str| file.starts_with("content/") && !file.starts_with("content/data/");
    let files = site.input.files.keys().filter(move |it| is_content(it) && is_text(it) && !used.contains(*it));
    files.map(|file| {
        let name = file.rsplit('/').next().unwrap_or(file).to_owned();
        Diagnostic::new(file, None, Problem::UnusedText { name })
    })
}

/// Files of YAML that nothing reads: a vocabulary or a list of records under a name that svod does not know.
fn unused_lists<'s>(site: &'s Site, used: &'s HashSet<Arc<str>>) -> impl Iterator<Item = Diagnostic> + 's {
    let config = &site.tables.config;
    let is_list = |file: &str| {
        let inner = file.strip_prefix("content/").filter(|it| !it.contains('/'));
        inner.is_some_and(|it| it.ends_with(".yaml") || it.ends_with(".yml"))
    };
    let files = site.input.files.keys().filter(move |it| is_list(it) && !used.contains(*it));
    files.map(move |file| {
        let name = file.trim_start_matches("content/").to_owned();
        let known = config.taxonomies.iter().map(|it| &*it.name).chain(config.sections.iter().map(|it| &*it.folder));
        let stem = name.split('.').next().unwrap_or_default();
        let nearest = crate::base::fold::nearest(stem, known.chain(["glossary", "synonyms"]));
        let nearest = nearest.map(|it| format!("{it}.yaml"));
        Diagnostic::new(file, None, Problem::UnusedList { name, nearest })
    })
}

/// The picture for links to the site, where it is written and cannot be shown.
fn site_picture(site: &Site) -> Option<Diagnostic> {
    let written = &site.tables.config.image.as_ref()?.file;
    let path = format!("static/{}", written.value.trim_start_matches('/'));
    let problem = match site.input.files.get(path.as_str()).map(|it| it.picture) {
        Some(Some(Ok(_))) => return None,
        Some(Some(Err(fault))) => fault.problem(&written.value),
        Some(None) => Problem::NotAPicture { path: written.value.clone() },
        None => Problem::MissingFile { path: written.value.clone() },
    };
    Some(Diagnostic::new(&Arc::from("svod.yaml"), written.span, problem))
}

/// Fills the texts of one page.
struct Filler<'a> {
    site: &'a Site,
    plan: &'a Plan,
    file: &'a Arc<str>,
    url: &'a str,
    holes: Vec<Fill>,
    files: Vec<Option<FilePlace>>,
    attachments: Vec<(String, Arc<str>)>,
    problems: Vec<Diagnostic>,
    n_proposals: usize,
    /// Anchors of the texts that have many.
    anchors: Map<Arc<str>, Set<&'a str>>,
}

impl<'a> Filler<'a> {
    fn new(site: &'a Site, plan: &'a Plan, file: &'a Arc<str>, url: &'a str) -> Self {
        let (holes, files, attachments, problems) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Self { site, plan, file, url, holes, files, attachments, problems, n_proposals: 0, anchors: Map::new() }
    }

    /// Whether what was meant is looked for: after some faults of one file no more, since each looks at everything.
    fn may_propose(&mut self) -> bool {
        const PROPOSALS: usize = 20;
        self.n_proposals += 1;
        self.n_proposals <= PROPOSALS
    }

    /// Whether the text of `file` has that anchor.
    fn has_anchor(&mut self, file: &Arc<str>, body: &'a Body, anchor: &str) -> bool {
        const MANY: usize = 100;
        if body.anchors.len() + body.headings.len() <= MANY {
            return body.has_anchor(anchor);
        }
        let set = || body.ids().collect();
        self.anchors.entry(file.clone()).or_insert_with(set).contains(anchor)
    }

    fn document(&mut self, document: &'a Document) {
        self.body(&document.body, &document.body);
        for (_, value) in &document.fields {
            self.rich(value, &document.body);
        }
        for used in &document.uses.files {
            let place = self.file_at(&used.path, used.span, used.is_picture);
            self.files.push(place);
        }
    }

    fn rich(&mut self, value: &'a Value, whole: &'a Body) {
        match value {
            Value::Rich(body) => self.body(body, whole),
            Value::List(items) => items.iter().for_each(|it| self.rich(it, whole)),
            Value::Record(values) => values.iter().for_each(|(_, it)| self.rich(it, whole)),
            _ => {}
        }
    }

    fn body(&mut self, body: &'a Body, whole: &'a Body) {
        for hole in &body.holes {
            let fill = self.hole(hole, whole);
            self.holes.push(fill);
        }
    }

    fn hole(&mut self, hole: &Hole, body: &'a Body) -> Fill {
        match &hole.kind {
            HoleKind::LinkOpen { path, fragment, .. } => {
                self.link(path, fragment.as_deref(), hole.span, body).map_or(Fill::Nothing, Fill::Link)
            }
            HoleKind::Image { path, .. } => self.file_at(path, hole.span, true).map_or(Fill::Nothing, Fill::File),
            HoleKind::Table { path, options } => self.table(path, options, hole.span),
            HoleKind::Video { src, poster, captions, .. } => {
                let poster = poster.as_ref().and_then(|it| self.file_at(it, hole.span, true));
                let captions = captions.as_ref().and_then(|it| self.file_at(it, hole.span, false));
                match self.file_at(src, hole.span, false) {
                    Some(src) => Fill::Video(vec![Some(src), poster, captions]),
                    None => Fill::Nothing,
                }
            }
            HoleKind::Contacts { organisation } => self.contacts(organisation.as_deref(), hole.span),
            HoleKind::Counters { path, only } => self.counters(path, only, hole.span),
            HoleKind::OwnOpen(own) => {
                let targets = own.uses.references.iter().map(|it| self.target(it)).collect();
                let files = own.uses.files.iter().map(|it| self.file_at(&it.path, it.span, it.is_picture)).collect();
                Fill::Own(Box::new(OwnFill { targets, files }))
            }
            // What a list shows is chosen when its page is made: it changes more often than addresses do.
            HoleKind::LinkClose | HoleKind::Word(_) | HoleKind::List(_) | HoleKind::OwnClose => Fill::Nothing,
        }
    }

    /// What a directive refers to.
    fn target(&mut self, reference: &Reference) -> Target {
        let (target, problem) = refer::target(self.site, self.file, reference);
        if let Some(problem) = problem {
            self.tell(reference.span, problem);
        }
        target
    }

    /// The organisation of `:::contacts`; without one, the site's office must have something to show.
    fn contacts(&mut self, organisation: Option<&str>, span: Span) -> Fill {
        let Some(text) = organisation else {
            let it = &self.site.tables.config.contacts;
            if it.address.is_none() && it.phones.is_empty() && it.email.is_none() && it.schedule.is_empty() {
                self.tell(span, Problem::NoContacts {});
            }
            return Fill::Nothing;
        };
        let reference = Reference {
            text: text.to_owned(),
            span,
            of: Arc::from("organisation"),
            field: 0,
            role: None,
            may_be_text: false,
        };
        let Target::Item(id) = self.target(&reference) else { return Fill::Nothing };
        let (document, kind) = (self.site.document(id), self.site.kind(id));
        if chain::whose(self.site, id).is_none() && document.get(kind, "address").is_none() {
            self.tell(span, Problem::NothingToCall { name: document.title.clone() });
        }
        Fill::Item(id)
    }

    fn tell(&mut self, span: Span, problem: Problem) {
        self.problems.push(Diagnostic::new(self.file, span, problem));
    }

    /// The address that a link leads to, or None with a word about why.
    fn link(&mut self, path: &str, fragment: Option<&str>, span: Span, body: &'a Body) -> Option<String> {
        let suffix = |it: Option<&str>| it.map(|it| format!("#{it}")).unwrap_or_default();
        if path.is_empty() {
            let anchor = fragment.unwrap_or_default();
            let is_known = self.has_anchor(self.file, body, anchor) || self.is_own_field(anchor);
            if !is_known {
                self.missing_anchor(anchor, self.file.to_string(), body, span);
            }
            return is_known.then(|| suffix(fragment));
        }
        if path.starts_with('/') {
            return self.site_address(path, fragment, span);
        }
        let Some(target) = joined(self.file, path) else {
            self.tell(span, Problem::BrokenLink { target: path.to_owned(), nearest: None });
            return None;
        };
        if let Some(address) = bare_address(path)
            && !self.site.input.files.contains_key(target.as_str())
        {
            self.tell(span, Problem::BrokenLink { target: path.to_owned(), nearest: Some(address) });
            return None;
        }
        if target.ends_with(".md") {
            return self.source_url(&target, path, fragment, span);
        }
        if self.site.input.files.contains_key(target.as_str()) || !path.ends_with('/') && looks_like_file(path) {
            return self.file_at(path, span, false).map(|it| it.url);
        }
        let nearest = self.nearest_source(&format!("{}.md", target.trim_end_matches('/')));
        self.tell(span, Problem::BrokenLink { target: path.to_owned(), nearest });
        None
    }

    /// A link to a source file: an article, or the text of a section, a term or the home page.
    fn source_url(&mut self, target: &str, written: &str, fragment: Option<&str>, span: Span) -> Option<String> {
        let site = self.site;
        if let Some(id) = site.by_file.get(target) {
            return self.document_url(*id, written, fragment, span);
        }
        let sections = site.input.sections.iter().find(|(_, it)| &*it.file == target);
        let section = sections.map(|(at, _)| super::section_url(site, *at));
        let term = || site.input.terms.iter().find(|(_, it)| &*it.file == target).map(|(it, _)| site.term_url(*it));
        let home = || (site.input.home.as_ref()?.file.as_ref() == target).then(|| "/".to_owned());
        match section.or_else(term).or_else(home) {
            Some(url) => Some(format!("{url}{}", fragment.map(|it| format!("#{it}")).unwrap_or_default())),
            None => {
                let nearest = self.nearest_source(target);
                self.tell(span, Problem::BrokenLink { target: written.to_owned(), nearest });
                None
            }
        }
    }

    fn document_url(&mut self, id: DocId, written: &str, fragment: Option<&str>, span: Span) -> Option<String> {
        let site = self.site;
        if !site.is_visible(id) {
            self.tell(span, Problem::WithheldLink { target: written.to_owned() });
            return None;
        }
        let url = &site.urls[id as usize];
        let Some(anchor) = fragment else { return Some(url.clone()) };
        let document = site.document(id);
        if self.has_anchor(&document.file, &document.body, anchor) || has_field(site, id, anchor) {
            return Some(format!("{url}#{anchor}"));
        }
        self.missing_anchor(anchor, document.file.to_string(), &document.body, span);
        None
    }

    fn missing_anchor(&mut self, anchor: &str, file: String, body: &Body, span: Span) {
        // People write the heading itself after the #: its id is the slug of it.
        let near = |it: &str| crate::base::fold::nearest(it, body.ids());
        let near = || near(anchor).or_else(|| near(&crate::base::slug::slug(anchor)));
        let nearest = self.may_propose().then(near).flatten();
        self.tell(span, Problem::MissingAnchor { anchor: anchor.to_owned(), file, nearest });
    }

    fn is_own_field(&self, anchor: &str) -> bool {
        self.site.by_file.get(self.file).is_some_and(|it| has_field(self.site, *it, anchor))
    }

    /// A link to an address from the site's root.
    fn site_address(&mut self, path: &str, fragment: Option<&str>, span: Span) -> Option<String> {
        let (plain, query) = path.split_once('?').map_or((path, None), |(plain, query)| (plain, Some(query)));
        let last = plain.rsplit('/').next().unwrap_or_default();
        let url = if last.is_empty() || last.contains('.') { plain.to_owned() } else { format!("{plain}/") };
        match self.plan.at(&url) {
            Some(Output::Article(id) | Output::Special(_, Some(id))) => {
                let id = *id;
                self.document_url(id, path, fragment, span)
            }
            Some(Output::Withdrawn(_)) => {
                self.tell(span, Problem::WithheldLink { target: path.to_owned() });
                None
            }
            Some(Output::Term(term, 0)) => {
                let term = *term;
                self.term_url_at(term, &url, fragment, span)
            }
            Some(_) => {
                if let Some(anchor) = fragment.filter(|it| *it != "main") {
                    let problem = Problem::MissingAnchor { anchor: anchor.to_owned(), file: url, nearest: None };
                    self.tell(span, problem);
                    return None;
                }
                Some(format!("{url}{}", query.map(|it| format!("?{it}")).unwrap_or_default()))
            }
            None if self.is_withheld(&url) => {
                self.tell(span, Problem::WithheldLink { target: path.to_owned() });
                None
            }
            None => {
                let urls = self.site.urls.iter().map(String::as_str).take(5_000);
                let nearest = self.may_propose().then(|| crate::base::fold::nearest(&url, urls)).flatten();
                self.tell(span, Problem::BrokenLink { target: path.to_owned(), nearest });
                None
            }
        }
    }

    fn term_url_at(&mut self, term: TermId, url: &str, fragment: Option<&str>, span: Span) -> Option<String> {
        let Some(anchor) = fragment else { return Some(url.to_owned()) };
        let sections = &self.site.tables.config.sections;
        let has_block = sections
            .iter()
            .enumerate()
            .any(|(at, it)| it.folder == anchor && !self.site.lists.of_term(term, at as u16).is_empty());
        let in_text = self.site.input.terms.get(&term).is_some_and(|it| it.body.has_anchor(anchor));
        if has_block || in_text || anchor == "main" {
            return Some(format!("{url}#{anchor}"));
        }
        self.tell(span, Problem::MissingAnchor { anchor: anchor.to_owned(), file: url.to_owned(), nearest: None });
        None
    }

    /// Whether an address exists in a source but not now: a withheld item, an empty section, a term without items.
    fn is_withheld(&self, url: &str) -> bool {
        let site = self.site;
        if site.urls.iter().any(|it| it == url) || super::catalogue::may_stand(site, url) {
            return true;
        }
        let parts: Vec<&str> = url.trim_matches('/').split('/').collect();
        let sections = &site.tables.config.sections;
        let vocabularies = &site.tables.vocabularies;
        let is_section = |part: &str| sections.iter().any(|it| it.path == part);
        let is_term = |taxonomy: &crate::content::vocabulary::Taxonomy, id: &str| {
            taxonomy.terms.clone().any(|at| vocabularies.terms[at as usize].id == id)
        };
        let taxonomy = |path: &str| vocabularies.taxonomies.iter().find(|it| it.path == path);
        match parts.as_slice() {
            [one] => is_section(one) || taxonomy(one).is_some(),
            [path, id] => taxonomy(path).is_some_and(|it| is_term(it, id)),
            [path, id, more] => {
                let first = taxonomy(path).filter(|it| is_term(it, id));
                first.is_some() && (is_section(more) || vocabularies.taxonomies.iter().any(|it| is_term(it, more)))
            }
            _ => false,
        }
    }

    fn nearest_source(&mut self, target: &str) -> Option<String> {
        if !self.may_propose() {
            return None;
        }
        let name = target.rsplit('/').next().unwrap_or(target).to_owned();
        let files = || self.site.input.documents.iter().filter(|it| !it.is_record).take(5_000);
        // The date of the file's name is easily forgotten.
        let (_, stem) = crate::content::layout::dated(name.trim_end_matches(".md"));
        if let Some(dated) = files().find(|it| it.name() == stem) {
            return Some(dated.file.to_string());
        }
        let named = files().map(|it| (it.file.rsplit('/').next().unwrap_or_default(), &it.file));
        let named: Vec<(&str, &Arc<str>)> = named.collect();
        let nearest = crate::base::fold::nearest(&name, named.iter().map(|it| it.0))?;
        named.iter().find(|it| it.0 == nearest).map(|it| it.1.to_string())
    }

    /// Where a file stands: in `static/` when written from `/`, else beside the article and published with its page.
    fn file_at(&mut self, path: &str, span: Span, is_picture: bool) -> Option<FilePlace> {
        let source = match path.strip_prefix('/') {
            Some(inner) => Some(format!("static/{inner}")),
            None => joined(self.file, path),
        };
        let files = &self.site.input.files;
        let is_here = |it: &str| files.contains_key(it);
        // Figures may lie in the common folder of data, as those of tables in texts do.
        let shared = Some(format!("content/data/{path}")).filter(|it| !is_picture && is_here(it));
        let source = source.filter(|it| shared.is_none() || is_here(it)).or(shared);
        let Some((file, info)) = source.as_deref().and_then(|it| files.get_key_value(it)) else {
            let folded = source.map(|it| it.to_lowercase());
            let may_look = self.may_propose();
            let twin = files.keys().find(|it| may_look && Some(it.to_lowercase()) == folded);
            let problem = match twin {
                Some(twin) => {
                    let name = twin.rsplit('/').next().unwrap_or(twin).to_owned();
                    Problem::OtherCase { written: path.to_owned(), truth: name }
                }
                None => Problem::MissingFile { path: path.to_owned() },
            };
            self.tell(span, problem);
            return None;
        };
        if is_picture && !self.is_picture(path, info.picture, span) {
            return None;
        }
        if path.starts_with('/') {
            return Some(FilePlace { url: path.to_owned(), file: file.clone() });
        }
        let name = file.rsplit('/').next().unwrap_or(file);
        let url = format!("{}{name}", self.url);
        match self.attachments.iter().find(|(known, _)| *known == url) {
            None => self.attachments.push((url.clone(), file.clone())),
            Some((_, other)) if other == file => {}
            Some((_, other)) => {
                let problem = Problem::SameAddress { url: url.clone(), other: Both::same(other) };
                self.problems.push(Diagnostic::new(self.file, span, problem).with(other, None));
            }
        }
        Some(FilePlace { url, file: file.clone() })
    }

    /// Whether a picture can be shown; why not, and a damaged body, are told.
    fn is_picture(&mut self, path: &str, measured: Option<Result<Picture, PictureFault>>, span: Span) -> bool {
        match measured {
            Some(Ok(it)) => {
                if it.is_damaged {
                    self.tell(span, Problem::PictureDamaged { path: path.to_owned() });
                }
                true
            }
            Some(Err(fault)) => {
                self.tell(span, fault.problem(path));
                false
            }
            None => {
                self.tell(span, Problem::NotAPicture { path: path.to_owned() });
                false
            }
        }
    }

    /// The file of figures that is meant, with those that are wanted of it.
    fn counters(&mut self, path: &str, only: &[Spanned<String>], span: Span) -> Fill {
        let beside = joined(self.file, path);
        let shared = format!("content/data/{}", path.trim_start_matches('/'));
        let files = &self.site.input.files;
        let found = files.get_key_value(&*shared).or_else(|| files.get_key_value(beside.as_deref()?));
        let Some((file, info)) = found else {
            self.tell(span, Problem::MissingFile { path: path.to_owned() });
            return Fill::Nothing;
        };
        let Some(figures) = &info.figures else {
            self.tell(span, Problem::NotFigures { path: path.to_owned() });
            return Fill::Nothing;
        };
        for id in only.iter().filter(|it| figures.iter().all(|one| one.id != it.value)) {
            let nearest = crate::base::fold::nearest(&id.value, figures.iter().map(|it| it.id.as_str()));
            let known = figures.iter().map(|it| it.id.clone()).collect();
            self.tell(id.span, Problem::UnknownFigure { id: id.value.clone(), nearest, known });
        }
        Fill::File(FilePlace { url: String::new(), file: file.clone() })
    }

    fn table(&mut self, path: &str, options: &crate::content::body::TableOptions, span: Span) -> Fill {
        let beside = joined(self.file, path);
        let shared = format!("content/data/{}", path.trim_start_matches('/'));
        let files = &self.site.input.files;
        let found = beside.as_deref().and_then(|it| files.get_key_value(it)).or_else(|| files.get_key_value(&*shared));
        let Some((file, info)) = found else {
            self.tell(span, Problem::MissingFile { path: path.to_owned() });
            return Fill::Nothing;
        };
        let Some(parsed) = &info.table else {
            self.tell(span, Problem::NotATable { path: path.to_owned() });
            return Fill::Nothing;
        };
        let faults = parsed.problems.iter().map(|(span, problem)| Diagnostic::new(file, *span, problem.clone()));
        self.problems.extend(faults);
        if !parsed.problems.is_empty() {
            // Without some of its rows no total is right.
            return Fill::File(FilePlace { url: String::new(), file: file.clone() });
        }
        self.problems.extend(crate::content::table::totals(self.file, &parsed.table, options));
        Fill::File(FilePlace { url: String::new(), file: file.clone() })
    }
}

/// An address of another site or of a letter that was written without what it begins with, as it should be.
fn bare_address(path: &str) -> Option<String> {
    const ENDS: [&str; 9] = ["ru", "рф", "su", "com", "org", "net", "info", "by", "kz"];
    let host = path.split(['/', '?']).next().unwrap_or(path);
    let (name, end) = host.rsplit_once('.')?;
    if name.is_empty() || !ENDS.contains(&&*end.to_lowercase()) {
        return None;
    }
    Some(if host.contains('@') { format!("mailto:{path}") } else { format!("https://{path}") })
}

fn looks_like_file(path: &str) -> bool {
    path.rsplit('/').next().is_some_and(|it| it.contains('.'))
}

/// Whether a document's page has that anchor for one of its filled fields: the key with hyphens.
pub fn has_field(site: &Site, id: DocId, anchor: &str) -> bool {
    let kind = site.kind(id);
    let key = anchor.replace('-', "_");
    kind.key(&key).is_some_and(|it| site.document(id).field(it).is_some() && kind.fields[it as usize].marks.passport)
}

/// Where a line of the menu leads, and the title of the page there: None for a page that is empty now.
///
/// # Errors
/// The nearest address, for one that exists in no source.
pub fn menu_target(site: &Site, plan: &Plan, to: &str) -> Result<Option<(String, String)>, Option<String>> {
    let file: Arc<str> = Arc::from("content/index.md");
    let nothing = Body::default();
    let mut filler = Filler::new(site, plan, &file, "/");
    let (path, fragment) = to.split_once('#').map_or((to, None), |(path, fragment)| (path, Some(fragment)));
    let path = path.strip_prefix("content/").unwrap_or(path);
    let found = filler.link(path, fragment, Span::default(), &nothing);
    match (found, filler.problems.pop().map(|it| it.problem)) {
        (Some(url), _) => {
            let title = title_at(site, plan, &url);
            Ok(Some((url, title)))
        }
        (None, Some(Problem::BrokenLink { nearest, .. } | Problem::MissingAnchor { nearest, .. })) => Err(nearest),
        (None, Some(Problem::WithheldLink { .. }) | None) => Ok(None),
        (None, Some(_)) => Err(None),
    }
}

/// The title of the page at an address.
fn title_at(site: &Site, plan: &Plan, url: &str) -> String {
    let lang = site.tables.config.language;
    let vocabularies = &site.tables.vocabularies;
    match plan.at(url) {
        Some(Output::Article(id) | Output::Special(_, Some(id))) => {
            let document = site.document(*id);
            document.short_title.clone().unwrap_or_else(|| document.title.clone())
        }
        Some(Output::Section(at, _)) => {
            let own = site.input.sections.get(at).and_then(|it| it.title.clone());
            own.unwrap_or_else(|| site.tables.config.sections[*at as usize].title.get(lang).to_owned())
        }
        Some(Output::Terms(at)) => vocabularies.taxonomies[*at as usize].title.get(lang).to_owned(),
        Some(Output::Term(term, _)) => vocabularies.terms[term.0 as usize].title.clone(),
        _ => url.to_owned(),
    }
}
