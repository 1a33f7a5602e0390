use std::borrow::Cow;
use std::fmt;
use std::fs::File;
use std::io::{self, Read as _, Write as _};
use std::os::fd::{AsFd as _, OwnedFd};
use std::time::{Duration, Instant};

use super::wait::{Hangup, wait};
use crate::command::{
    Answer, Command, GetFullVariable, GetVariable, Hangup as HangUp, ReplyError, Request, SetVariable,
};
use crate::error::CallError;
use crate::outcome::{FAILURE, HANGUP_FOLLOWS};
use crate::proto::{CloseReason, NotSent, Notice, Options, Session};
use crate::wire::{Environment, Reply, RequestUrl, Text};

/// One call that the dialplan has handed to this program; see the [module](super).
///
/// ```no_run
/// use switchhook_agi::CallError;
/// use switchhook_agi::blocking::Call;
/// use switchhook_agi::command::StreamFile;
///
/// fn wake(call: &mut Call) -> Result<(), CallError> {
///     call.answer()?;
///     while !call.hung_up() {
///         call.send(StreamFile::new("good-morning"))?;
///     }
///     Ok(())
/// }
/// ```
pub struct Call {
    environment: Environment,
    url: RequestUrl,
    line: Line,
}

/// What carries the conversation.
struct Line {
    session: Session,
    input: File,
    output: File,
    hangup: Option<Hangup>,
    /// The reply to the command under way.
    reply: Option<Result<Reply, CallError>>,
    environment: Option<Environment>,
    ended: Option<CloseReason>,
    peer_closed: bool,
}

impl Call {
    /// The call of this process, over standard input and output, with SIGHUP as the hangup. Returns once the environment
    /// is there. [`run`](super::run) does this, and tells the dialplan of errors and panics.
    ///
    /// # Errors
    /// There is no call.
    pub fn of_this_process(options: Options) -> Result<Self, CloseReason> {
        let hangup = Hangup::of_this_process().map_err(|error| lost(&error))?;
        let own = |descriptor: io::Result<OwnedFd>| descriptor.map_err(|error| lost(&error));
        let input = own(io::stdin().as_fd().try_clone_to_owned())?;
        let output = own(io::stdout().as_fd().try_clone_to_owned())?;
        Self::begin(input, output, Some(hangup), options)
    }

    /// The call over these, such as a socket, which is then given twice. Returns once the environment is there.
    ///
    /// # Errors
    /// There is no call.
    pub fn over(
        input: impl Into<OwnedFd>,
        output: impl Into<OwnedFd>,
        options: Options,
    ) -> Result<Self, CloseReason> {
        Self::begin(input.into(), output.into(), None, options)
    }

    fn begin(
        input: OwnedFd,
        output: OwnedFd,
        hangup: Option<Hangup>,
        options: Options,
    ) -> Result<Self, CloseReason> {
        let mut line = Line {
            session: Session::new(options, Instant::now()),
            input: input.into(),
            output: output.into(),
            hangup,
            reply: None,
            environment: None,
            ended: None,
            peer_closed: false,
        };
        loop {
            if let Some(environment) = line.environment.take() {
                return Ok(Self {
                    url: environment.url(),
                    environment,
                    line,
                });
            }
            if let Some(reason) = line.ended.clone() {
                return Err(reason);
            }
            line.step(None);
        }
    }

    /// What Asterisk said about the call at its beginning.
    pub fn environment(&self) -> &Environment {
        &self.environment
    }

    /// Path and query that the dialplan asked for; of a program its name.
    pub fn url(&self) -> &RequestUrl {
        &self.url
    }

    /// The value of `name=value` in the query that the dialplan asked for, decoded.
    pub fn query(&self, name: &str) -> Option<Cow<'_, str>> {
        self.url.query(name)
    }

    /// Sends a command and waits for its reply.
    ///
    /// # Errors
    /// The command cannot be written, was refused or failed, or the call is over.
    #[allow(
        clippy::needless_pass_by_value,
        reason = "the same as with tokio, where commands are given away"
    )]
    pub fn send<C: Command>(&mut self, command: C) -> Result<C::Response, CallError> {
        let request = Request::new(&command, self.line.session.line_limit())?;
        let reply = self.line.ask(&request)?;
        match command.response(&reply) {
            Ok(response) => Ok(response),
            Err(ReplyError::NotPermitted) if self.hung_up() => Err(CallError::HungUp),
            Err(ReplyError::Failed) if self.hangs_up_within(HANGUP_FOLLOWS) => Err(CallError::HungUp),
            Err(error) => Err(CallError::Reply(error)),
        }
    }

    /// Answers the call, if nobody has yet.
    ///
    /// # Errors
    /// As for [`send`](Self::send).
    pub fn answer(&mut self) -> Result<(), CallError> {
        self.send(Answer)
    }

    /// Hangs up. What is allowed on a dead channel may still be sent.
    ///
    /// # Errors
    /// As for [`send`](Self::send).
    pub fn hang_up(&mut self) -> Result<(), CallError> {
        self.send(HangUp::new())
    }

    /// Reads a channel variable or a function such as `CALLERID(num)`; `None` if it is not set. A value that Asterisk
    /// cuts is read again, whole, as the call of a server does.
    ///
    /// # Errors
    /// As for [`send`](Self::send).
    pub fn variable(&mut self, name: &str) -> Result<Option<Text>, CallError> {
        let value = self.send(GetVariable::new(name))?;
        match GetFullVariable::of_cut(name, value.as_ref()) {
            Some(whole) => self.send(whole),
            None => Ok(value),
        }
    }

    /// Sets a channel variable or a function such as `CDR(userfield)`.
    ///
    /// # Errors
    /// As for [`send`](Self::send).
    pub fn set_variable(&mut self, name: &str, value: impl AsRef<[u8]>) -> Result<(), CallError> {
        self.send(SetVariable::new(name, value))
    }

    /// Whether the caller has hung up by now, or the session has ended otherwise. Does not wait.
    pub fn hung_up(&mut self) -> bool {
        self.hangs_up_within(Duration::ZERO)
    }

    /// Waits until the caller hangs up or the session ends otherwise, but no longer than this; whether it has.
    pub fn hangs_up_within(&mut self, time: Duration) -> bool {
        let until = Instant::now() + time.min(Duration::from_secs(365 * 24 * 60 * 60));
        while !self.line.is_hung_up() {
            let is_late = Instant::now() >= until;
            let was_something = self.line.step(Some(until));
            if is_late && !was_something {
                break;
            }
        }
        self.line.is_hung_up()
    }

    /// Why the session is over, once it is.
    pub fn ended(&self) -> Option<&CloseReason> {
        self.line.ended.as_ref()
    }

    /// Gives the call back to the dialplan as one that failed: `AGISTATUS` is `FAILURE`.
    pub(super) fn fail(&mut self, reason: CloseReason) {
        self.line.fail(reason);
    }

    pub(super) fn hangup(&self) -> io::Result<Option<Hangup>> {
        self.line.hangup.as_ref().map(Hangup::try_clone).transpose()
    }
}

impl Line {
    fn is_hung_up(&self) -> bool {
        self.session.is_hung_up() || self.ended.is_some()
    }

    fn ask(&mut self, request: &Request) -> Result<Reply, CallError> {
        // What came since the last command: a hangup, the end, or a deadline that has passed.
        while self.step(Some(Instant::now())) && self.ended.is_none() {}
        match self.session.send(request, Instant::now()) {
            Ok(()) => {}
            Err(NotSent::HungUp) => return Err(CallError::HungUp),
            // It begins with its environment, and no command is under way while nobody waits for one.
            Err(NotSent::Over | NotSent::NotStarted | NotSent::Busy) => {
                return Err(CallError::Ended {
                    reason: self.ended.clone().unwrap_or(CloseReason::Finished),
                });
            }
        }
        if let Some(bytes) = self.session.poll_transmit() {
            self.write(&bytes);
        }
        loop {
            if let Some(reply) = self.reply.take() {
                return reply;
            }
            if let Some(reason) = self.ended.clone() {
                return Err(CallError::OutcomeUnknown { reason });
            }
            self.step(None);
        }
    }

    /// Waits until something happens or a deadline is there, and takes it in. Whether something happened.
    fn step(&mut self, until: Option<Instant>) -> bool {
        if self.ended.is_some() {
            return false;
        }
        let due = [self.session.poll_timeout(), until].into_iter().flatten().min();
        let hangup = self.hangup.as_ref().filter(|_| !self.session.is_hung_up());
        let ready = match wait(&self.input, hangup, due) {
            Ok(ready) => ready,
            Err(error) => {
                self.session.close(lost(&error));
                self.tell();
                return true;
            }
        };
        let now = Instant::now();
        if ready.hangup {
            self.session.hang_up(now);
        }
        if ready.input {
            self.read(now);
        }
        if !ready.hangup && !ready.input {
            self.session.handle_timeout(now);
        }
        self.tell();
        ready.hangup || ready.input
    }

    fn read(&mut self, now: Instant) {
        let mut buffer = [0; 2048];
        match self.input.read(&mut buffer) {
            Ok(0) => {
                self.peer_closed = true;
                self.session.closed_by_peer();
            }
            Ok(count) => self.session.receive(&buffer[..count], now),
            Err(error)
                if matches!(
                    error.kind(),
                    io::ErrorKind::WouldBlock | io::ErrorKind::Interrupted
                ) => {}
            Err(error) => self.session.close(lost(&error)),
        }
    }

    /// Takes what the session has to say.
    fn tell(&mut self) {
        while let Some(notice) = self.session.poll_event() {
            match notice {
                Notice::Started(environment) => self.environment = Some(environment),
                Notice::Reply(reply) => {
                    self.reply = Some(
                        reply.map_err(|error| CallError::Reply(ReplyError::TooLong { limit: error.limit })),
                    );
                }
                Notice::Closed(reason) => {
                    let peer_ended = self.peer_closed
                        || matches!(reason, CloseReason::Lost { .. } | CloseReason::Finished);
                    self.ended = Some(reason);
                    if !peer_ended {
                        // Asterisk has its call back at once, whatever the program does meanwhile.
                        self.write(FAILURE);
                    }
                }
                // Nothing is interrupted here: the caller of this waits for each reply.
                Notice::HungUp | Notice::Interrupted | Notice::Trying(_) | Notice::Unexpected(_) => {}
            }
        }
    }

    fn fail(&mut self, reason: CloseReason) {
        if self.ended.is_none() {
            self.write(FAILURE);
            self.session.close(reason);
            self.tell();
        }
    }

    fn write(&mut self, bytes: &[u8]) {
        if let Err(error) = self.output.write_all(bytes) {
            self.session.close(lost(&error));
            self.tell();
        }
    }
}

/// Shows the path only: the environment is about people.
impl fmt::Debug for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "blocking::Call({:?})", self.url.path())
    }
}

fn lost(error: &io::Error) -> CloseReason {
    CloseReason::Lost {
        error: error.to_string(),
    }
}
