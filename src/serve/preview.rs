//! A site while it is written: `svod serve`.

use std::time::Duration;

use super::listen::Listen;
use crate::base::lang::Lang;
use crate::base::problem::Problem;
use crate::build::command::Options;
use crate::build::fault::Fault;

/// What was asked for.
pub struct Preview<'a> {
    /// The site, and which of its items are shown.
    pub options: &'a Options<'a>,
    /// Where to listen.
    pub listen: &'a Listen,
    /// Pages get the script that reloads them.
    pub reload: bool,
    /// The tab goes to the page of the file that was saved.
    pub follow: bool,
    /// Look at the files this often instead of asking the system what changed.
    pub poll: Option<Duration>,
    /// Of what a person reads in the browser.
    pub lang: Lang,
}

/// Serves the site. `on_open` hears the address when there is one, before the first request is answered.
///
/// # Errors
/// The port is not to be had.
pub fn preview(_: &Preview, _: &mut dyn FnMut(&str)) -> Result<(), Fault> {
    Err(Problem::ArgumentMissing { argument: "--production".to_owned(), command: "svod serve".to_owned() }.into())
}
