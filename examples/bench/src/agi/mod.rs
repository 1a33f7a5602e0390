//! `switchhook-agi` under load, in two processes: a server, and a played Asterisk that measures it.
//!
//! Every measurement counts on both sides and fails where they differ: a server that loses a reply is not fast.

pub mod asterisk;
pub mod asterisk_rs;
pub mod commands;
pub mod exact;
pub mod idle;
pub mod load;
pub mod serve;
pub mod server_process;
pub mod soak;

/// The peer that this program has built in.
pub const THEIRS: &str = "asterisk-rs-agi 0.8";

/// Whatever goes wrong ends the program with its words.
pub type Result<T> = std::result::Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// As many open files as the system allows: an idle call takes one on each side. Gives how many that are.
pub fn raise_the_limit_of_files() -> u64 {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let limit = getrlimit(Resource::Nofile);
    let raised = Rlimit {
        current: limit.maximum,
        maximum: limit.maximum,
    };
    // Where it may not be raised, what there is has to do.
    let _ = setrlimit(Resource::Nofile, raised);
    getrlimit(Resource::Nofile).current.unwrap_or(u64::MAX)
}
