//! A program whose calls the test holds in its own hands: it sends commands, presses keys and hangs up in one place.

use std::future::Future;
use std::sync::Arc;
use std::sync::mpsc::Receiver;
use std::time::Duration;

use switchhook_agi::{Call, CallError, Command};
use switchhook_rig::{Behaviour, Instance, Laboratory, Manager, Phone};
use tokio::runtime::Handle;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::timeout;

use super::{Program, tell, told};
use crate::{SOON, done};

/// A laboratory, a program in it, and Alice's telephone.
pub(crate) struct Desk<'a> {
    pub(crate) pbx: &'a Instance,
    pub(crate) events: Manager,
    alice: Phone,
    program: Program,
    sessions: Receiver<Session>,
}

/// A call in a handler that waits until the test is done with it.
pub(crate) struct Session {
    pub(crate) call: Arc<Call>,
    pub(crate) runtime: Handle,
    /// Dropped with this value: then the handler returns.
    _leave: oneshot::Sender<()>,
}

/// A command under way.
pub(crate) struct Pending<T>(JoinHandle<Result<T, CallError>>, Handle);

impl<'a> Desk<'a> {
    pub(crate) fn open(laboratory: &'a Laboratory) -> Self {
        let (handler, sessions) = handler();
        Self {
            pbx: &laboratory.pbx,
            events: watcher(laboratory),
            alice: laboratory.pbx.phone("100", &Behaviour::answer()).unwrap(),
            program: Program::start(&laboratory.pbx, handler),
            sessions,
        }
    }

    /// Alice dials. Her telephone sends silence, as telephones do; some keys are taken up only when some sound comes.
    pub(crate) fn dial(&self, extension: &str) -> switchhook_rig::Call {
        let silence = self.pbx.folder().join("phones/silence.ul");
        std::fs::write(&silence, vec![0xff; 8000 * 60]).unwrap();
        self.alice
            .calls_as(extension, &Behaviour::answer().plays(silence))
            .unwrap()
    }

    /// The next call that reaches the program.
    pub(crate) fn session(&self) -> Session {
        self.sessions.recv_timeout(SOON).expect("a call")
    }

    /// Alice dials, and the program answers.
    pub(crate) fn call(&self, extension: &str) -> (switchhook_rig::Call, Session) {
        let mut phone = self.dial(extension);
        let session = self.session();
        session.wait(session.call.answer()).unwrap();
        phone.answered(SOON).unwrap();
        (phone, session)
    }

    /// A call without a telephone: the other half does this.
    pub(crate) fn originate(&mut self, extension: &str, application: &str, data: &str) {
        let reply = self.events.ask(&[
            ("Action", "Originate"),
            ("Channel", &format!("Local/{extension}@agi/n")),
            ("Application", application),
            ("Data", data),
            ("CallerID", "\"Zoe Blanc\" <106>"),
            ("Async", "true"),
        ]);
        done(&reply.unwrap());
    }

    /// Sends a command and waits until Asterisk has begun with it.
    pub(crate) fn begin<C>(&mut self, session: &Session, command: C) -> Pending<C::Response>
    where
        C: Command + Send + 'static,
        C::Response: Send,
    {
        let name = command.name().to_owned();
        let pending = session.begin(command);
        let channel = session.channel();
        self.events
            .event(SOON, |event| {
                event.is_event("AGIExecStart")
                    && event.get("Channel") == Some(&channel)
                    && event.get("Command").is_some_and(|line| line.starts_with(&name))
            })
            .unwrap_or_else(|e| panic!("{name}: {e}"));
        pending
    }

    /// Sends a command, and presses keys once Asterisk has begun with it.
    pub(crate) fn press<C>(
        &mut self,
        phone: &mut switchhook_rig::Call,
        session: &Session,
        command: C,
        keys: &str,
    ) -> Result<C::Response, CallError>
    where
        C: Command + Send + 'static,
        C::Response: Send,
    {
        let pending = self.begin(session, command);
        phone.press(keys).unwrap();
        pending.result()
    }

    /// `AGISTATUS` and the variable `RESULT`, as the dialplan reports them.
    pub(crate) fn agi_done(&mut self) -> (String, String) {
        super::agi_done(&mut self.events)
    }

    pub(crate) fn close(self) {
        let stats = self.program.stop();
        assert_eq!(
            (stats.panicked, stats.failed, stats.stopped),
            (0, 0, 0),
            "{stats:?}"
        );
    }
}

/// A handler's future, of whatever kind.
type Handling = std::pin::Pin<Box<dyn Future<Output = Result<(), CallError>> + Send>>;

/// What hands every call to the test.
pub(crate) fn handler() -> (impl Fn(Call) -> Handling, Receiver<Session>) {
    let (sender, sessions) = told();
    let handler = move |call: Call| -> Handling {
        let sender = Arc::clone(&sender);
        Box::pin(async move {
            let (leave, left) = oneshot::channel();
            let session = Session {
                call: Arc::new(call),
                runtime: Handle::current(),
                _leave: leave,
            };
            tell(&sender, session);
            // An error is what is waited for: the test has dropped its end.
            let _ = left.await;
            Ok(())
        })
    };
    (handler, sessions)
}

/// A manager that sees everything.
pub(crate) fn watcher(laboratory: &Laboratory) -> Manager {
    let mut events = Manager::connect(laboratory.pbx.ami_addr()).unwrap();
    done(
        &events
            .login(Laboratory::USER, laboratory.secret.expose())
            .unwrap(),
    );
    events
}

impl Session {
    pub(crate) fn channel(&self) -> String {
        self.call.environment().channel().unwrap_or_default().into_owned()
    }

    /// Waits, bounded.
    pub(crate) fn wait<T>(&self, future: impl Future<Output = T>) -> T {
        self.runtime
            .block_on(async { timeout(2 * SOON, future).await })
            .expect("it happens in time")
    }

    pub(crate) fn ask<C: Command>(&self, command: C) -> Result<C::Response, CallError> {
        self.wait(self.call.send(command))
    }

    pub(crate) fn variable(&self, name: &str) -> String {
        let value = self.wait(self.call.variable(name)).unwrap();
        value.unwrap_or_default().to_string()
    }

    pub(crate) fn hung_up(&self) {
        self.wait(self.call.hung_up());
        assert!(self.call.is_hung_up());
    }

    /// Sends a command without waiting for it.
    pub(crate) fn begin<C>(&self, command: C) -> Pending<C::Response>
    where
        C: Command + Send + 'static,
        C::Response: Send,
    {
        let call = Arc::clone(&self.call);
        let sending = self.runtime.spawn(async move { call.send(command).await });
        Pending(sending, self.runtime.clone())
    }
}

impl<T> Pending<T> {
    /// Nobody waits for it any more.
    pub(crate) fn give_up(self) {
        self.0.abort();
    }

    pub(crate) fn result(self) -> Result<T, CallError> {
        let waited = self
            .1
            .block_on(async { timeout(Duration::from_secs(20), self.0).await });
        waited.expect("a reply in time").expect("no panic")
    }
}
