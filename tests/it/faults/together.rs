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
        "E Y011 content/news/a.md:2:8",
        "E Y040 content/news/a.md:3:1",
        "W M003 content/news/a.md:6:1",
        "E R005 content/news/a.md:8:14",
        "E R005 content/news/b.md:6:7",
        "E M015 content/news/b.md:8:1",
        "E R005 content/news/b.md:10:7",
    ];
    assert_eq!(found, expected);
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
