//! `rating rate`: prices for the calls of a file.

use std::fmt;
use std::path::PathBuf;

use switchhook_rating::cdr::CdrRecord;
use switchhook_rating::report::Counts;
use switchhook_rating::{Call, Currency, Money, Outcome, Start, Status};

use super::BookOption;
use crate::failure::{Ended, Failure};
use crate::read::cdr::{Calls, From, endpoint, extension};
use crate::row::{Column, Row, seconds_text};
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
    let mut writer = Writer::new(Sink::open(options.output.as_deref())?, form)?;
    let mut totals = Totals::default();
    let (mut record, mut row) = (CdrRecord::new(), Row::default());
    let mut bad = 0u64;
    for path in &options.calls {
        let mut calls = Calls::open(path, options.from, options.utc)?;
        while let Some(read) = calls.read(&mut record)? {
            match read {
                Ok(()) => {
                    let call = call(&record);
                    let outcome = tariff.book.rate(&call);
                    totals.add(&outcome);
                    fill(&mut row, &call, &outcome);
                }
                Err(problem) => {
                    bad += 1;
                    if bad <= MOST_SAID {
                        calls.bar.suspend(|| say(&problem));
                    }
                    totals.counts.add(Status::Rejected);
                    row.clear();
                    row.set_text(Column::Status, Status::Rejected.name());
                    row.set_text(Column::Why, &problem);
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
    say(&totals.to_string());
    let counts = totals.counts;
    Ok(Ended::remarks(
        counts.forbidden + counts.unmatched + counts.rejected > 0 || !tariff.refused.is_empty(),
    ))
}

/// What the calls add up to, in each currency.
#[derive(Debug, Default)]
struct Totals {
    counts: Counts,
    // Before and after tax; none once a sum is larger than an amount can be.
    sums: Vec<(Currency, Option<(Money, Money)>)>,
}

impl Totals {
    fn add(&mut self, outcome: &Outcome<'_>) {
        self.counts.add(outcome.status());
        let Some(charge) = outcome.charge() else {
            return;
        };
        let currency = charge.after_tax.currency();
        let known = self.sums.iter().position(|(known, _)| *known == currency);
        let at = known.unwrap_or_else(|| {
            let zero = Money::zero(currency);
            self.sums.push((currency, Some((zero, zero))));
            self.sums.len() - 1
        });
        if let Some((_, sum)) = self.sums.get_mut(at) {
            *sum = sum.and_then(|(before, after)| {
                Some((
                    before.checked_add(charge.before_tax)?,
                    after.checked_add(charge.after_tax)?,
                ))
            });
        }
    }
}

impl fmt::Display for Totals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} calls: ", self.counts.all())?;
        for (at, (status, count)) in Status::ALL.iter().zip(self.counts.list()).enumerate() {
            let comma = if at > 0 { ", " } else { "" };
            write!(f, "{comma}{count} {status}")?;
        }
        for (currency, sum) in &self.sums {
            match sum {
                Some((before, after)) => write!(f, "; {before} before tax, {after} after tax")?,
                None => write!(f, "; more {currency} than an amount can hold")?,
            }
        }
        Ok(())
    }
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
        .caller(record.src())
        .account(record.accountcode())
        .extension(extension(record))
        .trunk(record.dstchannel())
}

/// The row of a call.
pub(super) fn fill(row: &mut Row, call: &Call<'_>, outcome: &Outcome<'_>) {
    row.clear();
    row.set(Column::Start, call.start);
    row.set_text(Column::Number, call.number);
    row.set(Column::Duration, seconds_text(call.duration));
    row.set_text(Column::Caller, call.caller);
    row.set_text(Column::Account, call.account);
    row.set_text(Column::Extension, call.extension);
    row.set_text(Column::Trunk, endpoint(call.trunk));
    row.set_text(Column::Status, outcome.status().name());
    match outcome.charge() {
        Some(charge) => {
            row.set(Column::BeforeTax, charge.before_tax.amount_text());
            row.set(Column::Tax, charge.tax_amount().amount_text());
            row.set(Column::AfterTax, charge.after_tax.amount_text());
            row.set_text(Column::Currency, charge.after_tax.currency().code());
            row.set(Column::Billed, seconds_text(charge.billed));
            row.set(Column::Units, charge.units);
            row.set(Column::Prefix, charge.prefix());
            row.set_text(Column::Destination, &charge.destination().name);
            row.set_text(Column::Plan, charge.plan().name());
            if let Some(day) = charge.version() {
                row.set(Column::Version, day);
            }
            row.set_text(Column::Band, charge.band());
            row.set(Column::Line, charge.line());
        }
        None => row.set(Column::Why, outcome),
    }
}
