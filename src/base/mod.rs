//! Floor 0: what everything else is built of. Pure functions and plain values, nothing that knows a site.
//!
//! Read in this order: [`span`] and [`problem`] (how faults are told), [`hash`] (fingerprints),
//! then the rules of the language.

pub mod collate;
pub mod date;
pub mod fold;
pub mod hash;
pub mod json;
pub mod lang;
pub mod map;
pub mod nfc;
pub mod number;
pub mod parallel;
pub mod plural;
pub mod problem;
pub mod slug;
pub mod span;
pub mod typography;
pub mod utf8;
pub mod zone;
