//! References become items: what a press officer wrote is looked up, and the other side learns of it.
//!
//! Tried in order: path, slug, file name with and without its date, title, other names; the first level with one
//! match wins, several are a fault that lists them (spec: content.md §4).
//! Back-links come from front matter only, never from links in a body.

use std::sync::{Arc, Mutex, PoisonError};

use crate::base::fold::{fold, nearest};
use crate::base::map::Map;
use crate::base::problem::{Diagnostic, Found, Problem};
use crate::content::document::Document;
use crate::content::tables::Tables;
use crate::content::types::TypeId;
use crate::content::value::{Reference, Value};

use super::state::Visibility;
use super::{DocId, Input};

/// What a written reference leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Target {
    /// A visible item.
    Item(DocId),
    /// An item that is withheld now: the text stays, without a link.
    Withheld(DocId),
    /// Nothing: only where a text may stand.
    Text,
}

/// One item that names another.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Backlink {
    /// Who names it.
    pub from: DocId,
    /// Top field that names it.
    pub field: u16,
    /// In which role.
    pub role: Option<Arc<str>>,
}

/// Who refers to whom.
#[derive(Debug, Default)]
pub struct Relations {
    /// For each document, what each of its references leads to.
    pub targets: Vec<Box<[Target]>>,
    /// For each document, who names it, by id.
    pub backlinks: Vec<Vec<Backlink>>,
    /// For each document, the one above it in its tree: programme, parent organisation, parent event.
    pub parent: Vec<Option<DocId>>,
    /// For each document, those below it.
    pub children: Vec<Vec<DocId>>,
}

/// Resolves all references.
pub fn relations(input: &Input, tables: &Tables, visibility: &[Visibility]) -> Found<Relations> {
    let mut problems = Vec::new();
    let n = input.documents.len();
    let mut relations = Relations {
        targets: Vec::with_capacity(n),
        backlinks: vec![Vec::new(); n],
        parent: vec![None; n],
        children: vec![Vec::new(); n],
    };
    let mut finder = Finder { input, tables, lookup: Lookup::default(), n_unknown: 0 };
    for (id, document) in input.documents.iter().enumerate() {
        let targets: Vec<Target> = (0..document.uses.references.len())
            .map(|at| finder.target(document, at, visibility, &mut problems))
            .collect();
        if visibility[id].is_visible() {
            note(&mut relations, tables, (id as DocId, document), &targets);
        }
        relations.targets.push(targets.into());
    }
    cycles(input, tables, &mut relations, &mut problems);
    depths(input, &mut relations, &mut problems);
    for id in 0..n {
        if let Some(parent) = relations.parent[id] {
            relations.children[parent as usize].push(id as DocId);
        }
    }
    Found { value: relations, problems }
}

/// The other side learns of a visible item's references; one item counts once for each field and role.
fn note(relations: &mut Relations, tables: &Tables, (id, document): (DocId, &Document), targets: &[Target]) {
    let kind = tables.types.get(document.kind);
    for (reference, target) in document.uses.references.iter().zip(targets) {
        let Target::Item(other) = *target else { continue };
        let marks = kind.fields[reference.field as usize].marks;
        if marks.tree {
            relations.parent[id as usize] = Some(other);
            continue;
        }
        let link = Backlink { from: id, field: reference.field, role: reference.role.clone() };
        let links = &mut relations.backlinks[other as usize];
        if other != id && !links.contains(&link) {
            links.push(link);
        }
    }
}

/// Cuts trees that lead back to themselves, and names the cycle (spec: faults.md F21).
fn cycles(input: &Input, tables: &Tables, relations: &mut Relations, problems: &mut Vec<Diagnostic>) {
    let parent_at = |document: &Document| {
        let fields = &tables.types.get(document.kind).fields;
        let above = document.uses.references.iter().find(|it| fields[it.field as usize].marks.tree);
        above.map_or(document.at, |it| it.span)
    };
    // The walk in which an item was met; 0 is none.
    let mut seen = vec![0; relations.parent.len()];
    for start in 0..relations.parent.len() {
        let walk = start + 1;
        let mut path: Vec<DocId> = Vec::new();
        let mut at = Some(start as DocId);
        while let Some(id) = at {
            if seen[id as usize] == walk {
                let first = path.iter().position(|it| *it == id).unwrap_or(0);
                let names = path[first..].iter().chain([&id]).map(|it| input.documents[*it as usize].title.clone());
                let document = &input.documents[id as usize];
                let problem = Problem::CycleOfItems { names: names.collect() };
                let mut told = Diagnostic::new(&document.file, parent_at(document), problem);
                for other in &path[first + 1..] {
                    let other = &input.documents[*other as usize];
                    told = told.with(&other.file, parent_at(other));
                }
                problems.push(told);
                relations.parent[id as usize] = None;
                break;
            }
            if seen[id as usize] != 0 {
                break;
            }
            seen[id as usize] = walk;
            path.push(id);
            at = relations.parent[id as usize];
        }
    }
}

/// Cuts trees where they are deeper than anybody can follow; there are no cycles any more.
fn depths(input: &Input, relations: &mut Relations, problems: &mut Vec<Diagnostic>) {
    let mut depths: Vec<Option<usize>> = vec![None; relations.parent.len()];
    for start in 0..relations.parent.len() {
        let mut way = vec![start];
        let above = |it: usize, relations: &Relations| relations.parent[it].map(|it| it as usize);
        while let Some(next) = above(way[way.len() - 1], relations).filter(|it| depths[*it].is_none()) {
            way.push(next);
        }
        for at in way.into_iter().rev() {
            let depth = above(at, relations).and_then(|it| depths[it]).map_or(0, |it| it + 1);
            if depth > DEEPEST {
                let document = &input.documents[at];
                let problem = Problem::ItemsTooDeep { limit: DEEPEST as u64 };
                problems.push(Diagnostic::new(&document.file, document.at, problem));
                relations.parent[at] = None;
            }
            depths[at] = Some(if depth > DEEPEST { 0 } else { depth });
        }
    }
}

/// Items by what people write: an index for each type that is referred to, made when it is asked for.
#[derive(Debug, Default)]
pub struct Lookup {
    indexes: Mutex<Map<Arc<str>, Arc<Index>>>,
}

/// Finds items by what people write.
struct Finder<'a> {
    input: &'a Input,
    tables: &'a Tables,
    lookup: Lookup,
    n_unknown: usize,
}

/// Unknown references for which the nearest item is looked for: each looks at all items.
const PROPOSALS: usize = 200;
/// Items above one another, at most: each page shows the whole way down to it.
const DEEPEST: usize = 32;

/// Items of one type by each way of naming them, in the order of trying.
#[derive(Debug)]
struct Index {
    kind: Option<TypeId>,
    /// By slug, exactly as written: the quick way for most references.
    slugs: Map<String, Vec<DocId>>,
    /// By path, folded slug, stem, name, title, other names.
    levels: [Map<String, Vec<DocId>>; 5],
}

impl Finder<'_> {
    fn target(
        &mut self,
        document: &Document,
        at: usize,
        visibility: &[Visibility],
        problems: &mut Vec<Diagnostic>,
    ) -> Target {
        let reference = &document.uses.references[at];
        let found = self.lookup.find((self.input, self.tables), &document.file, (&reference.of, &reference.text));
        let (target, problem) = judged(self.input, visibility, reference, &found);
        let problem = match problem {
            None if found.is_empty() && !reference.may_be_text => {
                self.n_unknown += 1;
                Some(unknown((self.input, self.tables), reference, self.n_unknown <= PROPOSALS))
            }
            it => it,
        };
        problems.extend(problem.map(|it| Diagnostic::new(&document.file, reference.span, it)));
        target
    }
}

/// What a reference of a directive in the text of `file` leads to. Nobody learns of it.
pub fn target(site: &super::Site, file: &str, reference: &Reference) -> (Target, Option<Problem>) {
    let found = site.lookup.find((&site.input, &site.tables), file, (&reference.of, &reference.text));
    match judged(&site.input, &site.visibility, reference, &found) {
        (target, None) if found.is_empty() && !reference.may_be_text => {
            (target, Some(unknown((&site.input, &site.tables), reference, true)))
        }
        it => it,
    }
}

/// What was found, and what is wrong with it; nothing found is told by the caller.
fn judged(
    input: &Input,
    visibility: &[Visibility],
    reference: &Reference,
    found: &[DocId],
) -> (Target, Option<Problem>) {
    match found {
        [one] => match visibility[*one as usize] {
            Visibility::Visible => (Target::Item(*one), None),
            _ => (Target::Withheld(*one), Some(Problem::WithheldReference { value: reference.text.clone() })),
        },
        [] => (Target::Text, None),
        // Two at one address are told of as such: who refers to them is not to blame.
        [one, rest @ ..] if rest.iter().all(|it| is_same_address(input, visibility, *one, *it)) => (Target::Text, None),
        several => {
            // Records of one list share its file: their addresses tell them apart.
            let name = |it: &Document| match it.is_record {
                true => format!("{} ({})", it.slug, it.file),
                false => it.file.to_string(),
            };
            let files = several.iter().map(|it| name(&input.documents[*it as usize])).collect();
            (Target::Text, Some(Problem::AmbiguousReference { value: reference.text.clone(), files }))
        }
    }
}

/// Whether two items would stand at one address.
fn is_same_address(input: &Input, visibility: &[Visibility], one: DocId, other: DocId) -> bool {
    let is_visible = |it: DocId| visibility[it as usize] == Visibility::Visible;
    let [a, b] = [one, other].map(|it| &input.documents[it as usize]);
    is_visible(one) && is_visible(other) && a.slug == b.slug && a.section == b.section
}

impl Lookup {
    /// Items of type `of` that `text` may mean in `file`.
    fn find(&self, (input, tables): (&Input, &Tables), file: &str, (of, text): (&Arc<str>, &str)) -> Vec<DocId> {
        let index = {
            let mut indexes = self.indexes.lock().unwrap_or_else(PoisonError::into_inner);
            indexes.entry(of.clone()).or_insert_with(|| Arc::new(Index::new(input, tables, of))).clone()
        };
        index.find(file, text)
    }
}

impl Index {
    fn find(&self, file: &str, text: &str) -> Vec<DocId> {
        if let Some(found) = self.slugs.get(text).filter(|it| it.len() == 1) {
            return found.clone();
        }
        let path = crate::content::path::joined(file, text);
        let from_content = format!("content/{text}");
        let folded = fold(text);
        let mut several = Vec::new();
        for (level, map) in self.levels.iter().enumerate() {
            let key = if level == 0 { path.as_deref().unwrap_or(text) } else { &folded };
            let from_content = map.get(&from_content).filter(|_| level == 0);
            match map.get(key).or(from_content) {
                Some(found) if found.len() == 1 => return found.clone(),
                Some(found) if several.is_empty() => several.clone_from(found),
                _ => {}
            }
        }
        several
    }

    fn new(input: &Input, tables: &Tables, of: &str) -> Self {
        let mut index = Index { kind: tables.types.find(of), slugs: Map::new(), levels: Default::default() };
        for (id, document) in input.documents.iter().enumerate() {
            if Some(document.kind) != index.kind {
                continue;
            }
            let id = id as DocId;
            index.slugs.entry(document.slug.clone()).or_default().push(id);
            let levels = &mut index.levels;
            let mut add = |level: usize, key: String| {
                let list = levels[level].entry(key).or_default();
                // One item under two equal names counts once.
                if list.last() != Some(&id) {
                    list.push(id);
                }
            };
            if !document.is_record {
                add(0, document.file.to_string());
                add(2, fold(document.stem()));
                add(2, fold(document.name()));
            }
            add(1, fold(&document.slug));
            add(3, fold(&document.title));
            document.short_title.iter().for_each(|it| add(4, fold(it)));
            for name in other_names(document, tables) {
                add(4, fold(name));
            }
        }
        index
    }
}

fn unknown((input, tables): (&Input, &Tables), reference: &Reference, may_propose: bool) -> Problem {
    let (of, value) = (&reference.of, &reference.text);
    let kind = tables.types.find(of);
    let of_kind = || input.documents.iter().filter(|it| Some(it.kind) == kind);
    let candidates = of_kind().map(|it| it.title.as_str()).chain(of_kind().map(|it| it.slug.as_str()));
    let parts: Vec<&str> = value.split([',', ';']).map(str::trim).filter(|it| !it.is_empty()).collect();
    let is_known = |part: &&str| {
        let wanted = fold(part);
        of_kind().any(|it| fold(&it.title) == wanted || fold(&it.slug) == wanted || fold(it.name()) == wanted)
    };
    if parts.len() > 1 && may_propose && parts.iter().any(is_known) {
        return Problem::SeveralReferences { value: value.clone(), corrected: format!("[{}]", parts.join(", ")) };
    }
    let nearest = nearest(value, candidates.filter(|_| may_propose));
    let words = kind.map(|it| tables.types.get(it));
    let what = words.map(|it| it.title.clone()).unwrap_or_default();
    let folder = words.map(|it| it.folder.clone()).unwrap_or_default();
    Problem::UnknownReference { value: value.clone(), what, nearest, folder, kind: of.to_string() }
}

fn other_names<'d>(document: &'d Document, tables: &Tables) -> Vec<&'d str> {
    let kind = tables.types.get(document.kind);
    let mut names: Vec<&str> = Vec::new();
    names.extend(document.text(kind, "short"));
    if let Some(Value::List(items)) = document.get(kind, "names") {
        names.extend(items.iter().filter_map(|it| match it {
            Value::Text(it) => Some(it.as_str()),
            _ => None,
        }));
    }
    names
}
