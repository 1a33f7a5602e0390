//! From settings to numbered values, and everything that is wrong on the way.

use std::net::Ipv4Addr;

use crate::check;
use crate::classic::{KeySetting, LineSetting, Setting};
use crate::device::{Device, Protocol, Schedule, SyslogLevel};
use crate::key::{FunctionKey, KeyFunction};
use crate::line::{Line, Transport};
use crate::mac::shown;
use crate::problem::{Finding, Problem};
use crate::secret::Secret;
use crate::time_zone::TimeZone;

use super::dialect::{self, key_number, line_number};
use super::model::has_maker_prefix;
use super::p_values::PNumber;
use super::{zone, zone_names};

/// A value and the setting that it is for.
pub(crate) type Entry = (PNumber, Setting, String);

/// Fewer characters than these can be guessed by whoever can reach the PBX.
const SHORT_SECRET: usize = 12;

/// All values in the order of their numbers, and all findings in the order of the settings.
pub(crate) fn encode(device: &Device) -> (Vec<Entry>, Vec<Finding>) {
    let mut encoder = Encoder {
        device,
        entries: Vec::with_capacity(160),
        findings: Vec::new(),
    };
    encoder.mac();
    encoder.lines();
    encoder.keys();
    encoder.passwords();
    encoder.network();
    encoder.time();
    encoder.servers();
    encoder.language();
    let Encoder {
        mut entries,
        findings,
        ..
    } = encoder;
    entries.sort_by_key(|(number, ..)| *number);
    (entries, findings)
}

struct Encoder<'a> {
    device: &'a Device,
    entries: Vec<Entry>,
    findings: Vec<Finding>,
}

impl Encoder<'_> {
    fn put(&mut self, number: u32, setting: Setting, text: impl Into<String>) {
        self.entries.push((PNumber::new(number), setting, text.into()));
    }

    fn find(&mut self, setting: Setting, problem: Problem) {
        self.findings.push(Finding { setting, problem });
    }

    /// Puts a text that keeps its rule, and tells about one that does not.
    fn put_checked(
        &mut self,
        number: u32,
        setting: Setting,
        text: &str,
        rule: fn(&str) -> Result<(), Problem>,
    ) {
        match rule(text) {
            Ok(()) => self.put(number, setting, text),
            Err(problem) => self.find(setting, problem),
        }
    }

    fn mac(&mut self) {
        let mac = self.device.mac;
        if !mac.is_of_one_device() {
            self.find(Setting::Mac, Problem::NoDevice { mac });
        } else if !has_maker_prefix(mac) {
            self.find(Setting::Mac, Problem::OtherMaker { mac });
        }
    }

    fn lines(&mut self) {
        let model = self.device.model;
        if self.device.lines.is_empty() {
            self.find(Setting::Phone, Problem::NoLine);
        }
        for (index, line) in self.device.lines.iter().enumerate() {
            let number = u8::try_from(index + 1).unwrap_or(u8::MAX);
            if number > model.lines() {
                let problem = Problem::NoSuchLine {
                    model: model.name(),
                    lines: model.lines(),
                };
                // Once is enough, however many there are.
                self.find(Setting::Line(number, LineSetting::Active), problem);
                break;
            }
            self.line(number, line);
        }
        let used = u8::try_from(self.device.lines.len()).unwrap_or(u8::MAX);
        for number in used.saturating_add(1)..=model.lines() {
            self.unused_line(number);
        }
    }

    fn line(&mut self, number: u8, line: &Line) {
        self.put_line(number, LineSetting::Active, "1");
        self.line_text(number, LineSetting::Registrar, Some(&line.registrar), check::host);
        self.line_text(
            number,
            LineSetting::SecondaryRegistrar,
            line.secondary_registrar.as_deref(),
            check::host,
        );
        self.line_text(number, LineSetting::User, Some(&line.user), check::sip_user);
        match &line.auth_id {
            Some(auth_id) => self.line_text(number, LineSetting::AuthId, Some(auth_id), check::auth_id),
            None => self.put_line(number, LineSetting::AuthId, &line.user),
        }
        self.line_secret(number, &line.secret);
        for (of, text, rule) in [
            (
                LineSetting::DisplayName,
                &line.display_name,
                check::display_name as fn(&str) -> Result<(), Problem>,
            ),
            (LineSetting::Label, &line.label, check::name),
            (LineSetting::Voicemail, &line.voicemail, check::dialled),
        ] {
            self.line_text(number, of, text.as_deref(), rule);
        }
        self.line_choice(
            number,
            LineSetting::MessageWaiting,
            flag(line.voicemail.is_some()),
            false,
        );
        self.line_choice(number, LineSetting::Register, "1", false);
        let transport = match line.transport {
            Transport::Udp => "0",
            Transport::Tcp => "1",
            Transport::Tls => "2",
        };
        let chosen = line.transport != Transport::Udp;
        self.line_choice(number, LineSetting::Transport, transport, chosen);
        self.line_choice(
            number,
            LineSetting::StarCodes,
            flag(line.star_codes),
            line.star_codes,
        );
    }

    /// A text that a line has or, to clear what was there before, has not.
    fn line_text(
        &mut self,
        line: u8,
        of: LineSetting,
        text: Option<&str>,
        rule: fn(&str) -> Result<(), Problem>,
    ) {
        let setting = Setting::Line(line, of);
        match (line_number(line, of), text) {
            (Some(number), Some(text)) => self.put_checked(number, setting, text, rule),
            (Some(number), None) => self.put(number, setting, ""),
            (None, Some(_)) => self.line_lacks(line, of),
            (None, None) => {}
        }
    }

    /// A choice that is stated where its number is known; somebody's own choice must have one.
    fn line_choice(&mut self, line: u8, of: LineSetting, text: &str, chosen: bool) {
        match line_number(line, of) {
            Some(number) => self.put(number, Setting::Line(line, of), text),
            None if chosen => self.line_lacks(line, of),
            None => {}
        }
    }

    fn line_lacks(&mut self, line: u8, of: LineSetting) {
        let model = self.device.model.name();
        self.find(Setting::Line(line, of), Problem::LineLacks { model, line });
    }

    fn put_line(&mut self, line: u8, of: LineSetting, text: &str) {
        if let Some(number) = line_number(line, of) {
            self.put(number, Setting::Line(line, of), text);
        }
    }

    fn line_secret(&mut self, line: u8, secret: &Secret) {
        let setting = Setting::Line(line, LineSetting::Secret);
        match check::sip_secret(secret.expose()) {
            Ok(()) => {
                self.put_line(line, LineSetting::Secret, secret.expose());
                let characters = secret.expose().len();
                if characters < SHORT_SECRET {
                    self.find(setting, Problem::ShortSecret { characters });
                }
            }
            Err(problem) => self.find(setting, problem),
        }
    }

    /// Off, and nothing of an earlier owner left.
    fn unused_line(&mut self, line: u8) {
        self.put_line(line, LineSetting::Active, "0");
        for of in [
            LineSetting::Registrar,
            LineSetting::SecondaryRegistrar,
            LineSetting::User,
            LineSetting::AuthId,
            LineSetting::Secret,
            LineSetting::DisplayName,
            LineSetting::Label,
            LineSetting::Voicemail,
        ] {
            self.put_line(line, of, "");
        }
    }

    fn keys(&mut self) {
        let model = self.device.model;
        if self.device.keys.is_empty() {
            return;
        }
        for (&position, key) in &self.device.keys {
            if position == 0 || position > model.keys() {
                let problem = Problem::NoSuchKey {
                    model: model.name(),
                    keys: model.keys(),
                };
                self.find(Setting::Key(position, KeySetting::Function), problem);
            } else {
                self.key(position, key);
            }
        }
        let nothing = FunctionKey::new(KeyFunction::None);
        for position in model.line_keys() + 1..=model.keys() {
            if !self.device.keys.contains_key(&position) {
                self.key(position, &nothing);
            }
        }
    }

    fn key(&mut self, position: u8, key: &FunctionKey) {
        let model = self.device.model;
        let setting = |of| Setting::Key(position, of);
        match dialect::key_code(model, position, key.function) {
            Some(code) => self.put_key(position, KeySetting::Function, code),
            None => {
                let problem = Problem::KeyFunction {
                    model: model.name(),
                    line_keys: model.line_keys(),
                    function: key.function.name(),
                };
                self.find(setting(KeySetting::Function), problem);
            }
        }
        // A line that was named for a key that needs none goes to the phone all the same.
        let named = key.function.uses_line() || key.line != 1;
        if named && (key.line == 0 || usize::from(key.line) > self.device.lines.len()) {
            self.find(setting(KeySetting::Line), Problem::KeyLine { line: key.line });
        }
        // Phones count lines from 0 here.
        self.put_key(
            position,
            KeySetting::Line,
            &key.line.saturating_sub(1).to_string(),
        );
        match key.label.as_deref().map(|label| (label, check::name(label))) {
            None => self.put_key(position, KeySetting::Label, ""),
            Some((label, Ok(()))) => self.put_key(position, KeySetting::Label, label),
            Some((_, Err(problem))) => self.find(setting(KeySetting::Label), problem),
        }
        match key.value.as_deref().map(|value| (value, check::dialled(value))) {
            None if key.function.needs_value() => {
                let function = key.function.name();
                self.find(setting(KeySetting::Value), Problem::KeyValue { function });
            }
            None => self.put_key(position, KeySetting::Value, ""),
            Some((value, Ok(()))) => self.put_key(position, KeySetting::Value, value),
            Some((_, Err(problem))) => self.find(setting(KeySetting::Value), problem),
        }
    }

    fn put_key(&mut self, position: u8, of: KeySetting, text: &str) {
        if let Some(number) = key_number(position, of) {
            self.put(number, Setting::Key(position, of), text);
        }
    }

    fn passwords(&mut self) {
        let device = self.device;
        for (number, setting, password) in [
            (2, Setting::AdminPassword, &device.admin_password),
            (196, Setting::UserPassword, &device.user_password),
        ] {
            let Some(password) = password else { continue };
            let (shortest, longest) = device.model.password_length();
            if let Err(problem) = check::password(password.expose(), shortest, longest) {
                self.find(setting, problem);
                continue;
            }
            match self.elsewhere(setting, password) {
                Some(elsewhere) => self.find(setting, Problem::SamePassword { elsewhere }),
                None => self.put(number, setting, password.expose()),
            }
        }
    }

    /// Where a password of the phone's own pages stands a second time.
    fn elsewhere(&self, setting: Setting, password: &Secret) -> Option<Setting> {
        let text = password.expose();
        let other = self.device.admin_password.as_ref();
        if setting == Setting::UserPassword && other.is_some_and(|other| other == password) {
            return Some(Setting::AdminPassword);
        }
        let mut lines = self.device.lines.iter().zip(1u8..);
        lines.find_map(|(line, number)| {
            let of = if line.secret == *password {
                LineSetting::Secret
            } else if line.user == text {
                LineSetting::User
            } else {
                return None;
            };
            Some(Setting::Line(number, of))
        })
    }

    fn network(&mut self) {
        match self.device.vlan {
            Some(vlan) if vlan > 4094 => self.find(Setting::Vlan, Problem::Vlan { vlan }),
            Some(vlan) => self.put(51, Setting::Vlan, vlan.to_string()),
            None => {}
        }
        match self.device.vlan_priority {
            Some(priority) if priority > 7 => {
                self.find(Setting::VlanPriority, Problem::VlanPriority { priority });
            }
            Some(priority) => self.put(87, Setting::VlanPriority, priority.to_string()),
            None => {}
        }
        let servers = &self.device.dns;
        if servers.len() > 2 {
            let given = servers.len();
            self.find(Setting::Dns(3), Problem::Servers { given, room: 2 });
            return;
        }
        // The first one also as the preferred one, which counts before those of DHCP.
        for (first, index) in [(21, 0), (92, 0), (25, 1)] {
            if let Some(address) = servers.get(index) {
                self.address(first, Setting::Dns(index as u8 + 1), *address);
            }
        }
    }

    fn address(&mut self, first: u32, setting: Setting, address: Ipv4Addr) {
        if address.is_unspecified() || address.is_multicast() || address.is_broadcast() {
            let problem = Problem::Nowhere {
                text: address.to_string(),
            };
            // The first server stands twice.
            if !self.findings.iter().any(|finding| finding.setting == setting) {
                self.find(setting, problem);
            }
            return;
        }
        for (octet, number) in address.octets().into_iter().zip(first..) {
            self.put(number, setting, octet.to_string());
        }
    }

    fn time(&mut self) {
        let servers = &self.device.ntp;
        let room = self.device.model.ntp_servers();
        if servers.len() > room {
            let given = servers.len();
            self.find(Setting::Ntp(room as u8 + 1), Problem::Servers { given, room });
        } else if let Some(first) = servers.first() {
            self.put_checked(30, Setting::Ntp(1), first, check::host);
            match servers.get(1) {
                Some(second) => self.put_checked(dialect::SECOND_NTP, Setting::Ntp(2), second, check::host),
                None => self.put(dialect::SECOND_NTP, Setting::Ntp(2), ""),
            }
            self.put(144, Setting::NtpByDhcp, "0");
        }
        let Some(time_zone) = &self.device.time_zone else {
            return;
        };
        let (code, rule) = match time_zone {
            TimeZone::Named(name) => match zone_names::rule(name) {
                Some(rule) => ("customize".to_owned(), rule.to_owned()),
                None => {
                    let text = shown(name);
                    return self.find(Setting::TimeZone, Problem::ZoneName { text });
                }
            },
            TimeZone::Utc(offset) => ("customize".to_owned(), zone::fixed(*offset)),
            TimeZone::Posix(rule) => match zone::check_rule(rule) {
                Ok(()) => ("customize".to_owned(), rule.clone()),
                Err(problem) => return self.find(Setting::TimeZone, problem),
            },
            TimeZone::Maker(code) => match check::dialled(code) {
                Ok(()) => (code.clone(), String::new()),
                Err(problem) => return self.find(Setting::TimeZone, problem),
            },
        };
        self.put(64, Setting::TimeZone, code);
        self.put(246, Setting::TimeZone, rule);
        self.put(143, Setting::TimeZoneByDhcp, "0");
    }

    fn servers(&mut self) {
        let device = self.device;
        if let Some((server, level)) = &device.syslog {
            self.put_checked(207, Setting::SyslogServer, server, check::host);
            let level = match level {
                SyslogLevel::Off => "0",
                SyslogLevel::Debug => "1",
                SyslogLevel::Info => "2",
                SyslogLevel::Warning => "3",
                SyslogLevel::Error => "4",
            };
            self.put(208, Setting::SyslogLevel, level);
        }
        if let Some((protocol, path)) = &device.config_server {
            self.put_checked(237, Setting::ConfigServer, path, check::server_path);
            self.put(212, Setting::ConfigProtocol, protocol_code(*protocol));
            self.put(145, Setting::ConfigServerByDhcp, "0");
            if *protocol != Protocol::Https {
                self.find(Setting::ConfigProtocol, Problem::Plain);
            }
        }
        if let Some((protocol, path)) = &device.firmware_server {
            self.put_checked(192, Setting::FirmwareServer, path, check::server_path);
            self.put(6767, Setting::FirmwareProtocol, protocol_code(*protocol));
        }
        if let Some(schedule) = device.schedule {
            self.schedule(schedule);
        }
    }

    fn schedule(&mut self, schedule: Schedule) {
        const YEAR: u64 = 366 * 24 * 60;
        let setting = Setting::Schedule;
        match schedule {
            Schedule::Never => self.put(194, setting, "0"),
            Schedule::Every(time) => {
                let minutes = time.as_secs().div_ceil(60);
                if !(60..=YEAR).contains(&minutes) {
                    return self.find(setting, Problem::Interval { minutes });
                }
                self.put(194, setting, "1");
                self.put(193, setting, minutes.to_string());
            }
            Schedule::Daily { hour } => {
                if hour > 23 {
                    return self.find(setting, Problem::When { weekday: None, hour });
                }
                self.put(194, setting, "2");
                self.put(285, setting, hour.to_string());
            }
            Schedule::Weekly { weekday, hour } => {
                if weekday > 6 || hour > 23 {
                    let weekday = Some(weekday);
                    return self.find(setting, Problem::When { weekday, hour });
                }
                self.put(194, setting, "3");
                self.put(286, setting, weekday.to_string());
                self.put(285, setting, hour.to_string());
            }
        }
    }

    fn language(&mut self) {
        if let Some(code) = &self.device.language {
            self.put_checked(1362, Setting::Language, code, check::language);
        }
    }
}

const fn flag(on: bool) -> &'static str {
    if on { "1" } else { "0" }
}

const fn protocol_code(protocol: Protocol) -> &'static str {
    match protocol {
        Protocol::Tftp => "0",
        Protocol::Http => "1",
        Protocol::Https => "2",
    }
}
