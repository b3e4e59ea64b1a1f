//! The search: what is found for what people type, in which files it lies, and what never gets there.

use std::collections::BTreeSet;
use std::fs;

use svod::search::analysis;

use crate::corpus::*;

/// A site of articles, each with a date or without.
fn site(articles: &[(&str, &str, &str, &str)]) -> Place {
    let place = Place::fast();
    place.put("svod.yaml", "title: Проба\nbase_url: https://example.org/svod/\ntypography: нет\n");
    place.put("content/regions.yaml", "- {id: strana, title: Страна, genitive: Страны, level: country}\n- {id: omsk, title: Омская область, genitive: Омской области, parent: strana, level: region}\n- {id: nazyvaevsk, title: Называевский район, genitive: Называевского района, parent: omsk, level: municipality}\n");
    for (name, front, title, body) in articles {
        place.put(&format!("content/{name}.md"), format!("---\ntitle: \"{title}\"\n{front}\n---\n\n{body}\n"));
    }
    place
}

fn usual() -> Place {
    let place = site(&[
        (
            "news/a",
            "date: 2024-01-10\nregions: [nazyvaevsk]",
            "Передышка для родителей в Называевске",
            "Службы помогают семьям с детьми. Социальный контракт поддержал мастерскую.",
        ),
        (
            "news/b",
            "date: 2024-03-05\nregions: [omsk]",
            "Социальные контракты: итоги года",
            "Доход вырос у большинства семей. Ветераны получили льготы, дети-сироты — жильё. Всего 2 168 контрактов.",
        ),
        (
            "news/c",
            "date: 2025-02-01",
            "Выкса открыла «Эпоху серебра»",
            "Добровольцы плетут сети. Контракт социального партнёрства подписан.",
        ),
        ("pages/o-proekte", "slug: o-proekte", "О проекте", "Здесь собраны практики помощи. NGO, RSS и МФЦ."),
    ]);
    place.put("content/synonyms.yaml", "- [МФЦ, многофункциональный центр]\n");
    place.build();
    place
}

struct Found {
    urls: Vec<String>,
    shown_for: Option<String>,
    total: u64,
}

fn ask(place: &Place, words: &[&str]) -> Found {
    let said = place.run(&[&["search", "--format", "json"], words].concat());
    let answer: serde_json::Value =
        serde_json::from_str(&said.out).unwrap_or_else(|_| panic!("{words:?}: {}", said.err));
    let keys: Vec<&str> = answer.as_object().expect("an object").keys().map(String::as_str).collect();
    assert_eq!(
        BTreeSet::from_iter(keys),
        BTreeSet::from(["query", "shown_for", "total", "hits"]),
        "{words:?} {}",
        said.out
    );
    let hits = answer["hits"].as_array().expect("hits");
    for hit in hits {
        let keys: BTreeSet<&str> = hit.as_object().expect("a hit").keys().map(String::as_str).collect();
        assert_eq!(keys, BTreeSet::from(["url", "title", "score"]));
    }
    let urls: Vec<String> = hits.iter().map(|it| it["url"].as_str().expect("an address").to_owned()).collect();
    assert_eq!(said.code, Some(i32::from(urls.is_empty())));
    Found {
        urls,
        shown_for: answer["shown_for"].as_str().map(str::to_owned),
        total: answer["total"].as_u64().expect("a number"),
    }
}

const A: &str = "/svod/news/a/";
const B: &str = "/svod/news/b/";
const C: &str = "/svod/news/c/";
const ABOUT: &str = "/svod/o-proekte/";

#[test]
fn what_people_type_is_understood() {
    let place = usual();
    let table: &[(&str, &str, Option<&str>)] = &[
        // Forms, ё and е, stresses, look-alikes of the other alphabet.
        ("передышками родителя", A, None),
        ("льгота ветерану", B, None),
        ("жилье детям-сиротам", B, None),
        ("ПЕРЕДЫ\u{301}ШКА", A, None),
        ("Bыкca", C, None),
        // While it is typed.
        ("добровол", C, None),
        // Slips, also in the first letter.
        ("предышка", A, Some("передышка")),
        ("мостерская", A, None),
        ("ыередышка", A, Some("передышка")),
        // The other layout, both ways; keys of punctuation are letters.
        ("ghfrnbrf", ABOUT, Some("практика")),
        ("Dsrcf", C, Some("выкса")),
        (";bkm`", B, Some("жильё")),
        ("'gj[f ctht,hf", C, Some("эпоха серебра")),
        ("ltnb-cbhjns", B, Some("дети-сироты")),
        ("cjwbfkmysq rjynhfrn", B, Some("социальный контракт")),
        ("ТПЩ", ABOUT, Some("ngo")),
        ("КЫЫ", ABOUT, Some("rss")),
        // Latin letters.
        ("peredyshka", A, Some("передышка")),
        // Numbers with spaces between their thousands, however they are typed.
        ("2168", B, None),
        ("2 168", B, None),
        // A clipped word before another.
        ("соцмастерская", A, Some("мастерскую")),
        // A short word that is known is not taken for another one.
        ("сети", C, None),
        // One unknown word never empties the answer.
        ("передышка абракадабра", A, None),
        // The site's synonyms.
        ("многофункциональный центр", ABOUT, None),
    ];
    for (query, first, shown) in table {
        let found = ask(&place, &[query]);
        assert_eq!(found.urls.first().map(String::as_str), Some(*first), "{query}: {:?}", found.urls);
        if shown.is_some() {
            assert_eq!(found.shown_for.as_deref(), *shown, "{query}");
        }
    }
    assert_eq!(ask(&place, &["передышка"]).shown_for, None);
    assert!(ask(&place, &["ghfrnbrf", "--as-typed"]).urls.is_empty(), "a correction can be refused");
    assert!(ask(&place, &["щщщщщ"]).urls.is_empty());
}

#[test]
fn phrases_filters_and_order() {
    let place = usual();
    let urls = |words: &[&str]| ask(&place, words).urls;
    assert_eq!(urls(&["социальный контракт"]).iter().collect::<BTreeSet<_>>().len(), 3);
    assert_eq!(urls(&["«социальный контракт»"]), [B, A], "words side by side");
    assert_eq!(urls(&["социальный контракт", "--by-date"]), [C, B, A]);
    assert_eq!(urls(&["социальный контракт", "--region", "omsk"]), [B, A], "with what lies in the region");
    assert_eq!(urls(&["социальный контракт", "--region", "Называевский район"]), [A]);
    assert_eq!(urls(&["контракт", "--year", "2025"]), [C]);
    assert_eq!(urls(&["--year", "2024"]), [B, A], "with no word at all");
    assert_eq!(urls(&["--type", "page"]), [ABOUT]);
    assert_eq!(urls(&["контракт", "--where", "type=page"]), [""; 0]);
    assert_eq!(ask(&place, &["контракт", "-n", "1"]).total, 3);
    let said = place.run(&["search", "контракт", "--region", "nazyvaevs"]);
    assert!(said.code == Some(2) && said.err.contains("nazyvaevsk"), "{}", said.err);
    let said = place.run(&["search", "«контракт мастерскую»"]);
    assert!(said.code == Some(0) && said.out.contains("целиком нигде нет"), "{}", said.out);
    let said = place.run(&["search", "передышками", "--explain"]);
    assert!(said.out.contains("основа «передышк»") && said.out.contains("search/t/"), "{}", said.out);
    place.put("queries.txt", "передышка\nghfrnbrf\n");
    let file = place.root().join("queries.txt");
    let said = place.run(&["search", "--queries", &file.to_string_lossy()]);
    assert_eq!(said.out.lines().count(), 2, "{}", said.out);
}

#[test]
fn nothing_withheld_is_numbered() {
    let place = usual();
    let before = place.build();
    let secret = "Тайнопись щукарёва";
    for (name, front) in [("draft", "date: 2024-05-01\ndraft: да"), ("later", "date: 2030-01-01\npublish: 2030-01-01")]
    {
        place.put(
            &format!("content/news/{name}.md"),
            format!("---\ntitle: {secret}\n{front}\nregions: [omsk]\n---\n\n{secret}.\n"),
        );
    }
    assert_same(&before, &place.build(), "withheld items leave no trace");
    assert!(ask(&place, &["тайнопись"]).urls.is_empty());
    let shown = place.build_with(&["--drafts"]);
    assert!(shown["search/meta.json"] != before["search/meta.json"]);
    assert_eq!(ask(&place, &["тайнопись"]).total, 2);
}

#[test]
fn an_appended_article_rewrites_what_its_stems_stand_in() {
    let (place, _) = catalogue(5, 400);
    let before = place.build();
    let article = Article {
        file: "content/news/novoe.md".to_owned(),
        title: "Щукарь открыл аквапарк".to_owned(),
        date: Some("2025-07-15".to_owned()),
        regions: vec![town(1, 1)],
        groups: vec![group(1)],
        organisations: vec!["org-3".to_owned()],
        body: vec!["Новенькое словечко рядом с обыкновенными словами.".to_owned()],
        ..Article::default()
    };
    place.put(&article.file, article.text());
    let after = place.build();
    let text = format!("{} {}", article.title, article.body.join(" "));
    let stems: BTreeSet<String> = analysis::words(&text).iter().flat_map(|it| analysis::keys(it)).collect();
    let changed: Vec<&str> = differing(&before, &after).into_iter().filter(|it| it.starts_with("search/")).collect();
    assert!(changed.len() <= stems.len() + 8, "{} stems: {changed:?}", stems.len());
    assert!(!changed.iter().any(|it| it.starts_with("search/l/") || it.starts_with("search/b/")), "{changed:?}");
    assert_eq!(ask(&place, &["щукаря"]).urls.len(), 1);
    assert_same(&after, &place.clean_build(&[]), "an appended article");
    let sizes: Vec<usize> = after.iter().filter(|it| it.0.starts_with("search/t/")).map(|it| it.1.len()).collect();
    assert!(sizes.iter().sum::<usize>() / sizes.len() <= 8 * 1024, "{sizes:?}");
}

/// Edits that the last index cannot simply take up, and one whose record is damaged, end as a clean build does.
#[test]
fn an_index_that_is_made_from_the_last_one_equals_a_clean_one() {
    let (place, articles) = catalogue(9, 300);
    place.build();
    let same = |what: &str| assert_same(&place.build(), &place.clean_build(&[]), what);
    let mut org = articles[3].clone();
    org.title = "Переименованная служба".to_owned();
    place.put(&org.file, org.text());
    same("the name of an organisation stands with all that name it");
    let mut one = articles[40].clone();
    one.regions = vec![town(2, 2)];
    one.body.push("Слово щукарь.".to_owned());
    place.put(&one.file, one.text());
    same("a region and a word");
    one.date = Some("2019-01-01".to_owned());
    place.put(&one.file, one.text());
    same("a past date moves the numbers");
    place.remove(&one.file);
    same("a deletion");
    fs::write(place.root().join(".svod/search"), "damaged").expect("written");
    let mut two = articles[50].clone();
    two.body.push("Слово аквапарк.".to_owned());
    place.put(&two.file, two.text());
    same("a damaged record of the index");
    let shard = place.root().join("public/search/t/0.bin");
    fs::write(&shard, "damaged").expect("written");
    two.body.push("И ещё одно: мастерок.".to_owned());
    place.put(&two.file, two.text());
    same("a damaged file of the index");
}

#[test]
fn without_a_search_there_is_nothing_of_it() {
    let place = usual();
    place.put("svod.yaml", "title: Проба\nbase_url: https://example.org/svod/\nsearch: нет\n");
    let tree = place.build();
    assert!(!tree.keys().any(|it| it.starts_with("search/") || it == "opensearch.xml"));
    assert!(!String::from_utf8_lossy(&tree["index.html"]).contains("/search/"));
    let said = place.run(&["search", "практика"]);
    assert!(said.code == Some(3) && said.err.contains("нет поиска"), "{}", said.err);
}

#[test]
fn what_is_damaged_is_named() {
    let place = usual();
    let public = place.root().join("public/search");
    let tree = tree(&public);
    let shard = tree.keys().find(|it| it.starts_with("t/")).expect("a shard");
    fs::write(public.join(shard), &tree[shard][..tree[shard].len() / 2]).expect("written");
    let said = place.run(&["search", "передышка"]);
    assert!(said.code == Some(3) && said.err.contains("t/0.bin"), "{:?} {}", said.code, said.err);
    fs::remove_file(public.join("meta.json")).expect("removed");
    let said = place.run(&["search", "передышка"]);
    assert_eq!(said.code, Some(3), "{}", said.err);
    let said = place.run(&["search"]);
    assert_eq!(said.code, Some(2), "{}", said.err);
}
