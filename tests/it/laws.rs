//! Laws of a build: an edit reaches no more pages than it must (DESIGN.md §1, spec: pages.md §2). That a build which
//! goes on equals a clean one is shown in `edits`.

use std::collections::BTreeSet;

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
    place.put("svod.yaml", settings(5));
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
        let mut changed = differing(&before, &after);
        // What is new in the text is found: its stems, the lexicon, the version.
        assert!(changed.iter().any(|it| it.starts_with("search/t/")), "{section}");
        changed.retain(|it| !it.starts_with("search/"));
        assert_eq!(changed, [".svod-manifest".to_owned(), it.page()], "{section}");
        it.body.pop();
        place.put(&it.file, it.text());
        assert_same(&before, &place.build(), "an edit taken back");
    }
}

fn settings(per_page: usize) -> String {
    format!("title: Свод\nbase_url: https://example.org/put/\nper_page: {per_page}\n")
}
