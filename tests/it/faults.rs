//! Every content fault of the specification: planted in a good site, told at its place, in both languages.
//!
//! A fixture marks the expected place with `‸` (taken out before the file is written); what is expected there is
//! written as `E Y011`, one for each mark in the order of files and lines. What has no place, or lies in a file that
//! is no text, is written with it: `E Y005 content/news/a.md`. Beyond that nothing may be found: a good file beside a
//! broken one is never named. The texts stand in `tests/golden/faults/`; `SVOD_BLESS=1` writes them anew.
//!
//! Begin with [`FIXTURES`] and [`check`].

mod bombs;
mod files;
mod front;
mod hunted;
mod links;
mod settings;
mod states;
mod theme;
mod together;
mod values;
mod words;

use std::path::PathBuf;

use serde_json::Value;

use crate::site::{Said, Site};

/// Where an article of a fixture lies unless it matters.
const A: &str = "content/news/a.md";
/// Another one.
const B: &str = "content/news/b.md";

/// One planted fault.
pub struct Case {
    pub name: &'static str,
    wants: Vec<String>,
    files: Vec<(String, Vec<u8>)>,
    marks: Vec<(String, usize, usize)>,
    shows: Vec<(&'static str, &'static str)>,
    hides: Vec<(&'static str, &'static str)>,
    prepare: Option<fn(&Site)>,
}

/// A fixture; `wants` as in the module's text.
fn case(name: &'static str, wants: &[&str]) -> Case {
    let wants = wants.iter().map(|it| (*it).to_owned()).collect();
    Case { name, wants, files: vec![], marks: vec![], shows: vec![], hides: vec![], prepare: None }
}

impl Case {
    /// A text file with its marks.
    fn file(mut self, path: &str, text: impl AsRef<str>) -> Self {
        let text = text.as_ref();
        let mut plain = String::with_capacity(text.len());
        for (n, piece) in text.split('‸').enumerate() {
            if n > 0 {
                let line = plain.matches('\n').count() + 1;
                let start = plain.rfind('\n').map_or(0, |it| it + 1);
                let column = plain[start..].chars().filter(|it| *it != '\u{feff}').count() + 1;
                self.marks.push((path.to_owned(), line, column));
            }
            plain.push_str(piece);
        }
        self.files.push((path.to_owned(), plain.into_bytes()));
        self
    }

    /// An article at [`A`] with a date, further front matter and a text.
    fn news(self, front: &str, body: &str) -> Self {
        self.file(A, news(front, body))
    }

    /// A file as it is.
    fn bytes(mut self, path: &str, bytes: impl Into<Vec<u8>>) -> Self {
        self.files.push((path.to_owned(), bytes.into()));
        self
    }

    /// What the published page must hold.
    fn shows(mut self, path: &'static str, text: &'static str) -> Self {
        self.shows.push((path, text));
        self
    }

    /// What the published page must not hold.
    fn hides(mut self, path: &'static str, text: &'static str) -> Self {
        self.hides.push((path, text));
        self
    }

    /// Anything else that has to be done to the site.
    fn prepare(mut self, it: fn(&Site)) -> Self {
        self.prepare = Some(it);
        self
    }

    /// Whether svod has to refuse it.
    pub fn is_error(&self) -> bool {
        self.wants.iter().any(|it| it.starts_with("E "))
    }

    fn plant(&self) -> Site {
        let site = Site::base();
        self.plant_in(&site);
        site
    }

    /// Breaks a site that is there.
    pub fn plant_in(&self, site: &Site) {
        self.files.iter().for_each(|(path, bytes)| site.put(path, bytes));
        if let Some(prepare) = self.prepare {
            prepare(site);
        }
    }

    /// `E Y011 file:line:column` for each expected problem, in the order of telling.
    fn expected(&self) -> Vec<String> {
        let mut marks = self.marks.clone();
        marks.sort();
        let mut marks = marks.into_iter();
        let mut place = |want: &String| match want.splitn(3, ' ').count() {
            2 => {
                let (file, line, column) = marks.next().expect("a mark for each problem without a place");
                format!("{want} {file}:{line}:{column}")
            }
            _ => want.clone(),
        };
        let mut wants: Vec<String> = self.wants.iter().map(&mut place).collect();
        assert_eq!(marks.next(), None, "{}: a mark without a problem", self.name);
        wants.sort();
        wants
    }
}

/// Makes a test of each fixture, and a list of all: they are planted while serving too.
macro_rules! fixtures {
    ($($(#[$when:meta])* $fault:literal: $module:ident::$name:ident,)*) => {
        /// The cases of each fault.
        pub const FIXTURES: &[(&str, fn() -> Vec<Case>)] = &[$($(#[$when])* ($fault, $module::$name)),*];

        $(#[test]
        $(#[$when])*
        fn $name() {
            check($fault, &$module::$name());
        })*
    };
}

fixtures! {
    "F01": front::f01_a_second_colon,
    "F02": front::f02_a_tab,
    "F03": front::f03_front_matter_not_closed,
    "F04": front::f04_the_day_comes_first,
    "F05": front::f05_other_line_ends_and_marks_of_encoding,
    "F06": front::f06_other_encodings,
    "F07": links::f07_two_things_at_one_address,
    "F08": values::f08_a_misspelt_key,
    "F09": links::f09_links,
    "F09-withheld": links::f09_what_is_withheld_is_a_text,
    "F10": states::f10_the_future_waits,
    "F11-F12": values::f11_f12_no_title_no_date,
    "F13": values::f13_terms_as_people_write_them,
    "F14": front::f14_nothing_in_the_file,
    "F15": words::f15_html_and_directives,
    "F16": front::f16_a_sign_that_cuts,
    "F17": front::f17_one_key_twice,
    "F18": values::f18_another_type_of_value,
    "F19": values::f19_dates_that_do_not_exist,
    "F20": values::f20_who_does_not_exist,
    "F21": values::f21_circles,
    "F22": files::f22_names_that_lead_outside,
    #[cfg(unix)]
    "F23": files::f23_what_is_no_file,
    "F25": words::f25_totals,
    "F26": files::f26_pictures,
    "F27": words::f27_pasted_text,
    "F28": theme::f28_from_other_sites,
    "F29": theme::f29_templates,
    "F30": settings::f30_svod_yaml,
    "yaml": front::other_slips_of_yaml,
    "markdown": words::other_slips_of_markdown,
    "vocabularies": settings::vocabularies,
    "severity": settings::severities_can_be_changed,
    "hunted-front": hunted::front_matter_of_strangers,
    "hunted-texts": hunted::texts_of_strangers,
    "hunted-settings": hunted::settings_of_strangers,
    "hunted-states": hunted::half_written_states,
    "withheld": states::faults_of_what_is_withheld,
}

/// An article of news.
fn news(front: &str, body: &str) -> String {
    let has =
        |keys: [&str; 2]| front.lines().any(|line| keys.iter().any(|it| line.trim_start_matches('‸').starts_with(it)));
    let title = if has(["title", "заголовок"]) { "" } else { "title: Итоги года\n" };
    let date = if has(["date", "дата"]) { "" } else { "date: 2024-01-11\n" };
    let front = if front.is_empty() { String::new() } else { format!("{front}\n") };
    format!("---\n{title}{date}{front}---\n\n{body}\n")
}

/// A practice with all that it needs.
fn practice(front: &str) -> String {
    let base = "title: Школа\nstatus: действует\nregions: Омская область\ntarget_groups: Дети\norganisation: omk\n";
    let own = |line: &&str| !front.lines().any(|it| it.replace('‸', "").split(':').next() == line.split(':').next());
    let rest: String = base.lines().filter(own).map(|it| format!("{it}\n")).collect();
    format!("---\n{rest}{front}\n---\n\nТекст.\n")
}

/// Plants each case, builds, and compares what is told with what is expected and with the golden texts.
fn check(fault: &str, cases: &[Case]) {
    let mut golden = String::new();
    let mut wrong = Vec::new();
    for case in cases {
        if let Err(text) = one(case, &mut golden) {
            wrong.push(format!("— {fault}, {}:\n{text}", case.name));
        }
    }
    if let Err(text) = agrees(&format!("faults/{fault}.txt"), &golden) {
        wrong.push(text);
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n\n"));
}

fn one(case: &Case, golden: &mut String) -> Result<(), String> {
    let site = case.plant();
    let said = site.svod(&["build", "--format", "json", "--lang", "en"]);
    let is_published = site.is_published();
    let mut found: Vec<String> = problems(&said).iter().map(short).collect();
    found.sort();
    // Advice is compared only where a fixture is about it: a good site has some.
    let mentioned = |it: &String| !it.starts_with("A ") || case.wants.iter().any(|want| want[..6] == it[..6]);
    found.retain(mentioned);
    let expected = case.expected();
    let human = site.svod(&["build", "--verbose"]);
    golden.push_str(&format!("== {}\n\n{}→ {}\n\n", case.name, timeless(&human.err), human.code));
    problems(&said).iter().filter(|it| mentioned(&short(it))).for_each(|it| golden.push_str(&english(it)));
    golden.push('\n');
    if human.code != said.code {
        return Err(format!("json ends with {}, human with {}", said.code, human.code));
    }
    if found != expected {
        let lacks = expected.iter().filter(|it| !found.contains(it)).map(|it| format!("\n  not told: {it}"));
        let more = found.iter().filter(|it| !expected.contains(it)).map(|it| format!("\n  told: {it}"));
        return Err(lacks.chain(more).collect::<String>() + "\n" + &site.svod(&["build"]).err);
    }
    let has = |severity: &str| expected.iter().any(|it| it.starts_with(severity));
    let code = i32::from(has("E "));
    let strict = if has("W ") && code == 0 { site.svod(&["build", "--strict", "-q"]).code } else { 1 };
    if (said.code, is_published, strict) != (code, code == 0, 1) {
        return Err(format!("code {}, published: {is_published}, strict {strict}; expected code {code}", said.code));
    }
    for (path, text) in &case.shows {
        if !site.page(path).contains(text) {
            return Err(format!("{path} lacks {text}"));
        }
    }
    match case.hides.iter().find(|(path, text)| site.page(path).is_empty() || site.page(path).contains(text)) {
        Some((path, text)) => Err(format!("{path} is missing or holds {text}")),
        None => Ok(()),
    }
}

/// The problems of `--format json`.
fn problems(said: &Said) -> Vec<Value> {
    let report: Value = serde_json::from_str(&said.out).unwrap_or_else(|it| panic!("{it}\n{}\n{}", said.out, said.err));
    report["problems"].as_array().expect("a list of problems").clone()
}

/// `E Y011 file:line:column`.
fn short(problem: &Value) -> String {
    let text = |key: &str| problem[key].as_str().expect("a text");
    let severity = &text("severity")[..1].to_uppercase();
    let place = match (problem["line"].as_u64(), problem["column"].as_u64()) {
        (Some(line), Some(column)) => format!(":{line}:{column}"),
        _ => String::new(),
    };
    format!("{severity} {} {}{place}", text("code"), text("file"))
}

/// The same problem in English.
fn english(problem: &Value) -> String {
    let text = |key: &str| problem[key].as_str().expect("a text");
    format!("{}: {}\n    {}\n", short(problem), text("message"), text("help"))
}

/// What was said of the fault, without how long the build took and how much it wrote.
fn timeless(text: &str) -> String {
    let kept = |line: &str| match line.split_once("; ") {
        _ if line.starts_with("Собрано за") || line.starts_with("Built in") => String::new(),
        Some((counts, withheld)) if counts.starts_with("Записано") || counts.contains(" written, ") => {
            format!("…; {withheld}\n")
        }
        _ => format!("{line}\n"),
    };
    text.lines().map(kept).collect()
}

/// Compares `text` with a golden file, or writes it under `SVOD_BLESS=1`.
fn agrees(name: &str, text: &str) -> Result<(), String> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
    if crate::golden::is_blessing() {
        std::fs::create_dir_all(path.parent().expect("in tests/golden")).expect("a folder");
        std::fs::write(&path, text).expect("a golden file");
        return Ok(());
    }
    let golden = std::fs::read_to_string(&path).unwrap_or_default();
    if golden == text {
        return Ok(());
    }
    let other = golden.lines().zip(text.lines()).position(|(a, b)| a != b).unwrap_or(golden.lines().count());
    let near = |it: &str| it.lines().skip(other.saturating_sub(3)).take(8).collect::<Vec<_>>().join("\n");
    Err(format!("{name} line {}:\n{}\n— is now —\n{}", other + 1, near(&golden), near(text)))
}
