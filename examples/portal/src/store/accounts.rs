//! What the administration shows of everybody's account beside the person.

use std::collections::{HashMap, HashSet};

use switchhook_portal_core::PersonId;

use super::{Result, Seconds, Store};

impl Store {
    /// Who has not chosen a password yet.
    pub async fn people_without_password(&self) -> Result<HashSet<PersonId>> {
        let ids: Vec<i64> = sqlx::query_scalar("SELECT id FROM person WHERE password IS NULL")
            .fetch_all(&self.read)
            .await?;
        Ok(ids.into_iter().map(Into::into).collect())
    }

    /// When each login was last used, by name: logins leave a line in the audit trail.
    pub async fn last_logins(&self) -> Result<HashMap<String, Seconds>> {
        let rows: Vec<(String, Seconds)> = sqlx::query_as(
            "SELECT lower(login), max(at) FROM audit WHERE action = 'log-in' AND result = 'done' GROUP BY lower(login)",
        )
        .fetch_all(&self.read)
        .await?;
        Ok(rows.into_iter().collect())
    }
}
