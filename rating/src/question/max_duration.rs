//! How long a call may last for a balance.

use std::time::Duration;

use crate::engine::{Exact, Moment, Pricer};
use crate::{Book, Call, Counting, Money, Outcome, Place, Rounding, Seconds, TaxSide};

/// How long a call may last so that its price, with tax, is covered by a balance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
#[expect(
    clippy::large_enum_variant,
    reason = "an outcome is small enough to be copied, and nothing is allocated for an answer"
)]
pub enum MaxDuration<'b> {
    /// This long and not a millisecond longer. Zero when not even the shortest call is covered.
    UpTo(Duration),
    /// A call of a [year](MaxDuration::YEAR) is covered.
    Unlimited,
    /// The call has no price, for this reason.
    NoPrice(Outcome<'b>),
    /// The balance is in another currency than the plan.
    Currency,
}

impl MaxDuration<'_> {
    /// What counts as unlimited: 366 days. A call that is longer hangs.
    pub const YEAR: Duration = Duration::from_secs(366 * 86_400);
}

impl Book {
    /// How long a call may last so that its price, with tax, is covered by a balance: the exact inverse of
    /// [`rate`](Self::rate). The duration of `call` does not matter.
    ///
    /// A call of the length that comes out costs at most the balance, and one that is a millisecond longer costs
    /// more: tax, rounding, minimum, slots and bands are all reckoned with.
    ///
    /// ```
    /// # #[cfg(feature = "csv")] {
    /// use std::time::Duration;
    /// use switchhook_rating::question::MaxDuration;
    /// use switchhook_rating::{Book, Call, Currency, Deck, Format, Plan, Start};
    /// let (deck, _) = Deck::from_csv("prefix,destination,price,per,first,next\n+33,France,19.09,60,60,1\n", &Format::default());
    /// let book = Book::new(Plan::new("example", Currency::XPF, chrono_tz::Pacific::Tahiti), deck)?;
    /// let start: Start = "2025-06-11 10:00:00".parse()?;
    /// let call = Call::new("+33 1 23 45 67 89", start, Duration::ZERO);
    /// assert_eq!(book.max_duration(&call, "28.635 XPF".parse()?), MaxDuration::UpTo(Duration::from_secs(90)));
    /// assert_eq!(book.max_duration(&call, "19 XPF".parse()?), MaxDuration::UpTo(Duration::ZERO));
    /// # }
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn max_duration(&self, call: &Call<'_>, balance: Money) -> MaxDuration<'_> {
        // A call of no length has no price; any other has the same row.
        let probe = Call {
            duration: Duration::from_millis(1),
            ..*call
        };
        let outcome = self.rate(&probe);
        let Some(charge) = outcome.charge() else {
            return MaxDuration::NoPrice(outcome);
        };
        let (pricer, moment) = match self.pricer_at(charge.found, call.start, probe.duration) {
            Ok(found) => found,
            Err(why) => return MaxDuration::NoPrice(Outcome::Rejected(why)),
        };
        if balance.currency() != pricer.rules.plan.currency() {
            return MaxDuration::Currency;
        }
        let search = Search {
            pricer: &pricer,
            moment: &moment,
            balance: balance.micros(),
        };
        match search.longest() {
            Some(millis) => MaxDuration::UpTo(Duration::from_millis(millis)),
            None => MaxDuration::Unlimited,
        }
    }
}

/// Milliseconds in [`MaxDuration::YEAR`].
const YEAR_MS: u64 = 366 * 86_400_000;

struct Search<'a> {
    pricer: &'a Pricer<'a>,
    moment: &'a Moment,
    balance: i64,
}

impl Search<'_> {
    /// The longest call that is covered; `None` when one of a year is.
    ///
    /// Prices never fall with length, so any length that is covered while the next millisecond is not is the answer.
    /// The guess is nearly always that; from another one the answer is closed in by doubling steps and halving.
    fn longest(&self) -> Option<u64> {
        if self.is_always_covered() {
            return None;
        }
        let guess = self.guess().unwrap_or(60_000).min(YEAR_MS);
        let (mut covered, mut over);
        if guess == 0 || self.is_covered(guess) {
            if guess < YEAR_MS && !self.is_covered(guess + 1) {
                return Some(guess);
            }
            (covered, over) = (guess, guess);
            let mut step = self.block();
            loop {
                over = over.saturating_add(step).min(YEAR_MS);
                if !self.is_covered(over) {
                    break;
                }
                covered = over;
                if over == YEAR_MS {
                    return None;
                }
                step = step.saturating_mul(2);
            }
        } else {
            (covered, over) = (guess, guess);
            let mut step = self.block();
            loop {
                covered = covered.saturating_sub(step);
                if covered == 0 || self.is_covered(covered) {
                    break;
                }
                over = covered;
                step = step.saturating_mul(2);
            }
        }
        while over - covered > 1 {
            let middle = covered + (over - covered) / 2;
            if self.is_covered(middle) {
                covered = middle;
            } else {
                over = middle;
            }
        }
        Some(covered)
    }

    /// Whether a call of this length is covered. One that is too dear to be reckoned is not.
    fn is_covered(&self, millis: u64) -> bool {
        self.pricer
            .price(self.moment, Duration::from_millis(millis))
            .is_ok_and(|priced| priced.after <= self.balance)
    }

    /// Whether nothing costs anything, or the most that a call costs is covered: of any length that can be reckoned.
    fn is_always_covered(&self) -> bool {
        (self.pricer.class.is_free && self.balance >= 0)
            || self
                .pricer
                .most(self.moment)
                .is_some_and(|most| most <= self.balance && self.is_covered(YEAR_MS))
    }

    /// A block, by which the search goes on from the guess.
    fn block(&self) -> u64 {
        let increment = self.pricer.class.band(self.pricer.band).increment;
        increment.next_ms().max(1)
    }

    /// The length at which the price of the first band would be used up, were there no other band or slot.
    fn guess(&self) -> Option<u64> {
        let (pricer, plan) = (self.pricer, &self.pricer.rules.plan);
        let band = pricer.class.band(pricer.band);
        let exact = self.exact_balance()?;
        let fee = Exact::amount(band.fee).scaled(pricer.scale)?;
        let unit = band.unit.scaled(pricer.scale)?;
        let left = exact.minus(fee)?;
        if unit.is_zero() || left.numerator() < 0 {
            return None;
        }
        // Whole milliseconds that are paid for.
        let above = left.numerator().checked_mul(unit.denominator())?;
        let below = left.denominator().checked_mul(unit.numerator())?;
        let paid = match (i64::try_from(above), i64::try_from(below)) {
            (Ok(above), Ok(below)) => above.checked_div(below)?.unsigned_abs(),
            _ => u64::try_from(above.checked_div(below)?).ok()?,
        };
        // Beyond a year the answer is another one, and what follows has room.
        let paid = paid.min(YEAR_MS);
        let (first, next) = (band.increment.first_ms(), band.increment.next_ms());
        if paid < first {
            return Some(pricer.class.grace_ms);
        }
        // The longest length whose blocks are paid for.
        let length = match band.increment.rule() {
            Counting::Started => first + (paid - first) / next * next,
            Counting::FromZero => (paid / next * next).max(first),
            Counting::Completed => first + (paid - first) / next * next + next - 1,
            Counting::Next => (first + (paid - first) / next * next).checked_sub(1)?,
        };
        let counted = length
            .checked_add(pricer.class.free_ms)?
            .max(pricer.class.grace_ms)
            .min(YEAR_MS);
        Some(match plan.seconds_rounding() {
            Seconds::Exact => counted,
            Seconds::Up => counted / 1000 * 1000,
            Seconds::Down => counted / 1000 * 1000 + 999,
            Seconds::HalfUp => counted / 1000 * 1000 + 499,
        })
    }

    /// The largest exact price that rounds, with tax, to the balance at most: nearly, as far as tax is rounded twice.
    fn exact_balance(&self) -> Option<Exact> {
        let plan = &self.pricer.rules.plan;
        let rule = plan.taxation();
        let (mode, step) = match plan.rounded_at() {
            Place::Invoice => (Rounding::HalfUp, 1),
            _ => plan.step(),
        };
        let percent = rule.on(self.moment.local.date());
        let (without, with) = (
            100 * percent.divisor(),
            100 * percent.divisor() + i128::from(percent.mantissa()),
        );
        let mut balance = Exact::micros(self.balance);
        let untaxed = |exact: Exact| exact.times(u64::try_from(without).ok()?)?.over(with);
        if rule.first_side() == TaxSide::Before && !percent.is_zero() {
            // The tax is made from the rounded amount, and rounded itself: half a step more may be in it.
            balance = untaxed(balance.plus(Exact::new(i128::from(step), 2)?)?)?;
        }
        let whole = Rounding::Floor.divide(
            balance.numerator(),
            balance.denominator().checked_mul(step.into())?,
        )?;
        let step = i128::from(step);
        // In halves of a step, and a billionth less where the edge itself rounds up.
        let (halves, open) = match mode {
            Rounding::Up | Rounding::Ceil => (0, false),
            Rounding::Down | Rounding::Floor => (2, true),
            Rounding::HalfUp | Rounding::Exact => (1, true),
            Rounding::HalfDown | Rounding::HalfEven => (1, false),
        };
        let mut edge = Exact::new(whole.checked_mul(2)?.checked_add(halves)?.checked_mul(step)?, 2)?;
        if open {
            edge = edge.minus(Exact::new(1, 1_000_000_000)?)?;
        }
        match (rule.first_side(), rule.is_included()) {
            _ if percent.is_zero() => Some(edge),
            (TaxSide::After, false) => untaxed(edge),
            (TaxSide::Before, true) => edge.times(u64::try_from(with).ok()?)?.over(without),
            _ => Some(edge),
        }
    }
}
