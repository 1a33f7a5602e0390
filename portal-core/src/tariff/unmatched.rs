//! The numbers that the tariff has no price for, gathered by what a reader may see of them.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use crate::number::mask;
use crate::{Capability, Denied, Subject};

/// The calls without a price to one number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnmatchedNumber {
    /// As it was dialled.
    pub number: String,
    /// Why there is no price, as a code.
    pub reason: String,
    /// How many calls.
    pub calls: u64,
    /// How long they lasted in all.
    pub seconds: u64,
    /// When the last one began.
    pub last: DateTime<Utc>,
}

/// Numbers that look alike to a reader, and why they have no price.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnmatchedGroup {
    /// The number, its end hidden.
    pub shown: String,
    /// What of it can be seen: how a row for it may begin. Empty for a number that is hidden whole.
    pub prefix: String,
    /// Why there is no price, as a code.
    pub reason: String,
    /// How many calls.
    pub calls: u64,
    /// How long they lasted in all.
    pub seconds: u64,
    /// When the last one began.
    pub last: DateTime<Utc>,
}

/// Gathers numbers that differ only in what is hidden; the most called come first.
///
/// # Errors
///
/// The person may not see calls without a tariff.
pub fn unmatched(
    subject: &Subject,
    numbers: impl IntoIterator<Item = UnmatchedNumber>,
) -> Result<Vec<UnmatchedGroup>, Denied> {
    subject.require(Capability::TariffManage)?;
    let mut groups: BTreeMap<(String, String), UnmatchedGroup> = BTreeMap::new();
    for number in numbers {
        let shown = mask(&number.number);
        let group = groups
            .entry((shown, number.reason))
            .or_insert_with_key(|(shown, reason)| UnmatchedGroup {
                shown: shown.clone(),
                // `*` is also what a service code begins with.
                prefix: number.number[..visible(&number.number, shown)].to_owned(),
                reason: reason.clone(),
                calls: 0,
                seconds: 0,
                last: number.last,
            });
        group.calls += number.calls;
        group.seconds = group.seconds.saturating_add(number.seconds);
        group.last = group.last.max(number.last);
    }
    let mut groups: Vec<_> = groups.into_values().collect();
    groups.sort_by_key(|group| Reverse(group.calls));
    Ok(groups)
}

/// Bytes of the number that are shown as they are.
fn visible(number: &str, shown: &str) -> usize {
    let hidden = shown.chars().rev().take_while(|c| *c == '*').count().min(3);
    number
        .char_indices()
        .rev()
        .take(hidden)
        .last()
        .map_or(number.len(), |(index, _)| index)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Profile;
    use crate::testing::subject;

    fn number(number: &str, calls: u64) -> UnmatchedNumber {
        UnmatchedNumber {
            number: number.to_owned(),
            reason: "no-prefix".to_owned(),
            calls,
            seconds: calls * 60,
            last: DateTime::from_timestamp(calls.cast_signed(), 0).unwrap(),
        }
    }

    #[test]
    fn numbers_that_differ_in_their_hidden_end_are_one_line() {
        let admin = subject(1, &[Profile::Administrator], &[], &[]);
        let groups = unmatched(
            &admin,
            [
                number("99123456", 1),
                number("99123999", 2),
                number("*98", 1),
                number("88000", 9),
            ],
        )
        .unwrap();
        let seen: Vec<_> = groups
            .iter()
            .map(|group| (group.shown.as_str(), group.prefix.as_str(), group.calls))
            .collect();
        assert_eq!(
            seen,
            [("88***", "88", 9), ("99123***", "99123", 3), ("***", "", 1)]
        );
        assert_eq!(groups[1].seconds, 180);
        assert_eq!(groups[1].last.timestamp(), 2);
    }

    #[test]
    fn nobody_else_sees_them() {
        let user = subject(1, &[Profile::User], &[], &[]);
        assert!(unmatched(&user, [number("99123456", 1)]).is_err());
    }
}
