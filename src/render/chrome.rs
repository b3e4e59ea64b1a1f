//! The chrome: what stands around every page. Part of every fingerprint, so no counts and no lists in it.

use crate::base::problem::{Diagnostic, Found, Problem};
use crate::base::span::Spanned;
use crate::base::typography;
use crate::content::config::MenuItem;
use crate::content::contact::Hours;
use crate::model::Site;
use crate::plan::catalogue::Special;
use crate::plan::{OPEN_SEARCH, Output, Plan, SEARCH, has_list, has_terms_page, section_url};

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
        owner: config.owner.clone().or_else(|| config.contacts.organisation.clone()),
        description: config.description.clone(),
        lang: words.lang.code().to_owned(),
        base: words.base.clone(),
        menu,
        taxonomies: maker.taxonomies(),
        years,
        footer_text: config.footer.text.clone(),
        footer_links,
        badges,
        contact: site_contact(site, words),
        site_links: maker.site_links(),
        styles: theme.styles().map(asset).collect(),
        search: config.search.then(|| words.url(SEARCH)),
        open_search: (config.search && config.base_url.is_some()).then(|| words.url(OPEN_SEARCH)),
        scripts: theme.scripts.iter().map(|it| asset(it)).collect(),
        search_script: theme.published("js/search.js").filter(|_| config.search).map(asset),
    };
    Found { value, problems: maker.problems }
}

struct Maker<'a> {
    site: &'a Site,
    plan: &'a Plan,
    words: &'a Words<'a>,
    problems: Vec<Diagnostic>,
}

/// Where a line of svod.yaml leads.
struct Target {
    url: String,
    /// Of the page there; of a foreign one, its address.
    title: String,
    is_external: bool,
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
        let target = self.target(to)?;
        let title = item.title.clone().unwrap_or(target.title);
        Some(MenuLink { title, url: Some(target.url), is_external: target.is_external, items })
    }

    /// Where a line of svod.yaml leads; None for a page that is empty now, or that there is not: that is told.
    fn target(&mut self, to: &Spanned<String>) -> Option<Target> {
        let is_external = ["http://", "https://", "mailto:", "tel:"].iter().any(|it| to.value.starts_with(it));
        if is_external {
            return Some(Target { url: to.value.clone(), title: to.value.clone(), is_external });
        }
        let problem = match crate::plan::fill::menu_target(self.site, self.plan, &to.value) {
            Ok(Some((url, own))) => {
                let title = self.special_title(&url).unwrap_or(own);
                return Some(Target { url: self.words.url(&url), title, is_external });
            }
            Ok(None) => Problem::WithheldLink { target: to.value.clone() },
            Err(nearest) => Problem::BrokenLink { target: to.value.clone(), nearest },
        };
        self.problems.push(Diagnostic::new(&"svod.yaml".into(), to.span, problem));
        None
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

    /// The heading of a page that svod makes without an own text.
    fn special_title(&self, url: &str) -> Option<String> {
        match self.plan.at(url) {
            Some(Output::Special(it, None)) => Some(self.words.strings.say(it.word(), &[])),
            _ => None,
        }
    }

    /// Pages for every reader, whatever they look for.
    fn site_links(&self) -> Vec<Link> {
        use Special::*;
        let all = [Letters(None), Contacts, Reception, Subscribe, Accessibility, Privacy, SiteMap(0)];
        let link = |it: Special| {
            let url = it.url(self.site);
            let title = match self.plan.at(&url)? {
                Output::Special(_, Some(id)) | Output::Article(id) => {
                    let document = self.site.document(*id);
                    document.short_title.clone().unwrap_or_else(|| document.title.clone())
                }
                _ => self.words.strings.say(it.word(), &[]),
            };
            Some(Link { title, url: self.words.url(&url) })
        };
        all.into_iter().filter_map(link).collect()
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
            let target = badge.to.as_ref().and_then(|it| self.target(it));
            out.push(BadgeView { image, url: target.map(|it| it.url) });
        }
        out
    }
}

/// Whom to call about the site itself.
pub fn site_contact(site: &Site, words: &Words) -> Option<ContactView> {
    let it = &site.tables.config.contacts;
    let is_empty = it.organisation.is_none() && it.address.is_none() && it.phones.is_empty() && it.email.is_none();
    (!is_empty).then(|| ContactView {
        role: it.organisation.clone(),
        whose: None,
        phones: it.phones.iter().map(|it| words.phone(it)).collect(),
        email: it.email.as_ref().map(|it| it.value.clone()),
        address: it.address.as_deref().map(|it| match site.tables.config.typography {
            true => typography::text(it).into_owned(),
            false => it.to_owned(),
        }),
        schedule: it.schedule.iter().map(|it| hours(it, words)).collect(),
    })
}

/// «пн–пт 9:00–18:00, перерыв 13:00–14:00» as parts one after another.
fn hours(it: &Hours, words: &Words) -> String {
    let mut line = it.days.clone();
    if let (Some(from), Some(to)) = (&it.from, &it.to) {
        line.push_str(&format!(" {from}–{to}"));
    }
    // A time alone does not say that nobody answers then.
    let pause = it.pause.as_ref().map(|it| match it.starts_with(|first: char| first.is_ascii_digit()) {
        true => words.strings.say("break_at", &[("hours", it)]),
        false => it.clone(),
    });
    for more in [pause.as_ref(), it.note.as_ref()].into_iter().flatten() {
        line.push_str(", ");
        line.push_str(more);
    }
    line
}
