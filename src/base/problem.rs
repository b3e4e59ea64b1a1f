//! Everything svod can complain of, in Russian and English side by side.
//!
//! A [`Problem`] holds data, never text; one table gives code, severity, text and cure in both languages.
//! A [`Diagnostic`] is a problem at a place. Problems are values: phases return [`Found`] and never fail.
//! A code is never used again for something else. Nothing here prints.
//!
//! Texts are written for a press officer: the words they typed, what is wrong, what to do; no jargon.
//! Codes: `Y` YAML and front matter, `F` fields and values, `M` Markdown and pasted text, `D` directives and data,
//! `R` references and links, `A` addresses, `P` pictures and files, `C` svod.yaml, `V` vocabularies, `T` templates,
//! `U` the command line, `E` the environment.

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

/// Puts problems in the order of reading, by file and place, and drops those told twice.
pub fn sort(problems: &mut Vec<Diagnostic>) {
    problems.sort_unstable();
    problems.dedup_by(|a, b| a.at == b.at && a.problem == b.problem);
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

/// «did you mean», or else where all that exists is listed.
fn perhaps_or(lang: Lang, nearest: &Option<String>, otherwise: &str) -> String {
    match nearest {
        Some(_) => perhaps(lang, nearest),
        None => otherwise.to_owned(),
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
    /// A picture whose size cannot be read.
    "P002" Error PictureUnreadable { path: String }
        ru: format!("файл «{path}» не читается как картинка"), "сохраните его заново в JPEG, PNG, WebP, GIF или SVG";
        en: format!("the file “{path}” cannot be read as a picture"), "save it again as JPEG, PNG, WebP, GIF or SVG";
    /// A picture with a good beginning and a spoilt rest.
    "P003" Warning PictureDamaged { path: String }
        ru: format!("картинка «{path}» повреждена: читатели увидят её не целиком"), "загрузите файл ещё раз из источника или сохраните заново";
        en: format!("the picture “{path}” is damaged: readers will see only a part of it"), "copy the file again from its source or save it anew";
    /// A picture that no browser can show.
    "P004" Error PictureTooBig { path: String, width: u64, height: u64 }
        ru: format!("картинка «{path}» слишком велика: {width} × {height} точек, а можно до 100 миллионов точек"), "уменьшите её: для сайта хватает 2400 точек по длинной стороне";
        en: format!("the picture “{path}” is too big: {width} × {height} pixels, the limit is 100 million pixels"), "make it smaller: 2400 pixels on the long side are enough for a site";
    /// A file whose name differs in capital letters from what was written.
    "P005" Error OtherCase { written: String, truth: String }
        ru: format!("файл называется «{truth}», а написано «{written}»"), "напишите имя так же, как у файла: большие и маленькие буквы на сайте различаются";
        en: format!("the file is called “{truth}”, but “{written}” is written"), "write the name as the file has it: capital and small letters differ on a site";
    /// A link in the place of a file or folder.
    "P006" Error LinkInSources {}
        ru: "это ссылка файловой системы, а не файл или папка; по таким ссылкам svod не ходит", "замените её самим файлом или папкой";
        en: "this is a link of the file system, not a file or folder; svod does not follow such links", "put the file or folder itself in its place";
    /// A pipe, device or socket.
    "P007" Error SpecialFile {}
        ru: "это не обычный файл (канал, устройство или сокет), он не открывался", "уберите его из папок сайта";
        en: "this is not an ordinary file (a pipe, device or socket); it was not opened", "take it out of the site's folders";
    /// A file or folder that the system does not let us read.
    "P008" Error UnreadableFile { reason: super::lang::Both }
        ru: format!("не удалось прочитать: {}", reason.ru), "проверьте, что файл открывается на этом компьютере и у вас есть право его читать";
        en: format!("could not be read: {}", reason.en), "check that it opens on this computer and that you may read it";
    /// A file that went away or kept changing while it was read.
    "P009" Error ChangedWhileRead {}
        ru: "файл исчез или менялся, пока его читали", "дождитесь конца копирования или синхронизации и соберите сайт ещё раз";
        en: "it went away or kept changing while it was being read", "wait until copying or syncing ends and build the site again";
    /// Two names that differ only in how their letters are encoded.
    "P010" Error SameName {}
        ru: "у двух файлов одно и то же имя: различается только запись букв («й» одним знаком или двумя)", "переименуйте или удалите один из них";
        en: "two files have one name: only the encoding of its letters differs (one sign or two for a letter)", "rename or delete one of them";
    /// A file past the limit.
    "P011" Error FileTooLong { megabytes: u64, limit: u64 }
        ru: format!("файл слишком велик: {megabytes} МБ, а можно до {limit} МБ"), "разделите его на части; картинки и документы кладите отдельными файлами";
        en: format!("the file is too long: {megabytes} MB, the limit is {limit} MB"), "split it; keep pictures and documents as files of their own";
    /// A file's name that is no text, or that holds control characters.
    "P012" Error BadFileName {}
        ru: "имя файла не читается: в нём знаки другой кодировки или управляющие знаки", "переименуйте файл: буквы, цифры, дефис и точка";
        en: "the name of the file cannot be read: it holds bytes of another encoding or control characters", "rename it: letters, digits, hyphens and dots";

    // ---- C: svod.yaml

    // ---- V: vocabularies

    // ---- T: templates

    // ---- U: the command line
    /// An option that does not exist.
    "U001" Error UnknownOption { option: String, nearest: Option<String> }
        ru: format!("параметра «{option}» нет"), perhaps_or(Lang::Ru, nearest, "все параметры: svod --help");
        en: format!("there is no option “{option}”"), perhaps_or(Lang::En, nearest, "all options: svod --help");
    /// A command that does not exist.
    "U002" Error UnknownCommand { command: String, nearest: Option<String> }
        ru: format!("команды «{command}» нет"), perhaps_or(Lang::Ru, nearest, "все команды: svod --help");
        en: format!("there is no command “{command}”"), perhaps_or(Lang::En, nearest, "all commands: svod --help");
    /// A value that an option does not take.
    "U003" Error UnknownValue { option: String, value: String, expected: Vec<String> }
        ru: format!("«{value}» не подходит для {option}"), format!("можно: {}", quoted(Lang::Ru, expected));
        en: format!("“{value}” does not fit {option}"), format!("possible: {}", quoted(Lang::En, expected));
    /// An option without its value.
    "U004" Error ValueMissing { option: String }
        ru: format!("после {option} не хватает значения"), "что писать, сказано в справке: svod --help";
        en: format!("{option} needs a value"), "the help says which: svod --help";
    /// A command without a word that it needs.
    "U005" Error ArgumentMissing { argument: String, command: String }
        ru: format!("не хватает {argument}"), format!("справка: {command} --help");
        en: format!("{argument} is missing"), format!("help: {command} --help");
    /// A word that the command does not take.
    "U006" Error ExtraArgument { argument: String }
        ru: format!("лишнее слово «{argument}»"), "имя с пробелами берут в кавычки; справка: svod --help";
        en: format!("unexpected word “{argument}”"), "put a name with spaces in quotes; help: svod --help";
    /// An option given twice, or beside one that excludes it.
    "U007" Error OptionsClash { option: String, other: String }
        ru: format!("{option} не сочетается с {other}"), "оставьте одно из двух, и один раз";
        en: format!("{option} does not go with {other}"), "keep one of the two, once";
    /// A value after an option that takes none.
    "U008" Error ValueNotTaken { option: String }
        ru: format!("{option} пишется без значения"), "уберите знак = и всё после него";
        en: format!("{option} takes no value"), "remove the = and what follows it";
    /// A time that cannot be read.
    "U009" Error BadNow { source: String, value: String }
        ru: format!("в {source} не читается время «{value}»"), "пример: --now \"2026-12-01 09:01\"";
        en: format!("the time “{value}” in {source} cannot be read"), "example: --now \"2026-12-01 09:01\"";
    /// An address of the site that is none.
    "U010" Error BadBaseUrl { value: String }
        ru: format!("«{value}» — не адрес сайта"), "пример: --base-url https://example.org/semya/";
        en: format!("“{value}” is not the address of a site"), "example: --base-url https://example.org/family/";
    /// No svod.yaml here or above.
    "U011" Error NoSite { folder: String }
        ru: format!("в папке «{folder}» и выше нет svod.yaml"), "перейдите в папку сайта, укажите её: --root ПАПКА, или создайте сайт: svod init ПАПКА";
        en: format!("there is no svod.yaml in “{folder}” or above"), "go to the site's folder, name it with --root DIR, or make a site: svod init DIR";
    /// The file of --config or the folder of --root is not there.
    "U012" Error NoSuchPath { option: String, path: String }
        ru: format!("{option}: «{path}» не существует"), "проверьте имя";
        en: format!("{option}: “{path}” does not exist"), "check the name";
    /// svod init in a folder that holds something.
    "U013" Error FolderNotEmpty { folder: String, entry: String }
        ru: format!("папка «{folder}» не пуста: в ней «{entry}»"), "назовите новую или пустую папку: svod init ПАПКА";
        en: format!("the folder “{folder}” is not empty: it holds “{entry}”"), "name a new or an empty folder: svod init DIR";
    /// Words that are no text in UTF-8.
    "U014" Error NotUtf8 {}
        ru: "в командной строке есть слово не в UTF-8", "наберите его заново";
        en: "a word of the command line is not UTF-8", "type it again";

    // ---- E: the environment
    /// The output folder would swallow or litter the sources.
    "E001" Error OutputRefused { output: String, source: String }
        ru: format!("в папку «{output}» собирать нельзя: она совпадает с исходной папкой «{source}», лежит в ней или содержит её"), "укажите отдельную папку, например public";
        en: format!("cannot build into “{output}”: it is, holds or lies in the source “{source}”"), "name a folder of its own, as in public";
    /// Files of somebody else at addresses of ours.
    "E002" Error ForeignFiles { paths: Vec<String> }
        ru: format!("в папке сайта уже лежат чужие файлы с нашими адресами: {}", quoted(Lang::Ru, paths)), "перенесите их; если их можно заменить, соберите с ключом --adopt";
        en: format!("the output already holds files of somebody else at our addresses: {}", quoted(Lang::En, paths)), "move them away, or build with --adopt if they may be replaced";
    /// Folders, links and the like of somebody else where our files or folders must stand.
    "E003" Error ForeignObstacles { paths: Vec<String> }
        ru: format!("в папке сайта место наших файлов и папок занято чужим: {}", quoted(Lang::Ru, paths)), "уберите их вручную: svod не удаляет того, чего не создавал, и не ходит по ссылкам";
        en: format!("something of somebody else stands in the output where our files or folders must be: {}", quoted(Lang::En, paths)), "take it away by hand: svod deletes nothing that it did not make and follows no links";
    /// No room.
    "E004" Error DiskFull { path: String }
        ru: format!("на диске нет места: не поместился «{path}»"), "освободите место и соберите сайт ещё раз; то, что уже собрано, осталось целым";
        en: format!("the disk is full: “{path}” did not fit"), "free some space and build again; what was built before is whole";
    /// Any other refusal of the system.
    "E005" Error FileRefused { path: String, reason: super::lang::Both }
        ru: format!("система не дала записать или прочитать «{path}»: {}", reason.ru), "проверьте права на эту папку и что она открыта для записи";
        en: format!("the system did not let us write or read “{path}”: {}", reason.en), "check the permissions of that folder and that it can be written to";
    /// Another svod works in the same site.
    "E006" Error Locked { lock: String, pid: String, host: String, since: String }
        ru: format!("этот сайт уже собирает другой svod: процесс {pid} на компьютере «{host}», начат {since}"), format!("дождитесь, пока он закончит; замок «{lock}» снимется сам, когда та программа закроется");
        en: format!("another svod is building this site: process {pid} on “{host}”, begun {since}"), format!("wait until it ends; the lock “{lock}” opens by itself when that program is closed");
    /// An address that cannot be a file of the output; our own fault, caught before anything is touched.
    "E007" Error BadOutputPath { path: String }
        ru: format!("по адресу «{path}» нельзя создать файл в папке сайта"), "переименуйте материал или файл с таким адресом";
        en: format!("no file can be made in the output at “{path}”"), "rename the article or file that has this address";
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
