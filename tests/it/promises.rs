//! What svod promises about other people's files and secrets: nothing withheld leaks, nothing foreign is touched,
//! the same input gives the same bytes (spec: faults.md §1).

use std::fs;

use crate::corpus::{Place, Random, Tree, assert_same, catalogue, good, put, tree};

/// In everything that must not be seen: letters that no other file holds.
const MARK: &str = "zqxtayna";

/// A PNG of one point: enough for what is only measured and copied.
pub const POINT: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0\x3a\x7e\x9b\x55\
\0\0\0\nIDATx\x9cc`\0\0\0\x02\0\x01\x48\xaf\xa4\x71\0\0\0\0IEND\xaeB`\x82";

/// The ways of being withheld, each as lines of a front matter.
const WITHHELD: [&str; 8] = [
    "draft: да",
    "publish: 2026-11-24 12:01",
    "date: 2026-11-25",
    "expires: 2026-11-24",
    "withdrawn: {date: 2026-11-01, reason: Устарело}",
    "черновик: да\nexpires: 2030-01-01",
    "draft: да\nwithdrawn: {date: 2026-11-01}",
    "publish: 2026-12-01\nexpires: 2026-01-01",
];

/// A bundle with everything that could show: terms and months of its own, a file, a cover, a former address,
/// an organisation and a practice that name it.
fn secret(place: &Place, at: usize, state: &str) {
    let folder = format!("content/news/2001-01-1{at}-{MARK}-{at}");
    let date =
        if state.contains("date: 2026-11-25") { "" } else { "date: 2001-01-11\n" }.replace("11\n", &format!("1{at}\n"));
    let folder = if date.is_empty() { folder.replace(&format!("2001-01-1{at}-"), "") } else { folder };
    let text = format!(
        "---\ntitle: Заголовок {MARK}\n{date}{state}\nsummary: Кратко {MARK}\nregions: [gorod-0-0, tolko-zdes]\n\
         target_groups: [gruppa-0, tolko-dlya]\norganisations: [org-1, {{organisation: org-{MARK}, role: партнёр}}]\n\
         practices: [practices-2]\nfeatured: да\naliases: [/byvshiy-{MARK}-{at}/]\n\
         cover: {{file: cover-{MARK}.png, alt: Обложка {MARK}}}\nfiles: [{{file: list-{MARK}.pdf, title: Список {MARK}}}]\n\
         author: Автор {MARK}\n---\nТекст {MARK}.\n\n## Заголовок {MARK}\n\n![Рисунок {MARK}](in-{MARK}.png)\n"
    );
    place.put(&format!("{folder}/index.md"), text);
    place.put(&format!("{folder}/cover-{MARK}.png"), POINT);
    place.put(&format!("{folder}/in-{MARK}.png"), POINT);
    place.put(&format!("{folder}/list-{MARK}.pdf"), format!("%PDF {MARK}"));
    let practice = format!(
        "---\ntitle: Практика {MARK}\nstatus: действует\n{state}\nregions: [oblast-1, tolko-zdes]\ntarget_groups: [tolko-dlya]\n\
         organisation: org-1\nprogramme: practices-2\ncoverage: вся территория\naliases: [/praktika-{MARK}-{at}/]\n\
         adopted:\n  - {{region: oblast-2, organisation: org-2}}\n---\nТекст {MARK}.\n"
    );
    place.put(&format!("content/practices/{MARK}-{at}.md"), practice);
    let event = format!(
        "---\ntitle: Событие {MARK}\n{state}\nevent: {{start: 2027-01-01 10:00, place: Зал {MARK}, region: oblast-3}}\n\
         regions: [tolko-zdes]\norganisations: [org-3]\n---\nТекст {MARK}.\n"
    );
    let is_dated = state.starts_with("date");
    if !is_dated {
        place.put(&format!("content/events/{MARK}-{at}.md"), event);
    }
    let page = format!("---\ntitle: Страница {MARK}\n{state}\n---\nТекст {MARK}.\n");
    place.put(&format!("content/pages/{MARK}-{at}.md"), page);
}

/// A catalogue with terms that nobody uses in the open, and an organisation that is a draft.
fn with_own_terms() -> Place {
    let (place, _) = catalogue(1, 60);
    let add = |file: &str, line: &str| {
        let old = fs::read_to_string(place.root().join(file)).expect("prepared by the test");
        place.put(file, old + line);
    };
    add("content/regions.yaml", "- {id: tolko-zdes, title: Только здесь, parent: oblast-1, aliases: [ranshe-zdes]}\n");
    add("content/target_groups.yaml", "- {id: tolko-dlya, title: Только для}\n");
    place
}

fn add_secrets(place: &Place) {
    for (at, state) in WITHHELD.iter().enumerate() {
        secret(place, at, state);
    }
    let text =
        format!("---\ntitle: Организация {MARK}\ndraft: да\nshort: {MARK}\nphones: \"+7 (999) 999-99-99\"\n---\n");
    place.put(&format!("content/organisations/org-{MARK}.md"), text);
    let light = format!("- {{title: Запись {MARK}, draft: да, kind: НКО, regions: [tolko-zdes]}}\n");
    place.put("content/organisations.yaml", light);
}

/// Where letters stand in an output: in bytes or in paths.
fn hits<'t>(tree: &'t Tree, mark: &str) -> Vec<&'t str> {
    let holds = |bytes: &[u8]| bytes.windows(mark.len()).any(|it| it == mark.as_bytes());
    tree.iter().filter(|(path, bytes)| path.contains(mark) || holds(bytes)).map(|it| &**it.0).collect()
}

/// The neutral pages of withdrawn items: their addresses may show, nothing else.
fn without_neutral(mut tree: Tree) -> Tree {
    let is_neutral = |path: &str| {
        let is_withdrawn = path.ends_with("-3/index.html") || path.ends_with("-4/index.html");
        path.contains(MARK) && is_withdrawn
    };
    let withdrawn: Vec<String> = tree.keys().filter(|it| is_neutral(it)).cloned().collect();
    assert_eq!(withdrawn.len(), 8, "a neutral page each: {withdrawn:?}");
    for path in withdrawn {
        let page = String::from_utf8(tree.remove(&path).expect("prepared by the test")).expect("prepared by the test");
        let address = path.trim_end_matches("index.html");
        let rest = page.replace(address, "");
        assert!(!rest.contains(MARK) && page.contains("снят"), "{path}:\n{page}");
        assert!(page.contains("noindex"), "{path}");
    }
    tree.remove(".svod-manifest");
    tree
}

#[test]
fn nothing_withheld_leaks() {
    let place = with_own_terms();
    let mut without = place.build();
    add_secrets(&place);
    let with = without_neutral(place.build());
    assert_eq!(hits(&with, MARK), [""; 0]);
    // Not only the letters: counts, lists, months, related, terms are those of a site that never had them.
    without.remove(".svod-manifest");
    assert_same(&without, &with, "a withheld item changes what others show");
    let shown = place.clean_build(&["--drafts"]);
    for at in [0, 1, 2, 5] {
        let page = |section: &str| format!("{section}/{MARK}-{at}/index.html");
        let text = String::from_utf8_lossy(&shown[&page("news")]).into_owned();
        let word = if at == 0 || at == 5 { "Черновик" } else { "Выйдет" };
        assert!(text.contains(&format!("Текст {MARK}")) && text.contains(word), "{at}: {text}");
        assert!(shown.contains_key(&page("practices")));
        assert!(shown.contains_key(&format!("byvshiy-{MARK}-{at}/index.html")));
    }
    assert!(shown.contains_key("regions/tolko-zdes/index.html"));
}

#[test]
fn a_published_item_that_names_a_withheld_one_does_not_name_it() {
    let place = with_own_terms();
    add_secrets(&place);
    let text = format!(
        "---\ntitle: Открытая новость\ndate: 2026-01-01\norganisations: [{{organisation: org-{MARK}, role: партнёр}}, org-1]\n\
         practices: [{MARK}-0, Практика {MARK}]\nevent: {{start: 2026-01-01, organiser: org-{MARK}}}\n---\n\
         Смотрите [подробности](../practices/{MARK}-0.md) и [ещё](/news/{MARK}-0/).\n"
    );
    place.put("content/news/otkrytaya.md", text.replace(&format!(", Практика {MARK}"), ""));
    let practice = format!(
        "---\ntitle: Открытая практика\nstatus: действует\nregions: [oblast-1]\ntarget_groups: [gruppa-0]\n\
         organisation: org-{MARK}\nprogramme: {MARK}-0\npartners:\n  - {{organisation: org-{MARK}, role: донор}}\n  - {{organisation: org-1, role: донор}}\n\
         adopted:\n  - {{region: oblast-2, organisation: org-{MARK}}}\ncontact: {{role: Методист, organisation: org-{MARK}}}\n---\nТекст.\n"
    );
    place.put("content/practices/otkrytaya.md", practice);
    place.put(
        "svod.yaml",
        format!("title: Свод\nmenu: [{{title: Скрытое, to: /news/{MARK}-0/}}, {{title: Новости, to: /news/}}]\n"),
    );
    let tree = without_neutral(place.build());
    assert_eq!(hits(&tree, MARK), [""; 0]);
    assert_eq!(hits(&tree, "999-99-99"), [""; 0]);
    assert_eq!(hits(&tree, "Скрытое"), [""; 0]);
    let page = String::from_utf8_lossy(&tree["news/otkrytaya/index.html"]).into_owned();
    assert!(page.contains("подробности и ещё"), "{page}");
}

/// What cannot be told to be public is not, even where the rest is written.
#[test]
fn an_item_with_an_unreadable_state_leaks_nowhere() {
    let place = with_own_terms();
    let broken = ["draft: может быть", "чернавик: да", "publish: завтра", "expires: 31.02.2026", "withdrawn: нет"];
    for (at, state) in broken.iter().enumerate() {
        secret(&place, at, state);
    }
    place.put(&format!("content/organisations/org-{MARK}.md"), format!("---\ntitle: О {MARK}\ndraft: 7\n---\n"));
    let text = format!(
        "---\ntitle: Открытая\ndate: 2026-01-01\npractices: [{MARK}-0]\norganisations: [org-{MARK}]\n---\nТекст [там](../practices/{MARK}-0.md).\n"
    );
    place.put("content/news/otkrytaya.md", text);
    let it = place.run(&["build", "--keep-going"]);
    assert_eq!(it.code, Some(1), "{}", it.err);
    let tree = tree(&place.root().join("public"));
    assert!(tree.contains_key("news/otkrytaya/index.html"));
    assert_eq!(hits(&tree, MARK), [""; 0]);
    assert!(!tree.contains_key("regions/tolko-zdes/index.html"));
    assert_eq!(place.run(&["build"]).code, Some(1));
}

fn threads(place: &Place, n: usize) -> Tree {
    let output = place.path(&format!("threads-{n}"));
    let mut command = place.command(&["build"]);
    command.arg("-o").arg(&output).env("RAYON_NUM_THREADS", n.to_string());
    if n > 1 {
        // What else another machine may have.
        command.env("TZ", "Pacific/Auckland").env("LANG", "en_US.UTF-8").env("HOME", "/").env("COLUMNS", "40");
    }
    good(crate::corpus::said(command.output().expect("svod starts")));
    tree(&output)
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let (place, articles) = catalogue(2, 150);
    let one = threads(&place, 1);
    for n in [2, 8] {
        assert_same(&one, &threads(&place, n), &format!("{n} threads write otherwise than one"));
    }
    // The same files, made in the contrary order, at other times, in a folder of another name.
    let other = Place::new();
    for name in ["svod.yaml", "content/target_groups.yaml", "content/regions.yaml"] {
        other.put(name, fs::read(place.root().join(name)).unwrap());
    }
    for it in articles.iter().rev() {
        other.put(&it.file, it.text());
        let file = fs::File::options().write(true).open(other.root().join(&it.file)).unwrap();
        file.set_modified(std::time::UNIX_EPOCH).unwrap();
    }
    assert_same(&one, &other.build(), "another order of files");
    let again = other.counts(&[]);
    assert_eq!((&again["built"]["written"], &again["built"]["deleted"]), (&0.into(), &0.into()));
    assert_same(&one, &tree(&other.root().join("public")), "a second build changes something");
    // Nothing tells when the site was built: another day of the year, with nothing due meanwhile.
    for day in ["2026-05-01", "2026-05-02 23:59"] {
        let output = other.path(day);
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_svod"));
        command.args(["build", "--now", day, "--root"]).arg(other.root()).arg("-o").arg(&output);
        good(crate::corpus::said(command.output().expect("svod starts")));
    }
    assert_same(&tree(&other.path("2026-05-01")), &tree(&other.path("2026-05-02 23:59")), "another day");
}

/// Files that are cut, stirred or doubled end in pages or problems (fuzzing proper has a folder of its own).
#[test]
fn spoilt_files_end_in_problems() {
    let (place, articles) = catalogue(4, 60);
    let mut random = Random(4);
    let demo = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let mut files: Vec<(String, Vec<u8>)> = tree(&demo).into_iter().collect();
    files.extend(articles.iter().map(|it| (it.file["content/".len()..].to_owned(), it.text().into_bytes())));
    let signs: [&[u8]; 12] =
        [b"---", b":::", b"[", b"{", b"\"", b"- ", b"\t", b"|", b"\0", b"\xff", "\u{a0}".as_bytes(), b": "];
    for round in 0..3 {
        for (path, bytes) in &files {
            let mut bytes = bytes.clone();
            for _ in 0..random.below(4) {
                let at = random.below(bytes.len().max(1));
                match random.below(4) {
                    0 => bytes.truncate(at),
                    1 => drop(bytes.splice(at..at, random.pick(&signs).iter().copied())),
                    2 => drop(bytes.drain(at..(at + random.below(9)).min(bytes.len()))),
                    _ => bytes.extend_from_within(at..(at + random.below(99)).min(bytes.len())),
                }
            }
            place.put(&format!("content/{path}"), bytes);
        }
        let it = place.run(&["check", "--drafts", "--format", "json"]);
        assert!(it.code == Some(1) && !it.err.contains("panicked"), "{round}: {:?} {}", it.code, it.err);
        let told: serde_json::Value = serde_json::from_str(&it.out).expect("JSON");
        assert!(told["problems"].as_array().is_some_and(|it| it.len() > 20), "{}", it.out);
        place.run(&["build", "--keep-going"]);
    }
}

#[test]
fn now_is_what_it_is_told_to_be() {
    let place = Place::new();
    place.put("svod.yaml", "title: Свод\ntime_zone: Asia/Omsk\n");
    place.put("content/news/a.md", "---\ntitle: Завтра\ndate: 2026-01-02 10:00\n---\nТекст.\n");
    let shown = |words: &[&str], epoch: Option<&str>| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_svod"));
        command.args(["build", "--root"]).arg(place.root()).args(words).env_clear();
        command.envs(epoch.map(|it| ("SOURCE_DATE_EPOCH", it)));
        good(crate::corpus::said(command.output().expect("svod starts")));
        place.root().join("public/news/a/index.html").exists()
    };
    // 10:00 in Omsk is 04:00 in UTC: 1767326400.
    assert!(!shown(&[], Some("1767326399")));
    assert!(shown(&[], Some("1767326400")));
    assert!(!shown(&["--now", "2026-01-02 09:59"], Some("1767326400")), "--now wins");
    assert!(shown(&["--now", "2026-01-02T04:00:00Z"], Some("0")));
    assert!(!shown(&["--now", "2026-01-02"], None));
}

#[test]
fn foreign_files_survive_every_command() {
    let (place, _) = catalogue(3, 30);
    let public = place.root().join("public");
    place.build();
    let foreign =
        [".git/config", ".gitkeep", "my/own.txt", "news/own.html", "regions/oblast-0/own/deep/a.txt", "CNAME"];
    for path in foreign {
        put(&public.join(path), path);
    }
    put(&place.path("outside/a.txt"), "outside");
    #[cfg(unix)]
    for (name, to) in [("link", "outside"), ("news/link", "outside"), ("dangling", "nowhere")] {
        std::os::unix::fs::symlink(place.path(to), public.join(name)).unwrap();
    }
    place.remove("content/news/news-0.md");
    place.put("content/news/new.md", "---\ntitle: Новая\ndate: 2026-01-01\n---\nТекст.\n");
    let tree_after = place.build();
    assert!(!tree_after.contains_key("news/news-0/index.html") && tree_after.contains_key("news/new/index.html"));
    assert!(!public.join("news/news-0").exists(), "its empty folder goes too");
    for words in [&["check"][..], &["list", "all"], &["theme", "views"], &["build", "--drafts"], &["build", "--adopt"]]
    {
        assert_eq!(place.run(words).code, Some(0), "{words:?}");
    }
    good(place.run(&["clean"]));
    let left = tree(&public);
    let mut expected: Vec<&str> = foreign.to_vec();
    if cfg!(unix) {
        expected.extend(["dangling", "link", "news/link"]);
    }
    expected.sort_unstable();
    assert_eq!(left.keys().collect::<Vec<_>>(), expected);
    assert_eq!(fs::read_to_string(place.path("outside/a.txt")).unwrap(), "outside");
}

#[test]
fn a_foreign_page_in_the_way_is_named_and_nothing_changes() {
    let (place, _) = catalogue(3, 20);
    put(&place.root().join("public/news/index.html"), "foreign");
    let before = tree(&place.root().join("public"));
    let it = place.run(&["build"]);
    assert_eq!(it.code, Some(3), "{}", it.err);
    assert!(it.err.contains("news/index.html") && it.err.contains("--adopt"), "{}", it.err);
    assert_same(&before, &tree(&place.root().join("public")), "a refused build changes something");
    place.build_with(&["--adopt"]);
    assert_same(&place.build(), &place.clean_build(&[]), "an adopted output");
}

#[test]
fn an_output_that_touches_the_sources_is_refused() {
    let (place, _) = catalogue(3, 8);
    place.put("static/robots.txt", "User-agent: *\n");
    let root = place.root();
    let before = tree(&root);
    let inside = ["content", "content/news", "content/new/folder", "static", "themes/x", "."].map(|it| root.join(it));
    let around = [place.path("."), place.path("site/../site"), root.join("public/../content")];
    for output in inside.iter().chain(&around) {
        let mut command = place.command(&["build"]);
        let it = crate::corpus::said(command.arg("-o").arg(output).output().unwrap());
        assert_eq!(it.code, Some(3), "{}: {}", output.display(), it.err);
    }
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(root.join("content"), place.path("link")).unwrap();
        let mut command = place.command(&["build"]);
        assert_eq!(
            command.arg("-o").arg(place.path("link")).output().unwrap().status.code(),
            Some(3),
            "through a link"
        );
    }
    let mut after = tree(&root);
    after.retain(|path, _| !path.starts_with(".svod/"));
    assert_same(&before, &after, "a refused output changes something");
    let mut clean = place.command(&["clean"]);
    assert_ne!(clean.arg("-o").arg(root.join("content")).output().unwrap().status.code(), None);
    assert!(root.join("content/regions.yaml").exists());
}

#[test]
fn no_command_changes_the_content() {
    let (place, _) = catalogue(3, 30);
    place.put("content/news/2025-01-01-b/index.md", "---\ntitle: Черновик\ndraft: да\ndate: 2025-01-01\n---\nТекст.\n");
    place.put("content/news/broken.md", "---\ntitle: Итоги: год\n");
    let sources = |place: &Place| {
        let mut tree = tree(&place.root());
        tree.retain(|path, _| !path.starts_with(".svod/") && !path.starts_with("public/"));
        tree
    };
    let before = sources(&place);
    let commands: [&[&str]; 10] = [
        &["check"],
        &["check", "--drafts", "--strict"],
        &["build"],
        &["build", "--keep-going"],
        &["build", "--keep-going", "--drafts", "--base-url", "https://example.org/a/"],
        &["list"],
        &["list", "drafts", "--format", "json"],
        &["clean"],
        &["completions", "bash"],
        &["theme", "views"],
    ];
    for words in commands {
        place.run(words);
        assert_same(&before, &sources(&place), &format!("{words:?} changes the content"));
    }
}
