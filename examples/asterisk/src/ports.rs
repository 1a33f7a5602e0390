use std::fs;
use std::net::{Ipv4Addr, TcpListener, UdpSocket};

use serde::{Deserialize, Serialize};

use crate::error::{Result, RigError};

/// The ports of one instance. No two running instances may share any.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ports {
    /// Manager interface (TCP).
    pub ami: u16,
    /// Phones (UDP).
    pub sip: u16,
    /// HTTP (TCP).
    pub http: u16,
    /// Where the dialplan looks for a FastAGI program (TCP); nothing of the rig listens there.
    pub agi: u16,
    /// Where the outside line is expected, on 127.0.0.2 (UDP).
    pub trunk: u16,
    /// First of the [`Ports::RTP`] ports for sound (UDP).
    pub rtp: u16,
    /// First of the [`Ports::PHONES`] ports for SIPp phones (UDP).
    pub phones: u16,
}

impl Default for Ports {
    /// The usual ones.
    fn default() -> Self {
        Self {
            ami: 5038,
            sip: 5060,
            http: 8088,
            agi: 4573,
            trunk: 5080,
            rtp: 10_000,
            phones: 5100,
        }
    }
}

impl Ports {
    /// How many ports are for sound: fifty channels.
    pub const RTP: u16 = 100;
    /// How many ports are for SIPp phones.
    pub const PHONES: u16 = 270;

    /// Checks that what Asterisk will listen on is free.
    pub(crate) fn check(self) -> Result<()> {
        for (port, option) in [(self.ami, "--ami-port"), (self.http, "--http-port")] {
            if !tcp_is_free(port) {
                return Err(RigError::PortTaken {
                    port,
                    address: "127.0.0.1",
                    option,
                });
            }
        }
        if !udp_is_free(Ipv4Addr::LOCALHOST, self.sip) {
            return Err(RigError::PortTaken {
                port: self.sip,
                address: "127.0.0.1",
                option: "--sip-port",
            });
        }
        Ok(())
    }
}

/// A block of ports that nobody else in a rig uses while this value lives.
#[derive(Debug)]
pub(crate) struct Block {
    pub(crate) ports: Ports,
    // Bound, never accepted from: the kernel gives it back when the process ends, however it ends.
    _claim: TcpListener,
}

impl Block {
    const SIZE: u16 = 400;
    // Below the range from which Linux takes ports for outgoing connections.
    const FIRST: u16 = 20_000;
    const LAST: u16 = 31_999;

    /// Claims the first free block.
    pub(crate) fn claim() -> Result<Self> {
        for base in (Self::FIRST..Self::LAST).step_by(usize::from(Self::SIZE)) {
            let Ok(claim) = TcpListener::bind((Ipv4Addr::LOCALHOST, base)) else {
                continue;
            };
            let ports = Ports {
                ami: base + 1,
                sip: base + 2,
                http: base + 3,
                agi: base + 4,
                trunk: base + 5,
                rtp: base + 10,
                phones: base + 10 + Ports::RTP,
            };
            if ports.check().is_ok() && tcp_is_free(ports.agi) {
                return Ok(Self { ports, _claim: claim });
            }
        }
        Err(RigError::NoPorts {
            first: Self::FIRST,
            last: Self::LAST,
        })
    }
}

/// Whether a UDP port of this machine is free right now.
///
/// Read from the kernel's list, not tried: a socket bound to find out stands in the way of a SIPp that binds the same
/// port in that moment, and SIPp then gives up.
pub(crate) fn udp_is_free(address: Ipv4Addr, port: u16) -> bool {
    match fs::read_to_string("/proc/net/udp") {
        Ok(list) => !list.lines().any(|line| holds(line, address, port)),
        Err(_) => UdpSocket::bind((address, port)).is_ok(),
    }
}

/// Whether a line such as ` 8485: 0100007F:63D3 00000000:0000 07 …` is of a socket that has this port.
fn holds(line: &str, address: Ipv4Addr, port: u16) -> bool {
    let local = line.split_whitespace().nth(1).and_then(|local| {
        let (host, port) = local.split_once(':')?;
        let host = u32::from_str_radix(host, 16).ok()?;
        // The number is printed as it lies in memory, in the order of the network.
        let host = Ipv4Addr::from(host.to_ne_bytes());
        Some((host, u16::from_str_radix(port, 16).ok()?))
    });
    local.is_some_and(|(host, taken)| taken == port && (host == address || host.is_unspecified()))
}

fn tcp_is_free(port: u16) -> bool {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_blocks_share_no_port() {
        let (one, two) = (Block::claim().unwrap().ports, Block::claim().unwrap());
        // The first claim is already given back, so hold both for the comparison that matters.
        let three = Block::claim().unwrap();
        assert!(two.ports.ami.abs_diff(three.ports.ami) >= Block::SIZE);
        assert!(one.phones + Ports::PHONES <= one.ami - 1 + Block::SIZE);
    }

    #[test]
    fn a_taken_port_is_seen_without_being_tried() {
        let taken = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = taken.local_addr().unwrap().port();
        assert!(!udp_is_free(Ipv4Addr::LOCALHOST, port));
        drop(taken);
        let line =
            " 8485: 0100007F:63D3 00000000:0000 07 00000000:00000000 00:00000000 00000000 0 0 6263609 2";
        for (address, port, held) in [
            ([127, 0, 0, 1], 25_555, true),
            ([127, 0, 0, 1], 25_556, false),
            ([127, 0, 0, 2], 25_555, false),
        ] {
            assert_eq!(holds(line, address.into(), port), held, "{address:?}:{port}");
        }
        assert!(holds(" 1: 00000000:63D3 x", Ipv4Addr::LOCALHOST, 25_555));
        assert!(!holds("  sl  local_address rem_address", Ipv4Addr::LOCALHOST, 0));
    }

    #[test]
    fn a_taken_port_is_named_with_its_remedy() {
        let block = Block::claim().unwrap();
        let _taken = UdpSocket::bind((Ipv4Addr::LOCALHOST, block.ports.sip)).unwrap();
        let message = block.ports.check().unwrap_err().to_string();
        assert_eq!(
            message,
            format!(
                "port {} of 127.0.0.1 is taken; choose another with `--sip-port`",
                block.ports.sip
            )
        );
    }
}
