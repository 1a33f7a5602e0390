//! From settings to names and texts, as far as that is the same for every brand, and back.

use std::collections::{BTreeMap, BTreeSet};
use std::net::Ipv4Addr;

use super::{Brand, Entries, Model};
use crate::problem::{Finding, Problem};
use crate::secret::Secret;
use crate::setting::{AccountSetting, DeviceSetting, Setting, Value};

/// Settings with their values; `None` clears.
pub(crate) type Settings = BTreeMap<Setting, Option<Value>>;

/// How a value stands in a file.
#[derive(Clone, Copy)]
pub(crate) enum Code {
    /// As it is.
    Text,
    /// As it is, and a password.
    Secret,
    /// An address.
    Ipv4,
    /// A whole number, times this one.
    Times(u32),
    /// One text for yes and one for no.
    Switch(&'static str, &'static str),
    /// A text for each word; a word without one cannot be told.
    Words(&'static [(&'static str, &'static str)]),
}

/// A setting that has one name; `{n}` in it stands for the account.
pub(crate) struct Row {
    pub(crate) of: Of,
    pub(crate) name: &'static str,
    pub(crate) code: Code,
}

/// What a row is of.
#[derive(Clone, Copy)]
pub(crate) enum Of {
    Account(AccountSetting),
    Device(DeviceSetting),
}

pub(crate) const fn account(of: AccountSetting, name: &'static str, code: Code) -> Row {
    Row {
        of: Of::Account(of),
        name,
        code,
    }
}

pub(crate) const fn device(of: DeviceSetting, name: &'static str, code: Code) -> Row {
    Row {
        of: Of::Device(of),
        name,
        code,
    }
}

impl Row {
    fn name_of(&self, setting: Setting, lines: u8) -> Option<String> {
        match (self.of, setting) {
            (Of::Account(of), Setting::Account(number, there)) if of == there && number <= lines => {
                Some(self.name.replace("{n}", &number.to_string()))
            }
            (Of::Device(of), Setting::Device(there)) if of == there => Some(self.name.to_owned()),
            _ => None,
        }
    }
}

/// Settings on their way into a file.
pub(crate) struct Encoder<'a> {
    pub(crate) model: Model,
    settings: &'a Settings,
    done: BTreeSet<Setting>,
    pub(crate) entries: Entries,
    pub(crate) findings: Vec<Finding>,
}

impl<'a> Encoder<'a> {
    pub(crate) fn new(model: Model, settings: &'a Settings) -> Self {
        let mut encoder = Self {
            model,
            settings,
            done: BTreeSet::new(),
            entries: Entries::new(model.brand()),
            findings: Vec::new(),
        };
        for (setting, value) in settings {
            let wrong = value.as_ref().and_then(|value| value.check(*setting).err());
            if let Some(problem) = wrong {
                encoder.find(*setting, problem);
                // Told once is enough.
                encoder.done.insert(*setting);
            }
        }
        encoder
    }

    pub(crate) fn find(&mut self, setting: Setting, problem: Problem) {
        self.findings.push(Finding { setting, problem });
    }

    pub(crate) fn cannot(&mut self, setting: Setting, word: &str, known: &[&'static str]) {
        let problem = Problem::Inexpressible {
            family: self.model.brand().title(),
            word: word.to_owned(),
            known: known.to_vec(),
        };
        self.find(setting, problem);
    }

    pub(crate) fn put(&mut self, name: impl Into<String>, text: impl Into<String>) {
        self.entries.set(name, text);
    }

    /// What a setting is, taken out of what is left: `None` if it is not stated, or wrong; `Some(None)` if it is to be cleared.
    pub(crate) fn take(&mut self, setting: Setting) -> Option<Option<&'a Value>> {
        if self.done.contains(&setting) {
            return None;
        }
        let value = self.settings.get(&setting)?;
        self.done.insert(setting);
        Some(value.as_ref())
    }

    /// The text of a setting of kinds that have one, or nothing.
    pub(crate) fn take_text(&mut self, setting: impl Into<Setting>) -> Option<&'a str> {
        match self.take(setting.into()) {
            Some(Some(Value::Text(text))) => Some(text),
            Some(Some(Value::Choice(word))) => Some(word),
            _ => None,
        }
    }

    pub(crate) fn take_secret(&mut self, setting: impl Into<Setting>) -> Option<&'a Secret> {
        match self.take(setting.into()) {
            Some(Some(Value::Secret(secret))) => Some(secret),
            _ => None,
        }
    }

    /// Whether something is stated of a setting.
    pub(crate) fn has(&self, setting: impl Into<Setting>) -> bool {
        self.settings.contains_key(&setting.into())
    }

    /// What a setting is, without taking it.
    pub(crate) fn peek(&self, setting: impl Into<Setting>) -> Option<&'a Value> {
        self.settings.get(&setting.into()).and_then(Option::as_ref)
    }

    /// All that have a row of their own.
    pub(crate) fn rows(&mut self, rows: &[Row]) {
        for row in rows {
            for setting in self.settings.keys().copied().collect::<Vec<_>>() {
                let Some(name) = row.name_of(setting, self.model.lines()) else {
                    continue;
                };
                match self.take(setting) {
                    None => {}
                    Some(None) => self.put(name, ""),
                    Some(Some(value)) => match text(value, row.code) {
                        Ok(text) => match carried(self.model.brand(), &text) {
                            Ok(()) => self.put(name, text),
                            Err(problem) => self.find(setting, problem),
                        },
                        Err(known) => {
                            let word = value.text().unwrap_or_default();
                            self.cannot(setting, &word, &known);
                        }
                    },
                }
            }
        }
    }

    /// What nobody took cannot be told to phones of this brand; clearing what they do not have is no matter.
    pub(crate) fn finish(mut self) -> (Entries, Vec<Finding>) {
        let brand = self.model.brand().title();
        for (setting, value) in self.settings {
            if value.is_some() && !self.done.contains(setting) {
                self.find(*setting, Problem::OfBrand { brand });
            }
        }
        self.findings.sort_by_key(|finding| finding.setting);
        (self.entries, self.findings)
    }
}

/// Whether a file of a brand can carry a text that was checked as what it is. The character is not told: it may be a password's.
pub(crate) fn carried(brand: Brand, text: &str) -> Result<(), Problem> {
    let bad = |found: char| match brand {
        Brand::Cisco => false,
        // Lines, and quotes for which no escape is known.
        Brand::Mitel => matches!(found, '\n' | '"'),
    };
    match text.chars().position(bad) {
        None => Ok(()),
        Some(index) => Err(Problem::Character {
            position: index + 1,
            found: None,
        }),
    }
}

fn text(value: &Value, code: Code) -> Result<String, Vec<&'static str>> {
    Ok(match (code, value) {
        (Code::Text, Value::Text(text)) => text.clone(),
        (Code::Secret, Value::Secret(secret)) => secret.expose().to_owned(),
        (Code::Ipv4, Value::Ipv4(address)) => address.to_string(),
        (Code::Times(by), Value::Integer(number)) => u64::from(*number).saturating_mul(by.into()).to_string(),
        (Code::Switch(yes, no), Value::Bool(on)) => if *on { yes } else { no }.to_owned(),
        (Code::Words(words), Value::Choice(word)) => words
            .iter()
            .find(|(ours, _)| ours == word)
            .map(|(_, theirs)| (*theirs).to_owned())
            .ok_or_else(|| words.iter().map(|(ours, _)| *ours).collect::<Vec<_>>())?,
        // The kinds of the rows are those of the settings, which were checked.
        _ => return Err(Vec::new()),
    })
}

/// Names of a file on their way back to settings.
pub(crate) struct Decoder<'a> {
    pub(crate) model: Model,
    pub(crate) entries: &'a Entries,
    done: BTreeSet<String>,
    pub(crate) settings: Settings,
}

impl<'a> Decoder<'a> {
    pub(crate) fn new(model: Model, entries: &'a Entries) -> Self {
        Self {
            model,
            entries,
            done: BTreeSet::new(),
            settings: Settings::new(),
        }
    }

    /// The text of a name, which is then done.
    pub(crate) fn take(&mut self, name: &str) -> Option<&'a str> {
        let text = self.entries.get(name)?;
        self.done.insert(name.to_owned());
        Some(text)
    }

    /// Sets what a text says if that is a value of the setting; a name whose text is none is left over.
    pub(crate) fn set(&mut self, name: &str, setting: Setting, value: Option<Value>) {
        let good = value.as_ref().is_none_or(|value| value.check(setting).is_ok());
        if good {
            self.settings.insert(setting, value);
        } else {
            self.done.remove(name);
        }
    }

    pub(crate) fn rows(&mut self, rows: &[Row]) {
        for row in rows {
            let settings: Vec<_> = match row.of {
                Of::Device(of) => vec![Setting::Device(of)],
                Of::Account(of) => (1..=self.model.lines())
                    .map(|line| Setting::Account(line, of))
                    .collect(),
            };
            for setting in settings {
                let Some(name) = row.name_of(setting, self.model.lines()) else {
                    continue;
                };
                let Some(text) = self.take(&name) else {
                    continue;
                };
                match value(text, row.code) {
                    Some(value) => self.set(&name, setting, value),
                    None => {
                        self.done.remove(&name);
                    }
                }
            }
        }
    }

    /// The settings, and the names that stand for none.
    pub(crate) fn finish(self) -> (Settings, Vec<String>) {
        let left = self.entries.iter().filter(|(name, _)| !self.done.contains(*name));
        let left = left.map(|(name, _)| name.to_owned()).collect();
        (self.settings, left)
    }
}

fn value(text: &str, code: Code) -> Option<Option<Value>> {
    if text.is_empty() {
        return Some(None);
    }
    Some(Some(match code {
        Code::Text => Value::Text(text.to_owned()),
        Code::Secret => Value::Secret(Secret::new(text)),
        Code::Ipv4 => Value::Ipv4(text.parse::<Ipv4Addr>().ok()?),
        Code::Times(by) => {
            let number: u32 = text.parse().ok()?;
            Value::Integer(number.is_multiple_of(by).then_some(number / by)?)
        }
        Code::Switch(yes, no) => {
            let is = |word: &str| text.eq_ignore_ascii_case(word);
            Value::Bool(match (is(yes), is(no)) {
                (true, _) => true,
                (_, true) => false,
                _ => return None,
            })
        }
        Code::Words(words) => Value::Choice(words.iter().find(|(_, theirs)| *theirs == text)?.0),
    }))
}
