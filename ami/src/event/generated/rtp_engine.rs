// Generated from ami/catalogue/events.toml and types.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use std::borrow::Cow;
use std::time::Duration;

use crate::event::ChannelSnapshot;
use crate::value::Timestamp;

view! {
    /// Reads the events
    /// `RTCPReceived`, `RTCPSent` (Asterisk `main/rtp_engine.c`).
    pub struct Rtcp {
        RtcpReceived, RtcpSent
    }
}

impl<'a> Rtcp<'a> {
    /// The channel.
    pub fn channel(self) -> ChannelSnapshot<'a> {
        ChannelSnapshot::new(self.0, "")
    }
    /// `SSRC`.
    pub fn ssrc(self) -> Option<Cow<'a, str>> {
        self.0.known("SSRC")
    }
    /// `PT`.
    pub fn pt(self) -> Option<Cow<'a, str>> {
        self.0.known("PT")
    }
    /// `From`.
    pub fn from(self) -> Option<Cow<'a, str>> {
        self.0.known("From")
    }
    /// `RTT`.
    pub fn rtt(self) -> Option<Duration> {
        self.0.decimal_seconds("RTT")
    }
    /// `ReportCount`.
    pub fn report_count(self) -> Option<u32> {
        self.0.number("ReportCount")
    }
    /// `SentNTP`.
    pub fn sent_ntp(self) -> Option<Timestamp> {
        self.0.timestamp("SentNTP")
    }
    /// `SentRTP`.
    pub fn sent_rtp(self) -> Option<u64> {
        self.0.number("SentRTP")
    }
    /// `SentPackets`.
    pub fn sent_packets(self) -> Option<u64> {
        self.0.number("SentPackets")
    }
    /// `SentOctets`.
    pub fn sent_octets(self) -> Option<u64> {
        self.0.number("SentOctets")
    }
    /// `To`.
    pub fn to(self) -> Option<Cow<'a, str>> {
        self.0.known("To")
    }
}
