//! Two tariffs over the same calls.

use super::{Difference, Priced};
use crate::{Book, Call, Charge, Outcome};

/// What another book makes of the same calls, destination by destination.
///
/// Calls are grouped by the destination that the newer book gives them, or the older one where the newer has none;
/// those that neither knows are under the empty name. Memory holds sums only.
///
/// ```
/// # #[cfg(feature = "csv")] {
/// use std::time::Duration;
/// use switchhook_rating::question::compare;
/// use switchhook_rating::{Book, Call, Currency, Deck, Format, Plan, Start};
/// let book = |rows: &str| {
///     let text = format!("prefix,destination,price,per,first,next\n{rows}");
///     let (deck, _) = Deck::from_csv(&text, &Format::default());
///     Book::new(Plan::new("book", Currency::EUR, chrono_tz::Europe::Paris), deck)
/// };
/// let old = book("+33,France,0.05,60,60,60\n")?;
/// let new = book("+33,France,0.06,60,1,1\n+44,United Kingdom,0.10,60,1,1\n")?;
/// let start: Start = "2025-06-11 10:00:00".parse()?;
/// let call = |number, seconds| Call::new(number, start, Duration::from_secs(seconds));
/// let difference = compare(&old, &new, [call("+33123456789", 61), call("+33123456789", 120), call("+442079460000", 60)]);
///
/// let (name, france) = difference.groups().next().unwrap();
/// assert_eq!((name.as_str(), france.dearer, france.cheaper), ("France", 1, 1));
/// assert_eq!(france.delta().unwrap().to_string(), "-0.019 EUR");
/// assert_eq!(difference.total().gained, 1);
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn compare<'c>(old: &Book, new: &Book, calls: impl IntoIterator<Item = Call<'c>>) -> Difference<String> {
    let mut difference = Difference::new();
    for call in calls {
        difference.record_outcomes(&old.rate(&call), &new.rate(&call));
    }
    difference
}

impl Difference<String> {
    /// Adds one call by what two books made of it, under its destination, as [`compare`] does: for calls that come in
    /// parts.
    pub fn record_outcomes(&mut self, old: &Outcome<'_>, new: &Outcome<'_>) {
        self.record(group(old, new), Priced::from(old), Priced::from(new));
    }
}

/// The destination that two outcomes of one call are reported under.
fn group<'a>(before: &'a Outcome<'_>, after: &'a Outcome<'_>) -> &'a str {
    name(after).or_else(|| name(before)).unwrap_or_default()
}

fn name<'a>(outcome: &'a Outcome<'_>) -> Option<&'a str> {
    let destination = match outcome {
        Outcome::Forbidden { by, .. } => by.destination(),
        other => other.charge().map(Charge::destination),
    };
    destination.map(|destination| &*destination.name)
}

/// A call with the price that was stored for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reprice<'c, G: ?Sized> {
    /// The call.
    pub call: Call<'c>,
    /// What was stored; `None` for a call that had no price yet.
    pub stored: Option<Priced>,
    /// What it is reported under, such as its department.
    pub group: &'c G,
}

/// What comes of a call that is rated again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Rerating<'b, 'c> {
    /// The call.
    pub call: Call<'c>,
    /// What was stored.
    pub stored: Option<Priced>,
    /// What became of it now.
    pub outcome: Outcome<'b>,
}

/// Rates calls again, and says what would change: sums by group, and each call that has another price than stored.
///
/// `changed` is called for those as they come, to be written or shown; nothing is kept of them. A call that had no
/// stored price counts as [`gained`](super::Change::gained) if it has one now.
///
/// ```
/// # #[cfg(feature = "csv")] {
/// use std::time::Duration;
/// use switchhook_rating::question::{Priced, Reprice, rerate};
/// use switchhook_rating::{Book, Call, Currency, Deck, Format, Plan, Start, Status};
/// let (deck, _) = Deck::from_csv("prefix,destination,price,per,first,next\n+33,France,0.06,60,1,1\n", &Format::default());
/// let book = Book::new(Plan::new("book", Currency::EUR, chrono_tz::Europe::Paris), deck)?;
/// let start: Start = "2025-06-11 10:00:00".parse()?;
/// let stored = |text: &str| {
///     let amount = text.parse().unwrap();
///     Some(Priced::new(Status::Rated, amount, amount))
/// };
/// let call = Call::new("+33123456789", start, Duration::from_secs(60));
/// let calls = [("sales", stored("0.05 EUR")), ("support", stored("0.06 EUR"))];
/// let calls = calls.map(|(group, stored)| Reprice { call, stored, group });
/// let mut changed = 0;
/// let difference = rerate(&book, calls, |_| changed += 1);
/// assert_eq!(changed, 1);
/// assert_eq!(difference.total().delta().unwrap().to_string(), "0.01 EUR");
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn rerate<'b, 'c, G, I>(
    book: &'b Book,
    calls: I,
    mut changed: impl FnMut(&Rerating<'b, 'c>),
) -> Difference<G::Owned>
where
    G: Ord + ToOwned<Owned: Ord> + ?Sized + 'c,
    I: IntoIterator<Item = Reprice<'c, G>>,
{
    let mut difference = Difference::new();
    for Reprice { call, stored, group } in calls {
        let outcome = book.rate(&call);
        let now = Priced::from(&outcome);
        let old = stored.unwrap_or(Priced::without(crate::Status::Unmatched));
        difference.record(group, old, now);
        if stored != Some(now) {
            changed(&Rerating {
                call,
                stored,
                outcome,
            });
        }
    }
    difference
}
