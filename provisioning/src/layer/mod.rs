//! Settings in layers: what holds for all devices, for a site, for a group, for one.
//!
//! A [`Layer`] sets, clears, leaves and locks settings. [`resolve`] lays them upon each other, the narrower [`Scope`] above, and
//! gives [`Resolved`], where every value knows the layer that it comes from and who locked it. The same layers give the same
//! result in whatever order they are given.
//!
//! | A layer | and the result |
//! |---|---|
//! | says nothing (or [`unset`](Layer::unset) what it said) | is what lies below |
//! | [`set`](Layer::set) | is its value |
//! | [`clear`](Layer::clear) | is written empty, so that the device forgets what it had |
//! | [`leave`](Layer::leave) | is not written: the device keeps what it has |
//! | [`lock`](Layer::lock) | is what lies below or it says itself; what lies above cannot change it, and is told so (`W-LAYER-LOCKED`) |
//! | [`append`](Layer::append), [`replace`](Layer::replace) | keys, codecs and paging addresses: into the next free places, or in place of all |
//!
//! A layer states nothing but what it says: an account is switched on where a layer sets `account.1.active`, and the secret of whoever had
//! the phone before goes where one clears it. A [`Device`](crate::Device) says all of that of its lines, and [`Layer::of`] makes a layer
//! of it. What the device's model lacks is an error, whichever layer says it: what only some models have belongs into a layer of their
//! family, model or group.
//!
//! Texts may hold `{mac}`, `{model}`, `{site}`, `{extension}` and `{name}`; the last two are those of the account whose setting
//! it is. They are filled in when layers are resolved, and the result is checked like any other value. Secrets and dial plans are
//! taken as they are.
//!
//! ```
//! use switchhook_provisioning::layer::{Layer, Scope, Subject, resolve};
//! use switchhook_provisioning::{Model, grandstream::PNumber};
//!
//! let site = Layer::new(Scope::Site, "Nouméa")
//!     .set_text("account.1.server.1", "pbx.example.net")?
//!     .set_text("log.server", "log.example.net")?
//!     .lock("log.server".parse()?);
//! let phone = Layer::new(Scope::Device, "reception")
//!     .set_text("account.1.user_id", "{extension}")?
//!     .set_text("account.1.password", "kT9-vV2_mQ7.xR4-pL1s")?
//!     .set_text("log.server", "elsewhere.example.net")?;
//!
//! let subject = Subject::new(Model::GRP2614, "c0:74:ad:11:22:33".parse()?).extension("101");
//! let resolved = resolve(&[&phone, &site], &subject);
//! let configuration = resolved.encode()?;
//! assert_eq!(configuration.values().get(PNumber::new(35)), Some("101"));
//! assert_eq!(configuration.values().get(PNumber::new(207)), Some("log.example.net"));
//!
//! let why = resolved.why(PNumber::new(47)).ok_or("nothing says so")?;
//! assert_eq!(why.to_string(), "P47 is account.1.server.1, which site \"Nouméa\" sets to \"pbx.example.net\"");
//! assert_eq!(configuration.warnings()[0].code(), "W-LAYER-LOCKED");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod base;
mod fold;
mod list;
mod resolved;
mod stated;
mod subject;
#[cfg(test)]
mod tests;

pub use base::{Base, resolve};
pub use list::{Item, List};
pub use resolved::{Resolved, Why};
pub use stated::{Layer, LayerError};
pub use subject::Subject;

use crate::named::names;

/// How many devices a layer is for. A narrower one lies above a wider one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// All devices: the [baseline](crate::baseline) among them.
    Defaults,
    /// Those of a family.
    Family,
    /// Those of a model.
    Model,
    /// Those of a site.
    Site,
    /// Those of a group, such as a department.
    Group,
    /// One device.
    Device,
    /// One account of a device.
    Account,
}

names!(Scope, "scope", {
    Defaults => "defaults",
    Family => "family",
    Model => "model",
    Site => "site",
    Group => "group",
    Device => "device",
    Account => "account",
});
