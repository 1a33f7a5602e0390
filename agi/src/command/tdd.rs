use super::{Command, ReplyError};
use crate::wire::{LineWriter, Reply};

/// Sends and reads text as telephones for the deaf do; few channels can.
///
/// ```
/// use switchhook_agi::command::{Command, Request, TddMode};
/// use switchhook_agi::wire::{LineLimit, Reply, Shape};
/// assert_eq!(Request::new(&TddMode::On, LineLimit::BYTES_2046).unwrap().as_bytes(), b"TDD MODE \"ON\"\n");
/// assert!(!TddMode::On.response(&Reply::parse(b"200 result=0", Shape::Word)?)?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TddMode {
    /// Does so.
    On,
    /// Does not.
    Off,
    /// Does so on a channel that is also heard by a person.
    Mate,
}

impl Command for TddMode {
    /// Whether the channel can.
    type Response = bool;

    fn name(&self) -> &str {
        "TDD MODE"
    }

    fn encode(&self, line: &mut LineWriter) {
        line.argument(match self {
            Self::On => "ON",
            Self::Off => "OFF",
            Self::Mate => "MATE",
        });
    }

    fn response(&self, reply: &Reply) -> Result<bool, ReplyError> {
        ReplyError::unless_failed(reply).map(|result| result == 1)
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{line, read};
    use super::TddMode;

    #[test]
    fn a_channel_that_cannot_says_so() {
        assert_eq!(line(&TddMode::Mate), r#"TDD MODE "MATE""#);
        assert_eq!(line(&TddMode::Off), r#"TDD MODE "OFF""#);
        assert_eq!(read(&TddMode::On, "200 result=1"), Ok(true));
        assert_eq!(read(&TddMode::On, "200 result=0"), Ok(false));
    }
}
