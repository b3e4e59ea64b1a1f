//! Floor 4: views, templates, bytes.
//!
//! Read in this order: [`view`] (what a template sees), [`theme`] (its files), [`template`] (the Tera door);
//! then [`strings`] (interface words), [`manifest`] (theme.yaml), [`lint`] (what a theme must not hold), [`names`], [`schema`] and [`tags`] (names and places).

pub mod lint;
pub mod manifest;
pub mod names;
pub mod schema;
pub mod strings;
pub mod tags;
pub mod template;
pub mod theme;
pub mod view;
