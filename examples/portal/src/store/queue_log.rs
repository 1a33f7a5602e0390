//! Asterisk's queue log: its lines, and the visits that were made of them.

mod days;
mod row;

use chrono::{DateTime, Utc};
use futures_util::TryStreamExt as _;
use sqlx::{FromRow, QueryBuilder, Sqlite, Transaction};
use switchhook_portal_core::queue::log::Position;
use switchhook_portal_core::queue::rollup::Rollup;
use switchhook_portal_core::queue::visit::{LineKey, Refused, Stray, Visit};

use self::row::{RefusedRow, StrayRow, VisitRow};
use super::{Result, Seconds, Store};

/// How far a file was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogFile {
    pub generation: u32,
    /// Device and inode: it stays when the file is renamed.
    pub identity: String,
    pub at: Position,
}

/// What a piece of the log came to.
#[derive(Clone, Debug, Default)]
pub struct LogBatch {
    /// Where each begins, and its text.
    pub lines: Vec<(LineKey, String)>,
    pub made: Made,
}

/// What was made of lines.
#[derive(Clone, Debug, Default)]
pub struct Made {
    /// Those that ended, and those that are open.
    pub visits: Vec<Visit>,
    pub refused: Vec<Refused>,
    pub strays: Vec<Stray>,
}

/// Rows in one statement.
const ROWS: usize = 200;

impl Store {
    /// The file that was read last.
    pub async fn queue_log_file(&self) -> Result<Option<LogFile>> {
        #[derive(FromRow)]
        struct Row {
            generation: i64,
            identity: String,
            position: i64,
            lines: i64,
        }
        let row: Option<Row> =
            sqlx::query_as("SELECT * FROM queue_log_file ORDER BY generation DESC LIMIT 1")
                .fetch_optional(&self.read)
                .await?;
        Ok(row.map(|row| LogFile {
            generation: u32::try_from(row.generation).unwrap_or_default(),
            identity: row.identity,
            at: Position {
                offset: row.position.unsigned_abs(),
                lines: row.lines.unsigned_abs(),
            },
        }))
    }

    /// Keeps a piece of the log, what it came to and how far it goes: all of it or nothing. `none` is an empty rollup, with
    /// the zone and the thresholds of the days that are kept.
    pub async fn add_queue_log(&self, file: &LogFile, batch: &LogBatch, none: Rollup) -> Result<()> {
        let mut transaction = self.write.begin().await?;
        write_lines(&mut transaction, &batch.lines).await?;
        write(&mut transaction, &batch.made).await?;
        days::add(&mut transaction, &batch.made, none).await?;
        sqlx::query(
            "INSERT INTO queue_log_file (generation, identity, position, lines) VALUES (?, ?, ?, ?)
             ON CONFLICT (generation) DO UPDATE SET
             identity = excluded.identity, position = excluded.position, lines = excluded.lines",
        )
        .bind(file.generation)
        .bind(&file.identity)
        .bind(file.at.offset.cast_signed())
        .bind(file.at.lines.cast_signed())
        .execute(&mut *transaction)
        .await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Keeps lines that no file is read for, and says how many were not there.
    pub async fn add_queue_log_lines(&self, lines: &[(LineKey, String)]) -> Result<u64> {
        let mut transaction = self.write.begin().await?;
        let added = write_lines(&mut transaction, lines).await?;
        transaction.commit().await?;
        Ok(added)
    }

    /// The time of the first line that came from a file.
    pub async fn first_line_of_a_file(&self) -> Result<Option<Seconds>> {
        Ok(sqlx::query_scalar(
            "SELECT min(CAST(text AS INTEGER)) FROM queue_log_line
             WHERE CAST(text AS INTEGER) > 0 AND generation > 0",
        )
        .fetch_one(&self.read)
        .await?)
    }

    /// Lines behind a key, in their order.
    pub async fn queue_log_lines(
        &self,
        after: Option<LineKey>,
        limit: u32,
    ) -> Result<Vec<(LineKey, String)>> {
        let (generation, position) = match after {
            Some(key) => (i64::from(key.generation), key.position.cast_signed()),
            None => (-1, 0),
        };
        let rows: Vec<(i64, i64, String)> = sqlx::query_as(
            "SELECT generation, position, text FROM queue_log_line WHERE (generation, position) > (?, ?)
             ORDER BY generation, position LIMIT ?",
        )
        .bind(generation)
        .bind(position)
        .bind(limit)
        .fetch_all(&self.read)
        .await?;
        let keyed = |(generation, position, text)| (row::key(generation, position), text);
        Ok(rows.into_iter().map(keyed).collect())
    }

    /// The last lines, newest first.
    pub async fn last_queue_log_lines(&self, limit: u32) -> Result<Vec<(LineKey, String)>> {
        let rows: Vec<(i64, i64, String)> = sqlx::query_as(
            "SELECT generation, position, text FROM queue_log_line ORDER BY generation DESC, position DESC LIMIT ?",
        )
        .bind(limit)
        .fetch_all(&self.read)
        .await?;
        let keyed = |(generation, position, text)| (row::key(generation, position), text);
        Ok(rows.into_iter().map(keyed).collect())
    }

    /// The version of the program that made the visits; 0 if nothing was made.
    pub async fn queue_projection(&self) -> Result<i64> {
        Ok(sqlx::query_scalar("SELECT version FROM queue_projection")
            .fetch_one(&self.read)
            .await?)
    }

    /// Puts other visits in the place of all, made by this version.
    pub async fn replace_queue_visits(&self, version: i64, made: &Made) -> Result<()> {
        let mut transaction = self.write.begin().await?;
        for statement in [
            "DELETE FROM queue_visit",
            "DELETE FROM queue_refused",
            "DELETE FROM queue_stray",
            "UPDATE queue_days_made SET made_with = ''",
        ] {
            sqlx::query(statement).execute(&mut *transaction).await?;
        }
        write(&mut transaction, made).await?;
        sqlx::query("UPDATE queue_projection SET version = ?")
            .bind(version)
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Visits that a reducer goes on with: those that began since then, and those that are open.
    pub async fn recent_queue_visits(&self, since: Seconds) -> Result<Vec<Visit>> {
        let rows: Vec<VisitRow> =
            sqlx::query_as("SELECT * FROM queue_visit WHERE entered >= ? OR ended IS NULL")
                .bind(since)
                .fetch_all(&self.read)
                .await?;
        rows.into_iter().map(Visit::try_from).collect()
    }

    /// Gives the text of each line of a time until before another, in the order of their times, `most` at most and one more;
    /// and how many that were.
    pub async fn each_queue_log_line(
        &self,
        from: DateTime<Utc>,
        until: DateTime<Utc>,
        most: u64,
        mut each: impl FnMut(&str),
    ) -> Result<u64> {
        let mut lines = sqlx::query_scalar::<_, String>(
            "SELECT text FROM queue_log_line WHERE CAST(text AS INTEGER) >= ? AND CAST(text AS INTEGER) < ?
             ORDER BY CAST(text AS INTEGER), generation, position LIMIT ?",
        )
        .bind(from.timestamp())
        .bind(until.timestamp())
        .bind(most.cast_signed() + 1)
        .fetch(&self.read);
        let mut number = 0;
        while let Some(text) = lines.try_next().await? {
            each(&text);
            number += 1;
        }
        Ok(number)
    }

    /// Gives the visits that began in a period, oldest first, one after the other: they may be more than memory holds.
    pub async fn each_queue_visit(
        &self,
        from: DateTime<Utc>,
        until: DateTime<Utc>,
        mut each: impl FnMut(Visit),
    ) -> Result<()> {
        let mut rows = sqlx::query_as::<_, VisitRow>(
            "SELECT * FROM queue_visit WHERE entered >= ? AND entered < ? ORDER BY entered, generation, position",
        )
        .bind(from.timestamp())
        .bind(until.timestamp())
        .fetch(&self.read);
        while let Some(row) = rows.try_next().await? {
            each(row.try_into()?);
        }
        Ok(())
    }

    /// Visits of a period that have not ended.
    pub async fn open_queue_visits(&self, from: DateTime<Utc>, until: DateTime<Utc>) -> Result<Vec<Visit>> {
        let rows: Vec<VisitRow> =
            sqlx::query_as("SELECT * FROM queue_visit WHERE entered >= ? AND entered < ? AND ended IS NULL")
                .bind(from.timestamp())
                .bind(until.timestamp())
                .fetch_all(&self.read)
                .await?;
        rows.into_iter().map(Visit::try_from).collect()
    }

    /// Visits that began in a period, oldest first, `limit` at most.
    pub async fn queue_visits(
        &self,
        from: DateTime<Utc>,
        until: DateTime<Utc>,
        limit: u32,
    ) -> Result<Vec<Visit>> {
        let rows: Vec<VisitRow> = sqlx::query_as(
            "SELECT * FROM queue_visit WHERE entered >= ? AND entered < ? ORDER BY entered, generation, position LIMIT ?",
        )
        .bind(from.timestamp())
        .bind(until.timestamp())
        .bind(limit)
        .fetch_all(&self.read)
        .await?;
        rows.into_iter().map(Visit::try_from).collect()
    }

    /// Calls of a period that were not let in, oldest first.
    pub async fn queue_refused(&self, from: DateTime<Utc>, until: DateTime<Utc>) -> Result<Vec<Refused>> {
        let rows: Vec<RefusedRow> =
            sqlx::query_as("SELECT * FROM queue_refused WHERE time >= ? AND time < ? ORDER BY time")
                .bind(from.timestamp())
                .bind(until.timestamp())
                .fetch_all(&self.read)
                .await?;
        rows.into_iter().map(Refused::try_from).collect()
    }

    /// Lines of a period that belong to no visit.
    pub async fn queue_strays(&self, from: DateTime<Utc>, until: DateTime<Utc>) -> Result<Vec<Stray>> {
        let rows: Vec<StrayRow> = sqlx::query_as("SELECT * FROM queue_stray WHERE time >= ? AND time < ?")
            .bind(from.timestamp())
            .bind(until.timestamp())
            .fetch_all(&self.read)
            .await?;
        rows.into_iter().map(Stray::try_from).collect()
    }

    /// The queues that a call ever came to, or tried to.
    pub async fn logged_queues(&self) -> Result<Vec<String>> {
        Ok(sqlx::query_scalar(
            "SELECT queue FROM queue_visit UNION SELECT queue FROM queue_refused ORDER BY 1",
        )
        .fetch_all(&self.read)
        .await?)
    }
}

async fn write_lines(transaction: &mut Transaction<'_, Sqlite>, lines: &[(LineKey, String)]) -> Result<u64> {
    let mut added = 0;
    for rows in lines.chunks(ROWS) {
        let mut sql = QueryBuilder::new("INSERT INTO queue_log_line ");
        sql.push_values(rows, |mut values, (key, text)| {
            values
                .push_bind(key.generation)
                .push_bind(key.position.cast_signed())
                .push_bind(text);
        });
        sql.push(" ON CONFLICT DO NOTHING");
        added += sql.build().execute(&mut **transaction).await?.rows_affected();
    }
    Ok(added)
}

async fn write(transaction: &mut Transaction<'_, Sqlite>, made: &Made) -> Result<()> {
    for rows in made.visits.chunks(ROWS) {
        let mut sql = QueryBuilder::new("INSERT OR REPLACE INTO queue_visit ");
        sql.push_values(rows.iter().map(VisitRow::from), |values, row| row.bind(values));
        sql.build().execute(&mut **transaction).await?;
    }
    for rows in made.refused.chunks(ROWS) {
        let mut sql = QueryBuilder::new("INSERT OR REPLACE INTO queue_refused ");
        sql.push_values(rows, |mut values, refused| {
            values
                .push_bind(refused.line.generation)
                .push_bind(refused.line.position.cast_signed())
                .push_bind(refused.time.timestamp())
                .push_bind(refused.call.as_deref())
                .push_bind(&*refused.queue)
                .push_bind(refused.why.key());
        });
        sql.build().execute(&mut **transaction).await?;
    }
    for rows in made.strays.chunks(ROWS) {
        let mut sql = QueryBuilder::new("INSERT OR REPLACE INTO queue_stray ");
        sql.push_values(rows, |mut values, stray| {
            values
                .push_bind(stray.line.generation)
                .push_bind(stray.line.position.cast_signed())
                .push_bind(stray.time.timestamp())
                .push_bind(&*stray.call)
                .push_bind(&*stray.queue)
                .push_bind(stray.event.key())
                .push_bind(stray.why.key());
        });
        sql.build().execute(&mut **transaction).await?;
    }
    Ok(())
}
