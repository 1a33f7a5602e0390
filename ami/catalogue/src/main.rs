//! `cargo run -p switchhook-ami-catalogue -- generate|check|compare …`: see the crate's documentation.
#![allow(clippy::print_stdout, reason = "a program for the command line")]

use std::error::Error;
use std::process::ExitCode;

use switchhook_ami_catalogue::documentation::Documentation;
use switchhook_ami_catalogue::generated::{self, GeneratedFile};
use switchhook_ami_catalogue::{actions, ami_folder, compare, events};

const USAGE: &str = "say what to do: `generate`, `check` or `compare core-en_US.xml…`";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments
        .iter()
        .map(String::as_str)
        .collect::<Vec<_>>()
        .as_slice()
    {
        ["generate"] => generate(),
        ["check"] => check(),
        ["compare", files @ ..] if !files.is_empty() => compare(files),
        _ => Err(USAGE.into()),
    }
}

fn files() -> Result<Vec<GeneratedFile>, Box<dyn Error>> {
    let mut files = events::generate()?;
    files.extend(actions::generate()?);
    Ok(files)
}

fn generate() -> Result<(), Box<dyn Error>> {
    let files = files()?;
    let changed = generated::write(&ami_folder().join("src"), &files)?;
    println!("{} files, {changed} changed", files.len());
    Ok(())
}

fn check() -> Result<(), Box<dyn Error>> {
    let files = files()?;
    let differences = generated::differences(&ami_folder().join("src"), &files)?;
    if differences.is_empty() {
        println!("ok: {} generated files are what the tables make", files.len());
        return Ok(());
    }
    for difference in &differences {
        eprintln!("{difference}");
    }
    Err("run `cargo run -p switchhook-ami-catalogue -- generate` and commit what it writes".into())
}

fn compare(files: &[&str]) -> Result<(), Box<dyn Error>> {
    let mut missing = 0;
    for file in files {
        let text = std::fs::read_to_string(file).map_err(|error| format!("{file}: {error}"))?;
        let documentation = Documentation::parse(&text).map_err(|error| format!("{file}: {error}"))?;
        let found = compare::compare(&documentation)?;
        for line in &found.missing {
            eprintln!("{file}: {line}");
        }
        missing += found.missing.len();
        println!(
            "{}: {} actions and {} events with {} parameters of {file} are compared, {} missing",
            if found.missing.is_empty() { "ok" } else { "not ok" },
            found.actions,
            found.events,
            found.parameters,
            found.missing.len()
        );
    }
    if missing > 0 {
        return Err(format!("the tables lack {missing} of them; add them, and generate").into());
    }
    Ok(())
}
