// Generated from ami/catalogue/events.toml and types.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use std::borrow::Cow;
use std::time::Duration;

view! {
    /// Reads the event `PeerEntry` (Asterisk `channels/chan_iax2.c`).
    pub struct PeerEntry {
        PeerEntry
    }
}

impl<'a> PeerEntry<'a> {
    /// `Channeltype`.
    pub fn channel_type(self) -> Option<Cow<'a, str>> {
        self.0.known("Channeltype")
    }
    /// `ObjectName`.
    pub fn object_name(self) -> Option<Cow<'a, str>> {
        self.0.known("ObjectName")
    }
    /// `ObjectUsername`.
    pub fn object_username(self) -> Option<Cow<'a, str>> {
        self.0.known("ObjectUsername")
    }
    /// `ChanObjectType`.
    pub fn chan_object_type(self) -> Option<Cow<'a, str>> {
        self.0.known("ChanObjectType")
    }
    /// `IPaddress`.
    pub fn ip_address(self) -> Option<Cow<'a, str>> {
        self.0.known("IPaddress")
    }
    /// `Mask`.
    pub fn mask(self) -> Option<Cow<'a, str>> {
        self.0.known("Mask")
    }
    /// `Port`.
    pub fn port(self) -> Option<u16> {
        self.0.number("Port")
    }
    /// `IPport`.
    pub fn ip_port(self) -> Option<u16> {
        self.0.number("IPport")
    }
    /// `Dynamic`.
    pub fn dynamic(self) -> Option<bool> {
        self.0.flag("Dynamic")
    }
    /// `Trunk`.
    pub fn trunk(self) -> Option<bool> {
        self.0.flag("Trunk")
    }
    /// `Encryption`.
    pub fn encryption(self) -> Option<bool> {
        self.0.flag("Encryption")
    }
    /// `Status`.
    pub fn status(self) -> Option<Cow<'a, str>> {
        self.0.known("Status")
    }
    /// `Description`.
    pub fn description(self) -> Option<Cow<'a, str>> {
        self.0.known("Description")
    }
    /// `ACL`.
    pub fn acl(self) -> Option<bool> {
        self.0.flag("ACL")
    }
    /// `Accountcode`.
    pub fn account_code(self) -> Option<Cow<'a, str>> {
        self.0.known("Accountcode")
    }
    /// `AutoComedia`.
    pub fn auto_comedia(self) -> Option<bool> {
        self.0.flag("AutoComedia")
    }
    /// `AutoForcerport`.
    pub fn auto_force_rport(self) -> Option<bool> {
        self.0.flag("AutoForcerport")
    }
    /// `Comedia`.
    pub fn comedia(self) -> Option<bool> {
        self.0.flag("Comedia")
    }
    /// `Forcerport`.
    pub fn force_rport(self) -> Option<bool> {
        self.0.flag("Forcerport")
    }
    /// `RealtimeDevice`.
    pub fn realtime_device(self) -> Option<bool> {
        self.0.flag("RealtimeDevice")
    }
    /// `TextSupport`.
    pub fn text_support(self) -> Option<bool> {
        self.0.flag("TextSupport")
    }
    /// `VideoSupport`.
    pub fn video_support(self) -> Option<bool> {
        self.0.flag("VideoSupport")
    }
}

view! {
    /// Reads the event `RegistryEntry` (Asterisk `channels/chan_iax2.c`).
    pub struct RegistryEntry {
        RegistryEntry
    }
}

impl<'a> RegistryEntry<'a> {
    /// `Host`.
    pub fn host(self) -> Option<Cow<'a, str>> {
        self.0.known("Host")
    }
    /// `DNSmanager`.
    pub fn dns_manager(self) -> Option<bool> {
        self.0.flag("DNSmanager")
    }
    /// `Username`.
    pub fn username(self) -> Option<Cow<'a, str>> {
        self.0.known("Username")
    }
    /// `Perceived`.
    pub fn perceived(self) -> Option<Cow<'a, str>> {
        self.0.known("Perceived")
    }
    /// `Refresh`.
    pub fn refresh(self) -> Option<Duration> {
        self.0.seconds("Refresh")
    }
    /// `State`.
    pub fn state(self) -> Option<Cow<'a, str>> {
        self.0.known("State")
    }
    /// `Domain`.
    pub fn domain(self) -> Option<Cow<'a, str>> {
        self.0.known("Domain")
    }
    /// `DomainPort`.
    pub fn domain_port(self) -> Option<u16> {
        self.0.number("DomainPort")
    }
    /// `Port`.
    pub fn port(self) -> Option<u16> {
        self.0.number("Port")
    }
    /// `RegistrationTime`, in seconds since 1970; `None` for never.
    pub fn registration_time(self) -> Option<i64> {
        self.0.epoch("RegistrationTime")
    }
}
