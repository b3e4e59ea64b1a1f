//! A random site as a value: what it holds, and the files that say so. The disk is no concern of it.
//!
//! Links, references and terms are kept as numbers and written out as paths and names only in [`World::sources`], so
//! that a rename is followed by those who name the file. A careless world does not care: it goes on naming what is
//! gone. Begin with [`World::new`].

use std::collections::BTreeMap;

use crate::corpus::{Random, Tree};

pub const SECTIONS: [&str; 8] =
    ["news", "practices", "organisations", "services", "events", "documents", "pages", "galleries"];

/// The vocabularies: the first two are trees, the last is declared in svod.yaml.
pub const TAXONOMIES: [&str; 4] = ["regions", "target_groups", "themes", "benefits"];

/// Moments at which something becomes due, or only the day or the year changes.
pub const MOMENTS: [&str; 11] = [
    "2026-11-24 12:00",
    "2026-11-24 12:01",
    "2026-11-24 23:59",
    "2026-11-25 00:00",
    "2026-12-01 09:00",
    "2026-12-01 09:01",
    "2026-12-31 23:59",
    "2027-01-01 00:00",
    "2028-03-01 10:00",
    "2026-11-01 00:00",
    "2020-05-05 05:05",
];

#[derive(Debug, Clone)]
pub struct Term {
    pub id: String,
    pub title: String,
    pub parent: Option<usize>,
    /// Terms are written in this order.
    pub rank: usize,
    /// Other keys of its record.
    pub more: String,
    /// Text of its page.
    pub text: Option<String>,
    pub is_gone: bool,
}

#[derive(Debug, Clone)]
pub enum Block {
    Text(String),
    /// `## Itog N`, which can be linked to.
    Heading(usize),
    Link {
        to: usize,
        has_anchor: bool,
        is_address: bool,
    },
}

#[derive(Debug, Clone)]
pub struct Item {
    pub section: &'static str,
    /// File name without date and ending.
    pub name: String,
    /// A folder that only sorts: empty or ending in `/`.
    pub folder: String,
    pub is_bundle: bool,
    pub is_date_in_name: bool,
    /// A record of organisations.yaml instead of a file of its own.
    pub is_light: bool,
    pub is_gone: bool,
    pub title: String,
    pub date: Option<String>,
    /// Other lines of the front matter.
    pub front: BTreeMap<&'static str, String>,
    /// Fields that name items; whether one, several or those in records, the field says.
    pub refs: BTreeMap<&'static str, Vec<usize>>,
    /// Terms by the number of their vocabulary.
    pub terms: [Vec<usize>; 4],
    pub body: Vec<Block>,
    /// Files beside it.
    pub beside: BTreeMap<String, Vec<u8>>,
}

impl Item {
    /// The file that says it, below `content/`.
    pub fn file(&self) -> String {
        let Self { section, folder, name, .. } = self;
        let date = self.date.as_ref().filter(|_| self.is_date_in_name).map(|it| format!("{it}-")).unwrap_or_default();
        let end = if self.is_bundle { "/index.md" } else { ".md" };
        format!("{section}/{folder}{date}{name}{end}")
    }

    /// The folder of its page's files.
    pub fn home(&self) -> String {
        let file = self.file();
        let end = if self.is_bundle { "index.md" } else { file.rsplit('/').next().unwrap_or_default() };
        format!("content/{}", file.strip_suffix(end).unwrap_or_default())
    }

    pub fn slug(&self) -> &str {
        self.front.get("slug").unwrap_or(&self.name)
    }

    fn address(&self) -> String {
        match self.section {
            "pages" => format!("/{}{}/", self.folder, self.slug()),
            section => format!("/{section}/{}/", self.slug()),
        }
    }
}

#[derive(Debug, Clone, Default)]
pub struct World {
    pub items: Vec<Item>,
    pub terms: [Vec<Term>; 4],
    /// Top keys of svod.yaml.
    pub settings: BTreeMap<&'static str, String>,
    /// Any other file, from the site's root.
    pub files: Tree,
    pub now: String,
    /// Names what is gone.
    pub is_careless: bool,
    /// For names that come once.
    pub n: usize,
}

impl World {
    /// A site of about `n` items.
    pub fn new(seed: u64, n: usize) -> Self {
        let mut random = Random(seed);
        let mut world = Self { now: MOMENTS[0].to_owned(), ..Self::default() };
        for (key, value) in [
            ("title", "Свод для проверки"),
            ("base_url", "https://example.org/put/"),
            ("per_page", "5"),
            ("taxonomies", "{benefits: {title: {ru: Льготы, en: Benefits}, aliases: [льготы]}}"),
        ] {
            world.settings.insert(key, value.to_owned());
        }
        world.vocabularies();
        for (file, text) in FILES {
            world.files.insert((*file).to_owned(), text.as_bytes().to_vec());
        }
        world.files.insert("static/images/znak.png".to_owned(), png(30, 20, 1));
        for section in ["organisations"].into_iter().chain(SECTIONS) {
            world.add(section, &mut random);
        }
        while world.items.len() < n {
            let section = *random.pick(&SECTIONS);
            let section = if random.one_of(3) { "news" } else { section };
            world.add(section, &mut random);
        }
        world
    }

    fn vocabularies(&mut self) {
        for taxonomy in 0..TAXONOMIES.len() {
            for at in 0..6 {
                let parent = match taxonomy {
                    0 => (at > 0).then_some(usize::from(at > 3)),
                    1 => (at > 3).then_some(1),
                    _ => None,
                };
                self.add_term(taxonomy, parent);
            }
        }
        self.terms[0][2].text = Some("Текст о ней.".to_owned());
    }

    pub fn next(&mut self) -> usize {
        self.n += 1;
        self.n
    }

    pub fn add_term(&mut self, taxonomy: usize, parent: Option<usize>) {
        let n = self.next();
        let id = format!("{}-{n}", ["oblast", "gruppa", "tema", "lgota"][taxonomy]);
        let title = format!("{} {n}", ["Область", "Группа", "Тема", "Льгота"][taxonomy]);
        let more = if n.is_multiple_of(2) {
            format!(", genitive: Рода {n}, prepositional: в Роде {n}")
        } else {
            String::new()
        };
        let rank = self.terms[taxonomy].len();
        self.terms[taxonomy].push(Term { id, title, parent, rank, more, text: None, is_gone: false });
    }

    /// Items of a section that are there.
    pub fn of(&self, section: &str) -> Vec<usize> {
        (0..self.items.len()).filter(|at| self.items[*at].section == section && !self.items[*at].is_gone).collect()
    }

    pub fn there(&self) -> Vec<usize> {
        (0..self.items.len()).filter(|at| !self.items[*at].is_gone).collect()
    }

    pub fn add(&mut self, section: &'static str, random: &mut Random) -> usize {
        let n = self.next();
        let is_light = section == "organisations" && random.one_of(3);
        let is_bundle = !is_light && (section == "galleries" || random.one_of(3));
        let is_dated = section == "news" || (section != "organisations" && section != "pages" && random.one_of(2));
        let mut item = Item {
            section,
            name: format!("{}-{n}", section.trim_end_matches('s')),
            folder: if random.one_of(5) && !is_light { "glubzhe/".to_owned() } else { String::new() },
            is_bundle,
            is_date_in_name: random.one_of(2),
            is_light,
            is_gone: false,
            title: format!("Материал {n}"),
            date: is_dated.then(|| day(random)),
            front: BTreeMap::new(),
            refs: BTreeMap::new(),
            terms: [0, 1, 2, 3].map(|taxonomy| self.some_terms(taxonomy, random)),
            body: Vec::new(),
            beside: BTreeMap::new(),
        };
        self.describe(&mut item, n, random);
        if !is_light {
            self.write_body(&mut item, n, random);
        }
        if is_bundle {
            with_files(&mut item, n);
        }
        self.items.push(item);
        self.items.len() - 1
    }

    pub fn some_terms(&self, taxonomy: usize, random: &mut Random) -> Vec<usize> {
        let there: Vec<usize> =
            (0..self.terms[taxonomy].len()).filter(|at| !self.terms[taxonomy][*at].is_gone).collect();
        let n = [1, 1, 2, 0][random.below(4)].max(usize::from(taxonomy < 2));
        let mut terms: Vec<usize> = (0..n).map(|_| *random.pick(&there)).collect();
        terms.dedup();
        terms
    }

    fn any_of(&self, section: &str, random: &mut Random) -> Vec<usize> {
        let there = self.of(section);
        if there.is_empty() { Vec::new() } else { vec![*random.pick(&there)] }
    }

    /// What its type asks for. References go to items before it: no cycles.
    fn describe(&self, item: &mut Item, n: usize, random: &mut Random) {
        let mut set = |key: &'static str, value: String| drop(item.front.insert(key, value));
        let status = |random: &mut Random| (*random.pick(&["план", "пилот", "действует", "завершена"])).to_owned();
        match item.section {
            "news" => {
                set("kind", (*random.pick(&["новость", "анонс", "история"])).to_owned());
                item.refs.insert("organisations", self.any_of("organisations", random));
                item.refs.insert("practices", self.any_of("practices", random));
                item.refs.insert("services", self.any_of("services", random));
            }
            "practices" => {
                set("status", status(random));
                set("kind", (*random.pick(&["проект", "программа"])).to_owned());
                set("adopted", format!("[{{region: {}}}]", self.terms[0][0].id));
                set("reach", format!("[{{who: семьи, value: {n}, per: год}}]"));
                set("coverage", (*random.pick(&["вся территория", "отдельные места"])).to_owned());
                set("reviewed", "2024-12-15".to_owned());
                item.refs.insert("organisation", self.any_of("organisations", random));
                item.refs.insert("partners", self.any_of("organisations", random));
                if random.one_of(2) {
                    item.refs.insert("programme", self.any_of("practices", random));
                }
            }
            "organisations" => {
                set("kind", "НКО".to_owned());
                set("phones", format!("\"+7 (831) 000-00-{:02}\"", n % 100));
                if random.one_of(3) {
                    item.refs.insert("parent", self.any_of("organisations", random));
                }
            }
            "services" => {
                set("status", (*random.pick(&["действует", "готовится", "прекращена"])).to_owned());
                set("coverage", "вся территория".to_owned());
                item.refs.insert("provider", self.any_of("organisations", random));
            }
            "events" => {
                let hour =
                    random.pick(&["2026-11-24 11:00", "2026-11-24 23:59", "2026-12-01 09:00", "2025-03-01 10:00"]);
                let end = random.pick(&["", ", end: 2026-12-01 18:00", ", end: 2027-01-01"]);
                set("event", format!("{{start: {hour}{end}, place: Зал {n}}}"));
                item.refs.insert("organisations", self.any_of("organisations", random));
            }
            "documents" => {
                set("kind", (*random.pick(&["приказ", "закон", "план"])).to_owned());
                set("number", format!("\"{n}\""));
                set("period", "{from: 2024-01-01, to: 2026-12-31}".to_owned());
                if random.one_of(3) {
                    item.refs.insert("replaces", self.any_of("documents", random));
                }
            }
            "galleries" => set("gallery", format!("[{{file: vid.png, alt: Вид {n}}}]")),
            _ => {}
        }
    }

    fn write_body(&self, item: &mut Item, n: usize, random: &mut Random) {
        item.body.push(Block::Text(format!("Первый абзац материала {n:04}. Слов в нём немного.")));
        for _ in 0..random.below(3) {
            item.body.push(Block::Heading(n + random.below(3) * 1000));
            item.body.push(Block::Text(format!("Текст под заголовком {n:04}.")));
        }
        item.body.dedup_by_key(|it| if let Block::Heading(n) = it { *n } else { usize::MAX - random.below(1 << 30) });
        if random.one_of(2) {
            item.body.extend(self.link(random));
        }
        let more = [
            "Здесь ПМ и НКО.",
            ":::table data=tablitsa.csv caption=\"Таблица\"\n:::",
            ":::note title=\"Справка\" kind=справка\nВажное.\n:::",
            ":::steps\n1. Раз\n2. Два\n:::",
            "![Знак](/images/znak.png)",
            "> Цитата.\n>\n> Ещё.",
            ":::list type=news limit=4\n:::",
            ":::list type=practice order=title\n:::",
            ":::list section=events order=coming limit=2\n:::",
        ];
        if random.one_of(2) {
            item.body.push(Block::Text((*random.pick(&more)).to_owned()));
        }
    }

    /// A link to any page of an item.
    pub fn link(&self, random: &mut Random) -> Option<Block> {
        let there: Vec<usize> = self.there().into_iter().filter(|at| !self.items[*at].is_light).collect();
        let to = *there.get(random.below(there.len().max(1)))?;
        Some(Block::Link { to, has_anchor: random.one_of(2), is_address: random.one_of(3) })
    }

    /// All files of the site.
    pub fn sources(&self) -> Tree {
        let mut files = self.files.clone();
        let settings: String = self.settings.iter().map(|(key, value)| format!("{key}: {value}\n")).collect();
        files.insert("svod.yaml".to_owned(), settings.into_bytes());
        for taxonomy in 0..TAXONOMIES.len() {
            self.write_terms(taxonomy, &mut files);
        }
        let mut light = String::new();
        for item in self.items.iter().filter(|it| !it.is_gone) {
            if item.is_light {
                let record: Vec<String> =
                    self.record(item).into_iter().map(|(key, value)| format!("{key}: {value}")).collect();
                light += &format!("- {{{}}}\n", record.join(", "));
                continue;
            }
            let lines: String = self.record(item).into_iter().map(|(key, value)| format!("{key}: {value}\n")).collect();
            let text = format!("---\n{lines}---\n{}\n", self.body(item));
            files.insert(format!("content/{}", item.file()), text.into_bytes());
            files.extend(item.beside.iter().map(|(name, bytes)| (format!("{}{name}", item.home()), bytes.clone())));
        }
        if !light.is_empty() {
            files.insert("content/organisations.yaml".to_owned(), light.into_bytes());
        }
        files
    }

    fn write_terms(&self, taxonomy: usize, files: &mut Tree) {
        let (terms, name) = (&self.terms[taxonomy], TAXONOMIES[taxonomy]);
        let mut order: Vec<usize> = (0..terms.len()).filter(|at| !terms[*at].is_gone).collect();
        order.sort_by_key(|at| terms[*at].rank);
        let mut list = String::new();
        for at in order {
            let Term { id, title, more, .. } = &terms[at];
            let parent = terms[at].parent.filter(|it| self.is_careless || !terms[*it].is_gone);
            let parent = parent.map(|it| format!(", parent: {}", terms[it].id)).unwrap_or_default();
            list += &format!("- {{id: {id}, title: {title}{parent}{more}}}\n");
            if let Some(text) = &terms[at].text {
                files.insert(
                    format!("content/{name}/{id}.md"),
                    format!("---\nplain: Коротко.\n---\n{text}\n").into_bytes(),
                );
            }
        }
        files.insert(format!("content/{name}.yaml"), list.into_bytes());
    }

    /// The front matter.
    fn record(&self, item: &Item) -> Vec<(&'static str, String)> {
        let mut record = vec![("title", item.title.clone())];
        record.extend(item.date.iter().map(|it| ("date", it.clone())));
        record.extend(item.front.iter().map(|(key, value)| (*key, value.clone())));
        for (taxonomy, terms) in item.terms.iter().enumerate() {
            let all = &self.terms[taxonomy];
            let mut terms: Vec<&Term> =
                terms.iter().map(|it| &all[*it]).filter(|it| self.is_careless || !it.is_gone).collect();
            if terms.is_empty() && item.section == "practices" && taxonomy < 2 {
                // A practice needs one.
                terms.extend(all.iter().find(|it| !it.is_gone));
            }
            // By its name or its id: a renamed term is followed either way.
            let names: Vec<&str> =
                terms.into_iter().map(|it| if it.rank % 3 == 0 { &*it.title } else { &*it.id }).collect();
            if !names.is_empty() {
                record.push((TAXONOMIES[taxonomy], format!("[{}]", names.join(", "))));
            }
        }
        for (field, items) in &item.refs {
            let items: Vec<&Item> =
                items.iter().map(|it| &self.items[*it]).filter(|it| self.is_careless || !it.is_gone).collect();
            let names: Vec<String> =
                items.iter().map(|it| if it.is_light { &*it.title } else { it.slug() }.to_owned()).collect();
            let Some(first) = names.first() else { continue };
            let value = match *field {
                "organisation" | "programme" | "parent" | "provider" | "replaces" => first.clone(),
                "partners" => format!("[{{organisation: {first}, role: донор}}]"),
                _ => format!("[{}]", names.join(", ")),
            };
            record.push((*field, value));
        }
        record
    }

    fn body(&self, item: &Item) -> String {
        let up = "../".repeat(item.file().matches('/').count());
        let mut blocks = Vec::new();
        for block in &item.body {
            match block {
                Block::Text(text) => blocks.push(text.clone()),
                Block::Heading(n) => blocks.push(format!("## Itog {n}")),
                Block::Link { to, has_anchor, is_address } => {
                    let to = &self.items[*to];
                    if (to.is_gone && !self.is_careless) || to.is_light {
                        continue;
                    }
                    let heading = to.body.iter().find_map(|it| if let Block::Heading(n) = it { Some(n) } else { None });
                    let anchor = heading.filter(|_| *has_anchor).map(|n| format!("#itog-{n}")).unwrap_or_default();
                    let path = if *is_address { to.address() } else { format!("{up}{}", to.file()) };
                    blocks.push(format!("Смотрите [{}]({path}{anchor}).", to.name));
                }
            }
        }
        blocks.join("\n\n")
    }
}

/// Any day of the years around.
pub fn day(random: &mut Random) -> String {
    format!("202{}-{:02}-{:02}", 3 + random.below(4), 1 + random.below(12), 1 + random.below(28))
}

/// A cover, a picture in the text, a file to load.
fn with_files(item: &mut Item, n: usize) {
    let mut put = |name: &str, bytes: Vec<u8>| drop(item.beside.insert(name.to_owned(), bytes));
    put("oblozhka.png", png(40 + n % 7, 30, n));
    put("vid.png", png(20, 20 + n % 5, n));
    put("spisok.pdf", format!("%PDF-1.4 {n}").into_bytes());
    item.front.insert("cover", format!("{{file: oblozhka.png, alt: Обложка {n}}}"));
    item.front.insert("files", format!("[{{file: spisok.pdf, title: Список {n}}}]"));
    item.body.push(Block::Text(format!("![Вид {n}](vid.png)")));
}

/// Files that are there from the beginning.
const FILES: &[(&str, &str)] = &[
    ("content/index.md", "---\ntitle: Свод\n---\nТекст главной.\n"),
    ("content/news/_index.md", "---\ntitle: Новости\n---\nТекст раздела.\n"),
    ("content/pages/privacy.md", "---\ntitle: О данных\n---\nТекст страницы, которую делает svod.\n"),
    ("content/data/tablitsa.csv", "Что;Сколько\nОдно;1\nДругое;2\n"),
    ("content/data/chisla.yaml", "- {id: a, label: Помогли, value: 12, unit: чел., date: 2024-01-01, source: Отчёт}\n"),
    ("content/glossary.yaml", "ПМ: прожиточный минимум\n"),
    ("content/synonyms.yaml", "- [помощь, поддержка]\n"),
    ("static/robots-sosed.txt", "static\n"),
];

/// A picture of this size, the same for the same numbers.
pub fn png(width: usize, height: usize, seed: usize) -> Vec<u8> {
    let number = |it: usize| (it as u32).to_be_bytes();
    let mut raw = Vec::new();
    for row in 0..height {
        raw.push(0);
        raw.extend((0..width).map(|at| (at * 7 + row * 13 + seed * 31) as u8));
    }
    let (mut a, mut b) = (1_u32, 0_u32);
    for byte in &raw {
        a = (a + u32::from(*byte)) % 65521;
        b = (b + a) % 65521;
    }
    let length = raw.len() as u16;
    // One block that is not compressed.
    let mut data = vec![0x78, 0x01, 0x01];
    data.extend([length.to_le_bytes(), (!length).to_le_bytes()].concat());
    data.extend(raw);
    data.extend(((b << 16) | a).to_be_bytes());
    let header = [&number(width)[..], &number(height), &[8, 0, 0, 0, 0]].concat();
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    for (kind, body) in [(b"IHDR", header), (b"IDAT", data), (b"IEND", Vec::new())] {
        let part = [&kind[..], &body].concat();
        file.extend(number(body.len()));
        file.extend(&part);
        file.extend(crc(&part).to_be_bytes());
    }
    file
}

fn crc(bytes: &[u8]) -> u32 {
    let step = |crc: u32| (0..8).fold(crc, |it, _| if it & 1 == 1 { (it >> 1) ^ 0xedb8_8320 } else { it >> 1 });
    !bytes.iter().fold(!0, |crc, byte| step((crc & 0xff) ^ u32::from(*byte)) ^ (crc >> 8))
}
