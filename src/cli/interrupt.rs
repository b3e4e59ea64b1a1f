//! Ctrl+C: the door of `ctrlc`. The process ends at once with 130; the published tree is whole at every moment, so
//! nothing has to be put in order first.
//!
//! A handler, not the signal's own way: who runs svod without a shell would be told of a signal, not of the number that
//! the contract names (spec: faults.md §3, V10).
//!
//! `ctrlc` (since 2015, small, kept up) because the standard library has no handler and one of
//! our own would need unsafe code.

/// The exit code of an interrupted command.
const INTERRUPTED: i32 = 130;

/// Ends the process with 130 on Ctrl+C from here on. Where the signal is ignored, as under `nohup`, it stays so.
pub fn watch() {
    // Without a handler the signal ends the process by itself, which a shell tells as 130 too.
    let _ = ctrlc::try_set_handler(|| std::process::exit(INTERRUPTED));
}
