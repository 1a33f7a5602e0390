use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, TimeZone, Utc};

use super::{Contact, ContactId, Next, Outcome, Pacer};

/// One call of a rehearsal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Rehearsed {
    /// Whom.
    pub id: ContactId,
    /// Which attempt, from 1.
    pub attempt: u32,
    /// When it would begin.
    pub start: DateTime<Utc>,
    /// When it would be over.
    pub end: DateTime<Utc>,
    /// How, as was supposed.
    pub outcome: Outcome,
}

/// The timetable of a campaign, one call after the other; nobody is called. From [`Pacer::rehearse`].
#[derive(Clone, Debug)]
pub struct Rehearsal<Z, F> {
    pacer: Pacer<Z>,
    now: DateTime<Utc>,
    suppose: F,
    /// Calls that are being made, the first to end on top.
    calls: BinaryHeap<Reverse<(DateTime<Utc>, ContactId, Outcome)>>,
}

impl<Z: Clone + TimeZone> Pacer<Z> {
    /// What would happen from `now` on, if each attempt ended and lasted as supposed: a dry run on a copy, which stays
    /// as long as it is asked. A campaign that is stopped goes on in it, and for the calls that are being made is
    /// supposed as for others, from `now` on.
    ///
    /// ```
    /// use std::time::Duration;
    /// use chrono::{DateTime, NaiveTime, Utc};
    /// use switchhook_callfile::Pacer;
    /// use switchhook_callfile::pacer::{Contact, Hours, Outcome, Rules, Trunk, WORKDAYS};
    ///
    /// let hour = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap();
    /// let rules = Rules::new()
    ///     .trunk("provider", Trunk { at_once: 2, per_minute: 60 })
    ///     .destination("town", "provider", Hours::new(Utc).on(WORKDAYS, hour(9), hour(17)));
    /// let mut pacer = Pacer::new(rules)?;
    /// for number in ["5550100", "5550101", "5550102"] {
    ///     pacer.add(Contact::new(number.parse()?, "town"))?;
    /// }
    /// let sunday: DateTime<Utc> = "2026-11-22T12:00:00Z".parse()?;
    /// let rehearsal = pacer.rehearse(sunday, |_, _| (Outcome::Answered, Duration::from_secs(90)));
    /// let begins: Vec<_> = rehearsal.map(|call| call.start.to_string()).collect();
    /// assert_eq!(begins, ["2026-11-23 09:00:00 UTC", "2026-11-23 09:00:00 UTC", "2026-11-23 09:01:30 UTC"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn rehearse<F>(&self, now: DateTime<Utc>, mut suppose: F) -> Rehearsal<Z, F>
    where
        F: FnMut(&Contact, u32) -> (Outcome, Duration),
    {
        let mut pacer = self.clone();
        pacer.resume();
        let mut calls = BinaryHeap::new();
        for call in self.calling() {
            if let Some(contact) = self.contact(call.id) {
                let (outcome, length) = suppose(contact, call.attempt);
                calls.push(Reverse((later(now, length), call.id, outcome)));
            }
        }
        Rehearsal {
            pacer,
            now,
            suppose,
            calls,
        }
    }
}

impl<Z, F> Rehearsal<Z, F> {
    /// The campaign as it would be by now: after the last call, with everybody's ending.
    pub const fn pacer(&self) -> &Pacer<Z> {
        &self.pacer
    }

    /// Records the first call that ends.
    fn end_one(&mut self) -> bool {
        let Some(Reverse((end, id, outcome))) = self.calls.pop() else {
            return false;
        };
        self.now = end;
        // Each was begun in this rehearsal or before it, and is taken off the heap once.
        self.pacer.record(id, outcome, end).is_ok()
    }
}

impl<Z, F> Iterator for Rehearsal<Z, F>
where
    Z: TimeZone,
    F: FnMut(&Contact, u32) -> (Outcome, Duration),
{
    type Item = Rehearsed;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            while self
                .calls
                .peek()
                .is_some_and(|Reverse((end, ..))| *end <= self.now)
            {
                self.end_one();
            }
            match self.pacer.next(self.now) {
                Next::Start(call) => {
                    let contact = self.pacer.contact(call.id)?;
                    let (outcome, length) = (self.suppose)(contact, call.attempt);
                    let (start, end) = (self.now, later(self.now, length));
                    self.calls.push(Reverse((end, call.id, outcome)));
                    return Some(Rehearsed {
                        id: call.id,
                        attempt: call.attempt,
                        start,
                        end,
                        outcome,
                    });
                }
                Next::Wait { until } => {
                    let end = self.calls.peek().map(|Reverse((end, ..))| *end);
                    match (until, end) {
                        (Some(until), None) => self.now = until,
                        (Some(until), Some(end)) if until < end => self.now = until,
                        _ if self.end_one() => {}
                        _ => return None,
                    }
                }
                Next::Done | Next::Stopped => return None,
            }
        }
    }
}

fn later(from: DateTime<Utc>, by: Duration) -> DateTime<Utc> {
    TimeDelta::from_std(by)
        .ok()
        .and_then(|by| from.checked_add_signed(by))
        .unwrap_or(DateTime::<Utc>::MAX_UTC)
}
