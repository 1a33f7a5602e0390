//! `rating check`: is this a tariff?

use std::path::PathBuf;

use crate::failure::{Ended, Failure};
use crate::tariff::Tariff;
use crate::write::Sink;

#[derive(clap::Args, Debug)]
pub(crate) struct Options {
    /// The tariff: its TOML file, or the folder that it stands in
    #[arg(value_name = "FILE|FOLDER")]
    book: PathBuf,
}

pub(crate) fn run(options: &Options) -> Result<Ended, Failure> {
    let tariff = Tariff::read(&options.book)?;
    let mut out = Sink::open(None)?;
    for line in &tariff.refused {
        out.put(format!("{line}\n").as_bytes())?;
    }
    let summary = format!(
        "{} rows in use, {} lines refused\n",
        tariff.rows,
        tariff.refused.len()
    );
    out.put(summary.as_bytes())?;
    out.finish()?;
    Ok(Ended::remarks(!tariff.refused.is_empty()))
}
