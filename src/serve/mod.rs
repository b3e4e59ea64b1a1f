//! Floor 6: what goes on after a build. [`watch`] sees the changes of the sources.

pub mod watch;
