//! Views: the only thing a template sees.
//!
//! One list of fields derives both `Hash` (the fingerprint) and `Serialize` (the template's world), so a template
//! cannot read what the fingerprint has not seen. A view holds finished texts: dates in words, numbers grouped,
//! addresses with the path of `base_url`. `…html` fields are safe HTML; everything else is escaped by the template.
//!
//! `svod theme views` prints this file's structs as the theme's API ([`DESCRIPTION`]). Views carry no `HashMap`.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use serde::{Serialize, Serializer};

use crate::base::hash::Hash128;
use crate::base::json::Tree;
use crate::base::problem::Diagnostic;

/// Version of the theme's API; a field that goes is warned of for one release.
pub const API: u32 = 1;

/// The text of this file, from which `svod theme views` prints the API.
pub const DESCRIPTION: &str = concat!(include_str!("view.rs"), "\n", include_str!("view/catalogue.rs"));

pub use catalogue::*;

mod catalogue;

thread_local! {
    /// What stopped a late HTML of the page that this thread is making: `Serialize` can only pass on a text.
    static FAULT: RefCell<Option<Box<Diagnostic>>> = const { RefCell::new(None) };
    /// Whether this thread looks at views to compare them, and no HTML is to be made.
    static IS_COMPARING: Cell<bool> = const { Cell::new(false) };
}

/// The fields of a view, to be compared with those of another: in place of HTML its fingerprint, or the cards of
/// which it is made.
pub fn fields(view: &impl Serialize) -> Tree {
    IS_COMPARING.set(true);
    let tree = Tree::new(view);
    IS_COMPARING.set(false);
    tree
}

/// Why the last view could not be shown, if it was because of its HTML.
pub(super) fn take_fault() -> Option<Box<Diagnostic>> {
    FAULT.take()
}

/// What makes the HTML of a view when a template asks for it.
pub trait Late: Send + Sync {
    /// The HTML.
    ///
    /// # Errors
    /// A fault of a card's template; a text that cannot be read any more.
    fn html(&self) -> Result<Cow<'_, str>, Box<Diagnostic>>;

    /// The cards of which it is made, where it is made of cards.
    fn cards(&self) -> Option<Vec<Card>> {
        None
    }
}

impl Late for String {
    fn html(&self) -> Result<Cow<'_, str>, Box<Diagnostic>> {
        Ok(Cow::Borrowed(self))
    }
}

/// Safe HTML of a view. Its fingerprint is known before the HTML is made, so that a page that has not changed costs
/// neither its body nor its cards.
#[derive(Clone, Default)]
pub struct Html<'a> {
    key: Hash128,
    late: Option<Arc<dyn Late + 'a>>,
}

impl<'a> Html<'a> {
    /// HTML that is made when a template asks for it; equal keys must mean equal HTML.
    pub fn late(key: Hash128, late: impl Late + 'a) -> Self {
        Self { key, late: Some(Arc::new(late)) }
    }

    /// The HTML itself.
    pub(super) fn text(&self) -> Result<Cow<'_, str>, Box<Diagnostic>> {
        self.late.as_ref().map_or(Ok(Cow::Borrowed("")), |it| it.html())
    }
}

impl From<String> for Html<'_> {
    fn from(text: String) -> Self {
        if text.is_empty() {
            return Self::default();
        }
        Self::late(Hash128::of_bytes(text.as_bytes()), text)
    }
}

impl fmt::Debug for Html<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Html({})", self.key.hex())
    }
}

impl Hash for Html<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.key.hash(state);
    }
}

impl Serialize for Html<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Some(late) = &self.late else { return serializer.serialize_str("") };
        if IS_COMPARING.get() {
            return match late.cards() {
                Some(cards) => cards.serialize(serializer),
                None => serializer.serialize_str(&self.key.hex()),
            };
        }
        match late.html() {
            Ok(text) => serializer.serialize_str(&text),
            Err(fault) => {
                FAULT.set(Some(fault));
                Err(serde::ser::Error::custom("HTML"))
            }
        }
    }
}

/// `site`: the same on every page, part of every fingerprint.
#[derive(Debug, Clone, Hash, Serialize, Default)]
pub struct Chrome {
    /// Version of this API.
    pub api: u32,
    /// Name of the site.
    pub title: String,
    /// For narrow places.
    pub title_short: String,
    /// Who publishes.
    pub owner: Option<String>,
    /// One sentence.
    pub description: Option<String>,
    /// `ru` or `en`.
    pub lang: String,
    /// Path of the site's root, begins and ends with `/`.
    pub base: String,
    /// The menu.
    pub menu: Vec<MenuLink>,
    /// Main region taxonomy, first declared taxonomies with pages.
    pub taxonomies: Vec<Link>,
    /// Copyright years, «2006–2026» or «2026».
    pub years: String,
    /// Sentence of the footer.
    pub footer_text: Option<String>,
    /// Links of the footer.
    pub footer_links: Vec<MenuLink>,
    /// Pictures of the footer.
    pub badges: Vec<BadgeView>,
    /// Contacts of the owner.
    pub contact: Option<ContactView>,
    /// Pages that the site has for every reader: contacts, the index by letters, privacy, the site map.
    pub site_links: Vec<Link>,
    /// Address of the search, where there is one.
    pub search: Option<String>,
    /// Addresses of the theme's style sheets.
    pub styles: Vec<String>,
    /// Address of what tells browsers of the search.
    pub open_search: Option<String>,
    /// Addresses of the theme's scripts (ES modules).
    pub scripts: Vec<String>,
    /// Address of the theme's `js/search.js`, where it has one: the page of the search starts it without a way round.
    pub search_script: Option<String>,
}

/// A line of the menu.
#[derive(Debug, Clone, Hash, Serialize, Default)]
pub struct MenuLink {
    /// What it says.
    pub title: String,
    /// Where it leads; None for a heading.
    pub url: Option<String>,
    /// Whether it leaves the site.
    pub is_external: bool,
    /// Lines below.
    pub items: Vec<MenuLink>,
}

/// A picture of the footer.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct BadgeView {
    /// The picture.
    pub image: Img,
    /// Where it leads.
    pub url: Option<String>,
}

/// `page.frame`: what every page has.
#[derive(Debug, Clone, Hash, Serialize, Default)]
pub struct Frame {
    /// For `<title>`, plain spaces; the site's title not included; empty on the home page.
    pub title: String,
    /// The H1.
    pub heading: String,
    /// For `<meta name=description>`, plain spaces.
    pub description: Option<String>,
    /// Address from the root of the host.
    pub url: String,
    /// Absolute address, where base_url is known.
    pub canonical: Option<String>,
    /// Way from home to the page above this one.
    pub crumbs: Vec<Link>,
    /// Whether robots should stay away.
    pub is_noindex: bool,
    /// Address of the menu's line that this page belongs to.
    pub active: String,
}

/// A link with its words.
#[derive(Debug, Clone, Hash, Serialize, Default, PartialEq, Eq)]
pub struct Link {
    /// Words.
    pub title: String,
    /// Address.
    pub url: String,
}

/// A link, or words without one, with a number.
#[derive(Debug, Clone, Hash, Serialize, Default)]
pub struct CountLink {
    /// Words.
    pub title: String,
    /// Address; None where no page is.
    pub url: Option<String>,
    /// How many items.
    pub count: u64,
    /// The number in words: «57 новостей».
    pub count_text: String,
    /// Steps from the root of its tree.
    pub depth: u8,
    /// One plain sentence.
    pub plain: Option<String>,
}

/// A date for `<time>`.
#[derive(Debug, Clone, Hash, Serialize, Default, PartialEq, Eq)]
pub struct When {
    /// `2022-01-11` or `2022-01-11T10:30+03:00`.
    pub iso: String,
    /// «11 января 2022 г.».
    pub text: String,
}

/// A picture of the site.
#[derive(Debug, Clone, Hash, Serialize, Default)]
pub struct Img {
    /// Address.
    pub src: String,
    /// Alternative text, empty when decorative.
    pub alt: String,
    /// Pixels, where known.
    pub width: Option<u32>,
    /// Pixels, where known.
    pub height: Option<u32>,
}

/// A picture with its words.
#[derive(Debug, Clone, Hash, Serialize, Default)]
pub struct Figure {
    /// The picture.
    pub image: Img,
    /// Caption.
    pub caption: Option<String>,
    /// Who made it.
    pub author: Option<String>,
    /// «PNG, 340 КБ, 1200 × 800», in galleries.
    pub note: Option<String>,
}

/// A file to download.
#[derive(Debug, Clone, Hash, Serialize, Default)]
pub struct FileLink {
    /// What it is called.
    pub title: String,
    /// Address; None for a title alone.
    pub url: Option<String>,
    /// «PDF, 1,2 МБ».
    pub note: Option<String>,
    /// «методика».
    pub kind: Option<String>,
    /// Licence, version, date.
    pub details: Vec<String>,
}

/// What a list shows of an item: input of `card.html`, as `card`.
#[derive(Debug, Clone, Hash, Serialize, Default)]
pub struct Card {
    /// Address.
    pub url: String,
    /// Short title, or title.
    pub title: String,
    /// Type id: `news`.
    pub kind: String,
    /// «Новость», «История», …
    pub kind_label: String,
    /// When.
    pub date: Option<When>,
    /// Summary.
    pub summary: Option<String>,
    /// Names of terms of the first two taxonomies that name it: regions first.
    pub terms: Vec<TermNames>,
    /// Status in words.
    pub status: Option<String>,
    /// Thumbnail.
    pub image: Option<Img>,
    /// «Черновик», with `--drafts`.
    pub mark: Option<String>,
}

/// Names of an item's terms in one taxonomy.
#[derive(Debug, Clone, Hash, Serialize, Default)]
pub struct TermNames {
    /// Name of the taxonomy: `regions`.
    pub name: String,
    /// Its title: «Регионы».
    pub title: String,
    /// Names, in the order of writing.
    pub names: Vec<String>,
}

/// A part of a list: cards and the way to the others.
#[derive(Debug, Clone, Hash, Serialize, Default)]
pub struct ListView<'a> {
    /// Cards, newest first: `<li>…</li>` one after another.
    pub cards_html: Html<'a>,
    /// Cards of undated items, by title; only on the list's own address.
    pub undated_html: Html<'a>,
    /// Newer page.
    pub newer: Option<Link>,
    /// Older page.
    pub older: Option<Link>,
    /// The list's own address; only on a cut page.
    pub own: Option<Link>,
    /// Years with an archive: all on the own address, those of its items on a cut page.
    pub years: Vec<Link>,
    /// Cut pages by their numbers, newest first; only on the list's own address, not all of a very long list.
    pub pages: Vec<Link>,
    /// How many items there are, in words; only on the list's own address.
    pub total: Option<String>,
    /// Number of a cut page, from the oldest.
    pub page: Option<u32>,
    /// Name of the list, for accessible names.
    pub name: String,
}

/// A block of cards under a heading, with the way to all of them.
#[derive(Debug, Clone, Hash, Serialize, Default)]
pub struct Block<'a> {
    /// Anchor: `news`.
    pub id: String,
    /// Heading.
    pub title: String,
    /// Cards, perhaps parted: practices by status.
    pub groups: Vec<CardGroup<'a>>,
    /// «Все новости Омской области (57)».
    pub all: Option<Link>,
}

/// Cards under a smaller heading.
#[derive(Debug, Clone, Hash, Serialize, Default)]
pub struct CardGroup<'a> {
    /// Heading; None for the only group.
    pub title: Option<String>,
    /// `<li>…</li>` one after another.
    pub cards_html: Html<'a>,
}

/// Links of an item's terms in one taxonomy.
#[derive(Debug, Clone, Hash, Serialize, Default)]
pub struct TermLinks {
    /// Name of the taxonomy: `regions`.
    pub name: String,
    /// Its title: «Регионы».
    pub title: String,
    /// Terms; one without a page has no address.
    pub links: Vec<CountLink>,
}

/// A value of a field, ready to be shown. In a template: `value.is` tells which, `value.it` is the content.
#[derive(Debug, Clone, Hash, Serialize)]
#[serde(tag = "is", content = "it", rename_all = "lowercase")]
pub enum Shown {
    /// Plain text; line breaks part paragraphs.
    Text(String),
    /// Safe HTML of several paragraphs.
    Html(String),
    /// A date.
    Date(When),
    /// A link.
    Link(Link),
    /// A file.
    File(FileLink),
    /// A picture.
    Figure(Figure),
    /// A telephone.
    Phone(PhoneView),
    /// Several values.
    List(Vec<Shown>),
    /// Labelled values.
    Record(Vec<FieldView>),
    /// Records of equal fields: one row each; an empty cell is None.
    Table(TableView),
}

/// Records as a table.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct TableView {
    /// Column headings.
    pub columns: Vec<String>,
    /// Keys of the columns.
    pub keys: Vec<String>,
    /// Cells.
    pub rows: Vec<Vec<Option<Shown>>>,
}

/// A field and its value.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct FieldView {
    /// English key.
    pub key: String,
    /// Anchor: the key with hyphens.
    pub id: String,
    /// Label.
    pub label: String,
    /// Whether it stands in the passport.
    pub is_passport: bool,
    /// Value.
    pub value: Shown,
}

/// A telephone.
#[derive(Debug, Clone, Hash, Serialize, Default, PartialEq, Eq)]
pub struct PhoneView {
    /// Whose.
    pub label: Option<String>,
    /// As written.
    pub number: String,
    /// `tel:+73812000000`.
    pub tel: String,
    /// Extension.
    pub extension: Option<String>,
    /// When it is answered.
    pub hours: Option<String>,
    /// Whether calling costs nothing.
    pub is_free: bool,
}

/// Whom to call: the item's own contact, or that of who stands above it.
#[derive(Debug, Clone, Hash, Serialize, Default, PartialEq, Eq)]
pub struct ContactView {
    /// Role or office.
    pub role: Option<String>,
    /// Whose contact this is: an organisation or a region.
    pub whose: Option<Link>,
    /// Telephones.
    pub phones: Vec<PhoneView>,
    /// Mailbox.
    pub email: Option<String>,
    /// Postal address.
    pub address: Option<String>,
    /// Opening hours, one line each.
    pub schedule: Vec<String>,
}

/// An item named with its role.
#[derive(Debug, Clone, Hash, Serialize, Default)]
pub struct RoleLink {
    /// «партнёр».
    pub role: Option<String>,
    /// Name.
    pub title: String,
    /// Address; None where it has no page.
    pub url: Option<String>,
}

/// When and where an event is.
#[derive(Debug, Clone, Hash, Serialize, Default)]
pub struct EventView {
    /// Beginning.
    pub start: Option<When>,
    /// End.
    pub end: Option<When>,
    /// «1–3 января 2022 г.», with the zone's name where it differs from the site's.
    pub text: String,
    /// Place.
    pub place: Option<String>,
    /// Address.
    pub address: Option<String>,
    /// Host region.
    pub region: Option<CountLink>,
    /// Whether it is held online.
    pub is_online: bool,
    /// Whether it is over.
    pub is_past: bool,
    /// Who holds it.
    pub organiser: Option<RoleLink>,
}

/// Where a text comes from.
#[derive(Debug, Clone, Hash, Serialize, Default)]
pub struct SourceView {
    /// Name.
    pub title: String,
    /// Address.
    pub url: Option<String>,
    /// When.
    pub date: Option<String>,
}

/// A correction.
#[derive(Debug, Clone, Hash, Serialize, Default)]
pub struct CorrectionView {
    /// When.
    pub date: Option<When>,
    /// What.
    pub text: String,
}

/// A line of the outline.
#[derive(Debug, Clone, Hash, Serialize, Default)]
pub struct OutlineItem {
    /// Anchor.
    pub id: String,
    /// Words.
    pub title: String,
    /// 2 to 6.
    pub level: u8,
}

/// `article.html`.
#[derive(Debug, Clone, Hash, Serialize, Default)]
pub struct ArticleView<'a> {
    /// What every page has.
    pub frame: Frame,
    /// Type id: `practice`.
    pub kind: String,
    /// «История», «Практика».
    pub kind_label: String,
    /// Publication.
    pub date: Option<When>,
    /// Last change.
    pub updated: Option<When>,
    /// Notices above the text: archive, term run out, not reviewed for long, draft.
    pub notices: Vec<String>,
    /// What it is, in plain words.
    pub plain: Option<String>,
    /// Lead, where it is not the body's beginning.
    pub lead: Option<String>,
    /// Status in words, for practices, services, documents.
    pub status: Option<String>,
    /// Place of the status among the groups of the type's lists, from 1: runs, is to come, is over.
    pub status_tone: Option<u8>,
    /// More words about the status.
    pub status_note: Option<String>,
    /// Evidence in words.
    pub evidence: Option<String>,
    /// Its id on the scale: `3`, `not-assessed`.
    pub evidence_id: Option<String>,
    /// Who recommends it, and when.
    pub recommended: Vec<String>,
    /// What came in its place.
    pub successors: Vec<RoleLink>,
    /// Picture on top.
    pub cover: Option<Figure>,
    /// The text.
    pub body_html: Html<'a>,
    /// Headings, where there are three or more.
    pub outline: Vec<OutlineItem>,
    /// Fields of the type in its order, those shown elsewhere left out.
    pub fields: Vec<FieldView>,
    /// What it wants to reach.
    pub goals: Vec<GoalView>,
    /// What it has changed.
    pub results: Option<ResultsView>,
    /// How many it has reached.
    pub reach: Vec<CounterView>,
    /// How it is done.
    pub steps: Vec<StepView>,
    /// Who provides it, by place.
    pub providers: Vec<ProviderView>,
    /// The same on one sheet.
    pub passport: Option<Link>,
    /// Time and place.
    pub event: Option<EventView>,
    /// Validity in words.
    pub period: Option<String>,
    /// What its type calls it: «Период действия».
    pub period_label: String,
    /// Pictures.
    pub gallery: Vec<Figure>,
    /// The table behind an infographic.
    pub data: Option<DataView<'a>>,
    /// Files.
    pub files: Vec<FileLink>,
    /// Organisations with their roles.
    pub organisations: Vec<RoleLink>,
    /// References of the article to others, by field.
    pub references: Vec<ReferenceBlock>,
    /// Terms by taxonomy.
    pub terms: Vec<TermLinks>,
    /// Whom to call.
    pub contact: Option<ContactView>,
    /// Where the text comes from.
    pub source: Option<SourceView>,
    /// History of changes.
    pub corrections: Vec<CorrectionView>,
    /// Role or office that wrote it.
    pub author: Option<String>,
    /// Items of which this one is the whole: parts of a programme, branches of an organisation.
    pub parts: Vec<PartLink>,
    /// What others say of it: practices, news, … that name this item.
    pub backlinks: Vec<Block<'a>>,
    /// The next newer article of the section.
    pub newer: Option<Link>,
    /// The next older article of the section.
    pub older: Option<Link>,
    /// Related articles.
    pub related: Vec<Link>,
    /// Its address, to be copied.
    pub address: Option<String>,
}

/// A number with its words: a counter, a reference value, a reach.
#[derive(Debug, Clone, Hash, Serialize, Default)]
pub struct CounterView {
    /// Name within its file; empty for what comes from front matter.
    pub id: String,
    /// What is counted: «Обслуживаются на дому».
    pub label: String,
    /// «24 834 чел.», «около 900».
    pub value: String,
    /// «по данным на 1 августа 2024 г.», «дата не указана».
    pub date: Option<String>,
    /// Who says so.
    pub source: Option<String>,
}

/// Results of an item.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct ResultsView {
    /// What it has changed, a row each.
    pub table: TableView,
    /// Pictures of those that can be compared.
    pub charts: Vec<ChartView>,
}

/// Numbers of one result as bars.
#[derive(Debug, Clone, Hash, Serialize, Default)]
pub struct ChartView {
    /// What is measured.
    pub title: String,
    /// The same in one sentence: «было 20 %, стало 75 %, цель 80 %».
    pub alt: String,
    /// Bars, the first on top.
    pub bars: Vec<BarView>,
}

/// A bar of a chart.
#[derive(Debug, Clone, Hash, Serialize, Default)]
pub struct BarView {
    /// `from`, `value`, `target` or `whole`.
    pub name: String,
    /// «Было».
    pub label: String,
    /// «20 %».
    pub text: String,
    /// Its length as a share of the widest: `62.5%`.
    pub width: String,
}

/// What an item wants to reach.
#[derive(Debug, Clone, Hash, Serialize, Default)]
pub struct GoalView {
    /// In words.
    pub text: Option<String>,
    /// «Число социальных сирот: было 100, цель 67, за три года».
    pub measure: Option<String>,
    /// The same as bars.
    pub chart: Option<ChartView>,
}

/// A step of a way.
#[derive(Debug, Clone, Hash, Serialize, Default)]
pub struct StepView {
    /// What it is called.
    pub title: Option<String>,
    /// How long it takes.
    pub term: Option<String>,
    /// What to do.
    pub text: Option<String>,
}

/// An item within another one.
#[derive(Debug, Clone, Hash, Serialize, Default)]
pub struct PartLink {
    /// Words.
    pub title: String,
    /// Address.
    pub url: String,
    /// Steps from the whole, from 0.
    pub depth: u8,
    /// Status in words.
    pub status: Option<String>,
}

/// Who provides a service in one place.
#[derive(Debug, Clone, Hash, Serialize, Default)]
pub struct ProviderView {
    /// The place.
    pub place: Option<CountLink>,
    /// The organisation.
    pub organisation: RoleLink,
    /// Its telephones, or those of who stands above it.
    pub phones: Vec<PhoneView>,
}

/// `passport.html`: an item on one sheet of paper.
#[derive(Debug, Clone, Hash, Serialize, Default)]
pub struct PassportView {
    /// What every page has.
    pub frame: Frame,
    /// «Программа».
    pub kind_label: String,
    /// Who answers for it.
    pub organisation: Option<String>,
    /// Where it is.
    pub places: Option<String>,
    /// Status in words.
    pub status: Option<String>,
    /// Evidence in words.
    pub evidence: Option<String>,
    /// Fields of the passport that are filled.
    pub rows: Vec<PassportRow>,
    /// Results; None where nothing is known.
    pub results: Option<TableView>,
    /// Steps, one line each.
    pub steps: Vec<String>,
    /// Whom to ask.
    pub contact: Option<ContactView>,
    /// The item's own page.
    pub page: Link,
    /// Its address as it is printed.
    pub address: String,
    /// Whether something is shorter than there.
    pub is_cut: bool,
    /// Whether all of it fits in larger letters.
    pub is_roomy: bool,
    /// When it was last looked at.
    pub reviewed: Option<When>,
}

/// A line of a passport.
#[derive(Debug, Clone, Hash, Serialize, Default)]
pub struct PassportRow {
    /// English key of the field.
    pub key: String,
    /// Label.
    pub label: String,
    /// Its text, perhaps shortened.
    pub text: String,
}

/// Others that an article names in one field.
#[derive(Debug, Clone, Hash, Serialize, Default)]
pub struct ReferenceBlock {
    /// Label of the field.
    pub title: String,
    /// Items.
    pub items: Vec<RoleLink>,
}

/// `home.html`.
#[derive(Debug, Clone, Hash, Serialize, Default)]
pub struct HomeView<'a> {
    /// What every page has.
    pub frame: Frame,
    /// Blocks in the order of svod.yaml: `intro`, `groups`, `news`, `featured`, `regions`, `counters`, `events`,
    /// `subscribe`, `search`.
    pub order: Vec<String>,
    /// The site in one sentence.
    pub description: Option<String>,
    /// The home page's own text.
    pub body_html: Html<'a>,
    /// «Для кого?»: every term of the second taxonomy that has a page.
    pub groups: Vec<CountLink>,
    /// Title and address of that taxonomy.
    pub groups_all: Option<Link>,
    /// Newest news.
    pub news: Option<Block<'a>>,
    /// Featured items.
    pub featured: Option<Block<'a>>,
    /// Regions that have a page.
    pub regions: Vec<CountLink>,
    /// Title and address of the regions.
    pub regions_all: Option<Link>,
    /// The map of the regions, where there is one.
    pub map: Option<Link>,
    /// Counters and reference values.
    pub counters: Vec<CounterView>,
    /// Coming events, soonest first.
    pub events: Option<Block<'a>>,
    /// How to hear of news, where there is such a page.
    pub subscribe: Option<Link>,
    /// Address of the search, where there is one.
    pub search: Option<String>,
}

/// `section.html`: a section, the full list of a relation, or of a term's items of one section.
#[derive(Debug, Clone, Hash, Serialize, Default)]
pub struct SectionView<'a> {
    /// What every page has.
    pub frame: Frame,
    /// Type id of its items.
    pub kind: String,
    /// One sentence; only on the list's own address.
    pub plain: Option<String>,
    /// The section's own text; only on the list's own address.
    pub body_html: Html<'a>,
    /// Ways on: by status, by kind, to the table; only on a section's own address.
    pub ways: Vec<WaysView>,
    /// The items.
    pub list: ListView<'a>,
}

/// `terms.html`: all terms of a taxonomy.
#[derive(Debug, Clone, Hash, Serialize, Default)]
pub struct TermsView {
    /// What every page has.
    pub frame: Frame,
    /// Name of the taxonomy: `regions`.
    pub name: String,
    /// Pages that show these terms otherwise: the map, the matrix.
    pub ways: Vec<Link>,
    /// Terms as a flat tree: each with its depth.
    pub terms: Vec<CountLink>,
}

/// `term.html`: the hub of a term; a cut page of its list has only `frame`, `term` and `list`.
#[derive(Debug, Clone, Hash, Serialize, Default)]
pub struct TermView<'a> {
    /// What every page has.
    pub frame: Frame,
    /// Name of the taxonomy: `regions`.
    pub name: String,
    /// Title of the term.
    pub title: String,
    /// «Омской области».
    pub genitive: Option<String>,
    /// «в Омской области».
    pub prepositional: Option<String>,
    /// In plain words.
    pub plain: Option<String>,
    /// The term's own text.
    pub body_html: Html<'a>,
    /// «завершено», for a theme whose time is over.
    pub notice: Option<String>,
    /// Whom to call there: its own telephones, or those of the nearest term above.
    pub contact: Option<ContactView>,
    /// Whom to call about the services: those that have telephones of their own.
    pub helplines: Vec<ContactView>,
    /// Whom to call if that does not help: those further above.
    pub further: Vec<ContactView>,
    /// Terms below.
    pub children: Vec<CountLink>,
    /// Services, which stand first.
    pub services: Option<Block<'a>>,
    /// Blocks: practices, news, events, …
    pub blocks: Vec<Block<'a>>,
    /// How many its practices reach: sums of what can be added.
    pub reach: Vec<CounterView>,
    /// What runs on the whole territory above.
    pub whole: Vec<Block<'a>>,
    /// Events that it hosts.
    pub hosted: Option<Block<'a>>,
    /// Practices adopted from elsewhere.
    pub adopted: Option<Block<'a>>,
    /// Terms of the partner taxonomies with their counts; a zero has no address.
    pub partners: Vec<TermLinks>,
    /// Mixed list, newest first.
    pub list: ListView<'a>,
}

/// `pair.html`: a term of the first taxonomy with one of the second.
#[derive(Debug, Clone, Hash, Serialize, Default)]
pub struct PairView<'a> {
    /// What every page has.
    pub frame: Frame,
    /// Both parents, with their plain words.
    pub parents: Vec<CountLink>,
    /// Services, which stand first; only on the pair's own address, as all that follows.
    pub services: Option<Block<'a>>,
    /// Whom to call there: the nearest telephones.
    pub contact: Option<ContactView>,
    /// Whom to call about the services: those that have telephones of their own.
    pub helplines: Vec<ContactView>,
    /// Whom to call if that does not help.
    pub further: Vec<ContactView>,
    /// Blocks: practices, news, events, …
    pub blocks: Vec<Block<'a>>,
    /// What runs on the whole territory above for the same people.
    pub whole: Vec<Block<'a>>,
    /// Mixed list.
    pub list: ListView<'a>,
}

/// `year.html`: months of a year.
#[derive(Debug, Clone, Hash, Serialize, Default)]
pub struct YearView {
    /// What every page has.
    pub frame: Frame,
    /// Months with items.
    pub months: Vec<CountLink>,
    /// Other years.
    pub years: Vec<Link>,
}

/// `month.html`: items by day.
#[derive(Debug, Clone, Hash, Serialize, Default)]
pub struct MonthView<'a> {
    /// What every page has.
    pub frame: Frame,
    /// Days with items, first to last: «11 января» and cards.
    pub days: Vec<CardGroup<'a>>,
    /// The month before with items.
    pub older: Option<Link>,
    /// The month after with items.
    pub newer: Option<Link>,
}

/// `404.html`.
#[derive(Debug, Clone, Hash, Serialize, Default)]
pub struct NotFoundView {
    /// What every page has.
    pub frame: Frame,
    /// Sections and indexes of terms.
    pub sections: Vec<Link>,
}

/// `search.html`: the search, and without a script the ways to every list.
#[derive(Debug, Clone, Hash, Serialize, Default)]
pub struct SearchView {
    /// What every page has.
    pub frame: Frame,
    /// Address of the index's `meta.json`.
    pub index: String,
    /// Sections and indexes of terms.
    pub sections: Vec<Link>,
    /// Terms that have pages, by taxonomy.
    pub groups: Vec<LinkGroup>,
}

/// Links below one that leads to them all.
#[derive(Debug, Clone, Hash, Serialize, Default)]
pub struct LinkGroup {
    /// All of them.
    pub all: Link,
    /// Each.
    pub links: Vec<Link>,
}

/// `withdrawn.html`: says that something stood here, never what.
#[derive(Debug, Clone, Hash, Serialize, Default)]
pub struct WithdrawnView {
    /// What every page has.
    pub frame: Frame,
    /// Since when.
    pub date: Option<When>,
    /// Why.
    pub reason: Option<String>,
    /// Sections and indexes of terms.
    pub sections: Vec<Link>,
}

/// `redirect.html`: a former address.
#[derive(Debug, Clone, Hash, Serialize, Default)]
pub struct RedirectView {
    /// What every page has.
    pub frame: Frame,
    /// Where it is now.
    pub to: String,
}

/// `directives/list.html`, as `directive`: what `:::list` shows.
#[derive(Debug, Clone, Hash, Serialize, Default)]
pub struct ListInsert {
    /// Items, in the order asked for.
    pub items: Vec<Card>,
    /// The way to all of them.
    pub all: Option<Link>,
}

/// `directives/contacts.html`, as `directive`: what `:::contacts` shows.
#[derive(Debug, Clone, Hash, Serialize, Default)]
pub struct ContactsInsert {
    /// Whom to call.
    pub contact: ContactView,
}

/// `directives/counters.html`, as `directive`: what `:::counters` shows.
#[derive(Debug, Clone, Hash, Serialize, Default)]
pub struct CountersInsert {
    /// Numbers with their days and sources.
    pub counters: Vec<CounterView>,
}

/// `directives/own.html`, as `directive`: a directive of the site's or the theme's own that has no template.
/// The template of one that has sees the same.
#[derive(Debug, Clone, Hash, Serialize, Default)]
pub struct OwnView<'a> {
    /// After `:::`.
    pub name: String,
    /// What it is called.
    pub title: String,
    /// What was written, in the order of its declaration.
    pub fields: Vec<InsertField>,
    /// The same by their keys: `directive.values.salary.text`; one that was not written is not there.
    pub values: BTreeMap<String, InsertField>,
    /// What stands between its lines.
    pub body_html: Html<'a>,
}

/// What was written in the line of a directive.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct InsertField {
    /// English key.
    pub key: String,
    /// Label.
    pub label: String,
    /// Value.
    pub value: Shown,
    /// The value as plain text.
    pub text: String,
}
