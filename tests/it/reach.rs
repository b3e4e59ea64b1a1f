//! Everything that is published can be reached from home: no block keeps to itself what it has no room for, no list is
//! so long that its middle is far, and whoever asks finds help.
//!
//! The same is asked of the demo by `tests/browser/links.mjs`, which shares no code with this crate.

use crate::corpus::*;
use crate::pages::Web;

#[track_caller]
fn page<'t>(tree: &'t Tree, path: &str) -> &'t str {
    let bytes = tree.get(path).unwrap_or_else(|| panic!("{path} is not there"));
    std::str::from_utf8(bytes).expect("UTF-8")
}

/// A block of a page, from its heading to its end.
#[track_caller]
fn block<'t>(page: &'t str, id: &str) -> &'t str {
    let start = format!("aria-labelledby=\"{id}\"");
    let found = page.split_once(&start).unwrap_or_else(|| panic!("no block {id}"));
    found.1.split("</section>").next().unwrap_or_default()
}

/// Addresses of the cards of a block, in order.
fn cards(html: &str) -> Vec<&str> {
    let titles = html.split("card__title\"><a href=\"").skip(1);
    titles.filter_map(|it| it.split_once('"')).map(|it| it.0).collect()
}

/// Pages that are further than five links from home, or nowhere; those that no one should find aside.
fn far(tree: &Tree) -> Vec<String> {
    let web = Web::new(tree, "/");
    let distances = web.distances();
    let is_apart = |it: &str| it == "404.html" || page(tree, it).contains("content=\"noindex\"");
    let far = web.pages.keys().filter(|it| !is_apart(it) && distances.get(**it).is_none_or(|n| *n > 5));
    far.map(|it| format!("{it}: {:?}", distances.get(*it))).chain(web.faults()).collect()
}

/// Two regions, and a fund that works in one of them.
fn site(settings: &str) -> Place {
    let place = Place::fast();
    place.put("svod.yaml", format!("title: Свод\nbase_url: https://example.org\n{settings}"));
    place.put(
        "content/regions.yaml",
        "- {id: vologda, title: Вологда, level: region}\n- {id: pskov, title: Псков, level: region}\n",
    );
    place.put("content/target_groups.yaml", "- {id: veterany, title: Ветераны}\n- {id: studenty, title: Студенты}\n");
    place.put("content/organisations/fond.md", "---\ntitle: Фонд\n---\nРаботает.\n");
    place
}

fn practice(place: &Place, at: usize, more: &str) {
    let text = format!(
        "---\ntitle: Дело {at}\nstatus: действует\nregions: vologda\ntarget_groups: veterany\norganisation: fond\n{more}---\nО деле.\n"
    );
    place.put(&format!("content/practices/delo-{at}.md"), text);
}

fn event(place: &Place, name: &str, when: &str) {
    let text = format!(
        "---\ntitle: Встреча {name}\nregions: vologda\nevent: {{{when}, place: Зал, region: pskov}}\n---\nО встрече.\n"
    );
    place.put(&format!("content/events/{name}.md"), text);
}

#[test]
fn an_event_under_way_is_coming_everywhere() {
    let place = site("");
    event(&place, "nedelya", "start: 2026-11-20, end: 2026-11-28");
    event(&place, "zavtra", "start: 2026-11-25 10:00");
    event(&place, "byla", "start: 2026-11-20, end: 2026-11-23");
    let home_at = |now: &str| {
        good(said(place.command_at(now, &["build"]).output().expect("svod starts")));
        tree(&place.root().join("public"))
    };
    let tree = home_at("2026-11-24 12:00");
    let shown = cards(block(page(&tree, "index.html"), "events"));
    assert_eq!(shown, ["/events/nedelya/", "/events/zavtra/"]);
    assert_eq!(shown, cards(page(&tree, "events/index.html").split("id=\"past\"").next().unwrap_or_default()));
    assert!(block(page(&tree, "index.html"), "events").contains("<a href=\"/events/\">Все события (3)</a>"));
    let later = home_at("2026-11-29 00:00");
    assert!(!page(&later, "index.html").contains("aria-labelledby=\"events\""), "nothing is ahead");
    assert!(page(&later, "index.html").contains("href=\"/events/\""), "the menu leads to what has been");
}

#[test]
fn what_a_region_welcomes_is_listed_in_full() {
    let place = site("per_page: 5\n");
    let adopted = "adopted: [{region: pskov}]\n";
    for at in 1..=20 {
        practice(&place, at, adopted);
        event(&place, &format!("vstrecha-{at}"), &format!("start: 2025-03-{at:02} 10:00"));
    }
    let few = place.build();
    let region = "regions/pskov/index.html";
    assert_eq!(cards(block(page(&few, region), "hosted")).len(), 20);
    assert!(
        !few.contains_key("regions/pskov/hosted/index.html") && !block(page(&few, region), "hosted").contains("Все ")
    );
    for at in 21..=27 {
        practice(&place, at, adopted);
        event(&place, &format!("vstrecha-{at}"), &format!("start: 2025-03-{at:02} 10:00"));
    }
    let tree = place.build();
    assert_same(&tree, &place.clean_build(&[]), "seven more");
    let (hosted, adopted) = (block(page(&tree, region), "hosted"), block(page(&tree, region), "adopted"));
    assert_eq!((cards(hosted).len(), cards(adopted).len()), (20, 20));
    assert!(
        hosted.contains("<a href=\"/regions/pskov/hosted/\">Все события, которые здесь проходят: Псков (27)</a>"),
        "{hosted}"
    );
    assert!(
        adopted.contains("<a href=\"/regions/pskov/adopted/\">Все практики, перенятые у других: Псков (27)</a>"),
        "{adopted}"
    );
    let own = page(&tree, "regions/pskov/hosted/index.html");
    assert!(own.contains("<h1>События, которые здесь проходят: Псков</h1>"), "{own}");
    assert_eq!(cards(own)[0], "/events/vstrecha-27/");
    let oldest = cards(page(&tree, "regions/pskov/hosted/page/1/index.html"));
    assert_eq!(oldest, [5, 4, 3, 2, 1].map(|it| format!("/events/vstrecha-{it}/")));
    assert_eq!(cards(page(&tree, "regions/pskov/adopted/index.html")).len(), 27, "undated ones stand together");
    assert_eq!(far(&tree), Vec::<String>::new());
}

#[test]
fn no_block_keeps_the_rest_to_itself() {
    let place = site("");
    (1..=9).for_each(|at| practice(&place, at, "featured: да\n"));
    let tree = place.build();
    let featured = block(page(&tree, "index.html"), "featured");
    assert_eq!(cards(featured).len(), 6);
    assert!(featured.contains("<a href=\"/practices/\">Все практики (9)</a>"), "{featured}");
    let pair = page(&tree, "regions/vologda/veterany/index.html");
    let practices = block(pair, "practices");
    assert_eq!(cards(practices).len(), 6);
    assert!(
        practices.contains("<a href=\"/regions/vologda/veterany/#list\">Весь список — Ветераны: Вологда (9)</a>"),
        "{practices}"
    );
    assert_eq!(cards(block(pair, "list")).len(), 9);
    // Nothing covers the region and it has no telephone: a zero promises neither.
    let region = page(&tree, "regions/vologda/index.html");
    assert!(region.contains("Студенты") && !region.contains("Где ноль"), "{region}");
}

/// Without an archive the way to an old article is a page of a list; hubs and pairs are cut into many pages as well.
#[test]
fn nothing_is_far_without_an_archive() {
    for settings in ["per_page: 5\narchive: false\n", "per_page: 5\n"] {
        let place = site(settings);
        for at in 0..700 {
            let region = ["vologda", "pskov"][at % 2];
            let group = ["veterany", "studenty"][at / 2 % 2];
            let text = format!(
                "---\ntitle: Новость {at}\ndate: {}-{:02}-{:02}\nregions: {region}\ntarget_groups: {group}\n---\nТекст.\n",
                2020 + at / 168,
                at / 14 % 12 + 1,
                at % 14 + 1
            );
            place.put(&format!("content/news/n{at}.md"), text);
        }
        let tree = place.build();
        assert_eq!(tree.contains_key("news/2021/index.html"), !settings.contains("archive"), "{settings}");
        assert!(
            tree.contains_key("regions/pskov/studenty/page/30/index.html")
                && tree.contains_key("news/page/138/index.html")
        );
        assert_eq!(far(&tree), Vec::<String>::new(), "{settings}");
    }
}

/// A person's question in a site of nobody's choosing: what is there for me, or whom do I call?
#[test]
fn whoever_asks_in_any_site_finds_help() {
    for seed in [101, 102] {
        let (place, _) = catalogue(seed, 160);
        let regions = std::fs::read_to_string(place.root().join("content/regions.yaml")).expect("regions");
        let phones = "level: country, phones: [\"+7 (831) 000-00-09\"]";
        place.put("content/regions.yaml", regions.replacen("level: country", phones, 1));
        let tree = place.build();
        for at in 0..REGIONS {
            for group_at in 0..GROUPS {
                let own = format!("regions/{}/", region(at));
                let pair = format!("{own}{}/index.html", group(group_at));
                let path = if tree.contains_key(&pair) { pair } else { format!("{own}index.html") };
                let main = page(&tree, &path).split("<main").nth(1).and_then(|it| it.split("</main>").next());
                let main = main.expect("a main part");
                let is_live = |it: &str| {
                    (it.starts_with("services/") || it.starts_with("practices/"))
                        && tree.get(it).is_some_and(|it| String::from_utf8_lossy(it).contains("class=\"state--1\""))
                };
                let links = main.split("href=\"/").skip(1).filter_map(|it| it.split('"').next());
                let helps =
                    main.contains("href=\"tel:") || links.map(|it| format!("{it}index.html")).any(|it| is_live(&it));
                assert!(helps, "{seed}: nobody is helped at {path}");
            }
        }
        // Where a pair is empty, the region's page says so and leads on.
        let hub = page(&tree, "regions/oblast-0/index.html");
        assert!((0..GROUPS).all(|it| hub.contains(&format!(">Группа {it}</a>"))), "{hub}");
    }
}

/// A country and its districts have no pairs: what they say of each group is counted all the same, and a number leads
/// to the page of the group.
#[test]
fn a_country_counts_what_each_group_has() {
    let place = site("");
    place.put(
        "content/regions.yaml",
        "- {id: strana, title: Страна, level: country, phones: [\"+7 (831) 000-00-09\"]}\n\
         - {id: okrug, title: Округ, level: district, parent: strana}\n\
         - {id: vologda, title: Вологда, level: region, parent: okrug}\n\
         - {id: pskov, title: Псков, level: region, parent: strana}\n",
    );
    (1..=3).for_each(|at| practice(&place, at, ""));
    place.put(
        "content/news/obe.md",
        "---\ntitle: Обе\ndate: 2026-01-01\nregions: [pskov, vologda]\ntarget_groups: [veterany, studenty]\n---\nТекст.\n",
    );
    place.put(
        "content/news/psk.md",
        "---\ntitle: Псков\ndate: 2026-01-02\nregions: pskov\ntarget_groups: veterany\n---\nТекст.\n",
    );
    let tree = place.build();
    let line = |path: &str, group: &str| {
        let block = block(page(&tree, path), "partner-target_groups").to_owned();
        let line = block.split("<li>").find(|it| it.contains(group)).expect("a line").to_owned();
        line.split("</li>").next().unwrap_or_default().replace('\u{a0}', " ")
    };
    let number = |n: &str| format!(" <span class=\"count\">{n}</span>");
    let veterany = "<a href=\"/target-groups/veterany/\">Ветераны</a>";
    let studenty = "<a href=\"/target-groups/studenty/\">Студенты</a>";
    assert_eq!(line("regions/strana/index.html", "Ветераны"), format!("{veterany}{}", number("5 материалов")));
    assert_eq!(line("regions/okrug/index.html", "Ветераны"), format!("{veterany}{}", number("4 материала")));
    assert_eq!(line("regions/okrug/index.html", "Студенты"), format!("{studenty}{}", number("1 материал")));
    assert!(!page(&tree, "regions/okrug/index.html").contains("0 материалов"));
    let own = "<a href=\"/regions/vologda/veterany/\">Ветераны</a>";
    assert_eq!(line("regions/vologda/index.html", "Ветераны"), format!("{own}{}", number("4 материала")));
}

/// A region without telephones of its own: services stand first, and each says whom to call about it.
#[test]
fn services_say_whom_to_call() {
    let place = site("");
    place.put("content/organisations/tsentr.md", "---\ntitle: Центр\nphones: [\"+7 (8172) 00-00-01\"]\n---\n");
    place.put("content/organisations/otdel.md", "---\ntitle: Отдел\nparent: tsentr\n---\n");
    let service = |name: &str, more: &str| {
        let text = format!("---\ntitle: Услуга {name}\nregions: vologda\ntarget_groups: veterany\n{more}---\n");
        place.put(&format!("content/services/{name}.md"), text);
    };
    service("a", "status: действует\nprovider: otdel\n");
    service("b", "status: действует\nphones: [\"+7 (8172) 00-00-02\"]\n");
    service("c", "status: действует\nprovider: tsentr\n");
    service("d", "status: прекращена\nphones: [\"+7 (8172) 00-00-03\"]\n");
    let tree = place.build();
    for path in
        ["regions/vologda/index.html", "regions/vologda/veterany/index.html", "target-groups/veterany/index.html"]
    {
        let page = page(&tree, path);
        assert!(page.find("id=\"services\"") < page.find("class=\"call\""), "{path}: services first");
        let call = block(page, "contact");
        let shown: Vec<&str> = call.split("href=\"").skip(1).filter_map(|it| it.split('"').next()).collect();
        // Who is above the provider answers for it; one number stands once.
        assert_eq!(shown, ["/organisations/tsentr/", "tel:+78172000001", "/services/b/", "tel:+78172000002"], "{path}");
    }
    // A telephone of the region is below them, and is not repeated.
    place.put(
        "content/regions.yaml",
        "- {id: vologda, title: Вологда, level: region, phones: [\"+7 (8172) 00-00-02\"]}\n- {id: pskov, title: Псков, level: region}\n",
    );
    let tree = place.build();
    let call = block(page(&tree, "regions/vologda/index.html"), "contact");
    let shown: Vec<&str> = call.split("href=\"").skip(1).filter_map(|it| it.split('"').next()).collect();
    assert_eq!(shown, ["/organisations/tsentr/", "tel:+78172000001", "/regions/vologda/", "tel:+78172000002"]);
}

/// Documents are listed by date: what has none but was signed stands by that day.
#[test]
fn a_document_stands_by_the_day_it_was_signed() {
    let place = site("");
    let document = |name: &str, more: &str| {
        place.put(
            &format!("content/documents/{name}.md"),
            format!("---\ntitle: Документ {name}\nkind: приказ\n{more}---\n"),
        );
    };
    document("a", "signed: 2024-03-01\n");
    document("b", "date: 2024-02-01\nsigned: 2020-01-01\n");
    document("c", "signed: 2024-01-01\n");
    document("d", "");
    let tree = place.build();
    let own = page(&tree, "documents/index.html");
    assert_eq!(cards(own), ["a", "b", "c", "d"].map(|it| format!("/documents/{it}/")));
    assert!(own.contains("datetime=\"2024-03-01\""), "{own}");
    assert_eq!(cards(page(&tree, "documents/2024/03/index.html")), ["/documents/a/"]);
    document("c", "signed: 2024-04-01\n");
    let after = place.build();
    assert_eq!(cards(page(&after, "documents/index.html"))[0], "/documents/c/");
    assert_same(&after, &place.clean_build(&[]), "the day of signing");
}
