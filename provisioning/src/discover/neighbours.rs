//! The neighbour table: which hardware address has which IP address in the networks that this machine stands in.

use std::net::Ipv4Addr;

use crate::mac::MacAddr;

/// A machine in a network of this one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Neighbour {
    /// Its IP address.
    pub address: Ipv4Addr,
    /// Its hardware address.
    pub mac: MacAddr,
}

/// The neighbours that this machine knows now; none where the system has no `/proc/net/arp`.
#[must_use]
pub fn neighbours() -> Vec<Neighbour> {
    std::fs::read_to_string("/proc/net/arp")
        .map(|text| parse_neighbours(&text))
        .unwrap_or_default()
}

/// Reads the table of Linux. Addresses that were asked for and have not answered are left out.
///
/// ```
/// use switchhook_provisioning::discover::parse_neighbours;
/// let table = "\
/// IP address       HW type     Flags       HW address            Mask     Device
/// 192.0.2.40       0x1         0x2         c0:74:ad:11:22:33     *        eth0
/// 192.0.2.41       0x1         0x0         00:00:00:00:00:00     *        eth0
/// ";
/// let neighbours = parse_neighbours(table);
/// assert_eq!(neighbours.len(), 1);
/// assert_eq!(neighbours[0].mac.to_string(), "c0:74:ad:11:22:33");
/// ```
#[must_use]
pub fn parse_neighbours(table: &str) -> Vec<Neighbour> {
    table
        .lines()
        .skip(1)
        .filter_map(|line| {
            let mut columns = line.split_ascii_whitespace();
            let address = columns.next()?.parse().ok()?;
            let flags = columns.nth(1)?.strip_prefix("0x")?;
            // Bit 1: the entry is complete.
            let complete = u32::from_str_radix(flags, 16).ok()? & 2 != 0;
            let mac: MacAddr = columns.next()?.parse().ok()?;
            (complete && mac.is_of_one_device()).then_some(Neighbour { address, mac })
        })
        .collect()
}
