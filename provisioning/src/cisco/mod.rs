//! Cisco SPA 303, 50x, 51x and 525G: flat-profile files, what their pages tell, and how they are made to fetch.
//!
//! ```
//! use switchhook_provisioning::brand::Phone;
//! use switchhook_provisioning::cisco::{Cisco, Dictionaries, Status};
//! use switchhook_provisioning::Line;
//!
//! // What the phone's page /admin/spacfg.xml says, before any login on a phone fresh from its box.
//! let page = b"<flat-profile><Product_Name>SPA504G</Product_Name><Connection_Type>Static IP</Connection_Type>\
//!     <Current_IP>192.0.2.40</Current_IP><Current_Netmask>255.255.255.0</Current_Netmask></flat-profile>";
//! let status = Status::read(page)?;
//! assert_eq!(status.product, "SPA504G");
//!
//! let phone = Phone::new(status.product.parse()?, "54:7c:69:11:22:33".parse()?)
//!     .line(Line::new("pbx.example.net", "u4711", "kT9-vV2_mQ7.xR4-pL1s"))
//!     .admin_password("wq7.Lm-3_Zp")
//!     .set("ui.language".parse()?, "fr")
//!     .set("prov.config_path".parse()?, "prov.example.net/phones")
//!     .cisco(
//!         Cisco::new()
//!             .station_name("Lagoon Ltd")
//!             .dictionaries(Dictionaries::new("https://prov.example.net/lang/").add("French", "spa50x_30x_fr_v754.xml")),
//!     );
//! let file = status.keep_address(phone).render()?;
//! assert_eq!(file.entries().get("Profile_Rule"), Some("https://prov.example.net/phones/spa$MA.xml"));
//! assert_eq!(file.entries().get("Static_IP"), Some("192.0.2.40"), "a phone with an address of its own keeps it");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # The baseline
//!
//! | Name | Text | because |
//! |---|---|---|
//! | `Admin_Passwd` | must be set | from its box a phone has none, and its pages tell everything to everybody |
//! | `Profile_Rule_B` to `_D`, `Report_Rule` | empty | other servers: to fetch from, and to report all settings to |
//! | `DHCP_Option_To_Use` | empty, with a server of yours | DHCP could name another server |
//! | `Provision_Enable`, `Resync_On_Reset`, `Resync_From_SIP` | Yes | else it never fetches again |
//! | `SPCP_Auto-detect` | No | no other protocol than SIP |
//! | the codes for forwards, do-not-disturb and the like | empty | star codes are the PBX's |
//! | `Dial_Plan_n_` | `([x*#].)` | so that those reach it |
//!
//! TFTP is no word of this brand's here: files with secrets go over HTTPS, or over HTTP with a warning.
//!
//! # What waits for a phone
//!
//! The names come from the maker's guides for SPA 500 phones and from files of other programs. Unproved are: how long a password
//! or path may be; whether every firmware takes user and password in a profile rule for a digest (`[--uid … --pwd …]`); two
//! registrars as one proxy list; keys for an account other than the first (`vid`); which certificates the phones trust: they know
//! Cisco's own authority, and a server with another certificate was seen refused.

mod dialect;
mod extras;
pub mod flat_profile;
mod resync;
mod status;

pub(crate) use dialect::{decode, encode};
pub use extras::{Cisco, Dictionaries, UserAccess};
pub use flat_profile::ReadFlatProfileError;
pub use resync::{ResyncError, resync_path};
pub use status::{Status, StatusError};

#[cfg(test)]
mod tests;
