//! Opens a browser: the system is asked to, and if it has none nothing is lost.

use std::io;
use std::process::{Command, Stdio};

/// Opens `url` in the browser that the person uses.
///
/// # Errors
/// The system has no way to.
pub fn open(url: &str) -> io::Result<()> {
    let mut words = opener().iter();
    let mut command = Command::new(words.next().expect("a program's name comes first"));
    command.args(words).arg(url).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = command.spawn()?;
    // Waited for only so that it does not stay behind as a dead process; a browser may live as long as we do.
    std::thread::spawn(move || child.wait());
    Ok(())
}

fn opener() -> &'static [&'static str] {
    match () {
        () if cfg!(target_os = "macos") => &["open"],
        () if cfg!(windows) => &["rundll32", "url.dll,FileProtocolHandler"],
        () => &["xdg-open"],
    }
}
