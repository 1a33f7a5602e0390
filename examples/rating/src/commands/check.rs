//! `rating check`: is this a tariff, and is it the one that was meant?

use std::path::PathBuf;

use crate::failure::{Ended, Failure};
use crate::tariff::Tariff;
use crate::write::Sink;

#[derive(clap::Args, Debug)]
pub(crate) struct Options {
    /// The tariff: its TOML or JSON file, or the folder that it stands in
    #[arg(value_name = "FILE|FOLDER")]
    book: PathBuf,
}

pub(crate) fn run(options: &Options) -> Result<Ended, Failure> {
    let tariff = Tariff::read(&options.book)?;
    let odd: Vec<String> = tariff
        .parts
        .iter()
        .flat_map(|part| part.findings(|_| true))
        .collect();
    let mut out = Sink::open(None)?;
    for line in tariff.refused.iter().chain(&odd) {
        out.put(format!("{line}\n").as_bytes())?;
    }
    let summary = format!(
        "{} rows in use, {} lines refused, {} odd; fingerprint {}\n",
        tariff.rows(),
        tariff.refused.len(),
        odd.len(),
        tariff.book.fingerprint()
    );
    out.put(summary.as_bytes())?;
    out.finish()?;
    Ok(Ended::remarks(!tariff.refused.is_empty() || !odd.is_empty()))
}
