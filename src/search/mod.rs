//! Floor 4: the search index and the queries over it.
//!
//! Read in this order: [`analysis`] (text becomes keys), [`words`] (what one document says, kept in the cache),
//! [`index`] (all documents together), [`wire`] (the files, byte by byte), [`files`] (their reader), [`query`] (what
//! is found and why).
//!
//! Nothing here reads a file or the clock: the index is a function of the visible documents, and a query one of the
//! files. A withheld document is not even numbered.

pub mod analysis;
mod cards;
pub mod facets;
pub mod files;
pub mod index;
mod order;
pub mod query;
pub mod wire;
pub mod words;

pub use index::Index;
