//! Who is there.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use tokio::net::{TcpStream, UdpSocket};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep, timeout, timeout_at};

use super::neighbours::neighbours;
use super::ping::ping;
use super::range::Range;
use crate::grandstream::has_maker_prefix;
use crate::mac::MacAddr;

/// How a scan goes about it.
#[derive(Clone, Debug)]
pub struct ScanOptions {
    patience: Duration,
    whole: Duration,
    at_once: usize,
    ports: Vec<u16>,
}

impl Default for ScanOptions {
    fn default() -> Self {
        Self::new()
    }
}

impl ScanOptions {
    /// One second for an answer, one minute for everything, 64 connections at the same time, ports 443 and 80.
    #[must_use]
    pub fn new() -> Self {
        Self {
            patience: Duration::from_secs(1),
            whole: Duration::from_secs(60),
            at_once: 64,
            ports: vec![443, 80],
        }
    }

    /// How long an answer may take.
    #[must_use]
    pub const fn patience(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    /// How long everything may take. What was found until then is told.
    #[must_use]
    pub const fn whole(mut self, whole: Duration) -> Self {
        self.whole = whole;
        self
    }

    /// How many connections are tried at the same time: from 1 to 256.
    #[must_use]
    pub fn at_once(mut self, connections: usize) -> Self {
        self.at_once = connections.clamp(1, 256);
        self
    }

    /// The ports to try where neither the neighbour table nor an echo tells of somebody; at most four count.
    #[must_use]
    pub fn ports(mut self, ports: impl IntoIterator<Item = u16>) -> Self {
        self.ports = ports.into_iter().take(4).collect();
        self
    }
}

/// What tells that somebody is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Sign {
    /// It told its hardware address.
    Neighbour,
    /// It answered an echo.
    Echo,
    /// It took a connection to this port.
    Open(u16),
    /// It refused a connection to this port.
    Refused(u16),
}

/// Somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Found {
    /// Where.
    pub address: Ipv4Addr,
    /// Its hardware address, in a network of this machine.
    pub mac: Option<MacAddr>,
    /// What told of it, the best sign first.
    pub sign: Sign,
}

impl Found {
    /// Whether its hardware address is one of Grandstream's; no without one.
    #[must_use]
    pub fn is_of_maker(&self) -> bool {
        self.mac.is_some_and(has_maker_prefix)
    }
}

/// What a scan has found.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Scan {
    /// By address.
    pub found: Vec<Found>,
    /// Whether every address was looked at before the time was over.
    pub complete: bool,
    /// Whether echoes could be sent: else a phone in another network, with its pages off, is not seen.
    pub echoes: bool,
}

/// Looks at every address of a range: sends an empty datagram to port 9, so that the system asks for the hardware
/// address; sends an echo where it may; tries to connect to those that neither has told of.
pub async fn scan(range: &Range, options: &ScanOptions) -> Scan {
    let end = Instant::now() + options.whole;
    let addresses: Vec<_> = range.addresses().collect();
    let mut signs: BTreeMap<Ipv4Addr, Sign> = BTreeMap::new();

    // Together, so that the system resolves all addresses while echoes are awaited.
    let asking = async { tokio::join!(touch(&addresses), ping(&addresses, options.patience)).1 };
    let asked = timeout_at(end, asking).await;
    let mut complete = asked.is_ok();
    let echoes = matches!(asked, Ok(Ok(_)));
    match asked {
        Ok(Ok(answered)) => {
            signs.extend(answered.into_iter().map(|address| (address, Sign::Echo)));
        }
        // The system needs its time for the addresses in any case.
        _ => sleep(options.patience.min(end - Instant::now())).await,
    }
    let macs: BTreeMap<_, _> = neighbours()
        .into_iter()
        .filter(|neighbour| range.contains(neighbour.address))
        .map(|neighbour| (neighbour.address, neighbour.mac))
        .collect();
    signs.extend(macs.keys().map(|address| (*address, Sign::Neighbour)));

    let silent: BTreeSet<_> = addresses
        .into_iter()
        .filter(|address| !signs.contains_key(address))
        .collect();
    let (connected, all) = connect(silent, options, end).await;
    signs.extend(connected);
    complete &= all;
    let found = signs
        .into_iter()
        .map(|(address, sign)| Found {
            address,
            mac: macs.get(&address).copied(),
            sign,
        })
        .collect();
    Scan {
        found,
        complete,
        echoes,
    }
}

/// Makes the system ask who has the addresses.
async fn touch(addresses: &[Ipv4Addr]) {
    let Ok(socket) = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).await else {
        return;
    };
    for (index, address) in addresses.iter().enumerate() {
        // Nobody has to take it: it is the asking that counts.
        let _ = socket.send_to(&[], (*address, 9)).await;
        if index % 64 == 63 {
            sleep(Duration::from_millis(5)).await;
        }
    }
}

async fn connect(
    addresses: BTreeSet<Ipv4Addr>,
    options: &ScanOptions,
    end: Instant,
) -> (Vec<(Ipv4Addr, Sign)>, bool) {
    let room = Arc::new(Semaphore::new(options.at_once));
    let mut tasks = JoinSet::new();
    let mut found = Vec::new();
    let mut complete = true;
    for address in addresses {
        let Ok(permit) = timeout_at(end, Arc::clone(&room).acquire_owned()).await else {
            complete = false;
            break;
        };
        let (ports, patience) = (options.ports.clone(), options.patience);
        tasks.spawn(async move {
            let _permit = permit;
            Some((address, sign(address, &ports, patience).await?))
        });
    }
    loop {
        match timeout_at(end, tasks.join_next()).await {
            Ok(Some(done)) => found.extend(done.ok().flatten()),
            Ok(None) => return (found, complete),
            // Dropping the set ends the rest.
            Err(_) => return (found, false),
        }
    }
}

async fn sign(address: Ipv4Addr, ports: &[u16], patience: Duration) -> Option<Sign> {
    let mut refused = None;
    for port in ports {
        match timeout(patience, TcpStream::connect(SocketAddr::from((address, *port)))).await {
            Ok(Ok(_)) => return Some(Sign::Open(*port)),
            Ok(Err(error)) if error.kind() == io::ErrorKind::ConnectionRefused => {
                refused = refused.or(Some(Sign::Refused(*port)));
            }
            // Nobody there, or nobody who answers: another port will not change that.
            Ok(Err(_)) | Err(_) => break,
        }
    }
    refused
}
