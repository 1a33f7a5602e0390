//! A phone's configuration, ready to be written.

use std::collections::HashMap;

use crate::catalogue::Model;
use crate::dialect::set::Encoded;
use crate::mac::MacAddr;
use crate::problem::Finding;
use crate::setting::Setting;

use super::p_values::{PNumber, PValues};
use super::{binary, xml};

/// A phone's configuration: checked values, the setting behind each, and the two files that they make.
///
/// The same settings give the same bytes, always.
///
/// ```
/// use switchhook_provisioning::{Device, Line, Model};
/// let phone = Device::new(Model::GXP2135, "00:0b:82:aa:bb:cc".parse()?)
///     .line(Line::new("pbx.example.net", "u4711", "kT9-vV2_mQ7.xR4-pL1s"));
/// let configuration = phone.render()?;
///
/// assert_eq!(configuration.xml_name(), "cfg000b82aabbcc.xml");
/// assert!(configuration.xml().contains("<P47>pbx.example.net</P47>"));
/// assert_eq!(configuration.binary_name(), "cfg000b82aabbcc");
/// assert_eq!(configuration.binary()[6..12], [0x00, 0x0b, 0x82, 0xaa, 0xbb, 0xcc]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Configuration {
    model: Model,
    mac: MacAddr,
    values: PValues,
    settings: Vec<Setting>,
    warnings: Vec<Finding>,
}

impl Configuration {
    pub(crate) fn new(model: Model, mac: MacAddr, encoded: Encoded, warnings: Vec<Finding>) -> Self {
        let Encoded { values, settings } = encoded;
        Self {
            model,
            mac,
            values,
            settings,
            warnings,
        }
    }

    /// The model that it is for.
    #[must_use]
    pub const fn model(&self) -> Model {
        self.model
    }

    /// The phone that it is for.
    #[must_use]
    pub const fn mac(&self) -> MacAddr {
        self.mac
    }

    /// The values, in the order of their numbers.
    #[must_use]
    pub const fn values(&self) -> &PValues {
        &self.values
    }

    /// What is doubtful, though not wrong.
    #[must_use]
    pub fn warnings(&self) -> &[Finding] {
        &self.warnings
    }

    /// Every value with the setting that it is for, passwords left out.
    ///
    /// ```
    /// use switchhook_provisioning::{Device, Line, Model, Setting};
    /// use switchhook_provisioning::setting::AccountSetting;
    /// let phone = Device::new(Model::GRP2614, "c0:74:ad:11:22:33".parse()?)
    ///     .line(Line::new("pbx.example.net", "u4711", "kT9-vV2_mQ7.xR4-pL1s"));
    /// let configuration = phone.render()?;
    /// let of = |setting| configuration.explain().find(|value| value.setting == setting);
    /// assert_eq!(of(Setting::Account(1, AccountSetting::UserId)).and_then(|value| value.text), Some("u4711"));
    /// assert_eq!(of(Setting::Account(1, AccountSetting::Password)).and_then(|value| value.text), None);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn explain(&self) -> impl Iterator<Item = Explained<'_>> {
        self.values
            .iter()
            .zip(&self.settings)
            .map(|((number, text), &setting)| Explained {
                number,
                setting,
                text: (!setting.is_secret()).then_some(text),
            })
    }

    /// What this configuration states otherwise than an earlier file, such as one that was read back, or that the earlier
    /// one does not state. What only the earlier one states stays on the phone as it is.
    ///
    /// ```
    /// use switchhook_provisioning::grandstream::{Limits, xml};
    /// use switchhook_provisioning::{Device, Line, Model, Setting};
    /// use switchhook_provisioning::setting::AccountSetting;
    /// let phone = |user, secret| -> Result<_, Box<dyn std::error::Error>> {
    ///     let line = Line::new("pbx.example.net", user, secret);
    ///     Ok(Device::new(Model::GRP2614, "c0:74:ad:11:22:33".parse()?).line(line).render()?)
    /// };
    /// let file = phone("u4711", "kT9-vV2_mQ7.xR4-pL1s")?.xml();
    /// let earlier = xml::read(file.as_bytes(), &Limits::default())?.values;
    ///
    /// let configuration = phone("u4712", "zB3-hN8_cW5.fD6-gJ2k")?;
    /// let told: Vec<_> = configuration
    ///     .changes(&earlier)
    ///     .map(|change| (change.now.setting, change.before, change.now.text))
    ///     .collect();
    /// let line = |of| Setting::Account(1, of);
    /// assert_eq!(told, [
    ///     (line(AccountSetting::Password), None, None),
    ///     (line(AccountSetting::UserId), Some("u4711"), Some("u4712")),
    ///     (line(AccountSetting::AuthId), Some("u4711"), Some("u4712")),
    /// ]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn changes<'a>(&'a self, earlier: &'a PValues) -> impl Iterator<Item = Change<'a>> {
        let earlier: HashMap<_, _> = earlier.iter().collect();
        self.explain()
            .zip(self.values.iter())
            .filter_map(move |(now, (number, text))| {
                let before = earlier.get(&number).copied();
                let before_shown = before.filter(|_| !now.setting.is_secret());
                (before != Some(text)).then_some(Change {
                    now,
                    before: before_shown,
                })
            })
    }

    /// The XML file.
    #[must_use]
    pub fn xml(&self) -> String {
        xml::write(Some(self.mac), &self.values)
    }

    /// The name under which the phone asks for the XML file.
    #[must_use]
    pub fn xml_name(&self) -> String {
        format!("cfg{:x}.xml", self.mac)
    }

    /// The binary file. It is not encrypted: see [`binary`](super::binary).
    #[must_use]
    pub fn binary(&self) -> Vec<u8> {
        binary::write(self.mac, &self.values)
    }

    /// The name under which the phone asks for the binary file, before it asks for the XML.
    #[must_use]
    pub fn binary_name(&self) -> String {
        format!("cfg{:x}", self.mac)
    }
}

/// A value and the setting that it is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Explained<'a> {
    /// The value's number.
    pub number: PNumber,
    /// What it is for.
    pub setting: Setting,
    /// The value; `None` for a password.
    pub text: Option<&'a str>,
}

/// A value that is stated otherwise than before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Change<'a> {
    /// How it is stated now.
    pub now: Explained<'a>,
    /// How it was stated; `None` if it was not, and for a password.
    pub before: Option<&'a str>,
}
