//! The protocol without a runtime: a blocking socket, one thread, one loop.
//!
//! `AMI_SECRET=secret cargo run -p switchhook-ami --no-default-features --example sans_io -- 127.0.0.1:5038 ops`
//!
//! `switchhook_ami::proto` has no sockets and no clock: this file brings both. The same loop fits any other byte
//! stream, and any other way to wait.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::print_stdout,
    reason = "a program: it has a socket and a clock, reads its environment and prints"
)]

use std::io::{self, ErrorKind, Read as _, Write as _};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use switchhook_ami::Secret;
use switchhook_ami::action::{Action, CoreSettings, Logoff, Request};
use switchhook_ami::proto::{CloseReason, Connection, Notice, Options};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [address, user] = &arguments[..] else {
        return Err("usage: AMI_SECRET=… sans_io HOST:PORT USER".into());
    };
    let secret = std::env::var("AMI_SECRET").map_err(|_| "set AMI_SECRET to the user's secret")?;
    let socket = TcpStream::connect(address)?;
    let settings = ask(&socket, Options::new(user, Secret::new(secret)), &CoreSettings)?;
    println!(
        "Asterisk {}",
        settings
            .asterisk_version()
            .as_deref()
            .unwrap_or("of an unknown version")
    );
    Ok(())
}

/// Logs in, asks one question, logs off.
pub(crate) fn ask<A: Action>(
    mut socket: &TcpStream,
    options: Options,
    action: &A,
) -> Result<A::Response, Box<dyn std::error::Error>> {
    let request = Request::new(action)?;
    let mut connection = Connection::new(options, Instant::now())?;
    let (mut asked, mut answer) = (None, None);
    let mut buffer = [0; 16 * 1024];
    loop {
        // 1. All that it has to say …
        while let Some(notice) = connection.poll_event() {
            match notice {
                Notice::Ready(_) => asked = Some(connection.send(&request, Instant::now())?),
                Notice::Reply { id, result } if asked == Some(id) => {
                    answer = Some(result?);
                    connection.send(&Request::new(&Logoff)?, Instant::now())?;
                }
                Notice::Closed(CloseReason::LoggedOff | CloseReason::ClosedByPeer) if answer.is_some() => {
                    return Ok(action.response(&answer.ok_or("no answer")?)?);
                }
                Notice::Closed(reason) => return Err(reason.into()),
                Notice::Event(message) => println!("{}", message.event_name().unwrap_or("?")),
                // The answer to the Logoff, and messages that were given up.
                _ => {}
            }
        }
        // 2. … and all that it wants to send.
        while let Some(bytes) = connection.poll_transmit() {
            socket.write_all(&bytes)?;
        }
        // 3. Wait for bytes, but no longer than it wants to wait.
        let until = connection.poll_timeout();
        let wait = until.map(|until| until.saturating_duration_since(Instant::now()));
        // A socket takes no timeout of zero.
        socket.set_read_timeout(wait.map(|wait| wait.max(Duration::from_millis(1))))?;
        match socket.read(&mut buffer) {
            Ok(0) => connection.closed_by_peer(Instant::now()),
            Ok(length) => connection.receive(&buffer[..length], Instant::now()),
            Err(error) if is_timeout(&error) => connection.handle_timeout(Instant::now()),
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => connection.lost(error.to_string()),
        }
    }
}

/// Which of the two it is depends on the system.
fn is_timeout(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut)
}
