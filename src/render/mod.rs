//! Floor 4: views become bytes.
//!
//! Read in this order: [`view`] (what a template sees), [`World`] (one immutable snapshot of everything),
//! [`World::view`] and [`World::key`] (what an output is made of, and its fingerprint), [`World::make`] (its bytes). Views are made in `article` (with `practice`
//! and `passport`), `list`, `term`, `home` (with `figures`) and `chrome`, texts in `inserts`;
//! `template` is the only file that names the template engine.
//!
//! Nothing here reads a file, the clock or the environment; a page's bytes depend on its view and the theme only.

mod article;
mod brief;
mod catalogue;
mod chart;
mod chrome;
mod entries;
mod figures;
mod gallery;
mod home;
mod html;
mod inserts;
pub mod lint;
mod list;
pub mod manifest;
pub mod names;
mod passport;
mod practice;
pub mod schema;
mod scripts;
mod search;
mod show;
mod special;
pub mod strings;
pub mod tags;
pub mod template;
mod term;
pub mod theme;
pub mod view;
mod words;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use serde::Serialize;

use crate::base::hash::Hash128;
use crate::base::problem::Diagnostic;
use crate::base::utf8;
use crate::content::body::Body;
use crate::content::document::Document;
use crate::content::vocabulary::TermId;
use crate::model::{DocId, Site};
use crate::plan::fill::{self, FilePlace, Fill, Filled};
use crate::plan::{Output, Plan};

use html::Html;
use template::Templates;
use theme::Theme;
use view::{
    AccessibilityView, ArticleView, Card, CatalogueView, ContactsView, EventsView, Frame, HomeView, Html as HtmlView,
    Late, LettersView, Link, MapView, MatrixView, MonthView, NotFoundView, PairView, PassportView, PrivacyView,
    RedirectView, SectionView, SiteMapView, SubscribeView, TermView, TermsView, WithdrawnView, YearView,
};
use words::Words;

pub use chrome::chrome;
pub use search::IndexFiles;
pub use words::Words as ViewWords;

/// One immutable snapshot of everything that pages are made of.
pub struct World<'a> {
    /// Lists, relations, addresses.
    pub site: &'a Site,
    /// Outputs.
    pub plan: &'a Plan,
    /// Words and addresses.
    pub words: &'a Words<'a>,
    /// Templates with the site's chrome in them.
    pub templates: &'a Templates,
    /// The theme's own files.
    pub theme: &'a Theme,
    texts: &'a dyn Texts,
    cards: &'a Cards,
    patches: &'a Patches,
    index: Option<&'a dyn IndexFiles>,
    /// Fills of documents, where the plan has none: made when a page needs them.
    late: Vec<OnceLock<Filled>>,
    children: BTreeMap<TermId, Vec<TermId>>,
    importance: Vec<u16>,
    /// The index by letters, made when a page shows it.
    lines: OnceLock<catalogue::Lines>,
    /// Pages of the root by title, likewise.
    pages: OnceLock<Vec<DocId>>,
}

/// The HTML of bodies before their holes are filled: held in memory, or read when a page is made.
pub trait Texts: Sync {
    /// The HTML of a document's body.
    ///
    /// # Errors
    /// Where it cannot be read any more.
    fn html(&self, id: DocId) -> Result<Cow<'_, str>, Box<Diagnostic>>;
}

/// Cards of documents, each made once, when the first page shows it.
#[derive(Debug, Default)]
pub struct Cards {
    keys: Vec<OnceLock<Hash128>>,
    htmls: Vec<OnceLock<Box<str>>>,
    /// Whether every card will be asked for: then it is made with its fingerprint, from one view.
    are_all_wanted: bool,
}

impl Cards {
    /// For `n` documents.
    pub fn new(n: usize) -> Self {
        let (keys, htmls) = ((0..n).map(|_| OnceLock::new()).collect(), (0..n).map(|_| OnceLock::new()).collect());
        Self { keys, htmls, are_all_wanted: false }
    }

    /// The same for who makes every page.
    pub fn all(n: usize) -> Self {
        Self { are_all_wanted: true, ..Self::new(n) }
    }
}

/// What pages are made with, beside the site and its plan.
#[derive(Clone, Copy)]
pub struct Kit<'a> {
    /// Words and addresses.
    pub words: &'a Words<'a>,
    /// Templates with the site's chrome in them.
    pub templates: &'a Templates,
    /// The theme's own files.
    pub theme: &'a Theme,
    /// HTML of bodies.
    pub texts: &'a dyn Texts,
    /// Cards made so far.
    pub cards: &'a Cards,
    /// Documents whose bodies alone are newer than the site.
    pub patches: &'a Patches,
    /// Files of the search index; none where the plan has none.
    pub index: Option<&'a dyn IndexFiles>,
}

/// Bodies that were edited since the site was made, with what fills their holes: nothing else of these documents,
/// and nothing on any other page, has changed.
pub type Patches = BTreeMap<DocId, Patch>;

/// A newer body.
#[derive(Debug, Clone)]
pub struct Patch {
    /// The document, equal to the site's but for its body.
    pub document: Arc<Document>,
    /// What fills the holes of its body and fields.
    pub fills: Arc<[Fill]>,
}

/// The view of an output: what it is made of, before it is made.
#[derive(Debug, Hash, Serialize)]
#[serde(untagged)]
pub enum View<'a> {
    /// `home.html`
    Home(Box<HomeView<'a>>),
    /// `section.html`
    Section(Box<SectionView<'a>>),
    /// `article.html`
    Article(Box<ArticleView<'a>>),
    /// `passport.html`
    Passport(Box<PassportView>),
    /// `withdrawn.html`
    Withdrawn(WithdrawnView),
    /// `terms.html`
    Terms(TermsView),
    /// `term.html`
    Term(Box<TermView<'a>>),
    /// `pair.html`
    Pair(Box<PairView<'a>>),
    /// `year.html`
    Year(YearView),
    /// `month.html`
    Month(MonthView<'a>),
    /// `events.html`
    Events(EventsView<'a>),
    /// `table.html`
    Table(CatalogueView),
    /// `matrix.html`
    Matrix(MatrixView<'a>),
    /// `map.html`
    Map(MapView<'a>),
    /// `index-az.html`
    Letters(LettersView<'a>),
    /// `contacts.html`
    Contacts(Box<ContactsView<'a>>),
    /// `subscribe.html`
    Subscribe(Box<SubscribeView<'a>>),
    /// `accessibility.html`
    Accessibility(Box<AccessibilityView<'a>>),
    /// `privacy.html`
    Privacy(PrivacyView<'a>),
    /// `sitemap.html`
    SiteMap(SiteMapView<'a>),
    /// `404.html`
    NotFound(NotFoundView),
    /// `redirect.html`
    Redirect(RedirectView),
    /// A file of the site, as it is but for metadata of pictures; path from the root.
    File(Arc<str>),
    /// A file of the theme: its bytes stand in the fingerprint of the theme.
    Asset(u32),
    /// `search.html`
    Search(view::SearchView),
    /// `opensearch.xml`, made without a template.
    OpenSearch(search::OpenSearch),
    /// A file of the search index.
    Index(search::IndexFile),
}

/// What an output is made of.
pub enum Made {
    /// Bytes.
    Bytes(Vec<u8>),
    /// A file of the site, as it is but for metadata of pictures; path from the root.
    File(Arc<str>),
}

impl View<'_> {
    /// The template that shows it; empty for what needs none.
    pub fn template(&self) -> &'static str {
        match self {
            View::Home(_) => "home.html",
            View::Section(_) => "section.html",
            View::Article(_) => "article.html",
            View::Passport(_) => "passport.html",
            View::Withdrawn(_) => "withdrawn.html",
            View::Terms(_) => "terms.html",
            View::Term(_) => "term.html",
            View::Pair(_) => "pair.html",
            View::Year(_) => "year.html",
            View::Month(_) => "month.html",
            View::Events(_) => "events.html",
            View::Table(_) => "table.html",
            View::Matrix(_) => "matrix.html",
            View::Map(_) => "map.html",
            View::Letters(_) => "index-az.html",
            View::Contacts(_) => "contacts.html",
            View::Subscribe(_) => "subscribe.html",
            View::Accessibility(_) => "accessibility.html",
            View::Privacy(_) => "privacy.html",
            View::SiteMap(_) => "sitemap.html",
            View::NotFound(_) => "404.html",
            View::Redirect(_) => "redirect.html",
            View::Search(_) => "search.html",
            View::File(_) | View::Asset(_) | View::OpenSearch(_) | View::Index(_) => "",
        }
    }
}

/// Cards one after another, made when a page shows them.
struct CardRow<'w, 'a> {
    world: &'w World<'a>,
    ids: Vec<DocId>,
}

impl Late for CardRow<'_, '_> {
    fn html(&self) -> Result<Cow<'_, str>, Box<Diagnostic>> {
        let mut out = String::with_capacity(self.ids.len() * 1024);
        for id in &self.ids {
            out.push_str(self.world.card_html(*id)?);
        }
        Ok(Cow::Owned(out))
    }

    fn cards(&self) -> Option<Vec<Card>> {
        Some(self.ids.iter().map(|it| self.world.card(*it)).collect())
    }
}

impl<'a> World<'a> {
    /// Everything that pages are made of; nothing is made yet.
    pub fn new(site: &'a Site, plan: &'a Plan, kit: Kit<'a>) -> Self {
        let (children, importance) = (home::children(site), article::importance(site));
        let Kit { words, templates, theme, texts, cards, patches, index } = kit;
        let n_late = if plan.fills.bodies.is_empty() { site.input.documents.len() } else { 0 };
        let late = (0..n_late).map(|_| OnceLock::new()).collect();
        let (lines, pages) = (OnceLock::new(), OnceLock::new());
        Self {
            site,
            plan,
            words,
            templates,
            theme,
            texts,
            cards,
            patches,
            index,
            late,
            children,
            importance,
            lines,
            pages,
        }
    }

    /// The view of an output; `path` is its path in the output folder.
    pub fn view(&self, path: &str, output: &Output) -> View<'_> {
        match output {
            Output::Home => View::Home(Box::new(self.home())),
            Output::Section(section, 0) if crate::plan::catalogue::is_calendar(self.site, *section) => {
                View::Events(self.events(*section))
            }
            Output::Section(section, page) => View::Section(Box::new(self.section(*section, *page))),
            Output::Article(id) => View::Article(Box::new(self.article(*id))),
            Output::Passport(id) => View::Passport(Box::new(self.passport(*id))),
            Output::Withdrawn(id) => View::Withdrawn(self.withdrawn(*id)),
            Output::Relation(id, section, page) => View::Section(Box::new(self.relation(*id, *section, *page))),
            Output::Terms(taxonomy) => View::Terms(self.terms(*taxonomy)),
            Output::Term(term, page) => View::Term(Box::new(self.term(*term, *page))),
            Output::TermSection(term, section, page) => {
                View::Section(Box::new(self.term_section(*term, *section, *page)))
            }
            Output::Welcomed(term, what, page) => View::Section(Box::new(self.welcomed(*term, *what, *page))),
            Output::Pair(pair, page) => View::Pair(Box::new(self.pair(*pair, *page))),
            Output::Year(section, year) => View::Year(self.year(*section, *year)),
            Output::Month(section, year, month) => View::Month(self.month(*section, *year, *month)),
            Output::Choice(key, page) => View::Section(Box::new(self.choice(*key, *page))),
            Output::Table(section, page) => View::Table(self.table(*section, *page)),
            Output::Past(section, page) => View::Section(Box::new(self.past(*section, *page))),
            Output::Special(special, text) => self.special(*special, *text),
            Output::NotFound => View::NotFound(self.not_found()),
            Output::Redirect(to, _) => View::Redirect(self.redirect(path, to)),
            Output::Copy(file) => View::File(file.clone()),
            Output::ThemeAsset(at) => View::Asset(*at),
            Output::SearchPage => View::Search(self.search_page()),
            Output::OpenSearch => View::OpenSearch(self.open_search()),
            Output::SearchFile(at) => View::Index(self.index_file(*at)),
        }
    }

    /// The fingerprint of an output: equal ones mean equal bytes, from whichever build. None for files of the site,
    /// which the view only names.
    pub fn key(&self, view: &View) -> Option<Hash128> {
        match view {
            View::File(_) => None,
            // What stands around pages is nothing to the index.
            View::Index(file) => Some(file.hash),
            view => Some(Hash128::of(&(self.templates.face, view))),
        }
    }

    /// What an output with that view is made of.
    ///
    /// # Errors
    /// A fault of a template while this page was rendered; a text that cannot be read any more.
    pub fn make(&self, view: &View) -> Result<Made, Box<Diagnostic>> {
        match view {
            View::File(file) => Ok(Made::File(file.clone())),
            View::Asset(at) => Ok(Made::Bytes(self.theme.assets[*at as usize].bytes.to_vec())),
            View::OpenSearch(it) => Ok(Made::Bytes(it.bytes())),
            View::Index(it) => Ok(Made::Bytes(self.index.map_or(Ok(Vec::new()), |index| index.bytes(it.at))?)),
            view => {
                let mut out = Vec::with_capacity(16 * 1024);
                self.templates.render(&self.template(view), view, &mut out)?;
                Ok(Made::Bytes(out))
            }
        }
    }

    /// The template that shows a view: an article's may be one of its type.
    fn template(&self, view: &View) -> Cow<'static, str> {
        let View::Article(it) = view else { return Cow::Borrowed(view.template()) };
        let of_type = format!("types/{}.html", it.kind);
        if self.templates.has(&of_type) { Cow::Owned(of_type) } else { Cow::Borrowed(view.template()) }
    }

    /// Cards one after another.
    fn cards(&self, ids: impl Iterator<Item = DocId>) -> HtmlView<'_> {
        let ids: Vec<DocId> = ids.collect();
        if ids.is_empty() {
            return HtmlView::default();
        }
        let keys: Vec<Hash128> = ids.iter().map(|it| self.card_key(*it)).collect();
        HtmlView::late(Hash128::of(&keys), CardRow { world: self, ids })
    }

    /// A page that shows what is wrong where a page should be, with the menu around it; for the preview.
    ///
    /// # Errors
    /// A fault of the template of articles.
    pub fn fault_page(&self, url: &str, text: &str) -> Result<Vec<u8>, Box<Diagnostic>> {
        let mut frame = self.frame(&self.say("title_fault", &[]), url, vec![self.home_link()]);
        frame.is_noindex = true;
        let body_html = fault_html(text).into();
        let mut out = Vec::new();
        self.templates.render("article.html", &ArticleView { frame, body_html, ..ArticleView::default() }, &mut out)?;
        Ok(out)
    }

    fn card_key(&self, id: DocId) -> Hash128 {
        *self.cards.keys[id as usize].get_or_init(|| {
            let card = self.card(id);
            if self.cards.are_all_wanted {
                // A fault is told when a page asks for the card.
                let _ = self.made_card(id, &card);
            }
            Hash128::of(&card)
        })
    }

    fn card_html(&self, id: DocId) -> Result<&str, Box<Diagnostic>> {
        let cell = &self.cards.htmls[id as usize];
        if let Some(it) = cell.get() {
            return Ok(it);
        }
        self.made_card(id, &self.card(id))
    }

    fn made_card(&self, id: DocId, card: &view::Card) -> Result<&str, Box<Diagnostic>> {
        let mut out = Vec::with_capacity(1024);
        self.templates.render("card.html", card, &mut out)?;
        let html = utf8::text(out).expect("templates write text");
        Ok(self.cards.htmls[id as usize].get_or_init(|| html.into()))
    }

    /// The newest body of a document, its fingerprint, and what fills its holes and those of the fields.
    fn text_of(&self, id: DocId) -> (&Body, Hash128, &[Fill]) {
        match self.patches.get(&id) {
            Some(it) => (&it.document.body, it.document.html, &it.fills),
            None => {
                let document = self.site.document(id);
                let fills = match self.late.is_empty() {
                    true => &*self.plan.fills.bodies[id as usize],
                    false => &*self.late_of(id).holes,
                };
                (&document.body, document.html, fills)
            }
        }
    }

    /// The files that a document's fields name.
    fn files_of(&self, id: DocId) -> &[Option<FilePlace>] {
        match self.late.is_empty() {
            true => &self.plan.fills.files[id as usize],
            false => &self.late_of(id).files,
        }
    }

    fn late_of(&self, id: DocId) -> &Filled {
        self.late[id as usize].get_or_init(|| fill::one(self.site, self.plan, (id, self.site.document(id))))
    }

    fn html(&self) -> Html<'_> {
        Html { site: self.site, words: self.words }
    }

    /// Sections in the order that readers need.
    fn by_importance(&self) -> impl Iterator<Item = u16> + use<> {
        self.importance.clone().into_iter()
    }

    fn say(&self, key: &str, words: &[(&str, String)]) -> String {
        let words: Vec<(&str, &str)> = words.iter().map(|(key, word)| (*key, word.as_str())).collect();
        self.words.strings.say(key, &words)
    }

    /// The link home that every way begins with.
    fn home_link(&self) -> Link {
        Link { title: self.words.strings.say("home", &[]), url: self.words.url("/") }
    }

    /// The frame of a page at an address from the site's root.
    fn frame(&self, heading: &str, url: &str, crumbs: Vec<Link>) -> Frame {
        Frame {
            title: plain(heading),
            heading: heading.to_owned(),
            description: None,
            url: self.words.url(url),
            canonical: self.words.absolute(url),
            crumbs,
            is_noindex: false,
            active: String::new(),
        }
    }
}

/// A page without anything around it that shows what is wrong.
pub fn bare_fault_page(text: &str) -> Vec<u8> {
    let body = fault_html(text);
    format!("<!DOCTYPE html>\n<html lang=\"ru\">\n<head>\n<meta charset=\"utf-8\">\n<title>svod</title>\n</head>\n<body>\n{body}\n</body>\n</html>\n").into_bytes()
}

fn fault_html(text: &str) -> String {
    let mut escaped = String::new();
    html::escape(text, &mut escaped);
    format!("<pre role=\"alert\">{escaped}</pre>")
}

/// The text with plain spaces, for places that machines read.
fn plain(text: &str) -> String {
    match crate::base::typography::plain_spaces(text) {
        Cow::Borrowed(it) => it.to_owned(),
        Cow::Owned(it) => it,
    }
}

/// The first letter as a capital.
fn first_upper(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|it| it.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// The reference of views, for authors of themes: structs, their docs and fields (`svod theme views`).
pub fn reference() -> String {
    let is_shown = |line: &&str| !["#[", "//!", "use "].iter().any(|it| line.trim_start().starts_with(it));
    // Before the first view stands what only Rust needs.
    let lines: Vec<&str> =
        view::DESCRIPTION.lines().skip_while(|it| !it.starts_with("/// `site`")).filter(is_shown).collect();
    let text = lines
        .join("\n")
        .replace("pub struct ", "")
        .replace("pub enum ", "")
        .replace("    pub ", "    ")
        .replace("<'a>", "");
    format!("api: {}\n\n{text}\n", view::API)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_reference_names_views_and_fields() {
        let text = super::reference();
        assert!(text.starts_with("api: 1\n\n/// `site`"), "{}", &text[..200]);
        assert!(text.contains("\nArticleView {\n") && text.contains("    body_html: Html,"));
        assert!(!text.contains("derive") && !text.contains("pub "));
    }
}
