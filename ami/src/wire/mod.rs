//! Bytes to messages and back. No I/O, no clock.
//!
//! A [`Framer`] is fed whatever a socket returned and hands out [`Message`]s that borrow from it. Nothing is
//! thrown away: headers keep their order, repeats and raw bytes. [`HeaderWriter`] goes the other way and
//! refuses what could not arrive as it was meant.

mod banner;
mod encode;
mod framer;
mod header;
mod limits;
mod message;
mod text;

pub use banner::Banner;
pub use encode::{EncodeError, HeaderWriter, MAX_HEADERS, MAX_LINE};
pub use framer::{Frame, Framer, Malformed};
pub use header::Header;
pub use limits::Limits;
pub use message::{Kind, Message, MessageBuf};
pub use text::{ForbiddenByte, WireText};
