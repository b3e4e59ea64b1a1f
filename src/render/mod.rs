//! Floor 4: views, templates, bytes.
//!
//! Read in this order: [`view`] (what a template sees), [`theme`] (its files), [`template`] (the Tera door);
//! then [`manifest`] (theme.yaml), [`strings`] (interface words), [`lint`] (what a theme must not hold),
//! [`names`], [`schema`] and [`tags`] (names and places).

pub mod lint;
pub mod manifest;
pub mod names;
pub mod schema;
pub mod strings;
pub mod tags;
pub mod template;
pub mod theme;
pub mod view;

/// The reference of views, for authors of themes: structs, their docs and fields, without what only Rust needs.
pub fn reference() -> String {
    let is_shown = |line: &&str| !line.trim_start().starts_with("#[");
    // Before the first view stands what only Rust needs.
    let lines: Vec<&str> =
        view::DESCRIPTION.lines().skip_while(|it| !it.starts_with("/// `site`")).filter(is_shown).collect();
    let text = lines.join("\n").replace("pub struct ", "").replace("pub enum ", "").replace("    pub ", "    ");
    format!("api: {}\n\n{text}\n", view::API)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_reference_names_views_and_fields() {
        let text = super::reference();
        assert!(text.starts_with("api: 1\n\n/// `site`"), "{}", &text[..200]);
        assert!(text.contains("\nArticleView {\n") && text.contains("    body_html: String,"));
        assert!(!text.contains("derive") && !text.contains("pub "));
    }
}
