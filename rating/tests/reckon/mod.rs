//! Amounts reckoned again from the steps of an explanation alone, with an arithmetic of its own.

use switchhook_rating::explain::{Explanation, Fraction, Segment, Step};
use switchhook_rating::{Counting, Money, Place, Rounding, Seconds, TaxBasis, TaxSide};

/// An exact number that is not the crate's.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Q(i128, i128);

impl Q {
    const ZERO: Self = Self(0, 1);

    fn new(above: i128, below: i128) -> Self {
        let (mut a, mut b) = (above.unsigned_abs(), below.unsigned_abs());
        while b != 0 {
            (a, b) = (b, a % b);
        }
        let common = i128::try_from(a.max(1)).unwrap();
        Self(above / common, below / common)
    }

    fn of(fraction: Fraction) -> Self {
        Self::new(fraction.numerator(), fraction.denominator())
    }

    pub(crate) fn money(money: Money) -> Self {
        Self::new(money.micros().into(), 1_000_000)
    }

    fn plus(self, other: Self) -> Self {
        Self::new(self.0 * other.1 + other.0 * self.1, self.1 * other.1)
    }

    fn minus(self, other: Self) -> Self {
        self.plus(Self(-other.0, other.1))
    }

    fn times(self, other: Self) -> Self {
        // Crosswise first, so that the products stay small.
        let (a, b) = (Self::new(self.0, other.1), Self::new(other.0, self.1));
        Self::new(a.0 * b.0, a.1 * b.1)
    }

    fn over(self, other: Self) -> Self {
        self.times(Self(other.1, other.0))
    }

    pub(crate) fn is(self, other: Self) -> bool {
        self.0 * other.1 == other.0 * self.1
    }

    fn is_below(self, other: Self) -> bool {
        self.0 * other.1 < other.0 * self.1
    }

    /// To multiples of a unit; nothing here is below zero.
    fn round(self, mode: Rounding, unit: Self) -> Self {
        let count = self.over(unit);
        let (whole, rest) = (count.0 / count.1, count.0 % count.1);
        let up = match mode {
            Rounding::Up | Rounding::Ceil => rest > 0,
            Rounding::Down | Rounding::Floor => false,
            Rounding::HalfUp | Rounding::Exact => 2 * rest >= count.1,
            Rounding::HalfDown => 2 * rest > count.1,
            Rounding::HalfEven => 2 * rest > count.1 || (2 * rest == count.1 && whole % 2 == 1),
        };
        Self(whole + i128::from(up), 1).times(unit)
    }
}

fn whole(number: u64) -> Q {
    Q(number.into(), 1)
}

/// What the steps of an explanation come to, each checked on the way.
#[derive(Default)]
struct Ledger<'a> {
    lasted: u64,
    counted: u64,
    free: u64,
    billed: Option<(u64, Counting)>,
    factor: Option<Q>,
    rate: Option<Q>,
    segments: Vec<&'a Segment>,
    fee: Option<(Q, Q)>,
    total: Option<Q>,
    exact_priced: Option<Q>,
    rounded: Option<Q>,
    /// Where the shares of several parts end, and what they come to.
    shares: Option<(u64, Q)>,
}

impl Ledger<'_> {
    fn scale(&self) -> Q {
        self.factor.unwrap_or(Q(1, 1)).times(self.rate.unwrap_or(Q(1, 1)))
    }
}

/// Reckons an explanation again, and gives the amounts before and after tax.
pub(crate) fn reckon(explanation: &Explanation) -> (Q, Q) {
    let last = explanation
        .steps
        .iter()
        .find_map(|step| match step {
            Step::Round {
                place, mode, unit, ..
            } => Some((*place, *mode, Q::money(*unit))),
            _ => None,
        })
        .expect("every price is rounded");
    let (mut place, mut mode, mut unit) = last;
    let mut ledger = Ledger {
        lasted: explanation.duration,
        counted: explanation.duration,
        ..Ledger::default()
    };
    for step in &explanation.steps {
        let in_parts = matches!(place, Place::Increment | Place::Segment);
        match step {
            Step::Part {
                place: own_place,
                mode: own_mode,
                unit: own_unit,
                ..
            } => {
                (place, mode, unit) = (*own_place, *own_mode, Q::money(*own_unit));
                ledger = Ledger {
                    lasted: ledger.lasted,
                    counted: ledger.lasted,
                    shares: ledger.shares,
                    ..Ledger::default()
                };
            }
            Step::Share { from, length, total } => {
                let (end, so_far) = ledger.shares.unwrap_or((0, Q::ZERO));
                assert_eq!(*from, end, "the parts follow one another");
                let own = share(&ledger, place, mode, unit, *from, from + length);
                assert!(own.is(Q::of(*total)), "{total} is not {own:?}");
                ledger.shares = Some((end + length, so_far.plus(own)));
                (place, mode, unit) = last;
            }
            Step::Sum { total } if ledger.shares.is_some() => {
                ledger.total = ledger.shares.map(|(_, total)| total);
                assert!(ledger.total.unwrap().is(Q::of(*total)));
            }
            Step::Seconds {
                lasted,
                mode,
                counted,
            } => {
                assert_eq!(*lasted, ledger.lasted);
                let expected = match mode {
                    Seconds::Up => lasted.div_ceil(1000) * 1000,
                    Seconds::Down => lasted / 1000 * 1000,
                    Seconds::HalfUp => (lasted + 500) / 1000 * 1000,
                    Seconds::Exact => *lasted,
                };
                assert_eq!(*counted, expected);
                ledger.counted = *counted;
            }
            Step::Grace { length, grace } => {
                assert!(*length == ledger.counted && length <= grace);
                ledger.total = Some(Q::ZERO);
            }
            Step::FreeSeconds { length, free, left } => {
                assert!(*length == ledger.counted && free + left == *length);
                ledger.free = *free;
            }
            Step::Billed {
                length,
                first,
                next,
                counting,
                billed,
                ..
            } => {
                assert_eq!(length + ledger.free, ledger.counted);
                ledger.billed = Some((*billed, *counting));
                let _ = (first, next);
            }
            Step::Factor { factor } => ledger.factor = Some(Q::of(*factor)),
            Step::Exchange { rate, .. } => ledger.rate = Some(Q::of(*rate)),
            Step::Segment(part) => {
                assert!(Q::of(part.scale).is(ledger.scale()));
                let exact = price(part, part.length);
                assert!(exact.is(Q::of(part.exact)), "{part:?}");
                match place {
                    Place::Segment => assert!(Q::of(part.kept).is(exact.round(mode, unit)), "{part:?}"),
                    Place::Call | Place::Invoice => assert!(Q::of(part.kept).is(exact), "{part:?}"),
                    Place::Increment => {}
                }
                ledger.segments.push(part);
            }
            Step::Fee { fee, kept } => {
                let exact = Q::of(*fee).times(ledger.scale());
                let expected = if in_parts { exact.round(mode, unit) } else { exact };
                assert!(expected.is(Q::of(*kept)));
                ledger.fee = Some((Q::of(*fee), expected));
            }
            Step::Sum { total } => assert!(sum(&ledger, place, mode, unit).is(Q::of(*total))),
            Step::Minimum {
                minimum,
                before,
                total,
            } => {
                let so_far = ledger.total.unwrap_or_else(|| sum(&ledger, place, mode, unit));
                assert!(so_far.is(Q::of(*before)));
                let least = Q::of(*minimum).times(ledger.scale());
                assert!(least.is(Q::of(*total)) && Q::of(*before).is_below(least));
                ledger.total = Some(least);
            }
            Step::Maximum {
                maximum,
                before,
                total,
            } => {
                let so_far = ledger.total.unwrap_or_else(|| sum(&ledger, place, mode, unit));
                assert!(so_far.is(Q::of(*before)));
                let most = Q::of(*maximum).times(ledger.scale());
                assert!(most.is(Q::of(*total)) && most.is_below(so_far));
                ledger.total = Some(most);
            }
            Step::OtherSide {
                percent,
                side,
                before,
                total,
            } => {
                let so_far = ledger.total.unwrap_or_else(|| sum(&ledger, place, mode, unit));
                assert!(so_far.is(Q::of(*before)));
                ledger.exact_priced = Some(so_far);
                let other = across(so_far, Q::of(*percent), *side);
                assert!(other.is(Q::of(*total)));
                ledger.total = Some(other);
            }
            Step::Round { before, after, .. } => {
                let exact = ledger.total.unwrap_or_else(|| sum(&ledger, place, mode, unit));
                assert!(exact.is(Q::of(*before)), "{before} is not {exact:?}");
                let rounded = exact.round(mode, unit);
                assert!(rounded.is(Q::money(*after)));
                (ledger.total, ledger.rounded) = (Some(exact), Some(rounded));
            }
            Step::Tax {
                percent,
                included,
                first,
                basis,
                mode,
                unit,
                before,
                tax,
                after,
            } => {
                let (percent, rounded) = (Q::of(*percent), ledger.rounded.unwrap());
                let other = match first {
                    TaxSide::Before => TaxSide::After,
                    TaxSide::After => TaxSide::Before,
                };
                let exact_other = match (basis, ledger.exact_priced) {
                    (TaxBasis::Rounded, _) => across(rounded, percent, other),
                    // The prices are on the other side already.
                    (TaxBasis::Exact, Some(priced)) => priced,
                    (TaxBasis::Exact, None) => across(ledger.total.unwrap(), percent, other),
                };
                let mut second = exact_other.round(*mode, Q::money(*unit));
                if percent.is(Q::ZERO) {
                    second = rounded;
                }
                let amounts = match first {
                    TaxSide::Before if second.is_below(rounded) => (rounded, rounded),
                    TaxSide::Before => (rounded, second),
                    TaxSide::After if rounded.is_below(second) => (rounded, rounded),
                    TaxSide::After => (second, rounded),
                };
                assert!(
                    amounts.0.is(Q::money(*before)) && amounts.1.is(Q::money(*after)),
                    "{included} {amounts:?}"
                );
                assert!(amounts.1.minus(amounts.0).is(Q::money(*tax)));
                return amounts;
            }
            _ => {}
        }
    }
    panic!("no tax step in {:?}", explanation.steps)
}

/// An amount with tax from one without it, or the other way.
fn across(amount: Q, percent: Q, wanted: TaxSide) -> Q {
    let with = Q(1, 1).plus(percent.over(Q(100, 1)));
    match wanted {
        TaxSide::After => amount.times(with),
        TaxSide::Before => amount.over(with),
    }
}

fn price(part: &Segment, length: u64) -> Q {
    Q::of(part.price)
        .plus(Q::of(part.surcharge))
        .times(whole(length))
        .over(whole(part.per))
        .times(Q::of(part.scale))
}

/// What a part comes to: of each segment that it overlaps its share, and the fee of the first part.
fn share(ledger: &Ledger<'_>, place: Place, mode: Rounding, unit: Q, from: u64, until: u64) -> Q {
    if ledger.total.is_some() {
        // Within the grace nothing is billed.
        assert_eq!(from, until);
        return Q::ZERO;
    }
    let _ = sum(ledger, place, mode, unit);
    let fee = ledger.fee.map_or(Q::ZERO, |(_, kept)| kept);
    assert!(from == 0 || ledger.fee.is_none(), "the fee is paid once");
    ledger.segments.iter().fold(fee, |sum, part| {
        let (begin, end) = (part.from - ledger.free, part.from - ledger.free + part.length);
        let overlap = end.min(until).saturating_sub(begin.max(from));
        sum.plus(Q::of(part.kept).times(whole(overlap)).over(whole(part.length)))
    })
}

/// Segments and fee; and on the way, that the segments are the billed time without a gap.
fn sum(ledger: &Ledger<'_>, place: Place, mode: Rounding, unit: Q) -> Q {
    let mut at = ledger.free;
    for part in &ledger.segments {
        assert_eq!(part.from, at, "the segments follow one another");
        at += part.length;
    }
    let (billed, counting) = ledger.billed.expect("what is priced was billed");
    assert_eq!(at - ledger.free, billed);
    let kept = ledger
        .segments
        .iter()
        .fold(Q::ZERO, |sum, part| sum.plus(Q::of(part.kept)));
    if place == Place::Increment {
        assert!(blocks(&ledger.segments, counting, ledger.free, mode, unit).is(kept));
    }
    kept.plus(ledger.fee.map_or(Q::ZERO, |(_, kept)| kept))
}

/// Every block by itself, rounded by itself.
fn blocks(segments: &[&Segment], counting: Counting, origin: u64, mode: Rounding, unit: Q) -> Q {
    let end = segments.last().map_or(origin, |part| part.from + part.length);
    let (mut at, mut total) = (origin, Q::ZERO);
    while at < end {
        let within = |at: u64| {
            segments
                .iter()
                .find(|part| part.from <= at && at < part.from + part.length)
                .unwrap()
        };
        let here = within(at);
        let block = match (at == origin && here.first > 0, counting) {
            (true, _) => here.first,
            (false, Counting::FromZero) => here.next - (at - origin) % here.next,
            (false, _) => here.next,
        };
        let (until, mut exact) = (at + block, Q::ZERO);
        while at < until {
            let part = within(at);
            let piece = until.min(part.from + part.length) - at;
            exact = exact.plus(price(part, piece));
            at += piece;
        }
        total = total.plus(exact.round(mode, unit));
    }
    total
}
