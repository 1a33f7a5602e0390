use super::{Action, Reply, ReplyError};
use crate::wire::{EncodeError, HeaderWriter};

/// Sends an event of our own to all clients that read class user. Needs write class user.
///
/// Every client sees its headers, the `ActionID` too.
///
/// ```
/// use switchhook_ami::action::{Request, UserEvent};
/// let event = UserEvent::new("DoorOpened").header("Door", "Front").header("By", "100");
/// assert!(Request::new(&event).is_ok());
/// // Asterisk leaves out what is the action's own.
/// assert!(Request::new(&UserEvent::new("X").header("Action", "y")).is_err());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct UserEvent {
    name: String,
    headers: Vec<(String, String)>,
}

impl UserEvent {
    /// An event of this name, which is its `UserEvent` header.
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            headers: Vec::new(),
        }
    }

    /// Adds a header.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }
}

impl Action for UserEvent {
    type Response = ();

    fn name(&self) -> &str {
        "UserEvent"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers.header("UserEvent", &self.name);
        for (name, value) in &self.headers {
            let is_own = ["Action", "ActionID", "UserEvent"]
                .iter()
                .any(|own| name.eq_ignore_ascii_case(own));
            if is_own {
                headers.fail(EncodeError::Value {
                    header: name.clone(),
                    problem: "is the action's own; give the header another name",
                });
            }
            headers.header(name, value);
        }
    }

    fn response(&self, reply: &Reply) -> Result<(), ReplyError> {
        reply.accepted()
    }
}
