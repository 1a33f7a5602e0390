//! Amounts as people read them: exact until the last step, then rounded as the plan says.

use switchhook_rating::explain::Language;
use switchhook_rating::{Book, Currency, Money, Plan, Rounding};

use crate::i18n::{Lang, Texts};
use crate::tariff::Tariff;

/// The language in which prices are explained to the reader.
pub fn language(t: Texts) -> Language {
    match t.lang() {
        Lang::En => Language::En,
        Lang::Fr => Language::Fr,
        Lang::Es => Language::Es,
        Lang::Ru => Language::Ru,
    }
}

/// How amounts of money are shown: in which currency's decimals, and how they are rounded to them.
#[derive(Clone, Copy, Debug)]
pub struct Shown {
    currency: Currency,
    rounding: Rounding,
}

impl Shown {
    /// As the tariff in use says of a currency that stored charges name.
    pub fn of(tariff: &Tariff, code: &str) -> Self {
        // A plan may count in units of its own, which no standard lists.
        let of_currency = tariff.plan_in(code);
        let plan = of_currency.or_else(|| tariff.book().map(Book::plan));
        let currency = of_currency
            .map(Plan::currency)
            .or_else(|| code.parse().ok())
            .or_else(|| Currency::new(code, 2))
            .unwrap_or(Currency::EUR);
        Self {
            currency,
            rounding: plan.map(Plan::shown_rounding).unwrap_or_default(),
        }
    }

    /// The figure without the currency, in the reader's language: `1 234,56`.
    pub fn figure(self, t: Texts, micros: i64) -> String {
        let decimals = self.currency.decimals();
        let step = 10_i64.pow(6_u32.saturating_sub(decimals.into()));
        t.decimal(self.rounded(micros).micros() / step, decimals.into())
    }

    /// The figure with the currency: `17 XPF`.
    pub fn amount(self, t: Texts, micros: i64) -> String {
        // A break between the two would leave a bare number at the end of a line.
        format!("{}\u{a0}{}", self.figure(t, micros), self.currency)
    }

    /// For a file that programs read: a point, no groups.
    pub fn plain(self, micros: i64) -> String {
        Money::from_micros(micros, self.currency).rounded_text(self.rounding)
    }

    fn rounded(self, micros: i64) -> Money {
        let exact = Money::from_micros(micros, self.currency);
        // Only an amount at the end of the range cannot be rounded.
        exact.round(self.rounding).unwrap_or(exact)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_have_the_decimals_of_their_currency_and_are_rounded_last() {
        let t = Texts::new(Lang::En);
        for (code, rounding, micros, expected) in [
            ("XPF", Rounding::Floor, 177_650_000, "177\u{a0}XPF"),
            ("XPF", Rounding::HalfUp, 177_650_000, "178\u{a0}XPF"),
            ("EUR", Rounding::HalfUp, 1_234_565_000, "1,234.57\u{a0}EUR"),
            ("TND", Rounding::Floor, 999, "0.000\u{a0}TND"),
            ("EUR", Rounding::Floor, -5_000, "-0.01\u{a0}EUR"),
        ] {
            let shown = Shown {
                currency: code.parse().unwrap(),
                rounding,
            };
            assert_eq!(shown.amount(t, micros), expected);
        }
    }

    #[test]
    fn files_have_figures_that_programs_read() {
        let shown = Shown {
            currency: Currency::EUR,
            rounding: Rounding::HalfUp,
        };
        assert_eq!(shown.plain(1_234_565_000), "1234.57");
        assert_eq!(
            shown.figure(Texts::new(Lang::Fr), 1_234_565_000),
            "1\u{202f}234,57"
        );
    }
}
