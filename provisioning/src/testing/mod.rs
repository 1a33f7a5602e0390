//! A simulated phone, to try a server, a push or a whole PBX against.
//!
//! A [`Phone`] behaves as its family does: it asks for the file names in the family's order, names itself in the
//! family's way, answers digest challenges, checks certificates as its own settings say, decrypts and reads its files
//! strictly, applies them, and obeys or refuses a SIP NOTIFY.
//!
//! The phone is written from the same published facts as the rest of this crate, but it does not ask the rest which
//! number means what: a mistake there would be made on both sides. What waits for real hardware, and is a decision
//! here:
//!
//! - an encrypted file is decrypted with the key derivation of openssl before 1.1 (MD5);
//! - a plain file is taken although P1359 is set;
//! - certificates are not checked as the phone comes from the factory, `P8463=0`;
//! - after any answer but 200 and 404 the phone stops asking in that round;
//! - `check-sync` without `reboot=` restarts the models that read binary files only, and makes the others fetch;
//! - the digest realm of a challenged NOTIFY is the host of the account's server;
//! - which numbers wait for a restart;
//! - which pages a model has, where two generations of firmware differ: HT8xx and late GXP21xx have one of the two here;
//! - the words of its pages for a lock-out and for a wrong password.
//!
//! It stays on loopback unless told otherwise, has no randomness, and its clock stands still unless told to go on.

mod account;
mod agent;
mod brand;
mod digest;
mod habits;
mod http;
mod key;
mod names;
mod notify;
mod pages;
mod phone;
mod round;
mod tls;

pub use account::{Registration, SipTransport};
pub use brand::{BrandPages, BrandPhone, BrandRegistration};
pub use habits::PagesGeneration;
pub use key::{KeyPlace, PhoneKey};
pub use notify::{Notified, Reaction};
pub use pages::{PageFault, Pages};
pub use phone::{NotSimulated, Phone, Refused};
pub use round::{Asked, Fault, Form, Outcome, Round};
