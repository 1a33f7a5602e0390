use super::{Command, ReplyError};
use crate::wire::{LineWriter, Reply};

/// Where in an extension: a number, or the label that the dialplan gave it.
///
/// ```
/// use switchhook_agi::command::Priority;
/// assert_eq!(Priority::from(3), Priority::from("3"));
/// assert_eq!(Priority::from("menu"), Priority::Label("menu".into()));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Priority {
    /// From 1 on.
    Number(u32),
    /// A label. One that begins with a digit would be read as a number, and is refused when it is to be sent.
    Label(String),
}

impl From<u32> for Priority {
    fn from(number: u32) -> Self {
        Self::Number(number)
    }
}

/// Digits are a number.
impl From<&str> for Priority {
    fn from(text: &str) -> Self {
        match text.parse() {
            Ok(number) => Self::Number(number),
            Err(_) => Self::Label(text.to_owned()),
        }
    }
}

/// Digits are a number.
impl From<String> for Priority {
    fn from(text: String) -> Self {
        Self::from(text.as_str())
    }
}

impl Priority {
    pub(super) fn encode(&self, line: &mut LineWriter) {
        match self {
            Self::Number(number) => {
                line.display(number);
                if i32::try_from(*number).map_or(true, |number| number == 0) {
                    line.refuse("priorities are numbers from 1 to 2147483647");
                }
            }
            Self::Label(label) => {
                line.argument(label);
                // Asterisk tries `%d` first.
                let begin = label.trim_start().trim_start_matches(['+', '-']);
                if begin.is_empty() || begin.starts_with(|c: char| c.is_ascii_digit()) {
                    line.refuse(
                        "a label cannot be empty or begin with a digit; Asterisk would read a number",
                    );
                }
            }
        }
    }
}

/// Goes on in this context when the program ends. Whether there is one is not checked.
///
/// ```
/// use switchhook_agi::command::{Request, SetContext};
/// use switchhook_agi::wire::LineLimit;
/// let request = Request::new(&SetContext::new("internal"), LineLimit::BYTES_2046)?;
/// assert_eq!(request.as_bytes(), b"SET CONTEXT \"internal\"\n");
/// # Ok::<(), switchhook_agi::wire::EncodeError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetContext {
    context: String,
}

impl SetContext {
    /// Of this name.
    pub fn new(context: impl Into<String>) -> Self {
        Self {
            context: context.into(),
        }
    }
}

impl Command for SetContext {
    type Response = ();

    fn name(&self) -> &str {
        "SET CONTEXT"
    }

    fn encode(&self, line: &mut LineWriter) {
        line.argument(&self.context);
    }

    fn response(&self, reply: &Reply) -> Result<(), ReplyError> {
        ReplyError::unless_failed(reply).map(drop)
    }
}

/// Goes on in this extension when the program ends. Whether there is one is not checked.
///
/// ```
/// use switchhook_agi::command::{Request, SetExtension};
/// use switchhook_agi::wire::LineLimit;
/// let request = Request::new(&SetExtension::new("100"), LineLimit::BYTES_2046)?;
/// assert_eq!(request.as_bytes(), b"SET EXTENSION \"100\"\n");
/// # Ok::<(), switchhook_agi::wire::EncodeError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetExtension {
    extension: String,
}

impl SetExtension {
    /// Of this name.
    pub fn new(extension: impl Into<String>) -> Self {
        Self {
            extension: extension.into(),
        }
    }
}

impl Command for SetExtension {
    type Response = ();

    fn name(&self) -> &str {
        "SET EXTENSION"
    }

    fn encode(&self, line: &mut LineWriter) {
        line.argument(&self.extension);
    }

    fn response(&self, reply: &Reply) -> Result<(), ReplyError> {
        ReplyError::unless_failed(reply).map(drop)
    }
}

/// Goes on at this priority when the program ends. Whether a number exists is not checked; a label that does not is a
/// [`ReplyError::Usage`]. Set context and extension first: a label is looked up there.
///
/// ```
/// use switchhook_agi::command::{Request, SetPriority};
/// use switchhook_agi::wire::LineLimit;
/// let line = |priority| Request::new(&priority, LineLimit::BYTES_2046).map(|request| request.as_bytes().to_vec());
/// assert_eq!(line(SetPriority::new(2))?, b"SET PRIORITY \"2\"\n");
/// assert_eq!(line(SetPriority::new("menu"))?, b"SET PRIORITY \"menu\"\n");
/// assert!(line(SetPriority::new("2nd")).is_err());
/// # Ok::<(), switchhook_agi::wire::EncodeError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetPriority {
    priority: Priority,
}

impl SetPriority {
    /// A number or a label.
    pub fn new(priority: impl Into<Priority>) -> Self {
        Self {
            priority: priority.into(),
        }
    }
}

impl Command for SetPriority {
    type Response = ();

    fn name(&self) -> &str {
        "SET PRIORITY"
    }

    fn encode(&self, line: &mut LineWriter) {
        self.priority.encode(line);
    }

    fn response(&self, reply: &Reply) -> Result<(), ReplyError> {
        ReplyError::unless_failed(reply).map(drop)
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{line, read, refusal};
    use super::{ReplyError, SetContext, SetExtension, SetPriority};

    #[test]
    fn a_place_is_set_and_never_misread() {
        assert_eq!(read(&SetContext::new("x"), "200 result=0"), Ok(()));
        assert_eq!(read(&SetExtension::new("x"), "200 result=0"), Ok(()));
        assert_eq!(line(&SetPriority::new("n")), r#"SET PRIORITY "n""#);
        for priority in ["0", "2nd", "-1", "+1x", " 3", "", "2147483648", "99999999999"] {
            let refused = refusal(&SetPriority::new(priority));
            assert!(
                refused.starts_with("SET PRIORITY: argument 1: "),
                "{priority:?}: {refused}"
            );
        }
        let unknown = "520-Invalid command syntax.  Proper usage follows:\nChanges\n520 End of proper usage.";
        assert!(matches!(
            read(&SetPriority::new("nowhere"), unknown),
            Err(ReplyError::Usage { .. })
        ));
    }
}
