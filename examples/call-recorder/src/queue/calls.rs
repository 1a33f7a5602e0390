//! Calls and how far each has come before it can be delivered.

use sqlx::FromRow;

use super::{Position, Queue, QueueError, Result};
use crate::call::{Call, Statuses};

/// How far a call has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Further records of it may come.
    Gathering,
    /// Its recording is perhaps still written.
    Recording,
    /// Its recording is to be converted.
    Converting,
    /// It can be delivered.
    Ready,
}

impl Stage {
    /// As it stands in the database.
    pub fn name(self) -> &'static str {
        match self {
            Self::Gathering => "gathering",
            Self::Recording => "recording",
            Self::Converting => "converting",
            Self::Ready => "ready",
        }
    }

    pub(super) fn read(name: &str) -> Result<Self> {
        [Self::Gathering, Self::Recording, Self::Converting, Self::Ready]
            .into_iter()
            .find(|stage| stage.name() == name)
            .ok_or_else(|| QueueError::Value {
                column: "call.stage",
                value: name.to_owned(),
            })
    }
}

/// A call that something is to be done for.
#[derive(Clone, Debug)]
pub struct Job {
    /// Its place in the queue.
    pub id: i64,
    /// The call.
    pub call: Call,
    /// What is next.
    pub stage: Stage,
    /// Since when, in milliseconds.
    pub since: i64,
    /// Failures of the conversion.
    pub tries: u32,
    /// The file that MixMonitor wrote, once it is known to be complete.
    pub source_file: Option<String>,
    /// Its length then.
    pub source_bytes: Option<i64>,
    /// What was noted about the recording.
    pub note: String,
}

/// A recording in the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// Its name in the folder.
    pub file: String,
    /// Its length.
    pub bytes: i64,
}

/// What became of calls that a source gave.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Registered {
    /// Calls that are new.
    pub new: usize,
    /// Records added to a call whose other records came just before.
    pub merged: usize,
    /// Calls that were known, from another source or from before.
    pub known: usize,
}

#[derive(FromRow)]
pub(super) struct CallRow {
    id: i64,
    facts: String,
    stage: String,
    since: i64,
    tries: i64,
    source_file: Option<String>,
    source_bytes: Option<i64>,
    note: String,
}

impl CallRow {
    pub(super) fn job(self) -> Result<Job> {
        Ok(Job {
            id: self.id,
            call: read_facts(&self.facts)?,
            stage: Stage::read(&self.stage)?,
            since: self.since,
            tries: u32::try_from(self.tries).unwrap_or(u32::MAX),
            source_file: self.source_file,
            source_bytes: self.source_bytes,
            note: self.note,
        })
    }
}

pub(super) fn read_facts(facts: &str) -> Result<Call> {
    serde_json::from_str(facts).map_err(|_| QueueError::Value {
        column: "call.facts",
        value: facts.to_owned(),
    })
}

fn write_facts(call: &Call) -> String {
    serde_json::to_string(call).expect("a call is texts and numbers, which JSON has")
}

/// How calls are taken in.
#[derive(Clone, Copy, Debug)]
pub struct Intake<'a> {
    /// Where they go.
    pub destinations: &'a [String],
    /// Asterisk's words to ours.
    pub statuses: &'a Statuses,
    /// Now, in milliseconds.
    pub now: i64,
    /// How long further records of a call are waited for.
    pub gather: i64,
    /// Whether what this source says about a call that is known already is added to it.
    pub completes: bool,
}

impl Queue {
    /// Registers calls and, in the same step, how far their source was read.
    pub async fn register(
        &self,
        calls: &[Call],
        intake: &Intake<'_>,
        position: Option<Position<'_>>,
    ) -> Result<Registered> {
        let mut done = Registered::default();
        let mut transaction = self.pool.begin_with("BEGIN IMMEDIATE").await?;
        for call in calls {
            let known: Option<(i64, String, String)> =
                sqlx::query_as("SELECT id, facts, stage FROM call WHERE unique_id = ?")
                    .bind(&call.unique_id)
                    .fetch_optional(&mut *transaction)
                    .await?;
            if let Some((id, facts, stage)) = known {
                let mut before = read_facts(&facts)?;
                // The same record again, as from a file that was put back; or what the other source says of this call,
                // of which the one from the dialplan has no sequence.
                let is_repeated = before.sequence == call.sequence
                    || before.sequence.is_empty()
                    || call.sequence.is_empty();
                if Stage::read(&stage)? != Stage::Gathering || (is_repeated && !intake.completes) {
                    done.known += 1;
                    continue;
                }
                if is_repeated {
                    before.dial_status.clone_from(&call.dial_status);
                    before.recorded_to.clone_from(&call.recorded_to);
                    before = before.finish(intake.statuses).unwrap_or_else(|_| call.clone());
                } else {
                    before.merge(call.clone(), intake.statuses);
                }
                sqlx::query("UPDATE call SET facts = ?, due = ? WHERE id = ?")
                    .bind(write_facts(&before))
                    .bind(intake.now + intake.gather)
                    .bind(id)
                    .execute(&mut *transaction)
                    .await?;
                done.merged += 1;
                continue;
            }
            let added = sqlx::query(
                "INSERT INTO call (unique_id, facts, stage, due, since) VALUES (?, ?, 'gathering', ?, ?)",
            )
            .bind(&call.unique_id)
            .bind(write_facts(call))
            .bind(intake.now + intake.gather)
            .bind(intake.now)
            .execute(&mut *transaction)
            .await?;
            for destination in intake.destinations {
                sqlx::query("INSERT INTO delivery (call, destination, changed) VALUES (?, ?, ?)")
                    .bind(added.last_insert_rowid())
                    .bind(destination)
                    .bind(intake.now)
                    .execute(&mut *transaction)
                    .await?;
            }
            done.new += 1;
        }
        if let Some(position) = position {
            position.keep(&mut transaction).await?;
        }
        transaction.commit().await?;
        self.tell();
        Ok(done)
    }

    /// Calls that something is to be done for now, oldest first.
    pub async fn due(&self, now: i64, limit: u32) -> Result<Vec<Job>> {
        let rows: Vec<CallRow> = sqlx::query_as(
            "SELECT id, facts, stage, since, tries, source_file, source_bytes, note FROM call \
             WHERE stage <> 'ready' AND due <= ? ORDER BY id LIMIT ?",
        )
        .bind(now)
        .bind(limit)
        .fetch_all(&self.pool)
        .await?;
        rows.into_iter().map(CallRow::job).collect()
    }

    /// When the next of them is due.
    pub async fn next_due(&self) -> Result<Option<i64>> {
        let row: (Option<i64>,) = sqlx::query_as("SELECT min(due) FROM call WHERE stage <> 'ready'")
            .fetch_one(&self.pool)
            .await?;
        Ok(row.0)
    }

    /// Its records are all here: its recording is next.
    pub async fn gathered(&self, id: i64, now: i64) -> Result<()> {
        sqlx::query(
            "UPDATE call SET stage = 'recording', due = ?, since = ? WHERE id = ? AND stage = 'gathering'",
        )
        .bind(now)
        .bind(now)
        .bind(id)
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// Looks again later.
    pub async fn look_again(&self, id: i64, due: i64) -> Result<()> {
        sqlx::query("UPDATE call SET due = ? WHERE id = ?")
            .bind(due)
            .bind(id)
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// The recording is complete, or as complete as it gets, and can be converted.
    pub async fn recorded(&self, id: i64, file: &str, bytes: u64, note: &str, now: i64) -> Result<()> {
        sqlx::query(
            "UPDATE call SET stage = 'converting', source_file = ?, source_bytes = ?, note = ?, due = ?, since = ? \
             WHERE id = ?",
        )
        .bind(file)
        .bind(i64::try_from(bytes).unwrap_or(i64::MAX))
        .bind(note)
        .bind(now)
        .bind(now)
        .bind(id)
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// A conversion failed: again at this time.
    pub async fn conversion_failed(&self, id: i64, note: &str, due: i64) -> Result<()> {
        sqlx::query("UPDATE call SET tries = tries + 1, note = ?, due = ? WHERE id = ?")
            .bind(note)
            .bind(due)
            .bind(id)
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// The call can be delivered, with this recording or without one.
    pub async fn ready(&self, id: i64, stored: Option<&Stored>, note: &str, now: i64) -> Result<()> {
        sqlx::query(
            "UPDATE call SET stage = 'ready', stored_file = ?, stored_bytes = ?, note = ?, due = ?, since = ? \
             WHERE id = ?",
        )
        .bind(stored.map(|stored| stored.file.as_str()))
        .bind(stored.map(|stored| stored.bytes))
        .bind(note)
        .bind(now)
        .bind(now)
        .bind(id)
        .execute(&self.pool)
        .await?;
        self.tell();
        Ok(())
    }

    /// Calls whose every delivery is confirmed, and whose sources were not removed yet. Without a destination nothing
    /// confirms, and the sources stay.
    pub async fn delivered_everywhere(&self, limit: u32) -> Result<Vec<Job>> {
        let rows: Vec<CallRow> = sqlx::query_as(
            "SELECT id, facts, stage, since, tries, source_file, source_bytes, note FROM call \
             WHERE cleaned IS NULL AND stage = 'ready' \
             AND EXISTS (SELECT 1 FROM delivery WHERE call = id) \
             AND NOT EXISTS (SELECT 1 FROM delivery WHERE call = id AND state <> 'done') ORDER BY id LIMIT ?",
        )
        .bind(limit)
        .fetch_all(&self.pool)
        .await?;
        rows.into_iter().map(CallRow::job).collect()
    }

    /// The source was removed, or stays for a reason.
    pub async fn cleaned(&self, id: i64, now: i64) -> Result<()> {
        sqlx::query("UPDATE call SET cleaned = ? WHERE id = ?")
            .bind(now)
            .bind(id)
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// Stored recordings of calls that were delivered before this moment, with the calls' numbers.
    pub async fn old_recordings(&self, before: i64, limit: u32) -> Result<Vec<(i64, String)>> {
        Ok(sqlx::query_as(
            "SELECT id, stored_file FROM call WHERE cleaned < ? AND stored_file IS NOT NULL ORDER BY id LIMIT ?",
        )
        .bind(before)
        .bind(limit)
        .fetch_all(&self.pool)
        .await?)
    }

    /// A stored recording was removed.
    pub async fn recording_removed(&self, id: i64) -> Result<()> {
        sqlx::query("UPDATE call SET stored_file = NULL, stored_bytes = NULL WHERE id = ?")
            .bind(id)
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// Removes calls that were delivered before this moment and have no recording in the store.
    pub async fn remove_calls(&self, before: i64) -> Result<u64> {
        let removed = sqlx::query("DELETE FROM call WHERE cleaned < ? AND stored_file IS NULL")
            .bind(before)
            .execute(&self.pool)
            .await?;
        Ok(removed.rows_affected())
    }
}
