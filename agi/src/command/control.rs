use std::time::Duration;

use super::digit::Digit;
use super::stream::digit;
use super::time::milliseconds;
use super::{Command, ReplyError};
use crate::wire::{LineWriter, Reply};

/// Plays a sound that the caller can wind with keys, until it ends or one of the given keys is pressed.
///
/// Asterisk also sets the channel variables `CPLAYBACKSTATUS`, `CPLAYBACKOFFSET` and `CPLAYBACKSTOPKEY`.
///
/// ```
/// use std::time::Duration;
/// use switchhook_agi::command::{Command, ControlStreamFile, Digit, Request};
/// use switchhook_agi::wire::{LineLimit, Reply};
/// let play = ControlStreamFile::new("message").until("0").skip(Duration::from_secs(5)).pause_with("8");
/// let request = Request::new(&play, LineLimit::BYTES_2046)?;
/// assert_eq!(request.as_bytes(), b"CONTROL STREAM FILE \"message\" \"0\" \"5000\" \"\" \"\" \"8\"\n");
///
/// // The place is told in milliseconds, unlike that of `STREAM FILE`.
/// let played = play.response(&Reply::parse(b"200 result=48 endpos=1240", play.shape())?)?;
/// assert_eq!((played.digit, played.end), (Digit::new('0'), Some(Duration::from_millis(1240))));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ControlStreamFile {
    file: String,
    keys: String,
    skip: Option<Duration>,
    forward: Option<String>,
    rewind: Option<String>,
    pause: Option<String>,
    offset: Option<Duration>,
}

/// How a playback that can be wound ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ControlledPlayback {
    /// The key that ended it, if one did.
    pub digit: Option<Digit>,
    /// Where in the sound it ended. `None` at its end.
    pub end: Option<Duration>,
}

impl ControlStreamFile {
    /// The whole file, named without its ending; keys wind it, but do not end it.
    pub fn new(file: impl Into<String>) -> Self {
        Self {
            file: file.into(),
            keys: String::new(),
            skip: None,
            forward: None,
            rewind: None,
            pause: None,
            offset: None,
        }
    }

    /// The keys that end it. None by default.
    #[must_use]
    pub fn until(mut self, keys: impl Into<String>) -> Self {
        self.keys = keys.into();
        self
    }

    /// How far one key winds, in whole milliseconds. 3 s by default.
    #[must_use]
    pub fn skip(mut self, time: Duration) -> Self {
        self.skip = Some(time);
        self
    }

    /// The keys that wind forward. `#` by default, also for no key.
    #[must_use]
    pub fn forward_with(mut self, keys: impl Into<String>) -> Self {
        self.forward = Some(keys.into());
        self
    }

    /// The keys that wind back. `*` by default, also for no key.
    #[must_use]
    pub fn rewind_with(mut self, keys: impl Into<String>) -> Self {
        self.rewind = Some(keys.into());
        self
    }

    /// The keys that pause and go on. None by default.
    #[must_use]
    pub fn pause_with(mut self, keys: impl Into<String>) -> Self {
        self.pause = Some(keys.into());
        self
    }

    /// Begins here, in whole milliseconds. At the beginning by default.
    #[must_use]
    pub fn from_time(mut self, offset: Duration) -> Self {
        self.offset = Some(offset);
        self
    }
}

impl Command for ControlStreamFile {
    type Response = ControlledPlayback;

    fn name(&self) -> &str {
        "CONTROL STREAM FILE"
    }

    fn encode(&self, line: &mut LineWriter) {
        line.argument(&self.file).argument(&self.keys);
        let skip = self.skip.map_or(3000, milliseconds).to_string();
        let offset = self.offset.map(|offset| milliseconds(offset).to_string());
        let key = |keys: &Option<String>| keys.clone().unwrap_or_default();
        let (forward, rewind, pause) = (key(&self.forward), key(&self.rewind), key(&self.pause));
        let all = [
            (self.skip.is_some(), skip),
            (self.forward.is_some(), forward),
            (self.rewind.is_some(), rewind),
            (self.pause.is_some(), pause),
            (self.offset.is_some(), offset.unwrap_or_default()),
        ];
        // Those before the last one that is given have to be there; an empty key is the default one.
        let count = all
            .iter()
            .rposition(|(given, _)| *given)
            .map_or(0, |last| last + 1);
        for (_, value) in &all[..count] {
            line.argument(value);
        }
    }

    fn is_open_ended(&self) -> bool {
        true
    }

    fn response(&self, reply: &Reply) -> Result<ControlledPlayback, ReplyError> {
        Ok(ControlledPlayback {
            digit: digit(ReplyError::unless_failed(reply)?)?,
            // It says -1 when the sound was played to its end.
            end: reply.number_of("endpos").map(Duration::from_millis),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{line, read};
    use super::{ControlStreamFile, Digit, Duration, ReplyError};

    #[test]
    fn what_is_left_out_between_is_the_default() {
        let play = || ControlStreamFile::new("x");
        for (command, expected) in [
            (play(), r#"CONTROL STREAM FILE "x" """#),
            (
                play().until("1").skip(Duration::ZERO),
                r#"CONTROL STREAM FILE "x" "1" "0""#,
            ),
            (
                play().forward_with("6"),
                r#"CONTROL STREAM FILE "x" "" "3000" "6""#,
            ),
            (
                play().rewind_with("4"),
                r#"CONTROL STREAM FILE "x" "" "3000" "" "4""#,
            ),
            (
                play().from_time(Duration::from_millis(1500)),
                r#"CONTROL STREAM FILE "x" "" "3000" "" "" "" "1500""#,
            ),
        ] {
            assert_eq!(line(&command), expected);
        }
    }

    #[test]
    fn the_place_is_in_milliseconds_and_none_at_the_end() {
        let play = ControlStreamFile::new("x").until("#");
        for (reply, key, end) in [
            ("200 result=0 endpos=-1", None, None),
            ("200 result=35 endpos=1240", Digit::new('#'), Some(1240)),
            ("200 result=0", None, None),
        ] {
            let played = read(&play, reply).unwrap();
            assert_eq!(
                (played.digit, played.end),
                (key, end.map(Duration::from_millis)),
                "{reply}"
            );
        }
        assert_eq!(read(&play, "200 result=-1 endpos=-1"), Err(ReplyError::Failed));
    }
}
