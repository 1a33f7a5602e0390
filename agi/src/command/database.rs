use super::variable::value;
use super::{Command, ReplyError};
use crate::wire::{LineWriter, Reply, Shape, Text};

/// Reads a value of Asterisk's own database. Runs on a dead channel too.
///
/// ```
/// use switchhook_agi::command::{Command, DatabaseGet};
/// use switchhook_agi::wire::Reply;
/// let get = DatabaseGet::new("CFIM", "100");
/// assert_eq!(get.response(&Reply::parse(b"200 result=1 (101)", get.shape())?)?.unwrap(), *"101");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DatabaseGet {
    family: String,
    key: String,
}

impl DatabaseGet {
    /// That of this key in this family.
    pub fn new(family: impl Into<String>, key: impl Into<String>) -> Self {
        Self {
            family: family.into(),
            key: key.into(),
        }
    }
}

impl Command for DatabaseGet {
    /// The value; `None` if there is none.
    type Response = Option<Text>;

    fn name(&self) -> &str {
        "DATABASE GET"
    }

    fn encode(&self, line: &mut LineWriter) {
        line.argument(&self.family).argument(&self.key);
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

/// Writes a value to Asterisk's own database. Runs on a dead channel too. `Debug` does not show the value.
///
/// ```
/// use switchhook_agi::command::{DatabasePut, Request};
/// use switchhook_agi::wire::LineLimit;
/// let request = Request::new(&DatabasePut::new("CFIM", "100", "101"), LineLimit::BYTES_2046)?;
/// assert_eq!(request.as_bytes(), b"DATABASE PUT \"CFIM\" \"100\" \"101\"\n");
/// # Ok::<(), switchhook_agi::wire::EncodeError>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct DatabasePut {
    family: String,
    key: String,
    value: Text,
}

impl DatabasePut {
    /// Under this key in this family.
    pub fn new(family: impl Into<String>, key: impl Into<String>, value: impl AsRef<[u8]>) -> Self {
        Self {
            family: family.into(),
            key: key.into(),
            value: value.as_ref().into(),
        }
    }
}

impl Command for DatabasePut {
    type Response = ();

    fn name(&self) -> &str {
        "DATABASE PUT"
    }

    fn encode(&self, line: &mut LineWriter) {
        line.argument(&self.family)
            .argument(&self.key)
            .argument(&self.value);
    }

    fn is_for_the_dead(&self) -> bool {
        true
    }

    fn response(&self, reply: &Reply) -> Result<(), ReplyError> {
        ReplyError::unless_not_done(reply)
    }
}

impl std::fmt::Debug for DatabasePut {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "DatabasePut({:?}, {:?})", self.family, self.key)
    }
}

/// Removes a value from Asterisk's own database. Runs on a dead channel too.
///
/// It succeeds where there was none, too.
///
/// ```
/// use switchhook_agi::command::{DatabaseDel, Request};
/// use switchhook_agi::wire::LineLimit;
/// let request = Request::new(&DatabaseDel::new("CFIM", "100"), LineLimit::BYTES_2046)?;
/// assert_eq!(request.as_bytes(), b"DATABASE DEL \"CFIM\" \"100\"\n");
/// # Ok::<(), switchhook_agi::wire::EncodeError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DatabaseDel {
    family: String,
    key: String,
}

impl DatabaseDel {
    /// That of this key in this family.
    pub fn new(family: impl Into<String>, key: impl Into<String>) -> Self {
        Self {
            family: family.into(),
            key: key.into(),
        }
    }
}

impl Command for DatabaseDel {
    type Response = ();

    fn name(&self) -> &str {
        "DATABASE DEL"
    }

    fn encode(&self, line: &mut LineWriter) {
        line.argument(&self.family).argument(&self.key);
    }

    fn is_for_the_dead(&self) -> bool {
        true
    }

    fn response(&self, reply: &Reply) -> Result<(), ReplyError> {
        ReplyError::unless_not_done(reply)
    }
}

/// Removes a whole family from Asterisk's own database, or what is below a key of it. Runs on a dead channel too.
///
/// ```
/// use switchhook_agi::command::{Command, DatabaseDelTree};
/// use switchhook_agi::wire::Reply;
/// let remove = DatabaseDelTree::new("CFIM");
/// // Asterisk's help has it the other way round: 0 says that something was removed.
/// assert!(remove.response(&Reply::parse(b"200 result=0", remove.shape())?)?);
/// assert!(!remove.response(&Reply::parse(b"200 result=1", remove.shape())?)?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DatabaseDelTree {
    family: String,
    tree: Option<String>,
}

impl DatabaseDelTree {
    /// All of this family.
    pub fn new(family: impl Into<String>) -> Self {
        Self {
            family: family.into(),
            tree: None,
        }
    }

    /// Only this key and what is below it.
    #[must_use]
    pub fn below(mut self, key: impl Into<String>) -> Self {
        self.tree = Some(key.into());
        self
    }
}

impl Command for DatabaseDelTree {
    /// Whether something was removed.
    type Response = bool;

    fn name(&self) -> &str {
        "DATABASE DELTREE"
    }

    fn encode(&self, line: &mut LineWriter) {
        line.argument(&self.family).optional(self.tree.as_ref());
    }

    fn is_for_the_dead(&self) -> bool {
        true
    }

    fn response(&self, reply: &Reply) -> Result<bool, ReplyError> {
        ReplyError::unless_failed(reply).map(|result| result == 0)
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{line, read};
    use super::{DatabaseDel, DatabaseDelTree, DatabaseGet, DatabasePut, ReplyError};

    #[test]
    fn a_value_with_parentheses_and_line_breaks_comes_back() {
        let get = DatabaseGet::new("f", "k");
        assert_eq!(read(&get, "200 result=0"), Ok(None));
        for value in ["", "(a) b", "two\nlines", "007"] {
            let reply = format!("200 result=1 ({value})");
            assert_eq!(read(&get, &reply).unwrap().unwrap(), *value, "{reply:?}");
        }
    }

    #[test]
    fn a_write_that_asterisk_did_not_do_is_an_error() {
        let put = DatabasePut::new("f", "k", "secret");
        assert_eq!(read(&put, "200 result=1"), Ok(()));
        assert_eq!(read(&put, "200 result=0"), Err(ReplyError::NotDone));
        assert_eq!(read(&DatabaseDel::new("f", "k"), "200 result=1"), Ok(()));
        assert_eq!(format!("{put:?}"), r#"DatabasePut("f", "k")"#);
    }

    /// Asterisk's own help says that 1 is success.
    #[test]
    fn deltree_answers_0_when_something_was_removed_and_1_when_not() {
        let all = DatabaseDelTree::new("f");
        assert_eq!(read(&all, "200 result=0"), Ok(true));
        assert_eq!(read(&all, "200 result=1"), Ok(false));
        assert_eq!(line(&all), r#"DATABASE DELTREE "f""#);
        assert_eq!(line(&all.below("k")), r#"DATABASE DELTREE "f" "k""#);
    }
}
