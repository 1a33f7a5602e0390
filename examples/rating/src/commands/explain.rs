//! `rating explain`: what one call costs, and why.

use std::time::Duration;

use switchhook_rating::{Call, Start, Status};

use super::BookOption;
use crate::Lang;
use crate::failure::{Ended, Failure};
use crate::tariff::Tariff;
use crate::write::Sink;

#[derive(clap::Args, Debug)]
pub(crate) struct Options {
    /// What is dialled
    number: String,
    /// How long the parties talk
    seconds: u64,
    #[command(flatten)]
    tariff: BookOption,
    /// When the call begins, by the clock of the tariff's zone, or with an offset. Default: now
    #[arg(long, value_name = "2025-06-11T10:00:00")]
    at: Option<String>,
    /// Who calls
    #[arg(long, default_value = "")]
    caller: String,
    /// The account code of the call
    #[arg(long, default_value = "")]
    account: String,
    /// The telephone that calls
    #[arg(long, default_value = "")]
    extension: String,
    /// The channel of the trunk, such as PJSIP/gw-
    #[arg(long, default_value = "")]
    trunk: String,
    /// In which language
    #[arg(long, value_enum, default_value = "en")]
    lang: Lang,
    /// In which form
    #[arg(long, value_enum, default_value = "line")]
    form: Form,
}

/// How an explanation is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Form {
    /// All in one line
    Line,
    /// One step a line, from what is dialled to the amount
    Steps,
    /// The steps as data
    Json,
}

pub(crate) fn run(options: &Options) -> Result<Ended, Failure> {
    let start = match &options.at {
        Some(text) => read_start(text)?,
        None => chrono::Utc::now().into(),
    };
    let tariff = Tariff::read_aloud(&options.tariff.book)?;
    let call = Call::new(&options.number, start, Duration::from_secs(options.seconds))
        .caller(&options.caller)
        .account(&options.account)
        .extension(&options.extension)
        .trunk(&options.trunk);
    let explanation = tariff.book.explain(&call);
    let language = options.lang.language();
    let text = match options.form {
        Form::Line => explanation.line(language),
        Form::Steps => explanation.text(language),
        Form::Json => serde_json::to_string_pretty(&explanation)
            .map_err(|error| Failure::Output(format!("standard output: cannot be written: {error}")))?,
    };
    let mut out = Sink::open(None)?;
    out.put(format!("{text}\n").as_bytes())?;
    out.finish()?;
    let is_priced = matches!(explanation.status, Status::Rated | Status::Free);
    Ok(Ended::remarks(!is_priced))
}

/// A time as people type it: the seconds may be missing.
fn read_start(text: &str) -> Result<Start, Failure> {
    text.parse()
        .or_else(|error| format!("{text}:00").parse().map_err(|_| error))
        .map_err(|error: switchhook_rating::ParseStartError| Failure::Usage(format!("--at: {error}")))
}
