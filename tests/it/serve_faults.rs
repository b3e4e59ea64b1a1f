//! Every fault of the specification while the site is served: planted, then mended. The server never dies, other
//! addresses answer with their right content at all times, and what is mended is shown (faults.md P8).
//!
//! It is tried from the day on that svod has `serve`. Begin with [`a_fault_comes_and_goes`].

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use svod::build::command::{Now, Options};
use svod::serve::live::{Asked, Live};

use crate::corpus::{Random, is_slow_wanted};
use crate::faults::{Case, FIXTURES};
use crate::http::{Reply, Server, address, get};
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

/// A file with errors, and where they have to be told.
struct Wanted {
    file: String,
    /// One of these places is named.
    places: Vec<String>,
    /// Each of these pages tells of it.
    pages: Vec<String>,
    /// The file belongs to all pages that are made with it: one that tells is enough.
    is_shared: bool,
}

/// What has to be told now; `addresses` are those of all pages.
fn wanted(site: &Site, addresses: &[&String]) -> Vec<Wanted> {
    let said = site.svod(&["check", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&said.out).expect("JSON");
    let problems = report["problems"].as_array().expect("problems").iter();
    let errors: Vec<_> = problems.filter(|it| it["severity"] == "error").collect();
    let mut files: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for it in errors {
        let file = it["file"].as_str().expect("a file");
        // People see what cannot be seen as a code.
        let code = |it: char| if it.is_control() { it.escape_unicode().to_string() } else { it.to_string() };
        let name: String = file.chars().map(code).collect();
        let place = it["line"].as_u64().map_or(name.clone(), |line| format!("{name}:{line}"));
        files.entry(file).or_default().push(place);
    }
    // With broken settings the last good ones are in use, and what the broken ones break besides is not.
    let is_table = |it: &str| it == "svod.yaml" || it.ends_with(".yaml") && !it.starts_with("themes/");
    if files.keys().any(|it| is_table(it)) {
        files.retain(|it, _| is_table(it));
    }
    let live = Live::new(asked(site.root()));
    let everywhere = || OTHERS.iter().map(|it| place(it.0)).chain(["/".to_owned()]).collect();
    let wanted = |(file, places): (&str, Vec<String>)| {
        let page = live.page_of(file).map(|it| vec![address(&format!("{}index.html", &it[1..]))]);
        let is_shared = file.starts_with("themes/");
        let page = page.or_else(|| is_shared.then(|| addresses.iter().map(|it| (*it).clone()).collect()));
        Wanted { file: file.to_owned(), places, pages: page.unwrap_or_else(everywhere), is_shared }
    };
    files.into_iter().map(wanted).collect()
}

/// The site as the server looks at it.
pub fn asked(root: &Path) -> Asked {
    let options = Options {
        root: root.to_owned(),
        config: None,
        output: None,
        base_url: None,
        drafts: true,
        strict: false,
        keep_going: false,
        advice: false,
        fresh: false,
        why: None,
        adopt: false,
        now: Now::Local { date: (2026, 11, 24), time: (0, 0, 0) },
        is_last: false,
        started: String::new(),
        on_stage: &|_| (),
    };
    Asked { options, clock: None, words: Box::new(|it| format!("{it:?}")) }
}

/// Whether a fault is told where it has to be.
fn is_told(server: &Server, it: &Wanted) -> bool {
    let tells = |page: &String| {
        // What only the making of a page shows is known when it is made.
        server.get(page);
        let told = server.told(page);
        let Some((_, told)) = told.split_once("event: problem") else { return false };
        let data = told.lines().find_map(|it| it.strip_prefix("data: ")).expect("data");
        let text: String = serde_json::from_str(data).expect("a text");
        it.places.iter().any(|it| text.contains(it))
    };
    match it.is_shared {
        true => it.pages.iter().any(tells),
        false => it.pages.iter().all(tells),
    }
}

/// Asks for [`OTHERS`] all the time until it is told to stop; what was wrong with an answer.
fn look(port: u16, is_done: &AtomicBool) -> Result<u32, String> {
    let mut n = 0;
    while !is_done.load(Ordering::Relaxed) {
        for (page, text) in OTHERS {
            let reply = get(port, &place(page));
            if reply.status != 200 || !reply.text().contains(text) {
                return Err(format!("{page}: {}\n{}", reply.status, reply.text()));
            }
            n += 1;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    Ok(n)
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
        let (port, is_done) = (server.port, AtomicBool::new(false));
        let looked = std::thread::scope(|scope| {
            let looking = scope.spawn(|| look(port, &is_done));
            let done = Done(&is_done);
            one(&server, &site, &case, (&addresses, &what));
            // One fault is that an article was deleted.
            let is_there = |it: &(&str, &str)| site.path(&format!("content{}.md", it.0.trim_end_matches('/'))).exists();
            let is_whole = OTHERS.iter().all(is_there);
            await_good(&server, &site, &good, &what);
            drop(done);
            looking.join().expect("no panic").map_or_else(|it| if is_whole { Err(it) } else { Ok(1) }, Ok)
        });
        assert!(looked.is_ok(), "{what}: while it came and went: {looked:?}");
        answers(&mut server, &what);
    }
}

/// Ends the looking, however a case ends.
struct Done<'a>(&'a AtomicBool);

impl Drop for Done<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// The fault is planted and told; `addresses` are all there are.
fn one(server: &Server, site: &Site, case: &Case, (addresses, what): (&[String], &str)) {
    case.plant_in(site);
    if !case.is_error() {
        return;
    }
    let begun = Instant::now();
    let pages: Vec<&String> = addresses.iter().filter(|it| it.ends_with('/') || it.ends_with(".html")).collect();
    let wanted = wanted(site, &pages);
    assert!(!wanted.is_empty(), "{what}: nothing is found");
    for it in &wanted {
        while !is_told(server, it) {
            let told = || it.pages.iter().map(|it| server.told(it)).collect::<String>();
            assert!(begun.elapsed() < PATIENCE, "{what}: {} is not told at {:?}:\n{}", it.file, it.pages, told());
        }
    }
}

/// The fault is taken back: everything is as it was.
fn await_good(server: &Server, site: &Site, good: &BTreeMap<String, Reply>, what: &str) {
    site.mend();
    let begun = Instant::now();
    loop {
        let now: BTreeMap<_, _> = good.keys().map(|it| (it, server.get(it))).collect();
        let other =
            now.iter().find(|(path, it)| it.status != 200 && **path != "/404.html" || it.body != good[**path].body);
        let told = good.keys().find(|it| server.told(it).contains("event: problem"));
        match (other, told) {
            (None, None) => return,
            (other, told) => {
                assert!(begun.elapsed() < BUDGET, "{what}: after it was mended {told:?} tells of it: {other:?}")
            }
        }
    }
}
