//! The store, asked what any storage of portal-core is asked.

use switchhook_portal_core::approved::Approved;
use switchhook_portal_core::audit::chain::{Place, StoredLine};
use switchhook_portal_core::audit::{Actor, AuditEntry};
use switchhook_portal_core::department::{AddDepartment, ChangeDepartment, RemoveDepartment};
use switchhook_portal_core::person::{AddPerson, ChangePerson, DropQueueProfiles};
use switchhook_portal_core::port::{Occasion, Storage, conformance};
use switchhook_portal_core::{Department, DepartmentId, Person, PersonId, Phone};

use super::{AuditRow, Result, Store, StoreError, TrailQuery};

/// A store in a folder that goes with it.
struct Kept {
    store: Store,
    _folder: tempfile::TempDir,
}

/// What the pages do: the change and its entry together.
impl Storage for Kept {
    type Error = StoreError;

    async fn people(&self) -> Result<Vec<Person>> {
        self.store.people().await
    }

    async fn person(&self, id: PersonId) -> Result<Option<Person>> {
        self.store.person(id).await
    }

    async fn phones(&self) -> Result<Vec<Phone>> {
        self.store.phones().await
    }

    async fn departments(&self) -> Result<Vec<Department>> {
        self.store.departments().await
    }

    async fn add_person(&self, approved: Approved<AddPerson>, occasion: &Occasion) -> Result<PersonId> {
        Ok(self.store.add_person(approved, None, occasion).await?.0)
    }

    async fn change_person(&self, approved: Approved<ChangePerson>, occasion: &Occasion) -> Result<()> {
        self.store.change_person(approved, occasion).await.map(drop)
    }

    async fn drop_queue_profiles(
        &self,
        approved: Approved<DropQueueProfiles>,
        occasion: &Occasion,
    ) -> Result<()> {
        self.store.drop_queue_profiles(approved, occasion).await.map(drop)
    }

    async fn add_department(
        &self,
        approved: Approved<AddDepartment>,
        occasion: &Occasion,
    ) -> Result<DepartmentId> {
        Ok(self.store.add_department(approved, occasion).await?.0)
    }

    async fn change_department(
        &self,
        approved: Approved<ChangeDepartment>,
        occasion: &Occasion,
    ) -> Result<()> {
        self.store.change_department(approved, occasion).await.map(drop)
    }

    async fn remove_department(
        &self,
        approved: Approved<RemoveDepartment>,
        occasion: &Occasion,
    ) -> Result<()> {
        self.store.remove_department(approved, occasion).await.map(drop)
    }

    async fn note(&self, entry: AuditEntry, occasion: &Occasion) -> Result<()> {
        let person = match entry.actor {
            Actor::Person(person) => Some(person.into()),
            _ => None,
        };
        let row = AuditRow::of(
            &entry,
            occasion.at.timestamp(),
            person,
            &occasion.login,
            &occasion.address,
        );
        self.store.add_audit(&row).await
    }

    async fn trail(&self) -> Result<(Place, Vec<StoredLine>)> {
        let mut rows = self.store.trail(&TrailQuery::default(), None, 1000).await?;
        rows.reverse();
        Ok((Place::START, rows.into_iter().map(AuditRow::stored).collect()))
    }
}

#[tokio::test]
async fn the_store_conforms() {
    conformance::storage(async || {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("portal.db")).await.unwrap();
        Kept {
            store,
            _folder: folder,
        }
    })
    .await;
}
