//! `rating rate`: prices for the calls of a file.

use std::fmt;
use std::path::PathBuf;

use switchhook_rating::cdr::CdrRecord;
use switchhook_rating::mediation::{Fates, Mediation, Mediator, Owner};
use switchhook_rating::report::Counts;
use switchhook_rating::{Book, Call, Currency, Money, Outcome, Package, Start, Status};

use super::BookOption;

use crate::failure::{Ended, Failure};
use crate::held::Held;
use crate::read::cdr::{Calls, From, endpoint, extension};
use crate::row::{Column, Row, seconds_text};
use crate::say;
use crate::tariff::Tariff;
use crate::write::{Form, Sink, Writer};

#[derive(clap::Args, Debug)]
pub(crate) struct Options {
    /// Call records: Master.csv, an export of a cdr table, JSON lines, Parquet; - for the standard input
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
    /// A trunk, by the beginning of its channels: PJSIP/gw-. Only calls over trunks are rated then, each once: transfers
    /// are merged, duplicates left out. Without it every record is a call
    #[arg(long, value_name = "CHANNEL")]
    trunk: Vec<String>,
    /// What numbers to the outside begin with, such as 0
    #[arg(long, value_name = "DIGITS", requires = "trunk")]
    must_begin: Option<String>,
    /// What has been used of the tariff's packages: read before, if it is there, and written after. Without it packages
    /// begin unused
    #[arg(long, value_name = "FILE")]
    counters: Option<PathBuf>,
}

/// Messages about single records; further ones are only counted.
const MOST_SAID: u64 = 100;

pub(crate) fn run(options: &Options) -> Result<Ended, Failure> {
    let form = Form::choose(options.format, options.output.as_deref())?;
    let tariff = Tariff::read_aloud(&options.tariff.book)?;
    let held = Held::of(&tariff, options.counters.as_deref())?;
    let writer = Writer::new(Sink::open(options.output.as_deref())?, form)?;
    let mut work = Work {
        book: &tariff.book,
        held,
        writer,
        totals: Totals::default(),
        row: Row::default(),
        fingerprint: tariff.book.fingerprint().to_string(),
    };
    let mut mediator = options.mediator();
    let mut record = CdrRecord::new();
    let mut bad = 0u64;
    for path in &options.calls {
        let mut calls = Calls::open(path, options.from, options.utc)?;
        while let Some(read) = calls.read(&mut record)? {
            match (read, &mut mediator) {
                (Ok(()), None) => work.rate(&call(&record))?,
                (Ok(()), Some(mediator)) => {
                    mediator.push(&record);
                    while let Some(call) = mediator.next_call() {
                        work.rate(&call.call())?;
                    }
                }
                (Err(problem), _) => {
                    bad += 1;
                    if bad <= MOST_SAID {
                        calls.bar.suspend(|| say(&problem));
                    }
                    work.reject(&problem)?;
                }
            }
        }
        calls.bar.finish_and_clear();
    }
    if let Some(mediator) = &mut mediator {
        mediator.finish();
        while let Some(call) = mediator.next_call() {
            work.rate(&call.call())?;
        }
        say(&fates(&mediator.fates()));
    }
    work.rate_held()?;
    let Work {
        writer, totals, held, ..
    } = work;
    let counters = held.map(Held::write).transpose()?.flatten();
    writer.finish()?;
    // What was used is kept once the prices are.
    if let Some(counters) = counters {
        counters.finish()?;
    }
    if bad > MOST_SAID {
        say(&format!("{} further records cannot be used", bad - MOST_SAID));
    }
    say(&totals.to_string());
    let counts = totals.counts;
    Ok(Ended::remarks(
        counts.forbidden + counts.unmatched + counts.rejected > 0 || !tariff.refused.is_empty(),
    ))
}

impl Options {
    /// What makes calls of records, if trunks are named.
    fn mediator(&self) -> Option<Mediator> {
        if self.trunk.is_empty() {
            return None;
        }
        let mut rules = Mediation::new().owner(Owner::Channel);
        for trunk in &self.trunk {
            rules = rules.trunk(trunk);
        }
        if let Some(digits) = &self.must_begin {
            rules = rules.must_begin(digits);
        }
        Some(Mediator::new(rules))
    }
}

/// What became of the records, before their calls were rated.
fn fates(fates: &Fates) -> String {
    format!(
        "{} records: {} calls, {} merged into them, {} duplicates, {} unanswered, {} not over a trunk, {} without their \
         beginning, {} unusable",
        fates.records,
        fates.calls,
        fates.merged,
        fates.duplicates,
        fates.unanswered,
        fates.internal,
        fates.orphans,
        fates.unusable
    )
}

/// From a call to a line of the output.
struct Work<'a> {
    book: &'a Book,
    held: Option<Held>,
    writer: Writer,
    totals: Totals,
    row: Row,
    fingerprint: String,
}

impl Work<'_> {
    fn rate(&mut self, call: &Call<'_>) -> Result<(), Failure> {
        match &mut self.held {
            Some(held) => held.push(call),
            None => self.write(call, &self.book.rate(call), None),
        }
    }

    /// Packages are used up in the order in which calls begin, and records come in the order in which they end.
    fn rate_held(&mut self) -> Result<(), Failure> {
        for call in self.held.as_mut().map(Held::in_order).unwrap_or_default() {
            let Some(held) = &mut self.held else { break };
            let call = call.call();
            let counted = self.book.rate_with(held.counters(), &call);
            self.write(&call, &counted.outcome, counted.package)?;
        }
        Ok(())
    }

    fn write(
        &mut self,
        call: &Call<'_>,
        outcome: &Outcome<'_>,
        package: Option<&Package>,
    ) -> Result<(), Failure> {
        self.totals.add(outcome);
        fill(&mut self.row, call, outcome, &self.fingerprint);
        if let Some(package) = package {
            self.row.set_text(Column::Package, package.name());
        }
        self.writer.write(&self.row)
    }

    /// A record that cannot be used is a line too: nothing is lost silently.
    fn reject(&mut self, problem: &str) -> Result<(), Failure> {
        self.totals.counts.add(Status::Rejected);
        self.row.clear();
        self.row.set_text(Column::Status, Status::Rejected.name());
        self.row.set_text(Column::Book, &self.fingerprint);
        self.row.set_text(Column::Why, problem);
        self.writer.write(&self.row)
    }
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

/// The row of a call, with the fingerprint of the book that rated it.
pub(super) fn fill(row: &mut Row, call: &Call<'_>, outcome: &Outcome<'_>, fingerprint: &str) {
    row.clear();
    row.set(Column::Start, call.start);
    row.set_text(Column::Number, call.number);
    row.set(Column::Duration, seconds_text(call.duration));
    row.set_text(Column::Caller, call.caller);
    row.set_text(Column::Account, call.account);
    row.set_text(Column::Extension, call.extension);
    row.set_text(Column::Trunk, endpoint(call.trunk));
    row.set_text(Column::Status, outcome.status().name());
    row.set_text(Column::Book, fingerprint);
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
