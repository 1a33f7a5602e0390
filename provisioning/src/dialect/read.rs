//! From the numbers of a file back to settings.

use std::collections::HashMap;

use crate::catalogue::tables::values::CODECS;
use crate::catalogue::{Family, Model};
use crate::grandstream::{PNumber, PValues};
use crate::secret::Secret;
use crate::setting::{AccountSetting, Codec, DeviceSetting, Key, KeySetting, Kind, Setting, Value};

use super::{key, schedule, zone};

/// Both codes of iLBC that were seen.
const ILBC: [&str; 2] = ["97", "98"];

/// What every number of a model is for. Make it once to read many files.
///
/// ```
/// use switchhook_provisioning::catalogue::Model;
/// use switchhook_provisioning::dialect::Reader;
/// use switchhook_provisioning::grandstream::{PNumber, PValues};
/// let mut values = PValues::new();
/// values.set(PNumber::new(130), "2")?;
/// values.set(PNumber::new(4711), "x")?;
/// let reader = Reader::new(Model::HT802);
/// let read = reader.read(&values).into_iter();
/// let read: Vec<_> = read.map(|(setting, value)| (setting.path(), value.and_then(|value| value.text()))).collect();
/// assert_eq!(read, [
///     ("account.1.transport".to_owned(), Some("tls".to_owned())),
///     ("raw.P4711".to_owned(), None),
/// ]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Reader {
    model: Model,
    settings: HashMap<u32, Setting>,
}

impl Reader {
    /// For a model.
    #[must_use]
    pub fn new(model: Model) -> Self {
        let mut settings = HashMap::new();
        model.each_setting(&mut |setting| {
            for number in model.all_numbers(setting) {
                settings.entry(number).or_insert(setting);
            }
        });
        Self { model, settings }
    }

    /// What a number is for; `None` for the many that this crate has no words for.
    #[must_use]
    pub fn setting(&self, number: PNumber) -> Option<Setting> {
        self.settings.get(&number.get()).copied()
    }

    /// The settings of a file, each once, in the order of their first numbers there; `None` is one that the file clears. What
    /// no setting can say, such as a code that the family should not have, is raw.
    #[must_use]
    pub fn read(&self, values: &PValues) -> Vec<(Setting, Option<Value>)> {
        let texts: HashMap<u32, &str> = values.iter().map(|(number, text)| (number.get(), text)).collect();
        let mut read: Vec<(Setting, Option<Value>)> = Vec::with_capacity(values.len());
        let mut done: HashMap<Setting, bool> = HashMap::new();
        for (number, text) in values.iter() {
            let raw = || (Setting::Raw(number), Some(Value::Secret(Secret::new(text))));
            let Some(setting) = self.setting(number) else {
                read.push(raw());
                continue;
            };
            match done.get(&setting) {
                Some(true) => {}
                Some(false) => read.push(raw()),
                // Only its first number says that all of it is cleared.
                None if text.is_empty() && self.model.number(setting) == Some(number) => {
                    done.insert(setting, true);
                    read.push((setting, None));
                }
                None => {
                    let value = self
                        .value(setting, &texts)
                        .filter(|value| value.check(setting).is_ok());
                    done.insert(setting, value.is_some());
                    read.push(value.map_or_else(raw, |value| (setting, Some(value))));
                }
            }
        }
        read
    }

    fn value(&self, setting: Setting, texts: &HashMap<u32, &str>) -> Option<Value> {
        let family = self.model.family();
        let first = self.model.number(setting)?.get();
        let text = |number: u32| texts.get(&number).copied();
        let main = text(first)?;
        Some(match setting.kind() {
            Kind::Bool => Value::Bool(match setting.codes(family) {
                Some(codes) => codes.word(main)? == "yes",
                None => match main {
                    "1" => true,
                    "0" => false,
                    _ => return None,
                },
            }),
            Kind::Integer { .. } => Value::Integer(self.integer(setting, main)?),
            Kind::Choice => {
                let codes = setting.codes(family)?;
                let parts = (first..first + codes.width())
                    .map(text)
                    .collect::<Option<Vec<_>>>()?;
                Value::Choice(codes.word(&parts.join("."))?)
            }
            Kind::Codec => Value::Codec(codec(main, family)?),
            Kind::Octets => {
                let octets = (first..first + 4).map(|number| text(number)?.parse::<u8>().ok());
                let octets: [u8; 4] = octets.collect::<Option<Vec<_>>>()?.try_into().ok()?;
                Value::Ipv4(octets.into())
            }
            Kind::Ipv4 => Value::Ipv4(main.parse().ok()?),
            Kind::Zone => Value::Zone(zone::read(self.model, main, text(zone::RULE))?),
            Kind::Schedule => Value::Schedule(schedule::read(self.model, main, text)?),
            Kind::KeyFunction => match setting {
                Setting::Key(on, _) => Value::Function(key::function(self.model, on, main)?),
                _ => return None,
            },
            Kind::Secret | Kind::PrivateKey | Kind::Raw => Value::Secret(Secret::new(main)),
            _ => Value::Text(main.to_owned()),
        })
    }

    fn integer(&self, setting: Setting, text: &str) -> Option<u32> {
        let number: u32 = text.parse().ok()?;
        let expiry = matches!(
            setting,
            Setting::Account(_, AccountSetting::RegisterExpiry)
                | Setting::Profile(_, AccountSetting::RegisterExpiry)
        );
        match setting {
            // A started minute counts.
            _ if expiry && self.model.family() == Family::Gds37xx => Some(number.div_ceil(60)),
            Setting::Key(_, KeySetting::Account) | Setting::Account(_, AccountSetting::Profile) => {
                number.checked_add(1)
            }
            _ => Some(number),
        }
    }
}

impl Model {
    /// The settings of a file of this model: see [`Reader::read`].
    #[must_use]
    pub fn read(self, values: &PValues) -> Vec<(Setting, Option<Value>)> {
        Reader::new(self).read(values)
    }

    /// What a number is for on this model: see [`Reader::setting`].
    ///
    /// ```
    /// use switchhook_provisioning::{Model, grandstream::PNumber};
    /// let setting = Model::GRP2614.setting(PNumber::new(404)).expect("a number of account 2");
    /// assert_eq!(setting.to_string(), "account.2.user_id");
    /// assert_eq!(Model::GXP2135.setting(PNumber::new(50604)), None, "it has four accounts");
    /// ```
    #[must_use]
    pub fn setting(self, number: PNumber) -> Option<Setting> {
        let mut found = None;
        self.each_setting(&mut |setting| {
            if found.is_none() && self.all_numbers(setting).any(|there| there == number.get()) {
                found = Some(setting);
            }
        });
        found
    }

    /// All that can be set on this model with words.
    ///
    /// ```
    /// use switchhook_provisioning::Model;
    /// let count = Model::GXP2170.settings().count();
    /// assert!(count > 1000, "{count}: accounts and keys, one by one");
    /// ```
    pub fn settings(self) -> impl Iterator<Item = Setting> {
        let mut all = Vec::new();
        self.each_setting(&mut |setting| {
            if self.number(setting).is_some() {
                all.push(setting);
            }
        });
        all.into_iter()
    }

    fn each_setting(self, each: &mut dyn FnMut(Setting)) {
        for of in DeviceSetting::ALL {
            each(Setting::Device(*of));
        }
        for account in 1..=self.accounts().unwrap_or(0) {
            for of in AccountSetting::ALL {
                each(Setting::Account(account, *of));
            }
        }
        for profile in 1..=self.profiles() {
            for of in AccountSetting::ALL {
                each(Setting::Profile(profile, *of));
            }
        }
        for handset in 1..=self.handsets() {
            each(Setting::Handset(handset));
        }
        let boards = self
            .boards()
            .map_or(0, |(boards, keys)| boards.saturating_mul(keys));
        let keys = (1..=self.screen_keys().unwrap_or(0)).map(Key::Line);
        let keys = keys.chain((1..=self.side_keys().unwrap_or(0)).map(Key::Side));
        for key in keys.chain((1..=boards).map(Key::Board)) {
            for of in KeySetting::ALL {
                each(Setting::Key(key, *of));
            }
        }
    }

    /// All numbers that a setting may write here.
    fn all_numbers(self, setting: Setting) -> impl Iterator<Item = u32> {
        let first = self.number(setting).map(PNumber::get);
        let width = setting.width(self.family());
        let more: &[u32] = match setting.kind() {
            _ if first.is_none() => &[],
            Kind::Zone if self.family().zone_form() == crate::catalogue::choices::ZoneForm::Posix => {
                &[zone::RULE]
            }
            Kind::Schedule => &[schedule::INTERVAL, schedule::HOUR, schedule::WEEKDAY],
            _ => &[],
        };
        let more = more
            .iter()
            .copied()
            .filter(move |number| self.family().knows(PNumber::new(*number)));
        first
            .into_iter()
            .flat_map(move |first| first..first + width)
            .chain(more)
    }
}

fn codec(code: &str, family: Family) -> Option<Codec> {
    if ILBC.contains(&code) {
        return Some(Codec::Ilbc);
    }
    let found = CODECS
        .iter()
        .find(|(_, families, there)| *there == code && (families.is_empty() || families.contains(&family)));
    found.map(|(codec, ..)| *codec)
}
