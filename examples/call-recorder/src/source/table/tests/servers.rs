//! Databases of a test: a file, or a server of its own on loopback in a temporary folder.

use std::os::unix::fs::chown;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};
use sqlx::sqlite::SqliteConnectOptions;

use super::super::*;

/// What the account that follows is known by.
pub(super) const PASSWORD: &str = "a-password-that-nobody-may-see";
/// Longer than a server takes on a busy machine.
const SOON: Duration = Duration::from_secs(60);
/// Servers refuse to run as root; this account owns nothing.
const NOBODY: u32 = 65534;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(
    not(all(feature = "mariadb", feature = "postgres")),
    allow(dead_code, reason = "tests of what is not built in are not there")
)]
pub(super) enum Kind {
    Sqlite,
    MariaDb,
    Postgres,
}

/// A database that Asterisk would write to.
pub(super) struct Site {
    pub(super) kind: Kind,
    folder: tempfile::TempDir,
    port: u16,
    server: Option<Server>,
}

/// A server process; dropping it ends it.
struct Server(Child, Signal);

impl Drop for Server {
    fn drop(&mut self) {
        // PostgreSQL ends its connections at SIGINT, and MariaDB at SIGTERM. A killed PostgreSQL would leave processes
        // that keep the next one from starting.
        if let Some(id) = i32::try_from(self.0.id()).ok().and_then(Pid::from_raw) {
            // It may be gone already.
            let _ = kill_process(id, self.1);
        }
        let _ = self.0.wait();
    }
}

impl Site {
    /// Makes the database and, if there is one, starts its server.
    pub(super) async fn new(kind: Kind) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let mut site = Self {
            kind,
            folder,
            port,
            server: None,
        };
        std::fs::write(site.path("password"), PASSWORD).unwrap();
        std::fs::create_dir(site.path("server")).unwrap();
        if is_root() {
            chown(site.path("server"), Some(NOBODY), Some(NOBODY)).unwrap();
            // So that the other account reaches its folder.
            use std::os::unix::fs::PermissionsExt as _;
            std::fs::set_permissions(site.folder.path(), std::fs::Permissions::from_mode(0o755)).unwrap();
        }
        drop(listener);
        site.install();
        site.start();
        match kind {
            Kind::Sqlite => {}
            Kind::MariaDb => {
                let mut admin = site.admin("mysql").await;
                for statement in [
                    "CREATE DATABASE asteriskcdrdb CHARACTER SET utf8mb4".to_owned(),
                    format!("CREATE USER recorder@'127.0.0.1' IDENTIFIED BY '{PASSWORD}'"),
                ] {
                    admin.rows(statement).await.unwrap();
                }
            }
            Kind::Postgres => {
                let mut admin = site.admin("postgres").await;
                for statement in [
                    "CREATE DATABASE asteriskcdrdb".to_owned(),
                    format!("CREATE ROLE recorder LOGIN PASSWORD '{PASSWORD}'"),
                ] {
                    admin.rows(statement).await.unwrap();
                }
            }
        }
        site
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// As an administrator or Asterisk.
    pub(super) async fn run(&self, statements: &[String]) {
        let mut admin = self.admin("asteriskcdrdb").await;
        for statement in statements {
            admin
                .rows(statement.clone())
                .await
                .unwrap_or_else(|error| panic!("{statement}: {error}"));
        }
        admin.close().await.unwrap();
    }

    /// Makes a table that the follower may read and nothing else.
    pub(super) async fn create(&self, table: &str, columns: &str) {
        let columns = match self.kind {
            Kind::Sqlite => columns
                .replace("SERIAL", "INTEGER PRIMARY KEY")
                .replace("MOMENT", "TEXT"),
            Kind::MariaDb => columns
                .replace("SERIAL", "INTEGER PRIMARY KEY AUTO_INCREMENT")
                .replace("MOMENT", "DATETIME"),
            Kind::Postgres => columns
                .replace("SERIAL", "SERIAL PRIMARY KEY")
                .replace("MOMENT", "TIMESTAMP"),
        };
        let mut statements = vec![format!("CREATE TABLE {table} ({columns})")];
        match self.kind {
            Kind::Sqlite => {}
            Kind::MariaDb => statements.push(format!(
                "GRANT SELECT ON asteriskcdrdb.{table} TO recorder@'127.0.0.1'"
            )),
            Kind::Postgres => statements.push(format!("GRANT SELECT ON {table} TO recorder")),
        }
        self.run(&statements).await;
    }

    /// The configuration of its table.
    pub(super) fn table(&self, more: &str) -> Table {
        let text = match self.kind {
            Kind::Sqlite => format!("file = '{}'\n{more}", self.path("master.db").display()),
            _ => {
                let (kind, port) = (self.section(), self.port);
                format!(
                    "{more}\n[{kind}]\naddress = '127.0.0.1:{port}'\nuser = 'recorder'\npassword = {{ file = '{}' }}",
                    self.path("password").display()
                )
            }
        };
        toml::from_str(&text).unwrap_or_else(|error| panic!("{text}\n{error}"))
    }

    fn section(&self) -> &'static str {
        match self.kind {
            Kind::Sqlite => unreachable!("has no section"),
            Kind::MariaDb => "mariadb",
            Kind::Postgres => "postgres",
        }
    }

    /// Connects over the server's socket, once it is there.
    async fn admin(&self, database: &str) -> Database {
        if self.kind == Kind::Sqlite {
            let options = SqliteConnectOptions::new()
                .filename(self.path("master.db"))
                .create_if_missing(true);
            return Database::Sqlite(sqlx::ConnectOptions::connect(&options).await.unwrap());
        }
        let (section, socket, user) = match self.kind {
            Kind::Sqlite => unreachable!("returned above"),
            Kind::MariaDb => ("mariadb", self.path("server/socket"), "root"),
            Kind::Postgres => {
                let socket = format!("server/.s.PGSQL.{}", self.port);
                ("postgres", self.path(&socket), "admin")
            }
        };
        let text = format!(
            "[{section}]\naddress = '{}'\nuser = '{user}'\ndatabase = '{database}'",
            socket.display()
        );
        let table: Table = toml::from_str(&text).unwrap();
        let begun = Instant::now();
        loop {
            match Database::open(&table).await {
                Ok(database) => return database,
                Err(error) if begun.elapsed() > SOON => panic!("no {section}: {error}"),
                Err(_) => tokio::time::sleep(Duration::from_millis(100)).await,
            }
        }
    }

    fn install(&self) {
        let data = self.path("server/data");
        let data = data.display();
        let (program, arguments) = match self.kind {
            Kind::Sqlite => return,
            Kind::MariaDb => (
                "mariadb-install-db",
                format!(
                    "--no-defaults --datadir={data} --auth-root-authentication-method=normal --skip-test-db"
                ),
            ),
            Kind::Postgres => (
                "initdb",
                format!("-D {data} -U admin -E UTF8 --auth-local=trust --auth-host=scram-sha-256 --no-sync"),
            ),
        };
        let done = as_nobody(program).args(arguments.split(' ')).output().unwrap();
        assert!(
            done.status.success(),
            "needs postgresql, mariadb-server-core and mariadb-client: see .ci/levels/live\n{}{}",
            String::from_utf8_lossy(&done.stdout),
            String::from_utf8_lossy(&done.stderr)
        );
    }

    /// Starts the server.
    pub(super) fn start(&mut self) {
        let (folder, port) = (self.path("server"), self.port);
        let folder = folder.display();
        let (program, arguments) = match self.kind {
            Kind::Sqlite => return,
            Kind::MariaDb => (
                "mariadbd",
                format!(
                    "--no-defaults --datadir={folder}/data --socket={folder}/socket --port={port} \
                     --bind-address=127.0.0.1 --pid-file={folder}/pid"
                ),
            ),
            Kind::Postgres => (
                "postgres",
                format!(
                    "-D {folder}/data -p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} \
                     -c fsync=off"
                ),
            ),
        };
        let started = as_nobody(program)
            .args(arguments.split(' '))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        let signal = if self.kind == Kind::Postgres {
            Signal::INT
        } else {
            Signal::TERM
        };
        self.server = Some(Server(started.unwrap(), signal));
    }

    /// Ends it, with all connections.
    pub(super) fn stop(&mut self) {
        self.server = None;
    }
}

fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

/// A server's program, whatever Debian calls its folder.
fn as_nobody(program: &str) -> Command {
    let folders = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten();
    let path = folders
        .map(|version| version.path().join("bin").join(program))
        .chain([Path::new("/usr/sbin").join(program)])
        .find(|path| path.exists())
        .unwrap_or_else(|| PathBuf::from(program));
    let mut command = match is_root() {
        true => {
            let mut command = Command::new("setpriv");
            command
                .args([
                    "--reuid=65534",
                    "--regid=65534",
                    "--clear-groups",
                    "--pdeathsig=KILL",
                ])
                .arg(path);
            command
        }
        false => Command::new(path),
    };
    // A folder that it may enter.
    command.current_dir("/");
    command
}
