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
            "можно только имя для ссылок и класс: «## Итоги {{#itogi .wide}}»";
        en: format!("“{name}” is not allowed in braces after a heading"),
            "only a name for links and a class are: “## Results {{#results .wide}}”";
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
    "M012" Error PictureWithoutAlt { record: String }
        ru: "у картинки нет описания для тех, кто её не видит",
            format!("напишите, что на ней: {record}; если она только украшает, поставьте \"decorative\" после имени файла");
        en: "the picture has no description for those who cannot see it",
            format!("write what it shows: {record}; if it only decorates, put \"decorative\" after the file name");
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
