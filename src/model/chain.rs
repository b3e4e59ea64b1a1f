//! Whom to call: the item's own contact, else its organisation's, else that one's parent's, else the region's
//! (spec: content.md §5). A live service with none is told of.

use crate::base::problem::{Diagnostic, Problem};
use crate::content::contact::Phone;
use crate::content::value::Value;
use crate::content::vocabulary::TermId;

use super::refer::Target;
use super::{DocId, Site};

/// Who answers for an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// The item itself: its `contact` or its own telephones.
    Own,
    /// An organisation.
    Organisation(DocId),
    /// A region.
    Region(TermId),
}

/// The nearest one that can be reached.
pub fn whose(site: &Site, id: DocId) -> Option<Whose> {
    if has_own(site, id) {
        return Some(Whose::Own);
    }
    organisations(site, id).find_map(|it| reachable(site, it)).map(Whose::Organisation).or_else(|| region(site, id))
}

/// The first organisation of the way up from `id` that has a telephone or a mailbox.
fn reachable(site: &Site, id: DocId) -> Option<DocId> {
    let mut at = Some(id);
    while let Some(id) = at {
        if has_own(site, id) {
            return Some(id);
        }
        at = site.relations.parent[id as usize].filter(|_| site.kind(id).id == "organisation");
    }
    None
}

fn has_own(site: &Site, id: DocId) -> bool {
    let (document, kind) = (site.document(id), site.kind(id));
    let in_contact = match document.get(kind, "contact") {
        Some(Value::Record(values)) => {
            let holds = |it: &Value| matches!(it, Value::List(_) | Value::Phone(_)) || is_mail(it);
            values.iter().any(|(_, it)| holds(it))
        }
        _ => false,
    };
    in_contact || document.get(kind, "phones").is_some() || document.get(kind, "email").is_some()
}

fn is_mail(value: &Value) -> bool {
    matches!(value, Value::Text(it) if it.contains('@'))
}

/// Organisations that an item names, in the order of its fields; an organisation's own parent for organisations.
fn organisations<'s>(site: &'s Site, id: DocId) -> impl Iterator<Item = DocId> + 's {
    let named = site.relations.targets[id as usize].iter().zip(&site.document(id).uses.references);
    let named = named.filter(|(_, reference)| &*reference.of == "organisation");
    named.filter_map(|(target, _)| match target {
        Target::Item(it) => Some(*it),
        _ => None,
    })
}

fn region(site: &Site, id: DocId) -> Option<Whose> {
    let own = site.terms[id as usize].iter().copied();
    own.filter_map(|term| std::iter::once(term).chain(site.ancestors(term)).find(|it| !phones(site, *it).is_empty()))
        .map(Whose::Region)
        .next()
}

/// A term's own telephones.
pub fn phones(site: &Site, term: TermId) -> &[Phone] {
    &site.tables.vocabularies.terms[term.0 as usize].phones
}

/// Tells of live services that nobody answers for.
pub fn judge(site: &Site, problems: &mut Vec<Diagnostic>) {
    for id in site.visible() {
        let kind = site.kind(id);
        if kind.id != "service" {
            continue;
        }
        let document = site.document(id);
        let has_ended = match (kind.key("status"), document.get(kind, "status")) {
            (Some(field), Some(Value::Choice(at))) => {
                kind.fields[field as usize].choices[*at as usize].id == "prekraschena"
            }
            _ => false,
        };
        if !has_ended && whose(site, id).is_none() {
            problems.push(Diagnostic::new(&document.file, document.at, Problem::ServiceWithoutContact {}));
        }
    }
}
