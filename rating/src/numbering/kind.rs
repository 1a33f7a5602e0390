//! Kinds of numbers, and the small table that tells them.

use std::fmt;
use std::str::FromStr;

use nom::bytes::complete::{is_not, take_while1};
use nom::character::complete::{alpha1, space0, space1};
use nom::combinator::{all_consuming, opt};
use nom::sequence::{delimited, terminated};
use nom::{IResult, Parser};

use super::Number;
use crate::{DigitCount, Prefix, read_prefixes};

/// A kind of numbers. Parses and displays as one word; empty text is [`Other`](Self::Other).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[non_exhaustive]
pub enum Kind {
    /// `internal`: extensions of the site.
    Internal,
    /// `fixed`: lines of a fixed network.
    Fixed,
    /// `mobile`: mobile telephones.
    Mobile,
    /// `special`: short codes and other numbers with a price of their own.
    Special,
    /// `tollfree`: numbers that the called party pays for.
    TollFree,
    /// `premium`: numbers that earn money for the called party.
    Premium,
    /// `service`: services at about the price of a call, such as a number for a whole country.
    Service,
    /// `emergency`: police, fire brigade, ambulance.
    Emergency,
    /// `forbidden`: numbers that must not be called.
    Forbidden,
    /// `other`: anything else, or not said.
    #[default]
    Other,
}

impl Kind {
    /// All kinds, with their words.
    pub(crate) const ALL: [(Self, &'static str); 10] = [
        (Self::Internal, "internal"),
        (Self::Fixed, "fixed"),
        (Self::Mobile, "mobile"),
        (Self::Special, "special"),
        (Self::TollFree, "tollfree"),
        (Self::Premium, "premium"),
        (Self::Service, "service"),
        (Self::Emergency, "emergency"),
        (Self::Forbidden, "forbidden"),
        (Self::Other, "other"),
    ];

    /// The word.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(kind, _)| *kind == self)
            .map_or("other", |(_, name)| name)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Kind {
    type Err = ParseKindError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.is_empty() {
            return Ok(Self::Other);
        }
        Self::ALL
            .iter()
            .find(|(_, name)| name.eq_ignore_ascii_case(text))
            .map(|(kind, _)| *kind)
            .ok_or_else(|| ParseKindError {
                text: text.to_owned(),
            })
    }
}

/// A word that names no kind of numbers.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{text:?} is not a kind; use internal, fixed, mobile, special, tollfree, premium, service, emergency, forbidden, other or nothing"
)]
pub struct ParseKindError {
    /// The word as given.
    pub text: String,
}

/// Numbers that begin so and have so many digits are of that kind.
///
/// Its text is prefixes, perhaps a number of digits, and the kind: `87-89 8 mobile`, `+336,+337 mobile`. Prefixes
/// and digits are those of numbers as a deck knows them; of kind `internal`, those of what is dialled.
///
/// ```
/// use switchhook_rating::{Kind, KindRule};
/// let rule: KindRule = "87-89 8 mobile".parse()?;
/// assert_eq!((rule.prefixes().len(), rule.kind()), (3, Kind::Mobile));
/// assert_eq!(rule.to_string(), "87,88,89 8 mobile");
/// # Ok::<(), switchhook_rating::KindRuleError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KindRule {
    prefixes: Vec<Prefix>,
    digits: DigitCount,
    kind: Kind,
}

impl KindRule {
    /// A rule.
    #[must_use]
    pub fn new(prefixes: &[Prefix], digits: DigitCount, kind: Kind) -> Self {
        Self {
            prefixes: prefixes.to_vec(),
            digits,
            kind,
        }
    }

    /// How the numbers begin.
    #[must_use]
    pub fn prefixes(&self) -> &[Prefix] {
        &self.prefixes
    }

    /// How many digits they have.
    #[must_use]
    pub const fn digits(&self) -> DigitCount {
        self.digits
    }

    /// What they are.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        self.kind
    }
}

impl fmt::Display for KindRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, prefix) in self.prefixes.iter().enumerate() {
            write!(f, "{}{prefix}", if at == 0 { "" } else { "," })?;
        }
        if self.digits != DigitCount::ANY {
            write!(f, " {}", self.digits.short())?;
        }
        write!(f, " {}", self.kind)
    }
}

impl FromStr for KindRule {
    type Err = KindRuleError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let error = |why: String| KindRuleError {
            text: text.to_owned(),
            why,
        };
        let (_, (prefixes, digits, kind)) =
            all_consuming(rule)
                .parse(text)
                .map_err(|_: nom::Err<nom::error::Error<&str>>| {
                    error("write prefixes, digits and a kind, such as 87-89 8 mobile".to_owned())
                })?;
        Ok(Self {
            prefixes: read_prefixes(prefixes, MAX_PREFIXES).map_err(|why| error(why.to_string()))?,
            digits: digits
                .map_or(Ok(DigitCount::ANY), str::parse)
                .map_err(|why| error(why.to_string()))?,
            kind: kind
                .parse()
                .map_err(|why: ParseKindError| error(why.to_string()))?,
        })
    }
}

/// The most prefixes in one rule: the table of kinds is meant to be small.
const MAX_PREFIXES: usize = 1000;

fn rule(input: &str) -> IResult<&str, (&str, Option<&str>, &str)> {
    let digits = take_while1(|c: char| c.is_ascii_digit() || c == '-');
    delimited(
        space0,
        (
            terminated(is_not(" \t"), space1),
            opt(terminated(digits, space1)),
            alpha1,
        ),
        space0,
    )
    .parse(input)
}

/// A text that is no rule for a kind.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} does not say which numbers are of which kind: {why}")]
pub struct KindRuleError {
    /// The rule as given.
    pub text: String,
    /// What is wrong with it.
    pub why: String,
}

/// The rules of a plan, longest prefix first, by the first digit of the number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Kinds {
    // Ten lists for numbers of the country, ten for others. Empty as long as there is no rule.
    lists: Vec<Vec<(u64, u8, DigitCount, Kind)>>,
}

impl Kinds {
    pub(super) fn add(&mut self, prefix: Prefix, digits: DigitCount, kind: Kind) {
        self.lists.resize_with(20, Vec::new);
        let (bits, len) = (prefix.bits(), prefix.len() as u8);
        let side = 10 * usize::from(prefix.is_international());
        for (first, list) in (0u64..).zip(self.lists.iter_mut().skip(side).take(10)) {
            // A bare `+` is for whatever comes first.
            if len == 0 || bits >> 60 == first {
                // Of two rules for the same numbers the one given later counts, so that a site can amend a ready table.
                let at = list.partition_point(|(_, known, ..)| *known > len);
                list.insert(at, (bits, len, digits, kind));
            }
        }
    }

    /// The kind that the longest prefix says.
    pub(super) fn of(&self, number: Number) -> Option<Kind> {
        let first = 10 * usize::from(number.is_international()) + (number.head() >> 60) as usize;
        self.lists
            .get(first)?
            .iter()
            .find_map(|&(bits, len, digits, kind)| {
                let fits = number.begins(number.is_international(), bits, len) && digits.allows(number.len());
                fits.then_some(kind)
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_survive_being_shown_and_read() {
        for (kind, name) in Kind::ALL {
            assert_eq!((kind.to_string().as_str(), name.parse()), (name, Ok(kind)));
        }
        assert_eq!("Mobile".parse(), Ok(Kind::Mobile));
        assert_eq!("".parse(), Ok(Kind::Other));
        let error = "FIXE".parse::<Kind>().unwrap_err().to_string();
        assert!(error.contains("\"FIXE\" is not a kind"), "{error}");
    }

    #[test]
    fn rules_survive_being_shown_and_read() {
        for (text, shown) in [
            ("87-89 8 mobile", "87,88,89 8 mobile"),
            ("  +336,+337   mobile ", "+336,+337 mobile"),
            ("0|1 6-7 Fixed", "0,1 6-7 fixed"),
            ("+ other", "+ other"),
        ] {
            let rule: KindRule = text.parse().unwrap();
            assert_eq!(rule.to_string(), shown);
            assert_eq!(shown.parse(), Ok(rule));
        }
    }

    #[test]
    fn a_broken_rule_says_what_belongs_there() {
        for (text, part) in [
            ("", "such as 87-89 8 mobile"),
            ("87", "such as 87-89 8 mobile"),
            ("87 8 mobile phones", "such as 87-89 8 mobile"),
            ("8x mobile", "\"x\" at character 2"),
            ("8x mobile", "\"8x mobile\" does not say"),
            ("87 0 mobile", "\"0\" is not a number of digits"),
            ("87 8 gsm", "\"gsm\" is not a kind"),
            ("0-99999 mobile", "the range 0-99999"),
            ("00000-99999 mobile", "more than 1000 prefixes"),
        ] {
            let error = text.parse::<KindRule>().unwrap_err().to_string();
            assert!(error.contains(part), "{text:?}: {error}");
        }
    }
}
