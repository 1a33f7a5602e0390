//! The sum of calls, with the rounding that a plan leaves to it.

use crate::engine::{Exact, tax_sum};
use crate::{Charge, Currency, Decimal, Money, Place, Plan, TaxPlace};

/// Adds up charges under one plan, and rounds what the plan rounds for the invoice and not for the call.
///
/// Three calls of 2.4 F with 13 % tax, rounded to whole francs, are 6 F before tax and 6 F after it when each is
/// rounded by itself. With the tax of the invoice ([`TaxPlace::Invoice`]) they are 6 F and 7 F, with everything rounded
/// for the invoice ([`Place::Invoice`]) 7 F and 8 F.
///
/// ```
/// use switchhook_rating::{Currency, Invoice, Plan};
/// let plan = Plan::new("usual", Currency::XPF, chrono_tz::Pacific::Tahiti);
/// let invoice = Invoice::new(&plan);
/// assert_eq!(invoice.total().unwrap().after_tax.to_string(), "0 XPF");
/// ```
#[derive(Clone, Debug)]
pub struct Invoice<'a> {
    plan: &'a Plan,
    lines: u64,
    // The sums of the lines by percent of tax, in millionths.
    sums: Vec<Sum>,
}

#[derive(Clone, Copy, Debug)]
struct Sum {
    percent: Decimal,
    before: i128,
    after: i128,
}

/// What an invoice comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct InvoiceTotal {
    /// How many charges there are.
    pub lines: u64,
    /// The amount before tax.
    pub before_tax: Money,
    /// The tax.
    pub tax: Money,
    /// The amount after tax.
    pub after_tax: Money,
}

impl<'a> Invoice<'a> {
    /// An invoice without lines under the rules of a plan.
    #[must_use]
    pub const fn new(plan: &'a Plan) -> Self {
        Self {
            plan,
            lines: 0,
            sums: Vec::new(),
        }
    }

    /// Adds the charge of a call.
    ///
    /// # Errors
    ///
    /// [`InvoiceError::Currency`] for a charge in another currency, which then counts nowhere.
    pub fn add(&mut self, charge: &Charge<'_>) -> Result<(), InvoiceError> {
        self.add_amounts(charge.before_tax, charge.after_tax, charge.tax_percent())
    }

    /// The same from amounts that were stored.
    ///
    /// # Errors
    ///
    /// As for [`add`](Self::add).
    pub fn add_amounts(
        &mut self,
        before_tax: Money,
        after_tax: Money,
        percent: Decimal,
    ) -> Result<(), InvoiceError> {
        for amount in [before_tax, after_tax] {
            if amount.currency() != self.plan.currency() {
                return Err(InvoiceError::Currency {
                    found: amount.currency(),
                    expected: self.plan.currency(),
                });
            }
        }
        let at = match self.sums.iter().position(|sum| sum.percent == percent) {
            Some(at) => at,
            None => {
                self.sums.push(Sum {
                    percent,
                    before: 0,
                    after: 0,
                });
                self.sums.len() - 1
            }
        };
        if let Some(sum) = self.sums.get_mut(at) {
            // Thousands of millions of the largest amounts fit.
            sum.before += i128::from(before_tax.micros());
            sum.after += i128::from(after_tax.micros());
        }
        self.lines += 1;
        Ok(())
    }

    /// The sums, rounded as the plan says.
    ///
    /// # Errors
    ///
    /// [`InvoiceError::TooLarge`] when a sum is larger than an amount can be.
    pub fn total(&self) -> Result<InvoiceTotal, InvoiceError> {
        let (mut before, mut after) = (0i128, 0i128);
        for sum in &self.sums {
            let (sum_before, sum_after) = self.round(sum).ok_or(InvoiceError::TooLarge)?;
            before += sum_before;
            after += sum_after;
        }
        let money = |micros: i128| {
            i64::try_from(micros)
                .map(|micros| Money::from_micros(micros, self.plan.currency()))
                .map_err(|_| InvoiceError::TooLarge)
        };
        Ok(InvoiceTotal {
            lines: self.lines,
            before_tax: money(before)?,
            tax: money(after - before)?,
            after_tax: money(after)?,
        })
    }

    fn round(&self, sum: &Sum) -> Option<(i128, i128)> {
        let rule = self.plan.taxation();
        if self.plan.rounded_at() != Place::Invoice && rule.rounded_at() == TaxPlace::Line {
            return Some((sum.before, sum.after));
        }
        let priced = if rule.is_included() { sum.after } else { sum.before };
        let taxed = tax_sum(self.plan, Exact::new(priced, 1)?, sum.percent)?;
        Some((i128::from(taxed.before), i128::from(taxed.after)))
    }
}

/// Why charges make no invoice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvoiceError {
    /// A charge in another currency.
    #[error("a charge in {found} on an invoice in {expected}; make an invoice for each currency")]
    Currency {
        /// That of the charge.
        found: Currency,
        /// That of the plan.
        expected: Currency,
    },
    /// A sum larger than an amount can be.
    #[error("the sum is larger than an amount can be; make an invoice for a shorter time")]
    TooLarge,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::tax;
    use crate::{Rounding, Tax};

    fn total(plan: &Plan, lines: &[i64]) -> (String, String) {
        let percent: Decimal = "13".parse().unwrap();
        let mut invoice = Invoice::new(plan);
        for &line in lines {
            let taxed = tax(plan, Exact::micros(line), percent).unwrap();
            let money = |micros| Money::from_micros(micros, plan.currency());
            invoice
                .add_amounts(money(taxed.before), money(taxed.after), percent)
                .unwrap();
        }
        let total = invoice.total().unwrap();
        assert_eq!(total.before_tax.checked_add(total.tax), Some(total.after_tax));
        (total.before_tax.amount_text(), total.after_tax.amount_text())
    }

    #[test]
    fn where_tax_and_price_are_rounded_shows_in_the_sum() {
        let plan = |tax| {
            Plan::new("t", Currency::XPF, chrono_tz::UTC)
                .tax(tax)
                .rounding(Rounding::HalfUp, 0)
        };
        let by_line = plan(Tax::exclusive());
        let tax_by_invoice = plan(Tax::exclusive().place(TaxPlace::Invoice));
        let all_by_invoice = plan(Tax::exclusive()).place(Place::Invoice);
        for (plan, before, after) in [
            (by_line, "6", "6"),
            (tax_by_invoice, "6", "7"),
            (all_by_invoice, "7", "8"),
        ] {
            let sums = total(&plan, &[2_400_000; 3]);
            assert_eq!((sums.0.as_str(), sums.1.as_str()), (before, after), "{plan:?}");
        }
    }

    #[test]
    fn another_currency_is_refused_and_counts_nowhere() {
        let plan = Plan::new("t", Currency::XPF, chrono_tz::UTC);
        let mut invoice = Invoice::new(&plan);
        let euro = Money::from_micros(1, Currency::EUR);
        assert!(invoice.add_amounts(euro, euro, Decimal::ZERO).is_err());
        assert_eq!(invoice.total().unwrap().lines, 0);
    }
}
