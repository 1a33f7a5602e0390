//! A phone of another brand, as somebody wants it to be.

use std::collections::BTreeMap;

use super::encode::{Settings, carried};
use super::{Brand, Entries, Model};
use crate::baseline::Baseline;
use crate::cisco::Cisco;
use crate::key::FunctionKey;
use crate::line::{Line, Transport};
use crate::mac::MacAddr;
use crate::problem::{Finding, Problem, Refused};
use crate::secret::Secret;
use crate::setting::{AccountSetting, DeviceSetting, Key, KeySetting, Setting, Value};
use crate::{check, cisco, mitel};

/// Shorter ones can be guessed.
const SHORT_SECRET: usize = 20;

/// A phone of another brand, as somebody wants it to be, in the words that hold for Grandstreams too.
///
/// Its file states every line and every key of the phone, the unused ones as off and empty, so that a phone that is passed on has
/// no secret, number or label of whoever had it before; the keys of the expansion boards that it may have among them.
/// Of the other settings it states what was set here, and the baseline of the brand unless
/// [`baseline`](Self::baseline) says otherwise. A setting that the brand cannot express is an error with a remedy.
///
/// ```
/// use switchhook_provisioning::brand::{Model, Phone};
/// use switchhook_provisioning::{FunctionKey, KeyFunction, Line};
/// let desk = |model: &str| -> Result<_, Box<dyn std::error::Error>> {
///     Ok(Phone::new(model.parse()?, "54:7c:69:11:22:33".parse()?)
///         .line(Line::new("pbx.example.net", "u4711", "kT9-vV2_mQ7.xR4-pL1s").label("Reception"))
///         .key(2, FunctionKey::new(KeyFunction::BusyLamp).value("102").label("Workshop"))
///         .admin_password("wq7.Lm-3_Zp")
///         .render()?)
/// };
/// let file = desk("SPA504G")?;
/// assert_eq!(file.name(), "spa547c69112233.xml");
/// assert!(file.text().contains("<User_ID_1_ ua=\"na\">u4711</User_ID_1_>"));
/// let file = desk("6757i")?;
/// assert_eq!(file.name(), "547C69112233.cfg");
/// assert!(file.text().contains("\n^sip line1 user name: u4711\n"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct Phone {
    model: Model,
    mac: MacAddr,
    lines: Vec<Line>,
    keys: BTreeMap<Key, FunctionKey>,
    baseline: Baseline,
    more: Settings,
    own: BTreeMap<String, Secret>,
    cisco: Option<Cisco>,
}

impl Phone {
    /// A phone without lines: rendered like that, its file takes all accounts and keys away.
    pub fn new(model: Model, mac: MacAddr) -> Self {
        Self {
            model,
            mac,
            lines: Vec::new(),
            keys: BTreeMap::new(),
            baseline: Baseline::On,
            more: Settings::new(),
            own: BTreeMap::new(),
            cisco: None,
        }
    }

    /// Whether the file states the baseline of the brand, and needs an administrator's password; it does by default. Shared phones
    /// get the same as others.
    pub fn baseline(mut self, baseline: Baseline) -> Self {
        self.baseline = baseline;
        self
    }

    /// Adds the next line: the first call makes line 1.
    pub fn line(mut self, line: Line) -> Self {
        self.lines.push(line);
        self
    }

    /// Sets a key beside the display, from 1 and on through all pages.
    pub fn key(mut self, position: u8, key: FunctionKey) -> Self {
        self.keys.insert(Key::Line(position), key);
        self
    }

    /// Sets a key of the expansion boards, from 1 on the first board and on through all of them.
    pub fn board_key(mut self, position: u8, key: FunctionKey) -> Self {
        self.keys.insert(Key::Board(position), key);
        self
    }

    /// The password of the administrator, on the phone's own pages.
    pub fn admin_password(self, password: impl Into<Secret>) -> Self {
        let setting = Setting::Device(DeviceSetting::AccessAdminPassword);
        self.set(setting, Value::Secret(password.into()))
    }

    /// Sets anything else by its path, or what the other methods have set otherwise: this counts.
    pub fn set(mut self, setting: Setting, value: impl Into<Value>) -> Self {
        self.more.insert(setting, Some(value.into()));
        self
    }

    /// States a setting as empty, so that the phone forgets what it had.
    pub fn clear(mut self, setting: Setting) -> Self {
        self.more.insert(setting, None);
        self
    }

    /// What only Ciscos have.
    pub fn cisco(mut self, cisco: Cisco) -> Self {
        self.cisco = Some(cisco);
        self
    }

    /// Sets a name of the brand's own for which this crate has no words. Nothing is checked but that a file can carry it, and it
    /// counts above everything else.
    pub fn own(mut self, name: impl Into<String>, text: impl Into<Secret>) -> Self {
        self.own.insert(name.into(), text.into());
        self
    }

    /// What it is.
    #[must_use]
    pub const fn model(&self) -> Model {
        self.model
    }

    /// Whether a setting was set by its path.
    #[cfg(feature = "server")]
    pub(crate) fn states(&self, setting: Setting) -> bool {
        matches!(self.more.get(&setting), Some(Some(_)))
    }

    /// Everything that is wrong or doubtful, in the order of the settings; empty when all is well.
    #[must_use]
    pub fn check(&self) -> Vec<Finding> {
        self.encode().1
    }

    /// The phone's file.
    ///
    /// # Errors
    ///
    /// All errors at once, and the warnings beside them.
    pub fn render(&self) -> Result<File, Refused> {
        let (entries, findings) = self.encode();
        if findings.iter().any(Finding::is_error) {
            return Err(Refused { findings });
        }
        Ok(File {
            mac: self.mac,
            entries,
            warnings: findings,
        })
    }

    fn encode(&self) -> (Entries, Vec<Finding>) {
        let (settings, mut findings) = self.settings();
        let on = self.baseline != Baseline::Off;
        let (mut entries, more) = match self.model.brand() {
            Brand::Cisco => cisco::encode(self.model, &settings, self.cisco.as_ref(), on),
            Brand::Mitel => {
                if self.cisco.is_some() {
                    let brand = Brand::Mitel.title();
                    findings.push(finding(Setting::Phone, Problem::OfBrand { brand }));
                }
                mitel::encode(self.model, &settings, on)
            }
        };
        findings.extend(more);
        for (name, text) in &self.own {
            let good = match self.model.brand() {
                Brand::Cisco => cisco::flat_profile::is_name(name),
                Brand::Mitel => mitel::text::is_name(name),
            };
            if !good {
                let name = crate::mac::shown(name);
                findings.push(finding(Setting::Phone, Problem::OwnName { name }));
            } else if let Err(problem) =
                check::raw(text.expose()).and_then(|()| carried(self.model.brand(), text.expose()))
            {
                findings.push(finding(Setting::Phone, problem));
            } else {
                entries.set(name, text.expose());
            }
        }
        findings.extend(self.passwords(&settings));
        findings.sort_by_key(|finding| finding.setting);
        (entries, findings)
    }

    /// Everything that is stated, in our words.
    fn settings(&self) -> (Settings, Vec<Finding>) {
        let mut settings = Settings::new();
        let mut findings = Vec::new();
        let mac = self.mac;
        if !mac.is_of_one_device() {
            findings.push(finding(Setting::Mac, Problem::NoDevice { mac }));
        } else if Brand::of(mac).is_some_and(|brand| brand != self.model.brand())
            || crate::grandstream::has_maker_prefix(mac)
        {
            let brand = self.model.brand().title();
            findings.push(finding(Setting::Mac, Problem::OtherBrand { mac, brand }));
        }
        if self.lines.is_empty() {
            findings.push(finding(Setting::Phone, Problem::NoLine));
        }
        let (model, lines) = (self.model.name(), self.model.lines());
        for (number, line) in (1..=u8::MAX).zip(&self.lines) {
            if number > lines {
                let first = Setting::Account(number, AccountSetting::Active);
                findings.push(finding(first, Problem::NoSuchLine { model, lines }));
                break;
            }
            state_line(&mut settings, number, line);
        }
        for number in 1..=lines {
            if usize::from(number) > self.lines.len() {
                settings.insert(
                    Setting::Account(number, AccountSetting::Active),
                    Some(Value::Bool(false)),
                );
            }
        }
        self.state_keys(&mut settings, &mut findings);
        settings.extend(self.more.iter().map(|(setting, value)| (*setting, value.clone())));
        (settings, findings)
    }

    fn state_keys(&self, settings: &mut Settings, findings: &mut Vec<Finding>) {
        let model = self.model;
        for (key, function) in &self.keys {
            let setting = Setting::Key(*key, KeySetting::Function);
            let (position, keys) = match key {
                Key::Line(position) => (*position, model.keys()),
                Key::Board(position) => (*position, model.board_keys()),
                Key::Side(position) => (*position, 0),
            };
            if position == 0 || position > keys {
                let model = model.name();
                findings.push(finding(setting, Problem::NoSuchKey { model, keys }));
                continue;
            }
            if function.line == 0 || usize::from(function.line) > self.lines.len() {
                let line = function.line;
                let account = Setting::Key(*key, KeySetting::Account);
                findings.push(finding(account, Problem::KeyLine { line }));
            }
            if function.function.needs_value() && function.value.is_none() {
                let function = function.function.name();
                let value = Setting::Key(*key, KeySetting::Value);
                findings.push(finding(value, Problem::KeyValue { function }));
            }
            let mut state = |of, value: Value| {
                settings.insert(Setting::Key(*key, of), Some(value));
            };
            state(KeySetting::Function, Value::Function(function.function));
            state(KeySetting::Account, Value::Integer(function.line.into()));
            if let Some(label) = &function.label {
                state(KeySetting::Label, Value::Text(label.clone()));
            }
            if let Some(value) = &function.value {
                state(KeySetting::Value, Value::Text(value.clone()));
            }
        }
    }

    /// Passwords, each against the others.
    fn passwords(&self, settings: &Settings) -> Vec<Finding> {
        let mut findings = Vec::new();
        let admin = Setting::Device(DeviceSetting::AccessAdminPassword);
        let user = Setting::Device(DeviceSetting::AccessUserPassword);
        let secret = |value: &Option<Value>| match value {
            Some(Value::Secret(secret)) => Some(secret.clone()),
            _ => None,
        };
        if self.baseline != Baseline::Off && settings.get(&admin).and_then(secret).is_none() {
            // Without one, whoever reaches the phone's pages reads everything that it was told.
            findings.push(finding(admin, Problem::EmptyPassword));
        }
        let secrets: Vec<_> = settings
            .iter()
            .filter(|(setting, _)| matches!(setting, Setting::Account(_, AccountSetting::Password)))
            .filter_map(|(setting, value)| Some((*setting, secret(value)?)))
            .collect();
        for of in [admin, user] {
            let Some(password) = settings.get(&of).and_then(secret) else {
                continue;
            };
            if let Err(problem) = check::password(password.expose(), 8, 32) {
                findings.push(finding(of, problem));
            }
            let others = secrets.iter().map(|(there, secret)| (*there, secret.clone()));
            let other = settings
                .get(&admin)
                .and_then(secret)
                .filter(|_| of == user)
                .map(|there| (admin, there));
            if let Some((elsewhere, _)) = others.chain(other).find(|(_, secret)| *secret == password) {
                findings.push(finding(of, Problem::SamePassword { elsewhere }));
            }
        }
        for (setting, secret) in &secrets {
            let characters = secret.expose().chars().count();
            if (1..SHORT_SECRET).contains(&characters) {
                findings.push(finding(*setting, Problem::ShortSecret { characters }));
            }
        }
        findings
    }
}

const fn finding(setting: Setting, problem: Problem) -> Finding {
    Finding { setting, problem }
}

fn state_line(settings: &mut Settings, number: u8, line: &Line) {
    use AccountSetting as A;
    let mut state = |of, value: Option<Value>| {
        settings.insert(Setting::Account(number, of), value);
    };
    let text = |text: &str| Some(Value::Text(text.to_owned()));
    state(A::Active, Some(Value::Bool(true)));
    state(A::Server1, text(&line.registrar));
    state(A::Server2, line.secondary_registrar.as_deref().and_then(text));
    state(A::UserId, text(&line.user));
    state(A::AuthId, text(line.auth_id.as_ref().unwrap_or(&line.user)));
    state(A::Password, Some(Value::Secret(line.secret.clone())));
    state(A::DisplayName, line.display_name.as_deref().and_then(text));
    state(A::Name, line.label.as_deref().and_then(text));
    state(A::Voicemail, line.voicemail.as_deref().and_then(text));
    let transport = match line.transport {
        Transport::Udp => "udp",
        Transport::Tcp => "tcp",
        Transport::Tls => "tls",
    };
    state(A::Transport, Some(Value::Choice(transport)));
    if line.star_codes {
        state(A::LocalFeatures, Some(Value::Bool(true)));
    }
}

/// A phone's file, ready to be given to it. The same settings give the same bytes, always.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    mac: MacAddr,
    entries: Entries,
    warnings: Vec<Finding>,
}

impl File {
    /// What it states.
    #[must_use]
    pub const fn entries(&self) -> &Entries {
        &self.entries
    }

    /// What is doubtful, though not wrong.
    #[must_use]
    pub fn warnings(&self) -> &[Finding] {
        &self.warnings
    }

    /// The name under which the phone asks for it, where it was told to: `spa<mac>.xml`, `<MAC>.cfg`.
    #[must_use]
    pub fn name(&self) -> String {
        self.entries.brand().file_name(self.mac)
    }

    /// The file. It is not encrypted: serve it over HTTPS, and not to everybody who knows a MAC address.
    #[must_use]
    pub fn text(&self) -> String {
        self.entries.brand().write(&self.entries)
    }
}
