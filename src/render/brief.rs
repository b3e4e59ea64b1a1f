//! Values of fields in a few words, for the cells of a table: plain texts without links.

use crate::base::lang::Lang;
use crate::content::types::Field;
use crate::content::value::Value;

use super::list::lower_first;
use super::show::Show;

/// Parts of a record that a cell leaves out: where a figure comes from stands on the item's own page.
const LEFT_OUT: [&str; 5] = ["source", "group", "qualifier", "unit", "of"];

impl Show<'_> {
    /// The lines of a cell; none where nothing can be said in a line.
    pub fn brief(&self, field: &Field, value: &Value) -> Vec<String> {
        match value {
            Value::List(items) => items.iter().flat_map(|it| self.brief(field, it)).collect(),
            Value::Record(values) => {
                Some(self.brief_record(field, values)).filter(|it| !it.is_empty()).into_iter().collect()
            }
            it => self.brief_text(field, it).into_iter().collect(),
        }
    }

    // long: a table
    fn brief_text(&self, field: &Field, value: &Value) -> Option<String> {
        let words = self.words;
        let lang: Lang = words.lang;
        Some(match value {
            Value::Text(it) => it.clone(),
            Value::Flag(it) => words.strings.say(if *it { "yes" } else { "no" }, &[]),
            Value::Moment(it) => words.when(*it).text,
            Value::Partial(it) => words.partial(*it).text,
            Value::Unknown => words.strings.say("date_unknown", &[]),
            Value::Number(it) => words.decimal(it),
            Value::Quantity(it) => words.quantity(it),
            Value::Money(it) => words.money(it),
            Value::Age(it) => words.age(*it),
            Value::Period(it) => words.period(*it),
            Value::Choice(at) => field.choices[*at as usize].label.get(lang).to_owned(),
            Value::Evidence(at) => self.site.tables.config.evidence[*at as usize].label.get(lang).to_owned(),
            Value::Term(it) => self.site.tables.vocabularies.term(*it).title.clone(),
            Value::Ref(at) => self.reference(*at)?.title,
            Value::File(it) => self.file(it)?.title,
            Value::Phone(it) => it.number.clone(),
            Value::Picture(it) => it.caption.clone()?,
            Value::Rich(_) | Value::Record(_) | Value::List(_) => return None,
        })
    }

    /// «Доход вырос: 75 %, было: 40 %»: the first text of a record, its value, and the rest with their labels.
    fn brief_record(&self, field: &Field, values: &[(u16, Value)]) -> String {
        let inner = |at: u16| &field.fields[at as usize];
        let named = |key: &str| values.iter().find(|(at, _)| &*inner(*at).key == key).map(|it| &it.1);
        let unit = named("unit").and_then(|it| self.brief_text(field, it));
        let mut parts: Vec<String> = Vec::new();
        let mut head: Option<String> = None;
        let has_value = named("value").is_some();
        for (at, value) in values {
            let one = inner(*at);
            if one.marks.private || LEFT_OUT.contains(&&*one.key) {
                continue;
            }
            let text = self.brief(one, value).join(", ");
            match value {
                _ if text.is_empty() => {}
                Value::Text(_) if head.is_none() => head = Some(text),
                // A second text tells at length what the first one names.
                Value::Text(_) => {}
                Value::Quantity(it) => {
                    let text = if it.unit.is_none() { self.with_unit(text, unit.as_deref()) } else { text };
                    parts.push(match &*one.key == "value" {
                        true => self.with_words(text, values, field),
                        false => self.labelled(one, &text),
                    });
                }
                _ if parts.is_empty() && head.is_none() => parts.push(text),
                Value::Partial(_) if has_value => parts.push(text),
                _ => parts.push(self.labelled(one, &text)),
            }
        }
        match (head, parts.is_empty()) {
            (Some(head), true) => head,
            (Some(head), false) => format!("{head}: {}", parts.join(", ")),
            (None, _) => parts.join(", "),
        }
    }

    fn labelled(&self, field: &Field, text: &str) -> String {
        format!("{}: {text}", lower_first(field.label.get(self.words.lang)))
    }

    fn with_unit(&self, text: String, unit: Option<&str>) -> String {
        match unit {
            Some(unit) => format!("{text}\u{a0}{unit}"),
            None => text,
        }
    }

    /// «около 30 из 40»: the qualifier and the whole that stand beside a value.
    fn with_words(&self, text: String, values: &[(u16, Value)], field: &Field) -> String {
        let beside = |key: &str| {
            let (at, value) = values.iter().find(|(at, _)| &*field.fields[*at as usize].key == key)?;
            self.brief_text(&field.fields[*at as usize], value)
        };
        let text = match beside("qualifier") {
            Some(it) => format!("{it}\u{a0}{text}"),
            None => text,
        };
        match beside("of") {
            Some(whole) => self.words.strings.say("quantity_of", &[("part", &text), ("whole", &whole)]),
            None => text,
        }
    }
}
