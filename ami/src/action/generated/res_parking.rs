// Generated from ami/catalogue/actions.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use super::super::list::List;
use super::super::write::milliseconds;
use super::super::{Action, Expects, Reply, ReplyError};
use crate::event;
use crate::value::ChannelName;
use crate::wire::HeaderWriter;
use std::time::Duration;

/// Parks a channel.
///
/// The account needs write class call. Part of `res_parking` (Asterisk `res/parking/parking_manager.c`) since 1.4.0.
///
/// ```
/// use switchhook_ami::action::{Park, Request};
/// assert!(Request::new(&Park::new("PJSIP/100-00000001")).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct Park {
    channel: ChannelName,
    timeout_channel: Option<ChannelName>,
    announce_channel: Option<ChannelName>,
    timeout: Option<Duration>,
    parking_lot: Option<String>,
    parking_space: Option<String>,
    channel2: Option<ChannelName>,
}

impl Park {
    /// What Asterisk cannot do without:
    ///
    /// - `Channel`: The channel.
    pub fn new(channel: impl Into<ChannelName>) -> Self {
        Self {
            channel: channel.into(),
            timeout_channel: None,
            announce_channel: None,
            timeout: None,
            parking_lot: None,
            parking_space: None,
            channel2: None,
        }
    }

    /// `TimeoutChannel`: Whose device is rung when nobody fetches the call. Default: the other side of the channel's bridge.
    pub fn timeout_channel(mut self, timeout_channel: impl Into<ChannelName>) -> Self {
        self.timeout_channel = Some(timeout_channel.into());
        self
    }

    /// `AnnounceChannel`: Who hears where the call was parked. Default: nobody.
    pub fn announce_channel(mut self, announce_channel: impl Into<ChannelName>) -> Self {
        self.announce_channel = Some(announce_channel.into());
        self
    }

    /// `Timeout`: How long it stays parked; zero for ever. Sent in milliseconds. Default: as the lot says.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// `Parkinglot`: The parking lot. Default: the channel's own, or `default`.
    pub fn parking_lot(mut self, parking_lot: impl Into<String>) -> Self {
        self.parking_lot = Some(parking_lot.into());
        self
    }

    /// `ParkingSpace`: The space in the lot. Default: the next free one.
    pub fn parking_space(mut self, parking_space: impl Into<String>) -> Self {
        self.parking_space = Some(parking_space.into());
        self
    }

    /// `Channel2`: The other channel, as older releases call it; not documented by Asterisk.
    pub fn channel2(mut self, channel2: impl Into<ChannelName>) -> Self {
        self.channel2 = Some(channel2.into());
        self
    }
}

impl Action for Park {
    type Response = ();

    fn name(&self) -> &str {
        "Park"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers
            .header("Channel", self.channel.as_str())
            .optional(
                "TimeoutChannel",
                self.timeout_channel.as_ref().map(ChannelName::as_str),
            )
            .optional(
                "AnnounceChannel",
                self.announce_channel.as_ref().map(ChannelName::as_str),
            )
            .optional("Timeout", self.timeout.map(milliseconds))
            .optional("Parkinglot", self.parking_lot.as_ref())
            .optional("ParkingSpace", self.parking_space.as_ref())
            .optional("Channel2", self.channel2.as_ref().map(ChannelName::as_str));
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()
    }
}

/// Lists the parked calls.
///
/// The account needs write class call. Part of `res_parking` (Asterisk `res/parking/parking_manager.c`) since 0.7.2.
///
/// ```
/// use switchhook_ami::action::{ParkedCalls, Request};
/// assert!(Request::new(&ParkedCalls::new()).is_ok());
/// ```
#[derive(Clone, Debug, Default)]
#[must_use = "it does nothing until it is sent"]
pub struct ParkedCalls {
    parking_lot: Option<String>,
}

impl ParkedCalls {
    /// Without any of what may be said.
    pub fn new() -> Self {
        Self::default()
    }

    /// `ParkingLot`: Only this parking lot. Default: all.
    pub fn parking_lot(mut self, parking_lot: impl Into<String>) -> Self {
        self.parking_lot = Some(parking_lot.into());
        self
    }
}

impl Action for ParkedCalls {
    type Response = List<event::ParkedCall<'static>, event::ListEnd<'static>>;

    fn name(&self) -> &str {
        "ParkedCalls"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers.optional("ParkingLot", self.parking_lot.as_ref());
    }

    fn expects(&self) -> Expects {
        Expects::List("ParkedCallsComplete".into())
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        List::read(reply, "ParkedCallsComplete")
    }
}

/// Lists the parking lots.
///
/// The account needs write class call. Part of `res_parking` (Asterisk `res/parking/parking_manager.c`) since 11.0.0.
///
/// ```
/// use switchhook_ami::action::{Parkinglots, Request};
/// assert!(Request::new(&Parkinglots).is_ok());
/// ```
#[derive(Clone, Copy, Debug, Default)]
#[must_use = "it does nothing until it is sent"]
pub struct Parkinglots;

impl Action for Parkinglots {
    type Response = List<event::Parkinglot<'static>, event::ListEnd<'static>>;

    fn name(&self) -> &str {
        "Parkinglots"
    }

    fn encode(&self, _: &mut HeaderWriter<'_>) {}

    fn expects(&self) -> Expects {
        Expects::List("ParkinglotsComplete".into())
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        List::read(reply, "ParkinglotsComplete")
    }
}
