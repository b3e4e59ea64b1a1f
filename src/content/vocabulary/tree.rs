//! The tree of one vocabulary: parents, depths, and what is handed down from a term to those below it.
//!
//! Works on places in the list of drafts; a term whose parent cannot be is a root, and that has been told.

use std::collections::HashMap;

use crate::base::fold::{fold, nearest};
use crate::base::problem::{Diagnostic, Problem};

use super::Level;
use super::draft::Draft;

/// Steps from a root, at most.
const DEEPEST: usize = 32;

/// Where each term stands; one of each for every draft.
pub(super) struct Tree {
    pub(super) parents: Vec<Option<usize>>,
    pub(super) depths: Vec<u8>,
    pub(super) levels: Vec<Level>,
    pub(super) zones: Vec<Option<String>>,
}

/// Makes the tree; tells of parents that are not there, of circles and of depths without end.
pub(super) fn tree(drafts: &[Draft], problems: &mut Vec<Diagnostic>) -> Tree {
    let mut parents = parents(drafts, problems);
    break_cycles(drafts, &mut parents, problems);
    let depths = depths(drafts, &mut parents, problems);
    // A flat list is one of regions; in a tree the roots are countries.
    let root = if parents.iter().all(Option::is_none) { Level::Region } else { Level::Country };
    let mut levels = vec![root; drafts.len()];
    let mut zones = vec![None; drafts.len()];
    let mut from_roots: Vec<usize> = (0..drafts.len()).collect();
    from_roots.sort_by_key(|it| depths[*it]);
    for at in from_roots {
        let above = parents[at].map_or(root, |it| below(levels[it]));
        levels[at] = drafts[at].level.unwrap_or(above);
        zones[at] = drafts[at].time_zone.clone().or_else(|| parents[at].and_then(|it| zones[it].clone()));
    }
    Tree { parents, depths, levels, zones }
}

/// The level right below.
fn below(level: Level) -> Level {
    match level {
        Level::Country => Level::District,
        Level::District => Level::Region,
        Level::Region | Level::Municipality => Level::Municipality,
    }
}

/// Places of the parents, found by id, else by title or code.
fn parents(drafts: &[Draft], problems: &mut Vec<Diagnostic>) -> Vec<Option<usize>> {
    let ids: HashMap<&str, usize> = drafts.iter().enumerate().map(|(at, it)| (it.id.value.as_str(), at)).collect();
    let mut names: HashMap<String, usize> = HashMap::new();
    for (at, draft) in drafts.iter().enumerate().rev() {
        let words = draft.title.iter().chain(draft.codes.iter().map(|(_, it)| it));
        words.for_each(|it| _ = names.insert(fold(it), at));
    }
    let mut n_unknown = 0;
    let find = |draft: &Draft| {
        let parent = draft.parent.as_ref()?;
        let found = ids.get(parent.value.as_str()).or_else(|| names.get(&fold(&parent.value))).copied();
        if found.is_none() {
            n_unknown += 1;
            let nearest = nearest(&parent.value, proposals(drafts, n_unknown));
            let problem = Problem::UnknownParent { parent: parent.value.clone(), nearest };
            problems.push(Diagnostic::new(&draft.file(), parent.span, problem));
        }
        found
    };
    drafts.iter().map(find).collect()
}

/// Ids to propose for the `n`th unknown one: none after some, since comparing all with all takes for ever.
fn proposals(drafts: &[Draft], n: usize) -> impl Iterator<Item = &str> {
    const PROPOSALS: usize = 20;
    drafts.iter().filter(move |_| n <= PROPOSALS).map(|it| it.id.value.as_str())
}

/// Tells of every circle and takes the parent of its first term away.
fn break_cycles(drafts: &[Draft], parents: &mut [Option<usize>], problems: &mut Vec<Diagnostic>) {
    // The walk in which a term was first met; 0 is none.
    let mut seen = vec![0; drafts.len()];
    for start in 0..drafts.len() {
        let walk = start + 1;
        let mut next = Some(start);
        while let Some(at) = next.filter(|it| seen[*it] == 0) {
            seen[at] = walk;
            next = parents[at];
        }
        if let Some(at) = next.filter(|it| seen[*it] == walk) {
            let circle = circle(at, parents);
            let names = circle.iter().chain(circle.first()).map(|it| drafts[*it].id.value.clone()).collect();
            let first = &drafts[circle[0]];
            let span = first.parent.as_ref().map_or(first.id.span, |it| it.span);
            problems.push(Diagnostic::new(&first.file(), span, Problem::TermCycle { cycle: names }));
            parents[circle[0]] = None;
        }
    }
}

/// The terms of the circle that `at` stands in, from the one written first.
fn circle(at: usize, parents: &[Option<usize>]) -> Vec<usize> {
    let mut circle = vec![at];
    while let Some(next) = parents[circle[circle.len() - 1]].filter(|it| *it != at) {
        circle.push(next);
    }
    let first = circle.iter().enumerate().min_by_key(|(_, it)| **it).map_or(0, |(n, _)| n);
    circle.rotate_left(first);
    circle
}

/// Steps from the root of each term; a term too deep becomes a root.
fn depths(drafts: &[Draft], parents: &mut [Option<usize>], problems: &mut Vec<Diagnostic>) -> Vec<u8> {
    let mut depths: Vec<Option<u8>> = vec![None; drafts.len()];
    for start in 0..drafts.len() {
        let mut way = vec![start];
        while let Some(above) = parents[way[way.len() - 1]].filter(|it| depths[*it].is_none()) {
            way.push(above);
        }
        for at in way.into_iter().rev().filter(|it| depths[*it].is_none()).collect::<Vec<_>>() {
            let depth = parents[at].and_then(|it| depths[it]).map_or(0, |it| usize::from(it) + 1);
            if depth > DEEPEST {
                let problem = Problem::TooDeep { limit: DEEPEST as u64 };
                problems.push(Diagnostic::new(&drafts[at].file(), drafts[at].id.span, problem));
                parents[at] = None;
            }
            depths[at] = Some(if depth > DEEPEST { 0 } else { depth as u8 });
        }
    }
    depths.into_iter().map(Option::unwrap_or_default).collect()
}
