//! Sums of calls, for statistics.

use std::time::Duration;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use sqlx::QueryBuilder;
use switchhook_portal_core::call_log::{Direction, Disposition};
use switchhook_portal_core::statistics::{Figures, Rollup};

use super::{Result, Seconds, Store, StoreError};

/// Calls in one direction that began within a quarter of an hour.
#[derive(Clone, Copy, Debug)]
pub struct CallQuarter {
    pub start: DateTime<Utc>,
    pub direction: Direction,
    pub figures: Figures,
}

impl Store {
    /// When the first call of the log began.
    pub async fn first_call(&self) -> Result<Option<DateTime<Utc>>> {
        let started: Option<Seconds> = sqlx::query_scalar("SELECT min(started) FROM call")
            .fetch_one(&self.read)
            .await?;
        Ok(started.and_then(|started| DateTime::from_timestamp(started, 0)))
    }

    /// All calls that began from one time until before another, by hours of the zone.
    pub async fn call_sums(
        &self,
        from: Option<DateTime<Utc>>,
        until: Option<DateTime<Utc>>,
        zone: Tz,
    ) -> Result<Rollup> {
        let mut sums = Rollup::new(zone);
        for sum in self.call_quarters(from, until).await? {
            sums.add_figures(sum.start, sum.direction, sum.figures);
        }
        Ok(sums)
    }

    /// The calls to the outside of a time that were answered: whom, and when.
    pub async fn answered_outside(
        &self,
        from: DateTime<Utc>,
        until: DateTime<Utc>,
    ) -> Result<Vec<(String, DateTime<Utc>)>> {
        let rows: Vec<(String, Seconds)> = sqlx::query_as(
            "SELECT callee_number, answered FROM call
             WHERE started >= ? AND started < ? AND direction = ? AND disposition = ? AND answered IS NOT NULL",
        )
        .bind(from.timestamp())
        .bind(until.timestamp())
        .bind(Direction::Outgoing.key())
        .bind(Disposition::Answered.key())
        .fetch_all(&self.read)
        .await?;
        let timed = |(number, answered)| Some((number, DateTime::from_timestamp(answered, 0)?));
        Ok(rows.into_iter().filter_map(timed).collect())
    }

    /// The same by quarters of an hour, oldest first: hours and half-hours of every zone begin on one of UTC.
    pub async fn call_quarters(
        &self,
        from: Option<DateTime<Utc>>,
        until: Option<DateTime<Utc>>,
    ) -> Result<Vec<CallQuarter>> {
        let mut sql = QueryBuilder::new(
            "SELECT started / 900 * 900 AS quarter, direction, count(*), sum(disposition = ",
        );
        sql.push_bind(Disposition::Answered.key());
        sql.push("), sum(billable) FROM call WHERE 1");
        if let Some(from) = from {
            sql.push(" AND started >= ").push_bind(from.timestamp());
        }
        if let Some(until) = until {
            sql.push(" AND started < ").push_bind(until.timestamp());
        }
        sql.push(" GROUP BY quarter, direction ORDER BY quarter");
        let rows: Vec<(Seconds, String, i64, i64, i64)> = sql.build_query_as().fetch_all(&self.read).await?;
        let unknown = |column, value: &str| StoreError::Value {
            column,
            value: value.to_owned(),
        };
        rows.into_iter()
            .map(|(quarter, direction, calls, answered, billable)| {
                Ok(CallQuarter {
                    start: DateTime::from_timestamp(quarter, 0)
                        .ok_or_else(|| unknown("call time", "out of range"))?,
                    direction: Direction::from_key(&direction)
                        .ok_or_else(|| unknown("call direction", &direction))?,
                    figures: Figures {
                        calls: calls.unsigned_abs(),
                        answered: answered.unsigned_abs(),
                        talk: Duration::from_secs(billable.unsigned_abs()),
                    },
                })
            })
            .collect()
    }
}
