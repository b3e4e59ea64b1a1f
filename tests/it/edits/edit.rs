//! What an editor, a developer of the theme or a sync tool does to a site, as a change of its [`World`].
//!
//! The same number does the same to the same world. Begin with [`edit`].

use super::world::{Block, Item, MOMENTS, SECTIONS, TAXONOMIES, World, day, png};
use crate::corpus::Random;

/// How an edit comes to the disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum How {
    /// In any way that programs save files.
    Any,
    /// In place, and the time of the file is set back to what it was.
    TimeKept,
    /// The folder is renamed first.
    FolderMoved(String, String),
}

/// What was done.
pub struct Done {
    pub told: String,
    pub how: How,
}

fn done(told: String) -> Done {
    Done { told, how: How::Any }
}

/// Edits of any file but articles, as often as others.
const FILES: &[fn(&mut World, &mut Random) -> Option<Done>] =
    &[template, style, strings, vocabulary, vocabulary, settings, settings, assets, data, texts, clock, clock];

/// Edits of articles.
const ARTICLES: &[fn(&mut World, &mut Random) -> Option<Done>] = &[
    body,
    heading,
    title,
    summary,
    date,
    terms,
    refs,
    links,
    slug,
    rename,
    rename_folder,
    remove,
    bring_back,
    add,
    duplicate,
    state,
    state,
    aliases,
    same_length,
    beside,
    swap,
    form,
    own_fields,
    broken,
];

/// Does something to the world, and tells what.
pub fn edit(world: &mut World, random: &mut Random) -> Done {
    world.is_careless = random.one_of(12);
    loop {
        let edits = if random.one_of(3) { FILES } else { ARTICLES };
        if let Some(mut done) = random.pick(edits)(world, random) {
            if world.is_careless {
                done.told += " (careless)";
            }
            return done;
        }
    }
}

/// An article, most often one that others name.
fn any(world: &World, random: &mut Random) -> usize {
    *random.pick(&world.there())
}

/// One with a file of its own.
fn any_file<'w>(world: &'w mut World, random: &mut Random) -> &'w mut Item {
    let there: Vec<usize> = world.there().into_iter().filter(|at| !world.items[*at].is_light).collect();
    let at = *random.pick(&there);
    &mut world.items[at]
}

fn body(world: &mut World, random: &mut Random) -> Option<Done> {
    let n = world.next();
    let item = any_file(world, random);
    let texts = item.body.iter_mut().find(|it| matches!(it, Block::Text(_)))?;
    *texts = Block::Text(format!("Первый абзац после правки {n:04}.{}", " Ещё слово.".repeat(n % 3)));
    Some(done(format!("{}: body {n}", item.file())))
}

fn heading(world: &mut World, random: &mut Random) -> Option<Done> {
    let n = world.next();
    let item = any_file(world, random);
    match item.body.iter().position(|it| matches!(it, Block::Heading(_))) {
        Some(at) if random.one_of(4) => drop(item.body.remove(at)),
        Some(at) => item.body[at] = Block::Heading(n),
        None => item.body.push(Block::Heading(n)),
    }
    Some(done(format!("{}: heading {n}", item.file())))
}

fn title(world: &mut World, random: &mut Random) -> Option<Done> {
    let (n, at) = (world.next(), any(world, random));
    let item = &mut world.items[at];
    item.title = format!("Название {n}");
    Some(done(format!("{}: title {n}", item.file())))
}

fn summary(world: &mut World, random: &mut Random) -> Option<Done> {
    let n = world.next();
    let item = any_file(world, random);
    match item.front.remove("summary") {
        Some(_) if random.one_of(2) => {}
        _ => drop(item.front.insert("summary", format!("Кратко {n}."))),
    }
    Some(done(format!("{}: summary {n}", item.file())))
}

fn date(world: &mut World, random: &mut Random) -> Option<Done> {
    let item = any_file(world, random);
    let old = item.date.clone();
    item.date = match item.section {
        "organisations" | "pages" => return None,
        "news" => Some(day(random)),
        _ => Some(day(random)).filter(|_| random.below(4) > 0),
    };
    Some(done(format!("{}: date {old:?} → {:?}", item.file(), item.date)))
}

fn terms(world: &mut World, random: &mut Random) -> Option<Done> {
    let (at, taxonomy) = (any(world, random), random.below(TAXONOMIES.len()));
    world.items[at].terms[taxonomy] = world.some_terms(taxonomy, random);
    Some(done(format!("{}: {} {:?}", world.items[at].file(), TAXONOMIES[taxonomy], world.items[at].terms[taxonomy])))
}

/// References go to items before it, so that none is above itself.
fn refs(world: &mut World, random: &mut Random) -> Option<Done> {
    let at = any(world, random);
    let fields: Vec<&'static str> = world.items[at].refs.keys().copied().collect();
    let field = *fields.get(random.below(fields.len().max(1)))?;
    let section = match field {
        "practices" | "programme" => "practices",
        "services" => "services",
        "replaces" => "documents",
        _ => "organisations",
    };
    let before: Vec<usize> = world.of(section).into_iter().filter(|it| *it < at).collect();
    let to = before.get(random.below(before.len().max(1))).copied();
    world.items[at].refs.insert(field, to.into_iter().collect());
    Some(done(format!("{}: {field} {to:?}", world.items[at].file())))
}

fn links(world: &mut World, random: &mut Random) -> Option<Done> {
    let link = world.link(random)?;
    let item = any_file(world, random);
    let told = format!("{}: {link:?}", item.file());
    match item.body.iter().position(|it| matches!(it, Block::Link { .. })) {
        Some(at) if random.one_of(2) => {
            item.body.remove(at);
            Some(done(format!("{}: a link less", item.file())))
        }
        _ => {
            item.body.push(link);
            Some(done(told))
        }
    }
}

fn slug(world: &mut World, random: &mut Random) -> Option<Done> {
    let n = world.next();
    let item = any_file(world, random);
    match item.front.remove("slug") {
        Some(_) if random.one_of(2) => {}
        _ => drop(item.front.insert("slug", format!("adres-{n}"))),
    }
    Some(done(format!("{}: slug {:?}", item.file(), item.front.get("slug"))))
}

/// Another name of the file or of its bundle, or another folder that only sorts.
fn rename(world: &mut World, random: &mut Random) -> Option<Done> {
    let n = world.next();
    let item = any_file(world, random);
    let old = item.file();
    match random.below(3) {
        0 => item.folder = if item.folder.is_empty() { "drugaya/".to_owned() } else { String::new() },
        1 => item.is_date_in_name = !item.is_date_in_name,
        _ => item.name = format!("drugoe-{n}"),
    }
    Some(done(format!("{old} → {}", item.file())))
}

fn rename_folder(world: &mut World, random: &mut Random) -> Option<Done> {
    let n = world.next();
    let bundles: Vec<usize> = world.there().into_iter().filter(|at| world.items[*at].is_bundle).collect();
    let at = *bundles.get(random.below(bundles.len().max(1)))?;
    let old = world.items[at].home();
    world.items[at].name = format!("papka-{n}");
    let how =
        How::FolderMoved(old.trim_end_matches('/').to_owned(), world.items[at].home().trim_end_matches('/').to_owned());
    Some(Done { told: format!("{how:?}"), how })
}

fn remove(world: &mut World, random: &mut Random) -> Option<Done> {
    let there = world.there();
    let at = *random.pick(&there);
    let is_last = world.items[at].section == "organisations" && world.of("organisations").len() < 3;
    if there.len() < 20 || is_last {
        return None;
    }
    world.items[at].is_gone = true;
    Some(done(format!("{} deleted", world.items[at].file())))
}

fn bring_back(world: &mut World, random: &mut Random) -> Option<Done> {
    let gone: Vec<usize> = (0..world.items.len()).filter(|at| world.items[*at].is_gone).collect();
    let at = *gone.get(random.below(gone.len().max(1)))?;
    world.items[at].is_gone = false;
    Some(done(format!("{} is there again", world.items[at].file())))
}

fn add(world: &mut World, random: &mut Random) -> Option<Done> {
    let section = *random.pick(&SECTIONS);
    let at = world.add(section, random);
    Some(done(format!("{} added", world.items[at].file())))
}

/// A copy beside it, as people make one; a careless one keeps the name, which is one address for two.
fn duplicate(world: &mut World, random: &mut Random) -> Option<Done> {
    let n = world.next();
    let mut copy = any_file(world, random).clone();
    let old = copy.file();
    copy.front.remove("aliases");
    if random.one_of(6) {
        copy.folder += "kopiya/";
    } else {
        copy.name += &format!("-kopiya-{n}");
        copy.front.remove("slug");
    }
    let told = format!("{old} copied to {}", copy.file());
    world.items.push(copy);
    Some(done(told))
}

/// Draft, embargo, expiry, withdrawal and what only marks.
fn state(world: &mut World, random: &mut Random) -> Option<Done> {
    const STATES: [&str; 6] = ["draft", "publish", "expires", "withdrawn", "actual_until", "featured"];
    let at = any(world, random);
    let item = &mut world.items[at];
    let had = STATES.iter().filter(|it| item.front.remove(**it).is_some()).count();
    if had > 0 && random.below(3) > 0 {
        return Some(done(format!("{}: no state", item.file())));
    }
    let moment = random.pick(&MOMENTS);
    let (key, value) = match *random.pick(&STATES) {
        "draft" => ("draft", "да".to_owned()),
        "withdrawn" => ("withdrawn", "{date: 2026-11-01, reason: Устарело}".to_owned()),
        "featured" => ("featured", "да".to_owned()),
        "actual_until" => ("actual_until", moment[..10].to_owned()),
        key => (key, (*moment).to_owned()),
    };
    item.front.insert(key, value.clone());
    Some(done(format!("{}: {key}: {value}", item.file())))
}

fn aliases(world: &mut World, random: &mut Random) -> Option<Done> {
    let n = world.next();
    let item = any_file(world, random);
    match item.front.remove("aliases") {
        Some(_) if random.one_of(2) => {}
        _ => drop(item.front.insert("aliases", format!("[/ranshe-{n}/, /staroe/{n}.html]"))),
    }
    Some(done(format!("{}: aliases {:?}", item.file(), item.front.get("aliases"))))
}

/// Digits change, nothing else: what a look at size and time does not see.
fn same_length(world: &mut World, random: &mut Random) -> Option<Done> {
    let n = world.next();
    let item = any_file(world, random);
    let texts = item.body.iter_mut().filter_map(|it| if let Block::Text(text) = it { Some(text) } else { None });
    let text = texts.into_iter().find(|it| it.contains("0"))?;
    let at = text.find('0').filter(|at| text.as_bytes().get(at + 3).is_some_and(u8::is_ascii_digit))?;
    text.replace_range(at + 1..at + 4, &format!("{:03}", n % 1000));
    Some(Done { told: format!("{}: same length, {n}", item.file()), how: How::TimeKept })
}

/// A picture or a file beside an article, or one of all pages.
fn beside(world: &mut World, random: &mut Random) -> Option<Done> {
    let n = world.next();
    let bundles: Vec<usize> = world.there().into_iter().filter(|at| !world.items[*at].beside.is_empty()).collect();
    let at = *bundles.get(random.below(bundles.len().max(1)))?;
    let item = &mut world.items[at];
    let names: Vec<String> = item.beside.keys().cloned().collect();
    let name = random.pick(&names).clone();
    let is_same_size = random.one_of(2);
    let bytes = match (name.ends_with(".png"), is_same_size) {
        (true, true) => {
            let old = &item.beside[&name];
            let side = |at: usize| u32::from_be_bytes([old[at], old[at + 1], old[at + 2], old[at + 3]]) as usize;
            png(side(16), side(20), n)
        }
        (true, false) => png(10 + n % 30, 10 + n % 20, n),
        _ => format!("%PDF-1.4 {n}").into_bytes(),
    };
    item.beside.insert(name.clone(), bytes);
    let how = if is_same_size { How::TimeKept } else { How::Any };
    Some(Done { told: format!("{}{name} replaced by {n}", item.home()), how })
}

/// Two articles change their names, by renaming alone.
fn swap(world: &mut World, random: &mut Random) -> Option<Done> {
    let one = any(world, random);
    let like = |it: &Item| (it.section, it.is_bundle, it.is_light);
    let others: Vec<usize> = world
        .there()
        .into_iter()
        .filter(|at| *at != one && like(&world.items[*at]) == like(&world.items[one]))
        .collect();
    let other = *others.get(random.below(others.len().max(1)))?;
    let (a, b) = (world.items[one].name.clone(), world.items[other].name.clone());
    world.items[one].name = b.clone();
    world.items[other].name = a.clone();
    Some(done(format!("{a} and {b} change their names")))
}

/// A file of its own becomes a bundle, a light record a file, or the other way round.
fn form(world: &mut World, random: &mut Random) -> Option<Done> {
    let at = any(world, random);
    let item = &mut world.items[at];
    let old = item.file();
    match (item.section, random.one_of(2)) {
        ("galleries", _) => return None,
        ("organisations", true)
            if item.body.iter().all(|it| matches!(it, Block::Text(_))) && item.beside.is_empty() =>
        {
            item.is_light = !item.is_light;
            item.is_bundle = false;
            item.body.clear();
            item.folder.clear();
            item.front.retain(|key, _| ["kind", "phones", "slug", "draft"].contains(key));
        }
        _ if item.is_light || !item.beside.is_empty() => return None,
        _ => item.is_bundle = !item.is_bundle,
    }
    Some(done(format!("{old} has become {} (light: {})", item.file(), item.is_light)))
}

/// Fields of one type.
fn own_fields(world: &mut World, random: &mut Random) -> Option<Done> {
    let (n, at) = (world.next(), any(world, random));
    let item = &mut world.items[at];
    let (key, value) = match item.section {
        "practices" => match random.below(3) {
            0 => ("status", (*random.pick(&["план", "пилот", "действует", "прекращена"])).to_owned()),
            1 => ("reach", format!("[{{who: семьи, value: {n}, per: год}}]")),
            _ => ("results", format!("[{{label: Помогли, value: {n}, unit: семей, date: 2024-01-01}}]")),
        },
        "services" => ("status", (*random.pick(&["действует", "готовится", "прекращена"])).to_owned()),
        "organisations" => ("phones", format!("\"+7 (831) 000-01-{:02}\"", n % 100)),
        "events" => ("event", format!("{{start: {}, place: Зал {n}}}", random.pick(&MOMENTS))),
        "documents" => ("period", format!("{{from: 2024-01-01, to: {}}}", &random.pick(&MOMENTS[..9])[..10])),
        "news" => ("source", format!("{{title: Вестник {n}, url: \"https://vestnik.example/{n}\"}}")),
        _ => ("plain", format!("Проще говоря, {n}.")),
    };
    item.front.insert(key, value.clone());
    Some(done(format!("{}: {key}: {value}", item.file())))
}

/// A file that cannot be read as it is meant.
fn broken(world: &mut World, random: &mut Random) -> Option<Done> {
    let n = world.next();
    let (path, text) = match random.below(6) {
        0 => ("content/news/slomano.md", format!("---\ntitle: Итоги: год {n}\ndate: вчера\n---\nТекст.\n")),
        1 => ("themes/svod/templates/card.html", format!("<li>{n} {{{{ card.netu }}}}</li>\n")),
        2 => ("themes/svod/templates/footer.html", "{% if %}".to_owned()),
        3 => ("content/themes/net-takoy.md", "---\nplain: Нет такой.\n---\nТекст.\n".to_owned()),
        4 => ("content/organisations.yaml", "- {title: [}\n".to_owned()),
        _ => ("content/data/tablitsa.csv", "Что;Сколько\nОдно;1;3;4\n".to_owned()),
    };
    world.files.insert(path.to_owned(), text.into_bytes());
    Some(done(format!("{path} is broken")))
}

/// A template of the site's own comes, changes, or goes.
fn template(world: &mut World, random: &mut Random) -> Option<Done> {
    const TEMPLATES: [(&str, &str); 5] = [
        ("card.html", include_str!("../../../themes/svod/templates/card.html")),
        ("footer.html", include_str!("../../../themes/svod/templates/footer.html")),
        ("header.html", include_str!("../../../themes/svod/templates/header.html")),
        ("partials/contact.html", include_str!("../../../themes/svod/templates/partials/contact.html")),
        ("partials/neighbours.html", include_str!("../../../themes/svod/templates/partials/neighbours.html")),
    ];
    let n = world.next();
    let (name, text) = random.pick(&TEMPLATES);
    let path = format!("themes/svod/templates/{name}");
    match world.files.remove(&path) {
        Some(_) if random.one_of(2) => Some(done(format!("{path} is gone"))),
        _ => {
            world.files.insert(path.clone(), format!("{text}<i>{:04}</i>\n", n).into_bytes());
            let how = if random.one_of(3) { How::TimeKept } else { How::Any };
            Some(Done { told: format!("{path}: {n}"), how })
        }
    }
}

fn style(world: &mut World, random: &mut Random) -> Option<Done> {
    let n = world.next();
    let path = "themes/svod/css/main.css";
    match world.files.remove(path) {
        Some(_) if random.one_of(3) => Some(done(format!("{path} is gone"))),
        _ => {
            let text = include_str!("../../../themes/svod/css/main.css");
            world.files.insert(path.to_owned(), format!("{text}\n.pravka-{n:04} {{ color: #123; }}\n").into_bytes());
            Some(Done { told: format!("{path}: {n}"), how: How::TimeKept })
        }
    }
}

fn strings(world: &mut World, random: &mut Random) -> Option<Done> {
    let n = world.next();
    if random.one_of(2) {
        world.settings.insert("strings", format!("{{menu: Меню {n}}}"));
        return Some(done(format!("strings: menu {n}")));
    }
    let path = "themes/svod/strings/ru.yaml";
    match world.files.remove(path) {
        Some(_) if random.one_of(2) => Some(done(format!("{path} is gone"))),
        _ => {
            let text = include_str!("../../../themes/svod/strings/ru.yaml");
            let text = text.replacen("updated: Обновлено", &format!("updated: Поправлено {n}"), 1);
            world.files.insert(path.to_owned(), text.into_bytes());
            Some(done(format!("{path}: {n}")))
        }
    }
}

/// A term is renamed, added, moved, put elsewhere, described, or goes.
fn vocabulary(world: &mut World, random: &mut Random) -> Option<Done> {
    let (n, taxonomy) = (world.next(), random.below(TAXONOMIES.len()));
    let name = TAXONOMIES[taxonomy];
    let there: Vec<usize> = (0..world.terms[taxonomy].len()).filter(|at| !world.terms[taxonomy][*at].is_gone).collect();
    let at = *random.pick(&there);
    let terms = &mut world.terms[taxonomy];
    let id = terms[at].id.clone();
    let told = match random.below(8) {
        0 => {
            terms[at].title = format!("Имя {n}");
            format!("{id} renamed to {n}")
        }
        1 => {
            world.add_term(taxonomy, (taxonomy < 2).then_some(at));
            format!("one more below {id}")
        }
        2 => {
            let other = *random.pick(&there);
            let rank = terms[at].rank;
            terms[at].rank = terms[other].rank;
            terms[other].rank = rank;
            format!("{id} changes places with {}", terms[other].id)
        }
        3 => {
            // Above are only those before it: none is above itself.
            let above: Vec<usize> = there.into_iter().filter(|it| *it < at).collect();
            terms[at].parent = above.get(random.below(above.len() + 1)).copied().filter(|_| taxonomy < 2);
            format!("{id}: parent {:?}", terms[at].parent)
        }
        4 => {
            terms[at].more =
                [String::new(), format!(", genitive: Рода {n}"), format!(", names: [Ещё {n}], order: {}", n % 9)]
                    [random.below(3)]
                .clone();
            format!("{id}: {}", terms[at].more)
        }
        5 if there.len() > 3 => {
            terms[at].is_gone = true;
            format!("{id} is gone")
        }
        6 => {
            terms[at].id = format!("inache-{n}");
            terms[at].more = format!(", aliases: [{id}]");
            format!("{id} has another id: {n}")
        }
        _ => {
            terms[at].text = if random.one_of(3) { None } else { Some(format!("Текст о ней {n}.")) };
            format!("{id}: text {:?}", terms[at].text)
        }
    };
    Some(done(format!("{name}: {told}")))
}

fn settings(world: &mut World, random: &mut Random) -> Option<Done> {
    let n = world.next();
    let choices: [(&'static str, String); 16] = [
        ("per_page", (5 + n % 5).to_string()),
        ("title", format!("Название {n}")),
        ("menu", format!("[{{title: Меню {n}, to: /news/}}]")),
        ("pairs", if random.one_of(2) { "[]".to_owned() } else { "[[regions, themes]]".to_owned() }),
        ("theme_settings", format!("{{accent: \"#0a4f{}\"}}", ["7a", "70", "5c"][n % 3])),
        ("archive_after", format!("{{news: {} months}}", 6 + n % 30)),
        ("review_after", format!("{} months", 12 + n % 24)),
        ("feeds", format!("{{items: {}, full_text: {}}}", 3 + n % 5, n.is_multiple_of(2))),
        ("home", "[intro, news, featured, events, regions]".to_owned()),
        ("footer", format!("{{since: 2006, text: Подвал {n}}}")),
        ("typography", n.is_multiple_of(2).to_string()),
        ("machines", n.is_multiple_of(2).to_string()),
        ("exports", n.is_multiple_of(2).to_string()),
        ("search", n.is_multiple_of(2).to_string()),
        ("contacts", format!("{{organisation: Редакция {n}, email: a{n}@example.org}}")),
        ("base_url", format!("https://example.org/{}", ["", "put/", "put/glubzhe/"][n % 3])),
    ];
    let (key, value) = random.pick(&choices).clone();
    let is_needed = ["title", "base_url"].contains(&key);
    match world.settings.remove(key) {
        Some(_) if !is_needed && random.one_of(2) => Some(done(format!("svod.yaml: no {key}"))),
        _ => {
            world.settings.insert(key, value.clone());
            Some(done(format!("svod.yaml: {key}: {value}")))
        }
    }
}

fn assets(world: &mut World, random: &mut Random) -> Option<Done> {
    let n = world.next();
    let path = *random.pick(&["static/fayl-1.txt", "static/glubzhe/fayl-2.txt", "static/images/znak.png"]);
    let is_needed = path.ends_with(".png");
    match world.files.remove(path) {
        Some(_) if !is_needed && random.one_of(2) => Some(done(format!("{path} is gone"))),
        Some(_) if is_needed && random.one_of(2) => {
            world.files.insert(path.to_owned(), png(30 + n % 4, 20, n));
            Some(done(format!("{path}: {n}")))
        }
        _ => {
            let bytes = if is_needed { png(30, 20, n) } else { format!("{n:04}").into_bytes() };
            world.files.insert(path.to_owned(), bytes);
            Some(Done { told: format!("{path}: {n}, same length"), how: How::TimeKept })
        }
    }
}

fn data(world: &mut World, random: &mut Random) -> Option<Done> {
    let n = world.next();
    let (path, text) = match random.below(4) {
        0 => ("content/data/tablitsa.csv", format!("Что;Сколько\nОдно;{}\nДругое;2\n", n % 9)),
        1 => (
            "content/data/chisla.yaml",
            format!("- {{id: a, label: Помогли, value: {n}, unit: чел., date: 2024-01-01, source: Отчёт}}\n"),
        ),
        2 => ("content/glossary.yaml", format!("ПМ: прожиточный минимум {n}\nНКО: некоммерческая организация\n")),
        _ => ("content/synonyms.yaml", format!("- [помощь, поддержка, дело{n}]\n")),
    };
    world.files.insert(path.to_owned(), text.into_bytes());
    Some(Done { told: format!("{path}: {n}"), how: if random.one_of(2) { How::TimeKept } else { How::Any } })
}

/// The texts of home and of a section.
fn texts(world: &mut World, random: &mut Random) -> Option<Done> {
    let n = world.next();
    let path = *random.pick(&["content/index.md", "content/news/_index.md", "content/practices/_index.md"]);
    match world.files.remove(path) {
        Some(_) if random.one_of(3) => Some(done(format!("{path} is gone"))),
        _ => {
            world.files.insert(path.to_owned(), format!("---\ntitle: Раздел {n}\n---\nТекст {n}.\n").into_bytes());
            Some(done(format!("{path}: {n}")))
        }
    }
}

fn clock(world: &mut World, random: &mut Random) -> Option<Done> {
    world.now = (*random.pick(&MOMENTS)).to_owned();
    Some(done(format!("it is {}", world.now)))
}
