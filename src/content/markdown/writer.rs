//! Blocks: every event of the parser comes through [`Writer::event`], and each block is closed here.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use super::door::{BlockQuoteKind, CodeBlockKind, CowStr, Event, Tag, TagEnd};
use super::footnotes::Footnotes;
use super::html::{Buffer, OpenBlock};
use super::ids::{self, Ids};
use super::limits;
use super::link::{OpenLink, OpenPicture};
use super::output::Output;
use super::paste::{Ctx, Paste};
use super::run::Run;
use super::tables::OpenTable;
use super::{Rules, glossary};
use crate::base::fold::is_same;
use crate::base::lang::Lang;
use crate::base::problem::{Diagnostic, Found, Problem};
use crate::base::span::Span;
use crate::content::body::{Body, Heading};
use crate::content::directive::Cut;

/// Where the text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    Body,
    Fragment,
    Inline,
}

/// A directive that is open, and what stood in it so far.
#[derive(Debug)]
pub(super) struct OpenDirective {
    pub index: usize,
    /// Blocks directly in it, by kind.
    pub lists: usize,
    pub headings: usize,
    pub tables: usize,
    pub pictures: usize,
    pub others: usize,
}

/// A heading whose end has not come.
#[derive(Debug)]
pub(super) struct OpenHeading {
    id: Option<String>,
    classes: String,
}

/// Writes one text.
pub(super) struct Writer<'a> {
    pub file: &'a Arc<str>,
    pub cut: &'a Cut<'a>,
    pub rules: &'a Rules<'a>,
    pub mode: Mode,
    pub out: Output,
    pub run: Run<'a>,
    pub problems: Vec<Diagnostic>,
    pub ids: Ids,
    pub footnotes: Footnotes,
    pub paste: Paste,
    pub glossary: glossary::Seen,
    /// Open quotes, lists, items, notes and directives.
    pub depth: usize,
    /// Open raw HTML blocks.
    pub raw: Vec<OpenBlock>,
    pub buffer: Option<Buffer>,
    pub code: Option<Option<String>>,
    pub link: Option<OpenLink>,
    pub picture: Option<OpenPicture>,
    pub table: Option<OpenTable>,
    pub directive: Option<OpenDirective>,
    pub next_mark: usize,
    /// Names of tags that were refused or told of: their ends are no second fault.
    pub forgiven: std::collections::HashMap<String, usize>,
    /// The element whose content is left out.
    pub hidden: Option<String>,
    /// True when a limit was passed.
    pub is_refused: bool,
    /// Links and pictures so far.
    pub n_links: usize,
    heading: Option<OpenHeading>,
    headings: Vec<Heading>,
    first_paragraph: Option<String>,
    is_first: bool,
}

impl<'a> Writer<'a> {
    pub fn new(
        file: &'a Arc<str>,
        cut: &'a Cut<'a>,
        rules: &'a Rules<'a>,
        mode: Mode,
        problems: Vec<Diagnostic>,
    ) -> Self {
        let mut ids = Ids::default();
        ids.reserve(rules.reserved);
        let mut out = Output::default();
        out.html.reserve(cut.text.len() + cut.text.len() / 4);
        Self {
            file,
            cut,
            rules,
            mode,
            out,
            run: Run::default(),
            problems,
            ids,
            footnotes: Footnotes::default(),
            paste: Paste::default(),
            glossary: glossary::Seen::default(),
            depth: 0,
            raw: Vec::new(),
            buffer: None,
            code: None,
            link: None,
            picture: None,
            table: None,
            directive: None,
            next_mark: 0,
            forgiven: std::collections::HashMap::new(),
            hidden: None,
            is_refused: false,
            n_links: 0,
            heading: None,
            headings: Vec::new(),
            first_paragraph: None,
            is_first: true,
        }
    }

    /// Tells of a problem at bytes of the text.
    pub fn tell(&mut self, range: Range<usize>, problem: Problem) {
        self.tell_at(self.cut.span(range), problem);
    }

    /// Tells of a problem at bytes of the file.
    pub fn tell_at(&mut self, span: Span, problem: Problem) {
        self.problems.push(Diagnostic::new(self.file, span, problem));
    }

    /// Everything ends here.
    pub fn finish(mut self, broken: Vec<(String, Range<usize>)>) -> Found<Body> {
        self.flush_loose();
        self.close_directive(self.cut.text.len());
        self.close_raw(0);
        for (label, range) in broken {
            self.tell(range, Problem::UnknownLabel { label });
        }
        self.write_footnotes();
        self.paste.finish(&mut Ctx { cut: self.cut, file: self.file, problems: &mut self.problems });
        let body = Body {
            html: self.out.html,
            holes: self.out.holes,
            headings: self.headings,
            anchors: self.ids.anchors,
            first_paragraph: self.first_paragraph,
        };
        Found { value: body, problems: self.problems }
    }

    pub fn event(&mut self, event: Event<'a>, range: Range<usize>) {
        if self.picture.is_some() && self.picture_event(&event, &range) {
            return;
        }
        if self.table.as_ref().is_some_and(|it| it.is_skipped) && !matches!(event, Event::End(TagEnd::Table)) {
            return;
        }
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Text(text) => self.text(text, range),
            Event::Code(text) => self.inline_code(text, range),
            Event::Html(html) => {
                if let Some(buffer) = &mut self.buffer {
                    buffer.push(&html, range.start);
                }
            }
            Event::InlineHtml(html) => self.inline_html(&html, range),
            Event::SoftBreak => {
                self.paste.soft_break(range.start);
                self.run.text(Cow::Borrowed(" "), range.start, false);
            }
            Event::HardBreak => {
                self.paste.hard_break();
                self.run.hard_break(range.start);
            }
            Event::Rule => self.rule(range),
            Event::TaskListMarker(is_done) => self.task(is_done),
            Event::FootnoteReference(label) => self.footnote_reference(&label, range),
            // Formulas are not enabled.
            Event::InlineMath(text) | Event::DisplayMath(text) => self.text(text, range),
        }
    }

    fn start(&mut self, tag: Tag<'a>, range: Range<usize>) {
        if !is_inline(&tag) {
            self.flush_loose();
            if self.mode == Mode::Inline && !matches!(tag, Tag::Paragraph) {
                return self.refuse_block(&tag, range);
            }
            self.count_block(&tag);
        }
        match tag {
            Tag::Paragraph => self.paste.paragraph(),
            Tag::Heading { id, classes, attrs, .. } => self.start_heading(id, &classes, &attrs, range),
            Tag::BlockQuote(kind) => self.start_quote(kind, range),
            Tag::CodeBlock(kind) => self.start_code(&kind),
            Tag::HtmlBlock => self.buffer = Some(Buffer::default()),
            Tag::List(number) => self.start_list(number, range),
            Tag::Item => {
                self.open(range);
                self.out.raw("<li>");
                self.paste.item();
            }
            Tag::FootnoteDefinition(label) => self.start_footnote(&label, range),
            Tag::Table(alignments) => self.start_table(alignments, range),
            Tag::TableHead | Tag::TableRow => self.start_row(),
            Tag::TableCell => {}
            Tag::Emphasis => self.start_mark("<em>", range),
            Tag::Strong => self.start_mark("<strong>", range),
            Tag::Strikethrough => self.start_mark("<del>", range),
            Tag::Link { link_type, dest_url, title, .. } => self.start_link(link_type, &dest_url, &title, range),
            Tag::Image { dest_url, title, .. } => self.start_picture(dest_url, title, range),
            // Not enabled.
            Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::Superscript
            | Tag::Subscript
            | Tag::MetadataBlock(_) => {}
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        if self.mode == Mode::Inline && is_block_end(tag) {
            return self.end_refused(tag);
        }
        match tag {
            TagEnd::Paragraph => self.end_paragraph(range),
            TagEnd::Heading(level) => self.end_heading(level as u8, range),
            TagEnd::BlockQuote(kind) => {
                self.close(|it| it.out.raw(if kind.is_some() { "</aside>\n" } else { "</blockquote>\n" }));
            }
            TagEnd::CodeBlock => self.end_code(range),
            TagEnd::HtmlBlock => self.end_html_block(),
            TagEnd::List(is_ordered) => {
                self.close(|it| it.out.raw(if is_ordered { "</ol>\n" } else { "</ul>\n" }));
                self.paste.end_list(&mut Ctx { cut: self.cut, file: self.file, problems: &mut self.problems });
            }
            TagEnd::Item => self.close(|it| it.out.raw("</li>\n")),
            TagEnd::FootnoteDefinition => self.end_footnote(),
            TagEnd::Table => self.end_table(),
            TagEnd::TableHead => self.end_head(),
            TagEnd::TableRow => self.end_row(),
            TagEnd::TableCell => self.end_cell(range),
            TagEnd::Emphasis => self.end_mark("</em>"),
            TagEnd::Strong => self.end_mark("</strong>"),
            TagEnd::Strikethrough => self.end_mark("</del>"),
            TagEnd::Link => self.end_link(range),
            TagEnd::Image
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::MetadataBlock(_) => {}
        }
    }

    /// One level deeper; more than the limit refuses the text.
    pub fn open(&mut self, range: Range<usize>) {
        self.depth += 1;
        self.check_depth(self.depth, range);
    }

    fn check_depth(&mut self, depth: usize, range: Range<usize>) {
        // A list and its item are one level for people.
        if depth > 2 * limits::DEPTH && !self.is_refused {
            self.is_refused = true;
            self.tell(range.start..range.start + 1, limits::too_deep());
        }
    }

    /// The end of a level: what is open inside is closed first.
    pub fn close(&mut self, write: impl FnOnce(&mut Self)) {
        self.flush_loose();
        self.close_raw(self.depth);
        write(self);
        self.depth = self.depth.saturating_sub(1);
    }

    // ---- Text

    fn text(&mut self, text: CowStr<'a>, range: Range<usize>) {
        if let Some(code) = &mut self.code {
            match code {
                Some(prose) => prose.push_str(&text),
                None => self.out.text(&text),
            }
            return;
        }
        if self.hidden.is_some() {
            return;
        }
        self.unseen_directive(&text, &range);
        self.open_comment(&range);
        let mut ctx = Ctx { cut: self.cut, file: self.file, problems: &mut self.problems };
        self.paste.text(&text, range.start, &mut ctx);
        let is_prose = self.link.is_none() && self.heading.is_none();
        let text = cow(text);
        if self.is_foreign() || self.link.as_ref().is_some_and(|it| it.is_auto) {
            return self.run.opaque(text, range.start);
        }
        // A backslash keeps a quote as it is typed.
        let is_kept = text.starts_with('"') && self.cut.text[..range.start].ends_with('\\');
        if is_kept {
            self.run.opaque(Cow::Borrowed("\""), range.start);
            let rest = match text {
                Cow::Borrowed(it) => Cow::Borrowed(&it[1..]),
                Cow::Owned(it) => Cow::Owned(it[1..].to_owned()),
            };
            if !rest.is_empty() {
                self.run.text(rest, range.start + 1, is_prose);
            }
            return;
        }
        self.run.text(text, range.start, is_prose);
    }

    /// `:::` that was not cut, because it is indented or stands in a list: told, never shown silently.
    fn unseen_directive(&mut self, text: &str, range: &Range<usize>) {
        if !text.starts_with(":::") {
            return;
        }
        let before = self.cut.text[..range.start].trim_end_matches([' ', '\t']);
        if self.run.is_empty() || before.is_empty() || before.ends_with('\n') {
            let is_end = text.trim_end() == ":::";
            if is_end && self.is_forgiven(":::") {
                return; // Its opening line has been told of.
            }
            if !is_end {
                self.forgive(":::");
            }
            self.tell(range.start..range.start + text.len(), Problem::BadDirectiveLine { line: text.to_owned() });
        }
    }

    /// `<!--` in a line that nothing closes: what was meant to be hidden would be shown.
    fn open_comment(&mut self, range: &Range<usize>) {
        const OPEN: &str = "<!--";
        let source = &self.cut.text;
        let is_open = |it: &usize| source[*it..].starts_with(OPEN) && !source[..*it].ends_with('\\');
        let signs = source[range.clone()].match_indices('<').map(|(at, _)| range.start + at);
        if let Some(at) = signs.into_iter().find(is_open) {
            self.tell(at..at + OPEN.len(), Problem::BrokenHtml {});
        }
    }

    fn inline_code(&mut self, text: CowStr<'a>, range: Range<usize>) {
        if self.hidden.is_some() {
            return;
        }
        self.run.markup("<code>");
        self.run.opaque(cow(text), range.start);
        self.run.markup("</code>");
    }

    fn start_mark(&mut self, markup: &str, range: Range<usize>) {
        self.run.depth += 1;
        self.check_depth(self.run.depth, range);
        self.run.markup(markup);
    }

    fn end_mark(&mut self, markup: &str) {
        self.close_tags(self.run.depth);
        self.run.depth = self.run.depth.saturating_sub(1);
        self.run.markup(markup);
    }

    fn task(&mut self, is_done: bool) {
        self.run.is_task = true;
        self.run.markup(if is_done {
            "<label><input type=\"checkbox\" disabled checked> "
        } else {
            "<label><input type=\"checkbox\" disabled> "
        });
    }

    /// Closes what is open in the run and applies the rules of the language to it.
    pub fn prepare(&mut self) {
        self.close_tags(0);
        self.paste.end_run();
        self.hidden = None;
        self.link = None;
        if !self.rules.glossary.is_empty() {
            self.glossary.explain(self.rules.glossary, &self.cut.text, &mut self.run);
        }
        if self.has_typography() {
            self.run.typography();
        }
    }

    pub fn has_typography(&self) -> bool {
        self.rules.typography && self.rules.lang == Lang::Ru
    }

    /// Writes the run that waits.
    pub fn write_run(&mut self) {
        let is_task = self.run.is_task;
        self.run.write(&mut self.out);
        if is_task {
            self.out.raw("</label>");
        }
    }

    /// Writes text that stands in an item without a paragraph, if there is any.
    pub fn flush_loose(&mut self) {
        if self.run.is_empty() {
            return;
        }
        self.prepare();
        if self.mode == Mode::Inline && !self.out.html.is_empty() {
            self.out.raw(" ");
        }
        self.write_run();
    }

    // ---- Blocks

    fn end_paragraph(&mut self, range: Range<usize>) {
        let mut ctx = Ctx { cut: self.cut, file: self.file, problems: &mut self.problems };
        let is_flush = self.depth == usize::from(self.directive.is_some()) && self.buffer.is_none();
        self.paste.end_paragraph(&range, is_flush, &mut ctx);
        self.prepare();
        if self.mode == Mode::Inline {
            return self.flush_loose();
        }
        let is_picture = self.run.pictures.len() == 1 && !self.run.has_text;
        if self.in_gallery() {
            return self.write_gallery(range);
        }
        if is_picture {
            return self.write_figure();
        }
        if self.mode == Mode::Body && self.depth == 0 && self.raw.is_empty() && self.first_paragraph.is_none() {
            self.note_first(&range);
        }
        self.out.raw("<p>");
        self.write_run();
        self.out.paragraph_end = self.out.html.len();
        self.out.raw("</p>\n");
    }

    /// Keeps the first paragraph that is not the title.
    fn note_first(&mut self, range: &Range<usize>) {
        let plain = self.run.plain();
        if plain.is_empty() {
            return;
        }
        let title = self.rules.title;
        // As many letters as the title has, at most a few spaces and quotes more: longer texts need no folding.
        let may_repeat = self.is_first && !title.is_empty() && plain.len() <= title.len() * 2 + 16;
        self.is_first = false;
        if may_repeat && is_same(plain.trim_end_matches('.'), title.trim().trim_end_matches('.')) {
            self.tell(trimmed(&self.cut.text, range), Problem::RepeatedTitle {});
            return;
        }
        self.first_paragraph = Some(plain);
    }

    fn start_heading(
        &mut self,
        id: Option<CowStr<'a>>,
        classes: &[CowStr<'a>],
        attributes: &[(CowStr<'a>, Option<CowStr<'a>>)],
        range: Range<usize>,
    ) {
        let line = trimmed(&self.cut.text, &range);
        for (name, _) in attributes {
            self.tell(line.clone(), Problem::HeadingAttribute { name: name.to_string() });
        }
        let mut written = None;
        if let Some(id) = id {
            written = self.take_id(&id, line);
        }
        self.heading = Some(OpenHeading { id: written, classes: classes.join(" ") });
    }

    /// An id that a person wrote, unless it cannot be used.
    pub fn take_id(&mut self, id: &str, range: Range<usize>) -> Option<String> {
        let span = self.cut.span(range);
        if !ids::is_valid(id) {
            self.tell_at(span, Problem::BadId { id: id.to_owned() });
            return None;
        }
        if !self.ids.written(id, span) {
            self.tell_at(span, Problem::DuplicateId { id: id.to_owned() });
            return None;
        }
        Some(id.to_owned())
    }

    fn end_heading(&mut self, level: u8, range: Range<usize>) {
        let Some(heading) = self.heading.take() else { return };
        let line = trimmed(&self.cut.text, &range);
        if level == 1 {
            self.tell(line.clone(), Problem::TopHeading {});
        }
        let level = level.max(2);
        self.prepare();
        if self.run.content == 0 {
            self.run.clear();
            self.tell(line, Problem::EmptyHeading {});
            return;
        }
        let text = self.run.plain();
        let id = match (heading.id, self.mode) {
            (Some(id), _) => id,
            (None, Mode::Body) => self.ids.heading(&text, self.cut.span(line)),
            (None, _) => String::new(),
        };
        let digit = char::from(b'0' + level);
        self.out.raw("<h");
        self.out.html.push(digit);
        for (name, value) in [("id", &id), ("class", &heading.classes)] {
            if !value.is_empty() {
                self.out.html.extend([" ", name, "=\""]);
                self.out.attribute(value);
                self.out.raw("\"");
            }
        }
        self.out.raw(">");
        self.write_run();
        self.out.raw("</h");
        self.out.html.push(digit);
        self.out.raw(">\n");
        self.headings.push(Heading { level, id, text });
    }

    fn start_quote(&mut self, kind: Option<BlockQuoteKind>, range: Range<usize>) {
        self.open(range.clone());
        self.out.line();
        let (class, word) = match kind {
            None => return self.out.raw("<blockquote>\n"),
            Some(BlockQuoteKind::Note) => ("info", "note_info"),
            Some(BlockQuoteKind::Tip) => ("tip", "note_tip"),
            Some(BlockQuoteKind::Important) => ("important", "note_important"),
            Some(BlockQuoteKind::Warning) => ("warning", "note_warning"),
            Some(BlockQuoteKind::Caution) => ("caution", "note_caution"),
        };
        let span = self.cut.span(range.start..range.start + 1);
        self.start_note(class, span, Err(word));
    }

    fn start_list(&mut self, number: Option<u64>, range: Range<usize>) {
        self.open(range.clone());
        self.out.line();
        match number {
            None => self.out.raw("<ul>\n"),
            Some(1) => self.out.raw("<ol>\n"),
            Some(it) => self.out.html.extend(["<ol start=\"", &it.to_string(), "\">\n"]),
        }
        let mut ctx = Ctx { cut: self.cut, file: self.file, problems: &mut self.problems };
        self.paste.start_list(number, &range, &mut ctx);
    }

    fn start_code(&mut self, kind: &CodeBlockKind<'a>) {
        self.out.line();
        // Code scrolls sideways, by keyboard too.
        self.out.raw("<pre tabindex=\"0\"><code");
        self.code = Some(match kind {
            CodeBlockKind::Indented => Some(String::new()),
            CodeBlockKind::Fenced(info) => {
                let lang = info.split([' ', '\t', ',', '{']).next().unwrap_or_default();
                if !lang.is_empty() {
                    self.out.raw(" class=\"language-");
                    self.out.attribute(lang);
                    self.out.raw("\"");
                }
                None
            }
        });
        self.out.raw(">");
    }

    fn end_code(&mut self, range: Range<usize>) {
        if let Some(Some(text)) = self.code.take() {
            if super::paste::is_prose(&text) {
                self.tell(trimmed(&self.cut.text, &range), Problem::IndentedProse {});
            }
            self.out.text(&text);
        }
        self.out.raw("</code></pre>\n");
    }

    fn rule(&mut self, range: Range<usize>) {
        self.flush_loose();
        if self.directive_mark(range.start) {
            return;
        }
        if self.mode == Mode::Inline {
            return self.tell(range, Problem::BlockInLine {});
        }
        self.out.line();
        self.out.raw("<hr>\n");
        self.count_other();
    }

    // ---- One line only

    fn refuse_block(&mut self, tag: &Tag<'a>, range: Range<usize>) {
        match tag {
            Tag::HtmlBlock => self.buffer = Some(Buffer::default()),
            Tag::CodeBlock(_) => self.code = Some(Some(String::new())),
            Tag::Item | Tag::TableHead | Tag::TableRow | Tag::TableCell => return,
            _ => {}
        }
        self.tell(trimmed(&self.cut.text, &range), Problem::BlockInLine {});
    }

    fn end_refused(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::HtmlBlock => self.buffer = None,
            TagEnd::CodeBlock => self.code = None,
            _ => self.flush_loose(),
        }
    }
}

/// The text of an event, without a copy where there is none yet.
pub(super) fn cow(text: CowStr<'_>) -> Cow<'_, str> {
    match text {
        CowStr::Borrowed(it) => Cow::Borrowed(it),
        other => Cow::Owned(other.into_string()),
    }
}

/// `range` without the spaces and line breaks at its ends.
pub(super) fn trimmed(text: &str, range: &Range<usize>) -> Range<usize> {
    let Some(inside) = text.get(range.clone()) else { return range.clone() };
    let start = range.start + (inside.len() - inside.trim_start().len());
    let end = range.start + inside.trim_end().len();
    start..end.max(start)
}

fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. }
            | Tag::Image { .. }
    )
}

fn is_block_end(tag: TagEnd) -> bool {
    !matches!(
        tag,
        TagEnd::Paragraph
            | TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image
    )
}
