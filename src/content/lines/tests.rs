use super::*;

fn read(text: &str) -> Found<Vec<Entry>> {
    entries(Piece { file: &"x.md".into(), text, offset: 0 }, Limits::FRONT)
}

/// Keys with their values (`!` for what cannot be read, `…` for lists and records), and what is told.
fn check(text: &str, expected: &[&str], codes: &[&str]) {
    let found = read(text);
    let shown = |it: &Entry| {
        let value = match &it.value.kind {
            Kind::Broken => "!",
            Kind::Null => "",
            Kind::Scalar { text, .. } => text,
            _ => "…",
        };
        format!("{}={value}", it.key.value)
    };
    assert_eq!(
        found.problems.iter().map(|it| it.problem.code()).collect::<Vec<_>>(),
        codes,
        "{text:?}: {:#?}",
        found.problems
    );
    assert_eq!(found.value.iter().map(shown).collect::<Vec<_>>(), expected, "{text:?}");
    for entry in &found.value {
        assert!(text.get(entry.value.span.range()).is_some());
        assert_eq!(&text[entry.key.span.range()], entry.key.value);
    }
}

#[test]
fn one_bad_value_hides_no_other() {
    check(
        "заголовок: Фонд: итоги\nдата: 11.01.2022\nрегионы: [Омск\nкратко: \"текст\nслаг: x\n",
        &["заголовок=!", "дата=11.01.2022", "регионы=!", "кратко=!", "слаг=x"],
        &["Y011", "Y015", "Y014"],
    );
}

#[test]
fn values_may_take_lines() {
    check(
        "a: 1\nb:\n- x\n- y\nc:\n  d: e\n\nf: |\n  g\n\n  h\ni: \"j\n  k\"\n",
        &["a=1", "b=…", "c=…", "f=g\n\nh\n", "i=j k"],
        &[],
    );
    check("a: [\n  b,\n]\nc: d", &["a=…", "c=d"], &[]);
    check("a: b # нет\nc: d", &["a=b", "c=d"], &["Y013"]);
    check("# да\na: b\n# нет\n\nc: d\n", &["a=b", "c=d"], &[]);
    check("a: b\r\nc:\r\n  - d\r\n", &["a=b", "c=…"], &[]);
    check("a:\nb: ~\n", &["a=", "b="], &[]);
    check("\"a b\": c\n'd': e", &["a b=c", "d=e"], &[]);
}

#[test]
fn slips_of_keys_keep_their_values() {
    check("дата:2022-01-11\nтитул：x\na: b", &["дата=2022-01-11", "титул=x", "a=b"], &["Y019", "Y021"]);
    check("для\u{a0}кого: семьи\nтитул:\u{a0}Фонд", &["для\u{a0}кого=семьи", "титул=Фонд"], &[]);
    check("a: b\n c: d\n", &["a=!"], &["Y017"]);
    check(" a: b\nc: d\n", &["a=b", "c=d"], &["Y017"]);
    check("a: b\nпросто строка\nc: d", &["a=b", "c=d"], &["Y020"]);
    check("Сегодня в Омске прошла большая встреча: итоги\nc: d", &["c=d"], &["Y020"]);
    check("https://example.org/a\nc: d", &["c=d"], &["Y020"]);
    check("a:\n-Омск\n-Тара\nb: c", &["a=!", "b=c"], &["Y018"]);
    check("a:\n\u{a0}\u{a0}- Омск\nb: c", &["a=!", "b=c"], &["Y010"]);
    check("a:\n\t- Омск\nb:\tc", &["a=!", "b=!"], &["Y009", "Y009"]);
    check("a: Омск\n- Тара", &["a=Омск"], &["Y020"]);
}

#[test]
fn all_values_share_one_limit() {
    let tags = vec!["a"; 9_000].join(", ");
    let text = format!("a: [{tags}]\nb: [{tags}]\nc: d");
    let codes: Vec<_> = read(&text).problems.iter().map(|it| it.problem.code()).collect();
    assert_eq!(codes, ["Y025"]);
}

fn whole(text: &str, codes: &[&str]) -> Node {
    let found = document(&"x.yaml".into(), text);
    assert_eq!(found.problems.iter().map(|it| it.problem.code()).collect::<Vec<_>>(), codes, "{text:?}");
    found.value
}

#[test]
fn files_are_read_whole_or_part_by_part() {
    assert_eq!(whole("a: &x b\nc: *x", &[]).get("c").and_then(Node::as_text), Some("b"));
    assert_eq!(whole("\u{feff}a: b", &[]).get("a").map(|it| it.span), Some(Span::new(6, 7)));
    let node = whole("---\na: b: c\nd: [\ne: f", &["Y011", "Y015"]);
    assert_eq!(node.get("e").and_then(Node::as_text), Some("f"));
    let node = whole("# да\n- a: b: c\n- d: e\n- \"f\n- g: h\n", &["Y011", "Y014"]);
    assert_eq!(
        node.as_seq().map(|it| it.iter().map(Node::is_broken).collect::<Vec<_>>()),
        Some(vec![true, false, true, false])
    );
}
