//! Phones changed through their own web pages, over the network.
//!
//! [`WebUi`] is one phone: connect, log in, then read, write, restart, or change the password. It moves the bytes of a
//! [`webui::Session`](crate::webui::Session). [`ServerAddress`] tells a phone where its configuration is from now on,
//! [`BrandUi`] is a phone of another brand. [`drift`] compares what a phone says with what it should have, [`spread`] does something to many phones, not all at once.
//!
//! ```no_run
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! use switchhook_provisioning::push::{Options, ServerAddress, WebUi};
//!
//! let mut phone = WebUi::connect("192.0.2.40".parse()?, &Options::new()).await?;
//! let pin = phone.fingerprint(); // keep it: the next time, Options::pinned
//! println!("{:?} {:?}", phone.product().await?, pin);
//! phone.login("admin", &"the one on its label".into()).await?;
//! phone.set_server(&ServerAddress::new("https://prov.example.net/b/f3Zk9Q")?).await?;
//! phone.reboot().await?;
//! # Ok(())
//! # }
//! ```
//!
//! # Who is at the other end
//!
//! A phone's certificate says nothing: it made it itself. So the first contact takes what comes, over TLS, and tells its
//! [`Fingerprint`]; from then on, also within the same [`WebUi`], only that certificate is taken
//! ([`Options::pinned`] for later ones). Make the first contact in a network where nobody else can answer. Plain HTTP is
//! only used where [`Options::plain_http`] allows it, and never with a phone whose certificate is known.
//!
//! Firmware before about 2015 offers nothing newer than TLS 1.0, which is refused here: such a phone needs plain HTTP in a
//! network of its own, or a newer firmware first. A factory reset gives some models a new certificate.

mod brand;
mod drift;
mod error;
mod http;
mod server;
mod spread;
mod tls;
mod web;

pub use brand::{BrandProduct, BrandUi};
pub use drift::{Drift, DriftRow, DriftState, drift};
pub use error::PushError;
pub use server::{ServerAddress, ServerAddressError};
pub use spread::spread;
pub use tls::{Fingerprint, ParseFingerprintError};
pub use web::{Options, PasswordChange, WebUi};
