//! Which telephones registered with what they fetched, and which have not been seen for long.

use std::collections::{HashMap, HashSet};
use std::sync::PoisonError;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use switchhook_provisioning::MacAddr;
use switchhook_provisioning::lifecycle::{Cause, Periods, State};
use switchhook_provisioning::server::{OperateError, Record};

use super::Provisioning;
use crate::app::{App, Shared, stopped};
use crate::log::Event;
use crate::pbx::Contact;
use crate::store::StoreError;

/// How often the registrar is asked while somebody is waited for.
const EVERY: Duration = Duration::from_secs(15);
/// A telephone that fetched its file registers within a moment.
const SOON: Duration = Duration::from_secs(2);

/// Looks for as long as the portal runs.
pub async fn keep_watched(app: Shared) {
    let Some(provisioning) = &app.provisioning else {
        return;
    };
    let mut stopping = app.stopping.clone();
    let mut tick = tokio::time::interval(EVERY);
    tick.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    let mut watch = Watch::default();
    loop {
        tokio::select! {
            _ = tick.tick() => watch.look(&app, provisioning).await,
            () = provisioning.fetched.notified() => {
                // What is registered now is from before it fetched.
                watch.look(&app, provisioning).await;
                tokio::select! {
                    () = tokio::time::sleep(SOON) => {}
                    () = stopped(&mut stopping) => return,
                }
                watch.look(&app, provisioning).await;
            }
            () = stopped(&mut stopping) => return,
        }
    }
}

/// What was seen at the looks before.
#[derive(Default)]
struct Watch {
    /// What was registered under a device's account when it was first looked at after a fetch.
    before: HashMap<MacAddr, Before>,
    told: String,
}

/// Names of contacts, and until when each was registered.
struct Before {
    fetched: SystemTime,
    contacts: HashMap<String, Option<i64>>,
}

/// What a contact says of whether the device registered with the file that it fetched last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Evidence {
    /// It does not answer.
    Against,
    /// It was there before, and nobody asks it.
    Unknown,
    /// It answers, or registered since.
    For,
}

impl Before {
    fn evidence(&self, contact: &Contact) -> Evidence {
        match (contact.answers, self.contacts.get(&contact.name)) {
            (Some(true), _) | (None, None) => Evidence::For,
            (Some(false), _) => Evidence::Against,
            (None, Some(before)) if contact.expires > *before => Evidence::For,
            (None, Some(_)) => Evidence::Unknown,
        }
    }
}

type Failure = Box<dyn std::error::Error + Send + Sync>;

impl Watch {
    async fn look(&mut self, app: &App, provisioning: &Provisioning) {
        let looked = async {
            let unheard = self.registrations(app, provisioning).await?;
            // Where nobody can tell, nobody says that it failed.
            let asked = app.pbx.notifies();
            let periods = |record: &Record| Periods {
                registration: match asked && !unheard.contains(&record.mac) {
                    true => Periods::default().registration,
                    false => Duration::MAX,
                },
                ..Periods::default()
            };
            provisioning.server.tend_each(periods).await?;
            *provisioning
                .unheard
                .lock()
                .unwrap_or_else(PoisonError::into_inner) = unheard;
            Ok::<_, Failure>(())
        };
        match looked.await {
            Ok(()) => self.told.clear(),
            // Said once for each reason.
            Err(error) => {
                let error = error.to_string();
                if self.told != error {
                    tracing::warn!(event = %Event::ProvisioningUnseen, error, "who is registered could not be found out");
                    self.told = error;
                }
            }
        }
    }

    /// Notes who registered, and gives those of whom nobody knows.
    async fn registrations(
        &mut self,
        app: &App,
        provisioning: &Provisioning,
    ) -> Result<HashSet<MacAddr>, Failure> {
        let records = provisioning.records().await?;
        let waiting: Vec<_> = records.iter().filter(|record| waits(record.state)).collect();
        self.before
            .retain(|mac, _| waiting.iter().any(|record| record.mac == *mac));
        let mut unheard = HashSet::new();
        if !app.pbx.notifies() || waiting.is_empty() {
            return Ok(unheard);
        }
        let devices = by_endpoint(app).await?;
        let mut contacts: HashMap<MacAddr, Vec<Contact>> = HashMap::new();
        for contact in app.pbx.contacts().await? {
            if let Some(mac) = devices.get(&contact.endpoint) {
                contacts.entry(*mac).or_default().push(contact);
            }
        }
        for record in waiting {
            let Some(seen) = &record.seen else { continue };
            let own = contacts.remove(&record.mac).unwrap_or_default();
            let before = self.before.entry(record.mac).or_insert_with(|| Before {
                fetched: UNIX_EPOCH,
                contacts: HashMap::new(),
            });
            if before.fetched != seen.at {
                *before = Before {
                    fetched: seen.at,
                    contacts: own
                        .iter()
                        .map(|contact| (contact.name.clone(), contact.expires))
                        .collect(),
                };
            }
            let from_there = own.iter().filter(|contact| {
                contact.address.map(|address| address.to_canonical()) == Some(seen.address)
            });
            let best = from_there.max_by_key(|contact| before.evidence(contact));
            let Some((contact, address)) = best.and_then(|best| Some((best, best.address?))) else {
                continue;
            };
            match before.evidence(contact) {
                Evidence::Against => {}
                Evidence::Unknown => {
                    unheard.insert(record.mac);
                }
                Evidence::For => {
                    let told = provisioning
                        .server
                        .registered(record.mac, address, contact.user_agent.as_deref())
                        .await;
                    match told {
                        // It changed in between: the next look tells.
                        Ok(_) | Err(OperateError::State { .. } | OperateError::Unknown { .. }) => {}
                        Err(error) => return Err(error.into()),
                    }
                }
            }
        }
        Ok(unheard)
    }
}

/// Whether a registration would make it something else.
fn waits(state: State) -> bool {
    state.after(Cause::Registered).is_some_and(|after| after != state)
}

/// The device of each account.
async fn by_endpoint(app: &App) -> Result<HashMap<String, MacAddr>, StoreError> {
    let phones = app.store.phones().await?;
    let devices = app.store.devices().await?;
    let all = devices.iter().filter_map(|(id, device)| {
        let phone = phones.iter().find(|phone| phone.id == *id)?;
        Some((phone.endpoint.to_string(), device.mac))
    });
    Ok(all.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contact(answers: Option<bool>, expires: i64) -> Contact {
        Contact {
            endpoint: "pab".to_owned(),
            name: "pab;@1".to_owned(),
            address: None,
            user_agent: None,
            answers,
            expires: Some(expires),
        }
    }

    #[test]
    fn a_stale_contact_does_not_count_as_registered() {
        let before = Before {
            fetched: UNIX_EPOCH,
            contacts: HashMap::from([("pab;@1".to_owned(), Some(5_000))]),
        };
        for (answers, expires, expected) in [
            (None, 5_000, Evidence::Unknown),
            (None, 5_060, Evidence::For),
            (Some(true), 5_000, Evidence::For),
            (Some(false), 5_060, Evidence::Against),
        ] {
            let contact = contact(answers, expires);
            assert_eq!(before.evidence(&contact), expected, "{contact:?}");
        }
        // One that was not there before is a registration made since.
        let nothing = Before {
            fetched: UNIX_EPOCH,
            contacts: HashMap::new(),
        };
        assert_eq!(nothing.evidence(&contact(None, 5_000)), Evidence::For);
        assert_eq!(nothing.evidence(&contact(Some(false), 5_000)), Evidence::Against);
    }
}
