//! What stands in headers: names of channels, states, causes, secrets.
//!
//! Enumerations keep what they do not know (`Other`), so a newer Asterisk loses nothing.

#[macro_use]
mod macros;

mod channel_name;
mod channel_state;
mod classes;
mod device_state;
mod dial_status;
mod disposition;
mod event_mask;
mod hangup_cause;
mod mailbox;
mod priority;
mod queue_member_status;
mod secret;
mod unique_id;

pub use channel_name::ChannelName;
pub use channel_state::ChannelState;
pub use classes::Classes;
pub use device_state::DeviceState;
pub use dial_status::DialStatus;
pub use disposition::Disposition;
pub use event_mask::EventMask;
pub use hangup_cause::HangupCause;
pub use mailbox::Mailbox;
pub use priority::Priority;
pub use queue_member_status::QueueMemberStatus;
pub use secret::Secret;
pub use unique_id::{LinkedId, UniqueId};

/// Whether a value says that there is none: Asterisk writes `<unknown>`, list items also `unknown`, `<no name>`
/// or nothing.
pub(crate) fn is_missing(value: &str) -> bool {
    matches!(value, "" | "<unknown>" | "unknown" | "<no name>")
}
