//! The text of a new item: its title and date, what has to be filled in, and a hint for every other field of its type.
//!
//! A hint is two lines: what the field is, after `# `, and how it is written, after `#` alone; without that `#` the
//! second line is front matter. Nothing here touches the disk.
//!
//! Begin with [`text`].

use crate::base::date::Date;
use crate::base::lang::Lang;

use super::tables::Tables;
use super::types::{Field, FieldKind, Required, Type};
use super::value::example;

/// A new item.
#[derive(Debug, Clone, Copy)]
pub struct Item<'a> {
    /// Its type.
    pub kind: &'a Type,
    /// Its title.
    pub title: &'a str,
    /// The day of its making.
    pub date: Date,
}

/// The words of a file, by language.
struct Words {
    draft: &'static str,
    required: &'static str,
    recommended: &'static str,
    others: &'static str,
    own: &'static str,
    of_terms: &'static str,
    of_items: &'static str,
}

const RU: Words = Words {
    draft: "Пока здесь «да», на сайте материала нет. Когда он готов, удалите эту строку.",
    required: "Без этого материал не выйдет: впишите после двоеточия.",
    recommended: "Это ищут читатели. Чтобы заполнить поле, уберите # в начале строки и впишите своё.",
    others: "Остальное — если нужно.",
    own: "Текст материала пишется после следующей строки.",
    of_terms: "из словаря",
    of_items: "название или имя файла",
};
const EN: Words = Words {
    draft: "As long as this says “yes”, the item is not on the site. When it is ready, delete this line.",
    required: "The item cannot appear without these: write after the colon.",
    recommended: "Readers look for these. To fill in a field, remove the # at its beginning and write your own.",
    others: "The rest, where it is needed.",
    own: "The text of the item follows the next line.",
    of_terms: "of the vocabulary",
    of_items: "title or file name",
};

/// The text of a new item, a draft.
pub fn text(item: &Item, tables: &Tables) -> String {
    let lang = tables.config.language;
    let words = if lang == Lang::Ru { &RU } else { &EN };
    let mut writer = Writer { lang, words, tables, out: String::with_capacity(8 * 1024) };
    writer.item(item);
    writer.out
}

struct Writer<'a> {
    lang: Lang,
    words: &'a Words,
    tables: &'a Tables,
    out: String,
}

impl Writer<'_> {
    fn item(&mut self, item: &Item) {
        let kind = item.kind;
        let shown = |key: &str| kind.key(key).map(|it| kind.fields[it as usize].shown(self.lang).to_owned());
        let (title, date, draft) = (shown("title"), shown("date"), shown("draft"));
        let yes = if self.lang == Lang::Ru { "да" } else { "yes" };
        let day = match self.lang {
            Lang::Ru => item.date.short(Lang::Ru),
            Lang::En => item.date.to_string(),
        };
        self.line("---");
        self.line(&format!("{}: {}", title.unwrap_or_default(), quoted(item.title)));
        if !kind.is_undated {
            self.line(&format!("{}: {day}", date.unwrap_or_default()));
        }
        self.line(&format!("# {}", self.words.draft));
        self.line(&format!("{}: {yes}", draft.unwrap_or_default()));
        let is_written = |it: &Field| {
            let key = &*it.key;
            key == "title" || key == "draft" || key == "date" && !kind.is_undated
        };
        let rest: Vec<&Field> = kind.fields.iter().filter(|it| !is_written(it)).collect();
        // The type's own fields say what it is; those of every type come last.
        let (own, common): (Vec<&Field>, Vec<&Field>) = rest.into_iter().partition(|it| !it.marks.common);
        let all: Vec<&Field> = own.into_iter().chain(common).collect();
        let parts = [
            (Required::Always, self.words.required),
            (Required::Recommended, self.words.recommended),
            (Required::Never, self.words.others),
        ];
        for (required, heading) in parts {
            let mut fields = all.iter().filter(|it| it.required == required).peekable();
            if fields.peek().is_some() {
                self.line("");
                self.line(&format!("# === {heading}"));
                fields.for_each(|it| self.field(it));
            }
        }
        self.line("");
        self.line(&format!("# {}", self.words.own));
        self.line("---");
        self.line("");
    }

    fn line(&mut self, text: &str) {
        self.out.push_str(text);
        self.out.push('\n');
    }

    fn field(&mut self, field: &Field) {
        self.line("");
        self.line(&format!("# {}", self.words_of(field)));
        let name = field.shown(self.lang).to_owned();
        let is_needed = field.required == Required::Always;
        let sign = if is_needed { "" } else { "#" };
        match (&field.kind, is_needed) {
            (FieldKind::Record, _) => {
                self.line(&format!("{sign}{name}:"));
                self.record(field);
            }
            (_, true) => {
                self.line(&format!("{name}:"));
                if !matches!(field.kind, FieldKind::Choice | FieldKind::Text) {
                    self.line(&format!("#  {}", self.value(field)));
                }
            }
            (_, false) => self.line(&format!("#{name}: {}", self.value(field))),
        }
    }

    /// The keys of a record, one a line.
    fn record(&mut self, field: &Field) {
        for (at, inner) in field.fields.iter().enumerate() {
            let start = match (field.is_list, at) {
                (true, 0) => "- ",
                (true, _) => "  ",
                (false, _) => "",
            };
            self.line(&format!("#  {start}{}: {}", inner.shown(self.lang), self.value(inner)));
        }
    }

    /// What a field is: its label, what it takes, what the table says of it.
    fn words_of(&self, field: &Field) -> String {
        let mut out = field.label.get(self.lang).to_owned();
        let choices: Vec<&str> = match field.kind {
            FieldKind::Evidence => self.tables.config.evidence.iter().map(|it| it.label.get(self.lang)).collect(),
            _ => field.choices.iter().map(|it| it.label.get(self.lang)).collect(),
        };
        let takes = match &field.kind {
            _ if !choices.is_empty() => Some(choices.join(" / ")),
            FieldKind::Terms(at) => {
                let taxonomy = self.tables.vocabularies.taxonomies.get(*at as usize);
                taxonomy.map(|it| format!("{} content/{}.yaml", self.words.of_terms, it.name))
            }
            FieldKind::Ref(of) => {
                let folder = self.tables.types.find(of).map(|it| &self.tables.types.get(it).folder);
                folder.map(|it| format!("{} (content/{it}/)", self.words.of_items))
            }
            _ => None,
        };
        let help = Some(field.help.get(self.lang)).filter(|it| !it.is_empty()).map(str::to_owned);
        for more in takes.into_iter().chain(help) {
            out.push_str(": ");
            out.push_str(&more);
        }
        out
    }

    /// How a value is written: all of a record in one line, a term of the vocabulary where it has one.
    fn value(&self, field: &Field) -> String {
        let one = match &field.kind {
            FieldKind::Terms(at) => self.term(*at).unwrap_or_else(|| "…".to_owned()),
            // The example of a reference is an organisation; what else could be meant, the words above say.
            FieldKind::Ref(of) if &**of != "organisation" => "…".to_owned(),
            FieldKind::Evidence => {
                let first = self.tables.config.evidence.first();
                first.map(|it| quoted(it.label.get(self.lang))).unwrap_or_default()
            }
            FieldKind::Choice => field.choices.first().map(|it| quoted(it.label.get(self.lang))).unwrap_or_default(),
            FieldKind::Record => {
                let keys = field.fields.iter().map(|it| format!("{}: {}", it.shown(self.lang), self.value(it)));
                format!("{{{}}}", keys.collect::<Vec<_>>().join(", "))
            }
            // A sentence of ours would be left standing.
            FieldKind::Text | FieldKind::Markdown if field.example.ru.is_empty() => "…".to_owned(),
            kind => example(kind, self.lang, field),
        };
        if field.is_list { format!("[{one}]") } else { one }
    }

    /// A term that is there: the first without terms below it is the most usual kind.
    fn term(&self, taxonomy: u16) -> Option<String> {
        let vocabularies = &self.tables.vocabularies;
        let own = vocabularies.taxonomies.get(taxonomy as usize)?.terms.clone();
        let terms: Vec<_> = own.map(|it| &vocabularies.terms[it as usize]).collect();
        let deepest = terms.iter().map(|it| it.depth).max()?;
        let term = terms.iter().find(|it| it.depth == deepest)?;
        Some(quoted(&term.title))
    }
}

/// A text as YAML takes it: in quotes, unless it is plain words.
pub fn quoted(text: &str) -> String {
    let is_word = |it: char| it.is_alphabetic() || matches!(it, ' ' | '«' | '»' | '-' | '—' | ',' | '.' | '(' | ')');
    let is_plain = text.chars().all(is_word)
        && text.starts_with(|it: char| it.is_alphabetic() || it == '«')
        && text.trim() == text
        && !text.contains(", ")
        && !is_odd_word(text);
    if is_plain {
        return text.to_owned();
    }
    let mut out = String::from("\"");
    for it in text.chars() {
        if matches!(it, '"' | '\\') {
            out.push('\\');
        }
        out.push(it);
    }
    out.push('"');
    out
}

/// Words that YAML takes for something else.
fn is_odd_word(text: &str) -> bool {
    let small = text.to_lowercase();
    ["null", "true", "false", "yes", "no", "on", "off", "да", "нет"].contains(&small.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_quoted_where_yaml_needs_it() {
        assert_eq!(quoted("Фонд «Семья» открыл центр"), "Фонд «Семья» открыл центр");
        assert_eq!(quoted("Итоги: 2024"), "\"Итоги: 2024\"");
        assert_eq!(quoted("Фонд \"Семья\" \\ центр"), "\"Фонд \\\"Семья\\\" \\\\ центр\"");
        assert_eq!(quoted("- раз"), "\"- раз\"");
        assert_eq!(quoted("Да"), "\"Да\"");
        assert_eq!(quoted("2024"), "\"2024\"");
    }
}
