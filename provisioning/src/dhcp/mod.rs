//! DHCP: how a phone fresh from its box learns where its configuration is.
//!
//! A [`Plan`] holds whom to tell (the first three bytes of hardware addresses) and what (a URL for everybody, or one for
//! each site); [`isc`], [`kea`], [`dnsmasq`] and [`mikrotik`] write it as each server wants it. Addresses, leases and
//! routers stay yours: these are snippets to put beside them.
//!
//! ```
//! use switchhook_provisioning::dhcp::{self, Plan};
//! let plan = Plan::new("https://prov.example.net/b/f3Zk9Q")?;
//! let text = dhcp::dnsmasq(&plan);
//! assert!(text.contains("dhcp-mac=set:grandstream,00:0b:82:*:*:*"));
//! assert!(text.contains("dhcp-option=tag:grandstream,66,\"https://prov.example.net/b/f3Zk9Q\""));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # The options
//!
//! | Option | Holds | Who reads it |
//! |---|---|---|
//! | 66 | a URL; on units before about 2012 a bare host, then meant for TFTP | every model, while P145 is 1 as it is in the shop |
//! | 160 | a URL | phones where P8337 is 1 or 2, others by P1007 and P1008; set [`Plan::option_160`] to send it too |
//! | 150 | IPv4 addresses of TFTP servers | the same; not written here, since TFTP hides nothing |
//! | 43 | suboptions of the maker's own | every model, but how they are laid out nobody has shown: not written here |
//!
//! # Traps
//!
//! - **The URL is readable by whoever stands in the network.** Put a first-access token in it, never a password,
//!   and let it hand out a device's own token once, as feature `server` does.
//! - **Whoever answers first wins.** DHCP proves nothing: keep phones in a VLAN of their own, use `https` so that the phone can check
//!   the certificate, and have the first configuration set P145=0, after which DHCP no longer counts.
//! - **A user's own option 66 stays.** Servers for network boot use it too: that is why these snippets single phones out by
//!   their addresses. MikroTik cannot, so there it is for a whole network: the voice VLAN.
//! - **Some old units want a folder appended by hand** (`/Grandstream`), and before about 2012 a URL is not understood at all:
//!   configure these by their web pages.
//! - P148, the vendor class that a phone sends, may not be emptied: a GXP2110 was reported to start again and again.
//! - New ranges of addresses are registered now and then: [`Plan::makers`] takes more than the four known.
//!
//! dnsmasq 2.90, ISC's dhcpd 4.4.3 and Kea 2.2 read these texts in the tests of this crate, without a phone; what RouterOS
//! makes of its text was not tried.

mod plan;
mod servers;

pub use plan::{Plan, PlanError, Site};
pub use servers::{dnsmasq, isc, kea, mikrotik};
