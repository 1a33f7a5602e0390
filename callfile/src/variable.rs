use std::fmt;

use crate::key::Key;
use crate::value::{ValueError, ValueProblem, check};

/// A variable that Asterisk sets on the channel: `Set: name=value`.
///
/// `_NAME` and `__NAME` are inherited as in the dialplan, `FUNC(arguments)` calls a function, and nothing in the value
/// is replaced: `${X}` stays `${X}`. So a value may come from anybody, but a name may not: it could be a function that
/// does something, such as `FILE(…)` or `DB(…)`.
///
/// The value may be empty and may begin with blanks. `Debug` shows its length only,
/// because it may be a PIN.
///
/// ```
/// use switchhook_callfile::Variable;
/// let note = Variable::new("__NOTE", "a;b = c, \"d\"")?;
/// assert_eq!((note.name(), note.value()), (&b"__NOTE"[..], &b"a;b = c, \"d\""[..]));
/// assert_eq!(format!("{:?}", Variable::new("PIN", "1234")?), "PIN=<4 bytes>");
///
/// let error = Variable::new("NOTE", "call # 5").unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "Set: `#` after a blank at byte 10 would begin a comment, and the format has no way to write it; \
///      remove the blank"
/// );
/// # Ok::<(), switchhook_callfile::ValueError>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Variable {
    /// `name=value`, as it stands on the line.
    text: Box<[u8]>,
    equals: usize,
}

impl Variable {
    /// Checks name and value. Positions in the error count from the start of the name.
    ///
    /// # Errors
    ///
    /// What no line can carry, `=` in the name, or no name.
    pub fn new(name: impl AsRef<[u8]>, value: impl AsRef<[u8]>) -> Result<Self, ValueError> {
        let (name, value) = (name.as_ref(), value.as_ref());
        if let Some(position) = name.iter().position(|&byte| byte == b'=') {
            return Err(ValueProblem::Equals { position }.of(Key::Set));
        }
        let mut text = Vec::with_capacity(name.len() + 1 + value.len());
        text.extend_from_slice(name);
        text.push(b'=');
        text.extend_from_slice(value);
        Self::from_line(&text, name.len())
    }

    /// From what stands on a line, with the place of its first `=`.
    pub(crate) fn from_line(text: &[u8], equals: usize) -> Result<Self, ValueError> {
        if equals == 0 {
            let remedy = "name the variable, as in name=value";
            return Err(ValueProblem::Empty { remedy }.of(Key::Set));
        }
        check(Key::Set, text)?;
        Ok(Self {
            text: text.into(),
            equals,
        })
    }

    /// What stands before the `=`.
    #[must_use]
    pub fn name(&self) -> &[u8] {
        &self.text[..self.equals]
    }

    /// What stands after it.
    #[must_use]
    pub fn value(&self) -> &[u8] {
        &self.text[self.equals + 1..]
    }

    pub(crate) fn as_line(&self) -> &[u8] {
        &self.text
    }
}

impl fmt::Debug for Variable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = String::from_utf8_lossy(self.name());
        write!(f, "{name}=<{} bytes>", self.value().len())
    }
}
