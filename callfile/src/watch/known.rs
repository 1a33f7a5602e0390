//! What is known about one call, and what follows from it.

use std::time::SystemTime;

use super::outcome::{Failure, Outcome, Possible, Talk};
use crate::report::{Report, Verdict};

/// A call that is followed.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub(super) struct Known {
    /// Stays the same when Asterisk archives the file.
    pub(super) id: Option<u64>,
    pub(super) due: Option<SystemTime>,
    /// By what its events call it, if that is not its name: it had another one before.
    pub(super) tie: Option<String>,
    pub(super) file: Contents,
    /// It was written to since it was read.
    pub(super) unread: bool,
    /// Events speak of it, and no file was seen yet.
    pub(super) unseen: bool,
    /// Its end was told, though its file is still there.
    pub(super) settled: bool,
    /// Events were coming in since before the current attempt.
    pub(super) listened: bool,
    /// What events say about the current attempt.
    pub(super) heard: Heard,
    /// And about the one before, if the file does not show its end yet.
    pub(super) earlier: Option<Failure>,
    /// What is told once events have said more, or not later than at `until`.
    pub(super) held: Option<Held>,
    pub(super) until: Option<SystemTime>,
}

/// What stands in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub(super) struct Contents {
    pub(super) usable: Usable,
    /// None if it was not read, or Asterisk reads what this crate does not hold.
    pub(super) max_retries: Option<u32>,
    pub(super) always_delete: bool,
    pub(super) failed: u32,
    pub(super) calling: bool,
}

/// Whether Asterisk calls because of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub(super) enum Usable {
    Called,
    /// No attempt is left.
    UsedUp,
    Discarded,
    Unread,
}

/// What events say about one attempt.
#[derive(Clone, Debug, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub(super) struct Heard {
    /// The dialled channel.
    pub(super) channel: Option<String>,
    pub(super) answered: Option<SystemTime>,
    pub(super) status: Option<String>,
    pub(super) ended: Option<(SystemTime, u16)>,
    pub(super) failed_extension: bool,
    /// It was told as the end of an attempt; what still comes is no news.
    pub(super) told: bool,
}

/// What waits for events.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub(super) enum Held {
    Retrying { failed: u32, next: Option<SystemTime> },
    Ended(Ending),
}

/// How a file left the spool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub(super) enum Ending {
    /// The words of Asterisk in the archived file.
    Completed,
    Expired,
    Failed,
    /// Archived, and the status is not written yet or not known.
    Archived,
    /// Removed while somebody watched.
    Deleted,
    /// Moved to another place.
    Moved,
    /// Gone, and nobody watched.
    Vanished,
}

impl Contents {
    pub(super) const UNREAD: Self = Self {
        usable: Usable::Unread,
        max_retries: None,
        always_delete: true,
        failed: 0,
        calling: false,
    };

    pub(super) fn of(report: &Report) -> Self {
        let call = report.call.as_ref();
        let usable = match report.verdict {
            Verdict::Called => Usable::Called,
            Verdict::Expired => Usable::UsedUp,
            Verdict::Discarded => Usable::Discarded,
            Verdict::Unknown => Usable::Unread,
        };
        Self {
            usable,
            max_retries: call.map(crate::CallFile::max_retries),
            always_delete: call.is_none_or(crate::CallFile::always_delete),
            failed: u32::try_from(report.history.failed_attempts()).unwrap_or(u32::MAX),
            calling: report.history.calling_pid().is_some(),
        }
    }

    /// Whether another attempt would follow if the current one fails.
    fn more_follow(self) -> Option<bool> {
        self.max_retries.map(|retries| self.failed < retries)
    }
}

impl Heard {
    pub(super) fn of(channel: String) -> Self {
        Self {
            channel: Some(channel),
            ..Self::default()
        }
    }

    /// Whether nothing more is to come about the attempt.
    pub(super) fn complete(&self) -> bool {
        !self.told && (self.ended.is_some() || (self.channel.is_none() && self.failed_extension))
    }

    /// Why the attempt failed, if it did and events say so.
    pub(super) fn failure(&self) -> Option<Failure> {
        if self.told || self.answered.is_some() {
            return None;
        }
        let cause = self.ended.map(|(_, cause)| cause);
        let failed = || Failure::Failed {
            cause: cause.filter(|&cause| cause != 0),
        };
        match (self.status.as_deref(), cause) {
            (Some("BUSY"), _) | (_, Some(17)) => Some(Failure::Busy),
            // Without a status the waiting time was over: Asterisk hangs up, 22 with cause 19, 16 with none. With one,
            // Asterisk calls so what it has no word for, a refusal too, and the cause tells more.
            (None | Some("NOANSWER"), Some(0 | 16 | 18 | 19)) | (Some("NOANSWER"), None) => {
                Some(Failure::NoAnswer)
            }
            (Some(_), _) | (None, Some(_)) => Some(failed()),
            (None, None) if self.channel.is_none() && self.failed_extension => Some(failed()),
            (None, None) => None,
        }
    }

    fn talk(&self) -> Talk {
        Talk {
            answered: self.answered,
            ended: self.ended.map(|(at, _)| at).filter(|_| self.answered.is_some()),
        }
    }
}

impl Known {
    pub(super) fn new(id: Option<u64>, due: Option<SystemTime>, file: Contents, listened: bool) -> Self {
        Self {
            id,
            due,
            tie: None,
            file,
            unread: false,
            unseen: false,
            settled: false,
            listened,
            heard: Heard::default(),
            earlier: None,
            held: None,
            until: None,
        }
    }

    /// Why the attempt that the file shows as over failed. Events may be ahead and speak of the next one already.
    pub(super) fn take_failure(&mut self) -> Option<Failure> {
        if let Some(earlier) = self.earlier.take() {
            return Some(earlier);
        }
        let failure = self.heard.failure().or_else(|| self.never_dialled());
        self.heard.told = true;
        failure
    }

    /// Nothing was heard, although somebody listened all the time: no channel was made.
    fn never_dialled(&self) -> Option<Failure> {
        let silent = self.listened && (self.heard.channel.is_none() || self.heard.told);
        silent.then_some(Failure::Failed { cause: None })
    }

    /// Whether events could say more about the end.
    pub(super) fn events_matter(&self, ending: Ending) -> bool {
        let called = self.file.calling || self.unread || self.file.usable == Usable::Unread;
        match ending {
            Ending::Completed => true,
            Ending::Expired => self.file.usable != Usable::UsedUp,
            Ending::Archived | Ending::Deleted | Ending::Vanished => called,
            Ending::Failed | Ending::Moved => false,
        }
    }

    /// How the call ended.
    pub(super) fn outcome(&self, ending: Ending, now: SystemTime) -> Outcome {
        let answered = || Outcome::Answered(self.heard.talk());
        match ending {
            Ending::Completed => answered(),
            Ending::Failed => Outcome::Discarded,
            Ending::Expired if self.file.usable == Usable::UsedUp => Outcome::Expired,
            Ending::Expired => {
                let failure = self.heard.failure().or_else(|| self.never_dialled());
                failure.map_or(Outcome::Expired, Outcome::from)
            }
            _ if self.heard.answered.is_some() => answered(),
            Ending::Moved => Outcome::Cancelled,
            Ending::Archived => Outcome::Unknown(Possible {
                answered: true,
                unanswered: true,
                discarded: self.file.usable == Usable::Unread,
                removed: false,
            }),
            Ending::Deleted => self.removed(now),
            Ending::Vanished => self.vanished(),
        }
    }

    /// Removed before our eyes: Asterisk does so after an answered call and after the last attempt only.
    fn removed(&self, now: SystemTime) -> Outcome {
        let file = self.file;
        match file.usable {
            Usable::Discarded => return Outcome::Discarded,
            Usable::UsedUp => return Outcome::Expired,
            Usable::Unread => {
                // Asterisk removes a file after its last attempt, and this one was heard to fail.
                return self
                    .heard
                    .failure()
                    .map_or_else(|| self.vanished(), Outcome::from);
            }
            Usable::Called if self.unread => {}
            // Between two attempts, or before the first: not by Asterisk.
            Usable::Called if !file.calling && (file.failed > 0 || self.due.is_some_and(|due| due > now)) => {
                return Outcome::Cancelled;
            }
            Usable::Called => {}
        }
        let last = file.more_follow() != Some(true);
        let failure = self.heard.failure().or_else(|| self.never_dialled());
        if let Some(failure) = failure.filter(|_| file.calling && !self.unread) {
            // After a failed attempt that is not the last, Asterisk keeps the file.
            return if last { failure.into() } else { Outcome::Cancelled };
        }
        if let Some(failure) = self.heard.failure().filter(|_| last) {
            return failure.into();
        }
        Outcome::Unknown(Possible {
            answered: true,
            unanswered: last || self.unread,
            discarded: false,
            removed: true,
        })
    }

    /// Gone while nobody watched.
    fn vanished(&self) -> Outcome {
        match self.file.usable {
            Usable::Discarded => Outcome::Discarded,
            Usable::UsedUp => Outcome::Expired,
            usable => match self.heard.failure() {
                Some(failure) if self.file.more_follow() == Some(false) => failure.into(),
                _ => Outcome::Unknown(Possible {
                    answered: true,
                    unanswered: true,
                    discarded: usable == Usable::Unread,
                    removed: true,
                }),
            },
        }
    }
}
