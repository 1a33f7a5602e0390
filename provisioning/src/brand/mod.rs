//! Phones of other brands: what Cisco's SPA and Mitel's have in common with each other, and with the words for Grandstreams.
//!
//! A [`Phone`] is said in the same [`Line`](crate::Line)s, [`FunctionKey`](crate::FunctionKey)s and
//! [settings](crate::setting) as a [`Device`](crate::Device). Its [`Model`] knows its [`Brand`], and the brand how its file looks
//! and which settings it can express; one that it cannot is `E-BRAND-SETTING` with a remedy, never a name that the phone ignores
//! in silence. The file is [`Entries`], names with texts: [`cisco`] writes them as flat-profile XML,
//! [`mitel`] as lines. [`read`] takes a file back to settings, so that a site can migrate.
//!
//! ```
//! use switchhook_provisioning::brand::{self, Brand, Phone};
//! use switchhook_provisioning::grandstream::Limits;
//! use switchhook_provisioning::{Line, TimeZone};
//! let phone = Phone::new("SPA504G".parse()?, "54:7c:69:11:22:33".parse()?)
//!     .line(Line::new("pbx.example.net", "u4711", "kT9-vV2_mQ7.xR4-pL1s").voicemail("*79"))
//!     .admin_password("wq7.Lm-3_Zp")
//!     .set("time.zone".parse()?, TimeZone::Named("Europe/Paris".into()));
//! let file = phone.render()?;
//! let entries = Brand::Cisco.read(file.text().as_bytes(), &Limits::default())?;
//! assert_eq!(entries.get("Time_Zone"), Some("GMT+01:00"));
//!
//! let read = brand::read(phone.model(), &entries);
//! assert_eq!(read.settings[&"account.1.user_id".parse()?], Some("u4711".into()));
//!
//! let refused = phone.set("access.ssh".parse()?, false).render().unwrap_err();
//! assert_eq!(refused.to_string(), "access.ssh: Cisco SPA phones cannot be told this; leave it out, or set the phone's own name for it");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub(crate) mod encode;
mod entries;
mod identify;
mod model;
mod phone;
pub(crate) mod zone;

use std::collections::BTreeMap;

use crate::grandstream::Limits;
use crate::mac::MacAddr;
use crate::setting::{Setting, Value};
use crate::{cisco, mitel};

pub use entries::{Change, Entries};
pub use identify::{Identity, identify};
pub use model::{Brand, Model};
pub use phone::{File, Phone};

impl Brand {
    /// The name under which a phone of this brand asks for its file, where it was told to: `spa<mac>.xml` (`spa$MA.xml` in a
    /// profile rule), `<MAC>.cfg`.
    #[must_use]
    pub fn file_name(self, mac: MacAddr) -> String {
        match self {
            Self::Cisco => format!("spa{mac:x}.xml"),
            Self::Mitel => format!("{mac:x}").to_uppercase() + ".cfg",
        }
    }

    /// Writes a file of this brand.
    #[must_use]
    pub fn write(self, entries: &Entries) -> String {
        match self {
            Self::Cisco => cisco::flat_profile::write(entries),
            Self::Mitel => mitel::text::write(entries),
        }
    }

    /// Reads a file of this brand.
    ///
    /// # Errors
    ///
    /// What is wrong with it, and where.
    pub fn read(self, file: &[u8], limits: &Limits) -> Result<Entries, ReadError> {
        Ok(match self {
            Self::Cisco => cisco::flat_profile::read(file, limits)?,
            Self::Mitel => mitel::text::read(file, limits)?.entries,
        })
    }

    /// Whose form a file has, by how it begins, if it is one of these brands'.
    #[must_use]
    pub fn of_file(file: &[u8]) -> Option<Self> {
        if cisco::flat_profile::is_one(file) {
            Some(Self::Cisco)
        } else if mitel::text::is_one(file) {
            Some(Self::Mitel)
        } else {
            None
        }
    }
}

/// Why a file of another brand could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// A Cisco's.
    #[error(transparent)]
    Cisco(#[from] cisco::ReadFlatProfileError),
    /// A Mitel's.
    #[error(transparent)]
    Mitel(#[from] mitel::ReadTextError),
}

impl ReadError {
    /// A code that does not change between releases.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Cisco(error) => error.code(),
            Self::Mitel(error) => error.code(),
        }
    }
}

/// What a file says, in our words.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Read {
    /// Settings and values; `None` where the file empties one.
    pub settings: BTreeMap<Setting, Option<Value>>,
    /// Names that this crate has no words for, or whose text is no value of theirs, in their order.
    pub left: Vec<String>,
}

/// What the names of a file mean on a model. Nothing is lost: what has no words is told.
#[must_use]
pub fn read(model: Model, entries: &Entries) -> Read {
    let (settings, left) = match model.brand() {
        Brand::Cisco => cisco::decode(model, entries),
        Brand::Mitel => mitel::decode(model, entries),
    };
    Read { settings, left }
}
