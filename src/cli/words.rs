//! The words of the command line itself, Russian and English side by side. Texts only, no printing.
//!
//! What is wrong with content is told by [`crate::base::problem`]; the help by [`super::args`].

mod search;
mod why;

use std::time::Duration;

use crate::base::lang::Lang;
use crate::base::problem::{Problem, Severity};
use crate::build::command::{Built, CacheState, Item, Remembered, Stage, State, Verified};

pub use search::{explained, found, search_query};
pub use why::why;

/// The word of `severity`.
pub fn severity(it: Severity, lang: Lang) -> &'static str {
    match (it, lang) {
        (Severity::Error, Lang::Ru) => "ошибка",
        (Severity::Error, Lang::En) => "error",
        (Severity::Warning, Lang::Ru) => "предупреждение",
        (Severity::Warning, Lang::En) => "warning",
        (Severity::Advice, Lang::Ru) => "совет",
        (Severity::Advice, Lang::En) => "advice",
    }
}

/// A noun that is counted: one, few and many in Russian, one and many in English.
type Noun = ([&'static str; 3], [&'static str; 2]);

const ERROR: Noun = (["ошибка", "ошибки", "ошибок"], ["error", "errors"]);
const WARNING: Noun = (["предупреждение", "предупреждения", "предупреждений"], ["warning", "warnings"]);
const ADVICE: Noun = (["совет", "совета", "советов"], ["piece of advice", "pieces of advice"]);
const PAGE: Noun = (["страница", "страницы", "страниц"], ["page", "pages"]);
const FILE: Noun = (["файл", "файла", "файлов"], ["file", "files"]);
const PLACE: Noun = (["место", "места", "мест"], ["place", "places"]);
const HIT: Noun = (["материал", "материала", "материалов"], ["hit", "hits"]);
const ITEM: Noun = (["материал", "материала", "материалов"], ["item", "items"]);

/// «2 168 страниц», “2,168 pages”.
fn count(n: usize, noun: Noun, lang: Lang) -> String {
    let word = match (lang, n % 10, n % 100) {
        (Lang::En, ..) => noun.1[usize::from(n != 1)],
        (_, 1, it) if it != 11 => noun.0[0],
        (_, 2..=4, it) if !(12..=14).contains(&it) => noun.0[1],
        _ => noun.0[2],
    };
    format!("{} {word}", number(n, lang))
}

/// Digits in groups of three.
fn number(n: usize, lang: Lang) -> String {
    let digits = n.to_string();
    let gap = if lang == Lang::Ru { '\u{a0}' } else { ',' };
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(gap);
        }
        out.push(digit);
    }
    out
}

/// `0,8 с`.
fn seconds(time: Duration, lang: Lang) -> String {
    let text = format!("{:.1}", time.as_secs_f64());
    match lang {
        Lang::Ru => format!("{}\u{a0}с", text.replace('.', ",")),
        Lang::En => format!("{text} s"),
    }
}

/// Numbers of problems by severity.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Advice, where it is shown.
    pub advice: usize,
}

/// «3 ошибки, 2 предупреждения»; empty when there is nothing.
pub fn counts(it: Counts, lang: Lang) -> String {
    let rows = [(it.errors, ERROR), (it.warnings, WARNING), (it.advice, ADVICE)];
    let parts = rows.into_iter().filter(|(n, _)| *n > 0).map(|(n, noun)| count(n, noun, lang));
    parts.collect::<Vec<_>>().join(", ")
}

/// What stands in place of the places past the limit.
pub fn and_more(n: usize, code: &str, lang: Lang) -> String {
    let places = count(n, PLACE, lang);
    match lang {
        Lang::Ru => format!("… и ещё {places} с кодом {code}; все подряд: --format plain"),
        Lang::En => format!("… and {places} more with the code {code}; all of them: --format plain"),
    }
}

/// Where in a file, to be read aloud.
pub fn spoken_place(line: u32, column: u32, lang: Lang) -> String {
    match lang {
        Lang::Ru => format!("строка {line}, знак {column}"),
        Lang::En => format!("line {line}, column {column}"),
    }
}

/// What leads to the other places of a problem.
pub fn see_also(lang: Lang) -> &'static str {
    match lang {
        Lang::Ru => "см. также",
        Lang::En => "see also",
    }
}

/// What has to be said of the memory of builds.
pub fn remembered(it: &Remembered, lang: Lang) -> Option<String> {
    Some(match (it, lang) {
        (Remembered::Well, _) => return None,
        (Remembered::Damaged, Lang::Ru) => {
            "Кэш прошлой сборки (.svod/cache) повреждён или записан другой версией svod: всё собрано заново".to_owned()
        }
        (Remembered::Damaged, Lang::En) => {
            "The cache of the last build (.svod/cache) is damaged or of another svod: everything was built anew"
                .to_owned()
        }
        (Remembered::NotSaved(reason), Lang::Ru) => {
            format!("Кэш (.svod/cache) не сохранён: {}; следующая сборка будет полной", reason.ru)
        }
        (Remembered::NotSaved(reason), Lang::En) => {
            format!("The cache (.svod/cache) is not saved: {}; the next build will be a full one", reason.en)
        }
    })
}

/// How the site in the preview stands.
pub fn shown(pages: usize, problems: Counts, lang: Lang) -> String {
    let (pages, problems) = (count(pages, PAGE, lang), counts(problems, lang));
    match lang {
        Lang::Ru if problems.is_empty() => format!("На сайте {pages}, ошибок нет"),
        Lang::En if problems.is_empty() => format!("The site has {pages}, no errors"),
        Lang::Ru => format!("На сайте {pages}; {problems}"),
        Lang::En => format!("The site has {pages}; {problems}"),
    }
}

/// The two lines after a build.
pub fn built(it: &Built, time: Duration, lang: Lang) -> [String; 2] {
    let (pages, files) = (count(it.pages, PAGE, lang), count(it.files, FILE, lang));
    let (written, deleted) = (number(it.written, lang), number(it.deleted, lang));
    let (unchanged, time) = (number(it.unchanged, lang), seconds(time, lang));
    let withheld = withheld(it, lang);
    let is_placeless = it.problems.iter().any(|it| matches!(it.problem, Problem::NoBaseUrl {}));
    let place = match lang {
        _ if !is_placeless => "",
        Lang::Ru => "; адрес сайта (base_url) не указан",
        Lang::En => "; the address of the site (base_url) is not set",
    };
    match lang {
        Lang::Ru => [
            format!("Собрано за {time}: {pages}, прочего: {files}{place}"),
            format!("Записано {written}, удалено {deleted}, без изменений {unchanged}; {withheld}"),
        ],
        Lang::En => [
            format!("Built in {time}: {pages}, besides {files}{place}"),
            format!("{written} written, {deleted} deleted, {unchanged} unchanged; {withheld}"),
        ],
    }
}

fn withheld(it: &Built, lang: Lang) -> String {
    let n = it.withheld.len();
    let items = count(n, ITEM, lang);
    match (lang, n, &it.nearest) {
        (Lang::Ru, 0, _) => "ничего не отложено".to_owned(),
        (Lang::En, 0, _) => "nothing withheld".to_owned(),
        (Lang::Ru, _, None) => format!("не опубликовано: {items}"),
        (Lang::En, _, None) => format!("withheld: {items}"),
        (Lang::Ru, _, Some(it)) => format!("не опубликовано: {items}; ближайший выйдет {}: {}", it.time, it.file),
        (Lang::En, _, Some(it)) => format!("withheld: {items}; the next appears {}: {}", it.time, it.file),
    }
}

/// That problems kept the build from writing.
pub fn not_built(lang: Lang) -> &'static str {
    match lang {
        Lang::Ru => "Сайт не собран; прежний остался как был",
        Lang::En => "The site was not built; the former one stays as it was",
    }
}

/// That changes are waited for.
pub fn watching(lang: Lang) -> &'static str {
    match lang {
        Lang::Ru => "Жду изменений; закончить: Ctrl+C",
        Lang::En => "Waiting for changes; to end: Ctrl+C",
    }
}

/// What set off another build: files by name while they are few; nothing named where too many changed.
pub fn changed(files: &[&str], lang: Lang) -> String {
    let head = if lang == Lang::Ru { "Изменилось" } else { "Changed" };
    match (files.len(), lang) {
        (0, Lang::Ru) => format!("{head} многое"),
        (0, Lang::En) => format!("{head}: a lot"),
        (1..=3, _) => format!("{head}: {}", files.join(", ")),
        (n, _) => format!("{head}: {}", count(n, FILE, lang)),
    }
}

/// That a moment has come which changes the site.
pub fn due(lang: Lang) -> &'static str {
    match lang {
        Lang::Ru => "Пришло время обновить сайт",
        Lang::En => "The time has come to renew the site",
    }
}

/// What `check --cache` found, where it found nothing wrong.
pub fn verified(it: &Verified, lang: Lang) -> String {
    let (files, pages) = (count(it.sources, FILE, lang), count(it.outputs, PAGE, lang));
    match (it.state, lang) {
        (CacheState::There, Lang::Ru) => format!("Кэш проверен: {files}, {pages} — расхождений нет"),
        (CacheState::There, Lang::En) => format!("The cache is checked: {files}, {pages}, no differences"),
        (CacheState::Never, Lang::Ru) => "Кэша нет: следующая сборка будет полной".to_owned(),
        (CacheState::Never, Lang::En) => "There is no cache: the next build will be a full one".to_owned(),
        (CacheState::Damaged, Lang::Ru) => {
            "Кэш (.svod/cache) повреждён или записан другой версией svod: следующая сборка будет полной".to_owned()
        }
        (CacheState::Damaged, Lang::En) => {
            "The cache (.svod/cache) is damaged or of another svod: the next build will be a full one".to_owned()
        }
    }
}

/// That a check found nothing.
pub fn all_good(lang: Lang) -> &'static str {
    match lang {
        Lang::Ru => "Ошибок нет",
        Lang::En => "No problems",
    }
}

/// Where the site is to be seen.
pub fn serving(url: &str, lang: Lang) -> String {
    match lang {
        Lang::Ru => format!("Сайт открыт: {url}\nОстановить: Ctrl+C"),
        Lang::En => format!("The site is open: {url}\nTo stop: Ctrl+C"),
    }
}

/// That the usual port is another program's.
pub fn other_port(usual: u16, lang: Lang) -> String {
    match lang {
        Lang::Ru => format!("Порт {usual} занят, взят другой"),
        Lang::En => format!("The port {usual} is taken, another one is used"),
    }
}

/// That `--open` could not open a browser.
pub fn no_browser(lang: Lang) -> &'static str {
    match lang {
        Lang::Ru => "Браузер не открылся: скопируйте адрес в него сами",
        Lang::En => "No browser could be opened: copy the address into yours",
    }
}

/// After `svod init`.
pub fn made(folder: &str, lang: Lang) -> String {
    // What can be copied into a terminal: a name of several words goes there in quotes.
    let word = if folder.contains(char::is_whitespace) { format!("\"{folder}\"") } else { folder.to_owned() };
    match lang {
        Lang::Ru => format!("Сайт создан: {folder}\nДальше: svod build --root {word}"),
        Lang::En => format!("The site is made: {folder}\nNext: svod build --root {word}"),
    }
}

/// After `svod new`.
pub fn new(path: &str, lang: Lang) -> String {
    match lang {
        Lang::Ru => format!(
            "Создан черновик: {path}\nДальше: заполните его, проверьте: svod check --drafts; готов — удалите строку «черновик: да»"
        ),
        Lang::En => format!(
            "A draft is made: {path}\nNext: fill it in, check it: svod check --drafts; when it is ready, delete the line “draft: yes”"
        ),
    }
}

/// After `svod clean`.
pub fn cleaned(n: usize, lang: Lang) -> String {
    match lang {
        Lang::Ru => format!("Удалено: {}", count(n, FILE, lang)),
        Lang::En => format!("Deleted: {}", count(n, FILE, lang)),
    }
}

/// What is being done, beside the spinner and in the table of times.
pub fn stage(it: Stage, lang: Lang) -> &'static str {
    match (it, lang) {
        (Stage::Scan, Lang::Ru) => "поиск файлов",
        (Stage::Scan, Lang::En) => "finding files",
        (Stage::Parse, Lang::Ru) => "чтение статей",
        (Stage::Parse, Lang::En) => "reading articles",
        (Stage::Model, Lang::Ru) => "связи и списки",
        (Stage::Model, Lang::En) => "links and lists",
        (Stage::Plan, Lang::Ru) => "план страниц",
        (Stage::Plan, Lang::En) => "plan of pages",
        (Stage::Search, Lang::Ru) => "поиск по сайту",
        (Stage::Search, Lang::En) => "search index",
        (Stage::Render, Lang::Ru) => "вёрстка",
        (Stage::Render, Lang::En) => "rendering",
        (Stage::Write, Lang::Ru) => "запись",
        (Stage::Write, Lang::En) => "writing",
    }
}

/// The table of `--timings`, in milliseconds.
pub fn timings(rows: &[(Stage, Duration)], lang: Lang) -> String {
    let unit = if lang == Lang::Ru { "мс" } else { "ms" };
    let line = |(it, time): &(Stage, Duration)| {
        format!("{:<18}{:>9} {unit}", stage(*it, lang), number(time.as_millis() as usize, lang))
    };
    rows.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// The word of a state.
pub fn state(it: State, lang: Lang) -> &'static str {
    match (it, lang) {
        (State::Published, Lang::Ru) => "опубликован",
        (State::Published, Lang::En) => "published",
        (State::Draft, Lang::Ru) => "черновик",
        (State::Draft, Lang::En) => "draft",
        (State::Scheduled, Lang::Ru) => "отложен",
        (State::Scheduled, Lang::En) => "scheduled",
        (State::Withdrawn, Lang::Ru) => "снят",
        (State::Withdrawn, Lang::En) => "withdrawn",
        (State::Stale, Lang::Ru) => "устарел",
        (State::Stale, Lang::En) => "stale",
    }
}

/// One line of `svod list`.
pub fn item(it: &Item, lang: Lang) -> String {
    let time = it.time.as_deref().unwrap_or("—");
    [state(it.state, lang), time, &it.file, &it.title].join("\t")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::problem::Diagnostic;
    use crate::build::command::{Nearest, Withheld};

    #[test]
    fn counts_agree_with_their_nouns() {
        let all = Counts { errors: 3, warnings: 21, advice: 112 };
        assert_eq!(counts(all, Lang::Ru), "3 ошибки, 21 предупреждение, 112 советов");
        let some = Counts { errors: 1, warnings: 0, advice: 2 };
        assert_eq!(counts(some, Lang::En), "1 error, 2 pieces of advice");
        assert_eq!(count(24_834, PAGE, Lang::Ru), "24\u{a0}834 страницы");
        assert_eq!(count(1_000_000, PAGE, Lang::En), "1,000,000 pages");
    }

    #[test]
    fn what_changed_is_named_or_counted() {
        assert_eq!(changed(&["content/news/x.md"], Lang::Ru), "Изменилось: content/news/x.md");
        assert_eq!(changed(&["x"; 21], Lang::Ru), "Изменилось: 21 файл");
        assert_eq!(changed(&["x"; 4], Lang::En), "Changed: 4 files");
        assert_eq!(changed(&[], Lang::Ru), "Изменилось многое");
    }

    #[test]
    fn a_build_is_told_in_two_lines() {
        let mut it = Built { pages: 31, files: 5, written: 2, unchanged: 34, ..Built::default() };
        it.withheld.push(Withheld { file: "content/news/x.md".into(), until: None });
        it.nearest =
            Some(Nearest { file: "content/news/x.md".into(), time: "1 декабря 2026 г., 09:01".into() });
        let [first, second] = built(&it, Duration::from_millis(840), Lang::Ru);
        assert_eq!(first, "Собрано за 0,8\u{a0}с: 31 страница, прочего: 5 файлов");
        assert_eq!(
            second,
            "Записано 2, удалено 0, без изменений 34; не опубликовано: 1 материал; \
             ближайший выйдет 1 декабря 2026 г., 09:01: content/news/x.md"
        );
        it.problems.push(Diagnostic::new(&"svod.yaml".into(), None, Problem::NoBaseUrl {}));
        let [first, _] = built(&it, Duration::from_millis(840), Lang::Ru);
        assert!(first.ends_with("прочего: 5 файлов; адрес сайта (base_url) не указан"), "{first}");
    }
}
