// Generated from ami/catalogue/actions.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use super::super::list::List;
use super::super::{Action, Expects, Reply, ReplyError};
use super::choice::ModuleOperation;
use crate::event;
use crate::wire::{HeaderWriter, MessageBuf};
use std::borrow::Cow;

/// Asks which Asterisk this is and how it is set up.
///
/// The account needs write class system or reporting. Part of the core (Asterisk `main/manager.c`) since 1.6.0.
///
/// ```
/// use switchhook_ami::action::{CoreSettings, Request};
/// assert!(Request::new(&CoreSettings).is_ok());
/// ```
#[derive(Clone, Copy, Debug, Default)]
#[must_use = "it does nothing until it is sent"]
pub struct CoreSettings;

impl Action for CoreSettings {
    type Response = CoreSettingsReply;

    fn name(&self) -> &str {
        "CoreSettings"
    }

    fn encode(&self, _: &mut HeaderWriter<'_>) {}

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()?;
        Ok(CoreSettingsReply(reply.response.clone()))
    }
}

/// The answer to [`CoreSettings`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoreSettingsReply(MessageBuf);

impl CoreSettingsReply {
    /// `AMIversion`.
    pub fn am_iversion(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().known("AMIversion")
    }

    /// `AsteriskVersion`.
    pub fn asterisk_version(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().known("AsteriskVersion")
    }

    /// `SystemName`.
    pub fn system_name(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().known("SystemName")
    }

    /// `CoreMaxCalls`.
    pub fn core_max_calls(&self) -> Option<u32> {
        self.0.as_message().number("CoreMaxCalls")
    }

    /// `CoreMaxLoadAvg`.
    pub fn core_max_load_avg(&self) -> Option<f64> {
        self.0.as_message().number("CoreMaxLoadAvg")
    }

    /// `CoreRunUser`.
    pub fn core_run_user(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().known("CoreRunUser")
    }

    /// `CoreRunGroup`.
    pub fn core_run_group(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().known("CoreRunGroup")
    }

    /// `CoreMaxFilehandles`.
    pub fn core_max_filehandles(&self) -> Option<u32> {
        self.0.as_message().number("CoreMaxFilehandles")
    }

    /// `CoreRealTimeEnabled`.
    pub fn core_real_time_enabled(&self) -> Option<bool> {
        self.0.as_message().flag("CoreRealTimeEnabled")
    }

    /// `CoreCDRenabled`.
    pub fn core_cd_renabled(&self) -> Option<bool> {
        self.0.as_message().flag("CoreCDRenabled")
    }

    /// `CoreHTTPenabled`.
    pub fn core_htt_penabled(&self) -> Option<bool> {
        self.0.as_message().flag("CoreHTTPenabled")
    }

    /// `SoundsSearchCustomDir`.
    pub fn sounds_search_custom_dir(&self) -> Option<bool> {
        self.0.as_message().flag("SoundsSearchCustomDir")
    }

    /// The response with every header.
    pub fn response(&self) -> &MessageBuf {
        &self.0
    }
}

/// Asks since when Asterisk runs and how many calls it has.
///
/// The account needs write class system or reporting. Part of the core (Asterisk `main/manager.c`) since 1.6.0.
///
/// ```
/// use switchhook_ami::action::{CoreStatus, Request};
/// assert!(Request::new(&CoreStatus).is_ok());
/// ```
#[derive(Clone, Copy, Debug, Default)]
#[must_use = "it does nothing until it is sent"]
pub struct CoreStatus;

impl Action for CoreStatus {
    type Response = CoreStatusReply;

    fn name(&self) -> &str {
        "CoreStatus"
    }

    fn encode(&self, _: &mut HeaderWriter<'_>) {}

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()?;
        Ok(CoreStatusReply(reply.response.clone()))
    }
}

/// The answer to [`CoreStatus`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoreStatusReply(MessageBuf);

impl CoreStatusReply {
    /// `CoreStartupDate`.
    pub fn core_startup_date(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().known("CoreStartupDate")
    }

    /// `CoreStartupTime`.
    pub fn core_startup_time(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().known("CoreStartupTime")
    }

    /// `CoreReloadDate`.
    pub fn core_reload_date(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().known("CoreReloadDate")
    }

    /// `CoreReloadTime`.
    pub fn core_reload_time(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().known("CoreReloadTime")
    }

    /// `CoreCurrentCalls`.
    pub fn core_current_calls(&self) -> Option<u32> {
        self.0.as_message().number("CoreCurrentCalls")
    }

    /// `CoreProcessedCalls`.
    pub fn core_processed_calls(&self) -> Option<u64> {
        self.0.as_message().number("CoreProcessedCalls")
    }

    /// The response with every header.
    pub fn response(&self) -> &MessageBuf {
        &self.0
    }
}

/// Rotates and opens again the log files.
///
/// The account needs write class system or reporting. Part of the core (Asterisk `main/manager.c`) since 13.0.0.
///
/// ```
/// use switchhook_ami::action::{LoggerRotate, Request};
/// assert!(Request::new(&LoggerRotate).is_ok());
/// ```
#[derive(Clone, Copy, Debug, Default)]
#[must_use = "it does nothing until it is sent"]
pub struct LoggerRotate;

impl Action for LoggerRotate {
    type Response = ();

    fn name(&self) -> &str {
        "LoggerRotate"
    }

    fn encode(&self, _: &mut HeaderWriter<'_>) {}

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()
    }
}

/// Asks whether a module is loaded.
///
/// The account needs write class system. Part of the core (Asterisk `main/manager.c`) since 1.6.0.
///
/// ```
/// use switchhook_ami::action::{ModuleCheck, Request};
/// assert!(Request::new(&ModuleCheck::new("some text")).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct ModuleCheck {
    module: String,
}

impl ModuleCheck {
    /// What Asterisk cannot do without:
    ///
    /// - `Module`: The module without `.so`.
    pub fn new(module: impl Into<String>) -> Self {
        Self {
            module: module.into(),
        }
    }
}

impl Action for ModuleCheck {
    type Response = ModuleCheckReply;

    fn name(&self) -> &str {
        "ModuleCheck"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers.header("Module", &self.module);
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()?;
        Ok(ModuleCheckReply(reply.response.clone()))
    }
}

/// The answer to [`ModuleCheck`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModuleCheckReply(MessageBuf);

impl ModuleCheckReply {
    /// `Version`.
    pub fn version(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().known("Version")
    }

    /// The response with every header.
    pub fn response(&self) -> &MessageBuf {
        &self.0
    }
}

/// Loads, unloads or reloads a module.
///
/// The account needs write class system. Part of the core (Asterisk `main/manager.c`) since 1.6.0.
///
/// ```
/// use switchhook_ami::action::{ModuleLoad, Request};
/// use switchhook_ami::action::ModuleOperation;
/// assert!(Request::new(&ModuleLoad::new(ModuleOperation::Load)).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct ModuleLoad {
    module: Option<String>,
    load_type: ModuleOperation,
    recursive: Option<bool>,
}

impl ModuleLoad {
    /// What Asterisk cannot do without:
    ///
    /// - `LoadType`: What to do.
    pub fn new(load_type: ModuleOperation) -> Self {
        Self {
            module: None,
            load_type,
            recursive: None,
        }
    }

    /// `Module`: The module with `.so`, or a part of the core such as `manager`, which can only be reloaded. Default: all modules, for a reload.
    pub fn module(mut self, module: impl Into<String>) -> Self {
        self.module = Some(module.into());
        self
    }

    /// `Recursive`: Whether modules that depend on it are refreshed, too. Default: no.
    pub fn recursive(mut self, recursive: bool) -> Self {
        self.recursive = Some(recursive);
        self
    }
}

impl Action for ModuleLoad {
    type Response = ();

    fn name(&self) -> &str {
        "ModuleLoad"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers
            .optional("Module", self.module.as_ref())
            .header("LoadType", self.load_type.as_str())
            .optional(
                "Recursive",
                self.recursive.map(|value| if value { "true" } else { "false" }),
            );
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()
    }
}

/// Lists the dialplan.
///
/// The account needs write class config or reporting. Part of the core (Asterisk `main/pbx.c`) since 1.6.0.
///
/// ```
/// use switchhook_ami::action::{ShowDialPlan, Request};
/// assert!(Request::new(&ShowDialPlan::new()).is_ok());
/// ```
#[derive(Clone, Debug, Default)]
#[must_use = "it does nothing until it is sent"]
pub struct ShowDialPlan {
    extension: Option<String>,
    context: Option<String>,
}

impl ShowDialPlan {
    /// Without any of what may be said.
    pub fn new() -> Self {
        Self::default()
    }

    /// `Extension`: Only this extension. Default: all.
    pub fn extension(mut self, extension: impl Into<String>) -> Self {
        self.extension = Some(extension.into());
        self
    }

    /// `Context`: Only this context. Default: all.
    pub fn context(mut self, context: impl Into<String>) -> Self {
        self.context = Some(context.into());
        self
    }
}

impl Action for ShowDialPlan {
    type Response = List<event::ListDialplan<'static>, event::ListEnd<'static>>;

    fn name(&self) -> &str {
        "ShowDialPlan"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers
            .optional("Extension", self.extension.as_ref())
            .optional("Context", self.context.as_ref());
    }

    fn expects(&self) -> Expects {
        Expects::List("ShowDialPlanComplete".into())
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        List::read(reply, "ShowDialPlanComplete")
    }
}
