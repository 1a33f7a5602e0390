//! From records to calls: transfers, duplicates, and a fate for every record.

use std::time::Duration;

use proptest::prelude::*;
use switchhook_rating::cdr::{CdrRecord, Settings};
use switchhook_rating::mediation::{Fates, MediatedCall, Mediation, Mediator, NumberFrom, Owner};

/// A record as columns: src, dst, channel, dstchannel, start, duration, billsec, uniqueid, linkedid, sequence.
#[derive(Clone, Copy, Debug)]
struct Row<'a> {
    src: &'a str,
    dst: &'a str,
    channel: &'a str,
    dstchannel: &'a str,
    start: &'a str,
    duration: &'a str,
    billsec: &'a str,
    uniqueid: &'a str,
    linkedid: &'a str,
    sequence: &'a str,
}

/// 101 calls an outside number: a minute of talk after five seconds.
const OUT: Row<'static> = Row {
    src: "101",
    dst: "0872345",
    channel: "PJSIP/101-01",
    dstchannel: "PJSIP/gw-02",
    start: "2026-01-05 10:00:00",
    duration: "65",
    billsec: "60",
    uniqueid: "1.1",
    linkedid: "1.1",
    sequence: "1",
};

fn record(line: u64, row: &Row<'_>) -> CdrRecord {
    let disposition = if row.billsec == "0" {
        "NO ANSWER"
    } else {
        "ANSWERED"
    };
    let lastdata = format!("PJSIP/{}@gw,30,T", row.dst);
    let fields = [
        ("src", row.src),
        ("dst", row.dst),
        ("channel", row.channel),
        ("dstchannel", row.dstchannel),
        ("start", row.start),
        ("duration", row.duration),
        ("billsec", row.billsec),
        ("uniqueid", row.uniqueid),
        ("linkedid", row.linkedid),
        ("sequence", row.sequence),
        ("disposition", disposition),
        ("lastdata", &lastdata),
    ];
    let mut record = CdrRecord::new();
    record.fill(line, fields, &Settings::new()).unwrap();
    record
}

fn mediate(rules: Mediation, rows: &[Row<'_>]) -> (Vec<MediatedCall>, Fates) {
    let mut mediator = Mediator::new(rules);
    let mut calls = Vec::new();
    for (line, row) in (1..).zip(rows) {
        mediator.push(&record(line, row));
        calls.extend(std::iter::from_fn(|| mediator.next_call()));
        assert!(mediator.fates().add_up(), "{:?}", mediator.fates());
    }
    mediator.finish();
    calls.extend(std::iter::from_fn(|| mediator.next_call()));
    let fates = mediator.fates();
    assert!(fates.add_up() && fates.waiting == 0, "{fates:?}");
    (calls, fates)
}

fn rules() -> Mediation {
    Mediation::new().trunk("PJSIP/gw-")
}

/// Number, extension, start and seconds of each call.
fn shown(calls: &[MediatedCall]) -> Vec<String> {
    calls
        .iter()
        .map(|call| {
            format!(
                "{} {} {} {}",
                call.number,
                call.extension,
                call.start,
                call.duration.as_secs()
            )
        })
        .collect()
}

#[test]
fn a_call_is_charged_from_its_answer() {
    let (calls, fates) = mediate(rules(), &[OUT]);
    assert_eq!(shown(&calls), ["0872345 101 2026-01-05 10:00:05 60"]);
    let call = calls[0].call();
    assert_eq!(
        (call.trunk, call.caller, call.account),
        ("PJSIP/gw-02", "101", "")
    );
    assert_eq!(fates.calls, 1);
}

#[test]
fn who_dialled_pays_until_the_trunk_hangs_up_after_a_blind_transfer() {
    // 101 talks for a minute and transfers the outside party to 102, which rings for ten seconds and talks for 300.
    let after = Row {
        src: "0872345",
        dst: "102",
        channel: OUT.dstchannel,
        dstchannel: "PJSIP/102-03",
        start: "2026-01-05 10:01:05",
        duration: "310",
        billsec: "300",
        uniqueid: "1.2",
        sequence: "2",
        ..OUT
    };
    let nobody = Row {
        billsec: "0",
        ..after
    };
    for rows in [[OUT, after], [after, OUT], [OUT, nobody], [nobody, OUT]] {
        let (calls, fates) = mediate(rules(), &rows);
        assert_eq!(shown(&calls), ["0872345 101 2026-01-05 10:00:05 370"], "{rows:?}");
        assert_eq!((fates.calls, fates.merged), (1, 1));
    }
}

#[test]
fn an_attended_transfer_goes_on_with_the_call_of_who_dialled() {
    // 101 talks to outside, asks 102 meanwhile (the outside party waits), and connects the two.
    let question = Row {
        dst: "102",
        dstchannel: "PJSIP/102-04",
        start: "2026-01-05 10:00:40",
        duration: "25",
        billsec: "20",
        uniqueid: "1.3",
        linkedid: "1.3",
        sequence: "2",
        ..OUT
    };
    let connected = Row {
        src: "102",
        channel: "PJSIP/102-04",
        start: "2026-01-05 10:01:05",
        duration: "200",
        billsec: "200",
        uniqueid: "1.4",
        sequence: "3",
        ..OUT
    };
    let (calls, fates) = mediate(rules(), &[question, OUT, connected]);
    assert_eq!(shown(&calls), ["0872345 101 2026-01-05 10:00:05 260"]);
    assert_eq!((fates.internal, fates.calls, fates.merged), (1, 1, 1));
    assert_eq!(calls[0].lines, [2, 3]);
}

#[test]
fn a_transfer_to_another_outside_number_is_a_second_call() {
    // The outside party of the first call is sent to a second outside number: two lines are up.
    let second = Row {
        dst: "0755555",
        channel: OUT.dstchannel,
        dstchannel: "PJSIP/gw-05",
        start: "2026-01-05 10:01:05",
        duration: "110",
        billsec: "100",
        uniqueid: "1.2",
        sequence: "2",
        ..OUT
    };
    let (calls, fates) = mediate(rules(), &[OUT, second]);
    assert_eq!(
        shown(&calls),
        [
            "0872345 101 2026-01-05 10:00:05 170",
            "0755555 101 2026-01-05 10:01:15 100"
        ]
    );
    assert_eq!((fates.records, fates.calls, fates.merged), (2, 2, 0));
}

#[test]
fn a_call_from_outside_costs_nothing_and_its_transfer_outside_does() {
    let incoming = Row {
        src: "0872345",
        dst: "101",
        channel: "PJSIP/gw-07",
        dstchannel: "PJSIP/101-08",
        ..OUT
    };
    let forwarded = Row {
        src: "0872345",
        dst: "0755555",
        channel: "PJSIP/gw-07",
        dstchannel: "PJSIP/gw-09",
        sequence: "2",
        ..OUT
    };
    let (calls, fates) = mediate(rules(), &[incoming, forwarded]);
    assert_eq!(shown(&calls), ["0755555 0872345 2026-01-05 10:00:05 60"]);
    assert_eq!((fates.internal, fates.calls), (1, 1));
}

#[test]
fn a_channel_name_that_comes_again_later_is_another_call() {
    let later = Row {
        start: "2026-01-05 11:00:00",
        uniqueid: "2.1",
        linkedid: "2.1",
        ..OUT
    };
    let (calls, fates) = mediate(rules(), &[OUT, later]);
    assert_eq!((calls.len(), fates.calls), (2, 2));
}

#[test]
fn clocks_that_change_during_a_call_do_not_cut_it() {
    // The clock goes back an hour between the two records.
    let first = Row {
        start: "2025-10-26 02:58:55",
        ..OUT
    };
    let after = Row {
        channel: OUT.dstchannel,
        dstchannel: "PJSIP/102-03",
        start: "2025-10-26 02:00:00",
        duration: "120",
        billsec: "110",
        uniqueid: "1.2",
        sequence: "2",
        ..OUT
    };
    let (calls, fates) = mediate(rules(), &[first, after]);
    assert_eq!(shown(&calls), ["0872345 101 2025-10-26 02:59:00 180"]);
    assert_eq!(fates.merged, 1);
}

#[test]
fn what_goes_on_with_a_call_that_never_came_is_an_orphan() {
    let after = Row {
        channel: OUT.dstchannel,
        dstchannel: "PJSIP/102-03",
        uniqueid: "1.2",
        ..OUT
    };
    let (calls, fates) = mediate(rules(), &[after]);
    assert!(calls.is_empty());
    assert_eq!((fates.records, fates.orphans), (1, 1));
}

#[test]
fn what_was_there_before_is_not_charged_again() {
    let unnumbered = Row { sequence: "", ..OUT };
    for (rows, calls, duplicates) in [
        (vec![OUT, OUT, OUT], 1, 2),
        // Two machines with the same ids are two calls.
        (
            vec![
                OUT,
                Row {
                    channel: "PJSIP/201-01",
                    dstchannel: "PJSIP/gw-77",
                    ..OUT
                },
            ],
            2,
            0,
        ),
        (vec![unnumbered, unnumbered], 1, 1),
        (
            vec![
                unnumbered,
                Row {
                    billsec: "61",
                    duration: "66",
                    channel: "PJSIP/9-9",
                    dstchannel: "PJSIP/gw-1",
                    ..unnumbered
                },
            ],
            2,
            0,
        ),
    ] {
        let (got, fates) = mediate(rules(), &rows);
        assert_eq!((got.len(), fates.duplicates), (calls, duplicates), "{rows:?}");
    }
}

#[test]
fn duplicates_are_forgotten_with_the_window_and_beyond_the_limit() {
    let later = Row {
        start: "2026-01-05 12:00:00",
        channel: "PJSIP/102-02",
        dstchannel: "PJSIP/gw-10",
        uniqueid: "2.1",
        ..OUT
    };
    let again = Row {
        dstchannel: "PJSIP/gw-11",
        uniqueid: "2.2",
        ..later
    };
    for (rules, duplicates) in [
        (rules(), 1),
        (rules().window(Duration::from_secs(3600)), 0),
        (rules().most_remembered(1), 0),
    ] {
        assert_eq!(
            mediate(rules.clone(), &[OUT, later, again, OUT]).1.duplicates,
            duplicates,
            "{rules:?}"
        );
    }
}

#[test]
fn a_call_comes_out_as_soon_as_its_window_is_closed_and_in_order() {
    let mut mediator = Mediator::new(rules().window(Duration::from_secs(600)));
    let long = Row {
        start: "2026-01-05 09:00:00",
        duration: "3700",
        billsec: "3700",
        dstchannel: "PJSIP/gw-20",
        ..OUT
    };
    let later = Row {
        start: "2026-01-05 11:00:00",
        dstchannel: "PJSIP/gw-30",
        ..OUT
    };
    mediator.push(&record(1, &long));
    mediator.push(&record(2, &OUT));
    assert!(mediator.next_call().is_none());
    mediator.push(&record(3, &later));
    // One record may have a wrong clock; the next one says the same.
    assert!(mediator.next_call().is_none());
    let next = Row {
        dstchannel: "PJSIP/gw-31",
        sequence: "4",
        ..later
    };
    mediator.push(&record(4, &next));
    let starts: Vec<String> = std::iter::from_fn(|| mediator.next_call())
        .map(|call| call.start.to_string())
        .collect();
    assert_eq!(starts, ["2026-01-05 09:00:00", "2026-01-05 10:00:05"]);
    assert_eq!(mediator.fates().waiting, 2);
}

#[test]
fn rules_say_which_records_numbers_and_payers_are_meant() {
    let dahdi = Row {
        dst: "000872345",
        channel: "SIP/4086101-0000001f",
        dstchannel: "DAHDI/i1/872345-1",
        src: "4086101",
        ..OUT
    };
    for (rules, expected) in [
        (Mediation::new().trunk("DAHDI/i1/").cut(2), "0872345 4086101"),
        (
            Mediation::new().trunk("DAHDI/i1/").owner_prefix("4086"),
            "000872345 101",
        ),
        (
            Mediation::new().trunk("DAHDI/i1/").owner(Owner::Channel),
            "000872345 4086101",
        ),
        (
            Mediation::new()
                .trunk_by_lastdata("pjsip/000")
                .number_from(NumberFrom::LastData),
            "000872345 4086101",
        ),
        (
            Mediation::new().trunk("DAHDI/i1/").must_begin("00"),
            "000872345 4086101",
        ),
        (Mediation::new(), "000872345 4086101"),
    ] {
        let (calls, _) = mediate(rules.clone(), &[dahdi]);
        assert!(
            shown(&calls)[0].starts_with(expected),
            "{rules:?}: {:?}",
            shown(&calls)
        );
    }
    let (calls, fates) = mediate(Mediation::new().trunk("DAHDI/i1/").must_begin("9"), &[dahdi]);
    assert_eq!((calls.len(), fates.internal), (0, 1));
    let (calls, fates) = mediate(Mediation::new().trunk("DAHDI/i1/").cut(20), &[dahdi]);
    assert_eq!((calls.len(), fates.unusable), (0, 1));
}

/// Recorded with `cargo run -p switchhook-rig --example transfers`: 100 calls 263113 outside; after two seconds the
/// call is given to 104.
#[cfg(feature = "csv")]
#[test]
fn what_real_asterisks_write_about_transfers_becomes_one_call_for_who_dialled() {
    use switchhook_rating::cdr::{MasterReader, ReadCdr};
    for (name, file, seconds, fates) in [
        (
            "16 blind",
            include_str!("../testdata/transfers/16-blind.csv"),
            4,
            (1, 1, 0),
        ),
        (
            "22 blind",
            include_str!("../testdata/transfers/22-blind.csv"),
            4,
            (1, 1, 0),
        ),
        // Four seconds with 100, who asks 104 meanwhile, and two with 104; the question and 104's own leg cost nothing.
        (
            "16 bridged",
            include_str!("../testdata/transfers/16-bridged.csv"),
            6,
            (1, 1, 2),
        ),
        (
            "22 bridged",
            include_str!("../testdata/transfers/22-bridged.csv"),
            6,
            (1, 1, 2),
        ),
    ] {
        let mut mediator = Mediator::new(Mediation::new().trunk("PJSIP/trunk-"));
        for record in MasterReader::new(file.as_bytes()).records() {
            mediator.push(&record.unwrap());
        }
        mediator.finish();
        let call = mediator.next_call().unwrap();
        assert_eq!(
            (call.number.as_str(), call.extension.as_str()),
            ("263113", "100"),
            "{name}"
        );
        assert_eq!(call.duration.as_secs(), seconds, "{name}");
        assert!(mediator.next_call().is_none(), "{name}");
        let got = mediator.fates();
        assert_eq!((got.calls, got.merged, got.internal), fates, "{name}: {got:?}");
        assert!(got.add_up());
    }
}

proptest! {
    /// Whatever comes in whatever order, every record has one fate and no call is longer than all its records together.
    #[test]
    fn every_record_has_one_fate(
        picks in prop::collection::vec((0usize..4, 0usize..4, 0u32..600, 0u32..300, 0usize..3, 0usize..3), 0..40),
    ) {
        let channels = ["PJSIP/101-01", "PJSIP/gw-02", "PJSIP/gw-03", ""];
        let ids = ["1.1", "1.2", ""];
        let texts: Vec<_> = picks
            .iter()
            .map(|&(_, _, start, talk, _, _)| {
                (format!("2026-01-05 10:{:02}:{:02}", start / 60, start % 60), (talk + 5).to_string(), talk.to_string())
            })
            .collect();
        let rows: Vec<_> = picks
            .iter()
            .zip(&texts)
            .map(|(&(channel, dstchannel, _, _, unique, linked), (start, duration, billsec))| Row {
                channel: channels[channel],
                dstchannel: channels[dstchannel],
                start,
                duration,
                billsec,
                uniqueid: ids[unique],
                linkedid: ids[linked],
                sequence: "",
                ..OUT
            })
            .collect();
        let (calls, fates) = mediate(rules(), &rows);
        prop_assert_eq!(fates.records, rows.len() as u64);
        prop_assert_eq!(fates.calls, calls.len() as u64);
        for call in &calls {
            prop_assert!(call.duration <= Duration::from_secs(600 + 305));
            prop_assert!(!call.number.is_empty());
        }
    }
}

/// A telephone system whose clock jumped for a moment, or a record that was garbled: that record may be anything, but the
/// calls after it are what they are.
#[test]
fn one_record_from_the_future_costs_no_other_call_its_end() {
    let strange = Row {
        start: "2099-01-01 00:00:00",
        uniqueid: "9.9",
        linkedid: "9.9",
        channel: "PJSIP/109-09",
        dstchannel: "PJSIP/108-08",
        dst: "108",
        ..OUT
    };
    let after = Row {
        src: "0872345",
        dst: "102",
        channel: OUT.dstchannel,
        dstchannel: "PJSIP/102-03",
        start: "2026-01-05 10:01:05",
        duration: "310",
        billsec: "300",
        uniqueid: "1.2",
        sequence: "2",
        ..OUT
    };
    for rows in [
        [strange, OUT, after, after],
        [OUT, strange, after, after],
        [OUT, after, strange, after],
    ] {
        let (calls, fates) = mediate(rules(), &rows);
        assert_eq!(shown(&calls), ["0872345 101 2026-01-05 10:00:05 370"], "{rows:?}");
        assert_eq!((fates.calls, fates.merged, fates.duplicates), (1, 1, 1));
    }
}
