//! Pages of single items, hubs and pairs, and home: what each must show (spec: pages.md §3, content.md §5).

use crate::corpus::*;

const SITE: &str =
    "title: Свод практик\nbase_url: https://example.org\nhome: [counters, intro, groups, regions, news]\n";
const GROUPS: &str = "- {id: deti, title: Дети, genitive: детей, prepositional: у детей}\n\
     - {id: veterany, title: Ветераны, genitive: ветеранов, prepositional: у ветеранов}\n\
     - {id: studenty, title: Студенты, genitive: студентов, prepositional: у студентов}\n";
const REGIONS: &str = "extends: ru-regions\nterms:\n  - {id: rossiya, phones: [{label: Справочная, number: \"8 800 000-00-00\"}]}\n  \
     - {id: omskaya-oblast, phones: [{label: Приёмная, number: \"+7 (3812) 00-00-02\"}]}\n  \
     - {id: omsk, title: Омск, parent: omskaya-oblast, level: municipality, genitive: Омска, prepositional: в Омске}\n  \
     - {id: tara, title: Тара, parent: omskaya-oblast, level: municipality, genitive: Тары, prepositional: в Таре}\n";
const COUNTERS: &str = "- {id: doma, label: Обслуживаются на дому, value: 24 834, unit: чел., date: не указана, source: Сайт министерства}\n\
     - id: pm\n  label: Прожиточный минимум\n  unit: руб.\n  source: Постановление\n  values:\n    \
     - {from: 01.01.2025, value: 17 733}\n    - {from: 01.01.2026, value: 18 939}\n    - {from: 01.01.2027, value: 20 000}\n";

/// Everything that a practice can say.
const PRACTICE: &str = "---
title: Передышка
kind: программа
status: действует
status_note: Готовится перенос в другие районы.
plain: Няня приходит домой.
regions: Омск
target_groups: Дети
organisation: omk
partners:
  - {organisation: mintrud, role: поддержка}
period: с 2020
setting: [малый город]
problem: Родителям негде передохнуть.
goal:
  - Дать отдых
  - {indicator: Семей в очереди, from: 100, to: 67, by: за три года}
steps:
  - {title: Обучить нянь, term: месяц, text: Двадцать занятий.}
  - {title: Открыть запись}
results:
  - {label: Доход вырос, from: 20, value: 75, target: 80, unit: \"%\", date: 01.08.2024, source: Отчёт}
  - {label: Прошли обучение, value: половина из 30}
  - {label: Родители, text: стали более открыты}
reach:
  - {who: дети, value: 900, qualifier: порядка, per: год, date: не указана}
difficulties: Внедряется тяжело.
lessons: Начинать с малого.
limits: Нужен транспорт.
evidence: есть данные о результатах (до и после)
evidence_note: Опрос до и после.
cost: {money: около 16 млн руб. в год, level: средняя}
staff: {role: няня, count: 4}
legal:
  - {title: Соглашение, until: 31.12.2024}
materials:
  - {file: metodika.pdf, title: Как обучать нянь, kind: методика}
replication: {ready: да, conditions: Согласие ведомств.}
adopted:
  - {region: Тара, organisation: mintrud, since: 2023}
recommended:
  - {by: Министерство просвещения, date: 2024}
contact: {role: Менеджер программ, organisation: omk}
reviewed: 01.08.2023
corrections:
  - {date: 2024-02-01, text: \"Было 30, стало более 30.\"}
---

Программа работает с осени.

## Results

Подробности в отчёте.
";

fn site() -> Place {
    let place = Place::fast();
    let put = |file: &str, text: &str| place.put(file, text);
    put("svod.yaml", SITE);
    put("content/target_groups.yaml", GROUPS);
    put("content/regions.yaml", REGIONS);
    put("content/data/counters.yaml", COUNTERS);
    put("content/data/other.yaml", "- {label: Не для главной, value: 5, date: 2024, source: Сайт}\n");
    put("content/organisations/omk.md", "---\ntitle: Фонд «ОМК»\nkind: нко\nphones: \"+7 (3812) 00-00-08\"\n---\n");
    put("content/organisations/mintrud.md", "---\ntitle: Минтруд\nkind: власть\nregions: Омская область\n---\n");
    put("content/organisations/sovet.md", "---\ntitle: Совет\nkind: группа\n---\n");
    put("content/organisations/soobshchestvo.md", "---\ntitle: Сообщество\nkind: группа\nreplaces: Совет\n---\n");
    put("content/practices/peredyshka/index.md", PRACTICE);
    put("content/practices/peredyshka/metodika.pdf", "%PDF-1.4 методика");
    let part = |title: &str, programme: &str, reach: &str| {
        format!(
            "---\ntitle: {title}\nstatus: план\nregions: Омск\ntarget_groups: Дети\norganisation: omk\nprogramme: {programme}\n{reach}---\n\nТекст.\n"
        )
    };
    put("content/practices/kurs.md", &part("Курс нянь", "Передышка", ""));
    put("content/practices/zachet.md", &part("Зачёт", "Курс нянь", ""));
    let running = "reach: [{who: дети, value: 100, per: год}, {who: семьи, value: 3}]\nstatus_note: Ещё одна.\n";
    let text = part("Вторая", "Передышка", running).replace("status: план", "status: действует");
    put("content/practices/vtoraya.md", &text);
    put(
        "content/services/taksi.md",
        "---\ntitle: Социальное такси\nstatus: действует\nregions: Омск\ntarget_groups: Дети\nwho: Дети и родители.\nget: Поездка.\nhow: [{way: по телефону, text: Позвоните.}]\npapers: [Паспорт]\nprice: бесплатно\nproviders:\n  - {region: Тара, organisation: mintrud}\n  - {region: Омск, organisation: omk}\n---\n",
    );
    put(
        "content/services/federalnaya.md",
        "---\ntitle: Единая выплата\nstatus: действует\nregions: rossiya\ntarget_groups: [Дети, Ветераны]\ncoverage: вся территория\nprovider: mintrud\n---\n",
    );
    put(
        "content/news/2024-05-17-forum.md",
        "---\ntitle: Форум в Омске\nregions: Омск\ntarget_groups: Дети\npractices: [Передышка]\n---\n\nФорум прошёл.\n",
    );
    place
}

/// A page with plain spaces.
fn page(tree: &Tree, path: &str) -> String {
    let bytes = tree.get(path).unwrap_or_else(|| panic!("{path} is built"));
    std::str::from_utf8(bytes).expect("UTF-8").replace('\u{a0}', " ")
}

/// Each piece stands on the page, one after another.
fn in_order(page: &str, pieces: &[&str]) {
    let mut at = 0;
    for piece in pieces {
        let found = page[at..].find(piece).unwrap_or_else(|| panic!("«{piece}» does not follow in:\n{page}"));
        at += found + piece.len();
    }
}

#[test]
fn a_practice_shows_all_it_knows() {
    let tree = site().build();
    let it = &page(&tree, "practices/peredyshka/index.html");
    in_order(
        it,
        &[
            "Готовится перенос в другие районы.",
            "есть данные о результатах (до и после)",
            "Министерство просвещения, 2024",
            "Сведения давно не проверялись",
            "class=\"in-plain-words\">Няня приходит домой.",
            "id=\"problem\"",
            "id=\"goal\"",
            "Семей в очереди: было 100, цель 67, за три года",
            "id=\"results\"",
        ],
    );
    // The chart needs neither a style nor a script: lengths are shares of the width.
    in_order(
        it,
        &[
            "aria-label=\"Доход вырос: было 20 %, стало 75 %, цель 80 %\"",
            "class=\"bar bar--from\"",
            "width=\"20.0%\"",
            "width=\"75.0%\"",
            "bar--target",
        ],
    );
    assert!(!it.contains(" style=") && !it.contains("<style"), "a style stands in the page");
    in_order(
        it,
        &[
            "<th scope=\"col\">Было</th>",
            "Стало</th>",
            "Цель</th>",
            "1 августа 2024",
            "50 % из 30",
            "стали более открыты",
        ],
    );
    in_order(it, &["id=\"reach\"", "дети", "порядка 900 за год", "дата не указана"]);
    in_order(it, &["<ol class=\"steps\">", "Обучить нянь", "месяц", "Двадцать занятий.", "Открыть запись"]);
    in_order(it, &["Внедряется тяжело.", "Начинать с малого.", "Нужен транспорт."]);
    in_order(it, &["id=\"partners\"", "Минтруд", "поддержка"]);
    in_order(it, &["id=\"materials\"", "Как обучать нянь", "методика", "PDF"]);
    in_order(it, &["31 декабря 2024 г. (истёк)"]);
    in_order(it, &["id=\"adopted\"", "Тара"]);
    in_order(it, &["16 млн руб. в год"]);
    in_order(it, &["id=\"corrections\"", "1 февраля 2024", "стало более 30."]);
    // The parts of a programme are a tree, each with its status.
    in_order(it, &["id=\"parts\"", "Вторая", "действует", "Курс нянь</a>", "план", "<ul>", "Зачёт", "</ul>"]);
    in_order(it, &["id=\"contact\"", "Менеджер программ", "tel:+73812000008"]);
    in_order(it, &["https://example.org/practices/peredyshka/"]);
    in_order(it, &["id=\"news\"", "Форум в Омске"]);
    in_order(
        &page(&tree, "practices/zachet/index.html"),
        &["class=\"crumbs", "Практики", "Передышка", "Курс нянь", "</nav>"],
    );
}

#[test]
fn headings_give_way_to_the_anchors_of_fields() {
    let tree = site().build();
    let it = &page(&tree, "practices/peredyshka/index.html");
    assert_eq!(it.matches("id=\"results\"").count(), 1);
    in_order(it, &["<h2 id=\"results-2\">Results</h2>"]);
}

#[test]
fn a_passport_is_of_the_fields_and_not_of_the_body() {
    let place = site();
    let before = place.build();
    let path = "practices/peredyshka/passport/index.html";
    in_order(
        &page(&before, path),
        &[
            "Программа",
            "<h1>Передышка</h1>",
            "Фонд «ОМК»",
            "Омск",
            "действует",
            "есть данные о результатах",
            "Минтруд — поддержка",
            "Родителям негде передохнуть.",
            "Дать отдых; Семей в очереди",
            "дети — порядка 900 за год (дата не указана)",
            "Внедряется тяжело.",
            "Соглашение; действует до:",
            "да; условия: Согласие ведомств.",
            "Доход вырос",
            "Обучить нянь (месяц): Двадцать занятий.",
            "tel:+73812000008",
            "Адрес страницы: <a href=\"/practices/peredyshka/\">https://example.org/practices/peredyshka/</a>",
            "Проверено: <time datetime=\"2023-08-01\">",
        ],
    );
    in_order(&page(&before, "practices/peredyshka/index.html"), &["href=\"/practices/peredyshka/passport/\""]);
    let changed = |text: String| {
        place.put("content/practices/peredyshka/index.md", text);
        let after = place.build();
        assert_eq!(after, place.clean_build(&[]), "going on differs from a clean build");
        after[path] != before[path]
    };
    assert!(!changed(PRACTICE.replace("с осени", "с весны")), "the body is not on the passport");
    assert!(!changed(PRACTICE.replace("{role: няня, count: 4}", "{role: няня, count: 5}")), "nor are other fields");
    assert!(changed(PRACTICE.replace("Начинать с малого", "Начинать с простого")), "lessons are");
}

#[test]
fn what_is_too_long_for_a_sheet_says_where_the_rest_is() {
    let place = site();
    let long = "Родителям негде передохнуть, а помощь далеко. ".repeat(200);
    place.put("content/practices/peredyshka/index.md", PRACTICE.replace("Родителям негде передохнуть.", &long));
    let tree = place.build();
    let it = &page(&tree, "practices/peredyshka/passport/index.html");
    in_order(it, &["…</dd>", "Часть сведений сокращена; полностью — по адресу <a href=\"/practices/peredyshka/\">"]);
    assert!(it.matches("негде передохнуть").count() < 80, "the sheet holds all of it");
    // What is short stays whole beside it.
    in_order(it, &["Внедряется тяжело.", "Начинать с малого."]);
}

#[test]
fn a_service_says_who_provides_it_where() {
    let tree = site().build();
    let it = &page(&tree, "services/taksi/index.html");
    in_order(it, &["Дети и родители.", "Поездка.", "по телефону", "Позвоните.", "Паспорт", "бесплатно"]);
    in_order(
        it,
        &["id=\"providers\"", "Омск</a>", "Фонд «ОМК»", "tel:+73812000008", "Тара</a>", "Минтруд", "tel:+73812000002"],
    );
}

#[test]
fn who_came_instead_is_told() {
    let tree = site().build();
    in_order(
        &page(&tree, "organisations/sovet/index.html"),
        &["Теперь вместо этого: <a href=\"/organisations/soobshchestvo/\">Сообщество</a>"],
    );
    in_order(&page(&tree, "organisations/mintrud/index.html"), &["Практики", "Поддержка", "Передышка"]);
}

#[test]
fn a_region_begins_with_services_and_telephones() {
    let tree = site().build();
    let it = &page(&tree, "regions/omskaya-oblast/index.html");
    in_order(
        it,
        &[
            "<h1>Омская область</h1>",
            "id=\"services\"",
            "Социальное такси",
            "Кому звонить",
            "tel:+73812000002",
            "Если там не ответили",
            "tel:+78000000000",
            "Дети</a>",
            "id=\"practices\"",
            "Действует",
            "Готовится",
        ],
    );
    // Who has nothing here is led to what covers the whole country, and to a telephone.
    in_order(it, &["href=\"/regions/omskaya-oblast/#anyway\">Ветераны</a>", "0 материалов"]);
    in_order(
        it,
        &[
            "id=\"anyway\"",
            "Действует по всей стране",
            "Единая выплата",
            "href=\"/regions/rossiya/\"",
            "tel:+73812000002",
        ],
    );
    // Two practices of one measure are added; what is not exact makes a sum that is not.
    in_order(it, &["Сколько людей охвачено", "дети", "более 1 000 за год", "сумма по 2 практикам"]);
    assert!(!it.contains("семьи</dt>"), "what one practice says alone is no sum");
    let empty = &page(&tree, "regions/irkutskaya-oblast/index.html");
    in_order(empty, &["Кому звонить", "#anyway\">Дети</a>", "id=\"anyway\"", "Единая выплата"]);
}

#[test]
fn a_pair_begins_with_services_and_ends_with_the_whole_country() {
    let tree = site().build();
    let it = &page(&tree, "regions/omskaya-oblast/deti/index.html");
    in_order(
        it,
        &[
            "href=\"/regions/omskaya-oblast/\"",
            "href=\"/target-groups/deti/\"",
            "id=\"services\"",
            "Социальное такси",
            "Кому звонить",
            "id=\"practices\"",
            "id=\"news\"",
            "Действует по всей стране",
            "Единая выплата",
        ],
    );
    assert!(!tree.contains_key("regions/omskaya-oblast/veterany/index.html"), "coverage from above makes no pair");
}

#[test]
fn counters_have_their_day_and_their_source() {
    let place = site();
    let tree = place.build();
    let it = &page(&tree, "index.html");
    in_order(
        it,
        &[
            "В цифрах",
            "Обслуживаются на дому",
            "24 834 чел.",
            "дата не указана",
            "Сайт министерства",
            "Прожиточный минимум",
            "18 939 руб.",
            "действует с 1 января 2026 г.",
            "<h1>Свод практик</h1>",
        ],
    );
    assert!(!it.contains("Не для главной") && !it.contains("20 000"));
    assert_eq!(it.contains("<form"), tree.contains_key("search/index.html"), "what is not built is not offered");
    assert_eq!(it.contains("/subscribe/"), tree.contains_key("subscribe/index.html"), "nor is what is built left out");
    good(said(place.command_at("2027-01-02", &["build"]).output().expect("svod starts")));
    let next = crate::corpus::tree(&place.root().join("public"));
    in_order(&page(&next, "index.html"), &["20 000 руб."]);
}

#[test]
fn an_edited_figure_changes_home_alone() {
    let place = site();
    let before = place.build();
    place.put("content/data/counters.yaml", COUNTERS.replace("24 834", "24 835"));
    let after = place.build();
    assert_eq!(after, place.clean_build(&[]));
    let mut changed = differing(&before, &after);
    changed.retain(|it| *it != ".svod-manifest");
    assert_eq!(changed.into_iter().collect::<Vec<_>>(), ["index.html"]);
}
