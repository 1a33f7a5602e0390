use super::{Command, ReplyError};
use crate::wire::{Code, LineWriter, Reply, Shape};

/// Any command, with its reply as it is: for those that have no type here.
///
/// It is sent on a dead channel too, and may take as long as it likes: whether the command allows that is not known
/// here.
///
/// ```
/// use switchhook_agi::command::{RawCommand, Request};
/// use switchhook_agi::wire::LineLimit;
/// let say = RawCommand::new("SAY DIGITS").argument("0123").argument("#");
/// let request = Request::new(&say, LineLimit::BYTES_2046)?;
/// assert_eq!(request.as_bytes(), b"SAY DIGITS \"0123\" \"#\"\n");
///
/// // The text in parentheses is a value here, and may have parentheses and line breaks.
/// let get = RawCommand::new("DATABASE GET").argument("CFIM").argument("100").replies_with_value();
/// # let _ = get;
/// # Ok::<(), switchhook_agi::wire::EncodeError>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct RawCommand {
    name: String,
    arguments: Vec<Vec<u8>>,
    shape: Shape,
}

impl RawCommand {
    /// Of these words, with one blank between.
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            arguments: Vec::new(),
            shape: Shape::Word,
        }
    }

    /// Adds an argument; it is quoted here.
    #[must_use]
    pub fn argument(mut self, value: impl AsRef<[u8]>) -> Self {
        self.arguments.push(value.as_ref().to_vec());
        self
    }

    /// Says that the text in parentheses of its reply is a value, not a word. See [`Shape::Value`].
    #[must_use]
    pub fn replies_with_value(mut self) -> Self {
        self.shape = Shape::Value;
        self
    }
}

impl Command for RawCommand {
    /// The reply, whatever its result: only the 5xx codes are errors.
    type Response = Reply;

    fn name(&self) -> &str {
        &self.name
    }

    fn encode(&self, line: &mut LineWriter) {
        for argument in &self.arguments {
            line.argument(argument);
        }
    }

    fn is_open_ended(&self) -> bool {
        true
    }

    fn is_for_the_dead(&self) -> bool {
        true
    }

    fn shape(&self) -> Shape {
        self.shape
    }

    fn may_be_followed_by_usage(&self) -> bool {
        self.name.eq_ignore_ascii_case("EXEC")
    }

    fn response(&self, reply: &Reply) -> Result<Reply, ReplyError> {
        if reply.code() != Code::Done {
            ReplyError::unless_done(reply)?;
        }
        Ok(reply.clone())
    }
}

/// Shows the command only: arguments may hold secrets.
impl std::fmt::Debug for RawCommand {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "RawCommand({:?}, {} arguments)",
            self.name,
            self.arguments.len()
        )
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::read;
    use super::{RawCommand, ReplyError};

    #[test]
    fn any_200_is_an_answer_and_a_refusal_an_error() {
        let raw = RawCommand::new("SAY DIGITS");
        assert_eq!(read(&raw, "200 result=-1").unwrap().number(), Some(-1));
        assert_eq!(read(&raw, "200 what").unwrap().rest(), b"what");
        assert_eq!(
            read(&raw, "510 Invalid or unknown command"),
            Err(ReplyError::Unknown)
        );
    }
}
