//! The generated pages of the catalogue: lists by status and kind, the table, the matrix, the map, the index by
//! letters, events, galleries and the pages that every site may have (spec: pages.md §1–4).

use crate::corpus::*;
use crate::promises::POINT;

/// A page of a built site.
#[track_caller]
fn page<'t>(tree: &'t Tree, path: &str) -> &'t str {
    let bytes = tree.get(path).unwrap_or_else(|| panic!("{path} is not there"));
    std::str::from_utf8(bytes).expect("UTF-8")
}

/// The part of a page between its `<main>` and its end.
#[track_caller]
fn main_of<'t>(tree: &'t Tree, path: &str) -> &'t str {
    let text = page(tree, path);
    text.split_once("<main").and_then(|it| it.1.split_once("</main>")).expect("a main part").0
}

/// Words of a page without its tags.
fn words(html: &str) -> String {
    let mut out = String::new();
    for part in html.split('<') {
        out.push_str(part.split_once('>').map_or(part, |it| it.1));
        out.push(' ');
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Addresses of the cards of a page, in order.
fn cards(html: &str) -> Vec<&str> {
    let titles = html.split("card__title\"><a href=\"").skip(1);
    titles.filter_map(|it| it.split_once('"')).map(|it| it.0).collect()
}

fn practice(title: &str, status: &str, more: &str) -> String {
    format!("---\ntitle: {title}\nstatus: {status}\norganisation: fond\n{more}---\n\nО практике.\n")
}

/// Two regions of a district, a town, two groups, four practices, a service, an organisation.
fn small() -> Place {
    let place = Place::fast();
    place.put("svod.yaml", "title: Свод\nper_page: 5\n");
    place.put(
        "content/regions.yaml",
        "- {id: strana, title: Страна, level: country}\n\
         - {id: okrug, title: Округ, parent: strana, level: district}\n\
         - {id: omskaya, title: Омская, parent: okrug, level: region, tile: [4, 2], label: Омск}\n\
         - {id: tverskaya, title: Тверская, parent: okrug, level: region, tile: [2, 1]}\n\
         - {id: gorod, title: Город, parent: omskaya, level: municipality}\n",
    );
    place.put("content/target_groups.yaml", "- {id: deti, title: Дети}\n- {id: starshie, title: Старшие}\n");
    place.put(
        "content/organisations/fond.md",
        "---\ntitle: Фонд\nphones: \"+7 (3812) 00-00-00\"\n---\nПомогает семьям.\n",
    );
    let regions = "regions: [omskaya]\ntarget_groups: [deti]\n";
    let more = format!(
        "{regions}kind: проект\nage: 0–5\ncost: {{level: низкая}}\nresults:\n  - {{label: Доход вырос, value: 75, unit: \"%\", \
         qualifier: около, from: 40, target: 80, source: Отчёт}}\n"
    );
    place.put("content/practices/edinaya.md", practice("Единая служба", "действует", &more));
    let of_town = "regions: [gorod]\ntarget_groups: [deti]\nadopted: [{region: tverskaya}]\n";
    place.put("content/practices/yolka.md", practice("Ёлка", "действует", of_town));
    let both = "regions: [gorod, omskaya]\ntarget_groups: [deti]\ndate: 2024-01-01\n";
    place.put("content/practices/yabloko.md", practice("Яблоко", "план", both));
    place.put("content/practices/1000-dney.md", practice("1000 дней", "план", regions));
    place.put(
        "content/services/help.md",
        "---\ntitle: Help\nregions: [omskaya]\ntarget_groups: [deti]\nprovider: fond\n---\nУслуга.\n",
    );
    place
}

#[test]
fn practices_are_listed_by_status_and_kind() {
    let place = small();
    let tree = place.build();
    let running = main_of(&tree, "practices/status/deystvuet/index.html");
    assert!(running.contains("<h1>Практики: действует</h1>"), "{running}");
    assert_eq!(cards(running), ["/practices/edinaya/", "/practices/yolka/"]);
    assert_eq!(
        cards(main_of(&tree, "practices/status/plan/index.html")),
        ["/practices/yabloko/", "/practices/1000-dney/"]
    );
    assert_eq!(cards(main_of(&tree, "practices/kind/proekt/index.html")), ["/practices/edinaya/"]);
    assert!(!tree.contains_key("practices/status/pilot/index.html"), "a list of nothing");
    let section = main_of(&tree, "practices/index.html");
    for link in ["status/deystvuet/\">Действует", "status/plan/\">План", "kind/proekt/\">Проект", "table/\">"]
    {
        assert!(section.contains(&format!("<a href=\"/practices/{link}")), "{link}");
    }
    // Cut from the oldest, as every list: 12 dated ones of a status make one cut page of five.
    for at in 10..22 {
        let more = format!("regions: [omskaya]\ntarget_groups: [deti]\ndate: 2020-01-{at}\n");
        place.put(&format!("content/practices/p{at}.md"), practice(&format!("Практика {at}"), "пилот", &more));
    }
    let tree = place.build();
    let oldest: Vec<String> = (10..15).rev().map(|it| format!("/practices/p{it}/")).collect();
    assert_eq!(cards(main_of(&tree, "practices/status/pilot/page/1/index.html")), oldest);
    assert_eq!(cards(main_of(&tree, "practices/status/pilot/index.html")).len(), 7);
    assert!(!tree.contains_key("practices/status/pilot/page/2/index.html"));
}

#[test]
fn words_of_generated_pages_are_reserved_in_their_sections_only() {
    let place = small();
    for slug in ["status", "kind", "table", "passport"] {
        let file = format!("content/practices/{slug}.md");
        place.put(&file, practice("Практика", "план", "regions: [omskaya]\ntarget_groups: [deti]\n"));
        let said = place.run(&["build", "--format", "plain"]);
        assert!(said.code == Some(1) && format!("{}{}", said.out, said.err).contains(&file), "{slug}: {said:?}");
        place.remove(&file);
    }
    place.put("content/practices/map.md", practice("Карта", "план", "regions: [omskaya]\ntarget_groups: [deti]\n"));
    place.put("content/news/table.md", "---\ntitle: Новость\ndate: 2024-01-01\n---\nТекст.\n");
    let tree = place.build();
    assert!(tree.contains_key("practices/map/index.html") && tree.contains_key("news/table/index.html"));
}

#[test]
fn the_table_compares_what_the_type_says() {
    let place = small();
    let tree = place.build();
    let table = main_of(&tree, "practices/table/index.html");
    assert!(table.contains("<th scope=\"row\"><a href=\"/practices/edinaya/\">Единая служба</a></th>"), "{table}");
    for column in ["Регионы", "Для кого", "Статус", "Организация", "Возраст", "Результаты"]
    {
        assert!(table.contains(&format!("<th scope=\"col\">{column}</th>")), "{column}");
    }
    let row = table.split("<tr>").find(|it| it.contains("/practices/edinaya/")).expect("its row");
    let text = words(row).replace('\u{a0}', " ");
    for cell in
        ["действует", "Фонд", "0–5 лет", "Доход вырос: около 75 %, было: 40 %, цель: 80 %", "низкая", "нет данных"]
    {
        assert!(text.contains(cell), "{cell}: {text}");
    }
    assert!(!text.contains("Отчёт"), "{text}");
    let order: Vec<usize> = ["yabloko", "1000-dney", "edinaya", "yolka"]
        .iter()
        .filter_map(|it| table.find(&format!("/practices/{it}/")))
        .collect();
    assert!(order.is_sorted() && order.len() == 4, "the dated one first, then by title: {order:?}");
    assert!(!tree.contains_key("news/table/index.html") && !tree.contains_key("services/table/index.html"));
}

#[test]
fn the_table_is_cut_by_two_hundred_rows() {
    let place = small();
    let record = |at: usize| {
        practice(
            &format!("Практика {at}"),
            "план",
            &format!("regions: [omskaya]\ntarget_groups: [deti]\ndate: {}-{:02}-01\n", 1900 + at / 12, at % 12 + 1),
        )
    };
    // With the four that are there: 404 rows, one page cut off, 204 on the table's own address.
    for at in 0..400 {
        place.put(&format!("content/practices/p{at}.md"), record(at));
    }
    let before = place.build();
    let rows = |tree: &Tree, path: &str| main_of(tree, path).matches("<th scope=\"row\">").count();
    assert_eq!(rows(&before, "practices/table/page/1/index.html"), 200);
    assert_eq!(rows(&before, "practices/table/index.html"), 204);
    let oldest = main_of(&before, "practices/table/page/1/index.html");
    assert!(oldest.contains("/practices/p0/") && oldest.contains("/practices/yolka/") && !oldest.contains("/p399/"));
    place.put("content/practices/p400.md", record(400));
    let after = place.build();
    assert_eq!(before["practices/table/page/1/index.html"], after["practices/table/page/1/index.html"]);
    assert_eq!(rows(&after, "practices/table/index.html"), 205);
}

#[test]
fn the_matrix_shows_zeros_and_counts_towns_for_their_region() {
    let place = small();
    place.put("svod.yaml", "title: Свод\npairs: [[regions, target_groups], [themes, target_groups]]\n");
    place.put("content/themes.yaml", "- {id: dom, title: Дом}\n");
    place.put(
        "content/news/novost.md",
        "---\ntitle: Новость\ndate: 2024-01-01\nregions: [tverskaya]\ntarget_groups: [deti]\n---\nТекст.\n",
    );
    let tree = place.build();
    let matrix = main_of(&tree, "matrix/index.html");
    let row = |name: &str| matrix.split("<tr>").find(|it| it.contains(&format!(">{name}</a></th>"))).expect("a row");
    // A practice of the region and of its town counts once.
    let own = row("Омская");
    assert!(own.contains("<a href=\"/regions/omskaya/deti/\" aria-label=\"Дети: Омская, 4 практики\">4</a>"), "{own}");
    assert!(own.contains("<td><span class=\"zero\">0</span></td>"), "{own}");
    // News make the page of the pair, but are no practices.
    assert!(row("Тверская").contains("<a href=\"/regions/tverskaya/deti/\""), "{}", row("Тверская"));
    assert!(row("Тверская").contains("class=\"zero\">0</a>"));
    assert!(!matrix.contains(">Город<"), "a town is no row");
    assert!(
        matrix.contains("<th scope=\"rowgroup\" colspan=\"3\"><a href=\"/regions/okrug/\">Округ</a></th>"),
        "{matrix}"
    );
    assert!(!tree.contains_key("matrix/themes-target-groups/index.html"), "no practice has a theme");
    let themed = "regions: [omskaya]\ntarget_groups: [starshie]\nthemes: [dom]\n";
    place.put("content/practices/dom.md", practice("Дом", "план", themed));
    let tree = place.build();
    let second = main_of(&tree, "matrix/themes-target-groups/index.html");
    assert!(
        second.contains("<h1>Матрица практик: тема, для кого</h1>")
            || second.contains("Матрица практик: темы, для кого"),
        "{second}"
    );
    assert!(second.contains("<a href=\"/themes/dom/starshie/\""), "{second}");
    assert!(main_of(&tree, "matrix/index.html").contains("href=\"/matrix/themes-target-groups/\""));
}

#[test]
fn the_map_is_tiles_for_pointers_and_a_list_for_everybody() {
    let place = small();
    let tree = place.build();
    let map = main_of(&tree, "map/index.html");
    let (tiles, list) = map.split_once("class=\"map__list\"").expect("tiles, then the list");
    assert!(tiles.contains("<div class=\"map__tiles\" aria-hidden=\"true\">"));
    // Two columns to the right and one row below the other: places are attributes, not styles.
    assert!(tiles.contains("viewBox=\"0 0 128 84\""), "{tiles}");
    assert!(tiles.contains("href=\"/regions/omskaya/\" tabindex=\"-1\""), "{tiles}");
    assert!(tiles.contains("<rect x=\"88\" y=\"44\""), "{tiles}");
    assert_eq!(
        tiles.matches("<a ").count(),
        tiles.matches("tabindex=\"-1\"").count(),
        "no tile is a stop of the keyboard"
    );
    assert!(tiles.contains("<text class=\"tile__count\" x=\"20\" y=\"32\">0+1</text>"), "{tiles}");
    let text = words(list);
    assert!(text.contains("Омская 4 практики") && text.contains("Тверская 0 практик, 1 перенятая"), "{text}");
    let regions = page(&tree, "regions/index.html");
    assert!(regions.contains("href=\"/map/\"") && regions.contains("href=\"/matrix/\""));
    let vocabulary = "- {id: omskaya, title: Омская, level: region}\n- {id: tverskaya, title: Тверская, level: region}\n\
                      - {id: gorod, title: Город, parent: omskaya, level: municipality}\n";
    place.put("content/regions.yaml", vocabulary);
    assert!(!place.build().contains_key("map/index.html"), "without tiles there is no map");
}

#[test]
fn the_index_by_letters_is_in_the_order_of_the_alphabet() {
    let place = small();
    let tree = place.build();
    let index = main_of(&tree, "index-az/index.html");
    let letters: Vec<&str> = index
        .split("<h2 id=\"letter-")
        .skip(1)
        .filter_map(|it| it.split_once("\">")?.1.split_once('<'))
        .map(|it| it.0)
        .collect();
    assert_eq!(letters, ["Г", "Д", "Е", "О", "С", "Т", "Ф", "Я", "0–9", "A–Z"]);
    let e = index.split("<h2 id=\"letter-e\">").nth(1).expect("Е").split("</section>").next().unwrap_or_default();
    let (first, second) = (e.find("/practices/edinaya/"), e.find("/practices/yolka/"));
    assert!(first.is_some() && first < second, "Ё stands under Е, in order: {e}");
    let text = words(index);
    for line in ["Единая служба практика", "Фонд организация", "Help услуга", "Дети для кого", "Омская регион"]
    {
        assert!(text.contains(line), "{line}: {text}");
    }
    assert!(!text.contains("Старшие"), "a term without a page");
    // A long index gives each letter a page of its own.
    let many: String = (0..1001).map(|at| format!("- {{title: Организация {at}}}\n")).collect();
    place.put("content/organisations.yaml", many);
    let tree = place.build();
    let index = main_of(&tree, "index-az/index.html");
    assert!(index.contains("<a href=\"/index-az/o/\">О</a>") && !index.contains("/practices/"), "{index}");
    let letter = main_of(&tree, "index-az/o/index.html");
    assert!(letter.contains("Организация 1000</a>") && !letter.contains("/practices/edinaya/"));
    assert!(main_of(&tree, "index-az/e/index.html").contains("/practices/yolka/"));
}

fn event(title: &str, start: &str) -> String {
    format!("---\ntitle: {title}\nevent: {{{start}, place: Зал}}\n---\nСобытие.\n")
}

#[test]
fn coming_events_are_soonest_first_and_past_ones_have_a_list() {
    let place = small();
    place.put("content/events/nedelya.md", event("Неделя", "start: 2026-11-20, end: 2026-11-24"));
    place.put("content/events/utro.md", event("Утро", "start: 2026-11-24 09:00"));
    place.put("content/events/zavtra.md", event("Завтра", "start: 2026-11-25 10:00"));
    place.put("content/events/nedavno.md", event("Недавно", "start: 2026-11-19 10:00"));
    for at in 1..=11 {
        place.put(
            &format!("content/events/byl-{at}.md"),
            event(&format!("Был {at}"), &format!("start: 2025-03-{at:02} 10:00")),
        );
    }
    let at = |now: &str| {
        good(said(place.command_at(now, &["build"]).output().expect("svod starts")));
        tree(&place.root().join("public"))
    };
    let today = at("2026-11-24 12:00");
    let events = main_of(&today, "events/index.html");
    let (coming, past) = events.split_once("<h2 id=\"past\">").expect("coming, then past");
    assert_eq!(cards(coming), ["/events/nedelya/", "/events/utro/", "/events/zavtra/"], "the whole day counts");
    assert!(coming.contains("Впереди 3 события"), "{coming}");
    assert_eq!(cards(past)[..2], ["/events/nedavno/", "/events/byl-11/"]);
    assert!(past.contains("<a href=\"/events/past/\">Все прошедшие события (12)</a>"), "{past}");
    let all = main_of(&today, "events/past/index.html");
    assert_eq!(cards(all).len(), 7);
    assert!(all.contains("<h1>События: прошедшие</h1>") && all.contains("href=\"/events/2025/\""), "{all}");
    assert_eq!(cards(main_of(&today, "events/past/page/1/index.html")).last(), Some(&"/events/byl-1/"));
    assert!(!today.contains_key("events/page/1/index.html") && !today.contains_key("events/2026/12/index.html"));
    let tomorrow = at("2026-11-25 00:00");
    let events = main_of(&tomorrow, "events/index.html");
    assert_eq!(cards(events)[..2], ["/events/zavtra/", "/events/utro/"]);
    let later = at("2027-06-01 00:00");
    assert!(main_of(&later, "events/index.html").contains("Ближайших событий нет"));
    assert_same(
        &later,
        &{
            let twin = place.path("twin");
            good(said(
                place
                    .command_at("2027-06-01 00:00", &["build", "--output", "twin", "--fresh"])
                    .output()
                    .expect("svod starts"),
            ));
            tree(&twin)
        },
        "a day that went by",
    );
}

const CONTACTS: &str = "contacts:\n  organisation: Приёмная\n  address: г. Омск\n  email: a@example.org\n\
    \x20 phones: [{label: Справки, number: \"+7 (3812) 00-00-00\"}]\n  schedule:\n\
    \x20   - {days: понедельник, from: \"9:00\", to: \"18:00\", break: \"13:00–14:00\"}\n    - {days: суббота, note: только по записи}\n";

#[test]
fn pages_that_every_site_may_have_say_what_the_settings_say() {
    let place = small();
    let bare = place.build();
    for path in ["contacts", "reception", "accessibility"] {
        assert!(!bare.contains_key(&format!("{path}/index.html")), "{path}: nothing is known");
    }
    let privacy = words(main_of(&bare, "privacy/index.html"));
    assert!(privacy.contains("не ставит cookie") && privacy.contains("не обращаются к другим сайтам"), "{privacy}");
    let settings = format!(
        "title: Свод\nowner: Министерство\n{CONTACTS}accessibility: {{level: WCAG 2.1 AA, gaps: [Нет субтитров], date: 2026-11, contact: b@example.org}}\n\
         allow: {{img: [img.example.org]}}\n"
    );
    place.put("svod.yaml", settings);
    place.put("content/pages/contacts.md", "---\ntitle: Как нас найти\n---\nВход со двора.\n\n## Проезд\n\nАвтобус.\n");
    place.put(
        "content/pages/about.md",
        "---\ntitle: О своде\n---\nСмотрите [контакты](contacts.md#proezd) и [приём](/reception/).\n",
    );
    let tree = place.build();
    let contacts = main_of(&tree, "contacts/index.html");
    assert!(contacts.contains("<h1>Как нас найти</h1>") && words(contacts).contains("Вход со двора"), "its own text");
    for shown in
        ["href=\"tel:+73812000000\"", "mailto:a@example.org", "г. Омск", "href=\"/reception/\"", "id=\"proezd\""]
    {
        assert!(contacts.contains(shown), "{shown}: {contacts}");
    }
    let reception = words(main_of(&tree, "reception/index.html"));
    assert!(reception.contains("Понедельник 9:00–18:00 13:00–14:00"), "{reception}");
    assert!(reception.contains("Суббота только по записи приёма нет"), "{reception}");
    let accessibility = words(main_of(&tree, "accessibility/index.html"));
    for shown in ["WCAG 2.1 AA", "Нет субтитров", "ноябрь 2026 г.", "b@example.org"] {
        assert!(accessibility.contains(shown), "{shown}: {accessibility}");
    }
    assert!(words(main_of(&tree, "privacy/index.html")).contains("Изображения img.example.org"));
    let home = page(&tree, "index.html");
    let foot = home.split("<footer").nth(1).expect("a foot");
    for link in ["/", "/sitemap/", "/index-az/", "/contacts/", "/reception/", "/privacy/", "/accessibility/"] {
        assert!(foot.contains(&format!("<a href=\"{link}\">")), "{link}: {foot}");
    }
    assert!(foot.contains("Министерство") && foot.contains(">Как нас найти</a>"), "{foot}");
}

#[test]
fn every_page_leads_home_and_to_the_site_map_and_names_the_owner() {
    let (place, _) = catalogue(31, 60);
    let tree = place.build();
    for (path, bytes) in tree.iter().filter(|it| it.0.ends_with(".html")) {
        let text = std::str::from_utf8(bytes).expect("UTF-8");
        // A passport has a foot of its own before that of the page.
        let foot = text.rsplit("<footer").next().unwrap_or_default();
        assert!(foot.contains("<a href=\"/\">") && foot.contains("<a href=\"/sitemap/\">"), "{path}");
        assert!(foot.contains("Свод для проверки"), "{path}: who publishes");
    }
    let map = main_of(&tree, "sitemap/index.html");
    for link in
        ["/news/", "/practices/table/", "/practices/status/pilot/", "/events/past/", "/regions/oblast-1/", "/matrix/"]
    {
        assert!(map.contains(&format!("<a href=\"{link}\">")), "{link}");
    }
}

/// A site map of thousands of pages is parted: no page has more links than people and machines can bear.
#[test]
fn a_large_site_map_is_parted() {
    let place = small();
    for at in 0..1200 {
        place.put(&format!("content/pages/p{at}.md"), format!("---\ntitle: Страница {at}\n---\nТекст.\n"));
    }
    let tree = place.build();
    let links = |path: &str| main_of(&tree, path).matches("<a ").count();
    assert!(links("sitemap/index.html") < 200, "{}", links("sitemap/index.html"));
    assert_eq!((links("sitemap/1/index.html"), links("sitemap/2/index.html")), (1000, 200));
    assert!(main_of(&tree, "sitemap/index.html").contains("<a href=\"/sitemap/2/\">Страницы: с 1001 по 1200</a>"));
}

#[test]
fn a_link_to_a_page_that_is_empty_now_is_advice() {
    let place = small();
    let links = "[а](/accessibility/), [б](/practices/status/pilot/), [в](/events/past/), [г](/documents/kind/zakon/), \
                 [д](/matrix/), [е](/practices/table/), [ж](/events/2024/)";
    place.put("content/pages/about.md", format!("---\ntitle: О своде\n---\nСмотрите {links}.\n"));
    let said = good(place.run(&["check", "--format", "json"]));
    assert_eq!(
        said.out.matches("\"severity\": \"advice\"").count() + said.out.matches("\"severity\":\"advice\"").count(),
        said.out.matches("severity").count(),
        "{}",
        said.out
    );
    let tree = place.build();
    let about = main_of(&tree, "about/index.html");
    assert!(
        about.contains("<a href=\"/matrix/\">д</a>") && about.contains("<a href=\"/practices/table/\">е</a>"),
        "{about}"
    );
    for gone in
        ["/accessibility/", "/practices/status/pilot/", "/events/past/", "/documents/kind/zakon/", "/events/2024/"]
    {
        assert!(!about.contains(gone), "{gone}: {about}");
    }
    place.put("content/pages/about.md", "---\ntitle: О своде\n---\n[а](/practices/status/nikakoy/)\n");
    assert_eq!(place.run(&["build"]).code, Some(1), "no such status");
}

#[test]
fn a_gallery_tells_sizes_and_shows_the_figures_behind_a_picture() {
    let place = small();
    place.put("content/galleries/svod/index.md", "---\ntitle: Договоры\nkind: инфографика\ndate: 2024-08-12\ngallery:\n  \
        - {file: vid.png, alt: Столбцы, caption: По направлениям, author: Редакция}\ndata: {file: chisla.csv, title: Числа}\n---\nТекст.\n");
    place.put("content/galleries/svod/vid.png", POINT);
    place.put("content/galleries/svod/chisla.csv", "Направление;Договоров\nРабота;789\nДело;1567\n");
    let tree = place.build();
    let gallery = main_of(&tree, "galleries/svod/index.html");
    for shown in [
        "<a href=\"/galleries/svod/vid.png\"><img",
        "По\u{a0}направлениям",
        "Редакция",
        "PNG, ",
        "1\u{a0}×\u{a0}1",
        "<h2 id=\"data\">Данные</h2>",
        "<caption>Числа</caption>",
        "1567</td>",
        "href=\"/galleries/svod/chisla.csv\"",
    ] {
        assert!(gallery.contains(shown), "{shown}: {gallery}");
    }
    let list = main_of(&tree, "galleries/index.html");
    assert!(list.contains("src=\"/galleries/svod/vid.png\"") && list.contains("Инфографика"), "{list}");
}

/// An append of a practice touches one page of each of its lists: old pages of the table, of statuses and letters stay.
#[test]
fn a_second_page_of_the_same_status_leaves_the_rest_alone() {
    let place = small();
    let before = place.build();
    place.put(
        "content/practices/novaya.md",
        practice("Новая", "действует", "regions: [gorod]\ntarget_groups: [deti]\ndate: 2026-01-01\n"),
    );
    let after = place.build();
    let changed: Vec<&str> = differing(&before, &after).into_iter().filter(|it| !it.starts_with(".svod")).collect();
    for page in [
        "practices/table/index.html",
        "practices/status/deystvuet/index.html",
        "index-az/index.html",
        "matrix/index.html",
        "map/index.html",
    ] {
        assert!(changed.contains(&page), "{page}: {changed:?}");
    }
    for page in [
        "practices/status/plan/index.html",
        "practices/kind/proekt/index.html",
        "sitemap/index.html",
        "privacy/index.html",
    ] {
        assert!(!changed.contains(&page), "{page}: {changed:?}");
    }
}
