//! The Tera door: templates are checked, compiled and turned into pages here; no other file names the crate.
//!
//! Each template is parsed alone first, so that one broken file hides no other; a broken one is told of and the embedded
//! one stands in, so that the rest is checked too. A template sees its view as `page` (a card: `card`), the [`Chrome`]
//! as `site` and the interface words as `t`; it can reach neither disk nor clock. Nothing here is endless: circles of
//! includes are refused, components, steps of `range` and the bytes of a page are bounded.
//!
//! Begin with [`Templates::new`], then [`Templates::render`].

use std::borrow::Cow;
use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::sync::Arc;

use serde::Serialize;
use tera::value::Key;
use tera::{Context, Error, ErrorKind, Kwargs, ReportError, State, StringInput, Tera, TeraResult, Value};

use crate::base::hash::Hash128;
use crate::base::lang::Lang;
use crate::base::number::{Decimal, group};
use crate::base::problem::{Diagnostic, Found, Problem};
use crate::base::span::Span;

use super::names::{self, Fault, Sources};
use super::strings::Strings;
use super::theme::Theme;
use super::view::{Chrome, MenuLink, take_fault};

/// Steps of `range` on one page.
const MOST_STEPS: u64 = 10_000;
/// Bytes of one page.
const MOST_BYTES: usize = 64 << 20;
/// Parts that are made once for many pages: `header` and `footer` of a page.
const HEADER: &str = "header.html";
const FOOTER: &str = "footer.html";
/// What our own functions say to the mapping of errors below; never shown.
const TOO_MANY_STEPS: &str = "svod: too many steps";

thread_local! {
    /// Steps of `range` left to the page that this thread is making.
    static STEPS_LEFT: Cell<u64> = const { Cell::new(MOST_STEPS) };
}

/// Compiled templates with everything that is the same on every page.
#[derive(Clone)]
pub struct Templates {
    tera: Tera,
    frames: Frames,
    files: BTreeMap<String, Source>,
    /// Templates of directives that lie elsewhere than the others.
    directives: BTreeSet<String>,
    /// A component that can call itself, and where: Tera gives no place when it does so without end.
    recursive: Option<(Arc<str>, Span, String)>,
    /// Fingerprint of everything that is the same on every page: the theme and the chrome.
    pub face: Hash128,
    /// The same but for style sheets.
    pub calm_face: Hash128,
}

/// What pages share: a menu of twenty lines costs more than an article.
#[derive(Clone, Default)]
struct Frames {
    /// Headers by the active line of the menu, then by the page: empty for all that the menu does not name.
    headers: BTreeMap<String, BTreeMap<String, Value>>,
    /// Pages that the menu names: the header marks where one is.
    menu: BTreeSet<String>,
    footer: Option<Value>,
}

/// Where a template came from.
#[derive(Clone)]
struct Source {
    file: Arc<str>,
    /// Where it is written in a file that is no template.
    within: Option<Span>,
    /// Its first loop: the place of a page beyond measure.
    first_loop: Option<Span>,
}

impl Templates {
    /// Checks and compiles the templates of a theme. Broken ones are replaced by embedded ones.
    pub fn new(theme: &Theme, chrome: &Chrome) -> Found<Templates> {
        let mut found = Self::compiled(theme);
        let templates = found.value.dressed(theme, chrome).take(&mut found.problems);
        Found { value: templates, problems: found.problems }
    }

    /// The first half of [`Templates::new`], which needs nothing of the site's articles.
    pub fn compiled(theme: &Theme) -> Found<Templates> {
        let mut problems = Vec::new();
        let mut sources = Sources::new(theme);
        let faults = sources.texts().filter_map(|(name, text)| syntax_fault(name, text)).collect();
        sources.refuse(faults, &mut problems);
        sources.refuse_links(&mut problems);
        let tera = compiled(&mut sources, &theme.strings, &mut problems);
        names::check(&sources, &theme.strings, &mut problems);
        let files = sources.texts().map(|(name, text)| {
            let first_loop = names::first_loop(text);
            let within = sources.within(name);
            (name.to_owned(), Source { file: sources.file(name).clone(), within, first_loop })
        });
        let files = files.collect();
        let recursive = sources.recursive();
        let directives = theme.shown.keys().cloned().collect();
        let (face, calm_face) = (Hash128::default(), Hash128::default());
        let templates = Templates { tera, files, directives, frames: Frames::default(), recursive, face, calm_face };
        Found { value: templates, problems }
    }

    /// The second half: what stands around every page.
    pub fn dressed(mut self, theme: &Theme, chrome: &Chrome) -> Found<Templates> {
        let mut problems = Vec::new();
        *self.tera.global_context() = globals(&theme.strings, chrome);
        self.face = Hash128::of(&(theme.hash, chrome));
        self.calm_face = Hash128::of(&(theme.calm, &Chrome { styles: Vec::new(), ..chrome.clone() }));
        match self.frames(chrome) {
            Ok(frames) => self.frames = frames,
            Err(problem) => problems.push(*problem),
        }
        Found { value: self, problems }
    }

    /// Whether the theme has that template.
    pub fn has(&self, name: &str) -> bool {
        self.files.contains_key(name)
    }

    /// Whether a template shows a directive.
    fn is_directive(&self, name: &str) -> bool {
        name.starts_with("directives/") || self.directives.contains(name)
    }

    /// Makes a page or card of `view` at the end of `out`. After a problem, `out` holds a part of it.
    pub fn render(&self, template: &str, view: &impl Serialize, out: &mut Vec<u8>) -> Result<(), Box<Diagnostic>> {
        let root = match template {
            "card.html" => "card",
            _ if self.is_directive(template) => "directive",
            _ => "page",
        };
        let mut context = Context::new();
        let value = Value::try_from_serializable(view)
            .map_err(|error| take_fault().unwrap_or_else(|| Box::new(self.problem(template, &error))))?;
        if let Some((here, active)) = addresses(&value) {
            context.insert_value("header", self.header(here, active)?);
            context.insert_value("footer", Value::from(self.frames.footer.clone()));
        }
        context.insert_value(root, value);
        STEPS_LEFT.set(MOST_STEPS);
        let bounded = Bounded { out, left: MOST_BYTES };
        self.tera.render_to(template, &context, bounded).map_err(|error| Box::new(self.problem(template, &error)))
    }

    /// The header as the page at `here` shows it, which belongs to the menu's line `active`.
    fn header(&self, here: &str, active: &str) -> Result<Value, Box<Diagnostic>> {
        // An address that the menu does not name changes nothing in it.
        let known = |it| if self.frames.menu.contains(it) { it } else { "" };
        let (here, active) = (known(here), known(active));
        match self.frames.headers.get(active).and_then(|it| it.get(here)) {
            Some(it) => Ok(it.clone()),
            None => self.part(HEADER, here, active),
        }
    }

    /// The headers and the footer that pages share.
    fn frames(&self, chrome: &Chrome) -> Result<Frames, Box<Diagnostic>> {
        let mut frames = Frames { footer: Some(self.part(FOOTER, "", "")?), ..Frames::default() };
        let mut open: Vec<&MenuLink> = chrome.menu.iter().collect();
        frames.menu.insert(chrome.base.clone());
        while let Some(line) = open.pop() {
            frames.menu.extend(line.url.clone());
            open.extend(&line.items);
        }
        for active in frames.menu.iter().map(String::as_str).chain([""]) {
            let mut headers = BTreeMap::new();
            for here in ["", active] {
                headers.insert(here.to_owned(), self.part(HEADER, here, active)?);
            }
            frames.headers.insert(active.to_owned(), headers);
        }
        Ok(frames)
    }

    /// A part of all pages; a theme may do without.
    fn part(&self, template: &str, here: &str, active: &str) -> Result<Value, Box<Diagnostic>> {
        if !self.files.contains_key(template) {
            return Ok(Value::safe_string(""));
        }
        let mut context = Context::new();
        context.insert("here", here);
        context.insert("active", active);
        STEPS_LEFT.set(MOST_STEPS);
        let html = self.tera.render(template, &context).map_err(|error| Box::new(self.problem(template, &error)))?;
        Ok(Value::safe_string(html.trim_end()))
    }

    /// What went wrong, at its place in a template.
    fn problem(&self, template: &str, error: &Error) -> Diagnostic {
        let none: Arc<str> = template.into();
        let source = self.files.get(template);
        let file = source.map_or(&none, |it| &it.file);
        match error.kind() {
            ErrorKind::RenderingError(report) | ErrorKind::SyntaxError(report) => {
                let source = self.files.get(report.filename());
                let file = source.map_or(file, |it| &it.file);
                let range = &report.span().range;
                let within = source.and_then(|it| it.within);
                Diagnostic::new(file, within.unwrap_or(Span::new(range.start, range.end)), render_problem(report))
            }
            ErrorKind::Io(_) => {
                let problem = Problem::PageTooLong { megabytes: (MOST_BYTES >> 20) as u64 };
                Diagnostic::new(file, source.and_then(|it| it.within.or(it.first_loop)), problem)
            }
            ErrorKind::Msg(text) if text.contains("recursion depth") => match &self.recursive {
                Some((file, span, name)) => {
                    Diagnostic::new(file, *span, Problem::EndlessComponent { name: name.clone() })
                }
                None => Diagnostic::new(file, None, Problem::EndlessComponent { name: template.to_owned() }),
            },
            other => Diagnostic::new(file, None, Problem::TemplateFailed { detail: first_line(&other.to_string()) }),
        }
    }
}

/// Address and active line of a page's view; a card has none.
fn addresses(view: &Value) -> Option<(&str, &str)> {
    let frame = view.as_map()?.get(&Key::Str("frame"))?.as_map()?;
    Some((frame.get(&Key::Str("url"))?.as_str()?, frame.get(&Key::Str("active"))?.as_str()?))
}

/// Stops a page that grows without end.
struct Bounded<'a> {
    out: &'a mut Vec<u8>,
    left: usize,
}

impl Write for Bounded<'_> {
    #[inline]
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.write_all(bytes)?;
        Ok(bytes.len())
    }

    #[inline]
    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        let Some(left) = self.left.checked_sub(bytes.len()) else { return Err(io::ErrorKind::WriteZero.into()) };
        self.left = left;
        self.out.extend_from_slice(bytes);
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

// ---- Loading

/// A template that Tera cannot parse, looked at alone.
fn syntax_fault(name: &str, text: &str) -> Option<Fault> {
    // A lone template lacks its parents and parts: those errors are found later, at their places.
    let error = Tera::default().add_raw_template(name, text).err()?;
    let ErrorKind::SyntaxError(report) = error.kind() else { return None };
    let range = &report.span().range;
    let problem = Problem::TemplateSyntax { detail: first_line(report.message()) };
    Some(Fault { template: name.to_owned(), span: Some(Span::new(range.start, range.end)), problem })
}

/// All templates together. Each round tells of every name that is not known and refuses the templates that have them.
fn compiled(sources: &mut Sources<'_>, strings: &Strings, problems: &mut Vec<Diagnostic>) -> Tera {
    // Every round refuses at least one template, once for its embedded text and once for nothing.
    for _ in 0..2 * sources.texts().count() + 1 {
        let mut tera = Tera::default();
        register(&mut tera, strings);
        let Err(error) = tera.add_raw_templates(sources.texts().map(|(name, text)| (name.to_owned(), text.to_owned())))
        else {
            return tera;
        };
        let text = error.to_string();
        let faults = names::unknown(&text, sources);
        if faults.is_empty() {
            // Nothing we know how to place: told of once, at the theme; the embedded templates work.
            sources.refuse_all(Problem::TemplateFailed { detail: first_line(&text) }, problems);
        }
        sources.refuse(faults, problems);
    }
    Tera::default()
}

/// What every template sees besides its view. Words are escaped here, once.
fn globals(strings: &Strings, chrome: &Chrome) -> Context {
    let mut context = Context::new();
    let words: BTreeMap<String, Value> =
        strings.plain().map(|(key, text)| (key.to_owned(), Value::safe_string(&escaped(text)))).collect();
    context.insert_value("t", Value::from(words));
    context.insert("site", chrome);
    context
}

fn register(tera: &mut Tera, strings: &Strings) {
    let lang = strings.lang();
    // Tera's own `safe` copies the text; a whole body passes through it.
    tera.register_filter("safe", |it: Value, _: Kwargs, _: &State| it.mark_safe());
    tera.register_filter("num", move |it: Value, _: Kwargs, _: &State| number(lang, &it));
    tera.register_filter("plain", |it: StringInput<'_>, _: Kwargs, _: &State| it.inherit_safety(plain(it.as_str())));
    tera.register_filter("unbroken", |it: StringInput<'_>, _: Kwargs, _: &State| {
        it.inherit_safety(unbroken(it.as_str()))
    });
    tera.register_filter("paragraphs", |it: &str, _: Kwargs, _: &State| Value::safe_string(&paragraphs(it)));
    tera.register_filter("first_upper", |it: StringInput<'_>, _: Kwargs, _: &State| {
        it.inherit_safety(first_upper(it.as_str()))
    });
    tera.register_function("range", range);
    let strings = strings.clone();
    tera.register_function("say", move |args: Kwargs, _: &State| say(&strings, &args));
}

// ---- Filters and functions

fn number(lang: Lang, value: &Value) -> TeraResult<String> {
    let text = value.to_string();
    match Decimal::parse(&text) {
        Some(it) => Ok(group(lang, it)),
        None => Err(Error::message(format!("`num` takes a number, not `{text}`"))),
    }
}

/// With plain spaces for no-break ones.
fn plain(text: &str) -> String {
    text.replace(['\u{a0}', '\u{202f}'], " ")
}

/// A telephone number that no line break parts.
fn unbroken(text: &str) -> String {
    text.replace(' ', "\u{a0}").replace('-', "\u{2011}")
}

/// Each line as a paragraph.
fn paragraphs(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for line in text.lines().map(str::trim).filter(|it| !it.is_empty()) {
        out.push_str("<p>");
        out.push_str(&escaped(line));
        out.push_str("</p>");
    }
    out
}

fn first_upper(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|it| it.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

fn escaped(text: &str) -> Cow<'_, str> {
    if !text.contains(['&', '<', '>', '"', '\'']) {
        return Cow::Borrowed(text);
    }
    let mut out = Vec::with_capacity(text.len() + 16);
    tera::escape_html(text, &mut out).expect("writing to memory cannot fail");
    Cow::Owned(String::from_utf8(out).expect("escaping keeps UTF-8"))
}

/// Numbers from `start` (0) up to `end`, not included, by `step_by` (1).
fn range(args: Kwargs, _: &State) -> TeraResult<Vec<i64>> {
    let start = args.get::<i64>("start")?.unwrap_or_default();
    let end = args.must_get::<i64>("end")?;
    let step = args.get::<i64>("step_by")?.unwrap_or(1);
    if step <= 0 {
        return Err(Error::message("`step_by` of `range` is not positive"));
    }
    let steps = end.saturating_sub(start).max(0).unsigned_abs().div_ceil(step.unsigned_abs());
    let left = STEPS_LEFT.get().checked_sub(steps).ok_or_else(|| Error::message(TOO_MANY_STEPS))?;
    STEPS_LEFT.set(left);
    Ok((0..steps as i64).map(|it| start + it * step).collect())
}

/// The sentence under `key`; with `n`, the one that agrees with it.
fn say(strings: &Strings, args: &Kwargs) -> TeraResult<String> {
    let key = args.must_get::<&str>("key")?;
    let texts: Vec<(&str, String)> = (args.iter())
        .filter_map(|(name, value)| Some((name.as_str()?, value.to_string())))
        .filter(|it| it.0 != "key" && it.0 != "n")
        .collect();
    let texts: Vec<(&str, &str)> = texts.iter().map(|it| (it.0, it.1.as_str())).collect();
    Ok(match args.get::<u64>("n")? {
        Some(n) => strings.count(key, n, &texts),
        None => strings.say(key, &texts),
    })
}

// ---- Errors

/// Tera's sentence about a page as ours.
fn render_problem(report: &ReportError) -> Problem {
    let message = report.message();
    let name = || message.split('`').nth(1).unwrap_or_default().to_owned();
    if message.contains(TOO_MANY_STEPS) {
        return Problem::EndlessLoop { limit: MOST_STEPS };
    }
    if message.starts_with("Variable `") || message.starts_with("Field `") {
        return Problem::NothingToShow { name: name() };
    }
    if message.contains("variable that is undefined") {
        return Problem::NothingToShow { name: "{{ … }}".to_owned() };
    }
    Problem::TemplateFailed { detail: first_line(message) }
}

/// Tera's sentence without its full stop and what follows it.
fn first_line(text: &str) -> String {
    text.lines().next().unwrap_or_default().trim_end_matches('.').to_owned()
}
