// Generated from ami/catalogue/events.toml and types.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use std::borrow::Cow;
use std::time::Duration;

use crate::value::Secret;

view! {
    /// Reads the event `TransportDetail` (Asterisk `res/res_pjsip/pjsip_manager.xml`).
    pub struct TransportDetail {
        TransportDetail
    }
}

impl<'a> TransportDetail<'a> {
    /// `ObjectType`.
    pub fn object_type(self) -> Option<Cow<'a, str>> {
        self.0.known("ObjectType")
    }
    /// `ObjectName`.
    pub fn object_name(self) -> Option<Cow<'a, str>> {
        self.0.known("ObjectName")
    }
    /// `Protocol`.
    pub fn protocol(self) -> Option<Cow<'a, str>> {
        self.0.known("Protocol")
    }
    /// `Bind`.
    pub fn bind(self) -> Option<Cow<'a, str>> {
        self.0.known("Bind")
    }
    /// `AsycOperations` or `AsyncOperations`.
    pub fn async_operations(self) -> Option<u32> {
        self.0
            .number("AsycOperations")
            .or_else(|| self.0.number("AsyncOperations"))
    }
    /// `CaListFile`.
    pub fn ca_list_file(self) -> Option<Cow<'a, str>> {
        self.0.known("CaListFile")
    }
    /// `CaListPath`.
    pub fn ca_list_path(self) -> Option<Cow<'a, str>> {
        self.0.known("CaListPath")
    }
    /// `CertFile`.
    pub fn cert_file(self) -> Option<Cow<'a, str>> {
        self.0.known("CertFile")
    }
    /// `PrivKeyFile`.
    pub fn priv_key_file(self) -> Option<Cow<'a, str>> {
        self.0.known("PrivKeyFile")
    }
    /// `Password`.
    pub fn password(self) -> Option<Secret> {
        self.0.secret("Password")
    }
    /// `ExternalSignalingAddress`.
    pub fn external_signaling_address(self) -> Option<Cow<'a, str>> {
        self.0.known("ExternalSignalingAddress")
    }
    /// `ExternalSignalingPort`.
    pub fn external_signaling_port(self) -> Option<u16> {
        self.0.number("ExternalSignalingPort")
    }
    /// `ExternalSignalingHostname`.
    pub fn external_signaling_hostname(self) -> Option<Cow<'a, str>> {
        self.0.known("ExternalSignalingHostname")
    }
    /// `ExternalMediaAddress`.
    pub fn external_media_address(self) -> Option<Cow<'a, str>> {
        self.0.known("ExternalMediaAddress")
    }
    /// `Domain`.
    pub fn domain(self) -> Option<Cow<'a, str>> {
        self.0.known("Domain")
    }
    /// `VerifyServer`.
    pub fn verify_server(self) -> Option<bool> {
        self.0.flag("VerifyServer")
    }
    /// `VerifyClient`.
    pub fn verify_client(self) -> Option<bool> {
        self.0.flag("VerifyClient")
    }
    /// `RequireClientCert`.
    pub fn require_client_cert(self) -> Option<bool> {
        self.0.flag("RequireClientCert")
    }
    /// `Method`.
    pub fn method(self) -> Option<Cow<'a, str>> {
        self.0.known("Method")
    }
    /// `Cipher`.
    pub fn cipher(self) -> Option<Cow<'a, str>> {
        self.0.known("Cipher")
    }
    /// `LocalNet`.
    pub fn local_net(self) -> Option<Cow<'a, str>> {
        self.0.known("LocalNet")
    }
    /// `Tos`.
    pub fn tos(self) -> Option<u32> {
        self.0.number("Tos")
    }
    /// `Cos`.
    pub fn cos(self) -> Option<u32> {
        self.0.number("Cos")
    }
    /// `WebsocketWriteTimeout`.
    pub fn websocket_write_timeout(self) -> Option<Duration> {
        self.0.milliseconds("WebsocketWriteTimeout")
    }
    /// `AllowReload`.
    pub fn allow_reload(self) -> Option<bool> {
        self.0.flag("AllowReload")
    }
    /// `AllowWildcardCerts`.
    pub fn allow_wildcard_certs(self) -> Option<bool> {
        self.0.flag("AllowWildcardCerts")
    }
    /// `SymmetricTransport`.
    pub fn symmetric_transport(self) -> Option<bool> {
        self.0.flag("SymmetricTransport")
    }
    /// `TcpKeepaliveEnable`.
    pub fn tcp_keepalive_enable(self) -> Option<bool> {
        self.0.flag("TcpKeepaliveEnable")
    }
    /// `TcpKeepaliveIdleTime`.
    pub fn tcp_keepalive_idle_time(self) -> Option<Duration> {
        self.0.seconds("TcpKeepaliveIdleTime")
    }
    /// `TcpKeepaliveIntervalTime`.
    pub fn tcp_keepalive_interval_time(self) -> Option<Duration> {
        self.0.seconds("TcpKeepaliveIntervalTime")
    }
    /// `TcpKeepaliveProbeCount`.
    pub fn tcp_keepalive_probe_count(self) -> Option<u32> {
        self.0.number("TcpKeepaliveProbeCount")
    }
    /// `EndpointName`.
    pub fn endpoint_name(self) -> Option<Cow<'a, str>> {
        self.0.known("EndpointName")
    }
}
