//! How each family writes settings: numbers and codes, both ways.
//!
//! [`Model::number`] says which number stands for a setting, [`Model::encode`] what stands for a value, and [`Model::read`]
//! turns the numbers of a file back into settings. The same number means other things elsewhere: a device that is told its
//! neighbour's code obeys in silence, and wrongly. So a value that a family cannot express is a [`Problem`] with a code and a
//! remedy.
//!
//! | Trap | Where |
//! |---|---|
//! | P52: STUN is 0 and no help is 1 | the oldest phones, GXW41xx |
//! | P130: UDP is 1 | the same |
//! | P194: 1 is daily, 3 is every so many minutes | adapters and gateways, GXV, GAC; P193 counts days on HT286 and BudgeTone |
//! | P330: 1 is TFTP | GXV31xx, GXV32xx, GXP2200, GAC2500 |
//! | P212 rules the firmware too | all that have no P6767 |
//! | P1650: 0 is HTTP | WP820; GXV and GAC have P900 |
//! | P276: 1 switches SSH on | GDS |
//! | P64: minutes and 720, or names | the oldest phones; WP820, WP856, GXV33xx, GXV34xx |
//! | P32 counts seconds | GDS |
//! | P132: low, medium, high | adapters, gateways, DECT bases, GXV31xx |
//! | P2312: no second server | devices with profiles, which have P967 |
//! | DTMF: one mask, three switches or an order | old phones, phones, adapters |
//! | P530, P532, P548 are of profile 3, not of account 3 | GXW40xx, GXW42xx, DP75x |
//! | line keys have a table of codes of their own | GXP14xx, 16xx, 213x |
//!
//! ```
//! use switchhook_provisioning::{catalogue::Model, setting::{Setting, Value}};
//! let nat: Setting = "account.1.nat".parse()?;
//! let stun = Value::parse(nat, "stun")?;
//! let text = |model: Model| model.encode(nat, &stun).map(|pairs| format!("{}={}", pairs[0].0, pairs[0].1));
//! assert_eq!(text(Model::GRP2614).as_deref(), Ok("P52=1"));
//! assert_eq!(text(Model::GXP2000).as_deref(), Ok("P52=0"));
//!
//! let problem = Model::GXP2000.encode(nat, &Value::parse(nat, "auto")?).unwrap_err();
//! assert_eq!(problem.code(), "E-ENUM-FAMILY");
//! assert_eq!(problem.to_string(), "GXP2000, 2010 and 2020 cannot be told \"auto\", only stun, none, keep_alive");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod code;
mod key;
pub(crate) mod number;
mod read;
mod schedule;
pub(crate) mod set;
mod zone;

pub use read::Reader;

#[cfg(test)]
mod tests;

#[cfg(doc)]
use crate::catalogue::Model;
#[cfg(doc)]
use crate::problem::Problem;
