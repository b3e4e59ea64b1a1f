//! Texts with what the rest of the site gives them: links, pictures, lists, contacts, directives of the site's own.
//!
//! A text becomes HTML when its page is made. What it is made of is known before, as the fingerprint of its pieces: a
//! list in a text changes its page exactly when it shows something else.
//!
//! Begin with [`World::text`].

use std::borrow::Cow;

use crate::base::collate;
use crate::base::hash::Hash128;
use crate::base::problem::Diagnostic;
use crate::base::span::Spanned;
use crate::content::body::{Body, HoleKind, ListOrder, ListQuery, OwnInsert};
use crate::content::own::{OwnDirective, OwnTemplate};
use crate::content::value::Value;
use crate::content::vocabulary::TermId;
use crate::model::DocId;
use crate::model::state;
use crate::plan::fill::{Fill, OwnFill};
use crate::plan::{ON_HUB, catalogue, section_name, section_url};

use super::World;
use super::chrome::site_contact;
use super::list::lower_first;
use super::show::{Show, plain_text};
use super::view::*;

/// A text and where its HTML is.
#[derive(Clone, Copy)]
pub enum Source<'w> {
    /// The body of a document: read when its page is made.
    Document(DocId),
    /// Held in memory.
    Here(&'w str),
}

/// What goes into a text before a byte of its HTML.
#[derive(Hash)]
enum Piece<'w> {
    /// HTML.
    Text(String),
    /// HTML that is made with the page.
    Late(Html<'w>),
    /// A directive of the site's own begins.
    Open(Box<OwnPiece>),
    /// And ends.
    Close,
}

/// A directive of the site's own: its template and what that sees but for the text.
#[derive(Hash)]
struct OwnPiece {
    template: String,
    view: OwnView<'static>,
}

/// A text, made when its page is.
struct Made<'w, 'a> {
    world: &'w World<'a>,
    source: Source<'w>,
    pieces: Vec<(u32, Piece<'w>)>,
}

impl Late for Made<'_, '_> {
    fn html(&self) -> Result<Cow<'_, str>, Box<Diagnostic>> {
        let html = match self.source {
            Source::Document(id) => self.world.texts.html(id)?,
            Source::Here(html) => Cow::Borrowed(html),
        };
        if self.pieces.is_empty() {
            return Ok(html);
        }
        let mut out = String::with_capacity(html.len() + 256 * self.pieces.len());
        let (mut from, mut open) = (0, None);
        for (at, piece) in &self.pieces {
            out.push_str(&html[from..*at as usize]);
            from = *at as usize;
            match piece {
                Piece::Text(it) => out.push_str(it),
                Piece::Late(it) => out.push_str(&it.text()?),
                Piece::Open(it) => open = Some((out.len(), it)),
                Piece::Close => {
                    let Some((start, it)) = open.take() else { continue };
                    let body_html = out.split_off(start).into();
                    let view = OwnView { body_html, ..it.view.clone() };
                    out.push_str(&self.world.rendered(&it.template, &view)?);
                }
            }
        }
        out.push_str(&html[from..]);
        Ok(Cow::Owned(out))
    }
}

/// The view of a directive and its template.
struct Insert<'w, 'a, V> {
    world: &'w World<'a>,
    template: &'static str,
    view: V,
}

impl<V: serde::Serialize + Send + Sync> Late for Insert<'_, '_, V> {
    fn html(&self) -> Result<Cow<'_, str>, Box<Diagnostic>> {
        self.world.rendered(self.template, &self.view).map(Cow::Owned)
    }
}

impl World<'_> {
    /// A text on the page of `of`, if it is a document's, with `fills` in its holes, one each; `hash` is the
    /// fingerprint of its HTML.
    pub fn text<'w>(
        &'w self,
        of: Option<DocId>,
        (source, hash): (Source<'w>, Hash128),
        (body, fills): (&'w Body, &'w [Fill]),
    ) -> Html<'w> {
        let html = self.html();
        let mut pieces: Vec<(u32, Piece<'w>)> = Vec::with_capacity(body.holes.len());
        let mut is_open = false;
        for (hole, fill) in body.holes.iter().zip(fills) {
            let piece = match (&hole.kind, fill) {
                (HoleKind::List(query), _) => self.insert("directives/list.html", self.listed(of, query)),
                (HoleKind::Contacts { .. }, Fill::Item(id)) => {
                    self.insert("directives/contacts.html", self.contacts_of(*id))
                }
                (HoleKind::Contacts { organisation: None }, _) => {
                    let contact = site_contact(self.site, self.words).unwrap_or_default();
                    self.insert("directives/contacts.html", ContactsInsert { contact })
                }
                (HoleKind::Counters { only, .. }, Fill::File(place)) => {
                    self.insert("directives/counters.html", self.counted_of(&place.file, only))
                }
                (HoleKind::OwnOpen(own), Fill::Own(fill)) => Piece::Open(Box::new(self.own(own, fill))),
                (HoleKind::OwnClose, _) => Piece::Close,
                _ => Piece::Text(html.piece(hole, fill, &mut is_open)),
            };
            pieces.push((hole.at, piece));
        }
        let is_empty = pieces.is_empty() && matches!(source, Source::Here(""));
        if is_empty {
            return Html::default();
        }
        Html::late(Hash128::of(&(hash, &pieces)), Made { world: self, source, pieces })
    }

    /// The text of a section, a term or the home page.
    pub fn part_text<'w>(&'w self, body: &'w Body, fills: &'w [Fill]) -> Html<'w> {
        let hash = Hash128::of_bytes(body.html.as_bytes());
        self.text(None, (Source::Here(&body.html), hash), (body, fills))
    }

    fn insert<'w>(
        &'w self,
        template: &'static str,
        view: impl serde::Serialize + std::hash::Hash + Send + Sync + 'w,
    ) -> Piece<'w> {
        let key = Hash128::of(&(template, &view));
        Piece::Late(Html::late(key, Insert { world: self, template, view }))
    }

    fn rendered(&self, template: &str, view: &impl serde::Serialize) -> Result<String, Box<Diagnostic>> {
        let mut out = Vec::with_capacity(1024);
        self.templates.render(template, view, &mut out)?;
        Ok(String::from_utf8(out).expect("templates write text"))
    }

    // ---- Contacts

    fn contacts_of(&self, id: DocId) -> ContactsInsert {
        let whose = Some(self.link_to(id));
        let contact = self.contact_of(id).unwrap_or_else(|| self.own_contact(id, None));
        ContactsInsert { contact: ContactView { whose: contact.whose.or(whose), ..contact } }
    }

    // ---- Figures

    /// Figures of a file, all or those that are named.
    fn counted_of(&self, file: &str, only: &[Spanned<String>]) -> CountersInsert {
        let figures = self.site.input.files.get(file).and_then(|it| it.figures.as_deref()).unwrap_or_default();
        let named = only.iter().filter_map(|it| figures.iter().find(|one| one.id == it.value));
        let counters = match only.is_empty() {
            true => self.counters(figures),
            false => named.filter_map(|it| self.counter(it)).collect(),
        };
        CountersInsert { counters }
    }

    // ---- Lists

    fn listed(&self, of: Option<DocId>, query: &ListQuery) -> ListInsert {
        let ids = self.found(of, query);
        let all = self.all_listed(query);
        ListInsert { items: ids.into_iter().map(|it| self.card(it)).collect(), all }
    }

    /// The items that a list asks for, in its order.
    fn found(&self, of: Option<DocId>, query: &ListQuery) -> Vec<DocId> {
        let lists = &self.site.lists;
        let first = query.terms.iter().flatten().next();
        // The smallest of the lists that hold them all.
        let base = match (query.section, first) {
            (Some(section), None) => Some(&lists.sections[section as usize]),
            (Some(section), Some(term)) if is_single(query) => Some(lists.of_term(*term, section)),
            (None, Some(term)) if is_single(query) => Some(&lists.terms[term.0 as usize]),
            _ => None,
        };
        let (dated, undated): (&[DocId], &[DocId]) = match base {
            Some(it) => (&it.dated, &it.undated),
            None => (&lists.dated, &lists.undated),
        };
        let fits = |it: &DocId| Some(*it) != of && self.fits(*it, query) && self.is_current(*it);
        let limit = usize::from(query.limit);
        match query.order {
            ListOrder::Newest => dated.iter().rev().chain(undated).copied().filter(fits).take(limit).collect(),
            ListOrder::Oldest => dated.iter().chain(undated).copied().filter(fits).take(limit).collect(),
            ListOrder::Coming => {
                dated.iter().copied().filter(|it| fits(it) && self.is_ahead(*it)).take(limit).collect()
            }
            ListOrder::Title => {
                let mut ids: Vec<DocId> = dated.iter().chain(undated).copied().filter(fits).collect();
                ids.sort_by_cached_key(|it| (collate::key(self.words.lang, &self.site.document(*it).title), *it));
                ids.truncate(limit);
                ids
            }
        }
    }

    /// Whether an item happens and is not over.
    fn is_ahead(&self, id: DocId) -> bool {
        let document = self.site.document(id);
        let end = state::event_time(document, &self.site.tables, "end");
        let end = end.or_else(|| state::event_time(document, &self.site.tables, "start"));
        end.is_some_and(|it| it.date >= self.site.moment.today())
    }

    fn fits(&self, id: DocId, query: &ListQuery) -> bool {
        let (document, kind) = (self.site.document(id), self.site.kind(id));
        let has_status = |status: u16| {
            let field = kind.key("status");
            field.is_some_and(|it| document.field(it) == Some(&Value::Choice(status)))
        };
        let has_term = |wanted: &TermId| {
            let own = &self.site.terms[id as usize];
            own.iter().any(|it| it == wanted || self.site.ancestors(*it).any(|it| it == *wanted))
        };
        query.section.is_none_or(|it| document.section == it)
            && query.kind.is_none_or(|it| document.kind == it)
            && query.terms.iter().all(|any| any.iter().any(has_term))
            && query.status.is_none_or(has_status)
    }

    /// The way to all items that a list may show: the page that holds them all and fewest others.
    fn all_listed(&self, query: &ListQuery) -> Option<Link> {
        let sections = &self.site.tables.config.sections;
        let of_kind = |it: &str| {
            let mut of_kind = (0..sections.len() as u16).filter(|at| sections[*at as usize].kind == it);
            of_kind.next().filter(|_| of_kind.next().is_none())
        };
        let kind = query.kind.map(|it| self.site.tables.types.get(it).id.as_str());
        let section = query.section.or_else(|| kind.and_then(of_kind));
        // A taxonomy of which several terms are asked for has no page of just these.
        let mut terms = query.terms.iter().filter(|it| it.len() == 1).map(|it| it[0]);
        let (first, second) = (terms.next(), terms.next());
        let pair = first.zip(second).and_then(|(a, b)| self.pair_of(a, b));
        if let (None, Some(pair)) = (section, pair) {
            let url = crate::plan::pair_url(self.site, pair);
            let list = &self.site.lists.pairs[pair as usize].list;
            let words =
                [("title", self.pair_title(pair)), ("n", crate::base::number::group(self.words.lang, list.len()))];
            return Some(Link { title: self.say("all_listed", &words), url: self.words.url(&url) });
        }
        match (section, first) {
            (Some(section), Some(term)) => {
                let n = self.site.lists.of_term(term, section).len();
                let url = format!("{}{}/", self.site.term_url(term), section_name(self.site, section));
                match n {
                    0 => self.all_of_section(section),
                    it if it > ON_HUB => Some(self.all_of_term(section, term, n, &url)),
                    _ => Some(self.term_own_link(term)),
                }
            }
            (Some(section), None) => self.all_of_status(section, query.status).or_else(|| self.all_of_section(section)),
            (None, Some(term)) => self.site.has_page(term).then(|| self.term_own_link(term)),
            (None, None) => None,
        }
    }

    /// «Все практики: действует (12)», where there is such a list.
    fn all_of_status(&self, section: u16, status: Option<u16>) -> Option<Link> {
        let kind = catalogue::section_type(self.site, section)?;
        let (field, status) = (kind.key("status")?, status?);
        let list = self.site.lists.choices.get(&(section, field, status))?;
        let words = [
            ("items", lower_first(&self.section_title(section))),
            ("term", kind.fields[field as usize].choices[status as usize].label.get(self.words.lang).to_owned()),
            ("n", crate::base::number::group(self.words.lang, list.len())),
        ];
        let url = catalogue::choice_url(self.site, (section, field, status));
        Some(Link { title: self.say("all_items_term", &words), url: self.words.url(&url) })
    }

    fn all_of_section(&self, section: u16) -> Option<Link> {
        let n = self.site.lists.sections[section as usize].len();
        let url = section_url(self.site, section);
        crate::plan::has_list(self.site, section).then(|| self.all_of(section, n, &url))
    }

    fn pair_of(&self, a: TermId, b: TermId) -> Option<u32> {
        let pairs = 0..self.site.tables.config.pairs.len() as u16;
        pairs.into_iter().find_map(|at| self.site.lists.pair_at(at, a, b).or_else(|| self.site.lists.pair_at(at, b, a)))
    }

    fn pair_title(&self, pair: u32) -> String {
        let it = &self.site.lists.pairs[pair as usize];
        let terms = &self.site.tables.vocabularies.terms;
        let words = [it.first, it.second].map(|it| terms[it.0 as usize].title.clone());
        let [first, second] = words;
        self.say("pair_title", &[("first", first), ("second", second)])
    }

    // ---- Directives of the site's own

    fn own(&self, own: &OwnInsert, fill: &OwnFill) -> OwnPiece {
        let directive = &self.site.tables.directives.own[own.directive as usize];
        let mut show = Show {
            site: self.site,
            words: self.words,
            references: &own.uses.references,
            targets: &fill.targets,
            fills: &[],
            files: &fill.files,
        };
        let mut fields = Vec::with_capacity(own.values.len());
        for (at, value) in &own.values {
            let field = &directive.fields[*at as usize];
            let Some(shown) = show.field(field, value) else { continue };
            let text = plain_text(&shown.value);
            fields.push(InsertField { key: shown.key, label: shown.label, value: shown.value, text });
        }
        let values = fields.iter().map(|it| (it.key.clone(), it.clone())).collect();
        let title = directive.title.get(self.words.lang).to_owned();
        let view = OwnView { name: directive.name.clone(), title, fields, values, body_html: Html::default() };
        OwnPiece { template: own_template(directive, |it| self.templates.has(it)), view }
    }
}

/// Whether one term alone says which items are wanted.
fn is_single(query: &ListQuery) -> bool {
    query.terms.len() == 1 && query.terms[0].len() == 1
}

/// The template that shows a directive.
fn own_template(directive: &OwnDirective, has: impl Fn(&str) -> bool) -> String {
    let usual = format!("directives/{}.html", directive.name);
    match &directive.template {
        Some(OwnTemplate::File(it)) if has(&it.value) => it.value.clone(),
        Some(OwnTemplate::Text(_)) | None if has(&usual) => usual,
        // One that the theme lacks has been told of.
        _ => "directives/own.html".to_owned(),
    }
}
