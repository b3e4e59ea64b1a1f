//! The pages that make a catalogue more than a blog: lists by status and kind, the table, past events, the matrix, the
//! map, the index by letters, and the pages that every site may have (spec: pages.md §1).
//!
//! Each is absent when it would be empty. A page of the root at the address of such a page is its own text:
//! `pages/privacy.md`. Begin with [`specials`].

use std::collections::BTreeMap;

use crate::base::collate::{Letter, letter};
use crate::content::types::Type;
use crate::content::vocabulary::{Level, TermId};
use crate::model::address::choice_path;
use crate::model::lists::List;
use crate::model::{DocId, Site};

use super::{Output, has_list, has_terms_page, paged, section_url};

/// Rows of a page of the table.
pub const ROWS: usize = 200;
/// Most links of the index by letters on one page; with more, each letter has a page of its own.
pub const MOST_LETTERS: usize = 1_000;
/// Most pages and terms on one page of the site map.
pub const MOST_LINKS: usize = 1_000;

/// A page that svod makes by itself, once for a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Special {
    /// Practices by the terms of a pair of taxonomies, by its place in svod.yaml.
    Matrix(u16),
    /// Regions as tiles and as a list.
    Map,
    /// The index by letters, or one letter of it.
    Letters(Option<Letter>),
    /// Who answers for the site.
    Contacts,
    /// When and where people are received.
    Reception,
    /// How to learn what is new.
    Subscribe,
    /// The accessibility statement.
    Accessibility,
    /// What is stored and who is asked.
    Privacy,
    /// All sections, pages and terms; 0 for its own address, then its parts.
    SiteMap(u32),
}

impl Special {
    /// Key of its heading among the interface words.
    pub fn word(self) -> &'static str {
        match self {
            Special::Matrix(_) => "title_matrix",
            Special::Map => "title_map",
            Special::Letters(_) => "title_letters",
            Special::Contacts => "contacts",
            Special::Reception => "title_reception",
            Special::Subscribe => "title_subscribe",
            Special::Accessibility => "title_accessibility",
            Special::Privacy => "title_privacy",
            Special::SiteMap(_) => "title_site_map",
        }
    }

    /// Its address from the site's root.
    pub fn url(self, site: &Site) -> String {
        match self {
            Special::Matrix(0) => "/matrix/".to_owned(),
            Special::Matrix(pair) => {
                let it = site.tables.config.pairs[pair as usize];
                let name = |at: u16| site.tables.vocabularies.taxonomies[at as usize].name.replace('_', "-");
                format!("/matrix/{}-{}/", name(it.first), name(it.second))
            }
            Special::Map => "/map/".to_owned(),
            Special::Letters(None) => "/index-az/".to_owned(),
            Special::Letters(Some(it)) => format!("/index-az/{}/", letter_path(it)),
            Special::Contacts => "/contacts/".to_owned(),
            Special::Reception => "/reception/".to_owned(),
            Special::Subscribe => "/subscribe/".to_owned(),
            Special::Accessibility => "/accessibility/".to_owned(),
            Special::Privacy => "/privacy/".to_owned(),
            Special::SiteMap(0) => "/sitemap/".to_owned(),
            Special::SiteMap(part) => format!("/sitemap/{part}/"),
        }
    }

    /// The specials that a site may have, but for letters and parts: their addresses are known words.
    fn known(site: &Site) -> impl Iterator<Item = Special> {
        use Special::*;
        let pairs = site.tables.config.pairs.len() as u16;
        let one = [Map, Letters(None), Contacts, Reception, Subscribe, Accessibility, Privacy, SiteMap(0)];
        (0..pairs).map(Matrix).chain(one)
    }
}

/// All pages that svod makes by itself and that are not empty now.
pub fn specials(site: &Site) -> Vec<Special> {
    let config = &site.tables.config;
    let contacts = &config.contacts;
    let has_contacts = contacts.organisation.is_some()
        || contacts.address.is_some()
        || contacts.email.is_some()
        || !contacts.phones.is_empty();
    let is_there = |it: &Special| match it {
        Special::Matrix(pair) => has_matrix(site, *pair),
        Special::Map => has_map(site),
        Special::Contacts => has_contacts,
        Special::Reception => !contacts.schedule.is_empty(),
        Special::Subscribe => dated_sections(site).next().is_some(),
        Special::Accessibility => config.accessibility != crate::content::config::Accessibility::default(),
        Special::Privacy | Special::SiteMap(_) => true,
        Special::Letters(_) => false,
    };
    let mut all: Vec<Special> = Special::known(site).filter(is_there).collect();
    let letters = letters(site);
    let n: usize = letters.values().sum();
    if n > 0 {
        all.push(Special::Letters(None));
    }
    if n > MOST_LETTERS {
        all.extend(letters.into_keys().map(|it| Special::Letters(Some(it))));
    }
    all.extend((1..=map_parts(site).len() as u32).map(Special::SiteMap));
    all
}

/// What stands at the addresses of such pages, each with the page of the root that is its own text.
pub fn own_texts(site: &Site, specials: &[Special]) -> BTreeMap<String, (Special, Option<DocId>)> {
    let mut own: BTreeMap<String, (Special, Option<DocId>)> =
        specials.iter().map(|it| (it.url(site), (*it, None))).collect();
    for id in root_pages(site, |it| site.is_visible(it)) {
        if let Some(it) = own.get_mut(&site.urls[id as usize]) {
            // A second one stays a page and clashes with the first.
            it.1 = it.1.or(Some(id));
        }
    }
    own
}

/// Pages of the root, by path.
fn root_pages<'s>(site: &'s Site, is_wanted: impl Fn(DocId) -> bool + 's) -> impl Iterator<Item = DocId> + 's {
    let is_root: Vec<bool> = site.tables.types.all.iter().map(|it| it.is_root).collect();
    let all = site.input.documents.iter().enumerate();
    let pages = all.filter(move |(_, it)| is_root[it.kind.0 as usize]).map(|(at, _)| at as DocId);
    pages.filter(move |it| is_wanted(*it) && !site.urls[*it as usize].is_empty())
}

/// Visible pages of the root, by title.
pub fn pages_by_title(site: &Site) -> Vec<DocId> {
    let mut pages: Vec<DocId> = root_pages(site, |it| site.is_visible(it)).collect();
    let lang = site.tables.config.language;
    pages.sort_by_cached_key(|it| (crate::base::collate::key(lang, &site.document(*it).title), *it));
    pages
}

/// Sections that hold practices.
pub fn practice_sections(site: &Site) -> impl Iterator<Item = u16> + '_ {
    let sections = site.tables.config.sections.iter().enumerate();
    sections.filter(|(_, it)| it.kind == "practice").map(|(at, _)| at as u16)
}

/// Sections where dated items come one after another.
pub fn dated_sections(site: &Site) -> impl Iterator<Item = u16> + '_ {
    let is_dated = |it: &u16| has_list(site, *it) && !site.lists.sections[*it as usize].dated.is_empty();
    (0..site.tables.config.sections.len() as u16).filter(is_dated)
}

/// Whether a pair of taxonomies has a practice at the level of regions.
fn has_matrix(site: &Site, pair: u16) -> bool {
    let sections: Vec<u16> = practice_sections(site).collect();
    let is_practice = |it: &DocId| sections.contains(&site.document(*it).section);
    let pairs = site.lists.pairs.iter().filter(|it| it.pair == pair && is_row(site, it.first));
    pairs.into_iter().any(|it| it.list.undated.iter().chain(&it.list.dated).any(is_practice))
}

/// Whether a term is a row of the matrix: a region, or any term of a flat list.
pub fn is_row(site: &Site, term: TermId) -> bool {
    site.tables.vocabularies.term(term).level == Level::Region
}

/// Regions of the map: those with a tile, and the others of their level.
pub fn map_terms(site: &Site) -> impl Iterator<Item = TermId> + '_ {
    let vocabularies = &site.tables.vocabularies;
    let regions = vocabularies.taxonomies.iter().find(|it| it.name == "regions");
    let terms = regions.map(|it| it.terms.clone()).unwrap_or_default().map(TermId);
    terms.filter(|it| vocabularies.term(*it).tile.is_some() || is_row(site, *it))
}

/// Practices of a region, and those that it adopted from others.
pub fn map_counts(site: &Site, term: TermId) -> (usize, usize) {
    let own = practice_sections(site).map(|it| site.lists.of_term(term, it).len()).sum();
    (own, site.lists.adopted.get(&term).map_or(0, Vec::len))
}

fn has_map(site: &Site) -> bool {
    let has_tile = |it: &TermId| site.tables.vocabularies.term(*it).tile.is_some();
    map_terms(site).any(|it| has_tile(&it)) && map_terms(site).any(|it| map_counts(site, it) != (0, 0))
}

/// Items of the index by letters.
pub fn lettered(site: &Site) -> impl Iterator<Item = DocId> + '_ {
    let has_letters: Vec<bool> = site.tables.types.all.iter().map(|it| it.has_letters).collect();
    let all = site.input.documents.iter().enumerate();
    let lettered = all.filter(move |(_, it)| has_letters[it.kind.0 as usize]).map(|(at, _)| at as DocId);
    lettered.filter(|it| site.is_visible(*it) && !site.urls[*it as usize].is_empty())
}

/// Terms that have a page.
pub fn paged_terms(site: &Site) -> impl Iterator<Item = TermId> + '_ {
    (0..site.tables.vocabularies.terms.len() as u32).map(TermId).filter(|it| site.has_page(*it))
}

/// The letters of the index, with the number of their lines.
pub fn letters(site: &Site) -> BTreeMap<Letter, usize> {
    let lang = site.tables.config.language;
    let mut letters = BTreeMap::new();
    let items = lettered(site).map(|it| site.document(it).title.as_str());
    let terms = paged_terms(site).map(|it| site.tables.vocabularies.term(it).title.as_str());
    for title in items.chain(terms) {
        *letters.entry(letter(lang, title)).or_default() += 1;
    }
    letters
}

/// The part of an address that stands for a letter: no two letters share one.
pub fn letter_path(it: Letter) -> String {
    const CYRILLIC: [&str; 32] = [
        "a", "b", "v", "g", "d", "e", "zh", "z", "i", "j", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u", "f", "kh",
        "ts", "ch", "sh", "shch", "hard", "y", "soft", "eh", "yu", "ya",
    ];
    match it {
        Letter::Own(it @ 'А'..='Я') => CYRILLIC[(it as usize - 'А' as usize).min(31)].to_owned(),
        Letter::Own(it) => it.to_lowercase().collect(),
        Letter::Digits => "0-9".to_owned(),
        Letter::Latin => "latin".to_owned(),
        Letter::Cyrillic => "cyrillic".to_owned(),
        Letter::Other => "other".to_owned(),
    }
}

/// A part of the site map: pages of the root, or terms of a taxonomy, from one to another in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MapPart {
    /// The taxonomy; None for pages of the root.
    pub taxonomy: Option<u16>,
    /// Places in their order.
    pub range: std::ops::Range<usize>,
}

/// The parts of the site map beside its own address: of those groups that are too long for it.
pub fn map_parts(site: &Site) -> Vec<MapPart> {
    let pages = root_pages(site, |it| site.is_visible(it)).count();
    let taxonomies = (0..site.tables.vocabularies.taxonomies.len() as u16).filter(|it| has_terms_page(site, *it));
    let n_terms = |it: u16| {
        let terms = site.tables.vocabularies.taxonomies[it as usize].terms.clone();
        terms.filter(|it| site.has_page(TermId(*it))).count()
    };
    let groups = std::iter::once((None, pages)).chain(taxonomies.map(|it| (Some(it), n_terms(it))));
    let groups: Vec<(Option<u16>, usize)> = groups.collect();
    if groups.iter().map(|it| it.1).sum::<usize>() <= MOST_LINKS {
        return Vec::new();
    }
    let long = groups.into_iter().filter(|it| it.1 > MOST_LINKS / 10);
    let cut = |(taxonomy, n): (Option<u16>, usize)| {
        let starts = (0..n).step_by(MOST_LINKS);
        starts.map(move |from| MapPart { taxonomy, range: from..(from + MOST_LINKS).min(n) })
    };
    long.flat_map(cut).collect()
}

/// The type of a section's items.
pub fn section_type(site: &Site, section: u16) -> Option<&Type> {
    let types = &site.tables.types;
    types.find(&site.tables.config.sections[section as usize].kind).map(|it| types.get(it))
}

/// Whether a section has a table of all its items.
pub fn has_table(site: &Site, section: u16) -> bool {
    let has_columns = section_type(site, section).is_some_and(|it| it.columns().next().is_some());
    has_columns && has_list(site, section) && !site.lists.sections[section as usize].is_empty()
}

/// Address of a section's table.
pub fn table_url(site: &Site, section: u16) -> String {
    format!("{}table/", section_url(site, section))
}

/// A section's items in the order of its table: undated ones, the last title first, then dated ones. So the pages can
/// be cut from the oldest; the newest stand on the table's own address.
pub fn table_order(list: &List) -> impl ExactSizeIterator<Item = DocId> + Clone + '_ {
    let n = list.undated.len();
    (0..list.len()).map(move |at| if at < n { list.undated[n - 1 - at] } else { list.dated[at - n] })
}

/// How many pages of a table are cut off.
pub fn table_cut(list: &List) -> u32 {
    (list.len() / ROWS).saturating_sub(1) as u32
}

/// Address of the list of a choice.
pub fn choice_url(site: &Site, (section, field, choice): (u16, u16, u16)) -> String {
    let Some(kind) = section_type(site, section) else { return section_url(site, section) };
    let id = &kind.fields[field as usize].choices[choice as usize].id;
    format!("{}{}/{id}/", section_url(site, section), choice_path(kind, field))
}

/// Address of the past events of a section.
pub fn past_url(site: &Site, section: u16) -> String {
    format!("{}past/", section_url(site, section))
}

/// Whether a section's own address shows coming events.
pub fn is_calendar(site: &Site, section: u16) -> bool {
    section_type(site, section).is_some_and(|it| it.is_event)
}

/// Lists beside that of a section: by choices, its table, its past events.
pub fn beside_sections(site: &Site, add: &mut impl FnMut(&str, Output)) {
    let per = site.tables.config.per_page as usize;
    for ((section, field, choice), list) in &site.lists.choices {
        if has_list(site, *section) {
            let key = (*section, *field, *choice);
            paged(&choice_url(site, key), list.cut(per), add, |page| Output::Choice(key, page));
        }
    }
    for (section, list) in &site.lists.past {
        if has_list(site, *section) {
            paged(&past_url(site, *section), list.cut(per), add, |page| Output::Past(*section, page));
        }
    }
    for section in (0..site.tables.config.sections.len() as u16).filter(|it| has_table(site, *it)) {
        let cut = table_cut(&site.lists.sections[section as usize]);
        paged(&table_url(site, section), cut as usize, add, |page| Output::Table(section, page));
    }
}

/// Whether an address is one that svod makes where there is something to show on it.
pub fn may_stand(site: &Site, url: &str) -> bool {
    if Special::known(site).any(|it| it.url(site) == url) {
        return true;
    }
    let is_beside = |section: u16| {
        let Some(rest) = url.strip_prefix(&section_url(site, section)) else { return false };
        let Some(kind) = section_type(site, section) else { return false };
        let parts: Vec<&str> = rest.trim_end_matches('/').split('/').collect();
        let is_year = |it: &str| it.len() == 4 && it.bytes().all(|it| it.is_ascii_digit());
        let is_month = |it: &str| it.parse::<u8>().is_ok_and(|n| it.len() == 2 && (1..=12).contains(&n));
        match parts.as_slice() {
            ["table"] => kind.columns().next().is_some(),
            ["past"] => kind.is_event,
            [year] if is_year(year) => kind.has_archive,
            [year, month] if is_year(year) => kind.has_archive && is_month(month),
            [key, id] => kind.lists.iter().any(|it| {
                let choices = &kind.fields[*it as usize].choices;
                choice_path(kind, *it) == *key && choices.iter().any(|it| it.id == *id)
            }),
            _ => false,
        }
    };
    (0..site.tables.config.sections.len() as u16).any(is_beside)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_two_letters_share_an_address() {
        let own = ('А'..='Я').chain('A'..='Z').map(Letter::Own);
        let russian = own.clone().take(32).chain([Letter::Digits, Letter::Latin, Letter::Other]);
        let english = own.skip(32).chain([Letter::Digits, Letter::Cyrillic, Letter::Other]);
        for letters in [russian.collect::<Vec<_>>(), english.collect()] {
            let paths: BTreeSet<String> = letters.iter().map(|it| letter_path(*it)).collect();
            assert_eq!(paths.len(), letters.len());
        }
    }

    #[test]
    fn the_newest_rows_come_last() {
        let list = List { dated: vec![7, 9], undated: vec![3, 1, 2] };
        assert_eq!(table_order(&list).collect::<Vec<_>>(), [2, 1, 3, 7, 9]);
    }
}
