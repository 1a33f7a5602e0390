//! A SIP account of a phone.

use crate::named::names;
use crate::secret::Secret;

/// A SIP account of a phone.
///
/// The texts are taken as they are; [`Device::render`](crate::Device::render) checks them all and says which one is wrong.
///
/// ```
/// use switchhook_provisioning::Line;
/// let line = Line::new("pbx.example.net", "u4711", "kT9-vV2_mQ7.xR4-pL1s")
///     .secondary_registrar("pbx2.example.net:5062")
///     .display_name("Hélène T.")
///     .label("Reception")
///     .voicemail("*79");
/// assert!(!format!("{line:?}").contains("kT9"), "the secret does not show");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct Line {
    pub(crate) registrar: String,
    pub(crate) secondary_registrar: Option<String>,
    pub(crate) user: String,
    pub(crate) auth_id: Option<String>,
    pub(crate) secret: Secret,
    pub(crate) display_name: Option<String>,
    pub(crate) label: Option<String>,
    pub(crate) voicemail: Option<String>,
    pub(crate) transport: Transport,
    pub(crate) star_codes: bool,
}

impl Line {
    /// An account at a SIP server (`host` or `host:port`), with its user and SIP secret.
    ///
    /// The secret is the one of the SIP account: neither the password of the phone's own pages nor a voicemail PIN.
    pub fn new(registrar: impl Into<String>, user: impl Into<String>, secret: impl Into<Secret>) -> Self {
        Self {
            registrar: registrar.into(),
            secondary_registrar: None,
            user: user.into(),
            auth_id: None,
            secret: secret.into(),
            display_name: None,
            label: None,
            voicemail: None,
            transport: Transport::default(),
            star_codes: false,
        }
    }

    /// The SIP server for when the first one does not answer; none by default.
    pub fn secondary_registrar(mut self, host: impl Into<String>) -> Self {
        self.secondary_registrar = Some(host.into());
        self
    }

    /// The user for authentication; the SIP user by default.
    pub fn auth_id(mut self, auth_id: impl Into<String>) -> Self {
        self.auth_id = Some(auth_id.into());
        self
    }

    /// The name sent with calls; none by default, and the PBX shows what it knows.
    pub fn display_name(mut self, name: impl Into<String>) -> Self {
        self.display_name = Some(name.into());
        self
    }

    /// The name of the line on the phone's own display; none by default, and the phone shows the user.
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// The number that the message key dials; none by default. With it, the phone asks the PBX for waiting messages.
    pub fn voicemail(mut self, number: impl Into<String>) -> Self {
        self.voicemail = Some(number.into());
        self
    }

    /// UDP (the default), TCP or TLS.
    pub fn transport(mut self, transport: Transport) -> Self {
        self.transport = transport;
        self
    }

    /// Whether the phone acts on star codes itself, instead of sending them to the PBX as it does by default.
    pub fn star_codes_on_phone(mut self, on_phone: bool) -> Self {
        self.star_codes = on_phone;
        self
    }
}

/// What carries the SIP messages of a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Transport {
    /// UDP.
    #[default]
    Udp,
    /// TCP.
    Tcp,
    /// TLS over TCP.
    Tls,
}

names!(Transport, "transport", { Udp => "udp", Tcp => "tcp", Tls => "tls" });
