//! The configuration: one TOML file, read once.

mod destination;
mod secret;
mod table;

pub use destination::{Destination, Extract, Step};
pub use secret::{Secret, SecretSource};
#[cfg(any(feature = "mariadb", feature = "postgres"))]
pub use table::Tls;
pub use table::{Place, Server, Table};

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono_tz::Tz;
use serde::Deserialize;

use crate::call::Statuses;
use crate::time;

/// All of it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// The folder of the queue and of the recordings kept.
    pub store: PathBuf,
    /// In which zone Asterisk writes its times; that of this machine by default.
    pub time_zone: Option<String>,
    /// An expression: only calls for which it holds are registered, such as `call.context == 'from-trunk'`.
    pub only: Option<String>,
    /// FastAGI from extension `h`.
    pub agi: Option<Agi>,
    /// `Master.csv`.
    pub csv: Option<Csv>,
    /// A table of SQLite, MariaDB or PostgreSQL.
    pub table: Option<Table>,
    /// The manager interface, for MixMonitorStop.
    pub ami: Option<Ami>,
    /// Where recordings are.
    pub recordings: Option<Recordings>,
    /// What becomes of them.
    #[serde(default)]
    pub convert: Convert,
    /// Asterisk's words to ours.
    #[serde(default)]
    pub statuses: BTreeMap<String, String>,
    /// Where calls go.
    #[serde(default, rename = "destination")]
    pub destinations: Vec<Destination>,
    /// What is removed from the store, and when.
    #[serde(default)]
    pub keep: Keep,
}

/// A FastAGI server.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agi {
    /// `host:port`.
    #[serde(default = "agi_listen")]
    pub listen: String,
    /// Allows an address that other machines reach.
    #[serde(default)]
    pub beyond_loopback: bool,
    /// How many calls may report at once; others go on without.
    #[serde(default = "agi_calls")]
    pub max_calls: usize,
}

fn agi_listen() -> String {
    "127.0.0.1:4573".to_owned()
}

fn agi_calls() -> usize {
    200
}

/// Where a source begins that was never read before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum From {
    /// With the calls that come.
    #[default]
    End,
    /// With all that is there.
    Start,
}

/// A file that cdr_csv writes.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Csv {
    /// `/var/log/asterisk/cdr-csv/Master.csv`.
    pub file: PathBuf,
    /// Where to begin the first time.
    #[serde(default)]
    pub from: From,
}

/// A manager account with `read = call`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ami {
    /// `host:port`.
    #[serde(default = "ami_address")]
    pub address: String,
    /// The account.
    pub user: String,
    /// Its secret.
    pub secret: SecretSource,
}

fn ami_address() -> String {
    "127.0.0.1:5038".to_owned()
}

/// Where MixMonitor writes.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recordings {
    /// As this machine sees it.
    pub folder: PathBuf,
    /// As Asterisk names it, if that differs.
    pub asterisk_folder: Option<String>,
    /// A template for the file's name in the folder.
    #[serde(default = "recording_file")]
    pub file: String,
    /// How long a file may take to appear; after it the call has no recording.
    #[serde(default = "appear")]
    pub appear_seconds: u64,
    /// How long its length must stand still.
    #[serde(default = "still")]
    pub still_seconds: u64,
    /// The same where nobody can say whether the file is still open.
    #[serde(default = "blind")]
    pub blind_still_seconds: u64,
    /// A file that is open for longer is taken as it is, and left where it is.
    #[serde(default = "longest")]
    pub longest_wait_seconds: u64,
    /// Leaves the source files where they are.
    #[serde(default)]
    pub keep_source: bool,
}

fn recording_file() -> String {
    "{{ call.unique_id }}.wav".to_owned()
}
fn appear() -> u64 {
    5
}
fn still() -> u64 {
    2
}
fn blind() -> u64 {
    30
}
fn longest() -> u64 {
    3600
}

/// What recordings are stored and delivered as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// As Asterisk wrote them.
    #[default]
    Wav,
    /// MP3.
    Mp3,
    /// Opus in Ogg.
    Opus,
}

impl Format {
    /// The end of file names.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Wav => "wav",
            Self::Mp3 => "mp3",
            Self::Opus => "opus",
        }
    }
}

/// How recordings are converted.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Convert {
    /// Into what.
    pub to: Format,
    /// The encoder with its arguments, `{input}` and `{output}` among them; found by itself otherwise.
    pub command: Vec<String>,
    /// 0 to 19: how far behind everything else.
    pub nice: u8,
    /// Reads and writes only while nobody else does.
    pub idle_io: bool,
    /// An encoder that takes longer is ended.
    pub time_limit_seconds: u64,
    /// How many at once.
    pub parallel: usize,
    /// After so many failures the WAV is delivered.
    pub tries: u32,
    /// Files for a converter on another machine are put here …
    pub outbox: Option<PathBuf>,
    /// … and its results fetched here.
    pub inbox: Option<PathBuf>,
    /// Or they are sent there: a converter that answers with the result.
    pub url: Option<String>,
    /// What that converter wants to be told.
    pub token: Option<SecretSource>,
}

impl Default for Convert {
    fn default() -> Self {
        Self {
            to: Format::Wav,
            command: Vec::new(),
            nice: 19,
            idle_io: true,
            time_limit_seconds: 600,
            parallel: 1,
            tries: 3,
            outbox: None,
            inbox: None,
            url: None,
            token: None,
        }
    }
}

/// What is removed from the store.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Keep {
    /// Days that delivered recordings stay; for ever by default.
    pub recordings_days: Option<u32>,
    /// Days that delivered calls stay.
    pub calls_days: Option<u32>,
}

/// Why a configuration is none.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// No such file, most likely.
    #[error("cannot read {path}: {source}; give the path of the configuration file")]
    Read { path: String, source: std::io::Error },
    /// The TOML or a value in it.
    #[error("{path}: {reason}")]
    Toml { path: String, reason: String },
    /// One thing and another do not fit.
    #[error("{path}: {reason}")]
    Wrong { path: String, reason: String },
}

impl Config {
    /// Reads and checks the file, without looking further.
    pub fn read(path: &Path) -> Result<Self, ConfigError> {
        let shown = path.display().to_string();
        let text = std::fs::read_to_string(path).map_err(|source| ConfigError::Read {
            path: shown.clone(),
            source,
        })?;
        let mut config: Self = toml::from_str(&text).map_err(|error| ConfigError::Toml {
            path: shown.clone(),
            reason: error.to_string(),
        })?;
        let folder = path.parent().unwrap_or(Path::new(""));
        config
            .load_bodies(folder)
            .and_then(|()| config.validate())
            .map_err(|reason| ConfigError::Wrong { path: shown, reason })?;
        Ok(config)
    }

    /// Bodies that stand in files of their own, relative to the configuration.
    fn load_bodies(&mut self, folder: &Path) -> Result<(), String> {
        for destination in &mut self.destinations {
            for step in &mut destination.steps {
                let Some(file) = &step.body_file else { continue };
                let path = folder.join(file);
                let text = std::fs::read_to_string(&path).map_err(|error| {
                    format!(
                        "step {}: cannot read body_file {}: {error}",
                        step.name,
                        path.display()
                    )
                })?;
                if step.body.replace(text).is_some() {
                    return Err(format!("step {}: give body or body_file, not both", step.name));
                }
            }
        }
        Ok(())
    }

    fn validate(&self) -> Result<(), String> {
        if self.agi.is_none() && self.csv.is_none() && self.table.is_none() {
            return Err("no source of calls; add [agi], [csv] or [table]".into());
        }
        if let Some(table) = &self.table {
            table.validate()?;
        }
        self.zone()?;
        crate::source::Filter::new(self.only.as_deref())?;
        let convert = &self.convert;
        if convert.nice > 19 {
            return Err("[convert] nice goes from 0 to 19".into());
        }
        if convert.parallel == 0 || convert.tries == 0 || convert.time_limit_seconds == 0 {
            return Err("[convert] parallel, tries and time_limit_seconds are at least 1".into());
        }
        if convert.inbox.is_some() != convert.outbox.is_some() {
            return Err("[convert] inbox and outbox belong together; add the other".into());
        }
        if convert.url.is_some() && convert.outbox.is_some() {
            return Err("[convert] url and outbox are two ways to a converter; keep one".into());
        }
        if !convert.command.is_empty() {
            crate::convert::check_command(&convert.command)?;
        }
        let mut names = std::collections::BTreeSet::new();
        for destination in &self.destinations {
            destination.validate()?;
            if !names.insert(&destination.name) {
                return Err(format!(
                    "two destinations are called {:?}; rename one",
                    destination.name
                ));
            }
        }
        Ok(())
    }

    /// In which zone Asterisk's times are.
    pub fn zone(&self) -> Result<Tz, String> {
        match &self.time_zone {
            Some(name) => name
                .parse()
                .map_err(|_| format!("time_zone {name:?} is none; write it as Europe/Paris")),
            None => Ok(time::system_zone().unwrap_or(Tz::UTC)),
        }
    }

    /// Asterisk's words to ours.
    pub fn statuses(&self) -> Statuses {
        Statuses::new(&self.statuses)
    }

    /// Names of all destinations.
    pub fn destination_names(&self) -> Vec<String> {
        self.destinations.iter().map(|to| to.name.clone()).collect()
    }
}

/// Seconds of the configuration.
pub fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Config, String> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("config.toml");
        std::fs::write(&path, text).unwrap();
        Config::read(&path).map_err(|error| error.to_string())
    }

    #[test]
    fn what_cannot_work_is_refused_with_its_remedy() {
        #[cfg(not(any(feature = "mariadb", feature = "postgres")))]
        for (text, said) in [
            ("mariadb", "--features mariadb"),
            ("postgres", "--features postgres"),
        ] {
            let error = read(&format!(
                "store = '/tmp/x'\n[table.{text}]\naddress = 'db'\nuser = 'u'\n"
            ))
            .unwrap_err();
            assert!(error.contains(said), "{text}\n{error}");
        }
        let good = "store = '/tmp/x'\n[agi]\n";
        assert_eq!(read(good).unwrap().agi.unwrap().listen, "127.0.0.1:4573");
        for (text, said) in [
            ("store = '/tmp/x'\n", "add [agi], [csv] or [table]"),
            ("store = '/tmp/x'\ntime_zone = 'Mars'\n[agi]\n", "Europe/Paris"),
            ("store = '/tmp/x'\n[agi]\nport = 1\n", "unknown field `port`"),
            (
                "store = '/tmp/x'\n[agi]\n[convert]\ninbox = 'x'\n",
                "add the other",
            ),
            ("store = '/tmp/x'\n[agi]\n[convert]\nnice = 20\n", "0 to 19"),
            (
                "store = '/tmp/x'\n[agi]\n[convert]\ncommand = ['lame']\n",
                "{input}",
            ),
            (
                "store = '/tmp/x'\n[agi]\n[[destination]]\nname='a'\nurl='http://x/'\n[[destination]]\nname='a'\nurl='http://x/'\n",
                "two destinations",
            ),
            ("store = '/tmp/x'\n[table]\n", "add file"),
            (
                "store = '/tmp/x'\n[table]\nfile = 'x'\n[table.postgres]\naddress = 'db'\nuser = 'u'\n",
                "keep one",
            ),
            (
                "store = '/tmp/x'\n[table]\nfile = 'x'\nlongest_call_seconds = 5\n",
                "longest_call_seconds",
            ),
            ("store = '/tmp/x'\n[agi]\n[[destination]]\nname='a'\n", "url"),
            (
                "store = '/tmp/x'\n[agi]\n[[destination]]\nname='a'\nurl='{{ x'\n",
                "url",
            ),
        ] {
            let error = read(text).unwrap_err();
            assert!(error.contains(said), "{text}\n{error}");
        }
    }

    #[test]
    fn the_shipped_examples_are_configurations() {
        for name in ["json.toml", "soap.toml"] {
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("config").join(name);
            Config::read(&path).unwrap_or_else(|error| panic!("{error}"));
        }
    }
}
