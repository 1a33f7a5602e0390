//! Who did what: rows are only ever added.

use sqlx::{FromRow, SqliteConnection};
use switchhook_portal_core::audit::{Actor, AuditEntry};
use switchhook_portal_core::port::Occasion;

use super::{Result, Seconds, Store, audit_chain};

/// One line of the audit trail.
#[derive(Clone, Debug, FromRow)]
pub struct AuditRow {
    #[sqlx(default)]
    pub id: i64,
    pub at: Seconds,
    pub person: Option<i64>,
    pub login: String,
    pub address: String,
    pub action: String,
    pub object: String,
    pub result: String,
    pub detail: String,
    /// Of this line and of all before it; the store makes it.
    #[sqlx(default)]
    pub fingerprint: Option<Vec<u8>>,
}

impl AuditRow {
    /// An entry as it is kept. `login` is what was typed, or the name of a program.
    pub fn of(entry: &AuditEntry, at: Seconds, person: Option<i64>, login: &str, address: &str) -> Self {
        Self {
            id: 0,
            at,
            person,
            login: login.to_owned(),
            address: address.to_owned(),
            action: entry.action.key().to_owned(),
            object: entry.object_text(),
            result: entry.outcome.key().to_owned(),
            detail: entry.detail(),
            fingerprint: None,
        }
    }
}

/// Adds the entry of what the transaction does: both are kept or neither.
pub(super) async fn note(
    connection: &mut SqliteConnection,
    entry: &AuditEntry,
    occasion: &Occasion,
) -> Result<()> {
    let person = match entry.actor {
        Actor::Person(person) => Some(person.into()),
        _ => None,
    };
    let Occasion { at, login, address } = occasion;
    audit_chain::add(
        connection,
        &AuditRow::of(entry, at.timestamp(), person, login, address),
    )
    .await
}

impl Store {
    pub async fn add_audit(&self, row: &AuditRow) -> Result<()> {
        let mut transaction = self.write.begin().await?;
        audit_chain::add(&mut transaction, row).await?;
        Ok(transaction.commit().await?)
    }

    /// The portal stopped hearing the PBX.
    pub async fn gap_began(&self, at: Seconds, reason: &str) -> Result<()> {
        sqlx::query(
            "INSERT INTO pbx_gap (began, reason) SELECT ?, ? WHERE NOT EXISTS (SELECT 1 FROM pbx_gap WHERE ended IS NULL)",
        )
        .bind(at)
        .bind(reason)
        .execute(&self.write)
        .await?;
        Ok(())
    }

    pub async fn gap_ended(&self, at: Seconds) -> Result<()> {
        sqlx::query("UPDATE pbx_gap SET ended = ? WHERE ended IS NULL")
            .bind(at)
            .execute(&self.write)
            .await?;
        Ok(())
    }

    /// The latest times without the PBX: began, ended (absent while it lasts), reason.
    pub async fn gaps(&self, limit: u32) -> Result<Vec<(Seconds, Option<Seconds>, String)>> {
        Ok(
            sqlx::query_as("SELECT began, ended, reason FROM pbx_gap ORDER BY id DESC LIMIT ?")
                .bind(limit)
                .fetch_all(&self.read)
                .await?,
        )
    }
}
