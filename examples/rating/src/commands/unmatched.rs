//! `rating unmatched`: which numbers need a rate.

use std::path::PathBuf;

use chrono_tz::Tz;
use switchhook_rating::report::{Entry, Report};
use switchhook_rating::{Currency, Status};

use crate::Lang;
use crate::failure::{Ended, Failure};
use crate::read::rated::Rated;
use crate::row::{Column, Row, seconds};
use crate::say;
use crate::write::Sink;

#[derive(clap::Args, Debug)]
pub(crate) struct Options {
    /// What `rating rate` wrote, as CSV or JSON lines; - for the standard input
    #[arg(required = true)]
    rated: Vec<PathBuf>,
    /// The language of the heads
    #[arg(long, value_enum, default_value = "en")]
    lang: Lang,
}

pub(crate) fn run(options: &Options) -> Result<Ended, Failure> {
    let mut report = Report::new([], Currency::XPF, Tz::UTC);
    let mut problems = 0u64;
    for path in &options.rated {
        let mut rated = Rated::open(path)?;
        let mut row = Row::default();
        while let Some(read) = rated.read(&mut row)? {
            let problem = match read {
                Ok(()) if row.get(Column::Status) != Status::Unmatched.name() => continue,
                Ok(()) => match seconds(row.get(Column::Duration)) {
                    Some(length) => {
                        let entry = Entry::without_price(Status::Unmatched, 0)
                            .duration(length)
                            .number(row.get(Column::Number));
                        report
                            .add(&entry)
                            .map_err(|error| Failure::Input(error.to_string()))?;
                        continue;
                    }
                    None => "duration: no seconds such as 61 or 61.5".to_owned(),
                },
                Err(problem) => problem,
            };
            problems += 1;
            rated.bar.suspend(|| say(&rated.place(&problem)));
        }
        rated.bar.finish_and_clear();
    }
    let any = report.calls() > 0;
    let summary = report
        .finish()
        .map_err(|error| Failure::Input(error.to_string()))?;
    let mut out = Sink::open(None)?;
    out.put(summary.unmatched_table(options.lang.words()).to_csv().as_bytes())?;
    out.finish()?;
    Ok(Ended::remarks(any || problems > 0))
}
