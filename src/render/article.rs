//! The view of an article: what it says, whom it names, who names it.

use crate::base::date::Date;
use crate::content::body::Body;
use crate::content::config::EvidenceLevel;
use crate::content::document::Document;
use crate::content::types::{Field, FieldKind, Type};
use crate::content::value::{Picture, Value};
use crate::model::chain::{self, Whose};
use crate::model::refer::Target;
use crate::model::state::{self, Visibility};
use crate::model::{DocId, Site};
use crate::plan::{ON_PAGE, section_name};

use super::World;
use super::inserts::Source;
use super::practice::SHOWN_APART;
use super::show::{Show, choice_label, kind_label, role_label, term_link};
use super::view::*;

impl<'a> World<'a> {
    /// `card.html` of a document.
    pub fn card(&self, id: DocId) -> Card {
        let (document, kind) = (self.site.document(id), self.site.kind(id));
        let cover = self.picture(document, kind, "cover").or_else(|| self.picture(document, kind, "gallery"));
        let show = self.show(id);
        Card {
            url: self.words.url(&self.site.urls[id as usize]),
            title: document.short_title.clone().unwrap_or_else(|| document.title.clone()),
            kind: kind.id.clone(),
            kind_label: kind_label(document, kind, self.words),
            date: self.site.when[id as usize].map(|it| self.words.day(it.date)),
            summary: document.summary.clone(),
            terms: self.term_names(id),
            status: choice_label(document, kind, "status", self.words),
            image: cover.and_then(|it| show.figure(it)).map(|it| it.image),
            mark: self.mark(id),
        }
    }

    fn picture(&self, document: &'a Document, kind: &Type, key: &str) -> Option<&'a Picture> {
        match document.get(kind, key)? {
            Value::Picture(it) => Some(it),
            Value::List(items) => items.iter().find_map(|it| match it {
                Value::Picture(it) => Some(&**it),
                _ => None,
            }),
            _ => None,
        }
    }

    fn term_names(&self, id: DocId) -> Vec<TermNames> {
        let vocabularies = &self.site.tables.vocabularies;
        let mut out: Vec<TermNames> = Vec::new();
        for (at, taxonomy) in vocabularies.taxonomies.iter().enumerate() {
            let own = self.site.terms[id as usize].iter().map(|it| &vocabularies.terms[it.0 as usize]);
            let names: Vec<String> = own.filter(|it| it.taxonomy as usize == at).map(|it| it.title.clone()).collect();
            if !names.is_empty() {
                let title = taxonomy.title.get(self.words.lang).to_owned();
                out.push(TermNames { name: taxonomy.name.clone(), title, names });
            }
        }
        // A list says where and for whom; the item's own page tells the rest. More names hid the summaries.
        out.truncate(2);
        out
    }

    /// «Черновик» and the like, for items that only `--drafts` shows.
    fn mark(&self, id: DocId) -> Option<String> {
        match state::hidden_reason(self.site.document(id), &self.site.moment)? {
            Visibility::Scheduled(due) => Some(self.say("mark_scheduled", &[("date", due.long(self.words.lang))])),
            _ => Some(self.say("mark_draft", &[])),
        }
    }

    /// `article.html`.
    pub fn article(&self, id: DocId) -> ArticleView<'_> {
        let (document, kind) = (self.site.document(id), self.site.kind(id));
        let mut show = self.show(id);
        let body_html = self.body(id);
        let data = self.data(id, &show);
        let is_shown = |it: &Field| !is_apart(it, kind) && !self.is_data(it, data.as_ref());
        let fields = type_fields(document, kind, (&mut show, &is_shown));
        let flat = |key: &str| document.text(kind, key).map(str::to_owned);
        let moment = |key: &str| match document.get(kind, key) {
            Some(Value::Moment(it)) => Some(self.words.when(*it)),
            _ => None,
        };
        let [older, newer] = self.neighbours(id);
        ArticleView {
            frame: self.article_frame(id),
            kind: kind.id.clone(),
            kind_label: kind_label(document, kind, self.words),
            date: document.date.filter(|_| !document.is_event).map(|it| self.words.when(it)),
            updated: moment("updated"),
            notices: self.notices(id),
            plain: flat("plain"),
            lead: document.summary.clone().filter(|_| document.has_lead),
            status: choice_label(document, kind, "status", self.words),
            status_tone: self.status_tone(document, kind),
            status_note: flat("status_note"),
            evidence: self.evidence(document, kind),
            evidence_id: self.evidence_id(document, kind),
            recommended: self.recommended(document, kind),
            successors: self.successors(id),
            cover: self.picture(document, kind, "cover").and_then(|it| show.figure(it)),
            body_html,
            outline: outline(self.text_of(id).0),
            fields,
            goals: self.goals(id),
            results: self.results(id, &show),
            reach: self.reach(id),
            steps: self.steps(id),
            providers: self.providers(id, &show),
            passport: self.passport_link(id),
            event: self.event(id),
            period: self.period_of(document, kind),
            period_label: self.label_of(kind, "period"),
            gallery: pictures(document.get(kind, "gallery")).filter_map(|it| self.thumbnail(it, &show)).collect(),
            data,
            files: self.files(document.get(kind, "files"), &show),
            organisations: self.organisations(id, &show),
            references: self.references(id, &show),
            terms: self.terms_of(id),
            contact: self.contact_of(id),
            source: self.source(document, kind),
            corrections: self.corrections(document, kind),
            author: flat("author"),
            parts: self.parts(id),
            backlinks: self.backlinks(id),
            newer,
            older,
            related: self.site.related[id as usize].iter().map(|it| self.link_to(*it)).collect(),
            address: self.words.absolute(&self.site.urls[id as usize]),
        }
    }

    fn period_of(&self, document: &Document, kind: &Type) -> Option<String> {
        match document.get(kind, "period") {
            Some(Value::Period(it)) => Some(self.words.period(*it)),
            _ => None,
        }
    }

    fn label_of(&self, kind: &Type, key: &str) -> String {
        kind.key(key).map(|it| kind.fields[it as usize].label.get(self.words.lang).to_owned()).unwrap_or_default()
    }

    fn passport_link(&self, id: DocId) -> Option<Link> {
        let url = crate::plan::passport_url(&self.site.urls[id as usize]);
        let title = || self.say("passport_sheet", &[]);
        self.site.kind(id).has_passport.then(|| Link { title: title(), url: self.words.url(&url) })
    }

    /// Shows the values of a document.
    pub fn show(&self, id: DocId) -> Show<'_> {
        let (body, _, fills) = self.text_of(id);
        Show {
            site: self.site,
            words: self.words,
            references: &self.site.document(id).uses.references,
            targets: &self.site.relations.targets[id as usize],
            fills: &fills[body.holes.len()..],
            files: self.files_of(id),
        }
    }

    /// The body, made when the page is: its own HTML and what fills its holes are what it depends on.
    pub fn body(&self, id: DocId) -> Html<'_> {
        let (body, html, fills) = self.text_of(id);
        self.text(Some(id), (Source::Document(id), html), (body, &fills[..body.holes.len()]))
    }

    fn article_frame(&self, id: DocId) -> Frame {
        let document = self.site.document(id);
        let mut frame = self.frame(&document.title, &self.site.urls[id as usize], self.crumbs(id));
        if let Some(short) = &document.short_title {
            frame.title = super::plain(short);
        }
        frame.description = document.summary.as_deref().map(super::plain);
        if let Some(original) = self.original(id) {
            frame.canonical = Some(original);
        }
        frame.active = self.article_active(id);
        frame
    }

    /// Address of the menu's line that a document belongs to: its section, or the page itself at the root.
    pub fn article_active(&self, id: DocId) -> String {
        let section = &self.site.tables.config.sections[self.site.document(id).section as usize];
        match section.path.is_empty() {
            true => self.words.url(&self.site.urls[id as usize]),
            false => self.words.url(&format!("/{}/", section.path)),
        }
    }

    /// A link to a document.
    pub fn link_to(&self, id: DocId) -> Link {
        let document = self.site.document(id);
        Link { title: document.title.clone(), url: self.words.url(&self.site.urls[id as usize]) }
    }

    /// From home to the page above a document: its section and its trees.
    pub fn crumbs(&self, id: DocId) -> Vec<Link> {
        let document = self.site.document(id);
        let mut crumbs = vec![self.home_link()];
        if crate::plan::has_list(self.site, document.section) {
            let url = crate::plan::section_url(self.site, document.section);
            crumbs.push(Link { title: self.section_title(document.section), url: self.words.url(&url) });
        }
        let parents: Vec<DocId> = std::iter::successors(self.site.relations.parent[id as usize], |it| {
            self.site.relations.parent[*it as usize]
        })
        .filter(|it| self.site.is_visible(*it))
        .collect();
        crumbs.extend(parents.iter().rev().map(|it| self.link_to(*it)));
        crumbs
    }

    fn neighbours(&self, id: DocId) -> [Option<Link>; 2] {
        let section = &self.site.lists.sections[self.site.document(id).section as usize].dated;
        let Some(at) = self.site.lists.position(id) else { return [None, None] };
        let link = |at: Option<usize>| at.and_then(|it| section.get(it)).map(|it| self.link_to(*it));
        [link(at.checked_sub(1)), link(at.checked_add(1))]
    }

    fn notices(&self, id: DocId) -> Vec<String> {
        let (document, kind, today) = (self.site.document(id), self.site.kind(id), self.site.moment.today());
        let mut notices: Vec<String> = self.mark(id).into_iter().collect();
        let config = &self.site.tables.config;
        if let Some(date) = self.archived_on(id) {
            notices.push(self.say("notice_archive", &[("date", date.long(self.words.lang))]));
        }
        if let Some(until) = document.state.actual_until.filter(|it| *it < today) {
            notices.push(self.say("notice_actual_until", &[("date", until.long(self.words.lang))]));
        }
        if let Some(Value::Period(period)) = document.get(kind, "period")
            && let Some(to) = period.to
            && to.last() < today
            && kind.id != "practice"
        {
            notices.push(self.say("notice_expired", &[("date", to.long(self.words.lang))]));
        }
        if let Some(Value::Moment(reviewed)) = document.get(kind, "reviewed")
            && reviewed.date.plus(config.review_after.months, config.review_after.days) < today
        {
            notices.push(self.say("notice_review", &[("date", reviewed.date.long(self.words.lang))]));
        }
        notices
    }

    /// The date of an item that `archive_after` takes for old.
    fn archived_on(&self, id: DocId) -> Option<Date> {
        let (document, kind) = (self.site.document(id), self.site.kind(id));
        let after = &self.site.tables.config.archive_after;
        let (_, age) = after.iter().find(|(it, _)| it.value == kind.id || it.value == kind.folder)?;
        let date = document.date?.date;
        (date.plus(age.months, age.days) < self.site.moment.today()).then_some(date)
    }

    /// Whether an item belongs in lists of what is current: neither archived nor past its `actual_until`.
    pub fn is_current(&self, id: DocId) -> bool {
        let until = self.site.document(id).state.actual_until;
        until.is_none_or(|it| it >= self.site.moment.today()) && self.archived_on(id).is_none()
    }

    /// Where the original of a reprint stands, if the page asks machines to take that one.
    fn original(&self, id: DocId) -> Option<String> {
        let (document, kind) = (self.site.document(id), self.site.kind(id));
        let field = kind.key("source")?;
        let Value::Record(values) = document.field(field)? else { return None };
        let keys = &kind.fields[field as usize].fields;
        let value = |key: &str| values.iter().find(|(at, _)| &*keys[*at as usize].key == key).map(|it| &it.1);
        match (value("canonical"), value("url")) {
            (Some(Value::Flag(true)), Some(Value::Text(url))) => Some(url.clone()),
            _ => None,
        }
    }

    /// Its level of evidence in words.
    pub fn evidence(&self, document: &Document, kind: &Type) -> Option<String> {
        self.level(document, kind).map(|it| it.label.get(self.words.lang).to_owned())
    }

    fn evidence_id(&self, document: &Document, kind: &Type) -> Option<String> {
        self.level(document, kind).map(|it| crate::base::slug::slug(&it.id))
    }

    fn level(&self, document: &Document, kind: &Type) -> Option<&EvidenceLevel> {
        match document.get(kind, "evidence")? {
            Value::Evidence(at) => self.site.tables.config.evidence.get(*at as usize),
            _ => None,
        }
    }

    fn files(&self, value: Option<&Value>, show: &Show) -> Vec<FileLink> {
        let Some(Value::List(items)) = value else { return Vec::new() };
        let file = |it: &Value| match it {
            Value::File(it) => show.file(it),
            _ => None,
        };
        items.iter().filter_map(file).collect()
    }

    /// Organisations that an item names, with roles, each once.
    fn organisations(&self, id: DocId, show: &Show) -> Vec<RoleLink> {
        let references = &self.site.document(id).uses.references;
        let kind = self.site.kind(id);
        let mut out: Vec<RoleLink> = Vec::new();
        for (at, reference) in references.iter().enumerate() {
            let field = &kind.fields[reference.field as usize];
            // The one that an organisation replaces stands in its passport; its role is told on that one's page.
            // Partners and providers stand in lists of their own.
            let has_own_list = !field.marks.common && field.kind == FieldKind::Record;
            let is_shown = field.marks.relation
                && !field.marks.tree
                && !has_own_list
                && field.role.as_deref() != Some("successor");
            if &*reference.of != "organisation" || !is_shown {
                continue;
            }
            let Some(link) = show.reference(at as u16) else { continue };
            if !out.iter().any(|it| it.title == link.title && it.role == link.role) {
                out.push(link);
            }
        }
        out
    }

    /// References of the common fields to practices, services, events, documents.
    fn references(&self, id: DocId, show: &Show) -> Vec<ReferenceBlock> {
        let (document, kind) = (self.site.document(id), self.site.kind(id));
        let mut blocks = Vec::new();
        let known: Vec<DocId> = self.site.relations.backlinks[id as usize].iter().map(|it| it.from).collect();
        for (at, field) in kind.fields.iter().enumerate() {
            let (FieldKind::Ref(_), true, true) = (&field.kind, field.marks.common, field.is_list) else { continue };
            // An item that names this one too stands among those already.
            let is_mutual = |at: usize| match self.site.relations.targets[id as usize][at] {
                Target::Item(other) => known.contains(&other),
                _ => false,
            };
            let references = document.uses.references.iter().enumerate();
            let references = references.filter(|(index, it)| it.field as usize == at && !is_mutual(*index));
            let mut items: Vec<RoleLink> = Vec::new();
            for item in references.filter_map(|(at, _)| show.reference(at as u16)) {
                if !items.iter().any(|it| it.url == item.url && it.title == item.title) {
                    items.push(item);
                }
            }
            if !items.is_empty() {
                blocks.push(ReferenceBlock { title: field.label.get(self.words.lang).to_owned(), items });
            }
        }
        blocks
    }

    fn terms_of(&self, id: DocId) -> Vec<TermLinks> {
        let vocabularies = &self.site.tables.vocabularies;
        let mut out = Vec::new();
        for (at, taxonomy) in vocabularies.taxonomies.iter().enumerate() {
            let own = self.site.terms[id as usize].iter();
            let own = own.filter(|it| vocabularies.terms[it.0 as usize].taxonomy as usize == at);
            let links: Vec<CountLink> = own.map(|it| term_link(self.site, self.words, *it)).collect();
            if !links.is_empty() {
                let title = taxonomy.title.get(self.words.lang).to_owned();
                out.push(TermLinks { name: taxonomy.name.clone(), title, links });
            }
        }
        out
    }

    fn source(&self, document: &Document, kind: &Type) -> Option<SourceView> {
        let field = kind.key("source")?;
        let Some(Value::Record(values)) = document.field(field) else { return None };
        let mut source = SourceView::default();
        for (at, value) in values {
            match (&*kind.fields[field as usize].fields[*at as usize].key, value) {
                ("title", Value::Text(it)) => source.title.clone_from(it),
                ("url", Value::Text(it)) => source.url = Some(it.clone()),
                ("date", Value::Partial(it)) => source.date = Some(it.long(self.words.lang)),
                _ => {}
            }
        }
        if source.title.is_empty() {
            source.title = source.url.clone()?;
        }
        Some(source)
    }

    fn corrections(&self, document: &Document, kind: &Type) -> Vec<CorrectionView> {
        let Some(Value::List(items)) = document.get(kind, "corrections") else { return Vec::new() };
        let correction = |it: &Value| {
            let Value::Record(values) = it else { return None };
            let mut out = CorrectionView::default();
            for (_, value) in values {
                match value {
                    Value::Text(text) => out.text.clone_from(text),
                    Value::Moment(date) => out.date = Some(self.words.day(date.date)),
                    _ => {}
                }
            }
            Some(out)
        };
        items.iter().filter_map(correction).collect()
    }

    /// Who names this item, by section: the newest first, undated ones by title; practices parted by role.
    fn backlinks(&self, id: DocId) -> Vec<Block<'_>> {
        let links = &self.site.relations.backlinks[id as usize];
        if links.is_empty() {
            return Vec::new();
        }
        let mut blocks = Vec::new();
        for section in self.by_importance() {
            let list = crate::plan::relation_list(self.site, id, section);
            if list.is_empty() {
                continue;
            }
            let ids: Vec<DocId> = list.newest().take(ON_PAGE).collect();
            let url = format!("{}{}/", self.site.urls[id as usize], section_name(self.site, section));
            let all = (list.len() > ON_PAGE).then(|| self.all_of(section, list.len(), &url));
            let role = |it: DocId| links.iter().find(|link| link.from == it).and_then(|link| link.role.clone());
            let mut groups: Vec<(Option<std::sync::Arc<str>>, Vec<DocId>)> = Vec::new();
            for id in ids {
                let role = role(id);
                match groups.iter_mut().find(|(it, _)| *it == role) {
                    Some((_, known)) => known.push(id),
                    None => groups.push((role, vec![id])),
                }
            }
            let group = |(role, ids): (Option<std::sync::Arc<str>>, Vec<DocId>)| {
                let title = role.map(|it| super::first_upper(&role_label(self.words, &it)));
                CardGroup { title, cards_html: self.cards(ids.into_iter()) }
            };
            let groups = groups.into_iter().map(group).collect();
            let name = self.site.tables.config.sections[section as usize].folder.clone();
            blocks.push(Block { id: name, title: self.section_title(section), groups, all });
        }
        blocks
    }

    fn event(&self, id: DocId) -> Option<EventView> {
        let (document, kind) = (self.site.document(id), self.site.kind(id));
        let field = kind.key("event")?;
        let Some(Value::Record(values)) = document.field(field) else { return None };
        let show = self.show(id);
        let mut event = EventView::default();
        let (mut start, mut end) = (None, None);
        for (at, value) in values {
            match (&*kind.fields[field as usize].fields[*at as usize].key, value) {
                ("start", Value::Moment(it)) => start = Some(*it),
                ("end", Value::Moment(it)) => end = Some(*it),
                ("place", Value::Text(it)) => event.place = Some(it.clone()),
                ("address", Value::Text(it)) => event.address = Some(it.clone()),
                ("region", Value::Term(it)) => event.region = Some(show.term(*it)),
                ("online", Value::Flag(it)) => event.is_online = *it,
                ("organiser", Value::Ref(it)) => event.organiser = show.reference(*it),
                _ => {}
            }
        }
        let zone = self.event_zone(id, values, &kind.fields[field as usize]);
        event.start = start.map(|it| self.when_in(&zone, it));
        event.end = end.map(|it| self.when_in(&zone, it));
        event.text = self.event_text(start, end, &zone);
        event.is_past = end.or(start).is_some_and(|it| it.date < self.site.moment.today());
        Some(event)
    }

    /// Whom to call about an item: the nearest one that can be reached.
    pub fn contact_of(&self, id: DocId) -> Option<ContactView> {
        let contact = match chain::whose(self.site, id) {
            Some(Whose::Own) => return Some(self.own_contact(id, None)),
            Some(Whose::Organisation(other)) => Some(self.own_contact(other, Some(self.link_to(other)))),
            Some(Whose::Region(term)) => self.term_contact(term),
            None => None,
        };
        // A contact without a telephone still says whom to ask for.
        let role = self.own_contact(id, None).role;
        match role {
            Some(_) => Some(ContactView { role, ..contact.unwrap_or_default() }),
            None => contact,
        }
    }

    /// An item's own contact, which is `whose`.
    pub fn own_contact(&self, id: DocId, whose: Option<Link>) -> ContactView {
        let (document, kind) = (self.site.document(id), self.site.kind(id));
        let mut contact = ContactView { whose, ..ContactView::default() };
        self.gather(&mut contact, document.get(kind, "phones"));
        contact.email = document.text(kind, "email").map(str::to_owned);
        contact.address = document.text(kind, "address").map(str::to_owned);
        contact.schedule = document.text(kind, "schedule").map(str::to_owned).into_iter().collect();
        let Some(field) = kind.key("contact") else { return contact };
        if let Some(Value::Record(values)) = document.field(field) {
            for (at, value) in values {
                match (&*kind.fields[field as usize].fields[*at as usize].key, value) {
                    ("role", Value::Text(it)) => contact.role = Some(it.clone()),
                    ("email", Value::Text(it)) => contact.email = Some(it.clone()),
                    ("phones", it) => self.gather(&mut contact, Some(it)),
                    ("organisation", Value::Ref(at)) => {
                        if let Target::Item(other) = self.site.relations.targets[id as usize][*at as usize] {
                            contact.whose = Some(self.link_to(other));
                        }
                    }
                    _ => {}
                }
            }
        }
        contact
    }

    fn gather(&self, contact: &mut ContactView, value: Option<&Value>) {
        match value {
            Some(Value::Phone(it)) => contact.phones.push(self.words.phone(it)),
            Some(Value::List(items)) => items.iter().for_each(|it| self.gather(contact, Some(it))),
            _ => {}
        }
    }
}

/// Whether a field is shown elsewhere than among the others.
fn is_apart(field: &Field, kind: &Type) -> bool {
    match &*field.key {
        "status" => field.kind == FieldKind::Choice && !field.is_list,
        "status_note" => field.kind == FieldKind::Text,
        "evidence" => field.kind == FieldKind::Evidence,
        "organisation" => kind.has_passport,
        key => field.kind == FieldKind::Record && SHOWN_APART.contains(&key),
    }
}

/// Fields of the type itself, in its order.
fn type_fields(
    document: &Document,
    kind: &Type,
    (show, is_shown): (&mut Show, &dyn Fn(&Field) -> bool),
) -> Vec<FieldView> {
    let is_own = |it: &Field| !it.marks.common && !it.marks.private && is_shown(it);
    let fields = kind.fields.iter().enumerate().filter(|(_, it)| is_own(it));
    fields.filter_map(|(at, field)| show.field(field, document.field(at as u16)?)).collect()
}

fn pictures(value: Option<&Value>) -> impl Iterator<Item = &Picture> {
    let items = match value {
        Some(Value::List(items)) => &items[..],
        _ => &[],
    };
    items.iter().filter_map(|it| match it {
        Value::Picture(it) => Some(&**it),
        _ => None,
    })
}

fn outline(body: &Body) -> Vec<OutlineItem> {
    let headings = &body.headings;
    if headings.len() < 3 {
        return Vec::new();
    }
    headings.iter().map(|it| OutlineItem { id: it.id.clone(), title: it.text.clone(), level: it.level }).collect()
}

/// Sections in the order that readers need: services, practices, news, events, organisations, documents, the rest.
pub fn importance(site: &Site) -> Vec<u16> {
    const ORDER: [&str; 7] = ["service", "practice", "news", "event", "organisation", "document", "gallery"];
    let sections = &site.tables.config.sections;
    let rank = |at: &u16| ORDER.iter().position(|it| *it == sections[*at as usize].kind).unwrap_or(ORDER.len());
    let mut order: Vec<u16> = (0..sections.len() as u16).collect();
    order.sort_by_key(rank);
    order
}
