//! Floor 5: the first floor that touches the disk.
//!
//! Read in this order: [`scan`] (finds and reads the sources, the walkdir door), [`mod@write`] (changes the output),
//! [`lock`] (one writer at a time); below them [`parallel`] (the rayon door), [`os`] (what one system does
//! otherwise than another) and [`fault`] (what stops a build from outside).

pub mod fault;
pub mod lock;
pub mod os;
pub mod parallel;
pub mod scan;
pub mod write;
