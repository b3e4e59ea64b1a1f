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
            nearest.as_ref().map_or("код стоит в самом замечании".to_owned(), |it| format!("возможно, вы имели в виду «{it}»"));
        en: format!("there is no problem with the code “{code}”"),
            nearest.as_ref().map_or("the code stands in the message itself".to_owned(), |it| format!("did you mean “{it}”?"));
    /// `severity:` of an error.
    "C007" Error FixedSeverity { code: String }
        ru: format!("{code} — ошибка, её строгость не меняется"), "уберите эту строку: менять можно предупреждения и советы";
        en: format!("{code} is an error, its severity is fixed"), "delete this line: warnings and advice can be changed";

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
