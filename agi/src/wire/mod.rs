//! Bytes to environments and replies, commands to bytes. No I/O, no clock.
//!
//! A [`Reader`] is fed whatever a socket returned and hands out [`Frame`]s. A [`LineWriter`] goes the other way: it
//! quotes every argument the way Asterisk takes it apart, and refuses what could not arrive as it was meant.

mod environment;
mod limits;
mod line;
mod reader;
mod reply;
mod text;
mod url;
mod words;

pub use environment::{Environment, NotAgi, RequestKind};
pub use limits::Limits;
pub use line::{EncodeError, LineLimit, LineWriter};
pub use reader::{Frame, Reader};
pub use reply::{Code, NotAReply, Reply, Shape};
pub use text::Text;
pub use url::{RequestUrl, percent_decode};
pub use words::{MAX_WORDS, split_words};

#[cfg(feature = "async-agi")]
pub(crate) use url::percent_decode_bytes;
