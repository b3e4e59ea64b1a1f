//! Directives that show other parts of the site, a site's own directives and types, and `svod new`: all of it by
//! svod.yaml, theme.yaml and Markdown, with no line of Rust.
//!
//! Begin with [`a_type_of_the_sites_own`].

use super::site::{Said, Site};

/// A type with five fields and a directive, as a site declares them.
const VACANCIES: &str = "\
title: Свод практик
title_genitive: Свода практик
base_url: https://example.org
contacts:
  organisation: Пресс-служба
  phones: [{label: Приёмная, number: \"+7 (3812) 11-11-11\"}]
  email: press@example.org
sections:
  vacancies: {type: vacancy}
types:
  vacancy:
    title: {ru: Вакансия, en: Vacancy}
    plural: {ru: Вакансии, en: Vacancies}
    genitive: {ru: вакансий, en: vacancies}
    date: always
    lists: [status]
    fields:
      - {key: status, aliases: [статус], label: {ru: Статус, en: Status}, type: choice, required: always, choices: [{id: open, ru: открыта, en: open}, {id: closed, ru: закрыта, en: closed}]}
      - {key: employer, aliases: [работодатель], label: {ru: Работодатель, en: Employer}, type: ref, of: organisation, required: always, relation: true, passport: true, compare: true}
      - {key: salary, aliases: [зарплата], label: {ru: Зарплата, en: Salary}, type: money, passport: true, compare: true}
      - {key: schedule, aliases: [график], label: {ru: График, en: Schedule}, type: choice, passport: true, compare: true, choices: [{id: polnyy, ru: полный день, en: full time}, {id: gibkiy, ru: гибкий, en: flexible}]}
      - {key: duties, aliases: [обязанности], label: {ru: Обязанности, en: Duties}, type: text, list: true, help: {ru: по одной в строке, en: one a line}}
directives:
  hiring:
    title: {ru: Набор открыт, en: We are hiring}
    aliases: [набор]
    body: markdown
    fields:
      - {key: employer, aliases: [работодатель], label: {ru: Кто нанимает, en: Employer}, type: ref, of: organisation, required: always}
      - {key: until, aliases: [до], label: {ru: До, en: Until}, type: date, required: always}
      - {key: places, aliases: [мест], label: {ru: Мест, en: Places}, type: number}
";

const NURSE: &str = "---\nзаголовок: Няня для семей\nдата: 2026-11-01\nстатус: открыта\nработодатель: ОМК-Участие\n\
зарплата: около 40 тыс. руб. в месяц\nграфик: гибкий\nрегионы: Омская область\nобязанности: [гулять, читать]\n---\n\nИщем няню.\n";

const DRIVER: &str = "---\nзаголовок: Водитель микроавтобуса\nдата: 2026-10-01\nстатус: закрыта\nработодатель: omk\n---\n\nВодитель найден.\n";

fn vacancies() -> Site {
    let site = Site::base();
    site.put("svod.yaml", VACANCIES);
    site.put("content/vacancies/nyanya.md", NURSE);
    site.put("content/vacancies/voditel.md", DRIVER);
    site
}

fn good(it: Said) -> Said {
    assert_eq!(it.code, 0, "{}{}", it.err, it.out);
    it
}

/// Codes and places of what `svod check` tells.
fn told(site: &Site) -> Vec<String> {
    let said = site.svod(&["check", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&said.out).expect("JSON");
    let problems = report["problems"].as_array().expect("a list").iter();
    let errors = problems.filter(|it| it["severity"] != "advice");
    errors
        .map(|it| {
            format!(
                "{} {}:{}",
                it["code"].as_str().unwrap_or_default(),
                it["file"].as_str().unwrap_or_default(),
                it["line"]
            )
        })
        .collect()
}

/// The text of a page without its tags, runs of spaces as one.
fn text(page: &str) -> String {
    let mut out = String::new();
    for piece in page.split('<').skip(1) {
        out.push_str(piece.split_once('>').map_or("", |it| it.1));
        out.push(' ');
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ").replace('\u{a0}', " ")
}

fn between<'p>(page: &'p str, start: &str, end: &str) -> &'p str {
    let from = page.find(start).unwrap_or_else(|| panic!("{start} in\n{page}"));
    let rest = &page[from..];
    &rest[..rest.find(end).unwrap_or(rest.len())]
}

#[test]
fn a_type_of_the_sites_own() {
    let site = vacancies();
    site.put(
        "content/news/2026-11-20-nabor.md",
        "---\ntitle: Набор\ndate: 2026-11-20\n---\n\nНачался набор.\n\n:::набор работодатель=\"ОМК-Участие\" до=31.12.2026 мест=5\nЗвоните **нам** по [карточке](../organisations/omk.md).\n:::\n\n:::list type=вакансия status=открыта\n:::\n",
    );
    good(site.svod(&["build", "--strict"]));
    let page = site.page("vacancies/nyanya/index.html");
    let shown = text(&page);
    for wanted in [
        "Вакансия",
        "Работодатель",
        "ОМК-Участие",
        "Зарплата",
        "около 40",
        "График",
        "гибкий",
        "Обязанности",
        "читать",
        "Омская область",
    ] {
        assert!(shown.contains(wanted), "{wanted} in {shown}");
    }
    assert!(page.contains("<strong>открыта</strong>"), "{page}");
    let list = site.page("vacancies/index.html");
    assert!(
        text(&list).contains("Вакансии") && list.contains("/vacancies/nyanya/") && list.contains("/vacancies/voditel/")
    );
    // The fields marked for it are columns of the table of all vacancies.
    let table = site.page("vacancies/table/index.html");
    for wanted in ["Работодатель", "Зарплата", "График", "ОМК-Участие", "гибкий", "нет данных"]
    {
        assert!(text(&table).contains(wanted), "{wanted} in {table}");
    }
    assert!(list.contains("/vacancies/table/") && list.contains("/vacancies/status/open/"), "{list}");
    assert!(site.page("vacancies/status/open/index.html").contains("/vacancies/nyanya/"));
    // The employer's page and the region's name it, and so does the menu.
    assert!(site.page("organisations/omk/index.html").contains("/vacancies/nyanya/"));
    assert!(site.page("regions/omskaya-oblast/index.html").contains("/vacancies/nyanya/"));
    assert!(site.page("index.html").contains("href=\"/vacancies/\""));
    let news = site.page("news/nabor/index.html");
    let own = text(between(&news, "insert--own", "</aside>"));
    for wanted in
        ["Набор открыт", "Кто нанимает", "ОМК-Участие", "31 декабря 2026", "Мест 5", "Звоните нам по карточке"]
    {
        assert!(own.contains(wanted), "{wanted} in {own}");
    }
    let listed = between(&news, "insert--list", "</div>");
    assert!(listed.contains("/vacancies/nyanya/") && !listed.contains("/vacancies/voditel/"), "{listed}");
    assert!(
        listed.contains("/vacancies/status/open/") && text(listed).contains("Все вакансии: открыта (1)"),
        "{listed}"
    );
}

#[test]
fn the_values_of_a_type_and_a_directive_are_checked() {
    let site = vacancies();
    site.put(
        "content/vacancies/nyanya.md",
        NURSE.replace("гибкий", "гибкй").replace("зарплата: около 40 тыс. руб. в месяц", "зарплта: 5"),
    );
    site.put("content/vacancies/voditel.md", DRIVER.replace("работодатель: omk\n", ""));
    site.put(
        "content/news/2026-11-20-nabor.md",
        "---\ntitle: Набор\ndate: 2026-11-20\n---\n\nНачался набор.\n\n:::набор до=31.02.2026 мест=пять рабтодатель=омк\nТекст.\n:::\n\n:::hiring employer=Никто until=2026-12-31\n:::\n",
    );
    assert_eq!(
        told(&site),
        [
            "D007 content/news/2026-11-20-nabor.md:8",
            "F008 content/news/2026-11-20-nabor.md:8",
            "Y042 content/news/2026-11-20-nabor.md:8",
            "D006 content/news/2026-11-20-nabor.md:8",
            "D012 content/news/2026-11-20-nabor.md:12",
            "R001 content/news/2026-11-20-nabor.md:12",
            "Y040 content/vacancies/nyanya.md:6",
            "Y044 content/vacancies/nyanya.md:7",
            "F013 content/vacancies/voditel.md:2",
        ]
    );
}

#[test]
fn a_list_shows_what_is_asked_for() {
    let site = vacancies();
    for day in 1..=9 {
        site.put(
            &format!("content/news/2026-10-0{day}-n{day}.md"),
            format!(
                "---\ntitle: Новость {day}\nregions: {}\n---\n\nТекст.\n",
                if day % 2 == 0 { "Омская область" } else { "Москва" }
            ),
        );
    }
    let lists = [
        ":::list type=news limit=3",
        ":::list section=Новости regions=\"Омская область\" order=старые limit=2",
        ":::list type=practice регионы=Россия order=title",
        ":::list target_groups=Дети",
        ":::list type=event",
    ];
    let body: String = lists.iter().map(|it| format!("{it}\n:::\n\n")).collect();
    site.put("content/pages/about.md", format!("---\ntitle: О нас\n---\n\nСписки.\n\n{body}"));
    good(site.svod(&["build"]));
    let page = site.page("about/index.html");
    let found: Vec<String> =
        page.split("insert--list").skip(1).map(|it| it.split("</div>").next().unwrap_or_default().to_owned()).collect();
    let links = |html: &str| -> Vec<String> {
        html.split("href=\"").skip(1).map(|it| it.split('"').next().unwrap_or_default().to_owned()).collect()
    };
    assert_eq!(links(&found[0]), ["/news/n9/", "/news/n8/", "/news/n7/", "/news/"]);
    assert_eq!(links(&found[1]), ["/news/n2/", "/news/n4/", "/regions/omskaya-oblast/"]);
    assert_eq!(links(&found[2]), ["/practices/peredyshka/", "/regions/rossiya/"]);
    assert_eq!(links(&found[3]), ["/practices/peredyshka/", "/target-groups/deti/"]);
    assert!(links(&found[4]).is_empty() && text(&found[4]).contains("Сейчас здесь ничего нет"), "{}", found[4]);
    // What is withheld now is in no list, and what changes elsewhere changes this page.
    site.put("content/news/2026-10-09-n9.md", "---\ntitle: Новость 9\ndraft: да\n---\n\nТекст.\n");
    site.put("content/news/2026-10-08-n8.md", "---\ntitle: Восьмая\n---\n\nТекст.\n");
    good(site.svod(&["build"]));
    let page = site.page("about/index.html");
    assert!(!page.contains("/news/n9/") && page.contains(">Восьмая</a>"), "{page}");
    let kept = site.output();
    good(site.svod(&["build", "--fresh", "-o", "clean"]));
    for (path, bytes) in kept {
        let clean = std::fs::read(site.path("clean").join(&path)).unwrap_or_default();
        assert!(path.starts_with(".svod") || clean == bytes, "{path}");
    }
}

#[test]
fn what_a_list_cannot_show_is_told() {
    let site = vacancies();
    let faults = [
        ("type=новсти", "D015"),
        ("section=nwes", "D015"),
        ("type=practice status=дейстует", "D015"),
        ("type=news status=план", "D015"),
        ("status=план", "D007"),
        ("limit=3", "D007"),
        ("type=news limit=0", "D009"),
        ("type=news order=вразброс", "D009"),
        ("type=news regions=Омскя", "F009"),
        ("type=news section=practices", "D009"),
        ("type=news region=Омская", "D006"),
    ];
    for (words, code) in faults {
        site.put("content/pages/about.md", format!("---\ntitle: О нас\n---\n\nСписок.\n\n:::list {words}\n:::\n"));
        assert_eq!(told(&site), [format!("{code} content/pages/about.md:7")], "{words}");
    }
    site.put("content/practices/peredyshka.md", "---\ntitle: Передышка\nstatus: действует\nregions: Омская область\ntarget_groups: Дети\norganisation: omk\nsolution: |\n  Вот.\n\n  :::list type=news\n  :::\n---\n\nТекст.\n");
    site.remove("content/pages/about.md");
    assert_eq!(told(&site), ["D016 content/practices/peredyshka.md:8"]);
}

#[test]
fn contacts_are_those_of_the_site_or_of_an_organisation() {
    let site = vacancies();
    site.put(
        "content/organisations/filial.md",
        "---\ntitle: Филиал\nkind: нко\nродитель: omk\n---\n\nРаботает с 2020 года.\n",
    );
    site.put("content/pages/about.md", "---\ntitle: О нас\n---\n\nПишите.\n\n:::contacts\n:::\n\n:::contacts organisation=ОМК-Участие\n:::\n\n:::contacts organisation=filial\n:::\n");
    good(site.svod(&["build", "--strict"]));
    let page = site.page("about/index.html");
    let found: Vec<&str> = page.split("insert--contacts").skip(1).collect();
    assert!(found[0].contains("tel:+73812111111") && found[0].contains("press@example.org"), "{}", found[0]);
    assert!(found[1].contains("tel:+73812000000") && found[1].contains("/organisations/omk/"), "{}", found[1]);
    assert!(found[2].contains("tel:+73812000000"), "{}", found[2]);
    // Another number in the card is another number here; another name is nobody any more.
    site.put(
        "content/organisations/omk.md",
        "---\ntitle: Участие\nkind: нко\nphones: +7 (3812) 22-22-22\n---\n\nФонд.\n",
    );
    assert_eq!(told(&site), ["R001 content/pages/about.md:10", "R001 content/vacancies/nyanya.md:5"]);
    site.put(
        "content/organisations/omk.md",
        "---\ntitle: ОМК-Участие\nkind: нко\nphones: +7 (3812) 22-22-22\n---\n\nФонд.\n",
    );
    good(site.svod(&["build"]));
    assert!(site.page("about/index.html").contains("tel:+73812222222"));
    site.put("svod.yaml", "title: Свод практик\n");
    site.remove("content/vacancies/nyanya.md");
    site.remove("content/vacancies/voditel.md");
    site.put("content/organisations/omk.md", "---\ntitle: ОМК-Участие\nkind: нко\n---\n\nФонд.\n");
    assert_eq!(
        told(&site),
        ["D017 content/pages/about.md:7", "D018 content/pages/about.md:10", "D018 content/pages/about.md:13"]
    );
}

#[test]
fn a_directive_has_a_template_of_its_own() {
    let site = vacancies();
    let note = "---\ntitle: Набор\ndate: 2026-11-20\n---\n\nНачался набор.\n\n:::набор работодатель=omk до=31.12.2026\nЗвоните.\n:::\n";
    site.put("content/news/2026-11-20-nabor.md", note);
    // Beside the fields.
    let inline = format!(
        "{VACANCIES}    template: |\n      <section class=\"job\"><b>{{{{ directive.values.until.text }}}}</b>{{% if directive.values.places %}}есть места{{% endif %}}{{{{ directive.body_html | safe }}}}</section>\n"
    );
    site.put("svod.yaml", &inline);
    good(site.svod(&["build"]));
    let page = site.page("news/nabor/index.html");
    assert!(
        between(&page, "<section class=\"job\">", "</section>")
            .replace('\u{a0}', " ")
            .contains("<b>31 декабря 2026 г.</b><p>Звоните.</p>"),
        "{page}"
    );
    // In a file of the theme, which may use what the theme has.
    site.put("svod.yaml", VACANCIES);
    site.put(
        "themes/svod/templates/directives/hiring.html",
        "<p class=\"job\">{{ directive.title }}: {{ directive.values.employer.text }}</p>\n",
    );
    good(site.svod(&["build"]));
    assert!(site.page("news/nabor/index.html").contains("<p class=\"job\">Набор открыт: ОМК-Участие</p>"));
    // Names in it are looked up in the declaration.
    site.put("themes/svod/templates/directives/hiring.html", "<p>{{ directive.values.employr.text }}</p>\n");
    assert_eq!(told(&site), ["T012 themes/svod/templates/directives/hiring.html:1"]);
    site.remove("themes/svod/templates/directives/hiring.html");
    site.put("svod.yaml", inline.replace("values.until", "values.untl"));
    assert_eq!(told(&site), ["T012 svod.yaml:33"]);
    site.put("svod.yaml", format!("{VACANCIES}    template: jobs.html\n"));
    assert_eq!(told(&site), ["D019 svod.yaml:32"]);
}

#[test]
fn a_theme_declares_directives_and_shows_types() {
    let site = vacancies();
    let theme = "name: mine\napi: 1\nextends: svod\ndirectives:\n  badge:\n    fields: [{key: text, type: text, required: always}]\n    template: badges/one.html\n";
    site.put("svod.yaml", format!("{VACANCIES}theme: mine\n"));
    site.put("themes/mine/theme.yaml", theme);
    site.put("themes/mine/templates/badges/one.html", "<p class=\"badge\">{{ directive.values.text.text }}</p>\n");
    site.put("themes/mine/templates/types/vacancy.html", "{% extends \"base.html\" %}\n{% block main %}<h1>{{ page.frame.heading }}</h1><p>{% for field in page.fields %}{{ field.label }};{% endfor %}</p>{% endblock main %}\n");
    site.put("content/pages/about.md", "---\ntitle: О нас\n---\n\nТекст.\n\n:::badge text=\"Знак качества\"\n:::\n");
    good(site.svod(&["build"]));
    assert!(site.page("about/index.html").contains("<p class=\"badge\">Знак качества</p>"));
    assert!(site.page("vacancies/nyanya/index.html").contains("<p>Работодатель;Зарплата;График;Обязанности;</p>"));
    assert!(site.page("practices/peredyshka/index.html").contains("class=\"article"));
    // Another declaration means another reading, cache or not.
    site.put("themes/mine/theme.yaml", theme.replace("key: text,", "key: words,"));
    site.put("themes/mine/templates/badges/one.html", "<p class=\"badge\">{{ directive.values.words.text }}</p>\n");
    assert_eq!(told(&site), ["D007 content/pages/about.md:7", "D006 content/pages/about.md:7"]);
}

#[test]
fn faults_of_declarations_are_told_at_their_places() {
    let site = Site::base();
    let check = |yaml: &str, expected: &[&str]| {
        site.put("svod.yaml", format!("title: Свод практик\nbase_url: https://example.org\n{yaml}"));
        let expected: Vec<String> = expected.iter().map(|it| (*it).to_owned()).collect();
        assert_eq!(told(&site), expected, "{yaml}");
    };
    let vacancy = |fields: &str| format!("types:\n  vacancy:\n    fields:\n      - {fields}\n");
    check(&vacancy("{key: pay, type: mony}"), &["F003 svod.yaml:6"]);
    check(&vacancy("{key: pay, typ: money}"), &["F004 svod.yaml:6"]);
    check(&vacancy("{key: Зарплата, type: money}"), &["C005 svod.yaml:6"]);
    check(&vacancy("{key: pay, type: ref, of: organization}"), &["C004 svod.yaml:6"]);
    check(&vacancy("{key: pay, type: terms, of: regiony}"), &["C003 svod.yaml:6"]);
    check(&vacancy("{key: pay, type: choice}"), &["Y043 svod.yaml:6"]);
    check(&vacancy("{key: pay, type: choice, choices: []}"), &["Y042 svod.yaml:6"]);
    check(&vacancy("{key: pay, type: record}"), &["Y043 svod.yaml:6"]);
    check(&vacancy("{key: pay, required: sometimes}"), &["Y044 svod.yaml:6"]);
    check(&vacancy("{key: pay, passport: perhaps}"), &["Y042 svod.yaml:6"]);
    check(&vacancy("{key: pay, max: many}"), &["Y042 svod.yaml:6"]);
    check(&vacancy("{key: pay, required_if: {status: план}}"), &["Y042 svod.yaml:6"]);
    check(&vacancy("{key: pay, aliases: [черновик]}"), &["F023 svod.yaml:6"]);
    check(&vacancy("{key: pay, aliases: [срок, зарплата]}"), &[]);
    check("types: {vacancy: {titel: Вакансия}}\n", &["F004 svod.yaml:3"]);
    check("types: {vacancy: {group_by: state}}\n", &["Y042 svod.yaml:3"]);
    check("types: {vacancy: {lists: [state]}}\n", &["Y042 svod.yaml:3"]);
    check("types: {Вакансия: {title: Вакансия}}\n", &["C005 svod.yaml:3"]);
    check("types: {practice: {title: Дело}}\n", &["F004 svod.yaml:3"]);
    check("directives: {note: {title: Своя}}\n", &["D013 svod.yaml:3"]);
    check("directives: {job: {fields: [{key: text, type: markdown}]}}\n", &["D014 svod.yaml:3"]);
    check("directives: {job: {body: sometimes}}\n", &["Y044 svod.yaml:3"]);
    check("directives: {job: {titel: Работа}}\n", &["Y040 svod.yaml:3"]);
    check("directives: {job: {template: \"<p onclick='x'>{{ directive.title }}</p>\"}}\n", &["T023 svod.yaml:3"]);
    check("directives: {job: {template: \"<p>{{ directive.tile }}</p>\"}}\n", &["T012 svod.yaml:3"]);
}

/// A type of the site's own is found by its name and by its facets, and may have a sheet as practices have.
#[test]
fn a_type_of_the_sites_own_is_searched_and_printed() {
    let site = vacancies();
    let remote =
        "      - {key: remote, aliases: [удалённо], label: {ru: Удалённо, en: Remote}, type: boolean, facet: true}\n";
    let settings = VACANCIES
        .replace("    date: always\n", "    date: always\n    passport: true\n")
        .replace(
            "type: choice, passport: true, compare: true, choices",
            "type: choice, facet: true, passport: true, compare: true, choices",
        )
        .replace("directives:\n", &format!("{remote}directives:\n"));
    site.put("svod.yaml", settings);
    site.put("content/vacancies/nyanya.md", NURSE.replace("график: гибкий\n", "график: гибкий\nудалённо: да\n"));
    good(site.svod(&["build", "--strict"]));
    let found = |words: &[&str]| {
        let said = good(site.svod(&[&["search", "--format", "json"], words].concat()));
        (said.out.contains("/vacancies/nyanya/"), said.out.contains("/vacancies/voditel/"))
    };
    assert_eq!(found(&["--type", "vacancy"]), (true, true));
    assert_eq!(found(&["няня", "--type", "vacancy"]), (true, false));
    assert_eq!(found(&["--where", "remote=yes"]), (true, false));
    assert_eq!(found(&["--where", "schedule=gibkiy"]), (true, false));
    assert!(site.page("search/facets.json").contains("Вакансии"));
    let sheet = text(&site.page("vacancies/nyanya/passport/index.html"));
    assert!(sheet.contains("Работодатель") && sheet.contains("около 40") && sheet.contains("гибкий"), "{sheet}");
}

#[test]
fn a_site_can_do_without_passports() {
    let site = Site::base();
    let practices = |site: &Site| site.output().keys().filter(|it| it.ends_with("passport/index.html")).count();
    good(site.svod(&["build"]));
    assert!(practices(&site) > 0);
    site.put(
        "svod.yaml",
        "title: Свод практик\nbase_url: https://example.org\ntypes:\n  practice: {passport: false}\n",
    );
    good(site.svod(&["build"]));
    assert_eq!(practices(&site), 0);
    site.put(
        "svod.yaml",
        "title: Свод практик\nbase_url: https://example.org\ntypes:\n  practice: {passport: no way}\n",
    );
    assert_eq!(told(&site), ["Y042 svod.yaml:4"]);
}

#[test]
fn a_field_is_added_to_a_type_of_svod() {
    let site = Site::base();
    site.put("svod.yaml", "title: Свод практик\nbase_url: https://example.org\ntypes:\n  practice:\n    fields:\n      - {key: motto, aliases: [девиз], label: {ru: Девиз, en: Motto}, type: text, passport: true}\n");
    let practice = "---\ntitle: Передышка\nstatus: действует\nregions: Омская область\ntarget_groups: Дети\norganisation: omk\nдевиз: Родителям нужен отдых\n---\n\nТекст.\n";
    site.put("content/practices/peredyshka.md", practice);
    good(site.svod(&["build", "--strict"]));
    let page = site.page("practices/peredyshka/index.html");
    assert!(text(between(&page, "id=\"motto\"", "</div>")).contains("Девиз Родителям нужен отдых"), "{page}");
}

/// What `svod new words…` made.
fn made(site: &Site, words: &[&str]) -> String {
    let said = good(site.svod(&[&["new", "--format", "json"], words].concat()));
    let report: serde_json::Value = serde_json::from_str(&said.out).expect("JSON");
    report["made"].as_str().expect("a path").to_owned()
}

fn read(site: &Site, path: &str) -> String {
    std::fs::read_to_string(site.path(path)).expect("it was made")
}

#[test]
fn a_new_item_is_a_draft_with_hints() {
    let site = vacancies();
    let before = {
        good(site.svod(&["build"]));
        site.output()
    };
    let path = made(&site, &["practice", "Школа: приёмных родителей"]);
    assert_eq!(path, "content/practices/shkola-priemnykh-roditeley.md");
    let text = read(&site, &path);
    for wanted in [
        "заголовок: \"Школа: приёмных родителей\"\n",
        "дата: 24.11.2026\n",
        "черновик: да\n",
        "\nстатус:\n",
        "\n# Статус: план / пилот / действует",
        "\nрегионы:\n",
        "\n#проблема: ",
        "\n#  - показатель: ",
        "\n#кратко: ",
        "словаря content/target_groups.yaml",
    ] {
        assert!(text.contains(wanted), "{wanted} in {text}");
    }
    // Nothing of it is published, and nothing is in the way of publishing the rest.
    good(site.svod(&["build", "--strict"]));
    let after = site.output();
    assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>());
    // What has to be filled in is named in the words of the file.
    let said = site.svod(&["check", "--drafts"]);
    for key in ["статус", "регионы", "для_кого", "организация"] {
        assert!(said.err.contains(&format!("не заполнено обязательное поле «{key}»")), "{key} in {}", said.err);
    }
    assert!(!said.err.contains("Y0"), "{}", said.err);
    // Filled in, it builds without an error.
    let filled = text
        .replace("черновик: да\n", "")
        .replace("\nстатус:\n", "\nстатус: план\n")
        .replace("\nрегионы:\n", "\nрегионы: Омская область\n")
        .replace("\nдля_кого:\n", "\nдля_кого: Дети\n")
        .replace("\nорганизация:\n", "\nорганизация: ОМК-Участие\n");
    site.put(&path, filled + "Родителей учат.\n");
    good(site.svod(&["build", "--strict"]));
    assert!(site.page("practices/shkola-priemnykh-roditeley/index.html").contains("Школа: приёмных родителей"));
}

#[test]
fn a_new_item_of_each_type() {
    let site = vacancies();
    assert_eq!(made(&site, &["новость", "Форум \"Семья\""]), "content/news/2026-11-24-forum-semya.md");
    assert_eq!(made(&site, &["organisation", "--name", "Фонд «Дом»"]), "content/organisations/fond-dom.md");
    assert_eq!(made(&site, &["events", "Встреча", "--bundle"]), "content/events/vstrecha/index.md");
    assert_eq!(
        made(&site, &["вакансия", "Повар", "--slug", "povar-omsk"]),
        "content/vacancies/2026-11-24-povar-omsk.md"
    );
    assert_eq!(made(&site, &["page", "О нас"]), "content/pages/o-nas.md");
    for kind in ["service", "document", "gallery"] {
        made(&site, &[kind, "Новое"]);
    }
    let vacancy = read(&site, "content/vacancies/2026-11-24-povar-omsk.md");
    assert!(
        vacancy.contains("# Статус: открыта / закрыта\nстатус:\n")
            && vacancy.contains("# Обязанности: по одной в строке\n#обязанности: "),
        "{vacancy}"
    );
    assert!(!read(&site, "content/organisations/fond-dom.md").contains("\nдата:"));
    good(site.svod(&["build", "--strict"]));
    // A card of an organisation needs no more than its name.
    let card = read(&site, "content/organisations/fond-dom.md").replace("черновик: да\n", "");
    site.put("content/organisations/fond-dom.md", card);
    good(site.svod(&["build", "--strict"]));
}

/// Every hint, with its # taken away, is front matter that its field can read.
#[test]
fn hints_are_right() {
    for (language, svod) in [("ru", ""), ("en", "language: en\n")] {
        let site = Site::base();
        site.put("svod.yaml", format!("title: Свод практик\nbase_url: https://example.org\n{svod}"));
        site.put("content/regions.yaml", "- {id: omskaya-oblast, title: Омская область}\n");
        for kind in ["news", "practice", "organisation", "service", "event", "document", "gallery", "page"] {
            let path = made(&site, &[kind, "Проба"]);
            let text = read(&site, &path);
            let lines = text.lines().map(|it| match it.strip_prefix('#') {
                Some(rest) if !rest.starts_with(' ') || rest.starts_with("  ") => rest,
                _ => it,
            });
            site.put(&path, lines.collect::<Vec<_>>().join("\n") + "\nТекст.\n");
        }
        let said = site.svod(&["check", "--drafts", "--format", "json"]);
        let report: serde_json::Value = serde_json::from_str(&said.out).expect("JSON");
        for problem in report["problems"].as_array().expect("a list") {
            // What a hint refers to is not there; required choices are still empty.
            let code = problem["code"].as_str().unwrap_or_default();
            let is_expected =
                ["R001", "P001", "F009", "F013", "C008", "R004"].contains(&code) || problem["severity"] == "advice";
            assert!(is_expected, "{language}: {problem:#}");
        }
    }
}

#[test]
fn nothing_is_replaced_by_a_new_item() {
    let site = vacancies();
    let fault = |words: &[&str], code: &str| {
        let before = snapshot(&site);
        let said = site.svod(&[&["new", "--format", "json"], words].concat());
        assert_eq!(said.code, 2, "{words:?}: {}", said.err);
        assert!(said.out.contains(&format!("\"code\": \"{code}\"")), "{words:?}: {}", said.out);
        assert_eq!(snapshot(&site), before, "{words:?}");
    };
    // By its file, and by the address that it would share with a file of another day.
    fault(&["practice", "Передышка"], "U016");
    fault(&["news", "Форум", "--slug", "forum"], "U016");
    fault(&["праткика", "Школа"], "U015");
    fault(&["news", "!!!"], "U017");
    fault(&["news", "Форум", "--slug", "Новый форум"], "U003");
    fault(&["news", "Форум", "--section", "practices"], "U003");
    fault(&["news"], "U005");
    fault(&["news", "Форум", "--name", "Форум"], "U007");
    site.put("svod.yaml", VACANCIES.replace("sections:\n  vacancies: {type: vacancy}\n", ""));
    fault(&["vacancy", "Повар"], "U018");
    site.put("svod.yaml", VACANCIES.replace("vacancies: {type: vacancy}", "jobs: vacancy\n  internships: vacancy"));
    fault(&["vacancy", "Повар"], "U019");
    assert_eq!(made(&site, &["vacancy", "Повар", "--section", "jobs"]), "content/jobs/2026-11-24-povar.md");
    assert_eq!(made(&site, &["internships", "Повар"]), "content/internships/2026-11-24-povar.md");
}

fn snapshot(site: &Site) -> std::collections::BTreeMap<String, Vec<u8>> {
    super::corpus::tree(site.root())
}

/// The command that a message names does what the message says.
#[test]
fn a_message_names_the_command_that_helps() {
    let site = Site::base();
    let news =
        |text: &str| format!("---\ntitle: Форум\ndate: 2024-05-17\norganisations: [{text}]\n---\n\nФорум прошёл.\n");
    site.put("content/news/2024-05-17-forum.md", news("Фонд «Дом»"));
    let said = site.svod(&["build"]);
    let command = between(&said.err, "svod new ", "\n").trim_start_matches("svod ");
    assert_eq!(command, "new organisation --name \"Фонд «Дом»\"");
    let words: Vec<&str> = command.split('"').collect();
    let first: Vec<&str> = words[0].split_whitespace().collect();
    let path = made(&site, &[&first[1..], &[words[1]]].concat());
    site.put(&path, read(&site, &path).replace("черновик: да\n", ""));
    good(site.svod(&["build", "--strict"]));
    assert!(site.page("news/forum/index.html").contains("/organisations/fond-dom/"));
}

#[test]
fn counters_stand_in_a_text() {
    let site = vacancies();
    site.put(
        "content/data/counters.yaml",
        "- {id: semi, label: Семей, value: около 900, date: 01.08.2024, source: Отчёт фонда}\n\
- {id: deti, label: Детей, value: 2 168, date: не указана, source: Отчёт фонда}\n\
- id: pm\n  label: Прожиточный минимум\n  unit: руб.\n  source: Закон\n  values: [{from: 01.01.2025, value: 17 733}, {from: 01.01.2026, value: 18 500}]\n",
    );
    let page = |line: &str| format!("---\ntitle: О нас\n---\n\nЧисла.\n\n{line}\n:::\n");
    site.put("content/pages/about.md", page(":::counters data=counters.yaml only=\"pm, semi\""));
    good(site.svod(&["build", "--strict"]));
    let shown = text(between(&site.page("about/index.html"), "insert--counters", "</dl>"));
    for wanted in ["Семей", "около 900", "1 августа 2024", "Отчёт фонда", "18 500", "с 1 января 2026"]
    {
        assert!(shown.contains(wanted), "{wanted} in {shown}");
    }
    assert!(
        !shown.contains("17 733") && !shown.contains("Детей") && shown.find("Прожиточный") < shown.find("Семей"),
        "{shown}"
    );
    // The figure changes, and so does the page.
    let data = read(&site, "content/data/counters.yaml").replace("около 900", "более 950");
    site.put("content/data/counters.yaml", data);
    good(site.svod(&["build"]));
    assert!(text(&site.page("about/index.html")).contains("более 950"));
    for (line, code) in [
        (":::counters data=conters.yaml", "P001"),
        (":::counters data=counters.yaml only=semy", "D031"),
        (":::counters data=../organisations/omk.md", "P001"),
        (":::counters", "D007"),
    ] {
        site.put("content/pages/about.md", page(line));
        assert_eq!(told(&site), [format!("{code} content/pages/about.md:7")], "{line}");
    }
}

#[test]
fn small_faults_of_settings_are_told() {
    let site = Site::base();
    let yaml = "title: Свод практик\nbase_url: https://example.org\n";
    for menu in ["menu: [{title: Новости}]\n", "menu: [{title: Новости, items: []}]\n", "menu: [Новости]\n"]
    {
        site.put("svod.yaml", format!("{yaml}{menu}"));
        assert_eq!(told(&site), ["Y043 svod.yaml:3"], "{menu}");
    }
    site.put("svod.yaml", yaml);
    site.put("themes/svod/strings/ru.yaml", "menu: Разделы\nclose: Убрать\nmenu: Меню сайта\n");
    assert_eq!(told(&site), ["Y022 themes/svod/strings/ru.yaml:3"]);
}

/// `--strict --keep-going` publishes what it can and fails all the same.
#[test]
fn keeping_on_does_not_forgive() {
    let site = Site::base();
    site.put("content/news/2024-05-18-a.md", "---\ntitle: Итоги.\n---\n\nТекст.\n");
    let strict = site.svod(&["build", "--strict"]);
    assert!(strict.code == 1 && !site.is_published(), "{}", strict.err);
    let both = site.svod(&["build", "--strict", "--keep-going"]);
    assert!(both.code == 1 && site.is_published(), "{}", both.err);
}

#[test]
fn the_title_in_the_genitive_describes_sections() {
    let site = vacancies();
    good(site.svod(&["build"]));
    let list = site.page("vacancies/index.html");
    assert!(list.contains("<meta name=\"description\" content=\"Вакансии Свода практик\">"), "{list}");
}
