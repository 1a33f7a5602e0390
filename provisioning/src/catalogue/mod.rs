//! What there is: models, families, firmware, and how a device says what it is.
//!
//! The tables are made from `provisioning/catalogue`, where a row is a line and every column is explained. What is not known
//! of a model is `None` here, and refused where it would be needed: nothing is guessed.
//!
//! ```
//! use switchhook_provisioning::catalogue::{Family, Model};
//! let model: Model = "gxp2170".parse()?;
//! assert_eq!((model.family(), model.accounts()), (Family::Gxp213x, Some(6)));
//! assert_eq!((model.line_keys(), model.screen_keys()), (Some(12), Some(48)));
//! assert_eq!(Model::GRP2670.line_keys(), None, "nobody has published how many it has");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub(crate) mod choices;
pub(crate) mod family;
mod firmware;
mod identify;
pub(crate) mod model;
pub(crate) mod tables;

pub use family::{LineKeyCodes, UserAgent};
pub use firmware::{Firmware, ParseFirmwareError};
pub use identify::{Identity, identify};
pub use model::{
    Confidence, Formats, Model, Numbering, ParseModelError, PasswordRule, RequestOrder, has_maker_prefix,
    maker_prefixes,
};
pub use tables::families::Family;

/// The number behind a name of configuration version 2, as the table has it: `{n}` and `{k}` stand for account and key, and the
/// number is that of the first.
///
/// ```
/// use switchhook_provisioning::catalogue::alias_number;
/// assert_eq!(alias_number("account.{n}.sip.userid"), Some(35));
/// assert_eq!(alias_number("account.{n}.nonsense"), None);
/// ```
#[must_use]
pub fn alias_number(pattern: &str) -> Option<u32> {
    aliases()
        .find(|(there, _)| *there == pattern)
        .map(|(_, number)| number)
}

/// All names of configuration version 2 with their numbers, in the order of the names.
pub fn aliases() -> impl Iterator<Item = (&'static str, u32)> {
    tables::aliases_1::ALIASES
        .iter()
        .chain(&tables::aliases_2::ALIASES)
        .copied()
}
