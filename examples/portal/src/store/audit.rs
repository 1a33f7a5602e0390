//! Who did what: rows are only ever added.

use sqlx::FromRow;
use switchhook_portal_core::audit::{AuditEntry, Values};

use super::{Result, Seconds, Store};

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
}

impl AuditRow {
    /// An entry as it is kept. `login` is what was typed, or the name of a program.
    pub fn of(entry: &AuditEntry, at: Seconds, person: Option<i64>, login: &str, address: &str) -> Self {
        let detail: Vec<String> = entry
            .changes
            .iter()
            .map(|change| match &change.values {
                Values::Shown { before, after } => format!("{}: {before} → {after}", change.field),
                _ => format!("{}: changed", change.field),
            })
            .collect();
        let reason = entry.outcome.reason();
        Self {
            id: 0,
            at,
            person,
            login: login.to_owned(),
            address: address.to_owned(),
            action: entry.action.key().to_owned(),
            object: format!("{} {}", entry.object.kind(), entry.object.reference())
                .trim_end()
                .to_owned(),
            result: entry.outcome.key().to_owned(),
            detail: if reason.is_empty() {
                detail.join("; ")
            } else {
                reason.to_owned()
            },
        }
    }
}

impl Store {
    pub async fn add_audit(&self, row: &AuditRow) -> Result<()> {
        sqlx::query(
            "INSERT INTO audit (at, person, login, address, action, object, result, detail)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(row.at)
        .bind(row.person)
        .bind(&row.login)
        .bind(&row.address)
        .bind(&row.action)
        .bind(&row.object)
        .bind(&row.result)
        .bind(&row.detail)
        .execute(&self.write)
        .await?;
        Ok(())
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
