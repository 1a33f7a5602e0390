//! The calls that a report of costs is made from.

use chrono::{DateTime, Utc};
use sqlx::{QueryBuilder, Sqlite};
use switchhook_portal_core::CallId;
use switchhook_portal_core::call_log::{CallRecord, LogScope};
use switchhook_portal_core::cost::Who;

use super::calls::Row;
use super::{LoggedCall, Result, Store};

/// Which calls: when they began and who made them.
#[derive(Clone, Copy, Debug)]
pub struct CostQuery<'a> {
    /// Whose costs the reader may see.
    pub scope: &'a LogScope,
    /// Whose costs were asked for.
    pub who: &'a Who,
    pub from: Option<DateTime<Utc>>,
    pub until: Option<DateTime<Utc>>,
}

impl Store {
    /// Calls with a price, newest first, `limit` at most.
    pub async fn priced_calls(&self, query: &CostQuery<'_>, limit: u32) -> Result<Vec<(CallId, CallRecord)>> {
        // What a report does not show is left empty: it would be most of the memory.
        let mut sql = QueryBuilder::new(
            "SELECT call.id, '' AS unique_id, '' AS linked_id, 0 AS sequence, started, answered, ended, duration, billable,
             disposition, '' AS source, call.destination, '' AS caller_id, '' AS context, '' AS channel,
             '' AS destination_channel, '' AS last_application, '' AS last_data, '' AS account_code, '' AS user_field,
             direction, caller_number, caller_name, caller_phone, caller_person, caller_department,
             callee_number, '' AS callee_name, callee_phone, callee_person, callee_department,
             charge.status, charge.currency, charge.before_tax, charge.after_tax,
             '' AS charged_destination, '' AS reason, '' AS explanation
             FROM call JOIN charge ON charge.call = call.id WHERE charge.status = 'rated' AND ",
        );
        narrow(&mut sql, query);
        sql.push(" ORDER BY started DESC, call.id DESC LIMIT ")
            .push_bind(limit);
        let rows: Vec<Row> = sql.build_query_as().fetch_all(&self.read).await?;
        rows.into_iter()
            .map(|row| LoggedCall::try_from(row).map(|call| (call.id, call.record)))
            .collect()
    }

    /// How many calls should have a price and have none.
    pub async fn count_unpriced(&self, query: &CostQuery<'_>) -> Result<i64> {
        let mut sql = QueryBuilder::new(
            "SELECT count(*) FROM call JOIN charge ON charge.call = call.id
             WHERE charge.status IN ('unmatched', 'blocked', 'invalid') AND ",
        );
        narrow(&mut sql, query);
        Ok(sql.build_query_scalar().fetch_one(&self.read).await?)
    }
}

/// The caller pays: only that side counts.
fn narrow(sql: &mut QueryBuilder<Sqlite>, query: &CostQuery<'_>) {
    if let LogScope::Parts {
        person,
        phones,
        departments,
        queues: _, // Callers pay, queues do not.
    } = query.scope
    {
        sql.push("(");
        if let Some(person) = person {
            sql.push("caller_person = ")
                .push_bind(i64::from(*person))
                .push(" OR ");
        }
        sql.push("caller_person IS NULL AND ");
        one_of(sql, "caller_phone", phones.iter().map(|id| i64::from(*id)));
        sql.push(" OR ");
        one_of(
            sql,
            "caller_department",
            departments.iter().map(|id| i64::from(*id)),
        );
        sql.push(")");
    } else {
        sql.push("1");
    }
    match query.who {
        Who::Everybody => {}
        Who::Department(department) => {
            sql.push(" AND caller_department = ")
                .push_bind(i64::from(*department));
        }
        Who::Phones(phones) => {
            sql.push(" AND ");
            one_of(sql, "caller_phone", phones.iter().map(|id| i64::from(*id)));
        }
    }
    if let Some(from) = query.from {
        sql.push(" AND started >= ").push_bind(from.timestamp());
    }
    if let Some(until) = query.until {
        sql.push(" AND started < ").push_bind(until.timestamp());
    }
}

fn one_of(sql: &mut QueryBuilder<Sqlite>, column: &str, ids: impl Iterator<Item = i64>) {
    sql.push(column).push(" IN (");
    let mut list = sql.separated(", ");
    for id in ids {
        list.push_bind(id);
    }
    sql.push(")");
}
