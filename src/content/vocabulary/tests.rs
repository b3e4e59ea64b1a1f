use super::*;

/// The vocabularies of a site whose only files are these.
fn read(svod: &str, files: &[(&str, &str)]) -> (Vocabularies, Vec<Diagnostic>) {
    let config = super::super::config::config(&"svod.yaml".into(), svod).value;
    let named: Vec<(&str, Arc<str>, &str)> =
        files.iter().map(|(name, text)| (*name, format!("content/{name}.yaml").into(), *text)).collect();
    let files: Vec<VocabularyFile<'_>> =
        named.iter().map(|(name, file, text)| VocabularyFile { name, file, text }).collect();
    let found = vocabularies(&config, &files);
    (found.value, found.problems)
}

fn check(regions: &str, codes: &[&str]) -> (Vocabularies, Vec<Diagnostic>) {
    let (all, problems) = read("title: x", &[("regions", regions)]);
    let told: Vec<_> = problems.iter().map(|it| it.problem.code()).filter(|it| *it != "V005").collect();
    assert_eq!(told, codes, "{problems:#?}");
    (all, problems)
}

fn one(all: &Vocabularies, text: &str) -> String {
    match all.lookup(0, text) {
        Lookup::One(id) => all.term(id).id.clone(),
        other => format!("{other:?}"),
    }
}

#[test]
fn a_russian_site_has_its_regions() {
    let (all, problems) = read("title: x", &[]);
    assert_eq!(problems, []);
    assert_eq!(all.terms_of(0).len(), 1 + 8 + 83);
    for text in [
        "omskaya-oblast",
        "Омская область",
        "омская  область",
        "RU-OMS",
        "Омской области",
        "в Омской области",
        "Омская обл.",
    ] {
        assert_eq!(one(&all, text), "omskaya-oblast", "{text}");
    }
    assert_eq!(one(&all, "Республика Саха (Якутия)"), "respublika-sakha-yakutiya");
    let Lookup::One(omsk) = all.lookup(0, "omskaya-oblast") else { panic!("Omsk is there") };
    let above: Vec<&str> = all.ancestors(omsk).map(|it| all.term(it).id.as_str()).collect();
    assert_eq!(above, ["sibirskiy-fo", "rossiya"]);
    let term = all.term(omsk);
    assert_eq!((term.level, term.depth, term.tile), (Level::Region, 2, Some((12, 3))));
    assert_eq!(term.time_zone.as_deref(), Some("Asia/Omsk"));
    assert_eq!(read("title: x\nlanguage: en", &[]).0.terms, []);
}

#[test]
fn every_embedded_term_is_found_by_one_name() {
    let (all, _) = read("title: x", &[]);
    for term in all.terms_of(0) {
        let words =
            [&term.id, &term.title].into_iter().chain(&term.names).chain(&term.genitive).chain(&term.prepositional);
        for word in words {
            assert_eq!(one(&all, word), term.id, "{word}");
        }
        assert!(term.genitive.is_some() && term.prepositional.is_some(), "{}", term.id);
    }
}

#[test]
fn a_file_extends_the_table() {
    let text = "extends: ru-regions
terms:
  - id: omskaya-oblast
    names: [Омское Прииртышье]
    phones: [\"+7 (3812) 00-00-00\", {label: Приёмная, number: \"1\", free: да}]
  - {id: omsk, title: Омск, parent: omskaya-oblast, genitive: Омска, prepositional: в Омске}
  - Тара
";
    let (all, problems) = check(text, &[]);
    assert_eq!(one(&all, "омское прииртышье"), "omskaya-oblast");
    assert_eq!(one(&all, "Омская обл."), "omskaya-oblast");
    let Lookup::One(omsk) = all.lookup(0, "Омск") else { panic!("Omsk is there") };
    assert_eq!(all.term(omsk).level, Level::Municipality);
    assert_eq!(all.term(omsk).time_zone.as_deref(), Some("Asia/Omsk"));
    let parent = all.term(omsk).parent.expect("it has one");
    assert_eq!(all.children(parent), [omsk]);
    assert_eq!(all.term(parent).phones.len(), 2);
    assert_eq!(problems.len(), 1, "cases of Тара");
    assert_eq!(problems[0].severity, crate::base::problem::Severity::Advice);
}

#[test]
fn levels_follow_depth() {
    let levels = |text: &str| check(text, &[]).0.terms_of(0).iter().map(|it| it.level).collect::<Vec<_>>();
    assert_eq!(levels("- А\n- Б"), [Level::Region, Level::Region]);
    let tree = "- {id: c, title: В, parent: b}\n- {id: a, title: А}\n- {id: b, title: Б, parent: a}";
    assert_eq!(levels(tree), [Level::Region, Level::Country, Level::District]);
    let named = "- {id: a, title: А, level: регион}\n- {id: b, title: Б, parent: А}";
    assert_eq!(levels(named), [Level::Region, Level::Municipality]);
}

#[test]
fn a_text_may_name_several() {
    let text =
        "- {id: a, title: Октябрьский район}\n- {id: b, title: Октябрьский  район}\n- {id: c, title: Тара, names: [А]}";
    let (all, _) = check(text, &[]);
    assert_eq!(all.lookup(0, "октябрьский район"), Lookup::Several(vec![TermId(0), TermId(1)]));
    assert_eq!(all.lookup(0, "Октябрьский раён"), Lookup::None { nearest: Some("Октябрьский район".into()) });
}

#[test]
fn titles_come_before_synonyms() {
    let (all, _) = check("- {id: a, title: Омск}\n- {id: b, title: Область, names: [Омск]}", &[]);
    assert_eq!(one(&all, "омск"), "a");
}

#[test]
fn terms_of_one_taxonomy_stand_together() {
    let (all, _) = read("title: x", &[("regions", "- А"), ("target_groups", "- Семьи\n- Дети"), ("themes", "- Год")]);
    assert_eq!(all.taxonomies.iter().map(|it| it.terms.clone()).collect::<Vec<_>>(), [0..1, 1..3, 3..4]);
    assert_eq!(all.lookup(1, "deti"), Lookup::One(TermId(2)));
    assert_eq!(all.taxonomies[1].path, "target-groups");
}

#[test]
fn faults_are_told() {
    check("- {id: a, title: А}\n- {id: a, title: Б}", &["V001"]);
    check("- {id: omsk, title: А}\n- {id: b, title: Б, parent: oms}", &["V002"]);
    check("- {id: page, title: А}\n- {id: \"2022\", title: Б}\n- {id: news, title: В}", &["V004", "V004", "V004"]);
    check("- {id: Омск, title: А}", &["C005"]);
    check("extends: ru-region\nterms: []", &["V006"]);
    check("extends: ru-regions\nterms: [{id: omskaya-oblst}]", &["V007"]);
    check("- {id: a, title: А, titel: Б}", &["Y040"]);
    check("- {genitive: А}", &["Y043"]);
    check("- {id: a, title: А, tile: 5}\n- {id: b, title: Б, order: первый}", &["Y042", "Y042"]);
    check("- {id: a, title: А, level: город}", &["Y044"]);
    check("- {id: a, title: А, time_zone: Asia/Omks}", &["C001"]);
    check("просто текст", &["Y042"]);
    check("", &[]);
}

#[test]
fn circles_are_named() {
    let text = "- {id: a, title: А, parent: c}\n- {id: b, title: Б, parent: a}\n- {id: c, title: В, parent: b}\n- {id: d, title: Г, parent: d}";
    let (all, problems) = check(text, &["V003", "V003"]);
    let circle = |names: &[&str]| Problem::TermCycle { cycle: names.iter().map(|it| (*it).to_owned()).collect() };
    assert_eq!(problems[0].problem, circle(&["a", "c", "b", "a"]));
    assert_eq!(problems[1].problem, circle(&["d", "d"]));
    assert!(all.terms_of(0).iter().all(|it| it.depth < 3));
}

#[test]
fn one_bad_term_hides_no_other() {
    let text = "- {id: a, title: А}\n- id: b\n  title: Фонд: итоги\n- {id: c, titel: В, title: Г}\n";
    let (all, _) = check(text, &["Y011", "Y040"]);
    assert_eq!(all.terms_of(0).len(), 2);
}

#[test]
fn a_chain_without_end_ends() {
    let text: String = (0..3000).map(|it| format!("- {{id: t{it}, title: Т{it}, parent: t{}}}\n", it + 1)).collect();
    let (all, problems) = read("title: x", &[("regions", &text)]);
    assert!(problems.iter().any(|it| it.problem.code() == "Y024"));
    assert!(all.terms.iter().all(|it| it.depth <= 32));
}
