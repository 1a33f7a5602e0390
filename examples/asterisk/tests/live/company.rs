//! Queue, voicemail, keys, FastAGI, recording, parking.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::time::Duration;

use switchhook_rig::{Behaviour, Instance, Task, wait_for};

use crate::{SOON, done, manager, records};

pub(crate) fn a_queue_call_reaches_a_member_and_is_recorded(pbx: &Instance) {
    let agent = pbx
        .phone("102", &Behaviour::answer().hang_up_after(Duration::from_secs(1)))
        .unwrap();
    let alice = pbx.phone("100", &Behaviour::answer()).unwrap();
    let mut events = manager(pbx, Task::Events);
    let members = events
        .list(&[("Action", "QueueStatus"), ("Queue", "support")])
        .unwrap();
    let mut names: Vec<_> = members
        .iter()
        .filter(|m| m.is_event("QueueMember"))
        .map(|m| m.get("Name"))
        .collect();
    // Asterisk lists them in no particular order.
    names.sort_unstable();
    assert_eq!(names, [Some("Chloé Durand"), Some("David Nguyen")]);

    let mut call = alice.calls("800").unwrap();
    let joined = events.event(SOON, |e| e.is_event("QueueCallerJoin")).unwrap();
    assert_eq!(
        (joined.get("Queue"), joined.get("CallerIDNum")),
        (Some("support"), Some("100"))
    );
    let connected = events.event(SOON, |e| e.is_event("AgentConnect")).unwrap();
    assert_eq!(connected.get("Interface"), Some("PJSIP/102"));
    agent.ended(1, SOON).unwrap();
    call.ended(SOON).unwrap();
    let recording = events.event(SOON, |e| e.is_event("UserEvent")).unwrap();
    let row = &records(pbx, 1)[0];
    assert_eq!((row.dst.as_str(), row.lastapp.as_str()), ("800", "Queue"));
    assert_eq!(row.userfield, format!("{}.wav", row.uniqueid));
    assert_eq!(recording.get("UserEvent"), Some("Recording"));
    assert_eq!(recording.get("File"), Some(row.userfield.as_str()));
    let file = pbx.spool_dir().join("monitor").join(&row.userfield);
    wait_for("the recording", SOON, || file.is_file().then_some(())).unwrap();

    let log = std::fs::read_to_string(pbx.log_dir().join("queue_log")).unwrap();
    assert!(
        log.contains(&format!("|{}|support|Chloé Durand|CONNECT|", row.uniqueid)),
        "{log}"
    );
    // The database has the same record.
    wait_for("the database", SOON, || {
        let bytes = std::fs::read(pbx.log_dir().join("master.db")).ok()?;
        bytes
            .windows(row.uniqueid.len())
            .any(|window| window == row.uniqueid.as_bytes())
            .then_some(())
    })
    .unwrap();
}

pub(crate) fn a_busy_phone_with_a_mailbox_gets_voicemail(pbx: &Instance) {
    let _bruno = pbx.phone("101", &Behaviour::Busy).unwrap();
    let alice = pbx.phone("100", &Behaviour::answer()).unwrap();
    let mut call = alice.calls("101").unwrap();
    call.answered(SOON).unwrap();
    call.hang_up();
    // Two records of one channel: the phone was busy, then the voicemail answered.
    let rows = records(pbx, 2);
    assert_eq!(
        (rows[0].lastapp.as_str(), rows[0].disposition.as_str()),
        ("Dial", "BUSY")
    );
    assert_eq!(
        (rows[1].lastapp.as_str(), rows[1].disposition.as_str()),
        ("VoiceMail", "ANSWERED")
    );
    assert_eq!(
        (rows[1].dst.as_str(), rows[1].lastdata.as_str()),
        ("101", "101@default,b")
    );
    assert_eq!(
        (&rows[0].uniqueid, &rows[0].linkedid),
        (&rows[1].uniqueid, &rows[1].linkedid)
    );
    assert!(rows[0].sequence < rows[1].sequence);
}

pub(crate) fn keys_reach_the_dialplan(pbx: &Instance) {
    let alice = pbx.phone("100", &Behaviour::answer()).unwrap();
    let mut events = manager(pbx, Task::Events);
    let _call = alice
        .calls_as("202", &Behaviour::answer().digits("007*1#"))
        .unwrap();
    let event = events.event(SOON, |e| e.is_event("UserEvent")).unwrap();
    assert_eq!(
        (event.get("UserEvent"), event.get("Digits")),
        (Some("Digits"), Some("007*1"))
    );
}

pub(crate) fn a_fastagi_program_is_asked(pbx: &Instance) {
    let listener = TcpListener::bind(("127.0.0.1", pbx.ports.agi)).unwrap();
    let alice = pbx.phone("100", &Behaviour::answer()).unwrap();
    let mut events = manager(pbx, Task::Events);
    let _call = alice.calls("300").unwrap();
    let (mut stream, _) = listener.accept().unwrap();
    stream.set_read_timeout(Some(SOON)).unwrap();
    let mut lines = BufReader::new(stream.try_clone().unwrap())
        .lines()
        .map_while(Result::ok);
    let environment: Vec<String> = lines.by_ref().take_while(|line| !line.is_empty()).collect();
    assert!(
        environment.contains(&"agi_network: yes".to_owned()),
        "{environment:?}"
    );
    assert!(
        environment.contains(&"agi_extension: 300".to_owned()),
        "{environment:?}"
    );
    stream.write_all(b"GET VARIABLE CALLERID(num)\n").unwrap();
    assert_eq!(lines.next().as_deref(), Some("200 result=1 (100)"));
    drop((lines, stream));
    let event = events.event(SOON, |e| e.is_event("UserEvent")).unwrap();
    assert_eq!(
        (event.get("UserEvent"), event.get("Status")),
        (Some("AgiDone"), Some("SUCCESS"))
    );
}

pub(crate) fn a_recording_asked_for_in_astdb_is_made_and_reported(pbx: &Instance) {
    let bruno = pbx
        .phone("101", &Behaviour::answer().hang_up_after(Duration::from_secs(1)))
        .unwrap();
    let alice = pbx.phone("100", &Behaviour::answer()).unwrap();
    let mut state = manager(pbx, Task::State);
    let put = [
        ("Action", "DBPut"),
        ("Family", "record"),
        ("Key", "101"),
        ("Val", "1"),
    ];
    done(&state.ask(&put).unwrap());
    let mut events = manager(pbx, Task::Events);
    let _call = alice.calls("101").unwrap();
    bruno.ended(1, SOON).unwrap();
    let event = events.event(SOON, |e| e.is_event("UserEvent")).unwrap();
    let row = &records(pbx, 1)[0];
    assert_eq!(event.get("File"), Some(format!("{}.wav", row.uniqueid).as_str()));
    assert_eq!(event.get("Linkedid"), Some(row.linkedid.as_str()));
}

pub(crate) fn a_running_call_is_recorded_and_a_phone_notified_by_the_state_account(pbx: &Instance) {
    let _bruno = pbx.phone("101", &Behaviour::answer()).unwrap();
    let alice = pbx.phone("100", &Behaviour::answer()).unwrap();
    let mut call = alice.calls("101").unwrap();
    call.answered(SOON).unwrap();
    let mut events = manager(pbx, Task::Events);
    let channels = events.list(&[("Action", "CoreShowChannels")]).unwrap();
    let channel = channels
        .iter()
        .find_map(|c| c.get("Channel").filter(|name| name.starts_with("PJSIP/100-")))
        .unwrap();
    let mut state = manager(pbx, Task::State);
    done(
        &state
            .ask(&[
                ("Action", "MixMonitor"),
                ("Channel", channel),
                ("File", "on-demand.wav"),
            ])
            .unwrap(),
    );
    let file = pbx.spool_dir().join("monitor/on-demand.wav");
    wait_for("the recording", SOON, || file.is_file().then_some(())).unwrap();
    done(
        &state
            .ask(&[("Action", "StopMixMonitor"), ("Channel", channel)])
            .unwrap(),
    );
    done(
        &state
            .ask(&[
                ("Action", "PJSIPNotify"),
                ("Endpoint", "101"),
                ("Option", "check-sync"),
            ])
            .unwrap(),
    );
    let nobody = [
        ("Action", "PJSIPNotify"),
        ("Endpoint", "999"),
        ("Option", "check-sync"),
    ];
    assert_eq!(state.ask(&nobody).unwrap().get("Response"), Some("Error"));
}

pub(crate) fn a_parked_call_is_fetched(pbx: &Instance) {
    let alice = pbx.phone("100", &Behaviour::answer()).unwrap();
    let bruno = pbx.phone("101", &Behaviour::answer()).unwrap();
    let mut events = manager(pbx, Task::Events);
    let _parked = alice.calls("700").unwrap();
    let parked = events.event(SOON, |e| e.is_event("ParkedCall")).unwrap();
    assert_eq!(parked.get("ParkingSpace"), Some("701"));
    let mut fetching = bruno.calls("701").unwrap();
    fetching.answered(SOON).unwrap();
    let fetched = events.event(SOON, |e| e.is_event("UnParkedCall")).unwrap();
    assert_eq!(
        (
            fetched.get("ParkeeCallerIDNum"),
            fetched.get("RetrieverCallerIDNum")
        ),
        (Some("100"), Some("101"))
    );
}
