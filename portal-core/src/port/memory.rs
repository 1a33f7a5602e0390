//! Every port in memory: for tests, examples and programs that keep nothing.
//!
//! Its futures are ready at once, so any executor runs them.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Utc};

use super::{Clock, Media, Occasion, Pbx, Randomness, Storage};
use crate::approved::Approved;
use crate::audit::chain::{Place, StoredLine};
use crate::audit::{Actor, AuditEntry, Object};
use crate::department::{AddDepartment, ChangeDepartment, RemoveDepartment};
use crate::dial::OriginateEffect;
use crate::person::{AddPerson, ChangePerson, DropQueueProfiles};
use crate::recording::Listen;
use crate::{Department, DepartmentId, Person, PersonId, Phone};

/// A clock that stands still.
#[derive(Clone, Copy, Debug)]
pub struct StoppedClock(pub DateTime<Utc>);

impl Clock for StoppedClock {
    fn now(&self) -> DateTime<Utc> {
        self.0
    }
}

/// The same bytes in the same order every time: for tests and nothing else.
#[derive(Debug, Default)]
pub struct Counting(Mutex<u8>);

impl Randomness for Counting {
    fn fill(&self, bytes: &mut [u8]) {
        let mut next = lock(&self.0);
        for byte in bytes {
            *byte = *next;
            *next = next.wrapping_add(1);
        }
    }
}

/// People, departments and the trail in memory.
#[derive(Debug)]
pub struct MemoryStorage {
    held: Mutex<Held>,
}

#[derive(Clone, Debug)]
struct Held {
    people: BTreeMap<PersonId, Person>,
    phones: Vec<Phone>,
    departments: BTreeMap<DepartmentId, Department>,
    trail: Vec<StoredLine>,
    place: Place,
    last: i64,
}

/// Why it was not stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MemoryError {
    /// What is to be changed is gone.
    #[error("it does not exist (any more); load it again")]
    Gone,
    /// Another one has this login or short name.
    #[error("{0} is taken; choose another")]
    Taken(&'static str),
    /// Something belongs to it or it belongs to something that is not there.
    #[error("something refers to it, or it refers to what does not exist; load it again")]
    InUse,
}

impl Default for MemoryStorage {
    fn default() -> Self {
        Self {
            held: Mutex::new(Held {
                people: BTreeMap::new(),
                phones: Vec::new(),
                departments: BTreeMap::new(),
                trail: Vec::new(),
                place: Place::START,
                last: 0,
            }),
        }
    }
}

impl MemoryStorage {
    /// With people, telephones and departments to begin with.
    pub fn with(people: Vec<Person>, phones: Vec<Phone>, departments: Vec<Department>) -> Self {
        let storage = Self::default();
        {
            let mut held = lock(&storage.held);
            let ids = people.iter().map(|person| person.id.0);
            held.last = ids
                .chain(departments.iter().map(|department| department.id.0))
                .max()
                .unwrap_or(0);
            held.people = people.into_iter().map(|person| (person.id, person)).collect();
            held.departments = departments
                .into_iter()
                .map(|department| (department.id, department))
                .collect();
            held.phones = phones;
        }
        storage
    }

    /// Changes everything or nothing.
    fn change<T>(&self, change: impl FnOnce(&mut Held) -> Result<T, MemoryError>) -> Result<T, MemoryError> {
        let mut held = lock(&self.held);
        let mut changed = held.clone();
        let done = change(&mut changed)?;
        *held = changed;
        Ok(done)
    }
}

impl Held {
    fn id(&mut self) -> i64 {
        self.last += 1;
        self.last
    }

    fn put_person(&mut self, person: Person) -> Result<(), MemoryError> {
        let taken = |other: &&Person| other.login == person.login && other.id != person.id;
        if self.people.values().any(|other| taken(&other)) {
            return Err(MemoryError::Taken("login"));
        }
        if person
            .department
            .is_some_and(|id| !self.departments.contains_key(&id))
        {
            return Err(MemoryError::InUse);
        }
        self.people.insert(person.id, person);
        Ok(())
    }

    fn put_department(&mut self, department: Department) -> Result<(), MemoryError> {
        let name = department.short_name.to_ascii_lowercase();
        let taken =
            |other: &Department| other.short_name.to_ascii_lowercase() == name && other.id != department.id;
        if self.departments.values().any(taken) {
            return Err(MemoryError::Taken("short_name"));
        }
        if department
            .parent
            .is_some_and(|id| !self.departments.contains_key(&id))
        {
            return Err(MemoryError::InUse);
        }
        self.departments.insert(department.id, department);
        Ok(())
    }

    fn note(&mut self, entry: &AuditEntry, occasion: &Occasion) {
        let mut line = StoredLine {
            number: self.place.number + 1,
            at: occasion.at.timestamp(),
            person: match entry.actor {
                Actor::Person(person) => Some(person.into()),
                _ => None,
            },
            login: occasion.login.clone(),
            address: occasion.address.clone(),
            action: entry.action.key().to_owned(),
            object: entry.object_text(),
            result: entry.outcome.key().to_owned(),
            detail: entry.detail(),
            fingerprint: None,
        };
        self.place = self.place.after(&line.line());
        line.fingerprint = Some(self.place.fingerprint);
        self.trail.push(line);
    }
}

impl Storage for MemoryStorage {
    type Error = MemoryError;

    async fn people(&self) -> Result<Vec<Person>, MemoryError> {
        Ok(lock(&self.held).people.values().cloned().collect())
    }

    async fn person(&self, id: PersonId) -> Result<Option<Person>, MemoryError> {
        Ok(lock(&self.held).people.get(&id).cloned())
    }

    async fn phones(&self) -> Result<Vec<Phone>, MemoryError> {
        Ok(lock(&self.held).phones.clone())
    }

    async fn departments(&self) -> Result<Vec<Department>, MemoryError> {
        let mut all: Vec<_> = lock(&self.held).departments.values().cloned().collect();
        all.sort_by(|one, other| one.short_name.cmp(&other.short_name));
        Ok(all)
    }

    async fn add_person(
        &self,
        approved: Approved<AddPerson>,
        occasion: &Occasion,
    ) -> Result<PersonId, MemoryError> {
        self.change(|held| {
            let id = PersonId(held.id());
            let (effect, audit) = approved.about(Object::Person(id)).into_parts();
            held.put_person(effect.person.with_id(id))?;
            held.note(&audit, occasion);
            Ok(id)
        })
    }

    async fn change_person(
        &self,
        approved: Approved<ChangePerson>,
        occasion: &Occasion,
    ) -> Result<(), MemoryError> {
        self.change(|held| {
            let (effect, audit) = approved.into_parts();
            if !held.people.contains_key(&effect.id) {
                return Err(MemoryError::Gone);
            }
            held.put_person(effect.person.with_id(effect.id))?;
            held.note(&audit, occasion);
            Ok(())
        })
    }

    async fn drop_queue_profiles(
        &self,
        approved: Approved<DropQueueProfiles>,
        occasion: &Occasion,
    ) -> Result<(), MemoryError> {
        self.change(|held| {
            let (effect, audit) = approved.into_parts();
            for (id, left) in effect.people {
                held.people.get_mut(&id).ok_or(MemoryError::Gone)?.profiles = left;
            }
            held.note(&audit, occasion);
            Ok(())
        })
    }

    async fn add_department(
        &self,
        approved: Approved<AddDepartment>,
        occasion: &Occasion,
    ) -> Result<DepartmentId, MemoryError> {
        self.change(|held| {
            let id = DepartmentId(held.id());
            let (effect, audit) = approved.about(Object::Department(id)).into_parts();
            held.put_department(effect.department.with_id(id))?;
            held.note(&audit, occasion);
            Ok(id)
        })
    }

    async fn change_department(
        &self,
        approved: Approved<ChangeDepartment>,
        occasion: &Occasion,
    ) -> Result<(), MemoryError> {
        self.change(|held| {
            let (effect, audit) = approved.into_parts();
            if !held.departments.contains_key(&effect.id) {
                return Err(MemoryError::Gone);
            }
            held.put_department(effect.department.with_id(effect.id))?;
            held.note(&audit, occasion);
            Ok(())
        })
    }

    async fn remove_department(
        &self,
        approved: Approved<RemoveDepartment>,
        occasion: &Occasion,
    ) -> Result<(), MemoryError> {
        self.change(|held| {
            let (effect, audit) = approved.into_parts();
            let id = Some(effect.id);
            // Between the decision and now somebody may have come.
            if held.people.values().any(|person| person.department == id)
                || held.phones.iter().any(|phone| phone.department == id)
                || held
                    .departments
                    .values()
                    .any(|department| department.parent == id)
            {
                return Err(MemoryError::InUse);
            }
            held.departments.remove(&effect.id).ok_or(MemoryError::Gone)?;
            held.note(&audit, occasion);
            Ok(())
        })
    }

    async fn note(&self, entry: AuditEntry, occasion: &Occasion) -> Result<(), MemoryError> {
        lock(&self.held).note(&entry, occasion);
        Ok(())
    }

    async fn trail(&self) -> Result<(Place, Vec<StoredLine>), MemoryError> {
        Ok((Place::START, lock(&self.held).trail.clone()))
    }
}

/// A PBX of which every phone is answered; it keeps what it was told to call.
#[derive(Debug, Default)]
pub struct MemoryPbx(Mutex<Vec<OriginateEffect>>);

impl MemoryPbx {
    /// The calls so far, oldest first.
    pub fn calls(&self) -> Vec<OriginateEffect> {
        lock(&self.0).clone()
    }
}

impl Pbx for MemoryPbx {
    type Error = std::convert::Infallible;

    async fn originate(&self, call: &Approved<OriginateEffect>) -> Result<bool, Self::Error> {
        lock(&self.0).push(call.effect().clone());
        Ok(true)
    }
}

/// Files of sound by their path.
#[derive(Debug, Default)]
pub struct MemoryMedia(pub BTreeMap<String, Vec<u8>>);

impl Media for MemoryMedia {
    type Error = std::convert::Infallible;

    async fn read(&self, listen: &Approved<Listen>) -> Result<Option<Vec<u8>>, Self::Error> {
        Ok(self.0.get(listen.effect().file.as_str()).cloned())
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // What is held is changed as a whole, so a thread that panicked left nothing half done.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
