//! Which fields views have: read from the text of `view.rs` itself, so that the two cannot differ.
//!
//! Tera takes a missing last field in `{% if page.tilte %}` for false without a word; this table lets us tell of it.
//! Where a type is not known (a value of a field, an element of a loop), nothing is said.
//!
//! Begin with [`Schema::fault`].

use std::collections::BTreeMap;

use super::view;

/// Fields of views, by struct.
#[derive(Debug, Clone)]
pub struct Schema {
    structs: BTreeMap<&'static str, Vec<(&'static str, &'static str)>>,
    /// The structs that stand for a page, by template.
    pages: BTreeMap<&'static str, &'static str>,
}

/// A name that is not there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// Index of the step in the path.
    pub step: usize,
    /// What has no such field: `page.frame`.
    pub of: String,
    /// The fields that there are.
    pub fields: Vec<&'static str>,
}

impl Schema {
    /// The schema of all views.
    pub fn new() -> Schema {
        let mut schema = Schema { structs: BTreeMap::new(), pages: BTreeMap::new() };
        let mut template = None;
        let mut current = None;
        for line in view::DESCRIPTION.lines() {
            if let Some(doc) = line.strip_prefix("/// ") {
                template = template.or_else(|| doc.split('`').find(|it| it.ends_with(".html")));
            } else if let Some(rest) = line.strip_prefix("pub struct ") {
                let name = rest.split(['<', ' ']).next().unwrap_or(rest);
                schema.structs.entry(name).or_default();
                schema.pages.extend(template.take().map(|it| (it, name)));
                current = Some(name);
            } else if let Some((field, kind)) = line.strip_prefix("    pub ").and_then(|it| it.split_once(": ")) {
                let fields = current.map(|it| schema.structs.entry(it).or_default());
                if let Some(fields) = fields {
                    fields.push((field, kind.trim_end_matches(',')));
                }
            }
        }
        schema
    }

    /// The first step of `path` that no view has, in the template `file`.
    ///
    /// `page` is the view of `file`; in a shared part, any view will do.
    pub fn fault(&self, file: &str, path: &[&str]) -> Option<Missing> {
        let (root, steps) = path.split_first()?;
        let starts: Vec<&str> = match (*root, self.pages.get(file)) {
            ("site", _) => vec!["Chrome"],
            ("card", _) => vec!["Card"],
            ("directive", Some(one)) => vec![one],
            ("directive", None) => self.of_directives().collect(),
            ("page", _) if file.starts_with("types/") => vec!["ArticleView"],
            ("page", Some(one)) => vec![one],
            ("page", None) => {
                let others: Vec<&str> = self.of_directives().chain(["Card"]).collect();
                self.pages.values().copied().filter(|it| !others.contains(it)).collect()
            }
            _ => return None,
        };
        let faults: Vec<Option<Missing>> = starts.iter().map(|it| self.follow(it, root, steps)).collect();
        if faults.iter().any(Option::is_none) {
            return None;
        }
        // Of several views, the one that goes furthest tells.
        let mut best = faults.into_iter().flatten().max_by_key(|it| it.step)?;
        if starts.len() > 1 && best.step == 1 {
            best.fields = starts.iter().flat_map(|it| &self.structs[it]).map(|it| it.0).collect();
        }
        Some(best)
    }

    /// The structs that stand for directives.
    fn of_directives(&self) -> impl Iterator<Item = &'static str> {
        self.pages.iter().filter(|(file, _)| file.starts_with("directives/")).map(|(_, it)| *it)
    }

    fn follow(&self, start: &str, root: &str, steps: &[&str]) -> Option<Missing> {
        let mut current = start;
        let mut of = root.to_owned();
        for (index, step) in steps.iter().enumerate() {
            let fields = self.structs.get(current)?;
            let Some((_, kind)) = fields.iter().find(|it| it.0 == *step) else {
                return Some(Missing { step: index + 1, of, fields: fields.iter().map(|it| it.0).collect() });
            };
            let inner = kind.strip_prefix("Option<").unwrap_or(kind);
            current = if inner.starts_with("Vec<") { inner } else { inner.split(['<', '>']).next().unwrap_or(inner) };
            of = format!("{of}.{step}");
        }
        None
    }

    /// The templates that every theme has, by the docs of their views.
    pub fn templates(&self) -> impl Iterator<Item = &'static str> {
        self.pages.keys().copied()
    }
}

impl Default for Schema {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(file: &str, path: &str, expected: Option<(usize, &str)>) {
        let steps: Vec<&str> = path.split('.').collect();
        let found = Schema::new().fault(file, &steps);
        assert_eq!(found.as_ref().map(|it| (it.step, it.of.as_str())), expected, "{file}: {path}");
    }

    #[test]
    fn fields_are_followed() {
        check("article.html", "page.frame.title", None);
        check("article.html", "page.tilte", Some((1, "page")));
        check("article.html", "page.event.region.urll", Some((3, "page.event.region")));
        check("article.html", "page.months", Some((1, "page")));
        check("partials/x.html", "page.months", None);
        check("partials/x.html", "page.monthss", Some((1, "page")));
        check("partials/x.html", "page.frame.x", Some((2, "page.frame")));
        check("article.html", "site.menu", None);
        check("article.html", "site.menus", Some((1, "site")));
        check("card.html", "card.image.src", None);
        check("card.html", "card.image.source", Some((2, "card.image")));
        check("article.html", "item.anything", None);
    }

    #[test]
    fn every_page_has_its_template() {
        let names: Vec<&str> = Schema::new().templates().collect();
        assert!(names.contains(&"article.html") && names.contains(&"card.html") && names.contains(&"404.html"));
        assert_eq!(names.len(), 28, "{names:?}");
    }
}
