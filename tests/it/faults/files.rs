//! F22, F23, F26: names, links of the file system, pipes, pictures.

use super::{A, Case, case, news};
use crate::site::Site;

pub fn f22_names_that_lead_outside() -> Vec<Case> {
    let slug = |name, code: &str, text: &str| case(name, &[code]).file(A, news(&format!("slug: ‸{text}"), "Текст."));
    let alias = |name, text: &str| case(name, &["E A008"]).file(A, news(&format!("aliases: ‸{text}"), "Текст."));
    let attached = |name, text: &str| {
        case(name, &["E P001"]).file(A, news(&format!("files: [‸{{file: {text}, title: Отчёт}}]"), "Текст."))
    };
    let cases = [
        slug("..", "E A004", "../../etc"),
        slug("путь", "E A004", "/etc/passwd"),
        slug("черта", "E A004", "a/b"),
        slug("обратная черта", "E A004", "\"a\\\\b\""),
        slug("управляющий знак", "E A004", "\"a\\x01b\""),
        slug("имя Windows", "E A004", "con"),
        slug("порт Windows", "E A004", "LPT1"),
        slug("длинный", "E A003", &"a".repeat(201)),
        alias("прежний ..", "/../../etc/"),
        alias("прежний чужой", "https://example.com/a/"),
        alias("прежний управляющий", "\"/a\\x01b/\""),
        alias("прежний Windows", "/old/aux/"),
        alias("прежний длинный", &format!("/{}/", "a".repeat(201))),
        attached("вложение ..", "../../../etc/passwd"),
        attached("вложение по пути", "/etc/passwd"),
        case("имя Windows у файла", &["E A004 content/news/aux.md"]).file("content/news/aux.md", news("", "Текст.")),
        case("имя без букв", &["E A002 content/news/---.md"]).file("content/news/---.md", news("", "Текст.")),
        case("длинное имя файла", &[&format!("E A003 content/news/{}.md", "a".repeat(220))])
            .file(&format!("content/news/{}.md", "a".repeat(220)), news("title: А", "Текст.")),
        case("вне разделов", &["E A006 content/novosti/a.md"]).file("content/novosti/a.md", news("", "Текст.")),
        case("в корне", &["E A006 content/a.md"]).file("content/a.md", news("", "Текст.")),
        case("текст чужого термина", &["E A007 content/regions/omskaya-oblst.md"])
            .file("content/regions/omskaya-oblst.md", "---\ntitle: Омская область\n---\n\nТекст.\n"),
    ];
    Vec::from(cases)
}

#[cfg(unix)]
pub fn f23_what_is_no_file() -> Vec<Case> {
    use std::os::unix::fs::symlink;
    use std::os::unix::net::UnixListener;
    let pipe = |site: &Site| {
        let made = std::process::Command::new("mkfifo").arg(site.path("content/news/a.md")).status();
        assert!(made.expect("mkfifo is there").success());
    };
    let cases = [
        case("кольцо", &["E P006 content/news/a"])
            .prepare(|it| symlink("..", it.path("content/news/a")).expect("a link")),
        case("ссылка наружу", &["E P006 content/news/a.md"])
            .prepare(|it| symlink("/etc/passwd", it.path("content/news/a.md")).expect("a link")),
        case("ссылка в никуда", &["E P006 content/news/a.md"])
            .prepare(|it| symlink("net.md", it.path("content/news/a.md")).expect("a link")),
        case("ссылка в static", &["E P006 static/etc"])
            .file("static/a.txt", "")
            .prepare(|it| symlink("/etc", it.path("static/etc")).expect("a link")),
        case("канал", &["E P007 content/news/a.md"]).prepare(pipe),
        case("сокет", &["E P007 content/news/a.md"])
            .prepare(|it| drop(UnixListener::bind(it.path("content/news/a.md")).expect("a socket"))),
        case("имя с управляющим знаком", &["E P012 content/news/a\u{1}.md"]).file("content/news/a\u{1}.md", "x"),
        case("мусор редакторов", &[])
            .file("content/news/a.md~", "x")
            .file("content/news/.a.md.swp", "x")
            .file("content/news/~$a.docx", "x")
            .file("content/news/4913", "x")
            .file("content/desktop.ini", "x"),
        case("документ Word", &["W P022 content/news/a.docx"]).file("content/news/a.docx", "PK"),
        case("документ, на который ссылаются", &[])
            .file("content/news/a.docx", "PK")
            .news("files: [{file: a.docx, title: Отчёт}]", "Текст."),
    ];
    Vec::from(cases)
}

/// A PNG of that size; its body may be short of bytes.
fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut header = [width.to_be_bytes(), height.to_be_bytes()].concat();
    header.extend([8, 2, 0, 0, 0]);
    chunk(&mut bytes, b"IHDR", &header);
    chunk(&mut bytes, b"IDAT", &[0x78, 0x9c, 3, 0, 0, 0, 0, 1]);
    chunk(&mut bytes, b"IEND", &[]);
    bytes
}

fn chunk(bytes: &mut Vec<u8>, name: &[u8; 4], data: &[u8]) {
    bytes.extend((data.len() as u32).to_be_bytes());
    let start = bytes.len();
    bytes.extend(name);
    bytes.extend(data);
    let mut sum = u32::MAX;
    for byte in &bytes[start..] {
        sum ^= u32::from(*byte);
        (0..8).for_each(|_| sum = if sum & 1 == 1 { sum >> 1 ^ 0xedb8_8320 } else { sum >> 1 });
    }
    bytes.extend((!sum).to_be_bytes());
}

const PNG: &str = "content/news/a.png";

/// The four ways of showing a picture; `one` is expected at each.
fn everywhere(name: &'static str, one: &str, file: &str, bytes: &[u8]) -> [Case; 4] {
    let wants: &[&str] = &[one];
    let with = |it: Case| it.bytes(PNG, bytes.to_vec());
    [
        with(case(name, wants).news("", &format!("‸![Семья]({file})"))),
        with(case(name, wants).news(&format!("cover: ‸{{file: {file}, alt: Семья}}"), "Текст.")),
        with(case(name, wants).news(&format!("gallery: [‸{{file: {file}, alt: Семья}}]"), "Текст.")),
        with(case(name, wants).news("", &format!(":::gallery\n‸![Семья]({file})\n:::"))),
    ]
}

pub fn f26_pictures() -> Vec<Case> {
    let good = png(100, 50);
    let damaged = [&good[..good.len() - 20], b"xxxx"].concat();
    let without_alt = [
        case("нет описания", &["E M012"]).news("", "‸![](a.png)").bytes(PNG, good.clone()),
        case("нет описания обложки", &["E M012"]).news("cover: ‸a.png", "Текст.").bytes(PNG, good.clone()),
        case("нет описания обложки-записи", &["E M012"])
            .news("cover: ‸{file: a.png}", "Текст.")
            .bytes(PNG, good.clone()),
        case("нет описания в галерее", &["E M012"]).news("gallery: [‸a.png]", "Текст.").bytes(PNG, good.clone()),
        case("украшение", &[]).news("", "![](a.png \"decorative\")").bytes(PNG, good.clone()),
        case("пустая картинка", &["E M014"]).news("", "‸![Семья]()"),
        case("не картинка", &["E P020"]).news("", "‸![Семья](a.pdf)").file("content/news/a.pdf", "%PDF"),
        case("чужая картинка", &["E M013"]).news("", "‸![Семья](https://example.com/a.png)"),
        case("вставка figure", &["E P001"]).news("", ":::figure ‸src=net.png alt=\"Семья\"\n:::"),
        case("картинка сайта", &["E P001"])
            .file("svod.yaml", "title: Свод\nbase_url: https://example.org\nimage: ‸/net.png\n"),
    ];
    let cases: Vec<Case> = without_alt
        .into_iter()
        .chain(everywhere("файла нет", "E P001", "net.png", &good))
        .chain(everywhere("другой регистр", "E P005", "A.png", &good))
        .chain(everywhere("заголовок не читается", "E P002", "a.png", b"\x89PNG\r\n\x1a\n\0\0"))
        .chain(everywhere("50 000 × 50 000", "E P004", "a.png", &png(50_000, 50_000)))
        .chain(everywhere("повреждена", "W P003", "a.png", &damaged))
        .chain(everywhere("хорошая", "A P001", "a.png", &good).map(|mut it| {
            it.wants.clear();
            it.marks.clear();
            it
        }))
        .collect();
    cases
}
