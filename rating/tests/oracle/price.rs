//! What a call costs: block by block, and tick by tick with the clock of the place at each.

use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Timelike, Utc};
use switchhook_rating::{Counting, Place, Pricing, Rounding, Seconds, TaxBasis, TaxPlace, TaxSide};

use crate::fraction::Fraction;
use crate::model::{BANDS, Clock, PlanModel, RowModel, Steps, exact};

/// Amounts in millionths, the time billed in milliseconds, and the blocks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Price {
    pub(crate) before: i128,
    pub(crate) after: i128,
    pub(crate) billed: u64,
    pub(crate) units: u64,
}

/// All that a price depends on but the length of the call.
#[derive(Clone, Copy)]
pub(crate) struct Terms<'a> {
    /// The plan whose rules count.
    pub(crate) plan: &'a PlanModel,
    /// The clock of the plan that has the row.
    pub(crate) clock: &'a Clock,
    pub(crate) row: &'a RowModel,
    pub(crate) scale: Fraction,
    pub(crate) start: DateTime<Utc>,
    pub(crate) day: NaiveDate,
}

/// Band, and slot from 1.
type Where = (usize, usize);

impl Clock {
    /// Whether the plan has this band.
    fn has(&self, band: usize) -> bool {
        band == BANDS.len() - 1 || self.windows.iter().any(|window| window.band == band)
    }

    /// The band at an instant.
    pub(crate) fn band(&self, at: DateTime<Utc>) -> usize {
        let local = at.with_timezone(&self.zone);
        let minute = (local.hour() * 60 + local.minute()) as u16;
        let class = |day: NaiveDate| {
            if self.holidays.contains(&day) {
                7
            } else {
                day.weekday().num_days_from_monday() as usize
            }
        };
        let (today, yesterday) = (local.date_naive(), local.date_naive() - TimeDelta::days(1));
        let open = self.windows.iter().find(|window| {
            let over_midnight = window.to < window.from;
            let opened_today =
                window.days[class(today)] && window.from <= minute && (over_midnight || minute < window.to);
            let opened_yesterday = window.days[class(yesterday)] && over_midnight && minute < window.to;
            opened_today || opened_yesterday
        });
        open.map_or(BANDS.len() - 1, |window| window.band)
    }
}

/// The band at each tick. Windows begin and end with a minute of every clock since 1972, so it is looked up once a minute.
struct Bands<'a> {
    terms: Terms<'a>,
    last: Option<(i64, usize)>,
}

impl Bands<'_> {
    fn at(&mut self, elapsed: u64) -> usize {
        let instant = self.terms.start + TimeDelta::milliseconds(elapsed as i64);
        let minute = instant.timestamp().div_euclid(60);
        match self.last {
            Some((known, band)) if known == minute => band,
            _ => {
                let band = self.terms.clock.band(instant);
                self.last = Some((minute, band));
                band
            }
        }
    }
}

impl Terms<'_> {
    pub(crate) fn first_band(&self) -> &'static str {
        BANDS[self.clock.band(self.start)]
    }

    fn slot(&self, elapsed: u64) -> usize {
        self.row
            .slots
            .iter()
            .filter(|(from, ..)| *from <= elapsed)
            .count()
    }

    /// Millionths of the plan's currency for a millisecond.
    fn unit(&self, (band, slot): Where) -> Fraction {
        let price = match slot.checked_sub(1) {
            Some(slot) => self.row.slots[slot].1,
            None => self.row.bands[band].0.unwrap_or(self.row.price),
        };
        let price = exact(price).plus(exact(self.row.surcharge));
        price
            .times(Fraction::new(1_000_000, self.row.per.into()))
            .times(self.scale)
    }

    fn amount(&self, ratio: (i64, i64)) -> Fraction {
        exact(ratio).times(Fraction::whole(1_000_000)).times(self.scale)
    }

    /// The length after fractions of a second.
    fn length(&self, millis: u64) -> u64 {
        let (whole, rest) = (millis / 1000, millis % 1000);
        match self.plan.seconds {
            Seconds::Exact => millis,
            Seconds::Up => (whole + u64::from(rest > 0)) * 1000,
            Seconds::Down => whole * 1000,
            Seconds::HalfUp => (whole + u64::from(rest >= 500)) * 1000,
        }
    }

    fn steps(&self, (band, slot): Where) -> Steps {
        let of_slot = slot.checked_sub(1).and_then(|slot| self.row.slots[slot].2);
        of_slot.or(self.row.bands[band].2).unwrap_or(self.row.steps)
    }

    /// The steps, if they are the same in every band and slot.
    fn only_steps(&self) -> Option<Steps> {
        let bands = (0..BANDS.len()).filter(|band| self.clock.has(*band));
        let slots = 0..=self.row.slots.len();
        let mut all = bands.flat_map(|band| slots.clone().map(move |slot| self.steps((band, slot))));
        let first = all.next()?;
        all.all(|steps| steps == first).then_some(first)
    }

    /// The blocks that count: where each begins, and how long it is.
    fn blocks(&self, length: u64, bands: &mut Bands<'_>) -> Vec<(u64, u64)> {
        let free = self.row.free;
        let (mut at, mut blocks) = (free, Vec::new());
        if length <= free {
            return blocks;
        }
        loop {
            let band = if self.plan.pricing == Pricing::Start {
                bands.at(0)
            } else {
                bands.at(at)
            };
            let Steps { first, next, rule } = self.steps((band, self.slot(at)));
            let block = if blocks.is_empty() && first > 0 {
                first
            } else if rule == Counting::FromZero {
                // To the next multiple, counted from where the billed time begins.
                next - (at - free) % next
            } else {
                next
            };
            let counts = match rule {
                Counting::Started | Counting::FromZero => at < length,
                Counting::Completed => at + block <= length,
                Counting::Next => blocks.is_empty() || at <= length,
            };
            if !counts {
                return blocks;
            }
            blocks.push((at, block));
            at += block;
        }
    }

    /// The price, and whether the call is free.
    pub(crate) fn price(&self, millis: u64) -> (Price, bool) {
        let length = self.length(millis);
        if length <= self.row.grace {
            return (Price::default(), true);
        }
        let bands = &mut Bands {
            terms: *self,
            last: None,
        };
        let blocks = self.blocks(length, bands);
        // Every change is at a multiple of the tick.
        let begin = self.start.timestamp_subsec_millis().into();
        let marks = blocks.iter().flat_map(|&(at, block)| [at, block]);
        let tick = marks
            .chain(self.row.slots.iter().map(|(from, ..)| *from))
            .chain([begin])
            .fold(1000, common);
        let mut by_block = Vec::new();
        let mut stretches: Vec<(Where, Fraction)> = Vec::new();
        for &(block, time) in &blocks {
            let mut pieces: Vec<(Where, u64)> = Vec::new();
            let mut at = block;
            while at < block + time {
                let place = match self.plan.pricing {
                    Pricing::Start => (bands.at(0), self.slot(block)),
                    Pricing::Increment => (bands.at(block), self.slot(block)),
                    Pricing::Second => (bands.at(at), self.slot(at)),
                };
                match pieces.last_mut() {
                    Some((known, time)) if *known == place => *time += tick,
                    _ => pieces.push((place, tick)),
                }
                at += tick;
            }
            let mut of_block = Fraction::ZERO;
            for (place, time) in pieces {
                let cost = self.unit(place).times(Fraction::whole(time.into()));
                of_block = of_block.plus(cost);
                match stretches.last_mut() {
                    Some((known, amount)) if *known == place => *amount = amount.plus(cost),
                    _ => stretches.push((place, cost)),
                }
            }
            by_block.push(of_block);
        }
        let fee = self.amount(self.row.bands[bands.at(0)].1.unwrap_or(self.row.fee));
        let parts: Vec<Fraction> = stretches.iter().map(|(_, amount)| *amount).collect();
        let rounded = |amount: Fraction| {
            let (mode, step) = self.plan.rounding();
            Fraction::whole(amount.round(mode, step))
        };
        let sum = |parts: &[Fraction]| parts.iter().fold(Fraction::ZERO, |sum, part| sum.plus(*part));
        let total = match self.plan.place {
            Place::Increment => {
                sum(&by_block.iter().map(|part| rounded(*part)).collect::<Vec<_>>()).plus(rounded(fee))
            }
            Place::Segment => {
                sum(&parts.iter().map(|part| rounded(*part)).collect::<Vec<_>>()).plus(rounded(fee))
            }
            Place::Call | Place::Invoice => sum(&parts).plus(fee),
        };
        let total = match self.row.minimum.map(|least| self.amount(least)) {
            Some(least) if total.is_less(least) => least,
            _ => total,
        };
        let total = match self.row.maximum.map(|most| self.amount(most)) {
            Some(most) if most.is_less(total) => most,
            _ => total,
        };
        let (before, after) = self.tax(total);
        let billed = blocks.iter().map(|(_, time)| time).sum();
        let units = match self.only_steps() {
            // Counted from zero, the blocks of a longer call are all alike.
            Some(steps) if steps.rule == Counting::FromZero && billed > steps.first => billed / steps.next,
            _ => blocks.len() as u64,
        };
        let price = Price {
            before,
            after,
            billed,
            units,
        };
        (price, self.is_free())
    }

    /// Whether the row has no price above zero, in any band or slot.
    fn is_free(&self) -> bool {
        let row = self.row;
        let bands = row
            .bands
            .iter()
            .enumerate()
            .filter(|(band, _)| self.clock.has(*band));
        let prices =
            bands.flat_map(|(_, (price, fee, _))| [price.unwrap_or(row.price), fee.unwrap_or(row.fee)]);
        let slots = row.slots.iter().map(|(_, price, _)| *price);
        prices
            .chain(slots)
            .chain([row.surcharge])
            .chain(row.minimum)
            .all(|(above, _)| above == 0)
    }

    /// Before tax and after it.
    pub(crate) fn tax(&self, sum: Fraction) -> (i128, i128) {
        let tax = &self.plan.tax;
        let tenths = tax
            .tenths
            .iter()
            .rev()
            .find(|(from, _)| *from <= self.day)
            .map_or(0, |(_, tenths)| *tenths);
        let (mode, step) = match self.plan.place {
            Place::Invoice => (Rounding::HalfUp, 1),
            _ => self.plan.rounding(),
        };
        if tenths == 0 {
            let amount = sum.round(mode, step);
            return (amount, amount);
        }
        // What is left to the invoice is kept to the millionth.
        let (second_mode, second_step) = match (tax.place, self.plan.place, tax.rounding) {
            (TaxPlace::Invoice, ..) | (_, Place::Invoice, _) => (Rounding::HalfUp, 1),
            (.., Some(Rounding::Exact)) => (Rounding::HalfUp, 1),
            (.., other) => (other.unwrap_or(mode), step),
        };
        let with = Fraction::new((1000 + tenths).into(), 1000);
        let (before, after) = if tax.included {
            (sum.over(with), sum)
        } else {
            (sum, sum.times(with))
        };
        let after_first = match tax.first {
            Some(side) => side == TaxSide::After,
            None => tax.included,
        };
        let exactly = tax.basis == TaxBasis::Exact;
        if after_first {
            let first = after.round(mode, step);
            let from = if exactly {
                before
            } else {
                Fraction::whole(first).over(with)
            };
            // Tax is never below zero, whatever was rounded.
            (from.round(second_mode, second_step).min(first), first)
        } else {
            let first = before.round(mode, step);
            let from = if exactly {
                after
            } else {
                Fraction::whole(first).times(with)
            };
            (first, from.round(second_mode, second_step).max(first))
        }
    }
}

impl PlanModel {
    /// How amounts are rounded, and to a multiple of what.
    pub(crate) fn rounding(&self) -> (Rounding, i64) {
        match self.mode {
            Rounding::Exact => (Rounding::HalfUp, 1),
            mode => (mode, self.step),
        }
    }
}

fn common(a: u64, b: u64) -> u64 {
    if b == 0 { a } else { common(b, a % b) }
}
