//! What the built pages promise: every link and anchor leads somewhere, nothing is asked of others, lists are cut
//! from the oldest, every page can be reached (spec: pages.md §2, faults.md P11).

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use crate::corpus::*;

/// An opening tag with its attributes.
#[derive(Debug, Clone)]
pub struct Tag {
    name: String,
    attributes: Vec<(String, String)>,
}

impl Tag {
    fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|it| it.0 == name).map(|it| it.1.as_str())
    }
}

/// All opening tags of a page. Reads what svod writes, not all that HTML allows: values stand in double quotes.
fn tags(page: &str) -> Vec<Tag> {
    let mut tags = Vec::new();
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if rest.starts_with('/') || rest.starts_with('!') {
            continue;
        }
        let end = rest.find(|it: char| it.is_whitespace() || it == '>').expect("a tag ends");
        let mut tag = Tag { name: rest[..end].to_ascii_lowercase(), attributes: Vec::new() };
        rest = &rest[end..];
        loop {
            rest = rest.trim_start();
            if let Some(after) = rest.strip_prefix('>').or_else(|| rest.strip_prefix("/>")) {
                rest = after;
                break;
            }
            let end = rest.find(|it: char| it.is_whitespace() || it == '>' || it == '=').expect("an attribute ends");
            let name = rest[..end].to_ascii_lowercase();
            rest = &rest[end..];
            let mut value = String::new();
            if let Some(after) = rest.strip_prefix("=\"") {
                let end = after.find('"').expect("a value ends");
                value = after[..end].replace("&amp;", "&").replace("&quot;", "\"");
                rest = &after[end + 1..];
            }
            assert!(!rest.starts_with('='), "a value without quotes: {}", &rest[..rest.len().min(80)]);
            tag.attributes.push((name, value));
        }
        tags.push(tag);
    }
    tags
}

#[test]
fn tags_are_read() {
    let read = tags("<!doctype html><a href=\"/x/?a=1&amp;b\" hidden>1 &lt; 2</a><br><img src=\"a\" alt=\"\">");
    let told: Vec<String> = read.iter().map(|it| format!("{} {:?}", it.name, it.attributes)).collect();
    assert_eq!(
        told,
        ["a [(\"href\", \"/x/?a=1&b\"), (\"hidden\", \"\")]", "br []", "img [(\"src\", \"a\"), (\"alt\", \"\")]"]
    );
}

/// A built site as a browser sees it: pages by their paths, with tags.
pub struct Web<'t> {
    tree: &'t Tree,
    pub pages: BTreeMap<&'t str, Vec<Tag>>,
    /// Path of base_url: `/` or `/a/b/`.
    base: &'t str,
}

impl<'t> Web<'t> {
    pub fn new(tree: &'t Tree, base: &'t str) -> Self {
        let html = tree.iter().filter(|(path, _)| path.ends_with(".html"));
        let pages = html.map(|(path, it)| (path.as_str(), tags(std::str::from_utf8(it).expect("UTF-8")))).collect();
        Self { tree, pages, base }
    }

    /// Addresses of a page that lead into the site, with the tag that holds them.
    fn internal(&self, page: &str) -> impl Iterator<Item = (&Tag, &str)> {
        self.pages[page].iter().flat_map(|tag| {
            let named = ["href", "src", "poster", "action", "data"].into_iter();
            named.filter_map(move |name| tag.get(name)).filter(|it| !is_foreign(it)).map(move |it| (tag, it))
        })
    }

    /// The file that an address of a page leads to.
    fn target(&self, page: &str, address: &str) -> Option<String> {
        let path = address.split(['#', '?']).next().unwrap_or_default();
        if path.is_empty() {
            return Some(page.to_owned());
        }
        let inner = path.strip_prefix(self.base)?;
        let file = decoded(inner);
        Some(if file.is_empty() || file.ends_with('/') { format!("{file}index.html") } else { file })
    }

    /// All faults of addresses.
    pub fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        for (page, own) in &self.pages {
            let ids: Vec<&str> = own.iter().filter_map(|it| it.get("id")).collect();
            let unique: BTreeSet<&&str> = ids.iter().collect();
            if unique.len() < ids.len() {
                faults.push(format!("{page}: an id stands twice"));
            }
            for (tag, address) in self.internal(page) {
                let Some(file) = self.target(page, address) else {
                    faults.push(format!("{page}: {address} is outside {}", self.base));
                    continue;
                };
                if !self.tree.contains_key(&file) {
                    faults.push(format!("{page}: <{}> leads to {address}, which is not there", tag.name));
                    continue;
                }
                let anchor = address.split_once('#').map(|it| decoded(it.1)).filter(|it| !it.is_empty());
                let has = |it: &String| self.pages[file.as_str()].iter().any(|tag| tag.get("id") == Some(it));
                if anchor.as_ref().is_some_and(|it| !has(it)) {
                    faults.push(format!("{page}: {address} names no id"));
                }
            }
            for tag in own {
                let missing = ["aria-labelledby", "aria-describedby", "for", "popovertarget"].into_iter();
                let missing = missing.filter_map(|it| tag.get(it)).flat_map(str::split_whitespace);
                faults.extend(
                    missing.filter(|it| !ids.contains(it)).map(|it| format!("{page}: no id {it} for <{}>", tag.name)),
                );
            }
        }
        faults
    }

    /// How many links each page is away from home.
    pub fn distances(&self) -> BTreeMap<String, usize> {
        let mut distances = BTreeMap::from([("index.html".to_owned(), 0)]);
        let mut edge = vec!["index.html".to_owned()];
        for distance in 1.. {
            let mut next = Vec::new();
            for page in edge.iter().filter(|it| self.pages.contains_key(it.as_str())) {
                for (tag, address) in self.internal(page) {
                    let target = self.target(page, address).filter(|_| tag.name == "a").unwrap_or_default();
                    if self.pages.contains_key(target.as_str()) && !distances.contains_key(&target) {
                        distances.insert(target.clone(), distance);
                        next.push(target);
                    }
                }
            }
            if next.is_empty() {
                return distances;
            }
            edge = next;
        }
        distances
    }
}

fn is_foreign(address: &str) -> bool {
    address.starts_with("//") || address.split(['/', '?', '#']).next().is_some_and(|it| it.contains(':'))
}

fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let (mut out, mut at) = (Vec::new(), 0);
    while at < bytes.len() {
        let hex = text.get(at + 1..at + 3).filter(|_| bytes[at] == b'%');
        match hex.and_then(|it| u8::from_str_radix(it, 16).ok()) {
            Some(byte) => {
                out.push(byte);
                at += 3;
            }
            None => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8(out).expect("addresses are UTF-8")
}

/// The repository's own site, built somewhere else.
fn demo(words: &[&str]) -> Tree {
    let place = Place::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    place.put("svod.yaml", std::fs::read(root.join("svod.yaml")).expect("svod.yaml"));
    for folder in ["content", "static"] {
        for (path, bytes) in tree(&PathBuf::from(root).join(folder)) {
            place.put(&format!("{folder}/{path}"), bytes);
        }
    }
    place.build_with(words)
}

/// The same for all tests that only read it.
fn demo_at_root() -> &'static Tree {
    static TREE: OnceLock<Tree> = OnceLock::new();
    TREE.get_or_init(|| demo(&[]))
}

#[track_caller]
fn none(faults: Vec<String>) {
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults[..faults.len().min(40)].join("\n"));
}

#[test]
fn every_link_and_anchor_of_the_demo_resolves() {
    let root = demo_at_root();
    none(Web::new(root, "/").faults());
    let based = demo(&["--base-url", "https://example.org/a/b/"]);
    none(Web::new(&based, "/a/b/").faults());
    assert_eq!(root.keys().collect::<Vec<_>>(), based.keys().collect::<Vec<_>>());
}

/// A word that the theme lacks shows its key.
#[test]
fn no_page_shows_the_key_of_a_word() {
    let (place, _) = catalogue(19, 60);
    place.put("content/news/chernovik.md", "---\ntitle: Черновик\ndate: 2027-01-01\ndraft: да\n---\nТекст.\n");
    let mut faults = Vec::new();
    let is_key = |it: &str| {
        it.contains('_')
            && it.bytes().all(|it| it.is_ascii_lowercase() || it == b'_')
            && it.bytes().all(|it| it != b' ')
    };
    for tree in [demo_at_root(), &place.build_with(&["--drafts"])] {
        // The documentation speaks of keys.
        let is_read = |it: &(&String, &Vec<u8>)| it.0.ends_with(".html") && !it.0.starts_with("docs/");
        for (path, bytes) in tree.iter().filter(is_read) {
            let page = std::str::from_utf8(bytes).expect("UTF-8");
            let texts = page.split('<').filter_map(|it| it.split_once('>')).flat_map(|it| it.1.split([' ', '\u{a0}']));
            faults.extend(texts.map(str::trim).filter(|it| is_key(it)).map(|it| format!("{path}: {it}")));
        }
    }
    none(faults);
}

#[test]
fn pages_of_the_demo_ask_nobody_and_hold_no_script() {
    let tree = demo_at_root();
    let mut faults = Vec::new();
    for (page, tags) in &Web::new(tree, "/").pages {
        for tag in tags {
            let loads = ["src", "srcset", "poster", "data", "action", "formaction", "background", "ping"];
            let mut foreign: Vec<&str> =
                loads.iter().filter_map(|it| tag.get(it)).filter(|it| is_foreign(it)).collect();
            let is_loading_link = tag.name == "link" && tag.get("rel") != Some("canonical");
            foreign.extend(tag.get("href").filter(|it| is_foreign(it) && is_loading_link));
            faults.extend(foreign.iter().map(|it| format!("{page}: <{}> asks {it}", tag.name)));
            let is_inline = |it: &&(String, String)| it.0.starts_with("on") || it.0 == "style" || it.0 == "srcdoc";
            faults.extend(tag.attributes.iter().filter(is_inline).map(|it| format!("{page}: {}=\"{}\"", it.0, it.1)));
            let is_script =
                tag.name == "script" && tag.get("src").is_none() && tag.get("type") != Some("application/ld+json");
            if is_script || ["style", "iframe", "object", "embed", "base"].contains(&&*tag.name) {
                faults.push(format!("{page}: <{}>", tag.name));
            }
            let scheme = tag.get("href").and_then(|it| it.split_once(':')).map(|it| it.0.to_ascii_lowercase());
            if scheme.is_some_and(|it| !["http", "https", "mailto", "tel"].contains(&&*it)) {
                faults.push(format!("{page}: {:?}", tag.get("href")));
            }
        }
    }
    for (path, bytes) in tree.iter().filter(|(path, _)| path.ends_with(".css")) {
        let text = String::from_utf8_lossy(bytes);
        let is_foreign = ["http:", "https:", "url(//", "@import"].iter().any(|it| text.contains(it));
        faults.extend(is_foreign.then(|| format!("{path}: asks others")));
    }
    none(faults);
}

/// What stands between the header and the footer: the footer's telephone is on every page.
fn main_of<'t>(tree: &'t Tree, page: &str) -> &'t str {
    let text = std::str::from_utf8(&tree[page]).expect("UTF-8");
    let start = text.find("<main").expect("a page has a main part");
    &text[start..text.find("</main>").expect("which ends")]
}

/// Folders right below one that hold a page.
fn pages_below<'t>(tree: &'t Tree, folder: &str) -> Vec<&'t str> {
    let inner = |path: &'t String| path.strip_prefix(folder)?.strip_suffix("/index.html");
    tree.keys().filter_map(inner).filter(|it| !it.is_empty() && !it.contains('/')).collect()
}

/// A person's question: «I live there, I am one of those: what is there for me now?» (spec: issue of the catalogue).
#[test]
fn every_region_answers_every_group_with_something_to_use_or_a_telephone() {
    let tree = demo_at_root();
    let (regions, groups) = (pages_below(tree, "regions/"), pages_below(tree, "target-groups/"));
    assert!(regions.len() >= 83 && groups.len() >= 18, "{} regions, {} groups", regions.len(), groups.len());
    let is_live = |address: &str| {
        let path = format!("{}index.html", address.split('#').next().unwrap_or_default().trim_start_matches('/'));
        let is_of_use = path.starts_with("services/") || path.starts_with("practices/");
        is_of_use && tree.contains_key(&path) && main_of(tree, &path).contains("class=\"state--1\"")
    };
    let (mut faults, mut n_pairs, mut n_live) = (Vec::new(), 0, 0);
    for region in &regions {
        for group in &groups {
            let pair = format!("regions/{region}/{group}/index.html");
            let is_pair = tree.contains_key(&pair);
            let page = if is_pair { pair } else { format!("regions/{region}/index.html") };
            let links = tags(main_of(tree, &page));
            let links: Vec<&str> = links.iter().filter(|it| it.name == "a").filter_map(|it| it.get("href")).collect();
            let has_live = links.iter().any(|it| is_live(it));
            if !has_live && !links.iter().any(|it| it.starts_with("tel:")) {
                faults.push(format!("{page}: nothing to use now and nobody to call"));
            }
            n_pairs += usize::from(is_pair);
            n_live += usize::from(has_live);
        }
    }
    none(faults);
    assert!(n_pairs > 40 && n_live > n_pairs / 2, "{n_pairs} pairs, {n_live} pages with something to use now");
}

/// Cards of a page between its headings, by their addresses: those of each block.
fn cards(web: &Web, page: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut in_title = false;
    for tag in &web.pages[page] {
        match tag.name.as_str() {
            "h2" | "h3" => in_title = tag.get("class").is_some_and(|it| it.contains("card__title")),
            "a" if in_title => {
                out.extend(tag.get("href").map(str::to_owned));
                in_title = false;
            }
            _ => {}
        }
    }
    out
}

#[test]
fn every_page_is_near_home_and_every_link_resolves() {
    let (place, articles) = catalogue(11, 400);
    let tree = place.build();
    let web = Web::new(&tree, "/");
    none(web.faults());
    let distances = web.distances();
    let orphans = web.pages.keys().filter(|it| **it != "404.html" && !distances.contains_key(**it));
    none(orphans.map(|it| format!("{it}: nothing leads there")).collect());
    let far = distances.iter().filter(|it| *it.1 > 5);
    none(far.map(|(page, n)| format!("{page}: {n} links from home")).collect());
    assert!(articles.iter().all(|it| distances.contains_key(&it.page())));
}

#[test]
fn every_page_of_the_demo_is_near_home() {
    let tree = demo_at_root();
    let web = Web::new(tree, "/");
    let distances = web.distances();
    let is_apart = |it: &str| it == "404.html" || String::from_utf8_lossy(&tree[it]).contains("\"noindex\"");
    let far = web.pages.keys().filter(|it| !is_apart(it) && distances.get(**it).is_none_or(|n| *n > 5));
    none(far.map(|it| format!("{it}: {:?} links from home", distances.get(*it))).collect());
}

/// Dated articles of a section, oldest first.
fn in_order<'a>(articles: &'a [Article], section: &str) -> Vec<&'a Article> {
    let mut dated: Vec<&Article> = articles.iter().filter(|it| it.section() == section && it.date.is_some()).collect();
    dated.sort_by(|a, b| (&a.date, &a.file).cmp(&(&b.date, &b.file)));
    dated
}

fn address(it: &Article) -> String {
    format!("/{}/{}/", it.section(), it.slug())
}

#[test]
fn pages_of_a_list_are_cut_from_the_oldest() {
    let (place, articles) = catalogue(12, 200);
    for per in [5, 7, 20] {
        place.put("svod.yaml", format!("title: Свод\nper_page: {per}\n"));
        let tree = place.build();
        let web = Web::new(&tree, "/");
        for section in ["news", "practices", "documents"] {
            let dated = in_order(&articles, section);
            let n_cut = (dated.len() / per).saturating_sub(1);
            for page in 1..=n_cut {
                let mut expected: Vec<String> =
                    dated[(page - 1) * per..page * per].iter().map(|it| address(it)).collect();
                expected.reverse();
                assert_eq!(cards(&web, &format!("{section}/page/{page}/index.html")), expected, "{section} {page}");
            }
            let last = format!("{section}/page/{}/index.html", n_cut + 1);
            assert!(!tree.contains_key(&last) && !tree.contains_key(&format!("{section}/page/0/index.html")));
            let mut rest: Vec<String> = dated[n_cut * per..].iter().rev().map(|it| address(it)).collect();
            let mut undated: Vec<&Article> =
                articles.iter().filter(|it| it.section() == section && it.date.is_none()).collect();
            undated.sort_by_key(|it| it.title.rsplit(' ').next().and_then(|it| it.parse::<usize>().ok()));
            rest.extend(undated.iter().map(|it| address(it)));
            assert_eq!(
                cards(&web, &format!("{section}/index.html")),
                rest,
                "{section}: undated ones come last, by title"
            );
        }
    }
}

/// The part of a page that begins with a heading of that id and ends before the next heading of that kind.
fn block<'t>(tree: &'t Tree, page: &str, id: &str) -> Option<&'t str> {
    let text = std::str::from_utf8(&tree[page]).expect("UTF-8");
    let start = text.find(&format!("<h2 id=\"{id}\""))?;
    let rest = &text[start..];
    Some(&rest[..rest[4..].find("<h2").map_or(rest.len(), |it| it + 4)])
}

fn n_cards(block: Option<&str>) -> usize {
    block.map_or(0, |it| it.matches("card__title").count())
}

/// Articles of a term with those of the terms below it.
fn under<'a>(articles: &'a [Article], term: &str) -> Vec<&'a Article> {
    let town_of = term.strip_prefix("oblast-").map(|it| format!("gorod-{it}-"));
    let is_here =
        |it: &String| it == term || term == "strana" || town_of.as_ref().is_some_and(|town| it.starts_with(town));
    articles.iter().filter(|it| it.regions.iter().any(is_here) || it.groups.iter().any(|it| it == term)).collect()
}

#[test]
fn a_hub_shows_six_and_leads_to_all() {
    let (place, articles) = catalogue(13, 200);
    let tree = place.build();
    for (hub, term) in
        [("regions/oblast-1", "oblast-1"), ("regions/strana", "strana"), ("target-groups/gruppa-8", "gruppa-8")]
    {
        let page = format!("{hub}/index.html");
        let here = under(&articles, term);
        for section in ["news", "documents", "events", "organisations"] {
            let n = here.iter().filter(|it| it.section() == section).count();
            let block = block(&tree, &page, section);
            assert_eq!(n_cards(block), n.min(6), "{page} {section}");
            let full = format!("{hub}/{section}/index.html");
            assert_eq!(tree.contains_key(&full), n > 6, "{full}: {n} items");
            if n > 6 {
                let link = format!("<p class=\"all\"><a href=\"/{hub}/{section}/\">");
                assert!(
                    block.unwrap().contains(&link) && block.unwrap().contains(&format!("({n})</a>")),
                    "{page} {section}"
                );
            }
        }
        let of_group = |words: &[&str]| {
            let is_in = |it: &&&Article| {
                it.section() == "practices"
                    && it.more.iter().any(|line| words.iter().any(|it| line == &format!("status: {it}")))
            };
            here.iter().filter(is_in).count().min(6)
        };
        let groups = [&["пилот", "действует"][..], &["план"], &["завершена"]].map(of_group);
        assert_eq!(n_cards(block(&tree, &page, "practices")), groups.iter().sum::<usize>(), "{page}");
    }
}

#[test]
fn pairs_are_of_regions_and_below_with_what_is_there() {
    let (place, articles) = catalogue(14, 120);
    let tree = place.build();
    let mut pairs = 0;
    for at in 0..REGIONS {
        let towns = (0..TOWNS).map(|it| town(at, it));
        for region in std::iter::once(region(at)).chain(towns) {
            for group in (0..GROUPS).map(group) {
                let n = under(&articles, &region).iter().filter(|it| it.groups.contains(&group)).count();
                let page = format!("regions/{region}/{group}/index.html");
                assert_eq!(tree.contains_key(&page), n > 0, "{page}: {n} items");
                pairs += usize::from(n > 0);
            }
        }
    }
    let built =
        tree.keys().filter(|it| it.starts_with("regions/") && it.contains("/gruppa-") && it.matches('/').count() == 3);
    assert_eq!(built.count(), pairs, "a country has no pairs");
}

#[test]
fn a_second_pair_names_its_taxonomy() {
    let place = Place::new();
    place.put(
        "svod.yaml",
        "title: Свод\ntaxonomies: {benefits: {title: {ru: Льготы, en: Benefits}, on: [news]}}\n\
         pairs: [[regions, target_groups], [regions, benefits]]\n",
    );
    place.put("content/target_groups.yaml", "- {id: semi, title: Семьи}\n");
    place.put("content/benefits.yaml", "- {id: semi, title: Семьям}\n");
    let text = "---\ntitle: Новость\ndate: 2026-01-01\nregions: Омская область\ntarget_groups: semi\nbenefits: semi\n---\nТекст.\n";
    place.put("content/news/a.md", text);
    let tree = place.build();
    let pairs: Vec<&String> =
        tree.keys().filter(|it| it.starts_with("regions/omskaya-oblast/semi") || it.contains("/benefits/")).collect();
    assert_eq!(pairs, ["regions/omskaya-oblast/benefits/semi/index.html", "regions/omskaya-oblast/semi/index.html"]);
    none(Web::new(&tree, "/").faults());
}

#[test]
fn what_covers_the_whole_from_above_adds_to_no_count() {
    let (place, _) = catalogue(15, 40);
    let extra = "- {id: pustaya, title: Пустая область, prepositional: в Пустой области, parent: strana, level: region}\n\
                 - {id: pusto, title: Пустой город, parent: pustaya, level: municipality}\n";
    let old = std::fs::read_to_string(place.root().join("content/regions.yaml")).unwrap();
    place.put("content/regions.yaml", old + extra);
    let before = place.build();
    assert!(!before.contains_key("regions/pustaya/index.html"), "a term without items has no page");
    let practice = |coverage: &str| {
        format!(
            "---\ntitle: На всю страну\nstatus: действует\nregions: strana\ntarget_groups: gruppa-0\norganisation: org-0\n{coverage}---\nТекст.\n"
        )
    };
    place.put("content/practices/vsya.md", practice(""));
    let plain = place.build();
    assert!(!plain.contains_key("regions/pustaya/index.html"));
    place.put("content/practices/vsya.md", practice("coverage: вся территория\n"));
    let whole = place.build();
    for term in ["pustaya", "pusto", "oblast-0", "gorod-0-0"] {
        let page = format!("regions/{term}/index.html");
        assert_eq!(n_cards(block(&whole, &page, "whole-strana")), 1, "{page}");
        assert_eq!(
            whole.contains_key(&format!("regions/{term}/gruppa-0/index.html")),
            plain.contains_key(&format!("regions/{term}/gruppa-0/index.html"))
        );
    }
    assert!(block(&whole, "regions/strana/index.html", "whole-strana").is_none());
    let counts = |tree: &Tree| {
        let index = std::str::from_utf8(&tree["regions/index.html"]).unwrap().to_owned();
        let of = |id: &str| {
            let from = index.find(&format!("/regions/{id}/\"")).unwrap();
            index[from..].split("count\">").nth(1).unwrap().split('<').next().unwrap().to_owned()
        };
        [of("oblast-0"), of("gorod-0-0"), of("strana")]
    };
    assert_eq!(counts(&plain), counts(&whole));
}

#[test]
fn hosts_and_adopters_have_blocks_of_their_own() {
    let (place, _) = catalogue(16, 40);
    let event = "---\ntitle: В гостях\nevent: {start: 2025-05-05, region: oblast-2}\nregions: oblast-1\n---\n";
    place.put("content/events/gosti.md", event);
    let practice = "---\ntitle: Перенята\nstatus: действует\nregions: gorod-1-0\ntarget_groups: gruppa-0\norganisation: org-0\nadopted:\n  - {region: gorod-3-0}\n---\nТекст.\n";
    place.put("content/practices/perenyata.md", practice);
    let tree = place.build();
    let shown = |page: &str, id: &str, what: &str| {
        block(&tree, &format!("regions/{page}/index.html"), id).is_some_and(|it| it.contains(what))
    };
    assert!(shown("oblast-2", "hosted", "/events/gosti/") && !shown("oblast-1", "hosted", "/events/gosti/"));
    assert!(!shown("oblast-2", "events", "/events/gosti/"));
    assert!(
        shown("gorod-3-0", "adopted", "/practices/perenyata/") && shown("oblast-3", "adopted", "/practices/perenyata/")
    );
    assert!(!shown("strana", "adopted", "/practices/perenyata/"), "it is about a place in that country already");
    assert!(!shown("oblast-3", "practices", "/practices/perenyata/"));
    assert!(!shown("gorod-1-0", "adopted", "/practices/perenyata/"));
}

#[test]
fn a_relation_of_more_than_twenty_has_a_list_of_its_own() {
    let (place, _) = catalogue(20, 16);
    let news = |at: usize| {
        let text = format!(
            "---\ntitle: О практике {at}\ndate: 2025-01-{at:02}\npractices: practices-2\n\
             organisations: [{{organisation: org-5, role: партнёр}}, {{organisation: org-5, role: эксперт}}]\n---\nТекст.\n"
        );
        place.put(&format!("content/news/o-praktike-{at}.md"), text);
    };
    (1..=20).for_each(news);
    let few = place.build();
    assert!(!few.contains_key("practices/practices-2/news/index.html"));
    assert_eq!(n_cards(block(&few, "practices/practices-2/index.html", "news")), 20);
    (21..=28).for_each(news);
    place.put("svod.yaml", "title: Свод\nper_page: 5\n");
    let tree = place.build();
    let web = Web::new(&tree, "/");
    for owner in ["practices/practices-2", "organisations/org-5"] {
        let shown = block(&tree, &format!("{owner}/index.html"), "news").expect("news about it");
        assert_eq!(n_cards(Some(shown)), 20, "{owner}");
        assert!(
            shown.contains(&format!("<a href=\"/{owner}/news/\">")) && shown.contains("(28)</a>"),
            "{owner}: {shown}"
        );
        let own = cards(&web, &format!("{owner}/news/index.html"));
        assert_eq!((own.len(), own[0].as_str()), (8, "/news/o-praktike-28/"), "{owner}: each once");
        let oldest = cards(&web, &format!("{owner}/news/page/1/index.html"));
        assert_eq!((oldest.len(), oldest[4].as_str()), (5, "/news/o-praktike-1/"), "{owner}");
    }
    none(web.faults());
}

#[test]
fn related_never_changes_an_old_page() {
    let (place, articles) = catalogue(17, 160);
    let before = place.build();
    let newest = in_order(&articles, "news").last().unwrap().page();
    for at in 0..5 {
        let article = Article {
            file: format!("content/news/novost-{at}.md"),
            title: format!("Новая {at}"),
            date: Some("2026-11-20".to_owned()),
            regions: vec![town(1, 1)],
            groups: vec![group(at)],
            organisations: vec!["org-1".to_owned()],
            body: vec!["Текст.".to_owned()],
            ..Article::default()
        };
        place.put(&article.file, article.text());
    }
    let after = place.build();
    for it in articles.iter().filter(|it| it.section() == "news" && it.page() != newest) {
        assert!(before[&it.page()] == after[&it.page()], "{} changes", it.file);
    }
    let page = String::from_utf8_lossy(&after["news/novost-4/index.html"]).into_owned();
    let related = page.split("id=\"related\"").nth(1).expect("related items").split("</ul>").next().unwrap();
    assert!(
        related.matches("<li>").count() <= 5
            && related.matches("href=\"/news/").count() == related.matches("<li>").count()
    );
}

/// A site of a few files, built under a path.
fn small(files: &[(&str, &str)]) -> Tree {
    let place = Place::new();
    place.put("svod.yaml", "title: Свод\nbase_url: https://example.org/a/\n");
    files.iter().for_each(|(file, text)| place.put(file, text));
    place.build()
}

fn text<'t>(tree: &'t Tree, page: &str) -> &'t str {
    std::str::from_utf8(&tree[page]).expect("UTF-8")
}

#[test]
fn an_event_is_told_in_its_own_time_and_archived_when_over() {
    let event = |when: &str| {
        format!("---\ntitle: Форум\nevent: {{{when}, region: Омская область}}\nregions: Омская область\n---\nТекст.\n")
    };
    let tree = small(&[
        ("content/events/over.md", &event("start: 2024-03-01 10:00")),
        ("content/events/now.md", &event("start: 2026-11-24 10:00, end: 2026-11-26")),
        ("content/events/ahead.md", &event("start: 2027-03-01 10:00, end: 2027-03-03")),
    ]);
    assert!(text(&tree, "events/over/index.html").contains("1\u{a0}марта 2024\u{a0}г., 10:00 (омское время)"));
    let ahead = text(&tree, "events/ahead/index.html");
    assert!(ahead.contains("1–3\u{a0}марта 2027\u{a0}г., начало в 10:00 (омское время)"), "{ahead}");
    assert!(tree.contains_key("events/2024/03/index.html"));
    let early: Vec<&String> = tree.keys().filter(|it| it.starts_with("events/202") && !it.contains("/2024")).collect();
    assert!(early.is_empty(), "{early:?}");
}

#[test]
fn a_pair_opens_with_what_both_are() {
    let tree = small(&[
        ("content/target_groups.yaml", "- {id: semi, title: Семьи, простыми_словами: Семьи вообще.}\n"),
        ("content/regions/omskaya-oblast.md", "---\ntitle: Омская область\nпростыми_словами: Обширная область.\n---\n"),
        ("content/news/2024-01-01-a.md", "---\ntitle: А\nregions: Омская область\nдля_кого: Семьи\n---\nТекст.\n"),
    ]);
    let pair = text(&tree, "regions/omskaya-oblast/semi/index.html");
    assert!(pair.contains("Обширная область.") && pair.contains("Семьи вообще."), "{pair}");
}

#[test]
fn a_page_that_has_nothing_leads_on() {
    let gone = "---\ntitle: Тайна\nснято: {date: 2024-01-01, reason: По просьбе}\n---\nТекст.\n";
    let tree = small(&[
        ("content/news/2024-01-01-a.md", "---\ntitle: А\nregions: Омская область\n---\nТекст.\n"),
        ("content/news/2024-01-02-b.md", gone),
    ]);
    for page in ["404.html", "news/b/index.html"] {
        let main = text(&tree, page).split("<main").nth(1).expect("a page has its main part");
        let main = main.split("</main>").next().expect("that ends");
        for address in ["/a/", "/a/news/", "/a/regions/"] {
            assert_eq!(main.matches(&format!("href=\"{address}\"")).count(), 1, "{page}: {address} in {main}");
        }
    }
}

#[test]
fn the_status_of_a_service_is_told_once() {
    let service = "---\ntitle: Такси\nstatus: действует\nphones: [\"8 800 000-00-00\"]\n---\n";
    let tree = small(&[("content/services/taxi.md", service)]);
    let page = text(&tree, "services/taxi/index.html");
    assert_eq!(page.matches("действует").count(), 1, "{page}");
    assert!(page.contains(">Сведения</h2>") && !page.contains(">Паспорт</h2>"));
}
