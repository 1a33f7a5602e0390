//! Phones that are registered at the PBX, from what it knows of them.

use std::net::{IpAddr, Ipv4Addr};

use crate::catalogue::{Identity, identify};

/// A phone, from its registration.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Registered {
    /// What its User-Agent says.
    pub identity: Identity,
    /// Where it can be reached: its own address where an old phone tells it, else the one that it registered from.
    pub address: IpAddr,
}

/// What a registration tells of a phone of this maker: AMI's `ContactStatusDetail` has `UserAgent`, `CallID` and `ViaAddress`.
///
/// ```
/// use switchhook_provisioning::discover::registered;
/// let phone = registered("Grandstream GXP2000 1.2.5.3", "5f2c@BJC.BGI.IG.DA", "203.0.113.9".parse()?).expect("a Grandstream");
/// assert_eq!(phone.identity.model_name, "GXP2000");
/// assert_eq!(phone.address.to_string(), "192.168.86.30", "behind the router that it registered through");
/// assert_eq!(registered("Linphone/5.2", "x@y", "203.0.113.9".parse()?), None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn registered(user_agent: &str, call_id: &str, via: IpAddr) -> Option<Registered> {
    let identity = identify(user_agent)?;
    let address = lan_address(call_id).map_or(via, IpAddr::from);
    Some(Registered { identity, address })
}

/// The address of its own that an old phone hides in its Call-IDs: A for 0 to J for 9.
///
/// ```
/// use switchhook_provisioning::discover::lan_address;
/// assert_eq!(lan_address("1831528547-5060-1@BJC.BGI.IG.DA"), Some("192.168.86.30".parse()?));
/// assert_eq!(lan_address("1831528547-5060-1@192.0.2.40"), None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn lan_address(call_id: &str) -> Option<Ipv4Addr> {
    let (_, host) = call_id.rsplit_once('@')?;
    if host.len() > 15 {
        return None;
    }
    let digits: String = host
        .chars()
        .map(|letter| match letter {
            'A'..='J' => Some(char::from(b'0' + (letter as u8 - b'A'))),
            '.' => Some('.'),
            _ => None,
        })
        .collect::<Option<_>>()?;
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_addresses_are_read() {
        for (call_id, expected) in [
            ("x@B.A.A.B", Some([1, 0, 0, 1])),
            ("a@b@CFF.CFF.CFF.A", Some([255, 255, 255, 0])),
            ("x@CFG.A.A.B", None),
            ("x@B.A.A", None),
            ("x@B.A.A.K", None),
            ("x@b.a.a.b", None),
            ("x@", None),
            ("", None),
            ("B.A.A.B", None),
        ] {
            assert_eq!(lan_address(call_id), expected.map(Ipv4Addr::from), "{call_id}");
        }
    }
}
