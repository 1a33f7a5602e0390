//! The beginnings of numbers, and lists of them.

use std::fmt;
use std::str::FromStr;

use nom::branch::alt;
use nom::bytes::complete::{tag, take_while_m_n};
use nom::character::complete::{char, one_of, space0};
use nom::combinator::{opt, recognize};
use nom::multi::separated_list1;
use nom::sequence::{delimited, pair, preceded};
use nom::{IResult, Parser};

/// The digits with which a set of numbers begins.
///
/// `+33` begins international numbers, `872` numbers as people of the country dial them. Which dialled numbers are
/// international is decided by the [`Numbering`](crate::Numbering) of a plan.
///
/// ```
/// use switchhook_rating::Prefix;
/// let france: Prefix = "+33".parse()?;
/// assert_eq!((france.digits(), france.is_international()), ("33".to_owned(), true));
/// # Ok::<(), switchhook_rating::PrefixError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Prefix {
    international: bool,
    len: u8,
    bits: u64,
}

impl Prefix {
    /// What begins every number that is not international.
    pub(crate) const EMPTY: Self = Self {
        international: false,
        len: 0,
        bits: 0,
    };
    /// The most digits in a prefix: as many as the longest international number has.
    pub const MAX_DIGITS: usize = 15;

    /// The digits, without the `+`.
    #[must_use]
    pub fn digits(self) -> String {
        self.ascii()
            .into_iter()
            .skip(1)
            .take(self.len())
            .map(char::from)
            .collect()
    }

    /// Whether the numbers are international ones, written with a `+`.
    #[must_use]
    pub const fn is_international(self) -> bool {
        self.international
    }

    /// How many digits there are.
    #[must_use]
    pub const fn len(self) -> usize {
        self.len as usize
    }

    /// Whether there is no digit at all: `+`, which begins every international number.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.len == 0
    }

    /// From digits that were checked to be digits, at most [`MAX_DIGITS`](Self::MAX_DIGITS) of them.
    pub(crate) fn from_digits(international: bool, digits: &[u8]) -> Option<Self> {
        let len = u8::try_from(digits.len())
            .ok()
            .filter(|&len| usize::from(len) <= Self::MAX_DIGITS)?;
        let bits = digits.iter().zip(1u32..).fold(0u64, |bits, (digit, at)| {
            bits | u64::from(digit.wrapping_sub(b'0') & 15) << (64 - 4 * at)
        });
        Some(Self {
            international,
            len,
            bits,
        })
    }

    /// From digits as [`bits`](Self::bits) gives them, and more behind them, at most [`MAX_DIGITS`](Self::MAX_DIGITS).
    pub(crate) const fn from_bits(international: bool, bits: u64, len: u8) -> Self {
        let bits = if len == 0 {
            0
        } else {
            bits >> (64 - 4 * len as u32) << (64 - 4 * len as u32)
        };
        Self {
            international,
            len,
            bits,
        }
    }

    /// The digits, four bits each, the first one highest, zeros behind the last.
    pub(crate) const fn bits(self) -> u64 {
        self.bits
    }

    /// Whether its first digit is a zero.
    #[cfg(feature = "csv")]
    pub(crate) const fn begins_with_zero(self) -> bool {
        self.len > 0 && self.bits >> 60 == 0
    }

    /// Orders prefixes as their numbers are ordered, shorter ones first: something of its own for each.
    pub(crate) const fn rank(self) -> (bool, u64) {
        // Fifteen digits leave four bits for their count.
        (self.international, self.bits | self.len as u64)
    }

    /// The prefix of this rank.
    pub(crate) const fn from_rank(international: bool, rank: u64) -> Self {
        Self {
            international,
            len: (rank & 15) as u8,
            bits: rank & !15,
        }
    }

    /// Whether the other one is the next of as many digits.
    pub(crate) fn is_followed_by(self, next: Self) -> bool {
        (self.international, self.len) == (next.international, next.len) && self.value() + 1 == next.value()
    }

    /// A `+` and the digits, and zeros behind them.
    fn ascii(self) -> [u8; 1 + Self::MAX_DIGITS] {
        let mut text = [b'+'; 1 + Self::MAX_DIGITS];
        for (at, digit) in text.iter_mut().skip(1).enumerate() {
            *digit = b'0' + (self.bits >> (60 - 4 * at) & 15) as u8;
        }
        text
    }

    fn value(self) -> u64 {
        (0..u32::from(self.len)).fold(0, |value, at| value * 10 + (self.bits >> (60 - 4 * at) & 15))
    }

    /// One of a range of prefixes as long as this one.
    fn with_value(self, value: u64) -> Self {
        let mut rest = value;
        let bits = (0..self.len).fold(0, |bits, _| {
            let digit = rest % 10;
            rest /= 10;
            (bits >> 4) | (digit << 60)
        });
        Self { bits, ..self }
    }
}

impl fmt::Display for Prefix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.ascii();
        let text = text.get(usize::from(!self.international)..=self.len());
        // Digits are text.
        f.write_str(
            text.and_then(|text| std::str::from_utf8(text).ok())
                .unwrap_or_default(),
        )
    }
}

impl fmt::Debug for Prefix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Prefix {
    type Err = PrefixError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match prefix(text) {
            Ok(("", prefix)) => Ok(prefix),
            Ok((rest, _)) | Err(nom::Err::Error(nom::error::Error { input: rest, .. })) => {
                Err(PrefixError::syntax(text, rest))
            }
            Err(_) => Err(PrefixError::syntax(text, text)),
        }
    }
}

/// Reads a list of prefixes and ranges of prefixes: `7,07`, `0-6|8|9`, `+6871 - +6879`.
///
/// Items are separated by `,`, `|` or `;`. The ends of a range have the same number of digits. A prefix named twice
/// counts once. At most `limit` prefixes come out, so that a slip such as `0-999999999` costs a message and not the
/// memory of the machine.
///
/// ```
/// let fixed = switchhook_rating::read_prefixes("0-6|8|9", 100)?;
/// assert_eq!(fixed.len(), 9);
/// # Ok::<(), switchhook_rating::PrefixError>(())
/// ```
///
/// # Errors
///
/// [`PrefixError`] names the place where the list stops making sense, or the range that cannot be.
pub fn read_prefixes(text: &str, limit: usize) -> Result<Vec<Prefix>, PrefixError> {
    if text.trim().is_empty() {
        return Err(PrefixError::Empty);
    }
    let (rest, items) = list(text).map_err(|error| match error {
        nom::Err::Error(error) | nom::Err::Failure(error) => PrefixError::syntax(text, error.input),
        nom::Err::Incomplete(_) => PrefixError::syntax(text, text),
    })?;
    if !rest.is_empty() {
        return Err(PrefixError::syntax(text, rest));
    }
    let mut prefixes = Vec::new();
    for (from, to) in items {
        let to = to.unwrap_or(from);
        if from.len != to.len || from.international != to.international || from.bits > to.bits {
            return Err(PrefixError::Range { from, to });
        }
        let count = to.value() - from.value() + 1;
        if usize::try_from(count).map_or(true, |count| count > limit.saturating_sub(prefixes.len())) {
            return Err(PrefixError::TooMany { limit });
        }
        prefixes.extend((from.value()..=to.value()).map(|value| from.with_value(value)));
    }
    prefixes.sort_unstable_by_key(|prefix| (prefix.international, prefix.bits, prefix.len));
    prefixes.dedup();
    Ok(prefixes)
}

fn list(input: &str) -> IResult<&str, Vec<(Prefix, Option<Prefix>)>> {
    let separator = delimited(space0, one_of(",|;"), space0);
    let range_end = preceded(delimited(space0, char('-'), space0), prefix);
    delimited(
        space0,
        separated_list1(separator, pair(prefix, opt(range_end))),
        space0,
    )
    .parse(input)
}

fn prefix(input: &str) -> IResult<&str, Prefix> {
    let digits = |least| take_while_m_n(least, Prefix::MAX_DIGITS, |c: char| c.is_ascii_digit());
    let (rest, text) = alt((recognize(pair(tag("+"), digits(0))), digits(1))).parse(input)?;
    let (international, digits) = match text.strip_prefix('+') {
        Some(digits) => (true, digits),
        None => (false, text),
    };
    let error = || nom::Err::Error(nom::error::Error::new(input, nom::error::ErrorKind::Digit));
    Ok((
        rest,
        Prefix::from_digits(international, digits.as_bytes()).ok_or_else(error)?,
    ))
}

/// Why a list of prefixes could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PrefixError {
    /// Nothing there.
    #[error("no prefix; write digits such as 872, +33 or a list such as 0-6|8|9")]
    Empty,
    /// The text stops making sense at a character.
    #[error(
        "{found:?} at character {position} of prefix {text:?}; write digits, + in front, and , | - between, each prefix at most 15 digits"
    )]
    Syntax {
        /// The list as given.
        text: String,
        /// The character, or nothing when the text ends too early.
        found: String,
        /// Its place, counted from 1.
        position: usize,
    },
    /// A range whose ends do not belong together.
    #[error("the range {from}-{to} is none; both ends need the same number of digits, the smaller first")]
    Range {
        /// The first prefix.
        from: Prefix,
        /// The last prefix.
        to: Prefix,
    },
    /// More prefixes than may stand in one list.
    #[error("more than {limit} prefixes in one list; use a shorter prefix")]
    TooMany {
        /// The most there may be.
        limit: usize,
    },
}

impl PrefixError {
    fn syntax(text: &str, rest: &str) -> Self {
        let before = text.len().saturating_sub(rest.len());
        let position = text.get(..before).map_or(0, |before| before.chars().count()) + 1;
        Self::Syntax {
            text: text.to_owned(),
            found: rest.chars().take(1).collect(),
            position,
        }
    }
}

/// How many digits a number may have: `6`, or from `6-7`.
///
/// Counted after an outside line and an access code are taken off; of an international number the digits after the
/// `+` count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DigitCount {
    least: u8,
    most: u8,
}

impl DigitCount {
    /// Any number of digits.
    pub const ANY: Self = Self {
        least: 0,
        most: u8::MAX,
    };

    /// The least and the most; see [`ANY`](Self::ANY) for any.
    #[must_use]
    pub const fn bounds(self) -> (u8, u8) {
        (self.least, self.most)
    }

    /// From `least` to `most` digits; `None` when that is empty.
    #[must_use]
    pub fn new(least: u8, most: u8) -> Option<Self> {
        (least <= most).then_some(Self { least, most })
    }

    /// Whether a number of so many digits is allowed.
    #[must_use]
    pub fn allows(self, digits: usize) -> bool {
        (usize::from(self.least)..=usize::from(self.most)).contains(&digits)
    }

    /// Whether all that the other allows is allowed.
    pub(crate) const fn holds(self, other: Self) -> bool {
        self.least <= other.least && other.most <= self.most
    }

    /// As it is written: `6`, `6-7`.
    pub(crate) fn short(self) -> String {
        match self {
            Self { least, most } if least == most => least.to_string(),
            Self { least, most } => format!("{least}-{most}"),
        }
    }

    /// Whether some number of digits is allowed by both.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.least <= other.most && other.least <= self.most
    }
}

impl fmt::Display for DigitCount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::ANY => f.write_str("any number of digits"),
            Self { least, most } if least == most => write!(f, "{least} digits"),
            Self { least, most } => write!(f, "{least} to {most} digits"),
        }
    }
}

impl FromStr for DigitCount {
    type Err = ParseDigitCountError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (least, most) = text.split_once('-').unwrap_or((text, text));
        let count = |text: &str| {
            text.trim()
                .parse::<u8>()
                .ok()
                .filter(|&count| (1..=99).contains(&count))
        };
        count(least)
            .zip(count(most))
            .and_then(|(least, most)| Self::new(least, most))
            .ok_or_else(|| ParseDigitCountError {
                text: text.to_owned(),
            })
    }
}

/// A text that is no number of digits.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is not a number of digits; write 6, or 6-7")]
pub struct ParseDigitCountError {
    /// The text as given.
    pub text: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(text: &str) -> Vec<String> {
        read_prefixes(text, 1000)
            .unwrap()
            .iter()
            .map(Prefix::to_string)
            .collect()
    }

    #[test]
    fn lists_and_ranges_are_expanded() {
        for (text, expected) in [
            ("872", "872"),
            ("7,07", "07 7"),
            ("0-2|8", "0 1 2 8"),
            (" +33 ; 00-02 ", "00 01 02 +33"),
            ("+6871 - +6873", "+6871 +6872 +6873"),
            ("7,7", "7"),
            ("+", "+"),
            ("123456789012345", "123456789012345"),
        ] {
            assert_eq!(shown(text).join(" "), expected, "{text}");
        }
    }

    #[test]
    fn a_broken_list_is_refused_with_the_place() {
        for (text, part) in [
            ("", "no prefix"),
            ("  ", "no prefix"),
            ("87x", "\"x\" at character 3"),
            ("7,,8", "\",\" at character 2"),
            ("é7", "\"é\" at character 1"),
            ("7-", "\"-\" at character 2"),
            ("1-20", "the range 1-20 is none"),
            ("9-1", "the range 9-1 is none"),
            ("+1-2", "the range +1-2 is none"),
            ("1234567890123456", "\"6\" at character 16"),
            ("0000-9999", "more than 1000 prefixes"),
            ("000000000000000-999999999999999", "more than 1000 prefixes"),
        ] {
            let error = read_prefixes(text, 1000).unwrap_err().to_string();
            assert!(error.contains(part), "{text:?}: {error}");
        }
    }

    #[test]
    fn numbers_of_digits_are_read_and_checked() {
        for (text, shown) in [
            ("6", "6 digits"),
            ("6-7", "6 to 7 digits"),
            ("6 - 7", "6 to 7 digits"),
        ] {
            assert_eq!(text.parse::<DigitCount>().unwrap().to_string(), shown);
        }
        for text in ["", "0", "7-6", "six", "6-", "256", "-6"] {
            assert!(text.parse::<DigitCount>().is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_prefix_survives_being_shown_and_read(text in "\\+?[0-9]{1,15}") {
            prop_assert_eq!(text.parse::<Prefix>().unwrap().to_string(), text);
        }

        #[test]
        fn no_text_makes_the_reader_panic(text in ".*") {
            let _ = read_prefixes(&text, 100);
            let _ = text.parse::<DigitCount>();
        }
    }
}
