//! The device that layers are resolved for, and what variables stand for.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::baseline::Baseline;
use crate::catalogue::{Firmware, Model};
use crate::mac::MacAddr;
use crate::setting::Setting;

/// The device that layers are resolved for.
///
/// ```
/// use switchhook_provisioning::{Model, layer::Subject};
/// let phone = Subject::new(Model::GRP2614, "c0:74:ad:11:22:33".parse()?)
///     .firmware("1.0.11.6".parse()?)
///     .site("Nouméa")
///     .extension("101")
///     .name("Ann")
///     .account(2, "102", "Workshop");
/// assert_eq!(phone.model(), Model::GRP2614);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct Subject {
    pub(super) model: Model,
    pub(super) mac: MacAddr,
    pub(super) firmware: Option<Firmware>,
    pub(super) baseline: Baseline,
    site: Option<String>,
    extension: Option<String>,
    name: Option<String>,
    accounts: BTreeMap<u8, (String, String)>,
}

impl Subject {
    /// A device of which nothing else is known.
    pub fn new(model: Model, mac: MacAddr) -> Self {
        Self {
            model,
            mac,
            firmware: None,
            baseline: Baseline::On,
            site: None,
            extension: None,
            name: None,
            accounts: BTreeMap::new(),
        }
    }

    /// The firmware that runs on it.
    pub fn firmware(mut self, firmware: Firmware) -> Self {
        self.firmware = Some(firmware);
        self
    }

    /// Whether the [baseline](crate::baseline) lies below its layers; it does by default.
    pub fn baseline(mut self, baseline: Baseline) -> Self {
        self.baseline = baseline;
        self
    }

    /// What `{site}` stands for.
    pub fn site(mut self, site: impl Into<String>) -> Self {
        self.site = Some(site.into());
        self
    }

    /// What `{extension}` stands for, on accounts that have no own.
    pub fn extension(mut self, extension: impl Into<String>) -> Self {
        self.extension = Some(extension.into());
        self
    }

    /// What `{name}` stands for, on accounts that have no own.
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// What `{extension}` and `{name}` stand for in the settings of an account, and of the keys on it.
    pub fn account(mut self, account: u8, extension: impl Into<String>, name: impl Into<String>) -> Self {
        self.accounts.insert(account, (extension.into(), name.into()));
        self
    }

    /// Its model.
    #[must_use]
    pub const fn model(&self) -> Model {
        self.model
    }

    /// Its address.
    #[must_use]
    pub const fn mac(&self) -> MacAddr {
        self.mac
    }

    fn variable(&self, setting: Setting, name: &str) -> Option<Cow<'_, str>> {
        let account = match setting {
            Setting::Account(account, _) => self.accounts.get(&account),
            _ => None,
        };
        let text = |text: &'_ Option<String>| text.clone().map(Cow::Owned);
        match name {
            "mac" => Some(Cow::Owned(format!("{:x}", self.mac))),
            "model" => Some(Cow::Borrowed(self.model.name())),
            "site" => text(&self.site),
            "extension" => match account {
                Some((extension, _)) => Some(Cow::Borrowed(extension.as_str())),
                None => text(&self.extension),
            },
            "name" => match account {
                Some((_, name)) => Some(Cow::Borrowed(name.as_str())),
                None => text(&self.name),
            },
            _ => None,
        }
    }

    /// The text with its variables filled in, once: what a variable stands for is not looked at again.
    ///
    /// # Errors
    ///
    /// The variable that nothing stands for.
    pub(super) fn fill(&self, setting: Setting, text: &str) -> Result<String, &'static str> {
        let mut filled = String::with_capacity(text.len() + 16);
        let mut rest = text;
        while let Some((before, name, after)) = next_variable(rest) {
            filled.push_str(before);
            filled.push_str(&self.variable(setting, name).ok_or(name)?);
            rest = after;
        }
        filled.push_str(rest);
        Ok(filled)
    }
}

const VARIABLES: [&str; 5] = ["mac", "model", "site", "extension", "name"];

pub(super) fn has_variable(text: &str) -> bool {
    next_variable(text).is_some()
}

/// What stands before the first variable, its name, and what stands behind.
fn next_variable(text: &str) -> Option<(&str, &'static str, &str)> {
    text.match_indices('{').find_map(|(at, _)| {
        let inside = &text[at + 1..];
        VARIABLES.into_iter().find_map(|name| {
            let after = inside.strip_prefix(name)?.strip_prefix('}')?;
            Some((&text[..at], name, after))
        })
    })
}
