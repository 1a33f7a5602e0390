// Generated from ami/catalogue/events.toml and types.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use std::borrow::Cow;
use std::time::Duration;

view! {
    /// Reads the event `InboundRegistrationDetail` (Asterisk `res/res_pjsip_registrar.c`).
    pub struct InboundRegistrationDetail {
        InboundRegistrationDetail
    }
}

impl<'a> InboundRegistrationDetail<'a> {
    /// `ObjectType`.
    pub fn object_type(self) -> Option<Cow<'a, str>> {
        self.0.known("ObjectType")
    }
    /// `ObjectName`.
    pub fn object_name(self) -> Option<Cow<'a, str>> {
        self.0.known("ObjectName")
    }
    /// `MinimumExpiration`.
    pub fn minimum_expiration(self) -> Option<Duration> {
        self.0.seconds("MinimumExpiration")
    }
    /// `DefaultExpiration`.
    pub fn default_expiration(self) -> Option<Duration> {
        self.0.seconds("DefaultExpiration")
    }
    /// `QualifyTimeout`.
    pub fn qualify_timeout(self) -> Option<Duration> {
        self.0.decimal_seconds("QualifyTimeout")
    }
    /// `Qualify2xxOnly`.
    pub fn qualify2xx_only(self) -> Option<bool> {
        self.0.flag("Qualify2xxOnly")
    }
    /// `Mailboxes`.
    pub fn mailboxes(self) -> Option<Cow<'a, str>> {
        self.0.known("Mailboxes")
    }
    /// `SupportPath`.
    pub fn support_path(self) -> Option<bool> {
        self.0.flag("SupportPath")
    }
    /// `RemoveUnavailable`.
    pub fn remove_unavailable(self) -> Option<bool> {
        self.0.flag("RemoveUnavailable")
    }
    /// `VoicemailExtension`.
    pub fn voicemail_extension(self) -> Option<Cow<'a, str>> {
        self.0.known("VoicemailExtension")
    }
    /// `MaxContacts`.
    pub fn max_contacts(self) -> Option<u32> {
        self.0.number("MaxContacts")
    }
    /// `AuthenticateQualify`.
    pub fn authenticate_qualify(self) -> Option<bool> {
        self.0.flag("AuthenticateQualify")
    }
    /// `MaximumExpiration`.
    pub fn maximum_expiration(self) -> Option<Duration> {
        self.0.seconds("MaximumExpiration")
    }
    /// `QualifyFrequency`.
    pub fn qualify_frequency(self) -> Option<Duration> {
        self.0.seconds("QualifyFrequency")
    }
    /// `RemoveExisting`.
    pub fn remove_existing(self) -> Option<bool> {
        self.0.flag("RemoveExisting")
    }
    /// `OutboundProxy`.
    pub fn outbound_proxy(self) -> Option<Cow<'a, str>> {
        self.0.known("OutboundProxy")
    }
    /// `Contacts`.
    pub fn contacts(self) -> Option<Cow<'a, str>> {
        self.0.known("Contacts")
    }
    /// `Contact`.
    pub fn contact(self) -> Option<Cow<'a, str>> {
        self.0.known("Contact")
    }
}
