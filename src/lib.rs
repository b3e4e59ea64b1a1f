//! svod turns Markdown articles about practices, news and partner organisations into a static site.
//!
//! ```text
//! files ─scan▶ Source ─parse▶ Document ─model▶ Site ─plan▶ Url → Output ─view▶ View ─render▶ bytes ─write▶ public/
//! ```
//!
//! The house has floors; a module names only lower ones (`tests/it/tidy.rs` keeps it so):
//!
//! | floor | module | what it holds |
//! |---|---|---|
//! | 0 | [`base`] | hashes, spans, problems and their texts, the rules of the Russian language |
//! | 1 | [`content`] | one file at a time: YAML, front matter, types, vocabularies, Markdown |
//! | 2 | [`model`] | all files together: order, lists, terms, relations, addresses |
//! | 3 | [`plan`] | the site as a sorted map from address to output |
//! | 4 | [`render`] | views, templates, bytes |
//! | 5 | [`build`] | the first floor that touches the disk: scan, write, lock |
//! | 6 | [`tools`], [`serve`] | commands beside the build: init, new, list, clean; the site over HTTP |
//! | 7 | [`cli`] | arguments, printing, the clock |
//!
//! Floors 0 to 4 are pure: no files, clock, environment or printing; the same input gives the same bytes.
//! No phase fails: each returns [`base::problem::Found`], a value beside its problems.

pub mod base;
pub mod build;
pub mod cli;
pub mod content;
pub mod model;
pub mod plan;
pub mod render;
pub mod serve;
pub mod tools;
