//! What can go wrong when a simulated PBX is started or played with.

/// Why a simulated PBX refused.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SimError {
    /// The company cannot be a PBX.
    #[error("the sample company is not usable: {what}")]
    Company {
        /// What is wrong, where, and what to do.
        what: String,
    },
    /// A configuration file given at the start cannot be read.
    #[error("configuration file {file:?}, line {line}: {what}")]
    File {
        /// Its name.
        file: String,
        /// 1-based.
        line: usize,
        /// What is wrong with the line.
        what: &'static str,
    },
    /// The address cannot be listened on.
    #[error("cannot listen on {address}; free the port or choose another (port 0 takes any)")]
    Listen {
        /// As it was asked for.
        address: String,
        /// The system's reason.
        #[source]
        source: std::io::Error,
    },
    /// The address is reachable from outside: a simulated PBX has no business there.
    #[error("{address} is not a loopback address; use 127.0.0.1 or ::1")]
    NotLoopback {
        /// As it was asked for.
        address: String,
    },
    /// No phone has this extension.
    #[error(
        "no phone has extension {extension:?}; add it to the company, or write and reload its section first"
    )]
    NoSuchPhone {
        /// As it was asked for.
        extension: String,
    },
    /// The number leads nowhere.
    #[error("{number:?} is neither a phone, a queue nor an outside number of this company")]
    NoSuchNumber {
        /// As it was dialled.
        number: String,
    },
    /// There is no such queue.
    #[error("there is no queue {queue:?}; the company names its queues")]
    NoSuchQueue {
        /// As it was asked for.
        queue: String,
    },
    /// The phone is in a call, or not registered.
    #[error("phone {extension} cannot call now: its state is {state}")]
    PhoneNotFree {
        /// Its extension.
        extension: String,
        /// Its device state, as in `DeviceStateChange`.
        state: &'static str,
    },
    /// No connection has this number any more.
    #[error("connection {id} is closed; `connected` names those that are open")]
    NoSuchConnection {
        /// As it was asked for.
        id: u64,
    },
    /// The PBX has crashed and was not revived.
    #[error("the simulated PBX is down; revive it first")]
    Down,
}
