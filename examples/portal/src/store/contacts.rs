//! Contacts that people added to the directory.

use sqlx::FromRow;
use switchhook_portal_core::approved::Approved;
use switchhook_portal_core::audit::{AuditEntry, Object};
use switchhook_portal_core::contact::{AddContact, ChangeContact, Contact, ContactDetails, RemoveContact};
use switchhook_portal_core::person::Email;
use switchhook_portal_core::port::Occasion;
use switchhook_portal_core::{ContactId, DialString};

use super::audit::note;
use super::{Result, Store, StoreError};

#[derive(FromRow)]
struct Row {
    id: i64,
    creator: i64,
    private: bool,
    first_name: String,
    last_name: String,
    company: String,
    email: String,
    number1: String,
    number2: String,
    number3: String,
}

impl TryFrom<Row> for Contact {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self> {
        let unknown = |column, value: &str| StoreError::Value {
            column,
            value: value.to_owned(),
        };
        let email = (!row.email.is_empty()).then_some(row.email.as_str());
        let numbers = [&row.number1, &row.number2, &row.number3];
        Ok(Self {
            id: row.id.into(),
            creator: row.creator.into(),
            details: ContactDetails {
                private: row.private,
                first_name: row.first_name,
                last_name: row.last_name,
                company: row.company,
                email: email
                    .map(|e| e.parse().map_err(|_| unknown("contact.email", e)))
                    .transpose()?,
                numbers: numbers
                    .into_iter()
                    .filter(|number| !number.is_empty())
                    .map(|number| number.parse().map_err(|_| unknown("contact.number", number)))
                    .collect::<Result<_>>()?,
            },
        })
    }
}

/// The three columns of the numbers.
fn columns(contact: &ContactDetails) -> [&str; 3] {
    let mut numbers = contact.numbers.iter().map(DialString::as_str);
    std::array::from_fn(|_| numbers.next().unwrap_or(""))
}

impl Store {
    /// All contacts, also the private ones of everybody.
    pub async fn contacts(&self) -> Result<Vec<Contact>> {
        let rows: Vec<Row> = sqlx::query_as("SELECT * FROM contact")
            .fetch_all(&self.read)
            .await?;
        rows.into_iter().map(Contact::try_from).collect()
    }

    pub async fn contact(&self, id: ContactId) -> Result<Option<Contact>> {
        let row: Option<Row> = sqlx::query_as("SELECT * FROM contact WHERE id = ?")
            .bind(i64::from(id))
            .fetch_optional(&self.read)
            .await?;
        row.map(Contact::try_from).transpose()
    }

    /// Adds a contact and its entry of the trail, which it gives.
    pub async fn add_contact(
        &self,
        approved: Approved<AddContact>,
        occasion: &Occasion,
    ) -> Result<(ContactId, AuditEntry)> {
        let AddContact { creator, details } = approved.effect();
        let [number1, number2, number3] = columns(details);
        let mut transaction = self.write.begin().await?;
        let id: ContactId = sqlx::query(
            "INSERT INTO contact (creator, private, first_name, last_name, company, email, number1, number2, number3)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(i64::from(*creator))
        .bind(details.private)
        .bind(&details.first_name)
        .bind(&details.last_name)
        .bind(&details.company)
        .bind(details.email.as_ref().map_or("", Email::as_str))
        .bind(number1)
        .bind(number2)
        .bind(number3)
        .execute(&mut *transaction)
        .await?
        .last_insert_rowid()
        .into();
        let audit = approved.about(Object::Contact(id)).into_parts().1;
        note(&mut transaction, &audit, occasion).await?;
        transaction.commit().await?;
        Ok((id, audit))
    }

    /// Changes a contact and adds the entry of the trail, which it gives.
    pub async fn change_contact(
        &self,
        approved: Approved<ChangeContact>,
        occasion: &Occasion,
    ) -> Result<AuditEntry> {
        let (ChangeContact { id, details }, audit) = approved.into_parts();
        let [number1, number2, number3] = columns(&details);
        let mut transaction = self.write.begin().await?;
        let changed = sqlx::query(
            "UPDATE contact SET private = ?, first_name = ?, last_name = ?, company = ?, email = ?,
             number1 = ?, number2 = ?, number3 = ? WHERE id = ?",
        )
        .bind(details.private)
        .bind(&details.first_name)
        .bind(&details.last_name)
        .bind(&details.company)
        .bind(details.email.as_ref().map_or("", Email::as_str))
        .bind(number1)
        .bind(number2)
        .bind(number3)
        .bind(i64::from(id))
        .execute(&mut *transaction)
        .await?
        .rows_affected();
        if changed == 0 {
            return Err(StoreError::Gone);
        }
        note(&mut transaction, &audit, occasion).await?;
        transaction.commit().await?;
        Ok(audit)
    }

    /// Deletes a contact and adds the entry of the trail, which it gives.
    pub async fn remove_contact(
        &self,
        approved: Approved<RemoveContact>,
        occasion: &Occasion,
    ) -> Result<AuditEntry> {
        let (effect, audit) = approved.into_parts();
        let mut transaction = self.write.begin().await?;
        let removed = sqlx::query("DELETE FROM contact WHERE id = ?")
            .bind(i64::from(effect.id))
            .execute(&mut *transaction)
            .await?
            .rows_affected();
        if removed == 0 {
            return Err(StoreError::Gone);
        }
        note(&mut transaction, &audit, occasion).await?;
        transaction.commit().await?;
        Ok(audit)
    }
}

#[cfg(test)]
mod tests {
    use switchhook_portal_core::contact;
    use switchhook_portal_core::{ContactForm, NewPerson, PersonForm, PersonId, Profile, Subject, person};

    use super::*;

    #[tokio::test]
    async fn a_change_that_cannot_be_noted_is_not_made() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("portal.db")).await.unwrap();
        let occasion = Occasion {
            at: "2026-11-22T09:00:00Z".parse().unwrap(),
            login: "ana".into(),
            address: "127.0.0.1".into(),
        };
        let administrator = Subject::holding(PersonId(0), [Profile::Administrator].into());
        let form = PersonForm {
            login: "ana",
            first_name: "Ana",
            last_name: "Souza",
            profiles: &["user"],
            ..PersonForm::default()
        };
        let ana = person::add(&administrator, NewPerson::parse(&form).unwrap()).unwrap();
        let (ana, _) = store.add_person(ana, None, &occasion).await.unwrap();
        let ana = Subject::holding(ana, [Profile::User].into());
        let details = |last_name| {
            let form = ContactForm {
                last_name,
                phone1: "501040",
                ..ContactForm::default()
            };
            ContactDetails::parse(&form).unwrap()
        };
        let approved = contact::add(&ana, details("Girard")).unwrap();
        let (id, noted) = store.add_contact(approved, &occasion).await.unwrap();
        assert_eq!(noted.object_text(), format!("contact {id}"));
        let lines = store
            .count_trail(&super::super::TrailQuery::default())
            .await
            .unwrap();
        assert_eq!(lines, 2, "the person and the contact");

        // The trail takes no line any more.
        sqlx::query("CREATE TRIGGER full BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'full'); END")
            .execute(&store.write)
            .await
            .unwrap();
        let approved = contact::add(&ana, details("Tehei")).unwrap();
        assert!(store.add_contact(approved, &occasion).await.is_err());
        let old = store.contact(id).await.unwrap().unwrap();
        let approved = contact::change(&ana, &old, details("Tehei")).unwrap();
        assert!(store.change_contact(approved, &occasion).await.is_err());
        let approved = contact::remove(&ana, &old).unwrap();
        assert!(store.remove_contact(approved, &occasion).await.is_err());
        assert_eq!(store.contacts().await.unwrap(), [old]);
    }
}
