//! All integration tests in one crate: features through few entry points.
//!
//! Begin with `tidy` (the house keeps its rules) and `cli` (transcripts of the command line); `site` makes
//! the sites that tests are run on.

mod bombs;
mod cache;
mod catalogue;
mod cli;
mod corpus;
mod crash;
mod demo;
mod docs;
mod edits;
mod faults;
mod figures;
mod full_disk;
mod golden;
mod http;
mod icu;
mod items;
mod kills;
mod laws;
mod pages;
mod promises;
mod reach;
#[path = "../data/sample_views.rs"]
mod sample_views;
mod searching;
mod seeds;
mod serve_faults;
mod serve_http;
mod serving;
mod site;
mod stale;
mod theme;
mod tidy;
mod types;
mod watching;
mod written;
