//! The formulas of A. K. Erlang (B and C) and C. Palm (A), without a factorial.

use super::{MOST_AGENTS, MOST_ERLANGS, Prediction, StaffingError};

/// The part of the calls that finds all agents busy and is turned away: no queue at all.
///
/// # Errors
///
/// Traffic that is no number, below zero or over [`MOST_ERLANGS`]; more than [`MOST_AGENTS`].
///
/// ```
/// use switchhook_portal_core::queue::staffing::erlang_b;
///
/// assert_eq!(erlang_b(1, 1.0)?, 0.5);
/// assert_eq!(erlang_b(0, 1.0)?, 1.0);
/// # Ok::<(), switchhook_portal_core::queue::staffing::StaffingError>(())
/// ```
pub fn erlang_b(agents: u32, erlangs: f64) -> Result<f64, StaffingError> {
    check(agents, erlangs)?;
    Ok(b(agents, erlangs))
}

/// The part of the calls that has to wait, if all of them do wait; 1 where agents are too few for the traffic.
///
/// # Errors
///
/// Those of [`erlang_b`].
///
/// ```
/// use switchhook_portal_core::queue::staffing::erlang_c;
///
/// assert_eq!(format!("{:.6}", erlang_c(55, 48.0)?), "0.238701");
/// assert_eq!(erlang_c(48, 48.0)?, 1.0);
/// # Ok::<(), switchhook_portal_core::queue::staffing::StaffingError>(())
/// ```
pub fn erlang_c(agents: u32, erlangs: f64) -> Result<f64, StaffingError> {
    check(agents, erlangs)?;
    Ok(waiting(agents, erlangs))
}

fn check(agents: u32, erlangs: f64) -> Result<(), StaffingError> {
    if !(0.0..=MOST_ERLANGS).contains(&erlangs) {
        return Err(StaffingError::Erlangs);
    }
    if agents > MOST_AGENTS {
        return Err(StaffingError::TooManyAgents);
    }
    Ok(())
}

fn b(agents: u32, erlangs: f64) -> f64 {
    let mut blocked = 1.0;
    for k in 1..=agents {
        blocked = erlangs * blocked / (f64::from(k) + erlangs * blocked);
        // Ever smaller from here on.
        if blocked == 0.0 {
            break;
        }
    }
    blocked
}

fn waiting(agents: u32, erlangs: f64) -> f64 {
    let n = f64::from(agents);
    if n <= erlangs && erlangs > 0.0 || agents == 0 {
        return 1.0;
    }
    let blocked = b(agents, erlangs);
    (n * blocked / (n - erlangs * (1.0 - blocked))).min(1.0)
}

/// Nobody calls, so nobody waits.
const QUIET: Prediction = Prediction {
    waiting: 0.0,
    service_level: 1.0,
    mean_wait: Some(0.0),
    abandoned: 0.0,
    occupancy: 0.0,
};

pub(super) fn c(per_second: f64, handling: f64, agents: u32, within: f64) -> Prediction {
    let erlangs = per_second * handling;
    if erlangs == 0.0 {
        return QUIET;
    }
    let n = f64::from(agents);
    if n <= erlangs {
        return Prediction {
            waiting: 1.0,
            service_level: 0.0,
            mean_wait: None,
            abandoned: 0.0,
            occupancy: 1.0,
        };
    }
    let waiting = waiting(agents, erlangs);
    Prediction {
        waiting,
        service_level: 1.0 - waiting * (-(n - erlangs) * within / handling).exp(),
        mean_wait: Some(waiting * handling / (n - erlangs)),
        abandoned: 0.0,
        occupancy: erlangs / n,
    }
}

/// Chances that are left out of the chain together.
const TAIL: f64 = 1e-12;

/// Calls arrive at random, agents finish at random, and so do callers' patience: a chain of states, one for each number of
/// calls that are there.
pub(super) fn a(per_second: f64, handling: f64, patience: f64, agents: u32, within: f64) -> Prediction {
    let arrivals = per_second;
    if arrivals * handling == 0.0 {
        return QUIET;
    }
    let n = u64::from(agents);
    let (finish, leave) = (1.0 / handling, 1.0 / patience);
    let departures = |calls: u64| calls.min(n) as f64 * finish + calls.saturating_sub(n) as f64 * leave;

    // The likeliest state; chances fall to both sides of it, so their products neither overflow nor vanish too soon.
    let likeliest = if arrivals <= n as f64 * finish {
        (arrivals / finish) as u64
    } else {
        n + ((arrivals - n as f64 * finish) / leave) as u64
    };
    let mut chain = Chain::new(n);
    chain.add(likeliest, 1.0);
    let mut weight = 1.0;
    for calls in likeliest + 1.. {
        let ratio = arrivals / departures(calls);
        weight *= ratio;
        chain.add(calls, weight);
        if ratio < 1.0 && weight * ratio / (1.0 - ratio) * (1.0 + chain.queued) < TAIL * chain.all {
            break;
        }
    }
    let mut weight = 1.0;
    for calls in (1..=likeliest).rev() {
        let ratio = departures(calls) / arrivals;
        weight *= ratio;
        chain.add(calls - 1, weight);
        if ratio < 1.0 && weight * ratio / (1.0 - ratio) < TAIL * chain.all {
            break;
        }
    }

    let waiting = (chain.waiting / chain.all).min(1.0);
    let queue = chain.queue / chain.all;
    let mean_wait = queue / arrivals;
    let abandoned = (mean_wait * leave).min(1.0);
    // The wait that a caller is offered has the density that `area` sums, beside the callers who do not wait at all; he is served if
    // his patience lasts for it (S. Zeltyn and A. Mandelbaum, "Call centers with impatient customers", 2005, section 5).
    let rate = n as f64 * finish;
    let in_time = if rate > 0.0 {
        let (served, served_scale) = area(arrivals, leave, rate + leave, within);
        let (offered, offered_scale) = area(arrivals, leave, rate, f64::INFINITY);
        waiting * served / offered * (served_scale - offered_scale).exp()
    } else {
        0.0
    };
    Prediction {
        waiting,
        service_level: (1.0 - waiting + in_time).clamp(0.0, 1.0 - abandoned.min(1.0)),
        mean_wait: Some(mean_wait),
        abandoned,
        occupancy: if n == 0 {
            1.0
        } else {
            (arrivals * handling * (1.0 - abandoned) / n as f64).min(1.0)
        },
    }
}

/// Sums over the states, each with its weight.
struct Chain {
    agents: u64,
    all: f64,
    /// Of states in which who calls has to wait.
    waiting: f64,
    /// Weighted with the number of calls that wait.
    queue: f64,
    /// Calls that wait in the last state that was added.
    queued: f64,
}

impl Chain {
    fn new(agents: u64) -> Self {
        Self {
            agents,
            all: 0.0,
            waiting: 0.0,
            queue: 0.0,
            queued: 0.0,
        }
    }

    fn add(&mut self, calls: u64, weight: f64) {
        self.all += weight;
        self.queued = calls.saturating_sub(self.agents) as f64;
        if calls >= self.agents {
            self.waiting += weight;
            self.queue += weight * self.queued;
        }
    }
}

/// The integral of `exp(arrivals (1 - exp(-leave x)) / leave - fall x)` from 0 to `end`, as a factor and the logarithm of
/// another one.
fn area(arrivals: f64, leave: f64, fall: f64, end: f64) -> (f64, f64) {
    let logarithm = |x: f64| arrivals * -(-leave * x).exp_m1() / leave - fall * x;
    let highest = ((arrivals / fall).ln() / leave).clamp(0.0, end);
    let scale = logarithm(highest);
    // The steps follow how fast it falls there: by its slope or by its curvature.
    let incoming = arrivals * (-leave * highest).exp();
    let step = 0.05 / (incoming - fall).abs().max((incoming * leave).sqrt());
    let outwards = |length: f64, sign: f64| {
        let value = |x: f64| (logarithm(highest + sign * x) - scale).exp();
        // Simpson's rule, two steps at a time, until nothing is left to add.
        let (mut sum, mut from, mut left) = (0.0, 0.0, 1.0);
        while from < length {
            let to = (from + 2.0 * step).min(length);
            let right = value(to);
            sum += (to - from) / 6.0 * (left + 4.0 * value(f64::midpoint(from, to)) + right);
            if right < 1e-17 || to <= from {
                break;
            }
            (from, left) = (to, right);
        }
        sum
    };
    (outwards(highest, -1.0) + outwards(end - highest, 1.0), scale)
}
