//! Who may be seen now (spec: content.md §3, "States").
//!
//! `draft`, a future `publish` or `date` (events aside) and *withdrawn* withhold; a state that could not be read
//! withholds too. `publish` wins over `date`; a draft or an embargo over *withdrawn*. The clock comes in as an argument.

use crate::base::date::{Date, DateTime};
use crate::base::problem::{Diagnostic, Problem, Severity};
use crate::content::document::Document;
use crate::content::tables::Tables;
use crate::content::value::Value;

use super::{Moment, Site};

/// Whether a document may be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Visibility {
    /// In every list.
    Visible,
    /// Nowhere.
    Draft,
    /// Nowhere; something that decides could not be read.
    Unreadable,
    /// Nowhere before that time.
    Scheduled(DateTime),
    /// One neutral page at its address.
    Withdrawn,
}

impl Visibility {
    /// In every list.
    pub fn is_visible(self) -> bool {
        self == Visibility::Visible
    }
}

/// Whether a document may be seen at that moment.
pub fn visibility(document: &Document, moment: &Moment) -> Visibility {
    let state = &document.state;
    if state.is_unreadable {
        return Visibility::Unreadable;
    }
    // What was never published is not withdrawn either: its neutral page would tell its address.
    if state.is_draft && !moment.has_drafts {
        return Visibility::Draft;
    }
    let due = state.publish.or(if is_event(document) { None } else { document.date });
    if let Some(due) = due.filter(|it| !moment.has_drafts && start(*it) > start(moment.now)) {
        return Visibility::Scheduled(due);
    }
    match state.withdrawn.is_some() || state.expires.is_some_and(|it| start(it) <= start(moment.now)) {
        true => Visibility::Withdrawn,
        false => Visibility::Visible,
    }
}

/// Why an item that `--drafts` shows would be withheld without it.
pub fn hidden_reason(document: &Document, moment: &Moment) -> Option<Visibility> {
    let without = Moment { has_drafts: false, ..*moment };
    let it = visibility(document, &without);
    (moment.has_drafts && !it.is_visible()).then_some(it)
}

/// Events keep their date when it lies ahead: people write the event's own day into it.
fn is_event(document: &Document) -> bool {
    document.is_event
}

/// A day begins at midnight.
fn start(it: DateTime) -> (Date, u8, u8) {
    (it.date, it.time.map_or(0, |it| it.hour()), it.time.map_or(0, |it| it.minute()))
}

/// The next moment when the same files make another site: an item appears or is taken down, or a new day begins
/// («stale», «past» and the year of the footer turn with the day).
pub fn next_change(site: &Site) -> Option<DateTime> {
    let now = site.moment.now;
    // Also of what is shown early: its mark goes when its time comes.
    let of_one = |it: &std::sync::Arc<Document>| [it.state.publish, it.state.expires, it.date];
    let moments = site.input.documents.iter().flat_map(of_one).flatten().filter(|it| start(*it) > start(now));
    let midnight = now.date.add_days(1).map(DateTime::from);
    moments.chain(midnight).min_by_key(|it| start(*it))
}

/// When a document counts as: an event's beginning, else its date; a law or an agreement that was given none counts as
/// of the day when it was signed.
pub fn when(document: &Document, tables: &Tables) -> Option<DateTime> {
    if !document.is_event {
        return document.date.or_else(|| signed(document, tables));
    }
    event_time(document, tables, "start").or(document.date)
}

fn signed(document: &Document, tables: &Tables) -> Option<DateTime> {
    let kind = tables.types.get(document.kind);
    match document.get(kind, "signed").filter(|_| kind.id == "document")? {
        Value::Moment(it) => Some(*it),
        _ => None,
    }
}

/// `event.start` or `event.end`.
pub fn event_time(document: &Document, tables: &Tables, key: &str) -> Option<DateTime> {
    let kind = tables.types.get(document.kind);
    let field = kind.key("event")?;
    let at = kind.fields[field as usize].fields.iter().position(|it| &*it.key == key)?;
    match document.field(field)? {
        Value::Record(values) => values.iter().find_map(|(index, it)| match it {
            Value::Moment(it) if *index as usize == at => Some(*it),
            _ => None,
        }),
        _ => None,
    }
}

/// Advice about states that depend on the day.
pub fn judge(site: &Site, problems: &mut Vec<Diagnostic>) {
    let today = site.moment.today();
    let review = site.tables.config.review_after;
    for id in site.visible() {
        let document = site.document(id);
        let kind = site.kind(id);
        if document.is_event && document.date.is_some_and(|it| it.date > today) {
            problems.push(Diagnostic::new(&document.file, document.place(kind, "date"), Problem::EventDateAhead {}));
        }
        if let Some(Value::Moment(reviewed)) = document.get(kind, "reviewed")
            && reviewed.date.plus(review.months, review.days) < today
        {
            let at = document.place(kind, "reviewed");
            problems.push(Diagnostic::new(&document.file, at, Problem::ReviewedLongAgo {}));
        }
    }
}

/// Faults of a withheld item are advice; those of a state that cannot be read stay errors (spec: content.md §3).
pub fn soften(site: &Site, problems: &mut [Diagnostic]) {
    for problem in problems {
        let Some(id) = site.by_file.get(&problem.at.file) else { continue };
        let is_withheld = matches!(
            site.visibility[*id as usize],
            Visibility::Draft | Visibility::Scheduled(_) | Visibility::Withdrawn
        );
        if is_withheld && problem.severity != Severity::Advice {
            problem.severity = Severity::Advice;
        }
    }
}

/// Since when a visible item is stale: its `actual_until`, or when its review fell due.
pub fn stale_since(site: &Site, id: super::DocId) -> Option<Date> {
    let (document, kind, today) = (site.document(id), site.kind(id), site.moment.today());
    let review = site.tables.config.review_after;
    let due = match document.get(kind, "reviewed") {
        Some(Value::Moment(it)) => Some(it.date.plus(review.months, review.days)),
        _ => None,
    };
    document.state.actual_until.into_iter().chain(due).filter(|it| *it < today).min()
}
