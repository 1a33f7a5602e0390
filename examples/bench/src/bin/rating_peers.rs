//! Prints how fast calls are rated here and now: `switchhook-rating`, and beside it in the same run what others do.
//!
//! `cargo run --release -p switchhook-bench --bin rating_peers -- --help`
#![allow(clippy::print_stdout, reason = "a program: it prints its tables")]

#[path = "../../../../rating/tests/synthetic/mod.rs"]
mod synthetic;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use chrono::{DateTime, Datelike, Timelike};
use clap::Parser;
use rust_decimal::{Decimal, RoundingStrategy};
use switchhook_bench::report::{Table, machine};
use switchhook_rating::{Book, Call, Charges};
use synthetic::{Columns, Row};

/// Measures switchhook-rating, a scan of all prefixes as billing scripts do it, and hash maps with rust_decimal.
#[derive(Debug, Parser)]
struct Options {
    /// Calls of a month.
    #[arg(long, default_value_t = 1 << 20)]
    calls: usize,
    /// Prefixes in the decks, one table each.
    #[arg(long, value_delimiter = ',', default_values_t = [10_000, 100_000, 1_000_000])]
    prefixes: Vec<usize>,
    /// How often each measurement is repeated; the best one is printed.
    #[arg(long, default_value_t = 5)]
    runs: usize,
    /// A few seconds that show that all sides come to the same sums; its figures mean nothing.
    #[arg(long)]
    smoke: bool,
    /// A Python that has Polars, such as `peers/rating` makes: measures it too, on two threads.
    #[arg(long, value_name = "PYTHON")]
    polars: Option<PathBuf>,
}

/// What all sides must agree on: the calls with a price, and the sums before and after tax in millionths.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Sums {
    rated: usize,
    before: i128,
    after: i128,
}

impl Sums {
    fn add(&mut self, before: i64, after: i64) {
        self.rated += 1;
        self.before += i128::from(before);
        self.after += i128::from(after);
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut options = Options::parse();
    if options.smoke {
        (options.calls, options.prefixes, options.runs) = (20_000, vec![1000, 10_000], 1);
    }
    println!("{}", machine());
    for &prefixes in &options.prefixes {
        let rows = synthetic::deck(prefixes);
        let calls = synthetic::calls(&rows, options.calls);
        measure(&options, &rows, &calls)?;
    }
    if options.smoke {
        println!("ok: all sides come to the same sums");
    }
    Ok(())
}

fn measure(
    options: &Options,
    rows: &[Row],
    calls: &[synthetic::Call],
) -> Result<(), Box<dyn std::error::Error>> {
    let mut table = Table::new(
        &format!("{} prefixes", rows.len()),
        &["what", "ns a call", "calls/s"],
    );
    let mut line = |what: &str, count: usize, time: Duration| {
        let nanos = time.as_nanos().max(1);
        let each = nanos * 10 / count as u128;
        table.row(&[
            &what,
            &format!("{}.{}", each / 10, each % 10),
            &(count as u128 * 1_000_000_000 / nanos),
        ]);
    };
    let csv = synthetic::csv(rows);
    let begin = Instant::now();
    let book = synthetic::book(rows);
    let load = begin.elapsed();
    let columns = Columns::of(calls);
    let (first, second) = calls.split_at(calls.len() / 2);
    let halves = [Columns::of(first), Columns::of(second)];

    let (time, batch) = best(options.runs, || sums(&book, &columns));
    line("batch, one thread", calls.len(), time);
    let (time, two) = best(options.runs, || two_threads(&book, &halves));
    line("batch, two threads, wall time", calls.len(), time);
    let (time, single) = best(options.runs, || single(&book, calls));
    line("one call at a time", calls.len(), time);
    check("two threads", two, batch)?;
    check("single calls", single, batch)?;
    if let Some(python) = &options.polars {
        let (name, time, found) = polars(python, options.runs, rows, calls)?;
        line(&name, calls.len(), time);
        check("polars", found, batch)?;
    }

    let some = calls.get(..calls.len().min(200_000)).unwrap_or(calls);
    let (_, expected) = best(1, || sums(&book, &Columns::of(some)));
    let maps = Maps::new(rows);
    let (time, decimal) = best(options.runs, || maps.rate(some));
    line("hash maps by length, chrono-tz, rust_decimal", some.len(), time);
    check("rust_decimal", decimal, expected)?;

    let few = calls
        .get(..calls.len().min(20_000_000 / rows.len()))
        .unwrap_or(calls);
    let (_, expected) = best(1, || sums(&book, &Columns::of(few)));
    let (time, scanned) = best(1, || scan(rows, few));
    line("a scan of all prefixes", few.len(), time);
    check("the scan", scanned, expected)?;

    println!("{}", table.text());
    let memory = book.memory();
    println!(
        "read and compiled {} lines ({} KiB) in {} ms; index {} KiB, prices {} KiB, rows {} KiB, clocks and weeks {} KiB\n",
        rows.len(),
        csv.len() / 1024,
        load.as_millis(),
        memory.index / 1024,
        memory.prices / 1024,
        memory.rows / 1024,
        memory.time / 1024
    );
    Ok(())
}

fn check(who: &str, found: Sums, expected: Sums) -> Result<(), String> {
    if found == expected {
        Ok(())
    } else {
        Err(format!("{who}: {found:?}, and a batch {expected:?}"))
    }
}

/// The best of some runs: what else the machine does can only slow one.
fn best(runs: usize, mut work: impl FnMut() -> Sums) -> (Duration, Sums) {
    let mut best = Duration::MAX;
    let mut sums = Sums::default();
    for _ in 0..runs {
        let begin = Instant::now();
        sums = work();
        best = best.min(begin.elapsed());
    }
    (best, sums)
}

/// A batch with the sums of its columns.
fn sums(book: &Book, columns: &Columns) -> Sums {
    let mut charges = Charges::new();
    let mut sums = Sums::default();
    book.rate_batch(&columns.calls(), &mut charges);
    let amounts = charges.before_tax().iter().zip(charges.after_tax());
    for (status, (before, after)) in charges.statuses().iter().zip(amounts) {
        if *status == switchhook_rating::Status::Rated {
            sums.add(*before, *after);
        }
    }
    sums
}

/// Each thread its own half of the calls, made into columns beforehand by the caller of a real program.
fn two_threads(book: &Book, halves: &[Columns; 2]) -> Sums {
    let parts: Vec<Sums> = std::thread::scope(|scope| {
        let running: Vec<_> = halves
            .iter()
            .map(|half| scope.spawn(move || sums(book, half)))
            .collect();
        running
            .into_iter()
            .filter_map(|thread| thread.join().ok())
            .collect()
    });
    parts.iter().fold(Sums::default(), |all, part| Sums {
        rated: all.rated + part.rated,
        before: all.before + part.before,
        after: all.after + part.after,
    })
}

fn single(book: &Book, calls: &[synthetic::Call]) -> Sums {
    let mut sums = Sums::default();
    for call in calls {
        let Some(start) = DateTime::from_timestamp(call.start, 0) else {
            continue;
        };
        let outcome = book.rate(&Call::new(
            &call.number,
            start,
            Duration::from_secs(u64::from(call.seconds)),
        ));
        if let Some(charge) = outcome.charge() {
            sums.add(charge.before_tax.micros(), charge.after_tax.micros());
        }
    }
    sums
}

/// The ten-thousandths a minute of a row when a call begins, and the seconds billed.
fn terms(row: &Row, call: &synthetic::Call) -> Option<(u32, u32)> {
    let local = DateTime::from_timestamp(call.start, 0)?.with_timezone(&chrono_tz::Europe::Paris);
    let is_peak = local.weekday().num_days_from_monday() < 5 && (7..19).contains(&local.hour());
    let after = call.seconds.saturating_sub(row.first);
    let billed = row.first + after.div_ceil(row.next) * row.next;
    Some((if is_peak { row.peak } else { row.offpeak }, billed))
}

/// How billing scripts do it: look at every prefix, keep the longest that begins the number.
fn scan(rows: &[Row], calls: &[synthetic::Call]) -> Sums {
    let mut sums = Sums::default();
    for call in calls {
        let Some(number) = call.number.strip_prefix("00") else {
            continue;
        };
        let longest = rows
            .iter()
            .filter(|row| number.starts_with(&row.prefix))
            .max_by_key(|row| row.prefix.len());
        let Some((price, billed)) = longest.and_then(|row| terms(row, call)) else {
            continue;
        };
        // Ten-thousandths a minute are 100 millionths a minute, rounded half up; then a fifth of it.
        let before = (i64::from(price) * 100 * i64::from(billed) + 30) / 60;
        sums.add(before, (before * 6 + 2) / 5);
    }
    sums
}

/// A hash map for each length of prefix, prices as decimals: what a careful program does with ready-made parts.
struct Maps<'a> {
    lengths: Vec<(usize, HashMap<&'a str, Priced<'a>>)>,
}

/// A row with its prices at peak and off-peak.
type Priced<'a> = (&'a Row, Decimal, Decimal);

impl<'a> Maps<'a> {
    fn new(rows: &'a [Row]) -> Self {
        let mut maps: HashMap<usize, HashMap<&str, Priced<'_>>> = HashMap::new();
        for row in rows {
            let price = |units: u32| Decimal::new(i64::from(units), 4);
            let entry = (row, price(row.peak), price(row.offpeak));
            maps.entry(row.prefix.len())
                .or_default()
                .insert(&row.prefix, entry);
        }
        let mut lengths: Vec<_> = maps.into_iter().collect();
        lengths.sort_by_key(|(length, _)| std::cmp::Reverse(*length));
        Self { lengths }
    }

    fn rate(&self, calls: &[synthetic::Call]) -> Sums {
        let mut sums = Sums::default();
        let (minute, tax) = (Decimal::from(60), Decimal::new(12, 1));
        let half_up = RoundingStrategy::MidpointAwayFromZero;
        for call in calls {
            let Some(number) = call.number.strip_prefix("00") else {
                continue;
            };
            let found = self
                .lengths
                .iter()
                .find_map(|(length, map)| map.get(number.get(..*length)?));
            let Some((row, peak, offpeak)) = found else {
                continue;
            };
            let Some((price, billed)) = terms(row, call) else {
                continue;
            };
            let price = if price == row.peak { *peak } else { *offpeak };
            let before = (price * Decimal::from(billed) / minute).round_dp_with_strategy(6, half_up);
            let after = (before * tax).round_dp_with_strategy(6, half_up);
            let micros = |mut amount: Decimal| {
                amount.rescale(6);
                i64::try_from(amount.mantissa()).ok()
            };
            if let Some((before, after)) = micros(before).zip(micros(after)) {
                sums.add(before, after);
            }
        }
        sums
    }
}

/// The same deck and calls to one query of Polars: its name, the best of its runs by the clock, and its sums.
fn polars(
    python: &Path,
    runs: usize,
    rows: &[Row],
    calls: &[synthetic::Call],
) -> Result<(String, Duration, Sums), Box<dyn std::error::Error>> {
    let folder = std::env::temp_dir().join(format!("switchhook-rating-peers-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let answer = export(&folder, rows, calls).and_then(|()| {
        Command::new(python)
            .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/peers/rating_polars.py"))
            .arg(&folder)
            .arg(runs.to_string())
            // As many as `two_threads` has, whatever the machine.
            .env("POLARS_MAX_THREADS", "2")
            .output()
    });
    std::fs::remove_dir_all(&folder)?;
    let answer = answer?;
    let text = String::from_utf8_lossy(&answer.stdout);
    let fields: Vec<&str> = text.split_whitespace().collect();
    let &[version, threads, nanos, rated, before, after] = fields.as_slice() else {
        let said = String::from_utf8_lossy(&answer.stderr);
        return Err(format!("polars: {}: {}", answer.status, said.trim()).into());
    };
    let sums = Sums {
        rated: rated.parse()?,
        before: before.parse()?,
        after: after.parse()?,
    };
    let name = format!("Polars {version}, {threads} threads, wall time");
    Ok((name, Duration::from_nanos(nanos.parse()?), sums))
}

/// The deck and the calls as CSV.
fn export(folder: &Path, rows: &[Row], calls: &[synthetic::Call]) -> std::io::Result<()> {
    use std::fmt::Write;
    let mut deck = String::from("prefix,peak,offpeak,first,next\n");
    for row in rows {
        let _ = writeln!(
            deck,
            "{},{},{},{},{}",
            row.prefix, row.peak, row.offpeak, row.first, row.next
        );
    }
    let mut text = String::from("number,start,seconds\n");
    for call in calls {
        let _ = writeln!(text, "{},{},{}", call.number, call.start, call.seconds);
    }
    std::fs::write(folder.join("deck.csv"), deck)?;
    std::fs::write(folder.join("calls.csv"), text)
}
