use std::sync::atomic::{AtomicU64, Ordering};

/// What a [`Client`](super::Client) has done since it was made; see [`Client::stats`](super::Client::stats).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Stats {
    /// Connections that were logged in.
    pub connections: u64,
    /// Attempts to connect that failed.
    pub failed_attempts: u64,
    /// Bytes received.
    pub bytes_received: u64,
    /// Bytes sent.
    pub bytes_sent: u64,
    /// Events received, list items not counted.
    pub events: u64,
    /// Items that subscriptions lost, all together; each knows its own
    /// ([`Subscription::dropped`](super::Subscription::dropped)).
    pub dropped: u64,
    /// Actions sent.
    pub actions: u64,
    /// Actions whose outcome stayed unknown.
    pub unanswered: u64,
    /// Messages given up as too large.
    pub malformed: u64,
    /// Messages that answered nothing.
    pub unmatched: u64,
}

/// The same, being counted.
#[derive(Debug, Default)]
pub(super) struct Counters {
    pub(super) connections: Counter,
    pub(super) failed_attempts: Counter,
    pub(super) bytes_received: Counter,
    pub(super) bytes_sent: Counter,
    pub(super) events: Counter,
    pub(super) dropped: Counter,
    pub(super) actions: Counter,
    pub(super) unanswered: Counter,
    pub(super) malformed: Counter,
    pub(super) unmatched: Counter,
}

#[derive(Debug, Default)]
pub(super) struct Counter(AtomicU64);

impl Counter {
    pub(super) fn add(&self, count: u64) {
        self.0.fetch_add(count, Ordering::Relaxed);
    }

    fn get(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

impl Counters {
    pub(super) fn read(&self) -> Stats {
        Stats {
            connections: self.connections.get(),
            failed_attempts: self.failed_attempts.get(),
            bytes_received: self.bytes_received.get(),
            bytes_sent: self.bytes_sent.get(),
            events: self.events.get(),
            dropped: self.dropped.get(),
            actions: self.actions.get(),
            unanswered: self.unanswered.get(),
            malformed: self.malformed.get(),
            unmatched: self.unmatched.get(),
        }
    }
}
