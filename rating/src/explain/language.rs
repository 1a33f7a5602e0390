//! How a language writes numbers, amounts, lengths and dates.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate, NaiveDateTime};

use super::Fraction;
use crate::{Currency, Money};

/// A language that explanations are written in. Parses and displays as its ISO 639 code: `fr`, `en`, `es`, `ru`.
///
/// ```
/// use switchhook_rating::explain::Language;
/// let amount = "12345.5 EUR".parse()?;
/// // The blanks in amounts are such that no line is broken there.
/// assert_eq!(Language::Fr.money(amount), "12\u{202f}345,50\u{a0}€");
/// assert_eq!(Language::En.money(amount), "€12,345.50");
/// # Ok::<(), switchhook_rating::ParseMoneyError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[non_exhaustive]
pub enum Language {
    /// English.
    #[default]
    En,
    /// French.
    Fr,
    /// Spanish.
    Es,
    /// Russian.
    Ru,
}

/// A blank at which no line is broken.
const HARD: char = '\u{a0}';
/// The narrow one, between groups of digits.
const NARROW: char = '\u{202f}';

impl Language {
    /// Every language.
    pub const ALL: [Self; 4] = [Self::Fr, Self::En, Self::Es, Self::Ru];

    /// Its ISO 639 code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Fr => "fr",
            Self::Es => "es",
            Self::Ru => "ru",
        }
    }

    /// An amount with all of its decimals, at least those of its currency, and the currency.
    #[must_use]
    pub fn money(self, amount: Money) -> String {
        self.with_currency(&self.decimal(&amount.amount_text()), amount.currency())
    }

    /// A number, exact where a decimal shows it, and otherwise cut off after six places with an ellipsis.
    #[must_use]
    pub fn number(self, number: Fraction) -> String {
        match number.decimal(9) {
            Some(exact) => self.decimal(&exact),
            None => format!("{}…", self.decimal(&number.cut(6))),
        }
    }

    /// An exact amount, as [`number`](Self::number) writes it, with its currency.
    #[must_use]
    pub fn amount(self, number: Fraction, currency: Currency) -> String {
        self.with_currency(&self.number(number), currency)
    }

    /// A length in seconds.
    #[must_use]
    pub fn seconds(self, millis: u64) -> String {
        let unit = if self == Self::Ru { "с" } else { "s" };
        format!("{}{HARD}{unit}", self.bare_seconds(millis))
    }

    /// The number of seconds alone.
    pub(super) fn bare_seconds(self, millis: u64) -> String {
        self.number(Fraction::new(millis.into(), 1000).unwrap_or(Fraction::ZERO))
    }

    /// A percentage.
    pub(super) fn percent(self, number: Fraction) -> String {
        match self {
            Self::En => format!("{}%", self.number(number)),
            Self::Fr => format!("{}{NARROW}%", self.number(number)),
            Self::Es | Self::Ru => format!("{}{HARD}%", self.number(number)),
        }
    }

    /// A date with its weekday.
    #[must_use]
    pub fn date(self, date: NaiveDate) -> String {
        const WEEKDAYS: [[&str; 7]; 4] = [
            [
                "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche",
            ],
            [
                "Monday",
                "Tuesday",
                "Wednesday",
                "Thursday",
                "Friday",
                "Saturday",
                "Sunday",
            ],
            [
                "lunes",
                "martes",
                "miércoles",
                "jueves",
                "viernes",
                "sábado",
                "domingo",
            ],
            [
                "понедельник",
                "вторник",
                "среда",
                "четверг",
                "пятница",
                "суббота",
                "воскресенье",
            ],
        ];
        const MONTHS: [&str; 12] = [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ];
        let row = Self::ALL
            .iter()
            .position(|language| *language == self)
            .unwrap_or(1);
        let weekday = date.weekday().num_days_from_monday() as usize;
        let weekday = WEEKDAYS
            .get(row)
            .and_then(|names| names.get(weekday))
            .copied()
            .unwrap_or_default();
        match self {
            Self::En => {
                let month = MONTHS.get(date.month0() as usize).copied().unwrap_or_default();
                format!("{weekday} {} {month} {}", date.day(), date.year())
            }
            Self::Fr | Self::Es => format!("{weekday} {}", date.format("%d/%m/%Y")),
            Self::Ru => format!("{weekday}, {}", date.format("%d.%m.%Y")),
        }
    }

    /// A date without its weekday.
    pub(super) fn day(self, date: NaiveDate) -> String {
        let full = self.date(date);
        let cut = full.find(' ').map_or(0, |at| at + 1);
        full.get(cut..).unwrap_or_default().to_owned()
    }

    /// A clock reading with its date.
    #[must_use]
    pub fn clock(self, reading: NaiveDateTime) -> String {
        format!("{}, {}", self.date(reading.date()), reading.format("%H:%M:%S%.f"))
    }

    /// The form of a word that goes with a count: one, a few (Russian only), many.
    pub(super) fn form<'a>(self, count: u64, one: &'a str, few: &'a str, many: &'a str) -> &'a str {
        match self {
            Self::Fr if count < 2 => one,
            Self::En | Self::Es if count == 1 => one,
            Self::Ru => match (count % 10, count % 100) {
                (_, 11..=14) => many,
                (1, _) => one,
                (2..=4, _) => few,
                _ => many,
            },
            _ => many,
        }
    }

    /// A count of things.
    pub(super) fn count(self, count: u64) -> String {
        self.decimal(&count.to_string())
    }

    fn with_currency(self, number: &str, currency: Currency) -> String {
        match (currency.code(), self) {
            ("EUR", Self::En) => match number.strip_prefix('\u{2212}') {
                Some(bare) => format!("\u{2212}€{bare}"),
                None => format!("€{number}"),
            },
            ("EUR", _) => format!("{number}{HARD}€"),
            (code, _) => format!("{number}{HARD}{code}"),
        }
    }

    /// Plain decimal text with this language's marks: a minus sign, groups of three digits, a comma or a point.
    fn decimal(self, text: &str) -> String {
        let (sign, text) = match text.strip_prefix('-') {
            Some(bare) => ("\u{2212}", bare),
            None => ("", text),
        };
        let (whole, fraction) = match text.split_once('.') {
            Some((whole, fraction)) => (whole, Some(fraction)),
            None => (text, None),
        };
        // Spanish and Russian leave four digits together.
        let (mark, gap, least) = match self {
            Self::En => ('.', ',', 4),
            Self::Fr => (',', NARROW, 4),
            Self::Es => (',', NARROW, 5),
            Self::Ru => (',', HARD, 5),
        };
        let mut shown = String::from(sign);
        for (at, digit) in whole.chars().enumerate() {
            let left = whole.len() - at;
            if at > 0 && left.is_multiple_of(3) && whole.len() >= least {
                shown.push(gap);
            }
            shown.push(digit);
        }
        if let Some(fraction) = fraction {
            shown.push(mark);
            shown.push_str(fraction);
        }
        shown
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

impl FromStr for Language {
    type Err = ParseLanguageError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|language| language.code() == text)
            .ok_or_else(|| ParseLanguageError {
                text: text.to_owned(),
            })
    }
}

/// A code of a language that no explanation is written in.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is no language of explanations; use fr, en, es or ru")]
pub struct ParseLanguageError {
    /// The code as given.
    pub text: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_writes_numbers_its_own_way() {
        for (text, fr, en, es, ru) in [
            ("1234.5", "1\u{202f}234,5", "1,234.5", "1234,5", "1234,5"),
            (
                "1234567",
                "1\u{202f}234\u{202f}567",
                "1,234,567",
                "1\u{202f}234\u{202f}567",
                "1\u{a0}234\u{a0}567",
            ),
            (
                "-0.25",
                "\u{2212}0,25",
                "\u{2212}0.25",
                "\u{2212}0,25",
                "\u{2212}0,25",
            ),
            ("125/6", "20,833333…", "20.833333…", "20,833333…", "20,833333…"),
        ] {
            let number = text.parse().unwrap();
            for (language, expected) in Language::ALL.into_iter().zip([fr, en, es, ru]) {
                assert_eq!(language.number(number), expected, "{text} in {language}");
            }
        }
    }

    #[test]
    fn the_euro_stands_where_the_language_puts_it() {
        for (text, fr, en) in [
            ("1.5 EUR", "1,50\u{a0}€", "€1.50"),
            ("-1.5 EUR", "\u{2212}1,50\u{a0}€", "\u{2212}€1.50"),
            ("177.65 XPF", "177,65\u{a0}XPF", "177.65\u{a0}XPF"),
        ] {
            let amount = text.parse().unwrap();
            assert_eq!(
                (Language::Fr.money(amount), Language::En.money(amount)),
                (fr.to_owned(), en.to_owned())
            );
        }
    }

    #[test]
    fn dates_are_those_of_the_language() {
        let date = NaiveDate::from_ymd_opt(2011, 12, 19).unwrap();
        let shown = Language::ALL.map(|language| language.date(date));
        assert_eq!(
            shown,
            [
                "lundi 19/12/2011",
                "Monday 19 December 2011",
                "lunes 19/12/2011",
                "понедельник, 19.12.2011"
            ]
        );
        assert_eq!(Language::Ru.day(date), "19.12.2011");
        assert_eq!(Language::En.day(date), "19 December 2011");
    }

    #[test]
    fn words_agree_with_their_count() {
        for (count, fr, ru) in [
            (0, "1", "m"),
            (1, "1", "1"),
            (2, "m", "f"),
            (5, "m", "m"),
            (11, "m", "m"),
            (21, "m", "1"),
            (112, "m", "m"),
        ] {
            assert_eq!(Language::Fr.form(count, "1", "f", "m"), fr, "{count}");
            assert_eq!(Language::Ru.form(count, "1", "f", "m"), ru, "{count}");
        }
    }

    #[test]
    fn codes_survive_being_shown_and_read() {
        for language in Language::ALL {
            assert_eq!(language.to_string().parse(), Ok(language));
        }
        assert!(
            "de".parse::<Language>()
                .unwrap_err()
                .to_string()
                .contains("use fr, en, es or ru")
        );
    }
}
