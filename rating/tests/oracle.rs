//! The price once more, slowly: second by second, in fractions, by an implementation that shares nothing with the crate.
//!
//! `PROPTEST_CASES=10000000 cargo test -p switchhook-rating --release --test oracle` for ten million tariffs and calls.

use std::time::Duration;

use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Timelike, Utc};
use chrono_tz::Europe::Paris;
use proptest::prelude::*;
use switchhook_rating::{
    Band, Book, Call, Counting, Currency, Days, Deck, Destination, DigitCount, Hours, Increment, Kind,
    Outcome, Place, Plan, Pricing, Rate, Ratio, Rounding, Slot, Tax, TaxBasis, TaxSide,
};

/// A tariff and a call, in plain numbers. Prices are numerators over `below`, for a minute.
#[derive(Clone, Debug)]
struct Case {
    start: i64,
    seconds: u64,
    below: i128,
    prices: [i128; 2],
    fees: [i128; 2],
    steps: [(u64, u64, Counting); 2],
    slot: Option<SlotCase>,
    surcharge: i128,
    limits: (Option<i128>, Option<i128>),
    grace: u64,
    free: u64,
    window: (u16, u16),
    pricing: Pricing,
    place: Place,
    mode: Rounding,
    decimals: u8,
    percent: i128,
    included: bool,
    first: Option<TaxSide>,
    basis: TaxBasis,
}

/// From which second on, the price, and first and next block.
type SlotCase = (u64, i128, Option<(u64, u64)>);

/// A fraction in lowest terms.
#[derive(Clone, Copy)]
struct Fraction(i128, i128);

impl Fraction {
    fn new(above: i128, below: i128) -> Self {
        let (mut a, mut b) = (above.abs(), below);
        while b != 0 {
            (a, b) = (b, a % b);
        }
        Self(above / a.max(1), below / a.max(1))
    }

    fn plus(self, other: Self) -> Self {
        Self::new(self.0 * other.1 + other.0 * self.1, self.1 * other.1)
    }

    fn times(self, above: i128, below: i128) -> Self {
        Self::new(self.0 * above, self.1 * below)
    }

    fn less(self, other: Self) -> bool {
        self.0 * other.1 < other.0 * self.1
    }

    /// To a multiple of `step`. No amount here is below zero.
    fn round(self, mode: Rounding, step: i128) -> i128 {
        let below = self.1 * step;
        let (whole, rest) = (self.0 / below, self.0 % below);
        let up = match mode {
            Rounding::Up | Rounding::Ceil => rest > 0,
            Rounding::Down | Rounding::Floor => false,
            Rounding::HalfUp | Rounding::Exact => 2 * rest >= below,
            Rounding::HalfDown => 2 * rest > below,
            Rounding::HalfEven => 2 * rest > below || (2 * rest == below && whole % 2 == 1),
        };
        (whole + i128::from(up)) * step
    }
}

impl Case {
    /// 0 in the window of a working day, else 1.
    fn band(&self, second: u64) -> usize {
        let at: DateTime<Utc> = DateTime::from_timestamp(self.start + second as i64, 0).unwrap();
        let local = at.with_timezone(&Paris);
        let minute = (local.hour() * 60 + local.minute()) as u16;
        let works = local.weekday().num_days_from_monday() < 5;
        usize::from(!(works && (self.window.0..self.window.1).contains(&minute)))
    }

    fn in_slot(&self, second: u64) -> bool {
        self.slot.is_some_and(|(from, ..)| from <= second)
    }

    /// Millionths a second.
    fn unit(&self, band: usize, slot: bool) -> Fraction {
        let price = match self.slot {
            Some((_, price, _)) if slot => price,
            _ => self.prices[band],
        };
        Fraction::new((price + self.surcharge) * 1_000_000, self.below * 60)
    }

    fn amount(&self, above: i128) -> Fraction {
        Fraction::new(above * 1_000_000, self.below)
    }

    /// Where a second is priced: its band and slot under by-second pricing, else those of its block.
    fn priced_at(&self, second: u64, block: u64) -> (usize, bool) {
        match self.pricing {
            Pricing::Start => (self.band(0), self.in_slot(block)),
            Pricing::Increment => (self.band(block), self.in_slot(block)),
            Pricing::Second => (self.band(second), self.in_slot(second)),
        }
    }

    /// The blocks that count: where each begins, and how long it is.
    fn blocks(&self) -> Vec<(u64, u64)> {
        let (mut at, mut blocks) = (self.free, Vec::new());
        loop {
            let band = if self.pricing == Pricing::Start { 0 } else { at };
            let (mut first, mut next, rule) = self.steps[self.band(band)];
            if let (true, Some((.., Some(other)))) = (self.in_slot(at), self.slot) {
                (first, next) = other;
            }
            let is_first = blocks.is_empty() && first > 0;
            let length = match rule {
                _ if is_first => first,
                Counting::FromZero => next - (at - self.free) % next,
                _ => next,
            };
            let counts = match rule {
                Counting::Completed => at + length <= self.seconds,
                Counting::Next if !blocks.is_empty() => at <= self.seconds,
                _ => at < self.seconds,
            };
            if !counts {
                return blocks;
            }
            blocks.push((at, length));
            at += length;
        }
    }

    /// Billed seconds, and millionths before and after tax.
    fn price(&self) -> (u64, i128, i128) {
        if self.seconds <= self.grace {
            return (0, 0, 0);
        }
        let step = match self.mode {
            Rounding::Exact => 1,
            _ => 10i128.pow(6 - u32::from(self.decimals)),
        };
        let mut sum = Fraction(0, 1);
        let mut stretches: Vec<((usize, bool), Fraction)> = Vec::new();
        let blocks = self.blocks();
        for &(block, length) in &blocks {
            let mut of_block = Fraction(0, 1);
            for second in block..block + length {
                let at = self.priced_at(second, block);
                let unit = self.unit(at.0, at.1);
                of_block = of_block.plus(unit);
                match stretches.last_mut() {
                    Some((known, amount)) if *known == at => *amount = amount.plus(unit),
                    _ => stretches.push((at, unit)),
                }
            }
            sum = sum.plus(match self.place {
                Place::Increment => Fraction(of_block.round(self.mode, step), 1),
                _ => of_block,
            });
        }
        let fee = self.amount(self.fees[self.band(0)]);
        let fee = match self.place {
            Place::Increment | Place::Segment => Fraction(fee.round(self.mode, step), 1),
            Place::Call | Place::Invoice => fee,
        };
        if self.place == Place::Segment {
            let rounded = stretches.iter().map(|(_, amount)| amount.round(self.mode, step));
            sum = Fraction(rounded.sum(), 1);
        }
        sum = sum.plus(fee);
        if let Some(least) = self.limits.0.map(|least| self.amount(least))
            && sum.less(least)
        {
            sum = least;
        }
        if let Some(most) = self.limits.1.map(|most| self.amount(most))
            && most.less(sum)
        {
            sum = most;
        }
        let step = if self.place == Place::Invoice { 1 } else { step };
        let mode = if self.place == Place::Invoice {
            Rounding::HalfUp
        } else {
            self.mode
        };
        let (before, after) = self.tax(sum, mode, step);
        (blocks.iter().map(|(_, length)| length).sum(), before, after)
    }

    fn tax(&self, sum: Fraction, mode: Rounding, step: i128) -> (i128, i128) {
        if self.percent == 0 {
            let amount = sum.round(mode, step);
            return (amount, amount);
        }
        let (with, without) = (100 + self.percent, 100);
        let (before, after) = if self.included {
            (sum.times(without, with), sum)
        } else {
            (sum, sum.times(with, without))
        };
        let after_first = match self.first {
            Some(side) => side == TaxSide::After,
            None => self.included,
        };
        let exact = self.basis == TaxBasis::Exact;
        if after_first {
            let first = after.round(mode, step);
            let from = if exact {
                before
            } else {
                Fraction(first, 1).times(without, with)
            };
            (from.round(mode, step).min(first), first)
        } else {
            let first = before.round(mode, step);
            let from = if exact {
                after
            } else {
                Fraction(first, 1).times(with, without)
            };
            (first, from.round(mode, step).max(first))
        }
    }

    /// The same tariff for the crate.
    fn book(&self) -> Book {
        let ratio = |above: i128| Ratio::new(above as i64, self.below as i64).unwrap();
        let steps = |band: usize| {
            let (first, next, rule) = self.steps[band];
            Increment::new(first as u32, next as u32).counting(rule)
        };
        let mut tax = if self.included {
            Tax::inclusive()
        } else {
            Tax::exclusive()
        };
        tax = tax
            .basis(self.basis)
            .from(NaiveDate::MIN, self.percent.to_string().parse().unwrap());
        if let Some(side) = self.first {
            tax = tax.first(side);
        }
        let hours = Hours::new(self.window.0, self.window.1).unwrap();
        let plan = Plan::new("oracle", Currency::EUR, Paris)
            .band(Band::new("peak", Days::WORKING, hours))
            .otherwise("other")
            .pricing(self.pricing)
            .place(self.place)
            .rounding(self.mode, self.decimals)
            .tax(tax);
        let mut rate = Rate::new(
            Destination::new("x", Kind::Other),
            Duration::from_secs(60),
            steps(0),
        )
        .price(ratio(self.prices[0]))
        .band_price("other", ratio(self.prices[1]))
        .fee(ratio(self.fees[0]))
        .band_fee("other", ratio(self.fees[1]))
        .band_increment("other", steps(1))
        .surcharge(ratio(self.surcharge))
        .grace(Duration::from_secs(self.grace))
        .free(Duration::from_secs(self.free));
        if let Some((from, price, other)) = self.slot {
            let mut slot = Slot::new(Duration::from_secs(from), ratio(price));
            if let Some((first, next)) = other {
                slot = slot.increment(Increment::new(first as u32, next as u32).counting(self.steps[0].2));
            }
            rate = rate.slot(slot);
        }
        if let Some(least) = self.limits.0 {
            rate = rate.minimum(ratio(least));
        }
        if let Some(most) = self.limits.1 {
            rate = rate.maximum(ratio(most));
        }
        let mut deck = Deck::new();
        deck.add(&["1".parse().unwrap()], DigitCount::ANY, rate).unwrap();
        Book::new(plan, deck).unwrap()
    }
}

prop_compose! {
    fn when()(
        day in 0i64..400,
        // The changes of the clock of 2025 in Paris, and any other day.
        base in prop::sample::select(vec!["2025-03-30T00:30:00Z", "2025-10-26T00:10:00Z", "2025-06-13T16:30:00Z", "2025-06-13T21:30:00Z"]),
        shift in -3600i64..7200, far: bool,
    ) -> i64 {
        let base: DateTime<Utc> = base.parse().unwrap();
        let days = if far { TimeDelta::days(day) } else { TimeDelta::zero() };
        (base + days).timestamp() + shift
    }
}

prop_compose! {
    fn tariff()(
        below in prop::sample::select(vec![1i128, 7, 11, 100, 113]),
        prices in prop::array::uniform2(0i128..40),
        fees in prop::array::uniform2(0i128..5),
        first in prop::array::uniform2(prop::sample::select(vec![0u64, 1, 30, 60, 90])),
        next in prop::array::uniform2(prop::sample::select(vec![1u64, 6, 30, 60, 450])),
        rule in prop::sample::select(Counting::ALL.to_vec()),
        same: bool,
        slot in prop::option::of((0u64..900, 0i128..40, prop::option::of((0u64..90, 1u64..90)))),
        surcharge in 0i128..3,
        least in prop::option::of(0i128..50), more in prop::option::of(0i128..500),
        grace in prop::sample::select(vec![0u64, 0, 5]), free in prop::sample::select(vec![0u64, 0, 10, 60]),
    ) -> Case {
        let most = more.map(|more| least.unwrap_or(0) + more);
        let second = if same { 0 } else { 1 };
        Case {
            start: 0, seconds: 0, below, prices, fees,
            steps: [(first[0], next[0], rule), (first[second], next[second], rule)],
            slot, surcharge, limits: (least, most), grace, free,
            window: (0, 1), pricing: Pricing::Start, place: Place::Call, mode: Rounding::HalfUp, decimals: 0,
            percent: 0, included: false, first: None, basis: TaxBasis::Rounded,
        }
    }
}

prop_compose! {
    fn case()(
        tariff in tariff(), start in when(), seconds in 1u64..1500,
        window in prop::sample::select(vec![(420u16, 1140u16), (150, 360), (0, 1440), (120, 180)]),
        pricing in prop::sample::select(Pricing::ALL.to_vec()), place in prop::sample::select(Place::ALL.to_vec()),
        mode in prop::sample::select(Rounding::ALL.to_vec()), decimals in 0u8..=6,
        percent in prop::sample::select(vec![0i128, 13, 20]), included: bool,
        first in prop::option::of(prop::sample::select(TaxSide::ALL.to_vec())), basis in prop::sample::select(TaxBasis::ALL.to_vec()),
    ) -> Case {
        Case { start, seconds, window, pricing, place, mode, decimals, percent, included, first, basis, ..tariff }
    }
}

proptest! {
    #[test]
    fn the_engine_prices_as_the_slow_way_does(case in case()) {
        let book = case.book();
        let start: DateTime<Utc> = DateTime::from_timestamp(case.start, 0).unwrap();
        let outcome = book.rate(&Call::new("1", start, Duration::from_secs(case.seconds)));
        let (Outcome::Rated(charge) | Outcome::Free(charge)) = outcome else {
            return Err(TestCaseError::fail(outcome.to_string()));
        };
        let got = (charge.billed.as_secs(), i128::from(charge.before_tax.micros()), i128::from(charge.after_tax.micros()));
        prop_assert_eq!(got, case.price(), "{}", charge);
    }

    /// The segments say where every millisecond of the billed time went, and what they cost adds up.
    #[test]
    fn the_working_adds_up_to_the_charge(case in case()) {
        let book = case.book();
        let start: DateTime<Utc> = DateTime::from_timestamp(case.start, 0).unwrap();
        let outcome = book.rate(&Call::new("1", start, Duration::from_secs(case.seconds)));
        let charge = outcome.charge().unwrap();
        let working = charge.working().unwrap();
        let length: Duration = working.segments.iter().map(|segment| segment.length).sum();
        prop_assert_eq!(length, charge.billed);
        let sum = working.segments.iter().try_fold(working.fee, |sum, segment| sum.plus(segment.amount)).unwrap();
        prop_assert_eq!(sum, working.sum);
        prop_assert_eq!(
            (working.before_tax, working.after_tax, working.units),
            (charge.before_tax.micros(), charge.after_tax.micros(), charge.units)
        );
    }
}
