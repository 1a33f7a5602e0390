// Generated from ami/catalogue/events.toml and types.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use std::borrow::Cow;

use crate::value::{AmaFlags, CelEvent, ChannelName, CivilTime, LinkedId, UniqueId};

view! {
    /// Reads the event `CEL` (Asterisk `cel/cel_manager.c`).
    pub struct Cel {
        Cel
    }
}

impl<'a> Cel<'a> {
    /// `EventName`.
    pub fn event_name(self) -> Option<CelEvent> {
        self.0.worded("EventName", CelEvent::from_word)
    }
    /// `AccountCode`.
    pub fn account_code(self) -> Option<Cow<'a, str>> {
        self.0.known("AccountCode")
    }
    /// `CallerIDnum`.
    pub fn caller_number(self) -> Option<Cow<'a, str>> {
        self.0.known("CallerIDnum")
    }
    /// `CallerIDname`.
    pub fn caller_name(self) -> Option<Cow<'a, str>> {
        self.0.known("CallerIDname")
    }
    /// `CallerIDani`.
    pub fn caller_ani(self) -> Option<Cow<'a, str>> {
        self.0.known("CallerIDani")
    }
    /// `CallerIDrdnis`.
    pub fn caller_rdnis(self) -> Option<Cow<'a, str>> {
        self.0.known("CallerIDrdnis")
    }
    /// `CallerIDdnid`.
    pub fn caller_dnid(self) -> Option<Cow<'a, str>> {
        self.0.known("CallerIDdnid")
    }
    /// `Exten`.
    pub fn extension(self) -> Option<Cow<'a, str>> {
        self.0.known("Exten")
    }
    /// `Context`.
    pub fn context(self) -> Option<Cow<'a, str>> {
        self.0.known("Context")
    }
    /// `Application`.
    pub fn application(self) -> Option<Cow<'a, str>> {
        self.0.known("Application")
    }
    /// `AppData`, exactly as sent, empty too.
    pub fn data(self) -> Option<Cow<'a, str>> {
        self.0.text("AppData")
    }
    /// `EventTime`, in the server's local time.
    pub fn event_time(self) -> Option<CivilTime> {
        self.0.civil("EventTime")
    }
    /// `AMAFlags`.
    pub fn ama_flags(self) -> Option<AmaFlags> {
        self.0.worded("AMAFlags", AmaFlags::from_word)
    }
    /// `UniqueID`.
    pub fn unique_id(self) -> Option<UniqueId> {
        self.0.unique_id("UniqueID")
    }
    /// `LinkedID`.
    pub fn linked_id(self) -> Option<LinkedId> {
        self.0.linked_id("LinkedID")
    }
    /// `UserField`.
    pub fn user_field(self) -> Option<Cow<'a, str>> {
        self.0.known("UserField")
    }
    /// `Peer`.
    pub fn peer(self) -> Option<Cow<'a, str>> {
        self.0.known("Peer")
    }
    /// `PeerAccount`.
    pub fn peer_account(self) -> Option<Cow<'a, str>> {
        self.0.known("PeerAccount")
    }
    /// `Extra`.
    pub fn extra(self) -> Option<Cow<'a, str>> {
        self.0.known("Extra")
    }
    /// `Channel`.
    pub fn channel(self) -> Option<ChannelName> {
        self.0.channel_name("Channel")
    }
}
