//! The YAML door: text becomes a tree of [`Node`]s with places. No other file names the YAML crate.
//!
//! Scalars stay as they were written (`2022-01-11`, `052`, `да`): what a scalar means is decided by the field that reads it.

use crate::base::span::{Span, Spanned};

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
