//! Does what the command line asked: calls the floors below, tells what they found, gives the exit code.
//!
//! Begin with [`run`].

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use serde::Serialize;

use super::args::{self, Args, Build, Command, Format, Global, New, Parsed, Serve, Shell, Theme, Which};
use super::excerpt::safe;
use super::progress::Progress;
use super::say::{JsonProblem, Say, counted};
use super::{now, words};
use crate::base::lang::Lang;
use crate::base::problem::{self, Diagnostic, Problem, Severity};
use crate::build::command::{Built, CacheState, Item, Options, Stage, State, Verified, Why, Withheld};
use crate::build::fault::Fault;
use crate::build::load::{Place, base_path, language};
use crate::serve::listen::{Listen, PORT};
use crate::serve::live::Asked;
use crate::serve::production::{Production, production};
use crate::serve::watch::{self, Change, Watch, Watcher};
use crate::serve::{Preview, browser};
use crate::tools::{self, clean::Clean};

pub(super) const GOOD: u8 = 0;
pub(super) const CONTENT: u8 = 1;
const USAGE: u8 = 2;
const ENVIRONMENT: u8 = 3;

/// Runs the command in `words`, the program's name first; `locale` is the language of the environment.
pub fn run(words: Vec<OsString>, locale: Lang) -> ExitCode {
    let early = Early::of(&words, locale);
    let say = early.say();
    let code = match args::parse(words, early.lang) {
        Parsed::Args(args) => dispatch(*args, locale),
        Parsed::Text(text) => say.data(text.trim_end()).map(|()| GOOD).map_err(stdout_fault),
        Parsed::NoCommand(_) if say.format == Format::Json => {
            Err(Problem::ArgumentMissing { argument: "COMMAND".to_owned(), command: "svod".to_owned() }.into())
        }
        Parsed::NoCommand(text) => {
            say.line(text.trim_end());
            Ok(USAGE)
        }
        Parsed::Problem(fault) => Err(fault),
    };
    ExitCode::from(code.unwrap_or_else(|fault| told(&say, &fault)))
}

/// What has to be known before the words can be read: in which language and form to complain of them.
struct Early {
    lang: Lang,
    format: Format,
}

impl Early {
    fn of(words: &[OsString], locale: Lang) -> Self {
        let words: Vec<&str> = words.iter().filter_map(|it| it.to_str()).collect();
        let value = |name: &str| {
            let at = words
                .iter()
                .position(|it| it.strip_prefix(name).is_some_and(|it| it.is_empty() || it.starts_with('=')))?;
            words[at].split_once('=').map(|it| it.1).or_else(|| words.get(at + 1).copied())
        };
        let lang = match value("--lang") {
            Some("ru") => Lang::Ru,
            Some("en") => Lang::En,
            _ => locale,
        };
        let format = match value("--format") {
            Some("json") => Format::Json,
            Some("plain") => Format::Plain,
            _ => Format::Human,
        };
        Self { lang, format }
    }

    fn say(&self) -> Say {
        Say::new(&Global { format: self.format, ..Global::default() }, self.lang)
    }
}

/// Tells what stopped the command.
fn told(say: &Say, fault: &Fault) -> u8 {
    let problem = fault.problem().clone();
    let code = if problem.code().starts_with('U') { USAGE } else { ENVIRONMENT };
    let problems = [Diagnostic::new(&Arc::from(""), None, problem)];
    say.problems(&problems, &|_| None);
    if say.format == Format::Json {
        // Where stdout itself is what failed, the exit code still tells.
        let _ = say.data_json(&Report { problems: say.json(&problems, &|_| None), ..Report::default() });
    }
    code
}

pub(super) fn stdout_fault(error: io::Error) -> Fault {
    Fault::io("stdout", &error)
}

/// What `--format json` prints.
#[derive(Default, Serialize)]
struct Report {
    problems: Vec<JsonProblem>,
    #[serde(skip_serializing_if = "Option::is_none")]
    built: Option<JsonBuilt>,
    #[serde(skip_serializing_if = "Option::is_none")]
    made: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    withheld: Option<Vec<Withheld>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<Why>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cache: Option<JsonCache>,
    #[serde(skip_serializing_if = "Option::is_none")]
    items: Option<Vec<Item>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    views: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    script: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    deleted: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    served: Option<String>,
}

#[derive(Serialize)]
struct JsonCache {
    state: CacheState,
    sources: usize,
    outputs: usize,
}

#[derive(Serialize)]
struct JsonBuilt {
    pages: usize,
    files: usize,
    written: usize,
    unchanged: usize,
    deleted: usize,
    seconds: f64,
}

/// What a build came to.
struct Done {
    code: u8,
    /// When it is to be done again, in seconds since 1970.
    due: Option<i64>,
}

/// Seconds until a build is tried again that something outside has stopped.
const RETRY: i64 = 30;
/// At most so long the clock is not looked at.
const STEP: Duration = Duration::from_secs(20);

/// What every command works with.
pub(super) struct Session {
    global: Global,
    pub(super) say: Say,
}

fn dispatch(args: Args, locale: Lang) -> Result<u8, Fault> {
    let lang = args.global.lang.map_or(locale, Lang::from);
    let mut session = Session { say: Say::new(&args.global, lang), global: args.global };
    // A new site and a shell's completions belong to whoever sits here; the rest is talk about a site, in its language.
    let is_of_site = !matches!(args.command, Command::Init { .. } | Command::Completions { .. });
    if is_of_site && session.global.lang.is_none() {
        session.say.lang = session.of_site().unwrap_or(locale);
    }
    let outcome = match args.command {
        Command::Init { folder } => session.init(&folder),
        Command::New(asked) => session.new_item(&asked),
        Command::Build(asked) => session.build(&asked),
        Command::Serve(asked) => session.serve(asked),
        Command::Check { cache: true, .. } => session.check_cache(),
        Command::Check { drafts, strict, .. } => session.check(drafts, strict),
        Command::List { which } => session.list(which),
        Command::Search(asked) => session.search(asked),
        Command::Clean { output } => session.clean(output),
        Command::Theme { command: Theme::Views } => session.views(),
        Command::Completions { shell } => session.completions(shell),
    };
    Ok(outcome.unwrap_or_else(|fault| told(&session.say, &fault)))
}

impl Session {
    fn init(&self, folder: &Path) -> Result<u8, Fault> {
        tools::init::init(folder, self.say.lang)?;
        self.say.line(&words::made(&folder.display().to_string(), self.say.lang));
        self.report(Report::default(), GOOD)
    }

    fn new_item(&self, asked: &New) -> Result<u8, Fault> {
        let (root, config) = (self.root()?, self.config()?);
        let made = tools::new::new(&tools::new::New {
            root: &root,
            config: config.as_deref(),
            now: now::now(self.global.now)?,
            kind: &asked.kind,
            title: asked.title.as_deref().or(asked.name.as_deref()).unwrap_or_default().trim(),
            slug: asked.slug.as_deref(),
            section: asked.section.as_deref(),
            is_bundle: asked.bundle,
        })?;
        self.say.line(&words::new(&made, self.say.lang));
        self.report(Report { made: Some(made), ..Report::default() }, GOOD)
    }

    fn build(&self, asked: &Build) -> Result<u8, Fault> {
        match asked.watch {
            true => self.build_again_and_again(asked),
            false => self.build_once(asked).map(|it| it.code),
        }
    }

    /// Builds, and builds again after each change and whenever time changes the site. Only Ctrl+C ends it: what stops
    /// one build is told, and the next may go well.
    fn build_again_and_again(&self, asked: &Build) -> Result<u8, Fault> {
        let Options { root, config, .. } = self.options(&|_| ())?;
        let poll = asked.poll.map(Duration::from_millis);
        // From here on this is the site, also while svod.yaml is away and another lies further up.
        let global = Global { root: Some(root.clone()), ..self.global.clone() };
        let session = Session { global, say: self.say.clone() };
        let say = self.say.clone();
        let tell = move |problem: Problem| {
            told(&say, &problem.into());
        };
        // Before the first build: what is written while it runs is a change.
        let mut watcher = watch::start(&Watch { root, config, poll }, tell);
        let (mut last, mut is_first) = (None, true);
        loop {
            let (fault, due) = match session.build_once(asked) {
                Ok(it) => (None, it.due.filter(|_| !now::is_fixed(self.global.now))),
                Err(it) => (Some(it), Some(now::clock() + RETRY)),
            };
            if let Some(it) = fault.as_ref().filter(|it| last.as_ref() != Some(*it)) {
                told(&self.say, it);
            }
            last = fault;
            if std::mem::take(&mut is_first) {
                self.say.line(words::watching(self.say.lang));
            }
            self.wait(&mut watcher, due, last.is_some());
        }
    }

    /// Waits for a change or for `due`, and tells which has come.
    fn wait(&self, watcher: &mut Watcher, due: Option<i64>, is_retry: bool) {
        // A moment that the clocks of the site show twice may lie behind already.
        let due = due.map(|it| if it <= now::clock() { now::clock() + RETRY } else { it });
        loop {
            let left = due.map(|it| it - now::clock());
            if left.is_some_and(|it| it <= 0) {
                if !is_retry {
                    self.say.line(words::due(self.say.lang));
                }
                return;
            }
            // In steps: a computer that slept has another time, and the clock may be set.
            let step = left.map(|it| Instant::now() + Duration::from_secs(it.unsigned_abs()).min(STEP));
            let Some(change) = watcher.next(step) else { continue };
            let files: Vec<String> = match change {
                Change::Paths(it) => it.iter().map(|it| safe(it)).collect(),
                Change::Everything => Vec::new(),
            };
            let files: Vec<&str> = files.iter().map(String::as_str).collect();
            return self.say.line(&words::changed(&files, self.say.lang));
        }
    }

    fn build_once(&self, asked: &Build) -> Result<Done, Fault> {
        let progress = Progress::new(self.say.is_watched(), self.say.lang);
        let on_stage = |it: Stage| progress.stage(it);
        let mut options = self.options(&on_stage)?;
        options.output = asked.output.clone();
        options.base_url = asked.base_url.clone();
        options.drafts = asked.drafts;
        options.strict = asked.strict;
        options.keep_going = asked.keep_going;
        options.fresh = asked.fresh;
        options.adopt = asked.adopt;
        options.why = asked.why.clone();
        options.is_last = !asked.watch && asked.why.is_none();
        let begun = Instant::now();
        let mut built = crate::build::build(&options)?;
        let time = begun.elapsed();
        let root = options.root.clone();
        drop(progress);
        problem::sort(&mut built.problems);
        let read = |file: &str| read_text(&root, file);
        self.say.problems(&built.problems, &read);
        self.tell_counts(&built.problems);
        if let Some(it) = words::remembered(&built.remembered, self.say.lang) {
            self.say.line(&it);
        }
        match built.is_written {
            true => words::built(&built, time, self.say.lang).iter().for_each(|it| self.say.line(it)),
            false => self.say.line(words::not_built(self.say.lang)),
        }
        if let Some(it) = &built.why {
            words::why(it, self.say.lang).iter().for_each(|it| self.say.line(&safe(it)));
        }
        if asked.timings {
            self.say.line(&words::timings(&built.timings, self.say.lang));
        }
        let code = content_code(&built.problems, asked.strict);
        let due = built.due;
        let report = Report {
            problems: self.json(&built.problems, &root),
            built: built.is_written.then(|| JsonBuilt::new(&built, time.as_secs_f64())),
            withheld: Some(built.withheld),
            why: built.why,
            ..Report::default()
        };
        Ok(Done { code: self.report(report, code)?, due })
    }

    fn serve(&self, asked: Serve) -> Result<u8, Fault> {
        let listen = Listen { interface: asked.interface, port: asked.port, hosts: asked.host };
        let lang = self.say.lang;
        let (reload, follow) = (!asked.no_reload, asked.follow);
        let mut on_open = |url: &str| self.opened(url, asked.port.is_none(), asked.open);
        if let Some(folder) = asked.production {
            let (folder, base) = self.built_tree(folder, asked.base_url.as_deref())?;
            production(&Production { listen: &listen, folder: &folder, base, lang }, &mut on_open)?;
            return Ok(GOOD);
        }
        let mut options = self.options(&|_| ())?;
        options.base_url = asked.base_url;
        options.drafts = !asked.no_drafts;
        let poll = asked.poll.map(Duration::from_millis);
        let (say, page, root) = (self.say.clone(), self.say.on_paper(), options.root.clone());
        let (scanning, changed) = (self.say.clone(), options.root.clone());
        let asked = Asked {
            options,
            clock: (!now::is_fixed(self.global.now)).then_some(now::unix),
            words: Box::new(move |problems| page.text(problems, &|file| read_text(&root, file))),
        };
        let preview = Preview {
            asked,
            listen: &listen,
            reload,
            follow,
            poll,
            lang,
            on_scanning: Box::new(move |problem| {
                told(&scanning, &problem.into());
            }),
            on_change: Box::new(move |problems, pages| {
                say.problems(problems, &|file| read_text(&changed, file));
                say.line(&words::shown(pages, counted(problems), say.lang));
            }),
        };
        crate::serve::preview(preview, &mut on_open)?;
        Ok(GOOD)
    }

    /// Tells where the site is to be seen.
    fn opened(&self, url: &str, is_usual: bool, wants_browser: bool) {
        if is_usual && !url.contains(&format!(":{PORT}/")) {
            self.say.line(&words::other_port(PORT, self.say.lang));
        }
        self.say.line(&words::serving(url, self.say.lang));
        if wants_browser && browser::open(url).is_err() {
            self.say.line(words::no_browser(self.say.lang));
        }
        // Where nobody reads stdout, the site is there all the same.
        let _ = self.report(Report { served: Some(url.to_owned()), ..Report::default() }, GOOD);
    }

    /// The folder of `--production` and the path that its pages expect to lie under: that of `--base-url`, else of the
    /// svod.yaml around. A named folder may lie outside of any site.
    fn built_tree(&self, folder: Option<PathBuf>, base_url: Option<&str>) -> Result<(PathBuf, String), Fault> {
        let root = match self.root() {
            Ok(root) => Some(root),
            Err(fault) if folder.is_none() => return Err(fault),
            Err(_) => None,
        };
        let config = self.config()?;
        let place = root.as_deref().unwrap_or(Path::new("."));
        let base = base_path(&Place { root: place, config: config.as_deref(), base_url, advice: false });
        Ok((folder.unwrap_or_else(|| place.join("public")), base))
    }

    fn check(&self, drafts: bool, strict: bool) -> Result<u8, Fault> {
        let progress = Progress::new(self.say.is_watched(), self.say.lang);
        let on_stage = |it: Stage| progress.stage(it);
        let mut options = self.options(&on_stage)?;
        options.drafts = drafts;
        options.strict = strict;
        options.advice = true;
        let mut built = crate::build::check(&options)?;
        let root = options.root.clone();
        drop(progress);
        problem::sort(&mut built.problems);
        self.say.problems(&built.problems, &|file| read_text(&root, file));
        self.tell_counts(&built.problems);
        if built.problems.is_empty() {
            self.say.line(words::all_good(self.say.lang));
        }
        let code = content_code(&built.problems, strict);
        let problems = self.json(&built.problems, &root);
        self.report(Report { problems, withheld: Some(built.withheld), ..Report::default() }, code)
    }

    fn check_cache(&self) -> Result<u8, Fault> {
        let root = self.root()?;
        let found = crate::build::verify::verify(&root);
        self.say.problems(&found.problems, &|_| None);
        self.tell_counts(&found.problems);
        if found.problems.is_empty() {
            self.say.line(&words::verified(&found, self.say.lang));
        }
        let code = if found.problems.is_empty() { GOOD } else { ENVIRONMENT };
        let Verified { state, sources, outputs, ref problems } = found;
        let problems = self.json(problems, &root);
        let cache = Some(JsonCache { state, sources, outputs });
        self.report(Report { problems, cache, ..Report::default() }, code)
    }

    fn list(&self, which: Which) -> Result<u8, Fault> {
        let options = self.options(&|_| ())?;
        let mut found = crate::build::survey(&options);
        found.value.retain(|it| is_listed(it.state, which));
        found.problems.retain(|it| it.severity != Severity::Advice);
        problem::sort(&mut found.problems);
        self.say.problems(&found.problems, &|file| read_text(&options.root, file));
        let code = content_code(&found.problems, false);
        if self.say.format == Format::Json {
            let problems = self.json(&found.problems, &options.root);
            return self.report(Report { problems, items: Some(found.value), ..Report::default() }, code);
        }
        let lines: Vec<_> = found.value.iter().map(|it| words::item(it, self.say.lang)).collect();
        if !lines.is_empty() {
            self.data(&lines.join("\n"))?;
        }
        Ok(code)
    }

    fn clean(&self, output: Option<PathBuf>) -> Result<u8, Fault> {
        let root = self.root()?;
        let output = output.unwrap_or_else(|| root.join("public"));
        let asked = Clean { root: &root, output: &output, since: &now::started() };
        let deleted = tools::clean::clean(&asked)?;
        self.say.line(&words::cleaned(deleted, self.say.lang));
        self.report(Report { deleted: Some(deleted), ..Report::default() }, GOOD)
    }

    fn views(&self) -> Result<u8, Fault> {
        let views = crate::render::reference();
        match self.say.format {
            Format::Json => self.report(Report { views: Some(views), ..Report::default() }, GOOD),
            _ => self.data(views.trim_end()),
        }
    }

    fn completions(&self, shell: Shell) -> Result<u8, Fault> {
        let script = args::completions(shell, self.say.lang);
        match self.say.format {
            Format::Json => self.report(Report { script: Some(script), ..Report::default() }, GOOD),
            _ => self.data(script.trim_end()),
        }
    }

    /// The language of svod.yaml, where there is one.
    fn of_site(&self) -> Option<Lang> {
        let (root, config) = (self.root().ok()?, self.config().ok()?);
        language(&Place { root: &root, config: config.as_deref(), base_url: None, advice: false })
    }

    fn options<'a>(&self, on_stage: &'a (dyn Fn(Stage) + Sync)) -> Result<Options<'a>, Fault> {
        Ok(Options {
            root: self.root()?,
            config: self.config()?,
            output: None,
            base_url: None,
            drafts: false,
            strict: false,
            keep_going: false,
            // Advice of a build is for programs; people ask for it with `svod check`.
            advice: self.say.format == Format::Json,
            fresh: false,
            why: None,
            adopt: false,
            is_last: true,
            now: now::now(self.global.now)?,
            started: now::started(),
            on_stage,
        })
    }

    /// The folder of the site: `--root`, else the nearest above with svod.yaml.
    pub(super) fn root(&self) -> Result<PathBuf, Fault> {
        let here = std::env::current_dir().map_err(|it| Fault::io(".", &it))?;
        let Some(asked) = &self.global.root else {
            let found = here.ancestors().find(|it| it.join("svod.yaml").is_file());
            let otherwise = self.global.config.as_ref().map(|_| here.as_path());
            let no_site = || Problem::NoSite { folder: here.display().to_string() }.into();
            return found.or(otherwise).map(Path::to_owned).ok_or_else(no_site);
        };
        if !asked.is_dir() {
            return Err(Problem::NoSuchPath { option: "--root".into(), path: asked.display().to_string() }.into());
        }
        match asked.join("svod.yaml").is_file() || self.global.config.is_some() {
            true => Ok(asked.clone()),
            false => Err(Problem::NoSite { folder: asked.display().to_string() }.into()),
        }
    }

    fn config(&self) -> Result<Option<PathBuf>, Fault> {
        match &self.global.config {
            Some(it) if !it.is_file() => {
                Err(Problem::NoSuchPath { option: "--config".into(), path: it.display().to_string() }.into())
            }
            other => Ok(other.clone()),
        }
    }

    fn tell_counts(&self, problems: &[Diagnostic]) {
        if !problems.is_empty() {
            self.say.line(&words::counts(counted(problems), self.say.lang));
        }
    }

    fn json(&self, problems: &[Diagnostic], root: &Path) -> Vec<JsonProblem> {
        match self.say.format {
            Format::Json => self.say.json(problems, &|file| read_text(root, file)),
            _ => Vec::new(),
        }
    }

    /// Prints the report where JSON is asked for, and ends with `code`.
    fn report(&self, report: Report, code: u8) -> Result<u8, Fault> {
        if self.say.format == Format::Json {
            self.say.data_json(&report).map_err(stdout_fault)?;
        }
        Ok(code)
    }

    pub(super) fn data(&self, text: &str) -> Result<u8, Fault> {
        self.say.data(text).map(|()| GOOD).map_err(stdout_fault)
    }
}

impl JsonBuilt {
    fn new(it: &Built, seconds: f64) -> Self {
        let Built { pages, files, written, unchanged, deleted, .. } = *it;
        Self { pages, files, written, unchanged, deleted, seconds }
    }
}

fn content_code(problems: &[Diagnostic], is_strict: bool) -> u8 {
    let fails = |it: &Diagnostic| it.severity == Severity::Error || is_strict && it.severity == Severity::Warning;
    if problems.iter().any(fails) { CONTENT } else { GOOD }
}

fn is_listed(state: State, which: Which) -> bool {
    match which {
        Which::All => true,
        Which::Drafts => state == State::Draft,
        Which::Scheduled => state == State::Scheduled,
        Which::Withdrawn => state == State::Withdrawn,
        Which::Stale => state == State::Stale,
    }
}

/// The text of a file of the site for an excerpt. A pipe is never opened.
fn read_text(root: &Path, file: &str) -> Option<String> {
    const MOST: u64 = 32 << 20;
    let path = root.join(file);
    let facts = path.metadata().ok().filter(|it| it.is_file() && it.len() <= MOST);
    // A broken byte has a place too: all before it is good, and so are line and column.
    let bytes = facts.and_then(|_| std::fs::read(path).ok())?;
    Some(String::from_utf8(bytes).unwrap_or_else(|it| String::from_utf8_lossy(it.as_bytes()).into_owned()))
}
