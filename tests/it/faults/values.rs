//! F08, F11 to F13, F18 to F21: keys, values, terms, references.

use super::{A, B, Case, case, news, practice};

const P: &str = "content/practices/a.md";

/// A practice with that in its front matter.
fn field(name: &'static str, code: &str, front: &str) -> Case {
    let wants: &[&str] = if code.is_empty() { &[] } else { &[code] };
    case(name, wants).file(P, practice(front))
}

pub fn f08_a_misspelt_key() -> Vec<Case> {
    let cases = [
        case("латиницей", &["E Y040"]).file(A, news("‸regoins: Омская область", "Текст.")),
        case("по-русски", &["E Y040"]).file(A, news("‸регеоны: Омская область", "Текст.")),
        case("ни на что не похож", &["E Y040"]).file(A, news("‸qwerty: Омская область", "Текст.")),
        case("внутри записи", &["E Y040"]).file(A, news("source: {‸titel: РИА}", "Текст.")),
        case("адрес", &["E F012"]).file(A, news("‸адрес: itogi", "Текст.")),
    ];
    Vec::from(cases)
}

pub fn f11_f12_no_title_no_date() -> Vec<Case> {
    let cases = [
        case("нет заголовка", &["E F013"]).file(A, "---\n‸date: 2024-01-11\n---\n\nТекст.\n"),
        case("заголовок пуст", &["E F013"]).file(A, "---\n‸title:\ndate: 2024-01-11\n---\n\nТекст.\n"),
        case("нет даты", &["E F015"]).file(A, "---\n‸title: Форум\n---\n\nТекст.\n"),
        case("дата в имени файла", &[]).file("content/news/2024-01-11-a.md", "---\ntitle: Форум\n---\n\nТекст.\n"),
        case("две даты", &["W F016"])
            .file("content/news/2024-01-11-a.md", "---\ntitle: Форум\ndate: ‸2024-01-12\n---\n\nТекст.\n"),
        case("у практики нет обязательного", &["E F013", "E F013"])
            .file(P, "---\n‸‸title: Школа\nregions: Омская область\ntarget_groups: Дети\n---\n\nТекст.\n"),
    ];
    Vec::from(cases)
}

pub fn f13_terms_as_people_write_them() -> Vec<Case> {
    let region = |name, code: &str, text: &str| field(name, code, &format!("regions: {text}"));
    let at = "regions/omskaya-oblast/index.html";
    let cases = [
        region("сокращение", "", "Омская обл.").shows(at, "Школа"),
        region("два пробела", "", "\"Омская  область\"").shows(at, "Школа"),
        region("другой регистр", "", "ОМСКАЯ ОБЛАСТЬ").shows(at, "Школа"),
        region("падеж", "", "в Омской области").shows(at, "Школа"),
        field("ё вместо е", "", "target_groups: Дёти"),
        region("опечатка", "E F009", "‸Омсая область"),
        region("ни на что не похоже", "E F009", "‸Атлантида"),
        region("опечатка в списке", "E F009", "[Москва, ‸Омсая область]"),
        region("через запятую", "E F009", "Москва, ‸Омсая область"),
        field("подходит нескольким", "E F010", "regions: ‸Октябрьский район").file(
            "content/regions.yaml",
            "extends: ru-regions\nterms:\n  - {id: okt-omsk, title: Октябрьский район, parent: omskaya-oblast}\n  \
                 - {id: okt-perm, title: Октябрьский район, parent: permskiy-kray}\n",
        ),
    ];
    Vec::from(cases)
}

pub fn f18_another_type_of_value() -> Vec<Case> {
    let f = field;
    let cases = [
        f("дата", "E Y042", "updated: ‸вчера"),
        f("дата списком", "E Y042", "updated: ‸[2024-01-01]"),
        f("текст списком", "E Y042", "summary: ‸[раз, два]"),
        f("текст записью", "E Y042", "summary: ‸{a: b}"),
        f("да или нет", "E Y042", "featured: ‸может быть"),
        f("число", "E Y042", "results: [{label: Семьи, value: 10, of: ‸много}]"),
        f("количество", "E Y042", "results: [{label: Семьи, value: ‸немало}]"),
        f("деньги", "E Y042", "cost: {money: ‸дорого}"),
        f("возраст", "E Y042", "age: ‸взрослые"),
        f("период", "E Y042", "period: ‸давно"),
        f("неполная дата", "E Y042", "legal: [{title: Закон, date: ‸весной}]"),
        f("выбор", "E Y044", "status: ‸живёт"),
        f("выбор списком", "E Y042", "status: ‸[план, пилот]"),
        f("доказательность", "E Y044", "evidence: ‸9"),
        f("термин записью", "E Y042", "regions: ‸{id: omskaya-oblast}"),
        f("ссылка на материал списком", "E Y042", "organisation: ‸[omk, omk]"),
        f("картинка списком", "E Y042", "cover: ‸[a.png]"),
        f("файл записью без файла", "E Y042", "files: [‸{licence: CC}]"),
        f("телефон", "E Y043", "contact: {phones: [‸{}]}"),
        f("телефон словами", "E Y042", "contact: {phones: ‸звоните}"),
        f("адрес в сети", "E Y042", "source: {title: РИА, url: ‸ria}"),
        f("почта", "E Y042", "contact: {email: ‸пишите}"),
        f("запись числом внутри", "E Y042", "replication: {ready: ‸[да]}"),
        f("разметка списком", "E Y042", "solution: ‸[раз, два]"),
        f("список записей текстом", "", "results: Сто семей"),
        f("запись текстом", "", "source: РИА"),
    ];
    Vec::from(cases)
}

pub fn f19_dates_that_do_not_exist() -> Vec<Case> {
    let date = |name, code: &str, text: &str| case(name, &[code]).file(A, news(&format!("date: {text}"), "Текст."));
    let cases = [
        date("31 февраля", "E F008", "‸31.02.2022"),
        date("13-й месяц", "E F008", "‸2022-13-01"),
        date("месяц впереди", "E F008", "‸01.13.2022"),
        date("год из двух цифр", "E F007", "‸11.01.22"),
        date("нулевой день", "E F008", "‸2022-01-00"),
        date("час 25", "E F008", "‸2022-01-11 25:00"),
        case("в имени файла", &["E F015"]).file("content/news/2022-02-31-a.md", "---\n‸title: Форум\n---\n\nТекст.\n"),
        field("во вложенном поле", "E F008", "legal: [{title: Закон, date: ‸31.02.2022}]"),
        field("в периоде", "E F008", "period: {from: ‸31.02.2022}"),
        field("конец раньше начала", "E Y042", "period: ‸2024–2020").file(B, news("", "Текст.")),
    ];
    Vec::from(cases)
}

pub fn f20_who_does_not_exist() -> Vec<Case> {
    let cases = [
        field("организация с опечаткой", "E R001", "organisation: ‸ОМК-Учасие"),
        field("организация", "E R001", "organisation: ‸Ромашка"),
        case("практика", &["E R001"]).file(A, news("practices: ‸Передышко", "Текст.")),
        case("практика в списке", &["E R001"]).file(A, news("practices: [Передышка, ‸Няня]", "Текст.")),
        case("организация с ролью", &["E R001"])
            .file(A, news("organisations: [{organisation: ‸Ромашка, role: партнёр}]", "Текст.")),
        case("подходит двум", &["E R002"])
            .file("content/organisations/a.md", "---\ntitle: Ромашка\n---\n")
            .file("content/organisations/b.md", "---\ntitle: Ромашка\n---\n")
            .file(P, practice("organisation: ‸Ромашка")),
        field("пути нет", "E R001", "organisation: ‸../organisations/net.md"),
        case("не опубликована", &["A R003"])
            .file("content/practices/b.md", practice("draft: да").replace("Школа", "Тайна"))
            .file(A, news("practices: ‸Тайна", "Текст.")),
    ];
    Vec::from(cases)
}

pub fn f21_circles() -> Vec<Case> {
    let org = |title: &str, parent: &str| format!("---\ntitle: {title}\nparent: ‸{parent}\n---\n");
    let plain = |title: &str, parent: &str| org(title, parent).replace('‸', "");
    let cases = [
        case("сама себе родитель", &["E R004"]).file("content/organisations/a.md", org("Ромашка", "a")),
        case("по кругу", &["E R004"])
            .file("content/organisations/a.md", org("А", "b"))
            .file("content/organisations/b.md", plain("Б", "c"))
            .file("content/organisations/c.md", plain("В", "a")),
        case("лёгкие записи", &["E R004"])
            .file("content/organisations.yaml", "- {title: А, parent: ‸Б}\n- {title: Б, parent: А}\n"),
        case("программы", &["E R004"])
            .file("content/practices/a.md", practice("title: А\nprogramme: ‸b"))
            .file("content/practices/b.md", practice("title: Б\nprogramme: a")),
        case("термины", &["E V003"])
            .file("content/themes.yaml", "- {id: a, title: А, parent: ‸b}\n- {id: b, title: Б, parent: a}\n"),
        case("термин сам над собой", &["E V003"]).file("content/themes.yaml", "- {id: a, title: А, parent: ‸a}\n"),
        case("события", &["E R004"])
            .file("content/events/a.md", "---\ntitle: А\nevent: {start: 2024-01-01}\nparent: ‸a\n---\n\nТекст.\n"),
    ];
    Vec::from(cases)
}
