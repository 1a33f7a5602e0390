//! Families: models that share numbers and codes.

use std::fmt;

use super::choices::ZoneForm;
use super::model::Confidence;
use super::tables::families::FAMILIES;
use super::tables::numbers::NUMBERS;
use super::tables::values::ZONES;
use crate::grandstream::PNumber;
use crate::named::{ParseNameError, by_name};

pub(crate) use super::tables::families::Family;

/// What a family is like.
#[derive(Debug)]
pub(crate) struct Facts {
    name: &'static str,
    pub(crate) line_keys: LineKeyCodes,
    user_agent: UserAgent,
    model_file: bool,
    title: &'static str,
}

pub(crate) const fn family(
    name: &'static str,
    line_keys: LineKeyCodes,
    user_agent: UserAgent,
    model_file: bool,
    title: &'static str,
) -> Facts {
    Facts {
        name,
        line_keys,
        user_agent,
        model_file,
        title,
    }
}

/// Which table of codes the line keys of a family have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum LineKeyCodes {
    /// No line keys, or none that a file can set.
    None,
    /// A table of their own.
    Fixed,
    /// That of all other keys.
    Dynamic,
    /// Nobody has shown which; such a key is refused.
    Unknown,
}

/// The shape of the User-Agent that a family sends when it asks for its files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum UserAgent {
    /// `Grandstream HT287 1.1.0.31`.
    Legacy,
    /// `Grandstream GXP2000 (gxp2000e.bin:1.2.5.3/boot55e.bin:1.1.6.9) DevId 000b822726c8`.
    Parts,
    /// `Grandstream Model HW GXP1405 SW 1.0.4.23 DevId 000b8240d55c`.
    Current,
    /// `Grandstream Model HW HT802V2 V1.0A SW 1.0.5.10 DevId 000b8240d55c`.
    Hardware,
    /// `Grandstream Model HW GRP2601W SW 1.0.5.48 DevId EC:74:D7:89:1A:76`.
    Colons,
}

impl Family {
    pub(crate) fn facts(self) -> &'static Facts {
        &FAMILIES[self as usize]
    }

    /// Its name for programs: `gxp213x`.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.facts().name
    }

    /// Its name for people: `GXP2130 to 2170`.
    #[must_use]
    pub fn title(self) -> &'static str {
        self.facts().title
    }

    /// Which table of codes its line keys have.
    #[must_use]
    pub fn line_key_codes(self) -> LineKeyCodes {
        self.facts().line_keys
    }

    /// How it says what it is.
    #[must_use]
    pub fn user_agent(self) -> UserAgent {
        self.facts().user_agent
    }

    /// Whether it asks for `cfg<model>.xml` after the file with its address.
    #[must_use]
    pub fn asks_for_model_file(self) -> bool {
        self.facts().model_file
    }

    /// Whether its templates have a number. What they lack is written only as [`Setting::Raw`](crate::setting::Setting::Raw).
    ///
    /// ```
    /// use switchhook_provisioning::{catalogue::Family, grandstream::PNumber};
    /// assert!(Family::Grp26xx.knows(PNumber::new(8463)));
    /// assert!(!Family::Gxp20xx.knows(PNumber::new(8463)));
    /// ```
    #[must_use]
    pub fn knows(self, number: PNumber) -> bool {
        let ranges = NUMBERS[self as usize].0;
        // First and last of each range in turn, all ascending: behind how many ends of ranges is it?
        let ends = ranges.len() / 2;
        let (mut from, mut to) = (0, ends);
        while from < to {
            let middle = from.midpoint(to);
            if ranges[2 * middle + 1] < number.get() {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        from < ends && ranges[2 * from] <= number.get()
    }

    /// All numbers that its templates have, as ranges.
    pub fn numbers(self) -> impl Iterator<Item = std::ops::RangeInclusive<u32>> {
        NUMBERS[self as usize]
            .0
            .chunks_exact(2)
            .map(|pair| pair[0]..=pair[1])
    }

    /// How well its numbers are proved.
    #[must_use]
    pub fn confidence(self) -> Confidence {
        NUMBERS[self as usize].1
    }

    pub(crate) fn zone_form(self) -> ZoneForm {
        let found = ZONES
            .iter()
            .find(|(families, _)| families.is_empty() || families.contains(&self));
        found.map_or(ZoneForm::Posix, |(_, form)| *form)
    }
}

impl fmt::Display for Family {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl std::str::FromStr for Family {
    type Err = ParseNameError;

    /// By its name for programs.
    fn from_str(text: &str) -> Result<Self, ParseNameError> {
        by_name(text, "family", Self::ALL, Self::name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_known_where_a_range_has_it_and_nowhere_else() {
        for family in Family::ALL {
            let mut known = 0;
            for range in family.numbers() {
                assert!(family.knows(PNumber::new(*range.start())), "{family} {range:?}");
                assert!(family.knows(PNumber::new(*range.end())), "{family} {range:?}");
                assert!(
                    !family.knows(PNumber::new(range.start() - 1)),
                    "{family} {range:?}"
                );
                assert!(!family.knows(PNumber::new(range.end() + 1)), "{family} {range:?}");
                known += range.count();
            }
            assert_eq!(known == 0, *family == Family::Gxv36xx, "{family} has {known}");
        }
    }

    #[test]
    fn every_name_reads_back() {
        for family in Family::ALL {
            assert_eq!(family.name().parse(), Ok(*family));
        }
    }
}
