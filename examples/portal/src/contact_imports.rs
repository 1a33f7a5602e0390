//! Files of contacts that were read and wait until their person says so: nothing of them is stored.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use switchhook_portal_core::PersonId;
use switchhook_portal_core::directory::exchange::Imported;

use crate::token;

/// Files that wait at once, of all people.
const WAITING: usize = 32;

/// How long one waits.
const WAITS: Duration = Duration::from_secs(3600);

/// What was read and waits.
#[derive(Debug, Default)]
pub struct ContactImports(Mutex<VecDeque<Waiting>>);

#[derive(Debug)]
struct Waiting {
    token: String,
    person: PersonId,
    since: Instant,
    contacts: Vec<Imported>,
}

impl ContactImports {
    /// Lets a file wait, in place of the person's last one, and gives the name under which it does. The oldest goes when
    /// there are too many.
    pub fn add(&self, person: PersonId, contacts: Vec<Imported>) -> String {
        let token = token::random();
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|waiting| waiting.since.elapsed() < WAITS && waiting.person != person);
        while all.len() >= WAITING {
            all.pop_front();
        }
        all.push_back(Waiting {
            token: token.clone(),
            person,
            since: Instant::now(),
            contacts,
        });
        token
    }

    /// The contacts of this file, if the person uploaded it. It waits no longer: it is imported once.
    pub fn take(&self, person: PersonId, token: &str) -> Option<Vec<Imported>> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|waiting| waiting.since.elapsed() < WAITS);
        let place = all
            .iter()
            .position(|waiting| waiting.token == token && waiting.person == person)?;
        all.remove(place).map(|waiting| waiting.contacts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_waits_for_its_person_and_is_taken_once() {
        let imports = ContactImports::default();
        let token = imports.add(PersonId(1), Vec::new());
        assert!(imports.take(PersonId(2), &token).is_none());
        assert!(imports.take(PersonId(1), &token).is_some());
        assert!(imports.take(PersonId(1), &token).is_none());
        let old = imports.add(PersonId(1), Vec::new());
        imports.add(PersonId(1), Vec::new());
        assert!(
            imports.take(PersonId(1), &old).is_none(),
            "the next file took its place"
        );
    }
}
