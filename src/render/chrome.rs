//! The chrome: what stands around every page. Part of every fingerprint, so no counts and no lists in it.

use crate::base::problem::{Diagnostic, Found, Problem};
use crate::content::config::MenuItem;
use crate::content::contact::Hours;
use crate::model::Site;
use crate::plan::{OPEN_SEARCH, Plan, SEARCH, has_list, has_terms_page, section_url};

use super::theme::Theme;
use super::view::{API, BadgeView, Chrome, ContactView, Img, Link, MenuLink};
use super::words::Words;

/// Menu, footer and names of the site.
pub fn chrome(site: &Site, plan: &Plan, words: &Words, theme: &Theme) -> Found<Chrome> {
    let config = &site.tables.config;
    let mut maker = Maker { site, plan, words, problems: Vec::new() };
    let menu = match &config.menu {
        Some(items) => maker.links(items),
        None => maker.default_menu(),
    };
    let footer_links = maker.links(&config.footer.links);
    let badges = maker.badges();
    let year = site.moment.today().year();
    let years = match config.footer.since {
        Some(since) if since < year => format!("{since}–{year}"),
        _ => year.to_string(),
    };
    let asset = |path: &str| words.url(&format!("/{path}"));
    let value = Chrome {
        api: API,
        title: config.title.clone(),
        title_short: config.title_short.clone().unwrap_or_else(|| config.title.clone()),
        owner: config.owner.clone(),
        description: config.description.clone(),
        lang: words.lang.code().to_owned(),
        base: words.base.clone(),
        menu,
        taxonomies: maker.taxonomies(),
        years,
        footer_text: config.footer.text.clone(),
        footer_links,
        badges,
        contact: maker.contact(),
        styles: theme.styles().map(asset).collect(),
        search: config.search.then(|| words.url(SEARCH)),
        open_search: (config.search && config.base_url.is_some()).then(|| words.url(OPEN_SEARCH)),
        scripts: theme.scripts.iter().map(|it| asset(it)).collect(),
    };
    Found { value, problems: maker.problems }
}

struct Maker<'a> {
    site: &'a Site,
    plan: &'a Plan,
    words: &'a Words<'a>,
    problems: Vec<Diagnostic>,
}

impl Maker<'_> {
    fn links(&mut self, items: &[MenuItem]) -> Vec<MenuLink> {
        items.iter().filter_map(|it| self.link(it)).collect()
    }

    /// A line of the menu; one that leads to a page which is empty now is left out.
    fn link(&mut self, item: &MenuItem) -> Option<MenuLink> {
        let items = self.links(&item.items);
        let Some(to) = &item.to else {
            let title = item.title.clone()?;
            return (!items.is_empty()).then_some(MenuLink { title, url: None, is_external: false, items });
        };
        let is_external = ["http://", "https://", "mailto:", "tel:"].iter().any(|it| to.value.starts_with(it));
        if is_external {
            let title = item.title.clone().unwrap_or_else(|| to.value.clone());
            return Some(MenuLink { title, url: Some(to.value.clone()), is_external: true, items });
        }
        let file = std::sync::Arc::from("svod.yaml");
        match crate::plan::fill::menu_target(self.site, self.plan, &to.value) {
            Ok(Some((url, own))) => {
                let title = item.title.clone().unwrap_or(own);
                Some(MenuLink { title, url: Some(self.words.url(&url)), is_external: false, items })
            }
            Ok(None) => {
                self.problems.push(Diagnostic::new(&file, to.span, Problem::WithheldLink { target: to.value.clone() }));
                None
            }
            Err(nearest) => {
                let problem = Problem::BrokenLink { target: to.value.clone(), nearest };
                self.problems.push(Diagnostic::new(&file, to.span, problem));
                None
            }
        }
    }

    /// Sections that hold items, then taxonomies.
    fn default_menu(&self) -> Vec<MenuLink> {
        let sections = 0..self.site.tables.config.sections.len() as u16;
        let listed = sections.filter(|it| has_list(self.site, *it));
        let line = |title: String, url: String| MenuLink { title, url: Some(url), ..MenuLink::default() };
        let mut menu: Vec<MenuLink> = listed
            .map(|it| {
                let own = self.site.input.sections.get(&it).and_then(|it| it.title.clone());
                let title = own.unwrap_or_else(|| {
                    self.site.tables.config.sections[it as usize].title.get(self.words.lang).to_owned()
                });
                line(title, self.words.url(&section_url(self.site, it)))
            })
            .collect();
        menu.extend(self.taxonomies().into_iter().map(|it| line(it.title, it.url)));
        menu
    }

    fn taxonomies(&self) -> Vec<Link> {
        let all = self.site.tables.vocabularies.taxonomies.iter().enumerate();
        let shown = all.filter(|(at, _)| has_terms_page(self.site, *at as u16));
        let link = |it: &crate::content::vocabulary::Taxonomy| Link {
            title: it.title.get(self.words.lang).to_owned(),
            url: self.words.url(&format!("/{}/", it.path)),
        };
        shown.map(|(_, it)| link(it)).collect()
    }

    fn badges(&mut self) -> Vec<BadgeView> {
        let mut out = Vec::new();
        for badge in &self.site.tables.config.footer.badges {
            let source = format!("static/{}", badge.image.value.trim_start_matches('/'));
            let Some(info) = self.site.input.files.get(source.as_str()) else {
                let problem = Problem::MissingFile { path: badge.image.value.clone() };
                self.problems.push(Diagnostic::new(&"svod.yaml".into(), badge.image.span, problem));
                continue;
            };
            let size = info.picture.and_then(Result::ok).and_then(|it| it.size);
            let image = Img {
                src: self.words.url(&format!("/{}", badge.image.value.trim_start_matches('/'))),
                alt: badge.alt.clone(),
                width: size.map(|it| it.width),
                height: size.map(|it| it.height),
            };
            out.push(BadgeView { image, url: badge.to.as_ref().map(|it| it.value.clone()) });
        }
        out
    }

    fn contact(&self) -> Option<ContactView> {
        let it = &self.site.tables.config.contacts;
        let is_empty = it.organisation.is_none() && it.address.is_none() && it.phones.is_empty() && it.email.is_none();
        (!is_empty).then(|| ContactView {
            role: it.organisation.clone(),
            whose: None,
            phones: it.phones.iter().map(|it| self.words.phone(it)).collect(),
            email: it.email.as_ref().map(|it| it.value.clone()),
            address: it.address.clone(),
            schedule: it.schedule.iter().map(|it| self.hours(it)).collect(),
        })
    }

    /// «пн–пт 9:00–18:00, перерыв 13:00–14:00» as parts one after another.
    fn hours(&self, it: &Hours) -> String {
        let mut line = it.days.clone();
        if let (Some(from), Some(to)) = (&it.from, &it.to) {
            line.push_str(&format!(" {from}–{to}"));
        }
        // A time alone does not say that nobody answers then.
        let pause = it.pause.as_ref().map(|it| match it.starts_with(|first: char| first.is_ascii_digit()) {
            true => self.words.strings.say("break_at", &[("hours", it)]),
            false => it.clone(),
        });
        for more in [pause.as_ref(), it.note.as_ref()].into_iter().flatten() {
            line.push_str(", ");
            line.push_str(more);
        }
        line
    }
}
