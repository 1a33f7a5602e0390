//! What the visits of each day come to, kept beside them so that a year is not added up again for each page.

use std::ops::Range;

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::{Sqlite, Transaction};
use switchhook_portal_core::queue::rollup::{Rollup, StoredError};

use super::super::{Result, Store, StoreError};
use super::Made;

impl Store {
    /// The days of a period, of the ended visits: nothing if they were made with something else than `none` has.
    pub async fn queue_days(&self, days: &Range<NaiveDate>, none: Rollup) -> Result<Option<Rollup>> {
        // One transaction: days are never seen half replaced.
        let mut transaction = self.read.begin().await?;
        let made_with: String = sqlx::query_scalar("SELECT made_with FROM queue_days_made")
            .fetch_one(&mut *transaction)
            .await?;
        if made_with != made_of(&none) {
            return Ok(None);
        }
        let rows: Vec<(String, String, Vec<u8>)> =
            sqlx::query_as("SELECT day, queue, figures FROM queue_day WHERE day >= ? AND day < ?")
                .bind(days.start.to_string())
                .bind(days.end.to_string())
                .fetch_all(&mut *transaction)
                .await?;
        let mut sum = none;
        for (day, queue, figures) in &rows {
            sum.add_stored(date(day)?, queue, figures).map_err(damaged)?;
        }
        Ok(Some(sum))
    }

    /// Makes all days anew if they were made with something else than `none` has. Whether they were.
    pub async fn keep_queue_days(&self, none: Rollup) -> Result<bool> {
        let made_with: String = sqlx::query_scalar("SELECT made_with FROM queue_days_made")
            .fetch_one(&self.read)
            .await?;
        if made_with == made_of(&none) {
            return Ok(false);
        }
        let (first, last) = (DateTime::<Utc>::UNIX_EPOCH, DateTime::<Utc>::MAX_UTC);
        let mut sum = none.clone();
        self.each_queue_visit(first, last, |visit| {
            if visit.end.is_some() {
                sum.add(&visit);
            }
        })
        .await?;
        for refused in self.queue_refused(first, last).await? {
            sum.add_refused(&refused);
        }
        let mut transaction = self.write.begin().await?;
        sqlx::query("DELETE FROM queue_day")
            .execute(&mut *transaction)
            .await?;
        write(&mut transaction, &sum).await?;
        sqlx::query("UPDATE queue_days_made SET made_with = ?")
            .bind(made_of(&none))
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        Ok(true)
    }
}

/// Adds what ended and what was refused to the days.
pub(super) async fn add(transaction: &mut Transaction<'_, Sqlite>, made: &Made, none: Rollup) -> Result<()> {
    let mut more = none.clone();
    for visit in made.visits.iter().filter(|visit| visit.end.is_some()) {
        more.add(visit);
    }
    for refused in &made.refused {
        more.add_refused(refused);
    }
    let mut sum = more.clone();
    for (day, queue, _) in more.stored() {
        let before: Option<Vec<u8>> =
            sqlx::query_scalar("SELECT figures FROM queue_day WHERE day = ? AND queue = ?")
                .bind(day.to_string())
                .bind(&**queue)
                .fetch_optional(&mut **transaction)
                .await?;
        if let Some(before) = before {
            sum.add_stored(day, queue, &before).map_err(damaged)?;
        }
    }
    write(transaction, &sum).await
}

async fn write(transaction: &mut Transaction<'_, Sqlite>, sum: &Rollup) -> Result<()> {
    for (day, queue, figures) in sum.stored() {
        sqlx::query("INSERT OR REPLACE INTO queue_day (day, queue, figures) VALUES (?, ?, ?)")
            .bind(day.to_string())
            .bind(&**queue)
            .bind(figures)
            .execute(&mut **transaction)
            .await?;
    }
    Ok(())
}

/// Counts the forms of what is kept; with another one it is made anew.
const VERSION: u8 = 1;

fn made_of(rollup: &Rollup) -> String {
    let (zone, thresholds) = rollup.made_with();
    let (service, short) = (
        thresholds.service.as_millis(),
        thresholds.short_abandon.as_millis(),
    );
    format!("{VERSION} {zone} {service} {short}")
}

fn date(text: &str) -> Result<NaiveDate> {
    text.parse().map_err(|_| StoreError::Value {
        column: "queue_day.day",
        value: text.to_owned(),
    })
}

fn damaged(error: StoredError) -> StoreError {
    StoreError::Value {
        column: "queue_day.figures",
        value: error.to_string(),
    }
}
