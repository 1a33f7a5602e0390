use std::time::Duration;

use super::digit::Digit;
use super::stream::digit;
use super::time::milliseconds;
use super::{Command, ReplyError};
use crate::wire::{LineWriter, Reply};

/// Waits for one key.
///
/// ```
/// use std::time::Duration;
/// use switchhook_agi::command::{Command, Digit, WaitForDigit};
/// use switchhook_agi::wire::{Reply, Shape};
/// let wait = WaitForDigit::at_most(Duration::from_secs(3));
/// assert_eq!(wait.response(&Reply::parse(b"200 result=42", Shape::Word)?)?, Digit::new('*'));
/// assert_eq!(wait.response(&Reply::parse(b"200 result=0", Shape::Word)?)?, None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WaitForDigit {
    timeout: Option<Duration>,
}

impl WaitForDigit {
    /// This long, in whole milliseconds.
    pub fn at_most(timeout: Duration) -> Self {
        Self {
            timeout: Some(timeout),
        }
    }

    /// Until a key is pressed or the caller hangs up.
    pub fn forever() -> Self {
        Self { timeout: None }
    }
}

impl Command for WaitForDigit {
    /// The key; `None` if none was pressed in time.
    type Response = Option<Digit>;

    fn name(&self) -> &str {
        "WAIT FOR DIGIT"
    }

    fn encode(&self, line: &mut LineWriter) {
        match self.timeout {
            Some(timeout) => line.display(milliseconds(timeout)),
            None => line.argument("-1"),
        };
    }

    fn is_open_ended(&self) -> bool {
        true
    }

    fn can_be_interrupted(&self) -> bool {
        true
    }

    fn response(&self, reply: &Reply) -> Result<Option<Digit>, ReplyError> {
        digit(ReplyError::unless_failed(reply)?)
    }
}
