//! Floor 1: one file at a time. YAML, front matter, types, vocabularies, settings and Markdown become values.
//!
//! Read in this order: [`yaml`] (the door), [`read`] (fields of a record), [`front`] (the head of an article),
//! [`config`], [`vocabulary`], [`types`] and [`value`] (what may be written), [`body`] (what Markdown becomes),
//! [`document`] (one article as a value).
//! Nothing here knows a second file: what depends on others (links, references, pictures) stays a hole.

pub mod address;
pub mod body;
pub mod config;
pub mod contact;
pub mod directive;
pub mod document;
pub mod encoding;
pub mod figures;
pub mod front;
pub mod glossary;
pub mod hints;
pub mod layout;
pub mod lines;
pub mod markdown;
mod mend;
pub mod own;
pub mod path;
pub mod picture;
pub mod quantity;
pub mod read;
pub mod table;
pub mod tables;
pub mod types;
pub mod value;
pub mod vocabulary;
pub mod yaml;
