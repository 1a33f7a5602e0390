//! The calls.

use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::os::unix::fs::chown;
use std::thread::sleep;
use std::time::Duration;

use switchhook_rig::{Behaviour, Call, Instance};

use crate::{Outcome, SOON, Trace};

type Play = fn(&Instance, &mut Trace) -> Outcome;

/// Each call's name, what happens in it, and how.
pub(crate) const ALL: [(&str, &str, Play); 21] = [
    (
        "answered",
        "Alice calls Bruno, who answers and hangs up.",
        answered,
    ),
    ("busy", "Alice calls Emma, who is busy.", busy),
    (
        "no-answer",
        "Alice calls 602, which lets Farid's phone ring for two seconds.",
        no_answer,
    ),
    (
        "cancelled",
        "Alice calls Farid and gives up while it rings.",
        cancelled,
    ),
    (
        "rejected",
        "Alice calls Emma, whose phone declines (603).",
        rejected,
    ),
    (
        "forwarded-immediate",
        "Alice calls 600, which is forwarded to Bruno.",
        forwarded_immediate,
    ),
    (
        "forwarded-no-answer",
        "Alice calls 601: Farid's phone rings, then Bruno's.",
        forwarded_no_answer,
    ),
    (
        "voicemail",
        "Alice calls David, whose phone is off, and speaks to his mailbox.",
        voicemail,
    ),
    (
        "picked-up",
        "Alice calls Farid; Bruno takes the call with **105.",
        picked_up,
    ),
    (
        "parked",
        "Alice talks to Bruno, who parks her (#72); Emma fetches her.",
        parked,
    ),
    (
        "blind-transfer",
        "Alice talks to Bruno, who sends her to Emma (##).",
        blind_transfer,
    ),
    (
        "attended-transfer",
        "Alice talks to Bruno, who asks Emma (*2) and leaves.",
        attended_transfer,
    ),
    (
        "attended-transfer-sip",
        "Alice's phone has two calls, to Bruno and to Emma, and joins them (REFER).",
        attended_by_phone,
    ),
    (
        "three-way",
        "Bruno talks to Alice, asks Emma (*2) and joins all three (*3).",
        three_way,
    ),
    (
        "queue-answered",
        "Alice calls the queue; Chloé answers.",
        queue_answered,
    ),
    (
        "queue-abandoned",
        "Alice calls the queue and gives up.",
        queue_abandoned,
    ),
    (
        "queue-to-queue",
        "Alice waits two seconds in one queue; Emma answers in the next.",
        queue_to_queue,
    ),
    ("ivr", "Alice presses 1 and 42 in a menu and talks to Bruno.", ivr),
    (
        "click-to-dial",
        "Originate: Alice's phone, then Bruno's.",
        click_to_dial,
    ),
    (
        "call-file",
        "A call file: Alice's phone, then Bruno's.",
        call_file,
    ),
    ("crossed", "Alice calls Bruno while Emma calls Farid.", crossed),
];

/// Long enough to be told from the rest.
const TALK: Duration = Duration::from_secs(1);

fn brief() -> Behaviour {
    Behaviour::answer().hang_up_after(TALK)
}

fn answered(pbx: &Instance, _: &mut Trace) -> Outcome {
    let _bruno = pbx.phone("101", &brief().ring_for(Duration::from_millis(500)))?;
    let alice = pbx.phone("100", &Behaviour::answer())?;
    Ok(alice.calls("101")?.ended(SOON)?)
}

fn busy(pbx: &Instance, _: &mut Trace) -> Outcome {
    let _emma = pbx.phone("104", &Behaviour::Busy)?;
    let alice = pbx.phone("100", &Behaviour::answer())?;
    alice.calls("104")?.refused(SOON)?;
    Ok(())
}

fn no_answer(pbx: &Instance, _: &mut Trace) -> Outcome {
    let _farid = pbx.phone("105", &Behaviour::RingWithoutAnswer)?;
    let alice = pbx.phone("100", &Behaviour::answer())?;
    Ok(alice.calls("602")?.ended(SOON)?)
}

fn cancelled(pbx: &Instance, _: &mut Trace) -> Outcome {
    let _farid = pbx.phone("105", &Behaviour::RingWithoutAnswer)?;
    let alice = pbx.phone("100", &Behaviour::answer())?;
    let mut call = alice.calls("105")?;
    call.rings(SOON)?;
    sleep(TALK);
    call.hang_up();
    Ok(())
}

fn rejected(pbx: &Instance, _: &mut Trace) -> Outcome {
    let _emma = pbx.phone("104", &Behaviour::Refuse(603))?;
    let alice = pbx.phone("100", &Behaviour::answer())?;
    alice.calls("104")?.refused(SOON)?;
    Ok(())
}

fn forwarded_immediate(pbx: &Instance, trace: &mut Trace) -> Outcome {
    let _bruno = pbx.phone("101", &brief())?;
    let alice = pbx.phone("100", &Behaviour::answer())?;
    forward(trace, "CFIM", "600")?;
    Ok(alice.calls("600")?.ended(SOON)?)
}

fn forwarded_no_answer(pbx: &Instance, trace: &mut Trace) -> Outcome {
    let _farid = pbx.phone("105", &Behaviour::RingWithoutAnswer)?;
    let _bruno = pbx.phone("101", &brief())?;
    let alice = pbx.phone("100", &Behaviour::answer())?;
    forward(trace, "CFUN", "601")?;
    Ok(alice.calls("601")?.ended(SOON)?)
}

fn forward(trace: &mut Trace, family: &str, key: &str) -> Outcome {
    let put = [
        ("Action", "DBPut"),
        ("Family", family),
        ("Key", key),
        ("Val", "101"),
    ];
    trace.state.ask(&put)?;
    Ok(())
}

fn voicemail(pbx: &Instance, trace: &mut Trace) -> Outcome {
    let alice = pbx.phone("100", &Behaviour::answer())?;
    let mut call = alice.calls("103")?;
    call.answered(SOON)?;
    trace.sees("Newexten", "Application", "VoiceMail")?;
    sleep(2 * TALK);
    call.hang_up();
    Ok(())
}

fn picked_up(pbx: &Instance, _: &mut Trace) -> Outcome {
    let _farid = pbx.phone("105", &Behaviour::RingWithoutAnswer)?;
    let bruno = pbx.phone("101", &Behaviour::answer())?;
    let alice = pbx.phone("100", &Behaviour::answer())?;
    let mut call = alice.calls("105")?;
    call.rings(SOON)?;
    let mut taking = bruno.calls("**105")?;
    taking.answered(SOON)?;
    sleep(TALK);
    taking.hang_up();
    Ok(call.ended(SOON)?)
}

fn parked(pbx: &Instance, trace: &mut Trace) -> Outcome {
    let mut bruno = pbx.phone("101", &Behaviour::answer())?;
    let emma = pbx.phone("104", &Behaviour::answer())?;
    let alice = pbx.phone("100", &Behaviour::answer())?;
    let mut call = alice.calls("101")?;
    call.answered(SOON)?;
    trace.sees("BridgeEnter", "Channel", "PJSIP/101-")?;
    sleep(TALK);
    bruno.press("#72")?;
    let place = trace.sees("ParkedCall", "ParkingSpace", "7")?;
    sleep(TALK);
    let mut fetching = emma.calls(place.get("ParkingSpace").unwrap_or("701"))?;
    fetching.answered(SOON)?;
    sleep(TALK);
    fetching.hang_up();
    Ok(call.ended(SOON)?)
}

fn blind_transfer(pbx: &Instance, trace: &mut Trace) -> Outcome {
    let mut bruno = pbx.phone("101", &Behaviour::answer())?;
    let emma = pbx.phone("104", &brief())?;
    let alice = pbx.phone("100", &Behaviour::answer())?;
    let mut call = alice.calls("101")?;
    call.answered(SOON)?;
    trace.sees("BridgeEnter", "Channel", "PJSIP/101-")?;
    sleep(TALK);
    bruno.press("##")?;
    sleep(TALK / 2);
    bruno.press("104")?;
    emma.answered(1, SOON)?;
    Ok(call.ended(SOON)?)
}

fn attended_transfer(pbx: &Instance, trace: &mut Trace) -> Outcome {
    let mut bruno = pbx.phone("101", &Behaviour::answer())?;
    let mut emma = pbx.phone("104", &Behaviour::answer())?;
    let alice = pbx.phone("100", &Behaviour::answer())?;
    let mut call = alice.calls("101")?;
    asked(trace, &mut call, &mut bruno)?;
    emma.answered(1, SOON)?;
    sleep(TALK);
    bruno.hang_up();
    trace.sees("AttendedTransfer", "Result", "Success")?;
    sleep(TALK);
    emma.hang_up();
    Ok(call.ended(SOON)?)
}

/// Bruno, who is called, asks Emma.
fn asked(trace: &mut Trace, call: &mut Call, bruno: &mut switchhook_rig::Phone) -> Outcome {
    call.answered(SOON)?;
    trace.sees("BridgeEnter", "Channel", "PJSIP/101-")?;
    sleep(TALK);
    bruno.press("*2")?;
    sleep(TALK / 2);
    Ok(bruno.press("104")?)
}

fn attended_by_phone(pbx: &Instance, trace: &mut Trace) -> Outcome {
    let _bruno = pbx.phone("101", &Behaviour::answer())?;
    let mut emma = pbx.phone("104", &Behaviour::answer())?;
    let alice = pbx.phone("100", &Behaviour::answer())?;
    let mut call = alice.calls("101")?;
    call.answered(SOON)?;
    trace.sees("BridgeEnter", "Channel", "PJSIP/101-")?;
    sleep(TALK);
    let mut question = alice.calls("104")?;
    question.answered(SOON)?;
    trace.sees("BridgeEnter", "Channel", "PJSIP/104-")?;
    sleep(TALK);
    call.transfers_to(&question)?;
    trace.sees("AttendedTransfer", "Result", "Success")?;
    sleep(TALK);
    emma.hang_up();
    Ok(question.ended(SOON)?)
}

fn three_way(pbx: &Instance, trace: &mut Trace) -> Outcome {
    let mut bruno = pbx.phone("101", &Behaviour::answer())?;
    let mut emma = pbx.phone("104", &Behaviour::answer())?;
    let alice = pbx.phone("100", &Behaviour::answer())?;
    let mut call = alice.calls("101")?;
    asked(trace, &mut call, &mut bruno)?;
    emma.answered(1, SOON)?;
    sleep(TALK);
    bruno.press("*3")?;
    sleep(2 * TALK);
    emma.hang_up();
    sleep(TALK / 2);
    bruno.hang_up();
    Ok(call.ended(SOON)?)
}

fn queue_answered(pbx: &Instance, trace: &mut Trace) -> Outcome {
    let _chloe = pbx.phone("102", &brief())?;
    let alice = pbx.phone("100", &Behaviour::answer())?;
    let mut call = alice.calls("800")?;
    trace.sees("AgentConnect", "Queue", "support")?;
    Ok(call.ended(SOON)?)
}

fn queue_abandoned(pbx: &Instance, trace: &mut Trace) -> Outcome {
    let _chloe = pbx.phone("102", &Behaviour::RingWithoutAnswer)?;
    let alice = pbx.phone("100", &Behaviour::answer())?;
    let call = alice.calls("800")?;
    trace.sees("AgentCalled", "Queue", "support")?;
    sleep(TALK);
    call.hang_up();
    Ok(())
}

fn queue_to_queue(pbx: &Instance, trace: &mut Trace) -> Outcome {
    let _chloe = pbx.phone("102", &Behaviour::RingWithoutAnswer)?;
    let _emma = pbx.phone("104", &brief())?;
    let alice = pbx.phone("100", &Behaviour::answer())?;
    let mut call = alice.calls("801")?;
    trace.sees("AgentConnect", "Queue", "second")?;
    Ok(call.ended(SOON)?)
}

fn ivr(pbx: &Instance, trace: &mut Trace) -> Outcome {
    let _bruno = pbx.phone("101", &brief())?;
    let alice = pbx.phone("100", &Behaviour::answer())?;
    let mut call = alice.calls("610")?;
    call.answered(SOON)?;
    trace.sees("Newexten", "Application", "BackGround")?;
    sleep(TALK);
    call.press("1")?;
    trace.sees("Newexten", "Application", "Read")?;
    for key in ["4", "2"] {
        sleep(TALK / 2);
        call.press(key)?;
    }
    Ok(call.ended(SOON)?)
}

fn click_to_dial(pbx: &Instance, trace: &mut Trace) -> Outcome {
    let bruno = pbx.phone("101", &brief())?;
    let _alice = pbx.phone("100", &Behaviour::answer())?;
    trace.calls.ask(&[
        ("Action", "Originate"),
        ("Channel", "PJSIP/100"),
        ("Context", "internal"),
        ("Exten", "101"),
        ("Priority", "1"),
        ("CallerID", "\"Alice Martin\" <100>"),
        ("Async", "true"),
    ])?;
    Ok(bruno.ended(1, SOON)?)
}

fn call_file(pbx: &Instance, _: &mut Trace) -> Outcome {
    let bruno = pbx.phone("101", &brief())?;
    let _alice = pbx.phone("100", &Behaviour::answer())?;
    let outgoing = pbx.spool_dir().join("outgoing");
    let made = pbx.spool_dir().join("tmp").join("journey.call");
    fs::write(
        &made,
        "Channel: PJSIP/100\nCallerID: \"Alice Martin\" <100>\nContext: internal\nExtension: 101\nPriority: 1\n",
    )?;
    let owner = fs::metadata(&outgoing)?;
    chown(&made, Some(owner.uid()), Some(owner.gid()))?;
    fs::rename(&made, outgoing.join("journey.call"))?;
    Ok(bruno.ended(1, SOON)?)
}

fn crossed(pbx: &Instance, trace: &mut Trace) -> Outcome {
    trace.calls(2);
    let _bruno = pbx.phone("101", &brief())?;
    let _farid = pbx.phone("105", &brief())?;
    let emma = pbx.phone("104", &Behaviour::answer())?;
    let alice = pbx.phone("100", &Behaviour::answer())?;
    let (mut one, mut other) = (alice.calls("101")?, emma.calls("105")?);
    one.ended(SOON)?;
    Ok(other.ended(SOON)?)
}
