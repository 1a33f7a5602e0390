//! How far sources were read, and what was read beyond that.

use sqlx::{Sqlite, Transaction};

use super::{Queue, Result};

/// How far a source was read, to be kept together with what was read.
#[derive(Clone, Copy, Debug)]
pub struct Position<'a> {
    /// Which source.
    pub source: &'a str,
    /// In the source's own words.
    pub value: &'a str,
    /// Rows that will be read again, with their places.
    pub seen: &'a [(String, i64)],
    /// Rows before this place will not, and are forgotten first.
    pub settled: Option<i64>,
}

impl<'a> From<(&'a str, &'a str)> for Position<'a> {
    fn from((source, value): (&'a str, &'a str)) -> Self {
        Self {
            source,
            value,
            seen: &[],
            settled: None,
        }
    }
}

impl Position<'_> {
    pub(super) async fn keep(&self, transaction: &mut Transaction<'_, Sqlite>) -> Result<()> {
        sqlx::query("INSERT OR REPLACE INTO position (source, value) VALUES (?, ?)")
            .bind(self.source)
            .bind(self.value)
            .execute(&mut **transaction)
            .await?;
        if let Some(settled) = self.settled {
            sqlx::query("DELETE FROM seen WHERE source = ? AND place < ?")
                .bind(self.source)
                .bind(settled)
                .execute(&mut **transaction)
                .await?;
        }
        for (mark, place) in self.seen {
            sqlx::query("INSERT OR REPLACE INTO seen (source, mark, place) VALUES (?, ?, ?)")
                .bind(self.source)
                .bind(mark)
                .bind(place)
                .execute(&mut **transaction)
                .await?;
        }
        Ok(())
    }
}

impl Queue {
    /// How far a source was read.
    pub async fn position(&self, source: &str) -> Result<Option<String>> {
        let row: Option<(String,)> = sqlx::query_as("SELECT value FROM position WHERE source = ?")
            .bind(source)
            .fetch_optional(&self.pool)
            .await?;
        Ok(row.map(|(value,)| value))
    }

    /// The rows that were read beyond that, with their places.
    pub async fn seen(&self, source: &str) -> Result<Vec<(String, i64)>> {
        Ok(sqlx::query_as("SELECT mark, place FROM seen WHERE source = ?")
            .bind(source)
            .fetch_all(&self.pool)
            .await?)
    }
}
