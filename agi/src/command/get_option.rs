use std::time::Duration;

use super::stream::{Playback, playback};
use super::time::milliseconds;
use super::{Command, ReplyError};
use crate::wire::{LineWriter, Reply};

/// Plays a sound and then waits for one of the given keys; one that is pressed during the sound counts too.
///
/// ```
/// use std::time::Duration;
/// use switchhook_agi::command::{GetOption, Request};
/// use switchhook_agi::wire::LineLimit;
/// let get = GetOption::new("press-1-or-2", "12").timeout(Duration::from_secs(3));
/// let request = Request::new(&get, LineLimit::BYTES_2046)?;
/// assert_eq!(request.as_bytes(), b"GET OPTION \"press-1-or-2\" \"12\" \"3000\"\n");
/// # Ok::<(), switchhook_agi::wire::EncodeError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GetOption {
    file: String,
    keys: String,
    timeout: Option<Duration>,
}

impl GetOption {
    /// With this file, named without its ending, and these keys. Others do not count.
    pub fn new(file: impl Into<String>, keys: impl Into<String>) -> Self {
        Self {
            file: file.into(),
            keys: keys.into(),
            timeout: None,
        }
    }

    /// How long to wait after the sound, in whole milliseconds. By default as long as the dialplan waits for a digit
    /// (`TIMEOUT(digit)`), which is 5 s unless it was changed.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }
}

impl Command for GetOption {
    /// The key, if one was pressed, and the sample at which the sound ended.
    type Response = Playback;

    fn name(&self) -> &str {
        "GET OPTION"
    }

    fn encode(&self, line: &mut LineWriter) {
        line.argument(&self.file).argument(&self.keys);
        line.optional(self.timeout.map(|timeout| milliseconds(timeout).to_string()));
    }

    fn is_open_ended(&self) -> bool {
        true
    }

    fn can_be_interrupted(&self) -> bool {
        true
    }

    fn response(&self, reply: &Reply) -> Result<Playback, ReplyError> {
        playback(reply)
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{line, read};
    use super::{GetOption, ReplyError};
    use crate::command::Digit;

    #[test]
    fn the_key_or_none_is_told() {
        let get = GetOption::new("x", "12");
        assert_eq!(line(&get), r#"GET OPTION "x" "12""#);
        for (reply, key, end) in [
            ("200 result=49 endpos=800", Digit::new('1'), 800),
            ("200 result=0 endpos=3520", None, 3520),
        ] {
            let option = read(&get, reply).unwrap();
            assert_eq!((option.digit, option.end), (key, end), "{reply}");
        }
        assert_eq!(read(&get, "200 result=-1 endpos=0"), Err(ReplyError::Failed));
    }
}
