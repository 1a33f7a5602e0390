use super::{Command, ReplyError};
use crate::wire::{LineWriter, Reply, Shape, Text};

/// Reads a channel variable, or a function such as `CALLERID(num)`. Runs on a dead channel too.
///
/// Asterisk cuts the value at 1023 bytes ([`MAX_VALUE`](Self::MAX_VALUE)); [`GetFullVariable`] gets longer ones, and
/// `Call::variable` sees to that by itself. It escapes nothing: if a value has a line break right after a `)`, the rest
/// of it is lost. Where others choose the value, read [`GetFullVariable`] of `${BASE64_ENCODE(${NAME})}` instead.
///
/// ```
/// use switchhook_agi::command::{Command, GetVariable};
/// use switchhook_agi::wire::{Reply, Shape};
/// let get = GetVariable::new("PIN");
/// let value = get.response(&Reply::parse(b"200 result=1 (007)", get.shape())?)?;
/// assert_eq!(value.unwrap(), *"007");
/// assert_eq!(get.response(&Reply::parse(b"200 result=0", get.shape())?)?, None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GetVariable {
    name: String,
}

impl GetVariable {
    /// The most bytes that Asterisk gives; a value of this length is probably cut.
    pub const MAX_VALUE: usize = 1023;

    /// Of this name, without `${` and `}`.
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into() }
    }
}

impl Command for GetVariable {
    /// The value; `None` if the variable is not set. An empty value is one.
    type Response = Option<Text>;

    fn name(&self) -> &str {
        "GET VARIABLE"
    }

    fn encode(&self, line: &mut LineWriter) {
        line.argument(&self.name);
    }

    fn is_for_the_dead(&self) -> bool {
        true
    }

    fn shape(&self) -> Shape {
        Shape::Value
    }

    fn response(&self, reply: &Reply) -> Result<Option<Text>, ReplyError> {
        value(reply)
    }
}

/// Evaluates an expression such as `${CALLERID(num)} calls ${EXTEN}`. Runs on a dead channel too.
///
/// Beware of expressions made of what a caller chose: they can call functions.
///
/// ```
/// use switchhook_agi::command::{GetFullVariable, Request};
/// use switchhook_agi::wire::LineLimit;
/// let get = GetFullVariable::new("${EXTEN}").on("PJSIP/101-00000002");
/// let request = Request::new(&get, LineLimit::BYTES_2046)?;
/// assert_eq!(request.as_bytes(), b"GET FULL VARIABLE \"${EXTEN}\" \"PJSIP/101-00000002\"\n");
/// # Ok::<(), switchhook_agi::wire::EncodeError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GetFullVariable {
    expression: String,
    channel: Option<String>,
}

impl GetFullVariable {
    /// Of this expression, on this channel.
    pub fn new(expression: impl Into<String>) -> Self {
        Self {
            expression: expression.into(),
            channel: None,
        }
    }

    /// Of the variable `name`, if [`GetVariable`] has cut its value. Not where the name has `$`, `{`, `}` or a backslash
    /// in it, which would mean something else here.
    #[cfg(any(feature = "tokio", feature = "blocking"))]
    pub(crate) fn of_cut(name: &str, value: Option<&Text>) -> Option<Self> {
        let is_cut = value.is_some_and(|value| value.as_bytes().len() == GetVariable::MAX_VALUE);
        (is_cut && !name.contains(['$', '{', '}', '\\'])).then(|| Self::new(format!("${{{name}}}")))
    }

    /// On another channel.
    #[must_use]
    pub fn on(mut self, channel: impl Into<String>) -> Self {
        self.channel = Some(channel.into());
        self
    }
}

impl Command for GetFullVariable {
    /// The value; `None` if there is no such channel.
    type Response = Option<Text>;

    fn name(&self) -> &str {
        "GET FULL VARIABLE"
    }

    fn encode(&self, line: &mut LineWriter) {
        line.argument(&self.expression).optional(self.channel.as_ref());
    }

    fn is_for_the_dead(&self) -> bool {
        true
    }

    fn shape(&self) -> Shape {
        Shape::Value
    }

    fn response(&self, reply: &Reply) -> Result<Option<Text>, ReplyError> {
        value(reply)
    }
}

/// Sets a channel variable, or a function such as `CDR(userfield)`. Runs on a dead channel too.
///
/// A line break or a NUL in the value is refused; so is a line too long for the Asterisk that asks. `Debug` shows the
/// name only.
///
/// ```
/// use switchhook_agi::command::{Request, SetVariable};
/// use switchhook_agi::wire::LineLimit;
/// let request = Request::new(&SetVariable::new("CDR(userfield)", "a \"b\""), LineLimit::BYTES_2046)?;
/// assert_eq!(request.as_bytes(), b"SET VARIABLE \"CDR(userfield)\" \"a \\\"b\\\"\"\n");
/// # Ok::<(), switchhook_agi::wire::EncodeError>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct SetVariable {
    name: String,
    value: Text,
}

impl SetVariable {
    /// Which, and to what. An empty value is one; Asterisk has no way to unset a variable by AGI.
    pub fn new(name: impl Into<String>, value: impl AsRef<[u8]>) -> Self {
        Self {
            name: name.into(),
            value: value.as_ref().into(),
        }
    }
}

impl Command for SetVariable {
    type Response = ();

    fn name(&self) -> &str {
        "SET VARIABLE"
    }

    fn encode(&self, line: &mut LineWriter) {
        line.argument(&self.name).argument(&self.value);
    }

    fn is_for_the_dead(&self) -> bool {
        true
    }

    fn response(&self, reply: &Reply) -> Result<(), ReplyError> {
        ReplyError::unless_failed(reply).map(drop)
    }
}

impl std::fmt::Debug for SetVariable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SetVariable({:?})", self.name)
    }
}

pub(super) fn value(reply: &Reply) -> Result<Option<Text>, ReplyError> {
    match (ReplyError::unless_failed(reply)?, reply.text()) {
        (0, _) => Ok(None),
        (_, Some(value)) => Ok(Some(value.into())),
        (_, None) => Err(ReplyError::Malformed {
            problem: "result 1 without a value".into(),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{line, read};
    use super::{GetFullVariable, GetVariable, ReplyError, SetVariable};
    use crate::wire::Text;

    #[test]
    fn a_value_comes_back_whole_and_none_is_told_from_empty() {
        for (reply, value) in [
            ("200 result=0", None),
            ("200 result=1 ()", Some("")),
            ("200 result=1 (007)", Some("007")),
            ("200 result=1 ((a) (b))", Some("(a) (b)")),
            ("200 result=1 (two\nlines)", Some("two\nlines")),
            ("200 result=1 ( x )", Some(" x ")),
        ] {
            let expected = value.map(Text::from);
            assert_eq!(
                read(&GetVariable::new("X"), reply),
                Ok(expected.clone()),
                "{reply:?}"
            );
            assert_eq!(
                read(&GetFullVariable::new("${X}"), reply),
                Ok(expected),
                "{reply:?}"
            );
        }
        let strange = read(&GetVariable::new("X"), "200 result=1").unwrap_err();
        assert!(matches!(strange, ReplyError::Malformed { .. }), "{strange}");
    }

    #[test]
    fn debug_does_not_show_a_value_that_is_set() {
        let set = SetVariable::new("PIN", "007");
        assert_eq!(line(&set), r#"SET VARIABLE "PIN" "007""#);
        assert_eq!(format!("{set:?}"), r#"SetVariable("PIN")"#);
    }
}
