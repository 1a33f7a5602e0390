//! One connection to SQLite, MariaDB or PostgreSQL: rows come as texts, whatever the columns' types.

use std::time::Duration;

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _, Row, SqliteConnection};

use super::TableError;
use crate::config::{Place, Table};
#[cfg(any(feature = "mariadb", feature = "postgres"))]
use crate::config::{Secret, Server, Tls};

/// A server that says nothing for so long is gone.
const PATIENCE: Duration = Duration::from_secs(30);

/// A row; `NULL` is empty.
pub(super) type Texts = Vec<String>;

/// An open database.
#[derive(Debug)]
pub(super) enum Database {
    Sqlite(SqliteConnection),
    #[cfg(feature = "mariadb")]
    MariaDb(sqlx::MySqlConnection),
    #[cfg(feature = "postgres")]
    Postgres(sqlx::PgConnection),
}

impl Database {
    /// Connects. The password is read each time: it may have changed.
    pub(super) async fn open(table: &Table) -> Result<Self, TableError> {
        let place = table.place().map_err(TableError::Place)?;
        match place {
            Place::File(file) => {
                let options = SqliteConnectOptions::new()
                    .filename(file)
                    .read_only(true)
                    // Asterisk writes with a patience of its own; reading takes no time.
                    .busy_timeout(Duration::from_secs(2))
                    .disable_statement_logging();
                let opened = options.connect().await;
                opened.map(Self::Sqlite).map_err(|source| TableError::Open {
                    path: file.display().to_string(),
                    source,
                })
            }
            #[cfg(feature = "mariadb")]
            Place::MariaDb(server) => {
                let options = mariadb(server)?;
                connected(server, options.connect()).await.map(Self::MariaDb)
            }
            #[cfg(feature = "postgres")]
            Place::Postgres(server) => {
                let options = postgres(server)?;
                connected(server, options.connect()).await.map(Self::Postgres)
            }
            #[cfg(not(all(feature = "mariadb", feature = "postgres")))]
            _ => Err(TableError::Place(
                "this program was built without that database".into(),
            )),
        }
    }

    /// What a query gives.
    pub(super) async fn rows(&mut self, query: String) -> Result<Vec<Texts>, TableError> {
        let query = AssertSqlSafe(query);
        let rows = async {
            match self {
                Self::Sqlite(connection) => sqlx::query(query)
                    .persistent(false)
                    .fetch_all(connection)
                    .await
                    .map(|rows| texts(&rows)),
                #[cfg(feature = "mariadb")]
                Self::MariaDb(connection) => sqlx::query(query)
                    .persistent(false)
                    .fetch_all(connection)
                    .await
                    .map(|rows| texts(&rows)),
                #[cfg(feature = "postgres")]
                Self::Postgres(connection) => sqlx::query(query)
                    .persistent(false)
                    .fetch_all(connection)
                    .await
                    .map(|rows| texts(&rows)),
            }
        };
        match tokio::time::timeout(PATIENCE, rows).await {
            Ok(rows) => Ok(rows?),
            Err(_) => Err(TableError::Silent),
        }
    }

    /// Ends a connection in good order.
    pub(super) async fn close(self) -> Result<(), TableError> {
        match self {
            Self::Sqlite(connection) => connection.close().await?,
            #[cfg(feature = "mariadb")]
            Self::MariaDb(connection) => connection.close().await?,
            #[cfg(feature = "postgres")]
            Self::Postgres(connection) => connection.close().await?,
        }
        Ok(())
    }

    /// Whether it is a file: opened for each look, so that one that was replaced is noticed.
    pub(super) fn is_file(&self) -> bool {
        matches!(self, Self::Sqlite(_))
    }

    /// The columns of a table as they are written, with their types.
    pub(super) async fn columns(&mut self, table: &str) -> Result<Vec<(String, String)>, TableError> {
        let name = self.literal(table);
        let query = match self {
            Self::Sqlite(_) => format!("SELECT name, type FROM pragma_table_info({name})"),
            #[cfg(feature = "mariadb")]
            Self::MariaDb(_) => format!(
                "SELECT CAST(column_name AS CHAR), CAST(data_type AS CHAR) FROM information_schema.columns \
                 WHERE table_schema = DATABASE() AND table_name = {name}"
            ),
            #[cfg(feature = "postgres")]
            Self::Postgres(_) => format!(
                "SELECT column_name::text, data_type::text FROM information_schema.columns \
                 WHERE table_schema = ANY(current_schemas(false)) AND table_name = {name}"
            ),
        };
        let rows = self.rows(query).await?;
        Ok(rows
            .into_iter()
            .filter_map(|row| {
                let [name, kind] = <[String; 2]>::try_from(row).ok()?;
                Some((name, kind))
            })
            .collect())
    }

    /// A name, whatever is in it.
    pub(super) fn name(&self, name: &str) -> String {
        match self {
            #[cfg(feature = "mariadb")]
            Self::MariaDb(_) => format!("`{}`", name.replace('`', "``")),
            _ => format!("\"{}\"", name.replace('"', "\"\"")),
        }
    }

    /// A text, whatever is in it.
    pub(super) fn literal(&self, text: &str) -> String {
        let text = text.replace('\'', "''");
        match self {
            #[cfg(feature = "mariadb")]
            Self::MariaDb(_) => format!("'{}'", text.replace('\\', "\\\\")),
            _ => format!("'{text}'"),
        }
    }

    /// A value as text.
    pub(super) fn as_text(&self, value: &str) -> String {
        match self {
            #[cfg(feature = "mariadb")]
            Self::MariaDb(_) => format!("CAST({value} AS CHAR)"),
            _ => format!("CAST({value} AS TEXT)"),
        }
    }
}

/// Bytes that are no UTF-8 cost those bytes, not the call.
fn texts<R: Row>(rows: &[R]) -> Vec<Texts>
where
    usize: sqlx::ColumnIndex<R>,
    for<'r> Option<Vec<u8>>: sqlx::Decode<'r, R::Database>,
{
    rows.iter()
        .map(|row| {
            (0..row.len())
                .map(|column| {
                    let value = row.try_get_unchecked::<Option<Vec<u8>>, _>(column);
                    // Everything asked for was made a text by the database.
                    let value = value.ok().flatten().unwrap_or_default();
                    String::from_utf8_lossy(&value).into_owned()
                })
                .collect()
        })
        .collect()
}

#[cfg(any(feature = "mariadb", feature = "postgres"))]
async fn connected<T>(
    server: &Server,
    connecting: impl Future<Output = Result<T, sqlx::Error>>,
) -> Result<T, TableError> {
    match tokio::time::timeout(PATIENCE, connecting).await {
        Ok(connected) => connected.map_err(|source| TableError::Connect {
            address: server.address.clone(),
            user: server.user.clone(),
            source,
        }),
        Err(_) => Err(TableError::Silent),
    }
}

#[cfg(any(feature = "mariadb", feature = "postgres"))]
fn password(server: &Server) -> Result<Option<Secret>, TableError> {
    let password = server.password.as_ref().map(Secret::read).transpose();
    password.map_err(|error| TableError::Place(format!("password: {error}")))
}

#[cfg(feature = "mariadb")]
fn mariadb(server: &Server) -> Result<sqlx::mysql::MySqlConnectOptions, TableError> {
    use sqlx::mysql::{MySqlConnectOptions, MySqlSslMode};

    let mut options = MySqlConnectOptions::new()
        .username(&server.user)
        .database(&server.database)
        // A TIMESTAMP is shown as Asterisk wrote it, which is in the server's own zone.
        .timezone(None)
        .ssl_mode(match server.tls {
            Tls::Off => MySqlSslMode::Disabled,
            Tls::Prefer => MySqlSslMode::Preferred,
            Tls::Require => MySqlSslMode::Required,
            Tls::Verify => MySqlSslMode::VerifyIdentity,
        });
    options = match server.socket() {
        Some(socket) => options.socket(socket),
        None => {
            let (host, port) = server.host_and_port(3306).map_err(address)?;
            options.host(host).port(port)
        }
    };
    if let Some(password) = password(server)? {
        options = options.password(password.expose());
    }
    if let Some(file) = &server.ca_file {
        options = options.ssl_ca(file);
    }
    Ok(options.disable_statement_logging())
}

#[cfg(feature = "postgres")]
fn postgres(server: &Server) -> Result<sqlx::postgres::PgConnectOptions, TableError> {
    use sqlx::postgres::{PgConnectOptions, PgSslMode};

    let mut options = PgConnectOptions::new_without_pgpass()
        .username(&server.user)
        .database(&server.database)
        .application_name("call-recorder")
        .ssl_mode(match server.tls {
            Tls::Off => PgSslMode::Disable,
            Tls::Prefer => PgSslMode::Prefer,
            Tls::Require => PgSslMode::Require,
            Tls::Verify => PgSslMode::VerifyFull,
        });
    options = match server.socket() {
        // PostgreSQL means the folder, and finds the file by the port.
        Some(socket) => {
            let (folder, port) = match socket.file_name().and_then(|name| name.to_str()) {
                Some(name) if name.starts_with(".s.PGSQL.") => {
                    let port = name.trim_start_matches(".s.PGSQL.").parse().map_err(address)?;
                    (socket.parent().unwrap_or(socket), port)
                }
                _ => (socket, 5432),
            };
            options.socket(folder).port(port)
        }
        None => {
            let (host, port) = server.host_and_port(5432).map_err(address)?;
            options.host(host).port(port)
        }
    };
    if let Some(password) = password(server)? {
        options = options.password(password.expose());
    }
    if let Some(file) = &server.ca_file {
        options = options.ssl_root_cert(file);
    }
    Ok(options.disable_statement_logging())
}

#[cfg(any(feature = "mariadb", feature = "postgres"))]
#[allow(clippy::needless_pass_by_value, reason = "for map_err")]
fn address(error: std::num::ParseIntError) -> TableError {
    TableError::Place(format!("address: the port: {error}"))
}
