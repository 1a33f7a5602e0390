//! `rating rate`: prices for the calls of a file.

use std::path::PathBuf;

use switchhook_rating::cdr::CdrRecord;
use switchhook_rating::report::{Entry, Report, Status};
use switchhook_rating::{Call, Outcome, Start};

use super::BookOption;
use crate::failure::{Ended, Failure};
use crate::read::cdr::{Calls, From, endpoint, extension};
use crate::row::{Row, seconds_text};
use crate::say;
use crate::tariff::Tariff;
use crate::write::{Form, Sink, Writer};

#[derive(clap::Args, Debug)]
pub(crate) struct Options {
    /// Call records: Master.csv, an export of a cdr table, JSON lines; - for the standard input
    #[arg(required = true)]
    calls: Vec<PathBuf>,
    #[command(flatten)]
    tariff: BookOption,
    /// Where the rated calls go; the standard output if not given
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// In which form; that of the file's name if not given, or CSV
    #[arg(long)]
    format: Option<Form>,
    /// In which form the records stand; told from their beginning if not given
    #[arg(long)]
    from: Option<From>,
    /// The times of the records are UTC (usegmtime=yes in cdr.conf)
    #[arg(long)]
    utc: bool,
}

/// Messages about single records; further ones are only counted.
const MOST_SAID: u64 = 100;

pub(crate) fn run(options: &Options) -> Result<Ended, Failure> {
    let form = Form::choose(options.format, options.output.as_deref())?;
    let tariff = Tariff::read_aloud(&options.tariff.book)?;
    let plan = tariff.book.plan();
    let mut total = Report::new([], plan.currency(), plan.zone());
    let mut writer = Writer::new(Sink::open(options.output.as_deref())?, form)?;
    let (mut record, mut row) = (CdrRecord::new(), Row::default());
    let mut bad = 0u64;
    let failed = |error: switchhook_rating::report::ReportError| Failure::Input(error.to_string());
    for path in &options.calls {
        let mut calls = Calls::open(path, options.from, options.utc)?;
        while let Some(read) = calls.read(&mut record)? {
            match read {
                Ok(()) => {
                    let call = call(&record);
                    let outcome = tariff.book.rate(&call);
                    total
                        .add(&Entry::of(&call, &outcome, plan.currency(), plan.zone()))
                        .map_err(failed)?;
                    fill(&mut row, &record, &call, &outcome);
                }
                Err(problem) => {
                    bad += 1;
                    if bad <= MOST_SAID {
                        calls.bar.suspend(|| say(&problem));
                    }
                    total
                        .add(&Entry::without_price(Status::Rejected, 0))
                        .map_err(failed)?;
                    row.clear();
                    row.set("status", Status::Rejected.name());
                    row.set("why", &problem);
                }
            }
            writer.write(&row)?;
        }
        calls.bar.finish_and_clear();
    }
    writer.finish()?;
    if bad > MOST_SAID {
        say(&format!("{} further records cannot be used", bad - MOST_SAID));
    }
    let summary = total.finish().map_err(failed)?;
    let counts = summary.total.counts;
    say(&format!(
        "{} calls: {} rated, {} free, {} forbidden, {} unmatched, {} rejected; {} before tax, {} after tax",
        counts.all(),
        counts.rated,
        counts.free,
        counts.forbidden,
        counts.unmatched,
        counts.rejected,
        summary.total.before_tax,
        summary.total.after_tax
    ));
    Ok(Ended::remarks(
        counts.forbidden + counts.unmatched + counts.rejected > 0 || !tariff.refused.is_empty(),
    ))
}

/// What is rated of a record. The talk is what costs; nobody answered where there was none.
pub(super) fn call(record: &CdrRecord) -> Call<'_> {
    let length = if record.is_answered() {
        record.billsec()
    } else {
        std::time::Duration::ZERO
    };
    // The reader refuses records without a start.
    let start = record.talk_start().or(record.start());
    let start = start.unwrap_or(Start::Instant(chrono::DateTime::UNIX_EPOCH));
    Call::new(record.dst(), start, length)
}

/// The row of a call.
pub(super) fn fill(row: &mut Row, record: &CdrRecord, call: &Call<'_>, outcome: &Outcome<'_>) {
    row.clear();
    row.set("start", call.start.to_string());
    row.set("number", record.dst());
    row.set("duration", seconds_text(call.duration));
    row.set("caller", record.src());
    row.set("account", record.accountcode());
    row.set("extension", extension(record));
    row.set("trunk", endpoint(record.dstchannel()));
    row.set("status", outcome.status().name());
    match outcome.charge() {
        Some(charge) => {
            row.set("before_tax", charge.before_tax.amount_text());
            row.set("tax", charge.tax_amount().amount_text());
            row.set("after_tax", charge.after_tax.amount_text());
            row.set("currency", charge.after_tax.currency().code());
            row.set("billed", seconds_text(charge.billed));
            row.set("units", charge.units.to_string());
            row.set("prefix", charge.prefix().to_string());
            row.set("destination", &charge.destination().name);
            row.set("band", charge.band());
            row.set("line", charge.line().to_string());
        }
        None => row.set("why", outcome.to_string()),
    }
}
