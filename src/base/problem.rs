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
        ru: format!("в теме нет шаблона {name}"), "добавьте его или напишите в theme.yaml: extends: svod";
        en: format!("the theme has no template {name}"), "add it or write in theme.yaml: extends: svod";
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
    /// A key of strings that nothing uses.
    "T040" Error UnknownWords { key: String, nearest: Option<String> }
        ru: format!("слов интерфейса с ключом «{key}» нет"), or(perhaps(Lang::Ru, nearest), "ключи — в файле strings/ru.yaml темы");
        en: format!("there are no interface words under the key “{key}”"), or(perhaps(Lang::En, nearest), "keys are in strings/en.yaml of the theme");
    /// A placeholder that svod does not fill.
    "T041" Error UnknownPlaceholder { key: String, name: String, known: Vec<String> }
        ru: format!("в словах «{key}» нечем заполнить {{{name}}}"),
            or(quoted(Lang::Ru, known), "скобки { и } в этих словах не нужны");
        en: format!("there is nothing to put in place of {{{name}}} in the words “{key}”"),
            or(quoted(Lang::En, known), "these words need no { and }");
    /// A plural without all its forms.
    "T042" Error MissingForm { key: String, forms: Vec<String> }
        ru: format!("у слов «{key}» не хватает форм числа: {}", quoted(Lang::Ru, forms)),
            "нужны one (1 новость), few (2 новости), many (5 новостей), other (1,5 новости)";
        en: format!("the words “{key}” lack forms of number: {}", quoted(Lang::En, forms)),
            "needed: one (1 item), other (2 items)";
    /// A setting that the theme does not declare.
    "T043" Error UnknownSetting { name: String, known: Vec<String> }
        ru: format!("у темы нет настройки «{name}»"), or(quoted(Lang::Ru, known), "у этой темы настроек нет");
        en: format!("the theme has no setting “{name}”"), or(quoted(Lang::En, known), "this theme has no settings");
    /// A colour that is none.
    "T044" Error NotColour { value: String }
        ru: format!("«{value}» — не цвет"), "цвет пишут в кавычках решёткой и шестью знаками: \"#0a4f7a\"";
        en: format!("“{value}” is not a colour"), "a colour is written in quotes as # and six digits: \"#0a4f7a\"";
    /// A colour on which or in which text cannot be read.
    "T045" Warning PaleColour { value: String, ratio: String }
        ru: format!("текст цвета «{value}» на белом плохо читается: контраст {ratio}, а нужен 7"), "возьмите цвет темнее";
        en: format!("text of the colour “{value}” is hard to read on white: contrast {ratio}, 7 is needed"), "take a darker colour";

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
