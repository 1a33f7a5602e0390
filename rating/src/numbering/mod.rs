//! From a dialled string to the number that a deck knows, and its kind.

mod error;
mod kind;
mod number;
mod plain;
mod read;
mod ready;

pub use error::NumberError;
pub use kind::{Kind, KindRule, KindRuleError, ParseKindError};
pub use number::Number;

use kind::Kinds;
use number::Digits;
use plain::Key;

use crate::Prefix;

/// How numbers are dialled at a site, and of what kind they are.
///
/// A call record holds what was dialled: perhaps with a digit for the outside line, the code of a carrier, `00` or
/// `+`. A deck knows numbers in two forms only: `+33…` for other countries and `872345` for one's own. This type
/// brings the one into the other, in this order:
///
/// 1. Blanks and the signs `-`, `.`, `/`, `(` and `)` are dropped. A number with a `+` is international: go on at 6.
/// 2. An emergency code, dialled as it is or behind the outside line, is what it is. Nothing comes before it.
/// 3. With an outside line, what is dialled without it and looks like an extension is internal. A short code is what
///    it is, with the outside line or without. Without an outside line extensions come after short codes.
/// 4. The outside line is taken off if it is there, then the longest access code that fits.
/// 5. A number beginning with one of the international codes is international. Another one as long as a national
///    number without its national code gets that code in front.
/// 6. An international number of one's own country becomes a national one.
///
/// Set the outside line only if call records still hold it: with `0` set, `0033…` means `033…`.
///
/// ```
/// use switchhook_rating::{Kind, Numbering};
/// let numbering = Numbering::new().country("33").national("0").international("00").outside_line("9").emergency("112");
/// for (dialled, number) in [
///     ("+33 1 23 45 67 89", "0123456789"),
///     ("90123456789", "0123456789"),
///     ("900 44 20 7946 0000", "+442079460000"),
/// ] {
///     assert_eq!(numbering.number(dialled)?.to_string(), number);
/// }
/// assert_eq!(numbering.dial("9112")?.kind, Kind::Emergency);
/// assert!(numbering.number("555-HELP").is_err());
///
/// // Some countries are ready, with their kinds of numbers.
/// let tahiti = Numbering::ready("PF").unwrap().outside_line("0");
/// let dialled = tahiti.dial("0 87 12 34 56")?;
/// assert_eq!((dialled.number.to_string(), dialled.kind), ("87123456".to_owned(), Kind::Mobile));
/// # Ok::<(), switchhook_rating::NumberError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Numbering {
    country: Code,
    national: Code,
    international: Vec<Code>,
    outside_line: Code,
    access_codes: Vec<Code>,
    // Bit n: national numbers without the national code have n digits.
    lengths: u32,
    short_codes: Vec<(Code, Kind)>,
    longest_short_code: usize,
    longest_internal: usize,
    // What has more digits is no extension and no short code, however it is dialled.
    longest_unlike: usize,
    rules: Vec<KindRule>,
    internal: Kinds,
    kinds: Kinds,
}

impl Numbering {
    /// No rules: numbers stay as dialled, those with a `+` are international, and all are of kind
    /// [`Other`](Kind::Other).
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The code of one's own country, such as `687`. Default: none, so that no international number is one's own.
    #[must_use]
    pub fn country(mut self, code: &str) -> Self {
        self.country = Code::new(code);
        self
    }

    /// What people of the country dial before a national number, such as `0` in France. Default: nothing.
    #[must_use]
    pub fn national(mut self, code: &str) -> Self {
        self.national = Code::new(code);
        self
    }

    /// A code dialled before a country code, such as `00`. May be called more than once. Default: none.
    #[must_use]
    pub fn international(mut self, code: &str) -> Self {
        add(&mut self.international, code);
        self
    }

    /// What is dialled first for an outside line. Default: nothing.
    #[must_use]
    pub fn outside_line(mut self, code: &str) -> Self {
        self.outside_line = Code::new(code);
        self.measured()
    }

    /// A code that chooses a carrier and is no part of the number. May be called more than once. Default: none.
    #[must_use]
    pub fn access_code(mut self, code: &str) -> Self {
        add(&mut self.access_codes, code);
        self
    }

    /// A number of digits that national numbers have without the national code: 9 in France, 10 in the USA. May be
    /// called more than once; more than 31 are none. Default: none, so that the national code is never put in front
    /// of a number that was dialled without it.
    #[must_use]
    pub fn length(mut self, digits: u8) -> Self {
        self.lengths |= 1u32.checked_shl(u32::from(digits)).unwrap_or(0);
        self
    }

    /// A number to be called in an emergency. It is never taken apart, and wins over extensions. Default: none.
    #[must_use]
    pub fn emergency(self, code: &str) -> Self {
        self.short_code(code, Kind::Emergency)
    }

    /// A number that is what it is: `3612` is not a number in Belgium. Default: none.
    #[must_use]
    pub fn short_code(mut self, code: &str, kind: Kind) -> Self {
        self.longest_short_code = self.longest_short_code.max(code.len());
        self.short_codes.retain(|(known, _)| known.text != code);
        self.short_codes.push((Code::new(code), kind));
        // Emergency codes are looked at before extensions, the others after them.
        self.short_codes.sort_by_key(|(_, kind)| *kind != Kind::Emergency);
        self.measured()
    }

    /// Says the kind of numbers. The longest prefix counts, and among equals the rule that was given last. A rule for
    /// [`Kind::Internal`] is about what is dialled: the extensions of the site.
    #[must_use]
    pub fn kind(mut self, rule: KindRule) -> Self {
        for &prefix in rule.prefixes() {
            if rule.kind() == Kind::Internal {
                self.internal.add(prefix, rule.digits(), rule.kind());
                self.longest_internal = self.longest_internal.max(usize::from(rule.digits().bounds().1));
            } else {
                self.kinds.add(prefix, rule.digits(), rule.kind());
            }
        }
        self.rules.push(rule);
        self.measured()
    }

    /// With the length up to which numbers may be unlike others.
    fn measured(mut self) -> Self {
        let short = self.longest_short_code + self.outside_line.digits.len();
        self.longest_unlike = short.max(self.longest_internal);
        self
    }

    /// Reads a dialled string.
    ///
    /// # Errors
    ///
    /// [`NumberError`] for an empty string, a character that is no digit, and more than 32 digits.
    pub fn number(&self, dialled: &str) -> Result<Number, NumberError> {
        self.read(dialled).map(|(number, _)| number)
    }

    /// Reads a dialled string and tells its kind.
    ///
    /// # Errors
    ///
    /// As for [`number`](Self::number).
    #[inline]
    pub fn dial(&self, dialled: &str) -> Result<Dialled, NumberError> {
        let (number, kind) = self.read(dialled)?;
        let kind = kind.unwrap_or_else(|| self.kind_of(number));
        Ok(Dialled { number, kind })
    }

    /// The kind that the rules say for a number in the form of a deck.
    ///
    /// Whether it was dialled as a short code or an extension is not to be seen from that form; [`dial`](Self::dial)
    /// knows.
    #[must_use]
    pub fn kind_of(&self, number: Number) -> Kind {
        self.kinds.of(number).unwrap_or_default()
    }

    /// The number as one of the whole world, `+687…`, if the country is known and it is not a short code.
    #[must_use]
    pub fn e164(&self, number: Number) -> Option<Number> {
        if number.international {
            return Some(number);
        }
        let mut digits = number.digits;
        digits.strip(self.national.digits, 1);
        if self.country.text.is_empty() || (self.lengths != 0 && !self.has_length(digits.len())) {
            return None;
        }
        digits.prepend(self.country.digits).ok()?;
        // E.164: at most fifteen digits.
        (digits.len() <= Prefix::MAX_DIGITS).then_some(Number {
            digits,
            international: true,
        })
    }

    /// A prefix of a deck in the form that numbers have: one written `0033` and one written `+33` are the same.
    pub(crate) fn prefix(&self, prefix: Prefix) -> Result<Prefix, NumberError> {
        let digits = Digits::from_text(&prefix.digits()).ok_or(NumberError::TooLong)?;
        let (digits, international) = self.resolve(digits, prefix.is_international(), 0)?;
        let number = Number {
            digits,
            international,
        };
        let digits: Vec<u8> = number.digits().collect();
        Prefix::from_digits(number.international, &digits).ok_or(NumberError::TooLong)
    }

    /// Whether some number is of a kind that must not be called.
    pub(crate) fn may_forbid(&self) -> bool {
        self.rules.iter().any(|rule| rule.kind() == Kind::Forbidden)
            || self.short_codes.iter().any(|(_, kind)| *kind == Kind::Forbidden)
    }

    /// The first setting that holds something other than digits, with its key.
    pub(crate) fn misfit(&self) -> Option<(&'static str, &str)> {
        let optional = [
            ("country", &self.country),
            ("national", &self.national),
            ("outside_line", &self.outside_line),
        ];
        let required = self.international.iter().map(|code| ("international", code));
        let required = required.chain(self.access_codes.iter().map(|code| ("access_codes", code)));
        let required = required.chain(self.short_codes.iter().map(|(code, _)| ("short_codes", code)));
        let is_code =
            |code: &Code| code.text.len() <= MAX_CODE && code.text.bytes().all(|byte| byte.is_ascii_digit());
        optional
            .into_iter()
            .find(|(_, code)| !is_code(code))
            .or_else(|| {
                required
                    .into_iter()
                    .find(|(_, code)| code.text.is_empty() || !is_code(code))
            })
            .map(|(key, code)| (key, code.text.as_str()))
    }
}

/// What was set, for whoever writes it down.
impl Numbering {
    /// The code of one's own country; empty if none was set.
    #[must_use]
    pub fn country_code(&self) -> &str {
        &self.country.text
    }

    /// The national code; empty if none was set.
    #[must_use]
    pub fn national_code(&self) -> &str {
        &self.national.text
    }

    /// The international codes, the longest first.
    pub fn international_codes(&self) -> impl Iterator<Item = &str> {
        self.international.iter().map(|code| code.text.as_str())
    }

    /// What is dialled for an outside line; empty if none was set.
    #[must_use]
    pub fn outside_line_code(&self) -> &str {
        &self.outside_line.text
    }

    /// The codes of carriers, the longest first.
    pub fn carrier_codes(&self) -> impl Iterator<Item = &str> {
        self.access_codes.iter().map(|code| code.text.as_str())
    }

    /// How many digits national numbers have without the national code, the fewest first.
    pub fn lengths(&self) -> impl Iterator<Item = u8> {
        (0..32).filter(|bit| self.lengths >> bit & 1 == 1)
    }

    /// The short codes and emergency codes, the latter first.
    pub fn short_codes(&self) -> impl Iterator<Item = (&str, Kind)> {
        self.short_codes
            .iter()
            .map(|(code, kind)| (code.text.as_str(), *kind))
    }

    /// The rules for kinds, in the order in which they were given.
    #[must_use]
    pub fn kind_rules(&self) -> &[KindRule] {
        &self.rules
    }
}

/// A number in the form of a deck, and its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Dialled {
    /// The number.
    pub number: Number,
    /// What kind of number it is; [`Kind::Other`] where no rule says.
    pub kind: Kind,
}

/// A setting, as written and as digits. What holds anything but digits is no digits, and found by `misfit`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Code {
    text: String,
    digits: Digits,
    // The same for plain numbers.
    key: Key,
}

impl Code {
    fn new(text: &str) -> Self {
        let digits = Digits::from_text(text).unwrap_or_default();
        Self {
            text: text.to_owned(),
            digits,
            key: Key::new(digits),
        }
    }
}

/// The longest code of a numbering.
const MAX_CODE: usize = 8;

/// Longest first, so that the first that fits is the longest that does.
fn add(codes: &mut Vec<Code>, code: &str) {
    codes.push(Code::new(code));
    codes.sort_by_key(|code| std::cmp::Reverse(code.text.len()));
    codes.dedup();
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn dialled_strings_come_to_the_form_that_decks_know() {
        let plain = Numbering::new();
        let tahiti = Numbering::new()
            .country("689")
            .international("00")
            .outside_line("0")
            .access_code("1688");
        for (numbering, dialled, number) in [
            (&plain, "872345", "872345"),
            (&plain, "0033 1", "00331"),
            (&plain, "+33 (1) 23-45.67/89", "+33123456789"),
            (&tahiti, "000 33 6 12", "+33612"),
            (&tahiti, "0431234", "431234"),
            (&tahiti, "431234", "431234"),
            (&tahiti, "+689 40 43 12 34", "40431234"),
            (&tahiti, "000689 40431234", "40431234"),
            (&tahiti, "01688 0033 1", "+331"),
            (&tahiti, "0", "0"),
        ] {
            assert_eq!(
                numbering.number(dialled).unwrap().to_string(),
                number,
                "{dialled}"
            );
        }
    }

    #[test]
    fn codes_of_carriers_and_extensions_are_told_from_numbers() {
        let site = Numbering::new()
            .country("687")
            .international("00")
            .outside_line("0")
            .access_code("19")
            .access_code("1688")
            .emergency("15")
            .short_code("1012", Kind::TollFree)
            .short_code("321", Kind::Special)
            .kind("1-3 3-4 internal".parse().unwrap())
            .kind("7-9 6 mobile".parse().unwrap())
            .kind("+61 other".parse().unwrap())
            .kind("+614 11 mobile".parse().unwrap())
            .kind("89 6 forbidden".parse().unwrap());
        for (dialled, number, kind) in [
            ("019 00 61 4 1234 5678", "+61412345678", Kind::Mobile),
            ("000 61 4 123 456", "+614123456", Kind::Other), // too short for a mobile number
            ("01688751234", "751234", Kind::Mobile),
            ("0891234", "891234", Kind::Forbidden),
            ("321", "321", Kind::Internal), // without the outside line it is the extension
            ("0321", "321", Kind::Special),
            ("1012", "1012", Kind::Internal),
            ("01012", "1012", Kind::TollFree),
            ("015", "15", Kind::Emergency),
            ("15", "15", Kind::Emergency),
            ("150", "150", Kind::Internal),
        ] {
            let found = site.dial(dialled).unwrap();
            assert_eq!(
                (found.number.to_string().as_str(), found.kind),
                (number, kind),
                "{dialled}"
            );
        }
        // Without an outside line nothing but the list of codes tells them apart.
        let found = site.outside_line("").dial("321").unwrap();
        assert_eq!(found.kind, Kind::Special);
    }

    #[test]
    fn the_rule_given_last_amends_a_ready_plan() {
        let numbering = Numbering::ready("NC")
            .unwrap()
            .kind("87 6 fixed".parse().unwrap());
        assert_eq!(numbering.dial("872345").unwrap().kind, Kind::Fixed);
        assert_eq!(numbering.dial("862345").unwrap().kind, Kind::Mobile);
        let again = numbering.kind("87 6 premium".parse().unwrap());
        assert_eq!(again.dial("872345").unwrap().kind, Kind::Premium);
    }

    #[test]
    fn rubbish_is_named_with_its_place() {
        let numbering = Numbering::new();
        for (dialled, error) in [
            ("", NumberError::Empty),
            ("+", NumberError::Empty),
            (
                "87A345",
                NumberError::Character {
                    found: 'A',
                    position: 3,
                },
            ),
            (
                "*98",
                NumberError::Character {
                    found: '*',
                    position: 1,
                },
            ),
            (
                "33+1",
                NumberError::Character {
                    found: '+',
                    position: 3,
                },
            ),
            (
                "++33",
                NumberError::Character {
                    found: '+',
                    position: 2,
                },
            ),
            (
                "8\u{0663}",
                NumberError::Character {
                    found: '\u{0663}',
                    position: 2,
                },
            ),
        ] {
            assert_eq!(numbering.number(dialled), Err(error), "{dialled:?}");
        }
        assert_eq!(numbering.number(&"1".repeat(33)), Err(NumberError::TooLong));
    }

    #[test]
    fn a_prefix_means_the_same_in_every_spelling() {
        let numbering = Numbering::new().country("687").international("00");
        for (spelt, meant) in [
            ("0033", "+33"),
            ("+33", "+33"),
            ("+6877", "7"),
            ("006877", "7"),
            ("0", "0"),
            ("00", "+"),
            ("+687", ""),
        ] {
            assert_eq!(
                numbering.prefix(spelt.parse().unwrap()).unwrap().to_string(),
                meant,
                "{spelt}"
            );
        }
    }

    proptest! {
        /// However long a number is and whatever stands between its digits.
        #[test]
        fn a_number_is_read_alike_in_one_piece_and_spelt(digits in "[0-9]{1,32}", plus: bool) {
            let numbering = Numbering::new().country("68").national("1").international("00").outside_line("2").access_code("16");
            let sign = if plus { "+" } else { "" };
            let spaced: String = digits.chars().flat_map(|digit| [digit, ' ']).collect();
            prop_assert_eq!(numbering.dial(&format!("{sign}{digits}")), numbering.dial(&format!(" {sign}{spaced}")));
        }

        #[test]
        fn no_dialled_string_panics(dialled in ".*", national in "[0-9]{0,8}") {
            let numbering = Numbering::new().country("3").national(&national).international("00").outside_line("0");
            let _ = numbering.dial(&dialled);
        }
    }
}
