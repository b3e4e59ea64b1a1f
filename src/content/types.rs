//! Types are data: what a practice, a news item or an organisation may hold is a YAML table, not code.
//!
//! The built-in tables are embedded (`types/*.yaml`); svod.yaml adds fields to them or whole types of its own.
//! One table drives reading, labels, required fields, the passport, facets and exports.
//! No other file may know a type by name where a column of the table can say the same.
//!
//! Begin with [`Types`], then [`Field`].

use std::sync::Arc;

use crate::base::fold::{fold, fold_key};
use crate::base::lang::Both;
use crate::base::map::Map;
use crate::base::problem::{Diagnostic, Found, Problem};
use crate::base::span::Spanned;

use super::vocabulary::Vocabularies;
use super::yaml::{Kind, Node, parse};

/// Index of a type in [`Types::all`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct TypeId(pub u16);

/// All types of a site.
#[derive(Debug, Clone)]
pub struct Types {
    /// Built-in ones first.
    pub all: Vec<Type>,
}

/// A kind of content: its words and its fields.
#[derive(Debug, Clone)]
pub struct Type {
    /// `practice`.
    pub id: String,
    /// Its folder when svod.yaml gives none.
    pub folder: String,
    /// «Практика».
    pub title: Both,
    /// «Практики».
    pub plural: Both,
    /// «практик», after a number or «все».
    pub genitive: Both,
    /// Whether a date is asked for: news must have one.
    pub needs_date: bool,
    /// Whether an article without text is a fault.
    pub needs_body: bool,
    /// Whether its pages stand at the root of the site.
    pub is_root: bool,
    /// Whether it has an archive by year and month.
    pub has_archive: bool,
    /// Whether its items happen: ordered by `event.start`, never withheld by a date ahead.
    pub is_event: bool,
    /// Whether related items may be newer ones too.
    pub looks_ahead: bool,
    /// Field that groups its lists on hubs, and the groups.
    pub groups: Option<Groups>,
    /// Choice fields each of whose choices has a list of its own: practices by status and by kind.
    pub lists: Vec<u16>,
    /// Whether its items stand in the index by letters.
    pub has_letters: bool,
    /// Common fields, then its own.
    pub fields: Vec<Field>,
    index: Map<String, u16>,
}

/// How lists of a type are parted on hubs: practices by status.
#[derive(Debug, Clone)]
pub struct Groups {
    /// Index of the field in [`Type::fields`].
    pub field: u16,
    /// Title of each group and the choices in it.
    pub parts: Vec<(Both, Vec<u16>)>,
}

/// One field of a type or of a record.
#[derive(Debug, Clone)]
pub struct Field {
    /// English key.
    pub key: Arc<str>,
    /// Other keys; the first is shown on Russian sites.
    pub aliases: Vec<String>,
    /// What readers see before the value.
    pub label: Both,
    /// What it takes.
    pub kind: FieldKind,
    /// Takes a list.
    pub is_list: bool,
    /// What its absence means.
    pub required: Required,
    /// Required where another field has this choice.
    pub required_if: Option<(String, String)>,
    /// For choices, and for the kind of files.
    pub choices: Arc<[Choice]>,
    /// Fields of a record.
    pub fields: Arc<[Field]>,
    /// Most characters before advice is given.
    pub max: Option<usize>,
    /// Column marks of the table.
    pub marks: Marks,
    /// Role of the organisation named here, unless a role is written.
    pub role: Option<Arc<str>>,
    /// Checksum: `inn` or `ogrn`.
    pub check: Option<String>,
    /// One line for who fills it in.
    pub help: Both,
    /// A value as it may be written, for texts of problems; empty where the kind of field says enough.
    pub example: Both,
}

/// Yes/no columns of a field.
#[derive(Debug, Clone, Copy, Default)]
pub struct Marks {
    /// Stands in the passport.
    pub passport: bool,
    /// Stands in the comparison.
    pub compare: bool,
    /// Can be filtered by.
    pub facet: bool,
    /// Never published.
    pub private: bool,
    /// Says whether the item is published: unreadable, it withholds.
    pub state: bool,
    /// What it refers to lists this item.
    pub relation: bool,
    /// What it refers to stands above this item.
    pub tree: bool,
    /// A reference that may be a plain text instead.
    pub text: bool,
    /// «не указана» is a value.
    pub unknown: bool,
    /// A field of every type.
    pub common: bool,
}

/// What the absence of a field means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Required {
    /// An error.
    Always,
    /// Advice.
    Recommended,
    /// Nothing.
    #[default]
    Never,
}

/// One choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Used in addresses.
    pub id: String,
    /// Shown.
    pub label: Both,
}

/// What a field takes (spec: content.md §4).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldKind {
    /// Text of one paragraph.
    Text,
    /// Markdown.
    Markdown,
    /// A day.
    Date,
    /// A day, with or without a time.
    Moment,
    /// A day, a month or a year.
    Partial,
    /// да / нет.
    Boolean,
    /// A number.
    Number,
    /// A number with a qualifier, a unit, or a share of a whole.
    Quantity,
    /// An amount of money.
    Money,
    /// An age or a span of ages.
    Age,
    /// A span of time.
    Period,
    /// One of the choices.
    Choice,
    /// A level of the evidence scale.
    Evidence,
    /// Terms of a taxonomy, by its index.
    Terms(u16),
    /// A reference to items of a type.
    Ref(Arc<str>),
    /// A picture.
    Image,
    /// A file or an address.
    File,
    /// A telephone.
    Phone,
    /// A web address.
    Url,
    /// A mailbox.
    Email,
    /// Last part of the page's address.
    Address,
    /// Nested fields.
    Record,
}

const TABLES: [&str; 8] = [
    include_str!("types/news.yaml"),
    include_str!("types/practice.yaml"),
    include_str!("types/organisation.yaml"),
    include_str!("types/service.yaml"),
    include_str!("types/event.yaml"),
    include_str!("types/document.yaml"),
    include_str!("types/gallery.yaml"),
    include_str!("types/page.yaml"),
];

/// The built-in tables and what svod.yaml adds to them, with the fields of every declared taxonomy.
pub fn types(file: &Arc<str>, added: &[(Spanned<String>, Node)], vocabularies: &Vocabularies) -> Found<Types> {
    let embedded: Arc<str> = Arc::from("types/common.yaml");
    let common = parse(&embedded, include_str!("types/common.yaml"), 0).value;
    let mut reader = Reader { file, common: &common, vocabularies, problems: Vec::new() };
    let mut shared = reader.fields(common.get("fields"));
    shared.iter_mut().for_each(|it| it.marks.common = true);
    let mut all: Vec<Type> = Vec::new();
    for built_in in TABLES {
        let table = parse(&embedded, built_in, 0).value;
        all.push(reader.declared(&text(&table, "id"), &table, &shared));
    }
    for (name, table) in added {
        match all.iter_mut().find(|it| it.id == name.value) {
            Some(known) => {
                let more = reader.fields(table.get("fields").or(Some(table)));
                merge(&mut known.fields, more);
            }
            None => {
                let mut made = reader.declared(&name.value, table, &shared);
                if made.folder.is_empty() {
                    made.folder = name.value.clone();
                }
                if made.title.ru.is_empty() {
                    made.title = Both { ru: name.value.clone(), en: name.value.clone() };
                }
                if made.plural.ru.is_empty() {
                    made.plural = made.title.clone();
                }
                all.push(made);
            }
        }
    }
    for one in &mut all {
        one.index = index(&one.fields);
    }
    Found { value: Types { all }, problems: reader.problems }
}

/// Later fields replace earlier ones of the same key, in place. What a page shows of a common field by itself (its
/// pictures, its period) it shows of a field that stands for it too.
fn merge(fields: &mut Vec<Field>, more: Vec<Field>) {
    for field in more {
        match fields.iter_mut().find(|it| it.key == field.key) {
            Some(known) => {
                let is_common = known.marks.common || field.marks.common;
                *known = field;
                known.marks.common = is_common;
            }
            None => fields.push(field),
        }
    }
}

fn index(fields: &[Field]) -> Map<String, u16> {
    let mut index = Map::new();
    for (at, field) in fields.iter().enumerate() {
        index.insert(fold_key(&field.key), at as u16);
    }
    // A key of one field wins over an alias of another: `organisation` of a practice.
    for (at, field) in fields.iter().enumerate() {
        for alias in &field.aliases {
            index.entry(fold_key(alias)).or_insert(at as u16);
        }
    }
    index
}

impl Types {
    /// The type of that id.
    pub fn find(&self, id: &str) -> Option<TypeId> {
        self.all.iter().position(|it| it.id == id).map(|it| TypeId(it as u16))
    }

    /// The type.
    pub fn get(&self, id: TypeId) -> &Type {
        &self.all[id.0 as usize]
    }
}

impl Type {
    /// The field that a written key means: exactly as in the table, or blind to case, ё/е and separators.
    pub fn field(&self, key: &str) -> Option<u16> {
        self.index.get(key).or_else(|| self.index.get(&fold_key(key))).copied()
    }

    /// The field of an English key.
    pub fn key(&self, key: &str) -> Option<u16> {
        self.index.get(key).copied()
    }

    /// Fields that stand in the table of all its items.
    pub fn columns(&self) -> impl Iterator<Item = (u16, &Field)> {
        let all = self.fields.iter().enumerate().map(|(at, it)| (at as u16, it));
        all.filter(|(_, it)| it.marks.compare && !it.marks.private)
    }

    /// All names that a key may have, for suggestions.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.fields.iter().flat_map(|it| it.names())
    }
}

impl Field {
    /// Its key and its aliases.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&*self.key).chain(self.aliases.iter().map(String::as_str))
    }

    /// The name shown to people: the first Russian alias on a Russian site.
    pub fn shown(&self, lang: crate::base::lang::Lang) -> &str {
        match (lang, self.aliases.first()) {
            (crate::base::lang::Lang::Ru, Some(alias)) => alias,
            _ => &self.key,
        }
    }

    /// The choice that a text means: its id or a label, blind as terms are.
    pub fn choice(&self, text: &str) -> Option<u16> {
        let exact = self.choices.iter().position(|it| it.label.ru == text || it.id == text);
        let found = exact.or_else(|| {
            let wanted = fold(text);
            let same = |it: &Choice| [&it.label.ru, &it.label.en, &it.id].iter().any(|one| fold(one) == wanted);
            self.choices.iter().position(same)
        });
        found.map(|it| it as u16)
    }
}

/// Reads tables; faults of the site's own tables are told at their places in svod.yaml.
struct Reader<'a> {
    file: &'a Arc<str>,
    common: &'a Node,
    vocabularies: &'a Vocabularies,
    problems: Vec<Diagnostic>,
}

const FIELD_KEYS: [&str; 23] = [
    "key",
    "aliases",
    "label",
    "type",
    "of",
    "list",
    "required",
    "required_if",
    "choices",
    "fields",
    "max",
    "passport",
    "compare",
    "facet",
    "private",
    "state",
    "relation",
    "tree",
    "text",
    "unknown",
    "role",
    "check",
    "help",
];
const MORE_FIELD_KEYS: [&str; 3] = ["export", "schema_org", "example"];
const TYPE_KEYS: [&str; 17] = [
    "id",
    "folder",
    "title",
    "plural",
    "genitive",
    "date",
    "body",
    "root",
    "archive",
    "event",
    "looks_ahead",
    "kinds",
    "requires",
    "group_by",
    "groups",
    "lists",
    "letters",
];

impl Reader<'_> {
    /// A type of its own; the id of one of svod.yaml is its key there.
    fn declared(&mut self, id: &str, table: &Node, shared: &[Field]) -> Type {
        self.check_keys(table, |it| TYPE_KEYS.contains(&it) || it == "fields");
        let mut fields = shared.to_vec();
        if let Some(kinds) = table.get("kinds") {
            fields.insert(2, self.kind_field(kinds));
        }
        for (at, taxonomy) in self.vocabularies.taxonomies.iter().enumerate() {
            if taxonomy.on.is_empty() || taxonomy.on.iter().any(|it| it == id) {
                fields.push(taxonomy_field(at as u16, taxonomy));
            }
        }
        let own = self.fields(table.get("fields"));
        merge(&mut fields, own);
        let required = texts(table.get("requires"));
        for field in fields.iter_mut().filter(|it| required.iter().any(|key| **key == *it.key)) {
            field.required = Required::Always;
        }
        let groups = self.groups(table, &fields);
        let lists = texts(table.get("lists"));
        let is_choice = |it: &Field| it.kind == FieldKind::Choice && !it.is_list;
        let at = |key: &String| fields.iter().position(|it| *it.key == **key && is_choice(it)).map(|it| it as u16);
        let lists = lists.iter().filter_map(at).collect();
        Type {
            id: id.to_owned(),
            folder: text(table, "folder"),
            title: both(table.get("title")),
            plural: both(table.get("plural")),
            genitive: both(table.get("genitive")),
            needs_date: text(table, "date") == "always",
            needs_body: text(table, "body") == "always",
            is_root: flag(table, "root"),
            has_archive: flag(table, "archive"),
            is_event: flag(table, "event"),
            looks_ahead: flag(table, "looks_ahead"),
            groups,
            lists,
            has_letters: flag(table, "letters"),
            fields,
            index: Map::new(),
        }
    }

    fn kind_field(&mut self, kinds: &Node) -> Field {
        let label = Both { ru: "Вид".into(), en: "Kind".into() };
        let mut field = plain_field("kind", "вид", label, FieldKind::Choice);
        field.choices = self.choices(Some(kinds));
        field.marks.facet = true;
        field.marks.common = true;
        field
    }

    fn groups(&mut self, table: &Node, fields: &[Field]) -> Option<Groups> {
        let key = table.get("group_by")?.as_text()?;
        let field = fields.iter().position(|it| &*it.key == key)?;
        let choices = &fields[field].choices;
        let part = |node: &Node| {
            let ids = node.get("ids").and_then(Node::as_seq).unwrap_or_default();
            let at = |id: &Node| choices.iter().position(|it| Some(it.id.as_str()) == id.as_text());
            (both(Some(node)), ids.iter().filter_map(at).map(|it| it as u16).collect())
        };
        let parts = table.get("groups")?.as_seq()?.iter().map(part).collect();
        Some(Groups { field: field as u16, parts })
    }

    fn fields(&mut self, list: Option<&Node>) -> Vec<Field> {
        let Some(list) = list else { return Vec::new() };
        let Some(items) = list.as_seq() else {
            let problem = Problem::FieldTableExpected {};
            self.problems.push(Diagnostic::new(self.file, list.span, problem));
            return Vec::new();
        };
        items.iter().filter_map(|it| self.field(it)).collect()
    }

    fn field(&mut self, node: &Node) -> Option<Field> {
        let key = match node.get("key").and_then(Node::as_text) {
            Some(key) if !key.is_empty() => key,
            _ => {
                self.problems.push(Diagnostic::new(self.file, node.span, Problem::FieldWithoutKey {}));
                return None;
            }
        };
        self.check_keys(node, |it| FIELD_KEYS.contains(&it) || MORE_FIELD_KEYS.contains(&it));
        let mut field = plain_field(key, "", both(node.get("label")), self.kind(node));
        if field.label.ru.is_empty() {
            field.label = Both { ru: key.to_owned(), en: key.to_owned() };
        }
        field.aliases = texts(node.get("aliases"));
        field.is_list = flag(node, "list");
        field.required = match text(node, "required").as_str() {
            "always" | "да" | "true" => Required::Always,
            "recommended" => Required::Recommended,
            _ => Required::Never,
        };
        let condition = node.get("required_if").and_then(Node::as_map).and_then(|it| it.first());
        field.required_if = condition.map(|(key, value)| (key.value.clone(), value.as_text().unwrap_or("").to_owned()));
        field.choices = self.choices(node.get("choices"));
        field.fields = self.record(node, &field.kind);
        field.max = text(node, "max").parse().ok();
        field.role = node.get("role").and_then(Node::as_text).map(Arc::from);
        field.check = node.get("check").and_then(Node::as_text).map(str::to_owned);
        field.help = both(node.get("help"));
        field.example = both(node.get("example"));
        field.marks = Marks {
            passport: flag(node, "passport"),
            compare: flag(node, "compare"),
            facet: flag(node, "facet"),
            private: flag(node, "private"),
            state: flag(node, "state"),
            relation: flag(node, "relation"),
            tree: flag(node, "tree"),
            text: flag(node, "text"),
            unknown: flag(node, "unknown"),
            common: false,
        };
        Some(field)
    }

    // long: a table
    fn kind(&mut self, node: &Node) -> FieldKind {
        match node.get("type").and_then(Node::as_text).unwrap_or("text") {
            "text" => FieldKind::Text,
            "markdown" => FieldKind::Markdown,
            "date" => FieldKind::Date,
            "moment" | "datetime" => FieldKind::Moment,
            "partial" => FieldKind::Partial,
            "boolean" => FieldKind::Boolean,
            "number" => FieldKind::Number,
            "quantity" | "share" => FieldKind::Quantity,
            "money" => FieldKind::Money,
            "age" => FieldKind::Age,
            "period" => FieldKind::Period,
            "choice" => FieldKind::Choice,
            "evidence" => FieldKind::Evidence,
            "terms" => FieldKind::Terms(self.taxonomy(&text(node, "of")).unwrap_or(u16::MAX)),
            "ref" => FieldKind::Ref(Arc::from(text(node, "of"))),
            "image" => FieldKind::Image,
            "file" => FieldKind::File,
            "phone" => FieldKind::Phone,
            "url" => FieldKind::Url,
            "email" => FieldKind::Email,
            "address" => FieldKind::Address,
            "record" => FieldKind::Record,
            other => {
                let known = "text markdown date moment partial boolean number quantity money age period choice evidence \
                             terms ref image file phone url email record";
                let nearest = crate::base::fold::nearest(other, known.split(' '));
                let problem = Problem::UnknownFieldType { name: other.to_owned(), nearest };
                let at = node.get("type").map_or(node.span, |it| it.span);
                self.problems.push(Diagnostic::new(self.file, at, problem));
                FieldKind::Text
            }
        }
    }

    fn taxonomy(&self, name: &str) -> Option<u16> {
        self.vocabularies.taxonomies.iter().position(|it| it.name == name).map(|it| it as u16)
    }

    /// Choices written here, or a list of common.yaml by its name.
    fn choices(&mut self, node: Option<&Node>) -> Arc<[Choice]> {
        let Some(node) = node else { return Arc::new([]) };
        let list = match node.as_text() {
            Some(name) => self.common.get("lists").and_then(|it| it.get(name)).and_then(Node::as_seq),
            None => node.as_seq(),
        };
        let choice = |it: &Node| match it.as_text() {
            Some(word) => {
                Choice { id: crate::base::slug::slug(word), label: Both { ru: word.into(), en: word.into() } }
            }
            None => Choice { id: text(it, "id"), label: both(Some(it)) },
        };
        list.unwrap_or_default().iter().map(choice).collect()
    }

    /// Fields of a record: written here, named in common.yaml, or those of the kind itself (a picture, a telephone).
    fn record(&mut self, node: &Node, kind: &FieldKind) -> Arc<[Field]> {
        let common = self.common;
        let named = |name: &str| common.get("records").and_then(|it| it.get(name));
        let list = match (node.get("fields"), kind) {
            (Some(it), _) => it.as_text().map_or(Some(it), named),
            (None, FieldKind::Image) => named("image"),
            (None, FieldKind::File) => named("file"),
            (None, FieldKind::Phone) => named("phone"),
            (None, FieldKind::Money) => named("money"),
            (None, FieldKind::Period) => named("period"),
            (None, FieldKind::Age) => named("age"),
            _ => None,
        };
        self.fields(list).into()
    }

    fn check_keys(&mut self, node: &Node, is_known: impl Fn(&str) -> bool) {
        for (key, _) in node.as_map().unwrap_or_default() {
            if !is_known(&key.value) {
                let known = FIELD_KEYS.iter().chain(&MORE_FIELD_KEYS).chain(&TYPE_KEYS);
                let nearest = crate::base::fold::nearest(&key.value, known.copied());
                let problem = Problem::UnknownTypeKey { key: key.value.clone(), nearest };
                self.problems.push(Diagnostic::new(self.file, key.span, problem));
            }
        }
    }
}

fn plain_field(key: &str, alias: &str, label: Both, kind: FieldKind) -> Field {
    Field {
        key: Arc::from(key),
        aliases: if alias.is_empty() { Vec::new() } else { vec![alias.to_owned()] },
        label,
        kind,
        is_list: false,
        required: Required::Never,
        required_if: None,
        choices: Arc::new([]),
        fields: Arc::new([]),
        max: None,
        marks: Marks::default(),
        role: None,
        check: None,
        help: Both::default(),
        example: Both::default(),
    }
}

fn taxonomy_field(at: u16, taxonomy: &super::vocabulary::Taxonomy) -> Field {
    let mut field = plain_field(&taxonomy.name, "", taxonomy.title.clone(), FieldKind::Terms(at));
    field.aliases = taxonomy.aliases.clone();
    field.is_list = true;
    field.marks.facet = true;
    field.marks.common = true;
    field
}

fn text(node: &Node, key: &str) -> String {
    node.get(key).and_then(Node::as_text).unwrap_or_default().to_owned()
}

fn flag(node: &Node, key: &str) -> bool {
    matches!(node.get(key).and_then(Node::as_text), Some("true" | "да" | "yes"))
}

fn texts(node: Option<&Node>) -> Vec<String> {
    match node.map(|it| &it.kind) {
        Some(Kind::Seq(items)) => items.iter().filter_map(|it| it.as_text().map(str::to_owned)).collect(),
        Some(Kind::Scalar { text, .. }) => vec![text.clone()],
        _ => Vec::new(),
    }
}

/// `{ru, en}`, or one text for both.
fn both(node: Option<&Node>) -> Both {
    let Some(node) = node else { return Both::default() };
    if let Some(one) = node.as_text() {
        return Both { ru: one.to_owned(), en: one.to_owned() };
    }
    let (ru, en) = (text(node, "ru"), text(node, "en"));
    Both { en: if en.is_empty() { ru.clone() } else { en }, ru }
}
