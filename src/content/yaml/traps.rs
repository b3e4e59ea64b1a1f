//! Traps: YAML that can be read and means something else than its writer thinks.
//!
//! Begin with [`traps`].

use std::ops::Range;

use crate::base::problem::{Diagnostic, Problem};
use crate::base::span::Spanned;

use super::super::mend;
use super::slips::{indent_fault, is_dash_without_space, line};
use super::{Hash, Kind, Limits, Node, Piece, Style};

/// What was found in a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Traps {
    /// Nothing that changes its meaning.
    Fine,
    /// Something that has been told of; the value is not to be used.
    Broken,
}

/// Looks into every value of `node`.
pub(super) fn traps(piece: Piece<'_>, limits: Limits, node: &Node, into: &mut Vec<Diagnostic>) -> Traps {
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

/// A key whose line begins with no-break spaces, which was meant to be indented, or with a tab.
fn key_trap(piece: Piece<'_>, key: &Spanned<String>) -> Option<Diagnostic> {
    let start = (key.span.start as usize).checked_sub(piece.offset)?;
    let blanks = piece.text[..start].trim_end_matches([' ', '\t']);
    if let Some(tab) = piece.text[blanks.len()..start].find('\t')
        && (blanks.is_empty() || blanks.ends_with('\n'))
    {
        let tab = blanks.len() + tab;
        return Some(piece.fault(tab..tab + 1, Problem::Tab {}));
    }
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
fn layout_trap(piece: Piece<'_>, range: Range<usize>, begins_line: bool) -> Option<Diagnostic> {
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
fn hash_trap(piece: Piece<'_>, limits: Limits, range: Range<usize>, into: &mut Vec<Diagnostic>) {
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
