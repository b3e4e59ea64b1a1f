//! The index after an edit or a new article, made from the files of the last one: only what the words of these
//! documents stand in is read and written.
//!
//! Whatever is not surely so (documents between others, another size, a word that does not stand where it should)
//! gives nothing, and the index is made anew: the outcome is the same, byte by byte.
//!
//! Begin with [`patch`].

use std::collections::{BTreeMap, BTreeSet};

use crate::base::hash::Hash128;
use crate::base::parallel;

use super::files::Source;
use super::ground::{Ground, Sizes};
use super::index::{Encoded, class, parted};
use super::order::Bounds;
use super::state::{State, identity, nameless, sum_of};
use super::wire::{self, CARDS, COLUMNS, List};

/// The last index.
pub struct Old<'a> {
    /// What is remembered of it.
    pub state: &'a State,
    /// Its files.
    pub source: &'a dyn Source,
    /// Their paths, sorted, with their fingerprints.
    pub files: &'a [(&'a str, Hash128)],
}

/// A document whose words or card are others, or that is new.
pub struct Change {
    /// Its place in the new order.
    pub place: u32,
    /// Its keys with their impacts; none for a new document.
    pub old: Option<Vec<(String, u8)>>,
    /// Likewise.
    pub new: Vec<(String, u8)>,
}

/// A posting that goes or comes.
struct Edit {
    number: u32,
    old: Option<u8>,
    new: Option<u8>,
}

/// How the lexicon tells a key: whether by new documents only, and its class.
type Told = Option<(bool, u8)>;

struct Patcher<'a> {
    old: &'a Old<'a>,
    bounds: Bounds,
    sizes: Sizes,
    n_settled: i64,
    files: BTreeMap<String, Vec<u8>>,
    /// Of keys that the lexicon tells otherwise.
    told: Vec<(String, Told, Told)>,
}

/// The index of `ground`, which differs from the old one in these documents only; None where it has to be made anew.
pub fn patch(ground: &Ground, old: &Old, changes: &[Change]) -> Option<Encoded> {
    let state = next_state(ground, old.state, changes)?;
    let mut patcher = Patcher {
        old,
        bounds: ground.order.bounds(),
        sizes: old.state.sizes,
        n_settled: i64::from(old.state.sizes.n_settled),
        files: BTreeMap::new(),
        told: Vec::new(),
    };
    patcher.lists(&edits(ground, changes), state.sizes)?;
    patcher.lexicon()?;
    let sizes = Sizes { n_settled: u32::try_from(patcher.n_settled).ok()?, ..state.sizes };
    if sizes.shards() != old.state.sizes.shards() || sizes.lexicons() != old.state.sizes.lexicons() {
        return None;
    }
    let mut files = patcher.files;
    documents(ground, old.state, changes, &mut files);
    Some(encoded(ground, old, files, State { sizes, ..state }))
}

/// What will be remembered, the number of settled keys aside; None where the documents are not those of before with
/// the newest behind them.
fn next_state(ground: &Ground, old: &State, changes: &[Change]) -> Option<State> {
    let order = &ground.order;
    let n_undated = order.len() as u32 - order.n_dated;
    let is_same = old.base == order.base
        && old.settled == order.settled
        && old.n_dated <= order.n_dated
        && old.rows.len() as u32 - old.n_dated == n_undated
        && old.nameless == nameless(ground);
    if !is_same {
        return None;
    }
    let n_new = (order.n_dated - old.n_dated) as usize;
    let mut rows: Vec<(u64, u64)> = Vec::with_capacity(order.len());
    rows.extend(&old.rows[..old.n_dated as usize]);
    rows.extend(vec![(0, 0); n_new]);
    rows.extend(&old.rows[old.n_dated as usize..]);
    let mut n_postings = i64::from(old.sizes.n_postings);
    for change in changes {
        let row = &mut rows[change.place as usize];
        let is_new = (old.n_dated..order.n_dated).contains(&change.place);
        match &change.old {
            None if is_new => *row = (identity(ground.site, order.ids[change.place as usize]), 0),
            Some(keys) if !is_new && row.1 == sum_of(keys) => n_postings -= keys.len() as i64,
            _ => return None,
        }
        row.1 = sum_of(&change.new);
        n_postings += change.new.len() as i64;
    }
    if !parallel::all(rows.len(), |place| rows[place].0 == identity(ground.site, order.ids[place])) {
        return None;
    }
    let sizes = Sizes { n_postings: u32::try_from(n_postings).ok()?, ..old.sizes };
    let organisations = ground.facets.organisations_hash();
    let (base, settled, nameless) = (old.base, old.settled, old.nameless);
    Some(State { n_dated: order.n_dated, base, settled, sizes, organisations, nameless, rows })
}

/// Postings that go and come, by key.
fn edits<'c>(ground: &Ground, changes: &'c [Change]) -> BTreeMap<&'c str, Vec<Edit>> {
    let mut edits: BTreeMap<&str, Vec<Edit>> = BTreeMap::new();
    for change in changes {
        let number = ground.order.number(change.place);
        let mut impacts: BTreeMap<&str, (Option<u8>, Option<u8>)> = BTreeMap::new();
        for (key, impact) in change.old.iter().flatten() {
            impacts.entry(key).or_default().0 = Some(*impact);
        }
        for (key, impact) in &change.new {
            impacts.entry(key).or_default().1 = Some(*impact);
        }
        for (key, (old, new)) in impacts.into_iter().filter(|it| it.1.0 != it.1.1) {
            edits.entry(key).or_default().push(Edit { number, old, new });
        }
    }
    edits
}

impl Patcher<'_> {
    fn read_shard(&self, path: &str) -> Option<BTreeMap<String, List>> {
        Some(wire::read_shard(&self.old.source.read(path)?)?.into_iter().collect())
    }

    fn lists(&mut self, edits: &BTreeMap<&str, Vec<Edit>>, sizes: Sizes) -> Option<()> {
        if sizes.shards() != self.sizes.shards() {
            return None;
        }
        let mut by_shard: BTreeMap<u32, Vec<(&str, &Vec<Edit>)>> = BTreeMap::new();
        for (key, edits) in edits {
            by_shard.entry(wire::shard_of(key, sizes.shards())).or_default().push((key, edits));
        }
        let mut rests: BTreeMap<String, BTreeMap<String, List>> = BTreeMap::new();
        for (shard, edits) in by_shard {
            let path = format!("search/t/{shard}.bin");
            let mut lists = self.read_shard(&path)?;
            for (key, edits) in edits {
                self.list(key, edits, &mut lists, &mut rests)?;
            }
            self.put(path, &lists);
        }
        for (path, lists) in rests {
            self.put(path, &lists);
        }
        Some(())
    }

    fn put(&mut self, path: String, lists: &BTreeMap<String, List>) {
        let keys: Vec<&str> = lists.keys().map(String::as_str).collect();
        self.files.insert(path, wire::put_shard(&keys, lists.values().cloned()));
    }

    /// Changes the list of one key.
    fn list(
        &mut self,
        key: &str,
        edits: &[Edit],
        lists: &mut BTreeMap<String, List>,
        rests: &mut BTreeMap<String, BTreeMap<String, List>>,
    ) -> Option<()> {
        let known = lists.remove(key).unwrap_or_default();
        let (mut posts, was_long) = (known.posts, known.whole.is_some());
        let rest_path = format!("search/r/{}.bin", wire::file_of(key, self.sizes.rests()));
        if was_long {
            if !rests.contains_key(&rest_path) {
                rests.insert(rest_path.clone(), self.read_shard(&rest_path)?);
            }
            posts.extend(rests.get_mut(&rest_path)?.remove(key)?.posts);
            posts.sort_unstable();
        }
        let (before, was_settled) = (self.told_of(key, &posts), self.has_settled(&posts));
        for edit in edits {
            let at = posts.binary_search_by_key(&edit.number, |it| it.0);
            match (at, edit.old, edit.new) {
                (Ok(at), Some(old), Some(new)) if posts[at].1 == old => posts[at].1 = new,
                (Ok(at), Some(old), None) if posts[at].1 == old => drop(posts.remove(at)),
                (Err(at), None, Some(new)) => posts.insert(at, (edit.number, new)),
                // It does not stand there as it should.
                _ => return None,
            }
        }
        let after = self.told_of(key, &posts);
        if before != after {
            self.told.push((key.to_owned(), before, after));
        }
        self.n_settled += i64::from(self.has_settled(&posts)) - i64::from(was_settled);
        if posts.is_empty() {
            return (!was_long).then_some(());
        }
        let (top, rest) = parted(posts, self.bounds);
        // Another set of files is made anew.
        if top.whole.is_some() != was_long {
            return None;
        }
        lists.insert(key.to_owned(), top);
        if was_long {
            rests.get_mut(&rest_path)?.insert(key.to_owned(), rest);
        }
        Some(())
    }

    fn has_settled(&self, posts: &[(u32, u8)]) -> bool {
        posts.iter().any(|it| self.bounds.is_settled(it.0))
    }

    /// How the lexicon tells a key with such a list.
    fn told_of(&self, key: &str, posts: &[(u32, u8)]) -> Told {
        if posts.is_empty() || !wire::is_in_lexicon(key) {
            return None;
        }
        let n_settled = posts.iter().filter(|it| self.bounds.is_settled(it.0)).count() as u32;
        Some((n_settled == 0, class(posts.len() as u32, n_settled)))
    }

    /// Tells the lexicon of keys that came, went or changed their class.
    fn lexicon(&mut self) -> Option<()> {
        type Entries = BTreeMap<String, u8>;
        let n = self.sizes.lexicons();
        let mut open: BTreeMap<String, Entries> = BTreeMap::new();
        for (key, before, after) in std::mem::take(&mut self.told) {
            for (told, is_there) in [(before, false), (after, true)] {
                let Some((is_new, class)) = told else { continue };
                for path in lexicon_paths(&key, is_new, n)? {
                    if !open.contains_key(&path) {
                        let entries = wire::read_keys(&self.old.source.read(&path)?, true)?;
                        open.insert(path.clone(), entries.into_iter().collect());
                    }
                    let entries = open.get_mut(&path)?;
                    let known = if is_there { entries.insert(key.clone(), class) } else { entries.remove(&key) };
                    if known != (!is_there).then_some(class) {
                        return None;
                    }
                }
            }
        }
        for (path, entries) in open {
            let mut out = Vec::new();
            wire::put_keys(&mut out, entries.iter().map(|(key, class)| (key.as_str(), Some(*class))));
            self.files.insert(path, out);
        }
        Some(())
    }
}

/// Files of the lexicon that tell a key.
fn lexicon_paths(key: &str, is_new: bool, n: u32) -> Option<Vec<String>> {
    if is_new {
        return Some(vec!["search/new.txt".to_owned()]);
    }
    let (head, tail) = (wire::file_of(wire::head(key)?, n), wire::file_of(wire::tail(key)?, n));
    Some(vec![format!("search/l/{head}.txt"), format!("search/b/{tail}.txt")])
}

/// Cards and columns of the documents that changed.
fn documents(ground: &Ground, old: &State, changes: &[Change], files: &mut BTreeMap<String, Vec<u8>>) {
    let numbers = || changes.iter().map(|it| ground.order.number(it.place));
    for block in numbers().map(|it| it / CARDS).collect::<BTreeSet<u32>>() {
        files.insert(format!("search/c/{block}.json"), ground.cards(&ground.order.block(block, CARDS)));
    }
    let mut blocks: BTreeSet<u32> = numbers().map(|it| it / COLUMNS).collect();
    // Their numbers in all columns are others.
    if ground.facets.organisations_hash() != old.organisations {
        blocks.extend(ground.order.blocks(COLUMNS).into_iter().map(|it| it.0));
    }
    for block in blocks {
        files.insert(format!("search/f/{block}.bin"), ground.columns(&ground.order.block(block, COLUMNS)));
    }
    files.insert("search/facets.json".to_owned(), ground.facets_file());
}

/// All files, those that are as they were by their fingerprints.
fn encoded(ground: &Ground, old: &Old, files: BTreeMap<String, Vec<u8>>, state: State) -> Encoded {
    const META: &str = "search/meta.json";
    let mut all: BTreeMap<String, (Hash128, Option<Vec<u8>>)> = BTreeMap::new();
    for (path, hash) in old.files.iter().filter(|it| it.0 != META) {
        all.insert((*path).to_owned(), (*hash, None));
    }
    for (path, bytes) in files {
        let hash = Hash128::of_bytes(&bytes);
        let is_same = all.get(&path).is_some_and(|it| it.0 == hash);
        all.insert(path, (hash, (!is_same).then_some(bytes)));
    }
    let hashes: Vec<Hash128> = all.values().map(|it| it.0).collect();
    let meta = ground.meta(state.sizes, &hashes);
    all.insert(META.to_owned(), (Hash128::of_bytes(&meta), Some(meta)));
    let mut made = Encoded { state, ..Encoded::default() };
    for (path, (hash, bytes)) in all {
        made.names.push(path);
        made.hashes.push(hash);
        made.files.push(bytes);
    }
    made
}
