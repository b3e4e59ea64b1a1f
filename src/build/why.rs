//! `--why`: what became of one output in this build, and which fields of its view have changed since the last one.
//!
//! Both builds are looked at through their caches, the one that was there and the one that this build left: nothing is
//! asked of the build itself, so asking cannot change what it does. No body is read; of HTML the fingerprints are
//! compared.
//!
//! Begin with [`why`].

use std::collections::BTreeMap;
use std::path::Path;

use super::cache::Cache;
use super::cache::index::OutputRow;
use super::command::{Change, Fate, Why};
use super::last::Last;
use super::load::is_of_tables;
use crate::base::fold::nearest;
use crate::base::hash::Hash128;
use crate::base::json::{Difference, Tree};
use crate::base::nfc::nfc;
use crate::content::markdown::percent_decoded;
use crate::render::World;
use crate::render::theme::Theme;
use crate::render::view::fields;

/// What became of the output at `address`; `old` is the cache of the last build, `new` that of this one.
pub fn why(root: &Path, address: &str, (old, new): (Option<&Cache>, Option<&Cache>)) -> Why {
    let now = new.and_then(|it| Last::of(it, root));
    let base = now.as_ref().and_then(|it| it.loaded.tables.config.base_url.as_ref()).map_or("/", |it| &it.path);
    let paths = paths(address, base);
    let is_known = |it: &&String| row(new, it).or_else(|| row(old, it)).is_some();
    let path = paths.iter().find(is_known).or(paths.first()).map_or("", String::as_str);
    let mut told = Why { address: format!("{base}{}", shown(path)), fate: Fate::NoCache, changes: Vec::new() };
    let Some(new) = new else { return told };
    let (before, after) = match (row(old, path), row(Some(new), path)) {
        (None, None) => return Why { fate: Fate::Unknown { nearest: near(new, path) }, ..told },
        (_, None) => return Why { fate: Fate::Gone, ..told },
        (None, _) if old.is_some() => return Why { fate: Fate::New, ..told },
        (None, _) => return told,
        (Some(before), Some(after)) => (before, after),
    };
    told.fate = fate(&before, &after);
    if let Some(old) = old.filter(|_| before.key != after.key) {
        let was = Last::of(old, root);
        told.changes = changes(&Side::new(old, was.as_ref(), before), &Side::new(new, now.as_ref(), after), path);
    }
    told
}

fn row(cache: Option<&Cache>, path: &str) -> Option<OutputRow> {
    let index = &cache?.index;
    index.find_output(path).map(|it| index.output(it))
}

fn fate(before: &OutputRow, after: &OutputRow) -> Fate {
    let is_same = before.key == after.key;
    match (before.stamp == after.stamp, before.hash == after.hash) {
        (true, _) if is_same => Fate::Untouched,
        (true, _) => Fate::SameBytes,
        (false, true) if is_same => Fate::Restored,
        (false, _) => Fate::Rewritten,
    }
}

/// Paths in the output that an address may mean, the likeliest first.
fn paths(address: &str, base: &str) -> Vec<String> {
    let path = match address.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or("", |at| &rest[at..]),
        None => address,
    };
    let path = nfc(&percent_decoded(path.split(['?', '#']).next().unwrap_or_default())).into_owned();
    let path = path.trim_start_matches('/');
    let below = format!("{path}/");
    let inner = below.strip_prefix(base.trim_start_matches('/')).map(|it| it.strip_suffix('/').unwrap_or(it));
    inner.into_iter().chain([path]).flat_map(files).collect()
}

/// The files that a path may mean: itself, or the page of a folder.
fn files(path: &str) -> Vec<String> {
    if path.is_empty() || path.ends_with('/') {
        return vec![format!("{path}index.html")];
    }
    let (file, page) = (path.to_owned(), format!("{path}/index.html"));
    let has_ending = path.rsplit('/').next().is_some_and(|it| it.contains('.'));
    if has_ending { vec![file, page] } else { vec![page, file] }
}

/// A path in the output as an address below the site's root.
fn shown(path: &str) -> &str {
    let is_page = path == "index.html" || path.ends_with("/index.html");
    if is_page { path.trim_end_matches("index.html") } else { path }
}

/// The output whose path is most like this one.
fn near(cache: &Cache, path: &str) -> Option<String> {
    let index = &cache.index;
    let found = nearest(path, (0..index.n_outputs()).map(|it| index.output_path(it)))?;
    Some(format!("/{}", shown(&found)))
}

/// One of the two builds.
struct Side<'a> {
    cache: &'a Cache,
    last: Option<&'a Last>,
    row: OutputRow,
}

/// What a page was made of.
struct Page {
    template: &'static str,
    key: Option<Hash128>,
    fields: Tree,
    /// The file of the site that it is a copy of.
    source: Option<String>,
}

impl<'a> Side<'a> {
    fn new(cache: &'a Cache, last: Option<&'a Last>, row: OutputRow) -> Self {
        Self { cache, last, row }
    }

    fn page(&self, path: &str) -> Option<Page> {
        let last = self.last?;
        let at = last.plan.outputs.binary_search_by(|it| it.0.as_str().cmp(path)).ok()?;
        let (path, output) = &last.plan.outputs[at];
        Some(last.look(|world: &World| {
            let view = world.view(path, output);
            let source = match &view {
                crate::render::View::File(file) => Some(file.to_string()),
                _ => None,
            };
            Page { template: view.template(), key: world.key(&view), fields: fields(&view), source }
        }))
    }

    /// Whether `page` is surely what was published: after a build with errors the cache knows newer files than those
    /// that are published, and in place of broken ones older.
    fn is_sure(&self, page: &Page) -> bool {
        page.key.is_none_or(|it| it == self.row.key)
    }
}

/// Why the page at `path` has another key.
fn changes(old: &Side, new: &Side, path: &str) -> Vec<Change> {
    let (Some(was), Some(is)) = (old.page(path), new.page(path)) else { return vec![Change::Unsure] };
    if let Some(file) = is.source {
        return vec![Change::Source { file }];
    }
    let mut changes = Vec::new();
    if was.template == is.template {
        changes.extend(was.fields.differences(&is.fields, "page").into_iter().map(field));
    } else {
        changes.push(Change::Template { old: was.template.to_owned(), new: is.template.to_owned() });
    }
    if let (Some(was), Some(is)) = (old.last, new.last) {
        let [a, b] = [was.chrome(), is.chrome()].map(|it| fields(&it));
        changes.extend(a.differences(&b, "site").into_iter().map(field));
        theme(&was.theme, &is.theme, &mut changes);
    }
    let files = settings(old, new);
    if !files.is_empty() {
        changes.push(Change::Settings { files });
    }
    if changes.is_empty() || !old.is_sure(&was) || !new.is_sure(&is) {
        changes.push(Change::Unsure);
    }
    changes
}

/// HTML is known by its fingerprint only, which tells nobody anything.
fn field(it: Difference) -> Change {
    let Difference { name, old, new } = it;
    match name.ends_with("_html") {
        true => Change::Text { name },
        false => Change::Field { name, old, new },
    }
}

/// Templates, words and files of a theme that differ.
fn theme(old: &Theme, new: &Theme, changes: &mut Vec<Change>) {
    let texts = |it: &Theme| -> BTreeMap<String, Hash128> {
        let of = |(name, it): (&String, &crate::render::theme::TemplateText)| {
            (name.clone(), Hash128::of_bytes(it.text.as_bytes()))
        };
        it.templates.iter().map(of).collect()
    };
    // Their paths hold the fingerprints of their bytes.
    let assets = |it: &Theme| it.assets.iter().map(|it| (it.path.clone(), Hash128::default())).collect();
    let templates = differing(&texts(old), &texts(new)).into_iter().map(|it| format!("templates/{it}"));
    changes.extend(templates.chain(differing(&assets(old), &assets(new))).map(|name| Change::Theme { name }));
    for (key, old, new) in old.strings.differences(&new.strings) {
        changes.push(Change::Words { key, old, new });
    }
}

/// Names that do not stand for the same in both.
fn differing(old: &BTreeMap<String, Hash128>, new: &BTreeMap<String, Hash128>) -> Vec<String> {
    let gone = old.keys().filter(|it| !new.contains_key(*it));
    let other = new.iter().filter(|(name, hash)| old.get(*name) != Some(*hash)).map(|it| it.0);
    gone.chain(other).cloned().collect()
}

/// svod.yaml and the vocabularies, where they differ.
fn settings(old: &Side, new: &Side) -> Vec<String> {
    let (a, b) = (&old.cache.summary.conditions, &new.cache.summary.conditions);
    let mut files = Vec::new();
    if (&a.settings, &a.base_url) != (&b.settings, &b.base_url) {
        files.push(b.config.clone());
    }
    files.extend(differing(&vocabularies(old), &vocabularies(new)));
    files
}

/// Fingerprints of the files that are read before all others.
fn vocabularies(side: &Side) -> BTreeMap<String, Hash128> {
    let (Some(last), index) = (side.last, &side.cache.index) else { return BTreeMap::new() };
    let config = &last.loaded.tables.config;
    let of_tables = (0..index.n_sources()).filter(|it| is_of_tables(index.source_path(*it), config));
    of_tables.map(|it| (index.source_path(it).to_owned(), index.source(it).hash)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_taken_as_people_write_it() {
        let check = |address: &str, base: &str, expected: &str| {
            assert_eq!(paths(address, base)[0], expected, "{address} {base}");
        };
        for address in ["/news/x/", "news/x/", "news/x", "/news/x", "https://example.org/news/x/?a=b#c"] {
            check(address, "/", "news/x/index.html");
        }
        for address in ["/semya/news/x/", "https://example.org/semya/news/x", "semya/news/x/index.html"] {
            check(address, "/semya/", "news/x/index.html");
        }
        for address in ["/", "", "https://example.org", "https://example.org/", "index.html"] {
            check(address, "/", "index.html");
        }
        check("/semya", "/semya/", "index.html");
        check("/news/x/", "/semya/", "news/x/index.html");
        check("/files/%D0%BF%D0%BB%D0%B0%D0%BD.pdf", "/", "files/план.pdf");
        check("files/план.pdf", "/", "files/план.pdf");
    }

    #[test]
    fn pages_are_shown_by_their_folders() {
        assert_eq!(
            ["index.html", "news/index.html", "404.html", "a/xindex.html"].map(shown),
            ["", "news/", "404.html", "a/xindex.html"]
        );
    }
}
