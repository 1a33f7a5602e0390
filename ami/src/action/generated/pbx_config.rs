// Generated from ami/catalogue/actions.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use super::super::{Action, Reply, ReplyError};
use crate::value::Priority;
use crate::wire::HeaderWriter;

/// Adds a step to the dialplan, until Asterisk ends or the dialplan is reloaded.
///
/// The account needs write class system. Part of `pbx_config` (Asterisk `pbx/pbx_config.c`) since 13.0.0.
///
/// ```
/// use switchhook_ami::action::{DialplanExtensionAdd, Request};
/// assert!(Request::new(&DialplanExtensionAdd::new("some text", "some text", 1, "some text")).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct DialplanExtensionAdd {
    context: String,
    extension: String,
    priority: Priority,
    application: String,
    application_data: Option<String>,
    replace: Option<bool>,
}

impl DialplanExtensionAdd {
    /// What Asterisk cannot do without:
    ///
    /// - `Context`: The context of the dialplan.
    /// - `Extension`: The extension.
    /// - `Priority`: The step: a number, or `hint`.
    /// - `Application`: The application, or the device of a hint.
    pub fn new(
        context: impl Into<String>,
        extension: impl Into<String>,
        priority: impl Into<Priority>,
        application: impl Into<String>,
    ) -> Self {
        Self {
            context: context.into(),
            extension: extension.into(),
            priority: priority.into(),
            application: application.into(),
            application_data: None,
            replace: None,
        }
    }

    /// `ApplicationData`: The application's arguments. Default: empty.
    pub fn application_data(mut self, application_data: impl Into<String>) -> Self {
        self.application_data = Some(application_data.into());
        self
    }

    /// `Replace`: Whether a step that exists is replaced. Default: no.
    pub fn replace(mut self, replace: bool) -> Self {
        self.replace = Some(replace);
        self
    }
}

impl Action for DialplanExtensionAdd {
    type Response = ();

    fn name(&self) -> &str {
        "DialplanExtensionAdd"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers
            .header("Context", &self.context)
            .header("Extension", &self.extension)
            .display("Priority", &self.priority)
            .header("Application", &self.application)
            .optional("ApplicationData", self.application_data.as_ref())
            .optional(
                "Replace",
                self.replace.map(|value| if value { "true" } else { "false" }),
            );
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()
    }
}

/// Removes an extension, or one step of it, from the dialplan.
///
/// The account needs write class system. Part of `pbx_config` (Asterisk `pbx/pbx_config.c`) since 13.0.0.
///
/// ```
/// use switchhook_ami::action::{DialplanExtensionRemove, Request};
/// assert!(Request::new(&DialplanExtensionRemove::new("some text", "some text")).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct DialplanExtensionRemove {
    context: String,
    extension: String,
    priority: Option<Priority>,
}

impl DialplanExtensionRemove {
    /// What Asterisk cannot do without:
    ///
    /// - `Context`: The context of the dialplan.
    /// - `Extension`: The extension.
    pub fn new(context: impl Into<String>, extension: impl Into<String>) -> Self {
        Self {
            context: context.into(),
            extension: extension.into(),
            priority: None,
        }
    }

    /// `Priority`: Only this step: a number, or `hint`. Default: the whole extension.
    pub fn priority(mut self, priority: impl Into<Priority>) -> Self {
        self.priority = Some(priority.into());
        self
    }
}

impl Action for DialplanExtensionRemove {
    type Response = ();

    fn name(&self) -> &str {
        "DialplanExtensionRemove"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers
            .header("Context", &self.context)
            .header("Extension", &self.extension)
            .optional("Priority", self.priority.as_ref().map(ToString::to_string));
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()
    }
}
