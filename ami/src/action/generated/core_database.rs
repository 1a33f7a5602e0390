// Generated from ami/catalogue/actions.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use super::super::list::List;
use super::super::{Action, Expects, Reply, ReplyError};
use crate::event;
use crate::wire::HeaderWriter;

/// Removes a family, or the keys below a key, from AstDB.
///
/// The account needs write class system. Part of the core (Asterisk `main/db.c`) since 1.6.0.
///
/// ```
/// use switchhook_ami::action::{DbDelTree, Request};
/// assert!(Request::new(&DbDelTree::new("some text")).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct DbDelTree {
    family: String,
    key: Option<String>,
}

impl DbDelTree {
    /// What Asterisk cannot do without:
    ///
    /// - `Family`: The family; it may hold slashes.
    pub fn new(family: impl Into<String>) -> Self {
        Self {
            family: family.into(),
            key: None,
        }
    }

    /// `Key`: Only the keys below this one. Default: the whole family.
    pub fn key(mut self, key: impl Into<String>) -> Self {
        self.key = Some(key.into());
        self
    }
}

impl Action for DbDelTree {
    type Response = ();

    fn name(&self) -> &str {
        "DBDelTree"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers
            .header("Family", &self.family)
            .optional("Key", self.key.as_ref());
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()
    }
}

/// Reads all values of AstDB, of a family, or below a key.
///
/// The account needs write class system or reporting. Part of the core (Asterisk `main/db.c`) since 19.6.0, 18.14.0, 16.28.0.
///
/// ```
/// use switchhook_ami::action::{DbGetTree, Request};
/// assert!(Request::new(&DbGetTree::new()).is_ok());
/// ```
#[derive(Clone, Debug, Default)]
#[must_use = "it does nothing until it is sent"]
pub struct DbGetTree {
    family: Option<String>,
    key: Option<String>,
}

impl DbGetTree {
    /// Without any of what may be said.
    pub fn new() -> Self {
        Self::default()
    }

    /// `Family`: Only this family. Default: all.
    pub fn family(mut self, family: impl Into<String>) -> Self {
        self.family = Some(family.into());
        self
    }

    /// `Key`: Only the keys below this one. Default: the whole family.
    pub fn key(mut self, key: impl Into<String>) -> Self {
        self.key = Some(key.into());
        self
    }
}

impl Action for DbGetTree {
    type Response = List<event::DbGetTreeResponse<'static>, event::ListEnd<'static>>;

    fn name(&self) -> &str {
        "DBGetTree"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers
            .optional("Family", self.family.as_ref())
            .optional("Key", self.key.as_ref());
    }

    fn expects(&self) -> Expects {
        Expects::List("DBGetTreeComplete".into())
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        List::read(reply, "DBGetTreeComplete")
    }
}
