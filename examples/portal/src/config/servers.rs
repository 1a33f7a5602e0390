//! What telephones reach: it goes into their configuration files.

use switchhook_provisioning::{Device, Finding, Line, MacAddr, Model, Protocol, SyslogLevel, UtcOffset};

use super::reader::Reader;
use super::{ConfigError, Pbx};

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Servers {
    /// Where they register.
    pub sip: String,
    /// Where they register when that does not answer.
    pub sip2: Option<String>,
    pub config: Option<String>,
    pub firmware: Option<String>,
    pub syslog: Option<String>,
    pub ntp: Vec<String>,
    /// Instead of the PBX's time zone.
    pub utc_diff: Option<UtcOffset>,
    pub vlan: Option<u16>,
}

impl Servers {
    /// A telephone of these servers, its clock and lines apart.
    pub fn device(&self, model: Model, mac: MacAddr) -> Device {
        let mut device = Device::new(model, mac);
        if let Some(path) = &self.config {
            device = device.config_server(Protocol::Https, path);
        }
        if let Some(path) = &self.firmware {
            device = device.firmware_server(Protocol::Https, path);
        }
        if let Some(host) = &self.syslog {
            device = device.syslog(host, SyslogLevel::Warning);
        }
        if !self.ntp.is_empty() {
            device = device.ntp(&self.ntp);
        }
        if let Some(vlan) = self.vlan {
            device = device.vlan(vlan);
        }
        device
    }

    /// What a telephone would refuse, by the key below `server.`.
    pub fn mistakes(&self) -> Vec<(&'static str, Finding)> {
        let nothing = Self {
            sip: "pbx.example".to_owned(),
            ..Self::default()
        };
        // Each key by itself, so that the mistake is named where it stands.
        [
            (
                "sip2",
                Self {
                    sip2: self.sip2.clone(),
                    ..nothing.clone()
                },
            ),
            (
                "config",
                Self {
                    config: self.config.clone(),
                    ..nothing.clone()
                },
            ),
            (
                "firmware",
                Self {
                    firmware: self.firmware.clone(),
                    ..nothing.clone()
                },
            ),
            (
                "syslog",
                Self {
                    syslog: self.syslog.clone(),
                    ..nothing.clone()
                },
            ),
            (
                "ntp",
                Self {
                    ntp: self.ntp.clone(),
                    ..nothing
                },
            ),
            (
                "sip",
                Self {
                    sip: self.sip.clone(),
                    ..Self::default()
                },
            ),
        ]
        .into_iter()
        .filter_map(|(key, alone)| Some((key, alone.mistake()?)))
        .collect()
    }

    fn mistake(&self) -> Option<Finding> {
        let anybody = MacAddr::new([0xc0, 0x74, 0xad, 0, 0, 1]);
        let device = self
            .device(Model::GXP2135, anybody)
            .line(self.line("user", "kT9-vV2_mQ7.xR4-pL1s"));
        device.check().into_iter().find(Finding::is_error)
    }

    /// A line that registers with them.
    pub fn line(&self, user: &str, secret: &str) -> Line {
        let line = Line::new(&self.sip, user, secret);
        match &self.sip2 {
            Some(host) => line.secondary_registrar(host),
            None => line,
        }
    }
}

pub(super) fn read(file: &Reader<'_>, pbx: &Pbx) -> Result<Servers, ConfigError> {
    let host = pbx
        .address
        .rsplit_once(':')
        .map_or(&*pbx.address, |(host, _)| host);
    let utc_diff = match file.number("server.utc_diff")? {
        Some(hours) => Some(hours.parse::<UtcOffset>().map_err(|error| {
            file.bad(
                "server.utc_diff",
                format!("{:?} is no distance from UTC", error.text),
                "write hours from -12 to 14 that make whole minutes, such as 11, -9.5 or 5.75",
            )
        })?),
        None => None,
    };
    let servers = Servers {
        sip: file.optional("server.sip")?.unwrap_or_else(|| host.to_owned()),
        sip2: file.optional("server.sip2")?,
        config: file.optional("server.config")?,
        firmware: file.optional("server.firmware")?,
        syslog: file.optional("server.syslog")?,
        ntp: file.texts("server.ntp")?,
        utc_diff,
        vlan: file
            .has("server.vlan")
            .then(|| file.integer("server.vlan"))
            .transpose()?,
    };
    // What a telephone would refuse is told now rather than when the first one is set up.
    for (key, finding) in servers.mistakes() {
        let key = format!("server.{key}");
        if file.has(&key) {
            return Err(file.bad(&key, finding.what(), finding.remedy()));
        }
    }
    Ok(servers)
}
