// Generated from ami/catalogue/actions.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use super::super::{Action, Reply, ReplyError};
use crate::wire::{HeaderWriter, MessageBuf};
use std::borrow::Cow;

/// Reads a configuration file as JSON.
///
/// The account needs write class system or config. Part of the core (Asterisk `main/manager.c`) since 1.6.0.
///
/// ```
/// use switchhook_ami::action::{GetConfigJson, Request};
/// assert!(Request::new(&GetConfigJson::new("some text")).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct GetConfigJson {
    filename: String,
    category: Option<String>,
    filter: Option<String>,
}

impl GetConfigJson {
    /// What Asterisk cannot do without:
    ///
    /// - `Filename`: The file, named from Asterisk's configuration directory.
    pub fn new(filename: impl Into<String>) -> Self {
        Self {
            filename: filename.into(),
            category: None,
            filter: None,
        }
    }

    /// `Category`: Only categories of this name. Default: all.
    pub fn category(mut self, category: impl Into<String>) -> Self {
        self.category = Some(category.into());
        self
    }

    /// `Filter`: Only categories with such lines, `name_regex=value_regex[,...]`. Default: all.
    pub fn filter(mut self, filter: impl Into<String>) -> Self {
        self.filter = Some(filter.into());
        self
    }
}

impl Action for GetConfigJson {
    type Response = GetConfigJsonReply;

    fn name(&self) -> &str {
        "GetConfigJSON"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers
            .header("Filename", &self.filename)
            .optional("Category", self.category.as_ref())
            .optional("Filter", self.filter.as_ref());
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()?;
        Ok(GetConfigJsonReply(reply.response.clone()))
    }
}

/// The answer to [`GetConfigJson`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GetConfigJsonReply(MessageBuf);

impl GetConfigJsonReply {
    /// `JSON`, exactly as sent, empty too.
    pub fn json(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().text("JSON")
    }

    /// The response with every header.
    pub fn response(&self) -> &MessageBuf {
        &self.0
    }
}
