//! A simulated PBX: the bytes of an Asterisk 22 manager on loopback, for tests and demonstrations.
//!
//! Feature `sim`. It has phones, queues, AstDB, configuration files and call detail records, and nothing behind them:
//! no SIP, no sound. What it says on AMI, it says as Asterisk does: header names and their order, reply texts, lists,
//! permission classes, limits of lines and headers, the pause before a failed login is answered.
//!
//! ```
//! use std::time::Duration;
//! use switchhook_ami::sim::{AmiUser, Behaviour, Company, Pbx, Settings, SimPhone};
//! use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let phone = |extension: &str, name: &str| SimPhone {
//!     endpoint: format!("PJSIP/p{extension}"),
//!     extension: extension.into(),
//!     name: name.into(),
//! };
//! let company = Company {
//!     phones: vec![phone("101", "Moana"), phone("102", "Jean")],
//!     users: vec![AmiUser::new("events", "secret")],
//!     ..Company::default()
//! };
//! let pbx = Pbx::start("127.0.0.1:0", company, Settings::default()).await?;
//!
//! let mut ami = tokio::net::TcpStream::connect(pbx.addr()).await?;
//! ami.write_all(b"Action: Login\r\nUsername: events\r\nSecret: secret\r\nEvents: cdr\r\n\r\n").await?;
//! let mut heard = String::new();
//! while !heard.contains("Authentication accepted") {
//!     heard.push(ami.read_u8().await?.into());
//! }
//! pbx.set_phone("102", Behaviour::Busy)?;
//! pbx.call("101", "102", Duration::from_secs(5))?;
//! while !heard.contains("Disposition: BUSY\r\n") {
//!     heard.push(ami.read_u8().await?.into());
//! }
//! pbx.stop().await;
//! # Ok(())
//! # }
//! ```
//!
//! # What happens in it
//!
//! - [`Pbx::call`] and [`Pbx::incoming`] make calls, [`Pbx::set_phone`] decides what a phone does with them, and the
//!   actions `Originate` and `Hangup` work on all. A phone has one line: who talks is busy.
//! - With [`Settings::pace`] above 0 calls come and go by themselves. One seed gives one life; [`history()`] gives a past.
//! - A queue rings all its free members. The dialplan answers before it queues, so a caller who gives up is an answered
//!   call without a destination channel, and each member that rang in vain leaves a record of its own.
//! - [`Pbx::crash`] breaks everything, [`Pbx::revive`] brings it back on the same port.
//! - A section written into [`Settings::phones_file`] is a registered phone after a reload.
//!
//! # What it is configured like
//!
//! `Cdr` events need `cdr_manager.conf` on a real PBX. This one behaves as if `linkedid => LinkedID` and
//! `sequence => Sequence` were mapped there, and `unanswered = yes` set in `cdr.conf`.
//!
//! # What it does not do
//!
//! Channels are PJSIP only (an Originate to another technology ends with `Reason: 0`), every number has priority 1,
//! `Variable` headers have no effect, and regular expressions (`Filter` of GetConfig other than `TEMPLATES=`,
//! `catfilter` of UpdateConfig, `/regex/` of Hangup) are refused or find nothing. Actions that are not in
//! `ListCommands` are unknown, as those of a module that is not loaded.
//!
//! # Layers
//!
//! The model and the sessions in front of it take bytes and moments as arguments; one file moves bytes and reads the
//! clock. A client that does not read, sends without end or never logs in costs a bounded amount of memory and is
//! dropped.

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
