//! The exact engine: what a price is.
//!
//! Everything here is reckoned in exact fractions and rounded where the plan says, never elsewhere. The order of the
//! steps is: the length that counts (fractions of a second, grace, free time), the billed blocks, the cuts at bands and
//! slots, the sum with the fee, factor and exchange, minimum and maximum, rounding, tax. The compiled fast path for
//! batches gives the same results.

mod bands;
mod exact;
mod length;
mod select;
mod tax;
mod walk;

use std::time::Duration;

use chrono::{DateTime, NaiveDateTime};

use crate::book::{Class, PlanData};
use crate::clock::{Clock, Instants};
use crate::increment::whole_millis;
use crate::{Decimal, Place, Pricing, Ratio, Rejection, Rounding, Start};

pub(crate) use bands::Bands;
pub use exact::Exact;
pub(crate) use length::counted;
pub(crate) use select::{Selected, Wanted, select};
pub(crate) use tax::{call_rounding, second_rounding, tax, tax_sum};
use walk::{Rules, Trace, Walked, walk};

/// A stretch of the billed time of a call in one band and one slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Segment {
    /// How long the call had lasted when the stretch began.
    pub at: Duration,
    /// How long it is billed for.
    pub length: Duration,
    /// The blocks that began in it.
    pub blocks: u64,
    /// The band, by its number in the calendar of the plan that has the row.
    pub band: usize,
    /// 0 for the prices of the row; else the number of its slot, from 1.
    pub slot: usize,
    /// The price in the deck, without the surcharge.
    pub price: Ratio,
    /// What it costs, in millionths of the plan's currency: `(price + surcharge) × length ÷ per × scale`, rounded
    /// where the plan rounds increments or segments.
    pub amount: Exact,
}

/// The steps by which the price of a call came about.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Working {
    /// The length that counts, after fractions of seconds.
    pub counted: Duration,
    /// Whether it lies within the grace of the row, and the call is free for it.
    pub in_grace: bool,
    /// What is taken off the front.
    pub free: Duration,
    /// What is billed.
    pub billed: Duration,
    /// The blocks billed.
    pub units: u64,
    /// The stretches of it, in order.
    pub segments: Vec<Segment>,
    /// The fee of the call after `scale`, in millionths; rounded where the plan rounds increments or segments.
    pub fee: Exact,
    /// What prices, fee, minimum and maximum were multiplied by: the factors of parents and the rate of exchange.
    pub scale: Ratio,
    /// The segments and the fee together.
    pub sum: Exact,
    /// The sum, brought to the minimum and maximum of the row.
    pub limited: Exact,
    /// How it was rounded to the amount, if it had to be.
    pub rounded: Option<Rounding>,
    /// The tax in percent.
    pub tax: Decimal,
    /// The amount before tax, in millionths.
    pub before_tax: i64,
    /// The amount after tax, in millionths.
    pub after_tax: i64,
}

/// When a call began: what the clock of the plan showed, and the instant.
#[derive(Clone, Copy)]
pub(crate) struct Moment {
    pub(crate) local: NaiveDateTime,
    // In milliseconds since 1970; of a reading that came twice the first.
    instant: i64,
}

impl Moment {
    /// Reads the clock of a zone.
    pub(crate) fn new(start: Start, clock: &Clock) -> Result<Self, Rejection> {
        let out_of_range = Rejection::StartOutOfRange { start };
        match start {
            Start::Instant(instant) => {
                let reading = clock.reading(instant.timestamp()).ok_or(out_of_range)?;
                let local = DateTime::from_timestamp(reading, instant.timestamp_subsec_nanos())
                    .ok_or(out_of_range)?;
                Ok(Self {
                    local: local.naive_utc(),
                    instant: instant.timestamp_millis(),
                })
            }
            // Prices go by the clock, so of a reading that came twice either will do.
            Start::Local(local) => {
                let (seconds, millis) = (
                    local.and_utc().timestamp(),
                    i64::from(local.and_utc().timestamp_subsec_millis()),
                );
                match clock.instants(seconds).ok_or(out_of_range)? {
                    Instants::None => Err(Rejection::SkippedTime {
                        start,
                        zone: clock.zone().name(),
                    }),
                    Instants::Once(instant) | Instants::Twice(instant, _) => Ok(Self {
                        local,
                        instant: instant * 1000 + millis,
                    }),
                }
            }
        }
    }
}

/// What a call is priced by: the rules of one plan and a row, perhaps of another.
pub(crate) struct Pricer<'a> {
    pub(crate) rules: &'a PlanData,
    pub(crate) source: &'a PlanData,
    pub(crate) class: Class<'a>,
    pub(crate) scale: Ratio,
    pub(crate) band: usize,
}

/// What a price came to.
pub(crate) struct Priced {
    pub(crate) before: i64,
    pub(crate) after: i64,
    pub(crate) billed_ms: u64,
    pub(crate) units: u64,
    pub(crate) tax: Decimal,
    pub(crate) is_free: bool,
    rounded: bool,
    counted_ms: u64,
    fee: Exact,
    sum: Exact,
    limited: Exact,
}

impl Pricer<'_> {
    /// The price of a call.
    pub(crate) fn price(&self, moment: &Moment, length: Duration) -> Result<Priced, Rejection> {
        self.run(moment, length, &mut ())
    }

    /// What a call costs at most, with tax, in millionths; `None` when the row does not say.
    pub(crate) fn most(&self, moment: &Moment) -> Option<i64> {
        let plan = &self.rules.plan;
        let maximum = Exact::amount(self.class.terms.maximum?).scaled(self.scale)?;
        tax::tax(plan, maximum, plan.taxation().on(moment.local.date())).map(|taxed| taxed.after)
    }

    /// The price of a call with its steps.
    pub(crate) fn work(&self, moment: &Moment, length: Duration) -> Result<Working, Rejection> {
        let mut segments = Vec::new();
        let priced = self.run(moment, length, &mut segments)?;
        let millis = Duration::from_millis;
        Ok(Working {
            counted: millis(priced.counted_ms),
            in_grace: self.in_grace(priced.counted_ms),
            free: millis(self.class.free_ms.min(priced.counted_ms)),
            billed: millis(priced.billed_ms),
            units: priced.units,
            segments,
            fee: priced.fee,
            scale: self.scale,
            sum: priced.sum,
            limited: priced.limited,
            rounded: priced.rounded.then(|| match self.rules.plan.rounded_at() {
                Place::Invoice => Rounding::HalfUp,
                Place::Increment | Place::Segment | Place::Call => self.rules.plan.step().0,
            }),
            tax: priced.tax,
            before_tax: priced.before,
            after_tax: priced.after,
        })
    }

    fn run<T: Trace>(&self, moment: &Moment, length: Duration, trace: &mut T) -> Result<Priced, Rejection> {
        let too_large = || Rejection::TooLarge {
            seconds: length.as_secs(),
        };
        let plan = &self.rules.plan;
        let tax = plan.taxation().on(moment.local.date());
        let counted_ms = whole_millis(length)
            .and_then(|millis| length::counted(millis, plan.seconds_rounding()))
            .ok_or_else(too_large)?;
        let mut priced = Priced {
            before: 0,
            after: 0,
            billed_ms: 0,
            units: 0,
            tax,
            is_free: true,
            rounded: false,
            counted_ms,
            fee: Exact::ZERO,
            sum: Exact::ZERO,
            limited: Exact::ZERO,
        };
        if self.in_grace(counted_ms) {
            return Ok(priced);
        }
        let walked = self.walk(moment, length, counted_ms, trace)?;
        (priced.billed_ms, priced.units) = (walked.billed_ms, walked.units);
        self.amount(&mut priced, walked.amount).ok_or_else(too_large)?;
        priced.is_free = self.class.is_free;
        Ok(priced)
    }

    /// A call that is not longer than the grace is free, and so is one of which no second is left.
    const fn in_grace(&self, counted_ms: u64) -> bool {
        counted_ms <= self.class.grace_ms
    }

    fn walk<T: Trace>(
        &self,
        moment: &Moment,
        length: Duration,
        counted_ms: u64,
        trace: &mut T,
    ) -> Result<Walked, Rejection> {
        let plan = &self.rules.plan;
        let seconds = length.as_secs();
        let (mode, step) = plan.step();
        let rules = Rules {
            pricing: plan.priced_by(),
            place: plan.rounded_at(),
            mode,
            step,
            scale: self.scale,
        };
        let is_cut = rules.pricing != Pricing::Start && self.source.calendar.names().len() > 1;
        let bands = if is_cut {
            if counted_ms > LONGEST_CUT_MS {
                return Err(Rejection::TooLong { seconds });
            }
            Some(Bands {
                calendar: &self.source.calendar,
                clock: &self.rules.clock,
                start_ms: moment.instant,
            })
        } else {
            None
        };
        walk(&self.class, &rules, bands.as_ref(), self.band, counted_ms, trace)
            .ok_or(Rejection::TooLarge { seconds })
    }

    /// An amount, brought to the minimum and maximum of the row.
    pub(crate) fn limit(&self, amount: Exact) -> Option<Exact> {
        let mut limited = amount;
        if let Some(minimum) = self.class.terms.minimum {
            let minimum = Exact::amount(minimum).scaled(self.scale)?;
            if limited.compare(minimum)?.is_lt() {
                limited = minimum;
            }
        }
        if let Some(maximum) = self.class.terms.maximum {
            let maximum = Exact::amount(maximum).scaled(self.scale)?;
            if limited.compare(maximum)?.is_gt() {
                limited = maximum;
            }
        }
        Some(limited)
    }

    /// Fee, minimum, maximum, rounding and tax.
    fn amount(&self, priced: &mut Priced, walked: Exact) -> Option<()> {
        let plan = &self.rules.plan;
        priced.fee = Exact::amount(self.class.band(self.band).fee).scaled(self.scale)?;
        if matches!(plan.rounded_at(), Place::Increment | Place::Segment) {
            let (mode, step) = plan.step();
            priced.fee = Exact::micros(priced.fee.round(mode, step)?.0);
        }
        priced.sum = walked.plus(priced.fee)?;
        priced.limited = self.limit(priced.sum)?;
        let taxed = tax(plan, priced.limited, priced.tax)?;
        (priced.before, priced.after, priced.rounded) = (taxed.before, taxed.after, taxed.rounded);
        Some(())
    }
}

/// A hundred years, beyond which no call is cut into bands: each day costs a few steps.
const LONGEST_CUT_MS: u64 = 100 * 366 * 86_400_000;
