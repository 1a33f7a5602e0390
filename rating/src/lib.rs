//! Exact, explained rating of PBX call records: tariffs and calls to charges.
//!
//! A [`Plan`] holds the rules (currency, time zone, bands of the week, tax, rounding, how numbers are dialled), a
//! [`Deck`] the [`Rate`]s by prefix, and a [`Book`] is both, checked and compiled. [`Book::rate`] turns a [`Call`]
//! into an [`Outcome`]: rated, free, forbidden, unmatched or rejected. A call that no rate fits is reported as such and
//! never free.
//!
//! ```
//! use std::time::Duration;
//! use switchhook_rating::{Book, Call, Deck, Format, Outcome, Plan, Start};
//!
//! # #[cfg(all(feature = "csv", feature = "serde"))] {
//! let plan = Plan::from_toml(include_str!("../testdata/new-caledonia/plan.toml"))?;
//! let (deck, rejected) = Deck::from_csv(include_str!("../testdata/new-caledonia/deck.csv"), &Format::default());
//! assert!(rejected.is_empty());
//! let book = Book::new(plan, deck)?;
//!
//! let start: Start = "2011-12-19 11:08:58".parse()?;
//! let Outcome::Rated(charge) = book.rate(&Call::new("872345", start, Duration::from_secs(979))) else {
//!     panic!("the deck has a rate for 872345");
//! };
//! assert_eq!(charge.before_tax.to_string(), "177.65 XPF");
//! assert_eq!(charge.shown_before_tax(), "177");
//! # }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Exactness
//!
//! Prices are decimal texts and stay exact; no float touches money. The price of a call is one fraction, rounded once
//! to millionths or to what the plan says ([`Rounding`]), and totals add those amounts. A result that does not fit is
//! an error of that call.
//!
//! # Time
//!
//! Bands, holidays and the dates of taxes go by the clock in the zone of the plan. See [`Start`] for the hours that
//! clocks repeat or leave out. The crate itself has no clock: every time is an argument.
//!
//! # Features
//!
//! | feature | default | adds |
//! |---|---|---|
//! | `arrow` | no | `arrow`: calls in and charges out as record batches |
//! | `csv` | yes | `Deck::from_csv`, [`import`], [`cdr::MasterReader`], [`cdr::TableReader`] |
//! | `json` | no | call records from JSON lines: `cdr::JsonReader` |
//! | `parquet` | no | call records from Parquet files: `cdr::ParquetReader` |
//! | `serde` | yes | books as TOML and JSON, as one checked blob, and their fingerprint |
//! | `xlsx` | | [`report::Table`] as a file for spreadsheets |

#[cfg(feature = "arrow")]
pub mod arrow;
mod batch;
#[cfg(feature = "serde")]
mod blob;
mod book;
mod calendar;
mod call;
pub mod cdr;
mod charge;
mod clock;
mod currency;
mod decimal;
mod deck;
mod destination;
pub mod engine;
pub mod explain;
mod fast;
#[cfg(feature = "serde")]
mod file;
#[cfg(feature = "serde")]
mod fingerprint;
pub mod guide;
#[cfg(feature = "csv")]
pub mod import;
mod increment;
mod index;
mod invoice;
pub mod mediation;
mod money;
mod numbering;
mod outcome;
mod package;
mod plan;
mod pool;
mod prefix;
pub mod question;
mod rate;
mod ratio;
pub mod report;
mod rounding;
mod span;
#[cfg(feature = "csv")]
mod split;
mod tax;
mod words;

// The names of every day.
pub use batch::{Calls, Charges, ColumnError, Source, Starts, Texts};
pub use book::{Book, BookBuilder, BookError, Counted, Memory, Overlap, Part, Usage, When};
pub use call::{Call, ParseStartError, Start};
pub use charge::Charge;
pub use outcome::{Forbidden, Outcome, Rejection, Status, Unmatched};

// Money and numbers.
pub use currency::{Currency, ParseCurrencyError};
pub use decimal::{Decimal, DecimalProblem, ParseDecimalError};
pub use money::{Money, ParseMoneyError};
pub use ratio::{ParseRatioError, Ratio};
pub use rounding::{ParseRoundingError, Rounding};

// Decks.
pub use deck::{ChangeKind, Deck, DeckDifference, DeckError, FieldChange, Finding, Format, Row, RowChange};
#[cfg(feature = "csv")]
pub use deck::{Rejected, RowError};
pub use destination::Destination;
pub use increment::{Counting, Increment, ParseCountingError, ParseIncrementError};
pub use prefix::{DigitCount, ParseDigitCountError, Prefix, PrefixError, read_prefixes};
pub use rate::{BandTerms, Conditions, Rate, RateRef, Slot, Terms};

// Plans.
#[cfg(feature = "serde")]
pub use blob::BlobError;
pub use calendar::{Band, Days, Holiday, Hours, ParseHolidayError};
#[cfg(feature = "serde")]
pub use file::FileError;
#[cfg(feature = "serde")]
pub use fingerprint::{Fingerprint, ParseFingerprintError};
pub use invoice::{Invoice, InvoiceError, InvoiceTotal};
pub use numbering::{Dialled, Kind, KindRule, KindRuleError, Number, NumberError, Numbering, ParseKindError};
pub use package::{Allowance, CountedPer, Counter, Counters, Crossing, Package, Period};
pub use plan::{DeckFile, Exchange, Parent, Place, Plan, Pricing, Seconds};
pub use tax::{Tax, TaxBasis, TaxPlace, TaxSide};
pub use words::ParseWordError;

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct ReadmeDoctests;
