use proptest::prelude::*;

use super::*;

/// Keys read, the body, the codes told.
fn check(text: &str, keys: &[&str], body: &str, codes: &[&str]) -> Found<Front> {
    let found = front(&"x.md".into(), text);
    assert_eq!(
        found.problems.iter().map(|it| it.problem.code()).collect::<Vec<_>>(),
        codes,
        "{text:?}: {:#?}",
        found.problems
    );
    assert_eq!(found.value.entries.iter().map(|it| it.key.value.as_str()).collect::<Vec<_>>(), keys, "{text:?}");
    assert_eq!(&text[found.value.body.range()], body, "{text:?}");
    found
}

/// The part of the text that the first problem points at.
fn place<'t>(found: &Found<Front>, text: &'t str) -> &'t str {
    &text[found.problems[0].at.span.expect("a place").range()]
}

#[test]
fn fences_may_be_untidy() {
    check("---\na: b\n---\nтекст\n", &["a"], "текст\n", &[]);
    check("\u{feff}---\r\na: b\r\n---\r\nтекст\r\n", &["a"], "текст\r\n", &[]);
    check("\n \n---  \na: b\n--- \t\nтекст", &["a"], "текст", &[]);
    check("---\n---\n", &[], "", &[]);
    check("---\na: b\n---", &["a"], "", &[]);
    check("---\na: b\n---\n\n---\n", &["a"], "\n---\n", &[]);
}

#[test]
fn what_stands_for_a_fence_is_named() {
    check("—\na: b\n---\nтекст", &["a"], "текст", &["Y008"]);
    check("---\na: b\n-----\nтекст", &["a"], "текст", &["Y008"]);
    check("---\na: b\n —-\nтекст", &["a"], "текст", &["Y008"]);
}

#[test]
fn a_missing_fence_is_told_where_it_should_be() {
    let text = "---\nдата: 2022-01-11\nзаголовок: Фонд: итоги\n\nСегодня открыли центр.\n\nИ ещё.\n";
    let found = check(text, &["дата", "заголовок"], "Сегодня открыли центр.\n\nИ ещё.\n", &["Y007", "Y011"]);
    assert_eq!(place(&found, text), "Сегодня открыли центр.");
    // A thematic break of the body is no end of front matter.
    check(
        "---\na: b\n\nСегодня открыли центр.\n\n---\n\nИ ещё.\n",
        &["a"],
        "Сегодня открыли центр.\n\n---\n\nИ ещё.\n",
        &["Y007"],
    );
    check("---\na: b\n\n# Итоги\n\nтекст\n", &["a"], "# Итоги\n\nтекст\n", &["Y007"]);
    check("---\na: b\n", &["a"], "", &["Y007"]);
    check("---\na: b\nпросто строка\n---\n", &["a"], "", &["Y020"]);
    check("---\na: b\n\nпросто строка\nc: d\n---\n", &["a", "c"], "", &["Y020"]);
}

#[test]
fn no_front_matter_at_all() {
    let text = "# Фонд\n\nтекст\n";
    let found = check(text, &[], text, &["Y006"]);
    assert_eq!(place(&found, text), "# Фонд");
    check("", &[], "", &["Y005"]);
    check(" \n\n\u{a0}\n", &[], " \n\n\u{a0}\n", &["Y005"]);
}

#[test]
fn keys_written_twice() {
    let found = check("---\nдата: 1\nДата: 2\ndate: 3\n---\n", &["дата", "date"], "", &["Y022"]);
    assert_eq!(found.problems[0].also.len(), 1);
    assert_eq!(found.value.entries[0].value.as_text(), Some("1"));
}

#[test]
fn three_faults_are_three_problems() {
    check(
        "---\nзаголовок: Фонд: итоги\n\u{a0}дата: 1\nрегионы:\n\t- Омск\nкратко:текст\n---\n",
        &["заголовок", "дата", "регионы", "кратко"],
        "",
        &["Y011", "Y009", "Y019"],
    );
}

proptest! {
    #[test]
    fn nothing_panics(text in r#"(---\n)?([aж]: ?|[\[\],:'"\\#\-?!\n\r \t{}&*|>%@~жa\u{a0}]|\n---\n|\n){0,40}"#) {
        let found = front(&"x.md".into(), &text);
        prop_assert!(text.get(found.value.body.range()).is_some());
        for told in found.problems {
            let span = told.at.span.expect("faults of front matter have places");
            prop_assert!(text.get(span.range()).is_some(), "{:?} in {:?}", told, text);
        }
    }
}
