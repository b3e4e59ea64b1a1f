use proptest::prelude::*;

use super::nests::nests;
use super::*;
use crate::content::body::HoleKind;

/// A small site: Russian, with typography, one abbreviation, one allowed host.
fn converted(markdown: &str) -> Found<Body> {
    let glossary = Glossary::new([("ПМ".to_owned(), "прожиточный минимум".to_owned())]);
    let rules = Rules {
        lang: Lang::Ru,
        typography: true,
        glossary: &glossary,
        allow_img: &["img.example".to_owned()],
        title: "Заголовок «материала»",
        reserved: &["results"],
        site: None,
    };
    body(&"a.md".into(), markdown, 1000, &rules)
}

/// The HTML with its holes shown in braces.
fn shown(body: &Body) -> String {
    let mut out = String::new();
    let mut done = 0;
    for hole in &body.holes {
        out.push_str(&body.html[done..hole.at as usize]);
        done = hole.at as usize;
        out.push_str(&match &hole.kind {
            HoleKind::LinkOpen { path, fragment, title } => {
                let title = title.as_ref().map(|it| format!(" \"{it}\"")).unwrap_or_default();
                format!("{{a {path}{}{title}}}", fragment.as_ref().map(|it| format!("#{it}")).unwrap_or_default())
            }
            HoleKind::LinkClose => "{/a}".to_owned(),
            HoleKind::Image { path, alt, is_decorative } => {
                format!("{{img {path} {alt}{}}}", if *is_decorative { "decorative" } else { "" })
            }
            HoleKind::Table { path, options } => format!("{{table {path} {}}}", options.totals.len()),
            HoleKind::Video { src, title, .. } => format!("{{video {src} {title:?}}}"),
            HoleKind::List(_) | HoleKind::Contacts { .. } | HoleKind::Counters { .. } => "{insert}".to_owned(),
            HoleKind::OwnOpen(_) => "{own}".to_owned(),
            HoleKind::OwnClose => "{/own}".to_owned(),
            HoleKind::Word(key) => {
                assert!(WORDS.contains(&&**key), "{key}");
                format!("{{{key}}}")
            }
        });
    }
    out.push_str(&body.html[done..]);
    out
}

#[track_caller]
fn check(markdown: &str, html: &str) {
    let found = converted(markdown);
    assert!(found.problems.is_empty(), "{:?}", found.problems);
    assert_eq!(shown(&found.value).trim_end().replace('\u{a0}', "·"), html);
    nests(&found.value.html).expect("well-formed");
}

/// Codes of problems and the text each points at.
#[track_caller]
fn faults(markdown: &str, expected: &[(&str, &str)]) {
    let found = converted(markdown);
    nests(&found.value.html).expect("well-formed");
    let mut told: Vec<(u32, &str, &str)> = Vec::new();
    for it in &found.problems {
        let span = it.at.span.expect("a place");
        let (start, end) = (span.start as usize - 1000, span.end as usize - 1000);
        told.push((span.start, it.problem.code(), &markdown[start..end.max(start)]));
    }
    told.sort_unstable();
    let told: Vec<(&str, &str)> = told.into_iter().map(|it| (it.1, it.2)).collect();
    assert_eq!(told, expected, "{}", found.value.html);
}

#[test]
fn paragraphs_and_typography() {
    check("Фонд \"Няня\" - для детей\nи семей", "<p>Фонд «Няня»·— для детей и·семей</p>");
    check("\"**Фонд** помогает\" `\"x\" - y`", "<p>«<strong>Фонд</strong> помогает» <code>\"x\" - y</code></p>");
    check(
        "экран \\\"Да\\\" и <https://a.b/\"x\"-5>",
        "<p>экран \"Да\" и·<a href=\"https://a.b/%22x%22-5\">https://a.b/\"x\"-5</a></p>",
    );
    check("стих  \nстрока\n\n> цитата", "<p>стих<br>\nстрока</p>\n<blockquote>\n<p>цитата</p>\n</blockquote>");
    check("a < b & c", "<p>a &lt; b &amp; c</p>");
    check("~~было~~ *стало* \\#", "<p><del>было</del> <em>стало</em> #</p>");
    check(
        "текст\n\n---\n\n```rust\nx < \"1\"\n```",
        "<p>текст</p>\n<hr>\n<pre tabindex=\"0\"><code class=\"language-rust\">x &lt; \"1\"\n</code></pre>",
    );
}

#[test]
fn headings_have_ids() {
    check(
        "## Кому помогли\n\n## Кому помогли\n\n### Results",
        concat!(
            "<h2 id=\"komu-pomogli\">Кому помогли</h2>\n<h2 id=\"komu-pomogli-2\">Кому помогли</h2>\n",
            "<h3 id=\"results-2\">Results</h3>",
        ),
    );
    check("## Итоги {#itogi .wide}", "<h2 id=\"itogi\" class=\"wide\">Итоги</h2>");
    faults("# Итоги\n", &[("M003", "# Итоги")]);
    assert_eq!(converted("# Итоги").value.headings[0].level, 2);
    faults("##\n\nтекст", &[("M004", "##")]);
    faults("## А {#results}", &[("M006", "## А {#results}")]);
    faults("## А {#a style=x}", &[("M005", "## А {#a style=x}")]);
    faults("## А {#fn_1}", &[("M007", "## А {#fn_1}")]);
    let many = "## Итог\n\n".repeat(300);
    assert_eq!(converted(&many).value.headings[299].id, "itog-300");
}

#[test]
fn links_are_holes_or_checked() {
    check("[практика](../practices/a%20b.md#%D0%B8 \"т\")", "<p>{a ../practices/a b.md#и \"т\"}практика{/a}</p>");
    check("[вниз](#itogi)", "<p>{a #itogi}вниз{/a}</p>");
    check(
        "[сайт](https://пример.рф/?a=1&b=2)",
        "<p><a href=\"https://%D0%BF%D1%80%D0%B8%D0%BC%D0%B5%D1%80.%D1%80%D1%84/?a=1&amp;b=2\">сайт</a></p>",
    );
    check("<a@b.ru> [т](tel:112)", "<p><a href=\"mailto:a@b.ru\">a@b.ru</a> <a href=\"tel:112\">т</a></p>");
    faults("[а](#) [б]()", &[("M008", "[а](#)"), ("M008", "[б]()")]);
    faults("[а](javascript:alert(1)) [б](data:x)", &[("M010", "[а](javascript:alert(1))"), ("M010", "[б](data:x)")]);
    faults("[](b.md)", &[("M009", "[](b.md)")]);
    faults("[а][нет] [1]", &[("M011", "[а][нет]")]);
}

#[test]
fn pictures_are_holes() {
    check(
        "![Дети - в саду](a.jpg \"Подпись\")",
        "<figure>\n{img a.jpg Дети·— в·саду}\n<figcaption>Подпись</figcaption>\n</figure>",
    );
    check("и ![](a.png \"decorative\")", "<p>и·{img a.png decorative}</p>");
    check("[![На](a.png)](b.md)", "<p>{a b.md}{img a.png На}{/a}</p>");
    check(
        "![a](https://img.example/x.png)",
        "<figure>\n<img src=\"https://img.example/x.png\" alt=\"a\" loading=\"lazy\">\n</figure>",
    );
    faults("![](a.png)", &[("M012", "![](a.png)")]);
    faults("![a](//evil.example/x.png)", &[("M013", "![a](//evil.example/x.png)")]);
    faults("![a]()", &[("M014", "![a]()")]);
    faults("![a](data:image/png,x)", &[("M010", "![a](data:image/png,x)")]);
}

#[test]
fn lists_and_tasks() {
    check("- а\n- б\n  1. в", "<ul>\n<li>а</li>\n<li>б\n<ol>\n<li>в</li>\n</ol>\n</li>\n</ul>");
    check("- а\n\n- б", "<ul>\n<li><p>а</p>\n</li>\n<li><p>б</p>\n</li>\n</ul>");
    check(
        "- [x] да\n- [ ] нет",
        concat!(
            "<ul>\n<li><label><input type=\"checkbox\" disabled checked> да</label></li>\n",
            "<li><label><input type=\"checkbox\" disabled> нет</label></li>\n</ul>",
        ),
    );
}

#[test]
fn tables_are_regions() {
    check(
        "| а | б | |\n|---|--:|:-:|\n| x | 1 | |",
        concat!(
            "<div class=\"table\" role=\"group\" tabindex=\"0\" aria-label=\"{table}\">\n<table>\n<thead>\n",
            "<tr><th scope=\"col\">а</th><th scope=\"col\" class=\"num\">б</th><td class=\"center\"></td></tr>\n</thead>\n<tbody>\n",
            "<tr><td>x</td><td class=\"num\">1</td><td class=\"center\"></td></tr>\n</tbody>\n</table>\n</div>",
        ),
    );
}

#[test]
fn footnotes_go_behind_the_text() {
    check(
        "Да[^а] и[^а].\n\n[^а]: Сноска - вот.\n\nКонец",
        concat!(
            "<p>Да<sup class=\"footnote-ref\"><a href=\"#fn_1\" id=\"fnref_1\" role=\"doc-noteref\" aria-label=\"{footnote} 1\">1</a></sup>",
            "·и<sup class=\"footnote-ref\"><a href=\"#fn_1\" id=\"fnref_1_2\" role=\"doc-noteref\" aria-label=\"{footnote} 1\">1</a></sup>.</p>\n",
            "<p>Конец</p>\n<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"{footnotes}\">\n<ol>\n<li id=\"fn_1\">\n",
            "<p>Сноска·— вот. <a href=\"#fnref_1\" role=\"doc-backlink\" aria-label=\"{footnote_back} 1\">↩</a>",
            " <a href=\"#fnref_1_2\" role=\"doc-backlink\" aria-label=\"{footnote_back} 1\">↩</a></p>\n</li>\n</ol>\n</section>",
        ),
    );
    faults("текст\n\n[^1]: никто", &[("M022", "[^1]: никто")]);
    faults("текст[^2]", &[("M023", "[^2]")]);
    faults("т[^1]\n\n[^1]: а\n[^1]: б", &[("M024", "[^1]: б")]);
}

#[test]
fn html_is_read_strictly() {
    check(
        "Вода H<sub>2</sub>O<br/>и <abbr title=\"А - б\">т</abbr><!-- нет -->",
        "<p>Вода H<sub>2</sub>O<br>\nи·<abbr title=\"А·— б\">т</abbr></p>",
    );
    check(
        "<details open>\n<summary>Что &laquo;это&raquo;</summary>\n\nТекст\n\n</details>",
        "<details open>\n<summary>Что «это»</summary>\n<p>Текст</p>\n</details>",
    );
    check("<p lang=\"en\">\"Quoted\" - text</p>", "<p lang=\"en\">\"Quoted\" - text</p>");
    check("он <i lang=\"en\">\"a\" - b</i> \"да\"", "<p>он <i lang=\"en\">\"a\" - b</i> «да»</p>");
    check("<!-- :::note -->\n\nда", "<p>да</p>");
    faults("а <b>б\n\nв", &[("M017", "<b>")]);
    faults("а <b>*б</b>*", &[("M017", "<b>")]);
    faults("*а <b>б* в</b>", &[("M017", "<b>")]);
    faults("а</b>", &[("M018", "</b>")]);
    faults("а <span style=\"x\">б</span>", &[("M015", "<span style=\"x\">")]);
    faults("<div>\nтекст\n</div>", &[("M015", "<div>")]);
    faults("<script>alert(1)</script>", &[("M015", "<script>")]);
    assert_eq!(converted("а <script>alert(1)</script> б").value.html, "<p>а\u{a0}б</p>\n");
    faults("<iframe src=\"https://x\"></iframe>", &[("M015", "<iframe src=\"https://x\">")]);
    faults("<b onclick=\"x\">б</b>", &[("M016", "<b onclick=\"x\">")]);
    faults("<p lang=\"русский\">б</p>", &[("M016", "<p lang=\"русский\">")]);
    faults("<details>\n\nтекст", &[("M017", "<details>")]);
    faults("> <details>\n> текст\n\nа\n\n</details>", &[("M017", "<details>")]);
    faults("текст <p>да</p>", &[("M019", "<p>")]);
    faults("<summary>а</summary>", &[("M019", "<summary>")]);
    faults("<!-- нет", &[("M020", "<!-- нет")]);
}

#[test]
fn directives() {
    check(
        ":::note kind=важно\nТекст\n:::",
        "<aside role=\"note\" class=\"note important\">\n<p class=\"note-title\">{note_important}</p>\n<p>Текст</p>\n</aside>",
    );
    check(
        "> [!TIP]\n> Да",
        "<aside role=\"note\" class=\"note tip\">\n<p class=\"note-title\">{note_tip}</p>\n<p>Да</p>\n</aside>",
    );
    check(
        "- а\n:::note title=\"Кому - что\"\n- б\n:::\nв",
        concat!(
            "<ul>\n<li>а</li>\n</ul>\n<aside role=\"note\" class=\"note\">\n<p class=\"note-title\">Кому·— что</p>\n",
            "<ul>\n<li>б</li>\n</ul>\n</aside>\n<p>в</p>",
        ),
    );
    check(
        ":::figure src=a.jpg alt=\"Дом\" caption=\"Новый дом\" author=\"И. Иванов\"\n:::",
        "<figure>\n{img a.jpg Дом}\n<figcaption>Новый дом <small>{photo_by} И. Иванов</small></figcaption>\n</figure>",
    );
    check(
        ":::gallery\n![а](1.jpg \"Первая\")\n![б](2.jpg)\n:::",
        concat!(
            "<ul class=\"gallery\">\n<li><figure>\n{img 1.jpg а}\n<figcaption>Первая</figcaption>\n</figure>\n</li>\n",
            "<li><figure>\n{img 2.jpg б}\n</figure>\n</li>\n</ul>",
        ),
    );
    check(
        ":::quote name=\"А. Б.\" role=директор\nДа\n:::",
        "<figure class=\"quote\">\n<blockquote>\n<p>Да</p>\n</blockquote>\n<figcaption>А.·Б., директор</figcaption>\n</figure>",
    );
    check(
        ":::video src=a.mp4 title=Ролик\nТекст\n:::",
        concat!(
            "<figure class=\"video\">\n{video a.mp4 Some(\"Ролик\")}\n<details class=\"transcript\">\n<summary>{video_text}</summary>\n",
            "<p>Текст</p>\n</details>\n</figure>",
        ),
    );
    check(":::table data=a.csv total=5 total.семей=7\n:::", "{table a.csv 2}");
    check(":::steps\n1. а\n:::", "<div class=\"steps\">\n<ol>\n<li>а</li>\n</ol>\n</div>");
    check(":::faq\n### Кто?\nМы.\n:::", "<div class=\"faq\">\n<h3 id=\"kto\">Кто?</h3>\n<p>Мы.</p>\n</div>");
    check(
        ":::note\n<details>\n<summary>а</summary>\nб\n</details>\n:::",
        "<aside role=\"note\" class=\"note\">\n<p class=\"note-title\">{note_note}</p>\n<details>\n<summary>а</summary>\n<p>б </p>\n</details>\n</aside>",
    );
    faults(":::steps\nтекст\n:::", &[("D012", ":::steps")]);
    faults(":::gallery\nтекст\n:::", &[("D012", ":::gallery")]);
    check(
        "<details>\n<summary>а</summary>\n\n:::steps\n<!-- да -->\n\n1. б\n:::\n\n</details>",
        "<details>\n<summary>а</summary>\n<div class=\"steps\">\n<ol>\n<li>б</li>\n</ol>\n</div>\n</details>",
    );
    faults("текст\n :::note\n", &[("D002", ":::note")]);
    faults("  :::note\n", &[("D002", ":::note")]);
    faults(":::figure src=a.jpg\n:::", &[("M012", ":::figure src=a.jpg")]);
    faults(":::video src=https://a.b/c.mp4\n:::", &[("M013", "src=https://a.b/c.mp4")]);
}

#[test]
fn totals_of_markdown_tables_are_checked() {
    let table = "| Регион | Семей |\n|---|--:|\n| Омск | 2 000 |\n| Выкса | 168 |\n";
    faults(&format!(":::table total=2169\n{table}:::"), &[("D023", "total=2169")]);
    let found = converted(&format!(":::table total=2168 caption=\"Семьи\"\n{table}:::"));
    assert!(found.problems.is_empty(), "{:?}", found.problems);
    let html = shown(&found.value);
    assert!(
        html.contains("<caption>Семьи</caption>")
            && html.contains("<tfoot>\n<tr><th scope=\"row\">{table_total}</th><td class=\"num\">2\u{a0}168</td>"),
        "{html}"
    );
    faults(":::table total=5\nтекст\n:::", &[("D012", ":::table total=5")]);
}

#[test]
fn merged_paragraphs() {
    faults("Фонд помог.\nДиректор рад.", &[("M030", "Директор")]);
    faults("Фонд помог!\n— Да, сказал он.", &[("M030", "—")]);
    faults("Он сказал:\n«Да».", &[("M030", "«Да».")]);
    faults("Фонд в г.\nВыкса и А. С.\nПушкин\nи дети", &[]);
    faults("- Фонд помог.\n  Директор рад.", &[]);
    faults("Стих.  \nСтрока.\nЕщё.", &[]);
    faults("> Фонд помог.\n> Директор рад.", &[("M030", "Директор")]);
}

#[test]
fn pasted_text() {
    faults("  Абзац", &[("M031", "  ")]);
    faults("\u{a0}\u{a0}Абзац", &[("M031", "\u{a0}\u{a0}")]);
    faults("текст\n\n    Фонд помогает семьям в беде", &[("M032", "Фонд помогает семьям в беде")]);
    faults("т[^1]\n\n[^1]: а\n\n    второй абзац", &[]);
    faults("«Няня» «Мир» и «Да», «Нет»", &[("M033", "» ")]);
    faults("фонды \"Няня\" \"Мир\"", &[("M033", "\" ")]);
    faults("Заголовок материала\n\nТекст", &[("M034", "Заголовок материала")]);
    faults("**«Фонд»**помогает", &[("M035", "**")]);
    faults("\\*\\*да\\*\\* `**`", &[]);
    faults("2022. год был", &[("M036", "2022.")]);
    faults("«Мы рады»,\n- сказал он.", &[("M037", "-")]);
    faults("- Мы рады, - сказала она.", &[("M037", "-")]);
    faults("Нужны:\n\n- паспорт\n- справка", &[]);
    faults("Помощь получили, \n\n- семьи", &[]);
    faults("2 168 и 1301, 2020, №12345, 8 800 555-35-35", &[("M038", "1301")]);
    faults("24834 и 1301", &[]);
}

#[test]
fn abbreviations_are_explained_once() {
    check("ПМ растёт, ПМ и ПМПК", "<p>ПМ (прожиточный минимум) растёт, ПМ и·ПМПК</p>");
    check(
        "## ПМ\n\n[ПМ](a.md) `ПМ` выше ПМ",
        "<h2 id=\"pm\">ПМ</h2>\n<p>{a a.md}ПМ{/a} <code>ПМ</code> выше ПМ (прожиточный минимум)</p>",
    );
    check("величина прожиточного минимума (ПМ) и ПМ", "<p>величина прожиточного минимума (ПМ) и·ПМ</p>");
    check("ПМ (прожиточный минимум)", "<p>ПМ (прожиточный минимум)</p>");
}

#[test]
fn the_first_paragraph_is_found() {
    let first = |text: &str| converted(text).value.first_paragraph;
    let text = "![а](b.jpg)\n\n> цитата\n\n- список\n\nТекст[^1] - *вот*.\n\nДа\n\n[^1]: с";
    assert_eq!(first(text).as_deref(), Some("Текст\u{a0}— вот."));
    assert_eq!(first("Заголовок материала\n\nТекст").as_deref(), Some("Текст"));
    assert_eq!(first("- а"), None);
}

#[test]
fn fragments_and_lines() {
    let glossary = Glossary::default();
    let rules = Rules {
        lang: Lang::En,
        typography: true,
        glossary: &glossary,
        allow_img: &[],
        title: "",
        reserved: &[],
        site: None,
    };
    let line = |text: &str| inline(&"a.md".into(), text, 0, &rules);
    assert_eq!(line("a *b* \"c\"").value.html, "a <em>b</em> \"c\"");
    assert_eq!(line(":::note\n:::").problems[0].problem.code(), "D002");
    assert_eq!(line("- a").problems[0].problem.code(), "M026");
    assert_eq!(fragment(&"a.md".into(), "## a\n\nb[^1]", 0, &rules).value.html, "<h2>a</h2>\n<p>b[^1]</p>\n");
}

#[test]
fn limits_are_told() {
    let code = |text: &str| converted(text).problems[0].problem.code();
    assert_eq!(code(&"x".repeat(10_000_001)), "M002");
    assert_eq!(code(&">".repeat(10_000)), "M001");
    assert_eq!(code(&"[".repeat(10_000)), "M001");
    let list: String = (0..150).map(|it| format!("{}- a\n", "  ".repeat(it))).collect();
    assert_eq!(code(&list), "M001");
    assert_eq!(code(&format!("{}\n{}\n", "|a".repeat(50_000), "|-".repeat(50_000))), "M021");
    assert_eq!(code(&format!("|a|b|\n|-|-|\n{}", "|1|2|\n".repeat(10_001))), "M021");
    assert_eq!(code(&"<b>".repeat(1000)), "M001");
    assert_eq!(code(&"[a](b.md) ".repeat(20_001)), "M027");
    assert_eq!(code(&"a\n\n".repeat(600_000)), "M028");
}

#[test]
fn long_rows_of_one_sign_end() {
    for sign in [
        "*", "`", "<", "_", "~", "!", "&", "<!--", "*a_", "a**b", "[a](", "<a ", "</", "![", "\n> ", "|", "1. ",
        ":::\n", "[^1]", "\\", "»", "<b ", "- a\n", "\u{0}",
    ] {
        let text = sign.repeat(200_000 / sign.len());
        nests(&converted(&text).value.html).expect("well-formed");
    }
}

/// Pieces that break things when put together, parted by `¦`.
const PIECES: &[&str] = &[
    "\n¦\n\n¦ ¦текст¦a¦**¦*¦_¦`¦```\n¦> ¦- ¦1. ¦2022. ¦# ¦## ¦[¦](¦)¦![¦[^1]¦\n[^1]: ¦<b>¦</b>",
    "<i lang=\"en\">¦</i>¦<p>¦</p>¦<details>¦</details>¦<summary>¦</summary>¦<div>¦</div>¦<br>",
    "<!--¦-->¦<script>¦</script>¦|¦|---|---|\n¦\n:::note\n¦\n:::\n¦\n:::gallery\n",
    "\n:::table total=1\n¦\n:::figure src=a.png alt=b\n¦\n:::steps\n¦\n:::quote\n¦    ¦\\¦\"¦«",
    "»¦ПМ¦2 168¦1301¦~~¦- [x] ¦<http://a.b>¦{#id}¦&amp;¦<¦>¦\u{0}¦\u{a0}¦\r\n¦***\n¦[a]: b\n",
    "<summary",
];

fn soup() -> impl Strategy<Value = String> {
    let pieces: Vec<&str> = PIECES.iter().flat_map(|it| it.split('¦')).collect();
    prop::collection::vec(prop::sample::select(pieces), 0..60).prop_map(|it| it.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn whatever_is_written_nests(text in soup()) {
        let found = converted(&text);
        if let Err(why) = nests(&found.value.html) {
            panic!("{why}\n{text:?}\n{}", found.value.html);
        }
        for it in &found.value.holes {
            prop_assert!(found.value.html.is_char_boundary(it.at as usize));
        }
        prop_assert!(found.value.holes.is_sorted_by_key(|it| it.at));
        for it in &found.problems {
            let span = it.at.span.expect("a place");
            prop_assert!((1000..=1000 + text.len()).contains(&(span.start as usize)), "{it:?}");
            prop_assert!((span.start as usize..=1000 + text.len()).contains(&(span.end as usize)), "{it:?}");
        }
    }
}
