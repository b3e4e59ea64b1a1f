//! Views of the home page, the archive, 404, withdrawn pages and former addresses.

use std::collections::BTreeMap;

use crate::base::lang::Lang;
use crate::content::config::HomeBlock;
use crate::content::vocabulary::TermId;
use crate::model::DocId;
use crate::plan::{ON_HUB, has_terms_page, section_url};

use super::World;
use super::list::lower_first;
use super::view::*;

impl World<'_> {
    /// `home.html`.
    pub fn home(&self) -> HomeView<'_> {
        let config = &self.site.tables.config;
        let mut frame = self.frame(&config.title, "/", Vec::new());
        frame.title = String::new();
        frame.description = config.description.as_deref().map(super::plain);
        let body_html = match &self.site.input.home {
            Some(text) => self.part_text(&text.body, &self.plan.fills.home),
            None => Html::default(),
        };
        let (regions, regions_all) = self.entry("regions");
        let (groups, groups_all) = self.entry("target_groups");
        HomeView {
            frame,
            order: config.home.iter().map(|it| block_name(*it).to_owned()).collect(),
            description: config.description.clone(),
            body_html,
            groups,
            groups_all,
            news: self.newest("news"),
            featured: self.featured(),
            regions,
            regions_all,
            map: self.planned("/map/", "home_map"),
            counters: self.home_counters(),
            events: self.coming(),
            subscribe: self.planned("/subscribe/", "home_subscribe"),
            search: self.plan.at("/search/").map(|_| self.words.url("/search/")),
        }
    }

    /// A link to a page of the site, once there is one.
    fn planned(&self, url: &str, words: &str) -> Option<Link> {
        self.plan.at(url).map(|_| Link { title: self.say(words, &[]), url: self.words.url(url) })
    }

    /// The first of some items that are not out of date.
    fn current(&self, ids: impl Iterator<Item = DocId>) -> Vec<DocId> {
        ids.filter(|it| self.is_current(*it)).take(ON_HUB).collect()
    }

    /// Terms of a taxonomy that have pages, and the page of them all.
    fn entry(&self, name: &str) -> (Vec<CountLink>, Option<Link>) {
        let vocabularies = &self.site.tables.vocabularies;
        let Some(at) = vocabularies.taxonomies.iter().position(|it| it.name == name) else { return (Vec::new(), None) };
        if !has_terms_page(self.site, at as u16) {
            return (Vec::new(), None);
        }
        let taxonomy = &vocabularies.taxonomies[at];
        let terms = self.tree(at as u16).into_iter().filter(|it| it.url.is_some() && it.count > 0).collect();
        let all = Link {
            title: self.say("all_terms", &[("title", taxonomy.title.get(self.words.lang).to_owned())]),
            url: self.words.url(&format!("/{}/", taxonomy.path)),
        };
        (terms, Some(all))
    }

    fn newest(&self, kind: &str) -> Option<Block<'_>> {
        let section = self.section_of(kind)?;
        let list = &self.site.lists.sections[section as usize];
        let ids = self.current(list.newest());
        let all = self.all_of(section, list.len(), &section_url(self.site, section));
        self.block(kind, self.section_title(section), &ids, Some(all))
    }

    /// What the editors chose, and the way to all of its kind: to practices, where one is among it.
    fn featured(&self) -> Option<Block<'_>> {
        let ids = self.current(self.site.lists.featured.iter().copied());
        let is_practice = |it: &&DocId| self.site.kind(**it).id == "practice";
        let section = self.site.document(*ids.iter().find(is_practice).or(ids.first())?).section;
        let n = self.site.lists.sections[section as usize].len();
        let all = self.all_of(section, n, &section_url(self.site, section));
        self.block("featured", self.say("home_featured", &[]), &ids, Some(all))
    }

    fn section_of(&self, kind: &str) -> Option<u16> {
        self.site.tables.config.sections.iter().position(|it| it.kind == kind).map(|it| it as u16)
    }

    fn coming(&self) -> Option<Block<'_>> {
        let section = self.section_of("event")?;
        let list = &self.site.lists.sections[section as usize];
        let coming = self.site.lists.coming.get(&section)?;
        let ids = &coming[..coming.len().min(ON_HUB)];
        let all = self.all_of(section, list.len(), &section_url(self.site, section));
        self.block("events", self.say("home_events", &[]), ids, Some(all))
    }

    /// `year.html`.
    pub fn year(&self, section: u16, year: u16) -> YearView {
        let url = section_url(self.site, section);
        let title = self.say("title_year", &[("title", self.section_title(section)), ("year", year.to_string())]);
        let mut frame = self.frame(&title, &format!("{url}{year}/"), self.section_crumbs(section));
        frame.active = self.words.url(&url);
        let months = self.site.lists.months.range((section, year, 0)..=(section, year, 12));
        let month = |((_, _, month), ids): (&(u16, u16, u8), &Vec<DocId>)| CountLink {
            title: crate::base::date::month_heading(self.words.lang, year, *month),
            url: Some(self.words.url(&format!("{url}{year}/{month:02}/"))),
            count: ids.len() as u64,
            count_text: self.words.strings.count("count_items", ids.len() as u64, &[]),
            ..CountLink::default()
        };
        let mut years: Vec<u16> = self.site.lists.months.keys().filter(|it| it.0 == section).map(|it| it.1).collect();
        years.dedup();
        let at = years.iter().position(|it| *it == year).unwrap_or(0);
        // Neighbours only: a list of all years would change every page of the archive with each new year.
        let near = [at.checked_sub(1), at.checked_add(1)].into_iter().flatten().filter_map(|it| years.get(it));
        let link = |it: &u16| Link { title: it.to_string(), url: self.words.url(&format!("{url}{it}/")) };
        YearView { frame, months: months.map(month).collect(), years: near.map(link).collect() }
    }

    /// From home to the list of a section.
    pub fn section_crumbs(&self, section: u16) -> Vec<Link> {
        let url = self.words.url(&section_url(self.site, section));
        vec![self.home_link(), Link { title: self.section_title(section), url }]
    }

    /// `month.html`.
    pub fn month(&self, section: u16, year: u16, month: u8) -> MonthView<'_> {
        let url = section_url(self.site, section);
        let heading = crate::base::date::month_heading(self.words.lang, year, month);
        let month_of = match self.words.lang {
            Lang::Ru => lower_first(&heading),
            Lang::En => heading,
        };
        let title = self.say("title_month", &[("title", self.section_title(section)), ("month", month_of)]);
        let mut crumbs = self.section_crumbs(section);
        crumbs.push(Link { title: year.to_string(), url: self.words.url(&format!("{url}{year}/")) });
        let mut frame = self.frame(&title, &format!("{url}{year}/{month:02}/"), crumbs);
        frame.active = self.words.url(&url);
        let ids = &self.site.lists.months[&(section, year, month)];
        let mut days: BTreeMap<u8, Vec<DocId>> = BTreeMap::new();
        for id in ids {
            let day = self.site.when[*id as usize].map_or(1, |it| it.date.day());
            days.entry(day).or_default().push(*id);
        }
        let day = |(day, ids): (u8, Vec<DocId>)| CardGroup {
            title: crate::base::date::Date::new(year, month, day).map(|it| it.day_and_month(self.words.lang)),
            cards_html: self.cards(ids.into_iter()),
        };
        let months = &self.site.lists.months;
        let link = |key: &(u16, u16, u8)| Link {
            title: crate::base::date::month_heading(self.words.lang, key.1, key.2),
            url: self.words.url(&format!("{url}{}/{:02}/", key.1, key.2)),
        };
        let here = (section, year, month);
        let older = months.range((section, 0, 0)..here).next_back().map(|(key, _)| link(key));
        let newer = months.range(here..=(section, u16::MAX, 12)).nth(1).map(|(key, _)| link(key));
        MonthView { frame, days: days.into_iter().map(day).collect(), older, newer }
    }

    /// `404.html`.
    pub fn not_found(&self) -> NotFoundView {
        let mut frame = self.frame(&self.say("title_not_found", &[]), "/404.html", vec![self.home_link()]);
        frame.canonical = None;
        frame.is_noindex = true;
        NotFoundView { frame, sections: self.ways_on() }
    }

    /// Where a reader can go on from a page that has nothing to show: sections and indexes of terms.
    pub fn ways_on(&self) -> Vec<Link> {
        let sections =
            (0..self.site.tables.config.sections.len() as u16).filter(|it| crate::plan::has_list(self.site, *it));
        let link = |it: u16| Link { title: self.section_title(it), url: self.words.url(&section_url(self.site, it)) };
        let mut sections: Vec<Link> = sections.map(link).collect();
        for (at, taxonomy) in self.site.tables.vocabularies.taxonomies.iter().enumerate() {
            if has_terms_page(self.site, at as u16) {
                let title = taxonomy.title.get(self.words.lang).to_owned();
                sections.push(Link { title, url: self.words.url(&format!("/{}/", taxonomy.path)) });
            }
        }
        sections
    }

    /// `withdrawn.html`: never the title of what stood there.
    pub fn withdrawn(&self, id: DocId) -> WithdrawnView {
        let state = &self.site.document(id).state;
        let mut frame =
            self.frame(&self.say("title_withdrawn", &[]), &self.site.urls[id as usize], vec![self.home_link()]);
        frame.is_noindex = true;
        let (date, reason) = match &state.withdrawn {
            Some((date, reason)) => (*date, reason.clone()),
            None => (state.expires.map(|it| it.date), None),
        };
        WithdrawnView { frame, date: date.map(|it| self.words.day(it)), reason, sections: self.ways_on() }
    }

    /// `redirect.html`.
    pub fn redirect(&self, path: &str, to: &str) -> RedirectView {
        let mut frame = self.frame(&self.say("title_moved", &[]), &format!("/{path}"), vec![self.home_link()]);
        frame.canonical = self.words.absolute(to);
        frame.is_noindex = true;
        RedirectView { frame, to: self.words.url(to) }
    }
}

/// What a template knows a block of the home page by.
fn block_name(block: HomeBlock) -> &'static str {
    match block {
        HomeBlock::Intro => "intro",
        HomeBlock::Groups => "groups",
        HomeBlock::News => "news",
        HomeBlock::Featured => "featured",
        HomeBlock::Regions => "regions",
        HomeBlock::Counters => "counters",
        HomeBlock::Events => "events",
        HomeBlock::Subscribe => "subscribe",
        HomeBlock::Search => "search",
    }
}

/// Terms right below each term.
pub fn children(site: &crate::model::Site) -> BTreeMap<TermId, Vec<TermId>> {
    let mut out: BTreeMap<TermId, Vec<TermId>> = BTreeMap::new();
    for (at, term) in site.tables.vocabularies.terms.iter().enumerate() {
        if let Some(parent) = term.parent {
            out.entry(parent).or_default().push(TermId(at as u32));
        }
    }
    out
}
