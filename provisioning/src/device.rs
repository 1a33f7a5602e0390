//! A phone, as somebody wants it to be.

use std::collections::BTreeMap;
use std::net::Ipv4Addr;
use std::time::Duration;

use crate::baseline::Baseline;
use crate::catalogue::{Firmware, Model};
use crate::front;
use crate::grandstream::Configuration;
use crate::key::FunctionKey;
use crate::line::Line;
use crate::mac::MacAddr;
use crate::named::names;
use crate::problem::{Finding, Refused};
use crate::secret::Secret;
use crate::setting::{Key, Setting, Value};
use crate::time_zone::TimeZone;

/// A phone, as somebody wants it to be: its model, its lines, its keys and where it finds its servers.
///
/// The texts are taken as they are. [`render`](Self::render) checks everything at once, against the model too, and gives
/// either the phone's [`Configuration`] or all that is wrong.
///
/// The file states every line of the phone, the unused ones as switched off and empty: what the file leaves out stays
/// on a phone, and with it the secret of whoever had it before. It states the [`baseline`](crate::baseline), doors shut that
/// nobody needs, unless [`baseline`](Self::baseline) says otherwise. Of the other settings it states what was set here, and
/// the phone keeps the rest. Time servers, the time zone and the configuration server that are set here DHCP may not replace.
///
/// ```
/// use switchhook_provisioning::{Device, Line, Model};
/// let phone = Device::new(Model::GRP2614, "c0:74:ad:11:22:33".parse()?)
///     .line(Line::new("0.0.0.0", "u4711", ""))
///     .vlan(5000);
/// let refused = phone.render().unwrap_err();
/// let told: Vec<_> = refused.findings.iter().map(|finding| (finding.code(), finding.setting.path())).collect();
/// assert_eq!(told, [
///     ("E-HOST-NOWHERE", "account.1.server.1".to_owned()),
///     ("E-PWD-EMPTY", "account.1.password".to_owned()),
///     ("E-RANGE-NUMBER", "net.vlan".to_owned()),
/// ]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct Device {
    pub(crate) model: Model,
    pub(crate) mac: MacAddr,
    pub(crate) lines: Vec<Line>,
    pub(crate) keys: BTreeMap<Key, FunctionKey>,
    pub(crate) firmware: Option<Firmware>,
    pub(crate) baseline: Baseline,
    pub(crate) handsets: BTreeMap<u8, String>,
    /// What has no method of its own; `None` clears.
    pub(crate) more: BTreeMap<Setting, Option<Value>>,
    pub(crate) admin_password: Option<Secret>,
    pub(crate) user_password: Option<Secret>,
    pub(crate) vlan: Option<u16>,
    pub(crate) vlan_priority: Option<u8>,
    pub(crate) dns: Vec<Ipv4Addr>,
    pub(crate) ntp: Vec<String>,
    pub(crate) time_zone: Option<TimeZone>,
    pub(crate) syslog: Option<(String, SyslogLevel)>,
    pub(crate) config_server: Option<(Protocol, String)>,
    pub(crate) firmware_server: Option<(Protocol, String)>,
    pub(crate) schedule: Option<Schedule>,
    pub(crate) language: Option<String>,
}

impl Device {
    /// A phone without lines: rendered like that, its file signs it off. Its keys and passwords stay: see
    /// [`key`](Self::key) for taking the keys away, and set the passwords anew.
    pub fn new(model: Model, mac: MacAddr) -> Self {
        Self {
            model,
            mac,
            lines: Vec::new(),
            keys: BTreeMap::new(),
            firmware: None,
            baseline: Baseline::On,
            handsets: BTreeMap::new(),
            more: BTreeMap::new(),
            admin_password: None,
            user_password: None,
            vlan: None,
            vlan_priority: None,
            dns: Vec::new(),
            ntp: Vec::new(),
            time_zone: None,
            syslog: None,
            config_server: None,
            firmware_server: None,
            schedule: None,
            language: None,
        }
    }

    /// The firmware that runs on it, if it is known: what came with a later one is refused then.
    pub fn firmware(mut self, firmware: Firmware) -> Self {
        self.firmware = Some(firmware);
        self
    }

    /// Whether the file states the [`baseline`](crate::baseline), as far as nothing is set here otherwise; it does by default.
    ///
    /// Among it is that the phone checks the certificate of its configuration server: without a certificate that the phone trusts,
    /// give it yours (`prov.ca_cert_1`) or set `prov.validate_server_cert` to no.
    ///
    /// ```
    /// use switchhook_provisioning::{Baseline, Device, Model, grandstream::PNumber};
    /// let phone = Device::new(Model::GRP2614, "c0:74:ad:11:22:33".parse()?);
    /// let ssh_is_off = |phone: &Device| -> Result<_, Box<dyn std::error::Error>> {
    ///     Ok(phone.render()?.values().get(PNumber::new(276)).map(str::to_owned))
    /// };
    /// assert_eq!(ssh_is_off(&phone)?.as_deref(), Some("1"));
    /// assert_eq!(ssh_is_off(&phone.clone().set("access.ssh".parse()?, true))?.as_deref(), Some("0"));
    /// assert_eq!(ssh_is_off(&phone.baseline(Baseline::Off))?, None);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn baseline(mut self, baseline: Baseline) -> Self {
        self.baseline = baseline;
        self
    }

    /// Adds the next line: the first call makes line 1. On adapters and gateways a line is a port, and ports whose lines have
    /// the same servers share a profile where the model has those; on a DECT base it is an account.
    pub fn line(mut self, line: Line) -> Self {
        self.lines.push(line);
        self
    }

    /// Sets a key beside the display, from 1, in place of what was set there. The first ones are the line keys of the
    /// phone.
    ///
    /// With any key set, all keys after the line keys are stated, the others as unused: a gap among them would make the
    /// phone forget those behind it. Line keys that are not set here stay as they are, and with no key set at all so do
    /// all others: a phone that is passed on keeps the keys of whoever had it before, unless one is set to
    /// [`KeyFunction::None`](crate::KeyFunction::None).
    ///
    /// ```
    /// use switchhook_provisioning::setting::{KeySetting, Setting};
    /// use switchhook_provisioning::{Device, FunctionKey, KeyFunction, Model};
    /// let phone = Device::new(Model::GRP2614, "c0:74:ad:11:22:33".parse()?);
    /// let keys = |phone: &Device| -> Result<usize, Box<dyn std::error::Error>> {
    ///     let of_a_key = |setting| matches!(setting, Setting::Key(_, KeySetting::Function));
    ///     Ok(phone.render()?.explain().filter(|value| of_a_key(value.setting)).count())
    /// };
    /// assert_eq!(keys(&phone)?, 0);
    /// let emptied = phone.key(16, FunctionKey::new(KeyFunction::None));
    /// assert_eq!(keys(&emptied)?, 12);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn key(mut self, position: u8, key: FunctionKey) -> Self {
        self.keys.insert(Key::Line(position), key);
        self
    }

    /// Sets a key apart from the display, from 1 (MPK). Those that are not set stay as they are.
    pub fn side_key(mut self, position: u8, key: FunctionKey) -> Self {
        self.keys.insert(Key::Side(position), key);
        self
    }

    /// Sets a key of the expansion boards, from 1 on the first board and on through all of them.
    pub fn board_key(mut self, position: u8, key: FunctionKey) -> Self {
        self.keys.insert(Key::Board(position), key);
        self
    }

    /// Names a handset of a DECT base, from 1.
    pub fn handset(mut self, number: u8, name: impl Into<String>) -> Self {
        self.handsets.insert(number, name.into());
        self
    }

    /// Sets anything else, or what the other methods have set otherwise: this counts.
    ///
    /// ```
    /// use switchhook_provisioning::setting::Value;
    /// use switchhook_provisioning::{Device, Line, Model};
    /// let phone = Device::new(Model::HT818, "c0:74:ad:11:22:33".parse()?)
    ///     .line(Line::new("pbx.example.net", "u4711", "kT9-vV2_mQ7.xR4-pL1s"))
    ///     .set("account.1.nat".parse()?, Value::Choice("keep_alive"))
    ///     .set("raw.P4711".parse()?, "1");
    /// let configuration = phone.render()?;
    /// let text = |number: &str| -> Result<_, Box<dyn std::error::Error>> {
    ///     Ok(configuration.values().get(number.parse()?).map(str::to_owned))
    /// };
    /// assert_eq!(text("P4060")?.as_deref(), Some("u4711"), "the first port");
    /// assert_eq!((text("P4150")?.as_deref(), text("P52")?.as_deref()), (Some("0"), Some("2")), "its profile");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn set(mut self, setting: Setting, value: impl Into<Value>) -> Self {
        self.more.insert(setting, Some(value.into()));
        self
    }

    /// States a setting as empty, so that the phone forgets what it had.
    pub fn clear(mut self, setting: Setting) -> Self {
        self.more.insert(setting, None);
        self
    }

    /// What is set here, in our words: `None` clears. Without the baseline, and without what cannot be said in them, such as a
    /// fifth line of a phone with four; that [`check`](Self::check) tells.
    #[must_use]
    pub fn settings(&self) -> BTreeMap<Setting, Option<Value>> {
        front::settings(self).0.into_iter().collect()
    }

    /// The password of the administrator, on the phone's own pages and its keypad. It is not a SIP secret, and one that
    /// equals a line's secret is refused.
    pub fn admin_password(mut self, password: impl Into<Secret>) -> Self {
        self.admin_password = Some(password.into());
        self
    }

    /// The password of the person at the phone, on the phone's own pages.
    pub fn user_password(mut self, password: impl Into<Secret>) -> Self {
        self.user_password = Some(password.into());
        self
    }

    /// The VLAN of the phone, up to 4094; 0 is none.
    pub fn vlan(mut self, vlan: u16) -> Self {
        self.vlan = Some(vlan);
        self
    }

    /// The priority within the VLAN, up to 7.
    pub fn vlan_priority(mut self, priority: u8) -> Self {
        self.vlan_priority = Some(priority);
        self
    }

    /// The DNS servers, best first; phones know two. The first one counts before those that DHCP names. With one alone,
    /// the phone keeps the second that it had.
    pub fn dns(mut self, servers: impl IntoIterator<Item = Ipv4Addr>) -> Self {
        self.dns = servers.into_iter().collect();
        self
    }

    /// The time servers, best first; phones know two. With one alone, the phone has no second.
    pub fn ntp<T: Into<String>>(mut self, servers: impl IntoIterator<Item = T>) -> Self {
        self.ntp = servers.into_iter().map(Into::into).collect();
        self
    }

    /// The clock on the display.
    pub fn time_zone(mut self, zone: TimeZone) -> Self {
        self.time_zone = Some(zone);
        self
    }

    /// Where the phone's log goes (`host` or `host:port`), and how much of it.
    pub fn syslog(mut self, server: impl Into<String>, level: SyslogLevel) -> Self {
        self.syslog = Some((server.into(), level));
        self
    }

    /// Where the phone fetches its configuration: `host[:port][/path]` without `https://` and without the file's name.
    pub fn config_server(mut self, protocol: Protocol, path: impl Into<String>) -> Self {
        self.config_server = Some((protocol, path.into()));
        self
    }

    /// Where the phone fetches its firmware, as for [`config_server`](Self::config_server).
    pub fn firmware_server(mut self, protocol: Protocol, path: impl Into<String>) -> Self {
        self.firmware_server = Some((protocol, path.into()));
        self
    }

    /// When the phone looks for a new configuration and firmware.
    pub fn schedule(mut self, schedule: Schedule) -> Self {
        self.schedule = Some(schedule);
        self
    }

    /// The language of the display, as the phone's code for it: `en`, `fr`. Which ones a phone has depends on its firmware.
    pub fn language(mut self, code: impl Into<String>) -> Self {
        self.language = Some(code.into());
        self
    }

    /// Everything that is wrong or doubtful, in the order of the settings; empty when all is well.
    #[must_use]
    pub fn check(&self) -> Vec<Finding> {
        front::encode(self).1
    }

    /// The phone's configuration.
    ///
    /// # Errors
    ///
    /// All errors at once, and the warnings beside them.
    pub fn render(&self) -> Result<Configuration, Refused> {
        let (entries, findings) = front::encode(self);
        if findings.iter().any(Finding::is_error) {
            return Err(Refused { findings });
        }
        Ok(Configuration::new(self.model, self.mac, entries, findings))
    }
}

/// How a phone fetches a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Protocol {
    /// HTTP over TLS: the only one that keeps secrets.
    Https,
    /// Plain HTTP.
    Http,
    /// TFTP.
    Tftp,
}

names!(Protocol, "protocol", { Https => "https", Http => "http", Tftp => "tftp" });

/// How much a phone logs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SyslogLevel {
    /// Nothing.
    Off,
    /// Everything.
    Debug,
    /// What happens.
    Info,
    /// What is odd, and worse.
    Warning,
    /// What fails.
    Error,
}

names!(SyslogLevel, "syslog level", {
    Off => "off",
    Debug => "debug",
    Info => "info",
    Warning => "warning",
    Error => "error",
});

/// When a phone looks for a new configuration and firmware.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Schedule {
    /// When it starts, and never else.
    Never,
    /// Again and again; at least an hour and at most a year, in whole minutes (a started minute counts).
    Every(Duration),
    /// Every day.
    Daily {
        /// The hour by the phone's clock, 0 to 23.
        hour: u8,
    },
    /// Once a week.
    Weekly {
        /// The day, from 0 for Sunday to 6.
        weekday: u8,
        /// The hour by the phone's clock, 0 to 23.
        hour: u8,
    },
}
