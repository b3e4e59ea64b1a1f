//! F07 and F09: two things at one address, links that lead nowhere.

use super::{A, B, Case, case, news, practice};

fn titled(title: &str) -> String {
    news(&format!("title: ‸{title}"), "Текст.")
}

fn good(title: &str) -> String {
    news(&format!("title: {title}"), "Текст.")
}

pub fn f07_two_things_at_one_address() -> Vec<Case> {
    let page = |title: &str| format!("---\ntitle: {title}\n---\n\nТекст.\n");
    let cases = [
        case("один адрес у двух материалов", &["E A001"])
            .file(A, news("title: А\nslug: x", "Текст."))
            .file(B, news("title: Б\nslug: ‸x", "Текст.")),
        case("папка и файл", &["E A001"]).file("content/news/a/index.md", titled("Б")).file(A, good("А")),
        case("дата в имени", &["E A001"])
            .file("content/news/2024-01-11-a.md", good("А"))
            .file("content/news/2024-01-12-a.md", news("date: 2024-01-12\ntitle: ‸Б", "Текст.")),
        case("регистр", &["E A001"]).file("content/news/A.md", good("А")).file(A, titled("Б")),
        case("ё и е", &["E A001"])
            .file("content/news/зелень-е.md", good("А"))
            .file("content/news/зелень-ё.md", titled("Б")),
        case("NFC и NFD", &["E P010 content/news/край.md"])
            .file("content/news/край.md", good("А"))
            .file("content/news/краи\u{306}.md", good("Б")),
        case("прежний адрес и материал", &["E A001"])
            .file(A, good("А"))
            .file(B, news("title: Б\naliases: ‸/news/a/", "Текст.")),
        case("прежний адрес в другом регистре", &["E A001"])
            .file(A, good("А"))
            .file(B, news("title: Б\naliases: ‸/News/A/", "Текст.")),
        case("два прежних адреса", &["E A001"])
            .file(A, news("title: А\naliases: /old/", "Текст."))
            .file(B, news("title: Б\naliases: ‸/old/", "Текст.")),
        case("прежний адрес и ё", &["E A001"])
            .file(A, news("title: А\naliases: ‸/ёлка/", "Текст."))
            .file(B, news("title: Б\naliases: /елка/", "Текст.")),
        case("прежний адрес и термин", &["E A001"])
            .file(A, news("title: А\naliases: ‸/regions/omskaya-oblast/", "Текст.")),
        case("страница и раздел", &["E A001"]).file("content/pages/news.md", page("‸А")),
        case("страница и словарь", &["E A001"]).file("content/pages/regions.md", page("‸А")),
        case("страница и служебное слово", &["E A005"]).file("content/pages/page.md", page("‸А")),
        case("новость и год архива", &["E A005"]).file("content/news/2024.md", titled("А")),
        case("практика и служебное слово", &["E A005"]).file("content/practices/table.md", practice("title: ‸Школа")),
        case("static и материал", &["E A001 static/news/a/index.html"])
            .file(A, good("А"))
            .file("static/news/a/index.html", "<p>"),
        case("static в другом регистре", &["E A001 static/News/a/index.html"])
            .file(A, good("А"))
            .file("static/News/a/index.html", "<p>"),
        case("static и главная", &["E A001 static/index.html"]).file("static/index.html", "<p>"),
        case("static с файлом другого регистра", &["E A001 static/B.png"])
            .file("static/B.png", "1")
            .file("static/b.png", "2"),
        case("лёгкая запись и файл", &["E A001"])
            .file("content/organisations.yaml", "- {title: ОМК, slug: omk}\n")
            .file("content/organisations/omk.md", "---\ntitle: ‸ОМК-Участие\nphones: +7 (3812) 00-00-00\n---\n"),
        case("две лёгкие записи", &["E A001"])
            .file("content/organisations.yaml", "- {title: Ромашка}\n- {title: ‸Ромашка}\n"),
        case("два файла с одним именем", &["E A001"])
            .file(
                "content/news/a/index.md",
                news("files: [{file: x.pdf, title: А}, ‸{file: b/x.pdf, title: Б}]", "Текст."),
            )
            .file("content/news/a/x.pdf", "1")
            .file("content/news/a/b/x.pdf", "2"),
        case("прежнее имя термина", &["E A001"])
            .file(
                "content/target_groups.yaml",
                "- {id: deti, title: Дети}\n- {id: pozhilye, title: Пожилые люди, aliases: [‸deti]}\n",
            )
            .file("content/practices/a.md", practice("target_groups: Пожилые люди")),
        case("два термина", &["E V001"])
            .file("content/target_groups.yaml", "- {id: deti, title: Дети}\n- {id: ‸deti, title: Ребята}\n"),
    ];
    Vec::from(cases)
}

fn link(name: &'static str, wants: &[&str], text: &str) -> Case {
    case(name, wants).news("", text)
}

pub fn f09_links() -> Vec<Case> {
    let at = "news/a/index.html";
    let cases = [
        link("файла нет", &["E R005"], "Смотри ‸[там](../practices/peredishka.md)."),
        link("файл есть", &[], "Смотри [там](../practices/peredyshka.md).").shows(at, "/practices/peredyshka/"),
        link("места нет", &["E R006"], "Смотри ‸[там](../practices/peredyshka.md#rezults)."),
        link("место есть", &[], "Смотри [там](../practices/peredyshka.md#results).").shows(at, "peredyshka/#results"),
        link("своего места нет", &["E R006"], "Смотри ‸[ниже](#itogi)."),
        link("адреса нет", &["E R005"], "Смотри ‸[там](/practices/peredishka/)."),
        link("места по адресу нет", &["E R006"], "Смотри ‸[там](/practices/peredyshka/#rezults)."),
        link("решётка", &["E M008"], "Смотри ‸[там](#)."),
        link("пусто", &["E M008"], "Смотри ‸[там]()."),
        link("файл .html", &["E P001"], "Смотри ‸[там](peredyshka.html)."),
        link("наружу", &["E R005"], "Смотри ‸[там](../../../etc/passwd)."),
        link("вложения нет", &["E P001"], "Скачать ‸[отчёт](otchet.pdf)."),
        link("вложение в static", &["E R005"], "Скачать ‸[отчёт](/files/otchet.pdf)."),
        case("файла в шапке нет", &["E P001"]).file(A, news("files: [‸{file: otchet.pdf, title: Отчёт}]", "Текст.")),
        link("картинки нет", &["E P001"], "‸![Семья](semya.png)"),
        link("по метке", &["E R005"], "Смотри ‸[там][1].\n\n[1]: net.md"),
        link("в поле", &["E R005"], "Текст.")
            .file("content/practices/a.md", practice("solution: \"Смотри ‸[там](net.md).\"")),
        link("в тексте раздела", &["E R005"], "Текст.")
            .file("content/news/_index.md", "---\ntitle: Новости\n---\n\nСмотри ‸[там](net.md).\n"),
        link("на главной", &["E R005"], "Текст.")
            .file("content/index.md", "---\ntitle: Главная\n---\n\nСмотри ‸[там](net.md).\n"),
        link("в тексте термина", &["E R005"], "Текст.")
            .file("content/regions/omskaya-oblast.md", "---\ntitle: Омская область\n---\n\nСмотри ‸[там](net.md).\n"),
    ];
    Vec::from(cases)
}

pub fn f09_what_is_withheld_is_a_text() -> Vec<Case> {
    let at = "news/a/index.html";
    let draft = news("title: Тайна\ndraft: да", "Секрет.");
    let cases = [
        link("черновик", &["A R007"], "Смотри ‸[сюда](b.md).")
            .file(B, &draft)
            .hides(at, "href=\"/news/b/")
            .shows(at, "Смотри сюда."),
        link("черновик по адресу", &["A R007"], "Смотри ‸[сюда](/news/b/).").file(B, &draft).shows(at, "Смотри сюда."),
        link("место черновика", &["A R007"], "Смотри ‸[сюда](b.md#net).").file(B, &draft).shows(at, "Смотри сюда."),
        link("ещё не вышло", &["A R007"], "Смотри ‸[сюда](b.md).")
            .file(B, news("publish: 2027-01-01", "Текст."))
            .shows(at, "Смотри сюда."),
        link("снято", &["A R007"], "Смотри ‸[сюда](b.md).")
            .file(B, news("withdrawn: {date: 2024-02-01, reason: ошибка}", "Текст."))
            .shows(at, "Смотри сюда."),
        link("пустой раздел", &["A R007"], "Смотри ‸[сюда](/events/).").shows(at, "Смотри сюда."),
        link("пустой термин", &["A R007"], "Смотри ‸[сюда](/target-groups/pozhilye/).").shows(at, "Смотри сюда."),
        case("практика в шапке", &["A R003"])
            .file(A, news("practices: ‸Тайна", "Текст."))
            .file("content/practices/b.md", practice("title: Тайна\ndraft: да"))
            .hides(at, "practices/b/"),
    ];
    Vec::from(cases)
}
