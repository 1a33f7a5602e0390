use super::place::Priority;
use super::{Command, ReplyError};
use crate::wire::{LineWriter, Reply};

/// Runs a subroutine of the dialplan and waits for its `Return`. What it returned is in the channel variable
/// `GOSUB_RETVAL`.
///
/// Asterisk answers twice, first that it tries; a session keeps the two apart. `Debug` shows the place only.
///
/// ```
/// use switchhook_agi::command::{Gosub, Request};
/// use switchhook_agi::wire::LineLimit;
/// let gosub = Gosub::new("record", "s", 1).arguments("100,stereo");
/// let request = Request::new(&gosub, LineLimit::BYTES_2046)?;
/// assert_eq!(request.as_bytes(), b"GOSUB \"record\" \"s\" \"1\" \"100,stereo\"\n");
/// # Ok::<(), switchhook_agi::wire::EncodeError>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Gosub {
    context: String,
    extension: String,
    priority: Priority,
    arguments: Option<String>,
}

/// How a subroutine ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum GosubEnd {
    /// With `Return`.
    Returned,
    /// Without: it left for elsewhere, or the call was hung up in it.
    Abnormal,
}

impl Gosub {
    /// The one at this place; the priority is a number or a label.
    pub fn new(
        context: impl Into<String>,
        extension: impl Into<String>,
        priority: impl Into<Priority>,
    ) -> Self {
        Self {
            context: context.into(),
            extension: extension.into(),
            priority: priority.into(),
            arguments: None,
        }
    }

    /// Its arguments, `ARG1` and so on, separated by commas as between the parentheses of `Gosub` in the dialplan.
    #[must_use]
    pub fn arguments(mut self, arguments: impl Into<String>) -> Self {
        self.arguments = Some(arguments.into());
        self
    }
}

impl Command for Gosub {
    type Response = GosubEnd;

    fn name(&self) -> &str {
        "GOSUB"
    }

    fn encode(&self, line: &mut LineWriter) {
        line.argument(&self.context).argument(&self.extension);
        self.priority.encode(line);
        line.optional(self.arguments.as_ref());
    }

    fn is_open_ended(&self) -> bool {
        true
    }

    fn response(&self, reply: &Reply) -> Result<GosubEnd, ReplyError> {
        match ReplyError::unless_failed(reply) {
            Ok(0) if reply.rest().ends_with(b"(abnormal exit)") => Ok(GosubEnd::Abnormal),
            Ok(0) => Ok(GosubEnd::Returned),
            Ok(other) => Err(ReplyError::Malformed {
                problem: format!("result {other}, which no GOSUB has").into(),
            }),
            Err(ReplyError::Failed) if reply.rest() == b"Gosub label not found" => {
                Err(ReplyError::NoSuchPlace)
            }
            Err(error) => Err(error),
        }
    }
}

impl std::fmt::Debug for Gosub {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "Gosub({:?}, {:?}, {:?})",
            self.context, self.extension, self.priority
        )
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{line, read, refusal};
    use super::{Gosub, GosubEnd, ReplyError};

    #[test]
    fn how_a_subroutine_ended_is_told() {
        let gosub = Gosub::new("record", "s", "begin");
        assert_eq!(line(&gosub), r#"GOSUB "record" "s" "begin""#);
        assert!(refusal(&Gosub::new("record", "s", 0)).contains("argument 3"));
        for (reply, expected) in [
            ("200 result=0 Gosub complete", Ok(GosubEnd::Returned)),
            (
                "200 result=0 Gosub complete (abnormal exit)",
                Ok(GosubEnd::Abnormal),
            ),
            (
                "200 result=-1 Gosub label not found",
                Err(ReplyError::NoSuchPlace),
            ),
            ("200 result=-1 Gosub failed", Err(ReplyError::Failed)),
            (
                "503 result=-2 Memory allocation failure",
                Err(ReplyError::Refused {
                    code: 503,
                    message: "Memory allocation failure".into(),
                }),
            ),
        ] {
            assert_eq!(read(&gosub, reply), expected, "{reply}");
        }
    }
}
