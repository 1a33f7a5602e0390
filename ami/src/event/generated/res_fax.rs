// Generated from ami/catalogue/events.toml and types.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use std::borrow::Cow;

use crate::value::ChannelName;

view! {
    /// Reads the event `FAXSession` (Asterisk `res/res_fax.c`).
    pub struct FaxSession {
        FaxSession
    }
}

impl<'a> FaxSession<'a> {
    /// `SessionNumber`.
    pub fn session_number(self) -> Option<u32> {
        self.0.number("SessionNumber")
    }
    /// `Operation`.
    pub fn operation(self) -> Option<Cow<'a, str>> {
        self.0.known("Operation")
    }
    /// `State`.
    pub fn state(self) -> Option<Cow<'a, str>> {
        self.0.known("State")
    }
    /// `ErrorCorrectionMode`.
    pub fn error_correction_mode(self) -> Option<bool> {
        self.0.flag("ErrorCorrectionMode")
    }
    /// `DataRate`.
    pub fn data_rate(self) -> Option<u32> {
        self.0.number("DataRate")
    }
    /// `ImageResolution`.
    pub fn image_resolution(self) -> Option<Cow<'a, str>> {
        self.0.known("ImageResolution")
    }
    /// `PageNumber`.
    pub fn page_number(self) -> Option<u32> {
        self.0.number("PageNumber")
    }
    /// `FileName`.
    pub fn file_name(self) -> Option<Cow<'a, str>> {
        self.0.known("FileName")
    }
    /// `PagesTransmitted`.
    pub fn pages_transmitted(self) -> Option<u32> {
        self.0.number("PagesTransmitted")
    }
    /// `PagesReceived`.
    pub fn pages_received(self) -> Option<u32> {
        self.0.number("PagesReceived")
    }
    /// `TotalBadLines`.
    pub fn total_bad_lines(self) -> Option<u32> {
        self.0.number("TotalBadLines")
    }
}

view! {
    /// Reads the event `FAXSessionsEntry` (Asterisk `res/res_fax.c`).
    pub struct FaxSessionsEntry {
        FaxSessionsEntry
    }
}

impl<'a> FaxSessionsEntry<'a> {
    /// `Channel`.
    pub fn channel(self) -> Option<ChannelName> {
        self.0.channel_name("Channel")
    }
    /// `Technology`.
    pub fn technology(self) -> Option<Cow<'a, str>> {
        self.0.known("Technology")
    }
    /// `SessionNumber`.
    pub fn session_number(self) -> Option<u32> {
        self.0.number("SessionNumber")
    }
    /// `SessionType`.
    pub fn session_type(self) -> Option<Cow<'a, str>> {
        self.0.known("SessionType")
    }
    /// `Operation`.
    pub fn operation(self) -> Option<Cow<'a, str>> {
        self.0.known("Operation")
    }
    /// `State`.
    pub fn state(self) -> Option<Cow<'a, str>> {
        self.0.known("State")
    }
    /// `Files`.
    pub fn files(self) -> Option<Cow<'a, str>> {
        self.0.known("Files")
    }
}

view! {
    /// Reads the event `FAXStats` (Asterisk `res/res_fax.c`).
    pub struct FaxStats {
        FaxStats
    }
}

impl FaxStats<'_> {
    /// `CurrentSessions`.
    pub fn current_sessions(self) -> Option<u32> {
        self.0.number("CurrentSessions")
    }
    /// `ReservedSessions`.
    pub fn reserved_sessions(self) -> Option<u32> {
        self.0.number("ReservedSessions")
    }
    /// `TransmitAttempts`.
    pub fn transmit_attempts(self) -> Option<u32> {
        self.0.number("TransmitAttempts")
    }
    /// `ReceiveAttempts`.
    pub fn receive_attempts(self) -> Option<u32> {
        self.0.number("ReceiveAttempts")
    }
    /// `CompletedFAXes`.
    pub fn completed_faxes(self) -> Option<u32> {
        self.0.number("CompletedFAXes")
    }
    /// `FailedFAXes`.
    pub fn failed_faxes(self) -> Option<u32> {
        self.0.number("FailedFAXes")
    }
}
