//! What a practice says of itself in numbers, steps and names: goals, results, reach, parts, providers.
//!
//! Keys of fields are those of the type tables; a type of the site that has such fields is shown the same way.

use crate::content::document::Document;
use crate::content::quantity::Quantity;
use crate::content::types::Type;
use crate::content::value::Value;
use crate::model::DocId;
use crate::model::chain::{self, Whose};
use crate::model::refer::Target;

use super::World;
use super::chart::{Point, chart};
use super::entries::{Entry, entries};
use super::show::{Show, choice_label};
use super::view::*;

/// Parts of a whole that its page shows in full; of more only the first step.
const MOST_PARTS: usize = 200;

/// Records that an article's page shows in its own way, not among the other fields.
pub const SHOWN_APART: [&str; 7] = ["goal", "results", "reach", "steps", "providers", "recommended", "contact"];

impl World<'_> {
    /// Goals, each in words and with its measure.
    pub fn goals(&self, id: DocId) -> Vec<GoalView> {
        let (document, kind) = (self.site.document(id), self.site.kind(id));
        entries(document, kind, "goal").into_iter().map(|it| self.goal(it)).collect()
    }

    fn goal(&self, entry: Entry) -> GoalView {
        let (from, to) = (entry.number("from"), entry.number("to"));
        let mut points = Vec::new();
        points.extend(self.point("from", "was", from));
        points.extend(self.point("target", "target", to));
        let mut parts: Vec<String> = points
            .iter()
            .map(|it| format!("{} {}", super::list::lower_first(&it.label), self.words.quantity(&it.it)))
            .collect();
        parts.extend(match entry.get("by") {
            Some(Value::Text(it)) => Some(it.clone()),
            Some(Value::Partial(it)) => Some(self.say("until", &[("date", it.long(self.words.lang))])),
            _ => None,
        });
        let indicator = entry.text("indicator");
        let measure = match (indicator, parts.join(", ")) {
            (None, it) => Some(it).filter(|it| !it.is_empty()),
            (Some(name), it) if it.is_empty() => Some(name.to_owned()),
            (Some(name), it) => Some(self.say("measure", &[("indicator", name.to_owned()), ("values", it)])),
        };
        let title = indicator.or(entry.text("text")).unwrap_or_default();
        let chart = chart(title, &points, self.words).filter(|it| it.bars.len() > 1);
        GoalView { text: entry.text("text").map(str::to_owned), measure, chart }
    }

    fn point(&self, name: &'static str, label: &str, it: Option<Quantity>) -> Option<Point> {
        it.map(|it| Point { name, label: self.say(label, &[]), it })
    }

    /// Results as a table, with a chart of each that can be compared.
    pub fn results(&self, id: DocId, show: &Show) -> Option<ResultsView> {
        let (document, kind) = (self.site.document(id), self.site.kind(id));
        let all = entries(document, kind, "results");
        if all.is_empty() {
            return None;
        }
        let charts = all.iter().filter_map(|it| self.result_chart(*it)).collect();
        Some(ResultsView { table: self.results_table(&all, show), charts })
    }

    fn result_chart(&self, entry: Entry) -> Option<ChartView> {
        let value = entry.number("value")?;
        // «15 из 30» stands beside its whole; a share has one already.
        let whole = value.of.filter(|_| value.unit.as_deref() != Some("%"));
        let whole = whole.map(|it| Quantity { qualifier: None, value: it, unit: value.unit.clone(), of: None });
        let value = Quantity { of: None, ..value };
        let mut points = Vec::new();
        points.extend(self.point("from", "was", entry.number("from")));
        let label = if points.is_empty() { "result" } else { "became" };
        points.extend(self.point("value", label, Some(value)));
        points.extend(self.point("target", "target", entry.number("target")));
        points.extend(self.point("whole", "whole", whole));
        chart(entry.text("label").or(entry.text("text")).unwrap_or_default(), &points, self.words)
    }

    /// Columns that any row fills; a result in words stands where its number would.
    pub fn results_table(&self, all: &[Entry], show: &Show) -> TableView {
        const KEYS: [&str; 7] = ["label", "group", "from", "value", "target", "date", "source"];
        let is_used = |key: &&&str| {
            let has = |it: &Entry| it.get(key).is_some() || **key == "value" && it.get("text").is_some();
            **key == "label" || all.iter().any(has)
        };
        let keys: Vec<&str> = KEYS.iter().filter(is_used).copied().collect();
        let has_before = keys.contains(&"from");
        let label = |key: &&str| match *key {
            "value" if has_before => self.say("became", &[]),
            "value" => self.say("result", &[]),
            key => all[0].field(key).map(|it| it.label.get(self.words.lang).to_owned()).unwrap_or_default(),
        };
        let row = |entry: &Entry| keys.iter().map(|key| self.result_cell(*entry, key, show)).collect();
        TableView {
            columns: keys.iter().map(label).collect(),
            keys: keys.iter().map(|it| (*it).to_owned()).collect(),
            rows: all.iter().map(row).collect(),
        }
    }

    fn result_cell(&self, entry: Entry, key: &str, show: &Show) -> Option<Shown> {
        let text = |it: &str| Some(Shown::Text(it.to_owned()));
        match (key, entry.get(key)) {
            ("label", None) => text(entry.text("text").filter(|_| entry.get("value").is_none()).unwrap_or_default()),
            ("value", None) => entry.text("text").filter(|_| entry.get("label").is_some()).and_then(text),
            ("value", Some(_)) => {
                let number = self.words.quantity(&entry.number("value")?);
                // Words beside a number say more of it.
                text(&match entry.text("text") {
                    Some(words) => format!("{number}\n{words}"),
                    None => number,
                })
            }
            ("from" | "target", Some(_)) => text(&self.words.quantity(&entry.number(key)?)),
            ("date", Some(Value::Partial(it))) => Some(Shown::Date(self.words.partial(*it))),
            ("date", Some(Value::Unknown)) => Some(Shown::Text(self.say("date_unknown", &[]))),
            ("group", Some(Value::Term(term))) => {
                let it = show.term(*term);
                Some(match it.url {
                    Some(url) => Shown::Link(Link { title: it.title, url }),
                    None => Shown::Text(it.title),
                })
            }
            (_, Some(Value::Text(it))) => text(it),
            _ => None,
        }
    }

    /// How many are reached: «порядка 900 — дети в лагерях, за год».
    pub fn reach(&self, id: DocId) -> Vec<CounterView> {
        let (document, kind) = (self.site.document(id), self.site.kind(id));
        let one = |entry: Entry| {
            let value = entry.number("value").map(|it| self.words.quantity(&it)).unwrap_or_default();
            CounterView {
                id: String::new(),
                label: entry.text("who").unwrap_or_default().to_owned(),
                value: match entry.text("per") {
                    Some(per) => self.say("amount_per", &[("amount", value), ("per", per.to_owned())]),
                    None => value,
                },
                date: entry.get("date").and_then(|it| match it {
                    Value::Partial(it) => Some(self.as_of(*it)),
                    Value::Unknown => Some(self.say("date_unknown", &[])),
                    _ => None,
                }),
                source: None,
            }
        };
        entries(document, kind, "reach").into_iter().map(one).collect()
    }

    /// Steps with their terms.
    pub fn steps(&self, id: DocId) -> Vec<StepView> {
        let (document, kind) = (self.site.document(id), self.site.kind(id));
        let text = |it: Option<&str>| it.map(str::to_owned);
        let step = |it: Entry| StepView {
            title: text(it.text("title")),
            term: text(it.text("term")),
            text: text(it.text("text")),
        };
        entries(document, kind, "steps").into_iter().map(step).collect()
    }

    /// Who recommends it: «Министерство просвещения, 2024 г.».
    pub fn recommended(&self, document: &Document, kind: &Type) -> Vec<String> {
        let line = |it: Entry| {
            let date = match it.get("date") {
                Some(Value::Partial(it)) => Some(it.long(self.words.lang)),
                _ => None,
            };
            let parts: Vec<String> = it.text("by").map(str::to_owned).into_iter().chain(date).collect();
            parts.join(", ")
        };
        entries(document, kind, "recommended").into_iter().map(line).filter(|it| !it.is_empty()).collect()
    }

    /// The group of the type's lists that an item's status is in, from 1.
    pub fn status_tone(&self, document: &Document, kind: &Type) -> Option<u8> {
        let groups = kind.groups.as_ref()?;
        let Some(Value::Choice(at)) = document.field(groups.field) else { return None };
        groups.parts.iter().position(|(_, one)| one.contains(at)).map(|it| it as u8 + 1)
    }

    /// What came in the place of an item: those that name it as what they replace.
    pub fn successors(&self, id: DocId) -> Vec<RoleLink> {
        let links = self.site.relations.backlinks[id as usize].iter();
        let links = links.filter(|it| it.role.as_deref() == Some("successor"));
        let link = |it: DocId| RoleLink { role: None, ..role_link(self.link_to(it)) };
        links.map(|it| link(it.from)).collect()
    }

    /// Items within an item, as a flat tree: all of them, or the first step where they are very many.
    pub fn parts(&self, id: DocId) -> Vec<PartLink> {
        let mut out = Vec::new();
        self.parts_below(id, 0, &mut out);
        if out.len() > MOST_PARTS {
            out.retain(|it| it.depth == 0);
        }
        out
    }

    fn parts_below(&self, id: DocId, depth: u8, out: &mut Vec<PartLink>) {
        let mut children: Vec<DocId> = self.site.relations.children[id as usize].to_vec();
        children.retain(|it| self.site.is_visible(*it));
        children.sort_by_cached_key(|it| crate::base::collate::key(self.words.lang, &self.site.document(*it).title));
        for child in children {
            let Link { title, url } = self.link_to(child);
            let status = choice_label(self.site.document(child), self.site.kind(child), "status", self.words);
            out.push(PartLink { title, url, depth, status });
            // What would be left out again need not be gathered.
            if out.len() <= MOST_PARTS || depth == 0 {
                self.parts_below(child, depth + 1, out);
            }
        }
    }

    /// Who provides a service in each place, by the place.
    pub fn providers(&self, id: DocId, show: &Show) -> Vec<ProviderView> {
        let (document, kind) = (self.site.document(id), self.site.kind(id));
        let provider = |it: Entry| {
            let Some(Value::Ref(at)) = it.get("organisation") else { return None };
            let place = match it.get("region") {
                Some(Value::Term(term)) => Some(show.term(*term)),
                _ => None,
            };
            let organisation = RoleLink { role: None, ..show.reference(*at)? };
            let phones = match self.site.relations.targets[id as usize][*at as usize] {
                Target::Item(other) => self.phones_of(other),
                _ => Vec::new(),
            };
            Some(ProviderView { place, organisation, phones })
        };
        let mut all: Vec<ProviderView> =
            entries(document, kind, "providers").into_iter().filter_map(provider).collect();
        let title = |it: &ProviderView| it.place.as_ref().map(|it| it.title.clone()).unwrap_or_default();
        all.sort_by_cached_key(|it| {
            (
                crate::base::collate::key(self.words.lang, &title(it)),
                crate::base::collate::key(self.words.lang, &it.organisation.title),
            )
        });
        all
    }

    /// Telephones of an organisation, or of who stands above it.
    fn phones_of(&self, id: DocId) -> Vec<PhoneView> {
        match chain::whose(self.site, id) {
            Some(Whose::Own) => self.own_contact(id, None).phones,
            Some(Whose::Organisation(other)) => self.own_contact(other, None).phones,
            Some(Whose::Region(term)) => self.term_contact(term).map(|it| it.phones).unwrap_or_default(),
            None => Vec::new(),
        }
    }
}

fn role_link(it: Link) -> RoleLink {
    RoleLink { role: None, title: it.title, url: Some(it.url) }
}
