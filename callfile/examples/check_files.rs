//! What will Asterisk do with these files? `cargo run -p switchhook-callfile --example check_files -- callfile/testdata/*.call`
//!
//! Prints one line for each odd line, and ends with an error if a file will not be called.

#![expect(
    clippy::disallowed_methods,
    reason = "a program reads files; the crate itself does not"
)]

use std::io::{Write, stdout};

use switchhook_callfile::{Verdict, check};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut out = stdout().lock();
    let mut lost = 0;
    for path in std::env::args().skip(1) {
        let report = check(std::fs::read(&path).map_err(|error| format!("{path}: {error}"))?);
        for finding in &report.findings {
            writeln!(out, "{path}: {finding}")?;
        }
        let verdict = match report.verdict {
            Verdict::Called => "Asterisk calls",
            Verdict::Expired => "Asterisk removes it: no attempt is left",
            Verdict::Discarded => "Asterisk discards it",
            _ => "too long to say",
        };
        writeln!(out, "{path}: {verdict}")?;
        lost += usize::from(report.verdict != Verdict::Called);
    }
    match lost {
        0 => Ok(()),
        lost => Err(format!("{lost} files will not be called").into()),
    }
}
