//! The server and its handlers, with a played Asterisk.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "a played Asterisk needs sockets and tasks of its own"
)]

use std::net::{SocketAddr, TcpListener};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use switchhook_agi::command::StreamFile;
use switchhook_agi::proto::CloseReason;
use switchhook_agi::server::{Config, Incident, Report, Router, Server, StartError};
use switchhook_agi::testing::Script;
use switchhook_agi::{Call, CallError};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
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

#[tokio::test]
async fn a_handler_that_ignores_the_end_is_stopped_and_reported() {
    let entered = Arc::new(Notify::new());
    let handler = {
        let entered = Arc::clone(&entered);
        move |call: Call| {
            let entered = Arc::clone(&entered);
            async move {
                entered.notify_one();
                std::future::pending::<()>().await;
                call.answer().await
            }
        }
    };
    let reports = Reports::default();
    let server = Server::start(reports.of(config()), handler).await.unwrap();
    let address = server.addr();
    let call = tokio::spawn(async move { script().fails().play_at(address).await });
    entered.notified().await;
    let stats = tokio::time::timeout(2 * SOON, server.shutdown(Duration::ZERO))
        .await
        .unwrap();
    // Asterisk got its call back before the handler was stopped.
    call.await.unwrap().unwrap();
    assert_eq!((stats.stopped, stats.running), (1, 0));
    let reason = CloseReason::Shutdown;
    assert_eq!(reports.take(), [Incident::HandlerStopped { reason }]);
}

/// Asterisk would wait a second for each, and its callers with it.
#[tokio::test]
async fn a_burst_of_calls_finds_room_while_the_server_is_busy() {
    let server = Server::start(config(), answering).await.unwrap();
    // On this one thread nothing is accepted until we wait for something.
    let calls: Vec<_> = (0..500)
        .map(|_| std::net::TcpStream::connect_timeout(&server.addr(), Duration::from_millis(900)))
        .collect();
    let connected = calls.iter().filter(|call| call.is_ok()).count();
    assert_eq!(connected, 500);
    drop(calls);
    assert_eq!(server.shutdown(SOON).await.running, 0);
}

#[tokio::test]
async fn of_many_refused_callers_each_is_told() {
    let server = Server::start(config().max_calls(0), answering).await.unwrap();
    // More than are waited for, and none of them closes.
    let mut refused = Vec::new();
    for _ in 0..400 {
        let mut stream = TcpStream::connect(server.addr()).await.unwrap();
        // It may be too late for that.
        let _ = stream.write_all(b"agi_network: yes\n\n").await;
        refused.push(stream);
    }
    for stream in &mut refused {
        let mut told = Vec::new();
        // May end with a reset, since nobody read what it said.
        let _ = tokio::time::timeout(SOON, stream.read_to_end(&mut told))
            .await
            .expect("a refusal is said at once");
        assert_eq!(told, b"failure\n");
    }
    assert_eq!(server.stats().refused, 400);
}
