//! Follows the table that `cdr_sqlite3_custom` writes, with a position that survives restarts.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use sqlx::sqlite::{SqliteConnectOptions, SqliteRow};
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _, Row as _, SqliteConnection};
use tracing::{info, warn};

use super::{Register, record};
use crate::call::Call;
use crate::config::{From, Table};
use crate::queue::QueueError;

/// How often the table is looked at.
const LOOK: Duration = Duration::from_secs(1);
/// As many rows as are read at once.
const BATCH: i64 = 500;

/// Why nothing was read.
#[derive(Debug, thiserror::Error)]
enum TableError {
    #[error("cannot read the table of {path}: {source}; let this user read the file and its folder")]
    Open { path: String, source: sqlx::Error },
    #[error("the table {table} has no column {column}; name it in [table.columns]: {column} = \"…\"")]
    Column { table: String, column: &'static str },
    #[error("there is no table {0} in the file; set [table] table")]
    Table(String),
    #[error(transparent)]
    Sql(#[from] sqlx::Error),
    #[error(transparent)]
    Queue(#[from] QueueError),
}

/// Follows one table.
#[derive(Debug)]
pub struct TableFollower {
    table: Table,
    register: Register,
    source: String,
    told: String,
}

impl TableFollower {
    /// For this table.
    pub fn new(table: &Table, register: Register) -> Self {
        Self {
            table: table.clone(),
            register,
            source: format!("table:{}:{}", table.file.display(), table.table),
            told: String::new(),
        }
    }

    /// Follows for ever.
    pub async fn run(mut self) {
        loop {
            match self.read().await {
                Ok(()) => self.told.clear(),
                Err(error) => {
                    let text = error.to_string();
                    if text != self.told {
                        warn!(error = text, "not followed; trying again");
                        self.told = text;
                    }
                }
            }
            tokio::time::sleep(LOOK).await;
        }
    }

    /// Whether the table can be read, for `check`.
    pub async fn check(&self) -> Result<(), String> {
        let mut connection = self.connect().await.map_err(|error| error.to_string())?;
        self.query(&mut connection)
            .await
            .map(drop)
            .map_err(|error| error.to_string())
    }

    async fn connect(&self) -> Result<SqliteConnection, TableError> {
        let options = SqliteConnectOptions::new()
            .filename(&self.table.file)
            .read_only(true)
            // Asterisk writes with a patience of its own; reading takes no time.
            .busy_timeout(Duration::from_secs(2));
        options.connect().await.map_err(|source| TableError::Open {
            path: self.table.file.display().to_string(),
            source,
        })
    }

    async fn read(&self) -> Result<(), TableError> {
        let mut connection = self.connect().await?;
        let (query, columns) = self.query(&mut connection).await?;
        let name = quoted(&self.table.table);
        let last: (Option<i64>,) = sqlx::query_as(AssertSqlSafe(format!("SELECT max(rowid) FROM {name}")))
            .fetch_one(&mut connection)
            .await?;
        let last = last.0.unwrap_or(0);
        let stored = self.register.position(&self.source).await?;
        let mut position = match (
            stored.and_then(|stored| stored.parse::<i64>().ok()),
            self.table.from,
        ) {
            // Emptied or made anew: SQLite counts from the beginning again.
            (Some(position), _) if last < position => 0,
            (Some(position), _) => position,
            (None, From::Start) => 0,
            (None, From::End) => {
                info!(table = self.table.table, row = last, "followed from here on");
                self.register
                    .add(&[], Some((&self.source, &last.to_string())), false)
                    .await?;
                last
            }
        };
        loop {
            let rows: Vec<SqliteRow> = sqlx::query(AssertSqlSafe(query.clone()))
                .bind(position)
                .bind(BATCH)
                .fetch_all(&mut connection)
                .await?;
            let Some(newest) = rows.last() else { break };
            position = newest.try_get(0)?;
            let mut calls = Vec::new();
            for row in &rows {
                match self.call(row, &columns) {
                    Ok(call) => calls.push(call),
                    Err(reason) => warn!(table = self.table.table, reason, "a row is no record"),
                }
            }
            let done = self
                .register
                .add(&calls, Some((&self.source, &position.to_string())), false)
                .await?;
            if done.new > 0 {
                info!(calls = done.new, table = self.table.table, "registered");
            }
        }
        connection.close().await?;
        Ok(())
    }

    fn call(&self, row: &SqliteRow, columns: &[&'static str]) -> Result<Call, String> {
        let mut values = BTreeMap::new();
        for (index, name) in columns.iter().enumerate() {
            let value: Option<String> = row.try_get(index + 1).map_err(|error| error.to_string())?;
            values.insert(*name, value.unwrap_or_default());
        }
        record::call(values, &self.register).map_err(|error| error.to_string())
    }

    /// What is asked for new rows, and which columns the answer has after the row's number.
    async fn query(
        &self,
        connection: &mut SqliteConnection,
    ) -> Result<(String, Vec<&'static str>), TableError> {
        let rows: Vec<(String,)> = sqlx::query_as("SELECT lower(name) FROM pragma_table_info(?)")
            .bind(&self.table.table)
            .fetch_all(&mut *connection)
            .await?;
        let there: BTreeSet<String> = rows.into_iter().map(|(name,)| name).collect();
        if there.is_empty() {
            return Err(TableError::Table(self.table.table.clone()));
        }
        let mut columns = Vec::new();
        let mut selected = String::new();
        for name in record::names() {
            let theirs = self.table.columns.get(name).map_or(name, String::as_str);
            if there.contains(&theirs.to_ascii_lowercase()) {
                columns.push(name);
                selected.push_str(&format!(", CAST({} AS TEXT)", quoted(theirs)));
            } else if name == "uniqueid" || self.table.columns.contains_key(name) {
                return Err(TableError::Column {
                    table: self.table.table.clone(),
                    column: name,
                });
            }
        }
        let table = quoted(&self.table.table);
        let query = format!("SELECT rowid{selected} FROM {table} WHERE rowid > ? ORDER BY rowid LIMIT ?");
        Ok((query, columns))
    }
}

/// A name as SQL reads it, whatever is in it.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::queue::Queue;

    #[tokio::test]
    async fn rows_are_taken_once_in_order_under_the_names_of_the_table() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("master.db");
        let options = SqliteConnectOptions::new()
            .filename(&path)
            .create_if_missing(true);
        let mut asterisk = options.connect().await.unwrap();
        let run = async |connection: &mut SqliteConnection, sql: &str| {
            sqlx::raw_sql(AssertSqlSafe(sql.to_owned()))
                .execute(connection)
                .await
                .unwrap();
        };
        run(
            &mut asterisk,
            "CREATE TABLE cdr (AcctId INTEGER PRIMARY KEY, src, destination, start, duration, disposition, uniqueid)",
        )
        .await;
        let insert = |number: u32| {
            format!(
                "INSERT INTO cdr VALUES (NULL, '100', '10{number}', '2026-11-22 01:00:00', {number}, 'BUSY', '1.{number}')"
            )
        };
        run(&mut asterisk, &insert(1)).await;
        let queue = Queue::open(&folder.path().join("store")).await.unwrap();
        let config: Config = toml::from_str("store = '/'\ntime_zone = 'UTC'\n[agi]").unwrap();
        let register = Register::new(&config, &queue).unwrap();
        let table = |more: &str| -> Table {
            toml::from_str(&format!("file = '{}'\n{more}", path.display())).unwrap()
        };
        let follower = |table: Table| TableFollower::new(&table, register.clone());
        let error = follower(table("columns = { uniqueid = 'nothing' }"))
            .check()
            .await
            .unwrap_err();
        assert!(error.contains("[table.columns]"), "{error}");
        assert!(
            follower(table("table = 'calls'"))
                .check()
                .await
                .unwrap_err()
                .contains("no table")
        );

        let table = table("columns = { dst = 'Destination' }\nfrom = 'end'");
        follower(table.clone()).read().await.unwrap();
        run(&mut asterisk, &insert(2)).await;
        run(&mut asterisk, &insert(3)).await;
        follower(table.clone()).read().await.unwrap();
        follower(table.clone()).read().await.unwrap();
        let seen = async || -> Vec<(String, String, u64)> {
            let jobs = queue.due(i64::MAX, 9).await.unwrap();
            jobs.into_iter()
                .map(|job| (job.call.unique_id, job.call.called, job.call.duration))
                .collect()
        };
        let expected = [(2, "102"), (3, "103")].map(|(n, called)| (format!("1.{n}"), called.to_owned(), n));
        assert_eq!(seen().await, expected);
        // Emptied by a purge: counted from 1 again, and still followed.
        run(&mut asterisk, "DELETE FROM cdr").await;
        run(&mut asterisk, &insert(4)).await;
        follower(table).read().await.unwrap();
        assert_eq!(seen().await.len(), 3);
    }
}
