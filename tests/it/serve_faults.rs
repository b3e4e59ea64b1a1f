//! Every fault of the specification while the site is served: planted, then mended. The server never dies, other
//! addresses answer with their right content at all times, and what is mended is shown (faults.md P8).
//!
//! It is tried from the day on that svod has `serve`. Begin with [`a_fault_comes_and_goes`].

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use crate::corpus::{Random, is_slow_wanted};
use crate::faults::{Case, FIXTURES};
use crate::http::{Reply, Server, address};
use crate::site::{NOW, Site};

/// Most that a mended site may take to be shown, without optimisation.
const BUDGET: Duration = Duration::from_secs(3);
/// Most that a planted fault may take to be told.
const PATIENCE: Duration = Duration::from_secs(5);

/// Pages that no fixture breaks for good, and what they hold.
const OTHERS: [(&str, &str); 2] =
    [("/news/2024-05-17-forum/", "Форум прошёл."), ("/practices/peredyshka/", "Няня приходит домой.")];

/// The address of a page of [`OTHERS`]: a date in the file's name is no part of it.
fn place(of: &str) -> String {
    of.replace("2024-05-17-", "")
}

/// Every address of a built base site, and what is served there.
fn all(server: &Server, addresses: &[String]) -> BTreeMap<String, Reply> {
    addresses.iter().map(|it| (it.clone(), timeless(server.get(it)))).collect()
}

/// A reply without the moment at which it was sent.
fn timeless(mut reply: Reply) -> Reply {
    reply.headers.retain(|(name, _)| name != "date");
    reply
}

/// The fixtures: all when slow tests are wanted, else one of each fault.
fn chosen() -> Vec<(&'static str, Case)> {
    let mut random = Random(4);
    let mut chosen = Vec::new();
    for (fault, cases) in FIXTURES {
        let mut cases = cases();
        if !is_slow_wanted() {
            let at = random.below(cases.len());
            cases = cases.into_iter().skip(at).take(1).collect();
        }
        chosen.extend(cases.into_iter().map(|it| (*fault, it)));
    }
    chosen
}

fn answers(server: &mut Server, what: &str) {
    for (page, text) in OTHERS {
        let reply = server.get(&place(page));
        assert!(reply.status == 200 && reply.text().contains(text), "{what}: {page}: {}", reply.status);
    }
    assert!(server.is_alive(), "{what}: the server is gone: {:?}", server.heard());
}

/// Pages that have to tell of what is wrong now: those of the files with errors, and home, which tells of what all pages
/// are made of.
fn broken_pages(site: &Site) -> Vec<String> {
    let said = site.svod(&["check", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&said.out).expect("JSON");
    let problems = report["problems"].as_array().expect("problems").iter();
    let errors: Vec<_> = problems.filter(|it| it["severity"] == "error").collect();
    let others = errors.iter().filter_map(|it| it["also"].as_array()).flatten();
    let files = errors.iter().copied().chain(others).filter_map(|it| it["file"].as_str());
    let page = |file: &str| {
        let inner = file.strip_prefix("content/")?.strip_suffix(".md")?;
        let inner = ["/index", "/_index"].iter().find_map(|it| inner.strip_suffix(it)).unwrap_or(inner);
        let mut steps: Vec<String> = place(inner).split('/').map(svod::base::slug::slug).collect();
        let text = std::fs::read_to_string(site.path(file)).unwrap_or_default();
        let written = text.lines().find_map(|it| it.strip_prefix("slug:"));
        if let (Some(last), Some(written)) = (steps.last_mut(), written) {
            *last = svod::base::slug::slug(written);
        }
        // Pages of the section `pages` stand at the root.
        let from = usize::from(steps[0] == "pages");
        Some(address(&format!("{}/index.html", steps[from..].join("/"))))
    };
    let named = errors.iter().filter_map(|it| it["message"].as_str()).flat_map(|it| it.split(['«', '»', '“', '”']));
    let named = named.filter(|it| it.starts_with('/')).map(|it| address(&it[1..]));
    files.filter_map(page).chain(named).chain(["/".to_owned()]).collect()
}

#[test]
fn every_fixture_is_listed_and_can_be_mended() {
    let site = Site::base();
    let sources = |site: &Site| {
        let it = site.svod(&["build", "--format", "json"]);
        (it.code, site.output())
    };
    let before = sources(&site);
    assert_eq!(before.0, 0);
    for (fault, case) in chosen() {
        case.plant_in(&site);
        site.mend();
        assert_eq!(sources(&site), before, "{fault}, {}", case.name);
    }
    assert!(FIXTURES.len() >= 30);
}

#[test]
fn a_fault_comes_and_goes() {
    let site = Site::base();
    site.svod(&["build"]);
    let outputs = site.output();
    let addresses: Vec<String> = outputs.keys().filter(|it| !it.starts_with(".svod")).map(|it| address(it)).collect();
    let Some(mut server) = Server::start(site.root(), NOW, &[]) else { return };
    assert!(server.id() > 0 && server.address.contains(&server.port.to_string()), "{}", server.address);
    let good = all(&server, &addresses);
    for (fault, case) in chosen() {
        let what = format!("{fault}, {}", case.name);
        case.plant_in(&site);
        answers(&mut server, &what);
        if case.is_error() {
            let pages = broken_pages(&site);
            let begun = Instant::now();
            while !pages.iter().any(|it| server.told(it).contains("event: problem")) {
                assert!(begun.elapsed() < PATIENCE, "{what}: none of {pages:?} tells of it");
            }
        }
        answers(&mut server, &what);
        site.mend();
        let begun = Instant::now();
        loop {
            let now = all(&server, &addresses);
            let Some((path, reply)) = now.iter().find(|(path, it)| it.text() != good[*path].text()) else { break };
            assert!(begun.elapsed() < BUDGET, "{what}: {path} after it was mended:\n{}", reply.text());
        }
        answers(&mut server, &what);
    }
}
