//! Checks the translations and compiles them to Rust: an incomplete language stops the build.

use std::path::Path;
use std::process::ExitCode;

#[path = "src/i18n/catalogue.rs"]
mod catalogue;
#[path = "src/i18n/check.rs"]
mod check;
#[path = "src/i18n/generate.rs"]
mod generate;

use catalogue::{Catalogue, Problem};

/// The reference comes first.
const LANGUAGES: [&str; 4] = ["en", "fr", "es", "ru"];

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=i18n");
    println!("cargo::rerun-if-changed=src/i18n");
    match compile() {
        Ok(()) => ExitCode::SUCCESS,
        Err(problems) => {
            for problem in problems {
                println!("cargo::error={problem}");
            }
            ExitCode::FAILURE
        }
    }
}

fn compile() -> Result<(), Vec<Problem>> {
    let mut catalogues = Vec::new();
    let mut problems = Vec::new();
    for language in LANGUAGES {
        let file = format!("i18n/{language}.ftl");
        match std::fs::read_to_string(&file) {
            Ok(source) => match Catalogue::read(language, &file, &source) {
                Ok(catalogue) => catalogues.push(catalogue),
                Err(found) => problems.extend(found),
            },
            Err(error) => problems.push(Problem {
                file,
                line: 0,
                text: format!("cannot be read: {error}"),
            }),
        }
    }
    if let Some(reference) = catalogues.first() {
        problems.extend(
            catalogues
                .iter()
                .flat_map(|catalogue| check::check(reference, catalogue)),
        );
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let out = std::env::var_os("OUT_DIR").unwrap_or_default();
    let path = Path::new(&out).join("texts.rs");
    std::fs::write(&path, generate::generate(&catalogues)).map_err(|error| {
        vec![Problem {
            file: path.display().to_string(),
            line: 0,
            text: format!("cannot be written: {error}"),
        }]
    })
}
