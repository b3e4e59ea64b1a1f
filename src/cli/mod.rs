//! Floor 7: the command line. The only place that prints and that reads the clock.

/// Runs svod and gives the exit code: 0 good, 1 problems in content, 2 wrong usage, 3 environment, 130 interrupted.
pub fn main() -> std::process::ExitCode {
    std::process::ExitCode::SUCCESS
}
