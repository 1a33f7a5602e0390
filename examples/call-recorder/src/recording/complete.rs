//! When a recording is complete. Decides from what was seen; looks at nothing itself.

use std::time::Duration;

use crate::config::{Recordings, seconds};

/// What is known about a recording at one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Observed {
    /// Its length; `None` if there is no file.
    pub length: Option<u64>,
    /// Whether a process holds it open; `None` if that cannot be known.
    pub is_open: Option<bool>,
    /// Whether Asterisk said that MixMonitor stopped.
    pub stopped: bool,
}

/// What follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Look again.
    Wait,
    /// There is none.
    Missing,
    /// Nothing more will be written.
    Complete,
    /// Waited for too long: it is taken as it is.
    Overdue,
}

/// One recording that is watched. All times are since any one moment.
#[derive(Clone, Debug)]
pub struct Watch {
    begun: Duration,
    length: Option<(u64, Duration)>,
}

impl Watch {
    /// From now on.
    pub fn new(now: Duration) -> Self {
        Self {
            begun: now,
            length: None,
        }
    }

    /// Complete is a file whose length stands still and that nobody holds open. Where that cannot be known, Asterisk's
    /// word that it stopped does; without that either, a much longer standstill.
    pub fn see(&mut self, observed: Observed, rules: &Recordings, now: Duration) -> Verdict {
        let waited = now.saturating_sub(self.begun);
        let is_overdue = waited >= seconds(rules.longest_wait_seconds);
        let Some(length) = observed.length else {
            self.length = None;
            return match waited >= seconds(rules.appear_seconds) {
                true => Verdict::Missing,
                false => Verdict::Wait,
            };
        };
        let since = match self.length {
            Some((before, since)) if before == length => since,
            _ => now,
        };
        self.length = Some((length, since));
        let still = now.saturating_sub(since);
        let needed = match (observed.is_open, observed.stopped) {
            (Some(true), _) => None,
            (Some(false), _) | (None, true) => Some(rules.still_seconds),
            (None, false) => Some(rules.blind_still_seconds),
        };
        match needed {
            Some(needed) if still >= seconds(needed) => Verdict::Complete,
            _ if is_overdue => Verdict::Overdue,
            _ => Verdict::Wait,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// When, how long, whether open, whether stopped.
    type Look = (u64, Option<u64>, Option<bool>, bool);

    fn verdicts(seen: &[Look]) -> Vec<Verdict> {
        let rules: Recordings = toml::from_str(
            "folder = '/'\nappear_seconds = 5\nstill_seconds = 2\nblind_still_seconds = 30\nlongest_wait_seconds = 60",
        )
        .unwrap();
        let mut watch = Watch::new(Duration::ZERO);
        seen.iter()
            .map(|&(at, length, is_open, stopped)| {
                let observed = Observed {
                    length,
                    is_open,
                    stopped,
                };
                watch.see(observed, &rules, seconds(at))
            })
            .collect()
    }

    #[test]
    fn complete_is_what_nobody_writes_any_more() {
        use Verdict::*;
        let (open, closed, unknown) = (Some(true), Some(false), None);
        let cases: [(&str, &[Look], &[Verdict]); 8] = [
            (
                "closed and still",
                &[
                    (0, Some(9), closed, false),
                    (1, Some(9), closed, false),
                    (2, Some(9), closed, false),
                ],
                &[Wait, Wait, Complete],
            ),
            (
                "it grows",
                &[
                    (0, Some(9), closed, false),
                    (2, Some(10), closed, false),
                    (4, Some(10), closed, false),
                ],
                &[Wait, Wait, Complete],
            ),
            (
                "open, though it stands still",
                &[
                    (0, Some(9), open, false),
                    (30, Some(9), open, false),
                    (31, Some(9), closed, false),
                ],
                &[Wait, Wait, Complete],
            ),
            (
                "open, though Asterisk says that it stopped",
                &[(0, Some(9), open, true), (5, Some(9), open, true)],
                &[Wait, Wait],
            ),
            (
                "unknown, but stopped",
                &[(0, Some(9), unknown, true), (2, Some(9), unknown, true)],
                &[Wait, Complete],
            ),
            (
                "unknown",
                &[
                    (0, Some(9), unknown, false),
                    (29, Some(9), unknown, false),
                    (30, Some(9), unknown, false),
                ],
                &[Wait, Wait, Complete],
            ),
            (
                "none",
                &[
                    (0, None, unknown, false),
                    (4, None, unknown, false),
                    (5, None, unknown, false),
                ],
                &[Wait, Wait, Missing],
            ),
            (
                "open for ever",
                &[(0, Some(9), open, false), (60, Some(99), open, false)],
                &[Wait, Overdue],
            ),
        ];
        for (name, seen, expected) in cases {
            assert_eq!(verdicts(seen), expected, "{name}");
        }
        // It may appear late, and then it counts.
        let late = [
            (0, None, closed, false),
            (4, Some(9), closed, false),
            (6, Some(9), closed, false),
        ];
        assert_eq!(verdicts(&late), [Wait, Wait, Complete]);
    }
}
