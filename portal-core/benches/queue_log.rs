//! A queue log read, reduced to visits and added up; and a month's report from rollups of a million visits.
//!
//! `cargo bench -p switchhook-portal-core --bench queue_log`

use std::fmt::Write as _;
use std::hint::black_box;
use std::time::Duration;

use chrono::{DateTime, NaiveDate};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use switchhook_portal_core::queue::log::Reader;
use switchhook_portal_core::queue::rollup::Rollup;
use switchhook_portal_core::queue::service_level::Thresholds;
use switchhook_portal_core::queue::table::{Kind, Options, Table};
use switchhook_portal_core::queue::visit::{
    Answer, End, Ending, Flags, Limits, LineKey, Output, Reducer, Visit,
};

/// 2026-11-01 in UTC.
const START: i64 = 1_793_491_200;
const CALLS: u64 = 200_000;
const QUEUES: [&str; 5] = ["support", "orders", "night", "sales", "billing"];

/// Calls of a month that overlap: about three and a half lines each, of 58 bytes in the middle.
fn log() -> (String, u64) {
    let mut lines = Vec::new();
    for call in 0..CALLS {
        let dice = call.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 20;
        let entered = START + (call * 13).cast_signed();
        let (queue, agent) = (QUEUES[(dice % 5) as usize], dice / 5 % 40);
        let wait = (dice / 200 % 90).cast_signed();
        let id = format!("{entered}.{call}");
        lines.push((
            entered,
            format!("{id}|{queue}|NONE|ENTERQUEUE||06{:08}|1", dice % 100_000_000),
        ));
        if dice % 7 == 0 {
            lines.push((entered + wait, format!("{id}|{queue}|NONE|ABANDON|1|1|{wait}")));
            continue;
        }
        if dice % 3 == 0 {
            lines.push((
                entered + wait / 2,
                format!("{id}|{queue}|Agent {}|RINGNOANSWER|15000", agent + 1),
            ));
        }
        let talk = (dice / 11 % 300).cast_signed();
        lines.push((
            entered + wait,
            format!("{id}|{queue}|Agent {agent}|CONNECT|{wait}|{entered}.9|4"),
        ));
        lines.push((
            entered + wait + talk,
            format!("{id}|{queue}|Agent {agent}|COMPLETECALLER|{wait}|{talk}|1"),
        ));
    }
    lines.sort_by_key(|(time, _)| *time);
    let mut log = String::new();
    for (time, line) in &lines {
        writeln!(log, "{time}|{line}").expect("a String takes everything");
    }
    (log, lines.len() as u64)
}

fn read(log: &str, mut each: impl FnMut(Output)) -> usize {
    let mut reducer = Reducer::new(Limits::default());
    Reader::default().feed(log.as_bytes(), |line| {
        let key = LineKey {
            generation: 0,
            position: line.start.offset,
        };
        if let Ok(entry) = &line.entry {
            reducer.feed(key, entry, &mut each);
        }
    });
    reducer.open().count()
}

/// A million visits of a month, by five queues.
fn rollup() -> Rollup {
    let mut rollup = Rollup::new(chrono_tz::Europe::Paris, Thresholds::default());
    for number in 0..1_000_000u64 {
        let dice = number.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 20;
        let entered =
            DateTime::from_timestamp(START + (number * 5 / 2).cast_signed(), 0).expect("a time of 2026");
        let wait = Duration::from_secs(dice % 4000 / (1 + dice / 4000 % 40));
        let how = if dice % 7 == 0 {
            Ending::Abandoned
        } else {
            Ending::TimedOut
        };
        let answer = (dice % 7 > 1).then(|| Answer {
            time: entered + wait,
            agent: Some("Ana".into()),
            ring: None,
            channel: "".into(),
        });
        rollup.add(&Visit {
            call: "1.1".into(),
            queue: QUEUES[(dice % 5) as usize].into(),
            nth: 1,
            line: LineKey::default(),
            entered,
            caller: "".into(),
            caller_name: "".into(),
            position_in: Some(1),
            position_out: None,
            attempts: Vec::new(),
            answer,
            end: Some(End {
                time: entered + wait,
                how,
            }),
            wait: Some(wait),
            talk: None,
            flags: Flags::default(),
        });
    }
    rollup
}

fn queue_log(criterion: &mut Criterion) {
    let (log, lines) = log();
    let mut group = criterion.benchmark_group("queue_log");
    group.throughput(Throughput::Elements(lines));
    group.bench_function("parse", |bencher| {
        bencher.iter(|| {
            let mut read = 0u64;
            Reader::default().feed(black_box(log.as_bytes()), |line| {
                read += u64::from(line.entry.is_ok());
            });
            assert_eq!(read, lines);
        });
    });
    group.bench_function("parse and reduce to visits", |bencher| {
        bencher.iter(|| {
            let mut visits = 0;
            let open = read(black_box(&log), |output| {
                visits += u64::from(matches!(black_box(output), Output::Visit(_)));
            });
            assert_eq!(visits + open as u64, CALLS);
        });
    });
    group.bench_function("parse, reduce and add up", |bencher| {
        bencher.iter(|| {
            let mut rollup = Rollup::new(chrono_tz::Europe::Paris, Thresholds::default());
            read(black_box(&log), |output| {
                if let Output::Visit(visit) = output {
                    rollup.add(&visit);
                }
            });
            rollup
        });
    });
    group.finish();

    let rollup = rollup();
    let day = |month| NaiveDate::from_ymd_opt(2026, month, 1).expect("a day");
    criterion.bench_function("report of a month from rollups of a million visits", |bencher| {
        bencher.iter(|| {
            let report = rollup.report(day(11)..day(12), |_| true);
            Kind::ALL.map(|kind| Table::new(kind, black_box(&report), Options::default()))
        });
    });
}

criterion_group!(benches, queue_log);
criterion_main!(benches);
