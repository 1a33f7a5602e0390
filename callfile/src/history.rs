//! What Asterisk writes into a call file about its attempts.

use std::fmt;
use std::time::{Duration, SystemTime};

use crate::key::Key;

/// What Asterisk appended to a file: its attempts, and in `outgoing_done` how it ended.
///
/// ```
/// use switchhook_callfile::{History, Status, check};
///
/// let report = check(
///     b"Channel: PJSIP/100\nApplication: Echo\nMaxRetries: 1\n\n\
///       StartRetry: 4711 1 (1718000000)\n\nEndRetry: 4711 1 (1718000045)\n\
///       \nStartRetry: 4711 2 (1718000345)\nStatus: Expired\n",
/// );
/// assert_eq!(report.history.failed_attempts(), 1);
/// assert_eq!(report.history.calling_pid(), Some(4711));
/// assert_eq!(report.history.status(), Some(&Status::Expired));
/// assert_eq!(report.history.marks().len(), 3);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    marks: Vec<Mark>,
    status: Option<Status>,
}

/// One appended line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The line, from 1.
    pub line: usize,
    /// What happened.
    pub event: AttemptEvent,
    /// The process number of the Asterisk that wrote it.
    pub pid: Option<i64>,
    /// Which attempt it was, from 1, as Asterisk counted.
    pub attempt: Option<i64>,
    /// The time on the line, in seconds since 1970; [`Mark::time`] says when that was.
    pub epoch: Option<i64>,
}

/// What happened to an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum AttemptEvent {
    /// It began.
    Start,
    /// It failed, and another follows.
    End,
    /// It was cut off by a restart of Asterisk.
    Abort,
    /// Asterisk came by while it was still running.
    Delayed,
    /// It failed; a form of old versions, without process number and time.
    Retry,
}

/// How a file in `outgoing_done` ended.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Status {
    /// Answered, and the call is over.
    Completed,
    /// Nobody answered, as often as was allowed.
    Expired,
    /// Asterisk could not read it.
    Failed,
    /// A word that this crate does not know.
    Other(String),
}

impl History {
    pub(crate) const fn new() -> Self {
        Self {
            marks: Vec::new(),
            status: None,
        }
    }

    /// The appended lines, oldest first.
    #[must_use]
    pub fn marks(&self) -> &[Mark] {
        &self.marks
    }

    /// The final status, which only archived files have.
    #[must_use]
    pub const fn status(&self) -> Option<&Status> {
        self.status.as_ref()
    }

    /// How many attempts are over without an answer. While the last one runs, or after it, that is one less than were
    /// made: Asterisk writes no end for the last.
    #[must_use]
    pub fn failed_attempts(&self) -> usize {
        let over = |mark: &&Mark| {
            matches!(
                mark.event,
                AttemptEvent::End | AttemptEvent::Abort | AttemptEvent::Retry
            )
        };
        self.marks.iter().filter(over).count()
    }

    /// The process that is calling, or was when it stopped writing.
    #[must_use]
    pub fn calling_pid(&self) -> Option<i64> {
        let last = self.marks.iter().rev().find(|mark| {
            matches!(
                mark.event,
                AttemptEvent::Start | AttemptEvent::End | AttemptEvent::Abort
            )
        })?;
        match last.event {
            AttemptEvent::Start => last.pid.filter(|&pid| pid != 0),
            _ => None,
        }
    }

    pub(crate) fn push(&mut self, mark: Mark) {
        self.marks.push(mark);
    }

    pub(crate) fn set_status(&mut self, word: &[u8]) {
        self.status = Some(Status::from_word(&String::from_utf8_lossy(word)));
    }
}

impl Mark {
    /// When it was written, in a file with this retry time; `None` if the line does not say or the time does not fit
    /// the system's clock.
    ///
    /// Asterisk writes the time itself, but for [`AttemptEvent::Start`] the time plus the retry time.
    #[must_use]
    pub fn time(&self, retry_time: Duration) -> Option<SystemTime> {
        let seconds = u64::try_from(self.epoch?).ok()?;
        let written = SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(seconds))?;
        match self.event {
            AttemptEvent::Start => written.checked_sub(retry_time),
            _ => Some(written),
        }
    }
}

impl AttemptEvent {
    pub(crate) const fn of(key: Key) -> Option<Self> {
        match key {
            Key::StartRetry => Some(Self::Start),
            Key::EndRetry => Some(Self::End),
            Key::AbortRetry => Some(Self::Abort),
            Key::DelayedRetry => Some(Self::Delayed),
            Key::Retry => Some(Self::Retry),
            _ => None,
        }
    }
}

impl Status {
    fn from_word(word: &str) -> Self {
        match word {
            "Completed" => Self::Completed,
            "Expired" => Self::Expired,
            "Failed" => Self::Failed,
            other => Self::Other(other.to_owned()),
        }
    }

    /// The word that Asterisk writes.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Completed => "Completed",
            Self::Expired => "Expired",
            Self::Failed => "Failed",
            Self::Other(word) => word,
        }
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
