//! What numbers belong to, without a call.

use crate::{Book, Destination, Number, NumberError, Prefix};

/// Numbers that are looked up side by side.
const LANES: usize = 64;

impl Book {
    /// What a dialled number belongs to in the newest deck of the default plan, and by which prefix, whether it may be
    /// called or not; `None` when no row is for it. Conditions of rows are left aside.
    ///
    /// # Errors
    ///
    /// [`NumberError`] when what was dialled is no number.
    pub fn destination(&self, dialled: &str) -> Result<Option<(Prefix, &Destination)>, NumberError> {
        let number = self.numbering.number(dialled)?;
        Ok(self.destination_of(number))
    }

    /// The same for many numbers, in a fraction of the time: what each belongs to goes to `found`, in their order, over
    /// whatever stood there.
    ///
    /// ```
    /// use switchhook_rating::{Book, Currency, Deck, Destination, DigitCount, Increment, Kind, Plan, Rate};
    /// use std::time::Duration;
    /// let mut deck = Deck::new();
    /// let rate = Rate::new(Destination::new("France", Kind::Other), Duration::from_secs(60), Increment::new(60, 1));
    /// deck.add(&["+33".parse()?], DigitCount::ANY, rate.price("19.09".parse()?))?;
    /// let book = Book::new(Plan::new("example", Currency::XPF, chrono_tz::Pacific::Tahiti), deck)?;
    ///
    /// let numbers = ["+33123456789", "+44123456789"].map(|dialled| book.numbering().number(dialled));
    /// let numbers = numbers.into_iter().collect::<Result<Vec<_>, _>>()?;
    /// let mut found = Vec::new();
    /// book.destinations(&numbers, &mut found);
    /// let names: Vec<_> = found.iter().map(|found| found.map(|(_, destination)| &*destination.name)).collect();
    /// assert_eq!(names, [Some("France"), None]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn destinations<'b>(
        &'b self,
        numbers: &[Number],
        found: &mut Vec<Option<(Prefix, &'b Destination)>>,
    ) {
        found.clear();
        let Some(version) = self.plan_data(self.default).versions.last() else {
            return found.resize(numbers.len(), None);
        };
        let index = &version.index;
        for numbers in numbers.chunks(LANES) {
            // One step for all of them, then the next: so the reads of memory overlap.
            let mut places = [(0, 0); LANES];
            for (place, number) in places.iter_mut().zip(numbers) {
                *place = index.bucket(number.is_international(), number.head());
            }
            for (place, number) in places.iter_mut().zip(numbers) {
                place.0 = index.search(place.0, place.1, number.head());
            }
            let mut firsts = [None; LANES];
            for ((first, place), number) in firsts.iter_mut().zip(places).zip(numbers) {
                *first = index.first(index.descend(place.0, number.head()));
            }
            found.extend(numbers.iter().zip(firsts).map(|(&number, first)| {
                match first.filter(|found| version.digits(found.row).allows(number.len())) {
                    Some(found) => Some((number.prefix(found.digits), version.destination(found.row))),
                    None => self.destination_of(number),
                }
            }));
        }
    }

    fn destination_of(&self, number: Number) -> Option<(Prefix, &Destination)> {
        let chain = &self.plan_data(self.default).chain;
        let newest = chain
            .iter()
            .filter_map(|&(plan, _)| self.plan_data(plan).versions.last());
        newest.into_iter().find_map(|version| {
            let mut candidates = version.index.candidates(number);
            let found = candidates.find(|found| version.digits(found.row).allows(number.len()))?;
            Some((number.prefix(found.digits), version.destination(found.row)))
        })
    }
}
