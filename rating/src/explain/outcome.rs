//! Explanations of outcomes, with a price and without.

use super::charge::{chosen, known};
use super::{BadRecord, Explanation, NoRow, Step, millis, working};
use crate::{Book, Call, Forbidden, NumberError, Outcome, Rejection, Unmatched};

pub(super) fn explain(book: &Book, call: &Call<'_>, outcome: &Outcome<'_>) -> Explanation {
    let (plan, by) = chosen(book, call);
    let steps = match outcome {
        Outcome::Rated(charge) | Outcome::Free(charge) => working::steps(charge, call.number, by),
        _ => {
            let mut steps = Vec::new();
            if let Ok(dialled) = book.numbering().dial(call.number) {
                steps.push(Step::Dialled {
                    dialled: call.number.to_owned(),
                    number: dialled.number.to_string(),
                    kind: known(dialled.kind),
                });
                steps.push(Step::Plan {
                    plan: plan.name().to_owned(),
                    by,
                });
            }
            steps.extend(row(outcome));
            steps.push(last(outcome));
            steps
        }
    };
    Explanation {
        status: outcome.status(),
        start: call.start.to_string(),
        duration: millis(call.duration),
        currency: plan.currency(),
        steps,
    }
}

/// The row that forbids a call.
fn row(outcome: &Outcome<'_>) -> Option<Step> {
    match outcome {
        Outcome::Forbidden {
            by:
                Forbidden::Row {
                    destination,
                    prefix,
                    line,
                },
            ..
        } => Some(Step::Row {
            prefix: prefix.to_string(),
            line: *line,
            destination: destination.name.to_string(),
            kind: destination.kind,
            parent: None,
        }),
        _ => None,
    }
}

/// Why there is no price.
fn last(outcome: &Outcome<'_>) -> Step {
    match outcome {
        Outcome::Forbidden { by, .. } => Step::Forbidden {
            by_row: matches!(by, Forbidden::Row { .. }),
        },
        Outcome::Unmatched { why, .. } => Step::Unmatched { why: no_row(*why) },
        Outcome::Rejected(why) => Step::Rejected {
            why: bad_record(*why),
        },
        _ => Step::NotAnswered,
    }
}

fn no_row(why: Unmatched) -> NoRow {
    match why {
        Unmatched::NoPrefix => NoRow::NoPrefix,
        Unmatched::Length {
            prefix,
            allowed,
            digits,
        } => NoRow::Length {
            prefix: prefix.to_string(),
            allowed: match allowed.bounds() {
                (least, most) if least == most => least.to_string(),
                (least, most) => format!("{least}-{most}"),
            },
            digits,
        },
        Unmatched::Kind { prefix, only, found } => NoRow::Kind {
            prefix: prefix.to_string(),
            wanted: only,
            kind: found,
        },
        Unmatched::Caller { prefix, caller } => NoRow::Caller {
            prefix: prefix.to_string(),
            caller: caller.to_string(),
        },
        Unmatched::Validity { prefix, line, day } => NoRow::Validity {
            prefix: prefix.to_string(),
            line,
            day,
        },
        Unmatched::NoDeck { day } => NoRow::NoDeck { day },
    }
}

fn bad_record(why: Rejection) -> BadRecord {
    match why {
        Rejection::Number(NumberError::Empty) => BadRecord::Empty,
        Rejection::Number(NumberError::Character { found, position }) => {
            BadRecord::Character { found, at: position }
        }
        Rejection::Number(NumberError::TooLong) => BadRecord::TooLong,
        Rejection::SkippedTime { start, zone } => BadRecord::Skipped {
            start: start.to_string(),
            zone: zone.to_owned(),
        },
        Rejection::StartOutOfRange { start } => BadRecord::StartOutOfRange {
            start: start.to_string(),
        },
        Rejection::TooLarge { seconds } => BadRecord::TooLarge { seconds },
        Rejection::TooLong { seconds } => BadRecord::Endless { seconds },
        Rejection::Exchange { currency, day } => BadRecord::NoExchange { currency, day },
    }
}
