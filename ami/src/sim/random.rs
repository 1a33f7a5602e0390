//! A small seeded generator, so that one seed always gives the same life.

use std::time::Duration;

/// SplitMix64 (Steele, Lea, Flood 2014): no table, one word of state, good enough for telephone calls and nothing else.
#[derive(Clone, Debug)]
pub(super) struct Random(u64);

impl Random {
    pub(super) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `limit`; 0 when `limit` is 0.
    pub(super) fn below(&mut self, limit: u64) -> u64 {
        if limit == 0 { 0 } else { self.next() % limit }
    }

    /// A number of `low..=high`.
    pub(super) fn between(&mut self, low: u64, high: u64) -> u64 {
        low + self.below(high.saturating_sub(low) + 1)
    }

    pub(super) fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    pub(super) fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        let index = self.below(from.len() as u64);
        from.get(usize::try_from(index).ok()?)
    }

    /// Waiting times between independent arrivals: exponential around `mean`.
    pub(super) fn gap(&mut self, mean: Duration) -> Duration {
        // 53 bits make a float in (0, 1]: the logarithm never sees zero.
        let unit = ((self.next() >> 11) as f64 + 1.0) / (1u64 << 53) as f64;
        mean.mul_f64((-unit.ln()).min(8.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_seed_gives_one_sequence() {
        let draw = |seed| {
            (0..4)
                .map({
                    let mut r = Random::new(seed);
                    move |_| r.next()
                })
                .collect::<Vec<_>>()
        };
        assert_eq!(draw(7), draw(7));
        assert_ne!(draw(7), draw(8));
    }

    #[test]
    fn gaps_average_to_their_mean() {
        let mut random = Random::new(1);
        let total: Duration = (0..2000).map(|_| random.gap(Duration::from_secs(60))).sum();
        let mean = total.as_secs_f64() / 2000.0;
        assert!((50.0..70.0).contains(&mean), "{mean}");
    }
}
