//! Who gave up, and who was reached after all.

use std::collections::BTreeMap;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

use super::log::Refusal;
use super::ratio::Ratio;
use super::rollup::Totals;
use super::visit::{Name, Outcome, Visit};

/// Shares of those who were not served.
///
/// O is offered, R still waiting, Ab abandoned, Ab_S within the threshold of short abandons.
///
/// ```
/// use switchhook_portal_core::queue::abandon::Rates;
/// use switchhook_portal_core::queue::rollup::Totals;
/// use switchhook_portal_core::queue::visit::Outcome;
///
/// let mut totals = Totals::default();
/// totals.counts.outcomes[Outcome::Answered as usize] = 90;
/// totals.counts.outcomes[Outcome::Abandoned as usize] = 20;
/// totals.abandoned_short = 10;
/// let rates = Rates::of(&totals);
/// assert_eq!((rates.abandoned.to_string().as_str(), rates.gross.to_string().as_str()), ("10.0", "18.2"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rates {
    /// (Ab − Ab_S) / (O − Ab_S − R).
    pub abandoned: Ratio,
    /// Ab / (O − R).
    pub gross: Ratio,
    /// (Ab − Ab_S + timed out + empty + failed) / (O − Ab_S − R).
    pub lost: Ratio,
    /// Told to call later, of all who arrived.
    pub dissuaded: Ratio,
    /// Out of opening hours, of all who arrived.
    pub closed: Ratio,
}

impl Rates {
    /// The rates of these visits.
    pub fn of(totals: &Totals) -> Self {
        let counts = &totals.counts;
        let short = totals.abandoned_short;
        let abandoned = counts.of(Outcome::Abandoned);
        let failed = counts.of(Outcome::TimedOut) + counts.of(Outcome::Empty) + counts.of(Outcome::Failed);
        Self {
            abandoned: Ratio::new(abandoned - short, counts.closed() - short),
            gross: Ratio::new(abandoned, counts.closed()),
            lost: Ratio::new(abandoned - short + failed, counts.closed() - short),
            dissuaded: counts.refused_share(Refusal::Dissuaded),
            closed: counts.refused_share(Refusal::Closed),
        }
    }
}

/// A call that was made to somebody who had given up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CallBack<'a> {
    /// Whom.
    pub number: &'a str,
    /// When it was answered; calls that were not answered are none.
    pub answered: DateTime<Utc>,
}

/// How somebody was reached who had given up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recovery {
    /// They called again and were answered.
    CalledAgain(DateTime<Utc>),
    /// They were called.
    CalledBack(DateTime<Utc>),
}

impl Recovery {
    fn time(self) -> DateTime<Utc> {
        match self {
            Self::CalledAgain(time) | Self::CalledBack(time) => time,
        }
    }
}

/// What became of those who gave up and whose number is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recovered<'v> {
    /// Who gave up and was reached in time, with how.
    pub recovered: Vec<(&'v Visit, Recovery)>,
    /// Who is still to be called: the last visit of each caller, and how often they gave up since they were last answered.
    pub to_call: Vec<(&'v Visit, usize)>,
    /// Visits without a number to call.
    pub anonymous: usize,
}

impl Recovered<'_> {
    /// Recovered visits of those whose caller is known.
    pub fn rate(&self) -> Ratio {
        let given_up: usize = self.to_call.iter().map(|(_, times)| times).sum();
        Ratio::new(
            self.recovered.len() as u64,
            (self.recovered.len() + given_up) as u64,
        )
    }

    /// The median of the times between giving up and being reached.
    pub fn median_time(&self) -> Option<Duration> {
        let mut times: Vec<_> = self
            .recovered
            .iter()
            .map(|(visit, how)| (how.time() - left(visit)).to_std().unwrap_or_default())
            .collect();
        times.sort_unstable();
        times.get(times.len().checked_sub(1)? / 2).copied()
    }
}

fn left(visit: &Visit) -> DateTime<Utc> {
    visit.end.as_ref().map_or(visit.entered, |end| end.time)
}

/// Finds who of those who gave up was reached within `within`, which is included: who called again, came into any of the
/// queues and was answered there, or who was called back and talked.
///
/// `number` makes one number of all ways to write it, and nothing of an anonymous one. Visits of a later time than the
/// ones asked for may be among them: `given_up` says which are asked for.
pub fn recover<'v>(
    visits: impl IntoIterator<Item = &'v Visit>,
    call_backs: &[CallBack<'_>],
    within: Duration,
    number: impl Fn(&str) -> Option<String>,
    given_up: impl Fn(&Visit) -> bool,
) -> Recovered<'v> {
    #[derive(Default)]
    struct Caller<'v> {
        given_up: Vec<&'v Visit>,
        reached: Vec<Recovery>,
    }
    let mut result = Recovered::default();
    let mut callers: BTreeMap<String, Caller<'v>> = BTreeMap::new();
    for visit in visits {
        let wanted = visit.outcome() == Outcome::Abandoned && given_up(visit);
        let Some(number) = number(&visit.caller) else {
            result.anonymous += usize::from(wanted);
            continue;
        };
        if let Some(answer) = &visit.answer {
            let reached = Recovery::CalledAgain(answer.time);
            callers.entry(number).or_default().reached.push(reached);
        } else if wanted {
            callers.entry(number).or_default().given_up.push(visit);
        }
    }
    for call in call_backs {
        if let Some(caller) = number(call.number).and_then(|number| callers.get_mut(&number)) {
            caller.reached.push(Recovery::CalledBack(call.answered));
        }
    }
    let within = TimeDelta::from_std(within).unwrap_or(TimeDelta::MAX);
    for mut caller in callers.into_values() {
        caller.reached.sort_by_key(|reached| reached.time());
        caller.given_up.sort_by_key(|visit| left(visit));
        let mut missed = Vec::new();
        for visit in caller.given_up {
            let after = caller
                .reached
                .iter()
                .find(|reached| reached.time() >= left(visit));
            match after {
                Some(reached) if reached.time() - left(visit) <= within => {
                    result.recovered.push((visit, *reached));
                }
                _ => missed.push(visit),
            }
        }
        if let Some(last) = missed.last() {
            result.to_call.push((last, missed.len()));
        }
    }
    result.recovered.sort_by_key(|(visit, _)| left(visit));
    result.to_call.sort_by_key(|(visit, _)| left(visit));
    result
}

/// How many callers there were, and how many of them came more than once within 24 hours.
pub fn callers<'v>(
    visits: impl IntoIterator<Item = &'v Visit>,
    number: impl Fn(&str) -> Option<String>,
) -> Ratio {
    let mut times: BTreeMap<String, Vec<(DateTime<Utc>, &Name)>> = BTreeMap::new();
    for visit in visits {
        if let Some(number) = number(&visit.caller) {
            times
                .entry(number)
                .or_default()
                .push((visit.entered, &visit.call));
        }
    }
    let mut repeated = 0;
    for calls in times.values_mut() {
        calls.sort_unstable();
        // A call that goes from one queue to another is one call.
        let again = |pair: &[(DateTime<Utc>, &Name)]| {
            pair[0].1 != pair[1].1 && pair[1].0 - pair[0].0 <= TimeDelta::hours(24)
        };
        repeated += u64::from(calls.windows(2).any(again));
    }
    Ratio::new(repeated, times.len() as u64)
}
