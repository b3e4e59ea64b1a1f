//! F30 and `severity:`.

use super::{A, Case, case, news};

fn settings(name: &'static str, wants: &[&str], text: &str) -> Case {
    case(name, wants).file("svod.yaml", format!("title: Свод\nbase_url: https://example.org\n{text}\n"))
}

pub fn f30_svod_yaml() -> Vec<Case> {
    let cases = [
        settings("неизвестный ключ", &["E Y040"], "‸langauge: ru"),
        settings("неизвестный ключ внутри", &["E Y040"], "contacts: {‸adress: Омск}"),
        settings("число", &["E Y042"], "per_page: ‸много"),
        settings("да или нет", &["E Y042"], "typography: ‸может быть"),
        settings("меню без адреса", &["E Y043"], "menu: ‸Няни"),
        settings("пояс", &["E C001"], "time_zone: ‸Asia/Omks"),
        settings("язык", &["E Y044"], "language: ‸de"),
        settings("адрес сайта", &["E Y042"], "").file("svod.yaml", "title: Свод\nbase_url: ‸example.org\n"),
        settings("нет названия", &["E Y043"], "").file("svod.yaml", "‸description: Свод\n"),
        settings("два раздела на одном адресе", &["E C002"], "sections: {‸blog: {type: news, path: news}}"),
        settings("раздел и словарь", &["E C002"], "sections: {‸blog: {type: news, path: regions}}"),
        settings("тип", &["E C004"], "sections: {blog: {type: ‸newz}}"),
        settings("имя раздела", &["E C005"], "sections: {‸Блог: {type: news}}"),
        settings("пара", &["E C003"], "pairs: [[regions, ‸groups]]"),
        settings("меню в никуда", &["E R005"], "menu: [{title: Няни, to: ‸/nyanya/}]"),
        settings("знак в никуда", &["E R005"], "footer: {badges: [{image: /a.svg, alt: Знак, to: ‸/nyanya/}]}")
            .file("static/a.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>"),
        settings(
            "меню на пустую страницу",
            &[],
            "menu: [{title: События, to: /events/}, {title: Новости, to: /news/}]",
        ),
        settings("тема", &["E T001"], "theme: ‸krasivaya"),
        settings("настройка темы", &["E T043"], "theme_settings: {‸acent: \"#0a4f7a\"}"),
        settings("цвет", &["E T044"], "theme_settings: {accent: ‸синий}"),
        settings("бледный цвет", &["W T045"], "theme_settings: {accent: ‸\"#aaccee\"}"),
        settings("слова интерфейса", &["E T040"], "strings: {chitat: ‸Читать}"),
        settings("код замечания", &["E C006"], "severity: {‸M999: off}"),
        settings("код ошибки", &["E C007"], "severity: {‸Y001: off}"),
        settings("строгость", &["E Y044"], "severity: {M003: ‸иногда}"),
        settings("поле без ключа", &["E F002"], "types: {practice: {fields: [‸{type: text}]}}"),
        settings("вид поля", &["E F003"], "types: {practice: {fields: [{key: salary, type: ‸mony}]}}"),
        settings("ключ поля", &["E F004"], "types: {practice: {fields: [{key: salary, ‸tip: money}]}}"),
        settings("поля не списком", &["E F001"], "types: {practice: {fields: ‸salary}}"),
    ];
    Vec::from(cases)
}

pub fn vocabularies() -> Vec<Case> {
    let regions = |text: &str| format!("extends: ru-regions\nterms:\n  - {text}\n");
    let file = "content/regions.yaml";
    let cases = [
        case("нет родителя", &["E V002"]).file(file, regions("{id: vyksa, title: Выкса, parent: ‸nizhegorodskaya}")),
        case("занятое обозначение", &["E V004"]).file("content/themes.yaml", "- {id: ‸page, title: Страница}\n"),
        case("таблицы нет", &["E V006"]).file(file, "extends: ‸ru-region\nterms: []\n"),
        case("нет названия", &["E V007"]).file(file, regions("{id: ‸vyksa}")),
        case("записи не списком", &["E F022"]).file("content/organisations.yaml", "‸Ромашка\n"),
        case("ключ термина", &["E Y040"]).file("content/themes.yaml", "- {title: Дети, ‸codez: 1}\n"),
    ];
    Vec::from(cases)
}

pub fn severities_can_be_changed() -> Vec<Case> {
    let text = news("", "# Итоги\n\nТекст.");
    let at = |severity: &str| format!("severity: {{M003: {severity}}}");
    let cases = [
        settings("как есть", &["W M003 content/news/a.md:6:1"], "").file(A, &text),
        settings("ошибка", &["E M003 content/news/a.md:6:1"], &at("error")).file(A, &text),
        settings("совет", &["A M003 content/news/a.md:6:1"], &at("advice")).file(A, &text),
        settings("нет", &[], &at("off")).file(A, &text),
        settings("по-русски", &["E M003 content/news/a.md:6:1"], "строгость: {M003: ошибка}").file(A, &text),
        settings("черновик с ошибкой", &["A M003 content/news/a.md:7:1"], &at("error"))
            .file(A, news("draft: да", "# Итоги\n\nТекст.")),
    ];
    Vec::from(cases)
}
