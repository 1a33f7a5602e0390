// Generated from ami/catalogue/events.toml and types.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use std::borrow::Cow;
use std::time::Duration;

use crate::value::{ContactState, Secret};

view! {
    /// Reads the event `AorDetail` (Asterisk `res/res_pjsip/pjsip_manager.xml`).
    pub struct AorDetail {
        AorDetail
    }
}

impl<'a> AorDetail<'a> {
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
    /// `MaximumExpiration`.
    pub fn maximum_expiration(self) -> Option<Duration> {
        self.0.seconds("MaximumExpiration")
    }
    /// `DefaultExpiration`.
    pub fn default_expiration(self) -> Option<Duration> {
        self.0.seconds("DefaultExpiration")
    }
    /// `QualifyFrequency`.
    pub fn qualify_frequency(self) -> Option<Duration> {
        self.0.seconds("QualifyFrequency")
    }
    /// `AuthenticateQualify`.
    pub fn authenticate_qualify(self) -> Option<bool> {
        self.0.flag("AuthenticateQualify")
    }
    /// `MaxContacts`.
    pub fn max_contacts(self) -> Option<u32> {
        self.0.number("MaxContacts")
    }
    /// `RemoveExisting`.
    pub fn remove_existing(self) -> Option<bool> {
        self.0.flag("RemoveExisting")
    }
    /// `RemoveUnavailable`.
    pub fn remove_unavailable(self) -> Option<bool> {
        self.0.flag("RemoveUnavailable")
    }
    /// `Mailboxes`.
    pub fn mailboxes(self) -> Option<Cow<'a, str>> {
        self.0.known("Mailboxes")
    }
    /// `OutboundProxy`.
    pub fn outbound_proxy(self) -> Option<Cow<'a, str>> {
        self.0.known("OutboundProxy")
    }
    /// `SupportPath`.
    pub fn support_path(self) -> Option<bool> {
        self.0.flag("SupportPath")
    }
    /// `Qualify2xxOnly`.
    pub fn qualify2xx_only(self) -> Option<bool> {
        self.0.flag("Qualify2xxOnly")
    }
    /// `QualifyTimeout`.
    pub fn qualify_timeout(self) -> Option<Duration> {
        self.0.decimal_seconds("QualifyTimeout")
    }
    /// `VoicemailExtension`.
    pub fn voicemail_extension(self) -> Option<Cow<'a, str>> {
        self.0.known("VoicemailExtension")
    }
    /// `Contacts`.
    pub fn contacts(self) -> Option<Cow<'a, str>> {
        self.0.known("Contacts")
    }
    /// `TotalContacts`.
    pub fn total_contacts(self) -> Option<u32> {
        self.0.number("TotalContacts")
    }
    /// `ContactsRegistered`.
    pub fn contacts_registered(self) -> Option<u32> {
        self.0.number("ContactsRegistered")
    }
    /// `EndpointName`.
    pub fn endpoint_name(self) -> Option<Cow<'a, str>> {
        self.0.known("EndpointName")
    }
}

view! {
    /// Reads the event `AorList` (Asterisk `res/res_pjsip/pjsip_manager.xml`).
    pub struct AorList {
        AorList
    }
}

impl<'a> AorList<'a> {
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
    /// `MaximumExpiration`.
    pub fn maximum_expiration(self) -> Option<Duration> {
        self.0.seconds("MaximumExpiration")
    }
    /// `DefaultExpiration`.
    pub fn default_expiration(self) -> Option<Duration> {
        self.0.seconds("DefaultExpiration")
    }
    /// `QualifyFrequency`.
    pub fn qualify_frequency(self) -> Option<Duration> {
        self.0.seconds("QualifyFrequency")
    }
    /// `QualifyTimeout`.
    pub fn qualify_timeout(self) -> Option<Duration> {
        self.0.decimal_seconds("QualifyTimeout")
    }
    /// `Qualify2xxOnly`.
    pub fn qualify2xx_only(self) -> Option<bool> {
        self.0.flag("Qualify2xxOnly")
    }
    /// `AuthenticateQualify`.
    pub fn authenticate_qualify(self) -> Option<bool> {
        self.0.flag("AuthenticateQualify")
    }
    /// `MaxContacts`.
    pub fn max_contacts(self) -> Option<u32> {
        self.0.number("MaxContacts")
    }
    /// `RemoveExisting`.
    pub fn remove_existing(self) -> Option<bool> {
        self.0.flag("RemoveExisting")
    }
    /// `RemoveUnavailable`.
    pub fn remove_unavailable(self) -> Option<bool> {
        self.0.flag("RemoveUnavailable")
    }
    /// `Mailboxes`.
    pub fn mailboxes(self) -> Option<Cow<'a, str>> {
        self.0.known("Mailboxes")
    }
    /// `VoicemailExtension`.
    pub fn voicemail_extension(self) -> Option<Cow<'a, str>> {
        self.0.known("VoicemailExtension")
    }
    /// `OutboundProxy`.
    pub fn outbound_proxy(self) -> Option<Cow<'a, str>> {
        self.0.known("OutboundProxy")
    }
    /// `SupportPath`.
    pub fn support_path(self) -> Option<bool> {
        self.0.flag("SupportPath")
    }
    /// `Contacts`.
    pub fn contacts(self) -> Option<Cow<'a, str>> {
        self.0.known("Contacts")
    }
}

view! {
    /// Reads the events
    /// `AuthDetail`, `AuthList` (Asterisk `res/res_pjsip/pjsip_manager.xml`).
    pub struct AuthDetail {
        AuthDetail, AuthList
    }
}

impl<'a> AuthDetail<'a> {
    /// `ObjectType`.
    pub fn object_type(self) -> Option<Cow<'a, str>> {
        self.0.known("ObjectType")
    }
    /// `ObjectName`.
    pub fn object_name(self) -> Option<Cow<'a, str>> {
        self.0.known("ObjectName")
    }
    /// `Username`.
    pub fn username(self) -> Option<Cow<'a, str>> {
        self.0.known("Username")
    }
    /// `Password`.
    pub fn password(self) -> Option<Secret> {
        self.0.secret("Password")
    }
    /// `Md5Cred`.
    pub fn md5cred(self) -> Option<Secret> {
        self.0.secret("Md5Cred")
    }
    /// `Realm`.
    pub fn realm(self) -> Option<Cow<'a, str>> {
        self.0.known("Realm")
    }
    /// `NonceLifetime`.
    pub fn nonce_lifetime(self) -> Option<Duration> {
        self.0.seconds("NonceLifetime")
    }
    /// `AuthType`.
    pub fn auth_type(self) -> Option<Cow<'a, str>> {
        self.0.known("AuthType")
    }
    /// `EndpointName`.
    pub fn endpoint_name(self) -> Option<Cow<'a, str>> {
        self.0.known("EndpointName")
    }
    /// `OauthClientid`.
    pub fn oauth_clientid(self) -> Option<Cow<'a, str>> {
        self.0.known("OauthClientid")
    }
    /// `OauthSecret`.
    pub fn oauth_secret(self) -> Option<Secret> {
        self.0.secret("OauthSecret")
    }
    /// `PasswordDigest`.
    pub fn password_digest(self) -> Option<Secret> {
        self.0.secret("PasswordDigest")
    }
    /// `RefreshToken`.
    pub fn refresh_token(self) -> Option<Secret> {
        self.0.secret("RefreshToken")
    }
    /// `SupportedAlgorithmsUac`.
    pub fn supported_algorithms_uac(self) -> Option<Cow<'a, str>> {
        self.0.known("SupportedAlgorithmsUac")
    }
    /// `SupportedAlgorithmsUas`.
    pub fn supported_algorithms_uas(self) -> Option<Cow<'a, str>> {
        self.0.known("SupportedAlgorithmsUas")
    }
}

view! {
    /// Reads the event `ContactList` (Asterisk `res/res_pjsip/pjsip_manager.xml`).
    pub struct ContactList {
        ContactList
    }
}

impl<'a> ContactList<'a> {
    /// `ObjectType`.
    pub fn object_type(self) -> Option<Cow<'a, str>> {
        self.0.known("ObjectType")
    }
    /// `ObjectName`.
    pub fn object_name(self) -> Option<Cow<'a, str>> {
        self.0.known("ObjectName")
    }
    /// `ViaAddr`.
    pub fn via_addr(self) -> Option<Cow<'a, str>> {
        self.0.known("ViaAddr")
    }
    /// `ViaPort`.
    pub fn via_port(self) -> Option<u16> {
        self.0.number("ViaPort")
    }
    /// `QualifyTimeout`.
    pub fn qualify_timeout(self) -> Option<Duration> {
        self.0.decimal_seconds("QualifyTimeout")
    }
    /// `CallId`.
    pub fn call_id(self) -> Option<Cow<'a, str>> {
        self.0.known("CallId")
    }
    /// `RegServer`.
    pub fn reg_server(self) -> Option<Cow<'a, str>> {
        self.0.known("RegServer")
    }
    /// `PruneOnBoot`.
    pub fn prune_on_boot(self) -> Option<bool> {
        self.0.flag("PruneOnBoot")
    }
    /// `Path`.
    pub fn path(self) -> Option<Cow<'a, str>> {
        self.0.known("Path")
    }
    /// `Endpoint`.
    pub fn endpoint(self) -> Option<Cow<'a, str>> {
        self.0.known("Endpoint")
    }
    /// `AuthenticateQualify`.
    pub fn authenticate_qualify(self) -> Option<bool> {
        self.0.flag("AuthenticateQualify")
    }
    /// `Uri`.
    pub fn uri(self) -> Option<Cow<'a, str>> {
        self.0.known("Uri")
    }
    /// `QualifyFrequency`.
    pub fn qualify_frequency(self) -> Option<Duration> {
        self.0.seconds("QualifyFrequency")
    }
    /// `UserAgent`.
    pub fn user_agent(self) -> Option<Cow<'a, str>> {
        self.0.known("UserAgent")
    }
    /// `ExpirationTime`, in seconds since 1970; `None` for never.
    pub fn expiration_time(self) -> Option<i64> {
        self.0.epoch("ExpirationTime")
    }
    /// `OutboundProxy`.
    pub fn outbound_proxy(self) -> Option<Cow<'a, str>> {
        self.0.known("OutboundProxy")
    }
    /// `Status`.
    pub fn status(self) -> Option<ContactState> {
        self.0.worded("Status", ContactState::from_word)
    }
    /// `RoundtripUsec`.
    pub fn round_trip(self) -> Option<Duration> {
        self.0.microseconds("RoundtripUsec")
    }
    /// `Qualify2xxOnly`.
    pub fn qualify2xx_only(self) -> Option<bool> {
        self.0.flag("Qualify2xxOnly")
    }
}

view! {
    /// Reads the event `ContactStatusDetail` (Asterisk `res/res_pjsip/pjsip_manager.xml`).
    pub struct ContactStatusDetail {
        ContactStatusDetail
    }
}

impl<'a> ContactStatusDetail<'a> {
    /// `AOR`.
    pub fn aor(self) -> Option<Cow<'a, str>> {
        self.0.known("AOR")
    }
    /// `URI`.
    pub fn uri(self) -> Option<Cow<'a, str>> {
        self.0.known("URI")
    }
    /// `Status`.
    pub fn status(self) -> Option<ContactState> {
        self.0.worded("Status", ContactState::from_word)
    }
    /// `RoundtripUsec`.
    pub fn round_trip(self) -> Option<Duration> {
        self.0.microseconds("RoundtripUsec")
    }
    /// `EndpointName`.
    pub fn endpoint_name(self) -> Option<Cow<'a, str>> {
        self.0.known("EndpointName")
    }
    /// `UserAgent`.
    pub fn user_agent(self) -> Option<Cow<'a, str>> {
        self.0.known("UserAgent")
    }
    /// `RegExpire`, in seconds since 1970; `None` for never.
    pub fn registration_expires(self) -> Option<i64> {
        self.0.epoch("RegExpire")
    }
    /// `ViaAddress`.
    pub fn via_address(self) -> Option<Cow<'a, str>> {
        self.0.known("ViaAddress")
    }
    /// `CallID`.
    pub fn call_id(self) -> Option<Cow<'a, str>> {
        self.0.known("CallID")
    }
    /// `ID`.
    pub fn id(self) -> Option<Cow<'a, str>> {
        self.0.known("ID")
    }
    /// `AuthenticateQualify`.
    pub fn authenticate_qualify(self) -> Option<bool> {
        self.0.flag("AuthenticateQualify")
    }
    /// `OutboundProxy`.
    pub fn outbound_proxy(self) -> Option<Cow<'a, str>> {
        self.0.known("OutboundProxy")
    }
    /// `Path`.
    pub fn path(self) -> Option<Cow<'a, str>> {
        self.0.known("Path")
    }
    /// `QualifyFrequency`.
    pub fn qualify_frequency(self) -> Option<Duration> {
        self.0.seconds("QualifyFrequency")
    }
    /// `QualifyTimeout`.
    pub fn qualify_timeout(self) -> Option<Duration> {
        self.0.decimal_seconds("QualifyTimeout")
    }
    /// `Qualify2xxOnly`.
    pub fn qualify2xx_only(self) -> Option<bool> {
        self.0.flag("Qualify2xxOnly")
    }
}

view! {
    /// Reads the event `EndpointList` (Asterisk `res/res_pjsip/pjsip_manager.xml`).
    pub struct EndpointList {
        EndpointList
    }
}

impl<'a> EndpointList<'a> {
    /// `ObjectType`.
    pub fn object_type(self) -> Option<Cow<'a, str>> {
        self.0.known("ObjectType")
    }
    /// `ObjectName`.
    pub fn object_name(self) -> Option<Cow<'a, str>> {
        self.0.known("ObjectName")
    }
    /// `Transport`.
    pub fn transport(self) -> Option<Cow<'a, str>> {
        self.0.known("Transport")
    }
    /// `Aor`.
    pub fn aor(self) -> Option<Cow<'a, str>> {
        self.0.known("Aor")
    }
    /// `Auths`.
    pub fn auths(self) -> Option<Cow<'a, str>> {
        self.0.known("Auths")
    }
    /// `OutboundAuths`.
    pub fn outbound_auths(self) -> Option<Cow<'a, str>> {
        self.0.known("OutboundAuths")
    }
    /// `DeviceState`.
    pub fn device_state(self) -> Option<Cow<'a, str>> {
        self.0.known("DeviceState")
    }
    /// `ActiveChannels`.
    pub fn active_channels(self) -> Option<Cow<'a, str>> {
        self.0.known("ActiveChannels")
    }
    /// `Contacts`.
    pub fn contacts(self) -> Option<Cow<'a, str>> {
        self.0.known("Contacts")
    }
}

view! {
    /// Reads the event `IdentifyDetail` (Asterisk `res/res_pjsip/pjsip_manager.xml`).
    pub struct IdentifyDetail {
        IdentifyDetail
    }
}

impl<'a> IdentifyDetail<'a> {
    /// `ObjectType`.
    pub fn object_type(self) -> Option<Cow<'a, str>> {
        self.0.known("ObjectType")
    }
    /// `ObjectName`.
    pub fn object_name(self) -> Option<Cow<'a, str>> {
        self.0.known("ObjectName")
    }
    /// `Endpoint`.
    pub fn endpoint(self) -> Option<Cow<'a, str>> {
        self.0.known("Endpoint")
    }
    /// `SrvLookups`.
    pub fn srv_lookups(self) -> Option<bool> {
        self.0.flag("SrvLookups")
    }
    /// `Match`.
    pub fn match_(self) -> Option<Cow<'a, str>> {
        self.0.known("Match")
    }
    /// `MatchHeader`.
    pub fn match_header(self) -> Option<Cow<'a, str>> {
        self.0.known("MatchHeader")
    }
    /// `MatchRequestUri`.
    pub fn match_request_uri(self) -> Option<Cow<'a, str>> {
        self.0.known("MatchRequestUri")
    }
    /// `EndpointName`.
    pub fn endpoint_name(self) -> Option<Cow<'a, str>> {
        self.0.known("EndpointName")
    }
}
