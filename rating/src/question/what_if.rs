//! One number under other circumstances.

use crate::{Book, Call, Money, Outcome};

/// What a call would cost under other circumstances.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Answer<'b, 'c> {
    /// The call as it is asked about.
    pub call: Call<'c>,
    /// What would become of it.
    pub outcome: Outcome<'b>,
    /// By how much its price with tax would be higher than that of the call as it was; `None` when one of the two has
    /// no price, or they have two currencies.
    pub delta: Option<Money>,
}

/// Asks what a call would have cost: at another time, of another length, to another number, by another trunk or
/// account, or by another book.
///
/// ```
/// # #[cfg(feature = "csv")] {
/// use std::time::Duration;
/// use switchhook_rating::question::what_if;
/// use switchhook_rating::{Band, Book, Call, Currency, Days, Deck, Format, Hours, Plan, Start};
/// let text = "prefix,destination,price_peak,price_offpeak,per,first,next\n+33,France,0.10,0.04,60,1,1\n";
/// let (deck, _) = Deck::from_csv(text, &Format::default());
/// let plan = Plan::new("book", Currency::EUR, chrono_tz::Europe::Paris)
///     .band(Band::new("peak", Days::WORKING, Hours::new(8 * 60, 19 * 60).unwrap()))
///     .otherwise("offpeak");
/// let book = Book::new(plan, deck)?;
/// let morning: Start = "2025-06-11 10:00:00".parse()?;
/// let evening: Start = "2025-06-11 20:00:00".parse()?;
/// let call = Call::new("+33123456789", morning, Duration::from_secs(120));
/// let later = Call { start: evening, ..call };
/// let longer = Call { duration: Duration::from_secs(180), ..call };
/// let answers = what_if((&book, call), [(&book, later), (&book, longer)]);
/// let deltas: Vec<_> = answers.iter().map(|answer| answer.delta.unwrap().to_string()).collect();
/// assert_eq!(deltas, ["-0.12 EUR", "0.10 EUR"]);
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn what_if<'b, 'c>(
    asked: (&'b Book, Call<'c>),
    instead: impl IntoIterator<Item = (&'b Book, Call<'c>)>,
) -> Vec<Answer<'b, 'c>> {
    let (book, call) = asked;
    let was = amount(&book.rate(&call));
    instead
        .into_iter()
        .map(|(book, call)| {
            let outcome = book.rate(&call);
            let delta = amount(&outcome)
                .zip(was)
                .and_then(|(now, was)| now.checked_sub(was));
            Answer { call, outcome, delta }
        })
        .collect()
}

fn amount(outcome: &Outcome<'_>) -> Option<Money> {
    outcome.charge().map(|charge| charge.after_tax)
}
