//! Programs that Asterisk starts itself, one for each call: `AGI(program)` and `EAGI(program)`, with the same handlers
//! as a server.
//!
//! ```no_run
//! use switchhook_agi::{Call, CallError, Outcome, stdio};
//!
//! async fn greet(call: Call) -> Result<(), CallError> {
//!     call.answer().await?;
//!     let name = call.environment().argument(1).unwrap_or_default().into_owned();
//!     call.set_variable("GREETING", format!("hello {name}")).await
//! }
//!
//! #[tokio::main(flavor = "current_thread")]
//! async fn main() -> Outcome {
//!     stdio::run(greet).await
//! }
//! ```
//!
//! Copy the program to Asterisk's `agi-bin` (`/usr/share/asterisk/agi-bin` on Debian), executable for the user that
//! Asterisk runs as, and put `AGI(program,argument)` into the dialplan.
//!
//! To try one by hand, start it in a terminal, type `agi_arg_1: Ana` (whatever it reads of the environment, one line
//! each), an empty line, and an answer to each command, such as `200 result=0`. A file with the answers will not do: one
//! that comes before its command belongs to none. In a test, `testing` plays Asterisk.
//!
//! - Standard output belongs to Asterisk: a `println!` would be a command. Standard error goes to its console.
//! - The caller's hangup is the signal SIGHUP here. It is taken once [`run`] was called; before that it ends the program,
//!   which is as well.
//! - Asterisk waits for the program to end. What may take long after a call belongs into another program.
//! - A process for each call is dearer than a server, and starts for every one. For more than a few calls a minute take
//!   the [server](crate::server).

use std::io;
use std::os::fd::AsFd;

use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::unix::pipe;
use tokio::signal::unix::{SignalKind, signal};

use crate::call::{Handler, Outcome, Surroundings, converse_within};
use crate::proto::{CloseReason, Options};

/// Runs the one call of this process. Return its outcome from `main`.
///
/// # Panics
/// Outside a tokio runtime with I/O and time.
pub async fn run(handler: impl Handler) -> Outcome {
    run_with(Options::default(), handler).await
}

/// As [`run`], with limits and deadlines of your own.
///
/// # Panics
/// Outside a tokio runtime with I/O and time.
pub async fn run_with(options: Options, handler: impl Handler) -> Outcome {
    let lost = |error: io::Error| {
        Outcome::NotBegun(CloseReason::Lost {
            error: error.to_string(),
        })
    };
    let mut hangups = match signal(SignalKind::hangup()) {
        Ok(hangups) => hangups,
        Err(error) => return lost(error),
    };
    let (input, output) = match (input(), output()) {
        (Ok(input), Ok(output)) => (input, output),
        (Err(error), _) | (_, Err(error)) => return lost(error),
    };
    let surroundings = Surroundings {
        peer: None,
        stop: std::future::pending(),
        hang_up: async move {
            // `None` would mean that no signal can come any more.
            if hangups.recv().await.is_none() {
                std::future::pending::<()>().await;
            }
        },
        // The pipes close with the process, and Asterisk reads what is in them.
        lingers: false,
    };
    converse_within(
        surroundings,
        tokio::io::join(input, output),
        &handler,
        options,
        |_| {},
    )
    .await
}

/// Asterisk gives pipes, which can be waited for. Of anything else, such as a terminal, a thread reads, for which the
/// runtime waits when it ends.
fn input() -> io::Result<Box<dyn AsyncRead + Unpin>> {
    let descriptor = io::stdin().as_fd().try_clone_to_owned()?;
    Ok(match pipe::Receiver::from_owned_fd(descriptor) {
        Ok(pipe) => Box::new(pipe),
        Err(_) => Box::new(tokio::io::stdin()),
    })
}

fn output() -> io::Result<Box<dyn AsyncWrite + Unpin>> {
    let descriptor = io::stdout().as_fd().try_clone_to_owned()?;
    Ok(match pipe::Sender::from_owned_fd(descriptor) {
        Ok(pipe) => Box::new(pipe),
        Err(_) => Box::new(tokio::io::stdout()),
    })
}
