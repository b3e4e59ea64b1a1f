//! All integration tests in one crate: features through few entry points.
//!
//! Begin with `tidy` (the house keeps its rules) and `cli` (transcripts of the command line); `site` makes
//! the sites that tests are run on.

mod bombs;
mod cache;
mod cli;
mod corpus;
mod crash;
mod edits;
mod faults;
mod full_disk;
mod golden;
mod http;
mod icu;
mod kills;
mod laws;
mod pages;
mod promises;
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
mod watching;
mod written;
