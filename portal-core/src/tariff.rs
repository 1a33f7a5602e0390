//! The tariff: its versions and which of them holds on a day, what changes it, and what a change does to prices.
//!
//! A version is made as a draft, which prices nothing. Activated, it holds from its day on, until that of the next
//! active one; withdrawn, it leaves its days to the one before. So nothing that was in use is ever lost, and going
//! back is one step.

mod new_rate;
mod rerating;
mod timeline;
mod unmatched;
mod version;

pub use self::new_rate::{InsertError, NewRate, RateForm};
pub use self::rerating::{JobState, NotApplied, Rerating, ReratingForm, Which, apply, cancel};
pub use self::timeline::{Span, Timeline};
pub use self::unmatched::{UnmatchedGroup, UnmatchedNumber, unmatched};
pub use self::version::{Activation, NotChanged, Version, VersionState, activate, discard, withdraw};
