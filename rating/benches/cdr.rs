//! Reads `Master.csv` beside the crate `csv`, which is asked for the same: 18 fields, three times and two lengths of it
//! understood.
//!
//! `cargo bench -p switchhook-rating --bench cdr --features json`

use std::fmt::Write;
use std::hint::black_box;

use chrono::NaiveDateTime;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use switchhook_rating::cdr::{CdrRecord, MasterReader, ReadCdr};
use switchhook_rating::mediation::{Mediation, Mediator};

const RECORDS: usize = 100_000;

/// Lines of about 260 bytes, as an Asterisk with `loguniqueid` and `loguserfield` writes them.
fn master() -> String {
    let mut file = String::new();
    for call in 0..RECORDS {
        let (minute, second, talk) = (call / 60 % 60, call % 60, call % 900);
        let hour = call / 3600 % 24;
        let extension = 100 + call % 400;
        writeln!(
            file,
            "\"\",\"{extension}\",\"00{}\",\"internal\",\"\"\"Somebody {extension}\"\" <{extension}>\",\
             \"PJSIP/{extension}-{call:08x}\",\"PJSIP/gw-{:08x}\",\"Dial\",\"PJSIP/00{}@gw,30,T\",\
             \"2026-01-05 {hour:02}:{minute:02}:{second:02}\",\"2026-01-05 {hour:02}:{minute:02}:{second:02}\",\
             \"2026-01-05 {hour:02}:{minute:02}:{second:02}\",{},{talk},\"ANSWERED\",\"DOCUMENTATION\",\
             \"17675{call:05}.{call}\",\"\"",
            33_600_000_000u64 + call as u64 * 17,
            call + 1,
            33_600_000_000u64 + call as u64 * 17,
            talk + 8,
        )
        .expect("a String takes everything");
    }
    file
}

fn ours(file: &str) -> u64 {
    let mut reader = MasterReader::new(file.as_bytes());
    let mut record = CdrRecord::new();
    let mut seconds = 0;
    while reader.read_record(&mut record).expect("every line is a record") {
        seconds += record.billsec().as_secs();
    }
    seconds
}

fn mediated(file: &str) -> u64 {
    let mut reader = MasterReader::new(file.as_bytes());
    let mut record = CdrRecord::new();
    let mut mediator = Mediator::new(Mediation::new().trunk("PJSIP/gw-"));
    let mut seconds = 0;
    while reader.read_record(&mut record).expect("every line is a record") {
        mediator.push(&record);
        while let Some(call) = mediator.next_call() {
            seconds += call.duration.as_secs();
        }
    }
    mediator.finish();
    while let Some(call) = mediator.next_call() {
        seconds += call.duration.as_secs();
    }
    seconds
}

fn csv_crate(file: &str) -> u64 {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(file.as_bytes());
    let mut record = csv::StringRecord::new();
    let mut seconds = 0;
    while reader.read_record(&mut record).expect("every line is a record") {
        for place in 9..12 {
            let time = NaiveDateTime::parse_from_str(&record[place], "%Y-%m-%d %H:%M:%S");
            black_box(time.expect("a time"));
        }
        black_box(record[12].parse::<u64>().expect("a number"));
        seconds += record[13].parse::<u64>().expect("a number");
    }
    seconds
}

fn read(c: &mut Criterion) {
    let file = master();
    assert_eq!(ours(&file), csv_crate(&file));
    assert_eq!(mediated(&file), ours(&file));
    let mut group = c.benchmark_group("Master.csv");
    group
        .throughput(Throughput::Elements(RECORDS as u64))
        .sample_size(20);
    group.bench_function("ours", |b| b.iter(|| ours(black_box(&file))));
    group.bench_function("ours, mediated", |b| b.iter(|| mediated(black_box(&file))));
    group.bench_function("crate csv", |b| b.iter(|| csv_crate(black_box(&file))));
    group.finish();
}

criterion_group!(benches, read);
criterion_main!(benches);
