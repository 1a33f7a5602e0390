//! How many calls came, and what became of them.

use super::log::Refusal;
use super::ratio::Ratio;
use super::visit::{Outcome, Refused, Visit};

/// Counts of visits by outcome, and beside them of calls that were not let in.
///
/// Offered is always the sum of the eight outcomes, because each visit is counted once, by what became of it.
///
/// ```
/// use switchhook_portal_core::queue::count::Counts;
/// use switchhook_portal_core::queue::log::Refusal;
/// use switchhook_portal_core::queue::visit::Outcome;
///
/// let mut counts = Counts::default();
/// counts.outcomes[Outcome::Answered as usize] = 12;
/// counts.outcomes[Outcome::TimedOut as usize] = 1;
/// counts.refused[Refusal::Closed as usize] = 2;
/// assert_eq!((counts.offered(), counts.arrived()), (13, 15));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Visits, in the order of [`Outcome::ALL`].
    pub outcomes: [u64; 8],
    /// Calls not let in, in the order of [`Refusal::ALL`].
    pub refused: [u64; 4],
    /// Those among the visits whose end is not known.
    pub lost: u64,
    /// How often a member rang and did not answer. These are attempts, not calls.
    pub unanswered_rings: u64,
}

impl Counts {
    /// Adds a visit.
    pub fn add(&mut self, visit: &Visit) {
        self.outcomes[visit.outcome() as usize] += 1;
        self.lost += u64::from(visit.is_lost());
        self.unanswered_rings += visit.unanswered_rings() as u64;
    }

    /// Adds a call that was not let in.
    pub fn add_refused(&mut self, refused: &Refused) {
        self.refused[refused.why as usize] += 1;
    }

    /// Adds other counts.
    pub fn merge(&mut self, other: &Self) {
        for (sum, more) in self.outcomes.iter_mut().zip(other.outcomes) {
            *sum += more;
        }
        for (sum, more) in self.refused.iter_mut().zip(other.refused) {
            *sum += more;
        }
        self.lost += other.lost;
        self.unanswered_rings += other.unanswered_rings;
    }

    /// Visits with this outcome.
    pub fn of(&self, outcome: Outcome) -> u64 {
        self.outcomes[outcome as usize]
    }

    /// Calls not let in for this reason.
    pub fn not_let_in(&self, why: Refusal) -> u64 {
        self.refused[why as usize]
    }

    /// All visits.
    pub fn offered(&self) -> u64 {
        self.outcomes.iter().sum()
    }

    /// All visits that ended or were answered.
    pub fn closed(&self) -> u64 {
        self.offered() - self.of(Outcome::Open)
    }

    /// All visits and all calls that were not let in.
    pub fn arrived(&self) -> u64 {
        self.offered() + self.refused.iter().sum::<u64>()
    }

    /// The share of all visits with this outcome.
    pub fn share(&self, outcome: Outcome) -> Ratio {
        Ratio::new(self.of(outcome), self.offered())
    }

    /// The share of all calls that were not let in for this reason.
    pub fn refused_share(&self, why: Refusal) -> Ratio {
        Ratio::new(self.not_let_in(why), self.arrived())
    }
}
