//! Grandstream: models, numbered values, and the files that phones fetch.
//!
//! A phone asks its server for `cfg<mac>` ([`binary`]) and, if that is not there, for `cfg<mac>.xml` ([`xml`], or
//! [`encrypted`]). Both hold *P-values*: numbers with texts; newer models read names instead too ([`alias`]), and templates are
//! [`text`]. [`read_any`] reads whichever it is. [`Device::render`](crate::Device::render) makes them from settings; this
//! module has what lies below.
//!
//! Nothing in a file says which numbers a model knows, and a phone ignores the others in silence. So this crate writes
//! only numbers that the templates of the model's family have ([`Family::knows`](crate::catalogue::Family::knows)), and refuses
//! a setting without one. None of it was tried on a phone of ours; these points wait for one, beside those of the README:
//!
//! - on a GRP261x the lines after the first and the keys after the first are numbered as on the GXP family, whose layout
//!   it shares; the templates of the models show one of each;
//! - accounts beyond the sixth have known numbers only for what they need to register;
//! - the first firmware of the GRP2614 had four accounts: it ignores the others;
//! - whether a GRP wants a switch of its own for the VLAN beside the tag;
//! - whether the newest firmware still makes the key of an encrypted file by MD5, and whether a phone with a password takes a
//!   plain file;
//! - the spelling of rare words under names, and whether all devices read items whole as well as in parts;
//! - how the display shows letters beyond ASCII that come by the binary file.

pub mod alias;
pub mod binary;
pub mod encrypted;
pub mod text;
pub mod xml;

mod any;
mod configuration;
mod limits;
mod named_values;
mod names;
mod p_values;
mod secrets;
pub(crate) mod zone;
pub(crate) mod zone_names;

pub use crate::catalogue::{Model, ParseModelError, has_maker_prefix, maker_prefixes};
pub use alias::ReadAliasError;
pub use any::{AnyFile, Content, Form, ReadAnyError, read_any};
pub use binary::ReadBinaryError;
pub use configuration::{Change, Configuration, Explained};
pub use encrypted::ReadEncryptedError;
pub use limits::Limits;
pub use names::{AliasNames, LeftOut, LeftOutReason, Names, Numbers};
pub(crate) use p_values::may_stand_in_a_file;
pub use p_values::{PNumber, PValueError, PValues, ParsePNumberError};
pub use secrets::is_secret;
pub use text::{ReadTextError, WriteTextError};
pub use xml::ReadXmlError;
