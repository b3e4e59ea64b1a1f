//! F01 to F06, F14, F16, F17: YAML, front matter, encodings.

use super::{A, B, Case, case, news, practice};

pub fn f01_a_second_colon() -> Vec<Case> {
    let cases = [
        case("заголовок", &["E Y011"]).file(A, "---\nзаголовок: Фонд‸: итоги\nдата: 11.01.2022\n---\n\nТекст.\n"),
        case("запись внутри поля", &["E Y011"])
            .file(A, news("source:\n  title: РИА‸: новости\n  url: https://example.org", "Текст.")),
        case("svod.yaml", &["E Y011"]).file("svod.yaml", "title: Свод‸: практики\n"),
        case("словарь", &["E Y011"]).file("content/target_groups.yaml", "- title: Дети\n- title: Семьи‸: все\n"),
        case("список", &["E Y011"])
            .file("content/practices/a.md", practice("steps:\n  - title: Шаг‸: первый\n    text: Позвонить")),
    ];
    Vec::from(cases)
}

pub fn f02_a_tab() -> Vec<Case> {
    let cases = [
        case("отступ", &["E Y009"]).file(A, news("source:\n‸\ttitle: РИА", "Текст.")),
        case("svod.yaml", &["E Y009"]).file("svod.yaml", "title: Свод\nfooter:\n‸\tsince: 2006\n"),
        case("словарь", &["E Y009"]).file("content/target_groups.yaml", "- title: Дети\n‸\tid: deti\n"),
        case("в тексте можно", &[]).news("", "Текст\tс табуляцией."),
    ];
    Vec::from(cases)
}

pub fn f03_front_matter_not_closed() -> Vec<Case> {
    let cases = [
        case("нет второй линии", &["E Y007"])
            .file(A, "---\ntitle: Форум\ndate: 2024-01-11\n\n‸Форум прошёл в Омске.\n"),
        case("нет и пустой строки", &["E Y007"])
            .file(A, "---\ntitle: Форум\ndate: 2024-01-11\n‸Форум прошёл в Омске.\n"),
        case("тире вместо дефисов", &["E Y008"]).file(A, "---\ntitle: Форум\ndate: 2024-01-11\n‸———\n\nТекст.\n"),
        case("четыре дефиса", &["E Y008"]).file(A, "---\ntitle: Форум\ndate: 2024-01-11\n‸----\n\nТекст.\n"),
        case("первая линия не та", &["E Y008"]).file(A, "‸—\ntitle: Форум\ndate: 2024-01-11\n---\n\nТекст.\n"),
        case("шапки нет", &["E Y006"]).file(A, "‸Форум прошёл в Омске.\n"),
        case("страница раздела", &["E Y007"]).file("content/news/_index.md", "---\ntitle: Новости\n\n‸Все новости.\n"),
    ];
    Vec::from(cases)
}

pub fn f04_the_day_comes_first() -> Vec<Case> {
    let at = "news/a/index.html";
    let day = |name, written: &str| case(name, &[]).file(A, news(&format!("date: {written}"), "Текст."));
    let cases = [
        day("11.01.2022", "11.01.2022").shows(at, "datetime=\"2022-01-11"),
        day("1.2.2022", "1.2.2022").shows(at, "datetime=\"2022-02-01"),
        day("11 января 2022", "11 января 2022").shows(at, "datetime=\"2022-01-11"),
        day("время", "2022-01-11 10:30").shows(at, "datetime=\"2022-01-11T10:30"),
    ];
    Vec::from(cases)
}

pub fn f05_other_line_ends_and_marks_of_encoding() -> Vec<Case> {
    let text = news("", "Первый абзац.\n\nВторой абзац.");
    let cases = [
        case("метка BOM", &[]).file(A, format!("\u{feff}{text}")).shows("news/a/index.html", "Итоги года"),
        case("CRLF", &[]).file(A, text.replace('\n', "\r\n")).shows("news/a/index.html", "<p>Второй абзац.</p>"),
        case("ошибка после BOM и CRLF", &["E Y011"])
            .file(A, "\u{feff}---\r\ntitle: Фонд‸: итоги\r\ndate: 2024-01-11\r\n---\r\n\r\nТекст.\r\n"),
        case("svod.yaml с BOM", &[]).file("svod.yaml", "\u{feff}title: Свод\r\nbase_url: https://example.org\r\n"),
    ];
    Vec::from(cases)
}

/// Cyrillic letters as Windows-1251 has them.
fn windows_1251(text: &str) -> Vec<u8> {
    let byte = |it: char| match it {
        'А'..='я' => (it as u32 - 'А' as u32 + 0xc0) as u8,
        'ё' => 0xb8,
        _ => it as u8,
    };
    text.chars().map(byte).collect()
}

fn utf16(text: &str, order: fn(u16) -> [u8; 2], mark: bool) -> Vec<u8> {
    let mark = if mark { Some(0xfeff) } else { None };
    mark.into_iter().chain(text.encode_utf16()).flat_map(order).collect()
}

pub fn f06_other_encodings() -> Vec<Case> {
    let text = news("title: Форум в Омске", "Форум прошёл в Омске.");
    let broken = [text.as_bytes(), b"\n\xd1"].concat();
    let in_front = [b"---\ntitle: \xff\n".as_slice(), b"date: 2024-01-11\n---\n\n", "Текст.\n".as_bytes()].concat();
    let table = ":::table data=a.csv caption=\"Выплаты\"\n:::";
    let cases = [
        case("Windows-1251", &["E Y001 content/news/a.md"]).bytes(A, windows_1251(&text)),
        case("UTF-16 с меткой", &["E Y002 content/news/a.md"]).bytes(A, utf16(&text, u16::to_le_bytes, true)),
        case("UTF-16 наоборот", &["E Y002 content/news/a.md"]).bytes(A, utf16(&text, u16::to_be_bytes, true)),
        case("UTF-16 без метки", &["E Y002 content/news/a.md"]).bytes(A, utf16(&text, u16::to_le_bytes, false)),
        case("испорченный байт в тексте", &["E Y003 content/news/a.md:8:1"]).bytes(A, broken),
        case("испорченный байт в шапке", &["E Y003 content/news/a.md:2:8"]).bytes(A, in_front),
        case("svod.yaml", &["E Y001 svod.yaml"]).bytes("svod.yaml", windows_1251("title: Свод практик\n")),
        case("словарь", &["E Y001 content/target_groups.yaml"])
            .bytes("content/target_groups.yaml", windows_1251("- {id: deti, title: Дети}\n")),
        case("таблица", &["W D022 content/data/a.csv"])
            .news("", table)
            .bytes("content/data/a.csv", windows_1251("регион;семей\nОмск;10\n")),
    ];
    Vec::from(cases)
}

pub fn f14_nothing_in_the_file() -> Vec<Case> {
    let cases = [
        case("пустой файл", &["E Y005 content/news/a.md:1:1"]).file(A, ""),
        case("одни пробелы", &["E Y005 content/news/a.md:1:1"]).file(A, " \n\n\t\n"),
        case("одна метка BOM", &["E Y005 content/news/a.md:1:1"]).file(A, "\u{feff}"),
        case("одна шапка", &["E F017"]).file(A, "---\ntitle: Форум\ndate: 2024-01-11\n---\n‸"),
        case("шапка без сведений", &["E F013", "E F015", "E F017"]).file(A, "‸‸---\n---\n‸"),
        case("практика без текста", &[]).file("content/practices/a.md", practice("").replace("Текст.\n", "")),
        case("страница без текста", &["E F017"]).file("content/pages/a.md", "---\ntitle: О нас\n---\n‸"),
        case("пустой словарь", &[]).file("content/themes.yaml", ""),
        case("пустой svod.yaml", &["E Y043 svod.yaml:1:1"]).file("svod.yaml", ""),
    ];
    Vec::from(cases)
}

pub fn f16_a_sign_that_cuts() -> Vec<Case> {
    let cases = [
        case("заголовок", &["W Y013"]).file(A, news("title: Школа ‸#1 в Омске", "Текст.")),
        case("svod.yaml", &["W Y013"]).file("svod.yaml", "title: Школа ‸#1 в Омске\nbase_url: https://example.org\n"),
        case("замечание на своей строке", &[]).file(A, news("# проверить с Ириной", "Текст.")),
        case("в кавычках", &[]).file(A, news("title: \"Школа #1\"", "Текст.")).shows("news/a/index.html", "Школа #1"),
    ];
    Vec::from(cases)
}

pub fn f17_one_key_twice() -> Vec<Case> {
    let cases = [
        case("ключ дважды", &["E Y022"]).file(A, news("regions: Омская область\n‸regions: Москва", "Текст.")),
        case("одно поле под двумя именами", &["E Y041"])
            .file(A, news("regions: Омская область\n‸регионы: Москва", "Текст.")),
        case("имя в другом регистре", &["E Y022"]).file(A, news("summary: Кратко\n‸Summary: Ещё раз", "Текст.")),
        case("внутри записи", &["E Y022"]).file(A, news("source:\n  title: РИА\n  ‸title: ТАСС", "Текст.")),
        case("внутри записи под двумя именами", &["E Y041"])
            .file(A, news("source:\n  title: РИА\n  ‸название: ТАСС", "Текст.")),
        case("svod.yaml", &["E Y022"]).file("svod.yaml", "title: Свод\n‸title: Свод практик\n"),
        case("словарь", &["E Y022"]).file("content/target_groups.yaml", "- title: Дети\n  id: deti\n  ‸id: det\n"),
    ];
    Vec::from(cases)
}

pub fn other_slips_of_yaml() -> Vec<Case> {
    let slip = |name, code, front: &str| case(name, &[code]).file(A, news(front, "Текст."));
    let cases = [
        slip("неразрывный отступ", "E Y010", "source:\n‸\u{a0}\u{a0}title: РИА"),
        slip("текст после кавычки", "E Y012", "title: \"Семья\" ‸помогла"),
        slip("кавычка не закрыта", "E Y014", "title: ‸\"Семья помогла"),
        slip("скобка не закрыта", "E Y015", "regions: ‸[Омская область"),
        slip("лишняя скобка", "E Y016", "regions: [Омская область]‸]"),
        slip("кривой отступ", "E Y017", "source:\n  title: РИА\n ‸url: https://example.org"),
        slip("дефис без пробела", "E Y018", "regions:\n  ‸-Омская область\n  -Москва"),
        slip("двоеточие без пробела", "E Y019", "updated‸:2024-02-01"),
        slip("строка без ключа", "E Y020", "‸просто строка"),
        slip("чужое двоеточие", "E Y021", "summary‸： Кратко"),
        slip("особый знак", "E Y023", "title: ‸@семья"),
        slip("обратная черта", "E Y027", "title: \"C:‸\\Документы\""),
        slip("список на строке ключа", "E Y028", "regions: ‸- Омская область"),
        slip("нет запятой", "E Y029", "source: {title: РИА url‸: \"https://example.org\"}"),
        slip("ключ из списка", "E Y030", "source:\n  ‸[a, b]: c"),
        case("два документа в словаре", &["E Y026"])
            .file("content/target_groups.yaml", "- title: Дети\n‸---\n- title: Семьи\n"),
        case("служебный знак", &["W Y004"]).news("", "Текст с‸\u{1} знаком."),
        case("материал в записях", &[]).file(B, news("title: Школа", "Текст.")),
    ];
    Vec::from(cases)
}
