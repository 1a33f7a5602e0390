//! Why a call costs what it costs, as data and as sentences.
//!
//! [`Book::explain`] and [`Charge::explain`] give an [`Explanation`]: the [`Step`]s from what was dialled to the amount
//! with tax, each with every number that went into it, so that anybody can reckon it again. For a call without a price
//! the last step says why, and what to do. [`Language`] says it in French, English, Spanish or Russian.
//!
//! The guide has an example: [`guide::explain`](crate::guide::explain).

#[cfg(feature = "serde")]
mod as_text;
mod charge;
mod fraction;
mod language;
mod outcome;
mod package;
mod step;
mod text;
mod working;

use std::fmt;
use std::time::Duration;

use crate::{Book, Call, Charge, Counted, Currency, Kind, Outcome, Status};

pub use fraction::{Fraction, ParseFractionError};
pub use language::{Language, ParseLanguageError};
pub use step::{BadRecord, ChosenBy, NoRow, Quantity, Segment, Step, Tier};

/// Why a call costs what it costs, or why it has no price.
///
/// Displays as one line in English; with `#` (`{explanation:#}`) one step a line.
///
/// ```
/// # #[cfg(feature = "csv")] {
/// use std::time::Duration;
/// use switchhook_rating::explain::Language;
/// use switchhook_rating::{Book, Call, Currency, Deck, Format, Plan, Start};
/// let (deck, _) = Deck::from_csv("prefix,destination,price,per,first,next\n+33,France,19.09,60,60,1\n", &Format::default());
/// let book = Book::new(Plan::new("example", Currency::XPF, chrono_tz::Pacific::Tahiti), deck)?;
/// let start: Start = "2025-06-11 10:00:00".parse()?;
/// let explanation = book.explain(&Call::new("+33 1 23 45 67 89", start, Duration::from_secs(90)));
/// assert_eq!(
///     explanation.line(Language::En).replace('\u{a0}', " "),
///     "France (prefix +33), all: 90 s in steps of 60/1 = 90 s; 90 s × 19.09 XPF / 60 s = 28.635 XPF, no tax"
/// );
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Explanation {
    /// What became of the call.
    #[cfg_attr(feature = "serde", serde(with = "as_text"))]
    pub status: Status,
    /// When it began, as its record says.
    pub start: String,
    /// How long it lasted, in thousandths of a second.
    pub duration: u64,
    /// The currency of the plan.
    #[cfg_attr(feature = "serde", serde(with = "as_text"))]
    pub currency: Currency,
    /// The steps, in order.
    pub steps: Vec<Step>,
}

impl Explanation {
    /// All in one line.
    #[must_use]
    pub fn line(&self, language: Language) -> String {
        text::line(self, language)
    }

    /// One sentence for each step, in order.
    #[must_use]
    pub fn sentences(&self, language: Language) -> Vec<String> {
        text::steps(self, language)
    }

    /// One step a line.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        self.sentences(language).join("\n")
    }

    /// The number in the form of the deck, or what was dialled if that is no number.
    fn number(&self) -> &str {
        let number = self.steps.iter().find_map(|step| match step {
            Step::Dialled { number, .. } => Some(number.as_str()),
            _ => None,
        });
        number.unwrap_or_default()
    }
}

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match f.alternate() {
            true => f.write_str(&self.text(Language::En)),
            false => f.write_str(&self.line(Language::En)),
        }
    }
}

impl Language {
    /// The word for a kind of numbers.
    #[must_use]
    pub fn kind(self, kind: Kind) -> &'static str {
        text::kind(kind, self)
    }
}

impl Book {
    /// Why a call costs what it costs, or why it has no price.
    ///
    /// Rates the call, so that there is no need to have done it before.
    #[must_use]
    pub fn explain(&self, call: &Call<'_>) -> Explanation {
        outcome::explain(self, call, &self.rate(call))
    }
}

impl Charge<'_> {
    /// Why the call costs this much. See [`Book::explain`], which knows what was dialled and what chose the plan too.
    ///
    /// The charge of a call that [`Book::rate_with`] split at the end of a package does not know its parts, so its
    /// steps end with the clock: [`Counted::explain`] has all of them.
    #[must_use]
    pub fn explain(&self) -> Explanation {
        let number = self.number().to_string();
        let status = match self.is_free() {
            true => Status::Free,
            false => Status::Rated,
        };
        Explanation {
            status,
            start: self.start().to_string(),
            duration: millis(self.duration),
            currency: self.before_tax.currency(),
            steps: working::steps(self, &number, ChosenBy::Default),
        }
    }
}

impl Outcome<'_> {
    /// Why a call has this outcome, by the call that was rated and the book that rated it.
    #[must_use]
    pub fn explain(&self, book: &Book, call: &Call<'_>) -> Explanation {
        outcome::explain(book, call, self)
    }
}

impl Counted<'_> {
    /// Why a call costs what it costs with packages: what was left of them, what the call used, and what each part of
    /// it costs inside and beyond. By the call that was rated and the book that rated it.
    #[must_use]
    pub fn explain(&self, book: &Book, call: &Call<'_>) -> Explanation {
        package::explain(book, call, self)
    }
}

/// Whole thousandths of a second; a started one counts, as it does in prices.
fn millis(length: Duration) -> u64 {
    crate::increment::whole_millis(length).unwrap_or(u64::MAX)
}
