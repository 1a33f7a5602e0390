//! What is remembered of many, in a room that does not grow.

use std::collections::HashMap;
use std::hash::Hash;
use std::net::{IpAddr, Ipv6Addr};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::policy::Rate;

/// A map of at most twice `capacity` entries. What is touched stays; what was not touched for a while goes, sooner when
/// there is much.
#[derive(Debug)]
pub(crate) struct Bounded<K, V> {
    young: HashMap<K, V>,
    old: HashMap<K, V>,
    capacity: usize,
    turned: Duration,
    life: Duration,
}

impl<K: Hash + Eq + Copy, V: Default> Bounded<K, V> {
    /// Entries that are not touched for twice `life` are gone.
    pub(crate) fn new(capacity: usize, life: Duration) -> Self {
        Self {
            young: HashMap::new(),
            old: HashMap::new(),
            capacity: capacity.max(1),
            turned: Duration::ZERO,
            life,
        }
    }

    /// The entry, and whether the map had to forget others for want of room.
    pub(crate) fn entry(&mut self, key: K, now: Duration) -> (&mut V, bool) {
        let full = self.young.len() >= self.capacity && !self.young.contains_key(&key);
        // A clock that was set back must not stop the ageing.
        if full || now.abs_diff(self.turned) > self.life {
            self.old = std::mem::take(&mut self.young);
            self.turned = now;
        }
        let kept = self.old.remove(&key);
        let value = self.young.entry(key).or_insert_with(|| kept.unwrap_or_default());
        (value, full)
    }

    pub(crate) fn remove(&mut self, key: &K) {
        self.young.remove(key);
        self.old.remove(key);
    }

    #[cfg(test)]
    pub(crate) fn len(&self) -> usize {
        self.young.len() + self.old.len()
    }
}

/// Token buckets by key.
#[derive(Debug)]
pub(crate) struct Buckets<K> {
    every: u64,
    burst: u64,
    /// The time at which the bucket is full again, in nanoseconds since 1970.
    full_at: Bounded<K, u64>,
}

impl<K: Hash + Eq + Copy> Buckets<K> {
    pub(crate) fn new(rate: Rate, capacity: usize) -> Self {
        let every = nanoseconds(rate.every).max(1);
        let burst = every.saturating_mul(u64::from(rate.burst));
        // A bucket that was not touched for as long as it takes to fill is a full one, and need not be kept.
        let life = Duration::from_nanos(burst).max(Duration::from_secs(1));
        Self {
            every,
            burst,
            full_at: Bounded::new(capacity, life),
        }
    }

    /// Takes one, if it is there.
    pub(crate) fn take(&mut self, key: K, now: Duration) -> bool {
        let (now_ns, every, burst) = (nanoseconds(now), self.every, self.burst);
        let (full_at, _) = self.full_at.entry(key, now);
        let limit = now_ns.saturating_add(burst);
        // A clock that was set back must not make anybody wait for longer than from empty to full.
        let after = (*full_at).clamp(now_ns, limit).saturating_add(every);
        if after > limit {
            return false;
        }
        *full_at = after;
        true
    }

    /// Takes so many, or as many as are there.
    pub(crate) fn charge(&mut self, key: K, cost: u32, now: Duration) {
        let (now_ns, every, burst) = (nanoseconds(now), self.every, self.burst);
        let (full_at, _) = self.full_at.entry(key, now);
        let limit = now_ns.saturating_add(burst);
        *full_at = (*full_at)
            .clamp(now_ns, limit)
            .saturating_add(every.saturating_mul(u64::from(cost)))
            .min(limit);
    }

    /// Whether one is there.
    pub(crate) fn has(&mut self, key: K, now: Duration) -> bool {
        let (now_ns, every, burst) = (nanoseconds(now), self.every, self.burst);
        let (full_at, _) = self.full_at.entry(key, now);
        (*full_at).saturating_add(every) <= now_ns.saturating_add(burst)
    }
}

fn nanoseconds(time: Duration) -> u64 {
    u64::try_from(time.as_nanos()).unwrap_or(u64::MAX)
}

/// What the maps count in.
pub(crate) fn since_epoch(now: SystemTime) -> Duration {
    now.duration_since(UNIX_EPOCH).unwrap_or_default()
}

/// Who has one address of an IPv6 network has 2^64 of them.
pub(crate) fn counted_as(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0).into()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(milliseconds: u64) -> Duration {
        Duration::from_secs(1_700_000_000) + Duration::from_millis(milliseconds)
    }

    #[test]
    fn a_bucket_gives_its_burst_and_then_as_it_fills() {
        let mut buckets = Buckets::new(Rate::new(3, Duration::from_millis(100)), 10);
        let taken = |buckets: &mut Buckets<u8>, time| (0..10).filter(|_| buckets.take(1, at(time))).count();
        assert_eq!(taken(&mut buckets, 0), 3);
        assert_eq!(taken(&mut buckets, 99), 0);
        assert_eq!(taken(&mut buckets, 100), 1);
        assert_eq!(taken(&mut buckets, 10_000), 3);
        assert!(buckets.take(2, at(10_000)), "another key has its own");
        buckets.charge(2, 100, at(10_000));
        assert!(!buckets.has(2, at(10_099)));
        assert!(buckets.has(2, at(10_100)));
        // The clock is set back by a second: nobody waits for longer than it takes to fill.
        assert!(!buckets.take(2, at(9_000)));
        buckets.charge(2, 1, at(9_000));
        assert!(buckets.take(2, at(9_100)));
    }

    #[test]
    fn many_keys_take_no_more_room_than_few() {
        let mut buckets = Buckets::new(Rate::new(3, Duration::from_secs(100)), 1_000);
        for key in 0..100_000u32 {
            buckets.take(key, at(0));
            assert!(buckets.full_at.len() <= 2_000);
        }
        // Who asks all the time is not forgotten among those who come once.
        while buckets.take(7, at(0)) {}
        for key in 200_000..300_000u32 {
            buckets.take(key, at(0));
            assert!(key % 500 != 0 || !buckets.take(7, at(0)), "{key}");
        }
    }

    #[test]
    fn what_is_not_touched_is_gone_in_time() {
        let mut map = Bounded::<u8, u32>::new(100, Duration::from_secs(1));
        *map.entry(1, at(0)).0 = 5;
        assert_eq!(*map.entry(1, at(1_500)).0, 5);
        map.entry(2, at(3_000));
        map.entry(2, at(4_500));
        assert_eq!((*map.entry(1, at(4_600)).0, map.len()), (0, 2));
        map.remove(&2);
        assert_eq!(map.len(), 1);
    }

    #[test]
    fn a_network_of_ipv6_counts_as_one() {
        let counted = |text: &str| counted_as(text.parse().unwrap()).to_string();
        assert_eq!(counted("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::");
        assert_eq!(counted("192.0.2.7"), "192.0.2.7");
    }
}
