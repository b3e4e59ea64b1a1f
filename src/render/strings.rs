//! Interface words: every sentence that svod itself puts on a page, in the language of the site.
//!
//! The words are data (`strings/ru.yaml`, `strings/en.yaml` of the theme): full sentences with `{places}` to fill and,
//! where a number decides, forms `{one, few, many, other}`. A theme replaces single keys; svod.yaml has the last word.
//! No sentence is glued from pieces here: what depends on a number or a name is a place within one sentence.
//!
//! Begin with [`Strings::say`] and [`Strings::count`].

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::fold::nearest;
use crate::base::lang::Lang;
use crate::base::number::group;
use crate::base::plural::{Class, class};
use crate::base::problem::{Diagnostic, Found, Problem};
use crate::base::span::{Span, Spanned};
use crate::content::read::{Reader, Shape};
use crate::content::yaml::{self, Kind, Node};

/// The interface words of one language.
#[derive(Debug, Clone, Default, Hash, PartialEq, Eq)]
pub struct Strings {
    lang: Lang,
    words: BTreeMap<String, Words>,
}

/// What stands under one key.
#[derive(Debug, Clone, Hash, PartialEq, Eq)]
enum Words {
    /// A sentence.
    Plain(String),
    /// A sentence for each class of numbers.
    Counted(Forms),
}

/// A sentence that agrees with `{n}`.
#[derive(Debug, Clone, Hash, PartialEq, Eq)]
struct Forms {
    one: String,
    few: String,
    many: String,
    other: String,
}

impl Words {
    fn texts(&self) -> Vec<&str> {
        match self {
            Words::Plain(text) => vec![text],
            Words::Counted(it) => vec![&it.one, &it.few, &it.many, &it.other],
        }
    }

    /// The names in braces, each once, in order.
    fn places(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.texts().into_iter().flat_map(places).collect();
        names.sort_unstable();
        names.dedup();
        names
    }
}

/// What a string takes, for problems.
const WORDS: Shape = Shape {
    ru: "текст или формы числа",
    en: "a text or forms of number",
    example: "{one: …, few: …, many: …, other: …}",
};

impl Strings {
    /// The words of one file of a theme.
    pub fn read(file: &Arc<str>, text: &str, lang: Lang) -> Found<Strings> {
        let mut problems = Vec::new();
        let node = yaml::parse(file, text, 0).take(&mut problems);
        let mut reader = Reader::new(file);
        let mut words = BTreeMap::new();
        let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
        for (key, value) in node.as_map().unwrap_or_default() {
            if let Some(first) = seen.insert(&key.value, key.span) {
                let problem = Problem::DuplicateKey { key: key.value.clone() };
                reader.problems.push(Diagnostic::new(file, key.span, problem).with(file, first));
                continue;
            }
            if let Some(read) = read_words(&mut reader, key, value, lang) {
                words.insert(key.value.clone(), read);
            }
        }
        problems.extend(reader.problems);
        Found { value: Strings { lang, words }, problems }
    }

    /// Replaces words by those of the file of another theme, key by key.
    ///
    /// Keys that nothing uses are allowed there: the templates of that theme may use them.
    pub fn merge(&mut self, file: &Arc<str>, text: &str) -> Vec<Diagnostic> {
        let mut found = Strings::read(file, text, self.lang);
        let at = |key: &str| text.find(&format!("\n{key}:")).map_or(0, |it| it + 1);
        for (key, words) in std::mem::take(&mut found.value.words) {
            let span = crate::base::span::Span::new(at(&key), at(&key) + key.len());
            if let Some(problem) = self.unfilled(&key, &words) {
                found.problems.push(Diagnostic::new(file, span, problem));
                continue;
            }
            self.words.insert(key, words);
        }
        found.problems
    }

    /// Replaces words by those of `strings:` in svod.yaml.
    pub fn replace(&mut self, file: &Arc<str>, pairs: &[(String, Spanned<String>)]) -> Vec<Diagnostic> {
        let mut problems = Vec::new();
        for (key, text) in pairs {
            let words = Words::Plain(text.value.clone());
            let problem = match self.words.get(key) {
                None => Some(Problem::UnknownWords { key: key.clone(), nearest: nearest(key, self.keys()) }),
                Some(Words::Counted(_)) => Some(Problem::MissingForm {
                    key: key.clone(),
                    forms: needed(self.lang).map(str::to_owned).collect(),
                }),
                Some(Words::Plain(_)) => self.unfilled(key, &words),
            };
            match problem {
                Some(problem) => problems.push(Diagnostic::new(file, text.span, problem)),
                None => {
                    self.words.insert(key.clone(), words);
                }
            }
        }
        problems
    }

    /// A place of `words` that nothing fills, judged by the words that stand under `key` now.
    fn unfilled(&self, key: &str, words: &Words) -> Option<Problem> {
        let old = self.words.get(key)?;
        let known = old.places();
        let name = words.places().into_iter().find(|it| !known.contains(it))?.to_owned();
        let known = known.iter().map(|it| format!("{{{it}}}")).collect();
        Some(Problem::UnknownPlaceholder { key: key.to_owned(), name, known })
    }

    /// The language of these words.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// Every key, in order.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.words.keys().map(String::as_str)
    }

    /// Whether there are words under `key`.
    pub fn has(&self, key: &str) -> bool {
        self.words.contains_key(key)
    }

    /// The names in braces under `key`, each once, in order.
    pub fn places(&self, key: &str) -> Vec<&str> {
        self.words.get(key).map(Words::places).unwrap_or_default()
    }

    /// The sentences that need no filling: what a template sees as `t`.
    pub fn plain(&self) -> impl Iterator<Item = (&str, &str)> {
        self.words.iter().filter_map(|(key, words)| match words {
            Words::Plain(text) => Some((key.as_str(), text.as_str())),
            Words::Counted(_) => None,
        })
    }

    /// Keys whose words differ: what they were and what they are; forms of number side by side.
    pub fn differences(&self, new: &Strings) -> Vec<(String, Option<String>, Option<String>)> {
        let added = new.words.keys().filter(|it| !self.words.contains_key(*it));
        let keys = self.words.keys().filter(|it| self.words.get(*it) != new.words.get(*it)).chain(added);
        let shown = |strings: &Strings, key: &str| strings.words.get(key).map(|it| it.texts().join(" / "));
        keys.map(|it| (it.clone(), shown(self, it), shown(new, it))).collect()
    }

    /// The sentence under `key`, its places filled with `args`. A key that is not there shows itself.
    pub fn say(&self, key: &str, args: &[(&str, &str)]) -> String {
        match self.words.get(key) {
            Some(Words::Plain(text)) => fill(text, args),
            Some(Words::Counted(forms)) => fill(&forms.other, args),
            None => key.to_owned(),
        }
    }

    /// The sentence under `key` that agrees with `n`; `{n}` becomes the number in groups of three.
    pub fn count(&self, key: &str, n: u64, args: &[(&str, &str)]) -> String {
        let number = group(self.lang, n);
        let mut all = vec![("n", number.as_str())];
        all.extend_from_slice(args);
        let text = match self.words.get(key) {
            Some(Words::Plain(text)) => text,
            Some(Words::Counted(forms)) => match class(self.lang, n) {
                Class::One => &forms.one,
                Class::Few => &forms.few,
                Class::Many => &forms.many,
                Class::Other => &forms.other,
            },
            None => return key.to_owned(),
        };
        fill(text, &all)
    }
}

/// The forms that a language needs; English has no others, Russian fractions may take `few`.
fn needed(lang: Lang) -> impl Iterator<Item = &'static str> {
    let forms: &[&str] = match lang {
        Lang::Ru => &["one", "few", "many"],
        Lang::En => &["one", "other"],
    };
    forms.iter().copied()
}

fn read_words(reader: &mut Reader<'_>, key: &Spanned<String>, value: &Node, lang: Lang) -> Option<Words> {
    if let Some(text) = value.as_text() {
        return Some(Words::Plain(text.to_owned()));
    }
    let Kind::Map(_) = &value.kind else {
        reader.wrong_at(&key.value, value, WORDS);
        return None;
    };
    let form = |name: &str| value.get(name).and_then(Node::as_text).map(str::to_owned);
    let missing: Vec<String> = needed(lang).filter(|it| form(it).is_none()).map(str::to_owned).collect();
    if !missing.is_empty() {
        reader.tell(key.span, Problem::MissingForm { key: key.value.clone(), forms: missing });
        return None;
    }
    let one = form("one").unwrap_or_default();
    let other = form("other").or(form("few")).unwrap_or_default();
    let few = form("few").unwrap_or_else(|| other.clone());
    let many = form("many").unwrap_or_else(|| other.clone());
    Some(Words::Counted(Forms { one, few, many, other }))
}

/// The names in braces of a sentence.
fn places(text: &str) -> impl Iterator<Item = &str> {
    text.split('{').skip(1).filter_map(|it| it.split_once('}')).map(|it| it.0)
}

/// The sentence with its places filled; a place without a value stays as it is.
fn fill(text: &str, args: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let value = after.split_once('}').and_then(|(name, _)| args.iter().find(|it| it.0 == name));
        match value {
            Some((name, value)) => {
                out.push_str(value);
                rest = &after[name.len() + 1..];
            }
            None => {
                out.push('{');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strings(text: &str) -> Strings {
        let found = Strings::read(&"strings/ru.yaml".into(), text, Lang::Ru);
        assert!(found.problems.is_empty(), "{:?}", found.problems);
        found.value
    }

    #[test]
    fn numbers_choose_the_form() {
        let words = strings("news: {one: \"{n} новость\", few: \"{n} новости\", many: \"{n} новостей\"}");
        let check = |n, expected: &str| assert_eq!(words.count("news", n, &[]), expected);
        check(1, "1 новость");
        check(22, "22 новости");
        check(11, "11 новостей");
        check(2168, "2\u{a0}168 новостей");
    }

    #[test]
    fn places_are_filled_once() {
        let words = strings("a: \"Все {what} ({n}) {other}\"\n");
        assert_eq!(words.say("a", &[("what", "{n}"), ("n", "5")]), "Все {n} (5) {other}");
        assert_eq!(words.say("nothing", &[]), "nothing");
    }

    #[test]
    fn what_cannot_be_filled_is_told() {
        let mut words = strings("a: \"Все {what}\"\nb: Меню\n");
        let svod: Arc<str> = "svod.yaml".into();
        let pair = |key: &str, text: &str| (key.to_owned(), Spanned { value: text.to_owned(), ..Default::default() });
        let told = words.replace(&svod, &[pair("a", "{that}"), pair("menu", "x"), pair("b", "Разделы")]);
        assert_eq!(told.iter().map(|it| it.problem.code()).collect::<Vec<_>>(), ["T041", "T040"]);
        assert_eq!(words.say("b", &[]), "Разделы");
        let found = Strings::read(&svod, "a: {one: x}\n", Lang::Ru);
        assert_eq!(found.problems[0].problem.code(), "T042");
        let twice = Strings::read(&svod, "a: x\nb: y\na: z\n", Lang::Ru);
        assert_eq!(twice.problems[0].problem.code(), "Y022");
        assert_eq!(twice.problems[0].also.len(), 1);
        assert_eq!(twice.value.say("a", &[]), "x");
        assert_eq!(words.merge(&svod, "c: 1\na: \"{that}\"\n").len(), 1);
    }
}
