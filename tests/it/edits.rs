//! The law test: after any edits a build that goes on from the last one equals a clean one, and what is served,
//! byte by byte; and it tells the same problems (DESIGN.md §3, faults.md P6).
//!
//! A series is a seed: a random site and thirty steps, each an edit of its sources or damage behind svod's back. After
//! every step the site is built in place and, from the same sources in a new folder, clean. Where the sources have
//! errors both have to say the same and the published tree stays as it was; the series goes on, and some steps later
//! the editor takes back what broke it.
//!
//! `SVOD_SEED=7 cargo test --test it edits` runs one series again; `./tests/run --laws` runs 500 (or `SVOD_SERIES`).
//! A series that fails is made short: steps that are not needed are left out. Begin with [`Series::step`].

mod disk;
mod edit;
mod world;

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::corpus::*;
use crate::http::{Server, address};
use disk::Disk;
use edit::{How, edit};
use world::World;

/// Steps of a series.
const STEPS: usize = 30;
/// How long the steps that are not needed are looked for.
const SHORTENING: Duration = Duration::from_secs(120);
/// How long a server may take to show an edit.
const SERVED: Duration = Duration::from_secs(10);

/// What a build said.
struct Told {
    code: Option<i32>,
    /// Problems of the content and what is withheld.
    found: Value,
    err: String,
}

impl Told {
    /// The first errors in short.
    fn errors(&self) -> String {
        let all = self.found[0].as_array().map(Vec::as_slice).unwrap_or_default();
        let errors = all.iter().filter(|it| it["severity"] == "error");
        let short = |it: &Value| format!("{} {}: {}", it["code"], it["file"], it["message"]);
        errors.take(3).map(short).collect::<Vec<_>>().join("; ")
    }
}

/// A site in the hands of its editors.
struct Series {
    disk: Disk,
    world: World,
    /// The last one without errors.
    good: World,
    broken_for: usize,
    /// What clean builds keep, as if the folder were copied.
    twin: Option<Tree>,
    server: Option<Server>,
    served_at: String,
    told: Vec<String>,
}

fn build(place: &Place, now: &str, words: &[&str]) -> Told {
    let mut command = place.command_at(now, &[&["build", "--format", "json"], words].concat());
    let it = said(command.output().expect("svod starts"));
    let mut report: Value = serde_json::from_str(&it.out).unwrap_or(Value::Null);
    if let Some(problems) = report["problems"].as_array_mut() {
        // What is said of the cache is no problem of the content.
        problems.retain(|it| !it["file"].as_str().is_some_and(|it| it.starts_with(".svod")));
    }
    let found = Value::Array(vec![report["problems"].take(), report["withheld"].take()]);
    Told { code: it.code, found, err: it.err }
}

/// Whether svod has a cache that can be ignored.
fn has_fresh() -> bool {
    static HAS: OnceLock<bool> = OnceLock::new();
    *HAS.get_or_init(|| offers(&["build"], "--fresh"))
}

fn has_cache_check() -> bool {
    static HAS: OnceLock<bool> = OnceLock::new();
    *HAS.get_or_init(|| offers(&["check"], "--cache"))
}

/// How two trees differ, at the first byte.
fn difference(kept: &Tree, clean: &Tree) -> String {
    let paths = differing(kept, clean);
    let mut text = format!("{} files differ: {:?}\n", paths.len(), &paths[..paths.len().min(20)]);
    for path in paths.iter().filter(|it| !it.starts_with(".svod")).take(2) {
        let (Some(a), Some(b)) = (kept.get(*path), clean.get(*path)) else {
            let side = if kept.contains_key(*path) { "kept" } else { "clean" };
            text += &format!("{path}: only in the {side} tree\n");
            continue;
        };
        let at = a.iter().zip(b).position(|(a, b)| a != b).unwrap_or(a.len().min(b.len()));
        let near = |it: &[u8]| String::from_utf8_lossy(&it[at.saturating_sub(80)..it.len().min(at + 120)]).into_owned();
        text += &format!("{path}, byte {at}:\n  kept:  {}\n  clean: {}\n", near(a), near(b));
    }
    text
}

fn same_found(kept: &Told, clean: &Told) -> Result<(), String> {
    if kept.found == clean.found {
        return Ok(());
    }
    Err(format!("other problems are told:\n  kept:  {}\n  clean: {}", kept.found, clean.found))
}

impl Series {
    fn new(seed: u64) -> Self {
        let world = World::new(seed, [26, 32, 28, 44, 30, 36, 80][(seed % 7) as usize]);
        Self {
            // On a disk as well as in memory: their clocks and numbers of files differ.
            disk: Disk::new(if seed.is_multiple_of(2) { Place::fast() } else { Place::new() }),
            good: world.clone(),
            world,
            broken_for: 0,
            twin: None,
            server: None,
            served_at: String::new(),
            told: Vec::new(),
        }
    }

    fn begin(&mut self, seed: u64) -> Result<(), String> {
        let mut random = Random(seed);
        self.disk.hold(self.world.sources(), &How::Any, &mut random);
        self.compare(&mut random)?;
        match self.broken_for {
            0 => Ok(()),
            _ => Err(format!("the site is broken from the beginning: {:?}", self.told)),
        }
    }

    /// One step and what has to hold after it.
    fn step(&mut self, seed: u64) -> Result<(), String> {
        let mut random = Random(seed);
        let how = self.change(&mut random)?;
        self.disk.hold(self.world.sources(), &how, &mut random);
        self.disturb(&mut random);
        self.compare(&mut random)
    }

    fn change(&mut self, random: &mut Random) -> Result<How, String> {
        if self.broken_for > 0 && (self.broken_for > 2 || random.one_of(2)) {
            let n = self.world.n;
            self.world = World { n, ..self.good.clone() };
            self.told.push("taken back".to_owned());
            return Ok(How::Any);
        }
        let told = match random.below(14) {
            0 | 1 => self.disk.damage_state(self.twin.as_ref(), random),
            2 => self.disk.damage_output(random)?,
            3 => self.disk.touch(random),
            4 if random.one_of(2) => self.disk.add_foreign(random),
            // Without it only equal files are known to be ours.
            4 if self.broken_for == 0 => self.disk.forget_manifest(),
            _ => {
                let more = random.one_of(4).then(|| edit(&mut self.world, random));
                let done = edit(&mut self.world, random);
                self.told.extend(more.map(|it| it.told));
                self.told.push(done.told);
                return Ok(done.how);
            }
        };
        self.told.push(told);
        Ok(How::Any)
    }

    /// Other commands between two builds.
    fn disturb(&mut self, random: &mut Random) {
        let other = self.disk.place.path("other");
        let other = other.to_str().expect("a path of letters");
        let commands: [&[&str]; 6] = [
            &["check"],
            &["build", "--drafts"],
            &["build", "--base-url", "https://example.org/drugoy/"],
            &["build", "--keep-going"],
            &["build", "-o", other],
            &["list", "all"],
        ];
        // Without its manifest the output holds no old file that would be known as ours, whatever is asked for.
        let is_ours = self.disk.public().join(".svod-manifest").exists();
        if random.one_of(5) && is_ours {
            let words = *random.pick(&commands);
            let it = said(self.disk.place.command_at(&self.world.now, words).output().expect("svod starts"));
            self.told.push(format!("{words:?} → {:?}", it.code));
        }
    }

    fn compare(&mut self, random: &mut Random) -> Result<(), String> {
        let before = self.disk.published()?;
        let words: &[&str] = if has_fresh() && random.one_of(12) { &["--fresh"] } else { &[] };
        let kept = build(&self.disk.place, &self.world.now, words);
        let after = self.disk.published()?;
        let twin = Place::fast();
        self.world.sources().iter().for_each(|(path, bytes)| twin.put(path, bytes));
        let clean = build(&twin, &self.world.now, &[]);
        if kept.code != clean.code || !matches!(kept.code, Some(0 | 1)) {
            return Err(format!(
                "exit codes: kept {:?}, clean {:?}\n{}\n{}",
                kept.code, clean.code, kept.err, clean.err
            ));
        }
        same_found(&kept, &clean)?;
        if kept.code == Some(1) {
            self.broken_for += 1;
            self.told.push(format!("    which has errors: {}", kept.errors()));
            let is_left = before == after && !twin.root().join("public/index.html").exists();
            return if is_left {
                Ok(())
            } else {
                Err("errors, and yet published".to_owned() + &difference(&after, &before))
            };
        }
        self.broken_for = 0;
        self.good = self.world.clone();
        let clean = tree(&twin.root().join("public"));
        if after != clean {
            return Err(difference(&after, &clean));
        }
        self.twin = Some(without_lock(tree(&twin.root().join(".svod"))));
        self.rest(&twin, &clean, random)
    }

    /// What follows from equal trees, now and then.
    fn rest(&mut self, twin: &Place, clean: &Tree, random: &mut Random) -> Result<(), String> {
        if random.one_of(4) {
            let words: &[&str] = if has_fresh() { &["build", "--fresh"] } else { &["build"] };
            let (kept, clean) = (self.spoken(&self.disk.place, &["build"]), self.spoken(twin, words));
            if kept != clean {
                return Err(format!("people are told otherwise:\n  kept:  {kept:#?}\n  clean: {clean:#?}"));
            }
        }
        if random.one_of(4) {
            let it = said(self.command(&["build", "--format", "json"]));
            let report: Value = serde_json::from_str(&it.out).unwrap_or(Value::Null);
            let counts = ["written", "deleted"].map(|it| report["built"][it].as_u64());
            if counts != [Some(0); 2] {
                return Err(format!("a second build writes and deletes {counts:?}"));
            }
        }
        if has_cache_check() && random.one_of(6) {
            let it = said(self.command(&["check", "--cache", "--format", "json"]));
            let report: Value = serde_json::from_str(&it.out).unwrap_or(Value::Null);
            // A record that was damaged and that no build needed since is told of, which is right: it is what it looks for.
            let is_damage = |it: &Value| it["code"] == "E041";
            let is_told = report["problems"].as_array().is_some_and(|it| !it.is_empty() && it.iter().all(is_damage));
            if it.code != Some(0) && !is_told {
                return Err(format!("check --cache: {:?} {}{}", it.code, it.out, it.err));
            }
        }
        self.compare_served(clean)
    }

    /// What a person reads, but for how long it took and how much was written.
    fn spoken(&self, place: &Place, words: &[&str]) -> Vec<String> {
        let mut command = place.command_at(&self.world.now, words);
        let it = said(command.args(["--lang", "en"]).output().expect("svod starts"));
        let mut lines: Vec<String> = it.err.lines().map(str::to_owned).collect();
        lines.retain(|it| !it.starts_with("Built in"));
        lines.iter_mut().for_each(|it| {
            if let Some((_, withheld)) = it.split_once(" unchanged; ") {
                *it = withheld.to_owned();
            }
        });
        lines
    }

    fn command(&self, words: &[&str]) -> std::process::Output {
        self.disk.place.command_at(&self.world.now, words).output().expect("svod starts")
    }

    /// The same server through all edits shows what a clean build writes.
    fn compare_served(&mut self, clean: &Tree) -> Result<(), String> {
        let begun = Instant::now();
        loop {
            let Some(served) = self.served(clean) else { return Ok(()) };
            let mut wanted = clean.clone();
            wanted.retain(|path, _| served.contains_key(path));
            if served == wanted {
                return Ok(());
            }
            if begun.elapsed() > SERVED {
                return Err(format!("served (as kept) and built differ: {}", difference(&served, &wanted)));
            }
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// What is served at the addresses of a built tree; None as long as svod serves nothing.
    fn served(&mut self, clean: &Tree) -> Option<Tree> {
        if self.server.is_none() || self.served_at != self.world.now {
            // The clock of a server is given when it starts.
            self.server = None;
            let words = ["--no-drafts", "--no-reload"];
            self.server = Some(Server::start(&self.disk.place.root(), &self.world.now, &words)?);
            self.served_at = self.world.now.clone();
        }
        let server = self.server.as_ref()?;
        let base = self.world.settings["base_url"].trim_start_matches("https://example.org/").to_owned();
        let paths = clean.keys().filter(|it| !it.starts_with(".svod") && *it != "404.html");
        let fetch = |path: &String| {
            let reply = server.get(&format!("/{base}{}", &address(path)[1..]));
            let status = if reply.status == 200 { String::new() } else { format!("status {}\n", reply.status) };
            (path.clone(), [status.as_bytes(), &reply.body].concat())
        };
        Some(paths.map(fetch).collect())
    }
}

fn without_lock(mut state: Tree) -> Tree {
    state.remove("lock");
    state
}

/// A failed series: what was done and what came of it.
struct Failure {
    told: Vec<String>,
    what: String,
    /// How many steps it took.
    taken: usize,
}

fn run(seed: u64, steps: &[u64]) -> Result<(), Failure> {
    let mut series = Series::new(seed);
    let mut outcome = series.begin(seed);
    let mut taken = 0;
    while outcome.is_ok() && taken < steps.len() {
        outcome = series.step(steps[taken]);
        taken += 1;
    }
    outcome.map_err(|what| Failure { told: std::mem::take(&mut series.told), what, taken })
}

fn steps(seed: u64, n: usize) -> Vec<u64> {
    let mut random = Random(seed ^ 0x5eed);
    (0..n).map(|_| random.below(usize::MAX) as u64).collect()
}

/// Runs a series; where it fails, finds a shorter one that fails too.
fn law(seed: u64, n: usize) -> Result<(), String> {
    let mut steps = steps(seed, n);
    let Err(mut failure) = run(seed, &steps) else { return Ok(()) };
    let long = failure.told.len();
    steps.truncate(failure.taken);
    let begun = Instant::now();
    for at in (0..steps.len()).rev() {
        let mut fewer = steps.clone();
        fewer.remove(at);
        if begun.elapsed() > SHORTENING {
            break;
        }
        // From the last step on: those before it decide what it does.
        if let Err(shorter) = run(seed, &fewer) {
            (steps, failure) = (fewer, shorter);
        }
    }
    let told = failure.told.join("\n  ");
    Err(format!(
        "SVOD_SEED={seed}: {long} lines of what was done, made {}:\n  {told}\n{}",
        failure.told.len(),
        failure.what
    ))
}

#[test]
fn a_build_that_goes_on_equals_a_clean_one_and_what_is_served() {
    let seed = asked("SVOD_SEED");
    let series = if seed.is_some() { 1 } else { asked("SVOD_SERIES").unwrap_or(if is_slow_wanted() { 40 } else { 6 }) };
    // The first half of each, where time is short.
    let is_full = is_slow_wanted() || seed.is_some() || asked("SVOD_SERIES").is_some();
    let n = asked("SVOD_STEPS").map_or(if is_full { STEPS } else { STEPS / 2 }, |it| it as usize);
    let next = AtomicU64::new(0);
    let failures: Vec<String> = std::thread::scope(|scope| {
        let threads = std::thread::available_parallelism().map_or(1, usize::from).min(series as usize);
        let work = || {
            let mut failures = Vec::new();
            loop {
                let at = next.fetch_add(1, Ordering::Relaxed);
                if at >= series || failures.len() > 2 {
                    return failures;
                }
                failures.extend(law(seed.unwrap_or(at), n).err());
            }
        };
        let threads: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        threads.into_iter().flat_map(|it| it.join().expect("a series ends")).collect()
    });
    assert!(failures.is_empty(), "\n{}", failures.join("\n\n"));
}
