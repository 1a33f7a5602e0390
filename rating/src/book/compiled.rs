//! Decks as they are rated by: rows that point to what they share.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::calendar::Calendar;
use crate::clock::Clock;
use crate::deck::{Parts, Priced};
use crate::engine::Exact;
use crate::fast::FastPlan;
use crate::increment::whole_millis;
use crate::index::{Entry, Index};
use crate::pool::Pool;
use crate::rate::Claim;
use crate::{
    BookError, Conditions, Currency, Deck, Destination, DigitCount, Increment, Numbering, Plan, Prefix,
    Ratio, Terms,
};

/// A plan with its decks.
#[derive(Clone, Debug)]
pub(crate) struct PlanData {
    pub(crate) plan: Plan,
    pub(crate) calendar: Calendar,
    pub(crate) clock: Arc<Clock>,
    /// By the day from which they are in force.
    pub(crate) versions: Vec<Version>,
    /// Where rows are looked up: this plan, its parent, that one's parent; and what prices there are multiplied by.
    pub(crate) chain: Vec<(u16, Ratio)>,
    /// The part of it that batches rate by themselves, if there is one.
    pub(crate) fast: Option<FastPlan>,
}

impl PlanData {
    /// The deck in force on a day.
    pub(crate) fn in_force(&self, day: NaiveDate) -> Option<u16> {
        let at = self
            .versions
            .iter()
            .rposition(|version| version.effective.is_none_or(|from| from <= day))?;
        // The builder takes no more than that.
        u16::try_from(at).ok()
    }
}

/// A compiled deck.
#[derive(Clone, Debug)]
pub(crate) struct Version {
    pub(crate) effective: Option<NaiveDate>,
    pub(crate) currency: Currency,
    pub(crate) index: Index,
    pub(super) rows: Vec<RowData>,
    /// Each once; what rows without any have stands at the front.
    pub(super) conditions: Vec<Conditions>,
    pub(super) destinations: Vec<Destination>,
    pub(super) classes: Vec<ClassData>,
    /// Those of a class in every band, then those of the next.
    pub(super) prices: Vec<BandPrice>,
    pub(super) frames: Vec<Frame>,
    /// What the decks of two books are told apart by.
    #[cfg(feature = "serde")]
    pub(super) digest: [u8; 16],
}

/// A row, by what it shares with others.
#[derive(Clone, Copy, Debug)]
pub(super) struct RowData {
    pub(super) class: u32,
    pub(super) destination: u32,
    pub(super) conditions: u32,
    pub(super) line: u32,
    pub(super) digits: DigitCount,
}

/// The price of a rate. Rows with the same terms share one.
#[derive(Clone, Copy, Debug)]
pub(super) struct ClassData {
    /// For the book's own files; calls are priced by `prices`.
    #[cfg(feature = "serde")]
    pub(super) price: Option<Ratio>,
    pub(super) frame: u32,
    /// Whether nothing in it costs anything.
    is_free: bool,
}

/// Terms without their price, compiled for the bands of their plan. Classes that differ in nothing else share one.
#[derive(Clone, Debug)]
pub(super) struct Frame {
    /// Their price is empty.
    pub(super) terms: Terms,
    // By the number of the band.
    bands: Vec<BandFrame>,
    slots: Vec<SlotClass>,
    grace_ms: u64,
    free_ms: u64,
    increment: Option<Increment>,
    // Whether something besides the prices costs something.
    costs: bool,
}

/// What counts in one band, whatever the price of the class.
#[derive(Clone, Copy, Debug)]
struct BandFrame {
    // The price that the band has for itself.
    price: Option<Ratio>,
    increment: Increment,
    fee: Ratio,
}

/// The price of a class in one band.
#[derive(Clone, Copy, Debug)]
pub(super) struct BandPrice {
    price: Ratio,
    // With the surcharge, in millionths a millisecond.
    unit: Exact,
}

/// The terms of a rate, compiled for the bands of its plan.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Class<'v> {
    /// All of them but the price.
    pub(crate) terms: &'v Terms,
    pub(crate) grace_ms: u64,
    pub(crate) free_ms: u64,
    /// The steps, where they are the same in all bands and slots.
    pub(crate) increment: Option<Increment>,
    /// Whether nothing in it costs anything.
    pub(crate) is_free: bool,
    bands: &'v [BandFrame],
    prices: &'v [BandPrice],
    slots: &'v [SlotClass],
}

/// What counts in one band.
#[derive(Clone, Copy, Debug)]
pub(crate) struct BandClass {
    pub(crate) price: Ratio,
    pub(crate) increment: Increment,
    pub(crate) fee: Ratio,
    /// Price and surcharge in millionths a millisecond.
    pub(crate) unit: Exact,
}

#[derive(Clone, Debug)]
struct SlotClass {
    from_ms: u64,
    price: Ratio,
    increment: Option<Increment>,
    unit: Exact,
}

/// Prices of a deck, one of each class of rows for each band: two small files of ten thousand bands and a hundred
/// thousand prices would fill any memory.
const MOST_PRICES: usize = 10_000_000;

/// What a row without a price in a band has: it is blocked.
const NOTHING: BandClass = BandClass {
    price: Ratio::ZERO,
    increment: Increment::new(1, 1),
    fee: Ratio::ZERO,
    unit: Exact::ZERO,
};

/// Whether a deck of so many classes is within the limit.
pub(super) fn check_prices(classes: usize, calendar: &Calendar) -> Result<(), BookError> {
    if classes.saturating_mul(calendar.names().len()) > MOST_PRICES {
        return Err(BookError::TooMany {
            what: "different prices, one of each row for each band",
            most: MOST_PRICES,
        });
    }
    Ok(())
}

impl Version {
    /// A deck without rows.
    pub(super) fn empty(effective: Option<NaiveDate>, currency: Currency) -> Self {
        Self {
            effective,
            currency,
            index: Index::new(Vec::new()),
            rows: Vec::new(),
            conditions: Vec::new(),
            destinations: Vec::new(),
            classes: Vec::new(),
            prices: Vec::new(),
            frames: Vec::new(),
            #[cfg(feature = "serde")]
            digest: [0; 16],
        }
    }

    /// Compiles a deck under a plan. Takes the deck apart: what rows share may be most of it.
    pub(crate) fn new(
        mut deck: Deck,
        plan: &Plan,
        calendar: &Calendar,
        numbering: &Numbering,
    ) -> Result<Self, BookError> {
        if deck.is_empty() {
            return Err(BookError::EmptyDeck);
        }
        let sorted = deck.sorted();
        let pieces = deck.take_pieces();
        let destinations = InOrder::new(pieces.destinations, &deck, |parts| parts.destination);
        let terms = InOrder::new(pieces.terms, &deck, |parts| parts.terms);
        check_prices(terms.values.len(), calendar)?;
        let mut version = Self {
            rows: Vec::with_capacity(deck.len()),
            destinations: destinations.values,
            classes: Vec::with_capacity(terms.values.len()),
            prices: Vec::with_capacity(terms.values.len() * calendar.names().len()),
            ..Self::empty(deck.effective(), deck.currency().unwrap_or(plan.currency()))
        };
        let mut conditions = Pool::default();
        conditions.number(Conditions::default());
        let mut conditions_of = vec![None; pieces.conditions.len()];
        let mut next_terms = terms.values.into_iter();
        let mut frames = pieces.frames;
        let mut frames_of = vec![None; frames.len()];
        for (_, parts, line) in deck.lines() {
            let class = terms.numbers.of(parts.terms);
            // Terms come in the order of the rows that have them first.
            if class as usize == version.classes.len()
                && let Some(Priced { price, frame }) = next_terms.next()
            {
                // Frames too: each is taken when it comes first.
                let frame = match frames_of.get_mut(frame as usize) {
                    Some(Some(known)) => *known,
                    place => {
                        let given = frames.get_mut(frame as usize).map(Terms::take);
                        let known = version.add_frame(given.unwrap_or(Terms::blocked()), calendar, line)?;
                        place.map_or(known, |place| *place.insert(known))
                    }
                };
                version.add_class(price, frame, calendar, line)?;
            }
            let at = parts.conditions as usize;
            let conditions = match conditions_of.get(at).copied().flatten() {
                Some(known) => known,
                None => {
                    let mut given = pieces.conditions.get(at).copied().unwrap_or_default();
                    given.caller = given
                        .caller
                        .map(|caller| dialled(numbering, caller, line))
                        .transpose()?;
                    // There are no more of them than rows.
                    let number = conditions.number(given).unwrap_or(0);
                    if let Some(place) = conditions_of.get_mut(at) {
                        *place = Some(number);
                    }
                    number
                }
            };
            version.rows.push(RowData {
                class,
                destination: destinations.numbers.of(parts.destination),
                conditions,
                // A file of four thousand million lines is beyond the limits of every reader.
                line: u32::try_from(line).unwrap_or(u32::MAX),
                digits: parts.digits,
            });
        }
        version.conditions = conditions.into_values();
        let mut entries = Vec::with_capacity(deck.prefix_count());
        for (prefix, row) in sorted.entries() {
            match numbering.prefix(prefix) {
                Ok(prefix) => entries.push((prefix, row)),
                Err(_) => return Err(misfit(&deck, numbering)),
            }
        }
        drop(sorted);
        version.arrange(&mut entries)?;
        version.index = Index::new(
            entries
                .into_iter()
                .map(|(prefix, row)| version.entry(prefix, row))
                .collect(),
        );
        #[cfg(feature = "serde")]
        {
            version.digest = version.take_digest(&deck);
        }
        Ok(version)
    }

    fn entry(&self, prefix: Prefix, row: u32) -> Entry {
        let certain = self.digits(row) == DigitCount::ANY
            && self.conditions(row).is_none()
            // A blocked row is not for calls for help.
            && !self.class(row).terms.blocked;
        Entry { prefix, row, certain }
    }

    /// Puts the rows of each prefix in the order in which they are tried, and refuses two for the same calls.
    fn arrange(&self, entries: &mut Vec<(Prefix, u32)>) -> Result<(), BookError> {
        use std::cmp::Reverse;
        // They are in order already, unless the numbering reads prefixes in another way.
        entries.sort_unstable_by_key(|&(prefix, row)| (prefix.rank(), row));
        if self.conditions.len() > 1 {
            for group in entries.chunk_by_mut(|a, b| a.0 == b.0) {
                if group.len() == 1 {
                    continue;
                }
                group.sort_by_key(|&(_, row)| {
                    let conditions = self.conditions(row).copied().unwrap_or_default();
                    (
                        Reverse(conditions.priority),
                        Reverse(conditions.caller.map(Prefix::len)),
                        conditions.only.is_none(),
                        Reverse(conditions.from),
                    )
                });
            }
        }
        // Two spellings of one prefix in one row say the same twice.
        entries.dedup();
        for group in entries.chunk_by(|a, b| a.0 == b.0) {
            if group.len() == 1 {
                continue;
            }
            let mut claims: HashMap<Claim, Vec<(DigitCount, u32)>> = HashMap::new();
            for &(prefix, row) in group {
                let digits = self.digits(row);
                let conditions = self.conditions(row).copied().unwrap_or_default();
                let same = claims.entry(conditions.claim()).or_default();
                let twin = same.iter().find(|&&(other_digits, other)| {
                    let other = self.conditions(other).copied().unwrap_or_default();
                    digits.overlaps(other_digits) && conditions.contends(&other)
                });
                if let Some(&(_, twin)) = twin {
                    return Err(BookError::Duplicate {
                        prefix,
                        first: self.line(row.min(twin)),
                        second: self.line(row.max(twin)),
                    });
                }
                same.push((digits, row));
            }
        }
        Ok(())
    }

    /// The conditions of a row, if it has any.
    pub(crate) fn conditions(&self, row: u32) -> Option<&Conditions> {
        match self.row(row).conditions {
            0 => None,
            at => self.conditions.get(at as usize),
        }
    }

    pub(crate) fn ask_caller(&self) -> bool {
        self.conditions
            .iter()
            .any(|conditions| conditions.caller.is_some())
    }

    /// How many digits the numbers have that a row is for.
    pub(crate) fn digits(&self, row: u32) -> DigitCount {
        self.row(row).digits
    }

    /// The number of a row's class.
    pub(crate) fn class_of(&self, row: u32) -> u32 {
        self.row(row).class
    }

    /// How many classes there are.
    pub(crate) const fn class_count(&self) -> usize {
        self.classes.len()
    }

    /// How many bytes of memory the rows take, without the index and the texts of destinations.
    pub(crate) fn memory(&self) -> usize {
        size_of_val(self.rows.as_slice())
            + size_of_val(self.conditions.as_slice())
            + size_of_val(self.destinations.as_slice())
            + size_of_val(self.classes.as_slice())
            + size_of_val(self.prices.as_slice())
            + size_of_val(self.frames.as_slice())
            + self.frames.iter().map(Frame::memory).sum::<usize>()
    }

    pub(crate) fn line(&self, row: u32) -> usize {
        self.row(row).line as usize
    }

    /// The number of what a row leads to.
    #[cfg(feature = "arrow")]
    pub(crate) fn destination_number(&self, row: u32) -> u32 {
        self.row(row).destination
    }

    #[expect(
        clippy::indexing_slicing,
        reason = "rows, classes and destinations are numbered by this type, and their numbers kept by it and its index"
    )]
    pub(crate) fn destination(&self, row: u32) -> &Destination {
        &self.destinations[self.row(row).destination as usize]
    }

    #[expect(
        clippy::indexing_slicing,
        reason = "rows, classes and destinations are numbered by this type, and their numbers kept by it and its index"
    )]
    #[inline]
    pub(crate) fn class(&self, row: u32) -> Class<'_> {
        let class = self.row(row).class as usize;
        let ClassData { frame, is_free, .. } = self.classes[class];
        let Frame {
            terms,
            bands,
            slots,
            grace_ms,
            free_ms,
            increment,
            ..
        } = &self.frames[frame as usize];
        Class {
            terms,
            grace_ms: *grace_ms,
            free_ms: *free_ms,
            increment: *increment,
            is_free,
            bands,
            prices: &self.prices[class * bands.len()..][..bands.len()],
            slots,
        }
    }

    #[expect(
        clippy::indexing_slicing,
        reason = "rows, classes and destinations are numbered by this type, and their numbers kept by it and its index"
    )]
    fn row(&self, row: u32) -> &RowData {
        &self.rows[row as usize]
    }
}

/// A prefix as numbers are dialled at the site.
fn dialled(numbering: &Numbering, prefix: Prefix, line: usize) -> Result<Prefix, BookError> {
    numbering
        .prefix(prefix)
        .map_err(|source| BookError::Prefix { prefix, line, source })
}

/// What to say of the first row with a prefix that is none at the site.
fn misfit(deck: &Deck, numbering: &Numbering) -> BookError {
    deck.lines()
        .flat_map(|(prefixes, _, line)| prefixes.iter().map(move |&prefix| (prefix, line)))
        .find_map(|(prefix, line)| dialled(numbering, prefix, line).err())
        // There is one, or nobody would ask.
        .unwrap_or(BookError::EmptyDeck)
}

/// Values in the order in which rows have them first, without those that no row has any more: the same rows give the
/// same numbers, whatever was added and refused before.
struct InOrder<T> {
    values: Vec<T>,
    numbers: Numbers,
}

/// The new numbers of values by their old ones; `None` where they stay as they are.
struct Numbers(Option<Vec<u32>>);

impl Numbers {
    fn of(&self, number: u32) -> u32 {
        let Some(new) = &self.0 else { return number };
        new.get(number as usize).copied().unwrap_or(0)
    }
}

impl<T> InOrder<T> {
    fn new(values: Vec<T>, deck: &Deck, number: impl Fn(Parts) -> u32) -> Self {
        let numbers = || deck.lines().map(|(_, parts, _)| number(parts));
        let mut count = 0;
        let is_in_order = numbers().all(|number| {
            count += u32::from(number == count);
            number < count
        });
        if is_in_order && count as usize == values.len() {
            return Self {
                values,
                numbers: Numbers(None),
            };
        }
        const UNUSED: u32 = u32::MAX;
        let mut new = vec![UNUSED; values.len()];
        let mut count = 0;
        for number in numbers() {
            if let Some(place) = new.get_mut(number as usize)
                && *place == UNUSED
            {
                *place = count;
                count += 1;
            }
        }
        let mut used: Vec<(u32, T)> = new.iter().copied().zip(values).collect();
        used.retain(|(number, _)| *number != UNUSED);
        used.sort_unstable_by_key(|(number, _)| *number);
        Self {
            values: used.into_iter().map(|(_, value)| value).collect(),
            numbers: Numbers(Some(new)),
        }
    }
}

impl Version {
    /// Compiles terms without their price for the bands of a calendar.
    pub(super) fn add_frame(
        &mut self,
        terms: Terms,
        calendar: &Calendar,
        line: usize,
    ) -> Result<u32, BookError> {
        let number = self.frames.len() as u32;
        self.frames.push(Frame::new(terms, calendar, line)?);
        Ok(number)
    }

    /// Compiles a price in a frame that is there.
    pub(super) fn add_class(
        &mut self,
        price: Option<Ratio>,
        number: u32,
        calendar: &Calendar,
        line: usize,
    ) -> Result<(), BookError> {
        let Some(frame) = self.frames.get(number as usize) else {
            return Ok(());
        };
        let from = self.prices.len();
        for (band, name) in frame.bands.iter().zip(calendar.names()) {
            self.prices.push(match band.price.or(price) {
                _ if frame.terms.blocked => BandPrice {
                    price: NOTHING.price,
                    unit: NOTHING.unit,
                },
                Some(price) => BandPrice {
                    price,
                    unit: unit(&frame.terms, price, line)?,
                },
                None => {
                    return Err(BookError::NoPrice {
                        band: name.to_string(),
                        line,
                    });
                }
            });
        }
        let mut prices = self.prices.iter().skip(from);
        let costs = frame.costs || prices.any(|band| !band.unit.is_zero());
        self.classes.push(ClassData {
            #[cfg(feature = "serde")]
            price,
            frame: number,
            is_free: !costs && !frame.terms.blocked,
        });
        Ok(())
    }
}

/// Price and surcharge in millionths a millisecond.
fn unit(terms: &Terms, price: Ratio, line: usize) -> Result<Exact, BookError> {
    Exact::amount(price)
        .plus(Exact::amount(terms.surcharge))
        .and_then(|sum| sum.over(i128::try_from(terms.per.as_millis()).ok()?))
        .map(Exact::reduced)
        .ok_or(BookError::TooLong { line })
}

impl Frame {
    fn new(terms: Terms, calendar: &Calendar, line: usize) -> Result<Self, BookError> {
        let names = calendar.names();
        for known in &terms.bands {
            if !names.contains(&known.band) {
                return Err(BookError::UnknownBand {
                    band: known.band.to_string(),
                    line,
                    bands: names.join(", "),
                });
            }
        }
        let band = |name: &Arc<str>| match terms.blocked {
            true => BandFrame {
                price: None,
                increment: NOTHING.increment,
                fee: NOTHING.fee,
            },
            false => BandFrame {
                price: terms.price_in(name),
                increment: terms.increment_in(name),
                fee: terms.fee_in(name),
            },
        };
        let bands: Vec<BandFrame> = names.iter().map(band).collect();
        let millis = |length| whole_millis(length).ok_or(BookError::TooLong { line });
        let slots = terms
            .slots
            .iter()
            .map(|slot| {
                Ok(SlotClass {
                    from_ms: millis(slot.from)?,
                    price: slot.price,
                    increment: slot.increment,
                    unit: unit(&terms, slot.price, line)?,
                })
            })
            .collect::<Result<Vec<_>, BookError>>()?;
        let first = bands.first().map_or(terms.increment, |band| band.increment);
        let same = bands.iter().all(|band| band.increment == first)
            && slots
                .iter()
                .all(|slot| slot.increment.is_none_or(|other| other == first));
        let costs_nothing = bands.iter().all(|band| band.fee.is_zero())
            && slots.iter().all(|slot| slot.unit.is_zero())
            && terms.minimum.is_none_or(Ratio::is_zero);
        Ok(Self {
            grace_ms: millis(terms.grace)?,
            free_ms: millis(terms.free)?,
            increment: same.then_some(first),
            costs: !costs_nothing,
            terms,
            bands,
            slots,
        })
    }

    fn memory(&self) -> usize {
        size_of_val(self.bands.as_slice()) + size_of_val(self.slots.as_slice())
    }
}

impl<'v> Class<'v> {
    /// What counts in a band.
    #[inline]
    pub(crate) fn band(&self, band: usize) -> BandClass {
        match (self.bands.get(band), self.prices.get(band)) {
            (Some(frame), Some(price)) => BandClass {
                price: price.price,
                increment: frame.increment,
                fee: frame.fee,
                unit: price.unit,
            },
            _ => NOTHING,
        }
    }

    /// Whether prices change with the length of the call.
    pub(crate) const fn has_slots(&self) -> bool {
        !self.slots.is_empty()
    }

    /// The slot `at` milliseconds into the call, 0 for none, and where the next one begins.
    pub(crate) fn slot_at(&self, at: u64) -> (usize, u64) {
        let slot = self.slots.partition_point(|slot| slot.from_ms <= at);
        (slot, self.slots.get(slot).map_or(u64::MAX, |next| next.from_ms))
    }

    fn slot(&self, slot: usize) -> Option<&'v SlotClass> {
        slot.checked_sub(1).and_then(|at| self.slots.get(at))
    }

    /// The steps in a band and slot.
    pub(crate) fn increment(&self, band: usize, slot: usize) -> Increment {
        self.slot(slot)
            .and_then(|slot| slot.increment)
            .unwrap_or_else(|| self.band(band).increment)
    }

    /// The price in a band and slot, in millionths a millisecond.
    pub(crate) fn unit(&self, band: usize, slot: usize) -> Exact {
        self.slot(slot)
            .map_or_else(|| self.band(band).unit, |slot| slot.unit)
    }

    /// The price in a band and slot as the deck has it.
    pub(crate) fn price(&self, band: usize, slot: usize) -> Ratio {
        self.slot(slot)
            .map_or_else(|| self.band(band).price, |slot| slot.price)
    }
}
