//! Why kinds of lines, counted each on its own, do not add up.

use std::collections::BTreeMap;
use std::ops::Range;

use chrono::{DateTime, Utc};

use super::visit::{Ending, Flags, Name, Outcome, Stray, StrayEvent, StrayReason, Visit};

/// Lines of one queue in one period, counted by kind, and the causes of their difference.
///
/// `connect_lines + abandon_lines − enter_lines` is exactly the sum of [`causes`](Self::causes).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reconciliation {
    /// `ENTERQUEUE`.
    pub enter_lines: u64,
    /// `CONNECT`.
    pub connect_lines: u64,
    /// `ABANDON`.
    pub abandon_lines: u64,
    causes: BTreeMap<Cause, u64>,
}

/// Why a visit has not exactly one line of its end among the lines of the period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cause {
    /// One line more: the caller had entered before the period.
    EnteredBefore,
    /// One line more: no line says that the caller entered.
    NoEntry,
    /// One line more: the visit had ended before.
    AfterEnd,
    /// One line more: the same line stands twice.
    Duplicate,
    /// One line more: the visit has another answer.
    Contradiction,
    /// One line less: the caller was answered or gave up after the period.
    EndedAfter,
    /// One line less: the caller left in another way.
    LeftOtherwise,
    /// One line less: the caller still waits.
    StillWaiting,
    /// One line less: the end was lost.
    Lost,
    /// One line less: the line of the answer is missing.
    NoConnect,
    /// One line less: the line of the entry stands twice.
    DuplicateEntry,
}

impl Cause {
    /// All of them: first those that make a line more.
    pub const ALL: [Self; 11] = [
        Self::EnteredBefore,
        Self::NoEntry,
        Self::AfterEnd,
        Self::Duplicate,
        Self::Contradiction,
        Self::EndedAfter,
        Self::LeftOtherwise,
        Self::StillWaiting,
        Self::Lost,
        Self::NoConnect,
        Self::DuplicateEntry,
    ];

    /// A stable name such as `entered-before`, for translations.
    pub fn key(self) -> &'static str {
        match self {
            Self::EnteredBefore => "entered-before",
            Self::NoEntry => "no-entry",
            Self::AfterEnd => "after-end",
            Self::Duplicate => "duplicate",
            Self::Contradiction => "contradiction",
            Self::EndedAfter => "ended-after",
            Self::LeftOtherwise => "left-otherwise",
            Self::StillWaiting => "still-waiting",
            Self::Lost => "lost",
            Self::NoConnect => "no-connect",
            Self::DuplicateEntry => "duplicate-entry",
        }
    }

    /// Whether it makes a line more rather than a line less.
    pub fn adds(self) -> bool {
        self <= Self::Contradiction
    }
}

impl Reconciliation {
    /// How many lines of an answer or of giving up there are more than lines of an entry.
    pub fn difference(&self) -> i64 {
        // Lines of a log are far fewer than 2⁶³.
        (self.connect_lines + self.abandon_lines) as i64 - self.enter_lines as i64
    }

    /// The causes that there are, with how often each makes a line more or less.
    pub fn causes(&self) -> impl Iterator<Item = (Cause, u64)> {
        self.causes.iter().map(|(cause, times)| (*cause, *times))
    }

    /// Adds another one, such as that of another queue.
    pub fn merge(&mut self, other: &Self) {
        self.enter_lines += other.enter_lines;
        self.connect_lines += other.connect_lines;
        self.abandon_lines += other.abandon_lines;
        for (cause, times) in other.causes() {
            *self.causes.entry(cause).or_default() += times;
        }
    }

    fn because(&mut self, cause: Cause) {
        *self.causes.entry(cause).or_default() += 1;
    }

    fn visit(&mut self, visit: &Visit, period: &Range<DateTime<Utc>>) {
        let entered = period.contains(&visit.entered);
        self.enter_lines += u64::from(entered);
        let (ended, lines) = match (&visit.answer, &visit.end) {
            (Some(_), _) if visit.flags.contains(Flags::NO_CONNECT) => {
                if entered {
                    self.because(Cause::NoConnect);
                }
                return;
            }
            (Some(answer), _) => (answer.time, &mut self.connect_lines),
            (None, Some(end)) if end.how == Ending::Abandoned => (end.time, &mut self.abandon_lines),
            _ => {
                if entered {
                    self.because(match visit.outcome() {
                        Outcome::Open => Cause::StillWaiting,
                        _ if visit.is_lost() => Cause::Lost,
                        _ => Cause::LeftOtherwise,
                    });
                }
                return;
            }
        };
        let ended = period.contains(&ended);
        *lines += u64::from(ended);
        match (entered, ended) {
            (true, false) => self.because(Cause::EndedAfter),
            (false, true) => self.because(Cause::EnteredBefore),
            _ => {}
        }
    }

    fn stray(&mut self, stray: &Stray) {
        match stray.event {
            StrayEvent::Entered => {
                self.enter_lines += 1;
                self.because(Cause::DuplicateEntry);
                return;
            }
            StrayEvent::Answered => self.connect_lines += 1,
            StrayEvent::Abandoned => self.abandon_lines += 1,
            _ => return,
        }
        self.because(match stray.why {
            StrayReason::NoEntry => Cause::NoEntry,
            StrayReason::AfterEnd => Cause::AfterEnd,
            StrayReason::Duplicate => Cause::Duplicate,
            StrayReason::Contradiction => Cause::Contradiction,
        });
    }
}

/// Counts the lines of a period by kind, for each queue, and names the causes of their difference.
///
/// Visits that began before the period count by the lines that they have in it.
pub fn reconcile<'a>(
    visits: impl IntoIterator<Item = &'a Visit>,
    strays: impl IntoIterator<Item = &'a Stray>,
    period: &Range<DateTime<Utc>>,
) -> BTreeMap<Name, Reconciliation> {
    let mut queues: BTreeMap<Name, Reconciliation> = BTreeMap::new();
    for visit in visits {
        queues
            .entry(visit.queue.clone())
            .or_default()
            .visit(visit, period);
    }
    for stray in strays {
        if period.contains(&stray.time) {
            queues.entry(stray.queue.clone()).or_default().stray(stray);
        }
    }
    queues.retain(|_, reconciliation| *reconciliation != Reconciliation::default());
    queues
}
