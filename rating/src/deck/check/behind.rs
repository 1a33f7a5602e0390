//! Rows that never get their turn: another one of the same prefix, tried before, takes all of their calls.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;

use super::tree::parent;
use crate::{Conditions, DigitCount, Kind, Prefix, Row};

/// For each row of a prefix, by its place, one that takes all of its calls before it does, if there is one.
///
/// Rows are gone through in the order in which they are tried, so whatever is known already comes first. It is kept by
/// caller, kind and length, of which only those are looked at that hold the row's own, and within these by days: ten
/// thousand rows of one prefix cost little more than sorting them.
pub(super) fn behind(rows: &[Row<'_>]) -> Vec<Option<usize>> {
    let mut order: Vec<usize> = (0..rows.len()).collect();
    let rank_at = |place: &usize| rows.get(*place).map(|row| rank(row.rate.conditions()));
    order.sort_by_key(|place| Reverse(rank_at(place)));
    let mut known: HashMap<(Option<Prefix>, Option<Kind>), HashMap<DigitCount, Days>> = HashMap::new();
    let mut behind = vec![None; rows.len()];
    // Of rows with one rank none comes before the other.
    for equals in order.chunk_by(|a, b| rank_at(a) == rank_at(b)) {
        for &place in equals {
            let (Some(row), Some(found)) = (rows.get(place), behind.get_mut(place)) else {
                continue;
            };
            let conditions = row.rate.conditions();
            *found = with_parents(conditions.caller)
                .flat_map(|caller| [(caller, None), (caller, conditions.only)])
                .filter_map(|key| known.get(&key))
                .flat_map(|lengths| lengths.iter().filter(|(length, _)| length.holds(row.digits)))
                .filter_map(|(_, days)| days.holding(conditions))
                .min();
        }
        for &place in equals {
            // What a hidden row takes, the one that hides it takes too.
            if behind.get(place).is_some_and(Option::is_none)
                && let Some(row) = rows.get(place)
            {
                let conditions = row.rate.conditions();
                known
                    .entry((conditions.caller, conditions.only))
                    .or_default()
                    .entry(row.digits)
                    .or_default()
                    .add(conditions, place);
            }
        }
    }
    behind
}

/// The order in which rows of one prefix are tried, the last one first.
fn rank(conditions: &Conditions) -> (i32, usize, bool, Option<NaiveDate>) {
    (
        conditions.priority,
        conditions.caller.map_or(0, Prefix::len),
        conditions.only.is_some(),
        conditions.from,
    )
}

/// The callers whose calls hold all of this one's: it, each of its beginnings, and anybody.
fn with_parents(caller: Option<Prefix>) -> impl Iterator<Item = Option<Prefix>> {
    let shorter = std::iter::successors(caller, |&caller| parent(caller).map(|(parent, _)| parent));
    shorter.map(Some).chain([None])
}

/// When rows are valid that differ in nothing else, but for those within another one's days.
///
/// By the first day, and so by the last day too: of two, the one that begins later ends later.
#[derive(Default)]
struct Days(BTreeMap<Option<NaiveDate>, (NaiveDate, usize)>);

impl Days {
    /// A row whose days hold all of these.
    fn holding(&self, conditions: &Conditions) -> Option<usize> {
        let (_, &(until, place)) = self.0.range(..=conditions.from).next_back()?;
        (last_day(conditions) <= until).then_some(place)
    }

    /// Adds a row.
    fn add(&mut self, conditions: &Conditions, place: usize) {
        if self.holding(conditions).is_some() {
            return;
        }
        let until = last_day(conditions);
        while let Some((&from, _)) = self
            .0
            .range(conditions.from..)
            .next()
            .filter(|(_, (end, _))| *end <= until)
        {
            self.0.remove(&from);
        }
        self.0.insert(conditions.from, (until, place));
    }
}

fn last_day(conditions: &Conditions) -> NaiveDate {
    conditions.until.unwrap_or(NaiveDate::MAX)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use proptest::prelude::*;

    use super::*;
    use crate::{Deck, Destination, Increment, Rate};

    fn begins(longer: Prefix, shorter: Prefix) -> bool {
        longer.is_international() == shorter.is_international()
            && longer.digits().starts_with(&shorter.digits())
    }

    /// What the module is about, said directly.
    fn hides(first: &Row<'_>, row: &Row<'_>) -> bool {
        let (a, b) = (first.rate.conditions(), row.rate.conditions());
        let caller = match (a.caller, b.caller) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(a), Some(b)) => begins(b, a),
        };
        rank(a) > rank(b)
            && first.digits.holds(row.digits)
            && (a.only.is_none() || a.only == b.only)
            && caller
            && a.from.is_none_or(|day| b.from.is_some_and(|other| day <= other))
            && a.until
                .is_none_or(|day| b.until.is_some_and(|other| other <= day))
    }

    fn rate() -> Rate {
        Rate::new(
            Destination::new("somewhere", Kind::Other),
            Duration::from_secs(60),
            Increment::new(60, 1),
        )
        .price("1".parse().unwrap())
    }

    fn rates() -> impl Strategy<Value = (DigitCount, Rate)> {
        let day = || prop::option::of(1u32..6);
        (
            prop::sample::select(vec!["1-99", "7", "7-8", "6-9"]),
            prop::option::of(prop::sample::select(vec![Kind::Fixed, Kind::Mobile])),
            prop::option::of(prop::sample::select(vec!["+1", "+12", "+123", "+13", "1"])),
            (day(), day()),
            -1i32..3,
        )
            .prop_map(|(digits, only, caller, (from, until), priority)| {
                let date = |day| NaiveDate::from_ymd_opt(2026, 1, day).unwrap();
                let mut rate = rate().priority(priority);
                if let Some(only) = only {
                    rate = rate.only(only);
                }
                if let Some(caller) = caller {
                    rate = rate.caller(caller.parse().unwrap());
                }
                if let Some(from) = from {
                    rate = rate.valid_from(date(from));
                }
                if let Some(until) = until {
                    rate = rate.valid_until(date(until.max(from.unwrap_or(1))));
                }
                (digits.parse().unwrap(), rate)
            })
    }

    proptest! {
        #[test]
        fn what_is_found_is_what_comparing_every_row_with_every_other_finds(
            rates in prop::collection::vec(rates(), 0..40),
        ) {
            let mut deck = Deck::new();
            for (digits, rate) in rates {
                // Two for the same calls are refused.
                let _ = deck.add(&["+33".parse().unwrap()], digits, rate);
            }
            let rows: Vec<Row<'_>> = deck.rows().collect();
            for (row, found) in rows.iter().zip(behind(&rows)) {
                match found {
                    Some(first) => prop_assert!(hides(&rows[first], row), "{:?}", row),
                    None => prop_assert!(!rows.iter().any(|first| hides(first, row)), "{:?}", row),
                }
            }
        }
    }

    /// Comparing all of them with each other would take minutes here.
    #[test]
    fn ten_thousand_rows_of_one_prefix_are_checked_at_once() {
        let plan = crate::Plan::new("t", crate::Currency::EUR, chrono_tz::UTC);
        let mut by_priority = Deck::new();
        let mut by_caller = Deck::new();
        let mut by_day = Deck::new();
        let first = NaiveDate::from_ymd_opt(2000, 1, 1).unwrap();
        let prefix: [Prefix; 1] = ["+33".parse().unwrap()];
        for number in 0..10_000 {
            let day = first + chrono::Days::new(number);
            let caller = format!("+1{number:05}").parse().unwrap();
            for (deck, rate) in [
                (&mut by_priority, rate().priority(number as i32)),
                (&mut by_caller, rate().caller(caller)),
                (&mut by_day, rate().valid_from(day).valid_until(day)),
            ] {
                deck.add(&prefix, DigitCount::ANY, rate).unwrap();
            }
        }
        // All but the last are behind it; the others are for some calls each.
        for (deck, findings) in [(by_priority, 9_999), (by_caller, 1), (by_day, 1)] {
            assert_eq!(deck.check(&plan).len(), findings);
        }
    }
}
