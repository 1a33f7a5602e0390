//! AsyncAGI: the same handlers over the manager interface, with an account that may do nothing else.

use std::sync::mpsc::Receiver;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use switchhook_agi::async_agi::{AsyncAgi, Config};
use switchhook_agi::command::{
    AsyncAgiBreak, GetData, GetFullVariable, Hangup, Noop, ReplyError, SetVariable, StreamFile,
};
use switchhook_agi::proto::CloseReason;
use switchhook_agi::server::{Incident, Router, Stats};
use switchhook_agi::{Call, CallError, Handler};
use switchhook_ami::client::{Client, Config as Login};
use switchhook_ami::{EventMask, Secret};
use switchhook_rig::{Behaviour, Laboratory, Manager};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Runtime;

use super::desk::{Session, handler, watcher};
use super::{Program, agi_done, tell, told};
use crate::{SOON, done};

/// What answers AsyncAGI, and a manager that sees what comes of it.
struct Async {
    runtime: Runtime,
    agi: AsyncAgi,
    events: Manager,
    incidents: Arc<Mutex<Vec<Incident>>>,
}

impl Async {
    fn start(laboratory: &Laboratory, handler: impl Handler) -> Self {
        Self::start_at(laboratory, &laboratory.pbx.ami_addr().to_string(), handler)
    }

    fn start_at(laboratory: &Laboratory, address: &str, handler: impl Handler) -> Self {
        let runtime = Runtime::new().unwrap();
        let login = Login::new(address, Laboratory::AGI, Secret::new(laboratory.secret.expose()))
            .events(EventMask::AGI);
        let client = runtime.block_on(Client::connect(login)).unwrap();
        let incidents = Arc::new(Mutex::new(Vec::new()));
        let told = Arc::clone(&incidents);
        let config = Config::default()
            .max_calls(20)
            .on_report(move |report| told.lock().unwrap().push(report.incident.clone()));
        let agi = runtime.block_on(async { AsyncAgi::start(&client, config, handler) });
        Self {
            runtime,
            agi,
            events: watcher(laboratory),
            incidents,
        }
    }

    /// A call without a telephone at this extension, with a variable.
    fn originate(&mut self, extension: &str, variable: &str) {
        let reply = self.events.ask(&[
            ("Action", "Originate"),
            ("Channel", &format!("Local/{extension}@agi/n")),
            ("Application", "Wait"),
            ("Data", "30"),
            ("Variable", variable),
            ("Async", "true"),
        ]);
        done(&reply.unwrap());
    }

    fn done(&mut self) -> (String, String) {
        agi_done(&mut self.events)
    }

    fn stop(self) -> Stats {
        self.runtime.block_on(self.agi.shutdown(SOON))
    }
}

fn session(sessions: &Receiver<Session>) -> Session {
    sessions.recv_timeout(SOON).expect("a call")
}

/// What one handler finds, however its call reached it.
async fn menu(call: Call) -> Result<[String; 4], CallError> {
    call.answer().await?;
    let get = GetData::new("beep")
        .timeout(Duration::from_secs(5))
        .max_digits(10);
    let pin = call.send(get).await?;
    call.set_variable("RESULT", pin.digits()).await?;
    Ok([
        call.parameter("menu").unwrap_or_default().to_owned(),
        call.url().query("lang").unwrap_or_default().into_owned(),
        call.environment().caller_id().unwrap_or_default().into_owned(),
        pin.digits().to_owned(),
    ])
}

pub(crate) fn a_call_without_a_connection_is_answered_over_the_manager(laboratory: &Laboratory) {
    let (sender, seen) = told();
    let router = || {
        let sender = Arc::clone(&sender);
        let handler = move |call: Call| {
            let sender = Arc::clone(&sender);
            async move {
                let found = menu(call).await;
                tell(&sender, found.clone());
                found.map(drop)
            }
        };
        Router::new().route("/ivr/{menu}", handler).unwrap()
    };
    let mut over = Async::start(laboratory, router());
    let program = Program::start(&laboratory.pbx, router());
    let alice = laboratory.pbx.phone("100", &Behaviour::answer()).unwrap();
    // The same handler, told apart only by the name of the path in the dialplan.
    for (extension, name) in [("agi-async", "main"), ("301", "301")] {
        let _phone = alice
            .calls_as(extension, &Behaviour::answer().digits("007#"))
            .unwrap();
        let found = seen.recv_timeout(SOON).unwrap().unwrap();
        assert_eq!(found, [name, "fr", "100", "007"], "{extension}");
        assert_eq!(over.done(), ("SUCCESS".into(), "007".into()), "{extension}");
    }
    assert_eq!(program.stop().completed, 1);
    let stats = over.stop();
    assert_eq!((stats.begun, stats.completed, stats.running), (1, 1, 0));
}

pub(crate) fn the_caller_leaves_a_call_over_the_manager(laboratory: &Laboratory) {
    let (handler, sessions) = handler();
    let mut over = Async::start(laboratory, handler);
    let alice = laboratory.pbx.phone("100", &Behaviour::answer()).unwrap();
    let mut phone = alice.calls("agi-async").unwrap();
    phone.answered(SOON).unwrap();
    let call = session(&sessions);
    assert_eq!(call.ask(Noop), Ok(()));
    let pending = call.begin(StreamFile::new("demo-congrats"));
    over.events
        .event(SOON, |event| {
            event.is_event("AGIExecStart")
                && event
                    .get("Command")
                    .is_some_and(|line| line.starts_with("STREAM"))
        })
        .unwrap();
    phone.hang_up();
    assert_eq!(pending.result().unwrap_err(), CallError::HungUp);
    call.hung_up();
    // Unlike with FastAGI nothing can be done any more.
    let after = call.ask(SetVariable::new("LEFT", "yes"));
    assert!(after.as_ref().is_err_and(CallError::is_over), "{after:?}");
    assert_eq!(call.call.ended(), Some(CloseReason::ClosedByPeer));
    drop(call);
    // While nothing runs.
    let phone = alice.calls("agi-async").unwrap();
    let call = session(&sessions);
    assert_eq!(call.ask(Noop), Ok(()));
    phone.hang_up();
    call.hung_up();
    drop(call);
    // The program hangs up.
    let _phone = alice.calls("agi-async").unwrap();
    let call = session(&sessions);
    assert_eq!(call.ask(Hangup::new()), Ok(()));
    call.hung_up();
    drop(call);
    let stats = over.stop();
    assert_eq!((stats.begun, stats.completed), (3, 3));
}

pub(crate) fn long_texts_over_the_manager_are_whole_or_an_error(laboratory: &Laboratory) {
    let (handler, sessions) = handler();
    let mut over = Async::start(laboratory, handler);
    let long = "0123456789".repeat(80);
    over.originate("agi-async-long", &format!("__AGI_LONG={long}"));
    let call = session(&sessions);
    let environment = call.call.environment();
    assert!(environment.as_bytes().len() > 1024);
    assert_eq!(environment.argument(2).as_deref(), Some(long.as_str()));
    assert_eq!(call.call.url().path(), "/ivr/main");
    let full = |text: &str| GetFullVariable::new(text);
    let four = "${AGI_LONG}".repeat(4);
    assert_eq!(call.ask(full(&four)).unwrap().unwrap(), *long.repeat(4).as_str());
    // 400 characters of two bytes, each of which takes three bytes in an event.
    let accents = "é".repeat(400);
    assert_eq!(call.ask(SetVariable::new("ACCENTS", &accents)), Ok(()));
    match call.ask(full("${ACCENTS}")) {
        Err(CallError::Reply(ReplyError::Refused { code: 599, message })) => {
            assert!(message.contains("has cut the reply"), "{message}");
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(call.ask(full("${LEN(${ACCENTS})}")).unwrap().unwrap(), *"800");
    let whole = "é".repeat(300);
    assert_eq!(
        call.ask(full("${ACCENTS:0:600}")).unwrap().unwrap(),
        *whole.as_str()
    );
    let refused = call.ask(SetVariable::new("X", "x".repeat(1000)));
    assert!(matches!(refused, Err(CallError::Invalid(_))), "{refused:?}");
    drop(call);
    assert_eq!(over.done().0, "SUCCESS");
    // The environment itself is cut: such a call is not begun, and the dialplan goes on.
    over.originate("agi-async-long", &format!("__AGI_LONG={accents}"));
    assert_eq!(over.done().0, "FAILURE");
    let incidents = over.incidents.lock().unwrap().clone();
    assert!(
        matches!(incidents[..], [Incident::NotBegun { .. }]),
        "{incidents:?}"
    );
    let stats = over.stop();
    assert_eq!((stats.begun, stats.completed, stats.not_begun), (1, 1, 1));
}

pub(crate) fn what_others_asked_is_not_our_reply_and_failures_are_told(laboratory: &Laboratory) {
    let (handler, sessions) = handler();
    let mut over = Async::start(laboratory, handler);
    over.originate("agi-async-plain", "X=1");
    let call = session(&sessions);
    assert_eq!(call.call.url().path(), "/async");
    let channel = call.channel();
    for round in 0..5 {
        let value = round.to_string();
        let others = over.events.ask(&[
            ("Action", "AGI"),
            ("Channel", &channel),
            ("Command", "GET VARIABLE CHANNEL(language)"),
            ("CommandID", "others"),
        ]);
        done(&others.unwrap());
        assert_eq!(call.ask(SetVariable::new("MINE", &value)), Ok(()));
        assert_eq!(call.variable("MINE"), value);
    }
    drop(call);
    assert_eq!(over.done().0, "SUCCESS");
    // Somebody else sends the call back, which cannot be told from a hangup.
    over.originate("agi-async-plain", "X=1");
    let call = session(&sessions);
    assert_eq!(call.ask(AsyncAgiBreak), Ok(()));
    call.hung_up();
    drop(call);
    assert_eq!(over.done().0, "SUCCESS");
    assert_eq!(over.stop().completed, 2);
    // A handler that panics, and one that fails.
    let mut over = Async::start(laboratory, |call: Call| async move {
        assert_ne!(
            call.environment().argument(1).as_deref(),
            None,
            "this handler panics"
        );
        Err::<(), _>("this one fails")
    });
    over.originate("agi-async-plain", "X=1");
    assert_eq!(over.done().0, "FAILURE");
    over.originate("agi-async", "X=1");
    assert_eq!(over.done().0, "FAILURE");
    let stats = over.stop();
    assert_eq!((stats.panicked, stats.failed), (1, 1));
}

pub(crate) fn many_calls_share_one_connection(laboratory: &Laboratory) {
    const CALLS: usize = 12;
    let mut over = Async::start(laboratory, |call: Call| async move {
        let id = call.environment().unique_id().unwrap_or_default().into_owned();
        for round in 0..5 {
            call.set_variable("MINE", format!("{id}-{round}")).await?;
            let mine = call.variable("MINE").await?.unwrap_or_default();
            assert_eq!(mine, *format!("{id}-{round}"));
            assert_eq!(call.variable("UNIQUEID").await?.unwrap_or_default(), *id.as_str());
        }
        call.set_variable("RESULT", "done").await
    });
    for _ in 0..CALLS {
        over.originate("agi-async-plain", "X=1");
    }
    for _ in 0..CALLS {
        assert_eq!(over.done(), ("SUCCESS".into(), "done".into()));
    }
    let stats = over.stop();
    assert_eq!((stats.completed, stats.failed), (CALLS as u64, 0));
}

pub(crate) fn a_lost_connection_sends_the_calls_back(laboratory: &Laboratory) {
    let asterisk = laboratory.pbx.ami_addr();
    // Between us and Asterisk, to be cut.
    let wires = Runtime::new().unwrap();
    let listener = wires.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let (cut, is_cut) = tokio::sync::watch::channel(0);
    wires.spawn(async move {
        loop {
            let (mut near, _) = listener.accept().await.unwrap();
            let mut is_cut = is_cut.clone();
            is_cut.mark_unchanged();
            tokio::spawn(async move {
                let mut far = TcpStream::connect(asterisk).await.unwrap();
                tokio::select! {
                    _ = tokio::io::copy_bidirectional(&mut near, &mut far) => {}
                    _ = is_cut.changed() => {}
                }
            });
        }
    });
    let (handler, sessions) = handler();
    let mut over = Async::start_at(laboratory, &address, handler);
    over.originate("agi-async-plain", "X=1");
    let call = session(&sessions);
    assert_eq!(call.ask(SetVariable::new("RESULT", "before")), Ok(()));
    // Of six seconds: the call goes back to the dialplan only after it.
    let pending = call.begin(StreamFile::new("vm-forwardoptions"));
    assert_eq!(cut.send_replace(1), 0);
    call.hung_up();
    let lost = pending.result().unwrap_err();
    assert!(
        matches!(
            &lost,
            CallError::OutcomeUnknown {
                reason: CloseReason::Lost { .. }
            } | CallError::Ended { .. }
        ),
        "{lost:?}"
    );
    assert!(matches!(call.call.ended(), Some(CloseReason::Lost { .. })));
    drop(call);
    // The connection comes back, and the call in Asterisk is sent back to the dialplan.
    let status = over
        .events
        .event(3 * SOON, |event| event.get("UserEvent") == Some("AgiDone"))
        .unwrap();
    assert_eq!(status.get("Status"), Some("FAILURE"));
    assert_eq!(status.get("Result"), Some("before"));
    // And new calls are answered again.
    over.originate("agi-async-plain", "X=1");
    let call = session(&sessions);
    assert_eq!(call.ask(Noop), Ok(()));
    drop(call);
    assert_eq!(over.done().0, "SUCCESS");
    assert_eq!(over.stop().begun, 2);
}
