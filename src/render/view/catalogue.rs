//! Views of the pages that make a catalogue more than a blog: table, matrix, map, index by letters, events, and the
//! pages that every site may have.

use serde::Serialize;

use super::{Block, ContactView, CountLink, FileLink, Frame, Html, Link, ListView, PhoneView};

/// Ways on from a list: by status, by kind, to the table.
#[derive(Debug, Clone, Hash, Serialize, Default)]
pub struct WaysView {
    /// Anchor: `status`.
    pub id: String,
    /// «По статусу».
    pub title: String,
    /// Lists, with their numbers.
    pub links: Vec<CountLink>,
}

/// The table behind an infographic.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct DataView<'a> {
    /// «Данные».
    pub title: String,
    /// The table.
    pub table_html: Html<'a>,
    /// The file it stands in.
    pub file: FileLink,
}

/// `events.html`: coming events, soonest first, and the way to past ones.
#[derive(Debug, Clone, Hash, Serialize, Default)]
pub struct EventsView<'a> {
    /// What every page has.
    pub frame: Frame,
    /// One sentence.
    pub plain: Option<String>,
    /// The section's own text.
    pub body_html: Html<'a>,
    /// Cards of coming events: `<li>…</li>` one after another.
    pub coming_html: Html<'a>,
    /// How many there are, in words.
    pub total: Option<String>,
    /// The newest of the past ones, and the way to all.
    pub past: Option<Block<'a>>,
}

/// `table.html`: items of a section as rows, by the fields that its type compares.
#[derive(Debug, Clone, Hash, Serialize, Default)]
pub struct CatalogueView {
    /// What every page has.
    pub frame: Frame,
    /// Headings of the columns after the first, which is the title.
    pub columns: Vec<String>,
    /// Items, newest first.
    pub rows: Vec<CatalogueRow>,
    /// The way to the other pages; holds no cards.
    pub list: ListView<'static>,
}

/// An item of the table.
#[derive(Debug, Clone, Hash, Serialize, Default)]
pub struct CatalogueRow {
    /// Title.
    pub title: String,
    /// Address.
    pub url: String,
    /// Texts of each column; none where nothing is known.
    pub cells: Vec<Vec<String>>,
}

/// `matrix.html`: practices by the terms of two taxonomies.
#[derive(Debug, Clone, Hash, Serialize, Default)]
pub struct MatrixView<'a> {
    /// What every page has.
    pub frame: Frame,
    /// The page's own text.
    pub body_html: Html<'a>,
    /// What stands in the rows: «Регионы».
    pub rows_title: String,
    /// What stands in the columns: «Для кого».
    pub columns_title: String,
    /// Terms of the second taxonomy.
    pub columns: Vec<CountLink>,
    /// Rows under the terms above them.
    pub groups: Vec<MatrixGroup>,
    /// Matrices of the other pairs.
    pub others: Vec<Link>,
}

/// Rows of the matrix under one heading.
#[derive(Debug, Clone, Hash, Serialize, Default)]
pub struct MatrixGroup {
    /// The term above; None for rows without one.
    pub title: Option<CountLink>,
    /// Terms of the first taxonomy.
    pub rows: Vec<MatrixRow>,
}

/// A row of the matrix.
#[derive(Debug, Clone, Hash, Serialize, Default)]
pub struct MatrixRow {
    /// The term.
    pub term: CountLink,
    /// A number for each column.
    pub cells: Vec<MatrixCell>,
}

/// A number of the matrix.
#[derive(Debug, Clone, Hash, Serialize, Default)]
pub struct MatrixCell {
    /// How many practices.
    pub count: u64,
    /// The pair's page; None where nothing is.
    pub url: Option<String>,
    /// Accessible name of the link: «Семьи с детьми: Омская область, 3 практики».
    pub label: String,
}

/// `map.html`: regions as tiles and, the equal way, as a list.
#[derive(Debug, Clone, Hash, Serialize, Default)]
pub struct MapView<'a> {
    /// What every page has.
    pub frame: Frame,
    /// The page's own text.
    pub body_html: Html<'a>,
    /// Tiles with their places.
    pub tiles: Vec<TileView>,
    /// Units from the left to the right edge.
    pub width: u32,
    /// Units from the top to the bottom edge.
    pub height: u32,
    /// The same regions in words.
    pub groups: Vec<MapGroup>,
}

/// A tile of the map.
#[derive(Debug, Clone, Hash, Serialize, Default)]
pub struct TileView {
    /// Units from the left.
    pub x: u32,
    /// Units from the top.
    pub y: u32,
    /// A few letters.
    pub label: String,
    /// Name of the region.
    pub title: String,
    /// The region's page.
    pub url: Option<String>,
    /// Practices of its own.
    pub own: u64,
    /// Practices that it adopted.
    pub adopted: u64,
    /// From 0, nothing, to 4, most.
    pub step: u8,
}

/// Regions under the district above them.
#[derive(Debug, Clone, Hash, Serialize, Default)]
pub struct MapGroup {
    /// Anchor.
    pub id: String,
    /// The district.
    pub title: Option<CountLink>,
    /// Its regions.
    pub regions: Vec<MapLine>,
}

/// A region of the list beside the map.
#[derive(Debug, Clone, Hash, Serialize, Default)]
pub struct MapLine {
    /// Its name.
    pub title: String,
    /// Its page.
    pub url: Option<String>,
    /// «12 практик».
    pub own: String,
    /// «3 перенятые»; None for none.
    pub adopted: Option<String>,
}

/// `index-az.html`: practices, organisations, services and terms by letter.
#[derive(Debug, Clone, Hash, Serialize, Default)]
pub struct LettersView<'a> {
    /// What every page has.
    pub frame: Frame,
    /// The page's own text.
    pub body_html: Html<'a>,
    /// Letters: an anchor of this page, or a page of their own.
    pub letters: Vec<CountLink>,
    /// Lines under their letters.
    pub groups: Vec<LetterGroup>,
}

/// Lines under one letter.
#[derive(Debug, Clone, Hash, Serialize, Default)]
pub struct LetterGroup {
    /// Anchor.
    pub id: String,
    /// The letter, «0–9» or «A–Z».
    pub title: String,
    /// Lines.
    pub items: Vec<LetterItem>,
}

/// A line of the index by letters.
#[derive(Debug, Clone, Hash, Serialize, Default)]
pub struct LetterItem {
    /// Title.
    pub title: String,
    /// Address.
    pub url: String,
    /// What it is: «практика».
    pub kind: String,
}

/// `contacts.html`: who answers for the site, or when people are received.
#[derive(Debug, Clone, Hash, Serialize, Default)]
pub struct ContactsView<'a> {
    /// What every page has.
    pub frame: Frame,
    /// The lead of the page's own text.
    pub lead: Option<String>,
    /// The page's own text.
    pub body_html: Html<'a>,
    /// Whom to call, without the hours.
    pub contact: Option<ContactView>,
    /// Hours of reception.
    pub schedule: Vec<HoursView>,
    /// The other one of the two pages.
    pub other: Option<Link>,
}

/// A line of the hours of reception.
#[derive(Debug, Clone, Hash, Serialize, Default)]
pub struct HoursView {
    /// «понедельник — четверг».
    pub days: String,
    /// «9:00–18:00».
    pub hours: Option<String>,
    /// «13:00–14:00».
    pub pause: Option<String>,
    /// A note.
    pub note: Option<String>,
}

/// `subscribe.html`: how to learn what is new.
#[derive(Debug, Clone, Hash, Serialize, Default)]
pub struct SubscribeView<'a> {
    /// What every page has.
    pub frame: Frame,
    /// The lead of the page's own text.
    pub lead: Option<String>,
    /// The page's own text.
    pub body_html: Html<'a>,
    /// Sections whose newest items stand first.
    pub sections: Vec<Link>,
    /// Taxonomies: each term's page shows its newest items.
    pub taxonomies: Vec<Link>,
    /// Mailbox of the owner.
    pub email: Option<String>,
    /// Telephones of the owner.
    pub phones: Vec<PhoneView>,
}

/// `accessibility.html`: the accessibility statement of svod.yaml.
#[derive(Debug, Clone, Hash, Serialize, Default)]
pub struct AccessibilityView<'a> {
    /// What every page has.
    pub frame: Frame,
    /// The lead of the page's own text.
    pub lead: Option<String>,
    /// The page's own text.
    pub body_html: Html<'a>,
    /// «WCAG 2.1 AA».
    pub level: Option<String>,
    /// What is known to be wrong.
    pub gaps: Vec<String>,
    /// When it was judged.
    pub date: Option<String>,
    /// Whom to tell.
    pub contact: Option<String>,
    /// The address of that contact: a mailbox or a telephone.
    pub contact_url: Option<String>,
}

/// `privacy.html`: what is stored and who is asked.
#[derive(Debug, Clone, Hash, Serialize, Default)]
pub struct PrivacyView<'a> {
    /// What every page has.
    pub frame: Frame,
    /// The lead of the page's own text.
    pub lead: Option<String>,
    /// The page's own text.
    pub body_html: Html<'a>,
    /// Other hosts that pages may ask, by what is asked of them.
    pub hosts: Vec<HostsView>,
}

/// Other hosts that pages may ask.
#[derive(Debug, Clone, Hash, Serialize, Default)]
pub struct HostsView {
    /// «Изображения».
    pub title: String,
    /// Hosts.
    pub hosts: Vec<String>,
}

/// `sitemap.html`: sections, pages and terms.
#[derive(Debug, Clone, Hash, Serialize, Default)]
pub struct SiteMapView<'a> {
    /// What every page has.
    pub frame: Frame,
    /// The page's own text.
    pub body_html: Html<'a>,
    /// Whether the menu is shown: on the map's own address.
    pub has_menu: bool,
    /// Groups of links, each a flat tree.
    pub groups: Vec<SiteMapGroup>,
}

/// A group of the site map.
#[derive(Debug, Clone, Hash, Serialize, Default)]
pub struct SiteMapGroup {
    /// Anchor.
    pub id: String,
    /// Heading.
    pub title: String,
    /// Links: each with its depth.
    pub links: Vec<CountLink>,
}
