//! What the server knows about a device.

use std::net::IpAddr;
use std::time::SystemTime;

use crate::AnyModel;
use crate::brand::Brand;
use crate::lifecycle::State;
use crate::mac::MacAddr;

use super::token::{FileHash, Grant, TokenHash};

/// What the server knows about a device. It is stored as it is: it holds no secret that could be used without the
/// server's key.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Record {
    /// The device.
    pub mac: MacAddr,
    /// What it is: a request of another model does not fit it.
    pub model: AnyModel,
    /// The site that it belongs to, by its name in [`Policy::sites`](super::Policy::sites).
    pub site: String,
    /// The form of its file.
    pub form: Form,
    /// What it is to the server.
    pub state: State,
    /// Since when.
    pub since: SystemTime,
    /// How often the record was stored: what [`Store::put`](super::Store::put) compares.
    pub version: u64,
    /// Until when it may fetch its first file.
    pub window: Option<SystemTime>,
    /// A first token of its own. Without one, that of its site.
    pub first: Option<TokenHash>,
    /// What it fetches its files with.
    pub grant: Option<Grant>,
    /// What it was told to fetch its files with, and has not used yet. Once used, it takes the place of `grant`.
    pub next: Option<Grant>,
    /// Who fetched the first file.
    pub claimed_by: Option<IpAddr>,
    /// What it is spared, and why.
    pub exceptions: Exceptions,
    /// When and from where it last fetched its file.
    pub seen: Option<Seen>,
}

impl Record {
    /// A device that is expected, and may fetch its first file until the window closes.
    #[must_use]
    pub fn expected(
        mac: MacAddr,
        model: impl Into<AnyModel>,
        site: impl Into<String>,
        now: SystemTime,
    ) -> Self {
        let model = model.into();
        Self {
            mac,
            model,
            site: site.into(),
            form: Form::of(model),
            state: State::Expected,
            since: now,
            version: 0,
            window: None,
            first: None,
            grant: None,
            next: None,
            claimed_by: None,
            exceptions: Exceptions::default(),
            seen: None,
        }
    }

    /// Until when it may fetch its first file. By default it may not.
    #[must_use]
    pub fn window(mut self, closes: SystemTime) -> Self {
        self.window = Some(closes);
        self
    }

    /// The form of its file; that of its [model](Form::of) by default.
    #[must_use]
    pub fn form(mut self, form: Form) -> Self {
        self.form = form;
        self
    }

    /// A first token of its own, in place of its site's.
    #[must_use]
    pub fn first(mut self, token: TokenHash) -> Self {
        self.first = Some(token);
        self
    }

    /// What it is spared.
    #[must_use]
    pub fn exceptions(mut self, exceptions: Exceptions) -> Self {
        self.exceptions = exceptions;
        self
    }
}

/// The form of a device's file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// `cfg<mac>`: for devices that read nothing else. Nothing protects it but its way.
    Binary,
    /// `cfg<mac>.xml`.
    Xml,
    /// `cfg<mac>.xml` under a password that the first file told the device.
    EncryptedXml,
    /// `spa<mac>.xml`, a Cisco's. Nothing protects it but its way.
    FlatProfile,
    /// `<MAC>.cfg`, a Mitel's. Nothing protects it but its way.
    Lines,
}

impl Form {
    /// All that there are.
    pub const ALL: [Self; 5] = [
        Self::Binary,
        Self::Xml,
        Self::EncryptedXml,
        Self::FlatProfile,
        Self::Lines,
    ];

    /// The safest form that a model reads: encrypted XML, or the binary where it reads nothing else; other brands read the one
    /// that is theirs.
    #[must_use]
    pub fn of(model: impl Into<AnyModel>) -> Self {
        match model.into() {
            AnyModel::Grandstream(model) if model.formats().xml => Self::EncryptedXml,
            AnyModel::Grandstream(_) => Self::Binary,
            AnyModel::Brand(model) => match model.brand() {
                Brand::Cisco => Self::FlatProfile,
                Brand::Mitel => Self::Lines,
            },
        }
    }

    /// Whether devices of a model read it.
    #[must_use]
    pub fn is_read_by(self, model: AnyModel) -> bool {
        match model {
            AnyModel::Grandstream(model) => match self {
                Self::Xml | Self::EncryptedXml => model.formats().xml,
                Self::Binary => true,
                Self::FlatProfile | Self::Lines => false,
            },
            AnyModel::Brand(_) => self == Self::of(model),
        }
    }

    /// Its name in records.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Binary => "binary",
            Self::Xml => "xml",
            Self::EncryptedXml => "encrypted-xml",
            Self::FlatProfile => "flat-profile",
            Self::Lines => "lines",
        }
    }

    /// The form with a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.name() == name)
    }
}

/// What one device is spared because it cannot do it, each with the reason. All of them weaken its protection, so each
/// file that it fetches is audited with them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exceptions {
    /// It may fetch without TLS: whoever is on the way reads its SIP secret.
    pub plain_http: Option<String>,
    /// It is not asked for a digest: its path alone opens its file.
    pub no_digest: Option<String>,
    /// It may leave out its User-Agent.
    pub no_user_agent: Option<String>,
}

impl Exceptions {
    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.plain_http.is_none() && self.no_digest.is_none() && self.no_user_agent.is_none()
    }
}

/// The last time that a device fetched its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// When.
    pub at: SystemTime,
    /// From where.
    pub address: IpAddr,
    /// The firmware that it named, such as `1.0.11.64` or, a Cisco, `7.4.8a`.
    pub firmware: Option<String>,
    /// Which file it was.
    pub file: FileHash,
}
