//! Amounts of money.

use std::fmt;
use std::str::FromStr;

use crate::{Currency, ParseCurrencyError, Rounding};

/// An amount: whole millionths of a currency.
///
/// Adding two currencies is `None`, and so is a result that does not fit. Displaying an amount shows all of it;
/// rounding is a step of its own with a name.
///
/// ```
/// use switchhook_rating::{Currency, Money, Rounding};
/// let call = Money::from_micros(177_650_000, Currency::XPF);
/// assert_eq!(call.to_string(), "177.65 XPF");
/// assert_eq!(call.rounded_text(Rounding::Floor), "177");
/// assert_eq!(call.checked_add(call).unwrap().to_string(), "355.3 XPF");
///
/// let euro: Money = "0.5 EUR".parse()?;
/// assert_eq!(euro.to_string(), "0.50 EUR");
/// assert_eq!(call.checked_add(euro), None);
/// # Ok::<(), switchhook_rating::ParseMoneyError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Money {
    micros: i64,
    currency: Currency,
}

/// Millionths in one unit of a currency.
const MICROS: u64 = 1_000_000;

impl Money {
    /// An amount of millionths.
    #[must_use]
    pub const fn from_micros(micros: i64, currency: Currency) -> Self {
        Self { micros, currency }
    }

    /// Nothing, in a currency.
    #[must_use]
    pub const fn zero(currency: Currency) -> Self {
        Self { micros: 0, currency }
    }

    /// The amount in millionths.
    #[must_use]
    pub const fn micros(self) -> i64 {
        self.micros
    }

    /// The currency.
    #[must_use]
    pub const fn currency(self) -> Currency {
        self.currency
    }

    /// Whether the amount is 0.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.micros == 0
    }

    /// The sum; `None` for two currencies or when it does not fit.
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.same_currency(other)?;
        Some(Self {
            micros: self.micros.checked_add(other.micros)?,
            ..self
        })
    }

    /// The difference; `None` for two currencies or when it does not fit.
    #[must_use]
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.same_currency(other)?;
        Some(Self {
            micros: self.micros.checked_sub(other.micros)?,
            ..self
        })
    }

    /// Adds up amounts of one currency; nothing adds up to zero. `None` when one is of another currency or the sum
    /// does not fit.
    ///
    /// ```
    /// use switchhook_rating::{Currency, Money};
    /// let calls = [17_650_000, 10_450_000].map(|micros| Money::from_micros(micros, Currency::XPF));
    /// assert_eq!(Money::sum(Currency::XPF, calls).unwrap().to_string(), "28.1 XPF");
    /// ```
    #[must_use]
    pub fn sum(currency: Currency, amounts: impl IntoIterator<Item = Self>) -> Option<Self> {
        // Wide on the way, so that the order of large positive and negative amounts does not matter.
        let mut total = 0i128;
        for amount in amounts {
            amount.same_currency(Self::zero(currency))?;
            total = total.checked_add(i128::from(amount.micros))?;
        }
        Some(Self {
            micros: i64::try_from(total).ok()?,
            currency,
        })
    }

    /// The amount in as many decimals as its currency has, or as it is under [`Rounding::Exact`]; `None` when it does not
    /// fit.
    #[must_use]
    pub fn round(self, mode: Rounding) -> Option<Self> {
        if mode == Rounding::Exact {
            return Some(self);
        }
        let step = i128::from(self.step());
        let micros = mode.divide(i128::from(self.micros), step)?.checked_mul(step)?;
        Some(Self {
            micros: i64::try_from(micros).ok()?,
            ..self
        })
    }

    /// The amount in the decimals of its currency, without the code: what a column of amounts shows.
    ///
    /// An amount that only rounding would push past the largest one is shown in full.
    #[must_use]
    pub fn rounded_text(self, mode: Rounding) -> String {
        self.round(mode).unwrap_or(self).amount_text()
    }

    /// The whole amount without the code, in at least the decimals of its currency: `177.65`.
    #[must_use]
    pub fn amount_text(self) -> String {
        let sign = if self.micros < 0 { "-" } else { "" };
        let (whole, fraction) = (
            self.micros.unsigned_abs() / MICROS,
            self.micros.unsigned_abs() % MICROS,
        );
        let mut decimals = format!("{fraction:06}");
        decimals.truncate(
            decimals
                .trim_end_matches('0')
                .len()
                .max(usize::from(self.currency.decimals())),
        );
        match decimals.as_str() {
            "" => format!("{sign}{whole}"),
            decimals => format!("{sign}{whole}.{decimals}"),
        }
    }

    /// Millionths in the smallest coin.
    fn step(self) -> i64 {
        10i64.pow(6u32.saturating_sub(u32::from(self.currency.decimals())))
    }

    fn same_currency(self, other: Self) -> Option<()> {
        (self.currency == other.currency).then_some(())
    }
}

impl fmt::Display for Money {
    /// All of the amount and the code, such as `177.65 XPF`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{} {}", self.amount_text(), self.currency))
    }
}

impl fmt::Debug for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.amount_text(), self.currency)
    }
}

impl FromStr for Money {
    type Err = ParseMoneyError;

    /// Reads what [`Display`](fmt::Display) writes: an amount of at most six decimals, a space, a code of ISO 4217.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let fail = || ParseMoneyError::Amount {
            text: text.to_owned(),
        };
        let (amount, code) = text.split_once(' ').ok_or_else(fail)?;
        let currency = code.parse()?;
        let (negative, unsigned) = match amount.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, amount),
        };
        let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
        let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if !is_digits(whole) || !is_digits(fraction) || fraction.len() > 6 {
            return Err(fail());
        }
        // At most 20 digits of micros are of use, so a longer text fails in `parse` instead of wrapping.
        let micros: i128 = format!("{whole}{fraction:0<6}").parse().map_err(|_| fail())?;
        let micros = i64::try_from(if negative { -micros } else { micros }).map_err(|_| fail())?;
        Ok(Self { micros, currency })
    }
}

/// Why a text is no amount of money.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ParseMoneyError {
    /// The number is missing, malformed, too fine or too large.
    #[error("{text:?} is not an amount; write it like 177.65 XPF, with at most six decimals")]
    Amount {
        /// The text as given.
        text: String,
    },
    /// The currency is unknown.
    #[error(transparent)]
    Currency(#[from] ParseCurrencyError),
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn money(text: &str) -> Money {
        text.parse().unwrap()
    }

    #[test]
    fn an_amount_shows_all_of_itself_and_at_least_its_coins() {
        for (micros, currency, shown) in [
            (0, Currency::XPF, "0 XPF"),
            (177_650_000, Currency::XPF, "177.65 XPF"),
            (1, Currency::XPF, "0.000001 XPF"),
            (-1_500_000, Currency::EUR, "-1.50 EUR"),
            (500_000, Currency::TND, "0.500 TND"),
            (i64::MIN, Currency::EUR, "-9223372036854.775808 EUR"),
        ] {
            assert_eq!(Money::from_micros(micros, currency).to_string(), shown);
        }
    }

    #[test]
    fn rounding_goes_to_the_coins_of_the_currency() {
        for (text, mode, shown) in [
            ("177.65 XPF", Rounding::Floor, "177"),
            ("177.65 XPF", Rounding::HalfUp, "178"),
            ("0.125 EUR", Rounding::HalfEven, "0.12"),
            ("0.1 TND", Rounding::Ceil, "0.100"),
            ("-0.125 EUR", Rounding::Floor, "-0.13"),
        ] {
            assert_eq!(money(text).rounded_text(mode), shown, "{text} {mode}");
        }
        assert_eq!(
            Money::from_micros(i64::MAX, Currency::XPF).round(Rounding::Up),
            None
        );
    }

    #[test]
    fn two_currencies_never_add_up() {
        assert_eq!(money("1 XPF").checked_add(money("1 EUR")), None);
        assert_eq!(money("1 XPF").checked_sub(money("1 EUR")), None);
        assert_eq!(Money::sum(Currency::XPF, [money("1 XPF"), money("1 EUR")]), None);
        assert_eq!(Money::sum(Currency::XPF, []), Some(money("0 XPF")));
    }

    #[test]
    fn a_sum_that_does_not_fit_is_none_and_one_that_does_in_the_end_is_not() {
        let most = Money::from_micros(i64::MAX, Currency::XPF);
        let least = Money::from_micros(-i64::MAX, Currency::XPF);
        assert_eq!(most.checked_add(most), None);
        assert_eq!(Money::sum(Currency::XPF, [most, most]), None);
        assert_eq!(Money::sum(Currency::XPF, [most, most, least]), Some(most));
    }

    #[test]
    fn what_is_no_amount_is_refused() {
        for text in [
            "",
            "1",
            "XPF",
            "1XPF",
            "1,5 EUR",
            "1. EUR",
            ".5 EUR",
            "1.0000001 EUR",
            "1e3 EUR",
            "--1 EUR",
        ] {
            assert!(text.parse::<Money>().is_err(), "{text}");
        }
        assert!(format!("{} EUR", "9".repeat(200)).parse::<Money>().is_err());
        assert!(matches!(
            "1 XYZ".parse::<Money>(),
            Err(ParseMoneyError::Currency(_))
        ));
    }

    proptest! {
        #[test]
        fn an_amount_survives_being_shown_and_read(micros: i64, code in prop::sample::select(vec!["XPF", "EUR", "TND", "CLF"])) {
            let amount = Money::from_micros(micros, code.parse().unwrap());
            prop_assert_eq!(amount.to_string().parse::<Money>().unwrap(), amount);
        }

        #[test]
        fn the_order_of_a_sum_does_not_matter(parts in prop::collection::vec(-1_000_000_000i64..1_000_000_000, 0..20)) {
            let amounts = |parts: &[i64]| -> Vec<Money> { parts.iter().map(|&m| Money::from_micros(m, Currency::EUR)).collect() };
            let forward = Money::sum(Currency::EUR, amounts(&parts));
            let stepwise = amounts(&parts).into_iter().rev().try_fold(Money::zero(Currency::EUR), Money::checked_add);
            prop_assert_eq!(forward, stepwise);
        }
    }
}
