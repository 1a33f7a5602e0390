//! Telephones and their configuration files.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::net::Ipv4Addr;

use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyTuple};
use switchhook_provisioning::{self as provisioning, Firmware, MacAddr, Model, Setting, Value};

use crate::error::{ParseError, refused, refused_settings};
use crate::number::{number, whole_or_none};
use crate::phone::{FunctionKey, Line};
use crate::phone_option::{Baseline, Protocol, Schedule, SyslogLevel, time_zone};

/// A phone, as somebody wants it to be.
#[pyclass(frozen, eq, module = "switchhook")]
#[derive(PartialEq)]
pub(crate) struct Device {
    device: provisioning::Device,
    model: Model,
    mac: MacAddr,
}

#[pymethods]
impl Device {
    #[new]
    #[expect(
        clippy::too_many_arguments,
        reason = "keywords in Python, each with a default but the first two"
    )]
    #[pyo3(signature = (
        model, mac, /, *, lines = Vec::new(), keys = BTreeMap::new(), admin_password = None, user_password = None,
        vlan = None, vlan_priority = None, dns = Vec::new(), ntp = Vec::new(), time_zone = None,
        maker_time_zone = None, syslog = None, config_server = None, firmware_server = None, schedule = None,
        language = None, settings = BTreeMap::new(), side_keys = BTreeMap::new(), board_keys = BTreeMap::new(),
        handsets = BTreeMap::new(), firmware = None, baseline = None,
    ))]
    fn new(
        py: Python<'_>,
        model: &str,
        mac: &str,
        lines: Vec<Py<Line>>,
        keys: BTreeMap<i64, Py<FunctionKey>>,
        admin_password: Option<String>,
        user_password: Option<String>,
        #[pyo3(from_py_with = whole_or_none)] vlan: Option<i64>,
        #[pyo3(from_py_with = whole_or_none)] vlan_priority: Option<i64>,
        dns: Vec<Bound<'_, PyAny>>,
        ntp: Vec<String>,
        time_zone: Option<Bound<'_, PyAny>>,
        maker_time_zone: Option<String>,
        syslog: Option<(String, SyslogLevel)>,
        config_server: Option<(Protocol, String)>,
        firmware_server: Option<(Protocol, String)>,
        schedule: Option<Schedule>,
        language: Option<String>,
        settings: BTreeMap<String, Option<String>>,
        side_keys: BTreeMap<i64, Py<FunctionKey>>,
        board_keys: BTreeMap<i64, Py<FunctionKey>>,
        handsets: BTreeMap<i64, String>,
        firmware: Option<String>,
        baseline: Option<Baseline>,
    ) -> PyResult<Self> {
        let unread = |field, message: &dyn Display, code| {
            ParseError {
                message: format!("{field}: {message}"),
                field: Some(field),
                code: Some(code),
                ..ParseError::default()
            }
            .raise(py)
        };
        let model: Model = model
            .parse()
            .map_err(|error: provisioning::grandstream::ParseModelError| {
                unread("model", &error, error.code())
            })?;
        let mac: MacAddr = mac
            .parse()
            .map_err(|error: provisioning::ParseMacError| unread("mac", &error, error.code()))?;
        let mut device = provisioning::Device::new(model, mac);
        for line in lines {
            device = device.line(line.get().0.clone());
        }
        for (position, key) in keys {
            let position = number(py, position, "keys", FEWER_KEYS)?;
            device = device.key(position, key.get().0.clone());
        }
        for (position, key) in side_keys {
            let position = number(py, position, "side_keys", FEWER_KEYS)?;
            device = device.side_key(position, key.get().0.clone());
        }
        for (position, key) in board_keys {
            let position = number(py, position, "board_keys", FEWER_KEYS)?;
            device = device.board_key(position, key.get().0.clone());
        }
        for (handset, name) in handsets {
            let handset = number(
                py,
                handset,
                "handsets",
                "handsets count from 1 and the base has fewer",
            )?;
            device = device.handset(handset, name);
        }
        if let Some(firmware) = firmware {
            let firmware: Firmware =
                firmware
                    .parse()
                    .map_err(|error: provisioning::catalogue::ParseFirmwareError| {
                        unread("firmware", &error, error.code())
                    })?;
            device = device.firmware(firmware);
        }
        if let Some(baseline) = baseline {
            device = device.baseline(baseline.0);
        }
        if let Some(password) = admin_password {
            device = device.admin_password(password);
        }
        if let Some(password) = user_password {
            device = device.user_password(password);
        }
        if let Some(vlan) = vlan {
            device = device.vlan(number(py, vlan, "vlan", "give 1 to 4094, or 0 for none")?);
        }
        if let Some(priority) = vlan_priority {
            device = device.vlan_priority(number(py, priority, "vlan_priority", "give 0 to 7")?);
        }
        device = device.dns(addresses(py, dns)?).ntp(ntp);
        match (time_zone, maker_time_zone) {
            (Some(_), Some(_)) => {
                let message = "time_zone and maker_time_zone are both given; give one of them";
                return Err(refused(py, message, Some("time_zone")));
            }
            (Some(zone), None) => device = device.time_zone(self::time_zone(&zone)?),
            (None, Some(code)) => device = device.time_zone(provisioning::TimeZone::Maker(code)),
            (None, None) => {}
        }
        if let Some((server, level)) = syslog {
            device = device.syslog(server, level.0);
        }
        if let Some((protocol, path)) = config_server {
            device = device.config_server(protocol.0, path);
        }
        if let Some((protocol, path)) = firmware_server {
            device = device.firmware_server(protocol.0, path);
        }
        if let Some(schedule) = schedule {
            device = device.schedule(schedule.0);
        }
        if let Some(code) = language {
            device = device.language(code);
        }
        // The last word: what the arguments before have set otherwise.
        for (path, text) in settings {
            let setting: Setting =
                path.parse()
                    .map_err(|error: provisioning::setting::ParseSettingError| {
                        unread("settings", &error, error.code())
                    })?;
            device = match text {
                None => device.clear(setting),
                Some(text) => {
                    let value = Value::parse(setting, &text)
                        .map_err(|error| unread("settings", &error, error.code()))?;
                    device.set(setting, value)
                }
            };
        }
        Ok(Self { device, model, mac })
    }

    /// The names of all models.
    #[staticmethod]
    fn models() -> Vec<&'static str> {
        Model::all().map(Model::name).collect()
    }

    /// What is set, by path.
    fn settings(&self) -> BTreeMap<String, Option<String>> {
        let settings = self.device.settings().into_iter();
        settings
            .map(|(setting, value)| (setting.path(), shown(value.as_ref())))
            .collect()
    }

    /// The name of the model.
    #[getter]
    fn model(&self) -> &'static str {
        self.model.name()
    }

    /// The hardware address.
    #[getter]
    fn mac(&self) -> String {
        self.mac.to_string()
    }

    /// Everything that is wrong or doubtful.
    fn check<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let findings = py.detach(|| self.device.check());
        PyTuple::new(py, findings.iter().map(SettingFinding::from))
    }

    /// The phone's configuration.
    fn render(&self, py: Python<'_>) -> PyResult<Configuration> {
        py.detach(|| self.device.render())
            .map(Configuration)
            .map_err(|refused| refused_settings(py, &refused))
    }

    fn __repr__(&self) -> String {
        format!("Device({}, {})", self.model, self.mac)
    }

    #[classattr]
    fn __match_args__() -> (&'static str, &'static str) {
        ("model", "mac")
    }
}

const FEWER_KEYS: &str = "keys count from 1 and the model has fewer";

/// A value as text: empty when it is cleared, `None` when it is a password.
pub(crate) fn shown(value: Option<&Value>) -> Option<String> {
    match value {
        None => Some(String::new()),
        Some(value) => value.text(),
    }
}

/// What a device says it is.
#[pyclass(frozen, eq, hash, get_all, skip_from_py_object, module = "switchhook")]
#[derive(Clone, PartialEq, Hash)]
pub(crate) struct PhoneIdentity {
    name: String,
    model: Option<&'static str>,
    hardware: Option<String>,
    firmware: Option<String>,
    mac: Option<String>,
}

#[pymethods]
impl PhoneIdentity {
    fn __repr__(&self) -> String {
        let mac = self.mac.as_deref().unwrap_or("no address");
        format!("PhoneIdentity({}, {mac})", self.name)
    }

    #[classattr]
    fn __match_args__() -> (&'static str, &'static str) {
        ("model", "mac")
    }
}

/// Reads the User-Agent of a telephone.
#[pyfunction]
#[pyo3(signature = (user_agent, /))]
pub(crate) fn identify_phone(user_agent: &str) -> Option<PhoneIdentity> {
    let who = provisioning::catalogue::identify(user_agent)?;
    Some(PhoneIdentity {
        name: who.model_name,
        model: who.model.map(Model::name),
        hardware: who.hardware,
        firmware: who.firmware.map(|firmware| firmware.to_string()),
        mac: who.mac.map(|mac| mac.to_string()),
    })
}

/// Addresses as text, or as Python's own `IPv4Address`.
fn addresses(py: Python<'_>, servers: Vec<Bound<'_, PyAny>>) -> PyResult<Vec<Ipv4Addr>> {
    servers
        .into_iter()
        .map(|server| {
            let text = server.str()?.to_string();
            text.parse().map_err(|_| {
                let message = format!("dns: {text:?} is no IPv4 address; write it as 192.0.2.53");
                refused(py, &message, Some("dns"))
            })
        })
        .collect()
}

/// One thing that is wrong or doubtful about a phone's settings.
#[pyclass(frozen, eq, hash, get_all, skip_from_py_object, module = "switchhook")]
#[derive(Clone, PartialEq, Hash)]
pub(crate) struct SettingFinding {
    code: String,
    setting: String,
    text: String,
    remedy: String,
}

impl From<&provisioning::Finding> for SettingFinding {
    fn from(finding: &provisioning::Finding) -> Self {
        Self {
            code: finding.code().to_owned(),
            setting: finding.setting.path(),
            text: finding.to_string(),
            remedy: finding.remedy().to_owned(),
        }
    }
}

#[pymethods]
impl SettingFinding {
    #[new]
    #[pyo3(signature = (code, setting, text, remedy, /))]
    fn new(code: String, setting: String, text: String, remedy: String) -> Self {
        Self {
            code,
            setting,
            text,
            remedy,
        }
    }

    /// Whether the phone cannot be configured like that; else it is a warning.
    #[getter]
    fn is_error(&self) -> bool {
        self.code.starts_with('E')
    }

    fn __str__(&self) -> String {
        self.text.clone()
    }

    fn __repr__(&self) -> String {
        format!("SettingFinding({}: {})", self.code, self.text)
    }

    /// For pickle: it is part of an exception, which may cross processes.
    fn __getnewargs__(&self) -> (&str, &str, &str, &str) {
        (&self.code, &self.setting, &self.text, &self.remedy)
    }

    #[classattr]
    fn __match_args__() -> (&'static str, &'static str) {
        ("code", "setting")
    }
}

/// A phone's configuration, ready to be written.
#[pyclass(frozen, eq, module = "switchhook")]
#[derive(PartialEq)]
pub(crate) struct Configuration(provisioning::Configuration);

#[pymethods]
impl Configuration {
    /// The name of the model.
    #[getter]
    fn model(&self) -> &'static str {
        self.0.model().name()
    }

    /// The hardware address.
    #[getter]
    fn mac(&self) -> String {
        self.0.mac().to_string()
    }

    /// The XML file.
    #[getter]
    fn xml(&self) -> String {
        self.0.xml()
    }

    /// The name under which the phone asks for the XML file.
    #[getter]
    fn xml_name(&self) -> String {
        self.0.xml_name()
    }

    /// The binary file.
    #[getter]
    fn binary<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, &self.0.binary())
    }

    /// The name under which the phone asks for the binary file.
    #[getter]
    fn binary_name(&self) -> String {
        self.0.binary_name()
    }

    /// What is doubtful, though not wrong.
    #[getter]
    fn warnings<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.0.warnings().iter().map(SettingFinding::from))
    }

    /// Every value with its number and the setting that it is for, passwords left out.
    fn explain(&self) -> Vec<(String, String, Option<&str>)> {
        self.0
            .explain()
            .map(|value| (value.number.to_string(), value.setting.path(), value.text))
            .collect()
    }

    /// Shows no values: there are secrets among them.
    fn __repr__(&self) -> String {
        let values = self.0.values().len();
        format!(
            "Configuration({}, {}, {values} values)",
            self.0.model(),
            self.0.mac()
        )
    }

    #[classattr]
    fn __match_args__() -> (&'static str, &'static str) {
        ("model", "mac")
    }
}
