//! Views of the catalogue: lists by status and kind, the table, events, the matrix, the map, the index by letters.

use std::collections::BTreeMap;

use crate::base::collate::{self, Letter};
use crate::base::map::Map;
use crate::content::vocabulary::{Level, Taxonomy, TermId};
use crate::model::DocId;
use crate::plan::catalogue::{
    self, MOST_LETTERS, ROWS, Special, choice_url, has_table, letter_path, lettered, map_counts, map_terms,
    paged_terms, past_url, practice_sections, table_cut, table_order, table_url,
};
use crate::plan::{ON_HUB, section_url};

use super::World;
use super::list::{Listed, lower_first};
use super::show::term_link;
use super::view::*;

/// Side of a tile of the map, and the way from one tile to the next.
const TILE: u32 = 40;
const STEP: u32 = 44;

/// Lines of the index by letters, in order.
pub type Lines = BTreeMap<Letter, Vec<LetterItem>>;

impl World<'_> {
    /// Ways on from a section's own address: lists by its choices, its table, and what shows its items otherwise.
    pub fn ways(&self, section: u16) -> Vec<WaysView> {
        let Some(kind) = catalogue::section_type(self.site, section) else { return Vec::new() };
        let mut ways = Vec::new();
        for field in &kind.lists {
            let lists = self.site.lists.choices.range((section, *field, 0)..=(section, *field, u16::MAX));
            let link = |((_, _, choice), list): (&(u16, u16, u16), &crate::model::lists::List)| CountLink {
                title: super::first_upper(
                    kind.fields[*field as usize].choices[*choice as usize].label.get(self.words.lang),
                ),
                url: Some(self.words.url(&choice_url(self.site, (section, *field, *choice)))),
                count: list.len() as u64,
                count_text: crate::base::number::group(self.words.lang, list.len()),
                ..CountLink::default()
            };
            let links: Vec<CountLink> = lists.map(link).collect();
            let key = &kind.fields[*field as usize].key;
            let label = lower_first(kind.fields[*field as usize].label.get(self.words.lang));
            let own = format!("by_{key}");
            let title = match self.words.strings.has(&own) {
                true => self.say(&own, &[]),
                false => self.say("by_field", &[("field", label)]),
            };
            if !links.is_empty() {
                ways.push(WaysView { id: format!("by-{}", key.replace('_', "-")), title, links });
            }
        }
        let others = self.other_ways(section);
        if !others.is_empty() {
            ways.push(WaysView { id: "other-ways".to_owned(), title: self.say("other_ways", &[]), links: others });
        }
        ways
    }

    fn other_ways(&self, section: u16) -> Vec<CountLink> {
        let mut links = Vec::new();
        if has_table(self.site, section) {
            links.push(Link { title: self.say("as_table", &[]), url: self.words.url(&table_url(self.site, section)) });
        }
        if practice_sections(self.site).any(|it| it == section) {
            let pairs = (0..self.site.tables.config.pairs.len() as u16).map(Special::Matrix);
            links.extend(pairs.chain([Special::Map]).filter_map(|it| self.special_link(it)));
        }
        links.into_iter().map(|it| CountLink { title: it.title, url: Some(it.url), ..CountLink::default() }).collect()
    }

    /// Pages that show the terms of a taxonomy otherwise: the map, matrices.
    pub fn ways_of_terms(&self, taxonomy: u16) -> Vec<Link> {
        let pairs = self.site.tables.config.pairs.iter().enumerate();
        let own = pairs.filter(|(_, it)| it.first == taxonomy || it.second == taxonomy);
        let matrices = own.map(|(at, _)| Special::Matrix(at as u16));
        let is_map = self.site.tables.vocabularies.taxonomies[taxonomy as usize].name == "regions";
        is_map.then_some(Special::Map).into_iter().chain(matrices).filter_map(|it| self.special_link(it)).collect()
    }

    /// The heading of a page that svod makes, unless its own text has a title.
    pub fn special_title(&self, special: Special) -> String {
        match special {
            Special::Matrix(pair) if pair > 0 => {
                let [first, second] = self.pair_titles(pair);
                self.say("title_matrix_of", &[("first", lower_first(&first)), ("second", lower_first(&second))])
            }
            Special::Letters(Some(it)) => self.say("title_letter", &[("letter", it.label())]),
            Special::SiteMap(part) if part > 0 => {
                let words = [("title", self.say(special.word(), &[])), ("n", part.to_string())];
                self.say("page_number", &words)
            }
            it => self.say(it.word(), &[]),
        }
    }

    fn pair_titles(&self, pair: u16) -> [String; 2] {
        let it = self.site.tables.config.pairs[pair as usize];
        let taxonomies = &self.site.tables.vocabularies.taxonomies;
        [it.first, it.second].map(|it| taxonomies[it as usize].title.get(self.words.lang).to_owned())
    }

    /// The frame of a page that svod makes, with the title of its own text.
    pub fn special_frame(&self, special: Special, text: Option<DocId>) -> Frame {
        let mut crumbs = vec![self.home_link()];
        let above = match special {
            Special::Letters(Some(_)) => Some(Special::Letters(None)),
            Special::SiteMap(1..) => Some(Special::SiteMap(0)),
            _ => None,
        };
        crumbs.extend(above.map(|it| Link { title: self.special_title(it), url: self.words.url(&it.url(self.site)) }));
        let url = special.url(self.site);
        let mut frame = match text {
            Some(id) => self.frame(&self.site.document(id).title, &url, crumbs),
            None => self.frame(&self.special_title(special), &url, crumbs),
        };
        if let Some(id) = text {
            let document = self.site.document(id);
            frame.description = document.summary.as_deref().map(super::plain);
            frame.title = document.short_title.as_deref().map_or(frame.title, super::plain);
        }
        frame.active.clone_from(&frame.url);
        frame
    }

    /// `section.html` of the items that have one choice.
    pub fn choice(&self, key: (u16, u16, u16), page: u32) -> SectionView<'_> {
        let (section, field, choice) = key;
        let url = choice_url(self.site, key);
        let label = catalogue::section_type(self.site, section)
            .map(|it| it.fields[field as usize].choices[choice as usize].label.get(self.words.lang).to_owned());
        let title =
            self.say("items_term", &[("items", self.section_title(section)), ("term", label.unwrap_or_default())]);
        self.beside(section, (&url, &title), &self.site.lists.choices[&key], page)
    }

    /// `section.html` of past events.
    pub fn past(&self, section: u16, page: u32) -> SectionView<'_> {
        let title = self.say("title_past", &[("items", self.section_title(section))]);
        let mut view =
            self.beside(section, (&past_url(self.site, section), &title), &self.site.lists.past[&section], page);
        let per = self.site.tables.config.per_page as usize;
        let items = (page > 0).then(|| self.site.lists.past[&section].page(page as usize, per));
        view.list.years = self.years(self.archived(section), items);
        view
    }

    /// A list beside that of a section.
    fn beside(
        &self,
        section: u16,
        (url, title): (&str, &str),
        list: &crate::model::lists::List,
        page: u32,
    ) -> SectionView<'_> {
        let crumbs = self.section_crumbs(section);
        let listed = Listed { list, url, name: title, archive: None, has_undated: true };
        let mut frame = self.list_frame(title, url, page, crumbs);
        frame.active = self.words.url(&section_url(self.site, section));
        SectionView {
            frame,
            kind: self.site.tables.config.sections[section as usize].kind.clone(),
            list: self.list_view(&listed, page),
            ..SectionView::default()
        }
    }

    /// `events.html`.
    pub fn events(&self, section: u16) -> EventsView<'_> {
        let own = self.section(section, 0);
        let coming: &[DocId] = self.site.lists.coming.get(&section).map_or(&[], Vec::as_slice);
        let n = coming.len() as u64;
        let past = self.site.lists.past.get(&section).and_then(|list| {
            let newest: Vec<DocId> = list.newest().take(ON_HUB).collect();
            let number = crate::base::number::group(self.words.lang, list.len());
            let title = self.say("all_past", &[("n", number)]);
            let all = Link { title, url: self.words.url(&past_url(self.site, section)) };
            self.block("past", self.say("newest_past", &[]), &newest, Some(all))
        });
        EventsView {
            frame: own.frame,
            plain: own.plain,
            body_html: own.body_html,
            coming_html: self.cards(coming.iter().copied()),
            total: (n > 0).then(|| self.words.strings.count("count_coming", n, &[])),
            past,
        }
    }

    /// `table.html`.
    pub fn table(&self, section: u16, page: u32) -> CatalogueView {
        let (list, url) = (&self.site.lists.sections[section as usize], table_url(self.site, section));
        let title = self.say("title_table", &[("items", self.section_title(section))]);
        let mut frame = self.list_frame(&title, &url, page, self.section_crumbs(section));
        frame.active = self.words.url(&section_url(self.site, section));
        let cut = table_cut(list);
        let (from, to) = match page {
            0 => (cut as usize * ROWS, list.len()),
            it => ((it as usize - 1) * ROWS, it as usize * ROWS),
        };
        let order = table_order(list);
        let ids: Vec<DocId> = order.skip(from).take(to - from).collect();
        let columns = self.columns(section);
        let lang = self.words.lang;
        let kind = catalogue::section_type(self.site, section);
        let labels = columns.iter().filter_map(|it| Some(kind?.fields[*it as usize].label.get(lang).to_owned()));
        let mut pager = self.pager(&url, (&title, cut), page);
        pager.total = (page == 0).then(|| self.words.strings.count("count_items", list.len() as u64, &[]));
        CatalogueView {
            frame,
            columns: labels.collect(),
            rows: ids.into_iter().rev().map(|it| self.row(it, &columns)).collect(),
            list: pager,
        }
    }

    /// Fields that stand in the table: what the type compares, before that the terms of pairs.
    fn columns(&self, section: u16) -> Vec<u16> {
        let Some(kind) = catalogue::section_type(self.site, section) else { return Vec::new() };
        let taxonomies = &self.site.tables.vocabularies.taxonomies;
        let pairs = self.site.tables.config.pairs.iter().flat_map(|it| [it.first, it.second]);
        let mut columns: Vec<u16> = Vec::new();
        for field in pairs.filter_map(|it| kind.key(&taxonomies[it as usize].name)) {
            if !columns.contains(&field) {
                columns.push(field);
            }
        }
        for (field, _) in kind.columns() {
            if !columns.contains(&field) {
                columns.push(field);
            }
        }
        columns
    }

    fn row(&self, id: DocId, columns: &[u16]) -> CatalogueRow {
        let (document, kind) = (self.site.document(id), self.site.kind(id));
        let show = self.show(id);
        let cell = |at: &u16| match document.field(*at) {
            Some(value) => show.brief(&kind.fields[*at as usize], value),
            None => Vec::new(),
        };
        CatalogueRow {
            title: document.title.clone(),
            url: self.words.url(&self.site.urls[id as usize]),
            cells: columns.iter().map(cell).collect(),
        }
    }

    /// `matrix.html`.
    pub fn matrix(&self, pair: u16, text: Option<DocId>) -> MatrixView<'_> {
        let config = self.site.tables.config.pairs[pair as usize];
        let vocabularies = &self.site.tables.vocabularies;
        let columns: Vec<TermId> = self.in_tree(config.second, |_| true);
        let rows = self.in_tree(config.first, |it| catalogue::is_row(self.site, it));
        let counts = self.matrix_counts(pair);
        let mut groups: Vec<(Option<TermId>, Vec<TermId>)> = Vec::new();
        for row in rows {
            let above = vocabularies.term(row).parent.filter(|it| vocabularies.term(*it).level < Level::Region);
            match groups.iter_mut().find(|it| it.0 == above) {
                Some(it) => it.1.push(row),
                None => groups.push((above, vec![row])),
            }
        }
        let row = |first: TermId| MatrixRow {
            term: term_link(self.site, self.words, first),
            cells: columns.iter().map(|it| self.matrix_cell(pair, (first, *it), &counts)).collect(),
        };
        let group = |(above, rows): (Option<TermId>, Vec<TermId>)| MatrixGroup {
            title: above.map(|it| term_link(self.site, self.words, it)),
            rows: rows.into_iter().map(row).collect(),
        };
        let [rows_title, columns_title] = self.pair_titles(pair);
        let others = (0..self.site.tables.config.pairs.len() as u16).filter(|it| *it != pair).map(Special::Matrix);
        MatrixView {
            frame: self.special_frame(Special::Matrix(pair), text),
            body_html: self.own_text(text),
            rows_title,
            columns_title,
            columns: columns.iter().map(|it| term_link(self.site, self.words, *it)).collect(),
            groups: groups.into_iter().map(group).collect(),
            others: others.filter_map(|it| self.special_link(it)).collect(),
        }
    }

    /// Practices of each pair of terms.
    fn matrix_counts(&self, pair: u16) -> Map<(TermId, TermId), u64> {
        let sections: Vec<u16> = practice_sections(self.site).collect();
        let is_practice = |it: &&DocId| sections.contains(&self.site.document(**it).section);
        let of = self.site.lists.pairs.iter().filter(|it| it.pair == pair && catalogue::is_row(self.site, it.first));
        let count = |it: &crate::model::lists::PairList| {
            let n = it.list.dated.iter().chain(&it.list.undated).filter(is_practice).count();
            ((it.first, it.second), n as u64)
        };
        of.map(count).collect()
    }

    fn matrix_cell(
        &self,
        pair: u16,
        (first, second): (TermId, TermId),
        counts: &Map<(TermId, TermId), u64>,
    ) -> MatrixCell {
        let Some(at) = self.site.lists.pair_at(pair, first, second) else { return MatrixCell::default() };
        let count = counts.get(&(first, second)).copied().unwrap_or(0);
        let title = |it: TermId| self.site.tables.vocabularies.term(it).title.clone();
        let number = self.words.strings.count("count_practice", count, &[]);
        let words = [("first", title(first)), ("second", title(second))];
        let label = format!("{}, {number}", self.say("pair_title", &words));
        MatrixCell { count, url: Some(self.pair_address(at)), label }
    }

    /// Terms of a taxonomy in the order of its tree.
    fn in_tree(&self, taxonomy: u16, is_wanted: impl Fn(TermId) -> bool) -> Vec<TermId> {
        let mut terms = Vec::new();
        self.walk(taxonomy, &mut |it| {
            if is_wanted(it) {
                terms.push(it);
            }
        });
        terms
    }

    /// `map.html`.
    pub fn map(&self, text: Option<DocId>) -> MapView<'_> {
        let vocabularies = &self.site.tables.vocabularies;
        let wanted: Vec<TermId> = map_terms(self.site).collect();
        let Some(taxonomy) = wanted.first().map(|it| vocabularies.term(*it).taxonomy) else {
            return MapView::default();
        };
        let terms = self.in_tree(taxonomy, |it| wanted.binary_search(&it).is_ok());
        let most = wanted.iter().map(|it| map_counts(self.site, *it).0).max().unwrap_or(0);
        let tiled: Vec<TermId> = terms.iter().copied().filter(|it| vocabularies.term(*it).tile.is_some()).collect();
        let places = || tiled.iter().filter_map(|it| vocabularies.term(*it).tile);
        let left = places().map(|it| it.0).min().unwrap_or(0);
        let top = places().map(|it| it.1).min().unwrap_or(0);
        let edge = |it: u8, from: u8| u32::from(it - from) * STEP + TILE;
        let mut groups: Vec<(Option<TermId>, Vec<TermId>)> = Vec::new();
        for term in &terms {
            let above = vocabularies.term(*term).parent;
            match groups.iter_mut().find(|it| it.0 == above) {
                Some(it) => it.1.push(*term),
                None => groups.push((above, vec![*term])),
            }
        }
        let group = |(above, terms): (Option<TermId>, Vec<TermId>)| MapGroup {
            id: above.map_or("other-regions".to_owned(), |it| format!("in-{}", vocabularies.term(it).id)),
            title: above.map(|it| term_link(self.site, self.words, it)),
            regions: terms.into_iter().map(|it| self.map_line(it)).collect(),
        };
        MapView {
            frame: self.special_frame(Special::Map, text),
            body_html: self.own_text(text),
            tiles: tiled.iter().filter_map(|it| self.tile(*it, (left, top), most)).collect(),
            width: places().map(|it| edge(it.0, left)).max().unwrap_or(0),
            height: places().map(|it| edge(it.1, top)).max().unwrap_or(0),
            groups: groups.into_iter().map(group).collect(),
        }
    }

    fn tile(&self, term: TermId, (left, top): (u8, u8), most: usize) -> Option<TileView> {
        let it = self.site.tables.vocabularies.term(term);
        let (x, y) = it.tile?;
        let (own, adopted) = map_counts(self.site, term);
        let link = term_link(self.site, self.words, term);
        Some(TileView {
            x: u32::from(x - left) * STEP,
            y: u32::from(y - top) * STEP,
            label: it.label.clone().unwrap_or_else(|| it.title.chars().take(4).collect()),
            title: link.title,
            url: link.url,
            own: own as u64,
            adopted: adopted as u64,
            step: (own * 4).div_ceil(most.max(1)).min(4) as u8,
        })
    }

    fn map_line(&self, term: TermId) -> MapLine {
        let (own, adopted) = map_counts(self.site, term);
        let link = term_link(self.site, self.words, term);
        let count = |key: &str, n: usize| self.words.strings.count(key, n as u64, &[]);
        MapLine {
            title: link.title,
            url: link.url,
            own: count("count_practice", own),
            adopted: (adopted > 0).then(|| count("count_adopted", adopted)),
        }
    }

    /// `index-az.html`: the whole index, its letters, or one letter of it.
    pub fn letters(&self, letter: Option<Letter>, text: Option<DocId>) -> LettersView<'_> {
        let lines = self.lines.get_or_init(|| self.lines());
        let is_parted = lines.values().map(Vec::len).sum::<usize>() > MOST_LETTERS;
        let anchor = |it: Letter| format!("letter-{}", letter_path(it));
        let jump = |it: Letter| CountLink {
            title: it.label(),
            url: Some(match is_parted {
                true => self.words.url(&Special::Letters(Some(it)).url(self.site)),
                false => format!("#{}", anchor(it)),
            }),
            ..CountLink::default()
        };
        let is_here = |it: &Letter| letter.is_none_or(|one| one == *it) && (letter.is_some() || !is_parted);
        let group = |(it, items): (&Letter, &Vec<LetterItem>)| LetterGroup {
            id: anchor(*it),
            title: it.label(),
            items: items.clone(),
        };
        LettersView {
            frame: self.special_frame(Special::Letters(letter), text),
            body_html: self.own_text(text),
            letters: lines.keys().map(|it| jump(*it)).collect(),
            groups: lines.iter().filter(|(it, _)| is_here(it)).map(group).collect(),
        }
    }

    /// What one term of a taxonomy is called beside its name: «регион», where the taxonomy is «Регионы».
    fn one_of(&self, taxonomy: &Taxonomy, level: Level) -> String {
        // A site that names its taxonomies itself has not told one of them.
        let mut declared = self.site.tables.config.taxonomies.iter();
        let is_ours = declared.any(|it| it.name == taxonomy.name && it.span.is_none());
        match &*taxonomy.name {
            "regions" if is_ours => match level {
                Level::Country => self.say("one_country", &[]),
                Level::District => self.say("one_district", &[]),
                Level::Region => self.say("one_region", &[]),
                Level::Municipality => self.say("one_municipality", &[]),
            },
            "themes" if is_ours => self.say("one_theme", &[]),
            _ => lower_first(taxonomy.title.get(self.words.lang)),
        }
    }

    fn lines(&self) -> Lines {
        let lang = self.words.lang;
        let mut all: Vec<(Vec<u8>, LetterItem)> = Vec::new();
        let mut line = |title: &str, url: &str, kind: String| {
            let item = LetterItem { title: title.to_owned(), url: self.words.url(url), kind };
            all.push((collate::key(lang, title), item));
        };
        for id in lettered(self.site) {
            let kind = lower_first(self.site.kind(id).title.get(lang));
            line(&self.site.document(id).title, &self.site.urls[id as usize], kind);
        }
        for term in paged_terms(self.site) {
            let it = self.site.tables.vocabularies.term(term);
            let taxonomy = &self.site.tables.vocabularies.taxonomies[it.taxonomy as usize];
            line(&it.title, &self.site.term_url(term), self.one_of(taxonomy, it.level));
        }
        all.sort_unstable_by(|a, b| (&a.0, &a.1.url).cmp(&(&b.0, &b.1.url)));
        let mut lines = Lines::new();
        for (_, item) in all {
            lines.entry(collate::letter(lang, &item.title)).or_default().push(item);
        }
        lines
    }
}
