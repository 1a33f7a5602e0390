//! People and their accounts.

use sqlx::FromRow;
use switchhook_portal_core::approved::Approved;
use switchhook_portal_core::audit::{AuditEntry, Object};
use switchhook_portal_core::person::{AddPerson, ChangePerson, DropQueueProfiles};
use switchhook_portal_core::port::Occasion;
use switchhook_portal_core::{Email, NewPerson, Person, PersonId};

use super::audit::note;
use super::{Result, Store, StoreError};

#[derive(FromRow)]
struct Row {
    id: i64,
    login: String,
    first_name: String,
    last_name: String,
    email: Option<String>,
    department: Option<i64>,
    profiles: String,
    disabled: bool,
}

const COLUMNS: &str = "id, login, first_name, last_name, email, department, profiles, disabled";

impl TryFrom<Row> for Person {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self> {
        let unknown = |column, value: &str| StoreError::Value {
            column,
            value: value.to_owned(),
        };
        Ok(Self {
            id: row.id.into(),
            login: row
                .login
                .parse()
                .map_err(|_| unknown("person.login", &row.login))?,
            first_name: row.first_name,
            last_name: row.last_name,
            email: row
                .email
                .as_deref()
                .map(|text| text.parse().map_err(|_| unknown("person.email", text)))
                .transpose()?,
            department: row.department.map(Into::into),
            profiles: row
                .profiles
                .parse()
                .map_err(|_| unknown("person.profiles", &row.profiles))?,
            disabled: row.disabled,
        })
    }
}

impl Store {
    pub async fn person(&self, id: PersonId) -> Result<Option<Person>> {
        let row: Option<Row> = sqlx::query_as(sqlx::AssertSqlSafe(format!(
            "SELECT {COLUMNS} FROM person WHERE id = ?"
        )))
        .bind(i64::from(id))
        .fetch_optional(&self.read)
        .await?;
        row.map(Person::try_from).transpose()
    }

    /// The account of this name with its stored password.
    pub async fn account(&self, login: &str) -> Result<Option<(Person, Option<String>)>> {
        let row: Option<Row> = sqlx::query_as(sqlx::AssertSqlSafe(format!(
            "SELECT {COLUMNS} FROM person WHERE login = ?"
        )))
        .bind(login)
        .fetch_optional(&self.read)
        .await?;
        let Some(person) = row.map(Person::try_from).transpose()? else {
            return Ok(None);
        };
        let password = self.password_of(person.id).await?;
        Ok(Some((person, password)))
    }

    pub async fn password_of(&self, id: PersonId) -> Result<Option<String>> {
        Ok(sqlx::query_scalar("SELECT password FROM person WHERE id = ?")
            .bind(i64::from(id))
            .fetch_one(&self.read)
            .await?)
    }

    /// Everybody, by name.
    pub async fn people(&self) -> Result<Vec<Person>> {
        let rows: Vec<Row> = sqlx::query_as(sqlx::AssertSqlSafe(format!(
            "SELECT {COLUMNS} FROM person ORDER BY last_name, first_name, id"
        )))
        .fetch_all(&self.read)
        .await?;
        rows.into_iter().map(Person::try_from).collect()
    }

    pub async fn nobody_can_log_in(&self) -> Result<bool> {
        let accounts: i64 =
            sqlx::query_scalar("SELECT count(*) FROM person WHERE disabled = 0 AND password IS NOT NULL")
                .fetch_one(&self.read)
                .await?;
        Ok(accounts == 0)
    }

    /// Adds a person and the entry of the trail, which it gives; `password` is a hash, absent for somebody who gets a one-time link.
    pub async fn add_person(
        &self,
        approved: Approved<AddPerson>,
        password: Option<&str>,
        occasion: &Occasion,
    ) -> Result<(PersonId, AuditEntry)> {
        let person = &approved.effect().person;
        let mut transaction = self.write.begin().await?;
        let id = sqlx::query(
            "INSERT INTO person (login, first_name, last_name, email, department, profiles, disabled, password)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(person.login.as_str())
        .bind(&person.first_name)
        .bind(&person.last_name)
        .bind(person.email.as_ref().map(Email::as_str))
        .bind(person.department.map(i64::from))
        .bind(person.profiles.to_string())
        .bind(person.disabled)
        .bind(password)
        .execute(&mut *transaction)
        .await?
        .last_insert_rowid();
        let audit = approved.about(Object::Person(id.into())).into_parts().1;
        note(&mut transaction, &audit, occasion).await?;
        transaction.commit().await?;
        Ok((id.into(), audit))
    }

    /// Uses up the first administrator's link and makes the account, or does neither. `None`: the link was used.
    pub async fn add_first_administrator(
        &self,
        token: &str,
        person: &NewPerson,
        password: &str,
    ) -> Result<Option<PersonId>> {
        let mut transaction = self.write.begin().await?;
        let used = sqlx::query("DELETE FROM one_time_link WHERE token = ? AND person IS NULL")
            .bind(crate::token::fingerprint(token))
            .execute(&mut *transaction)
            .await?
            .rows_affected();
        if used == 0 {
            return Ok(None);
        }
        let id = sqlx::query(
            "INSERT INTO person (login, first_name, last_name, email, profiles, password) VALUES (?, ?, ?, ?, ?, ?)",
        )
        .bind(person.login.as_str())
        .bind(&person.first_name)
        .bind(&person.last_name)
        .bind(person.email.as_ref().map(Email::as_str))
        .bind(person.profiles.to_string())
        .bind(password)
        .execute(&mut *transaction)
        .await?
        .last_insert_rowid();
        transaction.commit().await?;
        Ok(Some(id.into()))
    }

    /// Changes a person and adds the entry of the trail, which it gives; somebody who may no longer log in loses the open
    /// sessions.
    pub async fn change_person(
        &self,
        approved: Approved<ChangePerson>,
        occasion: &Occasion,
    ) -> Result<AuditEntry> {
        let (ChangePerson { id, person }, audit) = approved.into_parts();
        let mut transaction = self.write.begin().await?;
        let changed = sqlx::query(
            "UPDATE person SET login = ?, first_name = ?, last_name = ?, email = ?, department = ?, profiles = ?, disabled = ?
             WHERE id = ?",
        )
        .bind(person.login.as_str())
        .bind(&person.first_name)
        .bind(&person.last_name)
        .bind(person.email.as_ref().map(Email::as_str))
        .bind(person.department.map(i64::from))
        .bind(person.profiles.to_string())
        .bind(person.disabled)
        .bind(i64::from(id))
        .execute(&mut *transaction)
        .await?
        .rows_affected();
        if changed == 0 {
            return Err(StoreError::Gone);
        }
        if person.disabled {
            sqlx::query("DELETE FROM session WHERE person = ?")
                .bind(i64::from(id))
                .execute(&mut *transaction)
                .await?;
        }
        note(&mut transaction, &audit, occasion).await?;
        transaction.commit().await?;
        Ok(audit)
    }

    /// Takes the profiles of a queue from those who hold them and adds the entry of the trail, which it gives.
    pub async fn drop_queue_profiles(
        &self,
        approved: Approved<DropQueueProfiles>,
        occasion: &Occasion,
    ) -> Result<AuditEntry> {
        let (effect, audit) = approved.into_parts();
        let mut transaction = self.write.begin().await?;
        for (id, left) in effect.people {
            sqlx::query("UPDATE person SET profiles = ? WHERE id = ?")
                .bind(left.to_string())
                .bind(i64::from(id))
                .execute(&mut *transaction)
                .await?;
        }
        note(&mut transaction, &audit, occasion).await?;
        transaction.commit().await?;
        Ok(audit)
    }

    /// Sets the password and voids a link with which it could be set again.
    pub async fn set_password(&self, id: PersonId, password: &str) -> Result<()> {
        let mut transaction = self.write.begin().await?;
        sqlx::query("UPDATE person SET password = ? WHERE id = ?")
            .bind(password)
            .bind(i64::from(id))
            .execute(&mut *transaction)
            .await?;
        sqlx::query("DELETE FROM one_time_link WHERE person = ?")
            .bind(i64::from(id))
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        Ok(())
    }
}
