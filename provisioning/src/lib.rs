//! Provisioning of SIP phones, Grandstream first: devices, lines and keys to configuration files.
//!
//! A [`Device`] says in plain words how a phone shall be; [`Device::render`] checks all of it against the [`Model`] and makes
//! a [`Configuration`], which writes the XML file and the binary file that phones fetch. Both can be read back.
//!
//! ```
//! use switchhook_provisioning::{Device, FunctionKey, KeyFunction, Line, Model, Protocol, TimeZone};
//!
//! let phone = Device::new(Model::GRP2614, "c0:74:ad:11:22:33".parse()?)
//!     .line(
//!         Line::new("pbx.example.net", "u4711", "kT9-vV2_mQ7.xR4-pL1s")
//!             .display_name("Hélène T.")
//!             .label("Reception")
//!             .voicemail("*79"),
//!     )
//!     .key(5, FunctionKey::new(KeyFunction::BusyLamp).value("102").label("Workshop"))
//!     .ntp(["ntp1.example.net", "ntp2.example.net"])
//!     .time_zone(TimeZone::Utc("+11".parse()?))
//!     .config_server(Protocol::Https, "prov.example.net/phones")
//!     .admin_password("wq7.Lm-3_Zp");
//!
//! let configuration = phone.render()?;
//! assert_eq!(configuration.xml_name(), "cfgc074ad112233.xml");
//! assert!(configuration.xml().contains("<P270>Reception</P270>"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Layers
//!
//! - [`Device`], [`Line`], [`FunctionKey`]: what is wanted, in short. Texts are taken as they are and checked together.
//! - [`setting`]: everything that can be set, by path, and its values; [`catalogue`]: every model and what it has.
//! - [`dialect`]: which number and code stand for a setting on which model, both ways.
//! - [`grandstream`]: numbered values, and the forms of files.
//! - [`brand`]: phones of other makers in the same words; [`cisco`] and [`mitel`]: their files and pages.
//! - [`phonebook`]: people and numbers, as phones download them; [`screen`]: what they show while nobody talks.
//! - [`secretary`]: keys for those who answer calls of others.
//! - [`lifecycle`]: what a device is to its server, from being expected to being retired.
//! - [`reassign`]: a telephone passes to another person in steps that can be interrupted; [`rollout`]: firmware in rings.
//! - `server` (feature): gives each device its own files, and a stranger nothing.
//! - [`notify`], [`dhcp`], [`pnp`]: what PBX, DHCP server and a plug-and-play responder say to phones.
//! - `webui` (feature): phones' own pages, without sockets; `push` (feature): the same over the network; `discover`
//!   (feature): phones found there.
//! - [`layer`]: settings of a site, a group and a device upon each other, each value knowing its layer; [`baseline`]: what every
//!   device gets; [`policy`]: what no configuration may be; [`import`]: the directories of other programs.
//! - [`Finding`]: one thing that is wrong or doubtful. Every error has a code that stays, says where, what, and what to do.
//!
//! The crate has no I/O, no clock and no randomness. Passwords are [`Secret`]s: no `Debug`, error or explanation shows one.

pub mod baseline;
pub mod brand;
pub mod catalogue;
pub mod cisco;
pub mod dhcp;
pub mod dialect;
#[cfg(feature = "discover")]
#[allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "looking for phones: sockets, timers and tasks are its work"
)]
pub mod discover;
pub mod grandstream;
pub mod handover;
pub mod import;
pub mod layer;
pub mod lifecycle;
pub mod mitel;
pub mod notify;
pub mod password;
pub mod phonebook;
pub mod pnp;
pub mod policy;
#[cfg(feature = "push")]
#[allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "talking to phones: sockets, timers and tasks are its work"
)]
pub mod push;
pub mod reassign;
pub mod rollout;
pub mod screen;
pub mod secretary;
#[cfg(feature = "server")]
pub mod server;
pub mod setting;
#[cfg(feature = "testing")]
#[allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "a phone that is asked over the network: sockets and tasks are its work"
)]
pub mod testing;
#[cfg(feature = "webui")]
pub mod webui;

mod any_model;
mod check;
mod device;
mod dial_plan;
mod effect;
mod front;
mod key;
mod line;
mod mac;
mod markup;
mod named;
mod problem;
mod rule;
mod secret;
mod time_zone;
mod url;

// What is wanted.
pub use any_model::AnyModel;
pub use device::{Device, Protocol, Schedule, SyslogLevel};
pub use dial_plan::{DialPlan, ParseDialPlanError};
pub use key::FunctionKey;
pub use line::{Line, Transport};
pub use mac::{MacAddr, ParseMacError};
pub use named::ParseNameError;
pub use secret::Secret;
pub use time_zone::{ParseUtcOffsetError, TimeZone, UtcOffset};

pub use baseline::Baseline;
pub use catalogue::{Firmware, Model};
pub use setting::{KeyFunction, Setting, Value};

// What comes of it.
pub use effect::{Effect, Forecast};
pub use grandstream::Configuration;
pub use markup::MarkupError;
pub use problem::{Finding, Problem, Refused};
pub use rule::Rule;

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct ReadmeDoctests;
