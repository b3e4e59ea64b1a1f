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
use crate::base::span::{Span, Spanned};

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
    /// Whether its items say nothing of a day: organisations, services.
    pub is_undated: bool,
    /// Whether it has an archive by year and month.
    pub has_archive: bool,
    /// Whether its items happen: ordered by `event.start`, never withheld by a date ahead.
    pub is_event: bool,
    /// Whether related items may be newer ones too.
    pub looks_ahead: bool,
    /// Whether each item has a passport: one sheet beside its page.
    pub has_passport: bool,
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
#[derive(Debug, Clone, PartialEq, Eq)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
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
    let mut reader = Reader::new(file, &common, vocabularies);
    let mut shared = reader.fields(common.get("fields"));
    shared.iter_mut().for_each(|it| it.marks.common = true);
    let mut all: Vec<Type> = Vec::new();
    for built_in in TABLES {
        let table = parse(&embedded, built_in, 0).value;
        all.push(reader.declared(&text(&table, "id"), &table, (&shared, false)));
    }
    for (name, table) in added {
        match all.iter_mut().find(|it| it.id == name.value) {
            Some(known) => {
                reader.check_keys(table, |it| it == "fields" || it == "passport");
                if table.get("passport").is_some() {
                    known.has_passport = reader.flag(table, "passport");
                }
                let list = if table.as_map().is_some() { table.get("fields") } else { Some(table) };
                let more = reader.own_fields(list, &mut known.fields);
                merge(&mut known.fields, more);
            }
            None => all.extend(reader.new_type(name, table, &shared)),
        }
    }
    for one in &mut all {
        one.index = index(&one.fields);
    }
    let mut types = Types { all };
    let Reader { wanted, mut problems, .. } = reader;
    problems.extend(wanted.iter().filter_map(|it| unknown_type(file, it, &types)));
    types.required_if(file, added, &mut problems);
    Found { value: types, problems }
}

/// Fields of a directive: a list of tables as types have them.
pub fn directive_fields(file: &Arc<str>, list: &Node, types: &Types, vocabularies: &Vocabularies) -> Found<Vec<Field>> {
    let embedded: Arc<str> = Arc::from("types/common.yaml");
    let common = parse(&embedded, include_str!("types/common.yaml"), 0).value;
    let mut reader = Reader::new(file, &common, vocabularies);
    let fields = reader.own_fields(Some(list), &mut []);
    let Reader { wanted, mut problems, .. } = reader;
    problems.extend(wanted.iter().filter_map(|it| unknown_type(file, it, types)));
    Found { value: fields, problems }
}

fn unknown_type(file: &Arc<str>, of: &Spanned<String>, types: &Types) -> Option<Diagnostic> {
    if types.find(&of.value).is_some() {
        return None;
    }
    let nearest = crate::base::fold::nearest(&of.value, types.all.iter().map(|it| it.id.as_str()));
    Some(Diagnostic::new(file, of.span, Problem::UnknownType { name: of.value.clone(), nearest }))
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
    /// Conditions of the site's own fields name fields and choices that are there; a choice may be written by its label.
    fn required_if(&mut self, file: &Arc<str>, added: &[(Spanned<String>, Node)], problems: &mut Vec<Diagnostic>) {
        for (name, table) in added {
            let Some(one) = self.all.iter_mut().find(|it| it.id == name.value) else { continue };
            let own = table.get("fields").unwrap_or(table).as_seq().unwrap_or_default();
            for node in own {
                let (Some(key), Some(written)) = (node.get("key").and_then(Node::as_text), node.get("required_if"))
                else {
                    continue;
                };
                let Some(at) = one.key(key) else { continue };
                let Some((field, choice)) = one.fields[at as usize].required_if.clone() else { continue };
                let choices = one.field(&field).map(|it| one.fields[it as usize].clone());
                let id = choices
                    .as_ref()
                    .and_then(|it| Some((it.key.to_string(), it.choices[it.choice(&choice)? as usize].id.clone())));
                if id.is_none() {
                    let expected = Both::new("поле с выбором и его значение", "a field with choices and one of them");
                    let (key, example) = ("required_if".to_owned(), "required_if: {status: план}".to_owned());
                    problems.push(Diagnostic::new(file, written.span, Problem::WrongType { key, expected, example }));
                }
                one.fields[at as usize].required_if = id;
            }
        }
    }

    /// The type that a person means: by its id, its title, its plural or its folder.
    pub fn named(&self, text: &str) -> Option<TypeId> {
        let wanted = fold(text);
        let is_it = |it: &Type| it.names().any(|name| fold(name) == wanted);
        self.find(text).or_else(|| self.all.iter().position(is_it).map(|it| TypeId(it as u16)))
    }

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
    /// What a person may call it.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        [&self.id, &self.title.ru, &self.title.en, &self.plural.ru, &self.plural.en, &self.folder]
            .into_iter()
            .map(String::as_str)
    }

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
    pub fn keys(&self) -> impl Iterator<Item = &str> {
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
    /// Types that fields refer to: known when all of them are read.
    wanted: Vec<Spanned<String>>,
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
const TYPE_KEYS: [&str; 19] = [
    "id",
    "folder",
    "title",
    "plural",
    "genitive",
    "date",
    "body",
    "root",
    "undated",
    "archive",
    "event",
    "looks_ahead",
    "passport",
    "kinds",
    "requires",
    "group_by",
    "groups",
    "lists",
    "letters",
];

impl<'a> Reader<'a> {
    fn new(file: &'a Arc<str>, common: &'a Node, vocabularies: &'a Vocabularies) -> Self {
        Self { file, common, vocabularies, wanted: Vec::new(), problems: Vec::new() }
    }

    fn tell(&mut self, span: Span, problem: Problem) {
        self.problems.push(Diagnostic::new(self.file, span, problem));
    }

    /// Tells that `node`, the value of `key`, is not what it should be.
    fn wrong(&mut self, key: &str, node: &Node, (ru, en): (&str, &str), example: &str) {
        if !node.is_broken() {
            let problem = Problem::WrongType {
                key: key.to_owned(),
                expected: Both::new(ru, en),
                example: format!("{key}: {example}"),
            };
            self.tell(node.span, problem);
        }
    }

    /// A type that svod.yaml declares.
    fn new_type(&mut self, name: &Spanned<String>, table: &Node, shared: &[Field]) -> Option<Type> {
        if !super::config::is_name(&name.value) {
            self.tell(name.span, Problem::BadName { name: name.value.clone() });
            return None;
        }
        if table.as_map().is_none() && !table.is_null() {
            self.wrong(&name.value, table, ("описание типа", "a type's table"), "{title: Вакансия, fields: […]}");
            return None;
        }
        let mut made = self.declared(&name.value, table, (shared, true));
        if made.folder.is_empty() {
            made.folder = name.value.clone();
        }
        if made.title.ru.is_empty() {
            made.title = Both::same(&name.value);
        }
        if made.plural.ru.is_empty() {
            made.plural = made.title.clone();
        }
        if made.genitive.ru.is_empty() {
            made.genitive = made.plural.clone();
        }
        Some(made)
    }

    /// Fields that a site adds to `known` ones. A name of theirs that was another name of one of those is theirs now;
    /// a key, and what decides whether and when an item is published, cannot be taken.
    fn own_fields(&mut self, list: Option<&Node>, known: &mut [Field]) -> Vec<Field> {
        let mut own: Vec<Field> = Vec::new();
        if let Some(list) = list.filter(|it| it.as_seq().is_none() && !it.is_null() && !it.is_broken()) {
            self.tell(list.span, Problem::FieldTableExpected {});
        }
        for node in list.and_then(Node::as_seq).unwrap_or_default() {
            let Some(field) = self.field(node) else { continue };
            let key_at = node.get("key").map_or(node.span, |it| it.span);
            if !super::config::is_name(&field.key) {
                self.tell(key_at, Problem::BadName { name: field.key.to_string() });
                continue;
            }
            match taken(&field, known, &own) {
                Some((name, key)) => {
                    let in_aliases = node.get("aliases").filter(|_| fold_key(&name) != fold_key(&field.key));
                    self.tell(in_aliases.map_or(key_at, |it| it.span), Problem::FieldNameTaken { name, key });
                }
                None => {
                    for other in known.iter_mut().filter(|it| it.key != field.key) {
                        other.aliases.retain(|it| field.names().all(|name| fold_key(name) != fold_key(it)));
                    }
                    own.push(field);
                }
            }
        }
        own
    }

    /// A type of its own; the id of one of svod.yaml is its key there.
    fn declared(&mut self, id: &str, table: &Node, (shared, is_own): (&[Field], bool)) -> Type {
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
        let own = match is_own {
            true => self.own_fields(table.get("fields"), &mut fields),
            false => self.fields(table.get("fields")),
        };
        merge(&mut fields, own);
        let required = texts(table.get("requires"));
        for field in fields.iter_mut().filter(|it| required.iter().any(|key| **key == *it.key)) {
            field.required = Required::Always;
        }
        let groups = self.groups(table, &fields);
        let lists = self.lists(table, &fields);
        Type {
            id: id.to_owned(),
            folder: text(table, "folder"),
            title: self.both(table, "title"),
            plural: self.both(table, "plural"),
            genitive: self.both(table, "genitive"),
            needs_date: self.word(table, "date", &["never", "always"]) == 1,
            needs_body: self.word(table, "body", &["never", "always"]) == 1,
            is_root: self.flag(table, "root"),
            is_undated: self.flag(table, "undated"),
            has_archive: self.flag(table, "archive"),
            is_event: self.flag(table, "event"),
            looks_ahead: self.flag(table, "looks_ahead"),
            has_passport: self.flag(table, "passport"),
            groups,
            lists,
            has_letters: self.flag(table, "letters"),
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

    /// Fields whose choices have lists of their own.
    fn lists(&mut self, table: &Node, fields: &[Field]) -> Vec<u16> {
        let is_choice = |it: &Field| it.kind == FieldKind::Choice && !it.is_list;
        let mut lists = Vec::new();
        for key in texts(table.get("lists")) {
            match fields.iter().position(|it| *it.key == *key && is_choice(it)) {
                Some(at) => lists.push(at as u16),
                None => {
                    let words = ("ключи полей с одним выбором", "keys of fields with one choice");
                    table.get("lists").into_iter().for_each(|it| self.wrong("lists", it, words, "[status]"));
                }
            }
        }
        lists
    }

    fn groups(&mut self, table: &Node, fields: &[Field]) -> Option<Groups> {
        let by = table.get("group_by")?;
        let field =
            by.as_text().and_then(|key| fields.iter().position(|it| &*it.key == key && it.kind == FieldKind::Choice));
        let Some(field) = field else {
            self.wrong("group_by", by, ("ключ поля с выбором", "the key of a field with choices"), "status");
            return None;
        };
        let choices = &fields[field].choices;
        if let Some(unknown) = unknown_group(table, choices) {
            let known = choices.iter().map(|it| it.id.clone()).collect();
            let value = unknown.as_text().unwrap_or("…").to_owned();
            self.tell(unknown.span, Problem::UnknownChoice { key: "ids".to_owned(), value, choices: known });
        }
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
        let mut field = plain_field(key, "", self.both(node, "label"), self.kind(node));
        if field.label.ru.is_empty() {
            field.label = Both { ru: key.to_owned(), en: key.to_owned() };
        }
        field.aliases = texts(node.get("aliases"));
        field.is_list = self.flag(node, "list");
        field.required = match self.word(node, "required", &["never", "always", "recommended"]) {
            1 => Required::Always,
            2 => Required::Recommended,
            _ => Required::Never,
        };
        let condition = node.get("required_if").and_then(Node::as_map).and_then(|it| it.first());
        field.required_if = condition.map(|(key, value)| (key.value.clone(), value.as_text().unwrap_or("").to_owned()));
        field.choices = self.choices(node.get("choices"));
        if field.kind == FieldKind::Choice && node.get("choices").is_none() {
            self.lacks(node, "choices", "choices: [{id: dom, ru: из дома, en: from home}]");
        }
        field.fields = self.record(node, &field.kind);
        if field.kind == FieldKind::Record && field.fields.is_empty() {
            self.lacks(node, "fields", "fields: [{key: name, label: Имя, type: text}]");
        }
        field.max = self.max(node);
        field.role = node.get("role").and_then(Node::as_text).map(Arc::from);
        field.check = node.get("check").and_then(Node::as_text).map(str::to_owned);
        field.help = self.both(node, "help");
        field.example = self.both(node, "example");
        field.marks = Marks {
            passport: self.flag(node, "passport"),
            compare: self.flag(node, "compare"),
            facet: self.flag(node, "facet"),
            private: self.flag(node, "private"),
            state: self.flag(node, "state"),
            relation: self.flag(node, "relation"),
            tree: self.flag(node, "tree"),
            text: self.flag(node, "text"),
            unknown: self.flag(node, "unknown"),
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
            "terms" => self.terms_kind(node),
            "ref" => {
                let of = node.get("of").filter(|it| it.as_text().is_some());
                match of {
                    Some(of) => self.wanted.push(Spanned::new(text(node, "of"), of.span)),
                    None => self.lacks(node, "of", "of: organisation"),
                }
                FieldKind::Ref(Arc::from(text(node, "of")))
            }
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

    fn terms_kind(&mut self, node: &Node) -> FieldKind {
        let Some(of) = node.get("of").filter(|it| it.as_text().is_some()) else {
            self.lacks(node, "of", "of: regions");
            return FieldKind::Text;
        };
        let name = text(node, "of");
        let taxonomies = &self.vocabularies.taxonomies;
        if let Some(at) = taxonomies.iter().position(|it| it.name == fold_key(&name)) {
            return FieldKind::Terms(at as u16);
        }
        let nearest = crate::base::fold::nearest(&name, taxonomies.iter().map(|it| it.name.as_str()));
        self.tell(of.span, Problem::UnknownTaxonomy { name, nearest });
        FieldKind::Text
    }

    /// Tells of a key that a table needs, at the beginning of the table.
    fn lacks(&mut self, node: &Node, key: &str, example: &str) {
        let at = Span::at(node.span.start as usize);
        self.tell(at, Problem::MissingKey { key: key.to_owned(), example: example.to_owned() });
    }

    fn flag(&mut self, node: &Node, key: &str) -> bool {
        let Some(value) = node.get(key) else { return false };
        match value.as_text().map(fold).as_deref() {
            Some("true" | "да" | "yes") => true,
            Some("false" | "нет" | "no") => false,
            _ => {
                self.wrong(key, value, ("«да» или «нет»", "“yes” or “no”"), "true");
                false
            }
        }
    }

    /// Which of `words` stands at a key; the first where nothing does.
    fn word(&mut self, node: &Node, key: &str, words: &[&str]) -> usize {
        const OTHERS: [(&str, &str); 8] = [
            ("да", "always"),
            ("true", "always"),
            ("yes", "always"),
            ("обязательно", "always"),
            ("желательно", "recommended"),
            ("нет", "never"),
            ("no", "never"),
            ("false", "never"),
        ];
        let Some(value) = node.get(key).filter(|it| !it.is_null() && !it.is_broken()) else { return 0 };
        let text = value.as_text().map(fold).unwrap_or_default();
        let text = OTHERS.iter().find(|it| it.0 == text).map_or(text.as_str(), |it| it.1);
        words.iter().position(|it| *it == text).unwrap_or_else(|| {
            let choices = words.iter().map(|it| (*it).to_owned()).collect();
            let value_text = value.as_text().unwrap_or("…").to_owned();
            self.tell(value.span, Problem::UnknownChoice { key: key.to_owned(), value: value_text, choices });
            0
        })
    }

    fn max(&mut self, node: &Node) -> Option<usize> {
        let value = node.get("max")?;
        let found = value.as_text().and_then(|it| it.parse().ok()).filter(|it| *it > 0);
        if found.is_none() {
            self.wrong("max", value, ("число знаков", "a number of characters"), "300");
        }
        found
    }

    fn both(&mut self, node: &Node, key: &str) -> Both {
        let Some(value) = node.get(key) else { return Both::default() };
        let is_text = |it: &Node| it.as_text().is_some();
        let is_both = value.as_map().is_some_and(|it| {
            !it.is_empty() && it.iter().all(|(key, value)| ["ru", "en"].contains(&key.value.as_str()) && is_text(value))
        });
        if !is_text(value) && !is_both && !value.is_null() {
            self.wrong(key, value, ("текст на двух языках", "a text in two languages"), "{ru: Вакансия, en: Vacancy}");
        }
        both(Some(value))
    }

    /// Choices written here, or a list of common.yaml by its name.
    fn choices(&mut self, node: Option<&Node>) -> Arc<[Choice]> {
        let Some(node) = node else { return Arc::new([]) };
        let list = match node.as_text() {
            Some(name) => self.common.get("lists").and_then(|it| it.get(name)).and_then(Node::as_seq),
            None => node.as_seq(),
        };
        let example = "[{id: dom, ru: из дома, en: from home}, {id: ofis, ru: в офисе, en: at the office}]";
        let Some(list) = list.filter(|it| !it.is_empty()) else {
            self.wrong("choices", node, ("список значений", "a list of choices"), example);
            return Arc::new([]);
        };
        let mut choices: Vec<Choice> = Vec::with_capacity(list.len());
        for it in list {
            let made = match it.as_text() {
                Some(word) => Choice { id: crate::base::slug::slug(word), label: Both::same(word) },
                None => Choice { id: text(it, "id"), label: both(Some(it)) },
            };
            let made = match made.id.is_empty() {
                true => Choice { id: crate::base::slug::slug(&made.label.ru), ..made },
                false => made,
            };
            if !super::config::is_name(&made.id) || made.label.ru.is_empty() {
                self.wrong("choices", it, ("значение с подписью", "a choice with its words"), example);
            } else if choices.iter().any(|one| one.id == made.id) {
                self.tell(it.span, Problem::DuplicateKey { key: made.id });
            } else {
                choices.push(made);
            }
        }
        choices.into()
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
                let known = known.copied().filter(|it| is_known(it));
                let nearest = crate::base::fold::nearest(&key.value, known);
                let problem = Problem::UnknownTypeKey { key: key.value.clone(), nearest };
                self.problems.push(Diagnostic::new(self.file, key.span, problem));
            }
        }
    }
}

/// The first id of a group that is no choice.
fn unknown_group<'n>(table: &'n Node, choices: &[Choice]) -> Option<&'n Node> {
    let groups = table.get("groups").and_then(Node::as_seq).unwrap_or_default();
    let mut ids = groups.iter().flat_map(|it| it.get("ids").and_then(Node::as_seq).unwrap_or_default());
    ids.find(|it| !choices.iter().any(|one| Some(one.id.as_str()) == it.as_text()))
}

/// A name of a new field that another one needs, and the key of that.
fn taken(field: &Field, known: &[Field], own: &[Field]) -> Option<(String, String)> {
    let is_same = |name: &str, other: &str| fold_key(name) == fold_key(other);
    let of_own = own.iter().flat_map(|it| it.names().map(move |name| (name, it)));
    let needed = known.iter().filter(|it| it.key != field.key).flat_map(|it| {
        let is_fixed = it.marks.state || it.required == Required::Always || &*it.key == "date";
        it.names().take(if is_fixed { usize::MAX } else { 1 }).map(move |name| (name, it))
    });
    let mut all = of_own.chain(needed);
    let (name, other) = all.find(|(name, _)| field.names().any(|it| is_same(it, name)))?;
    Some((name.to_owned(), other.key.to_string()))
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

/// The field of a taxonomy: any number of its terms.
pub fn taxonomy_field(at: u16, taxonomy: &super::vocabulary::Taxonomy) -> Field {
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
