//! Stand-in until the rules of Russian typography arrive.

use std::borrow::Cow;

/// What a segment is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Prose.
    Text,
    /// Code, addresses, other languages.
    Opaque,
}

/// A piece of one paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment<'a> {
    /// The text.
    pub text: Cow<'a, str>,
    /// What it is.
    pub kind: Kind,
}

/// Applies the rules to one paragraph.
pub fn apply(_segments: &mut [Segment<'_>]) {}

/// Applies the rules to one text.
pub fn text(text: &str) -> String {
    text.to_owned()
}
