use super::{Action, Expects, Reply, ReplyError};
use crate::wire::HeaderWriter;

/// Reads a value of AstDB. Needs write class system or reporting. A key that is not there is refused.
///
/// ```
/// use switchhook_ami::action::{DbGet, Request};
/// assert!(Request::new(&DbGet::new("CFIM", "100")).is_ok());
/// ```
#[derive(Clone, Debug)]
pub struct DbGet {
    family: String,
    key: String,
}

/// Writes a value into AstDB. Needs write class system.
///
/// ```
/// use switchhook_ami::action::{DbPut, Request};
/// assert!(Request::new(&DbPut::new("CFIM", "100", "0611223344")).is_ok());
/// ```
#[derive(Clone, Debug)]
pub struct DbPut {
    family: String,
    key: String,
    value: String,
}

/// Removes a value from AstDB. Needs write class system. A key that is not there is refused.
///
/// ```
/// use switchhook_ami::action::{DbDel, Request};
/// assert!(Request::new(&DbDel::new("CFIM", "100")).is_ok());
/// ```
#[derive(Clone, Debug)]
pub struct DbDel {
    family: String,
    key: String,
}

impl DbGet {
    /// Which value. A family may contain slashes.
    pub fn new(family: impl Into<String>, key: impl Into<String>) -> Self {
        Self {
            family: family.into(),
            key: key.into(),
        }
    }
}

impl DbPut {
    /// Which value, and what. An empty value is one.
    pub fn new(family: impl Into<String>, key: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            family: family.into(),
            key: key.into(),
            value: value.into(),
        }
    }
}

impl DbDel {
    /// Which value.
    pub fn new(family: impl Into<String>, key: impl Into<String>) -> Self {
        Self {
            family: family.into(),
            key: key.into(),
        }
    }
}

impl Action for DbGet {
    /// The value. A line break in it cannot be told from the end of the header: only its first line is seen.
    type Response = String;

    fn name(&self) -> &str {
        "DBGet"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers.header("Family", &self.family).header("Key", &self.key);
    }

    fn expects(&self) -> Expects {
        Expects::List("DBGetComplete".into())
    }

    fn response(&self, reply: &Reply) -> Result<String, ReplyError> {
        reply.accepted()?;
        let event = reply.events_named("DBGetResponse").next();
        let value = event.and_then(|event| event.text("Val"));
        value
            .map(std::borrow::Cow::into_owned)
            .ok_or(ReplyError::Missing {
                action: "DBGet",
                header: "Val",
            })
    }
}

impl Action for DbPut {
    type Response = ();

    fn name(&self) -> &str {
        "DBPut"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers
            .header("Family", &self.family)
            .header("Key", &self.key)
            .header("Val", &self.value);
    }

    fn response(&self, reply: &Reply) -> Result<(), ReplyError> {
        reply.accepted()
    }
}

impl Action for DbDel {
    type Response = ();

    fn name(&self) -> &str {
        "DBDel"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers.header("Family", &self.family).header("Key", &self.key);
    }

    fn response(&self, reply: &Reply) -> Result<(), ReplyError> {
        reply.accepted()
    }
}

#[cfg(test)]
mod tests {
    use super::{DbGet, DbPut};
    use crate::action::testing::{encoded, reply};
    use crate::action::{Action, ReplyError};

    #[test]
    fn the_value_comes_in_the_event() {
        let get = DbGet::new("CFIM", "100");
        let found = reply(
            "Response: Success\nEventList: start\n\nEvent: DBGetResponse\nFamily: CFIM\nKey: 100\nVal: 0611 \n\n\
             Event: DBGetComplete\nEventList: Complete",
        );
        assert_eq!(get.response(&found).unwrap(), "0611 ");
        let empty = reply("Response: Success\n\nEvent: DBGetResponse\nVal: \n\nEvent: DBGetComplete");
        assert_eq!(get.response(&empty).unwrap(), "");
        let without = reply("Response: Success\n\nEvent: DBGetComplete");
        assert_eq!(
            get.response(&without),
            Err(ReplyError::Missing {
                action: "DBGet",
                header: "Val"
            })
        );
    }

    #[test]
    fn a_value_with_a_line_break_is_refused_before_it_is_sent() {
        let error = encoded(&DbPut::new("f", "k", "x\r\nAction: Logoff")).unwrap_err();
        assert!(
            error.to_string().starts_with("header Val: CR at byte 1"),
            "{error}"
        );
    }
}
