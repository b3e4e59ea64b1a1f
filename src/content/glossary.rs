//! `glossary.yaml` and `synonyms.yaml`: small tables of words.
//!
//! Nothing here looks into articles.

use std::sync::Arc;

use crate::base::problem::Found;

use super::lines::document;
use super::read::{Entry, Reader, Shape};
use super::yaml::{Kind, Node};

/// Abbreviations and their meanings, as written.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Glossary {
    /// `ПМ` → `прожиточный минимум`, in the order of the file.
    pub entries: Vec<(String, String)>,
}

/// Words that search takes for one another.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Synonyms {
    /// Words of equal meaning together, in the order of the file.
    pub groups: Vec<Vec<String>>,
}

const GLOSSARY: Shape =
    Shape {
        ru: "сокращение и его значение", en: "an abbreviation and its meaning", example: "прожиточный минимум"
    };
const SYNONYMS: Shape = Shape {
    ru: "слова одного значения", en: "words of one meaning", example: "[дети, ребёнок]"
};

/// Reads `glossary.yaml`.
pub fn glossary(file: &Arc<str>, text: &str) -> Found<Glossary> {
    let mut problems = Vec::new();
    let node = document(file, text).take(&mut problems);
    let mut reader = Reader { file, problems };
    let mut entries = Vec::new();
    for entry in pairs(node, &mut reader, "ПМ", GLOSSARY) {
        let key = entry.key.value.trim().to_owned();
        if let Some(meaning) = reader.node_text(&key, entry.value, GLOSSARY) {
            entries.push((key, meaning.value));
        }
    }
    Found { value: Glossary { entries }, problems: reader.problems }
}

/// Reads `synonyms.yaml`: a record `word: [others]` or a list of lists.
pub fn synonyms(file: &Arc<str>, text: &str) -> Found<Synonyms> {
    let mut problems = Vec::new();
    let node = document(file, text).take(&mut problems);
    let mut reader = Reader { file, problems };
    let mut groups = Vec::new();
    if let Kind::Seq(items) = node.kind {
        for item in items {
            match item.kind {
                Kind::Seq(words) => groups.push(words_of(words, &mut reader)),
                _ => reader.wrong_at("-", &item, SYNONYMS),
            }
        }
    } else {
        for entry in pairs(node, &mut reader, "дети", SYNONYMS) {
            let mut group = vec![entry.key.value.trim().to_owned()];
            group.extend(reader.texts(entry).into_iter().map(|it| it.value));
            groups.push(group);
        }
    }
    groups.retain(|it| it.len() > 1);
    Found { value: Synonyms { groups }, problems: reader.problems }
}

fn words_of(words: Vec<Node>, reader: &mut Reader<'_>) -> Vec<String> {
    words.into_iter().filter_map(|it| reader.node_text("-", it, SYNONYMS)).map(|it| it.value).collect()
}

/// The pairs of a file that is one record, without those written twice.
fn pairs(node: Node, reader: &mut Reader<'_>, key: &str, shape: Shape) -> Vec<Entry> {
    if node.is_null() {
        return Vec::new();
    }
    let Some(fields) = reader.node_record(key, node, shape) else { return Vec::new() };
    fields.unique(reader)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn glossaries_keep_their_order() {
        let found = glossary(&"g.yaml".into(), "ПМ: прожиточный минимум\nНКО: [а]\nГД: дума\nПМ: ещё\n");
        let expected = [("ПМ", "прожиточный минимум"), ("ГД", "дума")];
        assert_eq!(found.value.entries, expected.map(|(a, b)| (a.to_owned(), b.to_owned())));
        assert_eq!(found.problems.iter().map(|it| it.problem.code()).collect::<Vec<_>>(), ["Y022", "Y042"]);
    }

    #[test]
    fn synonyms_are_groups() {
        let expected = vec![vec!["дети".to_owned(), "ребёнок".to_owned()]];
        assert_eq!(synonyms(&"s.yaml".into(), "дети: ребёнок\n").value.groups, expected);
        assert_eq!(synonyms(&"s.yaml".into(), "- [дети, ребёнок]\n").value.groups, expected);
        assert_eq!(synonyms(&"s.yaml".into(), "").problems, []);
    }
}
