//! Attempts, and what stays of a file.

use std::fs;
use std::time::{Duration, SystemTime};

use switchhook_callfile::{AttemptEvent, Builder, CallFile, FileName, Spool, Status, Target, check};
use switchhook_rig::{Behaviour, Instance, Manager, wait_for};

use super::{archived, dialplan, submit_bytes};
use crate::{SOON, manager, records};
use switchhook_rig::Task;

/// Somebody who answers at once, and one who plays before; what is reached says so, with what it knows.
const DIALPLAN: &str = "\
[attempts]
exten = answer,1,Answer()
 same = n,Wait(20)
exten = early,1,Progress()
 same = n,Wait(5)
exten = busy,1,Busy(1)
exten = congestion,1,Congestion(1)
exten = reached,1,UserEvent(Reached,Call: ${CALL},Attempt: ${AST_OUTGOING_ATTEMPT})
 same = n,Hangup()
exten = failed,1,UserEvent(Failed,Call: ${CALL},Reason: ${REASON},Attempt: ${AST_OUTGOING_ATTEMPT})
 same = n,Dial(Local/answer@attempts,5)
 same = n,UserEvent(Dialled,Call: ${CALL},Status: ${DIALSTATUS})
 same = n,Originate(PJSIP/101,app,Hangup)
 same = n,UserEvent(Originated,Call: ${CALL},Status: ${ORIGINATE_STATUS})
 same = n,Dial(PJSIP/100,5)
 same = n,UserEvent(After,Call: ${CALL},Status: ${DIALSTATUS})
 same = n,Hangup()
";

fn name(text: &str) -> FileName {
    FileName::new(text).unwrap()
}

/// A call that says its name where it arrives.
fn call(channel: &str, extension: &str, text: &str) -> Builder {
    let target = Target::extension("attempts", extension).unwrap();
    CallFile::builder(channel, target).variable("CALL", text)
}

fn submit(pbx: &Instance, text: &str, call: Builder) {
    let spool = Spool::open(pbx.spool_dir()).unwrap();
    spool.submit(&name(text), &call.build().unwrap()).unwrap();
}

/// Waits for an event of our dialplan about a call.
fn said(pbx: &Instance, events: &mut Manager, event: &str, call: &str, header: &str) -> String {
    let wanted = |reply: &switchhook_rig::Reply| {
        reply.get("UserEvent") == Some(event) && reply.get("Call") == Some(call)
    };
    let reply = events
        .event(SOON, wanted)
        .unwrap_or_else(|e| panic!("{event} {call}: {e}\n{}", pbx.log()));
    reply.get(header).unwrap_or_default().to_owned()
}

/// How often the call arrived until now.
fn reached(pbx: &Instance, call: &str) -> usize {
    pbx.log().matches(&format!("\"Reached,Call: {call}")).count()
}

fn gone(pbx: &Instance, text: &str) {
    let path = pbx.spool_dir().join("outgoing").join(text);
    wait_for("the file to go", SOON, || (!path.exists()).then_some(())).unwrap();
}

pub(crate) fn attempts_ring_for_the_wait_time_and_follow_after_the_retry_time(pbx: &Instance) {
    let farid = pbx.phone("105", &Behaviour::RingWithoutAnswer).unwrap();
    let (wait, retry) = (Duration::from_secs(3), Duration::from_secs(9));
    let call = call("PJSIP/105", "reached", "x")
        .wait_time(wait)
        .retry_time(retry)
        .max_retries(1)
        .archive(true);
    submit(pbx, "x", call);
    let report = wait_for("the archived file", Duration::from_secs(40), || {
        let report = check(fs::read(pbx.spool_dir().join("outgoing_done/x")).ok()?);
        report.history.status().is_some().then_some(report)
    })
    .unwrap();
    assert_eq!(farid.rung(), 2);
    assert_eq!(report.history.status(), Some(&Status::Expired));
    let marks: Vec<_> = report
        .history
        .marks()
        .iter()
        .map(|mark| (mark.event, mark.attempt, mark.time(retry).unwrap()))
        .collect();
    // Asterisk comes by again during the last one, and notes that too.
    let [(start, first, begun), (end, _, over), (again, second, next), ..] = marks[..] else {
        panic!("{marks:?}");
    };
    assert_eq!(
        (start, end, again),
        (AttemptEvent::Start, AttemptEvent::End, AttemptEvent::Start)
    );
    assert_eq!((first, second), (Some(1), Some(2)));
    // Whole seconds, and a busy machine.
    let rang = over.duration_since(begun).unwrap();
    assert!((wait..retry).contains(&rang), "{marks:?}");
    // Counted from the start of the attempt, not from its end.
    let between = next.duration_since(begun).unwrap();
    assert!((retry..retry + wait).contains(&between), "{marks:?}");
}

pub(crate) fn the_archive_keeps_each_status_and_one_file_of_a_name(pbx: &Instance) {
    let _emma = pbx.phone("104", &Behaviour::Busy).unwrap();
    dialplan(pbx, DIALPLAN);
    for (number, (channel, status)) in [
        ("Local/answer@attempts", Status::Completed),
        ("PJSIP/104", Status::Expired),
    ]
    .into_iter()
    .enumerate()
    {
        let text = format!("x{number}");
        submit(pbx, "same", call(channel, "reached", &text).archive(true));
        gone(pbx, "same");
        let report = wait_for("the archived file", SOON, || {
            let report = check(fs::read(pbx.spool_dir().join("outgoing_done/same")).ok()?);
            (report.history.status() == Some(&status)).then_some(report)
        })
        .unwrap();
        let variables = report.call.unwrap().variables().to_vec();
        assert_eq!(
            variables[0].value(),
            text.as_bytes(),
            "the older file of the name is gone"
        );
    }
    submit_bytes(pbx, "bad", b"Archive: yes\nContext: attempts\n");
    assert_eq!(archived(pbx, "bad").history.status(), Some(&Status::Failed));
    // Nothing stays without it.
    submit(pbx, "kept-not", call("Local/answer@attempts", "reached", "x2"));
    gone(pbx, "kept-not");
    assert!(!pbx.spool_dir().join("outgoing_done/kept-not").exists());
}

pub(crate) fn always_delete_no_leaves_the_file_of_a_short_call(pbx: &Instance) {
    let mut events = manager(pbx, Task::Events);
    dialplan(pbx, DIALPLAN);
    let stays = |text: &str| {
        call("Local/answer@attempts", "reached", text)
            .always_delete(false)
            .retry_time(Duration::from_secs(1))
    };
    submit(pbx, "short", stays("short"));
    said(pbx, &mut events, "Reached", "short", "Call");
    let path = pbx.spool_dir().join("outgoing/short");
    let report = wait_for("Asterisk to come by again", SOON, || {
        let report = check(fs::read(&path).unwrap());
        let delayed = |mark: &switchhook_callfile::Mark| mark.event == AttemptEvent::Delayed;
        report.history.marks().iter().any(delayed).then_some(report)
    })
    .unwrap();
    assert!(
        report.history.calling_pid().is_some(),
        "as if it were calling: {report:?}"
    );
    assert_eq!(reached(pbx, "short"), 1);
    // A fresh file in its place is called.
    let fresh = stays("fresh").build().unwrap();
    submit_bytes(pbx, "short", &fresh.to_bytes());
    said(pbx, &mut events, "Reached", "fresh", "Call");
    let spool = Spool::open(pbx.spool_dir()).unwrap();
    assert!(spool.cancel(&name("short")).unwrap().is_some());
}

pub(crate) fn early_media_connects_a_call_that_nobody_answered(pbx: &Instance) {
    let mut events = manager(pbx, Task::Events);
    dialplan(pbx, DIALPLAN);
    for early in [true, false] {
        let text = format!("early-{early}");
        let call = call("Local/early@attempts", "reached", &text)
            .early_media(early)
            .wait_time(Duration::from_secs(2))
            .archive(true);
        submit(pbx, &text, call);
        let status = archived(pbx, &text).history.status().cloned();
        let expected = if early { Status::Completed } else { Status::Expired };
        assert_eq!(status, Some(expected), "{text}");
    }
    said(pbx, &mut events, "Reached", "early-true", "Call");
    assert_eq!(reached(pbx, "early-false"), 0);
}

pub(crate) fn the_extension_failed_has_the_reason_and_cannot_dial(pbx: &Instance) {
    let alice = pbx.phone("100", &Behaviour::answer()).unwrap();
    let bruno = pbx.phone("101", &Behaviour::answer()).unwrap();
    let _emma = pbx.phone("104", &Behaviour::Busy).unwrap();
    let _farid = pbx.phone("105", &Behaviour::RingWithoutAnswer).unwrap();
    let mut events = manager(pbx, Task::Events);
    dialplan(pbx, DIALPLAN);
    // A busy telephone has the reason of one that is not there; only applications Busy and Congestion have their own.
    for (text, channel, reason) in [
        ("busy", "PJSIP/104", "0"),
        ("no-answer", "PJSIP/105", "3"),
        ("unregistered", "PJSIP/102", "0"),
        ("unknown", "PJSIP/nobody", "0"),
        ("local-busy", "Local/busy@attempts", "5"),
        ("local-congestion", "Local/congestion@attempts", "8"),
    ] {
        submit(
            pbx,
            text,
            call(channel, "reached", text).wait_time(Duration::from_secs(1)),
        );
        assert_eq!(said(pbx, &mut events, "Failed", text, "Reason"), reason, "{text}");
        assert_eq!(
            said(pbx, &mut events, "Dialled", text, "Status"),
            "CHANUNAVAIL",
            "{text}"
        );
        // But a call of its own can be placed from it.
        assert_eq!(
            said(pbx, &mut events, "Originated", text, "Status"),
            "SUCCESS",
            "{text}"
        );
        gone(pbx, text);
    }
    // A telephone that is there rings, and is dropped when it answers: the extension has no voice, and ends there.
    wait_for("the telephones", SOON, || {
        (alice.rung() >= 6 && bruno.rung() >= 6).then_some(())
    })
    .unwrap();
    assert_eq!((alice.rung(), bruno.rung()), (6, 6));
    assert!(!pbx.log().contains("\"After,Call"), "{}", pbx.log());
    // After each attempt, with the number of that.
    let twice = call("PJSIP/nobody", "reached", "twice")
        .max_retries(1)
        .retry_time(Duration::from_secs(1));
    submit(pbx, "twice", twice);
    for attempt in ["1", "2"] {
        assert_eq!(said(pbx, &mut events, "Failed", "twice", "Attempt"), attempt);
    }
    wait_for("the telephone of both attempts", SOON, || {
        (alice.rung() >= 8).then_some(())
    })
    .unwrap();
    // The form with an application has none.
    let application = CallFile::builder("PJSIP/nobody", Target::application("Hangup", "").unwrap());
    submit(pbx, "application", application.variable("CALL", "application"));
    gone(pbx, "application");
    assert!(!pbx.log().contains("\"Failed,Call: application"));
    // What the seed's users wanted, a second telephone if the first does not answer: a Local channel that dials both.
    let both = "[both]\nexten = s,1,Dial(PJSIP/104,5)\n same = n,Dial(PJSIP/100,5)\n";
    dialplan(pbx, &format!("{DIALPLAN}{both}"));
    submit(pbx, "both", call("Local/s@both", "reached", "both"));
    said(pbx, &mut events, "Reached", "both", "Call");
    assert_eq!(alice.rung(), 9);
    assert!(!records(pbx, 1).is_empty());
}

/// Asterisk notes a name and a time, and looks at neither again: whatever lies under the name at that time is called.
pub(crate) fn a_time_is_changed_by_another_name_only(pbx: &Instance) {
    dialplan(pbx, DIALPLAN);
    let spool = Spool::open(pbx.spool_dir()).unwrap();
    let (outgoing, staging) = (spool.outgoing().to_owned(), spool.staging().to_owned());
    // Asterisk begins to watch some time after its start, and reads the times of what is there then.
    submit(pbx, "first", call("Local/answer@attempts", "reached", "first"));
    gone(pbx, "first");
    let now = SystemTime::now();
    let (soon, later) = (now + Duration::from_secs(12), now + Duration::from_secs(24));
    let place = |text: &str, time: SystemTime| {
        let call = call("Local/answer@attempts", "reached", text).build().unwrap();
        spool.submit_at(&name(text), &call, time).unwrap();
    };
    for text in ["touched", "back", "again", "renamed", "cancelled"] {
        place(text, soon);
    }
    // It notes a file a moment after that is there, later on a busy machine.
    std::thread::sleep(Duration::from_secs(3));
    let touch = |path: &std::path::Path| {
        let file = fs::File::open(path).unwrap();
        file.set_modified(later).unwrap();
    };
    touch(&outgoing.join("touched"));
    // Out, touched, and in again.
    fs::rename(outgoing.join("back"), staging.join("back")).unwrap();
    touch(&staging.join("back"));
    fs::rename(staging.join("back"), outgoing.join("back")).unwrap();
    // Cancelled, and another file under the name.
    spool.cancel(&name("again")).unwrap();
    place("again", later);
    // Touched, and renamed.
    touch(&outgoing.join("renamed"));
    fs::rename(outgoing.join("renamed"), outgoing.join("other")).unwrap();
    spool.cancel(&name("cancelled")).unwrap();
    assert!(SystemTime::now() < soon, "too busy a machine to change a time in");

    let called = |text: &'static str| move |pbx: &Instance| (reached(pbx, text) > 0).then(SystemTime::now);
    for text in ["touched", "back", "again"] {
        let at = wait_for(text, 3 * SOON, || called(text)(pbx)).unwrap();
        let log = || pbx.log();
        assert!(at >= soon && at < later, "{text} at its second time\n{}", log());
    }
    let at = wait_for("the renamed file", 3 * SOON, || called("renamed")(pbx)).unwrap();
    assert!(
        at >= later - Duration::from_secs(1),
        "{:?} early",
        later.duration_since(at)
    );
    let counts = ["touched", "back", "again", "renamed", "cancelled"].map(|text| reached(pbx, text));
    assert_eq!(counts, [1, 1, 1, 1, 0]);
}
