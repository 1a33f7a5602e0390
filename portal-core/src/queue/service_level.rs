//! How many callers were answered in time: seven definitions, each by its name.

use std::time::Duration;

use super::ratio::Ratio;
use super::rollup::Totals;
use super::visit::Outcome;

/// What counts as in time, and as too short to count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Thresholds {
    /// An answer is in time up to this wait, which is included; 20 s by default.
    pub service: Duration,
    /// A caller who gave up up to this wait, which is included, was none; 5 s by default.
    pub short_abandon: Duration,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self {
            service: Duration::from_secs(20),
            short_abandon: Duration::from_secs(5),
        }
    }
}

/// A definition of the service level.
///
/// In the formulas O is offered, A answered, Ab abandoned, R still waiting; `_T` within the service threshold, `_S` within
/// that of short abandons. `Arrived` has those not let in too.
///
/// ```
/// use std::time::Duration;
/// use switchhook_portal_core::queue::rollup::Totals;
/// use switchhook_portal_core::queue::service_level::Variant;
/// use switchhook_portal_core::queue::visit::Outcome;
///
/// let mut totals = Totals::default();
/// totals.counts.outcomes[Outcome::Answered as usize] = 1000;
/// totals.counts.outcomes[Outcome::Abandoned as usize] = 60;
/// (totals.answered_in_time, totals.abandoned_in_time, totals.abandoned_short) = (860, 20, 10);
/// assert_eq!(Variant::Strict.of(&totals).to_string(), "81.1");
/// assert_eq!(Variant::default().of(&totals).to_string(), "81.9");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Variant {
    /// A_T / A: of those who were answered, as Asterisk's `ServicelevelPerf`. Says nothing about those who gave up.
    Answered,
    /// A_T / (A + Ab): who gave up was not answered in time.
    Strict,
    /// A_T / (A + Ab − Ab_T): who gave up in time does not count.
    Neutral,
    /// (A_T + Ab_T) / (A + Ab): who gave up in time counts as answered, as Asterisk's `ServicelevelPerf2`.
    Generous,
    /// (A_T + Ab_S) / (A + Ab): who gave up at once counts as answered.
    ShortCredit,
    /// A_T / (O − Ab_S − R): every loss counts, but not who gave up at once.
    #[default]
    Offered,
    /// A_T / (Arrived − Ab_S − R): those not let in count too.
    Arrived,
}

impl Variant {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Answered,
        Self::Strict,
        Self::Neutral,
        Self::Generous,
        Self::ShortCredit,
        Self::Offered,
        Self::Arrived,
    ];

    /// A stable name such as `short-credit`, for addresses and translations.
    pub fn key(self) -> &'static str {
        match self {
            Self::Answered => "answered",
            Self::Strict => "strict",
            Self::Neutral => "neutral",
            Self::Generous => "generous",
            Self::ShortCredit => "short-credit",
            Self::Offered => "offered",
            Self::Arrived => "arrived",
        }
    }

    /// The variant of a [`key`](Self::key).
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|variant| variant.key() == key)
    }

    /// The service level of these visits.
    pub fn of(self, totals: &Totals) -> Ratio {
        let counts = &totals.counts;
        let (answered, abandoned) = (counts.of(Outcome::Answered), counts.of(Outcome::Abandoned));
        let in_time = totals.answered_in_time;
        let none = totals.abandoned_short + counts.of(Outcome::Open);
        match self {
            Self::Answered => Ratio::new(in_time, answered),
            Self::Strict => Ratio::new(in_time, answered + abandoned),
            Self::Neutral => Ratio::new(in_time, answered + abandoned - totals.abandoned_in_time),
            Self::Generous => Ratio::new(in_time + totals.abandoned_in_time, answered + abandoned),
            Self::ShortCredit => Ratio::new(in_time + totals.abandoned_short, answered + abandoned),
            Self::Offered => Ratio::new(in_time, counts.offered() - none),
            Self::Arrived => Ratio::new(in_time, counts.arrived() - none),
        }
    }
}
