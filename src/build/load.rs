//! Reads a whole site from the disk: settings, vocabularies, articles, files beside them, the theme's overrides.
//!
//! Every file is read alone and in parallel; one that cannot be read is told of and hides nothing.
//! Begin with [`load`].

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::base::hash::Hash128;
use crate::base::lang::Lang;
use crate::base::parallel;
use crate::base::problem::{self, Diagnostic, Found, Problem, Severity};
use crate::content::config::{BaseUrl, Config, config};
use crate::content::document::{Document, PartText, document, light, part};
use crate::content::encoding::decode;
use crate::content::glossary::glossary;
use crate::content::layout::{Role, role};
use crate::content::picture;
use crate::content::table;
use crate::content::tables::Tables;
use crate::content::types::types;
use crate::content::vocabulary::{TermId, VocabularyFile, vocabularies};
use crate::model::{FileInfo, Input};

use super::scan::{Source, read, scan};

/// Everything that was read.
pub struct Loaded {
    /// Settings, types, vocabularies.
    pub tables: Tables,
    /// Articles and files.
    pub input: Input,
    /// The site's own files under `themes/`: path from the root, bytes.
    pub overrides: Vec<(Arc<str>, Vec<u8>)>,
    /// The site's root.
    pub root: PathBuf,
    /// Where each file that is no article lies on the disk.
    pub disk: BTreeMap<Arc<str>, PathBuf>,
}

/// Where to read from.
pub struct Place<'a> {
    /// The site's root.
    pub root: &'a Path,
    /// Another file in place of svod.yaml.
    pub config: Option<&'a Path>,
    /// In place of `base_url`.
    pub base_url: Option<&'a str>,
}

/// Reads the site.
pub fn load(place: &Place) -> Found<Loaded> {
    let mut problems = Vec::new();
    let settings = settings(place).take(&mut problems);
    let sources = scan(place.root, &["content", "static", "themes"]).take(&mut problems);
    let tables = tables(settings, &sources).take(&mut problems);
    let read_files = parallel::map(sources.len(), |at| one(&sources[at], &tables));
    let mut input = Input::default();
    // At once: growing would hold up to twice as many.
    input.documents.reserve_exact(sources.len());
    let mut overrides = Vec::new();
    for (source, found) in sources.iter().zip(read_files) {
        match found.take(&mut problems) {
            Read::Document(it) => input.documents.push(*it),
            Read::Light(it) => input.documents.extend(it),
            Read::Home(it) => input.home = Some(*it),
            Read::Section(at, it) => drop(input.sections.insert(at, *it)),
            Read::Term(term, it) => drop(input.terms.insert(term, *it)),
            Read::File(it) => drop(input.files.insert(source.path.clone(), it)),
            Read::Override(bytes) => overrides.push((source.path.clone(), bytes)),
            Read::Nothing => {}
        }
    }
    let files = sources.into_iter().filter(|it| input.files.contains_key(&it.path));
    let disk = files.map(|it| (it.path, it.disk)).collect();
    Found { value: Loaded { tables, input, overrides, root: place.root.to_path_buf(), disk }, problems }
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
fn settings(place: &Place) -> Found<Config> {
    let mut problems = Vec::new();
    let path = place.config.map_or_else(|| place.root.join("svod.yaml"), Path::to_path_buf);
    let name: Arc<str> = match place.config {
        Some(it) => Arc::from(it.to_string_lossy().replace('\\', "/")),
        None => Arc::from("svod.yaml"),
    };
    let text = match std::fs::read(&path) {
        Ok(bytes) => decode(&name, bytes).take(&mut problems).unwrap_or_default(),
        Err(error) => {
            let reason = super::fault::reason(&error);
            problems.push(Diagnostic::new(&name, None, Problem::UnreadableFile { reason }));
            String::new()
        }
    };
    let mut value = config(&name, &text).take(&mut problems);
    if let Some(base) = place.base_url.and_then(BaseUrl::parse) {
        value.base_url = Some(base);
    }
    let is_at_fault = problems.iter().any(|it| it.severity == Severity::Error);
    if value.base_url.is_none() && !is_at_fault {
        problems.push(Diagnostic::new(&name, None, Problem::NoBaseUrl {}));
    }
    Found { value, problems }
}

fn text_of(source: &Source, problems: &mut Vec<Diagnostic>) -> Option<String> {
    match read(source) {
        Ok(bytes) => decode(&source.path, bytes).take(problems),
        Err(problem) => {
            problems.push(problem);
            None
        }
    }
}

/// Vocabularies, glossary, types: what every article is read with.
fn tables(config: Config, sources: &[Source]) -> Found<Tables> {
    let mut problems = Vec::new();
    let mut texts: Vec<(String, Arc<str>, String)> = Vec::new();
    let mut terms = crate::content::markdown::Glossary::default();
    let mut seen: Vec<Hash128> = vec![Hash128::of(&config)];
    for source in sources {
        let role = role(&source.path, &config);
        if !matches!(role, Role::Vocabulary(_) | Role::Glossary | Role::Synonyms) {
            continue;
        }
        let Some(text) = text_of(source, &mut problems) else { continue };
        seen.push(Hash128::of_bytes(text.as_bytes()));
        match role {
            Role::Vocabulary(at) => {
                texts.push((config.taxonomies[at as usize].name.clone(), source.path.clone(), text));
            }
            Role::Glossary => {
                let read = glossary(&source.path, &text).take(&mut problems);
                terms = crate::content::markdown::Glossary::new(read.entries);
            }
            _ => drop(crate::content::glossary::synonyms(&source.path, &text).take(&mut problems)),
        }
    }
    let files: Vec<VocabularyFile> =
        texts.iter().map(|(name, file, text)| VocabularyFile { name, file, text }).collect();
    let vocabularies = vocabularies(&config, &files).take(&mut problems);
    let types = types(&Arc::from("svod.yaml"), &config.types, &vocabularies).take(&mut problems);
    let tables = Tables { config, types, vocabularies, glossary: terms, hash: Hash128::of(&seen) };
    Found { value: tables, problems }
}

/// What became of one file.
enum Read {
    Document(Box<Document>),
    Light(Vec<Document>),
    Home(Box<PartText>),
    Section(u16, Box<PartText>),
    Term(TermId, Box<PartText>),
    File(FileInfo),
    Override(Vec<u8>),
    Nothing,
}

fn one(source: &Source, tables: &Tables) -> Found<Read> {
    let mut problems = Vec::new();
    let value = read_one(source, tables, &mut problems).unwrap_or(Read::Nothing);
    problem::cap(&mut problems);
    Found { value, problems }
}

fn read_one(source: &Source, tables: &Tables, problems: &mut Vec<Diagnostic>) -> Option<Read> {
    let path = &source.path;
    if path.starts_with("themes/") {
        return match read(source) {
            Ok(bytes) => Some(Read::Override(bytes)),
            Err(problem) => {
                problems.push(problem);
                None
            }
        };
    }
    Some(match role(path, &tables.config) {
        Role::Home => Read::Home(Box::new(part(path, &text_of(source, problems)?, tables).take(problems))),
        Role::SectionText(at) => {
            Read::Section(at, Box::new(part(path, &text_of(source, problems)?, tables).take(problems)))
        }
        Role::TermText(taxonomy, id) => {
            let text = part(path, &text_of(source, problems)?, tables).take(problems);
            Read::Term(term(path, (taxonomy, &id), tables, problems)?, Box::new(text))
        }
        Role::Article(place) => {
            let text = text_of(source, problems)?;
            Read::Document(Box::new(document(path, &text, &place, tables).take(problems)))
        }
        Role::Light(section) => Read::Light(light(path, &text_of(source, problems)?, section, tables).take(problems)),
        Role::Undeclared(folder) => {
            let folders = tables.config.sections.iter().map(|it| it.folder.as_str());
            let nearest = crate::base::fold::nearest(&folder, folders);
            problems.push(Diagnostic::new(path, None, Problem::UndeclaredFolder { folder, nearest }));
            return None;
        }
        Role::Vocabulary(_) | Role::Glossary | Role::Synonyms => return None,
        Role::Data | Role::Attachment => Read::File(file(source, problems)?),
    })
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
fn file(source: &Source, problems: &mut Vec<Diagnostic>) -> Option<FileInfo> {
    let mut info = FileInfo { size: source.stamp.size, ..FileInfo::default() };
    let extension = source.path.rsplit_once('.').map(|(_, it)| it.to_ascii_lowercase()).unwrap_or_default();
    let is_picture = matches!(extension.as_str(), "jpg" | "jpeg" | "png" | "webp" | "gif" | "svg");
    let is_table = extension == "csv" && source.path.starts_with("content/");
    if !is_picture && !is_table {
        return Some(info);
    }
    let bytes = match read(source) {
        Ok(it) => it,
        Err(problem) => {
            problems.push(problem);
            return None;
        }
    };
    if is_picture {
        info.picture = Some(picture::measure(&bytes));
    } else {
        info.table = Some(table::parse(&bytes));
    }
    Some(info)
}
