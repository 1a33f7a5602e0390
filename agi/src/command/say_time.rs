use super::digit::Digit;
use super::stream::digit;
use super::{Command, ReplyError};
use crate::wire::{LineWriter, Reply};

/// What Asterisk says where a command gives no format of its own.
const FORMAT: &str = "ABdY 'digits/at' IMp";

/// Asterisk reads an int for these two commands, and would say another day for what does not fit.
fn int_time(line: &mut LineWriter, seconds: i64) {
    line.display(seconds);
    if i32::try_from(seconds).is_err() {
        line.refuse("Asterisk reads 32 bits here, until 2038-01-19; use SayDateTime with a format such as ABdY or IMp");
    }
}

/// Says the date of a moment, in the language of the channel and the time zone of Asterisk.
///
/// ```
/// use switchhook_agi::command::{Request, SayDate};
/// use switchhook_agi::wire::LineLimit;
/// let request = Request::new(&SayDate::new(1_800_000_000), LineLimit::BYTES_2046)?;
/// assert_eq!(request.as_bytes(), b"SAY DATE \"1800000000\" \"\"\n");
/// # Ok::<(), switchhook_agi::wire::EncodeError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SayDate {
    seconds: i64,
    keys: String,
}

impl SayDate {
    /// Of this moment, in seconds since 1970-01-01 00:00 UTC. After 2038-01-19 it is refused.
    pub fn new(seconds: i64) -> Self {
        Self {
            seconds,
            keys: String::new(),
        }
    }

    /// The keys that end it. None by default.
    #[must_use]
    pub fn until(mut self, keys: impl Into<String>) -> Self {
        self.keys = keys.into();
        self
    }
}

impl Command for SayDate {
    /// The key that ended it, if one did.
    type Response = Option<Digit>;

    fn name(&self) -> &str {
        "SAY DATE"
    }

    fn encode(&self, line: &mut LineWriter) {
        int_time(line, self.seconds);
        line.argument(&self.keys);
    }

    fn is_open_ended(&self) -> bool {
        true
    }

    fn response(&self, reply: &Reply) -> Result<Option<Digit>, ReplyError> {
        digit(ReplyError::unless_failed(reply)?)
    }
}

/// Says the time of day of a moment, in the language of the channel and the time zone of Asterisk.
///
/// ```
/// use switchhook_agi::command::{Request, SayTime};
/// use switchhook_agi::wire::LineLimit;
/// let request = Request::new(&SayTime::new(1_800_000_000).until("#"), LineLimit::BYTES_2046)?;
/// assert_eq!(request.as_bytes(), b"SAY TIME \"1800000000\" \"#\"\n");
/// # Ok::<(), switchhook_agi::wire::EncodeError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SayTime {
    seconds: i64,
    keys: String,
}

impl SayTime {
    /// Of this moment, in seconds since 1970-01-01 00:00 UTC. After 2038-01-19 it is refused.
    pub fn new(seconds: i64) -> Self {
        Self {
            seconds,
            keys: String::new(),
        }
    }

    /// The keys that end it. None by default.
    #[must_use]
    pub fn until(mut self, keys: impl Into<String>) -> Self {
        self.keys = keys.into();
        self
    }
}

impl Command for SayTime {
    /// The key that ended it, if one did.
    type Response = Option<Digit>;

    fn name(&self) -> &str {
        "SAY TIME"
    }

    fn encode(&self, line: &mut LineWriter) {
        int_time(line, self.seconds);
        line.argument(&self.keys);
    }

    fn is_open_ended(&self) -> bool {
        true
    }

    fn response(&self, reply: &Reply) -> Result<Option<Digit>, ReplyError> {
        digit(ReplyError::unless_failed(reply)?)
    }
}

/// Says date and time of a moment, in the language of the channel, in a form and a time zone of one's choice.
///
/// ```
/// use switchhook_agi::command::{Request, SayDateTime};
/// use switchhook_agi::wire::LineLimit;
/// let say = SayDateTime::new(4_000_000_000).format("HM").zone("Europe/Paris");
/// let request = Request::new(&say, LineLimit::BYTES_2046)?;
/// assert_eq!(request.as_bytes(), b"SAY DATETIME \"4000000000\" \"\" \"HM\" \"Europe/Paris\"\n");
/// # Ok::<(), switchhook_agi::wire::EncodeError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SayDateTime {
    seconds: i64,
    keys: String,
    format: Option<String>,
    zone: Option<String>,
}

impl SayDateTime {
    /// Of this moment, in seconds since 1970-01-01 00:00 UTC.
    pub fn new(seconds: i64) -> Self {
        Self {
            seconds,
            keys: String::new(),
            format: None,
            zone: None,
        }
    }

    /// The keys that end it. None by default.
    #[must_use]
    pub fn until(mut self, keys: impl Into<String>) -> Self {
        self.keys = keys.into();
        self
    }

    /// What to say, in the letters that `voicemail.conf` explains, such as `ABdY` for the date and `IMp` for the time.
    /// By default both; with a [`zone`](Self::zone) that is `ABdY 'digits/at' IMp`.
    #[must_use]
    pub fn format(mut self, format: impl Into<String>) -> Self {
        self.format = Some(format.into());
        self
    }

    /// The time zone, such as `Europe/Paris`. That of Asterisk by default.
    #[must_use]
    pub fn zone(mut self, zone: impl Into<String>) -> Self {
        self.zone = Some(zone.into());
        self
    }
}

impl Command for SayDateTime {
    /// The key that ended it, if one did.
    type Response = Option<Digit>;

    fn name(&self) -> &str {
        "SAY DATETIME"
    }

    fn encode(&self, line: &mut LineWriter) {
        line.display(self.seconds).argument(&self.keys);
        // A zone is the word after the format.
        let format = self.format.as_deref().or(self.zone.as_ref().map(|_| FORMAT));
        line.optional(format).optional(self.zone.as_ref());
    }

    fn is_open_ended(&self) -> bool {
        true
    }

    fn response(&self, reply: &Reply) -> Result<Option<Digit>, ReplyError> {
        digit(ReplyError::unless_failed(reply)?)
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{line, read, refusal};
    use super::{Digit, SayDate, SayDateTime, SayTime};

    #[test]
    fn a_moment_after_2038_is_said_right_or_refused() {
        let last = i64::from(i32::MAX);
        assert_eq!(line(&SayDate::new(last)), r#"SAY DATE "2147483647" """#);
        assert!(refusal(&SayDate::new(last + 1)).contains("use SayDateTime"));
        assert!(refusal(&SayTime::new(i64::MIN)).contains("use SayDateTime"));
        assert_eq!(
            line(&SayDateTime::new(last + 1)),
            r#"SAY DATETIME "2147483648" """#
        );
    }

    #[test]
    fn a_zone_needs_a_format_before_it() {
        let say = SayDateTime::new(0).until("#");
        assert_eq!(line(&say.clone().format("HM")), r##"SAY DATETIME "0" "#" "HM""##);
        assert_eq!(
            line(&say.zone("UTC")),
            r##"SAY DATETIME "0" "#" "ABdY 'digits/at' IMp" "UTC""##
        );
    }

    #[test]
    fn the_key_that_ended_it_is_told() {
        assert_eq!(read(&SayDate::new(0), "200 result=35"), Ok(Digit::new('#')));
        assert_eq!(read(&SayTime::new(0), "200 result=0"), Ok(None));
        assert_eq!(read(&SayDateTime::new(0), "200 result=48"), Ok(Digit::new('0')));
    }
}
