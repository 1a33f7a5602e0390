// Generated from ami/catalogue/actions.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use super::super::list::List;
use super::super::{Action, Expects, Reply, ReplyError};
use crate::event;
use crate::wire::HeaderWriter;

/// Dials digits on a DAHDI channel that is off hook.
///
/// The account needs no class. Part of `chan_dahdi` (Asterisk `channels/chan_dahdi.c`) since 1.4.22.
///
/// ```
/// use switchhook_ami::action::{DahdiDialOffhook, Request};
/// assert!(Request::new(&DahdiDialOffhook::new(7, "some text")).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct DahdiDialOffhook {
    dahdi_channel: u32,
    number: String,
}

impl DahdiDialOffhook {
    /// What Asterisk cannot do without:
    ///
    /// - `DAHDIChannel`: The number of the DAHDI channel.
    /// - `Number`: The digits.
    pub fn new(dahdi_channel: u32, number: impl Into<String>) -> Self {
        Self {
            dahdi_channel,
            number: number.into(),
        }
    }
}

impl Action for DahdiDialOffhook {
    type Response = ();

    fn name(&self) -> &str {
        "DAHDIDialOffhook"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers
            .display("DAHDIChannel", self.dahdi_channel)
            .header("Number", &self.number);
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()
    }
}

/// Ends do-not-disturb on a DAHDI channel.
///
/// The account needs no class. Part of `chan_dahdi` (Asterisk `channels/chan_dahdi.c`) since 1.4.22.
///
/// ```
/// use switchhook_ami::action::{DahdiDndOff, Request};
/// assert!(Request::new(&DahdiDndOff::new(7)).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct DahdiDndOff {
    dahdi_channel: u32,
}

impl DahdiDndOff {
    /// What Asterisk cannot do without:
    ///
    /// - `DAHDIChannel`: The number of the DAHDI channel.
    pub fn new(dahdi_channel: u32) -> Self {
        Self { dahdi_channel }
    }
}

impl Action for DahdiDndOff {
    type Response = ();

    fn name(&self) -> &str {
        "DAHDIDNDoff"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers.display("DAHDIChannel", self.dahdi_channel);
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()
    }
}

/// Begins do-not-disturb on a DAHDI channel.
///
/// The account needs no class. Part of `chan_dahdi` (Asterisk `channels/chan_dahdi.c`) since 1.4.22.
///
/// ```
/// use switchhook_ami::action::{DahdiDndOn, Request};
/// assert!(Request::new(&DahdiDndOn::new(7)).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct DahdiDndOn {
    dahdi_channel: u32,
}

impl DahdiDndOn {
    /// What Asterisk cannot do without:
    ///
    /// - `DAHDIChannel`: The number of the DAHDI channel.
    pub fn new(dahdi_channel: u32) -> Self {
        Self { dahdi_channel }
    }
}

impl Action for DahdiDndOn {
    type Response = ();

    fn name(&self) -> &str {
        "DAHDIDNDon"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers.display("DAHDIChannel", self.dahdi_channel);
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()
    }
}

/// Hangs up a DAHDI channel.
///
/// The account needs no class. Part of `chan_dahdi` (Asterisk `channels/chan_dahdi.c`) since 1.4.22.
///
/// ```
/// use switchhook_ami::action::{DahdiHangup, Request};
/// assert!(Request::new(&DahdiHangup::new(7)).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct DahdiHangup {
    dahdi_channel: u32,
}

impl DahdiHangup {
    /// What Asterisk cannot do without:
    ///
    /// - `DAHDIChannel`: The number of the DAHDI channel.
    pub fn new(dahdi_channel: u32) -> Self {
        Self { dahdi_channel }
    }
}

impl Action for DahdiHangup {
    type Response = ();

    fn name(&self) -> &str {
        "DAHDIHangup"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers.display("DAHDIChannel", self.dahdi_channel);
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()
    }
}

/// Restarts all DAHDI channels, which ends their calls.
///
/// The account needs no class. Part of `chan_dahdi` (Asterisk `channels/chan_dahdi.c`) since 1.4.22.
///
/// ```
/// use switchhook_ami::action::{DahdiRestart, Request};
/// assert!(Request::new(&DahdiRestart).is_ok());
/// ```
#[derive(Clone, Copy, Debug, Default)]
#[must_use = "it does nothing until it is sent"]
pub struct DahdiRestart;

impl Action for DahdiRestart {
    type Response = ();

    fn name(&self) -> &str {
        "DAHDIRestart"
    }

    fn encode(&self, _: &mut HeaderWriter<'_>) {}

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()
    }
}

/// Lists DAHDI channels.
///
/// The account needs no class. Part of `chan_dahdi` (Asterisk `channels/chan_dahdi.c`) since 1.4.22.
///
/// ```
/// use switchhook_ami::action::{DahdiShowChannels, Request};
/// assert!(Request::new(&DahdiShowChannels::new()).is_ok());
/// ```
#[derive(Clone, Debug, Default)]
#[must_use = "it does nothing until it is sent"]
pub struct DahdiShowChannels {
    dahdi_channel: Option<u32>,
}

impl DahdiShowChannels {
    /// Without any of what may be said.
    pub fn new() -> Self {
        Self::default()
    }

    /// `DAHDIChannel`: Only this channel. Default: all.
    pub fn dahdi_channel(mut self, dahdi_channel: u32) -> Self {
        self.dahdi_channel = Some(dahdi_channel);
        self
    }
}

impl Action for DahdiShowChannels {
    type Response = List<event::DahdiShowChannels<'static>, event::ListEnd<'static>>;

    fn name(&self) -> &str {
        "DAHDIShowChannels"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers.optional("DAHDIChannel", self.dahdi_channel.map(|value| value.to_string()));
    }

    fn expects(&self) -> Expects {
        Expects::List("DAHDIShowChannelsComplete".into())
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        List::read(reply, "DAHDIShowChannelsComplete")
    }
}

/// Lists the spans of DAHDI with their alarms.
///
/// The account needs no class. Part of `chan_dahdi` (Asterisk `channels/chan_dahdi.c`) since 21.3.0, 20.8.0, 18.23.0.
///
/// ```
/// use switchhook_ami::action::{DahdiShowStatus, Request};
/// assert!(Request::new(&DahdiShowStatus).is_ok());
/// ```
#[derive(Clone, Copy, Debug, Default)]
#[must_use = "it does nothing until it is sent"]
pub struct DahdiShowStatus;

impl Action for DahdiShowStatus {
    type Response = List<event::DahdiShowStatus<'static>, event::ListEnd<'static>>;

    fn name(&self) -> &str {
        "DAHDIShowStatus"
    }

    fn encode(&self, _: &mut HeaderWriter<'_>) {}

    fn expects(&self) -> Expects {
        Expects::List("DAHDIShowStatusComplete".into())
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        List::read(reply, "DAHDIShowStatusComplete")
    }
}

/// Presses the hook of a DAHDI channel, to transfer.
///
/// The account needs no class. Part of `chan_dahdi` (Asterisk `channels/chan_dahdi.c`) since 1.4.22.
///
/// ```
/// use switchhook_ami::action::{DahdiTransfer, Request};
/// assert!(Request::new(&DahdiTransfer::new(7)).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct DahdiTransfer {
    dahdi_channel: u32,
}

impl DahdiTransfer {
    /// What Asterisk cannot do without:
    ///
    /// - `DAHDIChannel`: The number of the DAHDI channel.
    pub fn new(dahdi_channel: u32) -> Self {
        Self { dahdi_channel }
    }
}

impl Action for DahdiTransfer {
    type Response = ();

    fn name(&self) -> &str {
        "DAHDITransfer"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers.display("DAHDIChannel", self.dahdi_channel);
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()
    }
}

/// Writes the messages of PRI spans to a file.
///
/// The account needs write class system. Part of `chan_dahdi` (Asterisk `channels/chan_dahdi.c`) since 13.0.0.
///
/// ```
/// use switchhook_ami::action::{PriDebugFileSet, Request};
/// assert!(Request::new(&PriDebugFileSet::new("some text")).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct PriDebugFileSet {
    file: String,
}

impl PriDebugFileSet {
    /// What Asterisk cannot do without:
    ///
    /// - `File`: The file.
    pub fn new(file: impl Into<String>) -> Self {
        Self { file: file.into() }
    }
}

impl Action for PriDebugFileSet {
    type Response = ();

    fn name(&self) -> &str {
        "PRIDebugFileSet"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers.header("File", &self.file);
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()
    }
}

/// Writes the messages of PRI spans to no file.
///
/// The account needs no class. Part of `chan_dahdi` (Asterisk `channels/chan_dahdi.c`) since 13.0.0.
///
/// ```
/// use switchhook_ami::action::{PriDebugFileUnset, Request};
/// assert!(Request::new(&PriDebugFileUnset).is_ok());
/// ```
#[derive(Clone, Copy, Debug, Default)]
#[must_use = "it does nothing until it is sent"]
pub struct PriDebugFileUnset;

impl Action for PriDebugFileUnset {
    type Response = ();

    fn name(&self) -> &str {
        "PRIDebugFileUnset"
    }

    fn encode(&self, _: &mut HeaderWriter<'_>) {}

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()
    }
}

/// Sets how much is logged of a PRI span.
///
/// The account needs no class. Part of `chan_dahdi` (Asterisk `channels/chan_dahdi.c`) since 13.0.0.
///
/// ```
/// use switchhook_ami::action::{PriDebugSet, Request};
/// assert!(Request::new(&PriDebugSet::new(7, "some text")).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct PriDebugSet {
    span: u32,
    level: String,
}

impl PriDebugSet {
    /// What Asterisk cannot do without:
    ///
    /// - `Span`: The span.
    /// - `Level`: How much, as a number or one of `off`, `on`, `hex`, `intense`.
    pub fn new(span: u32, level: impl Into<String>) -> Self {
        Self {
            span,
            level: level.into(),
        }
    }
}

impl Action for PriDebugSet {
    type Response = ();

    fn name(&self) -> &str {
        "PRIDebugSet"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers.display("Span", self.span).header("Level", &self.level);
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()
    }
}

/// Lists the PRI spans.
///
/// The account needs no class. Part of `chan_dahdi` (Asterisk `channels/chan_dahdi.c`) since 10.0.0.
///
/// ```
/// use switchhook_ami::action::{PriShowSpans, Request};
/// assert!(Request::new(&PriShowSpans::new()).is_ok());
/// ```
#[derive(Clone, Debug, Default)]
#[must_use = "it does nothing until it is sent"]
pub struct PriShowSpans {
    span: Option<u32>,
}

impl PriShowSpans {
    /// Without any of what may be said.
    pub fn new() -> Self {
        Self::default()
    }

    /// `Span`: Only this span. Default: all.
    pub fn span(mut self, span: u32) -> Self {
        self.span = Some(span);
        self
    }
}

impl Action for PriShowSpans {
    type Response = List<event::PriShowSpans<'static>, event::ListEnd<'static>>;

    fn name(&self) -> &str {
        "PRIShowSpans"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers.optional("Span", self.span.map(|value| value.to_string()));
    }

    fn expects(&self) -> Expects {
        Expects::List("PRIShowSpansComplete".into())
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        List::read(reply, "PRIShowSpansComplete")
    }
}
