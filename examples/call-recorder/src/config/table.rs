//! A table of call detail records, and where it is.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::{From, SecretSource};

/// A table that `cdr_sqlite3_custom`, `cdr_adaptive_odbc` or `cdr_pgsql` writes.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// Of SQLite: `/var/log/asterisk/master.db`.
    file: Option<PathBuf>,
    mariadb: Option<Server>,
    postgres: Option<Server>,
    /// Its name.
    #[serde(default = "table_name")]
    pub table: String,
    /// Where to begin the first time.
    #[serde(default)]
    pub from: From,
    /// Names of columns that differ from Asterisk's: `dst = "destination"`.
    #[serde(default)]
    pub columns: BTreeMap<String, String>,
    /// A column with a number that is larger for each new row.
    pub key: Option<String>,
    /// Without one: how long after its time in the table a call may still appear there.
    #[serde(default = "longest_call")]
    pub longest_call_seconds: u32,
}

fn table_name() -> String {
    "cdr".to_owned()
}

fn longest_call() -> u32 {
    12 * 3600
}

/// An account of a database server that may read the table.
#[cfg_attr(
    not(any(feature = "mariadb", feature = "postgres")),
    allow(dead_code, reason = "read where there are servers")
)]
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Server {
    /// `host`, `host:port`, or the path of a socket.
    pub address: String,
    /// The database.
    #[serde(default = "database")]
    pub database: String,
    /// The account.
    pub user: String,
    /// Its password; none where the server knows the account by its socket.
    pub password: Option<SecretSource>,
    /// Whether the connection is encrypted.
    #[serde(default)]
    pub tls: Tls,
    /// With `tls = "verify"`: the certificate that has to stand behind the server's, instead of the system's.
    pub ca_file: Option<PathBuf>,
}

fn database() -> String {
    "asteriskcdrdb".to_owned()
}

/// How much encryption a connection has to have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tls {
    /// None.
    Off,
    /// As the server likes.
    #[default]
    Prefer,
    /// Some, whoever the server is.
    Require,
    /// Some, and the server's certificate bears its name.
    Verify,
}

/// Where a table is.
#[derive(Clone, Copy, Debug)]
pub enum Place<'a> {
    /// A file of SQLite.
    File(&'a Path),
    /// MariaDB or MySQL.
    MariaDb(&'a Server),
    /// PostgreSQL.
    Postgres(&'a Server),
}

impl Table {
    /// Where it is.
    pub fn place(&self) -> Result<Place<'_>, String> {
        match (&self.file, &self.mariadb, &self.postgres) {
            (Some(file), None, None) => Ok(Place::File(file)),
            (None, Some(server), None) => Ok(Place::MariaDb(server)),
            (None, None, Some(server)) => Ok(Place::Postgres(server)),
            (None, None, None) => {
                Err("[table] says not where it is; add file, [table.mariadb] or [table.postgres]".into())
            }
            _ => Err("[table] is in one place: file, [table.mariadb] or [table.postgres]; keep one".into()),
        }
    }

    pub(super) fn validate(&self) -> Result<(), String> {
        let (kind, is_built_in, server) = match self.place()? {
            Place::File(_) => ("", true, None),
            Place::MariaDb(server) => ("mariadb", cfg!(feature = "mariadb"), Some(server)),
            Place::Postgres(server) => ("postgres", cfg!(feature = "postgres"), Some(server)),
        };
        if !is_built_in {
            return Err(format!(
                "[table.{kind}]: this program was built without it; build it with --features {kind}"
            ));
        }
        if server.is_some_and(|server| server.host_and_port(0).is_err()) {
            return Err(format!(
                "[table.{kind}] address is host, host:port or the path of a socket"
            ));
        }
        if !(60..=30 * 86400).contains(&self.longest_call_seconds) {
            return Err("[table] longest_call_seconds goes from 60 to 2592000".into());
        }
        Ok(())
    }
}

impl Server {
    /// The socket, if it is one.
    #[cfg(any(test, feature = "mariadb", feature = "postgres"))]
    pub fn socket(&self) -> Option<&Path> {
        self.address.starts_with('/').then(|| Path::new(&self.address))
    }

    /// Host and port, if it is no socket.
    pub fn host_and_port(&self, default: u16) -> Result<(&str, u16), std::num::ParseIntError> {
        let (host, port) = match self.address.rsplit_once(':') {
            // An address of IPv6 alone has more than one.
            Some((host, port)) if !host.contains(':') || host.ends_with(']') => (host, port.parse()?),
            _ => (&*self.address, default),
        };
        Ok((host.trim_matches(['[', ']']), port))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_a_host_with_or_without_a_port_or_a_socket() {
        for (address, expected) in [
            ("db", Some(("db", 3306))),
            ("db:3307", Some(("db", 3307))),
            ("::1", Some(("::1", 3306))),
            ("[::1]:5", Some(("::1", 5))),
            ("db:port", None),
            ("db:70000", None),
        ] {
            let server: Server = toml::from_str(&format!("address = '{address}'\nuser = 'u'")).unwrap();
            assert_eq!(server.host_and_port(3306).ok(), expected, "{address}");
            assert_eq!(server.socket(), None);
        }
    }
}
