//! svod.yaml: the settings of the whole site.
//!
//! A setting that cannot be read is told of and takes its default, so the rest of the site is still seen.
//! Nothing here knows another file: whether a menu leads somewhere is judged by the model.
//!
//! Begin with [`Config`].

use crate::base::lang::{Both, Lang};
use crate::base::problem::Severity;
use crate::base::span::{Span, Spanned};

use super::contact::Contacts;
use super::yaml::Node;

pub use self::keys::{KEYS, Key};
pub use self::reading::{BUILT_IN, config};
pub(super) use self::reading::{is_name, zone};

pub(super) mod keys;
mod reading;

/// Everything svod.yaml says, defaults filled in.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Config {
    /// Name of the site; empty only when it is missing, which is told of.
    pub title: String,
    /// For narrow places and `<title>`.
    pub title_short: Option<String>,
    /// «Новости …», «Практики …».
    pub title_genitive: Option<String>,
    /// Who publishes.
    pub owner: Option<String>,
    /// One sentence for machines and feeds.
    pub description: Option<String>,
    /// Where the site will stand.
    pub base_url: Option<BaseUrl>,
    /// Language of the interface words.
    pub language: Lang,
    /// IANA name, known to [`crate::base::zone`].
    pub time_zone: String,
    /// Name of the theme.
    pub theme: String,
    /// Where it is named.
    pub theme_at: Option<Span>,
    /// What theme.yaml declares; read by who reads the theme.
    pub theme_settings: Option<Node>,
    /// Built-in sections first, in their order, then the site's own as written.
    pub sections: Vec<Section>,
    /// Predeclared taxonomies first, then the site's own as written.
    pub taxonomies: Vec<TaxonomyConfig>,
    /// Pairs of taxonomies with pages of their own: indices of [`Config::taxonomies`].
    pub pairs: Vec<Pair>,
    /// Fields added to types and whole types, by type.
    pub types: Vec<(Spanned<String>, Node)>,
    /// None: sections that hold items, then taxonomies.
    pub menu: Option<Vec<MenuItem>>,
    /// The foot of every page.
    pub footer: Footer,
    /// Who answers, where and when.
    pub contacts: Contacts,
    /// Blocks of the home page in order.
    pub home: Vec<HomeBlock>,
    /// The accessibility statement.
    pub accessibility: Accessibility,
    /// Terms of the open data.
    pub data: OpenData,
    /// The site's picture for links.
    pub image: Option<SiteImage>,
    /// «Вы» or «вы».
    pub address_form: AddressForm,
    /// Levels of evidence, weakest first.
    pub evidence: Vec<EvidenceLevel>,
    /// Own directives, by name.
    pub directives: Vec<(Spanned<String>, Node)>,
    /// Items on a cut page of a list, at least 5.
    pub per_page: u32,
    /// Age after which items of a type carry an archive notice.
    pub archive_after: Vec<(Spanned<String>, Duration)>,
    /// Age of `reviewed` after which an item is «давно не проверялось».
    pub review_after: Duration,
    /// Whether texts get Russian typography.
    pub typography: bool,
    /// What feeds hold.
    pub feeds: Feeds,
    /// Whether a search is built.
    pub search: bool,
    /// Whether open data are built.
    pub exports: bool,
    /// Whether archives by year and month are built.
    pub archive: bool,
    /// Whether feeds, metadata, calendars and the sitemap are built.
    pub machines: bool,
    /// Lines added to robots.txt.
    pub robots: Vec<String>,
    /// Headers added for the web server: name and value.
    pub headers: Vec<(String, String)>,
    /// Hosts that pages may ask.
    pub allow: Allow,
    /// Changed severities by code; None is `off`.
    pub severity: Vec<(String, Option<Severity>)>,
    /// Interface words replaced, by key.
    pub strings: Vec<(String, Spanned<String>)>,
}

/// An address of the site's root.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct BaseUrl {
    /// `https://example.org`, without a slash at the end.
    pub origin: String,
    /// Begins and ends with `/`.
    pub path: String,
}

/// A folder of content.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Section {
    /// Name of the folder under `content/`.
    pub folder: String,
    /// The type of its items.
    pub kind: String,
    /// Address without slashes at its ends; empty for pages at the root.
    pub path: String,
    /// Title in both languages.
    pub title: Both,
    /// Where svod.yaml speaks of it; None for a built-in one left alone.
    pub span: Option<Span>,
}

/// A way of sorting items: regions, target groups, …
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TaxonomyConfig {
    /// Name of its file under `content/` and its English key in front matter.
    pub name: String,
    /// Title in both languages.
    pub title: Both,
    /// Other keys in front matter, as written; the first is shown on Russian sites.
    pub aliases: Vec<String>,
    /// Address without slashes at its ends.
    pub path: String,
    /// Types that may carry it; empty for all.
    pub on: Vec<Spanned<String>>,
    /// Where svod.yaml speaks of it; None for a predeclared one left alone.
    pub span: Option<Span>,
}

/// Two taxonomies whose terms have pages together; the first one stands first in addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Pair {
    /// Index of [`Config::taxonomies`].
    pub first: u16,
    /// Index of [`Config::taxonomies`].
    pub second: u16,
}

/// One line of the menu.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct MenuItem {
    /// What it says; None: the title of the page it leads to.
    pub title: Option<String>,
    /// Where it leads, as written: an address from the site's root, a file, or a foreign address.
    pub to: Option<Spanned<String>>,
    /// Lines below it.
    pub items: Vec<MenuItem>,
    /// Where it is written.
    pub span: Span,
}

/// The foot of every page.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Footer {
    /// First year of the copyright line.
    pub since: Option<u16>,
    /// A sentence.
    pub text: Option<String>,
    /// Links.
    pub links: Vec<MenuItem>,
    /// Pictures that lead somewhere.
    pub badges: Vec<Badge>,
}

/// A picture of the footer that leads somewhere.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Badge {
    /// A file, as written.
    pub image: Spanned<String>,
    /// What it says to who cannot see it.
    pub alt: String,
    /// Where it leads.
    pub to: Option<Spanned<String>>,
}

/// A block of the home page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum HomeBlock {
    /// What this site is.
    Intro,
    /// «Для кого?»
    Groups,
    /// The newest news.
    News,
    /// Items marked `featured`.
    Featured,
    /// The way in by region.
    Regions,
    /// Figures with date and source.
    Counters,
    /// Coming events.
    Events,
    /// How to subscribe.
    Subscribe,
    /// The search box.
    Search,
}

/// What the accessibility statement says.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Accessibility {
    /// As written: «WCAG 2.1 AA».
    pub level: Option<String>,
    /// Known gaps.
    pub gaps: Vec<String>,
    /// When it was judged, as written.
    pub date: Option<Spanned<String>>,
    /// Whom to tell.
    pub contact: Option<String>,
}

/// The site's picture for links.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SiteImage {
    /// A file, as written.
    pub file: Spanned<String>,
    /// What it says to who cannot see it.
    pub alt: Option<String>,
}

/// Terms of the open data.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct OpenData {
    /// Licence, as written.
    pub licence: Option<String>,
    /// How often it is renewed, as written.
    pub update: Option<String>,
}

/// How readers are addressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum AddressForm {
    /// «Вы».
    #[default]
    Capital,
    /// «вы».
    Small,
}

/// One level of the evidence scale.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct EvidenceLevel {
    /// `0` … `4`, `not-assessed`, …; digits only are ranks, in the order of the list.
    pub id: String,
    /// Words in both languages.
    pub label: Both,
}

/// A length of time as people write it: «36 months», «2 года».
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Duration {
    /// Whole months, years included.
    pub months: u16,
    /// Days, weeks included.
    pub days: u16,
}

/// What feeds hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Feeds {
    /// Newest items in a feed.
    pub items: u32,
    /// Whether the feeds of site and sections carry whole texts.
    pub full_text: bool,
    /// Whether they carry the elements of Yandex.
    pub yandex: bool,
}

/// Hosts that pages may ask; empty by default.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Allow {
    /// Pictures.
    pub img: Vec<String>,
    /// Scripts.
    pub script: Vec<String>,
    /// Frames.
    pub frame: Vec<String>,
    /// Requests of scripts.
    pub connect: Vec<String>,
}

#[cfg(test)]
mod tests;
