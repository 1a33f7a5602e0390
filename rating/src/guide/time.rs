//! What the clock does to a price.
//!
//! Every answer here has a test in `tests/clocks.rs`.
//!
//! | case | answer |
//! |---|---|
//! | length of a call | elapsed time, as the switch counted it; a leap second is none |
//! | band of a moment | by the local clock of that instant in the zone of the plan |
//! | the hour that a clock shows twice | counts twice, each time with the band of that hour |
//! | a start given as a reading of that hour | the first of the two |
//! | the hour that a clock leaves out | has no length: the band before it ends where the one after it begins |
//! | a start given as a reading that never was | rejected, with the remedy: give an instant |
//! | days of 23 and 25 hours | have as many hours as they have; a window keeps its readings, not its length |
//! | a window over midnight | belongs to the day on which it opens: Friday 22:00-06:00 ends on Saturday, holiday or not |
//! | a call over midnight | one call: deck, row, tax and package month are those of its start; bands change on the way |
//! | a call over the end of a year, or over a year | the same; it may cross thousands of bands |
//! | a call over 24 hours | has a price; [`Plan::longest`](crate::Plan::longest) flags it, see [`Charge::is_overlong`](crate::Charge::is_overlong) |
//! | a call over a hundred years | has a price in one band; rejected where it would have to be cut |
//! | 0 s | not answered: free, no fee, no minimum |
//! | fractions of a second | as [`Plan::seconds`](crate::Plan::seconds) says; when nothing is left, free |
//! | a start in the future | has a price like any other: the crate has no clock |
//! | a start at the end of the calendar | rejected |
//!
//! ```
//! use std::time::Duration;
//! use switchhook_rating::{
//!     Band, Book, Call, Currency, Days, Deck, Destination, DigitCount, Hours, Increment, Kind, Plan, Pricing, Rate, Start,
//! };
//! let every_day = Days::WORKING.with(Days::WEEKEND);
//! let plan = Plan::new("night", Currency::EUR, chrono_tz::Europe::Paris)
//!     .band(Band::new("night", every_day, Hours::new(0, 6 * 60).unwrap()))
//!     .otherwise("day")
//!     .pricing(Pricing::Second);
//! let rate = Rate::new(Destination::new("x", Kind::Other), Duration::from_secs(3600), Increment::new(1, 1))
//!     .price("4".parse()?)
//!     .band_price("night", "1".parse()?);
//! let mut deck = Deck::new();
//! deck.add(&["1".parse()?], DigitCount::ANY, rate)?;
//! let book = Book::new(plan, deck)?;
//!
//! // Midnight to 08:00 by the clock of 2025-10-26, on which 02:00 to 03:00 comes twice: seven hours of night, two of day.
//! let start: Start = "2025-10-26 00:00:00".parse()?;
//! let outcome = book.rate(&Call::new("1", start, Duration::from_secs(9 * 3600)));
//! assert_eq!(outcome.charge().unwrap().before_tax.to_string(), "15.00 EUR");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
