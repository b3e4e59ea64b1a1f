//! Decisions of the pass: what to put where, which glued runs are too long, which quotes are pairs.
//!
//! The pass only ever appends; an edit may still get another text until the end, because a quote's shape
//! depends on its pair and a no-break space on the length of its run.

use super::LONGEST_RUN;

/// Puts `put` in the place of the bytes from `start` to `end`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Edit {
    pub start: usize,
    pub end: usize,
    pub put: &'static str,
}

impl Edit {
    pub fn changes_nothing(&self, text: &str) -> bool {
        &text.as_bytes()[self.start..self.end] == self.put.as_bytes()
    }
}

/// Why a space does not break, from the first to go in a long run to the last.
///
/// The author's own must go first: once gone it is not found again, so a second pass sees two runs in place of one,
/// and the other bonds must have been weighed in those two already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Bond {
    /// The author's own no-break space where no rule asks for one.
    Own,
    /// A short word or a particle.
    Soft,
    /// A number and its unit, a dash, initials.
    Hard,
}

/// A no-break space of the current run.
#[derive(Debug, Clone, Copy)]
struct Glue {
    edit: usize,
    bond: Bond,
    /// Characters of the run before it.
    at: usize,
}

/// The decisions so far, in the order of the text.
pub(super) struct Edits<'t> {
    text: &'t str,
    list: Vec<Edit>,
    glues: Vec<Glue>,
    /// Where the current run without breaking spaces begins, in bytes of the text and in `list`.
    run: (usize, usize),
    quotes: Quotes,
}

impl<'t> Edits<'t> {
    pub fn new(text: &'t str) -> Edits<'t> {
        let list = Vec::with_capacity(text.len() / 24 + 4);
        Edits { text, list, glues: Vec::with_capacity(8), run: (0, 0), quotes: Quotes::default() }
    }

    /// Puts another text in the place of a few characters.
    pub fn replace(&mut self, start: usize, end: usize, put: &'static str) {
        self.list.push(Edit { start, end, put });
    }

    /// Makes the spaces from `start` to `end`, perhaps none, one no-break space.
    pub fn glue(&mut self, start: usize, end: usize, bond: Bond) {
        self.glues.push(Glue { edit: self.list.len(), bond, at: 0 });
        self.replace(start, end, "\u{a0}");
    }

    /// Makes the spaces from `start` to `end` one place where a line may break.
    pub fn part(&mut self, start: usize, end: usize) {
        self.settle(start);
        if end - start > 1 {
            self.replace(start, end, " ");
        }
        self.run = (end, self.list.len());
    }

    /// Takes back what was decided from byte `from` on: it turned out to be an address.
    pub fn forget(&mut self, from: usize) {
        while self.list.last().is_some_and(|it| it.start >= from && it.end > from) {
            self.list.pop();
        }
        while self.glues.last().is_some_and(|it| it.edit >= self.list.len()) {
            self.glues.pop();
        }
    }

    /// An opening quote from `start` to `end`.
    pub fn open_quote(&mut self, start: usize, end: usize, written: &'static str) {
        self.quotes.open.push(self.list.len());
        self.replace(start, end, written);
    }

    /// A closing quote from `start` to `end`. Without an opening one it stays as written.
    pub fn close_quote(&mut self, start: usize, end: usize, written: &'static str) {
        if let Some(open) = self.quotes.open.pop() {
            self.quotes.pairs.push((open, self.list.len()));
            self.replace(start, end, written);
        }
    }

    /// True inside quotes.
    pub fn is_quoting(&self) -> bool {
        !self.quotes.open.is_empty()
    }

    pub fn finish(mut self) -> Vec<Edit> {
        self.settle(self.text.len());
        self.quotes.shape(&mut self.list);
        self.list
    }

    /// Ends the run at byte `end`: if it is too long, weak bonds go, from the left.
    fn settle(&mut self, end: usize) {
        // A character has at least one byte, so most runs need no counting.
        if !self.glues.is_empty() && end - self.run.0 + self.glues.len() > LONGEST_RUN {
            let length = self.measure(end);
            if length > LONGEST_RUN {
                fit(&mut self.list, &self.glues, 0..length, (self.text, Bond::Own));
            }
        }
        self.glues.clear();
    }

    /// Characters of the run as it will be written; tells each glue its place.
    fn measure(&mut self, end: usize) -> usize {
        let (mut at, first) = self.run;
        let mut length = 0;
        let mut glues = self.glues.iter_mut().peekable();
        for (index, edit) in self.list.iter().enumerate().skip(first) {
            length += count(&self.text[at..edit.start]);
            if let Some(glue) = glues.next_if(|it| it.edit == index) {
                glue.at = length;
            }
            length += count(edit.put);
            at = edit.end;
        }
        length + count(&self.text[at..end])
    }
}

fn count(text: &str) -> usize {
    // Every byte but a continuation begins a character.
    text.bytes().filter(|it| (*it as i8) >= -0x40).count()
}

/// Drops the leftmost of the weakest bonds until no run is too long: those of `bond` first, then stronger ones in
/// what is still too long. Every glue is looked at once for each kind of bond.
fn fit(list: &mut [Edit], glues: &[Glue], mut run: std::ops::Range<usize>, (text, bond): (&str, Bond)) {
    let stronger = match bond {
        Bond::Own => Some(Bond::Soft),
        Bond::Soft => Some(Bond::Hard),
        Bond::Hard => None,
    };
    let mut first = 0;
    for (index, glue) in glues.iter().enumerate().filter(|(_, it)| it.bond == bond) {
        if run.len() <= LONGEST_RUN {
            return;
        }
        let edit = &mut list[glue.edit];
        edit.put = if &text[edit.start..edit.end] == "\n" { "\n" } else { " " };
        if let Some(stronger) = stronger {
            fit(list, &glues[first..index], run.start..glue.at, (text, stronger));
        }
        run.start = glue.at + 1;
        first = index + 1;
    }
    if let Some(stronger) = stronger.filter(|_| run.len() > LONGEST_RUN) {
        fit(list, &glues[first..], run, (text, stronger));
    }
}

/// Quotes as numbers of their edits.
#[derive(Default)]
struct Quotes {
    open: Vec<usize>,
    pairs: Vec<(usize, usize)>,
}

impl Quotes {
    /// Gives each pair its shape by its depth. Quotes without a pair stay as written.
    fn shape(&mut self, list: &mut [Edit]) {
        self.pairs.sort_unstable();
        let around = &mut self.open;
        around.clear();
        for &(open, close) in &self.pairs {
            while around.last().is_some_and(|it| *it < open) {
                around.pop();
            }
            let is_outer = around.len().is_multiple_of(2);
            list[open].put = if is_outer { "«" } else { "„" };
            list[close].put = if is_outer { "»" } else { "“" };
            around.push(close);
        }
    }
}
