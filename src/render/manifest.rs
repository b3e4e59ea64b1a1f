//! theme.yaml: which svod a theme fits, and which settings of svod.yaml it takes.
//!
//! A setting becomes a custom property of a style sheet; the policy allows no style in pages, so nothing else would work.
//!
//! Begin with [`Manifest::read`], then [`Manifest::settings_style`].

use std::sync::Arc;

use crate::base::problem::{Found, Problem};
use crate::base::span::Spanned;
use crate::content::read::{Entry, Fields, Reader, Shape, TEXT};
use crate::content::yaml::{self, Node};

use super::view;

/// What theme.yaml says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Manifest {
    /// The theme whose files stand in for those that this one lacks.
    pub extends: Option<String>,
    /// What svod.yaml may set.
    pub settings: Vec<Setting>,
}

/// A setting of a theme: so far, all are colours.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Setting {
    /// Its key in `theme_settings`.
    pub name: String,
    /// The custom property that it becomes.
    pub property: String,
}

const RECORD: Shape = Shape {
    ru: "настройка с её видом",
    en: "a setting with its kind",
    example: "{kind: colour, property: \"--accent-light\"}",
};
const DIRECTIVES: Shape = Shape {
    ru: "вставки с их полями",
    en: "directives with their fields",
    example: "{vacancy: {fields: [{key: employer, type: text}]}}",
};
const COLOUR: Shape = Shape { ru: "«colour»", en: "“colour”", example: "colour" };

impl Manifest {
    /// Reads theme.yaml; `version` is that of svod.
    pub fn read(file: &Arc<str>, text: &str, version: &str) -> Found<Manifest> {
        let mut problems = Vec::new();
        let node = yaml::parse(file, text, 0).take(&mut problems);
        let mut reader = Reader::new(file);
        let mut manifest = Manifest::default();
        if let Some(pairs) = node.as_map() {
            let mut fields = Fields::of_pairs(pairs.to_vec(), node.span);
            // The folder's name counts; the key is there for people.
            reader.optional_text(&mut fields, &["name"]);
            check_api(&mut fields, &mut reader);
            check_version(&mut fields, &mut reader, version);
            manifest.extends = extends(&mut fields, &mut reader);
            if let Some(entry) = fields.take(&["settings"], &mut reader) {
                manifest.settings = settings(entry, &mut reader);
            }
            // Read with the texts that may hold them.
            if let Some(entry) = fields.take(&["directives"], &mut reader) {
                reader.record(entry, DIRECTIVES);
            }
            fields.finish(&mut reader);
        }
        problems.extend(reader.problems);
        Found { value: manifest, problems }
    }

    /// The style sheet that carries `theme_settings` of svod.yaml; empty where nothing is set.
    pub fn settings_style(&self, file: &Arc<str>, node: Option<&Node>) -> Found<String> {
        let mut reader = Reader::new(file);
        let mut style = String::new();
        for (key, value) in node.and_then(Node::as_map).unwrap_or_default() {
            let Some(setting) = self.settings.iter().find(|it| it.name == key.value) else {
                let known = self.settings.iter().map(|it| it.name.clone()).collect();
                reader.tell(key.span, Problem::UnknownSetting { name: key.value.clone(), known });
                continue;
            };
            if let Some(colour) = colour(key, value, &mut reader) {
                style.push_str(&format!("  {}: {colour};\n", setting.property));
            }
        }
        if !style.is_empty() {
            style = format!(":root {{\n{style}}}\n");
        }
        Found { value: style, problems: reader.problems }
    }
}

fn check_api(fields: &mut Fields<'_>, reader: &mut Reader<'_>) {
    let Some(entry) = fields.need(&["api"], &format!("api: {}", view::API), reader) else { return };
    let known = view::API.to_string();
    if let Some(api) = reader.spanned_text(entry).filter(|it| it.value != known) {
        reader.tell(api.span, Problem::ThemeApi { api: api.value, known });
    }
}

fn check_version(fields: &mut Fields<'_>, reader: &mut Reader<'_>, version: &str) {
    let Some(entry) = fields.take(&["svod"], reader) else { return };
    if let Some(fits) = reader.spanned_text(entry).filter(|it| !fits(&it.value, version)) {
        reader.tell(fits.span, Problem::ThemeVersion { fits: fits.value, version: version.to_owned() });
    }
}

fn extends(fields: &mut Fields<'_>, reader: &mut Reader<'_>) -> Option<String> {
    let entry = fields.take(&["extends"], reader)?;
    let name = reader.spanned_text(entry)?;
    if name.value != super::theme::EMBEDDED {
        reader.tell(name.span, Problem::ThemeExtends { name: name.value });
        return None;
    }
    Some(name.value)
}

fn settings(entry: Entry, reader: &mut Reader<'_>) -> Vec<Setting> {
    let Some(fields) = reader.record(entry, RECORD) else { return Vec::new() };
    let entries = fields.unique(reader);
    entries.into_iter().filter_map(|entry| setting(entry, reader)).collect()
}

fn setting(entry: Entry, reader: &mut Reader<'_>) -> Option<Setting> {
    let name = entry.key.value.clone();
    let mut fields = reader.record(entry, RECORD)?;
    let kind = fields.need(&["kind"], "kind: colour", reader)?;
    if kind.value.as_text() != Some("colour") {
        reader.wrong(&kind, COLOUR);
        return None;
    }
    let property = reader.optional_text(&mut fields, &["property"]);
    for label in [&["default"], &["ru"], &["en"]] {
        reader.optional_text(&mut fields, label);
    }
    fields.finish(reader);
    let property = property.unwrap_or_else(|| format!("--{name}"));
    let is_property =
        property.starts_with("--") && property.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'-' || it == b'_');
    is_property.then_some(Setting { name, property })
}

/// The colour that svod.yaml gives, in the letters of a style sheet.
fn colour(key: &Spanned<String>, value: &Node, reader: &mut Reader<'_>) -> Option<String> {
    let Some(text) = value.as_text() else {
        reader.wrong_at(&key.value, value, TEXT);
        return None;
    };
    let Some(parts) = channels(text) else {
        reader.tell(value.span, Problem::NotColour { value: text.to_owned() });
        return None;
    };
    let ratio = 1.05 / (luminance(parts) + 0.05);
    if ratio < 7.0 {
        let ratio = format!("{ratio:.1}");
        reader.tell(value.span, Problem::PaleColour { value: text.to_owned(), ratio });
    }
    Some(text.to_ascii_lowercase())
}

/// Red, green and blue of `#rrggbb`.
fn channels(text: &str) -> Option<[u8; 3]> {
    let digits = text.strip_prefix('#').filter(|it| it.len() == 6 && it.bytes().all(|it| it.is_ascii_hexdigit()))?;
    let channel = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).ok();
    Some([channel(0)?, channel(2)?, channel(4)?])
}

/// Relative luminance of WCAG 2.
fn luminance(channels: [u8; 3]) -> f64 {
    let [red, green, blue] = channels.map(|it| match f64::from(it) / 255.0 {
        it if it <= 0.04045 => it / 12.92,
        it => ((it + 0.055) / 1.055).powf(2.4),
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/// Whether `version` fulfils conditions such as `>=0.1, <0.2`.
fn fits(conditions: &str, version: &str) -> bool {
    let version = numbers(version);
    conditions.split(',').map(str::trim).all(|it| {
        let sign = it.trim_end_matches(|it: char| it.is_ascii_digit() || it == '.' || it == ' ');
        let wanted = numbers(&it[sign.len()..]);
        match sign {
            ">=" => version >= wanted,
            ">" => version > wanted,
            "<" => version < wanted,
            "<=" => version <= wanted,
            _ => version.starts_with(&wanted),
        }
    })
}

fn numbers(version: &str) -> Vec<u32> {
    version.trim().split('.').map_while(|it| it.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(text: &str) -> Vec<&'static str> {
        let found = Manifest::read(&"themes/x/theme.yaml".into(), text, "0.1.0");
        found.problems.iter().map(|it| it.problem.code()).collect()
    }

    #[test]
    fn versions() {
        assert!(fits(">=0.1, <0.2", "0.1.7"));
        assert!(!fits(">=0.1, <0.2", "0.2.0"));
        assert!(fits("0.1", "0.1.3"));
        assert!(!fits("1", "0.1.3"));
    }

    #[test]
    fn what_is_wrong_is_told() {
        assert_eq!(codes("name: x\napi: 1\nsvod: \">=0.1\"\nextends: svod\n"), [""; 0]);
        assert_eq!(
            codes("name: x\napi: 2\nsvod: \">=3\"\nextends: other\ncolour: red\n"),
            ["T030", "T031", "T032", "Y040"]
        );
        assert_eq!(codes("name: x\n"), ["Y043"]);
    }

    #[test]
    fn settings_become_properties() {
        let text = "api: 1\nsettings: {accent: {kind: colour, property: \"--accent-light\", ru: цвет, en: colour}}\n";
        let manifest = Manifest::read(&"themes/x/theme.yaml".into(), text, "0.1.0").value;
        let check = |text: &str, style: &str, codes: &[&str]| {
            let file: Arc<str> = "svod.yaml".into();
            let node = yaml::parse(&file, text, 0).value;
            let found = manifest.settings_style(&file, Some(&node));
            assert_eq!(found.value, style);
            assert_eq!(found.problems.iter().map(|it| it.problem.code()).collect::<Vec<_>>(), codes);
        };
        check("accent: \"#0A4F7A\"\n", ":root {\n  --accent-light: #0a4f7a;\n}\n", &[]);
        check("accent: \"#ff0\"\n", "", &["T044"]);
        check("accent: \"#ffcc00\"\n", ":root {\n  --accent-light: #ffcc00;\n}\n", &["T045"]);
        check("acent: \"#000000\"\n", "", &["T043"]);
    }
}
