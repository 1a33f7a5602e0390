//! One file for each command.

pub(crate) mod bench;
pub(crate) mod check;
pub(crate) mod diff;
pub(crate) mod explain;
pub(crate) mod import;
pub(crate) mod rate;
pub(crate) mod report;
pub(crate) mod unmatched;

use std::path::PathBuf;

/// The tariff, which most commands need.
#[derive(clap::Args, Debug)]
pub(crate) struct BookOption {
    /// The tariff: its TOML file, or the folder that it stands in
    #[arg(short, long, env = "RATING_BOOK", value_name = "FILE|FOLDER")]
    pub(crate) book: PathBuf,
}
