//! What stands for a value on a model.

use crate::catalogue::tables::values::CODECS;
use crate::catalogue::{Family, Firmware, Model};
use crate::grandstream::PNumber;
use crate::problem::Problem;
use crate::setting::{AccountSetting, Codec, DeviceSetting, Key, KeySetting, Kind, Setting, Value};

use super::{key, schedule, zone};

/// Where the numbers of one setting go.
pub(super) type Put<'a> = &'a mut dyn FnMut(u32, &str);

impl Model {
    /// The numbers and texts that a value of a setting makes on this model.
    ///
    /// # Errors
    ///
    /// The value does not fit the setting, the model lacks the setting, or its family cannot express the value.
    pub fn encode(self, setting: Setting, value: &Value) -> Result<Vec<(PNumber, String)>, Problem> {
        value.check(setting)?;
        let mut pairs = Vec::new();
        self.put(setting, value, None, &mut |number, text| {
            pairs.push((PNumber::new(number), text.to_owned()));
        })?;
        Ok(pairs)
    }

    /// Whether it can be told a value of a setting, as [`encode`](Self::encode) would.
    pub(crate) fn takes(self, setting: Setting, value: &Value) -> bool {
        value.check(setting).is_ok() && self.put(setting, value, None, &mut |_, _| {}).is_ok()
    }

    /// The numbers that must be written empty to clear a setting on this model.
    ///
    /// # Errors
    ///
    /// The model lacks the setting, or an empty value was seen to do harm.
    pub fn clear(self, setting: Setting) -> Result<Vec<(PNumber, String)>, Problem> {
        let mut pairs = Vec::new();
        self.put_empty(setting, &mut |number, text| {
            pairs.push((PNumber::new(number), text.to_owned()));
        })?;
        Ok(pairs)
    }

    /// Whether somebody has published how its accounts are told it.
    pub(crate) fn has_account_numbers(self) -> bool {
        let user = Setting::Account(1, AccountSetting::UserId);
        self.accounts().is_some() && self.number(user).is_some()
    }

    /// What is told of a model of which nobody has.
    pub(crate) fn no_account_numbers(self) -> Problem {
        let others = Self::all().filter(|other| !other.has_account_numbers() && *other != self);
        Problem::NoAccountNumbers {
            model: self.name(),
            others: others.map(Self::name).collect(),
        }
    }

    /// Why a setting has no number here.
    fn lacks(self, setting: Setting) -> Problem {
        let model = self.name();
        match setting {
            Setting::Account(account, of) => match self.accounts() {
                Some(lines) if account > lines => Problem::NoSuchLine { model, lines },
                _ if !self.has_account_numbers() => self.no_account_numbers(),
                None => Problem::Unpublished { model },
                Some(_) if self.is_of_profile(of) => Problem::OfProfile { model },
                Some(_) if account > 6 && self.number(Setting::Account(1, of)).is_some() => {
                    Problem::LineLacks { model, line: account }
                }
                Some(_) => Problem::Lacks { model },
            },
            Setting::Key(key, _) => {
                let (number, there) = match key {
                    Key::Line(number) => (number, self.screen_keys()),
                    Key::Side(number) => (number, self.side_keys()),
                    Key::Board(number) => (
                        number,
                        self.boards().map(|(boards, keys)| boards.saturating_mul(keys)),
                    ),
                };
                match there {
                    None => Problem::Unpublished { model },
                    Some(keys) if number == 0 || number > keys => Problem::NoSuchKey { model, keys },
                    Some(_) => Problem::Lacks { model },
                }
            }
            _ => Problem::Lacks { model },
        }
    }

    pub(super) fn first_number(self, setting: Setting) -> Result<u32, Problem> {
        self.number(setting)
            .map(PNumber::get)
            .ok_or_else(|| self.lacks(setting))
    }

    /// As [`encode`](Self::encode), for a value that was checked.
    pub(super) fn put(
        self,
        setting: Setting,
        value: &Value,
        firmware: Option<Firmware>,
        put: Put<'_>,
    ) -> Result<(), Problem> {
        let family = self.family();
        let number = match setting {
            // All of its numbers are looked after together.
            Setting::Device(DeviceSetting::ProvSchedule) => 0,
            _ => self.first_number(setting)?,
        };
        match value {
            Value::Bool(on) => {
                let word = if *on { "yes" } else { "no" };
                let code = match setting.codes(family) {
                    Some(codes) => codes.code(word),
                    None => Some(if *on { "1" } else { "0" }),
                };
                put(number, code.ok_or_else(|| inexpressible(setting, family, word))?);
            }
            Value::Integer(of) => put(number, &self.integer(setting, *of)?.to_string()),
            Value::Text(text) => put(number, text),
            Value::Secret(secret) => put(number, secret.expose()),
            Value::Choice(word) => {
                let codes = setting.codes(family);
                let code = codes.and_then(|codes| codes.code(word));
                let code = code.ok_or_else(|| inexpressible(setting, family, word))?;
                since(setting, family, word, firmware)?;
                for (code, number) in code.split('.').zip(number..) {
                    put(number, code);
                }
            }
            Value::Codec(codec) => {
                put(
                    number,
                    codec_code(*codec, family).ok_or_else(|| Problem::Codec {
                        family: family.title(),
                        codec: codec.name(),
                    })?,
                );
            }
            Value::Ipv4(address) if setting.kind() == Kind::Octets => {
                for (octet, number) in address.octets().into_iter().zip(number..) {
                    put(number, &octet.to_string());
                }
            }
            Value::Ipv4(address) => put(number, &address.to_string()),
            Value::Zone(zone) => zone::put(self, number, zone, put)?,
            Value::Schedule(of) => schedule::put(self, *of, put)?,
            Value::Function(function) => match setting {
                Setting::Key(on, _) => put(number, key::code(self, on, *function)?),
                _ => return Err(Problem::Kind),
            },
        }
        Ok(())
    }

    /// As [`clear`](Self::clear).
    pub(super) fn put_empty(self, setting: Setting, put: Put<'_>) -> Result<(), Problem> {
        if setting.kind() == Kind::Filled {
            return Err(Problem::Empty);
        }
        match setting {
            Setting::Device(DeviceSetting::ProvSchedule) => Err(Problem::Empty),
            // What a key does is cleared by telling it to do nothing.
            Setting::Key(on, KeySetting::Function) => {
                let number = self.first_number(setting)?;
                put(number, key::code(self, on, crate::setting::KeyFunction::None)?);
                Ok(())
            }
            _ => {
                let first = self.first_number(setting)?;
                for number in first..first + setting.width(self.family()) {
                    put(number, "");
                }
                if setting.kind() == Kind::Zone && self.family().knows(PNumber::new(zone::RULE)) {
                    put(zone::RULE, "");
                }
                Ok(())
            }
        }
    }

    /// A number as the device counts it.
    fn integer(self, setting: Setting, number: u32) -> Result<u32, Problem> {
        let expiry = matches!(
            setting,
            Setting::Account(_, AccountSetting::RegisterExpiry)
                | Setting::Profile(_, AccountSetting::RegisterExpiry)
        );
        Ok(match setting {
            // Minutes everywhere else.
            _ if expiry && self.family() == Family::Gds37xx => match number.checked_mul(60) {
                Some(seconds) if seconds <= 64_800 => seconds,
                _ => {
                    return Err(Problem::Number {
                        text: number.to_string(),
                        least: 1,
                        most: 64_800 / 60,
                    });
                }
            },
            // Counted from 0.
            Setting::Key(_, KeySetting::Account) | Setting::Account(_, AccountSetting::Profile) => number - 1,
            _ => number,
        })
    }
}

pub(super) fn codec_code(codec: Codec, family: Family) -> Option<&'static str> {
    let found = CODECS
        .iter()
        .find(|(there, families, _)| *there == codec && (families.is_empty() || families.contains(&family)));
    found.map(|(_, _, code)| *code)
}

fn inexpressible(setting: Setting, family: Family, word: &str) -> Problem {
    let known = match setting.codes(family) {
        Some(codes) => codes.list.iter().map(|(word, _)| *word).collect(),
        None => Vec::new(),
    };
    Problem::Inexpressible {
        family: family.title(),
        word: word.to_owned(),
        known,
    }
}

/// What came with a firmware. Where the device's is not known, it is taken for new enough.
fn since(setting: Setting, family: Family, word: &str, firmware: Option<Firmware>) -> Result<(), Problem> {
    let needed = match (setting, family, word) {
        (Setting::Device(DeviceSetting::AccessWebMode), Family::Gxp213x, "off") => Firmware::new(1, 0, 8, 50),
        _ => return Ok(()),
    };
    match firmware {
        Some(firmware) if firmware < needed => Err(Problem::Firmware { firmware, needed }),
        _ => Ok(()),
    }
}
