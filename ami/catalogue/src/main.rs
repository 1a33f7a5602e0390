//! `cargo run -p switchhook-ami-catalogue -- generate|check|compare …`: see the crate's documentation.
#![allow(clippy::print_stdout, reason = "a program for the command line")]

use std::error::Error;
use std::process::ExitCode;

use switchhook_ami_catalogue::generated::{self, GeneratedFile};
use switchhook_ami_catalogue::{actions, ami_folder, events};

const USAGE: &str = "say what to do: `generate`, `check`, or `compare core-en_US.xml…`";

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
