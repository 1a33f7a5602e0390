//! A phone's own web pages: logging in, reading and writing values, starting again.
//!
//! For phones that are reached no other way: out of the box in a network without DHCP of yours, or configured by somebody
//! who is gone. A [`Session`] has no sockets: it says which [`Request`] comes next, is given the [`Response`], and in the end
//! has an outcome. Feature `push` has the driver that moves them.
//!
//! ```
//! use switchhook_provisioning::webui::{Outcome, Response, Session};
//!
//! let mut session = Session::new("https://192.0.2.40");
//! session.identify()?;
//! while let Some(request) = session.poll_request() {
//!     assert!(request.target().starts_with("/cgi-bin/api.values.get?request=68:phone_model"));
//!     // … over the network, and what comes back:
//!     let answer = br#"{"response":"success","body":{"67":"C0:74:AD:11:22:33","68":"1.0.11.64","phone_model":"GXP2170"}}"#;
//!     session.receive(&Response::new(200, answer));
//! }
//! let Outcome::Product(product) = session.outcome()? else { unreachable!() };
//! assert_eq!(product.model.as_deref(), Some("GXP2170"));
//! assert_eq!(product.firmware.as_deref(), Some("1.0.11.64"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Generations
//!
//! Which pages a phone has, it shows by what it answers; the [`Generation`] is found in this order, and no password is sent
//! before something has said that it is a Grandstream. A phone that refuses a password in one way is not asked in
//! the next: every refusal counts towards its lock-out.
//!
//! | | Logs in by | Password on the wire | Writes by |
//! |---|---|---|---|
//! | [`Generation::Token`] GXP16xx to 217x | `dologin` with a token of `api.values.get` | SHA-256 with the token | `api.values.post` |
//! | [`Generation::Challenge`] GRP, late GXP21xx | `access`, `dologin`, `dorefresh` | SHA-256 with the challenge | `config_update` (JSON), else `api.values.post` |
//! | [`Generation::Form`] GXP14xx, early 21xx, HT7xx, DP715 | `cgi-bin/dologin` | as it is, in a form | `cgi-bin/update` |
//! | [`Generation::Legacy`] BT, GXP20xx, HT2xx to 50x | `dologin.htm` | as it is, in a form | `update.htm` |
//! | [`Generation::Manager`] GXV with Android | `/manager?action=login` | **as it is, in the URL** | `/manager?action=put`, **in the URL** |
//!
//! For the last one no form is known: use it over HTTPS only, and keep URLs out of the logs of whatever stands between.
//!
//! Phones of [other brands](crate::brand) have no session: what their pages are asked is a [`Request`] each
//! ([`Request::cisco_status`], [`Request::mitel_lines`], …), and [`Request::answering`] adds the password that they ask for.
//!
//! # What waits for a phone
//!
//! All of this is put together from what other programs do, and tried against simulated phones only. Unproved are:
//! what a phone answers while it is locked (anything with the word *lock* counts as that); reading values from the pages of
//! `Form` and `Legacy` (their fields are named by P-numbers, their pages are found by their links); `action=get` and
//! `action=reboot` of `Manager`; and how much one request may write (this crate writes [`VALUES_EACH`] at a time).

mod answer;
mod brand;
mod error;
mod html;
mod keys;
mod login;
mod message;
mod product;
mod session;
mod values;

#[cfg(feature = "push")]
pub(crate) use brand::parameter;
pub use error::WebError;
pub use keys::StoredKey;
pub use message::{Method, Request, Response};
pub use product::Product;
pub use session::{Generation, Outcome, Session};
pub use values::VALUES_EACH;

/// The longest answer that is read. Pages of phones have up to 200 kB.
pub const MAX_ANSWER: usize = 1 << 20;

/// What the pages of old phones want last in everything that is sent to them.
const GNKEY: (&str, &str) = ("gnkey", "0b82");

#[cfg(test)]
mod tests;
