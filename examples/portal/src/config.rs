//! `portal.toml`: read once at the start, every mistake reported with its place and remedy.

use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::Deserialize;
use switchhook_portal_core::DialString;

use crate::tariff::Source;

/// Why the configuration cannot be used: what, where, what to do.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    #[error("cannot read {path}: {source}; give the path of the portal's configuration file")]
    Unreadable { path: PathBuf, source: std::io::Error },
    #[error("{path}: {message}")]
    Syntax { path: PathBuf, message: String },
    #[error("{path}, `{key}`: {problem}; {remedy}")]
    Value {
        path: PathBuf,
        key: String,
        problem: String,
        remedy: String,
    },
}

/// A password of the portal towards something else. Never shown.
#[derive(Clone, Deserialize, PartialEq, Eq)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// A checked configuration.
#[derive(Clone, Debug)]
pub struct Config {
    pub company: String,
    pub database: PathBuf,
    pub language: String,
    pub web: Web,
    pub session: Session,
    pub pbx: Pbx,
    pub tariff: Source,
}

/// How browsers reach the portal.
#[derive(Clone, Debug)]
pub struct Web {
    pub listen: SocketAddr,
    pub transport: Transport,
    pub public_url: Option<String>,
}

/// Passwords and cookies cross a network only encrypted.
#[derive(Clone, Debug)]
pub enum Transport {
    /// Plain HTTP, allowed because `listen` is a loopback address.
    Loopback,
    /// TLS by the portal itself.
    Tls { certificate: PathBuf, key: PathBuf },
    /// A proxy in front does TLS; requests from any other address are refused.
    Proxy { address: IpAddr },
}

#[derive(Clone, Copy, Debug)]
pub struct Session {
    /// Without a request of the user's own for this long, the session ends.
    pub idle: Duration,
    /// However busy, a session ends after this long.
    pub absolute: Duration,
}

impl Default for Session {
    fn default() -> Self {
        Self {
            idle: Duration::from_secs(10 * 60),
            absolute: Duration::from_secs(12 * 3600),
        }
    }
}

/// The Asterisk that the portal shows and steers.
#[derive(Clone, Debug)]
pub struct Pbx {
    pub name: String,
    pub address: String,
    pub time_zone: chrono_tz::Tz,
    /// One manager account per task, each with the least rights for it.
    pub events: Account,
    pub calls: Option<Account>,
    pub config: Option<Account>,
    pub dialing: Dialing,
    pub phones: Phones,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Account {
    pub user: String,
    pub secret: Secret,
}

/// Rules of click-to-dial.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Dialing {
    /// Context in which the number is dialled.
    pub context: String,
    /// Digits put before numbers that are longer than an extension.
    pub outside_prefix: String,
    /// Seconds that the caller's own telephone rings.
    pub ring_seconds: u32,
    /// Shown to the called party; the caller's own extension if empty.
    pub caller_id: String,
    /// Calls that one person may start in a minute.
    pub per_minute: u32,
}

impl Default for Dialing {
    fn default() -> Self {
        Self {
            context: "internal".into(),
            outside_prefix: String::new(),
            ring_seconds: 30,
            caller_id: String::new(),
            per_minute: 10,
        }
    }
}

/// Where the sections of telephones are written.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Phones {
    /// PJSIP wizard sections, relative to Asterisk's configuration folder.
    pub file: String,
    /// Hints and extensions of the telephones.
    pub dialplan_file: String,
    /// Context of a telephone's own calls.
    pub context: String,
    pub codecs: String,
    /// Shown to whoever configures a telephone by hand.
    pub registrar: String,
}

impl Default for Phones {
    fn default() -> Self {
        Self {
            file: "switchhook/phones.conf".into(),
            dialplan_file: "switchhook/dialplan.conf".into(),
            context: "internal".into(),
            codecs: "alaw,ulaw".into(),
            registrar: String::new(),
        }
    }
}

impl Config {
    /// Reads and checks a configuration file. Paths inside are relative to the file's folder.
    pub fn read(path: &Path) -> Result<Self, ConfigError> {
        let text = std::fs::read_to_string(path).map_err(|source| ConfigError::Unreadable {
            path: path.into(),
            source,
        })?;
        Self::parse(&text, path)
    }

    fn parse(text: &str, path: &Path) -> Result<Self, ConfigError> {
        let raw: Raw = toml::from_str(text).map_err(|e| ConfigError::Syntax {
            path: path.into(),
            message: e.to_string(),
        })?;
        let checker = Checker {
            path,
            folder: path.parent().unwrap_or(Path::new("")),
        };
        checker.check(raw)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    #[serde(default = "default_company")]
    company: String,
    #[serde(default = "default_database")]
    database: PathBuf,
    #[serde(default = "default_language")]
    language: String,
    #[serde(default)]
    web: RawWeb,
    #[serde(default)]
    session: RawSession,
    pbx: RawPbx,
    /// The plan that prices calls; its decks stand beside it.
    tariff: Option<PathBuf>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct RawWeb {
    listen: Option<String>,
    tls_certificate: Option<PathBuf>,
    tls_key: Option<PathBuf>,
    proxy: Option<String>,
    public_url: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct RawSession {
    idle_minutes: Option<u32>,
    absolute_hours: Option<u32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPbx {
    #[serde(default = "default_pbx_name")]
    name: String,
    address: String,
    time_zone: String,
    events: Account,
    calls: Option<Account>,
    config: Option<Account>,
    #[serde(default)]
    dialing: Dialing,
    #[serde(default)]
    phones: Phones,
}

fn default_company() -> String {
    "Switchhook".into()
}

fn default_database() -> PathBuf {
    "switchhook.db".into()
}

fn default_language() -> String {
    "en".into()
}

fn default_pbx_name() -> String {
    "Asterisk".into()
}

struct Checker<'a> {
    path: &'a Path,
    folder: &'a Path,
}

impl Checker<'_> {
    fn check(&self, raw: Raw) -> Result<Config, ConfigError> {
        if !["fr", "en", "es", "ru"].contains(&raw.language.as_str()) {
            return Err(self.bad(
                "language",
                format!("{:?} is not a language of the portal", raw.language),
                "write \"fr\", \"en\", \"es\" or \"ru\"",
            ));
        }
        let time_zone = raw.pbx.time_zone.parse().map_err(|_| {
            self.bad(
                "pbx.time_zone",
                format!("no time zone is called {:?}", raw.pbx.time_zone),
                "write an IANA name such as \"Pacific/Noumea\" or \"Europe/Paris\"",
            )
        })?;
        let port = raw
            .pbx
            .address
            .rsplit_once(':')
            .filter(|(host, _)| !host.is_empty());
        if port
            .and_then(|(_, port)| port.parse::<u16>().ok())
            .is_none_or(|port| port == 0)
        {
            return Err(self.bad(
                "pbx.address",
                format!("{:?} has no port", raw.pbx.address),
                "write host:port, as in \"127.0.0.1:5038\"",
            ));
        }
        self.dialing(&raw.pbx.dialing)?;
        for (key, file) in [
            ("pbx.phones.file", &raw.pbx.phones.file),
            ("pbx.phones.dialplan_file", &raw.pbx.phones.dialplan_file),
        ] {
            if file.is_empty() || file.starts_with('/') || file.split('/').any(|part| part == "..") {
                return Err(self.bad(
                    key,
                    format!("{file:?} is not inside Asterisk's configuration folder"),
                    "write a relative path such as \"switchhook/phones.conf\"",
                ));
            }
        }
        let idle = raw.session.idle_minutes.unwrap_or(10);
        if !(2..=720).contains(&idle) {
            return Err(self.bad(
                "session.idle_minutes",
                format!("{idle} is out of range"),
                "write 2 to 720",
            ));
        }
        let absolute = raw.session.absolute_hours.unwrap_or(12);
        if !(1..=720).contains(&absolute) {
            return Err(self.bad(
                "session.absolute_hours",
                format!("{absolute} is out of range"),
                "write 1 to 720",
            ));
        }
        Ok(Config {
            company: raw.company,
            database: self.folder.join(raw.database),
            language: raw.language,
            web: self.web(raw.web)?,
            session: Session {
                idle: Duration::from_secs(u64::from(idle) * 60),
                absolute: Duration::from_secs(u64::from(absolute) * 3600),
            },
            pbx: Pbx {
                name: raw.pbx.name,
                address: raw.pbx.address,
                time_zone,
                events: raw.pbx.events,
                calls: raw.pbx.calls,
                config: raw.pbx.config,
                dialing: raw.pbx.dialing,
                phones: raw.pbx.phones,
            },
            tariff: raw
                .tariff
                .map_or(Source::None, |plan| Source::Plan(self.folder.join(plan))),
        })
    }

    fn web(&self, raw: RawWeb) -> Result<Web, ConfigError> {
        let listen = raw.listen.as_deref().unwrap_or("127.0.0.1:8080");
        let listen: SocketAddr = listen.parse().map_err(|_| {
            self.bad(
                "web.listen",
                format!("{listen:?} is not an address and port"),
                "write \"127.0.0.1:8080\" or \"[::1]:8080\"",
            )
        })?;
        let transport = match (raw.tls_certificate, raw.tls_key, raw.proxy) {
            (Some(certificate), Some(key), None) => Transport::Tls {
                certificate: self.readable("web.tls_certificate", &certificate)?,
                key: self.readable("web.tls_key", &key)?,
            },
            (None, None, Some(proxy)) => Transport::Proxy {
                address: proxy.parse().map_err(|_| {
                    self.bad(
                        "web.proxy",
                        format!("{proxy:?} is not an address"),
                        "write the proxy's IP address as the portal sees it",
                    )
                })?,
            },
            (None, None, None) if listen.ip().is_loopback() => Transport::Loopback,
            (None, None, None) => {
                return Err(self.bad(
                    "web.listen",
                    format!("{listen} is reachable from a network, and plain HTTP would show passwords to it"),
                    "set web.tls_certificate and web.tls_key, or web.proxy to the address of the proxy that does TLS, or listen on 127.0.0.1",
                ));
            }
            (Some(_), None, _) => {
                return Err(self.bad(
                    "web.tls_key",
                    "is missing".into(),
                    "give the certificate's private key",
                ));
            }
            (None, Some(_), _) => {
                return Err(self.bad(
                    "web.tls_certificate",
                    "is missing".into(),
                    "give the certificate chain of web.tls_key",
                ));
            }
            (Some(_), Some(_), Some(_)) => {
                return Err(self.bad(
                    "web.proxy",
                    "stands beside web.tls_certificate".into(),
                    "keep one of the two",
                ));
            }
        };
        Ok(Web {
            listen,
            transport,
            public_url: raw.public_url.map(|u| u.trim_end_matches('/').to_owned()),
        })
    }

    /// What would otherwise be found out by the first person who clicks on a number.
    fn dialing(&self, dialing: &Dialing) -> Result<(), ConfigError> {
        let prefix = &dialing.outside_prefix;
        if !prefix.is_empty()
            && let Err(error) = prefix.parse::<DialString>()
        {
            return Err(self.bad(
                "pbx.dialing.outside_prefix",
                format!("{prefix:?}: {error}"),
                "write the digits that get a line, such as \"0\", or \"\" for none",
            ));
        }
        if dialing.context.is_empty()
            || dialing
                .context
                .contains(|c: char| c.is_control() || c.is_whitespace())
        {
            return Err(self.bad(
                "pbx.dialing.context",
                format!("{:?} is no dialplan context", dialing.context),
                "write the name of a context in extensions.conf",
            ));
        }
        if dialing.caller_id.contains(char::is_control) {
            return Err(self.bad(
                "pbx.dialing.caller_id",
                format!("{:?} has a control character", dialing.caller_id),
                "write it on one line",
            ));
        }
        for (key, value, most) in [
            ("pbx.dialing.ring_seconds", dialing.ring_seconds, 300),
            ("pbx.dialing.per_minute", dialing.per_minute, 1000),
        ] {
            if !(1..=most).contains(&value) {
                return Err(self.bad(
                    key,
                    format!("{value} is out of range"),
                    &format!("write 1 to {most}"),
                ));
            }
        }
        Ok(())
    }

    fn readable(&self, key: &str, file: &Path) -> Result<PathBuf, ConfigError> {
        let file = self.folder.join(file);
        std::fs::File::open(&file).map_err(|e| {
            self.bad(
                key,
                format!("cannot read {}: {e}", file.display()),
                "give a PEM file that the portal's user may read",
            )
        })?;
        Ok(file)
    }

    fn bad(&self, key: &str, problem: String, remedy: &str) -> ConfigError {
        ConfigError::Value {
            path: self.path.into(),
            key: key.into(),
            problem,
            remedy: remedy.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"
        company = "Pacific Mills"
        [pbx]
        address = "127.0.0.1:5038"
        time_zone = "Pacific/Noumea"
        events = { user = "events", secret = "s1" }
    "#;

    fn parse(text: &str) -> Result<Config, String> {
        Config::parse(text, Path::new("/etc/switchhook/portal.toml")).map_err(|e| e.to_string())
    }

    #[test]
    fn defaults_are_the_documented_ones() {
        let config = parse(GOOD).unwrap();
        assert_eq!(config.web.listen.to_string(), "127.0.0.1:8080");
        assert!(matches!(config.web.transport, Transport::Loopback));
        assert_eq!(config.session.idle, Duration::from_secs(600));
        assert_eq!(config.database, Path::new("/etc/switchhook/switchhook.db"));
        assert_eq!(config.pbx.dialing.ring_seconds, 30);
    }

    #[test]
    fn secrets_do_not_show_in_debug() {
        let shown = format!("{:?}", parse(&GOOD.replace("s1", "hunter2")).unwrap());
        assert!(!shown.contains("hunter2"), "{shown}");
    }

    #[test]
    fn every_mistake_names_its_place_and_remedy() {
        for (from, to, expected) in [
            (
                "127.0.0.1:5038",
                "127.0.0.1:",
                "`pbx.address`: \"127.0.0.1:\" has no port; write host:port",
            ),
            (
                "127.0.0.1:5038",
                "pbx:65536",
                "`pbx.address`: \"pbx:65536\" has no port; write host:port",
            ),
            (
                "[pbx]",
                "[pbx]\ndialing = { outside_prefix = \"0w\" }",
                "`pbx.dialing.outside_prefix`: \"0w\": a telephone cannot dial 'w'; use digits, +, * and #; write the digits",
            ),
            (
                "[pbx]",
                "[pbx]\ndialing = { context = \"\" }",
                "`pbx.dialing.context`: \"\" is no dialplan context; write the name of a context",
            ),
            (
                "[pbx]",
                "[pbx]\ndialing = { caller_id = \"a\\nb\" }",
                "`pbx.dialing.caller_id`: \"a\\nb\" has a control character; write it on one line",
            ),
            (
                "[pbx]",
                "[pbx]\ndialing = { ring_seconds = 0 }",
                "`pbx.dialing.ring_seconds`: 0 is out of range; write 1 to 300",
            ),
            (
                "[pbx]",
                "[pbx]\ndialing = { per_minute = 0 }",
                "`pbx.dialing.per_minute`: 0 is out of range; write 1 to 1000",
            ),
            (
                "Pacific/Noumea",
                "Noumea",
                "`pbx.time_zone`: no time zone is called \"Noumea\"; write an IANA name",
            ),
            (
                "127.0.0.1:5038",
                "127.0.0.1",
                "`pbx.address`: \"127.0.0.1\" has no port; write host:port",
            ),
            ("company =", "compny =", "unknown field `compny`"),
            (
                "[pbx]",
                "[web]\nlisten = \"0.0.0.0:8080\"\n[pbx]",
                "plain HTTP would show passwords to it; set web.tls_certificate",
            ),
            (
                "[pbx]",
                "[web]\nlisten = \"8080\"\n[pbx]",
                "`web.listen`: \"8080\" is not an address and port",
            ),
            (
                "[pbx]",
                "[web]\ntls_certificate = \"a.pem\"\n[pbx]",
                "`web.tls_key`: is missing",
            ),
            (
                "[pbx]",
                "[web]\ntls_certificate = \"no.pem\"\ntls_key = \"no.key\"\n[pbx]",
                "cannot read /etc/switchhook/no.pem",
            ),
            (
                "[pbx]",
                "[session]\nidle_minutes = 0\n[pbx]",
                "`session.idle_minutes`: 0 is out of range; write 2 to 720",
            ),
            (
                "[pbx]",
                "[pbx]\nphones = { file = \"../pjsip.conf\" }",
                "is not inside Asterisk's configuration folder",
            ),
            (
                "company =",
                "language = \"de\"\ncompany =",
                "`language`: \"de\" is not a language of the portal",
            ),
            (
                "events = { user = \"events\", secret = \"s1\" }",
                "",
                "missing field `events`",
            ),
        ] {
            let error = parse(&GOOD.replacen(from, to, 1)).expect_err(to);
            assert!(error.contains(expected), "{to}: {error}");
            assert!(error.starts_with("/etc/switchhook/portal.toml"), "{error}");
        }
    }

    #[test]
    fn a_network_address_needs_tls_or_a_named_proxy() {
        let config = parse(&GOOD.replace(
            "[pbx]",
            "[web]\nlisten = \"0.0.0.0:8080\"\nproxy = \"10.0.0.5\"\n[pbx]",
        ))
        .unwrap();
        assert!(
            matches!(config.web.transport, Transport::Proxy { address } if address.to_string() == "10.0.0.5")
        );
    }

    #[test]
    fn a_missing_file_is_named() {
        let error = Config::read(Path::new("/nowhere/portal.toml"))
            .unwrap_err()
            .to_string();
        assert!(
            error.contains("/nowhere/portal.toml") && error.contains("give the path"),
            "{error}"
        );
    }
}
