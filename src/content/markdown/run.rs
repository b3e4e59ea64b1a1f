//! A run: the inline content of one paragraph, heading, cell or list item, kept back until its end,
//! because typography and the choice of the element around it need the whole of it.
//!
//! Text lies in segments, everything else in atoms between them. Buffers are used again for the next run.

use std::borrow::Cow;

use super::output::{Output, offset};
use crate::base::span::Span;
use crate::base::typography::{self, Kind, Segment};
use crate::content::body::HoleKind;

/// Stands for a picture among words, so that the spaces around it are not taken for a double one.
const OBJECT: &str = "\u{fffc}";

/// One step of writing a run.
#[derive(Debug)]
enum Atom {
    /// The next segment.
    Segment,
    /// Markup up to this byte of `markup`.
    Markup(usize),
    /// The next hole.
    Hole,
    /// The next picture and its segment.
    Picture,
}

/// A picture in a run.
#[derive(Debug)]
pub(super) struct Picture {
    pub span: Span,
    /// What the model fills; None: written here, as `markup`.
    pub hole: Option<HoleKind>,
    pub markup: String,
    /// Its title: the caption when it stands alone.
    pub caption: String,
}

impl Picture {
    /// Writes the picture alone.
    pub fn write(self, out: &mut Output) {
        out.raw(&self.markup);
        if let Some(kind) = self.hole {
            out.hole(self.span, kind);
        }
    }
}

/// Inline HTML that is open: its tag, where, and how many Markdown elements were open around it.
#[derive(Debug)]
pub(super) struct OpenTag {
    pub name: &'static str,
    pub span: Span,
    pub depth: usize,
    /// True when its text is not in the language of the site.
    pub is_foreign: bool,
    /// True when it was already told of.
    pub is_told: bool,
}

/// The inline content that waits for the end of its block.
#[derive(Debug, Default)]
pub(super) struct Run<'a> {
    pub segments: Vec<Segment<'a>>,
    /// Byte of the text where each segment begins, and whether the glossary may look at it.
    pub sources: Vec<(usize, bool)>,
    atoms: Vec<Atom>,
    markup: String,
    holes: Vec<(Span, HoleKind)>,
    pub pictures: Vec<Picture>,
    pub tags: Vec<OpenTag>,
    /// Open emphasis, links and the like.
    pub depth: usize,
    /// How much there is to see: words and pictures with a description.
    pub content: usize,
    /// Whether anything but pictures and spaces stands here.
    pub has_text: bool,
    /// Open elements whose text is in another language.
    pub foreign: usize,
    /// True inside `<label>` of a task.
    pub is_task: bool,
}

impl<'a> Run<'a> {
    pub fn is_empty(&self) -> bool {
        self.atoms.is_empty()
    }

    pub fn text(&mut self, text: Cow<'a, str>, at: usize, is_prose: bool) {
        if !text.trim_ascii().is_empty() {
            self.content += 1;
            self.has_text = true;
        }
        let kind = if self.foreign > 0 { Kind::Opaque } else { Kind::Text };
        self.push(Segment { text, kind }, at, is_prose);
    }

    pub fn opaque(&mut self, text: Cow<'a, str>, at: usize) {
        self.content += 1;
        self.has_text = true;
        self.push(Segment { text, kind: Kind::Opaque }, at, false);
    }

    fn push(&mut self, segment: Segment<'a>, at: usize, is_prose: bool) {
        self.segments.push(segment);
        self.sources.push((at, is_prose));
        self.atoms.push(Atom::Segment);
    }

    /// A line break of verse; nothing is glued over it.
    pub fn hard_break(&mut self, at: usize) {
        self.markup("<br>");
        self.push(Segment { text: Cow::Borrowed("\n"), kind: Kind::Break }, at, false);
    }

    pub fn markup(&mut self, markup: &str) {
        self.markup_with(|out| out.push_str(markup));
        self.has_text = true;
    }

    pub fn markup_with(&mut self, write: impl FnOnce(&mut String)) {
        write(&mut self.markup);
        let end = self.markup.len();
        match self.atoms.last_mut() {
            Some(Atom::Markup(it)) => *it = end,
            _ => self.atoms.push(Atom::Markup(end)),
        }
    }

    pub fn hole(&mut self, span: Span, kind: HoleKind) {
        self.has_text = true;
        self.holes.push((span, kind));
        self.atoms.push(Atom::Hole);
    }

    pub fn picture(&mut self, picture: Picture, at: usize, has_alt: bool) {
        self.content += usize::from(has_alt);
        self.pictures.push(picture);
        self.segments.push(Segment { text: Cow::Borrowed(OBJECT), kind: Kind::Opaque });
        self.sources.push((at, false));
        self.atoms.push(Atom::Picture);
    }

    pub fn typography(&mut self) {
        typography::apply(&mut self.segments);
    }

    /// The words alone, spaces at the ends cut.
    pub fn plain(&self) -> String {
        let mut out = String::with_capacity(self.segments.iter().map(|it| it.text.len()).sum());
        for it in &self.segments {
            match &*it.text {
                OBJECT => {}
                "\n" => out.push(' '),
                text => out.push_str(text),
            }
        }
        let trimmed = out.trim();
        if trimmed.len() == out.len() { out } else { trimmed.to_owned() }
    }

    /// Writes everything and is empty again.
    pub fn write(&mut self, out: &mut Output) {
        let mut segments = self.segments.drain(..);
        let mut holes = self.holes.drain(..);
        let mut pictures = self.pictures.drain(..);
        let mut done = 0;
        for atom in self.atoms.drain(..) {
            match atom {
                Atom::Segment => out.text(&segments.next().map_or(Cow::Borrowed(""), |it| it.text)),
                Atom::Markup(end) => {
                    out.raw(&self.markup[done..end]);
                    done = end;
                }
                Atom::Hole => {
                    let (span, kind) = holes.next().expect("one hole an atom");
                    out.hole(span, kind);
                }
                Atom::Picture => {
                    segments.next();
                    pictures.next().expect("one picture an atom").write(out);
                }
            }
        }
        debug_assert!(offset(done) == offset(self.markup.len()));
        drop((segments, holes, pictures));
        self.clear();
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        self.segments.clear();
        self.sources.clear();
        self.atoms.clear();
        self.markup.clear();
        self.holes.clear();
        self.pictures.clear();
        self.tags.clear();
        (self.depth, self.content, self.foreign) = (0, 0, 0);
        (self.has_text, self.is_task) = (false, false);
    }
}
