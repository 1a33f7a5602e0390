use std::time::Duration;

use super::digit::Digit;
use super::time::{milliseconds, some_seconds};
use super::{Command, ReplyError};
use crate::wire::{LineWriter, Reply};

/// Records the caller to a file, until a key, silence, an end of time or the hangup.
///
/// A file that exists is overwritten; its folder has to exist on the machine of Asterisk.
///
/// ```
/// use std::time::Duration;
/// use switchhook_agi::command::{Command, RecordFile, RecordingEnd, Request};
/// use switchhook_agi::wire::{LineLimit, Reply};
/// let record = RecordFile::new("/var/spool/asterisk/message", "wav").until("#").at_most(Duration::from_secs(60)).beep();
/// let request = Request::new(&record, LineLimit::BYTES_2046)?;
/// assert_eq!(
///     request.as_bytes(),
///     b"RECORD FILE \"/var/spool/asterisk/message\" \"wav\" \"#\" \"60000\" \"0\" \"BEEP\"\n"
/// );
///
/// // A caller who hangs up has left a message all the same.
/// let recording = record.response(&Reply::parse(b"200 result=-1 (hangup) endpos=16000", record.shape())?)?;
/// assert_eq!((recording.end, recording.samples), (RecordingEnd::Hangup, 16000));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordFile {
    file: String,
    format: String,
    keys: String,
    timeout: Option<Duration>,
    offset: Option<u64>,
    beep: bool,
    silence: Option<Duration>,
}

impl RecordFile {
    /// To this file, named without its ending, in this format of Asterisk, such as `wav` or `gsm`, which becomes the
    /// ending.
    pub fn new(file: impl Into<String>, format: impl Into<String>) -> Self {
        Self {
            file: file.into(),
            format: format.into(),
            keys: String::new(),
            timeout: None,
            offset: None,
            beep: false,
            silence: None,
        }
    }

    /// The keys that end it. None by default.
    #[must_use]
    pub fn until(mut self, keys: impl Into<String>) -> Self {
        self.keys = keys.into();
        self
    }

    /// The longest that it may take, in whole milliseconds. Without end by default.
    #[must_use]
    pub fn at_most(mut self, time: Duration) -> Self {
        self.timeout = Some(time);
        self
    }

    /// Keeps this many samples of a file that exists, and goes on after them. By default the file begins anew.
    #[must_use]
    pub fn from_sample(mut self, offset: u64) -> Self {
        self.offset = Some(offset);
        self
    }

    /// Beeps before it begins. By default it does not.
    #[must_use]
    pub fn beep(mut self) -> Self {
        self.beep = true;
        self
    }

    /// Ends it after so much silence, in whole seconds, a begun one counted. By default it does not.
    #[must_use]
    pub fn until_silence(mut self, silence: Duration) -> Self {
        self.silence = Some(silence);
        self
    }
}

/// A recording that was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Recording {
    /// What ended it.
    pub end: RecordingEnd,
    /// How long the file is, in samples; there are 8000 in a second of an ordinary format.
    pub samples: u64,
}

/// What ended a recording.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RecordingEnd {
    /// One of the given keys.
    Digit(Digit),
    /// The end of its time, or enough silence: Asterisk does not tell which.
    Time,
    /// The caller hung up. What was said until then is in the file.
    Hangup,
    /// The channel failed. What was said until then is in the file.
    ChannelFailed,
    /// A key during the beep: the recording did not begin.
    DigitBefore(Digit),
}

impl Command for RecordFile {
    type Response = Recording;

    fn name(&self) -> &str {
        "RECORD FILE"
    }

    fn encode(&self, line: &mut LineWriter) {
        line.argument(&self.file)
            .argument(&self.format)
            .argument(&self.keys);
        line.display(self.timeout.map_or(-1, milliseconds));
        // Without an offset before it, Asterisk takes some words for others.
        if self.offset.is_some() || self.beep || self.silence.is_some() {
            line.display(self.offset.unwrap_or(0));
        }
        line.optional(self.beep.then_some("BEEP"));
        line.optional(self.silence.map(|silence| format!("s={}", some_seconds(silence))));
    }

    fn is_open_ended(&self) -> bool {
        true
    }

    fn response(&self, reply: &Reply) -> Result<Recording, ReplyError> {
        let key = || {
            let code = reply.number().unwrap_or_default();
            Digit::of_code(code).ok_or_else(|| ReplyError::Malformed {
                problem: format!("result {code}, which is no key").into(),
            })
        };
        ReplyError::unless_done(reply)?;
        let end = match reply.text() {
            Some(b"dtmf") => RecordingEnd::Digit(key()?),
            // Its result is what was left of some wait, and says nothing.
            Some(b"timeout") => RecordingEnd::Time,
            Some(b"hangup") => RecordingEnd::Hangup,
            Some(b"waitfor") => RecordingEnd::ChannelFailed,
            Some(b"writefile") => return Err(ReplyError::CannotRecord),
            Some(b"randomerror") if reply.number() == Some(-1) => return Err(ReplyError::Failed),
            Some(b"randomerror") => RecordingEnd::DigitBefore(key()?),
            _ if reply.number() == Some(-1) => return Err(ReplyError::Failed),
            _ => {
                return Err(ReplyError::Malformed {
                    problem: "no word that says how the recording ended".into(),
                });
            }
        };
        Ok(Recording {
            end,
            samples: reply.number_of("endpos").unwrap_or(0),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{line, read};
    use super::{Digit, Duration, RecordFile, RecordingEnd, ReplyError};

    #[test]
    fn words_stand_where_asterisk_looks_for_them() {
        let record = || RecordFile::new("x", "wav");
        for (command, expected) in [
            (record(), r#"RECORD FILE "x" "wav" "" "-1""#),
            (record().beep(), r#"RECORD FILE "x" "wav" "" "-1" "0" "BEEP""#),
            (
                record().until_silence(Duration::from_millis(1)),
                r#"RECORD FILE "x" "wav" "" "-1" "0" "s=1""#,
            ),
            (
                record()
                    .until("12")
                    .at_most(Duration::from_secs(9))
                    .from_sample(8000)
                    .beep()
                    .until_silence(Duration::from_secs(3)),
                r#"RECORD FILE "x" "wav" "12" "9000" "8000" "BEEP" "s=3""#,
            ),
        ] {
            assert_eq!(line(&command), expected);
        }
    }

    #[test]
    fn every_end_of_a_recording_is_told() {
        let record = RecordFile::new("x", "wav");
        let key = |sign| Digit::new(sign).unwrap();
        for (reply, end, samples) in [
            (
                "200 result=35 (dtmf) endpos=8000",
                RecordingEnd::Digit(key('#')),
                8000,
            ),
            ("200 result=0 (timeout) endpos=4000", RecordingEnd::Time, 4000),
            ("200 result=17 (timeout) endpos=4000", RecordingEnd::Time, 4000),
            ("200 result=-1 (hangup) endpos=160", RecordingEnd::Hangup, 160),
            ("200 result=-1 (waitfor) endpos=0", RecordingEnd::ChannelFailed, 0),
            (
                "200 result=49 (randomerror) endpos=0",
                RecordingEnd::DigitBefore(key('1')),
                0,
            ),
        ] {
            let recording = read(&record, reply).unwrap_or_else(|error| panic!("{reply}: {error}"));
            assert_eq!((recording.end, recording.samples), (end, samples), "{reply}");
        }
        for (reply, error) in [
            ("200 result=-1 (writefile)", ReplyError::CannotRecord),
            ("200 result=-1 (randomerror) endpos=0", ReplyError::Failed),
            ("200 result=-1", ReplyError::Failed),
        ] {
            assert_eq!(read(&record, reply), Err(error), "{reply}");
        }
        for reply in ["200 result=0", "200 result=7 (dtmf) endpos=0"] {
            let error = read(&record, reply).unwrap_err();
            assert!(matches!(error, ReplyError::Malformed { .. }), "{reply}: {error}");
        }
    }
}
