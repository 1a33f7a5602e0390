//! The responder's sockets.

use std::hash::{BuildHasher as _, Hasher as _, RandomState};
use std::io;
use std::net::{Ipv4Addr, SocketAddr, SocketAddrV4};

use ipnet::IpNet;
use tokio::net::UdpSocket;
use tokio::time::{Instant, sleep_until};

use super::responder::{Inventory, Reaction, Responder};
use crate::pnp::{GROUP, MAX_BYTES};

/// A responder with its two sockets: one hears the group, the other speaks to phones.
#[derive(Debug)]
pub struct Listener<I> {
    hears: UdpSocket,
    speaks: UdpSocket,
    responder: Responder<I>,
}

/// Listens to plug-and-play questions on the network of one interface, given by this machine's address there.
///
/// A PBX on the same machine holds port 5060 of all addresses and has to be bound to one address for this to work. What
/// is said comes from a port that the system chooses.
///
/// # Errors
/// When a socket cannot be opened or the group not be joined.
pub async fn listen<I: Inventory>(
    interface: Ipv4Addr,
    networks: impl IntoIterator<Item = IpNet>,
    inventory: I,
) -> io::Result<Listener<I>> {
    let hears = group_socket(GROUP)?;
    hears.join_multicast_v4(*GROUP.ip(), interface)?;
    let speaks = UdpSocket::bind((interface, 0)).await?;
    Listener::on(hears, speaks, networks, inventory)
}

impl<I: Inventory> Listener<I> {
    /// A responder on sockets that are open already; the second one has to have an address of its own, not any.
    ///
    /// # Errors
    /// When the system does not tell the address.
    pub fn on(
        hears: UdpSocket,
        speaks: UdpSocket,
        networks: impl IntoIterator<Item = IpNet>,
        inventory: I,
    ) -> io::Result<Self> {
        let local = speaks.local_addr()?;
        Ok(Self {
            hears,
            speaks,
            responder: Responder::new(inventory, networks, local),
        })
    }

    /// Answers phones until the future is dropped, and tells `each` what every datagram led to.
    ///
    /// # Errors
    /// When a socket no longer works.
    pub async fn run(mut self, mut each: impl FnMut(SocketAddr, &Reaction)) -> io::Result<()> {
        let mut heard = vec![0; MAX_BYTES + 1];
        let mut told = vec![0; MAX_BYTES + 1];
        let names = RandomState::new();
        let mut count = 0u64;
        loop {
            let due = self.responder.poll_timeout().map(Instant::from_std);
            let wait = async move {
                match due {
                    Some(due) => sleep_until(due).await,
                    None => std::future::pending().await,
                }
            };
            let (bytes, source) = tokio::select! {
                () = wait => {
                    self.responder.handle_timeout(Instant::now().into_std());
                    self.send().await;
                    continue;
                }
                read = self.hears.recv_from(&mut heard) => (&heard[..], read),
                read = self.speaks.recv_from(&mut told) => (&told[..], read),
            };
            let (length, source) = match source {
                Ok(read) => read,
                // An ICMP error of something sent before; the socket goes on.
                Err(error) if error.kind() == io::ErrorKind::ConnectionRefused => continue,
                Err(error) => return Err(error),
            };
            count += 1;
            let mut hasher = names.build_hasher();
            hasher.write_u64(count);
            let tag = format!("{:016x}", hasher.finish());
            let now = Instant::now().into_std();
            let reaction = self.responder.receive(&bytes[..length], source, &tag, now);
            each(source, &reaction);
            self.send().await;
        }
    }

    async fn send(&mut self) {
        while let Some(transmit) = self.responder.poll_transmit() {
            // A phone that is gone asks again when it is back.
            let _ = self.speaks.send_to(transmit.text.as_bytes(), transmit.to).await;
        }
    }
}

/// Bound to the group itself: what is sent to this machine's own port 5060 is not for us. Others may listen too.
#[cfg(unix)]
fn group_socket(group: SocketAddrV4) -> io::Result<UdpSocket> {
    use rustix::net::{AddressFamily, SocketFlags, SocketType, bind, socket_with, sockopt};
    let flags = SocketFlags::NONBLOCK | SocketFlags::CLOEXEC;
    let socket = socket_with(AddressFamily::INET, SocketType::DGRAM, flags, None)?;
    sockopt::set_socket_reuseaddr(&socket, true)?;
    bind(&socket, &group)?;
    UdpSocket::from_std(std::net::UdpSocket::from(socket))
}

#[cfg(not(unix))]
fn group_socket(group: SocketAddrV4) -> io::Result<UdpSocket> {
    let socket = std::net::UdpSocket::bind((Ipv4Addr::UNSPECIFIED, group.port()))?;
    socket.set_nonblocking(true)?;
    UdpSocket::from_std(socket)
}
