//! The billed time of a call, block by block, cut where band or slot change.

use std::time::Duration;

use super::bands::Bands;
use super::{Exact, Segment};
use crate::book::Class;
use crate::{Counting, Increment, Place, Pricing, Ratio, Rounding};

/// The rules under which the billed time is cut and priced.
pub(crate) struct Rules {
    pub(crate) pricing: Pricing,
    pub(crate) place: Place,
    pub(crate) mode: Rounding,
    pub(crate) step: i64,
    /// What every price is multiplied by: the factors of parents and the rate of exchange.
    pub(crate) scale: Ratio,
}

/// What the walk came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Walked {
    pub(crate) billed_ms: u64,
    pub(crate) units: u64,
    pub(crate) amount: Exact,
}

/// Takes each segment as it is made.
pub(crate) trait Trace {
    fn segment(&mut self, segment: Segment);
}

/// Whoever needs the price only.
impl Trace for () {
    fn segment(&mut self, _: Segment) {}
}

impl Trace for Vec<Segment> {
    fn segment(&mut self, segment: Segment) {
        self.push(segment);
    }
}

/// Prices the time from `free` to the end of a call of `length` milliseconds that began in `band`.
///
/// `None` when a number on the way does not fit.
pub(crate) fn walk<T: Trace>(
    class: &Class<'_>,
    rules: &Rules,
    bands: Option<&Bands<'_>>,
    band: usize,
    length: u64,
    trace: &mut T,
) -> Option<Walked> {
    let origin = class.free_ms;
    if let (None, Some(increment), false) = (bands, class.increment, class.has_slots()) {
        return whole(
            class,
            rules,
            increment,
            band,
            length.saturating_sub(origin),
            trace,
        );
    }
    let mut walk = Walk {
        class,
        rules,
        bands,
        length,
        stretch: Stretch {
            band,
            slot: 0,
            end: 0,
        },
        band_end: if bands.is_some() { 0 } else { u64::MAX },
        slot_end: 0,
        open: None,
        total: Exact::ZERO,
        trace,
    };
    let (mut at, mut units) = (origin, 0u64);
    while at < length || (at == length && units > 0) {
        walk.enter(at)?;
        let increment = walk.class.increment(walk.stretch.band, walk.stretch.slot);
        let Some((count, block)) = blocks(increment, at, origin, length, units == 0 && at == origin) else {
            break;
        };
        // Those of them that begin before the stretch ends.
        let in_stretch = walk.stretch.end.saturating_sub(at).div_ceil(block).max(1);
        let count = count.min(in_stretch);
        walk.blocks(at, count, block)?;
        at = at.checked_add(count.checked_mul(block)?)?;
        units = units.checked_add(count)?;
    }
    walk.close()?;
    let billed_ms = at - origin;
    // Blocks counted from zero are those of the whole, not those that the walk was cut into.
    let counted = class
        .increment
        .and_then(|one| one.count_ms(length.saturating_sub(origin)));
    Some(Walked {
        billed_ms,
        units: counted.map_or(units, |(units, _)| units),
        amount: walk.total,
    })
}

/// The ordinary case: one band, no slots, nothing to cut.
#[inline]
fn whole<T: Trace>(
    class: &Class<'_>,
    rules: &Rules,
    increment: Increment,
    band: usize,
    length: u64,
    trace: &mut T,
) -> Option<Walked> {
    let (units, billed_ms) = increment.count_ms(length)?;
    let price = |millis| class.unit(band, 0).times(millis)?.scaled(rules.scale);
    let micros = |exact: Exact| Some(Exact::micros(exact.round(rules.mode, rules.step)?.0));
    let amount = match rules.place {
        Place::Call | Place::Invoice => price(billed_ms)?,
        Place::Segment => micros(price(billed_ms)?)?,
        Place::Increment => {
            let first = if units > 0 {
                increment.first_ms().min(billed_ms)
            } else {
                0
            };
            let next = increment.next_ms();
            let rest = billed_ms - first;
            // Counted from zero, the block after the first one is what is left of it.
            let odd = rest % next;
            let sum = micros(price(first)?)?.plus(micros(price(odd)?)?)?;
            sum.plus(micros(price(next)?)?.times(rest / next)?)?
        }
    };
    if billed_ms > 0 {
        trace.segment(Segment {
            at: Duration::from_millis(class.free_ms),
            length: Duration::from_millis(billed_ms),
            blocks: units,
            band,
            slot: 0,
            price: class.price(band, 0),
            amount,
        });
    }
    Some(Walked {
        billed_ms,
        units,
        amount,
    })
}

/// How many blocks follow at once, and how long each is; `None` when no further one counts.
fn blocks(increment: Increment, at: u64, origin: u64, length: u64, is_first: bool) -> Option<(u64, u64)> {
    let rest = length.checked_sub(at)?;
    let (first, next) = (increment.first_ms(), increment.next_ms());
    if is_first && first > 0 {
        let counts = increment.rule() != Counting::Completed || first <= rest;
        return counts.then_some((1, first));
    }
    let count = match increment.rule() {
        Counting::Started => rest.div_ceil(next),
        Counting::FromZero => match (at - origin) % next {
            0 => rest.div_ceil(next),
            // Back to the blocks as they lie from zero.
            into if rest > 0 => return Some((1, next - into)),
            _ => 0,
        },
        Counting::Completed => rest / next,
        Counting::Next => rest / next + 1,
    };
    (count > 0).then_some((count, next))
}

/// A stretch of a call in one band and one slot.
#[derive(Clone, Copy)]
struct Stretch {
    band: usize,
    // 0 for the row, else the number of its slot.
    slot: usize,
    end: u64,
}

struct Walk<'a, T> {
    class: &'a Class<'a>,
    rules: &'a Rules,
    bands: Option<&'a Bands<'a>>,
    length: u64,
    stretch: Stretch,
    band_end: u64,
    slot_end: u64,
    open: Option<Segment>,
    total: Exact,
    trace: &'a mut T,
}

impl<T: Trace> Walk<'_, T> {
    /// Finds the stretch that holds `at`.
    fn enter(&mut self, at: u64) -> Option<()> {
        if at >= self.band_end
            && let Some(bands) = self.bands
        {
            // Blocks may run past the end of the call, by less than an hour or so; bands are looked up as far.
            let limit = self.length.max(at).checked_add(86_400_000)?;
            let (band, end) = bands.at(at, limit)?;
            (self.stretch.band, self.band_end) = (band, end);
        }
        if at >= self.slot_end {
            (self.stretch.slot, self.slot_end) = self.class.slot_at(at);
        }
        self.stretch.end = self.band_end.min(self.slot_end);
        Some(())
    }

    /// Prices `count` blocks of one length that begin at `at`, the last of which may run past the stretch.
    fn blocks(&mut self, at: u64, count: u64, block: u64) -> Option<()> {
        if self.rules.pricing != Pricing::Second {
            let whole = count.checked_mul(block)?;
            let amount = self.rounded_blocks(count, block)?;
            return self.add(at, whole, count, amount);
        }
        let inside = (self.stretch.end.saturating_sub(at) / block).min(count);
        if inside > 0 {
            let amount = self.rounded_blocks(inside, block)?;
            self.add(at, inside.checked_mul(block)?, inside, amount)?;
        }
        if inside < count {
            self.cut(at.checked_add(inside.checked_mul(block)?)?, block)?;
        }
        Some(())
    }

    /// Prices one block piece by piece.
    fn cut(&mut self, at: u64, block: u64) -> Option<()> {
        let end = at.checked_add(block)?;
        let (mut from, mut sum, mut count) = (at, Exact::ZERO, 1);
        loop {
            self.enter(from)?;
            let until = end.min(self.stretch.end);
            let mut amount = self.price(until - from)?;
            sum = sum.plus(amount)?;
            if until == end && self.rules.place == Place::Increment {
                // The last piece takes what rounding the block changed.
                let (rounded, _) = sum.round(self.rules.mode, self.rules.step)?;
                amount = amount.plus(Exact::micros(rounded).minus(sum)?)?;
            }
            self.add(from, until - from, count, amount)?;
            if until == end {
                return Some(());
            }
            (from, count) = (until, 0);
        }
    }

    /// The exact price of so many milliseconds in the stretch.
    fn price(&self, millis: u64) -> Option<Exact> {
        self.class
            .unit(self.stretch.band, self.stretch.slot)
            .times(millis)?
            .scaled(self.rules.scale)
    }

    fn rounded_blocks(&self, count: u64, block: u64) -> Option<Exact> {
        if self.rules.place == Place::Increment {
            let (micros, _) = self.price(block)?.round(self.rules.mode, self.rules.step)?;
            return Exact::micros(micros).times(count);
        }
        self.price(count.checked_mul(block)?)
    }

    /// Adds to the open segment, or closes it and opens another.
    fn add(&mut self, at: u64, length: u64, blocks: u64, amount: Exact) -> Option<()> {
        let Stretch { band, slot, .. } = self.stretch;
        if let Some(open) = &mut self.open
            && (open.band, open.slot) == (band, slot)
        {
            open.length += Duration::from_millis(length);
            open.blocks += blocks;
            open.amount = open.amount.plus(amount)?;
            return Some(());
        }
        self.close()?;
        self.open = Some(Segment {
            at: Duration::from_millis(at),
            length: Duration::from_millis(length),
            blocks,
            band,
            slot,
            price: self.class.price(band, slot),
            amount,
        });
        Some(())
    }

    fn close(&mut self) -> Option<()> {
        if let Some(mut segment) = self.open.take() {
            if self.rules.place == Place::Segment {
                let (micros, _) = segment.amount.round(self.rules.mode, self.rules.step)?;
                segment.amount = Exact::micros(micros);
            }
            self.total = self.total.plus(segment.amount)?;
            self.trace.segment(segment);
        }
        Some(())
    }
}
