// Generated from ami/catalogue/events.toml and types.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use std::borrow::Cow;
use std::time::Duration;

use crate::event::ChannelSnapshot;

view! {
    /// Reads the event `AgentLogin` (Asterisk `main/stasis_channels.c`).
    pub struct AgentLogin {
        AgentLogin
    }
}

impl<'a> AgentLogin<'a> {
    /// The channel.
    pub fn channel(self) -> ChannelSnapshot<'a> {
        ChannelSnapshot::new(self.0, "")
    }
    /// `Agent`.
    pub fn agent(self) -> Option<Cow<'a, str>> {
        self.0.known("Agent")
    }
}

view! {
    /// Reads the event `AgentLogoff` (Asterisk `main/stasis_channels.c`).
    pub struct AgentLogoff {
        AgentLogoff
    }
}

impl<'a> AgentLogoff<'a> {
    /// The channel.
    pub fn channel(self) -> ChannelSnapshot<'a> {
        ChannelSnapshot::new(self.0, "")
    }
    /// `Agent`.
    pub fn agent(self) -> Option<Cow<'a, str>> {
        self.0.known("Agent")
    }
    /// `Logintime`.
    pub fn login_time(self) -> Option<Duration> {
        self.0.seconds("Logintime")
    }
}

view! {
    /// Reads the event `ChannelTalkingStop` (Asterisk `main/stasis_channels.c`).
    pub struct ChannelTalkingStop {
        ChannelTalkingStop
    }
}

impl<'a> ChannelTalkingStop<'a> {
    /// The channel.
    pub fn channel(self) -> ChannelSnapshot<'a> {
        ChannelSnapshot::new(self.0, "")
    }
    /// `Duration`.
    pub fn duration(self) -> Option<Duration> {
        self.0.milliseconds("Duration")
    }
}

view! {
    /// Reads the event `VarSet` (Asterisk `main/stasis_channels.c`).
    pub struct VarSet {
        VarSet
    }
}

impl<'a> VarSet<'a> {
    /// The channel.
    pub fn channel(self) -> ChannelSnapshot<'a> {
        ChannelSnapshot::new(self.0, "")
    }
    /// `Variable`.
    pub fn variable(self) -> Option<Cow<'a, str>> {
        self.0.known("Variable")
    }
    /// `Value`, without the backslashes that Asterisk adds.
    pub fn value(self) -> Option<Cow<'a, str>> {
        self.0.escaped("Value")
    }
}
