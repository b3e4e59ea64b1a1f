//! All printing: problems for people, to be read aloud, and for programs. Data go to stdout, talk to stderr.
//!
//! Nothing is decided here but how things look. A closed pipe ends the talk quietly.
//!
//! Begin with [`Say::problems`].

use std::collections::{BTreeMap, VecDeque};
use std::io::{self, IsTerminal, Write};

use serde::Serialize;

use super::args::{Color, Format, Global};
use super::excerpt::{Excerpt, Source, safe};
use super::words::{self, Counts};
use crate::base::json;
use crate::base::lang::Lang;
use crate::base::parallel;
use crate::base::problem::{Diagnostic, Place, Severity};

/// Gives the text of a file of the site, by its path from the root.
pub type ReadText<'a> = &'a (dyn Fn(&str) -> Option<String> + Sync);

/// How to talk.
#[derive(Debug, Clone)]
pub struct Say {
    /// In which language.
    pub lang: Lang,
    /// In which form.
    pub format: Format,
    /// Only of what is wrong.
    pub is_quiet: bool,
    /// With the codes of messages.
    pub is_verbose: bool,
    is_colored: bool,
    /// Cells in a line of the terminal, where stderr is one.
    width: Option<usize>,
}

/// At most so many places of one code are shown on a terminal.
const PLACES: usize = 20;
/// Room for a line where there is no terminal.
const ROOM: usize = 160;

impl Say {
    /// As asked for, and as the terminal allows.
    #[allow(clippy::disallowed_methods, reason = "the one place that prints")]
    pub fn new(global: &Global, lang: Lang) -> Self {
        let stderr = io::stderr();
        let is_dumb = super::env("NO_COLOR").is_some() || super::env("TERM").is_some_and(|it| it == "dumb");
        let size = terminal_size::terminal_size_of(&stderr).map(|(width, _)| usize::from(width.0));
        Self {
            lang,
            format: global.format,
            is_quiet: global.quiet,
            is_verbose: global.verbose,
            is_colored: match global.color {
                Color::Always => true,
                Color::Never => false,
                Color::Auto => stderr.is_terminal() && !is_dumb,
            },
            width: stderr.is_terminal().then(|| size.unwrap_or(80)),
        }
    }

    /// Whether somebody watches.
    pub fn is_watched(&self) -> bool {
        self.width.is_some() && self.format == Format::Human && !self.is_quiet
    }

    /// Tells `problems`, which are sorted, to people; programs get theirs by [`Say::data`].
    pub fn problems(&self, problems: &[Diagnostic], read: ReadText) {
        if self.format != Format::Json {
            self.talk(&self.text(problems, read));
        }
    }

    /// What is told of problems; JSON is not for people, who get the sentences.
    pub fn text(&self, problems: &[Diagnostic], read: ReadText) -> String {
        match self.format {
            Format::Human => self.human(problems, read),
            Format::Plain | Format::Json => self.plain(problems, read),
        }
    }

    /// The same talk for a page: no colours, no width of a terminal.
    pub fn on_paper(&self) -> Self {
        Self { is_colored: false, width: None, ..self.clone() }
    }

    /// One line of talk that `--quiet` leaves out.
    pub fn line(&self, text: &str) {
        if self.format != Format::Json && !self.is_quiet {
            self.talk(&format!("{text}\n"));
        }
    }

    #[allow(clippy::disallowed_methods, reason = "the one place that prints")]
    fn talk(&self, text: &str) {
        // Who cannot hear must not be a reason to fail: the exit code says it all.
        let _ = io::stderr().lock().write_all(text.as_bytes());
    }

    fn human(&self, problems: &[Diagnostic], read: ReadText) -> String {
        let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
        let limit = if self.width.is_some() { PLACES } else { usize::MAX };
        let mut is_shown = |it: &&Diagnostic| {
            let n = seen.entry(it.problem.code()).or_default();
            *n += 1;
            *n <= limit
        };
        let shown: Vec<&Diagnostic> = problems.iter().filter(|it| is_shown(it)).collect();
        let mut out = told(&shown, read, |it, files, out| self.human_one(it, files, out));
        for (code, n) in seen.into_iter().filter(|it| it.1 > limit) {
            out.push_str(&words::and_more(n - limit, code, self.lang));
            out.push('\n');
        }
        out
    }

    fn human_one(&self, it: &Diagnostic, files: &mut Files, out: &mut String) {
        let text = it.text(self.lang);
        let source = files.get(&it.at.file);
        if let Some(place) = short_place(&it.at, source) {
            out.push_str(&self.painted(&format!("{place}:"), BOLD));
            out.push(' ');
        }
        let colour = colour(it.severity);
        out.push_str(&self.painted(&self.severity(it), colour));
        out.push_str(&format!(": {}\n", safe(&text.message)));
        let help: Vec<String> = text.help.lines().map(safe).collect();
        match (it.at.span, source) {
            (Some(span), Some(source)) => {
                let gutter = source.position(span.start).line.to_string().len() + 2;
                let room = self.width.unwrap_or(ROOM).saturating_sub(gutter + 3);
                self.excerpt(&source.excerpt(span, room), (gutter, room, colour), help, out);
            }
            _ => help.iter().for_each(|it| out.push_str(&format!("    {it}\n"))),
        }
        for other in &it.also {
            let place = short_place(other, files.get(&other.file)).unwrap_or_default();
            out.push_str(&format!("    {}: {place}\n", words::see_also(self.lang)));
        }
    }

    fn excerpt(&self, it: &Excerpt, (gutter, room, colour): (usize, usize, &str), help: Vec<String>, out: &mut String) {
        let empty = " ".repeat(gutter);
        out.push_str(&format!("{:>gutter$} │ {}\n", it.line, it.text));
        let caret = self.painted(&"^".repeat(it.width), colour);
        out.push_str(&format!("{empty} │ {}{caret}", " ".repeat(it.before)));
        let used = it.before + it.width + 1;
        let is_beside = |text: &str| self.width.is_none() || used + text.chars().count() <= room;
        match &help[..] {
            [one] if is_beside(one) => out.push_str(&format!(" {one}\n")),
            _ => {
                out.push('\n');
                let lines = help.iter().flat_map(|it| wrapped(it, room));
                lines.for_each(|it| out.push_str(&format!("{empty} │ {it}\n")));
            }
        }
    }

    fn severity(&self, it: &Diagnostic) -> String {
        let word = words::severity(it.severity, self.lang);
        match self.is_verbose {
            true => format!("{word} [{}]", it.problem.code()),
            false => word.to_owned(),
        }
    }

    fn painted(&self, text: &str, colour: &str) -> String {
        match self.is_colored {
            true => format!("\u{1b}[{colour}m{text}\u{1b}[0m"),
            false => text.to_owned(),
        }
    }

    fn plain(&self, problems: &[Diagnostic], read: ReadText) -> String {
        let all: Vec<&Diagnostic> = problems.iter().collect();
        told(&all, read, |it, files, out| {
            let text = it.text(self.lang);
            if let Some(place) = self.spoken(&it.at, files) {
                out.push_str(&format!("{place}: "));
            }
            out.push_str(&format!("{}: {}", self.severity(it), safe(&text.message)));
            if !text.help.is_empty() {
                out.push_str(&format!("; {}", safe(text.help.trim_end_matches('.'))));
            }
            let others: Vec<_> = it.also.iter().filter_map(|it| self.spoken(it, files)).collect();
            if !others.is_empty() {
                out.push_str(&format!("; {}: {}", words::see_also(self.lang), others.join("; ")));
            }
            out.push_str(".\n");
        })
    }

    fn spoken(&self, place: &Place, files: &mut Files) -> Option<String> {
        let source = files.get(&place.file);
        match (place.span, source) {
            _ if place.file.is_empty() => None,
            (Some(span), Some(source)) => {
                let at = source.position(span.start);
                Some(format!("{}, {}", safe(&place.file), words::spoken_place(at.line, at.column, self.lang)))
            }
            _ => Some(safe(&place.file)),
        }
    }

    /// The problems of the JSON contract.
    pub fn json(&self, problems: &[Diagnostic], read: ReadText) -> Vec<JsonProblem> {
        let mut files = Files::new(read);
        problems.iter().map(|it| JsonProblem::new(it, self.lang, &mut files)).collect()
    }

    /// Prints data to stdout. A closed pipe is no fault, any other refusal is.
    #[allow(clippy::disallowed_methods, reason = "the one place that prints")]
    pub fn data(&self, text: &str) -> io::Result<()> {
        let mut out = io::stdout().lock();
        let written = out.write_all(text.as_bytes()).and_then(|()| out.write_all(b"\n")).and_then(|()| out.flush());
        match written {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            other => other,
        }
    }

    /// Prints `value` to stdout as JSON.
    pub fn data_json(&self, value: &impl Serialize) -> io::Result<()> {
        self.data(&json::pretty(value))
    }
}

/// The texts of all, one after another. A large site has a thousand warnings, and every one needs a look into its
/// file.
fn told(all: &[&Diagnostic], read: ReadText, one: impl Fn(&Diagnostic, &mut Files, &mut String) + Sync) -> String {
    let pieces: Vec<&[&Diagnostic]> = all.chunks(32).collect();
    let texts = parallel::map(pieces.len(), |at| {
        let (mut files, mut out) = (Files::new(read), String::new());
        pieces[at].iter().for_each(|it| one(it, &mut files, &mut out));
        out
    });
    texts.concat()
}

/// How many of each severity.
pub fn counted(problems: &[Diagnostic]) -> Counts {
    let of = |severity| problems.iter().filter(|it| it.severity == severity).count();
    Counts { errors: of(Severity::Error), warnings: of(Severity::Warning), advice: of(Severity::Advice) }
}

const BOLD: &str = "1";

fn colour(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "1;31",
        Severity::Warning => "1;33",
        Severity::Advice => "1;36",
    }
}

/// `content/news/x.md:6:11`; nothing for what belongs to no file.
fn short_place(place: &Place, source: Option<&Source>) -> Option<String> {
    let file = safe(&place.file);
    match (place.span, source) {
        _ if file.is_empty() => None,
        (Some(span), Some(source)) => {
            let at = source.position(span.start);
            Some(format!("{file}:{}:{}", at.line, at.column))
        }
        _ => Some(file),
    }
}

/// `text` in lines of at most `room` characters, broken at spaces.
fn wrapped(text: &str, room: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= room => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// The files looked at last: problems come sorted by file, so a few are enough.
struct Files<'a> {
    read: ReadText<'a>,
    kept: VecDeque<(String, Option<Source>)>,
}

impl<'a> Files<'a> {
    fn new(read: ReadText<'a>) -> Self {
        Self { read, kept: VecDeque::new() }
    }

    fn get(&mut self, file: &str) -> Option<&Source> {
        if let Some(at) = self.kept.iter().position(|it| it.0 == file) {
            return self.kept[at].1.as_ref();
        }
        self.kept.truncate(3);
        self.kept.push_front((file.to_owned(), (self.read)(file).map(Source::new)));
        self.kept[0].1.as_ref()
    }
}

/// A problem of the JSON contract.
#[derive(Debug, Serialize)]
pub struct JsonProblem {
    severity: &'static str,
    code: &'static str,
    #[serde(flatten)]
    at: JsonPlace,
    message: String,
    help: String,
    also: Vec<JsonOther>,
}

#[derive(Debug, Serialize)]
struct JsonOther {
    #[serde(flatten)]
    at: JsonPlace,
    message: &'static str,
}

/// Lines and columns from 1, the end exclusive; left out when unknown.
#[derive(Debug, Serialize)]
struct JsonPlace {
    file: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_line: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_column: Option<u32>,
}

impl JsonProblem {
    fn new(it: &Diagnostic, lang: Lang, files: &mut Files) -> Self {
        let text = it.text(lang);
        let also =
            it.also.iter().map(|other| JsonOther { at: JsonPlace::new(other, files), message: words::see_also(lang) });
        let also = also.collect();
        Self {
            severity: it.severity.code(),
            code: it.problem.code(),
            at: JsonPlace::new(&it.at, files),
            message: text.message,
            help: text.help,
            also,
        }
    }
}

impl JsonPlace {
    fn new(place: &Place, files: &mut Files) -> Self {
        // What belongs to the whole site is told at svod.yaml.
        let file = if place.file.is_empty() { "svod.yaml" } else { &place.file };
        let source = files.get(&place.file);
        let span = place.span.zip(source);
        let (from, to) =
            (span.map(|(it, source)| source.position(it.start)), span.map(|(it, source)| source.position(it.end)));
        Self {
            file: file.to_owned(),
            line: from.map(|it| it.line),
            column: from.map(|it| it.column),
            end_line: to.map(|it| it.line),
            end_column: to.map(|it| it.column),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::base::problem::Problem;
    use crate::base::span::Span;

    const TEXT: &str = "title: Форум\ncover: fotо.jpg\n";

    fn say(width: Option<usize>) -> Say {
        Say { lang: Lang::Ru, format: Format::Human, is_quiet: false, is_verbose: false, is_colored: false, width }
    }

    fn diagnostic(n: usize) -> Diagnostic {
        let at = TEXT.find("fot").expect("there");
        let file = Arc::from(format!("content/news/{n:02}.md"));
        let problem = Problem::MissingFile { path: "fotо.jpg".to_owned() };
        Diagnostic::new(&file, Span::new(at, at + "fotо.jpg".len()), problem)
    }

    fn text(_: &str) -> Option<String> {
        Some(TEXT.to_owned())
    }

    #[test]
    fn people_see_place_line_caret_and_cure() {
        let other = diagnostic(1).with(&Arc::from("svod.yaml"), None);
        assert_eq!(
            say(None).human(&[other], &text),
            "content/news/01.md:2:8: ошибка: файла «fotо.jpg» нет\n  \
             2 │ cover: fotо.jpg\n    \
               │        ^^^^^^^^ проверьте имя или положите файл рядом с материалом\n    \
             см. также: svod.yaml\n"
        );
        let narrow = say(Some(50)).human(&[diagnostic(1)], &text);
        assert!(
            narrow.ends_with("^^^^^^^^\n    │ проверьте имя или положите файл рядом с\n    │ материалом\n"),
            "{narrow}"
        );
    }

    #[test]
    fn a_sentence_can_be_read_aloud() {
        assert_eq!(
            say(None).plain(&[diagnostic(1)], &text),
            "content/news/01.md, строка 2, знак 8: ошибка: файла «fotо.jpg» нет; \
             проверьте имя или положите файл рядом с материалом.\n"
        );
        let nowhere = Diagnostic::new(&Arc::from(""), None, Problem::NotUtf8 {});
        assert!(say(None).plain(&[nowhere], &text).starts_with("ошибка: в командной"));
    }

    #[test]
    fn a_terminal_shows_twenty_places_of_a_code() {
        let many: Vec<_> = (0..45).map(diagnostic).collect();
        let shown = say(Some(80)).human(&many, &text);
        assert_eq!(shown.matches("ошибка:").count(), 20);
        assert!(shown.ends_with("… и ещё 25 мест с кодом P001; все подряд: --format plain\n"), "{shown}");
        assert_eq!(say(None).human(&many, &text).matches("ошибка:").count(), 45);
    }

    #[test]
    fn programs_get_the_contract() {
        let nowhere = Diagnostic::new(&Arc::from(""), None, Problem::NotUtf8 {}).with(&Arc::from("a.md"), Span::at(0));
        let found = say(None).json(&[diagnostic(1), nowhere], &text);
        let json = json::line(&found);
        let first = r#"[{"severity":"error","code":"P001","file":"content/news/01.md","line":2,"column":8,"end_line":2,"end_column":16,"#;
        assert!(json.starts_with(first), "{json}");
        assert!(json.contains(r#""code":"U014","file":"svod.yaml","message""#), "{json}");
        let also =
            r#""also":[{"file":"a.md","line":1,"column":1,"end_line":1,"end_column":1,"message":"см. также"}]}]"#;
        assert!(json.ends_with(also), "{json}");
    }
}
