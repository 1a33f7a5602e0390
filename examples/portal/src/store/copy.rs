//! The database as one file: a copy of it while the portal runs, and what a file is before it becomes the database.

use std::path::Path;

use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions, Connection};

use super::{MIGRATIONS, Result, Store, StoreError};

/// What is in a database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contents {
    /// The last migration.
    pub version: i64,
    pub people: i64,
    pub phones: i64,
    pub calls: i64,
}

impl Contents {
    /// Nobody and nothing is in it that a restore would take away.
    pub fn is_empty(&self) -> bool {
        (self.people, self.phones, self.calls) == (0, 0, 0)
    }
}

impl Store {
    /// The version to which this program brings every database.
    pub fn newest_version() -> i64 {
        MIGRATIONS
            .iter()
            .map(|migration| migration.version)
            .max()
            .unwrap_or(0)
    }

    /// Writes the database at `path`, as it is at this moment, to a new file. A portal that runs goes on meanwhile.
    ///
    /// Sessions and one-time links are not copied: restored, a link that was used would work once more.
    pub async fn copy(path: &Path, to: &Path) -> Result<Contents> {
        let mut source = open(path).await?;
        sqlx::query("VACUUM INTO ?")
            .bind(to.to_string_lossy().into_owned())
            .execute(&mut source)
            .await
            .map_err(StoreError::Sql)?;
        source.close().await.map_err(StoreError::Sql)?;
        let mut copy = open(to).await?;
        // Deleted rows are overwritten in the file, not only forgotten.
        for statement in [
            "PRAGMA secure_delete = ON",
            "DELETE FROM session",
            "DELETE FROM one_time_link",
        ] {
            sqlx::query(statement)
                .execute(&mut copy)
                .await
                .map_err(StoreError::Sql)?;
        }
        let contents = contents(&mut copy).await?;
        copy.close().await.map_err(StoreError::Sql)?;
        Ok(contents)
    }

    /// Makes a database as an earlier version of the portal did.
    #[cfg(test)]
    pub async fn open_at(path: &Path, version: i64) {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(sqlx::sqlite::SqliteJournalMode::Wal);
        let pool = sqlx::SqlitePool::connect_with(options).await.unwrap();
        let until = MIGRATIONS.iter().filter(|m| m.version <= version).cloned();
        sqlx::migrate::Migrator::with_migrations(until.collect())
            .run(&pool)
            .await
            .unwrap();
        pool.close().await;
    }

    /// What is in the database at `path`, which stays as it is.
    pub async fn contents(path: &Path) -> Result<Contents> {
        let mut connection = open(path).await?;
        let contents = contents(&mut connection).await?;
        connection.close().await.map_err(StoreError::Sql)?;
        Ok(contents)
    }

    /// Writes what stands in the log of the database at `path` into the database itself.
    pub async fn settle(path: &Path) -> Result<()> {
        let mut connection = open(path).await?;
        sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)")
            .execute(&mut connection)
            .await
            .map_err(StoreError::Sql)?;
        // The last to close it removes the log.
        connection.close().await.map_err(StoreError::Sql)
    }

    /// What SQLite finds wrong with the file at `path`; nothing if it is whole.
    pub async fn flaws(path: &Path) -> Result<Vec<String>> {
        let mut connection = open(path).await?;
        let mut flaws: Vec<String> = sqlx::query_scalar("PRAGMA integrity_check(5)")
            .fetch_all(&mut connection)
            .await
            .map_err(StoreError::Sql)?;
        flaws.retain(|flaw| flaw != "ok");
        let dangling: Vec<(String, Option<i64>, String, i64)> = sqlx::query_as("PRAGMA foreign_key_check")
            .fetch_all(&mut connection)
            .await
            .map_err(StoreError::Sql)?;
        flaws.extend(dangling.iter().take(5).map(|(table, _, parent, _)| {
            format!("a row of {table} refers to one of {parent} that is not there")
        }));
        connection.close().await.map_err(StoreError::Sql)?;
        Ok(flaws)
    }
}

async fn contents(connection: &mut SqliteConnection) -> Result<Contents> {
    let (version, people, phones, calls) = sqlx::query_as(
        "SELECT (SELECT coalesce(max(version), 0) FROM _sqlx_migrations WHERE success),
                (SELECT count(*) FROM person), (SELECT count(*) FROM phone), (SELECT count(*) FROM call)",
    )
    .fetch_one(connection)
    .await
    .map_err(StoreError::Sql)?;
    Ok(Contents {
        version,
        people,
        phones,
        calls,
    })
}

/// Opens a database that is there. Not read-only: then the last to close it could not put its log away.
async fn open(path: &Path) -> Result<SqliteConnection> {
    SqliteConnectOptions::new()
        .filename(path)
        .foreign_keys(true)
        .busy_timeout(std::time::Duration::from_secs(10))
        // To copy and to check a large database takes seconds, and is nothing to warn of.
        .disable_statement_logging()
        .connect()
        .await
        .map_err(|source| StoreError::Open {
            path: path.display().to_string(),
            source,
        })
}
