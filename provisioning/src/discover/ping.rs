//! ICMP echoes from a socket that needs no rights, where the system allows that (`net.ipv4.ping_group_range`).

use std::collections::BTreeSet;
use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::Duration;

use tokio::net::UdpSocket;
use tokio::time::{Instant, sleep, timeout_at};

/// Asks every address once and waits for answers; an error where the system does not allow it.
pub(super) async fn ping(addresses: &[Ipv4Addr], patience: Duration) -> io::Result<BTreeSet<Ipv4Addr>> {
    let socket = socket()?;
    let mut answered = BTreeSet::new();
    let mut buffer = [0; 256];
    for (index, address) in addresses.iter().enumerate() {
        // Who cannot be asked does not answer.
        let _ = socket
            .send_to(&echo(index as u16), SocketAddr::new((*address).into(), 0))
            .await;
        if index % 64 == 63 {
            sleep(Duration::from_millis(5)).await;
        }
        while let Ok((length, from)) = socket.try_recv_from(&mut buffer) {
            note(&mut answered, &buffer[..length], from);
        }
    }
    let end = Instant::now() + patience;
    while answered.len() < addresses.len() {
        match timeout_at(end, socket.recv_from(&mut buffer)).await {
            Err(_) => break,
            Ok(Ok((length, from))) => note(&mut answered, &buffer[..length], from),
            // Somebody's "unreachable", told to the socket.
            Ok(Err(_)) => {}
        }
    }
    Ok(answered)
}

fn note(answered: &mut BTreeSet<Ipv4Addr>, message: &[u8], from: SocketAddr) {
    // Type 0: an echo's reply.
    if let (Some(0), IpAddr::V4(address)) = (message.first(), from.ip()) {
        answered.insert(address);
    }
}

/// Type 8; checksum and identifier are the system's.
fn echo(sequence: u16) -> [u8; 16] {
    let mut message = [0; 16];
    message[0] = 8;
    message[6..8].copy_from_slice(&sequence.to_be_bytes());
    message
}

#[cfg(unix)]
fn socket() -> io::Result<UdpSocket> {
    use rustix::net::{AddressFamily, SocketFlags, SocketType, ipproto, socket_with};
    let flags = SocketFlags::NONBLOCK | SocketFlags::CLOEXEC;
    let socket = socket_with(AddressFamily::INET, SocketType::DGRAM, flags, Some(ipproto::ICMP))?;
    UdpSocket::from_std(std::net::UdpSocket::from(socket))
}

#[cfg(not(unix))]
fn socket() -> io::Result<UdpSocket> {
    Err(io::ErrorKind::Unsupported.into())
}
