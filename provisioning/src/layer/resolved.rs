//! What layers come to for one device.

use std::borrow::Cow;
use std::fmt;

use super::stated::Layer;
use super::subject::Subject;
use crate::dialect::set::{self, Encoded, Made, Stated};
use crate::grandstream::{Configuration, PNumber};
use crate::policy::Policy;
use crate::problem::{Finding, Refused};
use crate::setting::{AccountSetting, Setting, Value};

/// What layers come to for one device: every setting with the layer whose word counts.
///
/// `Debug` shows no passwords.
#[derive(Clone, Debug)]
pub struct Resolved<'a> {
    pub(super) subject: Subject,
    /// The lowest first.
    pub(super) layers: Vec<&'a Layer>,
    /// In the order of the settings.
    pub(super) given: Vec<Given<'a>>,
    pub(super) made: Option<&'a Made>,
    pub(super) findings: Vec<Finding>,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Given<'a> {
    pub(super) setting: Setting,
    /// `None` clears.
    pub(super) value: Option<Cow<'a, Value>>,
    pub(super) layer: u16,
    pub(super) lock: Option<u16>,
    /// Its place in what was made beforehand.
    pub(super) made: u32,
}

impl Resolved<'_> {
    /// The device that it is for.
    pub const fn subject(&self) -> &Subject {
        &self.subject
    }

    /// Every setting that is stated, in their order, with its value; `None` clears it.
    pub fn settings(&self) -> impl ExactSizeIterator<Item = (Setting, Option<&Value>)> {
        let given = self.given.iter();
        given.map(|given| (given.setting, given.value.as_deref()))
    }

    /// The value of a setting, if it has one.
    #[must_use]
    pub fn value(&self, setting: Setting) -> Option<&Value> {
        self.find(setting)?.value.as_deref()
    }

    /// The layer whose word counts.
    #[must_use]
    pub fn layer(&self, setting: Setting) -> Option<&Layer> {
        let given = self.find(setting)?;
        Some(self.layers[usize::from(given.layer)])
    }

    /// The layer that locked a setting.
    #[must_use]
    pub fn locked_by(&self, setting: Setting) -> Option<&Layer> {
        let lock = self.find(setting)?.lock?;
        Some(self.layers[usize::from(lock)])
    }

    fn find(&self, setting: Setting) -> Option<&Given<'_>> {
        let found = self.given.binary_search_by_key(&setting, |given| given.setting);
        found.ok().map(|index| &self.given[index])
    }

    /// Why a number has the text that it has; `None` when no layer says anything of it.
    ///
    /// A number that is made from a setting elsewhere is explained by that: a server of a profile by the account that has it.
    #[must_use]
    pub fn why(&self, number: PNumber) -> Option<Why<'_>> {
        let written = self.subject.model.setting(number);
        let raw = Setting::Raw(number);
        let given = match self.find(raw) {
            Some(given) => given,
            None => self.origin(written?)?,
        };
        let layer = self.layers[usize::from(given.layer)];
        let below = self.layers[..usize::from(given.layer)].iter();
        Some(Why {
            number,
            setting: given.setting,
            value: given.value.as_deref(),
            layer,
            locked_by: given.lock.map(|lock| self.layers[usize::from(lock)]),
            instead_of: below
                .filter(|layer| layer.value(given.setting).is_some() || layer.clears(given.setting))
                .copied()
                .collect(),
        })
    }

    /// The setting itself, or the one that it is made from.
    fn origin(&self, written: Setting) -> Option<&Given<'_>> {
        if let Some(given) = self.find(written) {
            return Some(given);
        }
        match written {
            Setting::Profile(profile, of) => {
                let profile = Value::Integer(u32::from(profile));
                let accounts = self.given.iter().filter(|given| match given.setting {
                    Setting::Account(_, there) => there == of,
                    _ => false,
                });
                let mut accounts = accounts.peekable();
                let first = accounts.peek().copied();
                let chosen = accounts.find(|given| match given.setting {
                    Setting::Account(account, _) => {
                        self.value(Setting::Account(account, AccountSetting::Profile)) == Some(&profile)
                    }
                    _ => false,
                });
                chosen.or(first)
            }
            _ => None,
        }
    }

    /// Everything that is wrong or doubtful by the default [`Policy`], in the order of the settings.
    #[must_use]
    pub fn check(&self) -> Vec<Finding> {
        self.encoded(&Policy::default()).1
    }

    /// The device's configuration, by the default [`Policy`].
    ///
    /// # Errors
    ///
    /// All errors at once, and the warnings beside them.
    pub fn encode(&self) -> Result<Configuration, Refused> {
        self.encode_by(&Policy::default())
    }

    /// The device's configuration, by a policy.
    ///
    /// # Errors
    ///
    /// All errors at once, and the warnings beside them.
    pub fn encode_by(&self, policy: &Policy) -> Result<Configuration, Refused> {
        let (encoded, findings) = self.encoded(policy);
        if findings.iter().any(Finding::is_error) {
            return Err(Refused { findings });
        }
        let Subject { model, mac, .. } = self.subject;
        Ok(Configuration::new(model, mac, encoded, findings))
    }

    fn encoded(&self, policy: &Policy) -> (Encoded, Vec<Finding>) {
        let list: Vec<(Setting, Option<&Value>)> = self.settings().collect();
        let places: Vec<u32> = self.given.iter().map(|given| given.made).collect();
        let Subject { model, firmware, .. } = self.subject;
        let (encoded, mut findings) = set::encode(&Stated {
            model,
            firmware,
            settings: &list,
            made: self.made,
            places: &places,
        });
        let more = policy.check(model, firmware, &list);
        if !self.findings.is_empty() || !more.is_empty() {
            findings.extend(self.findings.iter().cloned());
            findings.extend(more);
            findings.sort_by_key(|finding| finding.setting);
        }
        (encoded, findings)
    }
}

/// Why a number has the text that it has.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Why<'a> {
    /// The number.
    pub number: PNumber,
    /// The setting behind it.
    pub setting: Setting,
    /// Its value; `None` when it is stated as empty. It may be a password: `Display` does not show it.
    pub value: Option<&'a Value>,
    /// The layer whose word counts.
    pub layer: &'a Layer,
    /// The layer that locked it.
    pub locked_by: Option<&'a Layer>,
    /// The layers below that say otherwise, the lowest first.
    pub instead_of: Vec<&'a Layer>,
}

impl fmt::Display for Why<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            number,
            setting,
            layer,
            ..
        } = self;
        write!(f, "{number} is {setting}, which {layer} ")?;
        match self.value.map(Value::text) {
            None => f.write_str("clears")?,
            Some(_) if setting.is_secret() => f.write_str("sets")?,
            Some(text) => write!(f, "sets to {:?}", text.unwrap_or_default())?,
        }
        if let Some(lock) = self.locked_by {
            write!(f, ", locked by {lock}")?;
        }
        for (index, layer) in self.instead_of.iter().enumerate() {
            let word = if index == 0 { ", in place of" } else { " and" };
            write!(f, "{word} {layer}")?;
        }
        Ok(())
    }
}
