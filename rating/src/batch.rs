//! Many calls at once, in columns.

mod columns;
mod run;

pub use columns::{Calls, ColumnError, Starts, Texts};

use crate::book::Site;
use crate::{Book, Currency, Destination, Money, Plan, Prefix, Status};

/// What became of many calls, in columns: the first of each is about the first call.
///
/// Filled by [`Book::rate_batch`], which keeps the memory from batch to batch. Where the price of a call stands in the
/// book is known too: [`Book::source`] says it.
#[derive(Clone, Debug, Default)]
pub struct Charges {
    statuses: Vec<Status>,
    before: Vec<i64>,
    after: Vec<i64>,
    billed: Vec<u64>,
    units: Vec<u64>,
    places: Vec<Place>,
    // The plans and versions of the decks that rated ordinary calls.
    decks: Vec<(u16, u16)>,
    // The sites of calls that the engine rated.
    others: Vec<Site>,
}

/// Where the price of a call stands.
#[derive(Clone, Copy, Debug)]
struct Place {
    head: u64,
    // A range of the index, and in the highest bit whether the number is international; or one of the sites.
    range: u32,
    // One of the decks, or one of the two below.
    deck: u16,
    band: u16,
}

/// No price.
const NOWHERE: u16 = u16::MAX;
/// A price at one of the sites.
const ELSEWHERE: u16 = u16::MAX - 1;
/// The highest bit of a range.
const INTERNATIONAL: u32 = 1 << 31;

/// What [`Charges::spots`] says.
#[cfg(feature = "arrow")]
#[derive(Clone, Copy, Debug)]
pub(crate) enum Spot {
    /// The call has no price.
    Nowhere,
    /// In this range of the index of one of the [`Charges::decks`], whose first row it is. All numbers of a range have the
    /// same prefix.
    Range { deck: u16, band: u16, range: u32 },
    /// The engine rated it: [`Book::source`] knows.
    Other,
}

impl Place {
    const NOWHERE: Self = Self {
        head: 0,
        range: 0,
        deck: NOWHERE,
        band: 0,
    };

    #[cfg(feature = "arrow")]
    #[inline]
    const fn spot(self) -> Spot {
        match self.deck {
            NOWHERE => Spot::Nowhere,
            ELSEWHERE => Spot::Other,
            deck => Spot::Range {
                deck,
                band: self.band,
                range: self.range & !INTERNATIONAL,
            },
        }
    }
}

impl Charges {
    /// Columns without calls.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// How many calls there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.statuses.len()
    }

    /// Whether there is no call.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.statuses.is_empty()
    }

    /// Which of the five ends each call came to.
    #[must_use]
    pub fn statuses(&self) -> &[Status] {
        &self.statuses
    }

    /// The amounts before tax in millionths; 0 where there is none.
    #[must_use]
    pub fn before_tax(&self) -> &[i64] {
        &self.before
    }

    /// The amounts after tax in millionths; 0 where there is none.
    #[must_use]
    pub fn after_tax(&self) -> &[i64] {
        &self.after
    }

    /// The milliseconds billed; 0 where there are none.
    #[must_use]
    pub fn billed_ms(&self) -> &[u64] {
        &self.billed
    }

    /// The blocks billed; 0 where there are none.
    #[must_use]
    pub fn units(&self) -> &[u64] {
        &self.units
    }

    /// The plans and versions of the decks that rated ordinary calls: see [`Spot`].
    #[cfg(feature = "arrow")]
    pub(crate) fn decks(&self) -> &[(u16, u16)] {
        &self.decks
    }

    /// Where the prices of all calls stand, in the numbers of the book.
    #[cfg(feature = "arrow")]
    pub(crate) fn spots(&self) -> impl ExactSizeIterator<Item = Spot> {
        self.places.iter().map(|place| place.spot())
    }

    /// Where the price of one of them stands.
    #[cfg(feature = "arrow")]
    pub(crate) fn spot(&self, at: usize) -> Spot {
        self.places.get(at).map_or(Spot::Nowhere, |place| place.spot())
    }

    /// Columns of another length. What stood there before stays, until something is written over it.
    fn resize(&mut self, len: usize) {
        self.decks.clear();
        self.others.clear();
        self.statuses.resize(len, Status::Free);
        for amounts in [&mut self.before, &mut self.after] {
            amounts.resize(len, 0);
        }
        for counts in [&mut self.billed, &mut self.units] {
            counts.resize(len, 0);
        }
        self.places.resize(len, Place::NOWHERE);
    }

    /// Says what became of a call without a price.
    fn put(&mut self, at: usize, status: Status) {
        self.put_priced(at, status, (0, 0), (0, 0), Place::NOWHERE);
    }

    fn put_priced(
        &mut self,
        at: usize,
        status: Status,
        (before, after): (i64, i64),
        (billed, units): (u64, u64),
        place: Place,
    ) {
        fn set<T>(column: &mut [T], at: usize, value: T) {
            if let Some(place) = column.get_mut(at) {
                *place = value;
            }
        }
        set(&mut self.statuses, at, status);
        set(&mut self.before, at, before);
        set(&mut self.after, at, after);
        set(&mut self.billed, at, billed);
        set(&mut self.units, at, units);
        set(&mut self.places, at, place);
    }

    /// The number of a deck among those that rated calls of this batch; `None` if there are too many.
    fn deck(&mut self, plan: u16, version: u16) -> Option<u16> {
        let known = self.decks.iter().position(|&deck| deck == (plan, version));
        let at = known.unwrap_or_else(|| {
            self.decks.push((plan, version));
            self.decks.len() - 1
        });
        u16::try_from(at).ok().filter(|&at| at < ELSEWHERE)
    }
}

impl Book {
    /// Where the price of a call of a batch stands in this book, which rated it; `None` for a call without a price.
    ///
    /// It says the same of a call as its [`Charge`](crate::Charge) would.
    #[must_use]
    pub fn source(&self, charges: &Charges, at: usize) -> Option<Source<'_>> {
        let place = charges.places.get(at)?;
        let site = match place.deck {
            NOWHERE => return None,
            ELSEWHERE => *charges.others.get(place.range as usize)?,
            deck => {
                let (plan, version) = *charges.decks.get(usize::from(deck))?;
                let index = &self.plan_data(plan).versions.get(usize::from(version))?.index;
                let candidate = index.first(place.range & !INTERNATIONAL)?;
                let international = place.range & INTERNATIONAL != 0;
                Site {
                    plan,
                    source: plan,
                    version,
                    band: place.band,
                    row: candidate.row,
                    prefix: Prefix::from_bits(international, place.head, candidate.digits),
                }
            }
        };
        Some(Source { book: self, site })
    }
}

/// Where the price of a call stands in a book.
#[derive(Clone, Copy)]
pub struct Source<'b> {
    book: &'b Book,
    pub(crate) site: Site,
}

impl<'b> Source<'b> {
    /// The plan whose rules count.
    pub fn plan(&self) -> &'b Plan {
        &self.book.plan_data(self.site.plan).plan
    }

    /// The currency of the amounts.
    #[must_use]
    pub fn currency(&self) -> Currency {
        self.plan().currency()
    }

    /// An amount of the columns as money.
    #[must_use]
    pub fn money(&self, micros: i64) -> Money {
        Money::from_micros(micros, self.currency())
    }

    /// What was called.
    #[must_use]
    pub fn destination(&self) -> &'b Destination {
        self.book.version(self.site).destination(self.site.row)
    }

    /// The prefix that matched.
    #[must_use]
    pub const fn prefix(&self) -> Prefix {
        self.site.prefix
    }

    /// The line of the deck, 0 for one built without a file.
    #[must_use]
    pub fn line(&self) -> usize {
        self.book.version(self.site).line(self.site.row)
    }

    /// The first day of the deck; `None` for one from the beginning.
    #[must_use]
    pub fn effective(&self) -> Option<chrono::NaiveDate> {
        self.book.version(self.site).effective
    }

    /// The band in which the call began.
    #[must_use]
    pub fn band(&self) -> &'b str {
        let names = self.book.plan_data(self.site.source).calendar.names();
        names.get(usize::from(self.site.band)).map_or("", |name| name)
    }

    /// The numbers of the plan, the plan whose deck has the row, its deck and the row, for whoever counts by them.
    #[must_use]
    pub const fn numbers(&self) -> (u16, u16, u16, u32) {
        (self.site.plan, self.site.source, self.site.version, self.site.row)
    }
}

impl std::fmt::Debug for Source<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Source")
            .field("plan", &self.plan().name())
            .field("prefix", &self.prefix())
            .field("destination", self.destination())
            .field("band", &self.band())
            .finish()
    }
}
