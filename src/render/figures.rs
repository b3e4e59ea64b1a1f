//! Counters and reference values as readers see them: the value in force today, its day, its source.
//!
//! A sum is made only of what can be added: the same people, the same time, the same unit. If one part of it is not
//! exact, the sum is not either. Nothing moves and nothing is rounded.

use std::collections::BTreeMap;

use crate::base::date::Partial;
use crate::base::fold::fold;
use crate::base::number::Decimal;
use crate::content::figures::{Figure, Since};
use crate::content::quantity::Quantity;
use crate::content::value::Value;
use crate::content::vocabulary::TermId;
use crate::model::DocId;

use super::World;
use super::entries::{Entry, entries};
use super::view::CounterView;

/// The file of which home shows the counters; without it all files of figures are shown there.
const COUNTERS: &str = "content/data/counters.yaml";
/// Qualifiers of common.yaml that a sum knows.
const ABOUT: u16 = 0;
const MORE: u16 = 1;
/// менее, до: a sum of these is not «more».
const UPPER: [u16; 2] = [2, 3];

/// What is added up.
#[derive(Default)]
struct Sum {
    who: String,
    per: Option<String>,
    unit: Option<String>,
    /// None: too large to be added.
    value: Option<Decimal>,
    is_exact: bool,
    has_upper: bool,
    dates: Vec<Partial>,
    n: u64,
    /// Who was added last: an item that says the same of two years is added once.
    last: Option<DocId>,
}

impl World<'_> {
    /// Counters of the home page.
    pub fn home_counters(&self) -> Vec<CounterView> {
        let files = &self.site.input.files;
        if let Some(figures) = files.get(COUNTERS).and_then(|it| it.figures.as_ref()) {
            return self.counters(figures);
        }
        files.values().filter_map(|it| it.figures.as_ref()).flat_map(|it| self.counters(it)).collect()
    }

    /// Figures of one file that have a value today.
    pub fn counters(&self, figures: &[Figure]) -> Vec<CounterView> {
        figures.iter().filter_map(|it| self.counter(it)).collect()
    }

    /// A figure with the value in force today; None where all its values lie ahead.
    pub fn counter(&self, figure: &Figure) -> Option<CounterView> {
        let stage = figure.in_force(self.site.moment.today())?;
        let mut value = stage.value.clone();
        value.unit = value.unit.or_else(|| figure.unit.clone());
        let date = match stage.since {
            Since::Unknown => self.say("date_unknown", &[]),
            Since::On(it) => self.as_of(it),
            Since::From(it) => self.say("in_force_since", &[("date", it.long(self.words.lang))]),
        };
        Some(CounterView {
            id: figure.id.clone(),
            label: figure.label.clone(),
            value: self.words.quantity(&value),
            date: Some(date),
            source: figure.source.clone(),
        })
    }

    /// «по данным на 1 августа 2024 г.», «по данным за 2024 г.».
    pub fn as_of(&self, it: Partial) -> String {
        let key = if matches!(it, Partial::Day(_)) { "as_of_day" } else { "as_of_time" };
        self.say(key, &[("date", it.long(self.words.lang))])
    }

    /// How many people the running items of a term reach, where several of them count the same.
    pub fn reach_sums(&self, term: TermId) -> Vec<CounterView> {
        let mut sums: BTreeMap<[String; 3], Sum> = BTreeMap::new();
        for (section, config) in self.site.tables.config.sections.iter().enumerate() {
            let kind = self.site.tables.types.find(&config.kind).map(|it| self.site.tables.types.get(it));
            if kind.is_none_or(|it| it.key("reach").is_none()) {
                continue;
            }
            for id in self.site.lists.of_term(term, section as u16).newest() {
                self.add_reach(id, &mut sums);
            }
        }
        sums.into_values().filter(|it| it.n > 1).filter_map(|it| self.sum_view(it)).collect()
    }

    fn add_reach(&self, id: DocId, sums: &mut BTreeMap<[String; 3], Sum>) {
        let (document, kind) = (self.site.document(id), self.site.kind(id));
        if self.status_tone(document, kind).is_some_and(|it| it != 1) {
            return;
        }
        for entry in entries(document, kind, "reach") {
            let (Some(value), Some(who)) = (entry.number("value"), entry.text("who")) else { continue };
            let key = [
                fold(who),
                fold(entry.text("per").unwrap_or_default()),
                fold(value.unit.as_deref().unwrap_or_default()),
            ];
            let sum = sums.entry(key).or_insert_with(|| Sum {
                who: who.to_owned(),
                per: entry.text("per").map(str::to_owned),
                unit: value.unit.clone(),
                value: Some(Decimal::default()),
                is_exact: true,
                ..Sum::default()
            });
            if sum.last.replace(id) != Some(id) {
                sum.add(&value, entry);
            }
        }
    }

    fn sum_view(&self, sum: Sum) -> Option<CounterView> {
        let qualifier = match (sum.is_exact, sum.has_upper) {
            (true, _) => None,
            (false, true) => Some(ABOUT),
            (false, false) => Some(MORE),
        };
        let total = Quantity { qualifier, value: sum.value?, unit: sum.unit, of: None };
        let amount = self.words.quantity(&total);
        let date = match sum.dates.as_slice() {
            [] => None,
            [one, rest @ ..] if sum.dates.len() as u64 == sum.n && rest.iter().all(|it| it == one) => {
                Some(self.as_of(*one))
            }
            _ => Some(self.say("as_of_several", &[])),
        };
        Some(CounterView {
            id: String::new(),
            label: sum.who,
            value: match sum.per {
                Some(per) => self.say("amount_per", &[("amount", amount), ("per", per)]),
                None => amount,
            },
            date,
            source: Some(self.words.strings.count("summed", sum.n, &[])),
        })
    }
}

impl Sum {
    fn add(&mut self, it: &Quantity, entry: Entry) {
        self.value = self.value.and_then(|sum| sum.checked_add(it.value));
        self.is_exact &= it.qualifier.is_none();
        self.has_upper |= it.qualifier.is_some_and(|it| UPPER.contains(&it));
        self.dates.extend(match entry.get("date") {
            Some(Value::Partial(it)) => Some(*it),
            _ => None,
        });
        self.n += 1;
    }
}
