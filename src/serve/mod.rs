//! Floor 6: the site over HTTP. `svod serve` shows the site while it is written; `svod serve --production` shows a
//! built tree as a web server would.
//!
//! Nothing here writes a file, and nothing outside what [`shown::Shown`] gives out is ever read for a visitor.
//! Only this folder knows of tokio; what shows a site is plain blocking code.
//!
//! Read in this order: [`shown`] (what a server shows: the trait), [`bell`] (how it tells that something changed),
//! [`listen`] (address and port), [`http`] (the server), `connections` (which connections live), [`guard`] (what is
//! refused), `reply` (an answer becomes a response; with `range`, `gzip` and `body`), `tabs` (tabs hear of changes),
//! `overlay` (the script in pages), [`production`] (a built tree), [`live`] (a site in memory), [`watch`] (what changed
//! on the disk), [`preview()`] (all of these together), [`browser`] (opens one). [`door`] names the crates.

pub mod bell;
mod body;
pub mod browser;
mod connections;
pub mod door;
pub mod guard;
mod gzip;
pub mod http;
pub mod listen;
pub mod live;
mod overlay;
mod preview;
pub mod production;
mod range;
mod reply;
pub mod shown;
mod tabs;
pub mod watch;

pub use preview::{Preview, preview};
