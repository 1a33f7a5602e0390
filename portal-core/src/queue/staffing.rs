//! How many people a queue needs: Erlang's formulas, callers' patience and a forecast of the calls.
//!
//! All of it is arithmetic on probabilities, so in floating point; nothing here is money or a count of what happened.
//!
//! ```
//! use std::time::Duration;
//! use switchhook_portal_core::queue::staffing::{Goal, Load, Model};
//!
//! let half_hour = Duration::from_secs(1800);
//! let load = Load::new(100.0, half_hour, Duration::from_secs(180))?;
//! assert_eq!(load.erlangs(), 10.0);
//!
//! // 80 % within 20 seconds, and 30 % of paid time is not at the telephone: the defaults.
//! let needed = load.staffing(&Goal::default(), Model::ErlangC)?;
//! assert_eq!((needed.agents, needed.scheduled), (14, 20));
//! assert!(needed.prediction.service_level >= 0.8);
//! # Ok::<(), switchhook_portal_core::queue::staffing::StaffingError>(())
//! ```

mod erlang;
mod forecast;
mod patience;
#[cfg(test)]
mod tests;

use std::time::Duration;

pub use erlang::{erlang_b, erlang_c};
pub use forecast::{Accuracy, DECAY, Forecast, History, LIKE_DAYS, MeanError, SLOTS, Slot};
pub use patience::Patience;

/// Agents that are counted up to.
pub const MOST_AGENTS: u32 = 1_000_000;

/// Erlangs that are reckoned with: as many people talking at the same time.
pub const MOST_ERLANGS: f64 = 100_000.0;

/// Handling times that are reckoned with.
const HANDLING: std::ops::RangeInclusive<Duration> = Duration::from_secs(1)..=Duration::from_secs(86_400);

/// Mean patience that is reckoned with.
const PATIENCE: std::ops::RangeInclusive<Duration> =
    Duration::from_millis(100)..=Duration::from_secs(30 * 86_400);

/// How many calls come, and how long each occupies an agent.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Load {
    per_second: f64,
    handling: f64,
}

impl Load {
    /// So many calls in an interval, each with a mean handling time (talk, hold and wrap-up). No calls at all is a load
    /// too.
    ///
    /// # Errors
    ///
    /// Calls that are no number or below zero, an interval of no length, a handling time below a second or over a day,
    /// more than [`MOST_ERLANGS`].
    pub fn new(calls: f64, interval: Duration, handling: Duration) -> Result<Self, StaffingError> {
        if !(calls.is_finite() && calls >= 0.0) {
            return Err(StaffingError::Calls);
        }
        if interval.is_zero() {
            return Err(StaffingError::Interval);
        }
        if !HANDLING.contains(&handling) {
            return Err(StaffingError::Handling);
        }
        let load = Self {
            per_second: calls / interval.as_secs_f64(),
            handling: handling.as_secs_f64(),
        };
        if load.erlangs() <= MOST_ERLANGS {
            Ok(load)
        } else {
            Err(StaffingError::TooMuch)
        }
    }

    /// The traffic: how many agents would talk at the same time if nobody had to wait.
    pub fn erlangs(&self) -> f64 {
        self.per_second * self.handling
    }

    /// What so many agents make of the load. `within` is the threshold of the service level.
    ///
    /// # Errors
    ///
    /// More than [`MOST_AGENTS`], or a patience below a tenth of a second or over 30 days.
    pub fn predict(&self, agents: u32, within: Duration, model: Model) -> Result<Prediction, StaffingError> {
        if agents > MOST_AGENTS {
            return Err(StaffingError::TooManyAgents);
        }
        model.check()?;
        Ok(self.predicted(agents, within.as_secs_f64(), model))
    }

    fn predicted(&self, agents: u32, within: f64, model: Model) -> Prediction {
        match model {
            Model::ErlangC => erlang::c(self.per_second, self.handling, agents, within),
            Model::ErlangA { patience } => erlang::a(
                self.per_second,
                self.handling,
                patience.as_secs_f64(),
                agents,
                within,
            ),
        }
    }

    /// The fewest agents that reach a goal, and what they make of the load.
    ///
    /// # Errors
    ///
    /// A goal outside its bounds, a patience outside its bounds, or no number of agents up to [`MOST_AGENTS`] reaches it.
    pub fn staffing(&self, goal: &Goal, model: Model) -> Result<Staffing, StaffingError> {
        goal.check()?;
        model.check()?;
        let within = goal.within.as_secs_f64();
        let reached = |agents| {
            let prediction = self.predicted(agents, within, model);
            (prediction.service_level >= goal.service_level && prediction.occupancy <= goal.occupancy)
                .then_some(prediction)
        };
        // More agents never answer later nor are busier, so the fewest are found by halving.
        let mut enough = 1;
        while reached(enough).is_none() {
            if enough == MOST_AGENTS {
                return Err(StaffingError::TooManyAgents);
            }
            enough = (enough * 2).min(MOST_AGENTS);
        }
        let mut too_few = if self.erlangs() == 0.0 { 0 } else { enough / 2 };
        if self.erlangs() == 0.0 {
            enough = 0;
        }
        while enough > too_few + 1 {
            let middle = too_few + (enough - too_few) / 2;
            if reached(middle).is_some() {
                enough = middle;
            } else {
                too_few = middle;
            }
        }
        Ok(Staffing {
            agents: enough,
            scheduled: scheduled(enough, goal.shrinkage),
            prediction: self.predicted(enough, within, model),
        })
    }
}

/// A part of them is always away, so more have to be planned.
fn scheduled(agents: u32, shrinkage: f64) -> u32 {
    // 14 / 0.7 is a hair over 20 in binary, and nobody hires for a hair.
    let people = (f64::from(agents) / (1.0 - shrinkage) - 1e-9).ceil().max(0.0);
    people as u32
}

/// What callers do who wait.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Model {
    /// They wait for ever. Asks for a few people too many.
    #[default]
    ErlangC,
    /// They give up, after a time with this mean (see [`Patience`]).
    ErlangA {
        /// 0.1 s to 30 days.
        patience: Duration,
    },
}

impl Model {
    fn check(self) -> Result<(), StaffingError> {
        match self {
            Self::ErlangA { patience } if !PATIENCE.contains(&patience) => Err(StaffingError::Patience),
            _ => Ok(()),
        }
    }
}

/// What is to be reached.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Goal {
    /// The part of the calls that is answered in time: over 0 and below 1; 0.8 by default.
    pub service_level: f64,
    /// What in time means; 20 s by default.
    pub within: Duration,
    /// How busy agents may be: over 0, at most 1; 0.9 by default.
    pub occupancy: f64,
    /// The part of paid time that is not at the telephone (holidays, illness, training): from 0 to below 1; 0.3 by
    /// default.
    pub shrinkage: f64,
}

impl Default for Goal {
    fn default() -> Self {
        Self {
            service_level: 0.8,
            within: Duration::from_secs(20),
            occupancy: 0.9,
            shrinkage: 0.3,
        }
    }
}

impl Goal {
    fn check(&self) -> Result<(), StaffingError> {
        if !(self.service_level > 0.0 && self.service_level < 1.0) {
            return Err(StaffingError::ServiceLevel);
        }
        if !(self.occupancy > 0.0 && self.occupancy <= 1.0) {
            return Err(StaffingError::Occupancy);
        }
        // Beyond it one would plan a million people for each that is needed.
        if !(self.shrinkage >= 0.0 && self.shrinkage <= 0.99) {
            return Err(StaffingError::Shrinkage);
        }
        Ok(())
    }
}

/// What a number of agents makes of a load. Parts are from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Prediction {
    /// The part of the calls that has to wait.
    pub waiting: f64,
    /// The part of the calls that is answered within the threshold.
    pub service_level: f64,
    /// The mean wait of all calls in seconds; `None` if there are too few agents for patient callers, who then wait ever
    /// longer.
    pub mean_wait: Option<f64>,
    /// The part of the calls that gives up.
    pub abandoned: f64,
    /// The part of the time in which an agent is busy.
    pub occupancy: f64,
}

/// How many people a load needs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Staffing {
    /// At the telephone.
    pub agents: u32,
    /// In the plan, so that as many are at the telephone.
    pub scheduled: u32,
    /// What they make of it.
    pub prediction: Prediction,
}

/// Why nothing can be reckoned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum StaffingError {
    /// Not a number, endless or below zero.
    #[error("the number of calls must be 0 or more")]
    Calls,
    /// The calls come in no time at all.
    #[error("the interval has no length; give the time in which the calls come, such as 1800 seconds")]
    Interval,
    /// Below a second or over a day.
    #[error("the handling time must be from 1 second to 24 hours")]
    Handling,
    /// Over [`MOST_ERLANGS`].
    #[error("more than {MOST_ERLANGS} erlangs; give fewer calls or a shorter handling time")]
    TooMuch,
    /// Not a number or below zero.
    #[error("the traffic must be from 0 to {MOST_ERLANGS} erlangs")]
    Erlangs,
    /// Over [`MOST_AGENTS`].
    #[error("more than {MOST_AGENTS} agents; give a lower goal or a higher occupancy")]
    TooManyAgents,
    /// Not over 0 and below 1.
    #[error("the service level must be over 0 and below 100 %")]
    ServiceLevel,
    /// Not over 0 and at most 1.
    #[error("the occupancy must be over 0 and at most 100 %")]
    Occupancy,
    /// Not from 0 to 0.99.
    #[error("the part of time away must be from 0 to 99 %")]
    Shrinkage,
    /// Below 0.1 s or over 30 days.
    #[error("the patience must be from 0.1 seconds to 30 days")]
    Patience,
}
