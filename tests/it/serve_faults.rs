//! Every fault of the specification while the site is served: planted, then mended. The server never dies, other
//! addresses answer with their right content at all times, and what is mended is shown (faults.md P8).
//!
//! It is tried from the day on that svod has `serve`. Begin with [`a_fault_comes_and_goes`].

use std::collections::BTreeMap;
use std::time::Duration;

use crate::corpus::{Random, is_slow_wanted};
use crate::faults::{Case, FIXTURES};
use crate::http::{Reply, Server, address};
use crate::site::{NOW, Site};

/// Most that a mended site may take to be shown, without optimisation.
const BUDGET: Duration = Duration::from_secs(3);

/// Pages that no fixture breaks for good, and what they hold.
const OTHERS: [(&str, &str); 3] = [
    ("/news/2024-05-17-forum/", "Форум прошёл."),
    ("/practices/peredyshka/", "Няня приходит домой."),
    ("/organisations/omk/", "Фонд."),
];

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
            let (reply, _) = server.wait("/", &|it| it.text().contains("role=\"alert\""));
            assert!(reply.text().contains("role=\"alert\""), "{what}: no page tells of it");
        }
        answers(&mut server, &what);
        site.mend();
        let home = &good["/"];
        let (reply, time) = server.wait("/", &|it| it.body == home.body);
        assert!(reply.body == home.body && time < BUDGET, "{what}: mended after {time:?}");
        for (path, reply) in all(&server, &addresses) {
            assert_eq!(reply.text(), good[&path].text(), "{what}: {path} after it was mended");
        }
        answers(&mut server, &what);
    }
}
