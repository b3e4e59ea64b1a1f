//! F28 and F29: what comes from other sites, templates that do not work.

use super::{Case, case};

const CARD: &str = "themes/svod/templates/card.html";
const BASE: &str = "themes/svod/templates/base.html";

fn template(name: &'static str, wants: &[&str], text: &str) -> Case {
    case(name, wants).file("themes/svod/templates/404.html", text)
}

pub fn f28_from_other_sites() -> Vec<Case> {
    let allowed = "title: Свод\nbase_url: https://example.org\nallow: {img: [example.com], script: [example.com]}\n";
    let cases = [
        case("картинка", &["E M013"]).news("", "‸![Семья](https://example.com/a.png)"),
        case("картинка разрешена", &[]).file("svod.yaml", allowed).news("", "![Семья](https://example.com/a.png)"),
        case("видео", &["E M013"]).news("", ":::video ‸src=https://example.com/a.mp4 title=\"Семья\"\nТекст.\n:::"),
        template("скрипт", &["E T020"], "<script ‸src=\"https://example.com/a.js\"></script>"),
        template("скрипт разрешён", &[], "<script src=\"https://example.com/a.js\"></script>")
            .file("svod.yaml", allowed),
        template("стиль", &["E T020"], "<link rel=\"stylesheet\" ‸href=\"//example.com/a.css\">"),
        template("рамка", &["E T020"], "<iframe ‸src=\"https://example.com/\"></iframe>"),
        template("картинка темы", &["E T020"], "<img ‸src=\"https://example.com/a.png\" alt=\"\">"),
        template("свой скрипт в строке", &["E T021"], "‸<script>alert(1)</script>"),
        template("стиль в строке", &["E T022"], "‸<style>p { color: red }</style>"),
        template("обработчик", &["E T023"], "<p ‸onclick=\"alert(1)\">Текст</p>"),
        case("шрифт в css", &["E T020"])
            .file("themes/svod/css/own.css", "@font-face { src: url(‸https://example.com/a.woff2); }\n"),
        case("импорт в css", &["E T020"]).file("themes/svod/css/own.css", "@import \"‸https://example.com/a.css\";\n"),
        case("скрипт темы", &["E T020"]).file("themes/svod/js/own.js", "import \"‸https://example.com/a.js\";\n"),
    ];
    Vec::from(cases)
}

pub fn f29_templates() -> Vec<Case> {
    let cases = [
        template("не разбирается", &["E T002"], "<p>\n{{ page.title ‸</p>\n"),
        template("блок не закрыт", &["E T002 themes/svod/templates/404.html:1:14"], "{% if site %}<p>\n"),
        template("фильтра нет", &["E T003"], "{{ site.title | ‸uper }}"),
        template("проверки нет", &["E T004"], "{% if site is ‸defned %}{% endif %}"),
        template("функции нет", &["E T005"], "{{ ‸sey(key=\"more\") }}"),
        template("детали нет", &["E T006"], "{{ <‸kartochka /> }}"),
        template("вставки нет", &["E T007"], "{% include \"‸partials/net.html\" %}"),
        template("основы нет", &["E T007"], "{% extends \"‸bas.html\" %}"),
        template("по кругу", &["E T008"], "{% include \"‸404.html\" %}"),
        template("блока нет", &["E T010"], "{% extends \"base.html\" %}{% block ‸glavnoe %}{% endblock %}"),
        template("переменной нет", &["E T011"], "{{ ‸pgae.title }}"),
        template("поля нет", &["E T012"], "{{ site.‸titel }}"),
        template("цикл без конца", &["E T016"], "{% for i in ‸range(end=100000000) %}x{% endfor %}"),
        case("на многих страницах", &["E T012"]).file(BASE, "<p>{{ site.‸titel }}</p>{% block main %}{% endblock %}\n"),
        case("карточка", &["E T012"]).file(CARD, "{{ card.‸titel }}\n"),
        case("два шаблона", &["E T003", "E T011"])
            .file(CARD, "{{ ‸crad.title }}\n")
            .file("themes/svod/templates/404.html", "{{ site.title | ‸uper }}"),
        case("не UTF-8", &["E T034 themes/svod/templates/404.html"])
            .bytes("themes/svod/templates/404.html", b"<p>\xcf\xf0\xe8\xe2\xe5\xf2</p>".to_vec()),
        case("лишний файл", &["W T035 themes/svod/readme.txt"]).file("themes/svod/readme.txt", "x"),
        case("слова не заполнить", &["E T041"]).file("themes/svod/strings/ru.yaml", "‸updated: \"{kogda}\"\n"),
    ];
    Vec::from(cases)
}
