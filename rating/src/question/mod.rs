//! More questions to a book than what a call cost.
//!
//! | question | answer |
//! |---|---|
//! | how long may a call last for this balance? | [`Book::max_duration`](crate::Book::max_duration) |
//! | which vendor is cheapest for this call? | [`least_cost`], [`least_cost_plan`] |
//! | what is earned by it? | [`margin`] |
//! | what would another tariff make of a month of calls? | [`compare`] |
//! | what would the call have cost at another time, of another length, by another trunk? | [`what_if`] |
//! | what changes if stored prices are made again? | [`rerate`] |
//!
//! The last three read calls from an iterator and keep sums only: a year of calls needs no more memory than a day.

mod compare;
mod difference;
mod max_duration;
mod vendors;
mod what_if;

pub use compare::{Reprice, Rerating, compare, rerate};
pub use difference::{Amounts, Change, Difference, Priced, Sum};
pub use max_duration::MaxDuration;
pub use vendors::{Margin, Offer, least_cost, least_cost_plan, margin};
pub use what_if::{Answer, what_if};
