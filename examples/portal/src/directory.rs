//! The directory in memory: read once, then changed with every contact, person, department and telephone that is saved.

use std::collections::BTreeMap;
use std::sync::{PoisonError, RwLock, RwLockReadGuard};

use switchhook_portal_core::directory::{Facts, Full, Index};
use switchhook_portal_core::numbering::Site;
use switchhook_portal_core::{
    ContactId, Department, DialString, DirectNumber, Party, Person, Phone, PhoneId, Subject,
};
use tokio::sync::{Mutex, OnceCell};

use crate::app::App;
use crate::i18n::Texts;
use crate::log::Event;
use crate::store::StoreError;

/// Everybody's entries; each search says for whom.
#[derive(Default)]
pub struct Directory {
    index: OnceCell<RwLock<Index>>,
    /// Changes are read and filed one after the other, so that the last of them holds.
    turn: Mutex<()>,
}

impl Directory {
    /// The entries as they are.
    pub async fn read(&self, app: &App) -> Result<RwLockReadGuard<'_, Index>, StoreError> {
        Ok(self
            .loaded(app)
            .await?
            .read()
            .unwrap_or_else(PoisonError::into_inner))
    }

    /// The same where nobody can wait; nothing before they were read for the first time.
    pub fn now(&self) -> Option<RwLockReadGuard<'_, Index>> {
        Some(self.index.get()?.read().unwrap_or_else(PoisonError::into_inner))
    }

    async fn loaded(&self, app: &App) -> Result<&RwLock<Index>, StoreError> {
        self.index
            .get_or_try_init(|| async {
                let mut index = Index::new(Site {
                    // The configuration was checked to have digits there.
                    source_prefix: app.config.source_prefix.parse().unwrap_or_default(),
                    ..Site::default()
                });
                note(index.put_colleagues(&Colleagues::load(app).await?.facts(app)));
                note(index.put_all(&app.store.contacts().await?));
                Ok(RwLock::new(index))
            })
            .await
    }

    /// Telephones, people or departments were changed.
    pub async fn refresh_colleagues(&self, app: &App) -> Result<(), StoreError> {
        let index = self.loaded(app).await?;
        let _turn = self.turn.lock().await;
        let colleagues = Colleagues::load(app).await?;
        let mut index = index.write().unwrap_or_else(PoisonError::into_inner);
        note(index.put_colleagues(&colleagues.facts(app)));
        Ok(())
    }

    /// These contacts were added, changed or deleted.
    pub async fn refresh_contacts(&self, app: &App, ids: &[ContactId]) -> Result<(), StoreError> {
        let index = self.loaded(app).await?;
        let _turn = self.turn.lock().await;
        let mut contacts = Vec::with_capacity(ids.len());
        for id in ids {
            contacts.push(app.store.contact(*id).await?);
        }
        let mut index = index.write().unwrap_or_else(PoisonError::into_inner);
        for (id, contact) in ids.iter().zip(&contacts) {
            if contact.is_none() {
                index.remove(*id);
            }
        }
        note(index.put_all(&contacts.into_iter().flatten().collect::<Vec<_>>()));
        Ok(())
    }
}

/// What the directory knows of colleagues.
struct Colleagues {
    phones: Vec<Phone>,
    people: Vec<Person>,
    departments: Vec<Department>,
    direct_numbers: BTreeMap<PhoneId, DirectNumber>,
}

impl Colleagues {
    async fn load(app: &App) -> Result<Self, StoreError> {
        let services = app.store.services().await?;
        Ok(Self {
            phones: app.store.phones().await?,
            people: app.store.people().await?,
            departments: app.store.departments().await?,
            direct_numbers: services
                .into_iter()
                .filter_map(|(phone, service)| Some((phone, service.direct_number?)))
                .collect(),
        })
    }

    fn facts<'a>(&'a self, app: &'a App) -> Facts<'a> {
        Facts {
            phones: &self.phones,
            people: &self.people,
            departments: &self.departments,
            contacts: &[],
            company: &app.config.company,
            direct_numbers: &self.direct_numbers,
        }
    }
}

/// What is in the database stays there; it is missing in the directory until there is room.
fn note(filed: Result<(), Full>) {
    if let Err(error) = filed {
        tracing::error!(event = %Event::DirectoryFull, %error, "entries are missing in the directory");
    }
}

/// Gives a party outside that the PBX has no name for the name that the reader's directory has.
pub fn name(index: &Index, subject: &Subject, t: Texts, party: &mut Party) {
    let is_named = !party.name.is_empty() && party.name.parse::<DialString>().is_err();
    let Ok(number) = party.number.parse() else { return };
    if is_named || party.is_inside() {
        return;
    }
    let find = |number| index.reverse(subject, &number).ok().flatten();
    let site = index.site();
    let named = find(site.read_recorded(&number)).or_else(|| find(site.read_dialled(&number)));
    if let Some(named) = named {
        party.name = match i64::try_from(named.others) {
            Ok(0) => named.name(),
            others => t.directory_or_others(others.unwrap_or(i64::MAX), &named.name()),
        };
    }
}
