//! `rating bench`: how fast is this machine on this file?

use std::fmt::Write as _;
use std::hint::black_box;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use switchhook_rating::cdr::CdrRecord;
use switchhook_rating::{Call, Calls as CallColumns, Charges, Start, Starts, Status, Texts};

use super::BookOption;
use super::rate::{call, fill};
use crate::failure::{Ended, Failure};
use crate::read::cdr::{Calls, From};
use crate::row::Row;
use crate::tariff::Tariff;
use crate::write::{Form, Sink, Writer};

#[derive(clap::Args, Debug)]
pub(crate) struct Options {
    /// Call records, as for `rating rate`
    calls: PathBuf,
    #[command(flatten)]
    tariff: BookOption,
    /// In which form the records stand; told from their beginning if not given
    #[arg(long)]
    from: Option<From>,
    /// The times of the records are UTC (usegmtime=yes in cdr.conf)
    #[arg(long)]
    utc: bool,
    /// The most records that are held in memory for the part without reading
    #[arg(long, default_value_t = 200_000, value_parser = clap::value_parser!(u64).range(1..=10_000_000))]
    most: u64,
    /// How long each part is repeated, in milliseconds
    #[arg(long, default_value_t = 1000, value_parser = clap::value_parser!(u64).range(1..=60_000))]
    millis: u64,
}

/// What was measured of one part of the work.
struct Measured {
    what: &'static str,
    calls: u64,
    time: Duration,
}

impl Measured {
    /// Nanoseconds and calls a second. Whole numbers: more would say more than was measured.
    fn line(&self) -> String {
        let nanos = self.time.as_nanos().max(1);
        let calls = u128::from(self.calls.max(1));
        format!(
            "{:<28} {:>10} ns a call {:>12} calls/s",
            self.what,
            nanos / calls,
            calls * 1_000_000_000 / nanos
        )
    }
}

pub(crate) fn run(options: &Options) -> Result<Ended, Failure> {
    if options.calls.as_os_str() == "-" {
        return Err(Failure::Usage(
            "a bench reads its calls several times; give a file".to_owned(),
        ));
    }
    let began = Instant::now();
    let tariff = Tariff::read_aloud(&options.tariff.book)?;
    let loading = began.elapsed();

    // Once through the file: how many records there are, and what they are. The first ones are kept.
    let (mut kept, mut counts, mut bad) = (Vec::new(), [0u64; Status::ALL.len()], 0u64);
    let mut record = CdrRecord::new();
    let read = Instant::now();
    let mut calls = Calls::open(&options.calls, options.from, options.utc)?;
    while let Some(one) = calls.read(&mut record)? {
        match one {
            Err(_) => bad += 1,
            Ok(()) if (kept.len() as u64) < options.most => kept.push(record.clone()),
            Ok(()) => break,
        }
    }
    calls.bar.finish_and_clear();
    if kept.is_empty() {
        return Err(Failure::Input(format!(
            "{}: has no call records; give a file with calls",
            options.calls.display()
        )));
    }
    let first_read = read.elapsed();
    for record in &kept {
        let status = tariff.book.rate(&call(record)).status();
        if let Some(place) = Status::ALL.iter().position(|known| *known == status) {
            counts[place] += 1;
        }
    }

    let length = Duration::from_millis(options.millis);
    let rated: Vec<Call<'_>> = kept.iter().map(call).collect();
    let mut parts = vec![Measured {
        what: "rate",
        ..repeat(length, || {
            for call in &rated {
                black_box(tariff.book.rate(black_box(call)));
            }
            Ok(rated.len() as u64)
        })?
    }];
    if let Some(columns) = Columns::of(&rated) {
        let (calls, mut charges) = (columns.calls()?, Charges::new());
        parts.push(Measured {
            what: "rate, in columns",
            ..repeat(length, || {
                tariff.book.rate_batch(black_box(&calls), &mut charges);
                Ok(black_box(&charges).len() as u64)
            })?
        });
    }
    parts.push(Measured {
        what: "read",
        ..repeat(length, || whole(options, |_, _| Ok(())))?
    });
    parts.push(Measured {
        what: "read, rate",
        ..repeat(length, || {
            whole(options, |record, _| {
                black_box(tariff.book.rate(&call(record)));
                Ok(())
            })
        })?
    });
    parts.push(Measured {
        what: "read, rate, write CSV",
        ..repeat(length, || {
            let mut writer = Writer::new(Sink::Nowhere, Form::Csv)?;
            let fingerprint = tariff.book.fingerprint().to_string();
            let calls = whole(options, |record, row| {
                let call = call(record);
                fill(row, &call, &tariff.book.rate(&call), &fingerprint);
                writer.write(row)
            })?;
            writer.finish()?;
            Ok(calls)
        })?
    });

    let mut text = String::new();
    // A string takes all that is written to it.
    let _ = writeln!(
        text,
        "{} records read in {} ms, {bad} unusable; tariff of {} rows loaded in {} ms",
        kept.len(),
        first_read.as_millis(),
        tariff.rows(),
        loading.as_millis()
    );
    let ends: Vec<String> = Status::ALL
        .iter()
        .zip(counts)
        .map(|(status, count)| format!("{count} {}", status.name()))
        .collect();
    let _ = writeln!(text, "{}", ends.join(", "));
    for part in &parts {
        let _ = writeln!(text, "{}", part.line());
    }
    let mut out = Sink::open(None)?;
    out.put(text.as_bytes())?;
    out.finish()?;
    Ok(Ended::remarks(bad > 0))
}

/// Calls as columns, for the way that rates many at once.
struct Columns<'a> {
    numbers: Vec<&'a str>,
    callers: Vec<&'a str>,
    accounts: Vec<&'a str>,
    extensions: Vec<&'a str>,
    trunks: Vec<&'a str>,
    readings: Vec<i64>,
    millis: Vec<u64>,
}

impl<'a> Columns<'a> {
    /// `None` where some starts are instants, as only files of tables have them.
    fn of(calls: &[Call<'a>]) -> Option<Self> {
        let text = |of: fn(&Call<'a>) -> &'a str| calls.iter().map(of).collect();
        let reading = |call: &Call<'_>| match call.start {
            Start::Local(reading) => Some(reading.and_utc().timestamp()),
            Start::Instant(_) => None,
        };
        let millis = |call: &Call<'_>| u64::try_from(call.duration.as_millis()).ok();
        Some(Self {
            numbers: text(|call| call.number),
            callers: text(|call| call.caller),
            accounts: text(|call| call.account),
            extensions: text(|call| call.extension),
            trunks: text(|call| call.trunk),
            readings: calls.iter().map(reading).collect::<Option<_>>()?,
            millis: calls.iter().map(millis).collect::<Option<_>>()?,
        })
    }

    fn calls(&self) -> Result<CallColumns<'_>, Failure> {
        let starts = Starts::Readings(&self.readings);
        CallColumns::new(Texts::Each(&self.numbers), starts, &self.millis)
            .and_then(|calls| calls.callers(Texts::Each(&self.callers)))
            .and_then(|calls| calls.accounts(Texts::Each(&self.accounts)))
            .and_then(|calls| calls.extensions(Texts::Each(&self.extensions)))
            .and_then(|calls| calls.trunks(Texts::Each(&self.trunks)))
            .map_err(|error| Failure::Input(error.to_string()))
    }
}

/// Repeats a pass over the calls until the time is up; the fastest pass counts, since others do not slow it down.
fn repeat(length: Duration, mut pass: impl FnMut() -> Result<u64, Failure>) -> Result<Measured, Failure> {
    let began = Instant::now();
    let mut best: Option<Measured> = None;
    loop {
        let start = Instant::now();
        let calls = pass()?;
        let time = start.elapsed();
        if best.as_ref().is_none_or(|best| time < best.time) {
            best = Some(Measured {
                what: "",
                calls,
                time,
            });
        }
        if let Some(best) = best.take_if(|_| began.elapsed() >= length) {
            return Ok(best);
        }
    }
}

/// A pass over the file; how many records can be used.
fn whole(
    options: &Options,
    mut each: impl FnMut(&CdrRecord, &mut Row) -> Result<(), Failure>,
) -> Result<u64, Failure> {
    let mut calls = Calls::open(&options.calls, options.from, options.utc)?;
    let (mut record, mut row, mut count) = (CdrRecord::new(), Row::default(), 0);
    while let Some(one) = calls.read(&mut record)? {
        if one.is_ok() {
            each(&record, &mut row)?;
            count += 1;
        }
        if count >= options.most {
            break;
        }
    }
    calls.bar.finish_and_clear();
    Ok(count)
}
