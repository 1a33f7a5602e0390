//! The manager: sessions in front of the PBX. Still no socket and no clock: bytes and time are arguments.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use super::action::{self, Caller, Login, Reply};
use super::class::Classes;
use super::clock::Moment;
use super::company::AmiUser;
use super::fault::{Fault, Faults};
use super::filter::Filters;
use super::model::Model;
use super::request::{Incoming, Reader, Request};
use super::text::{self, Message};

/// Something for the server to do, in this order.
#[derive(Clone, Debug)]
pub(super) enum Output {
    /// Write to a connection.
    Send(u64, Arc<[u8]>),
    /// Close a connection once all was written.
    Close(u64),
    /// Write in pieces of so many bytes with a pause after each.
    Slow(u64, usize, Duration),
    /// Neither read nor write for a while.
    Stall(u64, Duration),
    /// Neither read nor write ever again; the session is over.
    Freeze(u64),
}

/// Sessions and the PBX behind them.
#[derive(Debug)]
pub(super) struct Manager {
    pub(super) model: Model,
    users: Vec<AmiUser>,
    pub(super) sessions: BTreeMap<u64, Session>,
    next_session: u64,
    pub(super) output: Vec<Output>,
    /// Faults of connections that are not made yet, one each.
    pub(super) next_faults: VecDeque<Fault>,
    /// What the challenges of this PBX are counted from.
    challenge: u64,
}

#[derive(Debug)]
pub(super) struct Session {
    opened: Moment,
    pub(super) login: Login,
    reader: Reader,
    /// Bytes that came while the session was busy; it reads them when it is done.
    unread: VecDeque<u8>,
    /// Events that came while the session was busy.
    held: Vec<Arc<str>>,
    held_bytes: usize,
    pub(super) busy: Option<Busy>,
    pub(super) faults: Faults,
    filters: Filters,
}

/// Asterisk serves a session from one thread: while that thread waits, it neither reads nor writes.
#[derive(Debug)]
pub(super) enum Busy {
    /// Before a failed login is answered.
    FailedLogin {
        until: Moment,
        action_id: Option<String>,
        reason: &'static str,
    },
    /// Until the phone of a synchronous Originate is picked up.
    Originate { action_id: Option<String> },
    /// Before an answer that a fault holds back.
    Delayed { until: Moment, text: Arc<str> },
}

impl Session {
    /// When something is due here though the client sends nothing.
    fn due(&self, auth_timeout: Duration) -> Option<Moment> {
        match &self.busy {
            Some(Busy::FailedLogin { until, .. } | Busy::Delayed { until, .. }) => Some(*until),
            _ => (!self.login.is_in()).then(|| self.opened.after(auth_timeout)),
        }
    }
}

impl Manager {
    pub(super) fn new(model: Model, users: Vec<AmiUser>) -> Self {
        let challenge = model.settings.seed.wrapping_mul(2_654_435_761);
        Self {
            model,
            users,
            sessions: BTreeMap::new(),
            next_session: 0,
            output: Vec::new(),
            next_faults: VecDeque::new(),
            challenge,
        }
    }

    /// A client connects; `None` if there are too many, which Asterisk answers by closing without a word.
    pub(super) fn open(&mut self, now: Moment) -> Option<u64> {
        self.handle_timeout(now);
        let strangers = self
            .sessions
            .values()
            .filter(|session| !session.login.is_in())
            .count();
        let settings = &self.model.settings;
        if strangers >= settings.auth_limit || self.sessions.len() >= settings.connection_limit {
            return None;
        }
        self.next_session += 1;
        let session = Session {
            opened: self.model.now,
            login: Login::default(),
            reader: Reader::default(),
            unread: VecDeque::new(),
            held: Vec::new(),
            held_bytes: 0,
            busy: None,
            faults: Faults::default(),
            filters: Filters::default(),
        };
        let id = self.next_session;
        self.sessions.insert(id, session);
        if let Some(fault) = self.next_faults.pop_front() {
            self.fault(id, fault);
        }
        let version = self.model.settings.version.manager();
        self.send(id, format!("Asterisk Call Manager/{version}\r\n"));
        Some(id)
    }

    /// The client is gone.
    pub(super) fn close(&mut self, id: u64) {
        self.sessions.remove(&id);
    }

    /// Bytes from a client.
    pub(super) fn receive(&mut self, id: u64, bytes: &[u8], now: Moment) {
        self.handle_timeout(now);
        let limit = self.model.settings.backlog_limit;
        let Some(session) = self.sessions.get_mut(&id) else {
            return;
        };
        session.unread.extend(bytes);
        if session.busy.is_some() && session.unread.len() > limit {
            // Asterisk would leave these bytes in the kernel until the sender blocks; here the sender is dropped.
            return self.drop_session(id);
        }
        self.read(id);
        // A synchronous Originate may have failed at once.
        self.finish_originates();
    }

    /// Lets time pass.
    pub(super) fn handle_timeout(&mut self, now: Moment) {
        self.model.handle_timeout(now);
        self.finish_originates();
        self.broadcast();
        let auth_timeout = self.model.settings.auth_timeout;
        let late = |session: &Session| session.due(auth_timeout).is_some_and(|due| due <= now);
        let late = self.sessions.iter().filter(|(_, session)| late(session));
        for id in late.map(|(id, _)| *id).collect::<Vec<_>>() {
            let busy = self.sessions.get_mut(&id).and_then(|session| session.busy.take());
            match busy {
                Some(Busy::Delayed { text, .. }) => self.resume(id, text),
                Some(Busy::FailedLogin {
                    action_id, reason, ..
                }) => {
                    self.reply(id, text::error(action_id.as_deref(), reason));
                    self.drop_session(id);
                }
                _ => self.drop_session(id),
            }
        }
    }

    /// When [`handle_timeout`](Self::handle_timeout) has something to do next.
    pub(super) fn poll_timeout(&self) -> Option<Moment> {
        let auth_timeout = self.model.settings.auth_timeout;
        let sessions = self
            .sessions
            .values()
            .filter_map(|session| session.due(auth_timeout));
        sessions.chain(self.model.poll_timeout()).min()
    }

    /// What is to be written and closed since the last call.
    pub(super) fn take_output(&mut self) -> Vec<Output> {
        self.broadcast();
        std::mem::take(&mut self.output)
    }

    /// Says goodbye to everybody who may hear it, and closes all.
    pub(super) fn shut_down(&mut self) {
        self.model.announce_shutdown();
        self.broadcast();
        let ids: Vec<u64> = self.sessions.keys().copied().collect();
        for id in ids {
            self.drop_session(id);
        }
    }

    /// Everything breaks: sessions are gone without a word, calls too.
    pub(super) fn crash(&mut self) {
        self.sessions.clear();
        self.output.clear();
    }

    pub(super) fn drop_session(&mut self, id: u64) {
        if self.sessions.remove(&id).is_some() {
            self.output.push(Output::Close(id));
        }
    }

    /// Reads what a session has sent for as long as it is not busy.
    fn read(&mut self, id: u64) {
        while let Some(session) = self
            .sessions
            .get_mut(&id)
            .filter(|session| session.busy.is_none())
        {
            let Some(byte) = session.unread.pop_front() else {
                break;
            };
            if let Some(incoming) = session.reader.push(byte) {
                self.answer(id, incoming);
                // An action's events follow its reply.
                self.broadcast();
            }
        }
    }

    fn answer(&mut self, id: u64, incoming: Incoming) {
        let request = match incoming {
            Incoming::Action(request) => request,
            Incoming::LineTooLong(request) => {
                let text = text::error(request.action_id(), "Failed to parse message: line too long");
                return self.reply(id, text);
            }
            Incoming::TooManyLines(request) => {
                let text = text::error(
                    request.action_id(),
                    "Too many lines in message or allocation failure",
                );
                return self.reply(id, text);
            }
        };
        let action_id = request.action_id();
        let Some(session) = self.sessions.get_mut(&id) else {
            return;
        };
        match request.get("Action").to_ascii_lowercase().as_str() {
            "" => self.reply(id, text::error(action_id, "Missing action in request")),
            "challenge" => self.challenge(id, &request),
            "login" => self.log_in(id, &request),
            "logoff" => {
                let reply = Message::response("Goodbye", action_id)
                    .header("Message", "Thanks for all the fish.")
                    .end();
                self.reply(id, reply);
                self.drop_session(id);
            }
            _ if !session.login.is_in() => self.reply(id, text::error(action_id, "Permission denied")),
            "filter" if session.login.write().contains(Classes::SYSTEM) => {
                let reply = match session.filters.add(&request, self.model.settings.version) {
                    Ok(()) => text::ack(action_id, "Success"),
                    Err(reason) => text::error(action_id, reason),
                };
                self.reply(id, reply);
            }
            "filter" => self.reply(id, text::error(action_id, "Permission denied")),
            "events" => {
                let reply = match session.login.set_mask(request.get("EventMask")) {
                    None => text::error(action_id, "Invalid event mask"),
                    Some(on) => {
                        let word = if on { "On" } else { "Off" };
                        Message::response("Success", action_id)
                            .header("Events", word)
                            .end()
                    }
                };
                self.reply(id, reply);
            }
            _ => self.act(id, &request),
        }
    }

    fn act(&mut self, id: u64, request: &Request) {
        let Some(session) = self.sessions.get(&id) else {
            return;
        };
        let caller = Caller {
            session: id,
            write: session.login.write(),
        };
        match action::run(&mut self.model, request, caller) {
            Reply::Text(text) => self.reply(id, text),
            Reply::ThenReload(text, module) => {
                self.reply(id, text);
                self.model.load();
                self.model.announce_reload(&module);
            }
            Reply::Wait => {
                let action_id = request.action_id().map(str::to_owned);
                if let Some(session) = self.sessions.get_mut(&id) {
                    session.busy = Some(Busy::Originate { action_id });
                }
            }
        }
    }

    fn challenge(&mut self, id: u64, request: &Request) {
        let action_id = request.action_id();
        let Some(session) = self.sessions.get_mut(&id) else {
            return;
        };
        if !request.get("AuthType").eq_ignore_ascii_case("MD5") {
            return self.reply(id, text::error(action_id, "Must specify AuthType"));
        }
        let number = (self.challenge.wrapping_add(id.wrapping_mul(40_503_173))) % 900_000_000 + 100_000_000;
        let challenge = session
            .login
            .challenge
            .get_or_insert_with(|| number.to_string())
            .clone();
        self.reply(
            id,
            Message::response("Success", action_id)
                .header("Challenge", challenge)
                .end(),
        );
    }

    fn log_in(&mut self, id: u64, request: &Request) {
        let action_id = request.action_id();
        let users = self.sessions.values().filter_map(|session| session.login.user());
        let busy: Vec<String> = users.map(str::to_owned).collect();
        let Some(session) = self.sessions.get_mut(&id) else {
            return;
        };
        if session.login.is_in() {
            return self.reply(id, text::ack(action_id, "Already authenticated"));
        }
        if let Err(reason) = session.login.log_in(&self.users, request, &busy) {
            let until = self.model.now.after(self.model.settings.login_failure_delay);
            session.busy = Some(Busy::FailedLogin {
                until,
                action_id: action_id.map(str::to_owned),
                reason,
            });
            return;
        }
        let hears_system = session.login.hears(Classes::SYSTEM) && self.model.booted;
        self.reply(id, text::ack(action_id, "Authentication accepted"));
        if hears_system {
            let event = self.model.fully_booted();
            self.send(id, event.end());
        }
    }

    /// Answers the synchronous Originates that have ended, and lets their sessions go on until none has.
    fn finish_originates(&mut self) {
        // What a session does then may end at once too: a loop, since a client decides how often.
        let mut ended = VecDeque::from(self.model.take_finished());
        while let Some((id, answered)) = ended.pop_front() {
            let Some(session) = self.sessions.get_mut(&id) else {
                continue;
            };
            let Some(Busy::Originate { action_id }) = session.busy.take() else {
                continue;
            };
            let reply = if answered {
                text::ack(action_id.as_deref(), "Originate successfully queued")
            } else {
                text::error(action_id.as_deref(), "Originate failed")
            };
            self.resume(id, reply);
            ended.extend(self.model.take_finished());
        }
    }

    /// Ends what kept a session busy with an answer; then it hears what happened meanwhile, and reads on.
    fn resume(&mut self, id: u64, reply: impl Into<Arc<str>>) {
        self.reply(id, reply);
        // A fault may hold this answer back too.
        let waits_no_more = |session: &&mut Session| session.busy.is_none();
        let Some(session) = self.sessions.get_mut(&id).filter(waits_no_more) else {
            return;
        };
        session.held_bytes = 0;
        for event in std::mem::take(&mut session.held) {
            self.send(id, event);
        }
        self.broadcast();
        self.read(id);
    }

    /// Hands new events to whoever may hear them.
    fn broadcast(&mut self) {
        let limit = self.model.settings.backlog_limit;
        let mut stuffed = Vec::new();
        for event in self.model.take_events() {
            let text: Arc<str> = event.text.into();
            let mut now = Vec::new();
            for (id, session) in &mut self.sessions {
                let hears = session.login.hears(event.classes) && session.filters.pass(&text);
                if !hears || session.faults.takes_event() {
                    continue;
                }
                if session.busy.is_none() {
                    now.push(*id);
                    continue;
                }
                session.held_bytes += text.len();
                session.held.push(Arc::clone(&text));
                if session.held_bytes > limit {
                    stuffed.push(*id);
                }
            }
            for id in now {
                self.send(id, Arc::clone(&text));
            }
        }
        for id in stuffed {
            self.drop_session(id);
        }
    }
}
