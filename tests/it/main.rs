//! All integration tests in one crate: features through few entry points.
//!
//! Begin with `tidy` (the house keeps its rules) and `cli` (transcripts of the command line).

mod cli;
mod icu;
#[path = "../data/sample_views.rs"]
mod sample_views;
mod seeds;
mod theme;
mod tidy;
