//! What a press officer writes and what becomes of it on the page (spec: content.md §2–§6).

use crate::corpus::*;

/// A site of a few files: title, a fund with a parent that can be called, and what the test adds.
fn site(files: &[(&str, &str)]) -> Place {
    let place = Place::new();
    place.put("svod.yaml", "title: Сайт\n");
    place.put("content/target_groups.yaml", "- {title: Семьи, id: semi}\n");
    place.put(
        "content/organisations.yaml",
        "- {title: Фонд, parent: Минтруд}\n- {title: Минтруд, phones: \"8 800 1\"}\n",
    );
    for (file, text) in files {
        place.put(file, text);
    }
    place
}

fn page(tree: &Tree, path: &str) -> String {
    String::from_utf8(tree[&format!("{path}/index.html")].clone()).expect("UTF-8")
}

/// The complaints of `check`, in one text.
fn told(place: &Place) -> String {
    let it = place.run(&["check", "--lang", "ru", "--format", "plain"]);
    it.err + &it.out
}

const PRACTICE: &str = "title: Няня\nstatus: действует\nregions: Омская область\ntarget_groups: Семьи\n";

#[test]
fn a_practice_needs_its_places_and_an_event_its_beginning() {
    let place = site(&[
        ("content/practices/p.md", "---\ntitle: Няня\nstatus: план\norganisation: Фонд\n---\nТекст.\n"),
        ("content/events/e.md", "---\ntitle: Встреча\n---\n"),
        ("content/events/f.md", "---\ntitle: Форум\nсобытие: {место: Зал}\n---\n"),
    ]);
    let told = told(&place);
    for part in [
        "поле «регионы»",
        "поле «для_кого»",
        "поле «событие»",
        "f.md, строка 3, знак 10: ошибка: нет обязательного «начало»",
    ] {
        assert!(told.contains(part), "{part}: {told}");
    }
}

#[test]
fn a_reprint_names_its_original_to_machines_only_when_asked() {
    let news = |more: &str| {
        format!(
            "---\ntitle: А\ndate: 2026-11-01\nисточник: {{название: ТАСС, ссылка: \"https://t.example/x\"{more}}}\n---\nТ.\n"
        )
    };
    let place = site(&[("content/news/a.md", &news(", канонический: да")), ("content/news/b.md", &news(""))]);
    let tree = place.build_with(&["-u", "https://example.org/"]);
    assert!(page(&tree, "news/a").contains("rel=\"canonical\" href=\"https://t.example/x\""));
    assert!(page(&tree, "news/b").contains("rel=\"canonical\" href=\"https://example.org/news/b/\""));
}

#[test]
fn a_contact_without_a_telephone_still_says_whom_to_ask_for() {
    let text = format!("---\n{PRACTICE}organisation: Фонд\ncontact: координатор проекта\n---\nТекст.\n");
    let tree = site(&[("content/practices/p.md", &text)]).build();
    let page = page(&tree, "practices/p");
    let at = page.find("координатор проекта").expect("the role is shown");
    assert!(page[at..].contains("href=\"tel:"), "{page}");
}

#[test]
fn a_law_past_its_term_is_told_as_expired() {
    let text = format!(
        "---\n{PRACTICE}organisation: Фонд\nlegal:\n  - {{title: А, until: 2020}}\n  - {{title: Б, until: 2030}}\n---\nТекст.\n"
    );
    let page = page(&site(&[("content/practices/p.md", &text)]).build(), "practices/p");
    assert_eq!(page.matches("(истёк)").count(), 1, "{page}");
}

#[test]
fn what_has_ended_covers_no_territory_any_more() {
    let service = |status: &str| {
        format!(
            "---\ntitle: {status}\nstatus: {status}\nregions: Омская область\ncoverage: вся территория\nprovider: Фонд\n---\n"
        )
    };
    let place = site(&[
        ("content/services/a.md", &service("действует")),
        ("content/services/b.md", &service("прекращена")),
        ("content/regions.yaml", "extends: ru-regions\nterms: [{title: Калачинск, parent: omskaya-oblast}]\n"),
    ]);
    let tree = place.build();
    let below = page(&tree, "regions/kalachinsk");
    assert!(below.contains("/services/a/") && !below.contains("/services/b/"), "{below}");
    let own = page(&tree, "regions/omskaya-oblast");
    assert!(own.find(">Действует<") < own.find(">Было<") && own.contains(">Было<"), "{own}");
}

#[test]
fn figures_of_a_gallery_may_lie_in_the_folder_of_data() {
    let place = site(&[
        ("content/data/t.csv", "Год;Число\n2020;5\n"),
        (
            "content/galleries/g.md",
            "---\ntitle: Г\nвид: инфографика\nизображения: {файл: a.svg, описание: Столбики}\nданные: t.csv\n---\n",
        ),
        ("content/galleries/a.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"2\" height=\"2\"/>"),
    ]);
    let tree = place.build();
    assert!(tree.contains_key("galleries/g/t.csv"));
    assert!(page(&tree, "galleries/g").contains("href=\"/galleries/g/t.csv\""));
}

#[test]
fn who_came_in_its_place_is_named_on_the_other_side() {
    let place = site(&[
        ("content/documents/old.md", "---\ntitle: Старый\n---\n"),
        ("content/documents/new.md", "---\ntitle: Новый\nзаменяет: old\n---\n"),
    ]);
    let old = page(&place.build(), "documents/old");
    assert!(old.contains("Пришёл на смену") && old.contains("/documents/new/"), "{old}");
}

#[test]
fn home_leaves_out_what_is_out_of_date() {
    let news = |more: &str| format!("---\ntitle: Н\nна_главную: да\n{more}\n---\nТ.\n");
    let place = site(&[
        ("content/news/old.md", &news("date: 2020-11-01")),
        ("content/news/past.md", &news("date: 2026-11-02\nактуально_до: 2026-11-20")),
        ("content/news/now.md", &news("date: 2026-11-03\nактуально_до: 2026-11-24")),
    ]);
    place.put("svod.yaml", "title: Сайт\narchive_after: {news: 12 месяцев}\n");
    let tree = place.build();
    let home = String::from_utf8(tree["index.html"].clone()).expect("UTF-8");
    assert!(home.contains("/news/now/") && !home.contains("/news/old/") && !home.contains("/news/past/"), "{home}");
    assert!(page(&tree, "news").contains("/news/old/"));
}

#[test]
fn a_taxonomy_reaches_the_type_of_svod_yaml_that_it_names() {
    let place = site(&[
        ("content/kinds.yaml", "- Полная\n"),
        ("content/vacancies/v.md", "---\ntitle: Психолог\nзанятость: полная\n---\n"),
    ]);
    let settings = "title: Сайт\nsections: {vacancies: {type: vacancy}}\n\
                    taxonomies: {kinds: {title: Занятость, aliases: [занятость], on: [vacancy]}}\n\
                    types: {vacancy: {title: Вакансия}}\n";
    place.put("svod.yaml", settings);
    assert!(page(&place.build(), "vacancies/v").contains("href=\"/kinds/polnaya/\""));
}

#[test]
fn a_break_is_called_one_and_several_days_keep_their_hour() {
    let place =
        site(&[("content/events/e.md", "---\ntitle: Ф\nevent: {start: 2026-12-01 10:00, end: 2026-12-03}\n---\n")]);
    place.put(
        "svod.yaml",
        "title: Сайт\ncontacts: {email: a@b.example, schedule: [{days: пн, from: \"9:00\", to: \"18:00\", break: \"13:00–14:00\"}]}\n",
    );
    let event = page(&place.build(), "events/e");
    assert!(event.contains("перерыв 13:00–14:00"), "{event}");
    assert!(event.contains("начало в 10:00"), "{event}");
}

#[test]
fn equal_names_of_one_list_are_told_apart() {
    let place = site(&[("content/news/a.md", "---\ntitle: А\ndate: 2026-11-01\norganisations: Дубль\n---\nТ.\n")]);
    place.put("content/organisations.yaml", "- Дубль\n- {title: Дубль, slug: vtoroy}\n");
    let told = told(&place);
    assert!(told.contains("dubl (content/organisations.yaml), vtoroy (content/organisations.yaml)"), "{told}");
}

#[test]
fn several_choices_stand_in_one_text_and_a_heading_names_its_anchor() {
    let body = "---\n## Как это работает\n\nТ. [сюда](#как-это-работает)\n";
    let text = format!("---\n{PRACTICE}organisation: Фонд\nусловия: село, малый город\n{body}");
    let place = site(&[("content/practices/p.md", &text)]);
    assert!(told(&place).contains("возможно, вы имели в виду «#kak-eto-rabotaet»"), "{}", told(&place));
    place.put("content/practices/p.md", text.replace("#как-это-работает", "#kak-eto-rabotaet"));
    let page = page(&place.build(), "practices/p");
    assert!(page.contains("село") && page.contains("малый город"), "{page}");
}

#[test]
fn coverage_is_of_territories_not_of_groups() {
    let text = format!("---\n{PRACTICE}organisation: Фонд\ncoverage: вся территория\n---\nТ.\n");
    let news = "---\ntitle: Н\ndate: 2026-11-01\nдля_кого: Многодетные\n---\nТ.\n";
    let place = site(&[("content/practices/p.md", &text), ("content/news/n.md", news)]);
    place.put(
        "content/target_groups.yaml",
        "- {title: Семьи, id: semi}\n- {title: Многодетные, id: many, parent: semi}\n",
    );
    let below = page(&place.build(), "target-groups/many");
    let main = &below[below.find("<main").expect("a page has its main part")..];
    assert!(!main.contains("/practices/p/"), "{main}");
}
