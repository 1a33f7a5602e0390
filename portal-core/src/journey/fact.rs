//! What the sources have in common: small statements about channels, each with its moment.

use chrono::{DateTime, Utc};

use crate::Headers;
use crate::text::clip;

/// Longer values are cut: Asterisk's own columns are at most 255 wide.
pub(super) const TEXT: usize = 255;

/// A statement about a channel, or about a linked id.
#[derive(Clone, Debug)]
pub(super) struct Fact {
    pub(super) at: DateTime<Utc>,
    pub(super) about: About,
    pub(super) what: Said,
}

/// The channel of a statement, as it was then.
#[derive(Clone, Debug, Default)]
pub(super) struct About {
    pub(super) unique_id: String,
    pub(super) linked_id: String,
    pub(super) channel: String,
    pub(super) number: String,
    pub(super) name: String,
}

impl About {
    /// Reads the snapshot of a channel with a prefix such as `Dest`; `None` where there is none.
    pub(super) fn of(event: &(impl Headers + ?Sized), prefix: &str) -> Option<Self> {
        let text = |name: &str| read(event, &format!("{prefix}{name}"));
        let unique_id = text("Uniqueid");
        if unique_id.is_empty() {
            return None;
        }
        let linked_id = text("Linkedid");
        Some(Self {
            linked_id: if linked_id.is_empty() {
                unique_id.clone()
            } else {
                linked_id
            },
            unique_id,
            channel: text("Channel"),
            number: text("CallerIDNum"),
            name: text("CallerIDName"),
        })
    }
}

/// A value without Asterisk's words for nothing.
pub(super) fn read(event: &(impl Headers + ?Sized), name: &str) -> String {
    let value = event.header(name).unwrap_or_default();
    match &*value {
        "<unknown>" | "unknown" | "<no name>" => String::new(),
        value => clip(value, TEXT),
    }
}

/// What is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// It is there.
    Seen,
    /// It was made. `calling` where the source knows.
    Began {
        dialled: String,
        calling: Option<bool>,
    },
    Rings,
    Answered,
    Ended {
        cause: Option<u16>,
    },
    /// The other end of the line hung up.
    HangsUp,
    /// How its `Dial` ended.
    Dialled {
        status: String,
    },
    Application {
        name: String,
        data: String,
    },
    Digit(char),
    Entered {
        bridge: String,
        is_holding: bool,
    },
    Left {
        bridge: String,
    },
    Queued {
        queue: String,
    },
    Unqueued {
        queue: String,
    },
    /// It sent another one to a number.
    Sent {
        whom: String,
        to: String,
    },
    /// It joined two.
    Joined {
        whom: String,
        to: String,
    },
    /// It rang, and that one took the call.
    PickedUp {
        by: String,
    },
    Parked {
        space: String,
    },
    /// By the name or the unique id of a channel; empty if nobody did.
    Unparked {
        by: String,
    },
    /// The phone sent its call on.
    Forwarded {
        to: String,
    },
    /// No channel bears this linked id any more.
    LinkedIdEnded,
}
