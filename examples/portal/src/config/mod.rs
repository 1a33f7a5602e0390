//! `portal.toml`: read once at the start, every mistake reported with its place and remedy.

mod api;
mod budget;
mod dialing;
pub mod keys;
mod manual;
mod numbering;
mod provisioning;
mod queue_log;
mod reader;
mod recordings;
pub mod reference;
mod servers;
mod spool;

use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};
use std::time::Duration;

use switchhook_portal_core::dial::{Pattern, Rule, SourceRule};
use switchhook_portal_core::{Right, forward};

pub use self::api::Api;
pub use self::budget::Budgets;
pub use self::provisioning::Provisioning;
pub use self::queue_log::QueueLog;
use self::reader::Reader;
pub use self::recordings::Recordings;
pub use self::reference::original_key;
pub use self::servers::Servers;
pub use self::spool::Spool;
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
#[derive(Clone, PartialEq, Eq)]
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    pub log: Log,
    pub company: String,
    pub database: PathBuf,
    pub language: String,
    pub web: Web,
    pub session: Session,
    pub pbx: Pbx,
    pub tariff: Source,
    pub server: Servers,
    /// What turns an extension into the number that call records have for it; may be empty.
    pub source_prefix: String,
    pub api: Api,
    pub provisioning: Provisioning,
    pub recordings: Recordings,
    pub queue_log: QueueLog,
    pub spool: Spool,
    /// What numbers mean at the site.
    pub numbering: switchhook_portal_core::numbering::Site,
    /// The rules of forwards.
    pub forward: forward::Policy,
    /// How much may be called to the outside.
    pub budget: Budgets,
}

/// Where the log goes, and how much of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Log {
    /// Standard error if absent.
    pub file: Option<PathBuf>,
    pub level: Level,
    /// How long the trail and other notes in the database stay; 0 is for ever.
    pub keep_days: u32,
}

/// The least important lines that are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Level {
    Error,
    Warn,
    #[default]
    Info,
    Debug,
}

/// How browsers reach the portal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Web {
    pub listen: SocketAddr,
    pub transport: Transport,
    pub public_url: Option<String>,
}

/// Passwords and cookies cross a network only encrypted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Transport {
    /// Plain HTTP, allowed because `listen` is a loopback address.
    Loopback,
    /// TLS by the portal itself.
    Tls { certificate: PathBuf, key: PathBuf },
    /// A proxy in front does TLS; requests from any other address are refused.
    Proxy { address: IpAddr },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pbx {
    pub name: String,
    pub address: String,
    pub time_zone: chrono_tz::Tz,
    /// One manager account per task, each with the least rights for it.
    pub events: Account,
    pub calls: Option<Account>,
    pub config: Option<Account>,
    /// Tells telephones to fetch their files, and asks which are registered.
    pub notify: Option<Account>,
    /// AstDB, where forwards stand.
    pub state: Option<Account>,
    pub dialing: Dialing,
    pub phones: Phones,
}

/// A manager account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    pub user: String,
    pub secret: Secret,
}

/// Rules of click-to-dial.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dialing {
    /// Context in which the number is dialled.
    pub context: String,
    /// Digits put before numbers that are longer than an extension can be.
    pub outside_prefix: String,
    /// Seconds that the caller's own telephone rings.
    pub ring_seconds: u32,
    /// Shown to the called party; the caller's own extension if empty.
    pub caller_id: String,
    /// Calls that one person may start in a minute.
    pub per_minute: u32,
    /// How numbers that are to be called are rewritten; the first rule that fits.
    pub destinations: Vec<Rule>,
    /// How the numbers by which other programs know telephones are rewritten.
    pub sources: Vec<SourceRule>,
    /// What may be called; everything if empty.
    pub allowed: Vec<Pattern>,
    /// What may not be called.
    pub forbidden: Vec<Pattern>,
}

impl Default for Dialing {
    fn default() -> Self {
        Self {
            context: "internal".into(),
            outside_prefix: String::new(),
            ring_seconds: 30,
            caller_id: String::new(),
            per_minute: 10,
            destinations: Vec::new(),
            sources: Vec::new(),
            allowed: Vec::new(),
            forbidden: Vec::new(),
        }
    }
}

/// Where the sections of telephones are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phones {
    /// PJSIP wizard sections, relative to Asterisk's configuration folder.
    pub file: String,
    /// Hints and extensions of the telephones.
    pub dialplan_file: String,
    /// Context of a telephone's own calls.
    pub context: String,
    pub codecs: String,
    /// What a telephone may be allowed to call, context by context; none, and all may call what `context` lets them.
    pub rights: Vec<Right>,
    /// What their calls show outside, if it is not their extension.
    pub outside_number: Option<String>,
}

impl Default for Phones {
    fn default() -> Self {
        Self {
            file: "switchhook/phones.conf".into(),
            dialplan_file: "switchhook/dialplan.conf".into(),
            context: "internal".into(),
            codecs: "alaw,ulaw".into(),
            rights: Vec::new(),
            outside_number: None,
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

    /// The same for a text that would stand in this file.
    pub fn parse(text: &str, path: &Path) -> Result<Self, ConfigError> {
        let file = Reader::parse(text, path)?;
        let pbx = pbx(&file)?;
        Ok(Self {
            log: Log {
                file: file.path("log.file")?,
                level: level(&file.text("log.level")?),
                keep_days: file.integer("log.keep_days")?,
            },
            company: file.text("company")?,
            database: file.path("database")?.unwrap_or_default(),
            language: file.text("language")?,
            web: web(&file)?,
            session: Session {
                idle: Duration::from_secs(file.integer::<u64>("session.idle_minutes")? * 60),
                absolute: Duration::from_secs(file.integer::<u64>("session.absolute_hours")? * 3600),
            },
            tariff: file.path("tariff")?.map_or(Source::None, Source::Plan),
            server: servers::read(&file, &pbx)?,
            source_prefix: digits(&file, "prefix.src")?.unwrap_or_default(),
            api: api::read(&file)?,
            provisioning: provisioning::read(&file)?,
            recordings: recordings::read(&file)?,
            queue_log: queue_log::read(&file)?,
            numbering: self::numbering::site(&file, &pbx)?,
            forward: self::numbering::forwards(&file)?,
            budget: budget::read(&file)?,
            spool: spool::read(&file)?,
            pbx,
        })
    }
}

/// The reader takes no other words.
fn level(word: &str) -> Level {
    match word {
        "error" => Level::Error,
        "warn" => Level::Warn,
        "debug" => Level::Debug,
        _ => Level::Info,
    }
}

fn web(file: &Reader<'_>) -> Result<Web, ConfigError> {
    let listen = file.text("web.listen")?;
    let listen: SocketAddr = listen.parse().map_err(|_| {
        file.bad(
            "web.listen",
            format!("{listen:?} is not an address and port"),
            "write \"127.0.0.1:8080\" or \"[::1]:8080\"",
        )
    })?;
    let bad = |key, problem: &str, remedy| Err(file.bad(key, problem.to_owned(), remedy));
    let transport = match (
        file.path("web.tls_certificate")?,
        file.path("web.tls_key")?,
        file.optional("web.proxy")?,
    ) {
        (Some(certificate), Some(key), None) => Transport::Tls {
            certificate: readable(file, "web.tls_certificate", certificate)?,
            key: readable(file, "web.tls_key", key)?,
        },
        (None, None, Some(proxy)) => Transport::Proxy {
            address: proxy.parse().map_err(|_| {
                file.bad(
                    "web.proxy",
                    format!("{proxy:?} is not an address"),
                    "write the proxy's IP address as the portal sees it",
                )
            })?,
        },
        (None, None, None) if listen.ip().is_loopback() => Transport::Loopback,
        (None, None, None) => {
            return bad(
                "web.listen",
                &format!("{listen} is reachable from a network, and plain HTTP would show passwords to it"),
                "set web.tls_certificate and web.tls_key, or web.proxy to the address of the proxy that does TLS, or listen on 127.0.0.1",
            );
        }
        (Some(_), None, _) => return bad("web.tls_key", "is missing", "give the certificate's private key"),
        (None, Some(_), _) => {
            return bad(
                "web.tls_certificate",
                "is missing",
                "give the certificate chain of web.tls_key",
            );
        }
        (Some(_), Some(_), Some(_)) => {
            return bad(
                "web.proxy",
                "stands beside web.tls_certificate",
                "keep one of the two",
            );
        }
    };
    Ok(Web {
        listen,
        transport,
        public_url: public_url(file)?,
    })
}

/// Links are made of it, and paths are put behind it.
fn public_url(file: &Reader<'_>) -> Result<Option<String>, ConfigError> {
    let Some(url) = file.optional("web.public_url")? else {
        return Ok(None);
    };
    let plain = url.trim_end_matches('/');
    let host = plain
        .strip_prefix("https://")
        .or_else(|| plain.strip_prefix("http://"));
    if host.is_none_or(|host| {
        host.is_empty() || host.contains(|c: char| c.is_whitespace() || "/?#@\"<>".contains(c))
    }) {
        return Err(file.bad(
            "web.public_url",
            format!("{url:?} is not an address without a path"),
            "write it as \"https://telephony.example.org\"",
        ));
    }
    Ok(Some(plain.to_owned()))
}

fn readable(file: &Reader<'_>, key: &str, path: PathBuf) -> Result<PathBuf, ConfigError> {
    match std::fs::File::open(&path) {
        Ok(_) => Ok(path),
        Err(e) => Err(file.bad(
            key,
            format!("cannot read {}: {e}", path.display()),
            "give a PEM file that the portal's user may read",
        )),
    }
}

fn pbx(file: &Reader<'_>) -> Result<Pbx, ConfigError> {
    let zone = file.text("pbx.time_zone")?;
    let time_zone = zone.parse().map_err(|_| {
        file.bad(
            "pbx.time_zone",
            format!("no time zone is called {zone:?}"),
            "write an IANA name such as \"Pacific/Noumea\" or \"Europe/Paris\"",
        )
    })?;
    let Accounts {
        events,
        calls,
        config,
        notify,
        state,
    } = accounts(file)?;
    Ok(Pbx {
        name: file.text("pbx.name")?,
        address: address(file)?,
        time_zone,
        events,
        calls,
        config,
        notify,
        state,
        dialing: dialing::read(file)?,
        phones: phones(file)?,
    })
}

/// Asterisk's own default.
const MANAGER_PORT: u16 = 5038;

fn address(file: &Reader<'_>) -> Result<String, ConfigError> {
    let text = file.text("pbx.address")?;
    host_and_port(&text, MANAGER_PORT).ok_or_else(|| {
        file.bad(
            "pbx.address",
            format!("{text:?} is neither a host nor a host and a port"),
            "write host:port, as in \"127.0.0.1:5038\"",
        )
    })
}

/// `host:port`, with this port where none is named. IPv6 addresses stand in brackets.
fn host_and_port(text: &str, default: u16) -> Option<String> {
    let (host, port) = match text.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((address, rest)) => {
            address.parse::<std::net::Ipv6Addr>().ok()?;
            (
                &text[..address.len() + 2],
                rest.strip_prefix(':').or(rest.is_empty().then_some("0"))?,
            )
        }
        None => match text.split_once(':') {
            Some((host, port)) => (host, port),
            None => (text, "0"),
        },
    };
    let named = text.len() > host.len();
    let port: u16 = port.parse().ok().filter(|&port| !named || port > 0)?;
    let plausible = !host.is_empty() && !host.contains(|c: char| c.is_whitespace() || "/@,;\"'".contains(c));
    plausible.then(|| format!("{host}:{}", if named { port } else { default }))
}

/// Which account has which task.
struct Accounts {
    events: Account,
    calls: Option<Account>,
    config: Option<Account>,
    notify: Option<Account>,
    state: Option<Account>,
}

fn accounts(file: &Reader<'_>) -> Result<Accounts, ConfigError> {
    let managers = file.tables("pbx.manager");
    let mut of_task: [Option<Account>; keys::TASKS.len()] = [const { None }; keys::TASKS.len()];
    for manager in managers {
        let account = Account {
            user: manager.text("user")?,
            secret: manager.secret("secret")?,
        };
        if account.user.trim().is_empty() {
            return Err(manager.bad(
                "user",
                "is empty".into(),
                "write the name of the account in manager.conf",
            ));
        }
        for task in manager.texts("tasks")? {
            for (name, place) in keys::TASKS.iter().zip(&mut of_task) {
                if *name == task && place.replace(account.clone()).is_some() {
                    return Err(manager.bad(
                        "tasks",
                        format!("{task:?} stands twice"),
                        "give each task to one account; an account without `tasks` has the first three",
                    ));
                }
            }
        }
    }
    let [Some(events), calls, config, notify, state] = of_task else {
        return Err(file.bad(
            "pbx.manager",
            "no account has the task \"events\"".into(),
            "write [[pbx.manager]] with user, secret and tasks = [\"events\", \"calls\", \"config\", \"state\"]",
        ));
    };
    Ok(Accounts {
        events,
        calls,
        config,
        notify,
        state,
    })
}

fn phones(file: &Reader<'_>) -> Result<Phones, ConfigError> {
    let phones = Phones {
        file: configuration_file(file, "pbx.phones.file")?,
        dialplan_file: configuration_file(file, "pbx.phones.dialplan_file")?,
        context: context(file, "pbx.phones.context")?,
        codecs: codecs(file)?,
        rights: rights(file)?,
        outside_number: digits(file, "default_dnis")?,
    };
    if phones.file == phones.dialplan_file {
        return Err(file.bad(
            "pbx.phones.dialplan_file",
            format!("{:?} is pbx.phones.file too", phones.file),
            "name two files: one is read by res_pjsip, the other one by the dialplan",
        ));
    }
    Ok(phones)
}

fn rights(file: &Reader<'_>) -> Result<Vec<Right>, ConfigError> {
    let texts = file.texts("pbx.phones.rights")?;
    texts
        .iter()
        .map(|text| {
            text.parse().map_err(|_| {
                file.bad(
                    "pbx.phones.rights",
                    format!("{text:?} is no dialplan context"),
                    "write the names of contexts in extensions.conf, such as [\"internal\", \"national\"]",
                )
            })
        })
        .collect()
}

/// One that Asterisk does not know it leaves out; what is no name would make it refuse every telephone.
fn codecs(file: &Reader<'_>) -> Result<String, ConfigError> {
    let text = file.text("pbx.phones.codecs")?;
    let name = |codec: &str| !codec.is_empty() && codec.bytes().all(|byte| byte.is_ascii_alphanumeric());
    match text.split(',').map(str::trim).find(|codec| !name(codec)) {
        Some(codec) => Err(file.bad(
            "pbx.phones.codecs",
            format!("{codec:?} is no codec"),
            "write their names with commas between, such as \"g722,alaw\"",
        )),
        None => Ok(text),
    }
}

/// A number or the beginning of one, as it stands in call records.
fn digits(file: &Reader<'_>, key: &str) -> Result<Option<String>, ConfigError> {
    let Some(number) = file.optional(key)? else {
        return Ok(None);
    };
    let rest = number.strip_prefix('+').unwrap_or(&number);
    if rest.is_empty() || rest.len() > 15 || !rest.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(file.bad(
            key,
            format!("{number:?} is no number"),
            "write up to 15 digits between quotation marks, with or without a + in front",
        ));
    }
    Ok(Some(number))
}

fn context(file: &Reader<'_>, key: &str) -> Result<String, ConfigError> {
    let context = file.text(key)?;
    // What ends a section's name or a value in Asterisk's files, or an argument in the dialplan, is in no name.
    if context.is_empty() || context.contains(|c: char| c.is_whitespace() || "[](),;&|\"\\".contains(c)) {
        return Err(file.bad(
            key,
            format!("{context:?} is no dialplan context"),
            "write the name of a context in extensions.conf",
        ));
    }
    Ok(context)
}

fn configuration_file(file: &Reader<'_>, key: &str) -> Result<String, ConfigError> {
    let name = file.text(key)?;
    if name.is_empty() || name.starts_with('/') || name.split('/').any(|part| part == "..") {
        return Err(file.bad(
            key,
            format!("{name:?} is not inside Asterisk's configuration folder"),
            "write a relative path such as \"switchhook/phones.conf\"",
        ));
    }
    Ok(name)
}

#[cfg(test)]
mod tests;
