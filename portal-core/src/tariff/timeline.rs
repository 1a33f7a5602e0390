//! Which tariff holds on which day.

use chrono::NaiveDate;

/// Tariffs by the day from which each holds; the first holds before all of those days.
///
/// ```
/// use chrono::NaiveDate;
/// use switchhook_portal_core::tariff::Timeline;
///
/// let day = |day| NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
/// let timeline = Timeline::new("files", [(day(20), "second"), (day(10), "first")]);
/// assert_eq!(*timeline.at(day(9)), "files");
/// assert_eq!(*timeline.at(day(10)), "first");
/// assert_eq!(*timeline.at(day(30)), "second");
/// ```
#[derive(Clone, Debug)]
pub struct Timeline<T> {
    first: T,
    later: Vec<(NaiveDate, T)>,
}

/// The days on which a tariff holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span<'a, T> {
    /// The first day; `None` since ever.
    pub from: Option<NaiveDate>,
    /// The first day on which the next one holds; `None` for ever.
    pub until: Option<NaiveDate>,
    /// Which holds.
    pub tariff: &'a T,
}

impl<T> Timeline<T> {
    /// What holds before all dates, and what holds from a date on, in any order. Of several with one date, the last
    /// given holds.
    pub fn new(first: T, dated: impl IntoIterator<Item = (NaiveDate, T)>) -> Self {
        let mut later: Vec<(NaiveDate, T)> = Vec::new();
        for (day, tariff) in dated {
            match later.binary_search_by_key(&day, |(day, _)| *day) {
                Ok(same) => later[same].1 = tariff,
                Err(place) => later.insert(place, (day, tariff)),
            }
        }
        Self { first, later }
    }

    /// What holds on a day.
    pub fn at(&self, day: NaiveDate) -> &T {
        let after = self.later.partition_point(|(from, _)| *from <= day);
        after
            .checked_sub(1)
            .and_then(|index| self.later.get(index))
            .map_or(&self.first, |(_, tariff)| tariff)
    }

    /// All of them, oldest first, each with its days.
    pub fn spans(&self) -> impl Iterator<Item = Span<'_, T>> {
        let begins = std::iter::once(None).chain(self.later.iter().map(|(day, _)| Some(*day)));
        let ends = self
            .later
            .iter()
            .map(|(day, _)| Some(*day))
            .chain(std::iter::once(None));
        let tariffs = std::iter::once(&self.first).chain(self.later.iter().map(|(_, tariff)| tariff));
        begins
            .zip(ends)
            .zip(tariffs)
            .map(|((from, until), tariff)| Span { from, until, tariff })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(number: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 1, 1).unwrap() + chrono::Days::new(number.into())
    }

    #[test]
    fn of_two_with_one_date_the_last_holds() {
        let timeline = Timeline::new(0, [(day(5), 1), (day(5), 2)]);
        assert_eq!(*timeline.at(day(5)), 2);
        assert_eq!(timeline.spans().count(), 2);
    }

    proptest! {
        /// Every day lies in exactly one span, which holds what `at` says.
        #[test]
        fn spans_cover_all_days_once(dates in prop::collection::vec(0u32..40, 0..8), asked in 0u32..50) {
            let timeline = Timeline::new(usize::MAX, dates.iter().enumerate().map(|(index, date)| (day(*date), index)));
            let asked = day(asked);
            let holding: Vec<_> = timeline
                .spans()
                .filter(|span| span.from.is_none_or(|from| from <= asked) && span.until.is_none_or(|until| asked < until))
                .collect();
            prop_assert_eq!(holding.len(), 1);
            prop_assert_eq!(holding[0].tariff, timeline.at(asked));
        }
    }
}
