//! Odd queue logs and what they come to: `testdata/queue_log/cases.txt`, where the lines of a log stand below its name, and
//! what they come to behind `->`.

use std::time::Duration;

use chrono::{DateTime, Utc};
use switchhook_portal_core::queue::log::{Line, Reader};
use switchhook_portal_core::queue::visit::{Flags, Limits, LineKey, Output, Reducer, Visit};

const CASES: &str = include_str!("../testdata/queue_log/cases.txt");

/// When the logs begin: 2026-11-22 10:00:00 UTC.
const START: i64 = 1_795_341_600;

fn seconds(time: DateTime<Utc>) -> i64 {
    time.timestamp() - START
}

fn visit_line(visit: &Visit) -> String {
    let length = |name: &str, length: Option<Duration>| {
        length.map_or_else(String::new, |length| {
            format!(" {name} {}", length.as_millis() as f64 / 1000.0)
        })
    };
    let mut text = format!(
        "{} {} #{} {}",
        visit.call,
        visit.queue,
        visit.nth,
        visit.outcome()
    );
    text += &length("wait", visit.wait);
    if let Some(answer) = &visit.answer {
        text += &format!(" by {}", answer.agent.as_deref().unwrap_or("nobody known"));
        text += &length("ring", answer.ring);
    }
    text += &length("talk", visit.talk);
    if visit.unanswered_rings() > 0 {
        text += &format!(" rings in vain {}", visit.unanswered_rings());
    }
    if let (Some(from), Some(to)) = (visit.position_in, visit.position_out) {
        text += &format!(" position {from} to {to}");
    }
    if let Some(end) = &visit.end {
        text += &format!(" end {} {:?}", seconds(end.time), end.how);
    }
    for (flag, name) in [
        (Flags::OUT_OF_ORDER, "out of order"),
        (Flags::DUPLICATE, "duplicate"),
        (Flags::ESTIMATED, "estimated"),
        (Flags::NO_CONNECT, "no connect"),
        (Flags::CONTRADICTION, "contradiction"),
        (Flags::ATTEMPTS_CUT, "attempts cut"),
    ] {
        if visit.flags.contains(flag) {
            text += &format!(", {name}");
        }
    }
    text
}

/// What a log comes to, a line for each thing, in the order in which it comes out; those who wait at the end.
fn outcome(log: &str) -> Vec<String> {
    let mut reducer = Reducer::new(Limits::default());
    let mut lines = Vec::new();
    let mut each = |line: Line<'_>| {
        let key = LineKey {
            generation: 0,
            position: line.start.offset,
        };
        match &line.entry {
            Err(error) => lines.push(format!("error {error}")),
            Ok(entry) => reducer.feed(key, entry, |output| {
                lines.push(match output {
                    Output::Visit(visit) => visit_line(&visit),
                    Output::Refused(refused) => format!("refused {} {}", refused.queue, refused.why.key()),
                    Output::Stray(stray) => {
                        format!("stray {} {}, {}", stray.call, stray.event.key(), stray.why.key())
                    }
                });
            }),
        }
    };
    let mut reader = Reader::default();
    reader.feed(log.as_bytes(), &mut each);
    reader.finish(&mut each);
    let mut open: Vec<_> = reducer.open().collect();
    open.sort_by_key(|visit| visit.line);
    lines.extend(open.into_iter().map(visit_line));
    lines
}

/// Times in the file are seconds since the beginning.
fn absolute(line: &str) -> String {
    match line
        .split_once('|')
        .map(|(time, rest)| (time.parse::<i64>(), rest))
    {
        Some((Ok(time), rest)) => format!("{}|{rest}\n", START + time),
        _ => format!("{line}\n"),
    }
}

#[test]
fn odd_logs_come_to_what_the_file_says() {
    let mut names = 0;
    let mut now = String::new();
    for case in CASES.split("== ").skip(1) {
        let (name, body) = case.split_once('\n').unwrap();
        let log: String = body
            .lines()
            .filter(|line| !line.starts_with("->") && !line.is_empty())
            .map(absolute)
            .collect();
        now += &format!("== {name}\n");
        for line in body
            .lines()
            .filter(|line| !line.starts_with("->") && !line.is_empty())
        {
            now += &format!("{line}\n");
        }
        for line in outcome(&log) {
            now += &format!("-> {line}\n");
        }
        now += "\n";
        names += 1;
    }
    assert!(names >= 40, "{names} cases");
    assert!(
        now.trim() == CASES.trim(),
        "the cases come to something else now:\n{now}"
    );
}
