//! What calls to the outside used up of budgets.

use sqlx::{QueryBuilder, Sqlite};
use switchhook_portal_core::call_log::Direction;
use switchhook_portal_core::dial::budget::Spent;
use switchhook_portal_core::{DepartmentId, PersonId};

use super::{Result, Seconds, Status, Store};

/// Whose budget a call is charged to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Payer {
    Person(PersonId),
    Department(DepartmentId),
}

impl Store {
    /// What one of them spent on calls that began since then. Costs are after tax, of calls that were rated.
    pub async fn spent_by(&self, payer: Payer, from: Seconds) -> Result<Spent> {
        let rows = self.sums(Some(payer), payer.is_person(), from).await?;
        Ok(rows
            .into_iter()
            .next()
            .map(|(_, spent)| spent)
            .unwrap_or_default())
    }

    /// The same of all persons, or else of all departments, whoever spoke longest first.
    pub async fn spenders(&self, persons: bool, from: Seconds) -> Result<Vec<(Payer, Spent)>> {
        self.sums(None, persons, from).await
    }

    async fn sums(&self, only: Option<Payer>, persons: bool, from: Seconds) -> Result<Vec<(Payer, Spent)>> {
        let column = if persons {
            "caller_person"
        } else {
            "caller_department"
        };
        let mut sql: QueryBuilder<Sqlite> = QueryBuilder::new("SELECT ");
        sql.push(column)
            .push(", sum(billable) AS seconds, coalesce(sum(charge.after_tax), 0)")
            .push(" FROM call LEFT JOIN charge ON charge.call = call.id AND charge.status = ")
            .push_bind(Status::Rated.key())
            .push(" WHERE direction = ")
            .push_bind(Direction::Outgoing.key())
            .push(" AND started >= ")
            .push_bind(from)
            .push(" AND ")
            .push(column);
        match only {
            Some(Payer::Person(PersonId(id)) | Payer::Department(DepartmentId(id))) => {
                sql.push(" = ").push_bind(id);
            }
            None => {
                sql.push(" IS NOT NULL");
            }
        }
        sql.push(" GROUP BY ").push(column).push(" ORDER BY seconds DESC");
        let rows: Vec<(i64, i64, i64)> = sql.build_query_as().fetch_all(&self.read).await?;
        let spent = |(id, seconds, cost): (i64, i64, i64)| {
            let spent = Spent {
                seconds_today: seconds.unsigned_abs(),
                cost_today: u64::try_from(cost).unwrap_or(0),
                ..Spent::default()
            };
            (Payer::of(persons, id), spent)
        };
        Ok(rows.into_iter().map(spent).collect())
    }
}
