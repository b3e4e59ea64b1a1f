//! The program: hands the words of the command line to [`svod::cli`] and ends with its exit code.

fn main() -> std::process::ExitCode {
    svod::cli::main()
}
