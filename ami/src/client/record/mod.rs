//! Sessions on file: what was said and when, to be played again at any speed.
//!
//! [`Config::record`](super::Config::record) writes a recording while a client works; [`Replay`] plays one to any number of
//! clients, as a [`Connector`](super::Connector) or as a server on loopback.
//!
//! A recording is text around the bytes of the wire: the line `connection`, and then for each piece that was sent a line
//! with its sender (`S` the server, `C` the client), the seconds since the connection began, and its length; the
//! piece itself; and a line end.
//!
//! ```text
//! connection
//! S 0.000412 30
//! Asterisk Call Manager/11.0.0␍␊
//!
//! ```
//!
//! Secrets and MD5 keys of logins are replaced. What the server says is kept as it is: the passwords of a configuration
//! file that was read are in it.

mod player;
mod recorder;
mod recording;

pub use player::{Replay, ReplayServer};
pub(super) use recorder::Recorder;
pub use recording::{Recording, RecordingError};
