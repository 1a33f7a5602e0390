//! Values of settings.

use std::fmt;
use std::net::Ipv4Addr;
use std::time::Duration;

use super::{Codec, KeyFunction, Kind, Setting};
use crate::check;
use crate::device::Schedule;
use crate::mac::shown;
use crate::problem::Problem;
use crate::secret::Secret;
use crate::time_zone::TimeZone;

/// A value of a setting, in our words.
///
/// [`Value::parse`] makes one from a text; made in code, it is checked when it is written. `Debug` shows no passwords.
///
/// ```
/// use switchhook_provisioning::setting::{Setting, Value};
/// let vlan: Setting = "net.vlan".parse()?;
/// assert_eq!(Value::parse(vlan, "120")?, Value::Integer(120));
/// assert!(Value::Integer(5000).check(vlan).is_err());
///
/// let password = Value::parse("account.1.password".parse()?, "kT9-vV2_mQ7.xR4-pL1s")?;
/// assert_eq!(format!("{password:?}"), "Secret(Secret(..))");
/// assert_eq!(password.text(), None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Value {
    /// On or off.
    Bool(bool),
    /// A whole number.
    Integer(u32),
    /// Any text: names, numbers to dial, hosts, paths, URLs, dial plans, certificates.
    Text(String),
    /// A password or private key.
    Secret(Secret),
    /// One of the words of the setting.
    Choice(&'static str),
    /// A codec.
    Codec(Codec),
    /// An IPv4 address.
    Ipv4(Ipv4Addr),
    /// A clock.
    Zone(TimeZone),
    /// When to look for a new configuration.
    Schedule(Schedule),
    /// What a key does.
    Function(KeyFunction),
}

/// A text that is no value of a setting.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{setting}: {problem}; {}", problem.remedy())]
#[non_exhaustive]
pub struct ParseValueError {
    /// Where it should have gone.
    pub setting: Setting,
    /// What is wrong with it. A password is never part of it.
    pub problem: Problem,
}

impl ParseValueError {
    /// A code that does not change between releases.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        self.problem.code()
    }
}

impl Value {
    /// Reads a value as people write it in forms and files: `yes`, `120`, `tls`, `pbx.example.net:5061`, `Europe/Paris`,
    /// `daily 3`.
    ///
    /// A schedule is `never`, `every 90` (minutes), `daily 3` (o'clock) or `weekly 0 3` (day, Sunday first, and hour). A zone
    /// is a name, a distance (`UTC+11`), a rule, or a code of the maker's list after `maker:`.
    ///
    /// # Errors
    ///
    /// What is wrong with the text, and what to write instead.
    pub fn parse(setting: Setting, text: &str) -> Result<Self, ParseValueError> {
        let wrong = |problem| ParseValueError { setting, problem };
        let value = Self::read(setting, text).map_err(wrong)?;
        value.check(setting).map_err(wrong)?;
        Ok(value)
    }

    fn read(setting: Setting, text: &str) -> Result<Self, Problem> {
        let word = |known: &[&'static str]| Problem::Word {
            text: shown(text),
            known: known.to_vec(),
        };
        Ok(match setting.kind() {
            Kind::Bool => match text {
                "yes" | "true" | "on" | "1" => Self::Bool(true),
                "no" | "false" | "off" | "0" => Self::Bool(false),
                _ => return Err(word(&["yes", "no"])),
            },
            Kind::Integer { least, most } => {
                let good = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
                let number = good.then(|| text.parse().ok()).flatten();
                Self::Integer(number.ok_or_else(|| Problem::Number {
                    text: shown(text),
                    least,
                    most,
                })?)
            }
            Kind::Secret | Kind::PrivateKey | Kind::Raw => Self::Secret(Secret::new(text)),
            Kind::Choice => {
                let known = setting.words();
                let found = known.iter().find(|there| **there == text);
                Self::Choice(found.ok_or_else(|| word(known))?)
            }
            Kind::Codec => {
                let names: Vec<_> = Codec::ALL.iter().map(|codec| codec.name()).collect();
                Self::Codec(text.parse().map_err(|_| word(&names))?)
            }
            Kind::KeyFunction => {
                let names: Vec<_> = KeyFunction::ALL.iter().map(|function| function.name()).collect();
                Self::Function(text.parse().map_err(|_| word(&names))?)
            }
            Kind::Ipv4 | Kind::Octets => {
                Self::Ipv4(text.parse().map_err(|_| Problem::Host { text: shown(text) })?)
            }
            Kind::Zone => Self::Zone(read_zone(text)?),
            Kind::Schedule => Self::Schedule(read_schedule(text)?),
            _ => Self::Text(text.to_owned()),
        })
    }

    /// Whether a setting takes it, whatever the model.
    ///
    /// # Errors
    ///
    /// Why not.
    pub fn check(&self, setting: Setting) -> Result<(), Problem> {
        match (setting.kind(), self) {
            (Kind::Bool, Self::Bool(_))
            | (Kind::Codec, Self::Codec(_))
            | (Kind::KeyFunction, Self::Function(_)) => Ok(()),
            (Kind::Integer { least, most }, Self::Integer(number)) if (least..=most).contains(number) => {
                Ok(())
            }
            (Kind::Integer { least, most }, Self::Integer(number)) => Err(Problem::Number {
                text: number.to_string(),
                least,
                most,
            }),
            (Kind::Choice, Self::Choice(word)) if setting.words().contains(word) => Ok(()),
            (Kind::Choice, Self::Choice(word)) => Err(Problem::Word {
                text: shown(word),
                known: setting.words().to_vec(),
            }),
            (Kind::Ipv4, Self::Ipv4(address)) => check::address(*address),
            (Kind::Octets, Self::Ipv4(_)) => Ok(()),
            (Kind::Zone, Self::Zone(zone)) => check::zone(zone),
            (Kind::Schedule, Self::Schedule(schedule)) => check::schedule(*schedule),
            (Kind::Secret, Self::Secret(secret)) => check::any_secret(secret.expose()),
            (Kind::PrivateKey, Self::Secret(secret)) => check::pem(secret.expose()),
            (Kind::Raw, Self::Secret(secret)) => check::raw(secret.expose()),
            (Kind::Raw, Self::Text(text)) => check::raw(text),
            (kind, Self::Text(text)) => check_text(kind, text),
            _ => Err(Problem::Kind),
        }
    }

    /// As a text that [`parse`](Self::parse) reads; `None` for a password.
    #[must_use]
    pub fn text(&self) -> Option<String> {
        Some(match self {
            Self::Bool(on) => if *on { "yes" } else { "no" }.to_owned(),
            Self::Integer(number) => number.to_string(),
            Self::Text(text) => text.clone(),
            Self::Secret(_) => return None,
            Self::Choice(word) => (*word).to_owned(),
            Self::Codec(codec) => codec.to_string(),
            Self::Ipv4(address) => address.to_string(),
            Self::Zone(zone) => ZoneText(zone).to_string(),
            Self::Schedule(schedule) => ScheduleText(*schedule).to_string(),
            Self::Function(function) => function.to_string(),
        })
    }
}

fn check_text(kind: Kind, text: &str) -> Result<(), Problem> {
    match kind {
        Kind::Text | Kind::Filled => check::name(text),
        Kind::Dialled => check::dialled(text),
        Kind::SipUser => check::sip_user(text),
        Kind::AuthId => check::auth_id(text),
        Kind::DisplayName => check::display_name(text),
        Kind::Language => check::language(text),
        Kind::Host => check::host(text),
        Kind::Path => check::server_path(text),
        Kind::Url => check::url(text),
        Kind::Certificate => check::pem(text),
        Kind::DialPlan => check::dial_plan(text),
        _ => Err(Problem::Kind),
    }
}

impl From<bool> for Value {
    fn from(on: bool) -> Self {
        Self::Bool(on)
    }
}

impl From<u32> for Value {
    fn from(number: u32) -> Self {
        Self::Integer(number)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<Secret> for Value {
    fn from(secret: Secret) -> Self {
        Self::Secret(secret)
    }
}

impl From<Codec> for Value {
    fn from(codec: Codec) -> Self {
        Self::Codec(codec)
    }
}

impl From<KeyFunction> for Value {
    fn from(function: KeyFunction) -> Self {
        Self::Function(function)
    }
}

impl From<TimeZone> for Value {
    fn from(zone: TimeZone) -> Self {
        Self::Zone(zone)
    }
}

impl From<Schedule> for Value {
    fn from(schedule: Schedule) -> Self {
        Self::Schedule(schedule)
    }
}

impl From<Ipv4Addr> for Value {
    fn from(address: Ipv4Addr) -> Self {
        Self::Ipv4(address)
    }
}

fn read_zone(text: &str) -> Result<TimeZone, Problem> {
    if let Some(code) = text.strip_prefix("maker:") {
        return Ok(TimeZone::Maker(code.to_owned()));
    }
    // `UTC+11` is eleven hours east for people; a POSIX rule of that look would be eleven hours west, so it is not read as one.
    if let Some(offset) = text
        .strip_prefix("UTC")
        .filter(|offset| offset.starts_with(['+', '-']))
    {
        let problem = |_| Problem::ZoneRule { text: shown(text) };
        return Ok(TimeZone::Utc(offset.parse().map_err(problem)?));
    }
    if text.contains('/') && !text.contains(',') || text == "UTC" {
        return Ok(TimeZone::Named(text.to_owned()));
    }
    Ok(TimeZone::Posix(text.to_owned()))
}

struct ZoneText<'a>(&'a TimeZone);

impl fmt::Display for ZoneText<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            TimeZone::Named(name) => f.write_str(name),
            TimeZone::Utc(offset) => offset.fmt(f),
            TimeZone::Posix(rule) => f.write_str(rule),
            TimeZone::Maker(code) => write!(f, "maker:{code}"),
        }
    }
}

fn read_schedule(text: &str) -> Result<Schedule, Problem> {
    let mut words = text.split(' ');
    let (what, first, second) = (words.next(), words.next(), words.next());
    let number = |text: Option<&str>| text.and_then(|text| text.parse::<u64>().ok());
    let hour = |text: Option<&str>| text.and_then(|text| text.parse::<u8>().ok());
    let schedule = match (what, first, second, words.next()) {
        (Some("never"), None, None, None) => Some(Schedule::Never),
        (Some("every"), Some(_), None, None) => number(first)
            .and_then(|minutes| minutes.checked_mul(60))
            .map(|seconds| Schedule::Every(Duration::from_secs(seconds))),
        (Some("daily"), Some(_), None, None) => hour(first).map(|hour| Schedule::Daily { hour }),
        (Some("weekly"), Some(_), Some(_), None) => hour(first)
            .zip(hour(second))
            .map(|(weekday, hour)| Schedule::Weekly { weekday, hour }),
        _ => None,
    };
    schedule.ok_or_else(|| Problem::ScheduleText { text: shown(text) })
}

struct ScheduleText(Schedule);

impl fmt::Display for ScheduleText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Schedule::Never => f.write_str("never"),
            Schedule::Every(time) => write!(f, "every {}", time.as_secs().div_ceil(60)),
            Schedule::Daily { hour } => write!(f, "daily {hour}"),
            Schedule::Weekly { weekday, hour } => write!(f, "weekly {weekday} {hour}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_read_by_the_kind_of_the_setting_and_shown_back() {
        for (path, text, shown) in [
            ("account.1.active", "yes", "yes"),
            ("account.1.active", "0", "no"),
            ("net.vlan", "4094", "4094"),
            ("account.1.transport", "tls", "tls"),
            ("account.1.codec.1", "opus", "opus"),
            ("account.1.dial_plan", "{ x+ | *x+ }", "{ x+ | *x+ }"),
            ("account.1.server.1", "[2001:db8::5]:5061", "[2001:db8::5]:5061"),
            ("net.dns.1", "192.0.2.53", "192.0.2.53"),
            ("time.zone", "Europe/Paris", "Europe/Paris"),
            ("time.zone", "UTC+11", "UTC+11:00"),
            (
                "time.zone",
                "CET-1CEST,M3.5.0,M10.5.0/3",
                "CET-1CEST,M3.5.0,M10.5.0/3",
            ),
            ("time.zone", "maker:HAW10", "maker:HAW10"),
            ("prov.schedule", "never", "never"),
            ("prov.schedule", "every 90", "every 90"),
            ("prov.schedule", "weekly 6 23", "weekly 6 23"),
            ("key.line.5.function", "busy_lamp", "busy_lamp"),
            ("key.line.5.account", "2", "2"),
            (
                "action.incoming",
                "https://pbx.example.net/in?mac=$mac",
                "https://pbx.example.net/in?mac=$mac",
            ),
        ] {
            let setting = path.parse().unwrap();
            let value = Value::parse(setting, text).unwrap_or_else(|error| panic!("{text:?}: {error}"));
            assert_eq!(value.text().as_deref(), Some(shown), "{path} {text:?}");
            assert_eq!(Value::parse(setting, shown), Ok(value), "{path} {shown:?}");
        }
    }

    #[test]
    fn what_a_setting_does_not_take_is_refused_by_code() {
        for (path, text, code) in [
            ("account.1.active", "maybe", "E-ENUM-WORD"),
            ("account.1.transport", "TLS", "E-ENUM-WORD"),
            ("account.1.codec.1", "mp3", "E-ENUM-WORD"),
            ("net.vlan", "4095", "E-RANGE-NUMBER"),
            ("net.vlan", "-1", "E-RANGE-NUMBER"),
            ("net.vlan", "", "E-RANGE-NUMBER"),
            ("account.1.register_expiry", "0", "E-RANGE-NUMBER"),
            ("account.1.server.1", "https://pbx", "E-HOST-SCHEME"),
            ("account.1.server.1", "0.0.0.0", "E-HOST-NOWHERE"),
            ("net.dns.1", "pbx", "E-HOST-NAME"),
            ("account.1.password", "two words", "E-CHAR-UNFIT"),
            ("tls.sip_cert", "no certificate", "E-TEXT-PEM"),
            ("action.incoming", "pbx.example.net", "E-HOST-URL"),
            ("prov.schedule", "sometimes", "E-RANGE-SCHEDULE"),
            ("prov.schedule", "every 5", "E-RANGE-INTERVAL"),
            ("prov.schedule", "daily 24", "E-RANGE-WHEN"),
            ("time.zone", "Europe/Atlantis", "E-ZONE-NAME"),
            ("time.zone", "CET-1CEST", "E-ZONE-RULE"),
            ("net.vendor_class", "", "E-TEXT-EMPTY"),
        ] {
            let setting = path.parse().unwrap();
            let error = Value::parse(setting, text).expect_err(path);
            assert_eq!(error.code(), code, "{path} {text:?}");
        }
        let wrong_kind = Value::Bool(true).check("net.vlan".parse().unwrap());
        assert_eq!(wrong_kind.map_err(|problem| problem.code()), Err("E-ENUM-KIND"));
    }
}
