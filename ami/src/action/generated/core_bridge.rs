// Generated from ami/catalogue/actions.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use super::super::list::List;
use super::super::{Action, Expects, Reply, ReplyError};
use super::choice::BridgeTone;
use crate::event;
use crate::value::ChannelName;
use crate::wire::HeaderWriter;

/// Joins two channels in a bridge.
///
/// The account needs write class call. Part of the core (Asterisk `main/features.c`) since 1.6.0.
///
/// ```
/// use switchhook_ami::action::{Bridge, Request};
/// assert!(Request::new(&Bridge::new("PJSIP/100-00000001", "PJSIP/100-00000001")).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct Bridge {
    channel1: ChannelName,
    channel2: ChannelName,
    tone: Option<BridgeTone>,
}

impl Bridge {
    /// What Asterisk cannot do without:
    ///
    /// - `Channel1`: One channel.
    /// - `Channel2`: The other channel.
    pub fn new(channel1: impl Into<ChannelName>, channel2: impl Into<ChannelName>) -> Self {
        Self {
            channel1: channel1.into(),
            channel2: channel2.into(),
            tone: None,
        }
    }

    /// `Tone`: Who hears a tone when the bridge begins. Default: nobody.
    pub fn tone(mut self, tone: BridgeTone) -> Self {
        self.tone = Some(tone);
        self
    }
}

impl Action for Bridge {
    type Response = ();

    fn name(&self) -> &str {
        "Bridge"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers
            .header("Channel1", self.channel1.as_str())
            .header("Channel2", self.channel2.as_str())
            .optional("Tone", self.tone.map(BridgeTone::as_str));
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()
    }
}

/// Ends a bridge; its channels hang up.
///
/// The account needs no class. Part of the core (Asterisk `main/manager_bridges.c`) since 12.0.0.
///
/// ```
/// use switchhook_ami::action::{BridgeDestroy, Request};
/// assert!(Request::new(&BridgeDestroy::new("some text")).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct BridgeDestroy {
    bridge_id: String,
}

impl BridgeDestroy {
    /// What Asterisk cannot do without:
    ///
    /// - `BridgeUniqueid`: The bridge's id.
    pub fn new(bridge_id: impl Into<String>) -> Self {
        Self {
            bridge_id: bridge_id.into(),
        }
    }
}

impl Action for BridgeDestroy {
    type Response = ();

    fn name(&self) -> &str {
        "BridgeDestroy"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers.header("BridgeUniqueid", &self.bridge_id);
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()
    }
}

/// Lists the channels of one bridge.
///
/// The account needs no class. Part of the core (Asterisk `main/manager_bridges.c`) since 12.0.0.
///
/// ```
/// use switchhook_ami::action::{BridgeInfo, Request};
/// assert!(Request::new(&BridgeInfo::new("some text")).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct BridgeInfo {
    bridge_id: String,
}

impl BridgeInfo {
    /// What Asterisk cannot do without:
    ///
    /// - `BridgeUniqueid`: The bridge's id.
    pub fn new(bridge_id: impl Into<String>) -> Self {
        Self {
            bridge_id: bridge_id.into(),
        }
    }
}

impl Action for BridgeInfo {
    type Response = List<event::ChannelEvent<'static>, event::BridgeInfoComplete<'static>>;

    fn name(&self) -> &str {
        "BridgeInfo"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers.header("BridgeUniqueid", &self.bridge_id);
    }

    fn expects(&self) -> Expects {
        Expects::List("BridgeInfoComplete".into())
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        List::read(reply, "BridgeInfoComplete")
    }
}

/// Takes a channel out of its bridge.
///
/// The account needs no class. Part of the core (Asterisk `main/manager_bridges.c`) since 12.0.0.
///
/// ```
/// use switchhook_ami::action::{BridgeKick, Request};
/// assert!(Request::new(&BridgeKick::new("PJSIP/100-00000001")).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct BridgeKick {
    bridge_id: Option<String>,
    channel: ChannelName,
}

impl BridgeKick {
    /// What Asterisk cannot do without:
    ///
    /// - `Channel`: The channel.
    pub fn new(channel: impl Into<ChannelName>) -> Self {
        Self {
            bridge_id: None,
            channel: channel.into(),
        }
    }

    /// `BridgeUniqueid`: Only out of this bridge. Default: whichever it is in.
    pub fn bridge_id(mut self, bridge_id: impl Into<String>) -> Self {
        self.bridge_id = Some(bridge_id.into());
        self
    }
}

impl Action for BridgeKick {
    type Response = ();

    fn name(&self) -> &str {
        "BridgeKick"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers
            .optional("BridgeUniqueid", self.bridge_id.as_ref())
            .header("Channel", self.channel.as_str());
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()
    }
}

/// Lists the bridges there are.
///
/// The account needs no class. Part of the core (Asterisk `main/manager_bridges.c`) since 12.0.0.
///
/// ```
/// use switchhook_ami::action::{BridgeList, Request};
/// assert!(Request::new(&BridgeList::new()).is_ok());
/// ```
#[derive(Clone, Debug, Default)]
#[must_use = "it does nothing until it is sent"]
pub struct BridgeList {
    bridge_type: Option<String>,
}

impl BridgeList {
    /// Without any of what may be said.
    pub fn new() -> Self {
        Self::default()
    }

    /// `BridgeType`: Only bridges of this kind, such as `basic`. Default: all.
    pub fn bridge_type(mut self, bridge_type: impl Into<String>) -> Self {
        self.bridge_type = Some(bridge_type.into());
        self
    }
}

impl Action for BridgeList {
    type Response = List<event::BridgeEvent<'static>, event::ListEnd<'static>>;

    fn name(&self) -> &str {
        "BridgeList"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers.optional("BridgeType", self.bridge_type.as_ref());
    }

    fn expects(&self) -> Expects {
        Expects::List("BridgeListComplete".into())
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        List::read(reply, "BridgeListComplete")
    }
}

/// Lists the ways in which Asterisk can bridge.
///
/// The account needs no class. Part of the core (Asterisk `main/bridge.c`) since 12.0.0.
///
/// ```
/// use switchhook_ami::action::{BridgeTechnologyList, Request};
/// assert!(Request::new(&BridgeTechnologyList).is_ok());
/// ```
#[derive(Clone, Copy, Debug, Default)]
#[must_use = "it does nothing until it is sent"]
pub struct BridgeTechnologyList;

impl Action for BridgeTechnologyList {
    type Response = List<event::BridgeTechnologyListItem<'static>, event::ListEnd<'static>>;

    fn name(&self) -> &str {
        "BridgeTechnologyList"
    }

    fn encode(&self, _: &mut HeaderWriter<'_>) {}

    fn expects(&self) -> Expects {
        Expects::List("BridgeTechnologyListComplete".into())
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        List::read(reply, "BridgeTechnologyListComplete")
    }
}

/// Uses a bridging technology no more for new bridges.
///
/// The account needs no class. Part of the core (Asterisk `main/bridge.c`) since 12.0.0.
///
/// ```
/// use switchhook_ami::action::{BridgeTechnologySuspend, Request};
/// assert!(Request::new(&BridgeTechnologySuspend::new("some text")).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct BridgeTechnologySuspend {
    bridge_technology: String,
}

impl BridgeTechnologySuspend {
    /// What Asterisk cannot do without:
    ///
    /// - `BridgeTechnology`: The technology, such as `simple_bridge`.
    pub fn new(bridge_technology: impl Into<String>) -> Self {
        Self {
            bridge_technology: bridge_technology.into(),
        }
    }
}

impl Action for BridgeTechnologySuspend {
    type Response = ();

    fn name(&self) -> &str {
        "BridgeTechnologySuspend"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers.header("BridgeTechnology", &self.bridge_technology);
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()
    }
}

/// Uses a suspended bridging technology again.
///
/// The account needs no class. Part of the core (Asterisk `main/bridge.c`) since 12.0.0.
///
/// ```
/// use switchhook_ami::action::{BridgeTechnologyUnsuspend, Request};
/// assert!(Request::new(&BridgeTechnologyUnsuspend::new("some text")).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct BridgeTechnologyUnsuspend {
    bridge_technology: String,
}

impl BridgeTechnologyUnsuspend {
    /// What Asterisk cannot do without:
    ///
    /// - `BridgeTechnology`: The technology, such as `simple_bridge`.
    pub fn new(bridge_technology: impl Into<String>) -> Self {
        Self {
            bridge_technology: bridge_technology.into(),
        }
    }
}

impl Action for BridgeTechnologyUnsuspend {
    type Response = ();

    fn name(&self) -> &str {
        "BridgeTechnologyUnsuspend"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers.header("BridgeTechnology", &self.bridge_technology);
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()
    }
}
