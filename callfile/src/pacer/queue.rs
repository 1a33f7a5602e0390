//! Who waits where: what follows from the contacts, kept so that no question has to look at all of them.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};

use super::{ContactId, Entry, PhoneNumber, Rules, Standing, Trunk};

#[derive(Clone, Debug)]
pub(super) struct Queues {
    destinations: BTreeMap<String, Queue>,
    /// How many calls there are on each trunk.
    trunks: BTreeMap<String, usize>,
    calling: BTreeSet<ContactId>,
    /// The numbers that are being called, and who waits for the end of that.
    numbers: BTreeMap<PhoneNumber, BTreeSet<ContactId>>,
    /// Everybody who waits, by number.
    waiting: BTreeMap<PhoneNumber, BTreeSet<ContactId>>,
}

/// Those who wait at one destination.
#[derive(Clone, Debug, Default)]
pub(super) struct Queue {
    /// Their time has come.
    ready: BTreeSet<Place>,
    later: BTreeSet<(DateTime<Utc>, ContactId, u8)>,
}

/// Priority, then who has waited longest, then the order in which they were added.
type Place = (Reverse<u8>, DateTime<Utc>, ContactId);

impl Queue {
    /// Lets those come whose time has come; and says when the next has.
    pub(super) fn promote(&mut self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        while let Some(&(from, id, priority)) = self.later.first() {
            if from > now {
                return Some(from);
            }
            self.later.pop_first();
            self.ready.insert((Reverse(priority), from, id));
        }
        None
    }

    pub(super) fn first(&self) -> Option<Place> {
        self.ready.first().copied()
    }
}

impl Queues {
    pub(super) fn new<Z>(rules: &Rules<Z>) -> Self {
        let queue = |name: &String| (name.clone(), Queue::default());
        Self {
            destinations: rules.destinations.keys().map(queue).collect(),
            trunks: rules.trunks.keys().map(|name| (name.clone(), 0)).collect(),
            calling: BTreeSet::new(),
            numbers: BTreeMap::new(),
            waiting: BTreeMap::new(),
        }
    }

    /// A contact that stands somewhere: in a queue, or in a call.
    pub(super) fn enter<Z>(&mut self, id: ContactId, entry: &Entry, rules: &Rules<Z>) {
        let contact = &entry.contact;
        match entry.standing {
            Standing::Waiting { from } => {
                if let Some(queue) = self.destinations.get_mut(&contact.destination) {
                    queue.later.insert((from, id, contact.priority));
                }
                self.waiting.entry(contact.number.clone()).or_default().insert(id);
            }
            Standing::Calling { .. } => {
                self.begin(id, entry, rules);
            }
            Standing::Ended { .. } => {}
        }
    }

    /// A waiting contact goes, wherever it waits.
    pub(super) fn leave(&mut self, id: ContactId, entry: &Entry) {
        let contact = &entry.contact;
        if let (Standing::Waiting { from }, Some(queue)) =
            (entry.standing, self.destinations.get_mut(&contact.destination))
        {
            queue.later.remove(&(from, id, contact.priority));
            queue.ready.remove(&(Reverse(contact.priority), from, id));
        }
        if let Some(held) = self.numbers.get_mut(&contact.number) {
            held.remove(&id);
        }
        self.waits_no_more(id, &contact.number);
    }

    fn waits_no_more(&mut self, id: ContactId, number: &PhoneNumber) {
        if let Some(same) = self.waiting.get_mut(number) {
            same.remove(&id);
            if same.is_empty() {
                self.waiting.remove(number);
            }
        }
    }

    /// Whether the number is being called: then the contact waits for the end of that.
    pub(super) fn hold_back(&mut self, id: ContactId, number: &PhoneNumber) -> bool {
        match self.numbers.get_mut(number) {
            Some(held) => held.insert(id),
            None => false,
        }
    }

    /// A call begins on a trunk.
    pub(super) fn begin<'r, Z>(
        &mut self,
        id: ContactId,
        entry: &Entry,
        rules: &'r Rules<Z>,
    ) -> (&'r str, Trunk) {
        let contact = &entry.contact;
        let trunk = &rules.destinations[&contact.destination].trunk;
        self.calling.insert(id);
        self.numbers.entry(contact.number.clone()).or_default();
        *self.trunks.entry(trunk.clone()).or_default() += 1;
        self.waits_no_more(id, &contact.number);
        (trunk, rules.trunks[trunk])
    }

    /// A call is over: whoever waited for the number may go on, and so may the contact itself.
    pub(super) fn over<Z>(&mut self, id: ContactId, contacts: &[Entry], rules: &Rules<Z>) {
        let entry = &contacts[id.0 as usize];
        let contact = &entry.contact;
        self.calling.remove(&id);
        let trunk = &rules.destinations[&contact.destination].trunk;
        if let Some(calls) = self.trunks.get_mut(trunk) {
            *calls = calls.saturating_sub(1);
        }
        for held in self.numbers.remove(&contact.number).unwrap_or_default() {
            self.enter(held, &contacts[held.0 as usize], rules);
        }
        self.enter(id, entry, rules);
    }

    pub(super) fn calling(&self) -> impl Iterator<Item = ContactId> {
        self.calling.iter().copied()
    }

    pub(super) fn calls_on(&self, trunk: &str) -> usize {
        self.trunks.get(trunk).copied().unwrap_or_default()
    }

    pub(super) fn of(&mut self, destination: &str) -> Option<&mut Queue> {
        self.destinations.get_mut(destination)
    }

    /// Out of the queue of a destination.
    pub(super) fn take(&mut self, destination: &str, place: Place) -> ContactId {
        if let Some(queue) = self.destinations.get_mut(destination) {
            queue.ready.remove(&place);
        }
        place.2
    }

    /// Whether nobody waits.
    pub(super) fn is_empty(&self) -> bool {
        self.waiting.is_empty()
    }

    /// Who waits for a call to a number.
    pub(super) fn waiting_for(&self, number: &PhoneNumber) -> Vec<ContactId> {
        self.waiting.get(number).into_iter().flatten().copied().collect()
    }

    /// Everybody who waits goes.
    pub(super) fn drain(&mut self) -> Vec<ContactId> {
        for queue in self.destinations.values_mut() {
            *queue = Queue::default();
        }
        for held in self.numbers.values_mut() {
            held.clear();
        }
        std::mem::take(&mut self.waiting)
            .into_values()
            .flatten()
            .collect()
    }
}
