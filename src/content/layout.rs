//! What a file under `content/` is, told by its path alone (spec: content.md §1).
//!
//! Nothing here reads a file.

use crate::base::date::{Date, parse_date_time};

use super::config::Config;

/// What a file is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Role {
    /// `index.md`: the text of the home page.
    Home,
    /// `news/_index.md`: title and text of a section.
    SectionText(u16),
    /// An article of a section.
    Article(Article),
    /// `regions/omskaya-oblast.md`: the long text of a term's page; index of the taxonomy and id of the term.
    TermText(u16, String),
    /// `regions.yaml`; index of the taxonomy.
    Vocabulary(u16),
    /// `organisations.yaml`: light records of a section.
    Light(u16),
    /// `glossary.yaml`.
    Glossary,
    /// `synonyms.yaml`.
    Synonyms,
    /// Under `data/`.
    Data,
    /// Something that an article may refer to.
    Attachment,
    /// An `.md` in a folder that is no section; the folder.
    Undeclared(String),
}

/// Where an article stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    /// Index of the section.
    pub section: u16,
    /// File name without extension, or the folder's of a bundle, with its date.
    pub stem: String,
    /// The date of the file name.
    pub date: Option<Date>,
    /// The stem without its date.
    pub name: String,
    /// Folders between section and article: part of the address under `pages/` only.
    pub folders: Vec<String>,
}

/// What the file at `path` (from the root, `/` between, NFC) is.
pub fn role(path: &str, config: &Config) -> Role {
    let Some(inner) = path.strip_prefix("content/") else { return Role::Attachment };
    let parts: Vec<&str> = inner.split('/').collect();
    let (name, folders) = parts.split_last().map_or(("", &[][..]), |(name, folders)| (*name, folders));
    if folders.is_empty() {
        return top(name, config);
    }
    if folders[0] == "data" {
        return Role::Data;
    }
    let Some(stem) = name.strip_suffix(".md") else { return Role::Attachment };
    let section = config.sections.iter().position(|it| it.folder == folders[0]);
    if let Some(section) = section {
        return in_section(section as u16, &folders[1..], stem);
    }
    let is_of = |it: &super::config::TaxonomyConfig| it.name == folders[0] || it.path == folders[0];
    match config.taxonomies.iter().position(is_of) {
        Some(taxonomy) => Role::TermText(taxonomy as u16, stem.to_owned()),
        None => Role::Undeclared(folders[0].to_owned()),
    }
}

fn top(name: &str, config: &Config) -> Role {
    let Some((stem, extension)) = name.rsplit_once('.') else { return Role::Attachment };
    match (stem, extension) {
        ("index", "md") => Role::Home,
        (_, "md") => Role::Undeclared(String::new()),
        ("glossary", "yaml" | "yml") => Role::Glossary,
        ("synonyms", "yaml" | "yml") => Role::Synonyms,
        (_, "yaml" | "yml") => {
            let is_of = |it: &super::config::TaxonomyConfig| it.name == stem || it.path == stem;
            if let Some(taxonomy) = config.taxonomies.iter().position(is_of) {
                return Role::Vocabulary(taxonomy as u16);
            }
            let section = config.sections.iter().position(|it| it.folder == stem);
            section.map_or(Role::Attachment, |it| Role::Light(it as u16))
        }
        _ => Role::Attachment,
    }
}

fn in_section(section: u16, folders: &[&str], stem: &str) -> Role {
    if stem == "_index" && folders.is_empty() {
        return Role::SectionText(section);
    }
    let (stem, folders) = match (stem, folders.split_last()) {
        ("index", Some((last, above))) => (*last, above),
        _ => (stem, folders),
    };
    let (date, name) = dated(stem);
    Role::Article(Article {
        section,
        stem: stem.to_owned(),
        date,
        name: name.to_owned(),
        folders: folders.iter().map(|it| (*it).to_owned()).collect(),
    })
}

/// `2022-01-11-soglashenie` → the date and `soglashenie`.
pub fn dated(stem: &str) -> (Option<Date>, &str) {
    let has_shape = stem.len() >= 10
        && stem.as_bytes()[..10].iter().enumerate().all(|(at, it)| match at {
            4 | 7 => *it == b'-',
            _ => it.is_ascii_digit(),
        });
    if !has_shape {
        return (None, stem);
    }
    match parse_date_time(&stem[..10]) {
        Ok(it) => (Some(it.date), stem[10..].trim_start_matches(['-', '_', ' '])),
        Err(_) => (None, stem),
    }
}
