use std::collections::VecDeque;
use std::fmt;
use std::time::{Duration, Instant};

use super::{CloseReason, NotSent, Notice, Options, TooLong};
use crate::command::Request;
use crate::wire::{Code, Environment, Frame, LineLimit, Reader, Reply, RequestKind, Shape, Text};

/// The longest that a deadline is set ahead: later ones are as good as none, and `Instant` could not hold them.
const FAR: Duration = Duration::from_secs(365 * 24 * 60 * 60);

/// What is sent to interrupt a command: it may be asked of a dead channel, its answer is itself, and no command that can
/// be interrupted has such an answer.
const MARK: &[u8] = b"switchhook-interrupted";
const MARK_LINE: &[u8] = b"GET FULL VARIABLE \"switchhook-interrupted\"\n";

/// The conversation of one call, from environment to end; see the [module](super) for how to drive it.
pub struct Session {
    options: Options,
    reader: Reader,
    phase: Phase,
    line_limit: LineLimit,
    hung_up: bool,
    /// Commands queue in Asterisk: a second one does not interrupt.
    queues: bool,
    pending: Option<Pending>,
    /// The last reply may be followed by a usage that answers nothing.
    usage_follows: bool,
    unexpected_bytes: usize,
    began: Instant,
    /// When the last command was over.
    idle_since: Instant,
    notices: VecDeque<Notice>,
    transmit: Option<Vec<u8>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    Environment,
    Commands,
    Closed,
}

/// The command under way.
struct Pending {
    name: String,
    shape: Shape,
    may_be_followed_by_usage: bool,
    /// It was said to have begun.
    is_trying: bool,
    /// `None` while it may take as long as the caller stays.
    deadline: Option<Instant>,
    can_be_interrupted: bool,
    /// The mark was sent.
    interrupted: bool,
    /// It had a reply all the same, before that to the mark.
    ended: Option<Result<Reply, TooLong>>,
}

impl Session {
    /// A session whose connection was opened `now` and begins with its environment.
    pub fn new(options: Options, now: Instant) -> Self {
        Self {
            reader: Reader::new(options.limits),
            options,
            phase: Phase::Environment,
            line_limit: LineLimit::BYTES_2046,
            hung_up: false,
            queues: false,
            pending: None,
            usage_follows: false,
            unexpected_bytes: 0,
            began: now,
            idle_since: now,
            notices: VecDeque::new(),
            transmit: None,
        }
    }

    /// Takes what the peer sent.
    pub fn receive(&mut self, bytes: &[u8], now: Instant) {
        if self.phase == Phase::Closed {
            return;
        }
        self.reader.push(bytes);
        while self.phase != Phase::Closed {
            let shape = self.pending.as_ref().map_or(Shape::Word, |pending| pending.shape);
            let Some(frame) = self.reader.next(shape) else {
                return;
            };
            self.on_frame(frame, now);
        }
    }

    /// Learns that the peer will send no more.
    pub fn closed_by_peer(&mut self) {
        self.close(match self.phase {
            Phase::Environment => CloseReason::ClosedBeforeEnvironment,
            Phase::Commands | Phase::Closed => CloseReason::ClosedByPeer,
        });
    }

    /// Learns that the channel is hung up in another way than by the line `HANGUP`, such as the signal SIGHUP.
    pub fn hang_up(&mut self, now: Instant) {
        if self.phase != Phase::Closed && !self.hung_up {
            self.on_hangup(now);
        }
    }

    /// Ends the session for this reason. Only the first reason counts.
    pub fn close(&mut self, reason: CloseReason) {
        if self.phase == Phase::Closed {
            return;
        }
        self.phase = Phase::Closed;
        self.pending = None;
        self.transmit = None;
        self.notices.push_back(Notice::Closed(reason));
    }

    /// Does what is due. Calling it too early does no harm.
    pub fn handle_timeout(&mut self, now: Instant) {
        if self.poll_timeout().is_none_or(|due| now < due) {
            return;
        }
        let call_timeout = self.options.call_timeout;
        let reason = match (&self.phase, &self.pending) {
            (Phase::Environment, _) => CloseReason::EnvironmentTimeout {
                waited: self.options.environment_timeout,
            },
            _ if now >= self.began + bounded(call_timeout) => {
                CloseReason::CallTimeout { waited: call_timeout }
            }
            (_, Some(pending)) => CloseReason::ReplyTimeout {
                command: pending.name.clone(),
                waited: self.options.reply_timeout,
            },
            (_, None) => CloseReason::Idle {
                waited: self.options.idle_timeout,
            },
        };
        self.close(reason);
    }

    /// The next thing to know.
    pub fn poll_event(&mut self) -> Option<Notice> {
        self.notices.pop_front()
    }

    /// The next bytes to write, in one write: a whole line.
    pub fn poll_transmit(&mut self) -> Option<Vec<u8>> {
        self.transmit.take()
    }

    /// When to call [`handle_timeout`](Self::handle_timeout), unless something happens before.
    pub fn poll_timeout(&self) -> Option<Instant> {
        let next = match (self.phase, &self.pending) {
            (Phase::Closed, _) => return None,
            (Phase::Environment, _) => return Some(self.began + bounded(self.options.environment_timeout)),
            (Phase::Commands, Some(pending)) => pending.deadline,
            (Phase::Commands, None) => Some(self.idle_since + bounded(self.options.idle_timeout)),
        };
        let call = self.began + bounded(self.options.call_timeout);
        Some(next.map_or(call, |next| next.min(call)))
    }

    /// Sends a command. Its reply comes as [`Notice::Reply`].
    ///
    /// # Errors
    /// Why it was not sent.
    pub fn send(&mut self, request: &Request, now: Instant) -> Result<(), NotSent> {
        match self.phase {
            Phase::Environment => return Err(NotSent::NotStarted),
            Phase::Closed => return Err(NotSent::Over),
            Phase::Commands => {}
        }
        if self.pending.is_some() {
            return Err(NotSent::Busy);
        }
        if self.hung_up && !request.is_for_the_dead() {
            return Err(NotSent::HungUp);
        }
        let is_bounded = self.hung_up || !request.is_open_ended();
        self.pending = Some(Pending {
            name: request.name().to_owned(),
            shape: request.shape(),
            may_be_followed_by_usage: request.may_be_followed_by_usage(),
            is_trying: false,
            deadline: is_bounded.then(|| now + bounded(self.options.reply_timeout)),
            can_be_interrupted: request.can_be_interrupted() && !self.queues,
            interrupted: false,
            ended: None,
        });
        self.transmit = Some(request.as_bytes().to_vec());
        Ok(())
    }

    /// Stops the command under way: a sound that nobody waits for any more. Says whether it does.
    ///
    /// Only what [can be interrupted](crate::command::Command::can_be_interrupted) is, and not after the hangup, nor in
    /// AsyncAGI, where commands queue. Asterisk stops such a command when something comes, and does not answer it then;
    /// but it may just have answered it. So what is sent is a question with an unmistakable answer, and until that is
    /// there the session is busy. Then comes [`Notice::Interrupted`], or the [`Notice::Reply`] if there was one.
    pub fn interrupt(&mut self, now: Instant) -> bool {
        if !self.can_interrupt() {
            return false;
        }
        if self.transmit.take().is_some() {
            // It was not written yet.
            self.pending = None;
            self.idle_since = now;
            self.notices.push_back(Notice::Interrupted);
            return true;
        }
        if let Some(pending) = &mut self.pending {
            pending.interrupted = true;
            pending.deadline = Some(now + bounded(self.options.reply_timeout));
            self.transmit = Some(MARK_LINE.to_vec());
        }
        true
    }

    /// Whether [`interrupt`](Self::interrupt) would stop something.
    pub fn can_interrupt(&self) -> bool {
        !self.hung_up
            && self
                .pending
                .as_ref()
                .is_some_and(|pending| pending.can_be_interrupted && !pending.interrupted)
    }

    /// Whether a command may be sent now.
    pub fn is_idle(&self) -> bool {
        self.phase == Phase::Commands && self.pending.is_none()
    }

    /// Whether Asterisk has said that the channel is hung up.
    pub fn is_hung_up(&self) -> bool {
        self.hung_up
    }

    /// Whether the session is over.
    pub fn is_closed(&self) -> bool {
        self.phase == Phase::Closed
    }

    /// How long a line this Asterisk reads. The smaller limit until the environment is there.
    pub fn line_limit(&self) -> LineLimit {
        self.line_limit
    }

    fn on_frame(&mut self, frame: Frame, now: Instant) {
        match frame {
            Frame::Environment(environment) => self.on_environment(environment, now),
            Frame::Reply(reply) => self.on_reply(reply, now),
            Frame::Hangup => self.on_hangup(now),
            Frame::TooLong { limit } if self.pending.is_some() => {
                self.end_pending(Err(TooLong { limit }), now);
            }
            Frame::TooLong { limit } => self.on_unexpected(Text::default(), limit),
            Frame::Unexpected(line) => {
                let length = line.as_bytes().len();
                self.on_unexpected(line, length);
            }
            Frame::NotAgi(error) => self.close(CloseReason::NotAgi(error)),
            Frame::EnvironmentTooLong { limit } => self.close(CloseReason::EnvironmentTooLong { limit }),
        }
    }

    fn on_environment(&mut self, environment: Environment, now: Instant) {
        if environment.is_async() {
            self.line_limit = LineLimit::ASYNC_AGI;
        } else if let Some(version) = environment.version() {
            self.line_limit = LineLimit::of_version(&version);
        }
        self.queues = environment.kind() == RequestKind::Async;
        self.phase = Phase::Commands;
        self.idle_since = now;
        self.notices.push_back(Notice::Started(environment));
    }

    fn on_reply(&mut self, reply: Reply, now: Instant) {
        let follows = std::mem::take(&mut self.usage_follows);
        // `EXEC` of an application that returned 1: the usage answers nothing, and the next reply is still to come.
        let answers_nothing = follows && reply.code() == Code::Usage;
        let Some(pending) = self.pending.as_mut().filter(|_| !answers_nothing) else {
            let length = reply.as_bytes().len();
            self.on_unexpected(reply.as_bytes().into(), length);
            return;
        };
        if reply.code().number() < 200 {
            // Asterisk sends one; those beyond are a flood like any other.
            if std::mem::replace(&mut pending.is_trying, true) {
                let length = reply.as_bytes().len();
                self.on_unexpected(reply.as_bytes().into(), length);
            } else {
                self.notices.push_back(Notice::Trying(reply));
            }
            return;
        }
        self.usage_follows =
            pending.may_be_followed_by_usage && reply.code() == Code::Done && reply.number() == Some(1);
        self.end_pending(Ok(reply), now);
    }

    /// Takes the reply to the command under way, or to what interrupts it.
    fn end_pending(&mut self, reply: Result<Reply, TooLong>, now: Instant) {
        let Some(pending) = self.pending.as_mut().filter(|pending| pending.interrupted) else {
            self.finish(Notice::Reply(reply), now);
            return;
        };
        if reply.as_ref().is_ok_and(|reply| reply.text() == Some(MARK)) {
            let notice = pending.ended.take().map_or(Notice::Interrupted, Notice::Reply);
            self.finish(notice, now);
        } else if pending.ended.is_none() {
            pending.ended = Some(reply);
        } else if let Ok(reply) = reply {
            let length = reply.as_bytes().len();
            self.on_unexpected(reply.as_bytes().into(), length);
        }
    }

    fn on_hangup(&mut self, now: Instant) {
        if self.hung_up {
            // Asterisk says it twice; a peer that does not end saying it is a flood like any other.
            self.count_unexpected(b"HANGUP".len());
            return;
        }
        self.hung_up = true;
        // What plays or waits ends with the call; a reply that does not come now never will.
        if let Some(pending) = &mut self.pending {
            pending
                .deadline
                .get_or_insert(now + bounded(self.options.reply_timeout));
        }
        self.notices.push_back(Notice::HungUp);
    }

    fn on_unexpected(&mut self, line: Text, length: usize) {
        self.count_unexpected(length);
        if self.phase != Phase::Closed {
            self.notices.push_back(Notice::Unexpected(line));
        }
    }

    fn count_unexpected(&mut self, length: usize) {
        self.unexpected_bytes = self.unexpected_bytes.saturating_add(length).saturating_add(1);
        let limit = self.options.limits.unexpected_bytes;
        if self.unexpected_bytes > limit {
            self.close(CloseReason::Flooded { limit });
        }
    }

    fn finish(&mut self, notice: Notice, now: Instant) {
        self.pending = None;
        self.idle_since = now;
        self.notices.push_back(notice);
    }
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session")
            .field("phase", &self.phase)
            .field("hung_up", &self.hung_up)
            .field("pending", &self.pending.as_ref().map(|pending| &pending.name))
            .finish_non_exhaustive()
    }
}

fn bounded(time: Duration) -> Duration {
    time.min(FAR)
}
