//! How the queue stands, for people.

use super::{Queue, Result};

/// How the queue stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overview {
    /// Calls of each stage, with the moment at which the oldest of them came.
    pub stages: Vec<(String, i64, i64)>,
    /// Each destination's line.
    pub destinations: Vec<Waiting>,
    /// Calls that are delivered everywhere.
    pub done: i64,
}

/// A destination's line.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Waiting {
    /// Its name.
    pub destination: String,
    /// Calls that wait.
    pub waiting: i64,
    /// Calls that were set aside.
    pub aside: i64,
    /// Calls that it has got.
    pub done: i64,
    /// The `UniqueId` of the first in line.
    pub first: Option<String>,
    /// When that one was registered, in milliseconds.
    pub oldest: Option<i64>,
    /// Its failures so far.
    pub tries: Option<i64>,
    /// The last of them.
    pub error: Option<String>,
}

impl Queue {
    /// How the queue stands.
    pub async fn overview(&self) -> Result<Overview> {
        let stages = sqlx::query_as(
            "SELECT stage, count(*), min(since) FROM call WHERE stage <> 'ready' GROUP BY stage",
        )
        .fetch_all(&self.pool)
        .await?;
        let destinations = sqlx::query_as(
            "WITH line AS (SELECT destination, sum(state = 'waiting') AS waiting, sum(state = 'aside') AS aside, \
             sum(state = 'done') AS done, min(CASE state WHEN 'waiting' THEN call END) AS head \
             FROM delivery GROUP BY destination) \
             SELECT line.destination, waiting, aside, done, call.unique_id AS first, call.since AS oldest, \
             delivery.tries AS tries, delivery.error AS error FROM line \
             LEFT JOIN call ON call.id = head \
             LEFT JOIN delivery ON delivery.call = head AND delivery.destination = line.destination \
             ORDER BY line.destination",
        )
        .fetch_all(&self.pool)
        .await?;
        let done: (i64,) = sqlx::query_as("SELECT count(*) FROM call WHERE cleaned IS NOT NULL")
            .fetch_one(&self.pool)
            .await?;
        Ok(Overview {
            stages,
            destinations,
            done: done.0,
        })
    }

    /// Calls that were set aside: destination, `UniqueId`, error; the newest first.
    pub async fn aside(&self, limit: u32) -> Result<Vec<(String, String, String)>> {
        Ok(sqlx::query_as(
            "SELECT destination, unique_id, error FROM delivery JOIN call ON call.id = delivery.call \
             WHERE state = 'aside' ORDER BY delivery.changed DESC LIMIT ?",
        )
        .bind(limit)
        .fetch_all(&self.pool)
        .await?)
    }
}
