//! How times are written in headers.

use std::time::Duration;

/// The longest that Asterisk's 32-bit numbers hold: longer is for ever.
const MOST: u128 = i32::MAX as u128;

/// Whole seconds, rounded up: half a second must not become none.
pub(super) fn whole_seconds(time: Duration) -> String {
    u128::from(time.as_secs())
        .saturating_add(u128::from(time.subsec_nanos() > 0))
        .min(MOST)
        .to_string()
}

/// Seconds with as many decimals as they have.
pub(super) fn seconds(time: Duration) -> String {
    if u128::from(time.as_secs()) >= MOST {
        return MOST.to_string();
    }
    let text = format!("{}.{:06}", time.as_secs(), time.subsec_micros());
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Milliseconds.
pub(super) fn milliseconds(time: Duration) -> String {
    time.as_millis().min(MOST).to_string()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{milliseconds, seconds, whole_seconds};

    #[test]
    fn times_are_written_in_the_unit_of_the_header() {
        for (time, whole, exact, milli) in [
            (Duration::ZERO, "0", "0", "0"),
            (Duration::from_millis(1), "1", "0.001", "1"),
            (Duration::from_millis(1_500), "2", "1.5", "1500"),
            (Duration::from_secs(10), "10", "10", "10000"),
            (Duration::MAX, "2147483647", "2147483647", "2147483647"),
        ] {
            assert_eq!(whole_seconds(time), whole);
            assert_eq!(seconds(time), exact);
            assert_eq!(milliseconds(time), milli);
        }
    }
}
