use std::net::{Ipv4Addr, SocketAddr, UdpSocket};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use crate::error::{Result, RigError};
use crate::site::Site;

/// However long a test hangs, its subscription does not live longer.
const LIFETIME: Duration = Duration::from_secs(30 * 60);

/// A SIP telephone that watches an extension (the lamp beside a key), as the laboratory's endpoint `watcher`. It says
/// OK to whatever Asterisk sends it, notifications and messages, until it is dropped.
#[derive(Debug)]
pub struct Subscriber {
    stop: Arc<AtomicBool>,
    answering: Option<JoinHandle<()>>,
    address: SocketAddr,
}

impl Subscriber {
    /// Subscribes to the presence of `extension` for five minutes.
    ///
    /// # Errors
    ///
    /// Asterisk refused, or did not answer within five seconds.
    pub fn watch(site: &Site, extension: &str) -> Result<Self> {
        let failed = |reason: String| RigError::Sipp {
            what: format!("the subscription to {extension}"),
            reason,
        };
        let say = |e: std::io::Error| failed(e.to_string());
        let socket = UdpSocket::bind((Ipv4Addr::new(127, 0, 0, 3), 0)).map_err(say)?;
        let address = socket.local_addr().map_err(say)?;
        socket.connect(site.sip_addr()).map_err(say)?;
        socket
            .set_read_timeout(Some(Duration::from_millis(100)))
            .map_err(say)?;
        let server = site.sip_addr();
        let request = format!(
            "SUBSCRIBE sip:{extension}@{server} SIP/2.0\r\nVia: SIP/2.0/UDP {address};branch=z9hG4bK{0}\r\n\
             From: <sip:watcher@{server}>;tag={0}\r\nTo: <sip:{extension}@{server}>\r\nCall-ID: watcher-{0}\r\n\
             CSeq: 1 SUBSCRIBE\r\nContact: <sip:watcher@{address}>\r\nMax-Forwards: 70\r\nEvent: presence\r\n\
             Accept: application/pidf+xml\r\nExpires: 300\r\nContent-Length: 0\r\n\r\n",
            address.port()
        );
        socket.send(request.as_bytes()).map_err(say)?;
        let mut buffer = vec![0; 65_536];
        let end = Instant::now() + Duration::from_secs(5);
        loop {
            let text = receive(&socket, &mut buffer);
            match text.as_deref().and_then(|text| text.strip_prefix("SIP/2.0 ")) {
                Some(status) if status.starts_with('2') => break,
                Some(status) if !status.starts_with('1') => {
                    return Err(failed(status.lines().next().unwrap_or_default().to_owned()));
                }
                _ if Instant::now() >= end => return Err(failed("no answer".to_owned())),
                _ => {}
            }
        }
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = Arc::clone(&stop);
        let answering = std::thread::spawn(move || {
            let end = Instant::now() + LIFETIME;
            while !stopped.load(Ordering::Relaxed) && Instant::now() < end {
                if let Some(answer) = receive(&socket, &mut buffer).as_deref().and_then(accepted) {
                    // A lost answer is asked for again.
                    let _ = socket.send(answer.as_bytes());
                }
            }
        });
        Ok(Self {
            stop,
            answering: Some(answering),
            address,
        })
    }

    /// Where it can be reached, as a SIP address.
    #[must_use]
    pub fn uri(&self) -> String {
        format!("sip:watcher@{}", self.address)
    }
}

impl Drop for Subscriber {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        if let Some(answering) = self.answering.take() {
            // It has nothing to say about its end.
            let _ = answering.join();
        }
    }
}

fn receive(socket: &UdpSocket, buffer: &mut [u8]) -> Option<String> {
    let length = socket.recv(buffer).ok()?;
    Some(String::from_utf8_lossy(&buffer[..length]).into_owned())
}

/// `200 OK` to a request.
fn accepted(request: &str) -> Option<String> {
    if request.starts_with("SIP/2.0") {
        return None;
    }
    let kept: Vec<&str> = request
        .split("\r\n")
        .take_while(|line| !line.is_empty())
        .filter(|line| {
            let name = line.split(':').next().unwrap_or_default();
            ["Via", "From", "To", "Call-ID", "CSeq"].contains(&name)
        })
        .collect();
    Some(format!(
        "SIP/2.0 200 OK\r\n{}\r\nContent-Length: 0\r\n\r\n",
        kept.join("\r\n")
    ))
}
