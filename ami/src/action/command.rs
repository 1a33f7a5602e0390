use super::{Action, Reply, ReplyError};
use crate::wire::HeaderWriter;

/// Runs a command of Asterisk's command line. Needs write class command, which can do almost anything: prefer
/// an action where there is one.
///
/// ```
/// use switchhook_ami::action::{Command, Request};
/// assert!(Request::new(&Command::new("core show uptime")).is_ok());
/// // One command only: a line break would begin a header.
/// assert!(Request::new(&Command::new("core show uptime\nx")).is_err());
/// ```
#[derive(Clone, Debug)]
pub struct Command {
    command: String,
}

/// What a command printed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CommandOutput {
    /// Whether Asterisk 14 or later says that it went well; older ones always do.
    pub succeeded: bool,
    /// The lines, with all their blanks; bytes that are not UTF-8 are replaced.
    pub lines: Vec<String>,
}

impl Command {
    /// The command, as typed after `*CLI>`.
    pub fn new(command: impl Into<String>) -> Self {
        Self {
            command: command.into(),
        }
    }
}

impl CommandOutput {
    /// The lines joined.
    pub fn text(&self) -> String {
        self.lines.join("\n")
    }
}

impl Action for Command {
    type Response = CommandOutput;

    fn name(&self) -> &str {
        "Command"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers.header("Command", &self.command);
    }

    /// A command that failed but printed something is an answer, with
    /// [`succeeded`](CommandOutput::succeeded) false; a refusal without output is an error.
    fn response(&self, reply: &Reply) -> Result<CommandOutput, ReplyError> {
        let mut lines: Vec<String> = reply
            .response
            .output()
            .map(|line| String::from_utf8_lossy(line).into_owned())
            .collect();
        let accepted = reply.accepted();
        if lines.is_empty() {
            accepted.clone()?;
        }
        // A command without any output still gives one empty line.
        if lines == [""] {
            lines.clear();
        }
        Ok(CommandOutput {
            succeeded: accepted.is_ok(),
            lines,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Command;
    use crate::action::testing::reply;
    use crate::action::{Action, Reply, ReplyError};
    use crate::wire::MessageBuf;

    fn read(reply: &Reply) -> Result<(bool, Vec<String>), ReplyError> {
        Command::new("x")
            .response(reply)
            .map(|output| (output.succeeded, output.lines))
    }

    #[test]
    fn output_is_kept_when_the_command_failed() {
        let failed =
            reply("Response: Error\nMessage: Command output follows\nOutput: No such command 'x'\nOutput: ");
        assert_eq!(
            read(&failed),
            Ok((false, vec!["No such command 'x'".to_owned(), String::new()]))
        );
    }

    #[test]
    fn a_refusal_without_output_is_an_error() {
        let refused = reply("Response: Error\nMessage: Permission denied");
        assert_eq!(
            read(&refused),
            Err(ReplyError::Refused {
                message: "Permission denied".to_owned()
            })
        );
    }

    #[test]
    fn old_and_new_form_give_the_same_lines() {
        let old = MessageBuf::parse(
            b"Response: Follows\r\nPrivilege: Command\r\n  a\n\nb: c\n--END COMMAND--\r\n\r\n",
        );
        let old = Reply {
            response: old.expect("a whole message"),
            events: Vec::new(),
        };
        let new =
            reply("Response: Success\nMessage: Command output follows\nOutput:   a\nOutput: \nOutput: b: c");
        assert_eq!(read(&old), read(&new));
        assert_eq!(
            read(&new),
            Ok((true, vec!["  a".to_owned(), String::new(), "b: c".to_owned()]))
        );
    }
}
