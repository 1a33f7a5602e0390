//! Brands and their models.
//!
//! Written by hand and not by the catalogue's generator: that one exists because of thousands of numbers that mean something else
//! on the next family. These phones have names that mean the same on all of them, so a model is a row of counts.

use std::fmt;
use std::str::FromStr;

use crate::mac::{MacAddr, shown};
use crate::named::{ParseNameError, names};

/// Who makes a phone that is not a Grandstream.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Brand {
    /// Cisco, the small business phones that Sipura designed: SPA 303 and 50x to 52x.
    Cisco,
    /// Mitel, Aastra before: 67xx, 68xx and 9xxx.
    Mitel,
}

names!(Brand, "brand", { Cisco => "cisco", Mitel => "mitel" });

impl Brand {
    /// Its name as people know it.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Cisco => "Cisco SPA",
            Self::Mitel => "Mitel",
        }
    }

    /// How addresses of its phones were seen to begin. Cisco has hundreds of prefixes, so another one says nothing there.
    ///
    /// ```
    /// use switchhook_provisioning::brand::Brand;
    /// assert_eq!(Brand::of("00:08:5d:23:74:29".parse()?), Some(Brand::Mitel));
    /// assert_eq!(Brand::of("00:0b:82:23:74:29".parse()?), None, "that is Grandstream's");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub const fn prefixes(self) -> &'static [[u8; 3]] {
        match self {
            Self::Cisco => &[
                [0x1c, 0xdf, 0x0f],
                [0x54, 0x7c, 0x69],
                [0x88, 0x43, 0xe1],
                [0x00, 0x02, 0xfd],
            ],
            Self::Mitel => &[[0x00, 0x08, 0x5d], [0x00, 0x10, 0xbc], [0x08, 0x00, 0x0f]],
        }
    }

    /// Whose an address is, as far as its beginning tells.
    #[must_use]
    pub fn of(mac: MacAddr) -> Option<Self> {
        let prefix = mac.vendor_prefix();
        Self::ALL
            .iter()
            .copied()
            .find(|brand| brand.prefixes().contains(&prefix))
    }

    /// Whether what stands under a name in this brand's files is a password, or holds one.
    #[must_use]
    pub fn is_secret(self, name: &str) -> bool {
        let name = name.to_ascii_lowercase();
        match self {
            // Rules hold the user and password of the server, the general purpose parameters whatever somebody put there.
            Self::Cisco => [
                "passw",
                "profile_rule",
                "upgrade_rule",
                "report_rule",
                "pin_code",
                "gpp_",
                "license",
            ]
            .iter()
            .any(|part| name.contains(part)),
            Self::Mitel => ["password", "pin", "private key"]
                .iter()
                .any(|part| name.contains(part)),
        }
    }
}

/// What a phone has.
struct Row {
    name: &'static str,
    brand: Brand,
    lines: u8,
    /// Groups of keys beside the display, in the order in which they count, with what they are called in files.
    keys: &'static [(u8, &'static str)],
    /// Expansion boards, and keys of each.
    boards: (u8, u8),
}

const fn spa(name: &'static str, lines: u8, keys: &'static [(u8, &'static str)], boards: u8) -> Row {
    Row {
        name,
        brand: Brand::Cisco,
        lines,
        keys,
        boards: (boards, 32),
    }
}

const fn mitel(name: &'static str, lines: u8, keys: &'static [(u8, &'static str)], boards: u8) -> Row {
    Row {
        name,
        brand: Brand::Mitel,
        lines,
        keys,
        boards: (boards, 60),
    }
}

/// From data sheets, and from the tables of wazo-provd-plugins, which knows the keys of all of these.
static MODELS: [Row; 25] = [
    spa("SPA303", 3, &[(3, "")], 0),
    spa("SPA501G", 8, &[(8, "")], 2),
    spa("SPA502G", 1, &[], 2),
    spa("SPA504G", 4, &[(4, "")], 2),
    spa("SPA508G", 8, &[(8, "")], 2),
    spa("SPA509G", 12, &[(12, "")], 2),
    spa("SPA512G", 1, &[], 2),
    spa("SPA514G", 4, &[(4, "")], 2),
    spa("SPA525G", 5, &[(5, "")], 2),
    spa("SPA525G2", 5, &[(5, "")], 2),
    mitel("6730i", 6, &[(8, "prgkey")], 0),
    mitel("6731i", 6, &[(8, "prgkey")], 0),
    mitel("6735i", 9, &[(6, "prgkey"), (20, "softkey")], 3),
    mitel("6737i", 9, &[(10, "topsoftkey"), (20, "softkey")], 3),
    mitel("6739i", 9, &[(55, "softkey")], 3),
    mitel("6753i", 9, &[(6, "prgkey")], 3),
    mitel("6755i", 9, &[(6, "prgkey"), (20, "softkey")], 3),
    mitel("6757i", 9, &[(10, "topsoftkey"), (20, "softkey")], 3),
    mitel("6863i", 2, &[(3, "prgkey")], 0),
    mitel("6865i", 9, &[(8, "prgkey")], 3),
    mitel("6867i", 9, &[(20, "topsoftkey"), (18, "softkey")], 3),
    mitel("6869i", 9, &[(44, "topsoftkey"), (24, "softkey")], 3),
    mitel("6751i", 1, &[], 0),
    mitel("9143i", 9, &[(7, "prgkey")], 0),
    mitel("9480i", 9, &[(6, "softkey")], 0),
];

/// A model of another brand.
///
/// ```
/// use switchhook_provisioning::brand::{Brand, Model};
/// let model: Model = "spa504g".parse()?;
/// assert_eq!((model.name(), model.brand()), ("SPA504G", Brand::Cisco));
/// assert_eq!((model.lines(), model.keys(), model.board_keys()), (4, 4, 64));
/// assert!("SPA999".parse::<Model>().is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Model(u8);

impl Model {
    /// All that are known.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..MODELS.len()).filter_map(|index| u8::try_from(index).ok().map(Self))
    }

    fn row(self) -> &'static Row {
        // Only `all` makes one.
        &MODELS[usize::from(self.0)]
    }

    /// Its name: `SPA504G`, `6867i`.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// Who makes it.
    #[must_use]
    pub fn brand(self) -> Brand {
        self.row().brand
    }

    /// How many accounts it has.
    #[must_use]
    pub fn lines(self) -> u8 {
        self.row().lines
    }

    /// How many keys beside the display, on all their pages.
    #[must_use]
    pub fn keys(self) -> u8 {
        self.row().keys.iter().map(|(count, _)| count).sum()
    }

    /// How many keys on all its expansion boards together.
    #[must_use]
    pub fn board_keys(self) -> u8 {
        let (boards, keys) = self.row().boards;
        boards.saturating_mul(keys)
    }

    /// How many keys one board has.
    pub(crate) fn keys_of_a_board(self) -> u8 {
        self.row().boards.1
    }

    /// What a key beside the display is called in a file, with its number there.
    pub(crate) fn key_name(self, mut position: u8) -> Option<(&'static str, u8)> {
        for (count, name) in self.row().keys {
            if position <= *count {
                return (position > 0).then_some((*name, position));
            }
            position -= count;
        }
        None
    }

    /// The model with a name, in capitals or not, with or without a hyphen.
    #[must_use]
    pub fn by_name(name: &str) -> Option<Self> {
        let plain: String = name.chars().filter(|found| *found != '-').take(16).collect();
        Self::all().find(|model| model.name().eq_ignore_ascii_case(&plain))
    }
}

impl fmt::Debug for Model {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl fmt::Display for Model {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Model {
    type Err = ParseNameError;

    fn from_str(text: &str) -> Result<Self, ParseNameError> {
        Self::by_name(text).ok_or_else(|| ParseNameError {
            text: shown(text),
            what: "model of another brand",
            known: Self::all().map(Self::name).collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_model_reads_back_and_every_key_has_one_name() {
        for model in Model::all() {
            assert_eq!(model.name().parse(), Ok(model));
            assert_eq!(model.name().to_lowercase().parse(), Ok(model));
            let names: std::collections::BTreeSet<_> =
                (1..=model.keys()).map(|key| model.key_name(key)).collect();
            assert_eq!(names.len(), usize::from(model.keys()), "{model}");
            assert!(!names.contains(&None), "{model}");
            assert_eq!(model.key_name(0), None);
            assert_eq!(model.key_name(model.keys() + 1), None);
        }
    }

    #[test]
    fn what_may_hold_a_password_is_known_by_its_name() {
        for (brand, name, secret) in [
            (Brand::Cisco, "Password_1_", true),
            (Brand::Cisco, "Admin_Passwd", true),
            (Brand::Cisco, "Profile_Rule", true),
            (Brand::Cisco, "Profile_Rule_B", true),
            (Brand::Cisco, "GPP_SA", true),
            (Brand::Cisco, "User_ID_1_", false),
            (Brand::Mitel, "sip line1 password", true),
            (Brand::Mitel, "admin password", true),
            (Brand::Mitel, "sip line1 user name", false),
        ] {
            assert_eq!(brand.is_secret(name), secret, "{name}");
        }
    }
}
