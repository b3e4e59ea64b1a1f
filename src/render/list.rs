//! Views of lists: sections, full lists of a term or a relation, pages cut from the oldest.
//!
//! A cut page shows its items, the way newer and older, its list and the years of its own items; totals and all years
//! stand on the list's own address only, so publishing one item never touches an old page (spec: pages.md §2).

use crate::content::vocabulary::TermId;
use crate::model::DocId;
use crate::model::lists::List;
use crate::plan::welcomed::Welcomed;
use crate::plan::{pair_url, relation_list, section_name, section_url};

use super::World;
use super::view::{Block, CardGroup, Frame, Link, ListView, SectionView};

/// Most numbers of cut pages that stand on a list's own address.
///
/// With a thousand a list of 5 000 pages has each of its pages within two links of a numbered one, so that every page
/// of 100 000 items is within five links of home.
const MOST_NUMBERS: u32 = 1_000;

/// A list and where it stands.
pub struct Listed<'a> {
    /// Its items.
    pub list: &'a List,
    /// Its own address from the site's root.
    pub url: &'a str,
    /// Its name, for accessible names.
    pub name: &'a str,
    /// Section whose archive its items are in.
    pub archive: Option<u16>,
    /// Whether undated items stand on it.
    pub has_undated: bool,
}

impl World<'_> {
    /// One page of a list: 0 for its own address.
    pub fn list_view(&self, listed: &Listed, page: u32) -> ListView<'_> {
        let per = self.site.tables.config.per_page as usize;
        let cut = listed.list.cut(per) as u32;
        let is_own = page == 0;
        let items = match page {
            0 => listed.list.rest(per),
            _ => listed.list.page(page as usize, per),
        };
        let undated = if is_own && listed.has_undated { &listed.list.undated[..] } else { &[] };
        let total = listed.list.dated.len() + if listed.has_undated { listed.list.undated.len() } else { 0 };
        ListView {
            cards_html: self.cards(items.iter().rev().copied()),
            undated_html: self.cards(undated.iter().copied()),
            years: self.years(listed.archive, if is_own { None } else { Some(items) }),
            total: (is_own && total > 0).then(|| self.words.strings.count("count_items", total as u64, &[])),
            ..self.pager(listed.url, (listed.name, cut), page)
        }
    }

    /// The way from one page of a list to the others: its address, its name, and how many pages are cut off.
    pub fn pager(&self, url: &str, (name, cut): (&str, u32), page: u32) -> ListView<'static> {
        let is_own = page == 0;
        let address = |number: u32| format!("{url}page/{number}/");
        let link = |key: &str, url: &str| Link { title: self.words.strings.say(key, &[]), url: self.words.url(url) };
        let newer = match page {
            0 => None,
            it if it == cut => Some(link("newer_items", url)),
            it => Some(link("newer_items", &address(it + 1))),
        };
        let older = match (page, cut) {
            (0, 0) | (1, _) => None,
            (0, last) => Some(link("older_items", &address(last))),
            (it, _) => Some(link("older_items", &address(it - 1))),
        };
        ListView {
            newer,
            older,
            own: (!is_own).then(|| Link { title: name.to_owned(), url: self.words.url(url) }),
            pages: if is_own { self.numbers(url, cut) } else { Vec::new() },
            page: (!is_own).then_some(page),
            name: name.to_owned(),
            ..ListView::default()
        }
    }

    /// Cut pages of a list, newest first, so that each is near its list; of a very long list every n-th.
    fn numbers(&self, url: &str, cut: u32) -> Vec<Link> {
        let step = cut.div_ceil(MOST_NUMBERS).max(1) as usize;
        let link = |it: u32| Link { title: it.to_string(), url: self.words.url(&format!("{url}page/{it}/")) };
        (1..=cut).rev().step_by(step).map(link).collect()
    }

    /// Years of a section's archive, newest first: all, or those of some items.
    pub fn years(&self, archive: Option<u16>, items: Option<&[DocId]>) -> Vec<Link> {
        let Some(section) = archive.filter(|_| self.site.tables.config.archive) else { return Vec::new() };
        let mut years: Vec<u16> = match items {
            None => self.site.lists.months.keys().filter(|it| it.0 == section).map(|it| it.1).collect(),
            Some(items) => {
                items.iter().filter_map(|it| self.site.when[*it as usize]).map(|it| it.date.year()).collect()
            }
        };
        years.sort_unstable();
        years.dedup();
        // Of events that are still to come there is no archive.
        let months = &self.site.lists.months;
        years.retain(|it| months.range((section, *it, 0)..=(section, *it, 12)).next().is_some());
        let url = section_url(self.site, section);
        let link = |it: &u16| Link { title: it.to_string(), url: self.words.url(&format!("{url}{it}/")) };
        years.iter().rev().map(link).collect()
    }

    /// A block of cards, newest first.
    pub fn block(&self, id: &str, title: String, ids: &[DocId], all: Option<Link>) -> Option<Block<'_>> {
        if ids.is_empty() {
            return None;
        }
        let group = CardGroup { title: None, cards_html: self.cards(ids.iter().copied()) };
        Some(Block { id: id.to_owned(), title, groups: vec![group], all })
    }

    /// Title of a section.
    pub fn section_title(&self, section: u16) -> String {
        let text = self.site.input.sections.get(&section).and_then(|it| it.title.clone());
        text.unwrap_or_else(|| self.site.tables.config.sections[section as usize].title.get(self.words.lang).to_owned())
    }

    /// Whether a section has an archive by year and month.
    pub fn archived(&self, section: u16) -> Option<u16> {
        self.site.lists.months.range((section, 0, 0)..=(section, u16::MAX, 12)).next().map(|_| section)
    }

    /// `section.html` of a section.
    pub fn section(&self, section: u16, page: u32) -> SectionView<'_> {
        let url = section_url(self.site, section);
        let title = self.section_title(section);
        let text = self.site.input.sections.get(&section).filter(|_| page == 0);
        let mut frame = self.list_frame(&title, &url, page, vec![self.home_link()]);
        frame.description = text.and_then(|it| it.summary.as_deref().or(it.plain.as_deref())).map(super::plain);
        if let (true, None, Some(genitive)) = (page == 0, &frame.description, &self.site.tables.config.title_genitive) {
            // «Новости Свода практик»: what search engines show of a section that says nothing of itself.
            let words = [("items", title.clone()), ("genitive", genitive.clone())];
            frame.description = Some(super::plain(&self.say("items_of", &words)));
        }
        frame.active = self.words.url(&url);
        let fills = self.plan.fills.sections.get(&section);
        let list = &self.site.lists.sections[section as usize];
        let listed = Listed { list, url: &url, name: &title, archive: self.archived(section), has_undated: true };
        SectionView {
            frame,
            kind: self.site.tables.config.sections[section as usize].kind.clone(),
            plain: text.and_then(|it| it.plain.clone()),
            body_html: text.zip(fills).map(|(it, fills)| self.part_text(&it.body, fills)).unwrap_or_default(),
            ways: if page == 0 { self.ways(section) } else { Vec::new() },
            list: self.list_view(&listed, page),
        }
    }

    /// `section.html` of all items of one section that name a document.
    pub fn relation(&self, id: DocId, section: u16, page: u32) -> SectionView<'_> {
        let document = self.site.document(id);
        let url = format!("{}{}/", self.site.urls[id as usize], section_name(self.site, section));
        let words = [("items", self.section_title(section)), ("title", document.title.clone())];
        let title = self.say("items_about", &words);
        let mut crumbs = self.crumbs(id);
        crumbs.push(Link { title: document.title.clone(), url: self.words.url(&self.site.urls[id as usize]) });
        let list = relation_list(self.site, id, section);
        let listed = Listed { list: &list, url: &url, name: &title, archive: None, has_undated: true };
        SectionView {
            frame: self.list_frame(&title, &url, page, crumbs),
            kind: self.site.tables.config.sections[section as usize].kind.clone(),
            list: self.list_view(&listed, page),
            ..SectionView::default()
        }
    }

    /// `section.html` of a term's items of one section.
    pub fn term_section(&self, term: TermId, section: u16, page: u32) -> SectionView<'_> {
        let url = format!("{}{}/", self.site.term_url(term), section_name(self.site, section));
        let title = self.of_term(section, term);
        let mut crumbs = self.term_crumbs(term);
        crumbs.push(self.term_own_link(term));
        let list = self.site.lists.of_term(term, section);
        let listed = Listed { list, url: &url, name: &title, archive: None, has_undated: true };
        SectionView {
            frame: self.list_frame(&title, &url, page, crumbs),
            kind: self.site.tables.config.sections[section as usize].kind.clone(),
            list: self.list_view(&listed, page),
            ..SectionView::default()
        }
    }

    /// `section.html` of what came to a term from elsewhere.
    pub fn welcomed(&self, term: TermId, what: Welcomed, page: u32) -> SectionView<'_> {
        let url = what.url(self.site, term);
        let name = self.site.tables.vocabularies.term(term).title.clone();
        let title = self.say("items_term", &[("items", self.say(what.word(), &[])), ("term", name)]);
        let mut crumbs = self.term_crumbs(term);
        crumbs.push(self.term_own_link(term));
        let list = what.list(self.site, term);
        let listed = Listed { list: &list, url: &url, name: &title, archive: None, has_undated: true };
        let first = what.ids(self.site, term).first();
        SectionView {
            frame: self.list_frame(&title, &url, page, crumbs),
            kind: first.map(|it| self.site.kind(*it).id.clone()).unwrap_or_default(),
            list: self.list_view(&listed, page),
            ..SectionView::default()
        }
    }

    /// The frame of a list's page: a cut page names its number and leads back to its list.
    pub fn list_frame(&self, title: &str, url: &str, page: u32, mut crumbs: Vec<Link>) -> Frame {
        if page == 0 {
            return self.frame(title, url, crumbs);
        }
        crumbs.push(Link { title: title.to_owned(), url: self.words.url(url) });
        let numbered = self.say("page_number", &[("title", title.to_owned()), ("n", page.to_string())]);
        self.frame(&numbered, &format!("{url}page/{page}/"), crumbs)
    }

    /// «Новости Омской области», or «Новости: Омская область» for a term without cases.
    pub fn of_term(&self, section: u16, term: TermId) -> String {
        let it = &self.site.tables.vocabularies.terms[term.0 as usize];
        let items = self.section_title(section);
        match &it.genitive {
            Some(genitive) => self.say("items_of", &[("items", items), ("genitive", genitive.clone())]),
            None => self.say("items_term", &[("items", items), ("term", it.title.clone())]),
        }
    }

    /// «Все новости Омской области (57)».
    pub fn all_of_term(&self, section: u16, term: TermId, n: usize, url: &str) -> Link {
        let it = &self.site.tables.vocabularies.terms[term.0 as usize];
        let items = lower_first(&self.section_title(section));
        let number = crate::base::number::group(self.words.lang, n);
        let title = match &it.genitive {
            Some(genitive) => {
                self.say("all_items_of", &[("items", items), ("genitive", genitive.clone()), ("n", number)])
            }
            None => self.say("all_items_term", &[("items", items), ("term", it.title.clone()), ("n", number)]),
        };
        Link { title, url: self.words.url(url) }
    }

    /// «Все новости (57)».
    pub fn all_of(&self, section: u16, n: usize, url: &str) -> Link {
        let items = lower_first(&self.section_title(section));
        let number = crate::base::number::group(self.words.lang, n);
        Link { title: self.say("all_items_count", &[("items", items), ("n", number)]), url: self.words.url(url) }
    }

    /// The link of a pair's page.
    pub fn pair_address(&self, pair: u32) -> String {
        self.words.url(&pair_url(self.site, pair))
    }
}

/// The first letter small, unless the word is an abbreviation.
pub fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    let Some(first) = letters.next() else { return String::new() };
    if letters.clone().next().is_some_and(char::is_uppercase) {
        return text.to_owned();
    }
    first.to_lowercase().chain(letters).collect()
}
