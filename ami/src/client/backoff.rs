use std::time::Duration;

/// How long to wait between attempts to connect: doubling from `first` up to `max`, each shortened by up to half
/// at random, so that many clients do not come back at once and fill Asterisk's `authlimit`.
///
/// ```
/// use std::time::Duration;
/// use switchhook_ami::client::Backoff;
/// let backoff = Backoff::new(Duration::from_millis(500), Duration::from_secs(30));
/// assert!(backoff.delay(1, 7) <= Duration::from_millis(500));
/// assert!(backoff.delay(100, 7) >= Duration::from_secs(15));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Backoff {
    first: Duration,
    max: Duration,
}

impl Backoff {
    /// From `first`, up to `max`.
    pub fn new(first: Duration, max: Duration) -> Self {
        Self {
            first,
            max: max.max(first),
        }
    }

    /// The longest delay.
    pub fn max(&self) -> Duration {
        self.max
    }

    /// The delay after failed attempt number `attempt`, counted from 1. `random` is any number; different ones
    /// give different delays.
    pub fn delay(&self, attempt: u32, random: u64) -> Duration {
        let doublings = attempt.saturating_sub(1).min(31);
        let whole = self.first.saturating_mul(1 << doublings).min(self.max);
        let half = whole / 2;
        // A thousandth is fine enough to spread clients.
        half + half.mul_f64((random % 1000) as f64 / 1000.0)
    }
}

impl Default for Backoff {
    /// From half a second up to 30 seconds.
    fn default() -> Self {
        Self::new(Duration::from_millis(500), Duration::from_secs(30))
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use proptest::prelude::*;

    use super::Backoff;

    proptest! {
        /// Delays double and are capped; chance takes off at most half.
        #[test]
        fn a_delay_is_between_half_and_the_whole(attempt in 1u32..1000, random: u64) {
            let delay = Backoff::default().delay(attempt, random);
            let whole = Duration::from_millis(500 * (1u64 << (attempt - 1).min(10))).min(Duration::from_secs(30));
            prop_assert!(delay >= whole / 2 && delay <= whole, "{delay:?} of {whole:?}");
        }
    }
}
