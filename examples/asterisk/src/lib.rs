//! A disposable real Asterisk with SIPp phones: test support, and the program `switchhook-rig`.
//!
//! An [`Instance`] is a running Asterisk with the configuration of a small company; [`Phone`]s are real SIP phones
//! played by SIPp. Everything is blocking, on loopback, bounded in time, and gone when dropped or when the test is
//! killed.
//!
//! ```no_run
//! use std::time::Duration;
//! use switchhook_rig::{Behaviour, Instance, Manager, Task, Version};
//!
//! let pbx = Instance::start(Version::V22)?;
//! let alice = pbx.phone("100", &Behaviour::answer())?;
//! let bruno = pbx.phone("101", &Behaviour::answer().hang_up_after(Duration::from_secs(2)))?;
//!
//! let (user, secret) = pbx.account(Task::Calls);
//! let mut manager = Manager::connect(pbx.ami_addr())?;
//! manager.login(user, secret.expose())?;
//! manager.ask(&[("Action", "Originate"), ("Channel", "PJSIP/100"), ("Context", "internal"),
//!     ("Exten", "101"), ("Priority", "1"), ("Async", "true")])?;
//! bruno.answered(1, Duration::from_secs(5))?;
//! # Ok::<(), switchhook_rig::RigError>(())
//! ```
//!
//! The command line, the extensions, the accounts and what was learnt about Asterisk are in the
//! [README](https://github.com/switchhook/switchhook/tree/main/examples/asterisk).

// The telephone system.
pub use instance::Instance;
pub use laboratory::{Laboratory, SccpPhone, Subscriber};
pub use ports::Ports;
pub use secret::Secret;
pub use site::{PHONES, Site, Task};
pub use version::Version;

// The telephones.
pub use phone::{Behaviour, Call, Phone};

// What it says.
pub use cdr::CdrRow;
pub use manager::{Manager, Reply, Speaker};

// Making it.
pub use error::{Result, RigError};
pub use root::{Root, default_folder};
pub use up::{Up, down, find_site, status};
pub use wait::wait_for;

mod cdr;
mod error;
mod instance;
mod laboratory;
mod manager;
mod phone;
mod ports;
mod process;
mod root;
mod running;
mod secret;
mod site;
mod up;
mod version;
mod wait;

#[doc = include_str!("../README.md")]
#[cfg(doctest)]
struct ReadmeDoctests;
