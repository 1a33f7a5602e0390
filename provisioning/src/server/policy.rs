//! What the server asks of those who ask it.

use std::fmt;
use std::net::IpAddr;
use std::time::Duration;

use ipnet::IpNet;

use super::token::TokenHash;

/// What the server asks of those who ask it. The defaults are strict; a device that cannot meet them is spared one by one:
/// see [`Exceptions`](super::Exceptions).
///
/// ```
/// use switchhook_provisioning::server::{Key, Policy, Site, Token};
/// let key = Key::new([7; 32]); // from your secrets
/// let token = Token::new([9; 16]); // random; it stands in the URL that DHCP tells
/// let policy = Policy::new("prov.example.net").site(
///     Site::new("main").token(key.hash(&token)).networks(["10.20.0.0/16".parse()?]),
/// );
/// assert!(policy.require_digest);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Policy {
    /// Where the devices find this server: host, port if not the usual one, and path if it is not at the top. No scheme.
    pub address: String,
    /// The sites that devices belong to.
    pub sites: Vec<Site>,
    /// Networks from which anything may be asked at all; everywhere if there are none.
    pub networks: Vec<IpNet>,
    /// Proxies whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed.
    pub trusted_proxies: Vec<IpNet>,
    /// Requests of one address (IPv6: of one /64).
    pub address_rate: Rate,
    /// Requests with one device's token.
    pub token_rate: Rate,
    /// Refused requests for a first file under one maker's prefix, from all addresses.
    pub prefix_rate: Rate,
    /// As how many requests a refused one counts for its address.
    pub refusal_cost: u32,
    /// How many addresses and how many devices are remembered at once, each.
    pub remembered: usize,
    /// Whether a configuration is given to the right digest only.
    pub require_digest: bool,
    /// Whether phone books and screens are, too. Off by default: several models send none for them.
    pub require_digest_for_directories: bool,
    /// The digests that are offered, in this order.
    pub digests: Vec<Algorithm>,
    /// Whether a name and password sent at once (`Basic`) count as a digest, over TLS.
    pub allow_basic: bool,
    /// Whether a request for a configuration has to name the device in its User-Agent.
    pub require_user_agent: bool,
    /// Whether the host has to have seen the device's own certificate:
    /// see [`ClientCertificate`](super::ClientCertificate). Off by default.
    pub require_client_certificate: bool,
    /// How long a nonce can be answered.
    pub nonce_life: Duration,
    /// For how long the one who fetched a first file may fetch it again.
    pub claim_life: Duration,
    /// After how many requests that do not fit it a device is put into quarantine.
    pub quarantine_after: u32,
    /// After how long a device's last sight is stored again when nothing else changed.
    pub seen_every: Duration,
    /// How many firmware files are sent at once; more are asked to come back.
    pub firmware_streams: usize,
    /// The realm of digests.
    pub realm: String,
}

impl Policy {
    /// The default policy of a server at this address: host, port and path, without a scheme.
    #[must_use]
    pub fn new(address: impl Into<String>) -> Self {
        Self {
            address: address.into(),
            sites: Vec::new(),
            networks: Vec::new(),
            trusted_proxies: Vec::new(),
            // A site of some hundred phones behind one address, all switched on at once.
            address_rate: Rate::new(2_000, Duration::from_millis(50)),
            token_rate: Rate::new(30, Duration::from_secs(2)),
            prefix_rate: Rate::new(2_000, Duration::from_millis(500)),
            refusal_cost: 5,
            remembered: 16_384,
            require_digest: true,
            require_digest_for_directories: false,
            digests: vec![Algorithm::Md5],
            allow_basic: false,
            require_user_agent: true,
            require_client_certificate: false,
            nonce_life: Duration::from_secs(300),
            claim_life: Duration::from_secs(600),
            quarantine_after: 5,
            seen_every: Duration::from_secs(3600),
            firmware_streams: 20,
            realm: "provisioning".to_owned(),
        }
    }

    /// Adds a site.
    #[must_use]
    pub fn site(mut self, site: Site) -> Self {
        self.sites.push(site);
        self
    }

    pub(crate) fn allows(&self, address: IpAddr) -> bool {
        within(&self.networks, address)
    }

    pub(crate) fn trusts(&self, peer: IpAddr) -> bool {
        self.trusted_proxies.iter().any(|network| network.contains(&peer))
    }

    pub(crate) fn site_named(&self, name: &str) -> Option<&Site> {
        self.sites.iter().find(|site| site.name == name)
    }
}

/// A place where devices are.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Site {
    /// Its name.
    pub name: String,
    /// The token in the URL that DHCP, or whoever sets up its devices, tells them. Without one, only devices with a first
    /// token of their own can be enrolled here.
    pub token: Option<TokenHash>,
    /// Networks from which its devices ask; everywhere if there are none.
    pub networks: Vec<IpNet>,
}

impl Site {
    /// A site without a token, whose devices may be anywhere.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            token: None,
            networks: Vec::new(),
        }
    }

    /// The token in the URL that its new devices are told.
    #[must_use]
    pub fn token(mut self, token: TokenHash) -> Self {
        self.token = Some(token);
        self
    }

    /// The networks from which its devices ask.
    #[must_use]
    pub fn networks(mut self, networks: impl IntoIterator<Item = IpNet>) -> Self {
        self.networks = networks.into_iter().collect();
        self
    }

    pub(crate) fn allows(&self, address: IpAddr) -> bool {
        within(&self.networks, address)
    }
}

fn within(networks: &[IpNet], address: IpAddr) -> bool {
    networks.is_empty() || networks.iter().any(|network| network.contains(&address))
}

/// How often something may be: so many at once, and one more each time that `every` has passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// So many at once.
    pub burst: u32,
    /// After this time one more.
    pub every: Duration,
}

impl Rate {
    /// So many at once, and one more each time that `every` has passed.
    #[must_use]
    pub const fn new(burst: u32, every: Duration) -> Self {
        Self { burst, every }
    }
}

/// A digest of HTTP's own authentication.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Algorithm {
    /// RFC 2617: what all devices know.
    Md5,
    /// RFC 7616. Which devices know it waits for one.
    Sha256,
}

impl Algorithm {
    /// As it stands in a header.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Md5 => "MD5",
            Self::Sha256 => "SHA-256",
        }
    }
}

impl fmt::Display for Algorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
