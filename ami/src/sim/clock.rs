//! Instants of the simulated PBX: milliseconds since 1970, and how they look on its wall.

use std::time::Duration;

use chrono::{DateTime, NaiveDateTime};

/// An instant of the simulation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Moment(pub(super) u64);

impl Moment {
    pub(super) fn after(self, wait: Duration) -> Self {
        Self(
            self.0
                .saturating_add(u64::try_from(wait.as_millis()).unwrap_or(u64::MAX)),
        )
    }

    pub(super) fn since(self, earlier: Self) -> Duration {
        Duration::from_millis(self.0.saturating_sub(earlier.0))
    }

    /// Whole seconds since 1970.
    pub(super) const fn seconds(self) -> u64 {
        self.0 / 1000
    }

    /// Civil time, `utc_offset` seconds from UTC.
    pub(super) fn civil(self, utc_offset: i32) -> NaiveDateTime {
        let seconds = i64::try_from(self.seconds())
            .unwrap_or(i64::MAX)
            .saturating_add(i64::from(utc_offset));
        DateTime::from_timestamp(seconds, 0)
            .unwrap_or_default()
            .naive_utc()
    }
}
