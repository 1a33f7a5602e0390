//! Recordings: which files there are, and the calls that they belong to.

use std::collections::HashMap;
use std::time::Duration;

use chrono::DateTime;
use sqlx::{FromRow, QueryBuilder, Sqlite};
use switchhook_portal_core::call_log::LogScope;
use switchhook_portal_core::recording::{RecordingFile, RecordingFilter, call_of};
use switchhook_portal_core::{CallId, RecordingId};

use super::calls::{self, LoggedCall};
use super::{Result, SEARCHED, Seconds, Store, StoreError};

/// Whether the file is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecordingState {
    /// The PBX named it; it has not been looked for yet.
    Expected,
    Present,
    /// It should be there.
    Missing,
    /// It was deleted, when it had been kept for long enough or by somebody.
    Purged,
}

impl RecordingState {
    pub fn key(self) -> &'static str {
        match self {
            Self::Expected => "expected",
            Self::Present => "present",
            Self::Missing => "missing",
            Self::Purged => "purged",
        }
    }

    fn from_key(key: &str) -> Option<Self> {
        [Self::Expected, Self::Present, Self::Missing, Self::Purged]
            .into_iter()
            .find(|state| state.key() == key)
    }
}

/// A recording, with its call where that is known.
#[derive(Clone, Debug)]
pub struct Recording {
    pub id: RecordingId,
    pub file: RecordingFile,
    pub call: Option<LoggedCall>,
    /// Empty without one.
    pub queue: String,
    pub recorded: Seconds,
    pub state: RecordingState,
    pub bytes: u64,
    /// Of the file, where that is known.
    pub length: Option<Duration>,
    /// Why it stays however old it is; empty if it does not.
    pub hold: String,
    pub purged: Option<Seconds>,
}

impl Recording {
    /// When it began.
    pub fn began(&self) -> DateTime<chrono::Utc> {
        DateTime::from_timestamp(self.recorded, 0).unwrap_or_default()
    }

    /// How long it lasts, or else how long the call did.
    pub fn lasts(&self) -> Option<Duration> {
        self.length
            .or_else(|| self.call.as_ref().map(|call| call.record.cdr.billable))
    }
}

/// What is known of a recording whose file the PBX named, or that was found.
#[derive(Clone, Debug)]
pub struct NewRecording {
    pub file: RecordingFile,
    /// Of the recorded channel; empty where nobody knows it.
    pub unique_id: String,
    pub linked_id: String,
    pub recorded: Seconds,
}

/// A page of recordings: which ones, beginning after which one.
#[derive(Clone, Debug)]
pub struct RecordingQuery<'a> {
    pub scope: &'a LogScope,
    pub filter: &'a RecordingFilter,
    pub zone: chrono_tz::Tz,
    /// Beginning and id of the last one seen; older ones follow.
    pub before: Option<(Seconds, RecordingId)>,
    pub limit: u32,
}

#[derive(FromRow)]
struct Row {
    id: i64,
    file: String,
    call: Option<i64>,
    queue: String,
    recorded: Seconds,
    state: String,
    bytes: i64,
    length: Option<i64>,
    hold: String,
    purged: Option<Seconds>,
}

impl Row {
    fn recording(self, calls: &HashMap<CallId, LoggedCall>) -> Result<Recording> {
        let unknown = |column, value: &str| StoreError::Value {
            column,
            value: value.to_owned(),
        };
        Ok(Recording {
            id: self.id.into(),
            file: self
                .file
                .parse()
                .map_err(|_| unknown("recording.file", &self.file))?,
            call: self.call.and_then(|id| calls.get(&id.into()).cloned()),
            queue: self.queue,
            recorded: self.recorded,
            state: RecordingState::from_key(&self.state)
                .ok_or_else(|| unknown("recording.state", &self.state))?,
            bytes: u64::try_from(self.bytes).unwrap_or(0),
            length: self
                .length
                .and_then(|millis| u64::try_from(millis).ok())
                .map(Duration::from_millis),
            hold: self.hold,
            purged: self.purged,
        })
    }
}

const COLUMNS: &str =
    "recording.id, recording.file, recording.call, recording.queue, recording.recorded, recording.state,
     recording.bytes, recording.length, recording.hold, recording.purged";

impl Store {
    /// The PBX named a file. One that is known already only learns whose channel it was.
    pub async fn note_recording(&self, new: &NewRecording, now: Seconds) -> Result<RecordingId> {
        let id: i64 = sqlx::query_scalar(
            "INSERT INTO recording (stem, file, unique_id, linked_id, recorded, noted, state)
             VALUES (?, ?, ?, ?, ?, ?, 'expected')
             ON CONFLICT (stem) DO UPDATE SET
             unique_id = iif(recording.unique_id = '', excluded.unique_id, recording.unique_id),
             linked_id = iif(recording.linked_id = '', excluded.linked_id, recording.linked_id)
             RETURNING id",
        )
        .bind(new.file.stem())
        .bind(new.file.as_str())
        .bind(&new.unique_id)
        .bind(&new.linked_id)
        .bind(new.recorded)
        .bind(now)
        .fetch_one(&self.write)
        .await?;
        self.link_recordings(&[id.into()]).await?;
        Ok(id.into())
    }

    /// A call's record came: recordings of its channel belong to it, or to a better one of its records.
    pub async fn link_recordings_of(&self, unique_id: &str, linked_id: &str) -> Result<()> {
        let ids: Vec<i64> = sqlx::query_scalar(
            "SELECT id FROM recording WHERE unique_id = ? AND unique_id <> '' OR unique_id = '' AND linked_id = ? AND linked_id <> ''",
        )
        .bind(unique_id)
        .bind(linked_id)
        .fetch_all(&self.read)
        .await?;
        let ids: Vec<_> = ids.into_iter().map(RecordingId).collect();
        self.link_recordings(&ids).await
    }

    /// Those that were found before their call's record came.
    pub async fn link_all_recordings(&self) -> Result<()> {
        let ids: Vec<i64> = sqlx::query_scalar(
            "SELECT id FROM recording WHERE call IS NULL AND
             EXISTS (SELECT 1 FROM call WHERE call.unique_id = recording.unique_id OR
             recording.unique_id = '' AND recording.linked_id <> '' AND call.linked_id = recording.linked_id)",
        )
        .fetch_all(&self.read)
        .await?;
        let ids: Vec<_> = ids.into_iter().map(RecordingId).collect();
        self.link_recordings(&ids).await
    }

    async fn link_recordings(&self, ids: &[RecordingId]) -> Result<()> {
        for &id in ids {
            let (unique_id, linked_id): (String, String) =
                sqlx::query_as("SELECT unique_id, linked_id FROM recording WHERE id = ?")
                    .bind(i64::from(id))
                    .fetch_one(&self.read)
                    .await?;
            let records = if unique_id.is_empty() {
                self.calls_where("call.linked_id = ", &linked_id).await?
            } else {
                self.calls_where("call.unique_id = ", &unique_id).await?
            };
            let Some(call) = call_of(&records, |call| &call.record) else {
                continue;
            };
            let queue = call
                .record
                .cdr
                .queue()
                .or_else(|| records.iter().find_map(|call| call.record.cdr.queue()));
            sqlx::query("UPDATE recording SET call = ?, queue = ?, recorded = ? WHERE id = ?")
                .bind(i64::from(call.id))
                .bind(queue.unwrap_or_default())
                .bind(call.record.cdr.start.timestamp())
                .bind(i64::from(id))
                .execute(&self.write)
                .await?;
        }
        Ok(())
    }

    /// Recordings of a scope, newest first; the caller looks at each with `RecordingFilter::matches` where the filter
    /// `is_search`.
    pub async fn recordings(&self, query: &RecordingQuery<'_>) -> Result<Vec<Recording>> {
        let mut sql = QueryBuilder::new(format!(
            "SELECT {COLUMNS} FROM recording LEFT JOIN call ON call.id = recording.call WHERE "
        ));
        narrow(&mut sql, query);
        if let Some((recorded, id)) = query.before {
            sql.push(" AND (recorded, recording.id) < (")
                .push_bind(recorded)
                .push(", ")
                .push_bind(i64::from(id))
                .push(")");
        }
        sql.push(" ORDER BY recorded DESC, recording.id DESC LIMIT ")
            .push_bind(query.limit);
        let rows: Vec<Row> = sql.build_query_as().fetch_all(&self.read).await?;
        self.with_calls(rows).await
    }

    /// How many the scope and the filter's days, direction and queue leave.
    pub async fn count_recordings(&self, query: &RecordingQuery<'_>) -> Result<i64> {
        let mut sql = QueryBuilder::new(
            "SELECT count(*) FROM recording LEFT JOIN call ON call.id = recording.call WHERE ",
        );
        narrow(&mut sql, query);
        Ok(sql.build_query_scalar().fetch_one(&self.read).await?)
    }

    /// The recordings that `keep` keeps, newest first, `query.limit` at most, and how many it keeps in all of the latest
    /// twenty thousand.
    pub async fn search_recordings(
        &self,
        query: &RecordingQuery<'_>,
        keep: impl Fn(&Recording) -> bool,
    ) -> Result<(Vec<Recording>, i64)> {
        let everything = RecordingQuery {
            before: None,
            limit: SEARCHED,
            ..query.clone()
        };
        let mut found = self.recordings(&everything).await?;
        found.retain(keep);
        let total = i64::try_from(found.len()).unwrap_or(i64::MAX);
        found.retain(|one| query.before.is_none_or(|before| (one.recorded, one.id) < before));
        found.truncate(query.limit as usize);
        Ok((found, total))
    }

    pub async fn recording(&self, id: RecordingId) -> Result<Option<Recording>> {
        let row: Option<Row> = sqlx::query_as(sqlx::AssertSqlSafe(format!(
            "SELECT {COLUMNS} FROM recording WHERE id = ?"
        )))
        .bind(i64::from(id))
        .fetch_optional(&self.read)
        .await?;
        Ok(self.with_calls(row.into_iter().collect()).await?.pop())
    }

    /// Which of these calls have a recording that is there.
    pub async fn recordings_of_calls(&self, calls: &[CallId]) -> Result<HashMap<CallId, RecordingId>> {
        let mut sql =
            QueryBuilder::new("SELECT call, max(id) FROM recording WHERE state = 'present' AND call IN (");
        let mut list = sql.separated(", ");
        for call in calls {
            list.push_bind(i64::from(*call));
        }
        sql.push(") GROUP BY call");
        let rows: Vec<(i64, i64)> = sql.build_query_as().fetch_all(&self.read).await?;
        Ok(rows
            .into_iter()
            .map(|(call, recording)| (call.into(), recording.into()))
            .collect())
    }

    /// The queues that recordings went through.
    pub async fn recorded_queues(&self) -> Result<Vec<String>> {
        Ok(
            sqlx::query_scalar("SELECT DISTINCT queue FROM recording WHERE queue <> '' ORDER BY queue")
                .fetch_all(&self.read)
                .await?,
        )
    }

    /// How many files should be there and are not.
    pub async fn count_missing_recordings(&self) -> Result<i64> {
        Ok(
            sqlx::query_scalar("SELECT count(*) FROM recording WHERE state = 'missing'")
                .fetch_one(&self.read)
                .await?,
        )
    }

    /// Why it stays however old it is; empty: it does not stay.
    pub async fn hold_recording(&self, id: RecordingId, reason: &str) -> Result<()> {
        sqlx::query("UPDATE recording SET hold = ? WHERE id = ?")
            .bind(reason)
            .bind(i64::from(id))
            .execute(&self.write)
            .await?;
        Ok(())
    }

    /// Who listened to something or took it along, newest first. `object` is as in the trail.
    pub async fn uses(&self, object: &str, limit: u32) -> Result<Vec<super::AuditRow>> {
        Ok(sqlx::query_as(
            "SELECT * FROM audit WHERE object = ? AND action IN ('listen', 'export') ORDER BY id DESC LIMIT ?",
        )
        .bind(object)
        .bind(limit)
        .fetch_all(&self.read)
        .await?)
    }

    async fn with_calls(&self, rows: Vec<Row>) -> Result<Vec<Recording>> {
        let mut calls = HashMap::new();
        let ids: Vec<i64> = rows.iter().filter_map(|row| row.call).collect();
        // SQLite takes 32766 values at most.
        for ids in ids.chunks(10_000) {
            for call in self.calls_of_ids(ids).await? {
                calls.insert(call.id, call);
            }
        }
        rows.into_iter().map(|row| row.recording(&calls)).collect()
    }
}

fn narrow(sql: &mut QueryBuilder<Sqlite>, query: &RecordingQuery<'_>) {
    sql.push("(");
    calls::scope(sql, query.scope);
    if let LogScope::Parts { queues, .. } = query.scope {
        sql.push(" OR queue IN (");
        let mut list = sql.separated(", ");
        for queue in queues {
            list.push_bind(queue.to_string());
        }
        sql.push(")");
    }
    sql.push(")");
    let filter = query.filter;
    let (from, until) = filter.calls.bounds(query.zone);
    if let Some(from) = from {
        sql.push(" AND recorded >= ").push_bind(from.timestamp());
    }
    if let Some(until) = until {
        sql.push(" AND recorded < ").push_bind(until.timestamp());
    }
    if let Some(direction) = filter.calls.direction {
        sql.push(" AND direction = ").push_bind(direction.key());
    }
    if !filter.queue.is_empty() {
        sql.push(" AND queue = ").push_bind(filter.queue.clone());
    }
}
