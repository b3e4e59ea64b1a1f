//! F10, and what becomes of the faults of withheld items.
use super::{A, Case, case, news};
use crate::site::Site;

pub fn f10_the_future_waits() -> Vec<Case> {
    let at = "news/index.html";
    let cases = [
        case("дата впереди", &[]).file(A, news("title: Завтра\ndate: 2026-12-05", "Текст.")).hides(at, "Завтра"),
        case("опубликовать позже", &[])
            .file(A, news("title: Завтра\npublish: 2026-12-01 09:01", "Текст."))
            .hides(at, "Завтра"),
        case("два срока", &[])
            .file(A, news("title: Потом\npublish: 2027-01-01", "Текст."))
            .file("content/news/b.md", news("title: Раньше\ndate: 2026-11-25", "Текст.")),
        case("событие со своим днём", &["A F020"])
            .file(
                "content/events/a.md",
                "---\ntitle: Форум\ndate: ‸2026-12-05\nevent:\n  start: 2026-12-05\n---\n\nТекст.\n",
            )
            .shows("events/a/index.html", "Форум"),
        case("черновик", &[]).file(A, news("title: Набросок\ndraft: да", "Текст.")).hides(at, "Набросок"),
    ];
    Vec::from(cases)
}

pub fn faults_of_what_is_withheld() -> Vec<Case> {
    let cases = [
        case("черновик с ошибками", &["A Y040", "A R005"])
            .file(A, news("draft: да\n‸regoins: Москва", "Смотри ‸[там](нет.md).")),
        case("черновик не читается", &["E Y042"]).file(A, news("title: Тайна\ndraft: ‸может быть", "Текст.")),
        case("ключ похож на «черновик»", &["E Y040"]).file(A, news("title: Тайна\n‸чернавик: да", "Текст.")),
        case("срок не читается", &["E F008"]).file(A, news("title: Тайна\npublish: ‸31.02.2027", "Текст.")),
        case("дата снятия не читается", &["E F008"]).file(A, news("title: Тайна\nexpires: ‸31.02.2027", "Текст.")),
        case("дата не читается", &["E F008"]).file(A, news("title: Тайна\ndate: ‸31.02.2027", "Текст.")),
        case("снят", &["A Y040"])
            .file(A, news("title: Тайна\n‸regoins: Москва\nwithdrawn: {date: 2024-02-01, reason: ошибка}", "Текст."))
            .hides("news/a/index.html", "Тайна"),
    ];
    Vec::from(cases)
}

#[test]
fn drafts_have_their_faults_in_full_when_they_are_shown() {
    let site = Site::base();
    site.put(A, news("draft: да\nregoins: Москва", "Текст."));
    assert_eq!(site.svod(&["build"]).code, 0);
    for command in ["build", "check"] {
        let said = site.svod(&[command, "--drafts"]);
        assert!(said.code == 1 && said.err.contains("неизвестный ключ «regoins»"), "{}", said.err);
    }
}

#[test]
fn what_cannot_be_read_never_stands_in() {
    for front in ["draft: может быть", "чернавик: да", "publish: 31.02.2027", "expires: скоро"]
    {
        let site = Site::base();
        site.put(A, news(&format!("title: Тайнопись\n{front}"), "Тайнопись."));
        site.put("content/news/b.md", news("", "Другое."));
        let said = site.svod(&["build", "--keep-going"]);
        assert!(said.code == 1 && site.is_published(), "{front}: {}", said.err);
        assert!(!site.page("news/b/index.html").is_empty(), "{front}");
        let leak = site.output().into_iter().find(|(_, it)| String::from_utf8_lossy(it).contains("Тайнопись"));
        assert_eq!(leak.map(|it| it.0), None, "{front}");
        assert_eq!(site.page("news/a/index.html"), "", "{front}");
    }
}
