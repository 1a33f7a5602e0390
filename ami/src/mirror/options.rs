use std::collections::BTreeSet;
use std::time::Duration;

use super::part::Part;

/// Longest time that can be set: the clock has an end, and "for ever" must not reach it.
const LONGEST: Duration = Duration::from_secs(365 * 24 * 60 * 60);

/// What is mirrored, and how much of it at most.
///
/// ```
/// use std::time::Duration;
/// use switchhook_ami::mirror::{Options, Part};
/// let board = Options::default().only(&[Part::Queues]).queues(50).grace(Duration::from_secs(5));
/// ```
#[derive(Clone, Debug)]
pub struct Options {
    pub(super) parts: BTreeSet<Part>,
    pub(super) channels: usize,
    pub(super) queues: usize,
    pub(super) queue_entries: usize,
    pub(super) devices: usize,
    pub(crate) grace: Duration,
    #[cfg(feature = "tokio")]
    pub(crate) check_every: Duration,
    #[cfg(feature = "tokio")]
    pub(crate) settle_after: Duration,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            parts: Part::ALL.into(),
            channels: 20_000,
            queues: 2_000,
            queue_entries: 10_000,
            devices: 50_000,
            grace: Duration::from_secs(2),
            #[cfg(feature = "tokio")]
            check_every: Duration::from_secs(60),
            #[cfg(feature = "tokio")]
            settle_after: Duration::from_millis(50),
        }
    }
}

impl Options {
    /// Mirrors these parts only. Default all of [`Part::ALL`].
    #[must_use]
    pub fn only(mut self, parts: &[Part]) -> Self {
        self.parts = parts.iter().copied().collect();
        self
    }

    /// Most channels, and most bridges. Default 20,000.
    #[must_use]
    pub fn channels(mut self, limit: usize) -> Self {
        self.channels = limit;
        self
    }

    /// Most queues. Default 2,000.
    #[must_use]
    pub fn queues(mut self, limit: usize) -> Self {
        self.queues = limit;
        self
    }

    /// Most members, most waiting callers and most calls being taken, of one queue. Default 10,000.
    #[must_use]
    pub fn queue_entries(mut self, limit: usize) -> Self {
        self.queue_entries = limit;
        self
    }

    /// Most devices. Default 50,000.
    #[must_use]
    pub fn devices(mut self, limit: usize) -> Self {
        self.devices = limit;
        self
    }

    /// How long an event may take to explain what a list showed. Default 2 s.
    #[must_use]
    pub fn grace(mut self, grace: Duration) -> Self {
        self.grace = grace.min(LONGEST);
        self
    }

    /// How often the client's mirror compares itself with Asterisk. Default 60 s; at least 1 s.
    #[cfg(feature = "tokio")]
    #[must_use]
    pub fn check_every(mut self, interval: Duration) -> Self {
        self.check_every = interval.clamp(Duration::from_secs(1), LONGEST);
        self
    }

    /// How long the client's mirror gathers changes before it shows them: one call is a dozen events within a moment.
    /// Default 50 ms.
    #[cfg(feature = "tokio")]
    #[must_use]
    pub fn settle_after(mut self, pause: Duration) -> Self {
        self.settle_after = pause.min(LONGEST);
        self
    }
}
