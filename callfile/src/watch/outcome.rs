//! What is told about a call.

use std::fmt;
use std::time::SystemTime;

use crate::spool::FileName;

/// One thing that happened to a call.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Update {
    /// Its file.
    pub name: FileName,
    /// What happened.
    pub news: News,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum News {
    /// The file lies in the spool, or was put there again with another time.
    Placed {
        /// When Asterisk calls; none if the file was gone before it could be looked at.
        due: Option<SystemTime>,
    },
    /// The file has another name from now on, as after a change of its time. What follows is told under that name.
    Renamed {
        /// The new one.
        to: FileName,
    },
    /// Asterisk is calling.
    Trying {
        /// Which attempt this is, from 1.
        attempt: u32,
    },
    /// Somebody answered; the call goes on. Told by events only.
    Answered {
        /// When.
        at: SystemTime,
    },
    /// An attempt is over without an answer, and another follows.
    Retrying {
        /// How many are over.
        failed: u32,
        /// Why the last one failed, if events said so.
        why: Option<Failure>,
        /// When the next one begins at the latest.
        next: Option<SystemTime>,
    },
    /// It is over. Nothing more is told about this file.
    Ended(Outcome),
}

/// How a call ended.
///
/// ```
/// use switchhook_callfile::watch::{Outcome, Possible};
///
/// assert_eq!(Outcome::Failed { cause: Some(21) }.to_string(), "failed with cause 21");
/// let unknown = Outcome::Unknown(Possible { answered: true, unanswered: true, ..Possible::default() });
/// assert_eq!(unknown.to_string(), "unknown: answered or not answered");
/// assert_eq!(unknown.code(), "unknown");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Outcome {
    /// Answered, and the call is over.
    Answered(Talk),
    /// The last attempt met a busy telephone.
    Busy,
    /// The last attempt rang until the waiting time was over, or nobody took it.
    NoAnswer,
    /// The last attempt could not be made, or was refused.
    Failed {
        /// The cause of the hangup (Q.850) if there was a channel. Without one, the telephone is not registered, or
        /// there is none.
        cause: Option<u16>,
    },
    /// No attempt was answered, and no event says why.
    Expired,
    /// Asterisk could make no call of the file.
    Discarded,
    /// Somebody took the file away. A call that was just being made went on, without retries.
    Cancelled,
    /// The file is gone, and nothing says why.
    Unknown(Possible),
}

/// When an answered call was answered and ended, as far as events said so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Talk {
    /// When it was answered.
    pub answered: Option<SystemTime>,
    /// When it ended.
    pub ended: Option<SystemTime>,
}

/// What may have become of a call whose file is gone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Possible {
    /// It was answered.
    pub answered: bool,
    /// No attempt was answered.
    pub unanswered: bool,
    /// Asterisk could not read the file.
    pub discarded: bool,
    /// Somebody removed the file.
    pub removed: bool,
}

/// Why an attempt failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub enum Failure {
    /// The telephone was busy.
    Busy,
    /// Nobody answered.
    NoAnswer,
    /// It could not be called, or refused.
    Failed {
        /// The cause of the hangup (Q.850) if there was a channel.
        cause: Option<u16>,
    },
}

impl Outcome {
    /// A word for programs: `answered`, `busy`, `no-answer`, `failed`, `expired`, `discarded`, `cancelled`, `unknown`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Answered(_) => "answered",
            Self::Busy => "busy",
            Self::NoAnswer => "no-answer",
            Self::Failed { .. } => "failed",
            Self::Expired => "expired",
            Self::Discarded => "discarded",
            Self::Cancelled => "cancelled",
            Self::Unknown(_) => "unknown",
        }
    }
}

impl From<Failure> for Outcome {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Busy => Self::Busy,
            Failure::NoAnswer => Self::NoAnswer,
            Failure::Failed { cause } => Self::Failed { cause },
        }
    }
}

impl fmt::Display for News {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Placed { .. } => f.write_str("placed"),
            Self::Renamed { to } => write!(f, "now {to}"),
            Self::Trying { attempt } => write!(f, "attempt {attempt}"),
            Self::Answered { .. } => f.write_str("answered"),
            Self::Retrying {
                failed, why: None, ..
            } => write!(f, "attempt {failed} failed"),
            Self::Retrying {
                failed,
                why: Some(why),
                ..
            } => write!(f, "attempt {failed} failed: {why}"),
            Self::Ended(outcome) => outcome.fmt(f),
        }
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Answered(_) => f.write_str("answered and over"),
            Self::Busy => f.write_str("busy"),
            Self::NoAnswer => f.write_str("no answer"),
            Self::Failed { cause: Some(cause) } => write!(f, "failed with cause {cause}"),
            Self::Failed { cause: None } => f.write_str("could not be called"),
            Self::Expired => f.write_str("not answered"),
            Self::Discarded => f.write_str("discarded by Asterisk"),
            Self::Cancelled => f.write_str("cancelled"),
            Self::Unknown(possible) => write!(f, "unknown: {possible}"),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Outcome::from(*self).fmt(f)
    }
}

impl fmt::Display for Possible {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = [
            (self.answered, "answered"),
            (self.unanswered, "not answered"),
            (self.discarded, "discarded by Asterisk"),
            (self.removed, "removed by somebody"),
        ];
        let mut first = true;
        for (_, word) in words.iter().filter(|(may, _)| *may) {
            if !first {
                f.write_str(" or ")?;
            }
            f.write_str(word)?;
            first = false;
        }
        Ok(())
    }
}
