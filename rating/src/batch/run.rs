//! The loops of a batch: ordinary calls one step at a time for all, the others one by one.

use crate::book::PlanData;
use crate::clock::{Clock, Instants};
use crate::fast::{DEEPER, FastPlan, FastTax, FastVersion, NOTHING, Season};
use crate::index::Index;
use crate::{Book, Kind, Outcome, Status};

use super::{Calls, Charges, ELSEWHERE, INTERNATIONAL, Place, Starts, Texts};

/// Calls that are worked on together: what is known of them fits the cache of a core.
const CHUNK: usize = 512;

/// So often the calls of a chunk are gone through, each time for those of one plan and season: if more of them begin at
/// random in many years, the engine takes less time for each than going through all would.
const ROUNDS: usize = 8;

/// What is known of a call of the chunk.
#[derive(Clone, Copy, Default)]
struct Known {
    head: u64,
    offer: u32,
    range: u32,
    plan: u16,
    band: u16,
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
    /// The same, and of the plan and season of this round.
    Chosen,
    /// The engine has to rate it.
    Unusual,
}

/// What all calls of a round share.
struct Round<'b> {
    plan: u16,
    data: &'b PlanData,
    fast: &'b FastPlan,
    version: &'b FastVersion,
    index: &'b Index,
    season: Season<'b>,
    tax: &'b FastTax,
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
        match calls.numbers {
            Texts::Unknown => {}
            Texts::Each(texts) => {
                let texts = texts.get(from..).unwrap_or_default().iter();
                self.read_numbers(texts.map(|text| text.as_bytes()), calls, from, chunk, charges);
            }
            Texts::Packed { offsets, text } => {
                let ends = offsets.get(from..).unwrap_or_default();
                let ends = ends.iter().zip(ends.get(1..).unwrap_or_default());
                // Bytes need no look for where characters end.
                let texts = ends.map(|(&from, &end)| {
                    let text = text.as_bytes().get(from as usize..end as usize);
                    text.unwrap_or_default()
                });
                self.read_numbers(texts, calls, from, chunk, charges);
            }
            Texts::Dictionary { keys, values } => {
                let texts = keys
                    .get(from..)
                    .unwrap_or_default()
                    .iter()
                    .map(|&key| values.get(key as usize));
                let texts = texts.map(|text| text.copied().unwrap_or_default().as_bytes());
                self.read_numbers(texts, calls, from, chunk, charges);
            }
        }
        let mut rounds = 0;
        let mut first = 0;
        // Of the calls before the first open one none is open again.
        while let Some(open) = next_open(chunk, &mut first) {
            let round = (rounds < ROUNDS).then(|| self.round(calls, from + first, open.plan));
            rounds += 1;
            match round.flatten() {
                Some(round) => {
                    if !round.rate(calls, from, chunk, charges) {
                        return;
                    }
                }
                None => open.state = State::Unusual,
            }
        }
        for (at, known) in (from..).zip(chunk.iter()) {
            if known.state == State::Unusual {
                self.rate_unusual(calls, at, charges);
            }
        }
    }

    /// What a call shares with most others; `None` if the engine has to rate it.
    fn round(&self, calls: &Calls<'_>, at: usize, plan: u16) -> Option<Round<'_>> {
        let data = self.plan_data(plan);
        let fast = data.fast.as_ref()?;
        let season = fast.season(&data.clock, instant(calls.starts, at, &data.clock)?)?;
        Some(Round {
            plan,
            data,
            fast,
            version: fast.version(season.version)?,
            index: &data.versions.get(season.version)?.index,
            tax: season.tax?,
            season,
        })
    }

    /// Numbers, and the plans that calls are assigned to.
    fn read_numbers<'t>(
        &self,
        texts: impl Iterator<Item = &'t [u8]>,
        calls: &Calls<'_>,
        from: usize,
        chunk: &mut [Known],
        charges: &mut Charges,
    ) {
        let durations = calls.durations.get(from..).unwrap_or_default();
        let numbering = self.numbering();
        // Most books ask of a number only where it leads to.
        let ask_more = numbering.may_forbid() || self.has_rules();
        // All of them have one length: then zipping them takes one count.
        for (at, ((known, &duration), text)) in chunk.iter_mut().zip(durations).zip(texts).enumerate() {
            let at = from + at;
            if duration == 0 {
                // Not answered.
                charges.put(at, Status::Free);
                known.state = State::Done;
                continue;
            }
            known.state = State::Open;
            let plain = numbering.read_plain(text);
            if let Some(plain) = plain.filter(|_| !ask_more) {
                known.head = plain.head();
                known.international = plain.is_international();
                known.digits = plain.len() as u8;
                known.plan = self.default_plan();
                continue;
            }
            let Ok((number, kind)) = numbering.read(calls.numbers.at(at)) else {
                known.state = State::Unusual;
                continue;
            };
            known.head = number.head();
            known.international = number.is_international();
            known.digits = number.len() as u8;
            known.plan = (self.assigned(calls, at, &number)).unwrap_or_else(|| self.default_plan());
            if ask_more && kind.unwrap_or_else(|| numbering.kind_of(number)) == Kind::Forbidden {
                known.state = State::Unusual;
            }
        }
    }

    /// Rates a call by itself.
    fn rate_unusual(&self, calls: &Calls<'_>, at: usize, charges: &mut Charges) {
        let outcome = calls.get(at).map(|call| self.rate(&call));
        let status = outcome.as_ref().map_or(Status::Rejected, Outcome::status);
        let Some(charge) = outcome.as_ref().and_then(Outcome::charge) else {
            charges.put(at, status);
            return;
        };
        let place = Place {
            range: charges.others.len() as u32,
            deck: ELSEWHERE,
            ..Place::NOWHERE
        };
        charges.others.push(charge.site());
        let amounts = (charge.before_tax.micros(), charge.after_tax.micros());
        // Billed time is counted in milliseconds in the first place.
        let billed = u64::try_from(charge.billed.as_millis()).unwrap_or(u64::MAX);
        charges.put_priced(at, status, amounts, (billed, charge.units), place);
    }
}

/// The first open call from here on.
fn next_open<'k>(chunk: &'k mut [Known], first: &mut usize) -> Option<&'k mut Known> {
    let rest = chunk.get_mut(*first..)?;
    let skipped = rest.iter().position(|known| known.state == State::Open)?;
    *first += skipped;
    rest.get_mut(skipped)
}

/// When a call began; `None` if the clock never showed that.
fn instant(starts: Starts<'_>, at: usize, clock: &Clock) -> Option<i64> {
    match starts {
        Starts::Seconds(starts) => starts.get(at).copied(),
        Starts::Millis(starts) => starts.get(at).map(|start| start.div_euclid(1000)),
        Starts::Readings(starts) => match clock.instants(*starts.get(at)?)? {
            Instants::None => None,
            Instants::Once(instant) | Instants::Twice(instant, _) => Some(instant),
        },
    }
}

impl Round<'_> {
    /// Rates the calls of this round. Whether any calls are left.
    fn rate(&self, calls: &Calls<'_>, from: usize, chunk: &mut [Known], charges: &mut Charges) -> bool {
        let ahead = self.season.ahead;
        match calls.starts {
            Starts::Seconds(starts) => self.choose(starts, from, chunk, |start| start),
            Starts::Millis(starts) => self.choose(starts, from, chunk, |start| start.div_euclid(1000)),
            // What the clock shows within a season it does show, whether it shows it once more or not.
            Starts::Readings(starts) => self.choose(starts, from, chunk, |start| start.saturating_sub(ahead)),
        }
        self.find(chunk);
        self.price(calls, from, chunk, charges)
    }

    /// The calls of this round, their bands, and where in the index their numbers are.
    fn choose(&self, starts: &[i64], from: usize, chunk: &mut [Known], instant: impl Fn(i64) -> i64) {
        let Self {
            plan, index, season, ..
        } = self;
        let calendar = &self.data.calendar;
        let view = calendar.view();
        let starts = starts.get(from..).unwrap_or_default();
        for (known, &start) in chunk.iter_mut().zip(starts) {
            let instant = instant(start);
            if known.state != State::Open || known.plan != *plan || !season.contains(instant) {
                continue;
            }
            known.state = State::Chosen;
            let reading = instant + season.ahead;
            known.band = match view.band_at(reading) {
                Some(band) => band,
                None => calendar.band_at_second(reading) as u16,
            };
            (known.range, known.offer) = index.bucket(known.international, known.head);
        }
    }

    /// What numbers lead to.
    fn find(&self, chunk: &mut [Known]) {
        let Self { version, index, .. } = self;
        // Those that go deeper come after the others: which ones do is not to be guessed.
        let mut deeper = [0u16; CHUNK];
        let mut count = 0;
        for (at, known) in chunk.iter_mut().enumerate() {
            if known.state != State::Chosen {
                continue;
            }
            known.range = index.search(known.range, known.offer, known.head);
            known.offer = version.offer(known.range);
            if let Some(place) = deeper.get_mut(count) {
                *place = at as u16;
            }
            count += usize::from(known.offer == DEEPER);
        }
        for &at in deeper.iter().take(count) {
            if let Some(known) = chunk.get_mut(usize::from(at)) {
                known.range = index.descend(known.range, known.head);
                known.offer = version.offer(known.range);
            }
        }
    }

    /// Prices what turns out to be ordinary. Whether any calls are left.
    fn price(&self, calls: &Calls<'_>, from: usize, chunk: &mut [Known], charges: &mut Charges) -> bool {
        let mut are_left = false;
        let deck = charges.deck(self.plan, self.season.version as u16);
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
            if known.state != State::Chosen {
                are_left |= known.state != State::Done;
                continue;
            }
            if known.offer == NOTHING && !self.fast.has_parent {
                known.state = State::Done;
                *status = Status::Unmatched;
                (*before, *after) = (0, 0);
                (*billed, *units) = (0, 0);
                *place = Place::NOWHERE;
                continue;
            }
            // The words above all offers have no price.
            let (digits, band) = (usize::from(known.digits), usize::from(known.band));
            let charge = self
                .fast
                .charge(self.version, self.tax, known.offer, digits, band, duration);
            let Some((charge, deck)) = charge.zip(deck) else {
                known.state = State::Unusual;
                are_left = true;
                continue;
            };
            known.state = State::Done;
            *status = match charge.is_free {
                true => Status::Free,
                false => Status::Rated,
            };
            (*before, *after) = (charge.before, charge.after);
            (*billed, *units) = (charge.billed_ms, charge.units);
            *place = Place {
                head: known.head,
                range: known.range | if known.international { INTERNATIONAL } else { 0 },
                deck,
                band: known.band,
            };
        }
        are_left
    }
}
