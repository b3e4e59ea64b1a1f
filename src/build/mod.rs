//! Floor 5: the first floor that touches the disk.
//!
//! Read in this order: [`command`] (what is asked and told), [`scan`] (finds and reads the sources, the walkdir
//! door), [`write`] (changes the output), [`lock`] (one writer at a time); below them [`os`] (what one system does otherwise than another) and [`fault`] (what stops a build from outside).

use crate::base::problem::Found;

pub mod command;
pub mod fault;
pub mod lock;
pub mod os;
pub mod scan;
pub mod write;

use command::{Built, Item, Options};
use fault::Fault;

/// Builds the site.
pub fn build(_options: &Options) -> Result<Built, Fault> {
    Ok(Built::default())
}

/// Finds all that `build` would complain of, and advice; writes nothing.
pub fn check(_options: &Options) -> Result<Built, Fault> {
    Ok(Built::default())
}

/// All items with their states, by file.
pub fn survey(_options: &Options) -> Result<Found<Vec<Item>>, Fault> {
    Ok(Found::default())
}
