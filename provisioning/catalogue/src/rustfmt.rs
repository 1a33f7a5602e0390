//! Generated Rust is formatted by the rustfmt that formats the rest.

use std::io::{self, Write};
use std::path::Path;
use std::process::{Command, Stdio};

/// Formats `text` as `rustfmt.toml` of the workspace wants it.
///
/// # Errors
/// rustfmt is not installed, or does not take the text: then something in the generator is wrong.
pub fn formatted(text: &str) -> io::Result<String> {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut rustfmt = Command::new("rustfmt")
        .args(["--edition", "2024", "--emit", "stdout", "--config-path"])
        .arg(workspace)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| {
            io::Error::new(
                error.kind(),
                format!("rustfmt: {error}; `rustup component add rustfmt`"),
            )
        })?;
    // rustfmt reads all before it writes, so nobody waits for the other.
    rustfmt
        .stdin
        .take()
        .ok_or_else(|| io::Error::other("rustfmt has no input"))?
        .write_all(text.as_bytes())?;
    let output = rustfmt.wait_with_output()?;
    if !output.status.success() {
        let words = String::from_utf8_lossy(&output.stderr);
        return Err(io::Error::other(format!("rustfmt: {words}")));
    }
    String::from_utf8(output.stdout).map_err(io::Error::other)
}
