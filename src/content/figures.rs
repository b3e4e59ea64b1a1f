//! Figures of `data/*.yaml`: counters and reference values, each with its date and its source.
//!
//! A figure has one value, or a series of which the one in force is shown. A date that nobody knows is written as
//! «не указана» and shown so; it is never made up. Nothing here knows what day it is.
//!
//! Begin with [`figures`], then [`Figure::in_force`].

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::date::{Date, Partial, parse_partial};
use crate::base::fold::fold;
use crate::base::lang::Lang;
use crate::base::problem::{Diagnostic, Found, Problem};
use crate::base::span::Span;
use crate::base::typography;

use super::lines::document;
use super::quantity::{Quantity, quantity};
use super::read::{Entry, Fields, Reader, Shape};
use super::yaml::{Kind, Node};

/// A counter or a reference value.
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct Figure {
    /// Name within its file: `na-domu`.
    pub id: String,
    /// What is counted.
    pub label: String,
    /// Values, the oldest first; never empty.
    pub values: Vec<Stage>,
    /// «чел.».
    pub unit: Option<String>,
    /// Who says so.
    pub source: Option<String>,
}

/// A value and since when it is one.
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct Stage {
    /// Since when, or of which day.
    pub since: Since,
    /// The number.
    pub value: Quantity,
}

/// Where a value stands in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum Since {
    /// «не указана».
    Unknown,
    /// Counted on that day.
    On(Partial),
    /// In force from that day on.
    From(Partial),
}

impl Since {
    fn first(self) -> Option<Date> {
        match self {
            Since::Unknown => None,
            Since::On(it) | Since::From(it) => Some(it.first()),
        }
    }
}

impl Figure {
    /// The value in force on that day; None while all of them lie ahead.
    pub fn in_force(&self, today: Date) -> Option<&Stage> {
        self.values.iter().rev().find(|it| it.since.first().is_none_or(|it| it <= today))
    }
}

const FIGURES: Shape = Shape {
    ru: "список чисел",
    en: "a list of figures",
    example: "[{id: na-domu, label: Обслуживаются на дому, value: 24 834, date: не указана, source: Сайт министерства}]",
};
const FIGURE: Shape = Shape {
    ru: "запись о числе",
    en: "a figure",
    example: "{id: na-domu, label: Обслуживаются на дому, value: 24 834, date: не указана, source: Сайт министерства}",
};
const STAGE: Shape =
    Shape {
        ru: "значение и его дата", en: "a value and its date", example: "{from: 01.01.2024, value: 17 733}"
    };
const VALUE: Shape =
    Shape {
        ru: "число, можно со словом «около»", en: "a number, perhaps with “about”", example: "2 168"
    };
const DATE: Shape =
    Shape { ru: "дата или «не указана»", en: "a date or “unknown”", example: "01.08.2024" };

/// Reads a file of figures.
pub fn figures(file: &Arc<str>, text: &str, lang: Lang) -> Found<Vec<Figure>> {
    let mut problems = Vec::new();
    let node = document(file, text).take(&mut problems);
    let mut reader = Reader { file, problems };
    let items = match node.kind {
        Kind::Seq(items) => items,
        Kind::Null | Kind::Broken => Vec::new(),
        _ => {
            reader.wrong_at("data", &node, FIGURES);
            Vec::new()
        }
    };
    let mut known: BTreeMap<String, Span> = BTreeMap::new();
    let mut value = Vec::new();
    for item in items {
        let Some((figure, at)) = figure(item, lang, &mut reader) else { continue };
        if let Some(first) = known.get(&figure.id) {
            let problem = Problem::SameFigure { id: figure.id };
            reader.problems.push(Diagnostic::new(file, at, problem).with(file, *first));
            continue;
        }
        known.insert(figure.id.clone(), at);
        value.push(figure);
    }
    Found { value, problems: reader.problems }
}

fn figure(node: Node, lang: Lang, reader: &mut Reader<'_>) -> Option<(Figure, Span)> {
    let mut own = reader.node_record("data", node, FIGURE)?;
    let head = Span { start: own.span().start, end: own.span().start };
    let id = own.take(&["id", "ид"], reader).and_then(|it| reader.spanned_text(it));
    let label = own.need(&["label", "подпись", "название"], "label: Обслуживаются на дому", reader);
    let label = label.and_then(|it| reader.text(it)).map(|it| typeset(&it, lang));
    let unit = reader.optional_text(&mut own, &["unit", "единица"]).map(|it| typeset(&it, lang));
    let source = reader.optional_text(&mut own, &["source", "источник"]).map(|it| typeset(&it, lang));
    let values = stages(&mut own, lang, reader);
    own.finish(reader);
    let (label, values) = (label?, values?);
    if source.is_none() {
        reader.tell(head, Problem::FigureWithoutSource { label: label.clone() });
    }
    let at = id.as_ref().map_or(head, |it| it.span);
    let id = id.map_or_else(|| crate::base::slug::slug(&label), |it| it.value);
    Some((Figure { id, label, values, unit, source }, at))
}

/// One value with the figure's own date, or a series with a date each.
fn stages(own: &mut Fields<'_>, lang: Lang, reader: &mut Reader<'_>) -> Option<Vec<Stage>> {
    let Some(series) = own.take(&["values", "значения"], reader) else {
        return stage(own, lang, reader).map(|it| vec![it]);
    };
    for one in [own.take(&["value", "значение"], reader), own.take(&["date", "дата"], reader)].into_iter().flatten()
    {
        reader.tell(one.key.span, Problem::FigureTwice {});
    }
    let key = series.key.value.clone();
    let mut values = Vec::new();
    for item in reader.items(series) {
        let Some(mut record) = reader.node_record(&key, item, STAGE) else { continue };
        values.extend(stage(&mut record, lang, reader));
        record.finish(reader);
    }
    // Those of no known date are the oldest: what has a date says more.
    values.sort_by_key(|it| it.since.first());
    (!values.is_empty()).then_some(values)
}

fn stage(own: &mut Fields<'_>, lang: Lang, reader: &mut Reader<'_>) -> Option<Stage> {
    let head = Span { start: own.span().start, end: own.span().start };
    let value = own.need(&["value", "значение"], "value: 2 168", reader);
    let from = own.take(&["from", "с", "действует_с"], reader);
    let date = own.take(&["date", "дата"], reader);
    let since = match (from, date) {
        (Some(from), _) => day(from, reader).map(Since::From),
        (None, Some(date)) if is_unknown(&date) => Some(Since::Unknown),
        (None, Some(date)) => day(date, reader).map(Since::On),
        (None, None) => {
            reader.tell(head, Problem::FigureWithoutDate {});
            Some(Since::Unknown)
        }
    };
    let value = value?;
    let read = value.value.as_text().and_then(quantity);
    let Some(mut read) = read else {
        reader.wrong(&value, VALUE);
        return None;
    };
    read.unit = read.unit.map(|it| typeset(&it, lang));
    Some(Stage { since: since?, value: read })
}

/// «не указана», in any gender and in English.
fn is_unknown(entry: &Entry) -> bool {
    let words = ["не указана", "не указан", "не указано", "неизвестна", "unknown", "not given"];
    entry.value.as_text().is_some_and(|it| words.contains(&fold(it).as_str()))
}

fn day(entry: Entry, reader: &mut Reader<'_>) -> Option<Partial> {
    let day = entry.value.as_text().and_then(|it| parse_partial(it.trim()).ok());
    if day.is_none() {
        reader.wrong(&entry, DATE);
    }
    day
}

fn typeset(text: &str, lang: Lang) -> String {
    if lang == Lang::Ru { typography::text(text).into_owned() } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Vec<Figure>, Vec<&'static str>) {
        let found = figures(&"content/data/x.yaml".into(), text, Lang::Ru);
        (found.value, found.problems.iter().map(|it| it.problem.code()).collect())
    }

    fn day(text: &str) -> Date {
        parse_partial(text).expect("a date").first()
    }

    #[test]
    fn the_value_in_force_is_the_newest_that_has_begun() {
        let text = "- id: pm\n  label: ПМ\n  unit: руб.\n  source: Постановление\n  values:\n    - {from: 01.01.2025, value: 17 733}\n    - {from: 2024, value: 15 453}\n    - {from: 01.01.2030, value: 20 000}\n";
        let (figures, problems) = read(text);
        assert_eq!(problems, [""; 0]);
        let shown = |it: &str| figures[0].in_force(day(it)).map(|it| it.value.value.to_string());
        assert_eq!(shown("2024-12-31").as_deref(), Some("15453"));
        assert_eq!(shown("2025-01-01").as_deref(), Some("17733"));
        assert_eq!(shown("2023-12-31"), None);
    }

    #[test]
    fn a_date_that_nobody_knows_is_no_fault_and_one_that_is_left_out_is() {
        let (figures, problems) = read("- {label: На дому, value: 24 834, date: не указана, source: Сайт}\n");
        assert_eq!((figures[0].values[0].since, problems), (Since::Unknown, vec![]));
        assert_eq!(figures[0].id, "na-domu");
        assert_eq!(read("- {label: На дому, value: около 900, source: Сайт}\n").1, ["D051"]);
        assert_eq!(read("- {label: На дому, value: около 900, date: 2024}\n").1, ["D052"]);
    }

    #[test]
    fn faults_are_told() {
        let one = "- {id: a, label: А, value: 1, date: 2024, source: С}\n";
        assert_eq!(read(&one.repeat(2)).1, ["D050"]);
        assert_eq!(read("- {id: a, label: А, value: много, date: 2024, source: С}\n").1, ["Y042"]);
        assert_eq!(read("- {id: a, label: А, value: 1, date: 31.02.2024, source: С}\n").1, ["Y042"]);
        assert_eq!(
            read("- {id: a, label: А, value: 1, date: 2024, values: [{from: 2024, value: 1}], source: С}\n").1,
            ["D053", "D053"]
        );
        assert_eq!(read("- {id: a, label: А, date: 2024, source: С}\n").1, ["Y043"]);
    }
}
