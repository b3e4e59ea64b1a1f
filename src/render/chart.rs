//! Small charts of results: before, after, target. The table beside them is their text.
//!
//! A chart is numbers and shares only: a template draws it, and nothing has to be computed there. Only what has one
//! unit stands on one scale; what cannot be compared has no chart.

use crate::base::number::Decimal;
use crate::content::quantity::Quantity;

use super::view::{BarView, ChartView};
use super::words::Words;

/// A number and what it is called: `from` and «Было».
pub struct Point {
    /// `from`, `value`, `target` or `whole`.
    pub name: &'static str,
    /// Label.
    pub label: String,
    /// The number.
    pub it: Quantity,
}

/// The chart of some numbers; None where they cannot stand side by side.
pub fn chart(title: &str, points: &[Point], words: &Words) -> Option<ChartView> {
    let first = points.first()?;
    let is_share = is_percent(&first.it);
    if points.iter().any(|it| it.it.unit != first.it.unit) || points.len() < 2 && !is_share {
        return None;
    }
    let most = points.iter().map(|it| it.it.value).max_by(|a, b| a.cmp_value(*b))?;
    let hundred = Decimal::from(100u32);
    let scale = if is_share && most.cmp_value(hundred).is_lt() { hundred } else { most };
    let bar = |it: &Point| {
        let width = it.it.value.permille_of(scale)?;
        let (label, text) = (it.label.clone(), words.quantity(&it.it));
        Some(BarView { name: it.name.to_owned(), label, text, width: format!("{}.{}%", width / 10, width % 10) })
    };
    let bars: Vec<BarView> = points.iter().map(bar).collect::<Option<_>>()?;
    let said: Vec<String> =
        bars.iter().map(|it| format!("{} {}", super::list::lower_first(&it.label), it.text)).collect();
    Some(ChartView { title: title.to_owned(), alt: said.join(", "), bars })
}

fn is_percent(it: &Quantity) -> bool {
    it.unit.as_deref() == Some("%")
}
