//! Whom to tell what.

use std::fmt;
use std::net::Ipv4Addr;

use crate::grandstream::maker_prefixes;
use crate::mac::shown;
use crate::url;

/// What DHCP shall tell phones.
///
/// ```
/// use switchhook_provisioning::dhcp::{Plan, Site};
/// let plan = Plan::for_sites([
///     Site::new("lyon", "192.0.2.0/25", "https://prov.example.net/b/f3Zk9Q")?,
///     Site::new("brest", "198.51.100.0/24", "https://prov.example.net/b/7LmW2x")?,
/// ])?;
/// assert_eq!(plan.sites().len(), 2);
///
/// let error = Plan::new("prov.example.net").unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "\"prov.example.net\" is no URL for phones; begin with https:// or http:// and write a host and a path"
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    pub(super) makers: Vec<[u8; 3]>,
    pub(super) reach: Reach,
    pub(super) option_160: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    Everywhere(String),
    Sites(Vec<Site>),
}

impl Plan {
    /// One URL for all of the server's networks, told to Grandstream's addresses.
    ///
    /// # Errors
    /// [`PlanError::Url`] if a phone or a DHCP server would stumble over it.
    pub fn new(url: &str) -> Result<Self, PlanError> {
        Ok(Self::with(Reach::Everywhere(checked_url(url)?)))
    }

    /// A URL for each site.
    ///
    /// # Errors
    /// [`PlanError::NoSite`] if there is none, [`PlanError::Twice`] if two have one name.
    pub fn for_sites(sites: impl IntoIterator<Item = Site>) -> Result<Self, PlanError> {
        let sites: Vec<Site> = sites.into_iter().collect();
        if sites.is_empty() {
            return Err(PlanError::NoSite);
        }
        for (index, site) in sites.iter().enumerate() {
            let same = |other: &Site| other.name == site.name || other.network == site.network;
            if sites[..index].iter().any(same) {
                return Err(PlanError::Twice {
                    name: site.name.clone(),
                });
            }
        }
        Ok(Self::with(Reach::Sites(sites)))
    }

    fn with(reach: Reach) -> Self {
        Self {
            makers: maker_prefixes().to_vec(),
            reach,
            option_160: false,
        }
    }

    /// Whom to tell, by the first three bytes of their addresses. Default: all that are registered to Grandstream. An empty
    /// list changes nothing: nobody to tell is no plan.
    #[must_use]
    pub fn makers(mut self, prefixes: impl IntoIterator<Item = [u8; 3]>) -> Self {
        let prefixes: Vec<_> = prefixes.into_iter().collect();
        if !prefixes.is_empty() {
            self.makers = prefixes;
        }
        self
    }

    /// Whether option 160 is told beside option 66. Default: no.
    #[must_use]
    pub fn option_160(mut self, told: bool) -> Self {
        self.option_160 = told;
        self
    }

    /// The sites; none where all networks are told the same.
    #[must_use]
    pub fn sites(&self) -> &[Site] {
        match &self.reach {
            Reach::Everywhere(_) => &[],
            Reach::Sites(sites) => sites,
        }
    }
}

/// A network with a URL of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    pub(super) name: String,
    pub(super) network: (Ipv4Addr, u8),
    pub(super) url: String,
}

impl Site {
    /// A site by its name (letters, digits, `-`), its network such as `192.0.2.0/24`, and its URL.
    ///
    /// # Errors
    /// [`PlanError`] says what does not fit.
    pub fn new(name: &str, network: &str, url: &str) -> Result<Self, PlanError> {
        let fits = |character: char| character.is_ascii_alphanumeric() || character == '-';
        if name.is_empty() || name.len() > 32 || !name.chars().all(fits) {
            return Err(PlanError::Name { text: shown(name) });
        }
        Ok(Self {
            name: name.to_owned(),
            network: checked_network(network).ok_or_else(|| PlanError::Network { text: shown(network) })?,
            url: checked_url(url)?,
        })
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    pub(super) fn mask(&self) -> Ipv4Addr {
        Ipv4Addr::from(mask(self.network.1))
    }
}

/// Why something cannot be told by DHCP.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PlanError {
    /// Not a URL, or one with something that phones or DHCP servers stumble over.
    #[error("{text:?} is no URL for phones; begin with https:// or http:// and write a host and a path")]
    Url {
        /// What was given, shortened when long.
        text: String,
    },
    /// A URL with a name or password before its host. The URL is not repeated.
    #[error(
        "the URL has a password in it, which everybody in the network could read; use a token in the path"
    )]
    Password,
    /// Longer than an option can be.
    #[error("the URL has {bytes} bytes and a DHCP option holds 255; shorten it")]
    Long {
        /// How many it has.
        bytes: usize,
    },
    /// Not a network.
    #[error("{text:?} is no IPv4 network; write its first address and the length, such as 192.0.2.0/24")]
    Network {
        /// What was given, shortened when long.
        text: String,
    },
    /// Not the name of a site.
    #[error("{text:?} cannot be the name of a site here; use up to 32 letters, digits and -")]
    Name {
        /// What was given, shortened when long.
        text: String,
    },
    /// Two sites with one name or one network.
    #[error("{name:?} has the name or the network of another site; give each its own")]
    Twice {
        /// The second of the two.
        name: String,
    },
    /// No site at all.
    #[error("there is no site; give at least one, or one URL for all networks")]
    NoSite,
}

impl PlanError {
    /// A code that does not change between releases.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Url { .. } => "E-DHCP-URL",
            Self::Password => "E-DHCP-PASSWORD",
            Self::Long { .. } => "E-DHCP-LONG",
            Self::Network { .. } => "E-DHCP-NETWORK",
            Self::Name { .. } => "E-DHCP-NAME",
            Self::Twice { .. } => "E-DHCP-TWICE",
            Self::NoSite => "E-DHCP-NO-SITE",
        }
    }
}

fn checked_url(text: &str) -> Result<String, PlanError> {
    url::read(text).map_err(|problem| match problem {
        url::Unusable::Password => PlanError::Password,
        url::Unusable::Shape => PlanError::Url { text: shown(text) },
    })?;
    if text.len() > 255 {
        return Err(PlanError::Long { bytes: text.len() });
    }
    Ok(text.to_owned())
}

fn checked_network(text: &str) -> Option<(Ipv4Addr, u8)> {
    let (address, length) = text.split_once('/')?;
    let address: Ipv4Addr = address.parse().ok()?;
    let length = length
        .parse()
        .ok()
        .filter(|length| (1..=32).contains(length) && text.is_ascii())?;
    (u32::from(address) & !mask(length) == 0).then_some((address, length))
}

/// The bits of a network's part.
fn mask(length: u8) -> u32 {
    u32::MAX
        .checked_shl(32 - u32::from(length.min(32)))
        .unwrap_or_default()
}

/// The first three bytes of an address, each written as two digits.
pub(super) struct Prefix<'a>(pub(super) &'a [u8; 3], pub(super) &'a str);

impl fmt::Display for Prefix<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self([a, b, c], between) = self;
        write!(f, "{a:02x}{between}{b:02x}{between}{c:02x}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_cannot_be_told_says_why() {
        for (url, code) in [
            ("", "E-DHCP-URL"),
            ("https://", "E-DHCP-URL"),
            ("ftp://prov.example.net/", "E-DHCP-URL"),
            ("https:///b", "E-DHCP-URL"),
            ("https://prov.example.net/\"; include \"/etc/passwd", "E-DHCP-URL"),
            ("https://prov.example.net/a,b", "E-DHCP-URL"),
            ("https://prov.example.net/a\nb", "E-DHCP-URL"),
            ("https://prov.example.net/ü", "E-DHCP-URL"),
            ("https://prov.example.net/$(x)", "E-DHCP-URL"),
            ("https://admin:geheim@prov.example.net/", "E-DHCP-PASSWORD"),
            ("admin:geheim@prov.example.net", "E-DHCP-PASSWORD"),
        ] {
            let error = Plan::new(url).unwrap_err();
            assert_eq!(error.code(), code, "{url:?}");
            assert!(!error.to_string().contains("geheim"), "{error}");
        }
        let long = format!("https://prov.example.net/{}", "b".repeat(300));
        assert_eq!(Plan::new(&long).unwrap_err().code(), "E-DHCP-LONG");
    }

    #[test]
    fn networks_are_written_by_their_first_address() {
        let site = |network| {
            Site::new("a", network, "https://p.example.net/")
                .map(|site| site.mask().to_string())
                .map_err(|error| error.code())
        };
        assert_eq!(site("192.0.2.0/25"), Ok("255.255.255.128".to_owned()));
        assert_eq!(site("192.0.2.7/32"), Ok("255.255.255.255".to_owned()));
        for network in [
            "192.0.2.1/24",
            "192.0.2.0",
            "192.0.2.0/33",
            "0.0.0.0/0",
            "2001:db8::/64",
            "",
        ] {
            assert_eq!(site(network), Err("E-DHCP-NETWORK"), "{network}");
        }
    }

    #[test]
    fn sites_have_names_and_networks_of_their_own() {
        let site = |name, network| Site::new(name, network, "https://p.example.net/").unwrap();
        for (second, network) in [("a", "198.51.100.0/24"), ("b", "192.0.2.0/24")] {
            let error = Plan::for_sites([site("a", "192.0.2.0/24"), site(second, network)]).unwrap_err();
            assert_eq!(error.code(), "E-DHCP-TWICE");
        }
        assert_eq!(Plan::for_sites([]).unwrap_err().code(), "E-DHCP-NO-SITE");
        assert_eq!(
            Site::new("a b", "192.0.2.0/24", "https://p.example.net/")
                .unwrap_err()
                .code(),
            "E-DHCP-NAME"
        );
    }

    proptest! {
        #[test]
        fn no_text_is_too_strange(name: String, network: String, url: String) {
            let _ = Site::new(&name, &network, &url);
            let _ = Plan::new(&url);
        }
    }
}
