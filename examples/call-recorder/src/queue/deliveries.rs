//! Deliveries: one line for each destination, in the order of the calls.

use std::collections::BTreeMap;

use serde_json::Value;
use sqlx::FromRow;

use super::calls::read_facts;
use super::{Queue, QueueError, Result, Stage, Stored};
use crate::call::Call;

/// What answers gave: by step, by name.
pub type Learned = BTreeMap<String, BTreeMap<String, Value>>;

/// The first call in a destination's line.
#[derive(Clone, Debug)]
pub struct Delivery {
    /// The call's place in the queue.
    pub id: i64,
    /// The call.
    pub call: Call,
    /// Whether it can be delivered yet.
    pub stage: Stage,
    /// Its recording.
    pub stored: Option<Stored>,
    /// Why that is missing or not what was asked for.
    pub note: String,
    /// How many steps are confirmed.
    pub step: usize,
    /// What their answers gave.
    pub learned: Learned,
    /// Failures since the last confirmed step.
    pub tries: u32,
    /// Those of them that were refusals of this call.
    pub refusals: u32,
    /// Those in which the receiver said that it failed.
    pub failures: u32,
    /// Not before.
    pub due: i64,
}

#[derive(FromRow)]
struct DeliveryRow {
    id: i64,
    facts: String,
    stage: String,
    stored_file: Option<String>,
    stored_bytes: Option<i64>,
    note: String,
    step: i64,
    learned: String,
    tries: i64,
    refusals: i64,
    failures: i64,
    due: i64,
}

/// What a failed attempt was about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The receiver could not be asked.
    Unreachable,
    /// It answered that it failed.
    Failed,
    /// It refused this call.
    Refused,
}

impl Queue {
    /// The call that is next at this destination: the oldest that is neither delivered nor set aside.
    pub async fn next_delivery(&self, destination: &str) -> Result<Option<Delivery>> {
        let row: Option<DeliveryRow> = sqlx::query_as(
            "SELECT call.id, facts, stage, stored_file, stored_bytes, note, step, learned, delivery.tries, \
             refusals, failures, delivery.due FROM delivery JOIN call ON call.id = delivery.call \
             WHERE destination = ? AND state = 'waiting' ORDER BY call LIMIT 1",
        )
        .bind(destination)
        .fetch_optional(&self.pool)
        .await?;
        let Some(row) = row else { return Ok(None) };
        let number = |number: i64| u32::try_from(number).unwrap_or(u32::MAX);
        Ok(Some(Delivery {
            id: row.id,
            call: read_facts(&row.facts)?,
            stage: Stage::read(&row.stage)?,
            stored: row.stored_file.map(|file| Stored {
                file,
                bytes: row.stored_bytes.unwrap_or(0),
            }),
            note: row.note,
            step: usize::try_from(row.step).unwrap_or(0),
            learned: serde_json::from_str(&row.learned).map_err(|_| QueueError::Value {
                column: "delivery.learned",
                value: row.learned,
            })?,
            tries: number(row.tries),
            refusals: number(row.refusals),
            failures: number(row.failures),
            due: row.due,
        }))
    }

    /// A step is confirmed: it is never sent again.
    pub async fn step_done(
        &self,
        destination: &str,
        id: i64,
        step: usize,
        learned: &Learned,
        now: i64,
    ) -> Result<()> {
        let learned = serde_json::to_string(learned).expect("texts by name, which JSON has");
        sqlx::query(
            "UPDATE delivery SET step = ?, learned = ?, tries = 0, refusals = 0, failures = 0, error = '', \
             changed = ? WHERE destination = ? AND call = ?",
        )
        .bind(i64::try_from(step).unwrap_or(i64::MAX))
        .bind(learned)
        .bind(now)
        .bind(destination)
        .bind(id)
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// All steps are confirmed. What their answers gave is not needed any more.
    pub async fn delivered(&self, destination: &str, id: i64, now: i64) -> Result<()> {
        sqlx::query(
            "UPDATE delivery SET state = 'done', error = '', learned = '{}', changed = ? \
             WHERE destination = ? AND call = ?",
        )
        .bind(now)
        .bind(destination)
        .bind(id)
        .execute(&self.pool)
        .await?;
        self.tell();
        Ok(())
    }

    /// An attempt failed: again at this time.
    pub async fn failed(
        &self,
        destination: &str,
        id: i64,
        fault: Fault,
        error: &str,
        due: i64,
        now: i64,
    ) -> Result<()> {
        sqlx::query(
            "UPDATE delivery SET tries = tries + 1, refusals = refusals + ?, failures = failures + ?, error = ?, \
             due = ?, changed = ? WHERE destination = ? AND call = ?",
        )
        .bind(i64::from(fault == Fault::Refused))
        .bind(i64::from(fault == Fault::Failed))
        .bind(error)
        .bind(due)
        .bind(now)
        .bind(destination)
        .bind(id)
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// Sets a call aside, so that those behind it can go on. `retry` brings it back.
    pub async fn set_aside(&self, destination: &str, id: i64, error: &str, now: i64) -> Result<()> {
        sqlx::query(
            "UPDATE delivery SET state = 'aside', tries = tries + 1, error = ?, changed = ? \
             WHERE destination = ? AND call = ?",
        )
        .bind(error)
        .bind(now)
        .bind(destination)
        .bind(id)
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// Tries at once what waits for its next attempt, and brings back what was set aside; of one destination or of
    /// all, of one call or of all.
    pub async fn retry(&self, destination: Option<&str>, unique_id: Option<&str>, now: i64) -> Result<u64> {
        let done = sqlx::query(
            "UPDATE delivery SET state = 'waiting', due = 0, refusals = 0, failures = 0, changed = ?1 \
             WHERE (state = 'aside' OR (state = 'waiting' AND due > ?1)) AND (?2 IS NULL OR destination = ?2) \
             AND (?3 IS NULL OR call = (SELECT id FROM call WHERE unique_id = ?3))",
        )
        .bind(now)
        .bind(destination)
        .bind(unique_id)
        .execute(&self.pool)
        .await?;
        Ok(done.rows_affected())
    }

    /// Gives up what a destination has not got. For one that exists no more: its calls would never count as delivered.
    pub async fn forget(&self, destination: &str) -> Result<u64> {
        let done = sqlx::query("DELETE FROM delivery WHERE destination = ? AND state <> 'done'")
            .bind(destination)
            .execute(&self.pool)
            .await?;
        Ok(done.rows_affected())
    }
}
