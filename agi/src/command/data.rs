use std::fmt;
use std::time::Duration;

use super::time::milliseconds;
use super::{Command, ReplyError};
use crate::wire::{LineWriter, Reply};

/// Plays a sound and collects the keys that the caller presses, until `#`, enough of them, or silence.
///
/// ```
/// use std::time::Duration;
/// use switchhook_agi::command::{Command, GetData, Request};
/// use switchhook_agi::wire::{LineLimit, Reply};
///
/// let pin = GetData::new("vm-password").timeout(Duration::from_secs(5)).max_digits(4);
/// let request = Request::new(&pin, LineLimit::BYTES_2046)?;
/// assert_eq!(request.as_bytes(), b"GET DATA \"vm-password\" \"5000\" \"4\"\n");
///
/// // Digits are text: a zero at the beginning counts.
/// let data = pin.response(&Reply::parse(b"200 result=007", pin.shape())?)?;
/// assert_eq!((data.digits(), data.timed_out()), ("007", false));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GetData {
    file: String,
    timeout: Option<Duration>,
    max_digits: Option<u32>,
}

impl GetData {
    /// Plays this file, named without its ending.
    pub fn new(file: impl Into<String>) -> Self {
        Self {
            file: file.into(),
            timeout: None,
            max_digits: None,
        }
    }

    /// How long to wait for each key, in whole milliseconds. By default, and for zero, 6 s for the first and 2 s for
    /// each other.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// Ends after this many digits. By default after 1024.
    #[must_use]
    pub fn max_digits(mut self, digits: u32) -> Self {
        self.max_digits = Some(digits);
        self
    }
}

/// What a caller keyed in.
///
/// `Debug` shows how many digits there are: they may be a PIN.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Data {
    digits: String,
    timed_out: bool,
}

impl Data {
    /// The digits, `#` at the end not included. May be empty, may begin with zeros, may have `*` in it.
    pub fn digits(&self) -> &str {
        &self.digits
    }

    /// Whether it was silence that ended them, not `#` or their number.
    pub fn timed_out(&self) -> bool {
        self.timed_out
    }
}

impl fmt::Debug for Data {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (count, timed_out) = (self.digits.len(), self.timed_out);
        write!(f, "Data({count} digits, timed out: {timed_out})")
    }
}

impl Command for GetData {
    type Response = Data;

    fn name(&self) -> &str {
        "GET DATA"
    }

    fn encode(&self, line: &mut LineWriter) {
        line.argument(&self.file);
        if self.timeout.is_some() || self.max_digits.is_some() {
            line.display(milliseconds(self.timeout.unwrap_or_default()));
        }
        line.optional(
            self.max_digits
                .map(|digits| digits.min(i32::MAX as u32).to_string()),
        );
    }

    fn is_open_ended(&self) -> bool {
        true
    }

    fn can_be_interrupted(&self) -> bool {
        true
    }

    fn response(&self, reply: &Reply) -> Result<Data, ReplyError> {
        let result = ReplyError::unless_done(reply)?;
        if result == b"-1" {
            return Err(ReplyError::Failed);
        }
        let is_key = |byte: &u8| matches!(byte, b'0'..=b'9' | b'*' | b'#' | b'A'..=b'D' | b'a'..=b'd');
        match std::str::from_utf8(result) {
            Ok(digits) if result.iter().all(is_key) => Ok(Data {
                digits: digits.to_owned(),
                timed_out: reply.text() == Some(b"timeout"),
            }),
            _ => Err(ReplyError::Malformed {
                problem: "digits that no telephone has".into(),
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{line, read};
    use super::{Duration, GetData, ReplyError};

    #[test]
    fn digits_stay_text() {
        for (reply, digits, timed_out) in [
            ("200 result=007", "007", false),
            ("200 result=", "", false),
            ("200 result= (timeout)", "", true),
            ("200 result=*12#", "*12#", false),
            ("200 result=0000000000000000", "0000000000000000", false),
            (
                "200 result=99999999999999999999999999 (timeout)",
                "99999999999999999999999999",
                true,
            ),
            ("200 result=12A (timeout)", "12A", true),
        ] {
            let data = read(&GetData::new("beep"), reply).unwrap_or_else(|error| panic!("{reply}: {error}"));
            assert_eq!((data.digits(), data.timed_out()), (digits, timed_out), "{reply}");
        }
        assert_eq!(
            read(&GetData::new("beep"), "200 result=-1"),
            Err(ReplyError::Failed)
        );
        assert!(matches!(
            read(&GetData::new("beep"), "200 result=x"),
            Err(ReplyError::Malformed { .. })
        ));
    }

    #[test]
    fn digits_are_not_shown_by_debug() {
        let data = read(&GetData::new("pin"), "200 result=007").unwrap();
        assert_eq!(format!("{data:?}"), "Data(3 digits, timed out: false)");
    }

    #[test]
    fn a_number_of_digits_needs_a_timeout_before_it() {
        assert_eq!(line(&GetData::new("x")), r#"GET DATA "x""#);
        assert_eq!(line(&GetData::new("x").max_digits(4)), r#"GET DATA "x" "0" "4""#);
        assert_eq!(
            line(&GetData::new("x").timeout(Duration::MAX)),
            r#"GET DATA "x" "2147483647""#
        );
    }
}
