//! What a model has.

use std::fmt;
use std::str::FromStr;

use super::family::Family;
use super::tables::hardware::HARDWARE;
use super::tables::model_facts::MODELS;
use super::tables::values::OUIS;
use crate::mac::{MacAddr, shown};

/// A model of device, and what it has.
///
/// ```
/// use switchhook_provisioning::catalogue::Model;
/// let model: Model = "grp2614".parse()?;
/// assert_eq!(model, Model::GRP2614);
/// assert_eq!((model.accounts(), model.first_accounts()), (Some(12), Some(4)));
/// assert_eq!((model.screen_keys(), model.side_keys()), (Some(16), Some(24)));
///
/// let error = "GRP2699".parse::<Model>().unwrap_err();
/// assert!(error.to_string().starts_with("\"GRP2699\" is no known model; similar are GRP2601, "));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Model(pub(super) u8);

/// What a model is.
#[derive(Debug)]
pub(crate) struct Facts {
    name: &'static str,
    family: Family,
    numbering: Numbering,
    formats: Formats,
    order: RequestOrder,
    confidence: Confidence,
}

pub(crate) const fn model(
    name: &'static str,
    family: Family,
    numbering: Numbering,
    formats: Formats,
    order: RequestOrder,
    confidence: Confidence,
) -> Facts {
    Facts {
        name,
        family,
        numbering,
        formats,
        order,
        confidence,
    }
}

/// What a model has. [`UNKNOWN`] is what nobody has published.
#[derive(Debug)]
pub(crate) struct Hardware {
    accounts: u8,
    first_accounts: u8,
    keys: [u8; 3],
    boards: (u8, u8),
    ports: (u8, u8),
    handsets: u8,
    password: (u8, u8, bool),
}

pub(crate) const UNKNOWN: u8 = u8::MAX;

#[rustfmt::skip] // One line, as the table has it.
pub(crate) const fn has(
    accounts: u8, first_accounts: u8, keys: [u8; 3], boards: (u8, u8), ports: (u8, u8), handsets: u8, password: (u8, u8, bool),
) -> Hardware {
    Hardware { accounts, first_accounts, keys, boards, ports, handsets, password }
}

const fn known(count: u8) -> Option<u8> {
    if count == UNKNOWN { None } else { Some(count) }
}

const fn known_pair(pair: (u8, u8)) -> Option<(u8, u8)> {
    if pair.0 == UNKNOWN { None } else { Some(pair) }
}

/// How the numbers of a model's accounts are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Numbering {
    /// Account 1 scattered, 2 to 6 in blocks at 400, 500, 600, 1700 and 1800, 7 to 16 in blocks at 50600 and on.
    Phone,
    /// As [`Phone`](Self::Phone), but for three numbers of accounts 5 and 6.
    Older,
    /// As [`Phone`](Self::Phone), with accounts 5 and 6 at 700 and 800.
    Grp260x,
    /// Adapters whose ports have all settings themselves.
    Ports,
    /// Ports with a user each, which share server profiles.
    Profiles,
    /// A DECT base: accounts with a user each, which share server profiles.
    Dect,
    /// Telephone lines of the outside, which share server profiles.
    Fxo,
    /// Nobody has published its numbers.
    None,
}

/// Which forms of a configuration file a model reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Formats {
    /// The binary file.
    pub binary: bool,
    /// XML with numbers (version 1).
    pub xml: bool,
    /// XML with names (version 2).
    pub alias: bool,
}

pub(crate) const BIN: Formats = formats(true, false, false);
pub(crate) const BIN_XML: Formats = formats(true, true, false);
pub(crate) const ALL: Formats = formats(true, true, true);
pub(crate) const XML: Formats = formats(false, true, false);

const fn formats(binary: bool, xml: bool, alias: bool) -> Formats {
    Formats { binary, xml, alias }
}

/// In which order a model asks for its files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RequestOrder {
    /// `cfg<mac>` alone.
    Binary,
    /// `cfg<mac>`, `cfg<mac>.xml`, on some `cfg<model>.xml`, `cfg.xml`.
    BinaryFirst,
    /// `cfg<mac>.xml`, `cfg<mac>`.
    XmlFirst,
    /// `cfg<mac>.xml`, `cfg.xml`.
    Xml,
}

pub(crate) const BIN_ONLY: RequestOrder = RequestOrder::Binary;
pub(crate) const BIN_FIRST: RequestOrder = RequestOrder::BinaryFirst;
pub(crate) const XML_FIRST: RequestOrder = RequestOrder::XmlFirst;
pub(crate) const XML_ONLY: RequestOrder = RequestOrder::Xml;

/// How well something is proved. None of it was tried on a device of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Confidence {
    /// A single sighting, or borrowed from a relative.
    Low,
    /// Two families or two collections agree.
    Medium,
    /// Several collections and families agree.
    High,
}

pub(crate) const LOW: Confidence = Confidence::Low;
pub(crate) const MEDIUM: Confidence = Confidence::Medium;
pub(crate) const HIGH: Confidence = Confidence::High;

/// How long a password of a device's own pages is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct PasswordRule {
    /// At least.
    pub fewest: u8,
    /// At most.
    pub most: u8,
    /// Whether the maker says so; else it is what the strictest family takes.
    pub proved: bool,
}

impl Model {
    fn facts(self) -> &'static Facts {
        &MODELS[usize::from(self.0)]
    }

    fn hardware(self) -> &'static Hardware {
        &HARDWARE[usize::from(self.0)]
    }

    /// Which one it is of all.
    pub(crate) fn index(self) -> usize {
        usize::from(self.0)
    }

    /// All that this crate knows, the oldest first.
    pub fn all() -> impl ExactSizeIterator<Item = Self> + Clone {
        (0..MODELS.len() as u8).map(Self)
    }

    /// Its name, as on the label.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.facts().name
    }

    /// The models that it shares numbers and codes with.
    #[must_use]
    pub fn family(self) -> Family {
        self.facts().family
    }

    /// How the numbers of its accounts are laid out.
    #[must_use]
    pub fn numbering(self) -> Numbering {
        self.facts().numbering
    }

    /// How many accounts it has, with the newest firmware. On adapters and gateways an account belongs to a port.
    #[must_use]
    pub fn accounts(self) -> Option<u8> {
        known(self.hardware().accounts)
    }

    /// How many accounts its first firmware had, when they were fewer. With which version they rose is not published.
    #[must_use]
    pub fn first_accounts(self) -> Option<u8> {
        let first = self.hardware().first_accounts;
        (first != 0).then_some(first)
    }

    /// How many of its keys beside the display are line keys: the first ones.
    #[must_use]
    pub fn line_keys(self) -> Option<u8> {
        known(self.hardware().keys[0])
    }

    /// How many keys stand beside its display on all pages, line keys among them.
    #[must_use]
    pub fn screen_keys(self) -> Option<u8> {
        known(self.hardware().keys[1])
    }

    /// How many keys it has apart from the display (MPK).
    #[must_use]
    pub fn side_keys(self) -> Option<u8> {
        known(self.hardware().keys[2])
    }

    /// How many expansion boards it takes, and how many keys each has.
    #[must_use]
    pub fn boards(self) -> Option<(u8, u8)> {
        known_pair(self.hardware().boards)
    }

    /// How many ports for telephones (FXS) and for outside lines (FXO) it has.
    #[must_use]
    pub fn ports(self) -> Option<(u8, u8)> {
        known_pair(self.hardware().ports)
    }

    /// How many handsets a DECT base takes.
    #[must_use]
    pub fn handsets(self) -> u8 {
        self.hardware().handsets
    }

    /// The forms of files that it reads.
    #[must_use]
    pub fn formats(self) -> Formats {
        self.facts().formats
    }

    /// In which order it asks for its files.
    #[must_use]
    pub fn request_order(self) -> RequestOrder {
        self.facts().order
    }

    /// The names that it asks for, in order, all in lower case.
    ///
    /// ```
    /// use switchhook_provisioning::catalogue::Model;
    /// let names = Model::GXP2135.file_names("000b82aabbcc".parse()?);
    /// assert_eq!(names, ["cfg000b82aabbcc", "cfg000b82aabbcc.xml", "cfggxp2135.xml", "cfg.xml"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn file_names(self, mac: MacAddr) -> Vec<String> {
        let (binary, xml) = (format!("cfg{mac:x}"), format!("cfg{mac:x}.xml"));
        match self.request_order() {
            RequestOrder::Binary => vec![binary],
            RequestOrder::XmlFirst => vec![xml, binary],
            RequestOrder::Xml => vec![xml, "cfg.xml".to_owned()],
            RequestOrder::BinaryFirst => {
                let mut names = vec![binary, xml];
                if self.family().asks_for_model_file() {
                    // The name ends where the hardware's begins.
                    let name = self.name().trim_end_matches("V2").to_ascii_lowercase();
                    names.push(format!("cfg{name}.xml"));
                }
                names.push("cfg.xml".to_owned());
                names
            }
        }
    }

    /// How long a password of its own pages is.
    #[must_use]
    pub fn password_rule(self) -> PasswordRule {
        let (fewest, most, proved) = self.hardware().password;
        PasswordRule { fewest, most, proved }
    }

    /// How well its row is proved.
    #[must_use]
    pub fn confidence(self) -> Confidence {
        self.facts().confidence
    }

    /// By its name in capitals or not.
    pub(super) fn by_name(name: &str) -> Option<Self> {
        Self::all().find(|model| model.name().eq_ignore_ascii_case(name))
    }
}

impl fmt::Debug for Model {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Model({})", self.name())
    }
}

impl fmt::Display for Model {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Model {
    type Err = ParseModelError;

    /// Its name in capitals or not.
    fn from_str(text: &str) -> Result<Self, ParseModelError> {
        Self::by_name(text.trim()).ok_or_else(|| ParseModelError { text: shown(text) })
    }
}

/// A text that names no model this crate knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseModelError {
    /// What was given, shortened when long.
    pub text: String,
}

impl ParseModelError {
    /// A code that does not change between releases.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "E-MODEL-UNKNOWN"
    }

    /// Models whose names begin alike.
    fn similar(&self) -> Vec<&'static str> {
        let text = self.text.trim().to_ascii_uppercase();
        (2..=5)
            .rev()
            .filter_map(|length| text.get(..length))
            .map(|start| {
                let alike = Model::all()
                    .map(Model::name)
                    .filter(|name| name.starts_with(start));
                alike.collect::<Vec<_>>()
            })
            .find(|alike| !alike.is_empty())
            .unwrap_or_default()
    }
}

impl fmt::Display for ParseModelError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} is no known model; ", self.text)?;
        match self.similar() {
            alike if alike.is_empty() => f.write_str("write it as on its label, such as GRP2614"),
            alike => write!(f, "similar are {}", alike.join(", ")),
        }
    }
}

impl std::error::Error for ParseModelError {}

/// Whether an address begins as Grandstream's do.
///
/// A sign, not a proof: addresses can be chosen, and prefixes are added.
///
/// ```
/// use switchhook_provisioning::catalogue::has_maker_prefix;
/// assert!(has_maker_prefix("c0:74:ad:11:22:33".parse()?));
/// assert!(!has_maker_prefix("00:04:f2:11:22:33".parse()?));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn has_maker_prefix(mac: MacAddr) -> bool {
    OUIS.contains(&mac.vendor_prefix())
}

/// The beginnings of Grandstream's addresses: see [`has_maker_prefix`].
///
/// ```
/// use switchhook_provisioning::catalogue::maker_prefixes;
/// assert!(maker_prefixes().contains(&[0x00, 0x0b, 0x82]));
/// ```
#[must_use]
pub fn maker_prefixes() -> &'static [[u8; 3]] {
    &OUIS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_model_is_found_by_its_name_and_stands_once() {
        for (index, model) in Model::all().enumerate() {
            assert_eq!(model.name().parse(), Ok(model));
            assert_eq!(model.name().to_ascii_lowercase().parse(), Ok(model));
            assert_eq!(usize::from(model.0), index);
        }
        assert_eq!(Model::GRP2614.name(), "GRP2614");
        assert_eq!(Model::GXW4248.name(), "GXW4248");
        assert_eq!(Model::BT100.name(), "BT100");
        assert!("GRP 2614".parse::<Model>().is_err());
        assert!(
            "".parse::<Model>()
                .unwrap_err()
                .to_string()
                .ends_with("such as GRP2614")
        );
    }

    #[test]
    fn models_have_what_their_guides_say() {
        for (model, accounts, first, keys, boards) in [
            (
                Model::GRP2612W,
                Some(4),
                Some(2),
                (Some(4), Some(16), Some(0)),
                Some((0, 0)),
            ),
            (
                Model::GRP2613,
                Some(4),
                Some(3),
                (Some(6), Some(24), Some(0)),
                Some((0, 0)),
            ),
            (
                Model::GRP2613W,
                Some(6),
                None,
                (Some(6), Some(24), Some(0)),
                Some((0, 0)),
            ),
            (
                Model::GRP2615,
                Some(16),
                Some(5),
                (Some(10), Some(40), Some(0)),
                Some((4, 40)),
            ),
            (
                Model::GRP2616,
                Some(16),
                Some(6),
                (Some(4), Some(16), Some(24)),
                Some((0, 0)),
            ),
            (
                Model::GRP2634,
                Some(12),
                None,
                (Some(8), Some(8), Some(10)),
                Some((0, 0)),
            ),
            (Model::GRP2636, Some(16), None, (None, None, None), None),
            (
                Model::GXP2160,
                Some(6),
                None,
                (Some(6), Some(24), Some(24)),
                Some((0, 0)),
            ),
            (
                Model::GXP2000,
                Some(4),
                None,
                (Some(4), Some(4), Some(7)),
                Some((2, 56)),
            ),
            (
                Model::HT841,
                None,
                None,
                (Some(0), Some(0), Some(0)),
                Some((0, 0)),
            ),
            (
                Model::GXW4248,
                Some(48),
                None,
                (Some(0), Some(0), Some(0)),
                Some((0, 0)),
            ),
        ] {
            assert_eq!(
                (model.accounts(), model.first_accounts()),
                (accounts, first),
                "{model}"
            );
            let there = (model.line_keys(), model.screen_keys(), model.side_keys());
            assert_eq!((there, model.boards()), (keys, boards), "{model}");
        }
        assert_eq!(Model::HT813.ports(), Some((1, 1)));
        assert_eq!(Model::GXW4104.ports(), Some((0, 4)));
        assert_eq!(Model::HT841.ports(), None);
        assert_eq!(Model::DP750.handsets(), 5);
    }

    #[test]
    fn files_are_asked_for_in_the_order_of_the_guides() {
        let mac = "EC:74:D7:89:1A:76".parse().unwrap();
        for (model, expected) in [
            (Model::GXP2000, &["cfgec74d7891a76"][..]),
            (
                Model::HT801,
                &["cfgec74d7891a76", "cfgec74d7891a76.xml", "cfg.xml"],
            ),
            (Model::HT502, &["cfgec74d7891a76.xml", "cfgec74d7891a76"]),
            (Model::GDS3710, &["cfgec74d7891a76.xml", "cfg.xml"]),
            (
                Model::GRP2601W,
                &[
                    "cfgec74d7891a76",
                    "cfgec74d7891a76.xml",
                    "cfggrp2601w.xml",
                    "cfg.xml",
                ],
            ),
        ] {
            assert_eq!(model.file_names(mac), expected, "{model}");
        }
    }

    #[test]
    fn passwords_have_the_rule_of_their_model() {
        for (model, expected) in [
            (Model::GRP2614, (6, 25, true)),
            (Model::GXP2000, (6, 30, true)),
            (Model::HT802V2, (4, 30, true)),
            (Model::HT802, (6, 25, false)),
        ] {
            let rule = model.password_rule();
            assert_eq!((rule.fewest, rule.most, rule.proved), expected, "{model}");
        }
    }
}
