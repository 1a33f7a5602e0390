//! The loops of a batch: ordinary calls one step at a time for all, the others one by one.

use crate::book::PlanData;
use crate::clock::Instants;
use crate::fast::{DEEPER, FastPlan, FastVersion, NOTHING};
use crate::index::{Index, LANES};
use crate::{Book, Kind, Outcome, Status};

use super::{Calls, Charges, Is, Place, Starts};

/// Calls that are worked on together: what is known of them fits the cache of a core.
const CHUNK: usize = 512;

/// What is known of a call of the chunk.
#[derive(Clone, Copy, Default)]
struct Known {
    head: u64,
    day: i32,
    offer: u32,
    range: u32,
    plan: u16,
    band: u16,
    version: u16,
    digits: u8,
    international: bool,
    state: State,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum State {
    /// Nothing more is to be done.
    #[default]
    Done,
    /// It may be an ordinary call.
    Open,
    /// The engine has to rate it.
    Unusual,
}

impl Book {
    /// Rates many calls, each as [`rate`](Self::rate) would.
    ///
    /// Several threads may do so at once, each with columns of its own: a book never changes.
    ///
    /// ```
    /// use switchhook_rating::{Book, Calls, Charges, Currency, Deck, Destination, DigitCount, Increment, Kind, Plan, Rate, Starts, Status, Texts};
    /// use std::time::Duration;
    /// let mut deck = Deck::new();
    /// let rate = Rate::new(Destination::new("France", Kind::Other), Duration::from_secs(60), Increment::new(60, 1));
    /// deck.add(&["+33".parse()?], DigitCount::ANY, rate.price("19.09".parse()?))?;
    /// let book = Book::new(Plan::new("example", Currency::XPF, chrono_tz::Pacific::Tahiti), deck)?;
    ///
    /// let calls = Calls::new(Texts::Each(&["+33123456789", "+44123456789"]), Starts::Seconds(&[1_749_675_600; 2]), &[90_000, 60_000])?;
    /// let mut charges = Charges::new();
    /// book.rate_batch(&calls, &mut charges);
    /// assert_eq!(charges.before_tax(), [28_635_000, 0]);
    /// assert_eq!(charges.statuses(), [Status::Rated, Status::Unmatched]);
    /// assert_eq!(book.source(&charges, 0).unwrap().destination().name.as_ref(), "France");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn rate_batch(&self, calls: &Calls<'_>, charges: &mut Charges) {
        charges.resize(calls.len());
        let mut chunk = [Known::default(); CHUNK];
        let mut from = 0;
        while from < calls.len() {
            let count = (calls.len() - from).min(CHUNK);
            if let Some(chunk) = chunk.get_mut(..count) {
                self.rate_chunk(calls, from, chunk, charges);
            }
            from += count;
        }
    }

    fn rate_chunk(&self, calls: &Calls<'_>, from: usize, chunk: &mut [Known], charges: &mut Charges) {
        charges.clear(from..from + chunk.len());
        self.read_numbers(calls, from, chunk);
        let mut next = chunk
            .iter()
            .find(|known| known.state == State::Open)
            .map(|known| known.plan);
        // One plan after the other; most books have one.
        let mut done: Vec<u16> = Vec::new();
        while let Some(plan) = next {
            self.rate_ordinary(plan, calls, from, chunk, charges);
            done.push(plan);
            let is_left = |known: &&Known| known.state == State::Open && !done.contains(&known.plan);
            next = chunk.iter().find(is_left).map(|known| known.plan);
        }
        for (at, known) in (from..).zip(chunk.iter()) {
            if known.state == State::Unusual {
                self.rate_unusual(calls, at, charges);
            }
        }
    }

    /// Numbers, and the plans that calls are assigned to.
    fn read_numbers(&self, calls: &Calls<'_>, from: usize, chunk: &mut [Known]) {
        let durations = calls.durations.get(from..).unwrap_or_default();
        let numbering = self.numbering();
        // Most books ask of a number only where it leads to.
        let ask_more = numbering.may_forbid() || self.has_rules();
        for ((at, known), &duration) in (from..).zip(chunk).zip(durations) {
            if duration == 0 {
                // Not answered: free, as the columns say from the start.
                known.state = State::Done;
                continue;
            }
            let plain = numbering.read_plain(calls.numbers.bytes_at(at));
            if let Some(plain) = plain.filter(|_| !ask_more) {
                *known = Known {
                    head: plain.head(),
                    international: plain.is_international(),
                    digits: plain.len() as u8,
                    plan: self.default_plan(),
                    state: State::Open,
                    ..Known::default()
                };
                continue;
            }
            let Ok((number, kind)) = numbering.read(calls.numbers.at(at)) else {
                known.state = State::Unusual;
                continue;
            };
            let is_forbidden =
                ask_more && kind.unwrap_or_else(|| numbering.kind_of(number)) == Kind::Forbidden;
            *known = Known {
                head: number.head(),
                international: number.is_international(),
                digits: number.len() as u8,
                plan: (self.assigned(calls, at, &number)).unwrap_or_else(|| self.default_plan()),
                state: match is_forbidden {
                    true => State::Unusual,
                    false => State::Open,
                },
                ..Known::default()
            };
        }
    }

    fn rate_ordinary(
        &self,
        plan: u16,
        calls: &Calls<'_>,
        from: usize,
        chunk: &mut [Known],
        charges: &mut Charges,
    ) {
        let data = self.plan_data(plan);
        let Some(fast) = &data.fast else {
            for known in chunk
                .iter_mut()
                .filter(|known| known.plan == plan && known.state == State::Open)
            {
                known.state = State::Unusual;
            }
            return;
        };
        let version = read_clocks(data, fast, plan, calls, from, chunk);
        match version {
            // All begin under one deck, as most chunks do: sixteen are looked up side by side.
            Some(at) => {
                if let Some((version, deck)) = fast.version(at).zip(data.versions.get(at)) {
                    find_lanes(version, &deck.index, chunk);
                }
            }
            None => {
                for known in chunk
                    .iter_mut()
                    .filter(|known| known.plan == plan && known.state == State::Open)
                {
                    let at = usize::from(known.version);
                    if let Some((version, deck)) = fast.version(at).zip(data.versions.get(at)) {
                        known.range = deck.index.find(known.international, known.head);
                        known.offer = version.offer(known.range);
                    }
                }
            }
        }
        price(fast, plan, calls, from, chunk, charges);
    }

    /// Rates a call by itself.
    fn rate_unusual(&self, calls: &Calls<'_>, at: usize, charges: &mut Charges) {
        let outcome = calls.get(at).map(|call| self.rate(&call));
        if let Some(status) = charges.statuses.get_mut(at) {
            *status = outcome.as_ref().map_or(Status::Rejected, Outcome::status);
        }
        let Some(charge) = outcome.as_ref().and_then(Outcome::charge) else {
            return;
        };
        let columns = charges.before.get_mut(at).zip(charges.after.get_mut(at));
        let counts = charges.billed.get_mut(at).zip(charges.units.get_mut(at));
        if let Some((((before, after), (billed, units)), place)) =
            columns.zip(counts).zip(charges.places.get_mut(at))
        {
            (*before, *after) = (charge.before_tax.micros(), charge.after_tax.micros());
            // Billed time is counted in milliseconds in the first place.
            *billed = u64::try_from(charge.billed.as_millis()).unwrap_or(u64::MAX);
            *units = charge.units;
            *place = Place {
                range: charges.others.len() as u32,
                is: Is::Other,
                ..Place::NOWHERE
            };
            charges.others.push(charge.site());
        }
    }
}

/// What the clock showed, and so the deck, the day and the band. The deck if all calls have the same.
fn read_clocks(
    data: &PlanData,
    fast: &FastPlan,
    plan: u16,
    calls: &Calls<'_>,
    from: usize,
    chunk: &mut [Known],
) -> Option<usize> {
    let reading = |at: usize| match calls.starts {
        Starts::Seconds(starts) => data.clock.reading(*starts.get(at)?),
        Starts::Millis(starts) => data.clock.reading(starts.get(at)?.div_euclid(1000)),
        Starts::Readings(starts) => {
            let reading = *starts.get(at)?;
            (data.clock.instants(reading)? != Instants::None).then_some(reading)
        }
    };
    let mut first = None;
    let mut is_same = true;
    for (at, known) in (from..).zip(chunk.iter_mut()) {
        if known.state != State::Open || known.plan != plan {
            continue;
        }
        // Beyond the calendar, or never shown: the engine says so.
        let Some(reading) = reading(at).filter(|reading| reading.unsigned_abs() < 1 << 40) else {
            known.state = State::Unusual;
            continue;
        };
        let day = reading.div_euclid(86_400);
        known.day = day as i32;
        known.band = data.calendar.band_at_second(reading) as u16;
        let Some(version) = fast.version_on(day) else {
            known.state = State::Unusual;
            continue;
        };
        known.version = version as u16;
        is_same &= *first.get_or_insert(version) == version;
    }
    first.filter(|_| is_same)
}

/// Looks up sixteen numbers at a time, those too that do not ask: they are in the way of none.
fn find_lanes(version: &FastVersion, index: &Index, chunk: &mut [Known]) {
    for lanes in chunk.chunks_mut(LANES) {
        let mut heads = [0; LANES];
        let mut international = [false; LANES];
        for ((head, international), known) in heads.iter_mut().zip(&mut international).zip(lanes.iter()) {
            (*head, *international) = (known.head, known.international);
        }
        let found = index.find_lanes(&international, &heads);
        for (known, range) in lanes.iter_mut().zip(found) {
            known.range = range;
            known.offer = version.offer(range);
        }
        for known in lanes.iter_mut().filter(|known| known.offer == DEEPER) {
            known.range = index.descend(known.range, known.head);
            known.offer = version.offer(known.range);
        }
    }
}

/// Prices what turned out to be ordinary.
fn price(
    fast: &FastPlan,
    plan: u16,
    calls: &Calls<'_>,
    from: usize,
    chunk: &mut [Known],
    charges: &mut Charges,
) {
    let end = from + chunk.len();
    let durations = calls.durations.get(from..end).unwrap_or_default();
    let statuses = charges.statuses.get_mut(from..end).unwrap_or_default();
    let before = charges.before.get_mut(from..end).unwrap_or_default();
    let after = charges.after.get_mut(from..end).unwrap_or_default();
    let billed = charges.billed.get_mut(from..end).unwrap_or_default();
    let units = charges.units.get_mut(from..end).unwrap_or_default();
    let places = charges.places.get_mut(from..end).unwrap_or_default();
    let amounts = before.iter_mut().zip(after).zip(billed.iter_mut().zip(units));
    let outputs = statuses.iter_mut().zip(amounts).zip(places);
    for ((known, &duration), ((status, ((before, after), (billed, units))), place)) in
        chunk.iter_mut().zip(durations).zip(outputs)
    {
        if known.state != State::Open || known.plan != plan {
            continue;
        }
        if known.offer == NOTHING && !fast.has_parent {
            (*status, known.state) = (Status::Unmatched, State::Done);
            continue;
        }
        let charge = if known.offer >= DEEPER {
            None
        } else {
            fast.version(usize::from(known.version)).and_then(|version| {
                let band = usize::from(known.band);
                fast.charge(
                    version,
                    known.offer,
                    usize::from(known.digits),
                    band,
                    i64::from(known.day),
                    duration,
                )
            })
        };
        let Some(charge) = charge else {
            known.state = State::Unusual;
            continue;
        };
        *status = if charge.is_free {
            Status::Free
        } else {
            Status::Rated
        };
        (*before, *after) = (charge.before, charge.after);
        (*billed, *units) = (charge.billed_ms, charge.units);
        *place = Place {
            head: known.head,
            range: known.range,
            plan,
            version: known.version,
            band: known.band,
            international: known.international,
            is: Is::Range,
        };
        known.state = State::Done;
    }
}
