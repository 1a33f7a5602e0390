// Generated from ami/catalogue/events.toml and types.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use std::borrow::Cow;
use std::time::Duration;

view! {
    /// Reads the event `OutboundRegistrationDetail` (Asterisk `res/res_pjsip_outbound_registration.c`).
    pub struct OutboundRegistrationDetail {
        OutboundRegistrationDetail
    }
}

impl<'a> OutboundRegistrationDetail<'a> {
    /// `ObjectType`.
    pub fn object_type(self) -> Option<Cow<'a, str>> {
        self.0.known("ObjectType")
    }
    /// `ObjectName`.
    pub fn object_name(self) -> Option<Cow<'a, str>> {
        self.0.known("ObjectName")
    }
    /// `MaxRetries`.
    pub fn max_retries(self) -> Option<u32> {
        self.0.number("MaxRetries")
    }
    /// `ClientUri`.
    pub fn client_uri(self) -> Option<Cow<'a, str>> {
        self.0.known("ClientUri")
    }
    /// `SecurityNegotiation`.
    pub fn security_negotiation(self) -> Option<Cow<'a, str>> {
        self.0.known("SecurityNegotiation")
    }
    /// `AuthRejectionPermanent`.
    pub fn auth_rejection_permanent(self) -> Option<bool> {
        self.0.flag("AuthRejectionPermanent")
    }
    /// `ServerUri`.
    pub fn server_uri(self) -> Option<Cow<'a, str>> {
        self.0.known("ServerUri")
    }
    /// `MaxRandomInitialDelay`.
    pub fn max_random_initial_delay(self) -> Option<Duration> {
        self.0.seconds("MaxRandomInitialDelay")
    }
    /// `SupportPath`.
    pub fn support_path(self) -> Option<bool> {
        self.0.flag("SupportPath")
    }
    /// `RetryInterval`.
    pub fn retry_interval(self) -> Option<Duration> {
        self.0.seconds("RetryInterval")
    }
    /// `ContactHeaderParams`.
    pub fn contact_header_params(self) -> Option<Cow<'a, str>> {
        self.0.known("ContactHeaderParams")
    }
    /// `Expiration`.
    pub fn expiration(self) -> Option<Duration> {
        self.0.seconds("Expiration")
    }
    /// `Transport`.
    pub fn transport(self) -> Option<Cow<'a, str>> {
        self.0.known("Transport")
    }
    /// `Line`.
    pub fn line(self) -> Option<bool> {
        self.0.flag("Line")
    }
    /// `ContactUser`.
    pub fn contact_user(self) -> Option<Cow<'a, str>> {
        self.0.known("ContactUser")
    }
    /// `Endpoint`.
    pub fn endpoint(self) -> Option<Cow<'a, str>> {
        self.0.known("Endpoint")
    }
    /// `UserAgent`.
    pub fn user_agent(self) -> Option<Cow<'a, str>> {
        self.0.known("UserAgent")
    }
    /// `ForbiddenRetryInterval`.
    pub fn forbidden_retry_interval(self) -> Option<Duration> {
        self.0.seconds("ForbiddenRetryInterval")
    }
    /// `OutboundAuth`.
    pub fn outbound_auth(self) -> Option<Cow<'a, str>> {
        self.0.known("OutboundAuth")
    }
    /// `OutboundProxy`.
    pub fn outbound_proxy(self) -> Option<Cow<'a, str>> {
        self.0.known("OutboundProxy")
    }
    /// `FatalRetryInterval`.
    pub fn fatal_retry_interval(self) -> Option<Duration> {
        self.0.seconds("FatalRetryInterval")
    }
    /// `SupportOutbound`.
    pub fn support_outbound(self) -> Option<bool> {
        self.0.flag("SupportOutbound")
    }
    /// `Status`.
    pub fn status(self) -> Option<Cow<'a, str>> {
        self.0.known("Status")
    }
    /// `NextReg`.
    pub fn next_registration(self) -> Option<Duration> {
        self.0.seconds("NextReg")
    }
}
