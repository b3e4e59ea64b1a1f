//! P1: all problems of all files in one run, in order, each once, and no good file among them.

use super::{A, agrees, news, practice, problems, short};
use crate::site::Site;
use svod::base::lang::Lang;
use svod::base::problem::{Problem, Severity};

#[test]
fn forty_faults_in_fifteen_files_are_forty_problems() {
    let site = Site::base();
    let mut planted = Vec::new();
    for n in 0..10 {
        let path = format!("content/news/bad-{n}.md");
        site.put(&path, news("regoins: Москва\nupdated: 31.02.2022", "Смотри [там](net.md)."));
        planted.extend(["E Y040", "E F008", "E R005"].map(|code| (code, path.clone())));
        site.put(&format!("content/news/good-{n}.md"), news(&format!("slug: good-{n}"), "Текст."));
    }
    for n in 0..4 {
        let path = format!("content/practices/bad-{n}.md");
        site.put(&path, practice("title: Фонд: школа\norganisation: Ромашка"));
        planted.extend(["E Y011", "E R001"].map(|code| (code, path.clone())));
    }
    site.put("content/themes.yaml", "- {title: А, codez: 1}\n- {id: page, title: Б}\n");
    planted.extend(["E Y040", "E V004"].map(|code| (code, "content/themes.yaml".to_owned())));
    assert_eq!(planted.len(), 40);
    let said = site.svod(&["build", "--format", "json"]);
    let found: Vec<String> = problems(&said).iter().map(short).filter(|it| !it.starts_with("A ")).collect();
    let mut told: Vec<_> = found.iter().map(|it| it.rsplitn(3, ':').last().unwrap_or(it).to_owned()).collect();
    told.sort();
    let mut expected: Vec<_> = planted.iter().map(|(code, path)| format!("{code} {path}")).collect();
    expected.sort();
    assert_eq!(told, expected);
    assert!(said.code == 1 && !site.is_published());
    let human = site.svod(&["build"]).err;
    assert!(!human.contains("good-") && human.contains("40 ошибок"), "{human}");
}

#[test]
fn problems_stand_in_the_order_of_reading() {
    let site = Site::base();
    site.put("content/news/b.md", news("", "[там](net.md)\n\n<div>\n\n[тут](net.md)"));
    site.put(A, "---\ntitle: Фонд: итоги\nregoins: Москва\n---\n\n# Итоги\n\nСмотри [там](net.md).\n");
    let said = site.svod(&["build", "--format", "json"]);
    let found: Vec<String> = problems(&said).iter().map(short).filter(|it| !it.starts_with("A ")).collect();
    let expected = [
        "E F015 content/news/a.md:2:1",
        "E Y011 content/news/a.md:2:12",
        "E Y040 content/news/a.md:3:1",
        "W M003 content/news/a.md:6:1",
        "E R005 content/news/a.md:8:8",
        "E R005 content/news/b.md:6:1",
        "E M015 content/news/b.md:8:1",
        "E R005 content/news/b.md:10:1",
    ];
    assert_eq!(found, expected);
}

/// A file that nobody can read.
const BROKEN: &[u8] = b"---\ntitle: \xd4\xee\xed\xe4\n---\n\n\xd4\xee\xed\xe4 \xef\xee\xec\xee\xe3.\n";

#[test]
fn what_follows_from_an_unreadable_file_is_not_told() {
    let echoes: &[(&str, &[(&str, &str)])] = &[
        (A, &[("content/news/b.md", "Смотри [там](a.md) и [там](/news/a/).")]),
        ("content/organisations/fond.md", &[("content/practices/a.md", "organisation: fond")]),
        ("content/organisations.yaml", &[("content/practices/a.md", "organisation: Фонд")]),
        ("content/target_groups.yaml", &[("content/practices/a.md", "target_groups: Дети")]),
        ("content/news/_index.md", &[("content/news/b.md", "Смотри [там](_index.md).")]),
        ("svod.yaml", &[("content/blog/a.md", "Текст."), ("content/practices/a.md", "льготы: все")]),
    ];
    for (broken, files) in echoes {
        let site = Site::base();
        for (path, text) in *files {
            let is_body = !path.contains("practices");
            site.put(path, if is_body { news("", text) } else { practice(text) });
        }
        site.put(broken, BROKEN);
        let said = site.svod(&["build", "--format", "json"]);
        let found: Vec<String> = problems(&said).iter().map(short).filter(|it| !it.starts_with("A ")).collect();
        assert_eq!(found, [format!("E Y001 {broken}")]);
    }
}

#[test]
fn a_slip_beside_an_unreadable_vocabulary_is_told() {
    let site = Site::base();
    site.put("content/target_groups.yaml", "- {id: deti, title: Дети}\n- title: Семьи: все\n");
    site.put("content/practices/a.md", practice("target_groups: Димти"));
    site.put("content/practices/b.md", practice("title: Сад\ntarget_groups: Семьи"));
    let said = site.svod(&["build", "--format", "json"]);
    let found: Vec<String> = problems(&said).iter().map(short).filter(|it| !it.starts_with("A ")).collect();
    assert_eq!(found, ["E F009 content/practices/a.md:6:16", "E Y011 content/target_groups.yaml:2:15"]);
}

#[test]
fn golden_texts_belong_to_faults() {
    let folder = std::path::PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden/faults");
    let names = std::fs::read_dir(folder).expect("golden texts").map(|it| it.expect("an entry").file_name());
    let mut names: Vec<String> = names.map(|it| it.to_string_lossy().into_owned()).collect();
    names.sort();
    let known = [
        "F01",
        "F02",
        "F03",
        "F04",
        "F05",
        "F06",
        "F07",
        "F08",
        "F09-withheld",
        "F09",
        "F10",
        "F11-F12",
        "F13",
        "F14",
        "F15",
        "F16",
        "F17",
        "F18",
        "F19",
        "F20",
        "F21",
        "F22",
        "F23",
        "F25",
        "F26",
        "F27",
        "F28",
        "F29",
        "F30",
        "hunted-front",
        "hunted-settings",
        "hunted-states",
        "hunted-texts",
        "markdown",
        "severity",
        "vocabularies",
        "withheld",
        "yaml",
    ];
    assert_eq!(names, known.map(|it| format!("{it}.txt")));
}

#[test]
fn every_message_in_both_languages() {
    let mut text = String::new();
    for problem in Problem::samples() {
        let severity = match problem.severity() {
            Severity::Error => "E",
            Severity::Warning => "W",
            Severity::Advice => "A",
        };
        text.push_str(&format!("{} {severity}\n", problem.code()));
        for lang in [Lang::Ru, Lang::En] {
            let it = problem.text(lang);
            text.push_str(&format!("  {}\n", it.message));
            it.help.lines().for_each(|line| text.push_str(&format!("    {line}\n")));
        }
    }
    assert_eq!(agrees("messages.txt", &text), Ok(()));
}
