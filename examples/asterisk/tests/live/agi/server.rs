//! The FastAGI server answers real calls.

use std::borrow::Cow;
use std::net::TcpListener;
use std::sync::Arc;
use std::time::{Duration, Instant};

use switchhook_agi::command::{
    Exec, GetData, GetFullVariable, GetVariable, Hangup, Noop, RawCommand, ReplyError, StreamFile, Verbose,
};
use switchhook_agi::server::{Config, Router};
use switchhook_agi::wire::LineLimit;
use switchhook_agi::{Call, CallError, Server};
use switchhook_rig::{Behaviour, Instance, Task, Version};
use tokio::runtime::Runtime;

use super::{AT_ONCE, Program, agi_done, originate, tell, told};
use crate::{SOON, manager, records};

pub(crate) fn a_call_is_answered_asked_for_digits_and_hung_up(pbx: &Instance) {
    let (sender, seen) = told();
    let router = Router::new()
        .route("/ivr/{extension}", move |call: Call| {
            let sender = Arc::clone(&sender);
            async move {
                let environment = call.environment();
                let arguments: Vec<_> = environment.arguments().map(Cow::into_owned).collect();
                let about = [
                    call.parameter("extension").unwrap_or_default().to_owned(),
                    call.url().query("lang").unwrap_or_default().into_owned(),
                    call.url().query("name").unwrap_or_default().into_owned(),
                    environment.caller_id().unwrap_or_default().into_owned(),
                    environment.caller_id_name().unwrap_or_default().into_owned(),
                    environment.dialled_number().unwrap_or_default().into_owned(),
                    arguments.join("|"),
                ];
                call.answer().await?;
                let get = GetData::new("beep").timeout(Duration::from_secs(3));
                let pin = call.send(get.clone().max_digits(10)).await?;
                let code = call.send(get.max_digits(4)).await?;
                let unique_id = call.variable("UNIQUEID").await?.unwrap_or_default();
                assert_eq!(environment.unique_id().as_deref(), unique_id.to_str().ok());
                call.set_variable("CDR(userfield)", pin.digits()).await?;
                let beep = call.send(StreamFile::new("beep").until("#")).await?;
                call.send(Verbose::new("goodbye \"Alice\"").level(1)).await?;
                call.hang_up().await?;
                tell(&sender, (about, pin, code, beep, unique_id.to_string()));
                Ok::<_, CallError>(())
            }
        })
        .unwrap();
    let program = Program::start(pbx, router);
    let alice = pbx.phone("100", &Behaviour::answer()).unwrap();
    let mut call = alice
        .calls_as("301", &Behaviour::answer().digits("007#*984"))
        .unwrap();
    let (about, pin, code, beep, unique_id) = seen.recv_timeout(SOON).unwrap();
    call.ended(SOON).unwrap();
    assert_eq!(
        about.each_ref().map(String::as_str),
        [
            "301",
            "fr",
            "café",
            "100",
            "Alice Martin",
            "301",
            "first|second, with comma|"
        ]
    );
    assert_eq!((pin.digits(), pin.timed_out()), ("007", false));
    assert_eq!((code.digits(), code.timed_out()), ("*984", false));
    assert_eq!((beep.digit, beep.end > 3000), (None, true), "{beep:?}");
    let row = &records(pbx, 1)[0];
    assert_eq!(
        (row.uniqueid.as_str(), row.userfield.as_str()),
        (unique_id.as_str(), "007")
    );
    assert_eq!(row.disposition, "ANSWERED");
    assert!(pbx.log().contains("goodbye \"Alice\""), "VERBOSE is in the log");
    let stats = program.stop();
    assert_eq!((stats.begun, stats.completed), (1, 1));
}

pub(crate) fn a_variable_is_seen_from_outside_and_the_dialplan_goes_on(pbx: &Instance) {
    let (sender, channels) = told();
    let (leave, left) = tokio::sync::watch::channel(false);
    let program = Program::start(pbx, move |call: Call| {
        let (sender, mut left) = (Arc::clone(&sender), left.clone());
        async move {
            call.set_variable("RESULT", "a \"b\" \\ (c)").await?;
            tell(
                &sender,
                call.environment().channel().unwrap_or_default().into_owned(),
            );
            let _ = left.wait_for(|left| *left).await;
            Ok::<_, CallError>(())
        }
    });
    let (mut events, mut calls) = (manager(pbx, Task::Events), manager(pbx, Task::Calls));
    originate(&mut calls, "301");
    let channel = channels.recv_timeout(SOON).unwrap();
    let got = calls
        .ask(&[
            ("Action", "Getvar"),
            ("Channel", &channel),
            ("Variable", "RESULT"),
        ])
        .unwrap();
    assert_eq!(got.get("Value"), Some("a \"b\" \\ (c)"));
    leave.send(true).unwrap();
    // UserEvent itself removes quotes and backslashes.
    assert_eq!(agi_done(&mut events), ("SUCCESS".into(), "a b  (c)".into()));
    program.stop();
}

pub(crate) fn every_value_comes_back_as_it_was_set(pbx: &Instance) {
    let values: Vec<Vec<u8>> = [
        &b""[..],
        b" ",
        b" blanks at both ends ",
        b"\ttabs\t",
        b"\"",
        b"\"\"",
        b"\\",
        b"\\\\\"\\",
        b"ends with \\",
        b"\\n is no line break",
        b"a\"b c\"d",
        b"(a) (b",
        b")",
        b"((",
        b"200 result=1 (x)",
        b"HANGUP",
        b"failure",
        b"${EXTEN} $[1+1] ,;|&",
        b"'single' `back`",
        "Renée, 日本".as_bytes(),
        b"Ren\xe9 \xff\xfe",
        b"\x01\x1b\x7f",
        b"007",
        b"-1",
        b" (timeout)",
    ]
    .into_iter()
    .map(<[u8]>::to_vec)
    .collect();
    // Every byte that a line can carry, and 50 values of pseudo-random awkward ones.
    let every: Vec<u8> = (1..=255).filter(|byte| !matches!(byte, b'\r' | b'\n')).collect();
    let mut state = 0x2545_F491_u32;
    let mut awkward = || {
        let alphabet = b" \t\"\\a,$()'";
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 16) as usize
        };
        let length = next() % 30;
        (0..length)
            .map(|_| alphabet[next() % alphabet.len()])
            .collect::<Vec<u8>>()
    };
    let random: Vec<Vec<u8>> = (0..50).map(|_| awkward()).collect();
    let values: Arc<Vec<Vec<u8>>> = Arc::new(values.into_iter().chain([every]).chain(random).collect());

    let (sender, results) = told();
    let given = Arc::clone(&values);
    let program = Program::start(pbx, move |call: Call| {
        let (sender, given) = (Arc::clone(&sender), Arc::clone(&given));
        async move {
            let mut back = Vec::new();
            for value in given.iter() {
                call.set_variable("ODD", value).await?;
                back.push(call.variable("ODD").await?.map(|value| value.as_bytes().to_vec()));
            }
            tell(&sender, back);
            Ok::<_, CallError>(())
        }
    });
    originate(&mut manager(pbx, Task::Calls), "301");
    let back = results.recv_timeout(SOON).unwrap();
    for (value, back) in values.iter().zip(&back) {
        assert_eq!(back.as_ref(), Some(value), "{}", String::from_utf8_lossy(value));
    }
    assert_eq!(back.len(), values.len());
    assert_eq!(program.stop().completed, 1);
}

pub(crate) fn the_longest_line_arrives_whole(pbx: &Instance) {
    let (sender, results) = told();
    let program = Program::start(pbx, move |call: Call| {
        let sender = Arc::clone(&sender);
        async move {
            let limit = LineLimit::of_version(&call.environment().version().unwrap_or_default()).bytes();
            let fits = limit - r#"SET VARIABLE "LONG" """#.len();
            call.set_variable("LONG", "x".repeat(fits)).await?;
            let length = call.send(GetFullVariable::new("${LEN(${LONG})}")).await?;
            let refused = call.set_variable("LONG", "x".repeat(fits + 1)).await;
            // GET VARIABLE alone gives the first 1023 bytes.
            let cut = call.send(GetVariable::new("LONG")).await?.unwrap_or_default();
            assert_eq!(cut.as_bytes().len(), GetVariable::MAX_VALUE);
            let value = call.variable("LONG").await?.unwrap_or_default();
            tell(
                &sender,
                (
                    limit,
                    fits,
                    length.map(|length| length.to_string()),
                    refused,
                    value.as_bytes().len(),
                ),
            );
            Ok::<_, CallError>(())
        }
    });
    originate(&mut manager(pbx, Task::Calls), "301");
    let (limit, fits, length, refused, back) = results.recv_timeout(SOON).unwrap();
    assert_eq!(limit, if pbx.version == Version::V22 { 8190 } else { 2046 });
    assert_eq!(length, Some(fits.to_string()));
    assert!(matches!(refused, Err(CallError::Invalid(_))), "{refused:?}");
    assert_eq!(back, fits);
    assert_eq!(program.stop().completed, 1);
}

pub(crate) fn a_caller_who_hangs_up_is_noticed_at_once(pbx: &Instance) {
    let (sender, seen) = told();
    let program = Program::start(pbx, move |call: Call| {
        let sender = Arc::clone(&sender);
        async move {
            call.answer().await?;
            tell(&sender, (Instant::now(), Ok(())));
            // Anything else that takes its time.
            tokio::select! {
                () = std::future::pending() => {}
                () = call.hung_up() => {}
            }
            let noticed = Instant::now();
            let refused = call.send(StreamFile::new("beep")).await;
            assert_eq!(refused, Err(CallError::HungUp));
            let cleaned_up = async {
                call.set_variable("LEFT", "yes").await?;
                call.send(Noop).await?;
                call.variable("LEFT").await
            };
            let cleaned_up = cleaned_up.await.map(|value| assert_eq!(value.unwrap(), *"yes"));
            tell(&sender, (noticed, cleaned_up));
            Ok::<_, CallError>(())
        }
    });
    let alice = pbx.phone("100", &Behaviour::answer()).unwrap();
    let mut call = alice.calls("301").unwrap();
    call.answered(SOON).unwrap();
    assert_eq!(seen.recv_timeout(SOON).unwrap().1, Ok(()));
    let hung_up = Instant::now();
    call.hang_up();
    let (noticed, cleaned_up) = seen.recv_timeout(SOON).unwrap();
    assert_eq!(cleaned_up, Ok(()));
    assert!(noticed - hung_up < AT_ONCE, "{:?}", noticed - hung_up);
    assert_eq!(program.stop().completed, 1);
}

pub(crate) fn a_hangup_while_a_sound_plays_ends_the_command(pbx: &Instance) {
    let (sender, seen) = told();
    let program = Program::start(pbx, move |call: Call| {
        let sender = Arc::clone(&sender);
        async move {
            call.answer().await?;
            tell(&sender, (Instant::now(), None));
            let played = call.send(StreamFile::new("demo-congrats")).await;
            tell(&sender, (Instant::now(), Some(played.clone())));
            played.map(drop)
        }
    });
    let alice = pbx.phone("100", &Behaviour::answer()).unwrap();
    let mut call = alice.calls("301").unwrap();
    call.answered(SOON).unwrap();
    seen.recv_timeout(SOON).unwrap();
    let hung_up = Instant::now();
    call.hang_up();
    let (ended, played) = seen.recv_timeout(SOON).unwrap();
    // Told from a sound that is missing, though the reply is the same.
    assert_eq!(played, Some(Err(CallError::HungUp)));
    assert!(ended - hung_up < AT_ONCE, "{:?}", ended - hung_up);
    let stats = program.stop();
    assert_eq!((stats.completed, stats.failed), (1, 0));
}

pub(crate) fn a_panicking_handler_harms_no_other_call(pbx: &Instance) {
    let (sender, seen) = told();
    let (leave, left) = tokio::sync::watch::channel(false);
    let router = Router::new()
        .route("/", |call: Call| async move {
            call.answer().await?;
            assert!(call.is_hung_up(), "this handler panics");
            Ok::<_, CallError>(())
        })
        .unwrap()
        .route("/ivr/301", move |call: Call| {
            let (sender, mut left) = (Arc::clone(&sender), left.clone());
            async move {
                call.answer().await?;
                tell(&sender, ());
                let _ = left.wait_for(|left| *left).await;
                call.set_variable("RESULT", "unharmed").await
            }
        })
        .unwrap();
    let program = Program::start(pbx, router);
    let (mut events, mut calls) = (manager(pbx, Task::Events), manager(pbx, Task::Calls));
    originate(&mut calls, "301");
    seen.recv_timeout(SOON).unwrap();
    for _ in 0..3 {
        originate(&mut calls, "300");
        assert_eq!(agi_done(&mut events), ("FAILURE".into(), String::new()));
    }
    leave.send(true).unwrap();
    assert_eq!(agi_done(&mut events), ("SUCCESS".into(), "unharmed".into()));
    let stats = program.stop();
    assert_eq!((stats.panicked, stats.completed), (3, 1));
}

pub(crate) fn over_the_limit_the_dialplan_is_told_at_once(pbx: &Instance) {
    let (sender, seen) = told();
    let (leave, left) = tokio::sync::watch::channel(false);
    let config = Config::new(format!("127.0.0.1:{}", pbx.ports.agi)).max_calls(1);
    let program = Program::start_with(config, move |call: Call| {
        let (sender, mut left) = (Arc::clone(&sender), left.clone());
        async move {
            tell(&sender, ());
            let _ = left.wait_for(|left| *left).await;
            call.set_variable("RESULT", "first").await
        }
    });
    let (mut events, mut calls) = (manager(pbx, Task::Events), manager(pbx, Task::Calls));
    originate(&mut calls, "301");
    seen.recv_timeout(SOON).unwrap();
    let began = Instant::now();
    originate(&mut calls, "301");
    assert_eq!(agi_done(&mut events), ("FAILURE".into(), String::new()));
    assert!(began.elapsed() < AT_ONCE, "{:?}", began.elapsed());
    leave.send(true).unwrap();
    assert_eq!(agi_done(&mut events), ("SUCCESS".into(), "first".into()));
    assert_eq!(program.stop().refused, 1);
}

pub(crate) fn without_a_program_the_dialplan_goes_on(pbx: &Instance) {
    let (mut events, mut calls) = (manager(pbx, Task::Events), manager(pbx, Task::Calls));
    originate(&mut calls, "301");
    assert_eq!(agi_done(&mut events), ("FAILURE".into(), String::new()));
    // Another program has the port: ours says so instead of starting.
    let address = format!("127.0.0.1:{}", pbx.ports.agi);
    let _taken = TcpListener::bind(&address).unwrap();
    let runtime = Runtime::new().unwrap();
    let nothing = |_: Call| async { Ok::<_, CallError>(()) };
    let error = runtime
        .block_on(Server::start(Config::new(&address), nothing))
        .unwrap_err()
        .to_string();
    assert!(
        error.contains(&address) && error.contains("another program listens there"),
        "{error}"
    );
}

pub(crate) fn a_program_in_extension_h_may_do_what_the_dead_may(pbx: &Instance) {
    let (sender, seen) = told();
    let router = Router::new()
        .route("/after-hangup", move |call: Call| {
            let sender = Arc::clone(&sender);
            async move {
                let refused = call.answer().await;
                let duration = call.variable("CDR(billsec)").await?.is_some();
                let source = call
                    .variable("CALLERID(num)")
                    .await?
                    .unwrap_or_default()
                    .to_string();
                call.set_variable("RESULT", "after").await?;
                tell(&sender, (refused, duration, source));
                Ok::<_, CallError>(())
            }
        })
        .unwrap();
    let program = Program::start(pbx, router);
    let (mut events, mut calls) = (manager(pbx, Task::Events), manager(pbx, Task::Calls));
    originate(&mut calls, "302");
    let (refused, duration, source) = seen.recv_timeout(SOON).unwrap();
    assert_eq!(refused, Err(CallError::Reply(ReplyError::NotPermitted)));
    assert_eq!((duration, source.as_str()), (true, "106"));
    assert_eq!(agi_done(&mut events), ("SUCCESS".into(), "after".into()));
    assert_eq!(program.stop().completed, 1);
}

pub(crate) fn many_calls_at_once_do_not_mix(pbx: &Instance) {
    const CALLS: usize = 15;
    let (sender, seen) = told();
    let program = Program::start(pbx, move |call: Call| {
        let sender = Arc::clone(&sender);
        async move {
            let id = call.environment().unique_id().unwrap_or_default().into_owned();
            for round in 0..50 {
                call.set_variable("MINE", format!("{id}-{round}")).await?;
                let mine = call.variable("MINE").await?.unwrap_or_default();
                assert_eq!(mine, *format!("{id}-{round}"));
                assert_eq!(call.variable("UNIQUEID").await?.unwrap_or_default(), *id.as_str());
            }
            tell(&sender, id);
            Ok::<_, CallError>(())
        }
    });
    let mut calls = manager(pbx, Task::Calls);
    for _ in 0..CALLS {
        originate(&mut calls, "301");
    }
    let mut ids: Vec<String> = (0..CALLS).map(|_| seen.recv_timeout(SOON).unwrap()).collect();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), CALLS);
    let stats = program.stop();
    assert_eq!(
        (stats.completed, stats.panicked, stats.failed),
        (CALLS as u64, 0, 0)
    );
}

pub(crate) fn refusals_are_told_apart(pbx: &Instance) {
    let (sender, seen) = told();
    let program = Program::start(pbx, move |call: Call| {
        let sender = Arc::clone(&sender);
        async move {
            let mut errors = Vec::new();
            errors.push(call.send(RawCommand::new("NO SUCH")).await.unwrap_err());
            errors.push(call.send(RawCommand::new("GET DATA")).await.unwrap_err());
            errors.push(call.send(Exec::new("NoSuchApplication")).await.unwrap_err());
            errors.push(call.send(Hangup::of("no/such")).await.unwrap_err());
            call.answer().await?;
            errors.push(call.send(StreamFile::new("no-such-sound")).await.unwrap_err());
            assert_eq!(call.send(Exec::new("Set").options("RESULT=1,2 \"3\"")).await?, 0);
            let result = call.variable("RESULT").await?.unwrap_or_default();
            tell(&sender, (errors, result.to_string()));
            Ok::<_, CallError>(())
        }
    });
    originate(&mut manager(pbx, Task::Calls), "301");
    let (errors, result) = seen.recv_timeout(SOON).unwrap();
    let CallError::Reply(ReplyError::Usage { usage }) = &errors[1] else {
        panic!("{errors:?}");
    };
    assert!(usage.iter().any(|line| line.contains("DTMF")), "{usage:?}");
    let others: Vec<_> = [0, 2, 3, 4].map(|at| errors[at].clone()).to_vec();
    assert_eq!(
        others,
        [
            ReplyError::Unknown,
            ReplyError::NoApplication,
            ReplyError::Failed,
            ReplyError::Failed
        ]
        .map(CallError::Reply)
    );
    assert_eq!(result, "1,2 \"3\"");
    assert_eq!(program.stop().completed, 1);
}
