//! Numbers within the bounds that Asterisk can calculate with.

use std::fmt;
use std::time::Duration;

use crate::key::Key;
use crate::value::{ValueError, ValueProblem};

/// A number with the bounds within which Asterisk can calculate with it.
pub(crate) struct Range {
    pub(crate) key: Key,
    pub(crate) least: u32,
    pub(crate) most: u32,
}

/// Asterisk keeps these as `int` and multiplies the waiting time by 1000 and the retry time by 2.
pub(crate) const WAIT_TIME: Range = Range {
    key: Key::WaitTime,
    least: 1,
    most: i32::MAX as u32 / 1000,
};
pub(crate) const RETRY_TIME: Range = Range {
    key: Key::RetryTime,
    least: 1,
    most: i32::MAX as u32 / 2,
};
/// It adds one to the retries.
pub(crate) const MAX_RETRIES: Range = Range {
    key: Key::MaxRetries,
    least: 0,
    most: i32::MAX as u32 - 1,
};
pub(crate) const PRIORITY: Range = Range {
    key: Key::Priority,
    least: 1,
    most: i32::MAX as u32,
};

impl Range {
    pub(crate) fn check(&self, value: i64) -> Result<u32, ValueError> {
        let Self { key, least, most } = *self;
        u32::try_from(value)
            .ok()
            .filter(|value| (least..=most).contains(value))
            .ok_or_else(|| ValueProblem::OutOfRange { value, least, most }.of(key))
    }

    /// Whole seconds; a part of a second counts as one.
    pub(crate) fn seconds(&self, duration: Duration) -> Result<u32, ValueError> {
        let part = u64::from(duration.subsec_nanos() > 0);
        let seconds = duration.as_secs().saturating_add(part);
        self.check(i64::try_from(seconds).unwrap_or(i64::MAX))
    }
}

/// The step of an extension at which a call begins: 1 or more. Call files take no labels.
///
/// ```
/// use switchhook_callfile::Priority;
/// assert_eq!(Priority::default(), Priority::new(1)?);
/// assert!(Priority::new(0).is_err());
/// # Ok::<(), switchhook_callfile::ValueError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Priority(u32);

impl Priority {
    /// Checks it.
    ///
    /// # Errors
    ///
    /// Zero, or more than Asterisk's `int` holds.
    pub fn new(priority: u32) -> Result<Self, ValueError> {
        PRIORITY.check(i64::from(priority)).map(Self)
    }

    /// The number.
    #[must_use]
    pub const fn get(self) -> u32 {
        self.0
    }
}

impl Default for Priority {
    fn default() -> Self {
        Self(1)
    }
}

impl fmt::Display for Priority {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_whole_seconds_within_what_asterisk_calculates_with() {
        for (millis, expected) in [
            (1, Some(1)),
            (1000, Some(1)),
            (1001, Some(2)),
            (2_147_483_000, Some(2_147_483)),
            (0, None),
            (2_147_483_001, None),
            (u64::MAX, None),
        ] {
            let seconds = WAIT_TIME.seconds(Duration::from_millis(millis));
            assert_eq!(seconds.as_ref().ok(), expected.as_ref(), "{millis}: {seconds:?}");
        }
        let error = WAIT_TIME.seconds(Duration::ZERO).unwrap_err();
        assert_eq!(error.to_string(), "WaitTime: 0 is out of range; use 1 to 2147483");
        assert!(Priority::new(0).is_err() && Priority::new(u32::MAX).is_err());
        assert!(MAX_RETRIES.check(0).is_ok() && MAX_RETRIES.check(i64::from(i32::MAX)).is_err());
    }
}
