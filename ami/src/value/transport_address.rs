use std::fmt;
use std::net::{IpAddr, SocketAddr};

/// An address of a security event, such as `IPV4/TCP/127.0.0.1/5038`.
///
/// ```
/// use switchhook_ami::value::TransportAddress;
/// let address = TransportAddress::parse("IPV6/UDP/::1/5060").unwrap();
/// assert_eq!(address.transport(), "UDP");
/// assert_eq!(address.address(), "[::1]:5060".parse().unwrap());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TransportAddress {
    transport: String,
    address: SocketAddr,
}

impl TransportAddress {
    /// Reads `family/transport/address/port`.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('/');
        let (family, transport, address, port) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
        let address: IpAddr = address.parse().ok()?;
        let is_family = match address {
            IpAddr::V4(_) => family.eq_ignore_ascii_case("IPV4"),
            IpAddr::V6(_) => family.eq_ignore_ascii_case("IPV6"),
        };
        (is_family && parts.next().is_none()).then_some(Self {
            transport: transport.to_owned(),
            address: SocketAddr::new(address, port.parse().ok()?),
        })
    }

    /// `UDP`, `TCP`, `TLS`, `WS` or `WSS`.
    pub fn transport(&self) -> &str {
        &self.transport
    }

    /// The address and port.
    pub fn address(&self) -> SocketAddr {
        self.address
    }
}

/// Displays as Asterisk writes it.
impl fmt::Display for TransportAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let family = if self.address.is_ipv4() { "IPV4" } else { "IPV6" };
        write!(
            f,
            "{family}/{}/{}/{}",
            self.transport,
            self.address.ip(),
            self.address.port()
        )
    }
}

#[cfg(test)]
mod tests {
    use super::TransportAddress;

    #[test]
    fn addresses_read_back_as_they_were_written() {
        for text in ["IPV4/TCP/127.0.0.1/5038", "IPV6/TLS/2001:db8::1/5061"] {
            assert_eq!(TransportAddress::parse(text).unwrap().to_string(), text);
        }
        for text in [
            "",
            "IPV4/TCP/::1/5038",
            "IPV4/TCP/127.0.0.1",
            "IPV4/TCP/127.0.0.1/65536",
            "IPV4/TCP/127.0.0.1/1/2",
        ] {
            assert_eq!(TransportAddress::parse(text), None, "{text:?}");
        }
    }
}
