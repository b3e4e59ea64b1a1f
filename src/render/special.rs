//! Views of the pages that every site may have: contacts, reception, how to follow, accessibility, privacy, site map.

use crate::content::vocabulary::TermId;
use crate::model::DocId;
use crate::plan::catalogue::{
    self, MapPart, Special, dated_sections, has_table, map_parts, pages_by_title, past_url, table_url,
};
use crate::plan::{Output, has_list, has_terms_page, section_url};

use super::show::term_link;
use super::view::*;
use super::{View, World};

impl World<'_> {
    /// The view of a page that svod makes by itself.
    pub fn special(&self, special: Special, text: Option<DocId>) -> View<'_> {
        match special {
            Special::Matrix(pair) => View::Matrix(self.matrix(pair, text)),
            Special::Map => View::Map(self.map(text)),
            Special::Letters(letter) => View::Letters(self.letters(letter, text)),
            Special::Contacts | Special::Reception => View::Contacts(Box::new(self.contacts(special, text))),
            Special::Subscribe => View::Subscribe(Box::new(self.subscribe(text))),
            Special::Accessibility => View::Accessibility(Box::new(self.accessibility(text))),
            Special::Privacy => View::Privacy(self.privacy(text)),
            Special::SiteMap(part) => View::SiteMap(self.site_map(part, text)),
        }
    }

    /// A page's own text.
    pub fn own_text(&self, text: Option<DocId>) -> Html<'_> {
        text.map(|it| self.body(it)).unwrap_or_default()
    }

    fn own_lead(&self, text: Option<DocId>) -> Option<String> {
        let document = text.map(|it| self.site.document(it)).filter(|it| it.has_lead)?;
        document.summary.clone()
    }

    /// The link of a page that svod makes, or of the page that stands in its place.
    pub fn special_link(&self, special: Special) -> Option<Link> {
        let url = special.url(self.site);
        match self.plan.at(&url) {
            Some(Output::Special(_, None)) => {
                Some(Link { title: self.special_title(special), url: self.words.url(&url) })
            }
            Some(Output::Special(_, Some(id)) | Output::Article(id)) => {
                let document = self.site.document(*id);
                let title = document.short_title.clone().unwrap_or_else(|| document.title.clone());
                Some(Link { title, url: self.words.url(&url) })
            }
            _ => None,
        }
    }

    fn contacts(&self, special: Special, text: Option<DocId>) -> ContactsView<'_> {
        let contacts = &self.site.tables.config.contacts;
        let contact = ContactView {
            role: contacts.organisation.clone(),
            phones: contacts.phones.iter().map(|it| self.words.phone(it)).collect(),
            email: contacts.email.as_ref().map(|it| it.value.clone()),
            address: contacts.address.clone(),
            ..ContactView::default()
        };
        let line = |it: &crate::content::contact::Hours| HoursView {
            days: it.days.clone(),
            hours: it.from.as_ref().zip(it.to.as_ref()).map(|(from, to)| format!("{from}–{to}")),
            pause: it.pause.clone(),
            note: it.note.clone(),
        };
        let other = if special == Special::Contacts { Special::Reception } else { Special::Contacts };
        ContactsView {
            frame: self.special_frame(special, text),
            lead: self.own_lead(text),
            body_html: self.own_text(text),
            contact: (contact != ContactView::default()).then_some(contact),
            schedule: contacts.schedule.iter().map(line).collect(),
            other: self.special_link(other),
        }
    }

    fn subscribe(&self, text: Option<DocId>) -> SubscribeView<'_> {
        let contacts = &self.site.tables.config.contacts;
        let section =
            |it: u16| Link { title: self.section_title(it), url: self.words.url(&section_url(self.site, it)) };
        SubscribeView {
            frame: self.special_frame(Special::Subscribe, text),
            lead: self.own_lead(text),
            body_html: self.own_text(text),
            sections: dated_sections(self.site).map(section).collect(),
            taxonomies: self.taxonomies().map(|it| self.taxonomy_link(it)).collect(),
            email: contacts.email.as_ref().map(|it| it.value.clone()),
            phones: contacts.phones.iter().map(|it| self.words.phone(it)).collect(),
        }
    }

    fn taxonomies(&self) -> impl Iterator<Item = u16> + '_ {
        (0..self.site.tables.vocabularies.taxonomies.len() as u16).filter(|it| has_terms_page(self.site, *it))
    }

    fn taxonomy_link(&self, taxonomy: u16) -> Link {
        let it = &self.site.tables.vocabularies.taxonomies[taxonomy as usize];
        Link { title: it.title.get(self.words.lang).to_owned(), url: self.words.url(&format!("/{}/", it.path)) }
    }

    fn accessibility(&self, text: Option<DocId>) -> AccessibilityView<'_> {
        let it = &self.site.tables.config.accessibility;
        let date = it.date.as_ref().map(|it| match crate::base::date::parse_partial(&it.value) {
            Ok(date) => self.words.partial(date).text,
            Err(_) => it.value.clone(),
        });
        let is_number = |it: &str| it.starts_with('+') || it.starts_with(|first: char| first.is_ascii_digit());
        let contact_url = it.contact.as_deref().and_then(|it| match it {
            it if it.contains('@') && !it.contains(' ') => Some(format!("mailto:{it}")),
            it if is_number(it) => {
                Some(format!("tel:{}", it.replace(|it: char| !it.is_ascii_digit() && it != '+', "")))
            }
            _ => None,
        });
        AccessibilityView {
            frame: self.special_frame(Special::Accessibility, text),
            lead: self.own_lead(text),
            body_html: self.own_text(text),
            level: it.level.clone(),
            gaps: it.gaps.clone(),
            date,
            contact: it.contact.clone(),
            contact_url,
        }
    }

    fn privacy(&self, text: Option<DocId>) -> PrivacyView<'_> {
        let allow = &self.site.tables.config.allow;
        let all = [
            ("hosts_img", &allow.img),
            ("hosts_script", &allow.script),
            ("hosts_frame", &allow.frame),
            ("hosts_connect", &allow.connect),
        ];
        let asked = all.into_iter().filter(|(_, hosts)| !hosts.is_empty());
        PrivacyView {
            frame: self.special_frame(Special::Privacy, text),
            lead: self.own_lead(text),
            body_html: self.own_text(text),
            hosts: asked.map(|(key, it)| HostsView { title: self.say(key, &[]), hosts: it.clone() }).collect(),
        }
    }

    fn site_map(&self, part: u32, text: Option<DocId>) -> SiteMapView<'_> {
        let parts = map_parts(self.site);
        let groups = match part.checked_sub(1).and_then(|it| parts.get(it as usize)) {
            Some(part) => vec![self.map_part(part)],
            None => self.map_groups(&parts),
        };
        SiteMapView {
            frame: self.special_frame(Special::SiteMap(part), text),
            body_html: self.own_text(text),
            has_menu: part == 0,
            groups,
        }
    }

    fn map_part(&self, part: &MapPart) -> SiteMapGroup {
        let wanted = part.range.len();
        let links = match part.taxonomy {
            None => self.page_links(part.range.clone()),
            Some(it) => self.term_links(it).into_iter().skip(part.range.start).take(wanted).collect(),
        };
        SiteMapGroup { id: "part".to_owned(), title: self.part_title(part), links: flat(links) }
    }

    fn part_title(&self, part: &MapPart) -> String {
        match part.taxonomy {
            None => self.say("pages", &[]),
            Some(it) => self.taxonomy_link(it).title,
        }
    }

    /// The groups of the map's own address; those that are too long are links to their parts.
    fn map_groups(&self, parts: &[MapPart]) -> Vec<SiteMapGroup> {
        let group = |id: &str, title: String, links: Vec<CountLink>| SiteMapGroup { id: id.to_owned(), title, links };
        let mut groups = vec![group("sections", self.say("sections", &[]), self.section_links())];
        let pages = match parts.iter().any(|it| it.taxonomy.is_none()) {
            true => self.part_links(parts, None),
            false => self.page_links(0..usize::MAX),
        };
        groups.push(group("pages", self.say("pages", &[]), pages));
        groups.push(group("about-site", self.say("about_site", &[]), self.special_links()));
        for taxonomy in self.taxonomies() {
            let links = match parts.iter().any(|it| it.taxonomy == Some(taxonomy)) {
                true => self.part_links(parts, Some(taxonomy)),
                false => flat_start(self.term_links(taxonomy)),
            };
            let it = &self.site.tables.vocabularies.taxonomies[taxonomy as usize];
            groups.push(group(&it.name.replace('_', "-"), self.taxonomy_link(taxonomy).title, links));
        }
        groups.retain(|it| !it.links.is_empty());
        groups
    }

    fn part_links(&self, parts: &[MapPart], taxonomy: Option<u16>) -> Vec<CountLink> {
        let of = parts.iter().enumerate().filter(|(_, it)| it.taxonomy == taxonomy);
        let link = |(at, part): (usize, &MapPart)| CountLink {
            title: self.say(
                "part_of",
                &[
                    ("title", self.part_title(part)),
                    ("from", (part.range.start + 1).to_string()),
                    ("to", part.range.end.to_string()),
                ],
            ),
            url: Some(self.words.url(&Special::SiteMap(at as u32 + 1).url(self.site))),
            ..CountLink::default()
        };
        of.map(link).collect()
    }

    /// Sections and what stands beside them.
    fn section_links(&self) -> Vec<CountLink> {
        let mut links = Vec::new();
        for section in (0..self.site.tables.config.sections.len() as u16).filter(|it| has_list(self.site, *it)) {
            let mut link = |title: String, url: &str, depth: u8| {
                links.push(CountLink { title, url: Some(self.words.url(url)), depth, ..CountLink::default() });
            };
            link(self.section_title(section), &section_url(self.site, section), 0);
            let lists = self.site.lists.choices.range((section, 0, 0)..=(section, u16::MAX, u16::MAX));
            let Some(kind) = catalogue::section_type(self.site, section) else { continue };
            for key in lists.map(|it| *it.0) {
                let label = kind.fields[key.1 as usize].choices[key.2 as usize].label.get(self.words.lang);
                let words = [("items", self.section_title(section)), ("term", label.to_owned())];
                link(self.say("items_term", &words), &catalogue::choice_url(self.site, key), 1);
            }
            if has_table(self.site, section) {
                let title = self.say("title_table", &[("items", self.section_title(section))]);
                link(title, &table_url(self.site, section), 1);
            }
            if self.site.lists.past.contains_key(&section) {
                let title = self.say("title_past", &[("items", self.section_title(section))]);
                link(title, &past_url(self.site, section), 1);
            }
        }
        links
    }

    fn page_links(&self, range: std::ops::Range<usize>) -> Vec<CountLink> {
        let wanted = range.len();
        let pages = self.pages.get_or_init(|| pages_by_title(self.site)).iter().copied();
        let pages = pages.skip(range.start).take(wanted);
        // A page that is the text of one which svod makes stands among those.
        let is_own = |it: &DocId| matches!(self.plan.at(&self.site.urls[*it as usize]), Some(Output::Article(_)));
        let link = |it: DocId| {
            let link = self.link_to(it);
            CountLink { title: link.title, url: Some(link.url), ..CountLink::default() }
        };
        pages.filter(is_own).map(link).collect()
    }

    fn special_links(&self) -> Vec<CountLink> {
        let planned = catalogue::specials(self.site).into_iter();
        let is_shown = |it: &Special| !matches!(it, Special::Letters(Some(_)) | Special::SiteMap(_));
        let links = planned.filter(is_shown).filter_map(|it| self.special_link(it));
        links.map(|it| CountLink { title: it.title, url: Some(it.url), ..CountLink::default() }).collect()
    }

    /// Terms of a taxonomy that have a page, in the order of its tree.
    fn term_links(&self, taxonomy: u16) -> Vec<CountLink> {
        let mut terms: Vec<TermId> = Vec::new();
        self.walk(taxonomy, &mut |it| {
            if self.site.has_page(it) {
                terms.push(it);
            }
        });
        terms.into_iter().map(|it| term_link(self.site, self.words, it)).collect()
    }
}

/// The links without their tree.
fn flat(links: Vec<CountLink>) -> Vec<CountLink> {
    links.into_iter().map(|it| CountLink { depth: 0, ..it }).collect()
}

/// A tree without steps that nothing stands on: a term may have a page where the one above it has none.
fn flat_start(links: Vec<CountLink>) -> Vec<CountLink> {
    let mut open: Vec<u8> = Vec::new();
    let place = |it: CountLink| {
        while open.last().is_some_and(|last| *last >= it.depth) {
            open.pop();
        }
        let depth = open.len() as u8;
        open.push(it.depth);
        CountLink { depth, ..it }
    };
    links.into_iter().map(place).collect()
}
