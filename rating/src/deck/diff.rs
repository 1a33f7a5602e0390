//! What changed from one version of a deck to the next.

use std::cmp::Ordering;
use std::fmt;
use std::time::Duration;

use crate::increment::seconds_text;
use crate::{Conditions, Deck, DigitCount, Increment, Prefix, RateRef, Row};

/// What changed from one version of a deck to the next, prefix by prefix.
///
/// Rows are paired by prefix, digits, kind and caller; of several that differ only in their validity, those that begin
/// on the same day, and then in order. Displays one change a line:
///
/// ```
/// # #[cfg(feature = "csv")] {
/// use switchhook_rating::{Deck, Format};
/// let deck = |text| Deck::from_csv(text, &Format::default()).0;
/// let old = deck("prefix,destination,price,per,first,next\n+33,France,19.09,60,60,1\n+44,United Kingdom,20,60,60,1\n");
/// let new = deck("prefix,destination,price,per,first,next\n+33,France,21,60,60,1\n+679,Fiji,80,60,60,1\n");
/// let difference = old.difference(&new);
/// assert_eq!((difference.added(), difference.removed(), difference.changed()), (1, 1, 1));
/// assert_eq!(
///     difference.to_string(),
///     "~ +33 France (line 2, was 2): price 19.09 -> 21\n\
///      - +44 United Kingdom (line 3): price 20, per 60, increment 60/1\n\
///      + +679 Fiji (line 3): price 80, per 60, increment 60/1\n"
/// );
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct DeckDifference<'a> {
    pairs: Vec<RowChange<'a>>,
    unchanged: usize,
}

/// What became of a row of one prefix.
#[derive(Clone, Copy, Debug)]
pub enum RowChange<'a> {
    /// It was added.
    Added {
        /// The prefix.
        prefix: Prefix,
        /// The row.
        new: Row<'a>,
    },
    /// It was removed.
    Removed {
        /// The prefix.
        prefix: Prefix,
        /// The row.
        old: Row<'a>,
    },
    /// It is another.
    Changed {
        /// The prefix.
        prefix: Prefix,
        /// The row in the older deck.
        old: Row<'a>,
        /// The row in the newer deck.
        new: Row<'a>,
    },
}

/// One setting of a row, before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct FieldChange {
    /// The setting, by the name of its column.
    pub field: String,
    /// What it was; `None` for nothing.
    pub old: Option<String>,
    /// What it is; `None` for nothing.
    pub new: Option<String>,
}

/// What happened to a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum ChangeKind {
    /// It was added.
    Added,
    /// It was removed.
    Removed,
    /// It is another.
    Changed,
}

impl Deck {
    /// What changed from this deck to a newer one.
    #[must_use]
    pub fn difference<'a>(&'a self, newer: &'a Self) -> DeckDifference<'a> {
        let (old, new) = (entries(self), entries(newer));
        let mut difference = DeckDifference {
            pairs: Vec::new(),
            unchanged: 0,
        };
        let (mut old, mut new) = (old.as_slice(), new.as_slice());
        loop {
            let order = match (old.first(), new.first()) {
                (None, None) => break,
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (Some(a), Some(b)) => a.key().cmp(&b.key()),
            };
            let run = |entries: &[Entry<'a>], wanted: bool| match entries.first() {
                Some(first) if wanted => entries
                    .iter()
                    .take_while(|entry| entry.key() == first.key())
                    .count(),
                _ => 0,
            };
            let (from_old, from_new) = (run(old, order.is_le()), run(new, order.is_ge()));
            let (a, b) = (old.split_at(from_old), new.split_at(from_new));
            difference.pair(a.0, b.0);
            (old, new) = (a.1, b.1);
        }
        difference
    }
}

impl<'a> DeckDifference<'a> {
    /// The changes in the order of their prefixes: numbers of the country first, then international ones.
    pub fn changes(&self) -> impl ExactSizeIterator<Item = RowChange<'a>> + '_ {
        self.pairs.iter().copied()
    }

    /// How many prefixes have a row that they had not.
    #[must_use]
    pub fn added(&self) -> usize {
        self.count(ChangeKind::Added)
    }

    /// How many prefixes have no row any more.
    #[must_use]
    pub fn removed(&self) -> usize {
        self.count(ChangeKind::Removed)
    }

    /// How many prefixes have another row.
    #[must_use]
    pub fn changed(&self) -> usize {
        self.count(ChangeKind::Changed)
    }

    /// How many prefixes have the same row as before; it may stand on another line.
    #[must_use]
    pub const fn unchanged(&self) -> usize {
        self.unchanged
    }

    /// Whether both decks say the same.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }

    fn count(&self, kind: ChangeKind) -> usize {
        self.pairs.iter().filter(|change| change.kind() == kind).count()
    }

    /// Pairs rows of one key, which differ in their validity at most.
    fn pair(&mut self, old: &[Entry<'a>], new: &[Entry<'a>]) {
        let begins = |entry: &&Entry<'_>| entry.row.rate.conditions().from;
        let has = |others: &[Entry<'_>], entry: &Entry<'_>| {
            others.iter().any(|other| begins(&other) == begins(&entry))
        };
        let (same_old, rest_old): (Vec<_>, Vec<_>) = old.iter().partition(|entry| has(new, entry));
        let (same_new, rest_new): (Vec<_>, Vec<_>) = new.iter().partition(|entry| has(old, entry));
        for (old, new) in [(same_old, same_new), (rest_old, rest_new)] {
            for at in 0..old.len().max(new.len()) {
                let (old, new) = (old.get(at), new.get(at));
                let change = match (old, new) {
                    (None, None) => continue,
                    (None, Some(&&Entry { prefix, row: new })) => RowChange::Added { prefix, new },
                    (Some(&&Entry { prefix, row: old }), None) => RowChange::Removed { prefix, old },
                    (Some(old), Some(new)) if old.row.rate == new.row.rate => {
                        self.unchanged += 1;
                        continue;
                    }
                    (Some(old), Some(&&Entry { prefix, row: new })) => RowChange::Changed {
                        prefix,
                        old: old.row,
                        new,
                    },
                };
                self.pairs.push(change);
            }
        }
    }
}

impl<'a> RowChange<'a> {
    /// What happened.
    #[must_use]
    pub const fn kind(&self) -> ChangeKind {
        match self {
            Self::Added { .. } => ChangeKind::Added,
            Self::Removed { .. } => ChangeKind::Removed,
            Self::Changed { .. } => ChangeKind::Changed,
        }
    }

    /// The prefix.
    #[must_use]
    pub const fn prefix(&self) -> Prefix {
        match self {
            Self::Added { prefix, .. } | Self::Removed { prefix, .. } | Self::Changed { prefix, .. } => {
                *prefix
            }
        }
    }

    /// The row in the older deck.
    #[must_use]
    pub const fn older(&self) -> Option<Row<'a>> {
        match self {
            Self::Added { .. } => None,
            Self::Removed { old, .. } | Self::Changed { old, .. } => Some(*old),
        }
    }

    /// The row in the newer deck.
    #[must_use]
    pub const fn newer(&self) -> Option<Row<'a>> {
        match self {
            Self::Removed { .. } => None,
            Self::Added { new, .. } | Self::Changed { new, .. } => Some(*new),
        }
    }

    /// The row: the newer one, if there are two.
    #[must_use]
    pub const fn row(&self) -> Row<'a> {
        match self {
            Self::Removed { old: row, .. }
            | Self::Added { new: row, .. }
            | Self::Changed { new: row, .. } => *row,
        }
    }

    /// The settings that differ; all that there are of a row that was added or removed.
    #[must_use]
    pub fn fields(&self) -> Vec<FieldChange> {
        let of = |row: Option<Row<'_>>| row.map(|row| settings(row.rate)).unwrap_or_default();
        let (old, mut new) = (of(self.older()), of(self.newer()));
        let mut fields = Vec::new();
        for (field, before) in old {
            let after = new
                .iter()
                .position(|(name, _)| *name == field)
                .map(|at| new.remove(at).1);
            if after.as_ref() != Some(&before) {
                fields.push(FieldChange {
                    field,
                    old: Some(before),
                    new: after,
                });
            }
        }
        fields.extend(new.into_iter().map(|(field, after)| FieldChange {
            field,
            old: None,
            new: Some(after),
        }));
        fields
    }
}

impl fmt::Display for DeckDifference<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.pairs.iter().try_for_each(|change| writeln!(f, "{change}"))
    }
}

impl fmt::Display for RowChange<'_> {
    /// One line: `~` for a changed row, `+` for an added, `-` for a removed one.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let row = self.row();
        let sign = match self.kind() {
            ChangeKind::Added => '+',
            ChangeKind::Removed => '-',
            ChangeKind::Changed => '~',
        };
        write!(
            f,
            "{sign} {}{} {}",
            self.prefix(),
            conditions_text(row),
            row.rate.destination().name
        )?;
        match self {
            Self::Changed { old, new, .. } if (old.line, new.line) != (0, 0) => {
                write!(f, " (line {}, was {})", new.line, old.line)?;
            }
            _ if row.line != 0 => write!(f, " (line {})", row.line)?,
            _ => {}
        }
        let is_changed = self.kind() == ChangeKind::Changed;
        let mut lead = ": ";
        for FieldChange { field, old, new } in self.fields() {
            // The name of a row that came or went was said already.
            if !is_changed && field == "destination" {
                continue;
            }
            f.write_str(lead)?;
            lead = ", ";
            let (old, new) = (old.as_deref(), new.as_deref());
            match is_changed {
                true => write!(
                    f,
                    "{field} {} -> {}",
                    old.unwrap_or("none"),
                    new.unwrap_or("none")
                )?,
                false => write!(f, "{field} {}", new.or(old).unwrap_or_default())?,
            }
        }
        Ok(())
    }
}

/// A prefix and one of its rows.
struct Entry<'a> {
    prefix: Prefix,
    row: Row<'a>,
}

/// What rows are paired by: prefix, digits, kind, caller.
type Key = (Order, (u8, u8), Option<crate::Kind>, Option<Order>);

/// The place of a prefix in the order of numbers; a shorter one comes before those that it begins.
type Order = (bool, u64, usize);

pub(super) fn order(prefix: Prefix) -> Order {
    (prefix.is_international(), prefix.bits(), prefix.len())
}

impl Entry<'_> {
    fn key(&self) -> Key {
        let Conditions { only, caller, .. } = *self.row.rate.conditions();
        (
            order(self.prefix),
            self.row.digits.bounds(),
            only,
            caller.map(order),
        )
    }
}

fn entries(deck: &Deck) -> Vec<Entry<'_>> {
    let mut entries: Vec<_> = deck
        .rows()
        .flat_map(|row| row.prefixes.iter().map(move |&prefix| Entry { prefix, row }))
        .collect();
    entries.sort_by_key(|entry| (entry.key(), entry.row.rate.conditions().from));
    entries
}

/// The conditions that tell rows of one prefix apart, as text.
pub(super) fn conditions_text(row: Row<'_>) -> String {
    let Conditions { only, caller, .. } = *row.rate.conditions();
    let mut text = String::new();
    if row.digits != DigitCount::ANY {
        text += &format!(" of {}", row.digits);
    }
    if let Some(only) = only {
        text += &format!(", {only} only");
    }
    if let Some(caller) = caller {
        text += &format!(", from {caller}");
    }
    text
}

/// All that a rate says, as pairs of column and text. What is not set is left out.
fn settings(rate: RateRef<'_>) -> Vec<(String, String)> {
    let (terms, conditions) = (rate.terms(), rate.conditions());
    let mut all = vec![("destination".to_owned(), rate.destination().name.to_string())];
    let mut put = |name: &str, value: Option<String>| all.extend(value.map(|value| (name.to_owned(), value)));
    let kind = rate.destination().kind;
    put("kind", (kind != crate::Kind::Other).then(|| kind.to_string()));
    put("blocked", terms.blocked.then(|| "yes".to_owned()));
    put("price", terms.price.map(|price| price.to_string()));
    for band in &terms.bands {
        let name = &band.band;
        put(
            &format!("price_{name}"),
            band.price.map(|price| price.to_string()),
        );
        put(&format!("increment_{name}"), band.increment.map(increment_text));
        put(&format!("fee_{name}"), band.fee.map(|fee| fee.to_string()));
    }
    for slot in &terms.slots {
        let steps = slot
            .increment
            .map_or(String::new(), |steps| format!(" in {}", increment_text(steps)));
        put(
            &format!("price from {} s", seconds_text(slot.from)),
            Some(format!("{}{steps}", slot.price)),
        );
    }
    let length = |length: Duration| (!length.is_zero()).then(|| seconds_text(length));
    if !terms.blocked {
        put("per", length(terms.per));
        put("increment", Some(increment_text(terms.increment)));
    }
    put("fee", (!terms.fee.is_zero()).then(|| terms.fee.to_string()));
    put(
        "surcharge",
        (!terms.surcharge.is_zero()).then(|| terms.surcharge.to_string()),
    );
    put("minimum", terms.minimum.map(|minimum| minimum.to_string()));
    put("maximum", terms.maximum.map(|maximum| maximum.to_string()));
    put("grace", length(terms.grace));
    put("free", length(terms.free));
    put("valid_from", conditions.from.map(|day| day.to_string()));
    put("valid_until", conditions.until.map(|day| day.to_string()));
    put(
        "priority",
        (conditions.priority != 0).then(|| conditions.priority.to_string()),
    );
    all
}

fn increment_text(increment: Increment) -> String {
    match increment.rule() {
        crate::Counting::Started => increment.to_string(),
        rule => format!("{increment} {rule}"),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{Destination, Kind, Rate};

    fn rate(name: &str, price: &str) -> Rate {
        Rate::new(
            Destination::new(name, Kind::Other),
            Duration::from_secs(60),
            Increment::new(60, 1),
        )
        .price(price.parse().unwrap())
    }

    fn deck(rows: &[(&str, Rate)]) -> Deck {
        let mut deck = Deck::new();
        for (prefix, rate) in rows {
            deck.add(&[prefix.parse().unwrap()], DigitCount::ANY, rate.clone())
                .unwrap();
        }
        deck
    }

    #[test]
    fn rows_of_one_prefix_are_paired_by_their_conditions() {
        let old = deck(&[
            ("+33", rate("France", "1").only(Kind::Fixed)),
            ("+33", rate("France", "2").only(Kind::Mobile)),
        ]);
        let new = deck(&[
            ("+33", rate("France", "3").only(Kind::Mobile)),
            ("+33", rate("France", "1").only(Kind::Fixed)),
        ]);
        let difference = old.difference(&new);
        assert_eq!((difference.changed(), difference.unchanged()), (1, 1));
        assert_eq!(
            difference.to_string(),
            "~ +33, mobile only France: price 2 -> 3\n"
        );
    }

    #[test]
    fn rows_that_follow_one_another_are_paired_by_their_first_day() {
        let day = |text: &str| text.parse().unwrap();
        let old = deck(&[("+33", rate("France", "1"))]);
        let new = deck(&[
            ("+33", rate("France", "1")),
            ("+33", rate("France", "2").valid_from(day("2026-01-01"))),
        ]);
        let difference = old.difference(&new);
        assert_eq!(
            (difference.added(), difference.changed(), difference.unchanged()),
            (1, 0, 1)
        );
        assert_eq!(
            difference.to_string(),
            "+ +33 France: price 2, per 60, increment 60/1, valid_from 2026-01-01\n"
        );
    }

    #[test]
    fn every_setting_of_a_row_is_compared() {
        let day = |text: &str| text.parse().unwrap();
        let plain = || rate("France", "1");
        let ratio = |text: &str| text.parse().unwrap();
        for (changed, field, old, new) in [
            (
                rate("France metropolitan", "1"),
                "destination",
                Some("France"),
                Some("France metropolitan"),
            ),
            (rate("France", "1.5"), "price", Some("1"), Some("1.5")),
            (
                plain().band_price("peak", ratio("2")),
                "price_peak",
                None,
                Some("2"),
            ),
            (
                plain().band_increment("peak", Increment::new(30, 30)),
                "increment_peak",
                None,
                Some("30/30"),
            ),
            (plain().band_fee("peak", ratio("3")), "fee_peak", None, Some("3")),
            (
                plain().slot(crate::Slot::new(Duration::from_secs(90), ratio("0.5"))),
                "price from 90 s",
                None,
                Some("0.5"),
            ),
            (plain().fee(ratio("4")), "fee", None, Some("4")),
            (plain().surcharge(ratio("5")), "surcharge", None, Some("5")),
            (plain().minimum(ratio("6")), "minimum", None, Some("6")),
            (plain().maximum(ratio("7")), "maximum", None, Some("7")),
            (plain().grace(Duration::from_secs(3)), "grace", None, Some("3")),
            (
                plain().free(Duration::from_millis(4500)),
                "free",
                None,
                Some("4.5"),
            ),
            (
                plain().valid_until(day("2026-01-31")),
                "valid_until",
                None,
                Some("2026-01-31"),
            ),
            (plain().priority(2), "priority", None, Some("2")),
        ] {
            let (old_deck, new_deck) = (deck(&[("+33", plain())]), deck(&[("+33", changed)]));
            let difference = old_deck.difference(&new_deck);
            let fields: Vec<_> = difference.changes().flat_map(|change| change.fields()).collect();
            let expected = FieldChange {
                field: field.to_owned(),
                old: old.map(str::to_owned),
                new: new.map(str::to_owned),
            };
            assert_eq!(fields, [expected]);
        }
    }

    proptest! {
        /// Every prefix of either deck is added, removed, changed or unchanged, and a deck differs in nothing from
        /// itself.
        #[test]
        fn changes_add_up(
            old in prop::collection::btree_map("\\+[0-9]{1,3}", 0u8..4, 0..30),
            new in prop::collection::btree_map("\\+[0-9]{1,3}", 0u8..4, 0..30),
        ) {
            let made = |rows: &std::collections::BTreeMap<String, u8>| {
                let rows: Vec<_> = rows.iter().map(|(prefix, price)| (prefix.as_str(), rate("x", &price.to_string()))).collect();
                deck(&rows)
            };
            let (before, after) = (made(&old), made(&new));
            let difference = before.difference(&after);
            prop_assert_eq!(difference.removed() + difference.changed() + difference.unchanged(), old.len());
            prop_assert_eq!(difference.added() + difference.changed() + difference.unchanged(), new.len());
            for change in difference.changes() {
                let prefix = change.prefix().to_string();
                prop_assert_ne!(old.get(&prefix), new.get(&prefix));
            }
            prop_assert!(before.difference(&before).is_empty());
        }
    }
}
