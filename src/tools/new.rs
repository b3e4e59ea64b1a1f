//! `svod new`: a file for a new item, in the folder of its type, with a hint for every field.
//!
//! Nothing is ever replaced, and nothing is published by it: the file is a draft.
//! Begin with [`new`].

use std::fs;
use std::io::{ErrorKind, Write};
use std::path::Path;

use crate::base::date::Date;
use crate::base::fold::{fold, nearest};
use crate::base::problem::Problem;
use crate::base::slug::slug;
use crate::build::command::Now;
use crate::build::fault::Fault;
use crate::build::load::{Place, settings, tables};
use crate::build::scan::scan;
use crate::build::site::day;
use crate::content::hints;
use crate::content::layout::{Role, role};
use crate::content::tables::Tables;
use crate::content::types::Type;

/// What is to be made.
#[derive(Debug, Clone, Copy)]
pub struct New<'a> {
    /// The site's root.
    pub root: &'a Path,
    /// Another file in place of svod.yaml.
    pub config: Option<&'a Path>,
    /// The moment.
    pub now: Now,
    /// The type, as a person calls it.
    pub kind: &'a str,
    /// The title.
    pub title: &'a str,
    /// The last part of the address; else made of the title.
    pub slug: Option<&'a str>,
    /// The folder, where the type has several.
    pub section: Option<&'a str>,
    /// Whether the item gets a folder of its own, for its pictures.
    pub is_bundle: bool,
}

/// Characters of an address made of a title, at most.
const LONGEST: usize = 60;

/// Makes the file and gives its path from the root.
///
/// # Errors
/// A type or section that is not there, no address, a file that is in the way, a refusal of the system.
pub fn new(asked: &New) -> Result<String, Fault> {
    let place = Place { root: asked.root, config: asked.config, base_url: None, advice: false };
    let sources = scan(asked.root, &["content", "themes"]).value;
    let tables = tables(settings(&place).value, &sources).value;
    let kind = kind(asked, &tables)?;
    let section = section(asked, kind, &tables)?;
    let name = name(asked)?;
    let date = day(asked.now, &tables.config);
    let in_the_way = sources.iter().find(|it| match role(&it.path, &tables.config) {
        Role::Article(it) => it.section == section && slug(&it.name) == name,
        _ => false,
    });
    if let Some(it) = in_the_way {
        return Err(Problem::ItemExists { path: it.path.to_string() }.into());
    }
    let folder = &tables.config.sections[section as usize].folder;
    let path = format!("content/{folder}/{}", file_name(kind, &name, date, asked.is_bundle));
    write(&asked.root.join(&path), &path, &hints::text(&hints::Item { kind, title: asked.title, date }, &tables))?;
    Ok(path)
}

fn kind<'t>(asked: &New, tables: &'t Tables) -> Result<&'t Type, Fault> {
    let types = &tables.types;
    let of_section = || {
        let sections = tables.config.sections.iter();
        let wanted = fold(asked.kind);
        let mut named = sections.filter(|it| fold(&it.folder) == wanted || fold(&it.title.ru) == wanted);
        types.find(&named.next()?.kind)
    };
    types.named(asked.kind).or_else(of_section).map(|it| types.get(it)).ok_or_else(|| {
        let lang = tables.config.language;
        let nearest = nearest(asked.kind, types.all.iter().flat_map(Type::names));
        let known = types.all.iter().map(|it| format!("{} — {}", it.id, it.title.get(lang).to_lowercase()));
        Problem::UnknownNew { name: asked.kind.to_owned(), nearest, known: known.collect() }.into()
    })
}

/// The section of the type: the one asked for, or the only one.
fn section(asked: &New, kind: &Type, tables: &Tables) -> Result<u16, Fault> {
    let sections = &tables.config.sections;
    let of_kind: Vec<u16> = (0..sections.len() as u16).filter(|it| sections[*it as usize].kind == kind.id).collect();
    let folders = || of_kind.iter().map(|it| sections[*it as usize].folder.clone()).collect::<Vec<_>>();
    let is = |at: u16, name: &str| fold(&sections[at as usize].folder) == fold(name.trim_matches('/'));
    // `svod new blog` says both.
    let named = of_kind.iter().copied().find(|it| is(*it, asked.section.unwrap_or(asked.kind)));
    match (asked.section, named, of_kind.as_slice()) {
        (_, _, []) => Err(Problem::NoSection { kind: kind.id.clone(), folder: kind.folder.clone() }.into()),
        (_, Some(it), _) => Ok(it),
        (Some(name), None, _) => {
            let (option, value) = ("--section".to_owned(), name.to_owned());
            Err(Problem::UnknownValue { option, value, expected: folders() }.into())
        }
        (None, None, [one]) => Ok(*one),
        // The built-in folder of the type is the one that is meant.
        (None, None, several) => several
            .iter()
            .copied()
            .find(|it| is(*it, &kind.folder))
            .ok_or_else(|| Problem::WhichSection { folders: folders() }.into()),
    }
}

/// The name that the address ends with.
fn name(asked: &New) -> Result<String, Fault> {
    if let Some(written) = asked.slug {
        let good = slug(written);
        if good == written && !good.is_empty() {
            return Ok(good);
        }
        let expected = if good.is_empty() { "novyj-material".to_owned() } else { good };
        let (option, value) = ("--slug".to_owned(), written.to_owned());
        return Err(Problem::UnknownValue { option, value, expected: vec![expected] }.into());
    }
    let whole = slug(asked.title);
    let name = match whole.char_indices().nth(LONGEST) {
        None => whole.as_str(),
        Some((end, _)) => whole[..end].rsplit_once('-').map_or(&whole[..end], |it| it.0),
    };
    // Windows cannot hold a file of that name, and an address is for ever.
    let name = match crate::content::address::unsafe_part(name) {
        Some(_) if !name.is_empty() => format!("{name}-1"),
        _ => name.to_owned(),
    };
    if name.is_empty() {
        return Err(Problem::NoAddress { title: asked.title.to_owned() }.into());
    }
    Ok(name)
}

fn file_name(kind: &Type, name: &str, date: Date, is_bundle: bool) -> String {
    // What must have a date is found by it in its folder.
    let stem = if kind.needs_date { format!("{date}-{name}") } else { name.to_owned() };
    if is_bundle { format!("{stem}/index.md") } else { format!("{stem}.md") }
}

fn write(disk: &Path, path: &str, text: &str) -> Result<(), Fault> {
    if let Some(folder) = disk.parent() {
        fs::create_dir_all(folder).map_err(|it| Fault::io(folder, &it))?;
    }
    // Somebody may have put a file there since we looked: it stays theirs.
    let mut file = fs::File::create_new(disk).map_err(|it| match it.kind() {
        ErrorKind::AlreadyExists => Problem::ItemExists { path: path.to_owned() }.into(),
        _ => Fault::io(disk, &it),
    })?;
    file.write_all(text.as_bytes()).map_err(|it| Fault::io(disk, &it))
}
