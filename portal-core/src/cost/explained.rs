//! Why a call costs what it costs, as far as a person may know the number that was called.

use switchhook_rating::explain::{BadRecord, ChosenBy, Explanation, NoRow, Step};

use crate::call_log::{CallRecord, Visibility, visibility};
use crate::number::{abridge, mask};
use crate::{Capability, Subject};

/// How much of the number of a call the reader of its costs sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Called {
    /// All of it: one's own calls.
    Whole,
    /// All but its last three characters: calls in one's log.
    Masked,
    /// Its first three characters: calls whose costs one may see, and nothing else.
    Abridged,
}

/// How a person sees the number of a call whose costs are told; `None` for who may not see them.
///
/// The caller pays, so the caller's side counts.
pub fn called(subject: &Subject, call: &CallRecord) -> Option<Called> {
    if !subject.reaches(Capability::CostRead, &call.caller) {
        return None;
    }
    Some(match visibility(subject, call) {
        Visibility::Full => Called::Whole,
        Visibility::Masked => Called::Masked,
        Visibility::Hidden => Called::Abridged,
    })
}

impl Called {
    /// The number as it is shown.
    pub fn shown(self, number: &str) -> String {
        match self {
            Self::Whole => number.to_owned(),
            Self::Masked => mask(number),
            Self::Abridged => abridge(number),
        }
    }

    /// The explanation without what it tells of the number beyond what is shown: the number itself, and prefixes that
    /// are longer.
    pub fn explanation(self, mut explanation: Explanation) -> Explanation {
        if self == Self::Whole {
            return explanation;
        }
        let number = explanation.steps.iter().find_map(|step| match step {
            Step::Dialled { number, .. } => Some(number.clone()),
            _ => None,
        });
        let number = number.unwrap_or_default();
        // A reason in free words may tell anything.
        explanation.steps.retain(|step| {
            !matches!(
                step,
                Step::Unmatched {
                    why: NoRow::Other { .. }
                } | Step::Rejected {
                    why: BadRecord::Other { .. }
                }
            )
        });
        for step in &mut explanation.steps {
            match step {
                Step::Dialled { dialled, number, .. } => {
                    *dialled = self.shown(dialled);
                    *number = self.shown(number);
                }
                Step::Plan {
                    by: ChosenBy::Number(prefix),
                    ..
                }
                | Step::Row { prefix, .. }
                | Step::Unmatched {
                    why:
                        NoRow::Length { prefix, .. }
                        | NoRow::Kind { prefix, .. }
                        | NoRow::Caller { prefix, .. }
                        | NoRow::Validity { prefix, .. },
                } => *prefix = self.prefix(prefix, &number),
                _ => {}
            }
        }
        explanation
    }

    /// A beginning of the number, cut where the number is.
    fn prefix(self, prefix: &str, number: &str) -> String {
        let shown = self.shown(number);
        let visible = shown.trim_end_matches('*').chars().count();
        if prefix.chars().count() <= visible {
            return prefix.to_owned();
        }
        prefix.chars().take(visible).chain("***".chars()).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use proptest::prelude::*;
    use switchhook_rating::explain::Language;
    use switchhook_rating::{
        Book, Call, Currency, Deck, Destination, DigitCount, Increment, Kind, Plan, Rate, Start,
    };

    use super::*;
    use crate::call_log::tests::{cdr, index};
    use crate::testing::subject;
    use crate::{DepartmentId, PersonId, Profile};

    fn call() -> CallRecord {
        let cdr = cdr("106", "PJSIP/phone106-01", "872123", "PJSIP/trunk-02");
        let mut call = CallRecord::new(cdr, &index());
        call.caller.person = Some(PersonId(5));
        call.caller.department = Some(DepartmentId(2));
        call
    }

    /// A book with rows for these prefixes.
    fn book(prefixes: &[&str]) -> Book {
        let mut deck = Deck::new();
        for prefix in prefixes {
            let rate = Rate::new(
                Destination::new("Somewhere", Kind::Other),
                Duration::from_secs(60),
                Increment::new(60, 60),
            )
            .price("10".parse().unwrap());
            deck.add(&[prefix.parse().unwrap()], DigitCount::ANY, rate)
                .unwrap();
        }
        let plan = Plan::new("test", Currency::XPF, chrono_tz::Pacific::Tahiti);
        Book::new(plan, deck).unwrap()
    }

    fn explanation(book: &Book, number: &str) -> Explanation {
        let start: Start = "2026-11-20 10:00:00".parse().unwrap();
        book.explain(&Call::new(number, start, Duration::from_secs(61)))
    }

    #[test]
    fn who_sees_costs_sees_as_much_of_the_number_as_elsewhere() {
        for (who, expected) in [
            (subject(5, &[Profile::User], &[], &[]), Some(Called::Whole)),
            (subject(9, &[Profile::User], &[], &[]), None),
            (
                subject(9, &[Profile::DepartmentHead], &[], &[2]),
                Some(Called::Masked),
            ),
            (subject(9, &[Profile::DepartmentHead], &[], &[3]), None),
            (
                subject(9, &[Profile::Accounting], &[], &[]),
                Some(Called::Abridged),
            ),
            (
                subject(9, &[Profile::Administrator], &[], &[]),
                Some(Called::Masked),
            ),
            (subject(9, &[Profile::Auditor], &[], &[]), None),
        ] {
            assert_eq!(called(&who, &call()), expected, "{:?}", who.profiles);
        }
    }

    #[test]
    fn a_prefix_that_is_the_whole_number_does_not_tell_it() {
        let book = book(&["872123", "87"]);
        for (called, prefix) in [
            (Called::Whole, "872123"),
            (Called::Masked, "872***"),
            (Called::Abridged, "872***"),
        ] {
            let told = called.explanation(explanation(&book, "872123"));
            let row = told.steps.iter().find_map(|step| match step {
                Step::Row { prefix, .. } => Some(prefix.as_str()),
                _ => None,
            });
            assert_eq!(row, Some(prefix));
        }
        let told = Called::Masked.explanation(explanation(&book, "871999"));
        assert!(told.text(Language::En).contains("87"), "{told:#}");
    }

    proptest! {
        /// Whatever the tariff and the number, the hidden end stands in no sentence of any language.
        #[test]
        fn no_sentence_tells_the_hidden_end(
            number in "[3-9][0-9]{5,14}",
            rows in prop::collection::btree_set("[0-9]{1,8}", 0..4),
            own in prop::option::of(4usize..9),
        ) {
            let own = own.map(|length| number.chars().take(length).collect::<String>());
            let rows: std::collections::BTreeSet<&str> = rows.iter().chain(&own).map(String::as_str).collect();
            let mut rows: Vec<&str> = rows.into_iter().collect();
            // A book has a row at least.
            if rows.is_empty() {
                rows.push("0");
            }
            let explanation = explanation(&book(&rows), &number);
            for (called, visible) in [(Called::Masked, number.len() - 3), (Called::Abridged, 3)] {
                let told = called.explanation(explanation.clone());
                // No year and no length of the call begins like these numbers.
                let hidden = &number[..visible + 1];
                for language in Language::ALL {
                    let text = told.text(language);
                    prop_assert!(!text.contains(hidden), "{} in {}", hidden, text);
                }
            }
        }
    }
}
