//! When to stop: Ctrl-C, SIGTERM, and the terminal that is closed.

/// Resolves when the process is asked to stop. Listens from now on, not only from when it is waited for: whoever is
/// asked to stop while starting still cleans up.
#[cfg(unix)]
pub fn asked() -> impl Future<Output = ()> + Send + 'static {
    use tokio::signal::unix::{SignalKind, signal};

    let listen = |kind| {
        signal(kind)
            .map_err(|error| tracing::warn!(%error, "cannot hear every signal to stop"))
            .ok()
    };
    let interrupt = listen(SignalKind::interrupt());
    let terminate = listen(SignalKind::terminate());
    // `nohup` means to go on without the terminal.
    let hangup = (!is_ignored(SignalKind::hangup()))
        .then(|| listen(SignalKind::hangup()))
        .flatten();
    async move {
        let wait = async |heard: Option<tokio::signal::unix::Signal>| match heard {
            Some(mut signal) => {
                signal.recv().await;
            }
            None => std::future::pending().await,
        };
        tokio::select! {
            () = wait(interrupt) => {}
            () = wait(terminate) => {}
            () = wait(hangup) => {}
        }
    }
}

/// Resolves when the process is asked to stop.
#[cfg(not(unix))]
pub fn asked() -> impl Future<Output = ()> + Send + 'static {
    async {
        let _ = tokio::signal::ctrl_c().await;
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
