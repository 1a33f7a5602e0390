//! AstDB through the manager interface: forwards and what else the dialplan reads there. No command line.

use switchhook_ami::action::{DbDel, DbGet, DbGetTree, DbPut};
use switchhook_ami::client::{Client, SendError};
use switchhook_portal_core::Phone;
use switchhook_portal_core::approved::Approved;
use switchhook_portal_core::astdb::{Change, Family, Found, KeyForm};
use switchhook_portal_core::forward::{Effect, Kind};

use super::{Pbx, PbxError, Task};

impl Pbx {
    /// What decides where calls go.
    pub async fn read_forwards(&self, phones: &[Phone]) -> Result<Found, PbxError> {
        let mut found = Found::default();
        for family in Family::FORWARDING {
            match self.events.send(DbGetTree::new().family(family.name())).await {
                Ok(list) => {
                    let pairs: Vec<_> = list
                        .iter()
                        .filter_map(|entry| Some((entry.key()?.into_owned(), entry.value()?.into_owned())))
                        .collect();
                    found.extend(Found::read(pairs.iter().map(|(path, value)| (&**path, &**value))));
                }
                // Asterisk before 16.28, 18.14 and 19.6 has no such action.
                Err(SendError::Refused { .. }) => {
                    one_by_one(&self.events, family, phones, &mut found).await?;
                }
                Err(error) => return Err(error.into()),
            }
        }
        Ok(found)
    }

    /// Carries changes out, in order, and looks whether Asterisk has what was wanted.
    pub async fn change_astdb(&self, approved: &Approved<Effect>) -> Result<(), PbxError> {
        let changes = &approved.effect().changes;
        let client = self.state.as_ref().ok_or(PbxError::NotConfigured(Task::State))?;
        let _writing = self.writing.lock().await;
        for change in changes {
            match (change, change.removal()) {
                (Change::Put(entry), _) => client.send(DbPut::from(entry)).await?,
                (_, Some(removal)) => remove(client, removal, change).await?,
                (Change::Delete { .. }, None) => {}
            }
        }
        let mut found = Found::default();
        for change in changes {
            if let Some(value) = get(client, change.family(), change.key()).await? {
                found.add(change.family(), change.key(), &value);
            }
        }
        // A later change of the same entry is what counts.
        let last = |change: &&Change| {
            let same = |other: &&Change| (other.family(), other.key()) == (change.family(), change.key());
            changes.iter().rfind(same).is_some_and(|last| last == *change)
        };
        match changes.iter().filter(last).find(|change| !change.is_done(&found)) {
            None => Ok(()),
            Some(change) => Err(PbxError::ReadBack {
                file: format!("AstDB {}/{}", change.family(), change.key()),
            }),
        }
    }
}

async fn get(client: &Client, family: Family, key: &str) -> Result<Option<String>, SendError> {
    match client.send(DbGet::new(family.name(), key)).await {
        Ok(value) => Ok(Some(value)),
        Err(error) if error.is_not_found() => Ok(None),
        Err(error) => Err(error),
    }
}

/// Asterisk refuses to remove what is not there in the words that it has for any failure: look.
async fn remove(client: &Client, removal: DbDel, change: &Change) -> Result<(), SendError> {
    match client.send(removal).await {
        Err(SendError::Refused { .. }) if get(client, change.family(), change.key()).await?.is_none() => {
            Ok(())
        }
        done => done,
    }
}

/// The entries that the portal's telephones can have.
async fn one_by_one(
    client: &Client,
    family: Family,
    phones: &[Phone],
    found: &mut Found,
) -> Result<(), SendError> {
    for phone in phones {
        let keys = match family.key_form() {
            KeyForm::Forward => Kind::ALL
                .map(|kind| format!("{}/{}", kind.family(), phone.endpoint))
                .to_vec(),
            _ => vec![phone.endpoint.to_string()],
        };
        for key in keys {
            if let Some(value) = get(client, family, &key).await? {
                found.add(family, &key, &value);
            }
        }
    }
    Ok(())
}
