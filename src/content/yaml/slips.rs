//! Where the parser stopped, and what a person did there: sentences instead of the library's texts.
//!
//! Begin with [`explain`].

use std::ops::Range;

use crate::base::problem::{Diagnostic, Problem};

use super::super::mend;
use super::{DEEPEST, Piece};

/// What a person did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slip {
    /// Typed a tab.
    Tab,
    /// Wrote a colon where none may be.
    Colon,
    /// Went on after a closing quote.
    AfterQuote,
    /// Left a quote open, here.
    OpenQuote,
    /// Left a bracket open, here.
    OpenBracketHere,
    /// Left a bracket open, somewhere above.
    OpenBracket,
    /// Closed a bracket that was not open.
    CloseBracket,
    /// Forgot a comma.
    NoComma,
    /// Began a value with a sign that means something.
    Sign,
    /// Nested without end.
    Deep,
    /// Wrote a backslash that means nothing.
    Escape,
    /// Began a list on the line of its key.
    ListOnKeyLine,
    /// Put a line where none of its kind may stand.
    Layout,
    /// Anything else.
    Other,
}

/// Says what a person did at byte `at`; `flow` is where the innermost open bracket stands.
pub(super) fn explain(piece: Piece<'_>, slip: Slip, at: usize, flow: Option<usize>) -> Diagnostic {
    let (start, text) = line(piece.text, at);
    if let Some((range, problem)) = indent_fault(text) {
        return piece.fault(start + range.start..start + range.end, problem);
    }
    // A bracket left open swallows the lines below; the complaint belongs to the bracket.
    if let Some(open) = flow.filter(|it| *it < start && starts_key(text)) {
        return bracket_fault(piece, open);
    }
    let whole = start + (text.len() - text.trim_start().len())..start + text.trim_end().len();
    let sign = piece.text[at..].chars().next().map(String::from).unwrap_or_default();
    let here = at..at + sign.len();
    let corrected = || mend::with_quotes(text);
    match slip {
        Slip::Tab => {
            let tab = piece.text[start..].find('\t').map_or(at, |it| start + it);
            piece.fault(tab..(tab + 1).min(piece.text.len()), Problem::Tab {})
        }
        Slip::Colon => colon_fault(piece, at),
        Slip::AfterQuote if flow.is_some() => piece.fault(here, Problem::MissingComma {}),
        Slip::AfterQuote => piece.fault(here, Problem::UnquotedQuote { corrected: corrected() }),
        Slip::OpenQuote if matches!(sign.as_str(), "\"" | "'") => {
            piece.fault(here, Problem::UnclosedQuote { quote: sign })
        }
        Slip::OpenBracketHere => bracket_fault(piece, at),
        Slip::OpenBracket => bracket_fault(piece, flow.unwrap_or(at)),
        Slip::CloseBracket => piece.fault(here, Problem::StrayBracket { bracket: sign, corrected: corrected() }),
        Slip::NoComma => piece.fault(here, Problem::MissingComma {}),
        Slip::Deep => piece.fault(here, Problem::TooDeep { limit: DEEPEST as u64 }),
        Slip::Escape => piece.fault(bad_escape(piece.text, at), Problem::BadEscape {}),
        Slip::ListOnKeyLine => piece.fault(here, Problem::ListOnKeyLine {}),
        Slip::Layout => layout_fault(piece, whole, text),
        Slip::Sign if !sign.is_empty() => sign_fault(piece, at),
        Slip::Other if sign == "," => sign_fault(piece, at),
        _ => piece.fault(whole, Problem::UnreadableLine {}),
    }
}

/// A value that begins with a sign of YAML.
pub(super) fn sign_fault(piece: Piece<'_>, at: usize) -> Diagnostic {
    let sign = piece.text[at..].chars().next().map(String::from).unwrap_or_default();
    let corrected = mend::with_quotes(line(piece.text, at).1);
    piece.fault(at..at + sign.len(), Problem::SpecialSign { sign, corrected })
}

/// The bracket at byte `at` is left open.
fn bracket_fault(piece: Piece<'_>, at: usize) -> Diagnostic {
    let bracket = piece.text[at..].chars().next().map(String::from).unwrap_or_default();
    piece.fault(at..at + bracket.len(), Problem::UnclosedBracket { bracket })
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
fn layout_fault(piece: Piece<'_>, whole: Range<usize>, text: &str) -> Diagnostic {
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
pub(super) fn is_dash_without_space(text: &str) -> bool {
    let next = text.strip_prefix('-').and_then(|it| it.chars().next());
    next.is_some_and(|it| it.is_alphabetic() || matches!(it, '"' | '\'' | '«' | '['))
}

/// The backslash that means nothing, in the quoted scalar that begins at or before `at`.
fn bad_escape(text: &str, at: usize) -> Range<usize> {
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

/// The line that holds byte `at`: its first byte and its text without its end.
pub(super) fn line(text: &str, at: usize) -> (usize, &str) {
    let start = text[..at].rfind('\n').map_or(0, |it| it + 1);
    let end = text[start..].find('\n').map_or(text.len(), |it| start + it);
    (start, text[start..end].trim_end_matches('\r'))
}

/// The first tab or odd space of a line's indentation, as a byte of the line and its problem.
pub(super) fn indent_fault(line: &str) -> Option<(Range<usize>, Problem)> {
    let (at, sign) = line.char_indices().take_while(|(_, it)| it.is_whitespace()).find(|(_, it)| *it != ' ')?;
    let problem = if sign == '\t' { Problem::Tab {} } else { Problem::NoBreakIndent {} };
    Some((at..at + sign.len_utf8(), problem))
}
