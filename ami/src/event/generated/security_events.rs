// Generated from ami/catalogue/events.toml and types.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use std::borrow::Cow;

use crate::value::{Secret, Severity, Timestamp, TransportAddress};

view! {
    /// Reads the events
    /// `AuthMethodNotAllowed`, `ChallengeResponseFailed`, `ChallengeSent`, `FailedACL`, `InvalidAccountID`,
    /// `InvalidPassword`, `InvalidTransport`, `LoadAverageLimit`, `MemoryLimit`, `RequestBadFormat`,
    /// `RequestNotAllowed`, `RequestNotSupported`, `SessionLimit`, `SuccessfulAuth`, `UnexpectedAddress`
    /// (Asterisk `main/security_events.c`).
    pub struct SecurityEvent {
        AuthMethodNotAllowed, ChallengeResponseFailed, ChallengeSent, FailedAcl, InvalidAccountId,
        InvalidPassword, InvalidTransport, LoadAverageLimit, MemoryLimit, RequestBadFormat, RequestNotAllowed,
        RequestNotSupported, SessionLimit, SuccessfulAuth, UnexpectedAddress
    }
}

impl<'a> SecurityEvent<'a> {
    /// `EventTV`.
    pub fn event_tv(self) -> Option<Timestamp> {
        self.0.timestamp("EventTV")
    }
    /// `Severity`.
    pub fn severity(self) -> Option<Severity> {
        self.0.worded("Severity", Severity::from_word)
    }
    /// `Service`.
    pub fn service(self) -> Option<Cow<'a, str>> {
        self.0.known("Service")
    }
    /// `EventVersion`.
    pub fn event_version(self) -> Option<u32> {
        self.0.number("EventVersion")
    }
    /// `AccountID`.
    pub fn account_id(self) -> Option<Cow<'a, str>> {
        self.0.known("AccountID")
    }
    /// `SessionID`.
    pub fn session_id(self) -> Option<Cow<'a, str>> {
        self.0.known("SessionID")
    }
    /// `LocalAddress`.
    pub fn local_address(self) -> Option<TransportAddress> {
        self.0.address("LocalAddress")
    }
    /// `RemoteAddress`.
    pub fn remote_address(self) -> Option<TransportAddress> {
        self.0.address("RemoteAddress")
    }
    /// `AuthMethod`.
    pub fn auth_method(self) -> Option<Cow<'a, str>> {
        self.0.known("AuthMethod")
    }
    /// `Module`.
    pub fn module(self) -> Option<Cow<'a, str>> {
        self.0.known("Module")
    }
    /// `SessionTV`.
    pub fn session_tv(self) -> Option<Timestamp> {
        self.0.timestamp("SessionTV")
    }
    /// `Challenge`.
    pub fn challenge(self) -> Option<Secret> {
        self.0.secret("Challenge")
    }
    /// `Response`.
    pub fn response(self) -> Option<Secret> {
        self.0.secret("Response")
    }
    /// `ExpectedResponse`.
    pub fn expected_response(self) -> Option<Secret> {
        self.0.secret("ExpectedResponse")
    }
    /// `ACLName`.
    pub fn acl_name(self) -> Option<Cow<'a, str>> {
        self.0.known("ACLName")
    }
    /// `ReceivedChallenge`.
    pub fn received_challenge(self) -> Option<Secret> {
        self.0.secret("ReceivedChallenge")
    }
    /// `ReceivedHash`.
    pub fn received_hash(self) -> Option<Secret> {
        self.0.secret("ReceivedHash")
    }
    /// `AttemptedTransport`.
    pub fn attempted_transport(self) -> Option<Cow<'a, str>> {
        self.0.known("AttemptedTransport")
    }
    /// `RequestType`.
    pub fn request_type(self) -> Option<Cow<'a, str>> {
        self.0.known("RequestType")
    }
    /// `RequestParams`.
    pub fn request_params(self) -> Option<Cow<'a, str>> {
        self.0.known("RequestParams")
    }
    /// `UsingPassword`.
    pub fn using_password(self) -> Option<bool> {
        self.0.flag("UsingPassword")
    }
    /// `ExpectedAddress`.
    pub fn expected_address(self) -> Option<TransportAddress> {
        self.0.address("ExpectedAddress")
    }
}
