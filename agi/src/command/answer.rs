use super::{Command, ReplyError};
use crate::wire::{LineWriter, Reply};

/// Answers the call, if nobody has yet.
///
/// ```
/// use switchhook_agi::command::{Answer, Request};
/// use switchhook_agi::wire::LineLimit;
/// assert_eq!(Request::new(&Answer, LineLimit::BYTES_2046).unwrap().as_bytes(), b"ANSWER\n");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Answer;

impl Command for Answer {
    type Response = ();

    fn name(&self) -> &str {
        "ANSWER"
    }

    fn encode(&self, _line: &mut LineWriter) {}

    fn response(&self, reply: &Reply) -> Result<(), ReplyError> {
        ReplyError::unless_failed(reply).map(drop)
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::read;
    use super::{Answer, ReplyError};

    #[test]
    fn an_answer_succeeds_or_fails() {
        assert_eq!(read(&Answer, "200 result=0"), Ok(()));
        assert_eq!(read(&Answer, "200 result=-1"), Err(ReplyError::Failed));
    }
}
