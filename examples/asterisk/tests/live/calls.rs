//! Two phones, and the trunk.

use std::time::Duration;

use switchhook_rig::{Behaviour, Instance, Manager, Phone, Reply, Secret, Task, wait_for};

use crate::{SOON, manager, records};

pub(crate) fn an_originate_joins_two_phones_and_the_record_says_so(pbx: &Instance) {
    let alice = pbx.phone("100", &Behaviour::answer()).unwrap();
    let bruno = pbx
        .phone("101", &Behaviour::answer().hang_up_after(Duration::from_secs(2)))
        .unwrap();
    let mut events = manager(pbx, Task::Events);
    let mut calls = manager(pbx, Task::Calls);

    let reply = originate(&mut calls, "100", "101");
    assert_eq!(reply.get("Message"), Some("Originate successfully queued"));
    let outcome = calls.event(SOON, |e| e.is_event("OriginateResponse")).unwrap();
    assert_eq!(
        (outcome.get("Response"), outcome.get("Reason")),
        (Some("Success"), Some("4"))
    );
    bruno.ended(1, SOON).unwrap();
    alice.ended(1, SOON).unwrap();

    let cdr = events.event(SOON, |e| e.is_event("Cdr")).unwrap();
    let row = &records(pbx, 1)[0];
    assert_eq!(
        (row.src.as_str(), row.dst.as_str(), row.dcontext.as_str()),
        ("100", "101", "internal")
    );
    assert_eq!(
        (row.clid.as_str(), row.disposition.as_str()),
        ("\"Alice Martin\" <100>", "ANSWERED")
    );
    assert!(
        row.channel.starts_with("PJSIP/100-") && row.dstchannel.starts_with("PJSIP/101-"),
        "{row:?}"
    );
    assert!(
        (2..=3).contains(&row.billsec) && row.duration >= row.billsec,
        "{row:?}"
    );
    for (header, value) in [
        ("UniqueID", &row.uniqueid),
        ("LinkedID", &row.linkedid),
        ("StartTime", &row.start),
        ("AnswerTime", &row.answer),
        ("EndTime", &row.end),
        ("Disposition", &row.disposition),
    ] {
        assert_eq!(cdr.get(header), Some(value.as_str()), "{header}");
    }
    assert_eq!(cdr.get("Sequence"), Some(row.sequence.to_string().as_str()));
    assert_eq!(outcome.get("Uniqueid"), Some(row.uniqueid.as_str()));
}

pub(crate) fn busy_and_no_answer_are_told_apart(pbx: &Instance) {
    let _emma = pbx.phone("104", &Behaviour::Busy).unwrap();
    let _farid = pbx.phone("105", &Behaviour::RingWithoutAnswer).unwrap();
    let alice = pbx.phone("100", &Behaviour::answer()).unwrap();
    assert_eq!(alice.calls("104").unwrap().refused(SOON).unwrap(), 486);
    let row = &records(pbx, 1)[0];
    assert_eq!(
        (row.dst.as_str(), row.disposition.as_str(), row.billsec),
        ("104", "BUSY", 0)
    );

    // Originate does not tell a busy phone from a broken one (reason 0, not 5); the cause of the hangup does.
    let mut calls = manager(pbx, Task::Calls);
    for (phone, reason) in [("104", "0"), ("105", "3")] {
        originate_for(&mut calls, phone, "100", "1000");
        let outcome = calls.event(SOON, |e| e.is_event("OriginateResponse")).unwrap();
        assert_eq!(
            (outcome.get("Response"), outcome.get("Reason")),
            (Some("Failure"), Some(reason)),
            "{phone} {outcome:?}"
        );
    }
}

pub(crate) fn a_caller_who_gives_up_leaves_a_record(pbx: &Instance) {
    let farid = pbx.phone("105", &Behaviour::RingWithoutAnswer).unwrap();
    let alice = pbx.phone("100", &Behaviour::answer()).unwrap();
    let mut call = alice.calls("105").unwrap();
    call.rings(SOON).unwrap();
    call.hang_up();
    farid.ended(1, SOON).unwrap();
    let row = &records(pbx, 1)[0];
    assert_eq!(
        (row.dst.as_str(), row.disposition.as_str(), row.answer.as_str()),
        ("105", "NO ANSWER", "")
    );
}

pub(crate) fn calls_go_out_and_come_in_over_the_trunk(pbx: &Instance) {
    let outside = pbx.trunk(&Behaviour::answer()).unwrap();
    let alice = pbx.phone("100", &Behaviour::answer()).unwrap();
    for number in ["263113", "0033123456789"] {
        let mut call = alice.calls(number).unwrap();
        call.answered(SOON).unwrap();
        call.hang_up();
    }
    assert_eq!(outside.rung(), 2);
    let mut call = outside.calls_from("263113", "254100").unwrap();
    call.answered(SOON).unwrap();
    call.hang_up();
    alice.ended(1, SOON).unwrap();
    let rows = records(pbx, 3);
    let parties: Vec<_> = rows
        .iter()
        .map(|r| (r.src.as_str(), r.dst.as_str(), r.dcontext.as_str()))
        .collect();
    assert_eq!(
        parties,
        [
            ("100", "263113", "internal"),
            ("100", "0033123456789", "internal"),
            ("263113", "100", "internal")
        ]
    );
    assert!(rows[0].dstchannel.starts_with("PJSIP/trunk-"), "{:?}", rows[0]);
    assert!(rows[2].channel.starts_with("PJSIP/trunk-"), "{:?}", rows[2]);
    // Nobody from outside dials out again.
    assert_eq!(
        outside
            .calls_from("263113", "0033123456789")
            .unwrap()
            .refused(SOON)
            .unwrap(),
        404
    );
}

pub(crate) fn a_phone_that_took_a_call_hangs_up(pbx: &Instance) {
    let mut bruno = pbx.phone("101", &Behaviour::answer()).unwrap();
    let alice = pbx.phone("100", &Behaviour::answer()).unwrap();
    let mut call = alice.calls("101").unwrap();
    bruno.answered(1, SOON).unwrap();
    bruno.hang_up();
    call.ended(SOON).unwrap();
    bruno.ended(1, SOON).unwrap();
    assert_eq!(records(pbx, 1)[0].disposition, "ANSWERED");
}

pub(crate) fn a_dropped_phone_is_unregistered_and_a_wrong_secret_is_refused(pbx: &Instance) {
    let mut events = manager(pbx, Task::Events);
    let state = |events: &mut Manager| {
        let states = events.list(&[("Action", "DeviceStateList")]).unwrap();
        let state = states.iter().find(|s| s.get("Device") == Some("PJSIP/104"))?;
        state.get("State").map(str::to_owned)
    };
    let emma = pbx.phone("104", &Behaviour::answer()).unwrap();
    wait_for("the phone", SOON, || {
        (state(&mut events)? == "NOT_INUSE").then_some(())
    })
    .unwrap();
    drop(emma);
    wait_for("the end of the phone", SOON, || {
        (state(&mut events)? == "UNAVAILABLE").then_some(())
    })
    .unwrap();
    let error = Phone::register(pbx, "104", &Secret::new("guess"), &Behaviour::answer()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "phone 104 could not register: Asterisk answered 401"
    );
}

fn originate(calls: &mut Manager, phone: &str, extension: &str) -> Reply {
    originate_for(calls, phone, extension, "10000")
}

fn originate_for(calls: &mut Manager, phone: &str, extension: &str, milliseconds: &str) -> Reply {
    calls
        .ask(&[
            ("Action", "Originate"),
            ("Channel", &format!("PJSIP/{phone}")),
            ("Context", "internal"),
            ("Exten", extension),
            ("Priority", "1"),
            ("CallerID", "\"Alice Martin\" <100>"),
            ("Timeout", milliseconds),
            ("Async", "true"),
        ])
        .unwrap()
}
