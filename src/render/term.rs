//! Views of terms: the index of a taxonomy, the hub of a term, the page of a pair.

use crate::base::date::{DateTime, Time};
use crate::base::zone::Zone;
use crate::content::types::{Field, Groups};
use crate::content::value::Value;
use crate::content::vocabulary::{Level, TermId};
use crate::model::DocId;
use crate::model::lists::List;
use crate::plan::welcomed::Welcomed;
use crate::plan::{ON_HUB, ON_PAGE, section_name};

use super::World;
use super::list::Listed;
use super::show::term_link;
use super::view::*;

/// Anchor of what is there for everybody: what covers the whole territory, and telephones.
const ANYWAY: &str = "anyway";

impl World<'_> {
    /// `terms.html`.
    pub fn terms(&self, taxonomy: u16) -> TermsView {
        let it = &self.site.tables.vocabularies.taxonomies[taxonomy as usize];
        let title = it.title.get(self.words.lang);
        let mut frame = self.frame(title, &format!("/{}/", it.path), vec![self.home_link()]);
        frame.active.clone_from(&frame.url);
        TermsView { frame, name: it.name.clone(), ways: self.ways_of_terms(taxonomy), terms: self.tree(taxonomy) }
    }

    /// Terms of a taxonomy as a flat tree; those without a page stand without a link, and numbers roll up.
    pub fn tree(&self, taxonomy: u16) -> Vec<CountLink> {
        let all = self.site.tables.vocabularies.taxonomies[taxonomy as usize].terms.clone().map(TermId);
        let roots = all.filter(|it| self.site.tables.vocabularies.terms[it.0 as usize].parent.is_none());
        let mut out = Vec::new();
        for root in self.sorted(roots.collect()) {
            self.branch(root, &mut out);
        }
        out
    }

    /// Visits the terms of a taxonomy in the order of its tree.
    pub fn walk(&self, taxonomy: u16, visit: &mut impl FnMut(TermId)) {
        let all = self.site.tables.vocabularies.taxonomies[taxonomy as usize].terms.clone().map(TermId);
        let roots = all.filter(|it| self.site.tables.vocabularies.terms[it.0 as usize].parent.is_none());
        let mut open: Vec<TermId> = self.sorted(roots.collect());
        open.reverse();
        while let Some(term) = open.pop() {
            visit(term);
            open.extend(self.sorted(self.children(term)).into_iter().rev());
        }
    }

    fn branch(&self, term: TermId, out: &mut Vec<CountLink>) {
        out.push(self.counted(term));
        for child in self.sorted(self.children(term)) {
            self.branch(child, out);
        }
    }

    /// Terms right below one.
    pub fn children(&self, term: TermId) -> Vec<TermId> {
        self.children.get(&term).cloned().unwrap_or_default()
    }

    /// By their `order`, then by title.
    fn sorted(&self, mut terms: Vec<TermId>) -> Vec<TermId> {
        let key = |it: &TermId| {
            let term = &self.site.tables.vocabularies.terms[it.0 as usize];
            (term.order.unwrap_or(i32::MAX), crate::base::collate::key(self.words.lang, &term.title), *it)
        };
        terms.sort_by_cached_key(key);
        terms
    }

    /// A term with its number of items.
    pub fn counted(&self, term: TermId) -> CountLink {
        let count = self.site.lists.terms[term.0 as usize].len() as u64;
        let plain = self.plain_of(term);
        let count_text = self.words.strings.count("count_items", count, &[]);
        CountLink { count, count_text, plain, ..term_link(self.site, self.words, term) }
    }

    /// What a term is, in plain words: of its vocabulary, else of its own text.
    fn plain_of(&self, term: TermId) -> Option<String> {
        let text = self.site.input.terms.get(&term);
        let own = self.site.tables.vocabularies.terms[term.0 as usize].plain.as_ref();
        own.or_else(|| text.and_then(|it| it.plain.as_ref())).cloned()
    }

    /// From home to the term above.
    pub fn term_crumbs(&self, term: TermId) -> Vec<Link> {
        let it = &self.site.tables.vocabularies.terms[term.0 as usize];
        let taxonomy = &self.site.tables.vocabularies.taxonomies[it.taxonomy as usize];
        let url = self.words.url(&format!("/{}/", taxonomy.path));
        let mut crumbs = vec![self.home_link(), Link { title: taxonomy.title.get(self.words.lang).to_owned(), url }];
        let above: Vec<TermId> = self.site.ancestors(term).filter(|it| self.site.has_page(*it)).collect();
        crumbs.extend(above.into_iter().rev().map(|it| self.term_own_link(it)));
        crumbs
    }

    /// The link of a term that has a page.
    pub fn term_own_link(&self, term: TermId) -> Link {
        let title = self.site.tables.vocabularies.terms[term.0 as usize].title.clone();
        Link { title, url: self.words.url(&self.site.term_url(term)) }
    }

    /// `term.html`: the hub, or a cut page of the mixed list.
    pub fn term(&self, term: TermId, page: u32) -> TermView<'_> {
        let it = &self.site.tables.vocabularies.terms[term.0 as usize];
        let taxonomy = &self.site.tables.vocabularies.taxonomies[it.taxonomy as usize];
        let url = self.site.term_url(term);
        let name = self.say("newest_of", &[("title", it.title.clone())]);
        let list = &self.site.lists.terms[term.0 as usize];
        let listed = Listed { list, url: &url, name: &name, archive: None, has_undated: false };
        let mut frame = self.list_frame(&it.title, &url, page, self.term_crumbs(term));
        frame.active = self.words.url(&format!("/{}/", taxonomy.path));
        let mut view = TermView {
            frame,
            name: taxonomy.name.clone(),
            title: it.title.clone(),
            genitive: it.genitive.clone(),
            prepositional: it.prepositional.clone(),
            list: self.list_view(&listed, page),
            ..TermView::default()
        };
        if page == 0 {
            self.hub(term, &mut view);
        }
        view
    }

    fn hub<'w>(&'w self, term: TermId, view: &mut TermView<'w>) {
        let text = self.site.input.terms.get(&term);
        view.plain = self.plain_of(term);
        view.frame.description = view.plain.as_deref().or(text.and_then(|it| it.summary.as_deref())).map(super::plain);
        let fills = self.plan.fills.terms.get(&term);
        view.body_html = text.zip(fills).map(|(it, fills)| self.part_text(&it.body, fills)).unwrap_or_default();
        view.notice = self.term_notice(term);
        (view.contact, view.further) = self.chain_of(term);
        view.children = self.sorted(self.children(term)).into_iter().map(|it| self.counted(it)).collect();
        view.children.retain(|it| it.url.is_some());
        for section in self.by_importance() {
            let block = self.hub_block(term, section);
            match self.is_of_services(section) {
                true => {
                    let known = view.contact.iter().chain(&view.further);
                    view.helplines.extend(self.helplines(self.site.lists.of_term(term, section), known));
                    view.services = view.services.take().or(block);
                }
                false => view.blocks.extend(block),
            }
        }
        view.reach = self.reach_sums(term);
        for above in self.site.ancestors(term) {
            view.whole.extend(self.site.lists.whole.get(&above).and_then(|ids| self.whole_block(above, ids)));
        }
        view.hosted = self.welcomed_block(term, Welcomed::Hosted);
        view.adopted = self.welcomed_block(term, Welcomed::Adopted);
        view.partners = self.partners(term, !view.whole.is_empty() || view.contact.is_some());
    }

    /// The newest of what came to a term from elsewhere, and the way to all of it.
    fn welcomed_block(&self, term: TermId, what: Welcomed) -> Option<Block<'_>> {
        let ids = what.ids(self.site, term);
        let all = (ids.len() > ON_PAGE).then(|| Link {
            title: self.say(
                "all_items_term",
                &[
                    ("items", super::list::lower_first(&self.say(what.word(), &[]))),
                    ("term", self.site.tables.vocabularies.term(term).title.clone()),
                    ("n", crate::base::number::group(self.words.lang, ids.len())),
                ],
            ),
            url: self.words.url(&what.url(self.site, term)),
        });
        self.block(what.name(), self.say(what.word(), &[]), &ids[..ids.len().min(ON_PAGE)], all)
    }

    /// Telephones around a term: the nearest, then those of each term above.
    fn chain_of(&self, term: TermId) -> (Option<ContactView>, Vec<ContactView>) {
        let mut all = std::iter::once(term).chain(self.site.ancestors(term)).filter_map(|it| self.term_contact(it));
        (all.next(), all.collect())
    }

    /// Telephones of the running services of a list, by who answers; those that are `known` already are not repeated.
    fn helplines<'c>(&self, list: &List, known: impl Iterator<Item = &'c ContactView>) -> Vec<ContactView> {
        let mut told: Vec<String> = known.flat_map(|it| &it.phones).map(|it| it.tel.clone()).collect();
        let is_running =
            |it: &DocId| self.status_tone(self.site.document(*it), self.site.kind(*it)).is_none_or(|it| it == 1);
        let mut out = Vec::new();
        for id in list.newest().filter(is_running).take(ON_HUB) {
            let ContactView { mut phones, whose, .. } = self.contact_of(id).unwrap_or_default();
            phones.retain(|it| !told.contains(&it.tel));
            if phones.is_empty() {
                continue;
            }
            told.extend(phones.iter().map(|it| it.tel.clone()));
            let whose = whose.or_else(|| Some(self.link_to(id)));
            out.push(ContactView { whose, phones, ..ContactView::default() });
        }
        out
    }

    fn is_of_services(&self, section: u16) -> bool {
        self.site.tables.config.sections[section as usize].kind == "service"
    }

    /// What runs on the whole of a territory: services first; the page of the territory has the rest.
    fn whole_block(&self, above: TermId, ids: &[DocId]) -> Option<Block<'_>> {
        let mut order = vec![0; self.importance.len()];
        self.by_importance().enumerate().for_each(|(rank, section)| order[section as usize] = rank);
        let mut ids = ids.to_vec();
        ids.sort_by_key(|it| order[self.site.document(*it).section as usize]);
        ids.truncate(ON_PAGE);
        let term = &self.site.tables.vocabularies.terms[above.0 as usize];
        let all = Link {
            title: self.say("all_of_territory", &[("title", term.title.clone())]),
            url: self.words.url(&self.site.term_url(above)),
        };
        self.block(&format!("whole-{}", term.id), self.whole_title(above), &ids, Some(all))
    }

    /// «Действует по всей стране», «Действует на всей территории Омской области».
    fn whole_title(&self, term: TermId) -> String {
        let it = &self.site.tables.vocabularies.terms[term.0 as usize];
        match &it.genitive {
            _ if it.level == Level::Country => self.say("whole_country", &[]),
            Some(genitive) => self.say("whole_territory", &[("genitive", genitive.clone())]),
            None => self.say("whole_territory_term", &[("term", it.title.clone())]),
        }
    }

    /// Six of a section, and the way to all: one short line each for a long list.
    fn hub_block(&self, term: TermId, section: u16) -> Option<Block<'_>> {
        let list = self.site.lists.of_term(term, section);
        let url = format!("{}{}/", self.site.term_url(term), section_name(self.site, section));
        let all = (list.len() > ON_HUB).then(|| self.all_of_term(section, term, list.len(), &url));
        self.parted(section, list, self.section_title(section), all)
    }

    /// A block of a section: practices and services by groups of status, six in each.
    fn parted(&self, section: u16, list: &List, title: String, all: Option<Link>) -> Option<Block<'_>> {
        if list.is_empty() {
            return None;
        }
        let config = &self.site.tables.config.sections[section as usize];
        let kind = self.site.tables.types.find(&config.kind).map(|it| self.site.tables.types.get(it))?;
        let groups = match &kind.groups {
            Some(groups) => self.groups(groups, list),
            None => vec![CardGroup { title: None, cards_html: self.cards(list.newest().take(ON_HUB)) }],
        };
        Some(Block { id: config.folder.clone(), title, groups, all })
    }

    fn groups(&self, groups: &Groups, list: &List) -> Vec<CardGroup<'_>> {
        let choice = |id: DocId| match self.site.document(id).field(groups.field) {
            Some(Value::Choice(it)) => Some(*it),
            _ => None,
        };
        let mut out = Vec::new();
        let is_grouped = |it: u16| groups.parts.iter().any(|(_, one)| one.contains(&it));
        // Those without a status first: below the last heading they would seem to have ended.
        let rest: Vec<DocId> =
            list.newest().filter(|it| choice(*it).is_none_or(|it| !is_grouped(it))).take(ON_HUB).collect();
        if !rest.is_empty() {
            out.push(CardGroup { title: None, cards_html: self.cards(rest.into_iter()) });
        }
        for (title, choices) in &groups.parts {
            let ids: Vec<DocId> =
                list.newest().filter(|it| choice(*it).is_some_and(|it| choices.contains(&it))).take(ON_HUB).collect();
            if !ids.is_empty() {
                let title = Some(title.get(self.words.lang).to_owned());
                out.push(CardGroup { title, cards_html: self.cards(ids.into_iter()) });
            }
        }
        out
    }

    fn term_notice(&self, term: TermId) -> Option<String> {
        let period = self.site.tables.vocabularies.terms[term.0 as usize].period.as_ref()?;
        let to = crate::base::date::parse_partial(&period.to.as_ref()?.value).ok()?;
        (to.last() < self.site.moment.today()).then(|| self.say("ended", &[]))
    }

    /// Every term of the partner taxonomies with its number here; a zero leads to what is there for everybody.
    fn partners(&self, term: TermId, has_anyway: bool) -> Vec<TermLinks> {
        let vocabularies = &self.site.tables.vocabularies;
        let own = vocabularies.terms[term.0 as usize].taxonomy;
        let mut out = Vec::new();
        for (at, pair) in self.site.tables.config.pairs.iter().enumerate() {
            let (is_first, is_second) = (pair.first == own, pair.second == own);
            if !is_first && !is_second {
                continue;
            }
            let other = &vocabularies.taxonomies[if is_first { pair.second } else { pair.first } as usize];
            // A country or a district has no pairs of its own: its numbers are counted, and lead to the partner's page.
            let is_above = is_first && vocabularies.term(term).level < Level::Region;
            let counts = if is_above { self.met(term, &other.terms) } else { Vec::new() };
            let mut links = Vec::new();
            for partner in self.sorted(other.terms.clone().map(TermId).collect()) {
                let (first, second) = if is_first { (term, partner) } else { (partner, term) };
                let index = self.site.lists.pair_at(at as u16, first, second);
                // A region page shows every group, zeros too; a group's page names only regions where something is.
                if index.is_none() && !is_first {
                    continue;
                }
                let own = index.map_or(0, |it| self.site.lists.pairs[it as usize].list.len()) as u64;
                let count = counts.get((partner.0 - other.terms.start) as usize).copied().unwrap_or(own);
                let at_hand = index.map(|it| self.pair_address(it));
                let at_hand = at_hand.or_else(|| self.partner_page(partner).filter(|_| count > 0));
                let for_all = has_anyway.then(|| format!("{}#{ANYWAY}", self.words.url(&self.site.term_url(term))));
                let url = at_hand.or(for_all).or_else(|| self.partner_page(partner));
                let CountLink { title, depth, .. } = term_link(self.site, self.words, partner);
                let count_text = self.words.strings.count("count_items", count, &[]);
                links.push(CountLink { title, url, count, count_text, depth, plain: None });
            }
            if links.iter().any(|it| it.url.is_some()) {
                let title = other.title.get(self.words.lang).to_owned();
                out.push(TermLinks { name: other.name.clone(), title, links });
            }
        }
        out
    }

    /// How many items of a term each of some other terms has, with what is below them.
    fn met(&self, term: TermId, others: &std::ops::Range<u32>) -> Vec<u64> {
        let mut counts = vec![0; others.len()];
        let mut seen: Vec<TermId> = Vec::new();
        for id in self.site.lists.terms[term.0 as usize].newest() {
            seen.clear();
            for own in self.site.terms[id as usize].iter().filter(|it| others.contains(&it.0)) {
                let up = std::iter::once(*own).chain(self.site.ancestors(*own));
                seen.extend(up);
            }
            seen.sort_unstable();
            seen.dedup();
            seen.iter().for_each(|it| counts[(it.0 - others.start) as usize] += 1);
        }
        counts
    }

    /// Without anything for everybody a zero leads to the partner's own page.
    fn partner_page(&self, partner: TermId) -> Option<String> {
        self.site.has_page(partner).then(|| self.words.url(&self.site.term_url(partner)))
    }

    /// Telephones of a term.
    pub fn term_contact(&self, term: TermId) -> Option<ContactView> {
        let phones = crate::model::chain::phones(self.site, term);
        if phones.is_empty() {
            return None;
        }
        let phones = phones.iter().map(|it| self.words.phone(it)).collect();
        Some(ContactView { whose: Some(self.term_own_link(term)), phones, ..ContactView::default() })
    }

    /// `pair.html`.
    pub fn pair(&self, pair: u32, page: u32) -> PairView<'_> {
        let it = &self.site.lists.pairs[pair as usize];
        let vocabularies = &self.site.tables.vocabularies;
        let (first, second) = (&vocabularies.terms[it.first.0 as usize], &vocabularies.terms[it.second.0 as usize]);
        let words = [("first", first.title.clone()), ("second", second.title.clone())];
        let title = self.say("pair_title", &words);
        let url = crate::plan::pair_url(self.site, pair);
        let mut crumbs = self.term_crumbs(it.first);
        crumbs.push(self.term_own_link(it.first));
        let listed = Listed { list: &it.list, url: &url, name: &title, archive: None, has_undated: true };
        let mut view = PairView {
            frame: self.list_frame(&title, &url, page, crumbs),
            list: self.list_view(&listed, page),
            ..PairView::default()
        };
        if page == 0 {
            // Without their numbers: those of a region would change the pages of all its pairs with each new item.
            let parent = |it: TermId| CountLink { plain: self.plain_of(it), ..term_link(self.site, self.words, it) };
            view.parents = vec![parent(it.first), parent(it.second)];
            (view.contact, view.further) = self.chain_of(it.first);
            let number = crate::base::number::group(self.words.lang, it.list.len());
            for section in self.by_importance() {
                let of = |id: &&DocId| self.site.document(**id).section == section;
                let dated = it.list.dated.iter().filter(of).copied().collect();
                let undated = it.list.undated.iter().filter(of).copied().collect();
                let list = List { dated, undated };
                // What a block leaves out stands in the list below it.
                let all = (list.len() > ON_HUB).then(|| {
                    let words = [("title", title.clone()), ("n", number.clone())];
                    Link { title: self.say("all_of_pair", &words), url: format!("{}#list", self.words.url(&url)) }
                });
                let block = self.parted(section, &list, self.section_title(section), all);
                match self.is_of_services(section) {
                    true => {
                        let known = view.contact.iter().chain(&view.further);
                        view.helplines.extend(self.helplines(&list, known));
                        view.services = view.services.take().or(block);
                    }
                    false => view.blocks.extend(block),
                }
            }
            for above in self.site.ancestors(it.first) {
                let ids = self.site.lists.whole_for.get(&(above, it.second));
                view.whole.extend(ids.and_then(|ids| self.whole_block(above, ids)));
            }
        }
        view
    }

    /// The zone of an event's host region where it differs from the site's.
    pub fn event_zone(&self, id: DocId, values: &[(u16, Value)], field: &Field) -> Zone {
        let host = values.iter().find_map(|(at, it)| match it {
            Value::Term(term) if &*field.fields[*at as usize].key == "region" => Some(*term),
            _ => None,
        });
        let place = host.or_else(|| self.site.terms[id as usize].first().copied());
        let name = place.and_then(|it| self.site.tables.vocabularies.terms[it.0 as usize].time_zone.as_deref());
        name.and_then(Zone::get).unwrap_or_else(|| self.words.zone.clone())
    }

    /// A moment on the clocks of a zone.
    pub fn when_in(&self, zone: &Zone, it: DateTime) -> When {
        let mut when = self.words.when(it);
        if let Some(time) = it.time {
            let offset = self.words.offset(zone, it.date, time);
            when.iso = format!("{it}{offset}");
        }
        when
    }

    /// «1–3 января 2022 г., начало в 10:00», «11 января 2022 г., 10:00 (омское время)».
    pub fn event_text(&self, start: Option<DateTime>, end: Option<DateTime>, zone: &Zone) -> String {
        let lang = self.words.lang;
        let Some(start) = start else { return String::new() };
        let mut text = match end {
            Some(end) if end.date != start.date => {
                let days = crate::base::date::range(lang, start.date, end.date);
                match start.time {
                    Some(time) => self.say("event_begins", &[("days", days), ("time", time.to_string())]),
                    None => days,
                }
            }
            Some(end) => crate::base::date::range(lang, start, end),
            None => start.long(lang),
        };
        let time = start.time.unwrap_or(Time::NOON);
        let offset = self.words.offset(zone, start.date, time);
        if start.time.is_some() && offset != self.words.offset(&self.words.zone, start.date, time) {
            let zone = zone.local_name(lang).map_or_else(|| format!("UTC{offset}"), str::to_owned);
            text = self.say("local_time", &[("time", text), ("zone", zone)]);
        }
        text
    }
}
