//! Floor 4: views become bytes.
//!
//! Read in this order: [`view`] (what a template sees), [`World`] (one immutable snapshot of everything),
//! [`World::bytes`] (an output's bytes). Views are made in `article`, `list`, `term`, `home` and `chrome`;
//! `template` is the only file that names the template engine.
//!
//! Nothing here reads a file, the clock or the environment; a page's bytes depend on its view and the theme only.

mod article;
mod chrome;
mod home;
mod html;
pub mod lint;
mod list;
pub mod manifest;
pub mod names;
pub mod schema;
mod show;
pub mod strings;
pub mod tags;
pub mod template;
mod term;
pub mod theme;
pub mod view;
mod words;

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::base::parallel;
use crate::base::problem::Diagnostic;
use crate::base::utf8;
use crate::content::vocabulary::TermId;
use crate::model::{DocId, Site};
use crate::plan::{Output, Plan};

use html::Html;
use template::Templates;
use theme::Theme;
use view::{Frame, Link};
use words::Words;

pub use chrome::chrome;
pub use words::Words as ViewWords;

/// One immutable snapshot of everything that pages are made of.
pub struct World<'a> {
    /// Lists, relations, addresses.
    pub site: &'a Site<'a>,
    /// Outputs.
    pub plan: &'a Plan,
    /// Words and addresses.
    pub words: &'a Words<'a>,
    /// Templates with the site's chrome in them.
    pub templates: &'a Templates,
    /// The theme's own files.
    pub theme: &'a Theme,
    cards: Vec<String>,
    children: BTreeMap<TermId, Vec<TermId>>,
    importance: Vec<u16>,
}

/// What an output is made of.
pub enum Made {
    /// Bytes.
    Bytes(Vec<u8>),
    /// A file of the site, as it is but for metadata of pictures; path from the root.
    File(std::sync::Arc<str>),
}

impl<'a> World<'a> {
    /// Renders every card once.
    ///
    /// # Errors
    /// Faults of `card.html`.
    pub fn new(
        site: &'a Site<'a>,
        plan: &'a Plan,
        words: &'a Words<'a>,
        (templates, theme): (&'a Templates, &'a Theme),
    ) -> Result<Self, Box<Diagnostic>> {
        let (children, importance) = (home::children(site), article::importance(site));
        let mut world = Self { site, plan, words, templates, theme, cards: Vec::new(), children, importance };
        world.cards = parallel::try_map(site.input.documents.len(), |id| -> Result<String, Box<Diagnostic>> {
            if !site.is_visible(id as DocId) {
                return Ok(String::new());
            }
            let mut out = Vec::with_capacity(1024);
            templates.render("card.html", &world.card(id as DocId), &mut out)?;
            Ok(utf8::text(out).expect("templates write text"))
        })?;
        Ok(world)
    }

    // long: a table
    /// The bytes of an output; `path` is its path in the output folder.
    ///
    /// # Errors
    /// A fault of a template while this page was rendered.
    pub fn bytes(&self, path: &str, output: &Output) -> Result<Made, Box<Diagnostic>> {
        let mut out = Vec::with_capacity(16 * 1024);
        let templates = self.templates;
        match output {
            Output::Home => templates.render("home.html", &self.home(), &mut out)?,
            Output::Section(section, page) => {
                templates.render("section.html", &self.section(*section, *page), &mut out)?;
            }
            Output::Article(id) => templates.render("article.html", &self.article(*id), &mut out)?,
            Output::Withdrawn(id) => templates.render("withdrawn.html", &self.withdrawn(*id), &mut out)?,
            Output::Relation(id, section, page) => {
                templates.render("section.html", &self.relation(*id, *section, *page), &mut out)?;
            }
            Output::Terms(taxonomy) => templates.render("terms.html", &self.terms(*taxonomy), &mut out)?,
            Output::Term(term, page) => templates.render("term.html", &self.term(*term, *page), &mut out)?,
            Output::TermSection(term, section, page) => {
                templates.render("section.html", &self.term_section(*term, *section, *page), &mut out)?;
            }
            Output::Pair(pair, page) => templates.render("pair.html", &self.pair(*pair, *page), &mut out)?,
            Output::Year(section, year) => templates.render("year.html", &self.year(*section, *year), &mut out)?,
            Output::Month(section, year, month) => {
                templates.render("month.html", &self.month(*section, *year, *month), &mut out)?;
            }
            Output::NotFound => templates.render("404.html", &self.not_found(), &mut out)?,
            Output::Redirect(to, _) => templates.render("redirect.html", &self.redirect(path, to), &mut out)?,
            Output::Copy(file) => return Ok(Made::File(file.clone())),
            Output::ThemeAsset(at) => return Ok(Made::Bytes(self.theme.assets[*at as usize].bytes.to_vec())),
        }
        Ok(Made::Bytes(out))
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
    let is_shown = |line: &&str| !line.trim_start().starts_with("#[");
    // Before the first view stands what only Rust needs.
    let lines: Vec<&str> =
        view::DESCRIPTION.lines().skip_while(|it| !it.starts_with("/// `site`")).filter(is_shown).collect();
    let text = lines.join("\n").replace("pub struct ", "").replace("pub enum ", "").replace("    pub ", "    ");
    format!("api: {}\n\n{text}\n", view::API)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_reference_names_views_and_fields() {
        let text = super::reference();
        assert!(text.starts_with("api: 1\n\n/// `site`"), "{}", &text[..200]);
        assert!(text.contains("\nArticleView {\n") && text.contains("    body_html: String,"));
        assert!(!text.contains("derive") && !text.contains("pub "));
    }
}
