//! Footnotes: numbered by their first mark, gathered behind the text, each with ways back.

use std::ops::Range;

use super::output::Output;
use super::writer::Writer;
use crate::base::map::Map;
use crate::base::problem::Problem;
use crate::base::span::Span;
use crate::content::body::HoleKind;

/// The notes of one text.
#[derive(Debug, Default)]
pub(super) struct Footnotes {
    notes: Vec<Note>,
    by_label: Map<String, usize>,
    /// Notes in the order of their numbers.
    order: Vec<usize>,
    /// What was being written when a note began, and which note.
    outer: Vec<(Output, usize)>,
}

#[derive(Debug, Default)]
struct Note {
    label: String,
    span: Span,
    /// How many marks lead to it.
    marks: usize,
    number: usize,
    text: Option<Output>,
}

impl Footnotes {
    fn index(&mut self, label: &str) -> usize {
        let next = self.notes.len();
        let index = *self.by_label.entry(label.to_lowercase()).or_insert(next);
        if index == next {
            self.notes.push(Note { label: label.to_owned(), ..Note::default() });
        }
        index
    }
}

impl Writer<'_> {
    pub fn footnote_reference(&mut self, label: &str, range: Range<usize>) {
        if self.link.is_some() {
            return self.tell(range, Problem::FootnoteInLink {});
        }
        let index = self.footnotes.index(label);
        let count = self.footnotes.order.len();
        let note = &mut self.footnotes.notes[index];
        note.marks += 1;
        if note.marks == 1 {
            note.number = count + 1;
            self.footnotes.order.push(index);
        }
        let (number, mark) = (note.number, note.marks);
        let span = self.cut.span(range);
        let id = mark_id(number, mark);
        self.run.markup_with(|out| {
            let parts = ["<sup class=\"footnote-ref\"><a href=\"#fn_", &number.to_string(), "\" id=\"", &id];
            out.extend(parts);
            out.push_str("\" role=\"doc-noteref\" aria-label=\"");
        });
        self.run.hole(span, HoleKind::Word("footnote".into()));
        self.run.markup_with(|out| {
            let number = number.to_string();
            out.extend([" ", &number, "\">", &number, "</a></sup>"]);
        });
        self.ids.anchor(id, span);
    }

    pub fn start_footnote(&mut self, label: &str, range: Range<usize>) {
        self.open(range.clone());
        let index = self.footnotes.index(label);
        let line = super::writer::trimmed(&self.cut.text, &range);
        let span = self.cut.span(line);
        let outer = std::mem::take(&mut self.out);
        self.footnotes.outer.push((outer, index));
        let note = &mut self.footnotes.notes[index];
        if note.text.is_some() {
            let label = note.label.clone();
            self.tell_at(span, Problem::RepeatedFootnote { label });
        } else {
            note.span = span;
        }
    }

    pub fn end_footnote(&mut self) {
        self.close(|_| {});
        let Some((outer, index)) = self.footnotes.outer.pop() else { return };
        let text = std::mem::replace(&mut self.out, outer);
        self.footnotes.notes[index].text.get_or_insert(text);
    }

    /// The section behind the text.
    pub fn write_footnotes(&mut self) {
        let notes = std::mem::take(&mut self.footnotes.notes);
        for note in notes.iter().filter(|it| it.marks == 0) {
            self.tell_at(note.span, Problem::UnusedFootnote { label: note.label.clone() });
        }
        let order = std::mem::take(&mut self.footnotes.order);
        let Some(first) = order.first() else { return };
        let span = notes[*first].span;
        self.out.raw("<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"");
        self.out.word(span, "footnotes");
        self.out.raw("\">\n<ol>\n");
        let mut notes: Vec<Option<Note>> = notes.into_iter().map(Some).collect();
        for index in order {
            if let Some(note) = notes[index].take() {
                self.write_note(note);
            }
        }
        self.out.raw("</ol>\n</section>\n");
    }

    fn write_note(&mut self, note: Note) {
        let id = format!("fn_{}", note.number);
        self.out.html.extend(["<li id=\"", &id, "\">\n"]);
        let mut text = note.text.unwrap_or_default();
        const END: &str = "</p>\n";
        // The ways back stand in the last paragraph, if the note ends with one.
        let ends_so = text.paragraph_end > 0 && text.paragraph_end + END.len() == text.html.len();
        if ends_so {
            text.html.truncate(text.paragraph_end);
        }
        self.out.append(text);
        for mark in 1..=note.marks {
            self.out.html.extend([
                " <a href=\"#",
                &mark_id(note.number, mark),
                "\" role=\"doc-backlink\" aria-label=\"",
            ]);
            self.out.word(note.span, "footnote_back");
            self.out.html.extend([" ", &note.number.to_string(), "\">↩</a>"]);
        }
        self.out.raw(if ends_so { END } else { "\n" });
        self.out.raw("</li>\n");
        self.ids.anchor(id, note.span);
    }
}

fn mark_id(number: usize, mark: usize) -> String {
    if mark == 1 { format!("fnref_{number}") } else { format!("fnref_{number}_{mark}") }
}
