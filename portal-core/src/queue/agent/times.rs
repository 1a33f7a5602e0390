use std::collections::BTreeMap;
use std::ops::AddAssign;
use std::time::Duration;

use crate::queue::ratio::Ratio;
use crate::queue::visit::Name;

/// What an agent did with the time of a period, in a queue or in all of them. Durations are exact to the millisecond, as far
/// as the log is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Times {
    /// Member of the queue, or logged in.
    pub staffed: Duration,
    /// Sessions that began.
    pub sessions: u64,
    /// Paused, but for wrap-up.
    pub paused: Duration,
    /// Pauses that began.
    pub pauses: u64,
    /// The same by reason. An agent who is paused in two queues for two reasons has both, so they can be more than the
    /// whole.
    pub reasons: BTreeMap<Name, Pauses>,
    /// The telephone rang for a call of the queue, answered or not.
    pub ring: Duration,
    /// Talked to callers, times on hold included.
    pub talk: Duration,
    /// After a talk; see [`Rules`](super::Rules). What rings or talks meanwhile is not in it.
    pub wrap_up: Duration,
    /// Staffed and neither paused nor ringing, talking, wrapping up or calling, in whatever queue.
    pub available: Duration,
    /// Callers that the agent answered.
    pub answered: u64,
    /// Times that the telephone rang and the agent did not answer: attempts, not callers.
    pub unanswered: u64,
    /// How long it rang then.
    pub unanswered_ring: Duration,
    /// Times that another agent answered first, or the caller left.
    pub canceled: u64,
    /// Calls that the agent made while staffed, as far as they are known.
    pub made: u64,
    /// How long they talked.
    pub made_talk: Duration,
    /// Calls that the agent made at other times.
    pub made_outside: u64,
    /// How long they talked.
    pub made_outside_talk: Duration,
    /// What the log does not say.
    pub doubts: Doubts,
}

/// Pauses of a reason.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pauses {
    /// That began.
    pub number: u64,
    /// How long they were.
    pub time: Duration,
}

/// How often the log does not say when something began or ended; counted where it began.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Doubts {
    /// A session or talk that begins with its end: it is counted from `QUEUESTART` or from the first line, a talk for as
    /// long as its end says.
    pub missing_start: u64,
    /// A session, pause or talk that has no end: cut at the next start, at `QUEUESTART` or after 24 hours.
    pub missing_end: u64,
    /// Pauses that ended with the session.
    pub unfinished_pauses: u64,
    /// Goes on now.
    pub open: u64,
}

impl AddAssign for Doubts {
    fn add_assign(&mut self, other: Self) {
        self.missing_start += other.missing_start;
        self.missing_end += other.missing_end;
        self.unfinished_pauses += other.unfinished_pauses;
        self.open += other.open;
    }
}

impl AddAssign for Times {
    fn add_assign(&mut self, other: Self) {
        for (time, more) in [
            (&mut self.staffed, other.staffed),
            (&mut self.paused, other.paused),
            (&mut self.ring, other.ring),
            (&mut self.talk, other.talk),
            (&mut self.wrap_up, other.wrap_up),
            (&mut self.available, other.available),
            (&mut self.unanswered_ring, other.unanswered_ring),
            (&mut self.made_talk, other.made_talk),
            (&mut self.made_outside_talk, other.made_outside_talk),
        ] {
            *time = time.saturating_add(more);
        }
        for (number, more) in [
            (&mut self.sessions, other.sessions),
            (&mut self.pauses, other.pauses),
            (&mut self.answered, other.answered),
            (&mut self.unanswered, other.unanswered),
            (&mut self.canceled, other.canceled),
            (&mut self.made, other.made),
            (&mut self.made_outside, other.made_outside),
        ] {
            *number = number.saturating_add(more);
        }
        for (reason, more) in other.reasons {
            let known = self.reasons.entry(reason).or_default();
            known.number += more.number;
            known.time = known.time.saturating_add(more.time);
        }
        self.doubts += other.doubts;
    }
}

impl Times {
    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Callers and attempts in vain: what was offered to this agent and nobody else took.
    pub fn offered(&self) -> u64 {
        self.answered.saturating_add(self.unanswered)
    }

    /// The part of what was offered that the agent answered.
    pub fn answer_share(&self) -> Ratio {
        Ratio::new(self.answered, self.offered())
    }

    /// Busy with callers, of the time that could be spent on them: talk and wrap-up, by these and available time.
    pub fn occupancy(&self) -> Ratio {
        let busy = millis(self.talk.saturating_add(self.wrap_up));
        Ratio::new(busy, busy.saturating_add(millis(self.available)))
    }

    /// Busy with callers, of the time at work: talk and wrap-up, by staffed time.
    pub fn utilisation(&self) -> Ratio {
        Ratio::new(
            millis(self.talk.saturating_add(self.wrap_up)),
            millis(self.staffed),
        )
    }

    /// Mean talk of a caller, in whole seconds that were completed; `None` without any.
    pub fn mean_talk(&self) -> Option<Duration> {
        mean(self.talk, self.answered)
    }

    /// Mean handling time (AHT): talk and wrap-up of a caller, in whole seconds that were completed.
    pub fn mean_handling(&self) -> Option<Duration> {
        mean(self.talk.saturating_add(self.wrap_up), self.answered)
    }

    /// Mean talk of a call that the agent made while staffed, in whole seconds that were completed.
    pub fn mean_made(&self) -> Option<Duration> {
        mean(self.made_talk, self.made)
    }

    /// Mean ring time of an attempt in vain, to the millisecond.
    pub fn mean_unanswered_ring(&self) -> Option<Duration> {
        let mean = millis(self.unanswered_ring).checked_div(self.unanswered)?;
        Some(Duration::from_millis(mean))
    }
}

fn mean(sum: Duration, number: u64) -> Option<Duration> {
    sum.as_secs().checked_div(number).map(Duration::from_secs)
}

fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}
