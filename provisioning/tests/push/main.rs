//! Phones' own pages over the network, on loopback: a GXP1628 and a GXP2000 as small servers, and servers that mean no good.

#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "servers on loopback: sockets and tasks are their work"
)]

mod brand;
mod fake;
mod hostile;
mod phone;

use std::net::{IpAddr, Ipv4Addr};
use std::time::Duration;

use switchhook_provisioning::push::Options;

const HERE: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

/// For a server over TLS at this port, and nothing at the port of plain HTTP.
fn options(port: u16) -> Options {
    Options::new().ports(port, 1).timeout(Duration::from_secs(5))
}
