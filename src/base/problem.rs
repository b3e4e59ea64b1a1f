//! Everything svod can complain of, in Russian and English side by side.
//!
//! A [`Problem`] holds data, never text; one table gives code, severity, text and cure in both languages.
//! A [`Diagnostic`] is a problem at a place. Problems are values: phases return [`Found`] and never fail.
//! A code is never used again for something else. Nothing here prints.
//!
//! Texts are written for a press officer: the words they typed, what is wrong, what to do; no jargon.
//! Codes: `Y` YAML and front matter, `F` fields and values, `M` Markdown and pasted text, `D` directives and data,
//! `R` references and links, `A` addresses, `P` pictures and files, `C` svod.yaml, `V` vocabularies, `T` templates,
//! `E` the environment.

use std::sync::Arc;

use super::lang::Lang;
use super::span::Span;

/// How much a problem matters (spec: errors publish nothing, warnings fail only with `--strict`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing is published.
    Error,
    /// Published; fails with `--strict`.
    Warning,
    /// Shown by `check` and in JSON only.
    Advice,
}

impl Severity {
    /// The word of the JSON contract.
    pub fn code(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Advice => "advice",
        }
    }
}

/// A value and what was found wrong on the way to it.
#[derive(Debug, Clone, Default)]
pub struct Found<T> {
    /// What could be read.
    pub value: T,
    /// What could not, or should be otherwise.
    pub problems: Vec<Diagnostic>,
}

impl<T> Found<T> {
    /// A value without a problem.
    pub fn good(value: T) -> Self {
        Self { value, problems: Vec::new() }
    }

    /// Hands the problems to `into` and gives the value.
    pub fn take(self, into: &mut Vec<Diagnostic>) -> T {
        into.extend(self.problems);
        self.value
    }
}

/// A place in a file: a path from the root with `/`, and bytes of it unless the whole file is meant.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Path from the site's root, with `/`.
    pub file: Arc<str>,
    /// Bytes of that file, where known.
    pub span: Option<Span>,
}

/// A problem at a place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Diagnostic {
    /// Where.
    pub at: Place,
    /// How much it matters, after `severity:` of svod.yaml and the item's state.
    pub severity: Severity,
    /// What.
    pub problem: Problem,
    /// Other places that belong to it.
    pub also: Vec<Place>,
}

impl Diagnostic {
    /// `problem` in bytes `span` of `file`, with the severity of its table row.
    pub fn new(file: &Arc<str>, span: impl Into<Option<Span>>, problem: Problem) -> Self {
        let at = Place { file: file.clone(), span: span.into() };
        Self { at, severity: problem.severity(), problem, also: Vec::new() }
    }

    /// The same, with another place that belongs to it.
    pub fn with(mut self, file: &Arc<str>, span: impl Into<Option<Span>>) -> Self {
        self.also.push(Place { file: file.clone(), span: span.into() });
        self
    }
}

/// What is said of a problem in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// One sentence, without a full stop.
    pub message: String,
    /// The cure; empty where the message holds it.
    pub help: String,
}

/// A made-up value of a field, so that every message can be shown in a test.
trait Sample {
    fn sample(name: &str) -> Self;
}
impl Sample for String {
    fn sample(name: &str) -> Self {
        format!("‹{name}›")
    }
}
impl Sample for Option<String> {
    fn sample(name: &str) -> Self {
        Some(format!("‹{name}›"))
    }
}
impl Sample for Vec<String> {
    fn sample(name: &str) -> Self {
        vec![format!("‹{name} 1›"), format!("‹{name} 2›")]
    }
}
impl Sample for &'static str {
    fn sample(_: &str) -> Self {
        "‹…›"
    }
}
impl Sample for u64 {
    fn sample(_: &str) -> Self {
        7
    }
}
impl Sample for super::lang::Both {
    fn sample(name: &str) -> Self {
        super::lang::Both { ru: format!("‹{name} ру›"), en: format!("‹{name} en›") }
    }
}

/// «did you mean» as a help text, or nothing.
fn perhaps(lang: Lang, nearest: &Option<String>) -> String {
    match (lang, nearest) {
        (_, None) => String::new(),
        (Lang::Ru, Some(it)) => format!("возможно, вы имели в виду «{it}»"),
        (Lang::En, Some(it)) => format!("did you mean “{it}”?"),
    }
}

/// «а», «б», «в» as one list in quotes.
fn quoted(lang: Lang, items: &[String]) -> String {
    let quote = |it: &String| match lang {
        Lang::Ru => format!("«{it}»"),
        Lang::En => format!("“{it}”"),
    };
    items.iter().map(quote).collect::<Vec<_>>().join(", ")
}

macro_rules! problems {
    ($( $(#[doc = $doc:literal])* $code:literal $severity:ident $name:ident { $($field:ident: $kind:ty),* $(,)? }
        ru: $ru:expr, $help_ru:expr;
        en: $en:expr, $help_en:expr;
    )*) => {
        /// One kind of fault each, with the data that its texts need.
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(missing_docs)]
        pub enum Problem { $( $(#[doc = $doc])* $name { $($field: $kind),* } ),* }

        #[allow(unused_variables, clippy::useless_format)]
        impl Problem {
            /// The stable code, as in `F012`.
            pub fn code(&self) -> &'static str {
                match self { $( Self::$name { .. } => $code ),* }
            }

            /// The severity of the table; svod.yaml and an item's state may change it in a [`Diagnostic`].
            pub fn severity(&self) -> Severity {
                match self { $( Self::$name { .. } => Severity::$severity ),* }
            }

            /// Message and cure in `lang`.
            pub fn text(&self, lang: Lang) -> Text {
                match (self, lang) { $(
                    (Self::$name { $($field),* }, Lang::Ru) => Text { message: $ru.into(), help: $help_ru.into() },
                    (Self::$name { $($field),* }, Lang::En) => Text { message: $en.into(), help: $help_en.into() },
                )* }
            }

            /// One of each, with made-up data: for the reference of messages and its test.
            pub fn samples() -> Vec<Problem> {
                vec![ $( Self::$name { $($field: <$kind as Sample>::sample(stringify!($field))),* } ),* ]
            }

            /// Every code that exists, in the order of the table.
            pub const CODES: &[&'static str] = &[ $($code),* ];
        }
    };
}

problems! {
    // ---- Y: YAML and front matter

    // ---- F: fields and values

    // ---- M: Markdown and pasted text

    // ---- D: directives and data

    // ---- R: references and links

    // ---- A: addresses

    // ---- P: pictures and files
    /// A picture or file that is not there.
    "P001" Error MissingFile { path: String }
        ru: format!("файла «{path}» нет"), "проверьте имя или положите файл рядом с материалом";
        en: format!("there is no file “{path}”"), "check the name or put the file beside the article";

    // ---- C: svod.yaml

    // ---- V: vocabularies

    // ---- T: templates

    // ---- E: the environment
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_used_once() {
        let mut codes = Problem::CODES.to_vec();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), Problem::CODES.len());
    }

    #[test]
    fn every_problem_speaks_both_languages() {
        for problem in Problem::samples() {
            let (ru, en) = (problem.text(Lang::Ru), problem.text(Lang::En));
            assert!(!ru.message.is_empty() && !en.message.is_empty(), "{}", problem.code());
            assert_eq!(ru.help.is_empty(), en.help.is_empty(), "{}: help in one language only", problem.code());
            assert!(ru.message.chars().any(|it| ('а'..='я').contains(&it)), "{}: not Russian", problem.code());
            assert!(!en.message.chars().any(|it| ('а'..='я').contains(&it)), "{}: not English", problem.code());
            assert!(!ru.message.ends_with('.') && !en.message.ends_with('.'), "{}", problem.code());
        }
    }
}
