use std::net::{IpAddr, SocketAddr};

use ipnet::{IpNet, Ipv4Net};
use tower_layer::Layer;

use super::{Guard, Guarded};

/// A layer that takes calls only from Asterisks in these networks.
///
/// A call without a peer, such as one over standard input, is refused unless [`without_peer`](Self::without_peer)
/// allows it. Behind a proxy the peer is the proxy.
///
/// ```
/// use switchhook_agi::layer::AllowedNetworks;
/// let allowed = AllowedNetworks::new(["192.0.2.10", "10.0.0.0/8", "2001:db8::/32"])?;
/// assert!(allowed.contains("10.1.2.3".parse()?));
/// assert!(allowed.contains("::ffff:10.1.2.3".parse()?), "IPv4 on a socket of both kinds");
/// assert!(!allowed.contains("192.0.2.11".parse()?));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct AllowedNetworks {
    networks: Vec<IpNet>,
    without_peer: bool,
}

/// A text that is no network.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is no network; write an address such as 192.0.2.10, or a network such as 10.0.0.0/8")]
pub struct NetworkError {
    /// As it was given.
    pub text: String,
}

/// Somebody called who may not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotAllowed {
    /// From an address in none of the networks.
    #[error("refused: {address} is in none of the allowed networks; see AllowedNetworks")]
    Address {
        /// Which one.
        address: IpAddr,
    },
    /// Not over a network that knows its peers.
    #[error("refused: the call has no peer address; see AllowedNetworks::without_peer")]
    NoPeer,
}

impl AllowedNetworks {
    /// Addresses, or networks as address and length of the prefix. Without any, nobody may call.
    ///
    /// # Errors
    /// The first text that is neither.
    pub fn new<T: AsRef<str>>(networks: impl IntoIterator<Item = T>) -> Result<Self, NetworkError> {
        let parsed = networks.into_iter().map(|text| {
            let text = text.as_ref();
            let address = || text.parse::<IpAddr>().map(IpNet::from);
            let network = text.parse().or_else(|_| address());
            network.map(canonical).map_err(|_| NetworkError {
                text: text.to_owned(),
            })
        });
        Ok(Self {
            networks: parsed.collect::<Result<_, _>>()?,
            without_peer: false,
        })
    }

    /// Takes calls that came otherwise than over a socket of [`Server`](crate::Server) too: those of programs that
    /// Asterisk starts itself, those over AMI, and those given to [`converse`](crate::call::converse).
    pub fn without_peer(mut self) -> Self {
        self.without_peer = true;
        self
    }

    /// Whether an Asterisk at this address may call.
    pub fn contains(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        self.networks.iter().any(|network| network.contains(&address))
    }

    fn check(&self, peer: Option<SocketAddr>) -> Result<(), NotAllowed> {
        match peer.map(|peer| peer.ip()) {
            Some(address) if self.contains(address) => Ok(()),
            Some(address) => Err(NotAllowed::Address { address }),
            None if self.without_peer => Ok(()),
            None => Err(NotAllowed::NoPeer),
        }
    }
}

/// A network of IPv4 that is written as one of IPv6 (`::ffff:10.0.0.0/104`), as the former.
fn canonical(network: IpNet) -> IpNet {
    let (IpAddr::V4(address), 96..) = (network.addr().to_canonical(), network.prefix_len()) else {
        return network;
    };
    Ipv4Net::new(address, network.prefix_len() - 96).map_or(network, IpNet::from)
}

impl<S> Layer<S> for AllowedNetworks {
    type Service = Guarded<S>;

    fn layer(&self, inner: S) -> Guarded<S> {
        let allowed = self.clone();
        Guard::new(move |call| allowed.check(call.peer()).map_err(Into::into)).layer(inner)
    }
}

#[cfg(test)]
mod tests {
    use super::{AllowedNetworks, NotAllowed};

    #[test]
    fn only_what_is_listed_may_call() {
        for (networks, peer, expected) in [
            (&["127.0.0.1"][..], Some("127.0.0.1:1"), true),
            (&["127.0.0.1"], Some("127.0.0.2:1"), false),
            (&["10.0.0.0/8", "::1"], Some("10.255.0.1:1"), true),
            (&["10.0.0.0/8", "::1"], Some("[::1]:1"), true),
            (&["10.0.0.0/8"], Some("[::ffff:10.0.0.1]:1"), true),
            (&["::ffff:10.0.0.0/104"], Some("10.0.0.1:1"), true),
            (&["::ffff:10.0.0.0/104"], Some("[::ffff:11.0.0.1]:1"), false),
            (&["10.0.0.0/8"], Some("11.0.0.1:1"), false),
            (&[], Some("127.0.0.1:1"), false),
            (&["0.0.0.0/0", "::/0"], None, false),
        ] {
            let allowed = AllowedNetworks::new(networks).unwrap();
            let peer = peer.map(|peer| peer.parse().unwrap());
            assert_eq!(allowed.check(peer).is_ok(), expected, "{networks:?} {peer:?}");
            assert_eq!(allowed.without_peer().check(None), Ok(()));
        }
        let nobody = AllowedNetworks::new([""; 0]).unwrap();
        assert_eq!(nobody.check(None), Err(NotAllowed::NoPeer));
    }

    #[test]
    fn what_is_no_network_is_told() {
        for text in ["", "pbx", "10.0.0.0/33", "10.0.0", "10.0.0.1:4573"] {
            let error = AllowedNetworks::new([text]).unwrap_err();
            assert!(
                error.to_string().contains("write an address such as"),
                "{text}: {error}"
            );
        }
    }
}
