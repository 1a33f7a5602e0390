//! How long a call counts for: fractions of seconds, grace, free seconds.

use crate::Seconds;

/// The length that counts, in milliseconds, under the plan's rule for fractions of a second.
pub(crate) fn counted(length_ms: u64, rule: Seconds) -> Option<u64> {
    let (whole, rest) = (length_ms / 1000, length_ms % 1000);
    let seconds = match rule {
        Seconds::Exact => return Some(length_ms),
        Seconds::Up => whole + u64::from(rest > 0),
        Seconds::Down => whole,
        Seconds::HalfUp => whole + u64::from(rest >= 500),
    };
    seconds.checked_mul(1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fractions_of_a_second_go_as_the_plan_says() {
        for (rule, length, expected) in [
            (Seconds::Exact, 6_100, 6_100),
            (Seconds::Up, 6_100, 7_000),
            (Seconds::Up, 6_000, 6_000),
            (Seconds::Down, 6_999, 6_000),
            (Seconds::Down, 999, 0),
            (Seconds::HalfUp, 6_499, 6_000),
            (Seconds::HalfUp, 6_500, 7_000),
        ] {
            assert_eq!(counted(length, rule), Some(expected), "{rule} of {length} ms");
        }
        assert_eq!(counted(u64::MAX, Seconds::Up), None);
    }
}
