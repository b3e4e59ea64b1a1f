//! `svod serve` with a whole site behind it, asked over HTTP: what it starts with, what it lives through, what it shows
//! and what it leaves alone. Faults of content are tried in `serve_faults`, the wire in `serve_http`.
//!
//! Begin with [`Server::start`] and [`until`].

use std::fs;
use std::net::TcpListener;
use std::process::Command;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant};

use svod::build::command::Now;
use svod::serve::live::{Asked, Live, Touched};
use svod::serve::shown::{Answer, Shown};

use crate::corpus::{Place, assert_same, put, said, tree};
use crate::http::{Server, address};
use crate::promises::POINT;
use crate::serve_faults::asked;
use crate::site::{NOW, Site};

/// Most that a change may take to be seen, without optimisation and beside other tests.
const PATIENCE: Duration = Duration::from_secs(10);
/// A style sheet in place of the embedded one.
const OWN_STYLE: &str = "p { color: #123 }\n";
const FORUM: (&str, &str) = ("/news/forum/", "Форум прошёл.");
const PRACTICE: (&str, &str) = ("/practices/peredyshka/", "Няня приходит домой.");
/// As the build writes them.
const AS_BUILT: &[&str] = &["--no-drafts", "--no-reload"];

#[track_caller]
fn until(what: &str, mut is: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !is() {
        assert!(begun.elapsed() < PATIENCE, "{what} does not come");
        std::thread::sleep(Duration::from_millis(10));
    }
}

fn start(site: &Site, words: &[&str]) -> Server {
    Server::start(site.root(), NOW, words).expect("svod has serve")
}

fn shows(server: &Server, (page, text): (&str, &str)) -> bool {
    let reply = server.get(page);
    reply.status == 200 && reply.text().contains(text)
}

fn tells(server: &Server, page: &str, place: &str) -> bool {
    let told = server.told(page);
    told.contains("event: problem") && told.contains(place)
}

/// Waits until every address of the built site holds what a build writes there.
#[track_caller]
fn until_as_built(site: &Site, server: &Server) {
    assert_eq!(site.svod(&["build"]).code, 0);
    let built = site.output();
    let mut other = String::new();
    until(&format!("the built site, but {other}"), || {
        let is_same = |it: &(&String, &Vec<u8>)| it.0.starts_with(".svod") || server.get(&address(it.0)).body == **it.1;
        other = built.iter().find(|it| !is_same(it)).map(|it| it.0.clone()).unwrap_or_default();
        other.is_empty()
    });
}

/// Starts with these files in the base site, shows the good pages and tells of `place` at home; then they are mended.
#[track_caller]
fn check_broken_start(files: &[(&str, &str)], place: &str) {
    let site = Site::base();
    files.iter().for_each(|(file, text)| site.put(file, text));
    let mut server = start(&site, AS_BUILT);
    let mut live = start(&site, &[]);
    for page in [FORUM, PRACTICE] {
        assert!(shows(&server, page), "{place}: {page:?}: {}", server.get(page.0).text());
    }
    assert!(tells(&live, "/", place), "{place}: {}", live.told("/"));
    site.mend();
    until_as_built(&site, &server);
    until("no problem", || live.told("/").contains("event: clear"));
    assert!(server.is_alive() && live.is_alive());
}

#[test]
fn it_starts_with_broken_settings() {
    check_broken_start(&[("svod.yaml", "title: [\n")], "svod.yaml:");
    check_broken_start(&[("svod.yaml", "title: Свод\nsections: 7\n")], "svod.yaml:2");
    check_broken_start(&[("svod.yaml", "")], "svod.yaml");
}

#[test]
fn it_starts_with_a_broken_vocabulary_or_template() {
    check_broken_start(
        &[("content/regions.yaml", "extends: ru-regions\nterms:\n  - {id: [\n")],
        "content/regions.yaml:3",
    );
    check_broken_start(&[("themes/svod/templates/article.html", "{% if %}")], "themes/svod/templates/article.html:1");
    // One that never was good, and is read without a complaint: the embedded one shows.
    check_broken_start(&[("themes/svod/templates/article.html", "{{ nope }}")], "themes/svod/templates/article.html:1");
    check_broken_start(&[("themes/svod/theme.yaml", "a: [\n")], "themes/svod/theme.yaml:1");
    check_broken_start(&[("themes/svod/strings/ru.yaml", "a: [\n")], "themes/svod/strings/ru.yaml:1");
}

#[test]
fn it_starts_with_many_broken_files() {
    let site = Site::base();
    let file = |at: usize| format!("content/news/broken-{at}.md");
    for at in 0..10 {
        site.put(&file(at), ["---\ntitle: А: б\n---\n", "", "---\ntitle: А\n", "---\ndate: 31.02.2022\n---\n"][at % 4]);
    }
    let server = start(&site, &[]);
    assert!(shows(&server, FORUM) && shows(&server, PRACTICE));
    for at in 0..10 {
        let page = format!("/news/broken-{at}/");
        let reply = server.get(&page);
        assert_eq!(reply.status, 500, "{page}");
        assert!(reply.text().contains(&file(at)) && reply.text().contains("href=\"/practices/\""), "{}", reply.text());
        assert!(tells(&server, &page, &file(at)) && !tells(&server, FORUM.0, &file(at)), "{page}");
        assert_eq!(server.get(page.trim_end_matches('/')).status, 307);
    }
}

/// Takes a part of the site away, looks at what is shown meanwhile, and puts it back.
#[track_caller]
fn check_deleted(part: &str, is_gone: impl Fn(&Server) -> bool) {
    let site = Site::base();
    site.put("themes/svod/css/main.css", OWN_STYLE);
    let (mut server, live) = (start(&site, AS_BUILT), start(&site, &[]));
    until_as_built(&site, &server);
    let aside = tempfile::tempdir_in(site.root().parent().expect("a folder")).expect("a folder");
    let (here, there) = (site.path(part), aside.path().join("it"));
    for _ in 0..2 {
        fs::rename(&here, &there).expect("taken away");
        until(&format!("{part} gone"), || is_gone(&live));
        fs::rename(&there, &here).expect("put back");
        until_as_built(&site, &server);
        until("no problem", || live.told("/").contains("event: clear"));
    }
    assert!(server.is_alive());
}

#[test]
fn settings_may_go_and_come_back() {
    check_deleted("svod.yaml", |it| {
        assert!(shows(it, FORUM));
        tells(it, "/", "svod.yaml")
    });
}

#[test]
fn all_articles_may_go_and_come_back() {
    check_deleted("content", |it| {
        assert_eq!(it.get("/").status, 200);
        it.get(FORUM.0).status == 404
    });
}

#[test]
fn a_theme_may_go_and_come_back() {
    check_deleted("themes", |it| {
        assert!(shows(it, FORUM));
        let sheet = "<link rel=\"stylesheet\" href=\"";
        let page = it.get("/").text();
        let at = page.find(sheet).expect("a page has a style sheet") + sheet.len();
        let style = it.get(page[at..].split('"').next().expect("an address"));
        style.status == 200 && style.text() != OWN_STYLE
    });
}

#[test]
fn a_port_that_is_taken_is_said() {
    let site = Site::base();
    // What others hold is taken as well; they may let it go at any moment.
    let held = [7863, 7864].map(|it| TcpListener::bind(("127.0.0.1", it)));
    let mut command = Command::new(env!("CARGO_BIN_EXE_svod"));
    command.args(["serve", "--lang", "ru", "--root"]).arg(site.root());
    let server = Server::run(&mut command).expect("another port is free");
    let ports = held.iter().flatten().map(|it| it.local_addr().expect("an address").port());
    assert!(ports.into_iter().all(|it| it != server.port) && shows(&server, FORUM), "{}", server.port);
    assert!(
        server.port == 7863 || server.said.iter().any(|it| it == "Порт 7863 занят, взят другой"),
        "{:?}",
        server.said
    );
    let port = server.port.to_string();
    let mut command = Command::new(env!("CARGO_BIN_EXE_svod"));
    command.args(["serve", "--lang", "ru", "-p", &port, "--root"]).arg(site.root()).env_clear();
    let said = said(command.output().expect("svod starts"));
    assert_eq!((said.code, said.out.as_str()), (Some(3), ""));
    assert!(said.err.starts_with(&format!("ошибка: порт {port} занят другой программой\n")), "{}", said.err);
}

#[test]
fn it_writes_nothing_and_builds_go_on_beside_it() {
    let site = Site::base();
    assert_eq!(site.svod(&["build"]).code, 0);
    let before = tree(site.root());
    let server = start(&site, &[]);
    for (file, _) in before.iter().filter(|it| it.0.starts_with("public/") && !it.0.contains("/.svod")) {
        assert_eq!(server.get(&address(&file["public/".len()..])).status, 200, "{file}");
    }
    assert_same(&before, &tree(site.root()), "a site before and after it was served");
    for at in 0..5 {
        let text = format!("---\ntitle: Форум в Омске\ndate: 2024-05-17\n---\n\nДень {at}.\n");
        site.put("content/news/2024-05-17-forum.md", &text);
        assert_eq!(site.svod(&["build"]).code, 0);
        let has_edit = |it: &str| it.replace('\u{a0}', " ").contains(&format!("День {at}."));
        assert!(has_edit(&site.page("news/forum/index.html")), "{at}");
        until("the edit", || has_edit(&server.get(FORUM.0).text()));
    }
    let mut built = tree(site.root());
    site.svod(&["build"]);
    let after = tree(site.root());
    // What the last build noted of itself is its own affair.
    built.retain(|it, _| !it.starts_with(".svod/") && after.contains_key(it));
    let after = after.into_iter().filter(|it| !it.0.starts_with(".svod/")).collect();
    assert_same(&built, &after, "built twice beside a server");
}

const DRAFT: &str = "---\ntitle: Набросок\ndate: 2026-11-20\ndraft: да\n---\n\nТекст.\n";
const LATER: &str = "---\ntitle: Приказ\ndate: 2026-11-20\npublish: 2026-12-01 09:00\n---\n\nТекст.\n";

#[test]
fn what_is_withheld_is_shown_with_its_mark() {
    let site = Site::base();
    site.put("content/news/draft.md", DRAFT);
    site.put("content/news/later.md", LATER);
    let status = |server: &Server| ["/news/draft/", "/news/later/"].map(|it| server.get(it).status);
    let server = start(&site, &[]);
    assert_eq!(status(&server), [200, 200]);
    assert!(shows(&server, ("/news/draft/", "<p class=\"notice\">Черновик</p>")));
    let later = server.get("/news/later/").text();
    assert!(later.contains("Выйдет 1\u{a0}декабря 2026\u{a0}г., 09:00"), "{later}");
    let list = server.get("/news/").text();
    assert!(["Набросок", "Приказ", "<strong class=\"mark\">Черновик</strong>"].iter().all(|it| list.contains(it)));
    assert_eq!(status(&start(&site, &["--no-drafts"])), [404, 404]);
    let then = |now| Server::start(site.root(), now, &["--no-drafts"]).expect("svod has serve");
    assert_eq!(status(&then("2026-12-01 08:59")), [404, 404]);
    let then = then("2026-12-01 09:01");
    assert_eq!(status(&then), [404, 200]);
    assert!(then.get("/news/").text().contains("Приказ"));
}

/// The clock of [`it_wakes_when_something_is_due`]; seconds since 1970.
static CLOCK: AtomicI64 = AtomicI64::new(0);

#[test]
fn it_wakes_when_something_is_due() {
    let site = Site::base();
    site.put("svod.yaml", "title: Свод\nbase_url: https://example.org\ntime_zone: Europe/Moscow\n");
    site.put("content/news/later.md", LATER);
    // 2026-12-01 08:58 in Moscow.
    let minutes = |it: i64| 1_796_104_680 + it * 60;
    CLOCK.store(minutes(0), Ordering::SeqCst);
    let mut asked = Asked { clock: Some(|| Now::Unix(CLOCK.load(Ordering::SeqCst))), ..asked(site.root()) };
    asked.options.drafts = false;
    let live = Live::new(asked);
    let is_there = || matches!(live.answer("/news/later/"), Answer::Bytes { .. });
    assert_eq!((live.next_change(), is_there()), (Some(minutes(2)), false));
    assert_eq!(live.page_of("content/news/later.md"), None);
    CLOCK.store(minutes(1), Ordering::SeqCst);
    live.refresh(&Touched::Everything);
    assert_eq!((live.generation(), is_there()), (0, false));
    CLOCK.store(minutes(2), Ordering::SeqCst);
    live.refresh(&Touched::Everything);
    assert_eq!((live.generation(), is_there()), (1, true));
    assert_eq!(live.page_of("content/news/later.md").as_deref(), Some("/news/later/"));
    // Then the day ends.
    assert_eq!(live.next_change(), Some(minutes(2) + 15 * 3600));
}

#[test]
fn a_picture_is_served_as_the_build_copies_it() {
    let site = Site::base();
    // After the header of 33 bytes: who took it.
    let text = b"\0\0\0\rtEXtAuthor\0SECRET\0\0\0\0";
    let picture = [&POINT[..33], text, &POINT[33..]].concat();
    site.put("content/news/photo/index.md", "---\ntitle: Фото\ndate: 2026-11-20\n---\n\n![Двор](yard.png)\n");
    site.put("content/news/photo/yard.png", &picture);
    let server = start(&site, AS_BUILT);
    let served = server.get("/news/photo/yard.png");
    assert_eq!((served.status, served.header("content-type")), (200, Some("image/png")));
    assert_eq!(served.body, POINT);
    until_as_built(&site, &server);
    site.put("content/news/photo/yard.png", POINT);
    until_as_built(&site, &server);
}

#[test]
fn the_demo_is_served_as_it_is_built() {
    let place = Place::fast();
    let repository = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    for folder in ["content", "static"] {
        for (file, bytes) in tree(&repository.join(folder)) {
            put(&place.root().join(folder).join(file), bytes);
        }
    }
    place.put("svod.yaml", fs::read(repository.join("svod.yaml")).expect("the demo's settings"));
    let built = place.build();
    let server = Server::start(&place.root(), crate::corpus::NOW, AS_BUILT).expect("svod has serve");
    let own = |it: &String| it.starts_with(".svod");
    for (file, bytes) in built.iter().filter(|it| !own(it.0)) {
        let reply = server.get(&address(file));
        assert!(reply.status == 200 && reply.body == *bytes, "{file}: {}", reply.status);
    }
    assert!(built.len() > 200, "{}", built.len());
}
