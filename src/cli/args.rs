//! The command line: the door of `clap`. Words become [`Args`], or a problem in the reader's language.
//!
//! All texts stand in [`TEXTS`], Russian and English side by side; the tree of commands is dressed in them at
//! run time, because the language is known only when svod runs. Nothing here prints or reads a file.
//!
//! Begin with [`parse`].

use std::ffi::{OsStr, OsString};
use std::net::IpAddr;
use std::path::PathBuf;

use clap::builder::{PossibleValue, TypedValueParser};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{ArgAction, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};

pub use clap_complete::Shell;

use super::now;
use crate::base::fold::nearest;
use crate::base::lang::Lang;
use crate::base::problem::Problem;
use crate::build::command::Now;
use crate::build::fault::Fault;

/// Everything that was asked for.
#[derive(Debug, Parser)]
#[command(name = "svod", version, disable_help_flag = true, disable_version_flag = true)]
pub struct Args {
    /// Of every command.
    #[command(flatten)]
    pub global: Global,
    /// Which.
    #[command(subcommand)]
    pub command: Command,
}

/// Options of every command.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct Global {
    /// Where the site is.
    #[arg(short, long, global = true, value_name = "dir")]
    pub root: Option<PathBuf>,
    /// A file in place of svod.yaml.
    #[arg(short, long, global = true, value_name = "file")]
    pub config: Option<PathBuf>,
    /// Only problems are told.
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub quiet: bool,
    /// More is told.
    #[arg(short, long, global = true)]
    pub verbose: bool,
    /// When to colour.
    #[arg(long, global = true, value_enum, default_value = "auto")]
    pub color: Color,
    /// Language of the talk.
    #[arg(long, global = true, value_enum)]
    pub lang: Option<Tongue>,
    /// In place of the clock.
    #[arg(long, global = true, value_name = "time", value_parser = now::parse)]
    pub now: Option<Now>,
    /// How problems are told.
    #[arg(long, global = true, value_enum, default_value = "human")]
    pub format: Format,
}

/// When to colour.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Color {
    #[default]
    /// On a terminal, unless `NO_COLOR` is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// `ru` or `en` of `--lang`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Tongue {
    /// Russian.
    Ru,
    /// English.
    En,
}

impl From<Tongue> for Lang {
    fn from(it: Tongue) -> Lang {
        match it {
            Tongue::Ru => Lang::Ru,
            Tongue::En => Lang::En,
        }
    }
}

/// How problems are told.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    #[default]
    /// Line, caret and cure.
    Human,
    /// One sentence each.
    Plain,
    /// For editors and scripts.
    Json,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// A new site.
    Init {
        /// Where.
        #[arg(value_name = "dir", default_value = ".")]
        folder: PathBuf,
    },
    /// A new item.
    New(New),
    /// Builds.
    Build(Build),
    /// Serves.
    Serve(Serve),
    /// Checks.
    Check {
        /// Withheld items too.
        #[arg(long)]
        drafts: bool,
        /// Warnings fail.
        #[arg(long)]
        strict: bool,
        /// The cache alone.
        #[arg(long, conflicts_with_all = ["drafts", "strict"])]
        cache: bool,
    },
    /// Lists items by state.
    List {
        /// Which.
        #[arg(value_enum, default_value = "all")]
        which: Which,
    },
    /// Deletes what was built.
    Clean {
        /// The folder that was built.
        #[arg(short, long, value_name = "dir")]
        output: Option<PathBuf>,
    },
    /// About themes.
    Theme {
        /// What of them.
        #[command(subcommand)]
        command: Theme,
    },
    /// Completion of a shell.
    Completions {
        /// Which.
        #[arg(value_enum)]
        shell: Shell,
    },
}

/// Options of `svod serve`.
#[derive(Debug, clap::Args)]
pub struct Serve {
    /// The port.
    #[arg(short, long, value_name = "port")]
    pub port: Option<u16>,
    /// The address to listen at.
    #[arg(short, long, value_name = "ip", default_value = "127.0.0.1")]
    pub interface: IpAddr,
    /// Names besides localhost.
    #[arg(long, value_name = "name")]
    pub host: Vec<String>,
    /// A browser is opened.
    #[arg(long)]
    pub open: bool,
    /// Files are looked at this often.
    #[arg(long, value_name = "ms", num_args = 0..=1, require_equals = true,
          default_missing_value = "500", value_parser = clap::value_parser!(u64).range(POLL))]
    pub poll: Option<u64>,
    /// Withheld items are left out.
    #[arg(long)]
    pub no_drafts: bool,
    /// Pages have no script of ours.
    #[arg(long)]
    pub no_reload: bool,
    /// The tab goes to what was saved.
    #[arg(long, conflicts_with = "no_reload")]
    pub follow: bool,
    /// The address of the site.
    #[arg(short = 'u', long, value_name = "url", value_parser = base_url)]
    pub base_url: Option<String>,
    /// A built tree.
    #[arg(long, value_name = "dir", conflicts_with_all = ["poll", "no_drafts", "no_reload", "follow"])]
    pub production: Option<Option<PathBuf>>,
}

/// Options of `svod new`.
#[derive(Debug, clap::Args)]
pub struct New {
    /// The type.
    #[arg(value_name = "type", value_parser = KindOfItem)]
    pub kind: String,
    /// The title.
    #[arg(value_name = "title", required_unless_present = "name")]
    pub title: Option<String>,
    /// The title, as messages write it.
    #[arg(long, value_name = "title", conflicts_with = "title")]
    pub name: Option<String>,
    /// The end of the address.
    #[arg(long, value_name = "slug")]
    pub slug: Option<String>,
    /// The folder.
    #[arg(long, value_name = "dir")]
    pub section: Option<String>,
    /// A folder of its own.
    #[arg(long)]
    pub bundle: bool,
}

/// A type of items: any word, since a site may have types of its own; those of svod are there for completion.
#[derive(Debug, Clone)]
struct KindOfItem;

impl TypedValueParser for KindOfItem {
    type Value = String;

    fn parse_ref(&self, _: &clap::Command, _: Option<&clap::Arg>, value: &OsStr) -> Result<String, clap::Error> {
        value.to_str().map(str::to_owned).ok_or_else(|| clap::Error::new(ErrorKind::InvalidUtf8))
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(crate::content::config::BUILT_IN.iter().map(PossibleValue::new)))
    }
}

/// Options of `svod build`.
#[derive(Debug, clap::Args)]
pub struct Build {
    /// The folder to write.
    #[arg(short, long, value_name = "dir")]
    pub output: Option<PathBuf>,
    /// The address of the site.
    #[arg(short = 'u', long, value_name = "url", value_parser = base_url)]
    pub base_url: Option<String>,
    /// Withheld items too.
    #[arg(long)]
    pub drafts: bool,
    /// Warnings fail.
    #[arg(long)]
    pub strict: bool,
    /// Broken files are left out.
    #[arg(long)]
    pub keep_going: bool,
    /// Foreign files are overwritten.
    #[arg(long)]
    pub adopt: bool,
    /// Leave the cache aside.
    #[arg(long)]
    pub fresh: bool,
    /// The address of a page of which is asked why it changed.
    #[arg(long, value_name = "url")]
    pub why: Option<String>,
    /// How long each stage took.
    #[arg(long)]
    pub timings: bool,
    /// Again after each change.
    #[arg(long)]
    pub watch: bool,
    /// Milliseconds between two scans that stand in for the system's events.
    #[arg(long, value_name = "ms", requires = "watch", num_args = 0..=1, require_equals = true,
          default_missing_value = "500", value_parser = clap::value_parser!(u64).range(POLL))]
    pub poll: Option<u64>,
}

/// Milliseconds that `--poll` takes.
const POLL: std::ops::RangeInclusive<u64> = 10..=60_000;

/// Items to list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Which {
    /// Drafts.
    Drafts,
    /// Those that wait for their time.
    Scheduled,
    /// Those taken down.
    Withdrawn,
    /// Those not reviewed for long.
    Stale,
    /// Every item.
    All,
}

/// What of themes.
#[derive(Debug, Clone, Copy, Subcommand)]
pub enum Theme {
    /// The reference of views.
    Views,
}

/// Path of commands and name of the argument (`-` for the command itself), Russian, English.
const TEXTS: &[(&str, &str, &str, &str)] = &[
    (
        "",
        "-",
        "Собирает сайт из статей: новости, практики, организации.",
        "Builds a site of articles: news, practices, organisations.",
    ),
    (
        "",
        "root",
        "папка сайта; без неё — ближайшая вверх, где лежит svod.yaml",
        "folder of the site; else the nearest above with svod.yaml",
    ),
    ("", "config", "файл настроек вместо svod.yaml", "settings file in place of svod.yaml"),
    ("", "quiet", "говорить только о том, что не так", "tell only what is wrong"),
    ("", "verbose", "говорить подробнее, с кодами сообщений", "tell more, with the codes of messages"),
    ("", "color", "цвет: auto, always или never", "colour: auto, always or never"),
    ("", "lang", "язык сообщений: ru или en", "language of messages: ru or en"),
    ("", "now", "считать, что сейчас это время: 2026-12-01 09:01", "take this for the present time: 2026-12-01 09:01"),
    (
        "",
        "format",
        "вид сообщений: human, plain (для чтения вслух) или json",
        "form of messages: human, plain (to be read aloud) or json",
    ),
    ("", "help", "показать эту справку", "show this help"),
    ("", "version", "показать версию", "show the version"),
    ("init", "-", "Создать маленький сайт, с которого можно начать.", "Make a small site to begin with."),
    ("init", "folder", "новая или пустая папка; без неё — эта", "a new or empty folder; else this one"),
    (
        "new",
        "-",
        "Создать файл для нового материала: все поля с подсказками, черновиком.",
        "Make a file for a new item: all its fields with hints, as a draft.",
    ),
    (
        "new",
        "kind",
        "тип: news, practice, organisation, service, event, document, gallery, page или свой; можно по-русски",
        "the type: news, practice, organisation, service, event, document, gallery, page or one of the site's own",
    ),
    ("new", "title", "заголовок, в кавычках", "the title, in quotes"),
    (
        "new",
        "name",
        "то же, что заголовок: так название пишут сообщения об ошибках",
        "the same as the title: messages write it so",
    ),
    ("new", "slug", "конец адреса страницы; без него — из заголовка", "the end of the address; else made of the title"),
    ("new", "section", "папка раздела, если у типа их несколько", "the section's folder, where the type has several"),
    (
        "new",
        "bundle",
        "завести папку, в которой лягут и картинки материала",
        "make a folder that holds the item's pictures too",
    ),
    ("build", "-", "Собрать сайт.", "Build the site."),
    (
        "build",
        "output",
        "куда писать; без неё — public в папке сайта",
        "where to write; else public in the site's folder",
    ),
    ("build", "base_url", "адрес сайта, можно с путём", "address of the site, may have a path"),
    ("build", "drafts", "вместе с черновиками и отложенным", "with drafts and what waits for its time"),
    ("build", "strict", "предупреждение считать ошибкой", "take a warning for an error"),
    (
        "build",
        "keep_going",
        "файлы с ошибками пропустить, остальное собрать; код выхода всё равно 1, с --strict — и от предупреждений",
        "leave files with errors out, build the rest; the exit code is 1 all the same, with --strict for warnings too",
    ),
    (
        "build",
        "adopt",
        "перезаписать чужие файлы в папке сайта, если мешают",
        "overwrite foreign files in the output that stand in the way",
    ),
    (
        "build",
        "fresh",
        "собрать всё заново, не глядя на кэш прошлой сборки",
        "build everything anew, without the cache of the last build",
    ),
    (
        "build",
        "why",
        "сказать, что изменилось на странице с этим адресом с прошлой сборки",
        "tell what has changed on the page at this address since the last build",
    ),
    ("build", "timings", "показать, сколько занял каждый этап", "show how long each stage took"),
    (
        "build",
        "watch",
        "собирать снова после каждого изменения, до Ctrl+C",
        "build again after each change, until Ctrl+C",
    ),
    (
        "build",
        "poll",
        "с --watch: просматривать папки каждые 500 мс или как указано (для сетевых папок)",
        "with --watch: look through the folders each 500 ms, or as told (for network folders)",
    ),
    (
        "serve",
        "-",
        "Показать сайт в браузере и обновлять страницы, пока вы пишете.",
        "Show the site in a browser and renew pages while you write.",
    ),
    ("serve", "port", "порт; без него — 7863 или следующий свободный", "the port; else 7863 or the next free one"),
    (
        "serve",
        "interface",
        "какой адрес этого компьютера слушать; без него сайт виден только здесь, 0.0.0.0 — всем в сети",
        "which address of this computer to listen at; else only you see the site, 0.0.0.0 is for all on the network",
    ),
    (
        "serve",
        "host",
        "имя, под которым сайт можно спрашивать, кроме localhost; параметр можно повторять",
        "a name under which the site may be asked for, besides localhost; may be repeated",
    ),
    ("serve", "open", "открыть сайт в браузере", "open the site in a browser"),
    (
        "serve",
        "poll",
        "просматривать папки каждые 500 мс или как указано (для сетевых папок)",
        "look through the folders each 500 ms, or as told (for network folders)",
    ),
    ("serve", "no_drafts", "без черновиков и отложенного", "without drafts and what waits for its time"),
    ("serve", "no_reload", "страницы не обновлять", "do not renew pages"),
    (
        "serve",
        "follow",
        "открывать в браузере страницу файла, который вы сохранили",
        "go in the browser to the page of the file that you saved",
    ),
    (
        "serve",
        "base_url",
        "адрес сайта вместо указанного в svod.yaml; сайт откроется под тем же путём",
        "address of the site in place of that of svod.yaml; the site is found under the same path",
    ),
    (
        "serve",
        "production",
        "показать собранную папку как настоящий веб-сервер; без имени — public",
        "show a built folder as a real web server would; public unless named",
    ),
    ("check", "-", "Проверить всё, ничего не записывая.", "Check everything, write nothing."),
    ("check", "drafts", "черновики и отложенное проверять как готовое", "check drafts and what waits as if published"),
    ("check", "strict", "предупреждение считать ошибкой", "take a warning for an error"),
    ("check", "cache", "проверить не сайт, а кэш прошлой сборки", "check the cache of the last build, not the site"),
    ("list", "-", "Перечислить материалы по их состоянию.", "List items by their state."),
    (
        "list",
        "which",
        "drafts (черновики), scheduled (отложенные), withdrawn (снятые), stale (устаревшие) или all (все)",
        "drafts, scheduled, withdrawn, stale or all",
    ),
    ("clean", "-", "Удалить собранное; чужие файлы останутся.", "Delete what was built; foreign files stay."),
    (
        "clean",
        "output",
        "собранная папка; без неё — public в папке сайта",
        "the folder that was built; else public in the site's folder",
    ),
    ("theme", "-", "О темах оформления.", "About themes."),
    ("theme views", "-", "Показать, какие данные видит каждый шаблон.", "Show what data each template sees."),
    ("completions", "-", "Вывести дополнение команд для оболочки.", "Print the completion of commands for a shell."),
    ("completions", "shell", "bash, zsh, fish, elvish или powershell", "bash, zsh, fish, elvish or powershell"),
];

/// Names of values and headings of the help.
const WORDS: &[(&str, &str, &str)] = &[
    ("usage", "Использование", "Usage"),
    ("commands", "Команды", "Commands"),
    ("command", "КОМАНДА", "COMMAND"),
    ("arguments", "Слова", "Arguments"),
    ("options", "Параметры", "Options"),
    ("global", "Параметры всех команд", "Options of all commands"),
    ("option", "ПАРАМЕТРЫ", "OPTIONS"),
    ("dir", "ПАПКА", "DIR"),
    ("file", "ФАЙЛ", "FILE"),
    ("time", "ВРЕМЯ", "TIME"),
    ("url", "АДРЕС", "URL"),
    ("port", "ПОРТ", "PORT"),
    ("ip", "АДРЕС", "ADDRESS"),
    ("name", "ИМЯ", "NAME"),
    ("ms", "МС", "MS"),
    ("type", "ТИП", "TYPE"),
    ("title", "ЗАГОЛОВОК", "TITLE"),
    ("slug", "АДРЕС", "SLUG"),
    ("which", "КАКИЕ", "WHICH"),
    ("shell", "ОБОЛОЧКА", "SHELL"),
    ("color", "КОГДА", "WHEN"),
    ("lang", "ЯЗЫК", "LANG"),
    ("format", "ВИД", "FORM"),
];

fn text(path: &str, name: &str, lang: Lang) -> &'static str {
    let row = TEXTS.iter().find(|it| it.0 == path && it.1 == name);
    row.map_or("", |it| if lang == Lang::Ru { it.2 } else { it.3 })
}

fn word(name: &str, lang: Lang) -> Option<&'static str> {
    let row = WORDS.iter().find(|it| it.0 == name)?;
    Some(if lang == Lang::Ru { row.1 } else { row.2 })
}

/// What became of the words.
pub enum Parsed {
    /// Something to do.
    Args(Box<Args>),
    /// A help or a version that was asked for.
    Text(String),
    /// The help, because no command was given.
    NoCommand(String),
    /// Wrong usage.
    Problem(Fault),
}

/// Reads the words of the command line, the program's name first.
pub fn parse(words: Vec<OsString>, lang: Lang) -> Parsed {
    let outcome = dressed(lang).try_get_matches_from(words).and_then(|it| Args::from_arg_matches(&it));
    let error = match outcome {
        Ok(args) => return Parsed::Args(Box::new(args)),
        Err(error) => error,
    };
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => Parsed::Text(error.render().to_string()),
        ErrorKind::MissingSubcommand => Parsed::NoCommand(dressed(lang).render_help().to_string()),
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => Parsed::NoCommand(error.render().to_string()),
        _ => Parsed::Problem(problem(&error).into()),
    }
}

/// The completion script of `shell`.
pub fn completions(shell: Shell, lang: Lang) -> String {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut dressed(lang), "svod", &mut script);
    String::from_utf8_lossy(&script).into_owned()
}

/// The tree of commands with the texts of `lang`.
fn dressed(lang: Lang) -> clap::Command {
    let help = clap::Arg::new("help").short('h').long("help").action(ArgAction::Help).global(true);
    let version = clap::Arg::new("version").short('V').long("version").action(ArgAction::Version);
    dress(Args::command().arg(help).arg(version), "", lang)
}

fn dress(command: clap::Command, path: &str, lang: Lang) -> clap::Command {
    let heading = word("usage", lang).unwrap_or_default();
    let template = format!("{{about-with-newline}}\n{heading}: {{usage}}\n\n{{all-args}}");
    let command = command
        .about(text(path, "-", lang))
        .long_about(None)
        .help_template(template)
        .disable_help_subcommand(true)
        .subcommand_help_heading(word("commands", lang).unwrap_or_default())
        .subcommand_value_name(word("command", lang).unwrap_or_default())
        .mut_args(|it| dress_arg(it, path, lang))
        .mut_subcommands(|it| {
            let path = [path, it.get_name()].join(" ");
            dress(it, path.trim(), lang)
        });
    let usage = usage(&command, path, lang);
    let is_group = command.has_subcommands();
    command.override_usage(usage).arg_required_else_help(is_group)
}

fn dress_arg(arg: clap::Arg, path: &str, lang: Lang) -> clap::Arg {
    let heading = match (path, arg.is_positional()) {
        (_, true) => "arguments",
        ("", _) => "global",
        _ => "options",
    };
    let name = arg.get_value_names().and_then(|it| it.first()).map(|it| it.to_lowercase()).unwrap_or_default();
    let help = text(path, arg.get_id().as_str(), lang);
    let arg = arg.help(help).long_help(None).help_heading(word(heading, lang));
    if !arg.get_action().takes_values() {
        return arg;
    }
    let arg = arg.hide_possible_values(true).hide_default_value(true);
    match word(&name, lang) {
        Some(it) => arg.value_name(it),
        None => arg,
    }
}

/// `svod init [ПАРАМЕТРЫ] [ПАПКА]`.
fn usage(command: &clap::Command, path: &str, lang: Lang) -> String {
    let mut parts = vec!["svod".to_owned()];
    parts.extend(path.split_whitespace().map(str::to_owned));
    parts.extend(word("option", lang).map(|it| format!("[{it}]")));
    parts.extend(word("command", lang).filter(|_| command.has_subcommands()).map(|it| format!("<{it}>")));
    for arg in command.get_positionals() {
        let name = arg.get_value_names().and_then(|it| it.first()).map(|it| it.as_str()).unwrap_or_default();
        parts.push(if arg.is_required_set() { format!("<{name}>") } else { format!("[{name}]") });
    }
    parts.join(" ")
}

fn base_url(value: &str) -> Result<String, String> {
    let rest = value.strip_prefix("https://").or_else(|| value.strip_prefix("http://"));
    let host = rest.and_then(|it| it.split('/').next()).unwrap_or_default();
    let is_odd = |it: char| it.is_whitespace() || it.is_control() || matches!(it, '?' | '#' | '"' | '<' | '>' | '\\');
    match host.is_empty() || value.contains(is_odd) {
        true => Err(String::new()),
        false => Ok(value.to_owned()),
    }
}

/// A complaint of clap, as one of ours.
fn problem(error: &clap::Error) -> Problem {
    let one = |kind| context(error, kind).into_iter().next().unwrap_or_default();
    let option = option_name(&one(ContextKind::InvalidArg));
    match error.kind() {
        ErrorKind::InvalidSubcommand => {
            let command = one(ContextKind::InvalidSubcommand);
            let nearest = nearest(&command, COMMANDS.iter().copied());
            Problem::UnknownCommand { command, nearest }
        }
        ErrorKind::UnknownArgument if option.starts_with('-') => {
            let nearest = context(error, ContextKind::SuggestedArg).into_iter().next();
            Problem::UnknownOption { option, nearest }
        }
        ErrorKind::UnknownArgument => Problem::ExtraArgument { argument: option },
        ErrorKind::InvalidValue if one(ContextKind::InvalidValue).is_empty() => Problem::ValueMissing { option },
        ErrorKind::InvalidValue => {
            let expected = context(error, ContextKind::ValidValue);
            Problem::UnknownValue { option, value: one(ContextKind::InvalidValue), expected }
        }
        ErrorKind::ValueValidation if option == "--base-url" => {
            Problem::BadBaseUrl { value: one(ContextKind::InvalidValue) }
        }
        ErrorKind::ValueValidation if option == "--now" => {
            Problem::BadNow { source: option, value: one(ContextKind::InvalidValue) }
        }
        ErrorKind::ValueValidation => {
            let expected = examples(&option).iter().map(|it| (*it).to_owned()).collect();
            Problem::UnknownValue { option, value: one(ContextKind::InvalidValue), expected }
        }
        ErrorKind::TooManyValues => Problem::ValueNotTaken { option },
        ErrorKind::ArgumentConflict => {
            let other = one(ContextKind::PriorArg);
            Problem::OptionsClash { other: if other.is_empty() { option.clone() } else { option_name(&other) }, option }
        }
        ErrorKind::MissingRequiredArgument => Problem::ArgumentMissing { argument: option, command: "svod".to_owned() },
        ErrorKind::InvalidUtf8 => Problem::NotUtf8 {},
        _ => Problem::ValueMissing { option },
    }
}

/// What may stand after an option that takes numbers or addresses.
fn examples(option: &str) -> &'static [&'static str] {
    match option {
        "--interface" => &["127.0.0.1", "0.0.0.0", "::1"],
        "--poll" => &["200", "500", "2000"],
        _ => &["7863", "8080"],
    }
}

/// The commands, for «did you mean».
const COMMANDS: &[&str] = &["init", "new", "build", "serve", "check", "list", "clean", "theme", "completions"];

fn context(error: &clap::Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(it)) => vec![it.clone()],
        Some(ContextValue::Strings(it)) => it.clone(),
        _ => Vec::new(),
    }
}

/// `--color` of clap's `--color <КОГДА>`; a word stays as it is.
fn option_name(text: &str) -> String {
    match text.starts_with('-') {
        true => text.split([' ', '=', '[']).next().unwrap_or(text).to_owned(),
        false => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str, lang: Lang) -> Parsed {
        parse(line.split(' ').map(OsString::from).collect(), lang)
    }

    fn check(line: &str, expected: &str) {
        match parsed(line, Lang::Ru) {
            Parsed::Problem(it) => assert_eq!(it.problem().text(Lang::Ru).message, expected, "{line}"),
            Parsed::Args(_) => assert_eq!("", expected, "{line}"),
            Parsed::Text(_) | Parsed::NoCommand(_) => panic!("{line}: a help"),
        }
    }

    #[test]
    fn usage_errors_are_russian_sentences() {
        check("svod build --drafs", "параметра «--drafs» нет");
        check("svod biuld", "команды «biuld» нет");
        check("svod list draft", "«draft» не подходит для [КАКИЕ]");
        check("svod --color blue build", "«blue» не подходит для --color");
        check("svod build --output", "после --output не хватает значения");
        check("svod build --color", "после --color не хватает значения");
        check("svod completions", "не хватает <ОБОЛОЧКА>");
        check("svod build public", "лишнее слово «public»");
        check("svod build --drafts --drafts", "--drafts не сочетается с --drafts");
        check("svod -q -v build", "--quiet не сочетается с --verbose");
        check("svod build --drafts=1", "--drafts пишется без значения");
        check("svod build --now 2026-02-31", "в --now не читается время «2026-02-31»");
        check("svod build -u example.org", "«example.org» — не адрес сайта");
        check("svod build --watch --poll=never", "«never» не подходит для --poll");
        check("svod build --watch --poll=1", "«1» не подходит для --poll");
        check("svod build --poll", "не хватает --watch");
        check("svod build --watch --poll", "");
        check("svod serve -p 70000", "«70000» не подходит для --port");
        check("svod serve -i localhost", "«localhost» не подходит для --interface");
        check("svod serve --poll=often", "«often» не подходит для --poll");
        check("svod serve --production --follow", "--production не сочетается с --follow");
        check("svod serve --production public -p 80 --host a --host b -u https://example.org/a/", "");
        check("svod serve --poll --open", "");
        check("svod theme viws", "команды «viws» нет");
        check("svod build -o out -u https://example.org/a/b/ --now 2026-12-01", "");
    }

    #[test]
    fn every_command_and_option_has_its_row() {
        fn walk(command: &clap::Command, path: &str, seen: &mut Vec<(String, String)>) {
            seen.push((path.to_owned(), "-".to_owned()));
            seen.extend(command.get_arguments().map(|it| (path.to_owned(), it.get_id().to_string())));
            for it in command.get_subcommands() {
                walk(it, [path, it.get_name()].join(" ").trim(), seen);
            }
        }
        let mut seen = Vec::new();
        walk(&dressed(Lang::En), "", &mut seen);
        let mut rows: Vec<_> = TEXTS.iter().map(|it| (it.0.to_owned(), it.1.to_owned())).collect();
        seen.sort();
        rows.sort();
        assert_eq!(seen, rows);
    }

    #[test]
    fn short_options_have_long_ones() {
        fn walk(command: &clap::Command) {
            for it in command.get_arguments().filter(|it| it.get_short().is_some()) {
                assert!(it.get_long().is_some(), "{}", it.get_id());
            }
            command.get_subcommands().for_each(walk);
        }
        walk(&dressed(Lang::En));
    }

    #[test]
    fn help_is_in_one_language() {
        for line in ["svod --help", "svod build -h", "svod list --help", "svod theme --help", "svod completions -h"] {
            let Parsed::Text(ru) = parsed(line, Lang::Ru) else { panic!("{line}") };
            let Parsed::Text(en) = parsed(line, Lang::En) else { panic!("{line}") };
            for word in ["Usage", "Options", "Commands", "possible", "default", "OPTIONS", "COMMAND", "[aliases"] {
                assert!(!ru.contains(word), "{word} in:\n{ru}");
            }
            assert!(!en.chars().any(|it| ('а'..='я').contains(&it)), "{en}");
        }
    }
}
