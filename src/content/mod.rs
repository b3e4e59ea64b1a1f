//! Floor 1: one file at a time. YAML, front matter, types, vocabularies, settings and Markdown become values.
//!
//! Read in this order: [`yaml`] (the door), [`body`] (what Markdown becomes).
//! Nothing here knows a second file: what depends on others (links, references, pictures) stays a hole.

pub mod body;
pub mod directive;
pub mod markdown;
pub mod table;
pub mod yaml;
