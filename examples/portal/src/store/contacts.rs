//! Contacts that people added to the directory.

use sqlx::FromRow;
use switchhook_portal_core::contact::{Contact, ContactDetails};
use switchhook_portal_core::person::Email;
use switchhook_portal_core::{ContactId, DialString, PersonId};

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

    pub async fn add_contact(&self, creator: PersonId, contact: &ContactDetails) -> Result<ContactId> {
        let [number1, number2, number3] = columns(contact);
        let id = sqlx::query(
            "INSERT INTO contact (creator, private, first_name, last_name, company, email, number1, number2, number3)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(i64::from(creator))
        .bind(contact.private)
        .bind(&contact.first_name)
        .bind(&contact.last_name)
        .bind(&contact.company)
        .bind(contact.email.as_ref().map_or("", Email::as_str))
        .bind(number1)
        .bind(number2)
        .bind(number3)
        .execute(&self.write)
        .await?
        .last_insert_rowid();
        Ok(id.into())
    }

    pub async fn change_contact(&self, id: ContactId, contact: &ContactDetails) -> Result<()> {
        let [number1, number2, number3] = columns(contact);
        let changed = sqlx::query(
            "UPDATE contact SET private = ?, first_name = ?, last_name = ?, company = ?, email = ?,
             number1 = ?, number2 = ?, number3 = ? WHERE id = ?",
        )
        .bind(contact.private)
        .bind(&contact.first_name)
        .bind(&contact.last_name)
        .bind(&contact.company)
        .bind(contact.email.as_ref().map_or("", Email::as_str))
        .bind(number1)
        .bind(number2)
        .bind(number3)
        .bind(i64::from(id))
        .execute(&self.write)
        .await?
        .rows_affected();
        if changed == 0 {
            Err(StoreError::Gone)
        } else {
            Ok(())
        }
    }

    pub async fn remove_contact(&self, id: ContactId) -> Result<()> {
        sqlx::query("DELETE FROM contact WHERE id = ?")
            .bind(i64::from(id))
            .execute(&self.write)
            .await?;
        Ok(())
    }
}
