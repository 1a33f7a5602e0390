//! Recordings compared with the files that are there, and what has been kept for long enough.

use sqlx::FromRow;
use switchhook_portal_core::RecordingId;

use super::{RecordingState, Result, Seconds, Store, audit_chain};

/// What the portal believes of a recording's file.
#[derive(Clone, Debug, FromRow)]
pub struct KnownFile {
    pub id: i64,
    pub stem: String,
    pub file: String,
    pub bytes: i64,
    pub state: String,
    pub noted: Seconds,
    /// Whether two sides talked in its call; absent where no call is known.
    pub talked: Option<bool>,
}

/// What a look at the files found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileChange {
    /// A file that no PBX named.
    New {
        stem: String,
        file: String,
        unique_id: String,
        modified: Seconds,
        bytes: i64,
        length: Option<i64>,
    },
    /// The file is there, or another one than before.
    Present {
        id: i64,
        file: String,
        bytes: i64,
        length: Option<i64>,
    },
    Missing {
        id: i64,
    },
    /// Nobody talked, so nothing was recorded.
    Never {
        id: i64,
    },
}

/// A recording that has been kept for long enough, or is asked about.
#[derive(Clone, Debug, FromRow)]
pub struct OldRecording {
    pub id: i64,
    pub file: String,
    pub recorded: Seconds,
    pub bytes: i64,
    pub hold: String,
}

/// A time when things were deleted by their age.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, FromRow)]
pub struct PurgeRun {
    pub began: Seconds,
    pub ended: Option<Seconds>,
    pub recordings: i64,
    pub bytes: i64,
    pub failed: i64,
    pub notes: i64,
}

/// Recordings from which a purge takes: those before this moment that nobody holds.
const OLD: &str = "state <> 'purged' AND hold = '' AND recorded <= ?";

impl Store {
    /// Everything the portal believes, or only what it has not looked for yet.
    pub async fn known_files(&self, only_expected: bool) -> Result<Vec<KnownFile>> {
        let mut sql = "SELECT recording.id, stem, file, bytes, state, noted,
             iif(call.id IS NULL, NULL, disposition = 'answered' AND destination_channel <> '') AS talked
             FROM recording LEFT JOIN call ON call.id = recording.call"
            .to_owned();
        if only_expected {
            sql.push_str(" WHERE state = 'expected'");
        }
        Ok(sqlx::query_as(sqlx::AssertSqlSafe(sql))
            .fetch_all(&self.read)
            .await?)
    }

    pub async fn apply_file_changes(&self, changes: &[FileChange], now: Seconds) -> Result<()> {
        // In steps: the database is free for others between two of them.
        for step in changes.chunks(500) {
            let mut transaction = self.write.begin().await?;
            for change in step {
                let query = match change {
                    FileChange::New {
                        stem,
                        file,
                        unique_id,
                        modified,
                        bytes,
                        length,
                    } => sqlx::query(
                        "INSERT INTO recording (stem, file, unique_id, linked_id, recorded, noted, state, bytes, length)
                         VALUES (?, ?, ?, '', ?, ?, 'present', ?, ?) ON CONFLICT (stem) DO NOTHING",
                    )
                    .bind(stem)
                    .bind(file)
                    .bind(unique_id)
                    .bind(modified)
                    .bind(now)
                    .bind(bytes)
                    .bind(length),
                    FileChange::Present {
                        id,
                        file,
                        bytes,
                        length,
                    } => sqlx::query(
                        "UPDATE recording SET state = 'present', file = ?, bytes = ?, length = coalesce(?, length), purged = NULL
                         WHERE id = ?",
                    )
                    .bind(file)
                    .bind(bytes)
                    .bind(length)
                    .bind(id),
                    FileChange::Missing { id } => {
                        sqlx::query("UPDATE recording SET state = 'missing' WHERE id = ?").bind(id)
                    }
                    FileChange::Never { id } => sqlx::query("DELETE FROM recording WHERE id = ?").bind(id),
                };
                query.execute(&mut *transaction).await?;
            }
            transaction.commit().await?;
        }
        Ok(())
    }

    /// What was recorded at `cutoff` or earlier and nobody holds, oldest first, after the one of this time and id.
    pub async fn old_recordings(
        &self,
        cutoff: Seconds,
        after: (Seconds, RecordingId),
        limit: u32,
    ) -> Result<Vec<OldRecording>> {
        Ok(sqlx::query_as(sqlx::AssertSqlSafe(format!(
            "SELECT id, file, recorded, bytes, hold FROM recording WHERE {OLD} AND (recorded, id) > (?, ?)
             ORDER BY recorded, id LIMIT ?"
        )))
        .bind(cutoff)
        .bind(after.0)
        .bind(i64::from(after.1))
        .bind(limit)
        .fetch_all(&self.read)
        .await?)
    }

    /// How many those are, and how many bytes.
    pub async fn count_old_recordings(&self, cutoff: Seconds) -> Result<(i64, i64)> {
        Ok(sqlx::query_as(sqlx::AssertSqlSafe(format!(
            "SELECT count(*), coalesce(sum(bytes), 0) FROM recording WHERE {OLD}"
        )))
        .bind(cutoff)
        .fetch_one(&self.read)
        .await?)
    }

    /// Their files are gone.
    pub async fn recordings_purged(&self, ids: &[i64], now: Seconds) -> Result<()> {
        let mut transaction = self.write.begin().await?;
        for id in ids {
            sqlx::query("UPDATE recording SET state = ?, purged = ? WHERE id = ?")
                .bind(RecordingState::Purged.key())
                .bind(now)
                .bind(id)
                .execute(&mut *transaction)
                .await?;
        }
        Ok(transaction.commit().await?)
    }

    /// How many notes are of `cutoff` or earlier: lines of the trail, times without the PBX, deleted recordings, purges.
    pub async fn count_old_notes(&self, cutoff: Seconds) -> Result<i64> {
        Ok(sqlx::query_scalar(
            "SELECT (SELECT count(*) FROM audit WHERE id < coalesce((SELECT min(id) FROM audit WHERE at > ?1), 9223372036854775807)) + (SELECT count(*) FROM pbx_gap WHERE ended <= ?1)
             + (SELECT count(*) FROM scheduled_call WHERE ended <= ?1) + (SELECT count(*) FROM recording WHERE purged <= ?1) + (SELECT count(*) FROM purge_run WHERE began <= ?1)",
        )
        .bind(cutoff)
        .fetch_one(&self.read)
        .await?)
    }

    /// Deletes them, and says how many they were.
    pub async fn forget_old_notes(&self, cutoff: Seconds) -> Result<i64> {
        let mut forgotten = 0;
        let mut transaction = self.write.begin().await?;
        forgotten += audit_chain::forget(&mut transaction, cutoff).await?;
        for statement in [
            "DELETE FROM pbx_gap WHERE ended <= ?",
            "DELETE FROM scheduled_call WHERE ended <= ?",
            "DELETE FROM recording WHERE purged <= ?",
            "DELETE FROM purge_run WHERE began <= ?",
        ] {
            let done = sqlx::query(statement)
                .bind(cutoff)
                .execute(&mut *transaction)
                .await?;
            forgotten += done.rows_affected();
        }
        transaction.commit().await?;
        Ok(i64::try_from(forgotten).unwrap_or(i64::MAX))
    }

    pub async fn purge_began(&self, at: Seconds) -> Result<i64> {
        Ok(
            sqlx::query_scalar("INSERT INTO purge_run (began) VALUES (?) RETURNING id")
                .bind(at)
                .fetch_one(&self.write)
                .await?,
        )
    }

    pub async fn purge_ended(&self, id: i64, run: &PurgeRun) -> Result<()> {
        sqlx::query(
            "UPDATE purge_run SET ended = ?, recordings = ?, bytes = ?, failed = ?, notes = ? WHERE id = ?",
        )
        .bind(run.ended)
        .bind(run.recordings)
        .bind(run.bytes)
        .bind(run.failed)
        .bind(run.notes)
        .bind(id)
        .execute(&self.write)
        .await?;
        Ok(())
    }

    /// Newest first.
    pub async fn purges(&self, limit: u32) -> Result<Vec<PurgeRun>> {
        Ok(sqlx::query_as(
            "SELECT began, ended, recordings, bytes, failed, notes FROM purge_run ORDER BY id DESC LIMIT ?",
        )
        .bind(limit)
        .fetch_all(&self.read)
        .await?)
    }
}
