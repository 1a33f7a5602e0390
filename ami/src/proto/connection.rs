use std::collections::{BTreeMap, VecDeque};
use std::fmt;
use std::time::Instant;

use super::pending::{Failure, Pending, RequestId, Step, bounded, goes_to_all};
use super::{CloseReason, Incoming, LoginMethod, Notice, Options};
use crate::action::{Action, Challenge, Expects, Login, Ping, Reply, Request};
use crate::dialect::Dialect;
use crate::wire::{Banner, EncodeError, Frame, Framer, Kind, Limits, Malformed, Message, MessageBuf};

/// One AMI session, from banner to end; see the [module](super) for how to drive it.
pub struct Connection {
    options: Options,
    framer: Framer,
    phase: Phase,
    banner: Option<Banner>,
    dialect: Dialect,
    last_id: u64,
    pending: BTreeMap<u64, Pending>,
    notices: VecDeque<Notice>,
    transmits: VecDeque<Vec<u8>>,
    began: Instant,
    last_heard: Instant,
    /// The keepalive that is under way, and when it was sent.
    ping: Option<(u64, Instant)>,
    said_goodbye: bool,
}

/// How far the session has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    Banner,
    Challenge,
    Login,
    Ready,
    Closed,
}

/// An action was sent before the login or after the end. Nothing was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the connection is not logged in; wait for Notice::Ready")]
pub struct NotReady;

impl Connection {
    /// A connection whose socket was opened `now`.
    ///
    /// # Errors
    /// User or secret cannot be sent: a line break in them, or too long.
    pub fn new(options: Options, now: Instant) -> Result<Self, EncodeError> {
        Request::new(&Login::plain(&options.username, options.secret.clone()))?;
        let prefix = &options.id_prefix;
        if prefix.is_empty() || prefix.len() > 40 || !prefix.bytes().all(|byte| byte.is_ascii_alphanumeric())
        {
            return Err(EncodeError::Value {
                header: "ActionID".to_owned(),
                problem: "the prefix must be 1 to 40 ASCII letters and digits",
            });
        }
        Ok(Self {
            framer: Framer::new(options.limits),
            options,
            phase: Phase::Banner,
            banner: None,
            dialect: Dialect::UNKNOWN,
            last_id: 0,
            pending: BTreeMap::new(),
            notices: VecDeque::new(),
            transmits: VecDeque::new(),
            began: now,
            last_heard: now,
            ping: None,
            said_goodbye: false,
        })
    }

    /// Takes what the peer sent; what it means is told by [`poll_event`](Self::poll_event).
    pub fn receive(&mut self, bytes: &[u8], now: Instant) {
        let mut notices = std::mem::take(&mut self.notices);
        self.receive_with(bytes, now, |incoming| {
            notices.push_back(match incoming {
                Incoming::Event(message) => Notice::Event(message.to_owned()),
                Incoming::Notice(notice) => notice,
            });
        });
        self.notices = notices;
    }

    /// Takes what the peer sent and tells at once what it means, in order: events are borrowed, not copied.
    ///
    /// What [`poll_event`](Self::poll_event) had not told yet comes first.
    pub fn receive_with(&mut self, bytes: &[u8], now: Instant, mut tell: impl FnMut(Incoming<'_>)) {
        self.tell_waiting(&mut tell);
        if self.phase == Phase::Closed || bytes.is_empty() {
            return;
        }
        self.last_heard = now;
        // Out of the way while its messages are borrowed; an empty one allocates nothing.
        let mut framer = std::mem::replace(&mut self.framer, Framer::new(Limits::default()));
        framer.push(bytes);
        while let Some(frame) = framer.next() {
            match frame {
                Frame::Banner(banner) => self.on_banner(banner, now),
                Frame::Malformed(malformed) => self.on_malformed(malformed),
                Frame::Message(message) if self.is_live_event(message) => tell(Incoming::Event(message)),
                Frame::Message(message) => self.on_message(message.to_owned(), now),
            }
            self.tell_waiting(&mut tell);
            if self.phase == Phase::Closed {
                break;
            }
        }
        self.framer = framer;
    }

    fn tell_waiting(&mut self, tell: &mut impl FnMut(Incoming<'_>)) {
        while let Some(notice) = self.notices.pop_front() {
            tell(Incoming::Notice(notice));
        }
    }

    /// Whether this belongs to no action of ours.
    fn is_live_event(&self, message: Message<'_>) -> bool {
        message.kind() == Kind::Event && message.action_id().and_then(|id| self.own_id(id)).is_none()
    }

    /// Learns that the peer will send no more.
    pub fn closed_by_peer(&mut self, _now: Instant) {
        let reason = match self.phase {
            _ if self.said_goodbye => CloseReason::LoggedOff,
            Phase::Banner => CloseReason::ClosedBeforeBanner,
            Phase::Challenge | Phase::Login => match &self.banner {
                Some(banner) if !banner.is_asterisk() => CloseReason::NotAmi {
                    said: banner.to_string(),
                },
                _ => CloseReason::ClosedDuringLogin,
            },
            Phase::Ready | Phase::Closed => CloseReason::ClosedByPeer,
        };
        self.close(reason);
    }

    /// Learns that the network failed, with what the operating system said.
    pub fn lost(&mut self, error: impl Into<String>) {
        self.close(CloseReason::Lost { error: error.into() });
    }

    /// Does what is due. Calling it too early does no harm.
    pub fn handle_timeout(&mut self, now: Instant) {
        match self.phase {
            Phase::Closed => {}
            Phase::Banner | Phase::Challenge | Phase::Login => {
                let waited = now.duration_since(self.began);
                if waited >= self.options.login_timeout {
                    self.close(match &self.banner {
                        None => CloseReason::NoBanner { waited },
                        Some(banner) if !banner.is_asterisk() => CloseReason::NotAmi {
                            said: banner.to_string(),
                        },
                        Some(_) => CloseReason::NoLoginReply { waited },
                    });
                }
            }
            Phase::Ready => {
                self.give_up_late_actions(now);
                self.keep_alive(now);
            }
        }
    }

    /// The next thing to know.
    pub fn poll_event(&mut self) -> Option<Notice> {
        self.notices.pop_front()
    }

    /// The next bytes to write, whole: one action each.
    pub fn poll_transmit(&mut self) -> Option<Vec<u8>> {
        self.transmits.pop_front()
    }

    /// When to call [`handle_timeout`](Self::handle_timeout), unless something happens before.
    pub fn poll_timeout(&self) -> Option<Instant> {
        match self.phase {
            Phase::Closed => None,
            Phase::Banner | Phase::Challenge | Phase::Login => {
                Some(self.began + bounded(self.options.login_timeout))
            }
            Phase::Ready => {
                let action = self.pending.values().map(|pending| pending.deadline).min();
                let keepalive = self.keepalive_due();
                [action, keepalive].into_iter().flatten().min()
            }
        }
    }

    /// Sends an action. Its answer comes as a [`Notice::Reply`] with the same id.
    ///
    /// # Errors
    /// The login is not done, or the connection is over.
    pub fn send(&mut self, request: &Request, now: Instant) -> Result<RequestId, NotReady> {
        self.send_as(request, false, now)
    }

    /// Sends an action whose answer is a list, and does not collect it: each item comes as a [`Notice::Item`] when
    /// it comes, and the [`Notice::Reply`] holds no event but the one that ends the list.
    ///
    /// # Errors
    /// As [`send`](Self::send).
    pub fn send_streamed(&mut self, request: &Request, now: Instant) -> Result<RequestId, NotReady> {
        self.send_as(request, true, now)
    }

    fn send_as(&mut self, request: &Request, streamed: bool, now: Instant) -> Result<RequestId, NotReady> {
        if self.phase != Phase::Ready {
            return Err(NotReady);
        }
        let id = self.transmit(request);
        if request.expects == Expects::Text {
            self.transmit_fence(id);
        }
        let pending = Pending::new(request, streamed, self.dialect, self.options.reply_timeout, now);
        self.pending.insert(id, pending);
        Ok(RequestId(id))
    }

    /// Stops waiting for an answer. Nothing more is told about the action, which may still be carried out.
    pub fn forget(&mut self, id: RequestId) {
        if let Some(pending) = self.pending.get_mut(&id.0) {
            // What comes is still recognised as its answer, and dropped.
            pending.told = true;
        }
    }

    /// Whether actions may be sent.
    pub fn is_ready(&self) -> bool {
        self.phase == Phase::Ready
    }

    /// What the peer speaks, by its banner; [`Dialect::UNKNOWN`] before that.
    pub fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// Says more exactly what the peer speaks, once `CoreSettings` has told its release.
    pub fn set_dialect(&mut self, dialect: Dialect) {
        self.dialect = dialect;
    }

    /// How many actions wait for their answer.
    pub fn pending(&self) -> usize {
        self.pending.len()
    }

    /// The ActionID under which an action was sent.
    pub fn action_id(&self, id: RequestId) -> String {
        format!("{}-{}", self.options.id_prefix, id.0)
    }

    fn transmit(&mut self, request: &Request) -> u64 {
        self.last_id += 1;
        let id = self.action_id(RequestId(self.last_id));
        self.transmits.push_back(request.to_bytes(&id));
        self.last_id
    }

    /// A Ping under the id of an action whose own answer does not tell where it ends.
    fn transmit_fence(&mut self, id: u64) {
        // A Ping has no headers that could be refused.
        if let Ok(ping) = Request::new(&Ping) {
            let bytes = ping.to_bytes(&self.action_id(RequestId(id)));
            self.transmits.push_back(bytes);
        }
    }

    fn transmit_login_step(&mut self, action: &impl Action, phase: Phase) {
        match Request::new(action) {
            Ok(request) => {
                self.transmit(&request);
                self.phase = phase;
            }
            // `new` has encoded user and secret, so only a challenge from a strange peer can come here.
            Err(error) => self.close(CloseReason::LoginRefused {
                message: error.to_string(),
            }),
        }
    }

    fn on_banner(&mut self, banner: Banner, _now: Instant) {
        self.dialect = Dialect::of(&banner);
        self.banner = Some(banner);
        match self.options.method {
            LoginMethod::Plain => self.login_plain(),
            LoginMethod::PreferMd5 | LoginMethod::Md5 => {
                self.transmit_login_step(&Challenge, Phase::Challenge);
            }
        }
    }

    fn login_plain(&mut self) {
        let login = Login::plain(&self.options.username, self.options.secret.clone());
        self.login(login);
    }

    fn login(&mut self, login: Login) {
        let login = match self.options.events {
            Some(mask) => login.events(mask),
            None => login,
        };
        self.transmit_login_step(&login, Phase::Login);
    }

    fn on_malformed(&mut self, malformed: Malformed) {
        if let Malformed::BannerTooLong { limit } = malformed {
            self.close(CloseReason::NotAmi {
                said: format!("over {limit} bytes without a line end"),
            });
            return;
        }
        let id = malformed.action_id().and_then(|id| self.own_id(id));
        self.notices.push_back(Notice::Malformed(malformed.clone()));
        if let Some(id) = id {
            // Does nothing for an action that is over already.
            self.finish(id, Err(malformed.into()));
        }
    }

    fn on_message(&mut self, message: MessageBuf, now: Instant) {
        match message.kind() {
            Kind::Response => self.on_response(message, now),
            Kind::Event => self.on_event(message, now),
            Kind::Other => self.on_text(message),
            Kind::Action => self.notices.push_back(Notice::Unmatched(message)),
        }
    }

    fn on_response(&mut self, message: MessageBuf, now: Instant) {
        let id = message.action_id().and_then(|id| self.own_id(id));
        // Some proxies drop the ActionID; during the login there is only one action to answer.
        let answers_login = id == Some(self.last_id) || message.action_id().is_none();
        match (self.phase, id) {
            (Phase::Challenge, _) if answers_login => self.on_challenge(message),
            (Phase::Login, _) if answers_login => self.on_login(&message),
            (Phase::Ready, Some(id)) if self.ping.is_some_and(|(ping, _)| ping == id) => self.ping = None,
            (Phase::Ready, Some(id)) => {
                let Some(pending) = self.pending.get_mut(&id) else {
                    self.notices.push_back(Notice::Unmatched(message));
                    return;
                };
                self.said_goodbye |= message.response_word() == Some("Goodbye");
                // Not copied: a configuration file or a command's output may be megabytes.
                match pending.on_response(message, now) {
                    Ok(true) => self.complete(id),
                    Ok(false) => {}
                    Err(message) => self.notices.push_back(Notice::Unmatched(message)),
                }
            }
            _ => self.notices.push_back(Notice::Unmatched(message)),
        }
    }

    /// Text without a name belongs to the first action that is answered so: Asterisk keeps their order.
    fn on_text(&mut self, message: MessageBuf) {
        let limit = self.options.limits.reply_bytes;
        let waiting = self.pending.iter_mut().find(|(_, pending)| pending.takes_text());
        let Some((&id, pending)) = waiting else {
            self.notices.push_back(Notice::Unmatched(message));
            return;
        };
        pending.on_text(message, limit);
        if pending.is_over(limit) && !pending.told {
            self.tell(id, Err(Failure::TooLarge { limit }));
        }
    }

    fn on_challenge(&mut self, response: MessageBuf) {
        let reply = Reply {
            response,
            events: Vec::new(),
        };
        match Challenge.response(&reply) {
            Ok(challenge) => {
                let login = Login::md5(&self.options.username, &self.options.secret, &challenge);
                self.login(login);
            }
            Err(error) => {
                let message = reply
                    .response
                    .text("Message")
                    .map_or_else(|| error.to_string(), Into::into);
                // A second login of this user is refused here already, and the connection closed.
                let in_use = message.to_ascii_lowercase().contains("in use");
                if self.options.method == LoginMethod::PreferMd5 && !in_use {
                    self.login_plain();
                } else {
                    self.close(CloseReason::LoginRefused { message });
                }
            }
        }
    }

    fn on_login(&mut self, response: &MessageBuf) {
        if response.is_success() {
            self.phase = Phase::Ready;
            // There is a banner, or the login would not have begun.
            let banner = self.banner.clone().unwrap_or_else(|| Banner::new(""));
            self.notices.push_back(Notice::Ready(banner));
        } else {
            let message = response.text("Message").unwrap_or_default().into_owned();
            self.close(CloseReason::LoginRefused { message });
        }
    }

    fn on_event(&mut self, message: MessageBuf, now: Instant) {
        let Some(id) = message.action_id().and_then(|id| self.own_id(id)) else {
            self.notices.push_back(Notice::Event(message));
            return;
        };
        let limit = self.options.limits.reply_bytes;
        // What goes to every client goes also to our subscribers.
        let for_all = goes_to_all(&message) || message.get("Privilege").is_some();
        let Some(pending) = self.pending.get_mut(&id) else {
            // Otherwise it is a late item of a list that was given up, and would pass for a live event.
            self.notices.push_back(if for_all {
                Notice::Event(message)
            } else {
                Notice::Unmatched(message)
            });
            return;
        };
        let for_all = for_all || !pending.is_part(&message);
        if for_all {
            self.notices.push_back(Notice::Event(message.clone()));
        }
        let step = pending.on_event(message, limit, now);
        let is_over = pending.is_over(limit) && !pending.told;
        match step {
            Step::Item(message) => {
                if !self.pending.get(&id).is_some_and(|pending| pending.told) {
                    self.notices.push_back(Notice::Item {
                        id: RequestId(id),
                        message,
                    });
                }
            }
            Step::Complete if is_over => self.finish(id, Err(Failure::TooLarge { limit })),
            Step::Complete => self.complete(id),
            Step::Taken if is_over => self.tell(id, Err(Failure::TooLarge { limit })),
            Step::Taken | Step::NotMine => {}
        }
    }

    /// The number in an ActionID of ours.
    fn own_id(&self, id: &str) -> Option<u64> {
        id.strip_prefix(&self.options.id_prefix)?
            .strip_prefix('-')?
            .parse()
            .ok()
    }

    fn complete(&mut self, id: u64) {
        let Some(pending) = self.pending.remove(&id) else {
            return;
        };
        if pending.told {
            return;
        }
        let result = pending.into_reply().ok_or(Failure::ConnectionLost);
        self.notices.push_back(Notice::Reply {
            id: RequestId(id),
            result,
        });
    }

    fn finish(&mut self, id: u64, result: Result<Reply, Failure>) {
        self.tell(id, result);
        self.pending.remove(&id);
    }

    fn tell(&mut self, id: u64, result: Result<Reply, Failure>) {
        if let Some(pending) = self.pending.get_mut(&id).filter(|pending| !pending.told) {
            pending.told = true;
            self.notices.push_back(Notice::Reply {
                id: RequestId(id),
                result,
            });
        }
    }

    fn give_up_late_actions(&mut self, now: Instant) {
        let late: Vec<u64> = self
            .pending
            .iter()
            .filter(|(_, pending)| pending.deadline <= now)
            .map(|(id, _)| *id)
            .collect();
        for id in late {
            let waited = now.duration_since(self.pending[&id].sent);
            self.finish(id, Err(Failure::Timeout { waited }));
        }
    }

    /// When to send a Ping, or to give up on the one under way.
    fn keepalive_due(&self) -> Option<Instant> {
        let keepalive = self.options.keepalive?;
        let Some((_, sent)) = self.ping else {
            return Some(self.last_heard + bounded(keepalive));
        };
        // Asterisk carries out one action after the other, so a slow one holds up the Pong.
        let slowest = self.pending.values().map(|pending| pending.deadline).max();
        Some(
            slowest
                .map_or(sent, |slowest| slowest.max(sent))
                .max(sent + bounded(self.options.reply_timeout)),
        )
    }

    fn keep_alive(&mut self, now: Instant) {
        if self.keepalive_due().is_none_or(|due| now < due) {
            return;
        }
        match self.ping {
            // Something came, though not the Pong: the peer lives.
            Some((_, sent)) if self.last_heard > sent => self.ping = None,
            Some(_) => self.close(CloseReason::Silent {
                silence: now.duration_since(self.last_heard),
            }),
            None => {
                // A Ping has no headers that could be refused.
                if let Ok(request) = Request::new(&Ping) {
                    let id = self.transmit(&request);
                    self.ping = Some((id, now));
                }
            }
        }
    }

    fn close(&mut self, reason: CloseReason) {
        if self.phase == Phase::Closed {
            return;
        }
        self.phase = Phase::Closed;
        self.transmits.clear();
        for id in self.pending.keys().copied().collect::<Vec<_>>() {
            self.finish(id, Err(Failure::ConnectionLost));
        }
        self.notices.push_back(Notice::Closed(reason));
    }
}

/// Shows no bytes: a login waits among them to be written.
impl fmt::Debug for Connection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Connection")
            .field("phase", &self.phase)
            .field("banner", &self.banner)
            .field("pending", &self.pending.len())
            .finish_non_exhaustive()
    }
}
