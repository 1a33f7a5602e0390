//! Many phones one after the other.

use std::time::Duration;

/// The time between two phones that a PBX and a file server bear easily.
pub const EVERY: Duration = Duration::from_millis(200);

/// One phone's turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Planned<T> {
    /// When, counted from the beginning.
    pub after: Duration,
    /// Whose turn it is.
    pub phone: T,
}

/// Who is told when, and who is left out for now.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Plan<T> {
    /// In the order of time.
    pub turns: Vec<Planned<T>>,
    /// Those in a call: plan them again later.
    pub busy: Vec<T>,
}

impl<T> Plan<T> {
    /// How long it takes until the last one is told.
    #[must_use]
    pub fn length(&self) -> Duration {
        self.turns.last().map_or(Duration::ZERO, |last| last.after)
    }
}

/// Gives each phone its turn, `every` so often ([`EVERY`] is a good pace), in the order given; whoever is in a call is
/// left out. A plan, not a wait: the caller has the clock.
///
/// ```
/// use std::time::Duration;
/// use switchhook_provisioning::notify::{EVERY, plan};
/// let plan = plan(["4711", "4712", "4713"], EVERY, |endpoint| *endpoint == "4712");
/// assert_eq!(plan.turns[1].phone, "4713");
/// assert_eq!(plan.turns[1].after, Duration::from_millis(200));
/// assert_eq!(plan.busy, ["4712"]);
/// ```
pub fn plan<T>(
    phones: impl IntoIterator<Item = T>,
    every: Duration,
    mut in_call: impl FnMut(&T) -> bool,
) -> Plan<T> {
    let (busy, free): (Vec<_>, Vec<_>) = phones.into_iter().partition(|phone| in_call(phone));
    let turns = free
        .into_iter()
        .scan(Duration::ZERO, |next, phone| {
            let after = *next;
            *next = next.saturating_add(every);
            Some(Planned { after, phone })
        })
        .collect();
    Plan { turns, busy }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_thousand_phones_take_under_seven_minutes() {
        let plan = plan(0..2000, EVERY, |phone| phone % 100 == 7);
        assert_eq!((plan.turns.len(), plan.busy.len()), (1980, 20));
        assert_eq!(plan.length(), EVERY * 1979);
        assert!(
            plan.turns
                .windows(2)
                .all(|pair| pair[1].after - pair[0].after == EVERY)
        );
    }

    #[test]
    fn nobody_takes_no_time() {
        assert_eq!(plan(Vec::<u8>::new(), EVERY, |_| false).length(), Duration::ZERO);
    }

    #[test]
    fn an_absurd_pace_does_not_overflow() {
        assert_eq!(plan(0..3, Duration::MAX, |_| false).length(), Duration::MAX);
    }
}
