//! Call records: added once, never changed.

use std::time::Duration;

use chrono::DateTime;
use sqlx::{FromRow, QueryBuilder, Sqlite};
use switchhook_portal_core::call_log::{CallRecord, Cdr, Direction, Disposition, Filter, LogScope, Pricing};
use switchhook_portal_core::{CallId, Party};

use super::charges::StoredCharge;
use super::{Result, Seconds, Store, StoreError};

/// A page of the log: which calls, beginning after which one.
#[derive(Clone, Debug)]
pub struct CallQuery<'a> {
    pub scope: &'a LogScope,
    pub filter: &'a Filter,
    pub zone: chrono_tz::Tz,
    /// Start and id of the last call seen; older ones follow.
    pub before: Option<(Seconds, CallId)>,
    pub limit: u32,
}

/// A call as it is in the log.
#[derive(Clone, Debug)]
pub struct LoggedCall {
    pub id: CallId,
    pub record: CallRecord,
    pub charge: Option<StoredCharge>,
}

#[derive(FromRow)]
pub(super) struct Row {
    id: i64,
    unique_id: String,
    linked_id: String,
    sequence: i64,
    started: Seconds,
    answered: Option<Seconds>,
    ended: Seconds,
    duration: i64,
    billable: i64,
    disposition: String,
    source: String,
    destination: String,
    caller_id: String,
    context: String,
    channel: String,
    destination_channel: String,
    last_application: String,
    last_data: String,
    account_code: String,
    user_field: String,
    direction: String,
    caller_number: String,
    caller_name: String,
    caller_phone: Option<i64>,
    caller_person: Option<i64>,
    caller_department: Option<i64>,
    callee_number: String,
    callee_name: String,
    callee_phone: Option<i64>,
    callee_person: Option<i64>,
    callee_department: Option<i64>,
    #[sqlx(flatten)]
    charge: super::charges::Row,
}

impl TryFrom<Row> for LoggedCall {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self> {
        let unknown = |column, value: &str| StoreError::Value {
            column,
            value: value.to_owned(),
        };
        let time = |seconds| {
            DateTime::from_timestamp(seconds, 0).ok_or_else(|| unknown("call time", "out of range"))
        };
        let length = |seconds: i64| Duration::from_secs(u64::try_from(seconds).unwrap_or(0));
        let charge = row.charge.stored();
        Ok(Self {
            id: row.id.into(),
            record: CallRecord {
                cdr: Cdr {
                    unique_id: row.unique_id,
                    linked_id: row.linked_id,
                    sequence: u64::try_from(row.sequence).unwrap_or(0),
                    start: time(row.started)?,
                    answer: row.answered.map(time).transpose()?,
                    end: time(row.ended)?,
                    duration: length(row.duration),
                    billable: length(row.billable),
                    disposition: Disposition::from_key(&row.disposition)
                        .ok_or_else(|| unknown("call.disposition", &row.disposition))?,
                    source: row.source,
                    destination: row.destination,
                    caller_id: row.caller_id,
                    channel: row.channel,
                    destination_channel: row.destination_channel,
                    context: row.context,
                    last_application: row.last_application,
                    last_data: row.last_data,
                    user_field: row.user_field,
                    account_code: row.account_code,
                },
                direction: Direction::from_key(&row.direction)
                    .ok_or_else(|| unknown("call.direction", &row.direction))?,
                caller: Party {
                    number: row.caller_number,
                    name: row.caller_name,
                    phone: row.caller_phone.map(Into::into),
                    person: row.caller_person.map(Into::into),
                    department: row.caller_department.map(Into::into),
                },
                callee: Party {
                    number: row.callee_number,
                    name: row.callee_name,
                    phone: row.callee_phone.map(Into::into),
                    person: row.callee_person.map(Into::into),
                    department: row.callee_department.map(Into::into),
                },
                pricing: charge.as_ref().map_or(Pricing::Pending, StoredCharge::pricing),
            },
            charge,
        })
    }
}

const WITH_CHARGES: &str =
    "SELECT call.*, charge.status, charge.currency, charge.before_tax, charge.after_tax,
    charge.destination AS charged_destination, charge.reason, charge.explanation
    FROM call LEFT JOIN charge ON charge.call = call.id WHERE ";

/// How many records a search by digits or time of day looks through at most.
pub const SEARCHED: u32 = 20_000;

impl Store {
    /// Adds records; one that is there already is not added again. Gives how many were new.
    pub async fn add_calls(&self, calls: &[CallRecord]) -> Result<u64> {
        let mut added = 0;
        let mut transaction = self.write.begin().await?;
        for call in calls {
            let cdr = &call.cdr;
            let fingerprint = format!(
                "{}|{}|{}|{}",
                cdr.unique_id,
                cdr.sequence,
                cdr.destination_channel,
                cdr.start.timestamp()
            );
            added += sqlx::query(
                "INSERT INTO call (unique_id, linked_id, sequence, started, answered, ended, duration, billable,
                 disposition, source, destination, caller_id, context, channel, destination_channel, last_application,
                 last_data, account_code, user_field, direction, caller_number, caller_name, caller_phone, caller_person,
                 caller_department, callee_number, callee_name, callee_phone, callee_person, callee_department, fingerprint)
                 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                 ON CONFLICT (fingerprint) DO NOTHING",
            )
            .bind(&cdr.unique_id)
            .bind(&cdr.linked_id)
            .bind(i64::try_from(cdr.sequence).unwrap_or(i64::MAX))
            .bind(cdr.start.timestamp())
            .bind(cdr.answer.map(|at| at.timestamp()))
            .bind(cdr.end.timestamp())
            .bind(seconds(cdr.duration))
            .bind(seconds(cdr.billable))
            .bind(cdr.disposition.key())
            .bind(&cdr.source)
            .bind(&cdr.destination)
            .bind(&cdr.caller_id)
            .bind(&cdr.context)
            .bind(&cdr.channel)
            .bind(&cdr.destination_channel)
            .bind(&cdr.last_application)
            .bind(&cdr.last_data)
            .bind(&cdr.account_code)
            .bind(&cdr.user_field)
            .bind(call.direction.key())
            .bind(&call.caller.number)
            .bind(&call.caller.name)
            .bind(call.caller.phone.map(i64::from))
            .bind(call.caller.person.map(i64::from))
            .bind(call.caller.department.map(i64::from))
            .bind(&call.callee.number)
            .bind(&call.callee.name)
            .bind(call.callee.phone.map(i64::from))
            .bind(call.callee.person.map(i64::from))
            .bind(call.callee.department.map(i64::from))
            .bind(fingerprint)
            .execute(&mut *transaction)
            .await?
            .rows_affected();
        }
        transaction.commit().await?;
        Ok(added)
    }

    /// Calls of a scope, newest first. The caller checks each with `CallRecord::seen_by` and `Filter::matches`: digits
    /// and times of day are not narrowed here, see [`Self::search_calls`].
    pub async fn calls(&self, query: &CallQuery<'_>) -> Result<Vec<LoggedCall>> {
        let mut sql = QueryBuilder::new(WITH_CHARGES);
        narrow(&mut sql, query);
        if let Some((started, id)) = query.before {
            sql.push(" AND (started, id) < (")
                .push_bind(started)
                .push(", ")
                .push_bind(i64::from(id))
                .push(")");
        }
        sql.push(" ORDER BY started DESC, call.id DESC LIMIT ")
            .push_bind(query.limit);
        let rows: Vec<Row> = sql.build_query_as().fetch_all(&self.read).await?;
        rows.into_iter().map(LoggedCall::try_from).collect()
    }

    /// The records of a channel or of a call, as `condition` says, oldest first.
    pub(super) async fn calls_where(&self, condition: &'static str, value: &str) -> Result<Vec<LoggedCall>> {
        let mut sql = QueryBuilder::new(WITH_CHARGES);
        sql.push(condition)
            .push_bind(value)
            .push(" ORDER BY call.id LIMIT 200");
        let rows: Vec<Row> = sql.build_query_as().fetch_all(&self.read).await?;
        rows.into_iter().map(LoggedCall::try_from).collect()
    }

    pub async fn calls_of_ids(&self, ids: &[i64]) -> Result<Vec<LoggedCall>> {
        let mut sql = QueryBuilder::new(WITH_CHARGES);
        sql.push("call.id IN (");
        let mut list = sql.separated(", ");
        for id in ids {
            list.push_bind(*id);
        }
        sql.push(")");
        let rows: Vec<Row> = sql.build_query_as().fetch_all(&self.read).await?;
        rows.into_iter().map(LoggedCall::try_from).collect()
    }

    /// Makes the call of a recording that a test made one of a queue.
    #[cfg(test)]
    pub async fn put_through_queue(&self, recording: switchhook_portal_core::RecordingId, queue: &str) {
        sqlx::query(
            "UPDATE call SET last_application = 'Queue', last_data = ? || ',t'
             WHERE id = (SELECT call FROM recording WHERE id = ?)",
        )
        .bind(queue)
        .bind(i64::from(recording))
        .execute(&self.write)
        .await
        .unwrap();
    }

    /// The channel of a call that a test made.
    #[cfg(test)]
    pub async fn unique_id(&self, call: CallId) -> String {
        let mut calls = self.calls_of_ids(&[call.into()]).await.unwrap();
        calls.pop().unwrap().record.cdr.unique_id
    }

    /// How many calls the scope and the filter's days, direction and people leave.
    pub async fn count_calls(&self, query: &CallQuery<'_>) -> Result<i64> {
        let mut sql = QueryBuilder::new("SELECT count(*) FROM call WHERE ");
        narrow(&mut sql, query);
        Ok(sql.build_query_scalar().fetch_one(&self.read).await?)
    }

    /// The calls that `keep` keeps, newest first, `query.limit` at most, and how many it keeps in all of the latest
    /// twenty thousand.
    pub async fn search_calls(
        &self,
        query: &CallQuery<'_>,
        keep: impl Fn(&LoggedCall) -> bool,
    ) -> Result<(Vec<LoggedCall>, i64)> {
        let everything = CallQuery {
            before: None,
            limit: SEARCHED,
            ..query.clone()
        };
        let found: Vec<_> = self
            .calls(&everything)
            .await?
            .into_iter()
            .filter(|call| keep(call))
            .collect();
        let total = i64::try_from(found.len()).unwrap_or(i64::MAX);
        let after = |call: &LoggedCall| {
            query
                .before
                .is_none_or(|before| (call.record.cdr.start.timestamp(), call.id) < before)
        };
        Ok((
            found
                .into_iter()
                .filter(after)
                .take(query.limit as usize)
                .collect(),
            total,
        ))
    }
}

fn seconds(length: Duration) -> i64 {
    i64::try_from(length.as_secs()).unwrap_or(i64::MAX)
}

fn narrow(sql: &mut QueryBuilder<Sqlite>, query: &CallQuery<'_>) {
    scope(sql, query.scope);
    let (from, until) = query.filter.bounds(query.zone);
    if let Some(from) = from {
        sql.push(" AND started >= ").push_bind(from.timestamp());
    }
    if let Some(until) = until {
        sql.push(" AND started < ").push_bind(until.timestamp());
    }
    if let Some(direction) = query.filter.direction {
        sql.push(" AND direction = ").push_bind(direction.key());
    }
    if let Some(disposition) = query.filter.disposition {
        sql.push(" AND disposition = ").push_bind(disposition.key());
    }
}

/// Only calls with a party in the scope, or of a queue in it: as [`LogScope::includes_call`].
pub(super) fn scope(sql: &mut QueryBuilder<Sqlite>, scope: &LogScope) {
    let LogScope::Parts {
        person,
        phones,
        departments,
        queues,
    } = scope
    else {
        sql.push("1");
        return;
    };
    sql.push("(");
    for side in ["caller", "callee"] {
        if let Some(person) = person {
            sql.push(format!("{side}_person = "))
                .push_bind(i64::from(*person))
                .push(" OR ");
        }
        sql.push(format!("{side}_person IS NULL AND {side}_phone IN ("));
        let mut list = sql.separated(", ");
        for phone in phones {
            list.push_bind(i64::from(*phone));
        }
        sql.push(format!(") OR {side}_department IN ("));
        let mut list = sql.separated(", ");
        for department in departments {
            list.push_bind(i64::from(*department));
        }
        sql.push(") OR ");
    }
    // The queue is the first argument of the application, as `Cdr::queue` reads it.
    sql.push(
        "last_application = 'Queue' COLLATE NOCASE
         AND trim(substr(last_data, 1, instr(last_data || ',', ',') - 1)) IN (",
    );
    let mut list = sql.separated(", ");
    for queue in queues {
        list.push_bind(queue.to_string());
    }
    sql.push("))");
}
