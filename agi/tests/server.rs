//! The server and its handlers, with a played Asterisk.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "a played Asterisk needs sockets and tasks of its own"
)]

use std::net::{SocketAddr, TcpListener};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use switchhook_agi::call::{Outcome, converse};
use switchhook_agi::command::{Noop, RawCommand, StreamFile};
use switchhook_agi::proto::{CloseReason, Options};
use switchhook_agi::server::{Config, Incident, Report, Router, Server, StartError};
use switchhook_agi::testing::Script;
use switchhook_agi::{Call, CallError, Handler};
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::sync::Notify;

const SOON: Duration = Duration::from_secs(10);

/// What a server reported.
#[derive(Clone, Default)]
struct Reports(Arc<Mutex<Vec<Report>>>);

impl Reports {
    fn of(&self, config: Config) -> Config {
        let reports = Arc::clone(&self.0);
        config.on_report(move |report| reports.lock().unwrap().push(report.clone()))
    }

    fn take(&self) -> Vec<Incident> {
        let reports = std::mem::take(&mut *self.0.lock().unwrap());
        reports.into_iter().map(|report| report.incident).collect()
    }
}

fn config() -> Config {
    Config::new("127.0.0.1:0")
}

async fn answering(call: Call) -> Result<(), CallError> {
    call.answer().await
}

fn script() -> Script {
    Script::call("agi://127.0.0.1/")
}

fn answered() -> Script {
    script().on("ANSWER", "200 result=0").closes()
}

#[tokio::test]
async fn the_path_chooses_the_handler_and_gives_parameters_and_query() {
    async fn menu(call: Call) -> Result<(), CallError> {
        let menu = call.parameter("menu").unwrap_or("?").to_owned();
        let lang = call
            .url()
            .query("lang")
            .map_or("?".to_owned(), std::borrow::Cow::into_owned);
        call.set_variable("CHOSEN", format!("{menu} {lang}")).await
    }
    let router = Router::new()
        .route("/ivr/{menu}", menu)
        .unwrap()
        .route("/ivr/night", |call: Call| async move { call.hang_up().await })
        .unwrap();
    assert_eq!(
        router
            .clone()
            .route("/ivr/{other}", menu)
            .unwrap_err()
            .to_string(),
        "route \"/ivr/{other}\": \"/ivr/{menu}\" matches the same paths"
    );
    let reports = Reports::default();
    let server = Server::start(reports.of(config()), router).await.unwrap();
    for script in [
        Script::call("agi://127.0.0.1/ivr/caf%C3%A9?lang=fr")
            .on("SET VARIABLE CHOSEN \"café fr\"", "200 result=1")
            .closes(),
        Script::call("agi://127.0.0.1/ivr/night")
            .on("HANGUP", "200 result=1")
            .closes(),
        // The dialplan learns that there was nobody.
        Script::call("agi://127.0.0.1/nobody?token=x").fails(),
        Script::call("agi://127.0.0.1").fails(),
    ] {
        script.play_at(server.addr()).await.unwrap();
    }
    let stats = server.shutdown(SOON).await;
    assert_eq!(
        (stats.begun, stats.completed, stats.failed, stats.running),
        (4, 2, 2, 0)
    );
    let Incident::HandlerFailed { error } = &reports.take()[0] else {
        panic!("the third call failed");
    };
    assert!(
        error.starts_with("no route for \"/nobody\"; correct the AGI() line"),
        "{error}"
    );
}

#[tokio::test]
async fn a_panicking_handler_harms_nobody_else() {
    let (entered, leave) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let router = {
        let (entered, leave) = (Arc::clone(&entered), Arc::clone(&leave));
        Router::new()
            .route("/panics", |call: Call| async move {
                call.answer().await?;
                panic!("no menu {}", call.url().path());
                #[allow(unreachable_code, reason = "the type of the block")]
                Ok::<(), CallError>(())
            })
            .unwrap()
            .route(
                "/panics/at-once",
                |_: Call| -> std::future::Ready<Result<(), CallError>> { panic!("before it began") },
            )
            .unwrap()
            .fallback(move |call: Call| {
                let (entered, leave) = (Arc::clone(&entered), Arc::clone(&leave));
                async move {
                    call.answer().await?;
                    entered.notify_one();
                    leave.notified().await;
                    call.set_variable("DONE", "1").await
                }
            })
    };
    let reports = Reports::default();
    let server = Server::start(reports.of(config()), router).await.unwrap();
    let address = server.addr();
    // One call is in the middle while others panic.
    let good = tokio::spawn(async move {
        let good = script()
            .on("ANSWER", "200 result=0")
            .on("SET VARIABLE DONE 1", "200 result=1")
            .closes();
        good.play_at(address).await
    });
    entered.notified().await;
    for _ in 0..20 {
        let panics = Script::call("agi://127.0.0.1/panics")
            .on("ANSWER", "200 result=0")
            .fails();
        panics.play_at(address).await.unwrap();
        Script::call("agi://127.0.0.1/panics/at-once")
            .fails()
            .play_at(address)
            .await
            .unwrap();
    }
    leave.notify_one();
    good.await.unwrap().unwrap();
    let stats = server.shutdown(SOON).await;
    assert_eq!((stats.panicked, stats.completed, stats.running), (40, 1, 0));
    let mut messages: Vec<String> = reports.take().iter().map(ToString::to_string).collect();
    messages.sort();
    messages.dedup();
    assert_eq!(
        messages,
        [
            "the handler panicked: before it began",
            "the handler panicked: no menu /panics"
        ]
    );
}

#[tokio::test]
async fn a_hangup_is_noticed_while_the_handler_does_something_else() {
    let noticed = Arc::new(Notify::new());
    let told = Arc::clone(&noticed);
    let handler = move |call: Call| {
        let told = Arc::clone(&told);
        async move {
            call.answer().await?;
            // As in another task of the program's own.
            let hung_up = tokio::spawn(call.hung_up());
            tokio::select! {
                () = std::future::pending() => {}
                ended = hung_up => ended.unwrap(),
            }
            told.notify_one();
            assert_eq!(call.send(StreamFile::new("x")).await, Err(CallError::HungUp));
            call.set_variable("CDR(userfield)", "left").await
        }
    };
    let server = Server::start(config(), handler).await.unwrap();
    script()
        .on("ANSWER", "200 result=0")
        .hangs_up()
        .on("SET VARIABLE CDR(userfield) left", "200 result=1")
        .closes()
        .play_at(server.addr())
        .await
        .unwrap();
    noticed.notified().await;
    // A connection that just ends is a hangup too.
    let script = script().on("ANSWER", "200 result=0").close();
    script.play_at(server.addr()).await.unwrap();
    noticed.notified().await;
    server.shutdown(SOON).await;
}

#[tokio::test]
async fn over_the_limit_a_call_is_refused_at_once_and_the_dialplan_told() {
    let (entered, leave) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let handler = {
        let (entered, leave) = (Arc::clone(&entered), Arc::clone(&leave));
        move |call: Call| {
            let (entered, leave) = (Arc::clone(&entered), Arc::clone(&leave));
            async move {
                entered.notify_one();
                leave.notified().await;
                call.answer().await
            }
        }
    };
    let reports = Reports::default();
    let server = Server::start(reports.of(config().max_calls(1)), handler)
        .await
        .unwrap();
    let address = server.addr();
    let first = tokio::spawn(async move { answered().play_at(address).await });
    entered.notified().await;
    for _ in 0..3 {
        script().fails().play_at(address).await.unwrap();
    }
    leave.notify_one();
    first.await.unwrap().unwrap();
    // There is room again once the first has gone.
    let again = tokio::spawn(async move {
        loop {
            if answered().play_at(address).await.is_ok() {
                break;
            }
        }
    });
    entered.notified().await;
    leave.notify_one();
    tokio::time::timeout(SOON, again).await.unwrap().unwrap();
    let stats = server.shutdown(SOON).await;
    assert!(stats.refused >= 3 && stats.completed == 2, "{stats:?}");
    assert_eq!(reports.take()[0], Incident::Refused { limit: 1 });
}

#[tokio::test]
async fn a_taken_port_a_wrong_address_and_an_open_one_are_told_with_a_remedy() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let error = Server::start(Config::new(&address), answering).await.unwrap_err();
    assert!(matches!(error, StartError::Listen { .. }));
    let message = error.to_string();
    assert!(
        message.starts_with(&format!("cannot listen on {address:?}: ")),
        "{message}"
    );
    assert!(
        message.ends_with("another program listens there: stop it, or take another port here and in AGI()")
    );

    let error = Server::start(Config::new("0.0.0.0:0"), answering)
        .await
        .unwrap_err();
    assert!(matches!(error, StartError::NotLoopback { .. }));
    assert!(error.to_string().contains("AGI has no password"), "{error}");
    let open = Server::start(Config::new("0.0.0.0:0").beyond_loopback(), answering)
        .await
        .unwrap();
    let address = SocketAddr::from(([127, 0, 0, 1], open.addr().port()));
    answered().play_at(address).await.unwrap();

    let error = Server::start(Config::new("4573"), answering).await.unwrap_err();
    assert!(
        error
            .to_string()
            .ends_with("write it as host:port, such as 127.0.0.1:4573"),
        "{error}"
    );
}

#[tokio::test]
async fn what_is_not_asterisk_is_no_call() {
    let reports = Reports::default();
    let server = Server::start(reports.of(config()), answering).await.unwrap();
    let mut browser = TcpStream::connect(server.addr()).await.unwrap();
    browser.write_all(b"GET / HTTP/1.1\r\n\r\n").await.unwrap();
    let mut answer = Vec::new();
    browser.read_to_end(&mut answer).await.unwrap();
    assert_eq!(answer, b"failure\n");
    drop(TcpStream::connect(server.addr()).await.unwrap());
    answered().play_at(server.addr()).await.unwrap();
    let stats = server.shutdown(SOON).await;
    assert_eq!((stats.not_begun, stats.begun), (2, 1));
    let told: Vec<String> = reports.take().iter().map(ToString::to_string).collect();
    assert!(
        told.iter()
            .any(|line| line.starts_with("no call: not an AGI session")),
        "{told:?}"
    );
    assert!(
        told.contains(&"no call: closed before the environment was complete".to_owned()),
        "{told:?}"
    );
}

#[tokio::test]
async fn a_shutdown_lets_calls_finish_and_takes_no_new_ones() {
    let (entered, leave) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let handler = {
        let (entered, leave) = (Arc::clone(&entered), Arc::clone(&leave));
        move |call: Call| {
            let (entered, leave) = (Arc::clone(&entered), Arc::clone(&leave));
            async move {
                entered.notify_one();
                leave.notified().await;
                call.answer().await
            }
        }
    };
    let server = Server::start(config(), handler).await.unwrap();
    let address = server.addr();
    let call = tokio::spawn(async move { answered().play_at(address).await });
    entered.notified().await;
    let shutdown = tokio::spawn(server.shutdown(Duration::MAX));
    // Nobody listens any more, which Asterisk notices at once.
    let closed = async { while TcpStream::connect(address).await.is_ok() {} };
    tokio::time::timeout(SOON, closed).await.unwrap();
    leave.notify_one();
    call.await.unwrap().unwrap();
    let stats = tokio::time::timeout(SOON, shutdown).await.unwrap().unwrap();
    assert_eq!((stats.completed, stats.running), (1, 0));
}

#[tokio::test]
async fn an_impatient_shutdown_is_a_hangup_for_the_handlers() {
    let entered = Arc::new(Notify::new());
    let handler = {
        let entered = Arc::clone(&entered);
        move |call: Call| {
            let entered = Arc::clone(&entered);
            async move {
                entered.notify_one();
                call.hung_up().await;
                assert_eq!(call.ended(), Some(CloseReason::Shutdown));
                call.answer().await
            }
        }
    };
    let server = Server::start(config(), handler).await.unwrap();
    let address = server.addr();
    let call = tokio::spawn(async move { script().fails().play_at(address).await });
    entered.notified().await;
    let stats = tokio::time::timeout(SOON, server.shutdown(Duration::ZERO))
        .await
        .unwrap();
    call.await.unwrap().unwrap();
    assert_eq!((stats.completed, stats.stopped, stats.running), (1, 0, 0));
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
    assert!(matches!(outcome, Outcome::Completed), "{outcome:?}");

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
    assert!(matches!(outcome, Outcome::Completed), "{outcome:?}");
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
                    reply = call.send(StreamFile::new("long")) => panic!("{reply:?}"),
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
        assert_eq!(line, "STREAM FILE \"long\" \"\"\n");
        arrived.notify_one();
        given_up.notified().await;
        asterisk.write_all(b"200 result=0 endpos=8000\n").await.unwrap();
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
