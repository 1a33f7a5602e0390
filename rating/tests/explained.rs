//! Explanations are reckoned again: what a call costs follows from the data of its explanation alone.
//!
//! The arithmetic here is its own: fractions of 128 bits and whole blocks counted one by one.

mod random;
mod reckon;

use std::time::Duration;

use proptest::prelude::*;
use random::{book, plan, rate, small_ratio};
use reckon::{Q, reckon};
use switchhook_rating::explain::{BadRecord, Language, Step};
use switchhook_rating::{Book, Call, Counting, Outcome, Start};

/// How many blocks a length has, counted one by one.
fn counted(length: u64, first: u64, next: u64, counting: Counting) -> u64 {
    if length == 0 {
        return 0;
    }
    let mut billed = first;
    match counting {
        Counting::Completed if length < first => return 0,
        Counting::Completed => {
            while billed + next <= length {
                billed += next;
            }
        }
        Counting::Next if length < first => {}
        Counting::Next => {
            while billed <= length {
                billed += next;
            }
        }
        Counting::Started => {
            while billed < length {
                billed += next;
            }
        }
        Counting::FromZero => {
            if length > first {
                billed = 0;
                while billed < length {
                    billed += next;
                }
            }
        }
    }
    billed
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    /// Whoever has the explanation can reckon the amounts, and needs nothing else.
    #[test]
    fn the_amounts_follow_from_the_explanation_alone(
        plan in plan(), rate in rate(), parent in prop::option::weighted(0.3, (small_ratio(), small_ratio())),
        start in 1_700_000_000i64..1_760_000_000, millis in prop_oneof![1u64..200_000, 1u64..50_000_000],
    ) {
        let book = book(plan, rate, parent);
        let start = Start::from(chrono::DateTime::from_timestamp(start, 0).unwrap());
        let call = Call::new("+33123456789", start, Duration::from_millis(millis));
        let outcome = book.rate(&call);
        let explanation = book.explain(&call);
        let Some(charge) = outcome.charge() else {
            let why = explanation.steps.last();
            prop_assert!(matches!(why, Some(Step::Rejected { why: BadRecord::TooLarge { .. } })), "{:?}", why);
            return Ok(());
        };
        let (before, after) = reckon(&explanation);
        prop_assert!(before.is(Q::money(charge.before_tax)), "{:#}", explanation);
        prop_assert!(after.is(Q::money(charge.after_tax)), "{:#}", explanation);

        // The blocks, where one kind of them lasts for the whole call.
        let uniform = explanation.steps.iter().find_map(|step| match step {
            Step::Billed { length, first, next, counting, billed, .. } => Some((*length, *first, *next, *counting, *billed)),
            _ => None,
        });
        if let Some((length, first, next, counting, billed)) = uniform {
            prop_assert_eq!(billed, counted(length, first, next, counting));
        }
        for language in Language::ALL {
            let sentences = explanation.sentences(language);
            prop_assert_eq!(sentences.len(), explanation.steps.len());
            prop_assert!(sentences.iter().all(|sentence| sentence.ends_with('.')), "{:?}", sentences);
            prop_assert!(!explanation.line(language).contains('\n'));
        }
        prop_assert_eq!(explanation.steps, charge_steps(&book, &call));
    }
}

/// The steps by the charge alone, with what was dialled put in: the book adds nothing else here.
fn charge_steps(book: &Book, call: &Call<'_>) -> Vec<Step> {
    let outcome = book.rate(call);
    match outcome {
        Outcome::Rated(charge) | Outcome::Free(charge) => charge.explain().steps,
        other => panic!("{other}"),
    }
}
