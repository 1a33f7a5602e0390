//! What can be made to go wrong, on demand: the faults of networks, of a hurried Asterisk and of one that restarts.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use super::manager::{Busy, Manager, Output};

/// Something that goes wrong on a connection when a test asks for it, with [`Pbx::fault`](super::Pbx::fault).
///
/// ```
/// # use switchhook_ami::sim::{Company, Fault, Pbx, Settings};
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), switchhook_ami::sim::SimError> {
/// let pbx = Pbx::start("127.0.0.1:0", Company::default(), Settings::default()).await?;
/// assert_eq!(pbx.fault(Fault::DropEvents { next: 20 })?, 0, "nobody is connected yet");
/// // The next to connect reads junk where the banner should be.
/// pbx.fault_next(Fault::Garbage(b"HTTP/1.1 400 Bad Request\r\n".to_vec()))?;
/// # Ok(()) }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// From now on bytes leave in pieces of `bytes`, with `pause` after each, until [`Heal`](Self::Heal).
    Slow {
        /// Bytes of a piece; 0 counts as 1.
        bytes: usize,
        /// Silence after each piece.
        pause: Duration,
    },
    /// Nothing is read or written for this long; then all of it is.
    Stall(Duration),
    /// Stops reading and writing for good, without closing: the other end of a cut line. The session is over; the
    /// socket stays open until its client closes it or the PBX stops.
    HalfOpen,
    /// Half of the next message is written, then the connection is closed.
    CutMessage,
    /// The connection is closed now, without a word.
    Close,
    /// These bytes are written now, between two messages.
    Garbage(Vec<u8>),
    /// The next action is answered twice.
    DuplicateReply,
    /// The next action is carried out and never answered.
    NoReply,
    /// The next action is answered this much later. As in Asterisk, the session does nothing else meanwhile.
    DelayReply(Duration),
    /// So many of the next events are lost. Items of lists belong to replies and are not.
    DropEvents {
        /// How many.
        next: usize,
    },
    /// Ends all of these that have not happened yet or go on, except what is lost for good.
    Heal,
}

/// What becomes of the next replies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ReplyFault {
    Twice,
    Never,
    Late(Duration),
}

/// The faults that wait on one session.
#[derive(Debug, Default)]
pub(super) struct Faults {
    replies: VecDeque<ReplyFault>,
    cut: bool,
    drop_events: usize,
}

/// Faults that may wait on one session: a test that asks in a loop fills this rather than the memory.
const WAITING: usize = 10_000;

impl Faults {
    /// Whether the next event is lost.
    pub(super) fn takes_event(&mut self) -> bool {
        let takes = self.drop_events > 0;
        self.drop_events = self.drop_events.saturating_sub(1);
        takes
    }
}

impl Manager {
    /// Makes something go wrong on a connection.
    pub(super) fn fault(&mut self, id: u64, fault: Fault) {
        let Some(session) = self.sessions.get_mut(&id) else {
            return;
        };
        let faults = &mut session.faults;
        let next = |faults: &mut Faults, reply| {
            if faults.replies.len() < WAITING {
                faults.replies.push_back(reply);
            }
        };
        match fault {
            Fault::Slow { bytes, pause } => self.output.push(Output::Slow(id, bytes.max(1), pause)),
            Fault::Stall(length) => self.output.push(Output::Stall(id, length)),
            Fault::HalfOpen => {
                self.sessions.remove(&id);
                self.output.push(Output::Freeze(id));
            }
            Fault::CutMessage => faults.cut = true,
            Fault::Close => self.drop_session(id),
            Fault::Garbage(bytes) => self.output.push(Output::Send(id, bytes.into())),
            Fault::DuplicateReply => next(faults, ReplyFault::Twice),
            Fault::NoReply => next(faults, ReplyFault::Never),
            Fault::DelayReply(length) => next(faults, ReplyFault::Late(length)),
            Fault::DropEvents { next } => faults.drop_events = next,
            Fault::Heal => {
                *faults = Faults::default();
                self.output.push(Output::Slow(id, usize::MAX, Duration::ZERO));
            }
        }
    }

    /// Makes something go wrong on every connection; says on how many.
    pub(super) fn fault_all(&mut self, fault: &Fault) -> usize {
        let ids: Vec<u64> = self.sessions.keys().copied().collect();
        for id in &ids {
            self.fault(*id, fault.clone());
        }
        ids.len()
    }

    /// The answer to an action, unless a fault takes it.
    pub(super) fn reply(&mut self, id: u64, text: impl Into<Arc<str>>) {
        let text = text.into();
        let Some(session) = self.sessions.get_mut(&id) else {
            return;
        };
        match session.faults.replies.pop_front() {
            None => self.send(id, text),
            Some(ReplyFault::Never) => {}
            Some(ReplyFault::Twice) => {
                self.send(id, Arc::clone(&text));
                self.send(id, text);
            }
            Some(ReplyFault::Late(length)) => {
                let until = self.model.now.after(length);
                session.busy = Some(Busy::Delayed { until, text });
            }
        }
    }

    /// One message to a client, or half of it.
    pub(super) fn send(&mut self, id: u64, text: impl Into<Arc<str>>) {
        let text: Arc<str> = text.into();
        let Some(session) = self.sessions.get_mut(&id) else {
            return;
        };
        if session.faults.cut {
            let bytes = text.as_bytes();
            self.output
                .push(Output::Send(id, bytes[..bytes.len() / 2].into()));
            return self.drop_session(id);
        }
        self.output.push(Output::Send(id, text.into()));
    }
}
