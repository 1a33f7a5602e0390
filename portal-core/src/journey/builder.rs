//! Statements, in whatever order they come, to journeys.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use chrono::{DateTime, TimeDelta, Utc};

use super::fact::{Fact, Said};
use super::gathered::Gathered;
use super::{CelRow, Journey, Source, event, shape};
use crate::Headers;

/// How much a [`Builder`] keeps. A PBX in use does not reach it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Calls that go on at once; 20,000 by default. Beyond, the oldest is given as it is.
    pub journeys: usize,
    /// Channels of one call; 500 by default. Beyond, channels are left out.
    pub legs: usize,
    /// Steps of one call; 2,000 by default. Beyond, steps are left out.
    pub steps: usize,
    /// Finished calls of which late news is known for what it is; 10,000 by default.
    pub remembered: usize,
    /// How long after its last news a call is finished; two seconds by default.
    pub settles_after: TimeDelta,
    /// After how long without any news a call is given up; a day by default.
    pub lost_after: TimeDelta,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            journeys: 20_000,
            legs: 500,
            steps: 2_000,
            remembered: 10_000,
            settles_after: TimeDelta::seconds(2),
            lost_after: TimeDelta::days(1),
        }
    }
}

/// Makes journeys of events or rows.
///
/// News may come twice, late, or in another order than it happened; the journey is the same. News that is lost leaves
/// a call open until [`reconcile`](Self::reconcile), the end of its linked id, or [`Limits::lost_after`].
///
/// The example is that of [`Journey`].
#[derive(Clone, Debug)]
pub struct Builder {
    limits: Limits,
    source: Source,
    next: u64,
    calls: BTreeMap<u64, Gathered>,
    by_linked_id: BTreeMap<String, u64>,
    by_unique_id: BTreeMap<String, u64>,
    by_bridge: BTreeMap<String, u64>,
    /// Unique ids of channels whose calls were given, oldest first.
    given: VecDeque<String>,
    is_given: BTreeSet<String>,
    /// Calls that had to make room.
    pushed_out: Vec<Journey>,
    lost: u64,
}

impl Builder {
    /// Nothing is known yet. The source is what the journeys will say they are known from.
    pub fn new(limits: Limits, source: Source) -> Self {
        Self {
            limits,
            source,
            next: 0,
            calls: BTreeMap::new(),
            by_linked_id: BTreeMap::new(),
            by_unique_id: BTreeMap::new(),
            by_bridge: BTreeMap::new(),
            given: VecDeque::new(),
            is_given: BTreeSet::new(),
            pushed_out: Vec::new(),
            lost: 0,
        }
    }

    /// Takes a manager event; most say nothing about a call. The moment is that of its `Timestamp`, where
    /// `timestampevents` in `manager.conf` is on, or when it came.
    pub fn event(&mut self, event: &(impl Headers + ?Sized), at: DateTime<Utc>) {
        let mut facts = Vec::new();
        event::facts(event, at, &mut |fact| facts.push(fact));
        for fact in facts {
            self.take(fact);
        }
    }

    /// Takes a row of the channel event log.
    pub fn cel(&mut self, row: CelRow) {
        for fact in row.facts {
            self.take(fact);
        }
    }

    /// Which channels there are at a moment, by unique id: those that are not there any more have gone, though nobody
    /// said so. Channels of which there was news since are left alone.
    pub fn reconcile<'a>(&mut self, at: DateTime<Utc>, channels: impl IntoIterator<Item = &'a str>) {
        let there: BTreeSet<&str> = channels.into_iter().collect();
        for call in self.calls.values_mut() {
            for channel in &mut call.channels {
                let is_gone = channel.ended.is_none() && channel.last < at;
                if is_gone && !there.contains(channel.unique_id.as_str()) {
                    (channel.ended, channel.is_repaired) = (Some(at), true);
                    call.last = call.last.max(at);
                }
            }
        }
    }

    /// News was lost just now: what goes on will be incomplete, whatever is told from here on.
    pub fn interrupted(&mut self) {
        for call in self.calls.values_mut() {
            call.is_cut = true;
        }
    }

    /// Gives the journeys that are over, each once, by the time of their ends; and those that had to make room.
    pub fn finished(&mut self, now: DateTime<Utc>) -> Vec<Journey> {
        let settled = |call: &Gathered| {
            let quiet = now.signed_duration_since(call.last);
            quiet >= self.limits.settles_after && call.is_over() || quiet >= self.limits.lost_after
        };
        let over: Vec<u64> = self
            .calls
            .iter()
            .filter(|(_, call)| settled(call))
            .map(|(key, _)| *key)
            .collect();
        let mut journeys = std::mem::take(&mut self.pushed_out);
        journeys.extend(over.into_iter().filter_map(|key| self.give(key)));
        journeys.sort_by(|one, other| (one.ended, &one.id).cmp(&(other.ended, &other.id)));
        journeys
    }

    /// The journeys that go on, as far as they are known, oldest first.
    pub fn open(&self) -> impl Iterator<Item = Journey> {
        self.calls
            .values()
            .filter_map(|call| shape::journey(call, self.source))
    }

    /// How many go on.
    pub fn len(&self) -> usize {
        self.calls.len()
    }

    /// How many had to make room while nobody asked for so many that they could not be kept: more than
    /// [`Limits::journeys`] between two calls of [`finished`](Self::finished).
    pub fn lost(&self) -> u64 {
        self.lost
    }

    /// Whether none goes on.
    pub fn is_empty(&self) -> bool {
        self.calls.is_empty()
    }

    fn take(&mut self, fact: Fact) {
        if self.is_given.contains(&fact.about.unique_id) {
            return;
        }
        let mut key = self.call_of(&fact);
        for other in self.others(&fact) {
            key = self.join(key, other);
        }
        let unique_id = fact.about.unique_id.clone();
        let bridge = match &fact.what {
            Said::Entered {
                bridge,
                is_holding: false,
            } if !bridge.is_empty() => Some(bridge.clone()),
            _ => None,
        };
        let Some(call) = self.calls.get_mut(&key) else {
            return;
        };
        call.take(fact, &self.limits);
        // What the call has no room for must not be looked up either.
        if call.channel(&unique_id).is_some() {
            self.by_unique_id.insert(unique_id, key);
        }
        if let Some(bridge) = bridge.filter(|bridge| call.bridges.contains(bridge)) {
            self.by_bridge.insert(bridge, key);
        }
        self.make_room();
    }

    /// The call of a statement's linked id, which may be new.
    fn call_of(&mut self, fact: &Fact) -> u64 {
        if let Some(key) = self.by_linked_id.get(&fact.about.linked_id) {
            return *key;
        }
        let known = self.by_unique_id.get(&fact.about.unique_id).copied();
        let key = known.unwrap_or_else(|| {
            self.next += 1;
            let call = Gathered {
                last: fact.at,
                ..Gathered::default()
            };
            self.calls.insert(self.next, call);
            self.next
        });
        if let Some(call) = self.calls.get_mut(&key) {
            if call.linked_ids.len() >= self.limits.legs {
                call.is_cut = true;
            } else {
                call.linked_ids.push(fact.about.linked_id.clone());
                self.by_linked_id.insert(fact.about.linked_id.clone(), key);
            }
        }
        key
    }

    /// Other calls that the statement says to be the same: those of the channel itself, of the channels that it names,
    /// and of the bridge. Whoever is in one bridge bears one linked id, but CEL may say so late.
    fn others(&self, fact: &Fact) -> Vec<u64> {
        let named: [&str; 2] = match &fact.what {
            Said::PickedUp { by } | Said::Unparked { by } => [by, ""],
            Said::Sent { whom, .. } => [whom, ""],
            Said::Joined { whom, to } => [whom, to],
            _ => ["", ""],
        };
        let bridge = match &fact.what {
            Said::Entered {
                bridge,
                is_holding: false,
            } => self.by_bridge.get(bridge),
            _ => None,
        };
        [fact.about.unique_id.as_str()]
            .into_iter()
            .chain(named)
            .filter_map(|unique_id| self.by_unique_id.get(unique_id))
            .chain(bridge)
            .copied()
            .collect()
    }

    fn join(&mut self, one: u64, other: u64) -> u64 {
        if one == other {
            return one;
        }
        // The older one stays.
        let (stays, goes) = (one.min(other), one.max(other));
        let (Some(gone), true) = (self.calls.remove(&goes), self.calls.contains_key(&stays)) else {
            return one;
        };
        for (map, keys) in [
            (&mut self.by_linked_id, &gone.linked_ids),
            (&mut self.by_bridge, &gone.bridges),
        ] {
            for key in keys {
                map.insert(key.clone(), stays);
            }
        }
        for channel in &gone.channels {
            self.by_unique_id.insert(channel.unique_id.clone(), stays);
        }
        if let Some(call) = self.calls.get_mut(&stays) {
            call.join(gone, &self.limits);
        }
        stays
    }

    fn make_room(&mut self) {
        while self.calls.len() > self.limits.journeys
            && let Some(key) = self.calls.keys().next().copied()
        {
            if let Some(call) = self.calls.get_mut(&key) {
                call.is_cut = true;
            }
            let pushed_out = self.give(key);
            if self.pushed_out.len() < self.limits.journeys {
                self.pushed_out.extend(pushed_out);
            } else {
                self.lost += 1;
            }
        }
    }

    fn give(&mut self, key: u64) -> Option<Journey> {
        let call = self.calls.remove(&key)?;
        // Everything that leads to it, also what a limit cut off while two became one.
        for map in [&mut self.by_linked_id, &mut self.by_bridge] {
            for name in call.linked_ids.iter().chain(&call.bridges) {
                if map.get(name) == Some(&key) {
                    map.remove(name);
                }
            }
        }
        for channel in &call.channels {
            self.by_unique_id.remove(&channel.unique_id);
            self.given.push_back(channel.unique_id.clone());
            self.is_given.insert(channel.unique_id.clone());
        }
        while self.given.len() > self.limits.remembered
            && let Some(forgotten) = self.given.pop_front()
        {
            self.is_given.remove(&forgotten);
        }
        shape::journey(&call, self.source)
    }
}
