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
    /// The numbers that are being called: whoever waits for one of them is in no queue until that is over.
    numbers: BTreeSet<PhoneNumber>,
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
            numbers: BTreeSet::new(),
            waiting: BTreeMap::new(),
        }
    }

    /// All contacts of a campaign that is loaded.
    #[cfg(feature = "serde")]
    pub(super) fn enter_all<Z>(&mut self, contacts: &[Entry], rules: &Rules<Z>) {
        let ids = || (0..).map(ContactId);
        for (id, entry) in ids().zip(contacts) {
            if matches!(entry.standing, Standing::Calling { .. }) {
                self.begin(id, contacts, rules);
            }
        }
        for (id, entry) in ids().zip(contacts) {
            self.enter(id, entry);
        }
    }

    /// A contact, if it waits.
    pub(super) fn enter(&mut self, id: ContactId, entry: &Entry) {
        if matches!(entry.standing, Standing::Waiting { .. }) {
            let number = &entry.contact.number;
            self.waiting.entry(number.clone()).or_default().insert(id);
            if !self.numbers.contains(number) {
                self.line_up(id, entry);
            }
        }
    }

    fn line_up(&mut self, id: ContactId, entry: &Entry) {
        let contact = &entry.contact;
        if let (Standing::Waiting { from }, Some(queue)) =
            (entry.standing, self.destinations.get_mut(&contact.destination))
        {
            queue.later.insert((from, id, contact.priority));
        }
    }

    fn step_out(&mut self, id: ContactId, entry: &Entry) {
        let contact = &entry.contact;
        if let (Standing::Waiting { from }, Some(queue)) =
            (entry.standing, self.destinations.get_mut(&contact.destination))
        {
            queue.later.remove(&(from, id, contact.priority));
            queue.ready.remove(&(Reverse(contact.priority), from, id));
        }
    }

    /// A waiting contact goes, wherever it waits.
    pub(super) fn leave(&mut self, id: ContactId, entry: &Entry) {
        self.step_out(id, entry);
        self.waits_no_more(id, &entry.contact.number);
    }

    fn waits_no_more(&mut self, id: ContactId, number: &PhoneNumber) {
        if let Some(same) = self.waiting.get_mut(number) {
            same.remove(&id);
            if same.is_empty() {
                self.waiting.remove(number);
            }
        }
    }

    /// The call of a contact begins on a trunk; others of its number step out of their queues.
    pub(super) fn begin<'r, Z>(
        &mut self,
        id: ContactId,
        contacts: &[Entry],
        rules: &'r Rules<Z>,
    ) -> (&'r str, Trunk) {
        let contact = &contacts[id.0 as usize].contact;
        let trunk = &rules.destinations[&contact.destination].trunk;
        self.calling.insert(id);
        self.numbers.insert(contact.number.clone());
        *self.trunks.entry(trunk.clone()).or_default() += 1;
        self.waits_no_more(id, &contact.number);
        for other in self.waiting_for(&contact.number) {
            self.step_out(other, &contacts[other.0 as usize]);
        }
        (trunk, rules.trunks[trunk])
    }

    /// A call is over: whoever waited for the number lines up again, and so may the contact itself.
    pub(super) fn over<Z>(&mut self, id: ContactId, contacts: &[Entry], rules: &Rules<Z>) {
        let entry = &contacts[id.0 as usize];
        let contact = &entry.contact;
        self.calling.remove(&id);
        let trunk = &rules.destinations[&contact.destination].trunk;
        if let Some(calls) = self.trunks.get_mut(trunk) {
            *calls = calls.saturating_sub(1);
        }
        self.numbers.remove(&contact.number);
        for other in self.waiting_for(&contact.number) {
            self.line_up(other, &contacts[other.0 as usize]);
        }
        self.enter(id, entry);
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
        std::mem::take(&mut self.waiting)
            .into_values()
            .flatten()
            .collect()
    }
}
