//! What will Asterisk do with these files? `cargo run -p switchhook-callfile --example check_files -- callfile/testdata/*.call`
//!
//! Prints one line for each odd line, and ends with an error if a file will not be called.

#![expect(
    clippy::disallowed_types,
    reason = "a program reads files; the crate itself does not"
)]

use std::fs::File;
use std::io::{self, Read, Write, stdout};
use std::path::{Path, PathBuf};

use switchhook_callfile::{MAX_FILE, Verdict, check};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut out = stdout().lock();
    let mut lost = 0;
    for path in std::env::args_os().skip(1).map(PathBuf::from) {
        let shown = path.display();
        let report = match read(&path) {
            Ok(file) => check(file),
            Err(error) => {
                writeln!(out, "{shown}: {error}")?;
                lost += 1;
                continue;
            }
        };
        for finding in &report.findings {
            writeln!(out, "{shown}: {finding}")?;
        }
        if report.omitted > 0 {
            writeln!(out, "{shown}: {} lines more are odd", report.omitted)?;
        }
        writeln!(out, "{shown}: {}", report.verdict)?;
        lost += usize::from(report.verdict != Verdict::Called);
    }
    match lost {
        0 => Ok(()),
        lost => Err(format!("{lost} files will not be called").into()),
    }
}

/// No more than is looked at, and one byte, by which `check` notices that there is more.
fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut file = Vec::new();
    File::open(path)?
        .take(MAX_FILE as u64 + 1)
        .read_to_end(&mut file)?;
    Ok(file)
}
