//! The company against the real thing, in both versions: `cargo test -p switchhook-rig --test live -- --ignored`.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::time::Duration;

use switchhook_rig::{Behaviour, CdrRow, Instance, Manager, Phone, Reply, Secret, Task, Version, wait_for};

const SOON: Duration = Duration::from_secs(10);

/// Each scenario becomes a test for 22 and one for 16.
macro_rules! on_both_versions {
    ($($name:ident)*) => {
        mod asterisk_22 {
            use switchhook_rig::{Instance, Version};
            $(#[test]
            #[ignore = "needs a real Asterisk: see examples/asterisk"]
            fn $name() { super::$name(&super::started(Instance::start(Version::V22))); })*
        }
        mod asterisk_16 {
            use switchhook_rig::{Instance, Version};
            $(#[test]
            #[ignore = "needs a real Asterisk: see examples/asterisk"]
            fn $name() { super::$name(&super::started(Instance::start(Version::V16))); })*
        }
    };
}

on_both_versions! {
    an_originate_joins_two_phones_and_the_record_says_so
    a_queue_call_reaches_a_member_and_is_recorded
    busy_and_no_answer_are_told_apart
    a_caller_who_gives_up_leaves_a_record
    a_phone_added_through_the_manager_registers_and_is_called
    each_account_is_refused_what_is_not_its_task
    a_wrong_secret_is_refused_after_a_pause
    calls_go_out_and_come_in_over_the_trunk
    a_busy_phone_with_a_mailbox_gets_voicemail
    keys_reach_the_dialplan
    a_fastagi_program_is_asked
    a_recording_asked_for_in_astdb_is_made_and_reported
    a_running_call_is_recorded_and_a_phone_notified_by_the_state_account
    a_parked_call_is_fetched
    a_phone_that_took_a_call_hangs_up
    a_dropped_phone_is_unregistered_and_a_wrong_secret_is_refused
}

fn an_originate_joins_two_phones_and_the_record_says_so(pbx: &Instance) {
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

fn a_queue_call_reaches_a_member_and_is_recorded(pbx: &Instance) {
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

fn busy_and_no_answer_are_told_apart(pbx: &Instance) {
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

fn a_caller_who_gives_up_leaves_a_record(pbx: &Instance) {
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

/// What the portal does to add a phone, and to take it away.
fn a_phone_added_through_the_manager_registers_and_is_called(pbx: &Instance) {
    let secret = Secret::new("a-secret-of-one-phone");
    let mut config = manager(pbx, Task::Config);
    let lines = [
        ("type", "wizard"),
        ("accepts_auth", "yes"),
        ("accepts_registrations", "yes"),
        ("has_hint", "no"),
        ("inbound_auth/username", "ab12cd34"),
        ("inbound_auth/password", secret.expose()),
        ("endpoint/context", "internal"),
        ("endpoint/allow", "ulaw,alaw"),
        ("endpoint/callerid", "\"Zoe Blanc\" <106>"),
        // Without it the account may not register: 403.
        ("aor/max_contacts", "4"),
    ];
    let mut steps = vec![("NewCat", "ab12cd34", "", "")];
    steps.extend(lines.map(|(name, value)| ("Append", "ab12cd34", name, value)));
    done(&update(&mut config, "switchhook/phones.conf", &steps));
    let context = "switchhook-phones";
    let steps = [
        ("Append", context, "exten", "106,hint,PJSIP/ab12cd34"),
        (
            "Append",
            context,
            "exten",
            "106,1,Gosub(stdexten,s,1(PJSIP/ab12cd34))",
        ),
    ];
    done(&update(&mut config, "switchhook/dialplan.conf", &steps));
    reload(&mut config);

    let zoe = wait_for("the new account", SOON, || {
        Phone::register(pbx, "ab12cd34", &secret, &Behaviour::answer()).ok()
    })
    .unwrap();
    let alice = pbx.phone("100", &Behaviour::answer()).unwrap();
    let mut call = alice.calls("106").unwrap();
    call.answered(SOON).unwrap();
    let mut events = manager(pbx, Task::Events);
    let hints = events.list(&[("Action", "ExtensionStateList")]).unwrap();
    let hint = hints.iter().find(|h| h.get("Exten") == Some("106")).unwrap();
    assert_eq!(
        (hint.get("Hint"), hint.get("StatusText")),
        (Some("PJSIP/ab12cd34"), Some("InUse"))
    );
    call.hang_up();
    zoe.ended(1, SOON).unwrap();
    let row = &records(pbx, 1)[0];
    assert_eq!(
        (row.src.as_str(), row.dst.as_str(), row.disposition.as_str()),
        ("100", "106", "ANSWERED")
    );
    // The new phone calls too, under its extension.
    let mut call = zoe.calls("100").unwrap();
    call.answered(SOON).unwrap();
    call.hang_up();
    assert_eq!(records(pbx, 2)[1].clid, "\"Zoe Blanc\" <106>");
    drop(zoe);

    done(&update(
        &mut config,
        "switchhook/phones.conf",
        &[("DelCat", "ab12cd34", "", "")],
    ));
    done(&update(
        &mut config,
        "switchhook/dialplan.conf",
        &[("EmptyCat", context, "", "")],
    ));
    reload(&mut config);
    wait_for("the account to be gone", SOON, || {
        Phone::register(pbx, "ab12cd34", &secret, &Behaviour::answer()).err()
    })
    .unwrap();
    alice.calls("106").unwrap().refused(SOON).unwrap();

    // A step that fails leaves the file as it was.
    let path = pbx.config_dir().join("switchhook/phones.conf");
    let before = std::fs::read_to_string(&path).unwrap();
    let steps = [("NewCat", "x", "", ""), ("Append", "nowhere", "type", "wizard")];
    let refused = update(&mut config, "switchhook/phones.conf", &steps);
    assert_eq!(refused.get("Message"), Some("Given category does not exist"));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), before);
}

fn each_account_is_refused_what_is_not_its_task(pbx: &Instance) {
    /// An action, and whose task it is.
    type Right = (&'static [(&'static str, &'static str)], &'static [Task]);
    let actions: [Right; 9] = [
        (
            &[("Action", "Originate"), ("Channel", "PJSIP/100")],
            &[Task::Calls],
        ),
        (
            &[("Action", "Hangup"), ("Channel", "PJSIP/100-1")],
            &[Task::Calls, Task::State],
        ),
        (
            &[
                ("Action", "QueueAdd"),
                ("Queue", "support"),
                ("Interface", "PJSIP/104"),
            ],
            &[Task::Queues],
        ),
        (
            &[("Action", "UpdateConfig"), ("SrcFilename", "a")],
            &[Task::Config],
        ),
        (
            &[("Action", "GetConfig"), ("Filename", "queues.conf")],
            &[Task::Config, Task::State],
        ),
        (
            &[("Action", "DBPut"), ("Family", "a"), ("Key", "b"), ("Val", "c")],
            &[Task::State],
        ),
        (
            &[("Action", "DBGet"), ("Family", "a"), ("Key", "b")],
            &[Task::Events, Task::State],
        ),
        (&[("Action", "CoreShowChannels")], &[Task::Events, Task::State]),
        (&[("Action", "Command"), ("Command", "core show version")], &[]),
    ];
    for task in Task::ALL {
        let mut manager = manager(pbx, task);
        for (action, allowed) in actions {
            let reply = manager.ask(action).unwrap();
            let denied = reply.get("Message") == Some("Permission denied");
            assert_eq!(denied, !allowed.contains(&task), "{task:?} {action:?}: {reply:?}");
            assert!(!denied || reply.get("Response") == Some("Error"), "{reply:?}");
        }
    }
    // Whoever may call may not run programs.
    let mut calls = manager(pbx, Task::Calls);
    let reply = calls
        .ask(&[
            ("Action", "Originate"),
            ("Channel", "PJSIP/100"),
            ("Application", "System"),
            ("Data", "true"),
        ])
        .unwrap();
    let expected = match pbx.version {
        Version::V22 => "Originate Access Forbidden: app or data blacklisted",
        Version::V16 => "Originate Access Forbidden: Application",
    };
    assert_eq!(
        (reply.get("Response"), reply.get("Message")),
        (Some("Error"), Some(expected))
    );
}

fn a_wrong_secret_is_refused_after_a_pause(pbx: &Instance) {
    let mut stranger = Manager::connect(pbx.ami_addr()).unwrap();
    let expected = match pbx.version {
        Version::V22 => "Asterisk Call Manager/11.0.0",
        Version::V16 => "Asterisk Call Manager/5.0.4",
    };
    assert_eq!(stranger.banner(), expected);
    let begun = std::time::Instant::now();
    let reply = stranger.login("events", "guess").unwrap();
    assert_eq!(
        (reply.get("Response"), reply.get("Message")),
        (Some("Error"), Some("Authentication failed"))
    );
    assert!(
        begun.elapsed() >= Duration::from_millis(900),
        "{:?}",
        begun.elapsed()
    );
    assert!(
        stranger.ask(&[("Action", "Ping")]).is_err(),
        "the connection stays open"
    );
}

fn calls_go_out_and_come_in_over_the_trunk(pbx: &Instance) {
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

fn a_busy_phone_with_a_mailbox_gets_voicemail(pbx: &Instance) {
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

fn keys_reach_the_dialplan(pbx: &Instance) {
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

fn a_fastagi_program_is_asked(pbx: &Instance) {
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

fn a_recording_asked_for_in_astdb_is_made_and_reported(pbx: &Instance) {
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

fn a_running_call_is_recorded_and_a_phone_notified_by_the_state_account(pbx: &Instance) {
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

fn a_parked_call_is_fetched(pbx: &Instance) {
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

fn a_phone_that_took_a_call_hangs_up(pbx: &Instance) {
    let mut bruno = pbx.phone("101", &Behaviour::answer()).unwrap();
    let alice = pbx.phone("100", &Behaviour::answer()).unwrap();
    let mut call = alice.calls("101").unwrap();
    bruno.answered(1, SOON).unwrap();
    bruno.hang_up();
    call.ended(SOON).unwrap();
    bruno.ended(1, SOON).unwrap();
    assert_eq!(records(pbx, 1)[0].disposition, "ANSWERED");
}

fn a_dropped_phone_is_unregistered_and_a_wrong_secret_is_refused(pbx: &Instance) {
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

/// Asked for without a real Asterisk, a test fails with the sentence that it is ignored with.
fn started(instance: switchhook_rig::Result<Instance>) -> Instance {
    instance.unwrap_or_else(|e| panic!("needs a real Asterisk: see examples/asterisk ({e})"))
}

fn manager(pbx: &Instance, task: Task) -> Manager {
    let (user, secret) = pbx.account(task);
    let mut manager = Manager::connect(pbx.ami_addr()).unwrap();
    assert_eq!(
        manager.login(user, secret.expose()).unwrap().get("Message"),
        Some("Authentication accepted")
    );
    manager
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

fn update(config: &mut Manager, file: &str, steps: &[(&str, &str, &str, &str)]) -> Reply {
    let mut headers: Vec<(String, String)> = [
        ("Action", "UpdateConfig"),
        ("SrcFilename", file),
        ("DstFilename", file),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .into();
    for (number, (action, category, variable, value)) in steps.iter().enumerate() {
        for (name, value) in [
            ("Action", action),
            ("Cat", category),
            ("Var", variable),
            ("Value", value),
        ] {
            if !value.is_empty() {
                headers.push((format!("{name}-{number:06}"), (*value).to_owned()));
            }
        }
    }
    let borrowed: Vec<_> = headers
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    config.ask(&borrowed).unwrap()
}

/// `res_pjsip` takes `pjsip_wizard.conf` with it; `res_pjsip_config_wizard` cannot be reloaded by itself in 16.
fn reload(config: &mut Manager) {
    for module in ["res_pjsip", "pbx_config"] {
        let reply = config.ask(&[("Action", "Reload"), ("Module", module)]).unwrap();
        assert_eq!(reply.get("Message"), Some("Module Reloaded"), "{module}");
    }
}

fn done(reply: &Reply) {
    assert_eq!(reply.get("Response"), Some("Success"), "{reply:?}");
}

fn records(pbx: &Instance, count: usize) -> Vec<CdrRow> {
    wait_for("the call detail records", SOON, || {
        let rows = pbx.master_csv().unwrap();
        (rows.len() >= count).then_some(rows)
    })
    .unwrap_or_else(|e| panic!("{e}\n{:#?}\n{}", pbx.master_csv(), pbx.log()))
}
