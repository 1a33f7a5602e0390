//! Waiting for one of several things, up to a deadline.

use std::fs::File;
use std::io;
use std::os::unix::net::UnixStream;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};

/// `SIGHUP`, the same on every Unix.
const SIGHUP: i32 = signal_hook::consts::SIGHUP;

/// The signal by which Asterisk tells that the caller hung up. It is kept, so that everybody who holds a clone sees it.
#[derive(Debug)]
pub(super) struct Hangup {
    told: UnixStream,
}

impl Hangup {
    /// Takes the signal from now on, for as long as the process lives: the last one comes at the end of the session, and
    /// must not end the program while it cleans up.
    pub(super) fn of_this_process() -> io::Result<Self> {
        let (told, teller) = UnixStream::pair()?;
        signal_hook::low_level::pipe::register(SIGHUP, teller)?;
        Ok(Self { told })
    }

    pub(super) fn try_clone(&self) -> io::Result<Self> {
        Ok(Self {
            told: self.told.try_clone()?,
        })
    }
}

/// What came first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ready {
    /// There is something to read, or its end.
    pub(super) input: bool,
    /// The caller has hung up.
    pub(super) hangup: bool,
}

/// Until there is something to read, the caller hangs up, or it is `until`. Of the two, both may be true.
pub(super) fn wait(input: &File, hangup: Option<&Hangup>, until: Option<Instant>) -> io::Result<Ready> {
    loop {
        let mut watched = vec![PollFd::new(input, PollFlags::IN)];
        watched.extend(hangup.map(|hangup| PollFd::new(&hangup.told, PollFlags::IN)));
        let left = until.map(|until| until.saturating_duration_since(Instant::now()));
        match poll(&mut watched, left.map(timespec).as_ref()) {
            Ok(_) => {
                let is_ready = |at: usize| {
                    watched
                        .get(at)
                        .is_some_and(|watched| !watched.revents().is_empty())
                };
                return Ok(Ready {
                    input: is_ready(0),
                    hangup: is_ready(1),
                });
            }
            // A signal: perhaps the one that is waited for.
            Err(rustix::io::Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
    }
}

fn timespec(time: Duration) -> Timespec {
    // Deadlines are a year away at most.
    Timespec {
        tv_sec: i64::try_from(time.as_secs()).unwrap_or(i64::MAX),
        tv_nsec: time.subsec_nanos().into(),
    }
}
