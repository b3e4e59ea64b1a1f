//! Sites that would take for ever, fill the memory or bury the reader: each ends in problems, and soon.

use std::fs;
use std::process::Command;

/// Builds a site of these files; exit code and what was said.
fn built(files: &[(&str, String)]) -> (Option<i32>, String) {
    let site = tempfile::tempdir().expect("a folder for the test");
    let config = ("svod.yaml", "title: Свод\nbase_url: https://example.org\n".to_owned());
    for (path, text) in std::iter::once(&config).chain(files) {
        let path = site.path().join(path);
        fs::create_dir_all(path.parent().expect("below the site")).expect("a folder of the site");
        fs::write(path, text).expect("a file of the site");
    }
    let mut command = Command::new(env!("CARGO_BIN_EXE_svod"));
    command.args(["build", "--lang", "en"]).current_dir(site.path()).env_clear();
    let output = command.output().expect("svod starts");
    (output.status.code(), String::from_utf8(output.stderr).expect("svod speaks UTF-8"))
}

fn news(body: &str) -> [(&'static str, String); 1] {
    [("content/news/a.md", format!("---\ntitle: Итоги\ndate: 2022-01-11\n---\n{body}\n"))]
}

#[test]
fn a_chain_of_parents_is_cut() {
    let records = (0..3000).map(|it| format!("- {{title: Фонд {it}, parent: Фонд {}}}\n", it + 1));
    let (code, said) = built(&[("content/organisations.yaml", records.collect())]);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("more than 32 levels of parents above this item"), "{said}");
}

#[test]
fn ten_thousand_faults_of_one_file_are_told_in_part() {
    let (code, said) = built(&news(&"[a](b.md)\n\n".repeat(10_000)));
    assert_eq!(code, Some(1));
    assert_eq!(said.matches("leads nowhere").count(), 1000);
    assert!(said.contains("the other complaints about this file are not shown: 9000"));
}

#[test]
fn a_line_of_megabytes_is_shown_in_part() {
    let (code, said) = built(&news(&"слово [^1] ".repeat(300_000)));
    assert_eq!(code, Some(1));
    assert!(said.len() < 2_000_000, "{} bytes said", said.len());
    let (_, said) = built(&[("content/news/a.md", format!("---\ntitle: {}: b\n---\n", "я".repeat(1_000_000)))]);
    assert!(said.len() < 10_000, "{} bytes said", said.len());
}
