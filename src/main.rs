//! The program: hands the words of the command line to [`svod::cli`] and ends with its exit code.

/// Building a site makes and drops millions of small strings on many threads, which the system's allocator is slow at.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    svod::cli::main()
}
