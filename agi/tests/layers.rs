//! Layers and states around handlers, with a played Asterisk.
#![allow(
    clippy::disallowed_methods,
    reason = "a played Asterisk needs tasks of its own"
)]

use std::io::Write;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use switchhook_agi::call::{Outcome, converse, with_state};
use switchhook_agi::layer::{AllowedNetworks, Guard, Token, Trace};
use switchhook_agi::proto::Options;
use switchhook_agi::server::{Config, Incident, Router, Server};
use switchhook_agi::testing::Script;
use switchhook_agi::{Call, CallError, Handler};
use tokio::sync::Notify;
use tower::ServiceBuilder;
use tower::limit::ConcurrencyLimitLayer;
use tower::load_shed::LoadShedLayer;
use tower::timeout::TimeoutLayer;

const SOON: Duration = Duration::from_secs(10);

async fn answering(call: Call) -> Result<(), CallError> {
    call.answer().await
}

fn answered(url: &str) -> Script {
    Script::call(url).on("ANSWER", "200 result=0").closes()
}

/// Starts a server for `handler` that keeps the words of what went wrong.
async fn serve(handler: impl Handler) -> (Server, Arc<Mutex<Vec<String>>>) {
    let told = Arc::new(Mutex::new(Vec::new()));
    let reports = Arc::clone(&told);
    let config = Config::new("127.0.0.1:0").on_report(move |report| match &report.incident {
        Incident::HandlerFailed { error } => reports.lock().unwrap().push(error.clone()),
        other => panic!("{other}"),
    });
    (Server::start(config, handler).await.unwrap(), told)
}

#[tokio::test]
async fn a_state_is_given_once_and_every_call_has_it() {
    struct Office(&'static str);
    async fn menu(call: Call, office: Arc<Office>) -> Result<(), CallError> {
        let lang = call.query("lang").unwrap_or("en".into()).into_owned();
        call.set_variable("OFFICE", format!("{} {lang}", office.0)).await
    }
    let office = Arc::new(Office("Lyon"));
    let router = Router::with_state(Arc::clone(&office))
        .route_with_state("/menu/{name}", menu)
        .unwrap()
        .route("/plain", answering)
        .unwrap()
        .fallback(with_state(menu, Arc::new(Office("nowhere"))));
    let (server, _) = serve(router).await;
    for script in [
        Script::call("agi://127.0.0.1/menu/main?lang=fr")
            .on("SET VARIABLE OFFICE \"Lyon fr\"", "200 result=1")
            .closes(),
        Script::call("agi://127.0.0.1/menu/main")
            .on("SET VARIABLE OFFICE \"Lyon en\"", "200 result=1")
            .closes(),
        Script::call("agi://127.0.0.1/other")
            .on("SET VARIABLE OFFICE \"nowhere en\"", "200 result=1")
            .closes(),
        answered("agi://127.0.0.1/plain"),
    ] {
        script.play_at(server.addr()).await.unwrap();
    }
    assert_eq!(server.shutdown(SOON).await.completed, 4);
    assert_eq!(Arc::strong_count(&office), 1, "no call keeps it");
}

#[tokio::test]
async fn a_token_is_asked_for_and_never_told() {
    let router = Router::new()
        .route(
            "/query",
            answering.layer(Token::query("token", "s3cret").unwrap()),
        )
        .unwrap()
        .route(
            "/argument",
            answering.layer(Token::argument(2, "s3cret").unwrap()),
        )
        .unwrap();
    let (server, told) = serve(router).await;
    for (script, is_right) in [
        (Script::call("agi://h/query?token=s3cret"), true),
        (Script::call("agi://h/query?lang=fr&token=s%33cret"), true),
        (Script::call("agi://h/query?token=s3cre"), false),
        (Script::call("agi://h/query?token=s3cretx"), false),
        (Script::call("agi://h/query?token=S3cret"), false),
        (Script::call("agi://h/query?token="), false),
        (Script::call("agi://h/query"), false),
        (
            Script::call("agi://h/argument").environment("agi_arg_2", "s3cret"),
            true,
        ),
        (
            Script::call("agi://h/argument").environment("agi_arg_1", "s3cret"),
            false,
        ),
    ] {
        let script = if is_right {
            script.on("ANSWER", "200 result=0").closes()
        } else {
            script.fails()
        };
        script.play_at(server.addr()).await.unwrap();
    }
    let stats = server.shutdown(SOON).await;
    assert_eq!((stats.completed, stats.failed), (3, 6));
    let told = told.lock().unwrap();
    assert_eq!(
        told[0],
        "refused: no token or a wrong one in \"token\" of the query; correct the AGI() line of the dialplan"
    );
    assert_eq!(
        told[5],
        "refused: no token or a wrong one in argument 2; correct the AGI() line of the dialplan"
    );
    assert!(
        told.iter().all(|line| !line.to_lowercase().contains("s3cre")),
        "{told:?}"
    );
}

#[tokio::test]
async fn only_asterisks_of_the_allowed_networks_are_served() {
    async fn show(call: Call) -> Result<(), CallError> {
        assert!(call.peer().unwrap().ip().is_loopback());
        call.answer().await
    }
    let router = Router::new()
        .route(
            "/local",
            show.layer(AllowedNetworks::new(["127.0.0.0/8", "::1"]).unwrap()),
        )
        .unwrap()
        .route(
            "/far",
            show.layer(AllowedNetworks::new(["192.0.2.0/24"]).unwrap()),
        )
        .unwrap();
    let (server, told) = serve(router).await;
    answered("agi://h/local").play_at(server.addr()).await.unwrap();
    Script::call("agi://h/far")
        .fails()
        .play_at(server.addr())
        .await
        .unwrap();
    server.shutdown(SOON).await;
    assert_eq!(
        *told.lock().unwrap(),
        ["refused: 127.0.0.1 is in none of the allowed networks; see AllowedNetworks"]
    );

    // A call that did not come over a network is refused too, unless that is allowed.
    let networks = AllowedNetworks::new(["0.0.0.0/0"]).unwrap();
    for (networks, script) in [
        (networks.clone(), Script::call("agi://h/").fails()),
        (networks.without_peer(), answered("agi://h/")),
    ] {
        let (asterisk, program) = tokio::io::duplex(4096);
        let handler = answering.layer(networks);
        let (played, _) = tokio::join!(
            script.play(asterisk),
            converse(program, &handler, Options::default(), std::future::pending())
        );
        played.unwrap();
    }
}

#[tokio::test(start_paused = true)]
async fn a_timeout_of_tower_gives_the_call_back_as_failed() {
    async fn slow(call: Call) -> Result<(), CallError> {
        call.answer().await?;
        tokio::time::sleep(Duration::from_secs(60)).await;
        call.answer().await
    }
    let (asterisk, program) = tokio::io::duplex(4096);
    let handler = slow.layer(TimeoutLayer::new(Duration::from_secs(5)));
    let script = Script::call("agi://h/").on("ANSWER", "200 result=0").fails();
    let script = script.patience(SOON * 1000);
    let (played, outcome) = tokio::join!(
        script.play(asterisk),
        converse(program, &handler, Options::default(), std::future::pending())
    );
    played.unwrap();
    let Outcome::Failed(error) = outcome else {
        panic!("{outcome:?}")
    };
    assert!(error.is::<tower::timeout::error::Elapsed>(), "{error}");
}

/// A route for one call at a time: what comes meanwhile waits, or is refused when load is shed.
#[tokio::test]
async fn limits_of_tower_hold_for_one_route_or_for_the_whole_server() {
    let (entered, leave) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let holding = {
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
    let stack = ServiceBuilder::new()
        .layer(LoadShedLayer::new())
        .layer(ConcurrencyLimitLayer::new(1));
    let router = Router::new()
        .route("/shed", holding.clone().layer(stack))
        .unwrap()
        .route("/wait", holding.layer(ConcurrencyLimitLayer::new(1)))
        .unwrap();
    // Around the router too: the whole server has a layer.
    let (server, told) = serve(router.layer(TimeoutLayer::new(Duration::from_secs(600)))).await;
    let address = server.addr();

    let first = tokio::spawn(async move { answered("agi://h/shed").play_at(address).await });
    entered.notified().await;
    for _ in 0..3 {
        Script::call("agi://h/shed")
            .fails()
            .play_at(address)
            .await
            .unwrap();
    }
    leave.notify_one();
    first.await.unwrap().unwrap();
    assert_eq!(*told.lock().unwrap(), ["service overloaded"; 3]);

    let waiting: Vec<_> = (0..3)
        .map(|_| tokio::spawn(async move { answered("agi://h/wait").play_at(address).await }))
        .collect();
    for _ in 0..3 {
        entered.notified().await;
        leave.notify_one();
    }
    for call in waiting {
        call.await.unwrap().unwrap();
    }
    let stats = server.shutdown(SOON).await;
    assert_eq!((stats.completed, stats.failed), (4, 3));
}

/// What a subscriber wrote.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn a_trace_names_the_call_on_every_line_and_no_caller_on_any() {
    async fn menu(call: Call) -> Result<(), switchhook_agi::call::HandlerError> {
        tracing::info!("in the menu");
        call.answer().await?;
        if call.query("broken").is_some() {
            return Err("of Alice Martin".into());
        }
        Ok(())
    }
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_writer(move || writer.clone())
        .with_ansi(false)
        .without_time()
        .finish();
    // Handlers run on this thread.
    let _logging = tracing::subscriber::set_default(subscriber);
    let (server, _) = serve(Router::new().route("/menu/{name}", menu).unwrap().layer(Trace)).await;
    let script = |url: &str, id: &str| {
        Script::call(url)
            .environment("agi_uniqueid", id)
            .on("ANSWER", "200 result=0")
    };
    let good = script("agi://h/menu/main?token=s3cret", "1700000000.12").closes();
    good.play_at(server.addr()).await.unwrap();
    let bad = script("agi://h/menu/night?broken", "1700000000.13").fails();
    bad.play_at(server.addr()).await.unwrap();
    server.shutdown(SOON).await;
    let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    let lines: Vec<&str> = log.lines().collect();
    for (line, (id, path, says)) in lines.iter().zip([
        ("1700000000.12", "/menu/main", "the call began"),
        ("1700000000.12", "/menu/main", "in the menu"),
        ("1700000000.12", "/menu/main", "the call ended"),
        ("1700000000.13", "/menu/night", "the call began"),
        ("1700000000.13", "/menu/night", "in the menu"),
        ("1700000000.13", "/menu/night", "the call failed"),
    ]) {
        assert!(
            line.contains(&format!("agi_call{{id={id} path={path}}}")),
            "{line}"
        );
        assert!(line.contains(says), "{line}");
    }
    assert_eq!(lines.len(), 6, "{log}");
    for private in ["Alice", "s3cret", "PJSIP"] {
        assert!(!log.contains(private), "{log}");
    }
}

#[tokio::test]
async fn a_guard_of_ones_own_refuses_before_the_first_command() {
    let internal = Guard::new(|call| match call.environment().context().as_deref() {
        Some("internal") => Ok(()),
        other => Err(format!("not for the context {other:?}").into()),
    });
    let (server, told) = serve(answering.layer(internal)).await;
    answered("agi://h/").play_at(server.addr()).await.unwrap();
    let outside = Script::call("agi://h/").environment("agi_context", "outside");
    outside.fails().play_at(server.addr()).await.unwrap();
    server.shutdown(SOON).await;
    assert_eq!(*told.lock().unwrap(), ["not for the context Some(\"outside\")"]);
}
