//! The audit trail as it is searched.

use sqlx::{QueryBuilder, Sqlite};
use switchhook_portal_core::PersonId;

use super::{AuditRow, Result, Store};

/// Which lines of the trail.
#[derive(Clone, Debug, Default)]
pub struct TrailQuery {
    /// Only what this person did.
    pub only: Option<PersonId>,
    /// In lower case; stands in the login, the address, the object or the detail. Empty narrows nothing.
    pub text: String,
    /// Actions whose word holds the text, in the reader's language.
    pub actions: Vec<&'static str>,
    /// Results whose word does.
    pub results: Vec<&'static str>,
    /// Kinds of objects whose word does.
    pub kinds: Vec<&'static str>,
    /// People whose name does.
    pub people: Vec<PersonId>,
    /// Objects whose name does, such as `phone 7`.
    pub objects: Vec<String>,
}

impl Store {
    /// Newest first, older than the line `before` if given.
    pub async fn trail(&self, query: &TrailQuery, before: Option<i64>, limit: u32) -> Result<Vec<AuditRow>> {
        let mut sql = QueryBuilder::new("SELECT * FROM audit WHERE ");
        narrow(&mut sql, query);
        if let Some(before) = before {
            sql.push(" AND id < ").push_bind(before);
        }
        sql.push(" ORDER BY id DESC LIMIT ").push_bind(limit);
        Ok(sql.build_query_as().fetch_all(&self.read).await?)
    }

    pub async fn count_trail(&self, query: &TrailQuery) -> Result<i64> {
        let mut sql = QueryBuilder::new("SELECT count(*) FROM audit WHERE ");
        narrow(&mut sql, query);
        Ok(sql.build_query_scalar().fetch_one(&self.read).await?)
    }
}

fn narrow(sql: &mut QueryBuilder<Sqlite>, query: &TrailQuery) {
    match query.only {
        Some(person) => sql.push("person = ").push_bind(i64::from(person)),
        None => sql.push("1"),
    };
    if query.text.is_empty() {
        return;
    }
    sql.push(" AND (");
    for column in ["login", "address", "object", "detail"] {
        sql.push("instr(lower(")
            .push(column)
            .push("), ")
            .push_bind(query.text.clone())
            .push(") > 0 OR ");
    }
    one_of(sql, "action", query.actions.iter().copied());
    sql.push(" OR ");
    one_of(sql, "result", query.results.iter().copied());
    sql.push(" OR ");
    one_of(
        sql,
        "substr(object, 1, instr(object || ' ', ' ') - 1)",
        query.kinds.iter().copied(),
    );
    sql.push(" OR ");
    one_of(
        sql,
        "person",
        query.people.iter().map(|person| i64::from(*person)),
    );
    sql.push(" OR ");
    one_of(sql, "object", query.objects.iter().cloned());
    sql.push(")");
}

fn one_of<T>(sql: &mut QueryBuilder<Sqlite>, column: &str, values: impl Iterator<Item = T>)
where
    T: sqlx::Type<Sqlite> + for<'q> sqlx::Encode<'q, Sqlite> + 'static,
{
    sql.push(column).push(" IN (");
    let mut list = sql.separated(", ");
    for value in values {
        list.push_bind(value);
    }
    sql.push(")");
}
