//! Since when forwards stand in AstDB, and who set them.

use std::collections::HashMap;

use sqlx::FromRow;
use switchhook_portal_core::PersonId;

use super::{Result, Seconds, Store};

/// A forward as it was seen last.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct KnownForward {
    pub endpoint: String,
    pub kind: String,
    pub target: String,
    pub until: Option<Seconds>,
    pub since: Seconds,
    pub person: Option<i64>,
}

impl KnownForward {
    /// The same forward, whoever set it whenever.
    fn same(&self, other: &Self) -> bool {
        (&self.target, self.until) == (&other.target, other.until)
    }
}

impl Store {
    pub async fn forwards_known(&self) -> Result<Vec<KnownForward>> {
        Ok(
            sqlx::query_as("SELECT * FROM forward_known ORDER BY endpoint, kind")
                .fetch_all(&self.read)
                .await?,
        )
    }

    /// Notes what AstDB has now: what is new or other has been so since now, set at the telephone; what is gone is
    /// forgotten.
    pub async fn forwards_seen(&self, now: &[KnownForward]) -> Result<()> {
        let known: HashMap<_, _> = self
            .forwards_known()
            .await?
            .into_iter()
            .map(|forward| ((forward.endpoint.clone(), forward.kind.clone()), forward))
            .collect();
        let key = |forward: &KnownForward| (forward.endpoint.clone(), forward.kind.clone());
        for forward in now {
            if !known.get(&key(forward)).is_some_and(|old| old.same(forward)) {
                self.forward_set(forward).await?;
            }
        }
        for gone in known
            .values()
            .filter(|old| !now.iter().any(|f| key(f) == key(old)))
        {
            sqlx::query("DELETE FROM forward_known WHERE endpoint = ? AND kind = ?")
                .bind(&gone.endpoint)
                .bind(&gone.kind)
                .execute(&self.write)
                .await?;
        }
        Ok(())
    }

    /// Notes a forward, and who set it.
    pub async fn forward_set(&self, forward: &KnownForward) -> Result<()> {
        sqlx::query(
            "INSERT INTO forward_known (endpoint, kind, target, until, since, person) VALUES (?, ?, ?, ?, ?, ?) \
             ON CONFLICT (endpoint, kind) DO UPDATE SET target = excluded.target, until = excluded.until, \
             since = excluded.since, person = excluded.person",
        )
        .bind(&forward.endpoint)
        .bind(&forward.kind)
        .bind(&forward.target)
        .bind(forward.until)
        .bind(forward.since)
        .bind(forward.person)
        .execute(&self.write)
        .await?;
        Ok(())
    }

    /// Who set a forward by a page, and since when it is known.
    pub async fn forward_makers(&self) -> Result<HashMap<(String, String), (Seconds, Option<PersonId>)>> {
        let known = self.forwards_known().await?.into_iter();
        Ok(known
            .map(|f| ((f.endpoint, f.kind), (f.since, f.person.map(PersonId))))
            .collect())
    }
}
