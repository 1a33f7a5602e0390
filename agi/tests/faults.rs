//! What goes wrong on the way must harm nobody else: a running server on loopback, and peers that misbehave.
//!
//! Bounded in count and time. What is asserted is what happened, never how fast.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "played Asterisks need sockets and tasks of their own"
)]

use std::collections::VecDeque;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use switchhook_agi::command::{Noop, RawCommand};
use switchhook_agi::server::{Config, Router, Server, Stats};
use switchhook_agi::testing::{Script, ScriptError};
use switchhook_agi::wire::split_words;
use switchhook_agi::{Call, CallError};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::sync::Notify;
use tokio::task::JoinSet;

/// So long that only a test that has failed waits for it.
const SOON: Duration = Duration::from_secs(60);

fn config() -> Config {
    Config::new("127.0.0.1:0")
}

async fn answering(call: Call) -> Result<(), CallError> {
    call.answer().await
}

fn answered() -> Script {
    Script::call("agi://127.0.0.1/good")
        .on("ANSWER", "200 result=0")
        .closes()
        .patience(SOON)
}

/// Good calls, a few at a time, until told to stop; how many there were.
async fn good_calls(server: std::net::SocketAddr, stop: Arc<Notify>) -> u64 {
    let mut done = 0;
    loop {
        let played = answered().play_at(server).await;
        played.expect("a good call goes well whatever others do");
        done += 1;
        // Between two calls only: one that is cut off is a call that did not begin.
        if tokio::time::timeout(Duration::ZERO, stop.notified())
            .await
            .is_ok()
        {
            return done;
        }
    }
}

#[tokio::test]
async fn half_a_line_and_silence_take_nothing_from_others() {
    let config = config().environment_timeout(Duration::from_millis(200));
    let server = Server::start(config, answering).await.unwrap();
    let mut silent = Vec::new();
    for said in ["", "agi_net", "agi_network: yes\nagi_req", "agi_network: yes\n"] {
        for _ in 0..25 {
            let mut stream = TcpStream::connect(server.addr()).await.unwrap();
            stream.write_all(said.as_bytes()).await.unwrap();
            silent.push(stream);
        }
    }
    for _ in 0..20 {
        answered().play_at(server.addr()).await.unwrap();
    }
    for stream in &mut silent {
        let mut told = Vec::new();
        tokio::time::timeout(SOON, stream.read_to_end(&mut told))
            .await
            .expect("silence has an end")
            .unwrap();
        assert_eq!(told, b"failure\n");
    }
    drop(silent);
    let stats = server.shutdown(SOON).await;
    assert_eq!(
        (stats.not_begun, stats.completed, stats.running),
        (100, 20, 0),
        "{stats:?}"
    );
}

/// Half a reply, then nothing: the call is given back, and the handler told that the outcome is unknown.
#[tokio::test]
async fn half_a_reply_and_silence_end_that_call_only() {
    let unknown = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&unknown);
    let handler = move |call: Call| {
        let counted = Arc::clone(&counted);
        async move {
            let answered = call.answer().await;
            if matches!(answered, Err(CallError::OutcomeUnknown { .. })) {
                counted.fetch_add(1, Ordering::Relaxed);
            }
            answered
        }
    };
    let config = config().reply_timeout(Duration::from_millis(500));
    let server = Server::start(config, handler).await.unwrap();
    let address = server.addr();
    let mut calls = JoinSet::new();
    for _ in 0..50 {
        let stuck = Script::call("agi://127.0.0.1/")
            .expect("ANSWER")
            .say_bytes(b"200 resu")
            .fails()
            .patience(SOON);
        calls.spawn(async move { stuck.play_at(address).await });
        answered().play_at(address).await.unwrap();
    }
    while let Some(played) = calls.join_next().await {
        played.unwrap().unwrap();
    }
    let stats = server.shutdown(SOON).await;
    assert_eq!((stats.failed, stats.completed), (50, 50), "{stats:?}");
    assert_eq!(unknown.load(Ordering::Relaxed), 50);
}

#[tokio::test]
async fn floods_end_themselves_while_good_calls_go_on() {
    async fn waiting(call: Call) -> Result<(), CallError> {
        call.hung_up().await;
        Ok(())
    }
    let router = Router::new()
        .route("/flooded", waiting)
        .unwrap()
        .fallback(answering);
    let server = Server::start(config(), router).await.unwrap();
    let address = server.addr();
    let stop = Arc::new(Notify::new());
    let good = tokio::spawn(good_calls(address, Arc::clone(&stop)));
    let mut floods = JoinSet::new();
    for kind in 0..4 {
        for _ in 0..5 {
            floods.spawn(async move {
                let mut stream = TcpStream::connect(address).await.unwrap();
                let (begin, more): (&[u8], Vec<u8>) = match kind {
                    // An environment without end, in one line and in many.
                    0 => (b"agi_network: ", vec![b'x'; 16 * 1024]),
                    1 => (b"", b"agi_x: y\n".repeat(2000)),
                    // Lines that answer nothing, and hangups without end.
                    2 => (b"agi_network_script: flooded\n\n", b"200 result=0\n".repeat(1000)),
                    _ => (b"agi_network_script: flooded\n\n", b"HANGUP\n".repeat(2000)),
                };
                let mut sent = begin.len();
                let mut is_ended = stream.write_all(begin).await.is_err();
                // As much as a peer may say, and far more than the limits.
                while !is_ended && sent < 64 * 1024 * 1024 {
                    is_ended = stream.write_all(&more).await.is_err();
                    sent += more.len();
                }
                assert!(is_ended, "kind {kind}: {sent} bytes were taken");
            });
        }
    }
    while let Some(flood) = tokio::time::timeout(SOON, floods.join_next()).await.unwrap() {
        flood.unwrap();
    }
    stop.notify_one();
    let good = good.await.unwrap();
    let stats = server.shutdown(SOON).await;
    assert!(good > 0);
    // A flood of hangups is a hangup first: its handler has returned before.
    assert_eq!(
        (stats.panicked, stats.stopped, stats.running),
        (0, 0, 0),
        "{stats:?}"
    );
    assert!(stats.completed >= good, "{stats:?}");
    assert_eq!(stats.not_begun, 10, "{stats:?}");
}

#[tokio::test]
async fn panics_of_every_kind_beside_good_calls() {
    let router = Router::new()
        .route(
            "/at-once",
            |_: Call| -> std::future::Ready<Result<(), CallError>> { panic!("before it began") },
        )
        .unwrap()
        .route("/later", |call: Call| async move {
            call.answer().await?;
            call.answer().await.map(|()| panic!("between commands"))
        })
        .unwrap()
        .route("/elsewhere", |call: Call| async move {
            // In a task of its own that holds the call.
            let panicked = tokio::spawn(async move {
                call.answer().await?;
                if call.peer().is_some() {
                    panic!("in a task");
                }
                Ok::<(), CallError>(())
            });
            panicked
                .await
                .map_err(|error| error.to_string())?
                .map_err(|error| error.to_string())
        })
        .unwrap()
        .fallback(answering);
    let server = Server::start(config(), router).await.unwrap();
    let address = server.addr();
    let stop = Arc::new(Notify::new());
    let good = tokio::spawn(good_calls(address, Arc::clone(&stop)));
    for _ in 0..100 {
        let call = |path: &str| Script::call(&format!("agi://127.0.0.1/{path}"));
        for script in [
            call("at-once").fails(),
            call("later")
                .on("ANSWER", "200 result=0")
                .on("ANSWER", "200 result=0")
                .fails(),
            call("elsewhere").on("ANSWER", "200 result=0").fails(),
        ] {
            script.play_at(address).await.unwrap();
        }
    }
    stop.notify_one();
    let good = good.await.unwrap();
    let stats = server.shutdown(SOON).await;
    assert!(good > 0);
    assert_eq!((stats.panicked, stats.failed, stats.running), (200, 100, 0));
}

/// What the recorded program said, in order.
fn lines_of(transcript: &[u8]) -> VecDeque<Vec<u8>> {
    transcript
        .split(|byte| *byte == b'\n')
        .filter_map(|line| line.strip_prefix(b"P: "))
        .map(<[u8]>::to_vec)
        .collect()
}

#[tokio::test]
async fn asterisk_goes_away_at_every_byte_of_recorded_conversations() {
    for name in ["16-digits", "22-digits", "22-hangup-while-playing"] {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("testdata/{name}.txt"));
        let transcript = std::fs::read(file).unwrap();
        let lines = lines_of(&transcript);
        assert!(!lines.is_empty());
        // Says what the recorded program said, and goes on whatever it gets.
        let handler = move |call: Call| {
            let lines = lines.clone();
            async move {
                let mut last = Ok(());
                for line in lines {
                    let mut words = split_words(&line).into_iter();
                    let first = words.next().unwrap_or_default();
                    let mut command = RawCommand::new(String::from_utf8_lossy(&first));
                    for word in words {
                        command = command.argument(word);
                    }
                    last = call.send(command).await.map(drop);
                }
                last
            }
        };
        let server = Server::start(config(), handler).await.unwrap();
        let script = Script::from_transcript(&transcript).unwrap();
        let bytes = script.said_bytes();
        for byte in 0..bytes {
            let cut = script.clone().cut_after(byte).play_at(server.addr()).await;
            if let Err(error) = cut {
                panic!("{name}, after {byte} of {bytes} bytes: {error}");
            }
        }
        // Nobody is left, and the next call is served.
        script.play_at(server.addr()).await.unwrap();
        let stats = server.shutdown(SOON).await;
        assert_eq!(stats.completed + stats.failed + stats.not_begun, bytes as u64 + 1);
        assert_eq!(
            (stats.panicked, stats.stopped, stats.running),
            (0, 0, 0),
            "{name}"
        );
        assert_eq!(stats.failed, 0, "{name}: a peer that goes away is no failure");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_shutdown_under_load_cuts_no_call() {
    const COMMANDS: usize = 40;
    let halfway = Arc::new(Notify::new());
    let handler = {
        let halfway = Arc::clone(&halfway);
        move |call: Call| {
            let halfway = Arc::clone(&halfway);
            async move {
                for number in 0..COMMANDS {
                    if number == COMMANDS / 2 {
                        halfway.notify_one();
                    }
                    call.send(Noop).await?;
                }
                Ok::<_, CallError>(())
            }
        }
    };
    let server = Server::start(config(), handler).await.unwrap();
    let address = server.addr();
    let mut callers = JoinSet::new();
    for _ in 0..50 {
        callers.spawn(async move {
            let mut whole = Script::call("agi://127.0.0.1/");
            for _ in 0..COMMANDS {
                whole = whole.on("NOOP", "200 result=0");
            }
            let whole = whole.closes().patience(SOON);
            // One call after the other, until the server takes no more: refused, or nobody listens.
            let mut done = 0_u64;
            loop {
                let Ok(mut stream) = TcpStream::connect(address).await else {
                    return done;
                };
                match whole.play(&mut stream).await {
                    Ok(()) => done += 1,
                    Err(_) if done == 0 => panic!("the first call of each is taken"),
                    // Refused: what came instead of the first command. Anything later would be a call that was cut.
                    Err(
                        ScriptError::OtherLine { step: ..=2, .. }
                        | ScriptError::Closed { step: ..=2, .. }
                        | ScriptError::Io { step: ..=2, .. },
                    ) => return done,
                    Err(error) => panic!("a call was cut: {error}"),
                }
            }
        });
    }
    // Some are halfway through a call now, others between two.
    for _ in 0..200 {
        halfway.notified().await;
    }
    let stats = server.shutdown(Duration::MAX).await;
    let mut done = 0;
    while let Some(caller) = tokio::time::timeout(SOON, callers.join_next()).await.unwrap() {
        done += caller.unwrap();
    }
    // As many as the callers saw end well; the server has cut none.
    assert_eq!(stats.completed, done, "{stats:?}");
    assert_eq!(
        (stats.begun, stats.failed, stats.stopped, stats.running),
        (done, 0, 0, 0),
        "{stats:?}"
    );
}

#[tokio::test]
async fn two_thousand_calls_beyond_the_limit_are_each_refused_while_one_goes_on() {
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
    let server = Server::start(config().max_calls(1), handler).await.unwrap();
    let address = server.addr();
    let one = tokio::spawn(async move { answered().play_at(address).await });
    entered.notified().await;
    // A few hundred at once: a process may not have more files.
    for _ in 0..10 {
        let mut refused = Vec::new();
        for _ in 0..200 {
            let mut stream = TcpStream::connect(address).await.unwrap();
            // It may be too late for that.
            let _ = stream.write_all(b"agi_network: yes\n\n").await;
            refused.push(stream);
        }
        for stream in &mut refused {
            let mut told = Vec::new();
            // May end with a reset, if nobody read what it said.
            let _ = tokio::time::timeout(SOON, stream.read_to_end(&mut told))
                .await
                .expect("a refusal is said at once");
            assert_eq!(told, b"failure\n");
        }
    }
    leave.notify_one();
    one.await.unwrap().unwrap();
    let Stats {
        begun,
        completed,
        refused,
        ..
    } = server.shutdown(SOON).await;
    assert_eq!((begun, completed, refused), (1, 1, 2000));
}

/// What comes from one address leaves room for the others. Elsewhere than on Linux this machine has no second one.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn one_address_cannot_take_all_the_room() {
    let (entered, leave) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let handler = {
        let (entered, leave) = (Arc::clone(&entered), Arc::clone(&leave));
        move |call: Call| {
            let (entered, leave) = (Arc::clone(&entered), Arc::clone(&leave));
            async move {
                // Registered before the test learns of it.
                let leaving = leave.notified();
                entered.notify_one();
                leaving.await;
                call.answer().await
            }
        }
    };
    let config = Config::new("127.0.0.1:0").max_calls_per_address(1);
    let server = Server::start(config, handler).await.unwrap();
    let address = std::net::SocketAddr::from(([127, 0, 0, 1], server.addr().port()));
    let first = tokio::spawn(async move { answered().play_at(address).await });
    entered.notified().await;
    Script::new().fails().play_at(address).await.unwrap();
    // From another address of this machine.
    let socket = tokio::net::TcpSocket::new_v4().unwrap();
    socket.bind(([127, 0, 0, 2], 0).into()).unwrap();
    let stream = socket.connect(address).await.unwrap();
    let second = tokio::spawn(async move { answered().play(stream).await });
    entered.notified().await;
    leave.notify_waiters();
    for call in [first, second] {
        call.await.unwrap().unwrap();
    }
    let stats = server.shutdown(SOON).await;
    assert_eq!((stats.completed, stats.refused), (2, 1));
}
