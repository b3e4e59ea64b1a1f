//! Tests of the whole.

mod icu;
