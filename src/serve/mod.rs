//! Floor 6: the site over HTTP.
pub mod live;
pub mod shown;
pub mod watch;
