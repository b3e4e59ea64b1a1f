//! F15, F25, F27: HTML and directives in a text, tables, pasted text, advice on front matter.

use super::{A, Case, case, news, practice};

fn body(name: &'static str, wants: &[&str], text: &str) -> Case {
    case(name, wants).news("", text)
}

pub fn f15_html_and_directives() -> Vec<Case> {
    let cases = [
        body("тег не закрыт", &["E M017"], "Это ‸<b>важно."),
        body("тег не открыт", &["E M018"], "Это важно‸</b>."),
        body("запрещённый тег", &["E M015"], "‸<div>Текст</div>"),
        body("скрипт", &["E M015"], "‸<script>alert(1)</script>"),
        body("рамка", &["E M015"], "‸<iframe src=\"https://example.com/\"></iframe>"),
        body("картинка тегом", &["E M015"], "Вот ‸<img src=x onerror=alert(1)>."),
        body("обработчик", &["E M016"], "Это ‸<b onclick=\"alert(1)\">важно</b>."),
        body("оформление", &["E M016"], "Это ‸<b style=\"color: red\">важно</b>."),
        body("javascript:", &["E M010"], "Нажмите ‸[сюда](javascript:alert(1))."),
        body("data:", &["E M010"], "Нажмите ‸[сюда](data:text/html;base64,PHNjcmlwdD4=)."),
        body("JavaScript с хитростью", &["E M010"], "Нажмите ‸[сюда](JaVaScRiPt&#58;alert(1))."),
        body("комментарий не закрыт", &["E M020"], "Текст.\n\n‸<!-- забытое"),
        body("тег не на месте", &["E M019"], "Текст ‸<details>тут</details>."),
        body("вставка неизвестна", &["E D001"], "‸:::nоte\nТекст.\n:::"),
        body("вставка с опечаткой", &["E D001"], "‸:::notes\nТекст.\n:::"),
        body("вставка не закрыта", &["E D003"], "‸:::note\nТекст."),
        body("лишний конец", &["E D004"], "Текст.\n\n‸:::"),
        body("с пробелом", &["E D002"], "‸::: note\nТекст.\n"),
        body("с отступом", &["E D002"], "Текст.\n\n ‸:::note\n"),
        body("одна в другой", &["E D005"], ":::note\nТекст.\n\n‸:::quote\nСлова.\n:::\n:::"),
        body("чужое свойство", &["E D006"], ":::note ‸titel=Важно\nТекст.\n:::"),
        body("свойства нет", &["E D007"], "‸:::figure alt=\"Семья\"\n:::"),
        body("свойство дважды", &["E D008"], ":::note title=А ‸title=Б\nТекст.\n:::"),
        body("значение не то", &["E D009"], ":::note ‸kind=срочно\nТекст.\n:::"),
        body("кавычка", &["E D010"], ":::note ‸title=\"Важно\nТекст.\n:::"),
        body("текст, где его нет", &["E D011", "E P001"], "‸:::figure ‸src=/a.png alt=\"Семья\"\nТекст.\n:::"),
        body("не тот текст", &["E D012"], "‸:::steps\nПросто абзац.\n:::"),
        body("в коде можно", &[], "```\n:::note\n<div>\n```"),
    ];
    Vec::from(cases)
}

pub fn other_slips_of_markdown() -> Vec<Case> {
    let cases = [
        body("решётка", &["W M003"], "‸# Итоги\n\nТекст."),
        body("пустой заголовок", &["W M004"], "‸##\n\nТекст."),
        body("свойство заголовка", &["E M005"], "‸## Итоги {style=red}\n\nТекст."),
        body("имя дважды", &["E M006"], "## Итоги {#a}\n\nТекст.\n\n‸## Выводы {#a}\n\nТекст."),
        body("плохое имя", &["E M007"], "‸## Итоги {#fn_1}\n\nТекст."),
        body("ссылка без текста", &["E M009"], "Смотри ‸[](../practices/peredyshka.md)."),
        body("метка не объяснена", &["E M011"], "Смотри ‸[отчёт][otchet]."),
        body("лишняя сноска", &["W M022"], "Текст.\n\n‸[^1]: Источник."),
        body("нет сноски", &["E M023"], "Текст‸[^1]."),
        body("две сноски", &["E M024"], "Текст[^1].\n\n[^1]: Раз.\n\n‸[^1]: Два."),
    ];
    Vec::from(cases)
}

const CSV: &str = "content/data/a.csv";

fn table(name: &'static str, wants: &[&str], attributes: &str, csv: &str) -> Case {
    case(name, wants).news("", &format!(":::table data=a.csv caption=\"Выплаты\"{attributes}\n:::")).file(CSV, csv)
}

pub fn f25_totals() -> Vec<Case> {
    let cases = [
        table("итог не сходится", &["E D023"], " ‸total=2168", "регион;семей\nОмск;1000\nМосква;1167\n"),
        table("итог сходится", &[], " total=2168", "регион;семей\nОмск;1000\nМосква;1168\n"),
        table("столбец назван", &["E D023"], " ‸total.семей=10", "регион;семей;детей\nОмск;9;20\n"),
        table("столбца нет", &["E D025"], " ‸total.симей=10", "регион;семей\nОмск;10\n"),
        table("не число", &["E D026"], " ‸total=много", "регион;семей\nОмск;10\n"),
        table("складывать нечего", &["E D024"], " ‸total=10", "регион;семей\nОмск;много\n"),
        body(
            "таблица в тексте",
            &["E D023"],
            ":::table caption=\"Выплаты\" ‸total=2168\n| регион | семей |\n|---|---|\n| Омск | 1 000 |\n| Москва | 1 167 |\n:::",
        ),
        table("кривая строка", &["E D021"], "", "регион;семей\n‸Омск;10;20\n"),
        table("пустая таблица", &["E D020 content/data/a.csv"], "", "регион;семей\n"),
        case("не текст", &["E D028 content/data/a.csv"])
            .news("", ":::table data=a.csv caption=\"Выплаты\"\n:::")
            .bytes(CSV, b"PK\x03\x04\0\0\0\0".to_vec()),
        table("доли", &["W D027"], " ‸share=да", "регион;доля\nОмск;40\nМосква;20\n"),
        body("не таблица", &["E P021"], ":::table ‸data=a.pdf caption=\"Выплаты\"\n:::")
            .file("content/news/a.pdf", "%PDF"),
        body("файла нет", &["E P001"], ":::table ‸data=net.csv caption=\"Выплаты\"\n:::"),
    ];
    cases.into_iter().chain(figures()).collect()
}

const FIGURES: &str = "content/data/chisla.yaml";

/// Counters and reference values.
fn figures() -> Vec<Case> {
    let of = |name: &'static str, wants: &[&str], text: &str| case(name, wants).file(FIGURES, text);
    let cases = [
        of("число с датой и источником", &[], "- {label: На дому, value: 24 834, date: не указана, source: Сайт}\n"),
        of(
            "число дважды",
            &["E D050"],
            "- {id: a, label: А, value: 1, date: 2024, source: С}\n- {id: ‸a, label: Б, value: 2, date: 2024, source: С}\n",
        ),
        of("число без даты", &["W D051"], "- ‸{label: На дому, value: 24 834, source: Сайт}\n"),
        of("число без источника", &["W D052"], "- ‸{label: На дому, value: 24 834, date: 2024}\n"),
        of(
            "ряд и значение",
            &["E D053"],
            "- {label: ПМ, ‸value: 1, values: [{from: 2024, value: 2}], source: Постановление}\n",
        ),
        of("не число в данных", &["E Y042"], "- {label: На дому, value: ‸много, date: 2024, source: Сайт}\n"),
        of("лишний ключ у числа", &["E Y040"], "- {label: На дому, value: 5, date: 2024, source: Сайт, ‸unti: чел.}\n"),
    ];
    Vec::from(cases)
}

pub fn f27_pasted_text() -> Vec<Case> {
    let cases = [
        body("абзацы слились", &["W M030"], "Форум прошёл в Омске.\n‸Участники обсудили меры."),
        body("абзац с отступом", &["W M031"], "Первый.\n\n‸  Второй абзац."),
        body("стало кодом", &["W M032"], "Первый.\n\n    ‸Второй абзац, длинный и обычный."),
        body("нет запятой", &["W M033"], "Программы «Няня‸» «Передышка» работают."),
        body("повтор заголовка", &["W M034"], "‸Итоги года\n\nТекст."),
        body("звёздочки", &["W M035"], "Это ‸**«Фонд»**помогает семьям."),
        body("год стал списком", &["W M036"], "Так было.\n\n‸2022. год начался хорошо."),
        body("речь стала списком", &["W M037"], "‸- сказал он.\n\nТекст."),
        case("точка в заголовке", &["W F018"]).file(A, news("title: ‸Форум прошёл.", "Текст.")),
        body("разные числа", &["A M038"], "Было 10 000 семей, стало ‸20000 семей."),
        case("доказательность без основания", &["W F019"]).file("content/practices/a.md", practice("evidence: ‸2")),
        case("без оценщика", &["W F019"])
            .file("content/practices/a.md", practice("evidence: ‸3\nevidence_note: сравнение групп")),
        case("давно не проверяли", &["A F021"])
            .file("content/practices/a.md", practice("title: Школа\nreviewed: ‸2020-01-01")),
        case("длинный заголовок", &["A F006"]).file(A, news(&format!("title: ‸{}", "очень ".repeat(25)), "Текст.")),
        case("длинное описание", &["A F006"]).file(A, news(&format!("summary: ‸{}", "очень ".repeat(60)), "Текст.")),
        case("нет желательного", &["A F014 content/practices/a.md:2:1"; 8])
            .prepare(|it| it.remove("content/practices/peredyshka.md"))
            .file("content/practices/a.md", practice("title: Школа")),
        case("у услуги нет контакта", &["W R008"])
            .file("content/services/a.md", "---\ntitle: ‸Такси\nstatus: действует\n---\n\nТекст.\n"),
        case("номер с ошибкой", &["W F011"])
            .file("content/organisations/a.md", "---\ntitle: Ромашка\ninn: ‸\"7707083894\"\n---\n"),
        case("регион без падежей", &["A V005 content/regions.yaml:3:5"])
            .file("content/practices/a.md", practice("regions: vyksa"))
            .file(
                "content/regions.yaml",
                "extends: ru-regions\nterms:\n  - {id: vyksa, title: Выкса, parent: nizhegorodskaya-oblast}\n",
            ),
    ];
    Vec::from(cases)
}
