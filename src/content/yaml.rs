//! The YAML door: text becomes a tree of [`Node`]s with places. No other file names the YAML crate.
//!
//! Scalars stay as they were written (`2022-01-11`, `052`, `да`): what a scalar means is decided by the field that reads it.
//! The library's own texts never reach a person: its complaints become [`Problem`]s here.
//!
//! Begin with [`parse`]; [`scalar_or_flow`] is the short way for the values that most articles have.

use std::borrow::Cow;
use std::sync::Arc;

use serde_yaml::granit_parser as granit;

use crate::base::problem::{Diagnostic, Found, Problem};
use crate::base::span::{Span, Spanned};

pub use self::short::scalar_or_flow;
use self::slips::{Slip, explain, sign_fault};
use self::traps::{Traps, traps};

mod short;
mod slips;
mod traps;

/// One YAML value and where it stands in its file.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Node {
    /// Bytes of the file.
    pub span: Span,
    /// What it is.
    pub kind: Kind,
}

/// What a YAML value is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Nothing, `~` or `null` (plain).
    Null,
    /// A text as written, escapes of quoted styles undone.
    Scalar {
        /// The text.
        text: String,
        /// How it was written.
        style: Style,
    },
    /// `[a, b]` or lines that begin with `- `.
    Seq(Vec<Node>),
    /// Keys and values in the order of writing; duplicates are kept and told of by who reads.
    Map(Vec<(Spanned<String>, Node)>),
    /// Something that could not be read and has been told of: who reads it stays silent.
    Broken,
}

/// How a scalar was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Style {
    /// Without quotes.
    Plain,
    /// In `'` or `"`.
    Quoted,
    /// After `|` or `>`.
    Block,
}

impl Node {
    /// A node at `span`.
    pub fn new(span: Span, kind: Kind) -> Self {
        Self { span, kind }
    }

    /// The text of a scalar.
    pub fn as_text(&self) -> Option<&str> {
        match &self.kind {
            Kind::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    /// The items of a list.
    pub fn as_seq(&self) -> Option<&[Node]> {
        match &self.kind {
            Kind::Seq(items) => Some(items),
            _ => None,
        }
    }

    /// The keys and values of a record.
    pub fn as_map(&self) -> Option<&[(Spanned<String>, Node)]> {
        match &self.kind {
            Kind::Map(pairs) => Some(pairs),
            _ => None,
        }
    }

    /// The first value under exactly this key of a record.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.as_map()?.iter().find(|(it, _)| it.value == key).map(|(_, it)| it)
    }

    /// Whether there is nothing.
    pub fn is_null(&self) -> bool {
        self.kind == Kind::Null
    }

    /// Whether it could not be read, which has been told of.
    pub fn is_broken(&self) -> bool {
        self.kind == Kind::Broken
    }
}

/// A piece of a file.
#[derive(Debug, Clone, Copy)]
pub struct Piece<'a> {
    /// Path from the site's root.
    pub file: &'a Arc<str>,
    /// The text of the piece.
    pub text: &'a str,
    /// Where it begins in its file.
    pub offset: usize,
}

impl<'a> Piece<'a> {
    /// Bytes of this piece as a piece.
    pub fn part(self, range: std::ops::Range<usize>) -> Self {
        Self { offset: self.offset + range.start, text: &self.text[range], ..self }
    }

    /// `problem` at bytes `start..end` of the piece.
    pub fn fault(self, range: std::ops::Range<usize>, problem: Problem) -> Diagnostic {
        Diagnostic::new(self.file, Span::new(range.start, range.end).moved(self.offset), problem)
    }
}

/// How much a piece of YAML may hold, and what a comment after a value means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Values at most, with those that aliases repeat.
    pub nodes: usize,
    /// Values that other pieces of the same file hold already.
    pub used: usize,
    /// How ` #` after an unquoted value is judged.
    pub hash: Hash,
}

/// What ` #` after an unquoted value is taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hash {
    /// A slip: articles have no comments.
    Slip,
    /// A comment, unless a letter or digit follows at once: ` #5`.
    Comment,
}

impl Limits {
    /// For svod.yaml, vocabularies and data.
    pub const FILE: Self = Self { nodes: 100_000, used: 0, hash: Hash::Comment };
    /// For the front matter of an article.
    pub const FRONT: Self = Self { nodes: 10_000, used: 0, hash: Hash::Slip };
}

/// Collections within collections, at most.
pub const DEEPEST: usize = 64;

/// Reads one YAML document that begins at byte `offset` of `file`.
///
/// The first thing that cannot be read ends it: the value is then [`Kind::Broken`]. An empty text is [`Kind::Null`].
pub fn parse(file: &Arc<str>, text: &str, offset: usize) -> Found<Node> {
    parse_piece(Piece { file, text, offset }, Limits::FILE)
}

/// Reads one YAML document within `limits`.
pub fn parse_piece(piece: Piece<'_>, limits: Limits) -> Found<Node> {
    let mut tree = Tree::new(piece, limits);
    let read = tree.grow();
    let whole = Span::new(0, piece.text.trim_end().len()).moved(piece.offset);
    match read {
        Ok(()) => {
            let mut root = tree.root.unwrap_or(Node::new(Span::at(piece.offset), Kind::Null));
            let mut problems = tree.problems;
            if traps(piece, limits, &root, &mut problems) == Traps::Broken {
                root.kind = Kind::Broken;
            }
            Found { value: root, problems }
        }
        Err(fault) => {
            let mut problems = tree.problems;
            problems.push(*fault);
            Found { value: Node::new(whole, Kind::Broken), problems }
        }
    }
}

// ---- the tree

/// A collection that is still open.
enum Frame {
    Seq { items: Vec<Node>, open: Open },
    Map { pairs: Vec<(Spanned<String>, Node)>, key: Option<Spanned<String>>, open: Open },
}

/// Where and how a collection began.
#[derive(Clone, Copy)]
struct Open {
    start: usize,
    anchor: usize,
    is_flow: bool,
}

impl Frame {
    fn open(&self) -> Open {
        match self {
            Frame::Seq { open, .. } | Frame::Map { open, .. } => *open,
        }
    }
}

/// An anchored value and what repeating it costs.
struct Anchor {
    id: usize,
    node: Node,
    weight: usize,
    depth: usize,
    /// Bytes of the piece.
    at: usize,
    is_used: bool,
}

struct Tree<'a> {
    piece: Piece<'a>,
    limits: Limits,
    frames: Vec<Frame>,
    anchors: Vec<Anchor>,
    n_nodes: usize,
    n_documents: usize,
    root: Option<Node>,
    problems: Vec<Diagnostic>,
}

type Grown = Result<(), Box<Diagnostic>>;

impl<'a> Tree<'a> {
    fn new(piece: Piece<'a>, limits: Limits) -> Self {
        let (frames, anchors, problems) = (Vec::new(), Vec::new(), Vec::new());
        Self { piece, limits, frames, anchors, n_nodes: limits.used, n_documents: 0, root: None, problems }
    }

    fn grow(&mut self) -> Grown {
        let options = granit::options! {
            emit_comments: false,
            flow_nesting_limit: DEEPEST,
            block_nesting_limit: DEEPEST,
            simple_key_max_lookahead: 4096,
        };
        for it in granit::Parser::new_from_str_with_options(self.piece.text, options) {
            match it {
                Ok((event, span)) => self.event(event, span.byte_range().unwrap_or(0..0), span.tag_start)?,
                Err(error) => return Err(Box::new(self.explain(&error))),
            }
        }
        match self.anchors.iter().find(|it| !it.is_used) {
            // `title: &Компания` would lose a word without a sound.
            Some(it) => Err(Box::new(self.special(it.at))),
            None => Ok(()),
        }
    }

    fn event(&mut self, event: granit::Event<'_>, range: std::ops::Range<usize>, tag: Option<granit::Marker>) -> Grown {
        if let Some(at) = tag.and_then(|it| it.byte_offset()) {
            return Err(Box::new(self.special(at)));
        }
        match event {
            granit::Event::Scalar(text, style, anchor, _) => self.scalar(text, style, anchor, range),
            granit::Event::SequenceStart(style, anchor, _) => {
                let open = Open { start: range.start, anchor, is_flow: style == granit::StructureStyle::Flow };
                self.frames.push(Frame::Seq { items: Vec::new(), open });
                self.count(1, range)
            }
            granit::Event::MappingStart(style, anchor, _) => {
                let open = Open { start: range.start, anchor, is_flow: style == granit::StructureStyle::Flow };
                self.frames.push(Frame::Map { pairs: Vec::new(), key: None, open });
                self.count(1, range)
            }
            granit::Event::SequenceEnd | granit::Event::MappingEnd => self.close(range.end),
            granit::Event::Alias(id) => self.alias(id, range),
            granit::Event::DocumentStart(..) => {
                self.n_documents += 1;
                if self.n_documents > 1 {
                    return Err(Box::new(self.piece.fault(range, Problem::ManyDocuments {})));
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// Counts nodes and depth against the limits.
    fn count(&mut self, n_nodes: usize, range: std::ops::Range<usize>) -> Grown {
        self.n_nodes += n_nodes;
        if self.n_nodes > self.limits.nodes {
            let limit = self.limits.nodes as u64;
            return Err(Box::new(self.piece.fault(range, Problem::TooManyValues { limit })));
        }
        if self.frames.len() > DEEPEST {
            return Err(Box::new(self.piece.fault(range, Problem::TooDeep { limit: DEEPEST as u64 })));
        }
        Ok(())
    }

    fn scalar(
        &mut self,
        text: Cow<'_, str>,
        style: granit::ScalarStyle,
        anchor: usize,
        range: std::ops::Range<usize>,
    ) -> Grown {
        self.count(1, range.clone())?;
        let style = match style {
            granit::ScalarStyle::Plain => Style::Plain,
            granit::ScalarStyle::SingleQuoted | granit::ScalarStyle::DoubleQuoted => Style::Quoted,
            _ => Style::Block,
        };
        let end = range.start + self.piece.text[range.clone()].trim_end().len();
        let span = Span::new(range.start, end).moved(self.piece.offset);
        let is_null = style == Style::Plain && (range.is_empty() || means_nothing(&text));
        let kind = if is_null { Kind::Null } else { Kind::Scalar { text: text.into_owned(), style } };
        self.put(Node::new(span, kind), anchor)
    }

    fn close(&mut self, end: usize) -> Grown {
        let Some(frame) = self.frames.pop() else { return Ok(()) };
        let open = frame.open();
        let (kind, last) = match frame {
            Frame::Seq { items, .. } => {
                let last = items.last().map(|it| it.span.end);
                (Kind::Seq(items), last)
            }
            Frame::Map { pairs, .. } => {
                let last = pairs.last().map(|(key, it)| it.span.end.max(key.span.end));
                (Kind::Map(pairs), last)
            }
        };
        let mut span = Span::new(open.start, end).moved(self.piece.offset);
        if let (false, Some(last)) = (open.is_flow, last) {
            span.end = last.max(span.start);
        }
        self.put(Node::new(span, kind), open.anchor)
    }

    fn alias(&mut self, id: usize, range: std::ops::Range<usize>) -> Grown {
        let depth = self.frames.len();
        let Some(anchor) = self.anchors.iter_mut().find(|it| it.id == id) else {
            return Err(Box::new(self.special(range.start)));
        };
        anchor.is_used = true;
        let (weight, deepest) = (anchor.weight, depth + anchor.depth);
        if deepest > DEEPEST {
            return Err(Box::new(self.piece.fault(range, Problem::TooDeep { limit: DEEPEST as u64 })));
        }
        // Counted before it is copied: a hundred thousand copies of a megabyte would fill any memory.
        self.count(weight, range.clone())?;
        let kind = self.anchors.iter().find(|it| it.id == id).map_or(Kind::Null, |it| it.node.kind.clone());
        self.put(Node::new(Span::new(range.start, range.end).moved(self.piece.offset), kind), 0)
    }

    /// Puts a finished value where it belongs.
    fn put(&mut self, node: Node, anchor: usize) -> Grown {
        if anchor > 0 {
            let (weight, depth) = weigh(&node);
            let at = node.span.start as usize - self.piece.offset;
            self.count(weight, at..node.span.end as usize - self.piece.offset)?;
            let at = self.piece.text[..at].rfind('&').unwrap_or(at);
            self.anchors.push(Anchor { id: anchor, node: node.clone(), weight, depth, at, is_used: false });
        }
        match self.frames.last_mut() {
            None => self.root = Some(node),
            Some(Frame::Seq { items, .. }) => items.push(node),
            Some(Frame::Map { pairs, key, .. }) => match (key.take(), node.kind) {
                (Some(key), kind) => pairs.push((key, Node { span: node.span, kind })),
                (None, Kind::Scalar { text, .. }) => *key = Some(Spanned::new(text, node.span)),
                (None, _) => {
                    let diagnostic = Diagnostic::new(self.piece.file, node.span, Problem::StrangeKey {});
                    return Err(Box::new(diagnostic));
                }
            },
        }
        Ok(())
    }

    // ---- complaints

    fn special(&self, at: usize) -> Diagnostic {
        sign_fault(self.piece, at)
    }

    fn explain(&self, error: &granit::ScanError) -> Diagnostic {
        let at = error.marker().byte_offset().unwrap_or(0).min(self.piece.text.len());
        let open = self.frames.iter().rev().map(Frame::open).find(|it| it.is_flow);
        explain(self.piece, slip(error.kind()), at, open.map(|it| it.start))
    }
}

/// Bytes of text that count as one more value.
const BYTES_A_VALUE: usize = 1024;

/// Values in a node, itself included, where a long text counts for many; and the depth of its collections.
fn weigh(node: &Node) -> (usize, usize) {
    let add = |sum: (usize, usize), it: &Node| {
        let (weight, depth) = weigh(it);
        (sum.0 + weight, sum.1.max(depth + 1))
    };
    let long = |it: &str| it.len() / BYTES_A_VALUE;
    match &node.kind {
        Kind::Seq(items) => items.iter().fold((1, 1), add),
        Kind::Map(pairs) => {
            let keys: usize = pairs.iter().map(|(key, _)| long(&key.value)).sum();
            pairs.iter().map(|(_, it)| it).fold((1 + keys, 1), add)
        }
        Kind::Scalar { text, .. } => (1 + long(text), 0),
        Kind::Null | Kind::Broken => (1, 0),
    }
}

/// Values in a node, itself included; a long text counts for many.
pub fn weight(node: &Node) -> usize {
    weigh(node).0
}

/// Whether a plain scalar is YAML's way to say nothing.
fn means_nothing(text: &str) -> bool {
    matches!(text, "" | "~" | "null" | "Null" | "NULL")
}

/// What a person did, for each way in which the library can stop.
fn slip(kind: &granit::ErrorKind) -> Slip {
    use granit::ErrorKind as E;
    match kind {
        E::TabNotAllowed
        | E::TabInBlockIndentation
        | E::TabAtBlockScalarStart
        | E::TabInIndentation
        | E::TabInPlainScalar => Slip::Tab,
        E::MappingValueNotAllowed | E::InvalidColonPlacement | E::InvalidMappingValueWhitespace => Slip::Colon,
        E::InvalidTrailingDoubleQuotedScalar | E::InvalidTrailingSingleQuotedScalar => Slip::AfterQuote,
        E::UnclosedQuotedScalar | E::DocumentIndicatorInQuotedScalar | E::InvalidQuotedScalarIndent => Slip::OpenQuote,
        E::UnclosedFlowCollection { .. } | E::MismatchedFlowCollectionEnd { .. } => Slip::OpenBracketHere,
        E::UnexpectedEofFlowSequence | E::UnexpectedEofFlowMapping | E::UnexpectedEofImplicitFlowMapping => {
            Slip::OpenBracket
        }
        E::MisplacedFlowCollectionEnd => Slip::CloseBracket,
        E::ExpectedFlowMappingSeparator | E::ExpectedFlowSequenceSeparator | E::BlockEntryInFlowCollection => {
            Slip::NoComma
        }
        E::UnexpectedCharacter { .. }
        | E::UnknownAnchor
        | E::MissingAnchorOrAliasName
        | E::InvalidBlockScalarHeader
        | E::UndeclaredTagHandle
        | E::ExpectedTagBang
        | E::InvalidTagTerminator
        | E::PlainScalarStartsWithDashFlowIndicator
        | E::ExpectedNodeContent => Slip::Sign,
        E::RecursionLimitExceeded => Slip::Deep,
        E::UnknownQuotedScalarEscape
        | E::InvalidQuotedScalarHexEscape
        | E::InvalidUnicodeEscape
        | E::InvalidLowSurrogateHexEscape
        | E::InvalidLowSurrogate
        | E::MissingLowSurrogate
        | E::UnpairedLowSurrogate => Slip::Escape,
        E::BlockSequenceEntryNotAllowed => Slip::ListOnKeyLine,
        E::InvalidIndentation
        | E::ExpectedBlockMappingKey
        | E::ExpectedBlockSequenceEntry
        | E::InvalidBlockScalarIndent
        | E::InvalidFlowScalarIndent
        | E::SimpleKeyExpected
        | E::InvalidSimpleKey
        | E::MappingKeyNotAllowed => Slip::Layout,
        _ => Slip::Other,
    }
}

#[cfg(test)]
mod tests;
