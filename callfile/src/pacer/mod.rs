//! Campaigns: whom to call next, so that no trunk and nobody's evening suffers.
//!
//! [`Pacer`] decides and does nothing: the time is an argument, and so is what became of a call. The program asks it
//! [`next`](Pacer::next), places the call through the spool or otherwise, and tells it the outcome with
//! [`record`](Pacer::record). With feature `serde` the whole of it is data: saved before each call, a campaign goes on
//! after a restart as if there had been none. The example `campaign` is such a program.
//!
//! # What became of the calls, and restarts
//!
//! Let each attempt be a file of its own, without retries, named after [`Start::id`] and [`Start::attempt`]. With feature
//! `watch` a `Follower` says how each ended, and its outcome is made [`Outcome`] by `into`. After a restart
//! [`calling`](Pacer::calling) has the calls of which nothing was recorded: the follower, resumed, tells of those whose
//! files it knew; one that lies neither in the spool nor among the files that are done was perhaps never placed, and is
//! recorded as [`Outcome::Unknown`] so that nobody is called twice.
//!
//! # What it keeps to
//!
//! - On each [`Trunk`] there are never more than `at_once` calls, and never more than `per_minute` begin in any 60 seconds.
//! - No call begins outside the [`Hours`] of its destination, by the clock of that place.
//! - A number is never called twice at the same time, however often it is in the list.
//! - A number that is [forbidden](Pacer::forbid) is not called from that moment on.
//! - Every contact ends, in exactly one [`Ending`].
//!
//! It goes by the clock that it is told. One that is set back makes it wait for a minute at most, beyond what the rules
//! say of the new time.

mod contact;
mod hours;
mod queue;
mod rehearsal;
mod rules;
#[cfg(feature = "serde")]
mod saved;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use chrono::{DateTime, TimeDelta, TimeZone, Utc};

pub use contact::{Contact, ContactId, Ending, Outcome, PhoneNumber, PhoneNumberError, Standing};
pub use hours::{Hours, WORKDAYS};
pub use rehearsal::{Rehearsal, Rehearsed};
pub use rules::{Rules, RulesError, Trunk};

use queue::Queues;

/// Who is called when, in a campaign.
///
/// ```
/// use chrono::{DateTime, TimeDelta, Utc};
/// use switchhook_callfile::Pacer;
/// use switchhook_callfile::pacer::{Contact, Ending, Hours, Next, Outcome, Rules, Standing, Trunk};
///
/// let rules = Rules::new()
///     .trunk("provider", Trunk { at_once: 1, per_minute: 10 })
///     .destination("town", "provider", Hours::new(Utc));
/// let mut pacer = Pacer::new(rules)?;
/// let anna = pacer.add(Contact::new("5550100".parse()?, "town"))?;
/// let bert = pacer.add(Contact::new("5550101".parse()?, "town").priority(1))?;
///
/// let now: DateTime<Utc> = "2026-11-23T09:00:00Z".parse()?;
/// // One at a time, and Bert comes first.
/// let Next::Start(call) = pacer.next(now) else { panic!() };
/// assert_eq!((call.id, call.attempt), (bert, 1));
/// assert_eq!(pacer.next(now), Next::Wait { until: None });
/// pacer.record(bert, Outcome::Answered, now + TimeDelta::seconds(20))?;
///
/// let now = now + TimeDelta::seconds(20);
/// let Next::Start(call) = pacer.next(now) else { panic!() };
/// assert_eq!(call.id, anna);
/// // Busy: again after five minutes, by default.
/// pacer.record(anna, Outcome::Busy, now)?;
/// assert_eq!(pacer.next(now), Next::Wait { until: Some(now + TimeDelta::minutes(5)) });
///
/// let standing = pacer.standing(bert).unwrap();
/// assert!(matches!(standing, Standing::Ended { how: Ending::Reached, .. }));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Pacer<Z> {
    rules: Rules<Z>,
    contacts: Vec<Entry>,
    forbidden: BTreeSet<PhoneNumber>,
    /// Those of which contacts may be waiting.
    newly_forbidden: Vec<PhoneNumber>,
    stopped: bool,
    /// When calls began on each trunk: the last ones, of which the rules want to know.
    begun: BTreeMap<String, VecDeque<DateTime<Utc>>>,
    /// Follows from the contacts.
    queues: Queues,
}

/// A contact, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
struct Entry {
    contact: Contact,
    attempts: u32,
    /// To end when the call that is being made is over.
    withdrawn: bool,
    standing: Standing,
}

/// What to do now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// Place this call now, and [`record`](Pacer::record) what became of it.
    Start(Start),
    /// Nobody may be called now: ask again at this moment, and whenever an outcome was recorded. Without a moment
    /// only an outcome can change something.
    Wait {
        /// When somebody may be called.
        until: Option<DateTime<Utc>>,
    },
    /// The campaign is [stopped](Pacer::stop), and contacts are waiting.
    Stopped,
    /// Every contact has its ending.
    Done,
}

/// A call to place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Start {
    /// Whom; [`Pacer::contact`] knows the number.
    pub id: ContactId,
    /// Which attempt it is, from 1.
    pub attempt: u32,
}

/// What an outcome led to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recorded {
    /// The contact is tried again, but not before this moment.
    Again {
        /// When at the earliest.
        from: DateTime<Utc>,
    },
    /// The contact is over.
    Ended(Ending),
}

/// Why something cannot be done with a contact.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ContactError {
    /// A destination of which the rules say nothing.
    #[error("the rules have no destination {destination:?}; add it, or choose one of theirs")]
    NoDestination {
        /// As given.
        destination: String,
    },
    /// There is no such contact.
    #[error("there is no contact {id}; use what `add` gave")]
    Unknown {
        /// As given.
        id: ContactId,
    },
    /// Nobody is calling it.
    #[error("contact {id} is not being called; an outcome is recorded once for each `Next::Start`")]
    NotCalling {
        /// Which.
        id: ContactId,
    },
    /// More than can be counted.
    #[error("a campaign has at most 4294967295 contacts; begin another")]
    TooMany,
}

/// How many contacts stand where.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Tally {
    /// To be called.
    pub waiting: usize,
    /// Being called.
    pub calling: usize,
    /// [`Ending::Reached`].
    pub reached: usize,
    /// [`Ending::GaveUp`].
    pub gave_up: usize,
    /// [`Ending::Forbidden`].
    pub forbidden: usize,
    /// [`Ending::Withdrawn`].
    pub withdrawn: usize,
    /// [`Ending::OutOfTime`].
    pub out_of_time: usize,
}

const WINDOW: TimeDelta = TimeDelta::seconds(60);

impl<Z> Pacer<Z> {
    /// A campaign without contacts.
    ///
    /// # Errors
    ///
    /// Rules under which a contact could never be called.
    pub fn new(rules: Rules<Z>) -> Result<Self, RulesError> {
        rules.check()?;
        let queues = Queues::new(&rules);
        Ok(Self {
            rules,
            contacts: Vec::new(),
            forbidden: BTreeSet::new(),
            newly_forbidden: Vec::new(),
            stopped: false,
            begun: BTreeMap::new(),
            queues,
        })
    }

    /// Adds somebody to be called. A number may be there several times; it is never called twice at once.
    ///
    /// # Errors
    ///
    /// The rules have no such destination.
    pub fn add(&mut self, contact: Contact) -> Result<ContactId, ContactError> {
        if !self.rules.destinations.contains_key(&contact.destination) {
            let destination = contact.destination;
            return Err(ContactError::NoDestination { destination });
        }
        let id = u32::try_from(self.contacts.len())
            .ok()
            .filter(|id| *id < u32::MAX)
            .map(ContactId)
            .ok_or(ContactError::TooMany)?;
        if self.forbidden.contains(&contact.number) {
            self.newly_forbidden.push(contact.number.clone());
        }
        let from = contact.not_before.unwrap_or(DateTime::UNIX_EPOCH);
        self.contacts.push(Entry {
            contact,
            attempts: 0,
            withdrawn: false,
            standing: Standing::Waiting { from },
        });
        self.queues.enter(id, &self.contacts[id.0 as usize]);
        Ok(id)
    }

    /// Puts a number on the list of those that are not called. Contacts of it that are waiting end when
    /// [`next`](Pacer::next) comes to them; a call that is being made goes on.
    pub fn forbid(&mut self, number: PhoneNumber) {
        if self.forbidden.insert(number.clone()) {
            self.newly_forbidden.push(number);
        }
    }

    /// Takes a number off that list, for contacts that have not ended yet.
    pub fn permit(&mut self, number: &PhoneNumber) {
        self.forbidden.remove(number);
        self.newly_forbidden.retain(|forbidden| forbidden != number);
    }

    /// Takes a contact out: at once if it is waiting, after its call if it is being called. One that has ended stays
    /// as it is.
    ///
    /// # Errors
    ///
    /// There is no such contact.
    pub fn withdraw(&mut self, id: ContactId, now: DateTime<Utc>) -> Result<(), ContactError> {
        let entry = self
            .contacts
            .get_mut(id.0 as usize)
            .ok_or(ContactError::Unknown { id })?;
        match entry.standing {
            Standing::Waiting { .. } => {
                self.queues.leave(id, entry);
                entry.end(Ending::Withdrawn, now);
            }
            Standing::Calling { .. } => entry.withdrawn = true,
            Standing::Ended { .. } => {}
        }
        Ok(())
    }

    /// Lets no further call begin, until [`resume`](Pacer::resume). Those that are being made go on.
    pub fn stop(&mut self) {
        self.stopped = true;
    }

    /// Goes on after [`stop`](Pacer::stop).
    pub fn resume(&mut self) {
        self.stopped = false;
    }

    /// Whether it was stopped.
    #[must_use]
    pub const fn is_stopped(&self) -> bool {
        self.stopped
    }

    /// What became of a call that [`next`](Pacer::next) began.
    ///
    /// # Errors
    ///
    /// The contact is not being called: an outcome was recorded already, say.
    pub fn record(
        &mut self,
        id: ContactId,
        outcome: Outcome,
        now: DateTime<Utc>,
    ) -> Result<Recorded, ContactError> {
        let entry = self
            .contacts
            .get_mut(id.0 as usize)
            .ok_or(ContactError::Unknown { id })?;
        if !matches!(entry.standing, Standing::Calling { .. }) {
            return Err(ContactError::NotCalling { id });
        }
        if outcome == Outcome::NotPlaced {
            entry.attempts -= 1;
        }
        let delay = self.rules.delay(outcome);
        let ending = match delay {
            _ if outcome == Outcome::Answered => Some(Ending::Reached),
            _ if entry.withdrawn => Some(Ending::Withdrawn),
            _ if self.forbidden.contains(&entry.contact.number) => Some(Ending::Forbidden),
            Some(_) if entry.attempts < self.rules.attempts => None,
            _ => Some(Ending::GaveUp(outcome)),
        };
        let recorded = match ending {
            Some(how) => {
                entry.end(how, now);
                Recorded::Ended(how)
            }
            None => {
                let from = delay
                    .and_then(|seconds| TimeDelta::try_seconds(i64::try_from(seconds).ok()?))
                    .and_then(|delay| now.checked_add_signed(delay))
                    .unwrap_or(DateTime::<Utc>::MAX_UTC);
                entry.standing = Standing::Waiting { from };
                Recorded::Again { from }
            }
        };
        self.queues.over(id, &self.contacts, &self.rules);
        Ok(recorded)
    }

    /// The rules.
    #[must_use]
    pub const fn rules(&self) -> &Rules<Z> {
        &self.rules
    }

    /// A contact.
    #[must_use]
    pub fn contact(&self, id: ContactId) -> Option<&Contact> {
        self.contacts.get(id.0 as usize).map(|entry| &entry.contact)
    }

    /// Where a contact stands.
    #[must_use]
    pub fn standing(&self, id: ContactId) -> Option<Standing> {
        self.contacts.get(id.0 as usize).map(|entry| entry.standing)
    }

    /// How often a contact was called, a call that is being made included.
    #[must_use]
    pub fn attempts(&self, id: ContactId) -> Option<u32> {
        self.contacts.get(id.0 as usize).map(|entry| entry.attempts)
    }

    /// All contacts, in the order in which they were added.
    pub fn contacts(&self) -> impl ExactSizeIterator<Item = (ContactId, &Contact, Standing)> {
        let number = |at: usize| ContactId(u32::try_from(at).unwrap_or(u32::MAX));
        self.contacts
            .iter()
            .enumerate()
            .map(move |(at, entry)| (number(at), &entry.contact, entry.standing))
    }

    /// The calls that are being made, as far as the pacer was told: what a program looks after when it starts again.
    pub fn calling(&self) -> impl Iterator<Item = Start> {
        self.queues.calling().map(|id| Start {
            id,
            attempt: self.contacts[id.0 as usize].attempts,
        })
    }

    /// How many contacts stand where.
    #[must_use]
    pub fn tally(&self) -> Tally {
        let mut tally = Tally::default();
        for entry in &self.contacts {
            *match entry.standing {
                Standing::Waiting { .. } => &mut tally.waiting,
                Standing::Calling { .. } => &mut tally.calling,
                Standing::Ended { how, .. } => match how {
                    Ending::Reached => &mut tally.reached,
                    Ending::GaveUp(_) => &mut tally.gave_up,
                    Ending::Forbidden => &mut tally.forbidden,
                    Ending::Withdrawn => &mut tally.withdrawn,
                    Ending::OutOfTime => &mut tally.out_of_time,
                },
            } += 1;
        }
        tally
    }
}

impl<Z: TimeZone> Pacer<Z> {
    /// What to do now. Ask until it is no [`Next::Start`]; each of those counts as a call from then on.
    pub fn next(&mut self, now: DateTime<Utc>) -> Next {
        if self.rules.until.is_some_and(|end| now >= end) {
            for id in self.queues.drain() {
                self.contacts[id.0 as usize].end(Ending::OutOfTime, now);
            }
        }
        self.end_forbidden(now);
        if self.queues.is_empty() {
            return match self.queues.calling().next() {
                Some(_) => Next::Wait { until: None },
                None => Next::Done,
            };
        }
        if self.stopped {
            return Next::Stopped;
        }
        match self.best(now) {
            Err(until) => {
                let end = self.rules.until;
                let until = until.map(|until| end.map_or(until, |end| until.min(end))).or(end);
                Next::Wait { until }
            }
            Ok(id) => {
                let entry = &mut self.contacts[id.0 as usize];
                entry.attempts += 1;
                entry.standing = Standing::Calling { since: now };
                let attempt = entry.attempts;
                let (trunk, rules) = self.queues.begin(id, &self.contacts, &self.rules);
                let begun = self.begun.entry(trunk.to_owned()).or_default();
                begun.push_back(now);
                while begun.len() > rules.per_minute as usize {
                    begun.pop_front();
                }
                Next::Start(Start { id, attempt })
            }
        }
    }

    /// Ends the waiting contacts whose numbers were forbidden since.
    fn end_forbidden(&mut self, now: DateTime<Utc>) {
        for number in std::mem::take(&mut self.newly_forbidden) {
            for id in self.queues.waiting_for(&number) {
                let entry = &mut self.contacts[id.0 as usize];
                self.queues.leave(id, entry);
                entry.end(Ending::Forbidden, now);
            }
        }
    }

    /// The contact to call now, out of its queue; or when there may be one.
    fn best(&mut self, now: DateTime<Utc>) -> Result<ContactId, Option<DateTime<Utc>>> {
        let mut soonest: Option<DateTime<Utc>> = None;
        let mut wait = |until: DateTime<Utc>| {
            soonest = Some(soonest.map_or(until, |soonest| soonest.min(until)));
        };
        let mut best = None;
        for (name, destination) in &self.rules.destinations {
            let Some(queue) = self.queues.of(name) else {
                continue;
            };
            if let Some(later) = queue.promote(now) {
                wait(later);
            }
            let Some(first) = queue.first() else { continue };
            let trunk = self.rules.trunks[&destination.trunk];
            if self.queues.calls_on(&destination.trunk) >= trunk.at_once as usize {
                continue;
            }
            let free = self
                .begun
                .get_mut(&destination.trunk)
                .map_or(now, |begun| free_from(begun, trunk, now));
            // None is beyond the calendar.
            let Some(open) = destination.hours.next(now.max(free)) else {
                continue;
            };
            if open > now {
                wait(open);
            } else if best.as_ref().is_none_or(|(best, _)| first < *best) {
                best = Some((first, name));
            }
        }
        match best {
            Some((first, name)) => Ok(self.queues.take(name, first)),
            None => Err(soonest),
        }
    }
}

/// When the next call of a trunk may begin.
fn free_from(begun: &mut VecDeque<DateTime<Utc>>, trunk: Trunk, now: DateTime<Utc>) -> DateTime<Utc> {
    // The clock was set back: how long ago those calls began is not known, so they count as begun now.
    for begun in begun.iter_mut().rev().take_while(|begun| **begun > now) {
        *begun = now;
    }
    let full = begun.len().checked_sub(trunk.per_minute as usize);
    match full.and_then(|first| begun.get(first)) {
        Some(&first) => first.checked_add_signed(WINDOW).unwrap_or(first),
        None => now,
    }
}

impl Entry {
    fn end(&mut self, how: Ending, at: DateTime<Utc>) {
        self.standing = Standing::Ended { how, at };
    }
}
