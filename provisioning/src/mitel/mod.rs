//! Mitel 67xx and 68xx, Aastra before: files of names and texts, and the pages that set a phone up without a file.
//!
//! ```
//! use switchhook_provisioning::brand::Phone;
//! use switchhook_provisioning::mitel::{GlobalSip, SystemInfo, basic};
//! use switchhook_provisioning::Line;
//!
//! let info = SystemInfo::read("<table><tr><td>Platform</td><td>6757i</td></tr>\
//!     <tr><td>Firmware Version</td><td>3.2.2.1136</td></tr></table>").ok_or("not a Mitel")?;
//! let line = Line::new("pbx.example.net", "u4711", "kT9-vV2_mQ7.xR4-pL1s");
//! let phone = Phone::new(info.platform.parse()?, "00:08:5d:11:22:33".parse()?)
//!     .line(line.clone())
//!     .admin_password("wq7.Lm-3_Zp")
//!     .set("prov.config_path".parse()?, "prov.example.net/phones");
//! let file = phone.render()?;
//! assert_eq!(file.name(), "00085D112233.cfg");
//! assert!(file.text().contains("\nhttps server: prov.example.net\nhttps path: phones\n"));
//!
//! // Or without a file, as the original did: the form of the page for all lines, after a login.
//! let form = GlobalSip::new(&line, "Lagoon Ltd 101", "101")?.body();
//! assert!(form.contains("screenName=Lagoon+Ltd+101&"));
//! assert_eq!(basic("admin", &"22222".into()), "Basic YWRtaW46MjIyMjI=");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! A phone asks for `startup.cfg` (`aastra.cfg` on older firmware), `<model>.cfg` and `<MAC>.cfg`, and what is in the later one
//! counts. What somebody set on the phone itself counts above all of them, unless a name has `^` before it: so passwords and
//! accounts are written with it.
//!
//! The baseline is `https validate certificates`, `https validate hostname` and `https validate expires`, and a password for the
//! administrator: the factory's is the same on all phones. TFTP, the phone's own default, is no word of this brand's here.
//!
//! # What waits for a phone
//!
//! The names come from the maker's administrator guides and from files of other programs. Unproved are: whether an empty text
//! empties a name on every firmware; names of date formats besides two; whether keys that the factory locked give way; the form
//! on 68xx; and what `reset.html` answers.

mod dialect;
mod form;
mod sysinfo;
pub mod text;

pub(crate) use dialect::{decode, encode};
pub use form::{GlobalSip, basic};
pub use sysinfo::SystemInfo;
pub use text::ReadTextError;

#[cfg(test)]
mod tests;
