use std::time::Duration;

/// Whole milliseconds, as far as Asterisk reads them: it takes an int.
pub(super) fn milliseconds(time: Duration) -> i32 {
    i32::try_from(time.as_millis()).unwrap_or(i32::MAX)
}

/// The same where Asterisk takes 0 for "without end".
pub(super) fn some_milliseconds(time: Duration) -> i32 {
    milliseconds(time).max(1)
}

/// Whole seconds, a begun one counted, where Asterisk takes 0 for "without end".
pub(super) fn some_seconds(time: Duration) -> i32 {
    let begun = u64::from(time.subsec_nanos() > 0);
    i32::try_from(time.as_secs().saturating_add(begun))
        .unwrap_or(i32::MAX)
        .max(1)
}

#[cfg(test)]
mod tests {
    use super::{Duration, milliseconds, some_milliseconds, some_seconds};

    #[test]
    fn a_short_time_is_never_without_end_and_a_long_one_fits() {
        for (time, whole, some, seconds) in [
            (Duration::ZERO, 0, 1, 1),
            (Duration::from_nanos(1), 0, 1, 1),
            (Duration::from_millis(1500), 1500, 1500, 2),
            (Duration::MAX, i32::MAX, i32::MAX, i32::MAX),
        ] {
            assert_eq!(milliseconds(time), whole, "{time:?}");
            assert_eq!(some_milliseconds(time), some, "{time:?}");
            assert_eq!(some_seconds(time), seconds, "{time:?}");
        }
    }
}
