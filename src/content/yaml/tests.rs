use proptest::prelude::*;

use super::*;

fn read(text: &str) -> Found<Node> {
    parse(&"x.yaml".into(), text, 0)
}

/// A tree as text, with the bytes of every value: `{a@0..1: [b@4..5]@3..6}@0..6`.
fn show(node: &Node) -> String {
    let place = |span: Span| format!("@{}..{}", span.start, span.end);
    let inside = match &node.kind {
        Kind::Null => "~".to_owned(),
        Kind::Broken => "!".to_owned(),
        Kind::Scalar { text, .. } => text.clone(),
        Kind::Seq(items) => format!("[{}]", items.iter().map(show).collect::<Vec<_>>().join(", ")),
        Kind::Map(pairs) => {
            let pair = |(key, it): &(Spanned<String>, Node)| format!("{}{}: {}", key.value, place(key.span), show(it));
            format!("{{{}}}", pairs.iter().map(pair).collect::<Vec<_>>().join(", "))
        }
    };
    inside + &place(node.span)
}

fn check(text: &str, expected: &str) {
    let found = read(text);
    assert_eq!(found.problems, [], "{text}");
    assert_eq!(show(&found.value), expected);
}

/// The code told of a text, and the part of it that is shown with a caret.
fn fault(text: &str, code: &str, place: &str) -> Problem {
    let found = parse_piece(Piece { file: &"x.md".into(), text, offset: 0 }, Limits::FRONT);
    let told = found.problems.first().unwrap_or_else(|| panic!("nothing told of {text:?}: {}", show(&found.value)));
    assert_eq!(told.problem.code(), code, "{text:?}");
    assert_eq!(&text[told.at.span.expect("a place").range()], place, "{text:?}");
    told.problem.clone()
}

#[test]
fn every_value_has_its_place() {
    check(
        "a: b\nc:\n  - d\n  - e: 'f'\n",
        "{a@0..1: b@3..4, c@5..6: [d@12..13, {e@18..19: f@21..24}@18..24]@10..24}@0..24",
    );
    check("a: [x, \"y\"]", "{a@0..1: [x@4..5, y@7..10]@3..11}@0..11");
    check("a:\nb: ~", "{a@0..1: ~@1..1, b@3..4: ~@6..7}@0..7");
    check("a: |\n  b\n  c\n", "{a@0..1: b\nc\n@7..12}@0..12");
    check("a: b\r\nc: d\r\n", "{a@0..1: b@3..4, c@6..7: d@9..10}@0..10");
    check("---\na: b\n", "{a@4..5: b@7..8}@4..8");
    check("", "~@0..0");
    assert_eq!(show(&parse(&"x".into(), "a: b", 100).value), "{a@100..101: b@103..104}@100..104");
}

#[test]
fn aliases_repeat_their_value() {
    check("a: &x [1]\nb: *x", "{a@0..1: [1@7..8]@6..9, b@10..11: [1@7..8]@13..15}@0..15");
}

#[test]
fn faults_are_said_as_what_a_person_did() {
    let corrected = |problem: Problem| match problem {
        Problem::UnquotedColon { corrected }
        | Problem::UnquotedQuote { corrected }
        | Problem::SpecialSign { corrected, .. }
        | Problem::DashWithoutSpace { corrected }
        | Problem::HashCutsValue { corrected, .. } => corrected,
        other => panic!("{other:?}"),
    };
    let line = corrected(fault("заголовок: Фонд: итоги", "Y011", ":"));
    assert_eq!(line, "заголовок: \"Фонд: итоги\"");
    assert_eq!(corrected(fault("t: \"А\" и Б", "Y012", "и")), "t: '\"А\" и Б'");
    assert_eq!(corrected(fault("t: @дом", "Y023", "@")), "t: \"@дом\"");
    assert_eq!(corrected(fault("t: &Компания наша", "Y023", "&")), "t: \"&Компания наша\"");
    assert_eq!(corrected(fault("t: !Внимание всем", "Y023", "!")), "t: \"!Внимание всем\"");
    assert_eq!(corrected(fault("t: *звезда", "Y023", "*")), "t: \"*звезда\"");
    assert_eq!(corrected(fault("t: Дом #5", "Y013", "#5")), "t: \"Дом #5\"");
    assert_eq!(corrected(fault("t:\n  -а\n  -б", "Y018", "-а")), "- а");
    fault("t: %5", "Y023", "%");
    fault("t: `x", "Y023", "`");
    fault("t: ,a", "Y023", ",");
    fault("a:\n\tb: c", "Y009", "\t");
    fault("a:\tb", "Y009", "\t");
    fault("a:\n  b: c\n\td: e", "Y009", "\t");
    fault("a:\n\u{a0}\u{a0}b: c", "Y010", "\u{a0}");
    fault("a: b\n \u{a0}c", "Y010", "\u{a0}");
    fault("t: \"а", "Y014", "\"");
    fault("t: [а, б", "Y015", "[");
    fault("t: [а, б\nc: d", "Y015", "[");
    fault("t: {а: б", "Y015", "{");
    fault("t: [а}", "Y015", "[");
    fault("t: [а]]", "Y016", "]");
    fault("t: x\n b: y", "Y017", " ");
    fault("t:\n   b: 1\n  c: 2", "Y017", "c: 2");
    fault("t:\n  - а\n   - б", "Y017", "- б");
    fault("t:\n  - а\n -б", "Y018", "-б");
    fault("a: b\nпросто строка", "Y020", "просто строка");
    fault("a: - b", "Y028", "-");
    fault("a: [\"b\" \"c\"]", "Y029", "\"");
    fault("? [a]\n: b", "Y030", "[a]");
    fault("a: \"b\\q\"", "Y027", "\\q");
    fault("a: b\n---\nc: d", "Y026", "---");
    fault("a: |x\n  b", "Y023", "|");
    fault("a: b\n... c", "Y031", "... c");
}

#[test]
fn comments_in_files_are_no_slips() {
    check("parent: sibirskiy-fo       # any depth", "{parent@0..6: sibirskiy-fo@8..20}@0..20");
    assert_eq!(read("a: Дом #5").problems[0].problem.code(), "Y013");
}

#[test]
fn limits_hold() {
    let bomb: String =
        (1..9).map(|it| format!("a{it}: &a{it} [{}]\n", vec![format!("*a{}", it - 1); 20].join(","))).collect();
    let codes = |text: &str| read(text).problems.iter().map(|it| it.problem.code()).collect::<Vec<_>>();
    assert_eq!(codes(&format!("a0: &a0 x\n{bomb}")), ["Y025"]);
    // A hundred thousand copies of a megabyte.
    let text = "я".repeat(500_000);
    assert_eq!(codes(&format!("a: [&x \"{text}\"{}]", ", *x".repeat(90_000))), ["Y025"]);
    assert_eq!(codes(&format!("a: [&x {{{}: b}}{}]", "k".repeat(4000), ", *x".repeat(30_000))), ["Y025"]);
    assert_eq!(codes(&"[".repeat(10_000)), ["Y024"]);
    assert_eq!(codes(&"- ".repeat(10_000)), ["Y024"]);
    assert_eq!(codes(&format!("[{}]", "a,".repeat(200_000))), ["Y025"]);
    assert_eq!(codes(&format!("a: {}", "\"".repeat(10_001))), ["Y012"]);
}

#[test]
fn one_long_line_takes_no_long_time() {
    for part in ["\"b\", ", "b, ", "\u{a0}b: c, ", "b #c, "] {
        let text = format!("a: [{}]", part.repeat(30_000));
        assert!(read(&text).problems.len() <= 1, "{part}");
    }
}

fn quick(text: &str) -> Option<String> {
    scalar_or_flow(text, 3).map(|it| show(&it))
}

#[test]
fn most_values_take_the_short_way() {
    assert_eq!(quick("Фонд помог 5 семьям").as_deref(), Some("Фонд помог 5 семьям@3..37"));
    assert_eq!(quick("2022-01-11 10:30").as_deref(), Some("2022-01-11 10:30@3..19"));
    assert_eq!(quick("\"Фонд: \\\"Семья\\\"\"").as_deref(), Some("Фонд: \"Семья\"@3..29"));
    assert_eq!(quick("['a', \"b\", c d]").as_deref(), Some("[a@4..7, b@9..12, c d@14..17]@3..18"));
    assert_eq!(quick("[]").as_deref(), Some("[]@3..5"));
    assert_eq!(quick("").as_deref(), Some("~@3..3"));
    for text in
        ["Фонд: итоги", "Дом #5", "- а", "[a, [b]]", "{a: b}", "'it''s'", "\"a\\n\"", "&a", "a\tb", "|", "[a", "a: b]"]
    {
        assert_eq!(quick(text), None, "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(5_000))]

    #[test]
    fn the_short_way_agrees(value in r#"[ab0Ёж\[\],:'"\\#\-?! .{}&*|>%@~/n\t№«—]{0,12}"#) {
        agrees(&value)?;
    }

    #[test]
    fn the_short_way_agrees_on_lists(items in prop::collection::vec(r#"[a0ж '"\-:#]{0,4}"#, 0..4)) {
        agrees(&format!("[{}]", items.join(",")))?;
    }

    #[test]
    fn nothing_panics(text in r#"[ab\[\],:'"\\#\-?!\n\r \t{}&*|>%@~ж\u{a0}\u{feff}]{0,40}"#) {
        let found = read(&text);
        for told in found.problems {
            let span = told.at.span.expect("faults of YAML have places");
            prop_assert!(text.get(span.range()).is_some(), "{:?} in {:?}", told, text);
        }
    }
}

/// Where the short way answers, the parser reads the same.
fn agrees(value: &str) -> Result<(), TestCaseError> {
    let Some(short) = scalar_or_flow(&format!(" {value}"), 2) else { return Ok(()) };
    let long = read(&format!("a: {value}\n"));
    prop_assert!(long.problems.is_empty(), "{:?}: {:?}", value, long.problems);
    let long = long.value.get("a").cloned().expect("a record");
    let is_same_place = short.is_null() || short.span == long.span;
    prop_assert!(short.kind == long.kind || show(&short) == show(&long), "{:?}: {:?} {:?}", value, short, long);
    prop_assert!(is_same_place, "{:?}: {:?} {:?}", value, short.span, long.span);
    Ok(())
}
