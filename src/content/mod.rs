//! Floor 1: one file at a time. YAML, front matter, types, vocabularies, settings and Markdown become values.
//!
//! Read in this order: [`yaml`] (the door), [`read`] (fields of a record), [`front`] (the head of an article),
//! [`config`], [`vocabulary`], [`body`] (what Markdown becomes).
//! Nothing here knows a second file: what depends on others (links, references, pictures) stays a hole.

pub mod body;
pub mod config;
pub mod contact;
pub mod encoding;
pub mod front;
pub mod glossary;
pub mod lines;
mod mend;
pub mod read;
pub mod vocabulary;
pub mod yaml;
