//! Raw HTML in Markdown: allowed tags are written again from what was read, the rest is told of and left out.
//!
//! Inline tags close where they were opened: in the same paragraph and around whole Markdown elements. `<p>` and
//! `<summary>` close in the same block of HTML, `<details>` in the same list item, quote or directive.
//! So the output nests whatever the input does.

use std::borrow::Cow;
use std::ops::Range;

use super::limits;
use super::output::escape_attribute;
use super::run::OpenTag;
use super::tag::{self, Allowed, Tag, Token, Tokens};
use super::writer::Writer;
use crate::base::problem::Problem;
use crate::base::span::Span;

/// Elements without an end.
const VOID: [&str; 10] = ["img", "hr", "input", "meta", "link", "source", "wbr", "embed", "area", "col"];

/// An open `<p>`, `<details>` or `<summary>`.
#[derive(Debug)]
pub(super) struct OpenBlock {
    name: &'static str,
    span: Span,
    /// Levels of Markdown around it.
    depth: usize,
    pub is_foreign: bool,
    has_summary: bool,
}

/// The lines of one block of HTML, and where each stands in the text.
#[derive(Debug, Default)]
pub(super) struct Buffer {
    text: String,
    pieces: Vec<(usize, usize)>,
}

impl Buffer {
    pub fn push(&mut self, line: &str, at: usize) {
        self.pieces.push((self.text.len(), at));
        self.text.push_str(line);
    }

    fn place(&self, at: usize) -> usize {
        let piece = self.pieces.partition_point(|it| it.0 <= at).saturating_sub(1);
        self.pieces.get(piece).map_or(0, |it| it.1 + (at - it.0))
    }

    fn range(&self, range: &Range<usize>) -> Range<usize> {
        self.place(range.start)..self.place(range.end.max(1) - 1) + 1
    }
}

/// Attributes as they will be written.
struct Attributes {
    markup: String,
    is_foreign: bool,
}

impl<'a> Writer<'a> {
    // ---- In a paragraph

    pub fn inline_html(&mut self, html: &str, range: Range<usize>) {
        let Some((token, _)) = Tokens::new(html).next() else { return };
        if let Some(name) = &self.hidden {
            if matches!(token, Token::Close(it) if it.eq_ignore_ascii_case(name)) {
                self.hidden = None;
            }
            return;
        }
        match token {
            Token::Open(it) => match tag::allowed(it.name) {
                Some(Allowed::Block(name)) => {
                    self.forgive(name);
                    self.tell(range, Problem::MisplacedTag { tag: name.to_owned() });
                }
                Some(_) => self.open_in_line(&it, range),
                None => {
                    self.refuse_tag(&it, html, range);
                    if tag::is_hidden(it.name) {
                        self.hidden = Some(it.name.to_owned());
                    }
                }
            },
            Token::Close(name) => self.close_in_line(name, range),
            Token::Broken => self.tell(range, Problem::BrokenHtml {}),
            Token::Comment | Token::Text(_) => {}
        }
    }

    fn open_in_line(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        let Some(allowed) = tag::allowed(tag.name) else { return };
        if let Allowed::Inline(name) = allowed {
            let attributes = self.attributes(name, tag, &range);
            let span = self.cut.span(range.clone());
            self.run.markup_with(|out| out.extend(["<", name, &attributes.markup, ">"]));
            self.run.foreign += usize::from(attributes.is_foreign);
            let is_foreign = attributes.is_foreign;
            self.run.tags.push(OpenTag { name, span, depth: self.run.depth, is_foreign, is_told: false });
            self.limit(self.run.tags.len(), range);
        } else {
            self.attributes("br", tag, &range);
            self.paste.hard_break();
            self.run.hard_break(range.start);
        }
    }

    fn close_in_line(&mut self, name: &str, range: Range<usize>) {
        let found = self.run.tags.iter().rposition(|it| it.name.eq_ignore_ascii_case(name) && !it.is_told);
        let Some(index) = found else { return self.stray(name, range) };
        if self.run.tags[index].depth != self.run.depth {
            // Opened outside of an emphasis or link that is still open: told at its opening, closed later.
            let it = &mut self.run.tags[index];
            it.is_told = true;
            let (span, tag) = (it.span, it.name.to_owned());
            return self.tell_at(span, Problem::UnclosedTag { tag });
        }
        while self.run.tags.len() > index + 1 {
            self.close_last(true);
        }
        self.close_last(false);
    }

    /// Closes inline tags that were opened inside `depth` Markdown elements or more.
    pub fn close_tags(&mut self, depth: usize) {
        while self.run.tags.last().is_some_and(|it| it.depth >= depth) {
            self.close_last(true);
        }
    }

    fn close_last(&mut self, is_fault: bool) {
        let Some(it) = self.run.tags.pop() else { return };
        if is_fault && !it.is_told {
            self.forgive(it.name);
            self.tell_at(it.span, Problem::UnclosedTag { tag: it.name.to_owned() });
        }
        self.run.foreign -= usize::from(it.is_foreign);
        self.run.markup_with(|out| out.extend(["</", it.name, ">"]));
    }

    // ---- Blocks of HTML

    pub fn end_html_block(&mut self) {
        let Some(buffer) = self.buffer.take() else { return };
        let before = self.out.html.len();
        let mut tokens = Tokens::new(&buffer.text);
        while let Some((token, range)) = tokens.next() {
            let place = buffer.range(&range);
            match token {
                Token::Text(text) => self.html_text(text, place.start),
                Token::Open(it) => match tag::allowed(it.name) {
                    Some(Allowed::Block(name)) => self.open_block(name, &it, place),
                    Some(_) => self.open_in_line(&it, place),
                    None => {
                        self.refuse_tag(&it, &buffer.text[range], place);
                        if tag::is_hidden(it.name) {
                            tokens.skip_past_end_of(it.name);
                        }
                    }
                },
                Token::Close(name) => match tag::allowed(name) {
                    Some(Allowed::Block(name)) => self.close_block(name, place),
                    _ => self.close_in_line(name, place),
                },
                Token::Comment => {}
                Token::Broken => self.tell(place, Problem::BrokenHtml {}),
            }
        }
        self.flush_html();
        while self.raw.last().is_some_and(|it| it.depth == self.depth && it.name != "details") {
            self.close_last_block(true);
        }
        if self.depth == 1 && self.out.html.len() > before {
            self.count_other();
        }
    }

    fn html_text(&mut self, text: &str, at: usize) {
        if text.trim_ascii().is_empty() && self.run.is_empty() {
            return;
        }
        let text = if self.run.is_empty() { text.trim_start() } else { text };
        let decoded = tag::decoded(text);
        let in_line = decoded.replace(['\n', '\r'], " ");
        if self.is_foreign() {
            self.run.opaque(Cow::Owned(in_line), at);
        } else {
            // Its bytes are not those of the text where entities stood: no glossary here.
            self.run.text(Cow::Owned(in_line), at, false);
        }
    }

    /// Whether an HTML block is open that began at this level.
    pub fn is_in_html(&self) -> bool {
        self.raw.last().is_some_and(|it| it.depth >= self.depth)
    }

    /// Whether an open block is in another language.
    pub fn is_foreign(&self) -> bool {
        self.raw.iter().any(|it| it.is_foreign)
    }

    /// Writes the text that waits, in a paragraph unless one is open.
    fn flush_html(&mut self) {
        if self.run.is_empty() {
            return;
        }
        self.prepare();
        let is_inside = self.raw.last().is_some_and(|it| it.depth == self.depth && it.name != "details");
        if is_inside {
            return self.write_run();
        }
        if self.run.content == 0 && self.run.pictures.is_empty() {
            return self.run.clear();
        }
        self.out.raw("<p>");
        self.write_run();
        self.out.raw("</p>\n");
    }

    fn open_block(&mut self, name: &'static str, tag: &Tag<'_>, place: Range<usize>) {
        self.flush_html();
        while self.raw.last().is_some_and(|it| it.depth == self.depth && it.name != "details") {
            self.close_last_block(true);
        }
        if name == "summary" {
            let depth = self.depth;
            match self.raw.last_mut().filter(|it| it.depth == depth && !it.has_summary) {
                Some(it) => it.has_summary = true,
                None => {
                    self.forgive(name);
                    return self.tell(place, Problem::MisplacedTag { tag: name.to_owned() });
                }
            }
        }
        let attributes = self.attributes(name, tag, &place);
        self.out.line();
        self.out.html.extend(["<", name, &attributes.markup, ">"]);
        let span = self.cut.span(place.clone());
        let is_foreign = attributes.is_foreign;
        self.raw.push(OpenBlock { name, span, depth: self.depth, is_foreign, has_summary: false });
        self.limit(self.raw.len(), place);
    }

    fn close_block(&mut self, name: &'static str, place: Range<usize>) {
        self.flush_html();
        let depth = self.depth;
        let inside = self.raw.iter().rev().take_while(|it| it.depth == depth);
        let Some(above) = inside.into_iter().position(|it| it.name == name) else { return self.stray(name, place) };
        for _ in 0..above {
            self.close_last_block(true);
        }
        self.close_last_block(false);
    }

    /// Closes the blocks that were opened at `depth` levels of Markdown or deeper.
    pub fn close_raw(&mut self, depth: usize) {
        while self.raw.last().is_some_and(|it| it.depth >= depth) {
            self.close_last_block(true);
        }
    }

    fn close_last_block(&mut self, is_fault: bool) {
        let Some(it) = self.raw.pop() else { return };
        if is_fault {
            self.forgive(it.name);
            self.tell_at(it.span, Problem::UnclosedTag { tag: it.name.to_owned() });
        }
        self.out.html.extend(["</", it.name, ">\n"]);
    }

    // ---- Faults

    fn limit(&mut self, depth: usize, range: Range<usize>) {
        if depth > limits::DEPTH && !self.is_refused {
            self.is_refused = true;
            self.tell(range, limits::too_deep());
        }
    }

    pub fn forgive(&mut self, name: &str) {
        *self.forgiven.entry(name.to_ascii_lowercase()).or_default() += 1;
    }

    /// Whether a beginning of that name was told of, whose end this is.
    pub fn is_forgiven(&mut self, name: &str) -> bool {
        match self.forgiven.get_mut(name) {
            Some(it) if *it > 0 => {
                *it -= 1;
                true
            }
            _ => false,
        }
    }

    /// An end without a beginning, unless its beginning was told of.
    fn stray(&mut self, name: &str, range: Range<usize>) {
        let name = name.to_ascii_lowercase();
        if !self.is_forgiven(&name) {
            self.tell(range, Problem::StrayTag { tag: name });
        }
    }

    fn refuse_tag(&mut self, tag: &Tag<'_>, html: &str, range: Range<usize>) {
        let name = tag.name.to_ascii_lowercase();
        if !VOID.contains(&name.as_str()) && !html.ends_with("/>") {
            self.forgive(&name);
        }
        self.tell(range, Problem::ForbiddenTag { tag: name });
    }

    fn attributes(&mut self, name: &'static str, tag: &Tag<'_>, range: &Range<usize>) -> Attributes {
        let mut made = Attributes { markup: String::new(), is_foreign: false };
        let mut seen: Vec<String> = Vec::new();
        for (key, value) in &tag.attributes {
            let key = key.to_ascii_lowercase();
            let value = tag::decoded(value.unwrap_or_default());
            let is_good = match key.as_str() {
                _ if seen.contains(&key) || seen.len() > 4 => false,
                "open" => name == "details",
                "title" | "class" => true,
                "lang" => is_language(&value),
                "id" => match self.take_id(&value, range.clone()) {
                    Some(_) => true,
                    None => continue,
                },
                _ => false,
            };
            if !is_good {
                let attribute = key;
                self.tell(range.clone(), Problem::ForbiddenAttribute { tag: name.to_owned(), attribute });
                continue;
            }
            if key == "lang" {
                made.is_foreign = !value.to_ascii_lowercase().starts_with(self.rules.lang.code());
            }
            made.markup.extend([" ", &key]);
            if key != "open" {
                let value = if key == "title" { self.typographed(&value) } else { value };
                made.markup.push_str("=\"");
                escape_attribute(&mut made.markup, &value);
                made.markup.push('"');
            }
            seen.push(key);
        }
        made
    }
}

/// `en`, `tt`, `zh-Hans`.
fn is_language(value: &str) -> bool {
    let mut parts = value.split('-');
    let first = parts.next().unwrap_or_default();
    (2..=3).contains(&first.len())
        && first.bytes().all(|it| it.is_ascii_alphabetic())
        && parts.all(|it| (1..=8).contains(&it.len()) && it.bytes().all(|it| it.is_ascii_alphanumeric()))
}
