//! Floor 5: the first that touches the disk. (begun)

use crate::base::problem::Found;

pub mod command;
pub mod fault;

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
