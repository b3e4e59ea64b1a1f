//! How long the hottest pure functions take: `cargo bench` (or `cargo bench -- typography`).
//!
//! To measure one more, add a row to [`rows`]. The least of many rounds is printed: it is the steadiest.
#![allow(clippy::disallowed_methods, clippy::print_stdout)]

use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

use svod::base::lang::Lang;
use svod::base::{collate, slug, typography};
use svod::content::config::{Allow, config};
use svod::content::document::document;
use svod::content::front::front;
use svod::content::layout::Article;
use svod::content::tables::Tables;
use svod::content::types::types;
use svod::content::vocabulary::vocabularies;
use svod::render::template::Templates;
use svod::render::theme::{Theme, ThemeSource};

#[path = "../tests/data/sample_views.rs"]
mod sample_views;

/// One measured function.
struct Row {
    name: &'static str,
    /// What one call works through: `char`, `item`.
    unit: &'static str,
    /// How many of them one call has.
    count: usize,
    call: Box<dyn Fn() -> usize>,
}

fn row(name: &'static str, unit: &'static str, count: usize, call: impl Fn() -> usize + 'static) -> Row {
    Row { name, unit, count, call: Box::new(call) }
}

fn rows() -> Vec<Row> {
    let mut rows = text_rows();
    rows.extend(reading_rows());
    rows.extend(page_rows());
    rows
}

/// Pages as a real site has them: a practice with everything, a news item, a list of twenty cards ready made.
fn page_rows() -> Vec<Row> {
    let (config, allow) = ("svod.yaml".into(), Allow::default());
    let source = ThemeSource {
        name: "svod",
        name_at: None,
        lang: Lang::Ru,
        files: &[],
        config: &config,
        settings: None,
        strings: &[],
        allow: &allow,
    };
    let theme = Theme::new(source).value;
    let chrome = sample_views::chrome("ru", theme.styles().map(|it| format!("/{it}")).collect());
    let templates: &'static Templates = Box::leak(Box::new(Templates::new(&theme, &chrome).value));
    let cards = |count: usize| {
        let mut out = Vec::new();
        (0..count).for_each(|it| templates.render("card.html", &sample_views::card(it), &mut out).expect("a card"));
        String::from_utf8(out).expect("UTF-8")
    };
    let (practice, news) = (sample_views::article(&cards(3)), sample_views::news());
    let (section, card) = (sample_views::section(&cards(20)), sample_views::card(0));
    vec![
        page_row("page: a practice with everything", templates, "article.html", practice),
        page_row("page: a news item", templates, "article.html", news),
        page_row("page: a list of 20", templates, "section.html", section),
        page_row("page: one card", templates, "card.html", card),
    ]
}

fn page_row<V: serde::Serialize + 'static>(
    name: &'static str,
    templates: &'static Templates,
    template: &'static str,
    view: V,
) -> Row {
    let render = move || {
        let mut out = Vec::with_capacity(32 << 10);
        templates.render(template, &view, &mut out).expect("a page");
        out.len()
    };
    row(name, "byte", render(), render)
}

fn reading_rows() -> Vec<Row> {
    let svod_yaml: Arc<str> = Arc::from("svod.yaml");
    let config = config(&svod_yaml, "title: Свод\n").value;
    let vocabularies = vocabularies(&config, &[]).value;
    let types = types(&svod_yaml, &[], &vocabularies).value;
    let glossary = Default::default();
    let tables = Tables { config, types, vocabularies, glossary, synonyms: Vec::new(), hash: Default::default() };
    let place = Article { section: 0, stem: "2022-01-11-a".into(), date: None, name: "a".into(), folders: Vec::new() };
    let file: Arc<str> = Arc::from("content/news/2022-01-11-a.md");
    let n_chars = ARTICLE.chars().count();
    let front_file = file.clone();
    vec![
        row("front matter", "item", 1, move || front(&front_file, ARTICLE).value.entries.len()),
        row("article: read, typography, HTML", "char", n_chars, move || {
            document(&file, ARTICLE, &place, &tables).value.body.html.len()
        }),
    ]
}

/// A news item of usual length.
const ARTICLE: &str = include_str!("../content/news/2022-01-11-soglashenie.md");

fn text_rows() -> Vec<Row> {
    let chars = BODY.chars().count();
    let set = typography::text(BODY).into_owned();
    vec![
        row("typography: a body as typed", "char", chars, || typography::text(BODY).len()),
        row("typography: a body already set", "char", chars, move || typography::text(&set).len()),
        row("typography: five paragraphs with emphasis", "char", chars, segments),
        row("slug: of a title", "item", TITLES.len(), || TITLES.iter().map(|it| slug::slug(it).len()).sum()),
        row("collate: the key of a title", "item", TITLES.len(), || {
            TITLES.iter().map(|it| collate::key(Lang::Ru, it).len()).sum()
        }),
    ]
}

/// Cuts each paragraph in three, as emphasis does.
fn segments() -> usize {
    let mut length = 0;
    for paragraph in BODY.lines() {
        let (first, rest) = paragraph.split_once(' ').unwrap_or((paragraph, ""));
        let mut set =
            [first, " ", rest].map(|it| typography::Segment { text: it.into(), kind: typography::Kind::Text });
        typography::apply(&mut set);
        length += set.iter().map(|it| it.text.len()).sum::<usize>();
    }
    length
}

fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).filter(|it| !it.starts_with('-')).collect();
    println!("{:48} {:>12} {:>12}", "", "µs a call", "ns a unit");
    for it in rows() {
        if !wanted.is_empty() && !wanted.iter().any(|word| it.name.contains(word.as_str())) {
            continue;
        }
        let least = least(&it.call);
        let each = least * 1000.0 / it.count as f64;
        println!("{:48} {least:>12.3} {each:>12.2} / {}", it.name, it.unit);
    }
}

/// Microseconds of the fastest of many rounds.
fn least(call: &dyn Fn() -> usize) -> f64 {
    let time = |n: u32| {
        let start = Instant::now();
        for _ in 0..n {
            black_box(call());
        }
        start.elapsed()
    };
    let once = time(1).max(Duration::from_nanos(100));
    let n = (Duration::from_millis(4).as_nanos() / once.as_nanos()).clamp(1, 100_000) as u32;
    let fastest = (0..50).map(|_| time(n)).min().unwrap_or(once);
    fastest.as_secs_f64() * 1e6 / f64::from(n)
}

const TITLES: [&str; 6] = [
    "«Няня в помощь маме»",
    "Центр социальной помощи семье и детям",
    "Нижегородская область",
    "Профилактика социального сиротства",
    "Школа приёмных родителей № 12",
    "ОМК-Участие",
];

const BODY: &str = "\
Фонд \"ОМК-Участие\" подвёл итоги программы \"Няня в помощь маме\" в Омской области. С 1 августа 2024 года помощь получили 24 834 человека, в том числе 2 168 семей с детьми-инвалидами, которые живут в отдалённых районах области.
– Мы хотели поддержать семьи, которые оказались в трудной жизненной ситуации, – отметила директор центра А.С. Иванова. – Важно, чтобы помощь пришла до того, как в ней возникнет острая нужда: работать нужно не на факт, а на предупреждение.
В 2020-2024 гг. в проекте участвовали 10-15 организаций из г. Выкса, Кулебаки и Благовещенск. Специалисты проводили занятия для детей 3-5 лет, встречи с родителями и т.д. Около 60 % семей сказали, что стали чаще проводить время вместе, а 16 млн. руб. пошли на оборудование \"Центра \"Пеликан\"\".
Программа рассчитана на семьи с детьми, которым нужна передышка. Няня приходит на дом на 4 часа в день, пока мать решает бытовые вопросы, учится или работает. Услуга бесплатна для семьи и оплачивается из средств фонда по договору № 5 от 11 января 2022 г. Если бы не эта помощь, многим матерям пришлось бы уйти с работы.
Подробнее о программе можно узнать в центре социальной помощи семье и детям по адресу: ул. Ленина, д. 5, или на сайте организации. Записаться на приём можно по телефону с 9 до 18 часов в будние дни, а также через портал государственных услуг.";
