//! A theme: its templates, words and assets, put together of embedded files and the site's own.
//!
//! The default theme is embedded (the include_dir door). `themes/<name>/` of the site overrides it file by file, its
//! strings key by key; a theme of another name does so where its theme.yaml says `extends: svod`. Nothing is read here:
//! the site's files come as bytes. One fingerprint over everything is part of the key of every output.
//!
//! Begin with [`Theme::new`].

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use include_dir::{Dir, include_dir};

use crate::base::fold::nearest;
use crate::base::hash::Hash128;
use crate::base::lang::Lang;
use crate::base::problem::{Diagnostic, Found, Problem};
use crate::base::span::{Span, Spanned};
use crate::content::config::Allow;
use crate::content::own::{OwnDirective, OwnTemplate};
use crate::content::yaml::Node;

use super::lint;
use super::manifest::Manifest;
use super::schema::Schema;
use super::scripts::{self, Script};
use super::strings::Strings;

/// Name of the theme that is embedded.
pub const EMBEDDED: &str = "svod";

/// The script that svod makes of the words of `js_…`, for others to import.
const WORDS: &str = "js/t.js";
/// Letters of the hash in a published name.
const HASH: usize = 16;

static FILES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/themes/svod");

/// What a theme is made of.
#[derive(Debug, Clone, Copy)]
pub struct ThemeSource<'a> {
    /// `theme:` of svod.yaml.
    pub name: &'a str,
    /// Where it is named there.
    pub name_at: Option<Span>,
    /// Language of the site.
    pub lang: Lang,
    /// The site's files under `themes/`: paths from the root, and bytes.
    pub files: &'a [(Arc<str>, Vec<u8>)],
    /// Path of svod.yaml, for problems.
    pub config: &'a Arc<str>,
    /// `theme_settings:`.
    pub settings: Option<&'a Node>,
    /// `strings:`.
    pub strings: &'a [(String, Spanned<String>)],
    /// `allow:`.
    pub allow: &'a Allow,
    /// Directives that the site and its theme declare.
    pub directives: &'a [OwnDirective],
}

/// A theme, ready to be compiled by [`super::template::Templates`].
#[derive(Debug, Clone, Default)]
pub struct Theme {
    /// Templates by name: `article.html`, `partials/list.html`.
    pub templates: BTreeMap<String, TemplateText>,
    /// Templates of the site's own directives, each with the keys of the fields that it sees.
    pub shown: BTreeMap<String, Vec<String>>,
    /// Interface words.
    pub strings: Strings,
    /// Files to publish.
    pub assets: Vec<Asset>,
    /// Those of them that are scripts and that every page asks for.
    pub scripts: Vec<String>,
    /// The fingerprint of all of it.
    pub hash: Hash128,
    /// The fingerprint of all but style sheets, which a page can change without being made anew.
    pub calm: Hash128,
}

/// The text of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateText {
    /// Path from the site's root, also of an embedded one: where an override would stand.
    pub file: Arc<str>,
    /// Where it is written in a file that is no template.
    pub within: Option<Span>,
    /// The text.
    pub text: Cow<'static, str>,
    /// The embedded text that stands in where this one is broken.
    pub stand_in: Option<&'static str>,
}

/// A file to publish.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Asset {
    /// Path from the site's root, with the hash of its bytes: `css/main.3f2a9c….css`.
    pub path: String,
    /// The bytes.
    pub bytes: Cow<'static, [u8]>,
}

/// One file of a theme.
struct File {
    path: Arc<str>,
    bytes: Cow<'static, [u8]>,
    embedded: Option<&'static [u8]>,
}

impl File {
    fn text(&self) -> Option<&str> {
        std::str::from_utf8(&self.bytes).ok().map(|it| it.strip_prefix('\u{feff}').unwrap_or(it))
    }
}

/// Files by their path in the theme: `css/main.css`.
type Files = BTreeMap<String, File>;

impl Theme {
    /// Puts a theme together. Whatever is broken is told of, and the embedded file stands in.
    pub fn new(source: ThemeSource<'_>) -> Found<Theme> {
        let mut problems = Vec::new();
        let manifest = manifest(&source, &mut problems);
        let is_based = source.name == EMBEDDED || manifest.extends.is_some();
        let files = layers(&source, is_based, &mut problems);
        let mut theme = Theme { strings: strings(&source, &files, &mut problems), ..Theme::default() };
        let style = manifest.settings_style(source.config, source.settings).take(&mut problems);
        for (name, file) in &files {
            theme.add(name, file, source.allow, &mut problems);
        }
        theme.add_directives(&source, &mut problems);
        theme.link_assets();
        theme.add_scripts(&files, &mut problems);
        if !style.is_empty() {
            // After the theme's own sheets: of equal rules the later one wins.
            theme
                .assets
                .push(Asset { path: hashed("css/settings.css", style.as_bytes()), bytes: style.into_bytes().into() });
        }
        theme.stand_in(&source, &mut problems);
        (theme.hash, theme.calm) = theme.fingerprints();
        Found { value: theme, problems }
    }

    /// The path under which a file of the theme is published; None where the theme has no such file.
    pub fn published(&self, name: &str) -> Option<&str> {
        let (stem, end) = name.rsplit_once('.')?;
        let is_it = |it: &&str| {
            it.strip_prefix(stem).and_then(|it| it.strip_suffix(end)).is_some_and(|it| it.len() == HASH + 2)
        };
        self.assets.iter().map(|it| it.path.as_str()).find(is_it)
    }

    /// Paths of the style sheets, in the order of their names; what svod.yaml sets comes last.
    pub fn styles(&self) -> impl Iterator<Item = &str> {
        self.assets.iter().map(|it| it.path.as_str()).filter(|it| it.ends_with(".css"))
    }

    fn add(&mut self, name: &str, file: &File, allow: &Allow, problems: &mut Vec<Diagnostic>) {
        if let Some(template) = name.strip_prefix("templates/") {
            let Some(text) = file.text() else { return };
            problems.extend(lint::template(&file.path, text, allow));
            let stand_in = file.embedded.and_then(|it| std::str::from_utf8(it).ok());
            let text = Cow::Owned(text.to_owned());
            self.templates
                .insert(template.to_owned(), TemplateText { file: file.path.clone(), within: None, text, stand_in });
            return;
        }
        if name.ends_with(".css") {
            problems.extend(lint::style(&file.path, file.text().unwrap_or_default()));
        }
        if name.ends_with(".js") {
            problems.extend(lint::script(&file.path, file.text().unwrap_or_default(), allow));
        }
        if ["css/", "icons/"].iter().any(|it| name.starts_with(it)) {
            self.assets.push(Asset { path: name.to_owned(), bytes: file.bytes.clone() });
        }
    }

    /// The templates of directives: those written beside their fields are templates like others.
    fn add_directives(&mut self, source: &ThemeSource<'_>, problems: &mut Vec<Diagnostic>) {
        for it in source.directives {
            let usual = format!("directives/{}.html", it.name);
            let name = match &it.template {
                None => usual,
                Some(OwnTemplate::File(name)) => {
                    if !self.templates.contains_key(&name.value) {
                        let nearest = nearest(&name.value, self.templates.keys().map(String::as_str));
                        let problem = Problem::DirectiveTemplate { name: name.value.clone(), nearest };
                        problems.push(Diagnostic::new(&it.file, name.span, problem));
                    }
                    name.value.clone()
                }
                Some(OwnTemplate::Text(text)) => {
                    let found = lint::template(&it.file, &text.value, source.allow);
                    problems.extend(found.into_iter().map(|mut one| {
                        one.at.span = Some(text.span);
                        one
                    }));
                    let (file, within) = (it.file.clone(), Some(text.span));
                    let text = Cow::Owned(text.value.clone());
                    self.templates.insert(usual.clone(), TemplateText { file, within, text, stand_in: None });
                    usual
                }
            };
            if self.templates.contains_key(&name) {
                let keys = it.fields.iter().map(|it| it.key.to_string());
                self.shown.entry(name).or_default().extend(keys);
            }
        }
    }

    /// Gives assets their hashes; a style sheet names an icon as `../icons/x.svg`, which becomes its published name.
    fn link_assets(&mut self) {
        let icons: Vec<(String, String)> = (self.assets.iter())
            .filter(|it| it.path.starts_with("icons/"))
            .map(|it| (format!("../{}", it.path), format!("../{}", hashed(&it.path, &it.bytes))))
            .collect();
        for asset in &mut self.assets {
            if let (true, Ok(text)) = (asset.path.ends_with(".css"), std::str::from_utf8(&asset.bytes)) {
                let linked = icons.iter().fold(text.to_owned(), |text, (name, path)| text.replace(name, path));
                asset.bytes = Cow::Owned(linked.into_bytes());
            }
            asset.path = hashed(&asset.path, &asset.bytes);
        }
    }

    fn add_scripts(&mut self, files: &Files, problems: &mut Vec<Diagnostic>) {
        let (path, words) = (Arc::from(format!("themes/{EMBEDDED}/{WORDS}")), self.strings.script());
        let mut scripts: BTreeMap<&str, Script<'_>> = (files.iter())
            .filter(|it| it.0.starts_with("js/"))
            .map(|(name, it)| (name.as_str(), Script { file: &it.path, text: it.text().unwrap_or_default() }))
            .collect();
        if !scripts.is_empty() {
            scripts.insert(WORDS, Script { file: &path, text: &words });
        }
        for it in scripts::publish(&scripts, hashed).take(problems) {
            if !it.is_lazy {
                self.scripts.push(it.path.clone());
            }
            self.assets.push(Asset { path: it.path, bytes: it.text.into_bytes().into() });
        }
    }

    /// A page without a template cannot be made: the embedded one stands in for what the theme lacks.
    fn stand_in(&mut self, source: &ThemeSource<'_>, problems: &mut Vec<Diagnostic>) {
        let file: Arc<str> = format!("themes/{}/theme.yaml", source.name).into();
        for name in Schema::new().templates().filter(|it| !self.templates.contains_key(*it)).collect::<Vec<_>>() {
            problems.push(Diagnostic::new(&file, None, Problem::ThemeLacks { name: name.to_owned() }));
            self.templates.insert(name.to_owned(), embedded_template(name));
        }
        // What stands in extends and includes embedded templates, which the theme may not have.
        if problems.iter().any(|it| matches!(it.problem, Problem::ThemeLacks { .. })) {
            for (path, _) in embedded().into_iter().filter(|it| it.0.starts_with("templates/")) {
                let name = &path["templates/".len()..];
                self.templates.entry(name.to_owned()).or_insert_with(|| embedded_template(name));
            }
        }
    }

    fn fingerprints(&self) -> (Hash128, Hash128) {
        let templates: Vec<(&str, &str)> = self.templates.iter().map(|it| (it.0.as_str(), &*it.1.text)).collect();
        let calm: Vec<&Asset> = self.assets.iter().filter(|it| !it.path.ends_with(".css")).collect();
        (Hash128::of(&(&templates, &self.strings, &self.assets)), Hash128::of(&(&templates, &self.strings, calm)))
    }
}

/// The embedded files: path in the theme, and bytes.
fn embedded() -> Vec<(&'static str, &'static [u8])> {
    fn walk(dir: &'static Dir<'static>, into: &mut Vec<(&'static str, &'static [u8])>) {
        into.extend(dir.files().filter_map(|it| Some((it.path().to_str()?, it.contents()))));
        dir.dirs().for_each(|it| walk(it, into));
    }
    let mut files = Vec::new();
    walk(&FILES, &mut files);
    files
}

/// Whether a file of a site's theme, by its path from the root, takes the place of an embedded template.
pub fn is_embedded_template(path: &str) -> bool {
    let inner = path.strip_prefix("themes/").and_then(|it| it.split_once('/'));
    inner.is_some_and(|(_, it)| it.starts_with("templates/") && embedded_text(it).is_some())
}

fn embedded_text(path: &str) -> Option<&'static str> {
    FILES.get_file(path)?.contents_utf8()
}

fn embedded_template(name: &str) -> TemplateText {
    let text = embedded_text(&format!("templates/{name}")).unwrap_or_default();
    let file = format!("themes/{EMBEDDED}/templates/{name}").into();
    TemplateText { file, within: None, text: Cow::Borrowed(text), stand_in: Some(text) }
}

/// The site's files of the theme that is asked for: path in the theme, path from the root, bytes.
fn own<'a>(source: &ThemeSource<'a>) -> impl Iterator<Item = (&'a str, &'a Arc<str>, &'a [u8])> {
    let start = format!("themes/{}/", source.name);
    source.files.iter().filter_map(move |(path, bytes)| Some((path.strip_prefix(&start)?, path, bytes.as_slice())))
}

/// theme.yaml: the site's own, or the embedded one.
fn manifest(source: &ThemeSource<'_>, problems: &mut Vec<Diagnostic>) -> Manifest {
    let version = env!("CARGO_PKG_VERSION");
    if let Some((_, path, bytes)) = own(source).find(|it| it.0 == "theme.yaml") {
        let text = String::from_utf8_lossy(bytes);
        return Manifest::read(path, &text, version).take(problems);
    }
    if source.name == EMBEDDED {
        let path: Arc<str> = format!("themes/{EMBEDDED}/theme.yaml").into();
        return Manifest::read(&path, embedded_text("theme.yaml").unwrap_or_default(), version).take(problems);
    }
    if own(source).next().is_none() {
        let folders: BTreeSet<&str> = (source.files.iter())
            .filter_map(|it| it.0.strip_prefix("themes/")?.split_once('/').map(|it| it.0))
            .chain([EMBEDDED])
            .collect();
        let problem = Problem::UnknownTheme { name: source.name.to_owned(), nearest: nearest(source.name, folders) };
        problems.push(Diagnostic::new(source.config, source.name_at, problem));
        return Manifest { extends: Some(EMBEDDED.to_owned()), ..Manifest::default() };
    }
    let path: Arc<str> = format!("themes/{}/theme.yaml", source.name).into();
    problems.push(Diagnostic::new(&path, None, Problem::ThemeLacks { name: "theme.yaml".to_owned() }));
    Manifest { extends: Some(EMBEDDED.to_owned()), ..Manifest::default() }
}

/// The embedded files under those of the site.
fn layers(source: &ThemeSource<'_>, is_based: bool, problems: &mut Vec<Diagnostic>) -> Files {
    let mut files = Files::new();
    for (name, bytes) in embedded().into_iter().filter(|_| is_based) {
        let path = format!("themes/{EMBEDDED}/{name}").into();
        files.insert(name.to_owned(), File { path, bytes: Cow::Borrowed(bytes), embedded: Some(bytes) });
    }
    for (name, path, bytes) in own(source) {
        if let Some(problem) = stray(name, bytes) {
            problems.extend(problem.map(|it| Diagnostic::new(path, None, it)));
            continue;
        }
        let embedded = files.get(name).and_then(|it| it.embedded);
        files.insert(name.to_owned(), File { path: path.clone(), bytes: Cow::Owned(bytes.to_vec()), embedded });
    }
    files
}

/// None for a file of a theme; else what to say of it, if anything.
fn stray(name: &str, bytes: &[u8]) -> Option<Option<Problem>> {
    let in_folder = |folder: &str, end: &str| name.starts_with(folder) && name.ends_with(end);
    let is_ours = name == "theme.yaml"
        || in_folder("templates/", ".html")
        || in_folder("css/", ".css")
        || in_folder("js/", ".js")
        || in_folder("icons/", ".svg")
        || ["strings/ru.yaml", "strings/en.yaml"].contains(&name);
    let is_note = name.ends_with(".md") || name.starts_with("LICENSE") || name.split('/').any(|it| it.starts_with('.'));
    match (is_ours, is_note) {
        (true, _) if std::str::from_utf8(bytes).is_err() => Some(Some(Problem::ThemeNotText {})),
        (true, _) => None,
        (false, true) => Some(None),
        (false, false) => Some(Some(Problem::ThemeStrayFile {})),
    }
}

/// The embedded words, then those of the theme, then those of svod.yaml.
fn strings(source: &ThemeSource<'_>, files: &Files, problems: &mut Vec<Diagnostic>) -> Strings {
    let name = format!("strings/{}.yaml", source.lang.code());
    let path: Arc<str> = format!("themes/{EMBEDDED}/{name}").into();
    // svod's own sentences are needed whatever the theme.
    let mut strings = Strings::read(&path, embedded_text(&name).unwrap_or_default(), source.lang).take(problems);
    if let Some(file) = files.get(&name).filter(|it| it.embedded != Some(&*it.bytes)) {
        problems.extend(strings.merge(&file.path, file.text().unwrap_or_default()));
    }
    problems.extend(strings.replace(source.config, source.strings));
    strings
}

/// `css/main.css` with the beginning of the fingerprint of its bytes.
fn hashed(path: &str, bytes: &[u8]) -> String {
    let hash = &Hash128::of_bytes(bytes).hex()[..HASH];
    match path.rsplit_once('.') {
        Some((stem, end)) => format!("{stem}.{hash}.{end}"),
        None => format!("{path}.{hash}"),
    }
}

/// The embedded theme in `lang`, for tests.
#[cfg(test)]
pub fn default_theme(lang: Lang) -> Theme {
    test_theme(lang, &[]).value
}

/// The embedded theme with files of the site over it, for tests.
#[cfg(test)]
pub fn test_theme(lang: Lang, files: &[(&str, &str)]) -> Found<Theme> {
    let files: Vec<(Arc<str>, Vec<u8>)> =
        files.iter().map(|it| (format!("themes/svod/{}", it.0).into(), it.1.as_bytes().to_vec())).collect();
    let allow = Allow::default();
    Theme::new(ThemeSource {
        name: EMBEDDED,
        name_at: None,
        lang,
        files: &files,
        config: &"svod.yaml".into(),
        settings: None,
        strings: &[],
        allow: &allow,
        directives: &[],
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(name: &str, files: &[(&str, &[u8])]) -> (Theme, Vec<String>) {
        let files: Vec<(Arc<str>, Vec<u8>)> = files.iter().map(|it| (it.0.into(), it.1.to_vec())).collect();
        let allow = Allow::default();
        let found = Theme::new(ThemeSource {
            name,
            name_at: None,
            lang: Lang::Ru,
            files: &files,
            config: &"svod.yaml".into(),
            settings: None,
            strings: &[],
            allow: &allow,
            directives: &[],
        });
        let told = found.problems.iter().map(|it| format!("{} {}", it.problem.code(), it.at.file)).collect();
        (found.value, told)
    }

    #[test]
    fn the_default_theme_is_faultless() {
        for lang in [Lang::Ru, Lang::En] {
            let found = test_theme(lang, &[]);
            assert!(found.problems.is_empty(), "{:?}", found.problems);
            assert_eq!(found.value.styles().count(), 1);
        }
        assert_ne!(default_theme(Lang::Ru).hash, default_theme(Lang::En).hash);
    }

    #[test]
    fn a_site_overrides_file_by_file() {
        let plain = default_theme(Lang::Ru);
        let (theme, told) = codes("svod", &[("themes/svod/templates/card.html", b"<li>x</li>")]);
        assert_eq!(told, [""; 0]);
        assert_eq!(theme.templates["card.html"].text, "<li>x</li>");
        assert_eq!(theme.templates["card.html"].stand_in, plain.templates["card.html"].stand_in);
        assert_eq!(theme.templates.len(), plain.templates.len());
        assert_ne!(theme.hash, plain.hash);
        let same = plain.templates["card.html"].text.as_bytes();
        assert_eq!(codes("svod", &[("themes/svod/templates/card.html", same)]).0.hash, plain.hash);
    }

    #[test]
    fn words_are_replaced_key_by_key() {
        let (theme, told) = codes("svod", &[("themes/svod/strings/ru.yaml", "menu: Разделы\nmine: Моё\n".as_bytes())]);
        assert_eq!(told, [""; 0]);
        assert_eq!(theme.strings.say("menu", &[]), "Разделы");
        assert_eq!(theme.strings.say("mine", &[]), "Моё");
        assert_eq!(theme.strings.say("skip", &[]), default_theme(Lang::Ru).strings.say("skip", &[]));
    }

    #[test]
    fn what_is_wrong_with_a_theme_is_told() {
        assert_eq!(codes("swod", &[]).1, ["T001 svod.yaml"]);
        let lone = codes("mine", &[("themes/mine/theme.yaml", b"name: mine\napi: 1\n")]);
        assert_eq!(lone.1.len(), Schema::new().templates().count());
        assert!(lone.0.templates.contains_key("base.html"));
        let based = codes("mine", &[("themes/mine/theme.yaml", b"name: mine\napi: 1\nextends: svod\n")]);
        assert_eq!(based.1, [""; 0]);
        assert_eq!(codes("mine", &[("themes/mine/css/a.css", b"")]).1, ["T033 themes/mine/theme.yaml"]);
        let stray = [
            ("themes/svod/templates/a.htm", b"".as_slice()),
            ("themes/svod/README.md", b""),
            ("themes/svod/css/a.css", b"\xff"),
        ];
        assert_eq!(codes("svod", &stray).1, ["T035 themes/svod/templates/a.htm", "T034 themes/svod/css/a.css"]);
    }

    #[test]
    fn icons_of_style_sheets_get_their_published_names() {
        let files: [(&str, &[u8]); 2] = [
            ("themes/svod/icons/a.svg", b"<svg/>"),
            ("themes/svod/css/own.css", b"a { background: url(\"../icons/a.svg\") }"),
        ];
        let (theme, told) = codes("svod", &files);
        assert_eq!(told, [""; 0]);
        let icon = theme.assets.iter().find(|it| it.path.starts_with("icons/")).expect("an icon");
        let style = theme.assets.iter().find(|it| it.path.starts_with("css/own.")).expect("a sheet");
        assert!(String::from_utf8_lossy(&style.bytes).contains(&format!("../{}", icon.path)));
    }
}
