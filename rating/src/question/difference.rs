//! What a change of prices does to many calls: sums before and after, group by group.

use std::borrow::Borrow;
use std::collections::BTreeMap;

use crate::{Currency, Money, Outcome, Status};

/// What is kept of a priced call: enough to compare it with another price of the same call.
///
/// Made from an [`Outcome`], or from what a database holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Priced {
    /// What became of the call.
    pub status: Status,
    /// What it costs before and after tax; `None` when it has no price.
    pub amounts: Option<Amounts>,
}

/// An amount before and after tax, in one currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amounts {
    /// Before tax.
    pub before_tax: Money,
    /// After tax.
    pub after_tax: Money,
}

impl Priced {
    /// A call that has no price, for whatever reason.
    #[must_use]
    pub const fn without(status: Status) -> Self {
        Self {
            status,
            amounts: None,
        }
    }

    /// A call with its amounts.
    #[must_use]
    pub const fn new(status: Status, before_tax: Money, after_tax: Money) -> Self {
        Self {
            status,
            amounts: Some(Amounts {
                before_tax,
                after_tax,
            }),
        }
    }
}

impl From<&Outcome<'_>> for Priced {
    fn from(outcome: &Outcome<'_>) -> Self {
        Self {
            status: outcome.status(),
            amounts: outcome.charge().map(|charge| Amounts {
                before_tax: charge.before_tax,
                after_tax: charge.after_tax,
            }),
        }
    }
}

/// What a change of prices does to many calls, added up group by group as they come.
///
/// Memory does not grow with the calls: it holds one [`Change`] for each group, and once there are as many groups as
/// [`limit`](Self::limit) allows, calls of further ones are counted under [`rest`](Self::rest).
///
/// ```
/// use switchhook_rating::{Status, question::{Difference, Priced}};
/// let priced = |text: &str| {
///     let amount = text.parse().unwrap();
///     Priced::new(Status::Rated, amount, amount)
/// };
/// let mut difference = Difference::<String>::new();
/// difference.record("France", priced("20 XPF"), priced("25 XPF"));
/// difference.record("France", priced("40 XPF"), priced("30 XPF"));
/// difference.record("Fiji", Priced::without(Status::Unmatched), priced("80 XPF"));
///
/// let (group, france) = difference.groups().last().unwrap();
/// assert_eq!((group.as_str(), france.calls, france.changed), ("France", 2, 2));
/// assert_eq!(france.delta().unwrap().to_string(), "-5 XPF");
/// assert_eq!(difference.total().delta().unwrap().to_string(), "75 XPF");
/// # Ok::<(), switchhook_rating::ParseMoneyError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference<K: Ord> {
    groups: BTreeMap<K, Change>,
    total: Change,
    rest: Change,
    limit: usize,
}

/// A change of prices over one group of calls.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// How many calls there are.
    pub calls: u64,
    /// How many of them have another amount or another status than before.
    pub changed: u64,
    /// How many cost more than before.
    pub dearer: u64,
    /// How many cost less.
    pub cheaper: u64,
    /// How many have a price and had none.
    pub gained: u64,
    /// How many had a price and have none.
    pub lost: u64,
    /// What they came to.
    pub old: Sum,
    /// What they come to.
    pub new: Sum,
}

/// Amounts added up before and after tax. A sum of two currencies is none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    // Wide: a sum of amounts may be more than one amount can be.
    before: i128,
    after: i128,
    currency: Option<Currency>,
    is_mixed: bool,
}

impl Sum {
    /// The sum before tax; `None` for no amounts at all, amounts of two currencies, and what no amount can hold.
    #[must_use]
    pub fn before_tax(&self) -> Option<Money> {
        self.money(self.before)
    }

    /// The sum after tax; `None` as for [`before_tax`](Self::before_tax).
    #[must_use]
    pub fn after_tax(&self) -> Option<Money> {
        self.money(self.after)
    }

    fn money(&self, micros: i128) -> Option<Money> {
        let currency = self.currency.filter(|_| !self.is_mixed)?;
        Some(Money::from_micros(i64::try_from(micros).ok()?, currency))
    }

    fn add(&mut self, amounts: Amounts) {
        let currency = amounts.before_tax.currency();
        self.is_mixed |= currency != amounts.after_tax.currency();
        self.is_mixed |= *self.currency.get_or_insert(currency) != currency;
        // Amounts have 63 bits: more of them than a u64 counts fit.
        self.before += i128::from(amounts.before_tax.micros());
        self.after += i128::from(amounts.after_tax.micros());
    }
}

impl Change {
    /// By how much the sum after tax grew; `None` when the sums have no common currency.
    #[must_use]
    pub fn delta(&self) -> Option<Money> {
        // Calls without a price add nothing: their side of the sum has no currency, and is nothing of the other's.
        let currency = self.new.currency.or(self.old.currency)?;
        if self.new.is_mixed || self.old.is_mixed || self.old.currency.is_some_and(|old| old != currency) {
            return None;
        }
        let micros = i64::try_from(self.new.after - self.old.after).ok()?;
        Some(Money::from_micros(micros, currency))
    }

    fn record(&mut self, old: Priced, new: Priced) {
        self.calls += 1;
        self.changed += u64::from(old != new);
        match (old.amounts, new.amounts) {
            (Some(old), Some(new)) if old.after_tax.currency() == new.after_tax.currency() => {
                self.dearer += u64::from(new.after_tax.micros() > old.after_tax.micros());
                self.cheaper += u64::from(new.after_tax.micros() < old.after_tax.micros());
            }
            (None, Some(_)) => self.gained += 1,
            (Some(_), None) => self.lost += 1,
            _ => {}
        }
        if let Some(amounts) = old.amounts {
            self.old.add(amounts);
        }
        if let Some(amounts) = new.amounts {
            self.new.add(amounts);
        }
    }
}

impl<K: Ord> Default for Difference<K> {
    fn default() -> Self {
        Self::new()
    }
}

impl<K: Ord> Difference<K> {
    /// No calls yet, and room for 100 000 groups.
    #[must_use]
    pub fn new() -> Self {
        Self {
            groups: BTreeMap::new(),
            total: Change::default(),
            rest: Change::default(),
            limit: 100_000,
        }
    }

    /// How many groups are kept apart. Default: 100 000.
    #[must_use]
    pub const fn limit(mut self, groups: usize) -> Self {
        self.limit = groups;
        self
    }

    /// Adds one call: what it cost, and what it costs now.
    pub fn record<Q>(&mut self, group: &Q, old: Priced, new: Priced)
    where
        K: Borrow<Q>,
        Q: Ord + ToOwned<Owned = K> + ?Sized,
    {
        self.total.record(old, new);
        // A group is looked up before its name is copied: nothing is allocated for the second call on.
        if let Some(change) = self.groups.get_mut(group) {
            change.record(old, new);
        } else if self.groups.len() < self.limit {
            self.groups.entry(group.to_owned()).or_default().record(old, new);
        } else {
            self.rest.record(old, new);
        }
    }

    /// The groups in their order.
    pub fn groups(&self) -> impl DoubleEndedIterator<Item = (&K, &Change)> + '_ {
        self.groups.iter()
    }

    /// The groups, those first whose sum changed most, either way.
    #[must_use]
    pub fn by_delta(&self) -> Vec<(&K, &Change)> {
        let mut groups: Vec<_> = self.groups.iter().collect();
        groups.sort_by_key(|(_, change)| {
            std::cmp::Reverse((change.new.after - change.old.after).unsigned_abs())
        });
        groups
    }

    /// All calls together.
    #[must_use]
    pub const fn total(&self) -> &Change {
        &self.total
    }

    /// The calls of groups beyond the [`limit`](Self::limit).
    #[must_use]
    pub const fn rest(&self) -> &Change {
        &self.rest
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rated(text: &str) -> Priced {
        let amount = text.parse().unwrap();
        Priced::new(Status::Rated, amount, amount)
    }

    #[test]
    fn calls_that_gain_or_lose_their_price_are_counted_apart() {
        let mut difference = Difference::<String>::new();
        difference.record("a", Priced::without(Status::Unmatched), rated("5 XPF"));
        difference.record("a", rated("7 XPF"), Priced::without(Status::Forbidden));
        difference.record("a", rated("7 XPF"), rated("7 XPF"));
        let total = difference.total();
        assert_eq!(
            (total.calls, total.changed, total.gained, total.lost),
            (3, 2, 1, 1)
        );
        assert_eq!((total.dearer, total.cheaper), (0, 0));
        assert_eq!(total.delta().unwrap().to_string(), "-2 XPF");
    }

    #[test]
    fn two_currencies_are_never_added_up() {
        let mut difference = Difference::<String>::new();
        difference.record("a", rated("5 XPF"), rated("5 EUR"));
        assert_eq!(difference.total().delta(), None);
        assert_eq!(
            difference.total().new.after_tax().unwrap().to_string(),
            "5.00 EUR"
        );
        difference.record("a", rated("5 EUR"), rated("5 EUR"));
        assert_eq!(difference.total().old.after_tax(), None);
    }

    #[test]
    fn groups_beyond_the_limit_are_the_rest() {
        let mut difference = Difference::<u32>::new().limit(2);
        for group in [1, 2, 3, 1] {
            difference.record(&group, rated("1 XPF"), rated("3 XPF"));
        }
        assert_eq!(
            difference
                .groups()
                .map(|(group, change)| (*group, change.calls))
                .collect::<Vec<_>>(),
            [(1, 2), (2, 1)]
        );
        assert_eq!(difference.rest().calls, 1);
    }

    proptest! {
        /// The groups and the rest are the whole, whatever the limit.
        #[test]
        fn groups_add_up_to_the_total(calls in prop::collection::vec((0u8..5, 0i64..1000, 0i64..1000), 0..60), limit in 0usize..7) {
            let money = |micros| Money::from_micros(micros, Currency::EUR);
            let mut difference = Difference::<u8>::new().limit(limit);
            for &(group, old, new) in &calls {
                difference.record(&group, Priced::new(Status::Rated, money(old), money(old)), Priced::new(Status::Rated, money(new), money(new)));
            }
            let parts = || difference.groups().map(|(_, change)| change).chain([difference.rest()]);
            let total = difference.total();
            prop_assert_eq!(total.calls, calls.len() as u64);
            prop_assert_eq!(parts().map(|part| part.calls).sum::<u64>(), total.calls);
            prop_assert_eq!(parts().map(|part| part.changed).sum::<u64>(), total.changed);
            let deltas = Money::sum(Currency::EUR, parts().filter_map(Change::delta));
            prop_assert_eq!(deltas, Some(total.delta().unwrap_or(Money::zero(Currency::EUR))));
        }
    }
}
