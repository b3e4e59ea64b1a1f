//! Reference pages, made of the tables that the program itself reads. `SVOD_BLESS=1` writes them anew.

use std::fmt::Write;
use std::fs;
use std::sync::Arc;

use svod::base::lang::Lang;
use svod::base::problem::{Problem, Severity};
use svod::content::config::{KEYS, Key, config};
use svod::content::types::{Field, FieldKind, Required, Type, types};
use svod::content::vocabulary::vocabularies;

use super::{at, read};
use crate::golden::is_blessing;

/// The file has to hold this.
#[track_caller]
fn agrees(name: &str, front: &[(&str, &str)], body: &str) {
    let mut text = "---\n".to_owned();
    for (key, value) in front {
        writeln!(text, "{key}: {value}").expect("a text grows");
    }
    // What is quoted here is quoted as it is.
    write!(text, "типографика: нет\n---\n{}\n", body.trim()).expect("a text grows");
    let path = format!("content/docs/{name}");
    if is_blessing() {
        fs::write(at(&path), &text).expect("the page can be written");
    }
    let known = fs::read_to_string(at(&path)).unwrap_or_default();
    let differing = known.lines().zip(text.lines()).find(|(a, b)| a != b);
    let first = differing.map(|(a, b)| format!("\n- {a}\n+ {b}")).unwrap_or_default();
    assert!(known == text, "{path} is not what the tables say (SVOD_BLESS=1 writes it anew){first}");
}

/// A text in which no sign means anything to Markdown.
fn plain(text: &str) -> String {
    let mut out = String::new();
    for it in text.trim().chars() {
        match it {
            '\n' => out.push_str("<br>"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '#' | '&' | '!' => out.extend(['\\', it]),
            it => out.push(it),
        }
    }
    out
}

fn code(text: &str) -> String {
    format!("`{}`", text.replace('|', "\\|"))
}

fn codes<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    names.into_iter().map(code).collect::<Vec<_>>().join(", ")
}

/// Where a nested key is listed: `footer.badges` stands under `footer`.
fn is_below(key: &Key, top: &str) -> bool {
    key.within.split('.').next() == Some(top)
}

#[test]
fn settings() {
    let mut body = "Ключи пишут в файле `svod.yaml` в корне сайта. Обязателен один — `title`. Регистр, «ё» и «е», \
                    пробел, дефис и подчёркивание в ключах не различаются; у каждого ключа есть русские имена.\n"
        .to_owned();
    for key in KEYS.iter().filter(|it| it.within.is_empty()) {
        let name = key.names[0];
        write!(body, "\n## {name} {{#key-{}}}\n\n", name.replace('_', "-")).expect("a text grows");
        if key.names.len() > 1 {
            write!(body, "По-русски: {}.\n\n", codes(key.names[1..].iter().copied())).expect("a text grows");
        }
        write!(body, "{}\n\n```yaml key\n{name}: {}\n```\n", key.help().ru, key.example).expect("a text grows");
        let nested: Vec<&Key> = KEYS.iter().filter(|it| is_below(it, name)).collect();
        if !nested.is_empty() {
            body.push_str("\n| Внутри | По-русски | Что значит |\n|---|---|---|\n");
        }
        for it in nested {
            let path = it.within.trim_start_matches(name).trim_start_matches(".*").trim_start_matches('.');
            let full = if path.is_empty() { it.names[0].to_owned() } else { format!("{path}.{}", it.names[0]) };
            let others = codes(it.names[1..].iter().copied());
            writeln!(body, "| {} | {others} | {} |", code(&full), it.help().ru).expect("a text grows");
        }
    }
    let front = [
        ("заголовок", "\"Справочник: svod.yaml\""),
        ("кратко", "Все ключи настроек сайта — с русскими именами, примерами и тем, что будет без них."),
        ("адрес_страницы", "spravochnik-nastroek"),
    ];
    agrees("spravochnik-nastroek.md", &front, &body);
}

/// What is written into a field, with an example.
fn takes(field: &Field) -> String {
    let words = match &field.kind {
        FieldKind::Text => "текст".to_owned(),
        FieldKind::Markdown => "текст с разметкой".to_owned(),
        FieldKind::Date => "день: `11.01.2022`".to_owned(),
        FieldKind::Moment => "день, можно со временем: `11.01.2022 10:30`".to_owned(),
        FieldKind::Partial => "день, месяц или год: `ноябрь 2020`".to_owned(),
        FieldKind::Boolean => "`да` или `нет`".to_owned(),
        FieldKind::Number => "число: `2 168`".to_owned(),
        FieldKind::Quantity => "число, можно с точностью и единицей: `около 900`, `половина из 30`".to_owned(),
        FieldKind::Money => "деньги: `около 16 млн руб. в год`".to_owned(),
        FieldKind::Age => "возраст: `0–5`, `до 5`".to_owned(),
        FieldKind::Period => "срок: `с 2020`, `2020–2024`, `до 31.12.2024`".to_owned(),
        FieldKind::Evidence => "ступень шкалы доказательности: номер или слова".to_owned(),
        FieldKind::Terms(_) => "термины словаря".to_owned(),
        FieldKind::Ref(kind) => format!("ссылка на материал типа `{kind}`: его заголовок, имя файла или путь"),
        FieldKind::Image => "картинка: `{файл: foto.jpg, описание: Что на снимке}`".to_owned(),
        FieldKind::File => "файл: `{файл: otchet.pdf, название: Отчёт}`".to_owned(),
        FieldKind::Phone => "телефон: `{подпись: Приёмная, номер: \"+7 (3812) 00-00-00\"}` или просто номер".to_owned(),
        FieldKind::Url => "адрес в сети: `https://example.org/`".to_owned(),
        FieldKind::Email => "почта: `fond@example.org`".to_owned(),
        FieldKind::Address => "часть адреса латиницей: `peredyshka`".to_owned(),
        FieldKind::Record | FieldKind::Choice => String::new(),
        #[allow(unreachable_patterns, reason = "a kind of field that is new has no words here yet")]
        other => panic!("{other:?} has no words in the reference"),
    };
    let choices: Vec<&str> = field.choices.iter().map(|it| &*it.label.ru).collect();
    let words = match field.kind {
        FieldKind::Choice => format!("одно из: {}", choices.join(", ")),
        FieldKind::Record => nested(field),
        FieldKind::File if !choices.is_empty() => format!("{words}; вид — {}", choices.join(", ")),
        _ => words,
    };
    if field.is_list { format!("список; {words}") } else { words }
}

/// The keys of a record, each with what it takes.
fn nested(field: &Field) -> String {
    let one = |it: &Field| {
        let must = if it.required == Required::Always { ", обязательно" } else { "" };
        format!("{} — {}{must}", code(it.shown(Lang::Ru)), takes(it))
    };
    format!("запись:<br>{}", field.fields.iter().map(one).collect::<Vec<_>>().join("<br>"))
}

fn rows<'f>(fields: impl Iterator<Item = &'f Field>) -> String {
    let mut table = "| Ключ | Что это | Что пишут | Нужно |\n|---|---|---|---|\n".to_owned();
    for it in fields {
        let mut label = plain(&it.label.ru);
        if !it.help.ru.is_empty() {
            write!(label, "<br>{}", plain(&it.help.ru)).expect("a text grows");
        }
        if it.marks.private {
            label.push_str(" (не публикуется)");
        }
        let need = match it.required {
            Required::Always => "обязательно",
            Required::Recommended => "желательно",
            Required::Never => "можно",
        };
        let names = it.aliases.iter().map(String::as_str).chain([&*it.key]);
        writeln!(table, "| {} | {label} | {} | {need} |", codes(names), takes(it)).expect("a text grows");
    }
    table
}

/// Whether a field says the same in every type.
fn is_shared(field: &Field, all: &[Type]) -> bool {
    let same = |it: &Type| {
        it.fields
            .iter()
            .any(|other| other.key == field.key && other.required == field.required && takes(other) == takes(field))
    };
    all.iter().all(same)
}

#[test]
fn fields() {
    let file: Arc<str> = Arc::from("svod.yaml");
    let config = config(&file, "title: Свод\n").value;
    let vocabularies = vocabularies(&config, &[]).value;
    let all = types(&file, &[], &vocabularies).value.all;
    let mut body = "Сведения о материале пишут в шапке файла — между двумя строками `---`. Имя ключа можно писать \
                    по-русски или по-английски, в любом сочетании; строчные и прописные буквы, «ё» и «е», пробел, дефис \
                    и подчёркивание не различаются. Одно значение вместо списка — тоже список. «Обязательно» значит, что \
                    без этого сайт не соберётся; «желательно» — что программа об этом напомнит.\n\n## Общие поля {#common}\n\n\
                    Они есть у материалов всех типов.\n\n"
        .to_owned();
    body += &rows(all[0].fields.iter().filter(|it| is_shared(it, &all)));
    for it in &all {
        write!(body, "\n## {} {{#{}}}\n\nТип `{}`, папка `content/{}/`.", it.plural.ru, it.id, it.id, it.folder)
            .expect("a text grows");
        if it.needs_date {
            body.push_str(" Нужна дата: в шапке или в имени файла.");
        }
        body.push_str(if it.needs_body {
            " Нужен текст.\n"
        } else {
            " Текста может не быть.\n"
        });
        let own: Vec<&Field> = it.fields.iter().filter(|it| !is_shared(it, &all)).collect();
        match own.is_empty() {
            true => body.push_str("\nСвоих полей нет.\n"),
            false => write!(body, "\n{}", rows(own.into_iter())).expect("a text grows"),
        }
    }
    let front = [
        ("заголовок", "\"Справочник: поля материалов\""),
        (
            "кратко",
            "Что можно и что нужно написать в шапке новости, практики, организации, услуги и остальных материалов.",
        ),
        ("адрес_страницы", "spravochnik-poley"),
    ];
    agrees("spravochnik-poley.md", &front, &body);
}

/// The letter of a code and what such messages are about; new letters fail the test.
const LETTERS: &[(char, &str)] = &[
    ('Y', "Шапка файла и YAML"),
    ('F', "Поля и значения"),
    ('M', "Разметка и вставленный текст"),
    ('D', "Директивы и таблицы"),
    ('R', "Ссылки и упоминания"),
    ('A', "Адреса страниц"),
    ('P', "Картинки и файлы"),
    ('C', "Настройки: svod.yaml"),
    ('V', "Словари"),
    ('T', "Тема и шаблоны"),
    ('S', "Предпросмотр и сервер"),
    ('U', "Командная строка"),
    ('E', "Диск, права и окружение"),
];

#[test]
fn messages() {
    let samples = Problem::samples();
    let mut body = "Код сообщения показывает параметр `--verbose`. Ошибка не даёт выпустить сайт. Предупреждение даёт, но \
                    с параметром `--strict` становится ошибкой. Совет показывает только `svod check`. Строгость предупреждений \
                    и советов меняют в [настройках](spravochnik-nastroek.md#key-severity). В угловых кавычках ‹› стоит то, что \
                    подставит программа.\n"
        .to_owned();
    for (letter, title) in LETTERS {
        let of_letter: Vec<&Problem> = samples.iter().filter(|it| it.code().starts_with(*letter)).collect();
        if of_letter.is_empty() {
            continue;
        }
        let id = letter.to_ascii_lowercase();
        write!(body, "\n## {title} {{#{id}}}\n\n| Код | Строгость | Что сказано | Что делать |\n|---|---|---|---|\n")
            .expect("a text grows");
        for it in of_letter {
            let severity = match it.severity() {
                Severity::Error => "ошибка",
                Severity::Warning => "предупреждение",
                Severity::Advice => "совет",
            };
            let (ru, en) = (it.text(Lang::Ru), it.text(Lang::En));
            let both = |ru: &str, en: &str| format!("{}<br><small lang=\"en\">{}</small>", plain(ru), plain(en));
            let help = if ru.help.is_empty() { "—".to_owned() } else { both(&ru.help, &en.help) };
            writeln!(body, "| {} | {severity} | {} | {help} |", it.code(), both(&ru.message, &en.message))
                .expect("a text grows");
        }
    }
    let told = samples.iter().filter(|it| body.contains(&format!("\n| {} | ", it.code()))).count();
    assert_eq!(told, samples.len(), "a letter of a code is missing in LETTERS");
    let front = [
        ("заголовок", "\"Справочник: сообщения\""),
        ("кратко", "Всё, что программа может сказать о материалах и настройках, и что с этим делать."),
        ("адрес_страницы", "spravochnik-soobshcheniy"),
    ];
    agrees("spravochnik-soobshcheniy.md", &front, &body);
}

#[test]
fn the_administrator_reads_of_every_command() {
    let guide = read("content/docs/administratoru.md");
    let help = super::samples::svod(&at("content"), &["--lang", "ru", "--help"]).out;
    let commands = help.lines().skip_while(|it| !it.starts_with("Команды")).skip(1).take_while(|it| !it.is_empty());
    let names: Vec<&str> = commands.filter_map(|it| it.split_whitespace().next()).collect();
    assert!(names.contains(&"build") && names.len() > 6, "{names:?}");
    let readme = read("README.md");
    for name in names {
        assert!(name == "help" || readme.contains(&format!("`svod {name}")), "README.md says nothing of svod {name}");
        assert!(guide.contains(&format!("`svod {name}")), "content/docs/administratoru.md says nothing of svod {name}");
    }
}
