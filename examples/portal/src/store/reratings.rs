//! Rating calls again: what came out, beside what is stored, until somebody applies it.

use sqlx::FromRow;
use switchhook_portal_core::tariff::{JobState, Which};
use switchhook_portal_core::{CallId, PersonId, ReratingId};

use super::rerated_sums::{self, RerateSums};
use super::{LoggedCall, Result, Seconds, Store, StoreError, StoredCharge};

/// A job as it stands.
#[derive(Clone, Debug)]
pub struct StoredRerating {
    pub id: ReratingId,
    pub began: Seconds,
    /// Whoever began it.
    pub person: String,
    pub since: Option<Seconds>,
    pub until: Option<Seconds>,
    pub which: Which,
    pub tariff: String,
    pub state: JobState,
    pub total: i64,
    pub looked_at: i64,
    pub changes: i64,
    pub position: CallId,
    pub trouble: String,
}

/// A job to begin.
#[derive(Clone, Debug)]
pub struct NewRerating<'a> {
    pub person: PersonId,
    pub since: Option<Seconds>,
    pub until: Option<Seconds>,
    pub which: Which,
    pub tariff: &'a str,
    pub began: Seconds,
}

/// A call to rate again, with the fingerprint of the tariff that its price is of.
#[derive(Clone, Debug)]
pub struct CallToRerate {
    pub call: LoggedCall,
    pub priced_with: Option<String>,
}

/// What a call would cost.
#[derive(Clone, Debug)]
pub struct Rerated {
    pub call: CallId,
    pub charge: StoredCharge,
    pub tariff: String,
    pub old: Option<StoredCharge>,
    /// Whether the price becomes another.
    pub changes: bool,
}

/// A call whose price becomes another.
#[derive(Clone, Debug, FromRow)]
pub struct ChangedCall {
    pub started: Seconds,
    pub caller_name: String,
    pub caller_number: String,
    pub called: String,
    pub old_currency: Option<String>,
    pub old_after_tax: Option<i64>,
    pub currency: Option<String>,
    pub after_tax: Option<i64>,
}

#[derive(FromRow)]
struct Row {
    id: i64,
    began: Seconds,
    name: String,
    since: Option<Seconds>,
    until: Option<Seconds>,
    which: String,
    tariff: String,
    state: String,
    total: i64,
    looked_at: i64,
    changes: i64,
    position: i64,
    trouble: String,
}

#[derive(FromRow)]
struct CallRow {
    #[sqlx(flatten)]
    call: super::calls::Row,
    priced_with: Option<String>,
}

impl TryFrom<Row> for StoredRerating {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self> {
        let wrong = |column, value: &str| StoreError::Value {
            column,
            value: value.to_owned(),
        };
        Ok(Self {
            id: ReratingId(row.id),
            began: row.began,
            person: row.name,
            since: row.since,
            until: row.until,
            which: row
                .which
                .parse()
                .map_err(|_| wrong("rerating.which", &row.which))?,
            tariff: row.tariff,
            state: row
                .state
                .parse()
                .map_err(|_| wrong("rerating.state", &row.state))?,
            total: row.total,
            looked_at: row.looked_at,
            changes: row.changes,
            position: CallId(row.position),
            trouble: row.trouble,
        })
    }
}

const JOBS: &str =
    "SELECT rerating.id, began, first_name || ' ' || last_name AS name, since, until, which, tariff, state,
     total, looked_at, changes, position, trouble FROM rerating JOIN person ON person.id = rerating.person";

impl Store {
    /// The latest jobs, newest first.
    pub async fn reratings(&self, limit: u32) -> Result<Vec<StoredRerating>> {
        let rows: Vec<Row> = sqlx::query_as(sqlx::AssertSqlSafe(format!(
            "{JOBS} ORDER BY rerating.id DESC LIMIT ?"
        )))
        .bind(limit)
        .fetch_all(&self.read)
        .await?;
        rows.into_iter().map(StoredRerating::try_from).collect()
    }

    pub async fn rerating(&self, id: ReratingId) -> Result<StoredRerating> {
        let row: Row = sqlx::query_as(sqlx::AssertSqlSafe(format!("{JOBS} WHERE rerating.id = ?")))
            .bind(i64::from(id))
            .fetch_one(&self.read)
            .await?;
        row.try_into()
    }

    /// The job that goes on, if one does.
    pub async fn running_rerating(&self) -> Result<Option<StoredRerating>> {
        let row: Option<Row> = sqlx::query_as(sqlx::AssertSqlSafe(format!("{JOBS} WHERE state = 'running'")))
            .fetch_optional(&self.read)
            .await?;
        row.map(StoredRerating::try_from).transpose()
    }

    /// Begins a job; `None` when another one is open. What earlier ones found is forgotten.
    pub async fn begin_rerating(&self, new: &NewRerating<'_>) -> Result<Option<ReratingId>> {
        let mut transaction = self.write.begin().await?;
        let id: Option<i64> = sqlx::query_scalar(
            "INSERT INTO rerating (person, began, since, until, which, tariff, state, total)
             SELECT ?1, ?2, ?3, ?4, ?5, ?6, 'running',
                 (SELECT count(*) FROM call LEFT JOIN charge ON charge.call = call.id
                  WHERE (?3 IS NULL OR started >= ?3) AND (?4 IS NULL OR started < ?4)
                  AND (?5 <> 'unmatched' OR charge.status IN ('unmatched', 'blocked', 'invalid')))
             WHERE NOT EXISTS (SELECT 1 FROM rerating WHERE state IN ('running', 'ready')) RETURNING id",
        )
        .bind(i64::from(new.person))
        .bind(new.began)
        .bind(new.since)
        .bind(new.until)
        .bind(new.which.key())
        .bind(new.tariff)
        .fetch_optional(&mut *transaction)
        .await?;
        if id.is_some() {
            for table in ["DELETE FROM rerated_charge", "DELETE FROM rerating_sum"] {
                sqlx::query(table).execute(&mut *transaction).await?;
            }
        }
        transaction.commit().await?;
        Ok(id.map(ReratingId))
    }

    /// The next calls of a job, in the order of their numbers.
    pub async fn calls_to_rerate(&self, job: &StoredRerating, limit: u32) -> Result<Vec<CallToRerate>> {
        let rows: Vec<CallRow> = sqlx::query_as(
            "SELECT call.*, charge.status, charge.currency, charge.before_tax, charge.after_tax,
             charge.destination AS charged_destination, charge.reason, charge.explanation, charge.tariff AS priced_with
             FROM call LEFT JOIN charge ON charge.call = call.id
             WHERE call.id > ?1 AND (?2 IS NULL OR started >= ?2) AND (?3 IS NULL OR started < ?3)
             AND (?4 <> 'unmatched' OR charge.status IN ('unmatched', 'blocked', 'invalid'))
             ORDER BY call.id LIMIT ?5",
        )
        .bind(i64::from(job.position))
        .bind(job.since)
        .bind(job.until)
        .bind(job.which.key())
        .bind(limit)
        .fetch_all(&self.read)
        .await?;
        rows.into_iter()
            .map(|row| {
                Ok(CallToRerate {
                    call: row.call.try_into()?,
                    priced_with: row.priced_with,
                })
            })
            .collect()
    }

    /// Keeps what a step of the job found and how far it came, all or nothing. `false` when somebody stopped it.
    pub async fn rerated(&self, job: &StoredRerating, found: &[Rerated], sums: &RerateSums) -> Result<bool> {
        let mut transaction = self.write.begin().await?;
        let going = sqlx::query(
            "UPDATE rerating SET looked_at = ?, changes = ?, position = ? WHERE id = ? AND state = 'running'",
        )
        .bind(job.looked_at)
        .bind(job.changes)
        .bind(i64::from(job.position))
        .bind(i64::from(job.id))
        .execute(&mut *transaction)
        .await?;
        if going.rows_affected() == 0 {
            return Ok(false);
        }
        for rerated in found {
            let (amount, old) = (rerated.charge.amount.as_ref(), rerated.old.as_ref());
            let old_amount = old.and_then(|old| old.amount.as_ref());
            sqlx::query(
                "INSERT OR REPLACE INTO rerated_charge (rerating, call, status, currency, before_tax, after_tax,
                 destination, reason, explanation, tariff, old_status, old_currency, old_before_tax, old_after_tax, changes)
                 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            )
            .bind(i64::from(job.id))
            .bind(i64::from(rerated.call))
            .bind(rerated.charge.status.key())
            .bind(amount.map(|(currency, ..)| currency))
            .bind(amount.map(|(_, before, _)| before))
            .bind(amount.map(|(.., after)| after))
            .bind(&rerated.charge.destination)
            .bind(&rerated.charge.reason)
            .bind(&rerated.charge.explanation)
            .bind(&rerated.tariff)
            .bind(old.map_or("", |old| old.status.key()))
            .bind(old_amount.map(|(currency, ..)| currency))
            .bind(old_amount.map(|(_, before, _)| before))
            .bind(old_amount.map(|(.., after)| after))
            .bind(rerated.changes)
            .execute(&mut *transaction)
            .await?;
        }
        rerated_sums::add(&mut transaction, job.id, sums).await?;
        transaction.commit().await?;
        Ok(true)
    }

    /// Goes from one state to another; `false` when somebody else was faster.
    pub async fn rerating_is(
        &self,
        id: ReratingId,
        before: JobState,
        after: JobState,
        trouble: &str,
        now: Seconds,
    ) -> Result<bool> {
        let done =
            sqlx::query("UPDATE rerating SET state = ?, trouble = ?, ended = ? WHERE id = ? AND state = ?")
                .bind(after.key())
                .bind(trouble)
                .bind((!after.is_open()).then_some(now))
                .bind(i64::from(id))
                .bind(before.key())
                .execute(&self.write)
                .await?;
        Ok(done.rows_affected() > 0)
    }

    /// Makes the new prices the stored ones, all of them in one step. How many calls were written; `None` when the job
    /// was not ready.
    pub async fn apply_rerating(&self, id: ReratingId, now: Seconds) -> Result<Option<u64>> {
        let mut transaction = self.write.begin().await?;
        let ready =
            sqlx::query("UPDATE rerating SET state = 'applied', ended = ? WHERE id = ? AND state = 'ready'")
                .bind(now)
                .bind(i64::from(id))
                .execute(&mut *transaction)
                .await?;
        if ready.rows_affected() == 0 {
            return Ok(None);
        }
        let written = sqlx::query(
            "INSERT OR REPLACE INTO charge (call, status, currency, before_tax, after_tax, destination, reason, explanation, tariff, rated)
             SELECT call, status, currency, before_tax, after_tax, destination, reason, explanation, tariff, ?
             FROM rerated_charge WHERE rerating = ?",
        )
        .bind(now)
        .bind(i64::from(id))
        .execute(&mut *transaction)
        .await?;
        transaction.commit().await?;
        Ok(Some(written.rows_affected()))
    }

    /// The calls whose price becomes another, those with the greatest difference first.
    pub async fn changed_calls(&self, id: ReratingId, limit: u32) -> Result<Vec<ChangedCall>> {
        Ok(sqlx::query_as(
            "SELECT call.started, call.caller_name, call.caller_number, call.destination AS called,
             new.old_currency, new.old_after_tax, new.currency, new.after_tax
             FROM rerated_charge AS new JOIN call ON call.id = new.call WHERE rerating = ? AND changes
             ORDER BY abs(coalesce(new.after_tax, 0) - coalesce(new.old_after_tax, 0)) DESC, new.call LIMIT ?",
        )
        .bind(i64::from(id))
        .bind(limit)
        .fetch_all(&self.read)
        .await?)
    }

    /// How many prices of calls that began in a time are of another tariff than this one.
    pub async fn count_stale(
        &self,
        from: Option<Seconds>,
        until: Option<Seconds>,
        tariff: &str,
    ) -> Result<i64> {
        Ok(sqlx::query_scalar(
            "SELECT count(*) FROM charge JOIN call ON call.id = charge.call
             WHERE charge.tariff <> ?3 AND charge.status IN ('rated', 'free')
             AND (?1 IS NULL OR started >= ?1) AND (?2 IS NULL OR started < ?2)",
        )
        .bind(from)
        .bind(until)
        .bind(tariff)
        .fetch_one(&self.read)
        .await?)
    }
}
