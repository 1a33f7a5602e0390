//! A simulated PBX: the bytes of an Asterisk 22 or 16 manager on loopback, for tests and demonstrations.
//!
//! Feature `sim`. It has phones, queues, bridges, a parking lot, AstDB, configuration files and call detail records, and
//! nothing behind them: no SIP, no sound. What it says on AMI, it says as Asterisk does: header names and their order,
//! reply texts, lists, permission classes, filters, limits of lines and headers, the pause before a failed login is
//! answered.
//!
//! A test of your own program in ten lines:
//!
//! ```
//! use std::time::Duration;
//! use switchhook_ami::action::QueueStatus;
//! use switchhook_ami::client::{Client, Config};
//! use switchhook_ami::sim::{AmiUser, Company, Pbx, Settings, SimPhone, SimQueue};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let member = vec![("PJSIP/p102".to_owned(), "Jean".to_owned())];
//! let company = Company {
//!     phones: vec![SimPhone::new("PJSIP/p101", "101", "Moana"), SimPhone::new("PJSIP/p102", "102", "Jean")],
//!     queues: vec![SimQueue { name: "support".into(), extension: "800".into(), members: member }],
//!     users: vec![AmiUser::new("tester", "secret")],
//!     ..Company::default()
//! };
//! let pbx = Pbx::start("127.0.0.1:0", company, Settings::default()).await?;
//!
//! let secret = switchhook_ami::Secret::new("secret");
//! let client = Client::connect(Config::new(pbx.addr().to_string(), "tester", secret)).await?;
//! pbx.call("101", "800", Duration::from_secs(60))?; // Moana calls the queue, Jean's phone rings
//! let queues = client.send(QueueStatus::all()).await?;
//! assert_eq!(queues.iter().next().map(|queue| queue.entries.len()), Some(1));
//! # client.close().await;
//! # pbx.stop().await;
//! # Ok(())
//! # }
//! ```
//!
//! # What happens in it
//!
//! - [`Pbx::call`] and [`Pbx::incoming`] make calls, [`Pbx::set_phone`] decides what a phone does with them, and the
//!   actions `Originate`, `Hangup`, `Redirect`, `Bridge`, `BlindTransfer` and `Park` work on all. A phone has one line:
//!   who talks is busy.
//! - With [`Settings::pace`] above 0 calls come and go by themselves. One seed gives one life; [`history()`] gives a past.
//! - A queue rings all its free members: not paused, not talking, not in [wrap-up](Settings::queue_wrapup). The dialplan
//!   answers before it queues, so a caller who gives up is an answered call without a destination channel, and each
//!   member that rang in vain leaves a record of its own.
//! - A section written into [`Settings::phones_file`] is a registered phone after a reload.
//!
//! # What goes wrong in it
//!
//! [`Pbx::fault`] does it to every connection, [`Pbx::fault_on`] to one, [`Pbx::fault_next`] to the next: see [`Fault`].
//! [`Pbx::restart`] ends everything and begins again, with modules that are loaded later than managers are let in;
//! [`Pbx::crash`] ends it without a word, [`Pbx::revive`] brings it back on the same port.
//!
//! ```
//! # use switchhook_ami::sim::{Company, Fault, Pbx, Settings};
//! # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), switchhook_ami::sim::SimError> {
//! # let pbx = Pbx::start("127.0.0.1:0", Company::default(), Settings::default()).await?;
//! pbx.fault(Fault::DropEvents { next: 20 })?; // does your program notice?
//! pbx.fault(Fault::NoReply)?; // the next action is carried out, and never answered
//! pbx.restart(std::time::Duration::from_millis(200)).await?;
//! # Ok(()) }
//! ```
//!
//! # How near it is to Asterisk
//!
//! Every action of [`Settings::version`] answers. What the model knows (sessions, calls, channels, bridges, queues, AstDB,
//! files, states, variables) it answers from its state; all else is answered as a real Asterisk answered, recorded in
//! `recorded/`, which changes nothing. `tests/conformance` runs one list of 143 steps on this PBX, on Asterisk 22 and on
//! Asterisk 16: names, order and classes of values of all headers of every answer are equal, and its events have the headers
//! that Asterisk gave them. Modules for hardware (`chan_dahdi`, `app_meetme`, `res_mwi_external_ami`) could not be asked;
//! their few answers are written from Asterisk's source. [`Settings::modules_missing`] takes modules away.
//!
//! # What it is configured like
//!
//! `Cdr` events need `cdr_manager.conf` on a real PBX. This one behaves as if `linkedid => LinkedID` and
//! `sequence => Sequence` were mapped there, and `unanswered = yes` set in `cdr.conf`.
//!
//! # What it does not do
//!
//! Channels are PJSIP only (an Originate to another technology ends with `Reason: 0`), every number has priority 1,
//! queues have one strategy, nobody is called back from the parking lot, attended transfers and conferences do not take
//! place, and in GetConfig and UpdateConfig filters other than `TEMPLATES=` are refused.
//!
//! # Layers
//!
//! The model and the sessions in front of it take bytes and moments as arguments; two files move bytes and read the clock.
//! A client that does not read, sends without end or never logs in costs a bounded amount of memory and is dropped.

mod action;
mod cdr;
mod channel;
mod class;
mod clock;
mod company;
mod config;
mod config_update;
mod connection;
mod error;
mod fault;
mod filter;
mod history;
mod life;
mod manager;
mod model;
mod random;
mod recorded;
mod request;
mod server;
mod text;

pub use cdr::CdrRecord;
pub use company::{AmiUser, Behaviour, Company, Settings, SimPhone, SimQueue, Version};
pub use error::SimError;
pub use fault::Fault;
pub use history::history;
pub use server::{Connected, Pbx};
