use std::time::Duration;

use chrono_tz::Europe::Paris;
use proptest::prelude::*;

use super::*;

fn s(seconds: u64) -> Option<Duration> {
    Some(Duration::from_secs(seconds))
}

fn line(tail: &str) -> String {
    format!("1795341600|1795341590.7|support|Ana|{tail}")
}

/// Every event of the table, what stands behind it, and what it means.
fn table() -> Vec<(&'static str, Event<'static>)> {
    let target = TransferTarget::Extension {
        extension: "200",
        context: "from-queue",
    };
    vec![
        (
            "ENTERQUEUE|https://crm/7|0687123456|2|Léa",
            Event::EnterQueue {
                url: "https://crm/7",
                caller: "0687123456",
                position: Some(2),
                name: Some("Léa"),
            },
        ),
        (
            "ENTERQUEUE||0687123456",
            Event::EnterQueue {
                url: "",
                caller: "0687123456",
                position: None,
                name: None,
            },
        ),
        (
            "RINGNOANSWER|15000",
            Event::RingNoAnswer {
                ring: Some(Duration::from_secs(15)),
            },
        ),
        (
            "RINGCANCELED|1250",
            Event::RingCanceled {
                ring: Some(Duration::from_millis(1250)),
            },
        ),
        (
            "CONNECT|25|1795341595.8|5",
            Event::Connect {
                wait: s(25),
                channel: "1795341595.8",
                ring: s(5),
            },
        ),
        (
            "COMPLETEAGENT|25|60|1",
            Event::Complete {
                by: HungUp::Agent,
                wait: s(25),
                talk: s(60),
                position: Some(1),
            },
        ),
        (
            "COMPLETECALLER|25|60",
            Event::Complete {
                by: HungUp::Caller,
                wait: s(25),
                talk: s(60),
                position: None,
            },
        ),
        (
            "BLINDTRANSFER|200|from-queue|25|60|1",
            Event::Transfer {
                target,
                wait: s(25),
                talk: s(60),
                position: Some(1),
            },
        ),
        (
            "TRANSFER|200|from-queue|25|60",
            Event::Transfer {
                target,
                wait: s(25),
                talk: s(60),
                position: None,
            },
        ),
        (
            "ATTENDEDTRANSFER|BRIDGE|b-1|25|60|1",
            Event::Transfer {
                target: TransferTarget::Bridge("b-1"),
                wait: s(25),
                talk: s(60),
                position: Some(1),
            },
        ),
        (
            "ATTENDEDTRANSFER|APP|200|25|60",
            Event::Transfer {
                target: TransferTarget::Application("200"),
                wait: s(25),
                talk: s(60),
                position: None,
            },
        ),
        (
            "ATTENDEDTRANSFER|LINK|PJSIP/a-1|PJSIP/b-2|25|60|1",
            Event::Transfer {
                target: TransferTarget::Link {
                    first: "PJSIP/a-1",
                    second: "PJSIP/b-2",
                },
                wait: s(25),
                talk: s(60),
                position: Some(1),
            },
        ),
        (
            "ATTENDEDTRANSFER",
            Event::Transfer {
                target: TransferTarget::Unknown,
                wait: None,
                talk: None,
                position: None,
            },
        ),
        (
            "ABANDON|1|3|35",
            Event::Abandon {
                position: Some(1),
                original_position: Some(3),
                wait: s(35),
            },
        ),
        (
            "EXITWITHTIMEOUT|1",
            Event::ExitWithTimeout {
                position: Some(1),
                original_position: None,
                wait: None,
            },
        ),
        (
            "EXITWITHKEY|*|1|3|35",
            Event::ExitWithKey {
                key: "*",
                position: Some(1),
                original_position: Some(3),
                wait: s(35),
            },
        ),
        (
            "EXITEMPTY|1|3|35",
            Event::ExitEmpty {
                position: Some(1),
                original_position: Some(3),
                wait: s(35),
            },
        ),
        (
            "WITHDRAW|1|3|35|to the director",
            Event::Withdraw {
                position: Some(1),
                original_position: Some(3),
                wait: s(35),
                info: Data::joined(Some("to the director")),
            },
        ),
        ("AGENTDUMP", Event::AgentDump),
        ("SYSCOMPAT|", Event::SysCompat),
        ("CLOSED", Event::Refused(Refusal::Closed)),
        ("DISSUASION|0687123456", Event::Refused(Refusal::Dissuaded)),
        ("FULL", Event::Refused(Refusal::Full)),
        ("JOINEMPTY", Event::Refused(Refusal::Empty)),
        ("ADDMEMBER|PAUSED", Event::AddMember { paused: true }),
        ("ADDMEMBER|", Event::AddMember { paused: false }),
        ("REMOVEMEMBER|", Event::RemoveMember),
        ("PAUSE|Lunch", Event::Pause { reason: "Lunch" }),
        (
            "UNPAUSE|Auto-Unpause",
            Event::Unpause {
                reason: "Auto-Unpause",
            },
        ),
        ("PAUSEALL|", Event::PauseAll { reason: "" }),
        ("UNPAUSEALL", Event::UnpauseAll { reason: "" }),
        ("AGENTLOGIN|PJSIP/a-1", Event::AgentLogin { channel: "PJSIP/a-1" }),
        (
            "AGENTCALLBACKLOGOFF|200@agents|7200|Autologoff",
            Event::AgentLogoff {
                channel: "200@agents",
                login: s(7200),
            },
        ),
        ("PENALTY|5", Event::Penalty { value: Some(5) }),
        ("RINGINUSE|0", Event::RingInUse { value: Some(false) }),
        ("QUEUESTART|", Event::QueueStart),
        ("CONFIGRELOAD|", Event::ConfigReload),
        (
            "OUTCALL|ANSWER|75|order 7",
            Event::OutCall {
                status: "ANSWER",
                talk: s(75),
                text: "order 7",
            },
        ),
    ]
}

#[test]
fn every_event_of_the_file_is_read() {
    for (tail, expected) in table() {
        assert_eq!(
            Entry::parse(&line(tail)).map(|entry| entry.event),
            Ok(expected),
            "{tail}"
        );
    }
}

#[test]
fn five_columns_and_one_column_say_what_the_line_says() {
    for (tail, expected) in table() {
        let (event, values) = tail.split_once('|').unwrap_or((tail, ""));
        let mut columns = [""; 5];
        for (column, value) in columns.iter_mut().zip(values.splitn(5, '|')) {
            *column = value;
        }
        for data in [Data::columns(columns), Data::joined(Some(values))] {
            let row = Row {
                time: "2026-11-22 10:00:00.000000",
                call: "1795341590.7",
                queue: "support",
                agent: "Ana",
                event,
                data,
            };
            let entry = row.entry(&mut Clock::local(Paris)).unwrap();
            assert_eq!(entry.event, expected, "{tail} {data:?}");
            assert_eq!(entry.time.to_rfc3339(), "2026-11-22T09:00:00+00:00");
        }
    }
}

#[test]
fn words_of_the_dialplan_are_kept_with_all_they_say() {
    for (tail, name, text) in [
        (
            "CALLBACK|0687123456|at 5|today",
            "CALLBACK",
            "0687123456|at 5|today",
        ),
        ("INFO", "INFO", ""),
    ] {
        let line = line(tail);
        let Event::Other { name: word, data } = Entry::parse(&line).unwrap().event else {
            panic!("{tail}");
        };
        assert_eq!((word, &*data.text()), (name, text));
    }
    let columns = Data::columns(["a", "b", "", "", ""]);
    assert_eq!(columns.text(), "a|b");
}

#[test]
fn numbers_that_cannot_be_are_missing_and_the_line_counts() {
    for (tail, expected) in [
        (
            "CONNECT|-3|1.1|5",
            Event::Connect {
                wait: None,
                channel: "1.1",
                ring: s(5),
            },
        ),
        (
            "CONNECT|99999999999|1.1|x",
            Event::Connect {
                wait: None,
                channel: "1.1",
                ring: None,
            },
        ),
    ] {
        assert_eq!(Entry::parse(&line(tail)).unwrap().event, expected, "{tail}");
    }
}

#[test]
fn none_is_nobody() {
    let entry = Entry::parse("1795341600|REALTIME|NONE|NONE|PAUSEALL|").unwrap();
    assert_eq!(
        (entry.call, entry.queue, entry.agent),
        (Some("REALTIME"), None, None)
    );
}

#[test]
fn a_bad_line_says_what_it_lacks() {
    let missing = |field| EntryError::Missing { field };
    let not_a_time = |text: &str| EntryError::NotATime {
        text: text.to_owned(),
    };
    for (line, expected) in [
        ("1795341600", missing("call")),
        ("1795341600|1.1|support|Ana", missing("event")),
        ("1795341600|1.1|support|Ana|", missing("event")),
        ("1795341600|NONE|support|NONE|ENTERQUEUE||106|1", missing("call")),
        ("1795341600|1.1|NONE|NONE|ABANDON|1|1|5", missing("queue")),
        (
            "yesterday|1.1|support|NONE|ABANDON|1|1|5",
            not_a_time("yesterday"),
        ),
        ("99999999999|1.1|support|NONE|CLOSED|", not_a_time("99999999999")),
        ("-5|1.1|support|NONE|CLOSED|", not_a_time("-5")),
        (".5|1.1|support|NONE|CLOSED|", not_a_time(".5")),
    ] {
        assert_eq!(Entry::parse(line), Err(expected), "{line}");
    }
}

#[test]
fn seconds_may_have_a_fraction() {
    for (text, expected) in [
        ("1795341600", "2026-11-22T10:00:00+00:00"),
        ("1795341600.5", "2026-11-22T10:00:00.500+00:00"),
        ("1795341600.000001", "2026-11-22T10:00:00.000001+00:00"),
    ] {
        let line = format!("{text}|NONE|NONE|NONE|QUEUESTART|");
        assert_eq!(Entry::parse(&line).unwrap().time.to_rfc3339(), expected, "{text}");
    }
}

fn times(clock: &mut Clock, local: &[&str]) -> Vec<String> {
    let row = |time| Row {
        time,
        call: "1.1",
        queue: "support",
        agent: "NONE",
        event: "CLOSED",
        data: Data::joined(None),
    };
    local
        .iter()
        .map(|time| {
            row(*time)
                .entry(clock)
                .unwrap()
                .time
                .format("%H:%M:%S")
                .to_string()
        })
        .collect()
}

#[test]
fn the_hour_that_comes_twice_is_told_apart_by_the_order_of_the_rows() {
    // On 25 October 2026 clocks in Paris go from 3:00 back to 2:00, at 01:00 UTC.
    let rows = [
        "2026-10-25 01:59:00",
        "2026-10-25 02:30:00",
        "2026-10-25 02:59:50",
        "2026-10-25 02:59:49", // Written by another thread.
        "2026-10-25 02:00:05",
        "2026-10-25 02:59:59",
        "2026-10-25 03:00:00",
    ];
    assert_eq!(
        times(&mut Clock::local(Paris), &rows),
        [
            "23:59:00", "00:30:00", "00:59:50", "00:59:49", "01:00:05", "01:59:59", "02:00:00"
        ]
    );
    assert_eq!(times(&mut Clock::gmt(), &rows[4..6]), ["02:00:05", "02:59:59"]);
}

#[test]
fn a_time_that_no_clock_showed_is_read_with_the_offset_of_before() {
    assert_eq!(
        times(&mut Clock::local(Paris), &["2026-03-29 02:30:00", "1795341600"]),
        ["01:30:00", "10:00:00"]
    );
}

fn read(reader: &mut Reader, pieces: &[&[u8]]) -> Vec<(Position, Result<String, LineError>)> {
    let mut lines = Vec::new();
    let mut keep = |line: Line<'_>| {
        lines.push((
            line.start,
            line.entry.map(|entry| format!("{entry:?} {}", line.text)),
        ));
    };
    for piece in pieces {
        reader.feed(piece, &mut keep);
    }
    reader.finish(&mut keep);
    lines
}

#[test]
fn a_line_that_is_too_long_costs_that_line() {
    let log = format!(
        "1|NONE|NONE|NONE|QUEUESTART|\n{}\n2|NONE|NONE|NONE|QUEUESTART|",
        "x".repeat(300)
    );
    for size in [1, 50, 1000] {
        let mut reader = Reader::default().line_limit(100);
        let pieces: Vec<_> = log.as_bytes().chunks(size).collect();
        let lines = read(&mut reader, &pieces);
        assert_eq!(lines.len(), 3, "{size}");
        let error = lines[1].1.as_ref().unwrap_err();
        assert_eq!(
            (error.line, &error.reason),
            (2, &EntryError::TooLong { limit: 100 })
        );
        assert_eq!((lines[2].0.lines, lines[2].0.offset), (2, 330));
        assert!(lines[2].1.is_ok());
        assert!(reader.partial.capacity() <= 256, "{}", reader.partial.capacity());
    }
}

#[test]
fn names_of_another_charset_are_read() {
    let mut reader = Reader::default();
    let lines = read(&mut reader, &[b"1|1.1|support|Ren\xe9e|PAUSE|\r\n\r\n"]);
    assert_eq!(lines.len(), 1);
    assert!(lines[0].1.as_ref().unwrap().contains("Renée"));
    assert_eq!(reader.position().lines, 2);
}

#[test]
fn a_reader_goes_on_where_another_one_had_come() {
    let log = b"1|NONE|NONE|NONE|QUEUESTART|\n2|NONE|NONE|NONE|CONF";
    let mut first = Reader::default();
    let mut lines = 0;
    first.feed(log, |_| lines += 1);
    assert_eq!((lines, first.position()), (1, Position { offset: 29, lines: 1 }));
    let rest = [&log[29..], b"IGRELOAD|\nbad\n"].concat();
    let lines = read(&mut Reader::at(first.position()), &[&rest]);
    assert!(lines[0].1.as_ref().unwrap().contains("ConfigReload"));
    assert_eq!(lines[1].1.as_ref().unwrap_err().line, 3);
}

#[test]
fn a_reason_of_taking_a_call_out_is_whole_whatever_it_holds() {
    let said = |entry: Entry<'_>| match entry.event {
        Event::Withdraw { info, .. } => info.text().into_owned(),
        other => panic!("{other:?}"),
    };
    let line = "1795341635|1.1|support|NONE|WITHDRAW|1|3|35|boss|urgent|now";
    assert_eq!(said(Entry::parse(line).unwrap()), "boss|urgent|now");
    let row = |data| Row {
        time: "1795341635",
        call: "1.1",
        queue: "support",
        agent: "NONE",
        event: "WITHDRAW",
        data,
    };
    let mut clock = Clock::gmt();
    for data in [
        Data::columns(["1", "3", "35", "boss", "urgent|now"]),
        Data::joined(Some("1|3|35|boss|urgent|now")),
    ] {
        assert_eq!(said(row(data).entry(&mut clock).unwrap()), "boss|urgent|now");
    }
    let none = "1795341635|1.1|support|NONE|WITHDRAW|1|3|35";
    assert_eq!(said(Entry::parse(none).unwrap()), "");
}

proptest! {
    /// Where a file is cut does not matter.
    #[test]
    fn chunking_never_changes_the_lines(log in "([0-9]{1,3}\\|[a-z|é\r]{0,40}\n|\\PC{0,20}\n){0,8}[0-9|]{0,5}", size in 1usize..50) {
        let whole = read(&mut Reader::default().line_limit(45), &[log.as_bytes()]);
        let pieces: Vec<_> = log.as_bytes().chunks(size).collect();
        prop_assert_eq!(whole, read(&mut Reader::default().line_limit(45), &pieces));
    }

    /// Whatever a row holds, it is an entry or an error.
    #[test]
    fn no_text_makes_it_panic(time in "[0-9 :.T-]{0,26}|\\PC{0,20}", event in "[A-Z]{0,16}", values in "[0-9A-Z|]{0,30}") {
        let row = Row { time: &time, call: "1.1", queue: "q", agent: "", event: &event, data: Data::joined(Some(&values)) };
        if let Err(error) = row.entry(&mut Clock::local(Paris)) {
            prop_assert!(!error.to_string().is_empty());
        }
    }
}
