//! Scripts of a theme: what of `js/` is published, and as which files.
//!
//! `js/name.js` is published as one file. What it imports at its beginning (`import { a, b } from "./words.js";`, path
//! from its own folder) stands before it there, each part once, so that a page asks for one file and a part may still
//! be read, tried and replaced by itself; a script that another imports so is a part only. Parts share one scope: what
//! two of them name at the beginning of a line is told of. A script may ask for another when it needs it,
//! `import("./search.js")`: that one gets its published name there, and pages do not name it. Comments of whole lines and
//! the indentation of lines are left out.
//!
//! `./t.js` stands for the words of strings/ whose key begins with `js_`: `import { t, lang } from "./t.js";`, t.none is
//! `js_none`. svod makes it; it is a part only.
//!
//! No JavaScript is understood here: an import begins its line and ends with `;`, an export begins its line.
//!
//! Begin with [`publish`].

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::base::problem::{Diagnostic, Found, Problem};
use crate::base::span::Span;

/// A file of `js/`.
#[derive(Debug, Clone, Copy)]
pub struct Script<'a> {
    /// Path from the site's root, for problems.
    pub file: &'a Arc<str>,
    /// The text.
    pub text: &'a str,
}

/// A file to publish.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// Path with the hash of the text.
    pub path: String,
    /// The text.
    pub text: String,
    /// Whether another script asks for it, so that pages need not.
    pub is_lazy: bool,
}

/// What is published of scripts by their paths in the theme (`js/main.js`); `hashed` makes a published name.
pub fn publish(scripts: &BTreeMap<&str, Script<'_>>, hashed: fn(&str, &[u8]) -> String) -> Found<Vec<Published>> {
    let mut maker = Maker { scripts, hashed, names: BTreeMap::new(), lazy: BTreeSet::new(), problems: Vec::new() };
    let parts: BTreeSet<String> = scripts
        .iter()
        .flat_map(|(name, it)| imports(name, it.text))
        .map(|it| it.name)
        .chain(["js/t.js".to_owned()])
        .collect();
    let texts: Vec<(String, String)> = (scripts.keys())
        .filter(|it| !parts.contains(**it))
        .map(|name| {
            let path = maker.published(name, &mut Vec::new());
            (path, maker.names[*name].1.clone())
        })
        .collect();
    let is_lazy = |path: &str| maker.lazy.contains(path);
    let value = texts.into_iter().map(|(path, text)| Published { is_lazy: is_lazy(&path), path, text }).collect();
    Found { value, problems: maker.problems }
}

struct Maker<'a> {
    scripts: &'a BTreeMap<&'a str, Script<'a>>,
    hashed: fn(&str, &[u8]) -> String,
    /// Published name and text of the scripts that are made.
    names: BTreeMap<String, (String, String)>,
    lazy: BTreeSet<String>,
    problems: Vec<Diagnostic>,
}

/// A static import.
struct Import {
    /// The file that is meant.
    name: String,
    whole: Span,
    at: Span,
}

impl Maker<'_> {
    /// The published name of a script, which is made if it is not yet.
    fn published(&mut self, name: &str, asking: &mut Vec<String>) -> String {
        if let Some((path, _)) = self.names.get(name) {
            return path.clone();
        }
        asking.push(name.to_owned());
        let mut parts = Vec::new();
        let own = self.with_parts(name, &mut parts, &mut vec![name.to_owned()]);
        parts.push((name.to_owned(), own));
        self.tell_names(&parts);
        let text: String = parts.iter().map(|it| it.1.as_str()).collect();
        let text = self.with_names(name, &text, asking);
        asking.pop();
        let path = (self.hashed)(name, text.as_bytes());
        self.names.insert(name.to_owned(), (path.clone(), text));
        path
    }

    /// The text of a script without its imports; the parts that they mean are added to `parts`.
    fn with_parts(&mut self, name: &str, parts: &mut Vec<(String, String)>, asking: &mut Vec<String>) -> String {
        let script = self.scripts[name];
        let mut text = String::new();
        let mut at = 0;
        for it in imports(name, script.text) {
            text.push_str(&script.text[at..it.whole.range().start]);
            at = it.whole.range().end;
            let Some(part) = self.part(&it, script.file, asking) else { continue };
            if parts.iter().all(|(one, _)| *one != part) {
                asking.push(part.clone());
                let inner = self.with_parts(&part, parts, asking);
                asking.pop();
                parts.push((part, without_exports(&inner)));
            }
        }
        text.push_str(&script.text[at..]);
        compact(&text)
    }

    /// Tells of names that two parts of one script give.
    fn tell_names(&mut self, parts: &[(String, String)]) {
        let mut known: BTreeMap<&str, &str> = BTreeMap::new();
        for (part, _) in parts {
            for name in self.scripts[part.as_str()]
                .text
                .lines()
                .filter_map(|it| declared(it.strip_prefix("export ").unwrap_or(it)))
            {
                let Some(other) = known.insert(name, part).filter(|it| it != part) else { continue };
                let problem = Problem::ScriptNames { name: name.to_owned(), other: other.to_owned() };
                self.problems.push(Diagnostic::new(self.scripts[part.as_str()].file, None, problem));
            }
        }
    }

    /// The script that an import means; none is told of.
    fn part(&mut self, import: &Import, file: &Arc<str>, asking: &[String]) -> Option<String> {
        if self.scripts.contains_key(import.name.as_str()) && !asking.contains(&import.name) {
            return Some(import.name.clone());
        }
        self.problems.push(Diagnostic::new(file, import.at, Problem::ScriptImport { name: import.name.clone() }));
        None
    }

    /// The text with published names in `import("./…")`.
    fn with_names(&mut self, name: &str, text: &str, asking: &mut Vec<String>) -> String {
        const START: &str = "import(\"./";
        let mut out = String::new();
        let mut rest = text;
        while let Some(at) = rest.find(START) {
            let (before, after) = rest.split_at(at + START.len());
            out.push_str(before);
            let end = after.find('"').unwrap_or(0);
            let other = format!("js/{}", &after[..end]);
            rest = &after[end..];
            if self.scripts.contains_key(other.as_str()) && other.matches('/').count() == 1 && !asking.contains(&other)
            {
                let path = self.published(&other, asking);
                out.push_str(path.trim_start_matches("js/"));
                self.lazy.insert(path);
                continue;
            }
            out.push_str(&after[..end]);
            let file = self.scripts[name].file;
            self.problems.push(Diagnostic::new(file, None, Problem::ScriptImport { name: other }));
        }
        out.push_str(rest);
        out
    }
}

/// The imports of own files with which lines of a script begin.
fn imports(name: &str, text: &str) -> Vec<Import> {
    let folder = name.rsplit_once('/').map_or("", |it| it.0);
    let mut found = Vec::new();
    let mut from = 0;
    for line in text.split_inclusive('\n') {
        let start = from;
        from += line.len();
        let Some(rest) = text[start..].strip_prefix("import ").filter(|_| line.starts_with("import ")) else {
            continue;
        };
        let Some((what, path)) = rest.split_once(';').and_then(|it| it.0.split_once(" from ")) else { continue };
        let path_at = start + "import ".len() + what.len() + " from ".len();
        let Some(inner) = path.trim().trim_matches(['"', '\'']).strip_prefix('.') else { continue };
        let end = path_at + path.len() + 1;
        found.push(Import {
            name: resolved(folder, inner),
            whole: Span::new(start, end),
            at: Span::new(path_at, end - 1),
        });
    }
    found
}

/// `js/search` and `/words.js` (after the first dot) → `js/search/words.js`; `./words.js` goes one folder up.
fn resolved(folder: &str, path: &str) -> String {
    match path.strip_prefix("./") {
        Some(rest) => format!("{}/{rest}", folder.rsplit_once('/').map_or("", |it| it.0)),
        None => format!("{folder}/{}", path.trim_start_matches('/')),
    }
}

/// A part's text, whose names the others see anyway.
fn without_exports(text: &str) -> String {
    text.lines().map(|it| format!("{}\n", it.strip_prefix("export ").unwrap_or(it))).collect()
}

/// The name that a declaration gives.
fn declared(text: &str) -> Option<&str> {
    let kinds = ["const ", "let ", "class ", "function* ", "function ", "async function "];
    let rest = kinds.iter().find_map(|it| text.strip_prefix(it))?;
    rest.split(|it: char| !(it.is_alphanumeric() || "_$".contains(it))).next()
}

/// Without comments of whole lines and indentation. A script with texts over several lines stays as it is.
fn compact(text: &str) -> String {
    if text.lines().any(|it| it.matches('`').count() % 2 == 1) {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut in_comment = false;
    for line in text.lines().map(str::trim) {
        in_comment |= line.starts_with("/*");
        if !in_comment && !line.is_empty() && !line.starts_with("//") {
            out.push_str(line);
            out.push('\n');
        }
        in_comment &= !line.ends_with("*/");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn published(files: &[(&'static str, &str)]) -> (Vec<Published>, Vec<String>) {
        let paths: Vec<(&str, Arc<str>, &str)> = files.iter().map(|it| (it.0, it.0.into(), it.1)).collect();
        let scripts = paths.iter().map(|it| (it.0, Script { file: &it.1, text: it.2 })).collect();
        let found = publish(&scripts, |path, bytes| format!("{path}?{}", bytes.len()));
        let told = found.problems.iter().map(|it| format!("{} {}", it.problem.code(), it.at.file)).collect();
        (found.value, told)
    }

    #[test]
    fn parts_are_put_in_once() {
        let (found, told) = published(&[
            (
                "js/main.js",
                "// What it is.\nimport { a } from \"./in/a.js\";\nimport {\n  b,\n} from \"./b.js\";\n  b(a);\n",
            ),
            ("js/in/a.js", "import { b } from \"../b.js\";\n/** Doc\n * of a. */\nexport const a = b(1);\n"),
            ("js/b.js", "export function b(x) {\n  return x;\n}\n"),
        ]);
        assert_eq!(told, [""; 0]);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].text, "function b(x) {\nreturn x;\n}\nconst a = b(1);\nb(a);\n");
    }

    #[test]
    fn names_that_two_parts_give_are_told() {
        let files = [
            ("js/main.js", "import { a } from \"./a.js\";\nconst b = a;\nfunction c() {\n  const d = 1;\n}\n"),
            ("js/a.js", "export const a = 1;\nlet b;\nfunction d() {}\n"),
        ];
        assert_eq!(published(&files).1, ["T037 js/main.js"]);
    }

    #[test]
    fn what_is_asked_for_later_gets_its_published_name() {
        let (found, told) =
            published(&[("js/late.js", "export const x = 1;\n"), ("js/main.js", "import(\"./late.js\");\n")]);
        assert_eq!(told, [""; 0]);
        assert_eq!(found[0].path, "js/late.js?20");
        assert_eq!((found[0].is_lazy, found[1].is_lazy), (true, false));
        assert_eq!(found[1].text, "import(\"./late.js?20\");\n");
    }

    #[test]
    fn a_wrong_import_is_told() {
        let missing = [("js/main.js", "import { a } from \"./no.js\";\nimport(\"./never.js\");\n")];
        assert_eq!(published(&missing).1, ["T036 js/main.js", "T036 js/main.js"]);
        let round = [
            ("js/main.js", "import { a } from \"./in/a.js\";\n"),
            ("js/in/a.js", "import { b } from \"./b.js\";\nexport const a = b;\n"),
            ("js/in/b.js", "import { a } from \"./a.js\";\nexport const b = a;\n"),
        ];
        assert_eq!(published(&round).1, ["T036 js/in/b.js"]);
        let lazily = [("js/a.js", "import(\"./b.js\");\n"), ("js/b.js", "import(\"./a.js\");\n")];
        assert_eq!(published(&lazily).1, ["T036 js/b.js"]);
    }

    #[test]
    fn texts_over_several_lines_stay() {
        let text = "const a = `x\n  // y`;\n";
        assert_eq!(published(&[("js/main.js", text)]).0[0].text, text);
    }
}
