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

use super::mend;

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
        let kind = anchor.node.kind.clone();
        self.count(weight, range.clone())?;
        self.put(Node::new(Span::new(range.start, range.end).moved(self.piece.offset), kind), 0)
    }

    /// Puts a finished value where it belongs.
    fn put(&mut self, node: Node, anchor: usize) -> Grown {
        if anchor > 0 {
            let (weight, depth) = weigh(&node);
            let at = node.span.start as usize - self.piece.offset;
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
        let sign = self.piece.text[at..].chars().next().map(String::from).unwrap_or_default();
        let corrected = mend::with_quotes(line(self.piece.text, at).1);
        self.piece.fault(at..at + sign.len(), Problem::SpecialSign { sign, corrected })
    }

    fn explain(&self, error: &granit::ScanError) -> Diagnostic {
        let at = error.marker().byte_offset().unwrap_or(0).min(self.piece.text.len());
        let open = self.frames.iter().rev().map(Frame::open).find(|it| it.is_flow);
        explain(self.piece, error.kind(), at, open.map(|it| it.start))
    }
}

/// Values in a node, itself included, and the depth of its collections.
fn weigh(node: &Node) -> (usize, usize) {
    let add = |sum: (usize, usize), it: &Node| {
        let (weight, depth) = weigh(it);
        (sum.0 + weight, sum.1.max(depth + 1))
    };
    match &node.kind {
        Kind::Seq(items) => items.iter().fold((1, 1), add),
        Kind::Map(pairs) => pairs.iter().map(|(_, it)| it).fold((1, 1), add),
        _ => (1, 0),
    }
}

/// Values in a node, itself included.
pub fn weight(node: &Node) -> usize {
    weigh(node).0
}

/// Whether a plain scalar is YAML's way to say nothing.
fn means_nothing(text: &str) -> bool {
    matches!(text, "" | "~" | "null" | "Null" | "NULL")
}

/// The line that holds byte `at`: its first byte and its text without its end.
fn line(text: &str, at: usize) -> (usize, &str) {
    let start = text[..at].rfind('\n').map_or(0, |it| it + 1);
    let end = text[start..].find('\n').map_or(text.len(), |it| start + it);
    (start, text[start..end].trim_end_matches('\r'))
}

/// The first tab or odd space of a line's indentation, as a byte of the line and its problem.
fn indent_fault(line: &str) -> Option<(std::ops::Range<usize>, Problem)> {
    let (at, sign) = line.char_indices().take_while(|(_, it)| it.is_whitespace()).find(|(_, it)| *it != ' ')?;
    let problem = if sign == '\t' { Problem::Tab {} } else { Problem::NoBreakIndent {} };
    Some((at..at + sign.len_utf8(), problem))
}

/// Says what a person did where the library stopped.
fn explain(piece: Piece<'_>, kind: &granit::ErrorKind, at: usize, flow: Option<usize>) -> Diagnostic {
    use granit::ErrorKind as E;
    let (start, text) = line(piece.text, at);
    let whole = start + (text.len() - text.trim_start().len())..start + text.trim_end().len();
    if let Some((range, problem)) = indent_fault(text) {
        return piece.fault(start + range.start..start + range.end, problem);
    }
    let corrected = || mend::with_quotes(text);
    let here = at..piece.text[at..].chars().next().map_or(at, |it| at + it.len_utf8());
    if let Some(open) = flow.filter(|it| *it < start && starts_key(text)) {
        // A bracket left open swallows the lines below; the complaint belongs to the bracket.
        let bracket = piece.text[open..open + 1].to_owned();
        return piece.fault(open..open + 1, Problem::UnclosedBracket { bracket });
    }
    match kind {
        E::TabNotAllowed
        | E::TabInBlockIndentation
        | E::TabAtBlockScalarStart
        | E::TabInIndentation
        | E::TabInPlainScalar => {
            let tab = piece.text[start..].find('\t').map_or(at, |it| start + it);
            piece.fault(tab..(tab + 1).min(piece.text.len()), Problem::Tab {})
        }
        E::MappingValueNotAllowed | E::InvalidColonPlacement | E::InvalidMappingValueWhitespace => {
            colon_fault(piece, at)
        }
        E::InvalidTrailingDoubleQuotedScalar | E::InvalidTrailingSingleQuotedScalar if flow.is_some() => {
            piece.fault(here, Problem::MissingComma {})
        }
        E::InvalidTrailingDoubleQuotedScalar | E::InvalidTrailingSingleQuotedScalar => {
            piece.fault(here, Problem::UnquotedQuote { corrected: corrected() })
        }
        E::UnclosedQuotedScalar | E::DocumentIndicatorInQuotedScalar | E::InvalidQuotedScalarIndent => {
            let quote = piece.text[here.clone()].to_owned();
            piece.fault(here, Problem::UnclosedQuote { quote })
        }
        E::UnclosedFlowCollection { open } | E::MismatchedFlowCollectionEnd { open, .. } => {
            piece.fault(here, Problem::UnclosedBracket { bracket: open.to_string() })
        }
        E::UnexpectedEofFlowSequence | E::UnexpectedEofFlowMapping | E::UnexpectedEofImplicitFlowMapping => {
            let open = flow.unwrap_or(at);
            let bracket = piece.text[open..].chars().next().map(String::from).unwrap_or_default();
            piece.fault(open..open + bracket.len(), Problem::UnclosedBracket { bracket })
        }
        E::MisplacedFlowCollectionEnd => {
            let bracket = piece.text[here.clone()].to_owned();
            piece.fault(here, Problem::StrayBracket { bracket, corrected: corrected() })
        }
        E::ExpectedFlowMappingSeparator | E::ExpectedFlowSequenceSeparator | E::BlockEntryInFlowCollection => {
            piece.fault(here, Problem::MissingComma {})
        }
        E::UnexpectedCharacter { .. }
        | E::UnknownAnchor
        | E::MissingAnchorOrAliasName
        | E::InvalidBlockScalarHeader
        | E::UndeclaredTagHandle
        | E::ExpectedTagBang
        | E::InvalidTagTerminator
        | E::PlainScalarStartsWithDashFlowIndicator
        | E::ExpectedNodeContent => {
            let sign = piece.text[here.clone()].to_owned();
            piece.fault(here, Problem::SpecialSign { sign, corrected: corrected() })
        }
        E::RecursionLimitExceeded => piece.fault(here, Problem::TooDeep { limit: DEEPEST as u64 }),
        E::UnknownQuotedScalarEscape
        | E::InvalidQuotedScalarHexEscape
        | E::InvalidUnicodeEscape
        | E::InvalidLowSurrogateHexEscape
        | E::InvalidLowSurrogate
        | E::MissingLowSurrogate
        | E::UnpairedLowSurrogate => piece.fault(bad_escape(piece.text, at), Problem::BadEscape {}),
        E::BlockSequenceEntryNotAllowed => piece.fault(here, Problem::ListOnKeyLine {}),
        E::InvalidIndentation
        | E::ExpectedBlockMappingKey
        | E::ExpectedBlockSequenceEntry
        | E::InvalidBlockScalarIndent
        | E::InvalidFlowScalarIndent
        | E::SimpleKeyExpected
        | E::InvalidSimpleKey
        | E::MappingKeyNotAllowed => layout_fault(piece, whole, text),
        _ if piece.text[at..].starts_with(',') => {
            piece.fault(here, Problem::SpecialSign { sign: ",".to_owned(), corrected: corrected() })
        }
        _ => piece.fault(whole, Problem::UnreadableLine {}),
    }
}

/// Whether a line begins as a key does.
fn starts_key(line: &str) -> bool {
    mend::colon(line).is_some_and(|at| !line[..at].contains(['[', '{', ',', '"', '\'']))
}

/// A second colon in a line, or a key that stands too far to the right.
fn colon_fault(piece: Piece<'_>, at: usize) -> Diagnostic {
    let (start, text) = line(piece.text, at);
    let (_, value) = mend::split_value(text);
    let indent = text.len() - text.trim_start().len();
    if mend::colon(value).is_none() && indent > 0 {
        return piece.fault(start..start + indent, Problem::BadIndent {});
    }
    piece.fault(at..at + 1, Problem::UnquotedColon { corrected: mend::with_quotes(text) })
}

/// A line that stands where none of its kind may.
fn layout_fault(piece: Piece<'_>, whole: std::ops::Range<usize>, text: &str) -> Diagnostic {
    let text = text.trim();
    if is_dash_without_space(text) {
        return piece.fault(whole, Problem::DashWithoutSpace { corrected: mend::with_space_after_dash(text) });
    }
    if mend::colon(text).is_none() && !text.starts_with("- ") {
        return piece.fault(whole, Problem::StrayLine { line: mend::short(text) });
    }
    piece.fault(whole, Problem::BadIndent {})
}

/// `-Омск`, not `-5`, `--`, `- Омск`.
fn is_dash_without_space(text: &str) -> bool {
    let next = text.strip_prefix('-').and_then(|it| it.chars().next());
    next.is_some_and(|it| it.is_alphabetic() || matches!(it, '"' | '\'' | '«' | '['))
}

/// The backslash that means nothing, in the quoted scalar that begins at or before `at`.
fn bad_escape(text: &str, at: usize) -> std::ops::Range<usize> {
    const KNOWN: &str = "0abtnvfre \"/\\N_LP\t\n\r";
    let mut signs = text[at..].char_indices().peekable();
    while let Some((slash, sign)) = signs.next() {
        if sign != '\\' {
            continue;
        }
        let Some((after, next)) = signs.next() else { break };
        if !KNOWN.contains(next) {
            return at + slash..at + after + next.len_utf8();
        }
    }
    at..(at + 1).min(text.len())
}

// ---- traps: YAML that can be read and means something else than its writer thinks

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Traps {
    Fine,
    Broken,
}

fn traps(piece: Piece<'_>, limits: Limits, node: &Node, into: &mut Vec<Diagnostic>) -> Traps {
    let children: &mut dyn Iterator<Item = &Node> = match &node.kind {
        Kind::Seq(items) => &mut items.iter(),
        Kind::Map(pairs) => &mut pairs.iter().map(|(_, it)| it),
        Kind::Scalar { .. } => return scalar_traps(piece, limits, node, into),
        _ => return Traps::Fine,
    };
    // All children are looked at: each may hold a fault of its own.
    let found = children.fold(Traps::Fine, |found, it| match traps(piece, limits, it, into) {
        Traps::Broken => Traps::Broken,
        Traps::Fine => found,
    });
    let odd = node.as_map().and_then(|pairs| pairs.iter().find_map(|(key, _)| key_trap(piece, key)));
    let is_odd = odd.is_some();
    into.extend(odd);
    if is_odd { Traps::Broken } else { found }
}

/// A key whose line begins with no-break spaces: it was meant to be indented.
fn key_trap(piece: Piece<'_>, key: &Spanned<String>) -> Option<Diagnostic> {
    let start = (key.span.start as usize).checked_sub(piece.offset)?;
    let first = piece.text.get(start..)?.chars().next()?;
    let (range, problem) = indent_fault(first.encode_utf8(&mut [0; 4]))?;
    let before = piece.text[..start].trim_end_matches(' ');
    let begins_line = before.is_empty() || before.ends_with('\n');
    begins_line.then(|| piece.fault(start + range.start..start + range.end, problem))
}

fn scalar_traps(piece: Piece<'_>, limits: Limits, node: &Node, into: &mut Vec<Diagnostic>) -> Traps {
    let (start, end) = (node.span.start as usize - piece.offset, node.span.end as usize - piece.offset);
    // Only the blanks before it, never the whole line: a line may hold all there is.
    let before = piece.text[..start].trim_end_matches([' ', '\t']);
    if let Some(tab) = piece.text[before.len()..start].find('\t') {
        let tab = before.len() + tab;
        into.push(piece.fault(tab..tab + 1, Problem::Tab {}));
        return Traps::Broken;
    }
    if !matches!(node.kind, Kind::Scalar { style: Style::Plain, .. }) {
        return Traps::Fine;
    }
    hash_trap(piece, limits, start..end, into);
    match layout_trap(piece, start..end, before.ends_with('\n')) {
        Some(fault) => {
            into.push(fault);
            Traps::Broken
        }
        None => Traps::Fine,
    }
}

/// Lines of a plain scalar that their writer took for items of a list or for something deeper.
fn layout_trap(piece: Piece<'_>, range: std::ops::Range<usize>, begins_line: bool) -> Option<Diagnostic> {
    let mut next = range.start;
    for (n, part) in piece.text[range].split_inclusive('\n').enumerate() {
        let at = next;
        next += part.len();
        let text = part.trim();
        let whole = at + (part.len() - part.trim_start().len())..at + part.trim_end().len();
        let odd = if n > 0 { indent_fault(part.trim_end_matches(['\r', '\n'])) } else { None };
        if let Some((odd, problem)) = odd {
            return Some(piece.fault(at + odd.start..at + odd.end, problem));
        }
        if (n > 0 || begins_line) && is_dash_without_space(text) {
            let corrected = mend::with_space_after_dash(text);
            return Some(piece.fault(whole, Problem::DashWithoutSpace { corrected }));
        }
        if n > 0 && text.starts_with("- ") {
            return Some(piece.fault(whole, Problem::BadIndent {}));
        }
    }
    None
}

/// ` #` right after an unquoted value: what follows is not read.
fn hash_trap(piece: Piece<'_>, limits: Limits, range: std::ops::Range<usize>, into: &mut Vec<Diagnostic>) {
    let rest = piece.text[range.end..].trim_start_matches([' ', '\t']);
    let Some(after) = rest.strip_prefix('#') else { return };
    if limits.hash == Hash::Comment && !after.starts_with(char::is_alphanumeric) {
        return;
    }
    let at = piece.text.len() - rest.len();
    let (start, text) = line(piece.text, at);
    let kept = mend::short(&piece.text[range]);
    let problem = Problem::HashCutsValue { kept, corrected: mend::with_quotes(text) };
    into.push(piece.fault(at..start + text.trim_end().len(), problem));
}

// ---- the short way

/// Reads the values that most articles have without the parser: one line that holds a scalar in quotes, a plain
/// scalar without signs that YAML gives a meaning, or a flat list of such in brackets.
///
/// `text` begins at byte `offset` of its file. None means "ask [`parse_piece`]", never "wrong".
pub fn scalar_or_flow(text: &str, offset: usize) -> Option<Node> {
    let trimmed = text.trim_matches(' ');
    let start = text.len() - text.trim_start_matches(' ').len();
    let span = Span::new(start, start + trimmed.len()).moved(offset);
    match trimmed.as_bytes().first() {
        None => Some(Node::new(Span::at(offset), Kind::Null)),
        Some(b'[') => flat_list(trimmed, span),
        Some(b'"' | b'\'') => {
            let (text, length) = quoted(trimmed)?;
            (length == trimmed.len()).then(|| Node::new(span, Kind::Scalar { text, style: Style::Quoted }))
        }
        Some(_) => plain(trimmed, span),
    }
}

fn plain(text: &str, span: Span) -> Option<Node> {
    if !is_plain(text) {
        return None;
    }
    if means_nothing(text) {
        return Some(Node::new(span, Kind::Null));
    }
    Some(Node::new(span, Kind::Scalar { text: text.to_owned(), style: Style::Plain }))
}

/// Whether a text of one line, without spaces at its ends, is a plain scalar by any reading.
fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    let starts_well = bytes.first().is_some_and(|it| it.is_ascii_alphanumeric() || *it >= 0xC2);
    let is_quiet = |at: usize| match bytes[at] {
        b':' => bytes.get(at + 1).is_some_and(u8::is_ascii_digit),
        b'-' | b' ' | b'.' | b'/' | b'_' | b'(' | b')' | b'+' | b'%' | b';' | b'!' | b'?' => true,
        it => it.is_ascii_alphanumeric() || it >= 0x80,
    };
    starts_well && (0..bytes.len()).all(is_quiet) && !has_odd_sign(text)
}

/// Signs that the parser treats apart: a byte-order mark, line ends of Unicode, controls.
fn has_odd_sign(text: &str) -> bool {
    // Their UTF-8 begins with C2 (U+0080 to U+00BF), E2 (U+2028, U+2029) or EF (U+FEFF); «№» and «—» do too,
    // hence the second look.
    text.bytes().any(|it| matches!(it, 0xC2 | 0xE2 | 0xEF))
        && text
            .chars()
            .any(|it| matches!(it, '\u{80}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fff0}'..))
}

/// The inside of the quoted scalar that `text` begins with, and its length with quotes.
fn quoted(text: &str) -> Option<(String, usize)> {
    let quote = text.as_bytes()[0];
    let inside = &text[1..];
    let mut out: Option<String> = None;
    let (mut from, mut at) = (0, 0);
    let bytes = inside.as_bytes();
    loop {
        match *bytes.get(at)? {
            it if it == quote && quote == b'\'' && bytes.get(at + 1) == Some(&b'\'') => return None,
            it if it == quote => break,
            b'\\' if quote == b'"' => {
                if !matches!(bytes.get(at + 1)?, b'"' | b'\\' | b'/') {
                    return None;
                }
                out.get_or_insert_default().push_str(&inside[from..at]);
                from = at + 1;
                at += 2;
            }
            b'\t' | b'\n' | b'\r' | 0..=0x1f | 0x7f => return None,
            _ => at += 1,
        }
    }
    let tail = &inside[from..at];
    if has_odd_sign(&inside[..at]) {
        return None;
    }
    let value = match out {
        Some(mut out) => {
            out.push_str(tail);
            out
        }
        None => tail.to_owned(),
    };
    Some((value, at + 2))
}

fn flat_list(text: &str, span: Span) -> Option<Node> {
    let inside = text.strip_prefix('[')?.strip_suffix(']')?;
    let mut items = Vec::new();
    let mut at = 1;
    let mut rest = inside;
    if inside.bytes().all(|it| it == b' ') {
        return Some(Node::new(span, Kind::Seq(items)));
    }
    loop {
        let skipped = rest.len() - rest.trim_start_matches(' ').len();
        (at, rest) = (at + skipped, &rest[skipped..]);
        let (kind, length) = flat_item(rest)?;
        let place = Span::new(at, at + length).moved(span.start as usize);
        items.push(Node::new(place, kind));
        (at, rest) = (at + length, &rest[length..]);
        let skipped = rest.len() - rest.trim_start_matches(' ').len();
        (at, rest) = (at + skipped, &rest[skipped..]);
        match rest.as_bytes().first() {
            None => return Some(Node::new(span, Kind::Seq(items))),
            Some(b',') => (at, rest) = (at + 1, &rest[1..]),
            Some(_) => return None,
        }
    }
}

fn flat_item(rest: &str) -> Option<(Kind, usize)> {
    if matches!(rest.as_bytes().first()?, b'"' | b'\'') {
        let (text, length) = quoted(rest)?;
        return Some((Kind::Scalar { text, style: Style::Quoted }, length));
    }
    let text = rest[..rest.find(',').unwrap_or(rest.len())].trim_end_matches(' ');
    if text.contains(':') || !is_plain(text) {
        return None;
    }
    let kind = match means_nothing(text) {
        true => Kind::Null,
        false => Kind::Scalar { text: text.to_owned(), style: Style::Plain },
    };
    Some((kind, text.len()))
}

#[cfg(test)]
mod tests;
