// Generated from ami/catalogue/events.toml and types.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use std::borrow::Cow;
use std::time::Duration;

use crate::value::{ContactState, PeerState};

view! {
    /// Reads the event `ContactStatus` (Asterisk `main/stasis_endpoints.c`).
    pub struct ContactStatus {
        ContactStatus
    }
}

impl<'a> ContactStatus<'a> {
    /// `URI`.
    pub fn uri(self) -> Option<Cow<'a, str>> {
        self.0.known("URI")
    }
    /// `ContactStatus`.
    pub fn contact_status(self) -> Option<ContactState> {
        self.0.worded("ContactStatus", ContactState::from_word)
    }
    /// `AOR`.
    pub fn aor(self) -> Option<Cow<'a, str>> {
        self.0.known("AOR")
    }
    /// `EndpointName`.
    pub fn endpoint_name(self) -> Option<Cow<'a, str>> {
        self.0.known("EndpointName")
    }
    /// `RoundtripUsec`.
    pub fn round_trip(self) -> Option<Duration> {
        self.0.microseconds("RoundtripUsec")
    }
}

view! {
    /// Reads the event `PeerStatus` (Asterisk `main/stasis_endpoints.c`).
    pub struct PeerStatus {
        PeerStatus
    }
}

impl<'a> PeerStatus<'a> {
    /// `ChannelType`.
    pub fn channel_type(self) -> Option<Cow<'a, str>> {
        self.0.known("ChannelType")
    }
    /// `Peer`.
    pub fn peer(self) -> Option<Cow<'a, str>> {
        self.0.known("Peer")
    }
    /// `PeerStatus`.
    pub fn peer_status(self) -> Option<PeerState> {
        self.0.worded("PeerStatus", PeerState::from_word)
    }
    /// `Cause`.
    pub fn cause(self) -> Option<Cow<'a, str>> {
        self.0.known("Cause")
    }
    /// `Address`.
    pub fn address(self) -> Option<Cow<'a, str>> {
        self.0.known("Address")
    }
    /// `Port`.
    pub fn port(self) -> Option<u16> {
        self.0.number("Port")
    }
    /// `Time`.
    pub fn time(self) -> Option<Duration> {
        self.0.milliseconds("Time")
    }
}
