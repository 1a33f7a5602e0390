use std::io;

/// Why a server did not start.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StartError {
    /// Not an address.
    #[error("cannot listen on {address:?}: {source}; write it as host:port, such as 127.0.0.1:4573")]
    Address {
        /// As it was given.
        address: String,
        /// What the operating system said.
        source: io::Error,
    },
    /// Other machines could connect.
    #[error(
        "cannot listen on {address:?}: other machines reach it, and AGI has no password; listen on 127.0.0.1, or allow \
         it with Config::beyond_loopback behind a firewall"
    )]
    NotLoopback {
        /// As it was given.
        address: String,
    },
    /// The operating system refused.
    #[error("cannot listen on {address:?}: {source}; {}", remedy(.source))]
    Listen {
        /// As it was given.
        address: String,
        /// What the operating system said.
        source: io::Error,
    },
}

fn remedy(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::AddrInUse => {
            "another program listens there: stop it, or take another port here and in AGI()"
        }
        io::ErrorKind::AddrNotAvailable => "this machine has no such address",
        io::ErrorKind::PermissionDenied => "take a port above 1023",
        _ => "check address and port",
    }
}
