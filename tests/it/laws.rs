//! Laws of a build: a kept output equals a clean one, an edit reaches no more pages than it must
//! (DESIGN.md §1, spec: pages.md §2).

use std::collections::BTreeSet;
use std::fs;

use crate::corpus::*;

/// Regions and groups of an article with all above them.
fn hubs(it: &Article) -> BTreeSet<String> {
    let mut hubs: BTreeSet<String> = it.groups.iter().map(|it| format!("target-groups/{it}/")).collect();
    for region in &it.regions {
        let mut at = Some(region.clone());
        while let Some(id) = at {
            at = match id.strip_prefix("gorod-") {
                Some(town) => Some(format!("oblast-{}", town.split('-').next().unwrap_or_default())),
                None => (id != "strana").then(|| "strana".to_owned()),
            };
            hubs.insert(format!("regions/{id}/"));
        }
    }
    hubs
}

/// Addresses of the lists that an article stands on, among those that are built.
fn lists(it: &Article, tree: &Tree) -> Vec<String> {
    let hubs = hubs(it);
    let mut lists = vec![format!("{}/", it.section())];
    for hub in &hubs {
        lists.push(hub.clone());
        lists.push(format!("{hub}{}/", it.section()));
        lists.extend(it.groups.iter().map(|group| format!("{hub}{group}/")));
    }
    lists.extend(it.organisations.iter().map(|org| format!("organisations/{org}/{}/", it.section())));
    lists.retain(|it| tree.contains_key(&format!("{it}index.html")));
    lists
}

/// Adds an article and tells how many outputs that changed, and its lists.
fn append(place: &Place, it: &Article) -> usize {
    let before = place.build();
    place.put(&it.file, it.text());
    let after = place.build();
    let lists = lists(it, &after);
    let mut changed = differing(&before, &after);
    changed.retain(|it| *it != ".svod-manifest");
    let budget = lists.len() * 3 + 30;
    assert!(changed.len() <= budget, "{}: {} of {budget} outputs: {changed:#?}", it.file, changed.len());
    let pages = [it.page(), format!("{}/index.html", it.section()), "index.html".to_owned()];
    // Home shows news and a count a region; what is not shown there may leave it alone.
    for page in &pages[..2] {
        assert!(changed.contains(&&**page), "{page} is not among {changed:#?}");
    }
    changed.len()
}

#[test]
fn a_dated_append_touches_its_lists_only() {
    let (place, _) = catalogue(5, 400);
    // The month and the region are known: a first item makes pages, which is outside the budget.
    let article = |section: &str, at: usize, more: &[&str]| Article {
        file: format!("content/{section}/novoe-{at}.md"),
        title: format!("Новое {at}"),
        date: Some(format!("2025-07-{:02}", 10 + at)),
        regions: vec![town(at % REGIONS, 1)],
        groups: vec![group(at), group(GROUPS - 1)],
        organisations: vec!["org-3".to_owned()],
        more: more.iter().map(|it| (*it).to_owned()).collect(),
        body: vec!["Первый абзац.".to_owned()],
    };
    let mut changed = Vec::new();
    for at in 0..4 {
        changed.push(append(&place, &article("news", at, &[])));
    }
    changed.push(append(&place, &article("practices", 4, &["status: действует"])));
    changed.push(append(&place, &article("documents", 5, &["kind: приказ"])));
    changed.push(append(&place, &article("events", 6, &["event: {start: 2025-07-16 10:00, region: oblast-2}"])));
    changed.push(append(
        &place,
        &article("news", 7, &["practices: [practices-2, practices-10]", "documents: [documents-4]"]),
    ));
    let adopted = ["status: пилот", "adopted:\n  - {region: gorod-4-0}\n  - {region: oblast-2}"];
    append(&place, &article("practices", 8, &adopted));
    assert_same(&place.build(), &place.clean_build(&[]), "appended articles");
    let (big, _) = catalogue(5, 800);
    for (at, small) in changed.iter().enumerate().take(2) {
        let large = append(&big, &article("news", at, &[]));
        assert!(large <= small + 12, "{at}: {small} outputs of a small site, {large} of a large one");
    }
}

/// Sooner or later each list of a series gives a page to the cut ones.
#[test]
fn a_page_that_is_cut_off_is_within_the_budget() {
    let (place, _) = catalogue(18, 120);
    place.put("svod.yaml", settings(5, ""));
    let mut cut = BTreeSet::new();
    for at in 0..8 {
        let article = Article {
            file: format!("content/news/novoe-{at}.md"),
            title: format!("Новое {at}"),
            date: Some(format!("2025-07-{:02}", 10 + at)),
            regions: vec![town(1, 1)],
            groups: vec![group(1)],
            organisations: vec!["org-1".to_owned()],
            body: vec!["Текст.".to_owned()],
            ..Article::default()
        };
        let before: BTreeSet<String> = place.build().into_keys().collect();
        append(&place, &article);
        let after = tree(&place.root().join("public"));
        cut.extend(after.into_keys().filter(|it| it.contains("/page/") && !before.contains(it)));
    }
    assert!(cut.len() > 8, "{cut:?}");
}

#[test]
fn an_edited_body_changes_its_page_only() {
    let (place, articles) = catalogue(6, 200);
    let before = place.build();
    for section in ["news", "practices", "documents", "organisations"] {
        let mut it = articles.iter().find(|it| it.section() == section).unwrap().clone();
        it.body.push("Ещё один абзац.".to_owned());
        place.put(&it.file, it.text());
        let after = place.build();
        let changed = differing(&before, &after);
        assert_eq!(changed, [".svod-manifest".to_owned(), it.page()], "{section}");
        it.body.pop();
        place.put(&it.file, it.text());
        assert_same(&before, &place.build(), "an edit taken back");
    }
}

/// A site that is edited.
struct Edited {
    place: Place,
    articles: Vec<Article>,
    random: Random,
    /// How many edits, for names that are not used again.
    n: usize,
}

impl Edited {
    fn new(seed: u64) -> Self {
        let (place, articles) = catalogue(seed, 50);
        place.put("svod.yaml", settings(5, ""));
        Self { place, articles, random: Random(seed), n: 0 }
    }

    /// Any article but an organisation: those are named by others.
    fn any(&mut self) -> usize {
        ORGANISATIONS + self.random.below(self.articles.len() - ORGANISATIONS)
    }

    fn write(&self, at: usize) {
        self.place.put(&self.articles[at].file, self.articles[at].text());
    }

    /// Does something that an editor might, and tells what.
    fn edit(&mut self) -> String {
        self.n += 1;
        let (n, kind) = (self.n, self.random.below(20));
        match kind {
            0..=11 => self.edit_article(kind),
            12 => {
                self.place.put("content/target_groups.yaml", groups(&format!(" {n}")));
                "a term renamed".to_owned()
            }
            13 => {
                let per = 5 + self.random.below(4);
                self.place.put("svod.yaml", settings(per, ""));
                format!("per_page: {per}")
            }
            14 => {
                self.place.put("svod.yaml", settings(5, &format!("menu: [{{title: Меню {n}, to: /news/}}]\n")));
                "the menu".to_owned()
            }
            15 => {
                self.place.put(
                    "themes/svod/templates/card.html",
                    format!("<li class=\"card\">{n} {{{{ card.title }}}}</li>\n"),
                );
                "a template".to_owned()
            }
            16 => {
                let template = self.place.root().join("themes/svod/templates/card.html");
                let _ = fs::remove_file(template);
                "no template of its own".to_owned()
            }
            17 => {
                self.place.put(&format!("static/file-{}.txt", n % 3), n.to_string());
                "a static file".to_owned()
            }
            18 => {
                self.place
                    .put("content/news/_index.md", format!("---\ntitle: Все новости {n}\n---\nТекст раздела {n}.\n"));
                "text of a section".to_owned()
            }
            _ => {
                let id = region(n % REGIONS);
                self.place.put(&format!("content/regions/{id}.md"), format!("---\ntitle: О ней\n---\nТекст {n}.\n"));
                format!("text of {id}")
            }
        }
    }

    /// What comes between two good builds: one that fails, one that leaves something out, one with drafts.
    fn disturb(&mut self) {
        let public = self.place.root().join("public");
        match self.random.below(4) {
            0 => {
                let before = tree(&public);
                self.place.put("content/news/slomano.md", "---\ntitle: Сломано: так\ndate: вчера\n---\nТекст.\n");
                assert_eq!(self.place.run(&["build"]).code, Some(1));
                assert_same(&before, &tree(&public), "a build with errors changes something");
                if self.random.one_of(2) {
                    assert_eq!(self.place.run(&["build", "--keep-going"]).code, Some(1));
                }
                self.place.remove("content/news/slomano.md");
            }
            1 => drop(self.place.build_with(&["--drafts"])),
            2 => drop(self.place.build_with(&["--base-url", "https://example.org/drugoy/"])),
            _ => {}
        }
    }

    // long: a table
    fn edit_article(&mut self, kind: usize) -> String {
        let (n, at) = (self.n, self.any());
        let file = self.articles[at].file.clone();
        match kind {
            0 | 1 => {
                let mut it = self.articles[at].clone();
                it.file = format!("content/{}/dobavleno-{n}.md", it.section());
                it.date = it.date.map(|_| format!("{}-03-0{}", 2019 + n % 8, 1 + n % 9));
                it.title = format!("Добавлено {n}");
                it.more.retain(|it| !it.starts_with("aliases"));
                self.articles.push(it);
                self.write(self.articles.len() - 1);
                return format!("like {file}, added");
            }
            2 => self.articles[at].body[1] = format!("Правка {n}."),
            3 => self.articles[at].body[0] = format!("Первый абзац после правки {n}."),
            4 => self.articles[at].title = format!("Название {n}"),
            5 => self.articles[at].regions = vec![town(n % REGIONS, n % TOWNS), region((n + 1) % REGIONS)],
            6 => self.articles[at].groups = vec![group(n % GROUPS)],
            7 => {
                let is_dated = self.articles[at].date.is_some();
                self.articles[at].date = is_dated.then(|| format!("202{}-1{}-15", n % 6, n % 3));
            }
            8 | 9 => {
                self.place.remove(&file);
                self.articles.remove(at);
                return format!("{file} deleted");
            }
            10 => {
                self.place.remove(&file);
                self.articles[at].file = format!("content/{}/drugoe-{n}.md", self.articles[at].section());
                self.articles[at].more.retain(|it| !it.starts_with("aliases"));
                if n % 2 == 0 {
                    self.articles[at].more.push(format!("aliases: [/ranshe-{n}/]"));
                }
            }
            _ => {
                let state =
                    ["draft: да", "publish: 2030-01-01", "withdrawn: {date: 2026-01-01}", "expires: 2026-01-01"][n % 4];
                let old = self.articles[at].more.len();
                let is_state =
                    |it: &String| ["draft", "publish", "withdrawn", "expires"].iter().any(|key| it.starts_with(key));
                self.articles[at].more.retain(|it| !is_state(it));
                if self.articles[at].more.len() == old {
                    self.articles[at].more.push(state.to_owned());
                }
            }
        }
        self.write(at);
        format!("{file}: edit {kind}")
    }
}

fn settings(per_page: usize, more: &str) -> String {
    format!("title: Свод\nbase_url: https://example.org/put/\nper_page: {per_page}\n{more}")
}

/// A kept output equals a clean one after any edits.
#[test]
fn a_kept_output_equals_a_clean_one() {
    let (series, edits) = if is_slow_wanted() { (20, 25) } else { (2, 8) };
    for seed in 0..series {
        let mut site = Edited::new(seed);
        let mut told = vec![format!("seed {seed}")];
        site.place.build();
        for _ in 0..edits {
            for _ in 0..1 + site.random.below(3) {
                told.push(site.edit());
            }
            site.disturb();
            let kept = site.place.build();
            assert_same(&kept, &site.place.clean_build(&[]), &format!("after {told:#?}"));
        }
        let idle = site.place.counts(&[]);
        assert_eq!(idle["built"]["written"], 0, "after {told:#?}");
    }
}
