//! SQLite: one writer, several readers, migrations that only go forward.

mod accounts;
mod audit;
mod audit_chain;
mod calls;
mod charges;
mod clients;
mod contacts;
mod copy;
mod costs;
mod departments;
mod devices;
mod forwards;
mod handovers;
mod journeys;
mod links;
mod people;
mod phones;
mod provisioning;
mod queue_log;
mod recorded_files;
mod recordings;
mod rerated_sums;
mod reratings;
mod scheduled;
mod services;
mod sessions;
mod site;
mod spent;
mod statistics;
mod tariffs;
mod trail;

#[cfg(test)]
mod migration_tests;
#[cfg(test)]
mod port_tests;

use std::path::Path;
use std::time::Duration;

use sqlx::SqlitePool;
use sqlx::migrate::Migrator;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};

use crate::files;

pub use audit::AuditRow;
pub use audit_chain::Verified;
pub use calls::{CallQuery, LoggedCall, SEARCHED};
pub use charges::{PricedCall, Status, StoredCharge};
pub use clients::ClientRow;
pub use copy::Contents;
pub use costs::CostQuery;
pub use devices::{Device, DeviceSeen, DeviceValue, Grandstream, Maker, OtherBrand};
pub use forwards::KnownForward;
pub use handovers::Handover;
pub use journeys::KeptJourney;
pub use links::Link;
pub use provisioning::seconds;
pub use queue_log::{LogBatch, LogFile, Made};
pub use recorded_files::{FileChange, KnownFile, OldRecording, PurgeRun};
pub use recordings::{NewRecording, Recording, RecordingQuery, RecordingState};
pub use rerated_sums::{ChangedCounts, ChangedSum, RerateSums};
pub use reratings::{ChangedCall, NewRerating, Rerated, StoredRerating};
pub use scheduled::{CallState, NewScheduledCall, ScheduledCall};
pub use services::rights_text;
pub use sessions::SessionRow;
pub use site::NewSite;
pub use spent::Payer;
pub use tariffs::{NewVersion, StoredVersion};
pub use trail::TrailQuery;

/// Why the database could not do its work.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error(
        "cannot open the database {path}: {source}; check that its folder exists and that the portal's user may write there"
    )]
    Open { path: String, source: sqlx::Error },
    #[error(
        "cannot bring the database {path} to this version: {source}; restore the copy made before the upgrade, or use the version that wrote it"
    )]
    Migrate {
        path: String,
        source: sqlx::migrate::MigrateError,
    },
    /// A value that has to be unique is there already.
    #[error("{0} is taken")]
    Taken(&'static str),
    /// Something else still refers to the row.
    #[error("the row is still in use")]
    InUse,
    #[error("the row does not exist (any more)")]
    Gone,
    #[error("the database refused: {0}")]
    Sql(#[source] sqlx::Error),
    #[error("the database holds {value:?} in {column}, which this version does not know")]
    Value { column: &'static str, value: String },
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::RowNotFound => Self::Gone,
            sqlx::Error::Database(database) if database.is_foreign_key_violation() => Self::InUse,
            sqlx::Error::Database(database) if database.is_unique_violation() => {
                let message = database.message();
                let column = [
                    "person.login",
                    "phone.extension",
                    "phone.endpoint",
                    "department.short_name",
                    "api_client.name",
                    "device.mac",
                    "phone_service.direct_number",
                    "scheduled_call.dialled",
                ]
                .into_iter()
                .find(|column| message.contains(column));
                match column.and_then(|c| c.split_once('.')) {
                    Some((_, column)) => Self::Taken(column),
                    None => Self::Sql(error),
                }
            }
            _ => Self::Sql(error),
        }
    }
}

/// Every step from an empty database to one of this version.
static MIGRATIONS: Migrator = sqlx::migrate!();

pub type Result<T, E = StoreError> = std::result::Result<T, E>;

/// The portal's database.
#[derive(Clone, Debug)]
pub struct Store {
    read: SqlitePool,
    /// SQLite has one writer; a pool of one makes writers wait in line rather than fail.
    write: SqlitePool,
}

impl Store {
    /// Opens the database, creating it if it is not there, and brings it to this version.
    pub async fn open(path: &Path) -> Result<Self> {
        let shown = path.display().to_string();
        if !path.exists() {
            // Made here and not by SQLite: closed to strangers, and if root makes it, for the service to write. What
            // fails is said below, with the reason that SQLite has for it.
            drop(files::open_or_make(path));
        }
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .foreign_keys(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Normal)
            .busy_timeout(Duration::from_secs(10));
        let write = SqlitePoolOptions::new()
            .max_connections(1)
            .connect_with(options.clone())
            .await
            .map_err(|source| StoreError::Open {
                path: shown.clone(),
                source,
            })?;
        MIGRATIONS
            .run(&write)
            .await
            .map_err(|source| StoreError::Migrate {
                path: shown.clone(),
                source,
            })?;
        let read = SqlitePoolOptions::new()
            .max_connections(4)
            .connect_with(options.read_only(true))
            .await
            .map_err(|source| StoreError::Open { path: shown, source })?;
        let store = Self { read, write };
        store.begin_chain().await?;
        Ok(store)
    }

    /// Waits for work in progress and closes the files.
    pub async fn close(&self) {
        self.read.close().await;
        self.write.close().await;
    }

    /// A harmless question to the database, for the health page.
    pub async fn version(&self) -> Result<String> {
        Ok(sqlx::query_scalar("SELECT sqlite_version()")
            .fetch_one(&self.read)
            .await?)
    }
}

/// Seconds since 1970, as every time is stored.
pub type Seconds = i64;
