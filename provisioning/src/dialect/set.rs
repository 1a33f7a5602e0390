//! All settings of a device at once: what each alone cannot know.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;

use crate::catalogue::{Firmware, Model};
use crate::check;
use crate::grandstream::{PNumber, PValues};
use crate::problem::{Finding, Problem};
use crate::secret::Secret;
use crate::setting::{AccountSetting, DeviceSetting, Key, KeyFunction, KeySetting, Setting, Value};

/// Values in the order of their numbers, without a number twice, each of text that files can carry, and the setting behind each.
#[derive(Debug)]
pub(crate) struct Encoded {
    pub(crate) values: PValues,
    pub(crate) settings: Vec<Setting>,
}

/// A number, the setting that it is for, and where its text stands.
#[derive(Clone, Copy, Debug)]
struct Entry {
    number: PNumber,
    setting: Setting,
    start: usize,
    end: usize,
}

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

/// What values make by themselves, made beforehand. `Debug` shows none of it: among it are passwords.
#[derive(Clone, Default)]
pub(crate) struct Made {
    /// Of each value its pairs.
    each: Vec<Result<Range<usize>, Problem>>,
    /// Numbers, and where their texts end.
    pairs: Vec<(PNumber, usize)>,
    texts: String,
}

/// The place of a value that was not made beforehand.
pub(crate) const NOT_MADE: u32 = u32::MAX;

impl Made {
    /// Makes one more; `None` clears. Gives its place.
    pub(crate) fn add(
        &mut self,
        model: Model,
        firmware: Option<Firmware>,
        setting: Setting,
        value: Option<&Value>,
    ) -> u32 {
        let Self { each, pairs, texts } = self;
        let first = pairs.len();
        let done = put_value(model, firmware, setting, value, &mut |number, text| {
            texts.push_str(text);
            pairs.push((PNumber::new(number), texts.len()));
        });
        each.push(done.map(|()| first..pairs.len()));
        // There are fewer settings than that.
        u32::try_from(each.len() - 1).unwrap_or(NOT_MADE)
    }
}

impl fmt::Debug for Made {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Made({} values)", self.each.len())
    }
}

/// What a device shall be told.
pub(crate) struct Stated<'a> {
    pub(crate) model: Model,
    pub(crate) firmware: Option<Firmware>,
    /// In their order, each once; `None` clears.
    pub(crate) settings: &'a [(Setting, Option<&'a Value>)],
    /// What was made beforehand, and of each setting its place there. There may be fewer of those.
    pub(crate) made: Option<&'a Made>,
    pub(crate) places: &'a [u32],
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

/// Findings come in the order of the settings.
pub(crate) fn encode(stated: &Stated<'_>) -> (Encoded, Vec<Finding>) {
    let Stated {
        model,
        firmware,
        settings,
        made,
        places,
    } = *stated;
    debug_assert!(
        settings.windows(2).all(|pair| pair[0].0 < pair[1].0),
        "in order, each once"
    );
    let mut encoder = Encoder {
        model,
        firmware,
        settings,
        entries: Vec::with_capacity(settings.len() + 64),
        texts: String::with_capacity(16 * settings.len() + 256),
        last_account: None,
        findings: Vec::new(),
    };
    let profiles = encoder.profiles();
    let shares_profiles = model.profiles() != 0;
    for (index, &(setting, value)) in settings.iter().enumerate() {
        if (shares_profiles || matches!(setting, Setting::Device(_))) && encoder.is_done_elsewhere(setting) {
            continue;
        }
        match (places.get(index), made) {
            (Some(place), Some(made)) if *place != NOT_MADE => encoder.made(setting, made, *place),
            _ => encoder.setting(setting, value),
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
    /// The texts of all entries, one after the other.
    texts: String,
    /// The account that was last asked for, and whether it is in use.
    last_account: Option<(u8, bool)>,
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

    fn made(&mut self, setting: Setting, made: &Made, place: u32) {
        match &made.each[place as usize] {
            Ok(pairs) => {
                let before = pairs
                    .start
                    .checked_sub(1)
                    .map_or(0, |before| made.pairs[before].1);
                let mut start = before;
                for &(number, end) in &made.pairs[pairs.clone()] {
                    let at = self.texts.len();
                    self.texts.push_str(&made.texts[start..end]);
                    self.entries.push(Entry {
                        number,
                        setting,
                        start: at,
                        end: self.texts.len(),
                    });
                    start = end;
                }
            }
            Err(problem) => self.find(setting, problem.clone()),
        }
    }

    fn setting(&mut self, setting: Setting, value: Option<&Value>) {
        let Self {
            model,
            firmware,
            entries,
            texts,
            ..
        } = self;
        let before = entries.len();
        let mut put = |number, text: &str| {
            let start = texts.len();
            texts.push_str(text);
            entries.push(Entry {
                number: PNumber::new(number),
                setting,
                start,
                end: texts.len(),
            });
        };
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
        let accounts = self.model.accounts().unwrap_or(0);
        // Of each account, what is stated of its slots.
        type Slots<'a> = [Option<Option<&'a Value>>; CODECS.len()];
        let mut lists: Vec<(u8, Slots<'a>)> = Vec::new();
        for &(setting, value) in self.settings {
            let Setting::Account(account, of) = setting else {
                // Nothing else stands among the accounts.
                if lists.is_empty() { continue } else { break }
            };
            if let Some(slot) = CODECS.iter().position(|codec| *codec == of) {
                if lists.last().is_none_or(|(last, _)| *last != account) {
                    lists.push((account, [None; CODECS.len()]));
                }
                if let Some((_, slots)) = lists.last_mut() {
                    slots[slot] = Some(value);
                }
            }
        }
        for (account, slots) in lists.into_iter().filter(|(account, _)| *account <= accounts) {
            let last = slots.iter().rposition(|slot| matches!(slot, Some(Some(_))));
            let Some(last) = last else { continue };
            for (of, _) in CODECS
                .iter()
                .zip(slots)
                .skip(last + 1)
                .filter(|(_, slot)| slot.is_none())
            {
                let setting = Setting::Account(account, *of);
                if self.model.number(setting).is_some() {
                    self.setting(setting, slots[last].flatten());
                }
            }
        }
    }

    fn keys(&mut self) {
        let all = self.settings;
        // They stand together, and behind them only raw numbers.
        let first =
            all.partition_point(|(setting, _)| !matches!(setting, Setting::Key(..) | Setting::Raw(_)));
        let end = all.partition_point(|(setting, _)| !matches!(setting, Setting::Raw(_)));
        let mut line_keys_stated = [false; 256];
        let mut any_line_key = false;
        let same = |one: &(Setting, Option<&Value>), other: &(Setting, Option<&Value>)| match (one.0, other.0)
        {
            (Setting::Key(one, _), Setting::Key(other, _)) => one == other,
            _ => false,
        };
        for group in all[first..end].chunk_by(same) {
            let Setting::Key(key, _) = group[0].0 else {
                continue;
            };
            let function = group
                .iter()
                .find(|(setting, _)| *setting == Setting::Key(key, KeySetting::Function));
            if let Key::Line(number) = key {
                any_line_key = true;
                line_keys_stated[usize::from(number)] = function.is_some();
            }
            if let Some((_, Some(Value::Function(function)))) = function {
                self.key(key, *function, group);
            }
        }
        // A gap among the keys after the line keys would make a phone forget those behind it.
        let (Some(line_keys), Some(all)) = (self.model.line_keys(), self.model.screen_keys()) else {
            return;
        };
        if !any_line_key {
            return;
        }
        for number in line_keys + 1..=all {
            if line_keys_stated[usize::from(number)] {
                continue;
            }
            let key = Key::Line(number);
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

    /// A key that does something, and all that is said of it.
    fn key(&mut self, key: Key, function: KeyFunction, group: &[(Setting, Option<&Value>)]) {
        let of = |of| Setting::Key(key, of);
        let get = |of: Setting| {
            group
                .iter()
                .find(|(there, _)| *there == of)
                .and_then(|(_, value)| *value)
        };
        if function.needs_value() && get(of(KeySetting::Value)).is_none() {
            let function = function.name();
            self.find(of(KeySetting::Value), Problem::KeyValue { function });
        }
        let account = get(of(KeySetting::Account));
        let first = account.is_none_or(|account| *account == Value::Integer(1));
        if function == KeyFunction::None && first {
            return;
        }
        if let Some(Value::Integer(account)) = account {
            let account = u8::try_from(*account).unwrap_or(u8::MAX);
            // Where nothing at all is said of accounts, they are somebody else's affair.
            let any = matches!(
                self.settings.iter().find(|(setting, _)| *setting > Setting::Mac),
                Some((Setting::Account(..), _))
            );
            if any && !self.is_in_use(account) {
                self.find(of(KeySetting::Account), Problem::KeyLine { line: account });
            }
        }
    }

    /// Whether an account has a user and is not switched off. Keys next to each other ask for the same one.
    fn is_in_use(&mut self, account: u8) -> bool {
        if let Some((last, in_use)) = self.last_account
            && last == account
        {
            return in_use;
        }
        let active = self.get(Setting::Account(account, AccountSetting::Active));
        let user = self.get(Setting::Account(account, AccountSetting::UserId));
        let in_use = active != Some(&Value::Bool(false)) && user.is_some();
        self.last_account = Some((account, in_use));
        in_use
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
            self.entries.retain(|entry| entry.setting != setting);
            self.find(setting, problem);
        }
    }

    fn finish(mut self) -> (Encoded, Vec<Finding>) {
        // By number, and what was stated first before what came after it: an integer of both is sorted fastest.
        let mut order: Vec<u64> = (0..)
            .zip(&self.entries)
            .map(|(index, entry)| u64::from(entry.number.get()) << 32 | index)
            .collect();
        order.sort_unstable();
        let mut values = PValues::with_capacity(order.len(), self.texts.len());
        let mut settings = Vec::with_capacity(order.len());
        let mut taken = Vec::new();
        let mut before: Option<Entry> = None;
        for place in order {
            let entry = self.entries[(place & u64::from(u32::MAX)) as usize];
            match before {
                Some(there) if there.number == entry.number => {
                    taken.push((entry.setting, entry.number, there.setting));
                }
                _ => {
                    values.push_checked(entry.number, &self.texts[entry.start..entry.end]);
                    settings.push(entry.setting);
                    before = Some(entry);
                }
            }
        }
        for (setting, number, by) in taken {
            let number = number.get();
            self.find(setting, Problem::Taken { number, by });
        }
        self.findings.sort_by_key(|finding| finding.setting);
        (Encoded { values, settings }, self.findings)
    }
}
