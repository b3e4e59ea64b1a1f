//! Reads a whole site from the disk: settings, vocabularies, articles, files beside them, the theme's overrides.
//!
//! Every file is read alone and in parallel; one that cannot be read is told of and hides nothing.
//! Begin with [`load`].

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::base::hash::Hash128;
use crate::base::lang::Lang;
use crate::base::parallel;
use crate::base::problem::{self, Diagnostic, Found, Problem, Severity};
use crate::content::config::{BaseUrl, Config, config};
use crate::content::directive::Directives;
use crate::content::document::{Document, PartText, document, light, part};
use crate::content::encoding::decode;
use crate::content::figures::figures;
use crate::content::glossary::glossary;
use crate::content::layout::{Role, role};
use crate::content::own;
use crate::content::picture;
use crate::content::table;
use crate::content::tables::Tables;
use crate::content::types::types;
use crate::content::vocabulary::{TermId, VocabularyFile, vocabularies};
use crate::model::{DocId, FileInfo, Input};
use crate::render::Texts;

use super::again::is_source_same;
use super::cache::index::SourceRow;
use super::cache::log::{Extent, Log};
use super::cache::{Cache, Facts, FactsOf, Notes};
use super::scan::{Source, read, scan};

/// Bytes of bodies that are held in memory though they are in the cache too: reading them again takes longer.
const HELD: u64 = 64 << 20;

/// Folders of a site that hold its sources.
pub const PLACES: &[&str] = &["content", "static", "themes"];

/// Everything that was read.
pub struct Loaded {
    /// Settings, types, vocabularies.
    pub tables: Arc<Tables>,
    /// Articles and files.
    pub input: Arc<Input>,
    /// The HTML of the documents' bodies.
    pub bodies: Bodies,
    /// The site's own files under `themes/`: path from the root, bytes.
    pub overrides: Vec<(Arc<str>, Vec<u8>)>,
    /// The site's root.
    pub root: PathBuf,
    /// Where each file that is no article lies on the disk.
    pub disk: BTreeMap<Arc<str>, PathBuf>,
    /// What the cache has to know of each source, by path; empty where nothing is noted.
    pub rows: Vec<(Arc<str>, SourceRow)>,
    /// What differs from the last build.
    pub news: News,
}

/// What differs from the last build, as far as single files tell.
#[derive(Debug, Default)]
pub struct News {
    /// Documents of which only the text is new: number, and what they were.
    pub texts: Vec<(DocId, Old)>,
    /// Whether anything else differs.
    pub is_more: bool,
}

/// A document as the last build read it.
#[derive(Debug)]
pub struct Old {
    /// It.
    pub document: Box<Document>,
    /// What was wrong with it.
    pub problems: Vec<Diagnostic>,
}

/// How a file differs from the last build.
enum Differs {
    Not,
    InText(Old),
    Otherwise,
}

impl Loaded {
    /// Whether a file is published without its metadata: a picture beside content.
    pub fn loses_metadata(&self, file: &str) -> bool {
        let is_picture = self.input.files.get(file).is_some_and(|it| it.picture.is_some());
        is_picture && !file.starts_with("static/")
    }
}

/// The HTML of bodies, by document.
#[derive(Debug, Default)]
pub struct Bodies {
    texts: Vec<Text>,
    is_damaged: AtomicBool,
}

/// The HTML of one body.
#[derive(Debug, Clone)]
pub enum Text {
    /// In memory.
    Here(Arc<String>),
    /// In the cache.
    Stored(Stored),
}

/// The HTML of one body in the cache.
#[derive(Debug, Clone)]
pub struct Stored {
    log: Arc<Log>,
    extent: Extent,
    hash: Hash128,
}

impl Bodies {
    /// The same bodies, to be changed.
    pub fn shared(&self) -> Self {
        Self { texts: self.texts.clone(), is_damaged: AtomicBool::new(self.are_damaged()) }
    }

    /// Puts a text of the cache in the place of a document's own.
    pub fn put(&mut self, id: usize, (cache, row): (&Cache, SourceRow), html: Hash128) {
        let stored = |extent| Text::Stored(Stored { log: cache.texts().clone(), extent, hash: html });
        self.texts[id] = row.text.map_or_else(|| Text::Here(Arc::default()), stored);
    }

    /// Whether a text of the cache turned out not to be what was written there.
    pub fn are_damaged(&self) -> bool {
        self.is_damaged.load(Ordering::Relaxed)
    }
}

impl Texts for Bodies {
    fn html(&self, id: DocId) -> Result<Cow<'_, str>, Box<Diagnostic>> {
        let stored = match &self.texts[id as usize] {
            Text::Here(text) => return Ok(Cow::Borrowed(text)),
            Text::Stored(stored) => stored,
        };
        let bytes = stored.log.read(stored.extent).ok().filter(|it| Hash128::of_bytes(it) == stored.hash);
        bytes.and_then(|it| String::from_utf8(it).ok()).map(Cow::Owned).ok_or_else(|| {
            self.is_damaged.store(true, Ordering::Relaxed);
            Box::new(Diagnostic::new(&Arc::from(".svod/cache"), None, Problem::ChangedWhileRead {}))
        })
    }
}

/// What is known from the last build, and what is noted for the next.
#[derive(Debug, Clone, Copy, Default)]
pub struct Memory<'a> {
    /// The last build.
    pub cache: Option<&'a Cache>,
    /// For the next build.
    pub notes: Option<&'a Notes>,
    /// The sources, where they have been looked for already.
    pub sources: Option<&'a Found<Vec<Source>>>,
}

/// Where to read from.
pub struct Place<'a> {
    /// The site's root.
    pub root: &'a Path,
    /// Another file in place of svod.yaml.
    pub config: Option<&'a Path>,
    /// In place of `base_url`.
    pub base_url: Option<&'a str>,
    /// Whether advice is wanted.
    pub advice: bool,
}

/// Reads the site; what the last build read, and is surely the same, is taken from its cache.
pub fn load(place: &Place, memory: Memory) -> Found<Loaded> {
    let mut problems = Vec::new();
    let settings = settings(place).take(&mut problems);
    let scanned;
    let sources = match memory.sources {
        Some(it) => it,
        None => {
            scanned = scan(place.root, PLACES);
            &scanned
        }
    };
    problems.extend(sources.problems.iter().cloned());
    let sources = &sources.value;
    let (found, first_read) = read_tables(settings, sources);
    let tables = Arc::new(found.take(&mut problems));
    // What was read with other tables may mean something else now.
    let cache = memory.cache.filter(|it| it.summary.tables == tables.hash);
    // What svod.yaml makes more of is no advice.
    let advice = place.advice || !tables.config.severity.is_empty();
    let reader = Reader { tables: &tables, cache, notes: memory.notes, advice };
    let read_files = parallel::map(sources.len(), |at| reader.one(&sources[at]));
    if memory.notes.is_some_and(|it| it.settle().is_err()) {
        // What was to be held there is lost with it.
        return load(place, Memory { notes: None, ..memory });
    }
    let is_other = cache.is_none_or(|it| it.index.n_sources() != sources.len());
    let mut news = News { texts: Vec::new(), is_more: is_other };
    let mut rows = Vec::new();
    let mut parts = Parts::new(sources.len());
    for (source, (found, mut row, differs)) in sources.iter().zip(read_files) {
        if first_read.get(&source.path).is_some_and(|it| *it != row.hash) {
            // Edited since the tables were made of it: for the next build it is not the one that was read.
            row.hash = Hash128::default();
        }
        if memory.notes.is_some() {
            rows.push((source.path.clone(), row));
        }
        match differs {
            Differs::Not => {}
            Differs::InText(old) => news.texts.push((parts.input.documents.len() as DocId, old)),
            Differs::Otherwise => news.is_more = true,
        }
        parts.add(source.path.clone(), &source.disk, found.take(&mut problems));
    }
    Found { value: Loaded { rows, news, ..parts.whole(tables, place.root) }, problems }
}

/// What the last build read, from its cache alone.
pub struct Recalled {
    /// As it was read.
    pub loaded: Loaded,
    /// Whether nothing of it is missing.
    pub is_whole: bool,
}

/// Reads the site from the cache of the last build. None where svod.yaml or a vocabulary is not remembered: all that
/// was read means something only with them.
pub fn recall(cache: &Cache, root: &Path) -> Option<Recalled> {
    let it = &cache.summary.conditions;
    let config = settings_of(&Arc::from(&*it.config), &it.settings, it.base_url.as_deref()).value;
    let (index, n) = (&cache.index, cache.index.n_sources());
    let is_of_tables = |at: &usize| is_of_tables(index.source_path(*at), &config);
    let texts = (0..n).filter(is_of_tables).filter_map(|at| {
        let path: Arc<str> = Arc::from(index.source_path(at));
        let (Facts::Bytes(bytes), _) = cache.facts(&index.source(at), false)? else { return None };
        let text = decode(&path, bytes).value?;
        Some((path, text))
    });
    let texts = texts.collect();
    let tables = Arc::new(tables_of(config, texts).value);
    if tables.hash != cache.summary.tables {
        return None;
    }
    let read = parallel::map(n, |at| recall_one(cache, at, &tables));
    let (mut parts, mut is_whole) = (Parts::new(n), true);
    for (at, read) in read.into_iter().enumerate() {
        is_whole &= read.is_some();
        let path = index.source_path(at);
        parts.add(Arc::from(path), &root.join(path), read.unwrap_or_default());
    }
    let loaded = parts.whole(tables, root);
    Some(Recalled { loaded, is_whole })
}

/// One source as it was read; None where that is not remembered.
fn recall_one(cache: &Cache, at: usize, tables: &Tables) -> Option<Read> {
    let (path, row): (Arc<str>, _) = (Arc::from(cache.index.source_path(at)), cache.index.source(at));
    let facts = match row.facts {
        Some(_) => Some(cache.facts(&row, false)?.0),
        None => None,
    };
    let bytes = match facts {
        Some(Facts::Document(it)) => {
            let text = Text::Stored(Stored { log: cache.texts().clone(), extent: row.text?, hash: it.html });
            return Some(Read::Document(Arc::from(it), text));
        }
        Some(Facts::File(it)) => return Some(Read::File(it)),
        Some(Facts::Bytes(bytes)) => Some(bytes),
        None => None,
    };
    let (role, mut is_missed) = (role_of(&path, &tables.config), false);
    let bytes = |_: &mut Vec<Diagnostic>| {
        is_missed = bytes.is_none();
        bytes
    };
    let unread = Unread { path: &path, size: row.stamp.size, bytes };
    let read = unread.meaning(role, tables, &mut Vec::new()).unwrap_or_default();
    (!is_missed).then_some(read)
}

/// What single files give, put together in the order of their paths.
pub struct Parts {
    input: Input,
    texts: Vec<Text>,
    overrides: Vec<(Arc<str>, Vec<u8>)>,
    disk: BTreeMap<Arc<str>, PathBuf>,
}

impl Parts {
    /// Of about `n` files.
    pub fn new(n: usize) -> Self {
        let mut input = Input::default();
        // At once: growing would hold up to twice as many.
        input.documents.reserve_exact(n);
        Self { input, texts: Vec::with_capacity(n), overrides: Vec::new(), disk: BTreeMap::new() }
    }

    /// The next file.
    pub fn add(&mut self, path: Arc<str>, disk: &Path, read: Read) {
        let input = &mut self.input;
        match read {
            Read::Document(it, html) => {
                input.documents.push(it);
                self.texts.push(html);
            }
            Read::Light(it) => {
                self.texts.extend(it.iter().map(|_| Text::Here(Arc::default())));
                input.documents.extend(it);
            }
            Read::Home(it) => input.home = Some(*it),
            Read::Section(at, it) => drop(input.sections.insert(at, *it)),
            Read::Term(term, it) => drop(input.terms.insert(term, *it)),
            Read::File(it) => {
                input.files.insert(path.clone(), *it);
                self.disk.insert(path, disk.to_owned());
            }
            Read::Override(bytes) => self.overrides.push((path, bytes)),
            Read::Nothing => {}
        }
    }

    /// Everything.
    pub fn whole(self, tables: Arc<Tables>, root: &Path) -> Loaded {
        let Self { input, texts, overrides, disk } = self;
        let bodies = Bodies { texts, is_damaged: AtomicBool::new(false) };
        let (input, root) = (Arc::new(input), root.to_path_buf());
        Loaded { tables, input, bodies, overrides, root, disk, rows: Vec::new(), news: News::default() }
    }
}

/// Reads one file with the tables of its site; for who holds the site in memory.
pub fn file_again(source: &Source, tables: &Tables) -> Found<Read> {
    let advice = !tables.config.severity.is_empty();
    Reader { tables, cache: None, notes: None, advice }.one(source).0
}

/// The language that svod.yaml asks for; none where it cannot be read.
pub fn language(place: &Place) -> Option<Lang> {
    let found = settings(place);
    let is_unread = |it: &Diagnostic| matches!(it.problem, Problem::UnreadableFile { .. });
    (!found.problems.iter().any(is_unread)).then_some(found.value.language)
}

/// The path of the site's address, with `/` at both ends; `/` where svod.yaml tells none.
pub fn base_path(place: &Place) -> String {
    settings(place).value.base_url.map_or_else(|| "/".to_owned(), |it| it.path)
}

/// svod.yaml, or the file given in its place.
pub fn settings(place: &Place) -> Found<Config> {
    let mut problems = Vec::new();
    let (name, text) = settings_text(place, &mut problems);
    let value = settings_of(&name, &text, place.base_url).take(&mut problems);
    let is_at_fault = problems.iter().any(|it| it.severity == Severity::Error);
    if value.base_url.is_none() && !is_at_fault {
        problems.push(Diagnostic::new(&name, None, Problem::NoBaseUrl {}));
    }
    Found { value, problems }
}

/// What svod.yaml is called, and its text; none where it cannot be read.
pub fn settings_text(place: &Place, problems: &mut Vec<Diagnostic>) -> (Arc<str>, String) {
    let path = place.config.map_or_else(|| place.root.join("svod.yaml"), Path::to_path_buf);
    let name: Arc<str> = match place.config {
        Some(it) => Arc::from(it.to_string_lossy().replace('\\', "/")),
        None => Arc::from("svod.yaml"),
    };
    let text = match std::fs::read(&path) {
        Ok(bytes) => decode(&name, bytes).take(problems).unwrap_or_default(),
        Err(error) => {
            let reason = super::fault::reason(&error);
            problems.push(Diagnostic::new(&name, None, Problem::UnreadableFile { reason }));
            String::new()
        }
    };
    (name, text)
}

fn settings_of(name: &Arc<str>, text: &str, base_url: Option<&str>) -> Found<Config> {
    let mut found = config(name, text);
    if let Some(base) = base_url.and_then(BaseUrl::parse) {
        found.value.base_url = Some(base);
    }
    found
}

/// Vocabularies, glossary, types, directives: what every article is read with.
pub fn tables(config: Config, sources: &[Source]) -> Found<Tables> {
    read_tables(config, sources).0
}

/// The same, and the fingerprints of the files that they were made of.
fn read_tables(config: Config, sources: &[Source]) -> (Found<Tables>, BTreeMap<Arc<str>, Hash128>) {
    let (mut problems, mut hashes, mut texts) = (Vec::new(), BTreeMap::new(), Vec::new());
    for source in sources.iter().filter(|it| is_of_tables(&it.path, &config)) {
        // What is wrong with theme.yaml is told by who reads the theme.
        let mut told = Vec::new();
        let bytes = |told: &mut Vec<Diagnostic>| {
            let bytes = read(source).map_err(|it| told.push(it)).ok()?;
            hashes.insert(source.path.clone(), Hash128::of_bytes(&bytes));
            Some(bytes)
        };
        texts.extend(text_by(&source.path, bytes, &mut told).map(|it| (source.path.clone(), it)));
        problems.extend(told.into_iter().filter(|_| !is_manifest(&source.path, &config)));
    }
    let value = tables_of(config, texts).take(&mut problems);
    (Found { value, problems }, hashes)
}

/// Whether a file is read before all others, because they are read with it.
pub fn is_of_tables(path: &str, config: &Config) -> bool {
    let is_table = matches!(role(path, config), Role::Vocabulary(_) | Role::Glossary | Role::Synonyms);
    is_table || is_manifest(path, config)
}

/// Whether a file is the theme.yaml of the site's theme: it may declare directives.
fn is_manifest(path: &str, config: &Config) -> bool {
    let inner = path.strip_prefix("themes/").and_then(|it| it.strip_prefix(&*config.theme));
    inner == Some("/theme.yaml")
}

fn tables_of(config: Config, files: Vec<(Arc<str>, String)>) -> Found<Tables> {
    let mut problems = Vec::new();
    let mut texts: Vec<(String, Arc<str>, String)> = Vec::new();
    let mut terms = crate::content::markdown::Glossary::default();
    let mut seen: Vec<Hash128> = vec![Hash128::of(&config)];
    let mut of_theme = None;
    for (path, text) in files {
        if is_manifest(&path, &config) {
            let nodes = own::declared(&path, &text);
            // A theme that declares nothing changes no text.
            seen.extend((!nodes.is_empty()).then(|| Hash128::of_bytes(text.as_bytes())));
            of_theme = Some((nodes, path));
            continue;
        }
        seen.push(Hash128::of_bytes(text.as_bytes()));
        match role(&path, &config) {
            Role::Vocabulary(at) => texts.push((config.taxonomies[at as usize].name.clone(), path, text)),
            Role::Glossary => {
                let read = glossary(&path, &text).take(&mut problems);
                terms = crate::content::markdown::Glossary::new(read.entries);
            }
            _ => drop(crate::content::glossary::synonyms(&path, &text).take(&mut problems)),
        }
    }
    let files: Vec<VocabularyFile> =
        texts.iter().map(|(name, file, text)| VocabularyFile { name, file, text }).collect();
    let vocabularies = vocabularies(&config, &files).take(&mut problems);
    let file: Arc<str> = Arc::from("svod.yaml");
    let types = types(&file, &config.types, &vocabularies).take(&mut problems);
    let basis = own::Basis { types: &types, vocabularies: &vocabularies };
    let mut declared = own::directives(&file, &config.directives, basis).take(&mut problems);
    if let Some((nodes, path)) = of_theme {
        declared = own::merged(declared, own::directives(&path, &nodes, basis).take(&mut problems));
    }
    let directives = Directives::new(&vocabularies, declared);
    let tables = Tables { config, types, vocabularies, directives, glossary: terms, hash: Hash128::of(&seen) };
    Found { value: tables, problems }
}

/// What became of one file.
#[derive(Debug, Clone, Default)]
pub enum Read {
    /// An article, and the HTML of its body.
    Document(Arc<Document>, Text),
    /// Light records.
    Light(Vec<Arc<Document>>),
    /// Text of the home page.
    Home(Box<PartText>),
    /// Text of a section.
    Section(u16, Box<PartText>),
    /// Text of a term.
    Term(TermId, Box<PartText>),
    /// A file that is no article.
    File(Box<FileInfo>),
    /// A file of a theme.
    Override(Vec<u8>),
    /// Nothing that is held: tables, and what could not be read.
    #[default]
    Nothing,
}

/// Reads files one by one, from the cache or from the disk.
struct Reader<'a> {
    tables: &'a Tables,
    cache: Option<&'a Cache>,
    notes: Option<&'a Notes>,
    /// Whether advice is wanted.
    advice: bool,
}

impl Reader<'_> {
    fn one(&self, source: &Source) -> (Found<Read>, SourceRow, Differs) {
        let known = self.cache.and_then(|it| Some((it, it.index.source(it.index.find_source(&source.path)?))));
        if let Some((cache, row)) = known
            && let Some((found, row)) = self.recall(cache, &row, source)
        {
            return (found, row, Differs::Not);
        }
        let (mut problems, mut row) = (Vec::new(), SourceRow { stamp: source.stamp, ..SourceRow::default() });
        let (value, bytes) = self.read(source, &mut row, &mut problems);
        problem::cap(&mut problems);
        let mut found = Found { value: value.unwrap_or_default(), problems };
        self.note(&mut found, bytes.as_deref(), &mut row);
        let differs = known.map_or(Differs::Otherwise, |(cache, old)| self.differs(cache, (&old, &row), &found));
        if let Some((cache, old)) = known
            && found.problems.iter().any(|it| it.severity == Severity::Error)
        {
            // The last good version may have to stand in.
            row = self.keep(cache, &old).unwrap_or(row);
        }
        (self.wanted(found), row, differs)
    }

    /// How a file that was read again differs from what the last build read.
    fn differs(&self, cache: &Cache, (old, new): (&SourceRow, &SourceRow), found: &Found<Read>) -> Differs {
        let is_error = |it: &Diagnostic| it.severity == Severity::Error;
        if old.is_broken || found.problems.iter().any(is_error) {
            return Differs::Otherwise;
        }
        if cache.is_known(old, &new.stamp) || old.hash == new.hash && new.hash != Hash128::default() {
            return Differs::Not;
        }
        match (cache.facts(old, self.advice), &found.value) {
            (Some((Facts::Document(document), problems)), Read::Document(newer, _))
                if document.has_only_new_text(newer) && !problems.iter().any(is_error) =>
            {
                Differs::InText(Old { document, problems })
            }
            _ => Differs::Otherwise,
        }
    }

    fn wanted(&self, mut found: Found<Read>) -> Found<Read> {
        if !self.advice {
            found.problems.retain(|it| it.severity != Severity::Advice);
        }
        found
    }

    /// What the last build read, where the file has surely not changed since.
    fn recall(&self, cache: &Cache, row: &SourceRow, source: &Source) -> Option<(Found<Read>, SourceRow)> {
        if row.is_broken || row.facts.is_none() || !is_source_same(cache, row, source) {
            return None;
        }
        let (facts, mut problems) = cache.facts(row, self.advice)?;
        let value = match facts {
            Facts::Document(it) => {
                let text = Text::Stored(Stored { log: cache.texts().clone(), extent: row.text?, hash: it.html });
                Read::Document(Arc::from(it), text)
            }
            Facts::File(it) => Read::File(it),
            Facts::Bytes(bytes) => {
                let role = role_of(&source.path, &self.tables.config);
                let unread = Unread { path: &source.path, size: source.stamp.size, bytes: |_: &mut _| Some(bytes) };
                unread.meaning(role, self.tables, &mut problems).unwrap_or_default()
            }
        };
        problem::cap(&mut problems);
        let row = SourceRow { stamp: source.stamp, ..*row };
        let row = match self.notes {
            Some(notes) => notes.copy(cache, &row)?,
            None => row,
        };
        Some((self.wanted(Found { value, problems }), row))
    }

    /// The good version of a file that is broken now.
    fn keep(&self, cache: &Cache, old: &SourceRow) -> Option<SourceRow> {
        old.facts?;
        let row = SourceRow { is_broken: true, hash: Hash128::default(), ..*old };
        self.notes?.copy(cache, &row)
    }

    /// Notes what was read for the next build. What cannot be noted is read again then.
    fn note(&self, found: &mut Found<Read>, bytes: Option<&[u8]>, row: &mut SourceRow) {
        let Some(notes) = self.notes else { return };
        let Some((facts, problems, html)) = facts_of(found, bytes) else { return };
        let Ok((facts, hash, text)) = notes.note(&facts, problems, html) else { return };
        (row.facts, row.facts_hash, row.text) = (Some(facts), hash, text);
        // What is written down need not be held: of a large site bodies are a third of all there is.
        if let (Read::Document(document, body), Some(extent)) = (&mut found.value, text.filter(|it| it.offset > HELD)) {
            *body = Text::Stored(Stored { log: notes.texts().clone(), extent, hash: document.html });
        }
    }

    /// What a file means; and its bytes, where those are noted.
    fn read(
        &self,
        source: &Source,
        row: &mut SourceRow,
        problems: &mut Vec<Diagnostic>,
    ) -> (Option<Read>, Option<Vec<u8>>) {
        let role = role_of(&source.path, &self.tables.config);
        let is_whole = is_noted_whole(role.as_ref());
        let mut noted = None;
        let bytes = |problems: &mut Vec<Diagnostic>| match read(source) {
            Ok(bytes) => {
                row.hash = Hash128::of_bytes(&bytes);
                noted = is_whole.then(|| bytes.clone());
                Some(bytes)
            }
            Err(problem) => {
                problems.push(problem);
                None
            }
        };
        let unread = Unread { path: &source.path, size: source.stamp.size, bytes };
        let value = unread.meaning(role, self.tables, problems);
        (value, noted)
    }
}

/// What the cache has to know of a file that was read, and what it was complained of; None where nothing is noted.
fn facts_of<'a>(
    found: &'a Found<Read>,
    bytes: Option<&'a [u8]>,
) -> Option<(FactsOf<'a>, &'a [Diagnostic], Option<&'a str>)> {
    Some(match (&found.value, bytes) {
        // What is wrong with it is found again when it is understood again.
        (_, Some(bytes)) => (FactsOf::Bytes(bytes), &[], None),
        (Read::Document(it, Text::Here(html)), _) => (FactsOf::Document(it), &found.problems, Some(html.as_str())),
        (Read::File(it), _) if it.picture.is_some() || it.table.is_some() || it.figures.is_some() => {
            (FactsOf::File(it), &found.problems, None)
        }
        _ => return None,
    })
}

/// How what the cache knows of a file stands to the file.
pub enum Agreement {
    /// Reading it again gives the same.
    Same,
    /// It has changed since, or nothing was read of it.
    Unknown,
    /// It gives something else.
    Other,
    /// The cache does not hold any more what was written to it.
    Damaged,
}

/// Reads a file again and compares; `tables` are those that it was read with.
pub fn agreement(source: &Source, (cache, row): (&Cache, &SourceRow), tables: &Tables) -> Agreement {
    let reader = Reader { tables, cache: None, notes: None, advice: true };
    let (mut problems, mut fresh) = (Vec::new(), SourceRow::default());
    let (value, bytes) = reader.read(source, &mut fresh, &mut problems);
    problem::cap(&mut problems);
    if [row.hash, fresh.hash].contains(&Hash128::default()) {
        return Agreement::Unknown;
    }
    if row.hash != fresh.hash {
        return if cache.is_known(row, &source.stamp) { Agreement::Other } else { Agreement::Unknown };
    }
    let found = Found { value: value.unwrap_or_default(), problems };
    let Some((facts, problems, html)) = facts_of(&found, bytes.as_deref()).filter(|_| row.facts.is_some()) else {
        return Agreement::Same;
    };
    match cache.holds(row, &facts, problems, html) {
        Some(true) => Agreement::Same,
        Some(false) => Agreement::Other,
        None => Agreement::Damaged,
    }
}

/// What a file is; None for one of a theme.
fn role_of(path: &str, config: &Config) -> Option<Role> {
    (!path.starts_with("themes/")).then(|| role(path, config))
}

/// Whether the cache keeps the bytes of such a file: those that are few and small, and quickly understood.
fn is_noted_whole(role: Option<&Role>) -> bool {
    !matches!(role, Some(Role::Article(_) | Role::Undeclared(_) | Role::Data | Role::Attachment))
}

/// A file, and what gives its bytes or tells why not.
struct Unread<'a, B> {
    path: &'a Arc<str>,
    size: u64,
    bytes: B,
}

impl<B: FnOnce(&mut Vec<Diagnostic>) -> Option<Vec<u8>>> Unread<'_, B> {
    /// What the file means; its bytes are asked for where that matters.
    fn meaning(self, role: Option<Role>, tables: &Tables, problems: &mut Vec<Diagnostic>) -> Option<Read> {
        let Self { path, size, bytes } = self;
        let Some(role) = role else { return bytes(problems).map(Read::Override) };
        Some(match role {
            Role::Home => Read::Home(Box::new(part(path, &text_by(path, bytes, problems)?, tables).take(problems))),
            Role::SectionText(at) => {
                Read::Section(at, Box::new(part(path, &text_by(path, bytes, problems)?, tables).take(problems)))
            }
            Role::TermText(taxonomy, id) => {
                let text = part(path, &text_by(path, bytes, problems)?, tables).take(problems);
                Read::Term(term(path, (taxonomy, &id), tables, problems)?, Box::new(text))
            }
            Role::Article(place) => {
                let mut document = document(path, &text_by(path, bytes, problems)?, &place, tables).take(problems);
                let html = document.take_html();
                Read::Document(Arc::new(document), Text::Here(Arc::new(html)))
            }
            Role::Light(section) => {
                let records = light(path, &text_by(path, bytes, problems)?, section, tables).take(problems);
                Read::Light(records.into_iter().map(Arc::new).collect())
            }
            Role::Undeclared(folder) => {
                let folders = tables.config.sections.iter().map(|it| it.folder.as_str());
                let nearest = crate::base::fold::nearest(&folder, folders);
                problems.push(Diagnostic::new(path, None, Problem::UndeclaredFolder { folder, nearest }));
                return None;
            }
            Role::Vocabulary(_) | Role::Glossary | Role::Synonyms => {
                // What is wrong with it was told when the tables were read.
                bytes(&mut Vec::new());
                return None;
            }
            Role::Data if is_yaml(path) => {
                let text = text_by(path, bytes, problems)?;
                let figures = figures(path, &text, tables.config.language).take(problems);
                Read::File(Box::new(FileInfo { size, figures: Some(figures), ..FileInfo::default() }))
            }
            Role::Data | Role::Attachment => Read::File(Box::new(file((path, size), bytes, problems)?)),
        })
    }
}

fn is_yaml(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, it)| it.eq_ignore_ascii_case("yaml") || it.eq_ignore_ascii_case("yml"))
}

/// The text of a file whose bytes `read` gives.
fn text_by(
    path: &Arc<str>,
    read: impl FnOnce(&mut Vec<Diagnostic>) -> Option<Vec<u8>>,
    problems: &mut Vec<Diagnostic>,
) -> Option<String> {
    decode(path, read(problems)?).take(problems)
}

/// The term that a text belongs to.
fn term(path: &Arc<str>, at: (u16, &str), tables: &Tables, problems: &mut Vec<Diagnostic>) -> Option<TermId> {
    let vocabularies = &tables.vocabularies;
    let known = vocabularies.taxonomies[at.0 as usize].terms.clone();
    if let Some(found) = known.clone().find(|it| vocabularies.terms[*it as usize].id == at.1) {
        return Some(TermId(found));
    }
    let ids = known.map(|it| vocabularies.terms[it as usize].id.as_str());
    let nearest = crate::base::fold::nearest(at.1, ids);
    problems.push(Diagnostic::new(path, None, Problem::TextOfUnknownTerm { id: at.1.to_owned(), nearest }));
    None
}

/// What is known of a file that is no article: pictures are measured, tables read, others only counted.
fn file(
    (path, size): (&str, u64),
    read: impl FnOnce(&mut Vec<Diagnostic>) -> Option<Vec<u8>>,
    problems: &mut Vec<Diagnostic>,
) -> Option<FileInfo> {
    let mut info = FileInfo { size, ..FileInfo::default() };
    let extension = path.rsplit_once('.').map(|(_, it)| it.to_ascii_lowercase()).unwrap_or_default();
    let is_picture = matches!(extension.as_str(), "jpg" | "jpeg" | "png" | "webp" | "gif" | "svg");
    let is_table = extension == "csv" && path.starts_with("content/");
    if !is_picture && !is_table {
        return Some(info);
    }
    let bytes = read(problems)?;
    if is_picture {
        info.picture = Some(picture::measure(&bytes));
    } else {
        info.table = Some(table::parse(&bytes));
    }
    Some(info)
}
