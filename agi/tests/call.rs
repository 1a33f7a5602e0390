//! A call and its handler over a pipe, with a played Asterisk.
#![allow(
    clippy::disallowed_methods,
    reason = "a played Asterisk needs tasks of its own"
)]

use std::sync::Arc;
use std::time::Duration;

use switchhook_agi::call::{Outcome, converse};
use switchhook_agi::command::{GetData, Noop, RawCommand, SayDigits, StreamFile};
use switchhook_agi::proto::{CloseReason, Options};
use switchhook_agi::testing::Script;
use switchhook_agi::{Call, CallError, Handler, HandlerError};
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _};
use tokio::sync::Notify;

const SOON: Duration = Duration::from_secs(10);

async fn answering(call: Call) -> Result<(), CallError> {
    call.answer().await
}

fn script() -> Script {
    Script::call("agi://127.0.0.1/")
}

/// Runs a script and a handler without a socket, on a clock that jumps.
async fn over_a_pipe(script: &Script, options: Options, handler: impl Handler) -> Outcome {
    let (asterisk, program) = tokio::io::duplex(64 * 1024);
    let script = script.clone().patience(Duration::from_secs(100_000));
    let (played, outcome) = tokio::join!(
        script.play(asterisk),
        converse(program, &handler, options, std::future::pending())
    );
    played.unwrap();
    outcome
}

#[tokio::test(start_paused = true)]
async fn a_silent_peer_a_lost_reply_and_a_handler_that_hangs_are_given_up() {
    let half = Script::new().say_bytes(b"agi_network: yes\nagi_req").fails();
    let outcome = over_a_pipe(&half, Options::default(), answering).await;
    assert!(
        matches!(outcome, Outcome::NotBegun(CloseReason::EnvironmentTimeout { .. })),
        "{outcome:?}"
    );

    // Half a reply, then silence: whether it was answered is unknown.
    let half = script().expect("ANSWER").say_bytes(b"200 resu").fails();
    let outcome = over_a_pipe(&half, Options::default(), |call: Call| async move {
        let error = call.answer().await.unwrap_err();
        assert!(
            matches!(&error, CallError::OutcomeUnknown { reason } if reason.is_timeout()),
            "{error}"
        );
        Err(error)
    })
    .await;
    // Not as calls end: the dialplan goes on with a failure, and whoever runs the program learns why.
    let Outcome::Failed(error) = outcome else {
        panic!("{outcome:?}")
    };
    assert!(
        error.to_string().contains("no reply to ANSWER within 30s"),
        "{error}"
    );

    // The call goes on in the dialplan, and the handler has some seconds.
    let outcome = over_a_pipe(&script().fails(), Options::default(), |call: Call| async move {
        std::future::pending::<()>().await;
        drop(call);
        Ok::<_, CallError>(())
    })
    .await;
    assert!(
        matches!(outcome, Outcome::Stopped(CloseReason::Idle { .. })),
        "{outcome:?}"
    );

    let mut options = Options::default();
    options.call_timeout = Duration::from_secs(60);
    let long = script().expect("WAIT FOR DIGIT -1").fails();
    let outcome = over_a_pipe(&long, options, |call: Call| async move {
        let wait = switchhook_agi::command::WaitForDigit::forever();
        let error = call.send(wait).await.unwrap_err();
        assert!(call.is_hung_up() && error.is_over(), "{error}");
        Err(error)
    })
    .await;
    // Not as calls end: the dialplan goes on with a failure, and whoever runs the program learns why.
    let Outcome::Failed(error) = outcome else {
        panic!("{outcome:?}")
    };
    assert!(
        error.to_string().contains("raise Options::call_timeout"),
        "{error}"
    );
}

#[tokio::test]
async fn a_command_that_was_given_up_delays_the_next_and_its_reply_is_nobodys() {
    let (asterisk, program) = tokio::io::duplex(1024);
    let mut asterisk = tokio::io::BufStream::new(asterisk);
    let (arrived, given_up) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let handler = {
        let (arrived, given_up) = (Arc::clone(&arrived), Arc::clone(&given_up));
        move |call: Call| {
            let (arrived, given_up) = (Arc::clone(&arrived), Arc::clone(&given_up));
            async move {
                tokio::select! {
                    reply = call.send(SayDigits::new("12345")) => panic!("{reply:?}"),
                    () = arrived.notified() => {}
                }
                // Never sent: given up while another one ran.
                let noop = tokio::time::timeout(Duration::ZERO, call.send(Noop));
                assert!(noop.await.is_err());
                given_up.notify_one();
                assert_eq!(call.variable("X").await?.unwrap(), *"x");
                Ok::<_, CallError>(())
            }
        }
    };
    let play = async {
        asterisk.write_all(b"agi_network: yes\n\n").await.unwrap();
        asterisk.flush().await.unwrap();
        let mut line = String::new();
        asterisk.read_line(&mut line).await.unwrap();
        assert_eq!(line, "SAY DIGITS \"12345\" \"\"\n");
        arrived.notify_one();
        given_up.notified().await;
        asterisk.write_all(b"200 result=0\n").await.unwrap();
        asterisk.flush().await.unwrap();
        line.clear();
        asterisk.read_line(&mut line).await.unwrap();
        assert_eq!(line, "GET VARIABLE \"X\"\n");
        asterisk.write_all(b"200 result=1 (x)\n").await.unwrap();
        asterisk.shutdown().await.unwrap();
    };
    let ((), outcome) = tokio::join!(
        play,
        converse(program, &handler, Options::default(), std::future::pending())
    );
    assert!(matches!(outcome, Outcome::Completed), "{outcome:?}");
}

#[tokio::test]
async fn a_playback_that_nobody_waits_for_is_stopped_at_once() {
    let reached = Arc::new(Notify::new());
    let arrived = Arc::clone(&reached);
    let handler = move |call: Call| {
        let arrived = Arc::clone(&arrived);
        async move {
            tokio::select! {
                biased;
                reply = call.send(StreamFile::new("long")) => panic!("{reply:?}"),
                () = arrived.notified() => {}
            }
            assert_eq!(call.send(GetData::new("pin")).await?.digits(), "0");
            // A key that was pressed in the last moment is lost with the playback it ended.
            tokio::select! {
                biased;
                reply = call.send(GetData::new("pin")) => panic!("{reply:?}"),
                () = arrived.notified() => {}
            }
            assert_eq!(call.variable("X").await?.unwrap(), *"x");
            Ok::<_, CallError>(())
        }
    };
    let (asterisk, program) = tokio::io::duplex(1024);
    let begin = script().expect("STREAM FILE long \"\"");
    let middle = Script::new()
        .gives_up()
        .on("GET DATA pin", "200 result=0")
        .expect("GET DATA pin");
    let rest = Script::new()
        .expect("GET FULL VARIABLE switchhook-interrupted")
        .say("200 result=1 (timeout)")
        .say("200 result=1 (switchhook-interrupted)")
        .on("GET VARIABLE X", "200 result=1 (x)")
        .closes();
    let play = async {
        let mut asterisk = asterisk;
        for script in [begin, middle] {
            script.play(&mut asterisk).await?;
            reached.notify_one();
        }
        rest.play(&mut asterisk).await
    };
    let (played, outcome) = tokio::join!(
        play,
        converse(program, &handler, Options::default(), std::future::pending())
    );
    played.unwrap();
    assert!(matches!(outcome, Outcome::Completed), "{outcome:?}");
}

#[tokio::test]
async fn commands_of_several_tasks_get_their_own_replies() {
    let mut many = script();
    for _ in 0..50 {
        // Whichever comes first: the reply says which it was.
        many = many.on("NOOP", "200 result=0");
    }
    let outcome = over_a_pipe(&many.closes(), Options::default(), |call: Call| async move {
        let call = Arc::new(call);
        let tasks: Vec<_> = (0..50)
            .map(|_| {
                let call = Arc::clone(&call);
                tokio::spawn(async move { call.send(Noop).await })
            })
            .collect();
        for task in tasks {
            task.await.unwrap()?;
        }
        Ok::<_, CallError>(())
    })
    .await;
    assert!(matches!(outcome, Outcome::Completed), "{outcome:?}");
}

#[tokio::test]
async fn a_peer_may_go_away_at_every_byte() {
    let whole = b"agi_network: yes\nagi_channel: x\n\n200 result=0\n200 result=1 (a\nb)\nHANGUP\n";
    for end in 0..=whole.len() {
        let (mut asterisk, program) = tokio::io::duplex(1024);
        asterisk.write_all(&whole[..end]).await.unwrap();
        asterisk.shutdown().await.unwrap();
        let handler = |call: Call| async move {
            call.answer().await?;
            call.variable("X").await?;
            call.hung_up().await;
            Ok::<_, CallError>(())
        };
        let conversation = converse(program, &handler, Options::default(), std::future::pending());
        let outcome = tokio::time::timeout(SOON, conversation).await.unwrap();
        let begun = end >= whole.windows(2).position(|pair| pair == b"\n\n").unwrap() + 2;
        match outcome {
            Outcome::Completed => assert!(begun, "{end}"),
            Outcome::NotBegun(reason) => {
                assert!(!begun, "{end}");
                assert_eq!(reason, CloseReason::ClosedBeforeEnvironment, "{end}");
            }
            other => panic!("{end}: {other:?}"),
        }
    }
}

#[tokio::test]
async fn a_flood_ends_the_session_and_takes_no_memory() {
    let flood = "x".repeat(1000) + "\n";
    let flooding = script().say(&flood.repeat(200)).fails();
    let (asterisk, program) = tokio::io::duplex(1024 * 1024);
    let handler = |call: Call| async move {
        call.hung_up().await;
        assert!(matches!(call.ended(), Some(CloseReason::Flooded { .. })));
        Ok::<_, CallError>(())
    };
    let (played, outcome) = tokio::join!(
        flooding.play(asterisk),
        converse(program, &handler, Options::default(), std::future::pending())
    );
    played.unwrap();
    assert!(matches!(outcome, Outcome::Completed), "{outcome:?}");
}

#[tokio::test]
async fn what_cannot_be_sent_is_told_and_the_call_goes_on() {
    let handler = |call: Call| async move {
        let error = call.set_variable("X", "a\nHANGUP").await.unwrap_err();
        assert_eq!(
            error.to_string(),
            "the command was not sent: SET VARIABLE: LF at byte 1 of argument 2; remove it, a command cannot carry \
             line breaks or NUL"
        );
        // The Asterisk of the script reads 8190 bytes.
        call.set_variable("X", "x".repeat(8000)).await?;
        let error = call.set_variable("X", "x".repeat(8200)).await.unwrap_err();
        assert!(matches!(error, CallError::Invalid(_)), "{error}");
        call.send(RawCommand::new("no such")).await.unwrap_err();
        Ok::<_, CallError>(())
    };
    let script = script()
        .on(&format!("SET VARIABLE X {}", "x".repeat(8000)), "200 result=1")
        .on("no such", "510 Invalid or unknown command")
        .closes();
    let outcome = over_a_pipe(&script, Options::default(), handler).await;
    assert!(matches!(outcome, Outcome::Completed), "{outcome:?}");
}

#[tokio::test]
async fn a_value_that_asterisk_cut_is_read_again_whole() {
    let (cut, whole) = ("x".repeat(1023), "x".repeat(3000));
    let script = script()
        .on("GET VARIABLE LONG", &format!("200 result=1 ({cut})"))
        .on("GET FULL VARIABLE ${LONG}", &format!("200 result=1 ({whole})"))
        // What would be evaluated there is left as it is.
        .on("GET VARIABLE ${LONG}", &format!("200 result=1 ({cut})"))
        .closes();
    let outcome = over_a_pipe(&script, Options::default(), move |call: Call| async move {
        assert_eq!(call.variable("LONG").await?.unwrap().as_bytes().len(), 3000);
        assert_eq!(call.variable("${LONG}").await?.unwrap().as_bytes().len(), 1023);
        Ok::<_, CallError>(())
    })
    .await;
    assert!(matches!(outcome, Outcome::Completed), "{outcome:?}");
}

#[tokio::test]
async fn a_peer_that_never_stops_talking_does_not_stop_the_clock() {
    // Always ready to be read from, as a socket is whose peer writes faster than we read.
    let environment = &b"agi_network: yes\n\n"[..];
    let endless = tokio::io::AsyncReadExt::chain(environment, tokio::io::repeat(b'x'));
    let stream = tokio::io::join(endless, tokio::io::sink());
    let mut options = Options::default();
    // A reply without end, to a command without end.
    options.limits.unexpected_bytes = usize::MAX;
    options.call_timeout = Duration::from_millis(50);
    let play = |call: Call| async move {
        loop {
            match call.send(StreamFile::new("long")).await {
                Err(error) if error.is_over() => return Err(error),
                _ => {}
            }
        }
    };
    let converse = converse(stream, &play, options, std::future::pending());
    let Ok(Outcome::Failed(error)) = tokio::time::timeout(SOON, converse).await else {
        panic!("the call ends at its deadline, with an error")
    };
    assert!(error.to_string().contains("the session lasted 50ms"), "{error}");
}

#[tokio::test]
async fn a_peer_that_goes_on_talking_after_the_end_is_left() {
    let (mut peer, stream) = tokio::io::duplex(64 * 1024);
    let talking = async move {
        peer.write_all(b"agi_network: yes\n\n").await.unwrap();
        let mut taken = 0;
        while peer.write_all(&[b'x'; 1024]).await.is_ok() {
            taken += 1024;
        }
        taken
    };
    let done = |_: Call| async { Ok::<_, CallError>(()) };
    let (taken, outcome) = tokio::join!(
        talking,
        converse(stream, &done, Options::default(), std::future::pending())
    );
    assert!(matches!(outcome, Outcome::Completed), "{outcome}");
    assert!(taken < 2 * 1024 * 1024, "{taken} bytes were taken");
}

#[tokio::test(start_paused = true)]
async fn a_stopped_handler_that_panics_while_it_is_dropped_is_a_panic() {
    struct Held;
    impl Drop for Held {
        fn drop(&mut self) {
            panic!("still in use");
        }
    }
    let outcome = over_a_pipe(&script().fails(), Options::default(), |_: Call| async {
        let _held = Held;
        std::future::pending::<Result<(), CallError>>().await
    })
    .await;
    assert!(
        matches!(&outcome, Outcome::Panicked(message) if message == "still in use"),
        "{outcome:?}"
    );
}

/// What a program makes of its errors.
#[derive(Debug, thiserror::Error)]
enum Failed {
    #[error("no menu")]
    Menu(#[from] CallError),
    #[error("no database")]
    Database(#[source] std::io::Error),
}

#[tokio::test(start_paused = true)]
async fn a_caller_who_leaves_is_no_failure_however_the_handler_wraps_it() {
    async fn wrapping(call: Call) -> Result<(), Failed> {
        Ok(call.answer().await?)
    }
    async fn boxing(call: Call) -> Result<(), HandlerError> {
        wrapping(call)
            .await
            .map_err(|error| std::io::Error::other(error).into())
    }
    async fn failing(call: Call) -> Result<(), Failed> {
        call.hung_up().await;
        Err(Failed::Database(std::io::Error::other("down")))
    }
    let left = script().hangs_up();
    let outcome = left.clone().closes().run(wrapping).await.unwrap();
    assert!(matches!(outcome, Outcome::Completed), "{outcome}");
    let outcome = left.clone().closes().run(boxing).await.unwrap();
    assert!(matches!(outcome, Outcome::Completed), "{outcome}");

    // What is no ordinary end stays a failure: another error, a refusal, a deadline.
    let outcome = left.fails().run(failing).await.unwrap();
    assert_eq!(outcome.to_string(), "the handler failed: no database");
    let refused = script().on("ANSWER", "510 Invalid or unknown command");
    let outcome = refused.fails().run(wrapping).await.unwrap();
    assert!(matches!(outcome, Outcome::Failed(_)), "{outcome}");
    let late = script().expect("ANSWER").patience(Duration::from_secs(100));
    let outcome = late.fails().run(wrapping).await.unwrap();
    assert!(matches!(outcome, Outcome::Failed(_)), "{outcome}");
}

#[cfg(all(unix, feature = "blocking"))]
#[test]
fn a_script_is_played_to_a_handler_without_a_runtime_and_tells_what_went_otherwise() {
    use switchhook_agi::blocking;

    fn pin(call: &mut blocking::Call) -> Result<(), CallError> {
        call.answer()?;
        let pin = call.send(GetData::new("vm-password").max_digits(4))?;
        call.set_variable("PIN", pin.digits())
    }
    let asked = script()
        .on("ANSWER", "200 result=0")
        .on("GET DATA vm-password 0 4", "200 result=0070");
    let whole = asked.clone().on("SET VARIABLE PIN 0070", "200 result=1").closes();
    let outcome = whole.run_blocking(pin).unwrap();
    assert!(matches!(outcome, Outcome::Completed), "{outcome}");
    for byte in 0..whole.said_bytes() {
        let outcome = whole.clone().cut_after(byte).run_blocking(pin).unwrap();
        let is_fine = matches!(outcome, Outcome::Completed | Outcome::NotBegun(_));
        assert!(is_fine, "after {byte} bytes: {outcome}");
    }
    let wrong = asked.on("SET VARIABLE PIN 70", "200 result=1").run_blocking(pin);
    assert_eq!(
        wrong.unwrap_err().to_string(),
        "step 6: expected \"SET VARIABLE PIN 70\", got \"SET VARIABLE \\\"PIN\\\" \\\"0070\\\"\""
    );
    let panicking = |_: &mut blocking::Call| -> Result<(), CallError> { panic!("no menu") };
    let outcome = script().fails().run_blocking(panicking).unwrap();
    assert_eq!(outcome.to_string(), "the handler panicked: no menu");
    let impatient = script()
        .patience(Duration::from_millis(50))
        .expect("ANSWER")
        .run_blocking(|call: &mut blocking::Call| {
            call.hangs_up_within(SOON);
            Ok::<(), CallError>(())
        });
    assert_eq!(
        impatient.unwrap_err().to_string(),
        "step 2: expected \"ANSWER\", but nothing came within 50ms; if it may take longer, see Script::patience"
    );
}
