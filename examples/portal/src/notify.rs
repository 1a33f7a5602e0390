//! Tells systemd how far the service is, as `sd_notify(3)` does: a datagram to the socket that it names.

use crate::log::Event;

/// The portal answers.
pub fn ready() {
    tell("READY=1");
}

/// What `systemctl status` shows.
pub fn status(text: &str) {
    tell(&message("STATUS", text));
}

pub fn stopping() {
    tell("STOPPING=1");
}

/// One assignment: a line end in the value would begin another one.
fn message(name: &str, value: &str) -> String {
    format!("{name}={}", value.replace(char::is_control, " "))
}

#[cfg(unix)]
fn tell(message: &str) {
    if let Some(socket) = std::env::var_os("NOTIFY_SOCKET")
        && let Err(error) = send(&socket, message)
    {
        tracing::warn!(event = %Event::NotifyFailed, %error, "the service manager could not be told {message:?}");
    }
}

#[cfg(not(unix))]
fn tell(_: &str) {}

#[cfg(unix)]
fn send(socket: &std::ffi::OsStr, message: &str) -> std::io::Result<()> {
    #[cfg(target_os = "linux")]
    use std::os::linux::net::SocketAddrExt;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::net::{SocketAddr, UnixDatagram};

    let address = match socket.as_bytes().strip_prefix(b"@") {
        // Not a file: a name in a space of its own, which only Linux has.
        #[cfg(target_os = "linux")]
        Some(name) => SocketAddr::from_abstract_name(name)?,
        _ => SocketAddr::from_pathname(socket)?,
    };
    let sender = UnixDatagram::unbound()?;
    // A service manager that does not read must not keep the portal from working.
    sender.set_nonblocking(true)?;
    sender.send_to_addr(message.as_bytes(), &address)?;
    Ok(())
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::os::linux::net::SocketAddrExt;
    use std::os::unix::net::{SocketAddr, UnixDatagram};

    use super::*;

    fn received(socket: &UnixDatagram) -> String {
        let mut buffer = [0; 200];
        let count = socket.recv(&mut buffer).unwrap();
        String::from_utf8_lossy(&buffer[..count]).into_owned()
    }

    #[test]
    fn a_socket_is_a_file_or_an_abstract_name() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("notify");
        let file = UnixDatagram::bind(&path).unwrap();
        send(path.as_os_str(), "READY=1").unwrap();
        assert_eq!(received(&file), "READY=1");

        let name = format!("switchhook-test-{}", std::process::id());
        let address = SocketAddr::from_abstract_name(&name).unwrap();
        let abstracted = UnixDatagram::bind_addr(&address).unwrap();
        send(format!("@{name}").as_ref(), "STOPPING=1").unwrap();
        assert_eq!(received(&abstracted), "STOPPING=1");

        assert!(send(folder.path().join("nobody").as_os_str(), "READY=1").is_err());
    }

    #[test]
    fn what_the_pbx_says_cannot_claim_something_else() {
        assert_eq!(message("STATUS", "refused\nREADY=1"), "STATUS=refused READY=1");
    }
}
