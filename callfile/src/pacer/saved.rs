//! A campaign as data: what is written down, and what is believed of it when it is read.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use chrono::{DateTime, Utc};
use serde::de::{Deserialize, Deserializer, Error};
use serde::ser::{Serialize, Serializer};

use super::queue::Queues;
use super::{ContactId, Entry, Pacer, PhoneNumber, Rules, Standing};

/// The form that this crate writes.
const VERSION: u32 = 1;

#[derive(serde::Serialize)]
struct Written<'a, Z> {
    version: u32,
    rules: &'a Rules<Z>,
    stopped: bool,
    forbidden: &'a BTreeSet<PhoneNumber>,
    begun: &'a BTreeMap<String, VecDeque<DateTime<Utc>>>,
    contacts: &'a [Entry],
}

#[derive(serde::Deserialize)]
struct Read<Z> {
    version: u32,
    rules: Rules<Z>,
    stopped: bool,
    forbidden: BTreeSet<PhoneNumber>,
    begun: BTreeMap<String, VecDeque<DateTime<Utc>>>,
    contacts: Vec<Entry>,
}

impl<Z: Serialize> Serialize for Pacer<Z> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Written {
            version: VERSION,
            rules: &self.rules,
            stopped: self.stopped,
            forbidden: &self.forbidden,
            begun: &self.begun,
            contacts: &self.contacts,
        }
        .serialize(serializer)
    }
}

/// Refuses what no campaign can come to, so that a file that somebody changed is told and not gone by.
impl<'de, Z: Deserialize<'de>> Deserialize<'de> for Pacer<Z> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Read {
            version,
            rules,
            stopped,
            forbidden,
            mut begun,
            contacts,
        } = Read::deserialize(deserializer)?;
        if version != VERSION {
            return Err(D::Error::custom(format_args!(
                "a campaign of form {version}; this program reads form {VERSION}, use a newer one"
            )));
        }
        rules.check().map_err(D::Error::custom)?;
        if u32::try_from(contacts.len()).is_err() {
            return Err(D::Error::custom(super::ContactError::TooMany));
        }
        begun.retain(|trunk, _| rules.trunks.contains_key(trunk));
        for (trunk, times) in &mut begun {
            let kept = rules.trunks[trunk].per_minute as usize;
            // In the order in which they are written; a time that is to come counts as now once it is looked at.
            times.make_contiguous().sort_unstable();
            times.drain(..times.len().saturating_sub(kept));
        }
        let mut calling = BTreeSet::new();
        for (id, entry) in (0..).map(ContactId).zip(&contacts) {
            let contact = &entry.contact;
            if !rules.destinations.contains_key(&contact.destination) {
                let destination = &contact.destination;
                return Err(D::Error::custom(format_args!(
                    "contact {id} belongs to destination {destination:?}, which the rules do not have; add it there"
                )));
            }
            if matches!(entry.standing, Standing::Waiting { .. }) {
                if entry.withdrawn {
                    return Err(D::Error::custom(format_args!(
                        "contact {id} was withdrawn, and waits; say that it has ended"
                    )));
                }
                if entry.attempts == u32::MAX {
                    let (attempts, most) = (entry.attempts, rules.attempts);
                    return Err(D::Error::custom(format_args!(
                        "contact {id} was tried {attempts} times, of {most}; say that it has ended"
                    )));
                }
            }
            if matches!(entry.standing, Standing::Calling { .. }) {
                if entry.attempts == 0 {
                    return Err(D::Error::custom(format_args!(
                        "contact {id} is being called, in no attempt; say in which"
                    )));
                }
                if !calling.insert(&contact.number) {
                    return Err(D::Error::custom(format_args!(
                        "contact {id} is being called, and so is another one of its number; end one of the calls"
                    )));
                }
            }
        }
        let mut queues = Queues::new(&rules);
        queues.enter_all(&contacts, &rules);
        Ok(Self {
            newly_forbidden: forbidden.iter().cloned().collect(),
            rules,
            contacts,
            forbidden,
            stopped,
            begun,
            queues,
        })
    }
}
