//! One stay of one call in one queue, from the lines of the queue log.
//!
//! Whatever is counted is counted from visits, never from kinds of lines: each visit has exactly one [`Outcome`], so
//! figures add up. Lines that belong to no visit are not dropped but given as [`Stray`], with the reason.

mod reducer;
#[cfg(test)]
pub(super) mod tests;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};

use super::log::{HungUp, Refusal};

pub use reducer::{Limits, Output, Reducer};

/// A text that many visits share, such as the name of a queue.
pub type Name = Arc<str>;

/// Where a line stands in its log. It never changes, so a line that comes again is known again.
///
/// ```
/// use switchhook_portal_core::queue::visit::LineKey;
///
/// assert!(LineKey { generation: 1, position: 9000 } < LineKey { generation: 2, position: 0 });
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LineKey {
    /// Counts the files that rotation made; 0 for a table.
    pub generation: u32,
    /// The offset in the file, or the id of the row.
    pub position: u64,
}

/// One stay of one call in one queue. Its key is `call`, `queue` and `nth`.
///
/// ```
/// use switchhook_portal_core::queue::log::Reader;
/// use switchhook_portal_core::queue::visit::{LineKey, Limits, Outcome, Output, Reducer};
///
/// let log = "\
/// 1795341600|1795341599.7|support|NONE|ENTERQUEUE||0687123456|1
/// 1795341615|1795341599.7|support|Ana|RINGNOANSWER|15000
/// 1795341625|1795341599.7|support|Bruno|CONNECT|25|1795341620.8|5
/// 1795341685|1795341599.7|support|Bruno|COMPLETECALLER|25|60|1
/// ";
/// let mut reducer = Reducer::new(Limits::default());
/// let mut visits = Vec::new();
/// Reader::default().feed(log.as_bytes(), |line| {
///     let key = LineKey { generation: 0, position: line.start.offset };
///     if let Ok(entry) = &line.entry {
///         reducer.feed(key, entry, |output| {
///             if let Output::Visit(visit) = output {
///                 visits.push(visit);
///             }
///         });
///     }
/// });
/// let [visit] = &visits[..] else { panic!() };
/// assert_eq!(visit.outcome(), Outcome::Answered);
/// assert_eq!((visit.wait.unwrap().as_secs(), visit.talk.unwrap().as_secs()), (25, 60));
/// assert_eq!(visit.unanswered_rings(), 1);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visit {
    /// The unique id of the caller's channel.
    pub call: Name,
    /// The queue.
    pub queue: Name,
    /// How often the call came into this queue within 24 hours, this time included: from 1.
    pub nth: u32,
    /// The line with which it begins.
    pub line: LineKey,
    /// When it begins; a visit counts where this falls.
    pub entered: DateTime<Utc>,
    /// The caller's number; may be empty.
    pub caller: Box<str>,
    /// The caller's name; mostly empty.
    pub caller_name: Box<str>,
    /// Where in the queue it began, from 1.
    pub position_in: Option<u32>,
    /// Where in the queue it was when it left unanswered.
    pub position_out: Option<u32>,
    /// Members that rang in vain, as many as [`Limits::attempts`] keeps.
    pub attempts: Vec<Attempt>,
    /// Who answered, and when.
    pub answer: Option<Answer>,
    /// How it ended, once it did.
    pub end: Option<End>,
    /// Until the answer, or until the caller left. `None` while waiting, and where the end is not known.
    pub wait: Option<Duration>,
    /// From the answer to the end, times on hold included.
    pub talk: Option<Duration>,
    /// What is doubtful about it.
    pub flags: Flags,
}

impl Visit {
    /// What became of it: exactly one of eight, so that counts add up.
    ///
    /// A caller who was connected is answered, also while they still talk and if the end was lost.
    pub fn outcome(&self) -> Outcome {
        match (&self.answer, &self.end) {
            (Some(_), _) => Outcome::Answered,
            (None, None) => Outcome::Open,
            (None, Some(end)) => match end.how {
                Ending::Abandoned => Outcome::Abandoned,
                Ending::TimedOut => Outcome::TimedOut,
                Ending::Key(_) => Outcome::LeftByKey,
                Ending::Empty => Outcome::Empty,
                Ending::Withdrawn(_) => Outcome::Withdrawn,
                Ending::Completed(_)
                | Ending::BlindTransfer { .. }
                | Ending::AttendedTransfer { .. }
                | Ending::Incompatible
                | Ending::AgentDump
                | Ending::Lost => Outcome::Failed,
            },
        }
    }

    /// Whether its end is not known: Asterisk restarted, or 24 hours passed.
    pub fn is_lost(&self) -> bool {
        matches!(&self.end, Some(end) if end.how == Ending::Lost)
    }

    /// How often a member rang and did not answer. These are attempts, not calls.
    pub fn unanswered_rings(&self) -> usize {
        self.attempts
            .iter()
            .filter(|attempt| attempt.result == AttemptResult::NoAnswer)
            .count()
    }

    /// The time of the last line that was read of it while it was open.
    fn latest(&self) -> DateTime<Utc> {
        let attempts = self.attempts.iter().map(|attempt| attempt.time);
        let answer = self.answer.as_ref().map(|answer| answer.time);
        attempts.chain(answer).fold(self.entered, DateTime::max)
    }
}

/// What became of a visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// A member answered.
    Answered,
    /// The caller gave up.
    Abandoned,
    /// The time to wait was over.
    TimedOut,
    /// The caller left by a key.
    LeftByKey,
    /// No member was left.
    Empty,
    /// Somebody took the call out.
    Withdrawn,
    /// No common codec, a member who refused, or the end was lost.
    Failed,
    /// Still waits.
    Open,
}

impl Outcome {
    /// All of them, in the order of the identity: offered is their sum.
    pub const ALL: [Self; 8] = [
        Self::Answered,
        Self::Abandoned,
        Self::TimedOut,
        Self::LeftByKey,
        Self::Empty,
        Self::Withdrawn,
        Self::Failed,
        Self::Open,
    ];

    /// A stable name such as `left-by-key`, for the store, translations and style sheets.
    pub fn key(self) -> &'static str {
        match self {
            Self::Answered => "answered",
            Self::Abandoned => "abandoned",
            Self::TimedOut => "timed-out",
            Self::LeftByKey => "left-by-key",
            Self::Empty => "empty",
            Self::Withdrawn => "withdrawn",
            Self::Failed => "failed",
            Self::Open => "open",
        }
    }

    /// The outcome of a [`key`](Self::key).
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.key() == key)
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}

/// A member that rang in vain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// When it was over.
    pub time: DateTime<Utc>,
    /// Who rang.
    pub agent: Option<Name>,
    /// For how long, to the millisecond.
    pub ring: Option<Duration>,
    /// What came of it.
    pub result: AttemptResult,
}

/// What came of an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AttemptResult {
    /// The member did not answer.
    NoAnswer,
    /// Another member answered, or the caller left.
    Canceled,
    /// The member hung up during the announcement.
    Dumped,
}

/// Who answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// When.
    pub time: DateTime<Utc>,
    /// Who.
    pub agent: Option<Name>,
    /// How long the member rang.
    pub ring: Option<Duration>,
    /// The unique id of the member's channel; may be empty.
    pub channel: Box<str>,
}

/// The end of a visit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct End {
    /// When.
    pub time: DateTime<Utc>,
    /// How.
    pub how: Ending,
}

/// How a visit ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ending {
    /// After the talk somebody hung up.
    Completed(HungUp),
    /// The caller was sent to an extension.
    BlindTransfer {
        /// The extension.
        extension: Box<str>,
        /// Its context.
        context: Box<str>,
    },
    /// The caller was connected to others.
    AttendedTransfer {
        /// The bridge, the application or the channels, as Asterisk names them; may be empty.
        to: Box<str>,
    },
    /// The caller gave up.
    Abandoned,
    /// The time to wait was over.
    TimedOut,
    /// The caller left by this key.
    Key(Box<str>),
    /// No member was left.
    Empty,
    /// Somebody took the call out, and said this.
    Withdrawn(Box<str>),
    /// Caller and member had no codec in common.
    Incompatible,
    /// A member hung up during the announcement, and nothing was heard after that.
    AgentDump,
    /// No line tells: Asterisk began anew, 24 hours passed, or the call entered again.
    Lost,
}

/// What is doubtful about a visit.
///
/// ```
/// use switchhook_portal_core::queue::visit::Flags;
///
/// let flags = Flags::ESTIMATED | Flags::OUT_OF_ORDER;
/// assert!(flags.contains(Flags::ESTIMATED) && !flags.contains(Flags::DUPLICATE));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Flags(u8);

impl Flags {
    /// A line is older than the one before it.
    pub const OUT_OF_ORDER: Self = Self(1);
    /// A line came twice; it was counted once.
    pub const DUPLICATE: Self = Self(2);
    /// A duration was not written and is the difference of two times.
    pub const ESTIMATED: Self = Self(4);
    /// The line of the answer is missing; that of the end tells of it.
    pub const NO_CONNECT: Self = Self(8);
    /// Lines say both that it was answered and that it was not; the first holds.
    pub const CONTRADICTION: Self = Self(16);
    /// More members rang in vain than are kept.
    pub const ATTEMPTS_CUT: Self = Self(32);

    /// As one number, for the store.
    pub fn bits(self) -> u8 {
        self.0
    }

    /// From [`bits`](Self::bits); what is not known is left out.
    pub fn from_bits(bits: u8) -> Self {
        Self(bits & 63)
    }

    /// Whether all of these are set.
    pub fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }
}

impl std::ops::BitOr for Flags {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl std::ops::BitOrAssign for Flags {
    fn bitor_assign(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

/// A call that was not let in. It is no visit, and counted beside them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// The line.
    pub line: LineKey,
    /// When.
    pub time: DateTime<Utc>,
    /// The unique id of the caller's channel, if the line has it.
    pub call: Option<Name>,
    /// The queue.
    pub queue: Name,
    /// Why.
    pub why: Refusal,
}

/// A line of a call in a queue that belongs to no visit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stray {
    /// The line.
    pub line: LineKey,
    /// When.
    pub time: DateTime<Utc>,
    /// The unique id of the caller's channel.
    pub call: Name,
    /// The queue.
    pub queue: Name,
    /// What it tells.
    pub event: StrayEvent,
    /// Why it counts for nothing.
    pub why: StrayReason,
}

/// What a stray line tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StrayEvent {
    /// `ENTERQUEUE`.
    Entered,
    /// `CONNECT`.
    Answered,
    /// `COMPLETECALLER`, `COMPLETEAGENT` or a transfer.
    TalkEnded,
    /// `ABANDON`.
    Abandoned,
    /// Another end without an answer.
    Left,
    /// A member that rang in vain.
    Attempt,
}

impl StrayEvent {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Entered,
        Self::Answered,
        Self::TalkEnded,
        Self::Abandoned,
        Self::Left,
        Self::Attempt,
    ];

    /// A stable name such as `talk-ended`, for the store.
    pub fn key(self) -> &'static str {
        match self {
            Self::Entered => "entered",
            Self::Answered => "answered",
            Self::TalkEnded => "talk-ended",
            Self::Abandoned => "abandoned",
            Self::Left => "left",
            Self::Attempt => "attempt",
        }
    }

    /// The event of a [`key`](Self::key).
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|event| event.key() == key)
    }
}

/// Why a line belongs to no visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StrayReason {
    /// No line says that the call entered, within 24 hours before: the log begins later, or lines are missing.
    NoEntry,
    /// The visit had ended before.
    AfterEnd,
    /// The same line stands twice in the log.
    Duplicate,
    /// The visit was answered, or by somebody else.
    Contradiction,
}

impl StrayReason {
    /// All of them.
    pub const ALL: [Self; 4] = [
        Self::NoEntry,
        Self::AfterEnd,
        Self::Duplicate,
        Self::Contradiction,
    ];

    /// A stable name such as `no-entry`, for the store and translations.
    pub fn key(self) -> &'static str {
        match self {
            Self::NoEntry => "no-entry",
            Self::AfterEnd => "after-end",
            Self::Duplicate => "duplicate",
            Self::Contradiction => "contradiction",
        }
    }

    /// The reason of a [`key`](Self::key).
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.key() == key)
    }
}
