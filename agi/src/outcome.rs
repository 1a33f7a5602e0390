use std::any::Any;
use std::error::Error;
use std::fmt;
use std::process::{ExitCode, Termination};
use std::time::Duration;

use crate::error::CallError;
use crate::proto::CloseReason;

/// Ends a session with `AGISTATUS` `FAILURE`. Closing the connection alone would be a `SUCCESS`.
pub(crate) const FAILURE: &[u8] = b"failure\n";

/// When a command fails since the caller hung up, Asterisk says that it failed, and then why. This is how long the
/// second may take: it follows at once.
pub(crate) const HANGUP_FOLLOWS: Duration = Duration::from_millis(100);

/// What a handler may fail with.
pub type HandlerError = Box<dyn Error + Send + Sync>;

/// How a call ended, as seen by whoever runs its handler.
///
/// A program that Asterisk starts may return it from `main`: what went wrong is then written to standard error, which is
/// Asterisk's console, and the program fails, which makes `AGISTATUS` `FAILURE`.
#[derive(Debug)]
#[non_exhaustive]
pub enum Outcome {
    /// The handler returned `Ok`, or gave up since the caller did.
    Completed,
    /// The handler returned an error, which may be that a deadline or a limit of ours took the call from it.
    Failed(HandlerError),
    /// The handler panicked with this message.
    Panicked(String),
    /// The handler had to be stopped: the call was taken from it for this reason, and it went on regardless.
    Stopped(CloseReason),
    /// There was no call, for this reason.
    NotBegun(CloseReason),
}

impl Outcome {
    /// Of what a handler returned.
    pub(crate) fn of(result: Result<(), HandlerError>) -> Self {
        match result {
            Ok(()) => Self::Completed,
            Err(error) if is_ordinary(&*error) => Self::Completed,
            Err(error) => Self::Failed(error),
        }
    }

    /// Of a handler's panic.
    pub(crate) fn of_panic(panic: &(dyn Any + Send)) -> Self {
        Self::Panicked(if let Some(text) = panic.downcast_ref::<&str>() {
            (*text).to_owned()
        } else if let Some(text) = panic.downcast_ref::<String>() {
            text.clone()
        } else {
            "(no message)".to_owned()
        })
    }
}

/// Whether a handler gave up since the caller did, however it wrapped that.
fn is_ordinary(error: &(dyn Error + Send + Sync + 'static)) -> bool {
    let mut error: Option<&(dyn Error + 'static)> = Some(error);
    while let Some(known) = error {
        if let Some(over) = known.downcast_ref::<CallError>() {
            return over.is_ordinary();
        }
        error = known.source();
    }
    false
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Completed => f.write_str("completed"),
            Self::Failed(error) => write!(f, "the handler failed: {error}"),
            Self::Panicked(message) => write!(f, "the handler panicked: {message}"),
            Self::Stopped(reason) => write!(f, "the handler was stopped: {reason}"),
            Self::NotBegun(reason) => write!(f, "no call: {reason}"),
        }
    }
}

impl Termination for Outcome {
    fn report(self) -> ExitCode {
        if matches!(self, Self::Completed) {
            return ExitCode::SUCCESS;
        }
        eprintln!("agi: {self}");
        ExitCode::FAILURE
    }
}
