//! One call without tokio: for programs that Asterisk starts and that do one thing after the other.
//!
//! ```no_run
//! use switchhook_agi::blocking::{self, Call};
//! use switchhook_agi::command::GetData;
//! use switchhook_agi::{CallError, Outcome};
//!
//! fn pin(call: &mut Call) -> Result<(), CallError> {
//!     call.answer()?;
//!     let pin = call.send(GetData::new("vm-password").max_digits(4))?;
//!     call.set_variable("PIN", pin.digits())
//! }
//!
//! // In the dialplan: AGI(pin)
//! fn main() -> Outcome {
//!     blocking::run(pin)
//! }
//! ```
//!
//! Commands, answers, limits and deadlines are the same as with tokio, and so is what becomes of errors and panics. Some
//! things are not possible here:
//!
//! - A hangup ends no work of the program: ask [`Call::hung_up`] now and then. It is noticed while a command waits for
//!   its reply.
//! - A program that sends no command for too long, or for which the call takes too long, learns that when it sends the
//!   next. Nobody takes the call from it before: in the dialplan, Asterisk waits.
//! - A line is written however long that takes. Asterisk reads it unless it has stopped.
//!
//! To try one by hand, start it in a terminal, type `agi_arg_1: Ana` (whatever it reads of the environment, one line
//! each), an empty line, and an answer to each command, such as `200 result=0`. A file with the answers will not do: one
//! that comes before its command belongs to none. In a test, `testing` plays Asterisk.
//!
//! Standard output belongs to Asterisk: a `println!` would be a command.

mod audio;
mod call;
mod wait;

pub use audio::Audio;
pub use call::Call;

use std::os::fd::OwnedFd;
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::outcome::{HandlerError, Outcome};
use crate::proto::{CloseReason, Options};

/// Runs the one call of this process, from its standard input and output. Return its outcome from `main`.
pub fn run<E: Into<HandlerError>>(handler: impl FnOnce(&mut Call) -> Result<(), E>) -> Outcome {
    match Call::of_this_process(Options::default()) {
        Ok(call) => handle(call, handler),
        Err(reason) => Outcome::NotBegun(reason),
    }
}

/// Runs one call over any pair of pipes or over a socket, which is then given twice; see [`OwnedFd`].
///
/// ```
/// use std::io::{BufRead as _, BufReader, Write as _};
/// use std::os::unix::net::UnixStream;
/// use switchhook_agi::blocking::{Call, converse};
/// use switchhook_agi::proto::Options;
/// use switchhook_agi::{CallError, Outcome};
///
/// let (ours, mut asterisk) = UnixStream::pair()?;
/// let played = std::thread::spawn(move || -> std::io::Result<String> {
///     asterisk.write_all(b"agi_request: greet\n\n")?;
///     let mut asked = String::new();
///     BufReader::new(asterisk.try_clone()?).read_line(&mut asked)?;
///     asterisk.write_all(b"200 result=0\n")?;
///     Ok(asked)
/// });
/// let greet = |call: &mut Call| call.answer();
/// let outcome = converse(ours.try_clone()?, ours, Options::default(), greet);
/// assert!(matches!(outcome, Outcome::Completed));
/// assert_eq!(played.join().unwrap()?, "ANSWER\n");
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn converse<E: Into<HandlerError>>(
    input: impl Into<OwnedFd>,
    output: impl Into<OwnedFd>,
    options: Options,
    handler: impl FnOnce(&mut Call) -> Result<(), E>,
) -> Outcome {
    match Call::over(input, output, options) {
        Ok(call) => handle(call, handler),
        Err(reason) => Outcome::NotBegun(reason),
    }
}

fn handle<E: Into<HandlerError>>(
    mut call: Call,
    handler: impl FnOnce(&mut Call) -> Result<(), E>,
) -> Outcome {
    // After a panic the call is only ended.
    let outcome = match catch_unwind(AssertUnwindSafe(|| handler(&mut call))) {
        Ok(result) => Outcome::of(result.map_err(Into::into)),
        Err(panic) => Outcome::of_panic(&*panic),
    };
    if !matches!(outcome, Outcome::Completed) {
        call.fail(CloseReason::Finished);
    }
    outcome
}
