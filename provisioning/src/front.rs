//! From a [`Device`] to settings, and from those to numbers.

use crate::baseline;
use crate::catalogue::{Model, has_maker_prefix};
use crate::check;
use crate::device::Device;
use crate::dialect::set::{self, Encoded, Stated};
use crate::key::FunctionKey;
use crate::line::Line;
use crate::problem::{Finding, Problem};
use crate::setting::{AccountSetting, DeviceSetting, Key, KeyFunction, KeySetting, Setting, Value};

/// DNS servers, and time servers, that phones have room for.
const SERVERS: usize = 2;

/// All values in the order of their numbers, and all findings in that of the settings.
pub(crate) fn encode(device: &Device) -> (Encoded, Vec<Finding>) {
    let (settings, mut findings) = settings(device);
    let mut list: Vec<_> = settings
        .iter()
        .map(|(setting, value)| (*setting, value.as_ref()))
        .collect();
    if let Some(below) = baseline::shared(device.model, device.baseline) {
        list.extend(below.values());
        // What is set here stays before what lies below it.
        list.sort_by_key(|(setting, _)| *setting);
        list.dedup_by_key(|(setting, _)| *setting);
    }
    let (encoded, more) = set::encode(&Stated {
        model: device.model,
        firmware: device.firmware,
        settings: &list,
        made: None,
        places: &[],
    });
    findings.extend(more);
    findings.sort_by_key(|finding| finding.setting);
    (encoded, findings)
}

/// What a device sets, in the order of the settings, and what is wrong that those cannot say.
pub(crate) fn settings(device: &Device) -> (Vec<(Setting, Option<Value>)>, Vec<Finding>) {
    let mut front = Front {
        device,
        model: device.model,
        settings: Vec::with_capacity(128),
        findings: Vec::new(),
    };
    front.mac();
    front.lines();
    front.keys();
    front.passwords();
    front.network();
    front.time();
    front.servers();
    for (handset, name) in &device.handsets {
        front.set(Setting::Handset(*handset), name.as_str());
    }
    for (setting, value) in &device.more {
        front.settings.push((*setting, value.clone()));
    }
    // What was set last counts.
    front.settings.sort_by_key(|(setting, _)| *setting);
    front.settings.dedup_by(|later, earlier| {
        let same = later.0 == earlier.0;
        if same {
            std::mem::swap(later, earlier);
        }
        same
    });
    (front.settings, front.findings)
}

struct Front<'a> {
    device: &'a Device,
    model: Model,
    settings: Vec<(Setting, Option<Value>)>,
    findings: Vec<Finding>,
}

impl Front<'_> {
    fn find(&mut self, setting: Setting, problem: Problem) {
        self.findings.push(Finding { setting, problem });
    }

    /// What somebody wants: if the model cannot, that is told.
    fn set(&mut self, setting: Setting, value: impl Into<Value>) {
        self.settings.push((setting, Some(value.into())));
    }

    fn set_device(&mut self, of: DeviceSetting, value: impl Into<Value>) {
        self.set(Setting::Device(of), value);
    }

    /// What goes without saying: where the model cannot, nothing is missing.
    fn state(&mut self, setting: Setting, value: Option<Value>) {
        let possible = match (setting, &value) {
            (Setting::Account(_, of), _) if self.model.is_of_profile(of) => true,
            (_, Some(value)) => self.model.takes(setting, value),
            (_, None) => self.model.number(setting).is_some(),
        };
        if possible {
            self.settings.push((setting, value));
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
        if self.device.lines.is_empty() {
            self.find(Setting::Phone, Problem::NoLine);
        }
        let model = self.model.name();
        if !self.device.lines.is_empty() && !self.model.has_account_numbers() {
            let first = Setting::Account(1, AccountSetting::Active);
            return self.find(first, self.model.no_account_numbers());
        }
        let Some(lines) = self.model.accounts() else {
            return;
        };
        for (line, number) in self.device.lines.iter().zip(1..=u8::MAX) {
            if number > lines {
                let setting = Setting::Account(number, AccountSetting::Active);
                // Once is enough, however many there are.
                self.find(setting, Problem::NoSuchLine { model, lines });
                break;
            }
            self.line(number, line);
        }
        let used = u8::try_from(self.device.lines.len()).unwrap_or(u8::MAX);
        for number in used.saturating_add(1)..=lines {
            self.unused_line(number);
        }
    }

    fn line(&mut self, number: u8, line: &Line) {
        use AccountSetting as A;
        let of = |of| Setting::Account(number, of);
        self.state(of(A::Active), Some(Value::Bool(true)));
        self.set(of(A::Server1), line.registrar.as_str());
        self.set(of(A::UserId), line.user.as_str());
        self.set(of(A::Password), line.secret.clone());
        match &line.auth_id {
            Some(auth_id) => self.set(of(A::AuthId), auth_id.as_str()),
            // What is wrong with the user is told of the user.
            None if check::sip_user(&line.user).is_err() => {}
            None => self.state(of(A::AuthId), Some(line.user.as_str().into())),
        }
        for (setting, text) in [
            (of(A::Server2), &line.secondary_registrar),
            (of(A::DisplayName), &line.display_name),
            (of(A::Name), &line.label),
            (of(A::Voicemail), &line.voicemail),
        ] {
            match text {
                Some(text) => self.set(setting, text.as_str()),
                // Nothing of an earlier owner stays.
                None => self.state(setting, None),
            }
        }
        self.state(of(A::SubscribeMwi), Some(Value::Bool(line.voicemail.is_some())));
        self.state(of(A::Register), Some(Value::Bool(true)));
        let transport = Value::Choice(line.transport.name());
        match line.transport {
            crate::Transport::Udp => self.state(of(A::Transport), Some(transport)),
            _ => self.set(of(A::Transport), transport),
        }
        match line.star_codes {
            true => self.set(of(A::LocalFeatures), true),
            false => self.state(of(A::LocalFeatures), Some(Value::Bool(false))),
        }
    }

    /// Off, and nothing of an earlier owner left.
    fn unused_line(&mut self, number: u8) {
        use AccountSetting as A;
        self.state(Setting::Account(number, A::Active), Some(Value::Bool(false)));
        for of in [
            A::Server1,
            A::Server2,
            A::UserId,
            A::AuthId,
            A::Password,
            A::DisplayName,
            A::Name,
            A::Voicemail,
        ] {
            // What ports share stays with those that use it.
            if !self.model.is_of_profile(of) {
                self.state(Setting::Account(number, of), None);
            }
        }
    }

    fn keys(&mut self) {
        for (key, of) in &self.device.keys {
            let (number, there) = match *key {
                Key::Line(number) => (number, self.model.screen_keys()),
                Key::Side(number) => (number, self.model.side_keys()),
                Key::Board(number) => {
                    let boards = self.model.boards();
                    (number, boards.map(|(boards, keys)| boards.saturating_mul(keys)))
                }
            };
            let model = self.model.name();
            match there {
                Some(keys) if number == 0 || number > keys => {
                    let setting = Setting::Key(*key, KeySetting::Function);
                    self.find(setting, Problem::NoSuchKey { model, keys });
                }
                None => {
                    let setting = Setting::Key(*key, KeySetting::Function);
                    self.find(setting, Problem::Unpublished { model });
                }
                Some(_) => self.key(*key, of),
            }
        }
    }

    fn key(&mut self, key: Key, of: &FunctionKey) {
        let setting = |of| Setting::Key(key, of);
        self.set(setting(KeySetting::Function), of.function);
        // A line that was named for a key that needs none goes to the phone all the same.
        let named = of.function != KeyFunction::None || of.line != 1;
        if named && (of.line == 0 || usize::from(of.line) > self.device.lines.len()) {
            self.find(setting(KeySetting::Account), Problem::KeyLine { line: of.line });
        } else {
            self.state(
                setting(KeySetting::Account),
                Some(Value::Integer(u32::from(of.line.max(1)))),
            );
        }
        for (setting, text) in [
            (setting(KeySetting::Label), &of.label),
            (setting(KeySetting::Value), &of.value),
        ] {
            match text {
                Some(text) => self.set(setting, text.as_str()),
                None => self.state(setting, None),
            }
        }
    }

    fn passwords(&mut self) {
        for (of, password) in [
            (DeviceSetting::AccessAdminPassword, &self.device.admin_password),
            (DeviceSetting::AccessUserPassword, &self.device.user_password),
        ] {
            if let Some(password) = password {
                self.set_device(of, password.clone());
            }
        }
    }

    fn network(&mut self) {
        if let Some(vlan) = self.device.vlan {
            self.set_device(DeviceSetting::NetVlan, u32::from(vlan));
        }
        if let Some(priority) = self.device.vlan_priority {
            self.set_device(DeviceSetting::NetVlanPriority, u32::from(priority));
        }
        let given = self.device.dns.len();
        if given > SERVERS {
            let room = SERVERS;
            self.find(
                Setting::Device(DeviceSetting::NetDns2),
                Problem::Servers { given, room },
            );
            return;
        }
        for (address, of) in self
            .device
            .dns
            .iter()
            .zip([DeviceSetting::NetDns1, DeviceSetting::NetDns2])
        {
            if let Err(problem) = check::address(*address) {
                self.find(Setting::Device(of), problem);
                continue;
            }
            self.set_device(of, *address);
            if of == DeviceSetting::NetDns1 {
                // It counts before those of DHCP.
                let preferred = Setting::Device(DeviceSetting::NetDnsPreferred);
                self.state(preferred, Some(Value::Ipv4(*address)));
            }
        }
    }

    fn time(&mut self) {
        let no = Some(Value::Bool(false));
        let second = Setting::Device(DeviceSetting::TimeNtp2);
        let given = self.device.ntp.len();
        if given > SERVERS {
            let room = SERVERS;
            self.find(second, Problem::Servers { given, room });
        } else if let Some(first) = self.device.ntp.first() {
            self.set_device(DeviceSetting::TimeNtp1, first.as_str());
            match self.device.ntp.get(1) {
                Some(server) => self.set(second, server.as_str()),
                None => self.state(second, None),
            }
            self.state(Setting::Device(DeviceSetting::TimeNtpDhcp), no.clone());
        }
        if let Some(zone) = &self.device.time_zone {
            self.set_device(DeviceSetting::TimeZone, zone.clone());
            self.state(Setting::Device(DeviceSetting::TimeTzDhcp), no);
        }
    }

    fn servers(&mut self) {
        let device = self.device;
        if let Some((server, level)) = &device.syslog {
            self.set_device(DeviceSetting::LogServer, server.as_str());
            self.set_device(DeviceSetting::LogLevel, Value::Choice(level.name()));
        }
        if let Some((protocol, path)) = &device.config_server {
            self.set_device(DeviceSetting::ProvConfigPath, path.as_str());
            self.set_device(DeviceSetting::ProvConfigProtocol, Value::Choice(protocol.name()));
            let by_dhcp = Setting::Device(DeviceSetting::ProvDhcpOverride);
            self.state(by_dhcp, Some(Value::Choice("no")));
        }
        if let Some((protocol, path)) = &device.firmware_server {
            self.set_device(DeviceSetting::ProvFirmwarePath, path.as_str());
            self.set_device(
                DeviceSetting::ProvFirmwareProtocol,
                Value::Choice(protocol.name()),
            );
        }
        if let Some(schedule) = device.schedule {
            self.set_device(DeviceSetting::ProvSchedule, schedule);
        }
        if let Some(code) = &device.language {
            self.set_device(DeviceSetting::UiLanguage, code.as_str());
        }
    }
}
