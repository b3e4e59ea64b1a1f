//! What strangers wrote and svod took wrongly once: published in silence, told twice, or told at another place.

use super::{A, B, Case, case, news, practice};

// long: a table
pub fn front_matter_of_strangers() -> Vec<Case> {
    let cases = [
        case("заголовок пуст", &["E F013"]).file(A, "---\n‸заголовок: \"\"\nдата: 11.01.2022\n---\n\nТекст.\n"),
        case("заголовок из пробелов", &["E F013"]).file(A, "---\n‸title: '  '\ndate: 11.01.2022\n---\n\nТекст.\n"),
        case("пустой список", &["E F013"]).file("content/practices/a.md", practice("‸regions: []")),
        case("ключ с опечаткой не пропущен", &["E Y040"])
            .file(A, "---\n‸заголовк: Итоги\nдата: 11.01.2022\n---\n\nТекст.\n"),
        case("и в записи", &["E Y040"]).file(A, news("уточнения: [{‸тектс: Исправлено}]", "Текст.")),
        case("знак, которого не видно", &["W Y004"])
            .file(A, news("title: Итоги‸\u{b}года", "Текст."))
            .shows("news/a/index.html", "Итоги года"),
        case("тире из чужой кодировки", &["W Y004"]).file(A, news("title: Итоги ‸\u{96} год", "Текст.")),
        case("отступ первой строки", &["E Y009"]).file(A, "---\n‸\ttitle: Итоги\ndate: 11.01.2022\n---\n\nТекст.\n"),
        case("три точки вместо линии", &["E Y008"]).file(A, "---\ntitle: Итоги\ndate: 2022-01-11\n‸...\nТекст.\n"),
        case("одна линия", &["E Y005"]).file(A, "‸---\n"),
        case("две метки BOM", &[]).file(A, format!("\u{feff}\u{feff}{}", news("", "Текст."))),
        case("адрес из одних знаков", &["E A002"]).file(A, news("slug: ‸'-'", "Текст.")),
        case("адрес наружу", &["E A004"]).file(A, news("slug: ‸'..'", "Текст.")),
        case("прежний адрес главной", &["E A008"]).file(A, news("aliases: ‸[/]", "Текст.")),
        case("файл без имени", &["E P001"]).file(A, news("files: ‸памятка", "Текст.")),
        case("файл из одного названия", &["E Y042"]).file(A, news("files: [‸{title: Памятка}]", "Текст.")),
        case("событие кончилось раньше", &["E F024"])
            .file(A, news("event: ‸{start: 2024-02-20, end: 2024-01-01}", "Текст.")),
        case("в один день", &[]).file(A, news("event: {start: 2024-02-20 10:00, end: 2024-02-20}", "Текст.")),
        case("срок кончился раньше", &["E F024"]).file(A, news("period: ‸{from: 2026, to: 2020}", "Текст.")),
        case("названия через запятую", &["E R010"]).file(A, news("organisations: ‸ОМК-Участие, Фонд", "Текст.")),
        case("двое по одному адресу", &["E A001 content/organisations/omk.md:2:8"])
            .file("content/organisations.yaml", "- {title: ОМК, kind: НКО, slug: omk}\n")
            .file(B, news("organisations: omk", "Текст.")),
    ];
    Vec::from(cases)
}

// long: a table
pub fn texts_of_strangers() -> Vec<Case> {
    let cases = [
        case("комментарий в строке не закрыт", &["E M020"]).news("", "Начало ‸<!-- тайна -- конец."),
        case("меньше", &[]).news("", "Если a <b и 5 <6, то \\<!-- тоже текст."),
        case("пробел после двоеточий", &["E D002"]).news("", "‸::: note\nТекст\n:::"),
        case("и следующая вставка цела", &["E D002"]).news("", "‸::: note\nТекст\n\n:::quote\nСлова\n:::"),
        case("вставка с отступом", &["E D002"]).news("", "- пункт\n\n  ‸:::note\n  Текст\n  :::"),
        case("адрес без начала", &["E R005"]).news("", "‸[сайт](www.gosuslugi.ru/help)"),
        case("почта без начала", &["E R005"]).news("", "‸[почта](press@fond.ru)"),
        case("файл статьи без даты", &["E R005"])
            .file("content/news/2024-03-01-itogi.md", news("date: 2024-03-01", "Текст."))
            .file(B, news("", "‸[итоги](itogi.md)")),
        case("строка таблицы длиннее", &["E D021"])
            .file("content/data/t.csv", "Что;Сколько\nА;1\n‸Б;2;3\n")
            .file(A, news("", ":::table data=t.csv total=3\n:::")),
        case("большие буквы в .MD", &["W P022 content/news/b.MD"]).bytes("content/news/b.MD", news("", "Текст.")),
        case("снятое остаётся без ссылки", &["A R007"])
            .file(A, news("", "‸[туда](/news/b/)"))
            .file(B, news("withdrawn: {date: 2024-02-01}", "Текст."))
            .hides("news/a/index.html", "/news/b/"),
    ];
    Vec::from(cases)
}

// long: a table
pub fn settings_of_strangers() -> Vec<Case> {
    let cases = [
        case("опечатка в title", &["E Y040"]).file("svod.yaml", "‸titel: Свод\nbase_url: https://example.org\n"),
        case("отступ первой строки", &["E Y009"])
            .file("svod.yaml", "‸\ttitle: Свод\nbase_url: https://example.org\n"),
        case("два раздела по одному адресу", &["E C002"])
            .file("svod.yaml", "title: Свод\nbase_url: https://example.org\nsections:\n  a: {type: news, path: x}\n  ‸b: {type: news, path: x}\n")
            .file("content/a/1.md", news("slug: odin", "Текст."))
            .file("content/b/2.md", news("slug: dva", "Текст.")),
        case("все сайты сразу", &["E Y042"])
            .file("svod.yaml", "title: Свод\nbase_url: https://example.org\nallow: {img: ‸\"*\"}\n"),
        case("чужое в политике", &["E Y042"])
            .file("svod.yaml", "title: Свод\nbase_url: https://example.org\nallow: {script: [a.ru, ‸\"b.ru; img-src *\"]}\n"),
        case("меню на файл, которого нет", &["E R005"])
            .file("svod.yaml", "title: Свод\nbase_url: https://example.org\nmenu: [{title: А, to: ‸net.pdf}]\n"),
        case("файл на месте поиска", &["E A001 static/search/meta.json"]).bytes("static/search/meta.json", "{}"),
        case("файл на месте раздела", &["E A001 static/news"]).bytes("static/news", "файл"),
        case("прежний адрес под прежним адресом", &["E A001"])
            .file(A, news("aliases: ‸[/old.html, /old.html/x/]", "Текст.")),
        case("словарь с чужим именем", &["W P023 content/target_group.yaml"])
            .bytes("content/target_group.yaml", "- title: Дети\n"),
        case("термин с пустым названием", &["E Y043"])
            .file("content/target_groups.yaml", "- title: Дети\n- ‸{title: \"\"}\n"),
        case("термин из списка", &["E Y042"]).file("content/target_groups.yaml", "- title: Дети\n- title: ‸[а]\n"),
        case("часовой пояс по городу", &["E C001"])
            .file("svod.yaml", "title: Свод\nbase_url: https://example.org\ntime_zone: ‸Omsk\n"),
        case("синонимы без скобок", &["E Y042"]).file("content/synonyms.yaml", "- [дети, ребёнок]\n- ‸помощь\n"),
        case("ключ поля у типа", &["E F004"]).file(
            "svod.yaml",
            "title: Свод\nbase_url: https://example.org\ntypes:\n  job:\n    title: Работа\n    ‸label: Работа\n    fields: []\n",
        ),
    ];
    Vec::from(cases)
}

/// Whoever begins to write «черновик:» does not want the item to be seen yet.
pub fn half_written_states() -> Vec<Case> {
    let cases = [
        case("черновик без слова", &["E Y042"]).file(A, news("‸черновик:", "Текст.")),
        case("черновик из кавычек", &["E Y042"]).file(A, news("‸draft: ''", "Текст.")),
        case("срок без даты", &["E Y042"]).file(A, news("‸опубликовать:", "Текст.")),
        case("черновик текста региона", &["E F025"])
            .file("content/regions/omskaya-oblast.md", "---\nчерновик: ‸да\n---\nТайна.\n"),
        case("текст раздела до срока", &["E F025"])
            .file("content/news/_index.md", "---\ntitle: Новости\npublish: ‸2030-01-01\n---\nТайна.\n"),
        case("не черновик", &[]).file("content/index.md", "---\ntitle: Свод\ndraft: no\n---\nТекст.\n"),
        case("снято без даты", &["E Y042"]).file(A, news("‸снято: {}", "Текст.")),
    ];
    Vec::from(cases)
}
