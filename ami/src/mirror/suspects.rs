//! Differences that a list showed, until it is known whether an event explains them.
//!
//! A list may be newer than events that Asterisk has queued: what it shows then looks like a fault, and the event that
//! explains it comes a moment later. Only what no event explains within the grace was lost on the way.

use std::collections::BTreeMap;
use std::time::{Duration, SystemTime};

use super::change::{Fault, Repair, Subject};

/// More than this at once is a restart or worse: they are mended, but neither told nor counted one by one.
const MOST: usize = 1_000;

#[derive(Clone, Debug, Default)]
pub(super) struct Suspects {
    open: BTreeMap<Subject, (Fault, SystemTime)>,
}

impl Suspects {
    pub(super) fn add(&mut self, subject: Subject, fault: Fault, now: SystemTime) {
        if self.open.len() < MOST {
            self.open.insert(subject, (fault, now));
        }
    }

    /// An event spoke of it.
    pub(super) fn explain(&mut self, subject: &Subject) {
        self.open.remove(subject);
    }

    /// The queues were read again from their configuration, which no event tells in detail.
    pub(super) fn explain_queues(&mut self) {
        self.open.retain(|subject, _| {
            !matches!(
                subject,
                Subject::Queue(_) | Subject::Member { .. } | Subject::Caller { .. }
            )
        });
    }

    pub(super) fn is_empty(&self) -> bool {
        self.open.is_empty()
    }

    /// Everything is read anew: nothing can be told apart any more.
    pub(super) fn clear(&mut self) {
        self.open.clear();
    }

    /// What was not explained in time.
    pub(super) fn convict(&mut self, now: SystemTime, grace: Duration) -> Vec<Repair> {
        if self.open.is_empty() {
            return Vec::new();
        }
        let over = |since: SystemTime| now.duration_since(since).is_ok_and(|age| age >= grace);
        let repairs: Vec<Repair> = self
            .open
            .iter()
            .filter(|(_, (_, since))| over(*since))
            .map(|(subject, (fault, _))| Repair {
                subject: subject.clone(),
                fault: *fault,
            })
            .collect();
        self.open.retain(|_, (_, since)| !over(*since));
        repairs
    }
}
