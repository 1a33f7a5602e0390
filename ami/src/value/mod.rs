//! What stands in headers: names of channels, states, causes, secrets.
//!
//! Enumerations keep what they do not know (`Other`), so a newer Asterisk loses nothing.

#[macro_use]
mod macros;

mod agent_status;
mod ama_flags;
mod call_end;
mod cel_event;
mod channel_name;
mod channel_state;
mod civil_time;
mod classes;
mod contact_state;
#[cfg(feature = "serde")]
mod data;
mod device_state;
mod dial_status;
mod disposition;
mod dtmf_direction;
mod event_mask;
mod extension_state;
mod hangup_cause;
mod mailbox;
mod membership;
mod peer_state;
mod presence_state;
mod priority;
mod queue_member_status;
mod queue_strategy;
mod reload_status;
mod secret;
mod severity;
mod timestamp;
mod transfer_result;
mod transport_address;
mod unique_id;

pub use agent_status::AgentStatus;
pub use ama_flags::AmaFlags;
pub use call_end::CallEnd;
pub use cel_event::CelEvent;
pub use channel_name::ChannelName;
pub use channel_state::ChannelState;
pub use civil_time::CivilTime;
#[cfg(feature = "sim")]
pub(crate) use classes::CLASS_NAMES;
pub use classes::Classes;
pub use contact_state::ContactState;
pub use device_state::DeviceState;
pub use dial_status::DialStatus;
pub use disposition::Disposition;
pub use dtmf_direction::DtmfDirection;
pub use event_mask::EventMask;
pub use extension_state::ExtensionState;
pub use hangup_cause::HangupCause;
pub use mailbox::Mailbox;
pub use membership::Membership;
pub use peer_state::PeerState;
pub use presence_state::PresenceState;
pub use priority::Priority;
pub use queue_member_status::QueueMemberStatus;
pub use queue_strategy::QueueStrategy;
pub use reload_status::ReloadStatus;
pub use secret::Secret;
pub use severity::Severity;
pub use timestamp::Timestamp;
pub use transfer_result::TransferResult;
pub use transport_address::TransportAddress;
pub use unique_id::{LinkedId, UniqueId};

/// Whether a value says that there is none: Asterisk writes `<unknown>`, list items also `unknown`, `<no name>`,
/// `(null)` or nothing.
pub(crate) fn is_missing(value: &str) -> bool {
    matches!(value, "" | "<unknown>" | "unknown" | "<no name>" | "(null)")
}
