//! Sets of times.

use std::ops::Range;
use std::time::Duration;

/// Milliseconds since 1970.
pub(super) type Instant = i64;

/// Pieces of time, half-open, in order, without overlap. A piece may have no length: it began, so it counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Spans(Vec<Range<Instant>>);

impl FromIterator<Range<Instant>> for Spans {
    /// Their union. What ends before it begins is nothing.
    fn from_iter<I: IntoIterator<Item = Range<Instant>>>(pieces: I) -> Self {
        let mut pieces: Vec<_> = pieces
            .into_iter()
            .filter(|piece| piece.start <= piece.end)
            .collect();
        pieces.sort_by_key(|piece| piece.start);
        let mut spans: Vec<Range<Instant>> = Vec::with_capacity(pieces.len());
        for piece in pieces {
            match spans.last_mut() {
                // What begins when another ends is another one.
                Some(last) if piece.start < last.end || piece.start == last.start => {
                    last.end = last.end.max(piece.end);
                }
                _ => spans.push(piece),
            }
        }
        Self(spans)
    }
}

impl Spans {
    pub(super) fn iter(&self) -> impl Iterator<Item = Range<Instant>> + '_ {
        self.0.iter().cloned()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn contains(&self, time: Instant) -> bool {
        let after = self.0.partition_point(|piece| piece.start <= time);
        after > 0 && time < self.0[after - 1].end
    }

    pub(super) fn union<'a>(sets: impl IntoIterator<Item = &'a Self>) -> Self {
        sets.into_iter().flat_map(Self::iter).collect()
    }

    /// What is here and not there.
    pub(super) fn without(&self, other: &Self) -> Self {
        let mut left = Vec::new();
        let mut others = other.0.iter().peekable();
        for piece in self.iter() {
            let mut from = piece.start;
            while let Some(cut) = others.peek() {
                if cut.start >= piece.end {
                    break;
                }
                if cut.start > from {
                    left.push(from..cut.start);
                }
                from = from.max(cut.end);
                if cut.end > piece.end {
                    break;
                }
                others.next();
            }
            if from < piece.end {
                left.push(from..piece.end);
            }
        }
        Self(left)
    }

    /// How long they are within a period.
    pub(super) fn length(&self, period: &Range<Instant>) -> Duration {
        let first = self.0.partition_point(|piece| piece.end <= period.start);
        let sum: i64 = self.0[first..]
            .iter()
            .take_while(|piece| piece.start < period.end)
            .map(|piece| piece.end.min(period.end) - piece.start.max(period.start))
            .sum();
        Duration::from_millis(u64::try_from(sum).unwrap_or(0))
    }

    /// How many begin within a period.
    pub(super) fn begun(&self, period: &Range<Instant>) -> u64 {
        let before = |time| self.0.partition_point(|piece| piece.start < time);
        (before(period.end) - before(period.start.min(period.end))) as u64
    }
}
