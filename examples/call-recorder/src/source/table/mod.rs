//! Follows the table of call detail records of a database, with a position that survives restarts.
//!
//! A table with a growing key is read from there on. One without is read from a time on, in which a call that lasted
//! long comes late among others that are known. So each look reads some rows again that were read before: their marks
//! are kept with the position, in the same transaction.

mod database;
mod shape;

use std::collections::HashMap;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};
use tracing::{info, warn};

use super::{Register, record};
use crate::call::Call;
use crate::config::{From, Place, Server, Table};
use crate::queue::{Position, QueueError};
use crate::time;
use database::Database;
use shape::{End, Order, Row, Shape};

/// How often a table with a key is looked at.
const LOOK: Duration = Duration::from_secs(1);
/// How often one without, which costs its server more.
const LOOK_BY_TIME: Duration = Duration::from_secs(5);
/// How often it is looked at from the position on. A row whose key is smaller than that of one that was there so long
/// before would be missed.
const FAR_LOOK: Duration = Duration::from_secs(60);
/// How far other looks go back before the newest row, in seconds: most calls are shorter.
const NEAR: i64 = 900;
/// In autumn a civil hour comes twice, so that times may lie an hour behind.
const HOUR: i64 = 3600;
/// As many rows as are read at once.
const BATCH: usize = 500;

/// Why nothing was read.
#[derive(Debug, thiserror::Error)]
enum TableError {
    #[error("cannot read the table of {path}: {source}; let this user read the file and its folder")]
    Open { path: String, source: sqlx::Error },
    #[cfg_attr(
        not(any(feature = "mariadb", feature = "postgres")),
        allow(dead_code, reason = "has no servers")
    )]
    #[error("cannot connect to the database at {address} as {user}: {source}")]
    Connect {
        address: String,
        user: String,
        source: sqlx::Error,
    },
    #[error("[table] {0}")]
    Place(String),
    #[error("the database does not answer")]
    Silent,
    #[error("the table {table} has no column {column}; name it in [table.columns]: {column} = \"…\"")]
    Column { table: String, column: &'static str },
    #[error("the table {0} has no column {1}; set [table] key to one that it has, or take key out")]
    Key(String, String),
    #[error(
        "the column {0} is no growing number: {1:?} stands in it; set [table] key to another, or take key out"
    )]
    NoNumber(String, String),
    #[error(
        "nothing orders the table {0}; set [table] key to a growing number, or name start in [table.columns]"
    )]
    Order(String),
    #[error("{0:?} is no time; columns for times have to be of such a type")]
    NoTime(String),
    #[error(
        "there is no table {0} in the database, or no right to SELECT from it; set [table] table or grant it"
    )]
    Table(String),
    #[error(transparent)]
    Sql(#[from] sqlx::Error),
    #[error(transparent)]
    Queue(#[from] QueueError),
}

/// How far a table with a key was read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct ByKey {
    /// Everything up to here is known.
    base: i64,
    /// The largest key that was there.
    newest: i64,
    /// The first row: while it is there, keys are not counted anew.
    first: String,
}

/// How far a table without one was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct ByTime {
    /// Everything before is known; seconds since 1970.
    since: i64,
}

/// How much of a table is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reach {
    /// What is likely to have come.
    Near,
    /// All that may have come, after which the position moves.
    Far,
}

/// Follows one table.
#[derive(Debug)]
pub struct TableFollower {
    table: Table,
    register: Register,
    told: String,
    open: Option<(Database, Shape)>,
    /// Rows near the position with their places, once they were read from the queue.
    seen: Option<HashMap<String, i64>>,
    /// The largest key at the last far look.
    settling: Option<i64>,
}

impl TableFollower {
    /// For this table.
    pub fn new(table: &Table, register: Register) -> Self {
        Self {
            table: table.clone(),
            register,
            told: String::new(),
            open: None,
            seen: None,
            settling: None,
        }
    }

    /// Follows for ever.
    pub async fn run(mut self) {
        let mut far: Option<Instant> = None;
        loop {
            let reach = match far {
                Some(far) if far.elapsed() < FAR_LOOK => Reach::Near,
                _ => Reach::Far,
            };
            let mut pause = LOOK;
            match self.look(reach).await {
                Ok(order) => {
                    if !self.told.is_empty() {
                        info!(table = self.table.table, "followed again");
                        self.told.clear();
                    }
                    if reach == Reach::Far {
                        far = Some(Instant::now());
                    }
                    if matches!(order, Order::Time { .. }) {
                        pause = LOOK_BY_TIME;
                    }
                }
                Err(error) => {
                    let text = error.to_string();
                    if text != self.told {
                        warn!(error = text, "not followed; trying again");
                        self.told = text;
                    }
                }
            }
            tokio::time::sleep(pause).await;
        }
    }

    /// Whether the table can be read, for `check`: by what it is followed.
    pub async fn check(&self) -> Result<String, String> {
        let tried = async {
            let (mut database, shape) = self.connect().await?;
            shape.end(&mut database, End::Last).await?;
            database.close().await?;
            Ok::<_, TableError>(shape)
        };
        let shape = tried.await.map_err(|error| error.to_string())?;
        let by = match shape.order {
            Order::Key(_) => "key",
            Order::Time { .. } => "time, for want of a key; an index on it keeps looks cheap",
        };
        Ok(format!("followed by {} ({by})", shape.order()))
    }

    async fn connect(&self) -> Result<(Database, Shape), TableError> {
        let mut database = Database::open(&self.table).await?;
        let shape = Shape::read(&mut database, &self.table).await?;
        Ok((database, shape))
    }

    /// The table's own name in the queue's table of positions.
    fn source(&self, shape: &Shape) -> String {
        let table = &self.table.table;
        let order = shape.order();
        let server = |kind: &str, server: &Server| {
            format!("{kind}:{}:{}:{table}:{order}", server.address, server.database)
        };
        match self.table.place() {
            Ok(Place::File(file)) if order == "rowid" => format!("table:{}:{table}", file.display()),
            Ok(Place::File(file)) => format!("table:{}:{table}:{order}", file.display()),
            Ok(Place::MariaDb(at)) => server("mariadb", at),
            Ok(Place::Postgres(at)) => server("postgres", at),
            // Such a table was not opened.
            Err(_) => String::new(),
        }
    }

    /// Reads what is there now. After an error the next look connects anew.
    async fn look(&mut self, reach: Reach) -> Result<Order, TableError> {
        let (mut database, shape) = match self.open.take() {
            Some(open) => open,
            None => {
                let open = self.connect().await?;
                self.seen = None;
                open
            }
        };
        let source = self.source(&shape);
        if self.seen.is_none() {
            self.seen = Some(self.register.seen(&source).await?.into_iter().collect());
        }
        let stored = self.register.position(&source).await?;
        let mut look = Look {
            follower: self,
            database: &mut database,
            shape: &shape,
            source,
        };
        match &shape.order {
            Order::Key(_) => look.by_key(stored, reach).await?,
            Order::Time { has_zone, .. } => look.by_time(stored, reach, *has_zone).await?,
        }
        let order = shape.order.clone();
        // A file may be replaced; a connection to a server is kept.
        match database.is_file() {
            true => database.close().await?,
            false => self.open = Some((database, shape)),
        }
        Ok(order)
    }
}

/// One look at the table.
struct Look<'a> {
    follower: &'a mut TableFollower,
    database: &'a mut Database,
    shape: &'a Shape,
    source: String,
}

impl Look<'_> {
    async fn by_key(&mut self, stored: Option<String>, reach: Reach) -> Result<(), TableError> {
        let first = self.shape.end(self.database, End::First).await?.join(" ");
        let last = match self.shape.end(self.database, End::Last).await?.first() {
            Some(last) => self.number(last)?,
            None => 0,
        };
        let stored = stored.and_then(|stored| match stored.parse::<i64>() {
            // As earlier versions kept it.
            Ok(base) => Some(ByKey {
                base,
                newest: base,
                first: String::new(),
            }),
            Err(_) => serde_json::from_str(&stored).ok(),
        });
        let mut at = match (stored, self.follower.table.from) {
            (Some(at), _) => at,
            (None, From::Start) => ByKey::default(),
            (None, From::End) => {
                info!(
                    table = self.follower.table.table,
                    key = last,
                    "followed from here on"
                );
                let at = ByKey {
                    base: last,
                    newest: last,
                    first: first.clone(),
                };
                self.keep(&[], Vec::new(), &at, None).await?;
                at
            }
        };
        if last < at.newest {
            self.follower.settling = None;
            if !at.first.is_empty() && at.first == first {
                // The newest rows were removed, and their keys may come again.
                at.base = at.base.min(last);
            } else {
                // Emptied or made anew: counted from the beginning again.
                at.base = 0;
            }
            at.newest = last;
            self.keep(&[], Vec::new(), &at, None).await?;
        }
        let order = self.shape.order().to_owned();
        let mut from = at.base;
        loop {
            let rows = self
                .shape
                .rows(self.database, &format!("{order} > {from}"), BATCH)
                .await?;
            let Some(newest) = rows.last() else { break };
            from = self.number(&newest.place)?;
            at.newest = at.newest.max(from);
            let (calls, marks) = self.unseen(&rows, |place| place.parse().unwrap_or(from));
            // Of a long way to catch up, only the last page is of interest later.
            let settled = (rows.len() == BATCH).then(|| {
                at.base = at.base.max(rows[0].place.parse().unwrap_or(at.base));
                at.base.saturating_add(1)
            });
            if !marks.is_empty() {
                self.keep(&calls, marks, &at, settled).await?;
            }
        }
        if reach == Reach::Far {
            let base = self
                .follower
                .settling
                .unwrap_or(at.base)
                .clamp(at.base, at.newest.max(at.base));
            self.follower.settling = Some(at.newest);
            if base != at.base || first != at.first {
                (at.base, at.first) = (base, first);
                self.keep(&[], Vec::new(), &at, Some(base.saturating_add(1)))
                    .await?;
            }
        }
        Ok(())
    }

    async fn by_time(
        &mut self,
        stored: Option<String>,
        reach: Reach,
        has_zone: bool,
    ) -> Result<(), TableError> {
        let now = time::now() / 1000;
        let longest = i64::from(self.follower.table.longest_call_seconds);
        let stored: Option<ByTime> = stored.and_then(|stored| serde_json::from_str(&stored).ok());
        let mut at = match (stored, self.follower.table.from) {
            (Some(at), _) => at,
            (None, From::Start) => ByTime { since: 0 },
            (None, From::End) => {
                let newest = self.shape.end(self.database, End::Last).await?;
                let newest = match newest.first() {
                    Some(newest) => self.moment(newest)?,
                    None => now,
                };
                let at = ByTime {
                    since: newest.min(now) - longest - HOUR,
                };
                let rows = self.all_since(at.since, has_zone).await?;
                // They were there before us: known, and not registered.
                let (_, marks) = self.unseen(&rows, |place| self.moment(place).unwrap_or(now));
                info!(
                    table = self.follower.table.table,
                    calls = marks.len(),
                    "followed from here on"
                );
                self.keep(&[], marks, &at, None).await?;
                return Ok(());
            }
        };
        let newest = self.newest_seen();
        let since = match (reach, newest) {
            (Reach::Near, Some(newest)) => at.since.max(newest.min(now) - NEAR),
            _ => at.since,
        };
        self.pages(since, has_zone, &mut at, reach).await?;
        if let (Reach::Far, Some(newest)) = (reach, self.newest_seen())
            && let Some(settled) = self.settle(&mut at, newest)
        {
            self.keep(&[], Vec::new(), &at, Some(settled)).await?;
        }
        Ok(())
    }

    /// Moves the position as far as calls that are still to come allow, when all up to a time was read. Gives what
    /// will not be read again: two hours less, for of a civil time that comes twice the first is meant.
    fn settle(&self, at: &mut ByTime, read: i64) -> Option<i64> {
        let longest = i64::from(self.follower.table.longest_call_seconds);
        let since = read.min(time::now() / 1000) - longest - HOUR;
        if since <= at.since {
            return None;
        }
        at.since = since;
        Some(since - 2 * HOUR)
    }

    /// Registers what was not seen, page by page: no file stays locked, and memory is bounded.
    async fn pages(
        &mut self,
        since: i64,
        has_zone: bool,
        at: &mut ByTime,
        reach: Reach,
    ) -> Result<(), TableError> {
        let mut from = self.civil(since, has_zone);
        let mut limit = BATCH;
        while let Some(rows) = self.page(&mut from, &mut limit).await? {
            let (calls, marks) = self.unseen(&rows, |place| self.moment(place).unwrap_or(since));
            let settled = match (reach, rows.first()) {
                (Reach::Far, Some(first)) => self.settle(at, self.moment(&first.place)?),
                _ => None,
            };
            if !marks.is_empty() {
                self.keep(&calls, marks, at, settled).await?;
            }
        }
        Ok(())
    }

    async fn all_since(&mut self, since: i64, has_zone: bool) -> Result<Vec<Row>, TableError> {
        let mut from = self.civil(since, has_zone);
        let mut limit = BATCH;
        let mut all = Vec::new();
        while let Some(rows) = self.page(&mut from, &mut limit).await? {
            all.extend(rows);
        }
        Ok(all)
    }

    /// The rows from this time on, which becomes that of the last of them. Rows of one time may come twice.
    async fn page(&mut self, from: &mut String, limit: &mut usize) -> Result<Option<Vec<Row>>, TableError> {
        if *limit == 0 {
            return Ok(None);
        }
        let condition = format!("{} >= {}", self.shape.order(), self.database.literal(from));
        let rows = self.shape.rows(self.database, &condition, *limit).await?;
        let Some(last) = rows.last() else { return Ok(None) };
        if rows.len() < *limit {
            *limit = 0;
        } else if last.place == *from {
            // More calls of one second than a page holds.
            *limit *= 2;
        } else {
            self.moment(&last.place)?;
            last.place.clone_into(from);
        }
        Ok(Some(rows))
    }

    /// The calls and the marks of rows that were not read before. A bad row costs that row.
    fn unseen(&self, rows: &[Row], place: impl Fn(&str) -> i64) -> (Vec<Call>, Vec<(String, i64)>) {
        let mut calls = Vec::new();
        let mut marks = Vec::new();
        for row in rows {
            let mark = row.mark();
            if self
                .follower
                .seen
                .as_ref()
                .is_some_and(|seen| seen.contains_key(&mark))
            {
                continue;
            }
            match record::call(row.values.clone(), &self.follower.register) {
                Ok(call) => calls.push(call),
                Err(reason) => warn!(table = self.follower.table.table, %reason, "a row is no record"),
            }
            marks.push((mark, place(&row.place)));
        }
        (calls, marks)
    }

    /// Registers calls with the position, on the disk before it is believed here.
    async fn keep(
        &mut self,
        calls: &[Call],
        marks: Vec<(String, i64)>,
        at: &impl Serialize,
        settled: Option<i64>,
    ) -> Result<(), TableError> {
        let value = serde_json::to_string(at).expect("numbers and a text, which JSON has");
        let position = Position {
            source: &self.source,
            value: &value,
            seen: &marks,
            settled,
        };
        let done = self.follower.register.add(calls, Some(position), false).await?;
        if done.new > 0 {
            info!(calls = done.new, table = self.follower.table.table, "registered");
        }
        let seen = self.follower.seen.get_or_insert_default();
        if let Some(settled) = settled {
            seen.retain(|_, place| *place >= settled);
        }
        seen.extend(marks);
        Ok(())
    }

    fn newest_seen(&self) -> Option<i64> {
        self.follower.seen.as_ref()?.values().copied().max()
    }

    fn number(&self, text: &str) -> Result<i64, TableError> {
        let number = text.parse();
        number.map_err(|_| TableError::NoNumber(self.shape.order().to_owned(), text.to_owned()))
    }

    /// Seconds since 1970 of a time of the table.
    fn moment(&self, text: &str) -> Result<i64, TableError> {
        let moment = time::moment(text, self.follower.register.zone);
        moment
            .map(|moment| moment.timestamp())
            .ok_or_else(|| TableError::NoTime(text.to_owned()))
    }

    /// A moment as the table's times are written.
    fn civil(&self, seconds: i64, has_zone: bool) -> String {
        let moment = chrono::DateTime::from_timestamp(seconds, 0).unwrap_or_default();
        match has_zone {
            true => moment.format("%Y-%m-%d %H:%M:%S+00").to_string(),
            false => moment
                .with_timezone(&self.follower.register.zone)
                .format("%Y-%m-%d %H:%M:%S")
                .to_string(),
        }
    }
}

#[cfg(test)]
mod tests;
