//! Floor 3: the site as a sorted list of addresses and what stands at each.
//!
//! An [`Output`] is a small recipe: numbers only, no text. What a page shows is made from it by the views.
//! Two things at one address are a fault naming both. Begin with [`plan`].

pub mod catalogue;
pub mod fill;
mod owner;
pub mod welcomed;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::fold::fold;
use crate::base::hash::Hash128;
use crate::base::lang::Both;
use crate::base::nfc::nfc;
use crate::base::problem::{Diagnostic, Found, Problem};
use crate::content::vocabulary::TermId;
use crate::model::address::is_reserved;
use crate::model::state::Visibility;
use crate::model::{DocId, Site};

use catalogue::Special;
use fill::Fills;
use welcomed::Welcomed;

/// Items of each type shown on a hub before the way to all of them (spec: pages.md §2).
pub const ON_HUB: usize = 6;
/// Items of each relation shown on an organisation's or a practice's page.
pub const ON_PAGE: usize = 20;

/// Address of the page of the search, from the site's root.
pub const SEARCH: &str = "/search/";
/// Address of what tells browsers of it.
pub const OPEN_SEARCH: &str = "/opensearch.xml";

/// What stands at an address.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Output {
    /// The home page.
    Home,
    /// A section's list: its own address, or a cut page from 1.
    Section(u16, u32),
    /// An article.
    Article(DocId),
    /// What is left of a withdrawn article.
    Withdrawn(DocId),
    /// An article on one sheet.
    Passport(DocId),
    /// All items of one section that name a document: its address, section, page.
    Relation(DocId, u16, u32),
    /// All terms of a taxonomy.
    Terms(u16),
    /// A term's hub, or a cut page of its mixed list.
    Term(TermId, u32),
    /// All items of a term in one section.
    TermSection(TermId, u16, u32),
    /// A pair of terms, by its place in the lists.
    Pair(u32, u32),
    /// All that a term hosts or adopted from elsewhere.
    Welcomed(TermId, Welcomed, u32),
    /// Months of a year.
    Year(u16, u16),
    /// Items of a month.
    Month(u16, u16, u8),
    /// Items of a section that have one choice in a field: section, field, choice; page.
    Choice((u16, u16, u16), u32),
    /// The table of a section's items.
    Table(u16, u32),
    /// Events of a section that are over.
    Past(u16, u32),
    /// A page that svod makes by itself, and the page of the root that is its own text.
    Special(Special, Option<DocId>),
    /// The page of unknown addresses.
    NotFound,
    /// A former address, and where it leads.
    Redirect(String, Arc<str>),
    /// A file of the site, by its path from the root.
    Copy(Arc<str>),
    /// A file of the theme, by its number.
    ThemeAsset(u32),
    /// The page of the search.
    SearchPage,
    /// What tells browsers of it.
    OpenSearch,
    /// A file of the search index, by its number.
    SearchFile(u32),
}

/// Everything that will be written.
#[derive(Debug, Default)]
pub struct Plan {
    /// Paths in the output, sorted, and what stands there.
    pub outputs: Vec<(String, Output)>,
    /// Links, pictures and files of all texts, resolved.
    pub fills: Fills,
    /// Fingerprint of everything but the files that texts name.
    outline: Hash128,
}

impl Plan {
    /// Adds the files of the search index, by their paths: they are known only when all documents have been read.
    pub fn add_search(&mut self, paths: &[String]) {
        let files = paths.iter().enumerate().map(|(at, path)| (path.clone(), Output::SearchFile(at as u32)));
        self.outputs.extend(files);
        sort(self);
        // What stands in the index's own folder by another name's right was there first.
        self.outputs.dedup_by(|b, a| a.0 == b.0);
    }

    /// What stands at an address from the site's root (`/news/`).
    pub fn at(&self, url: &str) -> Option<&Output> {
        let path = path_of(url);
        let at = self.outputs.binary_search_by(|(it, _)| it.as_str().cmp(&path)).ok()?;
        Some(&self.outputs[at].1)
    }
}

/// The file of an address: `/news/` → `news/index.html`.
pub fn path_of(url: &str) -> String {
    let inner = url.trim_start_matches('/');
    if inner.is_empty() || inner.ends_with('/') { format!("{inner}index.html") } else { inner.to_owned() }
}

/// A site that was planned before, which differs in no file but documents, and in these neither in anchors nor in
/// which fields they have.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    /// The site.
    pub site: &'a Site,
    /// Its plan.
    pub plan: &'a Plan,
}

/// The plan without what texts name: no link is resolved, no file beside content is published, clashes are not told.
pub fn outline(site: &Site, assets: &[String]) -> Found<Plan> {
    let mut problems = Vec::new();
    let mut outputs: Vec<(String, Output)> = Vec::with_capacity(site.input.documents.len() * 2);
    let mut add = |url: &str, output: Output| outputs.push((path_of(url), output));
    add("/", Output::Home);
    add("/404.html", Output::NotFound);
    let specials = catalogue::own_texts(site, &catalogue::specials(site));
    documents(site, &specials, &mut add, &mut problems);
    for (url, (special, text)) in specials {
        add(&url, Output::Special(special, text));
    }
    sections(site, &mut add);
    catalogue::beside_sections(site, &mut add);
    terms(site, &mut add);
    pairs(site, &mut add);
    if site.tables.config.archive {
        archive(site, &mut add);
    }
    redirects(site, &mut add, &mut problems);
    if site.tables.config.search {
        add(SEARCH, Output::SearchPage);
        if site.tables.config.base_url.is_some() {
            add(OPEN_SEARCH, Output::OpenSearch);
        }
    }
    for (at, asset) in assets.iter().enumerate() {
        add(asset, Output::ThemeAsset(at as u32));
    }
    for file in site.input.files.keys() {
        if let Some(path) = file.strip_prefix("static/") {
            add(path, Output::Copy(file.clone()));
        }
    }
    let mut plan = Plan { outputs, fills: Fills::default(), outline: Hash128::default() };
    sort(&mut plan);
    Found { value: plan, problems }
}

/// Plans the whole site; `assets` are the paths of the theme's files in the output.
pub fn plan(site: &Site, assets: &[String], known: Option<Known>) -> Found<Plan> {
    let mut problems = Vec::new();
    let mut plan = outline(site, assets).take(&mut problems);
    plan.outline = Hash128::of(&plan.outputs);
    // What links look at: pages, who may be seen, which blocks the pages of terms have.
    let is_same = |it: &Known| {
        it.plan.outline == plan.outline
            && it.site.visibility == site.visibility
            && it.site.urls == site.urls
            && it.site.terms == site.terms
    };
    let same = known.filter(is_same);
    let same = same.map(|it| fill::Known { site: it.site, fills: &it.plan.fills });
    plan.fills = fill::fill(site, &plan, same).take(&mut problems);
    let attachments = plan.fills.attachments.iter().map(|(url, file)| (path_of(url), Output::Copy(file.clone())));
    let before = plan.outputs.len();
    plan.outputs.extend(attachments);
    if plan.outputs.len() > before {
        sort(&mut plan);
    }
    clashes(site, &mut plan, &mut problems);
    Found { value: plan, problems }
}

fn sort(plan: &mut Plan) {
    crate::base::parallel::sort_unstable(&mut plan.outputs);
}

fn documents(
    site: &Site,
    specials: &BTreeMap<String, (Special, Option<DocId>)>,
    add: &mut impl FnMut(&str, Output),
    problems: &mut Vec<Diagnostic>,
) {
    for (id, document) in site.input.documents.iter().enumerate() {
        let (id, url) = (id as DocId, &site.urls[id]);
        // The text of a page that svod makes, or would be if it were not withdrawn.
        let is_text = |own: &Option<DocId>| *own == Some(id) || !site.is_visible(id);
        if url.is_empty() || site.kind(id).is_root && specials.get(url).is_some_and(|it| is_text(&it.1)) {
            continue;
        }
        match site.visibility[id as usize] {
            Visibility::Visible => {
                let kind = site.kind(id);
                if is_reserved(&document.slug, kind) {
                    let (value, at) = (document.slug.clone(), document.place(kind, "slug"));
                    problems.push(Diagnostic::new(&document.file, at, Problem::ReservedAddress { value }));
                    continue;
                }
                add(url, Output::Article(id));
                if kind.has_passport {
                    add(&passport_url(url), Output::Passport(id));
                }
                relations(site, id, add);
            }
            Visibility::Withdrawn => add(url, Output::Withdrawn(id)),
            _ => {}
        }
    }
}

/// Address of the passport of the item at `url`.
pub fn passport_url(url: &str) -> String {
    format!("{url}passport/")
}

/// Full lists of a document's relations, where more items name it than its page shows.
fn relations(site: &Site, id: DocId, add: &mut impl FnMut(&str, Output)) {
    if site.relations.backlinks[id as usize].len() <= ON_PAGE {
        return;
    }
    let per = site.tables.config.per_page as usize;
    for section in 0..site.tables.config.sections.len() as u16 {
        let list = relation_list(site, id, section);
        if list.len() > ON_PAGE {
            let url = format!("{}{}/", site.urls[id as usize], section_name(site, section));
            paged(&url, list.cut(per), add, |page| Output::Relation(id, section, page));
        }
    }
}

/// Items of a section that name a document, in order, each once.
pub fn relation_list(site: &Site, id: DocId, section: u16) -> crate::model::lists::List {
    let mut ids: Vec<DocId> = site.relations.backlinks[id as usize]
        .iter()
        .map(|it| it.from)
        .filter(|it| site.document(*it).section == section)
        .collect();
    ids.sort_unstable();
    ids.dedup();
    let lang = site.tables.config.language;
    let (mut dated, mut undated): (Vec<DocId>, Vec<DocId>) =
        ids.into_iter().partition(|it| site.when[*it as usize].is_some());
    dated.sort_unstable_by_key(|it| (site.when[*it as usize], *it));
    undated.sort_by_cached_key(|it| (crate::base::collate::key(lang, &site.document(*it).title), *it));
    crate::model::lists::List { dated, undated }
}

/// The last part of a section's path: its name below terms, organisations and practices.
pub fn section_name(site: &Site, section: u16) -> &str {
    let section = &site.tables.config.sections[section as usize];
    let path = if section.path.is_empty() { &section.folder } else { &section.path };
    path.rsplit('/').next().unwrap_or(path)
}

fn paged(url: &str, cut: usize, add: &mut impl FnMut(&str, Output), output: impl Fn(u32) -> Output) {
    add(url, output(0));
    for page in 1..=cut {
        add(&format!("{url}page/{page}/"), output(page as u32));
    }
}

/// Address of a section's list.
pub fn section_url(site: &Site, section: u16) -> String {
    format!("/{}/", site.tables.config.sections[section as usize].path)
}

/// Whether a section has a list: it has items or a text of its own, and its pages do not stand at the root.
pub fn has_list(site: &Site, section: u16) -> bool {
    let is_root = site.tables.config.sections[section as usize].path.is_empty();
    !is_root && (!site.lists.sections[section as usize].is_empty() || site.input.sections.contains_key(&section))
}

fn sections(site: &Site, add: &mut impl FnMut(&str, Output)) {
    let per = site.tables.config.per_page as usize;
    for section in 0..site.tables.config.sections.len() as u16 {
        if has_list(site, section) {
            // Coming events stand on one page; past ones have a list of their own.
            let is_calendar = catalogue::is_calendar(site, section);
            let cut = if is_calendar { 0 } else { site.lists.sections[section as usize].cut(per) };
            paged(&section_url(site, section), cut, add, |page| Output::Section(section, page));
        }
    }
}

/// Whether a taxonomy has a page of all its terms.
pub fn has_terms_page(site: &Site, taxonomy: u16) -> bool {
    let terms = site.tables.vocabularies.taxonomies[taxonomy as usize].terms.clone();
    terms.map(TermId).any(|it| site.has_page(it))
}

fn terms(site: &Site, add: &mut impl FnMut(&str, Output)) {
    let per = site.tables.config.per_page as usize;
    for (at, taxonomy) in site.tables.vocabularies.taxonomies.iter().enumerate() {
        if !has_terms_page(site, at as u16) {
            continue;
        }
        add(&format!("/{}/", taxonomy.path), Output::Terms(at as u16));
        for term in taxonomy.terms.clone().map(TermId).filter(|it| site.has_page(*it)) {
            let url = site.term_url(term);
            let cut = site.lists.terms[term.0 as usize].cut(per);
            paged(&url, cut, add, |page| Output::Term(term, page));
            for section in 0..site.tables.config.sections.len() as u16 {
                let list = site.lists.of_term(term, section);
                if list.len() > ON_HUB {
                    let url = format!("{url}{}/", section_name(site, section));
                    paged(&url, list.cut(per), add, |page| Output::TermSection(term, section, page));
                }
            }
            for it in Welcomed::ALL.into_iter().filter(|it| it.ids(site, term).len() > ON_PAGE) {
                let cut = it.list(site, term).cut(per);
                paged(&it.url(site, term), cut, add, |page| Output::Welcomed(term, it, page));
            }
        }
    }
}

/// Address of a pair: the first term's, then the second's; a second pair of one first taxonomy names its taxonomy.
pub fn pair_url(site: &Site, pair: u32) -> String {
    let pair = &site.lists.pairs[pair as usize];
    let pairs = &site.tables.config.pairs;
    let is_second = pairs[..pair.pair as usize].iter().any(|it| it.first == pairs[pair.pair as usize].first);
    let second = &site.tables.vocabularies.terms[pair.second.0 as usize];
    let taxonomy = &site.tables.vocabularies.taxonomies[second.taxonomy as usize];
    let between = if is_second { format!("{}/", taxonomy.path) } else { String::new() };
    format!("{}{between}{}/", site.term_url(pair.first), second.id)
}

fn pairs(site: &Site, add: &mut impl FnMut(&str, Output)) {
    let per = site.tables.config.per_page as usize;
    for (at, pair) in site.lists.pairs.iter().enumerate() {
        let at = at as u32;
        paged(&pair_url(site, at), pair.list.cut(per), add, |page| Output::Pair(at, page));
    }
}

fn archive(site: &Site, add: &mut impl FnMut(&str, Output)) {
    let mut last = None;
    for (section, year, month) in site.lists.months.keys().copied() {
        let url = section_url(site, section);
        if last != Some((section, year)) {
            last = Some((section, year));
            add(&format!("{url}{year}/"), Output::Year(section, year));
        }
        add(&format!("{url}{year}/{month:02}/"), Output::Month(section, year, month));
    }
}

/// Former addresses of items and terms; one with a query has no file and is for the web server.
fn redirects(site: &Site, add: &mut impl FnMut(&str, Output), problems: &mut Vec<Diagnostic>) {
    for id in site.visible() {
        let (document, kind) = (site.document(id), site.kind(id));
        let Some(crate::content::value::Value::List(items)) = document.get(kind, "aliases") else { continue };
        for item in items {
            let crate::content::value::Value::Text(alias) = item else { continue };
            let inner = alias.trim_start_matches('/');
            match crate::content::address::unsafe_alias(inner) {
                Some(reason) => {
                    let problem = Problem::UnsafeAlias { value: alias.clone(), reason };
                    problems.push(Diagnostic::new(&document.file, document.place(kind, "aliases"), problem));
                }
                None if inner.is_empty() => {
                    let reason =
                        Both { ru: "это главная страница".into(), en: "it is the home page".into() };
                    let problem = Problem::UnsafeAlias { value: alias.clone(), reason };
                    problems.push(Diagnostic::new(&document.file, document.place(kind, "aliases"), problem));
                }
                None if inner.contains('?') => {}
                None => add(&alias_url(inner), Output::Redirect(site.urls[id as usize].clone(), document.file.clone())),
            }
        }
    }
    for (at, term) in site.tables.vocabularies.terms.iter().enumerate() {
        let id = TermId(at as u32);
        if !site.has_page(id) {
            continue;
        }
        let taxonomy = &site.tables.vocabularies.taxonomies[term.taxonomy as usize];
        for alias in &term.aliases {
            let file = owner::term_file(site, id);
            add(&format!("/{}/{}/", taxonomy.path, alias.value), Output::Redirect(site.term_url(id), file));
        }
    }
}

/// A former address as a folder or, where it names one, as a file.
fn alias_url(inner: &str) -> String {
    let last = inner.rsplit('/').next().unwrap_or(inner);
    let is_page = inner.ends_with('/') || last.ends_with(".html") || last.ends_with(".htm");
    if is_page { format!("/{inner}") } else { format!("/{inner}/") }
}

/// Two things at one path: told, and the one that is easier to move left out.
fn clashes(site: &Site, plan: &mut Plan, problems: &mut Vec<Diagnostic>) {
    let mut kept: Vec<(String, Output)> = Vec::with_capacity(plan.outputs.len());
    for (path, output) in std::mem::take(&mut plan.outputs) {
        match kept.last_mut() {
            Some(first) if first.0 == path => {
                let second = (path, output);
                if first.1 != second.1 && !told(site, first, &second, problems) {
                    *first = second;
                }
            }
            _ => kept.push((path, output)),
        }
    }
    twins(site, &kept, problems);
    in_the_way(site, &mut kept, problems);
    plan.outputs = kept;
}

/// Files and former addresses that stand in the way of others: where a folder of the site has to be, or in the folder
/// of the search index, whose names are known only later. Told and left out.
fn in_the_way(site: &Site, kept: &mut Vec<(String, Output)>, problems: &mut Vec<Diagnostic>) {
    let is_free = |it: &Output| matches!(it, Output::Copy(_) | Output::Redirect(..));
    let below = |path: &str| {
        let folder = format!("{path}/");
        let at = kept.partition_point(|it| *it.0 < *folder);
        kept.get(at).filter(|it| it.0.starts_with(&folder))
    };
    let is_index = |path: &str| path.starts_with("search/") && path != path_of(SEARCH);
    let mut gone = Vec::new();
    for (at, it) in kept.iter().enumerate().filter(|(_, it)| is_free(&it.1)) {
        if site.tables.config.search && is_index(&it.0) {
            told(site, &(it.0.clone(), Output::SearchPage), it, problems);
        } else if let Some(other) = below(&it.0) {
            let (owner, stays) = (owner::owner(site, &it.0, &it.1), owner::owner(site, &other.0, &other.1));
            let file = owner.file.unwrap_or_else(|| Arc::from("svod.yaml"));
            let problem = Problem::SameAddress { url: format!("/{}", it.0), other: stays.name };
            let fault = Diagnostic::new(&file, owner.span, problem);
            problems.push(match stays.file {
                Some(other) => fault.with(&other, stays.span),
                None => fault,
            });
        } else {
            continue;
        }
        gone.push(at);
    }
    for at in gone.into_iter().rev() {
        kept.remove(at);
    }
}

/// Paths that some file systems and people take for one: told, by case, composition of letters and ё/е.
fn twins(site: &Site, kept: &[(String, Output)], problems: &mut Vec<Diagnostic>) {
    // Only files and former addresses can hold capitals, ё or decomposed letters: others are slugs.
    let is_plain = |path: &str| path.bytes().all(|it| it.is_ascii() && !it.is_ascii_uppercase());
    let mut odd: Vec<(String, usize)> = Vec::new();
    for (at, (path, _)) in kept.iter().enumerate().filter(|(_, (path, _))| !is_plain(path)) {
        odd.push((fold(&nfc(path)), at));
    }
    odd.sort_unstable();
    for group in odd.chunk_by(|a, b| a.0 == b.0) {
        let plain = kept.binary_search_by(|(path, _)| path.as_str().cmp(&group[0].0)).ok();
        let is_apart = |it: &usize| group.iter().all(|(_, at)| at != it);
        let mut ids = plain.filter(is_apart).into_iter().chain(group.iter().map(|it| it.1));
        let Some(first) = ids.next() else { continue };
        for other in ids {
            told(site, &kept[first], &kept[other], problems);
        }
    }
}

/// Whether an address belongs to several sections or taxonomies, by svod.yaml.
fn is_shared(site: &Site, url: &str) -> bool {
    let config = &site.tables.config;
    let paths = config.sections.iter().map(|it| &it.path).chain(config.taxonomies.iter().map(|it| &it.path));
    let holds = |path: &&String| {
        url.strip_prefix('/').and_then(|it| it.strip_prefix(path.as_str())).is_some_and(|it| it.starts_with('/'))
    };
    paths.filter(holds).count() > 1
}

/// Tells of two things at one address, at the one that is easier to move; whether the first is the other one.
fn told(site: &Site, first: &(String, Output), second: &(String, Output), problems: &mut Vec<Diagnostic>) -> bool {
    let [one, two] = [first, second].map(|(path, output)| (path, owner::owner(site, path, output)));
    let stays_first = one.1.ease <= two.1.ease;
    let ((_, stays), (path, goes)) = if stays_first { (one, two) } else { (two, one) };
    let url = format!("/{}", path.trim_end_matches("index.html"));
    if goes.file.is_none() && stays.file.is_none() && is_shared(site, &url) {
        return stays_first; // Two sections at one path: told of at svod.yaml.
    }
    let file = goes.file.unwrap_or_else(|| Arc::from("svod.yaml"));
    let problem = Problem::SameAddress { url, other: stays.name };
    let told = Diagnostic::new(&file, goes.span, problem);
    problems.push(match stays.file {
        Some(other) => told.with(&other, stays.span),
        None => told,
    });
    stays_first
}
