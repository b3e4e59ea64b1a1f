//! Floor 4: the search index and the queries over it.
//!
//! Read in this order: [`analysis`] (text becomes keys), [`words`] (what one document says), [`ground`] (numbers,
//! names, cards), [`index`] (all documents together), [`patch`] (the same after an edit, from the last index),
//! [`wire`] (the files, byte by byte), [`files`] (their reader), [`query`] (what is found and why).
//!
//! Nothing here reads a file or the clock: the index is a function of the visible documents, and a query one of the
//! files. A withheld document is not even numbered.

pub mod analysis;
mod cards;
pub mod facets;
pub mod files;
pub mod ground;
pub mod index;
mod order;
pub mod patch;
pub mod query;
pub mod state;
pub mod wire;
pub mod words;
