// Generated from ami/catalogue/events.toml and types.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use std::borrow::Cow;
use std::time::Duration;

use crate::value::{AmaFlags, ChannelName, CivilTime, Disposition, LinkedId, UniqueId};

view! {
    /// Reads the event `Cdr` (Asterisk `cdr/cdr_manager.c`).
    pub struct Cdr {
        Cdr
    }
}

impl<'a> Cdr<'a> {
    /// `AccountCode`.
    pub fn account_code(self) -> Option<Cow<'a, str>> {
        self.0.known("AccountCode")
    }
    /// `Source`.
    pub fn source(self) -> Option<Cow<'a, str>> {
        self.0.known("Source")
    }
    /// `Destination`.
    pub fn destination(self) -> Option<Cow<'a, str>> {
        self.0.known("Destination")
    }
    /// `DestinationContext`.
    pub fn destination_context(self) -> Option<Cow<'a, str>> {
        self.0.known("DestinationContext")
    }
    /// `CallerID`.
    pub fn caller_id(self) -> Option<Cow<'a, str>> {
        self.0.known("CallerID")
    }
    /// `Channel`.
    pub fn channel(self) -> Option<ChannelName> {
        self.0.channel_name("Channel")
    }
    /// `DestinationChannel`.
    pub fn destination_channel(self) -> Option<ChannelName> {
        self.0.channel_name("DestinationChannel")
    }
    /// `LastApplication`.
    pub fn last_application(self) -> Option<Cow<'a, str>> {
        self.0.known("LastApplication")
    }
    /// `LastData`.
    pub fn last_data(self) -> Option<Cow<'a, str>> {
        self.0.known("LastData")
    }
    /// `StartTime`, in the server's local time.
    pub fn start_time(self) -> Option<CivilTime> {
        self.0.civil("StartTime")
    }
    /// `AnswerTime`, in the server's local time.
    pub fn answer_time(self) -> Option<CivilTime> {
        self.0.civil("AnswerTime")
    }
    /// `EndTime`, in the server's local time.
    pub fn end_time(self) -> Option<CivilTime> {
        self.0.civil("EndTime")
    }
    /// `Duration`.
    pub fn duration(self) -> Option<Duration> {
        self.0.seconds("Duration")
    }
    /// `BillableSeconds`.
    pub fn billable(self) -> Option<Duration> {
        self.0.seconds("BillableSeconds")
    }
    /// `Disposition`.
    pub fn disposition(self) -> Option<Disposition> {
        self.0.worded("Disposition", Disposition::from_word)
    }
    /// `AMAFlags`.
    pub fn ama_flags(self) -> Option<AmaFlags> {
        self.0.worded("AMAFlags", AmaFlags::from_word)
    }
    /// `UniqueID`.
    pub fn unique_id(self) -> Option<UniqueId> {
        self.0.unique_id("UniqueID")
    }
    /// `UserField`.
    pub fn user_field(self) -> Option<Cow<'a, str>> {
        self.0.known("UserField")
    }
    /// `LinkedID`.
    pub fn linked_id(self) -> Option<LinkedId> {
        self.0.linked_id("LinkedID")
    }
    /// `Sequence`.
    pub fn sequence(self) -> Option<u64> {
        self.0.number("Sequence")
    }
}
