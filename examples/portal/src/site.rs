//! What all telephones of the site are told: where they register and fetch, their clock, their network.
//!
//! `portal.toml` is the start. From the first time that somebody saves the page “Site”, the last version in the database
//! holds. Telephones made from then on get it at once, others with their next configuration file.

use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};

use chrono_tz::Tz;
use switchhook_provisioning::{Baseline, TimeZone, UtcOffset};

use crate::config::{Config, Servers};
use crate::store::{Store, StoreError};

/// The settings in the order of the page, by the names of their fields.
pub const KEYS: [&str; 10] = [
    "sip",
    "sip2",
    "config",
    "firmware",
    "syslog",
    "ntp",
    "clock",
    "vlan",
    "default_number",
    "baseline",
];

/// The settings of the site, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    pub servers: Servers,
    pub clock: Clock,
    /// What calls of a telephone without a direct number show outside.
    pub default_number: Option<String>,
    /// Which doors are shut that nobody needs.
    pub baseline: Baseline,
}

/// Which clock telephones show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clock {
    /// That of the PBX.
    Pbx,
    Zone(Tz),
    /// A fixed distance, without summer time.
    Utc(UtcOffset),
}

/// A setting that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{key}: {wrong}")]
pub struct Mistake {
    /// One of [`KEYS`].
    pub key: &'static str,
    pub wrong: Wrong,
}

/// What is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    #[error("is empty; write the host at which telephones register")]
    Empty,
    #[error(
        "{0:?} is neither a time zone nor a distance from UTC; write Pacific/Noumea, or hours such as +11"
    )]
    Clock(String),
    #[error("{0:?} is no VLAN; write a number from 0 to 4094, 0 for none")]
    Vlan(String),
    #[error("{0:?} is no security baseline; write on, shared or off")]
    Baseline(String),
    #[error("{0:?} is no telephone number; write up to 15 digits, with or without a + in front")]
    Number(String),
    /// The telephones would not take it: what, and what to do.
    #[error("{what}; {remedy}")]
    Refused { what: String, remedy: String },
}

impl Site {
    /// As `portal.toml` says.
    pub fn of(config: &Config) -> Self {
        Self {
            clock: config.server.utc_diff.map_or(Clock::Pbx, Clock::Utc),
            servers: config.server.clone(),
            default_number: config.pbx.phones.outside_number.clone(),
            baseline: Baseline::On,
        }
    }

    /// The settings as on the page; empty is not set.
    pub fn texts(&self) -> [(&'static str, String); KEYS.len()] {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        let servers = &self.servers;
        let values = [
            servers.sip.clone(),
            text(&servers.sip2),
            text(&servers.config),
            text(&servers.firmware),
            text(&servers.syslog),
            servers.ntp.join(" "),
            self.clock.to_string(),
            servers.vlan.map(|vlan| vlan.to_string()).unwrap_or_default(),
            text(&self.default_number),
            match self.baseline {
                Baseline::Shared => "shared".to_owned(),
                Baseline::Off => "off".to_owned(),
                // What holds where nobody says anything.
                _ => String::new(),
            },
        ];
        let mut values = values.into_iter();
        KEYS.map(|key| (key, values.next().unwrap_or_default()))
    }

    /// Reads settings as typed; `typed` gives the text of each of [`KEYS`].
    ///
    /// All mistakes at once.
    pub fn read<'a>(typed: impl Fn(&'static str) -> &'a str) -> Result<Self, Vec<Mistake>> {
        let mut mistakes = Vec::new();
        let mut bad = |key, wrong| mistakes.push(Mistake { key, wrong });
        let optional = |key| Some(typed(key).trim().to_owned()).filter(|text| !text.is_empty());
        let sip = typed("sip").trim().to_owned();
        if sip.is_empty() {
            bad("sip", Wrong::Empty);
        }
        let vlan = optional("vlan").and_then(|text| match text.parse::<u16>() {
            Ok(vlan) if vlan <= 4094 => Some(vlan),
            _ => {
                bad("vlan", Wrong::Vlan(text));
                None
            }
        });
        let clock = match typed("clock").trim().parse() {
            Ok(clock) => clock,
            Err(wrong) => {
                bad("clock", wrong);
                Clock::Pbx
            }
        };
        let default_number = optional("default_number").filter(|text| {
            let digits = text.strip_prefix('+').unwrap_or(text);
            let good = (1..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
            if !good {
                bad("default_number", Wrong::Number(text.clone()));
            }
            good
        });
        let baseline = match typed("baseline").trim() {
            "" | "on" => Baseline::On,
            "shared" => Baseline::Shared,
            "off" => Baseline::Off,
            other => {
                bad("baseline", Wrong::Baseline(other.to_owned()));
                Baseline::On
            }
        };
        let servers = Servers {
            sip,
            sip2: optional("sip2"),
            config: optional("config"),
            firmware: optional("firmware"),
            syslog: optional("syslog"),
            ntp: typed("ntp")
                .split(|c: char| c.is_whitespace() || c == ',')
                .filter(|host| !host.is_empty())
                .map(str::to_owned)
                .collect(),
            utc_diff: match clock {
                Clock::Utc(offset) => Some(offset),
                _ => None,
            },
            vlan,
        };
        for (key, finding) in servers.mistakes() {
            let told = mistakes.iter().any(|mistake| mistake.key == key);
            if !told {
                mistakes.push(Mistake {
                    key,
                    wrong: Wrong::Refused {
                        what: finding.what(),
                        remedy: finding.remedy().to_owned(),
                    },
                });
            }
        }
        if mistakes.is_empty() {
            Ok(Self {
                servers,
                clock,
                default_number,
                baseline,
            })
        } else {
            Err(mistakes)
        }
    }

    /// The clock of the telephones, where the PBX is in this zone.
    pub fn time_zone(&self, pbx: Tz) -> TimeZone {
        match self.clock {
            Clock::Pbx => TimeZone::Named(pbx.name().to_owned()),
            Clock::Zone(zone) => TimeZone::Named(zone.name().to_owned()),
            Clock::Utc(offset) => TimeZone::Utc(offset),
        }
    }
}

impl fmt::Display for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Pbx => Ok(()),
            Self::Zone(zone) => f.write_str(zone.name()),
            Self::Utc(offset) => fmt::Display::fmt(offset, f),
        }
    }
}

impl std::str::FromStr for Clock {
    type Err = Wrong;

    fn from_str(text: &str) -> Result<Self, Wrong> {
        if text.is_empty() {
            return Ok(Self::Pbx);
        }
        if let Ok(zone) = text.parse::<Tz>() {
            return Ok(Self::Zone(zone));
        }
        let hours = text.strip_prefix("UTC").unwrap_or(text);
        hours
            .parse::<UtcOffset>()
            .map(Self::Utc)
            .map_err(|error| Wrong::Clock(error.text))
    }
}

/// The version that holds.
#[derive(Clone, Debug)]
pub struct Held {
    /// 0 for `portal.toml`.
    pub version: i64,
    pub site: Site,
}

/// The settings that hold, for everybody who asks.
#[derive(Debug)]
pub struct Sites(RwLock<Arc<Held>>);

impl Sites {
    /// The last version of the database, or what `portal.toml` says.
    pub async fn load(config: &Config, store: &Store) -> Result<Self, StoreError> {
        let held = store.site().await?.unwrap_or_else(|| Held {
            version: 0,
            site: Site::of(config),
        });
        Ok(Self(RwLock::new(Arc::new(held))))
    }

    pub fn current(&self) -> Arc<Held> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub fn set(&self, held: Held) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(held);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(key: &'static str, value: &'static str) -> Result<Site, Vec<Mistake>> {
        Site::read(|name| match name {
            _ if name == key => value,
            "sip" => "192.168.10.5",
            _ => "",
        })
    }

    #[test]
    fn what_is_written_is_read_back() {
        let full = Site::read(|name| match name {
            "sip" => "192.168.10.5:5062",
            "sip2" => "192.168.10.6",
            "config" | "firmware" => "192.168.10.5/phones",
            "syslog" => "192.168.10.7",
            "ntp" => "ntp1.example.net, ntp2.example.net",
            "clock" => "Pacific/Noumea",
            "vlan" => "20",
            "default_number" => "+687253030",
            "baseline" => "shared",
            other => panic!("{other} is asked for and not known"),
        })
        .unwrap();
        assert_eq!(full.servers.ntp, ["ntp1.example.net", "ntp2.example.net"]);
        let texts = full.texts();
        let again = Site::read(|name| &texts.iter().find(|(key, _)| *key == name).unwrap().1).unwrap();
        assert_eq!(again, full);
    }

    #[test]
    fn each_mistake_names_its_setting() {
        for (key, value, expected) in [
            ("sip", " ", "is empty"),
            ("sip", "two words", ""),
            ("sip2", "two words", ""),
            ("config", "https://a b/", ""),
            ("firmware", "a b", ""),
            ("syslog", "a b", ""),
            ("ntp", "a b c", ""),
            ("clock", "Nouméa", "neither a time zone"),
            ("clock", "15", "neither a time zone"),
            ("vlan", "4095", "is no VLAN"),
            ("vlan", "-1", "is no VLAN"),
            ("default_number", "30 30", "is no telephone number"),
            ("default_number", "+", "is no telephone number"),
            ("baseline", "none", "is no security baseline"),
        ] {
            let found = with(key, value).expect_err(&format!("{key} = {value:?}"));
            assert_eq!(found.len(), 1, "{found:?}");
            assert_eq!(found[0].key, key, "{found:?}");
            assert!(found[0].to_string().contains(expected), "{}", found[0]);
        }
    }

    #[test]
    fn a_clock_is_a_zone_a_distance_or_that_of_the_pbx() {
        let pbx = chrono_tz::Pacific::Tahiti;
        for (text, expected) in [
            ("", TimeZone::Named("Pacific/Tahiti".into())),
            ("Europe/Paris", TimeZone::Named("Europe/Paris".into())),
            ("-10.0", TimeZone::Utc("-10".parse().unwrap())),
            ("UTC+11:00", TimeZone::Utc("+11".parse().unwrap())),
        ] {
            assert_eq!(with("clock", text).unwrap().time_zone(pbx), expected, "{text:?}");
        }
    }
}
