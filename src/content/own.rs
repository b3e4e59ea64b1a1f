//! Directives that a site declares in svod.yaml and a theme in theme.yaml: fields, checked like those of types, and a
//! template that shows them. Nothing here reads a template.
//!
//! Begin with [`OwnDirective`].

use std::sync::Arc;

use crate::base::fold::fold;
use crate::base::lang::Both;
use crate::base::problem::{Diagnostic, Found, Problem};
use crate::base::span::Spanned;

use super::directive::{Inside, SHAPES};
use super::read::{Entry, Fields, Reader, Shape};
use super::types::{Field, FieldKind, Types, directive_fields};
use super::value::example;
use super::vocabulary::Vocabularies;
use super::yaml::{Node, parse};

/// A directive of the site's or the theme's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnDirective {
    /// After `:::`.
    pub name: String,
    /// Its other names.
    pub aliases: Vec<String>,
    /// What readers may be told that it is.
    pub title: Both,
    /// What is written after the name.
    pub fields: Vec<Field>,
    /// What is written below.
    pub inside: Inside,
    /// What shows it; None: `directives/<name>.html` of the theme, or svod's own for all that have none.
    pub template: Option<OwnTemplate>,
    /// Where it is declared.
    pub file: Arc<str>,
}

/// What shows a directive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OwnTemplate {
    /// A file under `templates/` of the theme.
    File(Spanned<String>),
    /// The template itself.
    Text(Spanned<String>),
}

impl OwnDirective {
    /// A line to learn from.
    pub fn example(&self) -> String {
        let required = self.fields.iter().filter(|it| it.required == super::types::Required::Always);
        let value = |it: &Field| {
            let text = example(&it.kind, crate::base::lang::Lang::Ru, it);
            format!(" {}=\"{}\"", it.key, text.trim_matches('"'))
        };
        format!(":::{}{}", self.name, required.map(value).collect::<String>())
    }
}

/// What directives are read with.
#[derive(Clone, Copy)]
pub struct Basis<'a> {
    /// Types that a field may refer to.
    pub types: &'a Types,
    /// Terms that a field may hold.
    pub vocabularies: &'a Vocabularies,
}

const DIRECTIVE: Shape = Shape {
    ru: "вставка с её полями",
    en: "a directive with its fields",
    example: "{title: Вакансия, fields: [{key: employer, type: text}]}",
};
const INSIDE: [(Inside, &[&str]); 3] = [
    (Inside::Nothing, &["none", "нет"]),
    (Inside::Markdown, &["markdown", "always", "обязательно"]),
    (Inside::Optional, &["optional", "можно"]),
];

/// The directives of `file`, each under its name.
pub fn directives(file: &Arc<str>, declared: &[(Spanned<String>, Node)], basis: Basis) -> Found<Vec<OwnDirective>> {
    let mut reader = Reader::new(file);
    let mut found: Vec<OwnDirective> = Vec::new();
    for (name, node) in declared {
        if let Some(one) = directive(name, node.clone(), basis, &mut reader) {
            found.push(one);
        }
    }
    Found { value: found, problems: reader.problems }
}

/// What theme.yaml declares; what else is wrong with it is told by who reads the theme.
pub fn declared(file: &Arc<str>, text: &str) -> Vec<(Spanned<String>, Node)> {
    let node = parse(file, text, 0).value;
    let own = node.get("directives").and_then(Node::as_map);
    own.unwrap_or_default().to_vec()
}

/// The site's own come first; of two with one name the site's counts.
pub fn merged(mut site: Vec<OwnDirective>, theme: Vec<OwnDirective>) -> Vec<OwnDirective> {
    let is_new = |it: &OwnDirective| site.iter().all(|one| fold(&one.name) != fold(&it.name));
    let more: Vec<OwnDirective> = theme.into_iter().filter(is_new).collect();
    site.extend(more);
    site
}

fn directive(name: &Spanned<String>, node: Node, basis: Basis, reader: &mut Reader<'_>) -> Option<OwnDirective> {
    let is_letter = |it: char| it.is_ascii_lowercase() || it.is_ascii_digit() || matches!(it, '-' | '_');
    if name.value.is_empty()
        || !name.value.starts_with(|it: char| it.is_ascii_lowercase())
        || !name.value.chars().all(is_letter)
    {
        reader.tell(name.span, Problem::BadName { name: name.value.clone() });
        return None;
    }
    let entry = Entry::new(name.clone(), node);
    let mut own = reader.record(entry, DIRECTIVE)?;
    let title = own.take(&["title", "название"], reader).and_then(|it| reader.both(it));
    let aliases: Vec<Spanned<String>> = reader.optional_texts(&mut own, &["aliases", "другие_имена"]);
    let fields = fields(&mut own, basis, reader);
    let inside = own.take(&["body", "текст"], reader).and_then(|it| reader.choice(&it, &INSIDE));
    let template = own.take(&["template", "шаблон"], reader).and_then(|it| reader.spanned_text(it));
    own.finish(reader);
    for name in std::iter::once(name).chain(&aliases) {
        if SHAPES.iter().any(|it| it.name == fold(&name.value)) {
            reader.tell(name.span, Problem::DirectiveTaken { name: name.value.clone() });
            return None;
        }
    }
    Some(OwnDirective {
        name: name.value.clone(),
        aliases: aliases.into_iter().map(|it| it.value).collect(),
        title: title.unwrap_or_else(|| Both::same(&name.value)),
        fields,
        inside: inside.unwrap_or(Inside::Nothing),
        template: template.map(|it| match it.value.contains(['<', '{', '\n']) {
            true => OwnTemplate::Text(it),
            false => OwnTemplate::File(it),
        }),
        file: reader.file.clone(),
    })
}

/// Fields that can be written in one line.
fn fields(own: &mut Fields<'_>, basis: Basis, reader: &mut Reader<'_>) -> Vec<Field> {
    let Some(entry) = own.take(&["fields", "поля"], reader) else { return Vec::new() };
    let found = directive_fields(reader.file, &entry.value, basis.types, basis.vocabularies);
    let mut fields = found.take(&mut reader.problems);
    fields.retain(|it| {
        let is_line = !matches!(it.kind, FieldKind::Markdown | FieldKind::Record | FieldKind::Image);
        if !is_line {
            reader.problems.push(Diagnostic::new(
                reader.file,
                entry.value.span,
                Problem::DirectiveField { key: it.key.to_string() },
            ));
        }
        is_line
    });
    fields
}
