//! JSON: the door of `serde_json`. Values with `Serialize` become text, or a [`Tree`] to be compared; only what svod
//! itself wrote is parsed.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// `value` in one line.
pub fn line(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("our own values have text keys and no failing Serialize")
}

/// `value` indented by two spaces.
pub fn pretty(value: &impl Serialize) -> String {
    serde_json::to_string_pretty(value).expect("our own values have text keys and no failing Serialize")
}

/// The value that `bytes` say; None where they do not.
pub fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    serde_json::from_slice(bytes).ok()
}

/// A value as fields in fields, to be compared with another.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Tree(Value);

/// A field that two trees do not share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Its way from the root: `page.related[2].title`.
    pub name: String,
    /// What stood there; None for nothing.
    pub old: Option<String>,
    /// What stands there; None for nothing.
    pub new: Option<String>,
}

/// Pairs of items that are compared to find out what was put into a list.
const MOST_PAIRS: usize = 250_000;
/// Characters of a value that are shown.
const SHOWN: usize = 60;

impl Tree {
    /// The fields of `value`; nothing, where it cannot be shown.
    pub fn new(value: &impl Serialize) -> Self {
        Self(serde_json::to_value(value).unwrap_or_default())
    }

    /// Fields of `self` and `new` that differ; `name` is what both are called.
    pub fn differences(&self, new: &Tree, name: &str) -> Vec<Difference> {
        let mut found = Vec::new();
        compare((&self.0, &new.0), name, &mut found);
        found
    }
}

fn compare((old, new): (&Value, &Value), name: &str, found: &mut Vec<Difference>) {
    match (old, new) {
        _ if old == new => {}
        (Value::Object(one), Value::Object(other)) => {
            let added = other.keys().filter(|it| !one.contains_key(*it));
            for key in one.keys().chain(added) {
                let of = |map: &'_ serde_json::Map<String, Value>| map.get(key).cloned().unwrap_or_default();
                compare((&of(one), &of(other)), &format!("{name}.{key}"), found);
            }
        }
        (Value::Array(one), Value::Array(other)) => compare_lists((one, other), name, found),
        _ => found.push(Difference { name: name.to_owned(), old: shown(old), new: shown(new) }),
    }
}

/// Items that were put in or taken out are told as such; others by what changed in them.
fn compare_lists((old, new): (&[Value], &[Value]), name: &str, found: &mut Vec<Difference>) {
    let (mut at, mut to) = (0, 0);
    let common = common(old, new);
    for (old_end, new_end) in common.into_iter().chain([(old.len(), new.len())]) {
        let pairs = (old_end - at).min(new_end - to);
        for step in 0..pairs {
            compare((&old[at + step], &new[to + step]), &format!("{name}[{}]", to + step), found);
        }
        for (step, gone) in old[at..old_end].iter().enumerate().skip(pairs) {
            found.push(Difference { name: format!("{name}[{}]", at + step), old: shown(gone), new: None });
        }
        for (step, added) in new[to..new_end].iter().enumerate().skip(pairs) {
            found.push(Difference { name: format!("{name}[{}]", to + step), old: None, new: shown(added) });
        }
        (at, to) = (old_end + 1, new_end + 1);
    }
}

/// The longest row of items that both lists have in the same order: their places in each.
fn common(old: &[Value], new: &[Value]) -> Vec<(usize, usize)> {
    if old.len().saturating_mul(new.len()) > MOST_PAIRS {
        return Vec::new();
    }
    let width = new.len() + 1;
    // How many items `old[at..]` and `new[to..]` have in common, at `at * width + to`.
    let mut lengths = vec![0u32; (old.len() + 1) * width];
    for at in (0..old.len()).rev() {
        for to in (0..new.len()).rev() {
            lengths[at * width + to] = match old[at] == new[to] {
                true => lengths[(at + 1) * width + to + 1] + 1,
                false => lengths[(at + 1) * width + to].max(lengths[at * width + to + 1]),
            };
        }
    }
    let (mut at, mut to, mut row) = (0, 0, Vec::new());
    while at < old.len() && to < new.len() {
        if old[at] == new[to] {
            row.push((at, to));
            (at, to) = (at + 1, to + 1);
        } else if lengths[(at + 1) * width + to] >= lengths[at * width + to + 1] {
            at += 1;
        } else {
            to += 1;
        }
    }
    row
}

/// A value in a few words; of fields, the one that names the whole.
fn shown(value: &Value) -> Option<String> {
    let text = match value {
        Value::Null => return None,
        Value::String(text) => text.clone(),
        Value::Object(map) => match map.get("title").or_else(|| map.get("text")) {
            Some(Value::String(title)) => title.clone(),
            _ => value.to_string(),
        },
        other => other.to_string(),
    };
    Some(shortened(&text))
}

/// The beginning of a text.
fn shortened(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Serialize)]
    struct Link {
        title: &'static str,
        url: Option<&'static str>,
    }

    fn link(title: &'static str) -> Link {
        Link { title, url: None }
    }

    fn told(old: &impl Serialize, new: &impl Serialize) -> Vec<String> {
        let found = Tree::new(old).differences(&Tree::new(new), "it");
        let side = |it: Option<String>| it.unwrap_or_else(|| "-".to_owned());
        found.into_iter().map(|it| format!("{}: {} > {}", it.name, side(it.old), side(it.new))).collect()
    }

    #[test]
    fn a_field_is_named_by_its_way() {
        let with = |url| Link { title: "а", url };
        assert_eq!(told(&[with(None)], &[with(Some("/x/"))]), ["it[0].url: - > /x/"]);
        assert_eq!(told(&[with(None)], &[with(None)]), [""; 0]);
        let long = "я".repeat(61);
        assert_eq!(told(&"б", &long), [format!("it: б > {}…", "я".repeat(60))]);
    }

    #[test]
    fn what_was_put_into_a_list_does_not_hide_the_rest() {
        let old = ["а", "б", "в", "г"].map(link);
        let new = ["новое", "а", "Б", "в"].map(link);
        assert_eq!(told(&old, &new), ["it[0]: - > новое", "it[2].title: б > Б", "it[3]: г > -"]);
        assert_eq!(told(&old, &[link("в")]), ["it[0]: а > -", "it[1]: б > -", "it[3]: г > -"]);
    }

    #[test]
    fn long_lists_are_compared_place_by_place() {
        let (old, mut new) = (vec![1; 1000], vec![1; 1000]);
        new[999] = 2;
        assert_eq!(told(&old, &new), ["it[999]: 1 > 2"]);
    }
}
