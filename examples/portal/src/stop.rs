//! The signals that the portal hears: when to stop, and when to read files again.

use crate::log::Event;

#[cfg(unix)]
use tokio::signal::unix::{Signal, SignalKind};

/// Resolves when the process is asked to stop: by Ctrl-C, SIGTERM, or the terminal that is closed. Listens from now on,
/// not only from when it is waited for: whoever is asked to stop while starting still cleans up.
#[cfg(unix)]
pub fn asked() -> impl Future<Output = ()> + Send + 'static {
    let service = asked_as_service();
    // `nohup` means to go on without the terminal.
    let hangup = (!is_ignored(SignalKind::hangup())).then(Hangups::listen);
    async move {
        let hangup = async {
            match hangup {
                Some(mut hangups) => hangups.next().await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            () = service => {}
            () = hangup => {}
        }
    }
}

/// The same for a service, which has no terminal: there SIGHUP has another meaning.
#[cfg(unix)]
pub fn asked_as_service() -> impl Future<Output = ()> + Send + 'static {
    let (mut interrupt, mut terminate) = (heard(SignalKind::interrupt()), heard(SignalKind::terminate()));
    async move {
        tokio::select! {
            () = next(&mut interrupt) => {}
            () = next(&mut terminate) => {}
        }
    }
}

/// SIGHUP, as it comes again and again.
#[cfg(unix)]
pub struct Hangups(Option<Signal>);

#[cfg(unix)]
impl Hangups {
    /// From now on SIGHUP does not end the process.
    pub fn listen() -> Self {
        Self(heard(SignalKind::hangup()))
    }

    pub async fn next(&mut self) {
        next(&mut self.0).await;
    }
}

#[cfg(unix)]
fn heard(kind: SignalKind) -> Option<Signal> {
    tokio::signal::unix::signal(kind)
        .map_err(|error| tracing::warn!(event = %Event::SignalUnheard, %error, "cannot hear every signal"))
        .ok()
}

#[cfg(unix)]
async fn next(signal: &mut Option<Signal>) {
    match signal {
        Some(signal) => {
            signal.recv().await;
        }
        None => std::future::pending().await,
    }
}

/// Resolves when the process is asked to stop.
#[cfg(not(unix))]
pub fn asked() -> impl Future<Output = ()> + Send + 'static {
    async {
        let _ = tokio::signal::ctrl_c().await;
    }
}

/// The same for a service.
#[cfg(not(unix))]
pub fn asked_as_service() -> impl Future<Output = ()> + Send + 'static {
    asked()
}

/// A signal that does not exist here.
#[cfg(not(unix))]
pub struct Hangups;

#[cfg(not(unix))]
impl Hangups {
    pub fn listen() -> Self {
        Self
    }

    pub async fn next(&mut self) {
        std::future::pending().await
    }
}

/// Whether whoever started us had the signal ignored; unknown means no.
#[cfg(unix)]
fn is_ignored(kind: tokio::signal::unix::SignalKind) -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    ignores(&status, kind.as_raw_value())
}

/// Reads the mask of Linux's `proc_pid_status(5)`, in which signal 1 is the lowest bit.
#[cfg(unix)]
fn ignores(status: &str, signal: i32) -> bool {
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let mask = mask
        .and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok())
        .unwrap_or(0);
    u32::try_from(signal - 1)
        .ok()
        .and_then(|bit| mask.checked_shr(bit))
        .is_some_and(|mask| mask & 1 == 1)
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn the_mask_of_ignored_signals_is_read() {
        for (status, expected) in [
            (
                "Name:\tx\nSigIgn:\t0000000000000001\nSigCgt:\t0000000000000000\n",
                true,
            ),
            (
                "Name:\tx\nSigIgn:\t0000000000001000\nSigCgt:\t0000000000000001\n",
                false,
            ),
            ("SigIgn:\tnonsense\n", false),
            ("", false),
        ] {
            assert_eq!(ignores(status, 1), expected, "{status:?}");
        }
    }
}
