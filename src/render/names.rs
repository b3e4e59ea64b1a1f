//! Names in templates: which files, components, variables, fields and words they ask for, and whether those exist.
//!
//! Tera says that something is missing, often without a place and never more than one kind at a time; here every name
//! is looked up at its own place. What is refused is replaced by the embedded template, or by nothing, so that the
//! search for faults goes on.
//!
//! Begin with [`Sources`], then [`check`].

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::base::fold::nearest;
use crate::base::problem::{Diagnostic, Problem};
use crate::base::span::Span;

use super::schema::Schema;
use super::strings::Strings;
use super::tags::{Tag, Token, TokenKind, tags};
use super::theme::Theme;

/// Tera's own filters and ours.
const FILTERS: &[&str] = &[
    "abs",
    "capitalize",
    "default",
    "escape",
    "escape_html",
    "escape_xml",
    "first",
    "first_upper",
    "float",
    "get",
    "group_by",
    "indent",
    "int",
    "join",
    "keys",
    "last",
    "length",
    "lower",
    "newlines_to_br",
    "nth",
    "num",
    "pairs",
    "paragraphs",
    "plain",
    "pluralize",
    "replace",
    "reverse",
    "round",
    "safe",
    "sort",
    "split",
    "str",
    "title",
    "trim",
    "trim_end",
    "trim_start",
    "truncate",
    "unbroken",
    "unique",
    "upper",
    "values",
    "wordcount",
];
/// Tera's tests.
const TESTS: &[&str] = &[
    "array",
    "bool",
    "containing",
    "defined",
    "divisible_by",
    "ending_with",
    "even",
    "float",
    "integer",
    "iterable",
    "map",
    "none",
    "number",
    "odd",
    "starting_with",
    "string",
    "undefined",
];
/// Functions.
const FUNCTIONS: &[&str] = &["range", "say", "super", "throw"];
/// What every template sees.
const ROOTS: &[&str] = &["page", "card", "directive", "site", "t"];
/// Names that Tera itself or the door gives in some places.
const GIVEN: &[&str] = &["loop", "body", "rest", "__tera_context", "header", "footer", "here", "active"];

/// The texts of a theme's templates while they are checked.
pub struct Sources<'a> {
    templates: BTreeMap<&'a str, Text<'a>>,
    /// For templates of the site's own directives, the keys of their fields.
    shown: &'a BTreeMap<String, Vec<String>>,
}

struct Text<'a> {
    file: Arc<str>,
    /// Where it is written in a file that is no template: all its faults are told there.
    within: Option<Span>,
    text: &'a str,
    stand_in: Option<&'static str>,
    /// Whether a fault has been told of and the text replaced.
    is_refused: bool,
}

/// What is wrong with a template.
pub struct Fault {
    /// Its name.
    pub template: String,
    /// Where.
    pub span: Option<Span>,
    /// What to say.
    pub problem: Problem,
}

impl<'a> Sources<'a> {
    /// The texts of `theme`.
    pub fn new(theme: &'a Theme) -> Sources<'a> {
        let text = |it: &'a super::theme::TemplateText| Text {
            file: it.file.clone(),
            within: it.within,
            text: &it.text,
            stand_in: it.stand_in,
            is_refused: false,
        };
        let templates = theme.templates.iter().map(|(name, it)| (name.as_str(), text(it))).collect();
        Sources { templates, shown: &theme.shown }
    }

    /// Names and texts, in order.
    pub fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        self.templates.iter().map(|(name, it)| (*name, it.text))
    }

    /// Path of a template from the site's root.
    pub fn file(&self, name: &str) -> &Arc<str> {
        &self.templates[name].file
    }

    /// Where a template is written in a file that is none.
    pub fn within(&self, name: &str) -> Option<Span> {
        self.templates[name].within
    }

    /// Tells of faults and puts the embedded texts in the place of those that have them, or nothing.
    ///
    /// What is found in a text that already stands in for another is not its writer's fault: nothing is told.
    pub fn refuse(&mut self, faults: Vec<Fault>, problems: &mut Vec<Diagnostic>) {
        let mut names = BTreeSet::new();
        for fault in faults {
            let Some(it) = self.templates.get(fault.template.as_str()) else { continue };
            if !it.is_refused {
                problems.push(Diagnostic::new(&it.file, it.within.or(fault.span), fault.problem));
            }
            names.insert(fault.template);
        }
        for name in names {
            self.replace(&name);
        }
    }

    /// Tells of a fault that has no place, and puts all embedded texts in their places.
    pub fn refuse_all(&mut self, problem: Problem, problems: &mut Vec<Diagnostic>) {
        let own = self.templates.values().find(|it| it.is_own()).or(self.templates.values().next());
        problems.extend(own.map(|it| Diagnostic::new(&it.file, None, problem)));
        let names: Vec<String> = self.templates.keys().map(|it| (*it).to_owned()).collect();
        names.iter().for_each(|it| self.replace(it));
    }

    fn replace(&mut self, name: &str) {
        let Some(it) = self.templates.get_mut(name) else { return };
        it.text = it.stand_in.filter(|text| !it.is_refused && *text != it.text).unwrap_or_default();
        it.is_refused = true;
    }

    /// Refuses templates that name a file which is not there, or each other in a circle.
    pub fn refuse_links(&mut self, problems: &mut Vec<Diagnostic>) {
        loop {
            let mut faults = self.missing_targets();
            if faults.is_empty() {
                faults.extend(self.circle());
            }
            if faults.is_empty() {
                return;
            }
            self.refuse(faults, problems);
        }
    }

    fn missing_targets(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        for (name, text) in self.texts() {
            for target in tags(text).iter().filter_map(Tag::target).filter(|it| !self.templates.contains_key(it.text)) {
                let nearest = nearest(target.text, self.templates.keys().copied());
                let problem = Problem::UnknownTemplate { name: target.text.to_owned(), nearest };
                faults.push(Fault { template: name.to_owned(), span: Some(target.span), problem });
            }
        }
        faults
    }

    /// The first circle of includes and extensions, told of at a tag of the site's own.
    fn circle(&self) -> Option<Fault> {
        let mut path = Vec::new();
        let mut done = BTreeSet::new();
        let circle = self.templates.keys().find_map(|it| self.walk(it, &mut path, &mut done))?;
        let names: Vec<&str> = circle.iter().map(|it| it.0).collect();
        let chain = names.iter().chain(names.first()).copied().collect::<Vec<_>>().join(" → ");
        let (name, span) = circle.iter().rev().find(|it| self.templates[it.0].is_own()).or(circle.last())?;
        Some(Fault { template: (*name).to_owned(), span: Some(*span), problem: Problem::EndlessTemplates { chain } })
    }

    /// Follows tags from `name`; gives the steps of a circle: each template and its tag.
    fn walk<'s>(
        &'s self,
        name: &'s str,
        path: &mut Vec<(&'s str, Span)>,
        done: &mut BTreeSet<&'s str>,
    ) -> Option<Vec<(&'s str, Span)>> {
        if let Some(at) = path.iter().position(|it| it.0 == name) {
            return Some(path[at..].to_vec());
        }
        if done.contains(name) {
            return None;
        }
        for target in tags(self.templates.get(name)?.text).iter().filter_map(Tag::target) {
            path.push((name, target.span));
            if let Some(circle) = self.walk(target.text, path, done) {
                return Some(circle);
            }
            path.pop();
        }
        done.insert(name);
        None
    }

    /// A component that can call itself and the call's place: rather an unconditional one, rather the site's own.
    pub fn recursive(&self) -> Option<(Arc<str>, Span, String)> {
        let calls: Vec<Call<'_>> = self.texts().flat_map(|(name, text)| calls(name, text)).collect();
        let reaches = |from: &str, to: &str| {
            let mut open = vec![from];
            let mut seen = BTreeSet::new();
            while let Some(name) = open.pop().filter(|it| *it != to) {
                if seen.insert(name) {
                    open.extend(calls.iter().filter(|it| it.within == name).map(|it| it.callee.text));
                }
                if open.is_empty() {
                    return false;
                }
            }
            true
        };
        let call = (calls.iter())
            .filter(|it| reaches(it.callee.text, it.within))
            .min_by_key(|it| (it.is_conditional, !self.templates[it.template].is_own()))?;
        let place = self.within(call.template).unwrap_or(call.callee.span);
        Some((self.file(call.template).clone(), place, call.within.to_owned()))
    }

    fn definitions(&self) -> Vec<(&str, Token<'_>)> {
        let of = |(name, text): (&'a str, &'a str)| {
            tags(text).into_iter().filter_map(move |it| Some((name, it.definition()?)))
        };
        self.templates.iter().map(|(name, it)| (*name, it.text)).flat_map(of).collect()
    }
}

impl Text<'_> {
    /// Whether the site's author wrote it.
    fn is_own(&self) -> bool {
        self.stand_in != Some(self.text)
    }
}

/// A component called within another.
struct Call<'a> {
    template: &'a str,
    within: &'a str,
    callee: Token<'a>,
    is_conditional: bool,
}

fn calls<'a>(template: &'a str, text: &'a str) -> Vec<Call<'a>> {
    let mut found = Vec::new();
    let mut within = None;
    let mut depth = 0usize;
    for tag in tags(text) {
        match tag.keyword() {
            Some("component") => (within, depth) = (tag.definition(), 0),
            Some("endcomponent") => within = None,
            Some("if" | "for") => depth += 1,
            Some("endif" | "endfor") => depth = depth.saturating_sub(1),
            _ => {}
        }
        let Some(within) = within else { continue };
        let call = |callee| Call { template, within: within.text, callee, is_conditional: depth > 0 };
        found.extend(tag.calls().into_iter().map(call));
    }
    found
}

/// The place of a template's first loop.
pub fn first_loop(text: &str) -> Option<Span> {
    tags(text).iter().find(|it| it.keyword() == Some("for")).map(|it| it.span)
}

/// What Tera's report says of names that it does not know.
pub fn unknown(report: &str, sources: &Sources<'_>) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut lines = report.lines().peekable();
    while let Some(line) = lines.next() {
        let message = line.strip_prefix("error: ").unwrap_or(line);
        let place = lines.peek().and_then(|it| it.trim_start().strip_prefix("--> "));
        let fault = match place {
            Some(place) => placed(message, place, sources),
            None => twice(message, sources),
        };
        faults.extend(fault);
    }
    faults
}

/// «Unknown filter `x`» at `article.html:3:12`.
fn placed(message: &str, place: &str, sources: &Sources<'_>) -> Option<Fault> {
    let mut parts = place.rsplitn(3, ':');
    let column: usize = parts.next()?.parse().ok()?;
    let line: usize = parts.next()?.parse().ok()?;
    let template = parts.next()?;
    let text = sources.templates.get(template)?.text;
    let (kind, name) = message.split_once(" `").and_then(|(kind, rest)| Some((kind, rest.split_once('`')?.0)))?;
    let start = offset(text, line, column);
    let at = text[start..].find(name).map_or(start, |it| start + it);
    let components: Vec<Token<'_>> = sources.definitions().into_iter().map(|it| it.1).collect();
    let near = |known: &[&str]| nearest(name, known.iter().copied());
    let owned = name.to_owned();
    let problem = match kind {
        "Unknown filter" => Problem::UnknownFilter { name: owned, nearest: near(FILTERS) },
        "Unknown test" => Problem::UnknownTest { name: owned, nearest: near(TESTS) },
        "Unknown function" => Problem::UnknownFunction { name: owned, nearest: near(FUNCTIONS) },
        "Unknown component" => {
            Problem::UnknownComponent { name: owned, nearest: nearest(name, components.iter().map(|it| it.text)) }
        }
        "Block" => Problem::UnknownBlock { name: owned },
        _ => Problem::TemplateFailed { detail: message.to_owned() },
    };
    Some(Fault { template: template.to_owned(), span: Some(Span::new(at, at + name.len())), problem })
}

/// «Component `x` is defined in both `a` and `b`»: told of at that of the site.
fn twice(message: &str, sources: &Sources<'_>) -> Option<Fault> {
    let name = message.strip_prefix("Component `")?.split_once("` is defined in both")?.0;
    let mut places: Vec<(&str, Token<'_>)> = sources.definitions().into_iter().filter(|it| it.1.text == name).collect();
    places.sort_by_key(|it| sources.templates[it.0].is_own());
    let (template, token) = places.pop()?;
    let other = sources.file(places.pop()?.0).to_string();
    let problem = Problem::ComponentTwice { name: name.to_owned(), other };
    Some(Fault { template: template.to_owned(), span: Some(token.span), problem })
}

/// The byte at `line` and `column`, both from 1, columns in characters.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let rest = text.get(start..).unwrap_or_default();
    start + rest.char_indices().nth(column.saturating_sub(1)).map_or(rest.len(), |it| it.0)
}

/// Tells of variables, fields and words that do not exist, and of texts that would fill the memory.
pub fn check(sources: &Sources<'_>, strings: &Strings, problems: &mut Vec<Diagnostic>) {
    let schema = Schema::new();
    // An included part sees what its includer has set.
    let bound: BTreeSet<&str> = sources.texts().flat_map(|it| tags(it.1)).flat_map(|it| it.bound()).collect();
    for (name, it) in sources.templates.iter().filter(|it| !it.1.is_refused) {
        let found = tags(it.text);
        let local: BTreeSet<&str> = found.iter().flat_map(Tag::bound).collect();
        let shown = sources.shown.get(*name).map(Vec::as_slice);
        let names = Names { template: name, schema: &schema, strings, local, bound: &bound, shown };
        for tag in &found {
            let faults = tag.paths().into_iter().filter_map(|path| names.fault(&path));
            let faults = faults.chain(said(tag, strings)).chain(doubling(tag));
            let place = |span: Span| it.within.unwrap_or(span);
            problems.extend(faults.map(|(span, problem)| Diagnostic::new(&it.file, place(span), problem)));
        }
    }
}

/// What names of one template may mean.
struct Names<'a> {
    template: &'a str,
    schema: &'a Schema,
    strings: &'a Strings,
    /// Names that the template itself gives a value.
    local: BTreeSet<&'a str>,
    /// Names that any template gives a value.
    bound: &'a BTreeSet<&'a str>,
    /// For the template of a directive of the site's own: the keys of its fields.
    shown: Option<&'a [String]>,
}

impl Names<'_> {
    fn fault(&self, path: &[Token<'_>]) -> Option<(Span, Problem)> {
        let root = path.first()?;
        let is_root = ROOTS.contains(&root.text) && !(self.local.contains(root.text) && root.text != "t");
        if !is_root {
            let is_known = self.bound.contains(root.text) || GIVEN.contains(&root.text) || ROOTS.contains(&root.text);
            let known = ROOTS.iter().chain(&self.local).copied();
            let problem =
                || Problem::UnknownVariable { name: root.text.to_owned(), nearest: nearest(root.text, known) };
            return (!is_known).then(|| (root.span, problem()));
        }
        if root.text == "t" {
            let key = path.get(1).filter(|it| !self.strings.has(it.text))?;
            return Some((key.span, unknown_words(key.text, self.strings)));
        }
        let steps: Vec<&str> = path.iter().map(|it| it.text).collect();
        // All templates of such directives see one view; which values it holds is the declaration's to say.
        let of = if self.shown.is_some() { "directives/own.html" } else { self.template };
        if let (Some(keys), ["directive", "values", key, ..]) = (self.shown, steps.as_slice())
            && !keys.iter().any(|it| it == key)
        {
            let nearest = nearest(key, keys.iter().map(String::as_str));
            let (name, of) = ((*key).to_owned(), "directive.values".to_owned());
            return Some((path[2].span, Problem::UnknownTemplateField { name, of, nearest }));
        }
        let missing = self.schema.fault(of, &steps)?;
        let step = path.get(missing.step)?;
        let nearest = nearest(step.text, missing.fields);
        Some((step.span, Problem::UnknownTemplateField { name: step.text.to_owned(), of: missing.of, nearest }))
    }
}

fn unknown_words(key: &str, strings: &Strings) -> Problem {
    Problem::UnknownWords { key: key.to_owned(), nearest: nearest(key, strings.keys()) }
}

/// `say(key="…")` with a key that is not there.
fn said(tag: &Tag<'_>, strings: &Strings) -> Option<(Span, Problem)> {
    let at = tag
        .tokens
        .windows(3)
        .position(|it| it[0].text == "key" && it[1].text == "=" && it[2].kind == TokenKind::Text)?;
    let is_say = tag.tokens.iter().any(|it| it.kind == TokenKind::Word && it.text == "say");
    let key = tag.tokens[at + 2];
    (is_say && !strings.has(key.text)).then(|| (key.span, unknown_words(key.text, strings)))
}

/// `set x = x ~ x`: in a loop it doubles each time.
fn doubling(tag: &Tag<'_>) -> Option<(Span, Problem)> {
    if !matches!(tag.keyword(), Some("set" | "set_global")) || !tag.tokens.iter().any(|it| it.text == "~") {
        return None;
    }
    let name = tag.tokens.get(1)?;
    let times = tag.tokens[2..].iter().filter(|it| it.kind == TokenKind::Word && it.text == name.text).count();
    (times > 1).then(|| (name.span, Problem::DoublingText { name: name.text.to_owned() }))
}
