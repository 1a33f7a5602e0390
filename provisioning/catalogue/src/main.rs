//! `cargo run -p switchhook-provisioning-catalogue -- generate|check`: see the crate's documentation.
#![allow(clippy::print_stdout, reason = "a program for the command line")]

use std::error::Error;
use std::process::ExitCode;

use switchhook_provisioning_catalogue::{files, folder, generated, target};

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
    let files = files(&folder())?;
    match std::env::args().nth(1).as_deref() {
        Some("generate") => {
            let changed = generated::write(&target(), &files)?;
            println!("{} files, {changed} changed", files.len());
            Ok(())
        }
        Some("check") => {
            let differences = generated::differences(&target(), &files)?;
            if differences.is_empty() {
                println!("ok: {} generated files are what the tables make", files.len());
                return Ok(());
            }
            Err(format!(
                "{}\nrun `cargo run -p switchhook-provisioning-catalogue -- generate` and commit what it writes",
                differences.join("\n")
            )
            .into())
        }
        _ => Err("say what to do: `generate` or `check`".into()),
    }
}
