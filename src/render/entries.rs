//! Records of a field by their keys: what practices, services and passports are made of.

use crate::content::document::Document;
use crate::content::quantity::Quantity;
use crate::content::types::{Field, Type};
use crate::content::value::Value;

/// A record of a field.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'a> {
    fields: &'a [Field],
    values: &'a [(u16, Value)],
}

/// The records that stand at an English key; a single one is a list of one.
pub fn entries<'a>(document: &'a Document, kind: &'a Type, key: &str) -> Vec<Entry<'a>> {
    let Some(field) = kind.key(key) else { return Vec::new() };
    let fields = &kind.fields[field as usize].fields;
    let entry = |it: &'a Value| match it {
        Value::Record(values) => Some(Entry { fields, values }),
        _ => None,
    };
    match document.field(field) {
        Some(Value::List(items)) => items.iter().filter_map(entry).collect(),
        Some(it) => entry(it).into_iter().collect(),
        None => Vec::new(),
    }
}

impl<'a> Entry<'a> {
    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&'a Value> {
        self.values.iter().find(|(at, _)| &*self.fields[*at as usize].key == key).map(|it| &it.1)
    }

    /// The text of a key.
    pub fn text(&self, key: &str) -> Option<&'a str> {
        match self.get(key)? {
            Value::Text(it) => Some(it),
            _ => None,
        }
    }

    /// A number, with the unit, the qualifier and the whole that stand beside it in the record.
    pub fn number(&self, key: &str) -> Option<Quantity> {
        let Value::Quantity(it) = self.get(key)? else { return None };
        let mut it = (**it).clone();
        it.unit = it.unit.or_else(|| self.text("unit").map(str::to_owned));
        if key != "value" {
            return Some(it);
        }
        if let Some(Value::Choice(at)) = self.get("qualifier") {
            it.qualifier = Some(*at);
        }
        if let Some(Value::Number(of)) = self.get("of") {
            it.of = Some(*of);
        }
        Some(it)
    }

    /// The field of a key, with its label.
    pub fn field(&self, key: &str) -> Option<&'a Field> {
        self.fields.iter().find(|it| &*it.key == key)
    }
}
