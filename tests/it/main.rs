//! All integration tests, in one crate so that they link once.

mod cli;
mod icu;
mod tidy;
