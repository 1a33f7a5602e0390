use std::time::Duration;

use super::{Command, ReplyError};
use crate::wire::{LineWriter, Reply};

/// Hangs up the call after a time, whatever happens in it; or takes that back.
///
/// ```
/// use std::time::Duration;
/// use switchhook_agi::command::{Request, SetAutoHangup};
/// use switchhook_agi::wire::LineLimit;
/// let line = |set: SetAutoHangup| Request::new(&set, LineLimit::BYTES_2046).unwrap().as_bytes().to_vec();
/// assert_eq!(line(SetAutoHangup::after(Duration::from_millis(90_500))), b"SET AUTOHANGUP \"90.500\"\n");
/// assert_eq!(line(SetAutoHangup::never()), b"SET AUTOHANGUP \"0\"\n");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SetAutoHangup {
    time: Option<Duration>,
}

impl SetAutoHangup {
    /// From now on, in whole milliseconds, at least one.
    pub fn after(time: Duration) -> Self {
        Self { time: Some(time) }
    }

    /// Takes it back.
    pub fn never() -> Self {
        Self { time: None }
    }
}

impl Command for SetAutoHangup {
    type Response = ();

    fn name(&self) -> &str {
        "SET AUTOHANGUP"
    }

    fn encode(&self, line: &mut LineWriter) {
        // Nothing would take it back.
        let time = self.time.map(|time| time.max(Duration::from_millis(1)));
        let (seconds, millis) = time.map_or((0, 0), |time| (time.as_secs(), time.subsec_millis()));
        // Asterisk counts it in a signed number of seconds; a longer time is as good as none.
        let seconds = seconds.min(i32::MAX as u64);
        match millis {
            0 => line.display(seconds),
            millis => line.display(format_args!("{seconds}.{millis:03}")),
        };
    }

    fn response(&self, reply: &Reply) -> Result<(), ReplyError> {
        ReplyError::unless_failed(reply).map(drop)
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{line, read};
    use super::{Duration, SetAutoHangup};

    #[test]
    fn a_time_is_never_taken_for_none() {
        for (time, expected) in [
            (Duration::ZERO, "0.001"),
            (Duration::from_micros(1), "0.001"),
            (Duration::from_millis(1005), "1.005"),
            (Duration::from_secs(60), "60"),
            (Duration::from_secs(u64::MAX), "2147483647"),
        ] {
            let set = SetAutoHangup::after(time);
            assert_eq!(line(&set), format!("SET AUTOHANGUP \"{expected}\""), "{time:?}");
        }
        assert_eq!(read(&SetAutoHangup::never(), "200 result=0"), Ok(()));
    }
}
