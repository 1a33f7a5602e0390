//! Bytes to messages and back. No I/O, no clock.
//!
//! A [`Framer`] is fed whatever a socket returned and hands out [`Message`]s that borrow from it. Nothing is
//! thrown away: headers keep their order, repeats and raw bytes. [`HeaderWriter`] goes the other way and
//! refuses what could not arrive as it was meant.
//!
//! With the feature `serde` a message is also data: an ordered list of `[name, value]`, in which bytes that are not UTF-8
//! are a list of numbers and the raw text of a command stands last under `null`.

mod banner;
mod encode;
mod framer;
mod header;
mod limits;
mod message;
#[cfg(feature = "serde")]
mod pairs;
mod text;

pub use banner::Banner;
pub use encode::{EncodeError, HeaderWriter, MAX_HEADERS, MAX_LINE};
pub use framer::{Frame, Framer, Malformed};
pub use header::Header;
pub use limits::Limits;
pub use message::{Kind, Message, MessageBuf};
pub use text::{ForbiddenByte, WireText};
