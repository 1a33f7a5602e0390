//! Which programs may ask for calls, and how.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::{IpNet, Ipv4Net, Ipv6Net};

use super::ConfigError;
use super::reader::Reader;

/// Other programs that ask for calls. Without a client of the page "API clients" nobody can.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Api {
    /// From where they may ask.
    pub networks: Vec<IpNet>,
    /// Whether `GET …?src=10&dst=93200900` calls, for programs that can do nothing else.
    pub get: bool,
    /// Whether the token may stand in the address of such a request.
    pub token_in_url: bool,
    /// Requests that one client may make in a minute.
    pub per_minute: u32,
}

impl Default for Api {
    fn default() -> Self {
        Self {
            networks: vec![
                Ipv4Net::new_assert(Ipv4Addr::LOCALHOST, 8).trunc().into(),
                Ipv6Net::new_assert(Ipv6Addr::LOCALHOST, 128).into(),
            ],
            get: false,
            token_in_url: false,
            per_minute: 30,
        }
    }
}

impl Api {
    /// Whether a program at this address may ask.
    pub fn admits(&self, address: IpAddr) -> bool {
        // On a socket for both versions, an address of version 4 arrives in the clothes of version 6.
        let address = address.to_canonical();
        self.networks.iter().any(|network| network.contains(&address))
    }
}

pub fn read(file: &Reader<'_>) -> Result<Api, ConfigError> {
    let networks = networks(file, "api.networks")?;
    let (get, token_in_url) = (file.flag("api.get")?, file.flag("api.token_in_url")?);
    if token_in_url && !get {
        return Err(file.bad(
            "api.token_in_url",
            "does nothing without api.get: only the address of a GET is looked at".to_owned(),
            "set api.get = true too, or leave this out and let the program send a header",
        ));
    }
    Ok(Api {
        networks,
        get,
        token_in_url,
        per_minute: file.integer("api.per_minute")?,
    })
}

pub(super) fn networks(file: &Reader<'_>, key: &str) -> Result<Vec<IpNet>, ConfigError> {
    let texts = file.texts(key)?;
    let networks = texts.iter().map(|text| {
        network(text).ok_or_else(|| {
            file.bad(
                key,
                format!("{text:?} is no network"),
                "write it as \"192.168.1.0/24\", or one address as \"192.168.1.7\"",
            )
        })
    });
    networks.collect()
}

/// Reads a network such as `192.168.1.0/24`, or one address.
fn network(text: &str) -> Option<IpNet> {
    let text = text.trim();
    text.parse::<IpNet>()
        .ok()
        .or_else(|| text.parse::<IpAddr>().ok().map(IpNet::from))
        .map(|network| plain(network.trunc()))
}

/// A network of version 4 in the clothes of version 6 is one of version 4: addresses are compared as such.
fn plain(network: IpNet) -> IpNet {
    if let IpNet::V6(v6) = network
        && let Some(address) = v6.network().to_ipv4_mapped()
        && let Some(length) = v6.prefix_len().checked_sub(96)
        && let Ok(v4) = Ipv4Net::new(address, length)
    {
        return v4.into();
    }
    network
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_may_ask_unless_networks_are_given() {
        let api = Api::default();
        for (address, admitted) in [
            ("127.0.0.1", true),
            ("127.9.9.9", true),
            ("::1", true),
            ("::ffff:127.0.0.1", true),
            ("10.0.0.1", false),
            ("::2", false),
        ] {
            assert_eq!(api.admits(address.parse().unwrap()), admitted, "{address}");
        }
    }

    #[test]
    fn a_network_is_read_with_and_without_its_length() {
        for (text, expected) in [
            ("192.168.1.0/24", Some("192.168.1.0/24")),
            (" 192.168.1.7/24 ", Some("192.168.1.0/24")),
            ("192.168.1.7", Some("192.168.1.7/32")),
            ("2001:db8::/32", Some("2001:db8::/32")),
            ("::1", Some("::1/128")),
            ("::ffff:192.168.1.7", Some("192.168.1.7/32")),
            ("::ffff:192.168.1.7/120", Some("192.168.1.0/24")),
            ("::/0", Some("::/0")),
            ("192.168.1.0/33", None),
            ("192.168.1", None),
            ("office", None),
            ("", None),
        ] {
            assert_eq!(
                network(text).map(|network| network.to_string()).as_deref(),
                expected,
                "{text:?}"
            );
        }
    }
}
