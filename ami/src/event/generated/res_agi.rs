// Generated from ami/catalogue/events.toml and types.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use std::borrow::Cow;

use crate::event::ChannelSnapshot;
use crate::value::ChannelName;

view! {
    /// Reads the event `AGIExec` (Asterisk `res/res_agi.c`).
    pub struct LegacyAgiExec {
        AgiExec
    }
}

impl<'a> LegacyAgiExec<'a> {
    /// `SubEvent`.
    pub fn sub_event(self) -> Option<Cow<'a, str>> {
        self.0.known("SubEvent")
    }
    /// `Channel`.
    pub fn channel(self) -> Option<ChannelName> {
        self.0.channel_name("Channel")
    }
    /// `CommandId`.
    pub fn command_id(self) -> Option<Cow<'a, str>> {
        self.0.known("CommandId")
    }
    /// `Command`.
    pub fn command(self) -> Option<Cow<'a, str>> {
        self.0.known("Command")
    }
    /// `ResultCode`.
    pub fn result_code(self) -> Option<i32> {
        self.0.number("ResultCode")
    }
    /// `Result`, exactly as sent, empty too.
    pub fn result(self) -> Option<Cow<'a, str>> {
        self.0.text("Result")
    }
}

view! {
    /// Reads the events
    /// `AGIExecEnd`, `AGIExecStart` (Asterisk `res/res_agi.c`).
    pub struct AgiExec {
        AgiExecEnd, AgiExecStart
    }
}

impl<'a> AgiExec<'a> {
    /// The channel.
    pub fn channel(self) -> ChannelSnapshot<'a> {
        ChannelSnapshot::new(self.0, "")
    }
    /// `Command`.
    pub fn command(self) -> Option<Cow<'a, str>> {
        self.0.known("Command")
    }
    /// `CommandId`.
    pub fn command_id(self) -> Option<Cow<'a, str>> {
        self.0.known("CommandId")
    }
    /// `ResultCode`.
    pub fn result_code(self) -> Option<i32> {
        self.0.number("ResultCode")
    }
    /// `Result`, exactly as sent, empty too.
    pub fn result(self) -> Option<Cow<'a, str>> {
        self.0.text("Result")
    }
}

view! {
    /// Reads the event `AsyncAGI` (Asterisk `res/res_agi.c`).
    pub struct LegacyAsyncAgi {
        AsyncAgi
    }
}

impl<'a> LegacyAsyncAgi<'a> {
    /// `SubEvent`.
    pub fn sub_event(self) -> Option<Cow<'a, str>> {
        self.0.known("SubEvent")
    }
    /// `Channel`.
    pub fn channel(self) -> Option<ChannelName> {
        self.0.channel_name("Channel")
    }
    /// `Env`, exactly as sent, empty too.
    pub fn env(self) -> Option<Cow<'a, str>> {
        self.0.text("Env")
    }
    /// `CommandID`.
    pub fn command_id(self) -> Option<Cow<'a, str>> {
        self.0.known("CommandID")
    }
    /// `Result`, exactly as sent, empty too.
    pub fn result(self) -> Option<Cow<'a, str>> {
        self.0.text("Result")
    }
}

view! {
    /// Reads the events
    /// `AsyncAGIEnd`, `BridgeInfoChannel`, `ChannelTalkingStart`, `Flash`, `MixMonitorStart`,
    /// `MixMonitorStop`, `MonitorStart`, `MonitorStop`, `MusicOnHoldStop`, `Newchannel`, `NewConnectedLine`,
    /// `Newstate`, `Unhold`, `Wink` (Asterisk `apps/app_mixmonitor.c`, `main/manager_bridges.c`,
    /// `main/manager_channels.c`, `main/stasis_channels.c`, `res/res_agi.c`).
    pub struct ChannelEvent {
        AsyncAgiEnd, BridgeInfoChannel, ChannelTalkingStart, Flash, MixMonitorStart, MixMonitorStop,
        MonitorStart, MonitorStop, MusicOnHoldStop, Newchannel, NewConnectedLine, Newstate, Unhold, Wink
    }
}

impl<'a> ChannelEvent<'a> {
    /// The channel.
    pub fn channel(self) -> ChannelSnapshot<'a> {
        ChannelSnapshot::new(self.0, "")
    }
}

view! {
    /// Reads the event `AsyncAGIExec` (Asterisk `res/res_agi.c`).
    pub struct AsyncAgiExec {
        AsyncAgiExec
    }
}

impl<'a> AsyncAgiExec<'a> {
    /// The channel.
    pub fn channel(self) -> ChannelSnapshot<'a> {
        ChannelSnapshot::new(self.0, "")
    }
    /// `CommandID`.
    pub fn command_id(self) -> Option<Cow<'a, str>> {
        self.0.known("CommandID")
    }
    /// `Result`, exactly as sent, empty too.
    pub fn result(self) -> Option<Cow<'a, str>> {
        self.0.text("Result")
    }
}

view! {
    /// Reads the event `AsyncAGIStart` (Asterisk `res/res_agi.c`).
    pub struct AsyncAgiStart {
        AsyncAgiStart
    }
}

impl<'a> AsyncAgiStart<'a> {
    /// The channel.
    pub fn channel(self) -> ChannelSnapshot<'a> {
        ChannelSnapshot::new(self.0, "")
    }
    /// `Env`, exactly as sent, empty too.
    pub fn env(self) -> Option<Cow<'a, str>> {
        self.0.text("Env")
    }
}
