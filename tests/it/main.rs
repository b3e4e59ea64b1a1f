//! One test crate: features through the command line, laws, and the tidiness of the house.

#[path = "../data/sample_views.rs"]
mod sample_views;
mod theme;
