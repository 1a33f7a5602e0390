use super::{Command, ReplyError};
use crate::wire::{LineWriter, Reply};

/// Runs an application of the dialplan, such as `Playback` or `Dial`. Runs on a dead channel too, as far as the
/// application does.
///
/// ```
/// use switchhook_agi::command::{Exec, Request};
/// use switchhook_agi::wire::LineLimit;
/// let request = Request::new(&Exec::new("Dial").options("PJSIP/101,20"), LineLimit::BYTES_2046)?;
/// assert_eq!(request.as_bytes(), b"EXEC \"Dial\" \"PJSIP/101,20\"\n");
/// # Ok::<(), switchhook_agi::wire::EncodeError>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Exec {
    application: String,
    options: Option<String>,
}

impl Exec {
    /// The application of this name, without options.
    pub fn new(application: impl Into<String>) -> Self {
        Self {
            application: application.into(),
            options: None,
        }
    }

    /// What would stand between its parentheses in the dialplan. Asterisk puts values of variables into it only if the
    /// channel variable `AGIEXECFULL` is `yes`.
    #[must_use]
    pub fn options(mut self, options: impl Into<String>) -> Self {
        self.options = Some(options.into());
        self
    }
}

impl Command for Exec {
    /// What the application returned. Most return 0, and -1 when the caller hung up; a channel variable such as
    /// `DIALSTATUS` tells more.
    type Response = i64;

    fn name(&self) -> &str {
        "EXEC"
    }

    fn encode(&self, line: &mut LineWriter) {
        line.argument(&self.application).optional(self.options.as_ref());
    }

    fn is_open_ended(&self) -> bool {
        true
    }

    fn is_for_the_dead(&self) -> bool {
        true
    }

    fn may_be_followed_by_usage(&self) -> bool {
        true
    }

    fn response(&self, reply: &Reply) -> Result<i64, ReplyError> {
        match (ReplyError::unless_done(reply)?, reply.number()) {
            (b"-2", _) => Err(ReplyError::NoApplication),
            (_, Some(number)) => Ok(number),
            (_, None) => Err(ReplyError::Malformed {
                problem: "a result that is no number".into(),
            }),
        }
    }
}

/// Shows the application only: options may hold secrets.
impl std::fmt::Debug for Exec {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Exec({:?})", self.application)
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::read;
    use super::{Exec, ReplyError};

    #[test]
    fn what_the_application_returned_is_the_answer() {
        let exec = Exec::new("NoSuch");
        assert_eq!(read(&exec, "200 result=0"), Ok(0));
        assert_eq!(read(&exec, "200 result=-1"), Ok(-1));
        assert_eq!(read(&exec, "200 result=-2"), Err(ReplyError::NoApplication));
    }
}
