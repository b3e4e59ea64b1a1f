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
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
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
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct Place {
    /// Path from the site's root, with `/`.
    pub file: Arc<str>,
    /// Bytes of that file, where known.
    pub span: Option<Span>,
}

/// A problem at a place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct Diagnostic {
    /// Where.
    pub at: Place,
    /// How much it matters, after `severity:` of svod.yaml and the item's state.
    pub severity: Severity,
    /// What.
    pub problem: Problem,
    /// Other places that belong to it.
    pub also: Vec<Place>,
    /// For a template's fault: the first page that it spoils, and how many it spoils.
    pub pages: Option<(String, u64)>,
}

impl Diagnostic {
    /// `problem` in bytes `span` of `file`, with the severity of its table row.
    pub fn new(file: &Arc<str>, span: impl Into<Option<Span>>, mut problem: Problem) -> Self {
        problem.shorten();
        let at = Place { file: file.clone(), span: span.into() };
        Self { at, severity: problem.severity(), problem, also: Vec::new(), pages: None }
    }

    /// Message and cure, with the pages that the fault spoils.
    pub fn text(&self, lang: Lang) -> Text {
        let mut text = self.problem.text(lang);
        if let Some((page, n)) = &self.pages {
            text.message.push_str(&match lang {
                Lang::Ru => format!(" (страниц: {n}, первая — {page})"),
                Lang::En => format!(" (pages: {n}, the first is {page})"),
            });
        }
        text
    }

    /// The same, with another place that belongs to it; of many places the first are kept.
    pub fn with(mut self, file: &Arc<str>, span: impl Into<Option<Span>>) -> Self {
        if self.also.len() < MOST_ITEMS {
            self.also.push(Place { file: file.clone(), span: span.into() });
        }
        self
    }
}

/// Puts problems in the order of reading, by file and place, drops those told twice and, of one file's, the many
/// that nobody reads.
pub fn sort(problems: &mut Vec<Diagnostic>) {
    problems.sort_unstable();
    problems.dedup_by(|a, b| a.at == b.at && a.problem == b.problem);
    cap(problems);
}

/// Problems of one severity that one file may have: a file of ten megabytes can hold millions.
const MOST_PROBLEMS: usize = 1000;

/// Keeps the first [`MOST_PROBLEMS`] of each file and severity; how many are left out is told after the last.
pub fn cap(problems: &mut Vec<Diagnostic>) {
    if problems.len() <= MOST_PROBLEMS {
        return;
    }
    let mut kept: Vec<Diagnostic> = Vec::with_capacity(problems.len().min(10 * MOST_PROBLEMS));
    for of_file in problems.chunk_by_mut(|a, b| a.at.file == b.at.file) {
        let (mut seen, mut left_out) = ([0usize; 3], [0u64; 3]);
        let file = of_file[0].at.file.clone();
        for it in of_file {
            let of = it.severity as usize;
            match &it.problem {
                Problem::MoreProblems { n } => left_out[of] += n,
                _ if seen[of] == MOST_PROBLEMS => left_out[of] += 1,
                _ => {
                    seen[of] += 1;
                    let nothing = Diagnostic::new(&file, None, Problem::EmptyFile {});
                    kept.push(std::mem::replace(it, nothing));
                }
            }
        }
        for (severity, n) in [Severity::Error, Severity::Warning, Severity::Advice].into_iter().zip(left_out) {
            if n > 0 {
                let told = Diagnostic::new(&file, None, Problem::MoreProblems { n });
                kept.push(Diagnostic { severity, ..told });
            }
        }
    }
    *problems = kept;
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

/// Words and items of a message, at most: a value may hold megabytes, and nobody reads more.
const LONGEST_VALUE: usize = 300;
const MOST_ITEMS: usize = 20;

/// Data of a problem, cut to what a message can hold.
trait Shorten {
    fn shorten(&mut self);
}
impl Shorten for String {
    fn shorten(&mut self) {
        if self.len() <= LONGEST_VALUE {
            return;
        }
        if let Some((end, _)) = self.char_indices().nth(LONGEST_VALUE) {
            self.truncate(end);
            self.push('…');
            self.shrink_to_fit();
        }
    }
}
impl Shorten for Option<String> {
    fn shorten(&mut self) {
        self.iter_mut().for_each(Shorten::shorten);
    }
}
impl Shorten for Vec<String> {
    fn shorten(&mut self) {
        if self.len() > MOST_ITEMS {
            self.truncate(MOST_ITEMS);
            self.push("…".to_owned());
        }
        self.iter_mut().for_each(Shorten::shorten);
    }
}
impl Shorten for super::lang::Both {
    fn shorten(&mut self) {
        self.ru.shorten();
        self.en.shorten();
    }
}
impl Shorten for u64 {
    fn shorten(&mut self) {}
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

/// The command that makes an item of that name. Quotes of the shell cannot stand in the name.
fn new_item(kind: &str, name: &str) -> String {
    format!("svod new {kind} --name \"{}\"", name.replace(['"', '`', '$', '\\'], ""))
}

/// `text`, or `other` where it is empty.
fn or(text: String, other: &str) -> String {
    if text.is_empty() { other.to_owned() } else { text }
}

/// «а», «б», «в» as one list in quotes.
fn quoted(lang: Lang, items: &[String]) -> String {
    let quote = |it: &String| match lang {
        Lang::Ru => format!("«{it}»"),
        Lang::En => format!("“{it}”"),
    };
    items.iter().map(quote).collect::<Vec<_>>().join(", ")
}

/// The same after a word, or nothing where there is nothing to list.
fn listed(before: &str, lang: Lang, items: &[String]) -> String {
    if items.is_empty() { String::new() } else { format!("{before}{}", quoted(lang, items)) }
}

macro_rules! problems {
    ($( $(#[doc = $doc:literal])* $code:literal $severity:ident $name:ident { $($field:ident: $kind:ty),* $(,)? }
        ru: $ru:expr, $help_ru:expr;
        en: $en:expr, $help_en:expr;
    )*) => {
        /// One kind of fault each, with the data that its texts need.
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
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

            /// Cuts what was written to what a message can hold.
            fn shorten(&mut self) {
                match self { $( Self::$name { $($field),* } => { $( Shorten::shorten($field); )* } ),* }
            }

            /// The severity of a code in the table.
            pub fn severity_of(code: &str) -> Option<Severity> {
                match code { $( $code => Some(Severity::$severity), )* _ => None }
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
    /// Windows-1251.
    "Y001" Error Windows1251 {}
        ru: "файл сохранён в кодировке Windows-1251, а нужна UTF-8",
            "откройте его в редакторе и сохраните заново: «Файл → Сохранить как», кодировка UTF-8";
        en: "the file is saved as Windows-1251, UTF-8 is needed",
            "open it in an editor and save it again: “File → Save as”, encoding UTF-8";
    /// UTF-16.
    "Y002" Error Utf16 {}
        ru: "файл сохранён в кодировке UTF-16 («Юникод»), а нужна UTF-8",
            "откройте его в редакторе и сохраните заново: «Файл → Сохранить как», кодировка UTF-8";
        en: "the file is saved as UTF-16 (“Unicode”), UTF-8 is needed",
            "open it in an editor and save it again: “File → Save as”, encoding UTF-8";
    /// A byte that UTF-8 does not know.
    "Y003" Error BrokenByte { byte: String }
        ru: format!("здесь испорченный знак (байт {byte}), файл нельзя прочитать как UTF-8"),
            "наберите это слово заново и сохраните файл в кодировке UTF-8";
        en: format!("there is a damaged character here (byte {byte}), the file cannot be read as UTF-8"),
            "type this word again and save the file as UTF-8";
    /// Invisible characters that Word leaves behind.
    "Y004" Warning ControlCharacter { code: String }
        ru: format!("здесь невидимый служебный знак {code}, так бывает после вставки из Word"), "удалите его";
        en: format!("there is an invisible control character {code} here, as Word leaves them"), "delete it";
    /// Nothing in the file.
    "Y005" Error EmptyFile {}
        ru: "файл пуст", "напишите в нём материал или удалите файл";
        en: "the file is empty", "write the article or delete the file";
    /// An article that does not begin with `---`.
    "Y006" Error NoFront {}
        ru: "в начале файла нет шапки со сведениями о материале",
            "начните файл строкой «---», под ней напишите «заголовок: …» и другие сведения, после них снова «---»";
        en: "the file does not begin with front matter",
            "begin the file with a line “---”, below it write “title: …” and the rest, then “---” again";
    /// The second `---` is missing.
    "Y007" Error FrontNotClosed {}
        ru: "шапка файла не закрыта: похоже, она кончается перед этой строкой", "вставьте перед этой строкой строку «---»";
        en: "the front matter is not closed: it seems to end before this line", "put a line “---” before this line";
    /// `—`, `----` or ` ---` instead of `---`.
    "Y008" Error StrangeFence { line: String }
        ru: format!("«{line}» вместо «---»"), "границу шапки пишут тремя дефисами с начала строки: «---»";
        en: format!("“{line}” instead of “---”"), "the front matter is bounded by three hyphens at the beginning of a line: “---”";
    /// A tab.
    "Y009" Error Tab {}
        ru: "здесь знак табуляции, в шапке он не годится", "поставьте вместо него два пробела";
        en: "there is a tab here, YAML does not take it", "put two spaces instead of it";
    /// An odd space in an indentation.
    "Y010" Error NoBreakIndent {}
        ru: "отступ набран неразрывными пробелами", "удалите отступ и поставьте обычные пробелы";
        en: "the indentation is made of no-break spaces", "delete it and type ordinary spaces";
    /// `заголовок: Фонд: итоги`.
    "Y011" Error UnquotedColon { corrected: String }
        ru: "второе двоеточие в строке: такой текст берут в кавычки", format!("запишите так: {corrected}");
        en: "a second colon in the line: such a text is put into quotes", format!("write: {corrected}");
    /// `title: "Семья" помогла`.
    "Y012" Error UnquotedQuote { corrected: String }
        ru: "после закрывающей кавычки стоит ещё текст: в кавычки берут весь текст целиком",
            format!("запишите так: {corrected}");
        en: "there is text after the closing quote: the whole text is put into quotes", format!("write: {corrected}");
    /// A value cut by ` #`.
    "Y013" Warning HashCutsValue { kept: String, corrected: String }
        ru: format!("всё после знака # пропадёт, останется только «{kept}»"),
            format!("если это часть текста, возьмите его в кавычки: {corrected}");
        en: format!("everything after # is dropped, only “{kept}” stays"),
            format!("if it belongs to the text, put it into quotes: {corrected}");
    /// A quote without its pair.
    "Y014" Error UnclosedQuote { quote: String }
        ru: format!("кавычка {quote} открыта и не закрыта"), format!("поставьте {quote} в конце текста");
        en: format!("the quote {quote} is opened and not closed"), format!("put {quote} at the end of the text");
    /// A bracket without its pair.
    "Y015" Error UnclosedBracket { bracket: String }
        ru: format!("скобка {bracket} открыта и не закрыта"),
            "закройте её или, если скобка — часть текста, возьмите весь текст в кавычки";
        en: format!("the bracket {bracket} is opened and not closed"),
            "close it or, where it belongs to the text, put the whole text into quotes";
    /// A bracket too many.
    "Y016" Error StrayBracket { bracket: String, corrected: String }
        ru: format!("лишняя скобка {bracket}"), format!("удалите её или возьмите весь текст в кавычки: {corrected}");
        en: format!("a bracket {bracket} too many"), format!("delete it or put the whole text into quotes: {corrected}");
    /// A line too far to the left or to the right.
    "Y017" Error BadIndent {}
        ru: "отступ этой строки не такой, как у соседних", "выровняйте строку: сведения одного уровня начинаются в одном столбце";
        en: "this line is not indented as its neighbours are", "align it: what belongs to one level begins in one column";
    /// `-Омск`.
    "Y018" Error DashWithoutSpace { corrected: String }
        ru: "после дефиса в списке нет пробела", format!("запишите так: {corrected}");
        en: "there is no space after the hyphen of a list", format!("write: {corrected}");
    /// `дата:2022-01-11`.
    "Y019" Error ColonWithoutSpace { corrected: String }
        ru: "после двоеточия нет пробела", format!("запишите так: {corrected}");
        en: "there is no space after the colon", format!("write: {corrected}");
    /// A line that is no key.
    "Y020" Error StrayLine { line: String }
        ru: format!("строка «{line}» не похожа на «ключ: значение»"),
            "допишите двоеточие после ключа, сделайте отступ, если это продолжение, или уберите строку";
        en: format!("the line “{line}” is no “key: value”"),
            "add a colon after the key, indent the line if it continues the one above, or delete it";
    /// A colon of another script.
    "Y021" Error StrangeColon { sign: String, corrected: String }
        ru: format!("знак «{sign}» вместо обычного двоеточия"), format!("запишите так: {corrected}");
        en: format!("the sign “{sign}” instead of a plain colon"), format!("write: {corrected}");
    /// One key twice.
    "Y022" Error DuplicateKey { key: String }
        ru: format!("ключ «{key}» записан дважды"), "оставьте одну запись";
        en: format!("the key “{key}” is written twice"), "keep one of them";
    /// A sign that YAML gives a meaning.
    "Y023" Error SpecialSign { sign: String, corrected: String }
        ru: format!("со знака «{sign}» значение начинать нельзя"), format!("возьмите его в кавычки: {corrected}");
        en: format!("a value cannot begin with “{sign}”"), format!("put it into quotes: {corrected}");
    /// Too many levels.
    "Y024" Error TooDeep { limit: u64 }
        ru: format!("больше {limit} уровней вложенности"), "уберите лишние скобки или отступы";
        en: format!("more than {limit} levels"), "take away brackets or indentation";
    /// Too many values.
    "Y025" Error TooManyValues { limit: u64 }
        ru: format!("больше {limit} значений, дальше файл не читается"), "разделите файл или сократите список";
        en: format!("more than {limit} values, the rest of the file is not read"), "split the file or shorten the list";
    /// `---` within a file.
    "Y026" Error ManyDocuments {}
        ru: "строка «---» делит файл надвое", "уберите её: в файле должна быть одна запись";
        en: "a line “---” splits the file in two", "delete it: a file holds one document";
    /// A backslash that means nothing.
    "Y027" Error BadEscape {}
        ru: "обратная черта в двойных кавычках здесь ничего не значит",
            "удвойте её или возьмите текст в одинарные кавычки";
        en: "a backslash means nothing here within double quotes", "double it or put the text into single quotes";
    /// A list on the line of its key.
    "Y028" Error ListOnKeyLine {}
        ru: "список начинается на строке ключа", "перенесите его на следующую строку с отступом в два пробела";
        en: "a list begins on the line of its key", "move it to the next line and indent it by two spaces";
    /// Items without a comma between.
    "Y029" Error MissingComma {}
        ru: "между значениями в скобках нужна запятая", "пишите так: [Омская область, Москва]";
        en: "values in brackets need a comma between them", "write: [Moscow, Omsk]";
    /// A list or a record for a key.
    "Y030" Error StrangeKey {}
        ru: "ключом может быть только слово", "пишите так: «ключ: значение»";
        en: "a key has to be a word", "write “key: value”";
    /// Anything else.
    "Y031" Error UnreadableLine {}
        ru: "эту строку не удалось прочитать", "проверьте в ней и выше кавычки, скобки, отступы и двоеточия";
        en: "this line cannot be read", "check quotes, brackets, indentation and colons here and above";
    /// Too many problems of one file.
    "Y032" Error MoreProblems { n: u64 }
        ru: format!("остальные замечания к этому файлу не показаны: {n}"),
            "исправьте те, что показаны, и соберите сайт ещё раз";
        en: format!("the other complaints about this file are not shown: {n}"),
            "cure those that are shown and build again";
    /// A key that no table knows.
    "Y040" Error UnknownKey { key: String, nearest: Option<String> }
        ru: format!("неизвестный ключ «{key}»"),
            nearest.as_ref().map_or("проверьте написание по справочнику ключей".to_owned(), |it| format!("возможно, вы имели в виду «{it}»"));
        en: format!("unknown key “{key}”"),
            nearest.as_ref().map_or("check its spelling in the list of keys".to_owned(), |it| format!("did you mean “{it}”?"));
    /// One field under two names.
    "Y041" Error TwoNames { first: String, second: String }
        ru: format!("«{second}» и «{first}» — одно и то же поле"), "оставьте одно из них";
        en: format!("“{second}” and “{first}” are one and the same field"), "keep one of them";
    /// A value of another type.
    "Y042" Error WrongType { key: String, expected: super::lang::Both, example: String }
        ru: format!("в «{key}» нужно другое: {}", expected.ru), format!("например: {example}");
        en: format!("“{key}” takes something else: {}", expected.en), format!("for example: {example}");
    /// A field that has to be there.
    "Y043" Error MissingKey { key: String, example: String }
        ru: format!("нет обязательного «{key}»"), format!("допишите, например: {example}");
        en: format!("the required “{key}” is missing"), format!("add it, for example: {example}");
    /// A word that is none of the choices.
    "Y044" Error UnknownChoice { key: String, value: String, choices: Vec<String> }
        ru: format!("в «{key}» не бывает «{value}»"), format!("можно: {}", quoted(Lang::Ru, choices));
        en: format!("“{key}” cannot be “{value}”"), format!("it can be: {}", quoted(Lang::En, choices));

    // ---- F: fields and values
    /// A table of fields that is no list.
    "F001" Error FieldTableExpected {}
        ru: "здесь должен быть список полей", "например: fields: [{key: salary, type: money}]";
        en: "a list of fields should stand here", "for example: fields: [{key: salary, type: money}]";
    /// A field of a table without its key.
    "F002" Error FieldWithoutKey {}
        ru: "у поля нет ключа", "добавьте key: с именем латиницей, например key: salary";
        en: "the field has no key", "add key: with a name in Latin letters, for example key: salary";
    /// A type of field that does not exist.
    "F003" Error UnknownFieldType { name: String, nearest: Option<String> }
        ru: format!("вида поля «{name}» нет"), nearest.as_ref().map_or_else(|| "виды: text, date, number, choice, ref, record и другие, см. справочник полей".to_owned(), |it| format!("возможно, вы имели в виду «{it}»"));
        en: format!("there is no kind of field “{name}”"), nearest.as_ref().map_or_else(|| "kinds: text, date, number, choice, ref, record and others, see the reference of fields".to_owned(), |it| format!("did you mean “{it}”?"));
    /// A key of a type's table that does not exist.
    "F004" Error UnknownTypeKey { key: String, nearest: Option<String> }
        ru: format!("в описании типа нет ключа «{key}»"), nearest.as_ref().map_or_else(|| "уберите эту строку".to_owned(), |it| format!("возможно, вы имели в виду «{it}»"));
        en: format!("a type's table has no key “{key}”"), nearest.as_ref().map_or_else(|| "remove this line".to_owned(), |it| format!("did you mean “{it}”?"));
    /// More values than a field takes.
    "F005" Error TooMany { field: String, limit: u64 }
        ru: format!("в поле «{field}» больше {limit} значений"), "оставьте главное: столько значений никто не прочтёт";
        en: format!("the field “{field}” holds more than {limit} values"), "keep what matters: nobody reads that many";
    /// A text longer than readers see.
    "F006" Advice LongText { field: String, limit: u64 }
        ru: format!("в поле «{field}» больше {limit} знаков"), "сократите: в списках и в поиске длинный текст обрежут";
        en: format!("the field “{field}” is longer than {limit} characters"), "shorten it: lists and search engines will cut it";
    /// `11.01.22`.
    "F007" Error TwoDigitYear { value: String }
        ru: format!("в дате «{value}» год из двух цифр"), "напишите год полностью, например 11.01.2022";
        en: format!("the year of “{value}” has two digits"), "write the year in full, for example 11.01.2022";
    /// `31.02.2022`.
    "F008" Error ImpossibleDate { value: String }
        ru: format!("даты «{value}» не бывает"), "проверьте день и месяц; порядок: день.месяц.год";
        en: format!("there is no such date as “{value}”"), "check day and month; the order is day.month.year";
    /// A term that the vocabulary lacks.
    "F009" Error UnknownTerm { field: String, value: String, nearest: Option<String>, name: String }
        ru: format!("«{value}» нет в словаре «{field}»"), nearest.as_ref().map_or_else(|| if name == "regions" { format!("словарь: content/regions.yaml; новый регион добавляют в нём после строк «extends: ru-regions» и «terms:» строкой «  - title: {value}»") } else { format!("словарь: content/{name}.yaml; новый термин — строка «- title: {value}»") }, |it| format!("возможно, вы имели в виду «{it}»; словарь: content/{name}.yaml"));
        en: format!("“{value}” is not in the “{field}” vocabulary"), nearest.as_ref().map_or_else(|| if name == "regions" { format!("vocabulary: content/regions.yaml; a new region is a line “  - title: {value}” there, on a Russian site after the lines “extends: ru-regions” and “terms:”") } else { format!("vocabulary: content/{name}.yaml; a new term is a line “- title: {value}”") }, |it| format!("did you mean “{it}”? vocabulary: content/{name}.yaml"));
    /// A text that names several terms.
    "F010" Error AmbiguousTerm { value: String, ids: Vec<String> }
        ru: format!("«{value}» в словаре не одно"), format!("напишите одно из обозначений: {}", ids.join(", "));
        en: format!("“{value}” names several terms"), format!("write one of the ids: {}", ids.join(", "));
    /// A number whose check digit is wrong.
    "F011" Warning BadChecksum { field: String, value: String }
        ru: format!("контрольная цифра в «{field}: {value}» не сходится"), "сверьте номер с документом";
        en: format!("the check digit of “{field}: {value}” is wrong"), "compare the number with the document";
    /// `адрес` where two things could be meant.
    "F012" Error WhichAddress {}
        ru: "непонятно, какой адрес", "адрес этой страницы на сайте — «адрес_страницы», почтовый адрес указывают у организаций и событий";
        en: "it is unclear which address is meant", "the page's own address is “slug”; a postal address belongs to organisations and events";
    /// A field that a type cannot do without.
    "F013" Error MissingField { key: String }
        ru: format!("не заполнено обязательное поле «{key}»"), format!("добавьте строку «{key}: …» между линиями ---");
        en: format!("the required field “{key}” is missing"), format!("add a line “{key}: …” between the --- lines");
    /// A field that readers miss.
    "F014" Advice MissingRecommended { key: String }
        ru: format!("не заполнено поле «{key}»"), "оно желательно: его ищут читатели";
        en: format!("the field “{key}” is empty"), "it is recommended: readers look for it";
    /// News without a date.
    "F015" Error NoDate { key: String }
        ru: "у материала нет даты", format!("добавьте строку «{key}: 11.01.2022» или начните имя файла с даты: 2022-01-11-…");
        en: "the article has no date", format!("add a line “{key}: 2022-01-11” or begin the file's name with the date: 2022-01-11-…");
    /// Two dates of one article.
    "F016" Warning DateDiffers { written: String, named: String }
        ru: format!("дата {written} не совпадает с датой в имени файла, {named}"), "исправьте одну из них; на сайте будет та, что в тексте";
        en: format!("the date {written} differs from that of the file's name, {named}"), "correct one of them; the site shows the written one";
    /// An article without a text.
    "F017" Error EmptyBody { kind: super::lang::Both }
        ru: format!("{} без текста", kind.ru.to_lowercase()), "напишите текст после второй линии ---";
        en: format!("a {} without a text", kind.en.to_lowercase()), "write the text after the second --- line";
    /// `Фонд открыл центр.`
    "F018" Warning TitleEndsWithStop {}
        ru: "заголовок кончается точкой", "уберите точку: в заголовках её не ставят";
        en: "the title ends with a full stop", "remove it: titles have none";
    /// A level of evidence without its grounds.
    "F019" Warning EvidenceWithoutNote { level: u64, key: String }
        ru: format!("доказательность {level} без поля «{key}»"), format!("добавьте «{key}: …» или поставьте уровень ниже");
        en: format!("evidence level {level} without “{key}”"), format!("add “{key}: …” or lower the level");
    /// An event's own day in `date`.
    "F020" Advice EventDateAhead {}
        ru: "дата события ещё не наступила, материал уже виден", "если это день самого события, впишите его в «событие: начало»";
        en: "the event's date lies ahead, and the page is already public", "if it is the day of the event itself, write it as “event: start”";
    /// `reviewed` is long ago.
    "F021" Advice ReviewedLongAgo {}
        ru: "материал давно не проверяли", "перечитайте его и обновите поле «проверено»";
        en: "the article has not been reviewed for long", "read it again and renew “reviewed”";
    /// A file of records that is no list.
    "F022" Error RecordListExpected {}
        ru: "здесь должен быть список записей", "каждая запись начинается с «- название: …»";
        en: "a list of records should stand here", "each record begins with “- title: …”";

    /// A name of a site's field that another field of the type needs.
    "F023" Error FieldNameTaken { name: String, key: String }
        ru: format!("имя «{name}» уже занято полем «{key}» этого типа"), "дайте новому полю другое имя";
        en: format!("the name “{name}” belongs to the field “{key}” of this type"), "give the new field another name";

    /// An end before its beginning.
    "F024" Error EndBeforeStart { field: String }
        ru: format!("в «{field}» конец раньше начала"), "проверьте обе даты; порядок: день.месяц.год";
        en: format!("“{field}” ends before it begins"), "check both dates; the order is day.month.year";

    /// A draft of the text of a page that is always there.
    "F025" Error StateOfText { key: String }
        ru: format!("«{key}» здесь не действует: это текст раздела, термина или главной, а такая страница есть всегда"),
            "уберите эту строку; текст, который показывать рано, уберите в комментарий <!-- … --> или храните вне папки content";
        en: format!("“{key}” has no effect here: this is the text of a section, a term or the home page, which is always there"),
            "remove this line; put a text that nobody should see yet into a comment <!-- … --> or keep it outside content";

    // ---- M: Markdown and pasted text
    /// Quotes, lists, brackets or emphasis within one another without end.
    "M001" Error NestingTooDeep { limit: u64 }
        ru: format!("вложенность больше {limit} уровней: цитаты, списки, скобки или выделения друг в друге"),
            "упростите это место: так глубоко вложенный текст никто не прочтёт";
        en: format!("more than {limit} levels of quotes, lists, brackets or emphasis within one another"),
            "simplify this place: nobody can read text nested so deep";
    /// A body larger than svod reads.
    "M002" Error TextTooLong { limit: u64 }
        ru: format!("текст больше {limit} МБ"), "разделите материал на несколько";
        en: format!("the text is larger than {limit} MB"), "split the article into several";
    /// `#` in a body.
    "M003" Warning TopHeading {}
        ru: "заголовок с одной решёткой «#» занят названием материала", "поставьте две: «## …»";
        en: "a heading with one “#” is taken by the article's title", "write two: “## …”";
    /// A heading without text.
    "M004" Warning EmptyHeading {}
        ru: "заголовок без текста", "допишите заголовок или удалите решётки";
        en: "a heading without text", "write the heading or remove the “#” signs";
    /// `{key=value}` after a heading.
    "M005" Error HeadingAttribute { name: String }
        ru: format!("в фигурных скобках после заголовка нельзя писать «{name}»"),
            "можно только имя для ссылок и класс: «## Итоги {#itogi .wide}»";
        en: format!("“{name}” is not allowed in braces after a heading"),
            "only a name for links and a class are: “## Results {#results .wide}”";
    /// One `id` twice on a page.
    "M006" Error DuplicateId { id: String }
        ru: format!("имя для ссылок «{id}» на этой странице уже есть"), "выберите другое имя";
        en: format!("the id “{id}” is already on this page"), "choose another one";
    /// An `id` that cannot be one.
    "M007" Error BadId { id: String }
        ru: format!("«{id}» не годится как имя для ссылок"), "имя пишется без пробелов и не начинается с fn_";
        en: format!("“{id}” cannot be an id"), "an id has no spaces and does not begin with fn_";
    /// `[text]()` or `[text](#)`.
    "M008" Error EmptyLink {}
        ru: "ссылка никуда не ведёт", "впишите адрес в круглые скобки или уберите ссылку";
        en: "the link leads nowhere", "write its address in the round brackets or remove the link";
    /// `[](address)`.
    "M009" Error LinkWithoutText {}
        ru: "у ссылки нет текста", "напишите в квадратных скобках, куда она ведёт";
        en: "the link has no text", "write in the square brackets where it leads";
    /// `javascript:` and the like.
    "M010" Error ForbiddenScheme { scheme: String }
        ru: format!("адрес, который начинается с «{scheme}:», нельзя ставить в текст"),
            "можно http, https, mailto и tel; файл сайта пишется путём: ../news/file.md";
        en: format!("an address that begins with “{scheme}:” is not allowed"),
            "http, https, mailto and tel are; a file of the site is written as a path: ../news/file.md";
    /// `[text][label]` without a definition.
    "M011" Error UnknownLabel { label: String }
        ru: format!("метка ссылки «{label}» нигде не объяснена"),
            format!("добавьте внизу строку «[{label}]: адрес» или впишите адрес в круглых скобках");
        en: format!("the link label “{label}” is defined nowhere"),
            format!("add a line “[{label}]: address” below or write the address in round brackets");
    /// A picture without alternative text.
    "M012" Error PictureWithoutAlt { record: super::lang::Both, decorative: super::lang::Both }
        ru: "у картинки нет описания для тех, кто её не видит",
            format!("напишите, что на ней: {}; если она только украшает: {}", record.ru, decorative.ru);
        en: "the picture has no description for those who cannot see it",
            format!("write what it shows: {}; if it only decorates: {}", record.en, decorative.en);
    /// A picture of another site.
    "M013" Error ForeignPicture { host: String }
        ru: format!("картинка или видео с чужого сайта «{host}»"),
            "положите файл рядом с материалом или разрешите этот сайт: allow.img в svod.yaml";
        en: format!("a picture or video of another site, “{host}”"),
            "put the file beside the article or allow that site: allow.img in svod.yaml";
    /// `![alt]()`.
    "M014" Error EmptyPicture {}
        ru: "у картинки не указан файл", "впишите имя файла в круглые скобки";
        en: "the picture names no file", "write the file name in the round brackets";
    /// A tag outside the short list.
    "M015" Error ForbiddenTag { tag: String }
        ru: format!("тег <{tag}> в тексте нельзя"),
            "можно p, br, b, strong, i, em, u, s, sub, sup, small, abbr, details, summary, kbd; для остального есть разметка Markdown";
        en: format!("the tag <{tag}> is not allowed in the text"),
            "p, br, b, strong, i, em, u, s, sub, sup, small, abbr, details, summary, kbd are; Markdown serves for the rest";
    /// An attribute outside the short list, or a bad value.
    "M016" Error ForbiddenAttribute { tag: String, attribute: String }
        ru: format!("у тега <{tag}> нельзя писать «{attribute}»"),
            "можно title, lang, id и class (у details ещё open), каждый один раз и с верным значением";
        en: format!("“{attribute}” is not allowed in the tag <{tag}>"),
            "title, lang, id and class are (and open in details), each once and with a valid value";
    /// A tag that nothing closes in its place.
    "M017" Error UnclosedTag { tag: String }
        ru: format!("тег <{tag}> не закрыт"), format!("поставьте </{tag}> в том же абзаце или блоке");
        en: format!("the tag <{tag}> is not closed"), format!("put </{tag}> in the same paragraph or block");
    /// A closing tag without its opening one.
    "M018" Error StrayTag { tag: String }
        ru: format!("тег </{tag}> ничего не закрывает"), "удалите его или проверьте, в том ли порядке закрыты теги";
        en: format!("the tag </{tag}> closes nothing"), "remove it or check the order in which the tags are closed";
    /// A block tag inside a line.
    "M019" Error MisplacedTag { tag: String }
        ru: format!("тег <{tag}> стоит не на месте"),
            "p и details начинаются с новой строки после пустой, summary стоит первым внутри details";
        en: format!("the tag <{tag}> is out of place"),
            "p and details begin a line after an empty one, summary comes first in details";
    /// A comment or tag without an end.
    "M020" Error BrokenHtml {}
        ru: "кусок HTML не закончен или записан неверно", "закройте комментарий «-->» и скобку тега «>» или удалите этот кусок";
        en: "a piece of HTML has no end or is malformed", "close the comment with “-->” and the tag with “>” or remove the piece";
    /// A table beyond the limits.
    "M021" Error TableTooLarge { columns: u64, cells: u64 }
        ru: format!("таблица больше {columns} столбцов или {cells} ячеек"), "приложите её файлом, а в тексте оставьте главное";
        en: format!("the table has more than {columns} columns or {cells} cells"), "attach it as a file and keep the main part here";
    /// A footnote nobody refers to.
    "M022" Warning UnusedFootnote { label: String }
        ru: format!("на сноску «{label}» никто не ссылается: она не показана"), format!("поставьте [^{label}] в текст или удалите сноску");
        en: format!("nothing refers to the footnote “{label}”: it is not shown"), format!("put [^{label}] into the text or remove the note");
    /// A mark of a footnote that is not there.
    "M023" Error UnknownFootnote { label: String }
        ru: format!("сноски «{label}» нет"), format!("добавьте внизу строку «[^{label}]: текст сноски»");
        en: format!("there is no footnote “{label}”"), format!("add a line “[^{label}]: text of the note” below");
    /// The same footnote twice.
    "M024" Error RepeatedFootnote { label: String }
        ru: format!("сноска «{label}» написана дважды"), "дайте второй другую метку";
        en: format!("the footnote “{label}” is written twice"), "give the second one another label";
    /// A footnote mark inside a link.
    "M025" Error FootnoteInLink {}
        ru: "знак сноски стоит внутри ссылки", "перенесите его за скобки ссылки";
        en: "a footnote mark stands inside a link", "move it behind the link";
    /// A list, table or heading where only a line of text can be.
    "M026" Error BlockInLine {}
        ru: "здесь может быть только строка текста, без списков, таблиц и заголовков",
            "уберите разметку; перед точкой после числа или перед знаком в начале поставьте обратную черту: 2022\\. год";
        en: "only a line of text can stand here, without lists, tables and headings",
            "remove the markup; put a backslash before the dot after a number or before a sign at the beginning: 2022\\. year";

    /// More links and pictures than a reader could follow.
    "M027" Error TooManyLinks { limit: u64 }
        ru: format!("в тексте больше {limit} ссылок и картинок"), "разделите материал на части";
        en: format!("the text holds more than {limit} links and pictures"), "split the article";
    /// A text of megabytes that is mostly signs of markup: a page of it could not be read.
    "M028" Error TooMuchMarkup { limit: u64 }
        ru: format!("в тексте больше {limit} знаков разметки и концов строк"), "разделите материал на части; большие таблицы приложите файлом";
        en: format!("the text holds more than {limit} signs of markup and line ends"), "split the article; attach large tables as files";
    /// A line ends a sentence and the next begins one, without an empty line between.
    "M030" Warning MergedParagraphs {}
        ru: "абзацы слились: здесь начинается новое предложение, а пустой строки перед ним нет",
            "поставьте пустую строку, если это новый абзац; если нет, соедините строки в одну";
        en: "paragraphs ran together: a new sentence begins here without an empty line before it",
            "put an empty line if a paragraph begins; otherwise join the lines";
    /// A paragraph that begins with spaces.
    "M031" Warning IndentedParagraph {}
        ru: "абзац начинается с пробелов", "удалите их: отступ делает оформление сайта";
        en: "the paragraph begins with spaces", "remove them: the site's design makes indents";
    /// Four spaces made code of prose.
    "M032" Warning IndentedProse {}
        ru: "из-за четырёх пробелов в начале строки текст стал «кодом»", "удалите пробелы в начале строк";
        en: "four spaces at the beginning of the line made “code” of the text", "remove the spaces at the beginning of the lines";
    /// `» «` without a comma.
    "M033" Warning AdjacentQuotes {}
        ru: "между двумя названиями в кавычках нет запятой", "поставьте запятую или союз: «Няня», «Передышка»";
        en: "no comma between two names in quotes", "put a comma or “and” between them";
    /// The first paragraph repeats the title.
    "M034" Warning RepeatedTitle {}
        ru: "первый абзац повторяет заголовок", "удалите его: заголовок на странице уже есть";
        en: "the first paragraph repeats the title", "remove it: the title is already on the page";
    /// `**` that stayed in the text.
    "M035" Warning LiteralAsterisks {}
        ru: "две звёздочки остались в тексте и ничего не выделили",
            "между закрывающими звёздочками и следующим словом нужен пробел, а внутри звёздочек пробела по краям нет";
        en: "two asterisks stayed in the text and mark nothing",
            "put a space between the closing asterisks and the next word, and none inside them";
    /// `2022. год` became a list.
    "M036" Warning YearList { number: String }
        ru: format!("строка, которая начинается с «{number}.», стала пунктом списка"), format!("поставьте обратную черту перед точкой: {number}\\.");
        en: format!("the line that begins with “{number}.” became an item of a list"), format!("put a backslash before the dot: {number}\\.");
    /// `- said he` became a list.
    "M037" Warning SpeechList {}
        ru: "дефис в начале строки сделал из прямой речи список", "поставьте тире: «— …»";
        en: "a hyphen at the beginning of the line made a list of direct speech", "put a dash: “— …”";
    /// Numbers with and without groups in one text.
    "M038" Advice DigitGrouping { grouped: String, plain: String }
        ru: format!("числа записаны по-разному: «{grouped}» и «{plain}»"), "отделяйте тысячи пробелом во всём тексте";
        en: format!("numbers are written in two ways: “{grouped}” and “{plain}”"), "separate thousands with a space throughout the text";

    // ---- D: directives and data
    /// A directive that does not exist.
    "D001" Error UnknownDirective { name: String, nearest: Option<String>, known: Vec<String> }
        ru: format!("вставки «:::{name}» нет"),
            if nearest.is_some() { perhaps(Lang::Ru, nearest) } else { format!("есть {}", quoted(Lang::Ru, known)) };
        en: format!("there is no directive “:::{name}”"),
            if nearest.is_some() { perhaps(Lang::En, nearest) } else { format!("there are {}", quoted(Lang::En, known)) };
    /// A line that begins with `:::` and is neither an opening nor a closing one.
    "D002" Error BadDirectiveLine { line: String }
        ru: format!("строка «{line}» начинается с «:::», но это не вставка"),
            "вставка пишется с начала строки, без пробела: «:::note», закрывается строкой «:::»";
        en: format!("the line “{line}” begins with “:::” but is no directive"),
            "a directive begins the line, without a space: “:::note”, and is closed by a line “:::”";
    /// A directive without its closing line.
    "D003" Error UnclosedDirective { name: String }
        ru: format!("вставка «:::{name}» не закрыта"), "поставьте после неё строку «:::»";
        en: format!("the directive “:::{name}” is not closed"), "put a line “:::” after it";
    /// A closing line without an opening one.
    "D004" Error StrayDirectiveEnd {}
        ru: "строка «:::» ничего не закрывает", "удалите её или допишите имя вставки: «:::note»";
        en: "the line “:::” closes nothing", "remove it or add the directive's name: “:::note”";
    /// A directive in a directive.
    "D005" Error NestedDirective { name: String }
        ru: format!("вставка «:::{name}» стоит внутри другой вставки"), "закройте первую строкой «:::» раньше";
        en: format!("the directive “:::{name}” stands inside another one"), "close the first one with a line “:::” before it";
    /// An attribute that the directive has not.
    "D006" Error UnknownDirectiveAttribute { directive: String, attribute: String, nearest: Option<String>, known: Vec<String> }
        ru: format!("у вставки «:::{directive}» нет свойства «{attribute}»"),
            if nearest.is_some() { perhaps(Lang::Ru, nearest) } else { format!("есть {}; текст с пробелами берётся в кавычки", quoted(Lang::Ru, known)) };
        en: format!("the directive “:::{directive}” has no attribute “{attribute}”"),
            if nearest.is_some() { perhaps(Lang::En, nearest) } else { format!("there are {}; put text with spaces in quotes", quoted(Lang::En, known)) };
    /// An attribute that must be there.
    "D007" Error MissingDirectiveAttribute { directive: String, attribute: String, example: String }
        ru: format!("у вставки «:::{directive}» не указано «{attribute}»"), format!("например: {example}");
        en: format!("the directive “:::{directive}” lacks “{attribute}”"), format!("for example: {example}");
    /// An attribute written twice.
    "D008" Error RepeatedDirectiveAttribute { attribute: String }
        ru: format!("свойство «{attribute}» написано дважды"), "оставьте одно";
        en: format!("the attribute “{attribute}” is written twice"), "keep one";
    /// A value that is none of the choices.
    "D009" Error BadDirectiveValue { attribute: String, value: String, choices: Vec<String> }
        ru: format!("значение «{value}» не подходит для «{attribute}»"), format!("можно: {}", quoted(Lang::Ru, choices));
        en: format!("the value “{value}” does not fit “{attribute}”"), format!("allowed: {}", quoted(Lang::En, choices));
    /// A quote that nothing closes.
    "D010" Error UnclosedDirectiveQuote {}
        ru: "кавычка в строке вставки не закрыта", "поставьте вторую кавычку в той же строке";
        en: "a quote in the directive's line is not closed", "put the second quote in the same line";
    /// A body where there can be none.
    "D011" Error UnexpectedDirectiveBody { directive: String }
        ru: format!("внутри вставки «:::{directive}» ничего не пишется"), "закройте её строкой «:::» сразу";
        en: format!("nothing is written inside the directive “:::{directive}”"), "close it with a line “:::” at once";
    /// A body that is not what the directive shows.
    "D012" Error WrongDirectiveBody { directive: String, wanted: super::lang::Both }
        ru: format!("внутри вставки «:::{directive}» не то, что нужно"), format!("нужно: {}", wanted.ru);
        en: format!("the directive “:::{directive}” does not hold what it should"), format!("it needs {}", wanted.en);

    /// A data file without a single row.
    "D020" Error EmptyTable {}
        ru: "в таблице нет данных", "нужна строка с названиями столбцов и хотя бы одна строка под ней";
        en: "the table holds no data", "it needs a line with the names of columns and at least one line below";
    /// A row longer or shorter than the header.
    "D021" Error RaggedRow { wanted: u64, found: u64 }
        ru: format!("столбцов в заголовке {wanted}, а в этой строке {found}"), "проверьте разделители; значение, в котором есть разделитель, берётся в кавычки";
        en: format!("the header has {wanted} columns, this row has {found}"), "check the separators; put a value that holds one in quotes";
    /// Windows-1251 in a data file.
    "D022" Warning TableEncoding {}
        ru: "файл таблицы в кодировке Windows-1251: прочитан, но лучше UTF-8", "сохраните его как «CSV UTF-8»";
        en: "the data file is in Windows-1251: it was read, but UTF-8 is better", "save it as “CSV UTF-8”";
    /// A total that the rows do not make.
    "D023" Error TotalMismatch { stated: String, actual: String, column: String }
        ru: format!("итог не сходится: указано {stated}, а сумма столбца «{column}» {actual}"), "исправьте итог или данные";
        en: format!("the total does not add up: {stated} is stated, the column “{column}” makes {actual}"), "correct the total or the data";
    /// A total of a table without numbers.
    "D024" Error NoNumericColumn {}
        ru: "в таблице нет столбца из одних чисел: итог проверить нельзя", "укажите столбец: total.имя_столбца=…, уберите из него слова";
        en: "the table has no column of numbers alone: the total cannot be checked", "name the column: total.name=…, and remove words from it";
    /// A total of a column that is not there.
    "D025" Error UnknownColumn { column: String, nearest: Option<String>, known: Vec<String> }
        ru: format!("столбца «{column}» в таблице нет"), if nearest.is_some() { perhaps(Lang::Ru, nearest) } else { format!("есть {}", quoted(Lang::Ru, known)) };
        en: format!("the table has no column “{column}”"), if nearest.is_some() { perhaps(Lang::En, nearest) } else { format!("there are {}", quoted(Lang::En, known)) };
    /// A total or a cell that is no number.
    "D026" Error NotANumber { value: String }
        ru: format!("«{value}» не число"), "число пишется цифрами: 2168, 2 168 или 36,4";
        en: format!("“{value}” is not a number"), "write it in digits: 2168, 2 168 or 36.4";
    /// Shares far from 100.
    "D027" Warning SharesOff { sum: String, column: String }
        ru: format!("доли в столбце «{column}» дают {sum}, а не 100: округлением этого не объяснить"), "проверьте числа";
        en: format!("the shares in the column “{column}” make {sum}, not 100: rounding does not explain it"), "check the numbers";
    /// A file that is no text.
    "D028" Error UnreadableTable {}
        ru: "файл таблицы не читается как текст", "сохраните его как «CSV UTF-8»";
        en: "the data file cannot be read as text", "save it as “CSV UTF-8”";

    /// A directive declared under the name of one of svod's own.
    "D013" Error DirectiveTaken { name: String }
        ru: format!("вставка «:::{name}» уже есть в svod"), "дайте своей вставке другое имя";
        en: format!("svod has a directive “:::{name}” already"), "give yours another name";
    /// A field of a directive that no line can hold.
    "D014" Error DirectiveField { key: String }
        ru: format!("поле «{key}» нельзя записать в строке вставки"), "годятся text, date, number, money, choice, terms, ref, file, phone и подобные; длинный текст пишут между строками вставки (body: markdown), картинки — в нём же";
        en: format!("the field “{key}” cannot be written in a directive's line"), "use text, date, number, money, choice, terms, ref, file, phone and the like; a long text stands between the directive's lines (body: markdown), pictures too";
    /// A value of `:::list` that the site does not know.
    "D015" Error UnknownListWord { attribute: String, value: String, nearest: Option<String>, known: Vec<String> }
        ru: format!("в «{attribute}» нет значения «{value}»"), perhaps_or(Lang::Ru, nearest, &or(listed("можно: ", Lang::Ru, known), &format!("уберите «{attribute}»")));
        en: format!("“{attribute}” knows no “{value}”"), perhaps_or(Lang::En, nearest, &or(listed("it can be: ", Lang::En, known), &format!("remove “{attribute}”")));
    /// `:::list` in a field of front matter.
    "D016" Error DirectiveInField { name: String }
        ru: format!("вставка «:::{name}» бывает только в тексте материала, а не в его шапке"), "перенесите её в текст после второй строки «---»";
        en: format!("the directive “:::{name}” belongs in the text, not in the front matter"), "move it into the text after the second line “---”";
    /// `:::contacts` with nobody to call.
    "D017" Error NoContacts {}
        ru: "вставке «:::contacts» нечего показать: контакты сайта не заполнены", "заполните «contacts» в svod.yaml или назовите организацию: :::contacts organisation=\"…\"";
        en: "“:::contacts” has nothing to show: the site has no contacts", "fill in “contacts” of svod.yaml or name an organisation: :::contacts organisation=\"…\"";
    /// An organisation that cannot be reached.
    "D018" Warning NothingToCall { name: String }
        ru: format!("у организации «{name}» нет ни телефона, ни почты, ни адреса"), "впишите их в карточку организации";
        en: format!("“{name}” has neither telephone nor e-mail nor address"), "write them into the organisation's card";
    /// A template of a directive that the theme lacks.
    "D019" Error DirectiveTemplate { name: String, nearest: Option<String> }
        ru: format!("шаблона «{name}» в теме нет"), perhaps_or(Lang::Ru, nearest, "положите его в папку templates темы или впишите шаблон прямо здесь: template: |");
        en: format!("the theme has no template “{name}”"), perhaps_or(Lang::En, nearest, "put it into the theme's folder templates or write the template here: template: |");
    /// `:::counters` of a file that holds no figures.
    "D030" Error NotFigures { path: String }
        ru: format!("«{path}» — не файл чисел"), "числа лежат в content/data/ в файле .yaml, каждое записью: {id, label, value, date, source}";
        en: format!("“{path}” is no file of figures"), "figures stand in a .yaml file in content/data/, a record each: {id, label, value, date, source}";
    /// A figure that the file lacks.
    "D031" Error UnknownFigure { id: String, nearest: Option<String>, known: Vec<String> }
        ru: format!("числа «{id}» в файле нет"), perhaps_or(Lang::Ru, nearest, &listed("есть ", Lang::Ru, known));
        en: format!("the file has no figure “{id}”"), perhaps_or(Lang::En, nearest, &listed("there are ", Lang::En, known));
    /// Two figures of one file with one id.
    "D050" Error SameFigure { id: String }
        ru: format!("чисел с id «{id}» в файле два"), "переименуйте одно: по id число находят";
        en: format!("two figures of the file have the id “{id}”"), "rename one: figures are found by their ids";
    /// A figure that does not say of which day it is.
    "D051" Warning FigureWithoutDate {}
        ru: "у числа нет даты", "напишите, на какой день оно посчитано: date: 01.08.2024, или date: не указана";
        en: "the figure has no date", "write of which day it is: date: 2024-08-01, or date: unknown";
    /// A figure that nobody vouches for.
    "D052" Warning FigureWithoutSource { label: String }
        ru: format!("у числа «{label}» нет источника"), "напишите, откуда оно: source: Сайт министерства";
        en: format!("the figure “{label}” has no source"), "write where it comes from: source: Site of the ministry";
    /// A value beside a series.
    "D053" Error FigureTwice {}
        ru: "у числа есть и ряд значений, и отдельное значение или дата", "перенесите их в values: [{date: …, value: …}]";
        en: "the figure has a series and also a value or a date of its own", "move them into values: [{date: …, value: …}]";

    // ---- R: references and links
    /// A reference to nothing.
    "R001" Error UnknownReference { value: String, what: super::lang::Both, nearest: Option<String>, folder: String, kind: String }
        ru: format!("«{value}»: такого материала нет ({})", what.ru.to_lowercase()), nearest.as_ref().map_or_else(|| format!("проверьте название или создайте карточку: {}", new_item(kind, value)), |it| format!("возможно, вы имели в виду «{it}»; или создайте карточку: {}", new_item(kind, value)));
        en: format!("“{value}”: there is no such item ({})", what.en.to_lowercase()), nearest.as_ref().map_or_else(|| format!("check the name or make a card: {}", new_item(kind, value)), |it| format!("did you mean “{it}”? or make a card: {}", new_item(kind, value)));
    /// A reference that several items answer to.
    "R002" Error AmbiguousReference { value: String, files: Vec<String> }
        ru: format!("«{value}» подходит к нескольким материалам"), format!("напишите имя файла: {}", files.join(", "));
        en: format!("“{value}” fits several items"), format!("write the file's name: {}", files.join(", "));
    /// A reference to an item that is withheld now.
    "R003" Advice WithheldReference { value: String }
        ru: format!("«{value}» сейчас не опубликовано"), "связь появится, когда материал выйдет";
        en: format!("“{value}” is not published now"), "the relation appears when the item does";
    /// Items that stand above themselves.
    "R004" Error CycleOfItems { names: Vec<String> }
        ru: format!("материалы входят друг в друга по кругу: {}", names.join(" → ")), "уберите одну из ссылок на вышестоящего";
        en: format!("items stand above one another in a circle: {}", names.join(" → ")), "remove one of the references to a parent";
    /// A link to nothing.
    "R005" Error BrokenLink { target: String, nearest: Option<String> }
        ru: format!("ссылка «{target}» никуда не ведёт"), nearest.as_ref().map_or_else(|| "проверьте имя файла или адрес страницы".to_owned(), |it| format!("возможно, вы имели в виду «{it}»"));
        en: format!("the link “{target}” leads nowhere"), nearest.as_ref().map_or_else(|| "check the file's name or the page's address".to_owned(), |it| format!("did you mean “{it}”?"));
    /// A link to a place that the page lacks.
    "R006" Error MissingAnchor { anchor: String, file: String, nearest: Option<String> }
        ru: format!("в «{file}» нет места «#{anchor}»"), nearest.as_ref().map_or_else(|| "уберите часть ссылки после #".to_owned(), |it| format!("возможно, вы имели в виду «#{it}»"));
        en: format!("“{file}” has no place “#{anchor}”"), nearest.as_ref().map_or_else(|| "remove the part of the link after #".to_owned(), |it| format!("did you mean “#{it}”?"));
    /// A link to an item that is withheld, or to a page that is empty now.
    "R007" Advice WithheldLink { target: String }
        ru: format!("страница «{target}» сейчас не опубликована"), "до её выхода на месте ссылки будет простой текст";
        en: format!("the page “{target}” is not published now"), "until it is, plain text stands in place of the link";
    /// A service that nobody answers for.
    "R008" Warning ServiceWithoutContact {}
        ru: "у услуги нет контакта: некому позвонить", "укажите телефоны у услуги, у организации или у региона";
        en: "the service has no contact: there is nobody to call", "give telephones of the service, its organisation or its region";
    /// A tree of items without end.
    "R009" Error ItemsTooDeep { limit: u64 }
        ru: format!("больше {limit} уровней вышестоящих над этим материалом"), "уберите ссылку на вышестоящего или сделайте дерево ниже";
        en: format!("more than {limit} levels of parents above this item"), "remove the reference to its parent or make the tree lower";

    /// Several names in one text where each is an item of a list.
    "R010" Error SeveralReferences { value: String, corrected: String }
        ru: format!("«{value}»: здесь несколько названий подряд, а такого материала нет"), format!("запишите их списком в квадратных скобках: {corrected}");
        en: format!("“{value}”: several names in one text, and no item is called so"), format!("write them as a list in square brackets: {corrected}");

    // ---- A: addresses
    /// Two things at one address.
    "A001" Error SameAddress { url: String, other: super::lang::Both }
        ru: format!("адрес «{url}» уже занят: {}", other.ru), "дайте одному из них другой адрес («адрес_страницы: …», другое имя файла) или уберите лишний";
        en: format!("the address “{url}” is taken already: {}", other.en), "give one of them another address (“slug: …”, another file name) or remove the one too many";
    /// A file name of which no address can be made.
    "A002" Error EmptySlug { name: String }
        ru: format!("из имени «{name}» не получается адрес страницы"), "добавьте в имя файла слово или укажите «адрес_страницы»";
        en: format!("no page address can be made of “{name}”"), "add a word to the file's name or write “slug”";
    /// An address part that is too long.
    "A003" Error LongSlug { limit: u64 }
        ru: format!("адрес страницы длиннее {limit} байт"), "сократите имя файла или укажите «адрес_страницы»";
        en: format!("the page's address is longer than {limit} bytes"), "shorten the file's name or write “slug”";
    /// An address that leads outside or that a file system refuses.
    "A004" Error UnsafeAddress { value: String, reason: super::lang::Both }
        ru: format!("адрес «{}» не годится: {}", value.escape_debug(), reason.ru), "напишите одно слово латиницей, части слова — через дефис";
        en: format!("the address “{}” cannot be used: {}", value.escape_debug(), reason.en), "write one word in Latin letters, its parts joined by hyphens";
    /// A former address that cannot be kept.
    "A008" Error UnsafeAlias { value: String, reason: super::lang::Both }
        ru: format!("прежний адрес «{}» не годится: {}", value.escape_debug(), reason.ru), "напишите его от корня этого сайта, как он стоял в строке адреса: /novosti/123.html";
        en: format!("the former address “{}” cannot be used: {}", value.escape_debug(), reason.en), "write it from the root of this site, as the address bar had it: /news/123.html";
    /// An address that the site keeps for itself.
    "A005" Error ReservedAddress { value: String }
        ru: format!("адрес «{value}» занят служебной страницей"), "укажите другой: «адрес_страницы: …»";
        en: format!("the address “{value}” belongs to a generated page"), "write another one: “slug: …”";
    /// An article in a folder that is no section.
    "A006" Error UndeclaredFolder { folder: String, nearest: Option<String> }
        ru: if folder.is_empty() { "материал лежит вне разделов".to_owned() } else { format!("папка «{folder}» — не раздел сайта") }, nearest.as_ref().map_or_else(|| "положите файл в папку раздела или объявите раздел в svod.yaml: sections".to_owned(), |it| format!("возможно, вы имели в виду «{it}»; свой раздел объявляют в svod.yaml: sections"));
        en: if folder.is_empty() { "the article lies outside the sections".to_owned() } else { format!("the folder “{folder}” is no section of the site") }, nearest.as_ref().map_or_else(|| "put the file into a section's folder or declare the section in svod.yaml: sections".to_owned(), |it| format!("did you mean “{it}”? a section of your own is declared in svod.yaml: sections"));
    /// The text of a term that no vocabulary holds.
    "A007" Error TextOfUnknownTerm { id: String, nearest: Option<String> }
        ru: format!("термина «{id}» нет в словаре"), nearest.as_ref().map_or_else(|| "имя файла — обозначение термина из словаря".to_owned(), |it| format!("возможно, вы имели в виду «{it}»"));
        en: format!("the vocabulary has no term “{id}”"), nearest.as_ref().map_or_else(|| "the file's name is the id of a term".to_owned(), |it| format!("did you mean “{it}”?"));

    // ---- P: pictures and files
    /// A picture or file that is not there.
    "P001" Error MissingFile { path: String }
        ru: format!("файла «{path}» нет"), if path.starts_with('/') { "проверьте имя или положите файл в папку static" } else { "проверьте имя или положите файл рядом с материалом" };
        en: format!("there is no file “{path}”"), if path.starts_with('/') { "check the name or put the file into the folder static" } else { "check the name or put the file beside the article" };
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

    /// A file that is no picture where one is wanted.
    "P020" Error NotAPicture { path: String }
        ru: format!("«{path}» — не картинка"), "подойдут JPEG, PNG, WebP, GIF и SVG";
        en: format!("“{path}” is no picture"), "JPEG, PNG, WebP, GIF and SVG will do";
    /// A file that is no table where one is wanted.
    "P021" Error NotATable { path: String }
        ru: format!("«{path}» — не таблица CSV"), "сохраните таблицу как CSV";
        en: format!("“{path}” is no CSV table"), "save the table as CSV";
    /// A text document beside articles that nobody refers to.
    "P022" Warning UnusedText { name: String }
        ru: format!("«{name}» — не статья"), "сохраните как .md или сошлитесь на файл";
        en: format!("“{name}” is no article"), "save it as .md or refer to the file";

    /// A YAML file among the vocabularies that nothing reads.
    "P023" Warning UnusedList { name: String, nearest: Option<String> }
        ru: format!("файл «{name}» ничем не используется"), perhaps_or(Lang::Ru, nearest, "словарь и список записей называют как словарь или раздел: regions.yaml, organisations.yaml; числа и таблицы кладут в папку data");
        en: format!("nothing reads the file “{name}”"), perhaps_or(Lang::En, nearest, "a vocabulary or a list of records has the name of its taxonomy or section: regions.yaml, organisations.yaml; figures and tables lie in the folder data");

    // ---- C: svod.yaml
    /// A time zone that is not in the list of IANA.
    "C001" Error UnknownZone { zone: String, nearest: Option<String> }
        ru: format!("нет часового пояса «{zone}»"),
            nearest.as_ref().map_or("имена такие: Europe/Moscow, Asia/Omsk".to_owned(), |it| format!("возможно, вы имели в виду «{it}»"));
        en: format!("there is no time zone “{zone}”"),
            nearest.as_ref().map_or("names look like this: Europe/Moscow, Asia/Omsk".to_owned(), |it| format!("did you mean “{it}”?"));
    /// Two sections or taxonomies at one address.
    "C002" Error SamePath { path: String, first: String, second: String }
        ru: format!("«{first}» и «{second}» попадут на один адрес {path}"), "дайте одному из них другой «path»";
        en: format!("“{first}” and “{second}” would stand at one address {path}"), "give one of them another “path”";
    /// A pair of something that is no taxonomy.
    "C003" Error UnknownTaxonomy { name: String, nearest: Option<String> }
        ru: format!("словарь «{name}» не объявлен"),
            nearest.as_ref().map_or("объявите его в «taxonomies»".to_owned(), |it| format!("возможно, вы имели в виду «{it}»"));
        en: format!("the taxonomy “{name}” is not declared"),
            nearest.as_ref().map_or("declare it in “taxonomies”".to_owned(), |it| format!("did you mean “{it}”?"));
    /// A type that is neither built in nor declared.
    "C004" Error UnknownType { name: String, nearest: Option<String> }
        ru: format!("нет типа материалов «{name}»"),
            nearest.as_ref().map_or("объявите его в «types»".to_owned(), |it| format!("возможно, вы имели в виду «{it}»"));
        en: format!("there is no type “{name}”"),
            nearest.as_ref().map_or("declare it in “types”".to_owned(), |it| format!("did you mean “{it}”?"));
    /// A name that cannot stand in an address.
    "C005" Error BadName { name: String }
        ru: format!("«{name}» не годится для адреса"), "годятся строчные латинские буквы, цифры и дефис: target-groups";
        en: format!("“{name}” cannot stand in an address"), "use small Latin letters, digits and hyphens: target-groups";
    /// `severity:` of a code that does not exist.
    "C006" Error UnknownCode { code: String, nearest: Option<String> }
        ru: format!("нет замечания с кодом «{code}»"),
            nearest.as_ref().map_or("коды показывает svod check --verbose".to_owned(), |it| format!("возможно, вы имели в виду «{it}»"));
        en: format!("there is no problem with the code “{code}”"),
            nearest.as_ref().map_or("svod check --verbose shows the codes".to_owned(), |it| format!("did you mean “{it}”?"));
    /// `severity:` of an error.
    "C007" Error FixedSeverity { code: String }
        ru: format!("{code} — ошибка, её строгость не меняется"), "уберите эту строку: менять можно предупреждения и советы";
        en: format!("{code} is an error, its severity is fixed"), "delete this line: warnings and advice can be changed";
    /// No `base_url`: pages do not know their full address.
    "C008" Advice NoBaseUrl {}
        ru: format!("не указан адрес сайта (base_url): страницы выйдут без полного адреса, который нужен поисковикам"),
            "добавьте в svod.yaml строку base_url: https://example.org/";
        en: format!("the address of the site (base_url) is not set: pages go without the full address that search engines need"),
            "add the line base_url: https://example.org/ to svod.yaml";

    // ---- V: vocabularies
    /// Two terms with one id.
    "V001" Error DuplicateTerm { id: String }
        ru: format!("термин «{id}» уже есть"), "дайте второму другой «id» или уберите его";
        en: format!("there is a term “{id}” already"), "give the second one another “id” or delete it";
    /// A parent that is no term.
    "V002" Error UnknownParent { parent: String, nearest: Option<String> }
        ru: format!("термина «{parent}», который должен стоять выше, нет"),
            nearest.as_ref().map_or("в «parent» пишут id термина того же словаря".to_owned(), |it| format!("возможно, вы имели в виду «{it}»"));
        en: format!("the parent “{parent}” is no term"),
            nearest.as_ref().map_or("“parent” takes the id of a term of the same vocabulary".to_owned(), |it| format!("did you mean “{it}”?"));
    /// Terms that stand above themselves.
    "V003" Error TermCycle { cycle: Vec<String> }
        ru: format!("термины стоят друг над другом по кругу: {}", cycle.join(" → ")), "уберите «parent» у одного из них";
        en: format!("terms stand above one another in a circle: {}", cycle.join(" → ")), "delete the “parent” of one of them";
    /// An id that the addresses of the site need for themselves.
    "V004" Error ReservedId { id: String }
        ru: format!("«{id}» занято: такой адрес нужен самому сайту"), "дайте термину другой «id»";
        en: format!("“{id}” is taken: the site needs that address for itself"), "give the term another “id”";
    /// A region without cases.
    "V005" Advice NoCases { title: String, id: String }
        ru: format!("у «{title}» нет падежей, заголовки будут с двоеточием: «Практики: {title}»"),
            format!("допишите в словаре у «{id}»: «genitive: …» и «prepositional: в …»");
        en: format!("“{title}” has no cases, Russian titles get a colon"),
            format!("add “genitive: …” and “prepositional: …” to “{id}” in the vocabulary");
    /// `extends:` of a table that is not there.
    "V006" Error UnknownTable { name: String }
        ru: format!("встроенного словаря «{name}» нет"), "есть один: ru-regions";
        en: format!("there is no built-in vocabulary “{name}”"), "there is one: ru-regions";
    /// A term without a title, which no table has.
    "V007" Error TermWithoutTitle { id: String, nearest: Option<String> }
        ru: format!("у термина «{id}» нет названия, и во встроенном словаре его нет"),
            nearest.as_ref().map_or("допишите «title: …»".to_owned(), |it| format!("допишите «title: …» или исправьте id: «{it}»"));
        en: format!("the term “{id}” has no title, and the built-in vocabulary does not have it"),
            nearest.as_ref().map_or("add “title: …”".to_owned(), |it| format!("add “title: …” or mend the id: “{it}”"));

    // ---- T: templates
    /// `theme:` names a folder that is not there.
    "T001" Error UnknownTheme { name: String, nearest: Option<String> }
        ru: format!("темы «{name}» нет"), or(perhaps(Lang::Ru, nearest), "положите её в themes/ или уберите ключ theme");
        en: format!("there is no theme “{name}”"), or(perhaps(Lang::En, nearest), "put it into themes/ or remove the key theme");
    /// What Tera cannot parse; `detail` is its own sentence.
    "T002" Error TemplateSyntax { detail: String }
        ru: format!("шаблон здесь написан с ошибкой; Tera говорит: {detail}"), "до исправления работает встроенный шаблон";
        en: format!("the template has a mistake here; Tera says: {detail}"), "the embedded template works until this is mended";
    /// A filter that does not exist.
    "T003" Error UnknownFilter { name: String, nearest: Option<String> }
        ru: format!("фильтра «{name}» нет"), or(perhaps(Lang::Ru, nearest), "имена фильтров — в справке для авторов тем");
        en: format!("there is no filter “{name}”"), or(perhaps(Lang::En, nearest), "filters are listed in the guide for authors of themes");
    /// A test (`x is …`) that does not exist.
    "T004" Error UnknownTest { name: String, nearest: Option<String> }
        ru: format!("проверки «is {name}» нет"), or(perhaps(Lang::Ru, nearest), "проверьте слово после «is»");
        en: format!("there is no test “is {name}”"), or(perhaps(Lang::En, nearest), "check the word after “is”");
    /// A function that does not exist.
    "T005" Error UnknownFunction { name: String, nearest: Option<String> }
        ru: format!("функции «{name}» нет"), or(perhaps(Lang::Ru, nearest), "в шаблонах есть say, range и throw");
        en: format!("there is no function “{name}”"), or(perhaps(Lang::En, nearest), "templates have say, range and throw");
    /// A component that no template defines.
    "T006" Error UnknownComponent { name: String, nearest: Option<String> }
        ru: format!("детали «{name}» нет ни в одном шаблоне"), or(perhaps(Lang::Ru, nearest), "опишите её: {% component имя(…) %}");
        en: format!("no template defines the component “{name}”"), or(perhaps(Lang::En, nearest), "define it: {% component name(…) %}");
    /// A target of include or extends that is not there.
    "T007" Error UnknownTemplate { name: String, nearest: Option<String> }
        ru: format!("шаблона «{name}» нет"), or(perhaps(Lang::Ru, nearest), "имя пишут от папки templates/");
        en: format!("there is no template “{name}”"), or(perhaps(Lang::En, nearest), "names are written from templates/");
    /// Templates that include or extend each other without end.
    "T008" Error EndlessTemplates { chain: String }
        ru: format!("шаблоны вставляют друг друга по кругу: {chain}"), "разорвите круг: уберите одну из вставок";
        en: format!("templates include each other without end: {chain}"), "break the circle: remove one of the tags";
    /// One component in two files.
    "T009" Error ComponentTwice { name: String, other: String }
        ru: format!("деталь «{name}» уже описана в {other}"), "переименуйте одну из них или замените тот файл своим";
        en: format!("the component “{name}” is already defined in {other}"), "rename one of them or override that file";
    /// A block that the extended template does not have.
    "T010" Error UnknownBlock { name: String }
        ru: format!("блока «{name}» нет в шаблоне, который здесь расширяют"), "проверьте имя в том шаблоне";
        en: format!("the extended template has no block “{name}”"), "check the name in that template";
    /// A variable that no template is given.
    "T011" Error UnknownVariable { name: String, nearest: Option<String> }
        ru: format!("переменной «{name}» нет"),
            or(perhaps(Lang::Ru, nearest), "шаблон видит page (у карточки — card), site и t, остальное — внутри них");
        en: format!("there is no variable “{name}”"),
            or(perhaps(Lang::En, nearest), "a template sees page (a card: card), site and t, all else is within them");
    /// A field that the view does not have.
    "T012" Error UnknownTemplateField { name: String, of: String, nearest: Option<String> }
        ru: format!("у «{of}» нет поля «{name}»"), or(perhaps(Lang::Ru, nearest), "все поля печатает команда svod theme views");
        en: format!("“{of}” has no field “{name}”"), or(perhaps(Lang::En, nearest), "svod theme views prints all fields");
    /// A variable or field that turned out not to be there while a page was made.
    "T013" Error NothingToShow { name: String }
        ru: format!("«{name}» здесь не определено, показать нечего"), "проверьте имя или заключите место в {% if … %}";
        en: format!("“{name}” is not defined here, there is nothing to show"), "check the name or put {% if … %} around it";
    /// Any other failure while a page was made; `detail` is Tera's own sentence.
    "T014" Error TemplateFailed { detail: String }
        ru: format!("шаблон не сработал; Tera говорит: {detail}"), "исправьте это место шаблона";
        en: format!("the template failed; Tera says: {detail}"), "mend this place of the template";
    /// Components that call each other without end.
    "T015" Error EndlessComponent { name: String }
        ru: format!("деталь «{name}» вызывает сама себя без конца"), "вызывайте её только внутри {% if … %}, который когда-нибудь не выполнится";
        en: format!("the component “{name}” calls itself without end"), "call it only within an {% if … %} that fails at last";
    /// A range or a page beyond all measure.
    "T016" Error EndlessLoop { limit: u64 }
        ru: format!("цикл шаблона слишком велик: страница получает больше {limit} шагов range()"), "уменьшите end= или переберите поле страницы";
        en: format!("the template loops too long: more than {limit} steps of range() on one page"), "make end= smaller or loop over a field of the page";
    /// A page without measure.
    "T017" Error PageTooLong { megabytes: u64 }
        ru: format!("страница из этого шаблона длиннее {megabytes} МБ"), "проверьте циклы шаблона";
        en: format!("the page of this template is longer than {megabytes} MB"), "check the loops of the template";
    /// A text that doubles in a loop.
    "T018" Error DoublingText { name: String }
        ru: format!("«{name}» складывается сам с собой и в цикле заполнит всю память"), "пишите прямо на страницу, не накапливая текст";
        en: format!("“{name}” is joined to itself and would fill the memory in a loop"), "write to the page instead of gathering a text";
    /// Something of another site in a theme.
    "T020" Error ThirdParty { what: super::lang::Both, host: String }
        ru: format!("{} с чужого сайта {host}", what.ru), "положите файл в тему или впишите сайт в allow файла svod.yaml";
        en: format!("{} from another site, {host}", what.en), "put the file into the theme or name the site under allow in svod.yaml";
    /// `<script>` with a text of its own.
    "T021" Error InlineScript {}
        ru: "скрипт написан прямо в шаблоне, политика безопасности его не выполнит", "вынесите его в файл папки js/";
        en: "a script stands in the template, the security policy will not run it", "move it into a file of js/";
    /// `<style>` or `style=`.
    "T022" Error InlineStyle {}
        ru: "оформление написано прямо в шаблоне, политика безопасности его не применит", "вынесите его в файл папки css/";
        en: "a style stands in the template, the security policy will not apply it", "move it into a file of css/";
    /// `onclick=` and the like, and `javascript:`.
    "T023" Error EventAttribute { name: String }
        ru: format!("обработчик «{name}» написан прямо в шаблоне, политика безопасности его не выполнит"), "вынесите его в файл папки js/";
        en: format!("the handler “{name}” stands in the template, the security policy will not run it"), "move it into a file of js/";
    /// A theme for another API.
    "T030" Error ThemeApi { api: String, known: String }
        ru: format!("тема написана для API {api}, а этот svod знает API {known}"), "обновите тему или svod";
        en: format!("the theme is written for API {api}, this svod knows API {known}"), "update the theme or svod";
    /// A theme for another svod.
    "T031" Warning ThemeVersion { fits: String, version: String }
        ru: format!("тема рассчитана на svod {fits}, а это svod {version}"), "проверьте страницы глазами или обновите тему";
        en: format!("the theme fits svod {fits}, this is svod {version}"), "look at the pages or update the theme";
    /// A theme that extends something else than the embedded one.
    "T032" Error ThemeExtends { name: String }
        ru: format!("тему «{name}» расширить нельзя"), "расширяют только встроенную: extends: svod";
        en: format!("the theme “{name}” cannot be extended"), "only the embedded one can: extends: svod";
    /// A template that every theme needs.
    "T033" Error ThemeLacks { name: String }
        ru: format!("в теме нет файла {name}"), "добавьте его или напишите в theme.yaml: extends: svod";
        en: format!("the theme has no file {name}"), "add it or write in theme.yaml: extends: svod";
    /// A file that is not UTF-8.
    "T034" Error ThemeNotText {}
        ru: "файл темы не читается как UTF-8", "сохраните его заново в кодировке UTF-8";
        en: "the file of the theme is not UTF-8", "save it again as UTF-8";
    /// A file in a theme that nothing reads.
    "T035" Warning ThemeStrayFile {}
        ru: "этот файл темы ничем не используется",
            "в теме есть theme.yaml и папки templates/ (*.html), css/ (*.css), js/ (*.js), strings/ (ru.yaml, en.yaml), icons/ (*.svg)";
        en: "nothing reads this file of the theme",
            "a theme has theme.yaml and the folders templates/ (*.html), css/ (*.css), js/ (*.js), strings/ (ru.yaml, en.yaml), icons/ (*.svg)";
    /// A script of a theme imports what is not there.
    "T036" Error ScriptImport { name: String }
        ru: format!("скрипт темы просит «{name}», а такого файла в её js/ нет, или тот сам просит этот скрипт"),
            "проверьте имя: путь считается от папки самого скрипта, import { a } from \"./words.js\"; скрипты не просят друг друга по кругу";
        en: format!("the script of the theme asks for {name}, which its js/ does not hold, or which itself asks for this script"),
            "check the name: the path counts from the script's own folder, import { a } from \"./words.js\"; scripts do not ask for each other in a circle";
    /// Two parts of one script give the same name.
    "T037" Error ScriptNames { name: String, other: String }
        ru: format!("имя «{name}» уже есть в {other}, а оба файла собираются в один скрипт"),
            "переименуйте: у частей одного скрипта имена общие";
        en: format!("{other} already has the name “{name}”, and both files become one script"),
            "rename it: parts of one script share their names";
    /// A key of strings that nothing uses.
    "T040" Error UnknownWords { key: String, nearest: Option<String> }
        ru: format!("слов интерфейса с ключом «{key}» нет"), or(perhaps(Lang::Ru, nearest), "ключи — в файле strings/ru.yaml темы");
        en: format!("there are no interface words under the key “{key}”"), or(perhaps(Lang::En, nearest), "keys are in strings/en.yaml of the theme");
    /// A placeholder that svod does not fill.
    "T041" Error UnknownPlaceholder { key: String, name: String, known: Vec<String> }
        ru: format!("в словах «{key}» нечем заполнить {{{name}}}"),
            or(listed("есть ", Lang::Ru, known), "скобки { и } в этих словах не нужны");
        en: format!("there is nothing to put in place of {{{name}}} in the words “{key}”"),
            or(listed("there is ", Lang::En, known), "these words need no { and }");
    /// A plural without all its forms.
    "T042" Error MissingForm { key: String, forms: Vec<String> }
        ru: format!("у слов «{key}» не хватает форм числа: {}", quoted(Lang::Ru, forms)),
            "нужны one (1 новость), few (2 новости), many (5 новостей), other (1,5 новости)";
        en: format!("the words “{key}” lack forms of number: {}", quoted(Lang::En, forms)),
            "needed: one (1 item), other (2 items)";
    /// A setting that the theme does not declare.
    "T043" Error UnknownSetting { name: String, known: Vec<String> }
        ru: format!("у темы нет настройки «{name}»"), or(listed("есть ", Lang::Ru, known), "у этой темы настроек нет");
        en: format!("the theme has no setting “{name}”"), or(listed("there is ", Lang::En, known), "this theme has no settings");
    /// A colour that is none.
    "T044" Error NotColour { value: String }
        ru: format!("«{value}» — не цвет"), "цвет пишут в кавычках решёткой и шестью знаками: \"#0a4f7a\"";
        en: format!("“{value}” is not a colour"), "a colour is written in quotes as # and six digits: \"#0a4f7a\"";
    /// A colour on which or in which text cannot be read.
    "T045" Warning PaleColour { value: String, ratio: String }
        ru: format!("текст цвета «{value}» на белом плохо читается: контраст {ratio}, а нужен 7"), "возьмите цвет темнее";
        en: format!("text of the colour “{value}” is hard to read on white: contrast {ratio}, 7 is needed"), "take a darker colour";

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

    /// `svod new` of a type that is not there.
    "U015" Error UnknownNew { name: String, nearest: Option<String>, known: Vec<String> }
        ru: format!("типа материалов «{name}» нет"), perhaps_or(Lang::Ru, nearest, &listed("есть ", Lang::Ru, known));
        en: format!("there is no type “{name}”"), perhaps_or(Lang::En, nearest, &listed("there are ", Lang::En, known));
    /// `svod new` where a file would be overwritten, or two items would have one address.
    "U016" Error ItemExists { path: String }
        ru: format!("такой материал уже есть: {path}; он остался как был"), "откройте его или дайте новому другой адрес: --slug drugoe-imya";
        en: format!("there is such an item already: {path}; it stays as it was"), "open it or give the new one another address: --slug another-name";
    /// A title without a letter.
    "U017" Error NoAddress { title: String }
        ru: format!("из заголовка «{title}» не выходит адрес"), "назовите адрес сами: --slug novyj-material";
        en: format!("no address can be made of the title “{title}”"), "name one: --slug new-item";
    /// A type of the site's own that no folder holds.
    "U018" Error NoSection { kind: String, folder: String }
        ru: format!("для материалов типа «{kind}» нет раздела"), format!("добавьте в svod.yaml: sections: {{{folder}: {{type: {kind}}}}}");
        en: format!("no section holds items of the type “{kind}”"), format!("add to svod.yaml: sections: {{{folder}: {{type: {kind}}}}}");
    /// Several folders for one type.
    "U019" Error WhichSection { folders: Vec<String> }
        ru: "непонятно, в какой раздел положить материал", format!("укажите --section; есть {}", quoted(Lang::Ru, folders));
        en: "it is unclear to which section the item belongs", format!("name it with --section; there are {}", quoted(Lang::En, folders));
    /// A value of a filter that the site does not have.
    "U020" Error UnknownFacetValue { facet: String, value: String, nearest: Option<String> }
        ru: format!("для «{facet}» нет значения «{value}»"), perhaps_or(Lang::Ru, nearest, "какие есть, сказано на странице поиска и в public/search/facets.json");
        en: format!("“{facet}” has no value “{value}”"), perhaps_or(Lang::En, nearest, "which there are is told by the search page and public/search/facets.json");

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
    /// The system gives no more events of files.
    "E020" Warning WatchLimit { setting: String }
        ru: format!("система больше не сообщает об изменениях файлов: исчерпан её предел {setting}; теперь папки просматриваются дважды в секунду"),
            format!("всё работает, только чуть медленнее; предел поднимает администратор: sudo sysctl {setting}=524288");
        en: format!("the system tells of no more changes of files: its limit {setting} is reached; the folders are now looked through twice a second"),
            format!("all works, only a little slower; an administrator can raise the limit: sudo sysctl {setting}=524288");
    /// The system gives no events of files for another reason.
    "E021" Warning WatchRefused { reason: super::lang::Both }
        ru: format!("система не сообщает об изменениях файлов: {}; папки просматриваются дважды в секунду", reason.ru), "всё работает, только чуть медленнее; для сетевой папки так и должно быть: --poll";
        en: format!("the system does not tell of changes of files: {}; the folders are looked through twice a second", reason.en), "all works, only a little slower; on a network folder it has to be so: --poll";
    /// The port of `--port` is taken.
    "E030" Error PortTaken { port: u64 }
        ru: format!("порт {port} занят другой программой"), "закройте её, назовите другой порт или уберите --port: свободный найдётся сам";
        en: format!("the port {port} is taken by another program"), "close it, name another port, or leave --port out: a free one is found";
    /// The system does not let us listen at this address.
    "E031" Error CannotListen { address: String, reason: super::lang::Both }
        ru: format!("система не дала открыть адрес {address}: {}", reason.ru), "в --interface пишется адрес этого компьютера; порты ниже 1024 обычно закрыты";
        en: format!("the system did not let us listen at {address}: {}", reason.en), "--interface takes an address of this computer; ports below 1024 are usually closed";
    /// There is no built tree to serve.
    "E032" Error NothingBuilt { folder: String }
        ru: format!("папки «{folder}» нет: сайт ещё не собран"), "соберите его: svod build; если он собран в другую папку, назовите её: --production ПАПКА";
        en: format!("there is no folder “{folder}”: the site is not built yet"), "build it: svod build; if it was built elsewhere, name the folder: --production DIR";
    /// There is no search index in the built tree.
    "E033" Error NoSearchIndex { folder: String }
        ru: format!("в папке «{folder}» нет поиска"), "соберите сайт: svod build; в svod.yaml не должно стоять search: нет; другую папку называют так: --output ПАПКА";
        en: format!("there is no search index in the folder “{folder}”"), "build the site: svod build; svod.yaml must not say search: no; another folder is named with --output DIR";
    /// A file of the search index is missing, damaged or of another version.
    "E034" Error SearchIndexBroken { path: String }
        ru: format!("файл поиска «{path}» повреждён, потерян или от другой версии svod"), "соберите сайт заново: svod build --fresh";
        en: format!("the file “{path}” of the search index is damaged, missing or of another svod"), "build the site anew: svod build --fresh";
    /// What the cache knows is not what the files give.
    "E040" Error CacheLies { path: String }
        ru: format!("кэш врёт о «{path}»: в нём не то, что получается на самом деле"), "соберите всё заново: svod build --fresh";
        en: format!("the cache lies about “{path}”: it says something else than what comes out"), "build everything anew: svod build --fresh";
    /// The cache does not hold any more what was written to it.
    "E041" Error CacheDamaged { path: String }
        ru: format!("кэш повреждён: запись о «{path}» не читается"), "соберите всё заново: svod build --fresh";
        en: format!("the cache is damaged: what it says of “{path}” cannot be read"), "build everything anew: svod build --fresh";
    /// Somebody else changed or deleted a file of the output.
    "E042" Error OutputChanged { path: String }
        ru: format!("файл «{path}» не такой, каким его записал svod"), "svod build запишет его снова; свои файлы держите в папке static";
        en: format!("the file “{path}” is not as svod wrote it"), "svod build writes it again; keep files of your own in the folder static";
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
    fn of_many_problems_the_first_are_told() {
        let file: Arc<str> = "a.md".into();
        let one = |at: usize, problem: Problem| Diagnostic::new(&file, Span::at(at), problem);
        let mut problems: Vec<Diagnostic> = (0..5000).map(|at| one(at, Problem::ListOnKeyLine {})).collect();
        problems.push(one(9000, Problem::ControlCharacter { code: "U+0001".to_owned() }));
        problems.push(Diagnostic::new(&"b.md".into(), None, Problem::EmptyFile {}));
        sort(&mut problems);
        assert_eq!(problems.len(), 1000 + 1 + 1 + 1, "a warning behind the errors stays, and so does the next file");
        let more = |it: &Diagnostic| it.problem == Problem::MoreProblems { n: 4000 } && it.severity == Severity::Error;
        assert!(more(&problems[1001]), "{:?}", problems[1001]);
        let once = problems.clone();
        sort(&mut problems);
        assert_eq!(problems.len(), once.len(), "nothing more is left out the second time");
        assert!(problems.iter().any(more));
    }

    #[test]
    fn a_value_of_a_megabyte_is_cut() {
        let value = "я".repeat(500_000);
        let key = Problem::UnknownKey { key: value.clone(), nearest: Some(value.clone()) };
        let items = Problem::AmbiguousTerm { value, ids: vec!["a".repeat(1000); 1000] };
        for problem in [key, items] {
            let text = Diagnostic::new(&"a.md".into(), None, problem).text(Lang::Ru);
            assert!(text.message.len() < 1000 && text.help.len() < 8000, "{} {}", text.message.len(), text.help.len());
        }
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
