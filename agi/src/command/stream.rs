use super::digit::Digit;
use super::{Command, ReplyError};
use crate::wire::{LineWriter, Reply};

/// Plays a sound, until it ends or one of the given keys is pressed.
///
/// The file is named without its ending; Asterisk chooses among the formats that are there. A file that is not there
/// is a [`ReplyError::Failed`], and Asterisk's log names it.
///
/// ```
/// use switchhook_agi::command::{Request, StreamFile};
/// use switchhook_agi::wire::LineLimit;
/// let request = Request::new(&StreamFile::new("demo-congrats").until("0#"), LineLimit::BYTES_2046)?;
/// assert_eq!(request.as_bytes(), b"STREAM FILE \"demo-congrats\" \"0#\"\n");
/// # Ok::<(), switchhook_agi::wire::EncodeError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StreamFile {
    file: String,
    keys: String,
    offset: Option<u64>,
}

impl StreamFile {
    /// The whole file; keys do not end it.
    pub fn new(file: impl Into<String>) -> Self {
        Self {
            file: file.into(),
            keys: String::new(),
            offset: None,
        }
    }

    /// The keys that end it. None by default.
    #[must_use]
    pub fn until(mut self, keys: impl Into<String>) -> Self {
        self.keys = keys.into();
        self
    }

    /// Begins after this many samples, of which there are 8000 in a second of an ordinary file. 0 by default.
    #[must_use]
    pub fn from_sample(mut self, offset: u64) -> Self {
        self.offset = Some(offset);
        self
    }
}

/// How a playback ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Playback {
    /// The key that ended it, if one did.
    pub digit: Option<Digit>,
    /// The sample at which it ended.
    pub end: u64,
}

impl Command for StreamFile {
    type Response = Playback;

    fn name(&self) -> &str {
        "STREAM FILE"
    }

    fn encode(&self, line: &mut LineWriter) {
        line.argument(&self.file).argument(&self.keys);
        line.optional(self.offset.map(|offset| offset.to_string()));
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

/// Reads a key or none, and the sample at which the sound ended.
pub(super) fn playback(reply: &Reply) -> Result<Playback, ReplyError> {
    Ok(Playback {
        digit: digit(ReplyError::unless_failed(reply)?)?,
        end: reply.number_of("endpos").unwrap_or(0),
    })
}

/// Reads a result that is 0 or the code of a key.
pub(super) fn digit(code: i64) -> Result<Option<Digit>, ReplyError> {
    match (code, Digit::of_code(code)) {
        (0, _) => Ok(None),
        (_, Some(digit)) => Ok(Some(digit)),
        (_, None) => Err(ReplyError::Malformed {
            problem: format!("result {code}, which is no key").into(),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{line, read};
    use super::{Digit, ReplyError, StreamFile};

    #[test]
    fn how_a_playback_ended_is_told() {
        let stream = StreamFile::new("beep").until("#");
        for (reply, digit, end) in [
            ("200 result=0 endpos=4000", None, 4000),
            ("200 result=35 endpos=1600", Digit::new('#'), 1600),
            ("200 result=48 endpos=0", Digit::new('0'), 0),
        ] {
            let playback = read(&stream, reply).unwrap();
            assert_eq!((playback.digit, playback.end), (digit, end), "{reply}");
        }
        assert_eq!(read(&stream, "200 result=-1 endpos=800"), Err(ReplyError::Failed));
        assert!(matches!(
            read(&stream, "200 result=7 endpos=800"),
            Err(ReplyError::Malformed { .. })
        ));
    }

    #[test]
    fn a_stream_without_keys_says_so() {
        assert_eq!(line(&StreamFile::new("a b")), r#"STREAM FILE "a b" """#);
        assert_eq!(
            line(&StreamFile::new("x").from_sample(8000)),
            r#"STREAM FILE "x" "" "8000""#
        );
    }
}
