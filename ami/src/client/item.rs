use std::sync::Arc;

use super::error::ConnectError;
use crate::wire::{Banner, Malformed, Message, MessageBuf};

/// Something that happened on the connection, in its order.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Item {
    /// Logged in, for the first time or again. No event from before comes any more: read the state anew.
    Connected(Connected),
    /// The connection ended; the client is trying again.
    Disconnected {
        /// Why.
        reason: Arc<ConnectError>,
    },
    /// An event; look at [`MessageBuf::event`].
    Event(Arc<MessageBuf>),
    /// So many items were lost here, because the subscription was not read in time: read the state anew.
    Lagged(u64),
    /// A message was given up; the connection goes on.
    Malformed(Malformed),
    /// A message that answers nothing that anybody waits for.
    Unmatched(Arc<MessageBuf>),
}

/// A connection that is logged in.
///
/// Asterisk may still be starting, if it lets managers in before its modules are loaded: the event `FullyBooted` tells
/// when it is ready. It comes right after the login, later, or never (it is of class system), so do not wait for it
/// without a limit; read the state when this comes and once more when it does.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Connected {
    /// Which connection of this client, counted from 1. What was learnt under another number may be out of date.
    pub generation: u64,
    /// What the server called itself.
    pub banner: Banner,
}

/// An [`Item`] that borrows, for handlers; see [`Client::handle`](super::Client::handle).
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum ItemRef<'a> {
    /// As [`Item::Connected`].
    Connected(&'a Connected),
    /// As [`Item::Disconnected`].
    Disconnected {
        /// Why.
        reason: &'a ConnectError,
    },
    /// An event.
    Event(Message<'a>),
    /// As [`Item::Malformed`].
    Malformed(&'a Malformed),
    /// As [`Item::Unmatched`].
    Unmatched(Message<'a>),
}

impl Item {
    /// About how many bytes of memory it holds beside its place in the queue.
    pub(super) fn bytes(&self) -> usize {
        match self {
            Self::Event(message) | Self::Unmatched(message) => bytes_of(message),
            // At most 80 characters of its first line.
            Self::Malformed(malformed) => 320 + malformed.action_id().map_or(0, str::len),
            _ => 0,
        }
    }

    /// Whether it tells how the connection is.
    pub(super) fn is_state(&self) -> bool {
        matches!(self, Self::Connected(_) | Self::Disconnected { .. })
    }
}

/// The bytes of a message, and the index of its lines.
fn bytes_of(message: &MessageBuf) -> usize {
    const PER_LINE: usize = 16;
    const PER_MESSAGE: usize = 96;
    message.as_bytes().len() + message.headers().len() * PER_LINE + PER_MESSAGE
}
