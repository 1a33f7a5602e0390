//! What became of the calls in a queue log, queue by queue, as tab-separated lines.
//!
//! `cargo run --release -p switchhook-portal-core --example queue_figures -- /var/log/asterisk/queue_log Europe/Paris`
#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a program: it reads a file, prints and takes the time"
)]

use std::time::Instant;

use chrono::NaiveDate;
use switchhook_portal_core::queue::log::Reader;
use switchhook_portal_core::queue::rollup::Rollup;
use switchhook_portal_core::queue::service_level::{Thresholds, Variant};
use switchhook_portal_core::queue::visit::{Limits, LineKey, Outcome, Output, Reducer};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(path), Some(zone)) = (arguments.next(), arguments.next()) else {
        return Err("give a queue log and a time zone".into());
    };
    let log = std::fs::read(path)?;
    let begun = Instant::now();
    let mut rollup = Rollup::new(
        zone.parse().map_err(|_| "no such time zone")?,
        Thresholds::default(),
    );
    let mut reducer = Reducer::new(Limits::default());
    let mut add = |output: Output| match output {
        Output::Visit(visit) => rollup.add(&visit),
        Output::Refused(refused) => rollup.add_refused(&refused),
        Output::Stray(_) => {}
    };
    let (mut lines, mut reader) = (0u64, Reader::default());
    let mut each = |line: switchhook_portal_core::queue::log::Line<'_>| {
        lines += 1;
        let key = LineKey {
            generation: 0,
            position: line.start.offset,
        };
        match &line.entry {
            Ok(entry) => reducer.feed(key, entry, &mut add),
            Err(error) => eprintln!("{error}"),
        }
    };
    reader.feed(&log, &mut each);
    reader.finish(&mut each);
    reducer.open().for_each(|visit| rollup.add(visit));

    let report = rollup.report(NaiveDate::MIN..NaiveDate::MAX, |_| true);
    let took = begun.elapsed();
    println!("queue\toffered\tanswered\tabandoned\tservice level\tmean wait of answered, ms");
    for (queue, totals) in &report.queues {
        let counts = &totals.counts;
        println!(
            "{queue}\t{}\t{}\t{}\t{}\t{}",
            counts.offered(),
            counts.of(Outcome::Answered),
            counts.of(Outcome::Abandoned),
            Variant::Strict.of(totals),
            totals.speed_of_answer().unwrap_or_default().as_millis(),
        );
    }
    eprintln!("{lines} lines in {} ms", took.as_millis());
    Ok(())
}
