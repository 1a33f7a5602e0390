//! All settings of a device at once: what each alone cannot know.

use std::collections::BTreeMap;

use crate::catalogue::{Firmware, Model};
use crate::check;
use crate::grandstream::PNumber;
use crate::problem::{Finding, Problem};
use crate::secret::Secret;
use crate::setting::{AccountSetting, DeviceSetting, Key, KeyFunction, KeySetting, Setting, Value};

/// A number, the setting that it is for, and its text.
pub(crate) type Entry = (PNumber, Setting, String);

/// Fewer characters than these can be guessed by whoever can reach the PBX.
const SHORT_SECRET: usize = 12;

const CODECS: [AccountSetting; 8] = [
    AccountSetting::Codec1,
    AccountSetting::Codec2,
    AccountSetting::Codec3,
    AccountSetting::Codec4,
    AccountSetting::Codec5,
    AccountSetting::Codec6,
    AccountSetting::Codec7,
    AccountSetting::Codec8,
];

/// Settings in their order, each once; `None` clears. Entries come in the order of their numbers, findings in that of the
/// settings.
pub(crate) fn encode(
    model: Model,
    firmware: Option<Firmware>,
    settings: &[(Setting, Option<&Value>)],
) -> (Vec<Entry>, Vec<Finding>) {
    encode_made(model, firmware, settings, &[])
}

/// What one value makes by itself, made beforehand.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Made(Result<Vec<(PNumber, String)>, Problem>);

/// Makes what [`encode_made`] takes; `None` clears.
pub(crate) fn make(
    model: Model,
    firmware: Option<Firmware>,
    setting: Setting,
    value: Option<&Value>,
) -> Made {
    let mut pairs = Vec::new();
    let done = put_value(model, firmware, setting, value, &mut |number, text| {
        pairs.push((PNumber::new(number), text.to_owned()));
    });
    Made(done.map(|()| pairs))
}

fn put_value(
    model: Model,
    firmware: Option<Firmware>,
    setting: Setting,
    value: Option<&Value>,
    put: &mut dyn FnMut(u32, &str),
) -> Result<(), Problem> {
    match value {
        None => model.put_empty(setting, put),
        Some(value) => {
            value.check(setting)?;
            model.put(setting, value, firmware, put)
        }
    }
}

/// As [`encode`], with what was made beforehand of some of the settings, in the same places.
pub(crate) fn encode_made(
    model: Model,
    firmware: Option<Firmware>,
    settings: &[(Setting, Option<&Value>)],
    made: &[Option<&Made>],
) -> (Vec<Entry>, Vec<Finding>) {
    debug_assert!(
        settings.windows(2).all(|pair| pair[0].0 < pair[1].0),
        "in order, each once"
    );
    let mut encoder = Encoder {
        model,
        firmware,
        settings,
        entries: Vec::with_capacity(settings.len() + 64),
        findings: Vec::new(),
    };
    let profiles = encoder.profiles();
    for (index, &(setting, value)) in settings.iter().enumerate() {
        if encoder.is_done_elsewhere(setting) {
            continue;
        }
        match made.get(index).copied().flatten() {
            Some(made) => encoder.made(setting, made),
            None => encoder.setting(setting, value),
        }
    }
    for (setting, value) in &profiles {
        encoder.setting(*setting, value.as_ref());
    }
    encoder.codecs();
    encoder.keys();
    encoder.together();
    encoder.finish()
}

struct Encoder<'a> {
    model: Model,
    firmware: Option<Firmware>,
    settings: &'a [(Setting, Option<&'a Value>)],
    entries: Vec<Entry>,
    findings: Vec<Finding>,
}

impl<'a> Encoder<'a> {
    /// A value that is set; `None` also when it is cleared.
    fn get(&self, setting: Setting) -> Option<&'a Value> {
        self.slot(setting).flatten()
    }

    fn slot(&self, setting: Setting) -> Option<Option<&'a Value>> {
        let index = self
            .settings
            .binary_search_by_key(&setting, |(there, _)| *there)
            .ok()?;
        Some(self.settings[index].1)
    }

    fn find(&mut self, setting: Setting, problem: Problem) {
        self.findings.push(Finding { setting, problem });
    }

    fn made(&mut self, setting: Setting, made: &Made) {
        match &made.0 {
            Ok(pairs) => {
                let entries = pairs.iter();
                self.entries
                    .extend(entries.map(|(number, text)| (*number, setting, text.clone())));
            }
            Err(problem) => self.find(setting, problem.clone()),
        }
    }

    fn setting(&mut self, setting: Setting, value: Option<&Value>) {
        let Self {
            model,
            firmware,
            entries,
            ..
        } = self;
        let before = entries.len();
        let mut put = |number, text: &str| entries.push((PNumber::new(number), setting, text.to_owned()));
        let done = put_value(*model, *firmware, setting, value, &mut put);
        if let Err(problem) = done {
            // Nothing of a setting that is wrong.
            entries.truncate(before);
            self.find(setting, problem);
        }
    }

    /// What belongs to a profile is written there, and what one number rules is written once.
    fn is_done_elsewhere(&self, setting: Setting) -> bool {
        match setting {
            Setting::Account(_, of) => self.model.is_of_profile(of),
            Setting::Device(DeviceSetting::ProvFirmwareProtocol) => self.model.number(setting).is_none(),
            _ => false,
        }
    }

    /// Accounts with the same servers share a profile: which one is for whom, and what each holds.
    fn profiles(&mut self) -> Vec<(Setting, Option<Value>)> {
        let room = self.model.profiles();
        if room == 0 {
            return Vec::new();
        }
        type Servers<'a> = Vec<(AccountSetting, Option<&'a Value>)>;
        let mut accounts: BTreeMap<u8, Servers<'a>> = BTreeMap::new();
        for &(setting, value) in self.settings {
            if let Setting::Account(account, of) = setting
                && self.model.is_of_profile(of)
                && self.get(Setting::Account(account, AccountSetting::Active)) != Some(&Value::Bool(false))
            {
                accounts.entry(account).or_default().push((of, value));
            }
        }
        let mut profiles: Vec<Servers<'a>> = Vec::new();
        let mut more = Vec::new();
        for (account, servers) in accounts {
            let chosen = match self.get(Setting::Account(account, AccountSetting::Profile)) {
                Some(Value::Integer(profile)) => Some(*profile as usize - 1),
                _ => None,
            };
            let alike = profiles.iter().position(|there| *there == servers);
            let index = chosen.or(alike).unwrap_or(profiles.len());
            let taken = profiles
                .get(index)
                .is_some_and(|there| !there.is_empty() && *there != servers);
            if index >= usize::from(room) || taken {
                let given = profiles.len() + 1;
                let of = servers.first().map_or(AccountSetting::Server1, |(of, _)| *of);
                self.find(Setting::Account(account, of), Problem::Profiles { given, room });
                continue;
            }
            while profiles.len() <= index {
                profiles.push(Vec::new());
            }
            profiles[index] = servers;
            if chosen.is_none() {
                let profile = Value::Integer(index as u32 + 1);
                more.push((Setting::Account(account, AccountSetting::Profile), Some(profile)));
            }
        }
        if profiles.is_empty() {
            return more;
        }
        for profile in 1..=room {
            let servers = profiles
                .get(usize::from(profile) - 1)
                .filter(|servers| !servers.is_empty());
            let active = Setting::Profile(profile, AccountSetting::Active);
            if self.slot(active).is_none() && self.model.number(active).is_some() {
                more.push((active, Some(Value::Bool(servers.is_some()))));
            }
            let unused: Servers<'a> = vec![(AccountSetting::Server1, None)];
            for (of, value) in servers.unwrap_or(&unused) {
                let setting = Setting::Profile(profile, *of);
                if *of == AccountSetting::Active || self.slot(setting).is_some() {
                    continue;
                }
                if value.is_some() || self.model.number(setting).is_some() {
                    more.push((setting, value.cloned()));
                }
            }
        }
        more
    }

    /// A list of codecs that is shorter than its slots ends with its last one: what is left out stays on the device.
    fn codecs(&mut self) {
        for account in 1..=self.model.accounts().unwrap_or(0) {
            let last = CODECS
                .iter()
                .rposition(|of| self.get(Setting::Account(account, *of)).is_some());
            let Some(last) = last else { continue };
            let value = self.get(Setting::Account(account, CODECS[last]));
            for of in &CODECS[last + 1..] {
                let setting = Setting::Account(account, *of);
                if self.slot(setting).is_none() && self.model.number(setting).is_some() {
                    self.setting(setting, value);
                }
            }
        }
    }

    fn keys(&mut self) {
        let mut keys: Vec<Key> = Vec::new();
        for (setting, _) in self.settings {
            if let Setting::Key(key, _) = setting
                && keys.last() != Some(key)
            {
                keys.push(*key);
            }
        }
        for key in &keys {
            self.key(*key);
        }
        // A gap among the keys after the line keys would make a phone forget those behind it.
        let (Some(line_keys), Some(all)) = (self.model.line_keys(), self.model.screen_keys()) else {
            return;
        };
        if !keys.iter().any(|key| matches!(key, Key::Line(_))) {
            return;
        }
        for number in line_keys + 1..=all {
            let key = Key::Line(number);
            if self.slot(Setting::Key(key, KeySetting::Function)).is_some() {
                continue;
            }
            let none = Value::Function(KeyFunction::None);
            let first = Value::Integer(1);
            self.setting(Setting::Key(key, KeySetting::Function), Some(&none));
            for (of, value) in [
                (KeySetting::Account, Some(&first)),
                (KeySetting::Label, None),
                (KeySetting::Value, None),
            ] {
                if self.slot(Setting::Key(key, of)).is_none() {
                    self.setting(Setting::Key(key, of), value);
                }
            }
        }
    }

    fn key(&mut self, key: Key) {
        let of = |of| Setting::Key(key, of);
        let Some(Value::Function(function)) = self.get(of(KeySetting::Function)) else {
            return;
        };
        if function.needs_value() && self.get(of(KeySetting::Value)).is_none() {
            let function = function.name();
            self.find(of(KeySetting::Value), Problem::KeyValue { function });
        }
        let first = self
            .get(of(KeySetting::Account))
            .is_none_or(|account| *account == Value::Integer(1));
        if *function == KeyFunction::None && first {
            return;
        }
        if let Some(Value::Integer(account)) = self.get(of(KeySetting::Account)) {
            let account = u8::try_from(*account).unwrap_or(u8::MAX);
            // Where nothing at all is said of accounts, they are somebody else's affair.
            let any = matches!(
                self.settings.iter().find(|(setting, _)| *setting > Setting::Mac),
                Some((Setting::Account(..), _))
            );
            let active = self.get(Setting::Account(account, AccountSetting::Active));
            let user = self.get(Setting::Account(account, AccountSetting::UserId));
            if any && (active == Some(&Value::Bool(false)) || user.is_none()) {
                self.find(of(KeySetting::Account), Problem::KeyLine { line: account });
            }
        }
    }

    /// What several settings are about.
    fn together(&mut self) {
        for (setting, value) in self.settings {
            match (setting, value) {
                (
                    Setting::Device(DeviceSetting::AccessAdminPassword | DeviceSetting::AccessUserPassword),
                    Some(value),
                ) => {
                    if let Value::Secret(password) = value {
                        self.page_password(*setting, password);
                    }
                }
                (Setting::Account(account, AccountSetting::Password), Some(Value::Secret(secret))) => {
                    let characters = secret.expose().chars().count();
                    let active = self.get(Setting::Account(*account, AccountSetting::Active));
                    if (1..SHORT_SECRET).contains(&characters) && active != Some(&Value::Bool(false)) {
                        self.find(*setting, Problem::ShortSecret { characters });
                    }
                }
                (Setting::Account(account, AccountSetting::Active), Some(Value::Bool(true))) => {
                    // Once is enough, however many there are.
                    if let Some(lines) = self.model.first_accounts().filter(|first| *account == first + 1) {
                        let model = self.model.name();
                        self.find(*setting, Problem::LaterLine { model, lines });
                    }
                }
                (Setting::Account(account, AccountSetting::SessionMinSe), Some(Value::Integer(least))) => {
                    let expires = self.get(Setting::Account(*account, AccountSetting::SessionExpires));
                    if let Some(Value::Integer(expires)) = expires
                        && expires < least
                    {
                        self.find(*setting, Problem::Session { expires: *expires });
                    }
                }
                (Setting::Device(DeviceSetting::ProvConfigProtocol), Some(Value::Choice(word)))
                    if *word != "https" =>
                {
                    self.find(*setting, Problem::Plain);
                }
                (Setting::Device(DeviceSetting::ProvFirmwareProtocol), value)
                    if self.is_done_elsewhere(*setting) =>
                {
                    let ruling = Setting::Device(DeviceSetting::ProvConfigProtocol);
                    if *value != self.get(ruling) {
                        self.find(*setting, Problem::SharedProtocol);
                    }
                }
                _ => {}
            }
        }
    }

    fn page_password(&mut self, setting: Setting, password: &Secret) {
        let rule = self.model.password_rule();
        let (fewest, most) = (usize::from(rule.fewest), usize::from(rule.most));
        let same = |secret: &Secret| secret == password;
        let problem = match check::password(password.expose(), fewest, most) {
            Err(problem) => Some(problem),
            Ok(()) => self.settings.iter().find_map(|(other, value)| {
                let elsewhere = match (other, value) {
                    (Setting::Device(DeviceSetting::AccessAdminPassword), Some(Value::Secret(secret))) => {
                        setting != *other && same(secret)
                    }
                    (Setting::Account(_, AccountSetting::Password), Some(Value::Secret(secret))) => {
                        same(secret)
                    }
                    (Setting::Account(_, AccountSetting::UserId), Some(Value::Text(user))) => {
                        user == password.expose()
                    }
                    _ => false,
                };
                elsewhere.then_some(Problem::SamePassword { elsewhere: *other })
            }),
        };
        if let Some(problem) = problem {
            // The value's own check may have told it already.
            self.findings.retain(|finding| finding.setting != setting);
            self.entries.retain(|(_, of, _)| *of != setting);
            self.find(setting, problem);
        }
    }

    fn finish(mut self) -> (Vec<Entry>, Vec<Finding>) {
        self.entries.sort_by_key(|(number, ..)| *number);
        let mut taken = Vec::new();
        self.entries.dedup_by(|later, earlier| {
            let twice = later.0 == earlier.0;
            if twice {
                taken.push((later.1, earlier.0, earlier.1));
            }
            twice
        });
        for (setting, number, by) in taken {
            let number = number.get();
            self.find(setting, Problem::Taken { number, by });
        }
        self.findings.sort_by_key(|finding| finding.setting);
        (self.entries, self.findings)
    }
}
