//! Transcripts of the command line: words in, text and exit code out, in both languages.

use std::path::Path;
use std::process::{Command, Output, Stdio};

struct Said {
    code: Option<i32>,
    out: String,
    err: String,
}

fn svod(folder: &Path, words: &[&str]) -> Said {
    let output = command(folder, words).output().expect("svod starts");
    said(output)
}

fn command(folder: &Path, words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_svod"));
    command.args(words).current_dir(folder).env_clear().env("LANG", "ru_RU.UTF-8");
    command
}

fn said(output: Output) -> Said {
    let text = |it: Vec<u8>| String::from_utf8(it).expect("svod speaks UTF-8");
    Said { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder for the test")
}

#[test]
fn wrong_usage_is_told_in_the_language_asked_for() {
    let here = folder();
    let ru = svod(here.path(), &["build", "--strct"]);
    assert_eq!(ru.err, "ошибка: параметра «--strct» нет\n    возможно, вы имели в виду «--strict»\n");
    let en = svod(here.path(), &["--lang", "en", "build", "--strct"]);
    assert_eq!(en.err, "error: there is no option “--strct”\n    did you mean “--strict”?\n");
    let plain = svod(here.path(), &["build", "--format=plain", "--strct"]);
    assert_eq!(plain.err, "ошибка: параметра «--strct» нет; возможно, вы имели в виду «--strict».\n");
    assert_eq!((ru.code, en.code, plain.code), (Some(2), Some(2), Some(2)));
    assert_eq!(ru.out + &en.out + &plain.out, "");
}

#[test]
fn json_holds_even_what_is_wrong_with_the_words() {
    let here = folder();
    let it = svod(here.path(), &["--format", "json", "biuld"]);
    assert_eq!((it.code, it.err.as_str()), (Some(2), ""));
    let nothing = svod(here.path(), &["--format", "json"]);
    assert!(nothing.code == Some(2) && nothing.out.contains("\"code\": \"U005\""), "{}", nothing.out);
    assert!(it.out.contains("\"code\": \"U002\"") && it.out.contains("\"file\": \"svod.yaml\""), "{}", it.out);
}

#[test]
fn help_goes_to_stdout_and_the_lack_of_a_command_to_stderr() {
    let here = folder();
    let help = svod(here.path(), &["--help"]);
    assert_eq!((help.code, help.err.as_str()), (Some(0), ""));
    assert!(help.out.contains("Использование: svod [ПАРАМЕТРЫ] <КОМАНДА>\n"), "{}", help.out);
    let nothing = svod(here.path(), &[]);
    assert_eq!((nothing.code, nothing.out.as_str()), (Some(2), ""));
    assert_eq!(nothing.err, help.out);
}

#[test]
fn outside_a_site_the_cure_is_named() {
    let here = folder();
    for words in [&["build"][..], &["check"], &["list"], &["clean"]] {
        let it = svod(here.path(), words);
        assert_eq!(it.code, Some(2), "{words:?}");
        assert!(it.err.contains("нет svod.yaml") && it.err.contains("svod init ПАПКА"), "{}", it.err);
    }
    let it = svod(here.path(), &["--root", "нет", "build"]);
    assert_eq!(it.err, "ошибка: --root: «нет» не существует\n    проверьте имя\n");
}

#[test]
fn a_site_is_made_in_an_empty_folder_only() {
    let here = folder();
    let first = svod(here.path(), &["init", "site"]);
    assert_eq!((first.code, first.out.as_str()), (Some(0), ""));
    assert_eq!(first.err, "Сайт создан: site\nДальше: svod build --root site\n");
    let again = svod(here.path(), &["init", "site"]);
    assert_eq!(again.code, Some(2));
    assert!(again.err.starts_with("ошибка: папка «site» не пуста: в ней «README.md»\n"), "{}", again.err);
    let quiet = svod(here.path(), &["init", "other", "-q", "--lang=en"]);
    assert_eq!((quiet.code, quiet.err.as_str()), (Some(0), ""));
}

#[test]
fn every_shell_gets_a_completion() {
    let here = folder();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let it = svod(here.path(), &["completions", shell]);
        assert_eq!((it.code, it.err.as_str()), (Some(0), ""), "{shell}");
        assert!(it.out.contains("svod") && it.out.contains("keep-going"), "{shell}");
    }
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_ends_quietly() {
    let here = folder();
    let mut child = command(here.path(), &["completions", "zsh"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("svod starts");
    drop(child.stdout.take());
    let it = said(child.wait_with_output().expect("svod ends"));
    assert_eq!((it.code, it.err.as_str()), (Some(0), ""));
}

#[test]
fn every_command_speaks_the_language_of_its_site() {
    let here = folder();
    svod(here.path(), &["init", "site", "--lang", "ru"]);
    let site = here.path().join("site");
    let english = |words: &[&str]| {
        let mut command = command(&site, words);
        said(command.env("LANG", "en_US.UTF-8").output().expect("svod starts"))
    };
    assert!(english(&["list"]).out.starts_with("опубликован\t"), "{}", english(&["list"]).out);
    assert!(english(&["build"]).err.starts_with("Собрано за "));
    assert!(english(&["clean"]).err.starts_with("Удалено: "));
    let refused = english(&["build", "-o", "content"]);
    assert!(refused.code == Some(3) && refused.err.starts_with("ошибка: "), "{}", refused.err);
    assert!(english(&["clean", "--lang", "en"]).err.starts_with("Deleted: "));
    assert!(english(&["init", "../new"]).err.starts_with("The site is made: "));
}

#[test]
fn json_is_one_object_with_problems_for_every_command() {
    let here = folder();
    svod(here.path(), &["init", "site"]);
    let site = here.path().join("site");
    let cases: &[(&[&str], &str)] = &[
        (&["init", "new"], ""),
        (&["build"], "built"),
        (&["check"], "withheld"),
        (&["list"], "items"),
        (&["theme", "views"], "views"),
        (&["completions", "fish"], "script"),
        (&["clean"], "deleted"),
        (&["build", "--output", "content"], ""),
        (&["list", "none"], ""),
    ];
    for (words, key) in cases {
        let it = svod(&site, &[&["--format", "json"], *words].concat());
        let value: serde_json::Value = serde_json::from_str(&it.out).expect(&it.out);
        assert!(value["problems"].is_array() && (key.is_empty() || value.get(key).is_some()), "{words:?}: {}", it.out);
        assert_eq!(it.err, "", "{words:?}");
    }
}

#[cfg(unix)]
#[test]
fn an_interrupted_command_ends_with_130() {
    let here = folder();
    svod(here.path(), &["init", "site"]);
    let site = here.path().join("site");
    // The lock is held by us, so the build waits, and there is time to interrupt it.
    let lock = site.join(".svod");
    std::fs::create_dir_all(&lock).expect("made");
    let held = std::fs::File::create(lock.join("lock")).expect("made");
    held.lock().expect("nobody holds it");
    // Tests may run where interrupts are ignored, as behind `nohup` or `&`, and svod leaves them ignored then.
    let mut command = Command::new("env");
    command.args(["--default-signal=INT", env!("CARGO_BIN_EXE_svod"), "build"]).current_dir(&site);
    let child = command.env("LANG", "ru_RU.UTF-8").stderr(Stdio::piped()).spawn().expect("svod starts");
    std::thread::sleep(std::time::Duration::from_millis(700));
    let pid = child.id().to_string();
    assert!(Command::new("kill").args(["-INT", &pid]).status().expect("kill is there").success());
    let it = said(child.wait_with_output().expect("svod ends"));
    assert_eq!((it.code, it.err.as_str()), (Some(130), ""));
}
