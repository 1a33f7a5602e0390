//! Every price once more: by an implementation that is slow, shares no code with the crate, and is plain enough to be
//! believed. It reads numbers as text, looks at every row, walks block by block and tick by tick with the clock of
//! chrono-tz, and reckons in fractions.
//!
//! 100 000 random calls on random books:
//!
//! ```text
//! cargo test -p switchhook-rating --test oracle
//! ```
//!
//! Ten million, with `ORACLE_BOOKS` times two hundred calls:
//!
//! ```text
//! ORACLE_BOOKS=50000 cargo test --release -p switchhook-rating --test oracle
//! ```

mod find;
mod fraction;
mod laws;
mod library;
mod model;
mod number;
mod price;
mod strategies;

use proptest::prelude::*;
use switchhook_rating::{Book, Calls, Charges, Outcome, Starts, Status, Texts};

use find::Answer;
use model::{CallModel, When};
use strategies::{call, site};

/// How many calls a book gets on average.
const CALLS: usize = 200;

#[expect(clippy::disallowed_methods, reason = "a test asks how long it may take")]
fn config() -> ProptestConfig {
    let books = std::env::var("ORACLE_BOOKS")
        .ok()
        .and_then(|books| books.parse().ok());
    ProptestConfig {
        cases: books.unwrap_or(500),
        failure_persistence: None,
        max_shrink_iters: 20_000,
        ..ProptestConfig::default()
    }
}

/// Rates the calls that begin alike as one batch.
fn batch(book: &Book, calls: &[&CallModel], starts: Starts<'_>) -> Charges {
    let column = |text: fn(&CallModel) -> &str| calls.iter().map(|call| text(call)).collect::<Vec<_>>();
    let durations: Vec<u64> = calls.iter().map(|call| call.millis).collect();
    let numbers = column(|call| &call.number);
    let (callers, accounts) = (column(|call| call.caller), column(|call| call.account));
    let (extensions, trunks) = (column(|call| call.extension), column(|call| call.trunk));
    let calls = Calls::new(Texts::Each(&numbers), starts, &durations)
        .and_then(|calls| calls.callers(Texts::Each(&callers)))
        .and_then(|calls| calls.accounts(Texts::Each(&accounts)))
        .and_then(|calls| calls.extensions(Texts::Each(&extensions)))
        .and_then(|calls| calls.trunks(Texts::Each(&trunks)))
        .unwrap();
    let mut charges = Charges::new();
    book.rate_batch(&calls, &mut charges);
    charges
}

/// What the columns say of one call, in the words of the slow way.
fn columns(charges: &Charges, at: usize) -> (Status, [i128; 4]) {
    let amounts = [
        charges.before_tax()[at].into(),
        charges.after_tax()[at].into(),
        charges.billed_ms()[at].into(),
        charges.units()[at].into(),
    ];
    (charges.statuses()[at], amounts)
}

fn expected(answer: &Answer) -> (Status, [i128; 4]) {
    let amounts = match answer {
        Answer::Charged(charged) => {
            let price = charged.price;
            [price.before, price.after, price.billed.into(), price.units.into()]
        }
        _ => [0; 4],
    };
    (library::status(answer), amounts)
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn single_calls_and_batches_are_priced_as_the_slow_way_prices_them(
        site in site(), calls in prop::collection::vec(call(), 1..2 * CALLS),
    ) {
        let book = site.book();
        let answers: Vec<Answer> = calls.iter().map(|call| site.rate(call)).collect();
        for (call, answer) in calls.iter().zip(&answers) {
            let outcome: Outcome<'_> = book.rate(&call.call());
            prop_assert_eq!(&library::answer(&outcome), answer, "{} of {:?}", outcome, call);
        }
        let (mut instants, mut millis, mut readings, mut seconds) = (vec![], vec![], vec![], vec![]);
        for (call, answer) in calls.iter().zip(&answers) {
            match call.start {
                When::Instant(instant) => {
                    millis.push(instant.timestamp_millis());
                    instants.push((call, answer));
                }
                When::Reading(reading) => {
                    seconds.push(reading.and_utc().timestamp());
                    readings.push((call, answer));
                }
            }
        }
        for (calls, starts) in [(instants, Starts::Millis(&millis)), (readings, Starts::Readings(&seconds))] {
            let alike: Vec<&CallModel> = calls.iter().map(|(call, _)| *call).collect();
            let charges = batch(&book, &alike, starts);
            let mut counts = [0usize; 5];
            for (at, (call, answer)) in calls.iter().enumerate() {
                prop_assert_eq!(columns(&charges, at), expected(answer), "batch, {:?}", call);
                counts[charges.statuses()[at] as usize] += 1;
            }
            // Each call has one status of the five.
            prop_assert_eq!(counts.iter().sum::<usize>(), alike.len());
            prop_assert_eq!(charges.len(), alike.len());
        }
    }
}
