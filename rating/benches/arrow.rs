//! Whole calls from Arrow columns to Arrow columns, over a deck of 100 000 prefixes.
//!
//! `cargo bench -p switchhook-rating --features arrow --bench arrow`
//!
//! With `SWITCHHOOK_BENCH=FOLDER` it rates what stands there in `plan.toml`, `deck.csv` and `calls.csv` (number, start in
//! seconds since 1970, seconds): so does `bindings/python/benches/batch.py`, to compare the two languages.

use std::hint::black_box;
use std::sync::Arc;

use arrow_array::types::Int32Type;
use arrow_array::{
    ArrayRef, DictionaryArray, Int64Array, RecordBatch, StringArray, StringViewArray, TimestampSecondArray,
};
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use switchhook_rating::arrow::{ArrowOptions, ArrowRater};
use switchhook_rating::{Book, Calls, Charges, Deck, Format, Plan, Starts, Texts};

#[path = "../tests/synthetic/mod.rs"]
mod synthetic;

/// Calls of one run: more than any cache holds as columns.
const CALLS: usize = 1_000_000;

/// As many as engines hand over at once: those that stream take 8192, and those that scan files more.
const ROWS: usize = 1 << 16;

const PLAN: &str = r#"
name = "bench"
currency = "EUR"
zone = "Europe/Paris"
otherwise = "offpeak"

[[bands]]
name = "peak"
days = ["mon-fri"]
hours = ["07:00-19:00"]

[tax]
rates = [{ from = "2000-01-01", percent = "20" }]

[numbering]
international = ["00"]
"#;

/// A tariff and calls.
struct Work {
    book: Book,
    numbers: Vec<String>,
    starts: Vec<i64>,
    durations: Vec<i64>,
}

impl Work {
    #[expect(clippy::disallowed_methods, reason = "a bench, which is told what to rate")]
    fn read() -> Self {
        match std::env::var("SWITCHHOOK_BENCH") {
            Ok(folder) => Self::from_folder(&folder),
            Err(_) => Self::made_up(),
        }
    }

    fn made_up() -> Self {
        let rows = synthetic::deck(100_000);
        let calls = synthetic::calls(&rows, CALLS);
        Self {
            book: book(PLAN, &synthetic::csv(&rows)),
            starts: calls.iter().map(|call| call.start).collect(),
            durations: calls.iter().map(|call| i64::from(call.seconds)).collect(),
            numbers: calls.into_iter().map(|call| call.number).collect(),
        }
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "a bench, which reads what it is to rate"
    )]
    fn from_folder(folder: &str) -> Self {
        let read = |name: &str| {
            let path = format!("{folder}/{name}");
            std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
        };
        let mut work = Self {
            book: book(&read("plan.toml"), &read("deck.csv")),
            numbers: Vec::new(),
            starts: Vec::new(),
            durations: Vec::new(),
        };
        for line in read("calls.csv").lines() {
            let fields: Vec<&str> = line.split(',').collect();
            let [number, start, seconds] = fields[..] else {
                panic!("{line:?} is no call")
            };
            work.numbers.push(number.to_owned());
            work.starts.push(start.parse().expect("seconds since 1970"));
            work.durations.push(seconds.parse().expect("seconds"));
        }
        work
    }

    fn batches(&self, text: impl Fn(&[String]) -> ArrayRef) -> Vec<RecordBatch> {
        self.batches_of(ROWS, text)
    }

    fn batches_of(&self, rows: usize, text: impl Fn(&[String]) -> ArrayRef) -> Vec<RecordBatch> {
        (0..self.numbers.len())
            .step_by(rows)
            .map(|from| {
                let to = (from + rows).min(self.numbers.len());
                let starts = TimestampSecondArray::from(self.starts[from..to].to_vec()).with_timezone("UTC");
                RecordBatch::try_from_iter([
                    ("number", text(&self.numbers[from..to])),
                    ("start", Arc::new(starts)),
                    (
                        "duration",
                        Arc::new(Int64Array::from(self.durations[from..to].to_vec())),
                    ),
                ])
                .expect("columns of one length")
            })
            .collect()
    }
}

fn book(plan: &str, deck: &str) -> Book {
    let plan = Plan::from_toml(plan).expect("a plan");
    let (deck, rejected) = Deck::from_csv(deck, &Format::default());
    assert!(rejected.is_empty());
    Book::new(plan, deck).expect("a deck without conflicts")
}

fn rate_batches(criterion: &mut Criterion) {
    let work = Work::read();
    let utf8 = |texts: &[String]| Arc::new(StringArray::from_iter_values(texts)) as ArrayRef;
    let view = |texts: &[String]| Arc::new(StringViewArray::from_iter_values(texts)) as ArrayRef;
    let dictionary = |texts: &[String]| {
        let texts = texts.iter().map(|text| Some(text.as_str()));
        Arc::new(texts.collect::<DictionaryArray<Int32Type>>()) as ArrayRef
    };
    let mut group = criterion.benchmark_group("arrow");
    group.sample_size(10);
    group.throughput(Throughput::Elements(work.numbers.len() as u64));
    let options = ArrowOptions::new;
    for (name, batches, options) in [
        ("Utf8", work.batches(utf8), options()),
        ("Utf8, 8192 rows at once", work.batches_of(8192, utf8), options()),
        (
            "Utf8, status and amount",
            work.batches(utf8),
            options().columns(&["status", "after_tax"]).micros(),
        ),
        ("Utf8View", work.batches(view), options()),
        ("dictionary", work.batches(dictionary), options()),
        ("Utf8, amounts as Int64", work.batches(utf8), options().micros()),
        ("Utf8, plain text out", work.batches(utf8), options().plain()),
    ] {
        let mut rater = ArrowRater::new(&work.book, batches[0].schema(), &options).expect("the columns fit");
        group.bench_function(BenchmarkId::from_parameter(name), |bencher| {
            bencher.iter(|| {
                for batch in &batches {
                    black_box(rater.rate(batch).expect("batches of the schema"));
                }
            });
        });
    }
    // Names that no call came to before are found as they come, and memory that is kept is not given again.
    let batches = work.batches(utf8);
    group.bench_function("Utf8, all of it by a new rater", |bencher| {
        bencher.iter(|| {
            let schema = batches[0].schema();
            let mut rater = ArrowRater::new(&work.book, schema, &options()).expect("the columns fit");
            let charges = batches
                .iter()
                .map(|batch| rater.rate(batch).expect("batches of the schema"));
            black_box(charges.collect::<Vec<_>>())
        });
    });
    group.finish();
    without_arrow(criterion, &work);
    two_threads(criterion, &work, &work.batches(utf8));
}

/// What the columns in and out are measured against.
fn without_arrow(criterion: &mut Criterion, work: &Work) {
    let mut text = String::new();
    let mut offsets = vec![0];
    for number in &work.numbers {
        text.push_str(number);
        offsets.push(i32::try_from(text.len()).expect("less than 2 GB"));
    }
    let durations: Vec<u64> = (work
        .durations
        .iter()
        .map(|seconds| seconds.unsigned_abs() * 1_000))
    .collect();
    let numbers = Texts::Packed {
        offsets: &offsets,
        text: &text,
    };
    let calls =
        Calls::new(numbers, Starts::Seconds(&work.starts), &durations).expect("columns of one length");
    let mut charges = Charges::new();
    let mut group = criterion.benchmark_group("arrow");
    group.sample_size(10);
    group.throughput(Throughput::Elements(calls.len() as u64));
    group.bench_function("none: Book::rate_batch", |bencher| {
        bencher.iter(|| {
            work.book.rate_batch(black_box(&calls), &mut charges);
            black_box(charges.after_tax().len())
        });
    });
    group.finish();
}

/// Two threads with a rater each, which share the book and nothing else.
fn two_threads(criterion: &mut Criterion, work: &Work, batches: &[RecordBatch]) {
    let rater =
        || ArrowRater::new(&work.book, batches[0].schema(), &ArrowOptions::new()).expect("the columns fit");
    let mut raters = [rater(), rater()];
    let mut group = criterion.benchmark_group("arrow");
    group.sample_size(10);
    group.throughput(Throughput::Elements(2 * work.numbers.len() as u64));
    group.bench_function("Utf8, two threads together", |bencher| {
        bencher.iter(|| {
            std::thread::scope(|threads| {
                for rater in &mut raters {
                    threads.spawn(|| {
                        for batch in batches {
                            black_box(rater.rate(batch).expect("batches of the schema"));
                        }
                    });
                }
            });
        });
    });
    group.finish();
}

criterion_group!(benches, rate_batches);
criterion_main!(benches);
