//! Floor 7: the command line. The only place that prints and that reads the clock and the environment.
//!
//! Read in this order: [`args`] (words become a command), [`run`] (the command is done), [`say`] (what is told),
//! [`words`] (in which words), [`excerpt`] (a line with its caret), [`now`] (what time it is), [`progress`],
//! [`interrupt`] (Ctrl+C).

use std::process::ExitCode;

use crate::base::lang::Lang;

pub mod args;
pub mod excerpt;
pub mod interrupt;
pub mod now;
pub mod progress;
pub mod run;
pub mod say;
pub mod search;
pub mod words;

/// Runs svod and gives the exit code: 0 good, 1 problems in content, 2 wrong usage, 3 environment, 130 interrupted.
pub fn main() -> ExitCode {
    crate::build::os::take_small_pages();
    interrupt::watch();
    run::run(std::env::args_os().collect(), language())
}

/// A variable of the environment; an empty one counts as none.
#[allow(clippy::disallowed_methods, reason = "the one place that reads the environment")]
pub(crate) fn env(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|it| !it.is_empty())
}

/// The language of `LC_ALL`, `LC_MESSAGES` or `LANG`; Russian where none is set.
fn language() -> Lang {
    let Some(locale) = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(env) else { return Lang::Ru };
    if locale.to_lowercase().starts_with("ru") { Lang::Ru } else { Lang::En }
}
